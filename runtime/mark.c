// runtime/mark.c -- Marking: from roots to every reachable object.
//
// A pointer found in an object goes onto a stack; from there through a ring of
// sixteen, whose entries' mark words and contents are being prefetched; only
// what leaves the ring is tested, marked and scanned.  So the processor waits
// for many cache misses at once instead of one after the other.  (The method
// is that of OCaml's and GHC's markers.)
//
// Invariant: every pointer out of a marked object is to a marked object, or is
// on the stack, in the ring, in a range, or `overflowed` is set.
//
//     stack [a b c] -> ring [.. c b] -> mark c, push c's pointers -> ...
#include "runtime/mark.h"
#include "runtime/os.h"
#include "runtime/throw.h"
#include "runtime/type.h"

#include <string.h>

enum {
    STACK_ENTRIES = 1 << 27,
    RANGE_ENTRIES = 1 << 20,
    RANGE_BYTES = 16384 // Of a large object, scanned at once.
};

void rt_marker_init(RtMarker *m)
{
    if (!m->stack) {
        m->stack = rt_os_reserve_table(STACK_ENTRIES * sizeof *m->stack);
        m->ranges = rt_os_reserve_table(RANGE_ENTRIES * sizeof *m->ranges);
        if (!m->stack || !m->ranges)
            rt_throw("runtime: cannot reserve the mark stack");
        m->limit = STACK_ENTRIES;
        m->range_limit = RANGE_ENTRIES;
    }
    m->top = 0;
    m->low = 0;
    m->nranges = 0;
    memset(m->ring, 0, sizeof m->ring);
    m->overflowed = false;
}

RT_INLINE void push(RtMarker *m, uintptr_t p)
{
    if (p - (uintptr_t)rt_heap.base >= rt_heap.used)
        return;
    if (RT_UNLIKELY(m->top == m->limit)) {
        m->overflowed = true;
        return;
    }
    m->stack[m->top++] = p;
}

static void push_range(RtMarker *m, const RtType *t, uintptr_t lo, uintptr_t hi)
{
    if (m->nranges == m->range_limit) {
        m->overflowed = true;
        return;
    }
    m->ranges[m->nranges++] = (RtMarkRange){lo, hi, t};
}

// --- Scanning one object ----------------------------------------------------

RT_NO_SANITIZE static void scan_masked(RtMarker *m, uintptr_t start,
                                       uint64_t mask)
{
    const uintptr_t *words = (const uintptr_t *)start;
    while (mask) {
        push(m, words[rt_ctz64(mask)]);
        mask &= mask - 1;
    }
}

RT_NO_SANITIZE static void scan_all(RtMarker *m, uintptr_t lo, uintptr_t hi)
{
    for (; lo + 8 <= hi; lo += 8)
        push(m, *(const uintptr_t *)lo);
}

// Elements of type t between the two; the rest that is shorter than an element
// holds no pointers.
static void scan_typed(RtMarker *m, const RtType *t, uintptr_t lo, uintptr_t hi)
{
    t = rt_type_repeated(t);
    size_t size = (size_t)t->size;
    if (t->ptrdata == 8 && size == 8) {
        scan_all(m, lo, hi);
        return;
    }
    size_t words = (size_t)t->ptrdata / 8;
    for (; lo + size <= hi; lo += size) {
        for (size_t i = 0; i < words; i += 64) {
            uint64_t mask = 0;
            size_t bytes = (words - i + 7) / 8;
            memcpy(&mask, t->gcmask + i / 8, bytes < 8 ? bytes : 8);
            if (words - i < 64)
                mask &= ((uint64_t)1 << (words - i)) - 1;
            scan_masked(m, lo + 8 * i, mask);
        }
    }
}

// The type in the header; NULL when the slot is not allocated: a pointer to
// just past its neighbour led here.
RT_NO_SANITIZE static const RtType *object_type(uintptr_t start)
{
    RtObject o;
    if (!rt_object_find(start, &o) || !rt_object_allocated(&o))
        return NULL;
    return *(const RtType *const *)start;
}

// An object without a mask: behind a header, or large.
RT_NOINLINE static void scan_other(RtMarker *m, const RtBin *bin,
                                   uintptr_t start)
{
    if (bin->header) {
        const RtType *t = object_type(start);
        if (t)
            scan_typed(m, t, start + RT_HEADER, start + bin->size);
        return;
    }
    size_t page = (start - (uintptr_t)rt_heap.base) >> RT_PAGE_SHIFT;
    const RtSpan *s = &rt_heap.spans[page];
    push_range(m, s->type, start, start + s->size);
}

static void scan_object(RtMarker *m, const RtBin *bin, uintptr_t start)
{
    if (bin->mask)
        scan_masked(m, start, bin->mask);
    else if (!bin->noscan)
        scan_other(m, bin, start);
}

// --- The ring ---------------------------------------------------------------

// What the loop below reads at every step, out of reach of aliasing.
typedef struct View {
    uintptr_t base;
    size_t used;
    const uint32_t *page;
    const RtBin *bin;
    uint64_t *marks;
} View;

