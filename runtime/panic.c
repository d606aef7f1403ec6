// runtime/panic.c -- panic, recover, Goexit, and the values that the runtime
// panics with.
//
// A panic runs the deferred calls of its goroutine on top of the panicking
// stack, newest first.  When one of them recovers, the stack is cut back to the
// function that deferred it, which returns to its caller.
//
// Who may recover: the function that the runtime itself called.  It passes the
// frame address of its caller, and that must be the frame of rt_call_deferred
// for the running panic.  A wrapper made by the compiler (a method called
// through an embedded field, say) stands between the two; it calls
// rt_recover_wrapper first, which moves the right to recover to its own frame.
//
//     rt_panic -> rt_call_deferred -> wrapper -> method that calls recover
//                 ^ recover_frame before        ^ and after rt_recover_wrapper
//
// Invariant: g->panics lists the running panics, newest first; each lies on the
// stack, so the cut-off ones are those below the stack pointer gone back to.
#include "runtime/panic.h"

#include <stdio.h>
#include <string.h>

#include "runtime/lib.h"
#include "runtime/sched.h"
#include "runtime/trace.h"

#if defined(__SANITIZE_ADDRESS__)
#define RT_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define RT_ASAN 1
#endif
#endif
#ifdef RT_ASAN
void __asan_handle_no_return(void);
#endif

// --- Error values ----------------------------------------------------------------

// The numbers that runtime.makeError knows.
typedef enum ErrorKind {
    ERROR_STRING,    // runtime.errorString
    ERROR_PLAIN,     // runtime.plainError
    ERROR_BOUNDS,    // runtime.boundsError
    ERROR_ASSERTION, // *runtime.TypeAssertionError
    ERROR_NIL        // *runtime.PanicNilError
} ErrorKind;

// func makeError(kind int, text string) any, of Go package runtime.
RtEface rt_go_make_error(int64_t kind, RtString text) RT_WEAK;

// Stands in for the Go types in programs without that package.
static const RtUncommon plain_uncommon = {
    .name = {(const uint8_t *)"Error", 5},
    .pkgpath = {(const uint8_t *)"runtime", 7}};
static const uint8_t string_mask[] = {1};
static const RtType plain_type = {
    .size = 16, .ptrdata = 8, .kind = RT_KIND_STRING, .align = 8,
    .field_align = 8, .flags = RT_TYPE_NAMED | RT_TYPE_UNCOMMON |
    RT_TYPE_COMPARABLE, .gcmask = string_mask,
    .string = {(const uint8_t *)"runtime.Error", 13},
    .uncommon = &plain_uncommon};

static RtString with_prefix(RtString text)
{
    static const char prefix[] = "runtime error: ";
    int64_t n = (int64_t)sizeof prefix - 1;
    uint8_t *p = rt_new_noscan(n + text.len);
    memcpy(p, prefix, (size_t)n);
    memcpy(p + n, text.ptr, (size_t)text.len);
    return (RtString){p, n + text.len};
}

// Fills value and text of the panic.
static void make_error(RtPanic *p, ErrorKind kind, RtString text)
{
    bool prefixed = kind == ERROR_STRING || kind == ERROR_BOUNDS;
    p->text = prefixed ? with_prefix(text) : text;
    p->has_text = true;
    if (rt_go_make_error) {
        p->value = rt_go_make_error(kind, text);
        return;
    }
    RtString *copy = rt_new(&plain_type);
    *copy = p->text;
    p->value = (RtEface){&plain_type, copy};
}

static RtString static_text(const char *text)
{
    return (RtString){(const uint8_t *)text, (int64_t)strlen(text)};
}

static RtString heap_text(const char *text)
{
    int64_t n = (int64_t)strlen(text);
    uint8_t *p = rt_new_noscan(n ? n : 1);
    memcpy(p, text, (size_t)n);
    return (RtString){p, n};
}

// --- Running deferred calls --------------------------------------------------------

static void goexit(RtPanic *p) __attribute__((noreturn));

// Cuts the stack back to the function of frame f, which then returns.  A Goexit
// that is cut off with it goes on from here instead.
static void recover_to(RtG *g, RtDeferFrame *f)
{
    bool exiting = false;
    while (g->panics && (uintptr_t)g->panics < (uintptr_t)f->regs[6]) {
        exiting |= g->panics->goexit;
        g->panics = g->panics->link;
    }
    g->sig = 0;
    if (exiting) {
        RtPanic again = {.pc = (uintptr_t)f->regs[7], .fp = f->regs[1]};
        goexit(&again);
    }
#ifdef RT_ASAN
    __asan_handle_no_return();
#endif
    rt_defer_resume(f);
}

static void call_nil(void)
{
    rt_panic_mem();
}

void rt_run_deferred(RtClosure *fn, void **frame)
{
    static RtClosure nil = {(void *)(uintptr_t)call_nil};
    rt_call_deferred(fn ? fn : &nil, frame);
}

