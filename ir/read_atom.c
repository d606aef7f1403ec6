// ir/read_atom.c -- The reader's atoms: words, numbers, strings, types, names.
//
//     {i64, ptr@16}:24:8   is a struct type with an explicit offset and size
#include "ir/read_internal.h"

#include <stdlib.h>
#include <string.h>

void read_fail(Reader *r, const char *what)
{
    if (!r->error.n)
        r->error = str_printf(r->arena, "line %d: %s", r->line, what);
}

bool read_failed(const Reader *r)
{
    return r->error.n != 0;
}

void read_space(Reader *r)
{
    while (r->p < r->end && (*r->p == ' ' || *r->p == '\t'))
        r->p++;
    if (r->p < r->end && *r->p == ';') {
        while (r->p < r->end && *r->p != '\n')
            r->p++;
    }
}

bool read_eol(Reader *r)
{
    read_space(r);
    return r->p >= r->end || *r->p == '\n';
}

void read_next_line(Reader *r)
{
    if (!read_eol(r))
        read_fail(r, "unexpected text at the end of the line");
    while (r->p < r->end && *r->p != '\n')
        r->p++;
    if (r->p < r->end)
        r->p++;
    r->line++;
}

bool read_char(Reader *r, char c)
{
    read_space(r);
    if (r->p >= r->end || *r->p != c)
        return false;
    r->p++;
    return true;
}

void read_expect(Reader *r, char c)
{
    char what[] = "expected 'x'";
    what[10] = c;
    if (!read_char(r, c))
        read_fail(r, what);
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_' || c == '>' || c == '-';
}

Str read_peek_word(Reader *r)
{
    read_space(r);
    const char *q = r->p;
    while (q < r->end && is_word(*q))
        q++;
    return (Str){r->p, (size_t)(q - r->p)};
}

bool read_word(Reader *r, const char *w)
{
    Str s = read_peek_word(r);
    if (!str_eq_cstr(s, w))
        return false;
    r->p += s.n;
    return true;
}

uint64_t read_number(Reader *r)
{
    read_space(r);
    bool negative = read_char(r, '-');
    uint64_t v = 0;
    if (r->p >= r->end || *r->p < '0' || *r->p > '9')
        read_fail(r, "expected a number");
    while (r->p < r->end && *r->p >= '0' && *r->p <= '9')
        v = v * 10 + (uint64_t)(*r->p++ - '0');
    return negative ? 0 - v : v;
}

double read_float(Reader *r)
{
    char text[64];
    size_t n = 0;
    read_space(r);
    while (r->p < r->end && n < sizeof text - 1 &&
           (is_word(*r->p) || *r->p == '+' || *r->p == '.'))
        text[n++] = *r->p++;
    text[n] = 0;
    char *stop;
    double v = strtod(text, &stop);
    if (n == 0 || *stop)
        read_fail(r, "expected a floating-point number");
    return v;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

Str read_quoted(Reader *r)
{
    StrBuf out = {0};
    read_expect(r, '"');
    while (!read_failed(r) && r->p < r->end && *r->p != '"') {
        char c = *r->p++;
        if (c == '\\' && r->end - r->p >= 2 &&
            (*r->p == '"' || *r->p == '\\')) {
            c = *r->p++;
        } else if (c == '\\' && r->end - r->p >= 2) {
            int hi = hex_digit(r->p[0]), lo = hex_digit(r->p[1]);
            if (hi < 0 || lo < 0)
                read_fail(r, "bad escape");
            c = (char)(hi * 16 + lo);
            r->p += 2;
        } else if (c == '\n') {
            read_fail(r, "unterminated string");
        }
        strbuf_putc(&out, c);
    }
    read_expect(r, '"');
    Str s = out.n ? strbuf_dup(&out, r->arena) : STR("");
    strbuf_free(&out);
    return s;
}

// --- Types ------------------------------------------------------------------

static uint64_t align_up(uint64_t n, uint64_t align)
{
    return align ? (n + align - 1) / align * align : n;
}

static const IrType *read_struct(Reader *r)
{
    VEC(IrField) fields = {0};
    uint64_t at = 0;
    uint32_t align = 1;
    while (!read_failed(r) && !read_char(r, '}')) {
        if (fields.len)
            read_expect(r, ',');
        IrField f = {0};
        f.type = read_type(r);
        at = align_up(at, f.type->align);
        if (read_char(r, '@'))
            at = read_number(r);
        f.offset = at;
        at += f.type->size;
        if (f.type->align > align)
            align = f.type->align;
        vec_push_in(&fields, r->arena, f);
    }
    uint64_t size = align_up(at, align);
    if (r->p < r->end && *r->p == ':') {
        r->p++;
        size = read_number(r);
        read_expect(r, ':');
        align = (uint32_t)read_number(r);
    }
    return irtype_struct(r->m, fields.data, (uint32_t)fields.len, size, align);
}

const IrType *read_type(Reader *r)
{
    if (read_char(r, '{'))
        return read_struct(r);
    if (read_char(r, '[')) {
        uint64_t n = read_number(r);
        read_expect(r, ']');
        return irtype_array(r->m, read_type(r), n);
    }
    Str w = read_peek_word(r);
    for (IrTypeKind k = IRT_VOID; k <= IRT_MAPITER; k++) {
        if (k == IRT_STRUCT || k == IRT_ARRAY)
            continue;
        const IrType *t = irtype_basic(r->m, k);
        if (str_eq(irtype_text(r->arena, t), w)) {
            r->p += w.n;
            return t;
        }
    }
    read_fail(r, "unknown type");
    return irtype_basic(r->m, IRT_VOID);
}

// --- Names ------------------------------------------------------------------

Pos read_pos(Reader *r)
{
    return read_char(r, '@') ? (Pos)read_number(r) : NO_POS;
}

static void *look_up(Reader *r, const StrMap *map, Str name, const char *what)
{
    void *v = strmap_get(map, name);
    if (!v)
        read_fail(r, what);
    return v;
}

IrFunc *read_func_ref(Reader *r)
{
    Str name = read_quoted(r);
    return name.n ? look_up(r, &r->funcs, name, "unknown function") : NULL;
}

IrGlobal *read_global_ref(Reader *r)
{
    return look_up(r, &r->globals, read_quoted(r), "unknown global");
}

IrDesc *read_desc_ref(Reader *r)
{
    return look_up(r, &r->descs, read_quoted(r), "unknown descriptor");
}

IrItab *read_itab_ref(Reader *r)
{
    return look_up(r, &r->itabs, read_quoted(r), "unknown itab");
}

AllocSite *read_site_ref(Reader *r)
{
    uint64_t i = read_number(r);
    if (i < (uint64_t)r->m->sites.len)
        return r->m->sites.data[i];
    read_fail(r, "unknown site");
    return NULL;
}

int read_enum(Reader *r, const char *(*name)(int), int n, const char *what)
{
    Str w = read_peek_word(r);
    for (int i = 0; i < n; i++) {
        if (str_eq_cstr(w, name(i))) {
            r->p += w.n;
            return i;
        }
    }
    read_fail(r, what);
    return -1;
}
