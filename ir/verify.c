// ir/verify.c -- Checking the invariants of ir/ir.h and the operand shapes of
// ir/op.def.
//
// A table gives each opcode its number of arguments and which fields it needs;
// the opcodes whose types are tied together have a rule of their own.  The
// first broken rule ends the check.
//
//     main.f b2: t%4 = bin add x%0, y%1: operands differ in type
#include "ir/verify.h"

#include "base/ice.h"
#include "ir/irtype.h"
#include "ir/print.h"

#include <stdarg.h>
#include <stdio.h>

typedef struct Check {
    const IrModule *m;
    const IrFunc *f;
    const IrInstr *in;
    uint32_t block;
    Arena *arena;
    Str error;
    Pos pos;
} Check;

static void bad(Check *c, const char *rule)
{
    if (c->error.n)
        return;
    StrBuf out = {0};
    if (c->f)
        strbuf_printf(&out, "%.*s ", STR_ARG(c->f->name));
    if (c->in) {
        strbuf_printf(&out, "b%u: ", c->block);
        ir_print_instr(c->m, c->f, c->in, &out);
        c->pos = c->in->pos;
    }
    strbuf_printf(&out, ": %s", rule);
    c->error = strbuf_dup(&out, c->arena);
    strbuf_free(&out);
}

static void require(Check *c, bool ok, const char *rule)
{
    if (!ok)
        bad(c, rule);
}

// --- Shapes -----------------------------------------------------------------

enum {
    P = 1,    // place
    E = 2,    // elem
    D = 4,    // desc
    R = 8,    // dst
    C = 16,   // callee
    O = 32,   // dst2 may be set
    ANY = 255 // arguments
};

typedef struct Shape {
    uint8_t min, max, needs;
} Shape;

static const Shape shapes[OP_COUNT] = {
    [OP_MOVE] = {1, 1, R},          [OP_LOAD] = {0, 0, P | R},
    [OP_STORE] = {1, 1, P},         [OP_ADDR] = {0, 0, P | R},
    [OP_ZERO] = {0, 0, P},          [OP_DECL] = {0, 0, R},
    [OP_BIN] = {2, 2, R},           [OP_CMP] = {2, 2, R},
    [OP_UN] = {1, 1, R},            [OP_CONV] = {1, 1, R},
    [OP_COMPLEX] = {2, 2, R},       [OP_REAL] = {1, 1, R},
    [OP_IMAG] = {1, 1, R},          [OP_NILCHECK] = {1, 1, 0},
    [OP_BOUNDS] = {2, 2, 0},        [OP_DIVCHECK] = {1, 1, 0},
    [OP_SHIFTCHECK] = {1, 1, 0},    [OP_LEN] = {1, 1, R},
    [OP_CAP] = {1, 1, R},           [OP_DATA] = {1, 1, R},
    [OP_CHANLEN] = {1, 1, R},       [OP_CHANCAP] = {1, 1, R},
    [OP_SLICE] = {1, 4, R},         [OP_MKSLICE] = {3, 3, R},
    [OP_MKSTRING] = {2, 2, R},      [OP_SLICE2ARR] = {1, 1, R | E},
    [OP_COPY] = {2, 2, E},          [OP_CLEAR] = {1, 1, E},
    [OP_DECODE] = {2, 2, R | O},    [OP_CONCAT] = {1, ANY, R},
    [OP_STR2BYTES] = {1, 1, R},     [OP_BYTES2STR] = {1, 1, R},
    [OP_STR2RUNES] = {1, 1, R},     [OP_RUNES2STR] = {1, 1, R},
    [OP_RUNE2STR] = {1, 1, R},      [OP_NEW] = {0, 0, R | E},
    [OP_MAKESLICE] = {1, 2, R | E}, [OP_NEWARRAY] = {0, 0, R | E},
    [OP_APPEND] = {1, ANY, R | E},  [OP_MAKEMAP] = {0, 1, R | D},
    [OP_MAKECHAN] = {0, 1, R | D},  [OP_CLOSURE] = {0, ANY, R | C},
    [OP_TOIFACE] = {1, 1, R | D},   [OP_ICONV] = {1, 1, R},
    [OP_ASSERT] = {1, 1, D | O},    [OP_ITYPE] = {1, 1, R},
    [OP_IDATA] = {1, 1, R | D},     [OP_MAPGET] = {2, 2, D | O},
    [OP_MAPSET] = {3, 3, D},        [OP_MAPSLOT] = {2, 2, R | D},
    [OP_MAPDELETE] = {2, 2, D},     [OP_MAPCLEAR] = {1, 1, D},
    [OP_MAPITER] = {1, 1, R | D},   [OP_MAPNEXT] = {1, 1, 0},
    [OP_MAPKEY] = {1, 1, R},        [OP_MAPELEM] = {1, 1, R},
    [OP_GO] = {1, 1, 0},            [OP_SEND] = {2, 2, 0},
    [OP_RECV] = {1, 1, O},          [OP_CLOSE] = {1, 1, 0},
    [OP_SELECT] = {0, 0, 0},        [OP_CALL] = {0, ANY, C},
    [OP_CALLFUNC] = {1, ANY, 0},    [OP_CALLIFACE] = {1, ANY, D},
    [OP_DEFER] = {0, 2, 0},       [OP_PANIC] = {1, 1, 0},
    [OP_RECOVER] = {0, 1, 0},       [OP_PRINT] = {0, ANY, 0},
    [OP_JUMP] = {0, 0, 0},          [OP_IF] = {1, 1, 0},
    [OP_SWITCH] = {1, 1, 0},        [OP_RET] = {0, 0, 0},
    [OP_UNREACHABLE] = {0, 0, 0}};

