// ir/read_func.c -- Reading functions: locals, blocks, instructions.
//
// Instructions refer to blocks by number and may come before them; the block
// list grows to the highest number named.
//
//     b1:
//       t%4 = bin add x%0, 1:i64 @17
#include "ir/read_internal.h"

#include "ir/print.h"

#include <string.h>

// --- Operands ---------------------------------------------------------------

// A local is any text up to %, then its number.
static bool peek_local(Reader *r)
{
    read_space(r);
    for (const char *q = r->p; q < r->end; q++) {
        if (*q == '%')
            return q + 1 < r->end && q[1] >= '0' && q[1] <= '9';
        if (strchr(" \t\n,:\"()[]&=;", *q))
            return false;
    }
    return false;
}

static LocalId read_local(Reader *r, const IrFunc *f)
{
    if (read_char(r, '_') && !peek_local(r))
        return LOCAL_NONE;
    while (r->p < r->end && *r->p != '%' && *r->p != '\n')
        r->p++;
    read_expect(r, '%');
    uint64_t i = read_number(r);
    if (i >= (uint64_t)f->locals.len) {
        read_fail(r, "unknown local");
        return LOCAL_NONE;
    }
    return (LocalId){(uint32_t)i};
}

static IrOperand read_complex(Reader *r)
{
    double re = read_float(r);
    read_expect(r, ',');
    double im = read_float(r);
    read_expect(r, ')');
    read_expect(r, ':');
    return opd_complex(read_type(r), re, im);
}

static IrOperand read_constant(Reader *r)
{
    const char *start = r->p;
    while (r->p < r->end && *r->p != ':' && *r->p != '\n')
        r->p++;
    const char *colon = r->p;
    read_expect(r, ':');
    const IrType *t = read_type(r);
    const char *after = r->p;
    if (read_failed(r))
        return opd_none();
    r->p = start;
    IrOperand o = irtype_is_float(t) ? opd_float(t, read_float(r))
                                     : opd_int(t, read_number(r));
    if (r->p != colon)
        read_fail(r, "bad constant");
    r->p = after;
    return o;
}

static IrOperand read_operand(Reader *r, const IrFunc *f)
{
    if (peek_local(r))
        return opd_local(f, read_local(r, f));
    if (read_char(r, '_'))
        return opd_none();
    if (read_char(r, '('))
        return read_complex(r);
    if (r->p < r->end && *r->p == '"')
        return opd_string(r->m, read_quoted(r));
    if (read_char(r, '&')) {
        IrGlobal *g = read_global_ref(r);
        return read_failed(r) ? opd_none() : opd_global(r->m, g);
    }
    if (read_word(r, "fn")) {
        IrFunc *fn = read_func_ref(r);
        return read_failed(r) ? opd_none() : opd_func(r->m, fn);
    }
    if (read_word(r, "type")) {
        IrDesc *d = read_desc_ref(r);
        return read_failed(r) ? opd_none() : opd_desc(r->m, d);
    }
    if (read_word(r, "zero")) {
        read_expect(r, ':');
        return opd_zero(read_type(r));
    }
    return read_constant(r);
}

// --- Places -----------------------------------------------------------------

static IrPlace read_base(Reader *r, const IrFunc *f)
{
    IrPlace p = {0};
    p.type = p.base_type = irtype_basic(r->m, IRT_VOID);
    if (read_char(r, '$')) {
        IrGlobal *g = read_global_ref(r);
        return read_failed(r) ? p : place_global(g);
    }
    if (!read_char(r, '(')) {
        LocalId id = read_local(r, f);
        return read_failed(r) ? p : place_local(f, id);
    }
    if (read_char(r, '*')) {
        IrOperand o = read_operand(r, f);
        p = place_deref(o, read_type(r));
    } else {
        IrOperand o = read_operand(r, f);
        read_expect(r, '[');
        IrOperand i = read_operand(r, f);
        read_expect(r, ']');
        p = place_elem(o, i, read_type(r));
    }
    read_expect(r, ')');
    return p;
}

