// frontend/cost_internal.h -- One function being counted, for cost*.c only.
#ifndef FRONTEND_COST_INTERNAL_H
#define FRONTEND_COST_INTERNAL_H

#include "frontend/ast.h"
#include "frontend/cost.h"
#include "frontend/type_internal.h"

enum {
    CALL_COST = 57,
    PARAM_CALL_COST = 17,
    CLOSURE_COST = 15,
    CLOSURE_BUDGET = 800,
};

typedef struct Count {
    FuncInfo *f;
    int cost;
    int nodes;          // Without surcharges.
    const char *reason; // Not inlinable whatever it costs.
} Count;

void cost_add(Count *c, int nodes);
void cost_refuse(Count *c, const char *reason);
int cost_implicit(GoType *from, GoType *to);
void cost_expr(Count *c, Node *e);
void cost_expr_as(Count *c, Node *e, GoType *to);
void cost_spread(Count *c, Node *e, int results);
void cost_callee(Count *c, Node *fun);
const Object *cost_origin(const Object *f);

#endif
