// codegen/cg_runtime.h -- The runtime's functions by number.
//
// CG_rt_new is the number of rt_new, and so on for all of runtime/abi.def;
// cg_call_rt (codegen/cg_call.c) declares and calls by number.
#ifndef CODEGEN_CG_RUNTIME_H
#define CODEGEN_CG_RUNTIME_H

typedef enum CgRt {
#define RT0(r, f, at) CG_##f,
#define RT1(r, f, at, a) CG_##f,
#define RT2(r, f, at, a, b) CG_##f,
#define RT3(r, f, at, a, b, c) CG_##f,
#define RT4(r, f, at, a, b, c, d) CG_##f,
#define RT5(r, f, at, a, b, c, d, e) CG_##f,
#define RT6(r, f, at, a, b, c, d, e, g) CG_##f,
#include "runtime/abi.def"
#undef RT0
#undef RT1
#undef RT2
#undef RT3
#undef RT4
#undef RT5
#undef RT6
    CG_RT_COUNT
} CgRt;

#endif
