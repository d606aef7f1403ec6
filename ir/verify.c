// ir/verify.c -- What must hold between passes.
//
// One walk per function.  Structure first (blocks end once, ids in range),
// then each instruction against its row of op.def: how many operands, of which
// kinds of type.  Type rules are those that code generation relies on; it may
// then trust its input.
#include "ir/verify.h"

#include "base/ice.h"
#include "ir/build.h"
#include "ir/irtype.h"
#include "ir/print.h"

#include <string.h>

typedef struct Verify {
    const IrModule *m;
    const IrFunc *f;
    uint32_t block;
    const IrInstr *in;
    Str error; // The first one.
} Verify;

enum { FLAG_A = 1, FLAG_C = 2, FLAG_P = 4, FLAG_T = 8, FLAG_S = 16 };

static const uint8_t op_flags[] = {
#define A FLAG_A
#define C FLAG_C
#define P FLAG_P
#define T FLAG_T
#define S FLAG_S
#define OP(e, text, flags) [OP_##e] = (flags),
#include "ir/op.def"
#undef OP
#undef A
#undef C
#undef P
#undef T
#undef S
};

static void fail(Verify *v, const char *what)
{
    if (v->error.n)
        return;
    v->error = str_printf(v->m->arena, "%.*s: b%u %s: %s",
                          STR_ARG(v->f->name), v->block,
                          v->in ? ir_op_name(v->in->op) : "(block)", what);
}

#define REQUIRE(v, cond, what) ((cond) ? (void)0 : fail((v), (what)))

// --- Operands and places -----------------------------------------------------------

static void check_operand(Verify *v, const IrOperand *o)
{
    switch (o->kind) {
    case OPD_NONE:
        return;
    case OPD_LOCAL:
        if (o->local.i >= (uint32_t)v->f->locals.len)
            fail(v, "operand is no local");
        else
            REQUIRE(v, v->f->locals.data[o->local.i].type == o->type,
                    "operand and local have different types");
        return;
    case OPD_INT:
        REQUIRE(v, irtype_is_integer(o->type) || o->type->kind == IRT_BOOL,
                "integer operand of another type");
        return;
    case OPD_FLOAT:
        REQUIRE(v, irtype_is_float(o->type), "float operand of another type");
        return;
    case OPD_COMPLEX:
        REQUIRE(v, irtype_is_complex(o->type),
                "complex operand of another type");
        return;
    case OPD_STRING:
        REQUIRE(v, o->type->kind == IRT_STRING,
                "string operand of another type");
        return;
    case OPD_FUNC:
        REQUIRE(v, o->func && o->type->kind == IRT_FUNC,
                "func operand of another type");
        return;
    case OPD_GLOBAL:
        REQUIRE(v, o->global && o->type->kind == IRT_PTR,
                "global operand of another type");
        return;
    case OPD_DESC:
        REQUIRE(v, o->desc && o->type->kind == IRT_PTR,
                "descriptor operand of another type");
        return;
    case OPD_ZERO:
        REQUIRE(v, o->type != NULL, "zero operand without type");
        return;
    }
    fail(v, "operand of unknown kind");
}

static const IrType *check_base(Verify *v, const IrPlace *p)
{
    switch (p->base) {
    case BASE_LOCAL:
        if (p->local.i >= (uint32_t)v->f->locals.len) {
            fail(v, "place is no local");
            return NULL;
        }
        return v->f->locals.data[p->local.i].type;
    case BASE_GLOBAL:
        REQUIRE(v, p->global != NULL, "place without global");
        return p->global ? p->global->type : NULL;
    case BASE_DEREF:
        check_operand(v, &p->ptr);
        REQUIRE(v, p->ptr.type && p->ptr.type->kind == IRT_PTR,
                "dereference of what is no pointer");
        return p->base_type;
    case BASE_ELEM:
        check_operand(v, &p->ptr);
        check_operand(v, &p->index);
        REQUIRE(v, p->ptr.type && (p->ptr.type->kind == IRT_SLICE ||
                                   p->ptr.type->kind == IRT_STRING),
                "element of what is no slice or string");
        REQUIRE(v, p->index.type && irtype_is_integer(p->index.type),
                "index is no integer");
        return p->base_type;
    }
    return NULL;
}

