// frontend/check_decl.c -- Declarations: giving each object its type.
//
// An object is checked when it is first needed.  While that goes on it stands
// on the path; meeting it again closes a cycle, which is fine for types that
// refer to each other and for functions, and an error otherwise.
//
// Invariant: check_object leaves obj->type set, to the invalid type at worst.
//
//     type T struct { next *T }   // path: T -> T, types only: fine
//     const a = b; const b = a    // "initialization cycle or refers to"
#include "frontend/check_internal.h"

Scope *check_open_scope(Checker *ck)
{
    ck->env.scope = scope_new(ck->arena, ck->env.scope);
    return ck->env.scope;
}

void check_close_scope(Checker *ck)
{
    ck->env.scope = ck->env.scope->parent;
}

void check_declare(Checker *ck, Scope *s, Node *ident, Object *obj, Pos pos)
{
    if (obj->name != ck->types->blank) {
        Object *alt = scope_insert(s, obj);
        if (alt != NULL) {
            MultiError m;
            multi_begin(&m, ck, obj->pos, "%s redeclared in this block",
                        obj->name);
            multi_add_decl(&m, alt);
            multi_report(&m);
            return;
        }
        obj->scope_pos = pos;
    }
    if (ident != NULL)
        ident->ident.object = obj;
}

void check_arity(Checker *ck, Pos pos, NodeList names, NodeList inits,
                 bool constant, bool inherited)
{
    int l = names.count, r = inits.count;
    if (l < r) {
        Node *n = inits.at[l];
        if (inherited)
            check_error(ck, pos, "extra init expr at %s",
                        pos_text(ck, n->pos));
        else
            check_error(ck, node_start(n), "extra init expr %s",
                        expr_text(ck, n));
    } else if (l > r && (constant || r != 1)) {
        Node *n = names.at[r];
        check_error(ck, n->pos, "missing init expr for %s",
                    n->ident.name->str.p);
    }
}

// --- The path of objects being declared ---------------------------------------------

void check_push(Checker *ck, Object *obj)
{
    vec_push_in(&ck->path, ck->arena, obj);
    obj->color = 1;
}

void check_pop(Checker *ck)
{
    Object *obj = vec_pop(&ck->path);
    obj->color = 2;
}

int check_path_index(Checker *ck, Object *obj)
{
    if (obj->color != 1)
        return -1;
    for (int i = ck->path.len - 1; i >= 0; i--) {
        if (ck->path.data[i] == obj)
            return i;
    }
    return -1;
}

int first_in_source(Object **path, int count)
{
    int first = 0;
    for (int i = 1; i < count; i++) {
        if (path[i]->pos < path[first]->pos)
            first = i;
    }
    return first;
}

static const char *cycle_name(Checker *ck, Object *obj)
{
    GoType *t = obj->type != NULL ? type_unalias(obj->type) : NULL;
    if (obj->kind == OBJ_TYPE && t != NULL && t->kind == TYPE_NAMED &&
        t->u.named.targs.count > 0)
        return type_text(ck, t);
    if (obj->pkg == NULL || obj->pkg == ck->pkg)
        return obj->name;
    return str_printf(ck->arena, "%s.%s", obj->pkg->name, obj->name).p;
}

void check_cycle_error(Checker *ck, Object **cycle, int count, int start)
{
    Object *obj = cycle[start];
    bool is_type = obj->kind == OBJ_TYPE;
    if (is_type && obj->type != NULL && obj->type->kind == TYPE_ALIAS)
        obj->type->u.alias.actual = invalid_type(ck);
    const char *name = cycle_name(ck, obj);
    if (count == 1) {
        check_error(ck, obj->pos, is_type ?
                    "invalid recursive type: %s refers to itself" :
                    "invalid cycle in declaration: %s refers to itself",
                    name);
        return;
    }
    MultiError m;
    multi_begin(&m, ck, obj->pos, is_type ? "invalid recursive type %s" :
                "invalid cycle in declaration of %s", name);
    for (int i = 0; i < count; i++) {
        Object *next = cycle[(start + i + 1) % count];
        multi_add(&m, obj->pos, "%s refers to %s", cycle_name(ck, obj),
                  cycle_name(ck, next));
        obj = next;
    }
    multi_report(&m);
}

