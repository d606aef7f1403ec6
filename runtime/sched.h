// runtime/sched.h -- Goroutines (G), threads (M) and the right to run (P).
//
// A G is a stack and what is known about who runs on it.  An M is a thread; it
// runs Go code only while it holds a P, and there are as many P's as Go code
// may run in parallel.  An M in a blocking system call can lose its P to
// another M, so that the other goroutines go on.
//
// Invariant: a G that is not running has its callee-saved registers at `sp`,
// and everything below `sp` is dead.  A G becomes visible to those who wake it
// only after that: whoever parks names an action that the next context on
// that thread carries out (`after`), usually the unlocking of a lock.
//
//     rt_lock(&c->lock); enqueue(c, rt_g());
//     rt_park(rt_after_unlock, &c->lock, RT_WAIT_CHAN_RECEIVE);
#ifndef RUNTIME_SCHED_H
#define RUNTIME_SCHED_H

#include "runtime/abi.h"
#include "runtime/park.h"
#include "runtime/platform.h"

typedef struct RtG RtG;
typedef struct RtM RtM;
typedef struct RtP RtP;
struct RtPanic;
struct RtWaiter;

typedef enum RtGStatus {
    RT_G_DEAD,     // In a free list, or never used.
    RT_G_RUNNABLE, // In a run queue.
    RT_G_RUNNING,
    RT_G_WAITING,  // Parked; some queue knows it.
    RT_G_SYSCALL   // Between rt_syscall_enter and leave; `sp` is valid.
} RtGStatus;

// Why a G is parked; the first ones are those of lib.h.
enum {
    RT_WAIT_CHAN_RECEIVE = 16, RT_WAIT_CHAN_SEND, RT_WAIT_CHAN_RECEIVE_NIL,
    RT_WAIT_CHAN_SEND_NIL, RT_WAIT_SELECT, RT_WAIT_SELECT_NONE, RT_WAIT_SLEEP,
    RT_WAIT_PREEMPTED, RT_WAIT_COUNT
};

// At the top of its own stack, so that a parked goroutine costs one page.
// Scanned conservatively with the stack.
struct RtG {
    void *sp;                // Saved stack pointer; stale while running.
    uint8_t *stack_lo;       // Lowest usable byte; a guard lies below.
    uint8_t *stack_hi;       // Frames begin here, just below this struct.
    RtG *next;               // In a run queue or free list.
    RtClosure *entry;        // What it runs.
    RtDeferFrame *frames;    // Activations with defer statements, newest first.
    struct RtPanic *panics;  // Running panics, newest first.
    uint64_t saved[6];       // In a system call: rbx rbp r12 r13 r14 r15,
    uintptr_t saved_pc;      // and where it was called.
    struct RtWaiter *wake;   // The waiter by which it was woken.
    RtM *locked_m;           // Bound to this thread, or NULL.
    int64_t id;
    int64_t parent_id;
    uintptr_t created_pc;    // Return address of the go statement.
    int64_t wait_since;      // Coarse monotonic ns.
    void *fake_stack;        // AddressSanitizer's.
    uint32_t status;         // RtGStatus; atomic.
    uint32_t select_done;    // Atomic: a case of its select was chosen.
    uint32_t lock_count;     // Nesting of LockOSThread.
    uint32_t sig, sig_code;  // The last fault, for its line below the panic;
    uintptr_t sig_addr;      // sig 0: none.
    uintptr_t sig_pc;
    uint8_t wait_reason;
    uint8_t system;          // The runtime's own: not listed, not counted.
    uint8_t panic_on_fault;
    uint8_t printing_panic;  // Its Error methods are being called.
    uint8_t size_class;      // Of its stack, see stack.c.
    uint8_t dirty;           // Free, and its pages not given back.
};

enum { RT_RUNQ = 256 };

// The right to run Go code, with what only its holder touches.
struct RtP {
    RtM *m;                  // Holder, or NULL.
    uint32_t id;
    uint32_t status;         // RtPStatus (sched_internal.h); atomic.
    uint32_t attention;      // Atomic: return to g0 and look around.
    uint32_t slice;          // Counts time slices; sysmon watches it.
    uint32_t preempt;        // Atomic: the slice is over.
    uint32_t publish;        // Atomic: somebody wants run_next.
    uint32_t until_check;    // Switches until the timers are looked at.
    uint32_t head, tail;     // Atomic: run queue; owner appends at tail.
    RtG *run_next;           // Runs first, in the waker's time slice.
    RtG *queue[RT_RUNQ];
    RtG *free_g;             // Dead, with their stacks; top pages warm.
    uint32_t nfree;
    uint32_t syscalls;       // Counts system calls; sysmon watches it.
    uint64_t random;
    int64_t next_id, last_id; // Numbers for new goroutines.
    int64_t started, ended;  // Counts of goroutines, system ones excepted.
    RtP *next_idle;
    uint32_t skip_wakes;     // See rt_ready.
    uint32_t watch_slice, watch_syscalls; // Sysmon's own.
    int64_t watch_since;
};

