// runtime/gc.h -- The collector, as the scheduler and the allocator see it.
//
// A cycle stops the world, scans roots (globals precisely; stacks, registers
// and the scheduler's own tables conservatively), marks through the heap, and
// counts every span's survivors; sweeping itself is lazy, when an allocator
// takes a span.
//
// What the scheduler provides (stack.h, and here): rt_on_system_stack runs the
// collector with the registers of the caller spilled; rt_stacks_each gives
// every range of words that may hold pointers; rt_world_stop returns when
// every other thread is at a safepoint.
#ifndef RUNTIME_GC_H
#define RUNTIME_GC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// --- Provided by the scheduler ----------------------------------------------

void rt_world_stop(void);
void rt_world_start(void);

// --- Provided by the collector ----------------------------------------------

// Why a cycle runs: decides the last word of a gctrace line.
typedef enum RtGcCause { RT_GC_PACED, RT_GC_FORCED } RtGcCause;

// Reads GOGC and the rest of the environment; part of rt_heap_init.
void rt_gc_init(void);
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
