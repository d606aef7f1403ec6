// runtime/iface.c -- Interfaces: tables of methods, assertions, boxing.
//
// A table for (interface, type) is looked up in a hash table that is read
// without a lock: entries are only ever added, and a larger copy replaces it
// when it fills.  "Does not implement" is remembered, too.
//
// Invariant: entries are immutable once published.
//
//     type I interface { A(); B() }, methods of T sorted A B C: one merge
#include "runtime/iface.h"
#include "runtime/abi_proto.h"
#include "runtime/heap.h"
#include "runtime/lib.h"
#include "runtime/panic.h"
#include "runtime/type.h"
#include "runtime/value.h"

#include <string.h>

// Before the first conversion: nothing is known.
static union {
    RtItabTable table;
    uint8_t room[sizeof(RtItabTable) + 2 * sizeof(void *)];
} nothing = {{.shift = 63, .mask = 1}};

RtItabTable *rt_itab_table = &nothing.table;
static RtLock table_lock;

// --- The table --------------------------------------------------------------

static void insert(RtItabTable *tb, const RtItabEntry *e)
{
    uint64_t h = ((uintptr_t)e->type ^ (uintptr_t)e->inter << 7) *
                 UINT64_C(0x9e3779b97f4a7c15);
    size_t i = (size_t)(h >> tb->shift);
    while (tb->slots[i])
        i = (i + 1) & tb->mask;
    RT_ATOMIC_STORE(&tb->slots[i], e);
    tb->count++;
}

static RtItabTable *table_of_size(size_t size)
{
    RtItabTable *tb = rt_meta_alloc(sizeof *tb + size * sizeof tb->slots[0]);
    tb->shift = 64 - rt_log2_64(size);
    tb->mask = size - 1;
    return tb;
}

static const RtItabEntry *entry_new(const RtType *inter, const RtType *t,
                                    const RtItab *tab)
{
    RtItabEntry *e = rt_meta_alloc(sizeof *e);
    *e = (RtItabEntry){inter, t, tab};
    return e;
}

// The first table has what the compiler made.
static RtItabTable *first_table(void)
{
    size_t size = 64;
    while (size < (size_t)rt_module.nitabs * 4)
        size *= 2;
    RtItabTable *tb = table_of_size(size);
    for (int64_t i = 0; i < rt_module.nitabs; i++) {
        const RtItab *tab = rt_module.itabs[i];
        const RtType *inter = &tab->inter->t;
        if (!rt_itab_lookup(tb, inter, tab->type))
            insert(tb, entry_new(inter, tab->type, tab));
    }
    return tb;
}

// With room for one more entry.
static RtItabTable *room(void)
{
    RtItabTable *tb = rt_itab_table;
    if (tb->count * 2 < tb->mask && tb != &nothing.table)
        return tb;

    RtItabTable *larger;
    if (tb == &nothing.table) {
        larger = first_table();
    } else {
        larger = table_of_size((tb->mask + 1) * 2);
        for (size_t i = 0; i <= tb->mask; i++) {
            if (tb->slots[i])
                insert(larger, tb->slots[i]);
        }
    }
    RT_ATOMIC_STORE(&rt_itab_table, larger);
    return larger;
}

// --- Building ---------------------------------------------------------------

// The method of t that implements m, from *at on; both lists are sorted.
static const RtMethod *match(const RtIMethod *m, const RtUncommon *u,
                             int64_t *at)
{
    for (; *at < u->nmethods; (*at)++) {
        const RtMethod *c = &u->methods[*at];
        if (c->type == m->type && rt_string_same(c->name, m->name) &&
            rt_string_same(c->pkgpath, m->pkgpath))
            return c;
    }
    return NULL;
}

RtString rt_missing_method(const RtInterfaceType *inter, const RtType *t)
{
    RtString none = {NULL, 0};
    int64_t at = 0;
    for (int64_t i = 0; i < inter->nmethods; i++) {
        if (!(t->flags & RT_TYPE_UNCOMMON))
            return inter->methods[i].name;
        int64_t from = at;
        if (!match(&inter->methods[i], t->uncommon, &from))
            return inter->methods[i].name;
        at = from + 1;
    }
    return none;
}

static const RtItab *build(const RtInterfaceType *inter, const RtType *t)
{
    if (rt_missing_method(inter, t).len)
        return NULL;

    size_t n = (size_t)inter->nmethods;
    RtItab *tab = rt_meta_alloc(sizeof *tab + n * sizeof tab->fun[0]);
    tab->inter = inter;
    tab->type = t;
    tab->hash = t->hash;
    int64_t at = 0;
    for (size_t i = 0; i < n; i++, at++)
        tab->fun[i] = match(&inter->methods[i], t->uncommon, &at)->ifn;
    return tab;
}

const RtItab *rt_getitab_slow(const RtType *inter, const RtType *t)
{
    rt_lock(&table_lock);
    RtItabTable *tb = room();
    const RtItabEntry *e = rt_itab_lookup(tb, inter, t);
    if (!e) {
        e = entry_new(inter, t, build((const RtInterfaceType *)inter, t));
        insert(tb, e);
    }
    rt_unlock(&table_lock);
    return e->tab;
}

void *rt_lib_itab(const RtType *iface, const RtType *t)
{
    return (void *)(uintptr_t)rt_getitab_inline(iface, t);
}

void rt_panic_no_itab(const RtType *inter, const RtType *t)
{
    RtString none = {NULL, 0};
    if (t)
        none = rt_missing_method((const RtInterfaceType *)inter, t);
    rt_panic_assertion(NULL, t, inter, none);
}

// --- Boxing -----------------------------------------------------------------

// Values 0 to 255 in every width up to eight bytes (low byte first).
#define ROW(n) n, n + 1, n + 2, n + 3, n + 4, n + 5, n + 6, n + 7
#define ROWS(n) ROW(n), ROW(n + 8), ROW(n + 16), ROW(n + 24)
static const uint64_t small_values[256] = {
    ROWS(0), ROWS(32), ROWS(64), ROWS(96), ROWS(128), ROWS(160), ROWS(192),
    ROWS(224)
};
#undef ROWS
#undef ROW

static const uint64_t zero_value[4];

// The value when it is one of the shared constants, else NULL.
static const void *shared_box(const RtType *t, const void *p)
{
    uint64_t value = 0;
    if (t->size == 0)
        return zero_value;
    if (t->ptrdata == 0 && t->size <= 8) {
        if (t->size & (t->size - 1))
            return NULL;
        memcpy(&value, p, (size_t)t->size);
        return value < 256 ? &small_values[value] : NULL;
    }
    if (t->kind == RT_KIND_STRING && ((const RtString *)p)->len == 0)
        return zero_value;
    if (t->kind == RT_KIND_SLICE && !((const RtSlice *)p)->ptr)
        return zero_value;
    return NULL;
}

void *rt_box(const RtType *t, void *p, bool unused)
{
    (void)unused;
    const void *shared = shared_box(t, p);
    if (shared)
        return (void *)(uintptr_t)shared;

    void *copy = t->ptrdata ? rt_new_inline(t) : rt_new_noscan_inline(t->size);
    memcpy(copy, p, (size_t)t->size);
    return copy;
}
