// codegen/cg_pctab.c -- The table of positions for tracebacks.
//
// Reads the object just emitted: functions from its symbols, lines and inlined
// calls from its DWARF.  At every address where one of them changes a row is
// made; it names a frame, and the frame the one that it was inlined into.  The
// table goes into a second object, so that it survives stripping and costs
// nothing to look up.
//
//     0x40: f line 7 <- inlined into g line 12
#include "codegen/cg_dwarf.h"
#include "codegen/cg_internal.h"

#include <stdlib.h>
#include <string.h>

typedef VEC(RtPcRow) RowVec;
typedef VEC(RtPcFrame) FrameVec;

typedef struct Tab {
    Cg *cg;
    Arena *arena;
    ElfObject elf;
    DwInfo dw;
    uint64_t base;
    StrMap by_link, by_name; // IrFunc
    StrMap string_at;        // Text -> offset + 1
    StrMap frame_at;         // Bytes of an RtPcFrame -> index + 1
    StrBuf strings;
    RowVec rows;
    FrameVec frames;
    uint32_t *file_at;       // Offset of each file's name
} Tab;

static uint32_t intern_text(Tab *t, Str s)
{
    void **slot = strmap_slot(&t->string_at, s);
    if (!*slot) {
        *slot = (void *)(uintptr_t)(t->strings.n + 1);
        strbuf_put(&t->strings, s);
        strbuf_putc(&t->strings, 0);
    }
    return (uint32_t)((uintptr_t)*slot - 1);
}

static uint32_t intern_frame(Tab *t, RtPcFrame f)
{
    Str key = {(const char *)&f, sizeof f};
    void *known = strmap_get(&t->frame_at, key);
    if (known)
        return (uint32_t)((uintptr_t)known - 1);
    key.p = arena_memdup(t->arena, &f, sizeof f);
    vec_push_in(&t->frames, t->arena, f);
    strmap_set(&t->frame_at, key, (void *)(uintptr_t)t->frames.len);
    return (uint32_t)t->frames.len - 1;
}

// --- Names ------------------------------------------------------------------

// LLVM's copies of a function are named after it: f.specialized.1, f.cold.
static const IrFunc *func_of_symbol(const Tab *t, Str symbol)
{
    for (Str s = symbol; s.n;) {
        const IrFunc *f = strmap_get(&t->by_link, s);
        if (!f)
            f = strmap_get(&t->by_name, s);
        ptrdiff_t dot = str_last_byte(s, '.');
        if (f || dot <= 0)
            return f;
        s.n = (size_t)dot;
    }
    return NULL;
}

static RtPcFrame frame_of(Tab *t, const IrFunc *f, Str name, uint32_t file,
                          uint32_t line)
{
    RtPcFrame r = {0};
    r.func = intern_text(t, f ? f->name : name);
    r.file = file < (uint32_t)t->dw.files.len ? t->file_at[file] : 0;
    r.line = line;
    r.flags = f && (f->flags & IRFN_WRAPPER) ? 1 : 0;
    if (f && f->nparams == 0)
        r.flags |= 2;
    return r;
}

// --- Ranges of inlined calls ------------------------------------------------

static int by_lo(const void *a, const void *b)
{
    const DwRange *x = a, *y = b;
    return x->lo < y->lo ? -1 : x->lo > y->lo;
}

typedef struct Active {
    const DwRange **list;
    int n, next;
} Active;

static void advance(const Tab *t, Active *a, uint64_t at)
{
    int kept = 0;
    for (int i = 0; i < a->n; i++) {
        if (a->list[i]->hi > at)
            a->list[kept++] = a->list[i];
    }
    a->n = kept;
    while (a->next < t->dw.ranges.len && t->dw.ranges.data[a->next].lo <= at) {
        const DwRange *r = &t->dw.ranges.data[a->next++];
        if (r->hi > at)
            a->list[a->n++] = r;
    }
}

