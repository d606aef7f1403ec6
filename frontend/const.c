// frontend/const.c -- Exact constant arithmetic.
//
// A number takes the smallest exact form: an int64, then a GMP integer; a GMP
// fraction, then (when numerator or denominator pass 4096 bits) an MPFR float
// of 512 bits.  Once a value is an MPFR float it stays one, since going back
// would pretend an exactness that is lost.
//
// Invariant: a value never changes once made; every GMP or MPFR number is on
// its pool's list and is cleared with the pool.
//
//     1 << 70           CONST_INT, REP_BIGINT
//     1 / 3.0           CONST_FLOAT, REP_RATIO
//     1e100000          CONST_FLOAT, REP_FLOAT
#include "frontend/const.h"

#include "base/arena.h"

#include <gmp.h>
#include <inttypes.h>
#include <math.h>
#include <mpfr.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FLOAT_PRECISION = 512,
    RATIO_BITS = 4096,
    TEXT_RUNES = 72,
};

typedef enum ConstRep {
    REP_NONE,
    REP_SMALL,
    REP_BIGINT,
    REP_RATIO,
    REP_FLOAT,
} ConstRep;

struct ConstValue {
    ConstKind kind;
    ConstRep rep;
    ConstPool *pool;
    ConstValue *next_big; // List of values that own GMP or MPFR memory.
    union {
        bool b;
        int64_t i;
        mpz_t z;
        mpq_t q;
        mpfr_t f;
        struct {
            const char *bytes;       // NULL: still to be joined.
            size_t len;
            ConstValue *left, *right;
        } s;
        struct { ConstValue *re, *im; } c;
    } u;
};

struct ConstPool {
    Arena *arena;
    ConstValue *bigs;
    ConstValue *unknown;
};

ConstPool *const_pool_new(Arena *arena)
{
    ConstPool *p = arena_alloc(arena, sizeof *p);
    // MPFR's own default range is smaller than Go's.
    mpfr_set_emax(mpfr_get_emax_max());
    mpfr_set_emin(mpfr_get_emin_min());
    p->arena = arena;
    p->bigs = NULL;
    p->unknown = NULL;
    return p;
}

void const_pool_free(ConstPool *p)
{
    for (ConstValue *v = p->bigs; v != NULL; v = v->next_big) {
        switch (v->rep) {
        case REP_BIGINT: mpz_clear(v->u.z); break;
        case REP_RATIO: mpq_clear(v->u.q); break;
        case REP_FLOAT: mpfr_clear(v->u.f); break;
        case REP_NONE:
        case REP_SMALL: break;
        }
    }
    p->bigs = NULL;
}

static ConstValue *new_value(ConstPool *p, ConstKind kind, ConstRep rep)
{
    ConstValue *v = arena_alloc(p->arena, sizeof *v);
    memset(v, 0, sizeof *v);
    v->kind = kind;
    v->rep = rep;
    v->pool = p;
    if (rep == REP_BIGINT || rep == REP_RATIO || rep == REP_FLOAT) {
        v->next_big = p->bigs;
        p->bigs = v;
    }
    return v;
}

ConstKind const_kind(const ConstValue *v)
{
    return v == NULL ? CONST_UNKNOWN : v->kind;
}

ConstValue *const_unknown(ConstPool *p)
{
    if (p->unknown == NULL)
        p->unknown = new_value(p, CONST_UNKNOWN, REP_NONE);
    return p->unknown;
}

ConstValue *const_bool(ConstPool *p, bool b)
{
    ConstValue *v = new_value(p, CONST_BOOL, REP_NONE);
    v->u.b = b;
    return v;
}

ConstValue *const_int64(ConstPool *p, int64_t i)
{
    ConstValue *v = new_value(p, CONST_INT, REP_SMALL);
    v->u.i = i;
    return v;
}

ConstValue *const_string(ConstPool *p, const char *bytes, size_t len)
{
    ConstValue *v = new_value(p, CONST_STRING, REP_NONE);
    char *copy = arena_alloc(p->arena, len + 1);
    memcpy(copy, bytes, len);
    copy[len] = '\0';
    v->u.s.bytes = copy;
    v->u.s.len = len;
    return v;
}

