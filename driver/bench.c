// driver/bench.c -- `scapego bench`: one program at several levels of escape
// analysis, side by side.
//
// The program is built once per level; then the levels run in turn (A B C A B
// C ...), so that a drift of the machine's speed hits all of them alike.  The
// runtime leaves its statistics in a file (RT_STATS_FILE); time and memory are
// the kernel's.  Levels must print the same: a difference is an error.
#include "driver/bench_internal.h"
#include "driver/commands.h"

#include "base/source.h"
#include "driver/install.h"
#include "driver/pipeline.h"
#include "driver/workdir.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool parse_levels(BenchRun *b)
{
    Str rest = b->options->levels, word;
    bool more = true;
    b->levels = ARENA_ARRAY(b->arena, LevelRuns, 8);
    while (more) {
        more = str_cut(rest, ',', &word, &rest);
        EscapeSetting level;
        if (!escape_setting_parse(word, &level) || b->nlevels == 8) {
            fprintf(stderr, "invalid value \"%.*s\" for flag -levels\n",
                    STR_ARG(b->options->levels));
            return false;
        }
        b->levels[b->nlevels++].level = level;
    }
    return true;
}

static bool build_levels(BenchRun *b, const Install *in, Str work)
{
    for (int i = 0; i < b->nlevels; i++) {
        LevelRuns *l = &b->levels[i];
        const char *name = escape_setting_name(l->level);
        l->exe = str_printf(b->arena, "%.*s/%s", STR_ARG(work), name);
        l->output = str_printf(b->arena, "%.*s/%s.out", STR_ARG(work), name);
        for (int m = 0; m < M_COUNT; m++)
            l->values[m] = ARENA_ARRAY(b->arena, double, b->count);
        BuildRequest req = {.options = b->options, .escape = l->level,
                            .work = work, .exe = l->exe};
        BuildResult r = pipeline_build(&req, in, b->arena);
        if (!r.ok)
            return false;
        if (!r.is_main) {
            fprintf(stderr, "scapego: nothing to run: not package main\n");
            return false;
        }
    }
    return true;
}

// The number after "key": in the statistics file; 0 when it is not there.
static double json_number(Str json, const char *key)
{
    char quoted[64];
    snprintf(quoted, sizeof quoted, "\"%s\":", key);
    ptrdiff_t at = str_index(json, str_from(quoted));
    return at < 0 ? 0 : strtod(json.p + at + strlen(quoted), NULL);
}

static bool record(BenchRun *b, LevelRuns *l, int run, Str stats_file,
                   const ProcessResult *r)
{
    Str json, error;
    if (!source_read(b->arena, stats_file, &json, &error)) {
        fprintf(stderr, "scapego: no statistics from the program: %.*s\n",
                STR_ARG(error));
        return false;
    }
    l->values[M_WALL][run] = r->wall;
    l->values[M_CPU][run] = r->user + r->sys;
    l->values[M_ALLOCS][run] = json_number(json, "mallocs");
    l->values[M_BYTES][run] = json_number(json, "alloc_bytes");
    l->values[M_GCS][run] = json_number(json, "num_gc");
    l->values[M_PAUSE][run] = json_number(json, "pause_total_ns") * 1e-9;
    l->values[M_PAUSE_MAX][run] = json_number(json, "pause_max_ns") * 1e-9;
    // The kernel's figure for the child counts what it was before exec: us.
    l->values[M_PEAK][run] = json_number(json, "rss_peak");
    return true;
}

static bool run_level(BenchRun *b, LevelRuns *l, int run, Str work)
{
    VEC(char *) argv = {0};
    vec_push_in(&argv, b->arena, (char *)str_to_cstr(b->arena, l->exe));
    for (int i = 0; i < b->options->args.len; i++)
        vec_push_in(&argv, b->arena,
                    (char *)str_to_cstr(b->arena, b->options->args.data[i]));
    vec_push_in(&argv, b->arena, NULL);

    Str stats = str_printf(b->arena, "%.*s/stats", STR_ARG(work));
    unlink(str_to_cstr(b->arena, stats));
    Str var = str_printf(b->arena, "RT_STATS_FILE=%.*s", STR_ARG(stats));
    char *env[] = {(char *)str_to_cstr(b->arena, var), NULL};
    const char *sink = run == 0 ? str_to_cstr(b->arena, l->output)
                                : "/dev/null";
    int fd = open(sink, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ProcessResult r = process_run(argv.data, env, fd, -1);
    close(fd);
    if (!r.started || r.exit_code || r.signal) {
        fprintf(stderr, "scapego: the program failed at --escape=%s "
                        "(exit status %d)\n",
                escape_setting_name(l->level), r.exit_code);
        return false;
    }
    return record(b, l, run, stats, &r);
}

static void show_progress(const BenchRun *b, int run, int level)
{
    if (!isatty(2))
        return;
    fprintf(stderr, "\r%d/%d %s\033[K", run + 1, b->count,
            escape_setting_name(b->levels[level].level));
}

static bool outputs_agree(BenchRun *b)
{
    Str first, other, error;
    if (!source_read(b->arena, b->levels[0].output, &first, &error))
        return false;
    for (int i = 1; i < b->nlevels; i++) {
        if (!source_read(b->arena, b->levels[i].output, &other, &error))
            return false;
        if (!str_eq(first, other)) {
            fprintf(stderr, "scapego: the output differs between "
                            "--escape=%s and --escape=%s\n",
                    escape_setting_name(b->levels[0].level),
                    escape_setting_name(b->levels[i].level));
            return false;
        }
    }
    return true;
}

static bool run_levels(BenchRun *b, Str work)
{
    for (int run = 0; run < b->count; run++) {
        for (int i = 0; i < b->nlevels; i++) {
            show_progress(b, run, i);
            if (!run_level(b, &b->levels[i], run, work))
                return false;
        }
        if (run == 0 && !outputs_agree(b))
            return false;
    }
    if (isatty(2))
        fprintf(stderr, "\r\033[K");
    return true;
}

static Str make_title(const Options *o, Arena *arena)
{
    StrBuf text = {0};
    for (int i = 0; i < o->targets.len; i++)
        strbuf_printf(&text, "%s%.*s", i ? " " : "",
                      STR_ARG(o->targets.data[i]));
    for (int i = 0; i < o->args.len; i++)
        strbuf_printf(&text, " %.*s", STR_ARG(o->args.data[i]));
    Str title = strbuf_dup(&text, arena);
    strbuf_free(&text);
    return title;
}

static bool print_result(const BenchRun *b)
{
    if (b->options->output.n == 0) {
        bench_print(b, stdout);
        return true;
    }
    FILE *out = fopen(str_to_cstr(b->arena, b->options->output), "w");
    if (!out) {
        fprintf(stderr, "scapego: %.*s: %s\n", STR_ARG(b->options->output),
                strerror(errno));
        return false;
    }
    bench_print(b, out);
    return fclose(out) == 0;
}

int command_bench(const Options *o, Arena *arena)
{
    BenchRun b = {.options = o, .arena = arena, .count = o->count};
    Install in;
    if (!parse_levels(&b))
        return 2;
    if (!install_find(&in, arena))
        return 1;
    Str work = workdir_make(arena);
    if (work.n == 0)
        return 1;
    b.title = make_title(o, arena);
    bool ok = build_levels(&b, &in, work) && run_levels(&b, work) &&
              print_result(&b);
    workdir_remove(work, o->keep_work, arena);
    return ok ? 0 : 1;
}
