// runtime/abi_proto.h -- C prototypes of everything in abi.def.
#ifndef RUNTIME_ABI_PROTO_H
#define RUNTIME_ABI_PROTO_H

#include "runtime/abi.h"

// Which rule a slice expression broke; the order of the texts in panic.c.
typedef enum RtSliceRule {
    RT_SLICE_ALEN,  // s[?:x] of an array or string: x > len y
    RT_SLICE_ACAP,  // s[?:x] of a slice: x > cap y
    RT_SLICE_B,     // s[x:y]: x > y
    RT_SLICE3_ALEN, // s[::x] of an array: x > len y
    RT_SLICE3_ACAP, // s[::x] of a slice: x > cap y
    RT_SLICE3_B,    // s[:x:y]: x > y
    RT_SLICE3_C,    // s[x:y:]: x > y
    RT_SLICE_RULES,
    RT_SLICE_UNSIGNED = 16 // Added when x is of an unsigned type.
} RtSliceRule;

#define RT_C_VOID void
#define RT_C_BOOL bool
#define RT_C_I32 int32_t
#define RT_C_I64 int64_t
#define RT_C_U8 uint8_t
#define RT_C_F32 float
#define RT_C_F64 double
#define RT_C_PTR void *
#define RT_C_PTR_I64 void *, int64_t
#define RT_C_TYPE const RtType *
#define RT_C_ITAB const RtItab *
#define RT_C_MAP RtMap *
#define RT_C_CHAN RtChan *
#define RT_C_CLO RtClosure *
#define RT_C_STR RtString
#define RT_C_EFACE RtEface
#define RT_C_IFACE RtIface

#define RT0(r, f, at) RT_C_##r f(void);
#define RT1(r, f, at, a) RT_C_##r f(RT_C_##a);
#define RT2(r, f, at, a, b) RT_C_##r f(RT_C_##a, RT_C_##b);
#define RT3(r, f, at, a, b, c) RT_C_##r f(RT_C_##a, RT_C_##b, RT_C_##c);
#define RT4(r, f, at, a, b, c, d) \
    RT_C_##r f(RT_C_##a, RT_C_##b, RT_C_##c, RT_C_##d);
#define RT5(r, f, at, a, b, c, d, e) \
    RT_C_##r f(RT_C_##a, RT_C_##b, RT_C_##c, RT_C_##d, RT_C_##e);
#define RT6(r, f, at, a, b, c, d, e, g) \
    RT_C_##r f(RT_C_##a, RT_C_##b, RT_C_##c, RT_C_##d, RT_C_##e, RT_C_##g);
#include "runtime/abi.def"
#undef RT0
#undef RT1
#undef RT2
#undef RT3
#undef RT4
#undef RT5
#undef RT6

#endif