ConstValue *const_complex(ConstPool *p, ConstValue *re, ConstValue *im)
{
    if (re->kind == CONST_UNKNOWN || im->kind == CONST_UNKNOWN)
        return const_unknown(p);
    ConstValue *v = new_value(p, CONST_COMPLEX, REP_NONE);
    v->u.c.re = re;
    v->u.c.im = im;
    return v;
}

// --- Normal forms ------------------------------------------------------------

static void mpz_set_i64(mpz_t z, int64_t i)
{
    uint64_t mag = i < 0 ? 0 - (uint64_t)i : (uint64_t)i;
    mpz_import(z, 1, 1, sizeof mag, 0, 0, &mag);
    if (i < 0)
        mpz_neg(z, z);
}

static bool mpz_fits_i64(const mpz_t z, int64_t *out)
{
    size_t bits = mpz_sizeinbase(z, 2);
    if (bits > 64)
        return false;
    uint64_t mag = 0;
    mpz_export(&mag, NULL, 1, sizeof mag, 0, 0, z);
    if (mpz_sgn(z) >= 0) {
        *out = (int64_t)mag;
        return mag <= INT64_MAX;
    }
    if (mag > (uint64_t)INT64_MAX + 1)
        return false;
    *out = mag > INT64_MAX ? INT64_MIN : -(int64_t)mag;
    return true;
}

// Takes over z, which must be initialised.
static ConstValue *take_int(ConstPool *p, mpz_t z)
{
    int64_t i;
    if (mpz_fits_i64(z, &i)) {
        mpz_clear(z);
        return const_int64(p, i);
    }
    ConstValue *v = new_value(p, CONST_INT, REP_BIGINT);
    v->u.z[0] = z[0];
    return v;
}

static ConstValue *take_float(ConstPool *p, mpfr_t f)
{
    bool too_large = mpfr_inf_p(f) || mpfr_nan_p(f) ||
        (mpfr_regular_p(f) && mpfr_get_exp(f) > INT32_MAX);
    if (too_large) {
        mpfr_clear(f);
        return const_unknown(p);
    }
    if (mpfr_zero_p(f) || mpfr_get_exp(f) < INT32_MIN)
        mpfr_set_zero(f, 1);
    ConstValue *v = new_value(p, CONST_FLOAT, REP_FLOAT);
    v->u.f[0] = f[0];
    return v;
}

// Takes over q, in canonical form.
static ConstValue *take_ratio(ConstPool *p, mpq_t q)
{
    if (mpz_sizeinbase(mpq_numref(q), 2) < RATIO_BITS &&
        mpz_sizeinbase(mpq_denref(q), 2) < RATIO_BITS) {
        ConstValue *v = new_value(p, CONST_FLOAT, REP_RATIO);
        v->u.q[0] = q[0];
        return v;
    }
    mpfr_t f;
    mpfr_init2(f, FLOAT_PRECISION);
    mpfr_set_q(f, q, MPFR_RNDN);
    mpq_clear(q);
    return take_float(p, f);
}

ConstValue *const_uint64(ConstPool *p, uint64_t i)
{
    if (i <= INT64_MAX)
        return const_int64(p, (int64_t)i);
    mpz_t z;
    mpz_init(z);
    mpz_import(z, 1, 1, sizeof i, 0, 0, &i);
    return take_int(p, z);
}

ConstValue *const_float64(ConstPool *p, double d)
{
    if (isinf(d) || isnan(d))
        return const_unknown(p);
    mpq_t q;
    mpq_init(q);
    mpq_set_d(q, d);
    return take_ratio(p, q);
}

// --- Views by representation ----------------------------------------------------

static void get_int(mpz_t z, const ConstValue *v)
{
    mpz_init(z);
    if (v->rep == REP_SMALL)
        mpz_set_i64(z, v->u.i);
    else
        mpz_set(z, v->u.z);
}

