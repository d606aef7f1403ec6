// runtime/gc_internal.h -- State of the collector, for its own files.
#ifndef RUNTIME_GC_INTERNAL_H
#define RUNTIME_GC_INTERNAL_H

#include "runtime/gc.h"

enum { RT_GC_PAUSES = 256 };

// Written with the world stopped; read by the statistics.
typedef struct RtGc {
    int64_t percent;       // GOGC; negative: off.
    int64_t limit;         // GOMEMLIMIT; INT64_MAX: none.
    int64_t start_ns;      // Monotonic.
    int64_t live_bytes;    // After the last cycle.
    int64_t stack_bytes;   // Atomic.
    int64_t peak;          // Of rt_heap.live at the start of cycles.
    int64_t cycles;
    int64_t forced;
    int64_t cpu_ns;
    int64_t last_gc;       // Unix ns.
    int64_t pause_total;
    int64_t pause_max;
    int64_t pause_ns[RT_GC_PAUSES]; // Ring, by number of the cycle.
    int64_t pause_end[RT_GC_PAUSES];
    int64_t window_start;  // See release_pages.
    size_t window_peak;    // Pages.
    size_t former_peak;
    bool running;
    bool trace;
} RtGc;

extern RtGc rt_gc;

typedef struct RtGcTrace {
    int64_t begin, marked, end; // Monotonic ns.
    int64_t before, after;      // Bytes in use.
    int64_t goal;
    RtGcCause cause;
} RtGcTrace;

// The right to stop the world.  Who does not get it has to be able to be
// stopped: it goes on, or yields and tries again.
bool rt_gc_try_enter(void);
void rt_gc_leave(void);

void rt_gc_print_trace(const RtGcTrace *t);
// Sets the trigger from the live heap and the settings.
void rt_gc_pace(void);

#endif
