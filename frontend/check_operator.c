// frontend/check_operator.c -- Operators: unary, binary, comparison, shift,
// indirection, type assertion.
//
// Untyped operands of a binary operation are first brought to a common type;
// comparisons give an untyped bool; a shift of an untyped constant by a
// variable takes the type that the context would give its left operand.
//
// Invariant: constants are folded, and fit their type.
//
//     1 << n   x == nil   -y
#include "frontend/check_internal.h"

static bool is_valid(const Operand *x)
{
    return x->mode != MODE_INVALID;
}

static void invalidate(Operand *x)
{
    x->mode = MODE_INVALID;
}

// Spec: the position of an operation is its operator.
static Pos op_position(const Node *e)
{
    if (e == NULL)
        return NO_POS;
    return e->kind == NODE_BINARY || e->kind == NODE_UNARY ? e->pos :
        node_start(e);
}

// --- Constants that grow -----------------------------------------------------------

static const char *operation_name(const Node *e)
{
    if (e == NULL)
        return "";
    if (e->kind == NODE_UNARY)
        return e->op == TOK_XOR ? "bitwise complement " : "";
    if (e->kind != NODE_BINARY)
        return "";
    switch ((Token)e->op) {
    case TOK_ADD: return "addition ";
    case TOK_SUB: return "subtraction ";
    case TOK_XOR: return "bitwise XOR ";
    case TOK_MUL: return "multiplication ";
    case TOK_SHL: return "shift ";
    default: return "";
    }
}

void check_overflow(Checker *ck, Operand *x, Pos op_pos)
{
    if (const_kind(x->val) == CONST_UNKNOWN) {
        check_error(ck, op_pos, "constant result is not representable");
        return;
    }
    if (!type_is_untyped(x->type)) {
        check_representable(ck, x, type_underlying(x->type));
        return;
    }
    if (const_kind(x->val) == CONST_INT && const_bit_length(x->val) > 512) {
        check_error(ck, op_pos, "constant %soverflow",
                    operation_name(x->expr));
        x->val = const_unknown(ck->consts);
    }
}

static ConstOp const_op(Token op)
{
    switch (op) {
    case TOK_ADD: return CONST_ADD;
    case TOK_SUB: return CONST_SUB;
    case TOK_MUL: return CONST_MUL;
    case TOK_QUO: return CONST_QUO;
    case TOK_REM: return CONST_REM;
    case TOK_AND: return CONST_AND;
    case TOK_OR: return CONST_OR;
    case TOK_XOR: return CONST_XOR;
    case TOK_AND_NOT: return CONST_AND_NOT;
    case TOK_LAND: return CONST_LAND;
    case TOK_LOR: return CONST_LOR;
    case TOK_EQL: return CONST_EQ;
    case TOK_NEQ: return CONST_NE;
    case TOK_LSS: return CONST_LT;
    case TOK_LEQ: return CONST_LE;
    case TOK_GTR: return CONST_GT;
    default: return CONST_GE;
    }
}

// --- Unary operations ------------------------------------------------------------------

static bool is_numeric_or_string(GoType *t)
{
    return type_is_numeric(t) || type_is_string(t);
}

static TypePredicate operand_predicate(Token op, bool unary)
{
    switch (op) {
    case TOK_ADD: return unary ? type_is_numeric : is_numeric_or_string;
    case TOK_SUB:
    case TOK_MUL:
    case TOK_QUO: return type_is_numeric;
    case TOK_NOT:
    case TOK_LAND:
    case TOK_LOR: return type_is_boolean;
    default: return type_is_integer;
    }
}

static bool operator_defined(Checker *ck, Operand *x, Token op, bool unary)
{
    if (type_all(x->type, operand_predicate(op, unary)))
        return true;
    check_error(ck, operand_pos(x), INVALID_OP "operator %s not defined on "
                "%s", token_text(op), operand_text(ck, x));
    return false;
}