static void get_ratio(mpq_t q, const ConstValue *v)
{
    mpq_init(q);
    if (v->rep == REP_RATIO) {
        mpq_set(q, v->u.q);
        return;
    }
    mpz_t z;
    get_int(z, v);
    mpq_set_z(q, z);
    mpz_clear(z);
}

static void get_float(mpfr_t f, const ConstValue *v, mpfr_prec_t precision)
{
    mpfr_init2(f, precision);
    switch (v->rep) {
    case REP_RATIO: mpfr_set_q(f, v->u.q, MPFR_RNDN); break;
    case REP_FLOAT: mpfr_set(f, v->u.f, MPFR_RNDN); break;
    case REP_BIGINT: mpfr_set_z(f, v->u.z, MPFR_RNDN); break;
    case REP_SMALL: mpfr_set_sj(f, v->u.i, MPFR_RNDN); break;
    case REP_NONE: mpfr_set_zero(f, 1); break;
    }
}

// --- Literals --------------------------------------------------------------------

// Copies `text` without underscores, NUL-terminated.
static char *strip(ConstPool *p, const char *text, size_t len)
{
    char *out = arena_alloc(p->arena, len + 1);
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        if (text[i] != '_')
            out[n++] = text[i];
    }
    out[n] = '\0';
    return out;
}

ConstValue *const_parse_int(ConstPool *p, const char *text, size_t len)
{
    char *s = strip(p, text, len);
    int base = 10;
    if (s[0] == '0' && s[1] != '\0') {
        switch (s[1]) {
        case 'x': case 'X': base = 16; s += 2; break;
        case 'b': case 'B': base = 2; s += 2; break;
        case 'o': case 'O': base = 8; s += 2; break;
        default: base = 8; s += 1; break;
        }
    }
    if (strlen(s) <= 15) {
        char *end;
        unsigned long long small = strtoull(s, &end, base);
        return *end != '\0' || end == s ? NULL :
            const_int64(p, (int64_t)small);
    }
    mpz_t z;
    if (mpz_init_set_str(z, s, base) != 0) {
        mpz_clear(z);
        return NULL;
    }
    return take_int(p, z);
}

// The exact fraction of a decimal or hexadecimal float literal whose value is
// known to be of moderate size.
static ConstValue *parse_ratio(ConstPool *p, const char *s)
{
    bool hex = s[0] == '0' && (s[1] == 'x' || s[1] == 'X');
    if (hex)
        s += 2;
    size_t len = strlen(s);
    char *digits = arena_alloc(p->arena, len + 2);
    size_t n = 0;
    long scale = 0, exponent = 0;
    bool fraction = false;
    for (; *s != '\0'; s++) {
        if (*s == '.') {
            fraction = true;
        } else if (hex ? (*s == 'p' || *s == 'P') :
                   (*s == 'e' || *s == 'E')) {
            exponent = strtol(s + 1, NULL, 10);
            break;
        } else {
            digits[n++] = *s;
            scale += fraction;
        }
    }
    if (n == 0)
        digits[n++] = '0';
    digits[n] = '\0';

    mpz_t mantissa, power;
    if (mpz_init_set_str(mantissa, digits, hex ? 16 : 10) != 0) {
        mpz_clear(mantissa);
        return NULL;
    }
    exponent -= hex ? 4 * scale : scale;
    mpz_init(power);
    mpz_ui_pow_ui(power, hex ? 2 : 10,
                  (unsigned long)(exponent < 0 ? -exponent : exponent));
    mpq_t q;
    mpq_init(q);
    if (exponent < 0) {
        mpq_set_num(q, mantissa);
        mpq_set_den(q, power);
        mpq_canonicalize(q);
    } else {
        mpz_mul(mantissa, mantissa, power);
        mpq_set_z(q, mantissa);
    }
    mpz_clear(mantissa);
    mpz_clear(power);
    return take_ratio(p, q);
}

