// frontend/check_interface.c -- Interface types, unions and constraints.
//
// Spec: Interface types.  The type set itself is typeset.c's; here is what
// must be said about elements that do not go together.
//
// Invariant: methods are sorted, as type sets have them.
//
//     interface { ~int | string; String() string }
#include "frontend/check_internal.h"

#include <stdlib.h>

// --- Interfaces and unions ---------------------------------------------------------------

static void flatten_union(Checker *ck, Node *e, NodeVec *out)
{
    if (e->kind == NODE_BINARY && e->op == TOK_OR) {
        flatten_union(ck, e->binary.x, out);
        e = e->binary.y;
    }
    vec_push_in(out, ck->arena, e);
}

static const char *term_text(Checker *ck, UnionTerm t)
{
    return str_printf(ck->arena, "%s%s", t.tilde ? "~" : "",
                      type_path_string(t.type)).p;
}

static bool terms_overlap(UnionTerm x, UnionTerm y)
{
    GoType *a = x.type, *b = y.type;
    if (y.tilde)
        a = type_underlying(a);
    if (x.tilde)
        b = type_underlying(b);
    return type_identical(a, b);
}

static void check_term(Checker *ck, GoType *u, int i, Node *e)
{
    UnionTerm t = u->u.union_.terms[i];
    Pos pos = node_start(e);
    if (type_is_invalid(t.type))
        return;
    GoType *under = type_underlying(t.type);
    bool iface = under->kind == TYPE_INTERFACE;
    if (t.tilde && iface) {
        check_error(ck, pos, "invalid use of ~ (%s is an interface)",
                    type_text(ck, t.type));
        return;
    }
    if (t.tilde && !type_identical(under, t.type)) {
        check_error(ck, pos, "invalid use of ~ (underlying type of %s is "
                    "%s)", type_text(ck, t.type), type_text(ck, under));
        return;
    }
    if (iface) {
        TypeSet *s = type_set_of(under);
        const char *text = term_text(ck, t);
        if (s->method_count != 0)
            check_error(ck, pos,
                        "cannot use %s in union (%s contains methods)",
                        text, text);
        else if (t.type == ck->types->comparable_type)
            check_error(ck, pos, "cannot use comparable in union");
        else if (s->comparable)
            check_error(ck, pos,
                        "cannot use %s in union (%s embeds comparable)",
                        text, text);
        return;
    }
    for (int k = 0; k < i; k++) {
        UnionTerm other = u->u.union_.terms[k];
        if (type_underlying(other.type)->kind == TYPE_INTERFACE ||
            type_is_invalid(other.type))
            continue;
        if (terms_overlap(other, t)) {
            check_error(ck, pos, "overlapping terms %s and %s",
                        term_text(ck, t), term_text(ck, other));
            return;
        }
    }
}

static void later_union(Checker *ck, Delayed *d)
{
    GoType *u = d->a;
    NodeVec *list = d->b;
    for (int i = 0; i < u->u.union_.count; i++)
        check_term(ck, u, i, list->data[i]);
}

static UnionTerm parse_term(Checker *ck, Node *e)
{
    UnionTerm t = {0};
    Node *x = e;
    if (x->kind == NODE_UNARY && x->op == TOK_TILDE) {
        t.tilde = true;
        x = x->unary.x;
    }
    t.type = check_type(ck, x);
    if (type_is_type_param(t.type)) {
        if (t.tilde)
            check_error(ck, node_start(x), "type in term %s cannot be a "
                        "type parameter", expr_text(ck, e));
        else
            check_error(ck, node_start(x),
                        "term cannot be a type parameter");
        t.type = invalid_type(ck);
    }
    return t;
}

GoType *check_union(Checker *ck, Node *e)
{
    NodeVec *list = ARENA_NEW(ck->arena, NodeVec);
    flatten_union(ck, e, list);
    // A plain type is just that.
    Node *only = list->data[0];
    bool tilde = only->kind == NODE_UNARY && only->op == TOK_TILDE;
    if (list->len == 1 && !tilde) {
        GoType *t = check_type(ck, only);
        if (type_is_type_param(t)) {
            check_error(ck, node_start(only),
                        "term cannot be a type parameter");
            t = invalid_type(ck);
        }
        return t;
    }
    GoType *u = type_new(ck->types, TYPE_UNION);
    u->u.union_.terms = ARENA_ARRAY(ck->arena, UnionTerm, list->len);
    for (int i = 0; i < list->len; i++) {
        if (i == 100) {
            check_error(ck, node_start(list->data[i]), "cannot handle more "
                        "than 100 union terms (implementation limitation)");
            return invalid_type(ck);
        }
        u->u.union_.terms[i] = parse_term(ck, list->data[i]);
        u->u.union_.count = i + 1;
    }
    check_record_type(e, u);
    Delayed *d = check_later(ck, later_union);
    d->a = u;
    d->b = list;
    return u;
}

