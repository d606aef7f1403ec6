// frontend/lower_assign.c -- Assignments, op=, ++ and --, declarations of
// variables.
//
// Spec: Assignment statements.  A tuple assignment first evaluates operands of
// index expressions and dereferences on the left and the values on the right,
// then assigns from left to right; bounds and nil checks of the places belong
// to the second phase, as in gc.
//
//     i, a[i] = 1, 2     t1 = i; i = 1; bounds t1, len a; a[t1] = 2
#include "base/ice.h"
#include "frontend/lower_internal.h"

#include <string.h>

static bool is_blank(Node *n)
{
    n = node_unparen(n);
    return n->kind == NODE_IDENT && strcmp(n->ident.name->str.p, "_") == 0;
}

bool ident_declares(Node *n)
{
    return n->kind == NODE_IDENT && !is_blank(n) &&
           n->ident.object != NULL && n->ident.object->pos == n->pos;
}

// --- Self-assignment, as gc's escape analysis defines it --------------------

static bool same_safe(Node *a, Node *b)
{
    a = node_unparen(a);
    b = node_unparen(b);
    if (a->kind != b->kind)
        return false;
    if (a->kind == NODE_IDENT)
        return a->ident.object == b->ident.object;
    if (a->kind == NODE_SELECTOR)
        return a->selector.sel->ident.name == b->selector.sel->ident.name &&
               same_safe(a->selector.x, b->selector.x);
    if (a->kind == NODE_STAR)
        return same_safe(a->star.x, b->star.x);
    if (a->kind == NODE_INDEX && a->index.args.count == 1)
        return same_safe(a->index.x, b->index.x) &&
               same_safe(a->index.args.at[0], b->index.args.at[0]);
    return node_is_const(a) && node_is_const(b) && a->kind == NODE_BASIC_LIT &&
           str_eq(a->basic_lit.text, b->basic_lit.text);
}

// The variable p of *p or p.f with a pointer p; NULL otherwise.
static Object *deref_base(Fn *fn, Node *n)
{
    Node *x = NULL;
    n = node_unparen(n);
    if (n->kind == NODE_STAR)
        x = n->star.x;
    if (n->kind == NODE_SELECTOR && n->selector.selection != NULL &&
        n->selector.selection->kind == SEL_FIELD &&
        pointer_elem(lower_node_type(fn, n->selector.x)) != NULL)
        x = n->selector.x;
    if (x == NULL)
        return NULL;
    x = node_unparen(x);
    return x->kind == NODE_IDENT ? x->ident.object : NULL;
}

static bool affects_memory(Node *n)
{
    n = node_unparen(n);
    return n->kind != NODE_IDENT && !node_is_const(n);
}

static bool is_self_assign(Fn *fn, Node *dst, Node *src)
{
    dst = node_unparen(dst);
    src = node_unparen(src);
    if (src->kind == NODE_SLICE) {
        Object *base = deref_base(fn, dst);
        GoType *t = lower_node_type(fn, src->slice.x);
        return base != NULL && under_kind(t) != TYPE_ARRAY &&
               base == deref_base(fn, src->slice.x);
    }
    if (dst->kind != src->kind)
        return false;
    if (dst->kind == NODE_SELECTOR)
        return dst->selector.selection != NULL &&
               src->selector.selection != NULL &&
               dst->selector.selection->kind == SEL_FIELD &&
               src->selector.selection->kind == SEL_FIELD &&
               same_safe(dst->selector.x, src->selector.x);
    if (dst->kind == NODE_INDEX && dst->index.args.count == 1 &&
        src->index.args.count == 1)
        return !affects_memory(dst->index.args.at[0]) &&
               !affects_memory(src->index.args.at[0]) &&
               same_safe(dst->index.x, src->index.x);
    return false;
}

// --- One to one -------------------------------------------------------------

static GoType *value_type(Fn *fn, Node *n)
{
    return lower_default(fn->lw, lower_node_type(fn, n));
}

