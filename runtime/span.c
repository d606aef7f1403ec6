// runtime/span.c -- Pages and spans: who owns which part of the heap.
//
// Free pages form runs; the first and the last page of a run know it, so that
// neighbours merge when pages are freed.  Runs hang in lists by length (exact
// up to 63 pages, then eight lists for each power of two); a bitmap of
// non-empty lists finds the best fit.  Pages never used lie above `used` and
// are taken only when no run fits.
//
// Invariant: no two free runs touch; a page in use never has state FREE.
//
//     free runs of 3 and 9 pages, take 4: the run of 9 is cut into 4 and 5
#include "runtime/heap.h"
#include "runtime/os.h"
#include "runtime/throw.h"

#include <string.h>

enum {
    EXACT = 64,
    COMMIT_BYTES = 16 << 20,
    HUGE_ABOVE = 64 << 20,
    NO_PAGE = -1
};

static unsigned free_list_of(size_t n)
{
    if (n < EXACT)
        return (unsigned)n;

    unsigned log = rt_log2_64(n);
    unsigned i = EXACT + (log - 6) * 8 + (unsigned)(n >> (log - 3) & 7);
    return i < RT_FREE_BINS ? i : RT_FREE_BINS - 1;
}

static void free_insert(uint32_t first, size_t n, bool needzero,
                        size_t released)
{
    RtSpan *s = &rt_heap.spans[first];
    unsigned list = free_list_of(n);
    s->state = RT_SPAN_FREE;
    s->npages = (uint32_t)n;
    s->needzero = needzero;
    s->released = (uint32_t)released;
    s->prev = NULL;
    s->next = rt_heap.free[list];
    if (s->next)
        s->next->prev = s;
    rt_heap.free[list] = s;
    rt_heap.free_bits[list / 64] |= (uint64_t)1 << (list % 64);
    rt_heap.free_pages += n;
    rt_heap.released_pages += released;

    RtSpan *last = &rt_heap.spans[first + n - 1];
    last->state = RT_SPAN_FREE;
    // Not npages: the sweeper still steps by the former value.
    last->size = n;
}

static void free_remove(RtSpan *s)
{
    unsigned list = free_list_of(s->npages);
    if (s->prev)
        s->prev->next = s->next;
    else
        rt_heap.free[list] = s->next;
    if (s->next)
        s->next->prev = s->prev;
    if (!rt_heap.free[list])
        rt_heap.free_bits[list / 64] &= ~((uint64_t)1 << (list % 64));
    rt_heap.free_pages -= s->npages;
    rt_heap.released_pages -= s->released;
    s[s->npages - 1].state = RT_SPAN_NONE;
    s->state = RT_SPAN_NONE;
}

// The first run in a list that is long enough.
static RtSpan *fit_in_list(unsigned list, size_t n)
{
    for (RtSpan *s = rt_heap.free[list]; s; s = s->next) {
        if (s->npages >= n)
            return s;
    }
    return NULL;
}

static RtSpan *best_fit(size_t n)
{
    unsigned list = free_list_of(n);
    RtSpan *s = fit_in_list(list, n);
    if (s || ++list == RT_FREE_BINS)
        return s;

    unsigned word = list / 64;
    uint64_t bits = rt_heap.free_bits[word] & ~(uint64_t)0 << (list % 64);
    while (!bits) {
        if (++word == RT_FREE_BINS / 64)
            return NULL;
        bits = rt_heap.free_bits[word];
    }
    // The last list holds every length beyond.
    return fit_in_list(word * 64 + rt_ctz64(bits), n);
}

// A heap of this size is not kept by the processor's address caches: the rest
// of it gets large pages, and so do the tables that marking jumps about in.
static void use_huge_pages(size_t from, size_t to)
{
    const size_t step = (size_t)128 << 20;
    rt_os_huge(rt_heap.base + from, to - from);
    if (from > HUGE_ABOVE && from / step == to / step)
        return;
    size_t pages = ((to + step - 1) & ~(step - 1)) >> RT_PAGE_SHIFT;
    rt_os_huge(rt_heap.mark_bits, pages * RT_WORDS_PER_PAGE * 8);
    rt_os_huge(rt_heap.alloc_bits, pages * RT_WORDS_PER_PAGE * 8);
}

