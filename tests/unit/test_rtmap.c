// tests/unit/test_rtmap.c -- Go maps against a model, and range's promises.
#include "tests/unit/rt_types.h"

#include "runtime/gc.h"
#include "runtime/map.h"
#include "runtime/memstats.h"
#include "runtime/verify.h"

MAP_TYPE(m_int, &t_int, &t_int);
MAP_TYPE(m_int32, &t_int32, &t_int32);
MAP_TYPE(m_string, &t_string, &t_pointer);
MAP_TYPE(m_float, &t_float, &t_int);
MAP_TYPE(m_any, &t_any.t, &t_int);
MAP_TYPE(m_big, &t_big, &t_big);

static uint64_t random_state = 7;

static uint64_t next_random(void)
{
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return random_state >> 33;
}

enum { KEYS = 20000 };
static int64_t model[KEYS]; // 0: not there.

static int64_t *get_int(RtMap *m, int64_t k)
{
    return rt_map_get_64(&m_int.t, m, k);
}

static void set_int(RtMap *m, int64_t k, int64_t v)
{
    *(int64_t *)rt_map_set_64(&m_int.t, m, k) = v;
}

// Every entry once, and none too many.
static void check_range(RtMap *m)
{
    static uint8_t seen[KEYS];
    memset(seen, 0, sizeof seen);
    RtMapIter it;
    int64_t n = 0;
    for (rt_map_iter_init(&m_int.t, m, &it); it.key; rt_map_iter_next(&it)) {
        int64_t k = *(int64_t *)it.key;
        CHECK(k >= 0 && k < KEYS && !seen[k]);
        CHECK(*(int64_t *)it.elem == model[k]);
        seen[k] = 1;
        n++;
    }
    CHECK(n == *(int64_t *)(void *)m);
}

static void random_step(RtMap *m, int64_t keys)
{
    int64_t k = (int64_t)next_random() % keys;
    int64_t *e = get_int(m, k);
    CHECK((e != NULL) == (model[k] != 0));
    CHECK(!e || *e == model[k]);
    if (next_random() % 3 == 0) {
        rt_map_delete(&m_int.t, m, &k);
        model[k] = 0;
    } else {
        model[k] = 1 + (int64_t)next_random();
        set_int(m, k, model[k]);
    }
}

GO_CODE static void agrees_with_model(void)
{
    static const int64_t keys[] = {4, 8, 9, 40, 500, 3000, KEYS};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        memset(model, 0, sizeof model);
        RtMap *m = rt_makemap(&m_int.t, i % 2 ? 0 : keys[i]);
        for (int64_t n = 0; n < 20 * keys[i] + 1000; n++) {
            random_step(m, keys[i]);
            if (n % (keys[i] + 500) == 0)
                check_range(m);
        }
        rt_map_clear(&m_int.t, m);
        memset(model, 0, sizeof model);
        CHECK(*(int64_t *)(void *)m == 0);
        check_range(m);
        for (int64_t n = 0; n < 3 * keys[i]; n++)
            random_step(m, keys[i]);
        check_range(m);
    }
    END();
}
SCENARIO(agrees_with_model, 0, "")

GO_CODE static void agrees_under_stress(void)
{
    rt_heap.verify = rt_heap.poison = true;
    rt_heap.stress = 5;
    memset(model, 0, sizeof model);
    RtMap *m = rt_makemap(&m_int.t, 0);
    for (int n = 0; n < 3000; n++)
        random_step(m, 400);
    check_range(m);
    END();
}
SCENARIO(agrees_under_stress, 0, "")

// While a range runs, entries are deleted, changed and added, and the map
// grows: what was there all the time comes exactly once.
static void disturb(RtMap *m, int64_t deleted, int64_t added)
{
    for (int64_t i = 0; i < deleted; i++) {
        int64_t k = (int64_t)next_random() % KEYS;
        if (k % 4 == 1) {
            rt_map_delete(&m_int.t, m, &k);
            model[k] = 0;
        }
    }
    for (int64_t i = 0; i < added; i++) {
        int64_t k = (int64_t)next_random() % KEYS;
        if (k % 4 == 2 || (k % 4 == 0 && model[k])) {
            model[k] = 1 + (int64_t)next_random();
            set_int(m, k, model[k]);
        }
    }
}

