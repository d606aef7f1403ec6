// tests/unit/checked.h -- A package given as text, checked.
#ifndef TESTS_UNIT_CHECKED_H
#define TESTS_UNIT_CHECKED_H

#include "front.h"
#include "frontend/check.h"
#include "frontend/scope.h"

typedef struct Checked {
    Front front;
    Checker *checker;
    CheckedPackage *pkg;
} Checked;

// Parses and checks `source` (which has its package clause) as go1.`minor`.
static inline void checked_init(Checked *c, const char *source, int minor)
{
    Node *file = front_parse(&c->front, source);
    c->checker = checker_new(&c->front.arena, &c->front.names,
                             &c->front.diags, &c->front.sources);
    CheckInput in = {.path = "p", .files = &file, .file_count = 1,
                     .go_minor = minor};
    c->pkg = file == NULL ? NULL : check_package(c->checker, &in);
}

static inline Object *checked_find(Checked *c, const char *name)
{
    return scope_lookup(c->pkg->scope,
                        intern_cstr(&c->front.names, name)->str.p);
}

static inline void checked_free(Checked *c)
{
    checker_free(c->checker);
    front_free(&c->front);
}

#endif
