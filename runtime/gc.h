// runtime/gc.h -- The collector, as the scheduler and the allocator see it.
//
// A cycle stops the world, scans roots (globals precisely; stacks, registers
// and the scheduler's own tables conservatively), marks through the heap, and
// counts every span's survivors; sweeping itself is lazy, when an allocator
// takes a span.
//
// What the scheduler provides (all may be called with the heap lock held and
// must not allocate from the Go heap):
//   rt_gc_on_system_stack   run fn(arg) on the thread's system stack with all
//                           callee-saved registers of the caller spilled to
//                           its stack and the saved sp published
//   rt_stacks_each          give every range of words that may hold pointers:
//                           each goroutine's stack from its saved sp to its
//                           base, and the tables of the scheduler (current
//                           panics, deferred calls, timers, waiting values)
//   rt_world_stop / start   every other thread at a safepoint, caches
//                           published; the caller is the only mutator
#ifndef RUNTIME_GC_H
#define RUNTIME_GC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// --- Provided by the scheduler ----------------------------------------------

void rt_gc_on_system_stack(void (*fn)(void *), void *arg);
void rt_stacks_each(void (*scan)(const void *lo, const void *hi, void *ctx),
                    void *ctx);
void rt_world_stop(void);
void rt_world_start(void);

// --- Provided by the collector ----------------------------------------------

// Why a cycle runs: decides the last word of a gctrace line.
typedef enum RtGcCause { RT_GC_PACED, RT_GC_FORCED } RtGcCause;

// A whole cycle.  On a goroutine stack; returns on it.
void rt_gc_run(RtGcCause cause);
// Bytes of the live heap at which the next cycle starts.
int64_t rt_gc_trigger(void);
// At process exit: prints RT_STATS, writes RT_STATS_FILE.  rt_exit, the normal
// end and a crash of the program call it once.
void rt_stats_at_exit(void);
// Bytes of stacks in use, for pacing and gctrace; the scheduler keeps it.
void rt_gc_account_stacks(int64_t delta);

#endif
