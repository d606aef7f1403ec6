// escape/escape.h -- Where each object lives: the whole middle of the compiler.
//
// escape_run first inlines and devirtualises (escape/inline.h), then walks the
// call graph bottom-up; each strongly connected component becomes one graph of
// locations (escape/flow.h), which is solved (escape/solve.h) and written back
// into the IR (escape/place.h).  What a function does with its parameters is
// kept as a summary (escape/summary.h) for its callers.
//
// Invariant: a site that the analysis has not proved to die with its frame (or
// with its iteration) is on the heap.
//
//     ReportVec lines = {0};
//     EscapeOptions o = {.level = ESCAPE_GO, .inlining = true, .verbosity = 1,
//                        .lines = &lines};
//     escape_run(m, &o);
#ifndef ESCAPE_ESCAPE_H
#define ESCAPE_ESCAPE_H

#include "ir/ir.h"

typedef enum EscapeLevel {
    ESCAPE_OFF,   // Every site and every addressed variable is on the heap.
    ESCAPE_LOCAL, // One function at a time: calls and results escape.
    ESCAPE_GO,    // What Go 1.27 decides.
    ESCAPE_FULL   // Beyond Go.
} EscapeLevel;

// A line of -m, in the order in which Go prints them.  The text of a line
// that continues an explanation starts with spaces.
typedef struct ReportLine {
    Pos pos;
    Str text;
    Str pkg; // Import path of the package it belongs to.
} ReportLine;

typedef VEC(ReportLine) ReportVec;

typedef struct EscapeOptions {
    EscapeLevel level;
    bool inlining;       // Off with -l.
    int verbosity;       // 0: nothing, 1: -m, 2: -m=2
    ReportVec *lines;    // Grows in the module's arena; NULL: no report.
    const Str *packages; // Import paths to report on; NULL: all but std.
    int npackages;
} EscapeOptions;

// Decides place, stack_bytes and reason of every site of the module.
void escape_run(IrModule *m, const EscapeOptions *options);

#endif
