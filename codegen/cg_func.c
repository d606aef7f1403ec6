// codegen/cg_func.c -- Functions: prologue, locals, blocks, epilogue.
//
// The entry block holds allocas only; then parameters, results and captures
// take their places; then the IR's blocks follow one to one.  A function with
// defer statements has one exit block, which a recovered panic reaches through
// the second return of rt_defer_enter; its results live in memory that an
// empty asm statement has seen, so that no store to them is moved over a call.
//
//     entry:  allocas           start: parameters stored, results zeroed
//     b0...:  the code          exit:  deferred calls run, results loaded
#include "codegen/cg_internal.h"

Bb cg_block(CgFn *f, const char *name)
{
    return LLVMAppendBasicBlockInContext(f->cg->ctx, f->fn, name);
}

void cg_at(CgFn *f, Bb bb)
{
    LLVMPositionBuilderAtEnd(f->b, bb);
}

bool cg_has_local(LocalId id)
{
    return id.i != LOCAL_NONE.i;
}

Val cg_phi2(CgFn *f, Ty t, Val a, Bb from_a, Val b, Bb from_b)
{
    Val phi = LLVMBuildPhi(f->b, t, "");
    LLVMAddIncoming(phi, (Val[]){a, b}, (Bb[]){from_a, from_b}, 2);
    return phi;
}

// --- Locals -----------------------------------------------------------------

static bool is_boxed(const IrLocal *l)
{
    return l->site && l->kind != LOCAL_CAPTURE && cg_on_heap(l->site);
}

static void make_comps(CgFn *f, CgSlot *s, const IrLocal *l)
{
    s->kind = SLOT_COMPS;
    for (int i = 0; i < cg_ncomps(l->type); i++)
        s->v[i] = cg_alloca_type(f, cg_comp_type(f->cg, l->type, i), "");
}

// The slot of a local; made when the local is first met.
static CgSlot *slot_of(CgFn *f, LocalId id)
{
    CgSlot *s = &f->slots[id.i];
    if (s->kind != SLOT_UNUSED)
        return s;

    const IrLocal *l = ir_local(f->f, id);
    if (is_boxed(l)) {
        s->kind = SLOT_BOX;
        s->v[0] = cg_alloca_type(f, f->cg->ptr, "");
    } else if (s->need_mem || cg_ncomps(l->type) < 0) {
        s->kind = SLOT_MEM;
        s->v[0] = cg_alloca(f, l->type->size, l->type->align, "");
    } else if (s->as_value) {
        s->kind = SLOT_VALUE;
    } else {
        make_comps(f, s, l);
    }
    if (f->cg->opts->debug)
        cg_debug_local(f, id);
    return s;
}

Val cg_local_addr(CgFn *f, LocalId id)
{
    CgSlot *s = slot_of(f, id);
    if (s->kind == SLOT_BOX)
        return cg_load(f, f->cg->ptr, s->v[0], 8);
    ICE_ASSERT(s->kind == SLOT_MEM, f->in ? f->in->pos : f->f->pos);
    return s->v[0];
}

CgVal cg_read_local(CgFn *f, LocalId id)
{
    const IrType *t = ir_local(f->f, id)->type;
    CgSlot *s = slot_of(f, id);
    if (s->kind == SLOT_MEM || s->kind == SLOT_BOX)
        return cg_load_value(f, cg_local_addr(f, id), t);

    CgVal v = {.n = cg_ncomps(t)};
    for (int i = 0; i < v.n; i++) {
        Ty type = cg_comp_type(f->cg, t, i);
        if (s->kind == SLOT_COMPS)
            v.v[i] = LLVMBuildLoad2(f->b, type, s->v[i], "");
        else // Never set: only in code that cannot be reached.
            v.v[i] = s->v[i] ? s->v[i] : LLVMGetUndef(type);
    }
    return v;
}

void cg_write_local(CgFn *f, LocalId id, CgVal v)
{
    if (!cg_has_local(id))
        return;
    const IrType *t = ir_local(f->f, id)->type;
    CgSlot *s = slot_of(f, id);
    if (s->kind == SLOT_MEM || s->kind == SLOT_BOX) {
        cg_store_value(f, cg_local_addr(f, id), t, v);
        return;
    }
    ICE_ASSERT(!v.mem && v.n == cg_ncomps(t), f->in ? f->in->pos : f->f->pos);
    for (int i = 0; i < v.n; i++) {
        if (s->kind == SLOT_COMPS)
            LLVMBuildStore(f->b, v.v[i], s->v[i]);
        else
            s->v[i] = v.v[i];
    }
}

