// frontend/lower_name.c -- Names of functions, texts of types and expressions,
// and the notes that explain a flow.
//
// Function names are Go's symbols: main.f, main.T.m, main.(*T).m, main.F[int];
// the short form leaves out the package.  Texts are made only when the module
// is lowered with texts.
#include "base/ice.h"
#include "frontend/ast_print.h"
#include "frontend/lower_internal.h"

#include <string.h>

static void put_args(Lower *lw, StrBuf *out, TypeList args, int from)
{
    if (from >= args.count)
        return;
    strbuf_putc(out, '[');
    for (int i = from; i < args.count; i++) {
        if (i > from)
            strbuf_putc(out, ',');
        strbuf_put(out, lower_runtime_text(lw, args.at[i]));
    }
    strbuf_putc(out, ']');
}

// The init functions of a package: init.0, init.1 ...
static void put_init_number(StrBuf *out, const Object *obj)
{
    for (int i = 0; i < obj->pkg->init_func_count; i++) {
        if (obj->pkg->init_funcs[i] == obj)
            strbuf_printf(out, ".%d", i);
    }
}

// args are those of the receiver first, then the function's own.
Str lower_func_name(Lower *lw, Object *obj, TypeList args, bool is_short)
{
    StrBuf out = {0};
    if (!is_short)
        strbuf_printf(&out, "%s.", obj->pkg->path);
    GoType *recv = obj->u.func.recv_named;
    int nrecv = 0;
    if (recv != NULL) {
        bool ptr = obj->u.func.has_ptr_recv;
        nrecv = obj->type->u.func.recv_tparams.count;
        if (nrecv > args.count)
            nrecv = args.count;
        strbuf_puts(&out, ptr ? "(*" : "");
        strbuf_puts(&out, recv->u.named.obj->name);
        put_args(lw, &out, (TypeList){args.at, nrecv}, 0);
        strbuf_puts(&out, ptr ? ")." : ".");
    }
    strbuf_puts(&out, obj->name);
    if (recv == NULL && strcmp(obj->name, "init") == 0)
        put_init_number(&out, obj);
    put_args(lw, &out, args, nrecv);
    Str s = strbuf_dup(&out, lw->arena);
    strbuf_free(&out);
    return s;
}

Str lower_runtime_text(Lower *lw, GoType *t)
{
    (void)lw;
    return str_from(type_runtime_string(t));
}

Str lower_type_text(Lower *lw, GoType *t)
{
    return str_from(type_string(t, lw->in->main));
}

Str lower_text(Fn *fn, const Node *n)
{
    if (!fn->lw->in->texts || n == NULL)
        return STR_NONE;
    return node_text(fn->lw->arena, n, STYLE_ESCAPE);
}

Str method_id(Lower *lw, const Object *m)
{
    if (m->is_exported || m->pkg == NULL)
        return str_from(m->name);
    return str_printf(lw->arena, "%s.%s", m->pkg->path, m->name);
}

void note_text(Fn *fn, const char *why, Str text, Pos pos)
{
    if (fn->lw->in->texts)
        fn->b.note = (IrNote){why, text, pos};
}

void note(Fn *fn, const char *why, const Node *n)
{
    if (fn->lw->in->texts && n != NULL)
        fn->b.note = (IrNote){why, lower_text(fn, n), n->pos};
}

void note_none(Fn *fn)
{
    fn->b.note = (IrNote){0};
}