// The innermost inlined call here: index + 1, 0: none.
static uint32_t innermost(const Tab *t, const Active *a)
{
    uint32_t best = 0, depth = 0;
    for (int i = 0; i < a->n; i++) {
        uint32_t inl = a->list[i]->inl;
        if (t->dw.inlines.data[inl].depth > depth) {
            depth = t->dw.inlines.data[inl].depth;
            best = inl + 1;
        }
    }
    return best;
}

// --- Frames -----------------------------------------------------------------

// The frame of code in inlined call `inl`, or in the function itself.
static uint32_t make_frame(Tab *t, const ElfFunc *f, const IrFunc *ir,
                           uint32_t inl, uint32_t file, uint32_t line)
{
    RtPcFrame r;
    if (inl) {
        const DwInline *v = &t->dw.inlines.data[inl - 1];
        r = frame_of(t, strmap_get(&t->by_name, v->name), v->name, file, line);
        r.parent = 1 + make_frame(t, f, ir, v->parent, v->call_file,
                                  v->call_line);
    } else {
        r = frame_of(t, ir, f->name, file, line);
    }
    r.entry = (uint32_t)(f->start - t->base);
    return intern_frame(t, r);
}

static void add_row(Tab *t, uint64_t at, uint32_t frame)
{
    uint32_t off = (uint32_t)(at - t->base);
    if (t->rows.len && vec_last(&t->rows).offset == off)
        t->rows.len--;
    if (t->rows.len && vec_last(&t->rows).frame == frame)
        return;
    vec_push_in(&t->rows, t->arena, (RtPcRow){off, frame});
}

// --- The sweep --------------------------------------------------------------

static int by_address(const void *a, const void *b)
{
    const DwRow *x = a, *y = b;
    if (x->address != y->address)
        return x->address < y->address ? -1 : 1;
    return (int)y->end - (int)x->end; // An end before what starts there.
}

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

// All addresses of a function where something may change.
typedef VEC(uint64_t) AddrVec;

typedef struct Sweep {
    Active active;
    int row;       // Next row to look at
    AddrVec all;   // Bounds of inlined ranges, sorted
    int bound;
} Sweep;

static void sweep_func(Tab *t, Sweep *s, const ElfFunc *f)
{
    const IrFunc *ir = func_of_symbol(t, f->name);
    uint64_t end = f->start + f->size, at = f->start;
    uint32_t file = 0, line = 0;
    while (at < end) {
        while (s->row < t->dw.rows.len &&
               t->dw.rows.data[s->row].address <= at) {
            const DwRow *r = &t->dw.rows.data[s->row++];
            if (r->end || r->address < f->start || r->line == 0)
                continue;
            file = r->file;
            line = r->line;
        }
        while (s->bound < s->all.len && s->all.data[s->bound] <= at)
            s->bound++;
        advance(t, &s->active, at);
        add_row(t, at, make_frame(t, f, ir, innermost(t, &s->active), file,
                                  line));
        uint64_t next = end;
        if (s->row < t->dw.rows.len &&
            t->dw.rows.data[s->row].address < next)
            next = t->dw.rows.data[s->row].address;
        if (s->bound < s->all.len && s->all.data[s->bound] < next)
            next = s->all.data[s->bound];
        at = next;
    }
}

static void sort(void *data, int n, size_t size,
                 int (*cmp)(const void *, const void *))
{
    if (n > 1)
        qsort(data, (size_t)n, size, cmp);
}

static void sweep(Tab *t)
{
    Sweep s = {0};
    DwInfo *d = &t->dw;
    sort(d->rows.data, d->rows.len, sizeof(DwRow), by_address);
    sort(d->ranges.data, d->ranges.len, sizeof(DwRange), by_lo);
    for (int i = 0; i < d->ranges.len; i++) {
        vec_push_in(&s.all, t->arena, d->ranges.data[i].lo);
        vec_push_in(&s.all, t->arena, d->ranges.data[i].hi);
    }
    sort(s.all.data, s.all.len, sizeof(uint64_t), by_value);
    s.active.list = ARENA_ARRAY(t->arena, const DwRange *, d->ranges.len + 1);
    uint64_t done = t->base;
    for (int i = 0; i < t->elf.funcs.len; i++) {
        const ElfFunc *f = &t->elf.funcs.data[i];
        if (f->start < done || f->size == 0)
            continue;
        sweep_func(t, &s, f);
        done = f->start + f->size;
        add_row(t, done, UINT32_MAX);
    }
}

