// frontend/lower_static.c -- Initial values as data.
//
// A package variable whose initial value is made of constants, nested
// literals, addresses of literals or variables, and functions becomes data and
// costs no code.  What a literal points to or is a slice of becomes a
// compiler-made variable of its own.
//
// Invariant: static_value succeeds on what static_is_data_for accepts.
//
//     var t = []*T{{1}, {2}}     .stmp_1 = T{1}, .stmp_2 = T{2},
//                                .stmp_3 = [2]*T{...}, t = {&.stmp_3, 2, 2}
#include "base/ice.h"
#include "frontend/lower_internal.h"

#include <string.h>

enum { MAX_STATIC_ARRAY = 1 << 20 }; // Elements written out.

static Node *elem_value(Node *e)
{
    return e->kind == NODE_KEY_VALUE ? e->key_value.value : e;
}

static GoType *node_type(Lower *lw, Node *n)
{
    GoType *t = n->type;
    if (t->kind == TYPE_TUPLE && t->u.tuple.count > 0)
        t = t->u.tuple.vars[0]->type;
    return lower_default(lw, t);
}

// --- What is data -----------------------------------------------------------

static bool is_data(Lower *lw, Node *n, GoType *to);

static int64_t const_index(Lower *lw, Node *key)
{
    return (int64_t)lower_const_ir(lw, key->value,
                                   lower_basic(lw, BASIC_INT)).bits;
}

static bool elems_are_data(Lower *lw, Node *n, GoType *t)
{
    NodeList elems = n->composite_lit.elems;
    bool strukt = under_kind(t) == TYPE_STRUCT;
    int64_t at = 0;
    for (int i = 0; i < elems.count; i++, at++) {
        Node *e = elems.at[i];
        GoType *et;
        if (strukt) {
            int f = e->kind == NODE_KEY_VALUE ? e->key_value.field_index : i;
            et = struct_field_at(t, f)->type;
        } else {
            et = lower_elem(t);
            if (e->kind == NODE_KEY_VALUE)
                at = const_index(lw, e->key_value.key);
            if (at > MAX_STATIC_ARRAY)
                return false;
        }
        if (!is_data(lw, elem_value(e), et))
            return false;
    }
    return true;
}

static bool literal_is_data(Lower *lw, Node *n)
{
    GoType *t = n->type;
    GoType *elem = pointer_elem(t);
    if (elem != NULL)
        t = elem;
    TypeKind k = under_kind(t);
    return (k == TYPE_STRUCT || k == TYPE_ARRAY || k == TYPE_SLICE) &&
           elems_are_data(lw, n, t);
}

static bool is_global_name(Node *n)
{
    n = node_unparen(n);
    if (n->kind == NODE_SELECTOR && n->selector.selection != NULL &&
        n->selector.selection->kind != SEL_QUALIFIED)
        return false;
    if (n->kind != NODE_IDENT && n->kind != NODE_SELECTOR)
        return false;
    Object *o = node_object(n);
    return o != NULL && o->kind == OBJ_VAR && o->u.var.kind == VAR_GLOBAL;
}

static bool is_func_name(Node *n)
{
    if (n->kind == NODE_SELECTOR && n->selector.selection != NULL &&
        n->selector.selection->kind != SEL_QUALIFIED)
        return false;
    if (n->kind != NODE_IDENT && n->kind != NODE_SELECTOR)
        return false;
    Object *o = node_object(n);
    return o != NULL && o->kind == OBJ_FUNC && node_instance(n) == NULL;
}

static bool conversion_is_data(Lower *lw, Node *n, GoType *to)
{
    if (!call_is_conversion(n) || n->call.args.count != 1)
        return false;
    Node *a = n->call.args.at[0];
    GoType *t = n->call.fun->type;
    if (node_is_nil(a))
        return true;
    if (is_interface(t))
        return type_identical(t, to) && is_data(lw, a, t);
    GoType *from = node_type(lw, a);
    return ir_type(lw, from) == ir_type(lw, t) && !is_interface(from) &&
           under_kind(from) == under_kind(t) && is_data(lw, a, from);
}

static bool is_data(Lower *lw, Node *n, GoType *to)
{
    n = node_unparen(n);
    if (node_is_nil(n))
        return true;
    if (node_is_const(n))
        return is_interface(to) || ir_type(lw, to)->kind != IRT_PTR;
    GoType *from = node_type(lw, n);
    if (is_interface(from) && n->kind != NODE_CALL)
        return false;
    if (n->kind == NODE_COMPOSITE_LIT)
        return literal_is_data(lw, n);
    if (n->kind == NODE_UNARY && n->op == TOK_AND) {
        Node *x = node_unparen(n->unary.x);
        return is_global_name(x) ||
               (x->kind == NODE_COMPOSITE_LIT && literal_is_data(lw, x));
    }
    if (n->kind == NODE_FUNC_LIT)
        return n->func_lit.info != NULL &&
               n->func_lit.info->capture_count == 0;
    if (n->kind == NODE_CALL)
        return conversion_is_data(lw, n, to);
    return is_func_name(n);
}

