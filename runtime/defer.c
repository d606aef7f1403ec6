// runtime/defer.c -- Deferred calls on the ordinary way out of a function.
//
// A function with defer statements has an RtDeferFrame in its frame, linked to
// its goroutine by rt_defer_enter (context_*.S).  Functions without pay
// nothing.  rt_defer_enter returns a second time, with 1, after a panic was
// recovered; then too the function calls rt_defer_return and returns.
//
// Invariant: g->frames lists the activations with defer statements, newest
// first, so their addresses ascend.
#include "runtime/abi_proto.h"
#include "runtime/panic.h"
#include "runtime/sched.h"

// Links in the frame and closure; both words hold pointers.
static const uint8_t defer_mask[] = {3};
static const RtType defer_type = {
    .size = sizeof(RtDefer), .ptrdata = 16, .kind = RT_KIND_STRUCT, .align = 8,
    .field_align = 8, .gcmask = defer_mask,
    .string = {(const uint8_t *)"runtime._defer", 14}};

void rt_defer_push(void *frame, void *defer, RtClosure *fn)
{
    RtDeferFrame *f = frame;
    RtDefer *d = defer ? defer : rt_new(&defer_type);
    d->fn = fn;
    d->link = f->head;
    f->head = d;
}

void rt_defer_return(void *frame)
{
    RtDeferFrame *f = frame;
    void *running[2] = {NULL, NULL};
    f->state = (uintptr_t)running;
    RtDefer *d;
    while ((d = f->head)) {
        f->head = d->link;
        rt_run_deferred(d->fn, running);
    }
    f->state = 0;
    rt_g()->frames = f->link;
}

// `defer recover()` that runs on the ordinary way out counts as a call by the
// function that deferred it; run by a panic it does nothing.
RtEface rt_recover_deferred(void *caller_frame)
{
    for (const RtDeferFrame *f = rt_g()->frames; f; f = f->link) {
        void **running = (void **)(uintptr_t)f->state;
        if (running && running[0] == caller_frame)
            return rt_recover(*(void **)(uintptr_t)f->regs[1]);
    }
    return (RtEface){NULL, NULL};
}
