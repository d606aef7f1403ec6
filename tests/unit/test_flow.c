// tests/unit/test_flow.c -- From small functions to places.
#include "ir_fixture.h"

// func f() { p := new(T); SINK }: the site, after analysis.
static void store_to_global(Fix *x, IrBuilder *b, IrOperand v)
{
    build_store(b, place_global(x->global), v);
}

static void a_pointer_stored_in_a_global_is_on_the_heap(void **state)
{
    (void)state;
    Fix x;
    fix_init(&x);
    IrBuilder b;
    builder_init(&b, x.m, fix_func(&x, "f"));
    AllocSite *kept, *local;
    IrOperand p = fix_new(&x, &b, &kept);
    fix_new(&x, &b, &local);
    store_to_global(&x, &b, p);
    build_ret(&b);
    fix_run(&x, ESCAPE_GO, true);
    assert_int_equal(kept->place, PLACE_HEAP);
    assert_int_equal(local->place, PLACE_STACK);
    assert_true(fix_said(&x, "new(T) escapes to heap"));
    assert_true(fix_said(&x, "new(T) does not escape"));
    fix_free(&x);
}

static void off_puts_everything_on_the_heap(void **state)
{
    (void)state;
    Fix x;
    fix_init(&x);
    IrBuilder b;
    builder_init(&b, x.m, fix_func(&x, "f"));
    AllocSite *site;
    fix_new(&x, &b, &site);
    LocalId v = fix_var(&x, &b, x.i64, "v");
    build_addr(&b, place_local(b.f, v));
    build_ret(&b);
    fix_run(&x, ESCAPE_OFF, true);
    assert_int_equal(site->place, PLACE_HEAP);
    assert_int_equal(ir_local(b.f, v)->site->place, PLACE_HEAP);
    fix_free(&x);
}

// func id(p *T) *T { return p }
static IrFunc *make_id(Fix *x)
{
    IrFunc *f = fix_func(x, "id");
    LocalId p = fix_local(x, f, LOCAL_PARAM, x->ptr, "p");
    LocalId r = fix_local(x, f, LOCAL_RESULT, x->ptr, "~r0");
    IrBuilder b;
    builder_init(&b, x->m, f);
    build_move(&b, r, opd_local(f, p));
    build_ret(&b);
    return f;
}

static void summaries_follow_results(void **state)
{
    (void)state;
    for (EscapeLevel level = ESCAPE_LOCAL; level <= ESCAPE_GO; level++) {
        Fix x;
        fix_init(&x);
        IrFunc *id = make_id(&x);
        IrBuilder b;
        builder_init(&b, x.m, fix_func(&x, "f"));
        AllocSite *kept, *local;
        IrOperand p = fix_new(&x, &b, &kept), q = fix_new(&x, &b, &local);
        LocalId t = builder_temp(&b, x.ptr), u = builder_temp(&b, x.ptr);
        fix_call(&x, &b, id, &p, 1, t);
        fix_call(&x, &b, id, &q, 1, u);
        store_to_global(&x, &b, opd_local(b.f, t));
        build_ret(&b);
        fix_run(&x, level, false);
        assert_int_equal(kept->place, PLACE_HEAP);
        assert_int_equal(local->place,
                         level == ESCAPE_GO ? PLACE_STACK : PLACE_HEAP);
        if (level == ESCAPE_GO)
            assert_true(
                fix_said(&x, "leaking param: p to result ~r0 level=0"));
        fix_free(&x);
    }
}

static void stores_through_pointers_go_to_the_heap(void **state)
{
    (void)state;
    Fix x;
    fix_init(&x);
    IrFunc *f = fix_func(&x, "f");
    LocalId pp = fix_local(&x, f, LOCAL_PARAM, x.ptr, "pp");
    IrBuilder b;
    builder_init(&b, x.m, f);
    LocalId v = fix_var(&x, &b, x.i64, "v");
    IrOperand a = build_addr(&b, place_local(f, v));
    build_store(&b, place_deref(opd_local(f, pp), x.ptr), a);
    build_ret(&b);
    fix_run(&x, ESCAPE_GO, true);
    assert_int_equal(ir_local(f, v)->site->place, PLACE_HEAP);
    assert_true(fix_said(&x, "moved to heap: v"));
    assert_true(fix_said(&x, "pp does not escape"));
    fix_free(&x);
}

