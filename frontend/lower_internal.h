// frontend/lower_internal.h -- What the files of lowering share.
//
// `Lower` is the whole program's lowering, `Fn` one function's.  A Fn writes
// through its builder; variables are found in its map, with their types
// substituted by its environment.
//
// The order of evaluation is gc's: calls, receives, && and || are done in
// order, into temporaries (lower_order); everything else in an expression is
// evaluated afterwards, so a variable operand is read late.  `hoisted` holds
// what was done already, by node.
//
// Invariants: Fn.outer is set only in bodies of range-over-func loops, which
// are closures of the IR but not of the source; type parameters never leave
// lower_type.
#ifndef FRONTEND_LOWER_INTERNAL_H
#define FRONTEND_LOWER_INTERNAL_H

#include "frontend/ast.h"
#include "frontend/lower.h"
#include "ir/build.h"
#include "ir/irtype.h"

// --- The program ------------------------------------------------------------

// One Go type of the program; hangs off GoType.lowered.
typedef struct TypeInfo {
    GoType *type;
    uint64_t hash;
    const IrType *ir;
    IrDesc *desc;
    int32_t *field_map;   // Unused for most types.
    bool building;
    bool in_iface;        // Values of it may be in interfaces.
    bool methods_done;    // Its method list has been looked at completely.
    struct MethodSlot *slots; // Of in_iface types, by method.
    int nslots;
    struct TypeInfo *next; // Same hash.
} TypeInfo;

// One function instance.
typedef struct FuncInst {
    Object *obj;         // The declared (generic) object.
    const TypeEnv *env;  // NULL: not generic.
    TypeList args;       // All arguments of env, outermost first.
    uint64_t hash;
    IrFunc *ir;
    struct FuncInst *next;
} FuncInst;

typedef VEC(FuncInst *) FuncInstVec;
typedef VEC(TypeInfo *) TypeInfoVec;

// One package variable assignment of the program.
typedef struct InitItem {
    CheckedPackage *pkg;
    InitAssign *assign;
    bool needed;     // Will run or be data.
    bool done;
    IrFunc *func;    // Piece of the package's init; NULL: static data.
    Pos pos;
} InitItem;

typedef struct Lower {
    const LowerInput *in;
    Arena *arena;
    Arena scratch;           // Maps of the function being lowered.
    IrModule *m;
    TypeContext *tc;
    const IrType *basic[IRT_MAPITER + 1];
    TypeInfo **types;        // Hash table, power of two.
    uint32_t types_size, types_count;
    TypeInfoVec iface_types; // In order of appearance.
    FuncInst **insts;        // Hash table.
    uint32_t insts_size, insts_count;
    FuncInstVec work;        // To be lowered, from work_next on.
    int work_next;
    StrMap link_names;       // All symbols, to keep them unique.
    StrMap called_methods;   // Ids of methods called through interfaces.
    StrMap iface_methods;    // Ids of methods of interfaces in descriptors.
    StrMap wrappers;         // Method wrappers by key.
    StrMap itabs;            // By link name.
    StrMap strings;          // Static data of boxed constants.
    StrMap externs;          // Runtime functions by symbol.
    bool reflect_methods;    // Any exported method may be called.
    bool reflect_lists;      // All exported methods are counted.
    bool reflect_pointers;   // *T may be made of T.
    VEC(InitItem) inits;
    Map init_of;             // Object (variable) -> InitItem index + 1
    Map package_of;          // Name of path -> CheckedPackage
    int stmp;                // Static temporaries.
    bool failed;
} Lower;

// --- One function -----------------------------------------------------------

typedef struct Fn Fn;

typedef enum VarWhere { VAR_LOCAL_AT, VAR_PTR_AT, VAR_GLOBAL_AT } VarWhere;

typedef struct Var {
    VarWhere where;
    LocalId local;    // The variable, or the pointer to it.
    IrGlobal *global;
    GoType *type;     // Substituted.
} Var;

typedef struct Target {
    Node *node;      // The statement that break and continue name.
    BlockId brk, cont;
    struct Target *outer;
} Target;

