// driver/commands.h -- What each command does; the result is the exit code.
#ifndef DRIVER_COMMANDS_H
#define DRIVER_COMMANDS_H

#include "driver/options.h"

int command_execute(const Options *o, Arena *arena);

// driver/bench.c
int command_bench(const Options *o, Arena *arena);

#endif
