// frontend/lower_arith.c -- Operators: arithmetic, comparison, logic, strings.
//
// Integer division and shifts get their checks unless the constant operand
// makes them idle.  A chain of string additions is one CONCAT.  && and || are
// control flow.
//
//     a / b     divcheck b; bin div a, b
//     s + t + u concat s, t, u
#include "base/ice.h"
#include "frontend/lower_internal.h"

static IrBin bin_of(int op)
{
    switch (op) {
    case TOK_ADD: return BIN_ADD;
    case TOK_SUB: return BIN_SUB;
    case TOK_MUL: return BIN_MUL;
    case TOK_QUO: return BIN_DIV;
    case TOK_REM: return BIN_REM;
    case TOK_AND: return BIN_AND;
    case TOK_OR: return BIN_OR;
    case TOK_XOR: return BIN_XOR;
    case TOK_AND_NOT: return BIN_ANDNOT;
    case TOK_SHL: return BIN_SHL;
    case TOK_SHR: return BIN_SHR;
    default: break;
    }
    ICE(NO_POS, "operator %s", token_text((Token)op));
}

static IrCmp cmp_of(int op)
{
    switch (op) {
    case TOK_EQL: return CMP_EQ;
    case TOK_NEQ: return CMP_NE;
    case TOK_LSS: return CMP_LT;
    case TOK_LEQ: return CMP_LE;
    case TOK_GTR: return CMP_GT;
    case TOK_GEQ: return CMP_GE;
    default: break;
    }
    ICE(NO_POS, "operator %s", token_text((Token)op));
}

static bool is_shift(int op)
{
    return op == TOK_SHL || op == TOK_SHR;
}

// --- Strings ----------------------------------------------------------------

IrOperand lower_concat(Fn *fn, const IrOperand *parts, int n, Node *at)
{
    AllocSite *site = fn_site(fn, SITE_CONCAT, at->pos, lower_text(fn, at),
                              lower_basic(fn->lw, BASIC_STRING));
    site->size = -1;
    site->align = 1;
    site->has_pointers = false;
    fn->b.pos = at->pos;
    IrInstr *in = build_op(&fn->b, OP_CONCAT, fn->lw->basic[IRT_STRING],
                           parts, (uint32_t)n, site);
    return instr_result(fn->f, in);
}

typedef VEC(Node *) NodeVec;

static bool is_concat(Node *n)
{
    return n->kind == NODE_BINARY && n->op == TOK_ADD && !node_is_const(n);
}

static void concat_parts(Fn *fn, Node *n, NodeVec *out)
{
    Node *plain = node_unparen(n);
    IrOperand done;
    if (!is_concat(plain) || fn_get_hoisted(fn, plain, &done)) {
        vec_push_in(out, &fn->lw->scratch, n);
        return;
    }
    concat_parts(fn, plain->binary.x, out);
    concat_parts(fn, plain->binary.y, out);
}

static IrOperand concat_value(Fn *fn, Node *n)
{
    NodeVec parts = {0};
    concat_parts(fn, n, &parts);
    lower_order(fn, parts.data, parts.len);
    IrOperand *ops = ARENA_ARRAY(&fn->lw->scratch, IrOperand, parts.len);
    GoType *t = lower_node_type(fn, n);
    for (int i = 0; i < parts.len; i++)
        ops[i] = lower_brief_string(fn, parts.data[i], t);
    return lower_concat(fn, ops, parts.len, n);
}

IrOperand lower_concat_assign(Fn *fn, IrOperand x, Node *y, Node *n)
{
    NodeVec parts = {0};
    concat_parts(fn, y, &parts);
    IrOperand *ops = ARENA_ARRAY(&fn->lw->scratch, IrOperand, parts.len + 1);
    ops[0] = x;
    for (int i = 0; i < parts.len; i++)
        ops[i + 1] = lower_expr_to(fn, parts.data[i],
                                   lower_basic(fn->lw, BASIC_STRING), NULL);
    // -m tells of the sum on the right, if there is one.
    bool sum = parts.len > 1;
    IrOperand r = lower_concat(fn, ops, parts.len + 1,
                               sum ? node_unparen(y) : n);
    if (!sum)
        vec_last(&ir_block(fn->f, fn->b.block)->instrs).site->no_report = true;
    return r;
}

// --- Arithmetic -------------------------------------------------------------

static IrOperand shift(Fn *fn, int op, IrOperand x, IrOperand y)
{
    bool bounded = y.kind == OPD_INT && y.bits < x.type->size * 8;
    if (y.kind != OPD_INT && irtype_is_signed(y.type))
        build_check(&fn->b, OP_SHIFTCHECK, y, opd_none());
    IrInstr *in = build_op(&fn->b, OP_BIN, x.type, (IrOperand[]){x, y}, 2,
                           NULL);
    in->sub = (uint8_t)bin_of(op);
    if (bounded)
        in->flags |= IRF_BOUNDED;
    return instr_result(fn->f, in);
}

