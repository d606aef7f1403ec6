// runtime/sched.c -- The scheduler: who runs next.
//
// Parking switches straight to the next runnable goroutine of this P; only when
// there is none, or when something asks for attention, does the thread return
// to its own stack (g0), where it runs timers, takes from the global queue,
// steals from other P's, or sleeps.
//
// Invariant: a G is in at most one queue, and only after its context is saved:
// every requeueing goes through `after`, on the next context.
//
//     main parks in <-c: after = unlock c, switch to goroutine 18 from the
//     queue; its first act is to unlock c; only now can anyone wake main.
#include "runtime/sched.h"

#include <string.h>

#include "runtime/lib.h"
#include "runtime/os.h"
#include "runtime/sched_internal.h"
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
    STEAL_ROUNDS = 30,      // About a microsecond each.
    SPIN_PAUSES = 60,
    ASK_AFTER = 8,          // Rounds that something stays next.
    MOST_FUTILE = 255
};

RT_THREAD RtG *rt_tls_g;
RT_THREAD RtM *rt_tls_m;
uint32_t rt_parallel;
RtSched rt_sched = {.next_id = FIRST_ID, .nprocs = 1, .max_threads = 10000};
static RtSched *const sched = &rt_sched;

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

// --- The global queue ----------------------------------------------------------

void rt_sched_global_put_locked(RtG *g)
{
    g->next = NULL;
    if (sched->last)
        sched->last->next = g;
    else
        sched->first = g;
    sched->last = g;
    RT_ATOMIC_STORE(&sched->queued, sched->queued + 1);
}

void rt_sched_global_put(RtG *g)
{
    rt_lock(&sched->lock);
    rt_sched_global_put_locked(g);
    rt_sched_wake_sleeper_locked();
    rt_unlock(&sched->lock);
    rt_sched_wake_p();
}

static RtG *global_get(void)
{
    if (RT_ATOMIC_RELAXED(&sched->queued) == 0)
        return NULL;

    rt_lock(&sched->lock);
    RtG *g = sched->first;
    if (g) {
        sched->first = g->next;
        if (!sched->first)
            sched->last = NULL;
        RT_ATOMIC_STORE(&sched->queued, sched->queued - 1);
    }
    rt_unlock(&sched->lock);
    return g;
}

// --- Local queues ----------------------------------------------------------------

// The owner appends at the tail; owner and thieves take at the head.  One P
// needs no atomic instructions.

static bool take_head(RtP *p, uint32_t head, uint32_t n)
{
    if (!rt_parallel) {
        p->head = head + n;
        return true;
    }
    return __atomic_compare_exchange_n(&p->head, &head, head + n, false,
                                       __ATOMIC_ACQ_REL, __ATOMIC_RELAXED);
}

// Half of a full queue goes to the global one.
static RT_COLD bool runq_spill(RtP *p, RtG *g, uint32_t head)
{
    RtG *batch[RT_RUNQ / 2];
    for (uint32_t i = 0; i < RT_RUNQ / 2; i++)
        batch[i] = p->queue[(head + i) % RT_RUNQ];
    if (!take_head(p, head, RT_RUNQ / 2))
        return false;
    rt_lock(&sched->lock);
    for (int i = 0; i < RT_RUNQ / 2; i++)
        rt_sched_global_put_locked(batch[i]);
    rt_sched_global_put_locked(g);
    rt_unlock(&sched->lock);
    return true;
}

static void runq_put(RtP *p, RtG *g)
{
    for (;;) {
        uint32_t head = RT_ATOMIC_LOAD(&p->head);
        if (RT_LIKELY(p->tail - head < RT_RUNQ)) {
            p->queue[p->tail % RT_RUNQ] = g;
            RT_ATOMIC_STORE(&p->tail, p->tail + 1);
            return;
        }
        if (runq_spill(p, g, head))
            return;
    }
}

// What runs next belongs to the owner alone; see ask_for_next.
static void runq_put_next(RtP *p, RtG *g)
{
    RtG *former = p->run_next;
    RT_ATOMIC_STORE(&p->run_next, g);
    if (former)
        runq_put(p, former);
}

