// runtime/value.c -- Equality and hashing of values by their descriptors.
//
// Invariant: a == b implies hash(a) == hash(b); NaN, which equals nothing,
// hashes to a new number each time, so that a map full of NaN stays balanced.
//
//     struct { x int32; s string }: eq compares x, then s, stops at the first
//     difference
#include "runtime/value.h"
#include "runtime/abi_proto.h"
#include "runtime/lib.h"
#include "runtime/panic.h"
#include "runtime/type.h"

#include <string.h>

static const uint64_t k0 = 0x9e3779b97f4a7c15u;
static const uint64_t k1 = 0xe7037ed1a0b428dbu;

static _Noreturn void panic_type(const char *what, const RtType *t)
{
    RtString text = {(const uint8_t *)what, (int64_t)strlen(what)};
    rt_panic_runtime_error_str(rt_concat2(NULL, text, t->string));
}

void rt_panic_unhashable(const RtType *t)
{
    panic_type("hash of unhashable type ", t);
}

// --- Equality ---------------------------------------------------------------

static bool data_eq(const RtType *t, void *a, void *b)
{
    if (!(t->flags & RT_TYPE_COMPARABLE))
        panic_type("comparing uncomparable type ", t);
    if (t->flags & RT_TYPE_DIRECT)
        return a == b;
    return a == b ? rt_value_eq(t, a, a) : rt_value_eq(t, a, b);
}

bool rt_efaceeq(RtEface a, RtEface b)
{
    if (a.type != b.type)
        return false;
    return !a.type || data_eq(a.type, a.data, b.data);
}

bool rt_ifaceeq(RtIface a, RtIface b)
{
    const RtType *t = a.tab ? a.tab->type : NULL;
    const RtType *u = b.tab ? b.tab->type : NULL;
    if (t != u)
        return false;
    return !t || data_eq(t, a.data, b.data);
}

static bool struct_eq(const RtStructType *t, const uint8_t *a, const uint8_t *b)
{
    for (int64_t i = 0; i < t->nfields; i++) {
        const RtStructField *f = &t->fields[i];
        if (f->name.len == 1 && f->name.ptr[0] == '_')
            continue;
        if (!rt_value_eq(f->type, (void *)(uintptr_t)(a + f->offset),
                         (void *)(uintptr_t)(b + f->offset)))
            return false;
    }
    return true;
}

static bool array_eq(const RtArrayType *t, uint8_t *a, uint8_t *b)
{
    for (int64_t i = 0; i < t->len; i++) {
        if (!rt_value_eq(t->elem, a + i * t->elem->size, b + i * t->elem->size))
            return false;
    }
    return true;
}

static bool floats_eq(const double *a, const double *b, int n)
{
    for (int i = 0; i < n; i++) {
        if (!(a[i] == b[i]))
            return false;
    }
    return true;
}

static bool floats32_eq(const float *a, const float *b, int n)
{
    for (int i = 0; i < n; i++) {
        if (!(a[i] == b[i]))
            return false;
    }
    return true;
}

bool rt_value_eq(const RtType *t, void *a, void *b)
{
    if (t->flags & RT_TYPE_MEMEQUAL)
        return memcmp(a, b, (size_t)t->size) == 0;

    switch (t->kind) {
    case RT_KIND_FLOAT32: return floats32_eq(a, b, 1);
    case RT_KIND_FLOAT64: return floats_eq(a, b, 1);
    case RT_KIND_COMPLEX64: return floats32_eq(a, b, 2);
    case RT_KIND_COMPLEX128: return floats_eq(a, b, 2);
    case RT_KIND_STRING:
        return rt_string_same(*(RtString *)a, *(RtString *)b);
    case RT_KIND_INTERFACE:
        if (((const RtInterfaceType *)t)->nmethods == 0)
            return rt_efaceeq(*(RtEface *)a, *(RtEface *)b);
        return rt_ifaceeq(*(RtIface *)a, *(RtIface *)b);
    case RT_KIND_STRUCT: return struct_eq((const RtStructType *)t, a, b);
    case RT_KIND_ARRAY: return array_eq((const RtArrayType *)t, a, b);
    case RT_KIND_FUNC: case RT_KIND_MAP: case RT_KIND_SLICE:
        panic_type("comparing uncomparable type ", t);
    default: return memcmp(a, b, (size_t)t->size) == 0;
    }
}

bool rt_lib_equal(const RtType *t, const void *a, const void *b)
{
    if (!(t->flags & RT_TYPE_COMPARABLE))
        panic_type("comparing uncomparable type ", t);
    return rt_value_eq(t, (void *)(uintptr_t)a, (void *)(uintptr_t)b);
}

// --- Hashing ----------------------------------------------------------------

