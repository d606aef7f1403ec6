// tests/unit/test_lower.c -- From source text to the IR of one function.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "front.h"

#include "frontend/check.h"
#include "frontend/lower.h"
#include "ir/print.h"
#include "ir/verify.h"

#include <string.h>

typedef struct Lowered {
    Front front;
    Checker *checker;
    IrModule *m;
    StrBuf out;
} Lowered;

// Source without its package clause; it must have a func main.
static void lower_source(Lowered *l, const char *body)
{
    StrBuf src = {0};
    strbuf_puts(&src, "package main\n");
    strbuf_puts(&src, body);
    *l = (Lowered){0};
    Node *file = front_parse(&l->front, src.p);
    strbuf_free(&src);
    Front *f = &l->front;
    l->checker = checker_new(&f->arena, &f->names, &f->diags, &f->sources);
    CheckInput check = {.path = "main", .files = &file, .file_count = 1};
    CheckedPackage *p = check_package(l->checker, &check);
    assert_string_equal(front_errors(f), "");
    LowerInput in = {.arena = &f->arena, .sources = &f->sources,
                     .diags = &f->diags, .types = checker_types(l->checker),
                     .consts = checker_consts(l->checker), .packages = &p,
                     .package_count = 1, .main = p};
    l->m = lower_program(&in);
    assert_string_equal(front_errors(f), "");
    assert_non_null(l->m);
    ir_verify_module(l->m);
}

static IrFunc *func_named(Lowered *l, const char *name)
{
    for (int i = 0; i < l->m->funcs.len; i++) {
        if (str_eq_cstr(l->m->funcs.data[i]->name, name))
            return l->m->funcs.data[i];
    }
    return NULL;
}

static const char *text_of(Lowered *l, const char *name)
{
    IrFunc *f = func_named(l, name);
    assert_non_null(f);
    strbuf_clear(&l->out);
    ir_print_func(l->m, f, &l->out);
    return l->out.p;
}

static void has(Lowered *l, const char *func, const char *text)
{
    const char *ir = text_of(l, func);
    if (strstr(ir, text) == NULL)
        fail_msg("no %s in\n%s", text, ir);
}

static void lacks(Lowered *l, const char *func, const char *text)
{
    const char *ir = text_of(l, func);
    if (strstr(ir, text) != NULL)
        fail_msg("%s in\n%s", text, ir);
}

static int count_of(Lowered *l, const char *func, const char *text)
{
    int n = 0;
    for (const char *p = text_of(l, func); (p = strstr(p, text)) != NULL; p++)
        n++;
    return n;
}

static void lowered_free(Lowered *l)
{
    strbuf_free(&l->out);
    checker_free(l->checker);
    front_free(&l->front);
}

static void only_what_main_reaches_is_lowered(void **state)
{
    (void)state;
    Lowered l;
    lower_source(&l, "func main() { f() }\nfunc f() {}\nfunc g() {}\n"
                     "type T int\nfunc (T) m() {}\n");
    assert_non_null(func_named(&l, "main.f"));
    assert_null(func_named(&l, "main.g"));
    assert_null(func_named(&l, "main.T.m"));
    lowered_free(&l);
}

static void methods_are_found_by_name_through_interfaces(void **state)
{
    (void)state;
    Lowered l;
    lower_source(&l, "type I interface{ M() }\ntype A int\ntype B int\n"
                     "func (A) M() {}\nfunc (A) N() {}\nfunc (*B) M() {}\n"
                     "var i I\nfunc main() { i = A(1); i.M(); var b B; _ = b "
                     "}\n");
    assert_non_null(func_named(&l, "main.A.M"));
    assert_non_null(func_named(&l, "main.(*A).M")); // Takes the data word.
    assert_null(func_named(&l, "main.A.N"));
    assert_null(func_named(&l, "main.(*B).M"));
    lowered_free(&l);
}

static void a_constant_index_into_an_array_is_not_checked(void **state)
{
    (void)state;
    Lowered l;
    lower_source(&l, "func f(a [4]int, s []int, i int) int {\n"
                     "return a[3] + a[i] + s[0] }\n"
                     "func main() { f([4]int{}, nil, 0) }\n");
    assert_int_equal(count_of(&l, "main.f", " bounds "), 2);
    lowered_free(&l);
}

static void division_by_a_constant_is_not_checked(void **state)
{
    (void)state;
    Lowered l;
    lower_source(&l, "func f(a, b int) int { return a/3 + a%7 }\n"
                     "func g(a, b int) int { return a/b }\n"
                     "func main() { f(1, 2); g(1, 2) }\n");
    lacks(&l, "main.f", "divcheck");
    has(&l, "main.g", "divcheck b");
    lowered_free(&l);
}

static void tables_of_constants_cost_no_code(void **state)
{
    (void)state;
    Lowered l;
    lower_source(&l, "type T struct{ a int; s []string; p *T }\n"
                     "var t = []T{{1, []string{\"x\"}, &T{a: 2}}, {a: 3}}\n"
                     "var f = func() int { return 1 }\n"
                     "func main() { println(t[0].a, f()) }\n");
    lacks(&l, "go:init", "call");
    lowered_free(&l);
}

static void variables_nobody_uses_are_not_initialised(void **state)
{
    (void)state;
    Lowered l;
    lower_source(&l, "var a = map[string]int{\"x\": 1}\nvar b = g()\n"
                     "func g() int { return 1 }\nfunc main() {}\n");
    assert_int_equal(count_of(&l, "go:init", "call callee"), 1);
    assert_non_null(func_named(&l, "main.g"));
    lowered_free(&l);
}

