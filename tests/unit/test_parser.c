// tests/unit/test_parser.c -- The grammar, its ambiguities, its error texts.
#include "front.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

// The expression's text in the style, after parsing.
static void expect_text(const char *source, PrintStyle style, const char *want)
{
    Front f;
    front_init(&f, source);
    Node *n = parse_expression(&f.ctx, f.file);
    assert_string_equal(front_errors(&f), "");
    assert_non_null(n);
    assert_string_equal(node_text(&f.arena, n, style).p, want);
    front_free(&f);
}

static void expect_errors(const char *source, const char *want)
{
    Front f;
    front_parse(&f, source);
    assert_string_equal(front_errors(&f), want);
    front_free(&f);
}

static Node *first_decl(Node *file)
{
    assert_non_null(file);
    assert_true(file->file->decls.count > 0);
    return file->file->decls.at[0];
}

static void expressions_print_as_go_prints_them(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"a+b*c", "a + b * c"},
        {"(a+b)*c", "(a + b) * c"},
        {"-x &^ y<<1", "-x &^ y << 1"},
        {"f(a,b...)", "f(a, b...)"},
        {"x[i:j:k]", "x[i:j:k]"},
        {"x[:]", "x[:]"},
        {"x.(T).f", "x.(T).f"},
        {"m[K,V]{1}", "m[K, V]{…}"},
        {"[]int{}", "[]int{}"},
        {"[...]string{`a`}", "[...]string{…}"},
        {"func(a,b int,c ...T)(x,y int){return}",
         "func(a, b int, c ...T) (x, y int) {…}"},
        {"func(){}", "func() {}"},
        {"map[string]struct{a,b int;T}{}", "map[string]struct{a, b int; T}{}"},
        {"chan (<-chan int)", "chan (<-chan int)"},
        {"<-chan chan<- int(x)", "<-chan chan<- int(x)"},
        {"interface{m(int)string;~int|~string}(nil)",
         "interface{m(int) string; ~int | ~string}(nil)"},
        {"&T{a:1}", "&T{…}"},
        {"*p.q", "*p.q"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_text(cases[i][0], STYLE_ERROR, cases[i][1]);
}

static void the_escape_style_shortens_and_drops_parentheses(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"&T{a:1}", "&T{...}"},
        {"&T{}", "&T{}"},
        {"[]int{1,2}", "[]int{...}"},
        {"func(x int){}", "func literal"},
        {"[]byte(s)", "([]byte)(s)"},
        {"(*T)(p)", "(*T)(p)"},
        {"(a+b)", "a + b"},
        {"(a+b)*c", "(a + b) * c"},
        {"a+(b+c)", "a + (b + c)"},
        {"x.f((a), make([]int,n))", "x.f(a, make([]int, n))"},
        {"(*p).q", "(*p).q"},
        {"- -x", "- (-x)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_text(cases[i][0], STYLE_ESCAPE, cases[i][1]);
}

static void nodes_sit_where_go_puts_them(void **state)
{
    (void)state;
    static const struct {
        const char *source;
        int col, start, end;
    } cases[] = {
        {"aa + bb", 4, 1, 8},   {"f.g(x)", 4, 1, 7},
        {"f.g", 2, 1, 4},       {"a[i]", 2, 1, 5},
        {"a[1:2]", 2, 2, 7},    {"x.(T)", 2, 1, 6},
        {"T{1}", 2, 1, 5},      {"-x", 1, 1, 3},
        {"func() {}", 1, 1, 10}, {"(x)", 1, 1, 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Front f;
        front_init(&f, cases[i].source);
        Node *n = parse_expression(&f.ctx, f.file);
        assert_int_equal(n->pos - f.file->base + 1, cases[i].col);
        assert_int_equal(node_start(n) - f.file->base + 1, cases[i].start);
        assert_int_equal(n->end - f.file->base + 1, cases[i].end);
        front_free(&f);
    }
}

static void brackets_behind_a_type_name_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *source;
        int tparams;
        NodeKind type;
    } cases[] = {
        {"type T [n]int", 0, NODE_ARRAY_TYPE},
        {"type T [n*m]int", 0, NODE_ARRAY_TYPE},
        {"type T []int", 0, NODE_SLICE_TYPE},
        {"type T [...]int", 0, NODE_ARRAY_TYPE},
        {"type T [5]int", 0, NODE_ARRAY_TYPE},
        {"type T[P any] []P", 1, NODE_SLICE_TYPE},
        {"type T[P, Q any] int", 2, NODE_IDENT},
        {"type T[P []int] int", 1, NODE_IDENT},
        {"type T[P *C,] int", 1, NODE_IDENT},
        {"type T[P *[]int] int", 1, NODE_IDENT},
        {"type T[P interface{ ~int }] struct{}", 1, NODE_STRUCT_TYPE},
        {"type T[P ~int|~string] = []P", 1, NODE_SLICE_TYPE},
        {"type T[P (C),] int", 1, NODE_IDENT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Front f;
        char source[128] = "package p\n";
        strcat(source, cases[i].source);
        Node *d = first_decl(front_parse(&f, source));
        assert_string_equal(front_errors(&f), "");
        assert_int_equal(d->type_decl.tparams.count, cases[i].tparams);
        assert_int_equal(d->type_decl.type->kind, cases[i].type);
        front_free(&f);
    }
}

