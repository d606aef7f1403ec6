// tests/unit/goroutine.h -- Runs C code as goroutines, in a child process.
//
// A scenario is a C function that plays the part of main.main.  It may call
// whatever compiled code may call.  What it prints and how it ends is compared
// in the parent, so that no cmocka assertion runs on a goroutine's stack.
//
//     static void blocks(void) { rt_block(); }
//     assert_int_equal(run_go(blocks)->code, 2);
//
// CHECK is the assertion for scenarios; scenarios are in GO_CODE, so that they
// count as compiled code.
#ifndef TESTS_UNIT_GOROUTINE_H
#define TESTS_UNIT_GOROUTINE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "runtime/abi_proto.h"
#include "runtime/heap.h"
#include "runtime/lib.h"
#include "runtime/os.h"
#include "runtime/sched.h"
#include "runtime/signal.h"
#include "runtime/throw.h"

#define GO_CODE __attribute__((section("gocode"), noinline))
// A closure that outlives the frame of its go statement.
#define CLOSURE(name, f) static RtClosure name = {(void *)(uintptr_t)(f)}

#define CHECK(condition)                                               \
    do {                                                               \
        if (!(condition)) {                                            \
            dprintf(2, "line %d: %s\n", __LINE__, #condition);         \
            _exit(99);                                                 \
        }                                                              \
    } while (0)

static const RtType int_type = {
    .size = 8, .kind = RT_KIND_INT, .align = 8, .field_align = 8,
    .flags = RT_TYPE_NAMED, .string = {(const uint8_t *)"int", 3}};
static const uint8_t string_gcmask[] = {1};
static const RtType string_type __attribute__((unused)) = {
    .size = 16, .ptrdata = 8, .kind = RT_KIND_STRING, .align = 8,
    .field_align = 8, .flags = RT_TYPE_NAMED, .gcmask = string_gcmask,
    .string = {(const uint8_t *)"string", 6}};
static const RtChanType chan_int __attribute__((unused)) = {
    .t = {.size = 8, .ptrdata = 8, .kind = RT_KIND_CHAN, .align = 8,
          .string = {(const uint8_t *)"chan int", 8}},
    .elem = &int_type, .dir = RT_CHAN_BOTH};

const RtModule rt_module = {0};

// All scenarios are one Go function, main.scenario.
extern const uint8_t __start_gocode[], __stop_gocode[];
static RtPcRow pc_rows[2] = {{0, 0}, {0, UINT32_MAX}};
static const RtPcFrame pc_frames[] = {{0, 14, 7, 0, 0, 0}};
const RtPcTable rt_pctable = {__start_gocode, 2, pc_rows, 1, pc_frames,
                              "main.scenario\0/src/t.go"};

typedef struct Result {
    int code;          // Exit code, or -signal.
    char text[65536];  // stdout and stderr together.
} Result;

static void start_child(void (*scenario)(void))
{
    pc_rows[1].offset = (uint32_t)(__stop_gocode - __start_gocode);
    static RtClosure main_fn;
    main_fn.code = (void *)(uintptr_t)scenario;
    alarm(30);
    rt_traceback_init();
    rt_signal_init();
    rt_sched_init(&main_fn);
    rt_heap_init();
    rt_sched_loop();
}

// Scenarios end by END, as main.main ends the process.
#define END() rt_exit(0)

__attribute__((unused)) static const Result *run_go(void (*scenario)(void))
{
    static Result r;
    memset(&r, 0, sizeof r);
    int fds[2];
    assert_int_equal(pipe(fds), 0);
    fflush(NULL);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        dup2(fds[1], 1);
        dup2(fds[1], 2);
        close(fds[0]);
        close(fds[1]);
        start_child(scenario);
    }
    close(fds[1]);
    size_t n = 0;
    for (ssize_t got; (got = read(fds[0], r.text + n, sizeof r.text - 1 - n))
                      > 0;)
        n += (size_t)got;
    close(fds[0]);
    int status = 0;
    waitpid(pid, &status, 0);
    r.code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    return &r;
}

__attribute__((unused)) static void expect(void (*scenario)(void), int code,
                                           const char *text)
{
    const Result *r = run_go(scenario);
    if (r->code != code || !strstr(r->text, text))
        print_error("exit %d:\n%s\n", r->code, r->text);
    assert_int_equal(r->code, code);
    assert_non_null(strstr(r->text, text));
}

#define SCENARIO(name, code, text)                \
    static void test_##name(void **state)         \
    {                                             \
        (void)state;                              \
        expect(name, code, text);                 \
    }

#endif