static void calls_come_before_reads_of_variables(void **state)
{
    (void)state;
    Lowered l;
    lower_source(&l, "var x int\nfunc g() int { x = 2; return 1 }\n"
                     "func f() int { return x + g() }\n"
                     "func main() { f() }\n");
    const char *ir = text_of(&l, "main.f");
    const char *call = strstr(ir, "call callee"), *load = strstr(ir, "load ");
    assert_non_null(call);
    assert_non_null(load);
    assert_true(call < load);
    lowered_free(&l);
}

static void a_sum_of_strings_is_one_concat(void **state)
{
    (void)state;
    Lowered l;
    lower_source(&l, "func f(a, b, c string) string { return a + (b + c) + "
                     "\"x\" }\nfunc main() { f(\"\", \"\", \"\") }\n");
    assert_int_equal(count_of(&l, "main.f", " concat "), 1);
    has(&l, "main.f", "concat a%0, b%1, c%2, \"x\"");
    lowered_free(&l);
}

static void captured_variables_go_by_value_or_reference(void **state)
{
    (void)state;
    Lowered l;
    lower_source(&l, "func f(a int) func() int {\nb := 1\n"
                     "g := func() int { b++; return a + b }\nb = 2\n"
                     "return g }\nfunc main() { f(1)() }\n");
    IrFunc *g = func_named(&l, "main.f.func1");
    assert_non_null(g);
    assert_int_equal(g->ncaptures, 2);
    has(&l, "main.f", "decl desc");
    has(&l, "main.f", "addr b");
    lacks(&l, "main.f", "addr a");
    lowered_free(&l);
}

static void instances_are_shared_and_named_after_their_arguments(void **state)
{
    (void)state;
    Lowered l;
    lower_source(&l, "type G[T any] struct{ v T }\n"
                     "func (g *G[T]) Set(v T) { g.v = v }\n"
                     "func F[T any](x T) { var g G[T]; g.Set(x) }\n"
                     "func main() { F(1); F(2); F(\"a\") }\n");
    int n = 0;
    for (int i = 0; i < l.m->funcs.len; i++)
        n += str_has_prefix(l.m->funcs.data[i]->name, STR("main.F["));
    assert_int_equal(n, 2);
    assert_non_null(func_named(&l, "main.(*G[string]).Set"));
    lowered_free(&l);
}

static void deferred_calls_capture_their_arguments(void **state)
{
    (void)state;
    Lowered l;
    lower_source(&l, "func p(a, b int) {}\n"
                     "func f(x int) { for { defer p(x, 7) } }\n"
                     "func main() { f(1) }\n");
    has(&l, "main.f", "closure x");
    has(&l, "main.f", "defer %");
    has(&l, "main.f.deferwrap1", "7:i64 callee \"main.p\"");
    lowered_free(&l);
}

static void a_range_over_a_function_calls_it_with_its_body(void **state)
{
    (void)state;
    Lowered l;
    lower_source(&l, "func seq(y func(int) bool) { y(1) }\n"
                     "func f() int { for i := range seq { if i > 1 { return i "
                     "} }\nreturn 0 }\nfunc main() { f() }\n");
    assert_non_null(func_named(&l, "main.f-range1"));
    has(&l, "main.f", "callee \"main.seq\"");
    has(&l, "main.f-range1", "rt_panic_range");
    lowered_free(&l);
}

static void many_constant_cases_are_a_table(void **state)
{
    (void)state;
    Lowered l;
    lower_source(&l, "func f(x int) int { switch x {\ncase 1, 2, 3: return 1\n"
                     "case 9: return 2 }\nreturn 0 }\nfunc main() { f(1) }\n");
    assert_int_equal(count_of(&l, "main.f", "  switch "), 1);
    lacks(&l, "main.f", " cmp ");
    lowered_free(&l);
}

static void lowering_twice_gives_the_same_text(void **state)
{
    (void)state;
    static const char src[] =
        "type I interface{ M() }\ntype A int\nfunc (A) M() {}\n"
        "func G[T I](x T) { x.M(); var i I = x; i.M() }\n"
        "var m = map[string]int{\"a\": 1}\n"
        "func main() { G(A(1)); for k := range m { println(k) } }\n";
    Lowered a, b;
    lower_source(&a, src);
    lower_source(&b, src);
    ir_print_module(a.m, &a.out);
    ir_print_module(b.m, &b.out);
    assert_string_equal(a.out.p, b.out.p);
    lowered_free(&a);
    lowered_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_main_reaches_is_lowered),
        cmocka_unit_test(methods_are_found_by_name_through_interfaces),
        cmocka_unit_test(a_constant_index_into_an_array_is_not_checked),
        cmocka_unit_test(division_by_a_constant_is_not_checked),
        cmocka_unit_test(tables_of_constants_cost_no_code),
        cmocka_unit_test(variables_nobody_uses_are_not_initialised),
        cmocka_unit_test(calls_come_before_reads_of_variables),
        cmocka_unit_test(a_sum_of_strings_is_one_concat),
        cmocka_unit_test(captured_variables_go_by_value_or_reference),
        cmocka_unit_test(instances_are_shared_and_named_after_their_arguments),
        cmocka_unit_test(deferred_calls_capture_their_arguments),
        cmocka_unit_test(a_range_over_a_function_calls_it_with_its_body),
        cmocka_unit_test(many_constant_cases_are_a_table),
        cmocka_unit_test(lowering_twice_gives_the_same_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
