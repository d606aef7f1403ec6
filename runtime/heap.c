// runtime/heap.c -- Allocation: caches, runs, large objects.
//
// A thread allocates by moving a pointer through a *run*: consecutive free
// slots of a span, at most 4 KB of them, zeroed at once.  When a run is used
// up, the next one is looked for in the span's allocation bits (this is the
// lazy sweep); when the span is used up, the bin gives another.
//
// Invariant: a span is owned by at most one source of one thread; slots below
// its cursor that lie at or above the bump's `cur` are zero and count as
// allocated until the cache is flushed.
//
//     bits 1101 0001 of 8 slots: runs are slots 2, then 4 to 6
#include "runtime/heap.h"
#include "runtime/gc.h"
#include "runtime/os.h"
#include "runtime/throw.h"
#include "runtime/type.h"

#include <stdlib.h>
#include <string.h>

RtHeap rt_heap;
RT_THREAD RtCache rt_cache;
uint64_t rt_zero_base[2];

static RT_THREAD RtCacheInfo *cache_info;
static RT_THREAD int gc_blocked;

// --- Setting up -------------------------------------------------------------

static void *table(size_t bytes)
{
    void *p = rt_os_reserve_table(bytes);
    if (!p)
        rt_throw("runtime: cannot reserve the heap's tables");
    return p;
}

static int64_t env_number(const char *name)
{
    const char *text = rt_os_getenv(name);
    if (!text || !*text)
        return 0;
    return strtoll(text, NULL, 10);
}

static void reserve_range(void)
{
    size_t n = (size_t)1 << 37;
    for (; n >= (size_t)1 << 26; n /= 2) {
        rt_heap.base = rt_os_reserve(n, 1 << 22);
        if (rt_heap.base)
            break;
    }
    if (!rt_heap.base)
        rt_throw("runtime: cannot reserve address space for the heap");
    rt_heap.reserved = n;
}

void rt_heap_init(void)
{
    if (rt_heap.base)
        return;

    reserve_range();
    size_t pages = rt_heap.reserved >> RT_PAGE_SHIFT;
    rt_heap.page = table(pages * sizeof *rt_heap.page);
    rt_heap.spans = table((pages + 1) * sizeof *rt_heap.spans);
    rt_heap.alloc_bits = table(pages * RT_WORDS_PER_PAGE * 8);
    rt_heap.mark_bits = table(pages * RT_WORDS_PER_PAGE * 8);
    rt_bins_init();
    rt_heap.stress = env_number("RT_GC_STRESS");
    rt_heap.verify = env_number("RT_GC_VERIFY") > 0;
    rt_heap.poison = rt_heap.stress > 0 || rt_heap.verify;
    rt_gc_init();
}

// --- Caches -----------------------------------------------------------------

RtCacheInfo *rt_cache_info(void)
{
    RtCacheInfo *info = cache_info;
    if (RT_LIKELY(info != NULL))
        return info;

    rt_heap_init();
    info = rt_os_reserve_table(sizeof *info);
    if (!info)
        rt_throw("runtime: cannot allocate memory");
    info->cache = &rt_cache;
    rt_lock(&rt_heap.lock);
    info->next = rt_heap.caches;
    rt_heap.caches = info;
    rt_unlock(&rt_heap.lock);
    cache_info = info;
    return info;
}

// Counts what was allocated of the current run and forgets the run.
static void close_run(RtCacheInfo *info, unsigned i)
{
    RtSource *s = &info->source[i];
    RtBump *b = &info->cache->bump[i];
    if (s->run) {
        unsigned class = s->bin->class;
        size_t bytes = (size_t)(b->cur - s->run);
        info->mallocs[class] += bytes / rt_class_size[class];
    }
    s->run = NULL;
}

// Gives the span back with its cursor where allocation stopped.
static void release_source(RtCacheInfo *info, unsigned i)
{
    RtSource *s = &info->source[i];
    RtBump *b = &info->cache->bump[i];
    if (s->span) {
        if (s->run) {
            const uint8_t *base = rt_page_address(rt_span_index(s->span));
            size_t used = (size_t)(b->cur - base);
            s->span->cursor = (uint16_t)(used / s->span->size);
            close_run(info, i);
        }
        s->span->owned = false;
        if (s->span->cursor < rt_class_objects[s->span->class]) {
            s->span->next = s->bin->partial;
            if (!s->span->next)
                s->bin->partial_end = &s->span->next;
            s->bin->partial = s->span;
        }
    }
    s->span = NULL;
    s->run = NULL;
    b->cur = NULL;
    b->lim = NULL;
}

