// frontend/check_size.c -- Types and frames that are too large to exist.
//
// Go's back end refuses channel elements of 64 kB, types beyond its address
// space, and argument lists of more than 1 GB; it says so at the declaration
// that first needs the type, and only when nothing else is wrong.
//
// Invariant: a type is complained about once.
//
//     var c chan [1 << 17]byte
#include "frontend/check_internal.h"

#include <inttypes.h>

static const int64_t MAX_CHAN_ELEM = INT64_C(1) << 16;
static const int64_t MAX_WIDTH = INT64_C(1) << 50;
static const int64_t MAX_FRAME = INT64_C(1) << 30;

typedef struct Sizes {
    Checker *ck;
    Map seen;
    Pos pos;
} Sizes;

static void visit(Sizes *s, GoType *t);

static void visit_array(Sizes *s, GoType *t)
{
    int64_t elem = type_size(t->u.array.elem), n = t->u.array.len;
    visit(s, t->u.array.elem);
    if (elem > 0 && n > (MAX_WIDTH - 1) / elem)
        check_error(s->ck, s->pos, "type %s larger than address space",
                    type_text(s->ck, t));
}

static void visit_chan(Sizes *s, GoType *t)
{
    int64_t size = type_size(t->u.chan.elem);
    if (size < 0 || size >= MAX_CHAN_ELEM)
        check_error(s->ck, s->pos,
                    "channel element type too large (>64kB)");
}

static void visit(Sizes *s, GoType *t)
{
    t = type_unalias(t);
    if (t->kind == TYPE_BASIC || map_has(&s->seen, t))
        return;
    map_set(&s->seen, t, t);
    if (type_contains_param(t))
        return; // Known only where it is instantiated.
    GoType *u = type_underlying(t);
    switch (u->kind) {
    case TYPE_ARRAY: visit_array(s, u); break;
    case TYPE_CHAN: visit_chan(s, u); break;
    case TYPE_SLICE: visit(s, u->u.slice.elem); break;
    case TYPE_POINTER: visit(s, u->u.pointer.elem); break;
    case TYPE_STRUCT:
        for (int i = 0; i < u->u.struc.count; i++)
            visit(s, u->u.struc.fields[i]->type);
        break;
    default: break;
    }
}

static int64_t tuple_size(GoType *t)
{
    int64_t n = 0;
    for (int i = 0; i < t->u.tuple.count; i++) {
        int64_t size = type_size(t->u.tuple.vars[i]->type);
        if (size < 0 || n > 2 * MAX_FRAME)
            return 2 * MAX_FRAME;
        n += size;
    }
    return n;
}

static void check_frame(Checker *ck, FuncInfo *f)
{
    GoType *sig = f->type;
    if (f->tparams.count > 0 || f->obj == NULL)
        return;
    int64_t args = tuple_size(sig->u.func.params) +
        tuple_size(sig->u.func.results);
    if (sig->u.func.recv != NULL)
        args += type_size(sig->u.func.recv->type);
    if (args > MAX_FRAME)
        check_error(ck, f->obj->pos, "stack frame too large (>1GB): 0 MB "
                    "locals + %" PRId64 " MB args", args >> 20);
}

static void visit_all(Sizes *s, Object **list, int count)
{
    for (int i = 0; i < count; i++) {
        s->pos = list[i]->pos;
        if (list[i]->type != NULL && !type_is_generic(list[i]->type))
            visit(s, list[i]->type);
    }
}

void check_sizes(Checker *ck)
{
    Sizes s = {.ck = ck};
    map_init(&s.seen, ck->arena);
    visit_all(&s, ck->types_declared.data, ck->types_declared.len);
    visit_all(&s, ck->vars.data, ck->vars.len);
    for (int i = 0; i < ck->bodies.len; i++) {
        FuncInfo *f = ck->bodies.data[i];
        visit_all(&s, f->locals, f->local_count);
        check_frame(ck, f);
    }
}