// A constraint ~T or A|B stands for an interface with that one element.
GoType *check_constraint(Checker *ck, Node *e)
{
    bool literal = (e->kind == NODE_UNARY && e->op == TOK_TILDE) ||
        (e->kind == NODE_BINARY && e->op == TOK_OR);
    if (!literal)
        return check_type(ck, e);
    GoType *t = type_new_interface(ck->types);
    t->u.iface.embeds = ARENA_ARRAY(ck->arena, GoType *, 1);
    t->u.iface.embeds[0] = check_union(ck, e);
    t->u.iface.embed_pos = ARENA_ARRAY(ck->arena, Pos, 1);
    t->u.iface.embed_pos[0] = node_start(e);
    t->u.iface.embed_count = 1;
    t->u.iface.implicit = true;
    t->u.iface.complete = true;
    return t;
}

static void duplicate_method(Checker *ck, Pos pos, Object *m, Pos other)
{
    MultiError e;
    multi_begin(&e, ck, pos, "duplicate method %s", m->name);
    if (other != NO_POS)
        multi_add(&e, other, "other declaration of method %s", m->name);
    multi_report(&e);
}

typedef struct MethodPos {
    Object *m;
    Pos pos;
} MethodPos;

typedef VEC(MethodPos) MethodPosVec;

static void note_method(Checker *ck, MethodPosVec *all, Object *m, Pos pos,
                        bool declared)
{
    for (int i = 0; i < all->len; i++) {
        Object *other = all->data[i].m;
        if (!object_same_id(other, m))
            continue;
        if (m->type == NULL || other->type == NULL)
            return;
        if (declared || !check_allow(ck, 14) ||
            !type_identical(m->type, other->type))
            duplicate_method(ck, pos, m, all->data[i].pos);
        return;
    }
    vec_push(all, ((MethodPos){m, pos}));
}

// Reports what type_set_of passes over silently.
static void later_interface(Checker *ck, Delayed *d)
{
    GoType *t = d->a;
    MethodPosVec all = {0};
    for (int i = 0; i < t->u.iface.method_count; i++) {
        Object *m = t->u.iface.methods[i];
        note_method(ck, &all, m, m->pos, true);
    }
    for (int i = 0; i < t->u.iface.embed_count; i++) {
        GoType *elem = t->u.iface.embeds[i];
        Pos pos = t->u.iface.embed_pos[i];
        GoType *u = type_underlying(elem);
        if (u->kind == TYPE_INTERFACE) {
            TypeSet *s = type_set_of(u);
            for (int k = 0; k < s->method_count; k++)
                note_method(ck, &all, s->methods[k], pos, false);
        } else if (!type_is_invalid(u) &&
                   !check_version(ck, pos, 18, u->kind == TYPE_UNION ?
                                  "embedding interface element %s" :
                                  "embedding non-interface type %s",
                                  type_text(ck, elem))) {
            t->u.iface.embeds[i] = ck->types->empty_interface;
            t->u.iface.set = NULL; // As if it were not there.
        }
    }
    vec_free(&all);
}

static void interface_method(Checker *ck, Node *f, GoType *recv,
                             ObjectVec *methods)
{
    Node *ident = f->field.name;
    if (ident->ident.name == ck->name_blank) {
        check_error(ck, ident->pos,
                    "methods must have a unique non-blank name");
        return;
    }
    GoType *sig = check_type(ck, f->field.type);
    if (sig->kind != TYPE_FUNC)
        return;
    sig->u.func.recv = var_new(ck->types, VAR_RECV, ident->pos, ck->pkg, "",
                               recv);
    Object *m = object_new(ck->types, OBJ_FUNC, ident->pos, ck->pkg,
                           ident->ident.name->str.p, sig);
    m->u.func.is_iface_method = true;
    m->u.func.recv_named = recv->kind == TYPE_NAMED ? recv : NULL;
    m->decl = f;
    m->color = 2;
    ident->ident.object = m;
    f->field.object = m;
    vec_push_in(methods, ck->arena, m);
}

static int compare_methods(const void *a, const void *b)
{
    const Object *x = *(Object *const *)a, *y = *(Object *const *)b;
    int order = object_compare(x, y);
    return order != 0 ? order : (x->pos > y->pos) - (x->pos < y->pos);
}

GoType *check_interface_type(Checker *ck, Node *e, Object *def)
{
    GoType *t = type_new_interface(ck->types);
    NodeList list = e->interface_type.elems;
    ObjectVec methods = {0};
    TypeVec embeds = {0};
    VEC(Pos) positions = {0};
    GoType *recv = t;
    if (def != NULL && def->type != NULL && def->type->kind == TYPE_NAMED)
        recv = def->type;
    for (int i = 0; i < list.count; i++) {
        Node *f = list.at[i];
        if (f->field.name != NULL) {
            interface_method(ck, f, recv, &methods);
            continue;
        }
        vec_push_in(&embeds, ck->arena, check_union(ck, f->field.type));
        vec_push_in(&positions, ck->arena, node_start(f->field.type));
    }
    if (methods.len > 1)
        qsort(methods.data, (size_t)methods.len, sizeof *methods.data,
              compare_methods);
    t->u.iface.methods = methods.data;
    t->u.iface.method_count = methods.len;
    t->u.iface.embeds = embeds.data;
    t->u.iface.embed_pos = positions.data;
    t->u.iface.embed_count = embeds.len;
    t->u.iface.complete = true;
    if (methods.len > 0 || embeds.len > 0)
        check_later(ck, later_interface)->a = t;
    return t;
}
