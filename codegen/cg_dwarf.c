// codegen/cg_dwarf.c -- Reading .debug_line and .debug_info of one object with
// one compilation unit, DWARF version 4, as LLVM writes them for us.
//
// The line program runs on the usual state machine; of the entries only
// subprograms (for their names) and inlined calls are kept.  Every read is
// checked against the end of its section.
//
//     DW_TAG_inlined_subroutine: origin f, low_pc, call_line 12
#include "codegen/cg_dwarf.h"

#include <stdlib.h>

typedef struct Cursor {
    const uint8_t *p, *end;
    bool bad;
} Cursor;

static Cursor cursor(Str s, uint64_t at)
{
    Cursor c = {(const uint8_t *)s.p + at, (const uint8_t *)s.p + s.n, false};
    if (at > s.n) {
        c.p = c.end;
        c.bad = true;
    }
    return c;
}

static bool need(Cursor *c, uint64_t n)
{
    if ((uint64_t)(c->end - c->p) >= n)
        return true;
    c->bad = true;
    c->p = c->end;
    return false;
}

static uint64_t fixed(Cursor *c, unsigned n)
{
    uint64_t v = 0;
    if (!need(c, n))
        return 0;
    for (unsigned i = 0; i < n; i++)
        v |= (uint64_t)c->p[i] << (8 * i);
    c->p += n;
    return v;
}

static uint64_t uleb(Cursor *c)
{
    uint64_t v = 0;
    for (unsigned shift = 0; need(c, 1); shift += 7) {
        uint8_t b = *c->p++;
        if (shift < 64)
            v |= (uint64_t)(b & 127) << shift;
        if (!(b & 128))
            break;
    }
    return v;
}

static int64_t sleb(Cursor *c)
{
    uint64_t v = 0;
    unsigned shift = 0;
    uint8_t b = 0;
    do {
        if (!need(c, 1))
            break;
        b = *c->p++;
        if (shift < 64)
            v |= (uint64_t)(b & 127) << shift;
        shift += 7;
    } while (b & 128);
    if ((b & 64) && shift < 64)
        v |= ~(uint64_t)0 << shift;
    return (int64_t)v;
}

static Str text(Cursor *c)
{
    const char *start = (const char *)c->p;
    while (need(c, 1) && *c->p)
        c->p++;
    Str s = {start, (size_t)((const char *)c->p - start)};
    if (!c->bad)
        c->p++;
    return s;
}

static void skip(Cursor *c, uint64_t n)
{
    if (need(c, n))
        c->p += n;
}

// --- Lines ------------------------------------------------------------------

typedef struct LineHeader {
    uint8_t min_length, line_range, opcode_base;
    int8_t line_base;
    const uint8_t *lengths; // Of the standard opcodes
    Cursor program;
} LineHeader;

typedef struct LineState {
    uint64_t address;
    uint32_t file;
    int64_t line;
} LineState;

static void add_row(DwInfo *d, Arena *a, const LineState *s, bool end)
{
    DwRow row = {s->address, s->file ? s->file - 1 : 0, (uint32_t)s->line,
                 end};
    vec_push_in(&d->rows, a, row);
}

static Str path(Arena *a, const StrVec *dirs, uint64_t dir, Str name)
{
    if (name.n && name.p[0] == '/')
        return name;
    if (dir < (uint64_t)dirs->len && dirs->data[dir].n)
        return str_join_path(a, dirs->data[dir], name);
    return name;
}

static bool line_header(Str line, Arena *a, Str comp_dir, DwInfo *d,
                        LineHeader *h)
{
    Cursor c = cursor(line, 0);
    uint64_t length = fixed(&c, 4);
    if (!need(&c, length) || fixed(&c, 2) != 4)
        return false;
    c.end = (const uint8_t *)line.p + 4 + length;
    uint64_t rest = fixed(&c, 4);
    h->program = c;
    skip(&h->program, rest);
    h->min_length = (uint8_t)fixed(&c, 1);
    skip(&c, 2); // Operations per instruction, default is_stmt
    h->line_base = (int8_t)fixed(&c, 1);
    h->line_range = (uint8_t)fixed(&c, 1);
    h->opcode_base = (uint8_t)fixed(&c, 1);
    h->lengths = c.p;
    skip(&c, h->opcode_base ? h->opcode_base - 1u : 0);
    StrVec dirs = {0};
    vec_push_in(&dirs, a, comp_dir);
    for (Str s = text(&c); s.n && !c.bad; s = text(&c)) {
        if (s.p[0] != '/' && comp_dir.n)
            s = str_join_path(a, comp_dir, s);
        vec_push_in(&dirs, a, s);
    }
    for (Str s = text(&c); s.n && !c.bad; s = text(&c)) {
        uint64_t dir = uleb(&c);
        uleb(&c);
        uleb(&c);
        vec_push_in(&d->files, a, path(a, &dirs, dir, s));
    }
    return !c.bad && h->line_range && h->opcode_base;
}

