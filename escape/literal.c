// escape/literal.c -- Constant sizes and constant boxes.
//
// Invariant: an operand is only replaced by a constant of the same type that
// it is known to have; what computed it stays, for its side effects.
//
//     n := 3; s := make([]int, n)    ; becomes make([]int, 3)
#include "escape/literal.h"

#include "base/diag.h"
#include "ir/irtype.h"

enum { DESC_DIRECT = 1 }; // RT_TYPE_DIRECT of the run time's layouts.

bool literal_is_direct(const IrDesc *d)
{
    return d && (d->flags & DESC_DIRECT);
}

bool literal_is_interface(const IrDesc *d)
{
    return d && d->layout &&
           (d->layout->kind == IRT_EFACE || d->layout->kind == IRT_IFACE);
}

static const IrOperand *make_operand(const IrInstr *in)
{
    if (in->nargs > 1 && in->args[1].kind != OPD_NONE)
        return &in->args[1];
    return &in->args[0];
}

static bool is_constant(const IrOperand *o)
{
    return o->kind == OPD_INT || o->kind == OPD_FLOAT ||
           o->kind == OPD_COMPLEX || o->kind == OPD_STRING ||
           o->kind == OPD_ZERO;
}

static bool constant_count(const IrOperand *o, int64_t *n)
{
    if (o->kind != OPD_INT && o->kind != OPD_ZERO)
        return false;
    *n = o->kind == OPD_INT ? (int64_t)o->bits : 0;
    return *n >= 0;
}

int64_t literal_make_count(const IrInstr *in)
{
    int64_t n;
    return constant_count(make_operand(in), &n) ? n : -1;
}

static bool static_leaf(Flow *w, IrFunc *f, const IrOperand *o, Leaf *leaf)
{
    LeafVec leaves = {0};
    if (o->kind != OPD_LOCAL ||
        !defs_leaves(w->defs, f, *o, w->arena, &leaves) || leaves.len != 1 ||
        !leaves.data[0].stable)
        return false;
    *leaf = leaves.data[0];
    return true;
}

// len of a slice literal counts as constant.
static bool static_count(Flow *w, IrFunc *f, const IrOperand *o, int64_t *n)
{
    Leaf leaf, slice;
    if (!static_leaf(w, f, o, &leaf))
        return false;
    if (!leaf.in)
        return constant_count(&leaf.constant, n);
    if (leaf.in->op != OP_LEN ||
        !static_leaf(w, leaf.f, &leaf.in->args[0], &slice) || !slice.in ||
        slice.in->op != OP_NEWARRAY || slice.in->site->kind != SITE_SLICE_LIT)
        return false;
    *n = (int64_t)slice.in->count;
    return true;
}

// "make([]int, n)" with its last argument replaced.
static Str make_text(Arena *arena, Str text, int64_t n)
{
    size_t end = text.n;
    int depth = 0;
    while (end > 0) {
        char c = text.p[--end];
        if (c == ')' || c == ']')
            depth++;
        else if (c == '(' || c == '[')
            depth--;
        else if (c == ',' && depth == 1)
            break;
    }
    if (end == 0)
        return text;
    return str_printf(arena, "%.*s, %lld)", (int)end, text.p, (long long)n);
}

static void rewrite_make(Flow *w, Loc *l)
{
    IrOperand *o = (IrOperand *)make_operand(l->in);
    int64_t n;
    if (o->kind == OPD_INT)
        n = (int64_t)o->bits;
    else if (o->kind != OPD_LOCAL || !static_count(w, l->fn, o, &n))
        return;
    IrOperand c = {0};
    c.kind = OPD_INT;
    c.type = o->type;
    c.bits = (uint64_t)n;
    *o = c;
    l->site->text = make_text(w->m->arena, l->site->text, n);
}

static Str constant_text(Arena *arena, const IrOperand *o, Str otherwise)
{
    StrBuf b = {0};
    switch (o->kind) {
    case OPD_INT:
        if (o->type->kind == IRT_BOOL)
            strbuf_puts(&b, o->bits & 1 ? "true" : "false");
        else if (irtype_is_signed(o->type))
            strbuf_printf(&b, "%lld", (long long)o->bits);
        else
            strbuf_printf(&b, "%llu", (unsigned long long)o->bits);
        break;
    case OPD_STRING:
        diag_put_json_string(&b, o->str);
        break;
    default:
        strbuf_put(&b, otherwise);
    }
    Str s = strbuf_dup(&b, arena);
    strbuf_free(&b);
    return s;
}

static void rewrite_box(Flow *w, Loc *l)
{
    Leaf leaf;
    IrOperand *o = &l->in->args[0];
    if (!static_leaf(w, l->fn, o, &leaf) || leaf.in ||
        !is_constant(&leaf.constant) || leaf.constant.type != o->type ||
        leaf.constant.kind == OPD_ZERO)
        return;
    *o = leaf.constant;
    l->site->text = constant_text(w->m->arena, o, l->site->text);
}

void literal_rewrite(Flow *w, Loc *l)
{
    if (l->in->op == OP_MAKESLICE)
        rewrite_make(w, l);
    else if (l->in->op == OP_TOIFACE)
        rewrite_box(w, l);
}

const char *literal_heap_reason(const Loc *l)
{
    const IrInstr *in = l->in;
    switch (in->op) {
    case OP_NEW:
        return in->elem->size > STACK_IMPLICIT_MAX ? "too large for stack"
                                                   : NULL;
    case OP_CLOSURE:
        return in->callee->closure_size > STACK_IMPLICIT_MAX
                   ? "too large for stack"
                   : NULL;
    case OP_MAKESLICE: {
        if (in->elem->size == 0)
            return "zero-sized element";
        int64_t n = literal_make_count(in);
        if (n > STACK_IMPLICIT_MAX / (int64_t)in->elem->size)
            return "too large for stack";
        return NULL;
    }
    default:
        return NULL;
    }
}

bool literal_box_is_static(const IrInstr *in)
{
    const IrOperand *o = &in->args[0];
    return o->type->size <= 1 || is_constant(o);
}
