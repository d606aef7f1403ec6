// frontend/buildtag.c -- Build constraints: parse, evaluate, derive a version.
//
// The expression is evaluated while it is parsed, twice in one pass: as a
// truth value, and as the language version that it implies.
//
//     go1.22 && (linux || windows)   true, go1.22
//
// Invariant: the parser never looks beyond the end of the expression.
#include "frontend/buildtag.h"

#include <string.h>

static const char *const known_os[] = {
    "aix",    "android", "darwin", "dragonfly", "freebsd", "hurd",
    "illumos", "ios",    "js",     "linux",     "nacl",    "netbsd",
    "openbsd", "plan9",  "solaris", "wasip1",   "windows", "zos",
};

static const char *const known_arch[] = {
    "386",      "amd64",   "amd64p32", "arm",     "armbe",   "arm64",
    "arm64be",  "loong64", "mips",     "mipsle",  "mips64",  "mips64le",
    "mips64p32", "mips64p32le", "ppc", "ppc64",   "ppc64le", "riscv",
    "riscv64",  "s390",    "s390x",    "sparc",   "sparc64", "wasm",
};

static const char *const our_tags[] = {"linux", "amd64", "unix", "gc",
                                       "scapego", "amd64.v1"};

#define COUNT(a) (int)(sizeof(a) / sizeof *(a))

static bool contains(const char *const *list, int n, Str s)
{
    for (int i = 0; i < n; i++)
        if (str_eq_cstr(s, list[i]))
            return true;
    return false;
}

// N of "go1.N" or 0 for "go1"; -1 for anything else.
static int release_tag(Str tag)
{
    if (str_eq(tag, STR("go1")))
        return 0;
    if (!str_has_prefix(tag, STR("go1.")) || tag.n > 7 || tag.n < 5)
        return -1;
    int n = 0;
    for (size_t i = 4; i < tag.n; i++) {
        if (tag.p[i] < '0' || tag.p[i] > '9')
            return -1;
        n = n * 10 + (tag.p[i] - '0');
    }
    return n;
}

static bool tag_is_set(Str tag, const Str *tags, int ntags)
{
    int minor = release_tag(tag);
    if (minor >= 0)
        return minor >= 1 && minor <= GO_MINOR_VERSION;
    for (int i = 0; i < ntags; i++)
        if (str_eq(tag, tags[i]))
            return true;
    return contains(our_tags, COUNT(our_tags), tag);
}

typedef struct TagParser {
    Str rest;
    const Str *tags;
    int ntags;
    int depth;
    bool bad;
} TagParser;

// The value of a subexpression, the version it implies if it is true, and the
// one it implies if it is false (-1: none).
typedef struct TagValue {
    bool value;
    int if_true, if_false;
} TagValue;

static TagValue parse_or(TagParser *p);

static void skip_space(TagParser *p)
{
    while (p->rest.n && strchr(" \t\r\n", p->rest.p[0]))
        p->rest = str_sub(p->rest, 1, p->rest.n);
}

static bool take(TagParser *p, const char *text)
{
    skip_space(p);
    if (!str_has_prefix(p->rest, str_from(text)))
        return false;
    p->rest = str_sub(p->rest, strlen(text), p->rest.n);
    return true;
}

static bool is_tag_byte(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           c == '_' || c == '.' || (unsigned char)c >= 0x80;
}

static TagValue parse_tag(TagParser *p)
{
    skip_space(p);
    size_t n = 0;
    while (n < p->rest.n && is_tag_byte(p->rest.p[n]))
        n++;
    Str tag = str_sub(p->rest, 0, n);
    p->rest = str_sub(p->rest, n, p->rest.n);
    p->bad |= n == 0;
    return (TagValue){tag_is_set(tag, p->tags, p->ntags), release_tag(tag), -1};
}

static TagValue parse_not(TagParser *p)
{
    enum { MAX_DEPTH = 1000 };
    TagValue x = {false, -1, -1};
    if (++p->depth > MAX_DEPTH) {
        p->bad = true;
    } else if (take(p, "!")) {
        TagValue y = parse_not(p);
        x = (TagValue){!y.value, y.if_false, y.if_true};
    } else if (take(p, "(")) {
        x = parse_or(p);
        p->bad |= !take(p, ")");
    } else {
        x = parse_tag(p);
    }
    p->depth--;
    return x;
}

static int max(int a, int b)
{
    return a > b ? a : b;
}

static int min(int a, int b)
{
    return a < b ? a : b;
}

