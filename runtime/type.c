// runtime/type.c -- Questions about type descriptors.
//
// Invariant: descriptors are constant, so that nothing here needs a lock.
//
//     struct { a int; p *T } has mask 2; []struct of them in 6 words: 101010
#include "runtime/type.h"

#include <string.h>

const RtType *rt_type_repeated(const RtType *t)
{
    while (!t->gcmask && t->kind == RT_KIND_ARRAY)
        t = ((const RtArrayType *)t)->elem;
    return t;
}

uint64_t rt_type_mask(const RtType *t)
{
    uint64_t mask = 0;
    size_t words = (size_t)t->ptrdata / 8;
    for (size_t i = 0; i < (words + 7) / 8; i++)
        mask |= (uint64_t)t->gcmask[i] << (8 * i);
    return words < 64 ? mask & (((uint64_t)1 << words) - 1) : mask;
}

uint64_t rt_type_array_mask(const RtType *elem, size_t words)
{
    uint64_t mask = rt_type_mask(elem);
    for (size_t n = (size_t)elem->size / 8; n < words; n *= 2)
        mask |= mask << n;
    return words < 64 ? mask & (((uint64_t)1 << words) - 1) : mask;
}

bool rt_string_same(RtString a, RtString b)
{
    return a.len == b.len && (a.len == 0 || a.ptr == b.ptr ||
                              memcmp(a.ptr, b.ptr, (size_t)a.len) == 0);
}

static int compare(RtString a, RtString b)
{
    int64_t n = a.len < b.len ? a.len : b.len;
    int c = n ? memcmp(a.ptr, b.ptr, (size_t)n) : 0;
    if (c)
        return c;
    return (a.len > b.len) - (a.len < b.len);
}

const RtMethod *rt_type_method(const RtType *t, RtString name, RtString pkgpath)
{
    if (!(t->flags & RT_TYPE_UNCOMMON))
        return NULL;

    const RtUncommon *u = t->uncommon;
    int64_t lo = 0;
    int64_t hi = u->nmethods;
    while (lo < hi) {
        int64_t mid = lo + (hi - lo) / 2;
        const RtMethod *m = &u->methods[mid];
        int c = compare(m->name, name);
        if (c == 0)
            c = compare(m->pkgpath, pkgpath);
        if (c == 0)
            return m;
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}
