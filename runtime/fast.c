// runtime/fast.c -- What compiled code inlines.
//
// Compiled twice: into the runtime's archive, and to bitcode that is linked
// into each program before optimisation.  It may include only abi.h, cache.h,
// iface.h, map.h and what those include; everything else is a call.
//
//     clang-19 -std=c17 -O2 -emit-llvm -c runtime/fast.c -I. -o fast.bc
#include "runtime/abi_proto.h"
#include "runtime/cache.h"
#include "runtime/iface.h"
#include "runtime/map.h"

void *rt_new(const RtType *t)
{
    return rt_new_inline(t);
}

void *rt_new_noscan(int64_t n)
{
    return rt_new_noscan_inline(n);
}

bool rt_string_eq(RtString a, RtString b)
{
    return rt_string_equal_inline(a, b);
}

const RtItab *rt_getitab(const RtType *inter, const RtType *t)
{
    return rt_getitab_inline(inter, t);
}

RtIface rt_assert_e2i2(const RtType *inter, RtEface e)
{
    const RtItab *tab = e.type ? rt_getitab_inline(inter, e.type) : NULL;
    return tab ? (RtIface){tab, e.data} : (RtIface){NULL, NULL};
}

RtIface rt_assert_e2i(const RtType *inter, RtEface e)
{
    const RtItab *tab = e.type ? rt_getitab_inline(inter, e.type) : NULL;
    if (RT_UNLIKELY(!tab))
        rt_panic_no_itab(inter, e.type);
    return (RtIface){tab, e.data};
}

void *rt_map_get_64(const RtType *t, RtMap *m, int64_t k)
{
    (void)t;
    return rt_map_get_64_inline(m, (uint64_t)k);
}

void *rt_map_get_32(const RtType *t, RtMap *m, int32_t k)
{
    (void)t;
    return rt_map_get_32_inline(m, (uint32_t)k);
}

void *rt_map_get_str(const RtType *t, RtMap *m, RtString k)
{
    (void)t;
    return rt_map_get_str_inline(m, k);
}
