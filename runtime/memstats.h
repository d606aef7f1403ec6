// runtime/memstats.h -- runtime.MemStats, laid out as in Go on 64 bits.
#ifndef RUNTIME_MEMSTATS_H
#define RUNTIME_MEMSTATS_H

#include <stdint.h>

typedef struct RtMemStatsBySize {
    uint32_t size;
    uint64_t mallocs;
    uint64_t frees;
} RtMemStatsBySize;

typedef struct RtMemStats {
    uint64_t alloc, total_alloc, sys, lookups, mallocs, frees;
    uint64_t heap_alloc, heap_sys, heap_idle, heap_inuse, heap_released,
        heap_objects;
    uint64_t stack_inuse, stack_sys;
    uint64_t mspan_inuse, mspan_sys, mcache_inuse, mcache_sys;
    uint64_t buckhash_sys, gc_sys, other_sys;
    uint64_t next_gc, last_gc, pause_total_ns;
    uint64_t pause_ns[256];
    uint64_t pause_end[256];
    uint32_t num_gc, num_forced_gc;
    double gc_cpu_fraction;
    uint8_t enable_gc, debug_gc;
    RtMemStatsBySize by_size[61];
} RtMemStats;

// Exact as of the call: other threads are stopped for it.
void rt_memstats_read(RtMemStats *s);

#endif
