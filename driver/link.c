// driver/link.c -- From object files to an executable.
//
// The executable is ordinary: not position independent (addresses in tables
// need no relocation at start), unused parts of the runtime dropped.
#include "driver/link.h"

#include "base/source.h"
#include "driver/process.h"

#include <stdio.h>
#include <stdlib.h>

static const char *find_lld(void)
{
    static const char *const places[] = {
        "/usr/bin/ld.lld", "/usr/lib/llvm-19/bin/ld.lld",
        "/usr/lib/llvm-20/bin/ld.lld", "/usr/lib/llvm-21/bin/ld.lld",
        "/usr/lib/llvm-22/bin/ld.lld",
    };
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (source_is_file(str_from(places[i])))
            return places[i];
    }
    return NULL;
}

typedef VEC(char *) Argv;

static void push(Argv *argv, Arena *arena, Str s)
{
    vec_push_in(argv, arena, (char *)str_to_cstr(arena, s));
}

static void push_linker(Argv *argv, Arena *arena)
{
    const char *lld = find_lld();
    if (!lld)
        return;
    Str path = str_from(lld);
    push(argv, arena, STR("-fuse-ld=lld"));
    push(argv, arena,
         str_printf(arena, "-B%.*s", (int)str_last_byte(path, '/'), path.p));
}

static void print_command(const Argv *argv)
{
    for (int i = 0; argv->data[i]; i++)
        fprintf(stderr, "%s%s", i ? " " : "", argv->data[i]);
    fprintf(stderr, "\n");
}

bool link_executable(const Options *o, const Install *in, Arena *arena,
                     const Str *objects, int nobjects, Str out)
{
    const char *cc = getenv("CC");
    Argv argv = {0};
    push(&argv, arena, str_from(cc && *cc ? cc : "cc"));
    push_linker(&argv, arena);
#ifdef SCAPEGO_SANITIZED
    push(&argv, arena, STR("-fsanitize=address,undefined"));
#endif
    push(&argv, arena, STR("-no-pie"));
    push(&argv, arena, STR("-o"));
    push(&argv, arena, out);
    for (int i = 0; i < nobjects; i++)
        push(&argv, arena, objects[i]);
    push(&argv, arena, in->runtime);
    push(&argv, arena, STR("-Wl,--gc-sections"));
    push(&argv, arena, STR("-lm"));
    push(&argv, arena, STR("-lpthread"));
    vec_push_in(&argv, arena, NULL);
    if (o->print_commands)
        print_command(&argv);

    ProcessResult r = process_run(argv.data, NULL, -1, -1);
    if (r.started && r.exit_code == 0 && r.signal == 0)
        return true;
    fprintf(stderr, "scapego: linking failed (%s)\n", argv.data[0]);
    return false;
}
