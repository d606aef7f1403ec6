// ir/verify.h -- What must hold between passes.
//
// ir_verify_module ends in an internal compiler error that names the function,
// the instruction and the rule; ir_check_module gives the text back instead.
#ifndef IR_VERIFY_H
#define IR_VERIFY_H

#include "ir/ir.h"

void ir_verify_module(const IrModule *m);
// True when all holds; else *error is set, in `arena`.
bool ir_check_module(const IrModule *m, Arena *arena, Str *error);
bool ir_check_func(const IrModule *m, const IrFunc *f, Arena *arena,
                   Str *error);

#endif
