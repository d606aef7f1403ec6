// frontend/type.h -- Go types, objects and selections: what the checker says
// about a program, for lowering and for every tool that prints types.
//
// A type is a GoType (kind + union).  A declared thing is an Object.  What a
// selector expression means is a Selection.  The checker hangs these on the
// AST slots `type`, `value`, `object`, `selection`.  Generic code is checked
// once; lowering makes instances with a TypeEnv and type_subst.
//
// Invariant: types are immutable once package checking has finished, except
// for what is computed lazily behind the functions below (underlying types
// and methods of instances, type sets).  Compare with type_identical only.
//
//     type Celsius float64     TYPE_NAMED "Celsius", underlying TYPE_BASIC
//     []T                      TYPE_SLICE, elem TYPE_PARAM
#ifndef FRONTEND_TYPE_H
#define FRONTEND_TYPE_H

#include "base/map.h"
#include "base/source.h"
#include "frontend/const.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Node Node; // An AST node, frontend/ast.h.
typedef struct GoType GoType;
typedef struct Object Object;
typedef struct Scope Scope;
typedef struct TypeSet TypeSet;
typedef struct TypeContext TypeContext; // Arena and instance table.
typedef struct CheckedPackage CheckedPackage;
typedef struct FuncInfo FuncInfo;

typedef enum TypeKind {
    TYPE_BASIC,     // Also the untyped kinds, unsafe.Pointer and invalid.
    TYPE_NAMED,     // Defined type, maybe generic or an instance.
    TYPE_POINTER,
    TYPE_SLICE,
    TYPE_ARRAY,
    TYPE_MAP,
    TYPE_CHAN,
    TYPE_STRUCT,
    TYPE_FUNC,
    TYPE_INTERFACE,
    TYPE_TUPLE,     // Parameter and result lists; value of a multi-call.
    TYPE_PARAM,
    TYPE_ALIAS,     // Only for printing: type_unalias sees through it.
    TYPE_UNION,     // Only inside constraints.
} TypeKind;

typedef enum BasicKind {
    BASIC_INVALID,
    BASIC_BOOL,
    BASIC_INT,
    BASIC_INT8,
    BASIC_INT16,
    BASIC_INT32,
    BASIC_INT64,
    BASIC_UINT,
    BASIC_UINT8,
    BASIC_UINT16,
    BASIC_UINT32,
    BASIC_UINT64,
    BASIC_UINTPTR,
    BASIC_FLOAT32,
    BASIC_FLOAT64,
    BASIC_COMPLEX64,
    BASIC_COMPLEX128,
    BASIC_STRING,
    BASIC_UNSAFE_POINTER,
    BASIC_UNTYPED_BOOL,
    BASIC_UNTYPED_INT,
    BASIC_UNTYPED_RUNE,
    BASIC_UNTYPED_FLOAT,
    BASIC_UNTYPED_COMPLEX,
    BASIC_UNTYPED_STRING,
    BASIC_UNTYPED_NIL,
    BASIC_COUNT
} BasicKind;

typedef enum ChanDir { CHAN_BOTH, CHAN_SEND_ONLY, CHAN_RECV_ONLY } ChanDir;

typedef struct TypeList {
    GoType **at;
    int count;
} TypeList;

typedef struct UnionTerm {
    bool tilde;
    GoType *type;
} UnionTerm;

