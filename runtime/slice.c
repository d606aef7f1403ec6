// runtime/slice.c -- make, new of arrays, growth of slices, copying.
//
// Capacities after append are Go's: doubling up to 256 elements, then by a
// quarter plus 192, rounded up to what the size class really holds.
//
//     append to a full []int of 5: 10 elements, 80 bytes, cap 10
#include "runtime/abi_proto.h"
#include "runtime/heap.h"
#include "runtime/lib.h"
#include "runtime/panic.h"

#include <string.h>

// No object may be larger: addresses end there.
static const uint64_t max_alloc = (uint64_t)1 << 47;

void *rt_new_array(const RtType *elem, int64_t n)
{
    return rt_alloc_array(elem, (size_t)n);
}

void *rt_lib_new(const RtType *t, int64_t n)
{
    return n == 1 ? rt_new_slow(t) : rt_alloc_array(t, (size_t)n);
}

void rt_makeslice(void *out, const RtType *elem, int64_t len, int64_t cap)
{
    uint64_t bytes;
    if (rt_mul_overflows((uint64_t)elem->size, (uint64_t)cap, &bytes) ||
        bytes > max_alloc || len < 0 || len > cap) {
        // Go blames the length when that alone is too much.
        if (len < 0 ||
            rt_mul_overflows((uint64_t)elem->size, (uint64_t)len, &bytes) ||
            bytes > max_alloc)
            rt_panic_makeslice_len();
        rt_panic_makeslice_cap();
    }
    RtSlice *s = out;
    s->ptr = rt_alloc_grown(elem, bytes, 0);
    s->len = len;
    s->cap = cap;
}

// n / size; most sizes are powers of two.
static int64_t divide(uint64_t n, uint64_t size)
{
    if ((size & (size - 1)) == 0)
        return (int64_t)(n >> rt_ctz64(size));
    return (int64_t)(n / size);
}

static int64_t next_cap(int64_t cap, int64_t newlen)
{
    enum { DOUBLE_BELOW = 256 };
    uint64_t doubled = (uint64_t)cap * 2;
    if ((uint64_t)newlen > doubled)
        return newlen;
    if (cap < DOUBLE_BELOW)
        return (int64_t)doubled;

    uint64_t n = (uint64_t)cap;
    while (n < (uint64_t)newlen)
        n += (n + 3 * DOUBLE_BELOW) / 4;
    return n > INT64_MAX ? newlen : (int64_t)n;
}

void rt_growslice(void *out, const RtType *elem, void *ptr, int64_t cap,
                  int64_t newlen, int64_t oldlen)
{
    RtSlice *s = out;
    if (newlen < 0)
        rt_panic_runtime_error("growslice: len out of range");
    if (elem->size == 0) {
        s->ptr = rt_zero_base;
        s->len = newlen;
        s->cap = newlen;
        return;
    }

    uint64_t size = (uint64_t)elem->size;
    uint64_t bytes;
    int64_t want = next_cap(cap, newlen);
    if (rt_mul_overflows(size, (uint64_t)want, &bytes) || bytes > max_alloc)
        rt_panic_runtime_error("growslice: len out of range");
    size_t keep = (size_t)oldlen * size;
    void *fresh = rt_alloc_rounded(elem, &bytes, keep);
    if (keep)
        memcpy(fresh, ptr, keep);
    s->ptr = fresh;
    s->len = newlen;
    s->cap = divide(bytes, size);
}

void rt_memmove(void *to, void *from, int64_t n)
{
    memmove(to, from, (size_t)n);
}

void rt_lib_move(const RtType *t, void *dst, const void *src)
{
    memmove(dst, src, (size_t)t->size);
}
