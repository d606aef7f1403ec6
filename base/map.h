// base/map.h -- Hash maps that remember insertion order.
//
// Entries sit in a dense array in the order they were added; an open-addressed
// table of indices finds them.  Iterate over entries[0 .. len): the order, and
// so all output made from it, is the same in every run.
//
// Keys are compared by pointer (Map) or by bytes (StrMap, keys are not copied).
// Maps live in an arena.  Nothing is ever removed.
//
//     Map m;
//     map_init(&m, &arena);
//     map_set(&m, key, value);
//     for (int i = 0; i < m.len; i++)
//         use(m.entries[i].key, m.entries[i].value);
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct MapEntry {
    const void *key;
    void *value;
} MapEntry;

typedef struct Map {
    Arena *arena;
    MapEntry *entries;
    int len;
    int cap;
    uint32_t *index; // Entry number + 1, or 0; a power of two long.
    uint32_t mask;
} Map;

void map_init(Map *m, Arena *arena);
void *map_get(const Map *m, const void *key); // NULL when absent.
bool map_has(const Map *m, const void *key);
// Adds or replaces; a replaced entry keeps its place in the order.
void map_set(Map *m, const void *key, void *value);
// Address of the value of key, added as NULL when absent.  Valid until the
// next insertion.
void **map_slot(Map *m, const void *key);

typedef struct StrMapEntry {
    Str key;
    uint64_t hash;
    void *value;
} StrMapEntry;

typedef struct StrMap {
    Arena *arena;
    StrMapEntry *entries;
    int len;
    int cap;
    uint32_t *index;
    uint32_t mask;
} StrMap;

void strmap_init(StrMap *m, Arena *arena);
void *strmap_get(const StrMap *m, Str key);
bool strmap_has(const StrMap *m, Str key);
void strmap_set(StrMap *m, Str key, void *value);
void **strmap_slot(StrMap *m, Str key);

#endif
