// frontend/lex_comment.c -- Comments, line directives, compiler directives.
//
// Comments vanish, with two exceptions.  `//line f.go:10` and
// `/*line f.go:10:3*/` change the positions of what follows.  `//go:...`,
// `//scapego:...` and `//gcassert:...` become Directives.
//
// Invariant: directives are recorded in source order.
#include "frontend/lexer_internal.h"

#include <string.h>

static const char *const prefixes[] = {"go:", "scapego:", "gcassert:"};

static bool is_directive(Str text)
{
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (str_has_prefix(text, str_from(prefixes[i])))
            return true;
    return false;
}

// The number behind the last colon.  Returns the index behind that colon, or
// 0 if there is none; *ok tells whether it is a plain decimal number.
static size_t trailing_number(Str text, uint64_t *value, bool *ok)
{
    ptrdiff_t colon = str_last_byte(text, ':');
    *value = 0;
    *ok = false;
    if (colon < 0)
        return 0;
    Str digits = str_sub(text, (size_t)colon + 1, text.n);
    *ok = digits.n > 0 && digits.n < 20;
    for (size_t i = 0; i < digits.n && *ok; i++) {
        *ok = lex_is_decimal((unsigned char)digits.p[i]);
        *value = *value * 10 + (uint64_t)(digits.p[i] - '0');
    }
    return (size_t)colon + 1;
}

// A relative name is relative to the folder of the file that mentions it.
static Str directive_filename(Lexer *l, Str name)
{
    name = source_clean_path(l->arena, name);
    if (name.n && name.p[0] == '/')
        return name;
    Str display = l->file->display;
    ptrdiff_t slash = str_last_byte(display, '/');
    Str dir = str_sub(display, 0, (size_t)(slash + 1));
    return slash < 0 ? name : str_concat(l->arena, dir, name);
}

static Str current_filename(const Lexer *l)
{
    const SourceFile *f = l->file;
    return f->directives.len ? vec_last(&f->directives).filename : f->display;
}

// `text` is what follows "line "; `after` the first byte that it applies to.
static void line_directive(Lexer *l, Str text, const char *after)
{
    enum { LARGEST = 1 << 30 };
    uint64_t n, n2;
    bool ok, ok2;
    size_t i = trailing_number(text, &n, &ok);
    if (i == 0)
        return; // An ordinary comment.
    if (!ok) {
        lex_error_at(l, text.p + i, "invalid line number: %.*s",
                     STR_ARG(str_sub(text, i, text.n)));
        return;
    }
    size_t i2 = trailing_number(str_sub(text, 0, i - 1), &n2, &ok2);
    uint64_t line = n, col = 0;
    Str name = str_sub(text, 0, i - 1);
    if (ok2) {
        line = n2, col = n;
        if (col == 0 || col > LARGEST) {
            lex_error_at(l, text.p + i, "invalid column number: %.*s",
                         STR_ARG(str_sub(text, i, text.n)));
            return;
        }
        text.n = i - 1;
        name = str_sub(text, 0, i2 - 1);
        i = i2;
    }
    if (line == 0 || line > LARGEST) {
        lex_error_at(l, text.p + i, "invalid line number: %.*s",
                     STR_ARG(str_sub(text, i, text.n)));
        return;
    }
    if (name.n)
        name = directive_filename(l, name);
    else if (ok2)
        name = current_filename(l);
    source_add_line(l->sources, l->file,
                    (LineDirective){(uint32_t)(after - l->text), name,
                                    (int)line, (int)col});
}

void lex_line_comment(Lexer *l, const char *start, bool own_line)
{
    const char *nl = memchr(l->p, '\n', (size_t)(l->end - l->p));
    const char *stop = nl ? nl : l->end;
    Str text = {l->p, (size_t)(stop - l->p)};
    l->p = stop;
    if (text.n == 0 || !strchr("gls", text.p[0]))
        return;
    if (text.p[text.n - 1] == '\r')
        text.n--;

    bool first_column = start == l->text || start[-1] == '\n';
    if (first_column && str_has_prefix(text, STR("line ")) && nl)
        line_directive(l, str_sub(text, 5, text.n), nl + 1);
    else if (is_directive(text))
        vec_push_in(&l->directives, l->arena,
                    (Directive){lex_pos(l, start + 2), text, own_line});
}

void lex_full_comment(Lexer *l, const char *start)
{
    const char *p = l->p;
    for (; (p = memchr(p, '*', (size_t)(l->end - p))); p++)
        if (p[1] == '/')
            break;
    if (!p) {
        lex_error_at(l, start, "comment not terminated");
        l->p = l->end;
        return;
    }
    Str text = {l->p, (size_t)(p - l->p)};
    l->p = p + 2;
    if (str_has_prefix(text, STR("line ")) && str_index_byte(text, '\n') < 0)
        line_directive(l, str_sub(text, 5, text.n), l->p);
}
