// ir/print.h -- The text form of the IR, which ir/read.h reads back.
//
// One line per instruction:
//
//     x%3 = load (*p%1 {i64, ptr}).0 @120    ; ./f.go:7:9
//
// A local is its name, % and its number; `@` starts a position number.  With
// sources a comment gives the place as file:line:col.
#ifndef IR_PRINT_H
#define IR_PRINT_H

#include "ir/ir.h"

void ir_print_module(const IrModule *m, StrBuf *out);
void ir_print_func(const IrModule *m, const IrFunc *f, StrBuf *out);
void ir_print_instr(const IrModule *m, const IrFunc *f, const IrInstr *in,
                    StrBuf *out);
void ir_print_operand(const IrModule *m, const IrFunc *f, IrOperand o,
                      StrBuf *out);
void ir_print_place(const IrModule *m, const IrFunc *f, const IrPlace *p,
                    StrBuf *out);

const char *ir_op_name(IrOp op);
const char *ir_bin_name(IrBin op);
const char *ir_cmp_name(IrCmp op);
const char *ir_un_name(IrUn op);
const char *ir_place_name(Place p);
const char *ir_site_kind_name(SiteKind k);
const char *ir_local_kind_name(LocalKind k);

#endif
