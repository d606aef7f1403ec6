// frontend/package_files.c -- The files of one package: chosen, read, parsed.
//
// A folder gives its .go files by name, without those that begin with _ or .,
// those whose name or //go:build line excludes them, and, outside tests, those
// that end in _test.go.
//
// Invariant: all files of a Package have its name in their package clause.
#include "frontend/package_internal.h"

Str display_path(Loader *l, Str absolute)
{
    Str rel = source_rel_path(l->arena, l->cwd, absolute);
    if (rel.n >= absolute.n)
        return absolute; // As Go: whichever is shorter.
    if (str_index_byte(rel, '/') < 0)
        return str_concat(l->arena, STR("./"), rel);
    return rel;
}

static bool is_go_file(Str name)
{
    return str_has_suffix(name, STR(".go")) && name.p[0] != '_' &&
           name.p[0] != '.';
}

static bool is_test_file(Str name)
{
    return str_has_suffix(name, STR("_test.go"));
}

bool dir_has_go_files(Loader *l, Str dir)
{
    StrVec names = {0};
    if (!source_list_dir(l->arena, dir, &names))
        return false;
    for (int i = 0; i < names.len; i++)
        if (is_go_file(names.data[i]))
            return true;
    return false;
}

typedef struct Reading {
    Loader *l;
    Package *pkg;
    VEC(Node *) files, xtests;
    VEC(Str) clause_names; // Package name of each of `files`.
    int excluded, tests_skipped;
} Reading;

static Str base_name(Str path)
{
    ptrdiff_t slash = str_last_byte(path, '/');
    return slash < 0 ? path : str_sub(path, (size_t)slash + 1, path.n);
}

static Node *parse(Reading *r, SourceFile *source)
{
    ParseOptions options = {.std = r->pkg->std, .list_texts = true};
    Node *file = parse_file(r->l->ctx, source, &options);
    if (!file)
        r->pkg->failed = true;
    return file;
}

static void add_file(Reading *r, Node *file, bool test)
{
    Str name = file->file->package_name->ident.name->str;
    if (test && str_has_suffix(name, STR("_test")) && r->l->options->tests) {
        vec_push_in(&r->xtests, r->l->arena, file);
        return;
    }
    r->pkg->test_file_count += test;
    vec_push_in(&r->files, r->l->arena, file);
    vec_push_in(&r->clause_names, r->l->arena, name);
}

static bool wanted_by_text(Reading *r, Str text)
{
    const LoadOptions *o = r->l->options;
    return buildtag_text_matches(r->l->arena, text, o->tags, o->tag_count);
}

static void read_one(Reading *r, Str path, bool check_constraints)
{
    Loader *l = r->l;
    Str error;
    SourceFile *source = source_open(l->ctx->sources, path,
                                     display_path(l, path), &error);
    if (!source) {
        diag_load_error(l->ctx->diags, NO_POS, "open %.*s: %.*s",
                        STR_ARG(display_path(l, path)), STR_ARG(error));
        r->pkg->failed = true;
        return;
    }
    if (check_constraints && !wanted_by_text(r, source->text)) {
        r->excluded++;
        return;
    }
    Node *file = parse(r, source);
    // Files with import "C" need a C compiler's help: none of ours.
    if (file && file->file->has_cgo && check_constraints)
        r->excluded++;
    else if (file)
        add_file(r, file, is_test_file(base_name(path)));
}

// All names must agree.
static void check_names(Reading *r)
{
    Package *pkg = r->pkg;
    for (int i = 0; i < r->clause_names.len; i++) {
        Str name = r->clause_names.data[i];
        if (pkg->name.n == 0)
            pkg->name = name;
        if (str_eq(name, pkg->name))
            continue;
        Str first = base_name(r->files.data[0]->file->source->path);
        Str other = base_name(r->files.data[i]->file->source->path);
        diag_load_error(r->l->ctx->diags, r->l->import_pos,
                        "found packages %.*s (%.*s) and %.*s (%.*s) in %.*s",
                        STR_ARG(pkg->name), STR_ARG(first), STR_ARG(name),
                        STR_ARG(other), STR_ARG(pkg->dir));
        pkg->failed = true;
        return;
    }
}

