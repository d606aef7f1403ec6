// escape/splice.h -- Putting a callee's blocks in the place of a call.
#ifndef ESCAPE_SPLICE_H
#define ESCAPE_SPLICE_H

#include "base/map.h"
#include "ir/ir.h"

// What a closure that is called where it was made has captured.
typedef struct CaptureInfo {
    const IrOperand *args; // The CLOSURE's.
    uint32_t nargs;
    LocalId *vars;         // By reference: the variable itself, or LOCAL_NONE.
} CaptureInfo;

typedef struct Splice {
    IrModule *m;
    Arena *arena;   // Scratch.
    Map *copied;    // Functions of which a copy exists (key) are candidates
                    // for removal.
} Splice;

// Replaces the call at f's block b, index i, by the body of g (or an earlier
// state of it), which is not f.
// `args` are g's parameters.  What followed the call is a new block, returned.
BlockId splice_call(Splice *s, IrFunc *f, BlockId b, int i, const IrFunc *g,
                    const IrOperand *args, uint32_t nargs,
                    const CaptureInfo *captures);

// Cuts a block before instruction i: the rest becomes a new block, without a
// jump to it.
BlockId splice_cut(IrModule *m, IrFunc *f, BlockId b, int i);

// Position of the outermost call that brought an instruction here.
Pos splice_outer_pos(const IrFunc *f, uint32_t inl, Pos pos);

#endif