static bool valid_cycle(Checker *ck, Object *obj)
{
    int start = check_path_index(ck, obj);
    int count = ck->path.len - start;
    Object **cycle = ck->path.data + start;
    int values = 0, definitions = 0;
    for (int i = 0; i < count; i++) {
        Object *o = cycle[i];
        if (o->kind == OBJ_CONST || o->kind == OBJ_VAR) {
            values++;
        } else if (o->kind == OBJ_TYPE) {
            if (ck->env.in_tparams && o->type != NULL &&
                type_is_generic(o->type))
                return true; // The constraint may mention the type itself.
            if (!o->u.tname.is_alias)
                definitions++;
        }
    }
    // A cycle of values is an initialisation cycle, found later; one through
    // a type definition is what recursive types are.
    if (values == count || (values == 0 && definitions > 0))
        return true;
    check_cycle_error(ck, cycle, count, first_in_source(cycle, count));
    return false;
}

bool check_is_complete(Checker *ck, GoType *t)
{
    for (int i = 0; i < 1000; i++) {
        Object *obj;
        GoType *rhs;
        if (t->kind == TYPE_ALIAS) {
            obj = t->u.alias.obj;
            rhs = t->u.alias.actual;
        } else if (t->kind == TYPE_NAMED) {
            obj = t->u.named.obj;
            rhs = t->u.named.origin->u.named.rhs;
        } else {
            return true;
        }
        int at = check_path_index(ck, obj);
        if (at >= 0) {
            Object **cycle = ck->path.data + at;
            int count = ck->path.len - at;
            check_cycle_error(ck, cycle, count,
                              first_in_source(cycle, count));
            return false;
        }
        if (rhs == NULL)
            return true;
        t = rhs;
    }
    return true;
}

// type A B; type B A, found by name before anything is evaluated.
static void check_direct_cycle(Checker *ck, Object *tname, Map *done)
{
    ObjectVec path = {0};
    while (map_get(done, tname) == NULL) {
        int start = -1;
        for (int i = 0; i < path.len; i++) {
            if (path.data[i] == tname)
                start = i;
        }
        if (start >= 0) {
            int count = path.len - start;
            tname->type = invalid_type(ck);
            check_cycle_error(ck, path.data + start, count,
                              first_in_source(path.data + start, count));
            break;
        }
        vec_push(&path, tname);
        Node *rhs = tname->info->tdecl->type_decl.type;
        if (rhs == NULL || rhs->kind != NODE_IDENT)
            break;
        Object *next = scope_lookup(ck->pkg->scope,
                                    rhs->ident.name->str.p);
        if (next == NULL || next->kind != OBJ_TYPE || next->info == NULL)
            break;
        tname = next;
    }
    for (int i = 0; i < path.len; i++)
        map_set(done, path.data[i], path.data[i]);
    vec_free(&path);
}

void check_direct_cycles(Checker *ck)
{
    Map done;
    map_init(&done, ck->arena);
    for (int i = 0; i < ck->objects.len; i++) {
        Object *obj = ck->objects.data[i];
        if (obj->kind == OBJ_TYPE)
            check_direct_cycle(ck, obj, &done);
    }
}

// --- Constants and variables -----------------------------------------------------------

