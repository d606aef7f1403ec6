// base/vec.c -- Growth of typed arrays: doubling, from malloc or an arena.
//
// Invariant: on return *cap > len, and the first len elements are preserved.
#include "base/vec.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *vec_grow(void *data, int len, int *cap, size_t elem, Arena *arena)
{
    if (len > INT_MAX / 2) {
        fputs("fatal error: array too large\n", stderr);
        exit(3);
    }
    int want = len < 4 ? 8 : len * 2;
    *cap = want;
    if (!arena)
        return xrealloc(data, (size_t)want * elem);

    void *p = arena_alloc_array(arena, (size_t)want, elem);
    if (len)
        memcpy(p, data, (size_t)len * elem);
    return p;
}

void vec_release(void *data)
{
    free(data);
}
