// frontend/lower_convert.c -- Conversions, explicit and implicit.
//
// Spec: Conversions, Assignability.  A conversion between types of one layout
// is nothing; to an interface it boxes; numbers and pointers go through CONV;
// strings, bytes and runes have their own instructions.
//
//     any(x)        toiface x
//     []byte(s)     str2bytes s
#include "base/ice.h"
#include "frontend/lower_internal.h"

static uint64_t truncated(uint64_t bits, const IrType *t)
{
    if (t->size >= 8)
        return bits;
    unsigned width = (unsigned)t->size * 8;
    uint64_t low = bits & (((uint64_t)1 << width) - 1);
    bool negative = irtype_is_signed(t) && (low >> (width - 1)) != 0;
    return negative ? low | ~(uint64_t)0 << width : low;
}

IrOperand lower_int_conv(Fn *fn, IrOperand v, const IrType *to)
{
    if (v.type == to)
        return v;
    if (v.kind == OPD_INT && irtype_is_integer(to))
        return opd_int(to, truncated(v.bits, to));
    return build_conv(&fn->b, to, v);
}

static AllocSite *conv_site(Fn *fn, SiteKind kind, Node *n, GoType *t)
{
    Pos pos = n != NULL ? n->pos : fn->b.pos;
    // A conversion is where its operand is, as Go has it.
    if (kind == SITE_STRING_CONV && n != NULL && n->kind == NODE_CALL &&
        n->call.args.count == 1)
        pos = node_unparen(n->call.args.at[0])->pos;
    AllocSite *s = fn_site(fn, kind, pos, lower_text(fn, n), t);
    return s;
}

IrOperand lower_to_iface(Fn *fn, IrOperand v, GoType *from, GoType *to,
                         Node *n)
{
    Lower *lw = fn->lw;
    from = lower_default(lw, from);
    lower_mark_iface(lw, from);
    AllocSite *site = conv_site(fn, SITE_BOX, n, from);
    if (type_is_direct(from))
        site->no_report = true;
    const IrType *ir = ir_type(lw, to);
    IrItab *itab = ir->kind == IRT_IFACE ? lower_itab(lw, to, from) : NULL;
    if (n != NULL)
        note(fn, "interface-converted", n);
    IrInstr *in = build_op(&fn->b, OP_TOIFACE, ir, &v, 1, site);
    note_none(fn);
    in->desc = lower_desc(lw, from);
    in->itab = itab;
    return instr_result(fn->f, in);
}

static IrOperand iface_to_iface(Fn *fn, IrOperand v, GoType *to)
{
    Lower *lw = fn->lw;
    IrInstr *in = build_op(&fn->b, OP_ICONV, ir_type(lw, to), &v, 1, NULL);
    in->desc = lower_desc(lw, to);
    return instr_result(fn->f, in);
}

// Whether two interfaces have the same methods, so that a value of one is a
// value of the other as it is.
static bool same_methods(GoType *a, GoType *b)
{
    return type_identical(type_underlying(a), type_underlying(b));
}

IrOperand lower_convert(Fn *fn, IrOperand v, GoType *from, GoType *to,
                        Node *n, const char *why)
{
    (void)why;
    if (from == to || type_is_invalid(from))
        return v;
    if (v.kind == OPD_ZERO && type_is_nil(from))
        return opd_zero(ir_type(fn->lw, to));
    if (!is_interface(to))
        return v;
    if (!is_interface(from))
        return lower_to_iface(fn, v, from, to, n);
    if (same_methods(from, to) ||
        (iface_is_empty(from) && iface_is_empty(to)))
        return v;
    return iface_to_iface(fn, v, to);
}

// --- Explicit conversions ---------------------------------------------------

static bool is_byte_slice(GoType *u)
{
    if (u->kind != TYPE_SLICE)
        return false;
    GoType *e = type_underlying(u->u.slice.elem);
    return e->kind == TYPE_BASIC && e->u.basic.kind == BASIC_UINT8;
}

static bool is_rune_slice(GoType *u)
{
    if (u->kind != TYPE_SLICE)
        return false;
    GoType *e = type_underlying(u->u.slice.elem);
    return e->kind == TYPE_BASIC && e->u.basic.kind == BASIC_INT32;
}

static IrOperand string_op(Fn *fn, IrOp op, const IrType *result, IrOperand v,
                           Node *n, GoType *t)
{
    AllocSite *site = conv_site(fn, SITE_STRING_CONV, n, t);
    site->size = -1;
    site->has_pointers = false;
    site->align = 1;
    fn->b.pos = n->pos;
    return instr_result(fn->f, build_op(&fn->b, op, result, &v, 1, site));
}

static IrOperand slice_to_array(Fn *fn, IrOperand v, GoType *array, Node *n)
{
    note(fn, "slice-to-array", n);
    IrInstr *in = build_op(&fn->b, OP_SLICE2ARR, fn->lw->basic[IRT_PTR], &v,
                           1, NULL);
    note_none(fn);
    in->elem = ir_type(fn->lw, array);
    return instr_result(fn->f, in);
}

