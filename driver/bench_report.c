// driver/bench_report.c -- The comparison as text, JSON, or Go benchmark lines.
#include "driver/bench_internal.h"

#include "driver/sample.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *name;  // JSON
    const char *title; // Column
    const char *unit;  // Go benchmark line; NULL: not printed there
    double scale;      // Of the unit
} metrics[M_COUNT] = {
    [M_WALL] = {"wall_seconds", "wall", "ns/op", 1e9},
    [M_CPU] = {"cpu_seconds", "cpu", "cpu-ns/op", 1e9},
    [M_ALLOCS] = {"allocs", "allocs", "allocs/op", 1},
    [M_BYTES] = {"alloc_bytes", "bytes", "B/op", 1},
    [M_GCS] = {"collections", "GCs", "gcs/op", 1},
    [M_PAUSE] = {"pause_seconds", "pauses", "pause-ns/op", 1e9},
    [M_PAUSE_MAX] = {"pause_max_seconds", "longest", "pause-max-ns", 1e9},
    [M_PEAK] = {"peak_bytes", "peak", "peak-B", 1},
};

static bool is_time(Metric m)
{
    return m == M_WALL || m == M_CPU || m == M_PAUSE || m == M_PAUSE_MAX;
}

static void format_time(char *out, size_t n, double s)
{
    if (s >= 1)
        snprintf(out, n, "%.2f s", s);
    else if (s >= 1e-3)
        snprintf(out, n, "%.1f ms", s * 1e3);
    else
        snprintf(out, n, "%.0f us", s * 1e6);
}

// 26214400 -> "26,214,400"
static void format_count(char *out, size_t n, double v)
{
    char digits[32];
    int len = snprintf(digits, sizeof digits, "%.0f", v);
    size_t k = 0;
    for (int i = 0; i < len && k + 2 < n; i++) {
        if (i && (len - i) % 3 == 0)
            out[k++] = ',';
        out[k++] = digits[i];
    }
    out[k] = 0;
}

static void format_bytes(char *out, size_t n, double v)
{
    static const char *const units[] = {"B", "KB", "MB", "GB", "TB"};
    int u = 0;
    while (v >= 1024 && u < 4) {
        v /= 1024;
        u++;
    }
    snprintf(out, n, u ? "%.1f %s" : "%.0f %s", v, units[u]);
}

static void format_value(char *out, size_t n, Metric m, double v)
{
    if (is_time(m))
        format_time(out, n, v);
    else if (m == M_BYTES || m == M_PEAK)
        format_bytes(out, n, v);
    else
        format_count(out, n, v);
}

// "0.31x" of the first level; "=" when it is the same; "-" when undefined.
static void format_ratio(char *out, size_t n, double v, double base)
{
    if (base == 0)
        snprintf(out, n, "%s", v == 0 ? "=" : "-");
    else
        snprintf(out, n, "%.3gx", v / base);
}

// --- Text --------------------------------------------------------------------

static void print_header(const BenchRun *b, FILE *out)
{
    fprintf(out, "%.*s: %d runs of each level, in turn; medians\n\n",
            STR_ARG(b->title), b->count);
    fprintf(out, "%-6s", "escape");
    for (int m = 0; m < M_COUNT; m++)
        fprintf(out, " %*s", m == M_ALLOCS ? 14 : 10, metrics[m].title);
    fprintf(out, "\n");
}

static void print_values(const BenchRun *b, FILE *out)
{
    for (int i = 0; i < b->nlevels; i++) {
        const LevelRuns *l = &b->levels[i];
        fprintf(out, "%-6s", escape_setting_name(l->level));
        for (int m = 0; m < M_COUNT; m++) {
            char text[32];
            Summary s = sample_summary(l->values[m], b->count);
            format_value(text, sizeof text, (Metric)m, s.median);
            fprintf(out, " %*s", m == M_ALLOCS ? 14 : 10, text);
        }
        fprintf(out, "\n");
    }
}

static void print_ratios(const BenchRun *b, FILE *out)
{
    const LevelRuns *base = &b->levels[0];
    fprintf(out, "\nratio to %s\n", escape_setting_name(base->level));
    for (int i = 1; i < b->nlevels; i++) {
        const LevelRuns *l = &b->levels[i];
        fprintf(out, "%-6s", escape_setting_name(l->level));
        for (int m = 0; m < M_COUNT; m++) {
            char text[32];
            format_ratio(text, sizeof text,
                         sample_summary(l->values[m], b->count).median,
                         sample_summary(base->values[m], b->count).median);
            fprintf(out, " %*s", m == M_ALLOCS ? 14 : 10, text);
        }
        fprintf(out, "\n");
    }
}

