// escape/place.h -- Writing the solution into the IR.
#ifndef ESCAPE_PLACE_H
#define ESCAPE_PLACE_H

#include "escape/flow.h"

// Places of all sites of a solved batch.
void place_batch(Flow *w, const FuncBatch *batch);
// Level off: everything in the function that allocates is on the heap.
void place_off(Flow *w, IrFunc *f);
// Sites that nothing decided are on the heap.
void place_rest(IrModule *m);

#endif
