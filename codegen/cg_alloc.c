// codegen/cg_alloc.c -- Allocating instructions, each as its site says.
//
// In the frame: one alloca of the function, zeroed when the instruction runs.
// Frame up to a size: a buffer with a run-time test and the heap as fallback.
// In the heap: a call of the runtime, with a descriptor made from the layout
// alone.  Nothing at all: constants and what has no size.
//
//     new(T) on the stack  ->  alloca in the entry block, memset here
#include "codegen/cg_internal.h"

bool cg_on_heap(const AllocSite *s)
{
    switch (s->place) {
    case PLACE_UNDECIDED: case PLACE_HEAP: case PLACE_CALLER:
    case PLACE_SCOPE:
        return true;
    case PLACE_STACK: case PLACE_STACK_UPTO: case PLACE_NONE:
        break;
    }
    return false;
}

static bool on_stack(const AllocSite *s)
{
    return s && (s->place == PLACE_STACK || s->place == PLACE_NONE);
}

void cg_fresh_attrs(CgFn *f, Val call, uint64_t size, uint32_t align)
{
    Cg *cg = f->cg;
    const unsigned at = LLVMAttributeReturnIndex;
    LLVMAddCallSiteAttribute(call, at, cg->at_noalias);
    LLVMAddCallSiteAttribute(call, at, cg->at_nonnull);
    if (size)
        LLVMAddCallSiteAttribute(
            call, at,
            LLVMCreateEnumAttribute(cg->ctx, cg->kind_dereferenceable, size));
    LLVMAddCallSiteAttribute(
        call, at, LLVMCreateEnumAttribute(cg->ctx, cg->kind_align, align));
}

// A zeroed object in the heap.
Val cg_heap_object(CgFn *f, const IrType *t)
{
    Cg *cg = f->cg;
    if (t->size == 0)
        return cg_zero_base(cg);
    bool scan = irtype_has_pointers(t);
    Val arg = scan ? cg_layout_desc(cg, t) : cg_int(cg, t->size);
    Val p = cg_call_rt(f, scan ? CG_rt_new : CG_rt_new_noscan, &arg, 1);
    cg_fresh_attrs(f, p, t->size, t->align);
    return p;
}

// Adds an allocation to the counters of its site.
void cg_count_site(CgFn *f, const AllocSite *site, Val bytes)
{
    Cg *cg = f->cg;
    if (!cg->counts || !site)
        return;
    Val row = cg_offset(f, cg->counts, 16 * (uint64_t)site->id);
    Val adds[] = {cg_int(cg, 1), bytes};
    for (unsigned i = 0; i < 2; i++) {
        Val p = cg_offset(f, row, 8 * i);
        Val v = LLVMBuildAtomicRMW(f->b, LLVMAtomicRMWBinOpAdd, p, adds[i],
                                   LLVMAtomicOrderingMonotonic, false);
        (void)v;
    }
}

// Zeroed storage of a constant size, where the site wants it.
Val cg_site_storage(CgFn *f, const AllocSite *site, const IrType *t)
{
    if (t->size == 0)
        return cg_zero_base(f->cg);
    if (site && !cg_on_heap(site)) {
        Val p = cg_alloca(f, t->size, t->align, "");
        cg_zero_memory(f, p, t->size, t->align);
        return p;
    }
    cg_count_site(f, site, cg_int(f->cg, t->size));
    return cg_heap_object(f, t);
}

void cg_op_new(CgFn *f, const IrInstr *in)
{
    cg_write_local(f, in->dst, cg_val1(cg_site_storage(f, in->site, in->elem)));
}

// --- Slices -----------------------------------------------------------------

static CgVal load_slice(CgFn *f, Val p)
{
    return cg_load_value(f, p, irtype_basic(f->cg->ir, IRT_SLICE));
}

static CgVal heap_makeslice(CgFn *f, const IrInstr *in, Val len, Val cap)
{
    Val out = cg_alloca(f, sizeof(RtSlice), 8, "");
    Val args[] = {out, cg_layout_desc(f->cg, in->elem), len, cap};
    if (f->cg->counts)
        cg_count_site(f, in->site,
                      LLVMBuildMul(f->b, cap,
                                   cg_int(f->cg, in->elem->size), ""));
    cg_call_rt(f, CG_rt_makeslice, args, 4);
    CgVal s = load_slice(f, out);
    s.v[1] = len;
    s.v[2] = cap;
    return s;
}

static bool const_value(Val v, uint64_t *n)
{
    if (!LLVMIsAConstantInt(v))
        return false;
    *n = LLVMConstIntGetZExtValue(v);
    return true;
}

