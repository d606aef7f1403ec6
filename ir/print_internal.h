// ir/print_internal.h -- Atoms shared by ir/print.c and ir/print_module.c.
#ifndef IR_PRINT_INTERNAL_H
#define IR_PRINT_INTERNAL_H

#include "ir/ir.h"

void ir_put_quoted(StrBuf *out, Str s); // \" \\ and \xx with two hex digits
void ir_put_type(const IrModule *m, StrBuf *out, const IrType *t);
void ir_put_float(StrBuf *out, double v);
void ir_put_pos(StrBuf *out, Pos pos); // " @N", nothing for NO_POS

#endif
