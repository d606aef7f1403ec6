// frontend/lower_call.c -- Calls, go and defer, method values.
//
// A call is planned first: callee, receiver and arguments become operands, in
// order; then it is emitted, at once or, for go and defer, inside a wrapper
// closure that captures the operands.
//
//     defer f(x, 1)    w = closure f.deferwrap1 over x; defer w
#include "base/ice.h"
#include "frontend/lower_internal.h"

#include <string.h>

bool call_is_conversion(const Node *n)
{
    return node_is_type(node_unparen(n->call.fun));
}

bool call_is_builtin(const Node *n, BuiltinId *id)
{
    Node *fun = node_unparen(n->call.fun);
    if (fun->mode != MODE_BUILTIN)
        return false;
    Object *o = node_object(fun);
    if (o == NULL || o->kind != OBJ_BUILTIN)
        return false;
    *id = o->u.builtin.id;
    return true;
}

IrOperand lower_call_runtime(Fn *fn, const char *symbol,
                             const IrOperand *args, int n,
                             const IrType *result)
{
    const IrType *types[6];
    for (int i = 0; i < n; i++)
        types[i] = args[i].type;
    IrFunc *f = lower_extern(fn->lw, symbol, types, n, result);
    IrInstr *in = build_op(&fn->b, OP_CALL, NULL, args, (uint32_t)n, NULL);
    in->callee = f;
    if (result == NULL)
        return opd_none();
    LocalId *dst = ARENA_NEW(fn->lw->arena, LocalId);
    *dst = builder_temp(&fn->b, result);
    in->ndsts = 1;
    in->dsts = dst;
    return opd_local(fn->f, *dst);
}

// --- Receivers --------------------------------------------------------------

static Node *method_selector(Node *fun)
{
    fun = node_unparen(fun);
    if (fun->kind == NODE_INDEX)
        fun = node_unparen(fun->index.x);
    if (fun->kind != NODE_SELECTOR || fun->selector.selection == NULL)
        return NULL;
    SelectionKind k = fun->selector.selection->kind;
    return k == SEL_METHOD_VALUE || k == SEL_METHOD_EXPR ? fun : NULL;
}

// The place or value at the end of the path, made what the method wants.
static IrOperand receiver_at(Fn *fn, IrPlace p, GoType *t, Object *method,
                             GoType **recv)
{
    GoType *elem = pointer_elem(t);
    *recv = t;
    if (is_interface(t))
        return lower_place_load(fn, p);
    if (method->u.func.has_ptr_recv) {
        if (elem != NULL)
            return lower_place_load(fn, p);
        *recv = type_new_pointer(fn->lw->tc, t);
        IrOperand a = build_addr(&fn->b, p);
        return a;
    }
    if (elem == NULL)
        return lower_place_load(fn, p);
    IrOperand ptr = lower_place_load(fn, p);
    lower_nilcheck(fn, ptr);
    *recv = elem;
    return build_load(&fn->b, place_deref(ptr, ir_type(fn->lw, elem)));
}

IrOperand lower_receiver(Fn *fn, Node *sel, Selection *s, GoType **recv)
{
    Node *x = sel->selector.x;
    GoType *t = lower_node_type(fn, x);
    IrPlace p;
    IrOperand v;
    bool by_value = pointer_elem(t) != NULL || is_interface(t);
    if (by_value) {
        v = lower_expr(fn, x);
        if (v.kind != OPD_LOCAL)
            v = fn_temp_copy(fn, v);
        if (v.kind != OPD_LOCAL) {
            LocalId tmp = builder_temp(&fn->b, v.type);
            build_move(&fn->b, tmp, v);
            v = opd_local(fn->f, tmp);
        }
        p = place_local(fn->f, v.local);
    } else {
        p = lower_place(fn, x);
    }
    fn->b.pos = sel->pos;
    for (int i = 0; i < s->path_len; i++) {
        GoType *elem = pointer_elem(t);
        if (elem != NULL) {
            IrOperand ptr = lower_place_load(fn, p);
            lower_nilcheck(fn, ptr);
            p = place_deref(ptr, ir_type(fn->lw, elem));
            t = elem;
        }
        p = place_field(fn->lw->m, p, (uint32_t)s->path[i]);
        t = struct_field_at(t, s->path[i])->type;
    }
    note_text(fn, "address-of", lower_text(fn, x), sel->pos);
    v = receiver_at(fn, p, t, s->obj, recv);
    note_none(fn);
    return v;
}

