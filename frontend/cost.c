// frontend/cost.c -- Go's inline cost, counted on the typed AST; see cost.h.
//
// Each function below answers how many nodes Go's tree has for one construct.
// Where the trees differ (implicit conversions, receivers, definitions that
// are split into declaration and assignment) the count follows Go's tree.
//
// Invariant: a callee outside the component being counted has its cost.
//
//     x := f(y)   OAS, ODCL, x, x, call, f, y: 7, plus the call's own cost
#include "frontend/cost.h"

#include "frontend/ast.h"
#include "frontend/type_internal.h"

#include <string.h>

enum {
    CALL_COST = 57,
    PARAM_CALL_COST = 17,
    CLOSURE_COST = 15,
    CLOSURE_BUDGET = 800,
};

typedef struct Count {
    FuncInfo *f;
    int cost;
    int nodes;          // Without surcharges.
    const char *reason; // Not inlinable whatever it costs.
} Count;

static void count_expr(Count *c, Node *e);
static void count_stmt(Count *c, Node *s);

static void add(Count *c, int n)
{
    c->cost += n;
    c->nodes += n;
}

static void refuse(Count *c, const char *reason)
{
    if (c->reason == NULL)
        c->reason = reason;
}

// --- Conversions ----------------------------------------------------------------------

static bool is_iface(GoType *t)
{
    return type_is_interface(t);
}

// The cost of the implicit conversion of a value of type `from`.
static int implicit_cost(GoType *from, GoType *to)
{
    if (from == NULL || to == NULL || !is_iface(to) ||
        type_is_untyped(from) || type_identical(from, to))
        return 0;
    if (is_iface(from) && type_identical(type_underlying(from),
                                         type_underlying(to)))
        return 0;
    return 1;
}

static void count_as(Count *c, Node *e, GoType *to)
{
    if (e->mode != MODE_NIL)
        add(c, implicit_cost(e->type, to));
    count_expr(c, e);
}

// int and int64 are the same to Go's back end, as are uint, uintptr, uint64.
static BasicKind simple_kind(GoType *t)
{
    GoType *u = type_underlying(t);
    if (u->kind != TYPE_BASIC)
        return BASIC_INVALID;
    switch (u->u.basic.kind) {
    case BASIC_INT: return BASIC_INT64;
    case BASIC_UINT:
    case BASIC_UINTPTR: return BASIC_UINT64;
    default: return u->u.basic.kind;
    }
}

static bool conversion_is_free(GoType *from, GoType *to)
{
    if (is_iface(to))
        return implicit_cost(from, to) == 0;
    GoType *a = type_underlying(from), *b = type_underlying(to);
    if (type_identical_ignore_tags(a, b))
        return true;
    if ((type_is_integer(a) || type_is_float(a)) &&
        (type_is_integer(b) || type_is_float(b)))
        return simple_kind(a) == simple_kind(b);
    if (type_is_string(a) || type_is_string(b))
        return false;
    if (a->kind == TYPE_SLICE && b->kind != TYPE_SLICE)
        return false; // To an array or a pointer to one.
    return !type_is_complex(a) || simple_kind(a) == simple_kind(b);
}

static void count_conversion(Count *c, Node *call)
{
    Node *arg = call->call.args.at[0];
    if (!conversion_is_free(arg->type, call->type))
        add(c, 1);
    count_expr(c, arg);
}

// --- Calls --------------------------------------------------------------------------------

typedef struct Intrinsic {
    const char *path, *names; // Space-separated, each followed by a space.
} Intrinsic;

// Calls that the code generator replaces by an instruction or two.
static const Intrinsic intrinsics[] = {
    {"math", "Sqrt sqrt Trunc Ceil Floor RoundToEven Abs Copysign FMA "},
    {"math/bits", "TrailingZeros64 TrailingZeros32 TrailingZeros16 "
     "TrailingZeros8 TrailingZeros ReverseBytes64 ReverseBytes32 "
     "ReverseBytes16 ReverseBytes Len64 Len32 Len16 Len8 Len OnesCount64 "
     "OnesCount32 OnesCount16 OnesCount8 OnesCount RotateLeft8 "
     "RotateLeft16 RotateLeft32 RotateLeft64 RotateLeft Mul64 Mul Add64 "
     "Add Sub64 Sub Div64 Div "},
    {"sync/atomic", "LoadInt32 LoadInt64 LoadPointer LoadUint32 LoadUint64 "
     "LoadUintptr StoreInt32 StoreInt64 StorePointer StoreUint32 "
     "StoreUint64 StoreUintptr SwapInt32 SwapInt64 SwapUint32 SwapUint64 "
     "SwapUintptr CompareAndSwapInt32 CompareAndSwapInt64 "
     "CompareAndSwapUint32 CompareAndSwapUint64 CompareAndSwapUintptr "
     "AddInt32 AddInt64 AddUint32 AddUint64 AddUintptr AndInt32 AndInt64 "
     "AndUint32 AndUint64 AndUintptr OrInt32 OrInt64 OrUint32 OrUint64 "
     "OrUintptr "},
    {"runtime", "KeepAlive slicebytetostringtmp "},
    {"internal/runtime/sys", "Prefetch PrefetchStreamed TrailingZeros64 "
     "TrailingZeros32 TrailingZeros8 Len64 Len8 OnesCount64 Bswap64 "
     "Bswap32 GetClosurePtr "},
};

