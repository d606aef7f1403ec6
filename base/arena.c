// base/arena.c -- Bump allocation: chunks, marks, and sanitizer red zones.
//
// Chunks double up to a limit; a request larger than a chunk gets its own.
// Under AddressSanitizer the unused part of each chunk is poisoned, and each
// object is followed by a small poisoned gap, so overruns are still found.
//
// Invariant: bytes between cur and end were never handed out, or were handed
// out and reset; arena_alloc clears them in both cases.
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif

#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n) __asan_poison_memory_region((p), (n))
#define UNPOISON(p, n) __asan_unpoison_memory_region((p), (n))
enum { RED_ZONE = 16 };
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
enum { RED_ZONE = 0 };
#endif

enum { ALIGN = 16, FIRST_CHUNK = 1 << 14, LARGEST_CHUNK = 1 << 20 };

struct ArenaChunk {
    ArenaChunk *prev;
    size_t size; // Payload bytes.
};

_Static_assert(sizeof(ArenaChunk) % ALIGN == 0, "payload must stay aligned");

static void out_of_memory(void)
{
    fputs("fatal error: out of memory\n", stderr);
    exit(3);
}

void *xmalloc(size_t size)
{
    void *p = malloc(size ? size : 1);
    if (!p)
        out_of_memory();
    return p;
}

void *xrealloc(void *old, size_t size)
{
    void *p = realloc(old, size ? size : 1);
    if (!p)
        out_of_memory();
    return p;
}

static char *payload(ArenaChunk *chunk)
{
    return (char *)(chunk + 1);
}

void arena_init(Arena *arena)
{
    *arena = (Arena){0};
}

void arena_free(Arena *arena)
{
    arena_reset(arena, (ArenaMark){0});
}

static void add_chunk(Arena *arena, size_t need)
{
    size_t size = FIRST_CHUNK;
    if (arena->chunk)
        size = arena->chunk->size * 2;
    if (size > LARGEST_CHUNK)
        size = LARGEST_CHUNK;
    if (size < need)
        size = need;

    ArenaChunk *chunk = xmalloc(sizeof *chunk + size);
    chunk->prev = arena->chunk;
    chunk->size = size;
    arena->chunk = chunk;
    arena->cur = payload(chunk);
    arena->end = payload(chunk) + size;
    arena->total += size;
    POISON(arena->cur, size);
}

void *arena_alloc(Arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        out_of_memory();
    size_t step = (size + RED_ZONE + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (step > (size_t)(arena->end - arena->cur))
        add_chunk(arena, step);

    char *p = arena->cur;
    arena->cur += step;
    UNPOISON(p, size);
    return memset(p, 0, size);
}

void *arena_alloc_array(Arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / 2 / size)
        out_of_memory();
    return arena_alloc(arena, count * size);
}

void *arena_memdup(Arena *arena, const void *src, size_t size)
{
    void *p = arena_alloc(arena, size);
    if (size)
        memcpy(p, src, size);
    return p;
}

char *arena_strndup(Arena *arena, const char *src, size_t n)
{
    char *p = arena_alloc(arena, n + 1);
    if (n)
        memcpy(p, src, n);
    return p;
}

ArenaMark arena_mark(const Arena *arena)
{
    return (ArenaMark){arena->chunk, arena->cur};
}

void arena_reset(Arena *arena, ArenaMark mark)
{
    while (arena->chunk != mark.chunk) {
        ArenaChunk *chunk = arena->chunk;
        arena->chunk = chunk->prev;
        arena->total -= chunk->size;
        UNPOISON(payload(chunk), chunk->size);
        free(chunk);
    }
    arena->cur = mark.cur;
    arena->end = arena->chunk ? payload(arena->chunk) + arena->chunk->size
                              : NULL;
    if (arena->chunk)
        POISON(arena->cur, (size_t)(arena->end - arena->cur));
}
