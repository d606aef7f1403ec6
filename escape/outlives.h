// escape/outlives.h -- The lifetime rule, one predicate.
#ifndef ESCAPE_OUTLIVES_H
#define ESCAPE_OUTLIVES_H

#include "escape/flow.h"

// May a value stored in `a` be used after `b`, if b were in its frame, is dead?
bool outlives(const Flow *w, const Loc *a, const Loc *b);

#endif
