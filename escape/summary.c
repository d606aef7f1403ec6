// escape/summary.c -- Rows of least depths; see the header.
//
// A depth is kept in one byte and saturates: nobody dereferences 254 times, and
// a smaller depth would only be more careful.
//
//     summary_leak_to_heap(s, 0, 2); summary_leak_to_heap(s, 0, 1)  ; keeps 1
#include "escape/summary.h"

#include <string.h>

static unsigned char *row_of(const Summary *s, int param)
{
    return s->rows + (size_t)param * (size_t)(LEAK_RESULT0 + s->nresults);
}

Summary *summary_new(Arena *arena, int nparams, int nresults)
{
    Summary *s = ARENA_NEW(arena, Summary);
    s->nparams = nparams;
    s->nresults = nresults;
    size_t n = (size_t)nparams * (size_t)(LEAK_RESULT0 + nresults);
    s->rows = arena_alloc(arena, n);
    memset(s->rows, NO_LEAK, n);
    return s;
}

void summary_leak(Summary *s, int param, int slot, int depth)
{
    unsigned char *row = row_of(s, param);
    if (depth > MAX_LEAK)
        depth = MAX_LEAK;
    if (depth < row[slot])
        row[slot] = (unsigned char)depth;
}

void summary_leak_to_heap(Summary *s, int param, int depth)
{
    summary_leak(s, param, LEAK_HEAP, depth);
}

void summary_leak_to_result(Summary *s, int param, int result, int depth)
{
    summary_leak(s, param, LEAK_RESULT0 + result, depth);
}

int summary_depth(const Summary *s, int param, int slot)
{
    return row_of(s, param)[slot];
}

int summary_result_depth(const Summary *s, int param, int result)
{
    return summary_depth(s, param, LEAK_RESULT0 + result);
}

void summary_optimize(Summary *s, int param)
{
    unsigned char *row = row_of(s, param);
    for (int i = LEAK_HEAP + 1; i < LEAK_RESULT0 + s->nresults; i++) {
        if (row[i] >= row[LEAK_HEAP])
            row[i] = NO_LEAK;
    }
}
