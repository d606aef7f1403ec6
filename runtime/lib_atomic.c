/*
 * lib_atomic.c: the operations of package sync/atomic.
 *
 * Idea: one builtin each, sequentially consistent as Go's memory model asks.
 * Codegen may put the instruction in place of the call.
 * Invariant: addresses are naturally aligned; Go's allocator sees to that.
 *
 *     uint32_t n = 1; rt_atomic_add32(&n, 2) == 3
 */
#include "runtime/lib.h"

#include <stdbool.h>
#include <stdint.h>

#define SEQ __ATOMIC_SEQ_CST

#define OPERATIONS(bits)                                                  \
    uint##bits##_t rt_atomic_load##bits(const uint##bits##_t *p)          \
    {                                                                     \
        return __atomic_load_n(p, SEQ);                                   \
    }                                                                     \
    void rt_atomic_store##bits(uint##bits##_t *p, uint##bits##_t v)       \
    {                                                                     \
        __atomic_store_n(p, v, SEQ);                                      \
    }                                                                     \
    uint##bits##_t rt_atomic_add##bits(uint##bits##_t *p,                 \
                                       uint##bits##_t d)                  \
    {                                                                     \
        return __atomic_add_fetch(p, d, SEQ);                             \
    }                                                                     \
    uint##bits##_t rt_atomic_swap##bits(uint##bits##_t *p,                \
                                        uint##bits##_t v)                 \
    {                                                                     \
        return __atomic_exchange_n(p, v, SEQ);                            \
    }                                                                     \
    bool rt_atomic_cas##bits(uint##bits##_t *p, uint##bits##_t old,       \
                             uint##bits##_t v)                            \
    {                                                                     \
        return __atomic_compare_exchange_n(p, &old, v, false, SEQ, SEQ);  \
    }                                                                     \
    uint##bits##_t rt_atomic_and##bits(uint##bits##_t *p,                 \
                                       uint##bits##_t v)                  \
    {                                                                     \
        return __atomic_fetch_and(p, v, SEQ);                             \
    }                                                                     \
    uint##bits##_t rt_atomic_or##bits(uint##bits##_t *p,                  \
                                      uint##bits##_t v)                   \
    {                                                                     \
        return __atomic_fetch_or(p, v, SEQ);                              \
    }

OPERATIONS(32)
OPERATIONS(64)

void *rt_atomic_load_ptr(void *const *p)
{
    return __atomic_load_n(p, SEQ);
}

void rt_atomic_store_ptr(void **p, void *v)
{
    __atomic_store_n(p, v, SEQ);
}

void *rt_atomic_swap_ptr(void **p, void *v)
{
    return __atomic_exchange_n(p, v, SEQ);
}

bool rt_atomic_cas_ptr(void **p, void *old, void *v)
{
    return __atomic_compare_exchange_n(p, &old, v, false, SEQ, SEQ);
}