// Length and capacity as i64: what an unsigned type cannot say in i64 comes
// out negative and fails the runtime's test alike.
static CgVal frame_makeslice(CgFn *f, const IrInstr *in, uint64_t cap_max,
                             Val len, Val cap)
{
    Cg *cg = f->cg;
    uint64_t size = cap_max * in->elem->size;
    Val p = size ? cg_alloca(f, size, in->elem->align, "") : cg_zero_base(cg);
    uint64_t n;
    if (const_value(cap, &n))
        cg_zero_memory(f, p, n * in->elem->size, in->elem->align);
    else
        LLVMBuildMemSet(f->b, p, LLVMConstNull(cg->i8),
                        LLVMBuildMul(f->b, cap,
                                     cg_int(cg, in->elem->size), ""),
                        in->elem->align);
    return cg_val3(p, len, cap);
}

// In the frame when 0 <= len <= cap <= most, else in the heap.
static CgVal upto_makeslice(CgFn *f, const IrInstr *in, uint64_t most, Val len,
                            Val cap)
{
    Val fits = LLVMBuildAnd(
        f->b, LLVMBuildICmp(f->b, LLVMIntULE, cap, cg_int(f->cg, most), ""),
        LLVMBuildICmp(f->b, LLVMIntULE, len, cap, ""), "");
    Bb frame = cg_block(f, ""), heap = cg_block(f, ""), done = cg_block(f, "");
    cg_branch(f, fits, frame, heap);
    cg_at(f, frame);
    CgVal a = frame_makeslice(f, in, most, len, cap);
    Bb from_a = LLVMGetInsertBlock(f->b);
    LLVMBuildBr(f->b, done);
    cg_at(f, heap);
    CgVal b = heap_makeslice(f, in, len, cap);
    Bb from_b = LLVMGetInsertBlock(f->b);
    LLVMBuildBr(f->b, done);
    cg_at(f, done);
    Val phi = LLVMBuildPhi(f->b, f->cg->ptr, "");
    Val vals[] = {a.v[0], b.v[0]};
    Bb froms[] = {from_a, from_b};
    LLVMAddIncoming(phi, vals, froms, 2);
    return cg_val3(phi, len, cap);
}

void cg_op_makeslice(CgFn *f, const IrInstr *in)
{
    const AllocSite *s = in->site;
    uint64_t len_n, cap_n, size = in->elem->size;
    Val len = cg_widen(f, in->args[0]);
    Val cap = in->nargs > 1 && in->args[1].kind != OPD_NONE
                  ? cg_widen(f, in->args[1])
                  : len;
    bool fixed = const_value(cap, &cap_n) && cap_n < ((uint64_t)1 << 40) &&
                 const_value(len, &len_n) && len_n <= cap_n;
    CgVal v;
    if (on_stack(s) && fixed) {
        v = frame_makeslice(f, in, cap_n, len, cap);
    } else if (s && s->place == PLACE_STACK && s->stack_bytes == 0 &&
               const_value(cap, &cap_n) && cap_n < ((uint64_t)1 << 40)) {
        v = upto_makeslice(f, in, cap_n, len, cap);
    } else if (s && !cg_on_heap(s) && (s->stack_bytes > 0 || size == 0)) {
        uint64_t most = size ? (uint64_t)s->stack_bytes / size : INT64_MAX;
        v = upto_makeslice(f, in, most, len, cap);
    } else {
        v = heap_makeslice(f, in, len, cap);
    }
    cg_write_local(f, in->dst, v);
}

void cg_op_newarray(CgFn *f, const IrInstr *in)
{
    Cg *cg = f->cg;
    Val n = cg_int(cg, in->count);
    const IrType *t = irtype_array(cg->ir, in->elem, in->count);
    bool small = t->size <= 1024 || !irtype_has_pointers(t) ||
                 (in->site && !cg_on_heap(in->site));
    Val p;
    if (small) {
        p = cg_site_storage(f, in->site, t);
    } else {
        Val args[] = {cg_layout_desc(cg, in->elem), n};
        cg_count_site(f, in->site, cg_int(cg, t->size));
        p = cg_call_rt(f, CG_rt_new_array, args, 2);
        cg_fresh_attrs(f, p, t->size, t->align);
    }
    cg_write_local(f, in->dst, cg_val3(p, n, n));
}

// --- append -----------------------------------------------------------------

// The flag "this site's buffer has been given away", cleared at entry.
static Val once_flag(CgFn *f, const AllocSite *site)
{
    Val flag = map_get(&f->once_flags, site);
    if (flag)
        return flag;
    flag = cg_alloca_type(f, f->cg->i8, "");
    LLVMBuildStore(f->ab, LLVMConstNull(f->cg->i8), flag);
    map_set(&f->once_flags, site, flag);
    return flag;
}