RT_INLINE RtMarkItem item_of(const View *v, uintptr_t p)
{
    const RtMarkItem none = {NULL, 0, 0, NULL};
    size_t offset = p - v->base;
    uint32_t page = (uint32_t)(offset >> RT_PAGE_SHIFT);
    uint32_t entry = v->page[page];
    if (RT_UNLIKELY(entry == 0))
        return none;
    const RtBin *bin = &v->bin[entry & (RT_BINS - 1)];
    uint32_t first = rt_page_first(page, entry);
    size_t in = offset - ((size_t)first << RT_PAGE_SHIFT);
    uint32_t index = (uint32_t)((in * bin->reciprocal) >> 32);
    if (RT_UNLIKELY(index >= bin->objects))
        return none;
    return (RtMarkItem){
        v->marks + (size_t)first * RT_WORDS_PER_PAGE + index / 64,
        (uint64_t)1 << (index % 64),
        v->base + ((size_t)first << RT_PAGE_SHIFT) + (size_t)index * bin->size,
        bin};
}

// Children go onto the stack whether they are pointers or not; only those that
// are move its top.  The first field is pushed last and so marked first: that
// is the order in which most objects were allocated.
RT_NO_SANITIZE RT_INLINE uintptr_t *push_masked(const View *v, uintptr_t *top,
                                                const RtMarkItem *it)
{
    const uintptr_t *words = (const uintptr_t *)it->start;
    for (uint64_t mask = it->bin->mask; mask;) {
        unsigned i = rt_log2_64(mask);
        uintptr_t p = words[i];
        mask ^= (uint64_t)1 << i;
        *top = p;
        top += p - v->base < v->used;
    }
    return top;
}

// Sets the mark; false if it was set.
RT_INLINE bool set_mark(const RtMarkItem *it, bool parallel)
{
    if (parallel) {
        if (RT_ATOMIC_RELAXED(it->word) & it->bit)
            return false;
        return !(RT_ATOMIC_OR(it->word, it->bit) & it->bit);
    }
    if (*it->word & it->bit)
        return false;
    *it->word |= it->bit;
    return true;
}

// Until stack and ring are empty.
RT_INLINE void drain_ring_as(RtMarker *m, bool parallel)
{
    enum { SHARE_EVERY = 64 };
    const View v = {(uintptr_t)rt_heap.base, rt_heap.used, rt_heap.page,
                    rt_heap.bin, rt_heap.mark_bits};
    uintptr_t *top = m->stack + m->top;
    const uintptr_t *full = m->stack + m->limit - 64;
    unsigned at = 0;
    unsigned held = 0;
    uintptr_t *low = m->stack + m->low;
    for (unsigned step = 1;; step++) {
        RtMarkItem next = {NULL, 0, 0, NULL};
        if (parallel && step % SHARE_EVERY == 0 && rt_mark_others_wait()) {
            m->top = (size_t)(top - m->stack);
            rt_mark_share(m);
            low = m->stack + m->low;
        }
        if (RT_LIKELY(top > low)) {
            next = item_of(&v, *--top);
            if (RT_UNLIKELY(!next.word))
                continue;
            RT_PREFETCH_WRITE(next.word);
            RT_PREFETCH((const void *)next.start);
        } else if (held == 0) {
            break;
        }
        RtMarkItem it = m->ring[at];
        m->ring[at] = next;
        at = (at + 1) % RT_MARK_RING;
        held += (next.word != NULL) - (it.word != NULL);
        if (!it.word || !set_mark(&it, parallel))
            continue;

        if (it.bin->mask && RT_LIKELY(top < full)) {
            top = push_masked(&v, top, &it);
        } else if (!it.bin->noscan) {
            m->top = (size_t)(top - m->stack);
            scan_object(m, it.bin, it.start);
            top = m->stack + m->top;
        }
    }
    m->top = 0;
    m->low = 0;
}

static void drain_ring(RtMarker *m)
{
    if (m->parallel)
        drain_ring_as(m, true);
    else
        drain_ring_as(m, false);
}

static void scan_range(RtMarker *m)
{
    RtMarkRange r = m->ranges[--m->nranges];
    size_t size = (size_t)rt_type_repeated(r.type)->size;
    size_t part = size < RANGE_BYTES ? RANGE_BYTES / size * size : size;
    if (r.hi - r.lo > part) {
        push_range(m, r.type, r.lo + part, r.hi);
        r.hi = r.lo + part;
    }
    scan_typed(m, r.type, r.lo, r.hi);
}

void rt_mark_drain_own(RtMarker *m)
{
    drain_ring(m);
    while (m->nranges > 0) {
        if (m->parallel && rt_mark_others_wait())
            rt_mark_share(m);
        scan_range(m);
        drain_ring(m);
    }
}

// --- Overflow: scan again whatever is marked --------------------------------

