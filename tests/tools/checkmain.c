// tests/tools/checkmain.c -- Parses and type-checks packages: a small driver
// for the checker's own tests.
//
//     checkmain [-e] [-lang=go1.N] [-std DIR] [-goroot DIR] [-time] TARGET...
//
// Prints errors as the compiler does and exits with 1 if there are any.
#include "base/diag.h"
#include "base/ice.h"
#include "base/map.h"
#include "frontend/check.h"
#include "frontend/cost.h"
#include "frontend/package.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct Options {
    int max_errors;
    int lang;
    bool time, cost;
    Str cost_of; // Import path; empty: the targets.
    Str std, goroot;
    Str targets[256];
    int target_count;
} Options;

typedef struct Driver {
    PackageGraph *graph;
    Map checked; // Package -> CheckedPackage
    StrMap by_path;
    Arena *arena;
} Driver;

static void parse_options(Options *o, int argc, char **argv)
{
    o->max_errors = DIAG_DEFAULT_MAX;
    for (int i = 1; i < argc; i++) {
        const char *a = argv[i];
        if (strcmp(a, "-e") == 0)
            o->max_errors = 0;
        else if (strcmp(a, "-time") == 0)
            o->time = true;
        else if (strcmp(a, "-cost") == 0)
            o->cost = true;
        else if (strncmp(a, "-cost=", 6) == 0)
            o->cost_of = str_from(a + 6);
        else if (strncmp(a, "-lang=go1.", 10) == 0)
            o->lang = atoi(a + 10);
        else if (strcmp(a, "-std") == 0 && i + 1 < argc)
            o->std = str_from(argv[++i]);
        else if (strcmp(a, "-goroot") == 0 && i + 1 < argc)
            o->goroot = str_from(argv[++i]);
        else if (a[0] != '-' && o->target_count < 256)
            o->targets[o->target_count++] = str_from(a);
    }
}

static CheckedPackage *import(void *context, const char *path,
                              const CheckedPackage *from, Pos pos)
{
    (void)pos;
    Driver *d = context;
    Package *importer = from->path == NULL ? NULL :
        package_find(d->graph, str_from(from->path));
    Package *p = importer == NULL ? NULL :
        strmap_get(&importer->import_map, str_from(path));
    if (p == NULL)
        p = package_find(d->graph, str_from(path));
    return p == NULL ? NULL : map_get(&d->checked, p);
}

// As with Go's compiler, only syntax errors keep types from being checked.
static bool has_load_error(const Diags *diags)
{
    for (int i = 0; i < diags->list.len; i++) {
        if (diags->list.data[i].kind == DIAG_LOAD)
            return true;
    }
    return false;
}

// -cost, -cost=PATH: position, cost and reason of every function of the targets.
static void print_costs(const CheckedPackage *p, const SourceSet *sources,
                        Arena *arena)
{
    for (int i = 0; i < p->body_count; i++) {
        const FuncInfo *f = p->bodies[i];
        PosInfo at = source_locate(sources, f->obj != NULL ? f->obj->pos :
                                   f->node->pos);
        printf("%.*s:%d:%d: %d %.*s||%s\n", STR_ARG(at.filename), at.line,
               at.col, f->cost, STR_ARG(f->cost_reason),
               f->cost >= 0 ? cost_inline_text(arena, f) : "");
    }
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    static Options o;
    parse_options(&o, argc, argv);
    Arena arena;
    arena_init(&arena);
    SourceSet sources;
    source_init(&sources, &arena);
    Interner names;
    intern_init(&names, &arena);
    Diags diags;
    diag_init(&diags, &arena, &sources, o.max_errors);
    ice_set_sources(&sources);

    double t0 = now();
    ParseContext ctx = {&arena, &sources, &names, &diags};
    LoadOptions load = {.std_root = o.std, .goroots = &o.goroot,
                        .goroot_count = o.goroot.n > 0};
    Driver d = {.arena = &arena};
    map_init(&d.checked, &arena);
    d.graph = package_load(&ctx, &load, o.targets, o.target_count);
    double t1 = now();
    Checker *ck = checker_new(&arena, &names, &diags, &sources);
    checker_set_importer(ck, import, &d);
    bool loaded = diags.nsyntax == 0 && !has_load_error(&diags);
    for (int i = 0; i < d.graph->count && loaded; i++) {
        Package *p = d.graph->order[i];
        if (p->is_unsafe || p->failed)
            continue;
        CheckInput in = {
            .path = str_to_cstr(&arena, p->path), .files = p->files,
            .file_count = p->file_count, .go_minor = p->go_minor,
        };
        if (p->is_target && o.lang > 0)
            in.go_minor = o.lang;
        CheckedPackage *checked = check_package(ck, &in);
        map_set(&d.checked, p, checked);
        if (o.cost_of.n > 0 ? str_eq(p->path, o.cost_of) :
            o.cost && p->is_target)
            print_costs(checked, &sources, &arena);
    }
    double t2 = now();
    diag_print(&diags, stderr, (DiagStyle){0});
    if (o.time)
        fprintf(stderr, "load %.3f s, check %.3f s, %zu MB\n", t1 - t0,
                t2 - t1, arena.total >> 20);
    bool failed = diags.nerrors > 0;
    checker_free(ck);
    arena_free(&arena);
    return failed;
}
