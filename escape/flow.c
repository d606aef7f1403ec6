// escape/flow.c -- Making locations and edges.
//
// Nothing here knows about opcodes.  Variables that hold no pointer and whose
// address is never taken get no location: nothing can flow through them.
//
// Invariant: every batch starts from an empty graph and the four
// pseudo-locations.
//
//     flow_add(w, p, (FlowVal){q, -1})      ; p = &q
#include "escape/flow.h"

#include "escape/report.h"

#include "ir/build.h"

#include <string.h>

enum { GO_RESULTS_IN_SUMMARY = 5 };

void flow_init(Flow *w, IrModule *m, const EscapeOptions *opts,
               const CallGraph *graph, DefTable *defs, Arena *run,
               Arena *arena)
{
    *w = (Flow){0};
    w->m = m;
    w->opts = opts;
    w->graph = graph;
    w->defs = defs;
    w->arena = arena;
    w->funcs = ARENA_ARRAY(run, FlowFunc *, m->funcs.len);
}

Loc *flow_new_loc(Flow *w, LocKind kind, IrFunc *fn)
{
    Loc *l = ARENA_NEW(w->arena, Loc);
    l->kind = kind;
    l->fn = fn;
    l->param = l->result = -1;
    vec_push_in(&w->locs, w->arena, l);
    return l;
}

FlowVal flow_note(Flow *w, FlowVal v, const char *why, Str text, Pos pos)
{
    if (w->opts->verbosity < 2 || !why || !v.loc)
        return v;
    FlowNote *n = ARENA_NEW(w->arena, FlowNote);
    *n = (FlowNote){v.notes, why, text, pos};
    v.notes = n;
    return v;
}

void flow_add(Flow *w, Loc *dst, FlowVal v)
{
    if (!v.loc || dst->kind == LOC_BLANK)
        return;
    if (dst == v.loc && v.derefs >= 0) // x = x, x = *x
        return;
    FlowEdge edge = {v.loc, v.derefs, v.notes};
    if ((dst->attrs & ATTR_ESCAPES) && v.derefs < 0) {
        report_direct_escape(w, dst, &edge);
        v.loc->attrs |=
            ATTR_ESCAPES | ATTR_PERSISTS | ATTR_MUTATES | ATTR_CALLS;
        return;
    }
    vec_push_in(&dst->edges, w->arena, edge);
}

void flow_store(Flow *w, FlowVal ptr, FlowVal v, bool deep)
{
    if (!v.loc)
        return;
    if (!flow_is_full(w)) {
        flow_add(w, &w->heap, v);
        return;
    }
    FlowStore s = {.ptr = ptr, .v = v, .deep = deep};
    vec_push_in(&w->stores, w->arena, s);
}

FlowVal flow_unknown(Flow *w)
{
    return (FlowVal){flow_is_full(w) ? &w->unknown : NULL, 0, NULL};
}

// --- Batches -------------------------------------------------------------------

static void pseudo(Loc *l, LocKind kind, uint8_t attrs)
{
    *l = (Loc){0};
    l->kind = kind;
    l->attrs = attrs;
    l->param = l->result = -1;
}

static bool needs_loc(const IrLocal *l)
{
    return l->has_pointers || l->addr_taken || l->site ||
           l->type->size > STACK_VAR_MAX;
}

static Loc *new_var(Flow *w, IrFunc *f, uint32_t i)
{
    const IrLocal *l = &f->locals.data[i];
    Loc *loc = flow_new_loc(w, LOC_VAR, f);
    loc->local = (LocalId){i};
    loc->loop_depth = l->loop_depth;
    loc->attrs = ATTR_PERSISTS;
    if (l->kind == LOCAL_PARAM || l->kind == LOCAL_RESULT)
        loc->loop_depth = 1;
    if (l->kind == LOCAL_PARAM)
        loc->param = (int)i;
    if (l->kind == LOCAL_RESULT)
        loc->result = (int)(i - f->nparams);
    return loc;
}

