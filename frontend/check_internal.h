// frontend/check_internal.h -- What the files of the checker share.
//
// An Operand is an expression while it is being checked: what kind of thing,
// its type, its value.  An Env is where in the program the checker is.  What
// must wait (function bodies, whatever needs complete types) is put off with
// check_later and run at the end of the statement or package.
//
// Invariant: an operand of mode MODE_INVALID has been reported.
#ifndef FRONTEND_CHECK_INTERNAL_H
#define FRONTEND_CHECK_INTERNAL_H

#include "base/ice.h"
#include "frontend/ast_print.h"
#include "frontend/check.h"
#include "frontend/scope.h"
#include "frontend/type_internal.h"

#include <string.h>

typedef struct Operand {
    ExprMode mode;
    GoType *type;
    ConstValue *val; // MODE_CONSTANT
    Node *expr;
    BuiltinId id;    // MODE_BUILTIN
} Operand;

typedef struct OperandList {
    Operand *at;
    int count;
} OperandList;

// A package-level declaration.
typedef struct DeclInfo {
    Scope *file;
    int version;
    Object **lhs; // Of var a, b = f(); else NULL.
    int lhs_count;
    Node *type, *init;
    bool inherited;
    int iota;
    Node *tdecl, *fdecl;
    Map deps; // Objects that its initialiser or body mentions.
    bool has_deps;
} DeclInfo;

typedef struct Env {
    DeclInfo *decl;     // For initialisation order; NULL inside types.
    Scope *scope;
    int version;        // Language version go1.N of the file.
    ConstValue *iota;   // In a constant declaration.
    Pos errpos;         // Inherited constant expression: where to complain.
    bool in_tparams;    // In a type parameter list.
    GoType *sig;        // Of the function whose body this is.
    FuncInfo *func;
    TypeList tparams;   // In force here, outermost first.
    bool has_label;
    bool has_call_or_recv;
    int loop_depth;
    Pos stmt_end;       // Of the innermost statement.
} Env;

typedef struct Delayed Delayed;
typedef void DelayedFn(Checker *ck, Delayed *d);
struct Delayed {
    DelayedFn *fn;
    void *a, *b, *c;
    Pos pos;
    int n;
    int version;
};

typedef struct DotImport {
    Scope *scope;
    Object *obj, *pkg_name;
} DotImport;

struct Checker {
    Arena *arena;
    Interner *names;
    Diags *diags;
    const SourceSet *sources;
    TypeContext *types;
    ConstPool *consts;
    CheckImporter *importer;
    void *import_context;
    Map packages; // All so far, by CheckedPackage.
    StrMap package_names;
    int package_count;
    int max_version;

    // The package being checked.
    CheckedPackage *pkg;
    Env env;
    VEC(Object *) objects;    // With DeclInfo, in source order.
    VEC(Object *) path;       // Objects being declared.
    VEC(Delayed) delayed;
    VEC(Object *) imports;
    VEC(DotImport) dot_imports;
    Map shift_lhs;            // Untyped non-constant shift operands.
    Map methods;              // Type Object -> ObjectVec*.
    uint32_t next_order;
    bool has_error;
    bool ignore_unused_imports;
    VEC(Object *) funcs, types_declared, vars, init_funcs;
    VEC(FuncInfo *) bodies;
    int depth;                // Nesting of expressions and types.
    VEC(Object *) local_vars; // Of the function being checked, to find
                              // unused ones.
    struct InstanceNote *instance_notes; // For instantiation cycles.
    Name *name_init, *name_main, *name_blank;
};

typedef VEC(Object *) ObjectVec;
typedef VEC(Node *) NodeVec;
typedef VEC(GoType *) TypeVec;

// The type a function literal or generic function value is assigned to.
typedef struct Target {
    GoType *sig;
    const char *desc;
} Target;

// --- Reporting: check_package.c ---------------------------------------------
#define INVALID_OP "invalid operation: "
#define INVALID_ARG "invalid argument: "
void check_error(Checker *ck, Pos pos, const char *fmt, ...)
    PRINTF_LIKE(3, 4);
// Errors of several lines.
typedef struct MultiError {
    Checker *ck;
    Pos pos;
    StrBuf text;
} MultiError;
void multi_begin(MultiError *m, Checker *ck, Pos pos, const char *fmt, ...)
    PRINTF_LIKE(4, 5);
void multi_add(MultiError *m, Pos pos, const char *fmt, ...)
    PRINTF_LIKE(3, 4);
void multi_add_decl(MultiError *m, const Object *other);
void multi_report(MultiError *m);
const char *type_text(Checker *ck, GoType *t);
const char *expr_text(Checker *ck, const Node *n);
const char *operand_text(Checker *ck, const Operand *x);
const char *pos_text(Checker *ck, Pos pos);
bool check_allow(Checker *ck, int minor);
// Reports "... requires go1.N or later".
bool check_version(Checker *ck, Pos pos, int minor, const char *fmt, ...)
    PRINTF_LIKE(4, 5);
Pos operand_pos(const Operand *x);
Cause check_cause(Checker *ck);

