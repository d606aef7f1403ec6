// driver/process.h -- Running other programs.
#ifndef DRIVER_PROCESS_H
#define DRIVER_PROCESS_H

#include "base/str.h"

#include <stdbool.h>

// How a child ended and what it used; from the kernel's own accounting.
typedef struct ProcessResult {
    bool started;
    int exit_code;      // If it exited.
    int signal;         // If a signal ended it, else 0.
    double wall, user, sys; // seconds
} ProcessResult;

// Runs argv (NULL-terminated, argv[0] looked up in PATH) and waits.  The
// child's stdout goes to `stdout_fd` and its stderr to `stderr_fd` when they
// are not negative, else they are inherited.  `env` entries ("NAME=value",
// NULL-terminated, may be NULL) are added to the environment.
ProcessResult process_run(char *const *argv, char *const *env, int stdout_fd,
                          int stderr_fd);

#endif