// DECL owns a site only when its variable's address is taken.
static bool allocates(IrOp op)
{
    enum { A = 1, S = 0, T = 0 };
    enum { NO_P = 0, NO_C = 0 };
#define P NO_P
#define C NO_C
    static const uint8_t flags[OP_COUNT] = {
#define OP(e, text, f) [OP_##e] = (f),
#include "ir/op.def"
#undef OP
    };
#undef P
#undef C
    (void)S;
    (void)T;
    return flags[op] && op != OP_DECL;
}

static bool ends_block(IrOp op)
{
    return op >= OP_JUMP;
}

static uint32_t targets_of(const IrInstr *in)
{
    switch (in->op) {
    case OP_JUMP: return 1;
    case OP_IF: return 2;
    default: return 0;
    }
}

// --- Operands and places ----------------------------------------------------

static bool is_local(const Check *c, LocalId id)
{
    return id.i < (uint32_t)c->f->locals.len;
}

static const IrType *local_type(const Check *c, LocalId id)
{
    return c->f->locals.data[id.i].type;
}

static void check_local(Check *c, LocalId id)
{
    require(c, id.i == LOCAL_NONE.i || is_local(c, id),
            "local number out of range");
}

static void check_operand(Check *c, const IrOperand *o)
{
    if (o->kind == OPD_NONE)
        return;
    if (!o->type) {
        bad(c, "operand without a type");
        return;
    }
    switch (o->kind) {
    case OPD_LOCAL:
        if (!is_local(c, o->local))
            bad(c, "local number out of range");
        else
            require(c, local_type(c, o->local) == o->type,
                    "operand's type is not its local's");
        break;
    case OPD_INT:
        require(c, irtype_is_scalar(o->type) && !irtype_is_float(o->type),
                "integer constant of another type");
        break;
    case OPD_FLOAT:
        require(c, irtype_is_float(o->type),
                "floating-point constant of another type");
        break;
    case OPD_COMPLEX:
        require(c, irtype_is_complex(o->type),
                "complex constant of another type");
        break;
    case OPD_STRING:
        require(c, o->type->kind == IRT_STRING, "string of another type");
        break;
    case OPD_FUNC:
        require(c, o->func && o->type->kind == IRT_FUNC, "bad func operand");
        break;
    case OPD_GLOBAL: require(c, o->global != NULL, "no global"); break;
    case OPD_DESC: require(c, o->desc != NULL, "no descriptor"); break;
    case OPD_ZERO: case OPD_NONE: break;
    }
}

static bool is_index(const IrOperand *o)
{
    return o->type && irtype_is_integer(o->type);
}

