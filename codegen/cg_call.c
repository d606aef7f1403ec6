// codegen/cg_call.c -- Calls of Go and C functions, go, defer, panic, recover,
// print.
//
// An argument is passed as its scalars, or as the address of a copy.  The copy
// is spared when the operand is a temporary that nothing else reads.
//
//     a, b = f(s)  ->  {i64, ptr} call f(undef nest, s.ptr, s.len)
#include "codegen/cg_internal.h"

static const unsigned at_fn = (unsigned)LLVMAttributeFunctionIndex;

// --- The call itself --------------------------------------------------------

static unsigned put_scalars(CgFn *f, const CgPass *pass, CgVal v, Val *out)
{
    if (pass->n == 0)
        return 0;
    if (pass->indirect || !v.mem) {
        for (int k = 0; k < pass->n; k++)
            out[k] = v.v[k];
        return (unsigned)pass->n;
    }
    bool zero = LLVMIsNull(v.v[0]);
    for (int k = 0; k < pass->n; k++) {
        const CgLeaf *leaf = &pass->leaf[k];
        out[k] = zero ? LLVMConstNull(leaf->type)
                      : cg_load(f, leaf->type,
                                cg_offset(f, v.v[0], leaf->offset),
                                leaf->align);
    }
    return (unsigned)pass->n;
}

// C wants small integers extended.
static void add_extension(Cg *cg, Val call, unsigned where, const IrType *t)
{
    if (t->kind == IRT_BOOL || t->kind == IRT_U8 || t->kind == IRT_U16)
        LLVMAddCallSiteAttribute(call, where, cg->at_zeroext);
    else if (t->kind == IRT_I8 || t->kind == IRT_I16)
        LLVMAddCallSiteAttribute(call, where, cg->at_signext);
}

static void add_call_attrs(CgFn *f, const CgSig *sig, Val call)
{
    Cg *cg = f->cg;
    LLVMAddCallSiteAttribute(call, at_fn, cg->at_nomerge);
    LLVMAddCallSiteAttribute(call, at_fn, cg->at_nounwind);
    if (!sig->external) {
        LLVMSetInstructionCallConv(call, cg_go_cc(cg));
        LLVMAddCallSiteAttribute(call, 1, cg->at_nest);
        return;
    }
    unsigned at = 1;
    for (uint32_t i = 0; i < sig->nparams; i++) {
        if (sig->params[i].n == 1)
            add_extension(cg, call, at, sig->param_types[i]);
        at += (unsigned)sig->params[i].n;
    }
    if (sig->nresults == 1)
        add_extension(cg, call, LLVMAttributeReturnIndex,
                      sig->result_types[0]);
}

// *out: the block of results when they do not come in registers.
static Val emit(CgFn *f, CgSig *sig, Val fn, Val context, const CgVal *args,
                Val *out)
{
    Cg *cg = f->cg;
    Val *v = ARENA_ARRAY(cg->arena, Val, sig->nargs + CG_MAX_LEAVES);
    unsigned n = 0;
    if (!sig->external)
        v[n++] = context ? context : LLVMGetUndef(cg->ptr);
    if (sig->out)
        v[n++] = *out = cg_alloca(f, sig->out_size, 8, "");
    for (uint32_t i = 0; i < sig->nparams; i++)
        n += put_scalars(f, &sig->params[i], args[i], v + n);
    ICE_ASSERT(n == sig->nargs, f->f->pos);
    Val call = LLVMBuildCall2(f->b, sig->type, fn, v, n, "");
    add_call_attrs(f, sig, call);
    return call;
}

// Scalar number k of what came back in registers.
static Val result_scalar(CgFn *f, Val call, unsigned k)
{
    if (LLVMGetTypeKind(LLVMTypeOf(call)) != LLVMStructTypeKind)
        return call;
    return LLVMBuildExtractValue(f->b, call, k, "");
}

static void take_scalars(CgFn *f, const CgPass *pass, Val call, unsigned at,
                         LocalId dst)
{
    const IrType *t = ir_local(f->f, dst)->type;
    if (cg_ncomps(t) >= 0) {
        CgVal v = {.n = pass->n};
        for (int k = 0; k < pass->n; k++)
            v.v[k] = result_scalar(f, call, at + (unsigned)k);
        cg_write_local(f, dst, v);
        return;
    }
    Val p = cg_local_addr(f, dst);
    for (int k = 0; k < pass->n; k++) {
        const CgLeaf *leaf = &pass->leaf[k];
        cg_store(f, result_scalar(f, call, at + (unsigned)k),
                 cg_offset(f, p, leaf->offset), leaf->align);
    }
}