static IrOperand convert_string(Fn *fn, IrOperand v, GoType *fu, GoType *to,
                                Node *n)
{
    const IrType *str = fn->lw->basic[IRT_STRING];
    if (is_byte_slice(fu))
        return string_op(fn, OP_BYTES2STR, str, v, n, to);
    if (is_rune_slice(fu))
        return string_op(fn, OP_RUNES2STR, str, v, n, to);
    if (type_is_integer(fu))
        return string_op(fn, OP_RUNE2STR, str, v, n, to);
    return v;
}

static bool is_number(const IrType *t)
{
    return irtype_is_integer(t) || irtype_is_float(t) ||
           irtype_is_complex(t);
}

static IrOperand convert_slice(Fn *fn, IrOperand v, GoType *fu, GoType *to,
                               Node *n)
{
    GoType *tu = type_underlying(to);
    const IrType *slice = fn->lw->basic[IRT_SLICE];
    if (type_is_string(fu) && is_byte_slice(tu))
        return string_op(fn, OP_STR2BYTES, slice, v, n, to);
    if (type_is_string(fu) && is_rune_slice(tu))
        return string_op(fn, OP_STR2RUNES, slice, v, n, to);
    return v;
}

static IrOperand convert_value(Fn *fn, IrOperand v, GoType *from, GoType *to,
                               Node *n)
{
    Lower *lw = fn->lw;
    GoType *fu = type_underlying(from), *tu = type_underlying(to);
    const IrType *ir = ir_type(lw, to);
    if (tu->kind == TYPE_INTERFACE)
        return lower_convert(fn, v, from, to, n->call.args.at[0], NULL);
    if (type_is_string(tu))
        return convert_string(fn, v, fu, to, n);
    if (tu->kind == TYPE_SLICE)
        return convert_slice(fn, v, fu, to, n);
    if (fu->kind == TYPE_SLICE && tu->kind == TYPE_POINTER)
        return slice_to_array(fn, v, tu->u.pointer.elem, n);
    if (fu->kind == TYPE_SLICE && tu->kind == TYPE_ARRAY) {
        IrOperand p = slice_to_array(fn, v, to, n);
        if (tu->u.array.len == 0)
            return opd_zero(ir);
        return build_load(&fn->b, place_deref(p, ir));
    }
    if (v.type == ir)
        return v;
    bool scalars = is_number(v.type) || v.type->kind == IRT_PTR;
    if (scalars && (is_number(ir) || ir->kind == IRT_PTR)) {
        if (v.kind == OPD_INT && irtype_is_integer(ir))
            return lower_int_conv(fn, v, ir);
        note(fn, ir->kind == IRT_PTR ? "conversion to unsafe.Pointer" :
             "converted", n);
        IrOperand r = build_conv(&fn->b, ir, v);
        note_none(fn);
        return r;
    }
    ICE(n->pos, "conversion of %s to %s", type_string(from, NULL),
        type_string(to, NULL));
}

IrOperand lower_conversion(Fn *fn, Node *n)
{
    Node *arg = n->call.args.at[0];
    GoType *to = lower_type(fn, n->call.fun->type);
    GoType *from = lower_default(fn->lw, lower_node_type(fn, arg));
    if (node_is_nil(arg))
        return opd_zero(ir_type(fn->lw, to));
    if (node_is_const(arg)) {
        GoType *tu = type_underlying(to);
        const IrType *ir = ir_type(fn->lw, to);
        ConstKind k = const_kind(arg->value);
        bool same = tu->kind == TYPE_BASIC &&
            (is_number(ir) ? k != CONST_STRING && k != CONST_BOOL :
             type_is_string(tu) ? k == CONST_STRING :
             ir->kind == IRT_BOOL && k == CONST_BOOL);
        // Typed integers wrap only in constant expressions, which are folded.
        if (same)
            return lower_const(fn, arg->value, to);
    }
    IrOperand v = lower_expr_to(fn, arg, from, NULL);
    fn->b.pos = n->pos;
    return convert_value(fn, v, from, to, n);
}

IrOperand lower_brief_string(Fn *fn, Node *n, GoType *to)
{
    IrOperand v = lower_expr_to(fn, n, to, NULL);
    Node *plain = node_unparen(n);
    IrBlock *b = ir_block(fn->f, fn->b.block);
    if (plain->kind != NODE_CALL || node_is_const(plain) ||
        !call_is_conversion(plain) || b->instrs.len == 0)
        return v;
    IrInstr *in = &vec_last(&b->instrs);
    if (in->op == OP_BYTES2STR && v.kind == OPD_LOCAL &&
        in->dst.i == v.local.i)
        in->flags |= IRF_TMP;
    return v;
}
