// escape/devirt.c -- From leaves of a value to the function it must be.
//
// Only what is made in the same function counts; what inlining brings
// together is found in a later round.
//
// Invariant: the rewritten call panics when the interface is nil, as before.
//
//     s = toiface p (*Square)     ; the only leaf of s
//     calliface s.Area()      =>  t = idata s; call (*Square).Area(t)
#include "escape/devirt.h"

#include "ir/build.h"
#include "ir/irtype.h"

enum { MAX_TYPE_DEPTH = 4 };

typedef struct TypeWalk {
    const Devirt *d;
    IrDesc *type;
    IrItab *itab;
    bool nil;
    bool stable;
} TypeWalk;

static bool find_type(TypeWalk *w, IrOperand o, int depth);

static bool add_leaf_type(TypeWalk *w, const Leaf *l, int depth)
{
    w->stable = w->stable && l->stable;
    if (!l->in && l->constant.kind == OPD_ZERO) {
        w->nil = true;
        return true;
    }
    if (!l->in || l->f != w->d->f)
        return false;
    if (l->in->op == OP_ICONV)
        return find_type(w, l->in->args[0], depth + 1);
    if (l->in->op != OP_TOIFACE || (w->type && w->type != l->in->desc))
        return false;
    w->type = l->in->desc;
    if (l->in->itab)
        w->itab = l->in->itab;
    return true;
}

static bool find_type(TypeWalk *w, IrOperand o, int depth)
{
    LeafVec leaves = {0};
    if (depth > MAX_TYPE_DEPTH ||
        !defs_leaves(w->d->defs, w->d->f, o, w->d->arena, &leaves))
        return false;
    for (int i = 0; i < leaves.len; i++) {
        if (!add_leaf_type(w, &leaves.data[i], depth))
            return false;
    }
    return true;
}

static IrFunc *wrapped(const IrFunc *f)
{
    for (int b = 0; f && b < f->blocks.len; b++) {
        const IrInstrVec *v = &f->blocks.data[b].instrs;
        for (int i = 0; i < v->len; i++) {
            if ((v->data[i].flags & IRF_WRAPPER_CALL) &&
                v->data[i].op == OP_CALL)
                return v->data[i].callee;
        }
    }
    return NULL;
}

static IrFunc *method_of(const IrDesc *type, const IrDescMethod *wanted)
{
    for (uint32_t i = 0; i < type->nmethods; i++) {
        const IrDescMethod *m = &type->methods[i];
        if (str_eq(m->name, wanted->name) &&
            str_eq(m->pkgpath, wanted->pkgpath))
            return m->tfn ? m->tfn : m->ifn;
    }
    return NULL;
}

static bool takes(const IrFunc *f, const IrType *receiver)
{
    return f && f->nparams > 0 && f->locals.data[0].type == receiver;
}

IrFunc *devirt_method(const Devirt *d, const IrInstr *call, IrDesc **type,
                      bool *may_be_nil)
{
    TypeWalk w = {.d = d, .stable = true};
    if (!call->desc || call->method >= call->desc->nmethods ||
        !find_type(&w, call->args[0], 0) || !w.type)
        return NULL;
    IrFunc *f = method_of(w.type, &call->desc->methods[call->method]);
    if (!f && w.itab && w.itab->inter == call->desc)
        f = w.itab->funcs[call->method];
    if (!takes(f, w.type->layout))
        f = wrapped(f);
    *type = w.type;
    *may_be_nil = w.nil || !w.stable;
    return takes(f, w.type->layout) ? f : NULL;
}

static IrInstr *append(const Devirt *d, BlockId b, IrOp op, const IrInstr *at,
                       IrOperand arg)
{
    IrInstr in = {0};
    in.op = op;
    in.pos = at->pos;
    in.inl = at->inl;
    in.loop_depth = at->loop_depth;
    in.dst = in.dst2 = LOCAL_NONE;
    instr_set_args(d->m, &in, &arg, 1);
    IrBlock *block = ir_block(d->f, b);
    vec_push_in(&block->instrs, d->m->arena, in);
    return &vec_last(&block->instrs);
}

static LocalId new_temp(const Devirt *d, const IrType *type)
{
    return ir_local_new(d->m, d->f, LOCAL_TEMP, type, STR_NONE);
}

