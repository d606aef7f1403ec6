// runtime/map.h -- Maps as Swiss tables: structure and look-up.
//
// Eight slots form a *group*: eight control bytes, then the slots (key,
// element).  A control byte is 0x80 for empty, 0xfe for deleted, else the low
// seven bits of the key's hash, so that one comparison of eight bytes finds the
// candidates of a group.  A map has nothing; or one group; or one table of 2 to
// 128 groups; or, when that is full, a directory of 2^depth pointers to tables
// of 128 groups each, indexed by the top bits of the hash (extendible hashing:
// a full table is split in two, no other is touched).
//
// Behind the groups of a table lies a trailer; it fits into what the size
// class leaves over.
//
// Invariant: a probe ends at a group with an empty slot, so a table always has
// one; a lone group may be full.
//
//     hash ...2a: control byte 0x2a, group (hash >> 7) & group_mask
//
// This header is also compiled to bitcode (fast.c).
#ifndef RUNTIME_MAP_H
#define RUNTIME_MAP_H

#include "runtime/abi.h"
#include "runtime/platform.h"
#include "runtime/value.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum {
    RT_MAP_MAX_GROUPS = 128,   // Of a table.
    RT_MAP_WRITING = 1,        // Flags of a map.
    RT_MAP_KEY_INDIRECT = 2,   // The slot holds a pointer to the key.
    RT_MAP_ELEM_INDIRECT = 4,
    RT_MAP_KEY_UPDATE = 8,     // Equal keys may differ: store the new one.
    RT_MAP_NOSCAN = 16         // No pointers; free slots are not zero.
};

#define RT_MAP_EMPTY UINT64_C(0x8080808080808080)

typedef struct RtMapLayout RtMapLayout;

struct RtMap {
    int64_t count;
    uint64_t seed;
    uint8_t *groups;           // NULL, a group, a table, or a directory.
    const RtMapLayout *layout;
    uint32_t group_mask;       // Groups of a table - 1.
    uint16_t slot_size;
    uint16_t elem_offset;
    uint8_t depth;             // Of the directory; 0: none.
    uint8_t flags;
    uint16_t unused;
    uint32_t clears;           // Calls of clear: for iterators.
};

_Static_assert(sizeof(struct RtMap) == RT_MAP_HEADER_SIZE, "map header");

typedef struct RtMapTrailer {
    uint32_t growth_left;      // Empty slots that may still be filled.
    uint8_t depth;             // Bits of the hash that its keys share.
    uint8_t dead;              // Replaced; only iterators still see it.
    uint16_t groups;
} RtMapTrailer;

RT_INLINE size_t rt_map_group_size(const RtMap *m)
{
    return 8 + (size_t)m->slot_size * RT_MAP_SLOTS;
}

RT_INLINE uint8_t *rt_map_table(const RtMap *m, uint64_t hash)
{
    if (m->depth)
        return ((uint8_t **)(void *)m->groups)[hash >> (64 - m->depth)];
    return m->groups;
}

// --- Groups -----------------------------------------------------------------

// A set of slots: bit i for slot i.
typedef uint32_t RtMapBits;

// Slots whose control byte is `byte`.
RT_INLINE RtMapBits rt_map_match(uint64_t control, uint8_t byte)
{
#if defined(__SSE2__)
    uint64_t all = byte * UINT64_C(0x0101010101010101);
    __m128i c = _mm_cvtsi64_si128((int64_t)control);
    __m128i b = _mm_cvtsi64_si128((int64_t)all);
    return (RtMapBits)_mm_movemask_epi8(_mm_cmpeq_epi8(c, b)) & 0xff;
#else
    RtMapBits bits = 0;
    for (unsigned i = 0; i < 8; i++)
        bits |= (RtMapBits)((uint8_t)(control >> (8 * i)) == byte) << i;
    return bits;
#endif
}

RT_INLINE bool rt_map_has_empty(uint64_t control)
{
    // 0x80 is the only byte with bit 7 set and bit 1 clear.
    return (control & ~(control << 6) & RT_MAP_EMPTY) != 0;
}

// Empty or deleted slots.
RT_INLINE RtMapBits rt_map_match_free(uint64_t control)
{
#if defined(__SSE2__)
    __m128i c = _mm_cvtsi64_si128((int64_t)control);
    return (RtMapBits)_mm_movemask_epi8(c) & 0xff;
#else
    RtMapBits bits = 0;
    for (unsigned i = 0; i < 8; i++)
        bits |= (RtMapBits)(control >> (8 * i + 7) & 1) << i;
    return bits;
#endif
}

// The next group of a probe: 1, 3, 6, 10 ... groups from the first.
RT_INLINE size_t rt_map_probe(size_t group, size_t *step, size_t mask)
{
    *step += 1;
    return (group + *step) & mask;
}

