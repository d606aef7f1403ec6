// runtime/park.h -- Locks of the runtime and sleeping threads.
//
// A lock is held for tens of nanoseconds and never across a switch, except
// that whoever parks leaves the unlocking to the next context.  Waiting is by
// futex, so that a holder which lost its processor is not waited for by
// spinning.
#ifndef RUNTIME_PARK_H
#define RUNTIME_PARK_H

#include <stdbool.h>
#include <stdint.h>

typedef struct RtLock {
    uint32_t state; // 0 free, 1 held, 2 held and somebody sleeps.
} RtLock;

void rt_lock(RtLock *lock);
void rt_unlock(RtLock *lock);

// Sleeps while *word == expected, at most ns nanoseconds (< 0: no limit);
// may return early.
void rt_futex_wait(uint32_t *word, uint32_t expected, int64_t ns);
void rt_futex_wake(uint32_t *word, int n);

#endif