static void unary_address(Checker *ck, Operand *x, Node *e)
{
    Node *inner = node_unparen(e->unary.x);
    if (inner->kind != NODE_COMPOSITE_LIT && x->mode != MODE_VARIABLE) {
        check_error(ck, operand_pos(x),
                    INVALID_OP "cannot take address of %s",
                    operand_text(ck, x));
        invalidate(x);
        return;
    }
    check_note_addr_taken(ck, inner);
    x->mode = MODE_VALUE;
    x->type = type_new_pointer(ck->types, x->type);
}

// The element type of a channel operand that allows the operation; NULL
// after an error.
static GoType *chan_elem(Checker *ck, Operand *x, bool recv)
{
    const char *cause = NULL;
    GoType *n = type_unalias(x->type);
    TypeSet *s = n->kind == TYPE_PARAM ?
        type_set_of(type_param_interface(n)) : NULL;
    int count = s == NULL ? 1 : s->all_types ? 0 : s->term_count;
    if (count == 0)
        cause = "no specific channel type";
    for (int i = 0; i < count && cause == NULL; i++) {
        GoType *t = s == NULL ? x->type : s->terms[i].type;
        GoType *u = type_underlying(t);
        const char *text = type_text(ck, t);
        if (u->kind != TYPE_CHAN)
            cause = str_printf(ck->arena, "non-channel %s", text).p;
        else if (recv && u->u.chan.dir == CHAN_SEND_ONLY)
            cause = str_printf(ck->arena, "send-only channel %s", text).p;
        else if (!recv && u->u.chan.dir == CHAN_RECV_ONLY)
            cause = str_printf(ck->arena, "receive-only channel %s",
                               text).p;
    }
    if (cause == NULL) {
        GoType *u = check_common_under(ck, x->type, &cause);
        if (u != NULL)
            return u->u.chan.elem;
    }
    const char *what = recv ? "receive from" : "send to";
    if (s != NULL)
        check_error(ck, operand_pos(x), INVALID_OP "cannot %s %s: %s", what,
                    operand_text(ck, x), cause);
    else
        check_error(ck, operand_pos(x), INVALID_OP "cannot %s %s %s", what,
                    cause, operand_text(ck, x));
    return NULL;
}

GoType *check_send_elem(Checker *ck, Operand *x)
{
    return chan_elem(ck, x, false);
}

static void unary_receive(Checker *ck, Operand *x)
{
    GoType *elem = chan_elem(ck, x, true);
    if (elem == NULL || !check_is_complete(ck, elem)) {
        invalidate(x);
        return;
    }
    x->mode = MODE_COMMAOK;
    x->type = elem;
    ck->env.has_call_or_recv = true;
}

static void unary_constant(Checker *ck, Operand *x, Node *e, Token op)
{
    if (const_kind(x->val) == CONST_UNKNOWN)
        return;
    unsigned bits = 0;
    if (type_is_unsigned(x->type))
        bits = (unsigned)type_size(x->type) * 8;
    ConstOp cop = op == TOK_ADD ? CONST_PLUS : op == TOK_SUB ? CONST_NEG :
        op == TOK_NOT ? CONST_NOT : CONST_COMPL;
    x->val = const_unary(ck->consts, cop, x->val, bits);
    x->expr = e;
    check_overflow(ck, x, op_position(e));
}

void check_unary(Checker *ck, Operand *x, Node *e)
{
    check_expr(ck, NULL, x, e->unary.x);
    if (!is_valid(x))
        return;
    Token op = (Token)e->op;
    if (op == TOK_AND) {
        unary_address(ck, x, e);
        return;
    }
    if (op == TOK_ARROW) {
        unary_receive(ck, x);
        return;
    }
    if (op == TOK_TILDE) {
        bool integer = type_all(x->type, type_is_integer);
        check_error(ck, e->pos, "cannot use ~ outside of interface or type "
                    "constraint%s", integer ?
                    " (use ^ for bitwise complement)" : "");
        if (!integer) {
            invalidate(x);
            return;
        }
        op = TOK_XOR;
    }
    if (!operator_defined(ck, x, op, true)) {
        invalidate(x);
        return;
    }
    if (x->mode == MODE_CONSTANT)
        unary_constant(ck, x, e, op);
    else
        x->mode = MODE_VALUE;
}

// --- Comparisons -------------------------------------------------------------------------

