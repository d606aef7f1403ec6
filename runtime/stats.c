// runtime/stats.c -- What the heap did: MemStats, gctrace, RT_STATS.
//
// Objects and bytes are counted in size classes, as Go counts them: a malloc
// when a slot is handed out, a free when a cycle finds the slot dead.
//
//     RT_STATS=1 ./prog: "rt-stats mallocs=12 frees=0 alloc_bytes=1344 ..."
#include "runtime/gc_internal.h"
#include "runtime/heap.h"
#include "runtime/lib.h"
#include "runtime/memstats.h"
#include "runtime/os.h"
#include "runtime/roots_internal.h"
#include "runtime/stack.h"

#include <stdio.h>
#include <string.h>

// --- MemStats ---------------------------------------------------------------

static void count_small(RtMemStats *s)
{
    uint64_t mallocs[RT_CLASSES];
    rt_caches_count(mallocs);
    for (unsigned c = 1; c < RT_CLASSES; c++) {
        s->mallocs += mallocs[c];
        s->frees += rt_heap.frees[c];
        s->total_alloc += mallocs[c] * rt_class_size[c];
        s->heap_alloc += (mallocs[c] - rt_heap.frees[c]) * rt_class_size[c];
        if (c < sizeof s->by_size / sizeof s->by_size[0]) {
            s->by_size[c].size = rt_class_size[c];
            s->by_size[c].mallocs = mallocs[c];
            s->by_size[c].frees = rt_heap.frees[c];
        }
    }
}

static void count_memory(RtMemStats *s)
{
    s->heap_inuse = (uint64_t)rt_heap.span_pages << RT_PAGE_SHIFT;
    s->heap_sys = rt_heap.committed;
    s->heap_idle = s->heap_sys - s->heap_inuse;
    // What was never touched counts as given back, as in Go.
    s->heap_released =
        ((uint64_t)rt_heap.released_pages << RT_PAGE_SHIFT) +
        (rt_heap.committed - rt_heap.used);
    s->stack_inuse = (uint64_t)rt_gc.stack_bytes;
    s->stack_sys = s->stack_inuse;
    size_t pages = rt_heap.used >> RT_PAGE_SHIFT;
    s->mspan_inuse = rt_heap.span_pages * sizeof(RtSpan) / 2;
    s->mspan_sys = pages * sizeof(RtSpan);
    for (RtCacheInfo *i = rt_heap.caches; i; i = i->next)
        s->mcache_inuse += sizeof(RtCacheInfo) + sizeof(RtCache);
    s->mcache_sys = s->mcache_inuse;
    s->gc_sys = pages * (2 * RT_WORDS_PER_PAGE * 8 + 4);
    s->other_sys = rt_heap.meta_bytes;
    s->sys = s->heap_sys + s->stack_sys + s->mspan_sys + s->mcache_sys +
             s->gc_sys + s->other_sys;
}

void rt_memstats_read(RtMemStats *s)
{
    memset(s, 0, sizeof *s);
    rt_heap_init();
    count_small(s);
    s->mallocs += rt_heap.large_mallocs;
    s->frees += rt_heap.large_frees;
    s->total_alloc += rt_heap.large_malloc_bytes;
    s->heap_alloc += rt_heap.large_malloc_bytes - rt_heap.large_free_bytes;
    s->alloc = s->heap_alloc;
    s->heap_objects = s->mallocs - s->frees;
    count_memory(s);
    s->next_gc = (uint64_t)rt_heap.trigger;
    s->last_gc = (uint64_t)rt_gc.last_gc;
    s->pause_total_ns = (uint64_t)rt_gc.pause_total;
    for (size_t i = 0; i < RT_GC_PAUSES; i++) {
        s->pause_ns[i] = (uint64_t)rt_gc.pause_ns[i];
        s->pause_end[i] = (uint64_t)rt_gc.pause_end[i];
    }
    s->num_gc = (uint32_t)rt_gc.cycles;
    s->num_forced_gc = (uint32_t)rt_gc.forced;
    int64_t ran = rt_os_monotonic_ns() - rt_gc.start_ns;
    s->gc_cpu_fraction = ran > 0 ? (double)rt_gc.cpu_ns / (double)ran : 0;
    s->enable_gc = true;
}

static void read_stopped(void *out)
{
    rt_world_stop();
    rt_memstats_read(out);
    rt_world_start();
}

void rt_read_mem_stats(void *mem_stats)
{
    while (!rt_gc_try_enter())
        rt_gosched();
    rt_on_system_stack(read_stopped, mem_stats);
    rt_gc_leave();
}

