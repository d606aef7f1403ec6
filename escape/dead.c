// escape/dead.c -- Reachability over mentions of functions.
//
// Invariant: a function named by a live body, a descriptor, an itab or a
// global's initial value is live.
//
//     main calls f, f inlined everywhere: nothing names f, so f is dead
#include "escape/dead.h"

#include "base/vec.h"

typedef struct Marker {
    IrModule *m;
    bool *live;
    VEC(IrFunc *) work;
    Arena *arena;
} Marker;

static void mark(Marker *k, IrFunc *f)
{
    if (!f || k->live[f->id])
        return;
    k->live[f->id] = true;
    vec_push_in(&k->work, k->arena, f);
}

static void mark_operand(Marker *k, const IrOperand *o)
{
    if (o->kind == OPD_FUNC)
        mark(k, o->func);
}

static void mark_init(Marker *k, const IrInit *init)
{
    if (!init)
        return;
    mark(k, init->func);
    for (uint32_t i = 0; i < init->nkids; i++)
        mark_init(k, init->kids[i]);
}

static void mark_instr(Marker *k, const IrInstr *in)
{
    mark(k, in->callee);
    for (uint32_t a = 0; a < in->nargs; a++)
        mark_operand(k, &in->args[a]);
    for (uint32_t c = 0; c < in->ncases; c++)
        mark_operand(k, &in->cases[c].value);
}

static void mark_body(Marker *k, const IrFunc *f)
{
    for (int b = 0; b < f->blocks.len; b++) {
        const IrInstrVec *v = &f->blocks.data[b].instrs;
        for (int i = 0; i < v->len; i++)
            mark_instr(k, &v->data[i]);
    }
}

static void mark_descs(Marker *k)
{
    for (int i = 0; i < k->m->itabs.len; i++) {
        const IrItab *t = k->m->itabs.data[i];
        for (uint32_t j = 0; j < t->inter->nmethods; j++)
            mark(k, t->funcs[j]);
    }
    for (int i = 0; i < k->m->descs.len; i++) {
        const IrDesc *d = k->m->descs.data[i];
        for (uint32_t j = 0; j < d->nmethods; j++) {
            mark(k, d->methods[j].ifn);
            mark(k, d->methods[j].tfn);
        }
    }
}

void dead_functions(IrModule *m, const Map *candidates, bool literals_only,
                    Arena *arena)
{
    Marker k = {.m = m, .arena = arena};
    k.live = ARENA_ARRAY(arena, bool, m->funcs.len);
    mark(&k, m->init);
    mark(&k, m->main);
    for (int i = 0; i < m->funcs.len; i++) {
        IrFunc *f = m->funcs.data[i];
        if (!map_has(candidates, f) || (f->flags & IRFN_EXPORTED) ||
            (literals_only && !(f->parent && f->ncaptures > 0)))
            mark(&k, f);
    }
    for (int i = 0; i < m->globals.len; i++)
        mark_init(&k, m->globals.data[i]->init);
    mark_descs(&k);
    while (k.work.len > 0) {
        IrFunc *f = vec_pop(&k.work);
        mark_body(&k, f);
    }
    for (int i = 0; i < m->funcs.len; i++) {
        if (!k.live[i])
            m->funcs.data[i]->flags |= IRFN_DEAD;
    }
}