static void make_box(CgFn *f, LocalId id)
{
    const IrLocal *l = ir_local(f->f, id);
    CgSlot *s = slot_of(f, id);
    LLVMBuildStore(f->b, cg_heap_object(f, l->type), s->v[0]);
    cg_count_site(f, l->site, cg_int(f->cg, l->type->size));
}

void cg_decl(CgFn *f, const IrInstr *in)
{
    const IrLocal *l = ir_local(f->f, in->dst);
    if (slot_of(f, in->dst)->kind == SLOT_BOX)
        make_box(f, in->dst);
    else
        cg_write_local(f, in->dst, cg_zero_value(f, l->type));
}

// --- Prologue ---------------------------------------------------------------

// Stores the scalars of a parameter at p.
static void store_leaves(CgFn *f, Val p, const CgPass *pass, unsigned arg)
{
    for (int k = 0; k < pass->n; k++) {
        const CgLeaf *leaf = &pass->leaf[k];
        cg_store(f, LLVMGetParam(f->fn, arg + (unsigned)k),
                 cg_offset(f, p, leaf->offset), leaf->align);
    }
}

static void take_param(CgFn *f, uint32_t i, unsigned arg)
{
    LocalId id = {i};
    const IrLocal *l = ir_local(f->f, id);
    const CgPass *pass = &f->sig->params[i];
    CgSlot *s = &f->slots[i];
    if (pass->indirect && !is_boxed(l)) {
        s->kind = SLOT_MEM; // The caller made the copy for us.
        s->v[0] = LLVMGetParam(f->fn, arg);
        if (f->cg->opts->debug)
            cg_debug_local(f, id);
        return;
    }
    s = slot_of(f, id);
    if (s->kind == SLOT_BOX)
        make_box(f, id);
    if (s->kind == SLOT_COMPS || s->kind == SLOT_VALUE) {
        CgVal v = {.n = pass->n};
        for (int k = 0; k < pass->n; k++)
            v.v[k] = LLVMGetParam(f->fn, arg + (unsigned)k);
        cg_write_local(f, id, v);
    } else if (pass->indirect) {
        cg_copy_memory(f, cg_local_addr(f, id), LLVMGetParam(f->fn, arg),
                       l->type->size, l->type->align);
    } else if (pass->n) {
        store_leaves(f, cg_local_addr(f, id), pass, arg);
    }
}

static void take_params(CgFn *f)
{
    unsigned arg = 0;
    f->context = LLVMGetParam(f->fn, arg++);
    if (f->sig->out)
        f->out = LLVMGetParam(f->fn, arg++);
    for (uint32_t i = 0; i < f->f->nparams; i++) {
        take_param(f, i, arg);
        arg += (unsigned)f->sig->params[i].n;
    }
    for (uint32_t i = 0; i < f->f->nresults; i++) {
        LocalId id = {f->f->nparams + i};
        if (slot_of(f, id)->kind == SLOT_BOX)
            make_box(f, id);
        else
            cg_write_local(f, id, cg_zero_value(f, ir_local(f->f, id)->type));
    }
}

static void take_captures(CgFn *f)
{
    const IrFunc *ir = f->f;
    if (!ir->ncaptures)
        return;
    const IrType *t = cg_closure_type(f->cg, ir);
    for (uint32_t i = 0; i < ir->ncaptures; i++) {
        LocalId id = {ir->nparams + ir->nresults + i};
        const IrField *field = &t->fields[i + 1];
        Val p = cg_offset(f, f->context, field->offset);
        cg_write_local(f, id,
                       cg_load_value(f, p, ir_local(ir, id)->type));
    }
}

// An asm statement that may read and write memory has seen p.
static void let_escape(CgFn *f, Val p)
{
    Cg *cg = f->cg;
    static const char constraints[] = "r,~{memory}";
    Ty t = LLVMFunctionType(cg->voidt, &cg->ptr, 1, false);
    Val a = LLVMGetInlineAsm(t, "", 0, constraints, sizeof constraints - 1,
                             true, false, LLVMInlineAsmDialectATT, false);
    LLVMBuildCall2(f->b, t, a, &p, 1, "");
}

