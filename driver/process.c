// driver/process.c -- Running other programs.
#include "driver/process.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}

static _Noreturn void exec_child(char *const *argv, char *const *env,
                                 int stdout_fd, int stderr_fd)
{
    signal(SIGINT, SIG_DFL);
    signal(SIGQUIT, SIG_DFL);
    if (stdout_fd >= 0)
        dup2(stdout_fd, 1);
    if (stderr_fd >= 0)
        dup2(stderr_fd, 2);
    for (; env && *env; env++)
        putenv(*env);
    execvp(argv[0], argv);
    fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
    _exit(127);
}

static void fill_result(ProcessResult *r, int status,
                        const struct rusage *usage)
{
    if (WIFSIGNALED(status))
        r->signal = WTERMSIG(status);
    else
        r->exit_code = WEXITSTATUS(status);
    r->user = seconds(usage->ru_utime);
    r->sys = seconds(usage->ru_stime);
}

ProcessResult process_run(char *const *argv, char *const *env, int stdout_fd,
                          int stderr_fd)
{
    ProcessResult r = {0};
    fflush(NULL);
    double start = now();
    pid_t pid = fork();
    if (pid < 0)
        return r;
    if (pid == 0)
        exec_child(argv, env, stdout_fd, stderr_fd);

    // The terminal's interrupt is for the child; we report how it ended.
    void (*old_int)(int) = signal(SIGINT, SIG_IGN);
    void (*old_quit)(int) = signal(SIGQUIT, SIG_IGN);
    int status = 0;
    struct rusage usage;
    while (wait4(pid, &status, 0, &usage) < 0 && errno == EINTR)
        continue;
    r.wall = now() - start;
    signal(SIGINT, old_int);
    signal(SIGQUIT, old_quit);
    r.started = true;
    fill_result(&r, status, &usage);
    return r;
}
