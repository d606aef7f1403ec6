// runtime/map_fast.c -- Assignment to maps with 32-bit, 64-bit and string keys.
//
// Look-up is inlined from map.h (see fast.c).  Assignment searches first and
// inserts in a second step: most assignments in programs that count hit.
#include "runtime/abi_proto.h"
#include "runtime/heap.h"
#include "runtime/map_internal.h"

#include <string.h>

// A slot for a new key, with its element's box if it needs one.
static uint8_t *insert(RtMap *m, uint64_t hash)
{
    if (RT_LIKELY(!(m->flags & RT_MAP_ELEM_INDIRECT)))
        return rt_map_insert(m, hash);

    void *box = rt_new_slow(m->layout->type->elem);
    uint8_t *slot = rt_map_insert(m, hash);
    memcpy(slot + m->elem_offset, &box, sizeof box);
    return slot;
}

void *rt_map_set_64(const RtType *t, RtMap *m, int64_t k)
{
    (void)t;
    rt_map_write_begin(m);
    uint64_t key = (uint64_t)k;
    uint64_t hash = rt_hash_u64(key, m->seed);
    uint8_t *slot = m->count ? rt_map_find_64(m, hash, key) : NULL;
    if (!slot) {
        slot = insert(m, hash);
        memcpy(slot, &key, 8);
    }
    rt_map_write_end(m);
    return rt_map_elem(m, slot);
}

void *rt_map_set_32(const RtType *t, RtMap *m, int32_t k)
{
    (void)t;
    rt_map_write_begin(m);
    uint32_t key = (uint32_t)k;
    uint64_t hash = rt_hash_u64(key, m->seed);
    uint8_t *slot = m->count ? rt_map_find_32(m, hash, key) : NULL;
    if (!slot) {
        slot = insert(m, hash);
        memcpy(slot, &key, 4);
    }
    rt_map_write_end(m);
    return rt_map_elem(m, slot);
}

void *rt_map_set_str(const RtType *t, RtMap *m, RtString k)
{
    (void)t;
    rt_map_write_begin(m);
    uint64_t hash = rt_hash_string(k, m->seed);
    uint8_t *slot = m->count ? rt_map_find_str(m, hash, k) : NULL;
    if (!slot)
        slot = insert(m, hash);
    // Also when it is there: the new string may be part of something smaller.
    memcpy(slot, &k, sizeof k);
    rt_map_write_end(m);
    return rt_map_elem(m, slot);
}