static void declare_const(Checker *ck, Object *obj, Node *type, Node *init,
                          int iota, bool inherited)
{
    ConstValue *saved_iota = ck->env.iota;
    Pos saved_errpos = ck->env.errpos;
    ck->env.iota = const_int64(ck->consts, iota);
    ck->env.errpos = NO_POS;
    obj->u.constant.value = const_unknown(ck->consts);
    bool ok = true;
    if (type != NULL) {
        GoType *t = check_type(ck, type);
        ok = type_is_const_type(t);
        if (!ok && !type_is_invalid(type_underlying(t)))
            check_error(ck, node_start(type), "invalid constant type %s",
                        type_text(ck, t));
        obj->type = ok ? t : invalid_type(ck);
    }
    if (ok) {
        Operand x = {.mode = MODE_INVALID, .type = invalid_type(ck)};
        if (init != NULL) {
            // An inherited expression may be fine where it was written, so
            // errors are shown at the constant that repeats it.
            if (inherited)
                ck->env.errpos = obj->pos;
            check_expr(ck, NULL, &x, init);
        }
        check_init_const(ck, obj, &x);
    }
    ck->env.iota = saved_iota;
    ck->env.errpos = saved_errpos;
}

static void declare_var(Checker *ck, Object *obj, Object **lhs,
                        int lhs_count, Node *type, Node *init)
{
    if (type != NULL)
        obj->type = check_var_type(ck, type);
    if (init == NULL) {
        if (type == NULL)
            obj->type = invalid_type(ck);
        return;
    }
    if (lhs == NULL || lhs_count == 1) {
        Operand x;
        Target slot;
        check_expr(ck, check_target(ck, obj->type, obj->name, &slot), &x,
                   init);
        check_init_var(ck, obj, &x, "variable declaration");
        return;
    }
    if (type != NULL) {
        for (int i = 0; i < lhs_count; i++)
            lhs[i]->type = obj->type;
    }
    NodeList rhs = {&init, 1};
    check_init_vars(ck, lhs, lhs_count, rhs, NULL);
}

// --- Types --------------------------------------------------------------------------------

void check_add_type(Checker *ck, Object *obj)
{
    vec_push_in(&ck->types_declared, ck->arena, obj);
}

typedef struct TypePath {
    GoType *at[64];
    int count;
} TypePath;

static bool valid_type(Checker *ck, GoType *t, TypePath *nest,
                       TypePath *path);

static bool valid_named(Checker *ck, GoType *t, TypePath *nest,
                        TypePath *path)
{
    for (int i = 0; i < nest->count; i++) {
        if (!type_identical(nest->at[i], t))
            continue;
        GoType *origin = t->u.named.origin;
        origin->u.named.rhs = invalid_type(ck);
        origin->u.named.underlying = invalid_type(ck);
        int start = 0;
        while (start < path->count - 1 &&
               !type_identical(path->at[start], t))
            start++;
        Object *cycle[64];
        int n = 0;
        for (int k = start; k < path->count; k++)
            cycle[n++] = path->at[k]->u.named.obj;
        check_cycle_error(ck, cycle, n, 0);
        return false;
    }
    GoType *rhs = t->u.named.origin->u.named.rhs;
    if (rhs == NULL || nest->count == 64 || path->count == 64)
        return true;
    nest->at[nest->count++] = t;
    path->at[path->count++] = t;
    bool ok = valid_type(ck, rhs, nest, path);
    nest->count--;
    path->count--;
    return ok;
}

// A type parameter stands for its argument, which is nested one level less.
static bool valid_param(Checker *ck, GoType *t, TypePath *nest,
                        TypePath *path)
{
    if (nest->count == 0)
        return true;
    GoType *inst = nest->at[nest->count - 1];
    TypeList tparams = inst->u.named.origin->u.named.tparams;
    for (int i = 0; i < tparams.count; i++) {
        if (t != tparams.at[i] || i >= inst->u.named.targs.count)
            continue;
        nest->count--;
        bool ok = valid_type(ck, inst->u.named.targs.at[i], nest, path);
        nest->at[nest->count++] = inst;
        return ok;
    }
    return true;
}

