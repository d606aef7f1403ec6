// frontend/check_init.c -- The order in which package variables are
// initialised.
//
// Spec: Package initialization.  A variable depends on what its initialiser
// mentions, through functions.  Repeatedly the first variable in source order
// that depends on nothing uninitialised comes next; when there is none, there
// is a cycle.
//
// Invariant: CheckedPackage.inits has each initialiser once.
//
//     var a = f(); var b = 1; func f() int { return b }   // b, then a
#include "frontend/check_internal.h"

#include <stdlib.h>

typedef struct InitNode {
    Object *obj;
    Map succ;  // InitNodes it depends on, without functions.
    Map pred;  // InitNodes that depend on it.
    int ndeps; // Dependencies still open.
    bool done;
} InitNode;

typedef struct Graph {
    Checker *ck;
    Map nodes; // Object -> InitNode*
    VEC(InitNode *) all;
    VEC(InitNode *) funcs;
} Graph;

static bool takes_part(const Object *o)
{
    return o->kind == OBJ_VAR || o->kind == OBJ_CONST || o->kind == OBJ_FUNC;
}

static InitNode *node_of(Graph *g, const Object *o)
{
    return map_get(&g->nodes, o);
}

static void add_edge(InitNode *from, InitNode *to)
{
    map_set(&from->succ, to, to);
    map_set(&to->pred, from, from);
}

static void make_nodes(Graph *g)
{
    Arena *arena = g->ck->arena;
    for (int i = 0; i < g->ck->objects.len; i++) {
        Object *o = g->ck->objects.data[i];
        if (!takes_part(o))
            continue;
        InitNode *n = ARENA_NEW(arena, InitNode);
        n->obj = o;
        map_init(&n->succ, arena);
        map_init(&n->pred, arena);
        map_set(&g->nodes, o, n);
        if (o->kind == OBJ_FUNC)
            vec_push(&g->funcs, n);
        else
            vec_push(&g->all, n);
    }
}

static void make_edges(Graph *g)
{
    for (int i = 0; i < g->ck->objects.len; i++) {
        Object *o = g->ck->objects.data[i];
        if (!takes_part(o) || !o->info->has_deps)
            continue;
        Map *deps = &o->info->deps;
        for (int k = 0; k < deps->len; k++) {
            InitNode *to = node_of(g, deps->entries[k].key);
            if (to != NULL)
                add_edge(node_of(g, o), to);
        }
    }
}

// Edges that were removed stay in the maps with a NULL value.
static bool live(const MapEntry *e)
{
    return e->value != NULL;
}

static int live_count(const Map *m)
{
    int n = 0;
    for (int i = 0; i < m->len; i++)
        n += live(&m->entries[i]);
    return n;
}

static int by_cost(const void *a, const void *b)
{
    InitNode *x = *(InitNode *const *)a, *y = *(InitNode *const *)b;
    long cx = (long)x->pred.len * x->succ.len;
    long cy = (long)y->pred.len * y->succ.len;
    if (cx != cy)
        return cx < cy ? -1 : 1;
    return x->obj->order < y->obj->order ? -1 : 1;
}

// Connects who uses a function directly with what the function uses.
static void eliminate(InitNode *f)
{
    for (int i = 0; i < f->pred.len; i++) {
        if (!live(&f->pred.entries[i]))
            continue;
        InitNode *p = f->pred.entries[i].value;
        if (p == f)
            continue;
        for (int k = 0; k < f->succ.len; k++) {
            InitNode *s = f->succ.entries[k].value;
            if (s != NULL && s != f)
                add_edge(p, s);
        }
        map_set(&p->succ, f, NULL);
    }
    for (int k = 0; k < f->succ.len; k++) {
        InitNode *s = f->succ.entries[k].value;
        if (s != NULL)
            map_set(&s->pred, f, NULL);
    }
}

static void eliminate_functions(Graph *g)
{
    if (g->funcs.len > 1)
        qsort(g->funcs.data, (size_t)g->funcs.len, sizeof *g->funcs.data,
              by_cost);
    for (int i = 0; i < g->funcs.len; i++)
        eliminate(g->funcs.data[i]);
    for (int i = 0; i < g->all.len; i++)
        g->all.data[i]->ndeps = live_count(&g->all.data[i]->succ);
}

// --- Cycles -----------------------------------------------------------------------

static int by_order(const void *a, const void *b)
{
    const Object *x = *(Object *const *)a, *y = *(Object *const *)b;
    return x->order < y->order ? -1 : x->order > y->order;
}

// A path from `from` back to `to`, last object first.
static bool find_path(Graph *g, Object *from, Object *to, Map *seen,
                      ObjectVec *path)
{
    if (map_has(seen, from) || from->info == NULL)
        return false;
    map_set(seen, from, from);
    if (!from->info->has_deps)
        return false;
    Map *deps = &from->info->deps;
    Object **sorted = ARENA_ARRAY(g->ck->arena, Object *, deps->len + 1);
    for (int i = 0; i < deps->len; i++)
        sorted[i] = deps->entries[i].value;
    if (deps->len > 1)
        qsort(sorted, (size_t)deps->len, sizeof *sorted, by_order);
    for (int i = 0; i < deps->len; i++) {
        if (sorted[i] == to ||
            find_path(g, sorted[i], to, seen, path)) {
            vec_push(path, sorted[i]);
            return true;
        }
    }
    return false;
}

