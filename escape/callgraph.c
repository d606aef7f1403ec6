// escape/callgraph.c -- Tarjan's strongly connected components, iteratively.
//
// Nodes are outer functions; `low` follows Tarjan 1972.  The explicit stack of
// frames replaces recursion, because call chains of generated programs are
// deeper than a C stack.
//
// Invariant: when a batch is emitted, every function that it mentions is in it
// or in an earlier one.
//
//     f calls g, g calls f and h:   batches {h}, {f, g}
#include "escape/callgraph.h"

#include "escape/callees.h"

typedef struct Node {
    IrFunc *outer;
    FuncVec members; // Outer, then inner functions in order of creation.
    FuncVec edges;   // Outer functions mentioned.
    uint32_t index, low;
    bool visited, on_stack;
} Node;

typedef struct Frame {
    Node *node;
    int next_edge;
} Frame;

typedef struct Finder {
    IrModule *m;
    Arena *arena;
    CallGraph *g;
    Node *nodes; // By id of the outer function.
    VEC(Node *) stack;
    VEC(Frame) frames;
    uint32_t counter;
} Finder;

bool callgraph_is_inner(const CallGraph *g, const IrFunc *f)
{
    const ClosureSite *c = &g->closures[f->id];
    return f->parent && f->ncaptures > 0 && c->count == 1 && c->in &&
           c->host != f && c->in->site &&
           c->in->site->kind != SITE_METHOD_VALUE;
}

bool callgraph_encloses(const CallGraph *g, const IrFunc *outer,
                        const IrFunc *inner)
{
    while (callgraph_is_inner(g, inner)) {
        inner = g->closures[inner->id].host;
        if (inner == outer)
            return true;
    }
    return false;
}

static bool is_body(const IrFunc *f)
{
    return f->blocks.len > 0 && !(f->flags & (IRFN_EXTERN | IRFN_DEAD));
}

static void note_closure(CallGraph *g, IrFunc *host, const IrInstr *in)
{
    ClosureSite *c = &g->closures[in->callee->id];
    c->host = host;
    c->in = c->count == 0 ? in : NULL;
    c->count++;
}

static void note_value(CallGraph *g, const IrOperand *o)
{
    if (o->kind == OPD_FUNC)
        g->closures[o->func->id].count++;
}

static void find_closures(IrModule *m, CallGraph *g)
{
    for (int i = 0; i < m->funcs.len; i++) {
        IrFunc *f = m->funcs.data[i];
        for (int b = 0; is_body(f) && b < f->blocks.len; b++) {
            IrInstrVec *v = &f->blocks.data[b].instrs;
            for (int k = 0; k < v->len; k++) {
                if (v->data[k].op == OP_CLOSURE)
                    note_closure(g, f, &v->data[k]);
                for (uint32_t a = 0; a < v->data[k].nargs; a++)
                    note_value(g, &v->data[k].args[a]);
            }
        }
    }
}

static void gather(Finder *d, Node *n, IrFunc *f);

static void mention(Finder *d, Node *n, IrFunc *callee)
{
    if (callgraph_is_inner(d->g, callee)) {
        IrFunc *outer = callee;
        while (callgraph_is_inner(d->g, outer))
            outer = d->g->closures[outer->id].host;
        callee = outer;
    }
    if (is_body(callee))
        vec_push_in(&n->edges, d->arena, callee);
}

static void mention_all(Finder *d, Node *n, const FuncVec *callees)
{
    for (int i = 0; callees && i < callees->len; i++)
        mention(d, n, callees->data[i]);
}

static void gather_instr(Finder *d, Node *n, IrFunc *f, const IrInstr *in)
{
    for (uint32_t a = 0; a < in->nargs; a++) {
        if (in->args[a].kind == OPD_FUNC)
            mention(d, n, in->args[a].func);
    }
    if (d->g->callees && (in->op == OP_CALLIFACE || in->op == OP_CALLFUNC))
        mention_all(d, n, callees_of(d->g->callees, in));
    if (!in->callee)
        return;
    if (in->op == OP_CLOSURE && callgraph_is_inner(d->g, in->callee) &&
        d->g->closures[in->callee->id].host == f)
        gather(d, n, in->callee);
    else
        mention(d, n, in->callee);
}

static void gather(Finder *d, Node *n, IrFunc *f)
{
    vec_push_in(&n->members, d->arena, f);
    for (int b = 0; b < f->blocks.len; b++) {
        const IrInstrVec *v = &f->blocks.data[b].instrs;
        for (int k = 0; k < v->len; k++)
            gather_instr(d, n, f, &v->data[k]);
    }
}

static void enter(Finder *d, IrFunc *outer)
{
    Node *n = &d->nodes[outer->id];
    n->outer = outer;
    n->visited = n->on_stack = true;
    n->index = n->low = d->counter++;
    gather(d, n, outer);
    vec_push_in(&d->stack, d->arena, n);
    vec_push_in(&d->frames, d->arena, (Frame){n, 0});
}

static bool mentions_itself(const Node *n)
{
    for (int i = 0; i < n->edges.len; i++) {
        if (n->edges.data[i] == n->outer)
            return true;
    }
    return false;
}

static void emit(Finder *d, const Node *root)
{
    int from = d->stack.len;
    while (d->stack.data[--from] != root)
        ;
    FuncBatch batch = {0};
    batch.recursive = d->stack.len - from > 1 || mentions_itself(root);
    for (int i = from; i < d->stack.len; i++) {
        Node *n = d->stack.data[i];
        n->on_stack = false;
        for (int k = 0; k < n->members.len; k++) {
            d->g->batch_of[n->members.data[k]->id] =
                (uint32_t)d->g->batches.len;
            vec_push_in(&batch.fns, d->arena, n->members.data[k]);
        }
    }
    d->stack.len = from;
    vec_push_in(&d->g->batches, d->arena, batch);
}

static void lower(Node *n, uint32_t to)
{
    if (to < n->low)
        n->low = to;
}

static void visit(Finder *d, IrFunc *start)
{
    enter(d, start);
    while (d->frames.len > 0) {
        Frame *top = &vec_last(&d->frames);
        Node *n = top->node;
        if (top->next_edge < n->edges.len) {
            Node *to = &d->nodes[n->edges.data[top->next_edge]->id];
            IrFunc *callee = n->edges.data[top->next_edge++];
            if (!to->visited)
                enter(d, callee);
            else if (to->on_stack)
                lower(n, to->index);
            continue;
        }
        d->frames.len--;
        if (n->low == n->index)
            emit(d, n);
        if (d->frames.len > 0)
            lower(vec_last(&d->frames).node, n->low);
    }
}

CallGraph callgraph_make(IrModule *m, bool dynamic, Arena *arena)
{
    CallGraph g = {0};
    size_t n = (size_t)m->funcs.len;
    g.batch_of = ARENA_ARRAY(arena, uint32_t, n);
    g.closures = ARENA_ARRAY(arena, ClosureSite, n);
    for (size_t i = 0; i < n; i++)
        g.batch_of[i] = UINT32_MAX;
    find_closures(m, &g);
    if (dynamic)
        g.callees = callees_make(m, g.closures, arena);

    Finder d = {.m = m, .arena = arena, .g = &g};
    d.nodes = ARENA_ARRAY(arena, Node, n);
    for (int i = 0; i < m->funcs.len; i++) {
        IrFunc *f = m->funcs.data[i];
        if (is_body(f) && !callgraph_is_inner(&g, f) &&
            !d.nodes[f->id].visited)
            visit(&d, f);
    }
    return g;
}
