// codegen/cg_export.c -- Go functions that C calls by a symbol of their own.
//
// The Go function keeps its convention and gets Go's name; beside it goes a
// small C function of the exported name that passes its arguments on.
//
// Invariant: exported functions take scalars and return at most two of them.
//
//     //go:linkname makeError rt_go_make_error
//     {ptr, ptr} rt_go_make_error(i64, ptr, i64)
#include "codegen/cg_internal.h"

// C wants a bool in all bits of its byte.
static void extend_bools(Cg *cg, const CgSig *sig, Val fn)
{
    unsigned at = 1;
    for (uint32_t i = 0; i < sig->nparams; i++) {
        for (int k = 0; k < sig->params[i].n; k++, at++) {
            if (sig->params[i].leaf[k].is_bool)
                LLVMAddAttributeAtIndex(fn, at, cg->at_zeroext);
        }
    }
    if (sig->ret == cg->i1)
        LLVMAddAttributeAtIndex(fn, LLVMAttributeReturnIndex, cg->at_zeroext);
}

static void export_one(Cg *cg, const IrFunc *f)
{
    Val go = cg_func_ref(cg, f);
    CgSig *sig = cg_sig_of_func(cg, f);
    ICE_ASSERT(!sig->out && sig->nargs > 0, f->pos);
    unsigned n = sig->nargs - 1; // Without the context.
    Ty *all = ARENA_ARRAY(cg->arena, Ty, sig->nargs);
    LLVMGetParamTypes(sig->type, all);
    Ty type = LLVMFunctionType(sig->ret, all + 1, n, false);
    Val fn = LLVMAddFunction(cg->mod, str_to_cstr(cg->arena, f->link_name),
                             type);
    cg_func_attrs(cg, fn);
    LLVMPositionBuilderAtEnd(cg->b,
                             LLVMAppendBasicBlockInContext(cg->ctx, fn, ""));
    LLVMSetCurrentDebugLocation2(cg->b, NULL);
    Val *args = ARENA_ARRAY(cg->arena, Val, sig->nargs);
    args[0] = LLVMGetUndef(all[0]);
    for (unsigned i = 0; i < n; i++)
        args[i + 1] = LLVMGetParam(fn, i);
    extend_bools(cg, sig, fn);
    Val call = LLVMBuildCall2(cg->b, sig->type, go, args, sig->nargs, "");
    LLVMSetInstructionCallConv(call, cg_go_cc(cg));
    if (sig->nresults == 0)
        LLVMBuildRetVoid(cg->b);
    else
        LLVMBuildRet(cg->b, call);
}

void cg_export_functions(Cg *cg)
{
    for (int i = 0; i < cg->ir->funcs.len; i++) {
        const IrFunc *f = cg->ir->funcs.data[i];
        if (f->flags & IRFN_EXPORTED)
            export_one(cg, f);
    }
}
