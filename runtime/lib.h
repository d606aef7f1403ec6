/*
 * lib.h: every C function that the Go library (runtime/std) binds to.
 *
 * Idea: a Go declaration without a body and with `//go:linkname f rt_f`
 * calls the C function rt_f.  Strings arrive as (ptr, len), slices as
 * (ptr, len, cap), a bool as a byte that is 0 or 1, Go's int as int64_t; a
 * string result is an RtString in two registers; wider results go through
 * pointers that the Go side passes.
 * Invariant: nothing here keeps a pointer it was given unless its comment
 * says so (the Go declarations are marked //go:noescape for that reason).
 *
 *     Go:  //go:linkname indexByte rt_index_byte
 *          func indexByte(s string, c byte) int
 *     C:   int64_t rt_index_byte(const uint8_t *s, int64_t n, uint8_t c);
 */
#ifndef RUNTIME_LIB_H
#define RUNTIME_LIB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "runtime/abi.h"

/* ------------------------------------------------------------------------
 * Part 1: provided by the scheduler (runtime-sched).
 * --------------------------------------------------------------------- */

/* Why a goroutine waits in rt_sem_acquire: gives the text in tracebacks and
 * in the deadlock report. */
typedef enum {
    RT_WAIT_SEMACQUIRE,     /* "semacquire" */
    RT_WAIT_MUTEX_LOCK,     /* "sync.Mutex.Lock" */
    RT_WAIT_RWMUTEX_RLOCK,  /* "sync.RWMutex.RLock" */
    RT_WAIT_RWMUTEX_LOCK,   /* "sync.RWMutex.Lock" */
    RT_WAIT_COND,           /* "sync.Cond.Wait" */
    RT_WAIT_WAITGROUP,      /* "sync.WaitGroup.Wait" */
    RT_WAIT_FINALIZER,      /* "finalizer wait": not counted for deadlock */
} RtWaitReason;

/* Waits until *sem > 0, then subtracts one, atomically.  Waiters are woken
 * first in, first out (lifo: this waiter goes to the front of the queue). */
void rt_sem_acquire(uint32_t *sem, bool lifo, int64_t reason);

/* Adds one to *sem and wakes one waiter of sem, if any.  handoff: the woken
 * goroutine runs at once on this thread, the caller is queued behind it. */
void rt_sem_release(uint32_t *sem, bool handoff);

/* Lets other goroutines run; the caller stays runnable. */
void rt_gosched(void);
/* Runs the deferred functions of the goroutine and ends it (recover() gives
 * nil).  From main it leaves the others running. Does not return. */
void rt_goexit(void);
/* Number of goroutines that exist (without the runtime's own). */
int64_t rt_num_goroutine(void);
/* Sets GOMAXPROCS if n > 0; gives the former value. */
int64_t rt_gomaxprocs(int64_t n);
/* Number of processors this process may use (affinity mask). */
int64_t rt_num_cpu(void);
/* Binds the goroutine to its thread, counted; undone by the other one. */
void rt_lock_os_thread(void);
void rt_unlock_os_thread(void);
/* Parks the goroutine for ns nanoseconds, wait reason "sleep"; returns at
 * once (after a yield) for ns <= 0. */
void rt_sleep(int64_t ns);
/* True in the second result of the pair (tests): a spin could pay off. */
bool rt_can_spin(int64_t iteration);
/* Spins for some tens of PAUSE instructions. */
void rt_do_spin(void);

/* A timer of package time.  The Go side allocates it (heap, scanned), the
 * scheduler keeps a pointer to it from start until stop or expiry, and roots
 * it.  `fn` is a Go func(arg unsafe.Pointer) value (pointer to closure): it
 * is called on a scheduler stack or goroutine of the runtime's, must not
 * block and does not.  Calls for one timer never overlap. */
typedef struct RtTimer {
    int64_t when;   /* monotonic ns, as rt_nanotime */
    int64_t period; /* > 0: re-armed at when + k*period until stopped */
    void *fn;
    void *arg;
    void *heap_link; /* scheduler's own */
    int64_t heap_index; /* scheduler's own; zero at first */
    int64_t state;      /* scheduler's own; zero at first */
} RtTimer;

/* Arms t (when, period, fn, arg are set; t must not be armed). */
void rt_timer_start(RtTimer *t);
/* Disarms t.  True if it was armed, that is, this call prevented a call of
 * fn that had not begun.  After it fn is not running: it waits for it. */