static void take_results(CgFn *f, const CgSig *sig, Val call, Val out,
                         const IrInstr *in)
{
    unsigned at = 0;
    for (uint32_t i = 0; i < in->ndsts; i++) {
        const CgPass *pass = &sig->results[i];
        if (!cg_has_local(in->dsts[i])) {
            at += (unsigned)pass->n;
            continue;
        }
        if (sig->out) {
            Val p = cg_offset(f, out, sig->result_offsets[i]);
            cg_write_local(f, in->dsts[i],
                           cg_load_value(f, p, sig->result_types[i]));
        } else {
            take_scalars(f, pass, call, at, in->dsts[i]);
        }
        at += (unsigned)pass->n;
    }
}

// For thunks: at most one result, of at most two scalars.
void cg_emit_call(CgFn *f, CgSig *sig, Val fn, Val context, const CgVal *args,
                  CgVal *result)
{
    Val out = NULL;
    Val call = emit(f, sig, fn, context, args, &out);
    if (sig->nresults == 0)
        return;
    result->n = sig->results[0].n;
    for (int k = 0; k < result->n; k++)
        result->v[k] = result_scalar(f, call, (unsigned)k);
}

// --- Arguments --------------------------------------------------------------

static bool is_ours(const CgFn *f, IrOperand o)
{
    if (o.kind != OPD_LOCAL)
        return false;
    const IrLocal *l = ir_local(f->f, o.local);
    return l->kind == LOCAL_TEMP && !l->addr_taken &&
           f->slots[o.local.i].reads == 1;
}

static CgVal argument(CgFn *f, IrOperand o, const CgPass *pass)
{
    CgVal v = cg_operand(f, o);
    if (!pass->indirect || is_ours(f, o))
        return v;
    Val p = cg_alloca(f, o.type->size, o.type->align, "");
    cg_store_value(f, p, o.type, v);
    return cg_val_mem(p);
}

static CgVal *arguments(CgFn *f, const IrInstr *in, uint32_t first,
                        const CgSig *sig, uint32_t at)
{
    CgVal *v = ARENA_ARRAY(f->cg->arena, CgVal, sig->nparams + 1);
    ICE_ASSERT(in->nargs - first == sig->nparams - at, in->pos);
    for (uint32_t i = first; i < in->nargs; i++, at++)
        v[at] = argument(f, in->args[i], &sig->params[at]);
    return v;
}

// Result types of a dynamic call: of the locals, or, where results are
// dropped, of the func type.
static const IrType **dynamic_results(CgFn *f, const IrInstr *in,
                                      const IrDesc *type)
{
    const IrType **r = ARENA_ARRAY(f->cg->arena, const IrType *,
                                   in->ndsts + 1);
    for (uint32_t i = 0; i < in->ndsts; i++) {
        if (cg_has_local(in->dsts[i])) {
            r[i] = ir_local(f->f, in->dsts[i])->type;
        } else {
            ICE_ASSERT(type && i < type->nout, in->pos);
            r[i] = type->inout[type->nin + i]->layout;
        }
    }
    return r;
}

static CgSig *dynamic_sig(CgFn *f, const IrInstr *in, const IrType *receiver,
                          const IrDesc *type)
{
    const IrType **params = ARENA_ARRAY(f->cg->arena, const IrType *,
                                        in->nargs + 1);
    uint32_t n = 0;
    if (receiver)
        params[n++] = receiver;
    for (uint32_t i = 1; i < in->nargs; i++)
        params[n++] = in->args[i].type;
    return cg_sig_new(f->cg, params, n, dynamic_results(f, in, type),
                      in->ndsts);
}

// --- Calls ------------------------------------------------------------------

// A wrapper passes the right to recover on to the method that it wraps.
static void pass_on_recover(CgFn *f, const IrInstr *in)
{
    Cg *cg = f->cg;
    Ty type;
    if (!(in->flags & IRF_WRAPPER_CALL) || !cg->has_recover)
        return;
    if (in->callee &&
        !(in->callee->flags & (IRFN_HAS_RECOVER | IRFN_WRAPPER)))
        return;
    Val fn = cg_intrinsic(cg, "llvm.frameaddress", &cg->ptr, 1, &type);
    Val level = cg_int32(cg, 0);
    Val frame = LLVMBuildCall2(f->b, type, fn, &level, 1, "");
    cg_call_rt(f, CG_rt_recover_wrapper, &frame, 1);
    LLVMAddAttributeAtIndex(f->fn, at_fn, cg->at_noinline);
}

