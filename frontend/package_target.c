// frontend/package_target.c -- What the user named: files, folders, patterns.
//
// Targets that end in .go are files and make one package together; everything
// else is a folder (./x), a pattern (./..., ./x/...) or an import path.
//
// Invariant: each package that a target names is in graph->targets once.
#include "frontend/package_internal.h"

static void add_target(Loader *l, Package *pkg)
{
    PackageGraph *g = l->graph;
    for (int i = 0; i < g->target_count; i++)
        if (g->targets[i] == pkg)
            return;
    Package **grown = ARENA_ARRAY(l->arena, Package *, g->target_count + 1);
    for (int i = 0; i < g->target_count; i++)
        grown[i] = g->targets[i];
    grown[g->target_count++] = pkg;
    g->targets = grown;
    pkg->is_target = true;
}

static Str absolute(Loader *l, Str path)
{
    return source_clean_path(l->arena, str_join_path(l->arena, l->cwd, path));
}

static Str parent_dir(Loader *l, Str path)
{
    ptrdiff_t slash = str_last_byte(path, '/');
    if (slash < 0)
        return STR(".");
    return slash == 0 ? STR("/") : str_dup(l->arena,
                                           str_sub(path, 0, (size_t)slash));
}

static bool is_file_target(Str target)
{
    return str_has_suffix(target, STR(".go"));
}

// False after an error.
static bool check_file_targets(Loader *l, const Str *targets, int count)
{
    Diags *diags = l->ctx->diags;
    Str dir = parent_dir(l, targets[0]);
    for (int i = 0; i < count; i++) {
        if (!is_file_target(targets[i])) {
            diag_load_error(diags, NO_POS, "named files must be .go files: "
                            "%.*s", STR_ARG(targets[i]));
            return false;
        }
        if (!source_is_file(targets[i])) {
            diag_load_error(diags, NO_POS,
                            source_is_dir(targets[i])
                                ? "%.*s is a directory, should be a Go file"
                            : count > 1
                                ? "stat %.*s: no such file or directory"
                                : "no required module provides package %.*s: "
                                  "go.mod file not found in current directory "
                                  "or any parent directory; see 'go help "
                                  "modules'",
                            STR_ARG(targets[i]));
            return false;
        }
        Str other = parent_dir(l, targets[i]);
        if (!str_eq(other, dir)) {
            diag_load_error(diags, NO_POS,
                            "named files must all be in one directory; have "
                            "%.*s and %.*s",
                            STR_ARG(dir), STR_ARG(other));
            return false;
        }
    }
    return true;
}

static void load_file_targets(Loader *l, const Str *targets, int count)
{
    if (!check_file_targets(l, targets, count))
        return;
    Package *pkg = loader_new_package(l, STR("command-line-arguments"));
    pkg->cmdline_files = true;
    pkg->is_target = true;
    Str *paths = ARENA_ARRAY(l->arena, Str, count);
    for (int i = 0; i < count; i++)
        paths[i] = absolute(l, targets[i]);
    pkg->dir = parent_dir(l, paths[0]);
    pkg->go_minor = module_go_minor(l, pkg->dir);
    strmap_set(&l->graph->by_path, pkg->path, pkg);
    add_target(l, pkg);
    package_read_files(l, pkg, paths, count);
    loader_finish(l, pkg, STR_NONE);
}

// Import path for a folder target.
static Str path_for_dir(Loader *l, Str dir)
{
    Str path = module_path_of_dir(l, dir);
    if (path.n)
        return path;
    // Outside any module: as if its files were listed.
    return STR("command-line-arguments");
}

static void load_dir_target(Loader *l, Str target)
{
    Str dir = absolute(l, target);
    if (!source_is_dir(dir)) {
        diag_load_error(l->ctx->diags, NO_POS, "stat %.*s: directory not found",
                        STR_ARG(dir));
        return;
    }
    add_target(l, loader_load_dir(l, path_for_dir(l, dir), dir));
}

static bool skip_in_pattern(Loader *l, Str dir, Str name)
{
    return name.p[0] == '.' || name.p[0] == '_' ||
           str_eq(name, STR("testdata")) || str_eq(name, STR("vendor")) ||
           source_is_file(str_join_path(l->arena, dir, STR("go.mod")));
}

// Some file of the folder is part of the build.
static bool dir_is_buildable(Loader *l, Str dir)
{
    const LoadOptions *o = l->options;
    StrVec names = {0};
    source_list_dir(l->arena, dir, &names);
    for (int i = 0; i < names.len; i++) {
        Str name = names.data[i], text, error;
        bool test = str_has_suffix(name, STR("_test.go"));
        if (!is_file_target(name) || name.p[0] == '_' || name.p[0] == '.' ||
            (test && !o->tests) ||
            !buildtag_name_matches(name, o->tags, o->tag_count))
            continue;
        if (source_read(l->arena, str_join_path(l->arena, dir, name), &text,
                        &error) &&
            buildtag_text_matches(l->arena, text, o->tags, o->tag_count))
            return true;
    }
    return false;
}

// "dir/...": the folder and all below, as far as the module reaches.
static void load_tree(Loader *l, Str dir, int *found)
{
    if (dir_is_buildable(l, dir)) {
        add_target(l, loader_load_dir(l, path_for_dir(l, dir), dir));
        ++*found;
    }
    StrVec names = {0};
    source_list_dir(l->arena, dir, &names);
    for (int i = 0; i < names.len; i++) {
        Str sub = str_join_path(l->arena, dir, names.data[i]);
        if (source_is_dir(sub) && !skip_in_pattern(l, sub, names.data[i]))
            load_tree(l, sub, found);
    }
}

static void load_pattern_target(Loader *l, Str target)
{
    Str base = str_sub(target, 0, target.n - 3);
    while (base.n > 1 && base.p[base.n - 1] == '/')
        base.n--;
    int found = 0;
    if (!l->has_module)
        diag_load_error(l->ctx->diags, NO_POS,
                        "pattern %.*s: directory prefix %.*s does not contain "
                        "main module or its selected dependencies",
                        STR_ARG(target), STR_ARG(base));
    else
        load_tree(l, absolute(l, base), &found);
    if (l->has_module && found == 0)
        diag_load_error(l->ctx->diags, NO_POS,
                        "go: warning: \"%.*s\" matched no packages",
                        STR_ARG(target));
}

static bool is_dir_target(Str t)
{
    return str_eq(t, STR(".")) || str_eq(t, STR("..")) ||
           str_has_prefix(t, STR("./")) || str_has_prefix(t, STR("../")) ||
           str_has_prefix(t, STR("/"));
}

static void load_target(Loader *l, Str target)
{
    if (str_has_suffix(target, STR("...")) &&
        (is_dir_target(target) || str_eq(target, STR("..."))))
        load_pattern_target(l, target);
    else if (is_dir_target(target) || source_is_dir(target))
        load_dir_target(l, target);
    else
        add_target(l, loader_import(l, target, NULL, NO_POS, STR_NONE));
}

void load_targets(Loader *l, const Str *targets, int count)
{
    bool any_file = false;
    for (int i = 0; i < count; i++)
        any_file |= is_file_target(targets[i]) && !source_is_dir(targets[i]);
    if (any_file) {
        load_file_targets(l, targets, count);
        return;
    }
    if (count == 0)
        load_target(l, STR("."));
    for (int i = 0; i < count; i++)
        load_target(l, targets[i]);
}
