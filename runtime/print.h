// runtime/print.h -- Text of values as print, println and panics show them.
#ifndef RUNTIME_PRINT_H
#define RUNTIME_PRINT_H

#include <stdbool.h>
#include <stdint.h>

#include "runtime/abi.h"

enum { RT_FLOAT_TEXT = 32, RT_COMPLEX_TEXT = 72 };

// The shortest decimal that reads back as the same number of that width; with
// an exponent below 1e-4 and from 1e6 on.
int rt_format_float(char out[RT_FLOAT_TEXT], double v, bool is32);
int rt_format_complex(char out[RT_COMPLEX_TEXT], double re, double im,
                      bool is32);

// The value of a panic: plain for basic types, main.T(5) for named ones,
// (T) address for the rest.  Gives the length written, at most room.
int64_t rt_format_panic_value(char *out, int64_t room, RtEface v);

#endif
