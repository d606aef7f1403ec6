// tests/golden.c -- Runs the golden Go programs of a folder: one test a file.
//
//     golden SCAPEGO FOLDER [NAME]
//
// The first line of NAME.go says what is expected:
//   // run                   prints NAME.out (nothing if absent), exits with 0;
//                            at every level, at -O0 and -O2, collecting often
//   // panics                the same, but exits with 2; stderr is NAME.err,
//                            addresses, offsets and folders aside
//   // errorcheck [FLAGS]    errors exactly on the lines marked // ERROR "re",
//                            each matching; with -m among the flags the lines
//                            of the report instead, at --escape=go
//   // dump PHASE [FUNC]     --emit=PHASE prints NAME.dump
#include <errno.h>
#include <regex.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <dirent.h>

enum { MAX_TESTS = 2000, MAX_LINE = 4000 };

static const char *compiler;
static char work[] = "/tmp/golden-XXXXXX";

typedef struct Text {
    char *p;
    size_t n;
} Text;

// --- Files and processes --------------------------------------------------------

static Text read_file(const char *path)
{
    Text t = {calloc(1, 1), 0};
    FILE *f = fopen(path, "rb");
    if (!f)
        return t;
    char buf[65536];
    size_t got;
    while ((got = fread(buf, 1, sizeof buf, f)) > 0) {
        t.p = realloc(t.p, t.n + got + 1);
        memcpy(t.p + t.n, buf, got);
        t.n += got;
        t.p[t.n] = 0;
    }
    fclose(f);
    return t;
}

// Runs a shell command; its output lands in work/out and work/err.  Returns
// the exit code, or 1000 + the signal.
static int shell(const char *fmt, ...)
{
    char command[MAX_LINE], full[MAX_LINE + 200];
    va_list args;
    va_start(args, fmt);
    vsnprintf(command, sizeof command, fmt, args);
    va_end(args);
    snprintf(full, sizeof full, "( %s ) >%s/out 2>%s/err", command, work, work);
    int status = system(full);
    if (WIFSIGNALED(status))
        return 1000 + WTERMSIG(status);
    return WEXITSTATUS(status);
}

static Text output(const char *which)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", work, which);
    return read_file(path);
}

static Text expected(const char *source, const char *ending)
{
    char path[1000];
    snprintf(path, sizeof path, "%.*s%s", (int)strlen(source) - 3, source,
             ending);
    return read_file(path);
}

// The arguments of a frame, main.f(0x1, 0x2) before a line with its position,
// become (...): they are not part of what is promised.
static void hide_arguments(char *text)
{
    for (char *line = text; *line;) {
        char *end = line + strcspn(line, "\n");
        char *open = end;
        if (*line != '\t' && end > line && end[-1] == ')' && *end &&
            end[1] == '\t') {
            while (open > line && *open != '(')
                open--;
            memset(open + 1, '\1', (size_t)(end - open - 2));
        }
        line = end + (*end != 0);
    }
    char *out = text;
    for (char *p = text; *p; p++) {
        if (*p != '\1')
            *out++ = *p;
    }
    *out = 0;
}

// "goroutine 18" (all but the first), "\tpanic.go:859" (in the runtime).
static bool starts_volatile_number(const char *p)
{
    if (strncmp(p, "goroutine ", 10) == 0)
        return p[10] >= '1' && p[10] <= '9' &&
               (p[10] != '1' || (p[11] >= '0' && p[11] <= '9'));
    return strncmp(p, "panic.go:", 9) == 0 && p[9] >= '0' && p[9] <= '9';
}

