// base/ice.c -- Reports an internal compiler error and ends the process.
//
// Invariant: never returns, never allocates from an arena.
#include "base/ice.h"

#include <stdio.h>
#include <stdlib.h>

static _Thread_local struct {
    const SourceSet *sources;
    const char *phase;
    Str function;
} context;

void ice_set_sources(const SourceSet *sources)
{
    context.sources = sources;
}

void ice_set_phase(const char *phase)
{
    context.phase = phase;
}

void ice_set_function(Str name)
{
    context.function = name;
}

_Noreturn void ice_report(const char *file, int line, Pos pos, const char *fmt,
                          ...)
{
    StrBuf b = {0};
    if (context.sources && pos != NO_POS) {
        source_put_pos(context.sources, &b, pos);
        strbuf_puts(&b, ": ");
    }
    strbuf_puts(&b, "internal compiler error: ");
    va_list args;
    va_start(args, fmt);
    strbuf_vprintf(&b, fmt, args);
    va_end(args);
    strbuf_printf(&b, "\n\tphase: %s\n", context.phase ? context.phase : "?");
    if (context.function.n)
        strbuf_printf(&b, "\tfunction: %.*s\n", STR_ARG(context.function));
    strbuf_printf(&b, "\tat: %s:%d\n", file, line);
    fflush(stdout);
    fwrite(b.p, 1, b.n, stderr);
    exit(3);
}
