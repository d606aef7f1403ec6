// frontend/unify.h -- Making two types equal by choosing type arguments.
//
// A Unifier knows some type parameters and what has been inferred for them.
// Parameters that were unified with each other share what is inferred.
//
//     unify(u, []P, []int, 0)   // P := int
#ifndef FRONTEND_UNIFY_H
#define FRONTEND_UNIFY_H

#include "frontend/type_internal.h"

typedef struct Unifier {
    TypeContext *c;
    TypeList tparams;
    int *handle;      // For each parameter: which slot holds its type.
    GoType **slot;    // NULL: not inferred yet.
    int depth;
    bool interfaces;  // go1.21: shared methods count.
} Unifier;

enum {
    UNIFY_ASSIGN = 1, // As in an assignment: loose at the top, exact below.
    UNIFY_EXACT = 2,  // Identical types only.
};

void unifier_init(Unifier *u, TypeContext *c, TypeList tparams,
                  TypeList targs, bool interfaces);
bool unify(Unifier *u, GoType *x, GoType *y, unsigned mode);
GoType *unifier_at(const Unifier *u, int index);
void unifier_set(Unifier *u, int index, GoType *t);
int unifier_index(const Unifier *u, GoType *t); // Of a parameter, or -1.
int unifier_unknowns(const Unifier *u);

#endif