static bool valid_type(Checker *ck, GoType *t, TypePath *nest,
                       TypePath *path)
{
    t = type_unalias(t);
    switch (t->kind) {
    case TYPE_ARRAY:
        return valid_type(ck, t->u.array.elem, nest, path);
    case TYPE_STRUCT:
        for (int i = 0; i < t->u.struc.count; i++) {
            GoType *ft = t->u.struc.fields[i]->type;
            if (ft != NULL && !valid_type(ck, ft, nest, path))
                return false;
        }
        return true;
    case TYPE_UNION:
        for (int i = 0; i < t->u.union_.count; i++) {
            if (!valid_type(ck, t->u.union_.terms[i].type, nest, path))
                return false;
        }
        return true;
    case TYPE_INTERFACE:
        for (int i = 0; i < t->u.iface.embed_count; i++) {
            if (!valid_type(ck, t->u.iface.embeds[i], nest, path))
                return false;
        }
        return true;
    case TYPE_NAMED:
        return valid_named(ck, t, nest, path);
    case TYPE_PARAM:
        return valid_param(ck, t, nest, path);
    case TYPE_BASIC:
    case TYPE_POINTER:
    case TYPE_SLICE:
    case TYPE_MAP:
    case TYPE_CHAN:
    case TYPE_FUNC:
    case TYPE_TUPLE:
    case TYPE_ALIAS: break;
    }
    return true;
}

// Types from elsewhere, and those found valid before, cannot be the cause.
void check_valid_type(Checker *ck, GoType *named)
{
    TypePath nest = {.count = 0}, path = {.count = 0};
    valid_type(ck, named, &nest, &path);
}

static bool is_imported_constraint(Checker *ck, GoType *t)
{
    t = type_unalias(t);
    if (t->kind != TYPE_NAMED || t->u.named.obj->pkg == ck->pkg ||
        t->u.named.obj->pkg == NULL)
        return false;
    GoType *u = type_underlying(t);
    return u->kind == TYPE_INTERFACE &&
        !type_set_is_method_set(type_set_of(u));
}

static void later_valid_type(Checker *ck, Delayed *d)
{
    Object *obj = d->a;
    Node *tdecl = d->b;
    GoType *t = obj->type != NULL ? type_unalias(obj->type) : NULL;
    if (t != NULL && t->kind == TYPE_NAMED)
        check_valid_type(ck, t);
    GoType *rhs = t != NULL && t->kind == TYPE_NAMED ? t->u.named.rhs : t;
    if (rhs != NULL && is_imported_constraint(ck, rhs))
        check_version(ck, node_start(tdecl->type_decl.type), 18,
                      "using type constraint %s", type_text(ck, rhs));
}

static Object *declare_type_param(Checker *ck, Node *ident, int index)
{
    Object *obj = object_new(ck->types, OBJ_TYPE, ident->pos, ck->pkg,
                             ident->ident.name->str.p, NULL);
    obj->u.tname.is_param = true;
    obj->type = type_new_param(ck->types, obj, index, invalid_type(ck));
    obj->color = 2;
    check_declare(ck, ck->env.scope, ident, obj, NO_POS);
    ident->ident.object = obj;
    return obj;
}

TypeList check_type_params(Checker *ck, NodeList fields)
{
    TypeList list = {0};
    list.at = ARENA_ARRAY(ck->arena, GoType *, fields.count + 1);
    for (int i = 0; i < fields.count; i++) {
        Node *ident = fields.at[i]->field.name;
        if (ident == NULL)
            continue;
        Object *obj = declare_type_param(ck, ident, i);
        list.at[list.count++] = obj->type;
    }
    return list;
}

void check_bind_bounds(Checker *ck, TypeList list, NodeList fields)
{
    bool saved = ck->env.in_tparams;
    ck->env.in_tparams = true;
    GoType *bound = NULL;
    for (int i = 0, k = 0; i < fields.count; i++) {
        Node *f = fields.at[i];
        if (f->field.name == NULL)
            continue;
        if (i == 0 || f->field.type != fields.at[i - 1]->field.type) {
            bound = check_constraint(ck, f->field.type);
            if (type_is_type_param(bound)) {
                check_error(ck, node_start(f->field.type),
                            "cannot use a type parameter as constraint");
                bound = invalid_type(ck);
            }
        }
        list.at[k++]->u.param.bound = bound;
    }
    ck->env.in_tparams = saved;
}