// --- The second object ------------------------------------------------------

static Val blob(Cg *cg, LLVMModuleRef mod, const void *data, size_t n,
                const char *name)
{
    Val init = LLVMConstStringInContext2(cg->ctx, n ? data : "", n, true);
    Val g = LLVMAddGlobal(mod, LLVMTypeOf(init), name);
    LLVMSetInitializer(g, init);
    LLVMSetGlobalConstant(g, true);
    LLVMSetLinkage(g, LLVMPrivateLinkage);
    LLVMSetAlignment(g, 8);
    return g;
}

static bool write_object(Tab *t, Str *out, Str *error)
{
    Cg *cg = t->cg;
    LLVMModuleRef mod = LLVMModuleCreateWithNameInContext("pctab", cg->ctx);
    LLVMSetTarget(mod, LLVMGetTarget(cg->mod));
    LLVMSetModuleDataLayout(mod, cg->td);
    Ty fn = LLVMFunctionType(cg->voidt, NULL, 0, false);
    Val v[] = {LLVMAddFunction(mod, "rt_text_start", fn),
               cg_int(cg, (uint64_t)t->rows.len),
               blob(cg, mod, t->rows.data,
                    (size_t)t->rows.len * sizeof(RtPcRow), "rows"),
               cg_int(cg, (uint64_t)t->frames.len),
               blob(cg, mod, t->frames.data,
                    (size_t)t->frames.len * sizeof(RtPcFrame), "frames"),
               blob(cg, mod, t->strings.p, t->strings.n, "strings")};
    Val init = cg_const_struct(cg, v, 6);
    Val g = LLVMAddGlobal(mod, LLVMTypeOf(init), "rt_pctable");
    LLVMSetInitializer(g, init);
    LLVMSetGlobalConstant(g, true);
    LLVMSetAlignment(g, 8);
    bool ok = cg_target_emit_object(cg, mod, out, error);
    LLVMDisposeModule(mod);
    return ok;
}

static void index_funcs(Tab *t)
{
    for (int i = 0; i < t->cg->work.len; i++) {
        const IrFunc *f = t->cg->work.data[i];
        if (!(f->flags & IRFN_EXTERN))
            strmap_set(&t->by_link, f->link_name, (void *)f);
    }
    for (int i = 0; i < t->cg->ir->funcs.len; i++) {
        const IrFunc *f = t->cg->ir->funcs.data[i];
        if (t->cg->funcs[f->id].subprogram)
            strmap_set(&t->by_name, f->name, (void *)f);
    }
}

static void index_files(Tab *t)
{
    t->file_at = ARENA_ARRAY(t->arena, uint32_t, t->dw.files.len + 1);
    intern_text(t, STR("?"));
    for (int i = 0; i < t->dw.files.len; i++)
        t->file_at[i] = intern_text(t, t->dw.files.data[i]);
}

static bool find_base(Tab *t)
{
    for (int i = 0; i < t->elf.funcs.len; i++) {
        if (str_eq_cstr(t->elf.funcs.data[i].name, "rt_text_start")) {
            t->base = t->elf.funcs.data[i].start;
            return true;
        }
    }
    return false;
}

bool cg_pctab(Cg *cg, Str object, Str *out, Str *error)
{
    Tab t = {0};
    t.cg = cg;
    t.arena = cg->arena;
    strmap_init(&t.by_link, t.arena);
    strmap_init(&t.by_name, t.arena);
    strmap_init(&t.string_at, t.arena);
    strmap_init(&t.frame_at, t.arena);
    if (!elf_open(&t.elf, t.arena, object) || !find_base(&t) ||
        !dwarf_read(&t.elf, &t.dw))
        return true; // No positions: tracebacks show addresses.
    index_funcs(&t);
    index_files(&t);
    sweep(&t);
    bool ok = write_object(&t, out, error);
    strbuf_free(&t.strings);
    return ok;
}
