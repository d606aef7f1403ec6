// runtime/gc.c -- When to collect, and the steps of a cycle.
//
// The next cycle starts when the bytes in use reach
//     live + (live + stacks + globals) * GOGC / 100,
// at least 4 MB * GOGC / 100, as in Go, lowered when GOMEMLIMIT would be passed.
//
// Invariant: a cycle begins and ends with all caches empty and the world
// stopped in between.
//
//     10 MB live, GOGC=100, 1 MB of stacks: the next cycle at 21 MB
#include "runtime/gc.h"
#include "runtime/finalizer.h"
#include "runtime/gc_internal.h"
#include "runtime/heap.h"
#include "runtime/lib.h"
#include "runtime/mark.h"
#include "runtime/os.h"
#include "runtime/roots_internal.h"
#include "runtime/stack.h"
#include "runtime/sweep.h"
#include "runtime/verify.h"

#include <stdlib.h>
#include <string.h>

enum { MIN_HEAP = 4 << 20 };

RtGc rt_gc;

static RtMarker marker;

// --- Settings ---------------------------------------------------------------

static int64_t parse_percent(const char *text)
{
    if (!text || !*text)
        return 100;
    if (strcmp(text, "off") == 0)
        return -1;
    char *end;
    long long n = strtoll(text, &end, 10);
    return *end ? 100 : n;
}

// "1073741824", "512MiB"; as Go reads GOMEMLIMIT.
static int64_t parse_limit(const char *text)
{
    if (!text || !*text || strcmp(text, "off") == 0)
        return INT64_MAX;

    char *end;
    unsigned long long n = strtoull(text, &end, 10);
    static const char prefix[] = "KMGT";
    const char *unit = *end ? strchr(prefix, *end) : NULL;
    if (unit && *unit) {
        n <<= 10 * (unit - prefix + 1);
        end += strncmp(end + 1, "iB", 2) == 0 ? 3 : 0;
    } else if (*end == 'B') {
        end++;
    }
    return *end || n > INT64_MAX ? INT64_MAX : (int64_t)n;
}

static bool debug_option(const char *name)
{
    const char *text = rt_os_getenv("GODEBUG");
    size_t n = strlen(name);
    while (text && *text) {
        if (strncmp(text, name, n) == 0 && text[n] == '=')
            return text[n + 1] > '0' && text[n + 1] <= '9';
        text = strchr(text, ',');
        if (text)
            text++;
    }
    return false;
}

void rt_gc_init(void)
{
    rt_gc.percent = parse_percent(rt_os_getenv("GOGC"));
    rt_gc.limit = parse_limit(rt_os_getenv("GOMEMLIMIT"));
    rt_gc.trace = debug_option("gctrace");
    rt_gc.start_ns = rt_os_monotonic_ns();
    rt_gc_pace();
}

// --- Pacing -----------------------------------------------------------------

// The heap size that the memory limit leaves room for.
static int64_t limit_goal(void)
{
    if (rt_gc.limit == INT64_MAX)
        return INT64_MAX;

    int64_t other = rt_gc.stack_bytes + (int64_t)rt_heap.meta_bytes +
                    (int64_t)(rt_heap.used >> 5);
    int64_t goal = rt_gc.limit - other;
    // Never so low that collecting is all that happens.
    int64_t least = rt_gc.live_bytes + rt_gc.live_bytes / 16 + (256 << 10);
    return goal < least ? least : goal;
}

void rt_gc_pace(void)
{
    int64_t goal = INT64_MAX;
    if (rt_gc.percent >= 0) {
        int64_t base = rt_gc.live_bytes + rt_gc.stack_bytes +
                       rt_roots_global_bytes();
        goal = rt_gc.live_bytes + base / 100 * rt_gc.percent;
        int64_t least = (int64_t)MIN_HEAP * rt_gc.percent / 100;
        if (goal < least)
            goal = least;
    }
    int64_t limit = limit_goal();
    rt_heap.trigger = goal < limit ? goal : limit;
}

int64_t rt_gc_trigger(void)
{
    return rt_heap.trigger;
}

void rt_gc_account_stacks(int64_t delta)
{
    RT_ATOMIC_ADD(&rt_gc.stack_bytes, delta);
}

// Gives back what was not needed for a second: pages beyond a tenth above the
// most that was in use at the start of a cycle in this or the former window of
// one second, and beyond what the goal will need.
static void release_pages(size_t in_use, int64_t now)
{
    if (in_use > rt_gc.window_peak)
        rt_gc.window_peak = in_use;
    if (now - rt_gc.window_start > 1000000000) {
        rt_gc.former_peak = rt_gc.window_peak;
        rt_gc.window_peak = in_use;
        rt_gc.window_start = now;
    }
    size_t want = rt_gc.window_peak > rt_gc.former_peak ? rt_gc.window_peak
                                                        : rt_gc.former_peak;
    size_t goal = (size_t)(rt_heap.trigger >> RT_PAGE_SHIFT);
    if (want < goal && rt_heap.trigger != INT64_MAX)
        want = goal;
    want += want / 10;
    int64_t limit = rt_gc.limit >> RT_PAGE_SHIFT;
    if ((int64_t)want > limit)
        want = (size_t)limit;
    size_t now_used = rt_heap.span_pages;
    rt_pages_release(want > now_used ? want - now_used : 0);
}

