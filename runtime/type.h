// runtime/type.h -- Questions about type descriptors.
#ifndef RUNTIME_TYPE_H
#define RUNTIME_TYPE_H

#include "runtime/abi.h"

// Pointer words of a value of at most 512 bytes, bit i for word i.
uint64_t rt_type_mask(const RtType *t);
// The same for an array of elements that fills so many words, at most 64.
uint64_t rt_type_array_mask(const RtType *elem, size_t words);
// The type whose mask, repeated, describes t: the element of an array that is
// too long for a mask of its own.
const RtType *rt_type_repeated(const RtType *t);

bool rt_string_same(RtString a, RtString b);
// The method of t with this name and package, or NULL.
const RtMethod *rt_type_method(const RtType *t, RtString name,
                               RtString pkgpath);

#endif
