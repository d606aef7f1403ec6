// tests/unit/test_rtstring.c -- Go strings: concatenation and conversions.
#include "tests/unit/rt_types.h"

static bool is(RtString s, const char *text)
{
    return s.len == (int64_t)strlen(text) &&
           memcmp(s.ptr, text, (size_t)s.len) == 0;
}

GO_CODE static void concatenates(void)
{
    uint8_t buf[32];
    CHECK(is(rt_concat2(NULL, str("foo"), str("bar")), "foobar"));
    RtString s = rt_concat2(buf, str("foo"), str("bar"));
    CHECK(s.ptr == buf && is(s, "foobar"));
    RtString one = str("only");
    s = rt_concat2(NULL, one, str(""));
    CHECK(s.ptr == one.ptr); // Static: shared.
    memcpy(buf, "frame", 5);
    s = rt_concat2(NULL, (RtString){buf, 5}, str(""));
    CHECK(s.ptr != buf && is(s, "frame")); // In a frame: copied.
    RtString parts[5] = {str("a"), str(""), str("bc"), str("d"), str("e")};
    CHECK(is(rt_concat(NULL, parts, 5), "abcde"));
    CHECK(rt_concat(NULL, parts + 1, 1).len == 0);
    END();
}
SCENARIO(concatenates, 0, "")

static void check_rune(const char *text, int32_t rune, int width)
{
    int64_t d = rt_decode_rune(str(text), 0);
    CHECK((int32_t)d == rune && d >> 32 == width);
}

GO_CODE static void decodes_utf8(void)
{
    check_rune("A", 'A', 1);
    check_rune("\xc3\xa9", 0xe9, 2);
    check_rune("\xe2\x82\xac", 0x20ac, 3);
    check_rune("\xf0\x9f\x98\x80", 0x1f600, 4);
    check_rune("\xf4\x8f\xbf\xbf", 0x10ffff, 4);
    check_rune("\xf4\x90\x80\x80", 0xfffd, 1);
    check_rune("\xed\xa0\x80", 0xfffd, 1); // A surrogate.
    check_rune("\xc0\x80", 0xfffd, 1);     // Overlong.
    check_rune("\xe0\x80\x80", 0xfffd, 1);
    check_rune("\xf0\x80\x80\x80", 0xfffd, 1);
    check_rune("\xe2\x82", 0xfffd, 1);
    check_rune("\x80", 0xfffd, 1);
    check_rune("\xff", 0xfffd, 1);
    END();
}
SCENARIO(decodes_utf8, 0, "")

GO_CODE static void converts_runes(void)
{
    RtSlice r;
    rt_string_to_runes(&r, NULL, str("a\xc3\xa9\xff\xe2\x82\xac"));
    CHECK(r.len == 4 && r.cap == 4);
    const int32_t *runes = r.ptr;
    CHECK(runes[0] == 'a' && runes[1] == 0xe9 && runes[2] == 0xfffd &&
          runes[3] == 0x20ac);
    CHECK(is(rt_runes_to_string(NULL, r.ptr, 4),
             "a\xc3\xa9\xef\xbf\xbd\xe2\x82\xac"));
    CHECK(is(rt_rune_to_string(NULL, 0x1f600), "\xf0\x9f\x98\x80"));
    CHECK(is(rt_rune_to_string(NULL, 'x'), "x"));
    CHECK(is(rt_rune_to_string(NULL, -1), "\xef\xbf\xbd"));
    CHECK(is(rt_rune_to_string(NULL, 0xd800), "\xef\xbf\xbd"));
    CHECK(is(rt_rune_to_string(NULL, INT64_C(1) << 40), "\xef\xbf\xbd"));
    int32_t buf[32];
    rt_string_to_runes(&r, buf, str("xyz"));
    CHECK(r.ptr == buf && r.len == 3 && r.cap == 32);
    END();
}
SCENARIO(converts_runes, 0, "")

GO_CODE static void converts_bytes(void)
{
    RtSlice b;
    rt_string_to_bytes(&b, NULL, str("hello"));
    CHECK(b.len == 5 && b.cap == 8 && ((uint8_t *)b.ptr)[7] == 0);
    uint8_t buf[32];
    rt_string_to_bytes(&b, buf, str("hello"));
    CHECK(b.ptr == buf && b.cap == 32);
    RtString s = rt_bytes_to_string(NULL, b.ptr, b.len);
    buf[0] = 'j';
    CHECK(is(s, "hello"));
    CHECK(rt_bytes_to_string(NULL, buf, 1).ptr !=
          (const uint8_t *)buf);
    CHECK(rt_string_eq(s, str("hello")) && !rt_string_eq(s, str("hellp")));
    CHECK(rt_string_cmp(str("ab"), str("abc")) < 0);
    CHECK(rt_string_cmp(str("b"), str("abc")) > 0);
    CHECK(rt_string_cmp(str("\xff"), str("a")) > 0);
    CHECK(rt_string_cmp(str("abc"), str("abc")) == 0);
    END();
}
SCENARIO(converts_bytes, 0, "")

// Every length, every position of a difference.
GO_CODE static void equality_sees_every_byte(void)
{
    uint8_t a[70], b[70];
    for (int64_t n = 0; n < 70; n++) {
        memset(a, 'x', sizeof a);
        memset(b, 'x', sizeof b);
        CHECK(rt_string_eq((RtString){a, n}, (RtString){b, n}));
        for (int64_t i = 0; i < n; i++) {
            b[i] = 'y';
            CHECK(!rt_string_eq((RtString){a, n}, (RtString){b, n}));
            b[i] = 'x';
        }
        for (int64_t i = n; i < 70; i++)
            b[i] = 'y';
        CHECK(rt_string_eq((RtString){a, n}, (RtString){b, n}));
    }
    END();
}
SCENARIO(equality_sees_every_byte, 0, "")

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_concatenates),
        cmocka_unit_test(test_decodes_utf8),
        cmocka_unit_test(test_converts_runes),
        cmocka_unit_test(test_converts_bytes),
        cmocka_unit_test(test_equality_sees_every_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
