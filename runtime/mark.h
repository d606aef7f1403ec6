// runtime/mark.h -- Marking: from roots to every reachable object.
#ifndef RUNTIME_MARK_H
#define RUNTIME_MARK_H

#include "runtime/heap.h"

enum { RT_MARK_RING = 16 };

// An object on its way to be marked; its cache lines are being fetched.
typedef struct RtMarkItem {
    uint64_t *word;        // Of the mark bits; NULL: no object.
    uint64_t bit;
    uintptr_t start;
    const RtBin *bin;
} RtMarkItem;

// The rest of a large object.
typedef struct RtMarkRange {
    uintptr_t lo, hi;
    const RtType *type;    // Of the elements.
} RtMarkRange;

// One marking thread.
typedef struct RtMarker {
    uintptr_t *stack;      // Pointers into the heap, still to be looked at.
    size_t top, limit;
    RtMarkRange *ranges;
    size_t nranges, range_limit;
    size_t low;            // Below it the stack was given away.
    bool overflowed;       // Something found no place; marked objects have to
                           // be scanned again.
    bool parallel;         // Other threads mark, too: see mark_parallel.c.
    RtMarkItem ring[RT_MARK_RING];
} RtMarker;

void rt_marker_init(RtMarker *m);
// Roots.  Nothing is marked before rt_mark_drain.
void rt_mark_pointer(RtMarker *m, uintptr_t p);
void rt_mark_typed(RtMarker *m, const RtType *t, uintptr_t lo, uintptr_t hi);
void rt_mark_conservative(RtMarker *m, const void *lo, const void *hi);
// What the object that contains p points to, without marking it.
void rt_mark_content(RtMarker *m, uintptr_t p);
// Marks everything reachable from what was given so far.
void rt_mark_drain(RtMarker *m);
// The same with the help of up to `helpers` other threads.
void rt_mark_drain_parallel(RtMarker *m, int helpers);
// Until stack, ring and ranges of this marker are empty.
void rt_mark_drain_own(RtMarker *m);
// When others wait for work: gives some of m's to them.
void rt_mark_share(RtMarker *m);
bool rt_mark_others_wait(void);
// Gives back the memory of the stacks.
void rt_marker_trim(RtMarker *m);
// The object that contains p is marked.
bool rt_marked(uintptr_t p);

// Calls visit for every pointer word of the object, as marking sees it.
typedef void RtVisitWord(uintptr_t *word, void *ctx);
void rt_object_words(const RtObject *o, RtVisitWord *visit, void *ctx);

#endif
