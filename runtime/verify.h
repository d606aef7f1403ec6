// runtime/verify.h -- Checking the whole heap (RT_GC_VERIFY=1, and tests).
#ifndef RUNTIME_VERIFY_H
#define RUNTIME_VERIFY_H

// After marking, before sweeping: every pointer word in a marked object is
// nil, outside of the heap, or leads to a marked object.  rt_throw otherwise.
void rt_verify_marks(void);
// Between cycles, world stopped: page entries, spans, free runs and bins agree
// with each other.
void rt_verify_heap(void);

#endif
