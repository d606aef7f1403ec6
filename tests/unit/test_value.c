// tests/unit/test_value.c -- Equality and hashes by descriptor, interfaces.
#include "tests/unit/rt_types.h"

#include "runtime/iface.h"
#include "runtime/type.h"
#include "runtime/value.h"

typedef struct Mixed {
    int32_t x;
    RtString s;
    RtEface e;
} Mixed;

static const RtStructField mixed_fields[] = {
    {.name = TEXT("x"), .type = &t_int32, .offset = offsetof(Mixed, x)},
    {.name = TEXT("s"), .type = &t_string, .offset = offsetof(Mixed, s)},
    {.name = TEXT("e"), .type = &t_any.t, .offset = offsetof(Mixed, e)},
};
static const uint8_t mixed_mask[] = {0x1a};
static const RtStructType t_mixed = {
    .t = {.size = sizeof(Mixed), .ptrdata = sizeof(Mixed), .hash = 50,
          .kind = RT_KIND_STRUCT, .align = 8, .flags = RT_TYPE_COMPARABLE,
          .gcmask = mixed_mask, .string = TEXT("main.Mixed")},
    .nfields = 3, .fields = mixed_fields};

GO_CODE static void structs_compare_fields(void)
{
    int64_t one = 1, uno = 1;
    Mixed a, b;
    memset(&a, 0x11, sizeof a); // Padding differs.
    memset(&b, 0x22, sizeof b);
    a.x = b.x = 3;
    a.s = str("text");
    b.s = rt_concat2(NULL, str("te"), str("xt"));
    a.e = (RtEface){&t_int, &one};
    b.e = (RtEface){&t_int, &uno};
    CHECK(rt_value_eq(&t_mixed.t, &a, &b));
    CHECK(rt_value_hash(&t_mixed.t, &a, 9) == rt_value_hash(&t_mixed.t, &b, 9));
    CHECK(rt_value_hash(&t_mixed.t, &a, 9) != rt_value_hash(&t_mixed.t, &b, 8));
    uno = 2;
    CHECK(!rt_value_eq(&t_mixed.t, &a, &b));
    uno = 1;
    b.s.len--;
    CHECK(!rt_value_eq(&t_mixed.t, &a, &b));
    END();
}
SCENARIO(structs_compare_fields, 0, "")

GO_CODE static void uncomparable_panics(void)
{
    RtSlice s = {NULL, 0, 0};
    RtEface e = {&t_slice, &s};
    RtEface other = {&t_int, &s};
    CHECK(!rt_efaceeq(e, other));
    rt_efaceeq(e, e);
    END();
}
SCENARIO(uncomparable_panics, 2,
         "panic: runtime error: comparing uncomparable type []int")

GO_CODE static void floats_hash_by_value(void)
{
    double zero = 0.0, minus = -0.0, nan = __builtin_nan("");
    CHECK(rt_value_eq(&t_float, &zero, &minus));
    CHECK(rt_value_hash(&t_float, &zero, 1) ==
          rt_value_hash(&t_float, &minus, 1));
    CHECK(!rt_value_eq(&t_float, &nan, &nan));
    CHECK(rt_value_hash(&t_float, &nan, 1) != rt_value_hash(&t_float, &nan, 1));
    END();
}
SCENARIO(floats_hash_by_value, 0, "")

// Hashes of keys that differ in one bit differ, in all parts of the hash.
GO_CODE static void hashes_spread(void)
{
    uint8_t text[100] = {0};
    for (size_t n = 1; n < 100; n++) {
        uint64_t h = rt_hash_memory(text, n, 77);
        int bits = 0;
        for (size_t i = 0; i < 8 * n; i++) {
            text[i / 8] ^= (uint8_t)(1u << i % 8);
            uint64_t g = rt_hash_memory(text, n, 77);
            CHECK(g != h);
            bits += (int)rt_popcount64(g ^ h);
            text[i / 8] ^= (uint8_t)(1u << i % 8);
        }
        CHECK(bits > (int)(8 * n) * 20 && bits < (int)(8 * n) * 44);
    }
    END();
}
SCENARIO(hashes_spread, 0, "")

