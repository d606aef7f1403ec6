// frontend/const_arith.c -- Arithmetic and comparison of exact constants.
//
// Operands of different kinds meet in the larger one: integer, float,
// complex.  Small integers take a short way.
//
// Invariant: the result is in its smallest form; an unknown operand makes it
// unknown.
//
//     7 / 2 = 3 (integers), 7 / 2.0 = 3.5
#include "frontend/const_internal.h"

#include <string.h>

// --- Arithmetic -----------------------------------------------------------------------------

static ConstValue *int_binary(ConstPool *p, const ConstValue *a, ConstOp op,
                              const ConstValue *b, bool int_division)
{
    if (a->rep == REP_SMALL && b->rep == REP_SMALL) {
        const int64_t lim = INT64_C(1) << 62, half = INT64_C(1) << 31;
        int64_t x = a->u.i, y = b->u.i;
        bool tame = -lim < x && x < lim && -lim < y && y < lim;
        bool tiny = -half < x && x < half && -half < y && y < half;
        switch (op) {
        case CONST_ADD: if (tame) return const_int64(p, x + y); break;
        case CONST_SUB: if (tame) return const_int64(p, x - y); break;
        case CONST_MUL: if (tiny) return const_int64(p, x * y); break;
        case CONST_QUO:
            if (tame && int_division)
                return const_int64(p, x / y);
            break;
        case CONST_REM: if (tame) return const_int64(p, x % y); break;
        case CONST_AND: return const_int64(p, x & y);
        case CONST_OR: return const_int64(p, x | y);
        case CONST_XOR: return const_int64(p, x ^ y);
        case CONST_AND_NOT: return const_int64(p, x & ~y);
        default: break;
        }
    }
    mpz_t x, y;
    const_get_int(x, a);
    const_get_int(y, b);
    if (op == CONST_QUO && !int_division) {
        mpq_t q;
        mpq_init(q);
        mpq_set_num(q, x);
        mpq_set_den(q, y);
        mpq_canonicalize(q);
        mpz_clear(x);
        mpz_clear(y);
        return const_take_ratio(p, q);
    }
    switch (op) {
    case CONST_ADD: mpz_add(x, x, y); break;
    case CONST_SUB: mpz_sub(x, x, y); break;
    case CONST_MUL: mpz_mul(x, x, y); break;
    case CONST_QUO: mpz_tdiv_q(x, x, y); break;
    case CONST_REM: mpz_tdiv_r(x, x, y); break;
    case CONST_AND: mpz_and(x, x, y); break;
    case CONST_OR: mpz_ior(x, x, y); break;
    case CONST_XOR: mpz_xor(x, x, y); break;
    case CONST_AND_NOT:
        mpz_com(y, y);
        mpz_and(x, x, y);
        break;
    default: break;
    }
    mpz_clear(y);
    return const_take_int(p, x);
}

static ConstValue *real_binary(ConstPool *p, const ConstValue *a, ConstOp op,
                               const ConstValue *b)
{
    if (a->rep != REP_FLOAT && b->rep != REP_FLOAT) {
        mpq_t x, y;
        const_get_ratio(x, a);
        const_get_ratio(y, b);
        switch (op) {
        case CONST_ADD: mpq_add(x, x, y); break;
        case CONST_SUB: mpq_sub(x, x, y); break;
        case CONST_MUL: mpq_mul(x, x, y); break;
        case CONST_QUO: mpq_div(x, x, y); break;
        default: break;
        }
        mpq_clear(y);
        return const_take_ratio(p, x);
    }
    mpfr_t x, y;
    const_get_float(x, a, FLOAT_PRECISION);
    const_get_float(y, b, FLOAT_PRECISION);
    switch (op) {
    case CONST_ADD: mpfr_add(x, x, y, MPFR_RNDN); break;
    case CONST_SUB: mpfr_sub(x, x, y, MPFR_RNDN); break;
    case CONST_MUL: mpfr_mul(x, x, y, MPFR_RNDN); break;
    case CONST_QUO: mpfr_div(x, x, y, MPFR_RNDN); break;
    default: break;
    }
    mpfr_clear(y);
    return const_take_float(p, x);
}

