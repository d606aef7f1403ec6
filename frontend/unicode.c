// frontend/unicode.c -- Property look-up by binary search in range tables.
//
// Invariant: each table is sorted and its ranges are disjoint.
#include "frontend/unicode.h"

#include <stddef.h>

typedef struct Range {
    uint32_t first, last;
} Range;

static const Range letters[] = {
#define UNICODE_LETTER
#define R(a, b) {a, b},
#include "frontend/unicode.def"
};

static const Range digits[] = {
#define UNICODE_DIGIT
#define R(a, b) {a, b},
#include "frontend/unicode.def"
};

static const Range uppers[] = {
#define UNICODE_UPPER
#define R(a, b) {a, b},
#include "frontend/unicode.def"
};

static const Range prints[] = {
#define UNICODE_PRINT
#define R(a, b) {a, b},
#include "frontend/unicode.def"
};

#define COUNT(a) (sizeof(a) / sizeof *(a))

static bool in_ranges(const Range *table, size_t n, uint32_t rune)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (rune > table[mid].last)
            lo = mid + 1;
        else if (rune < table[mid].first)
            hi = mid;
        else
            return true;
    }
    return false;
}

bool unicode_is_letter(uint32_t r)
{
    if (r < 0x80)
        return ((r | 0x20) >= 'a' && (r | 0x20) <= 'z');
    return in_ranges(letters, COUNT(letters), r);
}

bool unicode_is_digit(uint32_t r)
{
    if (r < 0x80)
        return r >= '0' && r <= '9';
    return in_ranges(digits, COUNT(digits), r);
}

bool unicode_is_upper(uint32_t r)
{
    if (r < 0x80)
        return r >= 'A' && r <= 'Z';
    return in_ranges(uppers, COUNT(uppers), r);
}

bool unicode_is_print(uint32_t r)
{
    if (r < 0x80)
        return r >= 0x20 && r < 0x7F;
    return in_ranges(prints, COUNT(prints), r);
}

bool name_is_exported(Str name)
{
    if (name.n == 0)
        return false;
    int width;
    uint32_t rune = utf8_decode(name.p, name.n, &width);
    return rune != UTF8_BAD && unicode_is_upper(rune);
}

void unicode_put_quoted(StrBuf *out, uint32_t r)
{
    static const char named[] = "abtnvfr"; // \a is 7, \r is 13.
    strbuf_putc(out, '\'');
    if (r == '\'' || r == '\\')
        strbuf_printf(out, "\\%c", (int)r);
    else if (unicode_is_print(r))
        strbuf_put_rune(out, r);
    else if (r >= 7 && r <= 13)
        strbuf_printf(out, "\\%c", named[r - 7]);
    else if (r < 0x20 || r == 0x7F)
        strbuf_printf(out, "\\x%02x", (unsigned)r);
    else if (r < 0x10000)
        strbuf_printf(out, "\\u%04x", (unsigned)r);
    else
        strbuf_printf(out, "\\U%08x", (unsigned)r);
    strbuf_putc(out, '\'');
}

void unicode_put_code_point(StrBuf *out, uint32_t r)
{
    strbuf_printf(out, "U+%04X", (unsigned)r);
    if (!unicode_is_print(r))
        return;
    strbuf_puts(out, " '");
    strbuf_put_rune(out, r);
    strbuf_putc(out, '\'');
}
