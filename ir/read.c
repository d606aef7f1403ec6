// ir/read.c -- Reading a module.
//
// A first look at the lines that start in the first column makes every
// function, global, descriptor, itab and site, so that names can be used before
// their line; the second fills them.
//
//     module init "main.init" main "main.main"
#include "ir/read.h"

#include "ir/print.h"
#include "ir/read_internal.h"

static const char *place_name(int i) { return ir_place_name((Place)i); }
static const char *site_name(int i) { return ir_site_kind_name((SiteKind)i); }

// --- First look -------------------------------------------------------------

static void declare_itab(Reader *r, Str name)
{
    IrItab *t = ARENA_NEW(r->arena, IrItab);
    t->link_name = name;
    vec_push_in(&r->m->itabs, r->arena, t);
    strmap_set(&r->itabs, name, t);
}

static void declare_desc(Reader *r, Str name)
{
    IrDesc *d = ARENA_NEW(r->arena, IrDesc);
    d->link_name = name;
    d->id = (uint32_t)r->m->descs.len;
    vec_push_in(&r->m->descs, r->arena, d);
    strmap_set(&r->descs, name, d);
}

static void declare_line(Reader *r)
{
    if (read_word(r, "func")) {
        Str name = read_quoted(r);
        strmap_set(&r->funcs, name, ir_func_new(r->m, name, name, NO_POS));
    } else if (read_word(r, "global")) {
        Str name = read_quoted(r);
        const IrType *t = irtype_basic(r->m, IRT_VOID);
        strmap_set(&r->globals, name, ir_global_new(r->m, name, name, t));
    } else if (read_word(r, "desc")) {
        declare_desc(r, read_quoted(r));
    } else if (read_word(r, "itab")) {
        declare_itab(r, read_quoted(r));
    } else if (read_word(r, "site")) {
        ir_site_new(r->m, NULL, SITE_VAR, NO_POS, STR(""));
    }
}

static void skip_line(Reader *r)
{
    while (r->p < r->end && *r->p != '\n')
        r->p++;
    if (r->p < r->end)
        r->p++;
    r->line++;
}

static void declare_all(Reader *r, Str text)
{
    r->p = text.p;
    r->line = 1;
    while (r->p < r->end && !read_failed(r)) {
        if (*r->p != ' ' && *r->p != 'b')
            declare_line(r);
        skip_line(r);
    }
    r->p = text.p;
    r->line = 1;
}

// --- Descriptors ------------------------------------------------------------

typedef VEC(IrDesc *) DescVec;
typedef VEC(IrDescField) FieldVec;
typedef VEC(IrDescMethod) MethodVec;

static IrDescField read_desc_field(Reader *r)
{
    IrDescField f = {0};
    f.name = read_quoted(r);
    if (read_word(r, "pkg"))
        f.pkgpath = read_quoted(r);
    if (read_word(r, "tag"))
        f.tag = read_quoted(r);
    if (!read_word(r, "type"))
        read_fail(r, "expected type");
    f.type = read_desc_ref(r);
    f.offset = read_number(r);
    f.embedded = read_number(r) != 0;
    return f;
}

static IrDescMethod read_desc_method(Reader *r)
{
    IrDescMethod m = {0};
    m.name = read_quoted(r);
    if (read_word(r, "pkg"))
        m.pkgpath = read_quoted(r);
    if (read_word(r, "type"))
        m.type = read_desc_ref(r);
    if (read_word(r, "ifn"))
        m.ifn = read_func_ref(r);
    if (read_word(r, "tfn"))
        m.tfn = read_func_ref(r);
    if (!read_word(r, "end"))
        read_fail(r, "expected end");
    return m;
}