static void print_confidence(const BenchRun *b, FILE *out)
{
    const LevelRuns *base = &b->levels[0];
    fprintf(out, "\nwall time, 95 %% confidence\n");
    for (int i = 0; i < b->nlevels; i++) {
        const LevelRuns *l = &b->levels[i];
        Summary s = sample_summary(l->values[M_WALL], b->count);
        char lo[32], hi[32];
        format_time(lo, sizeof lo, s.lo);
        format_time(hi, sizeof hi, s.hi);
        fprintf(out, "%-6s %s .. %s", escape_setting_name(l->level), lo, hi);
        if (i)
            fprintf(out, "  p = %.3f", sample_p_value(l->values[M_WALL],
                    b->count, base->values[M_WALL], b->count));
        fprintf(out, "\n");
    }
}

static void print_text(const BenchRun *b, FILE *out)
{
    print_header(b, out);
    print_values(b, out);
    if (b->nlevels > 1)
        print_ratios(b, out);
    print_confidence(b, out);
}

// --- JSON --------------------------------------------------------------------

static void print_json_level(const BenchRun *b, const LevelRuns *l, FILE *out)
{
    fprintf(out, "{\"escape\":\"%s\"", escape_setting_name(l->level));
    for (int m = 0; m < M_COUNT; m++) {
        Summary s = sample_summary(l->values[m], b->count);
        fprintf(out, ",\"%s\":{\"median\":%.9g,\"lo\":%.9g,\"hi\":%.9g,"
                     "\"runs\":[", metrics[m].name, s.median, s.lo, s.hi);
        for (int i = 0; i < b->count; i++)
            fprintf(out, "%s%.9g", i ? "," : "", l->values[m][i]);
        fprintf(out, "]");
        if (l != b->levels)
            fprintf(out, ",\"p\":%.6g",
                    sample_p_value(l->values[m], b->count,
                                   b->levels[0].values[m], b->count));
        fprintf(out, "}");
    }
    fprintf(out, "}");
}

static void print_json(const BenchRun *b, FILE *out)
{
    fprintf(out, "{\"program\":\"");
    for (size_t i = 0; i < b->title.n; i++) {
        unsigned char c = (unsigned char)b->title.p[i];
        if (c == '"' || c == '\\')
            fprintf(out, "\\%c", c);
        else if (c < ' ')
            fprintf(out, "\\u%04x", c);
        else
            fputc(c, out);
    }
    fprintf(out, "\",\"count\":%d,\"levels\":[\n", b->count);
    for (int i = 0; i < b->nlevels; i++) {
        print_json_level(b, &b->levels[i], out);
        fprintf(out, i + 1 < b->nlevels ? ",\n" : "\n");
    }
    fprintf(out, "]}\n");
}

// --- Go benchmark lines --------------------------------------------------------

// "bench/binary_trees.go" -> "BinaryTrees"
static void print_benchmark_name(const BenchRun *b, FILE *out)
{
    Str name = b->options->targets.data[0];
    ptrdiff_t slash = str_last_byte(name, '/');
    name = str_sub(name, (size_t)(slash + 1), name.n);
    if (str_has_suffix(name, STR(".go")))
        name.n -= 3;
    bool upper = true;
    fprintf(out, "Benchmark");
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        if (c == '_' || c == '-' || c == '.') {
            upper = true;
            continue;
        }
        fputc(upper && c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c, out);
        upper = false;
    }
}

static void print_go(const BenchRun *b, FILE *out)
{
    fprintf(out, "goos: linux\ngoarch: amd64\n");
    for (int i = 0; i < b->nlevels; i++) {
        const LevelRuns *l = &b->levels[i];
        fprintf(out, "escape: %s\n", escape_setting_name(l->level));
        for (int run = 0; run < b->count; run++) {
            print_benchmark_name(b, out);
            fprintf(out, " 1");
            for (int m = 0; m < M_COUNT; m++)
                fprintf(out, " %.0f %s",
                        l->values[m][run] * metrics[m].scale,
                        metrics[m].unit);
            fprintf(out, "\n");
        }
    }
}

void bench_print(const BenchRun *b, FILE *out)
{
    if (str_eq_cstr(b->options->format, "json"))
        print_json(b, out);
    else if (str_eq_cstr(b->options->format, "go"))
        print_go(b, out);
    else
        print_text(b, out);
}