struct GoType {
    TypeKind kind;
    uint32_t id;      // Unique, in order of creation.
    TypeContext *ctx;
    void *lowered;    // Lowering's own cache; the checker never looks.
    union {
        struct {
            BasicKind kind;
            const char *name; // "byte" and "rune" keep their spelling.
        } basic;
        struct {
            Object *obj;        // OBJ_TYPE; of an instance: the origin's.
            GoType *origin;     // The generic type; itself if none.
            TypeList tparams;   // Of a generic type (TYPE_PARAM each).
            TypeList targs;     // Of an instance.
            GoType *rhs;        // As declared, maybe named itself.
            GoType *underlying; // Never read it: type_underlying.
            Object **methods;   // Explicit methods: type_method_at.
            int method_count;
            // Declared inside a generic function: the type parameters that
            // are in force there (functions' and receivers').
            TypeList outer;
            TypeList outer_args; // Set on copies made by type_subst.
            bool expanding;
            Map *method_index;  // By name, once there are many methods.
        } named;
        struct { GoType *elem; } pointer;
        struct { GoType *elem; } slice;
        struct { GoType *elem; int64_t len; } array; // len < 0: invalid.
        struct { GoType *key, *elem; } map;
        struct { GoType *elem; ChanDir dir; } chan;
        struct {
            Object **fields; // OBJ_VAR with is_field; tag in var.tag.
            int count;
        } struc;
        struct {
            Object *recv;     // NULL unless a method.
            GoType *params;   // TYPE_TUPLE, never NULL.
            GoType *results;  // TYPE_TUPLE, never NULL.
            bool variadic;    // The last parameter's type is then a slice
                              // (or string, for append only).
            TypeList tparams;
            TypeList recv_tparams; // Of a method of a generic type.
        } func;
        struct {
            Object **methods; // Declared here, OBJ_FUNC.
            int method_count;
            GoType **embeds;
            Pos *embed_pos;
            int embed_count;
            bool implicit;    // Made from a constraint literal `~int|string`.
            bool complete;
            TypeSet *set;     // Never read it: interface_methods etc.
        } iface;
        struct {
            Object **vars;
            int count;
        } tuple;
        struct {
            Object *obj;
            int index;      // In its declaring list.
            GoType *bound;  // As written; type_constraint gives interface.
            GoType *iface;  // Cache.
            GoType *canon;  // Receiver parameter: the type's own.
        } param;
        struct {
            Object *obj;
            GoType *actual; // The right-hand side, maybe again an alias.
            GoType *origin;
            TypeList tparams, targs;
        } alias;
        struct {
            UnionTerm *terms;
            int count;
        } union_;
    } u;
};

typedef enum ObjectKind {
    OBJ_PACKAGE, // The name made by an import.
    OBJ_CONST,
    OBJ_TYPE,    // Defined type, alias, type parameter, predeclared type.
    OBJ_VAR,     // Variable, parameter, result, receiver, struct field.
    OBJ_FUNC,    // Function, method or interface method.
    OBJ_LABEL,
    OBJ_BUILTIN,
    OBJ_NIL,
} ObjectKind;

typedef enum VarKind {
    VAR_GLOBAL,
    VAR_LOCAL,
    VAR_RECV,
    VAR_PARAM,
    VAR_RESULT,
    VAR_FIELD,
} VarKind;

typedef enum BuiltinId {
#define BUILTIN(id, name, nargs, variadic, kind) BUILTIN_##id,
#include "frontend/builtin.def"
#undef BUILTIN
    BUILTIN_COUNT
} BuiltinId;

struct Object {
    ObjectKind kind;
    uint8_t color;       // Declaration state, checker only.
    bool used;
    bool is_exported;
    uint32_t order;      // Declaration order in the package, from 1.
    Pos pos;
    Pos scope_pos;       // Where its scope starts.
    const char *name;    // Interned: the same pointer as Name.str.p.
    CheckedPackage *pkg; // NULL for predeclared names.
    Scope *parent;       // NULL for methods and fields.
    GoType *type;        // NULL until resolved; then never NULL.
    Node *decl;          // The declaring node: FUNC_DECL, TYPE_DECL, ...
    struct DeclInfo *info; // Package level: what the checker keeps.
    void *lowered;       // Lowering's own slot.
    union {
        struct {
            CheckedPackage *imported;
            bool dot;
        } package;
        struct { ConstValue *value; } constant;
        struct {
            bool is_alias;
            bool is_param;
        } tname;
        struct {
            VarKind kind;
            bool embedded;       // Field: embedded.
            bool addr_taken;     // &x, x[:] of an array, method call on &x.
            bool reassigned;     // Assigned after its declaration.
            bool reassigned_after_capture;
            bool assigned_in_loop; // Where order in the text says nothing.
            Pos last_assign, first_capture;
            bool captured;       // Used in a function literal inside.
            bool per_iteration;  // A fresh copy for each loop iteration.
            bool unnamed;        // Parameter or result without a name.
            const char *tag;     // Field: unquoted tag or NULL.
            size_t tag_len;
            int index;           // Field index, parameter index.
            FuncInfo *func;      // Local: the function that declares it.
            int loop_depth;      // Where it is declared.
            Object *origin;      // Field of an instance: the generic one.
        } var;
        struct {
            FuncInfo *info;      // NULL if it has no body.
            Object *origin;      // Method of an instance: the generic one.
            GoType *recv_named;  // Receiver base type, NULL for functions.
            bool has_ptr_recv;
            bool is_iface_method;
            const char *linkname;// From //go:linkname, or NULL.
        } func;
        struct { BuiltinId id; } builtin;
    } u;
};