static ConstValue *add(ConstPool *p, ConstValue *a, ConstValue *b)
{
    return const_binary(p, a, CONST_ADD, b, false);
}

static ConstValue *sub(ConstPool *p, ConstValue *a, ConstValue *b)
{
    return const_binary(p, a, CONST_SUB, b, false);
}

static ConstValue *mul(ConstPool *p, ConstValue *a, ConstValue *b)
{
    return const_binary(p, a, CONST_MUL, b, false);
}

static ConstValue *quo(ConstPool *p, ConstValue *a, ConstValue *b)
{
    return const_binary(p, a, CONST_QUO, b, false);
}

static ConstValue *complex_binary(ConstPool *p, ConstValue *x, ConstOp op,
                                  ConstValue *y)
{
    ConstValue *a = x->u.c.re, *b = x->u.c.im;
    ConstValue *c = y->u.c.re, *d = y->u.c.im;
    switch (op) {
    case CONST_ADD:
        return const_complex(p, add(p, a, c), add(p, b, d));
    case CONST_SUB:
        return const_complex(p, sub(p, a, c), sub(p, b, d));
    case CONST_MUL:
        return const_complex(p, sub(p, mul(p, a, c), mul(p, b, d)),
                             add(p, mul(p, b, c), mul(p, a, d)));
    case CONST_QUO: {
        ConstValue *s = add(p, mul(p, c, c), mul(p, d, d));
        ConstValue *re = add(p, mul(p, a, c), mul(p, b, d));
        ConstValue *im = sub(p, mul(p, b, c), mul(p, a, d));
        return const_complex(p, quo(p, re, s), quo(p, im, s));
    }
    default:
        return const_unknown(p);
    }
}

static ConstValue *string_add(ConstPool *p, ConstValue *a, ConstValue *b)
{
    ConstValue *v = const_new(p, CONST_STRING, REP_NONE);
    v->u.s.len = a->u.s.len + b->u.s.len;
    v->u.s.left = a;
    v->u.s.right = b;
    return v;
}

ConstValue *const_binary(ConstPool *p, ConstValue *a, ConstOp op,
                         ConstValue *b, bool int_division)
{
    if (a->kind == CONST_UNKNOWN || b->kind == CONST_UNKNOWN)
        return const_unknown(p);
    if (a->kind == CONST_BOOL && b->kind == CONST_BOOL)
        return const_bool(p, op == CONST_LAND ? a->u.b && b->u.b :
                          a->u.b || b->u.b);
    if (a->kind == CONST_STRING && b->kind == CONST_STRING)
        return string_add(p, a, b);
    if (a->kind < CONST_INT || b->kind < CONST_INT)
        return const_unknown(p);
    if (a->kind == CONST_COMPLEX || b->kind == CONST_COMPLEX)
        return complex_binary(p, const_to_complex(p, a), op,
                              const_to_complex(p, b));
    if (a->kind == CONST_INT && b->kind == CONST_INT)
        return int_binary(p, a, op, b, int_division);
    return real_binary(p, a, op, b);
}

static ConstValue *negate(ConstPool *p, ConstValue *v)
{
    if (v->kind == CONST_COMPLEX)
        return const_complex(p, negate(p, v->u.c.re), negate(p, v->u.c.im));
    if (v->rep == REP_SMALL && v->u.i != INT64_MIN)
        return const_int64(p, -v->u.i);
    ConstValue *zero = v->kind == CONST_INT ? const_int64(p, 0) :
        const_float64(p, 0);
    return sub(p, zero, v);
}

ConstValue *const_unary(ConstPool *p, ConstOp op, ConstValue *v,
                        unsigned unsigned_bits)
{
    if (v->kind == CONST_UNKNOWN)
        return v;
    switch (op) {
    case CONST_PLUS:
        return v;
    case CONST_NEG:
        return v->kind >= CONST_INT ? negate(p, v) : const_unknown(p);
    case CONST_NOT:
        return const_bool(p, !const_to_bool(v));
    case CONST_COMPL: {
        if (v->kind != CONST_INT)
            break;
        mpz_t z;
        const_get_int(z, v);
        mpz_com(z, z);
        // Of an unsigned type: only its own bits.
        if (unsigned_bits > 0)
            mpz_fdiv_r_2exp(z, z, unsigned_bits);
        return const_take_int(p, z);
    }
    default:
        break;
    }
    return const_unknown(p);
}

