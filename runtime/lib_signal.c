/*
 * lib_signal.c: signals that a program asks for (package os/signal).
 *
 * Idea: the handler writes the signal's number to a pipe; a goroutine reads
 * it from there.
 * Invariant: the write end never blocks; when the pipe is full, signals are
 * dropped, as they are when a program does not receive fast enough.
 *
 *     fd = rt_signal_pipe(); rt_signal_set(SIGINT, RT_SIGNAL_NOTIFY);
 *     read(fd, &number, 1)
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "runtime/lib.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static int ends[2] = {-1, -1};

static void on_signal(int number)
{
    int error = errno;
    uint8_t b = (uint8_t)number;
    if (write(ends[1], &b, 1) < 0)
        errno = 0;
    errno = error;
}

int64_t rt_signal_pipe(void)
{
    if (ends[0] < 0 && pipe2(ends, O_CLOEXEC) == 0)
        fcntl(ends[1], F_SETFL, O_NONBLOCK);
    return ends[0];
}

void rt_signal_set(int64_t number, int64_t action)
{
    struct sigaction a = {.sa_flags = SA_ONSTACK | SA_RESTART};
    sigfillset(&a.sa_mask);
    switch ((RtSignalAction)action) {
    case RT_SIGNAL_DEFAULT: a.sa_handler = SIG_DFL; break;
    case RT_SIGNAL_IGNORE: a.sa_handler = SIG_IGN; break;
    case RT_SIGNAL_NOTIFY: a.sa_handler = on_signal; break;
    }
    sigaction((int)number, &a, NULL);
}
