// ir/module.c -- Making modules, functions, locals, operands and places.
//
// Everything lives in the module's arena; ids are positions in the module's or
// function's vectors.
//
//     IrFunc *f = ir_func_new(m, STR("main.f"), STR("main.f"), pos);
//     LocalId x = ir_local_new(m, f, LOCAL_VAR, i64, STR("x"));
#include "ir/build.h"

#include "base/ice.h"
#include "ir/irtype.h"

IrModule *ir_module_new(Arena *arena, const SourceSet *sources)
{
    IrModule *m = ARENA_NEW(arena, IrModule);
    m->arena = arena;
    m->sources = sources;
    strmap_init(&m->types, arena);
    for (IrTypeKind k = IRT_VOID; k <= IRT_MAPITER; k++) {
        if (k != IRT_STRUCT && k != IRT_ARRAY)
            irtype_basic(m, k);
    }
    return m;
}

IrFunc *ir_func_new(IrModule *m, Str name, Str link_name, Pos pos)
{
    IrFunc *f = ARENA_NEW(m->arena, IrFunc);
    f->id = (uint32_t)m->funcs.len;
    f->name = name;
    f->short_name = name;
    f->link_name = link_name;
    f->pos = pos;
    f->end = pos;
    f->inline_cost = -1;
    vec_push_in(&m->funcs, m->arena, f);
    return f;
}

IrGlobal *ir_global_new(IrModule *m, Str name, Str link_name,
                        const IrType *type)
{
    IrGlobal *g = ARENA_NEW(m->arena, IrGlobal);
    g->id = (uint32_t)m->globals.len;
    g->name = name;
    g->link_name = link_name;
    g->type = type;
    vec_push_in(&m->globals, m->arena, g);
    return g;
}

AllocSite *ir_site_new(IrModule *m, IrFunc *f, SiteKind kind, Pos pos,
                       Str text)
{
    AllocSite *s = ARENA_NEW(m->arena, AllocSite);
    s->id = (uint32_t)m->sites.len;
    s->kind = kind;
    s->pos = pos;
    s->text = text;
    s->func = f;
    s->loop_depth = 1;
    s->size = -1;
    s->align = 8;
    vec_push_in(&m->sites, m->arena, s);
    return s;
}

LocalId ir_local_new(IrModule *m, IrFunc *f, LocalKind kind,
                     const IrType *type, Str name)
{
    LocalId id = {(uint32_t)f->locals.len};
    IrLocal l = {0};
    l.kind = kind;
    l.type = type;
    l.name = name;
    l.loop_depth = 1;
    l.has_pointers = irtype_has_pointers(type);
    vec_push_in(&f->locals, m->arena, l);
    switch (kind) {
    case LOCAL_PARAM: f->nparams++; break;
    case LOCAL_RESULT: f->nresults++; break;
    case LOCAL_CAPTURE: f->ncaptures++; break;
    case LOCAL_VAR:
    case LOCAL_TEMP: break;
    }
    return id;
}

IrLocal *ir_local(const IrFunc *f, LocalId id)
{
    ICE_ASSERT(id.i < (uint32_t)f->locals.len, f->pos);
    return &f->locals.data[id.i];
}

BlockId ir_block_new(IrModule *m, IrFunc *f)
{
    BlockId id = {(uint32_t)f->blocks.len};
    IrBlock block = {0};
    vec_push_in(&f->blocks, m->arena, block);
    return id;
}

IrBlock *ir_block(const IrFunc *f, BlockId id)
{
    ICE_ASSERT(id.i < (uint32_t)f->blocks.len, f->pos);
    return &f->blocks.data[id.i];
}

// --- Operands ---------------------------------------------------------------

IrOperand opd_none(void)
{
    return (IrOperand){0};
}

IrOperand opd_local(const IrFunc *f, LocalId id)
{
    IrOperand o = {0};
    o.kind = OPD_LOCAL;
    o.type = ir_local(f, id)->type;
    o.local = id;
    return o;
}

