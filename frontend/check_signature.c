// frontend/check_signature.c -- Signatures: receivers, type parameters,
// parameters and results.
//
// Parameters are declared only after all their types are evaluated, so that
// a parameter's name cannot hide a type in the same list.
//
// Invariant: params and results of a TYPE_FUNC are tuples, never NULL.
//
//     func (l *List[E]) Map[U any](f func(E) U) (out []U)
#include "frontend/check_internal.h"

// --- Signatures ------------------------------------------------------------------------------

// Where the parameters' scope ends up: declared after all are evaluated.
typedef struct Params {
    ObjectVec vars;
    NodeVec idents; // NULL where there is no name.
    bool variadic;
} Params;

static void collect_params(Checker *ck, NodeList list, VarKind kind,
                           Params *out)
{
    GoType *type = NULL;
    for (int i = 0; i < list.count; i++) {
        Node *f = list.at[i], *ft = f->field.type;
        if (i == 0 || ft != list.at[i - 1]->field.type) {
            if (ft->kind == NODE_DOTS_TYPE) {
                if (kind == VAR_PARAM && i == list.count - 1)
                    out->variadic = true;
                else
                    check_error(ck, ft->pos, "can only use ... with final "
                                "parameter in list");
                type = check_var_type(ck, ft->dots_type.elem);
                if (out->variadic) {
                    type = type_new_slice(ck->types, type);
                    check_record_type(ft, type);
                }
            } else {
                type = check_var_type(ck, ft);
            }
        }
        Node *ident = f->field.name;
        Object *v = var_new(ck->types, kind, ident != NULL ? ident->pos :
                            node_start(f), ck->pkg, ident != NULL ?
                            ident->ident.name->str.p : "", type);
        v->u.var.unnamed = ident == NULL;
        v->u.var.index = i;
        v->used = true; // Parameters need not be used.
        v->decl = f;
        v->color = 2;
        f->field.object = v;
        vec_push_in(&out->vars, ck->arena, v);
        vec_push_in(&out->idents, ck->arena, ident);
    }
}

static void declare_params(Checker *ck, Params *p)
{
    for (int i = 0; i < p->vars.len; i++) {
        if (p->idents.data[i] != NULL) {
            p->idents.data[i]->ident.object = p->vars.data[i];
            check_declare(ck, ck->env.scope, p->idents.data[i],
                          p->vars.data[i], NO_POS);
        }
    }
}

static void later_receiver(Checker *ck, Delayed *d)
{
    Object *recv = d->a;
    GoType *n = type_unalias(recv->type);
    GoType *base = n->kind == TYPE_POINTER ? n->u.pointer.elem : recv->type;
    GoType *t = type_unalias(base);
    if (type_is_invalid(t))
        return;
    if (t->kind == TYPE_BASIC ||
        (t->kind == TYPE_NAMED && t->u.named.obj->pkg != ck->pkg)) {
        check_error(ck, d->pos,
                    "cannot define new methods on non-local type %s",
                    type_text(ck, base));
        return;
    }
    if (t->kind != TYPE_NAMED) {
        check_error(ck, d->pos, "invalid receiver type %s",
                    type_text(ck, recv->type));
        return;
    }
    GoType *u = type_underlying(t);
    const char *cause = NULL;
    if (u->kind == TYPE_BASIC && u->u.basic.kind == BASIC_UNSAFE_POINTER)
        cause = "unsafe.Pointer";
    else if (u->kind == TYPE_POINTER || u->kind == TYPE_INTERFACE)
        cause = "pointer or interface type";
    if (cause != NULL)
        check_error(ck, d->pos, "invalid receiver type %s (%s)",
                    type_text(ck, base), cause);
}

static const char *measure(Checker *ck, int n, const char *unit)
{
    return str_printf(ck->arena, "%d %s%s", n, unit, n == 1 ? "" : "s").p;
}

static TypeList receiver_tparams(Checker *ck, NodeList args)
{
    TypeList list = {0};
    list.at = ARENA_ARRAY(ck->arena, GoType *, args.count);
    for (int i = 0; i < args.count; i++) {
        Node *arg = args.at[i];
        const char *name = ck->types->blank;
        if (arg->kind == NODE_IDENT)
            name = arg->ident.name->str.p;
        else if (arg->kind != NODE_BAD_EXPR)
            check_error(ck, node_start(arg), "receiver type parameter %s "
                        "must be an identifier", expr_text(ck, arg));
        Object *obj = object_new(ck->types, OBJ_TYPE, arg->pos, ck->pkg,
                                 name, NULL);
        obj->u.tname.is_param = true;
        obj->color = 2;
        obj->type = type_new_param(ck->types, obj, i, invalid_type(ck));
        check_declare(ck, ck->env.scope,
                      arg->kind == NODE_IDENT ? arg : NULL, obj, NO_POS);
        if (arg->kind == NODE_IDENT)
            arg->ident.object = obj;
        check_record_type(arg, obj->type);
        list.at[list.count++] = obj->type;
    }
    return list;
}

