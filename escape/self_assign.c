// escape/self_assign.c -- Comparing the two sides of an assignment.
//
// The value must come straight from a load of the same object: all but the
// last selector agree.  A slice of a field of *b may go back to a field of
// *b; a slice of an array field may not, for it is a pointer into *b itself.
//
// Invariant: temporaries are compared by what defines them, other locals by
// name; anything that may have an effect makes two expressions differ.
//
//     b.buf = b.buf[n:m]     ; store (*b).buf, t2; t2 = slice t1; t1 = (*b).buf
#include "escape/self_assign.h"

#include "ir/build.h"

enum { MAX_DEPTH = 8 };

static const IrInstr *definition(const DefTable *t, const IrFunc *f,
                                 const IrOperand *o)
{
    if (o->kind != OPD_LOCAL || ir_local(f, o->local)->kind != LOCAL_TEMP)
        return NULL;
    const LocalDefs *d = defs_of(t, f, o->local);
    return d->ndefs == 1 && !d->opaque ? d->defs->in : NULL;
}

// A value may have passed through temporaries, to be stored after others.
static const IrInstr *source(const DefTable *t, const IrFunc *f,
                             const IrOperand *o)
{
    const IrInstr *in = definition(t, f, o);
    for (int i = 0; in && in->op == OP_MOVE && i < MAX_DEPTH; i++)
        in = definition(t, f, &in->args[0]);
    return in;
}

// An index that evaluating may change nothing: no calls in it.
static bool is_plain(const DefTable *t, const IrFunc *f, const IrOperand *o,
                     int depth)
{
    if (o->kind != OPD_LOCAL)
        return true;
    const IrLocal *l = ir_local(f, o->local);
    if (l->kind != LOCAL_TEMP) // The result of an inlined call?
        return !str_has_prefix(l->name, STR("~r"));
    const IrInstr *in = definition(t, f, o);
    if (!in || depth > MAX_DEPTH)
        return false;
    switch (in->op) {
    case OP_MOVE:
    case OP_BIN:
    case OP_UN:
    case OP_CONV:
    case OP_LEN:
    case OP_CAP:
        for (uint32_t i = 0; i < in->nargs; i++) {
            if (!is_plain(t, f, &in->args[i], depth + 1))
                return false;
        }
        return true;
    case OP_LOAD:
        return true;
    default:
        return false;
    }
}

static bool same_place(const DefTable *t, const IrFunc *f, const IrPlace *a,
                       const IrPlace *b, uint32_t nsteps, int depth);

// What a temporary was copied from.
static const IrOperand *through_moves(const DefTable *t, const IrFunc *f,
                                      const IrOperand *o)
{
    const IrInstr *in = definition(t, f, o);
    for (int i = 0; in && in->op == OP_MOVE && i < MAX_DEPTH; i++) {
        o = &in->args[0];
        in = definition(t, f, o);
    }
    return o;
}

static bool same_operand(const DefTable *t, const IrFunc *f,
                         const IrOperand *a, const IrOperand *b, int depth)
{
    a = through_moves(t, f, a);
    b = through_moves(t, f, b);
    if (a->kind != b->kind || depth > MAX_DEPTH)
        return false;
    if (a->kind == OPD_INT)
        return a->bits == b->bits;
    if (a->kind == OPD_NONE)
        return true;
    if (a->kind != OPD_LOCAL)
        return false;
    if (a->local.i == b->local.i)
        return true;
    const IrInstr *x = definition(t, f, a), *y = definition(t, f, b);
    if (!x || !y || x->op != y->op)
        return false;
    return (x->op == OP_LOAD || x->op == OP_ADDR) &&
           x->place->nsteps == y->place->nsteps &&
           same_place(t, f, x->place, y->place, x->place->nsteps, depth + 1);
}

static bool same_step(const DefTable *t, const IrFunc *f, const IrStep *a,
                      const IrStep *b, int depth)
{
    if (a->is_index != b->is_index)
        return false;
    return a->is_index ? same_operand(t, f, &a->index, &b->index, depth)
                       : a->field == b->field;
}

static bool same_place(const DefTable *t, const IrFunc *f, const IrPlace *a,
                       const IrPlace *b, uint32_t nsteps, int depth)
{
    if (a->base != b->base)
        return false;
    if (a->base == BASE_LOCAL ? a->local.i != b->local.i
        : a->base == BASE_GLOBAL
            ? a->global != b->global
            : !same_operand(t, f, &a->ptr, &b->ptr, depth))
        return false;
    if (a->base == BASE_ELEM && nsteps > 0 &&
        !same_operand(t, f, &a->index, &b->index, depth))
        return false;
    for (uint32_t i = 0; i < nsteps; i++) {
        if (!same_step(t, f, &a->steps[i], &b->steps[i], depth))
            return false;
    }
    return true;
}

static bool ends_alike(const DefTable *t, const IrFunc *f, const IrPlace *a,
                       const IrPlace *b)
{
    if (a->nsteps == 0)
        return a->base == BASE_ELEM && is_plain(t, f, &a->index, 0) &&
               is_plain(t, f, &b->index, 0);
    const IrStep *x = &a->steps[a->nsteps - 1], *y = &b->steps[b->nsteps - 1];
    return x->is_index == y->is_index &&
           (!x->is_index || (is_plain(t, f, &x->index, 0) &&
                             is_plain(t, f, &y->index, 0)));
}

// *b, or a field of *b, b a variable.
static bool derefs_variable(const IrFunc *f, const IrPlace *p, LocalId *var)
{
    if (p->base != BASE_DEREF || p->ptr.kind != OPD_LOCAL || p->nsteps > 1 ||
        (p->nsteps == 1 && p->steps[0].is_index))
        return false;
    *var = p->ptr.local;
    return ir_local(f, *var)->kind != LOCAL_TEMP;
}

bool self_assign(const DefTable *t, const IrFunc *f, const IrInstr *store)
{
    const IrPlace *to = store->place;
    const IrInstr *from = source(t, f, &store->args[0]);
    if (!from || (store->flags & IRF_INIT))
        return false;
    if (from->op == OP_LOAD)
        return from->place->nsteps == to->nsteps &&
               ends_alike(t, f, to, from->place) &&
               same_place(t, f, to, from->place,
                          to->nsteps > 0 ? to->nsteps - 1 : 0, 0);
    if (from->op != OP_SLICE)
        return false;
    const IrInstr *base = definition(t, f, &from->args[0]);
    LocalId x, y;
    return base && base->op == OP_LOAD && derefs_variable(f, to, &x) &&
           derefs_variable(f, base->place, &y) && x.i == y.i;
}
