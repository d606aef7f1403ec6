// escape/splice.c -- Cloning bodies: locals, sites, closures, blocks.
//
// Parameters and results of the callee become variables of the caller; a
// return becomes a jump to what followed the call.  Closures made in the
// callee are cloned too, so that each has one place where it is made.
//
// Invariant: the caller is valid IR before and after; the callee is untouched.
//
//     b1: x = call g(a)          b1: p = move a; jump b3
//         ret              =>    b3: r = ...; jump b2       (g's blocks)
//                                b2: x = move r; ret
#include "escape/splice.h"

#include "ir/build.h"

#include <string.h>

enum { MAX_RENAMED = 200 };

// One body being copied: from g's numbering to f's.
typedef struct Copy {
    Splice *s;
    const IrFunc *g;
    IrFunc *f;
    LocalId *locals;
    uint32_t first_block;
    BlockId after;     // Where returns go; BLOCK_NONE: they stay returns.
    uint32_t first_inl; // f's number of g's inline entry 1
    uint32_t parent_inl; // f's number of the entry for this call
    int depth;         // Added to loop depths.
    Pos pos;           // Outermost call; NO_POS keeps positions.
    const CaptureInfo *captures;
    Map sites;
} Copy;

Pos splice_outer_pos(const IrFunc *f, uint32_t inl, Pos pos)
{
    while (inl > 0) {
        const IrInline *at = &f->inlines.data[inl - 1];
        pos = at->call_pos;
        inl = at->parent;
    }
    return pos;
}

BlockId splice_cut(IrModule *m, IrFunc *f, BlockId b, int i)
{
    BlockId rest = ir_block_new(m, f);
    IrBlock *from = ir_block(f, b), *to = ir_block(f, rest);
    to->loop_depth = from->loop_depth;
    to->cold = from->cold;
    to->instrs.data = from->instrs.data + i;
    to->instrs.len = to->instrs.cap = from->instrs.len - i;
    from->instrs.len = from->instrs.cap = i;
    return rest;
}

// --- Copying parts -----------------------------------------------------------------

static LocalId map_local(const Copy *c, LocalId id)
{
    return id.i == UINT32_MAX ? id : c->locals[id.i];
}

static IrOperand map_operand(const Copy *c, IrOperand o)
{
    if (o.kind == OPD_LOCAL)
        o.local = map_local(c, o.local);
    return o;
}

static AllocSite *map_site(Copy *c, AllocSite *s)
{
    if (!s)
        return NULL;
    AllocSite *copy = map_get(&c->sites, s);
    if (copy)
        return copy;
    copy = ir_site_new(c->s->m, c->f, s->kind, s->pos, s->text);
    uint32_t id = copy->id;
    *copy = *s;
    copy->id = id;
    copy->func = c->f;
    copy->escape = NULL;
    copy->loop_depth += c->depth;
    if (c->pos)
        copy->pos = c->pos;
    if (c->parent_inl)
        copy->inl = s->inl ? s->inl + c->first_inl : c->parent_inl;
    map_set(&c->sites, s, copy);
    return copy;
}

static IrOperand *map_operands(Copy *c, const IrOperand *args, uint32_t n)
{
    IrOperand *out = ARENA_ARRAY(c->s->m->arena, IrOperand, n + 1);
    for (uint32_t i = 0; i < n; i++)
        out[i] = map_operand(c, args[i]);
    return out;
}

// (*cap) of a capture whose variable is known is the variable.
static bool captured_var(const Copy *c, const IrPlace *p, LocalId *var)
{
    if (!c->captures || p->base != BASE_DEREF || p->ptr.kind != OPD_LOCAL)
        return false;
    uint32_t first = c->g->nparams + c->g->nresults;
    uint32_t i = p->ptr.local.i;
    if (i < first || i >= first + c->captures->nargs)
        return false;
    *var = c->captures->vars[i - first];
    return var->i != UINT32_MAX &&
           c->g->locals.data[i].by_ref;
}

