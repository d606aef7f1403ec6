// escape/defs.c -- Collecting definitions, and following them to their leaves.
//
// Two passes over a function: the first counts how temporaries are used, so
// that the second knows which `addr x` only serves to capture x.
//
//     t1 = addr n              ; only use: the CLOSURE, so n is not opaque
//     f = closure inc (t1)     ; and STORE (*cap) in inc is a definition of n
#include "escape/defs.h"

#include "ir/build.h"

typedef struct UseCount {
    uint32_t all, captures;
} UseCount;

enum { MAX_LEAF_DEPTH = 24, MAX_LEAVES = 16 };

void defs_init(DefTable *t, IrModule *m, CallGraph *g, Arena *arena)
{
    t->m = m;
    t->arena = arena;
    t->g = g;
    t->by_func = ARENA_ARRAY(arena, LocalDefs *, m->funcs.len);
}

LocalDefs *defs_of(const DefTable *t, const IrFunc *f, LocalId id)
{
    return &t->by_func[f->id][id.i];
}

const IrOperand *defs_capture_arg(const DefTable *t, const IrFunc *f,
                                  LocalId id)
{
    if (!t->g || !callgraph_is_inner(t->g, f))
        return NULL;
    uint32_t first = f->nparams + f->nresults;
    const IrInstr *in = t->g->closures[f->id].in;
    if (id.i < first || id.i - first >= in->nargs)
        return NULL;
    return &in->args[id.i - first];
}

// The variable whose address an operand is.
static bool addressed_local(const DefTable *t, IrFunc *f, LocalId from,
                            LocalId *id)
{
    const LocalDefs *d = defs_of(t, f, from);
    if (d->ndefs != 1)
        return false;
    const IrInstr *in = d->defs->in;
    if (in->op != OP_ADDR || in->place->base != BASE_LOCAL ||
        in->place->nsteps > 0)
        return false;
    *id = in->place->local;
    return true;
}

bool defs_captured(const DefTable *t, IrFunc **f, LocalId *id)
{
    for (;;) {
        bool by_ref = ir_local(*f, *id)->by_ref;
        const IrOperand *arg = defs_capture_arg(t, *f, *id);
        if (!arg || arg->kind != OPD_LOCAL)
            return false;
        *f = t->g->closures[(*f)->id].host;
        if (!t->by_func[(*f)->id])
            return false;
        *id = arg->local;
        const IrLocal *l = ir_local(*f, *id);
        if (l->kind == LOCAL_CAPTURE && l->by_ref == by_ref)
            continue;
        return !by_ref || addressed_local(t, *f, arg->local, id);
    }
}

// --- Counting uses -------------------------------------------------------------

static void use(UseCount *uses, const IrOperand *o, bool capture)
{
    if (o->kind != OPD_LOCAL)
        return;
    uses[o->local.i].all++;
    if (capture)
        uses[o->local.i].captures++;
}

static void use_place(UseCount *uses, const IrPlace *p)
{
    use(uses, &p->ptr, false);
    use(uses, &p->index, false);
    for (uint32_t i = 0; i < p->nsteps; i++)
        use(uses, &p->steps[i].index, false);
}

static void count_uses(const DefTable *t, const IrInstr *in, UseCount *uses)
{
    bool capture = in->op == OP_CLOSURE && t->g &&
                   callgraph_is_inner(t->g, in->callee);
    for (uint32_t i = 0; i < in->nargs; i++)
        use(uses, &in->args[i], capture);
    if (in->place)
        use_place(uses, in->place);
    for (uint32_t i = 0; i < in->ncases; i++) {
        use(uses, &in->cases[i].chan, false);
        use(uses, &in->cases[i].value, false);
    }
}

// --- Recording definitions -------------------------------------------------------

static void record(const DefTable *t, IrFunc *f, LocalId id, IrFunc *where,
                   const IrInstr *in)
{
    if (id.i == UINT32_MAX)
        return;
    LocalDefs *d = defs_of(t, f, id);
    Def *def = ARENA_NEW(t->arena, Def);
    def->f = where;
    def->in = in;
    def->next = d->defs;
    d->defs = def;
    d->ndefs++;
}

