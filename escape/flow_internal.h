// escape/flow_internal.h -- What the builders of the graph share.
#ifndef ESCAPE_FLOW_INTERNAL_H
#define ESCAPE_FLOW_INTERNAL_H

#include "escape/flow.h"

// One function being walked.
typedef struct Build {
    Flow *w;
    FlowFunc *ff;
    IrFunc *f;
} Build;

// The value of an operand; no location when it holds no pointer to follow.
FlowVal flow_val(const Build *b, const IrOperand *o);
FlowVal flow_shift(FlowVal v, int derefs);
// With the instruction's own note.
FlowVal flow_noted(const Build *b, FlowVal v, const IrInstr *in);
// v becomes the value of dst, or flows into it.
void flow_define(const Build *b, LocalId dst, FlowVal v, const IrInstr *in);
// A new location for the instruction's site.
Loc *flow_site(const Build *b, IrInstr *in);
// The address of the site's location.
FlowVal flow_spill(const Build *b, Loc *site, const IrInstr *in);
// Walks the body of a function of the batch.
void flow_body(Flow *w, IrFunc *f);

// flow_call.c
void flow_call(const Build *b, IrInstr *in);
void flow_callfunc(const Build *b, IrInstr *in);
void flow_calliface(const Build *b, IrInstr *in);
void flow_closure(const Build *b, IrInstr *in);
void flow_go(const Build *b, IrInstr *in);
void flow_defer(const Build *b, IrInstr *in);

#endif
