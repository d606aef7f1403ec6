// base/intern.c -- The table of spellings: open addressing, growth by doubling.
//
// Invariant: the table is at most half full; a Name never moves.
#include "base/intern.h"

#include <string.h>

void intern_init(Interner *in, Arena *arena)
{
    *in = (Interner){.arena = arena, .mask = 1023};
    in->table = ARENA_ARRAY(arena, Name *, in->mask + 1);
}

static void grow(Interner *in)
{
    uint32_t mask = in->mask * 2 + 1;
    Name **table = ARENA_ARRAY(in->arena, Name *, mask + 1);
    for (uint32_t i = 0; i <= in->mask; i++) {
        if (!in->table[i])
            continue;
        uint32_t at = in->table[i]->hash & mask;
        while (table[at])
            at = (at + 1) & mask;
        table[at] = in->table[i];
    }
    in->table = table;
    in->mask = mask;
}

// Identifiers are short: four bytes at a time would not pay.
static uint32_t hash_bytes(Str s)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 16777619u;
    return h ^ (h >> 15);
}

Name *intern(Interner *in, Str s)
{
    uint32_t hash = hash_bytes(s);
    uint32_t at = hash & in->mask;
    for (; in->table[at]; at = (at + 1) & in->mask) {
        Name *name = in->table[at];
        if (name->hash == hash && str_eq(name->str, s))
            return name;
    }
    Name *name = ARENA_NEW(in->arena, Name);
    name->str = str_dup(in->arena, s);
    name->hash = hash;
    name->id = in->count++;
    in->table[at] = name;
    if (in->count > in->mask / 2)
        grow(in);
    return name;
}

Name *intern_cstr(Interner *in, const char *s)
{
    return intern(in, str_from(s));
}
