// frontend/instance.c -- Instances: substitution of type parameters, and one
// type for each list of type arguments.
//
// type_subst rebuilds only what mentions a parameter; the rest is shared.  An
// instance of a declared type is just its origin and its arguments until
// somebody asks for its underlying type or methods, so recursive types are no
// trouble.
//
// Invariant: two instances with identical arguments are the same pointer.
//
//     type List[T any] struct { next *List[T]; v T }
//     List[int]   underlying: struct { next *List[int]; v int }
#include "base/ice.h"
#include "frontend/type_internal.h"

#include <string.h>

typedef struct Entry {
    uint64_t hash;
    GoType *type;
    struct Entry *next;
} Entry;

struct Instances {
    Entry **buckets;
    uint32_t count, size; // size: a power of two.
};

void instances_init(TypeContext *c)
{
    c->instances = ARENA_NEW(c->arena, Instances);
    c->instances->size = 64;
    c->instances->buckets = ARENA_ARRAY(c->arena, Entry *, 64);
}

static void grow(TypeContext *c, Instances *in)
{
    uint32_t size = 2 * in->size;
    Entry **buckets = ARENA_ARRAY(c->arena, Entry *, size);
    for (uint32_t i = 0; i < in->size; i++) {
        for (Entry *e = in->buckets[i], *next; e != NULL; e = next) {
            next = e->next;
            Entry **slot = &buckets[e->hash & (size - 1)];
            e->next = *slot;
            *slot = e;
        }
    }
    in->buckets = buckets;
    in->size = size;
}

static bool same_list(TypeList a, TypeList b)
{
    if (a.count != b.count)
        return false;
    for (int i = 0; i < a.count; i++) {
        if (!type_identical(a.at[i], b.at[i]))
            return false;
    }
    return true;
}

static uint64_t list_hash(uint64_t h, TypeList list)
{
    for (int i = 0; i < list.count; i++)
        h = (h ^ type_hash(list.at[i])) * 1099511628211u;
    return h;
}

// Finds or makes the instance of a named type.
static GoType *named_instance(TypeContext *c, GoType *origin, TypeList targs,
                              TypeList outer_args)
{
    Instances *in = c->instances;
    uint64_t h = list_hash(list_hash(origin->id, targs), outer_args);
    for (Entry *e = in->buckets[h & (in->size - 1)]; e; e = e->next) {
        GoType *t = e->type;
        if (e->hash == h && t->u.named.origin == origin &&
            same_list(t->u.named.targs, targs) &&
            same_list(t->u.named.outer_args, outer_args))
            return t;
    }
    GoType *t = type_new_named(c, origin->u.named.obj);
    t->u.named.origin = origin;
    t->u.named.targs = type_list_dup(c, targs);
    t->u.named.outer_args = type_list_dup(c, outer_args);
    t->u.named.outer = origin->u.named.outer;
    if (in->count++ > in->size)
        grow(c, in);
    Entry *e = ARENA_NEW(c->arena, Entry);
    Entry **slot = &in->buckets[h & (in->size - 1)];
    *e = (Entry){h, t, *slot};
    *slot = e;
    return t;
}

// --- Substitution ------------------------------------------------------------------

static GoType *subst_param(const TypeEnv *env, GoType *p)
{
    for (; env != NULL; env = env->outer) {
        for (int i = 0; i < env->params.count && i < env->args.count; i++) {
            if (env->params.at[i] == p)
                return env->args.at[i] != NULL ? env->args.at[i] : p;
        }
    }
    return p;
}

static bool env_binds(const TypeEnv *env, const GoType *p)
{
    for (; env != NULL; env = env->outer) {
        for (int i = 0; i < env->params.count; i++) {
            if (env->params.at[i] == p)
                return true;
        }
    }
    return false;
}

static bool env_is_empty(const TypeEnv *env)
{
    for (; env != NULL; env = env->outer) {
        if (env->params.count > 0)
            return false;
    }
    return true;
}

// Copies what changes: *changed tells whether anything did.
static TypeList subst_types(const TypeEnv *env, TypeContext *c, TypeList list,
                            bool *changed)
{
    TypeList out = list;
    for (int i = 0; i < list.count; i++) {
        GoType *t = type_subst(env, list.at[i]);
        if (t == list.at[i])
            continue;
        if (out.at == list.at)
            out = type_list_dup(c, list);
        out.at[i] = t;
        *changed = true;
    }
    return out;
}

