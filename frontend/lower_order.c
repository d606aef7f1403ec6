// frontend/lower_order.c -- What is evaluated first.
//
// Spec: Order of evaluation; where it leaves freedom, gc's choice.  Before an
// expression with several operands is evaluated, the calls and receives inside
// of them are done in order, into temporaries; && and || with calls inside
// count as one.  Reads of variables, indexing, dereferences come after.
//
//     a[i] + f(&i)    t1 = f(&i); t2 = a[i] + t1
#include "frontend/lower_internal.h"

void fn_set_hoisted(Fn *fn, const Node *n, IrOperand v)
{
    IrOperand *copy = ARENA_NEW(&fn->lw->scratch, IrOperand);
    *copy = v;
    map_set(&fn->hoisted, n, copy);
}

bool fn_get_hoisted(Fn *fn, const Node *n, IrOperand *v)
{
    if (fn->hoisted.len == 0)
        return false;
    IrOperand *found = map_get(&fn->hoisted, n);
    if (found != NULL)
        *v = *found;
    return found != NULL;
}

static bool builtin_acts(BuiltinId id)
{
    return id == BUILTIN_APPEND || id == BUILTIN_COPY ||
           id == BUILTIN_RECOVER;
}

static bool list_has_call(Fn *fn, NodeList list)
{
    for (int i = 0; i < list.count; i++) {
        if (lower_has_call(fn, list.at[i]))
            return true;
    }
    return false;
}

static bool call_acts(Fn *fn, const Node *n)
{
    BuiltinId id;
    if (call_is_conversion(n))
        return list_has_call(fn, n->call.args);
    if (call_is_builtin(n, &id) && !builtin_acts(id))
        return list_has_call(fn, n->call.args);
    return true;
}

bool lower_has_call(Fn *fn, const Node *n)
{
    if (n == NULL || node_is_const(n) || node_is_type(n))
        return false;
    IrOperand done;
    switch ((NodeKind)n->kind) {
    case NODE_PAREN: return lower_has_call(fn, n->paren.x);
    case NODE_CALL: return !fn_get_hoisted(fn, n, &done) && call_acts(fn, n);
    case NODE_UNARY:
        if (n->op == TOK_ARROW)
            return !fn_get_hoisted(fn, n, &done);
        return lower_has_call(fn, n->unary.x);
    case NODE_STAR: return lower_has_call(fn, n->star.x);
    case NODE_BINARY:
        if ((n->op == TOK_LAND || n->op == TOK_LOR) &&
            fn_get_hoisted(fn, n, &done))
            return false;
        return lower_has_call(fn, n->binary.x) ||
               lower_has_call(fn, n->binary.y);
    case NODE_SELECTOR: return lower_has_call(fn, n->selector.x);
    case NODE_INDEX:
        return lower_has_call(fn, n->index.x) ||
               list_has_call(fn, n->index.args);
    case NODE_SLICE:
        return lower_has_call(fn, n->slice.x) ||
               lower_has_call(fn, n->slice.lo) ||
               lower_has_call(fn, n->slice.hi) ||
               lower_has_call(fn, n->slice.max);
    case NODE_TYPE_ASSERT: return lower_has_call(fn, n->type_assert.x);
    case NODE_KEY_VALUE:
        return lower_has_call(fn, n->key_value.key) ||
               lower_has_call(fn, n->key_value.value);
    case NODE_COMPOSITE_LIT:
        return !fn_get_hoisted(fn, n, &done) &&
               list_has_call(fn, n->composite_lit.elems);
    default: return false;
    }
}

static void hoist_list(Fn *fn, NodeList list)
{
    for (int i = 0; i < list.count; i++)
        lower_hoist(fn, list.at[i]);
}

static void hoist_value(Fn *fn, Node *n)
{
    fn_set_hoisted(fn, n, fn_temp_copy(fn, lower_expr(fn, n)));
}

static void hoist_call(Fn *fn, Node *n)
{
    BuiltinId id;
    if (call_is_conversion(n) ||
        (call_is_builtin(n, &id) && !builtin_acts(id)))
        hoist_list(fn, n->call.args);
    else
        hoist_value(fn, n);
}

static bool is_map_literal(Fn *fn, Node *n)
{
    GoType *t = lower_node_type(fn, n);
    GoType *e = pointer_elem(t);
    return under_kind(e != NULL ? e : t) == TYPE_MAP;
}

void lower_hoist(Fn *fn, Node *n)
{
    if (!lower_has_call(fn, n))
        return;
    switch ((NodeKind)n->kind) {
    case NODE_PAREN: lower_hoist(fn, n->paren.x); break;
    case NODE_CALL: hoist_call(fn, n); break;
    case NODE_UNARY:
        if (n->op == TOK_ARROW)
            hoist_value(fn, n);
        else
            lower_hoist(fn, n->unary.x);
        break;
    case NODE_STAR: lower_hoist(fn, n->star.x); break;
    case NODE_BINARY:
        if (n->op == TOK_LAND || n->op == TOK_LOR) {
            hoist_value(fn, n);
        } else {
            lower_hoist(fn, n->binary.x);
            lower_hoist(fn, n->binary.y);
        }
        break;
    case NODE_SELECTOR: lower_hoist(fn, n->selector.x); break;
    case NODE_INDEX:
        lower_hoist(fn, n->index.x);
        hoist_list(fn, n->index.args);
        break;
    case NODE_SLICE:
        lower_hoist(fn, n->slice.x);
        lower_hoist(fn, n->slice.lo);
        lower_hoist(fn, n->slice.hi);
        lower_hoist(fn, n->slice.max);
        break;
    case NODE_TYPE_ASSERT: lower_hoist(fn, n->type_assert.x); break;
    case NODE_KEY_VALUE:
        lower_hoist(fn, n->key_value.key);
        lower_hoist(fn, n->key_value.value);
        break;
    case NODE_COMPOSITE_LIT:
        if (is_map_literal(fn, n))
            hoist_value(fn, n);
        else
            hoist_list(fn, n->composite_lit.elems);
        break;
    default: break;
    }
}

void lower_order(Fn *fn, Node **nodes, int n)
{
    // A call in the first one alone disturbs nothing; not to look into it
    // keeps long chains a + b + ... linear.
    int last = 0;
    for (int i = n - 1; i > 0 && last == 0; i--) {
        if (lower_has_call(fn, nodes[i]))
            last = i;
    }
    if (last == 0)
        return;
    for (int i = 0; i <= last; i++)
        lower_hoist(fn, nodes[i]);
}