struct RtM {
    RtG g0;                  // The thread's own stack.
    RtP *p;                  // NULL while blocked in a system call.
    RtP *syscall_p;          // The P it had when the call began.
    void (*after)(void *);   // To do once the former G is off its stack.
    void *after_arg;
    int32_t locks;           // Runtime locks held by this thread.
    int32_t on_system;       // Depth of rt_on_system_stack.
    uint32_t wake;           // Futex: 1 when told to go on.
    int32_t tid;
    uintptr_t thread;        // pthread_t
    void *signal_stack;
    RtG *lock_g;             // The G bound to this thread, or NULL.
    RtM *next_idle;
    RtM *next_all;
    int64_t id;
    int32_t dying;           // Depth of fatal errors.
    bool spinning;           // Looks for work, counted in nspinning.
};

extern RT_THREAD RtG *rt_tls_g;
extern RT_THREAD RtM *rt_tls_m;

// Volatile: after a switch the same code may be on another thread, and the
// compiler must not reuse a thread-local's address from before.
RT_INLINE RtG *rt_g(void)
{
#if defined(__x86_64__) && !defined(RT_TLS_GENERAL)
    RtG *g;
    __asm__ volatile("movq rt_tls_g@gottpoff(%%rip), %0\n\tmovq %%fs:(%0), %0"
                     : "=r"(g));
    return g;
#else
    return *(RtG *volatile *)&rt_tls_g;
#endif
}

RT_INLINE RtM *rt_m(void)
{
#if defined(__x86_64__) && !defined(RT_TLS_GENERAL)
    RtM *m;
    __asm__ volatile("movq rt_tls_m@gottpoff(%%rip), %0\n\tmovq %%fs:(%0), %0"
                     : "=r"(m));
    return m;
#else
    return *(RtM *volatile *)&rt_tls_m;
#endif
}

// Locks that only holders of a P take (channels, semaphores).  While there is
// one P, holding it is enough: they cost nothing then.  Else they spin: they are
// held for nanoseconds, and unlocking is a plain store.
extern uint32_t rt_parallel; // More than one P may run.

void rt_go_lock_slow(RtLock *lock);

RT_INLINE void rt_go_lock(RtLock *lock)
{
    rt_m()->locks++;
    uint32_t expected = 0;
    if (RT_UNLIKELY(rt_parallel) &&
        RT_UNLIKELY(!__atomic_compare_exchange_n(
            &lock->state, &expected, 1, false, __ATOMIC_ACQUIRE,
            __ATOMIC_RELAXED)))
        rt_go_lock_slow(lock);
}

RT_INLINE void rt_go_unlock(RtLock *lock)
{
    if (RT_UNLIKELY(rt_parallel))
        RT_ATOMIC_STORE(&lock->state, 0);
    rt_m()->locks--;
}

// Makes the calling thread the first M, with P 0 and a goroutine for main.
void rt_sched_init(RtClosure *main);
// Runs Go code on this thread until the process ends.
void rt_sched_loop(void) __attribute__((noreturn));

// A new runnable goroutine.  `system`: the runtime's own.
RtG *rt_go_start(RtClosure *fn, uintptr_t pc, bool system);
// Parks the current goroutine; `after(arg)` runs when it is off its stack.
void rt_park(void (*after)(void *), void *arg, int reason);
void rt_after_unlock(void *lock); // rt_go_unlock
// Makes a parked goroutine runnable, next on this thread if it has a P.
void rt_ready(RtG *g);
// The same, and the caller yields to it at once.
void rt_ready_handoff(RtG *g);
// Ends the current goroutine without running deferred calls.
void rt_g_exit(void) __attribute__((noreturn));
// Called from the preemption signal's landing (context_*.S).
void rt_preempted(void);
// Cheap random bits of the current P.
uint32_t rt_sched_random(void);
// Starts the thread that watches time slices and system calls.
void rt_sysmon_start(void);
// A timer became the earliest one: sleepers must look again.
void rt_sched_timer_added(int64_t when);
int64_t rt_sched_now(void);   // Coarse monotonic ns.

// Stops the others for a moment at most: before a fatal error is printed.
void rt_world_freeze(void);

// Every goroutine that is not dead, in the order of their stacks.
void rt_g_each(void (*visit)(RtG *g, void *ctx), void *ctx);
void rt_m_each(void (*visit)(RtM *m, void *ctx), void *ctx);

// --- context_<arch>.S -------------------------------------------------------

// Saves the callee-saved registers on this stack, its pointer in *save, and
// goes on at `load`, which an earlier call saved (or rt_ctx_prepare made).
void rt_ctx_switch(void **save, void *load);
void *rt_ctx_prepare(uint8_t *stack_hi, void (*entry)(void));
// Runs fn(arg) on the stack that ends at `sp`; *save as by rt_ctx_switch.
void rt_ctx_call_on(void (*fn)(void *), void *arg, void **save, void *sp);
void rt_call_closure(RtClosure *fn);              // func()
void rt_call_closure1(RtClosure *fn, void *arg);  // func(unsafe.Pointer)
// Runs a deferred call; frame[0] and frame[1] become the address that recover compares.
void rt_call_deferred(RtClosure *fn, void **frame);
extern const char rt_call_deferred_return[];      // Return address of the call.
// Goes on after rt_defer_enter a second time.
void rt_defer_resume(RtDeferFrame *f) __attribute__((noreturn));
// Where signal handlers send a goroutine: see signal.c.
void rt_sigpanic_entry(void);
void rt_preempt_entry(void);
extern const char rt_injected_begin[], rt_injected_end[];
extern uint8_t rt_cpu_has_avx;

#endif