// Enters the defer frame; continues in `body` the first time.
static void enter_defer(CgFn *f, Bb exit)
{
    Cg *cg = f->cg;
    f->defer_frame = cg_alloca(f, sizeof(RtDeferFrame), 8, "defer");
    for (uint32_t i = 0; i < f->f->nresults; i++)
        let_escape(f, f->slots[f->f->nparams + i].v[0]);
    Val again = cg_call_rt(f, CG_rt_defer_enter, &f->defer_frame, 1);
    Val first = LLVMBuildICmp(f->b, LLVMIntEQ, again, cg_int32(cg, 0), "");
    Bb body = cg_block(f, "body");
    cg_branch_likely(f, first, body, exit);
    cg_at(f, body);
}

// --- Epilogue ---------------------------------------------------------------

// Scalars of result i, appended to out.
static unsigned result_scalars(CgFn *f, uint32_t i, Val *out)
{
    LocalId id = {f->f->nparams + i};
    const CgPass *pass = &f->sig->results[i];
    CgVal v = cg_read_local(f, id);
    for (int k = 0; k < pass->n; k++) {
        const CgLeaf *leaf = &pass->leaf[k];
        out[k] = v.mem ? cg_load(f, leaf->type,
                                 cg_offset(f, v.v[0], leaf->offset),
                                 leaf->align)
                       : v.v[k];
    }
    return (unsigned)pass->n;
}

static void return_in_memory(CgFn *f)
{
    for (uint32_t i = 0; i < f->sig->nresults; i++) {
        LocalId id = {f->f->nparams + i};
        cg_store_value(f, cg_offset(f, f->out, f->sig->result_offsets[i]),
                       f->sig->result_types[i], cg_read_local(f, id));
    }
    LLVMBuildRetVoid(f->b);
}

static void return_in_registers(CgFn *f)
{
    Val v[8 + CG_MAX_LEAVES];
    unsigned n = 0;
    for (uint32_t i = 0; i < f->sig->nresults; i++)
        n += result_scalars(f, i, v + n);
    if (n == 0) {
        LLVMBuildRetVoid(f->b);
    } else if (n == 1) {
        LLVMBuildRet(f->b, v[0]);
    } else {
        LLVMBuildAggregateRet(f->b, v, n);
    }
}

static void load_and_return(CgFn *f)
{
    if (f->sig->out)
        return_in_memory(f);
    else
        return_in_registers(f);
}

void cg_return(CgFn *f)
{
    if (f->defer_frame)
        LLVMBuildBr(f->b, f->blocks[f->f->blocks.len]);
    else
        load_and_return(f);
}

// --- Whole functions --------------------------------------------------------

static void fn_init(CgFn *f, Cg *cg, const IrFunc *ir)
{
    *f = (CgFn){0};
    f->cg = cg;
    f->f = ir;
    f->b = cg->b;
    f->ab = cg->ab;
    f->fn = cg->funcs[ir->id].fn;
    f->sig = cg_sig_of_func(cg, ir);
    map_init(&f->once_flags, cg->arena);
    LLVMPositionBuilderAtEnd(f->ab, cg_block(f, "entry"));
    cg_at(f, cg_block(f, "start"));
    LLVMSetCurrentDebugLocation2(f->ab, NULL);
}

static void fn_finish(CgFn *f)
{
    Bb entry = LLVMGetEntryBasicBlock(f->fn);
    LLVMSetCurrentDebugLocation2(f->ab, NULL);
    LLVMBuildBr(f->ab, LLVMGetNextBasicBlock(entry));
}

// Straight-line code of this length is initialisation: what LLVM does to it
// costs more time than it can save.
enum { LONG_STRAIGHT = 5000, LONG_ANY = 50000 };

static bool is_not_worth_optimising(const CgFn *f)
{
    int n = 0;
    bool loops = false;
    for (int i = 0; i < f->f->blocks.len; i++) {
        n += f->f->blocks.data[i].instrs.len;
        loops |= f->cfg->loop_depth[i] > 0;
    }
    return n > (loops ? LONG_ANY : LONG_STRAIGHT);
}