// --- Interfaces -------------------------------------------------------------

static const RtFuncType t_func = {
    .t = {.size = 8, .ptrdata = 8, .kind = RT_KIND_FUNC, .align = 8,
          .gcmask = mask_1, .string = TEXT("func()")}};
static const RtMethod methods[] = {
    {.name = TEXT("A"), .type = &t_func.t, .ifn = (void *)1},
    {.name = TEXT("B"), .type = &t_func.t, .ifn = (void *)2},
    {.name = TEXT("C"), .type = &t_func.t, .ifn = (void *)3},
};
static const RtUncommon uncommon = {TEXT("T"), TEXT("main"), 3, methods};
static const RtPtrType t_impl = {
    .t = {.size = 8, .ptrdata = 8, .hash = 60, .kind = RT_KIND_POINTER,
          .align = 8, .flags = PLAIN | RT_TYPE_DIRECT | RT_TYPE_UNCOMMON,
          .gcmask = mask_1, .string = TEXT("*main.T"), .uncommon = &uncommon}};
static const RtIMethod ac[] = {{.name = TEXT("A"), .type = &t_func.t},
                               {.name = TEXT("C"), .type = &t_func.t}};
static const RtIMethod ad[] = {{.name = TEXT("A"), .type = &t_func.t},
                               {.name = TEXT("D"), .type = &t_func.t}};
static const RtInterfaceType i_ac = {
    .t = {.size = 16, .ptrdata = 16, .kind = RT_KIND_INTERFACE, .align = 8,
          .string = TEXT("main.AC")}, .nmethods = 2, .methods = ac};
static const RtInterfaceType i_ad = {
    .t = {.size = 16, .ptrdata = 16, .kind = RT_KIND_INTERFACE, .align = 8,
          .string = TEXT("main.AD")}, .nmethods = 2, .methods = ad};

GO_CODE static void tabs_are_built(void)
{
    const RtItab *tab = rt_getitab(&i_ac.t, &t_impl.t);
    CHECK(tab && tab->fun[0] == (void *)1 && tab->fun[1] == (void *)3);
    CHECK(rt_getitab(&i_ac.t, &t_impl.t) == tab);
    CHECK(!rt_getitab(&i_ad.t, &t_impl.t));
    CHECK(!rt_getitab(&i_ac.t, &t_int));
    CHECK(rt_missing_method(&i_ad, &t_impl.t).ptr == ad[1].name.ptr);
    RtEface e = {&t_impl.t, &e};
    CHECK(rt_assert_e2i2(&i_ac.t, e).data == &e);
    CHECK(!rt_assert_e2i2(&i_ad.t, e).tab);
    rt_assert_e2i(&i_ad.t, e);
    END();
}
SCENARIO(tabs_are_built, 2, "interface conversion: *main.T is not main.AD: "
                            "missing method D")

GO_CODE static void small_values_are_shared(void)
{
    int64_t v = 200;
    void *p = rt_box(&t_int, &v, false);
    CHECK(p == rt_box(&t_int, &v, false) && *(int64_t *)p == 200);
    v = 300;
    CHECK(rt_box(&t_int, &v, false) != rt_box(&t_int, &v, false));
    uint8_t b = 255;
    CHECK(*(uint8_t *)rt_box(&t_byte, &b, false) == 255);
    RtString none = {NULL, 0};
    CHECK(rt_box(&t_string, &none, false) == rt_box(&t_string, &none, false));
    RtString s = str("x");
    CHECK(((RtString *)rt_box(&t_string, &s, false))->ptr == s.ptr);
    END();
}
SCENARIO(small_values_are_shared, 0, "")

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_structs_compare_fields),
        cmocka_unit_test(test_uncomparable_panics),
        cmocka_unit_test(test_floats_hash_by_value),
        cmocka_unit_test(test_hashes_spread),
        cmocka_unit_test(test_tabs_are_built),
        cmocka_unit_test(test_small_values_are_shared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
