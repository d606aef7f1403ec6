// codegen/cg_chan.c -- Channels and select.
//
// Values travel by address.  A select of one case with a default, or of one
// case without, is the plain operation; others fill an array of cases.
//
//     i = select recv c -> x; default  ->  rt_chan_tryrecv(c, &x)
#include "codegen/cg_internal.h"

static Val chan_of(CgFn *f, const IrInstr *in)
{
    return cg_scalar(f, in->args[0]);
}

// --- Where a received value goes --------------------------------------------

// Memory for the value; what is in the local now stays there if nothing comes.
static Val landing(CgFn *f, LocalId dst)
{
    if (!cg_has_local(dst))
        return cg_null(f->cg);
    const IrType *t = ir_local(f->f, dst)->type;
    if (t->size == 0)
        return cg_null(f->cg);
    Val p = cg_alloca(f, t->size, t->align, "");
    cg_store_value(f, p, t, cg_read_local(f, dst));
    return p;
}

static void land(CgFn *f, LocalId dst, Val p)
{
    if (!cg_has_local(dst) || LLVMIsNull(p))
        return;
    cg_write_local(f, dst, cg_load_value(f, p, ir_local(f->f, dst)->type));
}

static void op_send(CgFn *f, const IrInstr *in)
{
    Val args[] = {chan_of(f, in), cg_operand_addr(f, in->args[1])};
    cg_call_rt(f, CG_rt_chan_send, args, 2);
}

static void op_recv(CgFn *f, const IrInstr *in)
{
    Val c = chan_of(f, in), p = landing(f, in->dst);
    Val ok = cg_call_rt(f, CG_rt_chan_recv, (Val[]){c, p}, 2);
    land(f, in->dst, p);
    if (cg_has_local(in->dst2))
        cg_write_local(f, in->dst2, cg_val1(ok));
}

static void op_makechan(CgFn *f, const IrInstr *in)
{
    Cg *cg = f->cg;
    bool sized = in->nargs && in->args[0].kind != OPD_NONE;
    Val args[] = {cg_desc_ref(cg, in->desc),
                  sized ? cg_widen(f, in->args[0]) : cg_int(cg, 0)};
    cg_count_site(f, in->site, cg_int(cg, 0));
    cg_write_local(f, in->dst,
                   cg_val1(cg_call_rt(f, CG_rt_makechan, args, 2)));
}

// --- select -----------------------------------------------------------------

static Val case_memory(CgFn *f, const IrSelectCase *c)
{
    return c->send ? cg_operand_addr(f, c->value) : landing(f, c->dst);
}

static void select_one(CgFn *f, const IrInstr *in)
{
    const IrSelectCase *c = &in->cases[0];
    Val args[] = {cg_scalar(f, c->chan), case_memory(f, c)};
    if (c->send) {
        cg_call_rt(f, CG_rt_chan_send, args, 2);
    } else {
        Val ok = cg_call_rt(f, CG_rt_chan_recv, args, 2);
        land(f, c->dst, args[1]);
        if (cg_has_local(c->ok))
            cg_write_local(f, c->ok, cg_val1(ok));
    }
    cg_write_local(f, in->dst, cg_val1(cg_int(f->cg, 0)));
}

static void keep_ok(CgFn *f, LocalId ok, Val chosen, Val value)
{
    if (!cg_has_local(ok))
        return;
    Val old = cg_read_local(f, ok).v[0];
    cg_write_local(f, ok,
                   cg_val1(LLVMBuildSelect(f->b, chosen, value, old, "")));
}

static Val bit(CgFn *f, Val v, unsigned n)
{
    Val b = LLVMBuildLShr(f->b, v, cg_int(f->cg, n), "");
    return LLVMBuildTrunc(f->b, b, f->cg->i1, "");
}

