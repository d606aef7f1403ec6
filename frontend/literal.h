// frontend/literal.h -- The values of string and rune literals.
//
// Numbers are for frontend/const.h; here is what only needs bytes.
//
//     literal_string(arena, STR("\"a\\n\""), &s)   s = a, newline
#ifndef FRONTEND_LITERAL_H
#define FRONTEND_LITERAL_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

// Decodes "..." or `...` (carriage returns of the latter are dropped); the
// result may hold any bytes.  False if the text is malformed.
bool literal_string(Arena *arena, Str text, Str *value);
// Decodes '...'.  False if the text is malformed.
bool literal_rune(Str text, uint32_t *value);
// Appends s as a double-quoted Go literal.
void literal_quote(StrBuf *out, Str s);

#endif
