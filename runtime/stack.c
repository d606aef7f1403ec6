// runtime/stack.c -- Goroutine stacks: reserved large, committed on touch.
//
// Two arrays of slots of addresses: DEEP ones, whose size is what Go allows a
// goroutine, for the first goroutines that are alive together, and SHALLOW
// ones for the crowd, close together so that a page of the page table serves
// several.  A G lies at the top of its slot, so that walking the slots finds
// every goroutine, and a parked one costs one page.
//
//     slot:  | guard | ............ stack grows down | G |
//
// Invariant: a slot below `used` has been made accessible once and has a valid
// G at its top (possibly dead).  A dead G is in exactly one free list.
#include "runtime/stack.h"

#include <sys/mman.h>

#include "runtime/gc.h"
#include "runtime/lib.h"
#include "runtime/os.h"
#include "runtime/throw.h"

#ifndef MADV_GUARD_INSTALL
#define MADV_GUARD_INSTALL 102
#endif

enum { DEEP, SHALLOW, CLASSES };
enum {
    PAGE = 4096,
    DEEP_GUARD = 1 << 20, // Frames larger than a page do not jump over it.
    SHALLOW_GUARD = 16 << 10,
    SHALLOW_BATCH = 256,  // Slots made accessible by one system call.
    TRIM_MOST = 4096,     // Free stacks looked at by one trim.
    COLOURS = 8,          // Spread the G's over the sets of the cache.
    COLOUR_STEP = 64
};

typedef struct StackClass {
    uint8_t *base;
    size_t slot;
    size_t guard;
    uint64_t limit;    // Slots reserved.
    uint64_t used;     // Slots handed out at least once; atomic.
    uint64_t open;     // Slots that are accessible.
    RtG *free;
    uint64_t dirty;    // In the list, and not trimmed since.
} StackClass;

static struct {
    RtLock lock;
    StackClass of[CLASSES];
    RtG *main;
} stacks;

static RtG *g_of_slot(const StackClass *c, uint64_t i)
{
    uint8_t *top = c->base + (i + 1) * c->slot;
    size_t colour = (size_t)(i % COLOURS) * COLOUR_STEP;
    return (RtG *)(void *)(top - colour - ((sizeof(RtG) + 63) & ~(size_t)63));
}

// Addresses for `limit` slots, or for fewer if the system is short of them.
static void reserve(StackClass *c, size_t slot, size_t guard, uint64_t limit)
{
    for (; limit >= 16; limit /= 2) {
        c->base = rt_os_reserve((size_t)limit * slot, slot);
        if (c->base) {
            c->slot = slot;
            c->guard = guard;
            c->limit = limit;
            madvise(c->base, (size_t)limit * slot, MADV_NOHUGEPAGE);
            return;
        }
    }
}

void rt_stack_init(void)
{
    for (size_t mb = 512; mb >= 8 && !stacks.of[DEEP].base; mb /= 4)
        reserve(&stacks.of[DEEP], mb << 20, DEEP_GUARD, 2048);
    for (size_t kb = 256; kb >= 64 && !stacks.of[SHALLOW].base; kb /= 2)
        reserve(&stacks.of[SHALLOW], kb << 10, SHALLOW_GUARD, 4 << 20);
    if (!stacks.of[DEEP].base && !stacks.of[SHALLOW].base)
        rt_throw("runtime: cannot reserve addresses for stacks");
}

// Guards of shallow stacks are page-table markers where the system has them:
// a mapping each would exceed the number of mappings allowed.
static bool open_slots(StackClass *c)
{
    bool deep = c == &stacks.of[DEEP];
    uint64_t n = deep ? 1 : SHALLOW_BATCH;
    if (c->open + n > c->limit)
        return false;

    uint8_t *p = c->base + c->open * c->slot;
    size_t skip = deep ? c->guard : 0;
    if (mprotect(p + skip, (size_t)n * c->slot - skip, PROT_READ | PROT_WRITE))
        return false;

    c->open += n;
    return true;
}

static void guard_shallow(uint8_t *slot)
{
    if (madvise(slot, SHALLOW_GUARD, MADV_GUARD_INSTALL))
        mprotect(slot, SHALLOW_GUARD, PROT_NONE);
}

static void set_bounds(RtG *g, uint8_t *slot, size_t guard, int size_class)
{
    g->stack_lo = slot + guard;
    g->stack_hi = (uint8_t *)g;
    g->size_class = (uint8_t)size_class;
    g->status = RT_G_DEAD;
}