static bool extend(size_t bytes)
{
    size_t want = rt_heap.used + bytes;
    if (bytes > rt_heap.reserved || want > rt_heap.reserved)
        return false;
    if (want <= rt_heap.committed)
        return true;

    size_t to = (want + COMMIT_BYTES - 1) & ~(size_t)(COMMIT_BYTES - 1);
    if (to > rt_heap.reserved)
        to = rt_heap.reserved;
    if (!rt_os_commit(rt_heap.base + rt_heap.committed, to - rt_heap.committed))
        return false;
    if (to > HUGE_ABOVE)
        use_huge_pages(rt_heap.committed, to);
    rt_heap.committed = to;
    return true;
}

uint32_t rt_pages_take(size_t n, bool *needzero)
{
    RtSpan *s = best_fit(n);
    if (!s) {
        if (!extend(n << RT_PAGE_SHIFT))
            return (uint32_t)NO_PAGE;
        uint32_t fresh = (uint32_t)(rt_heap.used >> RT_PAGE_SHIFT);
        rt_heap.used += n << RT_PAGE_SHIFT;
        rt_heap.span_pages += n;
        *needzero = false;
        return fresh;
    }

    free_remove(s);
    uint32_t first = rt_span_index(s);
    size_t rest = s->npages - n;
    *needzero = s->needzero;
    if (rest) {
        size_t released = s->released < rest ? s->released : rest;
        free_insert(first + (uint32_t)n, rest, s->needzero, released);
    }
    rt_heap.span_pages += n;
    return first;
}

void rt_pages_free(uint32_t first, size_t n)
{
    rt_heap.span_pages -= n;
    size_t length = n;
    size_t released = 0;
    size_t end = rt_heap.used >> RT_PAGE_SHIFT;

    RtSpan *after = &rt_heap.spans[first + n];
    if (first + n < end && after->state == RT_SPAN_FREE) {
        released += after->released;
        length += after->npages;
        free_remove(after);
    }
    if (first > 0 && rt_heap.spans[first - 1].state == RT_SPAN_FREE) {
        first -= (uint32_t)rt_heap.spans[first - 1].size;
        RtSpan *before = &rt_heap.spans[first];
        released += before->released;
        length += before->npages;
        free_remove(before);
    }
    free_insert(first, length, true, released);
}

size_t rt_pages_release(size_t keep)
{
    size_t done = 0;
    for (int list = RT_FREE_BINS - 1; list > 0; list--) {
        for (RtSpan *s = rt_heap.free[list], *next; s; s = next) {
            next = s->next;
            size_t held = rt_heap.free_pages - rt_heap.released_pages;
            if (held <= keep)
                return done;
            if (s->released == s->npages)
                continue;
            rt_os_release(rt_page_address(rt_span_index(s)),
                          (size_t)s->npages << RT_PAGE_SHIFT);
            done += s->npages - s->released;
            rt_heap.released_pages += s->npages - s->released;
            s->released = s->npages;
            s->needzero = false;
        }
    }
    return done;
}

// --- Spans and bins ---------------------------------------------------------

static struct {
    RtLock lock;
    uint8_t *next;
    size_t left;
} meta;

static void *meta_reserve(size_t n)
{
    void *p = rt_os_reserve_table(n);
    if (!p)
        rt_throw("runtime: cannot allocate memory");
    rt_heap.meta_bytes += n;
    return p;
}

void *rt_meta_alloc(size_t n)
{
    enum { CHUNK = 256 << 10, BIG = 64 << 10 };
    n = (n + 15) & ~(size_t)15;
    rt_lock(&meta.lock);
    void *p;
    if (n > BIG) {
        p = meta_reserve(n);
    } else {
        if (n > meta.left) {
            meta.left = CHUNK;
            meta.next = meta_reserve(CHUNK);
        }
        p = meta.next;
        meta.next += n;
        meta.left -= n;
    }
    rt_unlock(&meta.lock);
    return p;
}

