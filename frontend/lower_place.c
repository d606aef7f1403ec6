// frontend/lower_place.c -- Where things are: variables, fields, elements,
// what pointers point to.
//
// lower_place gives the place of any expression that can be selected from or
// assigned to; a value that is nowhere (a call's result) is put into a
// temporary first.  Nil and bounds checks are emitted on the way.
//
//     p.items[i].n     s = (*p).items; bounds i, len s; s[i].n
#include "base/ice.h"
#include "frontend/lower_internal.h"

#include <string.h>

void lower_nilcheck(Fn *fn, IrOperand ptr)
{
    if (ptr.kind == OPD_GLOBAL || ptr.kind == OPD_DESC)
        return;
    build_check(&fn->b, OP_NILCHECK, ptr, opd_none());
}

static IrPlace deref(Fn *fn, IrOperand ptr, GoType *elem)
{
    lower_nilcheck(fn, ptr);
    return place_deref(ptr, ir_type(fn->lw, elem));
}

IrOperand lower_place_load(Fn *fn, IrPlace p)
{
    if (p.base == BASE_LOCAL && p.nsteps == 0)
        return opd_local(fn->f, p.local);
    return build_load(&fn->b, p);
}

void lower_store(Fn *fn, IrPlace p, IrOperand v)
{
    if (p.base == BASE_LOCAL && p.nsteps == 0)
        build_move(&fn->b, p.local, v);
    else
        build_store(&fn->b, p, v);
}

// A value as a place that is only read.
static IrPlace value_place(Fn *fn, IrOperand v)
{
    if (v.kind == OPD_LOCAL)
        return place_local(fn->f, v.local);
    LocalId t = builder_temp(&fn->b, v.type);
    build_move(&fn->b, t, v);
    return place_local(fn->f, t);
}

// Follows embedded fields; *t is the type at p and then of the result.
static IrPlace walk(Fn *fn, IrPlace p, GoType **t, const int *path, int n)
{
    for (int i = 0; i < n; i++) {
        GoType *elem = pointer_elem(*t);
        if (elem != NULL) {
            p = deref(fn, lower_place_load(fn, p), elem);
            *t = elem;
        }
        p = place_field(fn->lw->m, p, (uint32_t)path[i]);
        *t = struct_field_at(*t, path[i])->type;
    }
    return p;
}

IrOperand lower_walk_path(Fn *fn, IrOperand v, GoType **t, const int *path,
                          int n)
{
    if (n == 0)
        return v;
    return lower_place_load(fn, walk(fn, value_place(fn, v), t, path, n));
}

static IrPlace selector_place(Fn *fn, Node *n)
{
    Selection *s = n->selector.selection;
    if (s == NULL || s->kind == SEL_QUALIFIED)
        return fn_var_place(fn, node_object(n));
    s = lower_selection(fn, n);
    Node *x = n->selector.x;
    GoType *t = lower_node_type(fn, x);
    IrPlace p = pointer_elem(t) != NULL ? value_place(fn, lower_expr(fn, x)) :
        lower_place(fn, x);
    fn->b.pos = n->pos;
    return walk(fn, p, &t, s->path, s->path_len);
}

IrOperand lower_index_operand(Fn *fn, Node *n)
{
    Lower *lw = fn->lw;
    GoType *t = lower_node_type(fn, n);
    if (node_is_const(n) || type_is_untyped(t))
        return lower_expr_to(fn, n, lower_basic(lw, BASIC_INT), NULL);
    return lower_expr(fn, n);
}

static IrOperand to_word(Fn *fn, IrOperand i)
{
    if (i.type->kind == IRT_I64 || i.type->kind == IRT_U64)
        return i;
    return lower_int_conv(fn, i, fn->lw->basic[IRT_I64]);
}

static IrOperand checked_index(Fn *fn, Node *index, IrOperand len,
                               bool known_len, Node *at)
{
    IrOperand i = lower_index_operand(fn, index);
    fn->b.pos = at->pos;
    if (known_len && i.kind == OPD_INT && i.bits < len.bits)
        return to_word(fn, i);
    build_check(&fn->b, OP_BOUNDS, i, len);
    return to_word(fn, i);
}

static IrPlace index_place(Fn *fn, Node *n)
{
    Lower *lw = fn->lw;
    Node *x = n->index.x, *index = n->index.args.at[0];
    lower_order(fn, (Node *[]){x, index}, 2);
    GoType *t = lower_node_type(fn, x);
    GoType *elem = pointer_elem(t);
    GoType *u = type_underlying(elem != NULL ? elem : t);
    if (u->kind == TYPE_ARRAY) {
        IrOperand len = opd_i64(lw, u->u.array.len);
        IrPlace p;
        if (elem != NULL) {
            IrOperand ptr = lower_expr(fn, x);
            fn->b.pos = n->pos;
            p = deref(fn, ptr, elem);
        } else {
            p = lower_place(fn, x);
        }
        IrOperand i = checked_index(fn, index, len, true, n);
        return place_index(lw->m, p, i);
    }
    IrOperand v = lower_expr(fn, x);
    fn->b.pos = n->pos;
    if (u->kind == TYPE_SLICE) {
        IrOperand len = build_unary(&fn->b, OP_LEN, lw->basic[IRT_I64], v);
        IrOperand i = checked_index(fn, index, len, false, n);
        return place_elem(v, i, ir_type(lw, u->u.slice.elem));
    }
    if (type_is_string(u)) {
        bool known = v.kind == OPD_STRING;
        IrOperand len = known ? opd_i64(lw, (int64_t)v.str.n) :
            build_unary(&fn->b, OP_LEN, lw->basic[IRT_I64], v);
        IrOperand i = checked_index(fn, index, len, known, n);
        return place_elem(v, i, lw->basic[IRT_U8]);
    }
    ICE(n->pos, "index of %s", type_string(t, NULL));
}

