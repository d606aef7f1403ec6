// tests/unit/test_summary.c -- Leak summaries keep least depths.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "escape/summary.h"

static int setup(void **state)
{
    static Arena arena;
    arena_init(&arena);
    *state = &arena;
    return 0;
}

static int teardown(void **state)
{
    arena_free(*state);
    return 0;
}

static void a_new_summary_leaks_nothing(void **state)
{
    Summary *s = summary_new(*state, 2, 3);
    assert_int_equal(summary_depth(s, 1, LEAK_HEAP), NO_LEAK);
    assert_int_equal(summary_result_depth(s, 1, 2), NO_LEAK);
}

static void depths_only_shrink(void **state)
{
    Summary *s = summary_new(*state, 1, 1);
    summary_leak_to_heap(s, 0, 2);
    summary_leak_to_heap(s, 0, 1);
    summary_leak_to_heap(s, 0, 3);
    assert_int_equal(summary_depth(s, 0, LEAK_HEAP), 1);
}

static void heap_leak_hides_deeper_result_leak(void **state)
{
    Summary *s = summary_new(*state, 1, 2);
    summary_leak_to_result(s, 0, 0, 1); // return *p
    summary_leak_to_result(s, 0, 1, 0); // return p
    summary_leak_to_heap(s, 0, 1);      // global = *p
    summary_optimize(s, 0);
    assert_int_equal(summary_result_depth(s, 0, 0), NO_LEAK);
    assert_int_equal(summary_result_depth(s, 0, 1), 0);
}

static void depths_saturate(void **state)
{
    Summary *s = summary_new(*state, 1, 0);
    summary_leak_to_heap(s, 0, 100000);
    assert_int_equal(summary_depth(s, 0, LEAK_HEAP), MAX_LEAK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_new_summary_leaks_nothing, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(depths_only_shrink, setup, teardown),
        cmocka_unit_test_setup_teardown(heap_leak_hides_deeper_result_leak,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(depths_saturate, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
