// runtime/map_layout.c -- What maps of one type have in common; making them.
//
// Keys and elements above 128 bytes are kept behind pointers.  A layout is made
// once for each map type and never freed.
//
//     map[string]int32: slots of 24 bytes, element at 16; group: 8 + 8 * 24
#include "runtime/abi_proto.h"
#include "runtime/heap.h"
#include "runtime/map_internal.h"
#include "runtime/os.h"

#include <string.h>

enum { LAYOUTS = 256 };

static RtMapLayout *layouts[LAYOUTS]; // Atomic; only ever prepended to.
static RtLock layouts_lock;

static RtMapHash hash_kind(const RtType *key)
{
    if (key->kind == RT_KIND_STRING)
        return RT_MAP_HASH_STR;
    if (!(key->flags & RT_TYPE_MEMEQUAL))
        return RT_MAP_HASH_ANY;
    if (key->size == 8)
        return RT_MAP_HASH_64;
    return key->size == 4 ? RT_MAP_HASH_32 : RT_MAP_HASH_ANY;
}

// Marks the pointer words of a value at this offset of a group.
static void add_mask(uint8_t *mask, size_t at, const RtType *t, bool indirect)
{
    if (indirect) {
        mask[at / 64] |= (uint8_t)(1u << (at / 8 % 8));
        return;
    }
    for (size_t i = 0; i < (size_t)t->ptrdata / 8; i++) {
        size_t word = at / 8 + i;
        if (t->gcmask[i / 8] >> (i % 8) & 1)
            mask[word / 8] |= (uint8_t)(1u << (word % 8));
    }
}

static void describe_group(RtMapLayout *l)
{
    const RtMapType *t = l->type;
    bool key_indirect = l->flags & RT_MAP_KEY_INDIRECT;
    bool elem_indirect = l->flags & RT_MAP_ELEM_INDIRECT;
    size_t size = 8 + (size_t)l->slot_size * RT_MAP_SLOTS;
    l->group.size = (int64_t)size;
    l->group.kind = RT_KIND_STRUCT;
    l->group.align = 8;
    if (!key_indirect && !elem_indirect && !t->key->ptrdata &&
        !t->elem->ptrdata) {
        l->flags |= RT_MAP_NOSCAN;
        return;
    }

    uint8_t *mask = rt_meta_alloc(size / 64 + 1);
    for (size_t i = 0; i < RT_MAP_SLOTS; i++) {
        size_t slot = 8 + i * l->slot_size;
        add_mask(mask, slot, t->key, key_indirect);
        add_mask(mask, slot + l->elem_offset, t->elem, elem_indirect);
    }
    l->group.ptrdata = (int64_t)size;
    l->group.gcmask = mask;
}

static RtMapLayout *layout_new(const RtMapType *t)
{
    RtMapLayout *l = rt_meta_alloc(sizeof *l);
    l->type = t;
    if (t->key->size > RT_MAP_MAX_INLINE)
        l->flags |= RT_MAP_KEY_INDIRECT;
    if (t->elem->size > RT_MAP_MAX_INLINE)
        l->flags |= RT_MAP_ELEM_INDIRECT;
    if (!(t->key->flags & RT_TYPE_MEMEQUAL))
        l->flags |= RT_MAP_KEY_UPDATE;
    // Eight slots of any size keep the next group's control word aligned.
    RtMapSlot slot = rt_map_slot((uint64_t)t->key->size, t->key->align,
                                 (uint64_t)t->elem->size, t->elem->align);
    l->elem_offset = slot.elem_offset;
    l->slot_size = slot.size;
    l->hash = (uint8_t)hash_kind(t->key);
    describe_group(l);
    return l;
}

const RtMapLayout *rt_map_layout(const RtType *map_type)
{
    const RtMapType *t = (const RtMapType *)map_type;
    RtMapLayout **head = &layouts[(uintptr_t)t / 16 % LAYOUTS];
    for (RtMapLayout *l = RT_ATOMIC_LOAD(head); l; l = l->next) {
        if (l->type == t)
            return l;
    }
    rt_lock(&layouts_lock);
    RtMapLayout *l = *head;
    while (l && l->type != t)
        l = l->next;
    if (!l) {
        l = layout_new(t);
        l->next = *head;
        RT_ATOMIC_STORE(head, l);
    }
    rt_unlock(&layouts_lock);
    return l;
}

// --- Making -----------------------------------------------------------------

static uint64_t random_seed(void)
{
    static RT_THREAD uint64_t state;
    if (!state)
        rt_os_entropy(&state, sizeof state);
    state += UINT64_C(0x9e3779b97f4a7c15);
    return rt_mix64(state, state ^ UINT64_C(0xe7037ed1a0b428db));
}

void rt_map_init(RtMap *m, const RtMapLayout *l)
{
    *m = (RtMap){.seed = random_seed(),
                 .layout = l,
                 .slot_size = (uint16_t)l->slot_size,
                 .elem_offset = (uint16_t)l->elem_offset,
                 .flags = l->flags};
}

// Of a map header in the heap: the groups are its only pointer.
static const uint8_t header_mask[] = {4};
static const RtType header_type = {
    .size = RT_MAP_HEADER_SIZE,
    .ptrdata = 24,
    .kind = RT_KIND_STRUCT,
    .align = 8,
    .gcmask = header_mask,
};

RtMap *rt_map_init_frame(const RtType *t, void *frame)
{
    rt_map_init(frame, rt_map_layout(t));
    return frame;
}

RtMap *rt_map_init_frame_group(const RtType *t, void *frame, void *group,
                               int64_t hint)
{
    const RtMapLayout *l = rt_map_layout(t);
    RtMap *m = frame;
    rt_map_init(m, l);
    if (hint > RT_MAP_SLOTS) {
        rt_map_reserve(m, hint);
        return m;
    }
    if (!group)
        return m;
    uint64_t empty = RT_MAP_EMPTY;
    if (!(l->flags & RT_MAP_NOSCAN))
        memset(group, 0, 8 + (size_t)l->slot_size * RT_MAP_SLOTS);
    memcpy(group, &empty, sizeof empty);
    m->groups = group;
    return m;
}

RtMap *rt_makemap(const RtType *t, int64_t hint)
{
    RtMap *m = rt_new_inline(&header_type);
    rt_map_init(m, rt_map_layout(t));
    if (hint > RT_MAP_SLOTS)
        rt_map_reserve(m, hint);
    return m;
}
