// escape/stores.c -- Points-to sets of store addresses, on demand.
//
// From the pointer of a store the edges are followed backwards with exact
// load counts: a location whose address arrives is a target and gets the
// stored value.  A pointer from outside (a global, a call, a parameter, the
// inside of an escaping object) leads to objects without a location: the value
// goes to the heap, or to the content of the parameter.
//
// Invariant: a store that costs too much to follow is a store to the heap.
//
//     p = &x; q = p; *q = v     ; targets of q: x; so x <- v
#include "escape/stores.h"

enum {
    MAX_DEPTH = 30,         // Loads on a path; deeper is unknown.
    BATCH_BUDGET = 4000000, // Steps of all walks of a round.
    MAX_TARGETS = 256
};

typedef struct Visit {
    Loc *loc;
    int derefs;
} Visit;

typedef struct Walker {
    Flow *w;
    VEC(Visit) work;
    VEC(Loc *) targets;
    VEC(Visit) params;
    bool unknown;
    bool deep;
    int steps;
} Walker;

static void refresh(const Walker *k, Loc *l)
{
    if (l->pts_walk == k->w->walk)
        return;
    l->pts_walk = k->w->walk;
    l->pts_depths = 0;
    l->is_target = false;
}

static void visit(Walker *k, Loc *l, int derefs)
{
    if (derefs > MAX_DEPTH) {
        k->unknown = true;
        return;
    }
    refresh(k, l);
    uint32_t bit = (uint32_t)1 << derefs;
    if (l->pts_depths & bit)
        return;
    l->pts_depths |= bit;
    vec_push_in(&k->work, k->w->arena, (Visit){l, derefs});
}

static void add_target(Walker *k, Loc *l)
{
    refresh(k, l);
    if (l->is_target)
        return;
    l->is_target = true;
    vec_push_in(&k->targets, k->w->arena, l);
    if (k->deep)
        visit(k, l, 0); // What it holds leads on.
}

static void step(Walker *k, Visit v)
{
    Loc *l = v.loc;
    k->steps++;
    if (l->kind == LOC_UNKNOWN || (l->attrs & ATTR_ESCAPES))
        k->unknown = true;
    if (l->param >= 0)
        vec_push_in(&k->params, k->w->arena, v);
    for (int i = 0; i < l->edges.len; i++) {
        const FlowEdge *e = &l->edges.data[i];
        k->steps++;
        if (v.derefs + e->derefs < 0)
            add_target(k, e->src);
        else
            visit(k, e->src, v.derefs + e->derefs);
    }
}

static void find_targets(Walker *k, FlowVal ptr)
{
    k->w->walk++;
    k->work.len = k->targets.len = k->params.len = 0;
    k->unknown = false;
    if (!ptr.loc)
        return; // Only nil.
    if (ptr.derefs < 0)
        add_target(k, ptr.loc);
    else
        visit(k, ptr.loc, ptr.derefs);
    while (k->work.len > 0) {
        Visit v = vec_pop(&k->work);
        step(k, v);
        if (k->steps > BATCH_BUDGET || k->targets.len > MAX_TARGETS) {
            k->unknown = true;
            return;
        }
    }
}

static Loc *content_of(Flow *w, Visit param)
{
    FlowFunc *ff = w->funcs[param.loc->fn->id];
    int depth = param.derefs < CONTENT_DEPTHS ? param.derefs
                                              : CONTENT_DEPTHS - 1;
    Loc **at = &ff->contents[param.loc->param * CONTENT_DEPTHS + depth];
    if (!*at) {
        *at = flow_new_loc(w, LOC_CONTENT, param.loc->fn);
        (*at)->local = param.loc->local;
        (*at)->loop_depth = depth;
    }
    return *at;
}

static bool connect(Flow *w, FlowStore *s, Loc *dst)
{
    for (int i = 0; i < s->done.len; i++) {
        if (s->done.data[i] == dst)
            return false;
    }
    vec_push_in(&s->done, w->arena, dst);
    flow_add(w, dst, s->v);
    return true;
}

static bool resolve(Walker *k, FlowStore *s)
{
    Flow *w = k->w;
    bool changed = false;
    k->deep = s->deep;
    find_targets(k, s->ptr);
    for (int i = 0; i < k->targets.len; i++)
        changed |= connect(w, s, k->targets.data[i]);
    for (int i = 0; i < k->params.len; i++)
        changed |= connect(w, s, content_of(w, k->params.data[i]));
    if (k->unknown)
        changed |= connect(w, s, &w->heap);
    return changed;
}

// Does anything flow into an object of a parameter that is neither of a
// parameter nor nil?
static void summarize_content(Walker *k, Loc *content)
{
    Flow *w = k->w;
    k->deep = false;
    k->steps = 0;
    find_targets(k, (FlowVal){content, 0, NULL});
    if (!k->unknown && k->targets.len == 0)
        return;
    Summary *s = w->funcs[content->fn->id]->summary;
    summary_leak(s, summary_unknown_row(s),
                 summary_content(s, (int)content->local.i,
                                 content->loop_depth),
                 0);
}

void stores_summarize(Flow *w)
{
    Walker k = {.w = w};
    for (int i = 0; i < w->locs.len; i++) {
        if (w->locs.data[i]->kind == LOC_CONTENT)
            summarize_content(&k, w->locs.data[i]);
    }
}

bool stores_resolve(Flow *w)
{
    Walker k = {.w = w};
    bool any = false, changed = true;
    while (changed) {
        changed = false;
        k.steps = 0;
        for (int i = 0; i < w->stores.len; i++)
            changed |= resolve(&k, &w->stores.data[i]);
        any |= changed;
    }
    return any;
}
