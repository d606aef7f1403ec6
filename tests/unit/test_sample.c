// tests/unit/test_sample.c -- Statistics of repeated measurements.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "driver/sample.h"

static void near(double got, double want)
{
    assert_true(fabs(got - want) < 1e-9);
}

static void median_of_odd_and_even(void **state)
{
    (void)state;
    near(sample_summary((double[]){3, 1, 2}, 3).median, 2);
    near(sample_summary((double[]){4, 1, 3, 2}, 4).median, 2.5);
    near(sample_summary((double[]){7}, 1).lo, 7);
}

static void interval_of_ten_leaves_out_one_at_each_end(void **state)
{
    (void)state;
    double v[10];
    for (int i = 0; i < 10; i++)
        v[i] = 10 - i;
    // 2 * P(X <= 1) = 2 * 11 / 1024 = 0.021; with 2 it would be 0.109.
    Summary s = sample_summary(v, 10);
    near(s.lo, 2);
    near(s.hi, 9);
}

static void separate_samples_have_the_smallest_p(void **state)
{
    (void)state;
    double a[] = {1, 2, 3, 4, 5}, b[] = {6, 7, 8, 9, 10};
    near(sample_p_value(a, 5, b, 5), 2.0 / 252); // 10 over 5
    near(sample_p_value(b, 5, a, 5), 2.0 / 252);
}

static void equal_samples_do_not_differ(void **state)
{
    (void)state;
    double a[] = {1, 2, 3}, b[] = {1, 2, 3}, c[] = {5, 5, 5};
    assert_true(sample_p_value(a, 3, b, 3) > 0.9);
    near(sample_p_value(c, 3, c, 3), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(median_of_odd_and_even),
        cmocka_unit_test(interval_of_ten_leaves_out_one_at_each_end),
        cmocka_unit_test(separate_samples_have_the_smallest_p),
        cmocka_unit_test(equal_samples_do_not_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