static void a_fresh_object_takes_what_is_stored_in_it(void **state)
{
    (void)state;
    Fix x;
    fix_init(&x);
    IrFunc *f = fix_func(&x, "f");
    IrBuilder b;
    builder_init(&b, x.m, f);
    AllocSite *outer, *inner;
    IrOperand o = fix_new(&x, &b, &outer), i = fix_new(&x, &b, &inner);
    build_store(&b, place_deref(o, x.ptr), i)->flags |= IRF_INIT;
    build_ret(&b);
    fix_run(&x, ESCAPE_GO, true);
    assert_int_equal(inner->place, PLACE_STACK);
    fix_free(&x);
}

static AllocSite *make_slice(Fix *x, IrBuilder *b, IrOperand n)
{
    AllocSite *s = fix_site(x, b, SITE_MAKE_SLICE, "make([]T, n)");
    IrOperand args[] = {n, opd_none()};
    build_op(b, OP_MAKESLICE, x->slice, args, 2, s)->elem = x->i64;
    return s;
}

static void sizes_decide_places_of_slices(void **state)
{
    (void)state;
    Fix x;
    fix_init(&x);
    IrFunc *f = fix_func(&x, "f");
    LocalId n = fix_local(&x, f, LOCAL_PARAM, x.i64, "n");
    IrBuilder b;
    builder_init(&b, x.m, f);
    AllocSite *small = make_slice(&x, &b, opd_int(x.i64, 8192));
    AllocSite *large = make_slice(&x, &b, opd_int(x.i64, 8193));
    AllocSite *any = make_slice(&x, &b, opd_local(f, n));
    LocalId k = fix_local(&x, f, LOCAL_VAR, x.i64, "k");
    build_move(&b, k, opd_int(x.i64, 7));
    AllocSite *known = make_slice(&x, &b, opd_local(f, k));
    build_ret(&b);
    fix_run(&x, ESCAPE_GO, true);
    assert_int_equal(small->place, PLACE_STACK);
    assert_int_equal(small->stack_bytes, 65536);
    assert_int_equal(large->place, PLACE_HEAP);
    assert_int_equal(any->place, PLACE_STACK_UPTO);
    assert_int_equal(any->stack_bytes, 32);
    assert_int_equal(known->place, PLACE_STACK);
    assert_true(fix_said(&x, "make([]T, 7) does not escape"));
    fix_free(&x);
}

// func f() { v := 0; lit := func() { SINK(&v) }; ... }
static void a_reference_lives_as_long_as_its_closure(void **state)
{
    (void)state;
    for (int escape = 0; escape < 2; escape++) {
        Fix x;
        fix_init(&x);
        IrFunc *f = fix_func(&x, "f"), *lit = fix_func(&x, "f.func1");
        lit->parent = f;
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
        if (escape) {
            IrInstr *go = builder_emit(&b, OP_GO);
            instr_set_args(x.m, go, &c, 1);
        }
        build_ret(&b);
        fix_run(&x, ESCAPE_GO, true);
        Place want = escape ? PLACE_HEAP : PLACE_STACK;
        assert_int_equal(site->place, want);
        assert_int_equal(ir_local(f, v)->site->place, want);
        fix_free(&x);
    }
}

