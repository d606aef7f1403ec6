/*
 * lib_types.c: the C side of package reflect.
 *
 * Idea: a type that reflect is asked for by its parts is looked up among the
 * program's descriptors; package reflect remembers what it found.
 * Invariant: equal types have one descriptor.
 *
 *     rt_lib_type_find(RT_KIND_SLICE, T, NULL, 0): []T, if the program has it
 */
#include "runtime/lib.h"

extern void rt_frame_stub(void);

void *rt_frame_stub_code(void)
{
    return (void *)rt_frame_stub;
}

static bool matches(const RtType *t, int64_t kind, const RtType *elem,
                    const RtType *key, int64_t n)
{
    if (t->kind != kind || (t->flags & RT_TYPE_NAMED))
        return false;
    switch (kind) {
    case RT_KIND_POINTER: case RT_KIND_SLICE:
        return ((const RtPtrType *)t)->elem == elem;
    case RT_KIND_MAP:
        return ((const RtMapType *)t)->elem == elem &&
               ((const RtMapType *)t)->key == key;
    case RT_KIND_CHAN:
        return ((const RtChanType *)t)->elem == elem &&
               ((const RtChanType *)t)->dir == n;
    case RT_KIND_ARRAY:
        return ((const RtArrayType *)t)->elem == elem &&
               ((const RtArrayType *)t)->len == n;
    default:
        return false;
    }
}

const RtType *rt_lib_type_find(int64_t kind, const RtType *elem,
                               const RtType *key, int64_t n)
{
    for (int64_t i = 0; i < rt_module.ntypes; i++) {
        if (matches(rt_module.types[i], kind, elem, key, n))
            return rt_module.types[i];
    }
    return NULL;
}

const RtType *rt_lib_func_type_find(const RtType *const *inout, int64_t nin,
                                    int64_t nout, bool variadic)
{
    for (int64_t i = 0; i < rt_module.ntypes; i++) {
        const RtType *t = rt_module.types[i];
        if (t->kind != RT_KIND_FUNC || (t->flags & RT_TYPE_NAMED))
            continue;
        const RtFuncType *f = (const RtFuncType *)t;
        if (f->nin != nin || f->nout != nout || f->variadic != variadic)
            continue;
        int64_t k = 0;
        while (k < nin + nout && f->inout[k] == inout[k])
            k++;
        if (k == nin + nout)
            return t;
    }
    return NULL;
}
