// tests/unit/test_sched.c -- Goroutines, system calls, semaphores, fatal ends.
#include "runtime/sched.h"
#include "runtime/stack.h"
#include "tests/unit/goroutine.h"

static int64_t counter;
static volatile bool stop;
static uint32_t sem;

GO_CODE static void count(void)
{
    __atomic_fetch_add(&counter, 1, __ATOMIC_RELAXED);
}
CLOSURE(count_fn, count);

static void wait_alone(void)
{
    while (rt_num_goroutine() > 1)
        rt_gosched();
}

GO_CODE static void runs_all(void)
{
    for (int i = 0; i < 100000; i++)
        rt_go(&count_fn);
    wait_alone();
    CHECK(counter == 100000);
    END();
}

GO_CODE static void spin(void)
{
    while (!stop)
        ;
}
CLOSURE(spin_fn, spin);

// The spinner never calls the runtime: only a signal ends its slice.
GO_CODE static void preempts(void)
{
    rt_go(&spin_fn);
    rt_go(&spin_fn);
    rt_gosched();
    stop = true;
    wait_alone();
    END();
}

GO_CODE static void set_stop(void)
{
    stop = true;
}
CLOSURE(set_stop_fn, set_stop);

GO_CODE static void preempts_main(void)
{
    rt_go(&set_stop_fn);
    spin();
    END();
}

// Registers of all kinds survive being preempted.
GO_CODE static void computes(void)
{
    double x = 1, y = 3;
    int64_t n = 0;
    for (int64_t i = 0; i < 60000000; i++) {
        x = x * 1.0000001 + 1e-9;
        n += i ^ (n << 1);
        y = y > 10 ? y - 9 : y + 0.001;
    }
    static double sx, sy;
    static int64_t sn;
    static int runs;
    if (runs++ == 0) {
        sx = x;
        sy = y;
        sn = n;
    }
    CHECK(x == sx && y == sy && n == sn);
    count();
}
CLOSURE(computes_fn, computes);

GO_CODE static void keeps_registers(void)
{
    for (int i = 0; i < 4; i++)
        rt_go(&computes_fn);
    wait_alone();
    CHECK(counter == 4);
    END();
}

GO_CODE static void blocked_call(void)
{
    rt_syscall_enter();
    usleep(200000);
    rt_syscall_leave();
    count();
}
CLOSURE(blocked_call_fn, blocked_call);

GO_CODE static void calls_do_not_stop_others(void)
{
    int64_t start = rt_os_monotonic_ns();
    for (int i = 0; i < 5; i++)
        rt_go(&blocked_call_fn);
    rt_gosched();
    wait_alone();
    int64_t ms = (rt_os_monotonic_ns() - start) / 1000000;
    CHECK(counter == 5 && ms >= 200 && ms < 900);
    END();
}

GO_CODE static void call_is_no_deadlock(void)
{
    rt_go(&blocked_call_fn);
    rt_sleep(20000000);
    rt_block();
}

GO_CODE static void acquire(void)
{
    rt_sem_acquire(&sem, false, RT_WAIT_SEMACQUIRE);
    count();
    rt_sem_release(&sem, false);
}
CLOSURE(acquire_fn, acquire);

GO_CODE static void semaphore(void)
{
    for (int i = 0; i < 1000; i++)
        rt_go(&acquire_fn);
    rt_gosched();
    CHECK(counter == 0);
    rt_sem_release(&sem, false);
    wait_alone();
    CHECK(counter == 1000 && sem == 1);
    END();
}

static int order[8], norder, arrivals;
static uint32_t gate;

GO_CODE static void queue_fifo(void)
{
    int number = ++arrivals;
    rt_sem_acquire(&gate, false, RT_WAIT_MUTEX_LOCK);
    order[norder++] = number;
}
CLOSURE(queue_fifo_fn, queue_fifo);

GO_CODE static void queue_lifo(void)
{
    rt_sem_acquire(&gate, true, RT_WAIT_MUTEX_LOCK);
    order[norder++] = -1;
}
CLOSURE(queue_lifo_fn, queue_lifo);

