// escape/inline.c -- What to inline, in which order, and what to say of it.
//
// Each function is swept in rounds: a round devirtualises what its
// definitions tell, then splices every call it may; new code may make more
// calls known, so there is another round.
//
// Without inlining (-l) interface calls are still devirtualised, as in Go.
//
// Invariant: a callee has been swept before its callers, except in recursive
// batches, where callees are inlined as they were.
//
//     func f() int { return g() + 1 }     ; g cost 4: spliced
#include "escape/inline.h"

#include "base/ice.h"
#include "base/map.h"
#include "escape/callgraph.h"
#include "escape/devirt.h"
#include "escape/report.h"
#include "escape/splice.h"

#include "ir/build.h"

enum {
    MAX_COST = 80,
    MAX_CLOSURE_ONCE_COST = 800,
    BIG_FUNCTION = 5000,
    MAX_COST_IN_BIG = 20,
    MAX_ROUNDS = 8,
    DROP_PASSES = 3,
    MAX_INLINE_DEPTH = 40,
    MAX_BLOCKS = 200000
};

typedef struct Inliner {
    IrModule *m;
    const EscapeOptions *opts;
    Arena *run;
    Arena scratch;
    CallGraph graph;
    uint32_t nfuncs; // Functions that the graph knows.
    Map *copied;
    Map pristine; // Bodies of mutually recursive functions, as they were.
    IrFunc *f; // Being swept.
    bool big;
    // Lines of f by depth of inlining: Go goes by rounds.
    ReportVec lines;
    VEC(int) line_round;
    int round;
} Inliner;

// --- Lines -------------------------------------------------------------------------

// Functions of other packages are named with their package.
static Str name_in(const Inliner *n, const IrFunc *callee)
{
    if (str_eq(callee->pkg, n->f->pkg) ||
        !str_has_prefix(callee->name, callee->pkg))
        return callee->short_name;
    ptrdiff_t slash = str_last_byte(callee->pkg, '/');
    return str_sub(callee->name, (size_t)(slash + 1), callee->name.n);
}

static void add_line(Inliner *n, int round, Pos pos, Str text)
{
    if (!report_wants(n->opts, n->f))
        return;
    vec_push_in(&n->lines, n->run, (ReportLine){pos, text, n->f->pkg});
    vec_push_in(&n->line_round, n->run, round);
}

static void add_inlined(Inliner *n, int round, Pos pos, const IrFunc *callee)
{
    if (callee->flags & IRFN_WRAPPER)
        return;
    Str name = name_in(n, callee);
    add_line(n, round, pos,
             str_printf(n->m->arena, "inlining call to %.*s", STR_ARG(name)));
}

static int inline_depth(const IrFunc *f, uint32_t inl)
{
    int depth = 0;
    for (; inl > 0; inl = f->inlines.data[inl - 1].parent)
        depth++;
    return depth;
}

static void say_inlined(Inliner *n, const IrFunc *callee, const IrInstr *call)
{
    if (!report_wants(n->opts, n->f))
        return;
    Pos pos = splice_outer_pos(n->f, call->inl, call->pos);
    int depth = n->round + inline_depth(n->f, call->inl);
    add_inlined(n, depth, pos, callee);
    for (int i = 0; i < callee->inlines.len; i++)
        add_inlined(n, depth + inline_depth(callee, (uint32_t)i + 1), pos,
                    callee->inlines.data[i].callee);
}

static void flush_lines(Inliner *n)
{
    int last = 0;
    for (int i = 0; i < n->line_round.len; i++) {
        if (n->line_round.data[i] > last)
            last = n->line_round.data[i];
    }
    for (int r = 0; r <= last; r++) {
        for (int i = 0; i < n->lines.len; i++) {
            if (n->line_round.data[i] == r)
                vec_push_in(n->opts->lines, n->m->arena, n->lines.data[i]);
        }
    }
    n->lines.len = n->line_round.len = 0;
}

// Go points at what follows `func `: the name, or the receiver's parenthesis.
static Pos name_pos(const IrFunc *f)
{
    Pos receiver = f->has_receiver ? f->locals.data[0].pos : NO_POS;
    return receiver && !f->locals.data[0].blank ? receiver - 1 : f->pos;
}