void rt_caches_flush(void)
{
    for (RtCacheInfo *info = rt_heap.caches; info; info = info->next) {
        for (unsigned i = 0; i < RT_BUMPS; i++) {
            if (info->source[i].span)
                release_source(info, i);
        }
    }
}

void rt_cache_drop(void)
{
    RtCacheInfo *info = cache_info;
    if (!info)
        return;

    rt_lock(&rt_heap.lock);
    for (unsigned i = 0; i < RT_BUMPS; i++)
        release_source(info, i);
    for (unsigned i = 0; i < RT_CLASSES; i++)
        rt_heap.dead_mallocs[i] += info->mallocs[i];
    RtCacheInfo **link = &rt_heap.caches;
    while (*link != info)
        link = &(*link)->next;
    *link = info->next;
    rt_unlock(&rt_heap.lock);
    cache_info = NULL;
    rt_os_unmap(info, sizeof *info);
}

void rt_caches_count(uint64_t mallocs[RT_CLASSES])
{
    memcpy(mallocs, rt_heap.dead_mallocs, sizeof rt_heap.dead_mallocs);
    for (RtCacheInfo *info = rt_heap.caches; info; info = info->next) {
        for (unsigned c = 0; c < RT_CLASSES; c++)
            mallocs[c] += info->mallocs[c];
        for (unsigned i = 0; i < RT_BUMPS; i++) {
            const RtSource *s = &info->source[i];
            if (!s->run)
                continue;
            size_t bytes = (size_t)(info->cache->bump[i].cur - s->run);
            mallocs[s->bin->class] += bytes / rt_class_size[s->bin->class];
        }
    }
}

void rt_gc_block(void)
{
    gc_blocked++;
}

void rt_gc_unblock(void)
{
    gc_blocked--;
}

// --- Runs -------------------------------------------------------------------

static bool must_collect(void)
{
    if (gc_blocked)
        return false;
    if (RT_UNLIKELY(rt_heap.stress)) {
        if (++rt_heap.stress_count >= rt_heap.stress) {
            rt_heap.stress_count = 0;
            return true;
        }
    }
    return RT_ATOMIC_RELAXED(&rt_heap.live) >= rt_heap.trigger;
}

// Index of the first bit from i on that equals `set`, or n.
static uint32_t find_bit(const uint64_t *bits, uint32_t i, uint32_t n, bool set)
{
    while (i < n) {
        uint64_t word = set ? bits[i / 64] : ~bits[i / 64];
        word &= ~(uint64_t)0 << (i % 64);
        if (word) {
            i = (i & ~63u) + rt_ctz64(word);
            return i < n ? i : n;
        }
        i = (i & ~63u) + 64;
    }
    return n;
}

// Makes the next free slots of the source's span the bump's run.
static bool next_run(RtSource *s, RtBump *b)
{
    RtSpan *span = s->span;
    uint32_t n = rt_class_objects[span->class];
    uint32_t first = rt_span_index(span);
    const uint64_t *bits =
        rt_heap.alloc_bits + (size_t)first * RT_WORDS_PER_PAGE;
    uint32_t i = find_bit(bits, s->next, n, false);
    if (i == n)
        return false;

    uint32_t most = RT_RUN_BYTES / (uint32_t)span->size;
    if (most == 0 || rt_heap.stress)
        most = 1;
    uint32_t stop = n - i > most ? i + most : n;
    uint32_t end = find_bit(bits, i, stop, true);
    uint8_t *base = rt_page_address(first);
    b->cur = s->run = base + i * span->size;
    b->lim = base + end * span->size;
    s->next = end;
    span->cursor = (uint16_t)end;
    if (span->needzero && span->size <= RT_MAX_MASKED)
        memset(b->cur, 0, (size_t)(b->lim - b->cur));
    RT_ATOMIC_ADD(&rt_heap.live, b->lim - b->cur);
    return true;
}

RT_COLD static void out_of_memory(void)
{
    rt_throw("runtime: out of memory");
}

// A span of the bin with free slots, partly used or new.
static RtSpan *take_span(RtBin *bin)
{
    rt_lock(&rt_heap.lock);
    RtSpan *span = bin->partial;
    if (span) {
        bin->partial = span->next;
        if (!span->next)
            bin->partial_end = &bin->partial;
    } else {
        span = rt_span_new(bin);
    }
    if (span)
        span->owned = true;
    rt_unlock(&rt_heap.lock);
    if (!span)
        out_of_memory();
    return span;
}

