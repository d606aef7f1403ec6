// escape/report.c -- Wording what the analysis found.
//
// A path of the solver runs over temporaries that Go does not have; a step of
// an explanation therefore joins the edges between two real locations.
//
// Invariant: only functions of the packages asked for are reported.
//
//     t <- &x (-1), y <- t (0)     ; one step: flow: y <- &x
#include "escape/report.h"

#include "ir/build.h"

bool report_wants(const EscapeOptions *o, const IrFunc *f)
{
    if (o->verbosity < 1 || !o->lines)
        return false;
    if (!o->packages)
        return !(f->flags & IRFN_STD);
    for (int i = 0; i < o->npackages; i++) {
        if (str_eq(o->packages[i], f->pkg))
            return true;
    }
    return false;
}

void report_line(IrModule *m, const EscapeOptions *o, const IrFunc *f, Pos pos,
                 Str text)
{
    vec_push_in(o->lines, m->arena, (ReportLine){pos, text, f->pkg});
}

static void line(Flow *w, const IrFunc *f, Pos pos, Str text)
{
    report_line(w->m, w->opts, f, pos, text);
}

static bool explains(const Flow *w, const IrFunc *f)
{
    return w->opts->verbosity >= 2 && report_wants(w->opts, f);
}

Str report_loc_text(const Loc *l)
{
    if (l->kind == LOC_VAR)
        return ir_local(l->fn, l->local)->name;
    if (l->kind != LOC_SITE)
        return STR("{temp}");
    bool append = l->in->op == OP_APPEND && l->in->note.text.n > 0;
    return append ? l->in->note.text : l->site->text;
}

Pos report_loc_pos(const Loc *l)
{
    if (l->kind == LOC_VAR)
        return ir_local(l->fn, l->local)->pos;
    return l->kind == LOC_SITE ? l->site->pos : NO_POS;
}

static Str loc_name(const Flow *w, const Loc *l)
{
    if (l == &w->heap)
        return STR("{heap}");
    Str text = report_loc_text(l);
    if (l->kind != LOC_SITE)
        return text;
    return str_printf(w->m->arena, "{storage for %.*s}", STR_ARG(text));
}

// --- Explanations ---------------------------------------------------------------

static void put_notes(Flow *w, const IrFunc *f, Pos pos, const FlowNote *n)
{
    if (!n)
        return;
    put_notes(w, f, pos, n->earlier);
    Str at = source_pos_str(w->m->sources, w->m->arena, n->pos);
    line(w, f, pos,
         str_printf(w->m->arena, "    from %.*s (%s) at %.*s", STR_ARG(n->text),
                    n->why, STR_ARG(at)));
}

static void put_flow(Flow *w, const Loc *about, const Loc *src, const Loc *dst,
                     int derefs)
{
    StrBuf b = {0};
    Str to = loc_name(w, dst), from = loc_name(w, src);
    strbuf_printf(&b, "  flow: %.*s \xe2\x86\x90 ", STR_ARG(to));
    if (derefs < 0)
        strbuf_putc(&b, '&');
    for (int i = 0; i < derefs; i++)
        strbuf_putc(&b, '*');
    strbuf_printf(&b, "%.*s:", STR_ARG(from));
    line(w, about->fn, report_loc_pos(about), strbuf_dup(&b, w->m->arena));
    strbuf_free(&b);
}

static const FlowEdge *edge_of(const Loc *l)
{
    return &l->dst->edges.data[l->dst_edge];
}

// One step from src to the next real location, which is returned.
static Loc *put_step(Flow *w, const Loc *root, Loc *src, const Loc *about)
{
    int derefs = 0;
    Loc *l = src;
    do {
        derefs += edge_of(l)->derefs;
        l = l->dst;
    } while (l->kind == LOC_TEMP && l != root);
    put_flow(w, about, src, l, derefs);
    for (Loc *t = src; t != l; t = t->dst)
        put_notes(w, about->fn, report_loc_pos(about), edge_of(t)->notes);
    return l;
}

