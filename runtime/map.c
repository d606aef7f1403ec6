// runtime/map.c -- Maps: making, inserting, deleting, clearing, by any key.
//
// See map.h for the structure, map_layout.c for what a type's maps have in
// common, map_grow.c for growth, map_iter.c for range and map_fast.c for 32-bit,
// 64-bit and string keys.
//
// Invariant: WRITING is set while a map changes; whoever finds it set has
// caught the program writing from two goroutines.
#include "runtime/abi_proto.h"
#include "runtime/heap.h"
#include "runtime/lib.h"
#include "runtime/map_internal.h"
#include "runtime/panic.h"
#include "runtime/throw.h"

#include <string.h>

void rt_map_fatal_read(void)
{
    rt_throw_user("concurrent map read and map write");
}

void rt_map_fatal_write(void)
{
    rt_throw_user("concurrent map writes");
}

void rt_map_panic_nil(void)
{
    rt_panic_plain_error("assignment to entry in nil map");
}

// --- By any key -------------------------------------------------------------

uint64_t rt_map_hash_key(const RtMap *m, const void *key)
{
    const RtMapLayout *l = m->layout;
    switch ((RtMapHash)l->hash) {
    case RT_MAP_HASH_64: return rt_hash_u64(rt_load64(key), m->seed);
    case RT_MAP_HASH_32: return rt_hash_u64(rt_load32(key), m->seed);
    case RT_MAP_HASH_STR:
        return rt_hash_string(*(const RtString *)key, m->seed);
    case RT_MAP_HASH_ANY: break;
    }
    return rt_value_hash(l->type->key, key, m->seed);
}

static void *find_value(const RtMap *m, uint64_t hash, const void *k)
{
    const RtType *t = m->layout->type->key;
    void *want = (void *)(uintptr_t)k;
    RT_MAP_FIND(m, hash, rt_value_eq(t, rt_map_key_at(m, key), want))
}

void *rt_map_find_any(const RtMap *m, uint64_t hash, const void *key)
{
    switch ((RtMapHash)m->layout->hash) {
    case RT_MAP_HASH_64: return rt_map_find_64(m, hash, rt_load64(key));
    case RT_MAP_HASH_32: return rt_map_find_32(m, hash, rt_load32(key));
    case RT_MAP_HASH_STR:
        return rt_map_find_str(m, hash, *(const RtString *)key);
    case RT_MAP_HASH_ANY: break;
    }
    return find_value(m, hash, key);
}

// An unhashable key panics even if the map is empty or nil.
static void check_hashable(const RtType *t, const void *key)
{
    const RtMapType *mt = (const RtMapType *)t;
    if (!(mt->key->flags & RT_TYPE_MEMEQUAL))
        rt_value_hash(mt->key, key, 0);
}

void *rt_map_get(const RtType *t, RtMap *m, void *key)
{
    if (rt_map_is_empty(m)) {
        check_hashable(t, key);
        return NULL;
    }
    void *slot = rt_map_find_any(m, rt_map_hash_key(m, key), key);
    return slot ? rt_map_elem(m, slot) : NULL;
}

static void store_key(RtMap *m, uint8_t *slot, const void *key)
{
    const RtType *t = m->layout->type->key;
    memcpy(rt_map_key_at(m, slot), key, (size_t)t->size);
}

static uint8_t *insert_value(RtMap *m, uint64_t hash, const void *key)
{
    const RtMapType *t = m->layout->type;
    void *key_box = NULL;
    void *elem_box = NULL;
    // Before the slot is made: the collector must not see it half filled.
    if (m->flags & RT_MAP_KEY_INDIRECT)
        key_box = rt_new_slow(t->key);
    if (m->flags & RT_MAP_ELEM_INDIRECT)
        elem_box = rt_new_slow(t->elem);
    uint8_t *slot = rt_map_insert(m, hash);
    if (key_box)
        memcpy(slot, &key_box, sizeof key_box);
    if (elem_box)
        memcpy(slot + m->elem_offset, &elem_box, sizeof elem_box);
    store_key(m, slot, key);
    return slot;
}

