// frontend/const_text.c -- The text of a constant, and its hash.
//
// Floats have six digits, as in Go's messages; outside a double's range they
// are printed from mantissa and exponent.  Long strings are cut.
//
// Invariant: equal values of one kind have equal texts and hashes.
//
//     1e+100   "a\n"   (1 + 2i)
#include "frontend/const_internal.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
        const_get_float(f, v, FLOAT_PRECISION);
        if (!mpfr_integer_p(f) && strchr(out, '.') == NULL)
            shortest(out, 64, d);
        mpfr_clear(f);
        return out;
    }
    mpfr_t f;
    const_get_float(f, v, FLOAT_PRECISION);
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