// Replaces what differs from run to run: 0x1234 -> 0x?, +0x12 -> nothing,
// folders of source files, arguments in tracebacks.
static void normalise(Text *t)
{
    hide_arguments(t->p);
    char *out = t->p;
    char *line = t->p;
    for (char *p = t->p; *p;) {
        if (strncmp(p, " +0x", 4) == 0) {
            p += 4 + strspn(p + 4, "0123456789abcdef");
        } else if (strncmp(p, "0x", 2) == 0) {
            p += 2 + strspn(p + 2, "0123456789abcdef?");
            memcpy(out, "0x?", 3);
            out += 3;
        } else if (starts_volatile_number(p)) {
            while (*p < '0' || *p > '9')
                *out++ = *p++;
            p += strspn(p, "0123456789");
            *out++ = 'N';
        } else {
            if (*p == '/') {
                size_t tabs = strspn(line, "\t");
                if ((size_t)(out - line) > tabs)
                    out = line + tabs;
                p++;
            } else if ((*out++ = *p++) == '\n')
                line = out;
        }
    }
    *out = 0;
    t->n = (size_t)(out - t->p);
}

static void assert_same(const char *what, const char *config, Text got,
                        Text want)
{
    if (strcmp(got.p, want.p) != 0)
        fail_msg("%s differs (%s)\n--- got\n%s--- want\n%s", what, config,
                 got.p, want.p);
    free(got.p);
    free(want.p);
}

// --- Programs --------------------------------------------------------------------

static void check_run(const char *source, const char *env, const char *config,
                      int want_code)
{
    int code = shell("cd %s && %s timeout 60 ./prog", work, env);
    if (code != want_code) {
        Text err = output("err");
        fail_msg("exit code %d, want %d (%s %s)\n%s", code, want_code, config,
                 env, err.p);
    }
    assert_same("stdout", config, output("out"), expected(source, ".out"));
    if (want_code == 0)
        return;
    Text err = output("err"), want = expected(source, ".err");
    normalise(&err);
    normalise(&want);
    assert_same("stderr", config, err, want);
}

static void test_program(const char *source, int want_code)
{
    static const char *const configs[] = {
        "--escape=off -O0", "--escape=off -O2", "--escape=local -O2",
        "--escape=go -O2",  "--escape=full -O0", "--escape=full -O2",
    };
    for (size_t i = 0; i < sizeof configs / sizeof configs[0]; i++) {
        int code = shell("%s build %s -o %s/prog %s", compiler, configs[i],
                         work, source);
        if (code != 0)
            fail_msg("does not build (%s): exit code %d\n%s", configs[i], code,
                     output("err").p);
        check_run(source, "", configs[i], want_code);
        if (want_code == 0 && i != 1 && i != 2)
            check_run(source, "RT_GC_STRESS=100", configs[i], want_code);
    }
}

// --- Errors and reports ------------------------------------------------------------

typedef struct Expectation {
    int line;
    char pattern[500];
    bool met;
} Expectation;

// Collects the quoted patterns behind // ERROR.
static int read_expectations(const char *source, Expectation *list, int max)
{
    Text t = read_file(source);
    int n = 0, line = 1;
    for (char *p = t.p; *p; line++) {
        char *end = p + strcspn(p, "\n");
        char save = *end;
        *end = 0;
        char *mark = strstr(p, "// ERROR ");
        for (char *q = mark; q && (q = strpbrk(q, "\"`")) && n < max;) {
            char quote = *q++;
            size_t k = 0;
            while (*q && *q != quote && k + 1 < sizeof list[n].pattern) {
                if (*q == '\\' && q[1] == '"')
                    q++;
                list[n].pattern[k++] = *q++;
            }
            list[n].pattern[k] = 0;
            list[n].line = line;
            list[n++].met = false;
            q += *q != 0;
        }
        *end = save;
        p = end + (save != 0);
    }
    free(t.p);
    return n;
}

static bool matches(const char *pattern, const char *text)
{
    regex_t re;
    if (regcomp(&re, pattern, REG_EXTENDED | REG_NOSUB) != 0)
        fail_msg("bad pattern: %s", pattern);
    bool ok = regexec(&re, text, 0, NULL, 0) == 0;
    regfree(&re);
    return ok;
}

