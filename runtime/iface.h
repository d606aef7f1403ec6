// runtime/iface.h -- Interface tables.
#ifndef RUNTIME_IFACE_H
#define RUNTIME_IFACE_H

#include "runtime/abi.h"
#include "runtime/platform.h"

// What is known of one (interface, type).  Never changes.
typedef struct RtItabEntry {
    const RtType *inter;
    const RtType *type;
    const RtItab *tab;     // NULL: not implemented.
} RtItabEntry;

// Open addressing; more than half of the slots are NULL.
typedef struct RtItabTable {
    unsigned shift;        // 64 - log2 of the number of slots.
    size_t mask;           // That number - 1.
    size_t count;
    const RtItabEntry *slots[];
} RtItabTable;

// Atomic.  Replaced when it fills; entries are added in place.
extern RtItabTable *rt_itab_table;

// NULL: nothing is known yet.  Also in compiled code (fast.c).
RT_INLINE const RtItabEntry *rt_itab_lookup(const RtItabTable *tb,
                                            const RtType *inter,
                                            const RtType *t)
{
    uint64_t h = ((uintptr_t)t ^ (uintptr_t)inter << 7) *
                 UINT64_C(0x9e3779b97f4a7c15);
    for (size_t i = (size_t)(h >> tb->shift);; i = (i + 1) & tb->mask) {
        const RtItabEntry *e = RT_ATOMIC_LOAD(&tb->slots[i]);
        if (!e || (e->type == t && e->inter == inter))
            return e;
    }
}

// The slow paths.
const RtItab *rt_getitab_slow(const RtType *inter, const RtType *t);
void rt_panic_no_itab(const RtType *inter, const RtType *t)
    __attribute__((noreturn, cold));

RT_INLINE const RtItab *rt_getitab_inline(const RtType *inter, const RtType *t)
{
    const RtItabEntry *e =
        rt_itab_lookup(RT_ATOMIC_LOAD(&rt_itab_table), inter, t);
    return RT_LIKELY(e != NULL) ? e->tab : rt_getitab_slow(inter, t);
}

// Name of the first method of the interface that t lacks; length 0: none.
RtString rt_missing_method(const RtInterfaceType *inter, const RtType *t);

#endif
