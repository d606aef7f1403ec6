// frontend/lexer.c -- Tokens, automatic semicolons, identifiers.
//
// One switch on the first byte of a token.  The text ends in NUL, so single
// bytes of look-ahead need no bounds check.
//
// Invariant: l->p is at most l->end, and never inside a rune.
#include "frontend/lexer.h"

#include "frontend/lexer_internal.h"
#include "frontend/unicode.h"

#include <string.h>

enum { CLASS_LETTER = 1, CLASS_DIGIT = 2 };

// Letters include the underscore.
static const unsigned char classes[256] = {
    ['0'] = 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    ['A'] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    ['_'] = 1,
    ['a'] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
};

void lex_error_at(Lexer *l, const char *at, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    diag_verror(l->diags, lex_pos(l, at), fmt, args);
    va_end(args);
    l->nerrors++;
}

// Length of the longest prefix that is plain ASCII without NUL.
static size_t ascii_prefix(const char *p, const char *end)
{
    const char *start = p;
    const uint64_t high = 0x8080808080808080u, low = 0x0101010101010101u;
    for (; end - p >= 8; p += 8) {
        uint64_t w;
        memcpy(&w, p, 8);
        if ((w & high) || ((w - low) & ~w & high))
            break;
    }
    while (p < end && *p > 0)
        p++;
    return (size_t)(p - start);
}

// Finds what no Go source may contain anywhere, comments included.
static void find_bad_bytes(Lexer *l)
{
    enum { BOM = 0xFEFF };
    for (const char *p = l->text; p < l->end;) {
        p += ascii_prefix(p, l->end);
        if (p == l->end)
            break;
        int width;
        uint32_t rune = utf8_decode(p, (size_t)(l->end - p), &width);
        const char *msg = NULL;
        if (rune == 0)
            msg = "invalid NUL character";
        else if (rune == UTF8_BAD)
            msg = "invalid UTF-8 encoding";
        else if (rune == BOM)
            msg = p == l->text ? "" : "invalid BOM in the middle of the file";
        if (msg)
            vec_push_in(&l->bad_bytes, l->arena,
                        (BadByte){p, (uint8_t)width, msg});
        p += width;
    }
}

// Reports the bad bytes that the cursor has passed.
static void report_bad_bytes(Lexer *l)
{
    for (; l->next_bad < l->bad_bytes.len; l->next_bad++) {
        const BadByte *b = &l->bad_bytes.data[l->next_bad];
        if (b->at >= l->p)
            return;
        if (*b->msg)
            lex_error_at(l, b->at, "%s", b->msg);
    }
}

// Length of the bad byte sequence at p, or 0.
static int bad_width(const Lexer *l, const char *p)
{
    int lo = 0, hi = l->bad_bytes.len;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        if (l->bad_bytes.data[mid].at < p)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo < l->bad_bytes.len && l->bad_bytes.data[lo].at == p)
        return l->bad_bytes.data[lo].width;
    return 0;
}

uint32_t lex_peek(Lexer *l, int *width)
{
    *width = 1;
    for (;;) {
        unsigned char c = (unsigned char)*l->p;
        if (c - 1u < 0x7F)
            return c;
        if (l->p >= l->end)
            return LEX_EOF;
        int bad = bad_width(l, l->p);
        if (!bad)
            return utf8_decode(l->p, (size_t)(l->end - l->p), width);
        l->p += bad;
    }
}

static void init_keywords(Interner *names)
{
    for (Token t = TOK_BREAK; t <= TOK_VAR; t++)
        intern_cstr(names, token_text(t))->tag = (uint16_t)t;
}

void lexer_init(Lexer *l, SourceSet *sources, SourceFile *file,
                Interner *names, Diags *diags, Arena *arena)
{
    *l = (Lexer){.sources = sources,
                 .file = file,
                 .names = names,
                 .diags = diags,
                 .arena = arena,
                 .text = file->text.p,
                 .p = file->text.p,
                 .end = file->text.p + file->text.n};
    init_keywords(names);
    find_bad_bytes(l);
}

static void complain_about_rune(Lexer *l, const char *before, uint32_t rune,
                                const char *after)
{
    StrBuf b = {0};
    unicode_put_code_point(&b, rune);
    lex_error_at(l, l->p, "%s%s%s", before, b.p, after);
    strbuf_free(&b);
}

// Whether the rune continues (or, with first, begins) an identifier.  Beyond
// ASCII anything does, with an error if it should not.
static bool at_ident_rune(Lexer *l, uint32_t rune, bool first)
{
    if (rune == LEX_EOF)
        return false;
    if (rune < 0x80)
        return classes[rune] == CLASS_LETTER ||
               (!first && classes[rune] == CLASS_DIGIT);
    if (unicode_is_letter(rune))
        return true;
    if (!unicode_is_digit(rune))
        complain_about_rune(l, "invalid character ", rune, " in identifier");
    else if (first)
        complain_about_rune(l, "identifier cannot begin with digit ", rune, "");
    return true;
}