// The bump is empty: fills it and takes its first object.
RT_NOINLINE static void *refill(unsigned i, RtBin *bin)
{
    RtCacheInfo *info = rt_cache_info();
    if (must_collect()) {
        rt_gc_run(RT_GC_PACED);
        info = rt_cache_info();
    }
    RtSource *s = &info->source[i];
    RtBump *b = &info->cache->bump[i];
    if (s->bin != bin) {
        rt_lock(&rt_heap.lock);
        release_source(info, i);
        rt_unlock(&rt_heap.lock);
        info->cache->arrays[i] = false;
    }
    s->bin = bin;
    close_run(info, i);
    while (!s->span || !next_run(s, b)) {
        if (s->span)
            s->span->owned = false;
        s->span = take_span(bin);
        s->next = s->span->cursor;
    }
    uint8_t *p = b->cur;
    b->cur = p + s->span->size;
    return p;
}

static void *alloc_from(unsigned i, unsigned class, uint64_t mask)
{
    void *p = rt_bump_take(i, rt_class_size[class]);
    if (RT_LIKELY(p != NULL))
        return p;

    RtBin *bin = rt_cache_info()->source[i].bin;
    if (!bin) {
        bool noscan = i >= RT_BUMP_NOSCAN && i < RT_BUMP_HEADER;
        bool header = i >= RT_BUMP_HEADER && i < RT_BUMP_HASHED;
        rt_lock(&rt_heap.lock);
        bin = rt_bin_find(class, mask, noscan, header);
        rt_unlock(&rt_heap.lock);
    }
    return refill(i, bin);
}

// Objects of 80 to 512 bytes share bumps by hash of class and mask.
static unsigned masked_bump(unsigned class, uint64_t mask)
{
    size_t size = rt_class_size[class];
    if (size <= RT_MAX_DIRECT)
        return rt_bump_direct((unsigned)(size / 8), (unsigned)mask);

    uint64_t h = (mask ^ class) * 0x9e3779b97f4a7c15u;
    return RT_BUMP_HASHED + (unsigned)(h >> 57) % RT_BUMPS_HASHED;
}

static void *alloc_masked(unsigned class, uint64_t mask)
{
    unsigned i = masked_bump(class, mask);
    if (i < RT_BUMP_HASHED)
        return alloc_from(i, class, mask);

    RtBin *bin = rt_cache_info()->source[i].bin;
    if (!bin || bin->mask != mask || bin->class != class) {
        RtBin *former = bin;
        rt_lock(&rt_heap.lock);
        bin = rt_bin_find(class, mask, false, false);
        rt_unlock(&rt_heap.lock);
        if (bin != former)
            return refill(i, bin);
    }
    return alloc_from(i, class, mask);
}

static bool source_needs_zero(unsigned i)
{
    return cache_info->source[i].span->needzero;
}

// An object that begins with its type; `keep` bytes behind that stay as they
// are.
static void *alloc_header(size_t n, const RtType *elem, size_t keep)
{
    unsigned class = rt_class_of(n + RT_HEADER);
    unsigned i = RT_BUMP_HEADER + class;
    uint8_t *p = alloc_from(i, class, 0);
    if (source_needs_zero(i)) {
        memset(p + RT_HEADER + keep, 0,
               rt_class_size[class] - RT_HEADER - keep);
    }
    memcpy(p, &elem, RT_HEADER);
    return p + RT_HEADER;
}

// --- Large objects ----------------------------------------------------------

static void *alloc_large(size_t n, const RtType *elem, size_t keep)
{
    rt_heap_init();
    if (n > rt_heap.reserved)
        out_of_memory();
    size_t pages = (n + RT_PAGE - 1) >> RT_PAGE_SHIFT;
    size_t bytes = pages << RT_PAGE_SHIFT;
    RT_ATOMIC_ADD(&rt_heap.live, (int64_t)bytes);
    if (must_collect()) {
        rt_gc_run(RT_GC_PACED);
        RT_ATOMIC_ADD(&rt_heap.live, (int64_t)bytes);
    }

    rt_lock(&rt_heap.lock);
    bool needzero;
    uint32_t first = rt_pages_take(pages, &needzero);
    if (first == UINT32_MAX) {
        rt_unlock(&rt_heap.lock);
        out_of_memory();
    }
    RtSpan *s = &rt_heap.spans[first];
    s->type = elem;
    s->size = n;
    s->bin = &rt_heap.bin[elem ? RT_BIN_LARGE : RT_BIN_LARGE_NOSCAN];
    s->next = NULL;
    s->npages = (uint32_t)pages;
    s->live = 0;
    s->cursor = 1;
    s->state = RT_SPAN_LARGE;
    s->class = 0;
    s->owned = false;
    rt_heap.alloc_bits[(size_t)first * RT_WORDS_PER_PAGE] = 0;
    rt_pages_describe(first, pages, s->bin);
    rt_heap.large_mallocs++;
    rt_heap.large_malloc_bytes += bytes;
    rt_unlock(&rt_heap.lock);

    uint8_t *p = rt_page_address(first);
    if (needzero || rt_heap.poison)
        memset(p + keep, 0, bytes - keep);
    return p;
}