IrOperand lower_arith(Fn *fn, int op, IrOperand x, IrOperand y, GoType *t,
                      GoType *yt, Node *n)
{
    (void)yt;
    if (x.type->kind == IRT_STRING && op == TOK_ADD) {
        (void)t;
        return lower_concat(fn, (IrOperand[]){x, y}, 2, n);
    }
    fn->b.pos = n->pos;
    if (is_shift(op))
        return shift(fn, op, x, y);
    bool divides = (op == TOK_QUO || op == TOK_REM) &&
                   irtype_is_integer(x.type);
    if (divides && !(y.kind == OPD_INT && y.bits != 0))
        build_check(&fn->b, OP_DIVCHECK, y, opd_none());
    return build_bin(&fn->b, bin_of(op), x, y);
}

static IrOperand shift_value(Fn *fn, Node *n)
{
    Lower *lw = fn->lw;
    Node *x = n->binary.x, *y = n->binary.y;
    GoType *t = lower_default(lw, lower_node_type(fn, n));
    GoType *yt = lower_node_type(fn, y);
    if (node_is_const(y) || type_is_untyped(yt))
        yt = lower_basic(lw, BASIC_UINT64);
    IrOperand vx = lower_expr_to(fn, x, t, NULL);
    IrOperand vy = lower_expr_to(fn, y, yt, NULL);
    return lower_arith(fn, n->op, vx, vy, t, yt, n);
}

// --- Comparison -------------------------------------------------------------

IrOperand lower_is_nil(Fn *fn, IrOperand v, bool equal)
{
    Lower *lw = fn->lw;
    IrCmp op = equal ? CMP_EQ : CMP_NE;
    IrTypeKind k = v.type->kind;
    if (k == IRT_SLICE)
        v = build_unary(&fn->b, OP_DATA, lw->basic[IRT_PTR], v);
    else if (k == IRT_EFACE || k == IRT_IFACE)
        v = build_unary(&fn->b, OP_ITYPE, lw->basic[IRT_PTR], v);
    return build_cmp(&fn->b, op, v, opd_zero(v.type), NULL);
}

static IrDesc *compare_desc(Fn *fn, GoType *t)
{
    TypeKind k = under_kind(t);
    return k == TYPE_STRUCT || k == TYPE_ARRAY || k == TYPE_INTERFACE ?
        lower_desc(fn->lw, t) : NULL;
}

// Interface x against concrete y: same dynamic type and equal values.
static IrOperand compare_mixed(Fn *fn, IrCmp op, IrOperand x, IrOperand y,
                               GoType *yt)
{
    Lower *lw = fn->lw;
    LocalId r = builder_temp(&fn->b, lw->basic[IRT_BOOL]);
    BlockId same = fn_block(fn), done = fn_block(fn);
    IrOperand type = build_unary(&fn->b, OP_ITYPE, lw->basic[IRT_PTR], x);
    IrOperand want = opd_desc(lw->m, lower_desc(lw, yt));
    IrOperand is = build_cmp(&fn->b, CMP_EQ, type, want, NULL);
    build_move(&fn->b, r, opd_bool(lw, op == CMP_NE));
    build_if(&fn->b, is, same, done);
    fn_at(fn, same);
    IrInstr *in = build_op(&fn->b, OP_IDATA, ir_type(lw, yt), &x, 1, NULL);
    in->desc = lower_desc(lw, yt);
    IrOperand v = instr_result(fn->f, in);
    build_move(&fn->b, r, build_cmp(&fn->b, op, v, y, compare_desc(fn, yt)));
    fn_jump(fn, done);
    fn_at(fn, done);
    return opd_local(fn->f, r);
}

static IrOperand to_eface(Fn *fn, IrOperand v)
{
    if (v.type->kind == IRT_EFACE)
        return v;
    IrInstr *in = build_op(&fn->b, OP_ICONV, fn->lw->basic[IRT_EFACE], &v, 1,
                           NULL);
    in->desc = lower_desc(fn->lw, type_any(fn->lw->tc));
    return instr_result(fn->f, in);
}

IrOperand lower_compare(Fn *fn, int op, IrOperand x, GoType *xt, IrOperand y,
                        GoType *yt)
{
    IrCmp cmp = cmp_of(op);
    bool xi = is_interface(xt), yi = is_interface(yt);
    if (xi && !yi)
        return compare_mixed(fn, cmp, x, y, yt);
    if (yi && !xi)
        return compare_mixed(fn, cmp, y, x, xt);
    if (xi && x.type != y.type) {
        x = to_eface(fn, x);
        y = to_eface(fn, y);
        xt = type_any(fn->lw->tc);
    }
    if (x.type->kind == IRT_STRUCT && x.type->size == 0)
        return opd_bool(fn->lw, cmp == CMP_EQ);
    return build_cmp(&fn->b, cmp, x, y, compare_desc(fn, xt));
}