static void range_once(int64_t entries, int64_t deleted, int64_t added)
{
    static uint8_t seen[KEYS];
    static uint8_t steady[KEYS];
    memset(model, 0, sizeof model);
    memset(seen, 0, sizeof seen);
    memset(steady, 0, sizeof steady);
    RtMap *m = rt_makemap(&m_int.t, 0);
    for (int64_t i = 0; i < entries; i++) {
        int64_t k = (int64_t)next_random() % KEYS;
        model[k] = 1;
        set_int(m, k, 1);
        steady[k] = k % 4 == 0 || k % 4 == 3;
    }
    RtMapIter it;
    for (rt_map_iter_init(&m_int.t, m, &it); it.key; rt_map_iter_next(&it)) {
        int64_t k = *(int64_t *)it.key;
        CHECK(!seen[k]);
        CHECK(model[k] && *(int64_t *)it.elem == model[k]);
        seen[k] = 1;
        disturb(m, deleted, added);
    }
    for (int64_t k = 0; k < KEYS; k++)
        CHECK(!steady[k] || seen[k]);
}

GO_CODE static void range_keeps_promises(void)
{
    for (int i = 0; i < 30; i++) {
        range_once(5, 3, 1);
        range_once(8, 0, 5);
        range_once(60, 3, 8);
        range_once(900, 2, 20);
        range_once(3000, 10, 0);
        range_once(5000, 1, 5);
    }
    END();
}
SCENARIO(range_keeps_promises, 0, "")

GO_CODE static void order_is_random(void)
{
    RtMap *m = rt_makemap(&m_int.t, 0);
    for (int64_t i = 0; i < 6; i++)
        set_int(m, i, i);
    unsigned first = 0;
    for (int i = 0; i < 200; i++) {
        RtMapIter it;
        rt_map_iter_init(&m_int.t, m, &it);
        first |= 1u << *(int64_t *)it.key;
    }
    CHECK(first == 63);
    END();
}
SCENARIO(order_is_random, 0, "")

GO_CODE static void clear_ends_range(void)
{
    RtMap *m = rt_makemap(&m_float.t, 0);
    double nan = __builtin_nan("");
    for (int64_t i = 0; i < 100; i++)
        *(int64_t *)rt_map_set(&m_float.t, m, &nan) = i;
    CHECK(*(int64_t *)(void *)m == 100);
    CHECK(!rt_map_get(&m_float.t, m, &nan));
    int n = 0;
    RtMapIter it;
    for (rt_map_iter_init(&m_float.t, m, &it); it.key; rt_map_iter_next(&it)) {
        n++;
        for (int i = 0; i < 100 && n == 10; i++)
            rt_map_set(&m_float.t, m, &nan); // Grows under the iterator.
        if (n == 20)
            rt_map_clear(&m_float.t, m);
    }
    CHECK(n == 20);
    double zero = 0.0, minus = -0.0;
    *(int64_t *)rt_map_set(&m_float.t, m, &zero) = 5;
    CHECK(*(int64_t *)rt_map_get(&m_float.t, m, &minus) == 5);
    END();
}
SCENARIO(clear_ends_range, 0, "")

GO_CODE static void strings_and_32_bits(void)
{
    rt_heap.verify = rt_heap.poison = true;
    RtMap *m = rt_makemap(&m_string.t, 0);
    RtMap *m32 = rt_makemap(&m_int32.t, 100);
    for (int i = 0; i < 5000; i++) {
        char text[40];
        int n = snprintf(text, sizeof text, "%d-%.*s", i, i % 30,
                         "abcdefghijklmnopqrstuvwxyzabcdefgh");
        RtString s = rt_bytes_to_string(NULL, text, n);
        *(int64_t **)rt_map_set_str(&m_string.t, m, s) = rt_alloc_noscan(8);
        **(int64_t **)rt_map_get_str(&m_string.t, m, s) = i;
        *(int32_t *)rt_map_set_32(&m_int32.t, m32, i * 7) = i;
    }
    rt_gc_now();
    for (int i = 0; i < 5000; i++) {
        char text[40];
        snprintf(text, sizeof text, "%d-%.*s", i, i % 30,
                 "abcdefghijklmnopqrstuvwxyzabcdefgh");
        CHECK(**(int64_t **)rt_map_get_str(&m_string.t, m, str(text)) == i);
        CHECK(*(int32_t *)rt_map_get_32(&m_int32.t, m32, i * 7) == i);
        CHECK(!rt_map_get_32(&m_int32.t, m32, i * 7 + 1));
    }
    CHECK(!rt_map_get_str(&m_string.t, m, str("")));
    END();
}
SCENARIO(strings_and_32_bits, 0, "")

