// runtime/verify.c -- Checking the whole heap (RT_GC_VERIFY=1, and tests).
//
// Invariant: only reads; ends the process with a line that names the object
// when something is wrong.
#include "runtime/verify.h"
#include "runtime/mark.h"
#include "runtime/throw.h"

static void fail(const char *what, uintptr_t object, uintptr_t word)
{
    rt_errorf("heap verifier: %s: object %p, word %p\n", what, (void *)object,
              (void *)word);
    rt_throw("heap verification failed");
}

static bool is_marked(const RtObject *o)
{
    const uint64_t *bits =
        rt_heap.mark_bits + (size_t)o->first * RT_WORDS_PER_PAGE;
    return bits[o->index / 64] >> (o->index % 64) & 1;
}

static void check_word(uintptr_t *word, void *ctx)
{
    const RtObject *from = ctx;
    RtObject to;
    uintptr_t p = *word;
    if (p == UINT64_C(0xdbdbdbdbdbdbdbdb))
        fail("poison in a live object", from->start, p);
    if (!rt_object_find(p, &to))
        return;
    if (!is_marked(&to))
        fail("reachable object is not marked", from->start, p);
    if (!rt_object_allocated(&to) && p != to.start)
        fail("pointer into a free slot", from->start, p);
}

static void check_object(uint32_t first, uint32_t index)
{
    const RtSpan *s = &rt_heap.spans[first];
    RtObject o = {(uintptr_t)rt_page_address(first) + index * s->size, first,
                  index, s->bin};
    if (!is_marked(&o) || !rt_object_allocated(&o))
        return;
    if (s->bin->header && !*(const RtType **)o.start)
        fail("object without its type", o.start, 0);
    rt_object_words(&o, check_word, &o);
}

void rt_verify_marks(void)
{
    size_t pages = rt_heap.used >> RT_PAGE_SHIFT;
    for (size_t i = 0; i < pages; i += rt_heap.spans[i].npages) {
        const RtSpan *s = &rt_heap.spans[i];
        if (s->state == RT_SPAN_LARGE)
            check_object((uint32_t)i, 0);
        if (s->state != RT_SPAN_SMALL)
            continue;
        for (uint32_t k = 0; k < rt_class_objects[s->class]; k++)
            check_object((uint32_t)i, k);
    }
}

static void check_entries(const RtSpan *s, size_t first)
{
    for (size_t k = 0; k < s->npages; k++) {
        uint32_t entry = rt_heap.page[first + k];
        if (s->state == RT_SPAN_FREE) {
            if (entry != 0)
                fail("free page has an entry", first + k, entry);
            continue;
        }
        if (rt_page_first((uint32_t)(first + k), entry) != first)
            fail("wrong distance in page entry", first + k, entry);
        if ((entry & (RT_BINS - 1)) != s->bin->number)
            fail("wrong bin in page entry", first + k, entry);
    }
}

void rt_verify_heap(void)
{
    size_t pages = rt_heap.used >> RT_PAGE_SHIFT;
    size_t free_pages = 0;
    size_t span_pages = 0;
    bool former_free = false;
    size_t i = 0;
    while (i < pages) {
        const RtSpan *s = &rt_heap.spans[i];
        if (s->npages == 0 || s->state == RT_SPAN_NONE)
            fail("page without a span", i, s->state);
        check_entries(s, i);
        bool is_free = s->state == RT_SPAN_FREE;
        if (is_free && former_free)
            fail("two free runs touch", i, 0);
        former_free = is_free;
        *(is_free ? &free_pages : &span_pages) += s->npages;
        i += s->npages;
    }
    if (i != pages || free_pages != rt_heap.free_pages ||
        span_pages != rt_heap.span_pages)
        fail("page counts differ", free_pages, span_pages);
}