static RtG *take(int size_class)
{
    StackClass *c = &stacks.of[size_class];
    RtG *g = c->free;
    if (g) {
        c->free = g->next;
        c->dirty -= g->dirty;
        g->dirty = 0;
        return g;
    }
    if (!c->base || (c->used == c->open && !open_slots(c)))
        return NULL;

    uint8_t *slot = c->base + c->used * c->slot;
    if (size_class == SHALLOW)
        guard_shallow(slot);
    g = g_of_slot(c, c->used);
    set_bounds(g, slot, c->guard, size_class);
    RT_ATOMIC_STORE(&c->used, c->used + 1);
    rt_gc_account_stacks(PAGE);
    return g;
}

RtG *rt_stack_new(void)
{
    rt_lock(&stacks.lock);
    RtG *g = take(DEEP);
    if (!g)
        g = take(SHALLOW);
    rt_unlock(&stacks.lock);
    if (!g)
        rt_throw("runtime: out of stacks for goroutines");
    return g;
}

// Go's limit is one gigabyte; less when the addresses are limited.
RtG *rt_stack_new_main(void)
{
    for (size_t n = (size_t)1 << 30; n >= (size_t)1 << 20; n /= 2) {
        uint8_t *p = rt_os_reserve(n, PAGE);
        if (!p)
            continue;
        madvise(p, n, MADV_NOHUGEPAGE);
        if (mprotect(p + PAGE, n - PAGE, PROT_READ | PROT_WRITE))
            continue;
        size_t top = n - ((sizeof(RtG) + 63) & ~(size_t)63);
        RtG *g = (RtG *)(void *)(p + top);
        set_bounds(g, p, DEEP_GUARD < n / 4 ? DEEP_GUARD : PAGE, DEEP);
        mprotect(p, (size_t)(g->stack_lo - p), PROT_NONE);
        stacks.main = g;
        return g;
    }
    rt_throw("runtime: cannot reserve the main stack");
}

// Deep ones first: those are what a program with few goroutines reuses.
RtG *rt_stack_take_list(uint32_t n, uint32_t *count)
{
    RtG *list = NULL;
    rt_lock(&stacks.lock);
    for (*count = 0; *count < n; ++*count) {
        int k = stacks.of[DEEP].free ? DEEP : SHALLOW;
        if (!stacks.of[k].free)
            break;
        RtG *g = take(k);
        g->next = list;
        list = g;
    }
    rt_unlock(&stacks.lock);
    return list;
}

void rt_stack_free_list(RtG *list)
{
    rt_lock(&stacks.lock);
    while (list) {
        RtG *g = list;
        list = g->next;
        StackClass *c = &stacks.of[g->size_class];
        g->next = c->free;
        g->dirty = 1;
        c->free = g;
        c->dirty++;
    }
    rt_unlock(&stacks.lock);
}

bool rt_stack_in_guard(const RtG *g, uintptr_t address)
{
    uintptr_t lo = (uintptr_t)g->stack_lo;
    size_t guard = g == stacks.main ? DEEP_GUARD
                                    : stacks.of[g->size_class].guard;
    return address < lo && address >= lo - guard;
}

// Dead stacks keep the page of their G, which links the free list.
static void trim(StackClass *c)
{
    int looked = 0;
    for (RtG *g = c->free; g && c->dirty > 0 && looked < TRIM_MOST;
         g = g->next, looked++) {
        if (!g->dirty)
            continue;
        uint8_t *top = (uint8_t *)((uintptr_t)g & ~(uintptr_t)(PAGE - 1));
        rt_os_release(g->stack_lo, (size_t)(top - g->stack_lo));
        g->dirty = 0;
        c->dirty--;
    }
}

void rt_stacks_trim(void)
{
    rt_lock(&stacks.lock);
    for (int k = 0; k < CLASSES; k++)
        trim(&stacks.of[k]);
    rt_unlock(&stacks.lock);
}

// The guards are where they are; the number is what programs read back.
int64_t rt_set_max_stack(int64_t bytes)
{
    static int64_t most = 1000000000;
    int64_t former = most;
    most = bytes;
    return former;
}

void rt_g_each(void (*visit)(RtG *g, void *ctx), void *ctx)
{
    if (stacks.main && stacks.main->status != RT_G_DEAD)
        visit(stacks.main, ctx);
    for (int k = 0; k < CLASSES; k++) {
        StackClass *c = &stacks.of[k];
        uint64_t used = RT_ATOMIC_LOAD(&c->used);
        for (uint64_t i = 0; i < used; i++) {
            RtG *g = g_of_slot(c, i);
            if (RT_ATOMIC_RELAXED(&g->status) != RT_G_DEAD)
                visit(g, ctx);
        }
    }
}