TypeList type_subst_list(const TypeEnv *env, TypeList list)
{
    bool changed = false;
    if (list.count == 0)
        return list;
    return subst_types(env, list.at[0]->ctx, list, &changed);
}

static Object *copy_object(TypeContext *c, Object *o, GoType *type)
{
    Object *copy = arena_memdup(c->arena, o, sizeof *o);
    copy->type = type;
    copy->lowered = NULL;
    if (o->kind == OBJ_VAR) {
        Object *origin = o->u.var.origin;
        copy->u.var.origin = origin != NULL ? origin : o;
    } else if (o->kind == OBJ_FUNC) {
        Object *origin = o->u.func.origin;
        copy->u.func.origin = origin != NULL ? origin : o;
    }
    return copy;
}

static Object **subst_objects(const TypeEnv *env, TypeContext *c,
                              Object **list, int count)
{
    Object **out = list;
    for (int i = 0; i < count; i++) {
        if (list[i]->type == NULL)
            object_resolve(c, list[i]);
        if (list[i]->type == NULL)
            continue;
        GoType *t = type_subst(env, list[i]->type);
        if (t == list[i]->type)
            continue;
        if (out == list)
            out = arena_memdup(c->arena, list,
                               (size_t)count * sizeof *list);
        out[i] = copy_object(c, list[i], t);
    }
    return out;
}

static GoType *subst_struct(const TypeEnv *env, GoType *t)
{
    int n = t->u.struc.count;
    Object **fields = subst_objects(env, t->ctx, t->u.struc.fields, n);
    return fields == t->u.struc.fields ? t :
        type_new_struct(t->ctx, fields, n);
}

static GoType *subst_tuple(const TypeEnv *env, GoType *t)
{
    int n = t->u.tuple.count;
    Object **vars = subst_objects(env, t->ctx, t->u.tuple.vars, n);
    return vars == t->u.tuple.vars ? t : type_new_tuple(t->ctx, vars, n);
}

// The signature's own type parameters, unless they are being replaced, get
// fresh copies, because their constraints may mention what is replaced.
static TypeList fresh_tparams(const TypeEnv *env, TypeContext *c,
                              TypeList list, TypeEnv *inner)
{
    TypeList fresh = type_list_dup(c, list);
    for (int i = 0; i < list.count; i++) {
        GoType *p = list.at[i];
        Object *obj = copy_object(c, p->u.param.obj, NULL);
        fresh.at[i] = type_new_param(c, obj, p->u.param.index, NULL);
        obj->type = fresh.at[i];
    }
    *inner = (TypeEnv){list, fresh, env};
    for (int i = 0; i < list.count; i++)
        fresh.at[i]->u.param.bound =
            type_subst(inner, list.at[i]->u.param.bound);
    return fresh;
}

static GoType *subst_func(const TypeEnv *env, GoType *t)
{
    TypeContext *c = t->ctx;
    TypeList tparams = t->u.func.tparams;
    TypeEnv inner;
    if (tparams.count > 0) {
        if (env_binds(env, tparams.at[0]))
            tparams = (TypeList){0}; // Instantiating this very function.
        else if (!type_contains_param(t))
            return t;
        else {
            tparams = fresh_tparams(env, c, tparams, &inner);
            env = &inner;
        }
    }
    GoType *params = type_subst(env, t->u.func.params);
    GoType *results = type_subst(env, t->u.func.results);
    if (params == t->u.func.params && results == t->u.func.results &&
        tparams.at == t->u.func.tparams.at)
        return t;
    GoType *f = type_new_func(c, params, results, t->u.func.variadic);
    f->u.func.recv = t->u.func.recv;
    f->u.func.recv_tparams = t->u.func.recv_tparams;
    f->u.func.tparams = tparams;
    return f;
}

static GoType *subst_interface(const TypeEnv *env, GoType *t)
{
    TypeContext *c = t->ctx;
    int n = t->u.iface.method_count;
    Object **methods = subst_objects(env, c, t->u.iface.methods, n);
    TypeList embeds = {t->u.iface.embeds, t->u.iface.embed_count};
    bool changed = methods != t->u.iface.methods;
    embeds = subst_types(env, c, embeds, &changed);
    if (!changed)
        return t;
    GoType *out = type_new_interface(c);
    out->u.iface = t->u.iface;
    out->u.iface.methods = methods;
    out->u.iface.embeds = embeds.at;
    out->u.iface.set = NULL;
    return out;
}