static const IrType *check_step(Check *c, const IrType *t, const IrStep *s)
{
    if (s->is_index) {
        check_operand(c, &s->index);
        require(c, is_index(&s->index), "index is not an integer");
        require(c, t->kind == IRT_ARRAY, "index into what is no array");
        return t->kind == IRT_ARRAY ? t->elem : t;
    }
    if (t->kind != IRT_STRUCT || s->field >= t->nfields) {
        bad(c, "no such field");
        return t;
    }
    return t->fields[s->field].type;
}

static void check_base(Check *c, const IrPlace *p)
{
    switch (p->base) {
    case BASE_LOCAL:
        if (!is_local(c, p->local))
            bad(c, "local number out of range");
        else
            require(c, local_type(c, p->local) == p->base_type,
                    "place's type is not its local's");
        break;
    case BASE_GLOBAL:
        require(c, p->global && p->global->type == p->base_type,
                "place's type is not its global's");
        break;
    case BASE_DEREF:
        check_operand(c, &p->ptr);
        require(c, p->ptr.type && irtype_is_scalar(p->ptr.type) &&
                       p->ptr.type->size == 8,
                "dereference of what is no pointer");
        break;
    case BASE_ELEM:
        check_operand(c, &p->ptr);
        check_operand(c, &p->index);
        require(c, p->ptr.type && (p->ptr.type->kind == IRT_SLICE ||
                                   p->ptr.type->kind == IRT_STRING),
                "element of what is no slice or string");
        require(c, is_index(&p->index), "index is not an integer");
        break;
    }
}

static void check_place(Check *c, const IrPlace *p)
{
    const IrType *t = p->base_type;
    if (!t || !p->type) {
        bad(c, "place without a type");
        return;
    }
    check_base(c, p);
    for (uint32_t i = 0; i < p->nsteps && !c->error.n; i++)
        t = check_step(c, t, &p->steps[i]);
    require(c, c->error.n || t == p->type, "place's type is not its path's");
}

// --- Types that belong together ---------------------------------------------

static const IrType *arg(const IrInstr *in, uint32_t i)
{
    return in->args[i].type;
}

static bool dst_is(const Check *c, const IrType *t)
{
    return c->in->dst.i == LOCAL_NONE.i || local_type(c, c->in->dst) == t;
}

static bool dst_kind(const Check *c, IrTypeKind k)
{
    return c->in->dst.i == LOCAL_NONE.i ||
           local_type(c, c->in->dst)->kind == k;
}

static bool is_iface(const IrType *t)
{
    return t->kind == IRT_EFACE || t->kind == IRT_IFACE;
}

static void check_bin(Check *c, const IrInstr *in)
{
    bool shift = in->sub == BIN_SHL || in->sub == BIN_SHR;
    require(c, dst_is(c, arg(in, 0)), "result differs in type");
    if (shift)
        require(c, irtype_is_integer(arg(in, 0)) &&
                       irtype_is_integer(arg(in, 1)),
                "shift of what is no integer");
    else
        require(c, arg(in, 0) == arg(in, 1), "operands differ in type");
}

static void check_types(Check *c, const IrInstr *in)
{
    switch (in->op) {
    case OP_MOVE:
        require(c, dst_is(c, arg(in, 0)), "result differs in type");
        break;
    case OP_LOAD:
        require(c, dst_is(c, in->place->type), "result differs in type");
        break;
    case OP_STORE:
        require(c, arg(in, 0) == in->place->type, "value differs in type");
        break;
    case OP_ADDR: case OP_MAPSLOT: case OP_MAPKEY: case OP_MAPELEM:
    case OP_ITYPE: case OP_DATA: case OP_NEW: case OP_SLICE2ARR:
        require(c, dst_kind(c, IRT_PTR), "result is not a pointer");
        break;
    case OP_BIN: check_bin(c, in); break;
    case OP_UN:
        require(c, dst_is(c, arg(in, 0)), "result differs in type");
        break;
    case OP_CMP:
        require(c, dst_kind(c, IRT_BOOL), "result is not a bool");
        require(c, arg(in, 0)->kind == arg(in, 1)->kind,
                "operands differ in kind");
        break;
    case OP_LEN: case OP_CAP: case OP_CHANLEN: case OP_CHANCAP: case OP_COPY:
        require(c, dst_kind(c, IRT_I64), "result is not an int");
        break;
    case OP_MKSLICE: case OP_MAKESLICE: case OP_NEWARRAY: case OP_APPEND:
    case OP_STR2BYTES: case OP_STR2RUNES:
        require(c, dst_kind(c, IRT_SLICE), "result is not a slice");
        break;
    case OP_MKSTRING: case OP_CONCAT: case OP_BYTES2STR: case OP_RUNES2STR:
    case OP_RUNE2STR:
        require(c, dst_kind(c, IRT_STRING), "result is not a string");
        break;
    case OP_CLOSURE:
        require(c, dst_kind(c, IRT_FUNC), "result is not a func");
        break;
    case OP_TOIFACE: case OP_ICONV:
        require(c, is_iface(local_type(c, in->dst)),
                "result is not an interface");
        break;
    case OP_IF:
        require(c, arg(in, 0)->kind == IRT_BOOL, "condition is not a bool");
        break;
    case OP_SWITCH:
        require(c, irtype_is_integer(arg(in, 0)),
                "switch over what is no integer");
        break;
    default:
        break;
    }
}

