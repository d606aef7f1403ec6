// codegen/cg_compare.c -- Comparisons of every comparable type.
//
// Numbers compare directly.  Strings are equal when their lengths are and
// memcmp says so, which LLVM expands for short constants.  Interfaces compare
// their types first and call the runtime only when those are equal.  Structs
// and arrays whose equality is that of bytes are compared as bytes.
//
//     s == "GET"  ->  len == 3 && memcmp(p, "GET", 3) == 0
#include "codegen/cg_internal.h"

// --- Branching helper: a && b, where b is computed in its own block ---------

typedef struct And {
    Bb from, more, done;
} And;

static And and_begin(CgFn *f, Val first)
{
    And a = {LLVMGetInsertBlock(f->b), cg_block(f, ""), cg_block(f, "")};
    cg_branch(f, first, a.more, a.done);
    cg_at(f, a.more);
    return a;
}

static Val and_end(CgFn *f, And a, Val second)
{
    Bb from = LLVMGetInsertBlock(f->b);
    LLVMBuildBr(f->b, a.done);
    cg_at(f, a.done);
    Val phi = LLVMBuildPhi(f->b, f->cg->i1, "");
    Val vals[] = {cg_bool(f->cg, false), second};
    Bb froms[] = {a.from, from};
    LLVMAddIncoming(phi, vals, froms, 2);
    return phi;
}

// --- Memory and strings -----------------------------------------------------

static Val memcmp_is_zero(CgFn *f, Val p, Val q, Val size)
{
    Cg *cg = f->cg;
    Ty params[] = {cg->ptr, cg->ptr, cg->i64};
    Ty type = LLVMFunctionType(cg->i32, params, 3, false);
    Val fn = LLVMGetNamedFunction(cg->mod, "memcmp");
    if (!fn) {
        fn = LLVMAddFunction(cg->mod, "memcmp", type);
        unsigned at = (unsigned)LLVMAttributeFunctionIndex;
        LLVMAddAttributeAtIndex(fn, at, cg->at_nounwind);
        LLVMAddAttributeAtIndex(fn, at, cg->at_willreturn);
        LLVMAddAttributeAtIndex(fn, at, cg->at_readonly);
    }
    Val r = LLVMBuildCall2(f->b, type, fn, (Val[]){p, q, size}, 3, "");
    return LLVMBuildICmp(f->b, LLVMIntEQ, r, cg_int32(cg, 0), "");
}

Val cg_string_equal(CgFn *f, CgVal a, CgVal b)
{
    if (LLVMIsAConstantInt(a.v[1])) { // A constant goes second.
        CgVal t = a;
        a = b;
        b = t;
    }
    Val same = LLVMBuildICmp(f->b, LLVMIntEQ, a.v[1], b.v[1], "");
    if (LLVMIsAConstantInt(b.v[1]) && LLVMConstIntGetZExtValue(b.v[1]) == 0)
        return same;
    And both = and_begin(f, same);
    return and_end(f, both, memcmp_is_zero(f, a.v[0], b.v[0], b.v[1]));
}

static LLVMIntPredicate int_predicate(IrCmp c, bool is_signed)
{
    static const LLVMIntPredicate sign[] = {LLVMIntEQ, LLVMIntNE, LLVMIntSLT,
                                            LLVMIntSLE, LLVMIntSGT,
                                            LLVMIntSGE};
    static const LLVMIntPredicate unsign[] = {LLVMIntEQ, LLVMIntNE,
                                              LLVMIntULT, LLVMIntULE,
                                              LLVMIntUGT, LLVMIntUGE};
    return is_signed ? sign[c] : unsign[c];
}

static LLVMRealPredicate real_predicate(IrCmp c)
{
    static const LLVMRealPredicate preds[] = {LLVMRealOEQ, LLVMRealUNE,
                                              LLVMRealOLT, LLVMRealOLE,
                                              LLVMRealOGT, LLVMRealOGE};
    return preds[c];
}

// --- By kind: each gives the truth of == unless it says otherwise -----------

static Val string_order(CgFn *f, IrCmp c, CgVal a, CgVal b)
{
    Val args[] = {a.v[0], a.v[1], b.v[0], b.v[1]};
    Val r = cg_call_rt(f, CG_rt_string_cmp, args, 4);
    return LLVMBuildICmp(f->b, int_predicate(c, true), r, cg_int(f->cg, 0),
                         "");
}

static Val complex_equal(CgFn *f, CgVal a, CgVal b)
{
    return LLVMBuildAnd(
        f->b, LLVMBuildFCmp(f->b, LLVMRealOEQ, a.v[0], b.v[0], ""),
        LLVMBuildFCmp(f->b, LLVMRealOEQ, a.v[1], b.v[1], ""), "");
}

// The types first (of two tabs, which may differ for one pair), then the call.
static Val iface_equal(CgFn *f, const IrType *t, CgVal a, CgVal b)
{
    Val args[] = {a.v[0], a.v[1], b.v[0], b.v[1]};
    if (t->kind != IRT_EFACE)
        return cg_call_rt(f, CG_rt_ifaceeq, args, 4);
    Val same = LLVMBuildICmp(f->b, LLVMIntEQ, a.v[0], b.v[0], "");
    And both = and_begin(f, same);
    return and_end(f, both, cg_call_rt(f, CG_rt_efaceeq, args, 4));
}

