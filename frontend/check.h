// frontend/check.h -- The type checker: typed AST out of AST.
//
// One Checker serves a whole program; packages are checked one by one, a
// package after those it imports.  Errors go to the diagnostics; what could
// not be typed has the invalid type, so later phases must not run when there
// were errors.
//
//     Checker *ck = checker_new(arena, names, diags, sources);
//     checker_set_importer(ck, find_package, driver);
//     CheckedPackage *p = check_package(ck, &(CheckInput){...});
#ifndef FRONTEND_CHECK_H
#define FRONTEND_CHECK_H

#include "base/diag.h"
#include "base/intern.h"
#include "frontend/ast.h"
#include "frontend/type.h"

typedef struct Checker Checker;

typedef struct CheckInput {
    const char *path; // Import path; "main" for the program's package.
    Node **files;     // NODE_FILE each, all of one package.
    int file_count;
    int go_minor;     // go.mod's or -lang's go1.N; 0: the newest.
    bool ignore_unused_imports;
} CheckInput;

// The package that `path`, written in package `from`, means; already checked.
// NULL: it could not be loaded, which has been reported.
typedef CheckedPackage *CheckImporter(void *context, const char *path,
                                      const CheckedPackage *from, Pos pos);

Checker *checker_new(Arena *arena, Interner *names, Diags *diags,
                     const SourceSet *sources);
void checker_free(Checker *ck); // The memory that GMP and MPFR hold.
void checker_set_importer(Checker *ck, CheckImporter *importer,
                          void *context);
CheckedPackage *check_package(Checker *ck, const CheckInput *input);

TypeContext *checker_types(Checker *ck);
ConstPool *checker_consts(Checker *ck);
CheckedPackage *checker_unsafe(Checker *ck);

enum { GO_MINOR_NEWEST = 27 };

#endif
