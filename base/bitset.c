// base/bitset.c -- Sets of small integers as words of bits.
//
// Invariant: bits at and above nbits in the last word are zero.
#include "base/bitset.h"

#include <assert.h>
#include <string.h>

static int nwords(const Bitset *s)
{
    return (s->nbits + 63) / 64;
}

Bitset bitset_new(Arena *arena, int nbits)
{
    Bitset s = {NULL, nbits};
    s.words = ARENA_ARRAY(arena, uint64_t, nwords(&s));
    return s;
}

bool bitset_has(const Bitset *s, int i)
{
    assert(i >= 0 && i < s->nbits);
    return s->words[i / 64] >> (i % 64) & 1;
}

bool bitset_add(Bitset *s, int i)
{
    bool fresh = !bitset_has(s, i);
    s->words[i / 64] |= (uint64_t)1 << (i % 64);
    return fresh;
}

void bitset_remove(Bitset *s, int i)
{
    assert(i >= 0 && i < s->nbits);
    s->words[i / 64] &= ~((uint64_t)1 << (i % 64));
}

void bitset_clear(Bitset *s)
{
    for (int i = 0; i < nwords(s); i++)
        s->words[i] = 0;
}

int bitset_count(const Bitset *s)
{
    int count = 0;
    for (int i = 0; i < nwords(s); i++)
        for (uint64_t w = s->words[i]; w; w &= w - 1)
            count++;
    return count;
}

int bitset_next(const Bitset *s, int from)
{
    if (from >= s->nbits)
        return -1;
    int word = from / 64;
    uint64_t w = s->words[word] & (~(uint64_t)0 << (from % 64));
    while (!w) {
        if (++word >= nwords(s))
            return -1;
        w = s->words[word];
    }
    int bit = word * 64;
    while (!(w & 1)) {
        w >>= 1;
        bit++;
    }
    return bit;
}

bool bitset_eq(const Bitset *a, const Bitset *b)
{
    if (a->nbits != b->nbits)
        return false;
    for (int i = 0; i < nwords(a); i++)
        if (a->words[i] != b->words[i])
            return false;
    return true;
}

void bitset_copy(Bitset *dst, const Bitset *src)
{
    assert(dst->nbits == src->nbits);
    for (int i = 0; i < nwords(dst); i++)
        dst->words[i] = src->words[i];
}

static bool set_word(uint64_t *dst, uint64_t value)
{
    bool changed = *dst != value;
    *dst = value;
    return changed;
}

bool bitset_union(Bitset *dst, const Bitset *src)
{
    assert(dst->nbits == src->nbits);
    bool changed = false;
    for (int i = 0; i < nwords(dst); i++)
        changed |= set_word(&dst->words[i], dst->words[i] | src->words[i]);
    return changed;
}

bool bitset_intersect(Bitset *dst, const Bitset *src)
{
    assert(dst->nbits == src->nbits);
    bool changed = false;
    for (int i = 0; i < nwords(dst); i++)
        changed |= set_word(&dst->words[i], dst->words[i] & src->words[i]);
    return changed;
}

bool bitset_subtract(Bitset *dst, const Bitset *src)
{
    assert(dst->nbits == src->nbits);
    bool changed = false;
    for (int i = 0; i < nwords(dst); i++)
        changed |= set_word(&dst->words[i], dst->words[i] & ~src->words[i]);
    return changed;
}
