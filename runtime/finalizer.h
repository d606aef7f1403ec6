// runtime/finalizer.h -- Finalizers, cleanups and weak handles.
//
// The functions for the library are in lib.h; these are the collector's.
#ifndef RUNTIME_FINALIZER_H
#define RUNTIME_FINALIZER_H

#include "runtime/mark.h"

// Keeps alive what finalizers need: their functions, and what their objects
// point to.  With the roots.
void rt_finalizers_mark(RtMarker *m);
// After marking: clears weak handles of dead objects, queues finalizers (their
// objects are marked again) and cleanups.
void rt_finalizers_collect(RtMarker *m);
// After the cycle, on the goroutine's stack: starts the goroutine that runs
// what was queued.
void rt_finalizers_start(void);

#endif
