/*
 * lib_os.c: files, folders, environment and arguments for package os.
 *
 * Idea: one system call each; names come as (ptr, len) and get their NUL here.
 * Invariant: results below zero are -errno, and a call that may block is
 * between rt_syscall_enter and rt_syscall_leave, where nothing of the Go heap
 * is allocated.  Memory that is passed stays reachable by the caller's stack.
 *
 *     rt_os_open("/tmp", 4, O_RDONLY, 0) >= 0
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "runtime/lib.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "runtime/platform.h"
#include "runtime/start.h"

extern char **environ;

enum { NAME_ROOM = 4096 };

// A name as C wants it, or a reason why not.
typedef struct Path {
    char text[NAME_ROOM];
    int64_t error;
} Path;

static void path_set(Path *p, const uint8_t *name, int64_t n)
{
    p->error = 0;
    if (n >= NAME_ROOM)
        p->error = -ENAMETOOLONG;
    else if (n > 0 && memchr(name, 0, (size_t)n))
        p->error = -EINVAL;
    if (p->error)
        n = 0;
    if (n > 0)
        memcpy(p->text, name, (size_t)n);
    p->text[n] = 0;
}

// The goroutine may be on another thread than before; a compiler would keep
// the address of errno.
static RT_NOINLINE int error_now(void)
{
    return errno;
}

static int64_t result(int64_t r, int error)
{
    return r < 0 ? -(int64_t)error : r;
}

int64_t rt_os_open(const uint8_t *name, int64_t n, int64_t flags, int64_t mode)
{
    Path p;
    path_set(&p, name, n);
    if (p.error)
        return p.error;
    int64_t r;
    int error;
    do {
        rt_syscall_enter();
        r = open(p.text, (int)flags | O_CLOEXEC, (mode_t)mode);
        error = error_now();
        rt_syscall_leave();
    } while (r < 0 && error == EINTR);
    return result(r, error);
}

int64_t rt_os_close(int64_t fd)
{
    int r = close((int)fd);
    return result(r, errno);
}

int64_t rt_os_read(int64_t fd, uint8_t *p, int64_t n)
{
    int64_t r;
    int error;
    do {
        rt_syscall_enter();
        r = read((int)fd, p, (size_t)n);
        error = error_now();
        rt_syscall_leave();
    } while (r < 0 && error == EINTR);
    return result(r, error);
}

int64_t rt_os_write(int64_t fd, const uint8_t *p, int64_t n)
{
    int64_t r;
    int error;
    do {
        rt_syscall_enter();
        r = write((int)fd, p, (size_t)n);
        error = error_now();
        rt_syscall_leave();
    } while (r < 0 && error == EINTR);
    return result(r, error);
}

int64_t rt_os_pread(int64_t fd, uint8_t *p, int64_t n, int64_t offset)
{
    rt_syscall_enter();
    int64_t r = pread((int)fd, p, (size_t)n, offset);
    int error = error_now();
    rt_syscall_leave();
    return result(r, error);
}

int64_t rt_os_pwrite(int64_t fd, const uint8_t *p, int64_t n, int64_t offset)
{
    rt_syscall_enter();
    int64_t r = pwrite((int)fd, p, (size_t)n, offset);
    int error = error_now();
    rt_syscall_leave();
    return result(r, error);
}

int64_t rt_os_seek(int64_t fd, int64_t offset, int64_t whence)
{
    int64_t r = lseek((int)fd, offset, (int)whence);
    return result(r, errno);
}

int64_t rt_os_syscall(int64_t number, uintptr_t a, uintptr_t b, uintptr_t c,
                      uintptr_t d, uintptr_t e, uintptr_t f, bool blocking)
{
    if (blocking)
        rt_syscall_enter();
    int64_t r = syscall((long)number, a, b, c, d, e, f);
    int error = error_now();
    if (blocking)
        rt_syscall_leave();
    return r == -1 ? -(int64_t)error : r;
}

// --- The process ---------------------------------------------------------------

static RtString text_of(const char *s)
{
    return (RtString){(const uint8_t *)s, (int64_t)strlen(s)};
}

int64_t rt_os_arg_count(void)
{
    return rt_argc;
}

RtString rt_os_arg(int64_t i)
{
    return text_of(rt_argv[i]);
}

int64_t rt_os_environ_count(void)
{
    int64_t n = 0;
    while (environ && environ[n])
        n++;
    return n;
}

RtString rt_os_environ(int64_t i)
{
    return text_of(environ[i]);
}

int64_t rt_os_getcwd(uint8_t *buf, int64_t size)
{
    char *p = getcwd((char *)buf, (size_t)size);
    return p ? (int64_t)strlen(p) : -(int64_t)errno;
}

RtString rt_os_strerror(int64_t code)
{
    const char *s = strerrordesc_np((int)code);
    return s ? text_of(s) : (RtString){NULL, 0};
}

// --- Folders ---------------------------------------------------------------------

int64_t rt_os_opendir(const uint8_t *name, int64_t n, uintptr_t *handle)
{
    Path p;
    path_set(&p, name, n);
    if (p.error)
        return p.error;
    DIR *d = opendir(p.text);
    if (!d)
        return -(int64_t)errno;
    *handle = (uintptr_t)d;
    return 0;
}

int64_t rt_os_readdir(uintptr_t handle, uint8_t *buf, int64_t n, int64_t *type)
{
    const struct dirent *e;
    do {
        errno = 0;
        e = readdir((DIR *)handle);
        if (!e)
            return -(int64_t)errno;
    } while (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0);
    size_t len = strlen(e->d_name);
    if ((int64_t)len > n)
        return -ENAMETOOLONG;
    memcpy(buf, e->d_name, len);
    *type = e->d_type;
    return (int64_t)len;
}

void rt_os_closedir(uintptr_t handle)
{
    closedir((DIR *)handle);
}

// --- Names -----------------------------------------------------------------------

static void stat_out(const struct stat *s, int64_t *out)
{
    out[0] = s->st_mode;
    out[1] = s->st_size;
    out[2] = s->st_mtim.tv_sec;
    out[3] = s->st_mtim.tv_nsec;
    out[4] = (int64_t)s->st_dev;
    out[5] = (int64_t)s->st_ino;
    out[6] = (int64_t)s->st_nlink;
    out[7] = s->st_uid;
    out[8] = s->st_gid;
    out[9] = (int64_t)s->st_rdev;
}

int64_t rt_os_stat(const uint8_t *name, int64_t n, bool follow, int64_t *out)
{
    Path p;
    path_set(&p, name, n);
    if (p.error)
        return p.error;
    struct stat s;
    int r = follow ? stat(p.text, &s) : lstat(p.text, &s);
    if (r < 0)
        return -(int64_t)errno;
    stat_out(&s, out);
    return 0;
}

int64_t rt_os_fstat(int64_t fd, int64_t *out)
{
    struct stat s;
    if (fstat((int)fd, &s) < 0)
        return -(int64_t)errno;
    stat_out(&s, out);
    return 0;
}

int64_t rt_os_readlink(const uint8_t *name, int64_t n, uint8_t *buf,
                       int64_t size)
{
    Path p;
    path_set(&p, name, n);
    if (p.error)
        return p.error;
    int64_t r = readlink(p.text, (char *)buf, (size_t)size);
    return result(r, errno);
}

int64_t rt_os_path_call(int64_t what, const uint8_t *a, int64_t n,
                        const uint8_t *b, int64_t m, int64_t mode)
{
    Path p, q;
    path_set(&p, a, n);
    path_set(&q, b, m);
    if (p.error || q.error)
        return p.error ? p.error : q.error;
    int r = -1;
    errno = ENOSYS;
    switch ((RtPathCall)what) {
    case RT_PATH_MKDIR: r = mkdir(p.text, (mode_t)mode); break;
    case RT_PATH_UNLINK: r = unlink(p.text); break;
    case RT_PATH_RMDIR: r = rmdir(p.text); break;
    case RT_PATH_RENAME: r = rename(p.text, q.text); break;
    case RT_PATH_LINK: r = link(p.text, q.text); break;
    case RT_PATH_SYMLINK: r = symlink(p.text, q.text); break;
    case RT_PATH_CHMOD: r = chmod(p.text, (mode_t)mode); break;
    case RT_PATH_CHDIR: r = chdir(p.text); break;
    case RT_PATH_TRUNCATE: r = truncate(p.text, mode); break;
    }
    return result(r, errno);
}
