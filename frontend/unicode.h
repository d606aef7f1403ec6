// frontend/unicode.h -- The few Unicode properties that Go's grammar asks for.
//
// ASCII is answered inline by the callers; the tables hold the rest.
#ifndef FRONTEND_UNICODE_H
#define FRONTEND_UNICODE_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

bool unicode_is_letter(uint32_t rune); // Category L; not the underscore.
bool unicode_is_digit(uint32_t rune);  // Category Nd.
bool unicode_is_upper(uint32_t rune);  // Category Lu.
bool unicode_is_print(uint32_t rune);  // Letters, marks, numbers,
                                       // punctuation, symbols, ASCII space.
// Exported names start with an upper-case letter.
bool name_is_exported(Str name);

// Appends 'x', '\n', '\u00ad': a rune as a Go literal.
void unicode_put_quoted(StrBuf *out, uint32_t rune);
// Appends U+0040 '@'; the quoted part only if the rune is printable.
void unicode_put_code_point(StrBuf *out, uint32_t rune);

#endif
