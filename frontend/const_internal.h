// frontend/const_internal.h -- The forms of a constant, for const*.c only.
#ifndef FRONTEND_CONST_INTERNAL_H
#define FRONTEND_CONST_INTERNAL_H

#include "frontend/const.h"

#include "base/arena.h"

#include <gmp.h>
#include <mpfr.h>

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

ConstValue *const_new(ConstPool *p, ConstKind kind, ConstRep rep);
// Take over an initialised number, in the smallest form.
ConstValue *const_take_int(ConstPool *p, mpz_t z);
ConstValue *const_take_float(ConstPool *p, mpfr_t f);
ConstValue *const_take_ratio(ConstPool *p, mpq_t q);
// Initialise a number from a value.
void const_get_int(mpz_t z, const ConstValue *v);
void const_get_ratio(mpq_t q, const ConstValue *v);
void const_get_float(mpfr_t f, const ConstValue *v, mpfr_prec_t precision);

#endif