static IrPlace *read_place(Reader *r, const IrFunc *f)
{
    IrPlace p = read_base(r, f);
    while (!read_failed(r) && r->p < r->end) {
        if (*r->p == '.') {
            r->p++;
            uint64_t n = read_number(r);
            if (p.type->kind != IRT_STRUCT || n >= p.type->nfields)
                read_fail(r, "no such field");
            else
                p = place_field(r->m, p, (uint32_t)n);
        } else if (*r->p == '[') {
            r->p++;
            IrOperand i = read_operand(r, f);
            read_expect(r, ']');
            if (p.type->kind != IRT_ARRAY)
                read_fail(r, "not an array");
            else
                p = place_index(r->m, p, i);
        } else {
            break;
        }
    }
    return arena_memdup(r->arena, &p, sizeof p);
}

// --- Instructions -----------------------------------------------------------

typedef VEC(IrOperand) OperandVec;
typedef VEC(LocalId) LocalVec;
typedef VEC(BlockId) BlockIdVec;
typedef VEC(uint64_t) ValueVec;
typedef VEC(IrSelectCase) CaseVec;

static const char *op_name(int i) { return ir_op_name((IrOp)i); }
static const char *bin_name(int i) { return ir_bin_name((IrBin)i); }
static const char *cmp_name(int i) { return ir_cmp_name((IrCmp)i); }
static const char *un_name(int i) { return ir_un_name((IrUn)i); }
static const char *local_name(int i)
{
    return ir_local_kind_name((LocalKind)i);
}

static bool has_results(const Reader *r)
{
    bool quoted = false;
    for (const char *q = r->p; q < r->end && *q != '\n' && *q != ';'; q++) {
        if (*q == '"')
            quoted = !quoted;
        if (*q == '=' && !quoted && q[1] == ' ')
            return true;
    }
    return false;
}

static void read_results(Reader *r, IrFunc *f, LocalVec *out)
{
    if (!has_results(r))
        return;
    do {
        vec_push_in(out, r->arena, read_local(r, f));
    } while (read_char(r, ','));
    read_expect(r, '=');
}

static void read_sub(Reader *r, IrInstr *in)
{
    int v = 0;
    if (in->op == OP_BIN)
        v = read_enum(r, bin_name, BIN_MAX + 1, "unknown operation");
    else if (in->op == OP_CMP)
        v = read_enum(r, cmp_name, CMP_GE + 1, "unknown comparison");
    else if (in->op == OP_UN)
        v = read_enum(r, un_name, UN_COM + 1, "unknown operation");
    in->sub = (uint8_t)v;
}

static bool is_keyword(Str w)
{
    static const char *const words[] = {
        "to", "elem", "count", "desc", "desc2", "itab", "callee", "method",
        "case", "->", "flags", "site", "inl", "note", NULL};
    for (int i = 0; words[i]; i++) {
        if (str_eq_cstr(w, words[i]))
            return true;
    }
    return false;
}

static bool takes_place(IrOp op)
{
    return op == OP_LOAD || op == OP_ADDR || op == OP_ZERO;
}

static void read_args(Reader *r, IrFunc *f, IrInstr *in)
{
    OperandVec args = {0};
    if (takes_place(in->op)) {
        in->place = read_place(r, f);
        return;
    }
    bool more = !read_eol(r) && *r->p != '@' &&
                (peek_local(r) || !is_keyword(read_peek_word(r)));
    while (more && !read_failed(r)) {
        vec_push_in(&args, r->arena, read_operand(r, f));
        more = read_char(r, ',');
    }
    instr_set_args(r->m, in, args.data, (uint32_t)args.len);
}

static IrSelectCase read_case(Reader *r, IrFunc *f)
{
    IrSelectCase c = {0};
    c.send = read_word(r, "send");
    if (!c.send && !read_word(r, "recv"))
        read_fail(r, "expected send or recv");
    c.chan = read_operand(r, f);
    read_expect(r, ',');
    c.value = read_operand(r, f);
    read_expect(r, ',');
    c.dst = read_local(r, f);
    read_expect(r, ',');
    c.ok = read_local(r, f);
    if (read_word(r, "desc"))
        c.desc = read_desc_ref(r);
    if (read_word(r, "text"))
        c.text = read_quoted(r);
    c.pos = read_pos(r);
    if (!read_word(r, "end"))
        read_fail(r, "expected end");
    return c;
}

