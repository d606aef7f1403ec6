// driver/emit.c -- --emit: the forms a program takes on its way, as text.
//
// Text goes to stdout, or to the file of -o; --func=NAME restricts it to one
// function, named as in tracebacks ("main.(*T).m").
#include "driver/build_internal.h"

#include "frontend/ast_print.h"
#include "frontend/lexer.h"
#include "ir/print.h"

#include <stdio.h>
#include <unistd.h>

static bool write_out(Build *b, Str text)
{
    if (b->options->output.n == 0)
        return fwrite(text.p, 1, text.n, stdout) == text.n;
    FILE *f = fopen(str_to_cstr(b->arena, b->options->output), "wb");
    bool ok = f && fwrite(text.p, 1, text.n, f) == text.n;
    if (f && fclose(f) != 0)
        ok = false;
    if (!ok)
        fprintf(stderr, "scapego: cannot write %.*s\n",
                STR_ARG(b->options->output));
    return ok;
}

static void write_buf(Build *b, StrBuf *out)
{
    write_out(b, strbuf_str(out));
    strbuf_free(out);
}

static void dump_tokens(Build *b, SourceFile *file, StrBuf *out)
{
    Diags scratch;
    diag_init(&scratch, b->arena, &b->sources, 0);
    Lexer l;
    lexer_init(&l, &b->sources, file, &b->names, &scratch, b->arena);
    lexer_dump(&l, out);
}

void emit_source(Build *b)
{
    StrBuf out = {0};
    for (int i = 0; i < b->graph->target_count; i++) {
        Package *p = b->graph->targets[i];
        for (int k = 0; k < p->file_count; k++) {
            FileNode *file = p->files[k]->file;
            if (b->options->emit == EMIT_AST)
                node_dump(&out, p->files[k], &b->sources);
            else
                dump_tokens(b, b->sources.files.data[file->source->index],
                            &out);
        }
    }
    write_buf(b, &out);
}

void emit_types(Build *b)
{
    StrBuf out = {0};
    for (int i = 0; i < b->graph->target_count; i++) {
        CheckedPackage *p = map_get(&b->checked_of, b->graph->targets[i]);
        if (!p)
            continue;
        for (int k = 0; k < p->type_count; k++)
            strbuf_printf(&out, "type %s = %s\n", p->types[k]->name,
                          type_string(type_underlying(p->types[k]->type), p));
        for (int k = 0; k < p->var_count; k++)
            strbuf_printf(&out, "var %s %s\n", p->vars[k]->name,
                          type_string(p->vars[k]->type, p));
        for (int k = 0; k < p->func_count; k++)
            strbuf_printf(&out, "func %s %s\n", p->funcs[k]->name,
                          type_string(p->funcs[k]->type, p));
    }
    write_buf(b, &out);
}

void emit_ir(Build *b)
{
    StrBuf out = {0};
    if (b->options->func.n == 0)
        ir_print_module(b->module, &out);
    for (int i = 0; b->options->func.n && i < b->module->funcs.len; i++) {
        IrFunc *f = b->module->funcs.data[i];
        if (str_eq(f->name, b->options->func))
            ir_print_func(b->module, f, &out);
    }
    write_buf(b, &out);
}

bool emit_code(Build *b, const CodegenResult *code)
{
    if (b->options->emit != EMIT_OBJ)
        return write_out(b, code->text);
    if (b->options->output.n == 0 && isatty(1)) {
        fprintf(stderr, "scapego: --emit=obj needs -o or a pipe\n");
        return false;
    }
    return write_out(b, code->object);
}
