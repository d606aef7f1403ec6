// codegen/cg_arith.c -- Arithmetic and conversions, as Go defines them.
//
// Integers wrap.  Shifts by the width or more give 0 or the sign; the least
// integer divided by -1 is itself.  Floating point is never contracted.
// Conversions of floats that do not fit do what amd64's instructions do.
//
//     x << n  ->  n < 64 ? x << n : 0
#include "codegen/cg_internal.h"

#include <string.h>

// --- Integers ---------------------------------------------------------------

// The count with x's width; *fits: it is less than that width.
static Val shift_count(CgFn *f, IrOperand count, Ty xt, Val *fits)
{
    Val n = cg_scalar(f, count);
    Ty nt = LLVMTypeOf(n);
    unsigned xw = LLVMGetIntTypeWidth(xt), nw = LLVMGetIntTypeWidth(nt);
    // An 8-bit count reaches the width of every type but is compared as such.
    *fits = LLVMBuildICmp(f->b, LLVMIntULT, n, LLVMConstInt(nt, xw, false),
                          "");
    if (nw > xw)
        return LLVMBuildTrunc(f->b, n, xt, "");
    return nw < xw ? LLVMBuildZExt(f->b, n, xt, "") : n;
}

static Val shift(CgFn *f, const IrInstr *in, Val x)
{
    Ty t = LLVMTypeOf(x);
    bool left = in->sub == BIN_SHL;
    bool arithmetic = !left && irtype_is_signed(in->args[0].type);
    Val fits, n = shift_count(f, in->args[1], t, &fits);
    bool bounded = in->flags & IRF_BOUNDED;
    if (arithmetic) {
        Val most = LLVMConstInt(t, LLVMGetIntTypeWidth(t) - 1, false);
        if (!bounded)
            n = LLVMBuildSelect(f->b, fits, n, most, "");
        return LLVMBuildAShr(f->b, x, n, "");
    }
    Val v = left ? LLVMBuildShl(f->b, x, n, "") : LLVMBuildLShr(f->b, x, n, "");
    return bounded ? v : LLVMBuildSelect(f->b, fits, v, LLVMConstNull(t), "");
}

// Signed x / y and x % y, y not 0.
static Val divide_signed(CgFn *f, bool rem, Val x, Val y)
{
    Ty t = LLVMTypeOf(x);
    Val minus1 = LLVMConstAllOnes(t), one = LLVMConstInt(t, 1, false);
    if (LLVMIsAConstantInt(y) && y != minus1)
        return rem ? LLVMBuildSRem(f->b, x, y, "")
                   : LLVMBuildSDiv(f->b, x, y, "");
    Val is = LLVMBuildICmp(f->b, LLVMIntEQ, y, minus1, "");
    Val d = LLVMBuildSelect(f->b, is, one, y, "");
    if (rem) // x % 1 is x % -1: 0.
        return LLVMBuildSRem(f->b, x, d, "");
    Val q = LLVMBuildSDiv(f->b, x, d, "");
    return LLVMBuildSelect(f->b, is, LLVMBuildNeg(f->b, x, ""), q, "");
}

static Val call2(CgFn *f, const char *name, Val x, Val y)
{
    Ty t = LLVMTypeOf(x), fn_type;
    Val fn = cg_intrinsic(f->cg, name, &t, 1, &fn_type);
    return LLVMBuildCall2(f->b, fn_type, fn, (Val[]){x, y}, 2, "");
}

static Val int_bin(CgFn *f, const IrInstr *in, Val x)
{
    bool is_signed = irtype_is_signed(in->args[0].type);
    if (in->sub == BIN_SHL || in->sub == BIN_SHR)
        return shift(f, in, x);
    Val y = cg_scalar(f, in->args[1]);
    switch ((IrBin)in->sub) {
    case BIN_ADD: return LLVMBuildAdd(f->b, x, y, "");
    case BIN_SUB: return LLVMBuildSub(f->b, x, y, "");
    case BIN_MUL: return LLVMBuildMul(f->b, x, y, "");
    case BIN_DIV:
        return is_signed ? divide_signed(f, false, x, y)
                         : LLVMBuildUDiv(f->b, x, y, "");
    case BIN_REM:
        return is_signed ? divide_signed(f, true, x, y)
                         : LLVMBuildURem(f->b, x, y, "");
    case BIN_AND: return LLVMBuildAnd(f->b, x, y, "");
    case BIN_OR: return LLVMBuildOr(f->b, x, y, "");
    case BIN_XOR: return LLVMBuildXor(f->b, x, y, "");
    case BIN_ANDNOT:
        return LLVMBuildAnd(f->b, x, LLVMBuildNot(f->b, y, ""), "");
    case BIN_MIN:
        return call2(f, is_signed ? "llvm.smin" : "llvm.umin", x, y);
    case BIN_MAX:
        return call2(f, is_signed ? "llvm.smax" : "llvm.umax", x, y);
    case BIN_SHL: case BIN_SHR: break;
    }
    ICE(in->pos, "bad integer operation");
}

