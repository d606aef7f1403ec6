// tests/unit/test_gc.c -- Marking, sweeping, finalizers, weak handles, stress.
#include "tests/unit/rt_types.h"

#include "runtime/gc.h"
#include "runtime/mark.h"
#include "runtime/memstats.h"
#include "runtime/roots.h"
#include "runtime/verify.h"

// AddressSanitizer leaves copies of dead locals in frames, so that exact counts
// mean nothing there.
#ifdef __SANITIZE_ADDRESS__
#define CHECK_DEAD(condition) ((void)(condition))
#else
#define CHECK_DEAD(condition) CHECK(condition)
#endif

static Node *build(int depth)
{
    Node *n = rt_new(&t_node);
    if (depth > 0) {
        n->left = build(depth - 1);
        n->right = build(depth - 1);
    }
    return n;
}

static int count(const Node *n)
{
    return n ? 1 + count(n->left) + count(n->right) : 0;
}

GO_CODE static void trees_survive(void)
{
    Node *kept = build(15);
    for (int i = 0; i < 100; i++)
        CHECK(count(build(10)) == 2047);
    CHECK(count(kept) == 65535);
    CHECK(rt_gc_cycles() > 0);
    END();
}
SCENARIO(trees_survive, 0, "")

GO_CODE static void trees_survive_verified(void)
{
    rt_heap.verify = rt_heap.poison = true;
    trees_survive();
}
SCENARIO(trees_survive_verified, 0, "")

GO_CODE static void trees_survive_stress(void)
{
    rt_heap.verify = rt_heap.poison = true;
    rt_heap.stress = 1;
    Node *kept = build(6);
    for (int i = 0; i < 5; i++)
        CHECK(count(build(4)) == 31);
    CHECK(count(kept) == 127);
    END();
}
SCENARIO(trees_survive_stress, 0, "")

static __attribute__((noinline)) void clear_stack(void)
{
    volatile uint8_t big[4096];
    memset((void *)(uintptr_t)big, 0, sizeof big);
}

static Node *long_list;

static __attribute__((noinline)) void make_long_list(void)
{
    for (int i = 0; i < 1000000; i++) {
        Node *n = rt_new(&t_node);
        n->left = long_list;
        long_list = n;
    }
}

// A list of a million must not recurse; all of it dies at once.
GO_CODE static void long_lists_die(void)
{
    static RtMemStats a, b;
    rt_roots_add(&long_list, sizeof long_list);
    make_long_list();
    rt_gc_now();
    rt_read_mem_stats(&a);
    CHECK(a.heap_objects >= 1000000);
    long_list = NULL;
    clear_stack();
    rt_gc_now();
    rt_read_mem_stats(&b);
    CHECK_DEAD(b.heap_objects < 2000);
    END();
}
SCENARIO(long_lists_die, 0, "")

// Only the word that the mask names keeps an object alive.
GO_CODE static void heap_is_precise(void)
{
    static RtMemStats a, b;
    uintptr_t *volatile pair = rt_new(&t_pair);
    pair[0] = (uintptr_t)build(12);
    rt_gc_now();
    rt_gc_now();
    rt_read_mem_stats(&a);
    CHECK_DEAD(a.heap_objects < 4000);
    pair[1] = (uintptr_t)build(12);
    rt_gc_now();
    rt_read_mem_stats(&b);
    CHECK(b.heap_objects >= 8191);
    END();
}
SCENARIO(heap_is_precise, 0, "")

// Interior pointers, and those to just past an array, keep it.
GO_CODE static void interior_pointers_keep(void)
{
    RtSlice s;
    rt_makeslice(&s, &t_pointer, 8, 8);
    ((Node **)s.ptr)[3] = build(5);
    uint8_t *volatile end = (uint8_t *)s.ptr + 64;
    s.ptr = NULL;
    for (int i = 0; i < 20; i++) {
        rt_gc_now();
        build(8);
    }
    CHECK(count(((Node **)(uintptr_t)(end - 64))[3]) == 63);
    END();
}
SCENARIO(interior_pointers_keep, 0, "")

// Arrays of pointers of every size: masked, with header, large.
GO_CODE static void arrays_are_scanned(void)
{
    static const int64_t sizes[] = {1, 5, 31, 64, 65, 400, 4000, 5000, 100000};
    for (size_t k = 0; k < sizeof sizes / sizeof sizes[0]; k++) {
        int64_t n = sizes[k];
        RtString *volatile a = rt_new_array(&t_string, n);
        for (int64_t i = 0; i < n; i += 1 + n / 100) {
            int64_t *p = rt_alloc_noscan(8);
            *p = i;
            a[i] = (RtString){(const uint8_t *)p, 8};
        }
        rt_gc_now();
        for (int i = 0; i < 2000; i++)
            *(int64_t *)rt_alloc_noscan(8) = -1;
        for (int64_t i = 0; i < n; i += 1 + n / 100)
            CHECK(*(const int64_t *)(const void *)a[i].ptr == i);
    }
    rt_verify_heap();
    END();
}
SCENARIO(arrays_are_scanned, 0, "")

static int64_t count_marks(void)
{
    size_t pages = rt_heap.used >> RT_PAGE_SHIFT;
    int64_t marked = 0;
    for (size_t i = 0; i < pages * RT_WORDS_PER_PAGE; i++)
        marked += rt_popcount64(rt_heap.mark_bits[i]);
    return marked;
}

