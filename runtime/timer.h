// runtime/timer.h -- Timers, as the scheduler sees them (see lib.h for users).
#ifndef RUNTIME_TIMER_H
#define RUNTIME_TIMER_H

#include <stdint.h>

// Runs what is due, on g0.  Gives the earliest deadline that is left, or
// INT64_MAX.
int64_t rt_timers_run(void);
// The earliest deadline, or INT64_MAX; any thread may ask.
int64_t rt_timers_next(void);
// The armed timers, for the collector.
void rt_timers_scan(void (*scan)(const void *lo, const void *hi, void *ctx),
                    void *ctx);

#endif