static void check_call(Check *c, const IrInstr *in)
{
    const IrFunc *callee = in->callee;
    require(c, in->nargs == callee->nparams, "wrong number of arguments");
    require(c, in->ndsts == callee->nresults || in->ndsts == 0,
            "wrong number of results");
    for (uint32_t i = 0; i < in->nargs && !c->error.n; i++)
        require(c, arg(in, i) == callee->locals.data[i].type,
                "argument differs in type");
    for (uint32_t i = 0; i < in->ndsts && !c->error.n; i++) {
        if (in->dsts[i].i == LOCAL_NONE.i)
            continue;
        require(c, local_type(c, in->dsts[i]) ==
                       callee->locals.data[callee->nparams + i].type,
                "result differs in type");
    }
}

static void check_closure(Check *c, const IrInstr *in)
{
    const IrFunc *callee = in->callee;
    uint32_t first = callee->nparams + callee->nresults;
    require(c, in->nargs == callee->ncaptures, "wrong number of captures");
    for (uint32_t i = 0; i < in->nargs && !c->error.n; i++)
        require(c, arg(in, i) == callee->locals.data[first + i].type,
                "captured value differs in type");
}

// --- Instructions -----------------------------------------------------------

static void check_fields(Check *c, const IrInstr *in)
{
    const Shape *s = &shapes[in->op];
    require(c, in->nargs >= s->min && (s->max == ANY || in->nargs <= s->max),
            "wrong number of operands");
    require(c, !(s->needs & P) || in->place, "no place");
    require(c, !(s->needs & E) || in->elem, "no element type");
    require(c, !(s->needs & D) || in->desc, "no descriptor");
    require(c, !(s->needs & R) || in->dst.i != LOCAL_NONE.i, "no result");
    require(c, !(s->needs & C) || in->callee, "no callee");
    require(c, (s->needs & O) || in->dst2.i == LOCAL_NONE.i,
            "a second result");
    require(c, !allocates(in->op) || in->site, "no allocation site");
    require(c, in->inl <= (uint32_t)c->f->inlines.len,
            "inline number out of range");
}

static void check_targets(Check *c, const IrInstr *in)
{
    if (in->op == OP_SWITCH)
        require(c, in->ntargets >= 1, "switch without targets");
    else
        require(c, in->ntargets == targets_of(in), "wrong number of targets");
    for (uint32_t i = 0; i < in->ntargets; i++) {
        require(c, in->targets[i].i < (uint32_t)c->f->blocks.len,
                "block number out of range");
        require(c, in->targets[i].i != 0, "jump to the entry");
    }
}

static void check_cases(Check *c, const IrInstr *in)
{
    for (uint32_t i = 0; i < in->ncases; i++) {
        const IrSelectCase *s = &in->cases[i];
        check_operand(c, &s->chan);
        check_operand(c, &s->value);
        check_local(c, s->dst);
        check_local(c, s->ok);
        require(c, !s->send || s->value.kind != OPD_NONE,
                "send without a value");
    }
}

