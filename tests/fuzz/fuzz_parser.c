// tests/fuzz/fuzz_parser.c -- Any bytes through lexer, parser and printers.
//
// With libFuzzer:   clang -fsanitize=fuzzer,address,undefined ...
// Without:          -DFUZZ_STANDALONE; then each argument is a file to run,
//                   and no argument means random mutations of a built-in
//                   program until the given time is up (FUZZ_SECONDS).
//
// What must hold: no crash, no sanitizer report, every error has a position
// inside the file, and a tree without errors prints and dumps.
#include "base/diag.h"
#include "frontend/ast_print.h"
#include "frontend/parser.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void check_diagnostics(const Diags *diags, const SourceFile *file)
{
    for (int i = 0; i < diags->list.len; i++) {
        Pos pos = diags->list.data[i].pos;
        if (pos < file->base || pos > file->base + file->text.n)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena arena;
    SourceSet sources;
    Interner names;
    Diags diags;
    arena_init(&arena);
    source_init(&sources, &arena);
    intern_init(&names, &arena);
    diag_init(&diags, &arena, &sources, 0);
    ParseContext ctx = {&arena, &sources, &names, &diags};
    ParseOptions options = {0};
    SourceFile *file = source_add(&sources, STR("f.go"), STR("f.go"),
                                  (Str){(const char *)data, size});
    Node *n = file ? parse_file(&ctx, file, &options) : NULL;
    StrBuf out = {0};
    if (file)
        check_diagnostics(&diags, file);
    if (n) {
        node_dump(&out, n, &sources);
        for (int i = 0; i < n->file->decls.count; i++)
            if (node_depth(n->file->decls.at[i]) > 26000 && !diags.nerrors)
                abort();
    }
    diag_render(&diags, &out, (DiagStyle){.caret = true});
    strbuf_free(&out);
    arena_free(&arena);
    return 0;
}

#ifdef FUZZ_STANDALONE

static const char seed_program[] =
    "package p\n\nimport (\n\t\"fmt\"\n\t. \"os\"\n)\n\n"
    "type T[P ~int | string, Q interface{ m(P) }] struct {\n"
    "\ta, b [3]P `tag`\n\t*Q\n\tT2[int]\n}\n\n"
    "const (\n\tx = 0x1p-2 + iota\n\ty\n)\n\n"
    "//go:noinline\nfunc (r *T[A, B]) f(a, b int, c ...func() <-chan A) "
    "(int, error) {\nL:\n\tfor i, v := range []int{1, 2} {\n"
    "\t\tif x := m[i]; x == (T{a: 1}) {\n\t\t\tcontinue L\n\t\t} else if "
    "v != 'a' {\n\t\t\tgo func() { defer g() }()\n\t\t}\n\t}\n"
    "\tswitch y := v.(type) {\n\tcase int, *T:\n\tdefault:\n\t}\n"
    "\tselect {\n\tcase c <- 1:\n\tcase v, ok := <-d:\n\t}\n"
    "\ts = s[1:2:3] + \"a\\n\"\n\treturn a &^ b, nil\n}\n";

static void fuzz_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        exit(2);
    StrBuf b = {0};
    char chunk[4096];
    size_t n;
    while ((n = fread(chunk, 1, sizeof chunk, f)))
        strbuf_put(&b, (Str){chunk, n});
    fclose(f);
    LLVMFuzzerTestOneInput((const uint8_t *)(b.p ? b.p : ""), b.n);
    strbuf_free(&b);
}

static unsigned next_random(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static void mutate_once(unsigned *state)
{
    enum { ROOM = 400 };
    char text[sizeof seed_program + ROOM];
    size_t n = sizeof seed_program - 1;
    memcpy(text, seed_program, n);
    for (unsigned k = next_random(state) % 8 + 1; k > 0; k--) {
        size_t at = next_random(state) % n, len = next_random(state) % 12 + 1;
        size_t from = next_random(state) % n;
        if (at + len > n || from + len > n)
            continue;
        switch (next_random(state) % 3) {
        case 0: text[at] = (char)next_random(state); break;
        case 1: memmove(text + at, text + from, len); break;
        default:
            memmove(text + at, text + at + len, n - at - len);
            n -= len;
            break;
        }
    }
    LLVMFuzzerTestOneInput((const uint8_t *)text, n);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        fuzz_file(argv[i]);
    if (argc > 1)
        return 0;
    const char *seconds = getenv("FUZZ_SECONDS");
    time_t end = time(NULL) + (seconds ? atoi(seconds) : 10);
    unsigned state = 1;
    long runs = 0;
    for (; time(NULL) < end; runs++)
        mutate_once(&state);
    printf("%ld runs\n", runs);
    return 0;
}

#endif