// "dir/name.go:LINE:COL: text": true if the line is about the source file.
static bool parse_message(char *line, const char *base, int *number,
                          char **text)
{
    char *at = strstr(line, base);
    if (!at || at[strlen(base)] != ':')
        return false;
    *number = (int)strtol(at + strlen(base) + 1, &at, 10);
    *text = strstr(at, ": ");
    if (*text)
        *text += 2;
    return *number > 0 && *text;
}

static void meet(Expectation *list, int n, int line, const char *text)
{
    bool known = false;
    for (int i = 0; i < n; i++) {
        if (list[i].line == line && matches(list[i].pattern, text))
            list[i].met = known = true;
    }
    if (!known)
        fail_msg("unexpected at line %d: %s", line, text);
}

static void test_errors(const char *source, const char *flags)
{
    static Expectation list[1000];
    int n = read_expectations(source, list, 1000);
    bool report = strstr(flags, "-m") != NULL;
    int code = shell(report ? "%s build --escape=go %s -o /dev/null %s"
                            : "%s check -e %s %s",
                     compiler, flags, source);
    int want_code = report || n == 0 ? 0 : 1;
    Text err = output("err");
    if (code != want_code)
        fail_msg("exit code %d, want %d\n%s", code, want_code, err.p);

    const char *slash = strrchr(source, '/');
    const char *base = slash ? slash + 1 : source;
    for (char *line = strtok(err.p, "\n"); line; line = strtok(NULL, "\n")) {
        int number;
        char *text;
        if (line[0] != '\t' && parse_message(line, base, &number, &text))
            meet(list, n, number, text);
    }
    for (int i = 0; i < n; i++) {
        if (!list[i].met)
            fail_msg("nothing at line %d matches \"%s\"", list[i].line,
                     list[i].pattern);
    }
    free(err.p);
}

static void test_dump(const char *source, const char *rest)
{
    char phase[20] = "", func[200] = "";
    sscanf(rest, "%19s %199s", phase, func);
    int code = shell("%s build --emit=%s %s%s %s", compiler, phase,
                     func[0] ? "--func=" : "", func, source);
    if (code != 0)
        fail_msg("exit code %d\n%s", code, output("err").p);
    assert_same("dump", phase, output("out"), expected(source, ".dump"));
}

static void test_file(void **state)
{
    const char *source = *state;
    Text t = read_file(source);
    char head[500];
    snprintf(head, sizeof head, "%.*s", (int)strcspn(t.p, "\n"), t.p);
    free(t.p);
    if (strcmp(head, "// run") == 0)
        test_program(source, 0);
    else if (strcmp(head, "// panics") == 0)
        test_program(source, 2);
    else if (strncmp(head, "// errorcheck", 13) == 0)
        test_errors(source, head + 13);
    else if (strncmp(head, "// dump ", 8) == 0)
        test_dump(source, head + 8);
    else
        fail_msg("first line is no instruction: %s", head);
}

static int compare_names(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

int main(int argc, char **argv)
{
    static struct CMUnitTest tests[MAX_TESTS];
    size_t n = 0;
    if (argc < 3 || !mkdtemp(work)) {
        fprintf(stderr, "usage: golden SCAPEGO FOLDER [NAME]\n");
        return 2;
    }
    compiler = argv[1];
    struct dirent **names;
    int count = scandir(argv[2], &names, NULL, compare_names);
    for (int i = 0; i < count && n < MAX_TESTS; i++) {
        const char *name = names[i]->d_name;
        size_t len = strlen(name);
        if (len < 4 || strcmp(name + len - 3, ".go") != 0)
            continue;
        if (argc > 3 && !strstr(name, argv[3]))
            continue;
        char *path = malloc(strlen(argv[2]) + len + 2);
        sprintf(path, "%s/%s", argv[2], name);
        tests[n++] = (struct CMUnitTest){strdup(name), test_file, NULL, NULL,
                                         path};
    }
    int failed = _cmocka_run_group_tests(argv[2], tests, n, NULL, NULL);
    shell("rm -f %s/prog", work);
    char command[100];
    snprintf(command, sizeof command, "rm -rf %s", work);
    return system(command) == 0 && failed == 0 ? 0 : 1;
}