typedef VEC(Capture) CaptureVec;

// A way out of a range-over-func body to somewhere outside of it.
typedef enum ExitKind {
    EXIT_RETURN, EXIT_BREAK, EXIT_CONTINUE, EXIT_GOTO
} ExitKind;
typedef struct LoopExit {
    ExitKind kind;
    Node *node;      // Statement, or label for goto.
    int code;
} LoopExit;

// A range-over-func loop while its body is being lowered.
typedef struct FuncLoop {
    Node *node;
    Object *state;   // int: RANGE_*
    Object *next;    // int: exit code, shared by nested loops.
    CaptureVec captures;
    bool has_exits;
    bool has_defer;
    Object *frame;   // The defer frame, when the body defers.
    VEC(LoopExit) exits;
} FuncLoop;

struct Fn {
    Lower *lw;
    IrFunc *f;
    IrBuilder b;
    const TypeEnv *env;
    FuncInfo *info;
    CheckedPackage *pkg;
    Fn *outer;        // Of a range-over-func body: the function around it.
    Fn *root;         // The nearest function that is none; maybe itself.
    FuncLoop *loop;   // Whose body this is.
    Node *body;
    Map vars;         // Object -> Var
    Map hoisted;      // Node -> IrOperand
    Map labels;       // LABELED_STMT -> BlockId + 1
    Map looping;      // LABELED_STMT that a goto jumps back to
    Map type_cache;   // GoType -> substituted
    Map *by_ref;      // Objects captured by reference; the root's.
    Map *hidden;      // Objects that are not in memory just now, or NULL.
    Map func_loops;   // RANGE_STMT -> FuncLoop
    Target *targets;
    Object **results; // The root's.
    int nresults;
    int wraps, ranges, lits;
    bool once;        // Package initialisation: runs one time.
    Node *stmt;       // Being lowered; for texts.
    int exit_codes;   // The root's.
    BlockId exit_block;
    BlockId fall;     // Body of the next clause, for fallthrough.
};

// --- lower_package.c --------------------------------------------------------
FuncInst *lower_inst(Lower *lw, Object *func, TypeList targs);
IrFunc *lower_func_ref(Lower *lw, Object *func, TypeList targs);
IrFunc *lower_extern(Lower *lw, const char *symbol, const IrType *const *params,
                     int nparams, const IrType *result);
Str lower_unique_link(Lower *lw, Str wanted);
PRINTF_LIKE(3, 4)
void lower_error(Lower *lw, Pos pos, const char *fmt, ...);
CheckedPackage *lower_package_by_path(Lower *lw, Str path);
uint32_t lower_std_flag(Lower *lw, const CheckedPackage *p);

// --- lower_type.c -----------------------------------------------------------
TypeInfo *type_info(Lower *lw, GoType *t);     // t is free of parameters.
const IrType *ir_type(Lower *lw, GoType *t);
GoType *lower_type(Fn *fn, GoType *t);         // Substituted.
GoType *lower_node_type(Fn *fn, const Node *n);
const IrType *lower_ir(Fn *fn, GoType *t);     // t substituted.
GoType *lower_default(Lower *lw, GoType *t);   // Of untyped types.
GoType *lower_basic(Lower *lw, BasicKind kind);
GoType *lower_elem(GoType *t);   // Of pointer, slice, array, map, chan.
bool is_interface(GoType *t);    // Interface, substituted type.
bool iface_is_empty(GoType *t);
int struct_field_count(GoType *t);
Object *struct_field_at(GoType *t, int i);
GoType *pointer_elem(GoType *t); // NULL if not a pointer.
bool type_is_direct(GoType *t);  // Pointer-shaped.
TypeKind under_kind(GoType *t);
bool type_mentions_params(GoType *t);
int tuple_count(GoType *t);
GoType *tuple_at(GoType *t, int i);
uint64_t ir_hash(uint64_t h);

