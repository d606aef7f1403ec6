// runtime/heap.h -- The heap: pages, spans, bins, and how to find an object.
//
// One reserved range of addresses is cut into pages of 8 KB.  A *span* is a run
// of pages with objects of one size class and one pointer mask, or with a
// single large object.  A *bin* is what spans of equal class and mask have in
// common, all that marking has to know of them.  Every page has a 4-byte entry
// (number of the bin, distance to the span's first page), so that any interior
// pointer finds its object's start and mask without touching the object or the
// span.  Mark bits and allocation bits lie in side tables, one bit per object,
// 1,024 bits per page.
//
// A slot of a small span is allocated when its index is below span->cursor or
// its allocation bit (its mark bit of the last cycle) is set.
//
// Locks: `lock` guards pages, bins, and spans not owned by a cache.  A span
// taken by a cache belongs to that thread until it is used up or a cycle
// starts.  mark_bits belong to the collector.
//
//     p = base + 5 pages + 100, page 4 starts a span of 48-byte objects:
//     offset = 8,192 + 100; index = 172; start = base + 4 pages + 172 * 48
#ifndef RUNTIME_HEAP_H
#define RUNTIME_HEAP_H

#include "runtime/abi.h"
#include "runtime/cache.h"
#include "runtime/park.h"
#include "runtime/platform.h"
#include "runtime/sizeclass.h"

enum {
    RT_BITS_PER_PAGE = 1024,
    RT_WORDS_PER_PAGE = RT_BITS_PER_PAGE / 64,
    RT_BIN_BITS = 14,       // Of a page entry; the rest is the distance.
    RT_BINS = 1 << RT_BIN_BITS,
    RT_BIN_LARGE = 1,       // Large objects with pointers, and without.
    RT_BIN_LARGE_NOSCAN = 2,
    RT_MAX_DISTANCE = (1 << (32 - RT_BIN_BITS)) - 1,
    RT_RUN_BYTES = 4096,    // Zeroed at once; small enough to stay in L1.
    RT_FREE_BINS = 256
};

typedef enum RtSpanState {
    RT_SPAN_NONE,    // Middle of a span, or never used.
    RT_SPAN_FREE,    // First or last page of a free run.
    RT_SPAN_SMALL,
    RT_SPAN_LARGE
} RtSpanState;

typedef struct RtSpan RtSpan;
typedef struct RtBin RtBin;

// By index of the first page.  A free run has one at its last page too.
struct RtSpan {
    RtBin *bin;
    const RtType *type;    // Large: its elements; NULL: no pointers.
    size_t size;           // Of an object; large: bytes asked for.
    RtSpan *next;          // In bin->partial, or in a list of free runs.
    RtSpan *prev;          // In a list of free runs.
    uint32_t npages;
    uint16_t live;         // Objects that survived the last cycle.
    uint16_t cursor;       // See above.
    uint8_t state;         // RtSpanState
    uint8_t class;         // Of a small span.
    uint8_t needzero;      // May hold other than zeros.
    uint8_t owned;         // By a cache.
    uint32_t released;     // Free: pages of it that were given back.
    uint64_t unused;
};

_Static_assert(sizeof(RtSpan) == 64, "span layout");

// The first line is what marking reads.
struct RtBin {
    uint64_t mask;         // Words that are pointers; 0: noscan, header, large.
    uint32_t reciprocal;   // As rt_class_reciprocal; large: 0.
    uint16_t size;         // Of a slot; large: 0.
    uint16_t objects;      // In a span; large: 1.
    uint8_t class;         // 0: large.
    bool noscan;
    bool header;           // Objects begin with a word: their type.
    bool arrays;           // A pointer just past an object may be in use.
    uint32_t number;       // Index in rt_heap.bin.
    RtBin *hash_next;
    RtSpan *partial;       // Spans with free slots, by address.
    RtSpan **partial_end;
    uint64_t unused[2];
};

_Static_assert(sizeof(RtBin) == 64, "bin layout");

// Where a bump gets its memory from; one for each, private to the thread.
typedef struct RtSource {
    RtBin *bin;
    RtSpan *span;
    uint8_t *run;          // Start of the current run.
    uint32_t next;         // Index of the first object after it.
    uint32_t unused;
} RtSource;

// The part of a thread's cache that compiled code never sees.
typedef struct RtCacheInfo RtCacheInfo;
struct RtCacheInfo {
    RtCache *cache;
    RtSource source[RT_BUMPS];
    uint64_t mallocs[RT_CLASSES]; // Objects, without those of current runs.
    RtCacheInfo *next;            // Of all threads.
};

typedef struct RtHeap {
    uint8_t *base;
    size_t used;           // Bytes from base that spans may occupy.
    size_t committed;      // Bytes.
    size_t reserved;       // Bytes.
    uint32_t *page;        // Entry by page: distance << RT_BIN_BITS | bin; 0:
                           // free.
    RtBin *bin;            // By number.
    uint32_t nbins;
    RtSpan *spans;         // By page.
    uint64_t *alloc_bits;
    uint64_t *mark_bits;

    RtLock lock;
    RtSpan *free[RT_FREE_BINS];
    uint64_t free_bits[RT_FREE_BINS / 64];
    size_t free_pages;     // In the lists.
    size_t released_pages; // Of those, given back.
    size_t span_pages;     // In use.

    RtBin *bins[512];      // Hash table of those with masks.
    RtBin *noscan_bin[RT_CLASSES];
    RtBin *header_bin[RT_CLASSES];

    int64_t live;          // Bytes in use, estimated between cycles.
    int64_t trigger;       // Value of live that starts a cycle.
    RtCacheInfo *caches;

    uint64_t large_mallocs;
    uint64_t large_malloc_bytes;
    uint64_t large_frees;
    uint64_t large_free_bytes;
    uint64_t frees[RT_CLASSES];
    uint64_t dead_mallocs[RT_CLASSES]; // By threads that are gone.
    size_t meta_bytes;     // Runtime's own tables (MemStats.OtherSys).

    int64_t stress;        // Collect at every n-th allocation; 0: off.
    int64_t stress_count;
    bool verify;
    bool poison;
} RtHeap;

