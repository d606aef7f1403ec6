// ir/build.c -- The cursor and one constructor per opcode.
//
// builder_emit does the work; the rest fills operands.  Results go to fresh
// temporaries.
//
// Invariant: a dead cursor never appends to a finished block.
#include "ir/build.h"

#include "base/ice.h"
#include "ir/irtype.h"

static bool ends_block(IrOp op)
{
    return op == OP_JUMP || op == OP_IF || op == OP_SWITCH || op == OP_RET ||
           op == OP_UNREACHABLE;
}

void builder_init(IrBuilder *b, IrModule *m, IrFunc *f)
{
    *b = (IrBuilder){0};
    b->m = m;
    b->f = f;
    b->pos = f->pos;
    b->loop_depth = 1;
    b->block = ir_block_new(m, f);
}

void builder_at(IrBuilder *b, BlockId block)
{
    b->block = block;
    b->dead = false;
}

bool builder_is_dead(const IrBuilder *b)
{
    return b->dead;
}

LocalId builder_temp(IrBuilder *b, const IrType *type)
{
    return ir_local_new(b->m, b->f, LOCAL_TEMP, type, STR(""));
}

IrInstr *builder_emit(IrBuilder *b, IrOp op)
{
    if (b->dead)
        builder_at(b, ir_block_new(b->m, b->f));

    IrInstr in = {0};
    in.op = op;
    in.pos = b->pos;
    in.loop_depth = b->loop_depth;
    in.dst = LOCAL_NONE;
    in.dst2 = LOCAL_NONE;
    in.note = b->note;
    IrBlock *block = ir_block(b->f, b->block);
    vec_push_in(&block->instrs, b->m->arena, in);
    b->dead = ends_block(op);
    return &vec_last(&block->instrs);
}

void instr_set_args(IrModule *m, IrInstr *in, const IrOperand *args,
                    uint32_t n)
{
    in->nargs = n;
    in->args = n ? arena_memdup(m->arena, args, n * sizeof *args) : NULL;
}

static void set_place(IrBuilder *b, IrInstr *in, IrPlace p)
{
    in->place = arena_memdup(b->m->arena, &p, sizeof p);
}

static void set_targets(IrBuilder *b, IrInstr *in, const BlockId *targets,
                        uint32_t n)
{
    in->ntargets = n;
    in->targets = arena_memdup(b->m->arena, targets, n * sizeof *targets);
}

void build_move(IrBuilder *b, LocalId dst, IrOperand a)
{
    IrInstr *in = builder_emit(b, OP_MOVE);
    in->dst = dst;
    instr_set_args(b->m, in, &a, 1);
}

void build_load_to(IrBuilder *b, LocalId dst, IrPlace p)
{
    IrInstr *in = builder_emit(b, OP_LOAD);
    in->dst = dst;
    set_place(b, in, p);
}

IrOperand build_load(IrBuilder *b, IrPlace p)
{
    LocalId dst = builder_temp(b, p.type);
    build_load_to(b, dst, p);
    return opd_local(b->f, dst);
}

IrInstr *build_store(IrBuilder *b, IrPlace p, IrOperand a)
{
    IrInstr *in = builder_emit(b, OP_STORE);
    set_place(b, in, p);
    instr_set_args(b->m, in, &a, 1);
    return in;
}

IrOperand build_addr(IrBuilder *b, IrPlace p)
{
    LocalId dst = builder_temp(b, irtype_basic(b->m, IRT_PTR));
    IrInstr *in = builder_emit(b, OP_ADDR);
    in->dst = dst;
    set_place(b, in, p);
    if (p.base == BASE_LOCAL)
        ir_local(b->f, p.local)->addr_taken = true;
    return opd_local(b->f, dst);
}

void build_zero(IrBuilder *b, IrPlace p)
{
    set_place(b, builder_emit(b, OP_ZERO), p);
}

