// tests/unit/test_const.c -- Exact constant arithmetic.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "frontend/const.h"

#include <math.h>
#include <string.h>

typedef struct Fixture {
    Arena arena;
    ConstPool *pool;
} Fixture;

static int set_up(void **state)
{
    static Fixture f;
    arena_init(&f.arena);
    f.pool = const_pool_new(&f.arena);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *f = *state;
    const_pool_free(f->pool);
    arena_free(&f->arena);
    return 0;
}

static ConstValue *num(ConstPool *p, const char *text)
{
    size_t n = strlen(text);
    if (text[n - 1] == 'i')
        return const_parse_imaginary(p, text, n);
    bool hex = n > 1 && (text[1] == 'x' || text[1] == 'X');
    return strpbrk(text, hex ? ".pP" : ".eE") != NULL ?
        const_parse_float(p, text, n) : const_parse_int(p, text, n);
}

static void literals_have_their_value(void **state)
{
    ConstPool *p = ((Fixture *)*state)->pool;
    static const struct { const char *text, *want; } cases[] = {
        {"0", "0"}, {"0x_ff", "255"}, {"0b1010", "10"}, {"0o17", "15"},
        {"017", "15"}, {"1_000_000", "1000000"},
        {"18446744073709551616", "18446744073709551616"},
        {"0xFFFFFFFFFFFFFFFFFFFF", "1208925819614629174706175"},
        {"1.5", "1.5"}, {"1e3", "1000"}, {".25", "0.25"}, {"1e100", "1e+100"},
        {"0x1p-2", "0.25"}, {"0x1.8p1", "3"}, {"3.0", "3"},
        {"1e1000", "1e+1000"}, {"2i", "(0 + 2i)"}, {"0123i", "(0 + 123i)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(const_text(p, num(p, cases[i].text)),
                            cases[i].want);
    assert_null(const_parse_int(p, "08", 2));
    assert_null(const_parse_int(p, "0x", 2));
}

static void integers_grow_without_limit(void **state)
{
    ConstPool *p = ((Fixture *)*state)->pool;
    ConstValue *x = const_shift(p, const_int64(p, 1), true, 200);
    assert_int_equal(const_bit_length(x), 201);
    ConstValue *y = const_binary(p, x, CONST_SUB, const_int64(p, 1), false);
    assert_int_equal(const_bit_length(y), 200);
    ConstValue *back = const_shift(p, x, false, 198);
    assert_int_equal(const_to_int64(back, NULL), 4);
    ConstValue *least = const_int64(p, INT64_MIN);
    assert_string_equal(const_text(p, const_unary(p, CONST_NEG, least, 0)),
                        "9223372036854775808");
    bool ok;
    const_to_int64(x, &ok);
    assert_false(ok);
}

static void division_truncates_for_integers_only(void **state)
{
    ConstPool *p = ((Fixture *)*state)->pool;
    ConstValue *a = const_int64(p, -7), *b = const_int64(p, 2);
    assert_int_equal(const_to_int64(
        const_binary(p, a, CONST_QUO, b, true), NULL), -3);
    assert_int_equal(const_to_int64(
        const_binary(p, a, CONST_REM, b, true), NULL), -1);
    ConstValue *q = const_binary(p, a, CONST_QUO, b, false);
    assert_int_equal(const_kind(q), CONST_FLOAT);
    assert_true(const_to_double(q) == -3.5);
}

static void fractions_stay_exact(void **state)
{
    ConstPool *p = ((Fixture *)*state)->pool;
    ConstValue *third = const_binary(p, const_int64(p, 1), CONST_QUO,
                                     const_int64(p, 3), false);
    ConstValue *sum = const_int64(p, 0);
    for (int i = 0; i < 3; i++)
        sum = const_binary(p, sum, CONST_ADD, third, false);
    assert_true(const_compare(p, sum, CONST_EQ, const_int64(p, 1)));
    assert_int_equal(const_to_int64(const_to_int(p, sum), NULL), 1);
}

static void bit_operations_work_on_negative_numbers(void **state)
{
    ConstPool *p = ((Fixture *)*state)->pool;
    ConstValue *m = const_int64(p, -1);
    ConstValue *x = const_shift(p, const_int64(p, 5), true, 70);
    assert_true(const_compare(p, const_binary(p, m, CONST_AND, x, true),
                              CONST_EQ, x));
    assert_int_equal(const_to_int64(
        const_unary(p, CONST_COMPL, const_int64(p, 5), 0), NULL), -6);
    assert_int_equal(const_to_int64(
        const_unary(p, CONST_COMPL, const_int64(p, 5), 8), NULL), 250);
    assert_true(const_low64(m) == UINT64_MAX);
}

static void rounding_is_to_nearest_even(void **state)
{
    ConstPool *p = ((Fixture *)*state)->pool;
    assert_true(const_to_float32(num(p, "16777217.0")) == 16777216.0f);
    assert_true(const_to_double(num(p, "0.1")) == 0.1);
    assert_true(const_to_double(num(p, "4.9e-324")) == 4.9e-324);
    assert_true(const_to_double(num(p, "2.4e-324")) == 0.0);
    assert_true(const_to_double(num(p, "2.5e-324")) == 4.9e-324);
    assert_true(const_to_float32(num(p, "1e-45")) > 0.0f);
    assert_true(isinf(const_to_float32(num(p, "1e39"))));
    assert_int_equal(const_kind(const_round32(p, num(p, "1e39"))),
                     CONST_UNKNOWN);
}

static void complex_numbers_multiply_and_divide(void **state)
{
    ConstPool *p = ((Fixture *)*state)->pool;
    ConstValue *i = num(p, "1i");
    ConstValue *sq = const_binary(p, i, CONST_MUL, i, false);
    assert_int_equal(const_to_int64(const_to_int(p, sq), NULL), -1);
    ConstValue *one = const_binary(p, i, CONST_QUO, i, false);
    assert_true(const_compare(p, one, CONST_EQ, const_int64(p, 1)));
}

static void long_concatenations_cost_one_copy(void **state)
{
    ConstPool *p = ((Fixture *)*state)->pool;
    ConstValue *s = const_string(p, "", 0);
    ConstValue *x = const_string(p, "ab", 2);
    for (int i = 0; i < 10000; i++)
        s = const_binary(p, s, CONST_ADD, x, false);
    size_t n;
    const char *bytes = const_to_string(s, &n);
    assert_int_equal(n, 20000);
    assert_memory_equal(bytes + 19996, "abab", 4);
}

static void texts_are_quoted_and_shortened(void **state)
{
    ConstPool *p = ((Fixture *)*state)->pool;
    assert_string_equal(const_text(p, const_string(p, "a\n\"\x01\xff", 5)),
                        "\"a\\n\\\"\\x01\\xff\"");
    char longer[100];
    memset(longer, 'x', sizeof longer);
    const char *t = const_text(p, const_string(p, longer, sizeof longer));
    assert_int_equal(strlen(t), 72);
    assert_string_equal(t + 69, "...");
}

static void unknown_is_contagious(void **state)
{
    ConstPool *p = ((Fixture *)*state)->pool;
    ConstValue *u = const_unknown(p);
    ConstValue *v = const_binary(p, u, CONST_ADD, const_int64(p, 1), false);
    assert_int_equal(const_kind(v), CONST_UNKNOWN);
    assert_false(const_compare(p, u, CONST_EQ, u));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(literals_have_their_value),
        cmocka_unit_test(integers_grow_without_limit),
        cmocka_unit_test(division_truncates_for_integers_only),
        cmocka_unit_test(fractions_stay_exact),
        cmocka_unit_test(bit_operations_work_on_negative_numbers),
        cmocka_unit_test(rounding_is_to_nearest_even),
        cmocka_unit_test(complex_numbers_multiply_and_divide),
        cmocka_unit_test(long_concatenations_cost_one_copy),
        cmocka_unit_test(texts_are_quoted_and_shortened),
        cmocka_unit_test(unknown_is_contagious),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
