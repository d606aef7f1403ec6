// frontend/package.c -- The package graph: imports, cycles, order.
//
// Packages are read depth first.  The stack of packages being read is the
// import chain that error messages show, and a package met on it again closes
// a cycle.
//
// Invariant: a package in state LOADED has all its imports in state LOADED,
// unless an error was reported.
#include "frontend/package.h"

#include "frontend/literal.h"
#include "frontend/package_internal.h"

#include <stdlib.h>

enum { NEW, LOADING, LOADED };

Package *loader_new_package(Loader *l, Str path)
{
    Package *pkg = ARENA_NEW(l->arena, Package);
    pkg->path = path;
    pkg->go_minor = GO_MINOR_VERSION;
    strmap_init(&pkg->import_map, l->arena);
    vec_push_in(&l->all, l->arena, pkg);
    return pkg;
}

static Str base_name(Str path)
{
    ptrdiff_t slash = str_last_byte(path, '/');
    return slash < 0 ? path : str_sub(path, (size_t)slash + 1, path.n);
}

// "package A\n\timports B from a.go\n\timports C from b.go"
static void put_import_chain(Loader *l, StrBuf *b)
{
    for (int i = 0; i < l->stack.len; i++) {
        const ImportFrame *f = &l->stack.data[i];
        if (i == 0)
            strbuf_printf(b, "package %.*s", STR_ARG(f->package->path));
        else
            strbuf_printf(b, "\n\timports %.*s from %.*s",
                          STR_ARG(f->package->path), STR_ARG(f->from));
    }
}

static void report_cycle(Loader *l, const Package *pkg, Str from)
{
    StrBuf b = {0};
    put_import_chain(l, &b);
    diag_load_error(l->ctx->diags, NO_POS,
                    "%s\n\timports %.*s from %.*s: import cycle not allowed",
                    b.p ? b.p : "", STR_ARG(pkg->path), STR_ARG(from));
    strbuf_free(&b);
}

// Spec of internal: importable only below the folder that holds "internal".
static bool internal_ok(Loader *l, Str path, const Package *importer)
{
    ptrdiff_t at = -1;
    for (size_t i = 0; i + 8 <= path.n; i++) {
        bool starts = i == 0 || path.p[i - 1] == '/';
        bool ends = i + 8 == path.n || path.p[i + 8] == '/';
        if (starts && ends && str_eq(str_sub(path, i, i + 8), STR("internal")))
            at = (ptrdiff_t)i;
    }
    if (at < 0 || importer->std)
        return true;
    Str from = importer->path;
    if (importer->cmdline_files && importer->dir.n)
        from = module_path_of_dir(l, importer->dir);
    Str parent = str_sub(path, 0, at ? (size_t)at - 1 : 0);
    return parent.n && str_has_prefix(from, parent) &&
           (from.n == parent.n || from.p[parent.n] == '/' ||
            str_eq(str_sub(from, parent.n, from.n), STR("_test")));
}

static void report_internal(Loader *l, Str path, Pos pos)
{
    StrBuf b = {0}, at = {0};
    put_import_chain(l, &b);
    source_put_pos(l->ctx->sources, &at, pos);
    Str shown = strbuf_str(&at);
    if (str_has_prefix(shown, STR("./")))
        shown = str_sub(shown, 2, shown.n);
    diag_load_error(l->ctx->diags, NO_POS,
                    "%s\n\t%.*s: use of internal package %.*s not allowed",
                    b.p ? b.p : "", STR_ARG(shown), STR_ARG(path));
    strbuf_free(&b);
    strbuf_free(&at);
}

static Package *load_missing(Loader *l, Str path, Pos pos)
{
    Package *pkg = loader_new_package(l, path);
    pkg->failed = true;
    pkg->state = LOADED;
    diag_load_error(l->ctx->diags, pos, "%.*s",
                    STR_ARG(module_missing_text(l, path)));
    return pkg;
}

