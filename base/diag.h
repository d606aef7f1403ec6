// base/diag.h -- Diagnostics: collect, sort, dedupe, render in Go's form.
//
// Phases report errors (and the lines of -m) in any order; nothing is printed
// until the driver renders.  The rules are Go's: one syntax error per line;
// the same text twice on a line counts once; after the tenth error everything
// later is dropped and `too many errors` ends the list, at the position of the
// error that filled it.
//
// A message may hold continuation lines; they are printed as they are, so the
// text itself starts them with a tab ("\n\thave (int)").
//
//     diag_error(&diags, pos, "undefined: %.*s", STR_ARG(name));
//     if (diags.nerrors) diag_print(&diags, stderr, (DiagStyle){0});
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/arena.h"
#include "base/source.h"
#include "base/str.h"
#include "base/vec.h"

#include <stdbool.h>
#include <stdio.h>

typedef enum DiagKind {
    DIAG_ERROR, // ./f.go:1:2: msg
    DIAG_LOAD,  // f.go:1:2: msg -- finding packages; printed before "# pkg".
    DIAG_NOTE,  // ./f.go:1:2: msg -- not an error (-m).
} DiagKind;

typedef struct Diag {
    DiagKind kind;
    Pos pos; // NO_POS: the message stands alone.
    Str msg;
} Diag;

typedef struct Diags {
    Arena *arena;
    const SourceSet *sources;
    VEC(Diag) list;
    int max_errors; // 0: no limit (-e).
    int nerrors;
    int nload;   // DIAG_LOAD: while there are any, only they are shown.
    int nsyntax; // Messages that start with "syntax error".
    bool full;   // The limit is reached: phases should stop.
    Pos full_pos;
    Pos last_syntax, last_other; // To drop repetitions on one line.
    Str last_msg;
} Diags;

enum { DIAG_DEFAULT_MAX = 10 };

void diag_init(Diags *d, Arena *arena, const SourceSet *sources,
               int max_errors);
void diag_error(Diags *d, Pos pos, const char *fmt, ...) PRINTF_LIKE(3, 4);
void diag_verror(Diags *d, Pos pos, const char *fmt, va_list args);
void diag_load_error(Diags *d, Pos pos, const char *fmt, ...)
    PRINTF_LIKE(3, 4);
void diag_note(Diags *d, Pos pos, const char *fmt, ...) PRINTF_LIKE(3, 4);

// Sorts by position (stably) and drops equal neighbours.
void diag_sort(Diags *d);
// Forgets what was collected; the counters stay.
void diag_clear(Diags *d);

typedef struct DiagStyle {
    bool caret; // Source line and caret under each message.
    bool color; // ANSI colours.
    Str package; // If set, "# package" goes before the first line.
} DiagStyle;

// Sorts, then writes every diagnostic.
void diag_render(Diags *d, StrBuf *out, DiagStyle style);
void diag_print(Diags *d, FILE *out, DiagStyle style);
// One JSON object a line, in the form of `go build -json`; an ImportPath is
// given to each.
void diag_render_json(Diags *d, StrBuf *out, Str import_path);
// Appends a JSON string with quotes.
void diag_put_json_string(StrBuf *out, Str s);

#endif
