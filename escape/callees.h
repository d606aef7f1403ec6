// escape/callees.h -- Level full: all functions that a dynamic call can reach.
//
// The whole program is known, so an interface method is one of the methods of
// that name and type that some descriptor lists, and a func value is one of
// the functions of that signature that are used as values.
//
//     w.Write(b)     ; every Write([]byte) (int, error) in the program
#ifndef ESCAPE_CALLEES_H
#define ESCAPE_CALLEES_H

#include "escape/callgraph.h"

typedef struct Callees {
    StrMap methods;    // Name, package, type -> FuncVec
    StrMap signatures; // Layouts of parameters and results -> FuncVec
    bool reflects;     // Package reflect is there, which can make func values.
    Arena *arena;
} Callees;

enum { MAX_CALLEES = 48 };

// `closures`: uses of functions as values, by function id.
Callees *callees_make(const IrModule *m, const ClosureSite *closures,
                      Arena *arena);
// Of a CALLIFACE or CALLFUNC; NULL: too many, or not known.  Empty: the call
// can only panic.
const FuncVec *callees_of(const Callees *c, const IrInstr *call);

#endif