// --- Look-up ----------------------------------------------------------------

void rt_map_fatal_read(void) __attribute__((noreturn, cold));

RT_INLINE bool rt_map_is_empty(const RtMap *m)
{
    if (!m || m->count == 0)
        return true;
    if (RT_UNLIKELY(m->flags & RT_MAP_WRITING))
        rt_map_fatal_read();
    return false;
}

// One body for all kinds of keys: returns the slot whose key, at `key`, makes
// `equal` true, or NULL.
#define RT_MAP_FIND(m, hash, equal)                                        \
    const uint8_t *table_ = rt_map_table(m, hash);                         \
    size_t size_ = rt_map_group_size(m);                                   \
    size_t mask_ = (m)->group_mask;                                        \
    size_t group_ = (size_t)((hash) >> 7) & mask_;                         \
    size_t step_ = 0;                                                      \
    for (;;) {                                                             \
        const uint8_t *g_ = table_ + group_ * size_;                       \
        uint64_t control_ = rt_load64(g_);                                 \
        RtMapBits bits_ = rt_map_match(control_, (hash) & 127);            \
        for (; bits_; bits_ &= bits_ - 1) {                                \
            const uint8_t *key =                                           \
                g_ + 8 + rt_ctz64(bits_) * (size_t)(m)->slot_size;         \
            if (RT_LIKELY(equal))                                          \
                return (void *)(uintptr_t)key;                             \
        }                                                                  \
        if (RT_LIKELY(rt_map_has_empty(control_)) || mask_ == 0)           \
            return NULL;                                                   \
        group_ = rt_map_probe(group_, &step_, mask_);                      \
    }

RT_INLINE void *rt_map_find_64(const RtMap *m, uint64_t hash, uint64_t k)
{
    RT_MAP_FIND(m, hash, rt_load64(key) == k)
}

RT_INLINE void *rt_map_find_32(const RtMap *m, uint64_t hash, uint32_t k)
{
    RT_MAP_FIND(m, hash, rt_load32(key) == k)
}

RT_INLINE bool rt_bytes_equal(const uint8_t *a, const uint8_t *b, size_t n)
{
    if (n > 16)
        return __builtin_memcmp(a, b, n) == 0;
    if (n >= 8)
        return ((rt_load64(a) ^ rt_load64(b)) |
                (rt_load64(a + n - 8) ^ rt_load64(b + n - 8))) == 0;
    if (n >= 4)
        return ((rt_load32(a) ^ rt_load32(b)) |
                (rt_load32(a + n - 4) ^ rt_load32(b + n - 4))) == 0;
    return n == 0 || (a[0] == b[0] && a[n / 2] == b[n / 2] &&
                      a[n - 1] == b[n - 1]);
}

RT_INLINE bool rt_string_equal_inline(RtString a, RtString b)
{
    return a.len == b.len &&
           (a.ptr == b.ptr || rt_bytes_equal(a.ptr, b.ptr, (size_t)a.len));
}

RT_INLINE bool rt_string_at_equals(const uint8_t *p, RtString k)
{
    return rt_string_equal_inline(*(const RtString *)(const void *)p, k);
}

RT_INLINE void *rt_map_find_str(const RtMap *m, uint64_t hash, RtString k)
{
    RT_MAP_FIND(m, hash, rt_string_at_equals(key, k))
}

RT_INLINE void *rt_map_elem(const RtMap *m, void *slot)
{
    uint8_t *p = (uint8_t *)slot + m->elem_offset;
    if (RT_UNLIKELY(m->flags & RT_MAP_ELEM_INDIRECT))
        return *(void **)(void *)p;
    return p;
}

RT_INLINE void *rt_map_get_64_inline(const RtMap *m, uint64_t k)
{
    if (rt_map_is_empty(m))
        return NULL;
    void *slot = rt_map_find_64(m, rt_hash_u64(k, m->seed), k);
    return slot ? rt_map_elem(m, slot) : NULL;
}

RT_INLINE void *rt_map_get_32_inline(const RtMap *m, uint32_t k)
{
    if (rt_map_is_empty(m))
        return NULL;
    void *slot = rt_map_find_32(m, rt_hash_u64(k, m->seed), k);
    return slot ? rt_map_elem(m, slot) : NULL;
}

RT_INLINE uint64_t rt_hash_string(RtString s, uint64_t seed)
{
    return rt_hash_bytes_inline(s.ptr, (size_t)s.len, seed);
}

RT_INLINE void *rt_map_get_str_inline(const RtMap *m, RtString k)
{
    if (rt_map_is_empty(m))
        return NULL;
    void *slot = rt_map_find_str(m, rt_hash_string(k, m->seed), k);
    return slot ? rt_map_elem(m, slot) : NULL;
}

#endif