GO_CODE static void big_keys_are_indirect(void)
{
    rt_heap.verify = rt_heap.poison = true;
    rt_heap.stress = 3;
    RtMap *m = rt_makemap(&m_big.t, 0);
    int64_t key[25] = {0};
    for (int64_t i = 0; i < 100; i++) {
        key[24] = i;
        ((int64_t *)rt_map_set(&m_big.t, m, key))[24] = -i;
    }
    for (int64_t i = 0; i < 100; i++) {
        key[24] = i;
        CHECK(((int64_t *)rt_map_get(&m_big.t, m, key))[24] == -i);
        rt_map_delete(&m_big.t, m, key);
        CHECK(!rt_map_get(&m_big.t, m, key));
    }
    END();
}
SCENARIO(big_keys_are_indirect, 0, "")

GO_CODE static void frame_maps(void)
{
    uint8_t frame[RT_MAP_HEADER_SIZE] __attribute__((aligned(8)));
    memset(frame, 0xee, sizeof frame);
    RtMap *m = rt_map_init_frame(&m_int.t, frame);
    CHECK(!get_int(m, 1));
    for (int64_t i = 0; i < 3000; i++)
        set_int(m, i, i);
    rt_gc_now();
    for (int64_t i = 0; i < 3000; i++)
        CHECK(*get_int(m, i) == i);
    CHECK(!get_int(NULL, 1));

    // The first group in the frame: nothing is allocated up to 8 entries.
    RtMapSlot slot = rt_map_slot(8, 8, 8, 8);
    CHECK(slot.elem_offset == 8 && slot.size == 16);
    uint8_t group[8 + 8 * 16] __attribute__((aligned(8)));
    memset(group, 0xee, sizeof group);
    static RtMemStats a, b;
    rt_read_mem_stats(&a);
    m = rt_map_init_frame_group(&m_int.t, frame, group, 0);
    for (int64_t i = 0; i < 8; i++)
        ++*(int64_t *)rt_map_set_64(&m_int.t, m, i);
    rt_read_mem_stats(&b);
    CHECK(b.mallocs == a.mallocs);
    for (int64_t i = 8; i < 100; i++)
        ++*(int64_t *)rt_map_set_64(&m_int.t, m, i);
    for (int64_t i = 0; i < 100; i++)
        CHECK(*get_int(m, i) == 1);
    END();
}
SCENARIO(frame_maps, 0, "")

GO_CODE static void nil_map_write(void)
{
    set_int(NULL, 1, 1);
    END();
}
SCENARIO(nil_map_write, 2, "panic: assignment to entry in nil map")

GO_CODE static void unhashable_key(void)
{
    RtSlice s = {NULL, 0, 0};
    RtEface key = {&t_slice, &s};
    rt_map_get(&m_any.t, rt_makemap(&m_any.t, 0), &key);
    END();
}
SCENARIO(unhashable_key, 2, "runtime error: hash of unhashable type []int")

GO_CODE static void concurrent_writes(void)
{
    RtMap *m = rt_makemap(&m_int.t, 0);
    set_int(m, 1, 1);
    m->flags |= RT_MAP_WRITING;
    set_int(m, 2, 2);
    END();
}
SCENARIO(concurrent_writes, 2, "fatal error: concurrent map writes")

GO_CODE static void concurrent_read(void)
{
    RtMap *m = rt_makemap(&m_int.t, 0);
    set_int(m, 1, 1);
    m->flags |= RT_MAP_WRITING;
    get_int(m, 1);
    END();
}
SCENARIO(concurrent_read, 2, "fatal error: concurrent map read and map write")

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_agrees_with_model),
        cmocka_unit_test(test_agrees_under_stress),
        cmocka_unit_test(test_range_keeps_promises),
        cmocka_unit_test(test_order_is_random),
        cmocka_unit_test(test_clear_ends_range),
        cmocka_unit_test(test_strings_and_32_bits),
        cmocka_unit_test(test_big_keys_are_indirect),
        cmocka_unit_test(test_frame_maps),
        cmocka_unit_test(test_nil_map_write),
        cmocka_unit_test(test_unhashable_key),
        cmocka_unit_test(test_concurrent_writes),
        cmocka_unit_test(test_concurrent_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
