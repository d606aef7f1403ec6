// runtime/complex.c -- Division of complex numbers.
//
// The quotient is scaled by the larger part of the divisor, so that it neither
// overflows nor loses precision early; when both parts come out as NaN, the
// cases of C99 annex G restore infinities and zeros.  complex64 is divided in
// double precision and rounded by the caller.
//
//     (1+2i) / (3-4i) = -0.2+0.4i
#include "runtime/abi_proto.h"

#include <math.h>

// 1 with v's sign for an infinity, else 0 with v's sign.
static double unit_of(double v)
{
    return copysign(isinf(v) ? 1.0 : 0.0, v);
}

static void divide_by_larger_real(double q[2], double a, double b, double c,
                                  double d)
{
    double ratio = d / c;
    double scale = c + ratio * d;
    q[0] = (a + b * ratio) / scale;
    q[1] = (b - a * ratio) / scale;
}

static void divide_by_larger_imag(double q[2], double a, double b, double c,
                                  double d)
{
    double ratio = c / d;
    double scale = d + ratio * c;
    q[0] = (a * ratio + b) / scale;
    q[1] = (b * ratio - a) / scale;
}

static void restore_special(double q[2], double a, double b, double c,
                            double d)
{
    if (c == 0 && d == 0 && (!isnan(a) || !isnan(b))) {
        q[0] = copysign(INFINITY, c) * a;
        q[1] = copysign(INFINITY, c) * b;
    } else if ((isinf(a) || isinf(b)) && isfinite(c) && isfinite(d)) {
        a = unit_of(a);
        b = unit_of(b);
        q[0] = INFINITY * (a * c + b * d);
        q[1] = INFINITY * (b * c - a * d);
    } else if ((isinf(c) || isinf(d)) && isfinite(a) && isfinite(b)) {
        c = unit_of(c);
        d = unit_of(d);
        q[0] = 0 * (a * c + b * d);
        q[1] = 0 * (b * c - a * d);
    }
}

void rt_complex_div(void *out, double a, double b, double c, double d)
{
    double *q = out;
    if (fabs(c) >= fabs(d))
        divide_by_larger_real(q, a, b, c, d);
    else
        divide_by_larger_imag(q, a, b, c, d);
    if (isnan(q[0]) && isnan(q[1]))
        restore_special(q, a, b, c, d);
}