// A closure stores its own variable's address in a variable of its function.
static void closures_do_not_outlive_their_function(void **state)
{
    (void)state;
    Fix x;
    fix_init(&x);
    IrFunc *f = fix_func(&x, "f"), *lit = fix_func(&x, "f.func1");
    lit->parent = f;
    LocalId cap = fix_local(&x, lit, LOCAL_CAPTURE, x.ptr, "p");
    ir_local(lit, cap)->by_ref = true;
    IrBuilder b;
    builder_init(&b, x.m, lit);
    LocalId w = fix_var(&x, &b, x.i64, "w");
    IrOperand aw = build_addr(&b, place_local(lit, w));
    build_store(&b, place_deref(opd_local(lit, cap), x.ptr), aw);
    build_ret(&b);
    builder_init(&b, x.m, f);
    LocalId p = fix_var(&x, &b, x.ptr, "p");
    IrOperand a = build_addr(&b, place_local(f, p));
    AllocSite *site;
    fix_closure(&x, &b, lit, &a, 1, &site);
    build_ret(&b);
    fix_run(&x, ESCAPE_GO, true);
    assert_int_equal(ir_local(lit, w)->site->place, PLACE_HEAP);
    assert_int_equal(ir_local(f, p)->site->place, PLACE_STACK);
    fix_free(&x);
}

static void boxes_of_constants_allocate_nothing(void **state)
{
    (void)state;
    Fix x;
    fix_init(&x);
    IrFunc *f = fix_func(&x, "f");
    LocalId n = fix_local(&x, f, LOCAL_PARAM, x.i64, "n");
    IrDesc *desc = ARENA_NEW(&x.arena, IrDesc);
    desc->layout = x.i64;
    IrBuilder b;
    builder_init(&b, x.m, f);
    AllocSite *c = fix_site(&x, &b, SITE_BOX, "1");
    IrOperand one = opd_int(x.i64, 1), v = opd_local(f, n);
    build_op(&b, OP_TOIFACE, x.eface, &one, 1, c)->desc = desc;
    AllocSite *s = fix_site(&x, &b, SITE_BOX, "n");
    IrInstr *in = build_op(&b, OP_TOIFACE, x.eface, &v, 1, s);
    in->desc = desc;
    IrOperand boxed = instr_result(f, in);
    IrInstr *panic = builder_emit(&b, OP_PANIC);
    instr_set_args(x.m, panic, &boxed, 1);
    build_unreachable(&b);
    fix_run(&x, ESCAPE_GO, true);
    assert_int_equal(c->place, PLACE_NONE);
    assert_int_equal(s->place, PLACE_HEAP);
    fix_free(&x);
}

static void unknown_functions_take_their_arguments_to_the_heap(void **state)
{
    (void)state;
    Fix x;
    fix_init(&x);
    IrFunc *ext = fix_func(&x, "ext"), *quiet = fix_func(&x, "quiet");
    fix_local(&x, ext, LOCAL_PARAM, x.ptr, "p");
    fix_local(&x, quiet, LOCAL_PARAM, x.ptr, "p");
    ext->flags |= IRFN_EXTERN;
    quiet->flags |= IRFN_EXTERN | IRFN_NOESCAPE;
    IrFunc *f = fix_func(&x, "f");
    LocalId fn = fix_local(&x, f, LOCAL_PARAM, x.func, "fn");
    IrBuilder b;
    builder_init(&b, x.m, f);
    AllocSite *s[3];
    IrOperand p[3];
    for (int i = 0; i < 3; i++)
        p[i] = fix_new(&x, &b, &s[i]);
    fix_call(&x, &b, ext, &p[0], 1, LOCAL_NONE);
    fix_call(&x, &b, quiet, &p[1], 1, LOCAL_NONE);
    IrInstr *call = builder_emit(&b, OP_CALLFUNC);
    IrOperand args[] = {opd_local(f, fn), p[2]};
    instr_set_args(x.m, call, args, 2);
    build_ret(&b);
    fix_run(&x, ESCAPE_GO, true);
    assert_int_equal(s[0]->place, PLACE_HEAP);
    assert_int_equal(s[1]->place, PLACE_STACK);
    assert_int_equal(s[2]->place, PLACE_HEAP);
    fix_free(&x);
}

