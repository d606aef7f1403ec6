// frontend/print_internal.h -- What the printers of nodes share.
#ifndef FRONTEND_PRINT_INTERNAL_H
#define FRONTEND_PRINT_INTERNAL_H

#include "frontend/ast_print.h"

typedef struct Printer {
    StrBuf *out;
    PrintStyle style;
    const PrintHooks *hooks; // May be NULL.
} Printer;

void print_node(const Printer *p, const Node *n);
// An expression in -m style, in parentheses if it binds weaker than `prec`.
void print_escape_expr(const Printer *p, const Node *n, int prec);

#endif
