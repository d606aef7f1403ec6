// tests/unit/test_world.c -- Several threads and the collector.
//
// Scenarios set GOMAXPROCS themselves, so that they run on any machine.
#include "runtime/gc.h"
#include "tests/unit/goroutine.h"

typedef struct Node {
    struct Node *next;
    int64_t value;
} Node;

static const uint8_t node_mask[] = {1};
static const RtType node_type = {
    .size = 16, .ptrdata = 8, .kind = RT_KIND_STRUCT, .align = 8,
    .field_align = 8, .gcmask = node_mask,
    .string = {(const uint8_t *)"main.Node", 9}};

static int64_t finished;
static volatile bool stop;
static RtChan *results;

GO_CODE static Node *build(int64_t n)
{
    Node *list = NULL;
    for (int64_t i = 0; i < n; i++) {
        Node *node = rt_new(&node_type);
        node->next = list;
        node->value = i;
        list = node;
    }
    return list;
}

GO_CODE static int64_t total(const Node *list)
{
    int64_t sum = 0;
    for (; list; list = list->next)
        sum += list->value;
    return sum;
}

GO_CODE static void allocate(void)
{
    Node *kept = build(1000);
    for (int round = 0; round < 300; round++) {
        CHECK(total(build(1000)) == 999 * 500);
        CHECK(total(kept) == 999 * 500);
    }
    int64_t one = 1;
    rt_chan_send(results, &one);
    __atomic_fetch_add(&finished, 1, __ATOMIC_RELAXED);
}
CLOSURE(allocate_fn, allocate);

static void run_allocators(int64_t procs, int n)
{
    rt_gomaxprocs(procs);
    results = rt_makechan(&chan_int.t, 0);
    for (int i = 0; i < n; i++)
        rt_go(&allocate_fn);
    for (int i = 0; i < n; i++)
        rt_chan_recv(results, NULL);
    CHECK(rt_gc_cycles() > 0);
}

GO_CODE static void allocates_on_one(void)
{
    run_allocators(1, 4);
    END();
}

GO_CODE static void allocates_on_two(void)
{
    run_allocators(2, 4);
    END();
}

GO_CODE static void allocates_on_four(void)
{
    run_allocators(4, 9);
    END();
}

GO_CODE static void spin(void)
{
    while (!stop)
        ;
    __atomic_fetch_add(&finished, 1, __ATOMIC_RELAXED);
}
CLOSURE(spin_fn, spin);

// Loops without calls are brought to a stop by signals.
GO_CODE static void stops_spinners(void)
{
    rt_gomaxprocs(3);
    for (int i = 0; i < 4; i++)
        rt_go(&spin_fn);
    rt_sleep(5000000);
    for (int i = 0; i < 20; i++)
        rt_gc_now();
    CHECK(rt_gc_cycles() >= 20);
    stop = true;
    while (__atomic_load_n(&finished, __ATOMIC_RELAXED) < 4)
        rt_sleep(1000000);
    END();
}

GO_CODE static void call(void)
{
    while (!stop) {
        rt_syscall_enter();
        usleep(300);
        rt_syscall_leave();
        build(10);
    }
    __atomic_fetch_add(&finished, 1, __ATOMIC_RELAXED);
}
CLOSURE(call_fn, call);

GO_CODE static void stops_during_calls(void)
{
    rt_gomaxprocs(2);
    for (int i = 0; i < 6; i++)
        rt_go(&call_fn);
    for (int i = 0; i < 50; i++) {
        rt_gc_now();
        rt_sleep(200000);
    }
    stop = true;
    while (__atomic_load_n(&finished, __ATOMIC_RELAXED) < 6)
        rt_sleep(1000000);
    END();
}

GO_CODE static void churn(void)
{
    while (!stop)
        rt_gosched();
    __atomic_fetch_add(&finished, 1, __ATOMIC_RELAXED);
}
CLOSURE(churn_fn, churn);

GO_CODE static void changes_gomaxprocs(void)
{
    for (int i = 0; i < 20; i++)
        rt_go(&churn_fn);
    for (int64_t n = 1; n < 60; n++) {
        int64_t wanted = 1 + (n * 7) % 5;
        rt_gomaxprocs(wanted);
        CHECK(rt_gomaxprocs(0) == wanted);
        rt_sleep(300000);
    }
    stop = true;
    while (__atomic_load_n(&finished, __ATOMIC_RELAXED) < 20)
        rt_sleep(1000000);
    while (rt_num_goroutine() > 1)
        rt_gosched();
    END();
}

// Work runs in parallel: two spinners and main need three P's to be seen
// running at the same time.
static volatile int64_t beat[2];

GO_CODE static void beat_0(void)
{
    while (!stop)
        beat[0]++;
}
CLOSURE(beat_0_fn, beat_0);

GO_CODE static void beat_1(void)
{
    while (!stop)
        beat[1]++;
}
CLOSURE(beat_1_fn, beat_1);

GO_CODE static void shares_time(void)
{
    rt_gomaxprocs(2);
    rt_go(&beat_0_fn);
    rt_go(&beat_1_fn);
    rt_sleep(100000000);
    CHECK(beat[0] > 0 && beat[1] > 0);
    stop = true;
    END();
}

GO_CODE static void deadlocks(void)
{
    rt_gomaxprocs(4);
    rt_sleep(2000000);
    rt_block();
}

GO_CODE static void boom(void)
{
    rt_sleep(2000000);
    rt_panic_divide();
}
CLOSURE(boom_fn, boom);

GO_CODE static void panics_beside_spinners(void)
{
    rt_gomaxprocs(3);
    rt_go(&spin_fn);
    rt_go(&boom_fn);
    rt_sleep(5000000000);
}

SCENARIO(allocates_on_one, 0, "")
SCENARIO(allocates_on_two, 0, "")
SCENARIO(allocates_on_four, 0, "")
SCENARIO(stops_spinners, 0, "")
SCENARIO(stops_during_calls, 0, "")
SCENARIO(changes_gomaxprocs, 0, "")
SCENARIO(shares_time, 0, "")
SCENARIO(deadlocks, 2, "all goroutines are asleep - deadlock!")
SCENARIO(panics_beside_spinners, 2, "panic: runtime error: integer divide by "
         "zero\n\ngoroutine ")

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_allocates_on_one),
        cmocka_unit_test(test_allocates_on_two),
        cmocka_unit_test(test_allocates_on_four),
        cmocka_unit_test(test_stops_spinners),
        cmocka_unit_test(test_stops_during_calls),
        cmocka_unit_test(test_changes_gomaxprocs),
        cmocka_unit_test(test_shares_time),
        cmocka_unit_test(test_deadlocks),
        cmocka_unit_test(test_panics_beside_spinners),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