bool static_is_data_for(Lower *lw, Node *n, GoType *to)
{
    return is_data(lw, n, to);
}

// --- Making it --------------------------------------------------------------

static IrInit *init_new(Lower *lw, InitKind kind, const IrType *t)
{
    IrInit *v = ARENA_NEW(lw->arena, IrInit);
    v->kind = kind;
    v->type = t;
    return v;
}

IrGlobal *static_temp(Lower *lw, GoType *t, IrInit *init, bool readonly)
{
    Str name = str_printf(lw->arena, ".stmp_%d", ++lw->stmp);
    IrGlobal *g = ir_global_new(lw->m, name, lower_unique_link(lw, name),
                                ir_type(lw, t));
    g->desc = lower_desc(lw, t);
    g->init = init;
    g->readonly = readonly;
    return g;
}

IrInit *static_const(Lower *lw, const ConstValue *c, GoType *t)
{
    IrOperand o = lower_const_ir(lw, c, t);
    IrInit *v = init_new(lw, INIT_ZERO, o.type);
    switch (o.kind) {
    case OPD_INT:
        v->kind = INIT_INT;
        v->bits = o.bits;
        break;
    case OPD_FLOAT:
        v->kind = INIT_FLOAT;
        v->f = o.f;
        break;
    case OPD_COMPLEX:
        v->kind = INIT_COMPLEX;
        v->f = o.f;
        v->im = o.im;
        break;
    case OPD_STRING:
        if (o.str.n > 0)
            v->kind = INIT_STRING;
        v->str = o.str;
        break;
    default: break;
    }
    return v;
}

static GoType *natural(Lower *lw, const ConstValue *c)
{
    switch (const_kind(c)) {
    case CONST_BOOL: return lower_basic(lw, BASIC_BOOL);
    case CONST_STRING: return lower_basic(lw, BASIC_STRING);
    case CONST_FLOAT: return lower_basic(lw, BASIC_FLOAT64);
    case CONST_COMPLEX: return lower_basic(lw, BASIC_COMPLEX128);
    default: return lower_basic(lw, BASIC_INT);
    }
}

static IrInit *struct_value(Lower *lw, Node *n, GoType *t)
{
    NodeList elems = n->composite_lit.elems;
    const IrType *ir = ir_type(lw, t);
    IrInit *v = init_new(lw, INIT_AGG, ir);
    v->nkids = ir->nfields;
    v->kids = ARENA_ARRAY(lw->arena, IrInit *, v->nkids + 1);
    for (int i = 0; i < elems.count; i++) {
        Node *e = elems.at[i];
        int f = e->kind == NODE_KEY_VALUE ? e->key_value.field_index : i;
        v->kids[f] = static_value(lw, elem_value(e),
                                  struct_field_at(t, f)->type);
    }
    for (uint32_t i = 0; i < v->nkids; i++) {
        if (v->kids[i] == NULL)
            v->kids[i] = init_new(lw, INIT_ZERO, ir->fields[i].type);
    }
    return v;
}

static int64_t array_extent(Lower *lw, NodeList elems)
{
    int64_t at = 0, most = 0;
    for (int i = 0; i < elems.count; i++) {
        if (elems.at[i]->kind == NODE_KEY_VALUE)
            at = const_index(lw, elems.at[i]->key_value.key);
        at++;
        most = at > most ? at : most;
    }
    return most;
}

static IrInit *array_value(Lower *lw, Node *n, GoType *t, GoType *elem)
{
    NodeList elems = n->composite_lit.elems;
    const IrType *ir = ir_type(lw, t);
    IrInit *v = init_new(lw, INIT_AGG, ir);
    v->nkids = (uint32_t)array_extent(lw, elems);
    v->kids = ARENA_ARRAY(lw->arena, IrInit *, v->nkids + 1);
    int64_t at = 0;
    for (int i = 0; i < elems.count; i++, at++) {
        if (elems.at[i]->kind == NODE_KEY_VALUE)
            at = const_index(lw, elems.at[i]->key_value.key);
        v->kids[at] = static_value(lw, elem_value(elems.at[i]), elem);
    }
    IrInit *zero = NULL;
    for (uint32_t i = 0; i < v->nkids; i++) {
        if (v->kids[i] != NULL)
            continue;
        if (zero == NULL)
            zero = init_new(lw, INIT_ZERO, ir_type(lw, elem));
        v->kids[i] = zero;
    }
    return v;
}