static bool is_intrinsic(const Object *f)
{
    if (f->pkg == NULL)
        return false;
    size_t n = strlen(f->name);
    for (size_t i = 0; i < sizeof intrinsics / sizeof *intrinsics; i++) {
        if (strcmp(f->pkg->path, intrinsics[i].path) != 0)
            continue;
        for (const char *p = intrinsics[i].names; *p != '\0';) {
            const char *end = strchr(p, ' ');
            if ((size_t)(end - p) == n && memcmp(p, f->name, n) == 0)
                return true;
            p = end + 1;
        }
    }
    return false;
}

// A call that Go counts as one node although it is a call.
static bool is_cheap(const Object *f)
{
    if (f->pkg == NULL)
        return false;
    const char *path = f->pkg->path, *name = f->name;
    if (strcmp(path, "internal/abi") == 0)
        return strcmp(name, "NoEscape") == 0 ||
            strcmp(name, "EscapeNonString") == 0;
    bool byteorder = strcmp(path, "internal/byteorder") == 0 &&
        (strncmp(name, "LE", 2) == 0 || strncmp(name, "BE", 2) == 0);
    bool binary = strcmp(path, "encoding/binary") == 0 &&
        f->u.func.recv_named != NULL &&
        (strncmp(name, "Uint", 4) == 0 || strncmp(name, "PutUint", 7) == 0 ||
         strncmp(name, "AppendUint", 10) == 0);
    return byteorder || binary;
}

static const Object *origin_of(const Object *f)
{
    return f->u.func.origin != NULL ? f->u.func.origin : f;
}

static int callee_limit(const FuncInfo *caller, const FuncInfo *callee)
{
    int limit = caller->is_big ? INLINE_BIG_BUDGET : INLINE_BUDGET;
    return callee->obj == NULL ? 2 * limit : limit;
}

static int info_cost(const FuncInfo *caller, const FuncInfo *callee)
{
    if (callee == NULL || !callee->cost_known || callee->cost < 0 ||
        callee->cost > callee_limit(caller, callee))
        return CALL_COST;
    return callee->cost;
}

static int call_cost(const Count *c, const Object *f)
{
    f = origin_of(f);
    if (is_cheap(f) || is_intrinsic(f))
        return 0;
    if (f->pkg != NULL && strcmp(f->pkg->path, "runtime") == 0 &&
        strcmp(f->name, "throw") == 0)
        return INLINE_BUDGET;
    return info_cost(c->f, f->u.func.info);
}

// The literal that a variable holds for its whole life, or NULL.
static FuncInfo *static_closure(Object *v)
{
    if (v->u.var.reassigned || v->u.var.addr_taken || v->decl == NULL)
        return NULL;
    Node *d = v->decl;
    if (d->kind == NODE_FUNC_LIT)
        return d->func_lit.info;
    if (d->kind != NODE_VAR_DECL ||
        d->var_decl.names.count != d->var_decl.values.count)
        return NULL;
    for (int i = 0; i < d->var_decl.names.count; i++) {
        Node *value = node_unparen(d->var_decl.values.at[i]);
        if (d->var_decl.names.at[i]->ident.object == v &&
            value->kind == NODE_FUNC_LIT)
            return value->func_lit.info;
    }
    return NULL;
}

static int variable_call_cost(const Count *c, Object *v)
{
    FuncInfo *lit = static_closure(v);
    if (lit != NULL && (lit->capture_count == 0 ||
                        lit->captures[0].var->u.var.func == c->f))
        return info_cost(c->f, lit);
    bool param = v->u.var.kind == VAR_PARAM || v->u.var.kind == VAR_RECV;
    bool captured = v->u.var.func != NULL && v->u.var.func != c->f;
    return param || captured ? PARAM_CALL_COST : CALL_COST;
}

