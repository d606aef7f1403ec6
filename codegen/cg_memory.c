// codegen/cg_memory.c -- Operands, places, loads and stores.
//
// Memory is bytes: an address is a base plus a byte offset, and an access has
// the type of the scalar.  A bool is i1 as a value and a byte in memory.
// Copies of aggregates are memcpy: two places are either equal or apart, since
// the IR loads an aggregate into a local before it stores it elsewhere.
//
//     (*p).1  ->  load i64, getelementptr inbounds i8, p, 8
#include "codegen/cg_internal.h"

#include <string.h>

CgVal cg_val1(Val a)
{
    return (CgVal){.n = 1, .v = {a}};
}

CgVal cg_val2(Val a, Val b)
{
    return (CgVal){.n = 2, .v = {a, b}};
}

CgVal cg_val3(Val a, Val b, Val c)
{
    return (CgVal){.n = 3, .v = {a, b, c}};
}

CgVal cg_val_mem(Val p)
{
    return (CgVal){.mem = true, .n = 1, .v = {p}};
}

Val cg_alloca_type(CgFn *f, Ty type, const char *name)
{
    return LLVMBuildAlloca(f->ab, type, name);
}

Val cg_alloca(CgFn *f, uint64_t size, uint32_t align, const char *name)
{
    Ty t = LLVMArrayType2(f->cg->i8, size ? size : 1);
    Val v = LLVMBuildAlloca(f->ab, t, name);
    LLVMSetAlignment(v, align > 1 ? align : 1);
    return v;
}

Val cg_offset(CgFn *f, Val p, uint64_t off)
{
    if (off == 0)
        return p;
    Val i = cg_int(f->cg, off);
    return LLVMBuildInBoundsGEP2(f->b, f->cg->i8, p, &i, 1, "");
}

static Ty unit_type(const Cg *cg, uint64_t size)
{
    switch (size) {
    case 1: return cg->i8;
    case 2: return cg->i16;
    case 4: return cg->i32;
    case 8: return cg->i64;
    default: return LLVMArrayType2(cg->i8, size);
    }
}

Val cg_index(CgFn *f, Val p, Val index, uint64_t size)
{
    if (size == 0)
        return p;
    return LLVMBuildInBoundsGEP2(f->b, unit_type(f->cg, size), p, &index, 1,
                                 "");
}

Val cg_load(CgFn *f, Ty type, Val p, uint32_t align)
{
    bool is_bool = type == f->cg->i1;
    Val v = LLVMBuildLoad2(f->b, is_bool ? f->cg->i8 : type, p, "");
    LLVMSetAlignment(v, align);
    return is_bool ? LLVMBuildTrunc(f->b, v, f->cg->i1, "") : v;
}

Val cg_load_invariant(CgFn *f, Ty type, Val p)
{
    Val v = LLVMBuildLoad2(f->b, type, p, "");
    LLVMSetAlignment(v, 8);
    LLVMSetMetadata(v, f->cg->mdk_invariant,
                    LLVMMetadataAsValue(f->cg->ctx, f->cg->md_empty));
    return v;
}

void cg_store(CgFn *f, Val v, Val p, uint32_t align)
{
    if (LLVMTypeOf(v) == f->cg->i1)
        v = LLVMBuildZExt(f->b, v, f->cg->i8, "");
    Val s = LLVMBuildStore(f->b, v, p);
    LLVMSetAlignment(s, align);
}

CgVal cg_load_value(CgFn *f, Val p, const IrType *t)
{
    int n = cg_ncomps(t);
    if (n < 0)
        return cg_val_mem(p);

    CgVal v = {.n = n};
    for (int i = 0; i < n; i++) {
        Ty type = cg_comp_type(f->cg, t, i);
        v.v[i] = cg_load(f, type, cg_offset(f, p, cg_comp_offset(t, i)),
                         t->align);
        if (cg_is_length(t, i))
            LLVMSetMetadata(v.v[i], f->cg->mdk_range,
                            LLVMMetadataAsValue(f->cg->ctx,
                                                f->cg->md_len_range));
    }
    return v;
}

void cg_copy_memory(CgFn *f, Val dst, Val src, uint64_t size, uint32_t align)
{
    if (size == 0 || dst == src)
        return;
    LLVMBuildMemCpy(f->b, dst, align, src, align, cg_int(f->cg, size));
}

void cg_zero_memory(CgFn *f, Val p, uint64_t size, uint32_t align)
{
    if (size == 0)
        return;
    LLVMBuildMemSet(f->b, p, LLVMConstNull(f->cg->i8), cg_int(f->cg, size),
                    align);
}

void cg_store_value(CgFn *f, Val p, const IrType *t, CgVal v)
{
    if (v.mem) {
        if (LLVMIsNull(v.v[0])) // The zero value: see cg_operand
            cg_zero_memory(f, p, t->size, t->align);
        else
            cg_copy_memory(f, p, v.v[0], t->size, t->align);
        return;
    }
    for (int i = 0; i < v.n; i++)
        cg_store(f, v.v[i], cg_offset(f, p, cg_comp_offset(t, i)), t->align);
}

// --- Operands ---------------------------------------------------------------

// The zero value of an aggregate is "memory at null", which only
// cg_store_value and cg_operand_addr understand.
CgVal cg_zero_value(CgFn *f, const IrType *t)
{
    int n = cg_ncomps(t);
    if (n < 0)
        return cg_val_mem(cg_null(f->cg));
    CgVal v = {.n = n};
    for (int i = 0; i < n; i++)
        v.v[i] = LLVMConstNull(cg_comp_type(f->cg, t, i));
    return v;
}