// --- The cycle --------------------------------------------------------------

static void clear_marks(void)
{
    size_t pages = rt_heap.used >> RT_PAGE_SHIFT;
    memset(rt_heap.mark_bits, 0, pages * RT_WORDS_PER_PAGE * 8);
}

// Threads beside this one.  A small heap is marked sooner than they wake.
static int helpers_wanted(void)
{
    enum { MAX_HELPERS = 3, WORTH_IT = 24 << 20 };
    if (rt_heap.live < WORTH_IT)
        return 0;
    int64_t n = rt_gomaxprocs(0);
    int cpus = rt_os_processors();
    if (n > cpus)
        n = cpus;
    return n > MAX_HELPERS + 1 ? MAX_HELPERS : (int)n - 1;
}

static void mark_all(void)
{
    rt_marker_init(&marker);
    clear_marks();
    rt_roots_mark(&marker);
    rt_finalizers_mark(&marker);
    rt_mark_drain_parallel(&marker, helpers_wanted());
    rt_finalizers_collect(&marker);
    rt_mark_drain(&marker);
}

static void record_pause(int64_t begin, int64_t end)
{
    int64_t pause = end - begin;
    size_t slot = (size_t)rt_gc.cycles % RT_GC_PAUSES;
    rt_gc.pause_ns[slot] = pause;
    rt_gc.pause_end[slot] = rt_os_unix_ns();
    rt_gc.last_gc = rt_gc.pause_end[slot];
    rt_gc.pause_total += pause;
    if (pause > rt_gc.pause_max)
        rt_gc.pause_max = pause;
    rt_gc.cycles++;
}

// On the system stack.
static void collect(void *arg)
{
    RtGcCause cause = *(RtGcCause *)arg;
    rt_world_stop();
    int64_t begin = rt_os_monotonic_ns();
    int64_t before = rt_heap.live;
    size_t in_use = rt_heap.span_pages;
    if (before > rt_gc.peak)
        rt_gc.peak = before;
    rt_caches_flush();
    mark_all();
    int64_t marked = rt_os_monotonic_ns();
    if (rt_heap.verify)
        rt_verify_marks();
    int64_t goal = rt_heap.trigger;
    RtSweepResult r = rt_sweep();
    rt_heap.live = r.live_bytes;
    rt_gc.live_bytes = r.live_bytes;
    rt_gc_pace();
    release_pages(in_use, marked);
    rt_stacks_trim();
    if (rt_heap.verify)
        rt_verify_heap();
    rt_gc.forced += cause == RT_GC_FORCED;
    int64_t end = rt_os_monotonic_ns();
    rt_gc.cpu_ns += end - begin;
    record_pause(begin, end);
    if (rt_gc.trace)
        rt_gc_print_trace(&(RtGcTrace){begin, marked, end, before, r.live_bytes,
                                       goal, cause});
    rt_world_start();
}

bool rt_gc_try_enter(void)
{
    return !RT_ATOMIC_SWAP(&rt_gc.running, true);
}

void rt_gc_leave(void)
{
    RT_ATOMIC_STORE(&rt_gc.running, false);
}

void rt_gc_run(RtGcCause cause)
{
    // If another thread is about to stop this one, it collects for both.
    if (!rt_gc_try_enter())
        return;

    rt_on_system_stack(collect, &cause);
    rt_gc_leave();
    rt_finalizers_start();
}

// --- For the library --------------------------------------------------------

void rt_gc_now(void)
{
    rt_heap_init();
    // A cycle that is under way may have seen garbage of now as alive.
    int64_t before = RT_ATOMIC_LOAD(&rt_gc.cycles);
    while (!rt_gc_try_enter())
        rt_gosched();
    rt_gc_leave();
    rt_gc_run(RT_GC_FORCED);
    while (RT_ATOMIC_LOAD(&rt_gc.cycles) == before)
        rt_gosched();
}

int64_t rt_gc_cycles(void)
{
    return rt_gc.cycles;
}

int64_t rt_set_gc_percent(int64_t percent)
{
    rt_heap_init();
    int64_t former = rt_gc.percent;
    rt_gc.percent = percent < 0 ? -1 : percent;
    rt_gc_pace();
    return former;
}

int64_t rt_set_memory_limit(int64_t bytes)
{
    rt_heap_init();
    int64_t former = rt_gc.limit;
    if (bytes >= 0) {
        rt_gc.limit = bytes;
        rt_gc_pace();
    }
    return former;
}

void rt_free_os_memory(void)
{
    rt_gc_now();
    rt_lock(&rt_heap.lock);
    rt_pages_release(0);
    rt_unlock(&rt_heap.lock);
    rt_marker_trim(&marker);
}