static GoType *subst_union(const TypeEnv *env, GoType *t)
{
    int n = t->u.union_.count;
    UnionTerm *terms = arena_memdup(t->ctx->arena, t->u.union_.terms,
                                    (size_t)n * sizeof *terms);
    bool changed = false;
    for (int i = 0; i < n; i++) {
        terms[i].type = type_subst(env, terms[i].type);
        changed = changed || terms[i].type != t->u.union_.terms[i].type;
    }
    if (!changed)
        return t;
    GoType *out = type_new(t->ctx, TYPE_UNION);
    out->u.union_.terms = terms;
    out->u.union_.count = n;
    return out;
}

static GoType *subst_named(const TypeEnv *env, GoType *t)
{
    GoType *origin = t->u.named.origin;
    TypeList outer = origin->u.named.outer;
    TypeList outer_args = t->u.named.outer_args.count > 0 ?
        t->u.named.outer_args : outer;
    if (t->u.named.targs.count == 0 && outer_args.count == 0)
        return t;
    bool changed = false;
    TypeList targs = subst_types(env, t->ctx, t->u.named.targs, &changed);
    outer_args = subst_types(env, t->ctx, outer_args, &changed);
    if (!changed)
        return t;
    return named_instance(t->ctx, origin, targs, outer_args);
}

static GoType *subst_alias(const TypeEnv *env, GoType *t)
{
    if (t->u.alias.targs.count > 0) {
        bool changed = false;
        TypeList targs = subst_types(env, t->ctx, t->u.alias.targs,
                                     &changed);
        if (!changed)
            return t;
        return type_instantiate_unchecked(t->ctx, t->u.alias.origin, targs);
    }
    // An alias declared inside a generic function may mention its parameters.
    if (t->u.alias.actual == NULL)
        return t;
    GoType *actual = type_subst(env, t->u.alias.actual);
    return actual == t->u.alias.actual ? t : actual;
}

GoType *type_subst(const TypeEnv *env, GoType *t)
{
    if (t == NULL || env_is_empty(env))
        return t;
    TypeContext *c = t->ctx;
    switch (t->kind) {
    case TYPE_BASIC: return t;
    case TYPE_PARAM: return subst_param(env, t);
    case TYPE_NAMED: return subst_named(env, t);
    case TYPE_ALIAS: return subst_alias(env, t);
    case TYPE_STRUCT: return subst_struct(env, t);
    case TYPE_FUNC: return subst_func(env, t);
    case TYPE_TUPLE: return subst_tuple(env, t);
    case TYPE_INTERFACE: return subst_interface(env, t);
    case TYPE_UNION: return subst_union(env, t);
    case TYPE_POINTER: {
        GoType *e = type_subst(env, t->u.pointer.elem);
        return e == t->u.pointer.elem ? t : type_new_pointer(c, e);
    }
    case TYPE_SLICE: {
        GoType *e = type_subst(env, t->u.slice.elem);
        return e == t->u.slice.elem ? t : type_new_slice(c, e);
    }
    case TYPE_ARRAY: {
        GoType *e = type_subst(env, t->u.array.elem);
        return e == t->u.array.elem ? t :
            type_new_array(c, e, t->u.array.len);
    }
    case TYPE_CHAN: {
        GoType *e = type_subst(env, t->u.chan.elem);
        return e == t->u.chan.elem ? t :
            type_new_chan(c, e, t->u.chan.dir);
    }
    case TYPE_MAP: {
        GoType *k = type_subst(env, t->u.map.key);
        GoType *e = type_subst(env, t->u.map.elem);
        return k == t->u.map.key && e == t->u.map.elem ? t :
            type_new_map(c, k, e);
    }
    }
    return t;
}

GoType *type_subst1(TypeList params, TypeList args, GoType *t)
{
    TypeEnv env = {params, args, NULL};
    return type_subst(&env, t);
}

// --- Instances ---------------------------------------------------------------------

