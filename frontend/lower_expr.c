// frontend/lower_expr.c -- Expressions: constants, names, selectors, indexing,
// slicing, assertions.
//
// lower_expr gives an expression's value in its own type, lower_expr_to with
// the implicit conversion to another.  A variable's value is the variable
// itself as an operand, read when the operand is used.
//
//     x.f[i]     load of lower_place
#include "base/ice.h"
#include "frontend/lower_internal.h"

#include <string.h>

IrOperand opd_i64(Lower *lw, int64_t v)
{
    return opd_int(lw->basic[IRT_I64], (uint64_t)v);
}

IrOperand opd_bool(Lower *lw, bool v)
{
    return opd_int(lw->basic[IRT_BOOL], v ? 1 : 0);
}

bool opd_is_const_int(IrOperand o)
{
    return o.kind == OPD_INT;
}

bool node_is_const(const Node *n)
{
    return n->mode == MODE_CONSTANT && n->value != NULL &&
           const_kind(n->value) != CONST_UNKNOWN;
}

bool node_is_nil(const Node *n)
{
    while (n->kind == NODE_PAREN)
        n = n->paren.x;
    return n->mode == MODE_NIL ||
           (n->kind == NODE_IDENT && n->ident.object != NULL &&
            n->ident.object->kind == OBJ_NIL);
}

bool node_is_type(const Node *n)
{
    return n->mode == MODE_TYPE;
}

Instance *node_instance(Node *n)
{
    n = node_unparen(n);
    if (n->kind == NODE_INDEX) {
        if (n->index.instance != NULL)
            return n->index.instance;
        if (n->mode == MODE_MAPINDEX || n->mode == MODE_VARIABLE)
            return NULL;
        GoType *t = n->index.x->type;
        if (t == NULL || t->kind != TYPE_FUNC)
            return NULL;
        return node_instance(n->index.x);
    }
    if (n->kind == NODE_IDENT)
        return n->ident.instance;
    if (n->kind == NODE_SELECTOR)
        return n->selector.sel->ident.instance;
    return NULL;
}

Object *node_object(Node *n)
{
    n = node_unparen(n);
    if (n->kind == NODE_IDENT)
        return n->ident.object;
    if (n->kind == NODE_SELECTOR)
        return n->selector.sel->ident.object;
    if (n->kind == NODE_INDEX)
        return node_object(n->index.x);
    return NULL;
}

// --- Constants --------------------------------------------------------------

static GoType *const_natural(Lower *lw, const ConstValue *v)
{
    switch (const_kind(v)) {
    case CONST_BOOL: return lower_basic(lw, BASIC_BOOL);
    case CONST_STRING: return lower_basic(lw, BASIC_STRING);
    case CONST_INT: return lower_basic(lw, BASIC_INT);
    case CONST_FLOAT: return lower_basic(lw, BASIC_FLOAT64);
    case CONST_COMPLEX: return lower_basic(lw, BASIC_COMPLEX128);
    case CONST_UNKNOWN: break;
    }
    ICE(NO_POS, "constant without a value");
}

static uint64_t const_bits(Lower *lw, const ConstValue *v)
{
    ConstValue *i = const_to_int(lw->in->consts, (ConstValue *)v);
    return const_kind(i) == CONST_INT ? const_low64(i) : 0;
}

static double float_part(const ConstValue *v, bool is32)
{
    return is32 ? (double)const_to_float32(v) : const_to_double(v);
}

IrOperand lower_const_ir(Lower *lw, const ConstValue *v, GoType *t)
{
    const IrType *ir = ir_type(lw, t);
    ConstPool *pool = lw->in->consts;
    ConstValue *cv = (ConstValue *)v;
    switch (ir->kind) {
    case IRT_BOOL: return opd_int(ir, const_to_bool(v) ? 1 : 0);
    case IRT_F32:
    case IRT_F64:
        if (const_kind(v) == CONST_COMPLEX)
            cv = const_real(pool, cv);
        return opd_float(ir, float_part(cv, ir->kind == IRT_F32));
    case IRT_C64:
    case IRT_C128:
        return opd_complex(
            ir, float_part(const_real(pool, cv), ir->kind == IRT_C64),
            float_part(const_imag(pool, cv), ir->kind == IRT_C64));
    case IRT_STRING: {
        size_t n;
        const char *p = const_to_string(v, &n);
        return opd_string(lw->m, (Str){p, n});
    }
    case IRT_PTR:
        if (const_bits(lw, v) == 0)
            return opd_zero(ir);
        break;
    default:
        if (irtype_is_integer(ir))
            return opd_int(ir, const_bits(lw, v));
        break;
    }
    ICE(NO_POS, "constant of type %s", type_string(t, NULL));
}

