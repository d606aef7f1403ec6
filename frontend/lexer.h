// frontend/lexer.h -- Bytes to tokens, with Go's automatic semicolons.
//
// The lexer is a cursor: lexer_next reads one token into the fields of the
// Lexer.  Malformed input is reported once, with Go's texts, and still gives
// a token, so the parser never sees lexical errors.
//
// A whole-file check comes first: if the text is valid UTF-8 without NUL and
// stray byte order marks, as nearly all files are, the scanning loops need not
// look for them; else their errors wait in a list and are reported when the
// cursor passes.
//
//     Lexer l;
//     lexer_init(&l, file, &names, &diags, &arena);
//     do lexer_next(&l); while (l.tok != TOK_EOF);
#ifndef FRONTEND_LEXER_H
#define FRONTEND_LEXER_H

#include "base/diag.h"
#include "base/intern.h"
#include "base/source.h"
#include "frontend/ast.h"
#include "frontend/token.h"

#include <stdbool.h>

typedef struct BadByte {
    const char *at;
    uint8_t width;
    const char *msg;
} BadByte;

typedef struct Lexer {
    SourceSet *sources;
    SourceFile *file;
    Interner *names;
    Diags *diags;
    Arena *arena;
    const char *text, *p, *end;
    bool newline_ends; // A newline here is a semicolon.
    int nerrors;       // Lexical errors so far.
    VEC(BadByte) bad_bytes;
    int next_bad;

    // The current token.
    Token tok;
    Token op;       // Operators, ASSIGN_OP, INC_DEC: which; MUL for *.
    int prec;       // Of a binary operator, else 0.
    LitKind kind;   // LITERAL
    bool bad;       // LITERAL: malformed.
    Str lit;        // NAME, LITERAL: its text; SEMI: "semicolon", "newline"
                    // or "EOF".
    Name *name;     // NAME
    Pos pos;        // First byte.
    Pos token_end;  // One past the last byte.

    VEC(Directive) directives; // Every one seen, in order.
    int pending;               // Those from here on await a declaration.
} Lexer;

void lexer_init(Lexer *l, SourceSet *sources, SourceFile *file,
                Interner *names, Diags *diags, Arena *arena);
void lexer_next(Lexer *l);

// One token a line: position, name, text (--emit=tokens).
void lexer_dump(Lexer *l, StrBuf *out);

#endif