static void say_can_inline(Inliner *n, const IrFunc *f)
{
    if (!report_wants(n->opts, f) || (f->flags & IRFN_WRAPPER))
        return;
    Arena *a = n->m->arena;
    Str name = f->short_name;
    if (f->inline_cost < 0) {
        if (n->opts->verbosity >= 2 && f->inline_reason.n > 0)
            report_line(n->m, n->opts, f, name_pos(f),
                        str_printf(a, "cannot inline %.*s: %.*s",
                                   STR_ARG(name), STR_ARG(f->inline_reason)));
        return;
    }
    Str text = str_printf(a, "can inline %.*s", STR_ARG(name));
    if (n->opts->verbosity >= 2)
        text = str_printf(a, "%.*s with cost %d as: %.*s", STR_ARG(text),
                          f->inline_cost, STR_ARG(f->inline_text));
    report_line(n->m, n->opts, f, name_pos(f), text);
}

// --- Decisions -----------------------------------------------------------------------

static int instruction_count(const IrFunc *f)
{
    int n = 0;
    for (int b = 0; b < f->blocks.len; b++)
        n += f->blocks.data[b].instrs.len;
    return n;
}

static bool already_inside(const IrFunc *f, uint32_t inl, const IrFunc *g)
{
    int depth = 0;
    for (; inl > 0; inl = f->inlines.data[inl - 1].parent) {
        const IrFunc *callee = f->inlines.data[inl - 1].callee;
        if (callee == g || str_eq(callee->name, g->name) ||
            ++depth > MAX_INLINE_DEPTH)
            return true;
    }
    return false;
}

static int max_cost(const Inliner *n, const IrFunc *g)
{
    int max = n->big ? MAX_COST_IN_BIG : MAX_COST;
    if (g->parent)
        max = g->inline_closure_once ? MAX_CLOSURE_ONCE_COST : 2 * max;
    return max;
}

// Method wrappers keep their call: what they wrap must be seen.
static bool is_wrapped(const IrFunc *f, const IrInstr *call)
{
    return (call->flags & IRF_WRAPPER_CALL) && (f->flags & IRFN_WRAPPER) &&
           !f->parent;
}

static bool may_inline(const Inliner *n, const IrInstr *call, const IrFunc *g)
{
    const uint32_t never = IRFN_NOINLINE | IRFN_EXTERN | IRFN_HAS_DEFER |
                           IRFN_HAS_RECOVER | IRFN_DEAD;
    return n->opts->inlining && g && g != n->f && !is_wrapped(n->f, call) && g->blocks.len > 0 && !(g->flags & never) &&
           g->inline_cost >= 0 && g->inline_cost <= max_cost(n, g) &&
           !already_inside(n->f, call->inl, g) &&
           n->f->blocks.len < MAX_BLOCKS;
}

// --- Sweeps ---------------------------------------------------------------------------

typedef struct Sweep {
    Inliner *n;
    DefTable defs;
    Devirt devirt;
    uint32_t known; // Locals that have definitions: those before the sweep.
    VEC(LocalId) called; // Temporaries that held closures now inlined.
    bool changed;
    bool dynamic; // Func value or interface calls remain.
} Sweep;

static void splice(Sweep *s, BlockId b, int i, IrFunc *g,
                   const CaptureInfo *captures, uint32_t skip)
{
    Inliner *n = s->n;
    IrInstr call = ir_block(n->f, b)->instrs.data[i];
    say_inlined(n, g, &call);
    Splice sp = {n->m, &n->scratch, n->copied};
    const IrFunc *body = map_get(&n->pristine, g);
    splice_call(&sp, n->f, b, i, body ? body : g, call.args + skip, call.nargs - skip,
                captures);
    s->changed = true;
}

static bool is_known(const Sweep *s, const IrOperand *o)
{
    return o->kind != OPD_LOCAL || o->local.i < s->known;
}

static void make_static(Sweep *s, IrInstr *call, IrFunc *g)
{
    call->op = OP_CALL;
    call->callee = g;
    call->nargs--;
    instr_set_args(s->n->m, call, call->args + 1, call->nargs);
}

static bool sweep_call(Sweep *s, BlockId b, int i)
{
    IrInstr *call = &ir_block(s->n->f, b)->instrs.data[i];
    if (!may_inline(s->n, call, call->callee))
        return false;
    splice(s, b, i, call->callee, NULL, 0);
    return true;
}

static void note_called(Sweep *s, const IrInstr *closure)
{
    if (closure->dst.i != UINT32_MAX)
        vec_push_in(&s->called, &s->n->scratch, closure->dst);
}