// --- Arguments --------------------------------------------------------------

typedef struct Args {
    IrOperand *ops;
    GoType **types; // NULL: converted already.
    int n;
} Args;

static IrOperand variadic_slice(Fn *fn, Node *call, GoType *slice,
                                const IrOperand *ops, int n)
{
    Lower *lw = fn->lw;
    if (n == 0)
        return opd_zero(lw->basic[IRT_SLICE]);
    GoType *elem = lower_elem(slice);
    AllocSite *site = fn_site(fn, SITE_VARIADIC, call->pos,
                              STR("... argument"), elem);
    site->size *= n;
    if (lw->in->texts)
        site->type = lower_type_text(lw, slice);
    fn->b.pos = call->pos;
    IrInstr *in = build_op(&fn->b, OP_NEWARRAY, lw->basic[IRT_SLICE], NULL, 0,
                           site);
    IrOperand s = instr_result(fn->f, in);
    in->elem = ir_type(lw, elem);
    in->count = (uint64_t)n;
    in->desc = lower_desc(lw, elem);
    for (int i = 0; i < n; i++) {
        note_text(fn, "slice-literal-element", STR("... argument"),
                  call->pos);
        IrPlace p = place_elem(s, opd_i64(lw, i), ir_type(lw, elem));
        build_store(&fn->b, p, ops[i])->flags |= IRF_INIT;
    }
    note_none(fn);
    return s;
}

static GoType *param_type(GoType *sig, int i, bool spread)
{
    GoType *params = sig->u.func.params;
    int n = params->u.tuple.count;
    if (sig->u.func.variadic && !spread && i >= n - 1)
        return lower_elem(params->u.tuple.vars[n - 1]->type);
    return params->u.tuple.vars[i]->type;
}

static bool is_multi(Fn *fn, NodeList args)
{
    if (args.count != 1)
        return false;
    Node *a = node_unparen(args.at[0]);
    (void)fn;
    return a->kind == NODE_CALL && a->type != NULL &&
           a->type->kind == TYPE_TUPLE && a->type->u.tuple.count > 1;
}

static int multi_args(Fn *fn, Node *call, GoType *sig, IrOperand **out)
{
    Node *a = node_unparen(call->call.args.at[0]);
    int n = a->type->u.tuple.count;
    IrOperand *ops = ARENA_ARRAY(&fn->lw->scratch, IrOperand, n);
    GoType **types = ARENA_ARRAY(&fn->lw->scratch, GoType *, n);
    lower_call_multi(fn, a, ops, types, n);
    for (int i = 0; i < n; i++) {
        fn->b.pos = call->pos;
        ops[i] = lower_convert(fn, ops[i], types[i],
                               param_type(sig, i, false), a,
                               "call parameter");
    }
    *out = ops;
    return n;
}

static int single_args(Fn *fn, Node *call, GoType *sig, IrOperand **out)
{
    NodeList list = call->call.args;
    int n = list.count;
    IrOperand *ops = ARENA_ARRAY(&fn->lw->scratch, IrOperand, n > 0 ? n : 1);
    for (int i = 0; i < n; i++)
        ops[i] = lower_expr_to(fn, list.at[i],
                               param_type(sig, i, call->call.has_dots),
                               "call parameter");
    *out = ops;
    return n;
}

// Appends the n arguments to plan->args (room for all is there).
static void plan_args(Fn *fn, Node *call, GoType *sig, CallPlan *plan,
                      const IrOperand *ops, int n)
{
    int fixed = sig->u.func.params->u.tuple.count;
    bool pack = sig->u.func.variadic && !call->call.has_dots;
    int direct = pack ? fixed - 1 : n;
    for (int i = 0; i < direct; i++)
        plan->args[plan->nargs++] = ops[i];
    if (pack && plan->later && n > direct) {
        plan->pack = sig->u.func.params->u.tuple.vars[fixed - 1]->type;
        plan->pack_from = plan->nargs;
        for (int i = direct; i < n; i++)
            plan->args[plan->nargs++] = ops[i];
    } else if (pack) {
        GoType *slice = sig->u.func.params->u.tuple.vars[fixed - 1]->type;
        plan->args[plan->nargs++] =
            variadic_slice(fn, call, slice, ops + direct, n - direct);
    }
}

// --- Planning ---------------------------------------------------------------

static TypeList call_targs(Fn *fn, Node *fun)
{
    Instance *inst = node_instance(fun);
    return inst != NULL ? type_subst_list(fn->env, inst->targs) :
        (TypeList){0};
}

