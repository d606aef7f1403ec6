// frontend/token.h -- The token enumeration and its texts, from token.def.
//
// Tokens double as operators in the AST: a + b is NODE_BINARY with TOK_ADD,
// <-c is NODE_UNARY with TOK_ARROW.
#ifndef FRONTEND_TOKEN_H
#define FRONTEND_TOKEN_H

#include <stdbool.h>

typedef enum Token {
#define TOKEN(id, text) TOK_##id,
#include "frontend/token.def"
    TOK_COUNT
} Token;

typedef enum LitKind {
    LIT_INT,
    LIT_FLOAT,
    LIT_IMAG,
    LIT_RUNE,
    LIT_STRING,
} LitKind;

const char *token_text(Token tok);      // "+", "func", "comma"
const char *token_enum_name(Token tok); // "ADD", for --emit=tokens
int token_precedence(Token tok);        // 0 unless a binary operator.
bool token_is_keyword(Token tok);
bool token_is_operator(Token tok);
bool token_is_comparison(Token tok); // == != < <= > >=

#endif
