// runtime/throw.c -- Errors that end the process, and the process's end.
//
// What GOTRACEBACK asks for decides how much is printed; the exit code is 2.
// Invariant: the first thread that dies prints; others wait, and a second
// error while printing ends the process at once.
#include "runtime/throw.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "runtime/gc.h"
#include "runtime/lib.h"
#include "runtime/os.h"
#include "runtime/sched.h"
#include "runtime/trace.h"

static struct {
    RtTracebackLevel environment, level;
    uint32_t dying;  // Atomic: some thread is.
    uint32_t ended;  // Atomic.
} end = {.environment = {1, false}, .level = {1, false}};

void rt_errorf(const char *format, ...)
{
    char text[2048];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (n < 0)
        return;
    size_t len = (size_t)n < sizeof text ? (size_t)n : sizeof text - 1;
    rt_os_write_error(text, len);
}

// --- GOTRACEBACK -----------------------------------------------------------------

static RtTracebackLevel parse_level(const char *s, size_t n)
{
    static const struct {
        const char *name;
        RtTracebackLevel level;
    } names[] = {
        {"none", {0, false}}, {"0", {0, false}}, {"single", {1, false}},
        {"", {1, false}}, {"1", {2, false}}, {"all", {2, false}},
        {"system", {3, false}}, {"2", {3, false}}, {"crash", {3, true}},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strlen(names[i].name) == n && memcmp(names[i].name, s, n) == 0)
            return names[i].level;
    }
    return (RtTracebackLevel){2, false};
}

void rt_traceback_init(void)
{
    const char *text = rt_os_getenv("GOTRACEBACK");
    if (text)
        end.environment = parse_level(text, strlen(text));
    end.level = end.environment;
}

// The program may only raise what the environment asked for.
void rt_set_traceback(const uint8_t *level, int64_t n)
{
    RtTracebackLevel l = parse_level((const char *)level, (size_t)n);
    if (l.level < end.environment.level)
        l.level = end.environment.level;
    l.crash |= end.environment.crash;
    end.level = l;
}

RtTracebackLevel rt_traceback_level(void)
{
    return end.level;
}

// --- The end -----------------------------------------------------------------------

void rt_exit_process(int code)
{
    if (RT_ATOMIC_SWAP(&end.ended, 1) == 0)
        rt_stats_at_exit();
    _exit(code);
}

void rt_exit(int64_t status)
{
    rt_exit_process((int)status);
}

void rt_dying_begin(void)
{
    RtM *m = rt_m();
    int depth = m ? ++m->dying : 1;
    if (depth == 2) {
        rt_errorf("panic during panic\n");
        _exit(3);
    }
    if (depth > 2)
        _exit(4);
    if (RT_ATOMIC_SWAP(&end.dying, 1)) {
        for (;;)
            pause();
    }
}

static RT_COLD void abort_process(void)
{
    signal(SIGABRT, SIG_DFL);
    raise(SIGABRT);
    _exit(2);
}

void rt_die_listing(bool runtime_detail, uintptr_t pc, uintptr_t fp,
                    bool exact)
{
    RtTracebackLevel l = rt_traceback_level();
    RtM *m = rt_m();
    RtG *g = rt_g();
    if (l.level == 0 || !m)
        return;
    rt_world_freeze();
    bool on_g0 = g == &m->g0;
    bool detail = runtime_detail || l.level >= 3;
    RtSink to = {.fd = 2};
    RtTraceStart start = {pc, fp, exact};
    if (!on_g0) {
        rt_errorf("\n");
        rt_trace_g(&to, g, &start, detail);
    }
    if (on_g0 || runtime_detail || l.level >= 2)
        rt_trace_others(&to, g, detail);
}

void rt_die_end(void)
{
    if (rt_traceback_level().crash)
        abort_process();
    rt_exit_process(2);
}

void rt_die(bool runtime_detail, uintptr_t pc, uintptr_t fp, bool exact)
{
    rt_die_listing(runtime_detail, pc, fp, exact);
    rt_die_end();
}

// --- Fatal errors --------------------------------------------------------------------

void rt_throw(const char *text)
{
    uintptr_t *frame = __builtin_frame_address(0);
    rt_dying_begin();
    rt_errorf("fatal error: %s\n", text);
    rt_die(true, frame[1], frame[0], false);
}

void rt_throw_user(const char *text)
{
    uintptr_t *frame = __builtin_frame_address(0);
    rt_dying_begin();
    rt_errorf("fatal error: %s\n", text);
    rt_die(false, frame[1], frame[0], false);
}

void rt_fatal(const uint8_t *text, int64_t n)
{
    uintptr_t *frame = __builtin_frame_address(0);
    rt_dying_begin();
    rt_errorf("fatal error: %.*s\n", (int)n, (const char *)text);
    rt_die(false, frame[1], frame[0], false);
}
