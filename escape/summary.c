// escape/summary.c -- Rows of least depths; see the header.
//
// A depth is kept in one byte and saturates: nobody dereferences 254 times, and
// a smaller depth would only be more careful.
//
//     summary_leak_to_heap(s, 0, 2); summary_leak_to_heap(s, 0, 1)  ; keeps 1
#include "escape/summary.h"

#include <string.h>

static int row_length(const Summary *s)
{
    return LEAK_RESULT0 + s->nresults + s->ncontents;
}

static unsigned char *row_of(const Summary *s, int param)
{
    return s->rows + (size_t)param * (size_t)row_length(s);
}

static Summary *make(Arena *arena, int nparams, int nresults, int ncontents)
{
    Summary *s = ARENA_NEW(arena, Summary);
    s->nparams = nparams;
    s->nresults = nresults;
    s->ncontents = ncontents;
    size_t n = (size_t)(nparams + 1) * (size_t)row_length(s);
    s->rows = arena_alloc(arena, n);
    memset(s->rows, NO_LEAK, n);
    return s;
}

Summary *summary_new(Arena *arena, int nparams, int nresults)
{
    return make(arena, nparams, nresults, 0);
}

Summary *summary_new_deep(Arena *arena, int nparams, int nresults)
{
    return make(arena, nparams, nresults, nparams * CONTENT_DEPTHS);
}

int summary_content(const Summary *s, int to, int depth)
{
    return LEAK_RESULT0 + s->nresults + to * CONTENT_DEPTHS + depth;
}

int summary_unknown_row(const Summary *s)
{
    return s->nparams;
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
    for (int i = LEAK_HEAP + 1; i < row_length(s); i++) {
        if (row[i] >= row[LEAK_HEAP])
            row[i] = NO_LEAK;
    }
}
