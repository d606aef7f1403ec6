// runtime/signal.h -- Signals: faults become panics, slices end, dumps.
#ifndef RUNTIME_SIGNAL_H
#define RUNTIME_SIGNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "runtime/sched.h"

void rt_signal_init(void);
// The alternate stack of a thread.
void rt_signal_thread_init(RtM *m);
// Asks the thread to end the time slice of its goroutine.
void rt_signal_preempt(RtM *m);
// "SIGSEGV: segmentation violation"
const char *rt_signal_name(int number);

#endif