IrOperand opd_int(const IrType *type, uint64_t bits)
{
    IrOperand o = {0};
    o.kind = OPD_INT;
    o.type = type;
    o.bits = bits;
    return o;
}

IrOperand opd_float(const IrType *type, double v)
{
    IrOperand o = {0};
    o.kind = OPD_FLOAT;
    o.type = type;
    o.f = v;
    return o;
}

IrOperand opd_complex(const IrType *type, double re, double im)
{
    IrOperand o = {0};
    o.kind = OPD_COMPLEX;
    o.type = type;
    o.f = re;
    o.im = im;
    return o;
}

IrOperand opd_string(IrModule *m, Str s)
{
    IrOperand o = {0};
    o.kind = OPD_STRING;
    o.type = irtype_basic(m, IRT_STRING);
    o.str = s;
    return o;
}

IrOperand opd_zero(const IrType *type)
{
    IrOperand o = {0};
    o.kind = OPD_ZERO;
    o.type = type;
    return o;
}

IrOperand opd_func(IrModule *m, IrFunc *f)
{
    IrOperand o = {0};
    o.kind = OPD_FUNC;
    o.type = irtype_basic(m, IRT_FUNC);
    o.func = f;
    return o;
}

IrOperand opd_global(IrModule *m, IrGlobal *g)
{
    IrOperand o = {0};
    o.kind = OPD_GLOBAL;
    o.type = irtype_basic(m, IRT_PTR);
    o.global = g;
    return o;
}

IrOperand opd_desc(IrModule *m, IrDesc *d)
{
    IrOperand o = {0};
    o.kind = OPD_DESC;
    o.type = irtype_basic(m, IRT_PTR);
    o.desc = d;
    return o;
}

// --- Places -----------------------------------------------------------------

IrPlace place_local(const IrFunc *f, LocalId id)
{
    IrPlace p = {0};
    p.base = BASE_LOCAL;
    p.local = id;
    p.type = p.base_type = ir_local(f, id)->type;
    return p;
}

IrPlace place_global(IrGlobal *g)
{
    IrPlace p = {0};
    p.base = BASE_GLOBAL;
    p.local = LOCAL_NONE;
    p.global = g;
    p.type = p.base_type = g->type;
    return p;
}

IrPlace place_deref(IrOperand ptr, const IrType *pointee)
{
    IrPlace p = {0};
    p.base = BASE_DEREF;
    p.local = LOCAL_NONE;
    p.ptr = ptr;
    p.type = p.base_type = pointee;
    return p;
}

IrPlace place_elem(IrOperand slice_or_string, IrOperand index,
                   const IrType *elem)
{
    IrPlace p = {0};
    p.base = BASE_ELEM;
    p.local = LOCAL_NONE;
    p.ptr = slice_or_string;
    p.index = index;
    p.type = p.base_type = elem;
    return p;
}

// The path is copied: two places may grow from one base.
static IrStep *place_extend(IrModule *m, IrPlace *p)
{
    IrStep *steps = ARENA_ARRAY(m->arena, IrStep, p->nsteps + 1);
    for (uint32_t i = 0; i < p->nsteps; i++)
        steps[i] = p->steps[i];
    p->steps = steps;
    return &steps[p->nsteps++];
}

IrPlace place_field(IrModule *m, IrPlace base, uint32_t field)
{
    ICE_ASSERT(base.type->kind == IRT_STRUCT && field < base.type->nfields,
               NO_POS);
    IrStep *step = place_extend(m, &base);
    step->field = field;
    base.type = base.type->fields[field].type;
    return base;
}

IrPlace place_index(IrModule *m, IrPlace base, IrOperand index)
{
    ICE_ASSERT(base.type->kind == IRT_ARRAY, NO_POS);
    IrStep *step = place_extend(m, &base);
    step->is_index = true;
    step->index = index;
    base.type = base.type->elem;
    return base;
}
