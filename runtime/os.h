// runtime/os.h -- The operating system, as the heap and the collector see it.
//
// Memory comes in three states: reserved (addresses only), committed (readable
// and writable, zero when first touched) and released (committed, but its
// pages are given back: they read as zero again).
#ifndef RUNTIME_OS_H
#define RUNTIME_OS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Addresses for n bytes, aligned to `align` (a power of two).  NULL if the
// system refuses.  Nothing may be touched before rt_os_commit.
void *rt_os_reserve(size_t n, size_t align);
// As rt_os_reserve, but all of it may be touched: tables that stay sparse.
void *rt_os_reserve_table(size_t n);
// False when the system has no memory.
bool rt_os_commit(void *p, size_t n);
// Gives the pages back; they are zero when touched again.
void rt_os_release(void *p, size_t n);
// Asks for large pages, for what is touched already, too, as far as the
// system can.
void rt_os_huge(void *p, size_t n);
// A thread of the runtime's own that receives no signals and never ends.
// False: none could be made.
bool rt_os_thread(void (*run)(void *), void *arg);
void rt_os_yield(void);
int rt_os_processors(void);        // That this process may use.
void rt_os_unmap(void *p, size_t n);

int64_t rt_os_monotonic_ns(void);
int64_t rt_os_unix_ns(void);
int64_t rt_os_cpu_ns(void);        // User and system time of the process.
int64_t rt_os_peak_rss(void);      // Bytes.
const char *rt_os_getenv(const char *name); // NULL if unset.
void rt_os_write_error(const char *text, size_t n); // All of it, to stderr.
bool rt_os_write_file(const char *path, const char *text, size_t n);
void rt_os_entropy(void *p, size_t n);

#endif
