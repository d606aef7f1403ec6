// runtime/sched.c -- The scheduler: who runs next, and on which thread.
//
// Parking switches straight to the next runnable goroutine; only when there is
// none, or when timers and the global queue are due for a look, does the
// thread return to its own stack (g0), where it finds work or sleeps.
// A monitor thread (sysmon) ends time slices that last too long by a signal and
// takes the P from threads that stay in a system call.
//
// Invariant: a G is in at most one queue, and only after its context is saved:
// every requeueing goes through `after`, on the next context.
#include "runtime/sched.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "runtime/gc.h"
#include "runtime/lib.h"
#include "runtime/os.h"
#include "runtime/signal.h"
#include "runtime/stack.h"
#include "runtime/throw.h"
#include "runtime/timer.h"

#if defined(__SANITIZE_ADDRESS__)
#define RT_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define RT_ASAN 1
#endif
#endif
#ifdef RT_ASAN
void __sanitizer_start_switch_fiber(void **save, const void *lo, size_t n);
void __sanitizer_finish_switch_fiber(void *save, const void **lo, size_t *n);
#endif

_Static_assert(offsetof(RtG, sp) == 0, "context_x86_64.S: G_SP");
_Static_assert(offsetof(RtG, frames) == 40, "context_x86_64.S: G_FRAMES");
_Static_assert(offsetof(RtG, saved) == 56, "context_x86_64.S: G_SAVED");

enum {
    CHECK_EVERY = 64,       // Switches between looks at timers.
    GLOBAL_EVERY = 61,      // Slices between looks at the global queue.
    FREE_KEPT = 64,         // Dead goroutines that a P keeps for itself.
    ID_BATCH = 16,
    FIRST_ID = 18,          // The numbers below are the runtime's and main's.
    SLICE_NS = 10000000,
    SYSMON_MIN_NS = 20000,
    SYSMON_MAX_NS = 10000000,
    IDLE_ROUNDS = 20        // Of sysmon, before it sleeps until woken.
};

RT_THREAD RtG *rt_tls_g;
RT_THREAD RtM *rt_tls_m;
uint32_t rt_parallel;

static struct {
    RtLock lock;            // Guards everything here that is not atomic.
    RtG *first, *last;      // Global run queue.
    int64_t queued;         // Its length; atomic.
    uint32_t attention;     // Atomic: return to g0 and look around.
    RtM *idle_m;            // Threads without a P, asleep.
    RtM *all_m;
    RtM *sleeper;           // The thread that holds the P and sleeps.
    int64_t blocked;        // Threads in a system call that lost their P.
    int64_t next_m;
    int64_t next_id;        // Atomic.
    int64_t coarse_ns;      // Atomic; refreshed by sysmon and g0.
    bool main_exited;
    uint32_t sysmon_on;     // Atomic.
    uint32_t sysmon_asleep; // Futex: 1 while it waits for work.
    int64_t max_threads;
    RtM m0;
    RtP p0;
} sched = {.next_id = FIRST_ID, .max_threads = 10000};

// --- Switching ---------------------------------------------------------------

#ifdef RT_ASAN
static void fiber_leave(void **save, const RtG *to)
{
    __sanitizer_start_switch_fiber(save, to->stack_lo,
                                   (size_t)(to->stack_hi - to->stack_lo));
}

static void fiber_enter(RtG *g)
{
    __sanitizer_finish_switch_fiber(g->fake_stack, NULL, NULL);
}
#else
RT_INLINE void fiber_leave(void **save, const RtG *to)
{
    (void)save;
    (void)to;
}

RT_INLINE void fiber_enter(RtG *g)
{
    (void)g;
}
#endif

RT_INLINE void run_after(void)
{
    RtM *m = rt_m();
    void (*after)(void *) = m->after;
    if (after) {
        m->after = NULL;
        after(m->after_arg);
    }
}

