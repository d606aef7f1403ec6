// ir/irtype.h -- Interned layouts.
//
// Equal layout, equal pointer: compare IrTypes with ==.  Names of fields are
// not part of the identity (the first spelling is kept, for dumps).
//
//     const IrType *pair = irtype_struct(m, (const IrField[]){
//         {irtype_basic(m, IRT_I64), 0, STR("x")}, ...}, 2, 16, 8);
#ifndef IR_IRTYPE_H
#define IR_IRTYPE_H

#include "ir/ir.h"

// Any kind but STRUCT and ARRAY.
const IrType *irtype_basic(IrModule *m, IrTypeKind kind);
// Fields with their offsets; size is padded to align by the caller.
const IrType *irtype_struct(IrModule *m, const IrField *fields, uint32_t n,
                            uint64_t size, uint32_t align);
const IrType *irtype_array(IrModule *m, const IrType *elem, uint64_t count);

bool irtype_has_pointers(const IrType *t);
bool irtype_is_integer(const IrType *t);
bool irtype_is_signed(const IrType *t);
bool irtype_is_float(const IrType *t);   // F32, F64
bool irtype_is_complex(const IrType *t);
bool irtype_is_scalar(const IrType *t);  // One machine value: bool, numbers
                                         // but complex, pointers
bool irtype_is_aggregate(const IrType *t); // STRUCT, ARRAY, MAPITER
// Sets bit i of `bits` (in the caller's array of ceil(ptrdata / 64) words,
// zeroed) for each word i that holds a pointer.
void irtype_pointer_bits(const IrType *t, uint64_t *bits);
// "i64", "{ptr, string}", "[4]f64"
Str irtype_text(Arena *arena, const IrType *t);

#endif
