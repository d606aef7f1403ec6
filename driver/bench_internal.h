// driver/bench_internal.h -- What the bench command measures and prints.
#ifndef DRIVER_BENCH_INTERNAL_H
#define DRIVER_BENCH_INTERNAL_H

#include "driver/options.h"
#include "driver/process.h"

#include <stdio.h>

// What one run of one level gave.
typedef enum Metric {
    M_WALL,        // seconds
    M_CPU,         // seconds, user and system
    M_ALLOCS,      // heap objects
    M_BYTES,       // heap bytes
    M_GCS,         // collections
    M_PAUSE,       // seconds, all pauses
    M_PAUSE_MAX,   // seconds, the longest
    M_PEAK,        // bytes, resident
    M_COUNT
} Metric;

typedef struct LevelRuns {
    EscapeSetting level;
    Str exe;
    Str output;             // File with the stdout of the first run.
    double *values[M_COUNT]; // By metric, `count` each.
} LevelRuns;

typedef struct BenchRun {
    const Options *options;
    Arena *arena;
    Str title;      // Program and arguments.
    LevelRuns *levels;
    int nlevels;
    int count;      // Runs of each level.
} BenchRun;

// driver/bench_report.c
void bench_print(const BenchRun *b, FILE *out);

#endif
