// runtime/string.h -- What other parts of the runtime use of strings.
#ifndef RUNTIME_STRING_H
#define RUNTIME_STRING_H

#include <stdint.h>

// A byte that holds b and never changes.
const uint8_t *rt_byte_constant(uint8_t b);

#endif