uint64_t rt_hash_memory(const void *data, size_t n, uint64_t seed)
{
    const uint8_t *p = data;
    if (n <= 16)
        return rt_hash_bytes_inline(p, n, seed);

    uint64_t h = seed ^ k0;
    uint64_t g = seed ^ k1;
    size_t left = n;
    for (; left > 32; left -= 32, p += 32) {
        h = rt_mix64(rt_load64(p) ^ k1, rt_load64(p + 8) ^ h);
        g = rt_mix64(rt_load64(p + 16) ^ k0, rt_load64(p + 24) ^ g);
    }
    if (left > 16)
        h = rt_mix64(rt_load64(p) ^ k1, rt_load64(p + 8) ^ h);
    const uint8_t *end = p + left;
    h = rt_mix64(rt_load64(end - 16) ^ k0, rt_load64(end - 8) ^ h ^ g);
    return rt_mix64(h ^ n, k0 ^ seed);
}

static uint64_t float_hash(double x, uint64_t seed)
{
    static uint64_t counter;
    if (x != x)
        return rt_hash_u64(RT_ATOMIC_ADD(&counter, k1), seed);
    if (x == 0)
        return rt_hash_u64(0, seed);
    uint64_t bits;
    memcpy(&bits, &x, 8);
    return rt_hash_u64(bits, seed);
}

static uint64_t data_hash(const RtType *t, void *data, uint64_t seed)
{
    if (!t)
        return rt_hash_u64(0, seed);
    if (!(t->flags & RT_TYPE_COMPARABLE))
        rt_panic_unhashable(t);
    seed = rt_hash_u64(t->hash, seed);
    if (t->flags & RT_TYPE_DIRECT)
        return rt_hash_u64((uintptr_t)data, seed);
    return rt_value_hash(t, data, seed);
}

static uint64_t interface_hash(const RtType *t, const void *p, uint64_t seed)
{
    if (((const RtInterfaceType *)t)->nmethods == 0) {
        const RtEface *e = p;
        return data_hash(e->type, e->data, seed);
    }
    const RtIface *i = p;
    return data_hash(i->tab ? i->tab->type : NULL, i->data, seed);
}

static uint64_t struct_hash(const RtStructType *t, const uint8_t *p, uint64_t h)
{
    for (int64_t i = 0; i < t->nfields; i++) {
        const RtStructField *f = &t->fields[i];
        if (f->name.len == 1 && f->name.ptr[0] == '_')
            continue;
        h = rt_value_hash(f->type, p + f->offset, h);
    }
    return h;
}

static uint64_t array_hash(const RtArrayType *t, const uint8_t *p, uint64_t h)
{
    for (int64_t i = 0; i < t->len; i++)
        h = rt_value_hash(t->elem, p + i * t->elem->size, h);
    return h;
}

static uint64_t integer_hash(const RtType *t, const void *p, uint64_t seed)
{
    if (t->size == 8)
        return rt_hash_u64(rt_load64(p), seed);
    if (t->size == 4)
        return rt_hash_u64(rt_load32(p), seed);
    return rt_hash_memory(p, (size_t)t->size, seed);
}

uint64_t rt_value_hash(const RtType *t, const void *p, uint64_t seed)
{
    switch (t->kind) {
    case RT_KIND_FLOAT32: return float_hash(*(const float *)p, seed);
    case RT_KIND_FLOAT64: return float_hash(*(const double *)p, seed);
    case RT_KIND_COMPLEX64:
        seed = float_hash(((const float *)p)[0], seed);
        return float_hash(((const float *)p)[1], seed);
    case RT_KIND_COMPLEX128:
        seed = float_hash(((const double *)p)[0], seed);
        return float_hash(((const double *)p)[1], seed);
    case RT_KIND_STRING: {
        const RtString *s = p;
        return rt_hash_bytes_inline(s->ptr, (size_t)s->len, seed);
    }
    case RT_KIND_INTERFACE: return interface_hash(t, p, seed);
    case RT_KIND_STRUCT:
        if (t->flags & RT_TYPE_MEMEQUAL)
            return rt_hash_memory(p, (size_t)t->size, seed);
        return struct_hash((const RtStructType *)t, p, seed);
    case RT_KIND_ARRAY:
        if (t->flags & RT_TYPE_MEMEQUAL)
            return rt_hash_memory(p, (size_t)t->size, seed);
        return array_hash((const RtArrayType *)t, p, seed);
    case RT_KIND_FUNC: case RT_KIND_MAP: case RT_KIND_SLICE:
        rt_panic_unhashable(t);
    default: return integer_hash(t, p, seed);
    }
}

uintptr_t rt_lib_hash(const RtType *t, const void *a, uintptr_t seed)
{
    return rt_value_hash(t, a, seed);
}
