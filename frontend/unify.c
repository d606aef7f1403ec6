// frontend/unify.c -- Unification of types, see unify.h.
//
// Spec: Type unification.  Two types unify exactly when they are identical
// under the inferred arguments; loosely when a defined type meets a literal
// with its structure, channels differ in direction, or an interface is
// implemented.  Where both a defined type and a literal fit a parameter, the
// defined type is kept, so that order does not matter.
//
// Invariant: a slot that has a type only ever changes to one that unifies
// with it loosely.
//
//     func F[S ~[]E, E any](s S)   F(IntSlice{}):  S = IntSlice, E = int
#include "frontend/unify.h"

#include <string.h>

enum { MAX_DEPTH = 50 };

typedef struct Pair {
    GoType *x, *y;
    const struct Pair *prev;
} Pair;

static bool nify(Unifier *u, GoType *x, GoType *y, unsigned mode,
                 const Pair *pairs);

void unifier_init(Unifier *u, TypeContext *c, TypeList tparams,
                  TypeList targs, bool interfaces)
{
    *u = (Unifier){.c = c, .tparams = tparams, .interfaces = interfaces};
    u->handle = ARENA_ARRAY(c->arena, int, tparams.count + 1);
    u->slot = ARENA_ARRAY(c->arena, GoType *, tparams.count + 1);
    for (int i = 0; i < tparams.count; i++) {
        u->handle[i] = i;
        u->slot[i] = i < targs.count ? targs.at[i] : NULL;
    }
}

int unifier_index(const Unifier *u, GoType *t)
{
    t = type_unalias(t);
    if (t->kind != TYPE_PARAM)
        return -1;
    for (int i = 0; i < u->tparams.count; i++) {
        if (u->tparams.at[i] == t)
            return i;
    }
    return -1;
}

GoType *unifier_at(const Unifier *u, int index)
{
    return u->slot[u->handle[index]];
}

void unifier_set(Unifier *u, int index, GoType *t)
{
    u->slot[u->handle[index]] = t;
}

int unifier_unknowns(const Unifier *u)
{
    int n = 0;
    for (int i = 0; i < u->tparams.count; i++)
        n += unifier_at(u, i) == NULL;
    return n;
}

// Lets two parameters share one slot; false if both have a type already.
static bool join(Unifier *u, int a, int b)
{
    int ha = u->handle[a], hb = u->handle[b];
    if (ha == hb)
        return true;
    if (u->slot[ha] != NULL && u->slot[hb] != NULL)
        return false;
    int keep = u->slot[ha] != NULL ? ha : hb;
    int drop = keep == ha ? hb : ha;
    for (int i = 0; i < u->tparams.count; i++) {
        if (u->handle[i] == drop)
            u->handle[i] = keep;
    }
    return true;
}

static bool is_defined(GoType *t)
{
    return type_unalias(t)->kind == TYPE_NAMED;
}

static bool is_literal(GoType *t)
{
    TypeKind k = type_unalias(t)->kind;
    return k != TYPE_NAMED && k != TYPE_PARAM;
}

static GoType *as_interface(GoType *t)
{
    if (type_is_type_param(t))
        return NULL;
    GoType *u = type_underlying(t);
    return u->kind == TYPE_INTERFACE ? u : NULL;
}

// x is inferred for the parameter and unifies with y: which one stays?
static bool settle(Unifier *u, int p, GoType *x, GoType *y, unsigned mode)
{
    GoType *xi = as_interface(x), *yi = as_interface(y);
    bool xn = is_defined(x), yn = is_defined(y);
    if (xi != NULL && yi != NULL) {
        if (xn && yn)
            return type_identical(x, y);
        if (type_set_of(xi)->method_count != type_set_of(yi)->method_count)
            return false;
    } else if (xi != NULL || yi != NULL) {
        return false; // Either would do; choosing would depend on order.
    }
    if (mode & UNIFY_EXACT || xn)
        return true;
    GoType *yu = type_underlying(y);
    if (yn || (yu->kind == TYPE_CHAN && yu->u.chan.dir != CHAN_BOTH))
        unifier_set(u, p, y);
    return true;
}

