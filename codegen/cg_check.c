// codegen/cg_check.c -- Checks that fall through or panic, and slicing, which
// is mostly checks.
//
// A failing check branches to a block of its own with a call that does not
// return: the block carries the check's position into the traceback.
//
//     s[i:j] of a slice: j <= cap, i <= j, then {ptr + i*size, j-i, cap-i}
#include "codegen/cg_internal.h"

#include "runtime/abi_proto.h"

void cg_branch(CgFn *f, Val cond, Bb yes, Bb no)
{
    LLVMBuildCondBr(f->b, cond, yes, no);
}

void cg_branch_likely(CgFn *f, Val cond, Bb likely, Bb unlikely)
{
    Val br = LLVMBuildCondBr(f->b, cond, likely, unlikely);
    LLVMSetMetadata(br, f->cg->mdk_prof,
                    LLVMMetadataAsValue(f->cg->ctx, f->cg->md_likely));
}

void cg_require(CgFn *f, Val ok, CgRt panic, const Val *args, unsigned n)
{
    if (LLVMIsConstant(ok) && LLVMIsAConstantInt(ok) &&
        LLVMConstIntGetZExtValue(ok))
        return;
    Bb next = cg_block(f, ""), fail = cg_block(f, "");
    cg_branch(f, ok, next, fail);
    cg_at(f, fail);
    cg_call_rt(f, panic, args, n);
    LLVMBuildUnreachable(f->b);
    cg_at(f, next);
}

void cg_require_nonnil(CgFn *f, Val p)
{
    if (LLVMIsAGlobalValue(p) || LLVMIsAAllocaInst(p))
        return;
    cg_require(f, LLVMBuildIsNotNull(f->b, p, ""), CG_rt_panic_mem, NULL, 0);
}

static void op_bounds(CgFn *f, const IrInstr *in)
{
    Val index = cg_widen(f, in->args[0]), len = cg_widen(f, in->args[1]);
    bool is_signed = irtype_is_signed(in->args[0].type);
    Val ok = LLVMBuildICmp(f->b, LLVMIntULT, index, len, "");
    cg_require(f, ok, is_signed ? CG_rt_panic_index : CG_rt_panic_index_u,
               (Val[]){index, len}, 2);
}

void cg_op_check(CgFn *f, const IrInstr *in)
{
    Val v;
    switch (in->op) {
    case OP_NILCHECK:
        cg_require_nonnil(f, cg_scalar(f, in->args[0]));
        break;
    case OP_BOUNDS:
        op_bounds(f, in);
        break;
    case OP_DIVCHECK:
        v = cg_scalar(f, in->args[0]);
        cg_require(f, LLVMBuildIsNotNull(f->b, v, ""), CG_rt_panic_divide,
                   NULL, 0);
        break;
    case OP_SHIFTCHECK:
        v = cg_scalar(f, in->args[0]);
        cg_require(f,
                   LLVMBuildICmp(f->b, LLVMIntSGE, v,
                                 LLVMConstNull(LLVMTypeOf(v)), ""),
                   CG_rt_panic_shift, NULL, 0);
        break;
    default:
        UNREACHABLE();
    }
}

// --- Slicing ----------------------------------------------------------------

typedef struct Bound {
    Val v;        // i64; NULL when left out
    bool is_unsigned;
} Bound;

static Bound bound_of(CgFn *f, const IrInstr *in, uint32_t i)
{
    Bound b = {0};
    if (i >= in->nargs || in->args[i].kind == OPD_NONE)
        return b;
    b.v = cg_widen(f, in->args[i]);
    b.is_unsigned = !irtype_is_signed(in->args[i].type);
    return b;
}

// x <= limit, as unsigned numbers, or the panic of that rule.
static void check_bound(CgFn *f, Bound x, Val limit, unsigned rule)
{
    if (x.v == limit)
        return;
    if (x.is_unsigned)
        rule += RT_SLICE_UNSIGNED;
    Val ok = LLVMBuildICmp(f->b, LLVMIntULE, x.v, limit, "");
    cg_require(f, ok, CG_rt_panic_slice,
               (Val[]){cg_int32(f->cg, rule), x.v, limit}, 3);
}