static Package *load_new(Loader *l, Str path, const Package *importer, Pos pos,
                         Str from)
{
    if (str_eq(path, STR("unsafe"))) {
        Package *pkg = loader_new_package(l, path);
        pkg->name = path;
        pkg->is_unsafe = pkg->std = true;
        pkg->state = LOADED;
        return pkg;
    }
    PackagePlace place = module_locate(l, path, importer);
    if (place.kind == PLACE_MISSING)
        return load_missing(l, path, pos);
    Package *pkg = loader_new_package(l, path);
    pkg->std = place.std;
    pkg->dir = place.dir;
    pkg->go_minor = place.go_minor;
    strmap_set(&l->graph->by_path, path, pkg); // Before its imports: cycles.
    l->import_pos = pos;
    if (place.kind == PLACE_EMBEDDED)
        package_read_embedded(l, pkg);
    else
        package_read_dir(l, pkg, pos == NO_POS);
    loader_finish(l, pkg, from);
    return pkg;
}

Package *loader_import(Loader *l, Str path, const Package *importer, Pos pos,
                       Str from)
{
    Package *pkg = strmap_get(&l->graph->by_path, path);
    if (!pkg) {
        pkg = load_new(l, path, importer, pos, from);
        strmap_set(&l->graph->by_path, path, pkg);
    } else if (pkg->state == LOADING) {
        report_cycle(l, pkg, from);
    }
    return pkg;
}

Package *loader_load_dir(Loader *l, Str path, Str dir)
{
    Package *pkg = strmap_get(&l->graph->by_path, path);
    if (pkg) {
        pkg->is_target = true;
        return pkg;
    }
    pkg = loader_new_package(l, path);
    pkg->dir = dir;
    pkg->is_target = true;
    pkg->go_minor = module_go_minor(l, dir);
    l->import_pos = NO_POS;
    strmap_set(&l->graph->by_path, path, pkg);
    package_read_dir(l, pkg, true);
    loader_finish(l, pkg, STR_NONE);
    return pkg;
}

// --- The imports of one package ----------------------------------------------

// Why an import path is no package path; NULL if it is one.
static const char *path_problem(Str path)
{
    if (str_has_prefix(path, STR("./")) || str_has_prefix(path, STR("../")) ||
        str_eq(path, STR(".")) || str_eq(path, STR("..")))
        return "\"%.*s\" is relative, but relative import paths are not "
               "supported in module mode";
    if (path.n && path.p[0] == '/')
        return "\"%.*s\" is not a package path; see 'go help packages'";
    for (size_t i = 0; i < path.n; i++) {
        unsigned char c = (unsigned char)path.p[i];
        static const char bad[] = "!\"#$%&'()*,:;<=>?[\\]^`{|}";
        if (c <= ' ' || c == 0x7F ||
            str_index_byte(str_from(bad), (char)c) >= 0)
            return "invalid import path: %.*s";
    }
    return path.n ? NULL : "invalid import path: %.*s";
}

static void report_bad_path(Loader *l, Pos pos, const char *problem, Str path)
{
    StrBuf b = {0};
    ptrdiff_t hole = str_index(str_from(problem), STR("%.*s"));
    strbuf_put(&b, str_sub(str_from(problem), 0, (size_t)hole));
    strbuf_put(&b, path);
    strbuf_puts(&b, problem + hole + 4);
    diag_load_error(l->ctx->diags, pos, "%s", b.p);
    strbuf_free(&b);
}

static void add_import(Loader *l, Package *pkg, Str path, Package *imported)
{
    if (strmap_has(&pkg->import_map, path))
        return;
    strmap_set(&pkg->import_map, path, imported);
    Package **grown = ARENA_ARRAY(l->arena, Package *, pkg->import_count + 1);
    for (int i = 0; i < pkg->import_count; i++)
        grown[i] = pkg->imports[i];
    grown[pkg->import_count++] = imported;
    pkg->imports = grown;
}

