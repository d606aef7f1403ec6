// runtime/cache.h -- The allocation cache of a thread and its fast path.
//
// A *bump* is a piece of free memory of one bin: objects of one size class
// that share one pointer mask.  Allocating is moving `cur`.  The memory
// between cur and lim is already zero for sizes up to RT_MAX_MASKED, so that
// compiled code has nothing left to do.
//
// This header is also compiled to bitcode and inlined into compiled code: it
// knows nothing of the heap behind.
//
// Invariant: cur <= lim; lim - cur is a multiple of the class size; both NULL
// when the thread has nothing (after every collection, and always under
// RT_GC_STRESS).
//
//     type Node struct { l, r *Node }: 2 words, mask 3: bump[2 + 3]
#ifndef RUNTIME_CACHE_H
#define RUNTIME_CACHE_H

#include "runtime/abi.h"
#include "runtime/platform.h"
#include "runtime/sizeclass.h"

enum {
    RT_MAX_DIRECT = 64,  // Bytes up to which each mask has its own bump.
    RT_MAX_MASKED = 512, // Larger objects with pointers carry a header word.
    RT_HEADER = 8,

    // Where the bumps of each kind begin.
    RT_BUMP_DIRECT = 0,  // By words and mask: 2 + 4 + 8 + 16 + 64 + 256.
    RT_BUMP_NOSCAN = RT_BUMP_DIRECT + 350, // By class.
    RT_BUMP_HEADER = RT_BUMP_NOSCAN + RT_CLASSES, // By class.
    RT_BUMP_HASHED = RT_BUMP_HEADER + RT_CLASSES, // By hash of class and mask.
    RT_BUMPS_HASHED = 128,
    RT_BUMPS = RT_BUMP_HASHED + RT_BUMPS_HASHED
};

typedef struct RtBump {
    uint8_t *cur;
    uint8_t *lim;
} RtBump;

typedef struct RtCache {
    RtBump bump[RT_BUMPS];
    uint32_t busy;       // Between reading a bump and moving it: the time
                         // slice may not end there (see signal.c).
    uint8_t arrays[RT_BUMPS]; // The bump's bin knows that it has arrays.
} RtCache;

// Scanned by nobody; owned by the thread; emptied at a safepoint by the
// collector.
extern RT_THREAD RtCache rt_cache;

// What every object of size zero points to.
extern uint64_t rt_zero_base[2];

// The bump of scanned objects of w words, 0 < w <= 8, by mask.
RT_INLINE unsigned rt_bump_direct(unsigned w, unsigned mask)
{
    static const uint16_t base[9] = {0, 0, 2, 6, 14, 30, 30, 94, 94};
    return RT_BUMP_DIRECT + base[w] + mask;
}

// The calling thread's cache, for code that is inlined into goroutines.  A
// goroutine changes its thread at almost any call, and compilers keep the
// address of a thread-local across calls: so every access goes through the
// segment register, and only the distance from the thread pointer, which is the
// same in all threads, is ever kept.  (AddressSanitizer takes the distance for
// an address.)
#if defined(__SEG_FS) && !defined(__STRICT_ANSI__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && \
    !defined(RT_TLS_GENERAL)
typedef __seg_fs RtCache RtThreadCache;

RT_INLINE RtThreadCache *rt_thread_cache(void)
{
    uintptr_t distance;
    __asm__("movq $rt_cache@tpoff, %0" : "=r"(distance));
    return (RtThreadCache *)distance;
}
#else
typedef RtCache RtThreadCache;

RT_INLINE RtThreadCache *rt_thread_cache(void)
{
    return &rt_cache;
}
#endif

// Takes `size` bytes from the bump, or gives NULL.  `size` is the class's.
// A signal may end the time slice here; while `busy` is set it does not, so
// that no other goroutine of this thread finds a bump read but not moved.
RT_INLINE void *rt_bump_take(unsigned i, size_t size)
{
    RtThreadCache *c = rt_thread_cache();
    *(volatile __typeof__(c->busy) *)&c->busy = 1;
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    uint8_t *p = c->bump[i].cur;
    bool fits = (size_t)(c->bump[i].lim - p) >= size;
    if (RT_LIKELY(fits))
        c->bump[i].cur = p + size;
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    *(volatile __typeof__(c->busy) *)&c->busy = 0;
    return fits ? p : NULL;
}

// The slow paths; never NULL.
void *rt_new_slow(const RtType *t);
void *rt_new_noscan_slow(int64_t n);

// One zeroed object of the type: what rt_new inlines to.
RT_INLINE void *rt_new_inline(const RtType *t)
{
    size_t n = (size_t)t->size;
    if (n - 1 < RT_MAX_DIRECT) {
        unsigned class = rt_class_by_8[(n + 7) / 8];
        unsigned i = RT_BUMP_NOSCAN + class;
        if (t->ptrdata)
            i = rt_bump_direct((unsigned)(n + 7) / 8, t->gcmask[0]);
        void *p = rt_bump_take(i, rt_class_size[class]);
        if (RT_LIKELY(p != NULL))
            return p;
    }
    return rt_new_slow(t);
}

// n zeroed bytes without pointers.
RT_INLINE void *rt_new_noscan_inline(int64_t n)
{
    size_t size = (size_t)n;
    if (size - 1 < RT_MAX_MASKED) {
        unsigned class = rt_class_by_8[(size + 7) / 8];
        void *p = rt_bump_take(RT_BUMP_NOSCAN + class, rt_class_size[class]);
        if (RT_LIKELY(p != NULL))
            return p;
    }
    return rt_new_noscan_slow(n);
}

#endif
