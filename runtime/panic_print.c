// runtime/panic_print.c -- The end of a panic that nobody recovers.
//
// First every value is turned into text, since Error and String methods are Go
// code that may panic again; then all panics are printed, oldest first.
//
//     panic: first [recovered]
//             panic: second
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/gc.h"
#include "runtime/panic.h"
#include "runtime/print.h"
#include "runtime/sched.h"
#include "runtime/signal.h"

enum { TEXT_ROOM = 1 << 16 };

static bool method_gives_string(const RtMethod *m)
{
    const RtFuncType *f = (const RtFuncType *)(const void *)m->type;
    return m->ifn && f && f->nin == 0 && f->nout == 1 &&
           f->inout[0]->kind == RT_KIND_STRING &&
           !(f->inout[0]->flags & RT_TYPE_UNCOMMON &&
             f->inout[0]->uncommon->pkgpath.len > 0);
}

// Calls v.NAME() if there is such a method.
static bool call_method(RtEface v, const char *name, RtString *out)
{
    const RtUncommon *u = v.type->uncommon;
    size_t n = strlen(name);
    for (int64_t i = 0; u && i < u->nmethods; i++) {
        const RtMethod *m = &u->methods[i];
        if ((size_t)m->name.len != n || memcmp(m->name.ptr, name, n) != 0 ||
            !method_gives_string(m))
            continue;
        RtString (*call)(void *);
        memcpy(&call, &m->ifn, sizeof call);
        *out = call(v.data);
        return true;
    }
    return false;
}

static void make_text(RtPanic *p)
{
    if (p->has_text || p->goexit)
        return;
    p->has_text = call_method(p->value, "Error", &p->text) ||
                  call_method(p->value, "String", &p->text);
}

static bool same_value(RtEface a, RtEface b)
{
    return a.type == b.type && a.data == b.data;
}

static void print_value(const RtPanic *p, char *text)
{
    static const RtType string_type = {.kind = RT_KIND_STRING, .size = 16};
    RtEface v = p->value;
    if (p->has_text)
        v = (RtEface){&string_type, (void *)(uintptr_t)&p->text};
    int64_t n = rt_format_panic_value(text, TEXT_ROOM, v);
    rt_errorf("panic: ");
    for (int64_t i = 0; i < n; i += 1024)
        rt_errorf("%.*s", (int)(n - i < 1024 ? n - i : 1024), text + i);
}

static void print_chain(const RtPanic *p, char *text)
{
    if (p->link) {
        print_chain(p->link, text);
        if (p->link->repanicked)
            return;
        if (!p->link->goexit)
            rt_errorf("\t");
    }
    if (p->goexit)
        return;
    print_value(p, text);
    rt_errorf("%s\n", p->recovered && p->repanicked ? " [recovered, repanicked]"
                      : p->recovered                ? " [recovered]"
                                                    : "");
}

// The predeclared type, not one declared from it.
static bool is_string(const RtType *t)
{
    return t->kind == RT_KIND_STRING && t->string.len == 6;
}

// A panic by the Error method whose result was to be printed.
static RT_COLD void die_printing(const RtPanic *p)
{
    char *text = malloc(TEXT_ROOM);
    rt_dying_begin();
    rt_errorf("fatal error: panic while printing panic value: ");
    if (text && is_string(p->value.type)) {
        int64_t n = rt_format_panic_value(text, TEXT_ROOM, p->value);
        rt_errorf("%.*s\n", (int)n, text);
    } else {
        rt_errorf("type %.*s\n", (int)p->value.type->string.len,
                  (const char *)p->value.type->string.ptr);
    }
    rt_die(true, p->pc, p->fp, p->pc_exact);
}

static void print_signal(const RtG *g)
{
    if (g->sig)
        rt_errorf("[signal %s code=0x%x addr=0x%llx pc=0x%llx]\n",
                  rt_signal_name((int)g->sig), g->sig_code,
                  (unsigned long long)g->sig_addr,
                  (unsigned long long)g->sig_pc);
}

void rt_panic_die(RtPanic *p, const char *why)
{
    RtG *g = rt_g();
    if (g->printing_panic)
        die_printing(p);
    g->printing_panic = 1;
    for (RtPanic *q = p; q && !why; q = q->link) {
        if (q->link && same_value(q->value, q->link->value))
            q->link->repanicked = true;
        make_text(q);
    }
    char *text = malloc(TEXT_ROOM);
    rt_dying_begin();
    if (text)
        print_chain(p, text);
    print_signal(g);
    if (why)
        rt_errorf("fatal error: %s\n", why);
    rt_die(why != NULL, p->pc, p->fp, p->pc_exact);
}
