// driver/build_internal.h -- The state of one build, shared by its phases.
#ifndef DRIVER_BUILD_INTERNAL_H
#define DRIVER_BUILD_INTERNAL_H

#include "base/diag.h"
#include "base/intern.h"
#include "base/source.h"
#include "codegen/codegen.h"
#include "driver/install.h"
#include "driver/options.h"
#include "frontend/check.h"
#include "frontend/package.h"
#include "ir/ir.h"

typedef struct Build {
    const Options *options;
    const Install *install;
    Arena *arena;
    SourceSet sources;
    Diags diags;
    Interner names;

    const char *phase;  // Being timed, or NULL.
    double phase_start;

    PackageGraph *graph;            // Parsed, dependencies first.
    Checker *checker;
    Package *checking;              // Whose imports are being resolved.
    Map checked_of;                 // Package -> CheckedPackage
    VEC(CheckedPackage *) checked;  // In dependency order.
    CheckedPackage *main;           // NULL: no program among the targets.
    CheckedPackage *library;        // Then: the last target.
    Str main_path;                  // As errors name it; empty for files.
    Str default_name;               // Of the executable.
    IrModule *module;
} Build;

void end_phase(Build *b);

// driver/load.c
bool load_packages(Build *b);
void check_packages(Build *b);

// driver/emit.c: --emit
void emit_source(Build *b);
void emit_types(Build *b);
void emit_ir(Build *b);
bool emit_code(Build *b, const CodegenResult *code);

#endif
