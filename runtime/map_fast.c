// runtime/map_fast.c -- Assignment to maps with 32-bit, 64-bit and string keys.
//
// Look-up is inlined from map.h (see fast.c).
#include "runtime/abi_proto.h"
#include "runtime/heap.h"
#include "runtime/map_internal.h"

#include <string.h>

RT_COLD static void add_box(RtMap *m, uint8_t *slot)
{
    void *box = rt_new_slow(m->layout->type->elem);
    memcpy(slot + m->elem_offset, &box, sizeof box);
}

// `size` bytes of the key are stored when it is new, or always for strings:
// the new one may be part of something smaller.
RT_INLINE void *set(RtMap *m, RtMapHash kind, const void *key, size_t size)
{
    rt_map_write_begin(m);
    bool fresh;
    uint64_t hash = rt_map_hash(m, kind, key);
    uint8_t *slot = rt_map_assign(m, kind, hash, key, &fresh);
    if (fresh && RT_UNLIKELY(m->flags & RT_MAP_ELEM_INDIRECT))
        add_box(m, slot);
    if (fresh || kind == RT_MAP_HASH_STR)
        memcpy(slot, key, size);
    rt_map_write_end(m);
    return rt_map_elem(m, slot);
}

void *rt_map_set_64(const RtType *t, RtMap *m, int64_t k)
{
    (void)t;
    return set(m, RT_MAP_HASH_64, &k, sizeof k);
}

void *rt_map_set_32(const RtType *t, RtMap *m, int32_t k)
{
    (void)t;
    return set(m, RT_MAP_HASH_32, &k, sizeof k);
}

void *rt_map_set_str(const RtType *t, RtMap *m, RtString k)
{
    (void)t;
    return set(m, RT_MAP_HASH_STR, &k, sizeof k);
}
