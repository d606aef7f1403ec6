// driver/options.c -- Parsing the command line.
//
// One table says which flags exist, what value they take and which commands
// know them.  A flag is applied by a small function, so adding one is adding a
// row and, if it does more than set a field, a function.
#include "driver/options.h"

#include "driver/help.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Flag {
    const char *name;
    bool takes_value; // Else a bool, which may still be given as -x=false.
    bool (*apply)(Options *o, Str value);
    bool building;    // Commands that compile; else bench only.
} Flag;

static const char *const escape_names[] = {"off", "local", "go", "full"};

const char *escape_setting_name(EscapeSetting e)
{
    return escape_names[e];
}

bool escape_setting_parse(Str text, EscapeSetting *e)
{
    for (int i = 0; i < 4; i++) {
        if (str_eq_cstr(text, escape_names[i])) {
            *e = (EscapeSetting)i;
            return true;
        }
    }
    return false;
}

// --- Values ------------------------------------------------------------------

static bool parse_bool(Str v, bool *out)
{
    *out = v.n == 0 || str_eq_cstr(v, "true") || str_eq_cstr(v, "1");
    return *out || str_eq_cstr(v, "false") || str_eq_cstr(v, "0");
}

static bool parse_number(Str v, int lo, int hi, int *out)
{
    if (v.n == 0 || v.n > 6)
        return false;
    int n = 0;
    for (size_t i = 0; i < v.n; i++) {
        if (v.p[i] < '0' || v.p[i] > '9')
            return false;
        n = n * 10 + (v.p[i] - '0');
    }
    *out = n;
    return n >= lo && n <= hi;
}

static bool apply_escape(Options *o, Str v)
{
    return escape_setting_parse(v, &o->escape);
}

static bool apply_m(Options *o, Str v)
{
    bool on;
    if (parse_number(v, 0, 4, &o->m))
        return true;
    if (!parse_bool(v, &on))
        return false;
    o->m = on ? o->m + 1 : 0; // -m -m is -m=2
    return true;
}

#define APPLY_BOOL(field)                                                      \
    static bool apply_##field(Options *o, Str v)                               \
    {                                                                          \
        return parse_bool(v, &o->field);                                       \
    }
#define APPLY_STR(field)                                                       \
    static bool apply_##field(Options *o, Str v)                               \
    {                                                                          \
        o->field = v;                                                          \
        return true;                                                           \
    }
#define APPLY_LEVEL(lv)                                                        \
    static bool apply_O##lv(Options *o, Str v)                                  \
    {                                                                          \
        o->opt_level = lv;                                                     \
        return v.n == 0;                                                       \
    }

APPLY_BOOL(all_errors)
APPLY_BOOL(debug)
APPLY_BOOL(time)
APPLY_BOOL(verbose)
APPLY_BOOL(print_commands)
APPLY_BOOL(keep_work)
APPLY_BOOL(json)
APPLY_STR(func)
APPLY_STR(output)
APPLY_STR(chdir)
APPLY_STR(tags)
APPLY_STR(levels)
APPLY_LEVEL(0)
APPLY_LEVEL(1)
APPLY_LEVEL(2)
APPLY_LEVEL(3)

// -l=0: inline; -l, -l=1 and above: do not.
static bool apply_no_inline(Options *o, Str v)
{
    int level = 1;
    if (!parse_number(v, 0, 4, &level) && !parse_bool(v, &o->no_inline))
        return false;
    o->no_inline = level > 0;
    return true;
}

static bool apply_N(Options *o, Str v)
{
    bool on;
    if (!parse_bool(v, &on))
        return false;
    if (on)
        o->opt_level = 0;
    return true;
}

static bool apply_emit(Options *o, Str v)
{
    static const char *const names[] = {"",   "tokens", "ast", "types", "ir",
                                        "placed", "llvm", "asm", "obj"};
    for (int i = 1; i <= EMIT_OBJ; i++) {
        if (str_eq_cstr(v, names[i])) {
            o->emit = (EmitKind)i;
            return true;
        }
    }
    return false;
}

static bool apply_lang(Options *o, Str v)
{
    if (!str_has_prefix(v, STR("go1.")))
        return false;
    return parse_number(str_sub(v, 4, v.n), 0, 27, &o->lang_minor);
}

static bool apply_color(Options *o, Str v)
{
    static const char *const names[] = {"auto", "always", "never"};
    for (int i = 0; i < 3; i++) {
        if (str_eq_cstr(v, names[i])) {
            o->color = (ColorMode)i;
            return true;
        }
    }
    return false;
}

static bool apply_format(Options *o, Str v)
{
    o->format = v;
    return str_eq_cstr(v, "text") || str_eq_cstr(v, "json") ||
           str_eq_cstr(v, "go");
}

static bool apply_count(Options *o, Str v)
{
    return parse_number(v, 1, 1000, &o->count);
}

static bool apply_gcflags(Options *o, Str v);

static const Flag flags[] = {
    {"escape", true, apply_escape, true},
    {"m", false, apply_m, true},
    {"l", false, apply_no_inline, true},
    {"N", false, apply_N, true},
    {"O0", false, apply_O0, true},
    {"O1", false, apply_O1, true},
    {"O2", false, apply_O2, true},
    {"O3", false, apply_O3, true},
    {"e", false, apply_all_errors, true},
    {"g", false, apply_debug, true},
    {"o", true, apply_output, true},
    {"C", true, apply_chdir, true},
    {"x", false, apply_print_commands, true},
    {"v", false, apply_verbose, true},
    {"work", false, apply_keep_work, true},
    {"json", false, apply_json, true},
    {"lang", true, apply_lang, true},
    {"tags", true, apply_tags, true},
    {"time", false, apply_time, true},
    {"emit", true, apply_emit, true},
    {"func", true, apply_func, true},
    {"color", true, apply_color, true},
    {"gcflags", true, apply_gcflags, true},
    {"levels", true, apply_levels, false},
    {"count", true, apply_count, false},
    {"format", true, apply_format, false},
};