// The fields on the way to a promoted member.
static void count_path(Count *c, const Selection *s, int steps)
{
    (void)s;
    add(c, steps);
}

// The dictionary handed to a generic function: a known one, or one found in
// the caller's own.
static int dictionary_cost(TypeList targs)
{
    for (int i = 0; i < targs.count; i++) {
        if (type_contains_param(targs.at[i]))
            return 4;
    }
    return 2;
}

// &x.f costs nothing if it is x's own address.
static bool is_first_field(Node *x, const Selection *s, int steps)
{
    x = node_unparen(x);
    if (x->kind != NODE_IDENT || steps != 1)
        return false;
    GoType *u = type_underlying(s->recv);
    if (u->kind == TYPE_POINTER)
        u = type_underlying(u->u.pointer.elem);
    return u->kind == TYPE_STRUCT && (s->path[0] == 0 ||
        (!type_contains_param(u) && type_field_offset(u, s->path[0]) == 0));
}

static void count_method_call(Count *c, Node *fun)
{
    Selection *s = fun->selector.selection;
    if (s->kind == SEL_METHOD_EXPR) {
        count_expr(c, fun);
        c->cost += call_cost(c, s->obj);
        return;
    }
    count_expr(c, fun->selector.x);
    count_path(c, s, s->path_len);
    if (s->iface_method) {
        add(c, 1); // ODOTINTER
        c->cost += CALL_COST;
        return;
    }
    add(c, s->recv_addr || s->recv_deref);
    Node *x = node_unparen(fun->selector.x);
    if (s->recv_addr &&
        (s->path_len > 0 ? is_first_field(x, s, s->path_len) :
         x->kind == NODE_SELECTOR && x->selector.selection != NULL &&
         x->selector.selection->kind == SEL_FIELD &&
         is_first_field(x->selector.x, x->selector.selection,
                        x->selector.selection->path_len)))
        c->cost -= 2;
    const Object *m = origin_of(s->obj);
    c->cost += call_cost(c, m);
    GoType *recv = s->obj->u.func.recv_named;
    if (recv != NULL && recv->kind == TYPE_NAMED &&
        recv->u.named.targs.count > 0)
        add(c, dictionary_cost(recv->u.named.targs));
}

static void count_callee(Count *c, Node *fun)
{
    fun = node_unparen(fun);
    if (fun->kind == NODE_INDEX && fun->index.instance != NULL)
        fun = node_unparen(fun->index.x);
    if (fun->kind == NODE_SELECTOR && fun->selector.selection != NULL &&
        fun->selector.selection->kind != SEL_FIELD) {
        count_method_call(c, fun);
        return;
    }
    Node *ident = fun->kind == NODE_SELECTOR &&
        fun->selector.selection == NULL ? fun->selector.sel : fun;
    Object *obj = ident->kind == NODE_IDENT ? ident->ident.object : NULL;
    if (obj != NULL && obj->kind == OBJ_FUNC) {
        add(c, 1);
        if (ident->ident.instance != NULL)
            add(c, dictionary_cost(ident->ident.instance->targs));
        c->cost += call_cost(c, obj);
        return;
    }
    count_expr(c, fun);
    if (obj != NULL && obj->kind == OBJ_VAR && fun->kind == NODE_IDENT)
        c->cost += variable_call_cost(c, obj);
    else if (fun->kind == NODE_FUNC_LIT)
        c->cost += info_cost(c->f, fun->func_lit.info);
    else
        c->cost += CALL_COST;
}

static GoType *param_type(GoType *sig, int i, bool dots)
{
    GoType *params = sig->u.func.params;
    int n = params->u.tuple.count;
    if (sig->u.func.variadic && i >= n - 1 && !dots) {
        GoType *t = params->u.tuple.vars[n - 1]->type;
        return t->kind == TYPE_SLICE ? t->u.slice.elem : t;
    }
    return i < n ? params->u.tuple.vars[i]->type : NULL;
}

// The results of f() in g(f()): temporaries, declared and assigned.
static void count_spread(Count *c, Node *e, int results)
{
    add(c, 1 + 4 * results);
    count_expr(c, e);
}

static int result_count(const Node *e)
{
    return e->type != NULL && e->type->kind == TYPE_TUPLE ?
        e->type->u.tuple.count : 1;
}

