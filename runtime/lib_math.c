/*
 * lib_math.c: the operations of package math that machines have.
 *
 * Idea: the C library does them exactly, by one instruction or otherwise.
 * Invariant: results are correctly rounded; the rounding mode is to nearest.
 *
 *     rt_math_floor(-0.5) == -1
 */
#include "runtime/lib.h"

#include <math.h>

double rt_math_sqrt(double x) { return sqrt(x); }
double rt_math_floor(double x) { return floor(x); }
double rt_math_ceil(double x) { return ceil(x); }
double rt_math_trunc(double x) { return trunc(x); }
double rt_math_round_even(double x) { return nearbyint(x); }
double rt_math_fma(double x, double y, double z) { return fma(x, y, z); }