static const Flag *flag_find(const Options *o, Str name)
{
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        if (str_eq_cstr(name, flags[i].name) &&
            (flags[i].building || o->command == CMD_BENCH))
            return &flags[i];
    }
    return NULL;
}

// --- Arguments ---------------------------------------------------------------

// Splits "-name=value" (or --name); false if it is no flag at all.
static bool split_flag(Str arg, Str *name, Str *value, bool *has_value)
{
    if (arg.n < 2 || arg.p[0] != '-')
        return false;
    size_t dashes = arg.p[1] == '-' ? 2 : 1;
    *has_value = str_cut(str_sub(arg, dashes, arg.n), '=', name, value);
    return name->n > 0;
}

// Applies one flag; `next` is the following argument or empty, *used tells
// whether it was taken.  Returns an error text, or NULL.
static const char *apply_flag(Options *o, Str arg, Str next, bool has_next,
                              bool *used)
{
    static _Thread_local char text[256];
    Str name, value = STR_NONE;
    bool has_value;
    *used = false;
    if (!split_flag(arg, &name, &value, &has_value)) {
        snprintf(text, sizeof text, "bad flag syntax: %.*s", STR_ARG(arg));
        return text;
    }
    const Flag *flag = flag_find(o, name);
    if (!flag) {
        snprintf(text, sizeof text, "flag provided but not defined: -%.*s",
                 STR_ARG(name));
        return text;
    }
    if (flag->takes_value && !has_value) {
        if (!has_next) {
            snprintf(text, sizeof text, "flag needs an argument: -%s",
                     flag->name);
            return text;
        }
        value = next;
        *used = true;
    }
    if (!flag->apply(o, value)) {
        snprintf(text, sizeof text, "invalid value \"%.*s\" for flag -%s",
                 STR_ARG(value), flag->name);
        return text;
    }
    return NULL;
}

// -gcflags='-m -l': the same flags, separated by blanks; a leading
// pattern ("all=") is accepted and ignored.
static bool apply_gcflags(Options *o, Str v)
{
    Str head, tail;
    if (v.n && v.p[0] != '-' && str_cut(v, '=', &head, &tail))
        v = tail;
    while (str_cut(v, ' ', &head, &tail) || head.n) {
        bool used;
        if (head.n && apply_flag(o, head, STR_NONE, false, &used))
            return false;
        v = tail;
    }
    return true;
}

static Command command_parse(const char *word)
{
    static const struct {
        const char *name;
        Command command;
    } commands[] = {
        {"run", CMD_RUN},     {"build", CMD_BUILD},     {"check", CMD_CHECK},
        {"bench", CMD_BENCH}, {"env", CMD_ENV},         {"help", CMD_HELP},
        {"-h", CMD_HELP},     {"version", CMD_VERSION}, {"--help", CMD_HELP},
        {"-help", CMD_HELP},  {"--version", CMD_VERSION},
    };
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        if (strcmp(word, commands[i].name) == 0)
            return commands[i].command;
    }
    return CMD_NONE;
}

static bool is_go_file(Str s)
{
    return str_has_suffix(s, STR(".go"));
}

// Targets end where the program's arguments begin: after the .go files, or
// after one folder.  Only run and bench pass arguments on.
static void take_operands(Options *o, Arena *arena, int argc, char **argv,
                          int i)
{
    bool passes = o->command == CMD_RUN || o->command == CMD_BENCH;
    for (; i < argc; i++) {
        Str arg = str_from(argv[i]);
        bool more = o->targets.len == 0 ||
                    (is_go_file(arg) && is_go_file(o->targets.data[0]));
        if (passes && !more)
            break;
        vec_push_in(&o->targets, arena, arg);
    }
    for (; i < argc; i++)
        vec_push_in(&o->args, arena, str_from(argv[i]));
}

bool options_parse(Options *o, Arena *arena, int argc, char **argv)
{
    *o = (Options){.escape = ESC_FULL, .opt_level = 2, .count = 10,
                   .levels = STR("off,go,full"), .format = STR("text")};
    if (argc < 2) {
        help_print(stderr, STR_NONE);
        return false;
    }
    o->command = command_parse(argv[1]);
    if (o->command == CMD_NONE) {
        fprintf(stderr, "scapego %s: unknown command\n"
                        "Run 'scapego help' for usage.\n", argv[1]);
        return false;
    }
    if (o->command == CMD_HELP) {
        o->help_topic = argc > 2 ? str_from(argv[2]) : STR_NONE;
        return true;
    }
    int i = 2;
    for (; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
        if (strcmp(argv[i], "--") == 0) {
            i++;
            break;
        }
        bool used;
        bool has_next = i + 1 < argc;
        const char *error =
            apply_flag(o, str_from(argv[i]),
                       has_next ? str_from(argv[i + 1]) : STR_NONE, has_next,
                       &used);
        if (error) {
            fprintf(stderr, "%s\n", error);
            help_usage(stderr, o->command);
            return false;
        }
        i += used;
    }
    take_operands(o, arena, argc, argv, i);
    return true;
}
