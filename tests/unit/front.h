// tests/unit/front.h -- A front end for one piece of source text.
//
//     Front f;
//     Node *file = front_parse(&f, "package p\n");
//     assert_string_equal(front_errors(&f), "");
//     front_free(&f);
#ifndef TESTS_UNIT_FRONT_H
#define TESTS_UNIT_FRONT_H

#include "base/diag.h"
#include "frontend/ast_print.h"
#include "frontend/lexer.h"
#include "frontend/parser.h"

typedef struct Front {
    Arena arena;
    SourceSet sources;
    Interner names;
    Diags diags;
    ParseContext ctx;
    SourceFile *file;
    StrBuf text;
} Front;

static inline void front_init(Front *f, const char *source)
{
    *f = (Front){0};
    arena_init(&f->arena);
    source_init(&f->sources, &f->arena);
    intern_init(&f->names, &f->arena);
    diag_init(&f->diags, &f->arena, &f->sources, 0);
    f->ctx = (ParseContext){&f->arena, &f->sources, &f->names, &f->diags};
    f->file = source_add(&f->sources, STR("/t/a.go"), STR("./a.go"),
                         str_from(source));
}

static inline Node *front_parse(Front *f, const char *source)
{
    static const ParseOptions plain;
    front_init(f, source);
    return parse_file(&f->ctx, f->file, &plain);
}

static inline const char *front_errors(Front *f)
{
    strbuf_clear(&f->text);
    diag_render(&f->diags, &f->text, (DiagStyle){0});
    return f->text.p ? f->text.p : "";
}

static inline void front_free(Front *f)
{
    strbuf_free(&f->text);
    arena_free(&f->arena);
}

#endif
