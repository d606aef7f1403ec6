// frontend/cost_expr.c -- Expressions as Go's inliner counts them.
//
// Each function answers how many nodes Go's tree has for one construct, which
// differs from the source where conversions, receivers, dictionaries or
// variadic slices are implicit.
//
// Invariant: a constant is one node, whatever it was computed from.
//
//     f(x, 1+2)   call, f, x, 3: 4, plus the call's own cost
#include "frontend/cost_internal.h"

#include <string.h>

void cost_add(Count *c, int n)
{
    c->cost += n;
    c->nodes += n;
}

void cost_refuse(Count *c, const char *reason)
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
int cost_implicit(GoType *from, GoType *to)
{
    if (from == NULL || to == NULL || !is_iface(to) ||
        type_is_untyped(from) || type_identical(from, to))
        return 0;
    if (is_iface(from) && type_identical(type_underlying(from),
                                         type_underlying(to)))
        return 0;
    return 1;
}

void cost_expr_as(Count *c, Node *e, GoType *to)
{
    if (e->mode != MODE_NIL)
        cost_add(c, cost_implicit(e->type, to));
    cost_expr(c, e);
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
        return cost_implicit(from, to) == 0;
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
        cost_add(c, 1);
    cost_expr(c, arg);
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

const Object *cost_origin(const Object *f)
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
    f = cost_origin(f);
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
    cost_add(c, steps);
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
        cost_expr(c, fun);
        c->cost += call_cost(c, s->obj);
        return;
    }
    cost_expr(c, fun->selector.x);
    count_path(c, s, s->path_len);
    if (s->iface_method) {
        cost_add(c, 1); // ODOTINTER
        c->cost += CALL_COST;
        return;
    }
    cost_add(c, s->recv_addr || s->recv_deref);
    Node *x = node_unparen(fun->selector.x);
    if (s->recv_addr &&
        (s->path_len > 0 ? is_first_field(x, s, s->path_len) :
         x->kind == NODE_SELECTOR && x->selector.selection != NULL &&
         x->selector.selection->kind == SEL_FIELD &&
         is_first_field(x->selector.x, x->selector.selection,
                        x->selector.selection->path_len)))
        c->cost -= 2;
    const Object *m = cost_origin(s->obj);
    c->cost += call_cost(c, m);
    GoType *recv = s->obj->u.func.recv_named;
    if (recv != NULL && recv->kind == TYPE_NAMED &&
        recv->u.named.targs.count > 0)
        cost_add(c, dictionary_cost(recv->u.named.targs));
}

void cost_callee(Count *c, Node *fun)
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
        cost_add(c, 1);
        if (ident->ident.instance != NULL)
            cost_add(c, dictionary_cost(ident->ident.instance->targs));
        c->cost += call_cost(c, obj);
        return;
    }
    cost_expr(c, fun);
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
void cost_spread(Count *c, Node *e, int results)
{
    cost_add(c, 1 + 4 * results);
    cost_expr(c, e);
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
        cost_spread(c, args.at[0], n);
        GoType *t = args.at[0]->type;
        for (int i = 0; i < n; i++)
            cost_add(c, cost_implicit(t->u.tuple.vars[i]->type,
                                 param_type(sig, i, dots)));
    } else {
        for (int i = 0; i < n; i++)
            cost_expr_as(c, args.at[i], param_type(sig, i, dots));
    }
    int fixed = sig->u.func.params->u.tuple.count - 1;
    if (sig->u.func.variadic && !dots && n > fixed) {
        cost_add(c, 1);    // The slice literal for the variadic arguments ...
        c->cost += 1; // ... which Go counts twice.
    } else if (sig->u.func.variadic && !dots) {
        cost_add(c, 1);    // nil
    }
}

