// frontend/type.c -- Types: making them, seeing through names, predicates,
// type sets, sizes.
//
// A declared type leads to its underlying type through `rhs`; an instance
// gets it by substitution when it is first asked for.  An interface gets its
// type set (all methods, all admitted terms) the same lazy way, because types
// may refer to each other in any order.
//
// Invariant: nothing here reports errors; an incomplete or wrong type yields
// the invalid type or an empty answer, and the checker has said why.
//
//     type A B; type B []int     type_underlying(A) = []int
#include "base/ice.h"
#include "frontend/scope.h"
#include "frontend/type_internal.h"
#include "frontend/unicode.h"

#include <stdlib.h>
#include <string.h>

GoType *type_new(TypeContext *c, TypeKind kind)
{
    GoType *t = ARENA_NEW(c->arena, GoType);
    t->kind = kind;
    t->id = ++c->next_id;
    t->ctx = c;
    return t;
}

static GoType *new_basic(TypeContext *c, BasicKind kind, const char *name)
{
    GoType *t = type_new(c, TYPE_BASIC);
    t->u.basic.kind = kind;
    t->u.basic.name = name;
    return t;
}

static void make_basics(TypeContext *c)
{
    static const char *const names[BASIC_COUNT] = {
        "invalid type", "bool", "int", "int8", "int16", "int32", "int64",
        "uint", "uint8", "uint16", "uint32", "uint64", "uintptr", "float32",
        "float64", "complex64", "complex128", "string", "unsafe.Pointer",
        "untyped bool", "untyped int", "untyped rune", "untyped float",
        "untyped complex", "untyped string", "untyped nil",
    };
    for (int k = 0; k < BASIC_COUNT; k++)
        c->basic[k] = new_basic(c, (BasicKind)k, names[k]);
    c->byte_type = new_basic(c, BASIC_UINT8, "byte");
    c->rune_type = new_basic(c, BASIC_INT32, "rune");
}

TypeContext *type_context_new(Arena *arena, Interner *names,
                              ConstPool *consts)
{
    TypeContext *c = ARENA_NEW(arena, TypeContext);
    c->arena = arena;
    c->names = names;
    c->consts = consts;
    c->blank = intern_cstr(names, "_")->str.p;
    make_basics(c);
    c->empty_tuple = type_new(c, TYPE_TUPLE);
    c->empty_interface = type_new_interface(c);
    c->empty_interface->u.iface.complete = true;
    instances_init(c);
    return c;
}

GoType *type_basic(TypeContext *c, BasicKind kind)
{
    return c->basic[kind];
}

GoType *type_error(TypeContext *c)
{
    return c->error_type;
}

GoType *type_any(TypeContext *c)
{
    return c->any_type;
}

GoType *type_new_pointer(TypeContext *c, GoType *elem)
{
    GoType *t = type_new(c, TYPE_POINTER);
    t->u.pointer.elem = elem;
    return t;
}

GoType *type_new_slice(TypeContext *c, GoType *elem)
{
    GoType *t = type_new(c, TYPE_SLICE);
    t->u.slice.elem = elem;
    return t;
}

GoType *type_new_array(TypeContext *c, GoType *elem, int64_t len)
{
    GoType *t = type_new(c, TYPE_ARRAY);
    t->u.array.elem = elem;
    t->u.array.len = len;
    return t;
}

GoType *type_new_map(TypeContext *c, GoType *key, GoType *elem)
{
    GoType *t = type_new(c, TYPE_MAP);
    t->u.map.key = key;
    t->u.map.elem = elem;
    return t;
}

GoType *type_new_chan(TypeContext *c, GoType *elem, ChanDir dir)
{
    GoType *t = type_new(c, TYPE_CHAN);
    t->u.chan.elem = elem;
    t->u.chan.dir = dir;
    return t;
}

GoType *type_new_tuple(TypeContext *c, Object **vars, int count)
{
    if (count == 0)
        return c->empty_tuple;
    GoType *t = type_new(c, TYPE_TUPLE);
    t->u.tuple.vars = vars;
    t->u.tuple.count = count;
    return t;
}

GoType *type_new_struct(TypeContext *c, Object **fields, int count)
{
    GoType *t = type_new(c, TYPE_STRUCT);
    t->u.struc.fields = fields;
    t->u.struc.count = count;
    return t;
}

