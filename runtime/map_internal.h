// runtime/map_internal.h -- Maps, for their own files.
#ifndef RUNTIME_MAP_INTERNAL_H
#define RUNTIME_MAP_INTERNAL_H

#include "runtime/map.h"

typedef enum RtMapHash {
    RT_MAP_HASH_ANY, RT_MAP_HASH_64, RT_MAP_HASH_32, RT_MAP_HASH_STR
} RtMapHash;

// What maps of one type have in common.
struct RtMapLayout {
    const RtMapType *type;
    RtMapLayout *next;     // In the table of layouts.
    RtType group;          // Descriptor of a group, for the collector.
    uint32_t slot_size;
    uint32_t elem_offset;
    uint8_t flags;         // Of the maps.
    uint8_t hash;          // RtMapHash
};

const RtMapLayout *rt_map_layout(const RtType *map_type);
void rt_map_init(RtMap *m, const RtMapLayout *layout);
// Room for so many entries; the map is empty.
void rt_map_reserve(RtMap *m, int64_t n);

RT_INLINE void *rt_map_key_at(const RtMap *m, const uint8_t *slot)
{
    if (m->flags & RT_MAP_KEY_INDIRECT)
        return *(void **)(uintptr_t)slot;
    return (void *)(uintptr_t)slot;
}

// == of the key in the slot and another.
bool rt_map_keys_equal(const RtMap *m, const uint8_t *slot, const void *key);

RT_INLINE RtMapTrailer *rt_map_trailer(const uint8_t *table, size_t groups,
                                       size_t group_size)
{
    return (RtMapTrailer *)(uintptr_t)(table + groups * group_size);
}

// The slot of the key, or NULL.  m is not empty.
void *rt_map_find_any(const RtMap *m, uint64_t hash, const void *key);
// Makes room for one more key of this hash: a first group, a table from a
// group, twice the table, or two from one.
void rt_map_grow(RtMap *m, uint64_t hash);

// Hash of the key; `kind` is m->layout->hash, constant where speed matters.
RT_INLINE uint64_t rt_map_hash(const RtMap *m, RtMapHash kind, const void *key)
{
    switch (kind) {
    case RT_MAP_HASH_64: return rt_hash_u64(rt_load64(key), m->seed);
    case RT_MAP_HASH_32: return rt_hash_u64(rt_load32(key), m->seed);
    case RT_MAP_HASH_STR:
        return rt_hash_string(*(const RtString *)key, m->seed);
    case RT_MAP_HASH_ANY: break;
    }
    return rt_value_hash(m->layout->type->key, key, m->seed);
}

RT_INLINE uint64_t rt_map_hash_key(const RtMap *m, const void *key)
{
    return rt_map_hash(m, (RtMapHash)m->layout->hash, key);
}

RT_INLINE bool rt_map_same_key(const RtMap *m, RtMapHash kind,
                               const uint8_t *slot, const void *key)
{
    switch (kind) {
    case RT_MAP_HASH_64: return rt_load64(slot) == rt_load64(key);
    case RT_MAP_HASH_32: return rt_load32(slot) == rt_load32(key);
    case RT_MAP_HASH_STR:
        return rt_string_at_equals(slot, *(const RtString *)key);
    case RT_MAP_HASH_ANY: break;
    }
    return rt_map_keys_equal(m, slot, key);
}

// Where a key is, or where it can go.
typedef struct RtMapPlace {
    uint8_t *table;
    uint8_t *control;      // Its control byte; NULL: no slot is free.
    uint8_t *slot;
    uint8_t *group;
} RtMapPlace;

RT_INLINE void rt_map_place(const RtMap *m, RtMapPlace *p, uint8_t *group,
                            RtMapBits bits)
{
    unsigned i = rt_ctz64(bits);
    p->group = group;
    p->control = group + i;
    p->slot = group + 8 + (size_t)i * m->slot_size;
}

// True: *p is where the key is.  False: it is not there, *p is the first free
// slot of its probe.  The map has at least a group.
RT_INLINE bool rt_map_locate(const RtMap *m, RtMapHash kind, uint64_t hash,
                             const void *key, RtMapPlace *p)
{
    uint8_t *table = rt_map_table(m, hash);
    size_t size = rt_map_group_size(m);
    size_t mask = m->group_mask;
    size_t group = (size_t)(hash >> 7) & mask;
    size_t step = 0;
    p->table = table;
    p->control = NULL;
    for (;;) {
        uint8_t *g = table + group * size;
        uint64_t control = rt_load64(g);
        RtMapBits bits = rt_map_match(control, hash & 127);
        for (; bits; bits &= bits - 1) {
            const uint8_t *slot = g + 8 + rt_ctz64(bits) * (size_t)m->slot_size;
            if (RT_LIKELY(rt_map_same_key(m, kind, slot, key))) {
                rt_map_place(m, p, g, bits);
                return true;
            }
        }
        RtMapBits unused = rt_map_match_free(control);
        if (unused && !p->control)
            rt_map_place(m, p, g, unused);
        if (RT_LIKELY(rt_map_has_empty(control)) || mask == 0)
            return false;
        group = rt_map_probe(group, &step, mask);
    }
}

RT_INLINE void rt_map_zero_slot(const RtMap *m, uint8_t *slot)
{
    if (RT_LIKELY(m->slot_size % 8 == 0)) {
        for (size_t i = 0; i < m->slot_size; i += 8)
            __builtin_memset(slot + i, 0, 8);
        return;
    }
    __builtin_memset(slot, 0, m->slot_size);
}

// The slot of the key; *fresh: it was not there, has been made and counted,
// and is zero.
RT_INLINE uint8_t *rt_map_assign(RtMap *m, RtMapHash kind, uint64_t hash,
                                 const void *key, bool *fresh)
{
    for (;;) {
        RtMapPlace p;
        p.control = NULL;
        *fresh = false;
        if (RT_LIKELY(m->groups != NULL) &&
            rt_map_locate(m, kind, hash, key, &p))
            return p.slot;

        bool room = p.control != NULL;
        if (room && m->group_mask && *p.control == 0x80) {
            RtMapTrailer *tr = rt_map_trailer(p.table, m->group_mask + 1u,
                                              rt_map_group_size(m));
            room = tr->growth_left > 0;
            tr->growth_left -= room;
        }
        if (RT_LIKELY(room)) {
            *p.control = (uint8_t)(hash & 127);
            m->count++;
            *fresh = true;
            // Maps without pointers have memory of any content.
            if (m->flags & RT_MAP_NOSCAN)
                rt_map_zero_slot(m, p.slot);
            return p.slot;
        }
        rt_map_grow(m, hash);
    }
}

void rt_map_fatal_write(void) __attribute__((noreturn, cold));
void rt_map_panic_nil(void) __attribute__((noreturn, cold));

RT_INLINE void rt_map_write_begin(RtMap *m)
{
    if (RT_UNLIKELY(!m))
        rt_map_panic_nil();
    if (RT_UNLIKELY(m->flags & RT_MAP_WRITING))
        rt_map_fatal_write();
    m->flags |= RT_MAP_WRITING;
}

RT_INLINE void rt_map_write_end(RtMap *m)
{
    if (RT_UNLIKELY(!(m->flags & RT_MAP_WRITING)))
        rt_map_fatal_write();
    m->flags &= (uint8_t)~RT_MAP_WRITING;
}

#endif
