// frontend/lower_rangefunc.c -- range over functions.
//
// The body becomes a closure that the iterator function calls.  A state
// variable for each loop tells whether it may be called; what leaves the body
// to somewhere else than its own loop stores a code in `next`, says stop, and
// is carried out after the iterator has returned, level by level.
//
// Invariant: the state is READY exactly while the iterator may call the body;
// PANIC while the body runs.
//
//     for x := range seq { if x > 2 { return x } }
//     seq(func(p T) bool { ...; result = x; next = 1; state = DONE; return
//     false }); state = EXHAUSTED; if next == 1 { return }
#include "base/ice.h"
#include "frontend/lower_internal.h"

#include <string.h>

// Known to the runtime (rt_panic_range).
enum {
    STATE_DONE, STATE_READY, STATE_PANIC, STATE_EXHAUSTED, STATE_MISSING_PANIC
};

static void set_int(Fn *fn, Object *o, int v)
{
    fn_var_store(fn, o, opd_i64(fn->lw, v));
}

static Object *hidden_var(Fn *fn, const char *name, int init, Pos pos)
{
    Object *o = lower_new_object(fn->lw, name,
                                 lower_basic(fn->lw, BASIC_INT), pos);
    o->u.var.addr_taken = true;
    o->u.var.reassigned = true;
    IrOperand v = opd_i64(fn->lw, init);
    fn_declare(fn, o, &v, NULL, NULL);
    ir_local(fn->f, fn_var(fn, o)->local)->site->no_report = true;
    return o;
}

static void panic_range(Fn *fn, IrOperand state)
{
    IrOperand arg = lower_int_conv(fn, state, fn->lw->basic[IRT_I32]);
    lower_call_runtime(fn, "rt_panic_range", &arg, 1, NULL);
    build_unreachable(&fn->b);
}

// --- Leaving the body -------------------------------------------------------

static LoopExit *find_exit(Fn *fn, FuncLoop *loop, ExitKind kind, Node *node,
                           int code)
{
    for (int i = 0; i < loop->exits.len; i++) {
        LoopExit *e = &loop->exits.data[i];
        if (e->kind == kind && e->node == node)
            return e;
    }
    LoopExit e = {kind, node, code > 0 ? code : ++fn->root->exit_codes};
    vec_push_in(&loop->exits, &fn->lw->scratch, e);
    return &vec_last(&loop->exits);
}

static void stop(Fn *fn)
{
    Target *t = fn->targets;
    while (t->outer != NULL)
        t = t->outer;
    build_jump(&fn->b, t->brk);
}

// From a body to where this function does not reach.
void lower_far_exit(Fn *fn, ExitKind kind, Node *node)
{
    ICE_ASSERT(fn->loop != NULL && fn->loop->has_exits, fn->b.pos);
    LoopExit *e = find_exit(fn, fn->loop, kind, node, 0);
    set_int(fn, fn->loop->next, e->code);
    stop(fn);
}

// After the iterator: carries out what the body asked for.
static void run_exits(Fn *fn, FuncLoop *loop)
{
    for (int i = 0; i < loop->exits.len; i++) {
        LoopExit e = loop->exits.data[i];
        BlockId hit = fn_block(fn), miss = fn_block(fn);
        IrOperand next = fn_var_load(fn, loop->next);
        IrOperand is = build_cmp(&fn->b, CMP_EQ, next,
                                 opd_i64(fn->lw, e.code), NULL);
        build_if(&fn->b, is, hit, miss);
        fn_at(fn, hit);
        bool here = e.kind == EXIT_RETURN ? fn->outer == NULL : true;
        if (here)
            set_int(fn, loop->next, 0);
        if (!lower_exit_to(fn, e.kind, e.node)) {
            // Further out: ask again with the same code.
            if (fn->loop->next != loop->next || here)
                set_int(fn, fn->loop->next, e.code);
            find_exit(fn, fn->loop, e.kind, e.node, e.code);
            stop(fn);
        }
        fn_at(fn, miss);
    }
}

// --- The body ---------------------------------------------------------------

