// escape/solve.h -- Least loads between locations, to a fixed point.
//
// From each root a Bellman-Ford walk goes backwards along the edges for the
// least number of loads; counts are bounded below by 0 on the way, so there
// are no negative cycles.  A location whose address reaches a root that
// outlives it escapes.  A location is walked again when it begins to escape or
// to persist, at most once each, so there are O(locations) walks.
#ifndef ESCAPE_SOLVE_H
#define ESCAPE_SOLVE_H

#include "escape/flow.h"

void solve(Flow *w);

#endif