// One captured variable of a function literal.
typedef struct Capture {
    Object *var;
    bool by_ref; // Else by value: see Object.u.var facts and the size.
} Capture;

// What is known about one function body: a FuncDecl's or a FuncLit's.
struct FuncInfo {
    Object *obj;        // NULL for a literal.
    Node *node;         // FuncDecl or FuncLit.
    GoType *type;       // TYPE_FUNC.
    FuncInfo *outer;    // The enclosing function of a literal.
    CheckedPackage *pkg;
    Node *body;
    Capture *captures;  // Of a literal, in order of first use.
    int capture_count;
    FuncInfo **closures;// Literals directly inside, in source order.
    int closure_count;
    Object **locals;    // Parameters, results and all local variables.
    int local_count;
    TypeList tparams;   // All type parameters in force, outermost first.
    int cost;           // Inline cost, see frontend/cost.h; -1: never.
    Str cost_reason;    // Why never, as -m=2 says it.
    bool cost_known;
    bool is_big;        // Go inlines only the cheapest calls into it.
    int scc, scc_low;   // cost.c's own.
    bool has_defer, has_recover, has_go, has_select, has_labels;
};

typedef enum SelectionKind {
    SEL_QUALIFIED,    // pkg.Name: only `object` of the selected ident counts.
    SEL_FIELD,        // x.f
    SEL_METHOD_VALUE, // x.m (also when called)
    SEL_METHOD_EXPR,  // T.m
} SelectionKind;

// x.f: take x; if it is a pointer it is dereferenced where a field follows.
// `path[0..path_len-1]` are field indices; the last one is the field itself
// for SEL_FIELD; for methods all are embedded fields leading to the receiver.
struct Selection {
    SelectionKind kind;
    bool indirect;      // Some pointer was followed on the way.
    bool recv_addr;     // Method: the receiver's address is taken (&x.a).m
    bool recv_deref;    // Method: the receiver is a pointer, m wants a value.
    bool iface_method;  // Dynamic call through an interface (obj is its
                        // interface method), or method of a type parameter.
    GoType *recv;       // Type of x (of T for a method expression).
    Object *obj;        // Field or method.
    int *path;
    int path_len;
    GoType *type;       // Type of the whole selector expression.
};
typedef struct Selection Selection;

// Arguments of an instantiated generic function (on the identifier or index
// expression that denotes it).
typedef struct Instance {
    Object *func;   // The generic function or method.
    TypeList targs; // May mention type parameters of the enclosing function.
    GoType *type;   // Instantiated signature.
} Instance;

typedef struct InitAssign {
    Object **lhs;
    int lhs_count; // 1, or n for `var a, b = f()`.
    Node *rhs;
} InitAssign;

struct CheckedPackage {
    const char *path; // Import path, "main" for the program's package.
    const char *name;
    Scope *scope;
    CheckedPackage **imports; // Direct, in order of first import.
    int import_count;
    InitAssign *inits;        // Package variables in initialisation order.
    int init_count;
    Object **init_funcs;      // func init(), in source order.
    int init_func_count;
    Object **funcs;           // All functions and methods, source order.
    int func_count;           // (also those without body)
    FuncInfo **bodies;        // All bodies: declared functions, literals.
    int body_count;
    Object **types;           // Defined types, package level and local.
    int type_count;
    Object **vars;            // Package variables, source order.
    int var_count;
    Node **files;
    int file_count;
    int go_minor;             // Language version go1.N of the module.
    bool fake;                // Could not be loaded.
    bool ambiguous_name;      // Another package has the same name.
    bool is_unsafe;
    bool has_errors;
    int number;               // Position in dependency order.
};

// --- Types -----------------------------------------------------------------
GoType *type_unalias(GoType *t);
GoType *type_underlying(GoType *t);  // Never TYPE_NAMED or TYPE_ALIAS; the
                                     // constraint interface of a TYPE_PARAM.
bool type_identical(GoType *a, GoType *b);
uint64_t type_hash(GoType *t);       // Equal for identical types.
bool type_is_generic_free(GoType *t);// Mentions no type parameter.