// --- Floating point ---------------------------------------------------------

static Val float_bin(CgFn *f, const IrInstr *in, Val x, Val y)
{
    switch ((IrBin)in->sub) {
    case BIN_ADD: return LLVMBuildFAdd(f->b, x, y, "");
    case BIN_SUB: return LLVMBuildFSub(f->b, x, y, "");
    case BIN_MUL: return LLVMBuildFMul(f->b, x, y, "");
    case BIN_DIV: return LLVMBuildFDiv(f->b, x, y, "");
    case BIN_MIN: return call2(f, "llvm.minimum", x, y);
    case BIN_MAX: return call2(f, "llvm.maximum", x, y);
    default: break;
    }
    ICE(in->pos, "bad floating-point operation");
}

static Val fcast(CgFn *f, Val v, Ty to)
{
    return LLVMTypeOf(v) == to ? v : LLVMBuildFPCast(f->b, v, to, "");
}

static CgVal complex_parts(CgFn *f, CgVal v, Ty to)
{
    return cg_val2(fcast(f, v.v[0], to), fcast(f, v.v[1], to));
}

// Products are made in double precision, also those of complex64.
static CgVal complex_mul(CgFn *f, CgVal x, CgVal y)
{
    LLVMBuilderRef b = f->b;
    Val re = LLVMBuildFSub(b, LLVMBuildFMul(b, x.v[0], y.v[0], ""),
                           LLVMBuildFMul(b, x.v[1], y.v[1], ""), "");
    Val im = LLVMBuildFAdd(b, LLVMBuildFMul(b, x.v[0], y.v[1], ""),
                           LLVMBuildFMul(b, x.v[1], y.v[0], ""), "");
    return cg_val2(re, im);
}

static CgVal complex_div(CgFn *f, CgVal x, CgVal y)
{
    Val out = cg_alloca(f, 16, 8, "");
    Val args[] = {out, x.v[0], x.v[1], y.v[0], y.v[1]};
    cg_call_rt(f, CG_rt_complex_div, args, 5);
    return cg_val2(cg_load(f, f->cg->f64, out, 8),
                   cg_load(f, f->cg->f64, cg_offset(f, out, 8), 8));
}

static CgVal complex_bin(CgFn *f, const IrInstr *in, CgVal x, CgVal y)
{
    Ty t = LLVMTypeOf(x.v[0]), wide = f->cg->f64;
    CgVal wx, wy;
    switch ((IrBin)in->sub) {
    case BIN_ADD:
        return cg_val2(LLVMBuildFAdd(f->b, x.v[0], y.v[0], ""),
                       LLVMBuildFAdd(f->b, x.v[1], y.v[1], ""));
    case BIN_SUB:
        return cg_val2(LLVMBuildFSub(f->b, x.v[0], y.v[0], ""),
                       LLVMBuildFSub(f->b, x.v[1], y.v[1], ""));
    case BIN_MUL: case BIN_DIV:
        wx = complex_parts(f, x, wide);
        wy = complex_parts(f, y, wide);
        return complex_parts(f,
                             in->sub == BIN_MUL ? complex_mul(f, wx, wy)
                                                : complex_div(f, wx, wy),
                             t);
    default:
        break;
    }
    ICE(in->pos, "bad complex operation");
}

static CgVal string_min_max(CgFn *f, const IrInstr *in, CgVal x, CgVal y)
{
    Val args[] = {y.v[0], y.v[1], x.v[0], x.v[1]};
    Val c = cg_call_rt(f, CG_rt_string_cmp, args, 4);
    Val zero = cg_int(f->cg, 0);
    Val take_y = LLVMBuildICmp(
        f->b, in->sub == BIN_MIN ? LLVMIntSLT : LLVMIntSGT, c, zero, "");
    return cg_val2(LLVMBuildSelect(f->b, take_y, y.v[0], x.v[0], ""),
                   LLVMBuildSelect(f->b, take_y, y.v[1], x.v[1], ""));
}

void cg_op_bin(CgFn *f, const IrInstr *in)
{
    const IrType *t = in->args[0].type;
    CgVal x = cg_operand(f, in->args[0]), r;
    if (irtype_is_float(t)) {
        r = cg_val1(float_bin(f, in, x.v[0], cg_scalar(f, in->args[1])));
    } else if (irtype_is_complex(t)) {
        r = complex_bin(f, in, x, cg_operand(f, in->args[1]));
    } else if (t->kind == IRT_STRING) {
        r = string_min_max(f, in, x, cg_operand(f, in->args[1]));
    } else {
        r = cg_val1(int_bin(f, in, x.v[0]));
    }
    cg_write_local(f, in->dst, r);
}

