// tests/unit/ir_fixture.h -- Small functions by hand, for tests of escape/.
//
//     Fix x;
//     fix_init(&x);
//     IrFunc *f = fix_func(&x, "f");
//     LocalId p = fix_local(&x, f, LOCAL_PARAM, x.ptr, "p");
//     IrBuilder b;
//     builder_init(&b, x.m, f);
#ifndef TESTS_UNIT_IR_FIXTURE_H
#define TESTS_UNIT_IR_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "escape/escape.h"
#include "ir/build.h"
#include "ir/irtype.h"

typedef struct Fix {
    Arena arena;
    SourceSet sources;
    IrModule *m;
    const IrType *ptr, *i64, *func, *slice, *eface, *string;
    IrGlobal *global; // A pointer variable.
    ReportVec lines;
} Fix;

static inline void fix_init(Fix *x)
{
    memset(x, 0, sizeof *x);
    arena_init(&x->arena);
    source_init(&x->sources, &x->arena);
    x->m = ir_module_new(&x->arena, &x->sources);
    x->m->texts = true;
    x->ptr = irtype_basic(x->m, IRT_PTR);
    x->i64 = irtype_basic(x->m, IRT_I64);
    x->func = irtype_basic(x->m, IRT_FUNC);
    x->slice = irtype_basic(x->m, IRT_SLICE);
    x->eface = irtype_basic(x->m, IRT_EFACE);
    x->string = irtype_basic(x->m, IRT_STRING);
    x->global = ir_global_new(x->m, STR("main.g"), STR("main.g"), x->ptr);
}

static inline void fix_free(Fix *x)
{
    arena_free(&x->arena);
}

static inline IrFunc *fix_func(Fix *x, const char *name)
{
    Str full = str_printf(&x->arena, "main.%s", name);
    IrFunc *f = ir_func_new(x->m, full, full, 1);
    f->short_name = str_from(name);
    f->pkg = STR("main");
    return f;
}

static inline LocalId fix_local(Fix *x, IrFunc *f, LocalKind kind,
                                const IrType *type, const char *name)
{
    LocalId id = ir_local_new(x->m, f, kind, type, str_from(name));
    ir_local(f, id)->go_type = STR("T");
    return id;
}

// A variable of the program whose address is taken, declared here.
static inline LocalId fix_var(Fix *x, IrBuilder *b, const IrType *type,
                              const char *name)
{
    LocalId id = fix_local(x, b->f, LOCAL_VAR, type, name);
    AllocSite *s = ir_site_new(x->m, b->f, SITE_VAR, 1, str_from(name));
    s->loop_depth = b->loop_depth;
    s->size = (int64_t)type->size;
    IrLocal *l = ir_local(b->f, id);
    l->site = s;
    l->addr_taken = true;
    l->loop_depth = b->loop_depth;
    build_decl(b, id, s);
    return id;
}

static inline AllocSite *fix_site(Fix *x, IrBuilder *b, SiteKind kind,
                                  const char *text)
{
    AllocSite *s = ir_site_new(x->m, b->f, kind, 1, str_from(text));
    s->loop_depth = b->loop_depth;
    return s;
}

// &T{} of an i64
static inline IrOperand fix_new(Fix *x, IrBuilder *b, AllocSite **site)
{
    *site = fix_site(x, b, SITE_NEW, "new(T)");
    IrInstr *in = build_op(b, OP_NEW, x->ptr, NULL, 0, *site);
    in->elem = x->i64;
    return instr_result(b->f, in);
}

static inline void fix_call(Fix *x, IrBuilder *b, IrFunc *callee,
                            const IrOperand *args, uint32_t n, LocalId dst)
{
    IrInstr *in = builder_emit(b, OP_CALL);
    in->callee = callee;
    instr_set_args(x->m, in, args, n);
    in->ndsts = callee->nresults;
    in->dsts = ARENA_ARRAY(&x->arena, LocalId, 1);
    in->dsts[0] = dst;
}

static inline IrOperand fix_closure(Fix *x, IrBuilder *b, IrFunc *callee,
                                    const IrOperand *args, uint32_t n,
                                    AllocSite **site)
{
    *site = fix_site(x, b, SITE_CLOSURE, "func literal");
    IrInstr *in = build_op(b, OP_CLOSURE, x->func, args, n, *site);
    in->callee = callee;
    return instr_result(b->f, in);
}

static inline void fix_run(Fix *x, EscapeLevel level, bool inlining)
{
    EscapeOptions o = {.level = level, .inlining = inlining, .verbosity = 1,
                       .lines = &x->lines};
    escape_run(x->m, &o);
}

static inline bool fix_said(const Fix *x, const char *text)
{
    for (int i = 0; i < x->lines.len; i++) {
        if (str_eq_cstr(x->lines.data[i].text, text))
            return true;
    }
    return false;
}

#endif
