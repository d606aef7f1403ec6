// runtime/thread.c -- Threads, system calls, and the monitor.
//
// A thread in a system call keeps its P in state SYSCALL; when it comes back in
// time it takes the P again by one atomic instruction.  If the call lasts and
// somebody wants to run, the monitor (sysmon) takes the P and gives it to
// another thread.  The monitor also ends time slices that last too long, by a
// signal.  It runs without a P and touches no Go memory.
//
// Invariant: changing a P to or from IDLE or STOPPED needs the lock; from
// SYSCALL to anything it needs a successful compare-and-swap.
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "runtime/lib.h"
#include "runtime/os.h"
#include "runtime/sched_internal.h"
#include "runtime/signal.h"
#include "runtime/throw.h"
#include "runtime/timer.h"

enum {
    SLICE_NS = 10000000,
    SYSMON_MIN_NS = 20000,
    SYSMON_MAX_NS = 10000000,
    IDLE_ROUNDS = 20,       // Of sysmon, before it sleeps until woken.
    THREAD_STACK = 512 << 10
};

static RtSched *const sched = &rt_sched;

// --- P's -----------------------------------------------------------------------

void rt_sched_set_p_locked(RtM *m, RtP *p)
{
    m->p = p;
    p->m = m;
    RT_ATOMIC_STORE(&p->status, RT_P_RUNNING);
}

void rt_sched_release_p_locked(RtM *m, RtPStatus status)
{
    RtP *p = m->p;
    m->p = NULL;
    p->m = NULL;
    RT_ATOMIC_STORE(&p->status, status);
    if (status == RT_P_IDLE) {
        p->next_idle = sched->idle_p;
        sched->idle_p = p;
        __atomic_fetch_add(&sched->nidle_p, 1, __ATOMIC_SEQ_CST);
    }
}

RtP *rt_sched_take_idle_p_locked(void)
{
    RtP *p = sched->idle_p;
    if (p) {
        sched->idle_p = p->next_idle;
        __atomic_fetch_sub(&sched->nidle_p, 1, __ATOMIC_SEQ_CST);
    }
    return p;
}

// --- Threads -------------------------------------------------------------------

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

void rt_m_begin(RtM *m)
{
    rt_tls_m = m;
    rt_tls_g = &m->g0;
    m->tid = (int32_t)syscall(SYS_gettid);
    m->g0.status = RT_G_RUNNING;
    m->g0.system = 1;
    thread_bounds(&m->g0);
    m->g0.sp = __builtin_frame_address(0);
    RT_ATOMIC_STORE(&m->thread, (uintptr_t)pthread_self());
    rt_signal_thread_init(m);
}

static void *thread_main(void *arg)
{
    rt_m_begin(arg);
    rt_sched_loop();
}

static void start_thread(void *(*run)(void *), void *arg)
{
    pthread_attr_t attr;
    pthread_t thread;
    sigset_t all, before;
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, THREAD_STACK);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int failed = pthread_create(&thread, &attr, run, arg);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attr);
    if (failed)
        rt_throw("runtime: failed to create new OS thread");
}

static void wake_thread(RtM *m)
{
    RT_ATOMIC_STORE(&m->wake, 1);
    rt_futex_wake(&m->wake, 1);
}

static RtM *new_thread_locked(void)
{
    if (sched->next_m >= sched->max_threads)
        rt_throw("thread exhaustion");
    RtM *m = calloc(1, sizeof *m);
    if (!m)
        rt_throw("runtime: out of memory for a thread");
    m->id = sched->next_m++;
    m->next_all = sched->all_m;
    RT_ATOMIC_STORE(&sched->all_m, m);
    return m;
}

