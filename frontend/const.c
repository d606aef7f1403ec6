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
#include "frontend/const_internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

ConstValue *const_new(ConstPool *p, ConstKind kind, ConstRep rep)
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
        p->unknown = const_new(p, CONST_UNKNOWN, REP_NONE);
    return p->unknown;
}

ConstValue *const_bool(ConstPool *p, bool b)
{
    ConstValue *v = const_new(p, CONST_BOOL, REP_NONE);
    v->u.b = b;
    return v;
}

ConstValue *const_int64(ConstPool *p, int64_t i)
{
    ConstValue *v = const_new(p, CONST_INT, REP_SMALL);
    v->u.i = i;
    return v;
}

ConstValue *const_string(ConstPool *p, const char *bytes, size_t len)
{
    ConstValue *v = const_new(p, CONST_STRING, REP_NONE);
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
    ConstValue *v = const_new(p, CONST_COMPLEX, REP_NONE);
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
ConstValue *const_take_int(ConstPool *p, mpz_t z)
{
    int64_t i;
    if (mpz_fits_i64(z, &i)) {
        mpz_clear(z);
        return const_int64(p, i);
    }
    ConstValue *v = const_new(p, CONST_INT, REP_BIGINT);
    v->u.z[0] = z[0];
    return v;
}

ConstValue *const_take_float(ConstPool *p, mpfr_t f)
{
    bool too_large = mpfr_inf_p(f) || mpfr_nan_p(f) ||
        (mpfr_regular_p(f) && mpfr_get_exp(f) > INT32_MAX);
    if (too_large) {
        mpfr_clear(f);
        return const_unknown(p);
    }
    if (mpfr_zero_p(f) || mpfr_get_exp(f) < INT32_MIN)
        mpfr_set_zero(f, 1);
    ConstValue *v = const_new(p, CONST_FLOAT, REP_FLOAT);
    v->u.f[0] = f[0];
    return v;
}

// Takes over q, in canonical form.
ConstValue *const_take_ratio(ConstPool *p, mpq_t q)
{
    if (mpz_sizeinbase(mpq_numref(q), 2) < RATIO_BITS &&
        mpz_sizeinbase(mpq_denref(q), 2) < RATIO_BITS) {
        ConstValue *v = const_new(p, CONST_FLOAT, REP_RATIO);
        v->u.q[0] = q[0];
        return v;
    }
    mpfr_t f;
    mpfr_init2(f, FLOAT_PRECISION);
    mpfr_set_q(f, q, MPFR_RNDN);
    mpq_clear(q);
    return const_take_float(p, f);
}

ConstValue *const_uint64(ConstPool *p, uint64_t i)
{
    if (i <= INT64_MAX)
        return const_int64(p, (int64_t)i);
    mpz_t z;
    mpz_init(z);
    mpz_import(z, 1, 1, sizeof i, 0, 0, &i);
    return const_take_int(p, z);
}

ConstValue *const_float64(ConstPool *p, double d)
{
    if (isinf(d) || isnan(d))
        return const_unknown(p);
    mpq_t q;
    mpq_init(q);
    mpq_set_d(q, d);
    return const_take_ratio(p, q);
}

// --- Views by representation ----------------------------------------------------

void const_get_int(mpz_t z, const ConstValue *v)
{
    mpz_init(z);
    if (v->rep == REP_SMALL)
        mpz_set_i64(z, v->u.i);
    else
        mpz_set(z, v->u.z);
}

void const_get_ratio(mpq_t q, const ConstValue *v)
{
    mpq_init(q);
    if (v->rep == REP_RATIO) {
        mpq_set(q, v->u.q);
        return;
    }
    mpz_t z;
    const_get_int(z, v);
    mpq_set_z(q, z);
    mpz_clear(z);
}

void const_get_float(mpfr_t f, const ConstValue *v, mpfr_prec_t precision)
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
    return const_take_int(p, z);
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
    return const_take_ratio(p, q);
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
    return const_take_float(p, f);
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
    const_get_float(f, v, precision);
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
            const_get_float(half, v, 2 * FLOAT_PRECISION);
            mpfr_abs(half, half, MPFR_RNDN);
            bool tie = mpfr_cmp_ui_2exp(half, 1, e - 1) == 0;
            mpfr_clear(half);
            d = tie ? 0 : ldexp(1, (int)e);
        } else if (bits == 1) {
            // MPFR's precision 1 rounds to powers of two: exact enough.
            mpfr_t small;
            const_get_float(small, v, 1);
            d = fabs(mpfr_get_d(small, MPFR_RNDN));
            mpfr_clear(small);
        } else {
            mpfr_t small;
            const_get_float(small, v, bits);
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
        return const_take_int(p, z);
    }
    mpfr_t near;
    mpfr_init2(near, FLOAT_PRECISION - 4);
    for (int down = 1; down >= 0; down--) {
        mpfr_set(near, f, down ? MPFR_RNDD : MPFR_RNDU);
        if (mpfr_integer_p(near)) {
            mpfr_get_z(z, near, MPFR_RNDN);
            mpfr_clear(near);
            return const_take_int(p, z);
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
            return const_take_int(p, z);
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
        const_get_ratio(q, v);
        return const_take_ratio(p, q);
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