static void count_args(Count *c, Node *call, GoType *sig)
{
    NodeList args = call->call.args;
    bool dots = call->call.has_dots;
    int n = args.count;
    if (n == 1 && result_count(args.at[0]) > 1) {
        n = result_count(args.at[0]);
        count_spread(c, args.at[0], n);
        GoType *t = args.at[0]->type;
        for (int i = 0; i < n; i++)
            add(c, implicit_cost(t->u.tuple.vars[i]->type,
                                 param_type(sig, i, dots)));
    } else {
        for (int i = 0; i < n; i++)
            count_as(c, args.at[i], param_type(sig, i, dots));
    }
    int fixed = sig->u.func.params->u.tuple.count - 1;
    if (sig->u.func.variadic && !dots && n > fixed) {
        add(c, 1);    // The slice literal for the variadic arguments ...
        c->cost += 1; // ... which Go counts twice.
    } else if (sig->u.func.variadic && !dots) {
        add(c, 1);    // nil
    }
}

static void count_builtin(Count *c, Node *call, BuiltinId id)
{
    NodeList args = call->call.args;
    switch (id) {
    case BUILTIN_RECOVER:
        refuse(c, "call to recover");
        return;
    case BUILTIN_PANIC:
        // The conversion of its operand is free.
        add(c, 1);
        c->cost += 1;
        count_expr(c, args.at[0]);
        return;
    case BUILTIN_NEW:
        add(c, 1);
        if (args.at[0]->mode != MODE_TYPE) {
            add(c, 6);
            count_expr(c, args.at[0]);
        }
        return;
    case BUILTIN_MAKE: {
        add(c, 1);
        for (int i = 1; i < args.count; i++)
            count_expr(c, args.at[i]);
        GoType *u = type_core(call->type);
        if (args.count == 1 && u != NULL && u->kind != TYPE_SLICE)
            add(c, 1); // Size 0, spelled out.
        return;
    }
    case BUILTIN_APPEND: {
        add(c, 1);
        GoType *u = type_core(call->type);
        GoType *elem = u != NULL && u->kind == TYPE_SLICE ?
            u->u.slice.elem : NULL;
        count_expr(c, args.at[0]);
        for (int i = 1; i < args.count; i++)
            count_as(c, args.at[i], call->call.has_dots ? NULL : elem);
        return;
    }
    default:
        add(c, 1);
        for (int i = 0; i < args.count; i++)
            count_expr(c, args.at[i]);
        return;
    }
}

static Object *builtin_of(Node *fun)
{
    fun = node_unparen(fun);
    if (fun->kind == NODE_SELECTOR)
        fun = fun->selector.sel;
    Object *obj = fun->kind == NODE_IDENT ? fun->ident.object : NULL;
    return obj != NULL && obj->kind == OBJ_BUILTIN ? obj : NULL;
}

static void count_call(Count *c, Node *e)
{
    Node *fun = e->call.fun;
    if (fun->mode == MODE_TYPE) {
        count_conversion(c, e);
        return;
    }
    Object *builtin = builtin_of(fun);
    if (builtin != NULL) {
        count_builtin(c, e, builtin->u.builtin.id);
        return;
    }
    add(c, 1);
    count_callee(c, fun);
    GoType *sig = fun->type != NULL ? type_core(fun->type) : NULL;
    if (sig != NULL && sig->kind == TYPE_FUNC)
        count_args(c, e, sig);
}

// --- Other expressions -------------------------------------------------------------------------

static GoType *elem_type(GoType *u, bool key)
{
    switch (u->kind) {
    case TYPE_ARRAY: return key ? NULL : u->u.array.elem;
    case TYPE_SLICE: return key ? NULL : u->u.slice.elem;
    case TYPE_MAP: return key ? u->u.map.key : u->u.map.elem;
    default: return NULL;
    }
}

static void count_composite(Count *c, Node *e)
{
    GoType *u = type_core(e->type);
    if (u != NULL && u->kind == TYPE_POINTER) { // &T elided
        add(c, 1);
        u = type_core(u->u.pointer.elem);
    }
    add(c, 1);
    if (u == NULL)
        return;
    if (u->kind == TYPE_SLICE)
        c->cost += 1;
    NodeList elems = e->composite_lit.elems;
    for (int i = 0; i < elems.count; i++) {
        Node *kv = elems.at[i];
        bool keyed = kv->kind == NODE_KEY_VALUE;
        Node *value = keyed ? kv->key_value.value : kv;
        GoType *to = elem_type(u, false);
        if (u->kind == TYPE_STRUCT) {
            add(c, 1);
            if (keyed && kv->key_value.key->kind == NODE_IDENT &&
                kv->key_value.key->ident.object != NULL)
                to = kv->key_value.key->ident.object->type;
            else if (i < u->u.struc.count)
                to = u->u.struc.fields[i]->type;
        } else if (keyed) {
            add(c, 1);
            count_as(c, kv->key_value.key, elem_type(u, true));
        }
        count_as(c, value, to);
    }
}

