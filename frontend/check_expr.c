// frontend/check_expr.c -- Expressions: operators, comparisons, shifts, and
// the dispatch by kind of node.
//
// check_raw fills an Operand and the node's slots.  Untyped operands of a
// binary operation are first brought to a common type; comparisons give an
// untyped bool; a shift of an untyped constant by a variable takes the type
// that the context would give its left operand.
//
// Invariant: after check_raw the node's mode and type are set.
//
//     x + 1   // 1 becomes x's type
#include "frontend/check_internal.h"

static bool is_valid(const Operand *x)
{
    return x->mode != MODE_INVALID;
}

static void invalidate(Operand *x)
{
    x->mode = MODE_INVALID;
}

Node *dummy_ident(Checker *ck, Pos pos, const char *text)
{
    Node *n = node_new(ck->arena, NODE_IDENT, pos);
    n->ident.name = intern_cstr(ck->names, text);
    n->implicit = true;
    return n;
}

// --- Dispatch -----------------------------------------------------------------------------------------

static ExprKind type_expression(Checker *ck, Operand *x, Node *e)
{
    x->type = check_type(ck, e);
    if (!type_is_invalid(x->type))
        x->mode = MODE_TYPE;
    return EXPR_EXPRESSION;
}

static ExprKind misplaced(Checker *ck, Node *e, const char *msg)
{
    check_error(ck, node_start(e), "%s", msg);
    return EXPR_EXPRESSION;
}

static ExprKind expression(Checker *ck, Operand *x, Node *e, GoType *hint,
                           Target *t)
{
    switch ((NodeKind)e->kind) {
    case NODE_BAD_EXPR: break;
    case NODE_IDENT: check_ident(ck, x, e, false); break;
    case NODE_BASIC_LIT:
        if (!e->bad)
            check_basic_lit(ck, x, e);
        break;
    case NODE_COMPOSITE_LIT: check_composite_lit(ck, x, e, hint); break;
    case NODE_FUNC_LIT: check_func_lit(ck, x, e); break;
    case NODE_PAREN: {
        ExprKind kind = check_raw(ck, NULL, x, e->paren.x, NULL, false);
        x->expr = e;
        return kind;
    }
    case NODE_SELECTOR: check_selector(ck, x, e, false); break;
    case NODE_INDEX:
        if (check_index_expr(ck, x, e))
            check_func_inst(ck, t, e->pos, x, e, true);
        break;
    case NODE_SLICE: check_slice_expr(ck, x, e); break;
    case NODE_TYPE_ASSERT: check_type_assert(ck, x, e); break;
    case NODE_TYPE_SWITCH_GUARD:
        check_use(ck, e->type_switch_guard.x);
        return misplaced(ck, e, "invalid syntax tree: use of .(type) "
                         "outside type switch");
    case NODE_CALL: return check_call(ck, x, e);
    case NODE_UNARY:
        check_unary(ck, x, e);
        if (is_valid(x) && e->op == TOK_ARROW) {
            x->expr = e;
            return EXPR_STATEMENT;
        }
        break;
    case NODE_STAR: check_star(ck, x, e); break;
    case NODE_BINARY: check_binary(ck, x, e); break;
    case NODE_KEY_VALUE:
        return misplaced(ck, e, "invalid syntax tree: no key:value "
                         "expected");
    case NODE_DOTS_TYPE:
        return misplaced(ck, e, "invalid use of ...");
    case NODE_ARRAY_TYPE:
    case NODE_SLICE_TYPE:
    case NODE_STRUCT_TYPE:
    case NODE_FUNC_TYPE:
    case NODE_INTERFACE_TYPE:
    case NODE_MAP_TYPE:
    case NODE_CHAN_TYPE: return type_expression(ck, x, e);
    default: break;
    }
    if (!is_valid(x))
        return EXPR_STATEMENT; // No follow-up "is not used".
    return EXPR_EXPRESSION;
}

