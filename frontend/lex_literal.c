// frontend/lex_literal.c -- Numbers, runes and strings.
//
// Each literal is scanned to its end even when it is malformed, and at most
// one error is reported for it, at the place where Go reports it.
//
// Invariant: on return l->lit is the literal as written.
#include "frontend/lexer_internal.h"

#include "frontend/unicode.h"

#include <string.h>

static void set_literal(Lexer *l, const char *start, LitKind kind, bool ok)
{
    l->newline_ends = true;
    l->tok = TOK_LITERAL;
    l->kind = kind;
    l->bad = !ok;
    l->lit = (Str){start, (size_t)(l->p - start)};
}

static const char *base_name(int base)
{
    switch (base) {
    case 2: return "binary";
    case 8: return "octal";
    case 10: return "decimal";
    default: return "hexadecimal";
    }
}

enum { SAW_DIGIT = 1, SAW_SEPARATOR = 2 };

// { digit | "_" }.  Bases up to 10 take any decimal digit and remember the
// first one that is too large.
static int digits(Lexer *l, int base, const char **invalid)
{
    int seen = 0;
    for (;; l->p++) {
        unsigned char c = (unsigned char)*l->p;
        if (c == '_') {
            seen |= SAW_SEPARATOR;
            continue;
        }
        if (!(base <= 10 ? lex_is_decimal(c) : lex_is_hex(c)))
            return seen;
        if (base <= 10 && c >= '0' + base && !*invalid)
            *invalid = l->p;
        seen |= SAW_DIGIT;
    }
}

// Index of the first "_" that does not separate digits, or -1.
static ptrdiff_t invalid_separator(Str x)
{
    bool hex = false, after_digit = false, after_separator = false;
    size_t i = 0;
    if (x.n >= 2 && x.p[0] == '0' && strchr("xXoObB", x.p[1])) {
        hex = (x.p[1] | 0x20) == 'x';
        after_digit = true; // The prefix counts as a digit.
        i = 2;
    }
    for (; i < x.n; i++) {
        unsigned char c = (unsigned char)x.p[i];
        bool digit = lex_is_decimal(c) || (hex && lex_is_hex(c));
        if (c == '_' && !after_digit)
            return (ptrdiff_t)i;
        if (c != '_' && !digit && after_separator)
            return (ptrdiff_t)i - 1;
        after_separator = c == '_';
        after_digit = digit;
    }
    return after_separator ? (ptrdiff_t)x.n - 1 : -1;
}

typedef struct Number {
    const char *start;
    LitKind kind;
    int base;
    char prefix; // 0, or one of 0 x o b.
    int seen;
    const char *invalid;
    bool ok;
} Number;

static void number_error(Lexer *l, Number *n, const char *msg)
{
    if (n->ok)
        lex_error_at(l, l->p, "%s", msg);
    n->ok = false;
}

static void number_prefix(Lexer *l, Number *n)
{
    if (*l->p != '0')
        return;
    l->p++;
    switch (*l->p | 0x20) {
    case 'x': n->base = 16, n->prefix = 'x', l->p++; break;
    case 'o': n->base = 8, n->prefix = 'o', l->p++; break;
    case 'b': n->base = 2, n->prefix = 'b', l->p++; break;
    default: n->base = 8, n->prefix = '0', n->seen = SAW_DIGIT; break;
    }
}

static void number_exponent(Lexer *l, Number *n)
{
    char e = (char)(*l->p | 0x20);
    if (e != 'e' && e != 'p') {
        if (n->prefix == 'x' && n->kind == LIT_FLOAT)
            number_error(l, n, "hexadecimal mantissa requires a 'p' exponent");
        return;
    }
    char msg[64] = "'?' exponent requires decimal mantissa";
    msg[1] = *l->p;
    if (e == 'e' && n->prefix != 0 && n->prefix != '0')
        number_error(l, n, msg);
    strcpy(msg + 4, "exponent requires hexadecimal mantissa");
    if (e == 'p' && n->prefix != 'x')
        number_error(l, n, msg);

    l->p++;
    n->kind = LIT_FLOAT;
    if (*l->p == '+' || *l->p == '-')
        l->p++;
    const char *none = l->p;
    n->seen = digits(l, 10, &none) | (n->seen & SAW_SEPARATOR);
    if (!(n->seen & SAW_DIGIT))
        number_error(l, n, "exponent has no digits");
}

static void number_final_checks(Lexer *l, Number *n)
{
    if (n->kind == LIT_INT && n->invalid && n->ok) {
        lex_error_at(l, n->invalid, "invalid digit '%c' in %s literal",
                     *n->invalid, base_name(n->base));
        n->ok = false;
    }
    if ((n->seen & SAW_SEPARATOR) && n->ok) {
        ptrdiff_t at = invalid_separator(l->lit);
        if (at >= 0)
            lex_error_at(l, n->start + at,
                         "'_' must separate successive digits");
        n->ok = at < 0;
    }
}

