// frontend/package_module.c -- go.mod, and the way from import path to folder.
//
// A path is looked for in the library first, then in the module whose path is
// its longest prefix (the main module and those that go.mod replaces by a local
// folder), then in vendor/, last in the Go source trees.
//
// Invariant: modules[0] is the main module if has_module is set.
#include "frontend/package_internal.h"

#include <string.h>

// The next blank-separated word; quotes are taken off.
static Str next_word(Str *rest)
{
    *rest = str_trim(*rest);
    size_t n = 0;
    while (n < rest->n && !strchr(" \t", rest->p[n]))
        n++;
    Str word = str_sub(*rest, 0, n);
    *rest = str_sub(*rest, n, rest->n);
    if (word.n >= 2 && (word.p[0] == '"' || word.p[0] == '`'))
        word = str_sub(word, 1, word.n - 1);
    return word;
}

// N of "1.N" or "1.N.P"; -1 if it is not such a version.
static int parse_go_version(Str version)
{
    if (!str_has_prefix(version, STR("1.")) || version.n < 3)
        return -1;
    int n = 0;
    for (size_t i = 2; i < version.n; i++) {
        char c = version.p[i];
        if (c < '0' || c > '9')
            return i > 2 ? n : -1;
        n = n * 10 + (c - '0');
    }
    return n;
}

static bool is_local_path(Str path)
{
    return str_has_prefix(path, STR("./")) ||
           str_has_prefix(path, STR("../")) || str_eq(path, STR(".")) ||
           str_eq(path, STR("..")) || str_has_prefix(path, STR("/"));
}

static int read_go_line(Loader *l, Str dir);

// "old [version] => new [version]"; only local folders matter.
static void replace_line(Loader *l, Str module_dir, Str rest)
{
    Str old = next_word(&rest), word = next_word(&rest);
    if (!str_eq(word, STR("=>")))
        word = next_word(&rest);
    if (!str_eq(word, STR("=>")))
        return;
    Str target = next_word(&rest);
    if (!is_local_path(target))
        return;
    Str dir = source_clean_path(l->arena,
                                str_join_path(l->arena, module_dir, target));
    vec_push_in(&l->modules, l->arena,
                (Module){old, dir, read_go_line(l, dir)});
}

typedef struct ModFile {
    Str path;
    int go_minor; // -1: no go line.
} ModFile;

// Reads a go.mod.  With main, its replacements are recorded.
static bool read_mod(Loader *l, Str dir, bool main, ModFile *mod)
{
    Str text, error;
    Str file = str_join_path(l->arena, dir, STR("go.mod"));
    *mod = (ModFile){.go_minor = -1};
    if (!source_read(l->arena, file, &text, &error))
        return false;
    Str block = STR_NONE;
    for (Str line; text.n;) {
        str_cut(text, '\n', &line, &text);
        ptrdiff_t comment = str_index(line, STR("//"));
        Str rest = str_trim(comment < 0 ? line
                                        : str_sub(line, 0, (size_t)comment));
        if (str_eq(rest, STR(")"))) {
            block = STR_NONE;
            continue;
        }
        Str verb = block.n ? block : next_word(&rest);
        if (str_eq(str_trim(rest), STR("("))) {
            block = verb;
            continue;
        }
        if (str_eq(verb, STR("module")))
            mod->path = next_word(&rest);
        else if (str_eq(verb, STR("go")))
            mod->go_minor = parse_go_version(next_word(&rest));
        else if (str_eq(verb, STR("replace")) && main)
            replace_line(l, dir, rest);
    }
    return true;
}

enum { GO_WITHOUT_GO_LINE = 16 }; // What go.mod without go line means.

static int read_go_line(Loader *l, Str dir)
{
    ModFile mod;
    if (!read_mod(l, dir, false, &mod))
        return GO_MINOR_VERSION;
    return mod.go_minor < 0 ? GO_WITHOUT_GO_LINE : mod.go_minor;
}

// Looks for go.mod in the current folder and above.
void module_find(Loader *l)
{
    Str dir = l->cwd;
    for (;;) {
        if (source_is_file(str_join_path(l->arena, dir, STR("go.mod"))))
            break;
        ptrdiff_t slash = str_last_byte(dir, '/');
        if (slash < 0 || dir.n == 1)
            return;
        dir = slash == 0 ? STR("/") : str_sub(dir, 0, (size_t)slash);
    }
    l->has_module = true;
    vec_push_in(&l->modules, l->arena, (Module){.dir = dir});
    ModFile mod;
    read_mod(l, dir, true, &mod);
    l->modules.data[0].path = mod.path;
    l->modules.data[0].go_minor = mod.go_minor < 0 ? GO_WITHOUT_GO_LINE
                                                   : mod.go_minor;
    l->has_vendor = source_is_dir(str_join_path(l->arena, dir, STR("vendor")));
    l->graph->module_path = mod.path;
    l->graph->module_dir = dir;
}

bool package_looks_std(Str path)
{
    Str first, rest;
    str_cut(path, '/', &first, &rest);
    return str_index_byte(first, '.') < 0;
}

// What follows the prefix and a slash; true also if path is the prefix.
static bool below(Str path, Str prefix, Str *rest)
{
    if (!str_has_prefix(path, prefix))
        return false;
    *rest = str_sub(path, prefix.n, path.n);
    if (rest->n && rest->p[0] != '/')
        return false;
    *rest = str_sub(*rest, 1, rest->n);
    return true;
}

