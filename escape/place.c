// escape/place.c -- From attributes of locations to places of sites.
//
// A location that does not escape is in the frame, if its kind and size allow;
// what has no constant size gets a small buffer in the frame and the heap
// when that is too small.  Some allocations do not happen at all.
//
// Invariant: PLACE_STACK is only given to objects of constant size.
//
//     make([]int, n), not escaping   ; stack up to 32 bytes
//     make([]int, 10), not escaping  ; stack
#include "escape/place.h"

#include "escape/literal.h"
#include "escape/report.h"

#include "ir/build.h"

typedef struct Decision {
    Place place;
    int64_t bytes;
    Str reason;
} Decision;

static Decision on_heap(const char *reason)
{
    return (Decision){PLACE_HEAP, 0, str_from(reason)};
}

static Decision upto(int64_t bytes)
{
    return (Decision){PLACE_STACK_UPTO, bytes,
                      STR("size is not constant: a small buffer in the frame, "
                          "else the heap")};
}

static Decision on_stack(const Loc *l, int64_t bytes)
{
    return (Decision){PLACE_STACK, bytes,
                      l->loop_depth > 1 ? STR("dies with its iteration")
                                        : STR("dies with its function")};
}

static Decision nothing(const char *reason)
{
    return (Decision){PLACE_NONE, 0, str_from(reason)};
}

static Decision place_make(const Loc *l)
{
    const IrType *elem = l->in->elem;
    int64_t size = (int64_t)elem->size;
    int64_t n = literal_make_count(l->in);
    if (size == 0)
        return nothing("elements have no size");
    if (l->attrs & ATTR_ESCAPES)
        return on_heap("");
    if (n >= 0)
        return on_stack(l, n * size);
    if (size > SPECULATIVE_BYTES)
        return on_heap("size is not constant and an element is larger than "
                       "the frame buffer");
    return upto(SPECULATIVE_BYTES / size * size);
}

static Decision place_append(const Loc *l)
{
    int64_t size = (int64_t)l->in->elem->size;
    if (size == 0)
        return nothing("elements have no size");
    if (l->attrs & ATTR_ESCAPES)
        return on_heap("");
    if (l->in->flags & IRF_SPREAD)
        return on_heap("the number of appended elements is not known");
    if (size > SPECULATIVE_BYTES)
        return on_heap("an element is larger than the frame buffer");
    return upto(SPECULATIVE_BYTES / size * size);
}

static Decision place_box(const Loc *l)
{
    if (literal_box_is_static(l->in))
        return nothing("constant, or at most one byte: shared static data");
    if (l->attrs & ATTR_ESCAPES)
        return on_heap("");
    int64_t size = (int64_t)l->in->args[0].type->size;
    return size > BOX_MAX ? on_heap("value is larger than 1024 bytes")
                          : on_stack(l, size);
}

static Decision place_string(const Loc *l)
{
    const IrInstr *in = l->in;
    if (in->op == OP_BYTES2STR && (in->flags & IRF_TMP))
        return nothing("only read: no copy is made");
    if (in->op == OP_STR2BYTES && !(l->attrs & ATTR_MUTATES))
        return nothing("never written: shares the string's bytes");
    if (l->attrs & ATTR_ESCAPES)
        return on_heap("");
    if (in->op == OP_STR2RUNES)
        return upto(SPECULATIVE_BYTES * 4);
    return upto(in->op == OP_RUNE2STR ? 4 : SPECULATIVE_BYTES);
}

static Decision decide(const Loc *l)
{
    const IrInstr *in = l->in;
    switch (in->op) {
    case OP_MAKESLICE:
        return place_make(l);
    case OP_APPEND:
        return place_append(l);
    case OP_TOIFACE:
        return place_box(l);
    case OP_CONCAT:
    case OP_STR2BYTES:
    case OP_BYTES2STR:
    case OP_STR2RUNES:
    case OP_RUNES2STR:
    case OP_RUNE2STR:
        return place_string(l);
    case OP_MAKECHAN:
        return on_heap("channels are shared");
    case OP_CLOSURE:
        if (in->nargs == 0)
            return nothing("captures nothing: static");
        break;
    default:
        break;
    }
    if (l->attrs & ATTR_ESCAPES)
        return on_heap("");
    if (in->op == OP_NEW)
        return on_stack(l, (int64_t)in->elem->size);
    if (in->op == OP_NEWARRAY)
        return on_stack(l, (int64_t)(in->elem->size * in->count));
    if (in->op == OP_CLOSURE)
        return on_stack(l, (int64_t)in->callee->closure_size);
    return on_stack(l, l->site->size);
}

static void write_site(AllocSite *s, Decision d, const Loc *l)
{
    s->place = d.place;
    s->stack_bytes = d.bytes;
    s->reason = d.reason.n ? d.reason : l->reason;
    s->escape = NULL;
}

// --- Variables ------------------------------------------------------------------

static bool has_decl(const IrFunc *f, LocalId id)
{
    for (int b = 0; b < f->blocks.len; b++) {
        const IrInstrVec *v = &f->blocks.data[b].instrs;
        for (int i = 0; i < v->len; i++) {
            if (v->data[i].op == OP_DECL && v->data[i].dst.i == id.i)
                return true;
        }
    }
    return false;
}

