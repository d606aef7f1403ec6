// base/vec.h -- Typed growable arrays.
//
// VEC(T) declares a struct {T *data; int len, cap;}.  Name it once by typedef
// and use the macros below.  A vector lives on malloc (vec_push, vec_free) or
// in an arena (vec_push_in, never freed); do not mix the two on one vector.
//
// Invariant: data[0 .. len) are initialised; len <= cap.
//
//     typedef VEC(int) IntVec;
//     IntVec v = {0};
//     vec_push(&v, 42);
//     vec_free(&v);
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include "base/arena.h"

#include <stddef.h>

#define VEC(T)                                                                 \
    struct {                                                                   \
        T *data;                                                               \
        int len;                                                               \
        int cap;                                                               \
    }

// Makes room for at least one more element.  Used by the macros only.
void *vec_grow(void *data, int len, int *cap, size_t elem, Arena *arena);

#define vec_reserve_one_(v, arena)                                             \
    ((v)->len < (v)->cap                                                       \
         ? (void)0                                                             \
         : (void)((v)->data = vec_grow((v)->data, (v)->len, &(v)->cap,         \
                                       sizeof *(v)->data, (arena))))

// Appends an element; the vector is malloc-backed.
#define vec_push(v, ...)                                                       \
    (vec_reserve_one_(v, NULL), (void)((v)->data[(v)->len++] = (__VA_ARGS__)))
// Appends an element; the vector lives in the arena.
#define vec_push_in(v, arena, ...)                                             \
    (vec_reserve_one_(v, arena), (void)((v)->data[(v)->len++] = (__VA_ARGS__)))
// Removes and yields the last element.
#define vec_pop(v) ((v)->data[--(v)->len])
#define vec_last(v) ((v)->data[(v)->len - 1])
#define vec_clear(v) ((void)((v)->len = 0))
// Frees a malloc-backed vector and leaves it empty.
#define vec_free(v)                                                            \
    (vec_release((v)->data), (void)((v)->data = NULL),                         \
     (void)((v)->len = (v)->cap = 0))
// Copies the elements into the arena; yields NULL when there are none.
#define vec_dup(v, arena)                                                      \
    ((v)->len ? arena_memdup((arena), (v)->data,                               \
                             (size_t)(v)->len * sizeof *(v)->data)             \
              : NULL)

void vec_release(void *data);

#endif