static void declare_alias(Checker *ck, Object *obj, Node *tdecl)
{
    NodeList fields = tdecl->type_decl.tparams;
    Node *rhs_node = tdecl->type_decl.type;
    bool ok = true;
    if (fields.count > 0)
        ok = check_version(ck, fields.at[0]->pos, 23, "generic type alias");
    if (ok)
        check_version(ck, tdecl->pos, 9, "type alias");
    GoType *alias = type_new_alias(ck->types, obj, NULL);
    obj->type = alias;
    if (fields.count > 0) {
        check_open_scope(ck);
        TypeList tparams = check_type_params(ck, fields);
        alias->u.alias.tparams = tparams;
        check_bind_bounds(ck, tparams, fields);
    }
    GoType *rhs = check_declared_type(ck, rhs_node, obj);
    // A cycle error may have made it invalid already.
    if (alias->u.alias.actual == NULL)
        alias->u.alias.actual = rhs;
    for (int i = 0; i < alias->u.alias.tparams.count; i++) {
        if (rhs == alias->u.alias.tparams.at[i]) {
            check_error(ck, node_start(rhs_node), "cannot use type parameter "
                        "declared in alias declaration as RHS");
            alias->u.alias.actual = invalid_type(ck);
        }
    }
    if (fields.count > 0)
        check_close_scope(ck);
    if (obj->type != alias) // Invalidated by a cycle.
        return;
}

static void declare_defined(Checker *ck, Object *obj, Node *tdecl)
{
    NodeList fields = tdecl->type_decl.tparams;
    Node *rhs_node = tdecl->type_decl.type;
    if (fields.count > 0)
        check_version(ck, fields.at[0]->pos, 18, "type parameter");
    GoType *named = type_new_named(ck->types, obj);
    obj->type = named;
    if (ck->env.func != NULL)
        named->u.named.outer = ck->env.func->tparams;
    check_method_base(ck, obj);
    if (fields.count > 0) {
        check_open_scope(ck);
        named->u.named.tparams = check_type_params(ck, fields);
        check_bind_bounds(ck, named->u.named.tparams, fields);
    }
    GoType *rhs = check_declared_type(ck, rhs_node, obj);
    if (type_is_type_param(rhs)) {
        check_error(ck, node_start(rhs_node), "cannot use a type parameter "
                    "as RHS in type declaration");
        rhs = invalid_type(ck);
    }
    named_set_rhs(named, rhs);
    if (fields.count > 0)
        check_close_scope(ck);
    check_add_type(ck, obj);
}

static void declare_type(Checker *ck, Object *obj, Node *tdecl)
{
    Delayed *d = check_later(ck, later_valid_type);
    d->a = obj;
    d->b = tdecl;
    if (tdecl->type_decl.alias)
        declare_alias(ck, obj, tdecl);
    else
        declare_defined(ck, obj, tdecl);
}

// --- Methods of a type -----------------------------------------------------------------

static void later_unique_fields(Checker *ck, Delayed *d)
{
    GoType *base = d->a;
    GoType *u = type_underlying(base);
    if (u->kind != TYPE_STRUCT)
        return;
    for (int i = 0; i < u->u.struc.count; i++) {
        Object *f = u->u.struc.fields[i];
        for (int k = 0; k < base->u.named.method_count; k++) {
            Object *m = base->u.named.methods[k];
            if (f->name == ck->types->blank || !object_same_id(m, f))
                continue;
            MultiError e;
            multi_begin(&e, ck, m->pos,
                        "field and method with the same name %s", f->name);
            multi_add_decl(&e, f);
            multi_report(&e);
        }
    }
}