static bool nify_param(Unifier *u, int px, int py, GoType *y, unsigned mode,
                       const Pair *pairs)
{
    if (py >= 0) {
        if (join(u, px, py))
            return true;
        return nify(u, unifier_at(u, px), unifier_at(u, py), mode, pairs);
    }
    GoType *x = unifier_at(u, px);
    if (x == NULL) {
        unifier_set(u, px, y);
        return true;
    }
    return nify(u, x, y, mode, pairs) && settle(u, px, x, y, mode);
}

static bool compared(const Pair *pairs, GoType *x, GoType *y)
{
    for (; pairs != NULL; pairs = pairs->prev) {
        if ((pairs->x == x && pairs->y == y) ||
            (pairs->x == y && pairs->y == x))
            return true;
    }
    return false;
}

static bool same_terms(TypeSet *a, TypeSet *b)
{
    return a->comparable == b->comparable && a->all_types == b->all_types &&
        type_set_subset(a, b) && type_set_subset(b, a);
}

static GoType *method_type(Unifier *u, Object *m)
{
    if (m->type == NULL)
        object_resolve(u->c, m);
    return m->type;
}

static bool nify_methods(Unifier *u, Object *a, Object *b,
                         const Pair *pairs)
{
    GoType *x = method_type(u, a), *y = method_type(u, b);
    return x != NULL && y != NULL && nify(u, x, y, UNIFY_EXACT, pairs);
}

// Common methods must unify; `subset`: one may have more than the other.
static bool nify_interfaces(Unifier *u, GoType *xi, GoType *yi, bool subset,
                            const Pair *pairs)
{
    TypeSet *a = type_set_of(xi), *b = type_set_of(yi);
    if (!same_terms(a, b))
        return false;
    if (!subset && a->method_count != b->method_count)
        return false;
    if (compared(pairs, xi, yi))
        return true;
    Pair here = {xi, yi, pairs};
    if (a->method_count > b->method_count) {
        TypeSet *t = a;
        a = b;
        b = t;
    }
    for (int i = 0; i < a->method_count; i++) {
        Object *m = NULL;
        for (int k = 0; k < b->method_count && m == NULL; k++) {
            if (object_same_id(a->methods[i], b->methods[k]))
                m = b->methods[k];
        }
        if (m == NULL || !nify_methods(u, a->methods[i], m, &here))
            return false;
    }
    return true;
}

static bool nify_implements(Unifier *u, GoType *iface, GoType *t,
                            const Pair *pairs)
{
    TypeSet *s = type_set_of(iface);
    for (int i = 0; i < s->method_count; i++) {
        Object *m = s->methods[i];
        Lookup l = lookup_member(t, false, m->pkg, m->name, false);
        if (l.result != LOOKUP_FOUND || l.obj->kind != OBJ_FUNC)
            return false;
        GoType *have = method_type(u, l.obj);
        if (have == NULL || have->u.func.tparams.count > 0 ||
            !nify_methods(u, m, l.obj, pairs))
            return false;
    }
    return true;
}

static bool nify_structs(Unifier *u, GoType *x, GoType *y, unsigned mode,
                         const Pair *pairs)
{
    if (x->u.struc.count != y->u.struc.count)
        return false;
    for (int i = 0; i < x->u.struc.count; i++) {
        Object *f = x->u.struc.fields[i], *g = y->u.struc.fields[i];
        bool same_tag = f->u.var.tag_len == g->u.var.tag_len &&
            (f->u.var.tag_len == 0 ||
             memcmp(f->u.var.tag, g->u.var.tag, f->u.var.tag_len) == 0);
        if (f->u.var.embedded != g->u.var.embedded || !same_tag ||
            !object_same_id(f, g) ||
            !nify(u, f->type, g->type, mode, pairs))
            return false;
    }
    return true;
}

static bool nify_tuples(Unifier *u, GoType *x, GoType *y, unsigned mode,
                        const Pair *pairs)
{
    if (x->u.tuple.count != y->u.tuple.count)
        return false;
    for (int i = 0; i < x->u.tuple.count; i++) {
        if (!nify(u, x->u.tuple.vars[i]->type, y->u.tuple.vars[i]->type,
                  mode, pairs))
            return false;
    }
    return true;
}

static bool nify_named(Unifier *u, GoType *x, GoType *y, unsigned mode,
                       const Pair *pairs)
{
    if (x->u.named.targs.count != y->u.named.targs.count)
        return false;
    for (int i = 0; i < x->u.named.targs.count; i++) {
        if (!nify(u, x->u.named.targs.at[i], y->u.named.targs.at[i], mode,
                  pairs))
            return false;
    }
    return x->u.named.origin == y->u.named.origin;
}