RT_INLINE void switch_to(RtG *from, RtG *to, bool dying)
{
    fiber_leave(dying ? NULL : &from->fake_stack, to);
    rt_tls_g = to;
    rt_ctx_switch(&from->sp, to->sp);
    fiber_enter(rt_g());
    run_after();
}

// --- Run queues --------------------------------------------------------------

static void global_put_locked(RtG *g)
{
    g->next = NULL;
    if (sched.last)
        sched.last->next = g;
    else
        sched.first = g;
    sched.last = g;
    RT_ATOMIC_STORE(&sched.queued, sched.queued + 1);
}

static void wake_sleeper_locked(void)
{
    RtM *m = sched.sleeper;
    if (!m)
        return;
    sched.sleeper = NULL;
    RT_ATOMIC_STORE(&m->wake, 1);
    rt_futex_wake(&m->wake, 1);
}

static void global_put(RtG *g)
{
    rt_lock(&sched.lock);
    global_put_locked(g);
    wake_sleeper_locked();
    rt_unlock(&sched.lock);
}

static RtG *global_get(void)
{
    if (RT_ATOMIC_RELAXED(&sched.queued) == 0)
        return NULL;

    rt_lock(&sched.lock);
    RtG *g = sched.first;
    if (g) {
        sched.first = g->next;
        if (!sched.first)
            sched.last = NULL;
        RT_ATOMIC_STORE(&sched.queued, sched.queued - 1);
    }
    rt_unlock(&sched.lock);
    return g;
}

// Half of a full queue goes to the global one.
static RT_COLD void runq_spill(RtP *p, RtG *g)
{
    rt_lock(&sched.lock);
    for (int i = 0; i < RT_RUNQ / 2; i++)
        global_put_locked(p->queue[p->head++ % RT_RUNQ]);
    global_put_locked(g);
    rt_unlock(&sched.lock);
}

RT_INLINE void runq_put(RtP *p, RtG *g)
{
    if (RT_UNLIKELY(p->tail - p->head == RT_RUNQ)) {
        runq_spill(p, g);
        return;
    }
    p->queue[p->tail % RT_RUNQ] = g;
    RT_ATOMIC_STORE(&p->tail, p->tail + 1);
}

RT_INLINE void runq_put_next(RtP *p, RtG *g)
{
    RtG *former = p->run_next;
    p->run_next = g;
    if (former)
        runq_put(p, former);
}

RT_INLINE RtG *runq_get(RtP *p)
{
    RtG *g = p->run_next;
    if (g && RT_LIKELY(!RT_ATOMIC_RELAXED(&p->preempt))) {
        p->run_next = NULL;
        return g;
    }
    if (p->head != p->tail) {
        p->slice++;
        RT_ATOMIC_STORE(&p->preempt, 0);
        return p->queue[p->head++ % RT_RUNQ];
    }
    p->run_next = NULL;
    return g;
}

static bool runq_empty(const RtP *p)
{
    return !p->run_next && p->head == RT_ATOMIC_RELAXED(&p->tail);
}

// --- Parking and waking ------------------------------------------------------

static RtG *pick_next(RtM *m)
{
    RtP *p = m->p;
    if (RT_UNLIKELY(!p || --p->until_check == 0 ||
                    RT_ATOMIC_RELAXED(&sched.attention)))
        return &m->g0;

    RtG *g = runq_get(p);
    if (!g)
        return &m->g0;
    g->status = RT_G_RUNNING;
    return g;
}

static void switch_out(RtG *g)
{
    RtG *next = pick_next(rt_m());
    switch_to(g, next, false);
}

void rt_after_unlock(void *lock)
{
    rt_go_unlock(lock);
}

void rt_park(void (*after)(void *), void *arg, int reason)
{
    RtG *g = rt_g();
    RtM *m = rt_m();
    g->wait_reason = (uint8_t)reason;
    g->wait_since = RT_ATOMIC_RELAXED(&sched.coarse_ns);
    g->status = RT_G_WAITING;
    m->after = after;
    m->after_arg = arg;
    switch_out(g);
}

