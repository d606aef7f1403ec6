// tests/unit/rt_types.h -- Type descriptors for tests of the runtime.
#ifndef TESTS_UNIT_RT_TYPES_H
#define TESTS_UNIT_RT_TYPES_H

#include "tests/unit/goroutine.h"

#define TEXT(s) {(const uint8_t *)(s), sizeof(s) - 1}
#define PLAIN (RT_TYPE_COMPARABLE | RT_TYPE_MEMEQUAL)

__attribute__((unused)) static RtString str(const char *s)
{
    return (RtString){(const uint8_t *)s, (int64_t)strlen(s)};
}

static const uint8_t mask_1[] = {1};
static const uint8_t mask_2[] = {2};
static const uint8_t mask_3[] = {3};

#define TYPE(name, ...) \
    __attribute__((unused)) static const RtType name = {__VA_ARGS__}

TYPE(t_int, .size = 8, .hash = 1, .kind = RT_KIND_INT, .align = 8,
     .flags = PLAIN | RT_TYPE_NAMED, .string = TEXT("int"));
TYPE(t_int32, .size = 4, .hash = 2, .kind = RT_KIND_INT32, .align = 4,
     .flags = PLAIN | RT_TYPE_NAMED, .string = TEXT("int32"));
TYPE(t_byte, .size = 1, .hash = 3, .kind = RT_KIND_UINT8, .align = 1,
     .flags = PLAIN | RT_TYPE_NAMED, .string = TEXT("uint8"));
TYPE(t_float, .size = 8, .hash = 4, .kind = RT_KIND_FLOAT64, .align = 8,
     .flags = RT_TYPE_COMPARABLE | RT_TYPE_NAMED, .string = TEXT("float64"));
TYPE(t_string, .size = 16, .ptrdata = 8, .hash = 5, .kind = RT_KIND_STRING,
     .align = 8, .flags = RT_TYPE_COMPARABLE | RT_TYPE_NAMED,
     .gcmask = mask_1, .string = TEXT("string"));
TYPE(t_pointer, .size = 8, .ptrdata = 8, .hash = 6, .kind = RT_KIND_POINTER,
     .align = 8, .flags = PLAIN | RT_TYPE_DIRECT, .gcmask = mask_1,
     .string = TEXT("*int"));
TYPE(t_node, .size = 16, .ptrdata = 16, .hash = 7, .kind = RT_KIND_STRUCT,
     .align = 8, .flags = PLAIN, .gcmask = mask_3, .string = TEXT("main.Node"));
TYPE(t_pair, .size = 16, .ptrdata = 16, .hash = 8, .kind = RT_KIND_STRUCT,
     .align = 8, .flags = PLAIN, .gcmask = mask_2, .string = TEXT("main.Pair"));
TYPE(t_slice, .size = 24, .ptrdata = 8, .hash = 9, .kind = RT_KIND_SLICE,
     .align = 8, .gcmask = mask_1, .string = TEXT("[]int"));
TYPE(t_big, .size = 200, .hash = 10, .kind = RT_KIND_STRUCT, .align = 8,
     .flags = PLAIN, .string = TEXT("main.Big"));
static const RtInterfaceType t_any __attribute__((unused)) = {
    .t = {.size = 16, .ptrdata = 16, .hash = 11, .kind = RT_KIND_INTERFACE,
          .align = 8, .flags = RT_TYPE_COMPARABLE, .gcmask = mask_3,
          .string = TEXT("interface {}")}};

#define MAP_TYPE(name, k, e)                                              \
    static const RtMapType name __attribute__((unused)) = {               \
        {.size = 8, .ptrdata = 8, .kind = RT_KIND_MAP, .align = 8,        \
         .flags = RT_TYPE_DIRECT, .gcmask = mask_1,                       \
         .string = TEXT(#name)},                                          \
        (k), (e)}

typedef struct Node {
    struct Node *left, *right;
} Node;

#endif