static void extended(Cursor *c, DwInfo *d, Arena *a, LineState *s)
{
    enum { END_SEQUENCE = 1, SET_ADDRESS = 2 };
    uint64_t n = uleb(c);
    if (n == 0 || !need(c, n))
        return;
    const uint8_t *next = c->p + n;
    uint8_t op = (uint8_t)fixed(c, 1);
    if (op == END_SEQUENCE) {
        add_row(d, a, s, true);
        *s = (LineState){0, 1, 1};
    } else if (op == SET_ADDRESS) {
        s->address = fixed(c, 8);
    }
    c->p = next;
}

static void standard(Cursor *c, const LineHeader *h, uint8_t op, DwInfo *d,
                     Arena *a, LineState *s)
{
    enum {
        COPY = 1, ADVANCE_PC, ADVANCE_LINE, SET_FILE, SET_COLUMN,
        NEGATE_STMT, BASIC_BLOCK, CONST_ADD_PC, FIXED_ADVANCE_PC
    };
    switch (op) {
    case COPY: add_row(d, a, s, false); break;
    case ADVANCE_PC: s->address += uleb(c) * h->min_length; break;
    case ADVANCE_LINE: s->line += sleb(c); break;
    case SET_FILE: s->file = (uint32_t)uleb(c); break;
    case CONST_ADD_PC:
        s->address += (uint64_t)((255 - h->opcode_base) / h->line_range) *
                      h->min_length;
        break;
    case FIXED_ADVANCE_PC: s->address += fixed(c, 2); break;
    default:
        for (uint8_t i = 0; i < h->lengths[op - 1]; i++)
            uleb(c);
        break;
    }
}

static bool read_lines(Str line, Arena *a, Str comp_dir, DwInfo *d)
{
    LineHeader h;
    LineState s = {0, 1, 1};
    if (!line_header(line, a, comp_dir, d, &h))
        return false;
    Cursor c = h.program;
    while (c.p < c.end && !c.bad) {
        uint8_t op = (uint8_t)fixed(&c, 1);
        if (op == 0) {
            extended(&c, d, a, &s);
        } else if (op < h.opcode_base) {
            standard(&c, &h, op, d, a, &s);
        } else {
            unsigned adjusted = (unsigned)op - h.opcode_base;
            s.address += (uint64_t)(adjusted / h.line_range) * h.min_length;
            s.line += h.line_base + (int)(adjusted % h.line_range);
            add_row(d, a, &s, false);
        }
    }
    return !c.bad;
}

// --- Entries ----------------------------------------------------------------

typedef struct AbbrevAttr {
    uint16_t attr, form;
} AbbrevAttr;

typedef struct Abbrev {
    uint32_t tag;
    bool children;
    uint32_t first, n; // In attrs
} Abbrev;

typedef struct Named {
    uint64_t offset;
    uint64_t origin; // Or 0
    Str name;
} Named;

typedef struct Info {
    const ElfObject *e;
    Arena *arena;
    Str info, str, ranges;
    VEC(AbbrevAttr) attrs;
    VEC(Abbrev) abbrevs; // By code
    VEC(Named) names;    // Subprograms by offset
    uint64_t base;       // The unit's low_pc
    Str comp_dir;
    uint64_t stmt_list;
    DwInfo *out;
} Info;

enum {
    TAG_INLINED = 0x1d, TAG_SUBPROGRAM = 0x2e, TAG_UNIT = 0x11,
    AT_NAME = 3, AT_STMT_LIST = 0x10, AT_LOW_PC = 0x11, AT_HIGH_PC = 0x12,
    AT_COMP_DIR = 0x1b, AT_ORIGIN = 0x31, AT_RANGES = 0x55,
    AT_CALL_FILE = 0x58, AT_CALL_LINE = 0x59, AT_SPECIFICATION = 0x47,
    FORM_ADDR = 1, FORM_BLOCK2 = 3, FORM_BLOCK4, FORM_DATA2, FORM_DATA4,
    FORM_DATA8, FORM_STRING, FORM_BLOCK, FORM_BLOCK1, FORM_DATA1, FORM_FLAG,
    FORM_SDATA, FORM_STRP, FORM_UDATA, FORM_REF_ADDR, FORM_REF1, FORM_REF2,
    FORM_REF4, FORM_REF8, FORM_REF_UDATA, FORM_INDIRECT, FORM_SEC_OFFSET,
    FORM_EXPRLOC, FORM_FLAG_PRESENT, FORM_REF_SIG8 = 0x20
};

