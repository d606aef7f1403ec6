// escape/inline.h -- Inlining and devirtualisation on the IR.
//
// Functions are taken bottom-up, so a callee is inlined with what was inlined
// into it.  Whether a function can be inlined was decided on its source
// (IrFunc.inline_cost); whether a call is, depends on the caller too.
#ifndef ESCAPE_INLINE_H
#define ESCAPE_INLINE_H

#include "base/map.h"
#include "escape/escape.h"

// Functions that inlining may have left without a use: see escape/dead.h.
typedef struct InlineResult {
    Map candidates;
} InlineResult;

void inline_run(IrModule *m, const EscapeOptions *options, Arena *run,
                InlineResult *result);

#endif