GO_CODE static void semaphore_order(void)
{
    for (int i = 0; i < 3; i++) {
        rt_go(&queue_fifo_fn);
        rt_sleep(2000000);
    }
    rt_go(&queue_lifo_fn);
    rt_sleep(2000000);
    for (int i = 0; i < 4; i++) {
        rt_sem_release(&gate, true);
        rt_sleep(2000000);
    }
    wait_alone();
    CHECK(norder == 4 && order[0] == -1);
    CHECK(order[1] == 1 && order[2] == 2 && order[3] == 3);
    END();
}

GO_CODE static void mutex_deadlock(void)
{
    rt_sem_acquire(&gate, false, RT_WAIT_MUTEX_LOCK);
}

GO_CODE static void block(void)
{
    rt_block();
}
CLOSURE(block_fn, block);

GO_CODE static void lists_all(void)
{
    rt_go(&block_fn);
    rt_go(&block_fn);
    rt_sem_acquire(&gate, false, RT_WAIT_WAITGROUP);
}

GO_CODE static void exit_main(void)
{
    rt_goexit();
}

GO_CODE static void exits_while_others_run(void)
{
    rt_go(&spin_fn);
    rt_gosched();
    rt_exit(7);
}

GO_CODE static int deep(int n)
{
    volatile char room[40];
    room[n % 40] = 1;
    return n == 0 ? 0 : deep(n - 1) + room[n % 40];
}

GO_CODE static void recursion(void)
{
    CHECK(deep(3000000) == 3000000);
    END();
}

GO_CODE static void overflow(void)
{
    deep(100000000);
}
CLOSURE(overflow_fn, overflow);

GO_CODE static void overflow_of_goroutine(void)
{
    rt_go(&overflow_fn);
    rt_sleep(10000000000);
}

GO_CODE static void wait_gate(void)
{
    rt_sem_acquire(&gate, false, RT_WAIT_SEMACQUIRE);
}
CLOSURE(wait_gate_fn, wait_gate);

GO_CODE static void crowd(void)
{
    enum { N = 100000 };
    int64_t before = rt_os_peak_rss();
    for (int i = 0; i < N; i++) {
        rt_go(&wait_gate_fn);
        if (i % 100 == 0)
            rt_gosched();
    }
    rt_gosched();
    CHECK(rt_num_goroutine() == N + 1);
#ifndef __SANITIZE_ADDRESS__
    CHECK((rt_os_peak_rss() - before) / N <= 4608);
#else
    (void)before;
#endif
    for (int i = 0; i < N; i++)
        rt_sem_release(&gate, false);
    wait_alone();
    rt_stacks_trim();
    rt_go(&count_fn);
    wait_alone();
    CHECK(counter == 1);
    END();
}

GO_CODE static void nil_pointer(void)
{
    volatile int *volatile p = NULL;
    *p = 1;
}

GO_CODE static void bad_pointer(void)
{
    int *volatile p = (int *)0xdeadbeef000;
    *p = 1;
}

GO_CODE static void divide(void)
{
    volatile int zero = 0, one = 1;
    one /= zero;
}

GO_CODE static void fatal(void)
{
    rt_fatal((const uint8_t *)"sync: unlock of unlocked mutex", 30);
}

static int scanned;

// Words of frames are out of bounds for a sanitizer.
RT_NO_SANITIZE static void scan(const void *lo, const void *hi, void *ctx)
{
    for (const uint64_t *p = lo; (const void *)p < hi; p++) {
        if (*p == *(const uint64_t *)ctx)
            scanned++;
    }
}

static void scan_all(void *cookie)
{
    rt_stacks_each(scan, cookie);
}

static uint64_t cookie;

GO_CODE static void hold_cookie(void)
{
    volatile uint64_t mine = cookie;
    rt_sem_acquire(&gate, false, RT_WAIT_SEMACQUIRE);
    CHECK(mine == cookie);
}
CLOSURE(hold_cookie_fn, hold_cookie);