static RtG *take_next(RtP *p)
{
    RtG *g = p->run_next;
    if (g)
        RT_ATOMIC_STORE(&p->run_next, NULL);
    return g;
}

static RtG *runq_get(RtP *p)
{
    RtG *g;
    bool slice_over = RT_ATOMIC_RELAXED(&p->preempt);
    if (RT_LIKELY(!slice_over) && (g = take_next(p)))
        return g;
    for (;;) {
        uint32_t head = RT_ATOMIC_LOAD(&p->head);
        if (head == p->tail)
            break;
        g = p->queue[head % RT_RUNQ];
        if (!take_head(p, head, 1))
            continue;
        RT_ATOMIC_STORE(&p->slice, p->slice + 1);
        RT_ATOMIC_STORE(&p->preempt, 0);
        return g;
    }
    return slice_over ? take_next(p) : NULL;
}

bool rt_sched_queue_empty(const RtP *p)
{
    return RT_ATOMIC_LOAD(&p->head) == RT_ATOMIC_LOAD(&p->tail) &&
           !RT_ATOMIC_LOAD(&p->run_next);
}

// Moves half of the victim's queue to ours, and gives one of it.
static RtG *steal_half(RtP *p, RtP *victim)
{
    for (;;) {
        uint32_t head = RT_ATOMIC_LOAD(&victim->head);
        uint32_t n = RT_ATOMIC_LOAD(&victim->tail) - head;
        n -= n / 2;
        if (n == 0)
            return NULL;
        if (n > RT_RUNQ / 2)
            continue; // Read while it changed.
        for (uint32_t i = 0; i < n; i++)
            p->queue[(p->tail + i) % RT_RUNQ] = RT_ATOMIC_RELAXED(
                &victim->queue[(head + i) % RT_RUNQ]);
        if (!take_head(victim, head, n))
            continue;
        RtG *g = p->queue[(p->tail + n - 1) % RT_RUNQ];
        RT_ATOMIC_STORE(&p->tail, p->tail + n - 1);
        return g;
    }
}

// What a P runs next is not stolen: its owner is most often about to switch to
// it, and needs no atomic instruction for it.  If it stays there while nothing
// happens, a thief sends the owner a signal to put it into the queue.
typedef struct Seen {
    RtG *next;
    uint32_t until_check; // Changes with every switch of the owner.
    int times;
} Seen;

static void ask_for_next(RtP *victim, Seen *seen)
{
    RtG *next = RT_ATOMIC_LOAD(&victim->run_next);
    uint32_t until_check = RT_ATOMIC_RELAXED(&victim->until_check);
    bool still = next && next == seen->next &&
                 until_check == seen->until_check;
    seen->next = next;
    seen->until_check = until_check;
    seen->times = still ? seen->times + 1 : 0;
    if (seen->times == ASK_AFTER) {
        RT_ATOMIC_STORE(&victim->publish, 1);
        rt_signal_preempt(RT_ATOMIC_LOAD(&victim->m));
    }
}

static void publish_next(RtP *p)
{
    RT_ATOMIC_STORE(&p->publish, 0);
    RtG *g = take_next(p);
    if (g)
        runq_put(p, g);
}

// --- Parking and waking ------------------------------------------------------

static RtG *pick_next(RtM *m)
{
    RtP *p = m->p;
    if (RT_UNLIKELY(!p || --p->until_check == 0 ||
                    RT_ATOMIC_RELAXED(&p->attention)))
        return &m->g0;

    RtG *g = runq_get(p);
    if (!g)
        return &m->g0;
    g->status = RT_G_RUNNING;
    return g;
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
    g->wait_since = RT_ATOMIC_RELAXED(&sched->coarse_ns);
    g->status = RT_G_WAITING;
    m->after = after;
    m->after_arg = arg;
    switch_to(g, pick_next(m), false);
}

