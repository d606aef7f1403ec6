// ir/print.c -- Printing functions and instructions.
//
// An instruction's fields are printed in one fixed order, each behind its own
// keyword and only when it is set, so that the reader needs no table of shapes.
//
// Invariant: everything that the reader restores is printed; what is not
// printed (escape's and codegen's own slots) is NULL after reading.
//
//     t%4 = bin add x%0, 1:i64 @17
#include "ir/print.h"

#include "ir/irtype.h"
#include "ir/print_internal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const op_names[] = {
#define OP(e, text, flags) [OP_##e] = text,
#include "ir/op.def"
#undef OP
};
static const char *const bin_names[] = {
    "add", "sub", "mul", "div", "rem", "and", "or", "xor", "andnot",
    "shl", "shr", "min", "max"};
static const char *const cmp_names[] = {"eq", "ne", "lt", "le", "gt", "ge"};
static const char *const un_names[] = {"neg", "not", "com"};
static const char *const place_names[] = {
    "undecided", "stack", "stack_upto", "caller", "scope", "heap", "none"};
static const char *const site_names[] = {
    "var", "new", "composite", "slice_lit", "variadic", "make_slice",
    "make_map", "map_lit", "make_chan", "append", "concat", "string_conv",
    "closure", "method_value", "box", "defer", "go", "wrap"};
static const char *const local_names[] = {"param", "result", "capture", "var",
                                          "temp"};

const char *ir_op_name(IrOp op) { return op_names[op]; }
const char *ir_bin_name(IrBin op) { return bin_names[op]; }
const char *ir_cmp_name(IrCmp op) { return cmp_names[op]; }
const char *ir_un_name(IrUn op) { return un_names[op]; }
const char *ir_place_name(Place p) { return place_names[p]; }
const char *ir_site_kind_name(SiteKind k) { return site_names[k]; }
const char *ir_local_kind_name(LocalKind k) { return local_names[k]; }

// --- Atoms ------------------------------------------------------------------

void ir_put_quoted(StrBuf *out, Str s)
{
    strbuf_putc(out, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '"' || c == '\\')
            strbuf_printf(out, "\\%c", c);
        else if (c < 32 || c >= 127)
            strbuf_printf(out, "\\%02x", c);
        else
            strbuf_putc(out, (char)c);
    }
    strbuf_putc(out, '"');
}

void ir_put_type(const IrModule *m, StrBuf *out, const IrType *t)
{
    ArenaMark mark = arena_mark(m->arena);
    strbuf_put(out, irtype_text(m->arena, t));
    arena_reset(m->arena, mark);
}

void ir_put_float(StrBuf *out, double v)
{
    if (isnan(v))
        strbuf_puts(out, signbit(v) ? "-nan" : "nan");
    else if (isinf(v))
        strbuf_puts(out, v < 0 ? "-inf" : "inf");
    else
        strbuf_printf(out, "%a", v);
}

void ir_put_pos(StrBuf *out, Pos pos)
{
    if (pos)
        strbuf_printf(out, " @%u", pos);
}

static void put_local(const IrFunc *f, LocalId id, StrBuf *out)
{
    if (id.i == LOCAL_NONE.i) {
        strbuf_putc(out, '_');
        return;
    }
    if (id.i < (uint32_t)f->locals.len)
        strbuf_put(out, f->locals.data[id.i].name);
    strbuf_printf(out, "%%%u", id.i);
}

void ir_print_operand(const IrModule *m, const IrFunc *f, IrOperand o,
                      StrBuf *out)
{
    switch (o.kind) {
    case OPD_NONE:
        strbuf_putc(out, '_');
        return;
    case OPD_LOCAL:
        put_local(f, o.local, out);
        return;
    case OPD_INT:
        if (irtype_is_signed(o.type))
            strbuf_printf(out, "%lld:", (long long)o.bits);
        else
            strbuf_printf(out, "%llu:", (unsigned long long)o.bits);
        break;
    case OPD_FLOAT:
        ir_put_float(out, o.f);
        strbuf_putc(out, ':');
        break;
    case OPD_COMPLEX:
        strbuf_putc(out, '(');
        ir_put_float(out, o.f);
        strbuf_puts(out, ", ");
        ir_put_float(out, o.im);
        strbuf_puts(out, "):");
        break;
    case OPD_STRING:
        ir_put_quoted(out, o.str);
        return;
    case OPD_ZERO:
        strbuf_puts(out, "zero:");
        break;
    case OPD_FUNC:
        strbuf_puts(out, "fn ");
        ir_put_quoted(out, o.func->link_name);
        return;
    case OPD_GLOBAL:
        strbuf_putc(out, '&');
        ir_put_quoted(out, o.global->link_name);
        return;
    case OPD_DESC:
        strbuf_puts(out, "type ");
        ir_put_quoted(out, o.desc->link_name);
        return;
    }
    ir_put_type(m, out, o.type);
}