static void set_opaque(const DefTable *t, IrFunc *f, LocalId id)
{
    defs_of(t, f, id)->opaque = true;
}

// A write to a local, or through a captured reference to the local it names.
static void record_write(const DefTable *t, IrFunc *f, LocalId target,
                         IrFunc *where, const IrInstr *in)
{
    if (in->place->nsteps > 0)
        set_opaque(t, f, target);
    else if (in->op == OP_ZERO)
        defs_of(t, f, target)->decl = true;
    else
        record(t, f, target, where, in);
}

static bool by_ref_capture(const IrFunc *f, const IrOperand *o)
{
    return o->kind == OPD_LOCAL &&
           ir_local(f, o->local)->kind == LOCAL_CAPTURE &&
           ir_local(f, o->local)->by_ref;
}

static void captured_opaque(const DefTable *t, IrFunc *f, LocalId cap)
{
    if (defs_captured(t, &f, &cap))
        set_opaque(t, f, cap);
}

static void record_addr(const DefTable *t, IrFunc *f, const IrInstr *in,
                        const UseCount *uses)
{
    const IrPlace *p = in->place;
    if (p->base == BASE_LOCAL) {
        const UseCount *u = &uses[in->dst.i];
        bool captures = ir_local(f, in->dst)->kind == LOCAL_TEMP &&
                        u->all == u->captures && p->nsteps == 0;
        if (!captures)
            set_opaque(t, f, p->local);
    } else if (p->base == BASE_DEREF && by_ref_capture(f, &p->ptr)) {
        captured_opaque(t, f, p->ptr.local);
    }
}

static void record_store(const DefTable *t, IrFunc *f, const IrInstr *in)
{
    const IrPlace *p = in->place;
    if (p->base == BASE_LOCAL) {
        record_write(t, f, p->local, f, in);
    } else if (p->base == BASE_DEREF && by_ref_capture(f, &p->ptr)) {
        IrFunc *owner = f;
        LocalId id = p->ptr.local;
        if (defs_captured(t, &owner, &id))
            record_write(t, owner, id, f, in);
    }
}

static void record_instr(const DefTable *t, IrFunc *f, const IrInstr *in,
                         const UseCount *uses)
{
    if (in->op == OP_DECL) {
        defs_of(t, f, in->dst)->decl = true;
        return;
    }
    record(t, f, in->dst, f, in);
    record(t, f, in->dst2, f, in);
    for (uint32_t i = 0; i < in->ndsts; i++)
        record(t, f, in->dsts[i], f, in);
    for (uint32_t i = 0; i < in->ncases; i++) {
        record(t, f, in->cases[i].dst, f, in);
        record(t, f, in->cases[i].ok, f, in);
    }
    if (in->op == OP_ADDR)
        record_addr(t, f, in, uses);
    else if (in->op == OP_STORE || in->op == OP_ZERO)
        record_store(t, f, in);
    for (uint32_t i = 0; in->op != OP_CLOSURE && i < in->nargs; i++) {
        if (by_ref_capture(f, &in->args[i]))
            captured_opaque(t, f, in->args[i].local);
    }
}

#define EACH_INSTR(f, in)                                                      \
    for (int b_ = 0; b_ < (f)->blocks.len; b_++)                               \
        for (const IrInstr *in = (f)->blocks.data[b_].instrs.data,             \
                           *end_ = in + (f)->blocks.data[b_].instrs.len;       \
             in < end_; in++)

void defs_add(DefTable *t, IrFunc *f)
{
    if (t->by_func[f->id])
        return;
    size_t n = (size_t)f->locals.len;
    t->by_func[f->id] = ARENA_ARRAY(t->arena, LocalDefs, n + 1);
    UseCount *uses = ARENA_ARRAY(t->arena, UseCount, n + 1);
    EACH_INSTR(f, in) count_uses(t, in, uses);
    EACH_INSTR(f, in) record_instr(t, f, in, uses);
    if (!t->g)
        return;
    EACH_INSTR(f, in)
    {
        if (in->op == OP_CLOSURE && callgraph_is_inner(t->g, in->callee) &&
            t->g->closures[in->callee->id].in == in)
            defs_add(t, in->callee);
    }
}

