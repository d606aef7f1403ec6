// ir/build.h -- Building functions: a cursor, and one constructor per opcode.
//
// An IrBuilder points at the end of one block.  Emitting appends there;
// instructions get the builder's current position and inline stack.  After a
// T-instruction the cursor is dead (builder_is_dead) until builder_at moves it;
// emitting into a dead cursor goes to a fresh unreachable block.
//
//     IrBuilder b;
//     builder_init(&b, m, f);
//     IrOperand sum = build_bin(&b, BIN_ADD, x, y);
#ifndef IR_BUILD_H
#define IR_BUILD_H

#include "ir/ir.h"

typedef struct IrBuilder {
    IrModule *m;
    IrFunc *f;
    BlockId block;
    bool dead;
    Pos pos;
    int loop_depth;  // For new sites.
    IrNote note;     // Given to emitted instructions, then cleared by the owner.
} IrBuilder;

// --- Module level
IrModule *ir_module_new(Arena *arena, const SourceSet *sources);
IrFunc *ir_func_new(IrModule *m, Str name, Str link_name, Pos pos);
IrGlobal *ir_global_new(IrModule *m, Str name, Str link_name,
                        const IrType *type);
AllocSite *ir_site_new(IrModule *m, IrFunc *f, SiteKind kind, Pos pos,
                       Str text);

// --- Locals and blocks
LocalId ir_local_new(IrModule *m, IrFunc *f, LocalKind kind,
                     const IrType *type, Str name);
IrLocal *ir_local(const IrFunc *f, LocalId id);
BlockId ir_block_new(IrModule *m, IrFunc *f);
IrBlock *ir_block(const IrFunc *f, BlockId id);

// --- Operands
IrOperand opd_none(void);
IrOperand opd_local(const IrFunc *f, LocalId id);
IrOperand opd_int(const IrType *type, uint64_t bits); // Also bools.
IrOperand opd_float(const IrType *type, double v);
IrOperand opd_complex(const IrType *type, double re, double im);
IrOperand opd_string(IrModule *m, Str s);
IrOperand opd_zero(const IrType *type);
IrOperand opd_func(IrModule *m, IrFunc *f);
IrOperand opd_global(IrModule *m, IrGlobal *g);
IrOperand opd_desc(IrModule *m, IrDesc *d);

// --- Places (by value; the arrays of steps live in the module's arena)
IrPlace place_local(const IrFunc *f, LocalId id);
IrPlace place_global(IrGlobal *g);
IrPlace place_deref(IrOperand ptr, const IrType *pointee);
IrPlace place_elem(IrOperand slice_or_string, IrOperand index,
                   const IrType *elem);
IrPlace place_field(IrModule *m, IrPlace base, uint32_t field);
IrPlace place_index(IrModule *m, IrPlace base, IrOperand index);

// --- Cursor
void builder_init(IrBuilder *b, IrModule *m, IrFunc *f); // At a new block 0.
void builder_at(IrBuilder *b, BlockId block);
bool builder_is_dead(const IrBuilder *b);
LocalId builder_temp(IrBuilder *b, const IrType *type);
// Appends a zeroed instruction of that op with pos, note set; valid until the
// next one is appended to the same block.
IrInstr *builder_emit(IrBuilder *b, IrOp op);
void instr_set_args(IrModule *m, IrInstr *in, const IrOperand *args,
                    uint32_t n);

// --- Instructions.  Those that return an operand put the result in a new temp
void build_move(IrBuilder *b, LocalId dst, IrOperand a);
IrOperand build_load(IrBuilder *b, IrPlace p);
void build_load_to(IrBuilder *b, LocalId dst, IrPlace p);
IrInstr *build_store(IrBuilder *b, IrPlace p, IrOperand a);
IrOperand build_addr(IrBuilder *b, IrPlace p);
void build_zero(IrBuilder *b, IrPlace p);
IrInstr *build_decl(IrBuilder *b, LocalId var, AllocSite *site);
IrOperand build_bin(IrBuilder *b, IrBin op, IrOperand x, IrOperand y);
IrOperand build_cmp(IrBuilder *b, IrCmp op, IrOperand x, IrOperand y,
                    IrDesc *desc);
IrOperand build_un(IrBuilder *b, IrUn op, IrOperand x);
IrOperand build_conv(IrBuilder *b, const IrType *to, IrOperand x);
IrOperand build_unary(IrBuilder *b, IrOp op, const IrType *result,
                      IrOperand x); // LEN CAP DATA REAL IMAG ITYPE CHANLEN ...
IrOperand build_binary(IrBuilder *b, IrOp op, const IrType *result,
                       IrOperand x, IrOperand y); // COMPLEX, MKSTRING
void build_check(IrBuilder *b, IrOp op, IrOperand x, IrOperand y);
// Any op with a result in a new temp, arguments and site (may be NULL).
IrInstr *build_op(IrBuilder *b, IrOp op, const IrType *result,
                  const IrOperand *args, uint32_t nargs, AllocSite *site);
IrOperand instr_result(const IrFunc *f, const IrInstr *in);
void build_jump(IrBuilder *b, BlockId to);
void build_if(IrBuilder *b, IrOperand cond, BlockId yes, BlockId no);
void build_switch(IrBuilder *b, IrOperand v, BlockId otherwise,
                  const uint64_t *values, const BlockId *targets, uint32_t n);
void build_ret(IrBuilder *b);
void build_unreachable(IrBuilder *b);

#endif
