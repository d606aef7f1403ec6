// escape/flow.h -- The graph of one batch of functions: data only.
//
// A location is a variable, an allocation site, or a temporary where several
// flows meet.  An edge dst <- src says that dst may get src's value after
// `derefs` loads; -1 means src's address:
//
//     p = &q   -1        p = q   0        p = *q   1
//
// Fields and elements are not told apart (level go); an index into a slice is
// one load.  Four pseudo-locations stand for the heap, for stores through a
// pointer (mutator), for calls of unknown func values (callee), and for
// nothing (blank).
//
// Invariant: derefs >= -1; LOC_TEMP has no lifetime and no address.
#ifndef ESCAPE_FLOW_H
#define ESCAPE_FLOW_H

#include "escape/callgraph.h"
#include "escape/defs.h"
#include "escape/escape.h"
#include "escape/summary.h"

typedef struct Loc Loc;

typedef enum LocKind {
    LOC_VAR,  // fn, local
    LOC_SITE, // fn, site
    LOC_TEMP,
    LOC_CONTENT, // Object after loop_depth loads from a parameter (level full).
    LOC_HEAP,
    LOC_MUTATOR,
    LOC_CALLEE,
    LOC_UNKNOWN, // Value of a pointer to somewhere else (level full).
    LOC_BLANK
} LocKind;

enum {
    ATTR_ESCAPES = 1,  // Must be on the heap.
    ATTR_PERSISTS = 2, // Outlives its statement.
    ATTR_MUTATES = 4,  // What it points to may be written.
    ATTR_CALLS = 8     // Closures it points to may be called, results unseen.
};

// Why a value flows, last reason first (print from the far end).
typedef struct FlowNote {
    const struct FlowNote *earlier;
    const char *why;
    Str text;
    Pos pos;
} FlowNote;

typedef struct FlowEdge {
    Loc *src;
    int derefs;
    const FlowNote *notes;
} FlowEdge;

// Size limits, as Go has them.
enum {
    STACK_VAR_MAX = 128 * 1024,     // A declared variable
    STACK_IMPLICIT_MAX = 64 * 1024, // new, literals, make, closures
    SPECULATIVE_BYTES = 32,         // make and append of variable size, strings
    BOX_MAX = 1024                  // A value in an interface
};

struct Loc {
    LocKind kind;
    IrFunc *fn;
    LocalId local;
    AllocSite *site;
    IrInstr *in;       // LOC_SITE: the instruction
    int loop_depth;
    int result;        // Results: index; else -1.
    int param;         // Parameters: index; else -1.
    uint8_t attrs;
    VEC(FlowEdge) edges;
    // The walk in progress (solve.c).
    int derefs;
    uint32_t walk, queued_in_walk;
    bool queued;
    Loc *dst;
    int dst_edge;
    uint32_t path;     // Last explanation that passed here.
    uint32_t pts_walk, pts_depths; // Last walk for targets (stores.c).
    bool is_target;
    Str reason;        // Why it escapes, in plain words.
};

// A value on its way: `derefs` loads from loc; loc == NULL: no pointers.
typedef struct FlowVal {
    Loc *loc;
    int derefs;
    const FlowNote *notes;
} FlowVal;

// *ptr = v through a pointer that is not one known object.  Level go sends v
// to the heap; level full finds the objects.
typedef struct FlowStore {
    FlowVal ptr, v;
    bool deep;         // Into whatever can be reached from ptr.
    VEC(Loc *) done;   // Objects that have the edge.
} FlowStore;

// Per function of the batch.
typedef struct FlowFunc {
    IrFunc *fn;
    Loc **vars;     // By local; NULL for transparent temporaries.
    FlowVal *vals;  // By local.
    Loc **contents; // By parameter and depth, made when needed.
    bool started;
    bool tagged;            // Its batch is done: use its summary.
    bool results_lost;      // A closure whose results nobody tracks.
    Summary *summary;
} FlowFunc;

typedef struct Flow {
    IrModule *m;
    Arena *arena; // Reset after the batch.
    const EscapeOptions *opts;
    const CallGraph *graph;
    DefTable *defs;
    FlowFunc **funcs; // By function id; all batches.
    VEC(Loc *) locs;  // In order of creation.
    VEC(FlowStore) stores;
    Loc heap, mutator, callee, blank, unknown;
    uint32_t walk;
    uint32_t path;
    VEC(ReportLine) pending; // "capturing by" lines, printed after building.
} Flow;

// The run's arena outlives batches; `arena` is for one batch at a time.
void flow_init(Flow *w, IrModule *m, const EscapeOptions *opts,
               const CallGraph *graph, DefTable *defs, Arena *run,
               Arena *arena);
// Locations of the variables of the batch's functions.
void flow_begin(Flow *w, const FuncBatch *batch, Arena *run);
// Forgets the graph; the summaries stay.
void flow_end(Flow *w, const FuncBatch *batch);
// Adds an edge, or marks src at once when its address goes to the heap.
void flow_add(Flow *w, Loc *dst, FlowVal v);
Loc *flow_new_loc(Flow *w, LocKind kind, IrFunc *fn);
// Level full follows stores; other levels take them for flows to the heap.
void flow_store(Flow *w, FlowVal ptr, FlowVal v, bool deep);
static inline bool flow_is_full(const Flow *w)
{
    return w->opts->level == ESCAPE_FULL;
}
// A pointer of which nothing is known; no value below level full.
FlowVal flow_unknown(Flow *w);
// v with one more reason; unchanged when nobody will read it.
FlowVal flow_note(Flow *w, FlowVal v, const char *why, Str text, Pos pos);

// Is fn in the batch being built?
static inline bool flow_in_batch(const Flow *w, const IrFunc *fn)
{
    const FlowFunc *ff = w->funcs[fn->id];
    return ff && !ff->tagged;
}

#endif