static IrOperand compare_value(Fn *fn, Node *n)
{
    Node *x = n->binary.x, *y = n->binary.y;
    lower_order(fn, (Node *[]){x, y}, 2);
    if (node_is_nil(x) || node_is_nil(y)) {
        Node *other = node_is_nil(x) ? y : x;
        if (node_is_nil(other))
            return opd_bool(fn->lw, n->op == TOK_EQL);
        IrOperand v = lower_expr(fn, other);
        fn->b.pos = n->pos;
        return lower_is_nil(fn, v, n->op == TOK_EQL);
    }
    GoType *xt = lower_default(fn->lw, lower_node_type(fn, x));
    GoType *yt = lower_default(fn->lw, lower_node_type(fn, y));
    // A constant takes the type of the other side, unless that is an
    // interface.
    if (node_is_const(x) && !is_interface(yt))
        xt = yt;
    else if (node_is_const(y) && !is_interface(xt))
        yt = xt;
    IrOperand vx = lower_brief_string(fn, x, xt);
    IrOperand vy = lower_brief_string(fn, y, yt);
    fn->b.pos = n->pos;
    return lower_compare(fn, n->op, vx, xt, vy, yt);
}

// --- Logic ------------------------------------------------------------------

void lower_cond(Fn *fn, Node *n, BlockId yes, BlockId no)
{
    Node *plain = node_unparen(n);
    IrOperand done;
    if (node_is_const(plain) || fn_get_hoisted(fn, plain, &done)) {
        IrOperand v = lower_expr(fn, plain);
        if (v.kind == OPD_INT)
            fn_jump(fn, v.bits ? yes : no);
        else
            build_if(&fn->b, v, yes, no);
        return;
    }
    if (plain->kind == NODE_UNARY && plain->op == TOK_NOT) {
        lower_cond(fn, plain->unary.x, no, yes);
        return;
    }
    if (plain->kind == NODE_BINARY &&
        (plain->op == TOK_LAND || plain->op == TOK_LOR)) {
        BlockId mid = fn_block(fn);
        if (plain->op == TOK_LAND)
            lower_cond(fn, plain->binary.x, mid, no);
        else
            lower_cond(fn, plain->binary.x, yes, mid);
        fn_at(fn, mid);
        lower_cond(fn, plain->binary.y, yes, no);
        return;
    }
    IrOperand v = lower_expr(fn, plain);
    fn->b.pos = plain->pos;
    build_if(&fn->b, v, yes, no);
}

static IrOperand logic_value(Fn *fn, Node *n)
{
    LocalId r = builder_temp(&fn->b, fn->lw->basic[IRT_BOOL]);
    BlockId yes = fn_block(fn), no = fn_block(fn), done = fn_block(fn);
    lower_cond(fn, n, yes, no);
    fn_at(fn, yes);
    build_move(&fn->b, r, opd_bool(fn->lw, true));
    fn_jump(fn, done);
    fn_at(fn, no);
    build_move(&fn->b, r, opd_bool(fn->lw, false));
    fn_jump(fn, done);
    fn_at(fn, done);
    return opd_local(fn->f, r);
}

IrOperand lower_binary(Fn *fn, Node *n)
{
    if (n->op == TOK_LAND || n->op == TOK_LOR)
        return logic_value(fn, n);
    if (token_is_comparison((Token)n->op))
        return compare_value(fn, n);
    GoType *t = lower_default(fn->lw, lower_node_type(fn, n));
    if (type_is_string(t))
        return concat_value(fn, n);
    lower_order(fn, (Node *[]){n->binary.x, n->binary.y}, 2);
    if (is_shift(n->op))
        return shift_value(fn, n);
    IrOperand x = lower_expr_to(fn, n->binary.x, t, NULL);
    IrOperand y = lower_expr_to(fn, n->binary.y, t, NULL);
    return lower_arith(fn, n->op, x, y, t, t, n);
}

IrOperand lower_unary(Fn *fn, Node *n)
{
    if (n->op == TOK_NOT && lower_has_call(fn, n->unary.x) == false) {
        IrOperand v = lower_expr(fn, n->unary.x);
        fn->b.pos = n->pos;
        return build_un(&fn->b, UN_NOT, v);
    }
    GoType *t = lower_default(fn->lw, lower_node_type(fn, n));
    IrOperand v = lower_expr_to(fn, n->unary.x, t, NULL);
    fn->b.pos = n->pos;
    switch (n->op) {
    case TOK_ADD: return v;
    case TOK_SUB: return build_un(&fn->b, UN_NEG, v);
    case TOK_XOR: return build_un(&fn->b, UN_COM, v);
    case TOK_NOT: return build_un(&fn->b, UN_NOT, v);
    default: break;
    }
    ICE(n->pos, "unary operator %s", token_text((Token)n->op));
}
