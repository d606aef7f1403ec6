// runtime/platform.h -- The compiler and machine features that C17 lacks.
//
// Everything in the runtime that is a GNU builtin, an attribute or an x86
// intrinsic goes through a name of this file, so that a port reads one page.
#ifndef RUNTIME_PLATFORM_H
#define RUNTIME_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RT_LIKELY(x) __builtin_expect(!!(x), 1)
#define RT_UNLIKELY(x) __builtin_expect(!!(x), 0)
#define RT_NOINLINE __attribute__((noinline))
#define RT_INLINE static inline __attribute__((always_inline, unused))
#define RT_COLD __attribute__((cold, noinline))
#define RT_PACKED_ALIGN(n) __attribute__((aligned(n)))
#define RT_WEAK __attribute__((weak))
#define RT_UNREACHABLE() __builtin_unreachable()

// A conservative scan reads words that a sanitizer considers out of bounds.
#define RT_NO_SANITIZE __attribute__((no_sanitize("address", "undefined")))

// The runtime is linked statically into the executable: a thread-local is at
// a constant distance from the thread pointer.
#ifdef RT_TLS_GENERAL
#define RT_THREAD _Thread_local
#else
#define RT_THREAD _Thread_local __attribute__((tls_model("local-exec")))
#endif

#define RT_PREFETCH(p) __builtin_prefetch((p), 0, 3)
#define RT_PREFETCH_WRITE(p) __builtin_prefetch((p), 1, 3)

// Index of the lowest and highest set bit; x is not 0.
RT_INLINE unsigned rt_ctz64(uint64_t x)
{
    return (unsigned)__builtin_ctzll(x);
}

RT_INLINE unsigned rt_log2_64(uint64_t x)
{
    return 63u - (unsigned)__builtin_clzll(x);
}

RT_INLINE unsigned rt_popcount64(uint64_t x)
{
    return (unsigned)__builtin_popcountll(x);
}

RT_INLINE bool rt_add_overflows(int64_t a, int64_t b, int64_t *sum)
{
    return __builtin_add_overflow(a, b, sum);
}

RT_INLINE bool rt_mul_overflows(uint64_t a, uint64_t b, uint64_t *product)
{
    return __builtin_mul_overflow(a, b, product);
}

__extension__ typedef unsigned __int128 RtUint128;

// High half xor low half of the full product: one step of hashing.
RT_INLINE uint64_t rt_mix64(uint64_t a, uint64_t b)
{
    RtUint128 m = (RtUint128)a * b;
    return (uint64_t)m ^ (uint64_t)(m >> 64);
}

#define RT_ATOMIC_LOAD(p) __atomic_load_n((p), __ATOMIC_ACQUIRE)
#define RT_ATOMIC_STORE(p, v) __atomic_store_n((p), (v), __ATOMIC_RELEASE)
#define RT_ATOMIC_RELAXED(p) __atomic_load_n((p), __ATOMIC_RELAXED)
#define RT_ATOMIC_ADD(p, v) __atomic_fetch_add((p), (v), __ATOMIC_ACQ_REL)
#define RT_ATOMIC_OR(p, v) __atomic_fetch_or((p), (v), __ATOMIC_RELAXED)
#define RT_ATOMIC_SWAP(p, v) __atomic_exchange_n((p), (v), __ATOMIC_ACQ_REL)

RT_INLINE void rt_cpu_relax(void)
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

#endif
