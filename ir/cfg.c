// ir/cfg.c -- Reverse postorder, dominators, natural loops.
//
// The order comes from a depth-first walk with its own stack.  Dominators are
// found by intersecting along the order until nothing changes (Cooper, Harvey
// and Kennedy, "A Simple, Fast Dominance Algorithm").  A loop is a back edge to
// a dominator, with everything that reaches its source without passing the
// head; loops with one head are one loop.
//
//     b0 -> b1 <-> b2: b1 heads a loop of b1 and b2
#include "ir/cfg.h"

#include "ir/build.h"

const BlockId *cfg_successors(const IrFunc *f, BlockId b, uint32_t *n)
{
    const IrBlock *block = ir_block(f, b);
    *n = 0;
    if (block->instrs.len == 0)
        return NULL;
    const IrInstr *last = &vec_last(&block->instrs);
    *n = last->ntargets;
    return last->targets;
}

// --- Order ------------------------------------------------------------------

typedef struct Visit {
    BlockId block;
    uint32_t next; // Successor to go to next
} Visit;

static void find_order(Arena *arena, Cfg *g)
{
    VEC(Visit) stack = {0};
    uint8_t *seen = arena_alloc(arena, g->nblocks + 1);
    uint32_t at = g->nblocks;
    BlockId *post = ARENA_ARRAY(arena, BlockId, g->nblocks + 1);
    seen[0] = 1;
    vec_push_in(&stack, arena, (Visit){{0}, 0});
    while (stack.len) {
        Visit *v = &vec_last(&stack);
        uint32_t n;
        const BlockId *succ = cfg_successors(g->f, v->block, &n);
        if (v->next < n) {
            BlockId to = succ[v->next++];
            if (!seen[to.i]) {
                seen[to.i] = 1;
                vec_push_in(&stack, arena, (Visit){to, 0});
            }
        } else {
            post[--at] = v->block;
            stack.len--;
        }
    }
    g->rpo = post + at;
    g->nrpo = g->nblocks - at;
    for (uint32_t i = 0; i < g->nblocks; i++)
        g->order[i] = UINT32_MAX;
    for (uint32_t i = 0; i < g->nrpo; i++)
        g->order[g->rpo[i].i] = i;
}

static void find_preds(Arena *arena, Cfg *g)
{
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < g->nrpo; i++) {
            uint32_t n;
            const BlockId *succ = cfg_successors(g->f, g->rpo[i], &n);
            for (uint32_t k = 0; k < n; k++) {
                CfgPreds *p = &g->preds[succ[k].i];
                if (pass)
                    p->list[p->n] = g->rpo[i];
                p->n++;
            }
        }
        for (uint32_t i = 0; pass == 0 && i < g->nblocks; i++) {
            g->preds[i].list = ARENA_ARRAY(arena, BlockId, g->preds[i].n + 1);
            g->preds[i].n = 0;
        }
    }
}

// --- Dominators -------------------------------------------------------------

static BlockId intersect(const Cfg *g, BlockId a, BlockId b)
{
    while (a.i != b.i) {
        while (g->order[a.i] > g->order[b.i])
            a = g->idom[a.i];
        while (g->order[b.i] > g->order[a.i])
            b = g->idom[b.i];
    }
    return a;
}

static BlockId new_idom(const Cfg *g, BlockId b)
{
    BlockId best = BLOCK_NONE;
    const CfgPreds *p = &g->preds[b.i];
    for (uint32_t k = 0; k < p->n; k++) {
        if (g->idom[p->list[k].i].i == BLOCK_NONE.i)
            continue; // Not yet known.
        best = best.i == BLOCK_NONE.i ? p->list[k]
                                      : intersect(g, best, p->list[k]);
    }
    return best;
}

static void find_dominators(Cfg *g)
{
    for (uint32_t i = 0; i < g->nblocks; i++)
        g->idom[i] = BLOCK_NONE;
    g->idom[0] = (BlockId){0}; // While intersecting, the entry is its own.
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 1; i < g->nrpo; i++) {
            BlockId b = g->rpo[i], d = new_idom(g, b);
            changed |= d.i != g->idom[b.i].i;
            g->idom[b.i] = d;
        }
    }
    g->idom[0] = BLOCK_NONE;
}

