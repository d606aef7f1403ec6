// base/diag.c -- Diagnostics: the list and its three renderings.
//
// Invariant: list holds at most max_errors errors when there is a limit.
#include "base/diag.h"

#include <stdlib.h>
#include <string.h>

void diag_init(Diags *d, Arena *arena, const SourceSet *sources, int max_errors)
{
    *d = (Diags){.arena = arena, .sources = sources, .max_errors = max_errors};
}

static bool same_line(const Diags *d, Pos a, Pos b)
{
    if (a == NO_POS || b == NO_POS)
        return false;
    return source_file_of(d->sources, a) == source_file_of(d->sources, b) &&
           source_raw_line(d->sources, a) == source_raw_line(d->sources, b);
}

// Decides whether the error repeats one that was just reported.
static bool repeats(Diags *d, Pos pos, Str msg)
{
    if (str_has_prefix(msg, STR("syntax error"))) {
        d->nsyntax++;
        if (same_line(d, d->last_syntax, pos))
            return true;
        d->last_syntax = pos;
        return false;
    }
    if (same_line(d, d->last_other, pos) && str_eq(d->last_msg, msg))
        return true;
    d->last_other = pos;
    d->last_msg = msg;
    return false;
}

static void add_error(Diags *d, DiagKind kind, Pos pos, Str msg)
{
    if (d->full || repeats(d, pos, msg))
        return;
    vec_push_in(&d->list, d->arena, (Diag){kind, pos, msg});
    d->nerrors++;
    if (d->max_errors && d->nerrors >= d->max_errors) {
        d->full = true;
        d->full_pos = pos;
    }
}

void diag_verror(Diags *d, Pos pos, const char *fmt, va_list args)
{
    add_error(d, DIAG_ERROR, pos, str_vprintf(d->arena, fmt, args));
}

void diag_error(Diags *d, Pos pos, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    diag_verror(d, pos, fmt, args);
    va_end(args);
}

void diag_load_error(Diags *d, Pos pos, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    Str msg = str_vprintf(d->arena, fmt, args);
    va_end(args);
    vec_push_in(&d->list, d->arena, (Diag){DIAG_LOAD, pos, msg});
    d->nerrors++;
    d->nload++;
}

void diag_note(Diags *d, Pos pos, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    Str msg = str_vprintf(d->arena, fmt, args);
    va_end(args);
    vec_push_in(&d->list, d->arena, (Diag){DIAG_NOTE, pos, msg});
}

// Loader errors come first and keep their order; the rest goes by position.
static bool before(const Diag *a, const Diag *b)
{
    if ((a->kind == DIAG_LOAD) != (b->kind == DIAG_LOAD))
        return a->kind == DIAG_LOAD;
    return a->kind != DIAG_LOAD && a->pos < b->pos;
}

// Merge sort: stable, and the lists of -m are long.
static void merge_sort(Diag *a, Diag *tmp, int n)
{
    if (n < 2)
        return;
    int half = n / 2;
    merge_sort(a, tmp, half);
    merge_sort(a + half, tmp, n - half);
    memcpy(tmp, a, (size_t)half * sizeof *a);
    int i = 0, j = half, k = 0;
    while (i < half && j < n)
        a[k++] = before(&a[j], &tmp[i]) ? a[j++] : tmp[i++];
    while (i < half)
        a[k++] = tmp[i++];
}

void diag_sort(Diags *d)
{
    if (d->list.len == 0)
        return;
    Diag *tmp = xmalloc((size_t)d->list.len * sizeof *tmp);
    merge_sort(d->list.data, tmp, d->list.len);
    free(tmp);

    int kept = 1;
    for (int i = 1; i < d->list.len; i++) {
        const Diag *last = &d->list.data[kept - 1], *cur = &d->list.data[i];
        if (last->pos != cur->pos || !str_eq(last->msg, cur->msg))
            d->list.data[kept++] = *cur;
    }
    d->list.len = kept;
}

void diag_clear(Diags *d)
{
    vec_clear(&d->list);
}

static void put_position(const Diags *d, StrBuf *out, const Diag *diag)
{
    if (diag->pos == NO_POS)
        return;
    StrBuf b = {0};
    source_put_pos(d->sources, &b, diag->pos);
    Str s = strbuf_str(&b);
    // The loader speaks as `go list` does: without ./
    if (diag->kind == DIAG_LOAD && str_has_prefix(s, STR("./")))
        s = str_sub(s, 2, s.n);
    strbuf_put(out, s);
    strbuf_puts(out, ": ");
    strbuf_free(&b);
}