static void count_selector(Count *c, Node *e)
{
    Selection *s = e->selector.selection;
    if (s == NULL) {
        add(c, 1);
        return;
    }
    if (s->kind == SEL_METHOD_EXPR)
        return; // Its node is given back; its operand is a type.
    count_expr(c, e->selector.x);
    count_path(c, s, s->path_len);
    if (s->kind == SEL_METHOD_VALUE) {
        add(c, 1 + (s->recv_addr || s->recv_deref));
        c->cost += 1;
    }
}

static bool is_string_sum(const Node *e)
{
    return e->kind == NODE_BINARY && e->op == TOK_ADD && e->value == NULL &&
        type_is_string(e->type);
}

// a + b + c is one node for strings.
static void count_string_sum(Count *c, Node *e)
{
    Node *x = node_unparen(e->binary.x), *y = node_unparen(e->binary.y);
    if (is_string_sum(x))
        count_string_sum(c, x);
    else
        count_expr(c, x);
    if (is_string_sum(y))
        count_string_sum(c, y);
    else
        count_expr(c, y);
}

static void count_binary(Count *c, Node *e)
{
    add(c, 1);
    if (is_string_sum(e)) {
        count_string_sum(c, e);
        return;
    }
    Node *x = e->binary.x, *y = e->binary.y;
    if (token_is_comparison((Token)e->op)) {
        // A concrete operand is converted to the other's interface type.
        count_as(c, x, x->type != NULL && !is_iface(x->type) ? y->type :
                 NULL);
        count_as(c, y, y->type != NULL && !is_iface(y->type) ? x->type :
                 NULL);
        return;
    }
    count_expr(c, x);
    count_expr(c, y);
}

static void count_unary(Count *c, Node *e)
{
    Node *x = node_unparen(e->unary.x);
    add(c, 1);
    count_expr(c, x);
    if (e->op != TOK_AND || x->kind != NODE_SELECTOR)
        return;
    // &x.f at offset 0 is &x, or x itself.
    Selection *s = x->selector.selection;
    if (s != NULL && s->kind == SEL_FIELD &&
        is_first_field(x->selector.x, s, s->path_len))
        c->cost -= 2;
}

static void count_star(Count *c, Node *e)
{
    Node *x = node_unparen(e->star.x);
    add(c, 1);
    count_expr(c, x);
    while (x->kind == NODE_CALL && x->call.fun->mode == MODE_TYPE &&
           x->call.args.count == 1)
        x = node_unparen(x->call.args.at[0]);
    if (x->kind == NODE_UNARY && x->op == TOK_AND)
        c->cost -= 1;
}

static bool same_variable(Node *a, Node *b)
{
    a = node_unparen(a);
    b = node_unparen(b);
    return a->kind == NODE_IDENT && b->kind == NODE_IDENT &&
        a->ident.object == b->ident.object && a->ident.object != NULL &&
        a->ident.object->kind == OBJ_VAR;
}

static void count_slice(Count *c, Node *e)
{
    // An array is sliced through its address.
    GoType *u = e->slice.x->type != NULL ? type_core(e->slice.x->type) : NULL;
    add(c, u != NULL && u->kind == TYPE_ARRAY ? 2 : 1);
    count_expr(c, e->slice.x);
    Node *parts[] = {e->slice.lo, e->slice.hi, e->slice.max};
    for (int i = 0; i < 3; i++) {
        if (parts[i] != NULL)
            count_expr(c, parts[i]);
    }
    if (parts[0] != NULL && parts[0]->value != NULL &&
        const_sign(parts[0]->value) == 0)
        c->cost -= 1;
    Node *hi = parts[1] != NULL ? node_unparen(parts[1]) : NULL;
    if (hi != NULL && hi->kind == NODE_CALL && hi->call.args.count == 1) {
        Object *b = builtin_of(hi->call.fun);
        if (b != NULL && b->u.builtin.id == BUILTIN_LEN &&
            same_variable(hi->call.args.at[0], e->slice.x))
            c->cost -= 2;
    }
}

static void count_index(Count *c, Node *e)
{
    if (e->index.instance != NULL) {
        add(c, 2); // A generic function value.
        return;
    }
    GoType *u = type_core(e->index.x->type);
    add(c, u != NULL && u->kind == TYPE_POINTER ? 2 : 1);
    count_expr(c, e->index.x);
    if (e->index.args.count == 0)
        return;
    count_as(c, e->index.args.at[0],
             u != NULL && u->kind == TYPE_MAP ? u->u.map.key : NULL);
}