GoType *type_instantiate_unchecked(TypeContext *c, GoType *generic,
                                   TypeList targs)
{
    if (generic->kind == TYPE_ALIAS) {
        GoType *origin = generic->u.alias.origin;
        GoType *t = type_new_alias(c, origin->u.alias.obj, NULL);
        t->u.alias.origin = origin;
        t->u.alias.targs = type_list_dup(c, targs);
        t->u.alias.actual = type_subst1(origin->u.alias.tparams,
                                        t->u.alias.targs,
                                        origin->u.alias.actual);
        return t;
    }
    if (generic->kind == TYPE_FUNC)
        return type_subst1(generic->u.func.tparams, targs, generic);
    generic = type_unalias(generic);
    if (generic->kind != TYPE_NAMED)
        return c->basic[BASIC_INVALID];
    GoType *origin = generic->u.named.origin;
    return named_instance(c, origin, targs, (TypeList){0});
}

GoType *type_instantiate(GoType *generic, TypeList targs)
{
    return type_instantiate_unchecked(generic->ctx, generic, targs);
}

int type_method_count(GoType *t)
{
    t = type_unalias(t);
    return t->kind == TYPE_NAMED ? t->u.named.origin->u.named.method_count :
        0;
}

// The environment that maps a method's receiver parameters (or, for a copy
// of a local type, the enclosing function's) to the instance's arguments.
Object *instance_method(GoType *inst, int index)
{
    GoType *origin = inst->u.named.origin;
    TypeContext *c = inst->ctx;
    if (inst->u.named.methods == NULL) {
        inst->u.named.method_count = origin->u.named.method_count;
        inst->u.named.methods =
            ARENA_ARRAY(c->arena, Object *, origin->u.named.method_count);
    }
    Object **slot = &inst->u.named.methods[index];
    if (*slot != NULL)
        return *slot;

    Object *m = origin->u.named.methods[index];
    if (m->type == NULL)
        object_resolve(c, m);
    if (m->type == NULL || m->type->kind != TYPE_FUNC)
        return m; // In the middle of its own declaration, or in error.
    GoType *sig = m->type;
    TypeEnv outer = {origin->u.named.outer, inst->u.named.outer_args, NULL};
    TypeEnv env = {sig->u.func.recv_tparams, inst->u.named.targs, &outer};
    GoType *type = type_subst(&env, sig);
    if (type == sig)
        type = arena_memdup(c->arena, sig, sizeof *sig);
    if (sig->u.func.recv != NULL) {
        bool ptr = m->u.func.has_ptr_recv;
        type->u.func.recv =
            copy_object(c, sig->u.func.recv,
                        ptr ? type_new_pointer(c, inst) : inst);
    }
    Object *copy = copy_object(c, m, type);
    copy->u.func.recv_named = inst;
    *slot = copy;
    return copy;
}

Object *type_method_at(GoType *t, int index)
{
    t = type_unalias(t);
    if (t->u.named.origin != t)
        return instance_method(t, index);
    Object *m = t->u.named.methods[index];
    if (m->type == NULL)
        object_resolve(t->ctx, m);
    return m;
}

const TypeEnv *instance_env(Object *func, TypeList targs, Object **generic)
{
    Object *origin = func->u.func.origin != NULL ? func->u.func.origin :
        func;
    *generic = origin;
    GoType *sig = origin->type;
    TypeContext *c = sig->ctx;
    TypeEnv *env = NULL;
    GoType *recv = func->u.func.recv_named;
    if (recv != NULL && recv->kind == TYPE_NAMED &&
        recv->u.named.outer_args.count > 0) {
        env = ARENA_NEW(c->arena, TypeEnv);
        env->params = recv->u.named.origin->u.named.outer;
        env->args = recv->u.named.outer_args;
    }
    if (recv != NULL && sig->u.func.recv_tparams.count > 0) {
        TypeEnv *e = ARENA_NEW(c->arena, TypeEnv);
        e->params = sig->u.func.recv_tparams;
        e->args = recv->u.named.targs;
        e->outer = env;
        env = e;
    }
    if (sig->u.func.tparams.count > 0 && targs.count > 0) {
        TypeEnv *e = ARENA_NEW(c->arena, TypeEnv);
        e->params = sig->u.func.tparams;
        e->args = targs;
        e->outer = env;
        env = e;
    }
    return env;
}
