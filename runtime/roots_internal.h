// runtime/roots_internal.h -- The collector's side of roots.h.
#ifndef RUNTIME_ROOTS_INTERNAL_H
#define RUNTIME_ROOTS_INTERNAL_H

#include "runtime/mark.h"

// Gives every root to the marker.  World stopped.
void rt_roots_mark(RtMarker *m);
int64_t rt_roots_global_bytes(void);

#endif