void *rt_map_set(const RtType *t, RtMap *m, void *key)
{
    (void)t;
    if (!m)
        rt_map_panic_nil();
    // May panic: before the map is marked as being written.
    uint64_t hash = rt_map_hash_key(m, key);
    rt_map_write_begin(m);
    uint8_t *slot = m->count ? rt_map_find_any(m, hash, key) : NULL;
    if (!slot)
        slot = insert_value(m, hash, key);
    else if (m->flags & RT_MAP_KEY_UPDATE)
        store_key(m, slot, key);
    rt_map_write_end(m);
    return rt_map_elem(m, slot);
}

// --- Deleting ---------------------------------------------------------------

static void delete_slot(RtMap *m, uint64_t hash, uint8_t *slot)
{
    uint8_t *table = rt_map_table(m, hash);
    size_t size = rt_map_group_size(m);
    size_t group = (size_t)(slot - table) / size;
    uint8_t *g = table + group * size;
    size_t i = (size_t)(slot - g - 8) / m->slot_size;
    memset(slot, 0, m->slot_size);
    if (m->group_mask == 0) {
        g[i] = 0x80;
    } else if (rt_map_has_empty(rt_load64(g))) {
        // No probe ever went past this group.
        g[i] = 0x80;
        rt_map_trailer(table, m->group_mask + 1u, size)->growth_left++;
    } else {
        g[i] = 0xfe;
    }
    m->count--;
}

void rt_map_delete(const RtType *t, RtMap *m, void *key)
{
    if (!m || m->count == 0) {
        check_hashable(t, key);
        return;
    }
    uint64_t hash = rt_map_hash_key(m, key);
    rt_map_write_begin(m);
    uint8_t *slot = rt_map_find_any(m, hash, key);
    if (slot)
        delete_slot(m, hash, slot);
    rt_map_write_end(m);
}

static void clear_table(RtMap *m, uint8_t *table, size_t groups)
{
    size_t size = rt_map_group_size(m);
    uint64_t empty = RT_MAP_EMPTY;
    memset(table, 0, groups * size);
    for (size_t i = 0; i < groups; i++)
        memcpy(table + i * size, &empty, 8);
    if (groups > 1)
        rt_map_trailer(table, groups, size)->growth_left =
            (uint32_t)groups * (RT_MAP_SLOTS - 1);
}

void rt_map_clear(const RtType *t, RtMap *m)
{
    (void)t;
    if (!m || !m->groups)
        return;
    rt_map_write_begin(m);
    m->clears++;
    if (m->depth == 0) {
        clear_table(m, m->groups, m->group_mask + 1u);
    } else {
        uint8_t **dir = (uint8_t **)(void *)m->groups;
        for (size_t i = 0; i < (size_t)1 << m->depth; i++) {
            if (i == 0 || dir[i] != dir[i - 1])
                clear_table(m, dir[i], RT_MAP_MAX_GROUPS);
        }
    }
    m->count = 0;
    rt_map_write_end(m);
}

// --- For the library --------------------------------------------------------

void *rt_lib_map_make(const RtType *t, int64_t hint)
{
    return rt_makemap(t, hint);
}

int64_t rt_lib_map_len(const void *m)
{
    return m ? ((const RtMap *)m)->count : 0;
}

void *rt_lib_map_get(const RtType *t, void *m, const void *key)
{
    return rt_map_get(t, m, (void *)(uintptr_t)key);
}

void rt_lib_map_set(const RtType *t, void *m, const void *key, const void *elem)
{
    void *to = rt_map_set(t, m, (void *)(uintptr_t)key);
    memcpy(to, elem, (size_t)((const RtMapType *)t)->elem->size);
}

void rt_lib_map_delete(const RtType *t, void *m, const void *key)
{
    rt_map_delete(t, m, (void *)(uintptr_t)key);
}

void rt_lib_map_clear(const RtType *t, void *m)
{
    rt_map_clear(t, m);
}
