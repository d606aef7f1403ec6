// escape/self_assign.h -- Assignments that bring no new pointer into an object.
#ifndef ESCAPE_SELF_ASSIGN_H
#define ESCAPE_SELF_ASSIGN_H

#include "escape/defs.h"

// Is the STORE one that Go ignores: b.x = b.y, b.s[i] = b.s[j], b.s = b.s[i:j]?
bool self_assign(const DefTable *t, const IrFunc *f, const IrInstr *store);

#endif