static IrPlace *map_place(Copy *c, const IrPlace *p)
{
    Arena *arena = c->s->m->arena;
    IrPlace *out = arena_memdup(arena, p, sizeof *p);
    if (p->base == BASE_LOCAL)
        out->local = map_local(c, p->local);
    LocalId var;
    if (captured_var(c, p, &var)) {
        out->base = BASE_LOCAL;
        out->local = var;
        out->ptr = opd_none();
    } else {
        out->ptr = map_operand(c, p->ptr);
    }
    out->index = map_operand(c, p->index);
    if (p->nsteps > 0)
        out->steps = arena_memdup(arena, p->steps,
                                  p->nsteps * sizeof *p->steps);
    for (uint32_t i = 0; i < p->nsteps; i++)
        out->steps[i].index = map_operand(c, p->steps[i].index);
    return out;
}

static void map_cases(Copy *c, IrInstr *in)
{
    in->cases = arena_memdup(c->s->m->arena, in->cases,
                             in->ncases * sizeof *in->cases);
    for (uint32_t i = 0; i < in->ncases; i++) {
        IrSelectCase *k = &in->cases[i];
        k->chan = map_operand(c, k->chan);
        k->value = map_operand(c, k->value);
        k->dst = map_local(c, k->dst);
        k->ok = map_local(c, k->ok);
    }
}

static void map_targets(Copy *c, IrInstr *in)
{
    in->targets = arena_memdup(c->s->m->arena, in->targets,
                               in->ntargets * sizeof *in->targets);
    for (uint32_t i = 0; i < in->ntargets; i++)
        in->targets[i].i += c->first_block;
}

static IrFunc *clone_closure(Copy *c, IrFunc *h);

static void make_jump(IrModule *m, IrInstr *in, BlockId to)
{
    in->op = OP_JUMP;
    in->ntargets = 1;
    in->targets = arena_memdup(m->arena, &to, sizeof to);
}

// "return x" of an inlined call is "~r0 = x".
static void reword_return(Copy *c, IrInstr *in)
{
    const IrLocal *r = &c->g->locals.data[c->g->nparams];
    if (c->after.i == UINT32_MAX || !in->note.why || c->g->nresults != 1 ||
        strcmp(in->note.why, "return") != 0 ||
        !str_has_prefix(in->note.text, STR("return ")))
        return;
    Str value = str_sub(in->note.text, 7, in->note.text.n);
    in->note.why = "assign-pair";
    in->note.text = str_printf(c->s->m->arena, "%.*s = %.*s",
                               STR_ARG(r->name), STR_ARG(value));
}

static IrInstr map_instr(Copy *c, const IrInstr *from)
{
    IrModule *m = c->s->m;
    IrInstr in = *from;
    in.inl = c->parent_inl ? (from->inl ? from->inl + c->first_inl
                                        : c->parent_inl)
                           : from->inl;
    if (in.loop_depth > 0)
        in.loop_depth += c->depth;
    if (c->pos)
        in.note.pos = c->pos;
    reword_return(c, &in);
    in.dst = map_local(c, from->dst);
    in.dst2 = map_local(c, from->dst2);
    in.args = map_operands(c, from->args, from->nargs);
    in.site = map_site(c, from->site);
    if (from->place)
        in.place = map_place(c, from->place);
    if (from->ndsts > 0) {
        in.dsts = ARENA_ARRAY(m->arena, LocalId, from->ndsts);
        for (uint32_t i = 0; i < from->ndsts; i++)
            in.dsts[i] = map_local(c, from->dsts[i]);
    }
    if (from->ncases > 0)
        map_cases(c, &in);
    if (from->ntargets > 0)
        map_targets(c, &in);
    if (from->op == OP_CLOSURE && from->callee->parent &&
        from->callee->parent->id == c->g->id)
        in.callee = clone_closure(c, from->callee);
    if (from->op == OP_RET && c->after.i != UINT32_MAX)
        make_jump(m, &in, c->after);
    return in;
}