IrOperand lower_const(Fn *fn, const ConstValue *v, GoType *t)
{
    if (is_interface(t)) {
        GoType *from = const_natural(fn->lw, v);
        return lower_to_iface(fn, lower_const_ir(fn->lw, v, from), from, t,
                              NULL);
    }
    if (ir_type(fn->lw, t)->kind == IRT_PTR && const_bits(fn->lw, v) != 0) {
        IrOperand i = lower_const_ir(fn->lw, v,
                                     lower_basic(fn->lw, BASIC_UINTPTR));
        return build_conv(&fn->b, fn->lw->basic[IRT_PTR], i);
    }
    return lower_const_ir(fn->lw, v, t);
}

// --- Names ------------------------------------------------------------------

static IrOperand func_value(Fn *fn, Node *n, Object *o)
{
    Instance *inst = node_instance(n);
    TypeList targs = {0};
    if (inst != NULL)
        targs = type_subst_list(fn->env, inst->targs);
    IrFunc *f = lower_func_ref(fn->lw, o, targs);
    return opd_func(fn->lw->m, f);
}

static IrOperand name_value(Fn *fn, Node *n, Object *o)
{
    if (o == NULL)
        ICE(n->pos, "name without an object");
    switch (o->kind) {
    case OBJ_VAR: return fn_var_load(fn, o);
    case OBJ_FUNC: return func_value(fn, n, o);
    case OBJ_NIL: return opd_zero(lower_ir(fn, lower_node_type(fn, n)));
    case OBJ_CONST: return lower_const(fn, o->u.constant.value,
                                       lower_node_type(fn, n));
    default: break;
    }
    ICE(n->pos, "%s is not a value", o->name);
}

Selection *lower_selection(Fn *fn, Node *n)
{
    Selection *s = n->selector.selection;
    if (fn->env == NULL || !type_mentions_params(s->recv))
        return s;
    GoType *recv = lower_type(fn, s->recv);
    Selection *r = lookup_field_or_method(recv, true, s->obj->pkg,
                                          s->obj->name);
    if (r == NULL)
        ICE(n->pos, "no %s in %s", s->obj->name, type_string(recv, NULL));
    Selection *copy = arena_memdup(fn->lw->arena, r, sizeof *r);
    copy->kind = s->kind;
    copy->recv = recv;
    return copy;
}

static const char *selector_note(Fn *fn, Node *n)
{
    return pointer_elem(lower_node_type(fn, n->selector.x)) != NULL ?
        "dot of pointer" : "dot";
}

static IrOperand selector_value(Fn *fn, Node *n)
{
    Selection *s = n->selector.selection;
    if (s == NULL || s->kind == SEL_QUALIFIED)
        return name_value(fn, n, node_object(n));
    if (s->kind == SEL_METHOD_VALUE)
        return lower_method_value(fn, n);
    if (s->kind == SEL_METHOD_EXPR)
        return lower_method_expr(fn, n);
    IrPlace p = lower_place(fn, n);
    fn->b.pos = n->pos;
    note(fn, selector_note(fn, n), n);
    IrOperand v = lower_place_load(fn, p);
    note_none(fn);
    return v;
}

// --- Index, slice, assert ---------------------------------------------------

static IrOperand map_lookup(Fn *fn, Node *n, LocalId *ok)
{
    Node *x = n->index.x, *index = n->index.args.at[0];
    lower_order(fn, (Node *[]){x, index}, 2);
    GoType *mt = lower_node_type(fn, x);
    GoType *u = type_underlying(mt);
    IrOperand m = lower_expr(fn, x);
    IrOperand k = lower_brief_string(fn, index, u->u.map.key);
    fn->b.pos = n->pos;
    LocalId okid = ok != NULL ? builder_temp(&fn->b, fn->lw->basic[IRT_BOOL])
                              : LOCAL_NONE;
    note(fn, "dot of pointer", n);
    IrInstr *in = build_op(&fn->b, OP_MAPGET,
                           ir_type(fn->lw, u->u.map.elem),
                           (IrOperand[]){m, k}, 2, NULL);
    note_none(fn);
    in->desc = lower_desc(fn->lw, mt);
    in->dst2 = okid;
    IrOperand v = instr_result(fn->f, in);
    if (ok != NULL)
        *ok = okid;
    return v;
}