static void discard(Fn *fn, Node *rhs)
{
    if (!node_is_nil(rhs) && !node_is_const(rhs))
        lower_expr(fn, rhs);
}

static void declare_one(Fn *fn, Node *lhs, Node *rhs, Node *stmt)
{
    Object *o = lhs->ident.object;
    IrOperand v = lower_expr_to(fn, rhs, lower_type(fn, o->type), "assign");
    fn->b.pos = stmt->pos;
    fn_declare(fn, o, &v, "assign", stmt);
}

static IrInstr *last_instr(Fn *fn)
{
    IrBlock *b = ir_block(fn->f, fn->b.block);
    return b->instrs.len > 0 ? &vec_last(&b->instrs) : NULL;
}

static void mark_self_assign(Fn *fn, Node *lhs, Node *rhs)
{
    IrInstr *in = last_instr(fn);
    if (in != NULL && in->op == OP_STORE && is_self_assign(fn, lhs, rhs))
        in->flags |= IRF_SELF_ASSIGN;
}

static void assign_one(Fn *fn, Node *lhs, Node *rhs, Node *stmt)
{
    if (is_blank(lhs)) {
        discard(fn, rhs);
        return;
    }
    lower_order(fn, (Node *[]){lhs, rhs}, 2);
    GoType *to = lower_node_type(fn, lhs);
    IrOperand v = lower_expr_to(fn, rhs, to, "assign");
    fn->b.pos = stmt->pos;
    note(fn, "assign", stmt);
    lower_assign_to(fn, lhs, v, to, "assign");
    mark_self_assign(fn, lhs, rhs);
}

// --- Many -------------------------------------------------------------------

static void hoist_lhs(Fn *fn, NodeList lhs)
{
    for (int i = 0; i < lhs.count; i++) {
        if (!is_blank(lhs.at[i]) && !ident_declares(lhs.at[i]))
            lower_hoist(fn, lhs.at[i]);
    }
}

static void freeze_lhs(Fn *fn, NodeList lhs, bool define)
{
    for (int i = 0; i < lhs.count; i++) {
        Node *n = node_unparen(lhs.at[i]);
        if (!is_blank(n) && !(define && ident_declares(n)))
            lower_freeze(fn, n);
    }
}

// rhs: what is assigned one to one, or NULL.
static void store_each(Fn *fn, NodeList lhs, const IrOperand *vals,
                       GoType **types, bool define, const char *why,
                       Node *stmt, Node **rhs)
{
    for (int i = 0; i < lhs.count; i++) {
        Node *n = node_unparen(lhs.at[i]);
        if (is_blank(n))
            continue;
        fn->b.pos = stmt->pos;
        if (define && ident_declares(n)) {
            Object *o = n->ident.object;
            IrOperand v = lower_convert(fn, vals[i], types[i],
                                        lower_type(fn, o->type), n, why);
            fn_declare(fn, o, &v, why, stmt);
        } else {
            note(fn, why, stmt);
            lower_assign_to(fn, n, vals[i], types[i], why);
            if (rhs != NULL)
                mark_self_assign(fn, n, rhs[i]);
        }
    }
}

static void assign_call(Fn *fn, NodeList lhs, Node *rhs, bool define,
                        Node *stmt)
{
    int n = lhs.count;
    IrOperand *vals = ARENA_ARRAY(&fn->lw->scratch, IrOperand, n);
    GoType **types = ARENA_ARRAY(&fn->lw->scratch, GoType *, n);
    hoist_lhs(fn, lhs);
    lower_call_multi(fn, rhs, vals, types, n);
    freeze_lhs(fn, lhs, define);
    store_each(fn, lhs, vals, types, define, "assign-pair-func-call", stmt,
               NULL);
}

static const char *comma_ok_note(Node *rhs)
{
    rhs = node_unparen(rhs);
    if (rhs->kind == NODE_INDEX)
        return "assign-pair-mapr";
    if (rhs->kind == NODE_TYPE_ASSERT)
        return "assign-pair-dot-type";
    return "assign-pair-receive";
}