static void finish_ident(Lexer *l, const char *start)
{
    l->lit = (Str){start, (size_t)(l->p - start)};
    Name *name = intern(l->names, l->lit);
    if (name->tag == TOK_NONE) {
        name->tag = TOK_NAME;
        name->exported = name_is_exported(name->str);
    }
    l->name = name;
    l->tok = (Token)name->tag;
    l->newline_ends = l->tok == TOK_NAME || l->tok == TOK_BREAK ||
                      l->tok == TOK_CONTINUE || l->tok == TOK_FALLTHROUGH ||
                      l->tok == TOK_RETURN;
}

// identifier = letter { letter | unicode_digit } .
static void lex_ident(Lexer *l, const char *start)
{
    while (classes[(unsigned char)*l->p])
        l->p++;
    if ((unsigned char)*l->p - 1u >= 0x7F && l->p < l->end) {
        int width;
        for (;;) {
            uint32_t rune = lex_peek(l, &width);
            if (!at_ident_rune(l, rune, false))
                break;
            l->p += width;
        }
    }
    finish_ident(l, start);
}

static void simple(Lexer *l, Token tok, int width)
{
    l->p += width;
    l->tok = tok;
}

static void closing(Lexer *l, Token tok)
{
    simple(l, tok, 1);
    l->newline_ends = true;
}

// Operators that may not be followed by "=".
static void operator(Lexer *l, Token op, int width)
{
    l->p += width;
    l->tok = l->op = op;
    l->prec = token_precedence(op);
}

// Operators that become op= when "=" follows.
static void assignable(Lexer *l, Token op, int width)
{
    operator(l, op, width);
    if (*l->p == '=') {
        l->p++;
        l->tok = TOK_ASSIGN_OP;
        l->prec = 0;
    }
}

static void plus_or_minus(Lexer *l, Token op)
{
    if (l->p[1] != l->p[0]) {
        assignable(l, op, 1);
        return;
    }
    simple(l, TOK_INC_DEC, 2);
    l->op = op;
    l->newline_ends = true;
}

static void lex_less(Lexer *l)
{
    switch (l->p[1]) {
    case '=': operator(l, TOK_LEQ, 2); break;
    case '<': assignable(l, TOK_SHL, 2); break;
    case '-': simple(l, TOK_ARROW, 2); l->op = TOK_ARROW; break;
    default: operator(l, TOK_LSS, 1); break;
    }
}

static void lex_greater(Lexer *l)
{
    switch (l->p[1]) {
    case '=': operator(l, TOK_GEQ, 2); break;
    case '>': assignable(l, TOK_SHR, 2); break;
    default: operator(l, TOK_GTR, 1); break;
    }
}

static void lex_ampersand(Lexer *l)
{
    switch (l->p[1]) {
    case '&': operator(l, TOK_LAND, 2); break;
    case '^': assignable(l, TOK_AND_NOT, 2); break;
    default: assignable(l, TOK_AND, 1); break;
    }
}

static void lex_dot(Lexer *l)
{
    if (lex_is_decimal((unsigned char)l->p[1])) {
        l->p++;
        lex_number(l, true);
    } else if (l->p[1] == '.' && l->p[2] == '.') {
        simple(l, TOK_DOTDOTDOT, 3);
    } else {
        simple(l, TOK_DOT, 1);
    }
}

static void semicolon(Lexer *l, int width, Str lit)
{
    simple(l, TOK_SEMI, width);
    l->lit = lit;
}