// --- lower_name.c -----------------------------------------------------------
Str lower_func_name(Lower *lw, Object *obj, TypeList args, bool is_short);
Str lower_type_text(Lower *lw, GoType *t);   // As -m prints it.
Str lower_runtime_text(Lower *lw, GoType *t);
Str lower_text(Fn *fn, const Node *n);       // Empty without texts.
Str method_id(Lower *lw, const Object *m);   // Name, qualified if unexported.
void note(Fn *fn, const char *why, const Node *n);
void note_text(Fn *fn, const char *why, Str text, Pos pos);
void note_none(Fn *fn);

// --- lower_desc.c -----------------------------------------------------------
IrDesc *lower_desc(Lower *lw, GoType *t);
IrDesc *lower_desc_used(Lower *lw, GoType *t); // Reachable at run time.
// A value of t gets into an interface.
void lower_mark_iface(Lower *lw, GoType *t);
void lower_call_method(Lower *lw, const Object *method);
IrItab *lower_itab(Lower *lw, GoType *iface, GoType *t);
bool lower_methods_step(Lower *lw); // True if something new was found.
void lower_finish_descs(Lower *lw);
int iface_method_index(GoType *iface, const Object *m);

// --- lower_iface.c ----------------------------------------------------------
// Code that takes a receiver of type t as its first parameter.
IrFunc *lower_method_entry(Lower *lw, GoType *t, Selection *sel);
// Code that takes the data word of an interface that holds a t.
IrFunc *lower_method_ifn(Lower *lw, GoType *t, Selection *sel);
IrFunc *lower_iface_method_expr(Lower *lw, GoType *iface, Object *method);
IrFunc *lower_method_value_func(Lower *lw, GoType *recv, Selection *sel,
                                Object *method, TypeList targs);
void fn_start_wrapper(Fn *fn, Lower *lw, IrFunc *f);
void lower_set_signature(Lower *lw, IrFunc *f, GoType *sig, GoType *recv);
// Follows the path of embedded fields from v (of type *t); *t becomes the
// type of what is returned.
IrOperand lower_walk_path(Fn *fn, IrOperand v, GoType **t, const int *path,
                          int n);

// --- lower_func.c -----------------------------------------------------------
void lower_func_body(Lower *lw, FuncInst *inst);
void fn_init(Fn *fn, Lower *lw, IrFunc *f, const TypeEnv *env);
void fn_add_params(Fn *fn, GoType *sig); // Receiver too.
Var *fn_var(Fn *fn, Object *obj);
Var *fn_bind(Fn *fn, Object *obj, VarWhere where, LocalId local);
LocalId fn_new_var(Fn *fn, Object *obj);
// Declares obj (new local, DECL when needed); init may be NULL.
void fn_declare(Fn *fn, Object *obj, const IrOperand *init, const char *why,
                Node *stmt);
bool fn_in_memory(Fn *fn, Object *obj);
IrPlace fn_var_place(Fn *fn, Object *obj);
IrOperand fn_var_load(Fn *fn, Object *obj);
void fn_var_store(Fn *fn, Object *obj, IrOperand v);
IrOperand fn_temp_copy(Fn *fn, IrOperand v);
AllocSite *fn_site(Fn *fn, SiteKind kind, Pos pos, Str text, GoType *t);
IrGlobal *lower_global(Lower *lw, Object *var);
IrFunc *lower_literal_func(Fn *fn, Node *n, FuncInfo *info);
IrOperand lower_func_lit(Fn *fn, Node *n);
// Before fn_add_params: what is captured by reference, loops over functions,
// labels that loop.
void fn_prepare(Fn *fn, FuncInfo *info);
void fn_scan(Fn *fn, Node *body);
void fn_add_capture(Fn *fn, const Capture *c);
IrOperand fn_capture_arg(Fn *fn, const Capture *c);
IrOperand fn_make_closure(Fn *fn, IrFunc *callee, const IrOperand *args,
                          int n, AllocSite *site, Pos pos);
IrFunc *fn_child_func(Fn *fn, Str name, Pos pos, Pos end);
void fn_finish(Fn *fn);
Object *lower_new_object(Lower *lw, const char *name, GoType *t, Pos pos);
void fn_set_inline(Fn *fn, FuncInfo *info);