// --- Leaves ----------------------------------------------------------------------

typedef struct LeafWalk {
    const DefTable *t;
    Arena *arena;
    LeafVec *out;
    bool stable;
} LeafWalk;

static bool walk(LeafWalk *w, IrFunc *f, IrOperand o, int depth);

static bool add_leaf(LeafWalk *w, Leaf leaf)
{
    leaf.stable = w->stable;
    if (w->out->len == MAX_LEAVES)
        return false;
    vec_push_in(w->out, w->arena, leaf);
    return true;
}

static bool walk_local(LeafWalk *w, IrFunc *f, LocalId id, int depth);

static bool walk_load(LeafWalk *w, IrFunc *f, const IrInstr *in, int depth)
{
    const IrPlace *p = in->place;
    if (p->nsteps == 0 && p->base == BASE_LOCAL)
        return walk_local(w, f, p->local, depth);
    if (p->nsteps == 0 && p->base == BASE_DEREF && by_ref_capture(f, &p->ptr)) {
        LocalId id = p->ptr.local;
        return defs_captured(w->t, &f, &id) && walk_local(w, f, id, depth);
    }
    return add_leaf(w, (Leaf){.f = f, .in = in});
}

static bool walk_def(LeafWalk *w, const Def *d, int depth)
{
    if (d->in->op == OP_MOVE || d->in->op == OP_STORE)
        return walk(w, d->f, d->in->args[0], depth);
    if (d->in->op == OP_LOAD)
        return walk_load(w, d->f, d->in, depth);
    return add_leaf(w, (Leaf){.f = d->f, .in = d->in});
}

static bool walk_zero(LeafWalk *w, IrFunc *f, const IrLocal *l)
{
    Leaf zero = {.f = f};
    zero.constant.kind = OPD_ZERO;
    zero.constant.type = l->type;
    return add_leaf(w, zero);
}

static bool walk_capture(LeafWalk *w, IrFunc *f, LocalId id, int depth)
{
    const IrOperand *arg = defs_capture_arg(w->t, f, id);
    if (ir_local(f, id)->by_ref || !arg)
        return false;
    IrFunc *host = w->t->g->closures[f->id].host;
    return w->t->by_func[host->id] && walk(w, host, *arg, depth);
}

static bool walk_local(LeafWalk *w, IrFunc *f, LocalId id, int depth)
{
    const IrLocal *l = ir_local(f, id);
    if (depth > MAX_LEAF_DEPTH || l->kind == LOCAL_PARAM)
        return false;
    if (l->kind == LOCAL_CAPTURE)
        return walk_capture(w, f, id, depth + 1);
    const LocalDefs *d = defs_of(w->t, f, id);
    if (d->opaque)
        return false;

    bool once = d->ndefs == 1 && !l->reassigned && l->kind != LOCAL_RESULT;
    w->stable = w->stable && once;
    if (!once && l->kind != LOCAL_TEMP && !walk_zero(w, f, l))
        return false;
    for (const Def *def = d->defs; def; def = def->next) {
        if (!walk_def(w, def, depth + 1))
            return false;
    }
    return true;
}

static bool walk(LeafWalk *w, IrFunc *f, IrOperand o, int depth)
{
    if (o.kind == OPD_LOCAL)
        return walk_local(w, f, o.local, depth);
    return add_leaf(w, (Leaf){.f = f, .constant = o});
}

bool defs_leaves(const DefTable *t, IrFunc *f, IrOperand o, Arena *arena,
                 LeafVec *out)
{
    LeafWalk w = {t, arena, out, true};
    return t->by_func[f->id] && walk(&w, f, o, 0);
}
