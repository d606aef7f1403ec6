// base/source.c -- Files, line tables, positions, and the few file-system
// questions that the front end asks.
//
// Invariant: files are sorted by base and do not overlap; each file's
// line_starts is strictly increasing.
#define _XOPEN_SOURCE 700
#include "base/source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void source_init(SourceSet *set, Arena *arena)
{
    *set = (SourceSet){.arena = arena, .next = 1};
}

static void index_lines(SourceFile *file, Arena *arena)
{
    Str text = file->text;
    int n = 1;
    for (const char *p = text.p, *end = p + text.n;
         p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++)
        n++;
    file->nlines = n;
    file->line_starts = ARENA_ARRAY(arena, uint32_t, n);
    n = 1;
    for (const char *p = text.p, *end = p + text.n;
         p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++)
        file->line_starts[n++] = (uint32_t)(p + 1 - text.p);
}

// Takes over `text`, which must live in the set's arena and end in NUL.
static SourceFile *adopt(SourceSet *set, Str path, Str display, Str text)
{
    if (text.n >= UINT32_MAX - set->next - 1)
        return NULL;
    SourceFile *file = ARENA_NEW(set->arena, SourceFile);
    file->path = str_dup(set->arena, path);
    file->display = str_dup(set->arena, display);
    file->text = text;
    file->base = set->next;
    file->index = set->files.len;
    set->next += (Pos)text.n + 1;
    index_lines(file, set->arena);
    vec_push_in(&set->files, set->arena, file);
    return file;
}

SourceFile *source_add(SourceSet *set, Str path, Str display, Str text)
{
    return adopt(set, path, display, str_dup(set->arena, text));
}

SourceFile *source_open(SourceSet *set, Str path, Str display, Str *error)
{
    Str text;
    if (!source_read(set->arena, path, &text, error))
        return NULL;
    SourceFile *file = adopt(set, path, display, text);
    if (!file)
        *error = STR("file too large");
    return file;
}

const SourceFile *source_file_of(const SourceSet *set, Pos pos)
{
    if (pos == NO_POS || pos >= set->next)
        return NULL;
    int lo = 0, hi = set->files.len;
    while (hi - lo > 1) {
        int mid = (lo + hi) / 2;
        if (set->files.data[mid]->base <= pos)
            lo = mid;
        else
            hi = mid;
    }
    return set->files.data[lo];
}