void ir_print_place(const IrModule *m, const IrFunc *f, const IrPlace *p,
                    StrBuf *out)
{
    switch (p->base) {
    case BASE_LOCAL:
        put_local(f, p->local, out);
        break;
    case BASE_GLOBAL:
        strbuf_putc(out, '$');
        ir_put_quoted(out, p->global->link_name);
        break;
    case BASE_DEREF:
        strbuf_puts(out, "(*");
        ir_print_operand(m, f, p->ptr, out);
        strbuf_putc(out, ' ');
        ir_put_type(m, out, p->base_type);
        strbuf_putc(out, ')');
        break;
    case BASE_ELEM:
        strbuf_putc(out, '(');
        ir_print_operand(m, f, p->ptr, out);
        strbuf_putc(out, '[');
        ir_print_operand(m, f, p->index, out);
        strbuf_puts(out, "] ");
        ir_put_type(m, out, p->base_type);
        strbuf_putc(out, ')');
        break;
    }
    for (uint32_t i = 0; i < p->nsteps; i++) {
        if (!p->steps[i].is_index) {
            strbuf_printf(out, ".%u", p->steps[i].field);
            continue;
        }
        strbuf_putc(out, '[');
        ir_print_operand(m, f, p->steps[i].index, out);
        strbuf_putc(out, ']');
    }
}

// --- Instructions -----------------------------------------------------------

static void put_results(const IrFunc *f, const IrInstr *in, StrBuf *out)
{
    if (in->dst.i != LOCAL_NONE.i || in->dst2.i != LOCAL_NONE.i) {
        put_local(f, in->dst, out);
        if (in->dst2.i != LOCAL_NONE.i) {
            strbuf_puts(out, ", ");
            put_local(f, in->dst2, out);
        }
        strbuf_puts(out, " = ");
    } else if (in->ndsts) {
        for (uint32_t i = 0; i < in->ndsts; i++) {
            if (i)
                strbuf_puts(out, ", ");
            put_local(f, in->dsts[i], out);
        }
        strbuf_puts(out, " = ");
    }
}

static void put_sub(const IrInstr *in, StrBuf *out)
{
    if (in->op == OP_BIN)
        strbuf_printf(out, " %s", bin_names[in->sub]);
    else if (in->op == OP_CMP)
        strbuf_printf(out, " %s", cmp_names[in->sub]);
    else if (in->op == OP_UN)
        strbuf_printf(out, " %s", un_names[in->sub]);
}

static void put_keyed(StrBuf *out, const char *key, Str s)
{
    strbuf_printf(out, " %s ", key);
    ir_put_quoted(out, s);
}

static void put_cases(const IrModule *m, const IrFunc *f, const IrInstr *in,
                      StrBuf *out)
{
    for (uint32_t i = 0; i < in->ncases; i++) {
        const IrSelectCase *c = &in->cases[i];
        strbuf_puts(out, c->send ? " case send " : " case recv ");
        ir_print_operand(m, f, c->chan, out);
        strbuf_puts(out, ", ");
        ir_print_operand(m, f, c->value, out);
        strbuf_puts(out, ", ");
        put_local(f, c->dst, out);
        strbuf_puts(out, ", ");
        put_local(f, c->ok, out);
        if (c->desc)
            put_keyed(out, "desc", c->desc->link_name);
        if (c->text.n)
            put_keyed(out, "text", c->text);
        ir_put_pos(out, c->pos);
        strbuf_puts(out, " end");
    }
}

static void put_references(const IrModule *m, const IrInstr *in, StrBuf *out)
{
    if (in->elem) {
        strbuf_puts(out, " elem ");
        ir_put_type(m, out, in->elem);
    }
    if (in->count)
        strbuf_printf(out, " count %llu", (unsigned long long)in->count);
    if (in->desc)
        put_keyed(out, "desc", in->desc->link_name);
    if (in->desc2)
        put_keyed(out, "desc2", in->desc2->link_name);
    if (in->itab)
        put_keyed(out, "itab", in->itab->link_name);
    if (in->callee)
        put_keyed(out, "callee", in->callee->link_name);
    if (in->op == OP_CALLIFACE) {
        strbuf_printf(out, " method %u ", in->method);
        ir_put_quoted(out, in->method_name);
    }
}

static void put_targets(const IrInstr *in, StrBuf *out)
{
    if (!in->ntargets)
        return;
    strbuf_puts(out, " ->");
    for (uint32_t i = 0; i < in->ntargets; i++) {
        strbuf_printf(out, "%s b%u", i ? "," : "", in->targets[i].i);
        if (in->op == OP_SWITCH && i)
            strbuf_printf(out, " if %llu",
                          (unsigned long long)in->values[i - 1]);
    }
}