static void braces_open_blocks_in_headers(void **state)
{
    (void)state;
    Front f;
    Node *d = first_decl(front_parse(
        &f, "package p\nfunc f() {\n if x == T {}\n if x == (T{}) {}\n"
            " for _, v := range []T{a} {}\n switch y := x.(type) {}\n"
            " for range 10 {}\n for i := 0; i < 3; i++ {}\n"
            " L: for { break L }\n}\n"));
    assert_string_equal(front_errors(&f), "");
    static const NodeKind kinds[] = {
        NODE_IF_STMT,          NODE_IF_STMT,    NODE_RANGE_STMT,
        NODE_TYPE_SWITCH_STMT, NODE_RANGE_STMT, NODE_FOR_STMT,
        NODE_LABELED_STMT,
    };
    NodeList stmts = d->func_decl.body->block.stmts;
    assert_int_equal(stmts.count, 7);
    for (int i = 0; i < stmts.count; i++)
        assert_int_equal(stmts.at[i]->kind, kinds[i]);
    assert_int_equal(stmts.at[1]->if_.cond->binary.y->paren.x->kind,
                     NODE_COMPOSITE_LIT);
    assert_true(stmts.at[2]->range.define);
    assert_non_null(stmts.at[3]->switch_.tag->type_switch_guard.lhs);
    front_free(&f);
}

static void parameters_are_named_or_not_as_a_whole(void **state)
{
    (void)state;
    Front f;
    Node *d = first_decl(front_parse(
        &f, "package p\nfunc (r *T) m[P any](a, b int, c ...P) (int, error) {}"
            "\n"));
    assert_string_equal(front_errors(&f), "");
    NodeList params = d->func_decl.type->func_type.params;
    assert_int_equal(params.count, 3);
    assert_ptr_equal(params.at[0]->field.type, params.at[1]->field.type);
    assert_int_equal(params.at[2]->field.type->kind, NODE_DOTS_TYPE);
    NodeList results = d->func_decl.type->func_type.results;
    assert_int_equal(results.count, 2);
    assert_null(results.at[0]->field.name);
    assert_int_equal(d->func_decl.tparams.count, 1);
    assert_non_null(d->func_decl.recv);
    front_free(&f);
}

static void empty_constants_repeat_an_earlier_spec(void **state)
{
    (void)state;
    Front f;
    Node *file = front_parse(
        &f, "package p\nconst (\n a = iota\n b\n c int = 5\n d\n)\n"
            "const e = 1\n");
    assert_string_equal(front_errors(&f), "");
    NodeList d = file->file->decls;
    assert_int_equal(d.count, 5);
    assert_ptr_equal(d.at[1]->const_decl.from, d.at[0]);
    assert_ptr_equal(d.at[3]->const_decl.from, d.at[2]);
    assert_int_equal(d.at[3]->const_decl.iota, 3);
    assert_ptr_equal(d.at[3]->const_decl.group, d.at[0]);
    assert_null(d.at[4]->const_decl.group);
    front_free(&f);
}

