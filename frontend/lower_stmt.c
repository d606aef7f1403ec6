// frontend/lower_stmt.c -- Statements: the dispatcher, if, for, labels,
// branches, return.
//
// Every break and continue names its statement; the innermost entry of
// fn->targets with that statement has the blocks.  A three-clause loop whose
// variables are captured or pointed to gets fresh ones each time: they are
// declared at the head of the loop from hidden copies.
//
//     for i := 0; i < n; i++ { use(&i) }
//     t = 0; head: decl i; i = t; [not first: i++]; i < n? ...; t = i; head
#include "base/ice.h"
#include "frontend/lower_internal.h"

#include <string.h>

BlockId fn_block(Fn *fn)
{
    return ir_block_new(fn->lw->m, fn->f);
}

void fn_at(Fn *fn, BlockId b)
{
    builder_at(&fn->b, b);
}

void fn_jump(Fn *fn, BlockId b)
{
    if (!builder_is_dead(&fn->b))
        build_jump(&fn->b, b);
}

void fn_push_target(Fn *fn, Target *t, Node *node, BlockId brk, BlockId cont)
{
    *t = (Target){node, brk, cont, fn->targets};
    fn->targets = t;
}

void fn_pop_target(Fn *fn)
{
    fn->targets = fn->targets->outer;
}

// --- Labels and branches ----------------------------------------------------

static BlockId label_block(Fn *fn, Node *label)
{
    uintptr_t b = (uintptr_t)map_get(&fn->labels, label);
    if (b == 0) {
        b = (uintptr_t)fn_block(fn).i + 1;
        map_set(&fn->labels, label, (void *)b);
    }
    return (BlockId){(uint32_t)(b - 1)};
}

static void lower_labeled(Fn *fn, Node *n)
{
    BlockId b = label_block(fn, n);
    fn_jump(fn, b);
    fn_at(fn, b);
    if (map_has(&fn->root->looping, n)) {
        fn->b.loop_depth++;
        fn->f->flags |= IRFN_HOT;
    }
    lower_stmt(fn, n->labeled.stmt);
}

static bool label_is_here(Fn *fn, Node *label)
{
    if (fn->loop == NULL)
        return true;
    Node *loop = fn->loop->node;
    return label->pos >= loop->pos && label->pos < loop->end;
}

// Goes to where the exit leads, if that is inside this function.
bool lower_exit_to(Fn *fn, ExitKind kind, Node *node)
{
    if (kind == EXIT_RETURN) {
        if (fn->outer != NULL)
            return false;
        build_ret(&fn->b);
        return true;
    }
    if (kind == EXIT_GOTO) {
        if (!label_is_here(fn, node))
            return false;
        build_jump(&fn->b, label_block(fn, node));
        return true;
    }
    for (Target *t = fn->targets; t != NULL; t = t->outer) {
        if (t->node == node) {
            build_jump(&fn->b, kind == EXIT_BREAK ? t->brk : t->cont);
            return true;
        }
    }
    return false;
}

void lower_branch(Fn *fn, Node *n)
{
    if (n->op == TOK_FALLTHROUGH) {
        build_jump(&fn->b, fn->fall);
        return;
    }
    ExitKind kind = n->op == TOK_BREAK ? EXIT_BREAK :
                    n->op == TOK_CONTINUE ? EXIT_CONTINUE : EXIT_GOTO;
    ICE_ASSERT(n->branch.target != NULL, n->pos);
    if (!lower_exit_to(fn, kind, n->branch.target))
        lower_far_exit(fn, kind, n->branch.target);
}

// --- Return -----------------------------------------------------------------

static void store_result(Fn *fn, int i, IrOperand v, Node *n)
{
    fn->b.pos = n->pos;
    note(fn, "return", n);
    fn_var_store(fn, fn->root->results[i], v);
    note_none(fn);
}

static GoType *result_type(Fn *fn, int i)
{
    return lower_type(fn, fn->root->results[i]->type);
}

static void return_values(Fn *fn, Node *n)
{
    NodeList list = n->return_.results;
    int count = fn->root->nresults;
    if (list.count == 1 && count == 1) {
        store_result(fn, 0, lower_expr_to(fn, list.at[0],
                                          result_type(fn, 0), "return"), n);
        return;
    }
    IrOperand *vals = ARENA_ARRAY(&fn->lw->scratch, IrOperand, count);
    if (list.count == 1) {
        GoType **types = ARENA_ARRAY(&fn->lw->scratch, GoType *, count);
        lower_call_multi(fn, list.at[0], vals, types, count);
        for (int i = 0; i < count; i++)
            vals[i] = lower_convert(fn, vals[i], types[i],
                                    result_type(fn, i), list.at[0], "return");
    } else {
        lower_order(fn, list.at, list.count);
        for (int i = 0; i < count; i++)
            vals[i] = fn_temp_copy(fn, lower_expr_to(fn, list.at[i],
                                                     result_type(fn, i),
                                                     "return"));
    }
    for (int i = 0; i < count; i++)
        store_result(fn, i, vals[i], n);
}