void check_record(Checker *ck, Operand *x)
{
    Node *e = x->expr;
    if (e == NULL)
        return;
    e->mode = (uint8_t)x->mode;
    e->type = x->type != NULL ? x->type : invalid_type(ck);
    e->value = x->mode == MODE_CONSTANT ? x->val : NULL;
    if (x->mode == MODE_NOVALUE)
        e->type = ck->types->empty_tuple;
}

void check_non_generic(Checker *ck, Target *t, Operand *x)
{
    if (!is_valid(x) || x->mode == MODE_NOVALUE || x->type == NULL)
        return;
    const char *what = NULL;
    if (x->type->kind == TYPE_NAMED || x->type->kind == TYPE_ALIAS) {
        if (type_is_generic(x->type))
            what = "type";
    } else if (x->type->kind == TYPE_FUNC &&
               x->type->u.func.tparams.count > 0) {
        if (t != NULL) {
            check_func_inst(ck, t, operand_pos(x), x, NULL, true);
            return;
        }
        what = "function";
    }
    if (what == NULL)
        return;
    check_error(ck, operand_pos(x),
                "cannot use generic %s %s without instantiation", what,
                expr_text(ck, x->expr));
    x->mode = MODE_INVALID;
    x->type = invalid_type(ck);
}

ExprKind check_raw(Checker *ck, Target *t, Operand *x, Node *e, GoType *hint,
                   bool allow_generic)
{
    x->mode = MODE_INVALID;
    x->type = invalid_type(ck);
    x->val = NULL;
    x->expr = e;
    if (!check_enter(ck, e->pos))
        return EXPR_STATEMENT;
    ExprKind kind = expression(ck, x, e, hint, t);
    x->expr = e;
    if (!allow_generic)
        check_non_generic(ck, t, x);
    check_record(ck, x);
    check_leave(ck);
    return kind;
}

static void exclude(Checker *ck, Operand *x, bool types_too)
{
    const char *fmt = NULL;
    if (x->mode == MODE_NOVALUE)
        fmt = types_too ? "%s used as value" : "%s used as value or type";
    else if (types_too && x->mode == MODE_BUILTIN)
        fmt = "%s must be called";
    else if (types_too && x->mode == MODE_TYPE)
        fmt = "%s is not an expression";
    if (fmt == NULL)
        return;
    const char *text = operand_text(ck, x);
    if (x->mode == MODE_NOVALUE)
        check_error(ck, operand_pos(x), types_too ? "%s used as value" :
                    "%s used as value or type", text);
    else if (x->mode == MODE_BUILTIN)
        check_error(ck, operand_pos(x), "%s must be called", text);
    else
        check_error(ck, operand_pos(x), "%s is not an expression", text);
    invalidate(x);
}

void check_single_value(Checker *ck, Operand *x)
{
    if (x->mode != MODE_VALUE || x->type->kind != TYPE_TUPLE)
        return;
    check_error(ck, operand_pos(x),
                "multiple-value %s in single-value context",
                operand_text(ck, x));
    invalidate(x);
}

void check_expr(Checker *ck, Target *t, Operand *x, Node *e)
{
    check_raw(ck, t, x, e, NULL, false);
    exclude(ck, x, true);
    check_single_value(ck, x);
}

void check_expr_hint(Checker *ck, Operand *x, Node *e, GoType *hint)
{
    check_raw(ck, NULL, x, e, hint, true);
    exclude(ck, x, true);
    check_single_value(ck, x);
}

void check_generic_expr(Checker *ck, Operand *x, Node *e)
{
    check_expr_hint(ck, x, e, NULL);
}

void check_expr_or_type(Checker *ck, Operand *x, Node *e, bool generic)
{
    check_raw(ck, NULL, x, e, NULL, generic);
    exclude(ck, x, false);
    check_single_value(ck, x);
}

Target *check_target(Checker *ck, GoType *t, const char *desc, Target *slot)
{
    if (t == NULL)
        return NULL;
    GoType *u = check_common_under(ck, t, NULL);
    if (u == NULL || u->kind != TYPE_FUNC)
        return NULL;
    slot->sig = u;
    slot->desc = desc;
    return slot;
}