static GoType *call_signature(Fn *fn, Node *fun)
{
    Instance *inst = node_instance(fun);
    GoType *t = inst != NULL && inst->type != NULL ?
        lower_type(fn, inst->type) : lower_node_type(fn, fun);
    GoType *core = type_core(t);
    if (core == NULL || core->kind != TYPE_FUNC)
        ICE(fun->pos, "call of %s", type_string(t, NULL));
    return core;
}

static void plan_method(Fn *fn, Node *fun, Node *sel, CallPlan *plan)
{
    Lower *lw = fn->lw;
    Selection *s = lower_selection(fn, sel);
    GoType *recv;
    IrOperand r = lower_receiver(fn, sel, s, &recv);
    plan->args[plan->nargs++] = r;
    if (is_interface(recv)) {
        plan->kind = CALL_IFACE;
        plan->desc = lower_desc(lw, recv);
        plan->method = (uint32_t)iface_method_index(recv, s->obj);
        plan->method_name = str_from(s->obj->name);
        lower_call_method(lw, s->obj);
    } else {
        plan->kind = CALL_STATIC;
        plan->callee = lower_func_ref(lw, s->obj, call_targs(fn, fun));
    }
}

static void plan_fun(Fn *fn, Node *fun, CallPlan *plan)
{
    Node *sel = method_selector(fun);
    if (sel != NULL && sel->selector.selection->kind == SEL_METHOD_VALUE) {
        plan_method(fn, fun, sel, plan);
        return;
    }
    IrOperand f = lower_expr(fn, fun);
    if (f.kind == OPD_FUNC) {
        plan->kind = CALL_STATIC;
        plan->callee = f.func;
        return;
    }
    plan->kind = CALL_FUNC;
    plan->args[plan->nargs++] = f;
}

static void plan_order(Fn *fn, Node *call)
{
    int n = call->call.args.count;
    Node **nodes = ARENA_ARRAY(&fn->lw->scratch, Node *, n + 1);
    nodes[0] = call->call.fun;
    for (int i = 0; i < n; i++)
        nodes[i + 1] = call->call.args.at[i];
    lower_order(fn, nodes, n + 1);
}

static void plan_call(Fn *fn, Node *call, CallPlan *plan, bool later)
{
    *plan = (CallPlan){0};
    plan->later = later;
    plan->call = call;
    plan->pos = call->pos;
    BuiltinId id;
    if (call_is_builtin(call, &id)) {
        lower_builtin_operands(fn, call, id, plan);
        return;
    }
    Node *fun = node_unparen(call->call.fun);
    GoType *sig = call_signature(fn, fun);
    plan->results = sig->u.func.results;
    int room = sig->u.func.params->u.tuple.count + 2;
    if (call->call.args.count + 2 > room)
        room = call->call.args.count + 2;
    plan->args = ARENA_ARRAY(&fn->lw->scratch, IrOperand, room);
    IrOperand *ops;
    int n;
    if (is_multi(fn, call->call.args)) {
        lower_hoist(fn, fun);
        n = multi_args(fn, call, sig, &ops);
        plan_fun(fn, fun, plan);
    } else {
        plan_order(fn, call);
        plan_fun(fn, fun, plan);
        n = single_args(fn, call, sig, &ops);
    }
    plan_args(fn, call, sig, plan, ops, n);
    fn->b.pos = call->pos;
}

void lower_plan_call(Fn *fn, Node *call, CallPlan *plan)
{
    plan_call(fn, call, plan, false);
}

static IrInstr *emit_call(Fn *fn, const CallPlan *plan, LocalId *dsts)
{
    IrOp op = plan->kind == CALL_STATIC ? OP_CALL :
              plan->kind == CALL_FUNC ? OP_CALLFUNC : OP_CALLIFACE;
    fn->b.pos = plan->pos;
    if (plan->call != NULL)
        note(fn, "call parameter", plan->call);
    IrInstr *in = build_op(&fn->b, op, NULL, plan->args,
                           (uint32_t)plan->nargs, NULL);
    note_none(fn);
    in->callee = plan->callee;
    in->desc = plan->desc;
    in->method = plan->method;
    in->method_name = plan->method_name;
    in->ndsts = (uint32_t)tuple_count(plan->results);
    in->dsts = dsts;
    return in;
}

void lower_emit_call(Fn *fn, const CallPlan *plan, LocalId *dsts)
{
    emit_call(fn, plan, dsts);
}

