// tests/unit/test_codegen.c -- IR programs become executables that print what
// their comments say, at every optimisation level.
#include "ir_text.h"

#include "codegen/codegen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct Fixture {
    Arena arena;
    char dir[64];
} Fixture;

static int setup(void **state)
{
    static Fixture f;
    arena_init(&f.arena);
    snprintf(f.dir, sizeof f.dir, "/tmp/scapego-codegen-XXXXXX");
    assert_non_null(mkdtemp(f.dir));
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    Fixture *f = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", f->dir);
    int rc = system(command);
    arena_free(&f->arena);
    return rc;
}

static const char *write_file(Fixture *f, const char *name, Str content)
{
    Str path = str_printf(&f->arena, "%s/%s", f->dir, name);
    FILE *out = fopen(path.p, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(content.p, 1, content.n, out), content.n);
    fclose(out);
    return path.p;
}

// The text after "; expect: " of each such line.
static Str expected(Fixture *f, Str text)
{
    StrBuf out = {0};
    Str mark = STR("; expect: "), line, rest;
    for (rest = text; rest.n;) {
        str_cut(rest, '\n', &line, &rest);
        if (!str_has_prefix(line, mark))
            continue;
        strbuf_put(&out, str_sub(line, mark.n, line.n));
        strbuf_putc(&out, '\n');
    }
    Str s = strbuf_dup(&out, &f->arena);
    strbuf_free(&out);
    return s;
}

static IrModule *read_module(Fixture *f, Str text)
{
    Str error = STR_NONE;
    IrModule *m = ir_read(&f->arena, text, &error);
    if (!m)
        fail_msg("%.*s", STR_ARG(error));
    return m;
}

static CodegenResult generate(Fixture *f, Str text, CodegenOptions o)
{
    CodegenResult r = {0};
    o.verify = true;
    if (!codegen_module(read_module(f, text), &o, &r))
        fail_msg("%.*s", STR_ARG(r.error));
    return r;
}

static Str output_of(Fixture *f, const char *command)
{
    FILE *p = popen(command, "r");
    assert_non_null(p);
    StrBuf out = {0};
    for (int c = getc(p); c != EOF; c = getc(p))
        strbuf_putc(&out, (char)c);
    int rc = pclose(p);
    if (rc)
        fail_msg("%s: status %d", command, rc);
    Str s = strbuf_dup(&out, &f->arena);
    strbuf_free(&out);
    return s;
}

static void runs_as_expected(Fixture *f, const char *name, int level,
                             bool debug)
{
    Str text = ir_file(&f->arena, name);
    CodegenOptions o = codegen_default_options();
    o.opt_level = level;
    o.debug = debug;
    CodegenResult r = generate(f, text, o);
    const char *object = write_file(f, "main.o", r.object);
    const char *table = write_file(f, "pc.o", r.pctable);
    Str link = str_printf(&f->arena,
                          "cc -no-pie -I%s -o %s/a.out %s/tests/ir/stub.c %s %s "
                          "-lm "
                          "&& %s/a.out",
                          SCAPEGO_SOURCE_DIR, f->dir, SCAPEGO_SOURCE_DIR,
                          object, table, f->dir);
    Str got = output_of(f, link.p), want = expected(f, text);
    if (!str_eq(got, want))
        fail_msg("%s -O%d: got\n%.*s", name, level, STR_ARG(got));
}

static void programs_run_as_expected(void **state)
{
    static const char *const files[] = {"arith.ir", "calls.ir", "slices.ir",
                                        "places.ir"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        for (int level = 0; level <= 3; level++)
            runs_as_expected(*state, files[i], level, false);
        runs_as_expected(*state, files[i], 0, true);
    }
}

static void has(Str text, const char *part)
{
    if (str_index(text, str_from(part)) < 0)
        fail_msg("no %s in\n%.*s", part, STR_ARG(text));
}

