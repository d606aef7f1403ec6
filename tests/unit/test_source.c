// tests/unit/test_source.c -- Positions, line directives, paths.
#include "base/source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void positions_name_file_line_and_byte_column(void **state)
{
    (void)state;
    Arena a;
    arena_init(&a);
    SourceSet set;
    source_init(&set, &a);
    SourceFile *f = source_add(&set, STR("/f.go"), STR("./f.go"),
                               STR("ab\n\n\xC3\xA9x\n"));
    SourceFile *g = source_add(&set, STR("/g.go"), STR("./g.go"), STR(""));
    assert_true(str_eq_cstr(source_pos_str(&set, &a, f->base), "./f.go:1:1"));
    assert_true(
        str_eq_cstr(source_pos_str(&set, &a, f->base + 2), "./f.go:1:3"));
    assert_true(
        str_eq_cstr(source_pos_str(&set, &a, f->base + 3), "./f.go:2:1"));
    assert_true(
        str_eq_cstr(source_pos_str(&set, &a, f->base + 6), "./f.go:3:3"));
    assert_true(
        str_eq_cstr(source_pos_str(&set, &a, f->base + 8), "./f.go:4:1"));
    assert_true(str_eq_cstr(source_pos_str(&set, &a, g->base), "./g.go:1:1"));
    assert_int_equal(source_pos_str(&set, &a, NO_POS).n, 0);
    assert_ptr_equal(source_file_of(&set, g->base), g);
    assert_true(str_eq_cstr(source_line_text(f, 3), "\xC3\xA9x"));
    assert_true(str_eq_cstr(source_line_text(f, 2), ""));
    arena_free(&a);
}

static void columns_from_255_on_are_hidden(void **state)
{
    (void)state;
    Arena a;
    arena_init(&a);
    SourceSet set;
    source_init(&set, &a);
    char text[400];
    for (int i = 0; i < 400; i++)
        text[i] = 'x';
    SourceFile *f = source_add(&set, STR("/f.go"), STR("f.go"),
                               (Str){text, sizeof text});
    assert_true(
        str_eq_cstr(source_pos_str(&set, &a, f->base + 253), "f.go:1:254"));
    assert_true(
        str_eq_cstr(source_pos_str(&set, &a, f->base + 254), "f.go:1"));
    arena_free(&a);
}

static void line_directives_move_lines_and_columns(void **state)
{
    (void)state;
    Arena a;
    arena_init(&a);
    SourceSet set;
    source_init(&set, &a);
    SourceFile *f = source_add(&set, STR("/f.go"), STR("f.go"),
                               STR("aaa\nbbb\nccc\nddd\n"));
    source_add_line(&set, f, (LineDirective){4, STR("x.y"), 100, 0});
    source_add_line(&set, f, (LineDirective){9, STR("z.y"), 7, 3});
    assert_true(str_eq_cstr(source_pos_str(&set, &a, f->base), "f.go:1:1"));
    assert_true(str_eq_cstr(source_pos_str(&set, &a, f->base + 5), "x.y:100"));
    assert_true(str_eq_cstr(source_pos_str(&set, &a, f->base + 8), "x.y:101"));
    assert_true(
        str_eq_cstr(source_pos_str(&set, &a, f->base + 10), "z.y:7:4"));
    assert_true(
        str_eq_cstr(source_pos_str(&set, &a, f->base + 12), "z.y:8:1"));
    assert_int_equal(source_raw_line(&set, f->base + 12), 4);
    arena_free(&a);
}

static void paths_are_cleaned(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"", "."},          {"a//b/./c", "a/b/c"}, {"a/../b", "b"},
        {"../a/..", ".."},  {"/../x", "/x"},       {"/", "/"},
        {"./", "."},        {"a/b/../../..", ".."}, {"/a/b/", "/a/b"},
    };
    Arena a;
    arena_init(&a);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str got = source_clean_path(&a, str_from(cases[i][0]));
        assert_string_equal(got.p, cases[i][1]);
    }
    arena_free(&a);
}

static void relative_paths_lead_from_one_folder_to_another(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"/a/b", "/a/b/c.go", "c.go"}, {"/a/b", "/a/c/d", "../c/d"},
        {"/a/b", "/a/b", "."},         {"/a/b/c", "/a", "../.."},
        {"/a/bc", "/a/b", "../b"},     {"/", "/x/y", "x/y"},
        {"/a", "/ab/c", "../ab/c"},
    };
    Arena a;
    arena_init(&a);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str got = source_rel_path(&a, str_from(cases[i][0]),
                                  str_from(cases[i][1]));
        assert_true(str_eq_cstr(got, cases[i][2]));
    }
    arena_free(&a);
}

static void unreadable_files_say_why(void **state)
{
    (void)state;
    Arena a;
    arena_init(&a);
    Str text, error;
    assert_false(source_read(&a, STR("/no/such/file"), &text, &error));
    assert_string_equal(error.p, "no such file or directory");
    assert_false(source_is_file(STR("/no/such/file")));
    assert_true(source_is_dir(STR("/")));
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(positions_name_file_line_and_byte_column),
        cmocka_unit_test(columns_from_255_on_are_hidden),
        cmocka_unit_test(line_directives_move_lines_and_columns),
        cmocka_unit_test(paths_are_cleaned),
        cmocka_unit_test(relative_paths_lead_from_one_folder_to_another),
        cmocka_unit_test(unreadable_files_say_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