static CgVal heap_grow(CgFn *f, const IrInstr *in, CgVal s, Val newlen)
{
    Val out = cg_alloca(f, sizeof(RtSlice), 8, "");
    Val args[] = {out,    cg_layout_desc(f->cg, in->elem),
                  s.v[0], s.v[2],
                  newlen, s.v[1]};
    cg_call_rt(f, CG_rt_growslice, args, 6);
    CgVal r = load_slice(f, out);
    if (f->cg->counts)
        cg_count_site(f, in->site,
                      LLVMBuildMul(f->b, r.v[2],
                                   cg_int(f->cg, in->elem->size), ""));
    return r;
}

typedef struct Merge {
    Bb done;
    Val ptr[3], cap[3];
    Bb from[3];
    unsigned n;
} Merge;

static void merge_from(CgFn *f, Merge *m, Val ptr, Val cap)
{
    m->from[m->n] = LLVMGetInsertBlock(f->b);
    m->ptr[m->n] = ptr;
    m->cap[m->n++] = cap;
    LLVMBuildBr(f->b, m->done);
}

// An empty slice may begin in a buffer of the frame, once per activation.
static void try_buffer(CgFn *f, const IrInstr *in, CgVal s, Val newlen,
                       Merge *m)
{
    Cg *cg = f->cg;
    uint64_t bytes = (uint64_t)in->site->stack_bytes;
    uint64_t cap = in->elem->size ? bytes / in->elem->size : 0;
    if (cap == 0)
        return;
    Val flag = once_flag(f, in->site);
    Val used = LLVMBuildLoad2(f->b, cg->i8, flag, "");
    Val ok = LLVMBuildAnd(
        f->b, LLVMBuildIsNull(f->b, s.v[1], ""),
        LLVMBuildICmp(f->b, LLVMIntULE, newlen, cg_int(cg, cap), ""), "");
    ok = LLVMBuildAnd(f->b, ok, LLVMBuildIsNull(f->b, used, ""), "");
    Bb use = cg_block(f, ""), heap = cg_block(f, "");
    cg_branch(f, ok, use, heap);
    cg_at(f, use);
    LLVMBuildStore(f->b, LLVMConstInt(cg->i8, 1, false), flag);
    Val buf = cg_alloca(f, cap * in->elem->size, in->elem->align, "");
    cg_zero_memory(f, buf, cap * in->elem->size, in->elem->align);
    merge_from(f, m, buf, cg_int(cg, cap));
    cg_at(f, heap);
}

// Room for newlen elements: {ptr, newlen, cap}.
static CgVal make_room(CgFn *f, const IrInstr *in, CgVal s, Val newlen)
{
    Merge m = {.done = cg_block(f, "")};
    Bb grow = cg_block(f, "grow");
    Val fits = LLVMBuildICmp(f->b, LLVMIntULE, newlen, s.v[2], "");
    m.from[0] = LLVMGetInsertBlock(f->b);
    m.ptr[0] = s.v[0];
    m.cap[0] = s.v[2];
    m.n = 1;
    cg_branch_likely(f, fits, m.done, grow);
    cg_at(f, grow);
    if (in->site && !cg_on_heap(in->site) && in->site->stack_bytes > 0)
        try_buffer(f, in, s, newlen, &m);
    CgVal r = heap_grow(f, in, s, newlen);
    merge_from(f, &m, r.v[0], r.v[2]);
    cg_at(f, m.done);
    Val ptr = LLVMBuildPhi(f->b, f->cg->ptr, "");
    Val cap = LLVMBuildPhi(f->b, f->cg->i64, "");
    LLVMAddIncoming(ptr, m.ptr, m.from, m.n);
    LLVMAddIncoming(cap, m.cap, m.from, m.n);
    return cg_val3(ptr, newlen, cap);
}

static void append_spread(CgFn *f, const IrInstr *in, CgVal s)
{
    Cg *cg = f->cg;
    CgVal tail = cg_operand(f, in->args[1]);
    if (in->args[1].kind == OPD_ZERO) {
        cg_write_local(f, in->dst, s);
        return;
    }
    Val newlen = LLVMBuildAdd(f->b, s.v[1], tail.v[1], "");
    CgVal r = make_room(f, in, s, newlen);
    Val bytes = LLVMBuildMul(f->b, tail.v[1], cg_int(cg, in->elem->size), "");
    LLVMBuildMemMove(f->b, cg_index(f, r.v[0], s.v[1], in->elem->size),
                     in->elem->align, tail.v[0], in->elem->align, bytes);
    cg_write_local(f, in->dst, r);
}