void cg_op_un(CgFn *f, const IrInstr *in)
{
    const IrType *t = in->args[0].type;
    CgVal x = cg_operand(f, in->args[0]);
    if (in->sub != UN_NEG) {
        x.v[0] = LLVMBuildNot(f->b, x.v[0], "");
    } else {
        bool is_int = irtype_is_integer(t);
        for (int i = 0; i < x.n; i++)
            x.v[i] = is_int ? LLVMBuildNeg(f->b, x.v[i], "")
                            : LLVMBuildFNeg(f->b, x.v[i], "");
    }
    cg_write_local(f, in->dst, x);
}

void cg_op_complex(CgFn *f, const IrInstr *in)
{
    cg_write_local(f, in->dst, cg_val2(cg_scalar(f, in->args[0]),
                                       cg_scalar(f, in->args[1])));
}

// --- Conversions ------------------------------------------------------------

// Float to a signed integer of 32 or 64 bits; out of range gives the least.
static Val float_to_signed(CgFn *f, Val v, Ty to)
{
    Cg *cg = f->cg;
    bool is_double = LLVMTypeOf(v) == cg->f64, wide = to == cg->i64;
    Ty type;
    if (!cg->x86) {
        Ty over[] = {to, LLVMTypeOf(v)};
        Val fn = cg_intrinsic(cg, "llvm.fptosi.sat", over, 2, &type);
        return LLVMBuildCall2(f->b, type, fn, &v, 1, "");
    }
    const char *name = is_double ? (wide ? "llvm.x86.sse2.cvttsd2si64"
                                         : "llvm.x86.sse2.cvttsd2si")
                                 : (wide ? "llvm.x86.sse.cvttss2si64"
                                         : "llvm.x86.sse.cvttss2si");
    Ty vec = LLVMVectorType(LLVMTypeOf(v), is_double ? 2 : 4);
    Val arg = LLVMBuildInsertElement(f->b, LLVMGetUndef(vec), v,
                                     cg_int32(cg, 0), "");
    Val fn = cg_intrinsic(cg, name, NULL, 0, &type);
    return LLVMBuildCall2(f->b, type, fn, &arg, 1, "");
}

// Below 2^63 as a signed number; from there on 2^63 less, and the top bit.
static Val float_to_u64(CgFn *f, Val v)
{
    Cg *cg = f->cg;
    Val two63 = LLVMConstReal(LLVMTypeOf(v), 9223372036854775808.0);
    Val small = LLVMBuildFCmp(f->b, LLVMRealOLT, v, two63, "");
    Val low = float_to_signed(f, v, cg->i64);
    Val rest = LLVMBuildFSub(f->b, v, two63, "");
    Val high = LLVMBuildOr(f->b, float_to_signed(f, rest, cg->i64),
                           cg_int(cg, (uint64_t)1 << 63), "");
    return LLVMBuildSelect(f->b, small, low, high, "");
}

static Val float_to_int(CgFn *f, Val v, const IrType *to)
{
    Ty t = cg_comp_type(f->cg, to, 0);
    if (to->kind == IRT_U64)
        return float_to_u64(f, v);
    if (to->kind == IRT_I64 || to->kind == IRT_I32)
        return float_to_signed(f, v, t);
    Ty via = to->kind == IRT_U32 ? f->cg->i64 : f->cg->i32;
    return LLVMBuildTrunc(f->b, float_to_signed(f, v, via), t, "");
}

static Val int_to_int(CgFn *f, Val v, const IrType *from, Ty to)
{
    return LLVMBuildIntCast2(f->b, v, to, irtype_is_signed(from), "");
}

static Val int_to_float(CgFn *f, Val v, const IrType *from, Ty to)
{
    return irtype_is_signed(from) ? LLVMBuildSIToFP(f->b, v, to, "")
                                  : LLVMBuildUIToFP(f->b, v, to, "");
}

static bool is_pointer(const Cg *cg, const IrType *t)
{
    return cg_ncomps(t) == 1 && cg_comp_type(cg, t, 0) == cg->ptr;
}

static Val convert(CgFn *f, Val v, const IrType *from, const IrType *to)
{
    Ty t = cg_comp_type(f->cg, to, 0);
    bool from_ptr = is_pointer(f->cg, from), to_ptr = is_pointer(f->cg, to);
    if (from_ptr)
        return to_ptr ? v : LLVMBuildPtrToInt(f->b, v, t, "");
    if (to_ptr)
        return LLVMBuildIntToPtr(f->b, v, t, "");
    if (irtype_is_float(from))
        return irtype_is_float(to) ? fcast(f, v, t)
                                   : float_to_int(f, v, to);
    return irtype_is_float(to) ? int_to_float(f, v, from, t)
                               : int_to_int(f, v, from, t);
}

void cg_op_conv(CgFn *f, const IrInstr *in)
{
    const IrType *from = in->args[0].type;
    const IrType *to = ir_local(f->f, in->dst)->type;
    CgVal v = cg_operand(f, in->args[0]);
    if (irtype_is_complex(from)) {
        v = complex_parts(f, v, cg_comp_type(f->cg, to, 0));
    } else if (from != to) {
        v = cg_val1(convert(f, v.v[0], from, to));
    }
    cg_write_local(f, in->dst, v);
}
