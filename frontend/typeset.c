// frontend/typeset.c -- Type sets of interfaces: all methods, and the terms
// that restrict which types belong.
//
// Spec: Interface types.  An interface is the intersection of its elements; a
// union is, well, a union.  Terms are kept disjoint: ~T swallows T.
//
// Invariant: methods are sorted by object_compare; `comparable` is set only
// when no terms restrict the set.
//
//     interface{ ~int | string; String() string }
//         methods {String}, terms {~int, string}
#include "base/ice.h"
#include "frontend/type_internal.h"

#include <stdlib.h>
#include <string.h>

static int compare_methods(const void *a, const void *b)
{
    const Object *x = *(Object *const *)a, *y = *(Object *const *)b;
    return object_compare(x, y);
}

static bool term_includes(UnionTerm term, GoType *t)
{
    if (type_identical(term.type, t))
        return true;
    return term.tilde && type_identical(type_underlying(term.type),
                                        type_underlying(t));
}

// Is every type of x in y?
static bool term_subset(UnionTerm x, UnionTerm y)
{
    if (x.tilde && !y.tilde)
        return false;
    return term_includes(y, x.type);
}

typedef struct Terms {
    UnionTerm *at;
    int count;
    bool all;
} Terms;

static void add_term(Arena *arena, Terms *list, UnionTerm t)
{
    for (int i = 0; i < list->count; i++) {
        if (term_subset(t, list->at[i]))
            return;
        if (term_subset(list->at[i], t)) {
            list->at[i] = t;
            return;
        }
    }
    UnionTerm *grown = ARENA_ARRAY(arena, UnionTerm, list->count + 1);
    if (list->count > 0)
        memcpy(grown, list->at, (size_t)list->count * sizeof *grown);
    grown[list->count++] = t;
    list->at = grown;
}

static Terms union_terms(GoType *u, int depth);

static Terms terms_of_set(const TypeSet *s)
{
    Terms t = {s->terms, s->term_count, s->all_types};
    return t;
}

static Terms union_terms(GoType *u, int depth)
{
    Terms out = {0};
    Arena *arena = u->ctx->arena;
    for (int i = 0; i < u->u.union_.count && depth < 100; i++) {
        UnionTerm term = u->u.union_.terms[i];
        GoType *under = type_underlying(term.type);
        if (under->kind == TYPE_INTERFACE) {
            Terms more = terms_of_set(type_set_of(under));
            if (more.all) {
                out.all = true;
                continue;
            }
            for (int k = 0; k < more.count; k++)
                add_term(arena, &out, more.at[k]);
        } else if (!type_is_invalid(under)) {
            // ~T is empty unless T is its own underlying type.
            if (!term.tilde || type_identical(term.type, under))
                add_term(arena, &out, term);
        }
    }
    return out;
}

static Terms intersect(Arena *arena, Terms x, Terms y)
{
    if (x.all)
        return y;
    if (y.all)
        return x;
    Terms out = {0};
    for (int i = 0; i < x.count; i++) {
        for (int k = 0; k < y.count; k++) {
            if (term_subset(x.at[i], y.at[k]))
                add_term(arena, &out, x.at[i]);
            else if (term_subset(y.at[k], x.at[i]))
                add_term(arena, &out, y.at[k]);
        }
    }
    return out;
}

static void drop_incomparable(Terms *terms)
{
    int n = 0;
    for (int i = 0; i < terms->count; i++) {
        if (type_comparable(terms->at[i].type, false, NULL))
            terms->at[n++] = terms->at[i];
    }
    terms->count = n;
}

typedef VEC(Object *) MethodVec;

static void add_method(TypeContext *c, MethodVec *all, Object *m)
{
    for (int i = 0; i < all->len; i++) {
        if (object_same_id(all->data[i], m))
            return; // The checker compares their types.
    }
    vec_push_in(all, c->arena, m);
}