// func f() { x := new(T); p := &slot; q := p; *q = x }
static void stores_to_local_objects_stay_local_at_full(void **state)
{
    (void)state;
    for (EscapeLevel level = ESCAPE_GO; level <= ESCAPE_FULL; level++) {
        for (int leak = 0; leak < 2; leak++) {
            Fix x;
            fix_init(&x);
            IrFunc *f = fix_func(&x, "f");
            IrBuilder b;
            builder_init(&b, x.m, f);
            LocalId slot = fix_var(&x, &b, x.ptr, "slot");
            LocalId p = fix_local(&x, f, LOCAL_VAR, x.ptr, "p");
            AllocSite *site;
            IrOperand v = fix_new(&x, &b, &site);
            build_move(&b, p, build_addr(&b, place_local(f, slot)));
            build_store(&b, place_deref(opd_local(f, p), x.ptr), v);
            if (leak)
                store_to_global(&x, &b, build_load(&b, place_local(f, slot)));
            build_ret(&b);
            fix_run(&x, level, true);
            assert_int_equal(site->place, level == ESCAPE_GO || leak
                                              ? PLACE_HEAP
                                              : PLACE_STACK);
            fix_free(&x);
        }
    }
}

// func set(p **T, v *T) { *p = v }
static IrFunc *make_set(Fix *x)
{
    IrFunc *f = fix_func(x, "set");
    LocalId p = fix_local(x, f, LOCAL_PARAM, x->ptr, "p");
    LocalId v = fix_local(x, f, LOCAL_PARAM, x->ptr, "v");
    IrBuilder b;
    builder_init(&b, x->m, f);
    build_store(&b, place_deref(opd_local(f, p), x->ptr), opd_local(f, v));
    build_ret(&b);
    return f;
}

static void setters_store_in_their_callers_objects_at_full(void **state)
{
    (void)state;
    for (int leak = 0; leak < 2; leak++) {
        Fix x;
        fix_init(&x);
        IrFunc *set = make_set(&x), *f = fix_func(&x, "f");
        IrBuilder b;
        builder_init(&b, x.m, f);
        LocalId slot = fix_var(&x, &b, x.ptr, "slot");
        AllocSite *site, *far;
        IrOperand args[] = {build_addr(&b, place_local(f, slot)),
                            fix_new(&x, &b, &site)};
        fix_call(&x, &b, set, args, 2, LOCAL_NONE);
        IrOperand to_global[] = {
            build_load(&b, place_global(x.global)), fix_new(&x, &b, &far)};
        fix_call(&x, &b, set, to_global, 2, LOCAL_NONE);
        if (leak)
            store_to_global(&x, &b, build_load(&b, place_local(f, slot)));
        build_ret(&b);
        fix_run(&x, ESCAPE_FULL, false);
        assert_int_equal(site->place, leak ? PLACE_HEAP : PLACE_STACK);
        assert_int_equal(far->place, PLACE_HEAP);
        fix_free(&x);
    }
}

// The object in slot may have been replaced by the callee: a store through it
// may hit the heap.
static void callees_replace_contents(void **state)
{
    (void)state;
    Fix x;
    fix_init(&x);
    IrFunc *put = fix_func(&x, "put");
    LocalId p = fix_local(&x, put, LOCAL_PARAM, x.ptr, "p");
    IrBuilder b;
    builder_init(&b, x.m, put);
    build_store(&b, place_deref(opd_local(put, p), x.ptr),
                build_load(&b, place_global(x.global)));
    build_ret(&b);
    IrFunc *f = fix_func(&x, "f");
    builder_init(&b, x.m, f);
    LocalId slot = fix_var(&x, &b, x.ptr, "slot");
    AllocSite *first, *site;
    build_store(&b, place_local(f, slot), fix_new(&x, &b, &first));
    IrOperand a = build_addr(&b, place_local(f, slot));
    fix_call(&x, &b, put, &a, 1, LOCAL_NONE);
    IrOperand q = build_load(&b, place_local(f, slot));
    build_store(&b, place_deref(q, x.ptr), fix_new(&x, &b, &site));
    build_ret(&b);
    fix_run(&x, ESCAPE_FULL, false);
    assert_int_equal(first->place, PLACE_STACK);
    assert_int_equal(site->place, PLACE_HEAP);
    fix_free(&x);
}

