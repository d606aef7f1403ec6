// tests/unit/test_map.c -- Insertion-ordered hash maps.
#include "base/map.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void pointer_keys_are_found_and_keep_their_order(void **state)
{
    (void)state;
    Arena a;
    arena_init(&a);
    Map m;
    map_init(&m, &a);
    static int keys[3000];
    assert_null(map_get(&m, &keys[0]));
    for (int i = 2999; i >= 0; i--)
        map_set(&m, &keys[i], &keys[2999 - i]);
    assert_int_equal(m.len, 3000);
    for (int i = 0; i < 3000; i++) {
        assert_ptr_equal(map_get(&m, &keys[i]), &keys[2999 - i]);
        assert_ptr_equal(m.entries[i].key, &keys[2999 - i]);
    }
    arena_free(&a);
}

static void replacing_a_value_keeps_its_place(void **state)
{
    (void)state;
    Arena a;
    arena_init(&a);
    StrMap m;
    strmap_init(&m, &a);
    int x = 0, y = 0;
    strmap_set(&m, STR("one"), &x);
    strmap_set(&m, STR("two"), &x);
    strmap_set(&m, STR("one"), &y);
    assert_int_equal(m.len, 2);
    assert_true(str_eq_cstr(m.entries[0].key, "one"));
    assert_ptr_equal(m.entries[0].value, &y);
    arena_free(&a);
}

static void null_values_are_present(void **state)
{
    (void)state;
    Arena a;
    arena_init(&a);
    StrMap m;
    strmap_init(&m, &a);
    assert_false(strmap_has(&m, STR("k")));
    strmap_set(&m, STR("k"), NULL);
    assert_true(strmap_has(&m, STR("k")));
    assert_null(strmap_get(&m, STR("k")));
    assert_false(strmap_has(&m, STR("")));
    *strmap_slot(&m, STR("")) = &m;
    assert_ptr_equal(strmap_get(&m, STR("")), &m);
    arena_free(&a);
}

static void string_keys_survive_growth(void **state)
{
    (void)state;
    Arena a;
    arena_init(&a);
    StrMap m;
    strmap_init(&m, &a);
    for (intptr_t i = 0; i < 5000; i++)
        strmap_set(&m, str_printf(&a, "key-%d", (int)i), &a);
    for (int i = 0; i < 5000; i++)
        assert_true(strmap_has(&m, str_printf(&a, "key-%d", i)));
    assert_false(strmap_has(&m, STR("key-5000")));
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pointer_keys_are_found_and_keep_their_order),
        cmocka_unit_test(replacing_a_value_keeps_its_place),
        cmocka_unit_test(null_values_are_present),
        cmocka_unit_test(string_keys_survive_growth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
