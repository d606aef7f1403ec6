// escape/devirt.h -- Calls whose callee is known after all.
//
// An interface that only ever holds one concrete type has known methods; a
// func value that is only ever one function is a plain call.
//
//     var s Shape = &Square{2}
//     s.Area()              ; becomes (*Square).Area(s.(*Square))
#ifndef ESCAPE_DEVIRT_H
#define ESCAPE_DEVIRT_H

#include "base/map.h"
#include "escape/defs.h"
#include "escape/splice.h"

typedef struct Devirt {
    IrModule *m;
    Arena *arena;     // Scratch
    DefTable *defs;   // Made for f, without closures.
    IrFunc *f;
} Devirt;

// The one concrete type of an interface operand, and a method of it; NULL
// when there is not one.  `may_be_nil`: a nil check of the type word is due.
IrFunc *devirt_method(const Devirt *d, const IrInstr *call, IrDesc **type,
                      bool *may_be_nil);
// Turns the CALLIFACE at (b, i) into a CALL; returns the block that starts
// with it.
BlockId devirt_rewrite(const Devirt *d, BlockId b, int i, IrFunc *method,
                       IrDesc *type, bool may_be_nil);
// "devirtualizing s.Area to *Square"
Str devirt_text(const Devirt *d, const IrInstr *call, const IrDesc *type);

// The one function that a func value is: without captures (in *closure NULL),
// or made by *closure, an instruction of f.
IrFunc *devirt_func(const Devirt *d, const IrOperand *value,
                    const IrInstr **closure);
// What a closure captures, for splicing it where it was made.
CaptureInfo devirt_captures(const Devirt *d, const IrInstr *closure);

#endif
