// tests/unit/test_defer.c -- defer, panic, recover, Goexit.
//
// The scenarios do by hand what codegen does: DEFER_BEGIN is the entry of a
// function with defer statements, RECOVER a call of recover.
#include "runtime/panic.h"
#include "tests/unit/goroutine.h"

static char trail[256];

static void note(const char *text)
{
    strcat(trail, text);
}

static bool trail_is(const char *text)
{
    return strcmp(trail, text) == 0;
}

// Runs `again` and returns when a panic was recovered.
#define DEFER_BEGIN(frame)             \
    RtDeferFrame frame;                \
    if (rt_defer_enter(&frame)) {      \
        rt_defer_return(&frame);       \
        return;                        \
    }

#define RECOVER() rt_recover(*(void **)__builtin_frame_address(0))

static RtEface text_value(const char *text)
{
    RtString *s = malloc(sizeof *s);
    *s = (RtString){(const uint8_t *)text, (int64_t)strlen(text)};
    return (RtEface){&string_type, s};
}

static void panic_with(const char *text)
{
    rt_panic(text_value(text));
}

GO_CODE static void say_a(void) { note("a"); }
CLOSURE(say_a_fn, say_a);
GO_CODE static void say_b(void) { note("b"); }
CLOSURE(say_b_fn, say_b);

GO_CODE static void recovers(void)
{
    RtEface e = RECOVER();
    if (!e.type) {
        note("(nil)");
        return;
    }
    const RtString *s = e.data;
    note("(");
    strncat(trail, (const char *)s->ptr, (size_t)s->len);
    note(")");
}
CLOSURE(recovers_fn, recovers);

GO_CODE static void two_defers(void)
{
    RtDefer d[2];
    DEFER_BEGIN(f)
    rt_defer_push(&f, &d[0], &say_a_fn);
    rt_defer_push(&f, &d[1], &say_b_fn);
    rt_defer_return(&f);
}

GO_CODE static void runs_in_reverse(void)
{
    two_defers();
    CHECK(trail_is("ba"));
    CHECK(rt_g()->frames == NULL);
    END();
}

GO_CODE static void loop_defers(void)
{
    DEFER_BEGIN(f)
    for (int i = 0; i < 100; i++)
        rt_defer_push(&f, NULL, i % 2 ? &say_a_fn : &say_b_fn);
    rt_defer_return(&f);
}

GO_CODE static void defers_in_a_loop(void)
{
    loop_defers();
    CHECK(strlen(trail) == 100 && trail[0] == 'a' && trail[99] == 'b');
    END();
}

GO_CODE static void thrower(void)
{
    RtDefer d[2];
    DEFER_BEGIN(f)
    rt_defer_push(&f, &d[0], &say_a_fn);
    rt_defer_push(&f, &d[1], &say_b_fn);
    panic_with("boo");
}

GO_CODE static void catcher(void)
{
    RtDefer d[2];
    DEFER_BEGIN(f)
    rt_defer_push(&f, &d[0], &say_a_fn);
    rt_defer_push(&f, &d[1], &recovers_fn);
    thrower();
    note("unreached");
}

GO_CODE static void recover_in_caller(void)
{
    catcher();
    CHECK(trail_is("ba(boo)a"));
    CHECK(rt_g()->frames == NULL && rt_g()->panics == NULL);
    END();
}

// A helper's call of recover is not the deferred function's own.
GO_CODE static void recovers_indirectly(void)
{
    recovers();
    __asm__ volatile("");
}
CLOSURE(recovers_indirectly_fn, recovers_indirectly);

GO_CODE static void too_deep(void)
{
    RtDefer d[2];
    DEFER_BEGIN(f)
    rt_defer_push(&f, &d[0], &recovers_fn);
    rt_defer_push(&f, &d[1], &recovers_indirectly_fn);
    panic_with("x");
}

GO_CODE static void recover_needs_direct_call(void)
{
    too_deep();
    CHECK(trail_is("(nil)(x)"));
    END();
}

// As a wrapper method made by the compiler does it.
GO_CODE static void wrapper(void)
{
    rt_recover_wrapper(__builtin_frame_address(0));
    recovers();
    __asm__ volatile("");
}
CLOSURE(wrapper_fn, wrapper);

