// driver/sample.c -- Statistics of repeated measurements.
#include "driver/sample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_VALUES = 1000 };

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

// P(X <= k) for X binomial(n, 1/2).
static double binomial_half_cdf(int n, int k)
{
    double term = pow(0.5, n), sum = 0;
    for (int i = 0; i <= k; i++) {
        sum += term;
        term = term * (n - i) / (i + 1);
    }
    return sum;
}

Summary sample_summary(const double *values, int n)
{
    double v[MAX_VALUES];
    if (n > MAX_VALUES)
        n = MAX_VALUES;
    memcpy(v, values, (size_t)n * sizeof *v);
    qsort(v, (size_t)n, sizeof *v, compare_doubles);
    Summary s = {.median = n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2};

    // The interval [v[k], v[n-1-k]] covers the median with probability
    // 1 - 2 * P(X <= k - 1 + 1): take the largest k that keeps 95 %.
    int k = 0;
    while (k + 1 < n / 2 && 2 * binomial_half_cdf(n, k + 1) <= 0.05)
        k++;
    s.lo = v[k];
    s.hi = v[n - 1 - k];
    return s;
}

// Number of ways to choose na of na + nb ranks with statistic u, for all u.
static void count_ways(int na, int nb, double *ways)
{
    // ways[u] after considering i elements of a: the classic recurrence of
    // the Gaussian binomial coefficient, multiplied out factor by factor.
    int max = na * nb;
    memset(ways, 0, (size_t)(max + 1) * sizeof *ways);
    ways[0] = 1;
    for (int i = 1; i <= na; i++) {
        for (int u = max; u >= nb + i; u--)
            ways[u] -= ways[u - nb - i];
        for (int u = i; u <= max; u++)
            ways[u] += ways[u - i];
    }
}

static double exact_p(int na, int nb, double u)
{
    double ways[20 * 20 + 1];
    count_ways(na, nb, ways);
    double total = 0, tail = 0;
    double extreme = fmin(u, na * nb - u);
    for (int i = 0; i <= na * nb; i++) {
        total += ways[i];
        if (i <= extreme)
            tail += ways[i];
    }
    return fmin(1, 2 * tail / total);
}

double sample_p_value(const double *a, int na, const double *b, int nb)
{
    double u = 0;
    int ties = 0;
    for (int i = 0; i < na; i++) {
        for (int j = 0; j < nb; j++) {
            ties += a[i] == b[j];
            u += a[i] > b[j] ? 1 : a[i] == b[j] ? 0.5 : 0;
        }
    }
    if (ties == na * nb)
        return 1;
    if (ties == 0 && na <= 20 && nb <= 20)
        return exact_p(na, nb, u);
    double mean = na * nb / 2.0;
    double sd = sqrt(na * nb * (na + nb + 1) / 12.0);
    double z = (fabs(u - mean) - 0.5) / sd;
    return erfc(fmax(z, 0) / sqrt(2));
}