GoType *type_new_func(TypeContext *c, GoType *params, GoType *results,
                      bool variadic)
{
    GoType *t = type_new(c, TYPE_FUNC);
    t->u.func.params = params != NULL ? params : c->empty_tuple;
    t->u.func.results = results != NULL ? results : c->empty_tuple;
    t->u.func.variadic = variadic;
    return t;
}

GoType *type_new_interface(TypeContext *c)
{
    return type_new(c, TYPE_INTERFACE);
}

GoType *type_new_named(TypeContext *c, Object *obj)
{
    GoType *t = type_new(c, TYPE_NAMED);
    t->u.named.obj = obj;
    t->u.named.origin = t;
    return t;
}

GoType *type_new_param(TypeContext *c, Object *obj, int index, GoType *bound)
{
    GoType *t = type_new(c, TYPE_PARAM);
    t->u.param.obj = obj;
    t->u.param.index = index;
    t->u.param.bound = bound;
    return t;
}

GoType *type_new_alias(TypeContext *c, Object *obj, GoType *actual)
{
    GoType *t = type_new(c, TYPE_ALIAS);
    t->u.alias.obj = obj;
    t->u.alias.actual = actual;
    t->u.alias.origin = t;
    return t;
}

TypeList type_list_dup(TypeContext *c, TypeList list)
{
    TypeList out = {0};
    if (list.count > 0) {
        out.at = arena_memdup(c->arena, list.at,
                              (size_t)list.count * sizeof *list.at);
        out.count = list.count;
    }
    return out;
}

// --- Seeing through names ------------------------------------------------------

GoType *type_unalias(GoType *t)
{
    // A chain longer than this is a cycle, which the checker reports.
    for (int i = 0; t != NULL && t->kind == TYPE_ALIAS; i++) {
        GoType *next = t->u.alias.actual;
        if (next == NULL)
            return t; // In the middle of its declaration.
        if (i > 1000)
            return t->ctx->basic[BASIC_INVALID];
        t = next;
    }
    return t;
}

void named_set_rhs(GoType *named, GoType *rhs)
{
    named->u.named.rhs = rhs;
}

// Instances and copies get their underlying type from the origin's.
static GoType *expand(GoType *t)
{
    GoType *origin = t->u.named.origin;
    GoType *under = type_under_or_null(origin);
    if (under == NULL || t->u.named.expanding)
        return NULL;
    if (t->u.named.targs.count != origin->u.named.tparams.count)
        return t->u.named.underlying = t->ctx->basic[BASIC_INVALID];
    t->u.named.expanding = true;
    TypeEnv outer = {origin->u.named.outer, t->u.named.outer_args, NULL};
    TypeEnv env = {origin->u.named.tparams, t->u.named.targs,
                   t->u.named.outer_args.count > 0 ? &outer : NULL};
    t->u.named.underlying = type_subst(&env, under);
    t->u.named.expanding = false;
    return t->u.named.underlying;
}

GoType *type_under_or_null(GoType *t)
{
    t = type_unalias(t);
    if (t->kind == TYPE_PARAM)
        return type_param_interface(t);
    if (t->kind == TYPE_ALIAS)
        return NULL;
    if (t->kind != TYPE_NAMED)
        return t;

    GoType *first = t;
    for (int i = 0; i < 1000; i++) {
        if (t->u.named.underlying != NULL) {
            first->u.named.underlying = t->u.named.underlying;
            return t->u.named.underlying;
        }
        if (t->u.named.origin != t)
            return expand(t);
        if (t->u.named.rhs == NULL)
            return NULL; // In the middle of its declaration.
        GoType *next = type_unalias(t->u.named.rhs);
        if (next->kind == TYPE_ALIAS)
            return NULL;
        if (next->kind == TYPE_PARAM)
            return first->u.named.underlying = t->ctx->basic[BASIC_INVALID];
        if (next->kind != TYPE_NAMED) {
            t->u.named.underlying = next;
            first->u.named.underlying = next;
            return next;
        }
        t = next;
    }
    return t->ctx->basic[BASIC_INVALID];
}

GoType *type_underlying(GoType *t)
{
    GoType *u = type_under_or_null(t);
    return u != NULL ? u : t->ctx->basic[BASIC_INVALID];
}