static void count_expr(Count *c, Node *e)
{
    if (e == NULL || e->mode == MODE_TYPE)
        return;
    if (e->value != NULL || e->mode == MODE_NIL) {
        add(c, 1);
        return;
    }
    switch ((NodeKind)e->kind) {
    case NODE_PAREN: count_expr(c, e->paren.x); break;
    case NODE_COMPOSITE_LIT: count_composite(c, e); break;
    case NODE_FUNC_LIT:
        add(c, 1);
        c->cost += CLOSURE_COST;
        break;
    case NODE_SELECTOR: count_selector(c, e); break;
    case NODE_INDEX: count_index(c, e); break;
    case NODE_SLICE: count_slice(c, e); break;
    case NODE_TYPE_ASSERT:
        add(c, 1);
        count_expr(c, e->type_assert.x);
        break;
    case NODE_UNARY: count_unary(c, e); break;
    case NODE_STAR: count_star(c, e); break;
    case NODE_BINARY: count_binary(c, e); break;
    case NODE_CALL: count_call(c, e); break;
    default: add(c, 1); break; // Names.
    }
}

// --- Statements ----------------------------------------------------------------------------------

static void count_list(Count *c, NodeList list)
{
    for (int i = 0; i < list.count; i++)
        count_stmt(c, list.at[i]);
}

static bool is_blank(const Node *e)
{
    return e->kind == NODE_IDENT && str_eq_cstr(e->ident.name->str, "_");
}

static bool is_new(const Node *lhs)
{
    return lhs->kind == NODE_IDENT && lhs->ident.object != NULL &&
        lhs->ident.object->pos == lhs->pos && !is_blank(lhs);
}

// One assignment node with its sides; new variables are declared, too.
static void count_assign(Count *c, NodeList lhs, NodeList rhs, bool define)
{
    add(c, 1);
    for (int i = 0; i < lhs.count; i++) {
        Node *l = lhs.at[i];
        if (define && is_new(l))
            add(c, 2);
        if (is_blank(l))
            add(c, 1);
        else
            count_expr(c, l);
    }
    bool each = lhs.count == rhs.count;
    for (int i = 0; i < rhs.count; i++)
        count_as(c, rhs.at[i], each ? lhs.at[i]->type : NULL);
}

static void count_var_decl(Count *c, Node *d)
{
    NodeList names = d->var_decl.names, values = d->var_decl.values;
    if (values.count > 0) {
        add(c, 1);
        for (int i = 0; i < names.count; i++)
            add(c, is_blank(names.at[i]) ? 1 : 3);
        for (int i = 0; i < values.count; i++) {
            Object *v = names.count == values.count ?
                names.at[i]->ident.object : NULL;
            count_as(c, values.at[i], v != NULL ? v->type : NULL);
        }
        return;
    }
    add(c, 4 * names.count);
}

static void count_return(Count *c, Node *s)
{
    NodeList values = s->return_.results;
    GoType *results = c->f->type->u.func.results;
    add(c, 1);
    if (values.count == 1 && results->u.tuple.count > 1) {
        count_spread(c, values.at[0], results->u.tuple.count);
        return;
    }
    for (int i = 0; i < values.count; i++)
        count_as(c, values.at[i], i < results->u.tuple.count ?
                 results->u.tuple.vars[i]->type : NULL);
}

static void count_if(Count *c, Node *s)
{
    Node *cond = s->if_.cond;
    if (s->if_.init != NULL)
        count_stmt(c, s->if_.init);
    if (cond->value != NULL && const_kind(cond->value) == CONST_BOOL) {
        if (const_to_bool(cond->value))
            count_stmt(c, s->if_.then);
        else if (s->if_.els != NULL)
            count_stmt(c, s->if_.els);
        return;
    }
    add(c, 1);
    count_expr(c, cond);
    count_stmt(c, s->if_.then);
    if (s->if_.els != NULL)
        count_stmt(c, s->if_.els);
}

static void count_for(Count *c, Node *s)
{
    add(c, 1);
    if (s->for_.init != NULL)
        count_stmt(c, s->for_.init);
    if (s->for_.cond != NULL)
        count_expr(c, s->for_.cond);
    if (s->for_.post != NULL)
        count_stmt(c, s->for_.post);
    count_stmt(c, s->for_.body);
}