static void check_place(Verify *v, const IrPlace *p)
{
    const IrType *t = check_base(v, p);
    REQUIRE(v, t == NULL || t == p->base_type, "base has another type");
    for (uint32_t i = 0; t && i < p->nsteps; i++) {
        const IrStep *s = &p->steps[i];
        if (s->is_index) {
            check_operand(v, &s->index);
            REQUIRE(v, t->kind == IRT_ARRAY, "index into what is no array");
            t = t->kind == IRT_ARRAY ? t->elem : NULL;
        } else {
            bool ok = t->kind == IRT_STRUCT && s->field < t->nfields;
            REQUIRE(v, ok, "no such field");
            t = ok ? t->fields[s->field].type : NULL;
        }
    }
    REQUIRE(v, t == NULL || t == p->type, "place has another type");
}

// --- Instructions --------------------------------------------------------------------

static const IrType *local_type(Verify *v, LocalId id)
{
    if (id.i == UINT32_MAX)
        return NULL;
    if (id.i >= (uint32_t)v->f->locals.len) {
        fail(v, "result is no local");
        return NULL;
    }
    return v->f->locals.data[id.i].type;
}

static const IrType *arg_type(const IrInstr *in, uint32_t i)
{
    return i < in->nargs ? in->args[i].type : NULL;
}

static bool arg_is(const IrInstr *in, uint32_t i, IrTypeKind kind)
{
    return arg_type(in, i) && in->args[i].type->kind == kind;
}

static bool arg_is_integer(const IrInstr *in, uint32_t i)
{
    return arg_type(in, i) && irtype_is_integer(in->args[i].type);
}

static void check_arity(Verify *v, const IrInstr *in)
{
    static const struct { uint8_t op, min, max; } arity[] = {
        {OP_MOVE, 1, 1}, {OP_STORE, 1, 1}, {OP_BIN, 2, 2}, {OP_CMP, 2, 2},
        {OP_UN, 1, 1}, {OP_CONV, 1, 1}, {OP_COMPLEX, 2, 2}, {OP_REAL, 1, 1},
        {OP_IMAG, 1, 1}, {OP_NILCHECK, 1, 1}, {OP_BOUNDS, 2, 2},
        {OP_DIVCHECK, 1, 1}, {OP_SHIFTCHECK, 1, 1}, {OP_LEN, 1, 1},
        {OP_CAP, 1, 1}, {OP_DATA, 1, 1}, {OP_CHANLEN, 1, 1},
        {OP_CHANCAP, 1, 1}, {OP_SLICE, 4, 4}, {OP_MKSLICE, 3, 3},
        {OP_MKSTRING, 2, 2}, {OP_SLICE2ARR, 1, 1}, {OP_COPY, 2, 2},
        {OP_CLEAR, 1, 1}, {OP_DECODE, 2, 2}, {OP_CONCAT, 2, UINT8_MAX},
        {OP_STR2BYTES, 1, 1}, {OP_BYTES2STR, 1, 1}, {OP_STR2RUNES, 1, 1},
        {OP_RUNES2STR, 1, 1}, {OP_RUNE2STR, 1, 1}, {OP_MAKESLICE, 2, 2},
        {OP_MAKEMAP, 1, 1}, {OP_MAKECHAN, 1, 1}, {OP_TOIFACE, 1, 1},
        {OP_ICONV, 1, 1}, {OP_ASSERT, 1, 1}, {OP_ITYPE, 1, 1},
        {OP_IDATA, 1, 1}, {OP_MAPGET, 2, 2}, {OP_MAPSET, 3, 3},
        {OP_MAPSLOT, 2, 2}, {OP_MAPDELETE, 2, 2}, {OP_MAPCLEAR, 1, 1},
        {OP_MAPITER, 1, 1}, {OP_MAPNEXT, 1, 1}, {OP_MAPKEY, 1, 1},
        {OP_MAPELEM, 1, 1}, {OP_GO, 1, 1}, {OP_SEND, 2, 2}, {OP_RECV, 1, 1},
        {OP_CLOSE, 1, 1}, {OP_DEFER, 1, 1}, {OP_PANIC, 1, 1}, {OP_IF, 1, 1},
        {OP_SWITCH, 1, 1},
    };
    for (size_t i = 0; i < sizeof arity / sizeof arity[0]; i++) {
        if (arity[i].op != in->op)
            continue;
        bool many = arity[i].max == UINT8_MAX;
        REQUIRE(v, in->nargs >= arity[i].min &&
                       (many || in->nargs <= arity[i].max),
                "wrong number of operands");
    }
}