static void count_builtin(Count *c, Node *call, BuiltinId id)
{
    NodeList args = call->call.args;
    switch (id) {
    case BUILTIN_RECOVER:
        cost_refuse(c, "call to recover");
        return;
    case BUILTIN_PANIC:
        // The conversion of its operand is free.
        cost_add(c, 1);
        c->cost += 1;
        cost_expr(c, args.at[0]);
        return;
    case BUILTIN_NEW:
        cost_add(c, 1);
        if (args.at[0]->mode != MODE_TYPE) {
            cost_add(c, 6);
            cost_expr(c, args.at[0]);
        }
        return;
    case BUILTIN_MAKE: {
        cost_add(c, 1);
        for (int i = 1; i < args.count; i++)
            cost_expr(c, args.at[i]);
        GoType *u = type_core(call->type);
        if (args.count == 1 && u != NULL && u->kind != TYPE_SLICE)
            cost_add(c, 1); // Size 0, spelled out.
        return;
    }
    case BUILTIN_APPEND: {
        cost_add(c, 1);
        GoType *u = type_core(call->type);
        GoType *elem = u != NULL && u->kind == TYPE_SLICE ?
            u->u.slice.elem : NULL;
        cost_expr(c, args.at[0]);
        for (int i = 1; i < args.count; i++)
            cost_expr_as(c, args.at[i], call->call.has_dots ? NULL : elem);
        return;
    }
    default:
        cost_add(c, 1);
        for (int i = 0; i < args.count; i++)
            cost_expr(c, args.at[i]);
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
    cost_add(c, 1);
    cost_callee(c, fun);
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
        cost_add(c, 1);
        u = type_core(u->u.pointer.elem);
    }
    cost_add(c, 1);
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
            cost_add(c, 1);
            if (keyed && kv->key_value.key->kind == NODE_IDENT &&
                kv->key_value.key->ident.object != NULL)
                to = kv->key_value.key->ident.object->type;
            else if (i < u->u.struc.count)
                to = u->u.struc.fields[i]->type;
        } else if (keyed) {
            cost_add(c, 1);
            cost_expr_as(c, kv->key_value.key, elem_type(u, true));
        }
        cost_expr_as(c, value, to);
    }
}

static void count_selector(Count *c, Node *e)
{
    Selection *s = e->selector.selection;
    if (s == NULL) {
        cost_add(c, 1);
        return;
    }
    if (s->kind == SEL_METHOD_EXPR)
        return; // Its node is given back; its operand is a type.
    cost_expr(c, e->selector.x);
    count_path(c, s, s->path_len);
    if (s->kind == SEL_METHOD_VALUE) {
        cost_add(c, 1 + (s->recv_addr || s->recv_deref));
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
        cost_expr(c, x);
    if (is_string_sum(y))
        count_string_sum(c, y);
    else
        cost_expr(c, y);
}

static void count_binary(Count *c, Node *e)
{
    cost_add(c, 1);
    if (is_string_sum(e)) {
        count_string_sum(c, e);
        return;
    }
    Node *x = e->binary.x, *y = e->binary.y;
    if (token_is_comparison((Token)e->op)) {
        // A concrete operand is converted to the other's interface type.
        cost_expr_as(c, x, x->type != NULL && !is_iface(x->type) ? y->type :
                 NULL);
        cost_expr_as(c, y, y->type != NULL && !is_iface(y->type) ? x->type :
                 NULL);
        return;
    }
    cost_expr(c, x);
    cost_expr(c, y);
}

static void count_unary(Count *c, Node *e)
{
    Node *x = node_unparen(e->unary.x);
    cost_add(c, 1);
    cost_expr(c, x);
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
    cost_add(c, 1);
    cost_expr(c, x);
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
    cost_add(c, u != NULL && u->kind == TYPE_ARRAY ? 2 : 1);
    cost_expr(c, e->slice.x);
    Node *parts[] = {e->slice.lo, e->slice.hi, e->slice.max};
    for (int i = 0; i < 3; i++) {
        if (parts[i] != NULL)
            cost_expr(c, parts[i]);
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
        cost_add(c, 2); // A generic function value.
        return;
    }
    GoType *u = type_core(e->index.x->type);
    cost_add(c, u != NULL && u->kind == TYPE_POINTER ? 2 : 1);
    cost_expr(c, e->index.x);
    if (e->index.args.count == 0)
        return;
    cost_expr_as(c, e->index.args.at[0],
             u != NULL && u->kind == TYPE_MAP ? u->u.map.key : NULL);
}

void cost_expr(Count *c, Node *e)
{
    if (e == NULL || e->mode == MODE_TYPE)
        return;
    if (e->value != NULL || e->mode == MODE_NIL) {
        cost_add(c, 1);
        return;
    }
    switch ((NodeKind)e->kind) {
    case NODE_PAREN: cost_expr(c, e->paren.x); break;
    case NODE_COMPOSITE_LIT: count_composite(c, e); break;
    case NODE_FUNC_LIT:
        cost_add(c, 1);
        c->cost += CLOSURE_COST;
        break;
    case NODE_SELECTOR: count_selector(c, e); break;
    case NODE_INDEX: count_index(c, e); break;
    case NODE_SLICE: count_slice(c, e); break;
    case NODE_TYPE_ASSERT:
        cost_add(c, 1);
        cost_expr(c, e->type_assert.x);
        break;
    case NODE_UNARY: count_unary(c, e); break;
    case NODE_STAR: count_star(c, e); break;
    case NODE_BINARY: count_binary(c, e); break;
    case NODE_CALL: count_call(c, e); break;
    default: cost_add(c, 1); break; // Names.
    }
}