// func (r *List[E]) ...: E names List's parameter here.
static GoType *generic_receiver(Checker *ck, Node *rtype, GoType *sig)
{
    Node *base = node_unparen(rtype);
    bool is_ptr = base->kind == NODE_STAR;
    if (is_ptr)
        base = node_unparen(base->star.x);
    Node *name = base->index.x;
    const char *cause = "";
    GoType *t = check_generic_type(ck, name, &cause);
    GoType *generic = NULL;
    if (!type_is_invalid(t) && t->kind == TYPE_NAMED)
        generic = t;
    else if (!type_is_invalid(t))
        check_error(ck, node_start(name), "cannot define new methods on "
                    "generic alias type %s", type_text(ck, t));
    else if (cause[0] != '\0')
        check_error(ck, node_start(name), "%s", cause);

    TypeList own = receiver_tparams(ck, base->index.args);
    sig->u.func.recv_tparams = own;
    if (generic == NULL)
        return invalid_type(ck);
    TypeList theirs = generic->u.named.tparams;
    if (own.count == theirs.count) {
        for (int i = 0; i < own.count; i++) {
            own.at[i]->u.param.canon = theirs.at[i];
            own.at[i]->u.param.bound =
                type_subst1(theirs, own, theirs.at[i]->u.param.bound);
        }
    } else {
        check_error(ck, node_start(name),
                    "receiver declares %s, but receiver base type declares "
                    "%d", measure(ck, own.count, "type parameter"),
                    theirs.count);
        return invalid_type(ck);
    }
    GoType *recv = type_instantiate_unchecked(ck->types, generic, own);
    check_record_type(base, recv);
    if (is_ptr)
        recv = type_new_pointer(ck->types, recv);
    check_record_type(rtype, recv);
    return recv;
}

// An alias of an instance has no methods to add to.
static GoType *plain_receiver(Checker *ck, Node *rtype, Node *base)
{
    GoType *t = check_var_type(ck, rtype);
    GoType *a = t;
    while (a->kind == TYPE_POINTER)
        a = a->u.pointer.elem;
    if (a->kind == TYPE_ALIAS) {
        GoType *n = type_unalias(a);
        while (n->kind == TYPE_POINTER)
            n = type_unalias(n->u.pointer.elem);
        if (n->kind == TYPE_NAMED && n->u.named.targs.count > 0) {
            check_error(ck, node_start(base), "cannot define new methods on "
                        "instantiated type %s", type_text(ck, n));
            return invalid_type(ck);
        }
    }
    return t;
}

static Object *collect_receiver(Checker *ck, Node *recv, GoType *sig)
{
    Node *rtype = recv->field.type;
    Node *base = node_unparen(rtype);
    if (base->kind == NODE_STAR)
        base = node_unparen(base->star.x);
    GoType *t;
    if (base->kind == NODE_INDEX) {
        t = generic_receiver(ck, rtype, sig);
        base = base->index.x;
    } else {
        t = plain_receiver(ck, rtype, base);
    }
    Node *ident = recv->field.name;
    Object *v = var_new(ck->types, VAR_RECV, ident != NULL ? ident->pos :
                        node_start(recv), ck->pkg, ident != NULL ?
                        ident->ident.name->str.p : "", t);
    v->u.var.unnamed = ident == NULL;
    v->used = true;
    v->decl = recv;
    v->color = 2;
    recv->field.object = v;
    Delayed *d = check_later(ck, later_receiver);
    d->a = v;
    d->pos = node_start(base);
    return v;
}

void check_signature(Checker *ck, GoType *sig, Node *recv, NodeList tparams,
                     Node *ftype, Object *method)
{
    Object *r = NULL;
    if (recv != NULL)
        r = collect_receiver(ck, recv, sig);
    if (tparams.count > 0) {
        sig->u.func.tparams = check_type_params(ck, tparams);
        check_bind_bounds(ck, sig->u.func.tparams, tparams);
    }
    Params params = {0}, results = {0};
    collect_params(ck, ftype->func_type.params, VAR_PARAM, &params);
    collect_params(ck, ftype->func_type.results, VAR_RESULT, &results);
    if (r != NULL && recv->field.name != NULL) {
        recv->field.name->ident.object = r;
        check_declare(ck, ck->env.scope, recv->field.name, r, NO_POS);
    }
    declare_params(ck, &params);
    declare_params(ck, &results);
    sig->u.func.recv = r;
    sig->u.func.params = type_new_tuple(ck->types, params.vars.data,
                                        params.vars.len);
    sig->u.func.results = type_new_tuple(ck->types, results.vars.data,
                                         results.vars.len);
    sig->u.func.variadic = params.variadic;
    if (method != NULL && r != NULL && method->u.func.recv_named == NULL) {
        GoType *n = type_unalias(r->type);
        if (n->kind == TYPE_POINTER)
            n = type_unalias(n->u.pointer.elem);
        if (n->kind == TYPE_NAMED)
            method->u.func.recv_named = n->u.named.origin;
    }
    check_record_type(ftype, sig);
}

GoType *check_func_type(Checker *ck, Node *e)
{
    GoType *sig = type_new_func(ck->types, NULL, NULL, false);
    check_open_scope(ck);
    check_signature(ck, sig, NULL, (NodeList){0}, e, NULL);
    check_close_scope(ck);
    return sig;
}