// int_lit | float_lit | imaginary_lit.  With seen_point the cursor is behind
// the leading point.
void lex_number(Lexer *l, bool seen_point)
{
    Number n = {.start = l->p - seen_point, .base = 10, .ok = true};
    if (!seen_point) {
        number_prefix(l, &n);
        n.seen |= digits(l, n.base, &n.invalid);
        if (*l->p == '.') {
            if (n.prefix == 'o' || n.prefix == 'b') {
                lex_error_at(l, l->p, "invalid radix point in %s literal",
                             base_name(n.base));
                n.ok = false;
            }
            l->p++;
            seen_point = true;
        }
    }
    if (seen_point) {
        n.kind = LIT_FLOAT;
        n.seen |= digits(l, n.base, &n.invalid);
    }
    if (!(n.seen & SAW_DIGIT) && n.ok) {
        lex_error_at(l, l->p, "%s literal has no digits", base_name(n.base));
        n.ok = false;
    }
    number_exponent(l, &n);
    if (*l->p == 'i') {
        n.kind = LIT_IMAG;
        l->p++;
    }
    set_literal(l, n.start, n.kind, n.ok);
    number_final_checks(l, &n);
    l->bad = !n.ok;
}

static void escape_digit_error(Lexer *l, uint32_t c, int base)
{
    StrBuf b = {0};
    unicode_put_quoted(&b, c);
    lex_error_at(l, l->p, "invalid character %s in %s escape", b.p,
                 base_name(base));
    strbuf_free(&b);
}

// n digits of the given base, at most max.  At the end of the file it is the
// caller who complains.
static bool escape_number(Lexer *l, int n, int base, uint32_t max)
{
    uint32_t x = 0;
    for (; n > 0; n--) {
        int width;
        uint32_t c = lex_peek(l, &width);
        if (c == LEX_EOF)
            return true;
        uint32_t d = lex_is_decimal(c) ? c - '0'
                     : lex_is_hex(c)   ? (c | 0x20) - 'a' + 10
                                       : 36;
        if (d >= (uint32_t)base) {
            escape_digit_error(l, c, base);
            return false;
        }
        x = x * (uint32_t)base + d;
        l->p += width;
    }
    if (x > max && base == 8) {
        lex_error_at(l, l->p, "octal escape value %u > 255", (unsigned)x);
        return false;
    }
    if (x > max || (x >= 0xD800 && x < 0xE000)) {
        lex_error_at(l, l->p, "escape is invalid Unicode code point U+%04X",
                     (unsigned)x);
        return false;
    }
    return true;
}

// The cursor is behind the backslash.
static bool escape(Lexer *l, char quote)
{
    int width;
    uint32_t c = lex_peek(l, &width);
    if (c == LEX_EOF)
        return true;
    if (c == (unsigned char)quote ||
        (c < 0x80 && c && strchr("abfnrtv\\", (int)c))) {
        l->p += width;
        return true;
    }
    if (c >= '0' && c <= '7')
        return escape_number(l, 3, 8, 255);
    if (c != 'x' && c != 'u' && c != 'U') {
        lex_error_at(l, l->p, "unknown escape");
        return false;
    }
    l->p += width;
    int n = c == 'x' ? 2 : c == 'u' ? 4 : 8;
    return escape_number(l, n, 16, c == 'x' ? 255 : 0x10FFFF);
}

// rune_lit, cursor on the quote.
void lex_rune(Lexer *l)
{
    const char *start = l->p++;
    bool ok = true;
    for (int n = 0;; n++) {
        int width;
        uint32_t c = lex_peek(l, &width);
        const char *msg = NULL, *at = start;
        if (c == '\'' && n == 0)
            msg = "empty rune literal or unescaped '", at = l->p;
        else if (c == '\'' && n != 1)
            msg = "more than one character in rune literal";
        else if (c == '\n')
            msg = "newline in rune literal", at = l->p;
        else if (c == LEX_EOF)
            msg = "rune literal not terminated";
        if (msg && ok)
            lex_error_at(l, at, "%s", msg);
        ok = ok && !msg;
        if (c == LEX_EOF || c == '\n')
            break;
        l->p += width;
        if (c == '\'')
            break;
        if (c == '\\' && !escape(l, '\''))
            ok = false;
    }
    set_literal(l, start, LIT_RUNE, ok);
}

// interpreted_string_lit, cursor on the quote.
void lex_string(Lexer *l)
{
    const char *start = l->p++;
    bool ok = true;
    for (;;) {
        char c = *l->p;
        if (c == '"') {
            l->p++;
            break;
        }
        if (c == '\\') {
            l->p++;
            ok = escape(l, '"') && ok;
        } else if (c == '\n') {
            lex_error_at(l, l->p, "newline in string");
            ok = false;
            break;
        } else if (c == 0 && l->p == l->end) {
            lex_error_at(l, start, "string not terminated");
            ok = false;
            break;
        } else {
            l->p++;
        }
    }
    set_literal(l, start, LIT_STRING, ok);
}

// raw_string_lit, cursor on the back quote.
void lex_raw_string(Lexer *l)
{
    const char *start = l->p++;
    const char *close = memchr(l->p, '`', (size_t)(l->end - l->p));
    if (!close)
        lex_error_at(l, start, "string not terminated");
    l->p = close ? close + 1 : l->end;
    set_literal(l, start, LIT_STRING, close != NULL);
}