static bool read_abbrevs(Info *in, Str abbrev, uint64_t at)
{
    Cursor c = cursor(abbrev, at);
    for (uint64_t code = uleb(&c); code && !c.bad; code = uleb(&c)) {
        Abbrev a = {(uint32_t)uleb(&c), fixed(&c, 1) != 0,
                    (uint32_t)in->attrs.len, 0};
        if (code > 1 << 20)
            return false;
        for (;;) {
            AbbrevAttr t = {(uint16_t)uleb(&c), (uint16_t)uleb(&c)};
            if (c.bad || (t.attr == 0 && t.form == 0))
                break;
            vec_push_in(&in->attrs, in->arena, t);
            a.n++;
        }
        while ((uint64_t)in->abbrevs.len <= code)
            vec_push_in(&in->abbrevs, in->arena, (Abbrev){0});
        in->abbrevs.data[code] = a;
    }
    return !c.bad;
}

typedef struct Value {
    uint64_t u;
    Str s;
    uint16_t form;
} Value;

static Value read_value(Info *in, Cursor *c, uint16_t form)
{
    Value v = {0, STR_NONE, form};
    Cursor s;
    switch (form) {
    case FORM_ADDR: case FORM_DATA8: case FORM_REF8: case FORM_REF_SIG8:
        v.u = fixed(c, 8);
        break;
    case FORM_DATA4: case FORM_REF4: case FORM_REF_ADDR: case FORM_SEC_OFFSET:
        v.u = fixed(c, 4);
        break;
    case FORM_DATA2: case FORM_REF2: v.u = fixed(c, 2); break;
    case FORM_DATA1: case FORM_REF1: case FORM_FLAG: v.u = fixed(c, 1); break;
    case FORM_UDATA: case FORM_REF_UDATA: v.u = uleb(c); break;
    case FORM_SDATA: v.u = (uint64_t)sleb(c); break;
    case FORM_STRING: v.s = text(c); break;
    case FORM_STRP:
        s = cursor(in->str, fixed(c, 4));
        v.s = text(&s);
        break;
    case FORM_BLOCK: case FORM_EXPRLOC: skip(c, uleb(c)); break;
    case FORM_BLOCK1: skip(c, fixed(c, 1)); break;
    case FORM_BLOCK2: skip(c, fixed(c, 2)); break;
    case FORM_BLOCK4: skip(c, fixed(c, 4)); break;
    case FORM_FLAG_PRESENT: v.u = 1; break;
    default: c->bad = true; break;
    }
    return v;
}

typedef struct Entry {
    uint64_t offset;
    uint32_t tag;
    Str name, comp_dir;
    uint64_t low, high, origin, ranges, call_file, call_line, stmt_list;
    bool has_low, has_ranges, high_is_size;
} Entry;

static void take(Entry *e, uint16_t attr, Value v)
{
    switch (attr) {
    case AT_NAME: e->name = v.s; break;
    case AT_COMP_DIR: e->comp_dir = v.s; break;
    case AT_STMT_LIST: e->stmt_list = v.u; break;
    case AT_LOW_PC: e->low = v.u; e->has_low = true; break;
    case AT_HIGH_PC:
        e->high = v.u;
        e->high_is_size = v.form != FORM_ADDR;
        break;
    case AT_ORIGIN: case AT_SPECIFICATION: e->origin = v.u; break;
    case AT_RANGES: e->ranges = v.u; e->has_ranges = true; break;
    case AT_CALL_FILE: e->call_file = v.u; break;
    case AT_CALL_LINE: e->call_line = v.u; break;
    default: break;
    }
}

static void add_range(Info *in, uint64_t lo, uint64_t hi, uint32_t inl)
{
    if (lo < hi)
        vec_push_in(&in->out->ranges, in->arena, (DwRange){lo, hi, inl});
}