extern RtHeap rt_heap;

// Sets the heap up; again does nothing.  Called by rt_start, and by the first
// allocation.
void rt_heap_init(void);

// The calling thread's cache, made on first use; and its end, when the
// thread exits: what it holds goes back to the heap.
RtCacheInfo *rt_cache_info(void);
void rt_cache_drop(void);
// Publishes counts of all caches and empties them.  World stopped.
void rt_caches_flush(void);
// Objects allocated so far by class; other threads' current runs included.
void rt_caches_count(uint64_t mallocs[RT_CLASSES]);

// A collection may not start on this thread between the two (they nest);
// allocation goes on.
void rt_gc_block(void);
void rt_gc_unblock(void);

// --- Allocation for the runtime ---------------------------------------------

// n objects of the type, zeroed.
void *rt_alloc_array(const RtType *elem, size_t n);
// Bytes without pointers, zeroed or with any content.
void *rt_alloc_noscan(size_t n);
void *rt_alloc_noscan_raw(size_t n);
// Room for `bytes` bytes of elements, of which the first `keep` the caller
// overwrites at once (before any other allocation): the rest is zero.
void *rt_alloc_grown(const RtType *elem, size_t bytes, size_t keep);
// The same for at least *bytes bytes; *bytes becomes what there is.
void *rt_alloc_rounded(const RtType *elem, size_t *bytes, size_t keep);
// That number.
size_t rt_round_size(size_t n, bool noscan);
// Memory of the runtime's own, never freed, not scanned.
void *rt_meta_alloc(size_t n);

// --- Pages (span.c); lock held ----------------------------------------------

// A run of pages, or 0xffffffff when memory is exhausted.
uint32_t rt_pages_take(size_t n, bool *needzero);
void rt_pages_free(uint32_t first, size_t n);
// Gives back free pages until at most `keep` are held; gives their number.
size_t rt_pages_release(size_t keep);

RtSpan *rt_span_new(RtBin *bin);
void rt_span_free(RtSpan *s);
RtBin *rt_bin_find(unsigned class, uint64_t mask, bool noscan, bool header);
void rt_bins_init(void);
// Page entries of a span.
void rt_pages_describe(uint32_t first, size_t n, const RtBin *bin);

// --- Objects ----------------------------------------------------------------

typedef struct RtObject {
    uintptr_t start;       // Of the slot (a header is part of it).
    uint32_t first;        // Page of the span.
    uint32_t index;
    const RtBin *bin;
} RtObject;

RT_INLINE uint32_t rt_span_index(const RtSpan *s)
{
    return (uint32_t)(s - rt_heap.spans);
}

RT_INLINE uint8_t *rt_page_address(uint32_t page)
{
    return rt_heap.base + ((size_t)page << RT_PAGE_SHIFT);
}

// The first page of the span of a page with this entry.
RT_INLINE uint32_t rt_page_first(uint32_t page, uint32_t entry)
{
    uint32_t distance = entry >> RT_BIN_BITS;
    while (RT_UNLIKELY(distance == RT_MAX_DISTANCE)) {
        page -= distance;
        distance = rt_heap.page[page] >> RT_BIN_BITS;
    }
    return page - distance;
}

// The slot that contains address p, allocated or not.  False: none.
RT_INLINE bool rt_object_find(uintptr_t p, RtObject *o)
{
    size_t offset = p - (uintptr_t)rt_heap.base;
    if (offset >= rt_heap.used)
        return false;

    uint32_t page = (uint32_t)(offset >> RT_PAGE_SHIFT);
    uint32_t entry = rt_heap.page[page];
    if (entry == 0)
        return false;

    const RtBin *bin = &rt_heap.bin[entry & (RT_BINS - 1)];
    uint32_t first = rt_page_first(page, entry);
    size_t in = offset - ((size_t)first << RT_PAGE_SHIFT);
    uint32_t index = (uint32_t)((in * bin->reciprocal) >> 32);
    o->first = first;
    o->bin = bin;
    o->index = index;
    o->start = (uintptr_t)rt_page_address(first) + (size_t)index * bin->size;
    return index < bin->objects;
}

RT_INLINE bool rt_object_allocated(const RtObject *o)
{
    if (o->index < rt_heap.spans[o->first].cursor)
        return true;
    const uint64_t *bits =
        rt_heap.alloc_bits + (size_t)o->first * RT_WORDS_PER_PAGE;
    return bits[o->index / 64] >> (o->index % 64) & 1;
}

// What the program sees as the object: behind the header, if it has one.
bool rt_object_has_header(const RtObject *o);
uintptr_t rt_object_base(const RtObject *o);
size_t rt_object_size(const RtObject *o); // Usable bytes from its base.

#endif