static void directives_go_to_the_next_declaration(void **state)
{
    (void)state;
    Front f;
    Node *file = front_parse(
        &f, "//go:build go1.21 && linux\n\npackage p\n\n//go:noinline\n"
            "//scapego:noalloc\nfunc f() {}\n\nfunc g() {}\n"
            "//go:noinline\nvar x int\n");
    assert_int_equal(file->file->go_minor, 21);
    NodeList d = file->file->decls;
    Str args;
    assert_true(directive_find(d.at[0]->func_decl.directives, "go:noinline",
                               &args));
    assert_true(directive_find(d.at[0]->func_decl.directives,
                               "scapego:noalloc", NULL));
    assert_null(d.at[1]->func_decl.directives);
    assert_string_equal(front_errors(&f),
                        "./a.go:10:3: misplaced compiler directive\n");
    front_free(&f);
}

static void errors_have_go_s_texts_and_positions(void **state)
{
    (void)state;
#define BODY(s) "package p\nfunc f() {\n" s "\n}\n"
    static const char *const cases[][2] = {
        {BODY("x := \ny := 3"),
         "./a.go:4:3: syntax error: unexpected := at end of statement\n"},
        {"package p\nfunc f()\n{\n}\n",
         "./a.go:3:1: syntax error: unexpected semicolon or newline before "
         "{\n"},
        {BODY("f(1"),
         "./a.go:3:4: syntax error: unexpected newline in argument list; "
         "possibly missing comma or )\n"},
        {BODY("if x := 1 {\n}"),
         "./a.go:3:6: syntax error: cannot use x := 1 as value\n"},
        {BODY("if a = b == c {\n}"),
         "./a.go:3:6: syntax error: cannot use assignment a = (b == c) as "
         "value\n"},
        {BODY("for i := 0; i < 3; i++\n{\n}"),
         "./a.go:3:23: syntax error: unexpected newline, expected { after "
         "for clause\n"},
        {BODY("while true {\n}"),
         "./a.go:3:7: syntax error: unexpected name true at end of "
         "statement\n./a.go:5:1: syntax error: non-declaration statement "
         "outside function body\n"},
        {BODY("var a [3]int = {1}"),
         "./a.go:3:16: syntax error: unexpected {, expected "
         "expression\n./a.go:4:1: syntax error: non-declaration statement "
         "outside function body\n"},
        {"package p\nx := 5\n",
         "./a.go:2:1: syntax error: non-declaration statement outside "
         "function body\n"},
        {BODY("if x {\n} else x"),
         "./a.go:4:8: syntax error: else must be followed by if or statement "
         "block\n"},
        {BODY("switch x {\nfoo()\n}"),
         "./a.go:4:1: syntax error: unexpected name foo, expected case or "
         "default or }\n./a.go:5:1: syntax error: unexpected }, expected :\n"},
        {BODY("a, b\n"),
         "./a.go:3:5: syntax error: unexpected newline, expected := or = or "
         "comma\n"},
        {"package p\nfunc f(a int, string) {}\n",
         "./a.go:2:21: syntax error: missing parameter type\n"},
        {"package p\nfunc f(a int, b) {}\n",
         "./a.go:2:16: syntax error: missing parameter type\n"},
        {"package p\nfunc f[P any, Q]() {}\n",
         "./a.go:2:16: syntax error: missing type constraint\n"},
        {"package p\nfunc f[]() {}\n",
         "./a.go:2:8: syntax error: empty type parameter list\n"},
        {"package p\nfunc f(a ...int, b int) {}\n",
         "./a.go:2:10: can only use ... with final parameter\n"},
        {"package p\nfunc () m() {}\n",
         "./a.go:2:9: method has no receiver\n"},
        {"package p\nimport fmt\n",
         "./a.go:2:11: syntax error: missing import path\n"},
        {"package p\nvar x int\nimport \"fmt\"\n",
         "./a.go:3:1: syntax error: imports must appear before other "
         "declarations\n"},
        {"package p\ntype T struct { (X) }\n",
         "./a.go:2:17: syntax error: cannot parenthesize embedded type\n"},
        {BODY("x[1:2:]"),
         "./a.go:3:7: final index required in 3-index slice\n"},
        {BODY("x[::3]"),
         "./a.go:3:4: middle index required in 3-index slice\n"},
        {BODY("defer (f())"),
         "./a.go:3:7: expression in defer must not be parenthesized\n"},
        {BODY("L:\n}"),
         "./a.go:5:1: syntax error: non-declaration statement outside "
         "function body\n"},
        {"package p\nfunc f() {\n",
         "./a.go:3:1: syntax error: unexpected EOF, expected }\n"},
        {"x\n",
         "./a.go:1:1: syntax error: package statement must be first\n"},
        {"package p\ntype I interface { m[T any]() }\n",
         "./a.go:2:21: interface method must have no type parameters\n"},
        {"package p\nvar x = chan\n",
         "./a.go:3:1: syntax error: missing channel element type\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_errors(cases[i][0], cases[i][1]);
}

static char *repeat(const char *head, const char *unit, int n,
                    const char *tail)
{
    StrBuf b = {0};
    strbuf_puts(&b, head);
    for (int i = 0; i < n; i++)
        strbuf_puts(&b, unit);
    strbuf_puts(&b, tail);
    return b.p;
}

static void too_deep_a_program_is_an_error(void **state)
{
    (void)state;
    static const char *const units[][2] = {
        {"package p\nvar x = ", "("},     {"package p\nvar x ", "[]"},
        {"package p\nfunc f() {", "{"},   {"package p\nvar x = ", "f(1, "},
        {"package p\nvar x = T{", "{"},   {"package p\ntype T ", "func("},
        {"package p\nvar x = ", "<-chan "}, {"package p\nvar x = 1", "+1"},
        {"package p\nfunc f() {", "L:"},
    };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        char *source = repeat(units[i][0], units[i][1], 30000, "\n");
        Front f;
        front_parse(&f, source);
        assert_int_equal(f.diags.nerrors, 1);
        assert_non_null(strstr(front_errors(&f), "exceeded max nesting depth"));
        front_free(&f);
        free(source);
    }
}

static void long_flat_programs_are_fine(void **state)
{
    (void)state;
    char *source = repeat("package p\nvar x = []int{", "1, ", 300000, "}\n");
    Front f;
    Node *d = first_decl(front_parse(&f, source));
    assert_int_equal(f.diags.nerrors, 0);
    assert_int_equal(d->var_decl.values.at[0]->composite_lit.elems.count,
                     300000);
    front_free(&f);
    free(source);
}

static void the_tree_can_be_dumped(void **state)
{
    (void)state;
    Front f;
    Node *file = front_parse(&f, "package p\nvar a, b int = 1, x.y\n");
    StrBuf b = {0};
    node_dump(&b, file, &f.sources);
    assert_string_equal(b.p, "File 1:1\n"
                             "  Ident 1:9 p\n"
                             "  VarDecl 2:5\n"
                             "    Ident 2:5 a\n"
                             "    Ident 2:8 b\n"
                             "    Ident 2:10 int\n"
                             "    BasicLit 2:16 1\n"
                             "    Selector 2:20\n"
                             "      Ident 2:19 x\n"
                             "      Ident 2:21 y\n");
    strbuf_free(&b);
    front_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(expressions_print_as_go_prints_them),
        cmocka_unit_test(the_escape_style_shortens_and_drops_parentheses),
        cmocka_unit_test(nodes_sit_where_go_puts_them),
        cmocka_unit_test(brackets_behind_a_type_name_are_told_apart),
        cmocka_unit_test(braces_open_blocks_in_headers),
        cmocka_unit_test(parameters_are_named_or_not_as_a_whole),
        cmocka_unit_test(empty_constants_repeat_an_earlier_spec),
        cmocka_unit_test(directives_go_to_the_next_declaration),
        cmocka_unit_test(errors_have_go_s_texts_and_positions),
        cmocka_unit_test(too_deep_a_program_is_an_error),
        cmocka_unit_test(long_flat_programs_are_fine),
        cmocka_unit_test(the_tree_can_be_dumped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
