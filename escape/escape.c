// escape/escape.c -- The steps in order.
//
//     inline and devirtualise -> call graph -> for each batch, callees first:
//     build the graph, solve it, write places and report
//
// Invariant: every batch is solved before any caller is built, so that callers
// find its summaries.
#include "escape/escape.h"

#include "base/ice.h"
#include "escape/dead.h"
#include "escape/flow_build.h"
#include "escape/inline.h"
#include "escape/place.h"
#include "escape/solve.h"
#include "escape/stores.h"

static void run_batch(Flow *w, const FuncBatch *batch, Arena *run)
{
    ice_set_function(batch->fns.data[0]->name);
    flow_begin(w, batch, run);
    flow_build(w, batch);
    solve(w);
    // What is stored where depends on what escapes, and the other way round.
    while (stores_resolve(w))
        solve(w);
    stores_summarize(w);
    place_batch(w, batch);
    flow_end(w, batch);
}

static void analyse(IrModule *m, const EscapeOptions *o, Arena *run)
{
    Arena scratch;
    arena_init(&scratch);
    CallGraph graph = callgraph_make(m, o->level == ESCAPE_FULL, run);
    DefTable defs;
    defs_init(&defs, m, &graph, run);
    defs.arena = &scratch;
    Flow w;
    flow_init(&w, m, o, &graph, &defs, run, &scratch);
    ArenaMark mark = arena_mark(&scratch);
    for (int i = 0; i < graph.batches.len; i++) {
        const FuncBatch *batch = &graph.batches.data[i];
        if (o->level == ESCAPE_OFF) {
            for (int k = 0; k < batch->fns.len; k++)
                place_off(&w, batch->fns.data[k]);
        } else {
            run_batch(&w, batch, run);
        }
        arena_reset(&scratch, mark);
    }
    arena_free(&scratch);
}

void escape_run(IrModule *m, const EscapeOptions *options)
{
    Arena run;
    arena_init(&run);
    ice_set_phase("inline");
    InlineResult inlined;
    inline_run(m, options, &run, &inlined);
    ice_set_phase("escape");
    // -m tells of functions that were inlined everywhere, too.
    bool report = options->verbosity > 0;
    dead_functions(m, &inlined.candidates, report, &run);
    analyse(m, options, &run);
    if (report)
        dead_functions(m, &inlined.candidates, false, &run);
    place_rest(m);
    ice_set_function((Str){0});
    for (int i = 0; i < m->funcs.len; i++)
        m->funcs.data[i]->summary = NULL; // They die with the run's arena.
    arena_free(&run);
}
