// frontend/literal.c -- Escapes in and out of string and rune literals.
//
// Invariant: whatever literal_quote writes, literal_string reads back.
#include "frontend/literal.h"

#include "frontend/unicode.h"

#include <string.h>

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

// Reads n digits; false if there are fewer.
static bool digits(Str *s, int n, int base, uint32_t *value)
{
    *value = 0;
    if (s->n < (size_t)n)
        return false;
    for (int i = 0; i < n; i++) {
        int d = hex_digit(s->p[i]);
        if (d >= base)
            return false;
        *value = *value * (uint32_t)base + (uint32_t)d;
    }
    *s = str_sub(*s, (size_t)n, s->n);
    return true;
}

// Behind a backslash.  *is_byte: \x and octal name a byte, not a rune.
static bool escape(Str *s, uint32_t *value, bool *is_byte)
{
    static const char names[] = "abfnrtv\\'\"";
    static const char values[] = "\a\b\f\n\r\t\v\\'\"";
    *is_byte = false;
    if (s->n == 0)
        return false;
    char c = s->p[0];
    if (c >= '0' && c <= '7') {
        *is_byte = true;
        return digits(s, 3, 8, value) && *value <= 255;
    }
    *s = str_sub(*s, 1, s->n);
    const char *hit = c ? strchr(names, c) : NULL;
    if (hit) {
        *value = (unsigned char)values[hit - names];
        return true;
    }
    *is_byte = c == 'x';
    int n = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    return n && digits(s, n, 16, value) && *value <= 0x10FFFF &&
           (*is_byte || *value < 0xD800 || *value > 0xDFFF);
}

static bool is_quoted(Str text, char quote)
{
    return text.n >= 2 && text.p[0] == quote && text.p[text.n - 1] == quote;
}

bool literal_string(Arena *arena, Str text, Str *value)
{
    bool raw = is_quoted(text, '`');
    if (!raw && !is_quoted(text, '"'))
        return false;
    Str s = str_sub(text, 1, text.n - 1);
    char *out = arena_alloc(arena, s.n + 1); // Escapes only shrink.
    size_t n = 0;
    while (s.n) {
        char c = s.p[0];
        if (raw || c != '\\') {
            if (!raw || c != '\r')
                out[n++] = c;
            s = str_sub(s, 1, s.n);
            continue;
        }
        uint32_t rune;
        bool is_byte;
        s = str_sub(s, 1, s.n);
        if (!escape(&s, &rune, &is_byte))
            return false;
        if (is_byte)
            out[n++] = (char)rune;
        else
            n += (size_t)utf8_encode(rune, out + n);
    }
    *value = (Str){out, n};
    return true;
}

bool literal_rune(Str text, uint32_t *value)
{
    if (!is_quoted(text, '\'') || text.n < 3)
        return false;
    Str s = str_sub(text, 1, text.n - 1);
    if (s.p[0] == '\\') {
        bool is_byte;
        s = str_sub(s, 1, s.n);
        return escape(&s, value, &is_byte) && s.n == 0;
    }
    int width;
    *value = utf8_decode(s.p, s.n, &width);
    return *value != UTF8_BAD && (size_t)width == s.n;
}

void literal_quote(StrBuf *out, Str s)
{
    static const char named[] = "abtnvfr";
    strbuf_putc(out, '"');
    while (s.n) {
        int width;
        uint32_t r = utf8_decode(s.p, s.n, &width);
        unsigned char c = (unsigned char)s.p[0];
        if (r == UTF8_BAD)
            strbuf_printf(out, "\\x%02x", c);
        else if (r == '"' || r == '\\')
            strbuf_printf(out, "\\%c", c);
        else if (unicode_is_print(r))
            strbuf_put(out, str_sub(s, 0, (size_t)width));
        else if (r >= 7 && r <= 13)
            strbuf_printf(out, "\\%c", named[r - 7]);
        else if (r < 0x20 || r == 0x7F)
            strbuf_printf(out, "\\x%02x", c);
        else
            strbuf_printf(out, r < 0x10000 ? "\\u%04x" : "\\U%08x",
                          (unsigned)r);
        s = str_sub(s, (size_t)width, s.n);
    }
    strbuf_putc(out, '"');
}