static void add_ranges(Info *in, uint64_t at, uint32_t inl)
{
    Cursor c = cursor(in->ranges, at);
    uint64_t base = in->base;
    while (!c.bad) {
        uint64_t lo = fixed(&c, 8), hi = fixed(&c, 8);
        if (lo == 0 && hi == 0)
            break;
        if (lo == UINT64_MAX)
            base = hi;
        else
            add_range(in, base + lo, base + hi, inl);
    }
}

static uint32_t add_inline(Info *in, const Entry *e, uint32_t parent)
{
    DwInfo *d = in->out;
    DwInline v = {0};
    v.origin = e->origin;
    v.call_file = e->call_file ? (uint32_t)e->call_file - 1 : 0;
    v.call_line = (uint32_t)e->call_line;
    v.parent = parent;
    v.depth = parent ? d->inlines.data[parent - 1].depth + 1 : 1;
    uint32_t i = (uint32_t)d->inlines.len;
    vec_push_in(&d->inlines, in->arena, v);
    if (e->has_ranges)
        add_ranges(in, e->ranges, i);
    else if (e->has_low)
        add_range(in, e->low, e->high_is_size ? e->low + e->high : e->high, i);
    return i + 1;
}

// The inlined call that encloses the children of this entry.
static uint32_t take_entry(Info *in, const Entry *e, uint32_t parent)
{
    if (e->tag == TAG_UNIT) {
        in->base = e->low;
        in->comp_dir = e->comp_dir;
        in->stmt_list = e->stmt_list;
    } else if (e->tag == TAG_SUBPROGRAM) {
        Named n = {e->offset, e->origin, e->name};
        vec_push_in(&in->names, in->arena, n);
        return 0;
    } else if (e->tag == TAG_INLINED) {
        return add_inline(in, e, parent);
    }
    return parent;
}

static bool read_entries(Info *in, Cursor c)
{
    VEC(uint32_t) parents = {0};
    const uint8_t *start = (const uint8_t *)in->info.p;
    vec_push_in(&parents, in->arena, 0);
    while (c.p < c.end && !c.bad && parents.len) {
        Entry e = {0};
        e.offset = (uint64_t)(c.p - start);
        uint64_t code = uleb(&c);
        if (code == 0) {
            parents.len--;
            continue;
        }
        if (code >= (uint64_t)in->abbrevs.len)
            return false;
        const Abbrev *a = &in->abbrevs.data[code];
        e.tag = a->tag;
        for (uint32_t i = 0; i < a->n; i++) {
            AbbrevAttr t = in->attrs.data[a->first + i];
            take(&e, t.attr, read_value(in, &c, t.form));
        }
        uint32_t inner = take_entry(in, &e, vec_last(&parents));
        if (a->children)
            vec_push_in(&parents, in->arena, inner);
    }
    return !c.bad;
}

static const Named *find_name(const Info *in, uint64_t offset)
{
    int lo = 0, hi = in->names.len;
    while (lo < hi) {
        int mid = lo + (hi - lo) / 2;
        if (in->names.data[mid].offset < offset)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < in->names.len && in->names.data[lo].offset == offset
               ? &in->names.data[lo]
               : NULL;
}

static void resolve_names(Info *in)
{
    for (int i = 0; i < in->out->inlines.len; i++) {
        DwInline *v = &in->out->inlines.data[i];
        const Named *n = find_name(in, v->origin);
        if (n && !n->name.n && n->origin)
            n = find_name(in, n->origin);
        v->name = n ? n->name : STR("?");
    }
}

bool dwarf_read(const ElfObject *e, DwInfo *out)
{
    Info in = {0};
    in.e = e;
    in.arena = e->arena;
    in.out = out;
    in.info = elf_section(e, ".debug_info");
    in.str = elf_section(e, ".debug_str");
    in.ranges = elf_section(e, ".debug_ranges");
    Cursor c = cursor(in.info, 0);
    uint64_t length = fixed(&c, 4);
    if (!need(&c, length) || fixed(&c, 2) != 4)
        return false;
    c.end = (const uint8_t *)in.info.p + 4 + length;
    uint64_t abbrev = fixed(&c, 4);
    if (fixed(&c, 1) != 8 ||
        !read_abbrevs(&in, elf_section(e, ".debug_abbrev"), abbrev) ||
        !read_entries(&in, c))
        return false;
    resolve_names(&in);
    return read_lines(elf_section(e, ".debug_line"), in.arena, in.comp_dir,
                      out);
}
