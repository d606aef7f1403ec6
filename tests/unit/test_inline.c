// tests/unit/test_inline.c -- Splicing bodies into their callers.
#include "ir_fixture.h"

static int count_ops(const IrFunc *f, IrOp op)
{
    int n = 0;
    for (int b = 0; b < f->blocks.len; b++) {
        const IrInstrVec *v = &f->blocks.data[b].instrs;
        for (int i = 0; i < v->len; i++)
            n += v->data[i].op == op;
    }
    return n;
}

static void check_ends(const IrFunc *f)
{
    for (int b = 0; b < f->blocks.len; b++) {
        const IrInstrVec *v = &f->blocks.data[b].instrs;
        assert_true(v->len > 0);
        for (int i = 0; i < v->len; i++) {
            IrOp op = v->data[i].op;
            bool ends = op == OP_JUMP || op == OP_IF || op == OP_SWITCH ||
                        op == OP_RET || op == OP_UNREACHABLE;
            assert_int_equal(ends, i == v->len - 1);
            for (uint32_t t = 0; t < v->data[i].ntargets; t++)
                assert_true(v->data[i].targets[t].i < (uint32_t)f->blocks.len);
        }
    }
}

// func newT() *T { return new(T) }
static IrFunc *make_new(Fix *x)
{
    IrFunc *f = fix_func(x, "newT");
    LocalId r = fix_local(x, f, LOCAL_RESULT, x->ptr, "~r0");
    IrBuilder b;
    builder_init(&b, x->m, f);
    AllocSite *site;
    build_move(&b, r, fix_new(x, &b, &site));
    build_ret(&b);
    f->inline_cost = 3;
    return f;
}

static void an_inlined_constructor_is_on_the_stack(void **state)
{
    (void)state;
    Fix x;
    fix_init(&x);
    IrFunc *newT = make_new(&x), *f = fix_func(&x, "f");
    IrBuilder b;
    builder_init(&b, x.m, f);
    b.loop_depth = 2;
    LocalId t = builder_temp(&b, x.ptr);
    fix_call(&x, &b, newT, NULL, 0, t);
    build_ret(&b);
    fix_run(&x, ESCAPE_GO, true);
    check_ends(f);
    assert_int_equal(count_ops(f, OP_CALL), 0);
    assert_int_equal(count_ops(f, OP_NEW), 1);
    AllocSite *copy = vec_last(&x.m->sites);
    assert_ptr_equal(copy->func, f);
    assert_int_equal(copy->place, PLACE_STACK);
    assert_int_equal(copy->loop_depth, 2);
    assert_true(fix_said(&x, "can inline newT"));
    assert_true(fix_said(&x, "inlining call to newT"));
    fix_free(&x);
}

static void limits_are_kept(void **state)
{
    (void)state;
    Fix x;
    fix_init(&x);
    IrFunc *g = make_new(&x), *h = make_new(&x), *f = fix_func(&x, "f");
    g->inline_cost = 81;
    h->flags |= IRFN_NOINLINE;
    IrBuilder b;
    builder_init(&b, x.m, f);
    fix_call(&x, &b, g, NULL, 0, LOCAL_NONE);
    fix_call(&x, &b, h, NULL, 0, LOCAL_NONE);
    build_ret(&b);
    fix_run(&x, ESCAPE_GO, true);
    assert_int_equal(count_ops(f, OP_CALL), 2);
    fix_free(&x);
}

static void cycles_are_inlined_once(void **state)
{
    (void)state;
    Fix x;
    fix_init(&x);
    IrFunc *f = fix_func(&x, "f"), *g = fix_func(&x, "g");
    f->inline_cost = g->inline_cost = 5;
    IrBuilder b;
    builder_init(&b, x.m, f);
    fix_call(&x, &b, g, NULL, 0, LOCAL_NONE);
    build_ret(&b);
    builder_init(&b, x.m, g);
    fix_call(&x, &b, f, NULL, 0, LOCAL_NONE);
    build_ret(&b);
    fix_run(&x, ESCAPE_GO, true);
    check_ends(f);
    check_ends(g);
    assert_int_equal(count_ops(f, OP_CALL), 1);
    assert_int_equal(count_ops(g, OP_CALL), 1);
    assert_int_equal(f->inlines.len, 1);
    fix_free(&x);
}

