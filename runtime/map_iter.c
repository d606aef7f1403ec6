// runtime/map_iter.c -- range over a map.
//
// An iterator walks the tables as they were when it came to them.  A table
// that was replaced meanwhile is walked to its end all the same, but each of
// its keys is looked up in the map, so that deleted entries are left out and
// changed elements are the new ones.  The walk starts at a random table, group
// and slot.
//
// Invariant: an entry that is there all the time is given exactly once; one
// that is deleted before it is reached, never.
//
//     directory [A A B C], start 2: B, C, A
#include "runtime/abi_proto.h"
#include "runtime/lib.h"
#include "runtime/map_internal.h"
#include "runtime/throw.h"

#include <string.h>

// What RtMapIter really holds.
typedef struct Iter {
    void *key;
    void *elem;
    RtMap *map;            // NULL: at the end.
    uint8_t *dir;          // As map->groups was at the beginning.
    uint8_t *table;        // The one being walked; NULL: none yet.
    uint8_t *current;      // The group in it.
    RtMapTrailer *trailer; // Of the table; NULL: it is a lone group.
    uint32_t groups;       // Of it.
    uint32_t group;        // Visited so far.
    uint32_t first_group;  // Where it was begun.
    uint32_t clears;       // map->clears at the beginning.
    uint32_t dir_size;     // Entries; 1 without a directory.
    uint32_t dir_next;     // Entry of the next table.
    uint32_t dir_left;     // Entries not walked yet.
    uint32_t random;
    uint8_t dir_depth;
    uint8_t bits;          // Slots still to visit in the group, rotated.
    uint8_t rotate;        // First slot of each group.
    uint8_t peeked;        // rt_lib_map_next has not given the first entry.
} Iter;

_Static_assert(sizeof(Iter) <= RT_MAP_ITER_SIZE, "iterator fits its storage");

static uint32_t random32(const RtMap *m)
{
    static RT_THREAD uint64_t state;
    state += UINT64_C(0x9e3779b97f4a7c15);
    return (uint32_t)rt_mix64(state ^ m->seed, state ^ (uintptr_t)m);
}

void rt_map_iter_init(const RtType *t, RtMap *m, void *storage)
{
    (void)t;
    Iter *it = storage;
    memset(it, 0, sizeof *it);
    if (!m || m->count == 0)
        return;
    if (m->flags & RT_MAP_WRITING)
        rt_throw_user("concurrent map iteration and map write");

    it->map = m;
    it->dir = m->groups;
    it->dir_depth = m->depth;
    it->dir_size = it->dir_left = (uint32_t)1 << m->depth;
    it->groups = m->group_mask + 1;
    it->clears = m->clears;
    it->random = random32(m);
    it->rotate = it->random & 7;
    it->dir_next = it->random >> 8 & (it->dir_size - 1);
    rt_map_iter_next(storage);
}

static RtMapTrailer *trailer_of(const Iter *it)
{
    return rt_map_trailer(it->table, it->groups, rt_map_group_size(it->map));
}

static void begin_table(Iter *it)
{
    if (it->dir_depth == 0) {
        it->table = it->dir;
        it->dir_left = 0;
    } else {
        it->table = ((uint8_t **)(void *)it->dir)[it->dir_next];
        unsigned depth = trailer_of(it)->depth;
        // A table that was split off later has one entry here at most.
        uint32_t span =
            depth < it->dir_depth ? (uint32_t)1 << (it->dir_depth - depth) : 1;
        uint32_t first = it->dir_next & ~(span - 1);
        it->dir_next = (first + span) & (it->dir_size - 1);
        it->dir_left -= span < it->dir_left ? span : it->dir_left;
    }
    it->trailer = it->groups > 1 ? trailer_of(it) : NULL;
    it->group = 0;
    it->first_group = it->random >> 3 & (it->groups - 1);
    it->bits = 0;
}

RT_INLINE bool table_is_dead(const Iter *it)
{
    if (RT_LIKELY(it->trailer != NULL))
        return it->trailer->dead;
    return it->map->groups != it->table;
}

// The full slots of the next group that has any.  False: the table is done.
static bool next_group(Iter *it)
{
    while (it->group < it->groups) {
        size_t index = (it->first_group + it->group++) & (it->groups - 1);
        it->current = it->table + index * rt_map_group_size(it->map);
        uint64_t control = rt_load64(it->current);
        unsigned full = ~rt_map_match_free(control) & 0xff;
        if (!full)
            continue;
        it->bits = (uint8_t)(full >> it->rotate | full << (8 - it->rotate));
        return true;
    }
    return false;
}

// The entry of a slot in a replaced table, as it is now; NULL: gone.
RT_NOINLINE static uint8_t *look_up(const Iter *it, uint8_t *slot)
{
    const RtMap *m = it->map;
    void *key = rt_map_key_at(m, slot);
    if (rt_value_eq(m->layout->type->key, key, key))
        return m->count ? rt_map_find_any(m, rt_map_hash_key(m, key), key)
                        : NULL;
    // NaN: nothing but clear removes it.
    return m->clears == it->clears ? slot : NULL;
}

// Makes it->bits not empty.  False: at the end.
static bool find_bits(Iter *it)
{
    while (!it->bits) {
        if (it->table && next_group(it))
            return true;
        if (it->dir_left == 0)
            return false;
        begin_table(it);
    }
    return true;
}

void rt_map_iter_next(void *storage)
{
    Iter *it = storage;
    const RtMap *m = it->map;
    if (m && RT_UNLIKELY(m->flags & RT_MAP_WRITING))
        rt_throw_user("concurrent map iteration and map write");
    while (m && find_bits(it)) {
        unsigned i = (rt_ctz64(it->bits) + it->rotate) & 7;
        it->bits &= (uint8_t)(it->bits - 1);
        if (RT_UNLIKELY(it->current[i] & 0x80))
            continue; // Deleted meanwhile.
        uint8_t *slot = it->current + 8 + (size_t)i * m->slot_size;
        if (RT_UNLIKELY(table_is_dead(it)) && !(slot = look_up(it, slot)))
            continue;
        it->key = rt_map_key_at(m, slot);
        it->elem = rt_map_elem(m, slot);
        return;
    }
    it->key = NULL;
    it->elem = NULL;
    it->map = NULL;
}

// --- For the library --------------------------------------------------------

void rt_lib_map_iter(const RtType *t, void *m, void *storage)
{
    rt_map_iter_init(t, m, storage);
    ((Iter *)storage)->peeked = true;
}

bool rt_lib_map_next(void *storage, void **key, void **elem)
{
    Iter *it = storage;
    if (it->peeked)
        it->peeked = false;
    else
        rt_map_iter_next(storage);
    *key = it->key;
    *elem = it->elem;
    return it->key != NULL;
}
