// tests/unit/test_rules.c -- Relations between types, method sets, sizes and
// substitution, asked of types that small programs declare.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "checked.h"

#include <string.h>

static const char program[] =
    "package p\n"
    "type Int int\n"
    "type Ints []int\n"
    "type S1 struct { A int `x:\"1\"` }\n"
    "type S2 struct { A int }\n"
    "type I interface { M(); N() }\n"
    "type Val struct{ b bool; n int64; s string }\n"
    "func (Val) M() {}\n"
    "func (*Val) N() {}\n"
    "type Emb struct { *Val; x int }\n"
    "type L[T any] struct { next *L[T]; v T }\n"
    "func (l *L[E]) Get() E { return l.v }\n"
    "type Rec interface { Self() Rec }\n"
    "type Pad struct { a int32; z struct{} }\n"
    "var (\n"
    "\ti int; n Int; is []int; ns Ints; s1 S1; s2 S2; v Val; pv *Val\n"
    "\tiv I; e Emb; li L[int]; ls L[string]; li2 L[int]; any1 any\n"
    "\tf func(int) string; ch chan int; ro <-chan int; arr [3]int\n"
    "\tb []byte; str string; rec Rec; pad Pad; fn func(xs ...int)\n"
    "\tm map[string][]*Val; c64 complex64; u uintptr; pad2 [2]Pad\n"
    ")\n";

typedef struct Fixture {
    Checked c;
} Fixture;

static int set_up(void **state)
{
    static Fixture f;
    checked_init(&f.c, program, 0);
    if (strcmp(front_errors(&f.c.front), "") != 0)
        return -1;
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *f = *state;
    checked_free(&f->c);
    return 0;
}

static GoType *type_of(void **state, const char *var)
{
    Fixture *f = *state;
    Object *v = checked_find(&f->c, var);
    assert_non_null(v);
    return v->type;
}

#define T(name) type_of(state, name)

static void identical_means_same_structure_or_same_name(void **state)
{
    TypeContext *c = T("i")->ctx;
    assert_true(type_identical(T("is"), type_new_slice(c, T("i"))));
    assert_false(type_identical(T("is"), T("ns")));
    assert_false(type_identical(T("i"), T("n")));
    assert_true(type_identical(T("li"), T("li2")));
    assert_ptr_equal(T("li"), T("li2"));
    assert_false(type_identical(T("li"), T("ls")));
    assert_true(type_hash(T("is")) ==
                type_hash(type_new_slice(c, T("i"))));
}

static void assignability_needs_one_unnamed_type(void **state)
{
    assert_true(type_assignable(T("is"), T("ns")));
    assert_false(type_assignable(T("i"), T("n")));
    assert_true(type_assignable(T("ch"), T("ro")));
    assert_false(type_assignable(T("ro"), T("ch")));
    assert_true(type_assignable(T("v"), T("any1")));
    assert_false(type_assignable(T("v"), T("iv")));
    assert_true(type_assignable(T("pv"), T("iv")));
    assert_false(type_assignable(T("s1"), T("s2")));
}

static void conversion_ignores_tags_and_names(void **state)
{
    assert_true(type_convertible(T("s1"), T("s2")));
    assert_true(type_convertible(T("i"), T("n")));
    assert_true(type_convertible(T("str"), T("b")));
    assert_true(type_convertible(T("i"), T("str")));
    assert_false(type_convertible(T("str"), T("i")));
    assert_true(type_convertible(T("is"), T("arr")));
    assert_false(type_convertible(T("arr"), T("is")));
}

static void comparability_looks_inside(void **state)
{
    assert_true(type_is_comparable(T("v")));
    assert_true(type_is_comparable(T("any1")));
    assert_true(type_is_comparable(T("arr")));
    assert_false(type_is_comparable(T("is")));
    assert_false(type_is_comparable(T("f")));
    assert_false(type_is_comparable(T("m")));
}