GO_CODE static void hold_in_call(void)
{
    volatile uint64_t mine = cookie;
    rt_syscall_enter();
    usleep(3000000); // Longer than the scenario lasts.
    rt_syscall_leave();
    CHECK(mine == cookie);
}
CLOSURE(hold_in_call_fn, hold_in_call);

GO_CODE static void collector_sees_stacks(void)
{
    cookie = 0x1234567887654321;
    for (int i = 0; i < 10; i++)
        rt_go(&hold_cookie_fn);
    rt_go(&hold_in_call_fn);
    rt_sleep(20000000);
    volatile uint64_t mine = cookie;
    rt_on_system_stack(scan_all, &cookie);
    CHECK(scanned >= 12 && mine == cookie);
    END();
}

SCENARIO(runs_all, 0, "")
SCENARIO(preempts, 0, "")
SCENARIO(preempts_main, 0, "")
SCENARIO(keeps_registers, 0, "")
SCENARIO(calls_do_not_stop_others, 0, "")
SCENARIO(call_is_no_deadlock, 2, "all goroutines are asleep - deadlock!")
SCENARIO(semaphore, 0, "")
SCENARIO(semaphore_order, 0, "")
SCENARIO(mutex_deadlock, 2, "fatal error: all goroutines are asleep - deadlock!"
         "\n\ngoroutine 1 [sync.Mutex.Lock]:\nmain.scenario(")
SCENARIO(lists_all, 2, "created by main.scenario in goroutine 1\n\t/src/t.go:7"
         " +0x")
SCENARIO(exit_main, 2, "fatal error: no goroutines (main called runtime.Goexit)"
         " - deadlock!\n")
SCENARIO(exits_while_others_run, 7, "")
SCENARIO(recursion, 0, "")
SCENARIO(overflow, 2, "runtime: goroutine stack exceeds 1000000000-byte limit\n"
         "runtime: sp=0x")
SCENARIO(overflow_of_goroutine, 2, " frames elided...\nmain.scenario(")
SCENARIO(crowd, 0, "")
SCENARIO(nil_pointer, 2, "panic: runtime error: invalid memory address or nil"
         " pointer dereference\n[signal SIGSEGV: segmentation violation code=0x"
         "1 addr=0x0 pc=0x")
SCENARIO(bad_pointer, 2, "fatal error: fault\n[signal SIGSEGV: "
         "segmentation violation code=")
SCENARIO(divide, 2, "panic: runtime error: integer divide by zero\n[signal "
         "SIGFPE: floating-point exception code=0x1 addr=0x")
SCENARIO(fatal, 2, "fatal error: sync: unlock of unlocked mutex\n\ngoroutine 1"
         " [running]:\nmain.scenario(...)\n")
SCENARIO(collector_sees_stacks, 0, "")

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_runs_all),
        cmocka_unit_test(test_preempts),
        cmocka_unit_test(test_preempts_main),
        cmocka_unit_test(test_keeps_registers),
        cmocka_unit_test(test_calls_do_not_stop_others),
        cmocka_unit_test(test_call_is_no_deadlock),
        cmocka_unit_test(test_semaphore),
        cmocka_unit_test(test_semaphore_order),
        cmocka_unit_test(test_mutex_deadlock),
        cmocka_unit_test(test_lists_all),
        cmocka_unit_test(test_exit_main),
        cmocka_unit_test(test_exits_while_others_run),
        cmocka_unit_test(test_recursion),
        cmocka_unit_test(test_overflow),
        cmocka_unit_test(test_overflow_of_goroutine),
        cmocka_unit_test(test_crowd),
        cmocka_unit_test(test_nil_pointer),
        cmocka_unit_test(test_bad_pointer),
        cmocka_unit_test(test_divide),
        cmocka_unit_test(test_fatal),
        cmocka_unit_test(test_collector_sees_stacks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