static void load_import(Loader *l, Package *pkg, const Node *file,
                        const Node *decl)
{
    const Node *lit = decl->import_decl.path;
    Str path;
    if (!lit || lit->bad || !literal_string(l->arena, lit->basic_lit.text,
                                            &path))
        return;
    Str from = base_name(file->file->source->path);
    const char *problem = path_problem(path);
    if (str_eq(path, STR("C"))) {
        diag_load_error(l->ctx->diags, lit->pos,
                        "import \"C\" needs cgo, which is not supported");
    } else if (problem) {
        report_bad_path(l, lit->pos, problem, path);
    } else if (!internal_ok(l, path, pkg) &&
               module_locate(l, path, pkg).kind != PLACE_MISSING) {
        report_internal(l, path, lit->pos);
    } else if (!strmap_has(&pkg->import_map, path)) {
        Package *imported = loader_import(l, path, pkg, lit->pos, from);
        if (str_eq(imported->name, STR("main")) && !pkg->std)
            diag_load_error(l->ctx->diags, lit->pos,
                            "import \"%.*s\" is a program, not an importable "
                            "package",
                            STR_ARG(path));
        add_import(l, pkg, path, imported);
    }
}

void loader_finish(Loader *l, Package *pkg, Str from)
{
    pkg->state = LOADING;
    vec_push_in(&l->stack, l->arena, (ImportFrame){pkg, from});
    for (int i = 0; i < pkg->file_count; i++) {
        const Node *file = pkg->files[i];
        for (int j = 0; j < file->file->imports.count; j++)
            load_import(l, pkg, file, file->file->imports.at[j]);
    }
    l->stack.len--;
    pkg->state = LOADED;
    if (pkg->xtest && pkg->xtest->state == NEW)
        loader_finish(l, pkg->xtest, from);
}

// --- Order -------------------------------------------------------------------

static int compare_paths(const void *a, const void *b)
{
    const Package *x = *(Package *const *)a, *y = *(Package *const *)b;
    return str_cmp(x->path, y->path);
}

static bool is_ready(const Package *pkg)
{
    for (int i = 0; i < pkg->import_count; i++)
        if (pkg->imports[i]->number < 0 && pkg->imports[i] != pkg)
            return false;
    return true;
}

// Spec: Package initialization.  By path, the first one whose imports are all
// placed goes next.  In a cycle, already reported, any one will do.
static void order_packages(Loader *l)
{
    PackageGraph *g = l->graph;
    int n = l->all.len;
    if (n)
        qsort(l->all.data, (size_t)n, sizeof(Package *), compare_paths);
    for (int i = 0; i < n; i++)
        l->all.data[i]->number = -1;
    g->order = ARENA_ARRAY(l->arena, Package *, n);
    while (g->count < n) {
        Package *next = NULL, *any = NULL;
        for (int i = 0; i < n && !next; i++) {
            Package *pkg = l->all.data[i];
            if (pkg->number < 0 && !any)
                any = pkg;
            if (pkg->number < 0 && is_ready(pkg))
                next = pkg;
        }
        next = next ? next : any;
        next->number = g->count;
        g->order[g->count++] = next;
    }
}

PackageGraph *package_load(ParseContext *ctx, const LoadOptions *options,
                           const Str *targets, int target_count)
{
    Loader l = {.ctx = ctx, .arena = ctx->arena, .options = options};
    l.graph = ARENA_NEW(l.arena, PackageGraph);
    strmap_init(&l.graph->by_path, l.arena);
    l.cwd = source_cwd(l.arena);
    module_find(&l);
    for (int i = 0; i < options->implicit_count; i++)
        loader_import(&l, options->implicit[i], NULL, NO_POS, STR_NONE);
    load_targets(&l, targets, target_count);
    order_packages(&l);
    return l.graph;
}

Package *package_find(const PackageGraph *g, Str path)
{
    return strmap_get(&g->by_path, path);
}