void rt_ready(RtG *g)
{
    RT_ATOMIC_STORE(&g->status, RT_G_RUNNABLE);
    RtP *p = rt_m()->p;
    if (RT_LIKELY(p != NULL))
        runq_put_next(p, g);
    else
        global_put(g);
}

static void after_requeue(void *g)
{
    RtP *p = rt_m()->p;
    if (p)
        runq_put(p, g);
    else
        global_put(g);
}

static void after_requeue_global(void *g)
{
    global_put(g);
}

static void yield(void (*after)(void *))
{
    RtG *g = rt_g();
    RtM *m = rt_m();
    if (g == &m->g0)
        return;
    g->status = RT_G_RUNNABLE;
    m->after = after;
    m->after_arg = g;
    switch_out(g);
}

void rt_gosched(void)
{
    yield(after_requeue);
}

void rt_ready_handoff(RtG *g)
{
    rt_ready(g);
    yield(after_requeue);
}

void rt_preempted(void)
{
    RtP *p = rt_m()->p;
    RT_ATOMIC_STORE(&p->preempt, 0);
    yield(after_requeue_global);
}

// --- Birth and death ---------------------------------------------------------

static void after_free(void *arg)
{
    RtG *g = arg;
    RtP *p = rt_m()->p;
    if (p && p->nfree < FREE_KEPT) {
        g->next = p->free_g;
        p->free_g = g;
        p->nfree++;
        return;
    }
    rt_stack_free(g);
}

void rt_g_exit(void)
{
    RtG *g = rt_g();
    RtM *m = rt_m();
    if (!g->system)
        m->p->ended++;
    if (g->id == 1)
        sched.main_exited = true;
    g->frames = NULL;
    g->panics = NULL;
    g->entry = NULL;
    RT_ATOMIC_STORE(&g->status, RT_G_DEAD);
    m->after = after_free;
    m->after_arg = g;
    switch_to(g, pick_next(m), true);
    RT_UNREACHABLE();
}

// First code on a new stack.
static void g_entry(void)
{
    RtG *g = rt_g();
    fiber_enter(g);
    run_after();
    rt_call_closure(g->entry);
    rt_g_exit();
}

static int64_t new_id(RtP *p)
{
    if (p->next_id == p->last_id) {
        p->next_id = RT_ATOMIC_ADD(&sched.next_id, ID_BATCH);
        p->last_id = p->next_id + ID_BATCH;
    }
    return p->next_id++;
}

static RtG *g_new(RtP *p)
{
    RtG *g = p->free_g;
    if (!g)
        return rt_stack_new();
    p->free_g = g->next;
    p->nfree--;
    return g;
}

static void g_prepare(RtG *g, RtClosure *fn, int64_t id)
{
    g->entry = fn;
    g->id = id;
    g->frames = NULL;
    g->panics = NULL;
    g->locked_m = NULL;
    g->lock_count = 0;
    g->fake_stack = NULL;
    g->sig = 0;
    g->select_done = 0;
    g->panic_on_fault = 0;
    g->printing_panic = 0;
    g->sp = rt_ctx_prepare(g->stack_hi, g_entry);
}

RtG *rt_go_start(RtClosure *fn, uintptr_t pc, bool system)
{
    RtP *p = rt_m()->p;
    RtG *g = g_new(p);
    g_prepare(g, fn, new_id(p));
    g->parent_id = rt_g()->id;
    g->created_pc = pc;
    g->system = system;
    if (!system)
        p->started++;
    RT_ATOMIC_STORE(&g->status, RT_G_RUNNABLE);
    runq_put_next(p, g);
    rt_sysmon_start();
    return g;
}

// --- Finding work ------------------------------------------------------------