Delayed *check_later(Checker *ck, DelayedFn *fn);
void check_delayed(Checker *ck, int from);
GoType *invalid_type(Checker *ck);
GoType *basic_type(Checker *ck, BasicKind kind);
bool check_enter(Checker *ck, Pos pos); // Guards against deep nesting.
void check_leave(Checker *ck);

// --- Declarations: check_decl.c -----------------------------------------------
void check_object(Checker *ck, Object *obj);
void check_declare(Checker *ck, Scope *s, Node *ident, Object *obj, Pos pos);
void check_decl_stmt(Checker *ck, NodeList decls);
void check_arity(Checker *ck, Pos pos, NodeList names, NodeList inits,
                 bool constant, bool inherited);
void check_push(Checker *ck, Object *obj);
void check_pop(Checker *ck);
int check_path_index(Checker *ck, Object *obj);
void check_cycle_error(Checker *ck, Object **cycle, int count, int start);
int first_in_source(Object **path, int count);
bool check_is_complete(Checker *ck, GoType *t);
TypeList check_type_params(Checker *ck, NodeList fields);
void check_bind_bounds(Checker *ck, TypeList list, NodeList fields);
void check_direct_cycles(Checker *ck);
void check_method_base(Checker *ck, Object *tname);
Scope *check_open_scope(Checker *ck);
void check_close_scope(Checker *ck);
void check_add_type(Checker *ck, Object *obj);
void check_valid_type(Checker *ck, GoType *named);

// --- Types: check_type.c ---------------------------------------------------------
GoType *check_type(Checker *ck, Node *e);
void check_record_type(Node *e, GoType *t);
GoType *check_var_type(Checker *ck, Node *e);
GoType *check_declared_type(Checker *ck, Node *e, Object *def);
GoType *check_generic_type(Checker *ck, Node *e, const char **cause);
void check_valid_var_type(Checker *ck, Node *e, GoType *t);
void check_ident(Checker *ck, Operand *x, Node *e, bool want_type);
GoType *check_instantiated(Checker *ck, Node *e);
GoType *check_struct_type(Checker *ck, Node *e);
GoType *check_interface_type(Checker *ck, Node *e, Object *def);
GoType *check_func_type(Checker *ck, Node *e);
void check_signature(Checker *ck, GoType *sig, Node *recv, NodeList tparams,
                     Node *ftype, Object *method);
GoType *check_union(Checker *ck, Node *e);
GoType *check_constraint(Checker *ck, Node *e);
int64_t check_array_length(Checker *ck, Node *e);
bool check_is_type_expr(Checker *ck, Node *e);

// --- Expressions: check_expr.c -----------------------------------------------------
typedef enum ExprKind { EXPR_CONVERSION, EXPR_EXPRESSION, EXPR_STATEMENT }
    ExprKind;
ExprKind check_raw(Checker *ck, Target *t, Operand *x, Node *e, GoType *hint,
                   bool allow_generic);
void check_expr(Checker *ck, Target *t, Operand *x, Node *e);
void check_generic_expr(Checker *ck, Operand *x, Node *e);
void check_expr_hint(Checker *ck, Operand *x, Node *e, GoType *hint);
void check_expr_or_type(Checker *ck, Operand *x, Node *e, bool generic);
OperandList check_multi(Checker *ck, Node *e, bool allow_comma_ok,
                        bool *comma_ok);
OperandList check_expr_list(Checker *ck, NodeList list);
void check_single_value(Checker *ck, Operand *x);
void check_record(Checker *ck, Operand *x);
void check_binary(Checker *ck, Operand *x, Node *e);
void check_op_assign(Checker *ck, Operand *x, Node *lhs, Node *rhs,
                     Token op);
void check_unary(Checker *ck, Operand *x, Node *e);
void check_star(Checker *ck, Operand *x, Node *e);
void check_type_assert(Checker *ck, Operand *x, Node *e);
GoType *check_send_elem(Checker *ck, Operand *x);
void check_comparison(Checker *ck, Operand *x, Operand *y, Token op,
                      bool switch_case);
void check_match_types(Checker *ck, Operand *x, Operand *y);
void check_use(Checker *ck, Node *e);
bool check_use_list(Checker *ck, NodeList list);
bool check_use_lhs(Checker *ck, NodeList list);
void check_non_generic(Checker *ck, Target *t, Operand *x);
Target *check_target(Checker *ck, GoType *t, const char *desc, Target *slot);
Node *dummy_ident(Checker *ck, Pos pos, const char *text);
void check_record_comma_ok(Checker *ck, Node *e);
void check_overflow(Checker *ck, Operand *x, Pos op_pos);

// --- Constants and untyped values: check_const.c ---------------------------------------
typedef enum ConvertResult {
    CONVERT_OK, CONVERT_TRUNCATED, CONVERT_OVERFLOWS, CONVERT_INVALID,
} ConvertResult;
bool const_representable(Checker *ck, ConstValue *v, GoType *basic,
                         ConstValue **rounded);
void check_representable(Checker *ck, Operand *x, GoType *basic);
ConvertResult check_representation(Checker *ck, Operand *x, GoType *basic,
                                   ConstValue **v);