static bool read_desc_word(Reader *r, IrDesc *d)
{
    if (read_word(r, "string")) d->string = read_quoted(r);
    else if (read_word(r, "kind")) d->kind = (uint8_t)read_number(r);
    else if (read_word(r, "flags")) d->flags = (uint8_t)read_number(r);
    else if (read_word(r, "hash")) d->hash = (uint32_t)read_number(r);
    else if (read_word(r, "layout")) d->layout = read_type(r);
    else if (read_word(r, "elem")) d->elem = read_desc_ref(r);
    else if (read_word(r, "key")) d->key = read_desc_ref(r);
    else if (read_word(r, "count")) d->count = read_number(r);
    else if (read_word(r, "dir")) d->chan_dir = (int)read_number(r);
    else if (read_word(r, "variadic")) d->variadic = true;
    else if (read_word(r, "name")) d->name = read_quoted(r);
    else if (read_word(r, "pkgpath")) d->pkgpath = read_quoted(r);
    else if (read_word(r, "ptr")) d->ptr_to = read_desc_ref(r);
    else if (read_word(r, "used")) d->used = true;
    else return false;
    return true;
}

// A line that starts with a space goes on with the descriptor.
static bool read_continued(Reader *r)
{
    if (!read_eol(r))
        return true;
    const char *next = r->p < r->end ? r->p + 1 : r->end;
    if (next >= r->end || *next != ' ')
        return false;
    read_next_line(r);
    return true;
}

static void read_desc(Reader *r)
{
    IrDesc *d = read_desc_ref(r);
    DescVec inout = {0};
    FieldVec fields = {0};
    MethodVec methods = {0};
    while (!read_failed(r) && read_continued(r)) {
        if (read_desc_word(r, d))
            continue;
        if (read_word(r, "in")) {
            vec_push_in(&inout, r->arena, read_desc_ref(r));
            d->nin++;
        } else if (read_word(r, "out")) {
            vec_push_in(&inout, r->arena, read_desc_ref(r));
            d->nout++;
        } else if (read_word(r, "field")) {
            vec_push_in(&fields, r->arena, read_desc_field(r));
        } else if (read_word(r, "method")) {
            vec_push_in(&methods, r->arena, read_desc_method(r));
        } else {
            read_fail(r, "unknown word in a descriptor");
        }
    }
    if (read_failed(r))
        return;
    d->inout = inout.data;
    d->fields = fields.data;
    d->nfields = (uint32_t)fields.len;
    d->methods = methods.data;
    d->nmethods = (uint32_t)methods.len;
    read_next_line(r);
}

static void read_itab(Reader *r)
{
    IrItab *t = read_itab_ref(r);
    VEC(IrFunc *) funcs = {0};
    if (!read_word(r, "inter"))
        read_fail(r, "expected inter");
    IrDesc *inter = read_desc_ref(r);
    if (!read_word(r, "type"))
        read_fail(r, "expected type");
    IrDesc *type = read_desc_ref(r);
    while (read_word(r, "fn"))
        vec_push_in(&funcs, r->arena, read_func_ref(r));
    if (read_failed(r))
        return;
    t->inter = inter;
    t->type = type;
    t->funcs = funcs.data;
    read_next_line(r);
}

// --- Globals and sites ------------------------------------------------------

static const char *init_name(int i)
{
    static const char *const names[] = {"zero", "int", "float", "complex",
                                        "string", "func", "addr", "slice",
                                        "eface", "iface", "agg"};
    return names[i];
}

static IrInit *read_init(Reader *r)
{
    VEC(IrInit *) kids = {0};
    IrInit *v = ARENA_NEW(r->arena, IrInit);
    read_expect(r, '(');
    int kind = read_enum(r, init_name, INIT_AGG + 1, "unknown initial value");
    v->kind = kind < 0 ? INIT_ZERO : (InitKind)kind;
    v->type = read_type(r);
    while (!read_failed(r) && !read_char(r, ')')) {
        if (read_word(r, "bits")) v->bits = read_number(r);
        else if (read_word(r, "re")) v->f = read_float(r);
        else if (read_word(r, "im")) v->im = read_float(r);
        else if (read_word(r, "str")) v->str = read_quoted(r);
        else if (read_word(r, "func")) v->func = read_func_ref(r);
        else if (read_word(r, "global")) v->global = read_global_ref(r);
        else if (read_word(r, "offset")) v->offset = read_number(r);
        else if (read_word(r, "count")) v->count = read_number(r);
        else if (read_word(r, "desc")) v->desc = read_desc_ref(r);
        else if (read_word(r, "itab")) v->itab = read_itab_ref(r);
        else vec_push_in(&kids, r->arena, read_init(r));
    }
    v->kids = kids.data;
    v->nkids = (uint32_t)kids.len;
    return v;
}