void rt_sched_hand_over_locked(RtP *p, bool spinning)
{
    RtM *m = sched->idle_m;
    bool fresh = false;
    if (m) {
        sched->idle_m = m->next_idle;
    } else if (rt_parallel && sched->sleeper) {
        m = sched->sleeper;
        RT_ATOMIC_STORE(&sched->sleeper, NULL);
    } else {
        m = new_thread_locked();
        fresh = true;
    }
    m->spinning = spinning;
    rt_sched_set_p_locked(m, p);
    if (fresh)
        start_thread(thread_main, m);
    else
        wake_thread(m);
}

void rt_sched_stop_thread(RtM *m)
{
    rt_lock(&sched->lock);
    while (!m->p) {
        RT_ATOMIC_STORE(&m->wake, 0);
        m->next_idle = sched->idle_m;
        sched->idle_m = m;
        rt_unlock(&sched->lock);
        while (!RT_ATOMIC_LOAD(&m->wake))
            rt_futex_wait(&m->wake, 0, -1);
        rt_lock(&sched->lock);
    }
    rt_unlock(&sched->lock);
}

void rt_sched_wake_sleeper_locked(void)
{
    RtM *m = sched->sleeper;
    if (!m)
        return;
    RT_ATOMIC_STORE(&sched->sleeper, NULL);
    wake_thread(m);
}

int64_t rt_set_max_threads(int64_t n)
{
    int64_t former = sched->max_threads;
    sched->max_threads = n;
    return former;
}

// --- System calls ----------------------------------------------------------------

// Continues rt_syscall_enter (context_*.S), which saved the registers.
void rt_syscall_begin(void);
void rt_syscall_begin(void)
{
    RtG *g = rt_g();
    RtM *m = rt_m();
    RtP *p = m->p;
    if (!p || g == &m->g0)
        return;
    RT_ATOMIC_STORE(&g->status, RT_G_SYSCALL);
    RT_ATOMIC_STORE(&p->syscalls, p->syscalls + 1);
    m->syscall_p = p;
    m->p = NULL;
    RT_ATOMIC_STORE(&p->status, RT_P_SYSCALL);
}

static bool retake_own(RtP *p)
{
    uint32_t expected = RT_P_SYSCALL;
    return __atomic_compare_exchange_n(&p->status, &expected, RT_P_RUNNING,
                                       false, __ATOMIC_ACQ_REL,
                                       __ATOMIC_ACQUIRE);
}

// On g0: somebody else has the P.
static void after_syscall(void *g)
{
    RtM *m = rt_m();
    rt_lock(&sched->lock);
    sched->blocked--;
    rt_sched_global_put_locked(g);
    RtP *p = rt_sched_take_idle_p_locked();
    if (p)
        rt_sched_set_p_locked(m, p);
    else
        rt_sched_wake_sleeper_locked();
    rt_unlock(&sched->lock);
}

void rt_syscall_leave(void)
{
    RtG *g = rt_g();
    RtM *m = rt_m();
    RtP *p = m->syscall_p;
    if (!p)
        return;

    m->syscall_p = NULL;
    if (RT_LIKELY(retake_own(p))) {
        m->p = p;
        g->status = RT_G_RUNNING;
        return;
    }
    RT_ATOMIC_STORE(&g->status, RT_G_RUNNABLE);
    rt_sched_leave(g, after_syscall);
}

// --- Sysmon ------------------------------------------------------------------------

static bool work_waits(const RtP *p, int64_t now)
{
    return !rt_sched_queue_empty(p) ||
           RT_ATOMIC_RELAXED(&sched->queued) > 0 || rt_timers_next() <= now;
}

static bool retake(RtP *p)
{
    rt_lock(&sched->lock);
    uint32_t expected = RT_P_SYSCALL;
    bool taken = !RT_ATOMIC_RELAXED(&sched->stop_wanted) &&
                 __atomic_compare_exchange_n(&p->status, &expected, RT_P_IDLE,
                                             false, __ATOMIC_ACQ_REL,
                                             __ATOMIC_ACQUIRE);
    if (taken) {
        sched->blocked++;
        rt_sched_hand_over_locked(p, false);
    }
    rt_unlock(&sched->lock);
    return taken;
}