// --- lower_expr.c -----------------------------------------------------------
IrOperand lower_expr(Fn *fn, Node *n);
IrOperand lower_expr_to(Fn *fn, Node *n, GoType *to, const char *why);
IrOperand lower_const(Fn *fn, const ConstValue *v, GoType *t);
IrOperand lower_const_ir(Lower *lw, const ConstValue *v, GoType *t);
bool node_is_const(const Node *n);
bool node_is_nil(const Node *n);
bool node_is_type(const Node *n);
IrOperand lower_comma_ok(Fn *fn, Node *n, LocalId *ok);
IrOperand opd_i64(Lower *lw, int64_t v);
IrOperand opd_bool(Lower *lw, bool v);
bool opd_is_const_int(IrOperand o);
Selection *lower_selection(Fn *fn, Node *n);
void lower_nilcheck(Fn *fn, IrOperand ptr);
IrOperand lower_index_operand(Fn *fn, Node *n);
IrOperand lower_addr_of(Fn *fn, Node *x, Node *n);
Instance *node_instance(Node *n);
Object *node_object(Node *n); // Of an identifier or qualified name.

// --- lower_order.c ----------------------------------------------------------
bool lower_has_call(Fn *fn, const Node *n);
void lower_hoist(Fn *fn, Node *n);
// Does the calls of all of these in order; NULL entries are skipped.
void lower_order(Fn *fn, Node **nodes, int n);
void fn_set_hoisted(Fn *fn, const Node *n, IrOperand v);
bool fn_get_hoisted(Fn *fn, const Node *n, IrOperand *v);

// --- lower_place.c ----------------------------------------------------------
IrPlace lower_place(Fn *fn, Node *n);
bool node_is_addressable(Fn *fn, Node *n);
void lower_freeze(Fn *fn, Node *n);
void lower_store(Fn *fn, IrPlace p, IrOperand v);
void lower_assign_to(Fn *fn, Node *lhs, IrOperand v, GoType *from,
                     const char *why);
IrOperand lower_place_load(Fn *fn, IrPlace p);

// --- lower_arith.c ----------------------------------------------------------
IrOperand lower_binary(Fn *fn, Node *n);
IrOperand lower_unary(Fn *fn, Node *n);
IrOperand lower_arith(Fn *fn, int op, IrOperand x, IrOperand y, GoType *t,
                      GoType *yt, Node *n);
IrOperand lower_compare(Fn *fn, int op, IrOperand x, GoType *xt, IrOperand y,
                        GoType *yt);
void lower_cond(Fn *fn, Node *n, BlockId yes, BlockId no);
IrOperand lower_concat(Fn *fn, const IrOperand *parts, int n, Node *at);
// s += y, y maybe itself a sum.
IrOperand lower_concat_assign(Fn *fn, IrOperand x, Node *y, Node *n);
IrOperand lower_is_nil(Fn *fn, IrOperand v, bool equal);

// --- lower_convert.c --------------------------------------------------------
IrOperand lower_convert(Fn *fn, IrOperand v, GoType *from, GoType *to,
                        Node *n, const char *why);
IrOperand lower_conversion(Fn *fn, Node *call);
// As lower_expr_to for a string that is looked at and dropped at once:
// string(b) need not copy.
IrOperand lower_brief_string(Fn *fn, Node *n, GoType *to);
IrOperand lower_to_iface(Fn *fn, IrOperand v, GoType *from, GoType *to,
                         Node *n);
IrOperand lower_int_conv(Fn *fn, IrOperand v, const IrType *to);

// --- lower_literal.c --------------------------------------------------------
IrOperand lower_composite(Fn *fn, Node *n);
IrOperand lower_address_literal(Fn *fn, Node *lit, Node *at);
void lower_literal_into(Fn *fn, Node *n, GoType *t, IrPlace p, bool zeroed);