void cg_op_append(CgFn *f, const IrInstr *in)
{
    CgVal s = cg_operand(f, in->args[0]);
    uint32_t n = in->nargs - 1;
    if (n == 0) {
        cg_write_local(f, in->dst, s);
        return;
    }
    if (in->flags & IRF_SPREAD) {
        append_spread(f, in, s);
        return;
    }
    Val newlen = LLVMBuildAdd(f->b, s.v[1], cg_int(f->cg, n), "");
    CgVal r = make_room(f, in, s, newlen);
    Val at = cg_index(f, r.v[0], s.v[1], in->elem->size);
    for (uint32_t i = 0; i < n; i++)
        cg_store_value(f, cg_offset(f, at, i * in->elem->size), in->elem,
                       cg_operand(f, in->args[i + 1]));
    cg_write_local(f, in->dst, r);
}

// --- Closures ---------------------------------------------------------------

// Whether the closure wraps a call of a //go:uintptrescapes function: then the
// integers that it holds may be addresses that keep objects alive.
static bool holds_addresses(const IrFunc *f)
{
    for (int i = 0; i < f->blocks.len; i++) {
        const IrBlock *b = &f->blocks.data[i];
        for (int k = 0; k < b->instrs.len; k++) {
            const IrInstr *in = &b->instrs.data[k];
            if (in->op == OP_CALL &&
                (in->callee->flags & IRFN_UINTPTR_ESCAPES))
                return true;
        }
    }
    return false;
}

// {code, captures...}, each at its natural alignment.
const IrType *cg_closure_type(Cg *cg, const IrFunc *callee)
{
    uint32_t first = callee->nparams + callee->nresults;
    IrField *fields = ARENA_ARRAY(cg->arena, IrField, callee->ncaptures + 1);
    uint64_t at = 8;
    bool addresses = holds_addresses(callee);
    fields[0].type = irtype_basic(cg->ir, IRT_U64);
    for (uint32_t i = 0; i < callee->ncaptures; i++) {
        const IrType *t = callee->locals.data[first + i].type;
        at = (at + t->align - 1) / t->align * t->align;
        if (addresses && t->kind == IRT_U64)
            t = irtype_basic(cg->ir, IRT_PTR);
        fields[i + 1].type = t;
        fields[i + 1].offset = at;
        at += t->size;
    }
    return irtype_struct(cg->ir, fields, callee->ncaptures + 1,
                         (at + 7) / 8 * 8, 8);
}

void cg_op_closure(CgFn *f, const IrInstr *in)
{
    Cg *cg = f->cg;
    ICE_ASSERT(in->nargs == in->callee->ncaptures, in->pos);
    if (in->nargs == 0) {
        cg_write_local(f, in->dst,
                       cg_val1(cg_static_closure(cg, in->callee)));
        return;
    }
    const IrType *t = cg_closure_type(cg, in->callee);
    Val p = cg_site_storage(f, in->site, t);
    cg_store(f, cg_func_ref(cg, in->callee), p, 8);
    for (uint32_t i = 0; i < in->nargs; i++)
        cg_store_value(f, cg_offset(f, p, t->fields[i + 1].offset),
                       in->args[i].type, cg_operand(f, in->args[i]));
    cg_write_local(f, in->dst, cg_val1(p));
}

// --- Boxes of interfaces ----------------------------------------------------

// A pointer-shaped value, whatever wraps it, is the data word itself.
static Val direct_word(CgFn *f, IrOperand o)
{
    CgVal v = cg_operand(f, o);
    if (!v.mem)
        return v.v[0];
    if (LLVMIsNull(v.v[0]))
        return cg_null(f->cg);
    return cg_load(f, f->cg->ptr, v.v[0], 8);
}

static Val box(CgFn *f, const IrInstr *in)
{
    Cg *cg = f->cg;
    IrOperand o = in->args[0];
    const IrType *t = o.type;
    Val constant;
    if (in->desc->flags & RT_TYPE_DIRECT)
        return direct_word(f, o);
    if (t->size == 0)
        return cg_zero_base(cg);
    if ((constant = cg_const_value(cg, o)) != NULL)
        return cg_private_const(cg, constant, t->align, "");
    if (in->site && in->site->place == PLACE_STACK) {
        Val p = cg_alloca(f, t->size, t->align, "");
        cg_store_value(f, p, t, cg_operand(f, o));
        return p;
    }
    cg_count_site(f, in->site, cg_int(cg, t->size));
    Val args[] = {cg_desc_ref(cg, in->desc), cg_operand_addr(f, o),
                  cg_bool(cg, false)};
    return cg_call_rt(f, CG_rt_box, args, 3);
}

void cg_op_toiface(CgFn *f, const IrInstr *in)
{
    Val data = box(f, in);
    Val head = in->itab ? cg_itab_ref(f->cg, in->itab)
                        : cg_desc_ref(f->cg, in->desc);
    cg_write_local(f, in->dst, cg_val2(head, data));
}
