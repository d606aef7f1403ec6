// escape/solve.c -- The fixed point over the flow graph.
//
// The order of the work list is Go's (escaping locations first), because the
// explanations of -m=2 tell the path that is found first.
//
// Invariant: a location in the queue has `queued` set; attributes only grow.
//
//     p = &x; global = p     ; walk from heap: p at 0, x at -1: x escapes
#include "escape/solve.h"

#include "escape/outlives.h"
#include "escape/report.h"

#include "ir/build.h"

// A double-ended queue; the capacity is a power of two.
typedef struct LocQueue {
    Loc **data;
    uint32_t head, len, cap;
} LocQueue;

static void queue_init(LocQueue *q, Arena *arena, uint32_t cap)
{
    q->cap = 16;
    while (q->cap < cap)
        q->cap *= 2;
    q->data = ARENA_ARRAY(arena, Loc *, q->cap);
    q->head = q->len = 0;
}

static void queue_grow(LocQueue *q, Arena *arena)
{
    LocQueue old = *q;
    queue_init(q, arena, old.cap * 2);
    for (uint32_t i = 0; i < old.len; i++)
        q->data[i] = old.data[(old.head + i) & (old.cap - 1)];
    q->len = old.len;
}

static void push_front(LocQueue *q, Arena *arena, Loc *l)
{
    if (q->len == q->cap)
        queue_grow(q, arena);
    q->head = (q->head - 1) & (q->cap - 1);
    q->data[q->head] = l;
    q->len++;
}

static void push_back(LocQueue *q, Arena *arena, Loc *l)
{
    if (q->len == q->cap)
        queue_grow(q, arena);
    q->data[(q->head + q->len++) & (q->cap - 1)] = l;
}

static Loc *pop_front(LocQueue *q)
{
    Loc *l = q->data[q->head];
    q->head = (q->head + 1) & (q->cap - 1);
    q->len--;
    return l;
}

typedef struct Solver {
    Flow *w;
    LocQueue roots, todo;
} Solver;

// Temporaries have no lifetime: every walk that reaches one goes through it.
static void enqueue(Solver *s, Loc *l)
{
    if (l->queued || l->kind == LOC_TEMP)
        return;
    l->queued = true;
    if (l->attrs & ATTR_ESCAPES)
        push_front(&s->roots, s->w->arena, l);
    else
        push_back(&s->roots, s->w->arena, l);
}

// A closure that somebody may call without looking at its results: they must
// be taken for lost, and what they return walked again.
static void lose_results(Solver *s, const Loc *root)
{
    if (!(root->attrs & ATTR_CALLS) || root->kind != LOC_SITE ||
        root->in->op != OP_CLOSURE)
        return;
    FlowFunc *ff = s->w->funcs[root->in->callee->id];
    if (!ff || ff->tagged || ff->results_lost)
        return;
    ff->results_lost = true;
    for (uint32_t i = 0; i < ff->fn->nresults; i++) {
        Loc *result = ff->vars[ff->fn->nparams + i];
        if (result)
            enqueue(s, result);
    }
}

static int leak_slot(const Summary *s, const Loc *root, const Loc *l)
{
    if ((root->attrs & ATTR_ESCAPES) || root->fn != l->fn)
        return LEAK_HEAP;
    if (root->kind == LOC_CONTENT)
        return summary_content(s, (int)root->local.i, root->loop_depth);
    if (root->result >= 0 && root->result < s->nresults)
        return LEAK_RESULT0 + root->result;
    return LEAK_HEAP;
}

static void leak_param(Solver *s, const Loc *root, Loc *l, int derefs)
{
    FlowFunc *ff = s->w->funcs[l->fn->id];
    if (outlives(s->w, root, l)) {
        int slot = leak_slot(ff->summary, root, l);
        bool more = derefs < summary_depth(ff->summary, l->param, slot);
        if (!(l->attrs & ATTR_ESCAPES) && (more || !flow_is_full(s->w)))
            report_param_leak(s->w, root, l, derefs);
        summary_leak(ff->summary, l->param, slot, derefs);
    }
    if (root->attrs & ATTR_MUTATES)
        summary_leak(ff->summary, l->param, LEAK_MUTATOR, derefs);
    if (root->attrs & ATTR_CALLS)
        summary_leak(ff->summary, l->param, LEAK_CALLEE, derefs);
}

static uint8_t address_reaches(Solver *s, const Loc *root, Loc *l)
{
    if (outlives(s->w, root, l)) {
        if (!(l->attrs & ATTR_ESCAPES))
            report_escape(s->w, root, l);
        return ATTR_ESCAPES | ATTR_PERSISTS | ATTR_MUTATES | ATTR_CALLS;
    }
    return root->attrs & ATTR_PERSISTS;
}

static void relax(Solver *s, Loc *l, int derefs)
{
    uint32_t walk = s->w->walk;
    for (int i = 0; i < l->edges.len; i++) {
        Loc *src = l->edges.data[i].src;
        if (src->attrs & ATTR_ESCAPES)
            continue;
        int d = derefs + l->edges.data[i].derefs;
        if (src->walk == walk && src->derefs <= d)
            continue;
        src->walk = walk;
        src->derefs = d;
        src->dst = l;
        src->dst_edge = i;
        if (src->queued_in_walk != walk) {
            src->queued_in_walk = walk;
            push_back(&s->todo, s->w->arena, src);
        }
    }
}

static void step(Solver *s, const Loc *root, Loc *l)
{
    int derefs = l->derefs;
    uint8_t attrs = 0;
    // "root = &l; l = x": l's address reaches root, x's does not.
    if (derefs < 0) {
        derefs = 0;
        attrs |= address_reaches(s, root, l);
    }
    if (derefs == 0)
        attrs |= root->attrs & (ATTR_MUTATES | ATTR_CALLS);
    if (l->param >= 0)
        leak_param(s, root, l, derefs);

    if (attrs & ~l->attrs) {
        l->attrs |= attrs;
        enqueue(s, l);
        if (l->attrs & ATTR_ESCAPES)
            return;
    }
    relax(s, l, derefs);
}

static void walk_root(Solver *s, Loc *root)
{
    s->w->walk++;
    root->walk = s->w->walk;
    root->derefs = 0;
    root->dst = NULL;
    lose_results(s, root);
    push_front(&s->todo, s->w->arena, root);
    while (s->todo.len > 0) {
        Loc *l = pop_front(&s->todo);
        l->queued_in_walk = 0;
        step(s, root, l);
    }
}

static void start_with(Solver *s, Loc *l)
{
    l->queued = true;
    push_front(&s->roots, s->w->arena, l);
}

void solve(Flow *w)
{
    Solver s = {.w = w};
    queue_init(&s.roots, w->arena, (uint32_t)w->locs.len + 3);
    queue_init(&s.todo, w->arena, 64);
    for (int i = 0; i < w->locs.len; i++) {
        if (w->locs.data[i]->kind != LOC_TEMP)
            start_with(&s, w->locs.data[i]);
    }
    start_with(&s, &w->mutator);
    start_with(&s, &w->callee);
    start_with(&s, &w->heap);
    while (s.roots.len > 0) {
        Loc *root = pop_front(&s.roots);
        root->queued = false;
        walk_root(&s, root);
    }
}
