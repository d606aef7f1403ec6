/*
 * lib_time.c: the clocks.
 *
 * Idea: clock_gettime, which the vDSO answers without a system call.
 * Invariant: rt_nanotime never goes back.
 *
 *     int64_t begin = rt_nanotime(); ...; elapsed = rt_nanotime() - begin
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "runtime/lib.h"

#include <time.h>

int64_t rt_nanotime(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

void rt_walltime(int64_t *seconds, int64_t *nanoseconds)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    *seconds = t.tv_sec;
    *nanoseconds = t.tv_nsec;
}
