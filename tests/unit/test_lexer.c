// tests/unit/test_lexer.c -- Tokens, semicolons, literals, lexical errors.
#include "front.h"

#include "frontend/literal.h"
#include "frontend/unicode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

// All tokens on one line: "NAME:x DEFINE LITERAL:1 SEMI:newline EOF".
static const char *tokens(Front *f, const char *source)
{
    front_init(f, source);
    Lexer l;
    lexer_init(&l, &f->sources, f->file, &f->names, &f->diags, &f->arena);
    strbuf_clear(&f->text);
    do {
        lexer_next(&l);
        strbuf_printf(&f->text, "%s%s", f->text.n ? " " : "",
                      token_enum_name(l.tok));
        if (l.tok == TOK_NAME || l.tok == TOK_LITERAL || l.tok == TOK_SEMI)
            strbuf_printf(&f->text, ":%.*s", STR_ARG(l.lit));
        if (l.tok == TOK_ASSIGN_OP || l.tok == TOK_INC_DEC)
            strbuf_printf(&f->text, ":%s", token_text(l.op));
    } while (l.tok != TOK_EOF);
    return f->text.p;
}

static void expect_tokens(const char *source, const char *want)
{
    Front f;
    assert_string_equal(tokens(&f, source), want);
    assert_int_equal(f.diags.nerrors, 0);
    front_free(&f);
}

static void expect_error(const char *source, const char *want)
{
    Front f;
    tokens(&f, source);
    assert_string_equal(front_errors(&f), want);
    front_free(&f);
}

static void operators_take_the_longest_match(void **state)
{
    (void)state;
    expect_tokens("a<<=b &^= c &^ d<-e ++ -- ... .. :=",
                  "NAME:a ASSIGN_OP:<< NAME:b ASSIGN_OP:&^ NAME:c AND_NOT "
                  "NAME:d ARROW NAME:e INC_DEC:+ INC_DEC:- DOTDOTDOT DOT DOT "
                  "DEFINE EOF");
    expect_tokens("*= * == != <= >= && || ! ~ % ^= |",
                  "ASSIGN_OP:* MUL EQL NEQ LEQ GEQ LAND LOR NOT TILDE REM "
                  "ASSIGN_OP:^ OR EOF");
}

static void newlines_become_semicolons_behind_operands(void **state)
{
    (void)state;
    expect_tokens("x\n", "NAME:x SEMI:newline EOF");
    expect_tokens("x", "NAME:x SEMI:EOF EOF");
    expect_tokens("x +\ny;", "NAME:x ADD NAME:y SEMI:semicolon EOF");
    expect_tokens("return\nfunc\n", "RETURN SEMI:newline FUNC EOF");
    expect_tokens(")\n]\n}\n1\n++\n",
                  "RPAREN SEMI:newline RBRACK SEMI:newline RBRACE "
                  "SEMI:newline LITERAL:1 SEMI:newline INC_DEC:+ "
                  "SEMI:newline EOF");
}

static void comments_vanish_but_keep_their_newlines(void **state)
{
    (void)state;
    expect_tokens("x // c\ny", "NAME:x SEMI:newline NAME:y SEMI:EOF EOF");
    expect_tokens("x /* c */ y", "NAME:x NAME:y SEMI:EOF EOF");
    expect_tokens("x /* c\n */ y", "NAME:x SEMI:newline NAME:y SEMI:EOF EOF");
    expect_tokens("x + /* c\n */ y", "NAME:x ADD NAME:y SEMI:EOF EOF");
}

static void numbers_have_many_forms(void **state)
{
    (void)state;
    static const char *const good[] = {
        "0", "1_000", "0x1F", "0X_1p-2", "0b101", "0o17", "017", "08.5",
        "1e10", "1.5E+3", ".5", "1.", "0x1.8p3", "1i", "0x1p0i", "019i",
        "0b1i",
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        char want[64];
        strcpy(want, "LITERAL:");
        strcat(want, good[i]);
        strcat(want, " SEMI:EOF EOF");
        expect_tokens(good[i], want);
    }
}

static void malformed_numbers_say_what_is_wrong(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"08", "1:2: invalid digit '8' in octal literal"},
        {"0b12", "1:4: invalid digit '2' in binary literal"},
        {"0o8", "1:3: invalid digit '8' in octal literal"},
        {"0x", "1:3: hexadecimal literal has no digits"},
        {"1__0", "1:3: '_' must separate successive digits"},
        {"1_", "1:2: '_' must separate successive digits"},
        {"0x1.0", "1:6: hexadecimal mantissa requires a 'p' exponent"},
        {"1p3", "1:2: 'p' exponent requires hexadecimal mantissa"},
        {"0b1e3", "1:4: 'e' exponent requires decimal mantissa"},
        {"1e", "1:3: exponent has no digits"},
        {"0b1.0", "1:4: invalid radix point in binary literal"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char want[128];
        strcpy(want, "./a.go:");
        strcat(want, cases[i][1]);
        strcat(want, "\n");
        expect_error(cases[i][0], want);
    }
}