static void read_global(Reader *r)
{
    IrGlobal *g = read_global_ref(r);
    if (read_failed(r))
        return;
    if (!read_word(r, "name"))
        read_fail(r, "expected name");
    g->name = read_quoted(r);
    g->type = read_type(r);
    g->readonly = read_word(r, "readonly");
    if (read_word(r, "desc"))
        g->desc = read_desc_ref(r);
    if (read_char(r, '='))
        g->init = read_init(r);
    g->pos = read_pos(r);
    read_next_line(r);
}

static void read_site(Reader *r)
{
    AllocSite *s = read_site_ref(r);
    if (!s)
        return;
    int kind = read_enum(r, site_name, SITE_WRAP + 1, "unknown kind of site");
    int place = read_enum(r, place_name, PLACE_NONE + 1, "unknown place");
    s->kind = kind < 0 ? SITE_VAR : (SiteKind)kind;
    s->place = place < 0 ? PLACE_UNDECIDED : (Place)place;
    while (!read_failed(r) && !read_eol(r) && *r->p != '@') {
        if (read_word(r, "func")) s->func = read_func_ref(r);
        else if (read_word(r, "text")) s->text = read_quoted(r);
        else if (read_word(r, "type")) s->type = read_quoted(r);
        else if (read_word(r, "depth")) s->loop_depth = (int)read_number(r);
        else if (read_word(r, "size")) s->size = (int64_t)read_number(r);
        else if (read_word(r, "align")) s->align = (uint32_t)read_number(r);
        else if (read_word(r, "inl")) s->inl = (uint32_t)read_number(r);
        else if (read_word(r, "pointers")) s->has_pointers = true;
        else if (read_word(r, "silent")) s->no_report = true;
        else if (read_word(r, "upto")) s->stack_bytes = (int64_t)read_number(r);
        else if (read_word(r, "reason")) s->reason = read_quoted(r);
        else read_fail(r, "unknown word in a site");
    }
    s->pos = read_pos(r);
    read_next_line(r);
}

// --- The module -------------------------------------------------------------

static void read_module_line(Reader *r)
{
    r->m->texts = read_word(r, "texts");
    if (read_word(r, "init"))
        r->m->init = read_func_ref(r);
    if (read_word(r, "main"))
        r->m->main = read_func_ref(r);
    read_next_line(r);
}

static void read_top(Reader *r)
{
    if (read_eol(r)) {
        read_next_line(r);
    } else if (read_word(r, "module")) {
        read_module_line(r);
    } else if (read_word(r, "desc")) {
        read_desc(r);
    } else if (read_word(r, "itab")) {
        read_itab(r);
    } else if (read_word(r, "global")) {
        read_global(r);
    } else if (read_word(r, "site")) {
        read_site(r);
    } else if (read_word(r, "func")) {
        IrFunc *f = read_func_ref(r);
        if (f)
            read_func(r, f);
    } else {
        read_fail(r, "expected module, desc, itab, global, site or func");
    }
}

IrModule *ir_read(Arena *arena, Str text, Str *error)
{
    Reader r = {0};
    r.arena = arena;
    r.m = ir_module_new(arena, NULL);
    r.end = text.p + text.n;
    strmap_init(&r.funcs, arena);
    strmap_init(&r.globals, arena);
    strmap_init(&r.descs, arena);
    strmap_init(&r.itabs, arena);
    declare_all(&r, text);
    while (r.p < r.end && !read_failed(&r))
        read_top(&r);
    if (!read_failed(&r))
        return r.m;
    *error = r.error;
    return NULL;
}
