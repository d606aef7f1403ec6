/*
 * lib_rand.c: random numbers for seeds and for unseeded generators.
 *
 * Idea: one wyrand state per thread, seeded by the system; bytes that must not
 * be guessed come from the system itself.
 * Invariant: the state of a thread is never used by another one.
 *
 *     rt_random64() != rt_random64(), nearly always
 */
#include "runtime/lib.h"

#include "runtime/os.h"
#include "runtime/platform.h"

static RT_THREAD uint64_t state;
static RT_THREAD bool seeded;

// noinline: a goroutine may continue on another thread, so that the address
// of a thread-local must not outlive the call.
RT_NOINLINE uint64_t rt_random64(void)
{
    if (!seeded) {
        rt_os_entropy(&state, sizeof state);
        seeded = true;
    }
    state += 0xa0761d6478bd642fu;
    return rt_mix64(state, state ^ 0xe7037ed1a0b428dbu);
}

void rt_random_bytes(uint8_t *p, int64_t n)
{
    if (n > 0)
        rt_os_entropy(p, (size_t)n);
}