static bool small_float(const mpfr_t f)
{
    if (!mpfr_regular_p(f))
        return mpfr_zero_p(f);
    mpfr_exp_t e = mpfr_get_exp(f);
    return -RATIO_BITS < e && e < RATIO_BITS;
}

ConstValue *const_parse_float(ConstPool *p, const char *text, size_t len)
{
    char *s = strip(p, text, len);
    // "0b1.0" is no float; "0123.5" is decimal, as is "0123i".
    mpfr_t f;
    mpfr_init2(f, FLOAT_PRECISION);
    char *end;
    bool hex = s[0] == '0' && (s[1] == 'x' || s[1] == 'X');
    mpfr_strtofr(f, s, &end, hex ? 16 : 10, MPFR_RNDN);
    if (*end != '\0' || end == s) {
        mpfr_clear(f);
        return NULL;
    }
    if (small_float(f)) {
        bool zero = mpfr_zero_p(f);
        mpfr_clear(f);
        return zero ? const_float64(p, 0) : parse_ratio(p, s);
    }
    return take_float(p, f);
}

ConstValue *const_parse_imaginary(ConstPool *p, const char *text, size_t len)
{
    ConstValue *im;
    char *s = strip(p, text, len);
    size_t n = strlen(s) - 1; // Without the i.
    bool prefixed = s[0] == '0' && n > 1 && strchr("xXbBoO", s[1]) != NULL;
    if (prefixed && memchr(s, 'p', n) == NULL && memchr(s, 'P', n) == NULL)
        im = const_parse_int(p, s, n);
    else
        im = const_parse_float(p, s, n);
    return im == NULL ? NULL : const_complex(p, const_int64(p, 0), im);
}

// --- Exact views --------------------------------------------------------------------

bool const_to_bool(const ConstValue *v)
{
    return v->kind == CONST_BOOL && v->u.b;
}

// Joins a chain of additions from the right end, iterating along the left
// spine, so that a thousand `+` cost one copy.
static void join(const ConstValue *v)
{
    char *out = arena_alloc(v->pool->arena, v->u.s.len + 1);
    out[v->u.s.len] = '\0';
    char *end = out + v->u.s.len;
    const ConstValue *left = v;
    while (left->u.s.bytes == NULL) {
        size_t n;
        const char *right = const_to_string(left->u.s.right, &n);
        end -= n;
        memcpy(end, right, n);
        left = left->u.s.left;
    }
    memcpy(out, left->u.s.bytes, left->u.s.len);
    ((ConstValue *)(uintptr_t)v)->u.s.bytes = out;
}

const char *const_to_string(const ConstValue *v, size_t *len)
{
    if (v->kind != CONST_STRING) {
        *len = 0;
        return "";
    }
    if (v->u.s.bytes == NULL)
        join(v);
    *len = v->u.s.len;
    return v->u.s.bytes;
}

static void set_ok(bool *ok, bool value)
{
    if (ok != NULL)
        *ok = value;
}

int64_t const_to_int64(const ConstValue *v, bool *ok)
{
    if (v->kind == CONST_FLOAT || v->kind == CONST_COMPLEX)
        v = const_to_int(v->pool, (ConstValue *)(uintptr_t)v);
    bool fits = v->kind == CONST_INT && v->rep == REP_SMALL;
    set_ok(ok, fits);
    if (fits)
        return v->u.i;
    return v->kind == CONST_INT ? (int64_t)const_low64(v) : 0;
}

uint64_t const_to_uint64(const ConstValue *v, bool *ok)
{
    if (v->kind == CONST_FLOAT || v->kind == CONST_COMPLEX)
        v = const_to_int(v->pool, (ConstValue *)(uintptr_t)v);
    bool fits = v->kind == CONST_INT &&
        (v->rep == REP_SMALL ? v->u.i >= 0 :
         mpz_sgn(v->u.z) > 0 && mpz_sizeinbase(v->u.z, 2) <= 64);
    set_ok(ok, fits);
    return v->kind == CONST_INT ? const_low64(v) : 0;
}

