// runtime/value.h -- Equality and hashing of values by their descriptors.
#ifndef RUNTIME_VALUE_H
#define RUNTIME_VALUE_H

#include "runtime/abi.h"
#include "runtime/platform.h"

// Hash of n bytes.
uint64_t rt_hash_memory(const void *p, size_t n, uint64_t seed);
// Hash of the value at p, consistent with ==; panics when the type, or the
// dynamic type of an interface inside, has no ==.
uint64_t rt_value_hash(const RtType *t, const void *p, uint64_t seed);
// Panics "hash of unhashable type T".
void rt_panic_unhashable(const RtType *t) __attribute__((noreturn));

// Hash of one 64-bit value: two multiplications of which every bit of the
// result depends on every bit of x.
RT_INLINE uint64_t rt_hash_u64(uint64_t x, uint64_t seed)
{
    return rt_mix64(x ^ seed, 0x9e3779b97f4a7c15u ^ seed << 1);
}

RT_INLINE uint64_t rt_load64(const void *p)
{
    uint64_t x;
    __builtin_memcpy(&x, p, 8);
    return x;
}

RT_INLINE uint32_t rt_load32(const void *p)
{
    uint32_t x;
    __builtin_memcpy(&x, p, 4);
    return x;
}

// Hash of up to 16 bytes inline, more by call.
RT_INLINE uint64_t rt_hash_bytes_inline(const uint8_t *p, size_t n,
                                        uint64_t seed)
{
    uint64_t a = 0;
    uint64_t b = 0;
    if (RT_UNLIKELY(n > 16))
        return rt_hash_memory(p, n, seed);
    if (n >= 8) {
        a = rt_load64(p);
        b = rt_load64(p + n - 8);
    } else if (n >= 4) {
        a = rt_load32(p);
        b = rt_load32(p + n - 4);
    } else if (n > 0) {
        a = (uint64_t)p[0] << 16 | (uint64_t)p[n / 2] << 8 | p[n - 1];
    }
    uint64_t h = rt_mix64(a ^ 0xa0761d6478bd642fu, b ^ seed);
    return rt_mix64(h ^ n, 0x9e3779b97f4a7c15u ^ seed);
}

#endif
