// runtime/mark_parallel.c -- Marking with several threads.
//
// Every thread has a marker of its own.  One that has nothing left says so and
// waits; the others look now and then whether somebody waits, and put the older
// half of their stack, where the large subtrees are, into a common pool.  When
// all wait and the pool is empty, everything is marked.  Mark bits are set
// atomically then.
//
// The helpers are threads of the runtime's own, made at the first cycle that
// wants them; between cycles they sleep.
//
// Invariant: `waiting` counts the markers whose stack, ring and ranges are
// empty and which hold nothing taken from the pool.
#include "runtime/mark.h"
#include "runtime/os.h"
#include "runtime/park.h"
#include "runtime/throw.h"

#include <string.h>

enum {
    MAX_THREADS = 3,
    POOL_ENTRIES = 1 << 16,
    POOL_RANGES = 256,
    TAKE = 2048,           // Entries that a waiting marker takes at once.
    KEEP = 128             // Nobody gives from so small a stack.
};

static struct {
    RtLock lock;           // Guards the pool.
    uint32_t waiting;      // Atomic.
    uint32_t markers;      // In this cycle.
    uint32_t done;         // Atomic.
    uint32_t finished;     // Atomic: helpers that are through with a cycle.
    uintptr_t *entries;
    size_t nentries;
    RtMarkRange ranges[POOL_RANGES];
    size_t nranges;
} pool;

static struct Helper {
    RtMarker marker;
    uint32_t wake;         // Futex: number of cycles it was woken for.
} helper[MAX_THREADS];

static int nhelpers;

bool rt_mark_others_wait(void)
{
    return RT_ATOMIC_RELAXED(&pool.waiting) > 0;
}

// --- The pool ---------------------------------------------------------------

static void share_stack(RtMarker *m)
{
    size_t n = (m->top - m->low) / 2;
    size_t room = POOL_ENTRIES - pool.nentries;
    if (n < KEEP / 2)
        return;
    if (n > room)
        n = room;
    memcpy(pool.entries + pool.nentries, m->stack + m->low,
           n * sizeof *m->stack);
    pool.nentries += n;
    m->low += n;
}

static void share_ranges(RtMarker *m)
{
    while (m->nranges > 1 && pool.nranges < POOL_RANGES)
        pool.ranges[pool.nranges++] = m->ranges[--m->nranges];
    if (m->nranges == 0 || pool.nranges == POOL_RANGES)
        return;

    // Half of a single array.
    RtMarkRange *r = &m->ranges[m->nranges - 1];
    size_t size = (size_t)r->type->size;
    size_t half = (r->hi - r->lo) / size / 2 * size;
    if (half < 1 << 16)
        return;
    pool.ranges[pool.nranges++] = (RtMarkRange){r->lo + half, r->hi, r->type};
    r->hi = r->lo + half;
}

void rt_mark_share(RtMarker *m)
{
    rt_lock(&pool.lock);
    if (pool.nentries + pool.nranges == 0) {
        share_stack(m);
        share_ranges(m);
    }
    rt_unlock(&pool.lock);
}

// Takes work from the pool, and with it the right not to wait any more.
static bool take(RtMarker *m)
{
    rt_lock(&pool.lock);
    size_t n = pool.nentries < TAKE ? pool.nentries : TAKE;
    pool.nentries -= n;
    memcpy(m->stack, pool.entries + pool.nentries, n * sizeof *m->stack);
    m->top = n;
    bool range = n == 0 && pool.nranges > 0;
    if (range)
        m->ranges[m->nranges++] = pool.ranges[--pool.nranges];
    bool got = n > 0 || range;
    if (got)
        __atomic_fetch_sub(&pool.waiting, 1, __ATOMIC_SEQ_CST);
    else if (RT_ATOMIC_LOAD(&pool.waiting) == pool.markers)
        RT_ATOMIC_STORE(&pool.done, 1);
    rt_unlock(&pool.lock);
    return got;
}

// Marks until all is marked.
static void work(RtMarker *m)
{
    for (;;) {
        rt_mark_drain_own(m);
        __atomic_fetch_add(&pool.waiting, 1, __ATOMIC_SEQ_CST);
        for (unsigned i = 0; !take(m); i++) {
            if (RT_ATOMIC_LOAD(&pool.done))
                return;
            if (i % 16 == 15)
                rt_os_yield();
            for (unsigned k = 0; k < 50; k++)
                rt_cpu_relax();
        }
    }
}

// --- The helpers ------------------------------------------------------------

static void helper_main(void *arg)
{
    struct Helper *h = arg;
    for (uint32_t cycle = 0;; cycle++) {
        while (RT_ATOMIC_LOAD(&h->wake) == cycle)
            rt_futex_wait(&h->wake, cycle, -1);
        work(&h->marker);
        RT_ATOMIC_ADD(&pool.finished, 1);
        rt_futex_wake(&pool.finished, 1);
    }
}

// Gives how many there are, at most n.
static int helpers_make(int n)
{
    if (n > MAX_THREADS)
        n = MAX_THREADS;
    if (!pool.entries && n > 0)
        pool.entries = rt_os_reserve_table(POOL_ENTRIES * sizeof *pool.entries);
    if (!pool.entries)
        return 0;
    while (nhelpers < n && rt_os_thread(helper_main, &helper[nhelpers]))
        nhelpers++;
    return n < nhelpers ? n : nhelpers;
}

void rt_mark_drain_parallel(RtMarker *m, int helpers)
{
    int n = helpers > 0 ? helpers_make(helpers) : 0;
    if (n == 0) {
        rt_mark_drain(m);
        return;
    }
    pool.markers = (uint32_t)n + 1;
    pool.waiting = pool.done = pool.finished = 0;
    m->parallel = true;
    for (int i = 0; i < n; i++) {
        rt_marker_init(&helper[i].marker);
        helper[i].marker.parallel = true;
        RT_ATOMIC_ADD(&helper[i].wake, 1);
        rt_futex_wake(&helper[i].wake, 1);
    }
    work(m);
    uint32_t wanted = (uint32_t)n;
    for (uint32_t i; (i = RT_ATOMIC_LOAD(&pool.finished)) < wanted;)
        rt_futex_wait(&pool.finished, i, -1);
    m->parallel = false;
    for (int i = 0; i < n; i++)
        m->overflowed |= helper[i].marker.overflowed;
    rt_mark_drain(m);
}