static void count_user(RtG *g, void *n)
{
    if (!g->system)
        ++*(int64_t *)n;
}

static RT_COLD void deadlock(void)
{
    int64_t n = 0;
    rt_g_each(count_user, &n);
    if (n == 0)
        rt_throw_user("no goroutines (main called runtime.Goexit)"
                      " - deadlock!");
    rt_throw_user("all goroutines are asleep - deadlock!");
}

// Sleeps until there may be work.  Nothing runnable, no timer and nobody in a
// system call means that nothing can ever happen.
static void idle(RtM *m, int64_t next_timer)
{
    rt_lock(&sched.lock);
    if (sched.queued > 0) {
        rt_unlock(&sched.lock);
        return;
    }
    bool timers = next_timer != INT64_MAX;
    if (!timers && sched.blocked == 0) {
        rt_unlock(&sched.lock);
        deadlock();
    }
    RT_ATOMIC_STORE(&m->wake, 0);
    sched.sleeper = m;
    rt_unlock(&sched.lock);

    int64_t ns = timers ? next_timer - rt_os_monotonic_ns() : -1;
    if (!timers || ns > 0)
        rt_futex_wait(&m->wake, 0, ns);

    rt_lock(&sched.lock);
    if (sched.sleeper == m)
        sched.sleeper = NULL;
    rt_unlock(&sched.lock);
    if (RT_ATOMIC_RELAXED(&sched.sysmon_asleep)) {
        RT_ATOMIC_STORE(&sched.sysmon_asleep, 0);
        rt_futex_wake(&sched.sysmon_asleep, 1);
    }
}

static RtG *find_work(RtM *m)
{
    for (;;) {
        RtP *p = m->p;
        p->until_check = CHECK_EVERY;
        RT_ATOMIC_STORE(&sched.attention, 0);
        int64_t next_timer = rt_timers_run();
        RtG *g = NULL;
        if (p->slice % GLOBAL_EVERY == 0)
            g = global_get();
        if (!g)
            g = runq_get(p);
        if (!g && (g = global_get()))
            p->slice++;
        if (g)
            return g;
        idle(m, next_timer);
    }
}

// Waits until another thread hands over a P.
static void stop_thread(RtM *m)
{
    rt_lock(&sched.lock);
    while (!m->p) {
        RT_ATOMIC_STORE(&m->wake, 0);
        m->next_idle = sched.idle_m;
        sched.idle_m = m;
        rt_unlock(&sched.lock);
        while (!RT_ATOMIC_LOAD(&m->wake))
            rt_futex_wait(&m->wake, 0, -1);
        rt_lock(&sched.lock);
    }
    rt_unlock(&sched.lock);
}

void rt_sched_loop(void)
{
    RtM *m = rt_m();
    for (;;) {
        if (!m->p)
            stop_thread(m);
        RtG *g = find_work(m);
        g->status = RT_G_RUNNING;
        switch_to(&m->g0, g, false);
    }
}

// --- Threads -----------------------------------------------------------------

static void thread_bounds(RtG *g0)
{
    pthread_attr_t attr;
    void *lo = NULL;
    size_t n = 0;
    if (pthread_getattr_np(pthread_self(), &attr) == 0) {
        pthread_attr_getstack(&attr, &lo, &n);
        pthread_attr_destroy(&attr);
    }
    g0->stack_lo = lo;
    g0->stack_hi = (uint8_t *)lo + n;
}

static void m_begin(RtM *m)
{
    rt_tls_m = m;
    rt_tls_g = &m->g0;
    m->tid = (int32_t)syscall(SYS_gettid);
    m->thread = (uintptr_t)pthread_self();
    m->g0.status = RT_G_RUNNING;
    m->g0.system = 1;
    thread_bounds(&m->g0);
    m->g0.sp = __builtin_frame_address(0);
    rt_signal_thread_init(m);
}

