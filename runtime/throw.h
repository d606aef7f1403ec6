// runtime/throw.h -- Errors that end the process.
#ifndef RUNTIME_THROW_H
#define RUNTIME_THROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// "fatal error: TEXT", tracebacks with the runtime's detail, exit code 2: the
// runtime found itself or the machine broken.
void rt_throw(const char *text) __attribute__((noreturn, cold));
// The same for mistakes of the program (deadlock, concurrent map writes).
void rt_throw_user(const char *text) __attribute__((noreturn, cold));
// Ends the process: statistics, then the exit code.
void rt_exit_process(int code) __attribute__((noreturn));

// GOTRACEBACK: 0 none, 1 single, 2 all, 3 system (crash: and abort).
typedef struct RtTracebackLevel {
    int level;
    bool crash;
} RtTracebackLevel;
RtTracebackLevel rt_traceback_level(void);
void rt_traceback_init(void);

// Formatted text to stderr, in one write.  Understands %s %d %u %x %p %c, and
// %S for RtString *.
void rt_errorf(const char *format, ...);

// Ends a fatal error whose first lines are printed already.
void rt_die(bool runtime_detail, uintptr_t pc, uintptr_t fp, bool exact)
    __attribute__((noreturn, cold));
// Its two steps, for those who print more in between.
void rt_die_listing(bool runtime_detail, uintptr_t pc, uintptr_t fp,
                    bool exact);
void rt_die_end(void) __attribute__((noreturn, cold));
// Only one thread dies at a time; the second call of one thread ends at once.
void rt_dying_begin(void);

#endif