// A mark stack that is too small only costs time.
GO_CODE static void overflow_is_survived(void)
{
    Node *kept = build(14);
    RtMarker m = {0};
    rt_marker_init(&m);
    m.limit = 8;
    size_t pages = rt_heap.used >> RT_PAGE_SHIFT;
    memset(rt_heap.mark_bits, 0, pages * RT_WORDS_PER_PAGE * 8);
    rt_caches_flush();
    for (int i = 0; i < 3; i++)
        rt_mark_pointer(&m, (uintptr_t)kept);
    rt_mark_drain(&m);
    CHECK(rt_marked((uintptr_t)kept->right->right->left->right->left));
    CHECK(count_marks() == 32767);
    END();
}
SCENARIO(overflow_is_survived, 0, "")

// Several threads mark what one does.
GO_CODE static void helpers_mark_the_same(void)
{
    static Node *all[40];
    Node **array = rt_new_array(&t_pointer, 300000);
    for (int i = 0; i < 300000; i++)
        array[i] = rt_new(&t_node);
    array[7]->left = build(12);
    for (int i = 0; i < 40; i++)
        all[i] = build(i % 3 ? 6 : 14);
    rt_caches_flush();
    int64_t first = 0;
    static RtMarker m;
    for (int round = 0; round < 20; round++) {
        rt_marker_init(&m);
        size_t pages = rt_heap.used >> RT_PAGE_SHIFT;
        memset(rt_heap.mark_bits, 0, pages * RT_WORDS_PER_PAGE * 8);
        rt_mark_pointer(&m, (uintptr_t)array);
        for (int i = 0; i < 40; i++)
            rt_mark_pointer(&m, (uintptr_t)all[i]);
        rt_mark_drain_parallel(&m, round % 4);
        int64_t marked = count_marks();
        if (round == 0)
            first = marked;
        CHECK(marked == first && marked > 600000);
    }
    END();
}
SCENARIO(helpers_mark_the_same, 0, "")

// --- Finalizers, cleanups, weak handles -------------------------------------

static volatile int finalized;
static volatile int cleaned;

static void on_finalize(void *object)
{
    CHECK(((int64_t *)object)[0] == 42);
    finalized++;
}
CLOSURE(finalize_fn, on_finalize);

static void on_cleanup(void)
{
    cleaned++;
}
CLOSURE(cleanup_fn, on_cleanup);

static __attribute__((noinline)) void make_dead(void **weak)
{
    int64_t *p = rt_alloc_noscan(48);
    p[0] = 42;
    CHECK(rt_set_finalizer(p, &finalize_fn) == 0);
    CHECK(rt_set_finalizer(p, &finalize_fn) == 2);
    CHECK(rt_set_finalizer(&finalize_fn, &finalize_fn) == 1);
    CHECK(rt_add_cleanup(p + 1, &cleanup_fn) > 0);
    rt_cleanup_stop(rt_add_cleanup(p, &cleanup_fn));
    *weak = rt_weak_make(p);
    CHECK(rt_weak_make(p) == *weak && rt_weak_get(*weak) == p);
}

static void collect_all(void)
{
    clear_stack();
    for (int i = 0; i < 20; i++) {
        rt_gc_now();
        rt_gosched();
        rt_sleep(100000);
    }
}

GO_CODE static void finalizers_run(void)
{
    void *weak;
    make_dead(&weak);
    collect_all();
    CHECK(rt_weak_get(weak) == NULL);
    CHECK(finalized == 1);
    CHECK(cleaned == 1);
    END();
}
SCENARIO(finalizers_run, 0, "")

static Node *volatile root;
static int64_t order[4];
static volatile int norder;

static void on_first(void *object)
{
    (void)object;
    order[norder++] = 1;
}
CLOSURE(first_fn, on_first);

static void on_second(void *object)
{
    (void)object;
    order[norder++] = 2;
}
CLOSURE(second_fn, on_second);

static __attribute__((noinline)) void make_chain(void)
{
    Node *a = rt_new(&t_node);
    a->left = rt_new(&t_node);
    rt_set_finalizer(a->left, &second_fn);
    rt_set_finalizer(a, &first_fn);
}

GO_CODE static void finalizers_follow_dependence(void)
{
    make_chain();
    collect_all();
    CHECK(norder == 2 && order[0] == 1 && order[1] == 2);
    END();
}
SCENARIO(finalizers_follow_dependence, 0, "")

// --- Pacing -----------------------------------------------------------------

GO_CODE static void gogc_paces(void)
{
    rt_set_gc_percent(-1);
    for (int i = 0; i < 400000; i++)
        build(1);
    CHECK(rt_gc_cycles() == 0);
    rt_set_gc_percent(100);
    build(1);
    for (int i = 0; i < 2000; i++)
        build(1);
    CHECK(rt_gc_cycles() == 1);
    CHECK(rt_gc_trigger() == 4 << 20);
    END();
}
SCENARIO(gogc_paces, 0, "")

GO_CODE static void memory_limit_holds(void)
{
    rt_set_gc_percent(-1);
    rt_set_memory_limit(32 << 20);
    for (int i = 0; i < 100; i++)
        rt_alloc_noscan(1 << 20);
    CHECK(rt_gc_cycles() > 2);
    CHECK(rt_os_peak_rss() < 64 << 20);
    END();
}
SCENARIO(memory_limit_holds, 0, "")

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trees_survive),
        cmocka_unit_test(test_trees_survive_verified),
        cmocka_unit_test(test_trees_survive_stress),
        cmocka_unit_test(test_long_lists_die),
        cmocka_unit_test(test_heap_is_precise),
        cmocka_unit_test(test_interior_pointers_keep),
        cmocka_unit_test(test_arrays_are_scanned),
        cmocka_unit_test(test_overflow_is_survived),
        cmocka_unit_test(test_helpers_mark_the_same),
        cmocka_unit_test(test_finalizers_run),
        cmocka_unit_test(test_finalizers_follow_dependence),
        cmocka_unit_test(test_gogc_paces),
        cmocka_unit_test(test_memory_limit_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