static bool sweep_callfunc(Sweep *s, BlockId b, int i)
{
    IrInstr *call = &ir_block(s->n->f, b)->instrs.data[i];
    const IrInstr *closure;
    if (!is_known(s, &call->args[0]))
        return false;
    IrFunc *g = devirt_func(&s->devirt, &call->args[0], &closure);
    if (!g)
        return false;
    if (closure && closure->nargs > 0) {
        if (!may_inline(s->n, call, g) || g->parent != s->n->f)
            return false;
        CaptureInfo captures = devirt_captures(&s->devirt, closure);
        note_called(s, closure);
        splice(s, b, i, g, &captures, 1);
        return true;
    }
    if (g->ncaptures > 0)
        return false;
    if (closure && s->n->opts->inlining)
        note_called(s, closure);
    make_static(s, call, g);
    return sweep_call(s, b, i);
}

static bool sweep_calliface(Sweep *s, BlockId b, int i)
{
    IrFunc *f = s->n->f;
    IrInstr *call = &ir_block(f, b)->instrs.data[i];
    IrDesc *type;
    bool nil;
    if (!is_known(s, &call->args[0]))
        return false;
    IrFunc *method = devirt_method(&s->devirt, call, &type, &nil);
    if (!method)
        return false;
    Pos pos = splice_outer_pos(f, call->inl, call->pos);
    add_line(s->n, s->n->round, pos, devirt_text(&s->devirt, call, type));
    devirt_rewrite(&s->devirt, b, i, method, type, nil);
    s->changed = true;
    return true;
}

// True when the block ends here now; the rest is a later block.
static bool sweep_instr(Sweep *s, BlockId b, int i)
{
    IrInstr *in = &ir_block(s->n->f, b)->instrs.data[i];
    switch (in->op) {
    case OP_CALL:
        return sweep_call(s, b, i);
    case OP_CALLFUNC:
        s->dynamic = true;
        return sweep_callfunc(s, b, i);
    case OP_CALLIFACE:
        s->dynamic = true;
        return sweep_calliface(s, b, i);
    default:
        return false;
    }
}

static void count_local_uses(const IrInstr *in, uint32_t *uses)
{
    for (uint32_t a = 0; a < in->nargs; a++) {
        if (in->args[a].kind == OPD_LOCAL)
            uses[in->args[a].local.i]++;
    }
    if (in->place && in->place->ptr.kind == OPD_LOCAL)
        uses[in->place->ptr.local.i]++;
    for (uint32_t k = 0; k < in->ncases; k++) {
        if (in->cases[k].value.kind == OPD_LOCAL)
            uses[in->cases[k].value.local.i]++;
    }
}

static bool was_called(const Sweep *s, LocalId id)
{
    for (int i = 0; i < s->called.len; i++) {
        if (s->called.data[i].i == id.i)
            return true;
    }
    return false;
}

// Variables that such a closure was copied to.
static void spread_called(Sweep *s, const IrInstrVec *v)
{
    for (int i = 0; i < v->len; i++) {
        const IrInstr *in = &v->data[i];
        if (in->op == OP_MOVE && in->dst.i != UINT32_MAX &&
            in->args[0].kind == OPD_LOCAL &&
            was_called(s, in->args[0].local) && !was_called(s, in->dst) &&
            !str_has_prefix(ir_local(s->n->f, in->dst)->name, STR("~r")))
            vec_push_in(&s->called, &s->n->scratch, in->dst);
    }
}

static void make_nil(Sweep *s, IrInstr *in)
{
    if (in->site) {
        in->site->place = PLACE_NONE;
        in->site->reason = STR("inlined");
    }
    IrOperand nil = opd_zero(ir_local(s->n->f, in->dst)->type);
    in->op = OP_MOVE;
    in->callee = NULL;
    in->site = NULL;
    instr_set_args(s->n->m, in, &nil, 1);
}

// Drops an instruction that only hands on, to nobody, a closure that was
// inlined where it was called.
static void drop_if_called(Sweep *s, IrInstr *in, uint32_t *uses)
{
    if (in->dst.i == UINT32_MAX || uses[in->dst.i] > 0 ||
        ir_local(s->n->f, in->dst)->addr_taken)
        return;
    if (in->op == OP_CLOSURE && was_called(s, in->dst)) {
        make_nil(s, in);
    } else if (in->op == OP_MOVE && in->args[0].kind == OPD_LOCAL &&
               was_called(s, in->args[0].local) && was_called(s, in->dst) &&
               ir_local(s->n->f, in->dst)->kind != LOCAL_RESULT) {
        uses[in->args[0].local.i]--;
        make_nil(s, in);
    }
}

