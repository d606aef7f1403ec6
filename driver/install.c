// driver/install.c -- Where the compiler's own files are.
#include "driver/install.h"

#include "base/source.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static Str exe_folder(Arena *arena)
{
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path);
    if (n <= 0 || n == (ssize_t)sizeof path)
        return STR_NONE;
    Str full = {path, (size_t)n};
    ptrdiff_t slash = str_last_byte(full, '/');
    return str_dup(arena, str_sub(full, 0, slash < 0 ? 0 : (size_t)slash));
}

static bool try_root(Install *in, Arena *arena, Str root)
{
    in->root = root;
    in->std = str_join_path(arena, root, STR("std"));
    in->runtime = str_join_path(arena, root, STR("libscapego_rt.a"));
    in->fast_bc = str_join_path(arena, root, STR("fast.bc"));
    if (!source_is_file(in->fast_bc))
        in->fast_bc = STR_NONE;
    return source_is_dir(in->std);
}

bool install_find(Install *in, Arena *arena)
{
    const char *env = getenv("SCAPEGO_ROOT");
    if (env && *env)
        return try_root(in, arena, str_from(env));
    Str exe = exe_folder(arena);
    static const char *const places[] = {"lib/scapego", "../lib/scapego"};
    for (int i = 0; i < 2; i++) {
        Str root = str_join_path(arena, exe, str_from(places[i]));
        if (try_root(in, arena, source_clean_path(arena, root)))
            return true;
    }
    fprintf(stderr, "scapego: cannot find lib/scapego beside the executable; "
                    "set SCAPEGO_ROOT\n");
    return false;
}
