// frontend/parser.h -- Tokens to tree: the complete grammar of Go 1.27.
//
// One function per production, recursive descent, no look-ahead beyond one
// token.  Where Go's grammar is ambiguous (array length or type parameter,
// composite literal or block) the parser decides as Go's compiler does.
//
// Errors go to the diagnostics with Go's texts and positions; the parser then
// skips to a token that may follow, so that one mistake gives one message.
// Nesting and chains are limited: too deep a program is an error, never a
// crash, here or in the phases that walk the tree.
//
//     Node *file = parse_file(&ctx, source, &options);
//     if (!file) // the package clause itself is broken
#ifndef FRONTEND_PARSER_H
#define FRONTEND_PARSER_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/intern.h"
#include "base/source.h"
#include "frontend/ast.h"

#include <stdbool.h>

typedef struct ParseContext {
    Arena *arena; // The tree lives here.
    SourceSet *sources;
    Interner *names;
    Diags *diags;
} ParseContext;

typedef struct ParseOptions {
    bool std;          // Part of the library: all directives are allowed.
    bool imports_only; // Stop behind the import declarations.
    bool list_texts;   // A missing package clause is reported as `go list`
                       // words it, not as the compiler does.
} ParseOptions;

// Returns a NODE_FILE, with whatever could be understood, or NULL.
Node *parse_file(ParseContext *ctx, SourceFile *source,
                 const ParseOptions *options);
// Parses a single expression (tests, tools).  NULL on error.
Node *parse_expression(ParseContext *ctx, SourceFile *source);

#endif
