// tests/unit/test_ir_print.c -- The text form: printing, reading, errors.
#include "ir_text.h"

#include "ir/build.h"
#include "ir/irtype.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void round_trip(Str text)
{
    Arena a;
    Str error = STR_NONE;
    arena_init(&a);
    IrModule *m = ir_read(&a, text, &error);
    if (!m)
        fail_msg("%.*s", STR_ARG(error));
    Str once = ir_text(m);
    IrModule *again = ir_read(&a, once, &error);
    if (!again)
        fail_msg("%.*s", STR_ARG(error));
    Str twice = ir_text(again);
    assert_true(str_eq(once, twice));
    arena_free(&a);
}

static void programs_round_trip(void **state)
{
    (void)state;
    static const char *const files[] = {"arith.ir", "calls.ir", "slices.ir",
                                        "places.ir"};
    Arena a;
    arena_init(&a);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        Str text = ir_file(&a, files[i]);
        assert_true(text.n > 0);
        round_trip(text);
    }
    arena_free(&a);
}

static void every_kind_of_operand_round_trips(void **state)
{
    (void)state;
    Arena a;
    arena_init(&a);
    round_trip(ir_one_function(
        &a, "  temp %0 f64\n  temp %1 c64\n  temp s%2 string\n"
            "  temp %3 bool\n  temp a%4 [2]{i64, f32}\n  temp %5 f32\n"
            "b0:\n  %0 = move -inf:f64\n  %0 = move 0x1.8p-3:f64\n"
            "  %1 = move (nan, -0x1p+0):c64\n"
            "  s%2 = move \"a\\22\\00\\ff\\5c\"\n  %3 = move 1:bool\n"
            "  %5 = load a%4[1:i64].1 @77\n  zero a%4\n"
            "  if %3 -> b1, b2\nb1: depth 1 cold\n  unreachable\n"
            "b2:\n  ret\n"));
    arena_free(&a);
}

static void a_built_function_prints(void **state)
{
    (void)state;
    Arena a;
    arena_init(&a);
    IrModule *m = ir_module_new(&a, NULL);
    IrFunc *f = ir_func_new(m, STR("main.f"), STR("main.f"), NO_POS);
    const IrType *i64 = irtype_basic(m, IRT_I64);
    LocalId x = ir_local_new(m, f, LOCAL_PARAM, i64, STR("x"));
    LocalId r = ir_local_new(m, f, LOCAL_RESULT, i64, STR("~r0"));
    IrBuilder b;
    builder_init(&b, m, f);
    IrOperand sum = build_bin(&b, BIN_ADD, opd_local(f, x), opd_int(i64, 1));
    build_move(&b, r, sum);
    build_ret(&b);
    StrBuf out = {0};
    ir_print_func(m, f, &out);
    assert_true(str_index(strbuf_str(&out),
                          STR("  %2 = bin add x%0, 1:i64\n"
                              "  ~r0%1 = move %2\n  ret\n")) > 0);
    strbuf_free(&out);
    arena_free(&a);
}

static void bad_text_is_refused_with_its_line(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "b0:\n  frobnicate\n", "b0:\n  %9 = move 1:i64\n",
        "  temp %1 i64\nb0:\n  ret\n", "b0:\n  jump -> x\n",
        "b0:\n  ret extra\n", "  temp %0 {i64\nb0:\n  ret\n"};
    Arena a;
    arena_init(&a);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Str error = STR_NONE;
        assert_null(ir_read(&a, ir_one_function(&a, bad[i]), &error));
        assert_true(str_has_prefix(error, STR("line ")));
    }
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(programs_round_trip),
        cmocka_unit_test(every_kind_of_operand_round_trips),
        cmocka_unit_test(a_built_function_prints),
        cmocka_unit_test(bad_text_is_refused_with_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
