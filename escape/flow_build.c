// escape/flow_build.c -- One case per opcode.
//
// Values of temporaries are forwarded, so that locations are Go's: variables
// and allocating expressions.  Blocks are walked in reverse postorder, hence a
// temporary is defined before it is used.
//
// Invariant: what is not understood flows to the heap.
//
//     t1 = load (*p).f       ; value of t1: one load from p
//     global g = t1          ; heap <- *p
#include "escape/flow_build.h"

#include "escape/flow_internal.h"
#include "escape/literal.h"
#include "escape/report.h"
#include "escape/self_assign.h"

#include "ir/build.h"
#include "ir/irtype.h"

FlowVal flow_val(const Build *b, const IrOperand *o)
{
    if (o->kind == OPD_GLOBAL)
        return flow_unknown(b->w);
    if (o->kind != OPD_LOCAL)
        return (FlowVal){0};
    return b->ff->vals[o->local.i];
}

FlowVal flow_shift(FlowVal v, int derefs)
{
    v.derefs += derefs;
    return v;
}

FlowVal flow_noted(const Build *b, FlowVal v, const IrInstr *in)
{
    return flow_note(b->w, v, in->note.why, in->note.text, in->note.pos);
}

// unsafe.Pointer(uintptr(p) + n): within one expression the integer is p.
static bool holds_pointer(const IrLocal *l)
{
    return l->has_pointers || l->type->kind == IRT_MAPITER ||
           (l->kind == LOCAL_TEMP && l->type->kind == IRT_U64);
}

void flow_define(const Build *b, LocalId dst, FlowVal v, const IrInstr *in)
{
    if (dst.i == UINT32_MAX || !v.loc)
        return;
    const IrLocal *l = &b->f->locals.data[dst.i];
    if (!holds_pointer(l))
        return;
    if (in)
        v = flow_noted(b, v, in);
    if (b->ff->vars[dst.i])
        flow_add(b->w, b->ff->vars[dst.i], v);
    else if (l->kind == LOCAL_TEMP)
        b->ff->vals[dst.i] = v;
}

Loc *flow_site(const Build *b, IrInstr *in)
{
    Loc *l = flow_new_loc(b->w, LOC_SITE, b->f);
    l->site = in->site;
    l->in = in;
    l->loop_depth = in->site->loop_depth;
    in->site->func = b->f;
    in->site->escape = l;
    return l;
}

FlowVal flow_spill(const Build *b, Loc *site, const IrInstr *in)
{
    FlowVal v = {site, -1, NULL};
    return flow_note(b->w, v, "spill", report_loc_text(site), in->site->pos);
}

static void flow_heap(const Build *b, FlowVal v, const IrInstr *in)
{
    flow_add(b->w, &b->w->heap, flow_noted(b, v, in));
}

static void flow_mutate(const Build *b, const IrOperand *pointer)
{
    flow_add(b->w, &b->w->mutator, flow_val(b, pointer));
}

// A site whose address is the result and into which nothing flows.
static void allocate(const Build *b, IrInstr *in)
{
    Loc *site = flow_site(b, in);
    flow_define(b, in->dst, flow_spill(b, site, in), NULL);
}

// --- Places ----------------------------------------------------------------------

// What a place holds.
static FlowVal place_val(const Build *b, const IrPlace *p)
{
    switch (p->base) {
    case BASE_LOCAL:
        return b->ff->vals[p->local.i];
    case BASE_GLOBAL:
        return flow_unknown(b->w);
    case BASE_DEREF:
        return flow_shift(flow_val(b, &p->ptr), 1);
    case BASE_ELEM:
        return flow_shift(flow_val(b, &p->ptr), 1);
    }
    return (FlowVal){0};
}

static FlowVal place_addr(const Build *b, const IrPlace *p)
{
    if (p->base == BASE_GLOBAL)
        return flow_unknown(b->w);
    FlowVal v = place_val(b, p);
    return v.loc ? flow_shift(v, -1) : v;
}

// v goes to a place: a variable, a fresh object or a variable through the
// reference that a closure holds, else through a pointer.
static void store_to(const Build *b, const IrPlace *p, FlowVal v)
{
    Loc *var = p->base == BASE_LOCAL ? b->ff->vars[p->local.i] : NULL;
    if (p->base == BASE_GLOBAL) {
        flow_add(b->w, &b->w->heap, v);
    } else if (var) {
        flow_add(b->w, var, v);
    } else if (p->base == BASE_LOCAL) {
        if (p->nsteps == 0)
            flow_define(b, p->local, v, NULL);
    } else {
        FlowVal ptr = flow_val(b, &p->ptr);
        if (ptr.loc && ptr.derefs == -1)
            flow_add(b->w, ptr.loc, v);
        else
            flow_store(b->w, ptr, v, false);
    }
}

