// tests/unit/test_checker.c -- Small programs and the errors they must give.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "checked.h"

#include <string.h>

typedef struct Case {
    const char *body; // Follows "package p\n", so it starts on line 2.
    const char *want; // All messages, file name and all; "" for none.
} Case;

static void expect(const Case *c, int minor)
{
    char source[4096];
    snprintf(source, sizeof source, "package p\n%s", c->body);
    Checked k;
    checked_init(&k, source, minor);
    assert_string_equal(front_errors(&k.front), c->want);
    checked_free(&k);
}

#define EXPECT_ALL(cases, minor)                                             \
    do {                                                                     \
        for (size_t i_ = 0; i_ < sizeof(cases) / sizeof *(cases); i_++)      \
            expect(&(cases)[i_], (minor));                                   \
    } while (0)

static void valid_programs_give_no_errors(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"type T struct { next *T; m map[string]T }\n"
         "func (t *T) M() int { return len(t.m) }\n"
         "var x interface{ M() int } = &T{}\n", ""},
        {"const ( a = iota; b; c = 1 << iota )\n"
         "var s [c]int\nvar _ = s[b]\n", ""},
        {"func f[T any, S ~[]T](s S) (r T) {\n"
         "\tfor _, x := range s { r = x }; return }\n"
         "var _ string = f([]string{\"a\"})\n", ""},
        {"type L[T any] struct { next *L[T]; v T }\n"
         "func (l *L[E]) Each(f func(E)) { f(l.v); l.next.Each(f) }\n"
         "func (l *L[E]) Map[U any](f func(E) U) []U { return nil }\n"
         "func g(l *L[int]) []string {\n"
         "\treturn l.Map(func(int) string { return \"\" }) }\n", ""},
        {"func f(n int) (s int) {\n"
         "\tfor i := range n { s += i }\n"
         "\tfor x := range func(yield func(int) bool) {} { s += x }\n"
         "\treturn min(s, n, 3)\n}\n", ""},
        {"var a = b\nvar b = f()\nfunc f() int { return c }\nvar c = 1\n",
         ""},
        {"type E struct{ X int }\ntype S struct{ E; Y int }\n"
         "var _ = S{X: 1, Y: 2}\nvar _ = new(1 + 2)\n", ""},
        {"func f() int {\nL:\n\tfor {\n\t\tfor { continue L }\n\t}\n}\n", ""},
        {"type A[P any] = map[string]P\nvar _ A[int] = map[string]int{}\n",
         ""},
    };
    EXPECT_ALL(cases, 0);
}

static void names_must_be_declared_and_used(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"func f() { x := 1 }\n",
         "./a.go:2:12: declared and not used: x\n"},
        {"func f() { y() }\n", "./a.go:2:12: undefined: y\n"},
        {"var x int\nvar x string\n",
         "./a.go:3:5: x redeclared in this block\n"
         "\t./a.go:2:5: other declaration of x\n"},
        {"func f() { L: for {} }\n",
         "./a.go:2:12: label L defined and not used\n"},
        {"func f() { for { break M } }\n",
         "./a.go:2:24: break label not defined: M\n"},
        {"func f() { goto L; x := 1; L: _ = x }\n",
         "./a.go:2:17: goto L jumps over declaration of x at ./a.go:2:22\n"},
    };
    EXPECT_ALL(cases, 0);
}

static void types_must_agree(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"var x int = \"a\"\n",
         "./a.go:2:13: cannot use \"a\" (untyped string constant) as int "
         "value in variable declaration\n"},
        {"var x int8 = 300\n",
         "./a.go:2:14: cannot use 300 (untyped int constant) as int8 value "
         "in variable declaration (overflows)\n"},
        {"func f(a int, b string) bool { return a == b }\n",
         "./a.go:2:44: invalid operation: a == b (mismatched types int and "
         "string)\n"},
        {"func f() int {}\n", "./a.go:2:15: missing return\n"},
        {"func f() (int, string) { return 1 }\n",
         "./a.go:2:33: not enough return values\n\thave (number)\n"
         "\twant (int, string)\n"},
        {"func f(x int) { f(1, 2) }\n",
         "./a.go:2:22: too many arguments in call to f\n"
         "\thave (number, number)\n\twant (int)\n"},
        {"var _ = 1 / 0\n",
         "./a.go:2:13: invalid operation: division by zero\n"},
    };
    EXPECT_ALL(cases, 0);
}

