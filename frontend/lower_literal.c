// frontend/lower_literal.c -- Composite literals.
//
// Structs and arrays are built in a temporary (or in the fresh object of
// &T{...}), field by field; nested ones in place.  Slices get a fresh array,
// maps are filled entry by entry.  Literals of constants are copied from
// read-only data when they are long.
//
//     &T{a: 1, b: []int{x}}   p = new T; (*p).a = 1; s = newarray 1; s[0] = x;
//                             (*p).b = s
#include "base/ice.h"
#include "frontend/lower_internal.h"

enum { STATIC_COPY_MIN = 4 }; // Elements.

static Node *elem_value(Node *e)
{
    return e->kind == NODE_KEY_VALUE ? e->key_value.value : e;
}

static int struct_field_of(Node *e, int i)
{
    return e->kind == NODE_KEY_VALUE ? e->key_value.field_index : i;
}

// --- Constant data ----------------------------------------------------------

static GoType *child_type(Node *lit, Node *e, int i)
{
    if (under_kind(lit->type) == TYPE_STRUCT)
        return struct_field_at(lit->type, struct_field_of(e, i))->type;
    return lower_elem(lit->type);
}

static bool is_const_data(Node *n)
{
    if (node_is_const(n))
        return true;
    if (n->kind != NODE_COMPOSITE_LIT || n->type == NULL)
        return false;
    TypeKind k = under_kind(n->type);
    if (k != TYPE_STRUCT && k != TYPE_ARRAY)
        return false;
    NodeList elems = n->composite_lit.elems;
    for (int i = 0; i < elems.count; i++) {
        if (is_interface(child_type(n, elems.at[i], i)) ||
            !is_const_data(elem_value(elems.at[i])))
            return false;
    }
    return true;
}

static bool copy_from_static(Fn *fn, Node *n, GoType *t)
{
    NodeList elems = n->composite_lit.elems;
    if (fn->env != NULL || elems.count < STATIC_COPY_MIN)
        return false;
    if (under_kind(t) != TYPE_SLICE)
        return is_const_data(n);
    if (is_interface(lower_elem(t)))
        return false;
    for (int i = 0; i < elems.count; i++) {
        if (!is_const_data(elem_value(elems.at[i])))
            return false;
    }
    return true;
}

// --- Into a place -----------------------------------------------------------

static bool builds_in_place(Fn *fn, Node *v, GoType *t)
{
    if (v->kind != NODE_COMPOSITE_LIT)
        return false;
    TypeKind k = under_kind(t);
    if (k != TYPE_STRUCT && k != TYPE_ARRAY)
        return false;
    IrOperand done;
    return !fn_get_hoisted(fn, v, &done) &&
           ir_type(fn->lw, lower_node_type(fn, v)) == ir_type(fn->lw, t);
}

static void init_elem(Fn *fn, Node *v, GoType *t, IrPlace p, bool zeroed,
                      const char *why, Node *lit)
{
    if (builds_in_place(fn, v, t)) {
        lower_literal_into(fn, v, t, p, zeroed);
        return;
    }
    IrOperand x = lower_expr_to(fn, v, t, why);
    fn->b.pos = v->pos;
    note(fn, why, lit);
    if (p.base == BASE_LOCAL && p.nsteps == 0)
        build_move(&fn->b, p.local, x);
    else
        build_store(&fn->b, p, x)->flags |= IRF_INIT;
    note_none(fn);
}

static void struct_into(Fn *fn, Node *n, GoType *t, IrPlace p, bool zeroed)
{
    NodeList elems = n->composite_lit.elems;
    if (!zeroed && elems.count < struct_field_count(t)) {
        build_zero(&fn->b, p);
        zeroed = true;
    }
    for (int i = 0; i < elems.count; i++) {
        int f = struct_field_of(elems.at[i], i);
        IrPlace fp = place_field(fn->lw->m, p, (uint32_t)f);
        init_elem(fn, elem_value(elems.at[i]), struct_field_at(t, f)->type,
                  fp, zeroed, "struct literal element", n);
    }
}

static int64_t elem_index(Fn *fn, Node *e, int64_t next)
{
    if (e->kind != NODE_KEY_VALUE)
        return next;
    IrOperand k = lower_const_ir(fn->lw, e->key_value.key->value,
                                 lower_basic(fn->lw, BASIC_INT));
    return (int64_t)k.bits;
}

