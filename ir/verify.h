// ir/verify.h -- What must hold between passes.
#ifndef IR_VERIFY_H
#define IR_VERIFY_H

#include "ir/ir.h"

// The first breach of ir.h's invariants or op.def's operand shapes, as text in
// the module's arena ("main.f b2 load: operand 0 has type ptr, want i64"), or
// an empty string.
Str ir_check_module(const IrModule *m);
Str ir_check_func(const IrModule *m, const IrFunc *f);

// The same, ending in an internal compiler error.
void ir_verify_module(const IrModule *m);
void ir_verify_func(const IrModule *m, const IrFunc *f);

#endif
