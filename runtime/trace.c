// runtime/trace.c -- Tracebacks, callers and positions.
//
// Compiled code and the runtime keep frame pointers: [rbp] is the caller's and
// [rbp + 8] the return address.  rt_pctable says which Go function, file and
// line an address belongs to, and by which calls it was inlined.  C functions
// have no rows and are passed over.  At a deferred call the walk jumps from the
// trampoline to where the panic was raised, and shows a line for it.
//
// Invariant: the walk goes up only, inside of one stack, so that a broken
// chain ends it.
#include "runtime/trace.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/lib.h"
#include "runtime/os.h"
#include "runtime/panic.h"
#include "runtime/throw.h"

#pragma weak rt_pctable

enum { INNER = 50, OUTER = 50 };

// --- The table -----------------------------------------------------------------

static const RtPcTable *table(void)
{
    const RtPcTable *t = &rt_pctable;
    return t && t->nrows > 0 ? t : NULL;
}

// The last row whose offset is not above.
static const RtPcRow *row_at(const RtPcTable *t, uintptr_t pc)
{
    if (pc < (uintptr_t)t->base || pc - (uintptr_t)t->base > UINT32_MAX)
        return NULL;
    uint32_t offset = (uint32_t)(pc - (uintptr_t)t->base);
    if (offset < t->rows[0].offset)
        return NULL;
    int64_t lo = 0, hi = t->nrows;
    while (hi - lo > 1) {
        int64_t mid = lo + (hi - lo) / 2;
        if (t->rows[mid].offset <= offset)
            lo = mid;
        else
            hi = mid;
    }
    return &t->rows[lo];
}

const RtPcFrame *rt_pc_find(uintptr_t pc, bool is_return)
{
    const RtPcTable *t = table();
    const RtPcRow *row = t ? row_at(t, pc - is_return) : NULL;
    if (!row || row->frame == UINT32_MAX || row->frame >= t->nframes)
        return NULL;
    return &t->frames[row->frame];
}

bool rt_pc_is_go(uintptr_t pc)
{
    return rt_pc_find(pc, false) != NULL;
}

static const RtPcFrame *parent_of(const RtPcFrame *f)
{
    return f->parent ? &rt_pctable.frames[f->parent - 1] : NULL;
}

static const char *text_at(uint32_t offset)
{
    return rt_pctable.strings + offset;
}

// --- Walking ---------------------------------------------------------------------

typedef struct Walk {
    RtG *g;
    RtPanic *panics;        // Not passed yet.
    uintptr_t lo, hi;       // Of the stack.
    uintptr_t pc, fp;       // The frame's code address and frame pointer.
    bool exact;             // pc is not a return address.
    RtPanic *passed;        // This step went over a deferred call.
} Walk;

static Walk walk_begin(RtG *g, const RtTraceStart *start)
{
    Walk w = {.g = g, .panics = g->panics, .lo = (uintptr_t)g->stack_lo,
              .hi = (uintptr_t)(g + 1)};
    if (g == &rt_m()->g0)
        w.hi = (uintptr_t)g->stack_hi;
    if (start) {
        w.pc = start->pc;
        w.fp = start->fp;
        w.exact = start->exact;
    } else if (g->status == RT_G_SYSCALL) {
        w.pc = g->saved_pc;
        w.fp = g->saved[1];
    } else {
        const uintptr_t *saved = g->sp; // r15 .. rbp, address
        w.fp = saved[5];
        w.pc = saved[6];
    }
    return w;
}

static bool readable(const Walk *w, uintptr_t fp)
{
    return fp % 8 == 0 && fp >= w->lo && fp + 16 <= w->hi;
}

static RtPanic *panic_of(const Walk *w, uintptr_t fp)
{
    for (RtPanic *p = w->g->panics; p; p = p->link) {
        if ((uintptr_t)p->deferred_frame == fp)
            return p;
    }
    return NULL;
}

