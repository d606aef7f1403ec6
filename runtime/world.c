// runtime/world.c -- Stopping everybody, what the collector sees, GOMAXPROCS.
//
// To stop the world every P but the caller's must be idle, in a system call, or
// given up by its thread at a switch; signals bring threads there that run
// compiled code.  Goroutines that were running are then parked like all others.
//
// Invariant: between stop and start no P but the caller's is RUNNING, so that
// all stacks are saved and all locks that need a P are free.
#include <sched.h>
#include <stdlib.h>

#include "runtime/gc.h"
#include "runtime/lib.h"
#include "runtime/os.h"
#include "runtime/sched_internal.h"
#include "runtime/signal.h"
#include "runtime/stack.h"
#include "runtime/throw.h"
#include "runtime/timer.h"

enum {
    POKE_NS = 100000,       // Between signals to those that do not stop.
    FREEZE_NS = 10000000    // Longest wait before a fatal error is printed.
};

static RtSched *const sched = &rt_sched;

// --- Stopping ----------------------------------------------------------------------

static bool stop_syscall(RtP *p)
{
    uint32_t expected = RT_P_SYSCALL;
    if (!__atomic_compare_exchange_n(&p->status, &expected, RT_P_STOPPED,
                                     false, __ATOMIC_ACQ_REL,
                                     __ATOMIC_ACQUIRE))
        return false;
    sched->blocked++; // Its thread will come back without it.
    return true;
}

// Gives how many P's still run, and asks them to stop.
static uint32_t stop_all_locked(const RtP *own)
{
    uint32_t left = 0;
    for (RtP *p; (p = rt_sched_take_idle_p_locked());)
        RT_ATOMIC_STORE(&p->status, RT_P_STOPPED);
    for (uint32_t i = 0; i < sched->nprocs; i++) {
        RtP *p = sched->p[i];
        if (p == own || RT_ATOMIC_LOAD(&p->status) == RT_P_STOPPED ||
            stop_syscall(p))
            continue;
        RT_ATOMIC_STORE(&p->attention, 1);
        RT_ATOMIC_STORE(&p->preempt, 1);
        left++;
    }
    return left;
}

static void poke_all(const RtP *own)
{
    rt_lock(&sched->lock);
    for (uint32_t i = 0; i < sched->nprocs; i++) {
        RtP *p = sched->p[i];
        uint32_t status = RT_ATOMIC_LOAD(&p->status);
        if (p == own || status == RT_P_STOPPED)
            continue;
        if (status == RT_P_SYSCALL && stop_syscall(p)) {
            RT_ATOMIC_STORE(&sched->stop_left, sched->stop_left - 1);
            continue;
        }
        RT_ATOMIC_STORE(&p->attention, 1);
        RT_ATOMIC_STORE(&p->preempt, 1);
        rt_signal_preempt(p->m);
    }
    rt_unlock(&sched->lock);
}

// False if `most` nanoseconds were not enough (< 0: no limit).
static bool stop(int64_t most)
{
    const RtP *own = rt_m()->p;
    rt_lock(&sched->lock);
    RT_ATOMIC_SWAP(&sched->stop_wanted, 1);
    RT_ATOMIC_STORE(&sched->stop_left, stop_all_locked(own));
    rt_unlock(&sched->lock);
    int64_t begin = rt_os_monotonic_ns();
    for (uint32_t left; (left = RT_ATOMIC_LOAD(&sched->stop_left)) > 0;) {
        if (most >= 0 && rt_os_monotonic_ns() - begin > most)
            return false;
        poke_all(own);
        rt_futex_wait(&sched->stop_left, left, POKE_NS);
    }
    return true;
}

void rt_world_stop_here(RtM *m)
{
    rt_lock(&sched->lock);
    if (RT_ATOMIC_RELAXED(&sched->stop_wanted)) {
        rt_sched_release_p_locked(m, RT_P_STOPPED);
        RT_ATOMIC_STORE(&sched->stop_left, sched->stop_left - 1);
        rt_futex_wake(&sched->stop_left, 1);
    }
    rt_unlock(&sched->lock);
    if (!m->p)
        rt_sched_stop_thread(m);
}

void rt_world_stop(void)
{
    if (rt_parallel)
        stop(-1);
}

// P's with work go on; the others wait for some.
static void start_locked(void)
{
    RT_ATOMIC_STORE(&sched->stop_wanted, 0);
    int64_t queued = sched->queued;
    for (uint32_t i = 0; i < sched->nprocs; i++) {
        RtP *p = sched->p[i];
        if (RT_ATOMIC_RELAXED(&p->status) != RT_P_STOPPED)
            continue;
        RT_ATOMIC_STORE(&p->preempt, 0);
        if (queued > 0 || !rt_sched_queue_empty(p)) {
            queued--;
            rt_sched_hand_over_locked(p, false);
            continue;
        }
        RT_ATOMIC_STORE(&p->status, RT_P_IDLE);
        p->next_idle = sched->idle_p;
        sched->idle_p = p;
        __atomic_fetch_add(&sched->nidle_p, 1, __ATOMIC_SEQ_CST);
    }
}