// The text of a type.  `rel`: its package's names go unqualified (NULL: all
// are qualified by package name).  The result lives in the type's arena.
const char *type_string(GoType *t, const CheckedPackage *rel);
// As Go's compiler prints its own types (-m): no parameter names, and
// interface { M() }, struct { f int }.
const char *type_tree_string(GoType *t, const CheckedPackage *rel);
// As reflection and panics print it: package name qualified, full arguments
// with import paths inside brackets.
const char *type_runtime_string(GoType *t);

bool type_is_boolean(GoType *t);
bool type_is_numeric(GoType *t);
bool type_is_integer(GoType *t);
bool type_is_unsigned(GoType *t);
bool type_is_float(GoType *t);
bool type_is_complex(GoType *t);
bool type_is_string(GoType *t);
bool type_is_untyped(GoType *t);
bool type_is_nil(GoType *t);
bool type_is_interface(GoType *t); // Underlying interface, not a TYPE_PARAM.
bool type_is_type_param(GoType *t);
bool type_is_named(GoType *t);
bool type_is_comparable(GoType *t); // == is defined (may panic at run time).
bool type_has_pointers(GoType *t);
bool type_is_invalid(GoType *t);
// The single underlying type of t's type set (t's own underlying type when
// it is no type parameter), or NULL.
GoType *type_core(GoType *t);

// Sizes as gc has them on amd64.  Not for types with type parameters.
int64_t type_size(GoType *t);
int64_t type_align(GoType *t);
int64_t type_field_offset(GoType *strukt, int index);

// --- Constructors (for lowering, which synthesises types) -------------------
GoType *type_basic(TypeContext *c, BasicKind kind);
GoType *type_new_pointer(TypeContext *c, GoType *elem);
GoType *type_new_slice(TypeContext *c, GoType *elem);
GoType *type_new_array(TypeContext *c, GoType *elem, int64_t len);
GoType *type_new_map(TypeContext *c, GoType *key, GoType *elem);
GoType *type_new_chan(TypeContext *c, GoType *elem, ChanDir dir);
GoType *type_new_tuple(TypeContext *c, Object **vars, int count);
GoType *type_error(TypeContext *c);  // The predeclared type error.
GoType *type_any(TypeContext *c);    // interface{}

// --- Methods and selectors --------------------------------------------------
// All methods in t's method set including promoted ones, sorted as Go sorts
// them (by name; unexported ones of different packages are distinct).
typedef struct MethodSet {
    Selection **at;
    int count;
} MethodSet;
MethodSet *method_set(GoType *t);
// The sorted method list of an interface type, embedded ones included.
int interface_method_count(GoType *t);
Object *interface_method_at(GoType *t, int index);
bool interface_is_comparable_only(GoType *t);
// Explicitly declared methods of a named type (instances: substituted).
int type_method_count(GoType *t);
Object *type_method_at(GoType *t, int index);

// Finds field or method `name` (of package pkg if unexported) in T; NULL if
// there is none or it is ambiguous.  `addressable`: &x may be taken.
Selection *lookup_field_or_method(GoType *t, bool addressable,
                                  CheckedPackage *pkg, const char *name);
bool type_implements(GoType *t, GoType *iface);
bool type_assignable(GoType *from, GoType *to);
bool type_convertible(GoType *from, GoType *to);

// --- Instances ---------------------------------------------------------------
// Maps type parameters to types.  A chain: inner environments first.
typedef struct TypeEnv {
    TypeList params; // TYPE_PARAM each.
    TypeList args;
    const struct TypeEnv *outer;
} TypeEnv;
GoType *type_subst(const TypeEnv *env, GoType *t);
TypeList type_subst_list(const TypeEnv *env, TypeList list);
GoType *type_instantiate(GoType *generic, TypeList targs);
// The environment of a function body: func may be the method of an instance
// (its receiver's arguments are found), targs its own type arguments.
// Returns NULL if nothing is generic.  *generic gets the declared Object,
// whose decl has the body.
const TypeEnv *instance_env(Object *func, TypeList targs, Object **generic);

// --- Scopes -------------------------------------------------------------------
Object *scope_lookup(Scope *s, const char *name);        // This scope only.
Object *scope_lookup_parent(Scope *s, const char *name);

#endif