static void put_path(Flow *w, const Loc *root, Loc *l)
{
    const Loc *about = l;
    w->path++;
    while (l != root) {
        if (l->path == w->path) {
            line(w, about->fn, report_loc_pos(about),
                 STR("  warning: truncated explanation due to assignment "
                     "cycle; see golang.org/issue/35518"));
            return;
        }
        l->path = w->path;
        l = put_step(w, root, l, about);
    }
}

static Str plain_reason(const Flow *w, const Loc *root, const Loc *l)
{
    Arena *a = w->m->arena;
    Str name = report_loc_text(root);
    if (root->attrs & ATTR_ESCAPES) {
        if (root == &w->heap)
            return STR("stored where it may outlive the function");
        return str_printf(a, "reached from %.*s, which is on the heap",
                          STR_ARG(name));
    }
    if (root->result >= 0)
        return str_printf(a, "returned from %.*s",
                          STR_ARG(root->fn->short_name));
    if (root->fn == l->fn)
        return str_printf(a, "kept in %.*s, declared outside the loop",
                          STR_ARG(name));
    return str_printf(a, "kept in %.*s of the enclosing function",
                      STR_ARG(name));
}

static void put_heading(Flow *w, const Loc *l)
{
    Str text = report_loc_text(l);
    line(w, l->fn, report_loc_pos(l),
         str_printf(w->m->arena, "%.*s escapes to heap in %.*s:",
                    STR_ARG(text), STR_ARG(l->fn->short_name)));
}

static bool is_silent(const Loc *l);

void report_direct_escape(Flow *w, const Loc *dst, const FlowEdge *e)
{
    Loc *l = e->src;
    if (l->reason.n == 0) {
        bool forced = l->kind != LOC_TEMP && e->notes && !e->notes->earlier &&
                      str_has_prefix(str_from(e->notes->why), STR("too"));
        l->reason = forced ? str_from(e->notes->why)
                           : plain_reason(w, dst, l);
    }
    if (l->kind == LOC_TEMP || is_silent(l) || !explains(w, l->fn))
        return;
    put_heading(w, l);
    put_flow(w, l, l, dst, e->derefs);
    put_notes(w, l->fn, report_loc_pos(l), e->notes);
}

void report_escape(Flow *w, const Loc *root, Loc *l)
{
    if (l->reason.n == 0)
        l->reason = plain_reason(w, root, l);
    if (l->kind == LOC_TEMP || is_silent(l) || !explains(w, l->fn))
        return;
    put_heading(w, l);
    put_path(w, root, l);
}

void report_param_leak(Flow *w, const Loc *root, Loc *l, int derefs)
{
    if (!explains(w, l->fn) || (l->fn->flags & IRFN_WRAPPER))
        return;
    Str name = report_loc_text(l), to = loc_name(w, root);
    line(w, l->fn, report_loc_pos(l),
         str_printf(w->m->arena,
                    "parameter %.*s leaks to %.*s for %.*s with derefs=%d:",
                    STR_ARG(name), STR_ARG(to), STR_ARG(l->fn->short_name),
                    derefs));
    put_path(w, root, l);
}

void report_self_assign(Flow *w, const IrFunc *f, const IrInstr *in)
{
    if (!report_wants(w->opts, f))
        return;
    line(w, f, in->note.pos ? in->note.pos : in->pos,
         str_printf(w->m->arena, "%.*s ignoring self-assignment in %.*s",
                    STR_ARG(f->short_name), STR_ARG(in->note.text)));
}

// --- Captures -------------------------------------------------------------------

void report_capture(Flow *w, const IrFunc *f, const IrLocal *cap, FlowVal v)
{
    if (!explains(w, f) || !v.loc || v.loc->kind != LOC_VAR)
        return;
    const IrLocal *l = ir_local(v.loc->fn, v.loc->local);
    const LocalDefs *d = defs_of(w->defs, v.loc->fn, v.loc->local);
    Str text = str_printf(
        w->m->arena,
        "%.*s capturing by %s: %.*s (addr=%s assign=%s width=%llu)",
        STR_ARG(v.loc->fn->short_name), cap->by_ref ? "ref" : "value",
        STR_ARG(l->name), d->opaque && l->addr_taken ? "true" : "false",
        l->reassigned ? "true" : "false", (unsigned long long)l->type->size);
    vec_push_in(&w->pending, w->arena, (ReportLine){l->pos, text, f->pkg});
}

