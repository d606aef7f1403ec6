// frontend/ast_print.h -- The source text of a node.
//
// Two styles.  STYLE_ERROR is what Go's compiler puts into error messages:
// function literals and composite literals are shortened to `func() {…}` and
// `[]int{…}`.  STYLE_ESCAPE is what -m prints: `func literal`, `[]int{...}`,
// `&T{...}`, `([]byte)(s)`.
//
//     x.f(a + 1, []int{1, 2})   STYLE_ERROR:  x.f(a + 1, []int{…})
//                               STYLE_ESCAPE: x.f(a + 1, []int{...})
#ifndef FRONTEND_AST_PRINT_H
#define FRONTEND_AST_PRINT_H

#include "base/str.h"
#include "frontend/ast.h"

typedef enum PrintStyle {
    STYLE_ERROR,
    STYLE_ESCAPE,
} PrintStyle;

// Appends the text of an expression, type, simple statement or field list.
void node_print(StrBuf *out, const Node *n, PrintStyle style);
// The same, in the arena.
Str node_text(Arena *arena, const Node *n, PrintStyle style);

// The whole tree, one node a line, indented: --emit=ast.
void node_dump(StrBuf *out, const Node *n, const SourceSet *sources);

#endif