static void *thread_main(void *arg)
{
    m_begin(arg);
    rt_sched_loop();
}

static pthread_t start_thread(void *(*run)(void *), void *arg)
{
    pthread_attr_t attr;
    pthread_t thread;
    sigset_t all, before;
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, 512 << 10);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int failed = pthread_create(&thread, &attr, run, arg);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attr);
    if (failed)
        rt_throw("runtime: failed to create new OS thread");
    return thread;
}

// Gives p, which nobody holds, to a thread.  The lock is held.
static void hand_over_locked(RtP *p)
{
    RtM *m = sched.idle_m;
    if (m) {
        sched.idle_m = m->next_idle;
    } else {
        m = calloc(1, sizeof *m);
        if (!m)
            rt_throw("runtime: out of memory for a thread");
        m->id = sched.next_m++;
        m->next_all = sched.all_m;
        sched.all_m = m;
    }
    m->p = p;
    p->m = m;
    RT_ATOMIC_STORE(&p->status, RT_P_RUNNING);
    if (m->thread) {
        RT_ATOMIC_STORE(&m->wake, 1);
        rt_futex_wake(&m->wake, 1);
    } else {
        start_thread(thread_main, m);
    }
}

// --- System calls ------------------------------------------------------------

// Continues rt_syscall_enter (context_*.S), which saved the registers.
void rt_syscall_begin(void);
void rt_syscall_begin(void)
{
    RtG *g = rt_g();
    RtM *m = rt_m();
    RtP *p = m->p;
    if (!p || g == &m->g0)
        return;
    g->status = RT_G_SYSCALL;
    p->syscalls++;
    m->syscall_p = p;
    m->p = NULL;
    RT_ATOMIC_STORE(&p->status, RT_P_SYSCALL);
}

static void after_syscall(void *g)
{
    rt_lock(&sched.lock);
    sched.blocked--;
    global_put_locked(g);
    RT_ATOMIC_STORE(&sched.attention, 1);
    wake_sleeper_locked();
    rt_unlock(&sched.lock);
}

void rt_syscall_leave(void)
{
    RtG *g = rt_g();
    RtM *m = rt_m();
    RtP *p = m->syscall_p;
    if (!p)
        return;

    m->syscall_p = NULL;
    uint32_t expected = RT_P_SYSCALL;
    if (RT_LIKELY(__atomic_compare_exchange_n(
            &p->status, &expected, RT_P_RUNNING, false, __ATOMIC_ACQ_REL,
            __ATOMIC_ACQUIRE))) {
        m->p = p;
        g->status = RT_G_RUNNING;
        return;
    }
    g->status = RT_G_RUNNABLE;
    m->after = after_syscall;
    m->after_arg = g;
    switch_to(g, &m->g0, false);
}

// --- Sysmon ------------------------------------------------------------------

typedef struct Watch {
    uint32_t slice, syscalls;
    int64_t since;       // When this slice was first seen.
} Watch;

static bool work_waits(const RtP *p, int64_t now)
{
    return !runq_empty(p) || RT_ATOMIC_RELAXED(&sched.queued) > 0 ||
           rt_timers_next() <= now;
}

static bool retake(RtP *p)
{
    rt_lock(&sched.lock);
    uint32_t expected = RT_P_SYSCALL;
    bool taken = __atomic_compare_exchange_n(&p->status, &expected, RT_P_IDLE,
                                             false, __ATOMIC_ACQ_REL,
                                             __ATOMIC_ACQUIRE);
    if (taken) {
        sched.blocked++;
        hand_over_locked(p);
    }
    rt_unlock(&sched.lock);
    return taken;
}

