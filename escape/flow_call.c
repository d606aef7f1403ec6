// escape/flow_call.c -- Calls, closures, go and defer.
//
// A call of a known function uses its summary, or, inside the batch, flows to
// its parameters and from its results.  Anything else takes its arguments to
// the heap; what it returns was on the heap before.
//
//     x := id(&y)     ; id's summary: p to result 0 after 0 loads: x <- &y
#include "escape/callees.h"
#include "escape/flow_internal.h"
#include "escape/report.h"

#include "ir/build.h"
#include "ir/irtype.h"

#include <string.h>

typedef struct Call {
    const Build *b;
    IrInstr *in;
    const IrOperand *args; // Without the func value.
    uint32_t nargs;
    IrFunc *callees[MAX_CALLEES];
    int ncallees; // 0: not known.
    FlowVal *results; // First flow into each result.
    Loc **meets;      // Where several flows into a result meet.
} Call;

static FlowVal arg_note(const Call *c, FlowVal v)
{
    return flow_note(c->b->w, v, "call parameter", c->in->note.text,
                     c->in->note.pos);
}

static FlowVal arg_val(const Call *c, uint32_t i)
{
    if (!irtype_has_pointers(c->args[i].type))
        return (FlowVal){0};
    return arg_note(c, flow_val(c->b, &c->args[i]));
}

// One more flow into result i.
static void add_result(Call *c, uint32_t i, FlowVal v)
{
    if (i >= c->in->ndsts || c->in->dsts[i].i == UINT32_MAX || !v.loc)
        return;
    if (!c->results[i].loc) {
        c->results[i] = v;
        return;
    }
    if (!c->meets[i]) {
        c->meets[i] = flow_new_loc(c->b->w, LOC_TEMP, c->b->f);
        flow_add(c->b->w, c->meets[i], c->results[i]);
        c->results[i] = (FlowVal){c->meets[i], 0, NULL};
    }
    flow_add(c->b->w, c->meets[i], v);
}

static void args_to_heap(const Call *c)
{
    for (uint32_t i = 0; i < c->nargs; i++)
        flow_add(c->b->w, &c->b->w->heap, arg_val(c, i));
}

// The callee writes what we do not know to what an argument leads to.
static void overwrite(const Call *c, FlowVal arg)
{
    if (flow_is_full(c->b->w) && arg.loc)
        flow_store(c->b->w, arg, flow_unknown(c->b->w), true);
}

// Level full: C code does not keep an argument, but what it finds inside may
// go anywhere: into other arguments, results, Go code that it calls.  Atomic
// operations only load.
static void look_inside(Call *c, uint32_t from)
{
    const IrFunc *callee = c->in->op == OP_CALL ? c->in->callee : NULL;
    bool atomic =
        callee && str_has_prefix(callee->link_name, STR("rt_atomic_"));
    FlowVal v = arg_val(c, from);
    if (!v.loc)
        return;
    if (!atomic)
        flow_add(c->b->w, &c->b->w->heap, flow_shift(v, 1));
    for (uint32_t r = 0; r < c->in->ndsts; r++)
        add_result(c, r, flow_shift(v, atomic ? 1 : 0));
}

static void args_to_noescape(Call *c)
{
    for (uint32_t i = 0; i < c->nargs; i++) {
        flow_add(c->b->w, &c->b->w->mutator, arg_val(c, i));
        flow_add(c->b->w, &c->b->w->callee, arg_val(c, i));
        if (!flow_is_full(c->b->w))
            continue;
        look_inside(c, i);
        overwrite(c, arg_val(c, i));
    }
}

static void results_unknown(Call *c)
{
    for (uint32_t i = 0; i < c->in->ndsts; i++)
        add_result(c, i, flow_unknown(c->b->w));
}

static void call_in_batch(Call *c, const FlowFunc *callee)
{
    const IrFunc *f = callee->fn;
    for (uint32_t i = 0; i < c->nargs && i < f->nparams; i++) {
        if (callee->vars[i] && !f->locals.data[i].blank)
            flow_add(c->b->w, callee->vars[i], arg_val(c, i));
    }
    for (uint32_t i = 0; i < f->nresults; i++) {
        Loc *result = callee->vars[f->nparams + i];
        if (result && f->locals.data[f->nparams + i].has_pointers)
            add_result(c, i, (FlowVal){result, 0, NULL});
    }
}

static void leak(Call *c, const Summary *s, uint32_t i, int slot, Loc *to)
{
    int depth = summary_depth(s, (int)i, slot);
    if (depth == NO_LEAK)
        return;
    FlowVal v = arg_val(c, i);
    if (!v.loc)
        return;
    v = flow_shift(v, depth);
    if (to)
        flow_add(c->b->w, to, v);
    else
        add_result(c, (uint32_t)(slot - LEAK_RESULT0), v);
}

