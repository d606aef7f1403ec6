// frontend/type_print.c -- The text of a type, as Go's messages have it.
//
// Names are qualified by their package's name unless that package is the one
// being checked; by its quoted path where two packages share a name.
//
// Invariant: the text depends on the type alone, so it can stand in sorted
// output and tests.
//
//     map[string]*tree.Node   func(a, b int) (n int, err error)
#include "frontend/scope.h"
#include "frontend/type_internal.h"

#include <inttypes.h>
#include <string.h>

// How to print: relative to `rel` for messages, or (runtime) as reflection
// has it, or with full package paths.
typedef struct Writer {
    StrBuf *out;
    const CheckedPackage *rel;
    bool runtime;
    bool no_param_names;
    bool with_pkg; // Say which package an unexported field belongs to.
    bool spaced;   // interface { M() }, struct { f int }
    int depth;
    int targ_depth;
} Writer;

static void write_type(Writer *w, GoType *t);
static void write_signature(Writer *w, GoType *t);

static void write_package(Writer *w, const CheckedPackage *pkg)
{
    if (pkg == NULL || pkg == w->rel)
        return;
    if (w->runtime && w->targ_depth > 0)
        strbuf_puts(w->out, pkg->path);
    else if (w->rel != NULL && pkg->ambiguous_name && !w->spaced)
        strbuf_printf(w->out, "\"%s\"", pkg->path);
    else if (w->with_pkg) // The program's own package is just main.
        strbuf_puts(w->out, strcmp(pkg->name, "main") == 0 ? "main" :
                    pkg->path);
    else
        strbuf_puts(w->out, pkg->name);
    strbuf_putc(w->out, '.');
}

static void write_name(Writer *w, const Object *obj)
{
    write_package(w, obj->pkg);
    strbuf_puts(w->out, obj->name);
}

static void write_items(Writer *w, TypeList list)
{
    for (int i = 0; i < list.count; i++) {
        if (i > 0)
            strbuf_puts(w->out, w->runtime || w->spaced ? "," : ", ");
        write_type(w, list.at[i]);
    }
}

static void write_list(Writer *w, TypeList list)
{
    strbuf_putc(w->out, '[');
    w->targ_depth++;
    write_items(w, list);
    w->targ_depth--;
    strbuf_putc(w->out, ']');
}

// A type declared in a function instance: its arguments, then the type's own.
static void write_local_list(Writer *w, TypeList outer, TypeList own)
{
    strbuf_putc(w->out, '[');
    w->targ_depth++;
    write_items(w, outer);
    if (own.count > 0)
        strbuf_putc(w->out, ';');
    write_items(w, own);
    w->targ_depth--;
    strbuf_putc(w->out, ']');
}

// Neighbours with the same constraint share it: [K, V any].
static void write_tparams(Writer *w, TypeList list)
{
    GoType *prev = NULL;
    strbuf_putc(w->out, '[');
    for (int i = 0; i < list.count; i++) {
        GoType *p = list.at[i];
        if (i > 0) {
            if (p->u.param.bound != prev && prev != NULL) {
                strbuf_putc(w->out, ' ');
                write_type(w, prev);
            }
            strbuf_puts(w->out, ", ");
        }
        prev = p->u.param.bound;
        write_type(w, p);
    }
    if (prev != NULL) {
        strbuf_putc(w->out, ' ');
        write_type(w, prev);
    }
    strbuf_putc(w->out, ']');
}

static void write_tag(Writer *w, const Object *f)
{
    if (f->u.var.tag == NULL || f->u.var.tag_len == 0)
        return;
    TypeContext *c = f->type->ctx;
    ConstValue *v = const_string(c->consts, f->u.var.tag, f->u.var.tag_len);
    strbuf_printf(w->out, " %s", const_text_exact(c->consts, v));
}

static void write_struct(Writer *w, GoType *t)
{
    int n = t->u.struc.count;
    bool spaced = w->runtime || w->spaced;
    strbuf_puts(w->out, spaced ? (n > 0 ? "struct { " : "struct {") :
                "struct{");
    bool tell_pkg = w->with_pkg;
    for (int i = 0; i < n; i++) {
        Object *f = t->u.struc.fields[i];
        if (i > 0)
            strbuf_puts(w->out, "; ");
        if (!f->u.var.embedded)
            strbuf_printf(w->out, "%s ", f->name);
        bool annotate = tell_pkg && !f->is_exported && f->pkg != NULL;
        tell_pkg = tell_pkg && !annotate; // Once is enough.
        write_type(w, f->type);
        if (annotate)
            strbuf_printf(w->out, " /* package %s */ ", f->pkg->path);
        write_tag(w, f);
    }
    strbuf_puts(w->out, spaced && n > 0 ? " }" : "}");
}

