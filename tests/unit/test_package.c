// tests/unit/test_package.c -- Build constraints and the package loader, over
// small source trees made on the fly.
#include "base/diag.h"
#include "frontend/package.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct World {
    char dir[64];
    Arena arena;
    SourceSet sources;
    Interner names;
    Diags diags;
    ParseContext ctx;
    LoadOptions options;
    StrBuf out;
} World;

static void world_init(World *w)
{
    *w = (World){0};
    strcpy(w->dir, "/tmp/scapego-package-XXXXXX");
    assert_non_null(mkdtemp(w->dir));
    assert_int_equal(chdir(w->dir), 0);
    arena_init(&w->arena);
    source_init(&w->sources, &w->arena);
    intern_init(&w->names, &w->arena);
    diag_init(&w->diags, &w->arena, &w->sources, 10);
    w->ctx = (ParseContext){&w->arena, &w->sources, &w->names, &w->diags};
}

static void world_free(World *w)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", w->dir);
    assert_int_equal(chdir("/"), 0);
    assert_int_equal(system(command), 0);
    strbuf_free(&w->out);
    arena_free(&w->arena);
}

static void put_file(const char *path, const char *text)
{
    char copy[256];
    snprintf(copy, sizeof copy, "%s", path);
    for (char *p = strchr(copy, '/'); p; p = strchr(p + 1, '/')) {
        *p = 0;
        mkdir(copy, 0777);
        *p = '/';
    }
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static PackageGraph *load(World *w, const char *target)
{
    Str t = str_from(target);
    return package_load(&w->ctx, &w->options, &t, 1);
}

static const char *errors(World *w)
{
    strbuf_clear(&w->out);
    diag_render(&w->diags, &w->out, (DiagStyle){0});
    return w->out.p ? w->out.p : "";
}

// "a b main": the names of the packages in order.
static const char *order(World *w, const PackageGraph *g)
{
    strbuf_clear(&w->out);
    for (int i = 0; i < g->count; i++)
        strbuf_printf(&w->out, "%s%.*s", i ? " " : "",
                      STR_ARG(g->order[i]->path));
    return w->out.p;
}

static void constraints_are_boolean_expressions(void **state)
{
    (void)state;
    static const struct {
        const char *expr;
        bool value;
    } cases[] = {
        {"linux", true},          {"windows", false},
        {"!windows && amd64", true}, {"windows || unix", true},
        {"!(linux || darwin)", false}, {"go1.27", true},
        {"go1.28", false},        {"!go1.20", false},
        {"gc && scapego", true},  {"mytag", true},
        {"linux &&", false},      {"(linux", false},
        {"", false},
    };
    Str tag = STR("mytag");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(
            buildtag_eval(NULL, str_from(cases[i].expr), &tag, 1),
            cases[i].value);
}

static void constraints_imply_a_language_version(void **state)
{
    (void)state;
    assert_int_equal(buildtag_go_version(NULL, STR("go1.21")), 21);
    assert_int_equal(buildtag_go_version(NULL, STR("go1.21 && go1.23")), 23);
    assert_int_equal(buildtag_go_version(NULL, STR("go1.21 || go1.23")), 21);
    assert_int_equal(buildtag_go_version(NULL, STR("go1.21 || linux")), 0);
    assert_int_equal(buildtag_go_version(NULL, STR("!go1.21")), 0);
    assert_int_equal(
        buildtag_go_version(NULL, STR("!(!go1.21 || windows)")), 21);
    assert_int_equal(buildtag_go_version(NULL, STR("&&")), -1);
}

static void file_names_may_constrain(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        bool in;
    } cases[] = {
        {"a.go", true},           {"linux.go", true},
        {"windows.go", true},     {"a_linux.go", true},
        {"a_windows.go", false},  {"a_amd64.go", true},
        {"a_arm64.go", false},    {"a_linux_amd64.go", true},
        {"a_linux_arm64.go", false}, {"a_darwin_amd64.go", false},
        {"a_linux_test.go", true}, {"a_windows_test.go", false},
        {"a_unix.go", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(
            buildtag_name_matches(str_from(cases[i].name), NULL, 0),
            cases[i].in);
}

static void packages_come_behind_what_they_import(void **state)
{
    (void)state;
    World w;
    world_init(&w);
    put_file("go.mod", "module ex.com/m // c\n\ngo 1.21\n\n"
                       "replace ex.com/r => ./third\n");
    put_file("main.go", "package main\nimport (\n\"ex.com/m/a\"\n"
                        "_ \"ex.com/m/b\"\n\"unsafe\"\n\"ex.com/r/x\")\n");
    put_file("a/a.go", "package a\nimport \"ex.com/m/b\"\n");
    put_file("a/a_windows.go", "package other\n");
    put_file("a/a_test.go", "package a\nimport \"nosuch\"\n");
    put_file("b/b.go", "package b\n");
    put_file("b/c.go", "//go:build ignore\n\npackage c\n");
    put_file("third/go.mod", "module ex.com/r\ngo 1.19\n");
    put_file("third/x/x.go", "package x\n");
    PackageGraph *g = load(&w, ".");
    assert_string_equal(errors(&w), "");
    assert_string_equal(order(&w, g), "ex.com/m/b ex.com/m/a ex.com/r/x "
                                      "unsafe ex.com/m");
    assert_int_equal(package_find(g, STR("ex.com/m"))->go_minor, 21);
    assert_int_equal(package_find(g, STR("ex.com/r/x"))->go_minor, 19);
    assert_int_equal(package_find(g, STR("ex.com/m/b"))->file_count, 1);
    assert_int_equal(g->target_count, 1);
    assert_int_equal(g->targets[0]->import_count, 4);
    world_free(&w);
}

static void patterns_find_all_packages_below(void **state)
{
    (void)state;
    World w;
    world_init(&w);
    put_file("go.mod", "module m\n\ngo 1.27\n");
    put_file("a/a.go", "package a\n");
    put_file("a/b/b.go", "package b\n");
    put_file("a/testdata/x.go", "package x\n");
    put_file("_skip/x.go", "package x\n");
    put_file("vendor/v/v.go", "package v\n");
    put_file("other/go.mod", "module other\n");
    put_file("other/o.go", "package o\n");
    PackageGraph *g = load(&w, "./...");
    assert_string_equal(errors(&w), "");
    assert_string_equal(order(&w, g), "m/a m/a/b");
    world_free(&w);
}

static void a_cycle_shows_its_chain(void **state)
{
    (void)state;
    World w;
    world_init(&w);
    put_file("go.mod", "module m\n\ngo 1.27\n");
    put_file("main.go", "package main\nimport \"m/a\"\n");
    put_file("a/a.go", "package a\nimport \"m/b\"\n");
    put_file("b/b.go", "package b\nimport \"m/a\"\n");
    load(&w, ".");
    assert_string_equal(errors(&w),
                        "package m\n\timports m/a from main.go\n"
                        "\timports m/b from a.go\n"
                        "\timports m/a from b.go: import cycle not allowed\n");
    world_free(&w);
}

static void what_is_missing_is_named(void **state)
{
    (void)state;
    World w;
    world_init(&w);
    w.options.std_root = STR("/std");
    put_file("a.go", "package main\n\nimport (\n\t\"fmtt\"\n"
                     "\t\"github.com/nobody/nothing\"\n)\n");
    load(&w, "a.go");
    assert_string_equal(
        errors(&w),
        "a.go:4:2: package fmtt is not in std (/std/fmtt)\n"
        "a.go:5:2: no required module provides package "
        "github.com/nobody/nothing: go.mod file not found in current "
        "directory or any parent directory; see 'go help modules'\n");
    world_free(&w);
}

static void internal_packages_stay_internal(void **state)
{
    (void)state;
    World w;
    world_init(&w);
    put_file("go.mod", "module m.org/m\n\ngo 1.27\n");
    put_file("main.go", "package main\nimport \"m.org/m/a/internal/b\"\n");
    put_file("a/a.go", "package a\nimport \"m.org/m/a/internal/b\"\n");
    put_file("a/internal/b/b.go", "package b\n");
    load(&w, "./a");
    assert_string_equal(errors(&w), "");
    load(&w, ".");
    assert_string_equal(errors(&w),
                        "package m.org/m\n\tmain.go:2:8: use of internal "
                        "package m.org/m/a/internal/b not allowed\n");
    world_free(&w);
}

static void folders_must_hold_one_package(void **state)
{
    (void)state;
    World w;
    world_init(&w);
    put_file("go.mod", "module m\n\ngo 1.27\n");
    put_file("x/a.go", "package p1\n");
    put_file("x/b.go", "package p2\n");
    put_file("e/note.txt", "");
    put_file("c/c.go", "//go:build windows\n\npackage c\n");
    load(&w, "./x");
    load(&w, "./e");
    load(&w, "./c");
    const char *got = errors(&w);
    assert_non_null(strstr(got, "found packages p1 (a.go) and p2 (b.go) in "));
    assert_non_null(strstr(got, "no Go files in "));
    assert_non_null(strstr(got, "package m/c: build constraints exclude all "
                                "Go files in "));
    world_free(&w);
}

static void the_library_may_be_embedded(void **state)
{
    (void)state;
    static const EmbeddedFile files[] = {
        {"fmt/fmt.go", "package fmt\nimport \"io\"\n", 24},
        {"fmt/fmt_windows.go", "package bad\n", 12},
        {"io/io.go", "package io\n", 11},
        {"io/fs/fs.go", "package fs\n", 11},
    };
    World w;
    world_init(&w);
    w.options.embedded = files;
    w.options.embedded_count = 4;
    put_file("a.go", "package main\nimport \"fmt\"\n");
    PackageGraph *g = load(&w, "a.go");
    assert_string_equal(errors(&w), "");
    assert_string_equal(order(&w, g), "io fmt command-line-arguments");
    assert_true(g->order[0]->std);
    assert_true(g->targets[0]->cmdline_files);
    world_free(&w);
}

static void tests_are_read_on_request(void **state)
{
    (void)state;
    World w;
    world_init(&w);
    put_file("go.mod", "module m\n\ngo 1.27\n");
    put_file("a.go", "package a\n");
    put_file("a_test.go", "package a\n");
    put_file("x_test.go", "package a_test\nimport \"m\"\n");
    w.options.tests = true;
    PackageGraph *g = load(&w, ".");
    assert_string_equal(errors(&w), "");
    Package *p = g->targets[0];
    assert_int_equal(p->file_count, 2);
    assert_int_equal(p->test_file_count, 1);
    assert_non_null(p->xtest);
    assert_int_equal(p->xtest->file_count, 1);
    assert_ptr_equal(p->xtest->imports[0], p);
    world_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(constraints_are_boolean_expressions),
        cmocka_unit_test(constraints_imply_a_language_version),
        cmocka_unit_test(file_names_may_constrain),
        cmocka_unit_test(packages_come_behind_what_they_import),
        cmocka_unit_test(patterns_find_all_packages_below),
        cmocka_unit_test(a_cycle_shows_its_chain),
        cmocka_unit_test(what_is_missing_is_named),
        cmocka_unit_test(internal_packages_stay_internal),
        cmocka_unit_test(folders_must_hold_one_package),
        cmocka_unit_test(the_library_may_be_embedded),
        cmocka_unit_test(tests_are_read_on_request),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