static void rescan_span(RtMarker *m, const RtSpan *s)
{
    const RtBin *bin = s->bin;
    if (bin->noscan)
        return;

    uint32_t first = rt_span_index(s);
    uint64_t *bits = rt_heap.mark_bits + (size_t)first * RT_WORDS_PER_PAGE;
    for (uint32_t i = 0; i < bin->objects; i++) {
        if (!(bits[i / 64] >> (i % 64) & 1))
            continue;
        scan_object(m, bin,
                    (uintptr_t)rt_page_address(first) + i * (size_t)bin->size);
        rt_mark_drain_own(m);
    }
}

static void rescan(RtMarker *m)
{
    m->overflowed = false;
    size_t pages = rt_heap.used >> RT_PAGE_SHIFT;
    for (size_t i = 0; i < pages;) {
        const RtSpan *s = &rt_heap.spans[i];
        if (s->state == RT_SPAN_SMALL || s->state == RT_SPAN_LARGE)
            rescan_span(m, s);
        i += s->npages;
    }
}

void rt_mark_drain(RtMarker *m)
{
    rt_mark_drain_own(m);
    while (m->overflowed)
        rescan(m);
}

// --- Roots ------------------------------------------------------------------

void rt_mark_pointer(RtMarker *m, uintptr_t p)
{
    push(m, p);
    // Roots must not be lost: they are not found again in a marked object.
    if (RT_UNLIKELY(m->overflowed)) {
        rt_mark_drain(m);
        push(m, p);
    }
}

RT_NO_SANITIZE void rt_mark_typed(RtMarker *m, const RtType *t, uintptr_t lo,
                                  uintptr_t hi)
{
    t = rt_type_repeated(t);
    size_t words = (size_t)t->ptrdata / 8;
    for (; lo + (size_t)t->size <= hi; lo += (size_t)t->size) {
        for (size_t i = 0; i < words; i++) {
            if (t->gcmask[i / 8] >> (i % 8) & 1)
                rt_mark_pointer(m, ((const uintptr_t *)lo)[i]);
        }
    }
}

// A word that may be a pointer.  Optimised loops keep pointers to the end of
// an array while they use its last element, so a word that is the first byte
// behind an array keeps that array, too.
static void scan_word(RtMarker *m, uintptr_t p)
{
    RtObject o;
    if (p - (uintptr_t)rt_heap.base > rt_heap.used)
        return;
    bool found = rt_object_find(p, &o);
    if (found && rt_object_allocated(&o))
        rt_mark_pointer(m, p);
    if (found && p != o.start)
        return;
    if (!rt_object_find(p - 1, &o) || !rt_object_allocated(&o))
        return;
    if (o.bin->arrays)
        rt_mark_pointer(m, p - 1);
}

RT_NO_SANITIZE void rt_mark_conservative(RtMarker *m, const void *lo,
                                         const void *hi)
{
    uintptr_t at = ((uintptr_t)lo + 7) & ~(uintptr_t)7;
    const uintptr_t *w = (const uintptr_t *)at;
    for (; w + 1 <= (const uintptr_t *)hi; w++)
        scan_word(m, *w);
}

void rt_mark_content(RtMarker *m, uintptr_t p)
{
    RtObject o;
    if (!rt_object_find(p, &o))
        return;
    scan_object(m, o.bin, o.start);
    rt_mark_drain(m);
}

bool rt_marked(uintptr_t p)
{
    RtObject o;
    if (!rt_object_find(p, &o))
        return true;
    const uint64_t *bits =
        rt_heap.mark_bits + (size_t)o.first * RT_WORDS_PER_PAGE;
    return bits[o.index / 64] >> (o.index % 64) & 1;
}

void rt_marker_trim(RtMarker *m)
{
    rt_os_release(m->stack, STACK_ENTRIES * sizeof *m->stack);
    rt_os_release(m->ranges, RANGE_ENTRIES * sizeof *m->ranges);
}

// --- Looking at an object ---------------------------------------------------

static void visit_typed(const RtType *t, uintptr_t lo, uintptr_t hi,
                        RtVisitWord *visit, void *ctx)
{
    t = rt_type_repeated(t);
    size_t words = (size_t)t->ptrdata / 8;
    for (; lo + (size_t)t->size <= hi; lo += (size_t)t->size) {
        for (size_t i = 0; i < words; i++) {
            if (t->gcmask[i / 8] >> (i % 8) & 1)
                visit((uintptr_t *)lo + i, ctx);
        }
    }
}

void rt_object_words(const RtObject *o, RtVisitWord *visit, void *ctx)
{
    const RtBin *bin = o->bin;
    if (bin->noscan)
        return;
    if (bin->mask) {
        for (uint64_t mask = bin->mask; mask; mask &= mask - 1)
            visit((uintptr_t *)o->start + rt_ctz64(mask), ctx);
    } else if (bin->header) {
        const RtType *t = object_type(o->start);
        if (t)
            visit_typed(t, o->start + RT_HEADER, o->start + bin->size, visit,
                        ctx);
    } else {
        const RtSpan *s = &rt_heap.spans[o->first];
        visit_typed(s->type, o->start, o->start + s->size, visit, ctx);
    }
}
