// runtime/sema.c -- Semaphores: what sync builds its types on.
//
// A semaphore is a plain uint32 in Go memory; its waiters are found by address
// in a table of queues.  The first waiter of an address heads a chain of the
// others, so that finding one is as long as the number of different addresses
// in a bucket.
//
//     bucket -> [&a: w1 -> w4 -> w5] -> [&b: w2] -> [&c: w3]
//
// Invariant: a waiter is in a chain exactly while its goroutine is parked here.
#include <string.h>

#include "runtime/lib.h"
#include "runtime/sched.h"

enum { BUCKETS = 251 };

typedef struct SemWaiter {
    RtG *g;
    uint32_t *sem;
    struct SemWaiter *next;      // In the chain of this address.
    struct SemWaiter *last;      // Of the chain; in its head only.
    struct SemWaiter *next_head; // In the bucket; in heads only.
    bool granted;                // The releaser took the unit for us.
} SemWaiter;

typedef struct Bucket {
    RtLock lock;
    uint32_t nwait;              // Atomic.
    SemWaiter *heads;
} Bucket;

static Bucket buckets[BUCKETS];

static Bucket *bucket_of(const uint32_t *sem)
{
    return &buckets[((uintptr_t)sem >> 3) % BUCKETS];
}

static bool try_take(uint32_t *sem)
{
    uint32_t v = RT_ATOMIC_LOAD(sem);
    while (v > 0) {
        if (__atomic_compare_exchange_n(sem, &v, v - 1, false,
                                        __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
            return true;
    }
    return false;
}

// Where the head for `sem` is linked; *it is NULL if there is none.
static SemWaiter **find(Bucket *b, const uint32_t *sem)
{
    SemWaiter **p = &b->heads;
    while (*p && (*p)->sem != sem)
        p = &(*p)->next_head;
    return p;
}

static void enqueue(Bucket *b, SemWaiter *w, bool lifo)
{
    SemWaiter **p = find(b, w->sem);
    SemWaiter *head = *p;
    if (!head) {
        w->last = w;
        *p = w;
    } else if (lifo) {
        w->next = head;
        w->last = head->last;
        w->next_head = head->next_head;
        *p = w;
    } else {
        head->last->next = w;
        head->last = w;
    }
}

static SemWaiter *dequeue(Bucket *b, const uint32_t *sem)
{
    SemWaiter **p = find(b, sem);
    SemWaiter *w = *p;
    if (!w)
        return NULL;
    if (w->next) {
        w->next->last = w->last;
        w->next->next_head = w->next_head;
        *p = w->next;
    } else {
        *p = w->next_head;
    }
    return w;
}

void rt_sem_acquire(uint32_t *sem, bool lifo, int64_t reason)
{
    if (try_take(sem))
        return;

    Bucket *b = bucket_of(sem);
    for (;;) {
        rt_go_lock(&b->lock);
        RT_ATOMIC_ADD(&b->nwait, 1);
        if (try_take(sem)) {
            RT_ATOMIC_ADD(&b->nwait, (uint32_t)-1);
            rt_go_unlock(&b->lock);
            return;
        }
        SemWaiter w = {.g = rt_g(), .sem = sem};
        enqueue(b, &w, lifo);
        rt_park(rt_after_unlock, &b->lock, (int)reason);
        if (w.granted || try_take(sem))
            return;
    }
}

void rt_sem_release(uint32_t *sem, bool handoff)
{
    Bucket *b = bucket_of(sem);
    __atomic_fetch_add(sem, 1, __ATOMIC_SEQ_CST);
    if (__atomic_load_n(&b->nwait, __ATOMIC_SEQ_CST) == 0)
        return;

    rt_go_lock(&b->lock);
    SemWaiter *w = dequeue(b, sem);
    if (w)
        RT_ATOMIC_ADD(&b->nwait, (uint32_t)-1);
    rt_go_unlock(&b->lock);
    if (!w)
        return;
    if (handoff && try_take(sem))
        w->granted = true;
    if (w->granted)
        rt_ready_handoff(w->g);
    else
        rt_ready(w->g);
}