GoType *type_param_interface(GoType *p)
{
    if (p->u.param.iface != NULL)
        return p->u.param.iface;
    TypeContext *c = p->ctx;
    GoType *bound = p->u.param.bound;
    if (bound == NULL)
        return c->empty_interface;
    GoType *b = type_unalias(bound);
    if (b->kind == TYPE_PARAM) // An error; do not run in circles.
        return c->empty_interface;
    GoType *u = type_under_or_null(bound);
    if (u == NULL || type_is_basic_kind(u, BASIC_INVALID))
        return c->empty_interface;
    if (u->kind != TYPE_INTERFACE) {
        // A constraint such as `[]int` stands for interface{[]int}.
        GoType *iface = type_new_interface(c);
        iface->u.iface.embeds = ARENA_ARRAY(c->arena, GoType *, 1);
        iface->u.iface.embeds[0] = bound;
        iface->u.iface.embed_count = 1;
        iface->u.iface.implicit = true;
        iface->u.iface.complete = true;
        u = iface;
    }
    if (u->u.iface.complete)
        p->u.param.iface = u;
    return u;
}

// --- Objects ----------------------------------------------------------------------

Object *object_new(TypeContext *c, ObjectKind kind, Pos pos,
                   CheckedPackage *pkg, const char *name, GoType *type)
{
    Object *o = ARENA_NEW(c->arena, Object);
    o->kind = kind;
    o->pos = pos;
    o->pkg = pkg;
    o->name = name;
    o->type = type;
    o->is_exported = name_is_exported(str_from(name));
    return o;
}

Object *var_new(TypeContext *c, VarKind kind, Pos pos, CheckedPackage *pkg,
                const char *name, GoType *type)
{
    Object *o = object_new(c, OBJ_VAR, pos, pkg, name, type);
    o->u.var.kind = kind;
    return o;
}

void object_resolve(TypeContext *c, Object *obj)
{
    if (c->resolve != NULL && c->checker != NULL)
        c->resolve(c->checker, obj);
}

bool object_is_called(const Object *obj, const CheckedPackage *pkg,
                      const char *name)
{
    if (obj->name != name && strcmp(obj->name, name) != 0)
        return false;
    return obj->is_exported || obj->pkg == pkg;
}

bool object_same_id(const Object *a, const Object *b)
{
    return object_is_called(a, b->pkg, b->name);
}

// Exported names first, then by name, then by package path.
int object_compare(const Object *a, const Object *b)
{
    if (a == b)
        return 0;
    if (a->is_exported != b->is_exported)
        return a->is_exported ? -1 : 1;
    int order = strcmp(a->name, b->name);
    if (order != 0 || a->is_exported || a->pkg == b->pkg)
        return order;
    if (a->pkg == NULL || b->pkg == NULL)
        return a->pkg == NULL ? -1 : 1;
    return strcmp(a->pkg->path, b->pkg->path);
}

// --- Predicates -------------------------------------------------------------------

static BasicKind basic_kind_of(GoType *t)
{
    GoType *u = type_underlying(t);
    return u->kind == TYPE_BASIC ? u->u.basic.kind : BASIC_INVALID;
}

bool type_is_basic_kind(GoType *t, BasicKind kind)
{
    t = type_unalias(t);
    return t->kind == TYPE_BASIC && t->u.basic.kind == kind;
}

bool type_is_invalid(GoType *t)
{
    return type_is_basic_kind(t, BASIC_INVALID);
}

bool type_is_boolean(GoType *t)
{
    BasicKind k = basic_kind_of(t);
    return k == BASIC_BOOL || k == BASIC_UNTYPED_BOOL;
}

bool type_is_integer(GoType *t)
{
    BasicKind k = basic_kind_of(t);
    return (BASIC_INT <= k && k <= BASIC_UINTPTR) ||
        k == BASIC_UNTYPED_INT || k == BASIC_UNTYPED_RUNE;
}

bool type_is_unsigned(GoType *t)
{
    BasicKind k = basic_kind_of(t);
    return BASIC_UINT <= k && k <= BASIC_UINTPTR;
}

bool type_is_float(GoType *t)
{
    BasicKind k = basic_kind_of(t);
    return k == BASIC_FLOAT32 || k == BASIC_FLOAT64 ||
        k == BASIC_UNTYPED_FLOAT;
}

bool type_is_complex(GoType *t)
{
    BasicKind k = basic_kind_of(t);
    return k == BASIC_COMPLEX64 || k == BASIC_COMPLEX128 ||
        k == BASIC_UNTYPED_COMPLEX;
}

bool type_is_numeric(GoType *t)
{
    return type_is_integer(t) || type_is_float(t) || type_is_complex(t);
}

bool type_is_string(GoType *t)
{
    BasicKind k = basic_kind_of(t);
    return k == BASIC_STRING || k == BASIC_UNTYPED_STRING;
}