static void only_what_is_reached_is_emitted(void **state)
{
    Fixture *f = *state;
    CodegenOptions o = codegen_default_options();
    o.opt_level = 0;
    o.emit = CODEGEN_LLVM;
    Str text = str_printf(
        &f->arena,
        "module main \"main.main\"\n"
        "func \"main.main\" name \"main.main\" short \"main\" pkg \"main\" "
        "cost -1 pos 0 end 0 {\nb0:\n  call callee \"main.used\"\n  ret\n}\n"
        "func \"main.used\" name \"main.used\" short \"used\" pkg \"main\" "
        "cost -1 pos 0 end 0 {\nb0:\n  ret\n}\n"
        "func \"main.dead\" name \"main.dead\" short \"dead\" pkg \"main\" "
        "cost -1 pos 0 end 0 {\nb0:\n  ret\n}\n");
    Str out = generate(f, text, o).text;
    has(out, "define internal swiftcc void @main.used");
    assert_true(str_index(out, STR("main.dead")) < 0);
}

static void bounds_checks_in_a_counted_loop_go(void **state)
{
    Fixture *f = *state;
    CodegenOptions o = codegen_default_options();
    o.emit = CODEGEN_LLVM;
    Str text = str_printf(
        &f->arena,
        "module main \"main.main\"\n"
        "global \"main.s\" name \"main.s\" slice\n"
        "global \"main.n\" name \"main.n\" i64\n"
        "func \"main.main\" name \"main.main\" short \"main\" pkg \"main\" "
        "cost -1 pos 0 end 0 {\n"
        "  temp s%%0 slice\n  var i%%1 i64 reassigned\n"
        "  var n%%2 i64 reassigned\n  temp c%%3 bool\n  temp t%%4 i64\n"
        "b0:\n  s%%0 = load $\"main.s\"\n  i%%1 = decl\n  n%%2 = decl\n"
        "  jump -> b1\n"
        "b1:\n  t%%4 = len s%%0\n  c%%3 = cmp lt i%%1, t%%4\n"
        "  if c%%3 -> b2, b3\n"
        "b2:\n  t%%4 = len s%%0\n  bounds i%%1, t%%4\n"
        "  t%%4 = load (s%%0[i%%1] i64)\n  n%%2 = bin add n%%2, t%%4\n"
        "  i%%1 = bin add i%%1, 1:i64\n  jump -> b1\n"
        "b3:\n  store n%%2 to $\"main.n\"\n  ret\n}\n");
    Str out = generate(f, text, o).text;
    assert_true(str_index(out, STR("rt_panic_index")) < 0);
}

static void allocations_are_counted_on_request(void **state)
{
    Fixture *f = *state;
    CodegenOptions o = codegen_default_options();
    o.emit = CODEGEN_LLVM;
    Str text = ir_file(&f->arena, "places.ir");
    assert_true(str_index(generate(f, text, o).text, STR("rt_counts")) < 0);
    o.count_sites = true;
    Str out = generate(f, text, o).text;
    has(out, "@rt_counts = internal global [5 x [2 x i64]]");
    has(out, "atomicrmw add ptr");
}

static void one_function_can_be_shown(void **state)
{
    Fixture *f = *state;
    CodegenOptions o = codegen_default_options();
    o.emit = CODEGEN_LLVM;
    o.opt_level = 0;
    o.func = STR("main.bump");
    Str out = generate(f, ir_file(&f->arena, "places.ir"), o).text;
    has(out, "@main.bump(");
    assert_true(str_index(out, STR("@main.grow(")) < 0);
}

static void an_unknown_target_is_an_error(void **state)
{
    Fixture *f = *state;
    CodegenOptions o = codegen_default_options();
    CodegenResult r = {0};
    o.triple = STR("nowhere-unknown-none");
    IrModule *m = read_module(f, ir_file(&f->arena, "arith.ir"));
    assert_false(codegen_module(m, &o, &r));
    assert_true(r.error.n > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
        T(programs_run_as_expected),
        T(only_what_is_reached_is_emitted),
        T(bounds_checks_in_a_counted_loop_go),
        T(allocations_are_counted_on_request),
        T(one_function_can_be_shown),
        T(an_unknown_target_is_an_error),
#undef T
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
