// codegen/cg_string.c -- Strings, and whole-slice copies.
//
// Conversions take a buffer of the frame when their site is on the stack; the
// runtime uses it if the result fits.  A conversion whose result is only looked
// at shares the bytes.
//
//     r, w = decode s, i  ->  s[i] < 0x80 ? (s[i], 1) : rt_decode_rune(s, i)
#include "codegen/cg_internal.h"

enum { BUF_BYTES = 32, BUF_RUNES = 32 * 4, BUF_RUNE = 4 };

// A buffer in the frame, or null.
static Val buffer(CgFn *f, const IrInstr *in, uint64_t size)
{
    if (!in->site || cg_on_heap(in->site)) {
        cg_count_site(f, in->site, cg_int(f->cg, 0));
        return cg_null(f->cg);
    }
    return cg_alloca(f, size, 8, "buf");
}

static CgVal take_pair(CgFn *f, Val call)
{
    return cg_val2(LLVMBuildExtractValue(f->b, call, 0, ""),
                   LLVMBuildExtractValue(f->b, call, 1, ""));
}

static void op_concat(CgFn *f, const IrInstr *in)
{
    Cg *cg = f->cg;
    Val buf = buffer(f, in, BUF_BYTES);
    if (in->nargs == 2) {
        CgVal a = cg_operand(f, in->args[0]), b = cg_operand(f, in->args[1]);
        Val args[] = {buf, a.v[0], a.v[1], b.v[0], b.v[1]};
        Val r = cg_call_rt(f, CG_rt_concat2, args, 5);
        cg_write_local(f, in->dst, take_pair(f, r));
        return;
    }
    Val parts = cg_alloca(f, 16 * (uint64_t)in->nargs, 8, "");
    for (uint32_t i = 0; i < in->nargs; i++)
        cg_store_value(f, cg_offset(f, parts, 16 * (uint64_t)i),
                       in->args[i].type, cg_operand(f, in->args[i]));
    Val args[] = {buf, parts, cg_int(cg, in->nargs)};
    Val r = cg_call_rt(f, CG_rt_concat, args, 3);
    cg_write_local(f, in->dst, take_pair(f, r));
}

static void op_bytes2str(CgFn *f, const IrInstr *in)
{
    CgVal a = cg_operand(f, in->args[0]);
    bool share = (in->flags & IRF_TMP) ||
                 (in->site && in->site->place == PLACE_NONE);
    if (share) {
        cg_write_local(f, in->dst, cg_val2(a.v[0], a.v[1]));
        return;
    }
    Val args[] = {buffer(f, in, BUF_BYTES), a.v[0], a.v[1]};
    Val r = cg_call_rt(f, CG_rt_bytes_to_string, args, 3);
    cg_write_local(f, in->dst, take_pair(f, r));
}

static void to_slice(CgFn *f, const IrInstr *in, CgRt rt, uint64_t buf)
{
    CgVal a = cg_operand(f, in->args[0]);
    Val out = cg_alloca(f, sizeof(RtSlice), 8, "");
    Val args[] = {out, buffer(f, in, buf), a.v[0], a.v[1]};
    cg_call_rt(f, rt, args, 4);
    cg_write_local(f, in->dst,
                   cg_load_value(f, out,
                                 irtype_basic(f->cg->ir, IRT_SLICE)));
}

// Nobody writes to the bytes when the site says that nothing is allocated.
static void op_str2bytes(CgFn *f, const IrInstr *in)
{
    if (in->site && in->site->place == PLACE_NONE) {
        CgVal a = cg_operand(f, in->args[0]);
        Val none = LLVMBuildIsNull(f->b, a.v[0], ""); // Not a nil slice
        Val p = LLVMBuildSelect(f->b, none, cg_zero_base(f->cg), a.v[0], "");
        cg_write_local(f, in->dst, cg_val3(p, a.v[1], a.v[1]));
        return;
    }
    to_slice(f, in, CG_rt_string_to_bytes, BUF_BYTES);
}