IrInstr *build_decl(IrBuilder *b, LocalId var, AllocSite *site)
{
    IrInstr *in = builder_emit(b, OP_DECL);
    in->dst = var;
    in->site = site;
    if (site)
        ir_local(b->f, var)->site = site;
    return in;
}

IrInstr *build_op(IrBuilder *b, IrOp op, const IrType *result,
                  const IrOperand *args, uint32_t nargs, AllocSite *site)
{
    LocalId dst = result ? builder_temp(b, result) : LOCAL_NONE;
    IrInstr *in = builder_emit(b, op);
    in->dst = dst;
    in->site = site;
    instr_set_args(b->m, in, args, nargs);
    return in;
}

IrOperand instr_result(const IrFunc *f, const IrInstr *in)
{
    return opd_local(f, in->dst);
}

IrOperand build_bin(IrBuilder *b, IrBin op, IrOperand x, IrOperand y)
{
    IrInstr *in = build_op(b, OP_BIN, x.type, (IrOperand[]){x, y}, 2, NULL);
    in->sub = (uint8_t)op;
    return instr_result(b->f, in);
}

IrOperand build_cmp(IrBuilder *b, IrCmp op, IrOperand x, IrOperand y,
                    IrDesc *desc)
{
    IrInstr *in = build_op(b, OP_CMP, irtype_basic(b->m, IRT_BOOL),
                           (IrOperand[]){x, y}, 2, NULL);
    in->sub = (uint8_t)op;
    in->desc = desc;
    return instr_result(b->f, in);
}

IrOperand build_un(IrBuilder *b, IrUn op, IrOperand x)
{
    IrInstr *in = build_op(b, OP_UN, x.type, &x, 1, NULL);
    in->sub = (uint8_t)op;
    return instr_result(b->f, in);
}

IrOperand build_conv(IrBuilder *b, const IrType *to, IrOperand x)
{
    return build_unary(b, OP_CONV, to, x);
}

IrOperand build_unary(IrBuilder *b, IrOp op, const IrType *result,
                      IrOperand x)
{
    return instr_result(b->f, build_op(b, op, result, &x, 1, NULL));
}

IrOperand build_binary(IrBuilder *b, IrOp op, const IrType *result,
                       IrOperand x, IrOperand y)
{
    IrOperand args[] = {x, y};
    return instr_result(b->f, build_op(b, op, result, args, 2, NULL));
}

void build_check(IrBuilder *b, IrOp op, IrOperand x, IrOperand y)
{
    IrOperand args[] = {x, y};
    build_op(b, op, NULL, args, y.kind == OPD_NONE ? 1 : 2, NULL);
}

void build_jump(IrBuilder *b, BlockId to)
{
    set_targets(b, builder_emit(b, OP_JUMP), &to, 1);
}

void build_if(IrBuilder *b, IrOperand cond, BlockId yes, BlockId no)
{
    IrInstr *in = builder_emit(b, OP_IF);
    instr_set_args(b->m, in, &cond, 1);
    set_targets(b, in, (BlockId[]){yes, no}, 2);
}

void build_switch(IrBuilder *b, IrOperand v, BlockId otherwise,
                  const uint64_t *values, const BlockId *targets, uint32_t n)
{
    IrInstr *in = builder_emit(b, OP_SWITCH);
    instr_set_args(b->m, in, &v, 1);
    in->ntargets = n + 1;
    in->targets = ARENA_ARRAY(b->m->arena, BlockId, n + 1);
    in->targets[0] = otherwise;
    for (uint32_t i = 0; i < n; i++)
        in->targets[i + 1] = targets[i];
    in->values = n ? arena_memdup(b->m->arena, values, n * sizeof *values)
                   : NULL;
}

void build_ret(IrBuilder *b)
{
    builder_emit(b, OP_RET);
}

void build_unreachable(IrBuilder *b)
{
    builder_emit(b, OP_UNREACHABLE);
}