bool rt_timer_stop(RtTimer *t);

/* Fills pcs[0..max) with return addresses of the calling goroutine, innermost
 * first, and gives how many.  skip 0: the caller of rt_callers itself (the
 * Go function that contains the call), 1 its caller, and so on; functions
 * that are inlined count as frames of their own.  Every element is opaque
 * to Go except that rt_frame_of understands it (a pc, plus which inlined
 * frame to begin with when skip ended inside of an inlined stack). */
int64_t rt_callers(int64_t skip, uintptr_t *pcs, int64_t max);

typedef struct RtFrame {
    RtString function; /* "main.(*T).m", static storage */
    RtString file;     /* absolute path, static storage */
    int64_t line;
    uintptr_t entry;      /* start of the physical function */
    int64_t start_line;   /* line of its func keyword, 0 if unknown */
} RtFrame;

/* Describes the frame number `depth` at pc: 0 is the innermost inlined one.
 * False when pc is not Go code or depth is beyond the outermost.  is_return:
 * pc is a return address (look up pc - 1). */
bool rt_frame_of(uintptr_t pc, int64_t depth, bool is_return, RtFrame *out);

/* Writes a traceback as `panic` prints it ("goroutine 1 [running]:\n...") to
 * buf, of all goroutines if `all`; gives the number of bytes written, <= n. */
int64_t rt_stack_text(uint8_t *buf, int64_t n, bool all);
/* The number of the current goroutine. */
int64_t rt_goid(void);
/* Limit for one goroutine's stack; gives the former. */
int64_t rt_set_max_stack(int64_t bytes);
/* Upper bound for threads (debug.SetMaxThreads); gives the former. */
int64_t rt_set_max_threads(int64_t n);
/* debug.SetTraceback("all" ...). */
void rt_set_traceback(const uint8_t *level, int64_t n);
/* debug.SetPanicOnFault for this goroutine; gives the former. */
bool rt_set_panic_on_fault(bool on);

/* Ends the process with this status, no deferred calls; flushes nothing of
 * Go's, writes the statistics of the runtime if asked for (RT_STATS). */
void rt_exit(int64_t status);
/* "fatal error: TEXT", tracebacks, exit 2; cannot be recovered. */
void rt_fatal(const uint8_t *text, int64_t n);

/* Around a system call that may block: between the two the thread does not
 * count against GOMAXPROCS and must not touch the Go heap. */
void rt_syscall_enter(void);
void rt_syscall_leave(void);

/* ------------------------------------------------------------------------
 * Part 2: provided by the heap (runtime-mem).
 * --------------------------------------------------------------------- */

/* A full, blocking collection including sweep; finalizers are queued. */
void rt_gc_now(void);
/* Completed collections so far (cheap; sync.Pool drops its content by it). */
int64_t rt_gc_cycles(void);
/* GOGC in percent, negative: off; gives the former. */
int64_t rt_set_gc_percent(int64_t percent);
/* GOMEMLIMIT in bytes; negative: only read; gives the former. */
int64_t rt_set_memory_limit(int64_t bytes);
/* Collects and returns as much memory as possible to the system. */
void rt_free_os_memory(void);

/* Laid out exactly as Go's runtime.MemStats on 64 bits (see
 * std/runtime/mstats.go), all fields filled truthfully, BySize included. */
void rt_read_mem_stats(void *mem_stats);
/* debug.GCStats: number of cycles, total pause ns, end of the last cycle
 * (unix ns); up to max pauses, latest first, and their end times. Gives how
 * many pauses were written. */
int64_t rt_read_gc_stats(int64_t *num_gc, int64_t *pause_total,
                         int64_t *last_gc, int64_t *pauses, int64_t *ends,
                         int64_t max);

/* Keeps `fn`, a Go func(unsafe.Pointer) value, with the heap object that
 * starts at obj; when obj is first found unreachable, obj is revived and
 * fn(obj) is called once on the finalizer goroutine; fn == NULL removes it.
 * Gives 0 done, 1 obj is not the start of a heap object (nothing done: the
 * Go side decides), 2 a finalizer was already set. */
int64_t rt_set_finalizer(void *obj, void *fn);
/* Keeps `fn`, a Go func() value, to be called on the finalizer goroutine
 * after the heap object that contains p is unreachable (it is not revived).
 * Several may be added. Gives a number > 0 for rt_cleanup_stop, 0 if p is
 * not in the heap. */
