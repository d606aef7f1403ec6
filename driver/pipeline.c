// driver/pipeline.c -- The road, phase by phase.
//
// pipeline_build is the table of contents: each phase is one call, timed, and
// the road ends early when there were errors, when only checking was asked
// for, or when --emit wants the form just reached.
#include "driver/pipeline.h"

#include "base/ice.h"
#include "codegen/codegen.h"
#include "driver/build_internal.h"
#include "driver/link.h"
#include "escape/escape.h"
#include "frontend/lower.h"
#include "ir/verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

// --- Time per phase ------------------------------------------------------------

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void begin_phase(Build *b, const char *name)
{
    end_phase(b);
    b->phase = name;
    b->phase_start = now();
    ice_set_phase(name);
}

void end_phase(Build *b)
{
    if (b->phase && b->options->time)
        fprintf(stderr, "%-8s %7.3f s\n", b->phase, now() - b->phase_start);
    b->phase = NULL;
}

// --- Messages --------------------------------------------------------------------

static bool wants_color(const Options *o)
{
    const char *no = getenv("NO_COLOR"), *force = getenv("CLICOLOR_FORCE");
    if (o->color != COLOR_AUTO)
        return o->color == COLOR_ALWAYS;
    if (no && *no)
        return false;
    if (force && *force && *force != '0')
        return true;
    return isatty(2);
}

static bool flush_errors(Build *b)
{
    bool failed = b->diags.nerrors > 0;
    if (b->diags.list.len == 0)
        return !failed;
    Str package = b->main_path.n ? b->main_path
                                 : STR("command-line-arguments");
    if (b->options->json) {
        StrBuf out = {0};
        diag_render_json(&b->diags, &out, package);
        if (failed) {
            strbuf_puts(&out, "{\"ImportPath\":");
            diag_put_json_string(&out, package);
            strbuf_puts(&out, ",\"Action\":\"build-fail\"}\n");
        }
        fwrite(out.p, 1, out.n, stdout);
        strbuf_free(&out);
    } else {
        DiagStyle style = {.caret = isatty(2), .package = package,
                           .color = wants_color(b->options)};
        diag_print(&b->diags, stderr, style);
    }
    diag_clear(&b->diags);
    return !failed;
}

// -m: the lines as escape made them, in its order, under the package's name.
static void print_report(Build *b, const ReportVec *lines)
{
    if (lines->len == 0)
        return;
    StrBuf out = {0};
    strbuf_printf(&out, "# %.*s\n", STR_ARG(b->main_path.n ? b->main_path
                                      : STR("command-line-arguments")));
    for (int i = 0; i < lines->len; i++) {
        source_put_pos(&b->sources, &out, lines->data[i].pos);
        strbuf_printf(&out, ": %.*s\n", STR_ARG(lines->data[i].text));
    }
    fwrite(out.p, 1, out.n, stderr);
    strbuf_free(&out);
}

// --- Phases ----------------------------------------------------------------------

static bool lower(Build *b, bool all, bool no_link)
{
    begin_phase(b, "lower");
    LowerInput in = {.arena = b->arena, .sources = &b->sources,
                     .diags = &b->diags, .types = checker_types(b->checker),
                     .consts = checker_consts(b->checker),
                     .packages = b->checked.data,
                     .package_count = b->checked.len,
                     .main = b->main ? b->main : b->library,
                     .all = all, .no_link = no_link,
                     .texts = b->options->m > 0 ||
                              b->options->emit == EMIT_IR ||
                              b->options->emit == EMIT_PLACED};
    b->module = lower_program(&in);
    if (!flush_errors(b) || !b->module)
        return false;
#ifndef NDEBUG
    ir_verify_module(b->module);
#endif
    return true;
}

static void place(Build *b, EscapeSetting level)
{
    static const EscapeLevel levels[] = {
        [ESC_OFF] = ESCAPE_OFF, [ESC_LOCAL] = ESCAPE_LOCAL,
        [ESC_GO] = ESCAPE_GO, [ESC_FULL] = ESCAPE_FULL,
    };
    begin_phase(b, "escape");
    ReportVec lines = {0};
    EscapeOptions options = {.level = levels[level],
                             .inlining = !b->options->no_inline,
                             .verbosity = b->options->m,
                             .lines = b->options->m ? &lines : NULL};
    escape_run(b->module, &options);
#ifndef NDEBUG
    ir_verify_module(b->module);
#endif
    print_report(b, &lines);
}

