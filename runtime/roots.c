// runtime/roots.c -- Where marking begins.
//
// Globals of the program precisely, by the table in rt_module; goroutine
// stacks and the scheduler's tables conservatively; C variables of the runtime
// that were registered, too.
#include "runtime/roots.h"
#include "runtime/mark.h"
#include "runtime/roots_internal.h"
#include "runtime/stack.h"
#include "runtime/throw.h"

enum { MAX_EXTRA = 64 };

static struct {
    const uint8_t *p;
    size_t n;
} extra[MAX_EXTRA];

static size_t nextra;

void rt_roots_add(const void *p, size_t n)
{
    if (nextra == MAX_EXTRA)
        rt_throw("runtime: too many roots");
    extra[nextra].p = p;
    extra[nextra].n = n;
    nextra++;
}

static void scan_range(const void *lo, const void *hi, void *marker)
{
    rt_mark_conservative(marker, lo, hi);
}

void rt_roots_mark(RtMarker *m)
{
    for (int64_t i = 0; i < rt_module.nroots; i++) {
        const RtRoot *r = &rt_module.roots[i];
        uintptr_t lo = (uintptr_t)r->addr;
        rt_mark_typed(m, r->type, lo, lo + (size_t)r->type->size);
    }
    for (size_t i = 0; i < nextra; i++)
        rt_mark_conservative(m, extra[i].p, extra[i].p + extra[i].n);
    rt_stacks_each(scan_range, m);
}

int64_t rt_roots_global_bytes(void)
{
    int64_t bytes = 0;
    for (int64_t i = 0; i < rt_module.nroots; i++)
        bytes += rt_module.roots[i].type->size;
    return bytes;
}
