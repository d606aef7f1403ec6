// ir/read_internal.h -- The reader's state and atoms, shared by ir/read.c
// (module level) and ir/read_func.c (functions).
//
// After the first error every atom gives a harmless value and the callers run
// to their ends.
#ifndef IR_READ_INTERNAL_H
#define IR_READ_INTERNAL_H

#include "ir/build.h"
#include "ir/irtype.h"

typedef struct Reader {
    IrModule *m;
    Arena *arena;
    const char *p, *end;
    int line;
    Str error; // Empty: none so far
    StrMap funcs, globals, descs, itabs;
} Reader;

void read_fail(Reader *r, const char *what);
bool read_failed(const Reader *r);
void read_space(Reader *r);         // Within a line; skips a comment too
bool read_eol(Reader *r);           // At the end of the line?
void read_next_line(Reader *r);
bool read_char(Reader *r, char c);  // Takes it if it is next
void read_expect(Reader *r, char c);
Str read_peek_word(Reader *r);      // Letters, digits, _ and >
bool read_word(Reader *r, const char *w); // Takes it if it is next
uint64_t read_number(Reader *r);    // With an optional minus
double read_float(Reader *r);
Str read_quoted(Reader *r);
const IrType *read_type(Reader *r);
Pos read_pos(Reader *r);            // "@N" or nothing
IrFunc *read_func_ref(Reader *r);   // Quoted; "" gives NULL
IrGlobal *read_global_ref(Reader *r);
IrDesc *read_desc_ref(Reader *r);
IrItab *read_itab_ref(Reader *r);
AllocSite *read_site_ref(Reader *r);
// Position of the next word among names[0..n), or -1 with an error.
int read_enum(Reader *r, const char *(*name)(int), int n, const char *what);
void read_func(Reader *r, IrFunc *f); // From after `func "name"`

#endif