static void check_instr(Check *c, const IrInstr *in)
{
    if (in->op >= OP_COUNT) {
        c->in = NULL;
        bad(c, "unknown opcode");
        return;
    }
    check_fields(c, in);
    check_local(c, in->dst);
    check_local(c, in->dst2);
    for (uint32_t i = 0; i < in->ndsts; i++)
        check_local(c, in->dsts[i]);
    for (uint32_t i = 0; i < in->nargs && !c->error.n; i++)
        check_operand(c, &in->args[i]);
    if (in->place && !c->error.n)
        check_place(c, in->place);
    check_cases(c, in);
    check_targets(c, in);
    if (c->error.n)
        return;
    check_types(c, in);
    if (in->op == OP_CALL)
        check_call(c, in);
    else if (in->op == OP_CLOSURE)
        check_closure(c, in);
}

static void check_block(Check *c, uint32_t i)
{
    const IrBlock *b = &c->f->blocks.data[i];
    c->block = i;
    c->in = NULL;
    require(c, b->instrs.len > 0, "empty block");
    for (int k = 0; k < b->instrs.len && !c->error.n; k++) {
        c->in = &b->instrs.data[k];
        check_instr(c, c->in);
        require(c, ends_block(c->in->op) == (k == b->instrs.len - 1),
                k == b->instrs.len - 1 ? "block does not end here"
                                       : "block goes on after its end");
    }
}

static bool kind_fits(const IrFunc *f, uint32_t i)
{
    LocalKind k = f->locals.data[i].kind;
    if (i < f->nparams)
        return k == LOCAL_PARAM;
    if (i < f->nparams + f->nresults)
        return k == LOCAL_RESULT;
    if (i < f->nparams + f->nresults + f->ncaptures)
        return k == LOCAL_CAPTURE;
    return k == LOCAL_VAR || k == LOCAL_TEMP;
}

static void check_func(Check *c)
{
    const IrFunc *f = c->f;
    require(c, f->link_name.n != 0, "no link name");
    require(c, f->nparams + f->nresults + f->ncaptures <=
                   (uint32_t)f->locals.len,
            "fewer locals than parameters");
    for (uint32_t i = 0; i < (uint32_t)f->locals.len && !c->error.n; i++) {
        require(c, f->locals.data[i].type != NULL, "local without a type");
        require(c, kind_fits(f, i), "locals are out of order");
    }
    for (uint32_t i = 0; i < (uint32_t)f->blocks.len && !c->error.n; i++)
        check_block(c, i);
}

// --- Entry points -----------------------------------------------------------

static Check check_one(const IrModule *m, const IrFunc *f, Arena *arena)
{
    Check c = {.m = m, .f = f, .arena = arena, .pos = f->pos};
    check_func(&c);
    return c;
}

bool ir_check_func(const IrModule *m, const IrFunc *f, Arena *arena,
                   Str *error)
{
    *error = check_one(m, f, arena).error;
    return error->n == 0;
}

static void check_lists(Check *c)
{
    const IrModule *m = c->m;
    for (int i = 0; i < m->funcs.len; i++)
        require(c, m->funcs.data[i]->id == (uint32_t)i, "function numbers");
    for (int i = 0; i < m->globals.len; i++)
        require(c, m->globals.data[i]->id == (uint32_t)i, "global numbers");
    for (int i = 0; i < m->descs.len; i++)
        require(c, m->descs.data[i]->id == (uint32_t)i, "descriptor numbers");
    for (int i = 0; i < m->sites.len; i++)
        require(c, m->sites.data[i]->id == (uint32_t)i, "site numbers");
    for (int i = 0; i < m->type_list.len; i++)
        require(c, m->type_list.data[i]->id == (uint32_t)i, "type numbers");
}

static Check check_all(const IrModule *m, Arena *arena)
{
    Check c = {.m = m, .arena = arena};
    check_lists(&c);
    for (int i = 0; i < m->funcs.len && !c.error.n; i++) {
        if (!(m->funcs.data[i]->flags & IRFN_DEAD))
            c = check_one(m, m->funcs.data[i], arena);
    }
    return c;
}

bool ir_check_module(const IrModule *m, Arena *arena, Str *error)
{
    *error = check_all(m, arena).error;
    return error->n == 0;
}

void ir_verify_module(const IrModule *m)
{
    Check c = check_all(m, m->arena);
    if (c.error.n)
        ICE(c.pos, "invalid IR: %.*s", STR_ARG(c.error));
}