static bool watch_syscall(RtP *p, int64_t now)
{
    uint32_t calls = RT_ATOMIC_RELAXED(&p->syscalls);
    if (p->watch_syscalls != calls) {
        p->watch_syscalls = calls;
        return true;
    }
    bool wanted = work_waits(p, now) ||
                  (rt_timers_next() != INT64_MAX && !rt_parallel);
    return wanted && retake(p);
}

// True if something happened that asks for a close watch.
static bool watch(RtP *p, int64_t now)
{
    uint32_t status = RT_ATOMIC_LOAD(&p->status);
    if (status == RT_P_SYSCALL)
        return watch_syscall(p, now);
    if (status != RT_P_RUNNING)
        return false;
    uint32_t slice = RT_ATOMIC_RELAXED(&p->slice);
    if (p->watch_slice != slice) {
        p->watch_slice = slice;
        p->watch_since = now;
        return false;
    }
    if (rt_timers_next() <= now)
        RT_ATOMIC_STORE(&p->attention, 1);
    if (now - p->watch_since >= SLICE_NS && work_waits(p, now)) {
        RT_ATOMIC_STORE(&p->preempt, 1);
        rt_signal_preempt(RT_ATOMIC_LOAD(&p->m));
    }
    return false;
}

static bool all_idle(void)
{
    if (!rt_parallel)
        return RT_ATOMIC_RELAXED(&sched->sleeper) != NULL;
    return RT_ATOMIC_RELAXED(&sched->nidle_p) == sched->nprocs;
}

static void sysmon_sleep(void)
{
    RT_ATOMIC_SWAP(&sched->sysmon_asleep, 1);
    if (all_idle())
        rt_futex_wait(&sched->sysmon_asleep, 1, -1);
    RT_ATOMIC_STORE(&sched->sysmon_asleep, 0);
}

void rt_sched_wake_sysmon(void)
{
    if (RT_LIKELY(!RT_ATOMIC_RELAXED(&sched->sysmon_asleep)))
        return;
    RT_ATOMIC_STORE(&sched->sysmon_asleep, 0);
    rt_futex_wake(&sched->sysmon_asleep, 1);
}

static void *sysmon(void *unused)
{
    (void)unused;
    int64_t delay = SYSMON_MIN_NS;
    int quiet = 0;
    uint32_t never = 0;
    for (;;) {
        rt_futex_wait(&never, 0, delay);
        quiet = all_idle() ? quiet + 1 : 0;
        if (quiet > IDLE_ROUNDS) {
            sysmon_sleep();
            quiet = 0;
        }
        int64_t now = rt_os_monotonic_ns();
        RT_ATOMIC_STORE(&sched->coarse_ns, now);
        bool close = false, waits = rt_timers_next() <= now;
        for (uint32_t i = 0; i < sched->nprocs; i++) {
            close |= watch(sched->p[i], now);
            waits |= !rt_sched_queue_empty(sched->p[i]);
        }
        if (waits)
            rt_sched_wake_p();
        delay = close ? SYSMON_MIN_NS : delay * 2;
        if (delay > SYSMON_MAX_NS)
            delay = SYSMON_MAX_NS;
    }
    return NULL;
}

void rt_sysmon_start(void)
{
    if (RT_LIKELY(RT_ATOMIC_RELAXED(&sched->sysmon_on)))
        return;
    if (RT_ATOMIC_SWAP(&sched->sysmon_on, 1) == 0)
        start_thread(sysmon, NULL);
}

void rt_sched_timer_added(int64_t when)
{
    (void)when;
    rt_sysmon_start();
    if (!RT_ATOMIC_RELAXED(&sched->sleeper))
        return;
    rt_lock(&sched->lock);
    rt_sched_wake_sleeper_locked();
    rt_unlock(&sched->lock);
}

int64_t rt_sched_now(void)
{
    return RT_ATOMIC_RELAXED(&sched->coarse_ns);
}