// The bytes that a pointer leads to are written.
static void write_through(const Build *b, const IrPlace *p)
{
    if (p->base == BASE_LOCAL || p->base == BASE_GLOBAL)
        return;
    FlowVal v = flow_val(b, &p->ptr);
    if (!v.loc || v.derefs != -1)
        flow_mutate(b, &p->ptr);
}

static void on_store(const Build *b, IrInstr *in)
{
    const IrPlace *p = in->place;
    FlowVal v = flow_val(b, &in->args[0]);
    write_through(b, p);
    bool pointers = v.loc && irtype_has_pointers(p->type);
    if ((pointers || report_wants(b->w->opts, b->f)) &&
        self_assign(b->w->defs, b->f, in)) {
        report_self_assign(b->w, b->f, in);
        return;
    }
    if (pointers)
        store_to(b, p, flow_noted(b, v, in));
}

// --- Groups of opcodes -------------------------------------------------------------

static bool elem_has_pointers(const IrInstr *in)
{
    return in->elem && irtype_has_pointers(in->elem);
}

static FlowVal call_note(const Build *b, FlowVal v, const IrInstr *in)
{
    return flow_note(b->w, v, "call parameter", in->note.text, in->note.pos);
}

// The contents of a slice are copied into what `to` leads to.
static void copy_contents(const Build *b, const IrInstr *in, FlowVal to,
                          const IrOperand *from, const char *why)
{
    if (!elem_has_pointers(in) || from->type->kind != IRT_SLICE)
        return;
    FlowVal v = flow_shift(flow_val(b, from), 1);
    v = flow_note(b->w, v, why, in->note.text, in->note.pos);
    flow_store(b->w, to, call_note(b, v, in), false);
}

static void append_contents(const Build *b, const IrInstr *in, FlowVal to)
{
    copy_contents(b, in, to, &in->args[0], "appendee slice");
    if (in->flags & IRF_SPREAD) {
        copy_contents(b, in, to, &in->args[1], "appended slice...");
        return;
    }
    for (uint32_t i = 1; i < in->nargs; i++) {
        if (irtype_has_pointers(in->args[i].type))
            flow_store(b->w, to, call_note(b, flow_val(b, &in->args[i]), in),
                       false);
    }
}

// append(s, x): s or a new store is the result; what is appended, and what s
// holds, may be copied to a store on the heap.  One buffer serves the site,
// whatever the loop, since it is used at most once.
static void on_append(const Build *b, IrInstr *in)
{
    Flow *w = b->w;
    FlowVal s = call_note(b, flow_val(b, &in->args[0]), in);
    flow_add(w, &w->mutator, s);
    Loc *site = flow_site(b, in);
    site->loop_depth = 0;
    FlowVal fresh = flow_spill(b, site, in), result = fresh;
    if (s.loc) {
        Loc *both = flow_new_loc(w, LOC_TEMP, b->f);
        flow_add(w, both, s);
        flow_add(w, both, fresh);
        result = (FlowVal){both, 0, NULL};
    }
    append_contents(b, in, result);
    flow_define(b, in->dst, result, NULL);
}

static void on_copy(const Build *b, const IrInstr *in)
{
    flow_mutate(b, &in->args[0]);
    copy_contents(b, in, flow_val(b, &in->args[0]), &in->args[1],
                  "copied slice");
}

// Pointer-shaped values are the data word; others are boxed.
static void on_toiface(const Build *b, IrInstr *in)
{
    FlowVal v = flow_val(b, &in->args[0]);
    if (!irtype_has_pointers(in->args[0].type))
        v.loc = NULL;
    v = flow_note(b->w, v, "interface-converted", in->note.text, in->note.pos);
    if (literal_is_direct(in->desc)) {
        in->site->place = PLACE_NONE;
        in->site->reason = STR("the interface holds the pointer itself");
        flow_define(b, in->dst, v, NULL);
        return;
    }
    Loc *site = flow_site(b, in);
    flow_define(b, in->dst, flow_spill(b, site, in), NULL);
    flow_add(b->w, site, v);
}

// What an interface holds, as `desc`: one load unless it is the data word.
static void on_unbox(const Build *b, const IrInstr *in)
{
    FlowVal v = flow_val(b, &in->args[0]);
    bool same_word = !in->desc || literal_is_direct(in->desc) ||
                     literal_is_interface(in->desc);
    if (v.loc && !same_word)
        v = flow_shift(v, 1);
    flow_define(b, in->dst, v, in);
}