static void write_interface(Writer *w, GoType *t)
{
    bool first = true;
    if (t == t->ctx->comparable_type->u.named.underlying) {
        strbuf_puts(w->out, "interface{comparable}");
        return;
    }
    if (t->u.iface.implicit) {
        if (t->u.iface.method_count == 0 && t->u.iface.embed_count == 1) {
            write_type(w, t->u.iface.embeds[0]);
            return;
        }
        strbuf_puts(w->out, "/* implicit */ ");
    }
    int n = w->runtime ? interface_method_count(t) :
        t->u.iface.method_count;
    bool empty = n == 0 && (w->runtime || t->u.iface.embed_count == 0);
    bool spaced = w->runtime || w->spaced;
    strbuf_puts(w->out, !spaced ? "interface{" :
                empty ? "interface {" : "interface { ");
    for (int i = 0; i < n; i++, first = false) {
        Object *m = w->runtime ? interface_method_at(t, i) :
            t->u.iface.methods[i];
        if (!first)
            strbuf_puts(w->out, "; ");
        if (w->runtime && !m->is_exported)
            write_package(w, m->pkg);
        strbuf_puts(w->out, m->name);
        if (m->type != NULL)
            write_signature(w, m->type);
    }
    for (int i = 0; !w->runtime && i < t->u.iface.embed_count; i++) {
        if (!first)
            strbuf_puts(w->out, "; ");
        first = false;
        write_type(w, t->u.iface.embeds[i]);
    }
    strbuf_puts(w->out, spaced && !empty ? " }" : "}");
}

static void write_chan(Writer *w, GoType *t)
{
    static const char *const text[] = {"chan ", "chan<- ", "<-chan "};
    GoType *elem = t->u.chan.elem;
    // chan (<-chan T), or it would read as (chan<-) chan T.
    bool parens = t->u.chan.dir == CHAN_BOTH && elem->kind == TYPE_CHAN &&
        elem->u.chan.dir == CHAN_RECV_ONLY;
    strbuf_puts(w->out, text[t->u.chan.dir]);
    if (parens)
        strbuf_putc(w->out, '(');
    write_type(w, elem);
    if (parens)
        strbuf_putc(w->out, ')');
}

static void write_tuple(Writer *w, GoType *t, bool variadic)
{
    strbuf_putc(w->out, '(');
    for (int i = 0; i < t->u.tuple.count; i++) {
        Object *v = t->u.tuple.vars[i];
        GoType *vt = v->type;
        if (i > 0)
            strbuf_puts(w->out, ", ");
        if (v->name[0] != '\0' && !w->no_param_names && !w->runtime)
            strbuf_printf(w->out, "%s ", v->name);
        if (vt == NULL) {
            strbuf_puts(w->out, "<nil>");
        } else if (variadic && i == t->u.tuple.count - 1) {
            if (vt->kind == TYPE_SLICE) {
                strbuf_puts(w->out, "...");
                write_type(w, vt->u.slice.elem);
            } else {
                write_type(w, vt);
                strbuf_puts(w->out, "...");
            }
        } else {
            write_type(w, vt);
        }
    }
    strbuf_putc(w->out, ')');
}

static void write_signature(Writer *w, GoType *t)
{
    if (t->u.func.tparams.count > 0)
        write_tparams(w, t->u.func.tparams);
    write_tuple(w, t->u.func.params, t->u.func.variadic);
    GoType *results = t->u.func.results;
    if (results->u.tuple.count == 0)
        return;
    strbuf_putc(w->out, ' ');
    if (results->u.tuple.count == 1 &&
        (w->runtime || w->no_param_names ||
         results->u.tuple.vars[0]->name[0] == '\0'))
        write_type(w, results->u.tuple.vars[0]->type);
    else
        write_tuple(w, results, false);
}

static void write_named(Writer *w, GoType *t)
{
    write_name(w, t->u.named.obj);
    if (w->runtime && t->u.named.outer_args.count > 0)
        write_local_list(w, t->u.named.outer_args, t->u.named.targs);
    else if (t->u.named.targs.count > 0)
        write_list(w, t->u.named.targs);
    else if (t->u.named.tparams.count > 0 && t->u.named.origin == t &&
             !w->runtime)
        write_tparams(w, t->u.named.tparams);
}

