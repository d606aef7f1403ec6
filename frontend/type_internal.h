// frontend/type_internal.h -- What the files about types share: the context
// that owns all types, type sets, and the callback by which a half-declared
// object gets its type.
//
// Invariant: `named.underlying` is set only to types that are neither named
// nor aliases; until then `named_rhs` leads there step by step.
#ifndef FRONTEND_TYPE_INTERNAL_H
#define FRONTEND_TYPE_INTERNAL_H

#include "base/arena.h"
#include "base/intern.h"
#include "base/map.h"
#include "base/vec.h"
#include "frontend/type.h"

typedef struct Instances Instances; // Hash table of instances.

struct TypeContext {
    Arena *arena;
    Interner *names;
    ConstPool *consts;
    uint32_t next_id;
    GoType *basic[BASIC_COUNT];
    GoType *byte_type, *rune_type;    // Same kinds, other spelling.
    GoType *error_type, *any_type;    // any_type is an alias.
    GoType *comparable_type;
    GoType *empty_interface;
    GoType *empty_tuple;
    Scope *universe;
    CheckedPackage *unsafe_pkg;
    Object *error_method;             // error's Error.
    Instances *instances;
    const char *blank;                // "_"
    // Gives a declared object its type; set while packages are checked.
    void (*resolve)(void *checker, Object *obj);
    void *checker;
};

// The types an interface admits.
struct TypeSet {
    Object **methods; // Sorted by object_less.
    int method_count;
    bool all_types;   // No restriction by terms.
    bool comparable;  // Only if all_types: `comparable` was embedded.
    UnionTerm *terms; // If !all_types; none at all: the empty set.
    int term_count;
};

TypeContext *type_context_new(Arena *arena, Interner *names,
                              ConstPool *consts);
GoType *type_new(TypeContext *c, TypeKind kind);
GoType *type_new_named(TypeContext *c, Object *obj);
GoType *type_new_struct(TypeContext *c, Object **fields, int count);
GoType *type_new_func(TypeContext *c, GoType *params, GoType *results,
                      bool variadic);
GoType *type_new_param(TypeContext *c, Object *obj, int index,
                       GoType *bound);
GoType *type_new_interface(TypeContext *c);
GoType *type_new_alias(TypeContext *c, Object *obj, GoType *actual);
Object *object_new(TypeContext *c, ObjectKind kind, Pos pos,
                   CheckedPackage *pkg, const char *name, GoType *type);
Object *var_new(TypeContext *c, VarKind kind, Pos pos, CheckedPackage *pkg,
                const char *name, GoType *type);

// Gives obj->type a value if it has none yet.
void object_resolve(TypeContext *c, Object *obj);
// Whether obj is called name when seen from pkg.
bool object_is_called(const Object *obj, const CheckedPackage *pkg,
                      const char *name);
bool object_same_id(const Object *a, const Object *b);
int object_compare(const Object *a, const Object *b);

// Sets the right-hand side of a declared type.
void named_set_rhs(GoType *named, GoType *rhs);
GoType *type_under_or_null(GoType *t); // NULL while it is not known yet.
TypeSet *type_set_of(GoType *iface);   // Of an interface type.
GoType *type_param_interface(GoType *tparam);
bool type_set_is_all(const TypeSet *s);
bool type_set_is_method_set(const TypeSet *s); // No terms, no comparable.
bool type_set_is_comparable(const TypeSet *s, Map *seen);
bool type_set_has_terms(const TypeSet *s);
bool terms_include(const TypeSet *s, GoType *t);
bool type_set_subset(const TypeSet *a, const TypeSet *b);

GoType *type_default(GoType *t); // Of an untyped type.
bool type_is_basic_kind(GoType *t, BasicKind kind);
bool type_is_ordered(GoType *t);
bool type_is_const_type(GoType *t);
bool type_has_name(GoType *t);
bool type_is_generic(GoType *t); // A type that must be instantiated.
bool type_is_typed(GoType *t);
bool type_has_nil(GoType *t);
bool type_contains_param(GoType *t);
// Every type of t's type set (t itself if no type parameter) satisfies.
typedef bool (*TypePredicate)(GoType *t);
bool type_all(GoType *t, TypePredicate pred);
bool type_is_bytes_or_runes(GoType *t);

// Spec: Comparison operators; strictly comparable types only if !dynamic.
bool type_comparable(GoType *t, bool dynamic, Map *seen);
bool type_identical_ignore_tags(GoType *a, GoType *b);

// Why a rule does not hold, in Go's words; filled if given.
typedef struct Cause {
    const CheckedPackage *rel;
    int go_minor;
    const char *text; // NULL or "": nothing to say.
} Cause;
// Spec: Implementing an interface; `constraint`: satisfying one.
bool type_implements_why(GoType *v, GoType *t, bool constraint, Cause *why);
// Whether a value of interface type v can hold a t.
bool type_assertable(GoType *v, GoType *t, Cause *why);
bool type_assignable_why(GoType *from, GoType *to, Cause *why);
bool type_convertible_why(GoType *from, GoType *to, Cause *why);
const char *type_incomparable_cause(GoType *t, const CheckedPackage *rel);
const char *composite_kind(GoType *t); // "slice", "" for basic types.
bool type_is_interface_ptr(GoType *t);
bool type_is_empty_set(GoType *t); // An interface nothing implements.

// Missing or wrong method, with what was found instead.
typedef enum MissingState {
    MISSING_OK, MISSING_NOT_FOUND, MISSING_WRONG_NAME, MISSING_UNEXPORTED,
    MISSING_WRONG_SIG, MISSING_AMBIGUOUS, MISSING_PTR_RECV, MISSING_FIELD,
} MissingState;
typedef struct Missing {
    MissingState state;
    Object *want; // The interface's method.
    Object *have; // What T has, if anything.
} Missing;
typedef bool (*SameType)(void *env, GoType *a, GoType *b);
// Finds a method of iface that t has not.  same: NULL for type_identical.
Missing type_missing_method(GoType *t, GoType *iface, bool is_static,
                            SameType same, void *env);
const char *missing_method_text(GoType *v, GoType *t, Missing m,
                                const CheckedPackage *rel);

typedef enum LookupResult {
    LOOKUP_FOUND, LOOKUP_NOT_FOUND, LOOKUP_AMBIGUOUS, LOOKUP_PTR_RECV,
} LookupResult;
typedef struct Lookup {
    LookupResult result;
    Object *obj;
    bool indirect;
    int *path; // All indices, the last one is obj's own.
    int path_len;
} Lookup;
Selection *lookup_selection(GoType *t, Lookup l);
const char *type_interface_ptr_text(GoType *t, const CheckedPackage *rel);
Lookup lookup_member(GoType *t, bool addressable, const CheckedPackage *pkg,
                     const char *name, bool fold_case);

GoType *type_instantiate_unchecked(TypeContext *c, GoType *generic,
                                   TypeList targs);
// For a method of an instance of a named type.
Object *instance_method(GoType *inst, int index);
TypeList type_list_dup(TypeContext *c, TypeList list);
GoType *type_subst1(TypeList params, TypeList args, GoType *t);
void instances_init(TypeContext *c);

// Printing into a builder; see type_string.
void type_write(StrBuf *out, GoType *t, const CheckedPackage *rel);
void type_write_signature(StrBuf *out, GoType *t, const CheckedPackage *rel,
                          bool with_pkg);
const char *type_path_string(GoType *t);
void type_write_tparams(StrBuf *out, TypeList list,
                        const CheckedPackage *rel);

#endif
