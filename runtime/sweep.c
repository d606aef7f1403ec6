// runtime/sweep.c -- What a cycle leaves behind: live counts, free slots.
//
// Sweeping proper, that is finding free slots, happens when a cache takes a
// run. Here every span is only counted, by the population count of its mark
// bits, so that statistics are exact at the end of a cycle and empty spans can
// be used for other sizes at once.
//
// Invariant: afterwards each small span that is not full is in its bin's list,
// in the order of addresses; none is owned; no cursor is above 0.
#include "runtime/sweep.h"

#include <string.h>

enum { POISON = 0xdb };

// Bits of slots 64 * i .. 64 * i + 63 that lie below the cursor.
static uint64_t below_cursor(uint32_t cursor, uint32_t i)
{
    uint32_t start = i * 64;
    if (cursor <= start)
        return 0;
    if (cursor >= start + 64)
        return ~(uint64_t)0;
    return ((uint64_t)1 << (cursor - start)) - 1;
}

// Survivors among what was allocated.  A mark on a slot that was not (a
// pointer just past an object led there) is dropped.
static uint32_t count_live(RtSpan *s)
{
    size_t at = (size_t)rt_span_index(s) * RT_WORDS_PER_PAGE;
    uint64_t *mark = rt_heap.mark_bits + at;
    const uint64_t *alloc = rt_heap.alloc_bits + at;
    uint32_t words = (rt_class_objects[s->class] + 63u) / 64;
    uint32_t live = 0;
    for (uint32_t i = 0; i < words; i++) {
        mark[i] &= alloc[i] | below_cursor(s->cursor, i);
        live += rt_popcount64(mark[i]);
    }
    return live;
}

static void poison_dead(const RtSpan *s)
{
    uint32_t first = rt_span_index(s);
    const uint64_t *mark =
        rt_heap.mark_bits + (size_t)first * RT_WORDS_PER_PAGE;
    uint8_t *p = rt_page_address(first);
    for (uint32_t i = 0; i < rt_class_objects[s->class]; i++, p += s->size) {
        if (!(mark[i / 64] >> (i % 64) & 1))
            memset(p, POISON, s->size);
    }
}

static void sweep_small(RtSpan *s, uint64_t live[RT_CLASSES])
{
    uint32_t n = count_live(s);
    live[s->class] += n;
    if (RT_UNLIKELY(rt_heap.poison))
        poison_dead(s);
    if (n == 0) {
        rt_span_free(s);
        return;
    }
    s->live = (uint16_t)n;
    s->cursor = 0;
    s->owned = false;
    s->needzero = true;
    s->next = NULL;
    if (n == rt_class_objects[s->class])
        return;
    *s->bin->partial_end = s;
    s->bin->partial_end = &s->next;
}

static void sweep_large(RtSpan *s, RtSweepResult *r)
{
    uint32_t first = rt_span_index(s);
    size_t bytes = (size_t)s->npages << RT_PAGE_SHIFT;
    uint64_t *word = &rt_heap.mark_bits[(size_t)first * RT_WORDS_PER_PAGE];
    if (*word & 1) {
        r->live_bytes += (int64_t)bytes;
        r->live_objects++;
        return;
    }
    if (rt_heap.poison)
        memset(rt_page_address(first), POISON, bytes);
    rt_heap.large_frees++;
    rt_heap.large_free_bytes += bytes;
    rt_span_free(s);
}

static void clear_bin(RtBin *bin)
{
    for (; bin; bin = bin->hash_next) {
        bin->partial = NULL;
        bin->partial_end = &bin->partial;
    }
}

static void clear_bins(void)
{
    for (size_t i = 0; i < sizeof rt_heap.bins / sizeof rt_heap.bins[0]; i++)
        clear_bin(rt_heap.bins[i]);
    for (unsigned c = 0; c < RT_CLASSES; c++) {
        clear_bin(rt_heap.noscan_bin[c]);
        clear_bin(rt_heap.header_bin[c]);
    }
}

static void count_frees(const uint64_t live[RT_CLASSES], RtSweepResult *r)
{
    uint64_t mallocs[RT_CLASSES];
    rt_caches_count(mallocs);
    for (unsigned c = 1; c < RT_CLASSES; c++) {
        rt_heap.frees[c] = mallocs[c] - live[c];
        r->live_objects += (int64_t)live[c];
        r->live_bytes += (int64_t)(live[c] * rt_class_size[c]);
    }
}

RtSweepResult rt_sweep(void)
{
    RtSweepResult r = {0, 0};
    uint64_t live[RT_CLASSES] = {0};
    clear_bins();
    size_t pages = rt_heap.used >> RT_PAGE_SHIFT;
    for (size_t i = 0; i < pages;) {
        RtSpan *s = &rt_heap.spans[i];
        i += s->npages; // Before the span is freed and merged.
        if (s->state == RT_SPAN_SMALL)
            sweep_small(s, live);
        else if (s->state == RT_SPAN_LARGE)
            sweep_large(s, &r);
    }
    count_frees(live, &r);
    uint64_t *bits = rt_heap.mark_bits;
    rt_heap.mark_bits = rt_heap.alloc_bits;
    rt_heap.alloc_bits = bits;
    return r;
}
