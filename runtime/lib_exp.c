/*
 * lib_exp.c: the exponential function of package math.
 *
 * Idea: every step is a fused multiply-add, which baseline x86-64 has to call
 * a function for; here the processor's own instruction is used where it
 * exists, as the result does not depend on it.
 * Invariant: bit for bit what the Go body of math.Exp would give.
 *
 *     rt_math_exp(1) == 2.718281828459045
 */
#include "runtime/lib.h"

#include <math.h>
#include <string.h>

static inline __attribute__((always_inline)) double from_bits(uint64_t b)
{
    double d;
    memcpy(&d, &b, sizeof d);
    return d;
}

// y * 2**k for y in about [0.7, 1.5].
static inline __attribute__((always_inline)) double scale(double y, int k)
{
    int e = k + 1023;
    if (e >= 0x7ff)
        return HUGE_VAL;
    if (e > 0)
        return y * from_bits((uint64_t)e << 52);
    if (e < -52)
        return 0;
    return y * from_bits((uint64_t)(e + 1022) << 52) * 0x1p-1022;
}

// Shibata's method: with k = round(x/ln 2) and r = (x - k*ln 2)/16, the Taylor
// series gives e**r - 1, which is squared four times as (1+y)**2 - 1 = y*(y+2).
static inline __attribute__((always_inline)) double body(double x)
{
    double k = nearbyint(x * 1.4426950408889634);
    double r = fma(-k, 0.69314718055966295651160180568695068359375, x);
    r = fma(-k, 0.28235290563031577122588448175013436025525412068e-12, r);
    r *= 0.0625;
    double p = fma(r, 2.4801587301587301587e-5, 1.9841269841269841270e-4);
    p = fma(r, p, 1.3888888888888888889e-3);
    p = fma(r, p, 8.3333333333333333333e-3);
    p = fma(r, p, 4.1666666666666666667e-2);
    p = fma(r, p, 1.6666666666666666667e-1);
    p = fma(r, p, 0.5);
    p = fma(r, p, 1);
    double y = r * p;
    y *= y + 2;
    y *= y + 2;
    y *= y + 2;
    return scale(fma(y, y + 2, 1), (int)k);
}

#if defined(__x86_64__)

static __attribute__((target("fma,sse4.1"))) double fused(double x)
{
    return body(x);
}

double rt_math_exp(double x)
{
    if (__builtin_cpu_supports("fma"))
        return fused(x);
    return body(x);
}

#else

double rt_math_exp(double x)
{
    return body(x);
}

#endif
