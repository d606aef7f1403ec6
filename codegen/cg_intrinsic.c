// codegen/cg_intrinsic.c -- Library functions that are an instruction or two.
//
// Recognised by their Go name, whether or not the library has a body for them:
// parts of math, math/bits and sync/atomic.  Atomics are sequentially
// consistent, as Go's are.
//
//     math.Sqrt(x)             ->  call double @llvm.sqrt.f64(x)
//     atomic.AddInt32(p, n)    ->  (atomicrmw add p, n) + n
#include "codegen/cg_internal.h"

#include <string.h>

typedef enum Form {
    F_UNARY,     // One LLVM intrinsic over the argument's type
    F_BINARY,
    F_TERNARY,
    F_BITCAST,   // To the result's type
    F_CTLZ_LEN,  // Width minus leading zeros
    F_CTLZ,
    F_CTTZ,
    F_POPCOUNT,
    F_BSWAP,
    F_BITREV,
    F_ROTATE,
    F_LOAD, F_STORE, F_ADD, F_SWAP, F_CAS, F_AND, F_OR
} Form;

typedef struct Known {
    const char *name;
    Form form;
    const char *llvm;
} Known;

static const Known math_table[] = {
    {"math.Abs", F_UNARY, "llvm.fabs"},
    {"math.Ceil", F_UNARY, "llvm.ceil"},
    {"math.Copysign", F_BINARY, "llvm.copysign"},
    {"math.FMA", F_TERNARY, "llvm.fma"},
    {"math.Float32bits", F_BITCAST, NULL},
    {"math.Float32frombits", F_BITCAST, NULL},
    {"math.Float64bits", F_BITCAST, NULL},
    {"math.Float64frombits", F_BITCAST, NULL},
    {"math.Floor", F_UNARY, "llvm.floor"},
    {"math.RoundToEven", F_UNARY, "llvm.roundeven"},
    {"math.Sqrt", F_UNARY, "llvm.sqrt"},
    {"math.Trunc", F_UNARY, "llvm.trunc"},
    {"math.sqrt", F_UNARY, "llvm.sqrt"},
    {NULL, F_UNARY, NULL}};

// Followed by nothing, 8, 16, 32 or 64.
static const Known bits_table[] = {
    {"LeadingZeros", F_CTLZ, NULL},   {"TrailingZeros", F_CTTZ, NULL},
    {"OnesCount", F_POPCOUNT, NULL},  {"ReverseBytes", F_BSWAP, NULL},
    {"Reverse", F_BITREV, NULL},      {"RotateLeft", F_ROTATE, NULL},
    {"Len", F_CTLZ_LEN, NULL},        {NULL, F_UNARY, NULL}};

// Followed by Int32, Int64, Uint32, Uint64, Uintptr or Pointer.
static const Known atomic_table[] = {
    {"Load", F_LOAD, NULL}, {"Store", F_STORE, NULL},
    {"Add", F_ADD, NULL},   {"Swap", F_SWAP, NULL},
    {"CompareAndSwap", F_CAS, NULL},
    {"And", F_AND, NULL},   {"Or", F_OR, NULL},
    {NULL, F_UNARY, NULL}};

static bool is_one_of(Str s, const char *const *list)
{
    for (; *list; list++) {
        if (str_eq_cstr(s, *list))
            return true;
    }
    return false;
}

static const Known *find_prefixed(const Known *table, Str name,
                                  const char *const *suffixes)
{
    for (; table->name; table++) {
        Str prefix = str_from(table->name);
        if (str_has_prefix(name, prefix) &&
            is_one_of(str_sub(name, prefix.n, name.n), suffixes))
            return table;
    }
    return NULL;
}

static const Known *find(const IrFunc *f)
{
    static const char *const widths[] = {"", "8", "16", "32", "64", NULL};
    static const char *const kinds[] = {"Int32",   "Int64",   "Uint32",
                                        "Uint64",  "Uintptr", "Pointer",
                                        NULL};
    if (f->has_receiver)
        return NULL;
    if (str_eq_cstr(f->pkg, "math")) {
        for (const Known *k = math_table; k->name; k++) {
            if (str_eq_cstr(f->name, k->name))
                return k;
        }
    } else if (str_eq_cstr(f->pkg, "math/bits")) {
        Str prefix = STR("math/bits.");
        if (str_has_prefix(f->name, prefix))
            return find_prefixed(bits_table,
                                 str_sub(f->name, prefix.n, f->name.n),
                                 widths);
    } else if (str_eq_cstr(f->pkg, "sync/atomic")) {
        Str prefix = STR("sync/atomic.");
        if (str_has_prefix(f->name, prefix))
            return find_prefixed(atomic_table,
                                 str_sub(f->name, prefix.n, f->name.n),
                                 kinds);
    }
    return NULL;
}

bool cg_is_intrinsic(const IrFunc *f)
{
    return find(f) != NULL;
}

// --- Building ---------------------------------------------------------------

static Val call_n(CgFn *f, const char *name, Val *args, unsigned n)
{
    Ty over = LLVMTypeOf(args[0]), type;
    Val fn = cg_intrinsic(f->cg, name, &over, 1, &type);
    return LLVMBuildCall2(f->b, type, fn, args, n, "");
}

static Val count_zeros(CgFn *f, const char *name, Val x)
{
    Val args[] = {x, cg_bool(f->cg, false)};
    return call_n(f, name, args, 2);
}

