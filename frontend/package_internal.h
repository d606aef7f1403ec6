// frontend/package_internal.h -- What the files of the package loader share.
//
// package.c          graph, imports, cycles, order
// package_target.c   what the user named: files, folders, patterns
// package_files.c    the files of one folder, chosen and parsed
// package_module.c   go.mod, and from an import path to a folder
#ifndef FRONTEND_PACKAGE_INTERNAL_H
#define FRONTEND_PACKAGE_INTERNAL_H

#include "frontend/package.h"

typedef struct Module {
    Str path;
    Str dir;
    int go_minor;
} Module;

typedef struct ImportFrame {
    Package *package;
    Str from; // Base name of the file with the import; empty for a root.
} ImportFrame;

typedef struct Loader {
    ParseContext *ctx;
    Arena *arena;
    const LoadOptions *options;
    PackageGraph *graph;
    Str cwd;
    VEC(Module) modules; // The main module first, then local replacements.
    bool has_module;
    bool has_vendor;
    VEC(Package *) all;
    Pos import_pos; // Of the import that is being resolved; NO_POS: a target.
    VEC(ImportFrame) stack; // From a target to the package being read.
} Loader;

// --- package_module.c --------------------------------------------------------
void module_find(Loader *l);
typedef enum PlaceKind {
    PLACE_MISSING,
    PLACE_DIR,      // Folder on disk.
    PLACE_EMBEDDED, // In the executable.
} PlaceKind;
typedef struct PackagePlace {
    PlaceKind kind;
    Str dir;
    bool std;
    int go_minor;
} PackagePlace;
PackagePlace module_locate(Loader *l, Str path, const Package *importer);
// Import path of a folder of the main module; empty if it is outside.
Str module_path_of_dir(Loader *l, Str dir);
int module_go_minor(Loader *l, Str dir);
// Why an import path cannot be found, in Go's words.
Str module_missing_text(Loader *l, Str path);
bool package_looks_std(Str path); // First element without a dot.

// --- package_files.c ---------------------------------------------------------
// Both fill in files and name, and report what is wrong.
void package_read_dir(Loader *l, Package *pkg, bool is_root);
void package_read_files(Loader *l, Package *pkg, const Str *paths, int n);
void package_read_embedded(Loader *l, Package *pkg);
bool dir_has_go_files(Loader *l, Str dir);
Str display_path(Loader *l, Str absolute);

// --- package.c ---------------------------------------------------------------
Package *loader_new_package(Loader *l, Str path);
// Finds or loads by import path; NULL pos for targets.
Package *loader_import(Loader *l, Str path, const Package *importer, Pos pos,
                       Str from);
Package *loader_load_dir(Loader *l, Str path, Str dir);
void loader_finish(Loader *l, Package *pkg, Str from);

// --- package_target.c --------------------------------------------------------
void load_targets(Loader *l, const Str *targets, int count);

#endif
