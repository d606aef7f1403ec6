// frontend/lower_select.c -- select.
//
// Channels and values to send are evaluated in source order; one SELECT gives
// the number of the case, whose received value waits in temporaries; what the
// left side of a receive means is evaluated only if it is chosen.
//
//     select { case v := <-c: ...; default: ... }
#include "base/ice.h"
#include "frontend/lower_internal.h"

#include <string.h>

typedef struct RecvClause {
    Node *assign; // ASSIGN_STMT or NULL
    Node *recv;   // UNARY <-
    GoType *elem;
} RecvClause;

static RecvClause recv_clause(Fn *fn, Node *comm)
{
    RecvClause r = {0};
    Node *x = NULL;
    if (comm->kind == NODE_EXPR_STMT) {
        x = comm->expr_stmt.x;
    } else {
        r.assign = comm;
        x = comm->assign.rhs.at[0];
    }
    r.recv = node_unparen(x);
    ICE_ASSERT(r.recv->kind == NODE_UNARY && r.recv->op == TOK_ARROW,
               comm->pos);
    GoType *ct = lower_node_type(fn, r.recv->unary.x);
    r.elem = type_core(ct)->u.chan.elem;
    return r;
}

static bool wants(Node *lhs)
{
    lhs = node_unparen(lhs);
    return lhs->kind != NODE_IDENT || strcmp(lhs->ident.name->str.p, "_") != 0;
}

static void fill_case(Fn *fn, Node *comm, IrSelectCase *c)
{
    Lower *lw = fn->lw;
    c->pos = comm->pos;
    c->dst = c->ok = LOCAL_NONE;
    c->text = lower_text(fn, comm);
    if (comm->kind == NODE_SEND_STMT) {
        GoType *ct = lower_node_type(fn, comm->send.chan);
        lower_order(fn, (Node *[]){comm->send.chan, comm->send.value}, 2);
        c->send = true;
        c->chan = fn_temp_copy(fn, lower_expr(fn, comm->send.chan));
        c->value = fn_temp_copy(fn, lower_expr_to(
            fn, comm->send.value, type_core(ct)->u.chan.elem, "send"));
        c->desc = lower_desc(lw, ct);
        return;
    }
    RecvClause r = recv_clause(fn, comm);
    c->chan = fn_temp_copy(fn, lower_expr(fn, r.recv->unary.x));
    c->desc = lower_desc(lw, lower_node_type(fn, r.recv->unary.x));
    if (r.assign == NULL)
        return;
    NodeList lhs = r.assign->assign.lhs;
    if (wants(lhs.at[0]))
        c->dst = builder_temp(&fn->b, ir_type(lw, r.elem));
    if (lhs.count > 1 && wants(lhs.at[1]))
        c->ok = builder_temp(&fn->b, lw->basic[IRT_BOOL]);
}

static void give(Fn *fn, Node *lhs, LocalId v, GoType *t, Node *stmt)
{
    if (v.i == LOCAL_NONE.i)
        return;
    IrOperand val = opd_local(fn->f, v);
    fn->b.pos = stmt->pos;
    lhs = node_unparen(lhs);
    if (stmt->assign.define && ident_declares(lhs)) {
        Object *o = lhs->ident.object;
        val = lower_convert(fn, val, t, lower_type(fn, o->type), lhs, NULL);
        fn_declare(fn, o, &val, "assign", stmt);
    } else {
        lower_assign_to(fn, lhs, val, t, "assign");
    }
}

static void assign_received(Fn *fn, Node *comm, const IrSelectCase *c)
{
    if (comm == NULL || comm->kind != NODE_ASSIGN_STMT)
        return;
    RecvClause r = recv_clause(fn, comm);
    NodeList lhs = comm->assign.lhs;
    if (!comm->assign.define) {
        for (int i = 0; i < lhs.count; i++) {
            if (wants(lhs.at[i])) {
                lower_hoist(fn, lhs.at[i]);
                lower_freeze(fn, lhs.at[i]);
            }
        }
    }
    give(fn, lhs.at[0], c->dst, r.elem, comm);
    if (lhs.count > 1)
        give(fn, lhs.at[1], c->ok, lower_basic(fn->lw, BASIC_BOOL), comm);
}

static IrOperand emit_select(Fn *fn, Node *n, IrSelectCase *cases, int count,
                             bool has_default)
{
    fn->b.pos = n->pos;
    IrInstr *in = build_op(&fn->b, OP_SELECT, fn->lw->basic[IRT_I64], NULL, 0,
                           NULL);
    in->cases = cases;
    in->ncases = (uint32_t)count;
    if (has_default)
        in->flags |= IRF_NOBLOCK;
    return instr_result(fn->f, in);
}

void lower_select(Fn *fn, Node *n)
{
    NodeList list = n->select.clauses;
    IrSelectCase *cases = ARENA_ARRAY(fn->lw->arena, IrSelectCase,
                                      list.count + 1);
    BlockId *bodies = ARENA_ARRAY(&fn->lw->scratch, BlockId, list.count + 1);
    uint64_t *values = ARENA_ARRAY(&fn->lw->scratch, uint64_t,
                                   list.count + 1);
    int count = 0;
    BlockId done = fn_block(fn), otherwise = BLOCK_NONE;
    for (int i = 0; i < list.count; i++) {
        Node *comm = list.at[i]->comm_clause.comm;
        if (comm == NULL) {
            otherwise = fn_block(fn);
            continue;
        }
        fill_case(fn, comm, &cases[count]);
        values[count] = (uint64_t)count;
        bodies[count++] = fn_block(fn);
    }
    bool has_default = otherwise.i != BLOCK_NONE.i;
    IrOperand which = emit_select(fn, n, cases, count, has_default);
    if (count == 0 && !has_default) {
        build_unreachable(&fn->b);
    } else {
        BlockId other = has_default ? otherwise : bodies[--count];
        if (count > 0)
            build_switch(&fn->b, which, other, values, bodies,
                         (uint32_t)count);
        else
            fn_jump(fn, other);
    }
    Target t;
    fn_push_target(fn, &t, n, done, BLOCK_NONE);
    for (int i = 0, at = 0; i < list.count; i++) {
        Node *comm = list.at[i]->comm_clause.comm;
        fn_at(fn, comm != NULL ? bodies[at] : otherwise);
        assign_received(fn, comm, comm != NULL ? &cases[at] : NULL);
        at += comm != NULL ? 1 : 0;
        lower_stmts(fn, list.at[i]->comm_clause.body);
        fn_jump(fn, done);
    }
    fn_pop_target(fn);
    fn_at(fn, done);
}