static Val scalars_equal(CgFn *f, const IrType *t, CgVal a, CgVal b)
{
    switch (t->kind) {
    case IRT_STRING:
        return cg_string_equal(f, a, b);
    case IRT_C64: case IRT_C128:
        return complex_equal(f, a, b);
    case IRT_EFACE: case IRT_IFACE:
        return iface_equal(f, t, a, b);
    case IRT_F32: case IRT_F64:
        return LLVMBuildFCmp(f->b, LLVMRealOEQ, a.v[0], b.v[0], "");
    default: // Slices compare with nil only: their pointers do.
        return LLVMBuildICmp(f->b, LLVMIntEQ, a.v[0], b.v[0], "");
    }
}

// --- Structs and arrays, in memory -----------------------------------------

static Val small_equal(CgFn *f, Val p, Val q, uint64_t size)
{
    Ty t = LLVMIntTypeInContext(f->cg->ctx, (unsigned)size * 8);
    return LLVMBuildICmp(f->b, LLVMIntEQ, cg_load(f, t, p, 1),
                         cg_load(f, t, q, 1), "");
}

static Val bytes_equal(CgFn *f, Val p, Val q, uint64_t size)
{
    if (size == 0)
        return cg_bool(f->cg, true);
    if (size <= 8 && (size & (size - 1)) == 0)
        return small_equal(f, p, q, size);
    return memcmp_is_zero(f, p, q, cg_int(f->cg, size));
}

// Fields to compare, all levels; MANY when the runtime does it as well.
enum { MANY = 8 };

static unsigned count_fields(const IrDesc *d)
{
    if (d->kind != RT_KIND_STRUCT)
        return cg_ncomps(d->layout) < 0 ? MANY + 1 : 1;
    unsigned n = 0;
    for (uint32_t i = 0; i < d->nfields && n <= MANY; i++)
        n += count_fields(d->fields[i].type);
    return n;
}

static Val memory_equal(CgFn *f, IrDesc *d, Val p, Val q);

// In source order, up to the first difference; blank fields do not count.
static Val fields_equal(CgFn *f, const IrDesc *d, Val p, Val q)
{
    Val all = NULL;
    for (uint32_t i = 0; i < d->nfields; i++) {
        const IrDescField *field = &d->fields[i];
        if (str_eq_cstr(field->name, "_"))
            continue;
        And both = {0};
        if (all)
            both = and_begin(f, all);
        Val same = memory_equal(f, field->type, cg_offset(f, p, field->offset),
                                cg_offset(f, q, field->offset));
        all = all ? and_end(f, both, same) : same;
    }
    return all ? all : cg_bool(f->cg, true);
}

static Val memory_equal(CgFn *f, IrDesc *d, Val p, Val q)
{
    const IrType *t = d->layout;
    if (cg_ncomps(t) > 0)
        return scalars_equal(f, t, cg_load_value(f, p, t),
                             cg_load_value(f, q, t));
    if (d->flags & RT_TYPE_MEMEQUAL)
        return bytes_equal(f, p, q, t->size);
    if (d->kind == RT_KIND_STRUCT && count_fields(d) <= MANY)
        return fields_equal(f, d, p, q);
    Val args[] = {cg_desc_ref(f->cg, d), p, q};
    return cg_call_rt(f, CG_rt_value_eq, args, 3);
}

static Val aggregates_equal(CgFn *f, const IrInstr *in)
{
    if (in->args[0].type->size == 0)
        return cg_bool(f->cg, true);
    ICE_ASSERT(in->desc, in->pos);
    return memory_equal(f, in->desc, cg_operand_addr(f, in->args[0]),
                        cg_operand_addr(f, in->args[1]));
}

static bool is_iface(const IrType *t)
{
    return t->kind == IRT_EFACE || t->kind == IRT_IFACE;
}

static Val equal(CgFn *f, const IrInstr *in)
{
    const IrType *t = in->args[0].type;
    if (cg_ncomps(t) < 0)
        return aggregates_equal(f, in);
    CgVal a = cg_operand(f, in->args[0]), b = cg_operand(f, in->args[1]);
    if (is_iface(t) && in->args[1].kind == OPD_ZERO)
        return LLVMBuildIsNull(f->b, a.v[0], "");
    if (is_iface(t) && in->args[0].kind == OPD_ZERO)
        return LLVMBuildIsNull(f->b, b.v[0], "");
    return scalars_equal(f, t, a, b);
}

static Val order(CgFn *f, const IrInstr *in)
{
    const IrType *t = in->args[0].type;
    CgVal a = cg_operand(f, in->args[0]), b = cg_operand(f, in->args[1]);
    if (t->kind == IRT_STRING)
        return string_order(f, (IrCmp)in->sub, a, b);
    if (irtype_is_float(t))
        return LLVMBuildFCmp(f->b, real_predicate((IrCmp)in->sub), a.v[0],
                             b.v[0], "");
    return LLVMBuildICmp(f->b,
                         int_predicate((IrCmp)in->sub, irtype_is_signed(t)),
                         a.v[0], b.v[0], "");
}

void cg_op_cmp(CgFn *f, const IrInstr *in)
{
    Val r;
    if (in->sub == CMP_EQ)
        r = equal(f, in);
    else if (in->sub == CMP_NE)
        r = LLVMBuildNot(f->b, equal(f, in), "");
    else
        r = order(f, in);
    cg_write_local(f, in->dst, cg_val1(r));
}