// A temporary with one definition is its value; where several meet, or where
// it is built in parts, it needs a location to collect them.
static Loc *new_temp(Flow *w, IrFunc *f, uint32_t i)
{
    const LocalDefs *d = defs_of(w->defs, f, (LocalId){i});
    if (!f->locals.data[i].has_pointers || (d->ndefs <= 1 && !d->opaque))
        return NULL;
    return flow_new_loc(w, LOC_TEMP, f);
}

static void make_vars(Flow *w, FlowFunc *ff)
{
    IrFunc *f = ff->fn;
    bool inner = callgraph_is_inner(w->graph, f);
    for (uint32_t i = 0; i < (uint32_t)f->locals.len; i++) {
        const IrLocal *l = &f->locals.data[i];
        if (l->kind == LOCAL_TEMP)
            ff->vars[i] = new_temp(w, f, i);
        else if (l->kind == LOCAL_CAPTURE && inner)
            continue; // Stands for the captured variable.
        else if (l->kind == LOCAL_CAPTURE && flow_is_full(w))
            ff->vals[i] = flow_unknown(w);
        else if (needs_loc(l))
            ff->vars[i] = new_var(w, f, i);
        if (ff->vars[i])
            ff->vals[i].loc = ff->vars[i];
    }
}

static int results_in_summary(const Flow *w, const IrFunc *f)
{
    int n = (int)f->nresults;
    if (w->opts->level < ESCAPE_FULL && n > GO_RESULTS_IN_SUMMARY)
        return GO_RESULTS_IN_SUMMARY;
    return n;
}

static Summary *new_summary(const Flow *w, const IrFunc *f, Arena *run)
{
    int np = (int)f->nparams, nr = results_in_summary(w, f);
    return flow_is_full(w) ? summary_new_deep(run, np, nr)
                           : summary_new(run, np, nr);
}

void flow_begin(Flow *w, const FuncBatch *batch, Arena *run)
{
    memset(&w->locs, 0, sizeof w->locs);
    memset(&w->pending, 0, sizeof w->pending);
    memset(&w->stores, 0, sizeof w->stores);
    uint8_t all = ATTR_ESCAPES | ATTR_PERSISTS | ATTR_MUTATES | ATTR_CALLS;
    pseudo(&w->heap, LOC_HEAP, all);
    pseudo(&w->mutator, LOC_MUTATOR, ATTR_MUTATES);
    pseudo(&w->callee, LOC_CALLEE, ATTR_CALLS);
    pseudo(&w->blank, LOC_BLANK, 0);
    pseudo(&w->unknown, LOC_UNKNOWN, 0);
    w->walk = 0;
    for (int i = 0; i < batch->fns.len; i++) {
        IrFunc *f = batch->fns.data[i];
        if (!callgraph_is_inner(w->graph, f))
            defs_add(w->defs, f);
        FlowFunc *ff = ARENA_NEW(run, FlowFunc);
        ff->fn = f;
        ff->summary = new_summary(w, f, run);
        ff->contents = ARENA_ARRAY(w->arena, Loc *,
                                   (f->nparams + 1) * CONTENT_DEPTHS);
        ff->vars = ARENA_ARRAY(w->arena, Loc *, f->locals.len + 1);
        ff->vals = ARENA_ARRAY(w->arena, FlowVal, f->locals.len + 1);
        w->funcs[f->id] = ff;
        f->summary = ff->summary;
        make_vars(w, ff);
    }
}

void flow_end(Flow *w, const FuncBatch *batch)
{
    for (int i = 0; i < batch->fns.len; i++) {
        IrFunc *f = batch->fns.data[i];
        FlowFunc *ff = w->funcs[f->id];
        ff->tagged = true;
        ff->vars = NULL;
        ff->vals = NULL;
        ff->contents = NULL;
        w->defs->by_func[f->id] = NULL;
    }
}