static void check_state(Fn *fn, FuncLoop *loop)
{
    BlockId bad = fn_block(fn), good = fn_block(fn);
    IrOperand st = fn_temp_copy(fn, fn_var_load(fn, loop->state));
    IrOperand ready = build_cmp(&fn->b, CMP_EQ, st,
                                opd_i64(fn->lw, STATE_READY), NULL);
    build_if(&fn->b, ready, good, bad);
    fn_at(fn, bad);
    panic_range(fn, st);
    fn_at(fn, good);
    set_int(fn, loop->state, STATE_PANIC);
}

static void body_params(Fn *fn, GoType *yield, LocalId *params)
{
    Lower *lw = fn->lw;
    GoType *list = yield->u.func.params;
    for (int i = 0; i < list->u.tuple.count; i++) {
        GoType *t = list->u.tuple.vars[i]->type;
        params[i] = ir_local_new(lw->m, fn->f, LOCAL_PARAM, ir_type(lw, t),
                                 str_printf(lw->arena, "#p%d", i + 1));
        IrLocal *l = ir_local(fn->f, params[i]);
        l->blank = true;
        l->pos = fn->f->pos;
        if (lw->in->texts)
            l->go_type = lower_type_text(lw, t);
    }
    ir_local_new(lw->m, fn->f, LOCAL_RESULT, lw->basic[IRT_BOOL],
                 STR("~r0"));
}

static void bind_vars(Fn *fn, Node *n, GoType *yield, const LocalId *params)
{
    GoType *list = yield->u.func.params;
    for (int i = 0; i < n->range.lhs.count; i++) {
        Node *l = node_unparen(n->range.lhs.at[i]);
        if (l->kind == NODE_IDENT && strcmp(l->ident.name->str.p, "_") == 0)
            continue;
        IrOperand v = opd_local(fn->f, params[i]);
        GoType *t = list->u.tuple.vars[i]->type;
        fn->b.pos = l->pos;
        if (n->range.define) {
            Object *o = l->ident.object;
            v = lower_convert(fn, v, t, lower_type(fn, o->type), l, "range");
            fn_declare(fn, o, &v, "assign", n->range.x);
        } else {
            lower_assign_to(fn, l, v, t, "assign");
        }
    }
}

static void answer(Fn *fn, FuncLoop *loop, BlockId at, int state, bool more,
                   Pos pos)
{
    fn_at(fn, at);
    fn->b.pos = pos;
    set_int(fn, loop->state, state);
    LocalId result = {fn->f->nparams};
    build_move(&fn->b, result, opd_bool(fn->lw, more));
    build_ret(&fn->b);
}

static void lower_body(Fn *fn, FuncLoop *loop, GoType *yield)
{
    Node *n = loop->node;
    LocalId params[2];
    body_params(fn, yield, params);
    for (int i = 0; i < loop->captures.len; i++)
        fn_add_capture(fn, &loop->captures.data[i]);
    fn->b.pos = n->pos;
    check_state(fn, loop);
    BlockId brk = fn_block(fn), cont = fn_block(fn);
    Target t;
    fn_push_target(fn, &t, n, brk, cont);
    bind_vars(fn, n, yield, params);
    lower_block(fn, n->range.body);
    fn->b.pos = n->range.body->block.rbrace;
    fn_jump(fn, cont);
    answer(fn, loop, cont, STATE_READY, true, fn->f->end);
    answer(fn, loop, brk, STATE_DONE, false, fn->f->end);
    fn_pop_target(fn);
    fn_finish(fn);
}

static IrFunc *body_func(Fn *fn, FuncLoop *loop, GoType *yield)
{
    Node *n = loop->node;
    Str name = str_printf(fn->lw->arena, "%.*s-range%d",
                          STR_ARG(fn->f->name), ++fn->ranges);
    IrFunc *f = fn_child_func(fn, name, n->pos, n->range.body->block.rbrace);
    Fn inner;
    fn_init(&inner, fn->lw, f, fn->env);
    inner.outer = fn;
    inner.root = fn->root;
    inner.loop = loop;
    inner.info = fn->info;
    inner.pkg = fn->pkg;
    inner.by_ref = fn->by_ref;
    lower_body(&inner, loop, yield);
    return f;
}

// --- The loop ---------------------------------------------------------------