// A variable that is only too large may have had no site.  Without a DECL
// there is nowhere to allocate it, and nobody has its address.
static void give_site(Flow *w, const Loc *l, IrLocal *local)
{
    if (!has_decl(l->fn, l->local))
        return;
    AllocSite *s = ir_site_new(w->m, l->fn, SITE_VAR, local->pos, local->name);
    s->type = local->go_type;
    s->size = (int64_t)local->type->size;
    s->align = local->type->align;
    s->loop_depth = l->loop_depth;
    s->has_pointers = local->has_pointers;
    local->site = s;
}

static void place_var(Flow *w, const Loc *l)
{
    IrLocal *local = ir_local(l->fn, l->local);
    bool escapes = l->attrs & ATTR_ESCAPES;
    if (!local->site && escapes)
        give_site(w, l, local);
    if (!local->site)
        return;
    Decision d = escapes ? on_heap("")
                         : on_stack(l, (int64_t)local->type->size);
    write_site(local->site, d, l);
}

// A DECL and its variable name the same site.
static void sync_decls(IrFunc *f)
{
    for (int b = 0; b < f->blocks.len; b++) {
        IrInstrVec *v = &f->blocks.data[b].instrs;
        for (int i = 0; i < v->len; i++) {
            IrInstr *in = &v->data[i];
            if (in->op == OP_DEFER && in->site) {
                bool loop = in->flags & IRF_IN_LOOP;
                in->site->place = loop ? PLACE_HEAP : PLACE_STACK;
                in->site->reason = loop ? STR("deferred in a loop")
                                        : STR("runs when the function ends");
            }
            if (in->op != OP_DECL)
                continue;
            IrLocal *local = ir_local(f, in->dst);
            if (!in->site)
                in->site = local->site;
            else if (local->site && in->site != local->site) {
                in->site->place = local->site->place;
                in->site->stack_bytes = local->site->stack_bytes;
                in->site->reason = local->site->reason;
            }
        }
    }
}

static void adopt_decl_sites(IrFunc *f)
{
    for (int b = 0; b < f->blocks.len; b++) {
        const IrInstrVec *v = &f->blocks.data[b].instrs;
        for (int i = 0; i < v->len; i++) {
            if (v->data[i].op != OP_DECL || !v->data[i].site)
                continue;
            IrLocal *local = ir_local(f, v->data[i].dst);
            if (!local->site)
                local->site = v->data[i].site;
        }
    }
}

void place_batch(Flow *w, const FuncBatch *batch)
{
    for (int i = 0; i < batch->fns.len; i++) {
        IrFunc *f = batch->fns.data[i];
        FlowFunc *ff = w->funcs[f->id];
        for (uint32_t p = 0; p < f->nparams; p++)
            summary_optimize(ff->summary, (int)p);
        report_params(w, f);
        adopt_decl_sites(f);
    }
    for (int i = 0; i < w->locs.len; i++) {
        Loc *l = w->locs.data[i];
        if (l->kind == LOC_VAR)
            place_var(w, l);
        else if (l->kind == LOC_SITE)
            write_site(l->site, decide(l), l);
        report_verdict(w, l);
    }
    for (int i = 0; i < batch->fns.len; i++)
        sync_decls(batch->fns.data[i]);
}

// --- Without analysis -------------------------------------------------------------

static void place_off_instr(Flow *w, IrFunc *f, IrInstr *in)
{
    if (!in->site || in->op == OP_DEFER || in->op == OP_MAKECHAN)
        return;
    Loc l = {.kind = LOC_SITE, .fn = f, .site = in->site, .in = in,
             .attrs = ATTR_ESCAPES | ATTR_MUTATES, .param = -1, .result = -1};
    l.reason = STR("escape analysis is off");
    in->site->func = f;
    if (in->op == OP_DECL) {
        l.kind = LOC_VAR;
        l.local = in->dst;
        write_site(in->site, on_heap(""), &l);
    } else if (in->op == OP_TOIFACE && literal_is_direct(in->desc)) {
        write_site(in->site, nothing("the interface holds the pointer itself"),
                   &l);
        return;
    } else {
        write_site(in->site, decide(&l), &l);
    }
    report_verdict(w, &l);
}

void place_off(Flow *w, IrFunc *f)
{
    for (uint32_t i = 0; i < f->nparams + f->nresults; i++) {
        AllocSite *s = f->locals.data[i].site;
        if (!s)
            continue;
        s->place = PLACE_HEAP;
        s->reason = STR("escape analysis is off");
    }
    for (int b = 0; b < f->blocks.len; b++) {
        IrInstrVec *v = &f->blocks.data[b].instrs;
        for (int i = 0; i < v->len; i++)
            place_off_instr(w, f, &v->data[i]);
    }
    adopt_decl_sites(f);
    sync_decls(f);
}

void place_rest(IrModule *m)
{
    for (int i = 0; i < m->sites.len; i++) {
        AllocSite *s = m->sites.data[i];
        if (s->place != PLACE_UNDECIDED)
            continue;
        s->place = PLACE_HEAP;
        s->reason = s->kind == SITE_MAKE_CHAN ? STR("channels are shared")
                                              : STR("not analysed");
    }
}