GO_CODE static void wrapped(void)
{
    RtDefer d;
    DEFER_BEGIN(f)
    rt_defer_push(&f, &d, &wrapper_fn);
    panic_with("w");
}

GO_CODE static void recover_through_wrapper(void)
{
    wrapped();
    CHECK(trail_is("(w)"));
    recovers();
    CHECK(trail_is("(w)(nil)"));
    END();
}

GO_CODE static void panics_again(void)
{
    panic_with("second");
}
CLOSURE(panics_again_fn, panics_again);

GO_CODE static void replaced(void)
{
    RtDefer d[2];
    DEFER_BEGIN(f)
    rt_defer_push(&f, &d[0], &recovers_fn);
    rt_defer_push(&f, &d[1], &panics_again_fn);
    panic_with("first");
}

GO_CODE static void recover_gives_newest(void)
{
    replaced();
    CHECK(trail_is("(second)") && rt_g()->panics == NULL);
    END();
}

// A deferred call that panics and recovers by itself leaves the outer panic.
GO_CODE static void nested(void)
{
    RtDefer d;
    DEFER_BEGIN(f)
    rt_defer_push(&f, &d, &recovers_fn);
    panic_with("inner");
}
CLOSURE(nested_fn, nested);

GO_CODE static void outer(void)
{
    RtDefer d[2];
    DEFER_BEGIN(f)
    rt_defer_push(&f, &d[0], &recovers_fn);
    rt_defer_push(&f, &d[1], &nested_fn);
    panic_with("outer");
}

GO_CODE static void nested_panics(void)
{
    outer();
    CHECK(trail_is("(inner)(outer)"));
    END();
}

GO_CODE static void index_panics(void)
{
    RtDefer d;
    DEFER_BEGIN(f)
    rt_defer_push(&f, &d, &recovers_fn);
    rt_panic_index(5, 3);
}

GO_CODE static void nil_panics(void)
{
    RtDefer d;
    DEFER_BEGIN(f)
    rt_defer_push(&f, &d, &recovers_fn);
    volatile int *volatile p = NULL;
    *p = 1;
}

GO_CODE static void runtime_errors(void)
{
    index_panics();
    CHECK(trail_is("(runtime error: index out of range [5] with length 3)"));
    trail[0] = 0;
    for (int i = 0; i < 1000; i++) {
        trail[0] = 0;
        nil_panics();
    }
    CHECK(trail_is("(runtime error: invalid memory address or nil pointer"
                   " dereference)"));
    END();
}

GO_CODE static void exits(void)
{
    RtDefer d[2];
    DEFER_BEGIN(f)
    rt_defer_push(&f, &d[0], &say_a_fn);
    rt_defer_push(&f, &d[1], &recovers_fn);
    rt_goexit();
}
CLOSURE(exits_fn, exits);

GO_CODE static void exits_and_recovers(void)
{
    RtDefer d[3];
    DEFER_BEGIN(f)
    rt_defer_push(&f, &d[0], &say_b_fn);
    rt_defer_push(&f, &d[1], &recovers_fn);
    rt_defer_push(&f, &d[2], &panics_again_fn);
    rt_goexit();
}

GO_CODE static void caller_of_exit(void)
{
    RtDefer d;
    DEFER_BEGIN(f)
    rt_defer_push(&f, &d, &say_a_fn);
    exits_and_recovers();
    note("unreached");
}
CLOSURE(caller_of_exit_fn, caller_of_exit);

static void wait_alone(void)
{
    while (rt_num_goroutine() > 1)
        rt_gosched();
}

GO_CODE static void goexit_runs_defers(void)
{
    rt_go(&exits_fn);
    wait_alone();
    CHECK(trail_is("(nil)a"));
    END();
}

GO_CODE static void goexit_survives_recover(void)
{
    rt_go(&caller_of_exit_fn);
    wait_alone();
    CHECK(trail_is("(second)ba"));
    END();
}

// --- Ends ----------------------------------------------------------------------

GO_CODE static void plain(void)
{
    panic_with("line one\nline two");
}

GO_CODE static void replaced_uncaught(void)
{
    RtDefer d;
    RtDeferFrame f;
    if (rt_defer_enter(&f))
        return;
    rt_defer_push(&f, &d, &panics_again_fn);
    panic_with("first");
}

GO_CODE static void recover_then_panic(void)
{
    RECOVER();
    panic_with("again");
}
CLOSURE(recover_then_panic_fn, recover_then_panic);

