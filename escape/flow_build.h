// escape/flow_build.h -- From instructions to flows.
#ifndef ESCAPE_FLOW_BUILD_H
#define ESCAPE_FLOW_BUILD_H

#include "escape/flow.h"

// Builds the graph of a batch (after flow_begin), forced escapes included.
void flow_build(Flow *w, const FuncBatch *batch);

#endif
