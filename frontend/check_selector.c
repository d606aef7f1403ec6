// frontend/check_selector.c -- x.f: qualified names, fields, methods, method
// values and method expressions.
//
// Spec: Selectors.  What was found, and the way through embedded fields, is
// kept as a Selection on the node.
//
// Invariant: the node's `selection` is set unless it is pkg.Name, and the
// selected identifier's object in every case.
//
//     buf.Buffer.Len   T.Method   pkg.Name
#include "frontend/check_internal.h"
#include "frontend/unicode.h"

static bool same_ignoring_case(const char *a, const char *b)
{
    for (; *a != '\0' && *b != '\0'; a++, b++) {
        int x = *a | 0x20, y = *b | 0x20;
        if (x != y && *a != *b)
            return false;
    }
    return *a == *b;
}

static void undefined_in_package(Checker *ck, Node *e, CheckedPackage *pkg)
{
    const char *name = e->selector.sel->ident.name->str.p;
    for (int i = 0; i < pkg->scope->count; i++) {
        Object *o = pkg->scope->objects[i];
        if (o->is_exported && same_ignoring_case(o->name, name)) {
            check_error(ck, e->selector.sel->pos,
                        "undefined: %s (but have %s)", expr_text(ck, e),
                        o->name);
            return;
        }
    }
    check_error(ck, e->selector.sel->pos, "undefined: %s",
                expr_text(ck, e));
}

static void use_imported(Checker *ck, Operand *x, Object *obj)
{
    x->type = obj->type;
    switch (obj->kind) {
    case OBJ_CONST:
        x->mode = MODE_CONSTANT;
        x->val = obj->u.constant.value != NULL ? obj->u.constant.value :
            const_unknown(ck->consts);
        break;
    case OBJ_TYPE: x->mode = MODE_TYPE; break;
    case OBJ_VAR: x->mode = MODE_VARIABLE; break;
    case OBJ_FUNC: x->mode = MODE_VALUE; break;
    case OBJ_BUILTIN:
        x->mode = MODE_BUILTIN;
        x->id = obj->u.builtin.id;
        return;
    case OBJ_PACKAGE:
    case OBJ_LABEL:
    case OBJ_NIL: break;
    }
    if (x->type == NULL || type_is_invalid(x->type)) {
        x->mode = MODE_INVALID;
        x->type = invalid_type(ck);
    }
}

static void select_qualified(Checker *ck, Operand *x, Node *e, Object *name)
{
    Node *sel = e->selector.sel;
    CheckedPackage *pkg = name->u.package.imported;
    name->used = true;
    e->selector.x->ident.object = name;
    e->selector.x->mode = MODE_PACKAGE;
    e->selector.x->type = invalid_type(ck);
    Object *obj = scope_lookup(pkg->scope, sel->ident.name->str.p);
    if (obj == NULL) {
        if (!pkg->fake && sel->ident.name != ck->name_blank)
            undefined_in_package(ck, e, pkg);
        return;
    }
    if (!obj->is_exported)
        check_error(ck, sel->pos, "name %s not exported by package %s",
                    obj->name, pkg->name);
    sel->ident.object = obj;
    use_imported(ck, x, obj);
}

// --- What to say when nothing was found ---------------------------------------------

typedef enum NearMiss {
    NEAR_NOTHING, NEAR_MISSPELLED, NEAR_UNEXPORTED, NEAR_INACCESSIBLE,
} NearMiss;

static NearMiss near_miss(Checker *ck, const char *sel, const Object *alt)
{
    if (alt == NULL)
        return NEAR_NOTHING;
    bool sel_exported = name_is_exported(str_from(sel));
    bool same_tail = sel[0] != '\0' && strcmp(sel + 1, alt->name + 1) == 0;
    if (alt->pkg == ck->pkg)
        return NEAR_MISSPELLED;
    if (sel_exported && alt->is_exported)
        return NEAR_MISSPELLED;
    if (sel_exported)
        return same_tail ? NEAR_UNEXPORTED : NEAR_NOTHING;
    if (alt->is_exported)
        return same_tail ? NEAR_MISSPELLED : NEAR_NOTHING;
    return strcmp(sel, alt->name) == 0 ? NEAR_INACCESSIBLE : NEAR_NOTHING;
}