static IrOperand index_value(Fn *fn, Node *n)
{
    if (node_instance(n) != NULL) {
        Node *x = node_unparen(n->index.x);
        Selection *s = x->kind == NODE_SELECTOR ? x->selector.selection : NULL;
        if (s != NULL && s->kind == SEL_METHOD_VALUE)
            return lower_method_value(fn, n);
        if (s != NULL && s->kind == SEL_METHOD_EXPR)
            return lower_method_expr(fn, n);
        return func_value(fn, n, node_object(n));
    }
    GoType *t = lower_node_type(fn, n->index.x);
    if (under_kind(t) == TYPE_MAP)
        return map_lookup(fn, n, NULL);
    IrPlace p = lower_place(fn, n);
    fn->b.pos = n->pos;
    note(fn, under_kind(t) == TYPE_ARRAY ? "fixed-array-index-of" :
         "dot of pointer", n);
    IrOperand v = lower_place_load(fn, p);
    note_none(fn);
    return v;
}

static IrOperand slice_bound(Fn *fn, Node *n)
{
    if (n == NULL)
        return opd_none();
    IrOperand i = lower_index_operand(fn, n);
    if (i.type->kind == IRT_I64 || i.type->kind == IRT_U64)
        return i;
    return lower_int_conv(fn, i, fn->lw->basic[IRT_I64]);
}

static IrOperand slice_value(Fn *fn, Node *n)
{
    Lower *lw = fn->lw;
    Node *x = n->slice.x;
    lower_order(fn, (Node *[]){x, n->slice.lo, n->slice.hi, n->slice.max}, 4);
    GoType *t = lower_node_type(fn, x);
    GoType *elem = pointer_elem(t);
    GoType *u = type_underlying(elem != NULL ? elem : t);
    IrOperand v;
    if (u->kind == TYPE_ARRAY && elem == NULL) {
        IrPlace p = lower_place(fn, x);
        fn->b.pos = n->pos;
        note(fn, "address-of", x);
        v = build_addr(&fn->b, p);
        note_none(fn);
    } else {
        v = lower_expr(fn, x);
        fn->b.pos = n->pos;
        if (elem != NULL)
            lower_nilcheck(fn, v);
    }
    IrOperand args[] = {v, slice_bound(fn, n->slice.lo),
                        slice_bound(fn, n->slice.hi),
                        slice_bound(fn, n->slice.max)};
    fn->b.pos = n->pos;
    bool is_str = type_is_string(u);
    note(fn, "slice", n);
    IrInstr *in = build_op(&fn->b, OP_SLICE,
                           lw->basic[is_str ? IRT_STRING : IRT_SLICE], args,
                           4, NULL);
    note_none(fn);
    if (u->kind == TYPE_ARRAY)
        in->elem = ir_type(lw, u);
    else
        in->elem = is_str ? lw->basic[IRT_U8] : ir_type(lw, u->u.slice.elem);
    return instr_result(fn->f, in);
}

static IrOperand assert_value(Fn *fn, Node *n, LocalId *ok)
{
    Lower *lw = fn->lw;
    GoType *from = lower_node_type(fn, n->type_assert.x);
    GoType *to = lower_type(fn, n->type_assert.type->type);
    IrOperand v = lower_expr(fn, n->type_assert.x);
    fn->b.pos = n->pos;
    LocalId okid = ok != NULL ? builder_temp(&fn->b, lw->basic[IRT_BOOL])
                              : LOCAL_NONE;
    note(fn, "dot", n);
    IrInstr *in = build_op(&fn->b, OP_ASSERT, ir_type(lw, to), &v, 1, NULL);
    note_none(fn);
    in->dst2 = okid;
    IrOperand r = instr_result(fn->f, in);
    in->desc = lower_desc(lw, to);
    in->desc2 = lower_desc(lw, from);
    if (ok != NULL)
        *ok = okid;
    return r;
}