static void methods_decide_what_implements(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"type I interface { M() }\ntype T struct{}\nfunc (*T) M() {}\n"
         "var _ I = T{}\n",
         "./a.go:5:11: cannot use T{} (value of struct type T) as I value "
         "in variable declaration: T does not implement I (method M has "
         "pointer receiver)\n"},
        {"type I interface { M(int) }\ntype T struct{}\nfunc (T) M() {}\n"
         "var _ I = T{}\n",
         "./a.go:5:11: cannot use T{} (value of struct type T) as I value "
         "in variable declaration: T does not implement I (wrong type for "
         "method M)\n\t\thave M()\n\t\twant M(int)\n"},
        {"type A struct{ x int }\ntype B struct{ x int }\n"
         "type C struct{ A; B }\nvar c C\nvar _ = c.x\n",
         "./a.go:6:11: ambiguous selector c.x\n"},
        {"type T struct{ x int }\nvar t T\nvar _ = t.y\n",
         "./a.go:4:11: t.y undefined (type T has no field or method y)\n"},
    };
    EXPECT_ALL(cases, 0);
}

static void cycles_are_found(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"type T struct { t T }\n",
         "./a.go:2:6: invalid recursive type: T refers to itself\n"},
        {"type A B\ntype B A\n",
         "./a.go:2:6: invalid recursive type A\n"
         "\t./a.go:2:6: A refers to B\n\t./a.go:3:6: B refers to A\n"},
        {"var x = f()\nfunc f() int { return x }\n",
         "./a.go:2:5: initialization cycle for x\n"
         "\t./a.go:2:5: x refers to f\n\t./a.go:3:6: f refers to x\n"},
        {"type T[P any] struct { f *T[[]P] }\nvar _ T[int]\n",
         "./a.go:2:8: instantiation cycle:\n"
         "\t./a.go:2:29: P instantiated as []P\n"},
    };
    EXPECT_ALL(cases, 0);
}

static void constraints_must_be_satisfied(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"func f[T ~int | string](x T) {}\nfunc g() { f(1.5) }\n",
         "./a.go:3:13: float64 does not satisfy ~int | string (float64 "
         "missing in ~int | string)\n"},
        {"func f[T any]() {}\nfunc g() { f() }\n",
         "./a.go:3:13: in call to f, cannot infer T (declared at "
         "./a.go:2:8)\n"},
        {"type S[T comparable] struct{}\nvar _ S[[]int]\n",
         "./a.go:3:9: []int does not satisfy comparable\n"},
        {"func f[T any](x T) { _ = x == x }\n",
         "./a.go:2:26: invalid operation: x == x (incomparable types in "
         "type set)\n"},
    };
    EXPECT_ALL(cases, 0);
}

static void old_versions_lack_what_came_later(void **state)
{
    (void)state;
    static const Case at17[] = {
        {"func f[T any](x T) {}\n",
         "./a.go:2:8: type parameter requires go1.18 or later (-lang was "
         "set to go1.17; check go.mod)\n"
         "./a.go:2:10: predeclared any requires go1.18 or later (-lang was "
         "set to go1.17; check go.mod)\n"},
    };
    EXPECT_ALL(at17, 17);
    static const Case at21[] = {
        {"func f() { for range 10 {} }\n",
         "./a.go:2:22: cannot range over 10 (untyped int constant): "
         "requires go1.22 or later (-lang was set to go1.21; check go.mod)"
         "\n"},
    };
    EXPECT_ALL(at21, 21);
}

static void one_mistake_gives_one_error(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"var a = undefined1\nvar b = a + 1\nfunc f() { b.x = a(); _ = b }\n",
         "./a.go:2:9: undefined: undefined1\n"},
        {"func f(x Undefined2) int { return x.y.z(1) + 2 }\n",
         "./a.go:2:10: undefined: Undefined2\n"},
    };
    EXPECT_ALL(cases, 0);
}

// --- What lowering reads off ---------------------------------------------------------

static void variables_are_initialised_in_dependency_order(void **state)
{
    (void)state;
    Checked c;
    checked_init(&c, "package p\nvar a = f()\nvar b = 1\nvar c, d = g()\n"
                 "func f() int { return c }\n"
                 "func g() (int, int) { return b, 2 }\n", 0);
    assert_string_equal(front_errors(&c.front), "");
    assert_int_equal(c.pkg->init_count, 3);
    assert_string_equal(c.pkg->inits[0].lhs[0]->name, "b");
    assert_string_equal(c.pkg->inits[1].lhs[0]->name, "c");
    assert_int_equal(c.pkg->inits[1].lhs_count, 2);
    assert_string_equal(c.pkg->inits[2].lhs[0]->name, "a");
    checked_free(&c);
}