uint64_t const_low64(const ConstValue *v)
{
    if (v->kind == CONST_FLOAT || v->kind == CONST_COMPLEX)
        v = const_to_int(v->pool, (ConstValue *)(uintptr_t)v);
    if (v->kind == CONST_BOOL)
        return v->u.b;
    if (v->kind != CONST_INT)
        return 0;
    if (v->rep == REP_SMALL)
        return (uint64_t)v->u.i;
    mpz_t low;
    mpz_init(low);
    mpz_fdiv_r_2exp(low, v->u.z, 64);
    uint64_t out = 0;
    mpz_export(&out, NULL, 1, sizeof out, 0, 0, low);
    mpz_clear(low);
    return out;
}

// Rounds once to a binary format with `precision` bits whose least normal
// number has exponent `least` (MPFR's, fraction in [0.5, 1)).
static double round_to(const ConstValue *v, int precision, long least,
                       long most)
{
    mpfr_t f;
    get_float(f, v, precision);
    if (!mpfr_regular_p(f)) {
        mpfr_clear(f);
        return 0;
    }
    long e = (long)mpfr_get_exp(f);
    bool negative = mpfr_sgn(f) < 0;
    double d;
    if (e > most) {
        d = negative ? -INFINITY : INFINITY;
    } else if (e >= least) {
        d = mpfr_get_d(f, MPFR_RNDN);
    } else {
        // Subnormal: fewer bits; round again from the exact value.
        long bits = precision - (least - e);
        if (bits < 0) {
            d = 0;
        } else if (bits == 0) {
            // Between half the least subnormal and all of it; a tie is even.
            mpfr_t half;
            get_float(half, v, 2 * FLOAT_PRECISION);
            mpfr_abs(half, half, MPFR_RNDN);
            bool tie = mpfr_cmp_ui_2exp(half, 1, e - 1) == 0;
            mpfr_clear(half);
            d = tie ? 0 : ldexp(1, (int)e);
        } else if (bits == 1) {
            // MPFR's precision 1 rounds to powers of two: exact enough.
            mpfr_t small;
            get_float(small, v, 1);
            d = fabs(mpfr_get_d(small, MPFR_RNDN));
            mpfr_clear(small);
        } else {
            mpfr_t small;
            get_float(small, v, bits);
            d = fabs(mpfr_get_d(small, MPFR_RNDN));
            mpfr_clear(small);
        }
        d = negative ? -d : d;
    }
    mpfr_clear(f);
    return d;
}

static const ConstValue *real_number(const ConstValue *v)
{
    return v->kind == CONST_COMPLEX ? v->u.c.re : v;
}

double const_to_double(const ConstValue *v)
{
    v = real_number(v);
    if (v->rep == REP_NONE)
        return 0;
    return round_to(v, 53, -1021, 1024);
}

float const_to_float32(const ConstValue *v)
{
    v = real_number(v);
    if (v->rep == REP_NONE)
        return 0;
    return (float)round_to(v, 24, -125, 128);
}

ConstValue *const_real(ConstPool *p, ConstValue *v)
{
    (void)p;
    return v->kind == CONST_COMPLEX ? v->u.c.re : v;
}

ConstValue *const_imag(ConstPool *p, ConstValue *v)
{
    switch (v->kind) {
    case CONST_COMPLEX: return v->u.c.im;
    case CONST_INT:
    case CONST_FLOAT: return const_int64(p, 0);
    case CONST_UNKNOWN:
    case CONST_BOOL:
    case CONST_STRING: break;
    }
    return const_unknown(p);
}

// --- Conversions between kinds ----------------------------------------------------------