static void append_jump(const Devirt *d, BlockId b, const IrInstr *at,
                        BlockId to)
{
    IrInstr *jump = append(d, b, OP_JUMP, at, opd_none());
    jump->nargs = 0;
    jump->ntargets = 1;
    jump->targets = arena_memdup(d->m->arena, &to, sizeof to);
}

BlockId devirt_rewrite(const Devirt *d, BlockId b, int i, IrFunc *method,
                       IrDesc *type, bool may_be_nil)
{
    BlockId rest = splice_cut(d->m, d->f, b, i);
    IrInstr *call = &ir_block(d->f, rest)->instrs.data[0];
    IrOperand iface = call->args[0];
    if (may_be_nil) {
        LocalId word = new_temp(d, irtype_basic(d->m, IRT_PTR));
        append(d, b, OP_ITYPE, call, iface)->dst = word;
        append(d, b, OP_NILCHECK, call, opd_local(d->f, word));
    }
    LocalId receiver = new_temp(d, type->layout);
    IrInstr *data = append(d, b, OP_IDATA, call, iface);
    data->dst = receiver;
    data->desc = type;
    append_jump(d, b, call, rest);

    call->op = OP_CALL;
    call->callee = method;
    call->args = arena_memdup(d->m->arena, call->args,
                              call->nargs * sizeof *call->args);
    call->args[0] = opd_local(d->f, receiver);
    call->desc = NULL;
    call->method = 0;
    return rest;
}

// "*main.T" as the package main itself writes it.
static Str local_type(Arena *arena, Str type, Str pkg)
{
    ptrdiff_t slash = str_last_byte(pkg, '/');
    Str base = str_sub(pkg, (size_t)(slash + 1), pkg.n);
    Str prefix = str_printf(arena, "%.*s.", STR_ARG(base));
    size_t stars = 0;
    while (stars < type.n && type.p[stars] == '*')
        stars++;
    Str rest = str_sub(type, stars, type.n);
    if (!str_has_prefix(rest, prefix))
        return type;
    return str_concat(arena, str_sub(type, 0, stars),
                      str_sub(rest, prefix.n, rest.n));
}

// "s.Area" of "s.Area(1)"
static Str selector_text(Str call, Str otherwise)
{
    size_t end = call.n;
    int depth = 0;
    while (end > 0) {
        char c = call.p[--end];
        if (c == ')')
            depth++;
        else if (c == '(' && --depth == 0)
            return str_sub(call, 0, end);
    }
    return otherwise;
}

Str devirt_text(const Devirt *d, const IrInstr *call, const IrDesc *type)
{
    Arena *a = d->m->arena;
    Str sel = selector_text(call->note.text, call->method_name);
    Str to = local_type(a, type->string, d->f->pkg);
    return str_printf(a, "devirtualizing %.*s to %.*s", STR_ARG(sel),
                      STR_ARG(to));
}

IrFunc *devirt_func(const Devirt *d, const IrOperand *value,
                    const IrInstr **closure)
{
    LeafVec leaves = {0};
    *closure = NULL;
    if (!defs_leaves(d->defs, d->f, *value, d->arena, &leaves) ||
        leaves.len != 1 || !leaves.data[0].stable)
        return NULL;
    const Leaf *l = &leaves.data[0];
    if (!l->in)
        return l->constant.kind == OPD_FUNC ? l->constant.func : NULL;
    if (l->in->op != OP_CLOSURE || l->f != d->f ||
        l->in->site->kind == SITE_METHOD_VALUE)
        return NULL;
    *closure = l->in;
    return l->in->callee;
}

CaptureInfo devirt_captures(const Devirt *d, const IrInstr *closure)
{
    CaptureInfo c = {closure->args, closure->nargs, NULL};
    c.vars = ARENA_ARRAY(d->arena, LocalId, closure->nargs + 1);
    for (uint32_t i = 0; i < closure->nargs; i++) {
        c.vars[i] = LOCAL_NONE;
        const IrOperand *o = &closure->args[i];
        if (o->kind != OPD_LOCAL)
            continue;
        const LocalDefs *defs = defs_of(d->defs, d->f, o->local);
        const IrInstr *in = defs->ndefs == 1 ? defs->defs->in : NULL;
        if (in && in->op == OP_ADDR && in->place->base == BASE_LOCAL &&
            in->place->nsteps == 0)
            c.vars[i] = in->place->local;
    }
    return c;
}