// Threads that were woken to look for work and found none make waking rarer:
// two goroutines that talk to each other do not need a third party.  Sysmon
// makes up for a wake that was left out.
static void wake_p_now_and_then(RtP *p)
{
    if (p->skip_wakes > 0) {
        p->skip_wakes--;
        return;
    }
    if (RT_ATOMIC_RELAXED(&sched->nidle_p) == 0 ||
        RT_ATOMIC_RELAXED(&sched->nspinning) > 0)
        return;
    p->skip_wakes = RT_ATOMIC_RELAXED(&sched->futile);
    rt_sched_wake_p();
}

void rt_ready(RtG *g)
{
    RT_ATOMIC_STORE(&g->status, RT_G_RUNNABLE);
    RtP *p = rt_m()->p;
    if (RT_UNLIKELY(!p)) {
        rt_sched_global_put(g);
        return;
    }
    runq_put_next(p, g);
    if (RT_UNLIKELY(rt_parallel))
        wake_p_now_and_then(p);
}

static void after_requeue(void *g)
{
    RtP *p = rt_m()->p;
    if (p)
        runq_put(p, g);
    else
        rt_sched_global_put(g);
}

static void after_requeue_global(void *g)
{
    rt_sched_global_put(g);
}

void rt_sched_leave(RtG *g, void (*after)(void *))
{
    RtM *m = rt_m();
    m->after = after;
    m->after_arg = g;
    switch_to(g, &m->g0, false);
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
    switch_to(g, pick_next(m), false);
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
    if (RT_ATOMIC_RELAXED(&p->publish))
        publish_next(p);
    if (!RT_ATOMIC_RELAXED(&p->preempt))
        return;
    RT_ATOMIC_STORE(&p->preempt, 0);
    yield(after_requeue_global);
}

// --- Birth and death ---------------------------------------------------------

// Half of what a P keeps goes to the common pool when it has too many.
static RT_COLD void spill_free(RtP *p)
{
    RtG *first = p->free_g, *last = first;
    for (int i = 1; i < FREE_KEPT / 2; i++)
        last = last->next;
    p->free_g = last->next;
    p->nfree -= FREE_KEPT / 2;
    last->next = NULL;
    rt_stack_free_list(first);
}

static void after_free(void *arg)
{
    RtG *g = arg;
    RtP *p = rt_m()->p;
    if (g->id == 1)
        return;
    g->next = p->free_g;
    p->free_g = g;
    if (++p->nfree >= FREE_KEPT)
        spill_free(p);
}

void rt_g_exit(void)
{
    RtG *g = rt_g();
    RtM *m = rt_m();
    if (!g->system)
        RT_ATOMIC_STORE(&m->p->ended, m->p->ended + 1);
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
        p->next_id = RT_ATOMIC_ADD(&sched->next_id, ID_BATCH);
        p->last_id = p->next_id + ID_BATCH;
    }
    return p->next_id++;
}

static RtG *g_new(RtP *p)
{
    if (RT_UNLIKELY(!p->free_g)) {
        p->free_g = rt_stack_take_list(FREE_KEPT / 4, &p->nfree);
        if (!p->free_g)
            return rt_stack_new();
    }
    RtG *g = p->free_g;
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
        RT_ATOMIC_STORE(&p->started, p->started + 1);
    rt_sysmon_start();
    RT_ATOMIC_STORE(&g->status, RT_G_RUNNABLE);
    runq_put_next(p, g);
    if (RT_UNLIKELY(rt_parallel))
        rt_sched_wake_p();
    return g;
}