// What is sliced: base pointer, length, capacity.
typedef struct Sliced {
    Val ptr, len, cap;
    bool is_string, is_array;
    uint64_t size;
} Sliced;

static Sliced sliced_of(CgFn *f, const IrInstr *in)
{
    Sliced s = {0};
    const IrType *t = in->args[0].type;
    CgVal v = cg_operand(f, in->args[0]);
    s.ptr = v.v[0];
    if (t->kind == IRT_STRING) {
        s.is_string = true;
        s.len = s.cap = v.v[1];
        s.size = 1;
    } else if (t->kind == IRT_SLICE) {
        s.len = v.v[1];
        s.cap = v.v[2];
        s.size = in->elem->size;
    } else {
        ICE_ASSERT(in->elem->kind == IRT_ARRAY, in->pos);
        s.is_array = true;
        s.len = s.cap = cg_int(f->cg, in->elem->count);
        s.size = in->elem->elem->size;
    }
    return s;
}

static void check_bounds(CgFn *f, const Sliced *s, Bound lo, Bound *hi,
                         Bound max)
{
    bool fixed = s->is_string || s->is_array;
    if (max.v) {
        check_bound(f, max, s->cap,
                    fixed ? RT_SLICE3_ALEN : RT_SLICE3_ACAP);
        check_bound(f, *hi, max.v, RT_SLICE3_B);
        if (lo.v)
            check_bound(f, lo, hi->v, RT_SLICE3_C);
        return;
    }
    if (hi->v)
        check_bound(f, *hi, s->cap, fixed ? RT_SLICE_ALEN : RT_SLICE_ACAP);
    else
        hi->v = s->len;
    if (lo.v)
        check_bound(f, lo, hi->v, RT_SLICE_B);
}

// ptr + lo * size, but ptr itself when nothing is left behind it: a pointer
// past the object would keep its neighbour alive.
static Val advance(CgFn *f, Val ptr, Val lo, Val left, uint64_t size)
{
    Cg *cg = f->cg;
    Val delta = LLVMBuildMul(f->b, lo, cg_int(cg, size), "");
    Val any = LLVMBuildIsNotNull(f->b, left, "");
    delta = LLVMBuildSelect(f->b, any, delta, cg_int(cg, 0), "");
    return LLVMBuildInBoundsGEP2(f->b, cg->i8, ptr, &delta, 1, "");
}

static bool is_zero_int(Val v)
{
    return LLVMIsAConstantInt(v) && LLVMConstIntGetZExtValue(v) == 0;
}

void cg_op_slice(CgFn *f, const IrInstr *in)
{
    Sliced s = sliced_of(f, in);
    Bound lo = bound_of(f, in, 1), hi = bound_of(f, in, 2),
          max = bound_of(f, in, 3);
    if (lo.v && is_zero_int(lo.v))
        lo.v = NULL;
    check_bounds(f, &s, lo, &hi, max);
    Val cap = max.v ? max.v : s.cap;
    Val len = hi.v, ptr = s.ptr;
    if (lo.v) {
        len = LLVMBuildSub(f->b, hi.v, lo.v, "");
        cap = LLVMBuildSub(f->b, cap, lo.v, "");
        ptr = advance(f, s.ptr, lo.v, s.is_string ? len : cap, s.size);
    }
    cg_write_local(f, in->dst,
                   s.is_string ? cg_val2(ptr, len) : cg_val3(ptr, len, cap));
}

void cg_op_slice2arr(CgFn *f, const IrInstr *in)
{
    CgVal s = cg_operand(f, in->args[0]);
    Val want = cg_int(f->cg, in->elem->count);
    Val ok = LLVMBuildICmp(f->b, LLVMIntUGE, s.v[1], want, "");
    cg_require(f, ok, CG_rt_panic_slice_array, (Val[]){s.v[1], want}, 2);
    cg_write_local(f, in->dst, cg_val1(s.v[0]));
}