static void write_alias(Writer *w, GoType *t)
{
    if (w->runtime || (w->spaced && t != t->ctx->any_type)) {
        write_type(w, type_unalias(t));
        return;
    }
    write_name(w, t->u.alias.obj);
    if (t->u.alias.targs.count > 0)
        write_list(w, t->u.alias.targs);
    else if (t->u.alias.tparams.count > 0)
        write_tparams(w, t->u.alias.tparams);
}

static void write_union(Writer *w, GoType *t)
{
    for (int i = 0; i < t->u.union_.count; i++) {
        if (i > 0)
            strbuf_puts(w->out, " | ");
        if (t->u.union_.terms[i].tilde)
            strbuf_putc(w->out, '~');
        write_type(w, t->u.union_.terms[i].type);
    }
}

static void write_type(Writer *w, GoType *t)
{
    if (t == NULL) {
        strbuf_puts(w->out, "<nil>");
        return;
    }
    if (++w->depth > 100) { // Only an invalid cyclic type is that deep.
        strbuf_puts(w->out, "...");
        w->depth--;
        return;
    }
    switch (t->kind) {
    case TYPE_BASIC:
        strbuf_puts(w->out, !w->runtime && !(w->spaced && w->targ_depth > 0)
                    ? t->u.basic.name : t->ctx->basic[t->u.basic.kind]->u.basic.name);
        break;
    case TYPE_NAMED:
        write_named(w, t);
        break;
    case TYPE_POINTER:
        strbuf_putc(w->out, '*');
        write_type(w, t->u.pointer.elem);
        break;
    case TYPE_SLICE:
        strbuf_puts(w->out, "[]");
        write_type(w, t->u.slice.elem);
        break;
    case TYPE_ARRAY:
        strbuf_printf(w->out, "[%" PRId64 "]", t->u.array.len);
        write_type(w, t->u.array.elem);
        break;
    case TYPE_MAP:
        strbuf_puts(w->out, "map[");
        write_type(w, t->u.map.key);
        strbuf_putc(w->out, ']');
        write_type(w, t->u.map.elem);
        break;
    case TYPE_CHAN:
        write_chan(w, t);
        break;
    case TYPE_STRUCT:
        write_struct(w, t);
        break;
    case TYPE_FUNC:
        strbuf_puts(w->out, "func");
        write_signature(w, t);
        break;
    case TYPE_INTERFACE:
        write_interface(w, t);
        break;
    case TYPE_TUPLE:
        write_tuple(w, t, false);
        break;
    case TYPE_PARAM:
        strbuf_puts(w->out, t->u.param.obj->name);
        break;
    case TYPE_ALIAS:
        write_alias(w, t);
        break;
    case TYPE_UNION:
        write_union(w, t);
        break;
    }
    w->depth--;
}

void type_write(StrBuf *out, GoType *t, const CheckedPackage *rel)
{
    Writer w = {.out = out, .rel = rel};
    write_type(&w, t);
}

void type_write_signature(StrBuf *out, GoType *t, const CheckedPackage *rel,
                          bool with_pkg)
{
    Writer w = {.out = out, .rel = rel, .no_param_names = true,
                .with_pkg = with_pkg};
    write_signature(&w, t);
}

void type_write_tparams(StrBuf *out, TypeList list,
                        const CheckedPackage *rel)
{
    Writer w = {.out = out, .rel = rel};
    write_tparams(&w, list);
}

static const char *finish(StrBuf *b, GoType *t)
{
    Str s = strbuf_dup(b, t->ctx->arena);
    strbuf_free(b);
    return s.p;
}

const char *type_string(GoType *t, const CheckedPackage *rel)
{
    if (t->kind == TYPE_BASIC)
        return t->u.basic.name;
    StrBuf b = {0};
    type_write(&b, t, rel);
    return finish(&b, t);
}

// Every name is qualified by its package's path.
const char *type_path_string(GoType *t)
{
    StrBuf b = {0};
    Writer w = {.out = &b, .with_pkg = true};
    write_type(&w, t);
    return finish(&b, t);
}

const char *type_tree_string(GoType *t, const CheckedPackage *rel)
{
    StrBuf b = {0};
    Writer w = {.out = &b, .rel = rel, .no_param_names = true,
                .spaced = true};
    write_type(&w, t);
    return finish(&b, t);
}

const char *type_runtime_string(GoType *t)
{
    StrBuf b = {0};
    Writer w = {.out = &b, .runtime = true};
    write_type(&w, t);
    return finish(&b, t);
}