static void op_runes2str(CgFn *f, const IrInstr *in)
{
    CgVal a = cg_operand(f, in->args[0]);
    Val args[] = {buffer(f, in, BUF_BYTES), a.v[0], a.v[1]};
    Val r = cg_call_rt(f, CG_rt_runes_to_string, args, 3);
    cg_write_local(f, in->dst, take_pair(f, r));
}

static void op_rune2str(CgFn *f, const IrInstr *in)
{
    Val args[] = {buffer(f, in, BUF_RUNE), cg_widen(f, in->args[0])};
    Val r = cg_call_rt(f, CG_rt_rune_to_string, args, 2);
    cg_write_local(f, in->dst, take_pair(f, r));
}

static void op_decode(CgFn *f, const IrInstr *in)
{
    Cg *cg = f->cg;
    CgVal s = cg_operand(f, in->args[0]);
    Val i = cg_widen(f, in->args[1]);
    Val byte = cg_load(f, cg->i8, cg_index(f, s.v[0], i, 1), 1);
    Val ascii = LLVMBuildICmp(f->b, LLVMIntSGE, byte, LLVMConstNull(cg->i8),
                              "");
    Val quick = LLVMBuildZExt(f->b, byte, cg->i32, "");
    Bb here = LLVMGetInsertBlock(f->b);
    Bb slow = cg_block(f, ""), done = cg_block(f, "");
    cg_branch_likely(f, ascii, done, slow);
    cg_at(f, slow);
    Val args[] = {s.v[0], s.v[1], i};
    Val both = cg_call_rt(f, CG_rt_decode_rune, args, 3);
    Val rune = LLVMBuildTrunc(f->b, both, cg->i32, "");
    Val width = LLVMBuildLShr(f->b, both, cg_int(cg, 32), "");
    LLVMBuildBr(f->b, done);
    cg_at(f, done);
    Val r = cg_phi2(f, cg->i32, quick, here, rune, slow);
    Val w = cg_phi2(f, cg->i64, cg_int(cg, 1), here, width, slow);
    cg_write_local(f, in->dst, cg_val1(r));
    if (cg_has_local(in->dst2))
        cg_write_local(f, in->dst2, cg_val1(w));
}

static void op_copy(CgFn *f, const IrInstr *in)
{
    Cg *cg = f->cg;
    CgVal d = cg_operand(f, in->args[0]), s = cg_operand(f, in->args[1]);
    Val less = LLVMBuildICmp(f->b, LLVMIntULT, d.v[1], s.v[1], "");
    Val n = LLVMBuildSelect(f->b, less, d.v[1], s.v[1], "");
    Val bytes = LLVMBuildMul(f->b, n, cg_int(cg, in->elem->size), "");
    LLVMBuildMemMove(f->b, d.v[0], in->elem->align, s.v[0], in->elem->align,
                     bytes);
    cg_write_local(f, in->dst, cg_val1(n));
}

static void op_clear(CgFn *f, const IrInstr *in)
{
    Cg *cg = f->cg;
    CgVal s = cg_operand(f, in->args[0]);
    Val bytes = LLVMBuildMul(f->b, s.v[1], cg_int(cg, in->elem->size), "");
    LLVMBuildMemSet(f->b, s.v[0], LLVMConstNull(cg->i8), bytes,
                    in->elem->align);
}

void cg_op_string(CgFn *f, const IrInstr *in)
{
    switch (in->op) {
    case OP_COPY: op_copy(f, in); break;
    case OP_CLEAR: op_clear(f, in); break;
    case OP_DECODE: op_decode(f, in); break;
    case OP_CONCAT: op_concat(f, in); break;
    case OP_STR2BYTES: op_str2bytes(f, in); break;
    case OP_BYTES2STR: op_bytes2str(f, in); break;
    case OP_STR2RUNES:
        to_slice(f, in, CG_rt_string_to_runes, BUF_RUNES);
        break;
    case OP_RUNES2STR: op_runes2str(f, in); break;
    case OP_RUNE2STR: op_rune2str(f, in); break;
    default: UNREACHABLE();
    }
}