static void assign_comma_ok(Fn *fn, NodeList lhs, Node *rhs, bool define,
                            Node *stmt)
{
    hoist_lhs(fn, lhs);
    LocalId ok;
    IrOperand vals[2];
    vals[0] = lower_comma_ok(fn, rhs, &ok);
    vals[1] = opd_local(fn->f, ok);
    Node *plain = node_unparen(rhs);
    GoType *t = plain->kind == NODE_TYPE_ASSERT ?
        lower_type(fn, plain->type_assert.type->type) :
        lower_node_type(fn, plain);
    if (plain->kind == NODE_INDEX)
        t = lower_elem(lower_node_type(fn, plain->index.x));
    if (plain->kind == NODE_UNARY)
        t = lower_elem(type_core(lower_node_type(fn, plain->unary.x)));
    GoType *types[] = {t, lower_basic(fn->lw, BASIC_BOOL)};
    freeze_lhs(fn, lhs, define);
    store_each(fn, lhs, vals, types, define, comma_ok_note(rhs), stmt,
               NULL);
}

static void assign_pairs(Fn *fn, NodeList lhs, NodeList rhs, bool define,
                         Node *stmt)
{
    int n = lhs.count;
    IrOperand *vals = ARENA_ARRAY(&fn->lw->scratch, IrOperand, n);
    GoType **types = ARENA_ARRAY(&fn->lw->scratch, GoType *, n);
    hoist_lhs(fn, lhs);
    for (int i = 0; i < n; i++)
        lower_hoist(fn, rhs.at[i]);
    freeze_lhs(fn, lhs, define);
    for (int i = 0; i < n; i++) {
        Node *l = node_unparen(lhs.at[i]);
        types[i] = is_blank(l) ? value_type(fn, rhs.at[i]) :
            ident_declares(l) ? lower_type(fn, l->ident.object->type) :
            lower_node_type(fn, l);
        if (is_blank(l)) {
            discard(fn, rhs.at[i]);
            continue;
        }
        IrOperand v = lower_expr_to(fn, rhs.at[i], types[i], "assign-pair");
        note(fn, "assign-pair", stmt);
        vals[i] = fn_temp_copy(fn, v);
        note_none(fn);
    }
    store_each(fn, lhs, vals, types, define, "assign-pair", stmt, rhs.at);
}

static void assign_lists(Fn *fn, NodeList lhs, NodeList rhs, bool define,
                         Node *stmt)
{
    if (lhs.count == rhs.count) {
        if (lhs.count > 1)
            assign_pairs(fn, lhs, rhs, define, stmt);
        else if (define && ident_declares(lhs.at[0]))
            declare_one(fn, lhs.at[0], rhs.at[0], stmt);
        else
            assign_one(fn, node_unparen(lhs.at[0]), rhs.at[0], stmt);
        return;
    }
    Node *r = node_unparen(rhs.at[0]);
    if (r->kind == NODE_CALL)
        assign_call(fn, lhs, r, define, stmt);
    else
        assign_comma_ok(fn, lhs, r, define, stmt);
}

void lower_assign(Fn *fn, Node *n)
{
    assign_lists(fn, n->assign.lhs, n->assign.rhs, n->assign.define, n);
}

void lower_var_decl(Fn *fn, Node *n)
{
    NodeList names = n->var_decl.names, values = n->var_decl.values;
    if (values.count > 0) {
        // var _ T = x still converts, which nothing can see but a panic.
        assign_lists(fn, names, values, true, n);
        return;
    }
    for (int i = 0; i < names.count; i++) {
        fn->b.pos = names.at[i]->pos;
        if (names.at[i]->ident.object != NULL && !is_blank(names.at[i]))
            fn_declare(fn, names.at[i]->ident.object, NULL, NULL, n);
    }
}

// --- op= --------------------------------------------------------------------

static bool may_panic(int op, const IrType *t)
{
    return op == TOK_SHL || op == TOK_SHR ||
           ((op == TOK_QUO || op == TOK_REM) && irtype_is_integer(t));
}

