// frontend/universe.c -- The predeclared names, and package unsafe.
//
// Spec: Predeclared identifiers.  `any` is an alias, `error` and `comparable`
// are defined types of no package.
//
// Invariant: predeclared objects have no package and no position.
#include "frontend/check_internal.h"

static const char *name_in(TypeContext *c, const char *s)
{
    Name *n = intern_cstr(c->names, s);
    n->exported = 'A' <= s[0] && s[0] <= 'Z';
    return n->str.p;
}

static Object *declare(TypeContext *c, Scope *s, ObjectKind kind,
                       CheckedPackage *pkg, const char *name, GoType *type)
{
    Object *o = object_new(c, kind, NO_POS, pkg, name_in(c, name), type);
    scope_insert(s, o);
    return o;
}

static void declare_types(TypeContext *c, Scope *u)
{
    for (int k = BASIC_BOOL; k <= BASIC_STRING; k++)
        declare(c, u, OBJ_TYPE, NULL, c->basic[k]->u.basic.name,
                c->basic[k]);
    declare(c, u, OBJ_TYPE, NULL, "byte", c->byte_type);
    declare(c, u, OBJ_TYPE, NULL, "rune", c->rune_type);

    Object *any = declare(c, u, OBJ_TYPE, NULL, "any", NULL);
    any->u.tname.is_alias = true;
    any->type = c->any_type = type_new_alias(c, any, c->empty_interface);
}

// type error interface { Error() string }
static void declare_error(TypeContext *c, Scope *u)
{
    Object *obj = declare(c, u, OBJ_TYPE, NULL, "error", NULL);
    GoType *named = obj->type = c->error_type = type_new_named(c, obj);
    Object **results = ARENA_ARRAY(c->arena, Object *, 1);
    results[0] = var_new(c, VAR_RESULT, NO_POS, NULL, name_in(c, ""),
                         c->basic[BASIC_STRING]);
    results[0]->u.var.unnamed = true;
    GoType *sig = type_new_func(c, NULL, type_new_tuple(c, results, 1),
                                false);
    sig->u.func.recv = var_new(c, VAR_RECV, NO_POS, NULL, name_in(c, ""),
                               named);
    Object *m = object_new(c, OBJ_FUNC, NO_POS, NULL, name_in(c, "Error"),
                           sig);
    m->u.func.is_iface_method = true;
    m->u.func.recv_named = named;
    GoType *iface = type_new_interface(c);
    iface->u.iface.methods = ARENA_ARRAY(c->arena, Object *, 1);
    iface->u.iface.methods[0] = m;
    iface->u.iface.method_count = 1;
    iface->u.iface.complete = true;
    named->u.named.rhs = named->u.named.underlying = iface;
    c->error_method = m;
}

static void declare_comparable(TypeContext *c, Scope *u)
{
    Object *obj = declare(c, u, OBJ_TYPE, NULL, "comparable", NULL);
    GoType *named = obj->type = c->comparable_type = type_new_named(c, obj);
    GoType *iface = type_new_interface(c);
    iface->u.iface.complete = true;
    named->u.named.rhs = named->u.named.underlying = iface;
}

static void declare_values(TypeContext *c, Scope *u)
{
    Object *t = declare(c, u, OBJ_CONST, NULL, "true",
                        c->basic[BASIC_UNTYPED_BOOL]);
    t->u.constant.value = const_bool(c->consts, true);
    Object *f = declare(c, u, OBJ_CONST, NULL, "false",
                        c->basic[BASIC_UNTYPED_BOOL]);
    f->u.constant.value = const_bool(c->consts, false);
    Object *iota = declare(c, u, OBJ_CONST, NULL, "iota",
                           c->basic[BASIC_UNTYPED_INT]);
    iota->u.constant.value = const_int64(c->consts, 0);
    declare(c, u, OBJ_NIL, NULL, "nil", c->basic[BASIC_UNTYPED_NIL]);
}

static void declare_unsafe(TypeContext *c)
{
    CheckedPackage *p = ARENA_NEW(c->arena, CheckedPackage);
    p->path = p->name = name_in(c, "unsafe");
    p->scope = scope_new(c->arena, c->universe);
    p->is_unsafe = true;
    c->unsafe_pkg = p;
    declare(c, p->scope, OBJ_TYPE, p, "Pointer",
            c->basic[BASIC_UNSAFE_POINTER]);
}

static void declare_builtins(TypeContext *c)
{
    static const char *const names[] = {
#define BUILTIN(id, name, nargs, variadic, kind) name,
#include "frontend/builtin.def"
#undef BUILTIN
    };
    for (int id = 0; id < BUILTIN_COUNT; id++) {
        bool is_unsafe = id >= BUILTIN_UNSAFE_ADD;
        Object *b = declare(c, is_unsafe ? c->unsafe_pkg->scope :
                            c->universe, OBJ_BUILTIN,
                            is_unsafe ? c->unsafe_pkg : NULL, names[id],
                            c->basic[BASIC_INVALID]);
        b->u.builtin.id = (BuiltinId)id;
    }
}

void universe_init(TypeContext *c)
{
    c->universe = scope_new(c->arena, NULL);
    declare_types(c, c->universe);
    declare_error(c, c->universe);
    declare_comparable(c, c->universe);
    declare_values(c, c->universe);
    declare_unsafe(c);
    declare_builtins(c);
}