void lower_return(Fn *fn, Node *n)
{
    if (n->return_.results.count > 0)
        return_values(fn, n);
    fn->b.pos = n->pos;
    if (!lower_exit_to(fn, EXIT_RETURN, NULL))
        lower_far_exit(fn, EXIT_RETURN, NULL);
}

// --- If ---------------------------------------------------------------------

static void lower_if(Fn *fn, Node *n)
{
    if (n->if_.init != NULL)
        lower_stmt(fn, n->if_.init);
    Node *cond = node_unparen(n->if_.cond);
    if (node_is_const(cond)) {
        if (const_to_bool(cond->value))
            lower_block(fn, n->if_.then);
        else if (n->if_.els != NULL)
            lower_stmt(fn, n->if_.els);
        return;
    }
    BlockId yes = fn_block(fn), done = fn_block(fn);
    BlockId no = n->if_.els != NULL ? fn_block(fn) : done;
    lower_cond(fn, cond, yes, no);
    fn_at(fn, yes);
    lower_block(fn, n->if_.then);
    fn_jump(fn, done);
    if (n->if_.els != NULL) {
        fn_at(fn, no);
        lower_stmt(fn, n->if_.els);
        fn_jump(fn, done);
    }
    fn_at(fn, done);
}

// --- For --------------------------------------------------------------------

typedef struct LoopVar {
    Object *obj;
    LocalId copy; // Hidden.
} LoopVar;
typedef VEC(LoopVar) LoopVarVec;

static void find_fresh_vars(Fn *fn, Node *n, LoopVarVec *vars)
{
    Node *init = n->for_.init;
    if (!n->for_.per_iteration || init == NULL ||
        init->kind != NODE_ASSIGN_STMT || !init->assign.define)
        return;
    for (int i = 0; i < init->assign.lhs.count; i++) {
        Node *l = init->assign.lhs.at[i];
        if (ident_declares(l) && fn_in_memory(fn, l->ident.object)) {
            LoopVar v = {l->ident.object, LOCAL_NONE};
            vec_push_in(vars, &fn->lw->scratch, v);
        }
    }
}

// After the initialisation: what the variables got is what the hidden copies
// start from; the variables themselves begin anew at the head.
static void begin_fresh(Fn *fn, LoopVarVec *vars)
{
    for (int i = 0; i < vars->len; i++) {
        LoopVar *v = &vars->data[i];
        IrOperand x = fn_var_load(fn, v->obj);
        v->copy = builder_temp(&fn->b, x.type);
        build_move(&fn->b, v->copy, x);
    }
}

static void declare_fresh(Fn *fn, LoopVarVec *vars, Node *n)
{
    for (int i = 0; i < vars->len; i++) {
        LoopVar *v = &vars->data[i];
        IrOperand x = opd_local(fn->f, v->copy);
        fn_declare(fn, v->obj, &x, "assign", n->for_.init);
    }
}

static void save_fresh(Fn *fn, LoopVarVec *vars)
{
    for (int i = 0; i < vars->len; i++) {
        LoopVar *v = &vars->data[i];
        IrOperand x = fn_var_load(fn, v->obj);
        build_move(&fn->b, v->copy, x);
    }
}

// The initialisation declares ordinary locals that nobody points to.
static void lower_fresh_init(Fn *fn, Node *n, LoopVarVec *vars)
{
    Map hidden;
    map_init(&hidden, &fn->lw->scratch);
    for (int i = 0; i < vars->len; i++)
        map_set(&hidden, vars->data[i].obj, fn);
    fn->hidden = &hidden;
    lower_stmt(fn, n->for_.init);
    fn->hidden = NULL;
}

static void lower_for_fresh(Fn *fn, Node *n, LoopVarVec *vars)
{
    Lower *lw = fn->lw;
    lower_fresh_init(fn, n, vars);
    begin_fresh(fn, vars);
    LocalId again = builder_temp(&fn->b, lw->basic[IRT_BOOL]);
    build_move(&fn->b, again, opd_bool(lw, false));
    BlockId head = fn_block(fn), post = fn_block(fn), test = fn_block(fn);
    BlockId body = fn_block(fn), cont = fn_block(fn), done = fn_block(fn);
    fn_jump(fn, head);
    fn_at(fn, head);
    fn->b.loop_depth++;
    declare_fresh(fn, vars, n);
    build_if(&fn->b, opd_local(fn->f, again), post, test);
    fn_at(fn, post);
    if (n->for_.post != NULL)
        lower_stmt(fn, n->for_.post);
    fn_jump(fn, test);
    fn_at(fn, test);
    if (n->for_.cond != NULL)
        lower_cond(fn, n->for_.cond, body, done);
    else
        fn_jump(fn, body);
    fn_at(fn, body);
    Target t;
    fn_push_target(fn, &t, n, done, cont);
    lower_block(fn, n->for_.body);
    fn_pop_target(fn);
    fn_jump(fn, cont);
    fn_at(fn, cont);
    build_move(&fn->b, again, opd_bool(lw, true));
    save_fresh(fn, vars);
    fn_jump(fn, head);
    fn->b.loop_depth--;
    fn_at(fn, done);
}

