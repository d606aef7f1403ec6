// escape/outlives.c -- When one location may live longer than another.
//
// Only lifetimes count: frames, iterations and results.  Each clause shows the
// Go code that it is for.
//
// Invariant: temporaries outlive nothing; they are passed through.
#include "escape/outlives.h"

bool outlives(const Flow *w, const Loc *a, const Loc *b)
{
    // var global *int
    // global = &b            // the heap outlives everything
    if (a->attrs & ATTR_ESCAPES)
        return true;

    // *p = 1                 // a write or a call keeps nothing
    if (a->kind == LOC_MUTATOR || a->kind == LOC_CALLEE ||
        a->kind == LOC_TEMP || a->kind == LOC_BLANK ||
        a->kind == LOC_UNKNOWN)
        return false;

    // func f(p **int) { var b int; *p = &b }   // the caller's object
    if (a->kind == LOC_CONTENT)
        return true;

    // func f() *int { var b int; return &b }   // nobody knows the caller
    if (a->result >= 0) {
        // var b int
        // fn := func() *int { return &b }      // all calls are known
        // *fn() = 42
        return !(callgraph_encloses(w->graph, b->fn, a->fn) &&
                 !w->funcs[a->fn->id]->results_lost);
    }

    // var a *int
    // for { a = new(int) }   // a is used after the iteration that made it
    int depth = a->loop_depth < 1 ? 1 : a->loop_depth; // 0: append's buffer
    if (a->fn == b->fn && depth < b->loop_depth)
        return true;

    // var a *int
    // func() { a = new(int) }()   // a is used after the call that made it
    return callgraph_encloses(w->graph, a->fn, b->fn);
}