static IrOperand recv_value(Fn *fn, Node *n, LocalId *ok)
{
    GoType *ct = lower_node_type(fn, n->unary.x);
    GoType *u = type_core(ct);
    IrOperand c = lower_expr(fn, n->unary.x);
    fn->b.pos = n->pos;
    LocalId okid = ok != NULL ? builder_temp(&fn->b, fn->lw->basic[IRT_BOOL])
                              : LOCAL_NONE;
    IrInstr *in = build_op(&fn->b, OP_RECV, ir_type(fn->lw, u->u.chan.elem),
                           &c, 1, NULL);
    in->dst2 = okid;
    in->desc = lower_desc(fn->lw, ct);
    if (ok != NULL)
        *ok = okid;
    return instr_result(fn->f, in);
}

IrOperand lower_comma_ok(Fn *fn, Node *n, LocalId *ok)
{
    n = node_unparen(n);
    if (n->kind == NODE_INDEX)
        return map_lookup(fn, n, ok);
    if (n->kind == NODE_TYPE_ASSERT)
        return assert_value(fn, n, ok);
    if (n->kind == NODE_UNARY && n->op == TOK_ARROW)
        return recv_value(fn, n, ok);
    ICE(n->pos, "no comma-ok form");
}

// --- The dispatcher ---------------------------------------------------------

IrOperand lower_addr_of(Fn *fn, Node *x, Node *n)
{
    Node *inner = node_unparen(x);
    if (inner->kind == NODE_COMPOSITE_LIT)
        return lower_address_literal(fn, inner, n);
    IrPlace p = lower_place(fn, inner);
    fn->b.pos = n->pos;
    note(fn, "address-of", n);
    IrOperand v = build_addr(&fn->b, p);
    note_none(fn);
    return v;
}

static IrOperand star_value(Fn *fn, Node *n)
{
    IrPlace p = lower_place(fn, n);
    fn->b.pos = n->pos;
    note(fn, "indirection", n);
    IrOperand v = build_load(&fn->b, p);
    note_none(fn);
    return v;
}

static IrOperand unary_value(Fn *fn, Node *n)
{
    if (n->op == TOK_AND)
        return lower_addr_of(fn, n->unary.x, n);
    if (n->op == TOK_ARROW)
        return recv_value(fn, n, NULL);
    return lower_unary(fn, n);
}

IrOperand lower_expr(Fn *fn, Node *n)
{
    IrOperand v;
    if (fn_get_hoisted(fn, n, &v))
        return v;
    if (node_is_const(n))
        return lower_const(fn, n->value, lower_node_type(fn, n));
    fn->b.pos = n->pos;
    switch ((NodeKind)n->kind) {
    case NODE_PAREN: return lower_expr(fn, n->paren.x);
    case NODE_IDENT: return name_value(fn, n, n->ident.object);
    case NODE_SELECTOR: return selector_value(fn, n);
    case NODE_INDEX: return index_value(fn, n);
    case NODE_SLICE: return slice_value(fn, n);
    case NODE_STAR: return star_value(fn, n);
    case NODE_UNARY: return unary_value(fn, n);
    case NODE_BINARY: return lower_binary(fn, n);
    case NODE_CALL: return lower_call(fn, n);
    case NODE_TYPE_ASSERT: return assert_value(fn, n, NULL);
    case NODE_COMPOSITE_LIT: return lower_composite(fn, n);
    case NODE_FUNC_LIT: return lower_func_lit(fn, n);
    default: break;
    }
    ICE(n->pos, "%s is not an expression",
        node_kind_name((NodeKind)n->kind));
}

IrOperand lower_expr_to(Fn *fn, Node *n, GoType *to, const char *why)
{
    if (node_is_nil(n))
        return opd_zero(ir_type(fn->lw, to));
    GoType *from = lower_default(fn->lw, lower_node_type(fn, n));
    if (node_is_const(n)) {
        if (!is_interface(to))
            return lower_const(fn, n->value, to);
        if (is_interface(from) || type_is_nil(from))
            from = const_natural(fn->lw, n->value);
        fn->b.pos = n->pos;
        return lower_to_iface(fn, lower_const_ir(fn->lw, n->value, from),
                              from, to, n);
    }
    IrOperand v = lower_expr(fn, n);
    return lower_convert(fn, v, from, to, n, why);
}
