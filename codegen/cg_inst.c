// codegen/cg_inst.c -- One case per opcode.
//
// The work is in the file of the instruction's area; this is the table, and
// the few instructions that have no other home.
#include "codegen/cg_internal.h"

static void op_len(CgFn *f, const IrInstr *in)
{
    Cg *cg = f->cg;
    const IrType *t = in->args[0].type;
    CgVal v = cg_operand(f, in->args[0]);
    if (t->kind != IRT_MAP) {
        cg_write_local(f, in->dst,
                       cg_val1(v.v[in->op == OP_CAP ? 2 : 1]));
        return;
    }
    // The number of entries is a map's first word; a nil map has none.
    Bb here = LLVMGetInsertBlock(f->b);
    Bb some = cg_block(f, "map"), done = cg_block(f, "len");
    cg_branch(f, LLVMBuildIsNull(f->b, v.v[0], ""), done, some);
    cg_at(f, some);
    Val n = cg_load(f, cg->i64, v.v[0], 8);
    LLVMBuildBr(f->b, done);
    cg_at(f, done);
    Val phi = LLVMBuildPhi(f->b, cg->i64, "");
    Val vals[] = {cg_int(cg, 0), n};
    Bb froms[] = {here, some};
    LLVMAddIncoming(phi, vals, froms, 2);
    cg_write_local(f, in->dst, cg_val1(phi));
}

static void op_if(CgFn *f, const IrInstr *in)
{
    Bb yes = f->blocks[in->targets[0].i], no = f->blocks[in->targets[1].i];
    Val cond = cg_scalar(f, in->args[0]);
    bool cold_yes = ir_block(f->f, in->targets[0])->cold;
    bool cold_no = ir_block(f->f, in->targets[1])->cold;
    if (yes == no) {
        LLVMBuildBr(f->b, yes);
    } else if (cold_yes == cold_no) {
        cg_branch(f, cond, yes, no);
    } else if (cold_no) {
        cg_branch_likely(f, cond, yes, no);
    } else {
        cg_branch_likely(f, LLVMBuildNot(f->b, cond, ""), no, yes);
    }
}

static void op_switch(CgFn *f, const IrInstr *in)
{
    Val v = cg_scalar(f, in->args[0]);
    Ty t = LLVMTypeOf(v);
    Val sw = LLVMBuildSwitch(f->b, v, f->blocks[in->targets[0].i],
                             in->ntargets - 1);
    for (uint32_t i = 1; i < in->ntargets; i++)
        LLVMAddCase(sw, cg_int_of(t, in->values[i - 1]),
                    f->blocks[in->targets[i].i]);
}

static void op_part(CgFn *f, const IrInstr *in, int i)
{
    cg_write_local(f, in->dst, cg_val1(cg_operand(f, in->args[0]).v[i]));
}

static void op_assemble(CgFn *f, const IrInstr *in)
{
    CgVal v = {.n = (int)in->nargs};
    for (uint32_t i = 0; i < in->nargs && i < 3; i++) {
        v.v[i] = i == 0 ? cg_scalar(f, in->args[i])
                        : cg_widen(f, in->args[i]);
    }
    cg_write_local(f, in->dst, v);
}

void cg_instr(CgFn *f, const IrInstr *in)
{
    switch (in->op) {
    case OP_MOVE: cg_op_move(f, in); break;
    case OP_LOAD: cg_op_load(f, in); break;
    case OP_STORE: cg_op_store(f, in); break;
    case OP_ADDR: cg_op_addr(f, in); break;
    case OP_ZERO: cg_op_zero(f, in); break;
    case OP_DECL: cg_decl(f, in); break;
    case OP_BIN: cg_op_bin(f, in); break;
    case OP_CMP: cg_op_cmp(f, in); break;
    case OP_UN: cg_op_un(f, in); break;
    case OP_CONV: cg_op_conv(f, in); break;
    case OP_COMPLEX: cg_op_complex(f, in); break;
    case OP_REAL: op_part(f, in, 0); break;
    case OP_IMAG: op_part(f, in, 1); break;
    case OP_NILCHECK: case OP_BOUNDS: case OP_DIVCHECK: case OP_SHIFTCHECK:
        cg_op_check(f, in);
        break;
    case OP_LEN: case OP_CAP: op_len(f, in); break;
    case OP_DATA: op_part(f, in, 0); break;
    case OP_SLICE: cg_op_slice(f, in); break;
    case OP_MKSLICE: case OP_MKSTRING: op_assemble(f, in); break;
    case OP_SLICE2ARR: cg_op_slice2arr(f, in); break;
    case OP_COPY: case OP_CLEAR: case OP_DECODE: case OP_CONCAT:
    case OP_STR2BYTES: case OP_BYTES2STR: case OP_STR2RUNES:
    case OP_RUNES2STR: case OP_RUNE2STR:
        cg_op_string(f, in);
        break;
    case OP_NEW: cg_op_new(f, in); break;
    case OP_MAKESLICE: cg_op_makeslice(f, in); break;
    case OP_NEWARRAY: cg_op_newarray(f, in); break;
    case OP_APPEND: cg_op_append(f, in); break;
    case OP_CLOSURE: cg_op_closure(f, in); break;
    case OP_TOIFACE: cg_op_toiface(f, in); break;
    case OP_ICONV: case OP_ASSERT: case OP_ITYPE: case OP_IDATA:
        cg_op_iface(f, in);
        break;
    case OP_MAKEMAP: case OP_MAPGET: case OP_MAPSET: case OP_MAPSLOT:
    case OP_MAPDELETE: case OP_MAPCLEAR: case OP_MAPITER: case OP_MAPNEXT:
    case OP_MAPKEY: case OP_MAPELEM:
        cg_op_map(f, in);
        break;
    case OP_MAKECHAN: case OP_SEND: case OP_RECV: case OP_CLOSE:
    case OP_SELECT: case OP_CHANLEN: case OP_CHANCAP:
        cg_op_chan(f, in);
        break;
    case OP_GO: cg_op_go(f, in); break;
    case OP_CALL: cg_op_call(f, in); break;
    case OP_CALLFUNC: cg_op_callfunc(f, in); break;
    case OP_CALLIFACE: cg_op_calliface(f, in); break;
    case OP_DEFER: cg_op_defer(f, in); break;
    case OP_PANIC: cg_op_panic(f, in); break;
    case OP_RECOVER: cg_op_recover(f, in); break;
    case OP_PRINT: cg_op_print(f, in); break;
    case OP_JUMP: LLVMBuildBr(f->b, f->blocks[in->targets[0].i]); break;
    case OP_IF: op_if(f, in); break;
    case OP_SWITCH: op_switch(f, in); break;
    case OP_RET: cg_return(f); break;
    case OP_UNREACHABLE: LLVMBuildUnreachable(f->b); break;
    case OP_COUNT: ICE(in->pos, "bad opcode");
    }
}
