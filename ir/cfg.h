// ir/cfg.h -- Order, dominators and loops of a function's blocks.
//
// A Cfg is a snapshot: changing a function's blocks makes it stale.
//
//     Cfg *g = cfg_new(&scratch, f);
//     for (uint32_t i = 0; i < g->nrpo; i++)
//         visit(ir_block(f, g->rpo[i]));
#ifndef IR_CFG_H
#define IR_CFG_H

#include "ir/ir.h"

typedef struct CfgPreds {
    BlockId *list; // One entry per edge
    uint32_t n;
} CfgPreds;

typedef struct Cfg {
    const IrFunc *f;
    uint32_t nblocks;
    CfgPreds *preds;      // By block; not from unreachable blocks
    BlockId *rpo;         // Reachable blocks in reverse postorder
    uint32_t nrpo;
    uint32_t *order;      // By block: place in rpo, UINT32_MAX: unreachable
    BlockId *idom;        // By block; the entry's is BLOCK_NONE
    uint32_t *loop_depth; // By block: natural loops that contain it
} Cfg;

Cfg *cfg_new(Arena *arena, const IrFunc *f);
bool cfg_reachable(const Cfg *g, BlockId b);
bool cfg_dominates(const Cfg *g, BlockId a, BlockId b); // Itself too
// The targets of a block's last instruction.
const BlockId *cfg_successors(const IrFunc *f, BlockId b, uint32_t *n);

// Fills IrBlock.loop_depth.
void ir_fill_loop_depth(Arena *scratch, IrFunc *f);
// Drops blocks that cannot be reached and renumbers the rest; true if any.
bool ir_remove_unreachable(IrModule *m, Arena *scratch, IrFunc *f);

#endif