// func f() { v := 0; func() { v = 1 }() }
static void a_closure_called_at_once_works_on_the_variable(void **state)
{
    (void)state;
    Fix x;
    fix_init(&x);
    IrFunc *f = fix_func(&x, "f"), *lit = fix_func(&x, "f.func1");
    lit->parent = f;
    lit->inline_cost = 100;
    LocalId cap = fix_local(&x, lit, LOCAL_CAPTURE, x.ptr, "v");
    ir_local(lit, cap)->by_ref = true;
    IrBuilder b;
    builder_init(&b, x.m, lit);
    build_store(&b, place_deref(opd_local(lit, cap), x.i64),
                opd_int(x.i64, 1));
    build_ret(&b);
    builder_init(&b, x.m, f);
    LocalId v = fix_var(&x, &b, x.i64, "v");
    IrOperand a = build_addr(&b, place_local(f, v));
    AllocSite *site;
    IrOperand c = fix_closure(&x, &b, lit, &a, 1, &site);
    IrInstr *call = builder_emit(&b, OP_CALLFUNC);
    instr_set_args(x.m, call, &c, 1);
    build_ret(&b);
    fix_run(&x, ESCAPE_GO, true);
    check_ends(f);
    assert_int_equal(count_ops(f, OP_CALLFUNC), 0);
    bool found = false;
    for (int i = 0; i < f->blocks.len; i++) {
        const IrInstrVec *in = &f->blocks.data[i].instrs;
        for (int k = 0; k < in->len; k++)
            found |= in->data[k].op == OP_STORE &&
                     in->data[k].place->base == BASE_LOCAL &&
                     in->data[k].place->local.i == v.i;
    }
    assert_true(found);
    fix_free(&x);
}

// func mk() { v := 0; return func() { v = 1 } }, inlined into f twice: each
// copy has a closure of its own.
static void closures_of_inlined_functions_are_cloned(void **state)
{
    (void)state;
    Fix x;
    fix_init(&x);
    IrFunc *mk = fix_func(&x, "mk"), *lit = fix_func(&x, "mk.func1");
    lit->parent = mk;
    mk->inline_cost = 10;
    LocalId r = fix_local(&x, mk, LOCAL_RESULT, x.func, "~r0");
    LocalId cap = fix_local(&x, lit, LOCAL_CAPTURE, x.ptr, "v");
    ir_local(lit, cap)->by_ref = true;
    IrBuilder b;
    builder_init(&b, x.m, lit);
    build_store(&b, place_deref(opd_local(lit, cap), x.i64),
                opd_int(x.i64, 1));
    build_ret(&b);
    builder_init(&b, x.m, mk);
    LocalId v = fix_var(&x, &b, x.i64, "v");
    IrOperand a = build_addr(&b, place_local(mk, v));
    AllocSite *site;
    build_move(&b, r, fix_closure(&x, &b, lit, &a, 1, &site));
    build_ret(&b);

    IrFunc *f = fix_func(&x, "f");
    builder_init(&b, x.m, f);
    LocalId keep = builder_temp(&b, x.func), drop = builder_temp(&b, x.func);
    fix_call(&x, &b, mk, NULL, 0, keep);
    fix_call(&x, &b, mk, NULL, 0, drop);
    IrInstr *go = builder_emit(&b, OP_GO);
    IrOperand k = opd_local(f, keep);
    instr_set_args(x.m, go, &k, 1);
    build_ret(&b);
    fix_run(&x, ESCAPE_GO, true);
    check_ends(f);
    int heap = 0, stack = 0;
    for (int i = 0; i < x.m->sites.len; i++) {
        const AllocSite *s = x.m->sites.data[i];
        if (s->kind != SITE_CLOSURE || s->func != f)
            continue;
        heap += s->place == PLACE_HEAP;
        stack += s->place == PLACE_STACK;
    }
    assert_int_equal(heap, 1);
    assert_int_equal(stack, 1);
    assert_int_equal(site->place, PLACE_HEAP); // mk itself returns it.
    fix_free(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_inlined_constructor_is_on_the_stack),
        cmocka_unit_test(limits_are_kept),
        cmocka_unit_test(cycles_are_inlined_once),
        cmocka_unit_test(a_closure_called_at_once_works_on_the_variable),
        cmocka_unit_test(closures_of_inlined_functions_are_cloned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
