// runtime/map_grow.c -- Growth of maps.
//
// A table that is full is doubled; one of 128 groups is split by the next bit
// of the hash instead, and the directory doubles when it has no entry to spare.
// A table that is full of deleted slots is only rehashed.  The old table stays
// as it is, marked dead, for iterators that are in it.
//
// Invariant: all tables under a directory have 128 groups; a table of depth d
// fills 2^(depth of the directory - d) entries in a row.
//
//     depth 1: [A B]; A is split: [A0 A1 B B], depth 2
#include "runtime/heap.h"
#include "runtime/map_internal.h"
#include "runtime/throw.h"

#include <string.h>

static const uint8_t pointer_mask[] = {1};
static const RtType pointer_type = {
    .size = 8,
    .ptrdata = 8,
    .kind = RT_KIND_UNSAFE_POINTER,
    .align = 8,
    .gcmask = pointer_mask,
};

static void set_empty(uint8_t *table, size_t groups, size_t size)
{
    uint64_t empty = RT_MAP_EMPTY;
    for (size_t i = 0; i < groups; i++)
        memcpy(table + i * size, &empty, 8);
}

static uint8_t *table_new(const RtMap *m, size_t groups, unsigned depth)
{
    size_t size = rt_map_group_size(m);
    const RtType *group = &m->layout->group;
    size_t bytes = groups * size;
    bytes += sizeof(RtMapTrailer);
    uint8_t *table = m->flags & RT_MAP_NOSCAN
                         ? rt_alloc_noscan_raw(bytes)
                         : rt_alloc_grown(group, bytes, 0);
    set_empty(table, groups, size);
    *rt_map_trailer(table, groups, size) = (RtMapTrailer){
        (uint32_t)groups * (RT_MAP_SLOTS - 1), (uint8_t)depth, 0,
        (uint16_t)groups};
    return table;
}

// A free slot in a table without deleted ones.
RT_INLINE uint8_t *place(uint8_t *table, size_t groups, size_t size,
                         size_t slot_size, uint64_t hash)
{
    size_t mask = groups - 1;
    size_t group = (size_t)(hash >> 7) & mask;
    size_t step = 0;
    for (;;) {
        uint8_t *g = table + group * size;
        RtMapBits bits = rt_map_match_free(rt_load64(g));
        if (RT_LIKELY(bits != 0)) {
            unsigned i = rt_ctz64(bits);
            g[i] = (uint8_t)(hash & 127);
            return g + 8 + (size_t)i * slot_size;
        }
        group = rt_map_probe(group, &step, mask);
    }
}

// Copies every entry of `from` to to[0], or by a bit of the hash to to[0] and
// to[1].
typedef struct Move {
    const RtMap *map;
    const uint8_t *from;
    size_t from_groups;
    uint8_t *to[2];
    size_t groups;
    unsigned bit;          // 0: none.
} Move;

RT_INLINE void move_kind(const Move *v, RtMapHash kind, size_t slot_size)
{
    const RtMap *m = v->map;
    size_t size = 8 + slot_size * RT_MAP_SLOTS;
    uint32_t moved[2] = {0, 0};
    for (size_t k = 0; k < v->from_groups; k++) {
        const uint8_t *g = v->from + k * size;
        RtMapBits full = ~rt_map_match_free(rt_load64(g)) & 0xff;
        for (; full; full &= full - 1) {
            const uint8_t *slot = g + 8 + rt_ctz64(full) * slot_size;
            uint64_t hash = rt_map_hash(m, kind, rt_map_key_at(m, slot));
            unsigned side = v->bit ? hash >> v->bit & 1 : 0;
            memcpy(place(v->to[side], v->groups, size, slot_size, hash), slot,
                   slot_size);
            moved[side]++;
        }
    }
    rt_map_trailer(v->to[0], v->groups, size)->growth_left -= moved[0];
    if (v->bit)
        rt_map_trailer(v->to[1], v->groups, size)->growth_left -= moved[1];
}

static void move_all(const Move *v)
{
    const RtMap *m = v->map;
    RtMapHash kind = (RtMapHash)m->layout->hash;
    if (kind == RT_MAP_HASH_64 && m->slot_size == 16)
        move_kind(v, RT_MAP_HASH_64, 16);
    else if (kind == RT_MAP_HASH_STR && m->slot_size == 24)
        move_kind(v, RT_MAP_HASH_STR, 24);
    else if (kind == RT_MAP_HASH_STR && m->slot_size == 32)
        move_kind(v, RT_MAP_HASH_STR, 32);
    else
        move_kind(v, kind, m->slot_size);
}

static size_t count_full(const RtMap *m, const uint8_t *table, size_t groups)
{
    size_t size = rt_map_group_size(m);
    size_t n = 0;
    for (size_t k = 0; k < groups; k++) {
        RtMapBits bits = rt_map_match_free(rt_load64(table + k * size));
        n += rt_popcount64(~bits & 0xff);
    }
    return n;
}

