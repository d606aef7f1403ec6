// codegen/cg_iface.c -- Conversions between interfaces, and type assertions.
//
// The dynamic type of an interface with methods is behind its tab.  A concrete
// assertion is one comparison of descriptors; the value is the data word or
// behind it.
//
//     v, ok = x.(T)  ->  type(x) == &T, ok ? *(T *)data : zero
#include "codegen/cg_internal.h"

Val cg_dynamic_type(CgFn *f, CgVal iface, const IrType *t)
{
    if (t->kind == IRT_EFACE)
        return iface.v[0];
    Cg *cg = f->cg;
    Bb here = LLVMGetInsertBlock(f->b);
    Bb some = cg_block(f, ""), done = cg_block(f, "");
    cg_branch(f, LLVMBuildIsNull(f->b, iface.v[0], ""), done, some);
    cg_at(f, some);
    Val type = cg_load_invariant(
        f, cg->ptr, cg_offset(f, iface.v[0], offsetof(RtItab, type)));
    LLVMBuildBr(f->b, done);
    cg_at(f, done);
    return cg_phi2(f, cg->ptr, cg_null(cg), here, type, some);
}

// Stores the value that data stands for into dst.
static void unpack(CgFn *f, LocalId dst, Val data, const IrDesc *desc)
{
    if (!cg_has_local(dst))
        return;
    const IrType *t = ir_local(f->f, dst)->type;
    if (!(desc->flags & RT_TYPE_DIRECT)) {
        cg_write_local(f, dst, cg_load_value(f, data, t));
    } else if (cg_ncomps(t) < 0) {
        cg_store(f, data, cg_local_addr(f, dst), 8);
    } else {
        cg_write_local(f, dst, cg_val1(data));
    }
}

static void op_iconv(CgFn *f, const IrInstr *in)
{
    Cg *cg = f->cg;
    const IrType *from = in->args[0].type;
    const IrType *to = ir_local(f->f, in->dst)->type;
    CgVal a = cg_operand(f, in->args[0]);
    if (from == to && to->kind == IRT_EFACE) {
        cg_write_local(f, in->dst, a);
        return;
    }
    Val type = cg_dynamic_type(f, a, from);
    if (to->kind == IRT_EFACE) {
        cg_write_local(f, in->dst, cg_val2(type, a.v[1]));
        return;
    }
    Bb here = LLVMGetInsertBlock(f->b);
    Bb some = cg_block(f, ""), done = cg_block(f, "");
    cg_branch(f, LLVMBuildIsNull(f->b, type, ""), done, some);
    cg_at(f, some);
    Val args[] = {cg_desc_ref(cg, in->desc), type};
    Val tab = cg_call_rt(f, CG_rt_getitab, args, 2);
    LLVMBuildBr(f->b, done);
    cg_at(f, done);
    tab = cg_phi2(f, cg->ptr, cg_null(cg), here, tab, some);
    cg_write_local(f, in->dst, cg_val2(tab, a.v[1]));
}

// Continues where ok, or panics.
static void require_assert(CgFn *f, const IrInstr *in, Val ok, Val have)
{
    Cg *cg = f->cg;
    Val args[] = {have, cg_desc_ref(cg, in->desc),
                  in->desc2 ? cg_desc_ref(cg, in->desc2) : cg_null(cg)};
    cg_require(f, ok, CG_rt_panic_dottype, args, 3);
}

static void assert_concrete(CgFn *f, const IrInstr *in, CgVal a, Val type)
{
    Cg *cg = f->cg;
    Val ok = LLVMBuildICmp(f->b, LLVMIntEQ, type, cg_desc_ref(cg, in->desc),
                           "");
    if (!cg_has_local(in->dst2)) {
        require_assert(f, in, ok, type);
        unpack(f, in->dst, a.v[1], in->desc);
        return;
    }
    Bb yes = cg_block(f, ""), no = cg_block(f, ""), done = cg_block(f, "");
    cg_branch(f, ok, yes, no);
    cg_at(f, yes);
    unpack(f, in->dst, a.v[1], in->desc);
    LLVMBuildBr(f->b, done);
    cg_at(f, no);
    if (cg_has_local(in->dst))
        cg_write_local(f, in->dst,
                       cg_zero_value(f, ir_local(f->f, in->dst)->type));
    LLVMBuildBr(f->b, done);
    cg_at(f, done);
    cg_write_local(f, in->dst2, cg_val1(ok));
}

// To any: succeeds unless nil.
static void assert_any(CgFn *f, const IrInstr *in, CgVal a, Val type)
{
    Val ok = LLVMBuildIsNotNull(f->b, type, "");
    if (cg_has_local(in->dst2))
        cg_write_local(f, in->dst2, cg_val1(ok));
    else
        require_assert(f, in, ok, type);
    Val data = LLVMBuildSelect(f->b, ok, a.v[1], cg_null(f->cg), "");
    cg_write_local(f, in->dst, cg_val2(type, data));
}

static void assert_iface(CgFn *f, const IrInstr *in, CgVal a, Val type)
{
    Cg *cg = f->cg;
    bool comma_ok = cg_has_local(in->dst2);
    Val args[] = {cg_desc_ref(cg, in->desc), type, a.v[1]};
    Val r = cg_call_rt(f, comma_ok ? CG_rt_assert_e2i2 : CG_rt_assert_e2i,
                       args, 3);
    Val tab = LLVMBuildExtractValue(f->b, r, 0, "");
    Val data = LLVMBuildExtractValue(f->b, r, 1, "");
    if (comma_ok) {
        Val ok = LLVMBuildIsNotNull(f->b, tab, "");
        data = LLVMBuildSelect(f->b, ok, data, cg_null(cg), "");
        cg_write_local(f, in->dst2, cg_val1(ok));
    }
    cg_write_local(f, in->dst, cg_val2(tab, data));
}

static void op_assert(CgFn *f, const IrInstr *in)
{
    CgVal a = cg_operand(f, in->args[0]);
    Val type = cg_dynamic_type(f, a, in->args[0].type);
    if (in->desc->kind != RT_KIND_INTERFACE)
        assert_concrete(f, in, a, type);
    else if (in->desc->nmethods == 0)
        assert_any(f, in, a, type);
    else
        assert_iface(f, in, a, type);
}

void cg_op_iface(CgFn *f, const IrInstr *in)
{
    CgVal a;
    switch (in->op) {
    case OP_ICONV:
        op_iconv(f, in);
        break;
    case OP_ASSERT:
        op_assert(f, in);
        break;
    case OP_ITYPE:
        a = cg_operand(f, in->args[0]);
        cg_write_local(f, in->dst,
                       cg_val1(cg_dynamic_type(f, a, in->args[0].type)));
        break;
    case OP_IDATA:
        a = cg_operand(f, in->args[0]);
        unpack(f, in->dst, a.v[1], in->desc);
        break;
    default:
        UNREACHABLE();
    }
}
