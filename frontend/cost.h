// frontend/cost.h -- What inlining a function costs, as Go counts it.
//
// Go's inliner counts the nodes of its own tree, with surcharges (57 for a
// call that is not inlined itself, 15 for a function literal, ...), and
// refuses beyond 80.  The count is taken here on the typed AST, so that level
// `go` of the escape analysis sees the same inlined program as Go's.
//
//     func sum(p *Point) int { return p.X + p.Y }   // cost 6
#ifndef FRONTEND_COST_H
#define FRONTEND_COST_H

#include "base/arena.h"
#include "frontend/type.h"

enum { INLINE_BUDGET = 80, INLINE_BIG_NODES = 5000, INLINE_BIG_BUDGET = 20 };

// Sets cost, cost_reason and is_big of all functions of a package; callees
// first, so those of imported packages must have been done.
void cost_functions(Arena *arena, FuncInfo **funcs, int count);
// The same for one function (and what it calls), unless it is known.
void cost_function(Arena *arena, FuncInfo *f);

// The function as -m=2 prints it behind "as: ":
// func(*Point) int { return p.X + p.Y }
const char *cost_inline_text(Arena *arena, const FuncInfo *f);

#endif
