// frontend/lower.h -- From the typed AST of all packages to one IR module.
//
// Lowering fixes the order of evaluation, desugars, instantiates generic code
// by substitution, and lowers only what can be reached from main.main, the
// initialisation of imported packages, and methods that some interface call
// can find.  The AST stays as it is.
//
//     LowerInput in = {arena, &sources, &diags, types, pkgs, n, ...};
//     IrModule *m = lower_program(&in);   // NULL: see diags
#ifndef FRONTEND_LOWER_H
#define FRONTEND_LOWER_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"
#include "frontend/type.h"
#include "ir/ir.h"

typedef struct LowerInput {
    Arena *arena; // Owns the module.
    const SourceSet *sources;
    Diags *diags;
    TypeContext *types;
    ConstPool *consts;
    CheckedPackage **packages; // Dependencies first.
    int package_count;
    CheckedPackage *main;      // The one with func main.
    bool texts;                // Fill site texts and notes (-m, reports).
    bool all;                  // All functions of main, reached or not; it may
                               // be a package without func main.
    bool no_link;              // Functions may lack a body.
} LowerInput;

// NULL when something is not supported or main.main is missing; the reason is
// in in->diags.
IrModule *lower_program(const LowerInput *in);

#endif