static TagValue parse_and(TagParser *p)
{
    TagValue x = parse_not(p);
    while (!p->bad && take(p, "&&")) {
        TagValue y = parse_not(p);
        x.value = x.value && y.value;
        x.if_true = max(x.if_true, y.if_true);
        x.if_false = min(x.if_false, y.if_false);
    }
    return x;
}

static TagValue parse_or(TagParser *p)
{
    TagValue x = parse_and(p);
    while (!p->bad && take(p, "||")) {
        TagValue y = parse_and(p);
        x.value = x.value || y.value;
        x.if_true = min(x.if_true, y.if_true);
        x.if_false = max(x.if_false, y.if_false);
    }
    return x;
}

static TagValue parse_all(TagParser *p)
{
    TagValue x = parse_or(p);
    skip_space(p);
    p->bad |= p->rest.n != 0;
    return x;
}

bool buildtag_eval(Arena *arena, Str expr, const Str *tags, int ntags)
{
    (void)arena;
    TagParser p = {.rest = expr, .tags = tags, .ntags = ntags};
    TagValue x = parse_all(&p);
    return !p.bad && x.value;
}

int buildtag_go_version(Arena *arena, Str expr)
{
    (void)arena;
    TagParser p = {.rest = expr};
    TagValue x = parse_all(&p);
    if (p.bad)
        return -1;
    return x.if_true < 0 ? 0 : x.if_true;
}

bool buildtag_name_matches(Str filename, const Str *tags, int ntags)
{
    Str name, ext;
    str_cut(filename, '.', &name, &ext);
    // What comes before the first _ is never a constraint: linux.go is free.
    ptrdiff_t first = str_index_byte(name, '_');
    if (first < 0)
        return true;
    name = str_sub(name, (size_t)first, name.n);
    if (str_has_suffix(name, STR("_test")))
        name.n -= 5;
    ptrdiff_t at = str_last_byte(name, '_');
    if (at < 0)
        return true;
    Str last = str_sub(name, (size_t)at + 1, name.n);
    Str before = str_sub(name, 0, (size_t)at);
    at = str_last_byte(before, '_');
    Str os = at < 0 ? STR_NONE : str_sub(before, (size_t)at + 1, before.n);

    bool arch = contains(known_arch, COUNT(known_arch), last);
    if (arch && contains(known_os, COUNT(known_os), os))
        return tag_is_set(os, tags, ntags) && tag_is_set(last, tags, ntags);
    if (arch || contains(known_os, COUNT(known_os), last))
        return tag_is_set(last, tags, ntags);
    return true;
}

// "// +build a,b c": any of the blank-separated options, each a conjunction.
static bool plus_build_line(Str line, const Str *tags, int ntags)
{
    for (Str rest = str_trim(line), option; rest.n;) {
        str_cut(rest, ' ', &option, &rest);
        bool all = option.n != 0;
        for (Str terms = option, term; all && terms.n;) {
            str_cut(terms, ',', &term, &terms);
            bool negated = term.n && term.p[0] == '!';
            Str tag = str_sub(term, negated, term.n);
            all = tag_is_set(tag, tags, ntags) != negated;
        }
        if (all)
            return true;
    }
    return false;
}

// The next line of the file's head; false where the package clause begins.
// A block comment is given as one empty line.
static bool head_line(Str *rest, Str *line)
{
    *rest = str_trim(*rest);
    if (str_has_prefix(*rest, STR("/*"))) {
        ptrdiff_t end = str_index(*rest, STR("*/"));
        *line = STR_NONE;
        *rest = end < 0 ? STR_NONE : str_sub(*rest, (size_t)end + 2, rest->n);
        return true;
    }
    if (!str_has_prefix(*rest, STR("//")))
        return false;
    str_cut(*rest, '\n', line, rest);
    *line = str_trim(*line);
    return true;
}

bool buildtag_text_matches(Arena *arena, Str text, const Str *tags, int ntags)
{
    if (str_has_prefix(text, STR("\xEF\xBB\xBF")))
        text = str_sub(text, 3, text.n);
    bool plus_ok = true;
    Str line;
    while (head_line(&text, &line)) {
        if (str_has_prefix(line, STR("//go:build ")))
            return buildtag_eval(arena, str_sub(line, 11, line.n), tags, ntags);
        Str comment = str_trim(str_sub(line, 2, line.n));
        if (str_has_prefix(comment, STR("+build ")))
            plus_ok &= plus_build_line(str_sub(comment, 7, comment.n), tags,
                                       ntags);
    }
    return plus_ok;
}
