// tests/unit/test_diag.c -- Collecting, sorting and rendering diagnostics.
#include "base/diag.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

typedef struct World {
    Arena arena;
    SourceSet sources;
    Diags diags;
    SourceFile *file;
    StrBuf out;
} World;

static void world_init(World *w, int max)
{
    *w = (World){0};
    arena_init(&w->arena);
    source_init(&w->sources, &w->arena);
    diag_init(&w->diags, &w->arena, &w->sources, max);
    w->file = source_add(&w->sources, STR("/f.go"), STR("./f.go"),
                         STR("one\n\ttwo\nthree\nfour\nfive\n"));
}

static const char *render(World *w, DiagStyle style)
{
    strbuf_clear(&w->out);
    diag_render(&w->diags, &w->out, style);
    return w->out.p ? w->out.p : "";
}

static void world_free(World *w)
{
    strbuf_free(&w->out);
    arena_free(&w->arena);
}

static void errors_come_out_sorted_and_once(void **state)
{
    (void)state;
    World w;
    world_init(&w, 10);
    Pos p = w.file->base;
    diag_error(&w.diags, p + 9, "undefined: %s", "b");
    diag_error(&w.diags, p, "undefined: a");
    diag_error(&w.diags, p + 9, "undefined: b");
    assert_string_equal(render(&w, (DiagStyle){.package = STR("m")}),
                        "# m\n./f.go:1:1: undefined: a\n"
                        "./f.go:3:1: undefined: b\n");
    world_free(&w);
}

static void a_line_has_one_syntax_error(void **state)
{
    (void)state;
    World w;
    world_init(&w, 10);
    Pos p = w.file->base;
    diag_error(&w.diags, p, "syntax error: first");
    diag_error(&w.diags, p + 2, "syntax error: second");
    diag_error(&w.diags, p + 2, "other");
    assert_int_equal(w.diags.nerrors, 2);
    assert_int_equal(w.diags.nsyntax, 2);
    assert_string_equal(render(&w, (DiagStyle){0}),
                        "./f.go:1:1: syntax error: first\n"
                        "./f.go:1:3: other\n");
    world_free(&w);
}

static void the_limit_ends_the_list_where_it_was_reached(void **state)
{
    (void)state;
    World w;
    world_init(&w, 3);
    Pos p = w.file->base;
    diag_error(&w.diags, p + 9, "c");
    diag_error(&w.diags, p + 5, "b");
    assert_false(w.diags.full);
    diag_error(&w.diags, p, "a");
    assert_true(w.diags.full);
    diag_error(&w.diags, p + 1, "dropped");
    assert_string_equal(render(&w, (DiagStyle){0}),
                        "./f.go:1:1: a\n./f.go:2:2: b\n./f.go:3:1: c\n"
                        "./f.go:1:1: too many errors\n");
    world_free(&w);
}

static void carets_point_at_exact_columns(void **state)
{
    (void)state;
    World w;
    world_init(&w, 10);
    diag_error(&w.diags, w.file->base + 6, "here");
    assert_string_equal(render(&w, (DiagStyle){.caret = true}),
                        "./f.go:2:3: here\n    \ttwo\n    \t ^\n");
    world_free(&w);
}

static void notes_do_not_count_as_errors(void **state)
{
    (void)state;
    World w;
    world_init(&w, 1);
    diag_note(&w.diags, w.file->base + 4, "moved to heap: x");
    diag_note(&w.diags, w.file->base, "can inline f");
    assert_int_equal(w.diags.nerrors, 0);
    assert_string_equal(render(&w, (DiagStyle){0}),
                        "./f.go:1:1: can inline f\n"
                        "./f.go:2:1: moved to heap: x\n");
    world_free(&w);
}

static void loader_errors_hide_the_rest(void **state)
{
    (void)state;
    World w;
    world_init(&w, 10);
    diag_error(&w.diags, w.file->base, "undefined: a");
    diag_load_error(&w.diags, w.file->base + 9, "package x is not in std");
    assert_string_equal(render(&w, (DiagStyle){.package = STR("m")}),
                        "f.go:3:1: package x is not in std\n");
    world_free(&w);
}

static void json_has_one_object_a_line(void **state)
{
    (void)state;
    World w;
    world_init(&w, 10);
    diag_error(&w.diags, w.file->base, "have \"a\"\n\tb");
    strbuf_clear(&w.out);
    diag_render_json(&w.diags, &w.out, STR("m"));
    assert_string_equal(
        w.out.p,
        "{\"ImportPath\":\"m\",\"Action\":\"build-output\","
        "\"Output\":\"# m\\n\"}\n"
        "{\"ImportPath\":\"m\",\"Action\":\"build-output\","
        "\"Output\":\"./f.go:1:1: have \\\"a\\\"\\n\"}\n"
        "{\"ImportPath\":\"m\",\"Action\":\"build-output\","
        "\"Output\":\"\\tb\\n\"}\n");
    world_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_come_out_sorted_and_once),
        cmocka_unit_test(a_line_has_one_syntax_error),
        cmocka_unit_test(the_limit_ends_the_list_where_it_was_reached),
        cmocka_unit_test(carets_point_at_exact_columns),
        cmocka_unit_test(notes_do_not_count_as_errors),
        cmocka_unit_test(loader_errors_hide_the_rest),
        cmocka_unit_test(json_has_one_object_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