CgVal cg_operand(CgFn *f, IrOperand o)
{
    Cg *cg = f->cg;
    switch (o.kind) {
    case OPD_LOCAL:
        return cg_read_local(f, o.local);
    case OPD_INT:
        if (cg_comp_type(cg, o.type, 0) == cg->ptr)
            return cg_val1(LLVMConstIntToPtr(cg_int(cg, o.bits), cg->ptr));
        return cg_val1(cg_int_of(cg_comp_type(cg, o.type, 0), o.bits));
    case OPD_FLOAT:
        return cg_val1(LLVMConstReal(cg_comp_type(cg, o.type, 0), o.f));
    case OPD_COMPLEX:
        return cg_val2(LLVMConstReal(cg_comp_type(cg, o.type, 0), o.f),
                       LLVMConstReal(cg_comp_type(cg, o.type, 1), o.im));
    case OPD_STRING:
        return cg_val2(cg_string_data(cg, o.str), cg_int(cg, o.str.n));
    case OPD_ZERO:
        return cg_zero_value(f, o.type);
    case OPD_FUNC:
        return cg_val1(cg_static_closure(cg, o.func));
    case OPD_GLOBAL:
        return cg_val1(cg_global_ref(cg, o.global));
    case OPD_DESC:
        return cg_val1(cg_desc_ref(cg, o.desc));
    case OPD_NONE:
        break;
    }
    ICE(f->in ? f->in->pos : f->f->pos, "missing operand");
}

Val cg_scalar(CgFn *f, IrOperand o)
{
    CgVal v = cg_operand(f, o);
    ICE_ASSERT(!v.mem && v.n >= 1, f->in->pos);
    return v.v[0];
}

// Memory that holds the operand's value and that nobody writes to while the
// instruction runs.
Val cg_operand_addr(CgFn *f, IrOperand o)
{
    if (o.type->size == 0)
        return cg_zero_base(f->cg);
    CgVal v = cg_operand(f, o);
    if (v.mem && !LLVMIsNull(v.v[0]))
        return v.v[0];
    Val p = cg_alloca(f, o.type->size, o.type->align, "");
    cg_store_value(f, p, o.type, v);
    return p;
}

Val cg_widen(CgFn *f, IrOperand o)
{
    Val v = cg_scalar(f, o);
    if (o.type->size == 8)
        return v;
    return irtype_is_signed(o.type) ? LLVMBuildSExt(f->b, v, f->cg->i64, "")
                                    : LLVMBuildZExt(f->b, v, f->cg->i64, "");
}

// --- Places -----------------------------------------------------------------

static Val base_addr(CgFn *f, const IrPlace *p)
{
    switch (p->base) {
    case BASE_LOCAL:
        return cg_local_addr(f, p->local);
    case BASE_GLOBAL:
        return cg_global_ref(f->cg, p->global);
    case BASE_DEREF:
        return cg_scalar(f, p->ptr);
    case BASE_ELEM:
        return cg_index(f, cg_scalar(f, p->ptr), cg_widen(f, p->index),
                        p->base_type->size);
    }
    return NULL;
}

Val cg_place_addr(CgFn *f, const IrPlace *p)
{
    Val at = base_addr(f, p);
    const IrType *t = p->base_type;
    uint64_t off = 0;
    for (uint32_t i = 0; i < p->nsteps; i++) {
        const IrStep *s = &p->steps[i];
        if (!s->is_index) {
            off += t->fields[s->field].offset;
            t = t->fields[s->field].type;
        } else if (s->index.kind == OPD_INT) {
            off += s->index.bits * t->elem->size;
            t = t->elem;
        } else {
            at = cg_index(f, cg_offset(f, at, off), cg_widen(f, s->index),
                          t->elem->size);
            off = 0;
            t = t->elem;
        }
    }
    return cg_offset(f, at, off);
}

static bool is_whole_local(const IrPlace *p)
{
    return p->base == BASE_LOCAL && p->nsteps == 0;
}

// --- Instructions -----------------------------------------------------------

void cg_op_move(CgFn *f, const IrInstr *in)
{
    cg_write_local(f, in->dst, cg_operand(f, in->args[0]));
}

void cg_op_load(CgFn *f, const IrInstr *in)
{
    if (is_whole_local(in->place)) {
        cg_write_local(f, in->dst, cg_read_local(f, in->place->local));
        return;
    }
    Val p = cg_place_addr(f, in->place);
    cg_write_local(f, in->dst, cg_load_value(f, p, in->place->type));
}

void cg_op_store(CgFn *f, const IrInstr *in)
{
    CgVal v = cg_operand(f, in->args[0]);
    if (is_whole_local(in->place)) {
        cg_write_local(f, in->place->local, v);
        return;
    }
    cg_store_value(f, cg_place_addr(f, in->place), in->place->type, v);
}

void cg_op_addr(CgFn *f, const IrInstr *in)
{
    cg_write_local(f, in->dst, cg_val1(cg_place_addr(f, in->place)));
}

void cg_op_zero(CgFn *f, const IrInstr *in)
{
    CgVal zero = cg_zero_value(f, in->place->type);
    if (is_whole_local(in->place)) {
        cg_write_local(f, in->place->local, zero);
        return;
    }
    cg_store_value(f, cg_place_addr(f, in->place), in->place->type, zero);
}