static bool generate(Build *b, CodegenResult *result)
{
    begin_phase(b, "codegen");
    CodegenOptions options = codegen_default_options();
    options.opt_level = b->options->opt_level;
    options.debug = b->options->debug;
    options.func = b->options->func;
    if (b->options->emit == EMIT_LLVM)
        options.emit = CODEGEN_LLVM;
    if (b->options->emit == EMIT_ASM)
        options.emit = CODEGEN_ASSEMBLY;
    Str bitcode = STR_NONE, error;
    if (b->install->fast_bc.n &&
        source_read(b->arena, b->install->fast_bc, &bitcode, &error)) {
        options.fast_bc = bitcode.p;
        options.fast_bc_size = bitcode.n;
    }
    if (!codegen_module(b->module, &options, result)) {
        fprintf(stderr, "scapego: code generation: %.*s\n",
                STR_ARG(result->error));
        return false;
    }
    if (b->options->time)
        fprintf(stderr, "  build %.3f  passes %.3f  emit %.3f  pctab %.3f\n",
                result->build_seconds, result->pass_seconds,
                result->emit_seconds, result->pctab_seconds);
    return true;
}

static bool write_file(Arena *arena, Str path, Str content)
{
    FILE *f = fopen(str_to_cstr(arena, path), "wb");
    bool ok = f && fwrite(content.p, 1, content.n, f) == content.n;
    if (f && fclose(f) != 0)
        ok = false;
    if (!ok)
        fprintf(stderr, "scapego: cannot write %.*s\n", STR_ARG(path));
    return ok;
}

static bool link_program(Build *b, const CodegenResult *code, Str work,
                         Str exe)
{
    begin_phase(b, "link");
    Str objects[2] = {str_join_path(b->arena, work, STR("main.o")),
                      str_join_path(b->arena, work, STR("pctable.o"))};
    int n = code->pctable.n ? 2 : 1;
    return write_file(b->arena, objects[0], code->object) &&
           (n == 1 || write_file(b->arena, objects[1], code->pctable)) &&
           link_executable(b->options, b->install, b->arena, objects, n, exe);
}

static bool finish(Build *b, const BuildRequest *req)
{
    CodegenResult code = {0};
    if (!generate(b, &code))
        return false;
    if (b->options->emit >= EMIT_LLVM)
        return emit_code(b, &code);
    if (req->object.n)
        return write_file(b->arena, req->object, code.object);
    return req->exe.n == 0 || link_program(b, &code, req->work, req->exe);
}

// The road itself.
static bool travel(Build *b, const BuildRequest *req)
{
    EmitKind emit = b->options->emit;
    begin_phase(b, "parse");
    bool ok = load_packages(b);
    if (emit == EMIT_TOKENS || emit == EMIT_AST) {
        emit_source(b);
        return flush_errors(b);
    }
    if (!ok) {
        flush_errors(b);
        return false;
    }

    begin_phase(b, "check");
    check_packages(b);
    if (!flush_errors(b))
        return false;
    if (emit == EMIT_TYPES)
        emit_types(b);
    if (req->check_only || emit == EMIT_TYPES)
        return true;

    if (!b->main && !b->library)
        return true;
    // A report, a library, a single object: everything in the package, not
    // only what main reaches.
    bool no_link = !b->main || req->object.n;
    if (!lower(b, b->options->m > 0 || no_link, no_link))
        return false;
    if (emit == EMIT_IR) {
        emit_ir(b);
        return true;
    }
    place(b, req->escape);
    if (emit == EMIT_PLACED) {
        emit_ir(b);
        return true;
    }
    if (!b->main && !req->object.n && emit == EMIT_NONE)
        return true; // There is nothing to link.
    return finish(b, req);
}

BuildResult pipeline_build(const BuildRequest *req, const Install *in,
                           Arena *arena)
{
    Build b = {.options = req->options, .install = in, .arena = arena};
    source_init(&b.sources, arena);
    diag_init(&b.diags, arena, &b.sources,
              req->options->all_errors ? 0 : DIAG_DEFAULT_MAX);
    intern_init(&b.names, arena);
    ice_set_sources(&b.sources);

    BuildResult result = {.ok = travel(&b, req)};
    end_phase(&b);
    result.is_main = b.main != NULL;
    result.default_name = b.default_name;
    ice_set_sources(NULL);
    if (b.checker)
        checker_free(b.checker);
    return result;
}