static void add_xtest(Reading *r)
{
    if (r->xtests.len == 0)
        return;
    Loader *l = r->l;
    Package *x = loader_new_package(
        l, str_concat(l->arena, r->pkg->path, STR("_test")));
    x->name = r->xtests.data[0]->file->package_name->ident.name->str;
    x->dir = r->pkg->dir;
    x->files = r->xtests.data;
    x->file_count = x->test_file_count = r->xtests.len;
    x->go_minor = r->pkg->go_minor;
    r->pkg->xtest = x;
}

static void finish(Reading *r)
{
    check_names(r);
    r->pkg->files = r->files.data;
    r->pkg->file_count = r->files.len;
    add_xtest(r);
}

static void no_files(Reading *r, bool is_root)
{
    Loader *l = r->l;
    Package *pkg = r->pkg;
    Diags *diags = l->ctx->diags;
    pkg->failed = true;
    if (r->excluded && !is_root && l->stack.len)
        diag_load_error(diags, NO_POS,
                        "package %.*s\n\timports %.*s: build constraints "
                        "exclude all Go files in %.*s",
                        STR_ARG(l->stack.data[0].package->path),
                        STR_ARG(pkg->path), STR_ARG(pkg->dir));
    else if (r->excluded)
        diag_load_error(diags, NO_POS,
                        "package %.*s: build constraints exclude all Go files "
                        "in %.*s",
                        STR_ARG(pkg->path), STR_ARG(pkg->dir));
    else if (r->tests_skipped)
        diag_load_error(diags, NO_POS, "%.*s: no non-test Go files in %.*s",
                        STR_ARG(pkg->path), STR_ARG(pkg->dir));
    else
        diag_load_error(diags, NO_POS, "no Go files in %.*s",
                        STR_ARG(pkg->dir));
}

void package_read_dir(Loader *l, Package *pkg, bool is_root)
{
    Reading r = {.l = l, .pkg = pkg};
    const LoadOptions *o = l->options;
    StrVec names = {0};
    source_list_dir(l->arena, pkg->dir, &names);
    for (int i = 0; i < names.len; i++) {
        Str name = names.data[i];
        if (!is_go_file(name))
            continue;
        if (is_test_file(name) && !(o->tests && pkg->is_target)) {
            r.tests_skipped++;
            continue;
        }
        if (buildtag_name_matches(name, o->tags, o->tag_count))
            read_one(&r, str_join_path(l->arena, pkg->dir, name), true);
        else
            r.excluded++;
    }
    if (r.files.len == 0 && r.xtests.len == 0 && !pkg->failed)
        no_files(&r, is_root);
    finish(&r);
}

void package_read_files(Loader *l, Package *pkg, const Str *paths, int n)
{
    Reading r = {.l = l, .pkg = pkg};
    for (int i = 0; i < n; i++)
        read_one(&r, paths[i], false);
    finish(&r);
}

void package_read_embedded(Loader *l, Package *pkg)
{
    Reading r = {.l = l, .pkg = pkg};
    const LoadOptions *o = l->options;
    Str prefix = str_concat(l->arena, pkg->path, STR("/"));
    for (int i = 0; i < o->embedded_count; i++) {
        const EmbeddedFile *e = &o->embedded[i];
        Str path = str_from(e->path), text = {e->text, e->size};
        Str name = str_sub(path, prefix.n, path.n);
        if (!str_has_prefix(path, prefix) || str_index_byte(name, '/') >= 0 ||
            !is_go_file(name) || is_test_file(name) ||
            !buildtag_name_matches(name, o->tags, o->tag_count) ||
            !wanted_by_text(&r, text))
            continue;
        Str shown = str_concat(l->arena, STR("std/"), path);
        SourceFile *source = source_add(l->ctx->sources, shown, shown, text);
        Node *file = source ? parse(&r, source) : NULL;
        if (file)
            add_file(&r, file, false);
    }
    finish(&r);
}
