// tests/unit/test_irtype.c -- Layouts: identity, sizes, pointers, text.
#include "ir/build.h"
#include "ir/irtype.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

typedef struct Fixture {
    Arena arena;
    IrModule *m;
} Fixture;

static int setup(void **state)
{
    static Fixture f;
    arena_init(&f.arena);
    f.m = ir_module_new(&f.arena, NULL);
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    Fixture *f = *state;
    arena_free(&f->arena);
    return 0;
}

static const IrType *basic(void **state, IrTypeKind k)
{
    Fixture *f = *state;
    return irtype_basic(f->m, k);
}

static const IrType *pair(void **state, const char *x, const char *y)
{
    Fixture *f = *state;
    IrField fields[] = {{basic(state, IRT_I64), 0, str_from(x)},
                        {basic(state, IRT_PTR), 8, str_from(y)}};
    return irtype_struct(f->m, fields, 2, 16, 8);
}

static void equal_layout_is_one_pointer(void **state)
{
    Fixture *f = *state;
    assert_ptr_equal(pair(state, "a", "b"), pair(state, "c", "d"));
    assert_ptr_equal(irtype_array(f->m, basic(state, IRT_I8), 3),
                     irtype_array(f->m, basic(state, IRT_I8), 3));
    assert_ptr_not_equal(irtype_array(f->m, basic(state, IRT_I8), 3),
                         irtype_array(f->m, basic(state, IRT_U8), 3));
}

static void pointer_words_are_found(void **state)
{
    Fixture *f = *state;
    const IrType *a = irtype_array(f->m, pair(state, "a", "b"), 3);
    uint64_t bits[1] = {0};
    assert_int_equal(a->ptrdata, 48);
    irtype_pointer_bits(a, bits);
    assert_int_equal(bits[0], 0x2a);
}

static void an_interface_points_with_its_second_word(void **state)
{
    uint64_t bits[1] = {0};
    irtype_pointer_bits(basic(state, IRT_EFACE), bits);
    assert_int_equal(bits[0], 2);
}

static void an_empty_array_has_no_pointers(void **state)
{
    Fixture *f = *state;
    const IrType *a = irtype_array(f->m, basic(state, IRT_PTR), 0);
    assert_false(irtype_has_pointers(a));
    assert_int_equal(a->size, 0);
}

static void text_shows_only_unusual_offsets(void **state)
{
    Fixture *f = *state;
    IrField fields[] = {{basic(state, IRT_I8), 0, STR("a")},
                        {basic(state, IRT_I64), 16, STR("b")}};
    const IrType *t = irtype_struct(f->m, fields, 2, 32, 16);
    Str s = irtype_text(&f->arena, t);
    assert_true(str_eq_cstr(s, "{i8, i64@16}:32:16"));
    s = irtype_text(&f->arena, irtype_array(f->m, pair(state, "", ""), 4));
    assert_true(str_eq_cstr(s, "[4]{i64, ptr}"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
        T(equal_layout_is_one_pointer),
        T(pointer_words_are_found),
        T(an_interface_points_with_its_second_word),
        T(an_empty_array_has_no_pointers),
        T(text_shows_only_unusual_offsets),
#undef T
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