int64_t rt_add_cleanup(void *p, void *fn);
void rt_cleanup_stop(int64_t id);

/* The weak handle of the heap object that contains p: a small heap object,
 * the same for the same p as long as a handle or the object lives; the
 * collector clears it when the object dies (before finalizers run again).
 * rt_weak_get gives p, or NULL when cleared. */
void *rt_weak_make(void *p);
void *rt_weak_get(void *handle);

/* ------------------------------------------------------------------------
 * Part 3: values by type descriptor, for fmt and reflect (runtime-mem).
 * RtType is the descriptor of abi.h; all pointers to values point to
 * memory that holds the value.
 * --------------------------------------------------------------------- */
/* Hash of *a; panics on uncomparable dynamic types. */
uintptr_t rt_lib_hash(const RtType *t, const void *a, uintptr_t seed);
/* Maps, channels, interfaces, allocation and == : the functions of abi.def
 * (rt_makemap, rt_map_get, rt_map_iter_init, rt_chan_send, rt_getitab,
 * rt_new, rt_value_eq, ...), bound to from Go by the same names. */
/* The descriptor of *t, []t, ... if the program has one, else NULL. kind as
 * reflect.Kind, key: of a map, n: length of an array, direction of a chan. */
const RtType *rt_lib_type_find(int64_t kind, const RtType *elem,
                               const RtType *key, int64_t n);
/* The same for a function type: nin parameters, then nout results. */
const RtType *rt_lib_func_type_find(const RtType *const *inout, int64_t nin,
                                    int64_t nout, bool variadic);
/* frame_call_x86_64.S: calls by a frame of registers (callFrame of package
 * reflect), and the code of closures that are called with such a frame. */
void rt_frame_call(void *frame);
void *rt_frame_stub_code(void);

/* ------------------------------------------------------------------------
 * Part 4: implemented in runtime/lib_*.c (std).
 * --------------------------------------------------------------------- */

/* lib_bytes.c */
int64_t rt_index_byte(const uint8_t *s, int64_t n, uint8_t c);
int64_t rt_index_byte_slice(const uint8_t *s, int64_t n, int64_t cap,
                            uint8_t c);
int64_t rt_last_index_byte(const uint8_t *s, int64_t n, uint8_t c);
int64_t rt_count_byte(const uint8_t *s, int64_t n, uint8_t c);
int64_t rt_index_string(const uint8_t *s, int64_t n, const uint8_t *t,
                        int64_t m);
int64_t rt_compare_bytes(const uint8_t *a, int64_t n, const uint8_t *b,
                         int64_t m);
/* A hash of the bytes, different for every seed. */
uint64_t rt_hash_bytes(const uint8_t *s, int64_t n, uint64_t seed);

/* lib_atomic.c: sequentially consistent, as Go's. `add` gives the new value,
 * `and` and `or` the former. */
uint32_t rt_atomic_load32(const uint32_t *p);
uint64_t rt_atomic_load64(const uint64_t *p);
void rt_atomic_store32(uint32_t *p, uint32_t v);
void rt_atomic_store64(uint64_t *p, uint64_t v);
uint32_t rt_atomic_add32(uint32_t *p, uint32_t d);
uint64_t rt_atomic_add64(uint64_t *p, uint64_t d);
uint32_t rt_atomic_swap32(uint32_t *p, uint32_t v);
uint64_t rt_atomic_swap64(uint64_t *p, uint64_t v);
bool rt_atomic_cas32(uint32_t *p, uint32_t old, uint32_t v);
bool rt_atomic_cas64(uint64_t *p, uint64_t old, uint64_t v);
uint32_t rt_atomic_and32(uint32_t *p, uint32_t v);
uint64_t rt_atomic_and64(uint64_t *p, uint64_t v);
uint32_t rt_atomic_or32(uint32_t *p, uint32_t v);
uint64_t rt_atomic_or64(uint64_t *p, uint64_t v);
void *rt_atomic_load_ptr(void *const *p);
void rt_atomic_store_ptr(void **p, void *v);
void *rt_atomic_swap_ptr(void **p, void *v);
bool rt_atomic_cas_ptr(void **p, void *old, void *v);

/* lib_math.c: one machine instruction each, where there is one. */
double rt_math_sqrt(double x);
double rt_math_floor(double x);
double rt_math_ceil(double x);
double rt_math_trunc(double x);
double rt_math_round_even(double x);
double rt_math_fma(double x, double y, double z);
/* lib_exp.c: e**x for x in [-800, 710]. */
double rt_math_exp(double x);