static void define_both(const Build *b, const IrInstr *in)
{
    FlowVal x = flow_val(b, &in->args[0]), y = flow_val(b, &in->args[1]);
    if (!x.loc || !y.loc) {
        flow_define(b, in->dst, x.loc ? x : y, in);
        return;
    }
    Loc *both = flow_new_loc(b->w, LOC_TEMP, b->f);
    flow_add(b->w, both, x);
    flow_add(b->w, both, y);
    flow_define(b, in->dst, (FlowVal){both, 0, NULL}, in);
}

static void forward(const Build *b, const IrInstr *in)
{
    flow_define(b, in->dst, flow_val(b, &in->args[0]), in);
}

// Maps and channels hold what is put in them; level go has that on the heap,
// and nothing flows out.
static void put_in(const Build *b, const IrInstr *in)
{
    FlowVal container = flow_val(b, &in->args[0]);
    for (uint32_t i = 1; i < in->nargs; i++) {
        FlowVal v = flow_noted(b, flow_val(b, &in->args[i]), in);
        if (irtype_has_pointers(in->args[i].type))
            flow_store(b->w, container, v, false);
    }
}

static void take_out(const Build *b, LocalId dst, const IrOperand *container,
                     const IrInstr *in)
{
    FlowVal v = flow_val(b, container);
    if (flow_is_full(b->w) && v.loc)
        flow_define(b, dst, flow_shift(v, 1), in);
}

static void on_select(const Build *b, const IrInstr *in)
{
    for (uint32_t i = 0; i < in->ncases; i++) {
        const IrSelectCase *c = &in->cases[i];
        if (!c->send) {
            take_out(b, c->dst, &c->chan, NULL);
            continue;
        }
        FlowVal v = flow_val(b, &c->value);
        if (irtype_has_pointers(c->value.type))
            flow_store(b->w, flow_val(b, &c->chan),
                       flow_note(b->w, v, "send", c->text, c->pos), false);
    }
}

static void on_conv(const Build *b, const IrInstr *in)
{
    FlowVal v = flow_val(b, &in->args[0]);
    if (!v.loc && in->args[0].type->kind == IRT_U64)
        v = flow_unknown(b->w);
    flow_define(b, in->dst, v, in);
}

static void on_decl(const Build *b, const IrInstr *in)
{
    Loc *l = b->ff->vars[in->dst.i];
    if (l && in->site)
        l->loop_depth = in->site->loop_depth;
}

static void on_instr(const Build *b, IrInstr *in)
{
    switch (in->op) {
    case OP_CONV:
        on_conv(b, in);
        break;
    case OP_MOVE:
    case OP_SLICE:
    case OP_MKSLICE:
    case OP_MKSTRING:
    case OP_DATA:
    case OP_SLICE2ARR:
    case OP_ICONV:
    case OP_UN:
    case OP_MAPITER: // Iterating: one load from the map.
    case OP_MAPELEM:
        forward(b, in);
        break;
    case OP_BIN:
        define_both(b, in);
        break;
    case OP_LOAD:
        if (irtype_has_pointers(in->place->type))
            flow_define(b, in->dst, place_val(b, in->place), in);
        break;
    case OP_ADDR:
        flow_define(b, in->dst, place_addr(b, in->place), in);
        break;
    case OP_STORE:
        on_store(b, in);
        break;
    case OP_ZERO:
        write_through(b, in->place);
        break;
    case OP_DECL:
        on_decl(b, in);
        break;
    case OP_COPY:
        on_copy(b, in);
        break;
    case OP_CLEAR:
    case OP_MAPCLEAR:
        flow_mutate(b, &in->args[0]);
        break;
    case OP_CONCAT:
    case OP_STR2BYTES:
    case OP_BYTES2STR:
    case OP_STR2RUNES:
    case OP_RUNES2STR:
    case OP_RUNE2STR:
    case OP_NEW:
    case OP_MAKESLICE:
    case OP_NEWARRAY:
    case OP_MAKEMAP:
        allocate(b, in);
        break;
    case OP_APPEND:
        on_append(b, in);
        break;
    case OP_TOIFACE:
        on_toiface(b, in);
        break;
    case OP_ASSERT:
    case OP_IDATA:
        on_unbox(b, in);
        break;
    case OP_CLOSURE:
        flow_closure(b, in);
        break;
    case OP_MAPSET:
    case OP_SEND:
        put_in(b, in);
        break;
    case OP_MAPSLOT:
        put_in(b, in);
        if (flow_is_full(b->w))
            forward(b, in);
        break;
    case OP_MAPGET:
    case OP_RECV:
        take_out(b, in->dst, &in->args[0], in);
        break;
    case OP_MAPKEY:
        if (flow_is_full(b->w))
            forward(b, in);
        break;
    case OP_MAKECHAN:
        if (flow_is_full(b->w))
            allocate(b, in);
        break;
    case OP_RECOVER:
        flow_define(b, in->dst, flow_unknown(b->w), in);
        break;
    case OP_PANIC:
        flow_heap(b, flow_val(b, &in->args[0]), in);
        break;
    case OP_SELECT:
        on_select(b, in);
        break;
    case OP_GO:
        flow_go(b, in);
        break;
    case OP_DEFER:
        flow_defer(b, in);
        break;
    case OP_CALL:
        flow_call(b, in);
        break;
    case OP_CALLFUNC:
        flow_callfunc(b, in);
        break;
    case OP_CALLIFACE:
        flow_calliface(b, in);
        break;
    case OP_MAPDELETE:
    case OP_MAPNEXT:
    case OP_CLOSE:
    case OP_PRINT:
    case OP_ITYPE:
    case OP_CMP:
    case OP_COMPLEX:
    case OP_REAL:
    case OP_IMAG:
    case OP_NILCHECK:
    case OP_BOUNDS:
    case OP_DIVCHECK:
    case OP_SHIFTCHECK:
    case OP_LEN:
    case OP_CAP:
    case OP_CHANLEN:
    case OP_CHANCAP:
    case OP_DECODE:
    case OP_JUMP:
    case OP_IF:
    case OP_SWITCH:
    case OP_RET:
    case OP_UNREACHABLE:
    case OP_COUNT:
        break;
    }
}