// True if something happened that asks for a close watch.
static bool watch(RtP *p, Watch *w, int64_t now)
{
    uint32_t status = RT_ATOMIC_LOAD(&p->status);
    if (status == RT_P_SYSCALL) {
        if (w->syscalls != p->syscalls) {
            w->syscalls = p->syscalls;
            return true;
        }
        bool wanted = work_waits(p, now) || rt_timers_next() != INT64_MAX;
        return wanted && retake(p);
    }
    if (w->slice != RT_ATOMIC_RELAXED(&p->slice)) {
        w->slice = RT_ATOMIC_RELAXED(&p->slice);
        w->since = now;
        return false;
    }
    if (rt_timers_next() <= now)
        RT_ATOMIC_STORE(&sched.attention, 1);
    if (now - w->since >= SLICE_NS && work_waits(p, now)) {
        RT_ATOMIC_STORE(&p->preempt, 1);
        rt_signal_preempt(p->m);
    }
    return false;
}

static void *sysmon(void *unused)
{
    (void)unused;
    Watch w = {0};
    int64_t delay = SYSMON_MIN_NS;
    int quiet = 0;
    uint32_t never = 0;
    for (;;) {
        rt_futex_wait(&never, 0, delay);
        int64_t now = rt_os_monotonic_ns();
        RT_ATOMIC_STORE(&sched.coarse_ns, now);
        if (RT_ATOMIC_RELAXED(&sched.sleeper)) {
            if (++quiet > IDLE_ROUNDS) {
                RT_ATOMIC_SWAP(&sched.sysmon_asleep, 1);
                if (RT_ATOMIC_LOAD(&sched.sleeper))
                    rt_futex_wait(&sched.sysmon_asleep, 1, -1);
                RT_ATOMIC_STORE(&sched.sysmon_asleep, 0);
                quiet = 0;
            }
        } else {
            quiet = 0;
        }
        bool close = watch(&sched.p0, &w, now);
        delay = close ? SYSMON_MIN_NS : delay * 2;
        if (delay > SYSMON_MAX_NS)
            delay = SYSMON_MAX_NS;
    }
    return NULL;
}

void rt_sysmon_start(void)
{
    if (RT_LIKELY(RT_ATOMIC_RELAXED(&sched.sysmon_on)))
        return;
    if (RT_ATOMIC_SWAP(&sched.sysmon_on, 1) == 0)
        start_thread(sysmon, NULL);
}

void rt_sched_timer_added(int64_t when)
{
    (void)when;
    rt_sysmon_start();
    if (!RT_ATOMIC_RELAXED(&sched.sleeper))
        return;
    rt_lock(&sched.lock);
    wake_sleeper_locked();
    rt_unlock(&sched.lock);
}

int64_t rt_sched_now(void)
{
    return RT_ATOMIC_RELAXED(&sched.coarse_ns);
}

uint32_t rt_sched_random(void)
{
    RtP *p = rt_m()->p ? rt_m()->p : &sched.p0;
    uint64_t x = p->random;
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    p->random = x;
    return (uint32_t)(x >> 32);
}

// --- System stack and the collector's view -----------------------------------

void rt_on_system_stack(void (*fn)(void *), void *arg)
{
    RtG *g = rt_g();
    RtM *m = rt_m();
    if (m->on_system > 0) {
        fn(arg);
        return;
    }
    m->on_system++;
    if (g == &m->g0) {
        uint8_t *here = __builtin_frame_address(0);
        rt_ctx_call_on(fn, arg, &g->sp, here - 4096);
    } else {
        fiber_leave(&g->fake_stack, &m->g0);
        rt_ctx_call_on(fn, arg, &g->sp, m->g0.sp);
        fiber_enter(g);
    }
    m->on_system--;
}

void rt_gc_on_system_stack(void (*fn)(void *), void *arg)
{
    rt_on_system_stack(fn, arg);
}

// One P: nobody else runs Go code, and who returns from a system call waits.
void rt_world_stop(void)
{
}

void rt_world_start(void)
{
}

typedef struct ScanAll {
    void (*scan)(const void *lo, const void *hi, void *ctx);
    void *ctx;
} ScanAll;

