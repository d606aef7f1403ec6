// runtime/trace.h -- Tracebacks: frame pointers and the table of positions.
#ifndef RUNTIME_TRACE_H
#define RUNTIME_TRACE_H

#include "runtime/sched.h"

// Where the text goes: a file descriptor, or memory that may be too short.
typedef struct RtSink {
    int fd;              // -1: to memory.
    uint8_t *to;
    int64_t room, n;
} RtSink;

// A place to begin: pc is a return address unless `exact`.
typedef struct RtTraceStart {
    uintptr_t pc, fp;
    bool exact;
} RtTraceStart;

// True for addresses inside of compiled code.
bool rt_pc_is_go(uintptr_t pc);
// The table's frame for pc, or NULL.  is_return: looks up pc - 1.
const RtPcFrame *rt_pc_find(uintptr_t pc, bool is_return);

// "goroutine 1 [running]:" and its frames, from `start` or, if NULL, from where
// g is parked.  detail: with gp=, fp=, sp= and the runtime's own frames.
void rt_trace_g(RtSink *to, RtG *g, const RtTraceStart *start, bool detail);
// The other goroutines, each after an empty line.
void rt_trace_others(RtSink *to, RtG *except, bool detail);

#endif