// --- Public -----------------------------------------------------------------

// A pointer to its end may be all that keeps an array: see scan_word in mark.c.
RT_INLINE void note_array(unsigned i)
{
    if (RT_UNLIKELY(!rt_cache.arrays[i])) {
        cache_info->source[i].bin->arrays = true;
        rt_cache.arrays[i] = true;
    }
}

void *rt_alloc_noscan_raw(size_t n)
{
    if (n == 0)
        return rt_zero_base;
    if (n > RT_MAX_SMALL)
        return alloc_large(n, NULL, n);

    unsigned class = rt_class_of(n);
    void *p = alloc_from(RT_BUMP_NOSCAN + class, class, 0);
    note_array(RT_BUMP_NOSCAN + class);
    return p;
}

static void *alloc_noscan(size_t n, size_t keep)
{
    if (n == 0)
        return rt_zero_base;
    if (n > RT_MAX_SMALL)
        return alloc_large(n, NULL, keep);

    unsigned class = rt_class_of(n);
    unsigned i = RT_BUMP_NOSCAN + class;
    uint8_t *p = alloc_from(i, class, 0);
    if (n > RT_MAX_MASKED && source_needs_zero(i))
        memset(p + keep, 0, n - keep);
    return p;
}

void *rt_alloc_noscan(size_t n)
{
    return alloc_noscan(n, 0);
}

void *rt_new_noscan_slow(int64_t n)
{
    return alloc_noscan((size_t)n, 0);
}

void *rt_new_slow(const RtType *t)
{
    size_t n = (size_t)t->size;
    if (t->ptrdata == 0)
        return alloc_noscan(n, 0);
    if (n <= RT_MAX_MASKED)
        return alloc_masked(rt_class_of(n), rt_type_mask(t));
    if (n <= RT_MAX_SMALL)
        return alloc_header(n, t, 0);
    return alloc_large(n, t, 0);
}

void *rt_alloc_grown(const RtType *elem, size_t bytes, size_t keep)
{
    if (bytes == 0)
        return rt_zero_base;
    if (bytes > RT_MAX_SMALL)
        return alloc_large(bytes, elem->ptrdata ? elem : NULL, keep);

    unsigned class = rt_class_of(bytes);
    unsigned i = RT_BUMP_NOSCAN + class;
    void *p;
    if (elem->ptrdata == 0) {
        p = alloc_noscan(bytes, keep);
    } else if (bytes > RT_MAX_MASKED) {
        i = RT_BUMP_HEADER + rt_class_of(bytes + RT_HEADER);
        p = alloc_header(bytes, elem, keep);
    } else {
        uint64_t mask = rt_type_array_mask(elem, rt_class_size[class] / 8);
        i = masked_bump(class, mask);
        p = alloc_masked(class, mask);
    }
    note_array(i);
    return p;
}

void *rt_alloc_array(const RtType *elem, size_t n)
{
    return rt_alloc_grown(elem, (size_t)elem->size * n, 0);
}

size_t rt_round_size(size_t n, bool noscan)
{
    if (n > RT_MAX_SMALL) {
        size_t up = n + RT_PAGE - 1;
        return up < n ? n : up & ~(size_t)(RT_PAGE - 1);
    }
    if (n == 0)
        return 0;

    size_t header = !noscan && n > RT_MAX_MASKED ? RT_HEADER : 0;
    return rt_class_size[rt_class_of(n + header)] - header;
}

void *rt_alloc_rounded(const RtType *elem, size_t *bytes, size_t keep)
{
    size_t n = *bytes;
    if (n - 1 < RT_MAX_MASKED && elem->ptrdata == 0) {
        unsigned class = rt_class_of(n);
        void *p = rt_bump_take(RT_BUMP_NOSCAN + class, rt_class_size[class]);
        if (RT_LIKELY(p != NULL)) {
            *bytes = rt_class_size[class];
            note_array(RT_BUMP_NOSCAN + class);
            return p;
        }
    }
    *bytes = rt_round_size(n, elem->ptrdata == 0);
    return rt_alloc_grown(elem, *bytes, keep);
}

bool rt_object_has_header(const RtObject *o)
{
    return o->bin->header;
}

uintptr_t rt_object_base(const RtObject *o)
{
    return o->start + (rt_object_has_header(o) ? RT_HEADER : 0);
}

size_t rt_object_size(const RtObject *o)
{
    const RtSpan *s = &rt_heap.spans[o->first];
    if (s->state == RT_SPAN_LARGE)
        return s->size;
    return s->size - (rt_object_has_header(o) ? RT_HEADER : 0);
}
