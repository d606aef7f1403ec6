// base/map.c -- Insertion-ordered hash maps: linear probing over indices.
//
// Invariant: the index table is at most half full, so every probe ends.
#include "base/map.h"

#include <string.h>

static uint64_t hash_pointer(const void *p)
{
    uint64_t h = (uint64_t)(uintptr_t)p;
    h = (h ^ (h >> 32)) * 0x9E3779B97F4A7C15u;
    return h ^ (h >> 32);
}

// Returns a fresh table for `cap` entries and its mask.
static uint32_t *new_index(Arena *arena, int cap, uint32_t *mask)
{
    uint32_t size = 16;
    while (size < (uint32_t)cap * 2)
        size *= 2;
    *mask = size - 1;
    return ARENA_ARRAY(arena, uint32_t, size);
}

static void place(uint32_t *index, uint32_t mask, uint64_t hash, int entry)
{
    uint32_t i = (uint32_t)hash & mask;
    while (index[i])
        i = (i + 1) & mask;
    index[i] = (uint32_t)entry + 1;
}

void map_init(Map *m, Arena *arena)
{
    *m = (Map){.arena = arena};
}

static int map_find(const Map *m, const void *key)
{
    if (!m->index)
        return -1;
    uint32_t i = (uint32_t)hash_pointer(key) & m->mask;
    for (; m->index[i]; i = (i + 1) & m->mask) {
        int entry = (int)m->index[i] - 1;
        if (m->entries[entry].key == key)
            return entry;
    }
    return -1;
}

static void map_grow(Map *m)
{
    m->entries = vec_grow(m->entries, m->len, &m->cap, sizeof *m->entries,
                          m->arena);
    m->index = new_index(m->arena, m->cap, &m->mask);
    for (int i = 0; i < m->len; i++)
        place(m->index, m->mask, hash_pointer(m->entries[i].key), i);
}

void **map_slot(Map *m, const void *key)
{
    int at = map_find(m, key);
    if (at >= 0)
        return &m->entries[at].value;
    if (m->len == m->cap)
        map_grow(m);
    at = m->len++;
    m->entries[at] = (MapEntry){key, NULL};
    place(m->index, m->mask, hash_pointer(key), at);
    return &m->entries[at].value;
}

void *map_get(const Map *m, const void *key)
{
    int at = map_find(m, key);
    return at < 0 ? NULL : m->entries[at].value;
}

bool map_has(const Map *m, const void *key)
{
    return map_find(m, key) >= 0;
}

void map_set(Map *m, const void *key, void *value)
{
    *map_slot(m, key) = value;
}

void strmap_init(StrMap *m, Arena *arena)
{
    *m = (StrMap){.arena = arena};
}

static int strmap_find(const StrMap *m, Str key, uint64_t hash)
{
    if (!m->index)
        return -1;
    uint32_t i = (uint32_t)hash & m->mask;
    for (; m->index[i]; i = (i + 1) & m->mask) {
        int at = (int)m->index[i] - 1;
        if (m->entries[at].hash == hash && str_eq(m->entries[at].key, key))
            return at;
    }
    return -1;
}

static void strmap_grow(StrMap *m)
{
    m->entries = vec_grow(m->entries, m->len, &m->cap, sizeof *m->entries,
                          m->arena);
    m->index = new_index(m->arena, m->cap, &m->mask);
    for (int i = 0; i < m->len; i++)
        place(m->index, m->mask, m->entries[i].hash, i);
}

void **strmap_slot(StrMap *m, Str key)
{
    uint64_t hash = str_hash(key);
    int at = strmap_find(m, key, hash);
    if (at >= 0)
        return &m->entries[at].value;
    if (m->len == m->cap)
        strmap_grow(m);
    at = m->len++;
    m->entries[at] = (StrMapEntry){key, hash, NULL};
    place(m->index, m->mask, hash, at);
    return &m->entries[at].value;
}

void *strmap_get(const StrMap *m, Str key)
{
    int at = strmap_find(m, key, str_hash(key));
    return at < 0 ? NULL : m->entries[at].value;
}

bool strmap_has(const StrMap *m, Str key)
{
    return strmap_find(m, key, str_hash(key)) >= 0;
}

void strmap_set(StrMap *m, Str key, void *value)
{
    *strmap_slot(m, key) = value;
}
