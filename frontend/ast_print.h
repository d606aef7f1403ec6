// frontend/ast_print.h -- The source text of a node.
//
// Two styles.  node_print gives what Go's compiler puts into error messages:
// literals are shortened to `func() {…}` and `[]int{…}`.  node_print_escape
// gives what -m prints: `func literal`, `[]int{...}`, `&T{...}`,
// `([]byte)(s)`; parentheses are only those that precedence needs.
//
//     x.f((a + 1), []int{1, 2})   errors: x.f((a + 1), []int{…})
//                                 -m:     x.f(a + 1, []int{...})
#ifndef FRONTEND_AST_PRINT_H
#define FRONTEND_AST_PRINT_H

#include "base/str.h"
#include "frontend/ast.h"

typedef enum PrintStyle {
    STYLE_ERROR,
    STYLE_ESCAPE,
} PrintStyle;

// Appends the text of an expression, type, field or statement.
void node_print(StrBuf *out, const Node *n, PrintStyle style);
// The same, in the arena.
Str node_text(Arena *arena, const Node *n, PrintStyle style);

// -m prints types and constants after checking.  A hook may take over a type
// or a constant expression: it appends the text and returns true.
typedef struct PrintHooks {
    bool (*put_type)(StrBuf *out, const Node *type_or_literal, void *context);
    bool (*put_constant)(StrBuf *out, const Node *x, void *context);
    void *context;
} PrintHooks;
void node_print_escape(StrBuf *out, const Node *n, const PrintHooks *hooks);

// The whole tree, one node a line, indented: --emit=ast.
void node_dump(StrBuf *out, const Node *n, const SourceSet *sources);

#endif
