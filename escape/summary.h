// escape/summary.h -- Leak summaries: where a function lets the pointers
// passed to it go.
//
// One row per parameter: the least number of loads after which something
// reached from it flows to the heap, to a store through a pointer (mutator), to
// a call of an unknown func value (callee), or to each result.
//
// Invariant: depths only shrink, so any order of flows gives the same result.
//
//     func f(p **T) *T { global = p; return *p }   ; heap 0 hides result 1
#ifndef ESCAPE_SUMMARY_H
#define ESCAPE_SUMMARY_H

#include "base/arena.h"

enum { NO_LEAK = 255, MAX_LEAK = 254 };
enum { LEAK_HEAP, LEAK_MUTATOR, LEAK_CALLEE, LEAK_RESULT0 };

enum { CONTENT_DEPTHS = 3 };

typedef struct Summary {
    int nparams, nresults;
    // Level full: flows into what parameters point to, CONTENT_DEPTHS each;
    // and one more row, for values that come from elsewhere.
    int ncontents;
    unsigned char *rows; // Of LEAK_RESULT0 + nresults + ncontents depths.
} Summary;

Summary *summary_new(Arena *arena, int nparams, int nresults);
// With flows from parameters into objects of other parameters.
Summary *summary_new_deep(Arena *arena, int nparams, int nresults);
// `slot`: LEAK_HEAP ... LEAK_RESULT0 + i, or summary_content.
void summary_leak(Summary *s, int param, int slot, int depth);
void summary_leak_to_heap(Summary *s, int param, int depth);
void summary_leak_to_result(Summary *s, int param, int result, int depth);
int summary_depth(const Summary *s, int param, int slot); // Or NO_LEAK.
int summary_result_depth(const Summary *s, int param, int result);
// Slot of flows into the object after `depth` loads from parameter `to`; the
// last depth stands for all that are reached from there.
int summary_content(const Summary *s, int to, int depth);
int summary_unknown_row(const Summary *s);
// Forgets flows that are no shallower than the flow to the heap: what they
// would reach is already there.
void summary_optimize(Summary *s, int param);

#endif