static void array_into(Fn *fn, Node *n, GoType *t, IrPlace p, bool zeroed)
{
    NodeList elems = n->composite_lit.elems;
    GoType *u = type_underlying(t);
    if (!zeroed && elems.count < u->u.array.len) {
        build_zero(&fn->b, p);
        zeroed = true;
    }
    int64_t at = 0;
    for (int i = 0; i < elems.count; i++, at++) {
        at = elem_index(fn, elems.at[i], at);
        IrPlace ep = place_index(fn->lw->m, p, opd_i64(fn->lw, at));
        init_elem(fn, elem_value(elems.at[i]), u->u.array.elem, ep, zeroed,
                  "array literal element", n);
    }
}

void lower_literal_into(Fn *fn, Node *n, GoType *t, IrPlace p, bool zeroed)
{
    NodeList elems = n->composite_lit.elems;
    fn->b.pos = n->pos;
    if (elems.count == 0) {
        if (!zeroed)
            build_zero(&fn->b, p);
        return;
    }
    if (copy_from_static(fn, n, t)) {
        IrGlobal *g = static_temp(fn->lw, t, static_value(fn->lw, n, t), true);
        lower_store(fn, p, build_load(&fn->b, place_global(g)));
        return;
    }
    lower_order(fn, elems.at, elems.count);
    if (under_kind(t) == TYPE_STRUCT)
        struct_into(fn, n, t, p, zeroed);
    else
        array_into(fn, n, t, p, zeroed);
}

// --- Slices and maps --------------------------------------------------------

static int64_t literal_len(Fn *fn, NodeList elems)
{
    int64_t at = 0, max = 0;
    for (int i = 0; i < elems.count; i++) {
        at = elem_index(fn, elems.at[i], at) + 1;
        max = at > max ? at : max;
    }
    return max;
}

// Code of package initialisation runs once: what its literals allocate is
// static, as in gc.
static IrOperand static_array(Fn *fn, GoType *elem, int64_t len)
{
    Lower *lw = fn->lw;
    GoType *array = type_new_array(lw->tc, elem, len);
    IrGlobal *g = static_temp(lw, array, NULL, false);
    IrOperand n = opd_i64(lw, len);
    IrInstr *in = build_op(&fn->b, OP_MKSLICE, lw->basic[IRT_SLICE],
                           (IrOperand[]){opd_global(lw->m, g), n, n}, 3,
                           NULL);
    return instr_result(fn->f, in);
}

static IrOperand new_array(Fn *fn, Node *n, GoType *t, int64_t len)
{
    Lower *lw = fn->lw;
    GoType *elem = lower_elem(t);
    if (fn->once)
        return static_array(fn, elem, len);
    AllocSite *site = fn_site(fn, SITE_SLICE_LIT, n->pos, lower_text(fn, n),
                              elem);
    site->size *= len;
    if (lw->in->texts)
        site->type = lower_type_text(lw, t);
    fn->b.pos = n->pos;
    IrInstr *in = build_op(&fn->b, OP_NEWARRAY, lw->basic[IRT_SLICE], NULL, 0,
                           site);
    in->elem = ir_type(lw, elem);
    in->count = (uint64_t)len;
    in->desc = lower_desc(lw, elem);
    return instr_result(fn->f, in);
}

static IrOperand slice_literal(Fn *fn, Node *n, GoType *t)
{
    Lower *lw = fn->lw;
    NodeList elems = n->composite_lit.elems;
    int64_t len = literal_len(fn, elems);
    GoType *elem = lower_elem(t);
    lower_order(fn, elems.at, elems.count);
    IrOperand s = new_array(fn, n, t, len);
    if (copy_from_static(fn, n, t)) {
        GoType *array = type_new_array(lw->tc, elem, len);
        IrGlobal *g = static_temp(lw, array, static_value(lw, n, array),
                                  true);
        IrOperand d = build_unary(&fn->b, OP_DATA, lw->basic[IRT_PTR], s);
        IrOperand all = build_load(&fn->b, place_global(g));
        IrPlace p = place_deref(d, ir_type(lw, array));
        build_store(&fn->b, p, all)->flags |= IRF_INIT;
        return s;
    }
    int64_t at = 0;
    for (int i = 0; i < elems.count; i++, at++) {
        at = elem_index(fn, elems.at[i], at);
        IrPlace p = place_elem(s, opd_i64(lw, at), ir_type(lw, elem));
        init_elem(fn, elem_value(elems.at[i]), elem, p, true,
                  "slice-literal-element", n);
    }
    fn->b.pos = n->pos;
    return s;
}