static bool nify_structure(Unifier *u, GoType *x, GoType *y, unsigned mode,
                           const Pair *pairs)
{
    // In an assignment elements must match exactly.
    unsigned inner = mode & UNIFY_ASSIGN ? mode | UNIFY_EXACT : mode;
    if (x->kind == TYPE_PARAM) {
        // Not one of ours: all types it may stand for share its core.
        GoType *core = type_core(x);
        return core != NULL && nify(u, core, y, UNIFY_ASSIGN, pairs);
    }
    y = type_unalias(y);
    if (x->kind != y->kind)
        return false;
    switch (x->kind) {
    case TYPE_BASIC:
        return x->u.basic.kind == y->u.basic.kind;
    case TYPE_ARRAY:
        return (x->u.array.len < 0 || y->u.array.len < 0 ||
                x->u.array.len == y->u.array.len) &&
            nify(u, x->u.array.elem, y->u.array.elem, inner, pairs);
    case TYPE_SLICE:
        return nify(u, x->u.slice.elem, y->u.slice.elem, inner, pairs);
    case TYPE_POINTER:
        return nify(u, x->u.pointer.elem, y->u.pointer.elem, inner, pairs);
    case TYPE_MAP:
        return nify(u, x->u.map.key, y->u.map.key, inner, pairs) &&
            nify(u, x->u.map.elem, y->u.map.elem, inner, pairs);
    case TYPE_CHAN:
        return (!(mode & UNIFY_EXACT) || x->u.chan.dir == y->u.chan.dir) &&
            nify(u, x->u.chan.elem, y->u.chan.elem, inner, pairs);
    case TYPE_STRUCT:
        return nify_structs(u, x, y, inner, pairs);
    case TYPE_TUPLE:
        return nify_tuples(u, x, y, mode, pairs);
    case TYPE_FUNC:
        return x->u.func.variadic == y->u.func.variadic &&
            nify_tuples(u, x->u.func.params, y->u.func.params, inner,
                        pairs) &&
            nify_tuples(u, x->u.func.results, y->u.func.results, inner,
                        pairs);
    case TYPE_INTERFACE:
        return nify_interfaces(u, x, y, false, pairs);
    case TYPE_NAMED:
        return nify_named(u, x, y, mode, pairs);
    case TYPE_UNION:
        return type_identical(x, y);
    case TYPE_PARAM:
    case TYPE_ALIAS: break;
    }
    return false;
}

static bool nify_types(Unifier *u, GoType *x, GoType *y, unsigned mode,
                       const Pair *pairs)
{
    // A defined type goes to y, a parameter of ours to x.
    if (is_defined(x) || unifier_index(u, y) >= 0) {
        GoType *t = x;
        x = y;
        y = t;
    }
    if (!(mode & UNIFY_EXACT) && is_defined(y) && is_literal(x) &&
        !(u->interfaces && as_interface(x) != NULL)) {
        y = type_underlying(y);
        if (type_unalias(x) == y)
            return true;
    }
    int px = unifier_index(u, x);
    if (px >= 0)
        return nify_param(u, px, unifier_index(u, y), y, mode, pairs);

    if (u->interfaces && !(mode & UNIFY_EXACT)) {
        GoType *xi = as_interface(x), *yi = as_interface(y);
        if (xi != NULL && yi != NULL)
            return nify_interfaces(u, xi, yi, true, pairs);
        if (yi != NULL)
            return nify_implements(u, yi, x, pairs);
        if (xi != NULL)
            return nify_implements(u, xi, y, pairs);
    }
    if (type_is_type_param(y)) {
        GoType *t = x;
        x = y;
        y = t;
    }
    return nify_structure(u, type_unalias(x), y, mode, pairs);
}

static bool nify(Unifier *u, GoType *x, GoType *y, unsigned mode,
                 const Pair *pairs)
{
    if (x == y || type_unalias(x) == type_unalias(y))
        return true;
    if (u->depth >= MAX_DEPTH)
        return false;
    u->depth++;
    bool ok = nify_types(u, x, y, mode, pairs);
    u->depth--;
    return ok;
}

bool unify(Unifier *u, GoType *x, GoType *y, unsigned mode)
{
    return nify(u, x, y, mode, NULL);
}