ConstValue *const_shift(ConstPool *p, ConstValue *v, bool left, unsigned n)
{
    if (v->kind != CONST_INT)
        return const_unknown(p);
    mpz_t z;
    const_get_int(z, v);
    if (left)
        mpz_mul_2exp(z, z, n);
    else
        mpz_fdiv_q_2exp(z, z, n);
    return const_take_int(p, z);
}

// -1, 0, 1 for real numbers of any form.
static int compare_real(const ConstValue *a, const ConstValue *b)
{
    if (a->rep == REP_SMALL && b->rep == REP_SMALL)
        return (a->u.i > b->u.i) - (a->u.i < b->u.i);
    int sign;
    if (a->rep != REP_FLOAT && b->rep != REP_FLOAT) {
        mpq_t x, y;
        const_get_ratio(x, a);
        const_get_ratio(y, b);
        sign = mpq_cmp(x, y);
        mpq_clear(x);
        mpq_clear(y);
    } else {
        mpfr_t x, y;
        const_get_float(x, a, FLOAT_PRECISION);
        const_get_float(y, b, FLOAT_PRECISION);
        sign = mpfr_cmp(x, y);
        mpfr_clear(x);
        mpfr_clear(y);
    }
    return (sign > 0) - (sign < 0);
}

static int compare_strings(const ConstValue *a, const ConstValue *b)
{
    size_t n, m;
    const char *x = const_to_string(a, &n), *y = const_to_string(b, &m);
    int sign = memcmp(x, y, n < m ? n : m);
    return sign != 0 ? sign : (n > m) - (n < m);
}

bool const_compare(ConstPool *p, ConstValue *a, ConstOp op, ConstValue *b)
{
    int sign;
    if (a->kind == CONST_UNKNOWN || b->kind == CONST_UNKNOWN)
        return false;
    if (a->kind == CONST_BOOL) {
        sign = a->u.b != b->u.b;
    } else if (a->kind == CONST_STRING) {
        sign = compare_strings(a, b);
    } else if (a->kind == CONST_COMPLEX || b->kind == CONST_COMPLEX) {
        a = const_to_complex(p, a);
        b = const_to_complex(p, b);
        sign = compare_real(a->u.c.re, b->u.c.re) != 0 ||
            compare_real(a->u.c.im, b->u.c.im) != 0;
    } else {
        sign = compare_real(a, b);
    }
    switch (op) {
    case CONST_EQ: return sign == 0;
    case CONST_NE: return sign != 0;
    case CONST_LT: return sign < 0;
    case CONST_LE: return sign <= 0;
    case CONST_GT: return sign > 0;
    case CONST_GE: return sign >= 0;
    default: return false;
    }
}

int const_sign(const ConstValue *v)
{
    switch (v->rep) {
    case REP_SMALL: return (v->u.i > 0) - (v->u.i < 0);
    case REP_BIGINT: return mpz_sgn(v->u.z);
    case REP_RATIO: return mpq_sgn(v->u.q);
    case REP_FLOAT: return mpfr_sgn(v->u.f);
    case REP_NONE: break;
    }
    if (v->kind == CONST_COMPLEX)
        return const_sign(v->u.c.re) != 0 || const_sign(v->u.c.im) != 0;
    return 1; // Not a number: never report a division by zero.
}

int const_bit_length(const ConstValue *v)
{
    if (v->kind != CONST_INT)
        return 0;
    if (v->rep == REP_BIGINT)
        return (int)mpz_sizeinbase(v->u.z, 2);
    uint64_t mag = v->u.i < 0 ? 0 - (uint64_t)v->u.i : (uint64_t)v->u.i;
    int n = 0;
    for (; mag != 0; mag >>= 1)
        n++;
    return n;
}
