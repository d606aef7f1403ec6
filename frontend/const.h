// frontend/const.h -- Exact constant values: booleans, strings, integers and
// fractions of any size, floats with large exponents, complex numbers.
//
// Values are immutable.  An operation on CONST_UNKNOWN gives CONST_UNKNOWN,
// so errors do not cascade.  Only const.c knows GMP and MPFR.
//
//     const_binary(p, TOK_ADD, 1, 2.5) = 3.5 (CONST_FLOAT)
#ifndef FRONTEND_CONST_H
#define FRONTEND_CONST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ConstValue ConstValue;
typedef struct ConstPool ConstPool; // Owns the memory of all values.

typedef enum ConstKind {
    CONST_UNKNOWN,
    CONST_BOOL,
    CONST_STRING,
    CONST_INT,
    CONST_FLOAT,
    CONST_COMPLEX,
} ConstKind;

typedef enum ConstOp {
    CONST_ADD, CONST_SUB, CONST_MUL, CONST_QUO, CONST_REM,
    CONST_AND, CONST_OR, CONST_XOR, CONST_AND_NOT,
    CONST_LAND, CONST_LOR,
    CONST_EQ, CONST_NE, CONST_LT, CONST_LE, CONST_GT, CONST_GE,
    CONST_NEG, CONST_PLUS, CONST_NOT, CONST_COMPL,
} ConstOp;

struct Arena;
ConstPool *const_pool_new(struct Arena *arena);
void const_pool_free(ConstPool *p);

ConstKind const_kind(const ConstValue *v);
ConstValue *const_unknown(ConstPool *p);
ConstValue *const_bool(ConstPool *p, bool b);
ConstValue *const_int64(ConstPool *p, int64_t i);
ConstValue *const_uint64(ConstPool *p, uint64_t i);
ConstValue *const_float64(ConstPool *p, double d);
ConstValue *const_string(ConstPool *p, const char *bytes, size_t len);
ConstValue *const_complex(ConstPool *p, ConstValue *re, ConstValue *im);
// Literals as written, underscores and prefixes included.  NULL if the text
// is malformed or the exponent is excessive.
ConstValue *const_parse_int(ConstPool *p, const char *text, size_t len);
ConstValue *const_parse_float(ConstPool *p, const char *text, size_t len);
ConstValue *const_parse_imaginary(ConstPool *p, const char *text, size_t len);

// Exact views.  *ok (may be NULL) tells whether the value fits.
bool const_to_bool(const ConstValue *v);
const char *const_to_string(const ConstValue *v, size_t *len);
int64_t const_to_int64(const ConstValue *v, bool *ok);
uint64_t const_to_uint64(const ConstValue *v, bool *ok);
// The low 64 bits of an integer (two's complement), for code generation.
uint64_t const_low64(const ConstValue *v);
// Rounded to nearest even; infinite when too large.
double const_to_double(const ConstValue *v);
float const_to_float32(const ConstValue *v);
ConstValue *const_real(ConstPool *p, ConstValue *v);
ConstValue *const_imag(ConstPool *p, ConstValue *v);

// The same number in another kind, or CONST_UNKNOWN if it is not exact.
ConstValue *const_to_int(ConstPool *p, ConstValue *v);
ConstValue *const_to_float(ConstPool *p, ConstValue *v);
ConstValue *const_to_complex(ConstPool *p, ConstValue *v);
// Rounded to float32 / float64 precision; CONST_UNKNOWN when infinite.
ConstValue *const_round32(ConstPool *p, ConstValue *v);
ConstValue *const_round64(ConstPool *p, ConstValue *v);

ConstValue *const_unary(ConstPool *p, ConstOp op, ConstValue *v,
                        unsigned unsigned_bits);
// int_division: CONST_QUO of two integers truncates.
ConstValue *const_binary(ConstPool *p, ConstValue *a, ConstOp op,
                         ConstValue *b, bool int_division);
ConstValue *const_shift(ConstPool *p, ConstValue *v, bool left, unsigned n);
bool const_compare(ConstPool *p, ConstValue *a, ConstOp op, ConstValue *b);
int const_sign(const ConstValue *v);         // -1, 0, 1; complex: 0 or 1.
int const_bit_length(const ConstValue *v);   // Of an integer's magnitude.

// Go's text of a value: short (at most 72 runes, floats with 6 digits) as in
// errors, or exact.
const char *const_text(ConstPool *p, const ConstValue *v);
const char *const_text_exact(ConstPool *p, const ConstValue *v);
uint64_t const_hash(const ConstValue *v);

#endif