IrPlace lower_place(Fn *fn, Node *n)
{
    IrOperand done;
    if (fn_get_hoisted(fn, n, &done))
        return value_place(fn, done);
    switch ((NodeKind)n->kind) {
    case NODE_PAREN: return lower_place(fn, n->paren.x);
    case NODE_IDENT:
        if (n->ident.object != NULL && n->ident.object->kind == OBJ_VAR)
            return fn_var_place(fn, n->ident.object);
        break;
    case NODE_SELECTOR: {
        Selection *s = n->selector.selection;
        if (s == NULL || s->kind == SEL_QUALIFIED) {
            if (node_object(n)->kind == OBJ_VAR)
                return selector_place(fn, n);
        } else if (s->kind == SEL_FIELD) {
            return selector_place(fn, n);
        }
        break;
    }
    case NODE_INDEX:
        if (n->mode != MODE_MAPINDEX && node_instance(n) == NULL &&
            under_kind(lower_node_type(fn, n->index.x)) != TYPE_MAP)
            return index_place(fn, n);
        break;
    case NODE_STAR: {
        IrOperand p = lower_expr(fn, n->star.x);
        fn->b.pos = n->pos;
        return deref(fn, p, pointer_elem(lower_node_type(fn, n->star.x)));
    }
    default: break;
    }
    return value_place(fn, lower_expr(fn, n));
}

// --- Assignment -------------------------------------------------------------

static void freeze_value(Fn *fn, Node *n)
{
    if (!node_is_const(n))
        fn_set_hoisted(fn, n, fn_temp_copy(fn, lower_expr(fn, n)));
}

// Phase one of an assignment to n: evaluates what decides where n is.
void lower_freeze(Fn *fn, Node *n)
{
    switch ((NodeKind)n->kind) {
    case NODE_PAREN: lower_freeze(fn, n->paren.x); break;
    case NODE_STAR: freeze_value(fn, n->star.x); break;
    case NODE_SELECTOR:
        if (n->selector.selection == NULL ||
            n->selector.selection->kind == SEL_QUALIFIED)
            break;
        if (pointer_elem(lower_node_type(fn, n->selector.x)) != NULL)
            freeze_value(fn, n->selector.x);
        else
            lower_freeze(fn, n->selector.x);
        break;
    case NODE_INDEX: {
        GoType *t = lower_node_type(fn, n->index.x);
        if (under_kind(t) == TYPE_ARRAY)
            lower_freeze(fn, n->index.x);
        else
            freeze_value(fn, n->index.x);
        freeze_value(fn, n->index.args.at[0]);
        break;
    }
    default: break;
    }
}

static bool is_map_index(Fn *fn, Node *n)
{
    return n->kind == NODE_INDEX &&
           under_kind(lower_node_type(fn, n->index.x)) == TYPE_MAP;
}

static void map_store(Fn *fn, Node *n, IrOperand v)
{
    GoType *mt = lower_node_type(fn, n->index.x);
    IrOperand m = lower_expr(fn, n->index.x);
    IrOperand k = lower_expr_to(fn, n->index.args.at[0],
                                type_underlying(mt)->u.map.key, NULL);
    fn->b.pos = n->pos;
    IrInstr *in = build_op(&fn->b, OP_MAPSET, NULL,
                           (IrOperand[]){m, k, v}, 3, NULL);
    in->desc = lower_desc(fn->lw, mt);
}

void lower_assign_to(Fn *fn, Node *lhs, IrOperand v, GoType *from,
                     const char *why)
{
    lhs = node_unparen(lhs);
    if (lhs->kind == NODE_IDENT && strcmp(lhs->ident.name->str.p, "_") == 0)
        return;
    IrNote saved = fn->b.note;
    note_none(fn);
    Pos pos = fn->b.pos;
    GoType *to = lower_node_type(fn, lhs);
    v = lower_convert(fn, v, from, to, lhs, why);
    if (is_map_index(fn, lhs)) {
        // Notes: key and value of a map put.
        map_store(fn, lhs, v);
        return;
    }
    IrPlace p = lower_place(fn, lhs);
    fn->b.pos = pos;
    fn->b.note = saved;
    lower_store(fn, p, v);
    note_none(fn);
}
