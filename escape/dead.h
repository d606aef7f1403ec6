// escape/dead.h -- Functions that inlining has left without a use.
#ifndef ESCAPE_DEAD_H
#define ESCAPE_DEAD_H

#include "base/map.h"
#include "ir/ir.h"

// Sets IRFN_DEAD on functions of `candidates` (keys) that nothing live names.
// Functions outside it stay, since the run time may call them by name; so does
// what is not a capturing literal when `literals_only`.
void dead_functions(IrModule *m, const Map *candidates, bool literals_only,
                    Arena *arena);

#endif
