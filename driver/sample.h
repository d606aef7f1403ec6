// driver/sample.h -- Statistics of repeated measurements.
//
// The median and its 95 % confidence interval come from order statistics (no
// assumption about the distribution); two samples are compared by the
// Mann-Whitney U test.
#ifndef DRIVER_SAMPLE_H
#define DRIVER_SAMPLE_H

typedef struct Summary {
    double median;
    double lo, hi; // 95 % confidence interval; min and max for small samples.
} Summary;

// Of n > 0 values; their order does not matter and is kept.
Summary sample_summary(const double *values, int n);
// Two-sided p-value that a and b come from one distribution.  Exact counting
// for small samples without ties, normal approximation otherwise.
double sample_p_value(const double *a, int na, const double *b, int nb);

#endif
