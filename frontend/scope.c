// frontend/scope.c -- Scopes, see scope.h.
//
// Local names count from the position where their declaration ends, so a
// look-up inside a function says where it looks from.
//
//     x := x   // The right x is an outer one: the left one starts later.
#include "frontend/scope.h"

#include <string.h>

enum { SMALL_SCOPE = 8 };

Scope *scope_new(Arena *arena, Scope *parent)
{
    Scope *s = ARENA_NEW(arena, Scope);
    s->parent = parent;
    s->arena = arena;
    return s;
}

Object *scope_lookup(Scope *s, const char *name)
{
    if (s->index != NULL)
        return map_get(s->index, name);
    for (int i = 0; i < s->count; i++) {
        if (s->objects[i]->name == name)
            return s->objects[i];
    }
    return NULL;
}

static void append(Scope *s, Object *obj)
{
    if (s->count == s->cap) {
        int cap = s->cap == 0 ? 4 : 2 * s->cap;
        Object **grown = ARENA_ARRAY(s->arena, Object *, cap);
        if (s->count > 0)
            memcpy(grown, s->objects, (size_t)s->count * sizeof *grown);
        s->objects = grown;
        s->cap = cap;
    }
    s->objects[s->count++] = obj;
}

Object *scope_insert(Scope *s, Object *obj)
{
    Object *alt = scope_lookup(s, obj->name);
    if (alt != NULL)
        return alt;
    append(s, obj);
    if (s->index != NULL) {
        map_set(s->index, obj->name, obj);
    } else if (s->count > SMALL_SCOPE) {
        s->index = ARENA_NEW(s->arena, Map);
        map_init(s->index, s->arena);
        for (int i = 0; i < s->count; i++)
            map_set(s->index, s->objects[i]->name, s->objects[i]);
    }
    if (obj->parent == NULL)
        obj->parent = s;
    return NULL;
}

Object *scope_lookup_at(Scope *s, const char *name, Pos pos, Scope **found)
{
    for (; s != NULL; s = s->parent) {
        Object *obj = scope_lookup(s, name);
        if (obj != NULL && (pos == NO_POS || obj->scope_pos <= pos)) {
            if (found != NULL)
                *found = s;
            return obj;
        }
    }
    return NULL;
}

Object *scope_lookup_parent(Scope *s, const char *name)
{
    return scope_lookup_at(s, name, NO_POS, NULL);
}