// --- Bodies ------------------------------------------------------------------------

typedef struct Order {
    uint32_t *blocks; // Postorder.
    uint32_t n;
} Order;

// Reverse postorder by an explicit stack of (block, next successor).
static Order block_order(const IrFunc *f, Arena *arena)
{
    uint32_t n = (uint32_t)f->blocks.len;
    Order o = {ARENA_ARRAY(arena, uint32_t, n), 0};
    uint32_t *stack = ARENA_ARRAY(arena, uint32_t, n + 1);
    uint32_t *left = ARENA_ARRAY(arena, uint32_t, n + 1); // Successors to do.
    bool *seen = ARENA_ARRAY(arena, bool, n);
    uint32_t depth = 0;
    stack[depth] = 0;
    left[depth++] = vec_last(&f->blocks.data[0].instrs).ntargets;
    seen[0] = true;
    while (depth > 0) {
        uint32_t block = stack[depth - 1];
        if (left[depth - 1] == 0) {
            o.blocks[o.n++] = block;
            depth--;
            continue;
        }
        const IrInstr *end = &vec_last(&f->blocks.data[block].instrs);
        uint32_t next = end->targets[--left[depth - 1]].i;
        if (seen[next])
            continue;
        seen[next] = true;
        stack[depth] = next;
        left[depth++] = vec_last(&f->blocks.data[next].instrs).ntargets;
    }
    return o;
}

void flow_body(Flow *w, IrFunc *f)
{
    Build b = {w, w->funcs[f->id], f};
    if (b.ff->started)
        return;
    b.ff->started = true;
    Order o = block_order(f, w->arena);
    for (uint32_t i = o.n; i-- > 0;) {
        IrInstrVec *v = &f->blocks.data[o.blocks[i]].instrs;
        for (int k = 0; k < v->len; k++)
            on_instr(&b, &v->data[k]);
    }
}

// Sizes that never fit a frame.
static void force_heap(Flow *w, Loc *l)
{
    const char *why = NULL;
    if (l->kind == LOC_SITE) {
        literal_rewrite(w, l);
        why = literal_heap_reason(l);
    } else if (l->kind == LOC_VAR && l->param < 0 && l->result < 0 &&
               ir_local(l->fn, l->local)->type->size > STACK_VAR_MAX) {
        why = "too large for stack";
    }
    if (!why)
        return;
    FlowVal v = {l, -1, NULL};
    flow_add(w, &w->heap,
             flow_note(w, v, why, report_loc_text(l), report_loc_pos(l)));
}

void flow_build(Flow *w, const FuncBatch *batch)
{
    for (int i = 0; i < batch->fns.len; i++) {
        if (!callgraph_is_inner(w->graph, batch->fns.data[i]))
            flow_body(w, batch->fns.data[i]);
    }
    report_captures(w);
    for (int i = 0; i < w->locs.len; i++)
        force_heap(w, w->locs.data[i]);
}
