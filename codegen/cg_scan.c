// codegen/cg_scan.c -- A look at a function before it is translated.
//
// Counts what the text does to each local.  A local of scalars with one
// definition that dominates its uses needs no memory: its slot holds the values
// themselves.  Most temporaries and parameters are of this kind, which spares
// LLVM the work of finding out.
//
//     t%3 = bin add x%0, 1    one write, reads behind it: a value
#include "codegen/cg_internal.h"

typedef struct Scan {
    CgFn *f;
    uint32_t block, index;
    bool uses;      // Second pass
} Scan;

static void def(Scan *s, LocalId id)
{
    if (s->uses || id.i == LOCAL_NONE.i)
        return;
    CgSlot *slot = &s->f->slots[id.i];
    slot->writes++;
    slot->def_block = s->block;
    slot->def_index = s->index;
}

// A definition that is made of several, or reads the old value.
static void bad_def(Scan *s, LocalId id)
{
    def(s, id);
    def(s, id);
}

static bool dominated(Scan *s, const CgSlot *slot)
{
    if (slot->def_block == s->block)
        return s->index > slot->def_index;
    return cfg_dominates(s->f->cfg, (BlockId){slot->def_block},
                         (BlockId){s->block});
}

static void use(Scan *s, LocalId id)
{
    CgSlot *slot = &s->f->slots[id.i];
    if (!s->uses)
        slot->reads++;
    else if (slot->as_value && slot->writes && !dominated(s, slot))
        slot->as_value = false;
}

static void operand(Scan *s, const IrOperand *o)
{
    if (o->kind == OPD_LOCAL)
        use(s, o->local);
}

static void place(Scan *s, const IrInstr *in)
{
    const IrPlace *p = in->place;
    operand(s, &p->ptr);
    operand(s, &p->index);
    for (uint32_t i = 0; i < p->nsteps; i++)
        operand(s, &p->steps[i].index);
    if (p->base != BASE_LOCAL)
        return;
    if (in->op == OP_ADDR)
        s->f->slots[p->local.i].need_mem = true;
    if (in->op == OP_STORE || in->op == OP_ZERO)
        def(s, p->local);
    else
        use(s, p->local);
}

static void results(Scan *s, const IrInstr *in)
{
    bool pieces = in->op == OP_MAPGET || in->op == OP_ASSERT ||
                  in->op == OP_RECV;
    if (pieces)
        bad_def(s, in->dst);
    else
        def(s, in->dst);
    def(s, in->dst2);
    for (uint32_t i = 0; i < in->ndsts; i++)
        def(s, in->dsts[i]);
    for (uint32_t i = 0; i < in->ncases; i++) {
        bad_def(s, in->cases[i].dst);
        bad_def(s, in->cases[i].ok);
    }
}

static void instr(Scan *s, const IrInstr *in)
{
    for (uint32_t i = 0; i < in->nargs; i++)
        operand(s, &in->args[i]);
    for (uint32_t i = 0; i < in->ncases; i++) {
        operand(s, &in->cases[i].chan);
        operand(s, &in->cases[i].value);
    }
    if (in->place)
        place(s, in);
    results(s, in);
}

static void pass(Scan *s)
{
    const Cfg *g = s->f->cfg;
    for (uint32_t i = 0; i < g->nrpo; i++) {
        const IrBlock *b = ir_block(s->f->f, g->rpo[i]);
        s->block = g->rpo[i].i;
        for (int k = 0; k < b->instrs.len; k++) {
            s->index = (uint32_t)k;
            instr(s, &b->instrs.data[k]);
        }
    }
}

// Parameters and captures are defined at entry, results are read at the end.
static bool may_be_value(const CgFn *f, uint32_t i)
{
    const IrLocal *l = &f->f->locals.data[i];
    const CgSlot *slot = &f->slots[i];
    if (slot->need_mem || cg_ncomps(l->type) < 1)
        return false;
    if (f->cg->opts->debug && l->kind != LOCAL_TEMP)
        return false;
    switch (l->kind) {
    case LOCAL_PARAM: case LOCAL_CAPTURE: return slot->writes == 0;
    case LOCAL_VAR: case LOCAL_TEMP: return slot->writes == 1;
    case LOCAL_RESULT: break;
    }
    return false;
}

void cg_scan(CgFn *f)
{
    const IrFunc *ir = f->f;
    bool defers = ir->flags & IRFN_HAS_DEFER;
    Scan s = {.f = f};
    f->slots = ARENA_ARRAY(f->cg->arena, CgSlot, ir->locals.len + 1);
    for (int i = 0; i < ir->locals.len; i++) {
        const IrLocal *l = &ir->locals.data[i];
        f->slots[i].need_mem =
            l->addr_taken || (defers && l->kind == LOCAL_RESULT);
    }
    pass(&s);
    for (uint32_t i = 0; i < (uint32_t)ir->locals.len; i++)
        f->slots[i].as_value = may_be_value(f, i);
    s.uses = true;
    pass(&s);
}