static BlockId read_block_ref(Reader *r, IrFunc *f)
{
    Str w = read_peek_word(r);
    if (w.n < 2 || w.p[0] != 'b') {
        read_fail(r, "expected a block");
        return BLOCK_NONE;
    }
    r->p++;
    BlockId id = {(uint32_t)read_number(r)};
    while (!read_failed(r) && id.i >= (uint32_t)f->blocks.len) {
        if (id.i > 1u << 24)
            read_fail(r, "block number too large");
        ir_block_new(r->m, f);
    }
    return id;
}

static void read_targets(Reader *r, IrFunc *f, IrInstr *in)
{
    BlockIdVec targets = {0};
    ValueVec values = {0};
    do {
        vec_push_in(&targets, r->arena, read_block_ref(r, f));
        if (read_word(r, "if"))
            vec_push_in(&values, r->arena, read_number(r));
    } while (!read_failed(r) && read_char(r, ','));
    in->targets = targets.data;
    in->ntargets = (uint32_t)targets.len;
    in->values = values.data;
}

static void read_note(Reader *r, IrInstr *in)
{
    in->note.why = str_to_cstr(r->arena, read_quoted(r));
    in->note.text = read_quoted(r);
    in->note.pos = (Pos)read_number(r);
}

// One keyed field; false when the next word is none.
static bool read_field(Reader *r, IrFunc *f, IrInstr *in, CaseVec *cases)
{
    if (read_word(r, "to")) {
        in->place = read_place(r, f);
    } else if (read_word(r, "elem")) {
        in->elem = read_type(r);
    } else if (read_word(r, "count")) {
        in->count = read_number(r);
    } else if (read_word(r, "desc")) {
        in->desc = read_desc_ref(r);
    } else if (read_word(r, "desc2")) {
        in->desc2 = read_desc_ref(r);
    } else if (read_word(r, "itab")) {
        in->itab = read_itab_ref(r);
    } else if (read_word(r, "callee")) {
        in->callee = read_func_ref(r);
    } else if (read_word(r, "method")) {
        in->method = (uint32_t)read_number(r);
        in->method_name = read_quoted(r);
    } else if (read_word(r, "case")) {
        vec_push_in(cases, r->arena, read_case(r, f));
    } else if (read_word(r, "->")) {
        read_targets(r, f, in);
    } else if (read_word(r, "flags")) {
        in->flags = (uint16_t)read_number(r);
    } else if (read_word(r, "site")) {
        in->site = read_site_ref(r);
    } else if (read_word(r, "inl")) {
        in->inl = (uint32_t)read_number(r);
    } else if (read_word(r, "note")) {
        read_note(r, in);
    } else {
        return false;
    }
    return true;
}

static bool is_call(IrOp op)
{
    return op == OP_CALL || op == OP_CALLFUNC || op == OP_CALLIFACE;
}

static void place_results(Reader *r, IrInstr *in, const LocalVec *results)
{
    in->dst = in->dst2 = LOCAL_NONE;
    if (is_call(in->op)) {
        in->ndsts = (uint32_t)results->len;
        in->dsts = results->data;
        return;
    }
    if (results->len > 2)
        read_fail(r, "too many results");
    if (results->len > 0)
        in->dst = results->data[0];
    if (results->len > 1)
        in->dst2 = results->data[1];
}

static void read_instr(Reader *r, IrFunc *f, BlockId block)
{
    IrInstr in = {0};
    LocalVec results = {0};
    CaseVec cases = {0};
    read_results(r, f, &results);
    int op = read_enum(r, op_name, OP_COUNT, "unknown opcode");
    if (op < 0)
        return;
    in.op = (IrOp)op;
    place_results(r, &in, &results);
    read_sub(r, &in);
    read_args(r, f, &in);
    while (!read_failed(r) && read_field(r, f, &in, &cases))
        ;
    in.pos = read_pos(r);
    in.cases = cases.data;
    in.ncases = (uint32_t)cases.len;
    read_next_line(r);
    vec_push_in(&ir_block(f, block)->instrs, r->arena, in);
}

// --- Functions --------------------------------------------------------------