static void drop_unreachable(CgFn *f)
{
    for (uint32_t i = 0; i < (uint32_t)f->f->blocks.len; i++) {
        if (!cfg_reachable(f->cfg, (BlockId){i}))
            LLVMDeleteBasicBlock(f->blocks[i]);
    }
}

// In an order in which definitions come before their uses.
static void emit_blocks(CgFn *f)
{
    for (uint32_t i = 0; i < f->cfg->nrpo; i++) {
        const IrBlock *b = ir_block(f->f, f->cfg->rpo[i]);
        cg_at(f, f->blocks[f->cfg->rpo[i].i]);
        for (int k = 0; k < b->instrs.len; k++) {
            f->in = &b->instrs.data[k];
            cg_debug_location(f, f->in->pos, f->in->inl);
            cg_instr(f, f->in);
        }
        f->in = NULL;
    }
    drop_unreachable(f);
}

void cg_function(Cg *cg, const IrFunc *ir)
{
    CgFn fn, *f = &fn;
    ice_set_function(ir->name);
    fn_init(f, cg, ir);
    f->subprogram = cg_debug_subprogram(cg, ir);
    LLVMSetSubprogram(f->fn, f->subprogram);
    cg_debug_location(f, ir->pos, 0);
    f->cfg = cfg_new(cg->arena, ir);
    cg_scan(f);
    if (is_not_worth_optimising(f))
        cg_no_optimise(cg, f->fn);
    int n = ir->blocks.len;
    f->blocks = ARENA_ARRAY(cg->arena, Bb, n + 1);
    take_params(f);
    take_captures(f);
    for (int i = 0; i < n; i++)
        f->blocks[i] = cg_block(f, "");
    if (ir->flags & IRFN_HAS_DEFER) {
        f->blocks[n] = cg_block(f, "exit");
        enter_defer(f, f->blocks[n]);
    }
    LLVMBuildBr(f->b, f->blocks[0]);
    emit_blocks(f);
    if (f->defer_frame) {
        cg_at(f, f->blocks[n]);
        cg_debug_location(f, ir->end, 0);
        cg_call_rt(f, CG_rt_defer_return, &f->defer_frame, 1);
        load_and_return(f);
    }
    fn_finish(f);
    ice_set_function(STR_NONE);
}

// --- Thunks -----------------------------------------------------------------

// Gathers the arguments as values.
static CgVal *thunk_args(CgFn *f)
{
    CgVal *args = ARENA_ARRAY(f->cg->arena, CgVal, f->f->nparams + 1);
    unsigned at = f->sig->out ? 2 : 1;
    for (uint32_t i = 0; i < f->f->nparams; i++) {
        const CgPass *pass = &f->sig->params[i];
        args[i].n = pass->n;
        args[i].mem = pass->indirect;
        for (int k = 0; k < pass->n && k < 3; k++)
            args[i].v[k] = LLVMGetParam(f->fn, at + (unsigned)k);
        at += (unsigned)pass->n;
    }
    return args;
}

static void thunk_return(CgFn *f, CgVal v)
{
    if (f->sig->nresults == 0)
        LLVMBuildRetVoid(f->b);
    else if (v.n == 1)
        LLVMBuildRet(f->b, v.v[0]);
    else
        LLVMBuildAggregateRet(f->b, v.v, (unsigned)v.n);
}

void cg_thunk(Cg *cg, const IrFunc *ir)
{
    CgFn fn, *f = &fn;
    fn_init(f, cg, ir);
    f->subprogram = cg_debug_subprogram(cg, ir);
    LLVMSetSubprogram(f->fn, f->subprogram);
    cg_debug_location(f, ir->pos, 0);
    CgVal *args = thunk_args(f);
    CgVal result = {0};
    if (!cg_is_intrinsic(ir) || !cg_intrinsic_call(f, ir, args, &result)) {
        if (!(ir->flags & IRFN_EXTERN))
            ICE(ir->pos, "function %.*s has no body", STR_ARG(ir->name));
        cg_emit_call(f, cg_sig_of_extern(cg, ir), cg_extern_ref(cg, ir), NULL,
                     args, &result);
    }
    thunk_return(f, result);
    fn_finish(f);
}
