// escape/stores.h -- Level full: which objects a store through a pointer hits.
#ifndef ESCAPE_STORES_H
#define ESCAPE_STORES_H

#include "escape/flow.h"

// Adds the flows of all stores as far as they are known now; true when there
// were new ones (then solve, and call again).
bool stores_resolve(Flow *w);
// At the end: which objects of parameters get values from elsewhere.
void stores_summarize(Flow *w);

#endif