// The caller of a Go function's frame.
static RT_NO_SANITIZE bool walk_up(Walk *w)
{
    w->passed = NULL;
    if (!readable(w, w->fp))
        return false;

    uintptr_t own = w->pc;
    const uintptr_t *frame = (const uintptr_t *)w->fp;
    if (frame[0] && frame[0] <= w->fp)
        return false;
    w->exact = own >= (uintptr_t)rt_injected_begin &&
               own < (uintptr_t)rt_injected_end;
    w->pc = frame[1];
    w->fp = frame[0];
    if (!w->pc)
        return false;
    if (w->pc == (uintptr_t)rt_call_deferred_return) {
        RtPanic *p = panic_of(w, w->fp);
        if (p) {
            w->passed = p;
            w->pc = p->pc;
            w->fp = p->fp;
            w->exact = p->pc_exact;
        }
    }
    return true;
}

// --- Output ------------------------------------------------------------------------

static void emit(RtSink *s, const char *text, size_t n)
{
    if (s->fd >= 0) {
        rt_os_write_error(text, n);
        return;
    }
    int64_t left = s->room - s->n;
    int64_t take = (int64_t)n < left ? (int64_t)n : left;
    if (take > 0)
        memcpy(s->to + s->n, text, (size_t)take);
    s->n += take > 0 ? take : 0;
}

