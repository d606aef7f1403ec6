// runtime/os.c -- The operating system (Linux), as the heap sees it.
//
// The only file of the memory part that includes system headers.
// Invariant: no function here allocates from the C library's heap, so that all
// are safe inside a collection.
//
//     p = rt_os_reserve(1 << 30, 8192); rt_os_commit(p, 65536); *p = 1;
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "runtime/os.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static void *map_nothing(size_t n, int protection)
{
    void *p = mmap(NULL, n, protection,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return p == MAP_FAILED ? NULL : p;
}

void *rt_os_reserve(size_t n, size_t align)
{
    uint8_t *p = map_nothing(n + align, PROT_NONE);
    if (!p)
        return NULL;

    uintptr_t start = ((uintptr_t)p + align - 1) & ~(uintptr_t)(align - 1);
    size_t before = start - (uintptr_t)p;
    if (before)
        munmap(p, before);
    if (align - before)
        munmap((uint8_t *)start + n, align - before);
    return (void *)start;
}

void *rt_os_reserve_table(size_t n)
{
    return map_nothing(n, PROT_READ | PROT_WRITE);
}

bool rt_os_commit(void *p, size_t n)
{
    return mprotect(p, n, PROT_READ | PROT_WRITE) == 0;
}

void rt_os_release(void *p, size_t n)
{
    madvise(p, n, MADV_DONTNEED);
}

void rt_os_huge(void *p, size_t n)
{
#ifndef MADV_COLLAPSE
    enum { MADV_COLLAPSE = 25 };
#endif
    madvise(p, n, MADV_HUGEPAGE);
    madvise(p, n, MADV_COLLAPSE);
}

void rt_os_unmap(void *p, size_t n)
{
    munmap(p, n);
}

typedef struct Start {
    void (*run)(void *);
    void *arg;
} Start;

static void *thread_main(void *p)
{
    Start s = *(Start *)p;
    free(p);
    s.run(s.arg);
    return NULL;
}

bool rt_os_thread(void (*run)(void *), void *arg)
{
    Start *s = malloc(sizeof *s);
    if (!s)
        return false;
    *s = (Start){run, arg};
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_t thread;
    int error = pthread_create(&thread, NULL, thread_main, s);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (error)
        free(s);
    else
        pthread_detach(thread);
    return error == 0;
}

void rt_os_yield(void)
{
    sched_yield();
}

int rt_os_processors(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) ? 1 : CPU_COUNT(&set);
}

static int64_t clock_ns(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

int64_t rt_os_monotonic_ns(void)
{
    return clock_ns(CLOCK_MONOTONIC);
}

int64_t rt_os_unix_ns(void)
{
    return clock_ns(CLOCK_REALTIME);
}

int64_t rt_os_cpu_ns(void)
{
    return clock_ns(CLOCK_PROCESS_CPUTIME_ID);
}

// Not getrusage: its ru_maxrss includes what the process was before it became
// this program.
int64_t rt_os_peak_rss(void)
{
    char text[4096];
    int fd = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    ssize_t n = read(fd, text, sizeof text - 1);
    close(fd);
    text[n < 0 ? 0 : n] = 0;
    const char *line = strstr(text, "VmHWM:");
    return line ? strtoll(line + 6, NULL, 10) * 1024 : 0;
}

const char *rt_os_getenv(const char *name)
{
    return getenv(name);
}

static void write_all(int fd, const char *text, size_t n)
{
    while (n > 0) {
        ssize_t done = write(fd, text, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return;
        text += done;
        n -= (size_t)done;
    }
}

void rt_os_write_error(const char *text, size_t n)
{
    write_all(2, text, n);
}

bool rt_os_write_file(const char *path, const char *text, size_t n)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0)
        return false;

    write_all(fd, text, n);
    close(fd);
    return true;
}

void rt_os_entropy(void *p, size_t n)
{
    uint8_t *out = p;
    while (n > 0) {
        ssize_t got = getrandom(out, n, 0);
        if (got <= 0)
            break;
        out += got;
        n -= (size_t)got;
    }
    // Without a source of randomness the clock has to do: the seeds only
    // protect hash tables.
    for (uint64_t x = (uint64_t)rt_os_monotonic_ns(); n > 0; n--) {
        x = x * 6364136223846793005u + 1442695040888963407u;
        *out++ = (uint8_t)(x >> 56);
    }
}
