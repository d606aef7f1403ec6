// escape/literal.h -- What constants and sizes decide by themselves.
#ifndef ESCAPE_LITERAL_H
#define ESCAPE_LITERAL_H

#include "escape/flow.h"

bool literal_is_direct(const IrDesc *d);    // Interfaces hold it unboxed.
bool literal_is_interface(const IrDesc *d);

// Puts the constant that a make's length or a boxed operand always has in its
// place: make([]int, n) with n := 10 has a constant size.
void literal_rewrite(Flow *w, Loc *site);
// Why a site can never be in a frame ("too large for stack"), or NULL.
const char *literal_heap_reason(const Loc *site);
// The constant number of elements of a make, or -1.
int64_t literal_make_count(const IrInstr *in);
// Boxing allocates nothing: zero size, one byte, constants.
bool literal_box_is_static(const IrInstr *in);

#endif
