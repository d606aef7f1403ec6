// runtime/sched_internal.h -- What the files of the scheduler share.
//
// sched.c   switching, parking, birth and death, finding work
// thread.c  threads, system calls, the monitor
// world.c   stopping all of them, the collector's view, the number of P's
//
// A P is in exactly one state: RUNNING or SYSCALL with its M, IDLE in the list,
// STOPPED while the world is, DEAD above GOMAXPROCS.
#ifndef RUNTIME_SCHED_INTERNAL_H
#define RUNTIME_SCHED_INTERNAL_H

#include "runtime/sched.h"

typedef enum RtPStatus {
    RT_P_IDLE, RT_P_RUNNING, RT_P_SYSCALL, RT_P_STOPPED, RT_P_DEAD
} RtPStatus;

enum { RT_MAX_P = 64 };

typedef struct RtSched {
    RtLock lock;            // Guards everything here that is not atomic.
    RtG *first, *last;      // Global run queue.
    int64_t queued;         // Its length; atomic.
    RtM *idle_m;            // Threads without a P, asleep.
    RtM *all_m;
    RtM *sleeper;           // Sleeps until the next timer; atomic.
    RtP *idle_p;
    uint32_t nidle_p;       // Atomic.
    uint32_t nspinning;     // Threads that look for work; atomic.
    uint32_t futile;        // Wakes to leave out; atomic.
    uint32_t nprocs;        // GOMAXPROCS.
    uint32_t stop_wanted;   // Atomic: P's must stop.
    uint32_t stop_left;     // Futex, atomic: P's that still run.
    int64_t blocked;        // Threads in a system call that lost their P.
    int64_t next_m;
    int64_t next_id;        // Of goroutines; atomic.
    int64_t coarse_ns;      // Atomic; refreshed by sysmon and g0.
    int64_t ended_p;        // Balance of goroutines of dead P's.
    uint32_t sysmon_on;     // Atomic.
    uint32_t sysmon_asleep; // Futex: 1 while it waits for work.
    int64_t max_threads;
    RtP *p[RT_MAX_P];       // 0 .. nprocs - 1 (and dead ones above).
    RtM m0;
    RtP p0;
} RtSched;

extern RtSched rt_sched;

// --- sched.c ------------------------------------------------------------------

void rt_sched_global_put_locked(RtG *g);
void rt_sched_global_put(RtG *g);
bool rt_sched_queue_empty(const RtP *p);
// Leaves g, which waits to be queued by after(g) on g0.
void rt_sched_leave(RtG *g, void (*after)(void *));
// Starts a thread for work that was just queued, if a P is idle and nobody
// looks for work yet.
void rt_sched_wake_p(void);
void rt_p_init(RtP *p, uint32_t id);

// --- thread.c -----------------------------------------------------------------

void rt_m_begin(RtM *m);
// Gives p, which nobody holds, to a thread.  The lock is held.
void rt_sched_hand_over_locked(RtP *p, bool spinning);
// The calling thread has no P: sleeps until it is given one.
void rt_sched_stop_thread(RtM *m);
void rt_sched_wake_sleeper_locked(void);
void rt_sched_wake_sysmon(void);
void rt_sched_set_p_locked(RtM *m, RtP *p);
RtP *rt_sched_take_idle_p_locked(void);
void rt_sched_release_p_locked(RtM *m, RtPStatus status);

// --- world.c ------------------------------------------------------------------

// The P's beside P 0.
void rt_procs_init(void);
// The thread holds a P and stop_wanted is set: stops until the world starts.
void rt_world_stop_here(RtM *m);

#endif