static IrOperand combine(Fn *fn, int op, IrOperand x, IrOperand y, Node *yn,
                         GoType *t, Node *stmt)
{
    if (x.type->kind == IRT_STRING && yn != NULL)
        return lower_concat_assign(fn, x, yn, stmt);
    return lower_arith(fn, op, x, y, t, t, stmt);
}

// m[k] op= y: y is evaluated; the entry is made unless the operator may panic.
static void map_op(Fn *fn, Node *lhs, int op, IrOperand y, Node *yn,
                   Node *stmt)
{
    Lower *lw = fn->lw;
    GoType *mt = lower_node_type(fn, lhs->index.x);
    GoType *u = type_underlying(mt);
    const IrType *ir = ir_type(lw, u->u.map.elem);
    IrOperand m = fn_temp_copy(fn, lower_expr(fn, lhs->index.x));
    IrOperand k = fn_temp_copy(fn, lower_expr_to(fn, lhs->index.args.at[0],
                                                 u->u.map.key, NULL));
    fn->b.pos = lhs->pos;
    if (ir->kind == IRT_STRING || may_panic(op, ir)) {
        IrInstr *get = build_op(&fn->b, OP_MAPGET, ir, (IrOperand[]){m, k}, 2,
                                NULL);
        get->desc = lower_desc(lw, mt);
        IrOperand v = combine(fn, op, instr_result(fn->f, get), y, yn,
                              u->u.map.elem, stmt);
        IrInstr *set = build_op(&fn->b, OP_MAPSET, NULL,
                                (IrOperand[]){m, k, v}, 3, NULL);
        set->desc = lower_desc(lw, mt);
        return;
    }
    IrInstr *slot = build_op(&fn->b, OP_MAPSLOT, lw->basic[IRT_PTR],
                             (IrOperand[]){m, k}, 2, NULL);
    IrPlace p = place_deref(instr_result(fn->f, slot), ir);
    slot->desc = lower_desc(lw, mt);
    IrOperand v = combine(fn, op, build_load(&fn->b, p), y, yn,
                          u->u.map.elem, stmt);
    build_store(&fn->b, p, v);
}

static void op_assign(Fn *fn, Node *lhs, int op, IrOperand y, Node *yn,
                      Node *stmt)
{
    lhs = node_unparen(lhs);
    if (lhs->kind == NODE_INDEX &&
        under_kind(lower_node_type(fn, lhs->index.x)) == TYPE_MAP) {
        map_op(fn, lhs, op, y, yn, stmt);
        return;
    }
    IrPlace p = lower_place(fn, lhs);
    fn->b.pos = stmt->pos;
    IrOperand v = combine(fn, op, lower_place_load(fn, p), y, yn,
                          lower_node_type(fn, lhs), stmt);
    fn->b.pos = stmt->pos;
    note(fn, "assign", stmt);
    lower_store(fn, p, v);
    note_none(fn);
}

void lower_op_assign(Fn *fn, Node *n)
{
    Node *x = n->op_assign.x, *y = n->op_assign.y;
    lower_order(fn, (Node *[]){x, y}, 2);
    GoType *t = lower_node_type(fn, x);
    if (ir_type(fn->lw, t)->kind == IRT_STRING) {
        op_assign(fn, x, n->op, opd_none(), y, n);
        return;
    }
    GoType *yt = t;
    if (n->op == TOK_SHL || n->op == TOK_SHR) {
        yt = value_type(fn, y);
        if (node_is_const(y))
            yt = lower_basic(fn->lw, BASIC_UINT64);
    }
    op_assign(fn, x, n->op, lower_expr_to(fn, y, yt, NULL), NULL, n);
}

void lower_inc_dec(Fn *fn, Node *n)
{
    const IrType *ir = ir_type(fn->lw, lower_node_type(fn, n->inc_dec.x));
    IrOperand one = irtype_is_complex(ir) ? opd_complex(ir, 1, 0) :
        irtype_is_float(ir) ? opd_float(ir, 1) : opd_int(ir, 1);
    op_assign(fn, n->inc_dec.x, n->op, one, NULL, n);
}