static void leak_to_content(Call *c, const Summary *s, uint32_t row,
                            uint32_t to, int d)
{
    int depth = summary_depth(s, (int)row, summary_content(s, (int)to, d));
    FlowVal target = arg_val(c, to);
    if (depth == NO_LEAK || !target.loc)
        return;
    FlowVal v = (int)row == summary_unknown_row(s)
                    ? flow_unknown(c->b->w)
                    : flow_shift(arg_val(c, row), depth);
    flow_store(c->b->w, flow_shift(target, d), v, d == CONTENT_DEPTHS - 1);
}

// Level full: what the callee stores in objects of its parameters.
static void leak_to_contents(Call *c, const Summary *s, uint32_t i)
{
    for (uint32_t to = 0; to < c->nargs && to < (uint32_t)s->nparams; to++) {
        for (int d = 0; s->ncontents > 0 && d < CONTENT_DEPTHS; d++)
            leak_to_content(c, s, i, to, d);
    }
}

static void call_by_summary(Call *c, const FlowFunc *callee)
{
    Flow *w = c->b->w;
    const Summary *s = callee->summary;
    for (uint32_t i = 0; i < c->nargs && i < callee->fn->nparams; i++) {
        if (callee->fn->locals.data[i].blank)
            continue;
        leak(c, s, i, LEAK_HEAP, &w->heap);
        leak(c, s, i, LEAK_MUTATOR, &w->mutator);
        leak(c, s, i, LEAK_CALLEE, &w->callee);
        for (int r = 0; r < s->nresults; r++)
            leak(c, s, i, LEAK_RESULT0 + r, NULL);
        leak_to_contents(c, s, i);
    }
    leak_to_contents(c, s, (uint32_t)summary_unknown_row(s));
    results_unknown(c);
}

static void call_one(Call *c, const IrFunc *callee)
{
    const FlowFunc *ff = c->b->w->funcs[callee->id];
    if (!ff)
        results_unknown(c);
    if (c->b->w->opts->level == ESCAPE_LOCAL) {
        args_to_heap(c);
        if (ff && !ff->tagged)
            c->b->w->funcs[callee->id]->results_lost = true;
    } else if (ff && !ff->tagged) {
        call_in_batch(c, ff);
    } else if (ff) {
        call_by_summary(c, ff);
    } else if ((callee->flags & IRFN_EXTERN) &&
               (callee->flags & IRFN_NOESCAPE)) {
        args_to_noescape(c);
    } else {
        args_to_heap(c);
    }
}

static void finish_call(Call *c)
{
    for (uint32_t i = 0; i < c->in->ndsts; i++)
        flow_define(c->b, c->in->dsts[i], c->results[i], NULL);
}

static Call start_call(const Build *b, IrInstr *in, uint32_t skip)
{
    Call c = {.b = b, .in = in, .args = in->args + skip,
              .nargs = in->nargs - skip};
    c.results = ARENA_ARRAY(b->w->arena, FlowVal, in->ndsts + 1);
    c.meets = ARENA_ARRAY(b->w->arena, Loc *, in->ndsts + 1);
    return c;
}

void flow_call(const Build *b, IrInstr *in)
{
    Call c = start_call(b, in, 0);
    call_one(&c, in->callee);
    finish_call(&c);
}

// --- Func values ---------------------------------------------------------------

static IrFunc *leaf_callee(const Leaf *leaf)
{
    if (!leaf->in)
        return leaf->constant.kind == OPD_FUNC ? leaf->constant.func : NULL;
    if (leaf->in->op != OP_CLOSURE ||
        leaf->in->site->kind == SITE_METHOD_VALUE)
        return NULL;
    return leaf->in->callee;
}

static void find_callees(Call *c)
{
    LeafVec leaves = {0};
    const Build *b = c->b;
    if (!defs_leaves(b->w->defs, b->f, c->in->args[0], b->w->arena, &leaves))
        return;
    for (int i = 0; i < leaves.len; i++) {
        if (!leaves.data[i].in && leaves.data[i].constant.kind == OPD_ZERO)
            continue; // A call of nil panics.
        IrFunc *f = leaf_callee(&leaves.data[i]);
        if (!f || c->ncallees == MAX_CALLEES) {
            c->ncallees = 0;
            return;
        }
        c->callees[c->ncallees++] = f;
    }
}

static bool wants_results(const IrInstr *in)
{
    for (uint32_t i = 0; i < in->ndsts; i++) {
        if (in->dsts[i].i != UINT32_MAX)
            return true;
    }
    return false;
}