// C code that does not keep its argument may still return what is inside.
static void what_c_code_returns_comes_from_its_arguments(void **state)
{
    (void)state;
    Fix x;
    fix_init(&x);
    IrFunc *get = fix_func(&x, "get");
    fix_local(&x, get, LOCAL_PARAM, x.ptr, "m");
    fix_local(&x, get, LOCAL_RESULT, x.ptr, "~r0");
    get->flags |= IRFN_EXTERN | IRFN_NOESCAPE;
    IrFunc *f = fix_func(&x, "f");
    IrBuilder b;
    builder_init(&b, x.m, f);
    LocalId slot = fix_var(&x, &b, x.ptr, "slot");
    AllocSite *site;
    build_store(&b, place_local(f, slot), fix_new(&x, &b, &site));
    IrOperand a = build_addr(&b, place_local(f, slot));
    LocalId r = builder_temp(&b, x.ptr);
    fix_call(&x, &b, get, &a, 1, r);
    store_to_global(&x, &b, opd_local(f, r));
    build_ret(&b);
    fix_run(&x, ESCAPE_FULL, true);
    assert_int_equal(site->place, PLACE_HEAP);
    fix_free(&x);
}

// A func value of a signature that one function has: that function.
static void func_values_have_known_callees_at_full(void **state)
{
    (void)state;
    for (int keep = 0; keep < 2; keep++) {
        Fix x;
        fix_init(&x);
        IrFunc *g = fix_func(&x, "g"), *f = fix_func(&x, "f");
        LocalId p = fix_local(&x, g, LOCAL_PARAM, x.ptr, "p");
        IrBuilder b;
        builder_init(&b, x.m, g);
        if (keep)
            store_to_global(&x, &b, opd_local(g, p));
        build_ret(&b);
        LocalId fn = fix_local(&x, f, LOCAL_PARAM, x.func, "fn");
        builder_init(&b, x.m, f);
        LocalId unused = fix_local(&x, f, LOCAL_VAR, x.func, "h");
        build_move(&b, unused, opd_func(x.m, g)); // g is used as a value.
        AllocSite *site;
        IrOperand args[] = {opd_local(f, fn), fix_new(&x, &b, &site)};
        IrInstr *call = builder_emit(&b, OP_CALLFUNC);
        instr_set_args(x.m, call, args, 2);
        build_ret(&b);
        fix_run(&x, ESCAPE_FULL, true);
        assert_int_equal(site->place, keep ? PLACE_HEAP : PLACE_STACK);
        fix_free(&x);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pointer_stored_in_a_global_is_on_the_heap),
        cmocka_unit_test(off_puts_everything_on_the_heap),
        cmocka_unit_test(summaries_follow_results),
        cmocka_unit_test(stores_through_pointers_go_to_the_heap),
        cmocka_unit_test(a_fresh_object_takes_what_is_stored_in_it),
        cmocka_unit_test(sizes_decide_places_of_slices),
        cmocka_unit_test(a_reference_lives_as_long_as_its_closure),
        cmocka_unit_test(closures_do_not_outlive_their_function),
        cmocka_unit_test(boxes_of_constants_allocate_nothing),
        cmocka_unit_test(stores_to_local_objects_stay_local_at_full),
        cmocka_unit_test(setters_store_in_their_callers_objects_at_full),
        cmocka_unit_test(callees_replace_contents),
        cmocka_unit_test(what_c_code_returns_comes_from_its_arguments),
        cmocka_unit_test(func_values_have_known_callees_at_full),
        cmocka_unit_test(unknown_functions_take_their_arguments_to_the_heap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