static void copy_blocks(Copy *c)
{
    IrModule *m = c->s->m;
    uint32_t n = (uint32_t)c->g->blocks.len;
    c->first_block = (uint32_t)c->f->blocks.len;
    for (uint32_t i = 0; i < n; i++)
        ir_block_new(m, c->f);
    for (uint32_t i = 0; i < n; i++) {
        const IrBlock *from = &c->g->blocks.data[i];
        IrInstrVec out = {0};
        for (int k = 0; k < from->instrs.len; k++)
            vec_push_in(&out, m->arena, map_instr(c, &from->instrs.data[k]));
        IrBlock *to = &c->f->blocks.data[c->first_block + i];
        to->instrs = out;
        to->cold = from->cold;
        to->loop_depth =
            from->loop_depth + (uint32_t)(c->depth > 0 ? c->depth : 0);
    }
}

static void copy_inlines(Copy *c)
{
    c->first_inl = (uint32_t)c->f->inlines.len;
    for (int i = 0; i < c->g->inlines.len; i++) {
        IrInline at = c->g->inlines.data[i];
        at.parent = at.parent ? at.parent + c->first_inl : c->parent_inl;
        vec_push_in(&c->f->inlines, c->s->m->arena, at);
    }
}

// --- Closures of the callee -------------------------------------------------------

// A copy of literal h, made in c->f instead of c->g.
static IrFunc *clone_closure(Copy *c, IrFunc *h)
{
    IrModule *m = c->s->m;
    IrFunc *copy = ir_func_new(m, h->name, h->link_name, h->pos);
    uint32_t id = copy->id;
    *copy = *h;
    copy->id = id;
    copy->parent = c->f;
    copy->link_name = str_printf(m->arena, "%.*s.c%u", STR_ARG(h->link_name),
                                 (unsigned)id);
    copy->blocks = (IrBlockVec){0};
    copy->locals = (IrLocalVec){0};
    copy->inlines = (IrInlineVec){0};
    copy->summary = copy->llvm = NULL;

    Copy in = {.s = c->s, .g = h, .f = copy, .after = BLOCK_NONE,
               .pos = c->pos};
    map_init(&in.sites, c->s->arena);
    in.locals = ARENA_ARRAY(c->s->arena, LocalId, h->locals.len + 1);
    for (uint32_t i = 0; i < (uint32_t)h->locals.len; i++) {
        IrLocal l = h->locals.data[i];
        l.site = map_site(&in, l.site);
        if (c->pos)
            l.pos = c->pos;
        in.locals[i] = (LocalId){i};
        vec_push_in(&copy->locals, m->arena, l);
    }
    copy_inlines(&in);
    copy_blocks(&in);
    map_set(c->s->copied, h, h);
    map_set(c->s->copied, copy, copy);
    return copy;
}

// --- The call ----------------------------------------------------------------------

static LocalKind inlined_kind(LocalKind k)
{
    return k == LOCAL_TEMP || k == LOCAL_CAPTURE ? LOCAL_TEMP : LOCAL_VAR;
}

static bool is_unnamed_result(const IrLocal *l)
{
    return l->kind == LOCAL_RESULT && str_has_prefix(l->name, STR("~r"));
}

static const IrOperand *capture_arg(const Copy *c, uint32_t local)
{
    uint32_t first = c->g->nparams + c->g->nresults;
    if (!c->captures || local < first || local - first >= c->captures->nargs)
        return NULL;
    return &c->captures->args[local - first];
}

