// ir/print_module.c -- Printing what is not code: descriptors, itabs, sites,
// globals with their initial values, and the module as a whole.
//
// Lists are printed in order of their ids, so that reading gives the same ids.
//
//     global "main.x" "main.x" i64 = int 7
#include "ir/print.h"

#include "ir/print_internal.h"

static void put_keyed(StrBuf *out, const char *key, Str s)
{
    strbuf_printf(out, " %s ", key);
    ir_put_quoted(out, s);
}

static void put_desc_parts(const IrDesc *d, StrBuf *out)
{
    for (uint32_t i = 0; i < d->nin + d->nout; i++)
        put_keyed(out, i < d->nin ? "in" : "out", d->inout[i]->link_name);
    for (uint32_t i = 0; i < d->nfields; i++) {
        const IrDescField *f = &d->fields[i];
        put_keyed(out, "\n  field", f->name);
        put_keyed(out, "pkg", f->pkgpath);
        put_keyed(out, "tag", f->tag);
        put_keyed(out, "type", f->type->link_name);
        strbuf_printf(out, " %llu %d", (unsigned long long)f->offset,
                      f->embedded);
    }
    for (uint32_t i = 0; i < d->nmethods; i++) {
        const IrDescMethod *f = &d->methods[i];
        put_keyed(out, "\n  method", f->name);
        put_keyed(out, "pkg", f->pkgpath);
        if (f->type)
            put_keyed(out, "type", f->type->link_name);
        if (f->ifn)
            put_keyed(out, "ifn", f->ifn->link_name);
        if (f->tfn)
            put_keyed(out, "tfn", f->tfn->link_name);
        strbuf_puts(out, " end");
    }
}

static void put_desc(const IrModule *m, const IrDesc *d, StrBuf *out)
{
    strbuf_puts(out, "desc ");
    ir_put_quoted(out, d->link_name);
    put_keyed(out, "string", d->string);
    strbuf_printf(out, " kind %u flags %u hash %u layout ", d->kind, d->flags,
                  d->hash);
    ir_put_type(m, out, d->layout);
    if (d->elem)
        put_keyed(out, "elem", d->elem->link_name);
    if (d->key)
        put_keyed(out, "key", d->key->link_name);
    if (d->count)
        strbuf_printf(out, " count %llu", (unsigned long long)d->count);
    if (d->chan_dir)
        strbuf_printf(out, " dir %d", d->chan_dir);
    if (d->variadic)
        strbuf_puts(out, " variadic");
    if (d->name.n)
        put_keyed(out, "name", d->name);
    if (d->pkgpath.n)
        put_keyed(out, "pkgpath", d->pkgpath);
    if (d->ptr_to)
        put_keyed(out, "ptr", d->ptr_to->link_name);
    if (d->used)
        strbuf_puts(out, " used");
    put_desc_parts(d, out);
    strbuf_putc(out, '\n');
}

static void put_itab(const IrItab *t, StrBuf *out)
{
    strbuf_puts(out, "itab ");
    ir_put_quoted(out, t->link_name);
    put_keyed(out, "inter", t->inter->link_name);
    put_keyed(out, "type", t->type->link_name);
    for (uint32_t i = 0; i < t->inter->nmethods; i++)
        put_keyed(out, "fn", t->funcs[i] ? t->funcs[i]->link_name : STR(""));
    strbuf_putc(out, '\n');
}

static void put_site(const AllocSite *s, StrBuf *out)
{
    strbuf_printf(out, "site %u %s %s", s->id, ir_site_kind_name(s->kind),
                  ir_place_name(s->place));
    put_keyed(out, "func", s->func ? s->func->link_name : STR(""));
    put_keyed(out, "text", s->text);
    put_keyed(out, "type", s->type);
    strbuf_printf(out, " depth %d size %lld align %u", s->loop_depth,
                  (long long)s->size, s->align);
    if (s->inl)
        strbuf_printf(out, " inl %u", s->inl);
    if (s->has_pointers)
        strbuf_puts(out, " pointers");
    if (s->no_report)
        strbuf_puts(out, " silent");
    if (s->stack_bytes)
        strbuf_printf(out, " upto %lld", (long long)s->stack_bytes);
    if (s->reason.n)
        put_keyed(out, "reason", s->reason);
    ir_put_pos(out, s->pos);
    strbuf_putc(out, '\n');
}

static void put_init(const IrModule *m, const IrInit *v, StrBuf *out)
{
    static const char *const names[] = {"zero", "int", "float", "complex",
                                        "string", "func", "addr", "slice",
                                        "eface", "iface", "agg"};
    strbuf_printf(out, " (%s ", names[v->kind]);
    ir_put_type(m, out, v->type);
    if (v->bits)
        strbuf_printf(out, " bits %llu", (unsigned long long)v->bits);
    if (v->kind == INIT_FLOAT || v->kind == INIT_COMPLEX) {
        strbuf_puts(out, " re ");
        ir_put_float(out, v->f);
        strbuf_puts(out, " im ");
        ir_put_float(out, v->im);
    }
    if (v->str.n)
        put_keyed(out, "str", v->str);
    if (v->func)
        put_keyed(out, "func", v->func->link_name);
    if (v->global)
        put_keyed(out, "global", v->global->link_name);
    if (v->offset)
        strbuf_printf(out, " offset %llu", (unsigned long long)v->offset);
    if (v->count)
        strbuf_printf(out, " count %llu", (unsigned long long)v->count);
    if (v->desc)
        put_keyed(out, "desc", v->desc->link_name);
    if (v->itab)
        put_keyed(out, "itab", v->itab->link_name);
    for (uint32_t i = 0; i < v->nkids; i++)
        put_init(m, v->kids[i], out);
    strbuf_putc(out, ')');
}

static void put_global(const IrModule *m, const IrGlobal *g, StrBuf *out)
{
    strbuf_puts(out, "global ");
    ir_put_quoted(out, g->link_name);
    put_keyed(out, "name", g->name);
    strbuf_putc(out, ' ');
    ir_put_type(m, out, g->type);
    if (g->readonly)
        strbuf_puts(out, " readonly");
    if (g->desc)
        put_keyed(out, "desc", g->desc->link_name);
    if (g->init) {
        strbuf_puts(out, " =");
        put_init(m, g->init, out);
    }
    ir_put_pos(out, g->pos);
    strbuf_putc(out, '\n');
}

void ir_print_module(const IrModule *m, StrBuf *out)
{
    strbuf_puts(out, "module");
    if (m->texts)
        strbuf_puts(out, " texts");
    if (m->init)
        put_keyed(out, "init", m->init->link_name);
    if (m->main)
        put_keyed(out, "main", m->main->link_name);
    strbuf_putc(out, '\n');
    for (int i = 0; i < m->descs.len; i++)
        put_desc(m, m->descs.data[i], out);
    for (int i = 0; i < m->itabs.len; i++)
        put_itab(m->itabs.data[i], out);
    for (int i = 0; i < m->globals.len; i++)
        put_global(m, m->globals.data[i], out);
    for (int i = 0; i < m->sites.len; i++)
        put_site(m->sites.data[i], out);
    for (int i = 0; i < m->funcs.len; i++)
        ir_print_func(m, m->funcs.data[i], out);
}