static IrInit *slice_value(Lower *lw, Node *n, GoType *t)
{
    GoType *elem = lower_elem(t);
    int64_t len = array_extent(lw, n->composite_lit.elems);
    IrInit *v = init_new(lw, INIT_SLICE, ir_type(lw, t));
    v->count = (uint64_t)len;
    GoType *array = type_new_array(lw->tc, elem, len);
    v->global = static_temp(lw, array, array_value(lw, n, array, elem),
                            false);
    return v;
}

static IrInit *literal_value(Lower *lw, Node *n, GoType *t)
{
    TypeKind k = under_kind(t);
    if (k == TYPE_SLICE)
        return slice_value(lw, n, t);
    if (n->composite_lit.elems.count == 0)
        return init_new(lw, INIT_ZERO, ir_type(lw, t));
    if (k == TYPE_STRUCT)
        return struct_value(lw, n, t);
    return array_value(lw, n, t, lower_elem(t));
}

static IrInit *address_value(Lower *lw, Node *lit)
{
    GoType *t = lit->type;
    GoType *elem = pointer_elem(t);
    if (elem != NULL)
        t = elem;
    IrInit *v = init_new(lw, INIT_ADDR, lw->basic[IRT_PTR]);
    v->global = static_temp(lw, t, literal_value(lw, lit, t), false);
    return v;
}

static IrInit *boxed(Lower *lw, IrInit *kid, GoType *from, GoType *to)
{
    const IrType *ir = ir_type(lw, to);
    bool plain = ir->kind == IRT_EFACE;
    IrInit *v = init_new(lw, plain ? INIT_EFACE : INIT_IFACE, ir);
    lower_mark_iface(lw, from);
    v->desc = lower_desc(lw, from);
    if (!plain)
        v->itab = lower_itab(lw, to, from);
    if (type_is_direct(from)) {
        v->nkids = 1;
        v->kids = ARENA_ARRAY(lw->arena, IrInit *, 1);
        v->kids[0] = kid;
    } else {
        v->global = static_temp(lw, from, kid, true);
    }
    return v;
}

static IrInit *func_value(Lower *lw, IrFunc *f)
{
    IrInit *v = init_new(lw, INIT_FUNC, lw->basic[IRT_FUNC]);
    v->func = f;
    return v;
}

// A literal without captures at package level: main.init.func1.
static IrInit *func_lit_value(Lower *lw, Node *n)
{
    FuncInfo *info = n->func_lit.info;
    Fn fn;
    fn_start_package(&fn, lw, info->pkg, n->pos, NULL);
    IrFunc *f = lower_literal_func(&fn, n, info);
    f->parent = NULL;
    fn_end_package(&fn);
    return func_value(lw, f);
}

IrInit *static_value(Lower *lw, Node *n, GoType *to)
{
    n = node_unparen(n);
    if (node_is_nil(n))
        return init_new(lw, INIT_ZERO, ir_type(lw, to));
    GoType *from = n->type != NULL ? node_type(lw, n) : to;
    bool box = is_interface(to) && !is_interface(from);
    if (node_is_const(n)) {
        if (!is_interface(to))
            return static_const(lw, n->value, to);
        if (is_interface(from))
            from = natural(lw, n->value);
        return boxed(lw, static_const(lw, n->value, from), from, to);
    }
    if (box)
        return boxed(lw, static_value(lw, n, from), from, to);
    if (n->kind == NODE_COMPOSITE_LIT) {
        if (pointer_elem(from) != NULL)
            return address_value(lw, n);
        return literal_value(lw, n, to);
    }
    if (n->kind == NODE_UNARY) {
        Node *x = node_unparen(n->unary.x);
        if (x->kind == NODE_COMPOSITE_LIT)
            return address_value(lw, x);
        IrInit *v = init_new(lw, INIT_ADDR, lw->basic[IRT_PTR]);
        v->global = lower_global(lw, node_object(x));
        return v;
    }
    if (n->kind == NODE_FUNC_LIT)
        return func_lit_value(lw, n);
    if (n->kind == NODE_CALL) {
        IrInit *v = static_value(lw, n->call.args.at[0], n->call.fun->type);
        return v;
    }
    return func_value(lw, lower_func_ref(lw, node_object(n), (TypeList){0}));
}
