// runtime/panic.h -- Panics as the rest of the runtime raises them.
#ifndef RUNTIME_PANIC_H
#define RUNTIME_PANIC_H

#include "runtime/abi.h"
#include "runtime/abi_proto.h"
#include "runtime/throw.h"

// One activation of panic or Goexit, on the stack that runs it.
typedef struct RtPanic {
    struct RtPanic *link;    // The next older one.
    RtEface value;
    RtString text;           // What Error or String gave, for printing.
    void *recover_frame;     // The caller's frame address for which recover
                             // works now; NULL outside of a deferred call.
    void *deferred_frame;    // Frame of rt_call_deferred, for tracebacks.
    uintptr_t pc, fp;        // Where it was raised.
    bool pc_exact;           // pc is the instruction itself (signals).
    bool recovered, repanicked, goexit, has_text;
} RtPanic;

// Where the source of rt_panic is, for tracebacks.
extern const int rt_panic_line;

// A value of type runtime.errorString, prefix "runtime error: ".
void rt_panic_runtime_error(const char *text) __attribute__((noreturn));
// A value of type runtime.plainError: the text as it is.
void rt_panic_plain_error(const char *text) __attribute__((noreturn));
// The same with text that needs n bytes of a Go string.
void rt_panic_runtime_error_str(RtString text) __attribute__((noreturn));
void rt_panic_plain_error_str(RtString text) __attribute__((noreturn));
// *runtime.TypeAssertionError.  Types may be NULL; method as in Go's texts.
void rt_panic_assertion(const RtType *iface, const RtType *have,
                        const RtType *want, RtString missing_method)
    __attribute__((noreturn));

// Runs a deferred call; frame as in rt_call_deferred.  A nil func panics now,
// not when it was deferred.
void rt_run_deferred(RtClosure *fn, void **frame);
// A fault of the instruction at pc.  kind: 0 nil dereference, 1 division,
// 2 floating point.
void rt_panic_fault(uintptr_t pc, uintptr_t fp, int kind)
    __attribute__((noreturn));
// No deferred call is left: prints and ends the process.  `why` is NULL, or
// what forbade to run deferred calls.
void rt_panic_die(RtPanic *p, const char *why) __attribute__((noreturn, cold));

#endif
