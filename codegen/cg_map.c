// codegen/cg_map.c -- Maps.
//
// Keys of 4 and 8 bytes that compare as bytes, and strings, go to the runtime
// by value; all others by address.  The runtime gives back the address of the
// element, or null.
//
//     v, ok = m[k]  ->  p = rt_map_get_64(type, m, k); ok = p != null
#include "codegen/cg_internal.h"

typedef enum KeyForm { KEY_ADDRESS, KEY_32, KEY_64, KEY_STRING } KeyForm;

static KeyForm key_form(const IrDesc *map)
{
    const IrDesc *k = map->key;
    if (k->layout->kind == IRT_STRING)
        return KEY_STRING;
    if (!irtype_is_scalar(k->layout) || !(k->flags & RT_TYPE_MEMEQUAL))
        return KEY_ADDRESS;
    if (k->layout->size == 8)
        return KEY_64;
    return k->layout->size == 4 ? KEY_32 : KEY_ADDRESS;
}

static Val key_bits(CgFn *f, IrOperand key)
{
    Val v = cg_scalar(f, key);
    if (LLVMTypeOf(v) == f->cg->ptr)
        return LLVMBuildPtrToInt(f->b, v, f->cg->i64, "");
    return v;
}

// rt_map_get* or rt_map_set*; args: map, key.
static Val find(CgFn *f, const IrInstr *in, bool set)
{
    static const CgRt table[2][4] = {
        {CG_rt_map_get, CG_rt_map_get_32, CG_rt_map_get_64,
         CG_rt_map_get_str},
        {CG_rt_map_set, CG_rt_map_set_32, CG_rt_map_set_64,
         CG_rt_map_set_str}};
    KeyForm form = key_form(in->desc);
    Val args[4] = {cg_desc_ref(f->cg, in->desc), cg_scalar(f, in->args[0])};
    if (form == KEY_STRING) {
        CgVal k = cg_operand(f, in->args[1]);
        args[2] = k.v[0];
        args[3] = k.v[1];
    } else if (form == KEY_ADDRESS) {
        args[2] = cg_operand_addr(f, in->args[1]);
    } else {
        args[2] = key_bits(f, in->args[1]);
    }
    return cg_call_rt(f, table[set][form], args, form == KEY_STRING ? 4 : 3);
}

static void op_mapget(CgFn *f, const IrInstr *in)
{
    Val p = find(f, in, false);
    Val ok = LLVMBuildIsNotNull(f->b, p, "");
    if (cg_has_local(in->dst)) {
        const IrType *t = ir_local(f->f, in->dst)->type;
        Bb yes = cg_block(f, ""), no = cg_block(f, ""), done = cg_block(f, "");
        cg_branch(f, ok, yes, no);
        cg_at(f, yes);
        cg_write_local(f, in->dst, cg_load_value(f, p, t));
        LLVMBuildBr(f->b, done);
        cg_at(f, no);
        cg_write_local(f, in->dst, cg_zero_value(f, t));
        LLVMBuildBr(f->b, done);
        cg_at(f, done);
    }
    if (cg_has_local(in->dst2))
        cg_write_local(f, in->dst2, cg_val1(ok));
}

static void op_mapset(CgFn *f, const IrInstr *in)
{
    Val p = find(f, in, true);
    cg_store_value(f, p, in->args[2].type, cg_operand(f, in->args[2]));
}

// A map that lives in the frame.  Its first group does, too, unless more than
// that is asked for.
static Val frame_map(CgFn *f, const IrInstr *in, Val desc, Val hint, bool small)
{
    Cg *cg = f->cg;
    const IrType *key = in->desc->key->layout;
    const IrType *elem = in->desc->elem->layout;
    RtMapSlot slot =
        rt_map_slot(key->size, key->align, elem->size, elem->align);
    Val header = cg_alloca(f, RT_MAP_HEADER_SIZE, 8, "map");
    Val group = cg_null(cg);
    if (small)
        group = cg_alloca(f, 8 + RT_MAP_SLOTS * (uint64_t)slot.size, 8, "group");
    Val args[] = {desc, header, group, hint};
    return cg_call_rt(f, CG_rt_map_init_frame_group, args, 4);
}

static void op_makemap(CgFn *f, const IrInstr *in)
{
    Cg *cg = f->cg;
    Val desc = cg_desc_ref(cg, in->desc), m;
    bool hinted = in->nargs && in->args[0].kind != OPD_NONE;
    Val hint = hinted ? cg_widen(f, in->args[0]) : cg_int(cg, 0);
    if (in->site && in->site->place == PLACE_STACK) {
        bool small = !hinted || (in->args[0].kind == OPD_INT &&
                                 in->args[0].bits <= RT_MAP_SLOTS);
        m = frame_map(f, in, desc, hint, small);
    } else {
        Val args[] = {desc, hint};
        cg_count_site(f, in->site, cg_int(cg, RT_MAP_HEADER_SIZE));
        m = cg_call_rt(f, CG_rt_makemap, args, 2);
    }
    cg_write_local(f, in->dst, cg_val1(m));
}

static void op_mapdelete(CgFn *f, const IrInstr *in)
{
    Val args[] = {cg_desc_ref(f->cg, in->desc), cg_scalar(f, in->args[0]),
                  cg_operand_addr(f, in->args[1])};
    cg_call_rt(f, CG_rt_map_delete, args, 3);
}

static void op_mapiter(CgFn *f, const IrInstr *in)
{
    Val args[] = {cg_desc_ref(f->cg, in->desc), cg_scalar(f, in->args[0]),
                  cg_local_addr(f, in->dst)};
    cg_call_rt(f, CG_rt_map_iter_init, args, 3);
}

static Val iter_addr(CgFn *f, const IrInstr *in)
{
    ICE_ASSERT(in->args[0].kind == OPD_LOCAL, in->pos);
    return cg_local_addr(f, in->args[0].local);
}

static void iter_word(CgFn *f, const IrInstr *in, uint64_t off)
{
    Val p = cg_offset(f, iter_addr(f, in), off);
    cg_write_local(f, in->dst, cg_val1(cg_load(f, f->cg->ptr, p, 8)));
}

static void op_mapclear(CgFn *f, const IrInstr *in)
{
    Val args[] = {cg_desc_ref(f->cg, in->desc), cg_scalar(f, in->args[0])};
    cg_call_rt(f, CG_rt_map_clear, args, 2);
}

void cg_op_map(CgFn *f, const IrInstr *in)
{
    Val v;
    switch (in->op) {
    case OP_MAKEMAP: op_makemap(f, in); break;
    case OP_MAPGET: op_mapget(f, in); break;
    case OP_MAPSET: op_mapset(f, in); break;
    case OP_MAPSLOT:
        cg_write_local(f, in->dst, cg_val1(find(f, in, true)));
        break;
    case OP_MAPDELETE: op_mapdelete(f, in); break;
    case OP_MAPCLEAR: op_mapclear(f, in); break;
    case OP_MAPITER: op_mapiter(f, in); break;
    case OP_MAPNEXT:
        v = iter_addr(f, in);
        cg_call_rt(f, CG_rt_map_iter_next, &v, 1);
        break;
    case OP_MAPKEY: iter_word(f, in, offsetof(RtMapIter, key)); break;
    case OP_MAPELEM: iter_word(f, in, offsetof(RtMapIter, elem)); break;
    default: UNREACHABLE();
    }
}
