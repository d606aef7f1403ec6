// driver/main.c -- Exit codes, and a stack that is deep enough.
//
// 0 fine, 1 compile error, 2 wrong usage, 3 internal error (base/ice.h).
//
// The phases walk the tree recursively and the parser lets trees grow 25,000
// levels deep, so the work is done on a thread with a large stack (reserved,
// not committed).
#include "driver/commands.h"
#include "driver/options.h"

#include <pthread.h>
#include <stdio.h>

enum { STACK_BYTES = 1 << 30 };

typedef struct Invocation {
    int argc;
    char **argv;
    int code;
} Invocation;

static void *run(void *argument)
{
    Invocation *in = argument;
    Arena arena;
    arena_init(&arena);
    Options options;
    in->code = 2;
    if (options_parse(&options, &arena, in->argc, in->argv))
        in->code = command_execute(&options, &arena);
    arena_free(&arena);
    return NULL;
}

int main(int argc, char **argv)
{
    Invocation in = {argc, argv, 2};
    pthread_attr_t attr;
    pthread_t thread;
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, STACK_BYTES);
    if (pthread_create(&thread, &attr, run, &in) != 0) {
        fprintf(stderr, "scapego: cannot start a thread\n");
        return 1;
    }
    pthread_join(thread, NULL);
    pthread_attr_destroy(&attr);
    return in.code;
}