// `literal`: sel is a key in a struct literal.
const char *check_lookup_text(Checker *ck, GoType *t, const char *sel,
                              Object *alt, bool literal)
{
    NearMiss near = near_miss(ck, sel, alt);
    const char *tt = type_text(ck, t);
    const char *name = alt != NULL ? alt->name : "";
    const char *what = alt != NULL && alt->kind == OBJ_FUNC ? "method " :
        "field ";
    const char *also = near == NEAR_UNEXPORTED ? "unexported " : "";
    if (near == NEAR_INACCESSIBLE)
        return literal ?
            str_printf(ck->arena, "cannot refer to unexported field %s in "
                       "struct literal of type %s", name, tt).p :
            str_printf(ck->arena, "cannot refer to unexported %s%s", what,
                       name).p;
    const char *base = literal ?
        str_printf(ck->arena, "unknown field %s in struct literal of type "
                   "%s", sel, tt).p :
        str_printf(ck->arena, "type %s has no field or method %s", tt,
                   sel).p;
    return near == NEAR_NOTHING ? base :
        str_printf(ck->arena, "%s, but does have %s%s%s", base, also,
                   literal ? "" : what, name).p;
}

static void selector_error(Checker *ck, Operand *x, Node *e, Lookup l)
{
    const char *sel = e->selector.sel->ident.name->str.p;
    Pos pos = e->selector.sel->pos;
    if (type_is_invalid(type_underlying(x->type)))
        return;
    if (l.result == LOOKUP_AMBIGUOUS) {
        check_error(ck, pos, "ambiguous selector %s.%s",
                    expr_text(ck, x->expr), sel);
        return;
    }
    const char *tt = type_text(ck, x->type);
    if (l.result == LOOKUP_PTR_RECV) {
        if (x->mode == MODE_TYPE)
            check_error(ck, pos, "invalid method expression %s.%s (needs "
                        "pointer receiver (*%s).%s)", tt, sel, tt, sel);
        else
            check_error(ck, pos, "cannot call pointer method %s on %s", sel,
                        tt);
        return;
    }
    const char *why;
    if (type_is_interface_ptr(x->type)) {
        why = type_interface_ptr_text(x->type, ck->pkg);
    } else {
        Lookup alt = lookup_member(x->type, x->mode == MODE_VARIABLE,
                                   ck->pkg, sel, true);
        why = check_lookup_text(ck, x->type, sel, alt.obj, false);
    }
    check_error(ck, pos, "%s.%s undefined (%s)", expr_text(ck, x->expr),
                sel, why);
}

// --- Methods and fields ----------------------------------------------------------------

// T.m: a function whose first parameter is the receiver.
static GoType *method_expr_type(Checker *ck, GoType *t, GoType *sig)
{
    GoType *params = sig->u.func.params;
    int n = params->u.tuple.count;
    Object **vars = ARENA_ARRAY(ck->arena, Object *, n + 1);
    const char *name = "";
    Object *recv = sig->u.func.recv;
    if (n > 0 && params->u.tuple.vars[0]->name[0] != '\0')
        name = recv->name[0] != '\0' ? recv->name : ck->types->blank;
    vars[0] = var_new(ck->types, VAR_PARAM, recv->pos, recv->pkg, name, t);
    if (n > 0)
        memcpy(vars + 1, params->u.tuple.vars, (size_t)n * sizeof *vars);
    GoType *f = type_new_func(ck->types,
                              type_new_tuple(ck->types, vars, n + 1),
                              sig->u.func.results, sig->u.func.variadic);
    f->u.func.tparams = sig->u.func.tparams;
    return f;
}

static GoType *without_receiver(Checker *ck, GoType *sig)
{
    GoType *f = type_new_func(ck->types, sig->u.func.params,
                              sig->u.func.results, sig->u.func.variadic);
    f->u.func.tparams = sig->u.func.tparams;
    return f;
}

