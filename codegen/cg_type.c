// codegen/cg_type.c -- Components of values, and the calling convention.
//
// Between Go functions scalars, strings, slices, interfaces and structs of up
// to four scalars travel flattened; larger aggregates by address of a copy that
// the callee may write to.  Results come back in registers while they fit, else
// through a hidden first pointer.  Every function takes the closure object in
// the context register, used or not, so that direct, closure and interface
// calls are alike.
//
//     func f(s string, p *T) (int, error)
//     -> {i64, ptr, ptr} f(ptr nest, ptr, i64, ptr)
#include "codegen/cg_internal.h"

enum {
    SWIFT_CC = 16,         // LLVM's number: returns four integers in registers
    MAX_RET_INTS = 4,
    MAX_RET_FLOATS = 4
};

unsigned cg_go_cc(const Cg *cg)
{
    (void)cg;
    return SWIFT_CC;
}

int cg_ncomps(const IrType *t)
{
    switch (t->kind) {
    case IRT_VOID:
        return 0;
    case IRT_C64: case IRT_C128: case IRT_STRING: case IRT_EFACE:
    case IRT_IFACE:
        return 2;
    case IRT_SLICE:
        return 3;
    case IRT_STRUCT: case IRT_ARRAY: case IRT_MAPITER:
        return -1;
    default:
        return 1;
    }
}

Ty cg_comp_type(const Cg *cg, const IrType *t, int i)
{
    switch (t->kind) {
    case IRT_BOOL: return cg->i1;
    case IRT_I8: case IRT_U8: return cg->i8;
    case IRT_I16: case IRT_U16: return cg->i16;
    case IRT_I32: case IRT_U32: return cg->i32;
    case IRT_I64: case IRT_U64: return cg->i64;
    case IRT_F32: case IRT_C64: return cg->f32;
    case IRT_F64: case IRT_C128: return cg->f64;
    case IRT_STRING: case IRT_SLICE: return i == 0 ? cg->ptr : cg->i64;
    case IRT_VOID: return cg->voidt;
    case IRT_PTR: case IRT_FUNC: case IRT_MAP: case IRT_CHAN:
    case IRT_EFACE: case IRT_IFACE:
        return cg->ptr;
    case IRT_STRUCT: case IRT_ARRAY: case IRT_MAPITER:
        break;
    }
    ICE(NO_POS, "no scalar components");
}

bool cg_is_length(const IrType *t, int i)
{
    return i > 0 && (t->kind == IRT_STRING || t->kind == IRT_SLICE);
}

uint64_t cg_comp_offset(const IrType *t, int i)
{
    return t->kind == IRT_C64 ? 4 * (uint64_t)i : 8 * (uint64_t)i;
}

// --- Flattening -------------------------------------------------------------

// False when there are too many scalars.
static bool flatten(const Cg *cg, const IrType *t, uint64_t at, CgPass *p)
{
    int n = cg_ncomps(t);
    if (n >= 0) {
        for (int i = 0; i < n; i++) {
            if (p->n == CG_MAX_LEAVES)
                return false;
            CgLeaf *leaf = &p->leaf[p->n++];
            leaf->type = cg_comp_type(cg, t, i);
            leaf->is_bool = t->kind == IRT_BOOL;
            leaf->is_length = cg_is_length(t, i);
            leaf->offset = at + cg_comp_offset(t, i);
            leaf->align = t->align;
        }
        return true;
    }
    if (t->kind == IRT_MAPITER)
        return false;
    if (t->kind == IRT_ARRAY)
        return t->count == 0 ||
               (t->count == 1 && flatten(cg, t->elem, at, p));
    for (uint32_t i = 0; i < t->nfields; i++) {
        if (!flatten(cg, t->fields[i].type, at + t->fields[i].offset, p))
            return false;
    }
    return true;
}

CgPass cg_pass(const Cg *cg, const IrType *t)
{
    CgPass p = {0};
    if (!flatten(cg, t, 0, &p)) {
        p = (CgPass){0};
        p.indirect = true;
        p.n = 1;
        p.leaf[0].type = cg->ptr;
    }
    return p;
}

// --- Signatures -------------------------------------------------------------

static bool is_float_leaf(const Cg *cg, Ty t)
{
    return t == cg->f32 || t == cg->f64;
}

