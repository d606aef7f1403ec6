// escape/callgraph.h -- Functions bottom-up: callees before callers.
//
// A node of the graph is a function together with the capturing closures made
// in it (they share its variables, so they are analysed with it).  An edge is
// any static mention of a function: a call, a closure, a func value.  Strongly
// connected nodes form one batch; batches come callees first, as Tarjan finds
// them starting from the functions in module order.
//
// A closure made at two places, and the wrapper of a method value, stand
// alone: nobody knows which variables their captures are.
//
//     CallGraph g = callgraph_make(m, arena);
//     for (int i = 0; i < g.batches.len; i++)
//         analyse(g.batches.data[i].fns);
#ifndef ESCAPE_CALLGRAPH_H
#define ESCAPE_CALLGRAPH_H

#include "ir/ir.h"

typedef VEC(IrFunc *) FuncVec;

typedef struct FuncBatch {
    FuncVec fns;    // Outer functions before their closures.
    bool recursive; // An outer function can come back to itself.
} FuncBatch;

// The one CLOSURE that makes a function, or nothing.
typedef struct ClosureSite {
    IrFunc *host;      // Where the instruction is.
    const IrInstr *in; // NULL: none, or not known.
    int count;         // CLOSUREs and func values of it in the module.
} ClosureSite;

struct Callees;

typedef struct CallGraph {
    VEC(FuncBatch) batches;
    uint32_t *batch_of;    // By function id; UINT32_MAX: dead or without body.
    ClosureSite *closures; // By function id.
    struct Callees *callees; // Of dynamic calls, or NULL: not known.
} CallGraph;

// `dynamic`: with edges to whatever a dynamic call can reach.
CallGraph callgraph_make(IrModule *m, bool dynamic, Arena *arena);

// Shares the variables of its host: a literal that captures, made in one place.
bool callgraph_is_inner(const CallGraph *g, const IrFunc *f);
bool callgraph_encloses(const CallGraph *g, const IrFunc *outer,
                        const IrFunc *inner); // Strictly, any depth.

#endif
