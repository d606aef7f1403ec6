// frontend/package.h -- Finding, reading and ordering packages.
//
// From what the user names (files, a folder, a pattern) all packages that the
// program needs are found, their files chosen by build constraints, parsed,
// and put in dependency order: the order in which Go initialises them.
//
// Errors that `go list` reports (missing packages, cycles, no Go files) become
// DIAG_LOAD diagnostics in Go's words; syntax errors are ordinary ones.
//
//     PackageGraph *g = package_load(&ctx, &options, targets, ntargets);
//     for (int i = 0; i < g->count; i++)
//         check(g->order[i]);
#ifndef FRONTEND_PACKAGE_H
#define FRONTEND_PACKAGE_H

#include "base/map.h"
#include "frontend/ast.h"
#include "frontend/buildtag.h"
#include "frontend/parser.h"

#include <stdbool.h>

typedef struct Package Package;

struct Package {
    Str path;       // Import path; "command-line-arguments" for listed files.
    Str name;       // From the package clauses.
    Str dir;        // Absolute; empty for embedded and unsafe.
    Node **files;   // NODE_FILE, by file name.
    int file_count;
    Package **imports; // Direct, each once, in order of first import.
    int import_count;
    StrMap import_map; // Import path as written -> Package.
    int go_minor;      // Language go1.N of its module.
    bool std;          // From the library.
    bool is_unsafe;    // Package unsafe: no files.
    bool is_target;    // Named by the user.
    bool failed;       // Reported: it could not be found or read.
    bool cmdline_files;
    // Tests (option tests, targets only): files of the package itself are
    // among `files`; package p_test is a Package of its own.
    int test_file_count;
    Package *xtest;
    int number; // In PackageGraph.order.
    int state;  // Loader's own.
};

// A file of the library inside the executable: path "fmt/print.go".
typedef struct EmbeddedFile {
    const char *path;
    const char *text;
    size_t size;
} EmbeddedFile;

typedef struct LoadOptions {
    Str std_root;               // Folder of the library's sources, or empty.
    const EmbeddedFile *embedded; // Or the library in memory.
    int embedded_count;
    const Str *goroots;         // Go source trees (".../src"), tried last.
    int goroot_count;
    const Str *tags;            // -tags
    int tag_count;
    const Str *implicit;        // Packages that every program needs.
    int implicit_count;
    bool tests;                 // Read _test.go files of the targets.
} LoadOptions;

typedef struct PackageGraph {
    Package **order; // All, each behind what it imports.
    int count;
    Package **targets; // What the user named, in that order.
    int target_count;
    StrMap by_path;
    Str module_path; // Of the main module; empty without go.mod.
    Str module_dir;
} PackageGraph;

// Never NULL; look at ctx->diags for errors.
PackageGraph *package_load(ParseContext *ctx, const LoadOptions *options,
                           const Str *targets, int target_count);
Package *package_find(const PackageGraph *g, Str path);

#endif
