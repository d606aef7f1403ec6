// driver/load.c -- From what the user named to checked packages.
#include "driver/build_internal.h"

#include <stdlib.h>

// Package runtime holds the values that run-time panics carry.
static const Str implicit_packages[] = {{"runtime", 7}};

// -tags a,b
static StrVec split_tags(Build *b)
{
    StrVec tags = {0};
    Str rest = b->options->tags, word;
    bool more = rest.n > 0;
    while (more) {
        more = str_cut(rest, ',', &word, &rest);
        if (word.n)
            vec_push_in(&tags, b->arena, word);
    }
    return tags;
}

// Where packages come from that the library lacks: $GOROOT/src, then a Go
// source tree in its usual places.
static StrVec find_goroots(Build *b)
{
    static const char *const places[] = {"/usr/lib/go/src",
                                         "/usr/share/go-1.19/src"};
    StrVec roots = {0};
    const char *env = getenv("GOROOT");
    if (env && *env)
        vec_push_in(&roots, b->arena,
                    str_join_path(b->arena, str_from(env), STR("src")));
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (source_is_dir(str_from(places[i])))
            vec_push_in(&roots, b->arena, str_from(places[i]));
    }
    return roots;
}

// The last element of a path without .go: "cmd/prog.go" -> "prog".
static Str base_name(Build *b, Str path)
{
    if (str_has_suffix(path, STR(".go")))
        path.n -= 3;
    Str full = source_clean_path(b->arena, path);
    if (!source_is_file(b->options->targets.len ? b->options->targets.data[0]
                                                : STR(".")))
        full = source_real_path(b->arena, path);
    ptrdiff_t slash = str_last_byte(full, '/');
    Str name = str_sub(full, (size_t)(slash + 1), full.n);
    return name.n ? name : STR("a.out");
}

bool load_packages(Build *b)
{
    ParseContext ctx = {.arena = b->arena, .sources = &b->sources,
                        .names = &b->names, .diags = &b->diags};
    StrVec tags = split_tags(b), roots = find_goroots(b);
    LoadOptions options = {
        .std_root = b->install->std,
        .goroots = roots.data, .goroot_count = roots.len,
        .tags = tags.data, .tag_count = tags.len,
        .implicit = implicit_packages,
        .implicit_count = b->options->command == CMD_CHECK ? 0 : 1,
    };
    Str here = STR(".");
    const StrVec *targets = &b->options->targets;
    b->graph = package_load(&ctx, &options,
                            targets->len ? targets->data : &here,
                            targets->len ? targets->len : 1);
    b->default_name = base_name(b, targets->len ? targets->data[0] : here);
    if (b->graph->target_count == 1 && !b->graph->targets[0]->cmdline_files)
        b->main_path = b->graph->targets[0]->path;
    // Lexical errors leave a tree that can be checked: Go reports both.
    bool failed = b->diags.nload || b->diags.nsyntax;
    for (int i = 0; i < b->graph->target_count; i++)
        failed |= b->graph->targets[i]->failed;
    return !failed;
}

// --- Checking --------------------------------------------------------------------

// Package -> CheckedPackage, by number.
static CheckedPackage *import_package(void *context, const char *path,
                                      const CheckedPackage *from, Pos pos)
{
    Build *b = context;
    (void)pos;
    if (str_eq_cstr(str_from(path), "unsafe"))
        return checker_unsafe(b->checker);
    Package *importer = b->checking;
    (void)from;
    Package *found = importer ? strmap_get(&importer->import_map,
                                           str_from(path)) : NULL;
    return found && !found->failed ? map_get(&b->checked_of, found) : NULL;
}

static void check_one(Build *b, Package *p)
{
    if (p->is_unsafe || p->failed)
        return;
    bool is_main = p->is_target && str_eq_cstr(p->name, "main");
    int go_minor = p->go_minor;
    if (b->options->lang_minor && p->is_target)
        go_minor = b->options->lang_minor;
    CheckInput input = {
        .path = is_main ? "main" : str_to_cstr(b->arena, p->path),
        .files = p->files, .file_count = p->file_count,
        .go_minor = go_minor,
    };
    b->checking = p;
    CheckedPackage *checked = check_package(b->checker, &input);
    map_set(&b->checked_of, p, checked);
    vec_push_in(&b->checked, b->arena, checked);
    if (is_main)
        b->main = checked;
    else if (p->is_target)
        b->library = checked;
}

void check_packages(Build *b)
{
    b->checker = checker_new(b->arena, &b->names, &b->diags, &b->sources);
    checker_set_importer(b->checker, import_package, b);
    map_init(&b->checked_of, b->arena);
    for (int i = 0; i < b->graph->count; i++) {
        check_one(b, b->graph->order[i]);
        if (b->diags.nerrors > 0)
            return;
    }
}
