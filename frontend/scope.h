// frontend/scope.h -- Scopes: from names to objects, innermost first.
//
// A scope is small most of the time, so it is a short array searched by
// pointer; from nine names on a hash map takes over.  Names are interned.
//
// Invariant: a name stands at most once in a scope; nothing is removed.
#ifndef FRONTEND_SCOPE_H
#define FRONTEND_SCOPE_H

#include "base/arena.h"
#include "base/map.h"
#include "frontend/type.h"

struct Scope {
    Scope *parent;
    Object **objects; // In order of insertion.
    int count, cap;
    Map *index;       // NULL while small.
    Arena *arena;
    bool is_func;     // The outermost scope of a function.
};

Scope *scope_new(Arena *arena, Scope *parent);
// Returns what the name already means in this very scope, or NULL after
// inserting obj (whose parent becomes s unless it has one).
Object *scope_insert(Scope *s, Object *obj);
// Finds the innermost object whose scope has begun at pos, and the scope it
// was found in (found may be NULL).
Object *scope_lookup_at(Scope *s, const char *name, Pos pos, Scope **found);

#endif
