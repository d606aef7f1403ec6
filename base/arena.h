// base/arena.h -- Bump allocation: everything the compiler builds lives in an
// arena and dies with it.
//
// An arena is a chain of chunks.  Allocation moves a cursor; nothing is freed
// singly.  A mark remembers the cursor, a reset returns to it.
//
// Invariant: memory handed out is zeroed and aligned for any scalar type.
//
//     Arena a;
//     arena_init(&a);
//     Node *n = ARENA_NEW(&a, Node);
//     arena_free(&a);
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

typedef struct ArenaChunk ArenaChunk;

typedef struct Arena {
    ArenaChunk *chunk; // The chunk being filled; older ones hang off it.
    char *cur;         // Next free byte.
    char *end;         // One past the last byte of the chunk.
    size_t total;      // Bytes obtained from malloc, all chunks.
} Arena;

typedef struct ArenaMark {
    ArenaChunk *chunk;
    char *cur;
} ArenaMark;

void arena_init(Arena *arena);
// Gives all memory back.  The arena may be used again afterwards.
void arena_free(Arena *arena);

// Returns `size` zeroed bytes, aligned to 16.  Never NULL: running out of
// memory ends the process with a message.
void *arena_alloc(Arena *arena, size_t size);
// As arena_alloc for count * size, with a check against overflow.
void *arena_alloc_array(Arena *arena, size_t count, size_t size);
// Copies `size` bytes into the arena.
void *arena_memdup(Arena *arena, const void *src, size_t size);
// Copies `n` bytes and appends a NUL.
char *arena_strndup(Arena *arena, const char *src, size_t n);

ArenaMark arena_mark(const Arena *arena);
// Frees everything allocated since the mark was taken.
void arena_reset(Arena *arena, ArenaMark mark);

#define ARENA_NEW(arena, T) ((T *)arena_alloc((arena), sizeof(T)))
#define ARENA_ARRAY(arena, T, n)                                               \
    ((T *)arena_alloc_array((arena), (size_t)(n), sizeof(T)))

// malloc and realloc that end the process instead of returning NULL.
void *xmalloc(size_t size);
void *xrealloc(void *p, size_t size);

#endif