static void copy_locals(Copy *c)
{
    const IrFunc *g = c->g;
    c->locals = ARENA_ARRAY(c->s->arena, LocalId, g->locals.len + 1);
    for (uint32_t i = 0; i < (uint32_t)g->locals.len; i++) {
        IrLocal l = g->locals.data[i];
        const IrOperand *captured = capture_arg(c, i);
        if (captured && captured->kind == OPD_LOCAL) {
            c->locals[i] = captured->local; // Never written by g.
            continue;
        }
        if (l.kind == LOCAL_RESULT)
            l.reassigned = !is_unnamed_result(&l);
        l.kind = inlined_kind(l.kind);
        l.by_ref = false;
        l.loop_depth = (l.loop_depth > 0 ? l.loop_depth : 1) + c->depth;
        l.pos = c->pos;
        l.site = map_site(c, l.site);
        c->locals[i] = (LocalId){(uint32_t)c->f->locals.len};
        vec_push_in(&c->f->locals, c->s->m->arena, l);
    }
}

static IrInstr *emit(Copy *c, BlockId block, IrOp op)
{
    IrInstr in = {0};
    in.op = op;
    in.pos = c->pos;
    in.inl = c->parent_inl;
    in.loop_depth = 1 + c->depth;
    in.dst = in.dst2 = LOCAL_NONE;
    IrBlock *b = ir_block(c->f, block);
    vec_push_in(&b->instrs, c->s->m->arena, in);
    return &vec_last(&b->instrs);
}

static IrInstr *emit_move(Copy *c, BlockId block, LocalId dst, IrOperand from)
{
    IrInstr *in = emit(c, block, OP_MOVE);
    in->dst = dst;
    instr_set_args(c->s->m, in, &from, 1);
    return in;
}

static void emit_decl(Copy *c, BlockId block, LocalId id)
{
    IrInstr *in = emit(c, block, OP_DECL);
    in->dst = id;
    in->site = ir_local(c->f, id)->site;
}

// The part of a call's text between its parentheses.
static Str args_text(Str call)
{
    size_t end = call.n, from = end;
    int depth = 0;
    while (from > 0) {
        char ch = call.p[--from];
        if (ch == ')')
            depth++;
        else if (ch == '(' && --depth == 0)
            return str_sub(call, from + 1, end - 1);
    }
    return call;
}

// "p, out := &Point{}, &o"
static Str binding_text(Copy *c, Str call)
{
    StrBuf b = {0};
    for (uint32_t i = 0; i < c->g->nparams; i++) {
        if (i > 0)
            strbuf_puts(&b, ", ");
        strbuf_put(&b, c->g->locals.data[i].name);
    }
    Str args = args_text(call);
    strbuf_printf(&b, " := %.*s", STR_ARG(args));
    Str text = strbuf_dup(&b, c->s->m->arena);
    strbuf_free(&b);
    return text;
}

static void bind_params(Copy *c, BlockId block, const IrOperand *args,
                        uint32_t nargs, Str call)
{
    Str text = c->s->m->texts ? binding_text(c, call) : STR_NONE;
    for (uint32_t i = 0; i < nargs && i < c->g->nparams; i++) {
        LocalId p = c->locals[i];
        if (ir_local(c->f, p)->site)
            emit_decl(c, block, p);
        IrInstr *in = emit_move(c, block, p, args[i]);
        in->note = (IrNote){"assign-pair", text, c->pos};
    }
}

static void bind_captures(Copy *c, BlockId block)
{
    uint32_t first = c->g->nparams + c->g->nresults;
    for (uint32_t i = 0; c->captures && i < c->captures->nargs; i++) {
        if (c->captures->args[i].kind != OPD_LOCAL)
            emit_move(c, block, c->locals[first + i], c->captures->args[i]);
    }
}

// Named results are zero before they are assigned; unnamed ones always are.
static void zero_results(Copy *c, BlockId block)
{
    for (uint32_t i = 0; i < c->g->nresults; i++) {
        LocalId r = c->locals[c->g->nparams + i];
        if (ir_local(c->f, r)->site) {
            emit_decl(c, block, r);
        } else if (!is_unnamed_result(&c->g->locals.data[c->g->nparams + i])) {
            IrPlace p = place_local(c->f, r);
            IrInstr *in = emit(c, block, OP_ZERO);
            in->place = arena_memdup(c->s->m->arena, &p, sizeof p);
        }
    }
}

