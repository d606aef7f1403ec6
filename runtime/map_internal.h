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

RT_INLINE RtMapTrailer *rt_map_trailer(const uint8_t *table, size_t groups,
                                       size_t group_size)
{
    return (RtMapTrailer *)(uintptr_t)(table + groups * group_size);
}

// The slot of the key, or NULL.  m is not empty.
void *rt_map_find_any(const RtMap *m, uint64_t hash, const void *key);
uint64_t rt_map_hash_key(const RtMap *m, const void *key);
// Makes room for one more key of this hash: a first group, a table from a
// group, twice the table, or two from one.
void rt_map_grow(RtMap *m, uint64_t hash);
// A slot for a key that is not in the map, its control byte set and counted.
uint8_t *rt_map_insert(RtMap *m, uint64_t hash);

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