// To int, as the functions of math/bits give it back.
static Val as_int(CgFn *f, Val v)
{
    return LLVMBuildIntCast2(f->b, v, f->cg->i64, false, "");
}

static Val byte_swap(CgFn *f, Val x)
{
    return LLVMTypeOf(x) == f->cg->i8 ? x : call_n(f, "llvm.bswap", &x, 1);
}

// The count is taken modulo the width; a negative one rotates right.
static Val rotate(CgFn *f, Val x, Val count)
{
    Val n = LLVMBuildIntCast2(f->b, count, LLVMTypeOf(x), true, "");
    Val args[] = {x, x, n};
    return call_n(f, "llvm.fshl", args, 3);
}

static Val len_of(CgFn *f, Val x)
{
    Ty t = LLVMTypeOf(x);
    Val width = LLVMConstInt(t, LLVMGetIntTypeWidth(t), false);
    return as_int(f, LLVMBuildSub(f->b, width,
                                  count_zeros(f, "llvm.ctlz", x), ""));
}

static const LLVMAtomicOrdering seq = LLVMAtomicOrderingSequentiallyConsistent;

static Val atomic_load(CgFn *f, Ty t, Val p)
{
    Val v = LLVMBuildLoad2(f->b, t, p, "");
    LLVMSetAlignment(v, LLVMABIAlignmentOfType(f->cg->td, t));
    LLVMSetOrdering(v, seq);
    return v;
}

static void atomic_store(CgFn *f, Val p, Val v)
{
    Val s = LLVMBuildStore(f->b, v, p);
    LLVMSetAlignment(s, LLVMABIAlignmentOfType(f->cg->td, LLVMTypeOf(v)));
    LLVMSetOrdering(s, seq);
}

static Val compare_and_swap(CgFn *f, Val p, Val old, Val new)
{
    Val r = LLVMBuildAtomicCmpXchg(f->b, p, old, new, seq, seq, false);
    return LLVMBuildExtractValue(f->b, r, 1, "");
}

static Val rmw(CgFn *f, LLVMAtomicRMWBinOp op, Val p, Val v)
{
    return LLVMBuildAtomicRMW(f->b, op, p, v, seq, false);
}

static Val atomic(CgFn *f, Form form, Ty result, const CgVal *args)
{
    Val p = args[0].v[0];
    Val v = args[1].v[0];
    cg_require_nonnil(f, p);
    switch (form) {
    case F_LOAD:
        return atomic_load(f, result, p);
    case F_STORE:
        atomic_store(f, p, v);
        return NULL;
    case F_ADD:
        return LLVMBuildAdd(f->b, rmw(f, LLVMAtomicRMWBinOpAdd, p, v), v, "");
    case F_SWAP:
        return rmw(f, LLVMAtomicRMWBinOpXchg, p, v);
    case F_AND:
        return rmw(f, LLVMAtomicRMWBinOpAnd, p, v);
    case F_OR:
        return rmw(f, LLVMAtomicRMWBinOpOr, p, v);
    case F_CAS:
        return compare_and_swap(f, p, v, args[2].v[0]);
    default:
        UNREACHABLE();
    }
}

static Val plain(CgFn *f, const Known *k, Ty result, const CgVal *args)
{
    Val a[] = {args[0].v[0], args[1].v[0], NULL};
    switch (k->form) {
    case F_UNARY: return call_n(f, k->llvm, a, 1);
    case F_BINARY: return call_n(f, k->llvm, a, 2);
    case F_TERNARY:
        a[2] = args[2].v[0];
        return call_n(f, k->llvm, a, 3);
    case F_BITCAST: return LLVMBuildBitCast(f->b, a[0], result, "");
    case F_CTLZ: return as_int(f, count_zeros(f, "llvm.ctlz", a[0]));
    case F_CTTZ: return as_int(f, count_zeros(f, "llvm.cttz", a[0]));
    case F_POPCOUNT: return as_int(f, call_n(f, "llvm.ctpop", a, 1));
    case F_BSWAP: return byte_swap(f, a[0]);
    case F_BITREV: return call_n(f, "llvm.bitreverse", a, 1);
    case F_ROTATE: return rotate(f, a[0], a[1]);
    case F_CTLZ_LEN: return len_of(f, a[0]);
    default: UNREACHABLE();
    }
}

// False when the function turns out to be something else of that name.
bool cg_intrinsic_call(CgFn *f, const IrFunc *callee, const CgVal *args,
                       CgVal *result)
{
    const Known *k = find(callee);
    uint32_t want = k->form == F_TERNARY || k->form == F_CAS ? 3
                    : k->form == F_BINARY || k->form == F_ROTATE ||
                            (k->form >= F_STORE && k->form <= F_OR)
                        ? 2
                        : 1;
    if (callee->nparams != want || callee->nresults > 1)
        return false;
    CgVal full[3] = {{0}};
    for (uint32_t i = 0; i < want; i++)
        full[i] = args[i];
    Ty t = callee->nresults
               ? cg_comp_type(f->cg, callee->locals.data[want].type, 0)
               : f->cg->voidt;
    Val v = k->form >= F_LOAD ? atomic(f, k->form, t, full)
                              : plain(f, k, t, full);
    if (v)
        *result = cg_val1(v);
    return true;
}