static bool locate_embedded(Loader *l, Str path)
{
    for (int i = 0; i < l->options->embedded_count; i++) {
        Str rest;
        if (below(str_from(l->options->embedded[i].path), path, &rest) &&
            rest.n && str_index_byte(rest, '/') < 0)
            return true;
    }
    return false;
}

static bool locate_in(Loader *l, Str root, Str path, Str *dir)
{
    if (root.n == 0)
        return false;
    *dir = str_join_path(l->arena, root, path);
    return dir_has_go_files(l, *dir);
}

static const Module *module_for(Loader *l, Str path, Str *rest)
{
    const Module *best = NULL;
    for (int i = 0; i < l->modules.len; i++) {
        const Module *m = &l->modules.data[i];
        Str tail;
        if (m->path.n && below(path, m->path, &tail) &&
            (!best || m->path.n > best->path.n)) {
            best = m;
            *rest = tail;
        }
    }
    return best;
}

static bool locate_in_goroots(Loader *l, Str path, const Package *importer,
                              PackagePlace *place)
{
    for (int i = 0; i < l->options->goroot_count; i++) {
        Str root = l->options->goroots[i];
        bool found = locate_in(l, root, path, &place->dir);
        if (!found && importer && importer->std)
            found = locate_in(l, str_join_path(l->arena, root, STR("vendor")),
                              path, &place->dir);
        if (found) {
            place->kind = PLACE_DIR;
            place->std = true;
            place->go_minor = read_go_line(l, root);
            return true;
        }
    }
    return false;
}

PackagePlace module_locate(Loader *l, Str path, const Package *importer)
{
    PackagePlace place = {.kind = PLACE_DIR, .std = true,
                          .go_minor = GO_MINOR_VERSION};
    if (locate_in(l, l->options->std_root, path, &place.dir))
        return place;
    if (locate_embedded(l, path)) {
        place.kind = PLACE_EMBEDDED;
        place.dir = STR_NONE;
        return place;
    }
    Str rest;
    const Module *m = module_for(l, path, &rest);
    if (m) {
        place.dir = rest.n ? str_join_path(l->arena, m->dir, rest) : m->dir;
        place.std = false;
        place.go_minor = m->go_minor;
        if (source_is_dir(place.dir) && dir_has_go_files(l, place.dir))
            return place;
    }
    if (l->has_vendor &&
        locate_in(l, str_join_path(l->arena, l->modules.data[0].dir,
                                   STR("vendor")),
                  path, &place.dir)) {
        place.std = false;
        place.go_minor = l->modules.data[0].go_minor;
        return place;
    }
    if (locate_in_goroots(l, path, importer, &place))
        return place;
    place.kind = PLACE_MISSING;
    return place;
}

Str module_path_of_dir(Loader *l, Str dir)
{
    for (int i = 0; i < l->modules.len; i++) {
        const Module *m = &l->modules.data[i];
        Str rest;
        if (!below(dir, m->dir, &rest))
            continue;
        if (rest.n == 0)
            return m->path;
        return str_printf(l->arena, "%.*s/%.*s", STR_ARG(m->path),
                          STR_ARG(rest));
    }
    return STR_NONE;
}

int module_go_minor(Loader *l, Str dir)
{
    int best = GO_MINOR_VERSION;
    size_t longest = 0;
    for (int i = 0; i < l->modules.len; i++) {
        const Module *m = &l->modules.data[i];
        Str rest;
        if (below(dir, m->dir, &rest) && m->dir.n > longest) {
            best = m->go_minor;
            longest = m->dir.n;
        }
    }
    return best;
}

// Packages that Go has: worth a hint where they can be had.
static bool is_go_package(Str path)
{
    static const char *const roots[] = {
        "archive",  "bufio",   "builtin", "bytes",   "cmp",     "compress",
        "container", "context", "crypto", "database", "debug",  "embed",
        "encoding", "errors",  "expvar",  "flag",    "fmt",     "go",
        "hash",     "html",    "image",   "index",   "internal", "io",
        "iter",     "log",     "maps",    "math",    "mime",    "net",
        "os",       "path",    "plugin",  "reflect", "regexp",  "runtime",
        "slices",   "sort",    "strconv", "strings", "structs", "sync",
        "syscall",  "testing", "text",    "time",    "unicode", "unique",
        "unsafe",   "weak",
    };
    Str first, rest;
    str_cut(path, '/', &first, &rest);
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (str_eq_cstr(first, roots[i]))
            return true;
    return false;
}

Str module_missing_text(Loader *l, Str path)
{
    if (package_looks_std(path)) {
        Str root = l->options->std_root.n ? l->options->std_root
                   : l->options->goroot_count ? l->options->goroots[0]
                                              : STR("GOROOT/src");
        const char *hint =
            is_go_package(path) && l->options->goroot_count == 0
                ? "; to use it, install a Go source tree (Debian: golang-src) "
                  "or set GOROOT"
                : "";
        return str_printf(l->arena, "package %.*s is not in std (%.*s/%.*s)%s",
                          STR_ARG(path), STR_ARG(root), STR_ARG(path), hint);
    }
    if (!l->has_module)
        return str_printf(l->arena,
                          "no required module provides package %.*s: go.mod "
                          "file not found in current directory or any parent "
                          "directory; see 'go help modules'",
                          STR_ARG(path));
    return str_printf(l->arena,
                      "no required module provides package %.*s; to add it:\n"
                      "\tgo get %.*s",
                      STR_ARG(path), STR_ARG(path));
}
