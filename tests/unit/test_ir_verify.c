// tests/unit/test_ir_verify.c -- Broken functions are found, whole ones pass.
#include "ir_text.h"

#include "ir/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static Str check(Arena *a, Str text)
{
    Str error = STR_NONE;
    IrModule *m = ir_read(a, text, &error);
    if (!m)
        fail_msg("%.*s", STR_ARG(error));
    ir_check_module(m, a, &error);
    return error;
}

static void programs_are_valid(void **state)
{
    (void)state;
    static const char *const files[] = {"arith.ir", "calls.ir", "slices.ir",
                                        "places.ir"};
    Arena a;
    arena_init(&a);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        Str error = check(&a, ir_file(&a, files[i]));
        if (error.n)
            fail_msg("%s: %.*s", files[i], STR_ARG(error));
    }
    arena_free(&a);
}

typedef struct Case {
    const char *lines, *rule;
} Case;

static void broken_rules_are_named(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"b0:\n", "empty block"},
        {"  temp %0 i64\nb0:\n  %0 = move 1:i64\n", "block does not end"},
        {"b0:\n  ret\n  ret\n", "goes on after its end"},
        {"b0:\n  jump -> b0\n", "jump to the entry"},
        {"  temp %0 i64\n  temp %1 i8\nb0:\n  %0 = move %1\n  ret\n",
         "result differs in type"},
        {"  temp %0 i64\nb0:\n  %0 = bin add 1:i64, 1:i32\n  ret\n",
         "operands differ in type"},
        {"  temp %0 i64\nb0:\n  if %0 -> b1, b1\nb1:\n  ret\n",
         "condition is not a bool"},
        {"  temp %0 ptr\nb0:\n  %0 = new elem i64\n  ret\n",
         "no allocation site"},
        {"  temp %0 ptr\n  temp %1 i64\nb0:\n  %1 = load (*%0 i64)\n"
         "  store 1:i8 to (*%0 i64)\n  ret\n",
         "value differs in type"},
        {"  temp %0 slice\nb0:\n  %0 = slice %0\n  %0 = append %0\n  ret\n",
         "no element type"},
    };
    Arena a;
    arena_init(&a);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str error = check(&a, ir_one_function(&a, cases[i].lines));
        if (str_index(error, str_from(cases[i].rule)) < 0)
            fail_msg("want %s, got %.*s", cases[i].rule, STR_ARG(error));
    }
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(programs_are_valid),
        cmocka_unit_test(broken_rules_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
