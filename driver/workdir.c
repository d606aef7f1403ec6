// driver/workdir.c -- A temporary folder that goes away with its owner.
#include "driver/workdir.h"

#include "base/source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

Str workdir_make(Arena *arena)
{
    const char *tmp = getenv("TMPDIR");
    Str path = str_join_path(arena, str_from(tmp && *tmp ? tmp : "/tmp"),
                             STR("scapego-XXXXXX"));
    char *name = (char *)str_to_cstr(arena, path);
    if (!mkdtemp(name)) {
        fprintf(stderr, "scapego: %s: %s\n", name, strerror(errno));
        return STR_NONE;
    }
    return str_from(name);
}

void workdir_remove(Str dir, bool keep, Arena *arena)
{
    if (keep) {
        fprintf(stderr, "WORK=%.*s\n", STR_ARG(dir));
        return;
    }
    StrVec names = {0};
    if (source_list_dir(arena, dir, &names)) {
        for (int i = 0; i < names.len; i++)
            unlink(str_to_cstr(arena,
                               str_join_path(arena, dir, names.data[i])));
    }
    rmdir(str_to_cstr(arena, dir));
}