// Index of the line that contains the offset.
static int line_index(const SourceFile *file, uint32_t offset)
{
    int lo = 0, hi = file->nlines;
    while (hi - lo > 1) {
        int mid = (lo + hi) / 2;
        if (file->line_starts[mid] <= offset)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

static void apply_directives(PosInfo *at, uint32_t offset)
{
    const SourceFile *file = at->file;
    for (int i = file->directives.len - 1; i >= 0; i--) {
        const LineDirective *d = &file->directives.data[i];
        if (d->offset > offset)
            continue;
        int base = line_index(file, d->offset);
        int base_col = (int)(d->offset - file->line_starts[base]) + 1;
        at->filename = d->filename;
        at->line = d->line + (at->raw_line - (base + 1));
        if (d->col == 0)
            at->col = 0;
        else if (at->raw_line == base + 1)
            at->col = d->col + (at->raw_col - base_col);
        return;
    }
}

PosInfo source_locate(const SourceSet *set, Pos pos)
{
    PosInfo at = {.file = source_file_of(set, pos)};
    if (!at.file)
        return at;
    uint32_t offset = pos - at.file->base;
    int line = line_index(at.file, offset);
    at.filename = at.file->display;
    at.line = at.raw_line = line + 1;
    at.col = at.raw_col = (int)(offset - at.file->line_starts[line]) + 1;
    apply_directives(&at, offset);
    return at;
}

int source_raw_line(const SourceSet *set, Pos pos)
{
    const SourceFile *file = source_file_of(set, pos);
    return file ? line_index(file, pos - file->base) + 1 : 0;
}

Str source_line_text(const SourceFile *file, int line)
{
    if (line < 1 || line > file->nlines)
        return STR_NONE;
    size_t from = file->line_starts[line - 1];
    size_t to = line < file->nlines ? file->line_starts[line] - 1u
                                    : file->text.n;
    if (to > from && file->text.p[to - 1] == '\r')
        to--;
    return str_sub(file->text, from, to);
}

void source_add_line(SourceSet *set, SourceFile *file, LineDirective d)
{
    vec_push_in(&file->directives, set->arena, d);
}

void source_put_pos(const SourceSet *set, StrBuf *out, Pos pos)
{
    enum { FIRST_HIDDEN_COLUMN = 255 }; // Go keeps eight bits for columns.
    PosInfo at = source_locate(set, pos);
    if (!at.file)
        return;
    strbuf_printf(out, "%.*s:%d", STR_ARG(at.filename), at.line);
    if (at.col > 0 && at.col < FIRST_HIDDEN_COLUMN)
        strbuf_printf(out, ":%d", at.col);
}

Str source_pos_str(const SourceSet *set, Arena *arena, Pos pos)
{
    StrBuf b = {0};
    source_put_pos(set, &b, pos);
    Str s = strbuf_dup(&b, arena);
    strbuf_free(&b);
    return s;
}

// Copies a path to a NUL-terminated buffer; false when it is too long.
static bool path_cstr(Str path, char out[PATH_MAX])
{
    if (path.n >= PATH_MAX)
        return false;
    if (path.n)
        memcpy(out, path.p, path.n);
    out[path.n] = 0;
    return true;
}

static bool read_all(int fd, StrBuf *b)
{
    char chunk[1 << 16];
    ssize_t n;
    while ((n = read(fd, chunk, sizeof chunk)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        strbuf_put(b, (Str){chunk, (size_t)n});
    }
    return true;
}

bool source_read(Arena *arena, Str path, Str *text, Str *error)
{
    char name[PATH_MAX];
    *text = STR_NONE;
    int fd = path_cstr(path, name) ? open(name, O_RDONLY | O_CLOEXEC)
                                   : (errno = ENAMETOOLONG, -1);
    StrBuf b = {0};
    bool ok = fd >= 0 && read_all(fd, &b);
    if (!ok)
        *error = str_dup(arena, str_from(strerror(errno)));
    else
        *text = strbuf_dup(&b, arena);
    strbuf_free(&b);
    if (fd >= 0)
        close(fd);
    // Go words system errors in lower case.
    if (!ok && error->n && error->p[0] >= 'A' && error->p[0] <= 'Z')
        ((char *)(uintptr_t)error->p)[0] |= 0x20;
    return ok;
}

static int compare_names(const void *a, const void *b)
{
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

bool source_list_dir(Arena *arena, Str path, StrVec *names)
{
    char name[PATH_MAX];
    DIR *dir = path_cstr(path.n ? path : STR("."), name) ? opendir(name) : NULL;
    if (!dir)
        return false;
    for (struct dirent *e; (e = readdir(dir));) {
        Str s = str_from(e->d_name);
        if (!str_eq_cstr(s, ".") && !str_eq_cstr(s, ".."))
            vec_push_in(names, arena, str_dup(arena, s));
    }
    closedir(dir);
    if (names->len)
        qsort(names->data, (size_t)names->len, sizeof(Str), compare_names);
    return true;
}

static bool stat_path(Str path, struct stat *st)
{
    char name[PATH_MAX];
    return path_cstr(path.n ? path : STR("."), name) && stat(name, st) == 0;
}

bool source_is_dir(Str path)
{
    struct stat st;
    return stat_path(path, &st) && S_ISDIR(st.st_mode);
}

bool source_is_file(Str path)
{
    struct stat st;
    return stat_path(path, &st) && S_ISREG(st.st_mode);
}

Str source_real_path(Arena *arena, Str path)
{
    char name[PATH_MAX], real[PATH_MAX];
    if (!path_cstr(path.n ? path : STR("."), name) || !realpath(name, real))
        return STR_NONE;
    return str_dup(arena, str_from(real));
}

Str source_cwd(Arena *arena)
{
    char buf[PATH_MAX];
    const char *cwd = getcwd(buf, sizeof buf);
    return str_dup(arena, str_from(cwd ? cwd : "/"));
}

Str source_clean_path(Arena *arena, Str path)
{
    bool rooted = path.n && path.p[0] == '/';
    StrVec parts = {0};
    for (Str rest = path, part; rest.n;) {
        str_cut(rest, '/', &part, &rest);
        if (part.n == 0 || str_eq_cstr(part, "."))
            continue;
        bool up = str_eq_cstr(part, "..");
        if (up && parts.len && !str_eq_cstr(vec_last(&parts), ".."))
            parts.len--;
        else if (!up || !rooted)
            vec_push(&parts, part);
    }
    StrBuf b = {0};
    if (rooted)
        strbuf_putc(&b, '/');
    for (int i = 0; i < parts.len; i++) {
        if (i)
            strbuf_putc(&b, '/');
        strbuf_put(&b, parts.data[i]);
    }
    if (b.n == 0)
        strbuf_putc(&b, '.');
    Str s = strbuf_dup(&b, arena);
    strbuf_free(&b);
    vec_free(&parts);
    return s;
}

Str source_rel_path(Arena *arena, Str from, Str to)
{
    // Length of the longest common prefix that ends at a slash.
    size_t common = 0, i = 0;
    for (; i < from.n && i < to.n && from.p[i] == to.p[i]; i++)
        if (from.p[i] == '/')
            common = i + 1;
    bool from_ends = i == from.n, to_ends = i == to.n;
    if (from_ends && to_ends)
        return STR(".");
    if ((from_ends && to.p[i] == '/') || (to_ends && from.p[i] == '/'))
        common = i + 1;

    StrBuf b = {0};
    Str up = str_sub(from, common, from.n);
    if (up.n && common <= from.n) {
        strbuf_puts(&b, "..");
        for (size_t k = 0; k < up.n; k++)
            if (up.p[k] == '/')
                strbuf_puts(&b, "/..");
    }
    Str down = str_sub(to, common, to.n);
    if (down.n && b.n)
        strbuf_putc(&b, '/');
    strbuf_put(&b, down);
    Str s = strbuf_dup(&b, arena);
    strbuf_free(&b);
    return s;
}
