// frontend/token.c -- Tables of token texts and precedences, from token.def.
//
// Invariant: keywords are contiguous, and so are operators.
#include "frontend/token.h"

static const char *const texts[TOK_COUNT] = {
#define TOKEN(id, text) [TOK_##id] = text,
#include "frontend/token.def"
};

static const char *const enum_names[TOK_COUNT] = {
#define TOKEN(id, text) [TOK_##id] = #id,
#include "frontend/token.def"
};

static const unsigned char precedences[TOK_COUNT] = {
#define OPERATOR(id, text, prec) [TOK_##id] = prec,
#include "frontend/token.def"
};

const char *token_text(Token tok)
{
    return texts[tok];
}

const char *token_enum_name(Token tok)
{
    return enum_names[tok];
}

int token_precedence(Token tok)
{
    return precedences[tok];
}

bool token_is_keyword(Token tok)
{
    return tok >= TOK_BREAK && tok <= TOK_VAR;
}

bool token_is_operator(Token tok)
{
    return tok >= TOK_MUL && tok <= TOK_TILDE;
}

bool token_is_comparison(Token tok)
{
    return tok >= TOK_EQL && tok <= TOK_GEQ;
}