static void malformed_runes_and_strings_say_what_is_wrong(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"''", "1:2: empty rune literal or unescaped '"},
        {"'ab'", "1:1: more than one character in rune literal"},
        {"'a\n", "1:3: newline in rune literal"},
        {"'a", "1:1: rune literal not terminated"},
        {"\"a\n", "1:3: newline in string"},
        {"\"a", "1:1: string not terminated"},
        {"`a", "1:1: string not terminated"},
        {"\"\\q\"", "1:3: unknown escape"},
        {"\"\\xg0\"", "1:4: invalid character 'g' in hexadecimal escape"},
        {"\"\\08\"", "1:4: invalid character '8' in octal escape"},
        {"'\\400'", "1:6: octal escape value 256 > 255"},
        {"'\\uD800'", "1:8: escape is invalid Unicode code point U+D800"},
        {"/* x", "1:1: comment not terminated"},
        {"@", "1:1: invalid character U+0040 '@'"},
        {"a\xC2\xB7", "1:2: invalid character U+00B7 '\xC2\xB7' in identifier"},
        {"\xD9\xA1", "1:1: identifier cannot begin with digit U+0661 '\xD9\xA1'"},
        {"x \xFF y", "1:3: invalid UTF-8 encoding"},
        {"x \xEF\xBB\xBF y", "1:3: invalid BOM in the middle of the file"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char want[128];
        strcpy(want, "./a.go:");
        strcat(want, cases[i][1]);
        strcat(want, "\n");
        expect_error(cases[i][0], want);
    }
}

static void a_nul_byte_is_reported_and_skipped(void **state)
{
    (void)state;
    Front f = {0};
    front_init(&f, "");
    f.file = source_add(&f.sources, STR("/b.go"), STR("./b.go"),
                        STR("x \0 y"));
    Lexer l;
    lexer_init(&l, &f.sources, f.file, &f.names, &f.diags, &f.arena);
    lexer_next(&l);
    lexer_next(&l);
    assert_int_equal(l.tok, TOK_NAME);
    assert_true(str_eq_cstr(l.lit, "y"));
    assert_string_equal(front_errors(&f),
                        "./b.go:1:3: invalid NUL character\n");
    front_free(&f);
}

static void identifiers_may_be_unicode_and_know_if_exported(void **state)
{
    (void)state;
    Front f;
    front_init(&f, "\xEF\xBB\xBFma\xC3\xB1" "ana \xC3\x89t\xC3\xA9 _x1 Y");
    Lexer l;
    lexer_init(&l, &f.sources, f.file, &f.names, &f.diags, &f.arena);
    static const bool exported[] = {false, true, false, true};
    for (int i = 0; i < 4; i++) {
        lexer_next(&l);
        assert_int_equal(l.tok, TOK_NAME);
        assert_int_equal(l.name->exported, exported[i]);
    }
    assert_int_equal(f.diags.nerrors, 0);
    assert_true(unicode_is_letter(0x4E16));
    assert_false(unicode_is_letter('_'));
    front_free(&f);
}

static void positions_follow_line_directives(void **state)
{
    (void)state;
    Front f;
    tokens(&f, "//line x.go:10\n@\n/*line y.go:5:7*/@\n//line :bad\n"
               "//line z.go:0\n");
    assert_string_equal(front_errors(&f),
                        "./x.go:10: invalid character U+0040 '@'\n"
                        "./y.go:5:7: invalid character U+0040 '@'\n"
                        "./y.go:6:9: invalid line number: bad\n"
                        "./y.go:7:13: invalid line number: 0\n");
    front_free(&f);
}

static void directives_are_collected(void **state)
{
    (void)state;
    Front f;
    front_init(&f, "//go:noinline\nx //scapego:noescape\n// go:no\n");
    Lexer l;
    lexer_init(&l, &f.sources, f.file, &f.names, &f.diags, &f.arena);
    do
        lexer_next(&l);
    while (l.tok != TOK_EOF);
    assert_int_equal(l.directives.len, 2);
    assert_true(str_eq_cstr(l.directives.data[0].text, "go:noinline"));
    assert_true(l.directives.data[0].own_line);
    assert_false(l.directives.data[1].own_line);
    front_free(&f);
}

static void literals_decode_to_their_bytes(void **state)
{
    (void)state;
    Arena a;
    arena_init(&a);
    Str s;
    assert_true(literal_string(&a, STR("\"a\\n\\x80\\u00e9\\101\""), &s));
    assert_true(str_eq(s, STR("a\n\x80\xC3\xA9" "A")));
    assert_true(literal_string(&a, STR("`a\\n\r\n`"), &s));
    assert_true(str_eq(s, STR("a\\n\n")));
    assert_false(literal_string(&a, STR("\"\\q\""), &s));
    uint32_t r;
    assert_true(literal_rune(STR("'\\''"), &r) && r == '\'');
    assert_true(literal_rune(STR("'\xE4\xB8\x96'"), &r) && r == 0x4E16);
    assert_true(literal_rune(STR("'\\xff'"), &r) && r == 255);
    StrBuf b = {0};
    literal_quote(&b, STR("a\"\n\xFF\x01\xC3\xA9"));
    assert_string_equal(b.p, "\"a\\\"\\n\\xff\\x01\xC3\xA9\"");
    strbuf_free(&b);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operators_take_the_longest_match),
        cmocka_unit_test(newlines_become_semicolons_behind_operands),
        cmocka_unit_test(comments_vanish_but_keep_their_newlines),
        cmocka_unit_test(numbers_have_many_forms),
        cmocka_unit_test(malformed_numbers_say_what_is_wrong),
        cmocka_unit_test(malformed_runes_and_strings_say_what_is_wrong),
        cmocka_unit_test(a_nul_byte_is_reported_and_skipped),
        cmocka_unit_test(identifiers_may_be_unicode_and_know_if_exported),
        cmocka_unit_test(positions_follow_line_directives),
        cmocka_unit_test(directives_are_collected),
        cmocka_unit_test(literals_decode_to_their_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