// Returns when no deferred call is left.
static void run_deferred(RtG *g, RtPanic *p)
{
    RtDeferFrame *f;
    while ((f = g->frames)) {
        RtDefer *d = f->head;
        if (!d) {
            g->frames = f->link;
            continue;
        }
        f->head = d->link;
        rt_run_deferred(d->fn, &p->recover_frame);
        p->recover_frame = NULL;
        p->deferred_frame = NULL;
        if (p->recovered)
            recover_to(g, f);
    }
}

static void goexit(RtPanic *p)
{
    RtG *g = rt_g();
    p->goexit = true;
    p->link = g->panics;
    g->panics = p;
    run_deferred(g, p);
    rt_g_exit();
}

static void raise(RtPanic *p) __attribute__((noreturn));
static void raise(RtPanic *p)
{
    RtG *g = rt_g();
    RtM *m = rt_m();
    p->link = g->panics;
    g->panics = p;
    if (g == &m->g0 || m->locks > 0 || m->on_system > 0)
        rt_panic_die(p, "panic on system stack");
    run_deferred(g, p);
    rt_panic_die(p, NULL);
}

// The caller of the function that uses it.
#define CALLER(p)                                             \
    do {                                                      \
        uintptr_t *frame_ = __builtin_frame_address(0);       \
        (p)->fp = frame_[0];                                  \
        (p)->pc = frame_[1];                                  \
    } while (0)

#define RAISE(kind, text)                  \
    do {                                   \
        RtPanic p_ = {0};                  \
        CALLER(&p_);                       \
        make_error(&p_, (kind), (text));   \
        raise(&p_);                        \
    } while (0)

const int rt_panic_line = __LINE__ + 2;

void rt_panic(RtEface value)
{
    RtPanic p = {.value = value};
    CALLER(&p);
    if (!value.type)
        make_error(&p, ERROR_NIL,
                   static_text("runtime error: panic called with nil"
                               " argument"));
    raise(&p);
}

void rt_goexit(void)
{
    RtPanic p = {0};
    CALLER(&p);
    goexit(&p);
}

RtEface rt_recover(void *caller_frame)
{
    RtPanic *p = rt_g()->panics;
    if (!p || p->goexit || p->recovered || !p->recover_frame ||
        p->recover_frame != caller_frame)
        return (RtEface){NULL, NULL};
    p->recovered = true;
    return p->value;
}

void rt_recover_wrapper(void *own_frame)
{
    RtPanic *p = rt_g()->panics;
    if (p && p->recover_frame && p->recover_frame == *(void **)own_frame)
        p->recover_frame = own_frame;
}

// --- What compiled code and the runtime panic with ---------------------------------

void rt_panic_runtime_error(const char *text)
{
    RAISE(ERROR_STRING, static_text(text));
}

void rt_panic_plain_error(const char *text)
{
    RAISE(ERROR_PLAIN, static_text(text));
}

void rt_panic_runtime_error_str(RtString text)
{
    RAISE(ERROR_STRING, text);
}

void rt_panic_plain_error_str(RtString text)
{
    RAISE(ERROR_PLAIN, text);
}

static const char nil_text[] = "invalid memory address or nil pointer"
                               " dereference";

// An explicit check of codegen: shown as the fault that it stands for.
void rt_panic_mem(void)
{
    RtPanic p = {0};
    CALLER(&p);
    RtG *g = rt_g();
    g->sig = 11;
    g->sig_code = 1;
    g->sig_addr = 0;
    g->sig_pc = p.pc;
    make_error(&p, ERROR_STRING, static_text(nil_text));
    raise(&p);
}

void rt_panic_divide(void)
{
    RAISE(ERROR_STRING, static_text("integer divide by zero"));
}

void rt_panic_shift(void)
{
    RAISE(ERROR_STRING, static_text("negative shift amount"));
}

void rt_panic_fault(uintptr_t pc, uintptr_t fp, int kind)
{
    RtPanic p = {.pc = pc, .fp = fp, .pc_exact = true};
    static const char *const texts[] = {
        nil_text, "integer divide by zero", "floating point error",
        "invalid memory address or nil pointer dereference"};
    make_error(&p, ERROR_STRING, static_text(texts[kind]));
    raise(&p);
}

void rt_panic_index(int64_t i, int64_t n)
{
    char text[96];
    if (i < 0)
        snprintf(text, sizeof text, "index out of range [%lld]", (long long)i);
    else
        snprintf(text, sizeof text, "index out of range [%lld] with length"
                 " %lld", (long long)i, (long long)n);
    RAISE(ERROR_BOUNDS, heap_text(text));
}

void rt_panic_index_u(int64_t i, int64_t n)
{
    char text[96];
    snprintf(text, sizeof text, "index out of range [%llu] with length %lld",
             (unsigned long long)i, (long long)n);
    RAISE(ERROR_BOUNDS, heap_text(text));
}

