// escape/report.h -- The lines of -m and -m=2, in Go's words and order.
//
// Lines are appended as the analysis goes: explanations in the order in which
// the solver finds them, then parameters, then locations as created.
//
//     ./f.go:8:2: x escapes to heap in work:
//     ./f.go:8:2:   flow: {heap} <- &x:
//     ./f.go:8:2:     from g = &x (assign) at ./f.go:9:4
#ifndef ESCAPE_REPORT_H
#define ESCAPE_REPORT_H

#include "escape/flow.h"

bool report_wants(const EscapeOptions *o, const IrFunc *f);
void report_line(IrModule *m, const EscapeOptions *o, const IrFunc *f, Pos pos,
                 Str text);

Str report_loc_text(const Loc *l); // Variable name or source text.
Pos report_loc_pos(const Loc *l);

// During building and solving.
void report_self_assign(Flow *w, const IrFunc *f, const IrInstr *in);
void report_capture(Flow *w, const IrFunc *f, const IrLocal *cap, FlowVal v);
void report_captures(Flow *w); // The collected lines.
void report_direct_escape(Flow *w, const Loc *dst, const FlowEdge *e);
void report_escape(Flow *w, const Loc *root, Loc *l);
void report_param_leak(Flow *w, const Loc *root, Loc *l, int derefs);

// After solving: parameters, then verdicts.
void report_params(Flow *w, const IrFunc *f);
void report_verdict(Flow *w, const Loc *l);

#endif