// The integers that a //go:uintptrescapes function is given may be addresses
// of objects, which live until it returns: something must still use them.
static void keep_alive(CgFn *f, const IrInstr *in, const CgVal *args)
{
    if (!(in->callee->flags & IRFN_UINTPTR_ESCAPES))
        return;
    Ty t = LLVMFunctionType(f->cg->voidt, &f->cg->i64, 1, false);
    Val use = LLVMGetInlineAsm(t, "", 0, "r", 1, true, false,
                               LLVMInlineAsmDialectATT, false);
    for (uint32_t i = 0; i < in->nargs; i++) {
        Val v = args[i].v[0];
        if (in->args[i].type->kind == IRT_U64 && !LLVMIsConstant(v))
            LLVMBuildCall2(f->b, t, use, &v, 1, "");
    }
}

void cg_op_call(CgFn *f, const IrInstr *in)
{
    Cg *cg = f->cg;
    const IrFunc *callee = in->callee;
    bool external = callee->flags & IRFN_EXTERN;
    CgSig *sig = external ? cg_sig_of_extern(cg, callee)
                          : cg_sig_of_func(cg, callee);
    pass_on_recover(f, in);
    CgVal *args = arguments(f, in, 0, sig, 0), result = {0};
    if (cg_is_intrinsic(callee) &&
        cg_intrinsic_call(f, callee, args, &result)) {
        if (in->ndsts)
            cg_write_local(f, in->dsts[0], result);
        return;
    }
    Val fn = external ? cg_extern_ref(cg, callee) : cg_func_ref(cg, callee);
    Val out = NULL;
    Val call = emit(f, sig, fn, NULL, args, &out);
    keep_alive(f, in, args);
    take_results(f, sig, call, out, in);
}

void cg_op_callfunc(CgFn *f, const IrInstr *in)
{
    if (in->args[0].kind == OPD_FUNC) {
        IrInstr direct = *in;
        direct.callee = in->args[0].func;
        direct.args++;
        direct.nargs--;
        cg_op_call(f, &direct);
        return;
    }
    const IrDesc *type =
        in->desc && in->desc->kind == RT_KIND_FUNC ? in->desc : NULL;
    CgSig *sig = dynamic_sig(f, in, NULL, type);
    Val closure = cg_scalar(f, in->args[0]), out = NULL;
    CgVal *args = arguments(f, in, 1, sig, 0);
    cg_require_nonnil(f, closure);
    pass_on_recover(f, in);
    Val code = cg_load(f, f->cg->ptr, closure, 8);
    Val call = emit(f, sig, code, closure, args, &out);
    take_results(f, sig, call, out, in);
}

void cg_op_calliface(CgFn *f, const IrInstr *in)
{
    Cg *cg = f->cg;
    const IrType *ptr = irtype_basic(cg->ir, IRT_PTR);
    const IrDesc *type =
        in->desc ? in->desc->methods[in->method].type : NULL;
    CgSig *sig = dynamic_sig(f, in, ptr, type);
    CgVal iface = cg_operand(f, in->args[0]);
    CgVal *args = arguments(f, in, 1, sig, 1);
    args[0] = cg_val1(iface.v[1]);
    cg_require_nonnil(f, iface.v[0]);
    pass_on_recover(f, in);
    Val slot = cg_offset(f, iface.v[0],
                         offsetof(RtItab, fun) + 8 * (uint64_t)in->method);
    Val code = cg_load_invariant(f, cg->ptr, slot), out = NULL;
    Val call = emit(f, sig, code, NULL, args, &out);
    take_results(f, sig, call, out, in);
}

// --- Goroutines, defer, panic -----------------------------------------------

void cg_op_go(CgFn *f, const IrInstr *in)
{
    Val fn = cg_scalar(f, in->args[0]);
    cg_call_rt(f, CG_rt_go, &fn, 1);
}