static IrOperand new_object(Fn *fn, Node *at, GoType *t)
{
    Lower *lw = fn->lw;
    if (fn->once)
        return opd_global(lw->m, static_temp(lw, t, NULL, false));
    AllocSite *site = fn_site(fn, SITE_COMPOSITE, at->pos,
                              lower_text(fn, at), t);
    fn->b.pos = at->pos;
    IrInstr *in = build_op(&fn->b, OP_NEW, lw->basic[IRT_PTR], NULL, 0, site);
    IrOperand p = instr_result(fn->f, in);
    in->elem = ir_type(lw, t);
    in->desc = lower_desc(lw, t);
    return p;
}

static void map_entry(Fn *fn, Node *n, GoType *t, IrOperand m, Node *e)
{
    GoType *u = type_underlying(t);
    Node *pair[] = {e->key_value.key, e->key_value.value};
    lower_order(fn, pair, 2);
    IrOperand k = lower_expr_to(fn, pair[0], u->u.map.key,
                                "map literal key");
    IrOperand v = lower_expr_to(fn, pair[1], u->u.map.elem,
                                "map literal value");
    fn->b.pos = e->pos;
    note(fn, "map literal value", n);
    IrInstr *set = build_op(&fn->b, OP_MAPSET, NULL,
                            (IrOperand[]){m, k, v}, 3, NULL);
    note_none(fn);
    set->flags |= IRF_INIT;
    set->desc = lower_desc(fn->lw, t);
}

static IrOperand map_literal(Fn *fn, Node *n, GoType *t)
{
    Lower *lw = fn->lw;
    NodeList elems = n->composite_lit.elems;
    AllocSite *site = fn_site(fn, SITE_MAP_LIT, n->pos, lower_text(fn, n), t);
    site->size = -1;
    site->has_pointers = true;
    IrOperand hint = opd_i64(lw, elems.count);
    fn->b.pos = n->pos;
    IrInstr *in = build_op(&fn->b, OP_MAKEMAP, lw->basic[IRT_MAP], &hint, 1,
                           site);
    IrOperand m = instr_result(fn->f, in);
    in->desc = lower_desc(lw, t);
    for (int i = 0; i < elems.count; i++)
        map_entry(fn, n, t, m, elems.at[i]);
    return m;
}

// --- As values --------------------------------------------------------------

IrOperand lower_address_literal(Fn *fn, Node *lit, Node *at)
{
    Lower *lw = fn->lw;
    GoType *t = lower_node_type(fn, lit);
    GoType *elem = pointer_elem(t);
    if (elem != NULL)
        t = elem; // Elided: {...} stands for &T{...}
    NodeList elems = lit->composite_lit.elems;
    TypeKind k = under_kind(t);
    bool in_place = k == TYPE_STRUCT || k == TYPE_ARRAY;
    IrOperand v = opd_none();
    if (in_place)
        lower_order(fn, elems.at, elems.count);
    else
        v = k == TYPE_SLICE ? slice_literal(fn, lit, t) :
                              map_literal(fn, lit, t);
    IrOperand p = new_object(fn, at, t);
    IrPlace place = place_deref(p, ir_type(lw, t));
    if (in_place)
        lower_literal_into(fn, lit, t, place, true);
    else
        build_store(&fn->b, place, v)->flags |= IRF_INIT;
    fn->b.pos = at->pos;
    return p;
}

IrOperand lower_composite(Fn *fn, Node *n)
{
    GoType *t = lower_node_type(fn, n);
    if (pointer_elem(t) != NULL)
        return lower_address_literal(fn, n, n);
    TypeKind k = under_kind(t);
    if (k == TYPE_SLICE)
        return slice_literal(fn, n, t);
    if (k == TYPE_MAP)
        return map_literal(fn, n, t);
    if (k != TYPE_STRUCT && k != TYPE_ARRAY)
        ICE(n->pos, "composite literal of %s", type_string(t, NULL));
    if (n->composite_lit.elems.count == 0)
        return opd_zero(ir_type(fn->lw, t));
    lower_order(fn, n->composite_lit.elems.at, n->composite_lit.elems.count);
    LocalId tmp = builder_temp(&fn->b, ir_type(fn->lw, t));
    lower_literal_into(fn, n, t, place_local(fn->f, tmp), false);
    fn->b.pos = n->pos;
    return opd_local(fn->f, tmp);
}
