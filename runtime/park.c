// runtime/park.c -- Locks of the runtime and sleeping threads (Linux futex).
//
// A lock has three states, so that an uncontended pair of lock and unlock is
// two atomic instructions and no system call.
// Invariant: whoever sleeps has set the state to 2 before.
#include "runtime/park.h"

#include <linux/futex.h>
#include <sched.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "runtime/sched.h"

enum { SPINS = 40, GO_SPINS = 200 };

void rt_futex_wait(uint32_t *word, uint32_t expected, int64_t ns)
{
    struct timespec t = {ns / 1000000000, ns % 1000000000};
    syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, expected,
            ns < 0 ? NULL : &t, NULL, 0);
}

void rt_futex_wake(uint32_t *word, int n)
{
    syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, n, NULL, NULL, 0);
}

static bool take_free(RtLock *lock)
{
    uint32_t expected = 0;
    return __atomic_compare_exchange_n(&lock->state, &expected, 1, false,
                                       __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}

static RT_COLD void lock_slow(RtLock *lock)
{
    for (int i = 0; i < SPINS; i++) {
        if (RT_ATOMIC_RELAXED(&lock->state) == 0 && take_free(lock))
            return;
        rt_cpu_relax();
    }
    while (RT_ATOMIC_SWAP(&lock->state, 2) != 0)
        rt_futex_wait(&lock->state, 2, -1);
}

void rt_lock(RtLock *lock)
{
    RtM *m = rt_m();
    if (m)
        m->locks++;
    if (RT_UNLIKELY(!take_free(lock)))
        lock_slow(lock);
}

void rt_unlock(RtLock *lock)
{
    if (RT_UNLIKELY(RT_ATOMIC_SWAP(&lock->state, 0) == 2))
        rt_futex_wake(&lock->state, 1);
    RtM *m = rt_m();
    if (m)
        m->locks--;
}

// A holder that lost its processor gets it back while we yield.
RT_COLD void rt_go_lock_slow(RtLock *lock)
{
    for (int i = 0;; i++) {
        if (RT_ATOMIC_RELAXED(&lock->state) == 0 && take_free(lock))
            return;
        if (i < GO_SPINS)
            rt_cpu_relax();
        else
            sched_yield();
    }
}
