// runtime/timer.c -- Timers and sleep.
//
// Armed timers are in a heap of four children a node, ordered by deadline; the
// scheduler runs what is due between goroutines, on the thread's own stack.
// The deadline is kept in the node, so that sifting does not touch timers.
//
//             7
//      9   12   8   30        heap[i] <= heap[4i+1 .. 4i+4]
//
// Invariant: timer->heap_index - 1 is its place in the heap; 0 means disarmed.
#include "runtime/timer.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/lib.h"
#include "runtime/os.h"
#include "runtime/sched.h"
#include "runtime/throw.h"

typedef struct Node {
    int64_t when;
    RtTimer *timer;
} Node;

enum { STATE_IDLE = 0, STATE_RUNNING = 1 };

static struct {
    RtLock lock;
    Node *heap;
    int64_t n, capacity;
    int64_t next;       // heap[0].when or INT64_MAX; atomic.
} timers = {.next = INT64_MAX};

static void place(int64_t i, Node node)
{
    timers.heap[i] = node;
    node.timer->heap_index = i + 1;
}

static void sift_up(int64_t i, Node node)
{
    while (i > 0) {
        int64_t parent = (i - 1) / 4;
        if (timers.heap[parent].when <= node.when)
            break;
        place(i, timers.heap[parent]);
        i = parent;
    }
    place(i, node);
}

static void sift_down(int64_t i, Node node)
{
    for (;;) {
        int64_t first = 4 * i + 1, least = -1;
        int64_t when = node.when;
        for (int64_t c = first; c < first + 4 && c < timers.n; c++) {
            if (timers.heap[c].when < when) {
                when = timers.heap[c].when;
                least = c;
            }
        }
        if (least < 0)
            break;
        place(i, timers.heap[least]);
        i = least;
    }
    place(i, node);
}

static void publish_next(void)
{
    RT_ATOMIC_STORE(&timers.next,
                    timers.n > 0 ? timers.heap[0].when : INT64_MAX);
}

static void insert(RtTimer *t)
{
    if (timers.n == timers.capacity) {
        timers.capacity = timers.capacity ? 2 * timers.capacity : 64;
        timers.heap = realloc(timers.heap,
                              (size_t)timers.capacity * sizeof(Node));
        if (!timers.heap)
            rt_throw("runtime: out of memory for timers");
    }
    timers.n++;
    sift_up(timers.n - 1, (Node){t->when, t});
    publish_next();
}

static void delete(int64_t i)
{
    timers.heap[i].timer->heap_index = 0;
    Node last = timers.heap[--timers.n];
    if (i < timers.n) {
        if (i > 0 && last.when < timers.heap[(i - 1) / 4].when)
            sift_up(i, last);
        else
            sift_down(i, last);
    }
    publish_next();
}

void rt_timer_start(RtTimer *t)
{
    rt_lock(&timers.lock);
    insert(t);
    bool earliest = t->heap_index == 1;
    rt_unlock(&timers.lock);
    if (earliest)
        rt_sched_timer_added(t->when);
}

bool rt_timer_stop(RtTimer *t)
{
    rt_lock(&timers.lock);
    bool armed = t->heap_index > 0;
    if (armed)
        delete(t->heap_index - 1);
    rt_unlock(&timers.lock);

    // Callbacks do not block, so this wait is short; a callback that stops
    // its own timer is on this very thread and does not wait for itself.
    while (RT_ATOMIC_LOAD(&t->state) == STATE_RUNNING &&
           rt_g() != &rt_m()->g0)
        rt_cpu_relax();
    return armed;
}

// Called like a Go func(unsafe.Pointer).
static void wake(void *g)
{
    rt_ready(g);
}

static RtClosure wake_closure = {(void *)(uintptr_t)wake};

static void after_arm(void *t)
{
    rt_timer_start(t);
}

void rt_sleep(int64_t ns)
{
    if (ns <= 0) {
        rt_gosched();
        return;
    }
    int64_t when;
    if (rt_add_overflows(rt_os_monotonic_ns(), ns, &when))
        when = INT64_MAX - 1;
    RtTimer t = {.when = when, .fn = &wake_closure, .arg = rt_g()};
    rt_park(after_arm, &t, RT_WAIT_SLEEP);
}

// Disarms or re-arms the first timer and gives it.
static RtTimer *pop_due(int64_t now)
{
    RtTimer *t = timers.heap[0].timer;
    if (t->period > 0) {
        t->when += t->period * (1 + (now - t->when) / t->period);
        sift_down(0, (Node){t->when, t});
        publish_next();
    } else {
        delete(0);
    }
    return t;
}

int64_t rt_timers_run(void)
{
    if (RT_ATOMIC_RELAXED(&timers.next) == INT64_MAX)
        return INT64_MAX;

    int64_t now = rt_os_monotonic_ns();
    rt_lock(&timers.lock);
    while (timers.n > 0 && timers.heap[0].when <= now) {
        RtTimer *t = pop_due(now);
        RtClosure *fn = t->fn;
        void *arg = t->arg;
        // A sleeper's timer is on its stack and may be gone once it is awake.
        bool sleeper = fn == &wake_closure;
        RT_ATOMIC_STORE(&t->state, sleeper ? STATE_IDLE : STATE_RUNNING);
        rt_unlock(&timers.lock);
        rt_call_closure1(fn, arg);
        if (!sleeper)
            RT_ATOMIC_STORE(&t->state, STATE_IDLE);
        rt_lock(&timers.lock);
    }
    int64_t next = timers.next;
    rt_unlock(&timers.lock);
    return next;
}

int64_t rt_timers_next(void)
{
    return RT_ATOMIC_RELAXED(&timers.next);
}

void rt_timers_scan(void (*scan)(const void *lo, const void *hi, void *ctx),
                    void *ctx)
{
    if (timers.n > 0)
        scan(timers.heap, timers.heap + timers.n, ctx);
}