/* lib_runtime.c */
void rt_breakpoint(void);
void rt_keep_alive(const void *type, const void *data);
void rt_panic_overflow(void); /* "integer overflow" */
void rt_panic_divide_go(void); /* "integer divide by zero" */

/* lib_signal.c: what to do on a signal; the read end of the pipe for those
 * to be told of, one byte each. */
typedef enum RtSignalAction {
    RT_SIGNAL_DEFAULT, RT_SIGNAL_IGNORE, RT_SIGNAL_NOTIFY
} RtSignalAction;
int64_t rt_signal_pipe(void);
void rt_signal_set(int64_t number, int64_t action);

/* lib_time.c */
int64_t rt_nanotime(void);
void rt_walltime(int64_t *seconds, int64_t *nanoseconds);

/* lib_rand.c */
uint64_t rt_random64(void);
void rt_random_bytes(uint8_t *p, int64_t n);

/* lib_os.c: results below zero are -errno. */
int64_t rt_os_open(const uint8_t *name, int64_t n, int64_t flags,
                   int64_t mode);
int64_t rt_os_close(int64_t fd);
int64_t rt_os_read(int64_t fd, uint8_t *p, int64_t n);
int64_t rt_os_write(int64_t fd, const uint8_t *p, int64_t n);
int64_t rt_os_pread(int64_t fd, uint8_t *p, int64_t n, int64_t offset);
int64_t rt_os_pwrite(int64_t fd, const uint8_t *p, int64_t n, int64_t offset);
int64_t rt_os_seek(int64_t fd, int64_t offset, int64_t whence);
/* One system call by number, for the rest (x86-64 and arm64 numbers are the
 * Go side's); blocking: wrapped in rt_syscall_enter and leave. */
int64_t rt_os_syscall(int64_t number, uintptr_t a, uintptr_t b, uintptr_t c,
                      uintptr_t d, uintptr_t e, uintptr_t f, bool blocking);
int64_t rt_os_arg_count(void);
RtString rt_os_arg(int64_t i);
/* Environment as the process got it: entry i is "K=V". */
int64_t rt_os_environ_count(void);
RtString rt_os_environ(int64_t i);
/* Entry names of a folder: reads the next one into buf; gives its length, 0
 * at the end. type: DT_* of readdir. */
int64_t rt_os_opendir(const uint8_t *name, int64_t n, uintptr_t *handle);
int64_t rt_os_readdir(uintptr_t handle, uint8_t *buf, int64_t n,
                      int64_t *type);
void rt_os_closedir(uintptr_t handle);
/* out[10]: mode, size, mtime s, mtime ns, dev, ino, nlink, uid, gid, rdev */
int64_t rt_os_stat(const uint8_t *name, int64_t n, bool follow, int64_t *out);
int64_t rt_os_fstat(int64_t fd, int64_t *out);
typedef enum RtPathCall {
    RT_PATH_MKDIR, RT_PATH_UNLINK, RT_PATH_RMDIR, RT_PATH_RENAME,
    RT_PATH_LINK, RT_PATH_SYMLINK, RT_PATH_CHMOD, RT_PATH_CHDIR,
    RT_PATH_TRUNCATE
} RtPathCall;
/* mode: of mkdir and chmod; the length of truncate. */
int64_t rt_os_path_call(int64_t what, const uint8_t *a, int64_t n,
                        const uint8_t *b, int64_t m, int64_t mode);
int64_t rt_os_readlink(const uint8_t *name, int64_t n, uint8_t *buf,
                       int64_t size);
int64_t rt_os_getcwd(uint8_t *buf, int64_t size);
RtString rt_os_strerror(int64_t code);

/* ------------------------------------------------------------------------
 * Part 5: Go functions that C calls, by the symbol of the Go function.
 * --------------------------------------------------------------------- */

/* func makeError(kind int, text string) any, in runtime/std/runtime, part of
 * every program.  Gives the value that the runtime panics with.  text is
 * without the prefix "runtime error: ", which Error() adds for kinds 0 and 2.
 * kind: 0 errorString  1 plainError  2 boundsError  3 *TypeAssertionError
 *       4 *PanicNilError
 * All implement runtime.Error. */
RtEface rt_go_make_error(int64_t kind, RtString text);

#endif
