// tests/unit/ir_text.h -- The programs of tests/ir, for several tests.
#ifndef UNIT_IR_TEXT_H
#define UNIT_IR_TEXT_H

#include "base/source.h"
#include "ir/print.h"
#include "ir/read.h"

static inline Str ir_file(Arena *a, const char *name)
{
    Str text, error;
    Str path = str_printf(a, "%s/tests/ir/%s", SCAPEGO_SOURCE_DIR, name);
    return source_read(a, path, &text, &error) ? text : STR_NONE;
}

static inline Str ir_text(IrModule *m)
{
    StrBuf out = {0};
    ir_print_module(m, &out);
    Str s = strbuf_dup(&out, m->arena);
    strbuf_free(&out);
    return s;
}

// A module of one function main.f with these lines as its locals and blocks.
static inline Str ir_one_function(Arena *a, const char *lines)
{
    return str_printf(a,
                      "module\n"
                      "func \"main.f\" name \"main.f\" short \"f\" pkg "
                      "\"main\" cost -1 pos 0 end 0 {\n%s}\n",
                      lines);
}

#endif