bool type_is_ordered(GoType *t)
{
    return type_is_integer(t) || type_is_float(t) || type_is_string(t);
}

bool type_is_const_type(GoType *t)
{
    return type_is_boolean(t) || type_is_numeric(t) || type_is_string(t);
}

bool type_is_untyped(GoType *t)
{
    t = type_unalias(t);
    return t->kind == TYPE_BASIC && t->u.basic.kind >= BASIC_UNTYPED_BOOL;
}

bool type_is_typed(GoType *t)
{
    return !type_is_untyped(t);
}

bool type_is_nil(GoType *t)
{
    return type_is_basic_kind(t, BASIC_UNTYPED_NIL);
}

bool type_is_type_param(GoType *t)
{
    return type_unalias(t)->kind == TYPE_PARAM;
}

bool type_is_interface(GoType *t)
{
    return !type_is_type_param(t) &&
        type_underlying(t)->kind == TYPE_INTERFACE;
}

bool type_is_named(GoType *t)
{
    return type_unalias(t)->kind == TYPE_NAMED;
}

bool type_has_name(GoType *t)
{
    t = type_unalias(t);
    return t->kind == TYPE_BASIC || t->kind == TYPE_NAMED ||
        t->kind == TYPE_PARAM;
}

bool type_is_generic(GoType *t)
{
    if (t->kind == TYPE_ALIAS && t->u.alias.tparams.count > 0 &&
        t->u.alias.targs.count == 0)
        return true;
    t = type_unalias(t);
    return t->kind == TYPE_NAMED && t->u.named.targs.count == 0 &&
        t->u.named.tparams.count > 0;
}

bool type_all(GoType *t, TypePredicate pred)
{
    t = type_unalias(t);
    if (t->kind != TYPE_PARAM)
        return pred(t);
    TypeSet *s = type_set_of(type_param_interface(t));
    if (s->all_types)
        return false;
    for (int i = 0; i < s->term_count; i++) {
        if (!pred(s->terms[i].type))
            return false;
    }
    return s->term_count > 0;
}

bool type_has_nil(GoType *t)
{
    if (type_is_type_param(t))
        return type_all(t, type_has_nil);
    GoType *u = type_underlying(t);
    switch (u->kind) {
    case TYPE_BASIC: return u->u.basic.kind == BASIC_UNSAFE_POINTER;
    case TYPE_SLICE:
    case TYPE_POINTER:
    case TYPE_FUNC:
    case TYPE_MAP:
    case TYPE_CHAN:
    case TYPE_INTERFACE: return true;
    case TYPE_NAMED:
    case TYPE_ARRAY:
    case TYPE_STRUCT:
    case TYPE_TUPLE:
    case TYPE_PARAM:
    case TYPE_ALIAS:
    case TYPE_UNION: break;
    }
    return false;
}

GoType *type_default(GoType *t)
{
    if (t->kind != TYPE_BASIC)
        return t;
    TypeContext *c = t->ctx;
    switch (t->u.basic.kind) {
    case BASIC_UNTYPED_BOOL: return c->basic[BASIC_BOOL];
    case BASIC_UNTYPED_INT: return c->basic[BASIC_INT];
    case BASIC_UNTYPED_RUNE: return c->rune_type;
    case BASIC_UNTYPED_FLOAT: return c->basic[BASIC_FLOAT64];
    case BASIC_UNTYPED_COMPLEX: return c->basic[BASIC_COMPLEX128];
    case BASIC_UNTYPED_STRING: return c->basic[BASIC_STRING];
    default: return t;
    }
}

bool type_is_bytes_or_runes(GoType *t)
{
    GoType *u = type_underlying(t);
    if (u->kind != TYPE_SLICE)
        return false;
    GoType *e = type_underlying(u->u.slice.elem);
    return e->kind == TYPE_BASIC && (e->u.basic.kind == BASIC_UINT8 ||
                                     e->u.basic.kind == BASIC_INT32);
}

