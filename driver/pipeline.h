// driver/pipeline.h -- The road from Go source to an executable.
//
//     bytes -> AST -> typed AST -> IR -> placed IR -> object -> executable
//
// Diagnostics and reports (-m, --emit, --time) go to the user from here.
#ifndef DRIVER_PIPELINE_H
#define DRIVER_PIPELINE_H

#include "driver/install.h"
#include "driver/options.h"

#include <stdbool.h>

typedef struct BuildRequest {
    const Options *options;
    EscapeSetting escape; // May differ from options (bench).
    Str work;             // Folder for intermediate files.
    Str exe;              // Empty: compile, do not link.
    Str object;           // Not empty: write the object there, do not link.
    bool check_only;
} BuildRequest;

typedef struct BuildResult {
    bool ok;
    bool is_main;     // There is a program (package main).
    Str default_name; // Of the executable: first file's or folder's name.
} BuildResult;

BuildResult pipeline_build(const BuildRequest *req, const Install *in,
                           Arena *arena);

#endif