static void method_sets_follow_embedding_and_pointers(void **state)
{
    MethodSet *v = method_set(T("v")), *pv = method_set(T("pv"));
    assert_int_equal(v->count, 1);
    assert_int_equal(pv->count, 2);
    assert_string_equal(pv->at[1]->obj->name, "N");
    MethodSet *e = method_set(T("e")); // Embeds a pointer: both.
    assert_int_equal(e->count, 2);
    assert_int_equal(e->at[0]->path_len, 1);
    assert_true(e->at[0]->indirect);
    assert_true(e->at[0]->recv_deref);
    assert_false(e->at[1]->recv_deref);
    assert_true(type_implements(T("e"), T("iv")));
    assert_false(type_implements(T("v"), T("iv")));
}

static void selectors_give_the_way_to_the_field(void **state)
{
    Fixture *f = *state;
    Selection *s = lookup_field_or_method(T("e"), false, f->c.pkg, "n");
    assert_non_null(s);
    assert_int_equal(s->kind, SEL_FIELD);
    assert_int_equal(s->path_len, 2);
    assert_int_equal(s->path[0], 0);
    assert_int_equal(s->path[1], 1);
    assert_true(s->indirect);
    assert_null(lookup_field_or_method(T("e"), false, f->c.pkg, "zz"));
}

static void sizes_are_those_of_amd64(void **state)
{
    assert_int_equal(type_size(T("v")), 32);
    assert_int_equal(type_align(T("v")), 8);
    assert_int_equal(type_field_offset(T("v"), 2), 16);
    assert_int_equal(type_size(T("is")), 24);
    assert_int_equal(type_size(T("any1")), 16);
    assert_int_equal(type_size(T("c64")), 8);
    assert_int_equal(type_align(T("c64")), 4);
    // A last field of size zero is padded.
    assert_int_equal(type_size(T("pad")), 8);
    assert_int_equal(type_size(T("pad2")), 16);
    assert_true(type_has_pointers(T("v")));
    assert_false(type_has_pointers(T("pad")));
}

static void types_print_as_go_prints_them(void **state)
{
    static const struct { const char *var, *rel, *run; } cases[] = {
        {"f", "func(int) string", "func(int) string"},
        {"fn", "func(xs ...int)", "func(...int)"},
        {"m", "map[string][]*Val", "map[string][]*p.Val"},
        {"li", "L[int]", "p.L[int]"},
        {"ro", "<-chan int", "<-chan int"},
        {"any1", "any", "interface {}"},
        {"b", "[]byte", "[]uint8"},
    };
    Fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(type_string(T(cases[i].var), f->c.pkg),
                            cases[i].rel);
        assert_string_equal(type_runtime_string(T(cases[i].var)),
                            cases[i].run);
    }
}

static void instances_substitute_their_arguments(void **state)
{
    GoType *u = type_underlying(T("li"));
    assert_int_equal(u->kind, TYPE_STRUCT);
    assert_true(type_identical(u->u.struc.fields[1]->type, T("i")));
    GoType *next = u->u.struc.fields[0]->type;
    assert_ptr_equal(next->u.pointer.elem, T("li"));
    assert_int_equal(type_method_count(T("ls")), 1);
    Object *get = type_method_at(T("ls"), 0);
    GoType *result = get->type->u.func.results->u.tuple.vars[0]->type;
    assert_true(type_identical(result, T("str")));

    Object *generic;
    const TypeEnv *env = instance_env(get, (TypeList){0}, &generic);
    assert_non_null(env);
    assert_non_null(generic->u.func.info);
    GoType *e = generic->type->u.func.recv_tparams.at[0];
    assert_true(type_identical(type_subst(env, e), T("str")));
}

static void recursive_interfaces_compare_without_end(void **state)
{
    assert_true(type_identical(T("rec"), T("rec")));
    assert_true(type_is_comparable(T("rec")));
    assert_int_equal(interface_method_count(T("rec")), 1);
    assert_false(type_implements(T("pv"), T("rec")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(identical_means_same_structure_or_same_name),
        cmocka_unit_test(assignability_needs_one_unnamed_type),
        cmocka_unit_test(conversion_ignores_tags_and_names),
        cmocka_unit_test(comparability_looks_inside),
        cmocka_unit_test(method_sets_follow_embedding_and_pointers),
        cmocka_unit_test(selectors_give_the_way_to_the_field),
        cmocka_unit_test(sizes_are_those_of_amd64),
        cmocka_unit_test(types_print_as_go_prints_them),
        cmocka_unit_test(instances_substitute_their_arguments),
        cmocka_unit_test(recursive_interfaces_compare_without_end),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