// One case and a default.
static void select_try(CgFn *f, const IrInstr *in)
{
    Cg *cg = f->cg;
    const IrSelectCase *c = &in->cases[0];
    Val args[] = {cg_scalar(f, c->chan), case_memory(f, c)}, chosen;
    if (c->send) {
        chosen = cg_call_rt(f, CG_rt_chan_trysend, args, 2);
    } else {
        Val r = cg_call_rt(f, CG_rt_chan_tryrecv, args, 2);
        chosen = bit(f, r, 0);
        land(f, c->dst, args[1]);
        keep_ok(f, c->ok, chosen, bit(f, r, 1));
    }
    Val i = LLVMBuildSelect(f->b, chosen, cg_int(cg, 0), cg_int(cg, 1), "");
    cg_write_local(f, in->dst, cg_val1(i));
}

static void fill_case(CgFn *f, Val row, const IrSelectCase *c, Val mem)
{
    cg_store(f, cg_scalar(f, c->chan),
             cg_offset(f, row, offsetof(RtSelectCase, chan)), 8);
    cg_store(f, mem, cg_offset(f, row, offsetof(RtSelectCase, elem)), 8);
    cg_store(f, cg_int(f->cg, c->send),
             cg_offset(f, row, offsetof(RtSelectCase, send)), 8);
}

static void take_cases(CgFn *f, const IrInstr *in, const Val *mem, Val index,
                       Val ok)
{
    for (uint32_t i = 0; i < in->ncases; i++) {
        const IrSelectCase *c = &in->cases[i];
        if (c->send)
            continue;
        land(f, c->dst, mem[i]);
        Val mine = LLVMBuildICmp(f->b, LLVMIntEQ, index, cg_int(f->cg, i),
                                 "");
        keep_ok(f, c->ok, mine, ok);
    }
}

static void select_many(CgFn *f, const IrInstr *in)
{
    Cg *cg = f->cg;
    uint64_t row = sizeof(RtSelectCase);
    Val cases = cg_alloca(f, row * in->ncases, 8, "");
    Val *mem = ARENA_ARRAY(cg->arena, Val, in->ncases + 1);
    for (uint32_t i = 0; i < in->ncases; i++) {
        mem[i] = case_memory(f, &in->cases[i]);
        fill_case(f, cg_offset(f, cases, row * i), &in->cases[i], mem[i]);
    }
    Val args[] = {cases, cg_int(cg, in->ncases),
                  cg_bool(cg, in->flags & IRF_NOBLOCK)};
    Val r = cg_call_rt(f, CG_rt_select, args, 3);
    Val index = LLVMBuildAnd(f->b, r, cg_int(cg, UINT32_MAX), "");
    take_cases(f, in, mem, index, bit(f, r, 32));
    cg_write_local(f, in->dst, cg_val1(index));
}

static void op_select(CgFn *f, const IrInstr *in)
{
    bool has_default = in->flags & IRF_NOBLOCK;
    if (in->ncases == 0 && has_default) {
        cg_write_local(f, in->dst, cg_val1(cg_int(f->cg, 0)));
    } else if (in->ncases == 0) {
        cg_call_rt(f, CG_rt_block, NULL, 0);
    } else if (in->ncases == 1) {
        (has_default ? select_try : select_one)(f, in);
    } else {
        select_many(f, in);
    }
}

void cg_op_chan(CgFn *f, const IrInstr *in)
{
    Val c;
    switch (in->op) {
    case OP_MAKECHAN: op_makechan(f, in); break;
    case OP_SEND: op_send(f, in); break;
    case OP_RECV: op_recv(f, in); break;
    case OP_CLOSE:
        c = chan_of(f, in);
        cg_call_rt(f, CG_rt_chan_close, &c, 1);
        break;
    case OP_SELECT: op_select(f, in); break;
    case OP_CHANLEN: case OP_CHANCAP:
        c = chan_of(f, in);
        c = cg_call_rt(f, in->op == OP_CHANLEN ? CG_rt_chan_len
                                               : CG_rt_chan_cap, &c, 1);
        cg_write_local(f, in->dst, cg_val1(c));
        break;
    default: UNREACHABLE();
    }
}