void rt_world_start(void)
{
    if (!rt_parallel)
        return;
    rt_lock(&sched->lock);
    start_locked();
    rt_unlock(&sched->lock);
    rt_sched_wake_p();
}

void rt_world_freeze(void)
{
    RtM *m = rt_m();
    if (rt_parallel && m && m->locks == 0)
        stop(FREEZE_NS);
}

// --- What the collector sees ----------------------------------------------------------

void rt_gc_on_system_stack(void (*fn)(void *), void *arg)
{
    rt_on_system_stack(fn, arg);
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
    for (RtM *m = RT_ATOMIC_LOAD(&sched->all_m); m; m = m->next_all)
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

// --- GOMAXPROCS --------------------------------------------------------------------------

int64_t rt_num_cpu(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set))
        return 1;
    return CPU_COUNT(&set);
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

void rt_p_init(RtP *p, uint32_t id)
{
    p->id = id;
    p->until_check = 1;
    p->random = random_seed() + 2 * id;
    sched->p[id] = p;
}

// The world is stopped: moves what a P has to others.
static void drain(RtP *p)
{
    if (p->run_next)
        rt_sched_global_put_locked(p->run_next);
    p->run_next = NULL;
    while (p->head != p->tail)
        rt_sched_global_put_locked(p->queue[p->head++ % RT_RUNQ]);
    rt_stack_free_list(p->free_g);
    p->free_g = NULL;
    p->nfree = 0;
    RT_ATOMIC_STORE(&p->status, RT_P_DEAD);
}

static void grow(uint32_t n)
{
    for (uint32_t i = sched->nprocs; i < n; i++) {
        RtP *p = sched->p[i] ? sched->p[i] : calloc(1, sizeof *p);
        if (!p)
            rt_throw("runtime: out of memory for GOMAXPROCS");
        if (!sched->p[i])
            rt_p_init(p, i);
        RT_ATOMIC_STORE(&p->status, RT_P_STOPPED);
    }
}

static void set_procs(void *arg)
{
    uint32_t n = *(uint32_t *)arg;
    RtM *m = rt_m();
    if (rt_parallel)
        stop(-1);
    rt_lock(&sched->lock);
    grow(n);
    RtP *own = m->p;
    if (own->id >= n) {
        rt_sched_release_p_locked(m, RT_P_STOPPED);
        rt_sched_set_p_locked(m, sched->p[0]);
    }
    for (uint32_t i = n; i < sched->nprocs; i++)
        drain(sched->p[i]);
    sched->nprocs = n;
    rt_parallel = n > 1;
    start_locked();
    rt_unlock(&sched->lock);
    rt_sched_wake_p();
}

int64_t rt_gomaxprocs(int64_t n)
{
    int64_t former = sched->nprocs;
    if (n <= 0 || n == former)
        return former;
    uint32_t wanted = n < RT_MAX_P ? (uint32_t)n : RT_MAX_P;
    rt_on_system_stack(set_procs, &wanted);
    return former;
}

// What GOMAXPROCS asks for, else every processor.
static uint32_t wanted_procs(void)
{
    const char *text = rt_os_getenv("GOMAXPROCS");
    int64_t n = text ? strtoll(text, NULL, 10) : 0;
    if (n <= 0)
        n = rt_num_cpu();
    return n < RT_MAX_P ? (uint32_t)n : RT_MAX_P;
}

void rt_procs_init(void)
{
    uint32_t n = wanted_procs();
    rt_lock(&sched->lock);
    grow(n);
    sched->nprocs = n;
    rt_parallel = n > 1;
    start_locked();
    rt_unlock(&sched->lock);
}

// --- Questions ------------------------------------------------------------------------------

int64_t rt_num_goroutine(void)
{
    int64_t n = 0;
    for (int i = 0; i < RT_MAX_P && sched->p[i]; i++)
        n += RT_ATOMIC_RELAXED(&sched->p[i]->started) -
             RT_ATOMIC_RELAXED(&sched->p[i]->ended);
    return n;
}

uint32_t rt_sched_random(void)
{
    RtP *p = rt_m()->p ? rt_m()->p : &sched->p0;
    uint64_t x = p->random;
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    p->random = x;
    return (uint32_t)(x >> 32);
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

bool rt_set_panic_on_fault(bool on)
{
    RtG *g = rt_g();
    bool former = g->panic_on_fault;
    g->panic_on_fault = on;
    return former;
}

// A holder that runs on another thread may let go soon.
bool rt_can_spin(int64_t iteration)
{
    return rt_parallel && iteration < 4 &&
           sched->nprocs > RT_ATOMIC_RELAXED(&sched->nidle_p) + 1 &&
           rt_sched_queue_empty(rt_m()->p);
}

void rt_do_spin(void)
{
    for (int i = 0; i < 30; i++)
        rt_cpu_relax();
}