// Rules that tie operands, result and place together.
static void check_types(Verify *v, const IrInstr *in)
{
    const IrType *dst = local_type(v, in->dst);
    switch (in->op) {
    case OP_MOVE:
        REQUIRE(v, dst == arg_type(in, 0), "types differ");
        break;
    case OP_LOAD:
        REQUIRE(v, in->place && dst == in->place->type, "types differ");
        break;
    case OP_STORE:
        REQUIRE(v, in->place && arg_type(in, 0) == in->place->type,
                "types differ");
        break;
    case OP_ADDR:
        REQUIRE(v, in->place && dst && dst->kind == IRT_PTR,
                "result is no pointer");
        break;
    case OP_ZERO:
        REQUIRE(v, in->place != NULL, "no place");
        break;
    case OP_DECL:
    case OP_COMPLEX:
    case OP_CONV:
        REQUIRE(v, dst != NULL, "no result");
        break;
    case OP_BIN: {
        bool shift = in->sub == BIN_SHL || in->sub == BIN_SHR;
        REQUIRE(v, dst == arg_type(in, 0), "result has another type");
        REQUIRE(v, shift ? arg_is_integer(in, 1)
                         : arg_type(in, 0) == arg_type(in, 1),
                "operand types differ");
        break;
    }
    case OP_CMP:
        REQUIRE(v, dst && dst->kind == IRT_BOOL, "result is no bool");
        REQUIRE(v, arg_type(in, 0) == arg_type(in, 1), "operand types differ");
        break;
    case OP_UN:
        REQUIRE(v, dst == arg_type(in, 0), "result has another type");
        break;
    case OP_BOUNDS:
        REQUIRE(v, arg_is_integer(in, 0) && arg_is_integer(in, 1),
                "operand is no integer");
        break;
    case OP_NEW:
    case OP_MAKESLICE:
    case OP_NEWARRAY:
    case OP_APPEND:
    case OP_SLICE2ARR:
        REQUIRE(v, in->elem != NULL, "no element type");
        REQUIRE(v, dst != NULL, "no result");
        break;
    case OP_CALL:
        REQUIRE(v, in->callee != NULL, "no callee");
        break;
    case OP_CLOSURE:
        REQUIRE(v, in->callee && in->nargs == in->callee->ncaptures,
                "captures do not match");
        break;
    case OP_TOIFACE:
        REQUIRE(v, in->desc && dst, "no type");
        REQUIRE(v, !dst || dst->kind == IRT_EFACE || in->itab,
                "interface without table");
        break;
    case OP_MAPGET:
    case OP_MAPSET:
    case OP_MAPSLOT:
    case OP_MAPDELETE:
    case OP_MAPITER:
        REQUIRE(v, in->desc && arg_is(in, 0, IRT_MAP), "operand is no map");
        break;
    case OP_SEND:
    case OP_RECV:
    case OP_CLOSE:
        REQUIRE(v, arg_is(in, 0, IRT_CHAN), "operand is no channel");
        break;
    case OP_GO:
    case OP_DEFER:
    case OP_CALLFUNC:
        REQUIRE(v, arg_is(in, 0, IRT_FUNC), "operand is no func value");
        break;
    case OP_CALLIFACE:
        REQUIRE(v, in->desc && arg_is(in, 0, IRT_IFACE),
                "operand is no interface with methods");
        break;
    case OP_IF:
        REQUIRE(v, arg_is(in, 0, IRT_BOOL) && in->ntargets == 2,
                "not a condition and two targets");
        break;
    case OP_SWITCH:
        REQUIRE(v, arg_is_integer(in, 0) && in->ntargets >= 1,
                "not an integer and targets");
        break;
    case OP_JUMP:
        REQUIRE(v, in->ntargets == 1, "not one target");
        break;
    default:
        break;
    }
}

