// driver/main.c -- Exit codes.
//
// 0 fine, 1 compile error, 2 wrong usage, 3 internal error (base/ice.h).
#include "driver/commands.h"
#include "driver/options.h"

int main(int argc, char **argv)
{
    Arena arena;
    arena_init(&arena);
    Options options;
    int code = 2;
    if (options_parse(&options, &arena, argc, argv))
        code = command_execute(&options, &arena);
    arena_free(&arena);
    return code;
}