// Level full: one of a known set, or anything.
static void call_any(Call *c)
{
    const Callees *all = c->b->w->graph->callees;
    const FuncVec *v = all ? callees_of(all, c->in) : NULL;
    for (int i = 0; v && i < v->len; i++)
        call_one(c, v->data[i]);
    if (!v)
        args_to_heap(c);
    results_unknown(c);
}

void flow_callfunc(const Build *b, IrInstr *in)
{
    Call c = start_call(b, in, 1);
    find_callees(&c);
    for (int i = 0; i < c.ncallees; i++)
        call_one(&c, c.callees[i]);
    if (c.ncallees == 0) {
        call_any(&c);
        FlowVal v = flow_val(b, &in->args[0]);
        v = flow_note(b->w, v, "callee operand", in->note.text, in->note.pos);
        if (wants_results(in))
            flow_add(b->w, &b->w->callee, v);
    }
    finish_call(&c);
}

void flow_calliface(const Build *b, IrInstr *in)
{
    Call c = start_call(b, in, 0);
    call_any(&c);
    finish_call(&c);
}

// --- Closures --------------------------------------------------------------------

static void capture(const Build *b, Loc *site, IrInstr *in, uint32_t i)
{
    IrFunc *f = in->callee;
    uint32_t id = f->nparams + f->nresults + i;
    const IrLocal *cap = &f->locals.data[id];
    FlowVal v = flow_val(b, &in->args[i]);
    Flow *w = b->w;
    if (flow_in_batch(w, f) && callgraph_is_inner(w->graph, f))
        w->funcs[f->id]->vals[id] = (FlowVal){v.loc, v.derefs, NULL};
    if (!irtype_has_pointers(in->args[i].type))
        return;
    report_capture(w, b->f, cap, v);
    v.notes = NULL;
    v = flow_note(w, v, "captured by a closure", cap->name, in->site->pos);
    if (cap->by_ref)
        v = flow_note(w, v, "reference", cap->name, in->site->pos);
    flow_add(w, site, v);
}

// The method that the wrapper of a method value calls; NULL: through an
// interface, or not found.
static IrFunc *wrapped_method(const IrFunc *wrapper)
{
    for (int k = 0; k < wrapper->blocks.len; k++) {
        const IrInstrVec *v = &wrapper->blocks.data[k].instrs;
        for (int i = 0; i < v->len; i++) {
            if (v->data[i].flags & IRF_WRAPPER_CALL)
                return v->data[i].op == OP_CALL ? v->data[i].callee : NULL;
        }
    }
    return NULL;
}

// x.m: the receiver goes into the closure and to m; nobody sees the results.
static void method_value(const Build *b, Loc *site, IrInstr *in)
{
    Flow *w = b->w;
    IrFunc *method = wrapped_method(in->callee);
    Call c = start_call(b, in, 0);
    for (uint32_t i = 0; i < in->nargs; i++) {
        if (irtype_has_pointers(in->args[i].type))
            flow_add(w, site, flow_val(b, &in->args[i]));
    }
    bool known = method && in->nargs == 1 && method->nparams > 0 &&
                 method->locals.data[0].type == in->args[0].type;
    if (!known || !(w->funcs[method->id])) {
        args_to_heap(&c);
        return;
    }
    uint32_t n = method->nresults;
    IrInstr call = *in;
    call.ndsts = n;
    call.dsts = ARENA_ARRAY(w->arena, LocalId, n + 1); // Any but none.
    Call m = start_call(b, &call, 0);
    call_one(&m, method);
    for (uint32_t i = 0; i < n; i++)
        flow_add(w, &w->heap, m.results[i]);
}

void flow_closure(const Build *b, IrInstr *in)
{
    Loc *site = flow_site(b, in);
    IrFunc *f = in->callee;
    if (in->site->kind == SITE_METHOD_VALUE) {
        method_value(b, site, in);
    } else if (callgraph_is_inner(b->w->graph, f) && flow_in_batch(b->w, f)) {
        for (uint32_t i = 0; i < in->nargs; i++)
            capture(b, site, in, i);
        flow_body(b->w, f);
    } else {
        Call c = start_call(b, in, 0);
        args_to_heap(&c);
    }
    flow_define(b, in->dst, flow_spill(b, site, in), NULL);
}

void flow_go(const Build *b, IrInstr *in)
{
    flow_add(b->w, &b->w->heap, flow_val(b, &in->args[0]));
}

// Outside loops the record and the closure die with the frame.
void flow_defer(const Build *b, IrInstr *in)
{
    if (in->flags & IRF_IN_LOOP)
        flow_go(b, in);
}
