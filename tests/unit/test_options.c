// tests/unit/test_options.c -- The command line.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "driver/options.h"

static Arena arena;

#define PARSE(o, ...)                                                          \
    parse((o), (char *[]){"scapego", __VA_ARGS__, NULL})

static bool parse(Options *o, char **argv)
{
    int argc = 0;
    while (argv[argc])
        argc++;
    return options_parse(o, &arena, argc, argv);
}

static void flags_take_one_or_two_dashes(void **state)
{
    (void)state;
    Options o;
    assert_true(PARSE(&o, "build", "-escape=go", "--m=2", "-O1", "-l", "f.go"));
    assert_int_equal(o.command, CMD_BUILD);
    assert_int_equal(o.escape, ESC_GO);
    assert_int_equal(o.m, 2);
    assert_int_equal(o.opt_level, 1);
    assert_true(o.no_inline);
    assert_int_equal(o.targets.len, 1);
}

static void a_value_may_be_the_next_argument(void **state)
{
    (void)state;
    Options o;
    assert_true(PARSE(&o, "build", "-o", "out", "-lang", "go1.21", "f.go"));
    assert_true(str_eq_cstr(o.output, "out"));
    assert_int_equal(o.lang_minor, 21);
    assert_true(str_eq_cstr(o.targets.data[0], "f.go"));
}

static void m_twice_is_m_2(void **state)
{
    (void)state;
    Options o;
    assert_true(PARSE(&o, "build", "-m", "-m", "f.go"));
    assert_int_equal(o.m, 2);
}

static void gcflags_are_the_same_flags(void **state)
{
    (void)state;
    Options o;
    assert_true(PARSE(&o, "build", "-gcflags=all=-m=2 -l -N", "f.go"));
    assert_int_equal(o.m, 2);
    assert_true(o.no_inline);
    assert_int_equal(o.opt_level, 0);
}

static void arguments_follow_the_go_files(void **state)
{
    (void)state;
    Options o;
    assert_true(PARSE(&o, "run", "-O0", "a.go", "b.go", "x", "-m", "c.go"));
    assert_int_equal(o.targets.len, 2);
    assert_int_equal(o.args.len, 3);
    assert_true(str_eq_cstr(o.args.data[1], "-m"));
    assert_int_equal(o.m, 0);
}

static void a_folder_is_one_target(void **state)
{
    (void)state;
    Options o;
    assert_true(PARSE(&o, "run", "dir", "a.go"));
    assert_int_equal(o.targets.len, 1);
    assert_true(str_eq_cstr(o.args.data[0], "a.go"));
}

static void wrong_usage_is_refused(void **state)
{
    (void)state;
    Options o;
    assert_false(PARSE(&o, "build", "-bogus", "f.go"));
    assert_false(PARSE(&o, "build", "-escape=most", "f.go"));
    assert_false(PARSE(&o, "build", "-levels=go", "f.go"));
    assert_false(PARSE(&o, "build", "-o"));
    assert_false(PARSE(&o, "frobnicate"));
    assert_true(PARSE(&o, "bench", "-levels=go,full", "-count=3", "f.go"));
    assert_int_equal(o.count, 3);
}

int main(void)
{
    arena_init(&arena);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(flags_take_one_or_two_dashes),
        cmocka_unit_test(a_value_may_be_the_next_argument),
        cmocka_unit_test(m_twice_is_m_2),
        cmocka_unit_test(gcflags_are_the_same_flags),
        cmocka_unit_test(arguments_follow_the_go_files),
        cmocka_unit_test(a_folder_is_one_target),
        cmocka_unit_test(wrong_usage_is_refused),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&arena);
    return failed;
}
