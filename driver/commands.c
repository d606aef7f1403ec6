// driver/commands.c -- What each command does.
#include "driver/commands.h"

#include "base/source.h"
#include "driver/help.h"
#include "driver/install.h"
#include "driver/pipeline.h"
#include "driver/process.h"
#include "driver/workdir.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int command_version(void)
{
    printf("scapego version %s go1.27 linux/amd64 (LLVM %s)\n",
           SCAPEGO_VERSION, SCAPEGO_LLVM);
    return 0;
}

static int command_help(const Options *o)
{
    if (help_print(stdout, o->help_topic))
        return 0;
    fprintf(stderr, "scapego help %.*s: unknown help topic. "
                    "Run 'scapego help'.\n", STR_ARG(o->help_topic));
    return 2;
}

static void print_env(const char *name, const char *fallback)
{
    const char *value = getenv(name);
    printf("%s='%s'\n", name, value && *value ? value : fallback);
}

static int command_env(Arena *arena)
{
    Install in;
    if (!install_find(&in, arena))
        return 1;
    printf("GOARCH='amd64'\nGOOS='linux'\nGOVERSION='go1.27'\n");
    print_env("GOGC", "100");
    print_env("GOMEMLIMIT", "off");
    print_env("GODEBUG", "");
    print_env("GOROOT", "");
    print_env("CC", "cc");
    printf("SCAPEGO_ROOT='%.*s'\n", STR_ARG(in.root));
    return 0;
}

// True if the path may be replaced by an executable: absent or regular.
static bool is_replaceable(Arena *arena, Str path)
{
    struct stat st;
    return stat(str_to_cstr(arena, path), &st) != 0 || S_ISREG(st.st_mode);
}

// -o DIR or -o DIR/: the executable goes into it under its default name.
static Str output_path(const Options *o, Arena *arena, Str default_name)
{
    if (o->output.n == 0)
        return default_name;
    bool slash = o->output.p[o->output.n - 1] == '/';
    if (slash || source_is_dir(o->output))
        return str_join_path(arena, o->output, default_name);
    return o->output;
}

static bool move_file(Arena *arena, Str from, Str to)
{
    char *argv[] = {"mv", "-f", "--", (char *)str_to_cstr(arena, from),
                    (char *)str_to_cstr(arena, to), NULL};
    ProcessResult r = process_run(argv, NULL, -1, -1);
    return r.started && r.exit_code == 0 && r.signal == 0;
}

static int build_in(const Options *o, const Install *in, Arena *arena,
                    Str work)
{
    BuildRequest req = {.options = o, .escape = o->escape, .work = work,
                        .exe = str_join_path(arena, work, STR("a.out"))};
    // Something that is not a regular file is never written to.
    bool discard = o->output.n && !source_is_dir(o->output) &&
                   !is_replaceable(arena, o->output);
    if (discard)
        req.exe = STR_NONE;
    // -o x.o: one object, as the compiler proper writes it; nothing is linked,
    // so functions may be missing.
    if (str_has_suffix(o->output, STR(".o")) && o->emit == EMIT_NONE)
        req.object = o->output;
    BuildResult r = pipeline_build(&req, in, arena);
    if (!r.ok)
        return 1;
    if (o->emit != EMIT_NONE || discard || req.object.n || !r.is_main)
        return 0;
    Str out = output_path(o, arena, r.default_name);
    if (!is_replaceable(arena, out)) {
        fprintf(stderr, "scapego: %.*s exists and is not a regular file\n",
                STR_ARG(out));
        return 1;
    }
    return move_file(arena, req.exe, out) ? 0 : 1;
}

static int run_program(const Options *o, Arena *arena, Str exe)
{
    VEC(char *) argv = {0};
    vec_push_in(&argv, arena, (char *)str_to_cstr(arena, exe));
    for (int i = 0; i < o->args.len; i++)
        vec_push_in(&argv, arena,
                    (char *)str_to_cstr(arena, o->args.data[i]));
    vec_push_in(&argv, arena, NULL);
    ProcessResult r = process_run(argv.data, NULL, -1, -1);
    if (r.signal) {
        fprintf(stderr, "signal: %s\n", strsignal(r.signal));
        return 1;
    }
    if (r.exit_code)
        fprintf(stderr, "exit status %d\n", r.exit_code);
    return r.exit_code ? 1 : 0;
}

static int run_in(const Options *o, const Install *in, Arena *arena, Str work)
{
    BuildRequest req = {.options = o, .escape = o->escape, .work = work,
                        .exe = str_join_path(arena, work, STR("a.out"))};
    BuildResult r = pipeline_build(&req, in, arena);
    if (!r.ok)
        return 1;
    if (o->emit != EMIT_NONE)
        return 0;
    if (!r.is_main) {
        fprintf(stderr, "package command-line-arguments is not a main "
                        "package\n");
        return 1;
    }
    // The program may outlive a change of folder or name, so it is named as
    // the user would name it.
    Str exe = str_join_path(arena, work, r.default_name);
    rename(str_to_cstr(arena, req.exe), str_to_cstr(arena, exe));
    return run_program(o, arena, exe);
}

static int command_check(const Options *o, const Install *in, Arena *arena)
{
    BuildRequest req = {.options = o, .escape = o->escape,
                        .check_only = true};
    return pipeline_build(&req, in, arena).ok ? 0 : 1;
}

static int in_workdir(const Options *o, Arena *arena,
                      int (*body)(const Options *, const Install *, Arena *,
                                  Str))
{
    Install in;
    if (!install_find(&in, arena))
        return 1;
    Str work = workdir_make(arena);
    if (work.n == 0)
        return 1;
    int code = body(o, &in, arena, work);
    workdir_remove(work, o->keep_work, arena);
    return code;
}

static bool change_folder(const Options *o, Arena *arena)
{
    if (o->chdir.n == 0 || chdir(str_to_cstr(arena, o->chdir)) == 0)
        return true;
    fprintf(stderr, "scapego: chdir %.*s: %s\n", STR_ARG(o->chdir),
            strerror(errno));
    return false;
}

int command_execute(const Options *o, Arena *arena)
{
    if (!change_folder(o, arena))
        return 1;
    if (o->command == CMD_RUN && o->targets.len == 0) {
        fprintf(stderr, "scapego: no go files listed\n");
        return 1;
    }
    switch (o->command) {
    case CMD_VERSION:
        return command_version();
    case CMD_HELP:
        return command_help(o);
    case CMD_ENV:
        return command_env(arena);
    case CMD_RUN:
        return in_workdir(o, arena, run_in);
    case CMD_BUILD:
        return in_workdir(o, arena, build_in);
    case CMD_BENCH:
        return command_bench(o, arena);
    case CMD_CHECK: {
        Install in;
        return install_find(&in, arena) ? command_check(o, &in, arena) : 1;
    }
    case CMD_NONE:
        break;
    }
    return 2;
}