void lower_for(Fn *fn, Node *n)
{
    LoopVarVec vars = {0};
    find_fresh_vars(fn, n, &vars);
    if (vars.len > 0) {
        lower_for_fresh(fn, n, &vars);
        return;
    }
    if (n->for_.init != NULL)
        lower_stmt(fn, n->for_.init);
    BlockId head = fn_block(fn), body = fn_block(fn), done = fn_block(fn);
    BlockId post = n->for_.post != NULL ? fn_block(fn) : head;
    fn_jump(fn, head);
    fn_at(fn, head);
    fn->b.loop_depth++;
    if (n->for_.cond != NULL) {
        lower_cond(fn, n->for_.cond, body, done);
    } else {
        fn->b.pos = n->pos;
        fn_jump(fn, body);
    }
    fn_at(fn, body);
    Target t;
    fn_push_target(fn, &t, n, done, post);
    lower_block(fn, n->for_.body);
    fn_pop_target(fn);
    fn_jump(fn, post);
    if (n->for_.post != NULL) {
        fn_at(fn, post);
        lower_stmt(fn, n->for_.post);
        fn_jump(fn, head);
    }
    fn->b.loop_depth--;
    fn_at(fn, done);
}

// --- The rest ---------------------------------------------------------------

static void lower_send(Fn *fn, Node *n)
{
    lower_order(fn, (Node *[]){n->send.chan, n->send.value}, 2);
    GoType *ct = lower_node_type(fn, n->send.chan);
    IrOperand c = lower_expr(fn, n->send.chan);
    IrOperand v = lower_expr_to(fn, n->send.value,
                                type_core(ct)->u.chan.elem, "send");
    fn->b.pos = n->pos;
    note(fn, "send", n);
    IrInstr *in = build_op(&fn->b, OP_SEND, NULL, (IrOperand[]){c, v}, 2,
                           NULL);
    note_none(fn);
    in->desc = lower_desc(fn->lw, ct);
}

static void lower_expr_stmt(Fn *fn, Node *n)
{
    Node *x = node_unparen(n->expr_stmt.x);
    if (x->kind == NODE_CALL)
        lower_call_stmt(fn, x);
    else
        lower_expr(fn, x);
}

static void lower_decl_stmt(Fn *fn, Node *n)
{
    for (int i = 0; i < n->decl_stmt.decls.count; i++) {
        Node *d = n->decl_stmt.decls.at[i];
        if (d->kind == NODE_VAR_DECL)
            lower_var_decl(fn, d);
    }
}

void lower_stmts(Fn *fn, NodeList list)
{
    int depth = fn->b.loop_depth;
    for (int i = 0; i < list.count; i++)
        lower_stmt(fn, list.at[i]);
    fn->b.loop_depth = depth;
}

void lower_block(Fn *fn, Node *n)
{
    lower_stmts(fn, n->block.stmts);
}

void lower_stmt(Fn *fn, Node *n)
{
    fn->b.pos = n->pos;
    fn->stmt = n;
    switch ((NodeKind)n->kind) {
    case NODE_EMPTY_STMT: break;
    case NODE_LABELED_STMT: lower_labeled(fn, n); break;
    case NODE_BLOCK: lower_block(fn, n); break;
    case NODE_EXPR_STMT: lower_expr_stmt(fn, n); break;
    case NODE_SEND_STMT: lower_send(fn, n); break;
    case NODE_DECL_STMT: lower_decl_stmt(fn, n); break;
    case NODE_ASSIGN_STMT: lower_assign(fn, n); break;
    case NODE_OP_ASSIGN_STMT: lower_op_assign(fn, n); break;
    case NODE_INC_DEC_STMT: lower_inc_dec(fn, n); break;
    case NODE_BRANCH_STMT: lower_branch(fn, n); break;
    case NODE_GO_STMT:
    case NODE_DEFER_STMT: lower_go_defer(fn, n); break;
    case NODE_RETURN_STMT: lower_return(fn, n); break;
    case NODE_IF_STMT: lower_if(fn, n); break;
    case NODE_FOR_STMT: lower_for(fn, n); break;
    case NODE_RANGE_STMT: lower_range(fn, n); break;
    case NODE_SWITCH_STMT: lower_switch(fn, n); break;
    case NODE_TYPE_SWITCH_STMT: lower_type_switch(fn, n); break;
    case NODE_SELECT_STMT: lower_select(fn, n); break;
    default:
        ICE(n->pos, "%s is not a statement",
            node_kind_name((NodeKind)n->kind));
    }
}