static void put_caret(const Diags *d, StrBuf *out, const Diag *diag, bool color)
{
    PosInfo at = source_locate(d->sources, diag->pos);
    if (!at.file || diag->kind == DIAG_NOTE)
        return;
    Str line = source_line_text(at.file, at.raw_line);
    size_t col = (size_t)at.raw_col - 1;
    if (line.n > 200 || col > line.n)
        return; // A caret under a wrapped line points nowhere.
    strbuf_printf(out, "    %.*s\n    ", STR_ARG(line));
    for (size_t i = 0; i < col; i++) {
        // Tabs stay tabs; the tail bytes of a rune take no room.
        if (line.p[i] == '\t')
            strbuf_putc(out, '\t');
        else if (((unsigned char)line.p[i] & 0xC0) != 0x80)
            strbuf_putc(out, ' ');
    }
    strbuf_puts(out, color ? "\033[1;32m^\033[0m\n" : "^\n");
}

static void put_diag(const Diags *d, StrBuf *out, const Diag *diag,
                     DiagStyle style)
{
    bool error = diag->kind != DIAG_NOTE;
    if (style.color)
        strbuf_puts(out, "\033[1m");
    put_position(d, out, diag);
    if (style.color)
        strbuf_puts(out, error ? "\033[31m" : "\033[0m");
    strbuf_put(out, diag->msg);
    if (style.color)
        strbuf_puts(out, "\033[0m");
    strbuf_putc(out, '\n');
    if (style.caret)
        put_caret(d, out, diag, style.color);
}

void diag_render(Diags *d, StrBuf *out, DiagStyle style)
{
    diag_sort(d);
    bool header = style.package.n != 0;
    for (int i = 0; i < d->list.len; i++) {
        const Diag *diag = &d->list.data[i];
        if (d->nload && diag->kind != DIAG_LOAD)
            break; // They come first; without packages nothing else counts.
        if (header && diag->kind != DIAG_LOAD) {
            strbuf_printf(out, "# %.*s\n", STR_ARG(style.package));
            header = false;
        }
        put_diag(d, out, diag, style);
    }
    if (d->full && !d->nload)
        put_diag(d, out, &(Diag){DIAG_ERROR, d->full_pos,
                                 STR("too many errors")},
                 (DiagStyle){.color = style.color});
}

void diag_print(Diags *d, FILE *file, DiagStyle style)
{
    StrBuf b = {0};
    diag_render(d, &b, style);
    if (b.n)
        fwrite(b.p, 1, b.n, file);
    strbuf_free(&b);
}

void diag_put_json_string(StrBuf *out, Str s)
{
    strbuf_putc(out, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '"' || c == '\\')
            strbuf_printf(out, "\\%c", c);
        else if (c == '\n')
            strbuf_puts(out, "\\n");
        else if (c == '\t')
            strbuf_puts(out, "\\t");
        else if (c == '\r')
            strbuf_puts(out, "\\r");
        else if (c < 0x20 || c == '<' || c == '>' || c == '&')
            strbuf_printf(out, "\\u%04x", c);
        else
            strbuf_putc(out, (char)c);
    }
    strbuf_putc(out, '"');
}

static void put_json_line(StrBuf *out, Str import_path, Str line)
{
    strbuf_puts(out, "{\"ImportPath\":");
    diag_put_json_string(out, import_path);
    strbuf_puts(out, ",\"Action\":\"build-output\",\"Output\":");
    diag_put_json_string(out, line);
    strbuf_puts(out, "}\n");
}

void diag_render_json(Diags *d, StrBuf *out, Str import_path)
{
    StrBuf text = {0};
    diag_render(d, &text, (DiagStyle){.package = import_path});
    for (Str rest = strbuf_str(&text); rest.n;) {
        ptrdiff_t nl = str_index_byte(rest, '\n');
        size_t n = nl < 0 ? rest.n : (size_t)nl + 1;
        put_json_line(out, import_path, str_sub(rest, 0, n));
        rest = str_sub(rest, n, rest.n);
    }
    strbuf_free(&text);
}
