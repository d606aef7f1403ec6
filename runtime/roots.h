// runtime/roots.h -- Where marking begins.
#ifndef RUNTIME_ROOTS_H
#define RUNTIME_ROOTS_H

#include <stddef.h>
#include <stdint.h>

// Adds [p, p + n) to what every cycle scans conservatively: C variables that
// hold heap pointers.  May not be undone; p is 8-byte aligned.
void rt_roots_add(const void *p, size_t n);

#endif
