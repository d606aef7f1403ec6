// tests/unit/test_timer.c -- Timers and sleep.
#include "runtime/timer.h"
#include "tests/unit/goroutine.h"

static int64_t fired[16], nfired;

static void on_timer(void *arg)
{
    fired[nfired++] = (int64_t)(uintptr_t)arg;
}
CLOSURE(on_timer_fn, on_timer);

static RtTimer timer_in(int64_t ms, int64_t arg)
{
    return (RtTimer){.when = rt_os_monotonic_ns() + ms * 1000000,
                     .fn = &on_timer_fn, .arg = (void *)(uintptr_t)arg};
}

GO_CODE static void sleeps(void)
{
    int64_t start = rt_os_monotonic_ns();
    rt_sleep(30000000);
    int64_t ms = (rt_os_monotonic_ns() - start) / 1000000;
    CHECK(ms >= 30 && ms < 500);
    rt_sleep(0);
    rt_sleep(-5);
    END();
}

GO_CODE static void in_order(void)
{
    RtTimer t[5] = {timer_in(50, 5), timer_in(10, 1), timer_in(30, 3),
                    timer_in(40, 4), timer_in(20, 2)};
    for (int i = 0; i < 5; i++)
        rt_timer_start(&t[i]);
    rt_sleep(80000000);
    CHECK(nfired == 5);
    for (int i = 0; i < 5; i++)
        CHECK(fired[i] == i + 1 && !rt_timer_stop(&t[i]));
    END();
}

GO_CODE static void stops(void)
{
    RtTimer t[3] = {timer_in(20, 1), timer_in(30, 2), timer_in(40, 3)};
    for (int i = 0; i < 3; i++)
        rt_timer_start(&t[i]);
    CHECK(rt_timer_stop(&t[1]) && !rt_timer_stop(&t[1]));
    rt_sleep(60000000);
    CHECK(nfired == 2 && fired[0] == 1 && fired[1] == 3);
    t[1] = timer_in(1, 7);
    rt_timer_start(&t[1]);
    rt_sleep(20000000);
    CHECK(nfired == 3 && fired[2] == 7);
    END();
}

GO_CODE static void periodic(void)
{
    RtTimer t = timer_in(10, 1);
    t.period = 10000000;
    rt_timer_start(&t);
    rt_sleep(55000000);
    CHECK(rt_timer_stop(&t));
    int64_t n = nfired;
    CHECK(n >= 2 && n <= 5);
    rt_sleep(30000000);
    CHECK(nfired == n);
    END();
}

// Nothing but the loop runs: the timer still fires, by preemption.
GO_CODE static void fires_in_a_loop(void)
{
    RtTimer t = timer_in(10, 1);
    rt_timer_start(&t);
    while (!*(volatile int64_t *)&nfired)
        ;
    END();
}

static int64_t woken;

GO_CODE static void nap(void)
{
    rt_sleep((rt_goid() * 7919) % 10000000);
    __atomic_fetch_add(&woken, 1, __ATOMIC_RELAXED);
}
CLOSURE(nap_fn, nap);

GO_CODE static void many_sleepers(void)
{
    for (int i = 0; i < 10000; i++)
        rt_go(&nap_fn);
    while (rt_num_goroutine() > 1)
        rt_sleep(1000000);
    CHECK(woken == 10000);
    END();
}

SCENARIO(sleeps, 0, "")
SCENARIO(in_order, 0, "")
SCENARIO(stops, 0, "")
SCENARIO(periodic, 0, "")
SCENARIO(fires_in_a_loop, 0, "")
SCENARIO(many_sleepers, 0, "")

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sleeps),
        cmocka_unit_test(test_in_order),
        cmocka_unit_test(test_stops),
        cmocka_unit_test(test_periodic),
        cmocka_unit_test(test_fires_in_a_loop),
        cmocka_unit_test(test_many_sleepers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