static bool has_dynamic_call(const IrFunc *f)
{
    for (int b = 0; b < f->blocks.len; b++) {
        const IrInstrVec *v = &f->blocks.data[b].instrs;
        for (int i = 0; i < v->len; i++) {
            if (v->data[i].op == OP_CALLFUNC || v->data[i].op == OP_CALLIFACE)
                return true;
        }
    }
    return false;
}

// A literal that was called where it stands leaves nothing behind.
static void drop_called(Sweep *s)
{
    IrFunc *f = s->n->f;
    if (s->called.len == 0)
        return;
    uint32_t *uses = ARENA_ARRAY(&s->n->scratch, uint32_t, f->locals.len);
    for (int b = 0; b < f->blocks.len; b++) {
        const IrInstrVec *v = &f->blocks.data[b].instrs;
        for (int i = 0; i < v->len; i++)
            count_local_uses(&v->data[i], uses);
    }
    for (int pass = 0; pass < DROP_PASSES; pass++) {
        for (int b = 0; b < f->blocks.len; b++)
            spread_called(s, &f->blocks.data[b].instrs);
    }
    for (int pass = 0; pass < DROP_PASSES; pass++) {
        for (int b = f->blocks.len - 1; b >= 0; b--) {
            IrInstrVec *v = &f->blocks.data[b].instrs;
            for (int i = v->len - 1; i >= 0; i--)
                drop_if_called(s, &v->data[i], uses);
        }
    }
}

static void sweep(Sweep *s)
{
    Inliner *n = s->n;
    if (has_dynamic_call(n->f)) {
        defs_init(&s->defs, n->m, NULL, &n->scratch);
        defs_add(&s->defs, n->f);
        s->devirt = (Devirt){n->m, &n->scratch, &s->defs, n->f};
        s->known = (uint32_t)n->f->locals.len;
    }
    for (uint32_t b = 0; b < (uint32_t)n->f->blocks.len; b++) {
        for (int i = 0; i < n->f->blocks.data[b].instrs.len; i++) {
            if (sweep_instr(s, (BlockId){b}, i))
                break;
        }
    }
    drop_called(s);
}

static void inline_into(Inliner *n, IrFunc *f)
{
    ice_set_function(f->name);
    n->f = f;
    n->big = instruction_count(f) > BIG_FUNCTION;
    for (n->round = 0; n->round < MAX_ROUNDS; n->round++) {
        ArenaMark mark = arena_mark(&n->scratch);
        Sweep s = {.n = n};
        sweep(&s);
        arena_reset(&n->scratch, mark);
        if (!s.changed || !s.dynamic)
            break;
    }
    flush_lines(n);
}

// Functions that call each other are inlined as they were in the beginning,
// else what is inlined would depend on the order, and grow.
static void keep_pristine(Inliner *n, const FuncBatch *batch)
{
    for (int k = 0; batch->recursive && k < batch->fns.len; k++) {
        const IrFunc *f = batch->fns.data[k];
        IrFunc *copy = arena_memdup(n->run, f, sizeof *f);
        copy->blocks.data = vec_dup(&f->blocks, n->run);
        for (int b = 0; b < f->blocks.len; b++)
            copy->blocks.data[b].instrs.data =
                vec_dup(&f->blocks.data[b].instrs, n->run);
        map_set(&n->pristine, f, copy);
    }
}

void inline_run(IrModule *m, const EscapeOptions *options, Arena *run,
                InlineResult *result)
{
    Inliner n = {.m = m, .opts = options, .run = run,
                 .copied = &result->candidates};
    arena_init(&n.scratch);
    map_init(n.copied, run);
    map_init(&n.pristine, run);
    n.nfuncs = (uint32_t)m->funcs.len;
    n.graph = callgraph_make(m, false, run);
    for (int i = 0; options->inlining && i < n.graph.batches.len; i++) {
        const FuncBatch *batch = &n.graph.batches.data[i];
        for (int k = 0; k < batch->fns.len; k++)
            say_can_inline(&n, batch->fns.data[k]);
    }
    for (int i = 0; i < n.graph.batches.len; i++) {
        const FuncBatch *batch = &n.graph.batches.data[i];
        keep_pristine(&n, batch);
        for (int k = batch->fns.len - 1; k >= 0; k--)
            inline_into(&n, batch->fns.data[k]);
    }
    arena_free(&n.scratch);
}