static void emit_jump(Copy *c, BlockId block, BlockId to)
{
    make_jump(c->s->m, emit(c, block, OP_JUMP), to);
}

static void take_results(Copy *c, const IrInstr *call, BlockId block)
{
    for (uint32_t i = 0; i < call->ndsts && i < c->g->nresults; i++) {
        if (call->dsts[i].i == UINT32_MAX)
            continue;
        LocalId r = c->locals[c->g->nparams + i];
        IrInstr *in =
            emit_move(c, block, call->dsts[i], opd_local(c->f, r));
        in->inl = call->inl;
        in->pos = call->pos;
    }
}

static void open_inline(Copy *c, const IrFunc *body, const IrInstr *call)
{
    IrInline at = {c->s->m->funcs.data[body->id], call->pos, call->inl};
    vec_push_in(&c->f->inlines, c->s->m->arena, at);
    c->parent_inl = (uint32_t)c->f->inlines.len;
    copy_inlines(c);
}

// "f(x) + 1" becomes "~r0 + 1", as Go prints it.
static Str replace_text(Arena *arena, Str text, Str call, Str result)
{
    ptrdiff_t at = call.n > 0 ? str_index(text, call) : -1;
    if (at < 0)
        return text;
    Str head = str_sub(text, 0, (size_t)at);
    Str tail = str_sub(text, (size_t)at + call.n, text.n);
    return str_printf(arena, "%.*s%.*s%.*s", STR_ARG(head), STR_ARG(result),
                      STR_ARG(tail));
}

static void rename_result(Copy *c, const IrInstr *call, BlockId rest)
{
    Arena *arena = c->s->m->arena;
    if (!c->s->m->texts || call->ndsts != 1)
        return;
    Str result = c->g->locals.data[c->g->nparams].name;
    IrInstrVec *v = &ir_block(c->f, rest)->instrs;
    for (int i = 0; i < v->len && i < MAX_RENAMED; i++) {
        IrInstr *in = &v->data[i];
        in->note.text =
            replace_text(arena, in->note.text, call->note.text, result);
        if (in->site && in->op != OP_DECL)
            in->site->text =
                replace_text(arena, in->site->text, call->note.text, result);
    }
}

BlockId splice_call(Splice *s, IrFunc *f, BlockId b, int i, const IrFunc *g,
                    const IrOperand *args, uint32_t nargs,
                    const CaptureInfo *captures)
{
    BlockId rest = splice_cut(s->m, f, b, i + 1);
    IrInstr call = vec_pop(&ir_block(f, b)->instrs);
    // Whoever still points at the call must not see it overwritten.
    ir_block(f, b)->instrs.cap = ir_block(f, b)->instrs.len;
    int depth = call.loop_depth > 0 ? call.loop_depth
                                    : (int)ir_block(f, b)->loop_depth + 1;
    Copy c = {.s = s, .g = g, .f = f, .depth = depth - 1,
              .captures = captures,
              .pos = splice_outer_pos(f, call.inl, call.pos)};
    map_init(&c.sites, s->arena);
    open_inline(&c, g, &call);
    copy_locals(&c);
    bind_captures(&c, b);
    bind_params(&c, b, args, nargs, call.note.text);
    zero_results(&c, b);

    // Results are taken in a block of their own, before the rest.
    c.after = rest;
    if (call.ndsts > 0) {
        c.after = ir_block_new(s->m, f);
        ir_block(f, c.after)->loop_depth = ir_block(f, b)->loop_depth;
        take_results(&c, &call, c.after);
        IrInstr *end = emit(&c, c.after, OP_JUMP);
        end->inl = call.inl;
        make_jump(s->m, end, rest);
    }
    copy_blocks(&c);
    emit_jump(&c, b, (BlockId){c.first_block});
    rename_result(&c, &call, rest);
    f->flags |= g->flags & IRFN_HOT;
    IrFunc *original = s->m->funcs.data[g->id];
    map_set(s->copied, original, original);
    return rest;
}
