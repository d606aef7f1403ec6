// base/str.h -- String slices and a string builder.
//
// A Str is a pointer and a length; it owns nothing and need not end in NUL.
// A StrBuf collects text on malloc; str_printf formats straight into an arena.
//
//     Str s = STR("hello");
//     printf("%.*s\n", STR_ARG(s));
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/arena.h"
#include "base/vec.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Str {
    const char *p;
    size_t n;
} Str;

typedef VEC(Str) StrVec;

#define STR(lit) ((Str){"" lit, sizeof(lit) - 1})
#define STR_ARG(s) (int)(s).n, (s).p
#define STR_NONE ((Str){NULL, 0})

#if defined(__GNUC__)
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))
#else
#define PRINTF_LIKE(f, a)
#endif

Str str_from(const char *cstr);
bool str_eq(Str a, Str b);
bool str_eq_cstr(Str a, const char *b);
int str_cmp(Str a, Str b); // Bytewise order, <0, 0 or >0.
uint64_t str_hash(Str s);
bool str_has_prefix(Str s, Str prefix);
bool str_has_suffix(Str s, Str suffix);
// Bytes [from, to); both are clamped to the string.
Str str_sub(Str s, size_t from, size_t to);
Str str_trim(Str s); // Without leading and trailing space, tab, CR, LF.
// Index of the first, last occurrence of a byte or substring, or -1.
ptrdiff_t str_index_byte(Str s, char c);
ptrdiff_t str_last_byte(Str s, char c);
ptrdiff_t str_index(Str s, Str needle);
// Cuts at the first `sep`: *head before it, *tail after.  False if absent, in
// which case *head is all of s and *tail is empty.
bool str_cut(Str s, char sep, Str *head, Str *tail);

Str str_dup(Arena *arena, Str s);             // NUL-terminated copy.
const char *str_to_cstr(Arena *arena, Str s); // NUL-terminated copy.
Str str_printf(Arena *arena, const char *fmt, ...) PRINTF_LIKE(2, 3);
Str str_vprintf(Arena *arena, const char *fmt, va_list args);
Str str_concat(Arena *arena, Str a, Str b);
// a + "/" + b, without doubling the slash; b alone when it is absolute.
Str str_join_path(Arena *arena, Str a, Str b);

// Zero-initialise, fill, then strbuf_free.  p is always NUL-terminated once
// something was written.
typedef struct StrBuf {
    char *p;
    size_t n;
    size_t cap;
} StrBuf;

void strbuf_free(StrBuf *b);
void strbuf_clear(StrBuf *b);
void strbuf_putc(StrBuf *b, char c);
void strbuf_puts(StrBuf *b, const char *cstr);
void strbuf_put(StrBuf *b, Str s);
void strbuf_put_rune(StrBuf *b, uint32_t rune); // As UTF-8.
void strbuf_printf(StrBuf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
void strbuf_vprintf(StrBuf *b, const char *fmt, va_list args);
Str strbuf_str(const StrBuf *b);               // A view; dies with the builder.
Str strbuf_dup(const StrBuf *b, Arena *arena); // A copy in the arena.

// Writes the UTF-8 form of a rune; returns 1..4.  Invalid runes become U+FFFD.
int utf8_encode(uint32_t rune, char out[4]);
// Reads one rune from p[0..n), n > 0; *width is 1..4.  Invalid or overlong
// input and surrogates yield UTF8_BAD with width 1.
uint32_t utf8_decode(const char *p, size_t n, int *width);
#define UTF8_BAD UINT32_MAX

#endif