int64_t rt_read_gc_stats(int64_t *num_gc, int64_t *pause_total,
                         int64_t *last_gc, int64_t *pauses, int64_t *ends,
                         int64_t max)
{
    int64_t cycles = rt_gc.cycles;
    *num_gc = cycles;
    *pause_total = rt_gc.pause_total;
    *last_gc = rt_gc.last_gc;
    int64_t n = cycles < RT_GC_PAUSES ? cycles : RT_GC_PAUSES;
    if (n > max)
        n = max;
    for (int64_t i = 0; i < n; i++) {
        size_t slot = (size_t)(cycles - 1 - i) % RT_GC_PAUSES;
        pauses[i] = rt_gc.pause_ns[slot];
        ends[i] = rt_gc.pause_end[slot];
    }
    return n;
}

// --- gctrace ----------------------------------------------------------------

// Milliseconds with two significant digits, as Go prints them.
static void format_ms(char *out, size_t n, int64_t ns)
{
    if (ns < 0)
        ns = 0;
    double ms = (double)ns / 1e6;
    if (ns < 10000)
        snprintf(out, n, "0.%03lld", (long long)(ns / 1000));
    else if (ms < 1)
        snprintf(out, n, "0.%0*lld", ns < 100000 ? 3 : 2,
                 (long long)(ns < 100000 ? ns / 1000 : ns / 10000));
    else if (ms < 10)
        snprintf(out, n, "%.1f", ms);
    else
        snprintf(out, n, "%.0f", ms);
}

static long long megabytes(int64_t n)
{
    return (long long)(n >> 20);
}

// The phases of Go's line are sweep termination, marking, mark termination;
// here the world is stopped through all three, and the first is empty.
void rt_gc_print_trace(const RtGcTrace *t)
{
    char mark[24];
    char end[24];
    char text[400];
    format_ms(mark, sizeof mark, t->marked - t->begin);
    format_ms(end, sizeof end, t->end - t->marked);
    int64_t ran = t->end - rt_gc.start_ns;
    int64_t percent = ran > 0 ? rt_gc.cpu_ns * 100 / ran : 0;
    int n = snprintf(
        text, sizeof text,
        "gc %lld @%lld.%03llds %lld%%: 0+%s+%s ms clock, 0+0/%s/0+%s ms cpu, "
        "%lld->%lld->%lld MB, %lld MB goal, %lld MB stacks, %lld MB globals, "
        "%lld P%s\n",
        (long long)rt_gc.cycles, (long long)(ran / 1000000000),
        (long long)(ran / 1000000 % 1000), (long long)percent, mark, end, mark,
        end, megabytes(t->before), megabytes(t->before), megabytes(t->after),
        megabytes(t->goal), megabytes(rt_gc.stack_bytes),
        megabytes(rt_roots_global_bytes()), (long long)rt_gomaxprocs(0),
        t->cause == RT_GC_FORCED ? " (forced)" : "");
    if (n > 0)
        rt_os_write_error(text, (size_t)n);
}

// --- RT_STATS ---------------------------------------------------------------

static bool wants(const char *text)
{
    return text && *text && strcmp(text, "0") != 0;
}

// One line of key=value pairs, or a JSON object.
static size_t format_stats(char *text, size_t n, bool json)
{
    static RtMemStats s;
    rt_memstats_read(&s);
    int64_t peak = rt_gc.peak > rt_heap.live ? rt_gc.peak : rt_heap.live;
    const struct { const char *name; uint64_t value; } items[] = {
        {"mallocs", s.mallocs},
        {"frees", s.frees},
        {"alloc_bytes", s.total_alloc},
        {"heap_peak", (uint64_t)peak},
        {"num_gc", s.num_gc},
        {"pause_total_ns", s.pause_total_ns},
        {"pause_max_ns", (uint64_t)rt_gc.pause_max},
        {"rss_peak", (uint64_t)rt_os_peak_rss()},
    };
    size_t at = (size_t)snprintf(text, n, json ? "{" : "rt-stats");
    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++) {
        const char *form = json ? "%s\"%s\": %llu" : "%s%s=%llu";
        const char *before = !json ? " " : i ? ", " : "";
        at += (size_t)snprintf(text + at, n - at, form, before, items[i].name,
                               (unsigned long long)items[i].value);
    }
    return at + (size_t)snprintf(text + at, n - at, json ? "}\n" : "\n");
}

void rt_stats_at_exit(void)
{
    bool line = wants(rt_os_getenv("RT_STATS"));
    const char *path = rt_os_getenv("RT_STATS_FILE");
    if (!line && !wants(path))
        return;

    char text[512];
    if (line)
        rt_os_write_error(text, format_stats(text, sizeof text, false));
    if (wants(path))
        rt_os_write_file(path, text, format_stats(text, sizeof text, true));
}