static const char *comparison_cause(Checker *ck, Operand *x, Operand *y,
                                    Operand **at, Token op)
{
    if (type_is_type_param(x->type) || type_is_type_param(y->type)) {
        if (!type_is_type_param(x->type))
            *at = y;
        return str_printf(ck->arena, "type parameter %s cannot use operator "
                          "%s", type_text(ck, (*at)->type),
                          token_text(op)).p;
    }
    const char *what = composite_kind((*at)->type);
    if (what[0] == '\0')
        what = type_text(ck, (*at)->type);
    return str_printf(ck->arena, "operator %s not defined on %s",
                      token_text(op), what).p;
}

static void comparison_error(Checker *ck, Operand *x, Operand *y,
                             Operand *at, Token op, const char *cause,
                             bool switch_case)
{
    if (cause == NULL || cause[0] == '\0')
        cause = comparison_cause(ck, x, y, &at, op);
    if (switch_case)
        check_error(ck, operand_pos(x),
                    "invalid case %s in switch on %s (%s)",
                    expr_text(ck, x->expr), expr_text(ck, y->expr), cause);
    else
        check_error(ck, operand_pos(at), INVALID_OP "%s %s %s (%s)",
                    expr_text(ck, x->expr), token_text(op),
                    expr_text(ck, y->expr), cause);
    invalidate(x);
}

// The operand on which == is not defined, or NULL.
static Operand *incomparable(Checker *ck, Operand *x, Operand *y,
                             const char **cause)
{
    if (x->mode == MODE_NIL || y->mode == MODE_NIL) {
        GoType *t = x->mode == MODE_NIL ? y->type : x->type;
        return type_has_nil(t) ? NULL : y;
    }
    Operand *bad = !type_is_comparable(x->type) ? x :
        !type_is_comparable(y->type) ? y : NULL;
    if (bad != NULL)
        *cause = type_incomparable_cause(bad->type, ck->pkg);
    return bad;
}

// Spec: Comparison operators.
void check_comparison(Checker *ck, Operand *x, Operand *y, Token op,
                      bool switch_case)
{
    if (type_is_invalid(x->type) || type_is_invalid(y->type)) {
        invalidate(x);
        return;
    }
    if (switch_case)
        op = TOK_EQL;
    const char *cause = NULL;
    if (!check_assignable(ck, x, y->type, NULL) &&
        !check_assignable(ck, y, x->type, NULL)) {
        cause = str_printf(ck->arena, "mismatched types %s and %s",
                           type_text(ck, x->type),
                           type_text(ck, y->type)).p;
        comparison_error(ck, x, y, y, op, cause, switch_case);
        return;
    }
    Operand *bad = NULL;
    if (op == TOK_EQL || op == TOK_NEQ)
        bad = incomparable(ck, x, y, &cause);
    else if (!type_all(x->type, type_is_ordered))
        bad = x;
    else if (!type_all(y->type, type_is_ordered))
        bad = y;
    if (bad != NULL) {
        comparison_error(ck, x, y, bad, op, cause, switch_case);
        return;
    }
    if (x->mode == MODE_CONSTANT && y->mode == MODE_CONSTANT) {
        bool unknown = const_kind(x->val) == CONST_UNKNOWN ||
            const_kind(y->val) == CONST_UNKNOWN;
        x->val = unknown ? const_unknown(ck->consts) :
            const_bool(ck->consts, const_compare(ck->consts, x->val,
                                                 const_op(op), y->val));
    } else {
        x->mode = MODE_VALUE;
        check_update_type(ck, x->expr, type_default(type_unalias(x->type)),
                          true);
        check_update_type(ck, y->expr, type_default(type_unalias(y->type)),
                          true);
    }
    x->type = basic_type(ck, BASIC_UNTYPED_BOOL);
}

// --- Shifts -----------------------------------------------------------------------------------