// Three forms: without operands it gives the frame's address, for the bodies
// of range-over-func loops; a second operand is such an address.
void cg_op_defer(CgFn *f, const IrInstr *in)
{
    if (in->nargs == 0) {
        cg_write_local(f, in->dst, cg_val1(f->defer_frame));
        return;
    }
    bool outer = in->nargs > 1 && in->args[1].kind != OPD_NONE;
    ICE_ASSERT(outer || f->defer_frame, in->pos);
    bool in_frame = !outer && in->site && !(in->flags & IRF_IN_LOOP) &&
                    !cg_on_heap(in->site);
    Val record = in_frame ? cg_alloca(f, sizeof(RtDefer), 8, "")
                          : cg_null(f->cg);
    if (!in_frame && in->site)
        cg_count_site(f, in->site, cg_int(f->cg, sizeof(RtDefer)));
    Val args[] = {outer ? cg_scalar(f, in->args[1]) : f->defer_frame, record,
                  cg_scalar(f, in->args[0])};
    cg_call_rt(f, CG_rt_defer_push, args, 3);
}

void cg_op_recover(CgFn *f, const IrInstr *in)
{
    Cg *cg = f->cg;
    Ty type;
    Val fn = cg_intrinsic(cg, "llvm.frameaddress", &cg->ptr, 1, &type);
    Val level = cg_int32(cg, 1);
    Val frame = LLVMBuildCall2(f->b, type, fn, &level, 1, "");
    // A wrapper has it for `defer recover()`.
    bool deferred = f->f->flags & IRFN_WRAPPER;
    Val r = cg_call_rt(f, deferred ? CG_rt_recover_deferred : CG_rt_recover,
                       &frame, 1);
    cg_write_local(f, in->dst,
                   cg_val2(LLVMBuildExtractValue(f->b, r, 0, ""),
                           LLVMBuildExtractValue(f->b, r, 1, "")));
}

void cg_op_panic(CgFn *f, const IrInstr *in)
{
    CgVal v = cg_operand(f, in->args[0]);
    cg_call_rt(f, CG_rt_panic, v.v, 2);
}

// --- print ------------------------------------------------------------------

static void print_value(CgFn *f, IrOperand o)
{
    Cg *cg = f->cg;
    CgVal v = cg_operand(f, o);
    switch (o.type->kind) {
    case IRT_BOOL: cg_call_rt(f, CG_rt_print_bool, v.v, 1); break;
    case IRT_I8: case IRT_I16: case IRT_I32: case IRT_I64:
        v.v[0] = cg_widen(f, o);
        cg_call_rt(f, CG_rt_print_int, v.v, 1);
        break;
    case IRT_U8: case IRT_U16: case IRT_U32: case IRT_U64:
        v.v[0] = cg_widen(f, o);
        cg_call_rt(f, CG_rt_print_uint, v.v, 1);
        break;
    case IRT_F32: cg_call_rt(f, CG_rt_print_float32, v.v, 1); break;
    case IRT_F64: cg_call_rt(f, CG_rt_print_float, v.v, 1); break;
    case IRT_C64: cg_call_rt(f, CG_rt_print_complex64, v.v, 2); break;
    case IRT_C128: cg_call_rt(f, CG_rt_print_complex, v.v, 2); break;
    case IRT_STRING: cg_call_rt(f, CG_rt_print_string, v.v, 2); break;
    case IRT_SLICE: cg_call_rt(f, CG_rt_print_slice, v.v, 3); break;
    case IRT_EFACE: case IRT_IFACE:
        cg_call_rt(f, CG_rt_print_eface, v.v, 2);
        break;
    case IRT_PTR: case IRT_FUNC: case IRT_MAP: case IRT_CHAN:
        cg_call_rt(f, CG_rt_print_pointer, v.v, 1);
        break;
    case IRT_VOID: case IRT_STRUCT: case IRT_ARRAY: case IRT_MAPITER:
        ICE(o.type ? f->in->pos : cg->ir->main->pos, "cannot print this type");
    }
}

void cg_op_print(CgFn *f, const IrInstr *in)
{
    bool line = in->flags & IRF_NEWLINE;
    cg_call_rt(f, CG_rt_print_lock, NULL, 0);
    for (uint32_t i = 0; i < in->nargs; i++) {
        if (line && i)
            cg_call_rt(f, CG_rt_print_space, NULL, 0);
        print_value(f, in->args[i]);
    }
    if (line)
        cg_call_rt(f, CG_rt_print_newline, NULL, 0);
    cg_call_rt(f, CG_rt_print_unlock, NULL, 0);
}