void check_convert_untyped(Checker *ck, Operand *x, GoType *target);
ConvertResult check_implicit_type(Checker *ck, Operand *x, GoType *target,
                                  GoType **type, ConstValue **val);
void check_update_type(Checker *ck, Node *e, GoType *t, bool final);
void check_update_value(Node *e, ConstValue *v);
void check_conversion(Checker *ck, Operand *x, GoType *t);
bool check_assignable(Checker *ck, Operand *x, GoType *t, const char **why);
GoType *max_untyped(GoType *a, GoType *b);
// The common underlying type of t's type set; NULL with *why if none.
GoType *check_common_under(Checker *ck, GoType *t, const char **why);

// --- Literals, indices: check_literal.c, check_index.c -----------------------------------
void check_composite_lit(Checker *ck, Operand *x, Node *e, GoType *hint);
void check_func_lit(Checker *ck, Operand *x, Node *e);
void check_basic_lit(Checker *ck, Operand *x, Node *e);
bool check_index_expr(Checker *ck, Operand *x, Node *e);
void check_slice_expr(Checker *ck, Operand *x, Node *e);
int64_t check_index(Checker *ck, Node *e, int64_t max, Operand *out);
bool check_is_valid_index(Checker *ck, Operand *x, const char *what,
                          bool allow_negative);

// --- Calls: check_call.c, check_builtin.c ---------------------------------------------------
ExprKind check_call(Checker *ck, Operand *x, Node *e);
void check_selector(Checker *ck, Operand *x, Node *e, bool want_type);
bool check_builtin(Checker *ck, Operand *x, Node *call, BuiltinId id);
void check_func_inst(Checker *ck, Target *t, Pos pos, Operand *x, Node *inst,
                     bool infer);
char builtin_kind(BuiltinId id);
OperandList check_generic_exprs(Checker *ck, NodeList list);
bool check_has_call(Checker *ck);

// --- Inference: infer.c, unify.c ----------------------------------------------------------------
// params: the parameter tuple (variadic ones expanded), args: their operands.
TypeList check_infer(Checker *ck, Pos pos, TypeList tparams, TypeList targs,
                     GoType *params, OperandList args, bool reverse,
                     MultiError *err);
bool check_verify(Checker *ck, TypeList tparams, TypeList targs, int *bad,
                  const char **why);
TypeList check_rename_tparams(Checker *ck, TypeList list, GoType *params,
                              GoType **renamed);
void check_note_instance(Checker *ck, Pos pos, TypeList tparams,
                         TypeList targs, NodeList written);
void check_mono(Checker *ck);

// --- Assignments: check_assign.c ----------------------------------------------------------------
void check_assignment(Checker *ck, Operand *x, GoType *t,
                      const char *context);
void check_init_const(Checker *ck, Object *lhs, Operand *x);
void check_init_var(Checker *ck, Object *lhs, Operand *x,
                    const char *context);
void check_init_vars(Checker *ck, Object **lhs, int count, NodeList rhs,
                     Node *return_stmt);
void check_assign_vars(Checker *ck, NodeList lhs, NodeList rhs);
void check_assign_var(Checker *ck, Node *lhs, Node *rhs, Operand *x,
                      const char *context);
void check_short_var_decl(Checker *ck, Pos pos, NodeList lhs, NodeList rhs);
GoType *check_lhs_var(Checker *ck, Node *lhs);
void check_note_assigned(Checker *ck, Node *lhs);
void check_note_addr_taken(Checker *ck, Node *x);
void check_note_use(Checker *ck, Object *var, Pos pos);
Object *check_new_local(Checker *ck, Pos pos, const char *name, GoType *t);
const char *types_summary(Checker *ck, GoType **list, int count,
                          bool variadic, bool has_dots);

// --- Statements: check_stmt.c, check_flow.c ------------------------------------------------------
void check_func_body(Checker *ck, FuncInfo *info, GoType *sig, Node *body,
                     ConstValue *iota, DeclInfo *decl, Scope *scope);
void check_stmts(Checker *ck, unsigned context, NodeList list);
void check_range(Checker *ck, unsigned context, Node *s);
void check_stmt(Checker *ck, unsigned context, Node *s);
enum {
    CTX_BREAK_OK = 1, CTX_CONTINUE_OK = 2, CTX_FALLTHROUGH_OK = 4,
    CTX_FINAL_CASE = 8, CTX_IN_TYPE_SWITCH = 16,
};
bool check_terminates(Checker *ck, Node *s);
bool check_terminates_list(Checker *ck, NodeList list);
void check_labels(Checker *ck, Node *body);
void check_usage(Checker *ck, int from);
FuncInfo *func_info_new(Checker *ck, Node *node, Node *body, GoType *sig);
void check_finish_captures(Checker *ck);

// --- Initialisation order: check_init.c ------------------------------------------------------------
void check_init_order(Checker *ck);

// Types too large to exist: check_size.c.
void check_sizes(Checker *ck);

void universe_init(TypeContext *c);

#endif