void check_method_base(Checker *ck, Object *tname)
{
    ObjectVec *list = map_get(&ck->methods, tname);
    if (list == NULL)
        return;
    GoType *base = tname->type;
    Object **methods = ARENA_ARRAY(ck->arena, Object *, list->len);
    int count = 0;
    Map seen;
    map_init(&seen, ck->arena);
    for (int i = 0; i < list->len; i++) {
        Object *m = list->data[i];
        Object *alt = map_get(&seen, m->name);
        if (alt != NULL) {
            check_error(ck, m->pos, "method %s.%s already declared at %s",
                        tname->name, m->name, pos_text(ck, alt->pos));
            continue;
        }
        map_set(&seen, m->name, m);
        m->u.func.recv_named = base;
        methods[count++] = m;
    }
    base->u.named.methods = methods;
    base->u.named.method_count = count;
    check_later(ck, later_unique_fields)->a = base;
}

// --- Functions ---------------------------------------------------------------------------

static void later_body(Checker *ck, Delayed *d)
{
    Object *obj = d->a;
    check_func_body(ck, obj->u.func.info, obj->type,
                    obj->info->fdecl->func_decl.body, NULL, obj->info,
                    d->b);
}

static TypeList join_lists(Checker *ck, TypeList a, TypeList b)
{
    TypeList out = {0};
    out.count = a.count + b.count;
    out.at = ARENA_ARRAY(ck->arena, GoType *, out.count + 1);
    if (a.count > 0)
        memcpy(out.at, a.at, (size_t)a.count * sizeof *a.at);
    if (b.count > 0)
        memcpy(out.at + a.count, b.at, (size_t)b.count * sizeof *b.at);
    return out;
}

static void declare_func(Checker *ck, Object *obj)
{
    Node *fdecl = obj->info->fdecl;
    GoType *sig = type_new_func(ck->types, NULL, NULL, false);
    obj->type = sig;
    Scope *saved = ck->env.scope;
    Scope *scope = check_open_scope(ck);
    check_signature(ck, sig, fdecl->func_decl.recv,
                    fdecl->func_decl.tparams, fdecl->func_decl.type, obj);
    ck->env.scope = saved;
    Node *body = fdecl->func_decl.body;
    if (fdecl->func_decl.tparams.count > 0 && body == NULL)
        check_error(ck, fdecl->pos,
                    "generic function is missing function body");
    if (body == NULL)
        return;
    FuncInfo *info = func_info_new(ck, fdecl, body, sig);
    info->obj = obj;
    info->tparams = join_lists(ck, sig->u.func.recv_tparams,
                               sig->u.func.tparams);
    obj->u.func.info = info;
    fdecl->func_decl.info = info;
    Delayed *d = check_later(ck, later_body);
    d->a = obj;
    d->b = scope;
}

// --- On demand -------------------------------------------------------------------------------

static void meet_again(Checker *ck, Object *obj)
{
    switch (obj->kind) {
    case OBJ_CONST:
    case OBJ_VAR:
        if (!valid_cycle(ck, obj) || obj->type == NULL)
            obj->type = invalid_type(ck);
        break;
    case OBJ_TYPE:
        if (!valid_cycle(ck, obj))
            obj->type = invalid_type(ck);
        break;
    case OBJ_FUNC:
        valid_cycle(ck, obj); // Its type is there already.
        break;
    case OBJ_PACKAGE:
    case OBJ_LABEL:
    case OBJ_BUILTIN:
    case OBJ_NIL: break;
    }
}

void check_object(Checker *ck, Object *obj)
{
    if (check_path_index(ck, obj) >= 0) {
        meet_again(ck, obj);
        return;
    }
    if (obj->type != NULL || obj->info == NULL)
        return;
    if (!check_enter(ck, obj->pos)) {
        obj->type = invalid_type(ck);
        return;
    }
    check_push(ck, obj);
    Env saved = ck->env;
    DeclInfo *d = obj->info;
    ck->env = (Env){.scope = d->file, .version = d->version};
    switch (obj->kind) {
    case OBJ_CONST:
        ck->env.decl = d;
        declare_const(ck, obj, d->type, d->init, d->iota, d->inherited);
        break;
    case OBJ_VAR:
        ck->env.decl = d;
        declare_var(ck, obj, d->lhs, d->lhs_count, d->type, d->init);
        break;
    case OBJ_TYPE:
        declare_type(ck, obj, d->tdecl);
        break;
    case OBJ_FUNC:
        declare_func(ck, obj);
        break;
    case OBJ_PACKAGE:
    case OBJ_LABEL:
    case OBJ_BUILTIN:
    case OBJ_NIL: break;
    }
    ck->env = saved;
    check_pop(ck);
    check_leave(ck);
    if (obj->type == NULL)
        obj->type = invalid_type(ck);
}

