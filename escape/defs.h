// escape/defs.h -- Which instructions give a local its value.
//
// A local that is never reassigned has one static value; a func variable that
// is only ever given known functions has known callees.  DefTable counts the
// definitions of each local of a function and of its inner closures, including
// those that closures make through a captured reference.
//
// Invariant: a local whose definitions cannot all be seen (its address is
// used for more than capturing, it is built in parts) is opaque.
//
//     f := func() {}      ; f has one leaf, the CLOSURE
//     if c { f = g }      ; now two: the CLOSURE and the operand g
#ifndef ESCAPE_DEFS_H
#define ESCAPE_DEFS_H

#include "escape/callgraph.h"

typedef struct Def {
    IrFunc *f;         // Where the definition is.
    const IrInstr *in; // Its `dst`, `dsts`, or a STORE to all of the local.
    struct Def *next;
} Def;

typedef struct LocalDefs {
    Def *defs;
    uint32_t ndefs;  // Without DECL and ZERO.
    bool opaque;     // Address used, defined in parts, or by an odd instruction.
    bool decl;       // Has a DECL or ZERO.
} LocalDefs;

typedef struct DefTable {
    IrModule *m;
    Arena *arena;
    CallGraph *g;       // May be NULL: then captures have no leaves.
    LocalDefs **by_func; // By function id, then local; NULL: not made yet.
} DefTable;

void defs_init(DefTable *t, IrModule *m, CallGraph *g, Arena *arena);
// Makes the tables of an outer function and its inner closures.
void defs_add(DefTable *t, IrFunc *outer);
LocalDefs *defs_of(const DefTable *t, const IrFunc *f, LocalId id);

// Where a value can come from in the end: an instruction (never a MOVE), or
// a constant operand (in == NULL).
typedef struct Leaf {
    IrFunc *f;
    const IrInstr *in;
    IrOperand constant;
    bool stable; // No local on the way is ever reassigned.
} Leaf;

typedef VEC(Leaf) LeafVec;

// All leaves of an operand, in `out`; false when they are not all known.
bool defs_leaves(const DefTable *t, IrFunc *f, IrOperand o, Arena *arena,
                 LeafVec *out);
// The variable that a capture local stands for: its function and id; false
// when not known.  The capture may hold a value (by_ref false) or an address.
bool defs_captured(const DefTable *t, IrFunc **f, LocalId *id);
// The operand that the CLOSURE gives to a capture local.
const IrOperand *defs_capture_arg(const DefTable *t, const IrFunc *f,
                                  LocalId id);

#endif
