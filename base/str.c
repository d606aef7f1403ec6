// base/str.c -- String slices, a string builder, UTF-8.
//
// Invariant: a StrBuf with p != NULL has p[n] == 0 and n < cap.
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Str str_from(const char *cstr)
{
    return (Str){cstr, cstr ? strlen(cstr) : 0};
}

bool str_eq(Str a, Str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool str_eq_cstr(Str a, const char *b)
{
    return str_eq(a, str_from(b));
}

int str_cmp(Str a, Str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;
    if (c)
        return c;
    return (a.n > b.n) - (a.n < b.n);
}

// FNV-1a, finished by a multiply-shift so that low bits are usable as index.
uint64_t str_hash(Str s)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
    return h ^ (h >> 29);
}

bool str_has_prefix(Str s, Str prefix)
{
    return s.n >= prefix.n && str_eq((Str){s.p, prefix.n}, prefix);
}

bool str_has_suffix(Str s, Str suffix)
{
    return s.n >= suffix.n &&
           str_eq((Str){s.p + (s.n - suffix.n), suffix.n}, suffix);
}

Str str_sub(Str s, size_t from, size_t to)
{
    if (to > s.n)
        to = s.n;
    if (from > to)
        from = to;
    return (Str){s.p ? s.p + from : NULL, to - from};
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

Str str_trim(Str s)
{
    while (s.n && is_blank(s.p[0]))
        s = str_sub(s, 1, s.n);
    while (s.n && is_blank(s.p[s.n - 1]))
        s.n--;
    return s;
}

ptrdiff_t str_index_byte(Str s, char c)
{
    const char *hit = s.n ? memchr(s.p, c, s.n) : NULL;
    return hit ? hit - s.p : -1;
}

ptrdiff_t str_last_byte(Str s, char c)
{
    for (size_t i = s.n; i > 0; i--)
        if (s.p[i - 1] == c)
            return (ptrdiff_t)(i - 1);
    return -1;
}

ptrdiff_t str_index(Str s, Str needle)
{
    for (size_t i = 0; i + needle.n <= s.n; i++)
        if (str_eq((Str){s.p + i, needle.n}, needle))
            return (ptrdiff_t)i;
    return -1;
}

bool str_cut(Str s, char sep, Str *head, Str *tail)
{
    ptrdiff_t at = str_index_byte(s, sep);
    *head = at < 0 ? s : str_sub(s, 0, (size_t)at);
    *tail = at < 0 ? STR_NONE : str_sub(s, (size_t)at + 1, s.n);
    return at >= 0;
}

Str str_dup(Arena *arena, Str s)
{
    return (Str){arena_strndup(arena, s.p, s.n), s.n};
}

const char *str_to_cstr(Arena *arena, Str s)
{
    return arena_strndup(arena, s.p, s.n);
}

Str str_vprintf(Arena *arena, const char *fmt, va_list args)
{
    StrBuf b = {0};
    strbuf_vprintf(&b, fmt, args);
    Str s = strbuf_dup(&b, arena);
    strbuf_free(&b);
    return s;
}

Str str_printf(Arena *arena, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    Str s = str_vprintf(arena, fmt, args);
    va_end(args);
    return s;
}

Str str_concat(Arena *arena, Str a, Str b)
{
    char *p = arena_alloc(arena, a.n + b.n + 1);
    if (a.n)
        memcpy(p, a.p, a.n);
    if (b.n)
        memcpy(p + a.n, b.p, b.n);
    return (Str){p, a.n + b.n};
}

Str str_join_path(Arena *arena, Str a, Str b)
{
    if (a.n == 0 || (b.n && b.p[0] == '/'))
        return str_dup(arena, b);
    const char *slash = a.p[a.n - 1] == '/' ? "" : "/";
    return str_printf(arena, "%.*s%s%.*s", STR_ARG(a), slash, STR_ARG(b));
}

void strbuf_free(StrBuf *b)
{
    free(b->p);
    *b = (StrBuf){0};
}

void strbuf_clear(StrBuf *b)
{
    b->n = 0;
    if (b->p)
        b->p[0] = 0;
}

static void reserve(StrBuf *b, size_t more)
{
    size_t need = b->n + more + 1;
    if (need <= b->cap)
        return;
    size_t cap = b->cap ? b->cap * 2 : 64;
    if (cap < need)
        cap = need;
    b->p = xrealloc(b->p, cap);
    b->cap = cap;
}

void strbuf_put(StrBuf *b, Str s)
{
    reserve(b, s.n);
    if (s.n)
        memcpy(b->p + b->n, s.p, s.n);
    b->n += s.n;
    b->p[b->n] = 0;
}

void strbuf_putc(StrBuf *b, char c)
{
    strbuf_put(b, (Str){&c, 1});
}

void strbuf_puts(StrBuf *b, const char *cstr)
{
    strbuf_put(b, str_from(cstr));
}

void strbuf_put_rune(StrBuf *b, uint32_t rune)
{
    char utf8[4];
    int n = utf8_encode(rune, utf8);
    strbuf_put(b, (Str){utf8, (size_t)n});
}

void strbuf_vprintf(StrBuf *b, const char *fmt, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, args);
    if (n > 0) {
        reserve(b, (size_t)n);
        vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
        b->n += (size_t)n;
    }
    va_end(again);
}

void strbuf_printf(StrBuf *b, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    strbuf_vprintf(b, fmt, args);
    va_end(args);
}

Str strbuf_str(const StrBuf *b)
{
    return (Str){b->p ? b->p : "", b->n};
}

Str strbuf_dup(const StrBuf *b, Arena *arena)
{
    return str_dup(arena, strbuf_str(b));
}

int utf8_encode(uint32_t rune, char out[4])
{
    if (rune > 0x10FFFF || (rune >= 0xD800 && rune <= 0xDFFF))
        rune = 0xFFFD;
    if (rune < 0x80) {
        out[0] = (char)rune;
        return 1;
    }
    if (rune < 0x800) {
        out[0] = (char)(0xC0 | rune >> 6);
        out[1] = (char)(0x80 | (rune & 0x3F));
        return 2;
    }
    if (rune < 0x10000) {
        out[0] = (char)(0xE0 | rune >> 12);
        out[1] = (char)(0x80 | (rune >> 6 & 0x3F));
        out[2] = (char)(0x80 | (rune & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | rune >> 18);
    out[1] = (char)(0x80 | (rune >> 12 & 0x3F));
    out[2] = (char)(0x80 | (rune >> 6 & 0x3F));
    out[3] = (char)(0x80 | (rune & 0x3F));
    return 4;
}

uint32_t utf8_decode(const char *p, size_t n, int *width)
{
    const unsigned char *s = (const unsigned char *)p;
    *width = 1;
    if (s[0] < 0x80)
        return s[0];

    int len = s[0] >= 0xF0 ? 4 : s[0] >= 0xE0 ? 3 : 2;
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    if (s[0] < 0xC2 || s[0] > 0xF4 || n < (size_t)len)
        return UTF8_BAD;
    uint32_t rune = s[0] & (0x7Fu >> len);
    for (int i = 1; i < len; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return UTF8_BAD;
        rune = rune << 6 | (s[i] & 0x3Fu);
    }
    if (rune < least[len] || rune > 0x10FFFF ||
        (rune >= 0xD800 && rune <= 0xDFFF))
        return UTF8_BAD;
    *width = len;
    return rune;
}
