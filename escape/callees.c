// escape/callees.c -- Indices of methods and of functions used as values.
//
// Signatures are compared by layout: more functions than the Go type allows,
// never fewer.
//
// Invariant: a function missing here cannot be called dynamically.
#include "escape/callees.h"

static void add(Callees *c, StrMap *map, Str key, IrFunc *f)
{
    void **slot = strmap_slot(map, key);
    if (!*slot)
        *slot = ARENA_NEW(c->arena, FuncVec);
    FuncVec *v = *slot;
    for (int i = 0; i < v->len; i++) {
        if (v->data[i] == f)
            return;
    }
    if (v->len <= MAX_CALLEES)
        vec_push_in(v, c->arena, f);
}

static Str method_key(Arena *arena, const IrDescMethod *m)
{
    return str_printf(arena, "%.*s %.*s %p", STR_ARG(m->name),
                      STR_ARG(m->pkgpath), (const void *)m->type);
}

static void put_type(StrBuf *b, const IrType *t)
{
    strbuf_printf(b, "%u,", (unsigned)t->id);
}

static Str finish_key(Arena *arena, StrBuf *b)
{
    Str key = strbuf_dup(b, arena);
    strbuf_free(b);
    return key;
}

static Str func_key(Arena *arena, const IrFunc *f)
{
    StrBuf b = {0};
    for (uint32_t i = 0; i < f->nparams; i++)
        put_type(&b, f->locals.data[i].type);
    strbuf_printf(&b, ">%u", (unsigned)f->nresults);
    return finish_key(arena, &b);
}

static Str call_key(Arena *arena, const IrInstr *call)
{
    StrBuf b = {0};
    for (uint32_t i = 1; i < call->nargs; i++)
        put_type(&b, call->args[i].type);
    strbuf_printf(&b, ">%u", (unsigned)call->ndsts);
    return finish_key(arena, &b);
}

static void mark_init(bool *taken, const IrInit *init)
{
    if (!init)
        return;
    if (init->func)
        taken[init->func->id] = true;
    for (uint32_t i = 0; i < init->nkids; i++)
        mark_init(taken, init->kids[i]);
}

static void mark_cases(bool *taken, const IrFunc *f)
{
    for (int b = 0; b < f->blocks.len; b++) {
        const IrInstrVec *v = &f->blocks.data[b].instrs;
        for (int i = 0; i < v->len; i++) {
            for (uint32_t k = 0; k < v->data[i].ncases; k++) {
                const IrOperand *o = &v->data[i].cases[k].value;
                if (o->kind == OPD_FUNC)
                    taken[o->func->id] = true;
            }
        }
    }
}

static void add_values(Callees *c, const IrModule *m,
                       const ClosureSite *closures)
{
    bool *taken = ARENA_ARRAY(c->arena, bool, m->funcs.len + 1);
    for (int i = 0; i < m->globals.len; i++)
        mark_init(taken, m->globals.data[i]->init);
    for (int i = 0; i < m->funcs.len; i++) {
        taken[i] = taken[i] || closures[i].count > 0;
        mark_cases(taken, m->funcs.data[i]);
    }
    for (int i = 0; i < m->funcs.len; i++) {
        IrFunc *f = m->funcs.data[i];
        c->reflects = c->reflects || str_eq_cstr(f->pkg, "reflect");
        if (taken[i])
            add(c, &c->signatures, func_key(c->arena, f), f);
    }
}

static void add_methods(Callees *c, const IrDesc *d)
{
    if (d->layout &&
        (d->layout->kind == IRT_IFACE || d->layout->kind == IRT_EFACE))
        return;
    for (uint32_t k = 0; k < d->nmethods; k++) {
        if (d->methods[k].ifn)
            add(c, &c->methods, method_key(c->arena, &d->methods[k]),
                d->methods[k].ifn);
    }
}

// Itabs may name methods that no descriptor lists.
static void add_itab(Callees *c, const IrItab *t)
{
    for (uint32_t k = 0; k < t->inter->nmethods; k++) {
        if (t->funcs[k])
            add(c, &c->methods, method_key(c->arena, &t->inter->methods[k]),
                t->funcs[k]);
    }
}

Callees *callees_make(const IrModule *m, const ClosureSite *closures,
                      Arena *arena)
{
    Callees *c = ARENA_NEW(arena, Callees);
    c->arena = arena;
    strmap_init(&c->methods, arena);
    strmap_init(&c->signatures, arena);
    for (int i = 0; i < m->descs.len; i++)
        add_methods(c, m->descs.data[i]);
    for (int i = 0; i < m->itabs.len; i++)
        add_itab(c, m->itabs.data[i]);
    add_values(c, m, closures);
    return c;
}

const FuncVec *callees_of(const Callees *c, const IrInstr *call)
{
    static const FuncVec none = {0};
    const FuncVec *v = NULL;
    if (call->op == OP_CALLIFACE && call->desc &&
        call->method < call->desc->nmethods) {
        Str key = method_key(c->arena, &call->desc->methods[call->method]);
        v = strmap_get(&c->methods, key);
        if (!v)
            return &none; // No type has it: the interface is nil.
    } else if (call->op == OP_CALLFUNC) {
        v = strmap_get(&c->signatures, call_key(c->arena, call));
        if (!v && !c->reflects)
            return &none;
    }
    return v && v->len > 0 && v->len <= MAX_CALLEES ? v : NULL;
}