// Spec: Comparison operators.  `seen` breaks cycles of invalid types.
bool type_comparable(GoType *t, bool dynamic, Map *seen)
{
    Map own;
    if (seen == NULL) {
        GoType *u = type_underlying(t);
        if (u->kind == TYPE_BASIC)
            return u->u.basic.kind != BASIC_UNTYPED_NIL;
        map_init(&own, t->ctx->arena);
        seen = &own;
    }
    if (map_has(seen, t))
        return true;
    map_set(seen, t, t);

    GoType *u = type_underlying(t);
    switch (u->kind) {
    case TYPE_BASIC:
        return u->u.basic.kind != BASIC_UNTYPED_NIL;
    case TYPE_POINTER:
    case TYPE_CHAN:
        return true;
    case TYPE_STRUCT:
        for (int i = 0; i < u->u.struc.count; i++) {
            if (!type_comparable(u->u.struc.fields[i]->type, dynamic, seen))
                return false;
        }
        return true;
    case TYPE_ARRAY:
        return type_comparable(u->u.array.elem, dynamic, seen);
    case TYPE_INTERFACE:
        return (dynamic && !type_is_type_param(t)) ||
            type_set_is_comparable(type_set_of(u), seen);
    case TYPE_NAMED:
    case TYPE_SLICE:
    case TYPE_MAP:
    case TYPE_FUNC:
    case TYPE_TUPLE:
    case TYPE_PARAM:
    case TYPE_ALIAS:
    case TYPE_UNION: break;
    }
    return false;
}

bool type_is_comparable(GoType *t)
{
    return type_comparable(t, true, NULL);
}

bool type_has_pointers(GoType *t)
{
    GoType *u = type_underlying(t);
    switch (u->kind) {
    case TYPE_BASIC:
        return u->u.basic.kind == BASIC_STRING ||
            u->u.basic.kind == BASIC_UNSAFE_POINTER;
    case TYPE_ARRAY:
        return u->u.array.len > 0 && type_has_pointers(u->u.array.elem);
    case TYPE_STRUCT:
        for (int i = 0; i < u->u.struc.count; i++) {
            if (type_has_pointers(u->u.struc.fields[i]->type))
                return true;
        }
        return false;
    case TYPE_TUPLE:
        for (int i = 0; i < u->u.tuple.count; i++) {
            if (type_has_pointers(u->u.tuple.vars[i]->type))
                return true;
        }
        return false;
    case TYPE_NAMED:
    case TYPE_POINTER:
    case TYPE_SLICE:
    case TYPE_MAP:
    case TYPE_CHAN:
    case TYPE_FUNC:
    case TYPE_INTERFACE:
    case TYPE_PARAM:
    case TYPE_ALIAS:
    case TYPE_UNION: break;
    }
    return true;
}

GoType *type_core(GoType *t)
{
    GoType *u = type_underlying(t);
    if (u->kind != TYPE_INTERFACE || !type_is_type_param(t))
        return u;
    TypeSet *s = type_set_of(u);
    if (s->all_types || s->term_count == 0)
        return NULL;
    GoType *core = NULL;
    for (int i = 0; i < s->term_count; i++) {
        GoType *tu = type_underlying(s->terms[i].type);
        if (core == NULL) {
            core = tu;
        } else if (core->kind == TYPE_CHAN && tu->kind == TYPE_CHAN &&
                   type_identical(core->u.chan.elem, tu->u.chan.elem)) {
            // Channels may differ in direction as long as none conflicts.
            if (core->u.chan.dir == CHAN_BOTH)
                core = tu;
            else if (tu->u.chan.dir != CHAN_BOTH &&
                     tu->u.chan.dir != core->u.chan.dir)
                return NULL;
        } else if (!type_identical(core, tu)) {
            return NULL;
        }
    }
    return core;
}

// --- Does a type mention type parameters? ----------------------------------------

static bool any_contains_param(TypeList list, Map *seen);

static bool contains_param(GoType *t, Map *seen)
{
    if (t == NULL)
        return false;
    switch (t->kind) {
    case TYPE_BASIC:
        return false;
    case TYPE_PARAM:
        return true;
    case TYPE_ALIAS:
        return any_contains_param(t->u.alias.targs, seen) ||
            contains_param(t->u.alias.actual, seen);
    case TYPE_NAMED:
        if (t->u.named.outer_args.count > 0 ?
            any_contains_param(t->u.named.outer_args, seen) :
            t->u.named.outer.count > 0)
            return true;
        return any_contains_param(t->u.named.targs, seen);
    case TYPE_POINTER:
        return contains_param(t->u.pointer.elem, seen);
    case TYPE_SLICE:
        return contains_param(t->u.slice.elem, seen);
    case TYPE_ARRAY:
        return contains_param(t->u.array.elem, seen);
    case TYPE_MAP:
        return contains_param(t->u.map.key, seen) ||
            contains_param(t->u.map.elem, seen);
    case TYPE_CHAN:
        return contains_param(t->u.chan.elem, seen);
    case TYPE_STRUCT:
        for (int i = 0; i < t->u.struc.count; i++) {
            if (contains_param(t->u.struc.fields[i]->type, seen))
                return true;
        }
        return false;
    case TYPE_FUNC:
        return contains_param(t->u.func.params, seen) ||
            contains_param(t->u.func.results, seen);
    case TYPE_TUPLE:
        for (int i = 0; i < t->u.tuple.count; i++) {
            if (contains_param(t->u.tuple.vars[i]->type, seen))
                return true;
        }
        return false;
    case TYPE_INTERFACE:
        if (map_has(seen, t))
            return false;
        map_set(seen, t, t);
        for (int i = 0; i < t->u.iface.method_count; i++) {
            if (contains_param(t->u.iface.methods[i]->type, seen))
                return true;
        }
        for (int i = 0; i < t->u.iface.embed_count; i++) {
            if (contains_param(t->u.iface.embeds[i], seen))
                return true;
        }
        return false;
    case TYPE_UNION:
        for (int i = 0; i < t->u.union_.count; i++) {
            if (contains_param(t->u.union_.terms[i].type, seen))
                return true;
        }
        return false;
    }
    return false;
}