static void count_range(Count *c, Node *s)
{
    GoType *u = s->range.x->type != NULL ? type_core(s->range.x->type) : NULL;
    if (u != NULL && u->kind == TYPE_FUNC) {
        // The body becomes a function literal that the iterator calls; a
        // state variable is set and looked at before and after.
        add(c, 22);
        c->cost += CLOSURE_COST;
        count_callee(c, s->range.x);
        return;
    }
    add(c, 1);
    count_expr(c, s->range.x);
    for (int i = 0; i < s->range.lhs.count; i++) {
        Node *l = s->range.lhs.at[i];
        if (s->range.define && !is_blank(l))
            add(c, 2);
        if (is_blank(l))
            add(c, 1);
        else
            count_expr(c, l);
    }
    count_stmt(c, s->range.body);
}

static void count_switch(Count *c, Node *s)
{
    bool types = s->kind == NODE_TYPE_SWITCH_STMT;
    Node *tag = s->switch_.tag;
    add(c, 1);
    if (s->switch_.init != NULL)
        count_stmt(c, s->switch_.init);
    if (types) {
        add(c, 1 + (tag->type_switch_guard.lhs != NULL));
        count_expr(c, tag->type_switch_guard.x);
    } else if (tag != NULL) {
        count_expr(c, tag);
    }
    for (int i = 0; i < s->switch_.clauses.count; i++) {
        Node *k = s->switch_.clauses.at[i];
        add(c, 1 + (k->case_clause.implicit != NULL));
        NodeList exprs = k->case_clause.exprs;
        for (int n = 0; n < exprs.count; n++)
            count_as(c, exprs.at[n], tag != NULL && !types ? tag->type :
                     NULL);
        count_list(c, k->case_clause.body);
    }
}

// Go turns every receive into one with two left-hand sides.
static void count_comm(Count *c, Node *comm)
{
    if (comm->kind == NODE_EXPR_STMT)
        add(c, 3);
    else if (comm->kind == NODE_ASSIGN_STMT)
        add(c, comm->assign.lhs.count == 1 ? 1 : 9);
    count_stmt(c, comm);
}

static void count_select(Count *c, Node *s)
{
    add(c, 1);
    for (int i = 0; i < s->select.clauses.count; i++) {
        Node *k = s->select.clauses.at[i];
        add(c, 1);
        if (k->comm_clause.comm != NULL)
            count_comm(c, k->comm_clause.comm);
        count_list(c, k->comm_clause.body);
    }
}

static void count_send(Count *c, Node *s)
{
    GoType *u = type_core(s->send.chan->type);
    add(c, 1);
    count_expr(c, s->send.chan);
    count_as(c, s->send.value, u != NULL && u->kind == TYPE_CHAN ?
             u->u.chan.elem : NULL);
}

static void count_decls(Count *c, NodeList decls)
{
    for (int i = 0; i < decls.count; i++) {
        if (decls.at[i]->kind == NODE_VAR_DECL)
            count_var_decl(c, decls.at[i]);
    }
}

static void count_stmt(Count *c, Node *s)
{
    switch ((NodeKind)s->kind) {
    case NODE_DECL_STMT: count_decls(c, s->decl_stmt.decls); break;
    case NODE_LABELED_STMT:
        add(c, 1);
        count_stmt(c, s->labeled.stmt);
        break;
    case NODE_EXPR_STMT: count_expr(c, s->expr_stmt.x); break;
    case NODE_SEND_STMT: count_send(c, s); break;
    case NODE_INC_DEC_STMT:
        add(c, 2);
        count_expr(c, s->inc_dec.x);
        break;
    case NODE_OP_ASSIGN_STMT:
        add(c, 1);
        count_expr(c, s->op_assign.x);
        count_expr(c, s->op_assign.y);
        break;
    case NODE_ASSIGN_STMT:
        count_assign(c, s->assign.lhs, s->assign.rhs, s->assign.define);
        break;
    case NODE_GO_STMT: refuse(c, "unhandled op GO"); break;
    case NODE_DEFER_STMT: refuse(c, "unhandled op DEFER"); break;
    case NODE_RETURN_STMT: count_return(c, s); break;
    case NODE_BRANCH_STMT:
        if (s->op != TOK_FALLTHROUGH)
            add(c, 1);
        break;
    case NODE_BLOCK: count_list(c, s->block.stmts); break;
    case NODE_IF_STMT: count_if(c, s); break;
    case NODE_FOR_STMT: count_for(c, s); break;
    case NODE_RANGE_STMT: count_range(c, s); break;
    case NODE_SWITCH_STMT:
    case NODE_TYPE_SWITCH_STMT: count_switch(c, s); break;
    case NODE_SELECT_STMT: count_select(c, s); break;
    default: break;
    }
}

