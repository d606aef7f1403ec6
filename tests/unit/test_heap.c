// tests/unit/test_heap.c -- Allocation: classes, zeroing, finding objects.
#include "tests/unit/rt_types.h"

#include "runtime/gc.h"
#include "runtime/memstats.h"
#include "runtime/verify.h"

static uint64_t random_state = 1;

static uint64_t next_random(void)
{
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return random_state >> 33;
}

static bool all_zero(const uint8_t *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (p[i])
            return false;
    }
    return true;
}

// Every size: zeroed, found from each of its bytes, apart from the others.
GO_CODE static void sizes_are_found(void)
{
    for (size_t n = 1; n <= 40000; n += n < 1100 ? 1 : 97) {
        uint8_t *p = rt_alloc_noscan(n);
        CHECK(all_zero(p, n));
        memset(p, 0xff, n);
        RtObject o, last;
        CHECK(rt_object_find((uintptr_t)p, &o) && o.start == (uintptr_t)p);
        CHECK(rt_object_find((uintptr_t)p + n - 1, &last));
        CHECK(last.start == o.start && last.index == o.index);
        CHECK(rt_object_allocated(&o));
        CHECK(rt_object_size(&o) >= n);
    }
    END();
}
SCENARIO(sizes_are_found, 0, "")

// Objects of many sizes keep their content through collections; dead ones are
// reused and come back zeroed.
enum { KEPT = 2000 };
GO_CODE static void content_survives(void)
{
    uint8_t **kept = rt_new_array(&t_pointer, KEPT);
    size_t *size = rt_alloc_noscan(KEPT * sizeof *size);
    for (int round = 0; round < 60000; round++) {
        size_t slot = next_random() % KEPT;
        size_t n = 1 + next_random() % (next_random() % 50 ? 300 : 60000);
        if (kept[slot]) {
            for (size_t i = 0; i < size[slot]; i++)
                CHECK(kept[slot][i] == (uint8_t)slot);
        }
        uint8_t *p = rt_alloc_noscan(n);
        CHECK(all_zero(p, n));
        memset(p, (int)(uint8_t)slot, n);
        kept[slot] = p;
        size[slot] = n;
    }
    CHECK(rt_gc_cycles() > 5);
    rt_gc_now();
    rt_verify_heap();
    END();
}
SCENARIO(content_survives, 0, "")

GO_CODE static void classes_round_as_go(void)
{
    CHECK(rt_round_size(33, true) == 48);
    CHECK(rt_round_size(512, false) == 512);
    CHECK(rt_round_size(513, true) == 576);
    CHECK(rt_round_size(1024, false) == 1144);
    CHECK(rt_round_size(32768, true) == 32768);
    CHECK(rt_round_size(32769, true) == 40960);
    END();
}
SCENARIO(classes_round_as_go, 0, "")

// Capacities as the real Go gives them for appends of one element.
GO_CODE static void growth_is_go(void)
{
    static const int64_t ints[] = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 848,
                                   1280, 1792, 2560, 3408, 5120};
    static const int64_t bytes[] = {8, 16, 32, 64, 128, 256, 512, 896, 1408,
                                    2048, 3072, 4096, 5376, 6912, 9472};
    RtSlice s = {NULL, 0, 0};
    for (size_t i = 0; i < sizeof ints / sizeof ints[0]; i++) {
        rt_growslice(&s, &t_int, s.ptr, s.cap, s.cap + 1, s.cap);
        CHECK(s.cap == ints[i]);
        s.len = s.cap;
    }
    s = (RtSlice){NULL, 0, 0};
    for (size_t i = 0; i < sizeof bytes / sizeof bytes[0]; i++) {
        rt_growslice(&s, &t_byte, s.ptr, s.cap, s.cap + 1, s.cap);
        CHECK(s.cap == bytes[i]);
    }
    END();
}
SCENARIO(growth_is_go, 0, "")

GO_CODE static void growth_keeps_content(void)
{
    RtSlice s = {NULL, 0, 0};
    for (int64_t i = 0; i < 100000; i++) {
        if (i == s.cap)
            rt_growslice(&s, &t_pointer, s.ptr, s.cap, i + 1, i);
        int64_t *p = rt_alloc_noscan(8);
        *p = i;
        ((int64_t **)s.ptr)[i] = p;
    }
    for (int64_t i = 0; i < 100000; i++)
        CHECK(*((int64_t **)s.ptr)[i] == i);
    for (int64_t i = 100000; i < s.cap; i++)
        CHECK(((int64_t **)s.ptr)[i] == NULL);
    END();
}
SCENARIO(growth_keeps_content, 0, "")

GO_CODE static void counts_are_exact(void)
{
    static RtMemStats a, b;
    rt_read_mem_stats(&a);
    for (int i = 0; i < 12345; i++)
        rt_new(&t_node);
    for (int i = 0; i < 10; i++)
        rt_alloc_noscan(100000);
    rt_alloc_noscan(0);
    rt_read_mem_stats(&b);
    CHECK(b.mallocs - a.mallocs == 12355);
    CHECK(b.total_alloc - a.total_alloc == 12345 * 16 + 10 * 106496);
    rt_gc_now();
    rt_read_mem_stats(&b);
    CHECK(b.frees - a.frees > 12000);
    CHECK(b.heap_objects == b.mallocs - b.frees);
    CHECK(b.by_size[2].size == 16 && b.by_size[2].mallocs >= 12345);
    END();
}
SCENARIO(counts_are_exact, 0, "")

GO_CODE static void memory_runs_out(void)
{
    rt_alloc_noscan((size_t)1 << 45);
    END();
}
SCENARIO(memory_runs_out, 2, "fatal error: runtime: out of memory")

GO_CODE static void makeslice_checks(void)
{
    RtSlice s;
    rt_makeslice(&s, &t_int, 3, 5);
    CHECK(s.len == 3 && s.cap == 5 && all_zero(s.ptr, 40));
    rt_makeslice(&s, &t_int, -1, 5);
    END();
}
SCENARIO(makeslice_checks, 2, "makeslice: len out of range")

GO_CODE static void freed_memory_returns(void)
{
    static RtMemStats a, b;
    for (int i = 0; i < 200; i++)
        memset(rt_alloc_noscan(1 << 20), 1, 1 << 20);
    rt_read_mem_stats(&a);
    rt_free_os_memory();
    rt_read_mem_stats(&b);
    CHECK(b.heap_inuse < 8 << 20);
    CHECK(b.heap_released > b.heap_idle - (2 << 20));
    rt_verify_heap();
    END();
}
SCENARIO(freed_memory_returns, 0, "")

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes_are_found),
        cmocka_unit_test(test_content_survives),
        cmocka_unit_test(test_classes_round_as_go),
        cmocka_unit_test(test_growth_is_go),
        cmocka_unit_test(test_growth_keeps_content),
        cmocka_unit_test(test_counts_are_exact),
        cmocka_unit_test(test_memory_runs_out),
        cmocka_unit_test(test_makeslice_checks),
        cmocka_unit_test(test_freed_memory_returns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