bool cfg_reachable(const Cfg *g, BlockId b)
{
    return g->order[b.i] != UINT32_MAX;
}

bool cfg_dominates(const Cfg *g, BlockId a, BlockId b)
{
    if (!cfg_reachable(g, a) || !cfg_reachable(g, b))
        return false;
    while (g->order[b.i] > g->order[a.i])
        b = g->idom[b.i];
    return a.i == b.i;
}

// --- Loops ------------------------------------------------------------------

typedef VEC(BlockId) BlockIdVec;

// Adds to the loop what reaches `from` without passing its head.
static void grow_loop(Arena *arena, const Cfg *g, uint32_t *mark,
                      uint32_t stamp, BlockId from)
{
    BlockIdVec work = {0};
    if (mark[from.i] == stamp)
        return;
    mark[from.i] = stamp;
    g->loop_depth[from.i]++;
    vec_push_in(&work, arena, from);
    while (work.len) {
        const CfgPreds *p = &g->preds[vec_pop(&work).i];
        for (uint32_t k = 0; k < p->n; k++) {
            BlockId b = p->list[k];
            if (mark[b.i] == stamp)
                continue;
            mark[b.i] = stamp;
            g->loop_depth[b.i]++;
            vec_push_in(&work, arena, b);
        }
    }
}

static void find_loops(Arena *arena, Cfg *g)
{
    uint32_t *mark = ARENA_ARRAY(arena, uint32_t, g->nblocks + 1);
    for (uint32_t i = 0; i < g->nrpo; i++) {
        BlockId head = g->rpo[i];
        uint32_t stamp = i + 1;
        for (uint32_t k = 0; k < g->preds[head.i].n; k++) {
            BlockId from = g->preds[head.i].list[k];
            if (!cfg_dominates(g, head, from))
                continue;
            if (mark[head.i] != stamp) {
                mark[head.i] = stamp;
                g->loop_depth[head.i]++;
            }
            grow_loop(arena, g, mark, stamp, from);
        }
    }
}

Cfg *cfg_new(Arena *arena, const IrFunc *f)
{
    Cfg *g = ARENA_NEW(arena, Cfg);
    g->f = f;
    g->nblocks = (uint32_t)f->blocks.len;
    g->preds = ARENA_ARRAY(arena, CfgPreds, g->nblocks + 1);
    g->order = ARENA_ARRAY(arena, uint32_t, g->nblocks + 1);
    g->idom = ARENA_ARRAY(arena, BlockId, g->nblocks + 1);
    g->loop_depth = ARENA_ARRAY(arena, uint32_t, g->nblocks + 1);
    if (g->nblocks == 0)
        return g;
    find_order(arena, g);
    find_preds(arena, g);
    find_dominators(g);
    find_loops(arena, g);
    return g;
}

// --- Changes to the function ------------------------------------------------

void ir_fill_loop_depth(Arena *scratch, IrFunc *f)
{
    ArenaMark mark = arena_mark(scratch);
    const Cfg *g = cfg_new(scratch, f);
    for (uint32_t i = 0; i < g->nblocks; i++)
        f->blocks.data[i].loop_depth = g->loop_depth[i];
    arena_reset(scratch, mark);
}

static void renumber(IrBlock *b, const uint32_t *to)
{
    if (b->instrs.len == 0)
        return;
    IrInstr *last = &vec_last(&b->instrs);
    for (uint32_t k = 0; k < last->ntargets; k++)
        last->targets[k].i = to[last->targets[k].i];
}

bool ir_remove_unreachable(IrModule *m, Arena *scratch, IrFunc *f)
{
    (void)m;
    ArenaMark mark = arena_mark(scratch);
    const Cfg *g = cfg_new(scratch, f);
    bool any = g->nrpo < g->nblocks;
    uint32_t *to = ARENA_ARRAY(scratch, uint32_t, g->nblocks + 1), n = 0;
    for (uint32_t i = 0; any && i < g->nblocks; i++) {
        if (!cfg_reachable(g, (BlockId){i}))
            continue;
        to[i] = n;
        f->blocks.data[n++] = f->blocks.data[i];
    }
    if (any)
        f->blocks.len = (int)n;
    for (uint32_t i = 0; any && i < n; i++)
        renumber(&f->blocks.data[i], to);
    arena_reset(scratch, mark);
    return any;
}