// --- lower_call.c -----------------------------------------------------------
typedef enum CallKind {
    CALL_STATIC, CALL_FUNC, CALL_IFACE, CALL_BUILTIN
} CallKind;
typedef struct CallPlan {
    bool later;        // For go and defer: the variadic slice is made when
    GoType *pack;      // the call is: its type, and its first element's
    int pack_from;     // number in args; NULL: nothing to pack.
    CallKind kind;
    IrFunc *callee;      // STATIC
    IrDesc *desc;        // IFACE
    uint32_t method;
    Str method_name;
    IrOperand *args;     // Func value or interface first, if any.
    int nargs;
    GoType *results;     // TYPE_TUPLE
    BuiltinId builtin;
    GoType **arg_types;  // BUILTIN
    Node *call;
    Pos pos;
} CallPlan;
void lower_plan_call(Fn *fn, Node *call, CallPlan *plan);
void lower_emit_call(Fn *fn, const CallPlan *plan, LocalId *dsts);
IrOperand lower_call(Fn *fn, Node *n);
void lower_call_multi(Fn *fn, Node *n, IrOperand *out, GoType **types,
                      int count);
void lower_call_stmt(Fn *fn, Node *n);
void lower_go_defer(Fn *fn, Node *n);
bool call_is_conversion(const Node *n);
bool call_is_builtin(const Node *n, BuiltinId *id);
IrOperand lower_method_value(Fn *fn, Node *n);
IrOperand lower_method_expr(Fn *fn, Node *n);
IrOperand lower_receiver(Fn *fn, Node *sel, Selection *s, GoType **recv);
IrOperand lower_call_runtime(Fn *fn, const char *symbol,
                             const IrOperand *args, int n,
                             const IrType *result);
Object *lower_method_object(Fn *fn, Selection *s, GoType *recv);

// --- lower_builtin.c --------------------------------------------------------
IrOperand lower_builtin(Fn *fn, Node *n, BuiltinId id);
void lower_builtin_operands(Fn *fn, Node *n, BuiltinId id, CallPlan *plan);
IrOperand lower_builtin_emit(Fn *fn, const CallPlan *plan);

// --- lower_stmt.c, lower_assign.c, lower_range.c, ... -----------------------
void lower_stmt(Fn *fn, Node *n);
void lower_stmts(Fn *fn, NodeList list);
void lower_block(Fn *fn, Node *n);
void lower_assign(Fn *fn, Node *n);
void lower_op_assign(Fn *fn, Node *n);
void lower_inc_dec(Fn *fn, Node *n);
void lower_var_decl(Fn *fn, Node *n);
bool ident_declares(Node *n); // Of :=, a new variable that is not _.
void lower_for(Fn *fn, Node *n);
void lower_range(Fn *fn, Node *n);
void lower_range_func(Fn *fn, Node *n);
void lower_switch(Fn *fn, Node *n);
void lower_type_switch(Fn *fn, Node *n);
void lower_select(Fn *fn, Node *n);
void lower_branch(Fn *fn, Node *n);
void lower_return(Fn *fn, Node *n);
void lower_far_exit(Fn *fn, ExitKind kind, Node *node);
bool lower_exit_to(Fn *fn, ExitKind kind, Node *node); // False: not here.
void fn_push_target(Fn *fn, Target *t, Node *node, BlockId brk, BlockId cont);
void fn_pop_target(Fn *fn);
BlockId fn_block(Fn *fn);
void fn_at(Fn *fn, BlockId b);
void fn_jump(Fn *fn, BlockId b);
GoType *range_core(Fn *fn, Node *n);

// --- lower_init.c -----------------------------------------------------------
void lower_collect_inits(Lower *lw);
bool lower_inits_step(Lower *lw);
void lower_finish_init(Lower *lw);
void lower_need_var(Lower *lw, Object *var);
void fn_start_package(Fn *fn, Lower *lw, CheckedPackage *p, Pos pos,
                      IrFunc *f);
void fn_end_package(Fn *fn);

// --- lower_static.c ---------------------------------------------------------
// The initial value of an expression as data, or NULL.
bool static_is_data_for(Lower *lw, Node *n, GoType *to);
IrInit *static_value(Lower *lw, Node *n, GoType *to);
IrGlobal *static_temp(Lower *lw, GoType *t, IrInit *init, bool readonly);
IrInit *static_const(Lower *lw, const ConstValue *v, GoType *t);

#endif