static void report_cycle(Checker *ck, ObjectVec *cycle)
{
    Object *obj = cycle->data[0];
    if (cycle->len == 1) {
        check_error(ck, obj->pos,
                    "initialization cycle: %s refers to itself", obj->name);
        return;
    }
    MultiError m;
    multi_begin(&m, ck, obj->pos, "initialization cycle for %s", obj->name);
    for (int i = cycle->len - 1; i >= 0; i--) {
        Object *next = cycle->data[i];
        multi_add(&m, obj->pos, "%s refers to %s", obj->name, next->name);
        obj = next;
    }
    multi_report(&m);
}

// --- The order ------------------------------------------------------------------------

// A node with the dependencies it had when it was pushed, so that entries in
// the heap never change.
typedef struct Entry {
    InitNode *node;
    int ndeps;
} Entry;

// A heap of nodes: constants first, fewest open dependencies, source order.
static bool before(Entry x, Entry y)
{
    const Object *xo = x.node->obj, *yo = y.node->obj;
    bool xc = xo->kind == OBJ_CONST, yc = yo->kind == OBJ_CONST;
    if (xc != yc)
        return xc;
    return x.ndeps != y.ndeps ? x.ndeps < y.ndeps : xo->order < yo->order;
}

static void sift_down(Entry *heap, int n, int i)
{
    for (;;) {
        int least = i;
        for (int k = 2 * i + 1; k <= 2 * i + 2 && k < n; k++) {
            if (before(heap[k], heap[least]))
                least = k;
        }
        if (least == i)
            return;
        Entry t = heap[i];
        heap[i] = heap[least];
        heap[least] = t;
        i = least;
    }
}

static void push_heap(Entry *heap, int *n, InitNode *node)
{
    int i = (*n)++;
    heap[i] = (Entry){node, node->ndeps};
    while (i > 0 && before(heap[i], heap[(i - 1) / 2])) {
        Entry t = heap[i];
        heap[i] = heap[(i - 1) / 2];
        heap[(i - 1) / 2] = t;
        i = (i - 1) / 2;
    }
}

typedef VEC(InitAssign) InitVec;

static void emit(Checker *ck, InitVec *out, Map *emitted, Object *v)
{
    DeclInfo *d = v->info;
    if (v->kind != OBJ_VAR || d->init == NULL || map_has(emitted, d))
        return;
    map_set(emitted, d, d);
    InitAssign a = {d->lhs, d->lhs_count, d->init};
    if (d->lhs == NULL) {
        a.lhs = ARENA_ARRAY(ck->arena, Object *, 1);
        a.lhs[0] = v;
        a.lhs_count = 1;
    }
    vec_push_in(out, ck->arena, a);
}

// Every change of ndeps pushes the node again; stale entries are skipped
// because a node is taken only once.
static void order(Graph *g, InitVec *out)
{
    Checker *ck = g->ck;
    Map emitted;
    map_init(&emitted, ck->arena);
    int edges = 0;
    for (int i = 0; i < g->all.len; i++)
        edges += g->all.data[i]->pred.len;
    Entry *heap = ARENA_ARRAY(ck->arena, Entry, g->all.len + edges + 1);
    int n = 0;
    for (int i = 0; i < g->all.len; i++)
        push_heap(heap, &n, g->all.data[i]);
    while (n > 0) {
        InitNode *node = heap[0].node;
        heap[0] = heap[--n];
        sift_down(heap, n, 0);
        if (node->done)
            continue;
        node->done = true;
        if (node->ndeps > 0) {
            Map seen;
            ObjectVec cycle = {0};
            map_init(&seen, ck->arena);
            if (find_path(g, node->obj, node->obj, &seen, &cycle))
                report_cycle(ck, &cycle);
            vec_free(&cycle);
        }
        for (int i = 0; i < node->pred.len; i++) {
            InitNode *p = node->pred.entries[i].value;
            if (p == NULL || p->done)
                continue;
            p->ndeps--;
            // Its old entry stays, and is skipped when it comes up.
            push_heap(heap, &n, p);
        }
        emit(ck, out, &emitted, node->obj);
    }
}

void check_init_order(Checker *ck)
{
    Graph g = {.ck = ck};
    InitVec out = {0};
    map_init(&g.nodes, ck->arena);
    make_nodes(&g);
    make_edges(&g);
    eliminate_functions(&g);
    order(&g, &out);
    ck->pkg->inits = out.data;
    ck->pkg->init_count = out.len;
    vec_free(&g.all);
    vec_free(&g.funcs);
}