static void add_capture(Fn *fn, FuncLoop *loop, Object *o, bool by_ref)
{
    Capture c = {o, by_ref};
    vec_push_in(&loop->captures, &fn->lw->scratch, c);
}

// The address of the frame record that deferred calls are pushed to: that of
// the function around all loops.
static void bind_defer_frame(Fn *fn, FuncLoop *loop)
{
    Lower *lw = fn->lw;
    if (fn->loop != NULL) {
        loop->frame = fn->loop->frame;
    } else {
        GoType *ptr = lower_basic(lw, BASIC_UNSAFE_POINTER);
        loop->frame = lower_new_object(lw, "#frame", ptr, loop->node->pos);
        fn->f->flags |= IRFN_HAS_DEFER;
        IrInstr *in = build_op(&fn->b, OP_DEFER, lw->basic[IRT_PTR], NULL, 0,
                               NULL);
        IrOperand v = instr_result(fn->f, in);
        fn_declare(fn, loop->frame, &v, NULL, NULL);
    }
    add_capture(fn, loop, loop->frame, false);
}

static void prepare(Fn *fn, FuncLoop *loop)
{
    Pos pos = loop->node->pos;
    loop->state = hidden_var(fn, "#state", STATE_READY, pos);
    add_capture(fn, loop, loop->state, true);
    if (loop->has_exits) {
        loop->next = fn->loop != NULL && fn->loop->has_exits ?
            fn->loop->next : hidden_var(fn, "#next", 0, pos);
        add_capture(fn, loop, loop->next, true);
    }
    if (loop->has_defer)
        bind_defer_frame(fn, loop);
}

static void call_iterator(Fn *fn, IrOperand f, IrOperand body, Node *n)
{
    fn->b.pos = n->pos;
    note_text(fn, "call parameter", lower_text(fn, n->range.x), n->pos);
    if (f.kind == OPD_FUNC) {
        build_op(&fn->b, OP_CALL, NULL, &body, 1, NULL)->callee = f.func;
    } else {
        IrOperand args[] = {f, body};
        build_op(&fn->b, OP_CALLFUNC, NULL, args, 2, NULL);
    }
    note_none(fn);
}

static void after_iterator(Fn *fn, FuncLoop *loop)
{
    BlockId bad = fn_block(fn), good = fn_block(fn);
    IrOperand st = fn_var_load(fn, loop->state);
    IrOperand lost = build_cmp(&fn->b, CMP_EQ, st,
                               opd_i64(fn->lw, STATE_PANIC), NULL);
    build_if(&fn->b, lost, bad, good);
    fn_at(fn, bad);
    panic_range(fn, opd_i64(fn->lw, STATE_MISSING_PANIC));
    fn_at(fn, good);
    set_int(fn, loop->state, STATE_EXHAUSTED);
    run_exits(fn, loop);
}

void lower_range_func(Fn *fn, Node *n)
{
    FuncLoop *loop = map_get(&fn->root->func_loops, n);
    ICE_ASSERT(loop != NULL, n->pos);
    GoType *core = range_core(fn, n);
    GoType *yield = type_core(core->u.func.params->u.tuple.vars[0]->type);
    IrOperand f = fn_temp_copy(fn, lower_expr(fn, n->range.x));
    fn->b.pos = n->pos;
    prepare(fn, loop);
    IrFunc *body = body_func(fn, loop, yield);
    int count = loop->captures.len;
    IrOperand *args = ARENA_ARRAY(&fn->lw->scratch, IrOperand, count + 1);
    fn->b.pos = n->pos;
    for (int i = 0; i < count; i++)
        args[i] = fn_capture_arg(fn, &loop->captures.data[i]);
    AllocSite *site = fn_site(fn, SITE_CLOSURE, n->pos, STR("func literal"),
                              NULL);
    if (fn->lw->in->texts)
        site->type = lower_type_text(fn->lw, yield);
    note_text(fn, "captured by a closure", STR("func literal"), n->pos);
    IrOperand c = fn_make_closure(fn, body, args, count, site, n->pos);
    note_none(fn);
    call_iterator(fn, f, c, n);
    after_iterator(fn, loop);
}