static bool any_contains_param(TypeList list, Map *seen)
{
    for (int i = 0; i < list.count; i++) {
        if (contains_param(list.at[i], seen))
            return true;
    }
    return false;
}

bool type_contains_param(GoType *t)
{
    Map seen;
    map_init(&seen, t->ctx->arena);
    return contains_param(t, &seen);
}

bool type_is_generic_free(GoType *t)
{
    return !type_contains_param(t);
}

// --- Sizes --------------------------------------------------------------------------

static int64_t align_up(int64_t n, int64_t align)
{
    return (n + align - 1) / align * align;
}

static int64_t basic_size(BasicKind kind)
{
    switch (kind) {
    case BASIC_BOOL:
    case BASIC_INT8:
    case BASIC_UINT8: return 1;
    case BASIC_INT16:
    case BASIC_UINT16: return 2;
    case BASIC_INT32:
    case BASIC_UINT32:
    case BASIC_FLOAT32: return 4;
    case BASIC_COMPLEX128:
    case BASIC_STRING: return 16;
    case BASIC_INVALID: return 0;
    default: return 8;
    }
}

int64_t type_align(GoType *t)
{
    GoType *u = type_underlying(t);
    int64_t most = 1;
    switch (u->kind) {
    case TYPE_ARRAY:
        return type_align(u->u.array.elem);
    case TYPE_STRUCT:
        for (int i = 0; i < u->u.struc.count; i++) {
            int64_t a = type_align(u->u.struc.fields[i]->type);
            most = a > most ? a : most;
        }
        return most;
    case TYPE_TUPLE:
        return 8;
    case TYPE_BASIC: {
        int64_t size = basic_size(u->u.basic.kind);
        if (u->u.basic.kind == BASIC_COMPLEX64)
            return 4;
        return size > 8 ? 8 : size < 1 ? 1 : size;
    }
    default:
        return 8;
    }
}

// Sizes that do not fit are negative.
static int64_t struct_size(GoType *u, int upto)
{
    int64_t at = 0, most = 1;
    int n = u->u.struc.count;
    for (int i = 0; i < n; i++) {
        GoType *ft = u->u.struc.fields[i]->type;
        int64_t align = type_align(ft);
        at = align_up(at, align);
        if (i == upto)
            return at;
        most = align > most ? align : most;
        int64_t size = type_size(ft);
        if (size < 0 || at > INT64_MAX / 2 - size)
            return -1;
        // A pointer to a last field of size 0 must not point past the end.
        if (i == n - 1 && size == 0 && at > 0)
            size = 1;
        at += size;
    }
    return align_up(at, most);
}

int64_t type_size(GoType *t)
{
    GoType *u = type_underlying(t);
    switch (u->kind) {
    case TYPE_BASIC:
        return basic_size(u->u.basic.kind);
    case TYPE_ARRAY: {
        int64_t n = u->u.array.len;
        int64_t e = type_size(u->u.array.elem);
        if (n <= 0 || e == 0)
            return 0;
        if (e < 0 || e > INT64_MAX / 2 / n)
            return -1;
        return n * e;
    }
    case TYPE_SLICE:
        return 24;
    case TYPE_INTERFACE:
        return 16;
    case TYPE_STRUCT:
        return struct_size(u, -1);
    default:
        return 8;
    }
}

int64_t type_field_offset(GoType *strukt, int index)
{
    return struct_size(type_underlying(strukt), index);
}