static bool valid_shift_count(Checker *ck, Operand *y, ConstValue **yval)
{
    if (y->mode == MODE_CONSTANT) {
        *yval = const_to_int(ck->consts, y->val);
        if (const_kind(*yval) == CONST_INT && const_sign(*yval) < 0) {
            check_error(ck, operand_pos(y),
                        INVALID_OP "negative shift count %s",
                        operand_text(ck, y));
            return false;
        }
        if (type_is_untyped(y->type)) {
            // Recorded as uint, but a constant count keeps its own kind in
            // what follows.
            check_representable(ck, y, basic_type(ck, BASIC_UINT));
            if (is_valid(y))
                check_update_type(ck, y->expr, basic_type(ck, BASIC_UINT),
                                  true);
            return is_valid(y);
        }
        return true;
    }
    if (type_all(y->type, type_is_integer)) {
        return type_all(y->type, type_is_unsigned) ||
            check_version(ck, operand_pos(y), 13,
                          INVALID_OP "signed shift count %s",
                          operand_text(ck, y));
    }
    if (type_is_untyped(y->type)) {
        check_convert_untyped(ck, y, basic_type(ck, BASIC_UINT));
        return is_valid(y);
    }
    check_error(ck, operand_pos(y),
                INVALID_OP "shift count %s must be integer",
                operand_text(ck, y));
    return false;
}

static void constant_shift(Checker *ck, Operand *x, Operand *y, Node *e,
                           Token op, ConstValue *xval, ConstValue *yval)
{
    if (!type_is_integer(x->type) &&
        (const_kind(x->val) == CONST_UNKNOWN ||
         const_kind(y->val) == CONST_UNKNOWN))
        x->type = basic_type(ck, BASIC_UNTYPED_INT);
    if (const_kind(x->val) == CONST_UNKNOWN ||
        const_kind(y->val) == CONST_UNKNOWN) {
        x->val = const_unknown(ck->consts);
        return;
    }
    bool ok;
    uint64_t n = const_to_uint64(yval, &ok);
    if (!ok || n > 1023 - 1 + 52) {
        check_error(ck, operand_pos(y), INVALID_OP "invalid shift count %s",
                    operand_text(ck, y));
        invalidate(x);
        return;
    }
    if (!type_is_integer(x->type))
        x->type = basic_type(ck, BASIC_UNTYPED_INT);
    x->val = const_shift(ck->consts, xval, op == TOK_SHL, (unsigned)n);
    x->expr = e;
    check_overflow(ck, x, op_position(e));
}

// Spec: Operators, shifts.
static void check_shift(Checker *ck, Operand *x, Operand *y, Node *e,
                        Token op)
{
    ConstValue *xval = NULL, *yval = NULL;
    if (x->mode == MODE_CONSTANT)
        xval = const_to_int(ck->consts, x->val);
    bool ok = type_all(x->type, type_is_integer) ||
        (type_is_untyped(x->type) && xval != NULL &&
         const_kind(xval) == CONST_INT);
    if (!ok) {
        check_error(ck, operand_pos(x),
                    INVALID_OP "shifted operand %s must be integer",
                    operand_text(ck, x));
        invalidate(x);
        return;
    }
    if (!valid_shift_count(ck, y, &yval)) {
        invalidate(x);
        return;
    }
    if (x->mode == MODE_CONSTANT && y->mode == MODE_CONSTANT) {
        constant_shift(ck, x, y, e, op, xval, yval);
        return;
    }
    if (x->mode == MODE_CONSTANT && type_is_untyped(x->type)) {
        // The type comes from the context later; it must be an integer.
        map_set(&ck->shift_lhs, x->expr, x->expr);
        x->mode = MODE_VALUE;
        return;
    }
    if (!type_all(x->type, type_is_integer)) {
        check_error(ck, operand_pos(x),
                    INVALID_OP "shifted operand %s must be integer",
                    operand_text(ck, x));
        invalidate(x);
        return;
    }
    x->mode = MODE_VALUE;
}

// --- Binary operations ----------------------------------------------------------------------------

