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
    void *unused[2];
    RtDefer *d;
    while ((d = f->head)) {
        f->head = d->link;
        rt_run_deferred(d->fn, unused);
    }
    rt_g()->frames = f->link;
}