// A static call passes what the callee declares.
static void check_call(Verify *v, const IrInstr *in)
{
    if (in->op != OP_CALL || !in->callee)
        return;
    const IrFunc *c = in->callee;
    if (in->nargs != c->nparams || in->ndsts != c->nresults) {
        fail(v, "call does not match the callee");
        return;
    }
    for (uint32_t i = 0; i < in->nargs; i++)
        REQUIRE(v, in->args[i].type == c->locals.data[i].type,
                "argument has another type than the parameter");
    for (uint32_t i = 0; i < in->ndsts; i++) {
        const IrType *t = local_type(v, in->dsts[i]);
        REQUIRE(v, !t || t == c->locals.data[c->nparams + i].type,
                "result has another type than the callee's");
    }
}

static void check_instr(Verify *v, const IrInstr *in)
{
    v->in = in;
    check_arity(v, in);
    for (uint32_t i = 0; i < in->nargs; i++)
        check_operand(v, &in->args[i]);
    if (in->place)
        check_place(v, in->place);
    local_type(v, in->dst2);
    check_types(v, in);
    check_call(v, in);
    // A variable whose address is never taken needs no site.
    if ((op_flags[in->op] & FLAG_A) && in->op != OP_DECL)
        REQUIRE(v, in->site != NULL, "allocates without a site");
    for (uint32_t i = 0; i < in->ntargets; i++)
        REQUIRE(v, in->targets[i].i < (uint32_t)v->f->blocks.len &&
                       in->targets[i].i != 0,
                "no such target");
    REQUIRE(v, in->inl <= (uint32_t)v->f->inlines.len, "no such inline frame");
}

Str ir_check_func(const IrModule *m, const IrFunc *f)
{
    Verify v = {.m = m, .f = f};
    if (f->flags & (IRFN_EXTERN | IRFN_DEAD))
        return v.error;
    REQUIRE(&v, f->blocks.len > 0, "function without blocks");
    REQUIRE(&v, f->nparams + f->nresults + f->ncaptures <=
                    (uint32_t)f->locals.len,
            "fewer locals than parameters");
    for (int b = 0; b < f->blocks.len && !v.error.n; b++) {
        const IrBlock *block = &f->blocks.data[b];
        v.block = (uint32_t)b;
        v.in = NULL;
        REQUIRE(&v, block->instrs.len > 0, "empty block");
        for (int i = 0; i < block->instrs.len && !v.error.n; i++) {
            const IrInstr *in = &block->instrs.data[i];
            bool ends = (op_flags[in->op] & FLAG_T) != 0;
            check_instr(&v, in);
            REQUIRE(&v, ends == (i + 1 == block->instrs.len),
                    "block does not end exactly once");
        }
    }
    return v.error;
}

Str ir_check_module(const IrModule *m)
{
    for (int i = 0; i < m->funcs.len; i++) {
        Str error = ir_check_func(m, m->funcs.data[i]);
        if (error.n)
            return error;
    }
    return STR_NONE;
}

void ir_verify_func(const IrModule *m, const IrFunc *f)
{
    Str error = ir_check_func(m, f);
    if (error.n)
        ICE(f->pos, "broken IR: %.*s", STR_ARG(error));
}

void ir_verify_module(const IrModule *m)
{
    Str error = ir_check_module(m);
    if (error.n)
        ICE(NO_POS, "broken IR: %.*s", STR_ARG(error));
}