static void add_element(TypeContext *c, GoType *elem, MethodVec *methods,
                        Terms *terms, bool *comparable)
{
    Terms more = {NULL, 0, true};
    bool more_comparable = false;
    GoType *u = type_underlying(elem);
    if (type_is_type_param(elem))
        return;
    if (u->kind == TYPE_INTERFACE) {
        TypeSet *s = type_set_of(u);
        for (int i = 0; i < s->method_count; i++)
            add_method(c, methods, s->methods[i]);
        more = terms_of_set(s);
        more_comparable = s->comparable;
    } else if (u->kind == TYPE_UNION) {
        more = union_terms(u, 0);
    } else if (type_is_invalid(u)) {
        return;
    } else {
        more.all = false;
        add_term(c->arena, &more, (UnionTerm){false, elem});
    }
    Terms both = intersect(c->arena, *terms, more);
    bool comp = *comparable || more_comparable;
    if (comp && !both.all) {
        drop_incomparable(&both);
        comp = false;
    }
    *terms = both;
    *comparable = comp;
}

TypeSet *type_set_of(GoType *t)
{
    if (t->u.iface.set != NULL)
        return t->u.iface.set;
    TypeContext *c = t->ctx;
    TypeSet *s = ARENA_NEW(c->arena, TypeSet);
    s->all_types = true;
    if (!t->u.iface.complete)
        return s; // Not yet known: as if empty, and not remembered.
    t->u.iface.set = s; // Ends the recursion of invalid cyclic interfaces.

    MethodVec methods = {0};
    for (int i = 0; i < t->u.iface.method_count; i++)
        add_method(c, &methods, t->u.iface.methods[i]);
    Terms terms = {NULL, 0, true};
    bool comparable = t == c->comparable_type->u.named.underlying;
    for (int i = 0; i < t->u.iface.embed_count; i++)
        add_element(c, t->u.iface.embeds[i], &methods, &terms, &comparable);

    if (methods.len > 1)
        qsort(methods.data, (size_t)methods.len, sizeof *methods.data,
              compare_methods);
    s->methods = methods.data;
    s->method_count = methods.len;
    s->all_types = terms.all;
    s->terms = terms.at;
    s->term_count = terms.all ? 0 : terms.count;
    s->comparable = comparable;
    return s;
}

bool type_set_is_all(const TypeSet *s)
{
    return s->all_types && !s->comparable && s->method_count == 0;
}

bool type_set_is_method_set(const TypeSet *s)
{
    return s->all_types && !s->comparable;
}

bool type_set_has_terms(const TypeSet *s)
{
    return !s->all_types && s->term_count > 0;
}

bool type_set_is_comparable(const TypeSet *s, Map *seen)
{
    if (s->all_types)
        return s->comparable;
    for (int i = 0; i < s->term_count; i++) {
        if (!type_comparable(s->terms[i].type, false, seen))
            return false;
    }
    return true;
}

bool terms_include(const TypeSet *s, GoType *t)
{
    if (s->all_types)
        return true;
    for (int i = 0; i < s->term_count; i++) {
        if (term_includes(s->terms[i], t))
            return true;
    }
    return false;
}

bool type_set_subset(const TypeSet *a, const TypeSet *b)
{
    if (b->all_types)
        return true;
    if (a->all_types)
        return false;
    for (int i = 0; i < a->term_count; i++) {
        bool found = false;
        for (int k = 0; k < b->term_count && !found; k++)
            found = term_subset(a->terms[i], b->terms[k]);
        if (!found)
            return false;
    }
    return true;
}

int interface_method_count(GoType *t)
{
    GoType *u = type_underlying(t);
    return u->kind == TYPE_INTERFACE ? type_set_of(u)->method_count : 0;
}

Object *interface_method_at(GoType *t, int index)
{
    Object *m = type_set_of(type_underlying(t))->methods[index];
    if (m->type == NULL)
        object_resolve(t->ctx, m);
    return m;
}

bool interface_is_comparable_only(GoType *t)
{
    GoType *u = type_underlying(t);
    if (u->kind != TYPE_INTERFACE)
        return false;
    TypeSet *s = type_set_of(u);
    return s->comparable || !s->all_types;
}