// Puts two tables into the entries of an old one of depth - 1.
static void replace(RtMap *m, uint64_t hash, uint8_t *old, uint8_t *low,
                    uint8_t *high, unsigned depth)
{
    uint8_t **dir = (uint8_t **)(void *)m->groups;
    size_t span = (size_t)1 << (m->depth - depth + 1);
    size_t first = (size_t)(hash >> (64 - m->depth)) & ~(span - 1);
    for (size_t i = 0; i < span; i++) {
        if (dir[first + i] != old)
            rt_throw("map directory is corrupt");
        dir[first + i] = i < span / 2 ? low : high;
    }
}

// Twice the entries; a map without a directory gets one with two.
static void double_directory(RtMap *m)
{
    size_t n = m->depth ? (size_t)1 << m->depth : 1;
    uint8_t **dir = rt_alloc_array(&pointer_type, 2 * n);
    uint8_t **old = (uint8_t **)(void *)m->groups;
    for (size_t i = 0; i < n; i++) {
        uint8_t *table = m->depth ? old[i] : m->groups;
        dir[2 * i] = table;
        dir[2 * i + 1] = table;
    }
    m->groups = (uint8_t *)dir;
    m->depth++;
}

static void split(RtMap *m, uint64_t hash, uint8_t *old, RtMapTrailer *tr)
{
    enum { MAX_DEPTH = 40 };
    unsigned depth = tr->depth + 1u;
    if (depth > MAX_DEPTH)
        rt_throw("map grows without bound");
    uint8_t *low = table_new(m, RT_MAP_MAX_GROUPS, depth);
    uint8_t *high = table_new(m, RT_MAP_MAX_GROUPS, depth);
    move_all(&(Move){m, old, RT_MAP_MAX_GROUPS, {low, high},
                     RT_MAP_MAX_GROUPS, 64 - depth});
    if (m->depth < depth)
        double_directory(m);
    replace(m, hash, old, low, high, depth);
    tr->dead = 1;
}

// Every entry of the table moves to a new one in its place.
static void rehash(RtMap *m, uint64_t hash, uint8_t *old, size_t from,
                   size_t groups)
{
    uint8_t *table = table_new(m, groups, 0);
    move_all(&(Move){m, old, from, {table, table}, groups, 0});
    size_t size = rt_map_group_size(m);
    if (from > 1) {
        RtMapTrailer *tr = rt_map_trailer(old, from, size);
        rt_map_trailer(table, groups, size)->depth = tr->depth;
        tr->dead = 1;
    }
    if (m->depth == 0) {
        m->groups = table;
        m->group_mask = (uint32_t)groups - 1;
        return;
    }
    uint8_t **dir = (uint8_t **)(void *)m->groups;
    size_t n = (size_t)1 << m->depth;
    size_t i = (size_t)(hash >> (64 - m->depth));
    while (i > 0 && dir[i - 1] == old)
        i--;
    for (; i < n && dir[i] == old; i++)
        dir[i] = table;
}

void rt_map_grow(RtMap *m, uint64_t hash)
{
    if (!m->groups) {
        size_t size = rt_map_group_size(m);
        uint8_t *group = m->flags & RT_MAP_NOSCAN
                             ? rt_alloc_noscan_raw(size)
                             : rt_alloc_grown(&m->layout->group, size, 0);
        set_empty(group, 1, size);
        m->groups = group;
        return;
    }

    uint8_t *old = rt_map_table(m, hash);
    size_t groups = m->group_mask + 1u;
    if (groups == 1) {
        rehash(m, hash, old, 1, 2);
        return;
    }
    RtMapTrailer *tr = rt_map_trailer(old, groups, rt_map_group_size(m));
    size_t full = count_full(m, old, groups);
    // An eighth of the room is in deleted slots: a rehash wins enough.
    if (full <= groups * 6)
        rehash(m, hash, old, groups, groups);
    else if (groups < RT_MAP_MAX_GROUPS)
        rehash(m, hash, old, groups, groups * 2);
    else
        split(m, hash, old, tr);
}

void rt_map_reserve(RtMap *m, int64_t n)
{
    // Beyond this a hint is not believed.
    if (n < 0 || n > INT64_C(1) << 40)
        return;
    size_t slots = ((size_t)n * 8 + 6) / 7;
    size_t groups = 2;
    while (groups * RT_MAP_SLOTS < slots)
        groups *= 2;
    if (groups <= RT_MAP_MAX_GROUPS) {
        m->groups = table_new(m, groups, 0);
        m->group_mask = (uint32_t)groups - 1;
        return;
    }
    unsigned depth = 0;
    while ((size_t)RT_MAP_MAX_GROUPS << depth < groups)
        depth++;
    uint8_t **dir = rt_alloc_array(&pointer_type, (size_t)1 << depth);
    for (size_t i = 0; i < (size_t)1 << depth; i++)
        dir[i] = table_new(m, RT_MAP_MAX_GROUPS, depth);
    m->groups = (uint8_t *)dir;
    m->group_mask = RT_MAP_MAX_GROUPS - 1;
    m->depth = (uint8_t)depth;
}