static void add_method_dependency(Checker *ck, Object *m)
{
    Object *origin = m->u.func.origin != NULL ? m->u.func.origin : m;
    DeclInfo *d = ck->env.decl;
    if (d == NULL || origin->info == NULL || origin->pkg != ck->pkg)
        return;
    if (!d->has_deps) {
        map_init(&d->deps, ck->arena);
        d->has_deps = true;
    }
    map_set(&d->deps, origin, origin);
}

static bool select_method(Checker *ck, Operand *x, Node *e, Selection *s)
{
    Object *m = s->obj;
    add_method_dependency(ck, m);
    GoType *sig = m->type;
    if (sig == NULL || sig->kind != TYPE_FUNC)
        return false;
    if (x->mode == MODE_TYPE) {
        if (sig->u.func.recv == NULL) {
            check_error(ck, node_start(e),
                        "illegal cycle in method declaration");
            return false;
        }
        s->kind = SEL_METHOD_EXPR;
        x->type = method_expr_type(ck, x->type, sig);
    } else {
        s->kind = SEL_METHOD_VALUE;
        if (s->recv_addr && !s->indirect)
            check_note_addr_taken(ck, e->selector.x);
        x->type = without_receiver(ck, sig);
    }
    x->mode = MODE_VALUE;
    return true;
}

static bool select_field(Checker *ck, Operand *x, Node *e, Selection *s)
{
    if (x->mode == MODE_TYPE) {
        check_error(ck, node_start(e->selector.x), "operand for field "
                    "selector %s must be value of type %s", s->obj->name,
                    type_text(ck, x->type));
        return false;
    }
    s->kind = SEL_FIELD;
    bool addressable = x->mode == MODE_VARIABLE || s->indirect;
    x->mode = addressable ? MODE_VARIABLE : MODE_VALUE;
    x->type = s->obj->type;
    return true;
}

// The operand of the selector, fit to be looked into.
static bool select_operand(Checker *ck, Operand *x, Node *e, bool want_type)
{
    check_expr_or_type(ck, x, e->selector.x, false);
    if (x->mode == MODE_BUILTIN) {
        check_error(ck, e->pos, "invalid use of %s in selector expression",
                    operand_text(ck, x));
        return false;
    }
    if (x->mode == MODE_INVALID || !check_is_complete(ck, x->type))
        return false;
    if (want_type) {
        check_error(ck, e->selector.sel->pos, "%s is not a type",
                    expr_text(ck, e));
        return false;
    }
    GoType *u = type_underlying(x->type);
    return u->kind != TYPE_POINTER ||
        check_is_complete(ck, u->u.pointer.elem);
}

static bool select_member(Checker *ck, Operand *x, Node *e, bool want_type)
{
    if (!select_operand(ck, x, e, want_type))
        return false;
    const char *sel = e->selector.sel->ident.name->str.p;
    Lookup l = lookup_member(x->type, x->mode == MODE_VARIABLE, ck->pkg,
                             sel, false);
    if (l.result != LOOKUP_FOUND) {
        selector_error(ck, x, e, l);
        return false;
    }
    Selection *s = lookup_selection(x->type, l);
    bool ok = l.obj->kind == OBJ_FUNC ? select_method(ck, x, e, s) :
        select_field(ck, x, e, s);
    if (!ok)
        return false;
    s->type = x->type;
    e->selector.selection = s;
    e->selector.sel->ident.object = s->obj;
    return !type_is_invalid(x->type);
}

void check_selector(Checker *ck, Operand *x, Node *e, bool want_type)
{
    x->mode = MODE_INVALID;
    x->type = invalid_type(ck);
    x->expr = e;
    Node *left = e->selector.x;
    if (left->kind == NODE_IDENT) {
        Object *obj = scope_lookup_parent(ck->env.scope,
                                          left->ident.name->str.p);
        if (obj != NULL && obj->kind == OBJ_PACKAGE) {
            select_qualified(ck, x, e, obj);
            return;
        }
    }
    if (!select_member(ck, x, e, want_type)) {
        x->mode = MODE_INVALID;
        x->type = invalid_type(ck);
    }
    x->expr = e;
}
