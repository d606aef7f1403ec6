// frontend/lexer_internal.h -- What the files of the lexer share.
//
// lexer.c finds tokens; lex_literal.c scans numbers, runes and strings;
// lex_comment.c handles comments and the directives in them.
#ifndef FRONTEND_LEXER_INTERNAL_H
#define FRONTEND_LEXER_INTERNAL_H

#include "frontend/lexer.h"

#define LEX_EOF UINT32_MAX

void lex_error_at(Lexer *l, const char *at, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

// The rune at the cursor after skipping reported bytes; LEX_EOF at the end.
// *width is its length in bytes.
uint32_t lex_peek(Lexer *l, int *width);

// Each starts at the cursor and leaves it behind the literal.
void lex_number(Lexer *l, bool seen_point);
void lex_rune(Lexer *l);
void lex_string(Lexer *l);
void lex_raw_string(Lexer *l);

// The cursor is behind // or /*.  `start` is the comment's first byte;
// `own_line`: only blanks come before it on its line.
void lex_line_comment(Lexer *l, const char *start, bool own_line);
void lex_full_comment(Lexer *l, const char *start);

static inline Pos lex_pos(const Lexer *l, const char *at)
{
    return l->file->base + (Pos)(at - l->text);
}

static inline bool lex_is_decimal(uint32_t c)
{
    return c - '0' < 10;
}

static inline bool lex_is_hex(uint32_t c)
{
    return lex_is_decimal(c) || (c | 0x20) - 'a' < 6;
}

#endif