// --- Several values ---------------------------------------------------------------------------------------

static const char *nth(Checker *ck, int n, const char *what)
{
    const char *ext = n == 1 ? "st" : n == 2 ? "nd" : n == 3 ? "rd" : "th";
    return str_printf(ck->arena, "%d%s %s", n, ext, what).p;
}

static OperandList tuple_operands(Checker *ck, Node *e, GoType *t)
{
    OperandList list = {0};
    int n = t->u.tuple.count;
    list.at = ARENA_ARRAY(ck->arena, Operand, n + 1);
    list.count = n;
    for (int i = 0; i < n; i++)
        list.at[i] = (Operand){
            .mode = MODE_VALUE, .type = t->u.tuple.vars[i]->type,
            .expr = dummy_ident(ck, node_start(e),
                                nth(ck, i + 1, "function result"))};
    return list;
}

OperandList check_multi(Checker *ck, Node *e, bool allow_comma_ok,
                        bool *comma_ok)
{
    Operand x;
    if (comma_ok != NULL)
        *comma_ok = false;
    check_raw(ck, NULL, &x, e, NULL, false);
    exclude(ck, &x, true);
    if (is_valid(&x) && x.type->kind == TYPE_TUPLE)
        return tuple_operands(ck, e, x.type);
    OperandList list = {0};
    list.at = ARENA_ARRAY(ck->arena, Operand, 2);
    list.at[list.count++] = x;
    if (allow_comma_ok &&
        (x.mode == MODE_MAPINDEX || x.mode == MODE_COMMAOK)) {
        list.at[list.count++] = (Operand){
            .mode = MODE_VALUE, .type = basic_type(ck, BASIC_UNTYPED_BOOL),
            .expr = dummy_ident(ck, node_start(e),
                                "ok value of (comma, ok) expression")};
        *comma_ok = true;
    }
    return list;
}

OperandList check_expr_list(Checker *ck, NodeList list)
{
    if (list.count == 1) {
        bool unused;
        return check_multi(ck, list.at[0], false, &unused);
    }
    OperandList out = {0};
    out.at = ARENA_ARRAY(ck->arena, Operand, list.count + 1);
    for (int i = 0; i < list.count; i++)
        check_expr(ck, NULL, &out.at[out.count++], list.at[i]);
    return out;
}

void check_record_comma_ok(Checker *ck, Node *e)
{
    (void)ck;
    for (; e != NULL; e = e->paren.x) {
        e->comma_ok = true;
        if (e->kind != NODE_PAREN)
            return;
    }
}

// --- Using without needing -----------------------------------------------------------------------------------

// Evaluates for the side effect of marking things used (and reporting errors
// in e itself) after an error has made the context meaningless.
static bool use(Checker *ck, Node *e, bool lhs)
{
    if (e == NULL)
        return true;
    Operand x = {.mode = MODE_VALUE};
    if (e->kind == NODE_IDENT) {
        const Name *name = e->ident.name;
        if (lhs && name == ck->name_blank)
            return true;
        Object *obj = scope_lookup_parent(ck->env.scope, name->str.p);
        bool was_used = obj != NULL && obj->used;
        check_raw(ck, NULL, &x, e, NULL, true);
        if (lhs && obj != NULL && obj->kind == OBJ_VAR)
            obj->used = was_used;
        return is_valid(&x);
    }
    if (e->kind == NODE_KEY_VALUE)
        return use(ck, e->key_value.value, lhs);
    check_raw(ck, NULL, &x, e, NULL, true);
    return is_valid(&x);
}

void check_use(Checker *ck, Node *e)
{
    use(ck, e, false);
}

bool check_use_list(Checker *ck, NodeList list)
{
    bool ok = true;
    for (int i = 0; i < list.count; i++)
        ok = use(ck, list.at[i], false) && ok;
    return ok;
}

bool check_use_lhs(Checker *ck, NodeList list)
{
    bool ok = true;
    for (int i = 0; i < list.count; i++)
        ok = use(ck, node_unparen(list.at[i]), true) && ok;
    return ok;
}