// The token at the cursor, which is neither blank nor comment nor name.
// False if the byte starts no token; it has been reported and skipped.
static bool lex_punctuation(Lexer *l)
{
    char c = *l->p;
    switch (c) {
    case '0': case '1': case '2': case '3': case '4':
    case '5': case '6': case '7': case '8': case '9':
        lex_number(l, false);
        break;
    case '"': lex_string(l); break;
    case '`': lex_raw_string(l); break;
    case '\'': lex_rune(l); break;
    case '(': simple(l, TOK_LPAREN, 1); break;
    case '[': simple(l, TOK_LBRACK, 1); break;
    case '{': simple(l, TOK_LBRACE, 1); break;
    case ')': closing(l, TOK_RPAREN); break;
    case ']': closing(l, TOK_RBRACK); break;
    case '}': closing(l, TOK_RBRACE); break;
    case ',': simple(l, TOK_COMMA, 1); break;
    case ';': semicolon(l, 1, STR("semicolon")); break;
    case ':':
        if (l->p[1] == '=')
            simple(l, TOK_DEFINE, 2);
        else
            simple(l, TOK_COLON, 1);
        break;
    case '.': lex_dot(l); break;
    case '+': plus_or_minus(l, TOK_ADD); break;
    case '-': plus_or_minus(l, TOK_SUB); break;
    case '*': assignable(l, TOK_MUL, 1); break;
    case '/': assignable(l, TOK_QUO, 1); break;
    case '%': assignable(l, TOK_REM, 1); break;
    case '^': assignable(l, TOK_XOR, 1); break;
    case '&': lex_ampersand(l); break;
    case '|':
        if (l->p[1] == '|')
            operator(l, TOK_LOR, 2);
        else
            assignable(l, TOK_OR, 1);
        break;
    case '<': lex_less(l); break;
    case '>': lex_greater(l); break;
    case '=':
        if (l->p[1] == '=')
            operator(l, TOK_EQL, 2);
        else
            simple(l, TOK_ASSIGN, 1);
        break;
    case '!':
        if (l->p[1] == '=')
            operator(l, TOK_NEQ, 2);
        else
            operator(l, TOK_NOT, 1);
        break;
    case '~': operator(l, TOK_TILDE, 1); break;
    default:
        complain_about_rune(l, "invalid character ", (unsigned char)c, "");
        l->p++;
        return false;
    }
    return true;
}

// Skips blanks; newlines only if they end nothing.
static void skip_blanks(Lexer *l, bool newline_ends)
{
    for (;;) {
        char c = *l->p;
        if (c == ' ' || c == '\t' || c == '\r' || (c == '\n' && !newline_ends))
            l->p++;
        else
            return;
    }
}

// A comment at the cursor: skips it.  True if it acts as a semicolon.
static bool lex_comment(Lexer *l, const char *from, bool newline_ends)
{
    const char *start = l->p;
    l->p += 2;
    if (start[1] == '/') {
        bool own_line = from == l->text || from[-1] == '\n' ||
                        memchr(from, '\n', (size_t)(start - from));
        lex_line_comment(l, start, own_line);
        return false;
    }
    lex_full_comment(l, start);
    return newline_ends &&
           memchr(start, '\n', (size_t)(l->p - start)) != NULL;
}

// Beyond ASCII, or NUL, or the end.  False to go on looking for a token.
static bool lex_unusual(Lexer *l, bool newline_ends)
{
    int width;
    uint32_t rune = lex_peek(l, &width);
    if (rune == LEX_EOF) {
        l->pos = lex_pos(l, l->p);
        l->tok = TOK_EOF;
        if (newline_ends)
            semicolon(l, 0, STR("EOF"));
        return true;
    }
    if (rune < 0x80)
        return false; // Behind bytes that are skipped.
    const char *start = l->p;
    at_ident_rune(l, rune, true);
    l->p += width;
    lex_ident(l, start);
    return true;
}

static void scan_token(Lexer *l)
{
    bool newline_ends = l->newline_ends;
    l->newline_ends = false;
    l->op = TOK_NONE;
    l->prec = 0;
    for (;;) {
        const char *from = l->p;
        skip_blanks(l, newline_ends);
        l->pos = lex_pos(l, l->p);
        unsigned char c = (unsigned char)*l->p;
        if (classes[c] == CLASS_LETTER) {
            lex_ident(l, l->p);
            return;
        }
        if (c == '\n') {
            semicolon(l, 1, STR("newline"));
            return;
        }
        if (c == '/' && (l->p[1] == '/' || l->p[1] == '*')) {
            if (!lex_comment(l, from, newline_ends))
                continue;
            l->tok = TOK_SEMI;
            l->lit = STR("newline");
            return;
        }
        if (c - 1u >= 0x7F) {
            if (lex_unusual(l, newline_ends))
                return;
            continue;
        }
        if (lex_punctuation(l))
            return;
    }
}

void lexer_next(Lexer *l)
{
    scan_token(l);
    l->token_end = lex_pos(l, l->p);
    if (l->next_bad < l->bad_bytes.len)
        report_bad_bytes(l);
}

void lexer_dump(Lexer *l, StrBuf *out)
{
    do {
        lexer_next(l);
        source_put_pos(l->sources, out, l->pos);
        strbuf_printf(out, "\t%s", token_enum_name(l->tok));
        if (l->tok == TOK_NAME || l->tok == TOK_LITERAL || l->tok == TOK_SEMI)
            strbuf_printf(out, "\t%.*s", STR_ARG(l->lit));
        else if (l->tok == TOK_ASSIGN_OP)
            strbuf_printf(out, "\t%s=", token_text(l->op));
        else if (l->tok == TOK_INC_DEC)
            strbuf_printf(out, "\t%s%s", token_text(l->op), token_text(l->op));
        strbuf_putc(out, '\n');
    } while (l->tok != TOK_EOF);
}