static LocalId *result_temps(Fn *fn, const CallPlan *plan)
{
    int n = tuple_count(plan->results);
    LocalId *dsts = ARENA_ARRAY(fn->lw->arena, LocalId, n > 0 ? n : 1);
    for (int i = 0; i < n; i++)
        dsts[i] = builder_temp(&fn->b,
                               ir_type(fn->lw, tuple_at(plan->results, i)));
    return dsts;
}

// Dropped results: only a static call's callee tells their types.
static LocalId *no_results(Fn *fn, const CallPlan *plan)
{
    if (plan->kind != CALL_STATIC)
        return result_temps(fn, plan);
    int n = tuple_count(plan->results);
    LocalId *dsts = ARENA_ARRAY(fn->lw->arena, LocalId, n + 1);
    for (int i = 0; i < n; i++)
        dsts[i] = LOCAL_NONE;
    return dsts;
}

IrOperand lower_call(Fn *fn, Node *n)
{
    BuiltinId id;
    if (call_is_conversion(n))
        return lower_conversion(fn, n);
    if (call_is_builtin(n, &id))
        return lower_builtin(fn, n, id);
    CallPlan plan;
    lower_plan_call(fn, n, &plan);
    LocalId *dsts = result_temps(fn, &plan);
    lower_emit_call(fn, &plan, dsts);
    if (tuple_count(plan.results) == 0)
        return opd_none();
    return opd_local(fn->f, dsts[0]);
}

void lower_call_multi(Fn *fn, Node *n, IrOperand *out, GoType **types,
                      int count)
{
    n = node_unparen(n);
    CallPlan plan;
    lower_plan_call(fn, n, &plan);
    ICE_ASSERT(tuple_count(plan.results) == count, n->pos);
    LocalId *dsts = result_temps(fn, &plan);
    lower_emit_call(fn, &plan, dsts);
    for (int i = 0; i < count; i++) {
        out[i] = opd_local(fn->f, dsts[i]);
        types[i] = tuple_at(plan.results, i);
    }
}

void lower_call_stmt(Fn *fn, Node *n)
{
    n = node_unparen(n);
    BuiltinId id;
    if (call_is_conversion(n) || call_is_builtin(n, &id)) {
        lower_call(fn, n);
        return;
    }
    CallPlan plan;
    lower_plan_call(fn, n, &plan);
    lower_emit_call(fn, &plan, no_results(fn, &plan));
}

// --- go and defer -----------------------------------------------------------

// A function without parameters that makes the planned call; *args gets what
// it captures.
static IrFunc *wrap_call(Fn *fn, const CallPlan *plan, bool is_go, Node *stmt,
                         IrOperand **args, int *nargs)
{
    Lower *lw = fn->lw;
    Str name = str_printf(lw->arena, "%.*s.%s%d", STR_ARG(fn->f->name),
                          is_go ? "gowrap" : "deferwrap", ++fn->wraps);
    IrFunc *f = fn_child_func(fn, name, stmt->pos, stmt->pos);
    f->flags |= IRFN_WRAPPER;
    Fn w;
    fn_init(&w, lw, f, fn->env);
    w.pkg = fn->pkg;
    w.b.pos = plan->pos;
    CallPlan inner = *plan;
    inner.args = ARENA_ARRAY(&lw->scratch, IrOperand, plan->nargs + 1);
    *args = ARENA_ARRAY(&lw->scratch, IrOperand, plan->nargs + 1);
    *nargs = 0;
    for (int i = 0; i < plan->nargs; i++) {
        IrOperand a = inner.args[i] = plan->args[i];
        if (a.kind != OPD_LOCAL)
            continue;
        (*args)[(*nargs)++] = a;
        LocalId c = ir_local_new(lw->m, f, LOCAL_CAPTURE, a.type,
                                 str_printf(lw->arena, ".a%d", i));
        inner.args[i] = opd_local(f, c);
    }
    if (inner.pack != NULL) {
        int from = inner.pack_from;
        inner.args[from] = variadic_slice(&w, plan->call, inner.pack,
                                          inner.args + from,
                                          inner.nargs - from);
        inner.nargs = from + 1;
    }
    if (plan->kind == CALL_BUILTIN) {
        lower_builtin_emit(&w, &inner);
    } else {
        LocalId *dsts = no_results(&w, &inner);
        emit_call(&w, &inner, dsts)->flags |= IRF_WRAPPER_CALL;
    }
    fn_finish(&w);
    return f;
}