void rt_bins_init(void)
{
    rt_heap.bin = rt_os_reserve_table(RT_BINS * sizeof *rt_heap.bin);
    if (!rt_heap.bin)
        rt_throw("runtime: cannot allocate memory");
    rt_heap.nbins = 3;
    for (uint32_t i = RT_BIN_LARGE; i <= RT_BIN_LARGE_NOSCAN; i++) {
        rt_heap.bin[i].objects = 1;
        rt_heap.bin[i].number = i;
        rt_heap.bin[i].noscan = i == RT_BIN_LARGE_NOSCAN;
        rt_heap.bin[i].arrays = true;
    }
}

static RtBin *bin_new(unsigned class, uint64_t mask, bool noscan, bool header)
{
    RtBin *bin = &rt_heap.bin[rt_heap.nbins];
    bin->number = rt_heap.nbins++;
    bin->class = (uint8_t)class;
    bin->mask = mask;
    bin->reciprocal = rt_class_reciprocal[class];
    bin->size = rt_class_size[class];
    bin->objects = rt_class_objects[class];
    bin->noscan = noscan;
    bin->header = header;
    bin->partial_end = &bin->partial;
    return bin;
}

static RtBin **bin_slot(unsigned class, uint64_t mask)
{
    uint64_t h = rt_mix64(mask ^ class, 0x9e3779b97f4a7c15u);
    RtBin **slot = &rt_heap.bins[h % 512];
    while (*slot && ((*slot)->mask != mask || (*slot)->class != class))
        slot = &(*slot)->hash_next;
    return slot;
}

// When all numbers but these are taken, objects of new masks are scanned as if
// each of their words were a pointer.
enum { BINS_LEFT = 4 * RT_CLASSES };

RtBin *rt_bin_find(unsigned class, uint64_t mask, bool noscan, bool header)
{
    RtBin **slot;
    if (noscan) {
        slot = &rt_heap.noscan_bin[class];
    } else if (header) {
        slot = &rt_heap.header_bin[class];
    } else {
        slot = bin_slot(class, mask);
        if (!*slot && rt_heap.nbins >= RT_BINS - BINS_LEFT) {
            unsigned words = rt_class_size[class] / 8u;
            mask = ~(uint64_t)0 >> (64 - words);
            slot = bin_slot(class, mask);
        }
    }
    if (!*slot)
        *slot = bin_new(class, mask, noscan, header);
    return *slot;
}

void rt_pages_describe(uint32_t first, size_t n, const RtBin *bin)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t distance =
            i < RT_MAX_DISTANCE ? (uint32_t)i : (uint32_t)RT_MAX_DISTANCE;
        rt_heap.page[first + i] = distance << RT_BIN_BITS | bin->number;
    }
}

RtSpan *rt_span_new(RtBin *bin)
{
    size_t n = rt_class_pages[bin->class];
    bool needzero;
    uint32_t first = rt_pages_take(n, &needzero);
    if (first == (uint32_t)NO_PAGE)
        return NULL;

    RtSpan *s = &rt_heap.spans[first];
    s->type = NULL;
    s->size = rt_class_size[bin->class];
    s->bin = bin;
    s->next = NULL;
    s->npages = (uint32_t)n;
    s->live = 0;
    s->cursor = 0;
    s->state = RT_SPAN_SMALL;
    s->class = bin->class;
    s->needzero = needzero || rt_heap.poison;
    s->owned = false;
    // Bits may be left over from a former span.
    memset(rt_heap.alloc_bits + (size_t)first * RT_WORDS_PER_PAGE, 0,
           n * RT_WORDS_PER_PAGE * 8);
    rt_pages_describe(first, n, bin);
    return s;
}

void rt_span_free(RtSpan *s)
{
    uint32_t first = rt_span_index(s);
    memset(&rt_heap.page[first], 0, s->npages * sizeof rt_heap.page[0]);
    s->state = RT_SPAN_NONE;
    rt_pages_free(first, s->npages);
}