static void emitf(RtSink *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void emitf(RtSink *s, const char *format, ...)
{
    char line[1024];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (n > 0)
        emit(s, line, (size_t)n < sizeof line ? (size_t)n : sizeof line - 1);
}

// The runtime's Go functions are hidden, except exported ones.
static bool shown(const RtPcFrame *f, bool detail)
{
    if (detail)
        return true;
    if (f->flags & 1)
        return false;
    const char *name = text_at(f->func);
    if (strncmp(name, "runtime.", 8) != 0)
        return true;
    return name[8] >= 'A' && name[8] <= 'Z';
}

// Type arguments are elided as Go does it.
static void emit_name(RtSink *to, const char *name)
{
    const char *open = strchr(name, '['), *close = strrchr(name, ']');
    if (open && close && close > open)
        emitf(to, "%.*s[...]%s", (int)(open - name), name, close + 1);
    else
        emitf(to, "%s", name);
}

static bool no_arguments(const RtPcFrame *f)
{
    return (f->flags & 2) || strcmp(text_at(f->func), "main.main") == 0;
}

static void emit_frame(RtSink *to, const RtPcFrame *f, const Walk *w,
                       bool inlined, bool detail)
{
    emit_name(to, text_at(f->func));
    emitf(to, "(%s)\n\t%s:%u", !inlined && no_arguments(f) ? "" : "...",
          text_at(f->file), f->line);
    if (!inlined) {
        uintptr_t entry = (uintptr_t)rt_pctable.base + f->entry;
        if (w->pc > entry)
            emitf(to, " +0x%llx", (unsigned long long)(w->pc - entry));
        if (detail)
            emitf(to, " fp=0x%llx sp=0x%llx pc=0x%llx",
                  (unsigned long long)w->fp + 16, (unsigned long long)w->fp,
                  (unsigned long long)w->pc);
    }
    emitf(to, "\n");
}

static void emit_panic(RtSink *to, const RtPanic *p)
{
    if (p->goexit)
        emitf(to, "runtime.Goexit()\n\truntime/panic.go:%d\n", rt_panic_line);
    else
        emitf(to, "panic({0x%llx?, 0x%llx?})\n\truntime/panic.go:%d\n",
              (unsigned long long)(uintptr_t)p->value.type,
              (unsigned long long)(uintptr_t)p->value.data, rt_panic_line);
}

// Counts frames; prints those with from <= number < upto.
static int64_t pass(RtSink *to, Walk w, int64_t from, int64_t upto,
                    bool detail)
{
    int64_t n = 0;
    do {
        if (w.passed) {
            // Goexit is a Go function that calls the runtime: it has a row.
            bool own = w.passed->goexit && rt_pc_find(w.pc, !w.exact) &&
                       strcmp(text_at(rt_pc_find(w.pc, !w.exact)->func),
                              "runtime.Goexit") == 0;
            if (!own && n >= from && n < upto)
                emit_panic(to, w.passed);
            n += !own;
        }
        for (const RtPcFrame *f = rt_pc_find(w.pc, !w.exact); f;
             f = parent_of(f)) {
            if (!shown(f, detail))
                continue;
            if (n >= from && n < upto)
                emit_frame(to, f, &w, f->parent != 0, detail);
            n++;
        }
    } while (walk_up(&w));
    return n;
}

static void emit_frames(RtSink *to, Walk w, bool detail)
{
    RtSink none = {.fd = -1};
    int64_t n = pass(&none, w, 0, 0, detail);
    if (n <= INNER + OUTER) {
        pass(to, w, 0, n, detail);
        return;
    }
    pass(to, w, 0, INNER, detail);
    emitf(to, "...%lld frames elided...\n", (long long)(n - INNER - OUTER));
    pass(to, w, n - OUTER, n, detail);
}

static const char *reason_text(int reason)
{
    static const char *const texts[RT_WAIT_COUNT] = {
        [RT_WAIT_SEMACQUIRE] = "semacquire",
        [RT_WAIT_MUTEX_LOCK] = "sync.Mutex.Lock",
        [RT_WAIT_RWMUTEX_RLOCK] = "sync.RWMutex.RLock",
        [RT_WAIT_RWMUTEX_LOCK] = "sync.RWMutex.Lock",
        [RT_WAIT_COND] = "sync.Cond.Wait",
        [RT_WAIT_WAITGROUP] = "sync.WaitGroup.Wait",
        [RT_WAIT_FINALIZER] = "finalizer wait",
        [RT_WAIT_CHAN_RECEIVE] = "chan receive",
        [RT_WAIT_CHAN_SEND] = "chan send",
        [RT_WAIT_CHAN_RECEIVE_NIL] = "chan receive (nil chan)",
        [RT_WAIT_CHAN_SEND_NIL] = "chan send (nil chan)",
        [RT_WAIT_SELECT] = "select",
        [RT_WAIT_SELECT_NONE] = "select (no cases)",
        [RT_WAIT_SLEEP] = "sleep",
        [RT_WAIT_PREEMPTED] = "preempted",
    };
    const char *text = reason < RT_WAIT_COUNT ? texts[reason] : NULL;
    return text ? text : "waiting";
}

static const char *status_text(const RtG *g, bool current)
{
    if (current)
        return "running";
    switch ((RtGStatus)g->status) {
    case RT_G_DEAD: return "idle";
    case RT_G_RUNNABLE: return "runnable";
    case RT_G_RUNNING: return "running";
    case RT_G_SYSCALL: return "syscall";
    case RT_G_WAITING: return reason_text(g->wait_reason);
    }
    return "???";
}

static void emit_header(RtSink *to, const RtG *g, bool current, bool detail)
{
    emitf(to, "goroutine %lld", (long long)g->id);
    if (detail)
        emitf(to, " gp=0x%llx m=%s", (unsigned long long)(uintptr_t)g,
              current ? "0" : "nil");
    if (detail && current)
        emitf(to, " mp=0x%llx", (unsigned long long)(uintptr_t)rt_m());
    emitf(to, " [%s", status_text(g, current));
    int64_t minutes = (rt_os_monotonic_ns() - g->wait_since) / 60000000000;
    if (g->status == RT_G_WAITING && !current && minutes >= 1)
        emitf(to, ", %lld minutes", (long long)minutes);
    if (g->lock_count > 0)
        emitf(to, ", locked to thread");
    emitf(to, "]:\n");
}

static void emit_creator(RtSink *to, const RtG *g)
{
    const RtPcFrame *f = g->created_pc ? rt_pc_find(g->created_pc, true) : NULL;
    if (!f || g->id == 1)
        return;
    while (parent_of(f) && (f->flags & 1))
        f = parent_of(f);
    emitf(to, "created by ");
    emit_name(to, text_at(f->func));
    emitf(to, " in goroutine %lld\n\t%s:%u +0x%llx\n", (long long)g->parent_id,
          text_at(f->file), f->line,
          (unsigned long long)(g->created_pc - (uintptr_t)rt_pctable.base -
                               f->entry));
}

void rt_trace_g(RtSink *to, RtG *g, const RtTraceStart *start, bool detail)
{
    emit_header(to, g, start != NULL, detail);
    if (!start && RT_ATOMIC_LOAD(&g->status) == RT_G_RUNNING)
        emitf(to, "\tgoroutine running on other thread; stack unavailable\n");
    else
        emit_frames(to, walk_begin(g, start), detail);
    emit_creator(to, g);
}

// --- All goroutines ------------------------------------------------------------------

typedef struct List {
    RtG **of;
    int64_t n, room;
    const RtG *except;
    bool detail;
} List;

static void collect(RtG *g, void *arg)
{
    List *l = arg;
    if (g == l->except || (g->system && !l->detail))
        return;
    if (l->n < l->room)
        l->of[l->n] = g;
    l->n++;
}

static int by_id(const void *a, const void *b)
{
    int64_t x = (*(RtG *const *)a)->id, y = (*(RtG *const *)b)->id;
    return (x > y) - (x < y);
}

void rt_trace_others(RtSink *to, RtG *except, bool detail)
{
    List l = {.except = except, .detail = detail};
    rt_g_each(collect, &l);
    l.room = l.n;
    l.of = calloc((size_t)l.n + 1, sizeof *l.of);
    if (!l.of)
        return;
    l.n = 0;
    rt_g_each(collect, &l);
    if (l.n > l.room)
        l.n = l.room;
    qsort(l.of, (size_t)l.n, sizeof *l.of, by_id);
    for (int64_t i = 0; i < l.n; i++) {
        emitf(to, "\n");
        rt_trace_g(to, l.of[i], NULL, detail);
    }
    free(l.of);
}

// --- For the library -------------------------------------------------------------------

static Walk walk_here(uintptr_t pc, uintptr_t fp)
{
    RtTraceStart start = {pc, fp, false};
    return walk_begin(rt_g(), &start);
}

// An element is a return address; if it begins inside of an inlined stack, the
// number of frames left out is in the top 16 bits.
int64_t rt_callers(int64_t skip, uintptr_t *pcs, int64_t max)
{
    const uintptr_t *frame = __builtin_frame_address(0);
    Walk w = walk_here(frame[1], frame[0]);
    int64_t n = 0;
    do {
        uintptr_t depth = 0;
        bool given = false;
        for (const RtPcFrame *f = rt_pc_find(w.pc, !w.exact); f;
             f = parent_of(f), depth++) {
            if (f->flags & 1)
                continue;
            if (skip > 0) {
                skip--;
                continue;
            }
            if (!given && n < max)
                pcs[n++] = (w.pc + w.exact) | depth << 48;
            given = true;
        }
    } while (n < max && walk_up(&w));
    return n;
}

static RtString lib_string(const char *text)
{
    return (RtString){(const uint8_t *)text, (int64_t)strlen(text)};
}

bool rt_frame_of(uintptr_t pc, int64_t depth, bool is_return, RtFrame *out)
{
    uintptr_t skipped = pc >> 48;
    const RtPcFrame *f = rt_pc_find(pc & (((uintptr_t)1 << 48) - 1), is_return);
    for (; f && skipped > 0; skipped--)
        f = parent_of(f);
    while (f && (depth > 0 || (f->flags & 1))) {
        if (!(f->flags & 1))
            depth--;
        f = parent_of(f);
    }
    if (!f)
        return false;
    out->function = lib_string(text_at(f->func));
    out->file = lib_string(text_at(f->file));
    out->line = f->line;
    out->entry = (uintptr_t)rt_pctable.base + f->entry;
    out->start_line = 0;
    return true;
}

static bool is_runtime(const RtPcFrame *f)
{
    return !f || strncmp(text_at(f->func), "runtime.", 8) == 0;
}

int64_t rt_stack_text(uint8_t *buf, int64_t n, bool all)
{
    const uintptr_t *frame = __builtin_frame_address(0);
    Walk w = walk_here(frame[1], frame[0]);
    while (is_runtime(rt_pc_find(w.pc, true)) && walk_up(&w))
        ; // runtime.Stack itself
    RtTraceStart start = {w.pc, w.fp, w.exact};
    RtSink to = {.fd = -1, .to = buf, .room = n};
    rt_trace_g(&to, rt_g(), &start, false);
    if (all)
        rt_trace_others(&to, rt_g(), false);
    return to.n;
}
