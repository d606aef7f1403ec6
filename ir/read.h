// ir/read.h -- Reading the text form that ir/print.h writes.
//
// read(print(m)) prints as m does.  Comments start with `;`.  What escape
// analysis and codegen keep in the IR is not part of the text.
#ifndef IR_READ_H
#define IR_READ_H

#include "ir/ir.h"

// NULL with *error ("line 3: unknown opcode") when the text is not IR.
IrModule *ir_read(Arena *arena, Str text, Str *error);

#endif
