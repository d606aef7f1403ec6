// base/bitset.h -- Fixed-size sets of small integers, in an arena.
//
//     Bitset s = bitset_new(&arena, 100);
//     bitset_add(&s, 42);
//     for (int i = bitset_next(&s, 0); i >= 0; i = bitset_next(&s, i + 1))
//         use(i);
#ifndef BASE_BITSET_H
#define BASE_BITSET_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct Bitset {
    uint64_t *words;
    int nbits;
} Bitset;

Bitset bitset_new(Arena *arena, int nbits);
bool bitset_has(const Bitset *s, int i);
bool bitset_add(Bitset *s, int i); // True if it was not there.
void bitset_remove(Bitset *s, int i);
void bitset_clear(Bitset *s);
int bitset_count(const Bitset *s);
int bitset_next(const Bitset *s, int from); // First member >= from, or -1.
bool bitset_eq(const Bitset *a, const Bitset *b);
void bitset_copy(Bitset *dst, const Bitset *src);
// dst = dst | src, & src, & ~src.  True if dst changed.  Equal sizes only.
bool bitset_union(Bitset *dst, const Bitset *src);
bool bitset_intersect(Bitset *dst, const Bitset *src);
bool bitset_subtract(Bitset *dst, const Bitset *src);

#endif