void rt_go(RtClosure *fn)
{
    const uintptr_t *frame = __builtin_frame_address(0);
    if (RT_UNLIKELY(!fn))
        rt_throw_user("go of nil func value");
    rt_go_start(fn, frame[1], false);
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

static void refresh_clock(int64_t now)
{
    RT_ATOMIC_STORE(&sched->coarse_ns, now);
}

// One P: the thread keeps it and sleeps until there may be work.  Nothing
// runnable, no timer and nobody in a system call: nothing can ever happen.
static void idle_alone(RtM *m, int64_t next_timer)
{
    rt_lock(&sched->lock);
    if (sched->queued > 0 || RT_ATOMIC_RELAXED(&sched->stop_wanted)) {
        rt_unlock(&sched->lock);
        return;
    }
    bool timers = next_timer != INT64_MAX;
    if (!timers && sched->blocked == 0) {
        rt_unlock(&sched->lock);
        deadlock();
    }
    RT_ATOMIC_STORE(&m->wake, 0);
    sched->sleeper = m;
    rt_unlock(&sched->lock);

    int64_t now = rt_os_monotonic_ns();
    refresh_clock(now);
    if (!timers || next_timer > now)
        rt_futex_wait(&m->wake, 0, timers ? next_timer - now : -1);

    rt_lock(&sched->lock);
    if (sched->sleeper == m)
        sched->sleeper = NULL;
    rt_unlock(&sched->lock);
    rt_sched_wake_sysmon();
}

// All P's are idle and nobody is in a system call.
static bool nothing_runs_locked(void)
{
    return RT_ATOMIC_RELAXED(&sched->nidle_p) == sched->nprocs &&
           sched->queued == 0 && sched->blocked == 0 &&
           !RT_ATOMIC_RELAXED(&sched->stop_wanted);
}

// Several P's: sleeps without one.  One thread watches the clock, the others
// sleep until they are given a P.
static void idle_without_p(RtM *m)
{
    rt_lock(&sched->lock);
    int64_t next = rt_timers_next();
    if (next == INT64_MAX && nothing_runs_locked()) {
        rt_unlock(&sched->lock);
        deadlock();
    }
    if (next == INT64_MAX || sched->sleeper) {
        rt_unlock(&sched->lock);
        rt_sched_stop_thread(m);
        return;
    }
    RT_ATOMIC_STORE(&m->wake, 0);
    sched->sleeper = m;
    rt_unlock(&sched->lock);

    int64_t now = rt_os_monotonic_ns();
    refresh_clock(now);
    if (next > now)
        rt_futex_wait(&m->wake, 0, next - now);

    rt_lock(&sched->lock);
    if (sched->sleeper == m)
        sched->sleeper = NULL;
    if (!m->p && rt_timers_next() <= rt_os_monotonic_ns()) {
        RtP *p = rt_sched_take_idle_p_locked();
        if (p)
            rt_sched_set_p_locked(m, p);
    }
    rt_unlock(&sched->lock);
    rt_sched_wake_sysmon();
}

static void spinning_end(RtM *m, bool found)
{
    if (!m->spinning)
        return;
    m->spinning = false;
    uint32_t before = __atomic_fetch_sub(&sched->nspinning, 1,
                                         __ATOMIC_SEQ_CST);
    if (found && before == 1)
        rt_sched_wake_p(); // There may be more.
}

static RtG *steal_round(RtP *p, Seen seen[RT_MAX_P], uint32_t start)
{
    uint32_t n = sched->nprocs;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t k = (start + i) % n;
        RtP *victim = sched->p[k];
        if (victim == p)
            continue;
        RtG *g = steal_half(p, victim);
        if (g)
            return g;
        ask_for_next(victim, &seen[k]);
    }
    return NULL;
}

static RtG *steal(RtM *m)
{
    uint32_t busy = sched->nprocs - RT_ATOMIC_RELAXED(&sched->nidle_p);
    if (!m->spinning) {
        if (2 * RT_ATOMIC_RELAXED(&sched->nspinning) >= busy)
            return NULL;
        m->spinning = true;
        __atomic_fetch_add(&sched->nspinning, 1, __ATOMIC_SEQ_CST);
    }
    Seen seen[RT_MAX_P] = {{NULL, 0, 0}};
    for (int round = 0; round < STEAL_ROUNDS; round++) {
        RtG *g = steal_round(m->p, seen, rt_sched_random());
        if (!g)
            g = global_get();
        if (g)
            RT_ATOMIC_STORE(&sched->futile, 0);
        if (g || RT_ATOMIC_RELAXED(&m->p->attention))
            return g;
        for (int i = 0; i < SPIN_PAUSES; i++)
            rt_cpu_relax();
    }
    return NULL;
}

// After giving up its P and no longer spinning, a thread looks once more:
// whoever queued work meanwhile saw it spinning and woke nobody.
static bool work_left(void)
{
    for (uint32_t i = 0; i < sched->nprocs; i++) {
        if (!rt_sched_queue_empty(sched->p[i]))
            return true;
    }
    return RT_ATOMIC_RELAXED(&sched->queued) > 0;
}