static bool may_convert(Operand *x, Operand *y)
{
    if (!type_is_untyped(x->type) && !type_is_untyped(y->type))
        return false;
    bool x_iface = type_is_interface(x->type);
    bool y_iface = type_is_interface(y->type);
    if (type_all(x->type, type_is_numeric) !=
        type_all(y->type, type_is_numeric))
        return false;
    if (x_iface || y_iface)
        return true;
    if (type_all(x->type, type_is_boolean) !=
        type_all(y->type, type_is_boolean) ||
        type_all(x->type, type_is_string) !=
        type_all(y->type, type_is_string))
        return false;
    if (x->mode == MODE_NIL)
        return type_has_nil(y->type);
    if (y->mode == MODE_NIL)
        return type_has_nil(x->type);
    return type_underlying(x->type)->kind != TYPE_POINTER &&
        type_underlying(y->type)->kind != TYPE_POINTER;
}

// Brings untyped operands to the other's type.
void check_match_types(Checker *ck, Operand *x, Operand *y)
{
    if (!may_convert(x, y))
        return;
    check_convert_untyped(ck, x, y->type);
    if (!is_valid(x))
        return;
    check_convert_untyped(ck, y, x->type);
    if (!is_valid(y))
        invalidate(x);
}

static bool divides_by_zero(Checker *ck, Operand *x, Operand *y)
{
    if (y->mode != MODE_CONSTANT)
        return false;
    if (x->mode != MODE_CONSTANT && !type_all(x->type, type_is_integer))
        return false;
    if (const_kind(y->val) == CONST_UNKNOWN)
        return false;
    bool zero = const_sign(y->val) == 0;
    if (!zero && x->mode == MODE_CONSTANT && type_is_complex(x->type)) {
        // The squares that the division needs may be zero all the same.
        ConstPool *p = ck->consts;
        ConstValue *re = const_real(p, y->val), *im = const_imag(p, y->val);
        zero = const_sign(const_binary(p, re, CONST_MUL, re, false)) == 0 &&
            const_sign(const_binary(p, im, CONST_MUL, im, false)) == 0;
    }
    if (!zero)
        return false;
    check_error(ck, operand_pos(y), INVALID_OP "division by zero");
    return true;
}

static void binary_constant(Checker *ck, Operand *x, Operand *y, Node *e,
                            Token op)
{
    if (const_kind(x->val) == CONST_UNKNOWN ||
        const_kind(y->val) == CONST_UNKNOWN) {
        x->val = const_unknown(ck->consts);
        return;
    }
    bool int_division = op == TOK_QUO && type_is_integer(x->type);
    x->val = const_binary(ck->consts, x->val, const_op(op), y->val,
                          int_division);
    x->expr = e;
    check_overflow(ck, x, op_position(e));
}

static void mismatched(Checker *ck, Operand *x, Operand *y, Node *e,
                       Node *lhs, Node *rhs, Token op)
{
    if (type_is_invalid(x->type) || type_is_invalid(y->type))
        return;
    const char *a = type_text(ck, x->type), *b = type_text(ck, y->type);
    if (e != NULL)
        check_error(ck, operand_pos(x),
                    INVALID_OP "%s (mismatched types %s and %s)",
                    expr_text(ck, e), a, b);
    else
        check_error(ck, operand_pos(x),
                    INVALID_OP "%s %s= %s (mismatched types %s and %s)",
                    expr_text(ck, lhs), token_text(op), expr_text(ck, rhs),
                    a, b);
}

// x holds the left operand already; e is NULL for x op= y.
static void binary_rest(Checker *ck, Operand *x, Node *e, Node *lhs,
                        Node *rhs, Token op)
{
    Operand y;
    check_expr(ck, NULL, &y, rhs);
    if (!is_valid(x))
        return;
    if (!is_valid(&y)) {
        invalidate(x);
        x->expr = y.expr;
        return;
    }
    if (op == TOK_SHL || op == TOK_SHR) {
        check_shift(ck, x, &y, e, op);
        return;
    }
    check_match_types(ck, x, &y);
    if (!is_valid(x))
        return;
    if (token_is_comparison(op)) {
        check_comparison(ck, x, &y, op, false);
        return;
    }
    if (!type_identical(x->type, y.type)) {
        mismatched(ck, x, &y, e, lhs, rhs, op);
        invalidate(x);
        return;
    }
    if (!operator_defined(ck, x, op, false) ||
        ((op == TOK_QUO || op == TOK_REM) && divides_by_zero(ck, x, &y))) {
        invalidate(x);
        return;
    }
    if (x->mode == MODE_CONSTANT && y.mode == MODE_CONSTANT)
        binary_constant(ck, x, &y, e, op);
    else
        x->mode = MODE_VALUE;
}