// --- Declarations in functions ------------------------------------------------------------

static void local_const(Checker *ck, Node *s)
{
    int top = ck->delayed.len;
    const Node *from = s->const_decl.from;
    NodeList none = {0};
    NodeList names = s->const_decl.names;
    NodeList values = from != NULL ? from->const_decl.values : none;
    bool inherited = from != NULL && from != s;
    Object **lhs = ARENA_ARRAY(ck->arena, Object *, names.count);
    for (int i = 0; i < names.count; i++) {
        lhs[i] = object_new(ck->types, OBJ_CONST, names.at[i]->pos, ck->pkg,
                            names.at[i]->ident.name->str.p, NULL);
        lhs[i]->decl = s;
        declare_const(ck, lhs[i], from != NULL ? from->const_decl.type :
                      NULL, i < values.count ? values.at[i] : NULL,
                      s->const_decl.iota, inherited);
    }
    check_arity(ck, s->pos, names, values, true, inherited);
    check_delayed(ck, top);
    for (int i = 0; i < names.count; i++)
        check_declare(ck, ck->env.scope, names.at[i], lhs[i], s->end);
}

static void local_var(Checker *ck, Node *s)
{
    int top = ck->delayed.len;
    NodeList names = s->var_decl.names, values = s->var_decl.values;
    Object **lhs = ARENA_ARRAY(ck->arena, Object *, names.count);
    for (int i = 0; i < names.count; i++) {
        lhs[i] = check_new_local(ck, names.at[i]->pos,
                                 names.at[i]->ident.name->str.p, NULL);
        lhs[i]->decl = s;
    }
    for (int i = 0; i < names.count; i++) {
        Node *init = NULL;
        bool shared = values.count == 1 && names.count != 1;
        if (values.count == names.count || i < values.count)
            init = values.at[i];
        declare_var(ck, lhs[i], shared ? lhs : NULL, names.count,
                    s->var_decl.type, init);
        if (shared)
            break;
    }
    for (int i = 0; i < names.count; i++) {
        if (lhs[i]->type == NULL)
            lhs[i]->type = invalid_type(ck);
    }
    if (s->var_decl.type == NULL || values.count > 0)
        check_arity(ck, s->pos, names, values, false, false);
    check_delayed(ck, top);
    for (int i = 0; i < names.count; i++) {
        names.at[i]->ident.object = lhs[i];
        check_declare(ck, ck->env.scope, names.at[i], lhs[i], s->end);
    }
}

static void local_type(Checker *ck, Node *s)
{
    Node *ident = s->type_decl.name;
    Object *obj = object_new(ck->types, OBJ_TYPE, ident->pos, ck->pkg,
                             ident->ident.name->str.p, NULL);
    obj->decl = s;
    obj->u.tname.is_alias = s->type_decl.alias;
    check_declare(ck, ck->env.scope, ident, obj, ident->pos);
    check_push(ck, obj);
    declare_type(ck, obj, s);
    check_pop(ck);
}

void check_decl_stmt(Checker *ck, NodeList decls)
{
    for (int i = 0; i < decls.count; i++) {
        Node *s = decls.at[i];
        switch ((NodeKind)s->kind) {
        case NODE_CONST_DECL: local_const(ck, s); break;
        case NODE_VAR_DECL: local_var(ck, s); break;
        case NODE_TYPE_DECL: local_type(ck, s); break;
        default: break;
        }
    }
}