// By RtSliceRule; %x is the first number, %y the second.
static const char *const slice_texts[RT_SLICE_RULES][2] = {
    {"[:%x] with length %y", "[:%x]"},
    {"[:%x] with capacity %y", "[:%x]"},
    {"[%x:%y]", "[%x:]"},
    {"[::%x] with length %y", "[::%x]"},
    {"[::%x] with capacity %y", "[::%x]"},
    {"[:%x:%y]", "[:%x:]"},
    {"[%x:%y:]", "[%x::]"},
};

static void put_number(char **p, int64_t v, bool is_unsigned)
{
    if (is_unsigned)
        *p += sprintf(*p, "%llu", (unsigned long long)v);
    else
        *p += sprintf(*p, "%lld", (long long)v);
}

static void slice_text(char *out, int32_t rule, int64_t x, int64_t y)
{
    bool is_unsigned = rule & RT_SLICE_UNSIGNED;
    bool negative = !is_unsigned && x < 0;
    const char *s = slice_texts[rule & (RT_SLICE_UNSIGNED - 1)][negative];
    out += sprintf(out, "slice bounds out of range ");
    for (; *s; s++) {
        if (*s != '%') {
            *out++ = *s;
            continue;
        }
        s++;
        if (*s == 'x')
            put_number(&out, x, is_unsigned);
        else
            put_number(&out, y, false);
    }
    *out = 0;
}

void rt_panic_slice(int32_t rule, int64_t x, int64_t y)
{
    char text[128];
    slice_text(text, rule, x, y);
    RAISE(ERROR_BOUNDS, heap_text(text));
}

void rt_panic_slice_array(int64_t x, int64_t y)
{
    char text[128];
    snprintf(text, sizeof text, "cannot convert slice with length %lld to array"
             " or pointer to array with length %lld", (long long)x,
             (long long)y);
    RAISE(ERROR_BOUNDS, heap_text(text));
}

void rt_panic_makeslice_len(void)
{
    RAISE(ERROR_STRING, static_text("makeslice: len out of range"));
}

void rt_panic_makeslice_cap(void)
{
    RAISE(ERROR_STRING, static_text("makeslice: cap out of range"));
}

void rt_panic_unsafe(int32_t kind)
{
    static const char *const texts[] = {
        "unsafe.Slice: len out of range",
        "unsafe.Slice: ptr is nil and len is not zero",
        "unsafe.String: len out of range",
        "unsafe.String: ptr is nil and len is not zero"};
    RAISE(ERROR_STRING, static_text(texts[kind]));
}

void rt_panic_wrap(RtString text)
{
    RAISE(ERROR_PLAIN, text);
}

void rt_panic_range(int32_t state)
{
    static const char *const texts[] = {
        "range function continued iteration after function for loop body"
        " returned false",
        "range function misbehaved",
        "range function continued iteration after loop body panic",
        "range function continued iteration after whole loop exit",
        "range function recovered a loop body panic and did not resume"
        " panicking"};
    RAISE(ERROR_STRING, static_text(texts[state >= 0 && state < 5 ? state : 1]));
}

// --- Failed type assertions --------------------------------------------------------

static char *put(char *out, RtString s)
{
    memcpy(out, s.ptr, (size_t)s.len);
    return out + s.len;
}

static bool string_is(RtString a, RtString b)
{
    return a.len == b.len && memcmp(a.ptr, b.ptr, (size_t)a.len) == 0;
}


void rt_panic_assertion(const RtType *iface, const RtType *have,
                        const RtType *want, RtString missing)
{
    RtString none = {NULL, 0};
    RtString i = iface ? iface->string : static_text("interface");
    RtString w = want ? want->string : none;
    RtString h = have ? have->string : none;
    int64_t room = i.len + w.len + h.len + missing.len + 256;
    char *text = rt_new_noscan(room), *p = text;
    p = put(p, static_text("interface conversion: "));
    if (!have) {
        p = put(put(p, i), static_text(" is nil, not "));
        p = put(p, w);
    } else if (missing.len > 0) {
        p = put(put(p, h), static_text(" is not "));
        p = put(put(p, w), static_text(": missing method "));
        p = put(p, missing);
    } else {
        p = put(put(p, i), static_text(" is "));
        p = put(put(p, h), static_text(", not "));
        p = put(p, w);
        if (string_is(h, w)) {
            p = put(p, static_text(" (types from different "));
            bool same = have->uncommon && want && want->uncommon &&
                        string_is(have->uncommon->pkgpath,
                                  want->uncommon->pkgpath);
            p = put(p, static_text(same ? "scopes" : "packages"));
            p = put(p, static_text(")"));
        }
    }
    RAISE(ERROR_ASSERTION, ((RtString){(uint8_t *)text, p - text}));
}

void rt_panic_dottype(const RtType *have, const RtType *want,
                      const RtType *iface)
{
    rt_panic_assertion(iface, have, want, (RtString){NULL, 0});
}
