// tests/unit/test_callgraph.c -- Batches come callees first.
#include "ir_fixture.h"

#include "escape/callgraph.h"

static void body(Fix *x, IrFunc *f, IrFunc *const *callees, int n)
{
    IrBuilder b;
    builder_init(&b, x->m, f);
    for (int i = 0; i < n; i++)
        fix_call(x, &b, callees[i], NULL, 0, LOCAL_NONE);
    build_ret(&b);
}

static void callees_come_first_and_cycles_together(void **state)
{
    (void)state;
    Fix x;
    fix_init(&x);
    IrFunc *f = fix_func(&x, "f"), *g = fix_func(&x, "g");
    IrFunc *h = fix_func(&x, "h");
    body(&x, f, (IrFunc *[]){g}, 1);
    body(&x, g, (IrFunc *[]){f, h}, 2);
    body(&x, h, NULL, 0);
    CallGraph c = callgraph_make(x.m, false, &x.arena);
    assert_int_equal(c.batches.len, 2);
    assert_ptr_equal(c.batches.data[0].fns.data[0], h);
    assert_false(c.batches.data[0].recursive);
    assert_int_equal(c.batches.data[1].fns.len, 2);
    assert_true(c.batches.data[1].recursive);
    assert_int_equal(c.batch_of[f->id], c.batch_of[g->id]);
    fix_free(&x);
}

static void a_capturing_closure_is_with_its_function(void **state)
{
    (void)state;
    Fix x;
    fix_init(&x);
    IrFunc *f = fix_func(&x, "f"), *lit = fix_func(&x, "f.func1");
    lit->parent = f;
    fix_local(&x, lit, LOCAL_CAPTURE, x.ptr, "v");
    body(&x, lit, NULL, 0);
    IrBuilder b;
    builder_init(&b, x.m, f);
    LocalId v = fix_local(&x, f, LOCAL_VAR, x.ptr, "v");
    IrOperand arg = opd_local(f, v);
    AllocSite *site;
    fix_closure(&x, &b, lit, &arg, 1, &site);
    build_ret(&b);
    CallGraph c = callgraph_make(x.m, false, &x.arena);
    assert_int_equal(c.batches.len, 1);
    assert_ptr_equal(c.batches.data[0].fns.data[0], f);
    assert_ptr_equal(c.batches.data[0].fns.data[1], lit);
    assert_true(callgraph_encloses(&c, f, lit));
    assert_false(callgraph_encloses(&c, lit, f));
    fix_free(&x);
}

static void a_literal_without_captures_stands_alone(void **state)
{
    (void)state;
    Fix x;
    fix_init(&x);
    IrFunc *f = fix_func(&x, "f"), *lit = fix_func(&x, "f.func1");
    lit->parent = f;
    body(&x, lit, NULL, 0);
    IrBuilder b;
    builder_init(&b, x.m, f);
    AllocSite *site;
    fix_closure(&x, &b, lit, NULL, 0, &site);
    build_ret(&b);
    CallGraph c = callgraph_make(x.m, false, &x.arena);
    assert_int_equal(c.batches.len, 2);
    assert_ptr_equal(c.batches.data[0].fns.data[0], lit);
    fix_free(&x);
}

static void long_chains_need_no_stack(void **state)
{
    (void)state;
    enum { N = 50000 };
    Fix x;
    fix_init(&x);
    IrFunc **f = ARENA_ARRAY(&x.arena, IrFunc *, N);
    for (int i = 0; i < N; i++)
        f[i] = fix_func(&x, "f");
    for (int i = 0; i < N; i++)
        body(&x, f[i], &f[(i + 1) % N], i + 1 < N ? 1 : 0);
    CallGraph c = callgraph_make(x.m, false, &x.arena);
    assert_int_equal(c.batches.len, N);
    assert_ptr_equal(c.batches.data[0].fns.data[0], f[N - 1]);
    fix_free(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(callees_come_first_and_cycles_together),
        cmocka_unit_test(a_capturing_closure_is_with_its_function),
        cmocka_unit_test(a_literal_without_captures_stands_alone),
        cmocka_unit_test(long_chains_need_no_stack),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