void report_captures(Flow *w)
{
    for (int i = 0; i < w->pending.len; i++)
        vec_push_in(w->opts->lines, w->m->arena, w->pending.data[i]);
    w->pending.len = 0;
}

// --- Verdicts --------------------------------------------------------------------

static void report_param(Flow *w, const IrFunc *f, uint32_t i)
{
    const IrLocal *l = &f->locals.data[i];
    FlowFunc *ff = w->funcs[f->id];
    const Loc *loc = ff->vars[i];
    if (!l->has_pointers || l->blank || !loc || (loc->attrs & ATTR_ESCAPES))
        return;
    const Summary *s = ff->summary;
    Arena *a = w->m->arena;
    bool warned = false;
    int heap = summary_depth(s, (int)i, LEAK_HEAP);
    if (heap != NO_LEAK) {
        line(w, f, l->pos,
             str_printf(a, "leaking param%s: %.*s", heap ? " content" : "",
                        STR_ARG(l->name)));
        warned = true;
    }
    for (int r = 0; r < s->nresults; r++) {
        int depth = summary_result_depth(s, (int)i, r);
        if (depth == NO_LEAK)
            continue;
        Str result = f->locals.data[f->nparams + (uint32_t)r].name;
        line(w, f, l->pos,
             str_printf(a, "leaking param: %.*s to result %.*s level=%d",
                        STR_ARG(l->name), STR_ARG(result), depth));
        warned = true;
    }
    if (!warned)
        line(w, f, l->pos,
             str_printf(a, "%.*s does not escape", STR_ARG(l->name)));
}

void report_params(Flow *w, const IrFunc *f)
{
    if (!report_wants(w->opts, f) || (f->flags & IRFN_WRAPPER))
        return;
    for (uint32_t i = 0; i < f->nparams; i++)
        report_param(w, f, i);
}

// Go does not inline what our fmt inlines.
static bool from_fmt(const Loc *l)
{
    if (l->site->inl == 0)
        return false;
    const IrFunc *callee = l->fn->inlines.data[l->site->inl - 1].callee;
    return (callee->flags & IRFN_STD) && str_eq(callee->pkg, STR("fmt"));
}

// Literals of package variables are static data in Go, whatever is in them.
static bool is_static_data(const Loc *l)
{
    return str_eq(l->fn->short_name, STR("init")) && l->site->inl == 0 &&
           (l->site->kind == SITE_COMPOSITE || l->site->kind == SITE_SLICE_LIT);
}

static bool is_silent(const Loc *l)
{
    if (l->kind == LOC_VAR)
        return l->fn->flags & IRFN_WRAPPER;
    return l->kind != LOC_SITE || l->site->no_report || from_fmt(l) ||
           is_static_data(l) ||
           l->site->kind == SITE_MAKE_CHAN || l->site->kind == SITE_WRAP ||
           l->site->kind == SITE_DEFER ||
           (l->site->kind == SITE_CLOSURE && l->in->op == OP_CLOSURE &&
            (l->in->callee->flags & IRFN_WRAPPER)) ||
           (l->fn->flags & IRFN_WRAPPER &&
            !(l->fn->flags & IRFN_CLOSURE));
}

void report_verdict(Flow *w, const Loc *l)
{
    if (is_silent(l) || !report_wants(w->opts, l->fn))
        return;
    Arena *a = w->m->arena;
    bool escapes = l->attrs & ATTR_ESCAPES;
    Str text = report_loc_text(l);
    Pos pos = report_loc_pos(l);
    if (l->kind == LOC_VAR) {
        if (escapes)
            line(w, l->fn, pos,
                 str_printf(a, "moved to heap: %.*s", STR_ARG(text)));
        return;
    }
    if (l->site->kind == SITE_APPEND)
        text = STR("append");
    line(w, l->fn, pos,
         str_printf(a, escapes ? "%.*s escapes to heap" : "%.*s does not escape",
                    STR_ARG(text)));
    if (l->in->op == OP_STR2BYTES && !(l->attrs & ATTR_MUTATES))
        line(w, l->fn, pos, STR("zero-copy string->[]byte conversion"));
}