// An MPFR float is taken for an integer too when one of its two neighbours at
// a slightly lower precision is: earlier steps may have lost the last bits.
static ConstValue *float_to_int(ConstPool *p, const mpfr_t f)
{
    if (!small_float(f))
        return const_unknown(p);
    mpz_t z;
    mpz_init(z);
    if (mpfr_integer_p(f)) {
        mpfr_get_z(z, f, MPFR_RNDN);
        return take_int(p, z);
    }
    mpfr_t near;
    mpfr_init2(near, FLOAT_PRECISION - 4);
    for (int down = 1; down >= 0; down--) {
        mpfr_set(near, f, down ? MPFR_RNDD : MPFR_RNDU);
        if (mpfr_integer_p(near)) {
            mpfr_get_z(z, near, MPFR_RNDN);
            mpfr_clear(near);
            return take_int(p, z);
        }
    }
    mpfr_clear(near);
    mpz_clear(z);
    return const_unknown(p);
}

ConstValue *const_to_int(ConstPool *p, ConstValue *v)
{
    switch (v->kind) {
    case CONST_INT:
        return v;
    case CONST_FLOAT:
        if (v->rep == REP_FLOAT)
            return float_to_int(p, v->u.f);
        if (mpz_cmp_ui(mpq_denref(v->u.q), 1) == 0) {
            mpz_t z;
            mpz_init_set(z, mpq_numref(v->u.q));
            return take_int(p, z);
        }
        break;
    case CONST_COMPLEX:
        if (const_sign(v->u.c.im) == 0)
            return const_to_int(p, v->u.c.re);
        break;
    case CONST_UNKNOWN:
    case CONST_BOOL:
    case CONST_STRING: break;
    }
    return const_unknown(p);
}

ConstValue *const_to_float(ConstPool *p, ConstValue *v)
{
    switch (v->kind) {
    case CONST_FLOAT:
        return v;
    case CONST_INT: {
        mpq_t q;
        get_ratio(q, v);
        return take_ratio(p, q);
    }
    case CONST_COMPLEX:
        if (const_sign(v->u.c.im) == 0)
            return const_to_float(p, v->u.c.re);
        break;
    case CONST_UNKNOWN:
    case CONST_BOOL:
    case CONST_STRING: break;
    }
    return const_unknown(p);
}

ConstValue *const_to_complex(ConstPool *p, ConstValue *v)
{
    switch (v->kind) {
    case CONST_COMPLEX:
        return v;
    case CONST_INT:
    case CONST_FLOAT:
        return const_complex(p, v, const_int64(p, 0));
    case CONST_UNKNOWN:
    case CONST_BOOL:
    case CONST_STRING: break;
    }
    return const_unknown(p);
}

ConstValue *const_round32(ConstPool *p, ConstValue *v)
{
    return const_float64(p, const_to_float32(v));
}

ConstValue *const_round64(ConstPool *p, ConstValue *v)
{
    return const_float64(p, const_to_double(v));
}

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
    get_int(x, a);
    get_int(y, b);
    if (op == CONST_QUO && !int_division) {
        mpq_t q;
        mpq_init(q);
        mpq_set_num(q, x);
        mpq_set_den(q, y);
        mpq_canonicalize(q);
        mpz_clear(x);
        mpz_clear(y);
        return take_ratio(p, q);
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
    return take_int(p, x);
}

static ConstValue *real_binary(ConstPool *p, const ConstValue *a, ConstOp op,
                               const ConstValue *b)
{
    if (a->rep != REP_FLOAT && b->rep != REP_FLOAT) {
        mpq_t x, y;
        get_ratio(x, a);
        get_ratio(y, b);
        switch (op) {
        case CONST_ADD: mpq_add(x, x, y); break;
        case CONST_SUB: mpq_sub(x, x, y); break;
        case CONST_MUL: mpq_mul(x, x, y); break;
        case CONST_QUO: mpq_div(x, x, y); break;
        default: break;
        }
        mpq_clear(y);
        return take_ratio(p, x);
    }
    mpfr_t x, y;
    get_float(x, a, FLOAT_PRECISION);
    get_float(y, b, FLOAT_PRECISION);
    switch (op) {
    case CONST_ADD: mpfr_add(x, x, y, MPFR_RNDN); break;
    case CONST_SUB: mpfr_sub(x, x, y, MPFR_RNDN); break;
    case CONST_MUL: mpfr_mul(x, x, y, MPFR_RNDN); break;
    case CONST_QUO: mpfr_div(x, x, y, MPFR_RNDN); break;
    default: break;
    }
    mpfr_clear(y);
    return take_float(p, x);
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
    ConstValue *v = new_value(p, CONST_STRING, REP_NONE);
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
        get_int(z, v);
        mpz_com(z, z);
        // Of an unsigned type: only its own bits.
        if (unsigned_bits > 0)
            mpz_fdiv_r_2exp(z, z, unsigned_bits);
        return take_int(p, z);
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
    get_int(z, v);
    if (left)
        mpz_mul_2exp(z, z, n);
    else
        mpz_fdiv_q_2exp(z, z, n);
    return take_int(p, z);
}