static void read_head(Reader *r, IrFunc *f)
{
    while (!read_failed(r) && !read_char(r, '{')) {
        if (read_word(r, "name")) f->name = read_quoted(r);
        else if (read_word(r, "short")) f->short_name = read_quoted(r);
        else if (read_word(r, "pkg")) f->pkg = read_quoted(r);
        else if (read_word(r, "flags")) f->flags = (uint32_t)read_number(r);
        else if (read_word(r, "parent")) f->parent = read_func_ref(r);
        else if (read_word(r, "closure")) f->closure_size = read_number(r);
        else if (read_word(r, "receiver")) f->has_receiver = true;
        else if (read_word(r, "variadic")) f->variadic = true;
        else if (read_word(r, "once")) f->inline_closure_once = true;
        else if (read_word(r, "cost")) f->inline_cost = (int)read_number(r);
        else if (read_word(r, "reason")) f->inline_reason = read_quoted(r);
        else if (read_word(r, "text")) f->inline_text = read_quoted(r);
        else if (read_word(r, "pos")) f->pos = (Pos)read_number(r);
        else if (read_word(r, "end")) f->end = (Pos)read_number(r);
        else read_fail(r, "unknown word in the head of a function");
    }
    read_next_line(r);
}

static void read_local_line(Reader *r, IrFunc *f, LocalKind kind)
{
    read_space(r);
    const char *start = r->p;
    while (r->p < r->end && *r->p != '%' && *r->p != '\n')
        r->p++;
    Str name = str_dup(r->arena, (Str){start, (size_t)(r->p - start)});
    read_expect(r, '%');
    if (read_number(r) != (uint64_t)f->locals.len)
        read_fail(r, "locals are out of order");
    LocalId id = ir_local_new(r->m, f, kind, read_type(r), name);
    IrLocal *l = ir_local(f, id);
    while (!read_failed(r) && !read_eol(r) && *r->p != '@') {
        if (read_word(r, "gotype")) l->go_type = read_quoted(r);
        else if (read_word(r, "depth")) l->loop_depth = (int)read_number(r);
        else if (read_word(r, "pointers")) l->has_pointers = read_number(r);
        else if (read_word(r, "addr")) l->addr_taken = true;
        else if (read_word(r, "ref")) l->by_ref = true;
        else if (read_word(r, "reassigned")) l->reassigned = true;
        else if (read_word(r, "blank")) l->blank = true;
        else if (read_word(r, "site")) l->site = read_site_ref(r);
        else if (read_word(r, "debug")) l->debug = read_quoted(r);
        else read_fail(r, "unknown word after a local");
    }
    l->pos = read_pos(r);
    read_next_line(r);
}

static void read_inlined(Reader *r, IrFunc *f)
{
    IrInline in = {0};
    in.callee = read_func_ref(r);
    if (!read_word(r, "at"))
        read_fail(r, "expected at");
    in.call_pos = (Pos)read_number(r);
    if (!read_word(r, "parent"))
        read_fail(r, "expected parent");
    in.parent = (uint32_t)read_number(r);
    vec_push_in(&f->inlines, r->arena, in);
    read_next_line(r);
}

static BlockId read_block_head(Reader *r, IrFunc *f)
{
    BlockId id = read_block_ref(r, f);
    read_expect(r, ':');
    if (read_failed(r))
        return id;
    if (read_word(r, "depth"))
        ir_block(f, id)->loop_depth = (uint32_t)read_number(r);
    if (read_word(r, "cold"))
        ir_block(f, id)->cold = true;
    read_next_line(r);
    return id;
}

// A line that starts in the first column is a block's or the end.
void read_func(Reader *r, IrFunc *f)
{
    BlockId block = BLOCK_NONE;
    read_head(r, f);
    while (!read_failed(r) && r->p < r->end && *r->p != '}') {
        if (*r->p == 'b') {
            block = read_block_head(r, f);
        } else if (read_eol(r)) {
            read_next_line(r);
        } else if (block.i != BLOCK_NONE.i) {
            read_instr(r, f, block);
        } else if (read_word(r, "inlined")) {
            read_inlined(r, f);
        } else {
            int kind = read_enum(r, local_name, LOCAL_TEMP + 1,
                                 "expected a local or a block");
            if (kind >= 0)
                read_local_line(r, f, (LocalKind)kind);
        }
    }
    read_expect(r, '}');
    read_next_line(r);
}