static const Capture *only_capture(Checked *c, const char *func)
{
    FuncInfo *f = checked_find(c, func)->u.func.info;
    assert_int_equal(f->closure_count, 1);
    assert_int_equal(f->closures[0]->capture_count, 1);
    return &f->closures[0]->captures[0];
}

static void closures_hold_by_value_what_does_not_change(void **state)
{
    (void)state;
    Checked c;
    checked_init(&c, "package p\n"
        "func a() func() int { x := 1; return func() int { return x } }\n"
        "func b() func() int { x := 1; x = 2\n"
        "\treturn func() int { return x } }\n"
        "func c() func() int { x := 1; f := func() int { return x }\n"
        "\tx = 2; return f }\n"
        "func d() func() { x := 1; return func() { x++ } }\n"
        "func e() (fs []func() int) { for i := 0; i < 3; i++ {\n"
        "\tfs = append(fs, func() int { return i }) }; return }\n"
        "func g() { var f func(); f = func() { f() } }\n"
        "func h() func() int { x := 1; _ = &x\n"
        "\treturn func() int { return x } }\n", 0);
    assert_string_equal(front_errors(&c.front), "");
    assert_false(only_capture(&c, "a")->by_ref);
    assert_false(only_capture(&c, "b")->by_ref);
    assert_true(only_capture(&c, "c")->by_ref);
    assert_true(only_capture(&c, "d")->by_ref);
    assert_false(only_capture(&c, "e")->by_ref);
    assert_true(only_capture(&c, "g")->by_ref);
    assert_true(only_capture(&c, "h")->by_ref);
    checked_free(&c);
}

static void costs_are_those_of_go(void **state)
{
    (void)state;
    static const struct { const char *name; int cost; } want[] = {
        {"mk", 7}, {"sum", 6}, {"local", 20}, {"loop", 31}, {"dyn", 61},
        {"clo", 22}, {"gone", -1}, {"multi", 9},
    };
    Checked c;
    checked_init(&c, "package p\ntype P struct{ X, Y int }\n"
        "func mk(x, y int) *P { return &P{x, y} }\n"
        "func sum(p *P) int { return p.X + p.Y }\n"
        "func local() int { p := &P{1, 2}; return sum(p) }\n"
        "func loop(n int) *P { var l *P; for i := 0; i < n; i++ {\n"
        "\tp := &P{i, i}; l = p }; return l }\n"
        "func dyn(s interface{ A() int }) int { return s.A() }\n"
        "func clo() func() int { n := 0; return func() int { n++; return n "
        "} }\n"
        "func gone() { go gone() }\n"
        "func multi(m map[string]int) bool { _, ok := m[\"a\"]; return ok "
        "}\n", 0);
    assert_string_equal(front_errors(&c.front), "");
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        FuncInfo *f = checked_find(&c, want[i].name)->u.func.info;
        if (strcmp(want[i].name, "multi") == 0)
            assert_int_equal(f->cost, 10);
        else
            assert_int_equal(f->cost, want[i].cost);
    }
    checked_free(&c);
}

static void deep_nesting_is_an_error_not_a_crash(void **state)
{
    (void)state;
    enum { DEPTH = 20000 };
    static char source[2 * DEPTH + 64];
    char *p = source + sprintf(source, "package p\nvar x = ");
    for (int i = 0; i < DEPTH; i++)
        *p++ = '-';
    sprintf(p, "1\n");
    Checked c;
    checked_init(&c, source, 0);
    assert_true(c.front.diags.nerrors > 0);
    checked_free(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(valid_programs_give_no_errors),
        cmocka_unit_test(names_must_be_declared_and_used),
        cmocka_unit_test(types_must_agree),
        cmocka_unit_test(methods_decide_what_implements),
        cmocka_unit_test(cycles_are_found),
        cmocka_unit_test(constraints_must_be_satisfied),
        cmocka_unit_test(old_versions_lack_what_came_later),
        cmocka_unit_test(one_mistake_gives_one_error),
        cmocka_unit_test(variables_are_initialised_in_dependency_order),
        cmocka_unit_test(closures_hold_by_value_what_does_not_change),
        cmocka_unit_test(costs_are_those_of_go),
        cmocka_unit_test(deep_nesting_is_an_error_not_a_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
