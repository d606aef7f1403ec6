// runtime/sweep.h -- What a cycle leaves behind: live counts, free slots.
#ifndef RUNTIME_SWEEP_H
#define RUNTIME_SWEEP_H

#include "runtime/heap.h"

typedef struct RtSweepResult {
    int64_t live_bytes;
    int64_t live_objects;
} RtSweepResult;

// After marking, caches flushed, world stopped: mark bits become allocation
// bits, spans without survivors are freed, the others with free slots go to
// their bins.  Counts what died.
RtSweepResult rt_sweep(void);

#endif