static void put_tail(const IrInstr *in, StrBuf *out)
{
    if (in->flags)
        strbuf_printf(out, " flags %u", in->flags);
    if (in->site)
        strbuf_printf(out, " site %u", in->site->id);
    if (in->inl)
        strbuf_printf(out, " inl %u", in->inl);
    if (in->note.why) {
        put_keyed(out, "note", str_from(in->note.why));
        strbuf_putc(out, ' ');
        ir_put_quoted(out, in->note.text);
        strbuf_printf(out, " %u", in->note.pos);
    }
    ir_put_pos(out, in->pos);
}

void ir_print_instr(const IrModule *m, const IrFunc *f, const IrInstr *in,
                    StrBuf *out)
{
    put_results(f, in, out);
    strbuf_puts(out, op_names[in->op]);
    put_sub(in, out);
    for (uint32_t i = 0; i < in->nargs; i++) {
        strbuf_puts(out, i ? ", " : " ");
        ir_print_operand(m, f, in->args[i], out);
    }
    if (in->place) {
        strbuf_puts(out, in->nargs ? " to " : " ");
        ir_print_place(m, f, in->place, out);
    }
    put_references(m, in, out);
    put_cases(m, f, in, out);
    put_targets(in, out);
    put_tail(in, out);
}

// --- Functions --------------------------------------------------------------

static void put_func_head(const IrModule *m, const IrFunc *f, StrBuf *out)
{
    (void)m;
    strbuf_puts(out, "func ");
    ir_put_quoted(out, f->link_name);
    put_keyed(out, "name", f->name);
    put_keyed(out, "short", f->short_name);
    put_keyed(out, "pkg", f->pkg);
    if (f->flags)
        strbuf_printf(out, " flags %u", f->flags);
    if (f->parent)
        put_keyed(out, "parent", f->parent->link_name);
    if (f->closure_size)
        strbuf_printf(out, " closure %llu",
                      (unsigned long long)f->closure_size);
    if (f->has_receiver)
        strbuf_puts(out, " receiver");
    if (f->variadic)
        strbuf_puts(out, " variadic");
    if (f->inline_closure_once)
        strbuf_puts(out, " once");
    strbuf_printf(out, " cost %d", f->inline_cost);
    if (f->inline_reason.n)
        put_keyed(out, "reason", f->inline_reason);
    if (f->inline_text.n)
        put_keyed(out, "text", f->inline_text);
    strbuf_printf(out, " pos %u end %u {\n", f->pos, f->end);
}

static void put_local_line(const IrModule *m, const IrFunc *f, uint32_t i,
                           StrBuf *out)
{
    const IrLocal *l = &f->locals.data[i];
    strbuf_printf(out, "  %s ", local_names[l->kind]);
    put_local(f, (LocalId){i}, out);
    strbuf_putc(out, ' ');
    ir_put_type(m, out, l->type);
    if (l->go_type.n)
        put_keyed(out, "gotype", l->go_type);
    if (l->loop_depth != 1)
        strbuf_printf(out, " depth %d", l->loop_depth);
    if (l->has_pointers != irtype_has_pointers(l->type))
        strbuf_printf(out, " pointers %d", l->has_pointers);
    if (l->addr_taken)
        strbuf_puts(out, " addr");
    if (l->by_ref)
        strbuf_puts(out, " ref");
    if (l->reassigned)
        strbuf_puts(out, " reassigned");
    if (l->blank)
        strbuf_puts(out, " blank");
    if (l->site)
        strbuf_printf(out, " site %u", l->site->id);
    if (l->debug.n)
        put_keyed(out, "debug", l->debug);
    ir_put_pos(out, l->pos);
    strbuf_putc(out, '\n');
}

static void put_block(const IrModule *m, const IrFunc *f, uint32_t i,
                      StrBuf *out)
{
    const IrBlock *b = &f->blocks.data[i];
    strbuf_printf(out, "b%u:", i);
    if (b->loop_depth)
        strbuf_printf(out, " depth %u", b->loop_depth);
    if (b->cold)
        strbuf_puts(out, " cold");
    strbuf_putc(out, '\n');
    for (int k = 0; k < b->instrs.len; k++) {
        const IrInstr *in = &b->instrs.data[k];
        strbuf_puts(out, "  ");
        ir_print_instr(m, f, in, out);
        if (m->sources && in->pos) {
            strbuf_puts(out, "  ; ");
            source_put_pos(m->sources, out, in->pos);
        }
        strbuf_putc(out, '\n');
    }
}

void ir_print_func(const IrModule *m, const IrFunc *f, StrBuf *out)
{
    put_func_head(m, f, out);
    for (uint32_t i = 0; i < (uint32_t)f->locals.len; i++)
        put_local_line(m, f, i, out);
    for (int i = 0; i < f->inlines.len; i++) {
        const IrInline *in = &f->inlines.data[i];
        strbuf_puts(out, "  inlined ");
        ir_put_quoted(out, in->callee->link_name);
        strbuf_printf(out, " at %u parent %u\n", in->call_pos, in->parent);
    }
    for (uint32_t i = 0; i < (uint32_t)f->blocks.len; i++)
        put_block(m, f, i, out);
    strbuf_puts(out, "}\n");
}
