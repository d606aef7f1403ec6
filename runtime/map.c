// runtime/map.c -- Maps: making, inserting, deleting, clearing, by any key.
//
// See map.h for the structure, map_layout.c for what a type's maps have in
// common, map_grow.c for growth, map_iter.c for range and map_fast.c for
// 32-bit, 64-bit and string keys.
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

bool rt_map_keys_equal(const RtMap *m, const uint8_t *slot, const void *key)
{
    return rt_value_eq(m->layout->type->key, rt_map_key_at(m, slot),
                       (void *)(uintptr_t)key);
}

static void *find_value(const RtMap *m, uint64_t hash, const void *k)
{
    RT_MAP_FIND(m, hash, rt_map_keys_equal(m, key, k))
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

// Boxes for what does not lie in the slot.
static void add_boxes(RtMap *m, uint8_t *slot)
{
    const RtMapType *t = m->layout->type;
    void *box;
    if (m->flags & RT_MAP_KEY_INDIRECT) {
        box = rt_new_slow(t->key);
        memcpy(slot, &box, sizeof box);
    }
    if (m->flags & RT_MAP_ELEM_INDIRECT) {
        box = rt_new_slow(t->elem);
        memcpy(slot + m->elem_offset, &box, sizeof box);
    }
}

void *rt_map_set(const RtType *t, RtMap *m, void *key)
{
    (void)t;
    if (!m)
        rt_map_panic_nil();
    // May panic: before the map is marked as being written.
    uint64_t hash = rt_map_hash_key(m, key);
    rt_map_write_begin(m);
    bool fresh;
    uint8_t *slot = rt_map_assign(m, RT_MAP_HASH_ANY, hash, key, &fresh);
    if (fresh)
        add_boxes(m, slot);
    if (fresh || m->flags & RT_MAP_KEY_UPDATE)
        store_key(m, slot, key);
    rt_map_write_end(m);
    return rt_map_elem(m, slot);
}

// --- Deleting ---------------------------------------------------------------

static void delete_at(RtMap *m, const RtMapPlace *p)
{
    rt_map_zero_slot(m, p->slot);
    bool empty = m->group_mask == 0;
    if (!empty && rt_map_has_empty(rt_load64(p->group))) {
        // No probe ever went past this group.
        empty = true;
        rt_map_trailer(p->table, m->group_mask + 1u, rt_map_group_size(m))
            ->growth_left++;
    }
    *p->control = empty ? 0x80 : 0xfe;
    m->count--;
}

RT_INLINE void delete_key(RtMap *m, RtMapHash kind, const void *key)
{
    RtMapPlace p;
    uint64_t hash = rt_map_hash(m, kind, key);
    rt_map_write_begin(m);
    if (rt_map_locate(m, kind, hash, key, &p))
        delete_at(m, &p);
    rt_map_write_end(m);
}

void rt_map_delete(const RtType *t, RtMap *m, void *key)
{
    if (!m || m->count == 0) {
        check_hashable(t, key);
        return;
    }
    switch ((RtMapHash)m->layout->hash) {
    case RT_MAP_HASH_64: delete_key(m, RT_MAP_HASH_64, key); return;
    case RT_MAP_HASH_32: delete_key(m, RT_MAP_HASH_32, key); return;
    case RT_MAP_HASH_STR: delete_key(m, RT_MAP_HASH_STR, key); return;
    case RT_MAP_HASH_ANY: delete_key(m, RT_MAP_HASH_ANY, key); return;
    }
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