static void scan_g(RtG *g, void *arg)
{
    ScanAll *s = arg;
    s->scan(g->sp, g + 1, s->ctx);
}

static void scan_m(RtM *m, void *arg)
{
    ScanAll *s = arg;
    if (m->g0.sp && m->g0.stack_hi)
        s->scan(m->g0.sp, m->g0.stack_hi, s->ctx);
}

void rt_m_each(void (*visit)(RtM *m, void *ctx), void *ctx)
{
    for (RtM *m = sched.all_m; m; m = m->next_all)
        visit(m, ctx);
}

void rt_stacks_each(void (*scan)(const void *lo, const void *hi, void *ctx),
                    void *ctx)
{
    ScanAll s = {scan, ctx};
    rt_g_each(scan_g, &s);
    rt_m_each(scan_m, &s);
    rt_timers_scan(scan, ctx);
}

// --- Questions and settings --------------------------------------------------

int64_t rt_num_goroutine(void)
{
    return sched.p0.started - sched.p0.ended;
}

int64_t rt_num_cpu(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set))
        return 1;
    return CPU_COUNT(&set);
}

static int64_t wanted_procs(void)
{
    const char *text = rt_os_getenv("GOMAXPROCS");
    int64_t n = text ? strtoll(text, NULL, 10) : 0;
    return n > 0 ? n : rt_num_cpu();
}

// The number is remembered and reported; Go code runs on one thread at a time.
int64_t rt_gomaxprocs(int64_t n)
{
    static int64_t procs;
    if (procs == 0)
        procs = wanted_procs();
    int64_t former = procs;
    if (n > 0)
        procs = n;
    return former;
}

void rt_lock_os_thread(void)
{
    rt_g()->lock_count++;
}

void rt_unlock_os_thread(void)
{
    RtG *g = rt_g();
    if (g->lock_count > 0)
        g->lock_count--;
}

int64_t rt_goid(void)
{
    return rt_g()->id;
}

int64_t rt_set_max_threads(int64_t n)
{
    int64_t former = sched.max_threads;
    sched.max_threads = n;
    return former;
}

bool rt_set_panic_on_fault(bool on)
{
    RtG *g = rt_g();
    bool former = g->panic_on_fault;
    g->panic_on_fault = on;
    return former;
}

bool rt_can_spin(int64_t iteration)
{
    (void)iteration;
    return false; // With one P the holder cannot run while we spin.
}

void rt_do_spin(void)
{
    for (int i = 0; i < 30; i++)
        rt_cpu_relax();
}

static uint64_t random_seed(void)
{
    const char *text = rt_os_getenv("RT_SCHED_SEED");
    uint64_t seed = 0;
    if (text)
        seed = strtoull(text, NULL, 10) * 0x9e3779b97f4a7c15u + 1;
    else
        rt_os_entropy(&seed, sizeof seed);
    return seed | 1;
}

static RtG *main_g(RtClosure *fn)
{
    RtG *g = rt_stack_new_main();
    g_prepare(g, fn, 1);
    g->status = RT_G_RUNNABLE;
    return g;
}

void rt_sched_init(RtClosure *main)
{
    RtM *m = &sched.m0;
    RtP *p = &sched.p0;
    m_begin(m);
    sched.all_m = m;
    sched.next_m = 1;
    sched.coarse_ns = rt_os_monotonic_ns();
    m->p = p;
    p->m = m;
    p->status = RT_P_RUNNING;
    p->until_check = CHECK_EVERY;
    p->random = random_seed();
    p->started = 1;
    rt_stack_init();
    runq_put(p, main_g(main));
}

// --- The go statement ----------------------------------------------------------

void rt_go(RtClosure *fn)
{
    const uintptr_t *frame = __builtin_frame_address(0);
    if (RT_UNLIKELY(!fn))
        rt_throw_user("go of nil func value");
    rt_go_start(fn, frame[1], false);
}