static void give_up_p(RtM *m)
{
    rt_lock(&sched->lock);
    if (sched->queued > 0 || RT_ATOMIC_RELAXED(&sched->stop_wanted)) {
        rt_unlock(&sched->lock);
        return;
    }
    rt_sched_release_p_locked(m, RT_P_IDLE);
    rt_unlock(&sched->lock);
    bool was_spinning = m->spinning;
    if (was_spinning && sched->futile < MOST_FUTILE)
        RT_ATOMIC_STORE(&sched->futile, 2 * sched->futile + 1);
    spinning_end(m, false);
    if (was_spinning && work_left()) {
        rt_lock(&sched->lock);
        RtP *p = rt_sched_take_idle_p_locked();
        if (p) {
            rt_sched_set_p_locked(m, p);
            m->spinning = true;
            __atomic_fetch_add(&sched->nspinning, 1, __ATOMIC_SEQ_CST);
        }
        rt_unlock(&sched->lock);
        if (p)
            return;
    }
    while (!m->p)
        idle_without_p(m);
}

static RtG *look_around(RtP *p)
{
    RtG *g = NULL;
    if (p->slice % GLOBAL_EVERY == 0)
        g = global_get();
    if (!g)
        g = runq_get(p);
    if (!g && (g = global_get()))
        RT_ATOMIC_STORE(&p->slice, p->slice + 1);
    return g;
}

static RtG *find_work(RtM *m)
{
    for (;;) {
        if (RT_UNLIKELY(RT_ATOMIC_LOAD(&sched->stop_wanted))) {
            spinning_end(m, false);
            rt_world_stop_here(m);
            continue;
        }
        RtP *p = m->p;
        p->until_check = CHECK_EVERY;
        RT_ATOMIC_STORE(&p->attention, 0);
        int64_t next_timer = rt_timers_run();
        RtG *g = look_around(p);
        if (!g && rt_parallel)
            g = steal(m);
        if (g) {
            spinning_end(m, true);
            return g;
        }
        if (rt_parallel)
            give_up_p(m);
        else
            idle_alone(m, next_timer);
    }
}

void rt_sched_wake_p(void)
{
    if (!rt_parallel || RT_ATOMIC_RELAXED(&sched->nidle_p) == 0 ||
        RT_ATOMIC_RELAXED(&sched->nspinning) > 0)
        return;
    uint32_t none = 0;
    if (!__atomic_compare_exchange_n(&sched->nspinning, &none, 1, false,
                                     __ATOMIC_SEQ_CST, __ATOMIC_RELAXED))
        return;
    rt_lock(&sched->lock);
    RtP *p = rt_sched_take_idle_p_locked();
    if (p)
        rt_sched_hand_over_locked(p, true);
    else
        __atomic_fetch_sub(&sched->nspinning, 1, __ATOMIC_SEQ_CST);
    rt_unlock(&sched->lock);
}

void rt_sched_loop(void)
{
    RtM *m = rt_m();
    for (;;) {
        if (!m->p)
            rt_sched_stop_thread(m);
        RtG *g = find_work(m);
        g->status = RT_G_RUNNING;
        switch_to(&m->g0, g, false);
    }
}

// --- System stack ----------------------------------------------------------------

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

// --- Start -------------------------------------------------------------------------

static RtG *main_g(RtClosure *fn)
{
    RtG *g = rt_stack_new_main();
    g_prepare(g, fn, 1);
    g->status = RT_G_RUNNABLE;
    return g;
}

void rt_sched_init(RtClosure *main)
{
    RtM *m = &sched->m0;
    RtP *p = &sched->p0;
    rt_m_begin(m);
    sched->all_m = m;
    sched->next_m = 1;
    refresh_clock(rt_os_monotonic_ns());
    rt_p_init(p, 0);
    p->started = 1;
    rt_sched_set_p_locked(m, p);
    rt_stack_init();
    rt_procs_init();
    runq_put(p, main_g(main));
}