GO_CODE static void recovered_uncaught(void)
{
    RtDefer d;
    RtDeferFrame f;
    if (rt_defer_enter(&f))
        return;
    rt_defer_push(&f, &d, &recover_then_panic_fn);
    panic_with("first");
}

GO_CODE static void same_again(void)
{
    rt_panic(RECOVER());
}
CLOSURE(same_again_fn, same_again);

GO_CODE static void repanicked(void)
{
    RtDefer d[2];
    RtDeferFrame f;
    if (rt_defer_enter(&f))
        return;
    rt_defer_push(&f, &d[0], &same_again_fn);
    rt_defer_push(&f, &d[1], &same_again_fn);
    panic_with("one");
}

GO_CODE static void panic_nil(void)
{
    rt_panic((RtEface){NULL, NULL});
}

GO_CODE static void panic_int(void)
{
    static int64_t v = 42;
    rt_panic((RtEface){&int_type, &v});
}

static const RtType named_int = {
    .size = 8, .kind = RT_KIND_INT, .align = 8, .flags = RT_TYPE_NAMED,
    .string = {(const uint8_t *)"main.I", 6}};

GO_CODE static void panic_named(void)
{
    static int64_t v = -7;
    rt_panic((RtEface){&named_int, &v});
}

GO_CODE static void slice_bounds(void)
{
    rt_panic_slice(RT_SLICE3_C, 4, 3);
}

GO_CODE static void slice_unsigned(void)
{
    rt_panic_slice(RT_SLICE_ACAP | RT_SLICE_UNSIGNED, -1, 5);
}

GO_CODE static void slice_negative(void)
{
    rt_panic_slice(RT_SLICE_B, -1, 3);
}

SCENARIO(runs_in_reverse, 0, "")
SCENARIO(defers_in_a_loop, 0, "")
SCENARIO(recover_in_caller, 0, "")
SCENARIO(recover_needs_direct_call, 0, "")
SCENARIO(recover_through_wrapper, 0, "")
SCENARIO(recover_gives_newest, 0, "")
SCENARIO(nested_panics, 0, "")
SCENARIO(runtime_errors, 0, "")
SCENARIO(goexit_runs_defers, 0, "")
SCENARIO(goexit_survives_recover, 0, "")
SCENARIO(plain, 2, "panic: line one\n\tline two\n\ngoroutine 1 [running]:\n")
SCENARIO(replaced_uncaught, 2, "panic: first\n\tpanic: second\n\ngoroutine 1 "
         "[running]:\nmain.scenario(...)\n\t/src/t.go:7 +0x")
SCENARIO(recovered_uncaught, 2, "panic: first [recovered]\n\tpanic: again\n")
SCENARIO(repanicked, 2, "panic: one [recovered, repanicked]\n\ngoroutine 1 [")
SCENARIO(panic_nil, 2, "panic: runtime error: panic called with nil argument\n")
SCENARIO(panic_int, 2, "panic: 42\n")
SCENARIO(panic_named, 2, "panic: main.I(-7)\n")
SCENARIO(slice_bounds, 2, "slice bounds out of range [4:3:]\n")
SCENARIO(slice_unsigned, 2, "range [:18446744073709551615] with capacity 5\n")
SCENARIO(slice_negative, 2, "slice bounds out of range [-1:]\n")

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_runs_in_reverse),
        cmocka_unit_test(test_defers_in_a_loop),
        cmocka_unit_test(test_recover_in_caller),
        cmocka_unit_test(test_recover_needs_direct_call),
        cmocka_unit_test(test_recover_through_wrapper),
        cmocka_unit_test(test_recover_gives_newest),
        cmocka_unit_test(test_nested_panics),
        cmocka_unit_test(test_runtime_errors),
        cmocka_unit_test(test_goexit_runs_defers),
        cmocka_unit_test(test_goexit_survives_recover),
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_replaced_uncaught),
        cmocka_unit_test(test_recovered_uncaught),
        cmocka_unit_test(test_repanicked),
        cmocka_unit_test(test_panic_nil),
        cmocka_unit_test(test_panic_int),
        cmocka_unit_test(test_panic_named),
        cmocka_unit_test(test_slice_bounds),
        cmocka_unit_test(test_slice_unsigned),
        cmocka_unit_test(test_slice_negative),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
