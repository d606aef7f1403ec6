// tests/unit/test_arena.c -- Arenas, vectors, strings, interning, bit sets.
#include "base/arena.h"

#include "base/bitset.h"
#include "base/intern.h"
#include "base/str.h"
#include "base/vec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

static void memory_is_zeroed_and_aligned(void **state)
{
    (void)state;
    Arena a;
    arena_init(&a);
    for (size_t n = 0; n < 3000; n += 7) {
        unsigned char *p = arena_alloc(&a, n);
        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xFF, n);
    }
    arena_free(&a);
    assert_int_equal(a.total, 0);
}

static void reset_gives_the_same_zeroed_memory_again(void **state)
{
    (void)state;
    Arena a;
    arena_init(&a);
    arena_alloc(&a, 100);
    ArenaMark mark = arena_mark(&a);
    char *first = arena_alloc(&a, 64);
    memset(first, 'x', 64);
    arena_alloc(&a, 1 << 20); // A chunk of its own.
    arena_reset(&a, mark);
    char *again = arena_alloc(&a, 64);
    assert_ptr_equal(first, again);
    assert_int_equal(again[63], 0);
    arena_free(&a);
}

static void an_empty_mark_frees_everything(void **state)
{
    (void)state;
    Arena a;
    arena_init(&a);
    ArenaMark mark = arena_mark(&a);
    arena_alloc(&a, 1 << 18);
    arena_reset(&a, mark);
    assert_int_equal(a.total, 0);
    arena_free(&a);
}

static void vectors_grow_and_keep_their_elements(void **state)
{
    (void)state;
    VEC(int) v = {0};
    for (int i = 0; i < 1000; i++)
        vec_push(&v, i * i);
    assert_int_equal(v.len, 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(v.data[i], i * i);
    assert_int_equal(vec_pop(&v), 999 * 999);
    assert_int_equal(vec_last(&v), 998 * 998);
    vec_free(&v);
    assert_null(v.data);
}

static void arena_vectors_hold_structs(void **state)
{
    (void)state;
    Arena a;
    arena_init(&a);
    StrVec v = {0};
    for (int i = 0; i < 100; i++)
        vec_push_in(&v, &a, str_printf(&a, "n%d", i));
    assert_true(str_eq_cstr(v.data[99], "n99"));
    assert_true(str_eq_cstr(v.data[0], "n0"));
    arena_free(&a);
}

static void strings_are_cut_trimmed_and_searched(void **state)
{
    (void)state;
    Str head, tail;
    assert_true(str_cut(STR("a=b=c"), '=', &head, &tail));
    assert_true(str_eq_cstr(head, "a") && str_eq_cstr(tail, "b=c"));
    assert_false(str_cut(STR("abc"), '=', &head, &tail));
    assert_true(str_eq_cstr(head, "abc") && tail.n == 0);
    assert_true(str_eq_cstr(str_trim(STR(" \t x y\r\n")), "x y"));
    assert_int_equal(str_index(STR("hello"), STR("l")), 2);
    assert_int_equal(str_index(STR("hello"), STR("xyz")), -1);
    assert_int_equal(str_last_byte(STR("a/b/c"), '/'), 3);
    assert_true(str_cmp(STR("a"), STR("ab")) < 0);
    assert_true(str_cmp(STR("b"), STR("ab")) > 0);
    assert_true(str_has_suffix(STR("x.go"), STR(".go")));
    assert_false(str_has_prefix(STR("x"), STR("xx")));
    assert_int_equal(str_sub(STR("abc"), 2, 99).n, 1);
}

static void utf8_round_trips_and_rejects_what_is_malformed(void **state)
{
    (void)state;
    static const uint32_t runes[] = {0, 'a', 0x7F, 0x80, 0x7FF, 0x800, 0xFFFD,
                                     0x10000, 0x10FFFF};
    for (size_t i = 0; i < sizeof runes / sizeof *runes; i++) {
        char buf[4];
        int width, n = utf8_encode(runes[i], buf);
        assert_int_equal(utf8_decode(buf, (size_t)n, &width), runes[i]);
        assert_int_equal(width, n);
    }
    static const char *const bad[] = {"\x80", "\xC0\x80", "\xE0\x80\x80",
                                      "\xED\xA0\x80", "\xF4\x90\x80\x80",
                                      "\xFF", "\xC3", "\xE2\x82"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int width;
        assert_true(utf8_decode(bad[i], strlen(bad[i]), &width) == UTF8_BAD);
        assert_int_equal(width, 1);
    }
}

static void equal_spellings_share_one_pointer(void **state)
{
    (void)state;
    Arena a;
    arena_init(&a);
    Interner in;
    intern_init(&in, &a);
    Name *names[5000];
    for (int i = 0; i < 5000; i++)
        names[i] = intern(&in, str_printf(&a, "name%d", i));
    for (int i = 0; i < 5000; i++) {
        assert_ptr_equal(intern(&in, str_printf(&a, "name%d", i)), names[i]);
        assert_int_equal(names[i]->id, i);
    }
    assert_ptr_not_equal(intern_cstr(&in, "a"), intern_cstr(&in, "b"));
    arena_free(&a);
}

static void bit_sets_know_their_members(void **state)
{
    (void)state;
    Arena a;
    arena_init(&a);
    Bitset s = bitset_new(&a, 130), t = bitset_new(&a, 130);
    assert_true(bitset_add(&s, 0));
    assert_true(bitset_add(&s, 64));
    assert_true(bitset_add(&s, 129));
    assert_false(bitset_add(&s, 64));
    assert_int_equal(bitset_count(&s), 3);
    assert_int_equal(bitset_next(&s, 1), 64);
    assert_int_equal(bitset_next(&s, 65), 129);
    assert_int_equal(bitset_next(&s, 130), -1);
    bitset_add(&t, 5);
    assert_true(bitset_union(&t, &s));
    assert_false(bitset_union(&t, &s));
    assert_int_equal(bitset_count(&t), 4);
    assert_true(bitset_subtract(&t, &s));
    assert_true(bitset_has(&t, 5) && bitset_count(&t) == 1);
    assert_true(bitset_intersect(&t, &s));
    assert_int_equal(bitset_next(&t, 0), -1);
    bitset_copy(&t, &s);
    assert_true(bitset_eq(&s, &t));
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(reset_gives_the_same_zeroed_memory_again),
        cmocka_unit_test(an_empty_mark_frees_everything),
        cmocka_unit_test(vectors_grow_and_keep_their_elements),
        cmocka_unit_test(arena_vectors_hold_structs),
        cmocka_unit_test(strings_are_cut_trimmed_and_searched),
        cmocka_unit_test(utf8_round_trips_and_rejects_what_is_malformed),
        cmocka_unit_test(equal_spellings_share_one_pointer),
        cmocka_unit_test(bit_sets_know_their_members),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