// Scalars of all results, in order; -1 when they do not fit into registers.
static int flat_results(const Cg *cg, const CgSig *s, Ty *out)
{
    int n = 0, ints = 0, floats = 0;
    for (uint32_t i = 0; i < s->nresults; i++) {
        const CgPass *p = &s->results[i];
        if (p->indirect)
            return -1;
        for (int k = 0; k < p->n; k++) {
            bool fl = is_float_leaf(cg, p->leaf[k].type);
            if ((fl ? ++floats : ++ints) > MAX_RET_INTS)
                return -1;
            out[n++] = p->leaf[k].type;
        }
    }
    return n;
}

static void lay_out_results(CgSig *s)
{
    uint64_t at = 0;
    for (uint32_t i = 0; i < s->nresults; i++) {
        const IrType *t = s->result_types[i];
        at = (at + t->align - 1) / t->align * t->align;
        s->result_offsets[i] = at;
        at += t->size;
    }
    s->out_size = (at + 7) / 8 * 8;
}

static void finish_sig(Cg *cg, CgSig *s)
{
    Ty rets[MAX_RET_INTS + MAX_RET_FLOATS];
    int nret = flat_results(cg, s, rets);
    s->out = nret < 0;
    if (nret <= 0)
        s->ret = cg->voidt;
    else if (nret == 1)
        s->ret = rets[0];
    else
        s->ret = LLVMStructTypeInContext(cg->ctx, rets, (unsigned)nret, false);

    Ty *args = ARENA_ARRAY(cg->arena, Ty, s->nparams * CG_MAX_LEAVES + 2);
    unsigned n = 0;
    if (!s->external)
        args[n++] = cg->ptr;
    if (s->out)
        args[n++] = cg->ptr;
    for (uint32_t i = 0; i < s->nparams; i++) {
        for (int k = 0; k < s->params[i].n; k++)
            args[n++] = s->params[i].leaf[k].type;
    }
    s->nargs = n;
    s->type = LLVMFunctionType(s->ret, args, n, false);
}

static CgSig *sig_make(Cg *cg, const IrType **params, uint32_t nparams,
                       const IrType **results, uint32_t nresults,
                       bool external)
{
    CgSig *s = ARENA_NEW(cg->arena, CgSig);
    s->external = external;
    s->nparams = nparams;
    s->nresults = nresults;
    s->param_types = params;
    s->result_types = results;
    s->params = ARENA_ARRAY(cg->arena, CgPass, nparams + 1);
    s->results = ARENA_ARRAY(cg->arena, CgPass, nresults + 1);
    s->result_offsets = ARENA_ARRAY(cg->arena, uint64_t, nresults + 1);
    for (uint32_t i = 0; i < nparams; i++)
        s->params[i] = cg_pass(cg, params[i]);
    for (uint32_t i = 0; i < nresults; i++)
        s->results[i] = cg_pass(cg, results[i]);
    lay_out_results(s);
    finish_sig(cg, s);
    return s;
}

CgSig *cg_sig_new(Cg *cg, const IrType **params, uint32_t nparams,
                  const IrType **results, uint32_t nresults)
{
    return sig_make(cg, params, nparams, results, nresults, false);
}

static CgSig *sig_of(Cg *cg, const IrFunc *f, bool external)
{
    const IrType **types =
        ARENA_ARRAY(cg->arena, const IrType *, f->nparams + f->nresults + 1);
    for (uint32_t i = 0; i < f->nparams + f->nresults; i++)
        types[i] = f->locals.data[i].type;
    return sig_make(cg, types, f->nparams, types + f->nparams, f->nresults,
                    external);
}

CgSig *cg_sig_of_func(Cg *cg, const IrFunc *f)
{
    CgFunc *cf = &cg->funcs[f->id];
    if (!cf->sig)
        cf->sig = sig_of(cg, f, false);
    return cf->sig;
}

CgSig *cg_sig_of_extern(Cg *cg, const IrFunc *f)
{
    CgFunc *cf = &cg->funcs[f->id];
    if (cf->c_sig)
        return cf->c_sig;

    cf->c_sig = sig_of(cg, f, true);
    if (f->nresults > 1 || cf->c_sig->out ||
        (f->nresults == 1 && cf->c_sig->results[0].n > 2)) {
        ICE(f->pos, "%.*s: a C function returns one scalar or a string",
            STR_ARG(f->name));
    }
    for (uint32_t i = 0; i < f->nparams; i++) {
        if (cf->c_sig->params[i].indirect)
            ICE(f->pos, "%.*s: a C function takes no aggregates",
                STR_ARG(f->name));
    }
    return cf->c_sig;
}