// -1, 0, 1 for real numbers of any form.
static int compare_real(const ConstValue *a, const ConstValue *b)
{
    if (a->rep == REP_SMALL && b->rep == REP_SMALL)
        return (a->u.i > b->u.i) - (a->u.i < b->u.i);
    int sign;
    if (a->rep != REP_FLOAT && b->rep != REP_FLOAT) {
        mpq_t x, y;
        get_ratio(x, a);
        get_ratio(y, b);
        sign = mpq_cmp(x, y);
        mpq_clear(x);
        mpq_clear(y);
    } else {
        mpfr_t x, y;
        get_float(x, a, FLOAT_PRECISION);
        get_float(y, b, FLOAT_PRECISION);
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

// --- Text --------------------------------------------------------------------------------------

static size_t rune_length(const unsigned char *s, size_t left)
{
    size_t n = s[0] < 0xC2 ? 1 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 :
        s[0] < 0xF5 ? 4 : 1;
    if (n > left)
        return 1;
    for (size_t i = 1; i < n; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return 1;
    }
    return n;
}

static char *quote_rune(char *o, const unsigned char *s, size_t n)
{
    static const char from[] = "\a\b\f\n\r\t\v\\\"";
    static const char to[] = "abfnrtv\\\"";
    const char *at = s[0] == '\0' ? NULL : strchr(from, s[0]);
    if (at != NULL) {
        *o++ = '\\';
        *o++ = to[at - from];
    } else if (n > 1 && !(n == 2 && s[0] == 0xC2 && s[1] < 0xA0)) {
        memcpy(o, s, n);
        o += n;
    } else if (n == 2) {
        o += sprintf(o, "\\u%04x", s[1]);
    } else if (s[0] >= 0x20 && s[0] < 0x7F) {
        *o++ = (char)s[0];
    } else {
        o += sprintf(o, "\\x%02x", s[0]);
    }
    return o;
}

// Go's quoted form; cut to `limit` runes with "..." when that is not 0.
static const char *quote(ConstPool *p, const ConstValue *v, size_t limit)
{
    size_t len;
    const unsigned char *s = (const unsigned char *)const_to_string(v, &len);
    // Nothing beyond the limit is ever shown.
    size_t use = limit != 0 && len > 4 * limit ? 4 * limit : len;
    char *out = arena_alloc(p->arena, 6 * use + 8), *o = out;
    *o++ = '"';
    for (size_t i = 0; i < use;) {
        size_t n = rune_length(s + i, len - i);
        o = quote_rune(o, s + i, n);
        i += n;
    }
    *o++ = '"';
    *o = '\0';
    if (limit == 0)
        return out;
    size_t runes = 0, cut = 0;
    for (size_t i = 0; out[i] != '\0'; runes++) {
        if (runes == limit - 3)
            cut = i;
        i += rune_length((unsigned char *)out + i, strlen(out + i));
    }
    if (runes > limit || use < len)
        strcpy(out + cut, "...");
    return out;
}

static void shortest(char *out, size_t size, double d)
{
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(out, size, "%.*e", digits - 1, d);
        if (strtod(out, NULL) == d)
            break;
    }
    // Fixed notation where Go's %g has it.
    char *e = strchr(out, 'e');
    int exponent = e == NULL ? 0 : atoi(e + 1);
    if (exponent >= -4 && exponent < 21) {
        int digits = (int)(e - out) - (out[0] == '-');
        digits -= digits > 1; // The point.
        int after = digits - 1 - exponent;
        if (exponent < 6 || after > 0)
            snprintf(out, size, "%.*f", after > 0 ? after : 0, d);
    }
}

static const char *float_text(ConstPool *p, const ConstValue *v)
{
    char *out = arena_alloc(p->arena, 64);
    double d = const_to_double(v);
    bool is_zero = const_sign(v) == 0;
    if (is_zero == (d == 0) && !isinf(d)) {
        snprintf(out, 64, "%.6g", d);
        mpfr_t f;
        get_float(f, v, FLOAT_PRECISION);
        if (!mpfr_integer_p(f) && strchr(out, '.') == NULL)
            shortest(out, 64, d);
        mpfr_clear(f);
        return out;
    }
    mpfr_t f;
    get_float(f, v, FLOAT_PRECISION);
    mpfr_exp_t exp2 = mpfr_get_exp(f);
    mpfr_set_exp(f, 0);
    double m = mpfr_get_d(f, MPFR_RNDN);
    mpfr_clear(f);
    double e10 = (double)exp2 * (0.69314718055994530942 /
                                 2.30258509299404568402);
    int64_t e = (int64_t)e10;
    m *= pow(10, e10 - (double)e);
    if (fabs(m) < 1 - 0.5e-6) {
        m *= 10;
        e--;
    } else if (fabs(m) >= 10) {
        m /= 10;
        e++;
    }
    snprintf(out, 64, "%.6ge%+" PRId64, m, e);
    return out;
}

static const char *int_text(ConstPool *p, const ConstValue *v)
{
    if (v->rep == REP_BIGINT) {
        char *out = arena_alloc(p->arena, mpz_sizeinbase(v->u.z, 10) + 2);
        return mpz_get_str(out, 10, v->u.z);
    }
    char *out = arena_alloc(p->arena, 24);
    snprintf(out, 24, "%" PRId64, v->u.i);
    return out;
}

static const char *text(ConstPool *p, const ConstValue *v, size_t limit)
{
    switch (v->kind) {
    case CONST_UNKNOWN: return "unknown";
    case CONST_BOOL: return v->u.b ? "true" : "false";
    case CONST_STRING: return quote(p, v, limit);
    case CONST_INT: return int_text(p, v);
    case CONST_FLOAT: return float_text(p, v);
    case CONST_COMPLEX: {
        const char *re = text(p, v->u.c.re, limit);
        const char *im = text(p, v->u.c.im, limit);
        size_t n = strlen(re) + strlen(im) + 8;
        char *out = arena_alloc(p->arena, n);
        snprintf(out, n, "(%s + %si)", re, im);
        return out;
    }
    }
    return "";
}

const char *const_text(ConstPool *p, const ConstValue *v)
{
    return text(p, v, TEXT_RUNES);
}

const char *const_text_exact(ConstPool *p, const ConstValue *v)
{
    return text(p, v, 0);
}

uint64_t const_hash(const ConstValue *v)
{
    uint64_t h = 14695981039346656037u ^ (uint64_t)v->kind;
    switch (v->kind) {
    case CONST_STRING: {
        size_t n;
        const char *s = const_to_string(v, &n);
        for (size_t i = 0; i < n; i++)
            h = (h ^ (unsigned char)s[i]) * 1099511628211u;
        return h;
    }
    case CONST_COMPLEX:
        return const_hash(v->u.c.re) * 31 + const_hash(v->u.c.im);
    case CONST_FLOAT: {
        double d = const_to_double(v);
        uint64_t bits;
        memcpy(&bits, &d, sizeof bits);
        return (h ^ bits) * 1099511628211u;
    }
    case CONST_BOOL:
    case CONST_INT:
        return (h ^ const_low64(v)) * 1099511628211u;
    case CONST_UNKNOWN: break;
    }
    return h;
}
