// codegen/cg_runtime.c -- runtime/abi.def as LLVM declarations and calls.
//
// A table made from abi.def gives each function its result, attributes and
// argument types; a function is declared when it is first called.  Two-word
// arguments travel as two scalars, two-word results as a struct in registers,
// which is what the C ABI does with RtString and its like.
//
//     cg_call_rt(f, CG_rt_new, &desc, 1)
#include "codegen/cg_internal.h"

typedef enum RtArg {
    A_VOID, A_BOOL, A_I32, A_I64, A_U8, A_F32, A_F64, A_PTR, A_PTR_I64,
    A_TYPE, A_ITAB, A_MAP, A_CHAN, A_CLO, A_STR, A_EFACE, A_IFACE
} RtArg;

typedef enum RtAttr {
    AT_0, AT_NORETURN, AT_COLD, AT_NORETURN_COLD, AT_ALLOC, AT_PURE,
    AT_CONST, AT_TWICE
} RtAttr;

typedef struct RtEntry {
    const char *name;
    RtArg result;
    RtAttr attr;
    int nargs;
    RtArg args[6];
} RtEntry;

static const RtEntry entries[] = {
#define RT0(r, f, at) {#f, A_##r, AT_##at, 0, {A_VOID}},
#define RT1(r, f, at, a) {#f, A_##r, AT_##at, 1, {A_##a}},
#define RT2(r, f, at, a, b) {#f, A_##r, AT_##at, 2, {A_##a, A_##b}},
#define RT3(r, f, at, a, b, c)                                                 \
    {#f, A_##r, AT_##at, 3, {A_##a, A_##b, A_##c}},
#define RT4(r, f, at, a, b, c, d)                                              \
    {#f, A_##r, AT_##at, 4, {A_##a, A_##b, A_##c, A_##d}},
#define RT5(r, f, at, a, b, c, d, e)                                           \
    {#f, A_##r, AT_##at, 5, {A_##a, A_##b, A_##c, A_##d, A_##e}},
#define RT6(r, f, at, a, b, c, d, e, g)                                        \
    {#f, A_##r, AT_##at, 6, {A_##a, A_##b, A_##c, A_##d, A_##e, A_##g}},
#include "runtime/abi.def"
#undef RT0
#undef RT1
#undef RT2
#undef RT3
#undef RT4
#undef RT5
#undef RT6
};

static Ty pair_type(Cg *cg, Ty a, Ty b)
{
    return LLVMStructTypeInContext(cg->ctx, (Ty[]){a, b}, 2, false);
}

static Ty result_type(Cg *cg, RtArg a)
{
    switch (a) {
    case A_VOID: return cg->voidt;
    case A_BOOL: return cg->i1;
    case A_I32: return cg->i32;
    case A_I64: return cg->i64;
    case A_U8: return cg->i8;
    case A_F32: return cg->f32;
    case A_F64: return cg->f64;
    case A_PTR: case A_TYPE: case A_ITAB: case A_MAP: case A_CHAN: case A_CLO:
        return cg->ptr;
    case A_PTR_I64: case A_STR:
        return pair_type(cg, cg->ptr, cg->i64);
    case A_EFACE: case A_IFACE:
        return pair_type(cg, cg->ptr, cg->ptr);
    }
    return NULL;
}

// Appends the scalars of an argument.
static unsigned put_arg(Cg *cg, RtArg a, Ty *out)
{
    switch (a) {
    case A_PTR_I64: case A_STR:
        out[0] = cg->ptr;
        out[1] = cg->i64;
        return 2;
    case A_EFACE: case A_IFACE:
        out[0] = out[1] = cg->ptr;
        return 2;
    default:
        out[0] = result_type(cg, a);
        return 1;
    }
}

static void add(Val fn, unsigned where, LLVMAttributeRef a)
{
    if (a)
        LLVMAddAttributeAtIndex(fn, where, a);
}

static void add_effects(Cg *cg, Val fn, RtAttr attr)
{
    const unsigned at_fn = (unsigned)LLVMAttributeFunctionIndex;
    switch (attr) {
    case AT_NORETURN:
        add(fn, at_fn, cg->at_noreturn);
        break;
    case AT_NORETURN_COLD:
        add(fn, at_fn, cg->at_noreturn);
        add(fn, at_fn, cg->at_cold);
        break;
    case AT_COLD:
        add(fn, at_fn, cg->at_cold);
        break;
    case AT_ALLOC:
        add(fn, LLVMAttributeReturnIndex, cg->at_noalias);
        add(fn, LLVMAttributeReturnIndex, cg->at_nonnull);
        break;
    case AT_PURE:
    case AT_CONST:
        add(fn, at_fn, cg->at_readonly);
        add(fn, at_fn, cg->at_willreturn);
        break;
    case AT_TWICE:
        add(fn, at_fn, cg->at_returns_twice);
        break;
    case AT_0:
        break;
    }
}

static Val declare(Cg *cg, CgRt rt)
{
    const RtEntry *e = &entries[rt];
    Ty params[12];
    unsigned n = 0;
    Val fn = NULL;
    unsigned bools[6], nbools = 0;
    for (int i = 0; i < e->nargs; i++) {
        if (e->args[i] == A_BOOL)
            bools[nbools++] = n;
        n += put_arg(cg, e->args[i], params + n);
    }
    cg->rt_types[rt] = LLVMFunctionType(result_type(cg, e->result), params, n,
                                        false);
    // The library may have bound to the same function before.
    fn = LLVMGetNamedFunction(cg->mod, e->name);
    if (!fn)
        fn = LLVMAddFunction(cg->mod, e->name, cg->rt_types[rt]);
    for (unsigned i = 0; i < nbools; i++)
        add(fn, bools[i] + 1, cg->at_zeroext);
    if (e->result == A_BOOL)
        add(fn, LLVMAttributeReturnIndex, cg->at_zeroext);
    add(fn, (unsigned)LLVMAttributeFunctionIndex, cg->at_nounwind);
    add_effects(cg, fn, e->attr);
    return fn;
}

// Allocation touches memory that the program cannot name; the collector that
// may run inside it only reads what registers and stacks keep alive.
static void add_call_attrs(Cg *cg, Val call, CgRt rt)
{
    const unsigned at_fn = (unsigned)LLVMAttributeFunctionIndex;
    const RtEntry *e = &entries[rt];
    if (e->attr != AT_PURE && e->attr != AT_CONST && e->attr != AT_TWICE)
        LLVMAddCallSiteAttribute(call, at_fn, cg->at_nomerge);
    if (rt == CG_rt_new || rt == CG_rt_new_noscan || rt == CG_rt_new_array)
        LLVMAddCallSiteAttribute(call, at_fn, cg->at_inaccessible);
    for (unsigned i = 0, n = 0; i < (unsigned)e->nargs; i++) {
        Ty scratch[2];
        if (e->args[i] == A_BOOL)
            LLVMAddCallSiteAttribute(call, n + 1, cg->at_zeroext);
        n += put_arg(cg, e->args[i], scratch);
    }
    if (e->result == A_BOOL)
        LLVMAddCallSiteAttribute(call, LLVMAttributeReturnIndex,
                                 cg->at_zeroext);
}

Val cg_call_rt(CgFn *f, CgRt rt, const Val *args, unsigned n)
{
    Cg *cg = f->cg;
    Val copy[12];
    if (!cg->rt[rt])
        cg->rt[rt] = declare(cg, rt);
    ICE_ASSERT(n == LLVMCountParamTypes(cg->rt_types[rt]), f->f->pos);
    for (unsigned i = 0; i < n; i++)
        copy[i] = args[i];
    Val call = LLVMBuildCall2(f->b, cg->rt_types[rt], cg->rt[rt], copy, n, "");
    add_call_attrs(cg, call, rt);
    return call;
}