void check_op_assign(Checker *ck, Operand *x, Node *lhs, Node *rhs, Token op)
{
    check_expr(ck, NULL, x, lhs);
    binary_rest(ck, x, NULL, lhs, rhs, op);
}

// a + b + c + ... leans left; it is walked without recursion, or a long
// concatenation would need a deep stack.
void check_binary(Checker *ck, Operand *x, Node *e)
{
    NodeVec chain = {0};
    Node *left = e;
    for (; left->kind == NODE_BINARY; left = left->binary.x)
        vec_push(&chain, left);
    check_expr(ck, NULL, x, left);
    while (chain.len > 0) {
        Node *n = vec_pop(&chain);
        binary_rest(ck, x, n, n->binary.x, n->binary.y, (Token)n->op);
        x->expr = n;
        if (n != e)
            check_record(ck, x);
    }
    vec_free(&chain);
}

// --- Pointer indirection and type assertion -----------------------------------------------------------

void check_star(Checker *ck, Operand *x, Node *e)
{
    check_expr_or_type(ck, x, e->star.x, false);
    if (!is_valid(x))
        return;
    if (x->mode == MODE_TYPE) {
        check_valid_var_type(ck, e->star.x, x->type);
        x->type = type_new_pointer(ck->types, x->type);
        return;
    }
    GoType *n = type_unalias(x->type);
    TypeSet *s = n->kind == TYPE_PARAM ?
        type_set_of(type_param_interface(n)) : NULL;
    int count = s == NULL ? 1 : s->all_types ? 0 : s->term_count;
    GoType *base = NULL;
    bool ok = count > 0;
    for (int i = 0; i < count && ok; i++) {
        GoType *u = type_underlying(s == NULL ? n : s->terms[i].type);
        ok = u->kind == TYPE_POINTER && x->mode != MODE_NIL;
        if (!ok)
            break;
        if (base != NULL && !type_identical(base, u->u.pointer.elem)) {
            check_error(ck, operand_pos(x), INVALID_OP "pointers of %s must "
                        "have identical base types", operand_text(ck, x));
            invalidate(x);
            return;
        }
        base = u->u.pointer.elem;
    }
    if (!ok) {
        check_error(ck, operand_pos(x), INVALID_OP "cannot indirect %s",
                    operand_text(ck, x));
        invalidate(x);
        return;
    }
    if (!check_is_complete(ck, base)) {
        invalidate(x);
        return;
    }
    x->mode = MODE_VARIABLE;
    x->type = base;
}

void check_type_assert(Checker *ck, Operand *x, Node *e)
{
    check_expr(ck, NULL, x, e->type_assert.x);
    if (!is_valid(x)) {
        if (e->type_assert.type != NULL)
            check_type(ck, e->type_assert.type);
        return;
    }
    if (type_is_type_param(x->type)) {
        check_error(ck, operand_pos(x), INVALID_OP "cannot use type "
                    "assertion on type parameter value %s",
                    operand_text(ck, x));
        invalidate(x);
        return;
    }
    if (type_underlying(x->type)->kind != TYPE_INTERFACE) {
        check_error(ck, operand_pos(x), INVALID_OP "%s is not an interface",
                    operand_text(ck, x));
        invalidate(x);
        return;
    }
    GoType *t = check_var_type(ck, e->type_assert.type);
    if (type_is_invalid(t) || !check_is_complete(ck, t)) {
        invalidate(x);
        return;
    }
    Cause why = check_cause(ck);
    if (!type_assertable(x->type, t, &why))
        check_error(ck, node_start(e), "impossible type assertion: %s\n\t%s "
                    "does not implement %s %s", expr_text(ck, e),
                    type_text(ck, t), type_text(ck, x->type), why.text);
    x->mode = MODE_COMMAOK;
    x->type = t;
}
