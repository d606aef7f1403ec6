// base/intern.h -- One pointer per spelling.
//
// Identifiers are compared all the time; after interning, equal spelling means
// equal pointer.  A Name carries its text and a small tag (the lexer keeps the
// keyword there), and lives as long as the interner's arena.
//
//     const Name *a = intern_cstr(&in, "x");
//     assert(a == intern(&in, STR("x")));
#ifndef BASE_INTERN_H
#define BASE_INTERN_H

#include "base/arena.h"
#include "base/str.h"

#include <stdint.h>

typedef struct Name {
    Str str;       // NUL-terminated.
    uint32_t hash;
    uint32_t id;   // Dense: 0, 1, 2, ... in order of first appearance.
    uint16_t tag;  // Free for the owner of the interner; 0 at first.
    bool exported; // Starts with an upper-case letter; set by the lexer.
} Name;

typedef struct Interner {
    Arena *arena;
    Name **table; // Open addressing; a power of two long.
    uint32_t mask;
    uint32_t count;
} Interner;

void intern_init(Interner *in, Arena *arena);
// Finds or adds; the text is copied when it is new.
Name *intern(Interner *in, Str s);
Name *intern_cstr(Interner *in, const char *s);

#endif