// --- One function -------------------------------------------------------------------------------

static const char *pragma_reason(const FuncInfo *f)
{
    if (f->obj == NULL || f->node->kind != NODE_FUNC_DECL)
        return NULL;
    const DirectiveList *d = f->node->func_decl.directives;
    static const struct { const char *name, *reason; } pragmas[] = {
        {"go:noinline", "marked go:noinline"},
        {"go:uintptrkeepalive",
         "marked as having a keep-alive uintptr argument"},
        {"go:uintptrescapes",
         "marked as having an escaping uintptr argument"},
        {"go:yeswritebarrierrec", "marked go:yeswritebarrierrec"},
    };
    for (size_t i = 0; i < sizeof pragmas / sizeof *pragmas; i++) {
        if (directive_find(d, pragmas[i].name, NULL))
            return pragmas[i].reason;
    }
    return NULL;
}

static void count_function(Arena *arena, FuncInfo *f)
{
    f->cost_known = true;
    f->cost = -1;
    const char *reason = pragma_reason(f);
    if (reason != NULL) {
        f->cost_reason = str_from(reason);
        return;
    }
    Count c = {.f = f};
    count_list(&c, f->body->block.stmts);
    f->is_big = c.nodes >= INLINE_BIG_NODES;
    if (f->is_big) { // Once more: calls in it count more.
        c = (Count){.f = f};
        count_list(&c, f->body->block.stmts);
    }
    int budget = f->obj == NULL ? CLOSURE_BUDGET : INLINE_BUDGET;
    if (c.reason != NULL)
        f->cost_reason = str_from(c.reason);
    else if (c.cost > budget)
        f->cost_reason =
            str_printf(arena, "function too complex: cost %d exceeds budget "
                       "%d", c.cost, budget);
    else
        f->cost = c.cost;
}

// --- Callees first -----------------------------------------------------------------------------

// Tarjan's components; a literal belongs after the functions it uses and
// before the one it stands in, as it is a callee of that one.
typedef struct Order {
    Arena *arena;
    int next;
    VEC(FuncInfo *) stack;
} Order;

static int visit(Order *o, FuncInfo *f);

typedef struct Walk {
    Order *o;
    FuncInfo *f;
    int least;
} Walk;

static void use(Walk *w, FuncInfo *callee)
{
    if (callee == NULL || callee->pkg != w->f->pkg)
        return;
    int low = visit(w->o, callee);
    if (low < w->least)
        w->least = low;
}

static bool visit_node(Node *n, void *context)
{
    Walk *w = context;
    if (n->kind == NODE_FUNC_LIT) {
        if (n->func_lit.info != w->f)
            use(w, n->func_lit.info);
        return n->func_lit.info == w->f;
    }
    if (n->kind == NODE_IDENT && n->ident.object != NULL &&
        n->ident.object->kind == OBJ_FUNC)
        use(w, origin_of(n->ident.object)->u.func.info);
    return true;
}

static void close_component(Order *o, FuncInfo *f)
{
    int first = o->stack.len;
    do {
        first--;
        o->stack.data[first]->scc_low = INT32_MAX;
    } while (o->stack.data[first] != f);
    for (int i = first; i < o->stack.len; i++)
        count_function(o->arena, o->stack.data[i]);
    o->stack.len = first;
}

// Returns the least number that f leads to within its component.
static int visit(Order *o, FuncInfo *f)
{
    if (f->scc != 0)
        return f->scc_low;
    f->scc = f->scc_low = ++o->next;
    vec_push(&o->stack, f);
    Walk w = {o, f, f->scc};
    node_walk(f->body, visit_node, &w);
    f->scc_low = w.least;
    if (w.least == f->scc)
        close_component(o, f);
    return w.least == f->scc ? INT32_MAX : w.least;
}

void cost_functions(Arena *arena, FuncInfo **funcs, int count)
{
    Order o = {.arena = arena};
    for (int i = 0; i < count; i++) {
        if (funcs[i]->obj != NULL && funcs[i]->body != NULL)
            visit(&o, funcs[i]);
    }
    for (int i = 0; i < count; i++) { // Literals of package variables.
        if (funcs[i]->body != NULL)
            visit(&o, funcs[i]);
    }
    vec_free(&o.stack);
}

void cost_function(Arena *arena, FuncInfo *f)
{
    if (!f->cost_known && f->body != NULL)
        cost_functions(arena, &f, 1);
}
