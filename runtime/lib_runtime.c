/*
 * lib_runtime.c: small services for package runtime and math/bits.
 *
 * Idea: what Go code cannot say for itself.
 * Invariant: nothing here keeps what it is given.
 *
 *     runtime.KeepAlive(x): the optimiser must think that x is used here
 */
#include "runtime/lib.h"

#include <signal.h>

#include "runtime/panic.h"
#include "runtime/platform.h"

void rt_breakpoint(void)
{
    raise(SIGTRAP);
}

RT_NOINLINE void rt_keep_alive(const void *type, const void *data)
{
    __asm__ volatile("" : : "r"(type), "r"(data) : "memory");
}

void rt_panic_overflow(void)
{
    rt_panic_runtime_error("integer overflow");
}

void rt_panic_divide_go(void)
{
    rt_panic_divide();
}
