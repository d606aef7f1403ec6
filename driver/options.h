// driver/options.h -- The command line.
//
// Flags take one or two dashes and their value after = or as the next
// argument, as in Go.  Parsing only records; what a flag means is decided
// where it is used.
//
//     scapego build --escape=go -m -o /dev/null f.go
//     {command BUILD, escape ESC_GO, m 1, output "/dev/null", targets {f.go}}
#ifndef DRIVER_OPTIONS_H
#define DRIVER_OPTIONS_H

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"

#include <stdbool.h>

typedef enum Command {
    CMD_NONE,
    CMD_RUN,
    CMD_BUILD,
    CMD_CHECK,
    CMD_BENCH,
    CMD_ENV,
    CMD_VERSION,
    CMD_HELP
} Command;

typedef enum EscapeSetting { ESC_OFF, ESC_LOCAL, ESC_GO, ESC_FULL } EscapeSetting;

typedef enum EmitKind {
    EMIT_NONE,
    EMIT_TOKENS,
    EMIT_AST,
    EMIT_TYPES,
    EMIT_IR,
    EMIT_PLACED,
    EMIT_LLVM,
    EMIT_ASM,
    EMIT_OBJ
} EmitKind;

typedef enum ColorMode { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } ColorMode;

typedef struct Options {
    Command command;
    EscapeSetting escape;
    int opt_level;          // 0..3
    int m;                  // -m: 1, -m=2: 2
    bool no_inline;         // -l
    bool all_errors;        // -e
    bool debug;             // -g
    bool time;              // --time
    bool verbose;           // -v
    bool print_commands;    // -x
    bool keep_work;         // -work
    bool json;              // -json
    EmitKind emit;
    Str func;               // --func
    Str output;             // -o
    Str chdir;              // -C
    Str tags;               // -tags a,b
    int lang_minor;         // -lang=go1.N; 0: newest
    ColorMode color;
    // bench
    Str levels;             // "off,go,full"
    int count;
    Str format;             // text, json, go

    StrVec targets;         // Go files, folders or patterns.
    StrVec args;            // For the program.
    Str help_topic;
} Options;

// Reads argv[1..].  On wrong usage it prints what is wrong and the usage to
// stderr and returns false: exit with code 2.
bool options_parse(Options *o, Arena *arena, int argc, char **argv);

const char *escape_setting_name(EscapeSetting e);
bool escape_setting_parse(Str text, EscapeSetting *e);

#endif