static IrOperand wrapped(Fn *fn, const CallPlan *plan, bool is_go, Node *stmt)
{
    IrOperand *args;
    int n;
    if (plan->kind == CALL_IFACE) {
        IrOperand t = build_unary(&fn->b, OP_ITYPE, fn->lw->basic[IRT_PTR],
                                  plan->args[0]);
        lower_nilcheck(fn, t);
    }
    IrFunc *f = wrap_call(fn, plan, is_go, stmt, &args, &n);
    AllocSite *site = fn_site(fn, is_go ? SITE_GO : SITE_WRAP, stmt->pos,
                              STR("func literal"), NULL);
    site->no_report = true;
    note(fn, "call parameter", plan->call);
    IrOperand v = fn_make_closure(fn, f, args, n, site, plan->pos);
    note_none(fn);
    return v;
}

static IrOperand deferred_func(Fn *fn, Node *call, bool is_go, Node *stmt)
{
    CallPlan plan;
    plan_call(fn, call, &plan, true);
    bool plain = plan.kind != CALL_BUILTIN && tuple_count(plan.results) == 0;
    if (plain && plan.kind == CALL_FUNC && plan.nargs == 1)
        return plan.args[0];
    if (plain && plan.kind == CALL_STATIC && plan.nargs == 0)
        return opd_func(fn->lw->m, plan.callee);
    return wrapped(fn, &plan, is_go, stmt);
}

void lower_go_defer(Fn *fn, Node *n)
{
    bool is_go = n->kind == NODE_GO_STMT;
    Node *call = node_unparen(n->go_defer.call);
    IrOperand f = deferred_func(fn, call, is_go, n);
    fn->b.pos = n->pos;
    if (is_go) {
        build_op(&fn->b, OP_GO, NULL, &f, 1, NULL);
        return;
    }
    AllocSite *site = fn_site(fn, SITE_DEFER, n->pos, STR("defer"), NULL);
    site->no_report = true;
    site->size = 16;
    site->has_pointers = true;
    IrOperand args[2] = {f, opd_none()};
    uint32_t nargs = 1;
    if (fn->outer != NULL)
        args[nargs++] = fn_var_load(fn, fn->loop->frame);
    IrInstr *in = build_op(&fn->b, OP_DEFER, NULL, args, nargs, site);
    if (fn->b.loop_depth > 1 || fn->outer != NULL)
        in->flags |= IRF_IN_LOOP;
    if (fn->outer == NULL)
        fn->f->flags |= IRFN_HAS_DEFER;
}

// --- Method values and expressions ------------------------------------------

IrOperand lower_method_value(Fn *fn, Node *n)
{
    Lower *lw = fn->lw;
    Node *sel = method_selector(n);
    Selection *s = lower_selection(fn, sel);
    GoType *recv;
    IrOperand r = lower_receiver(fn, sel, s, &recv);
    fn->b.pos = sel->pos;
    if (is_interface(recv)) {
        IrOperand t = build_unary(&fn->b, OP_ITYPE, lw->basic[IRT_PTR], r);
        lower_nilcheck(fn, t);
    }
    IrFunc *f = lower_method_value_func(lw, recv, s, s->obj,
                                        call_targs(fn, n));
    AllocSite *site = fn_site(fn, SITE_METHOD_VALUE, sel->pos,
                              lower_text(fn, sel), NULL);
    if (lw->in->texts)
        site->type = lower_type_text(lw, lower_node_type(fn, n));
    note(fn, "captured by a closure", sel);
    IrOperand v = fn_make_closure(fn, f, &r, 1, site, sel->pos);
    note_none(fn);
    return v;
}

IrOperand lower_method_expr(Fn *fn, Node *n)
{
    Lower *lw = fn->lw;
    Node *sel = method_selector(n);
    Selection *s = lower_selection(fn, sel);
    GoType *recv = lower_type(fn, s->recv);
    if (is_interface(recv))
        return opd_func(lw->m, lower_iface_method_expr(lw, recv, s->obj));
    TypeList targs = call_targs(fn, n);
    bool ptr = pointer_elem(recv) != NULL;
    if (targs.count > 0) {
        if (s->path_len > 0 || ptr != s->obj->u.func.has_ptr_recv)
            lower_error(lw, n->pos, "generic method expression through "
                                    "embedding is not supported");
        return opd_func(lw->m, lower_func_ref(lw, s->obj, targs));
    }
    return opd_func(lw->m, lower_method_entry(lw, recv, s));
}
