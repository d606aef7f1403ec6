// driver/workdir.h -- A temporary folder that goes away with its owner.
#ifndef DRIVER_WORKDIR_H
#define DRIVER_WORKDIR_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>

// Makes a folder under $TMPDIR (/tmp).  Empty, with a message on stderr, when
// that fails.
Str workdir_make(Arena *arena);
// Removes the folder and the files in it (it holds no folders).  `keep` only
// prints WORK=... as `go build -work` does.
void workdir_remove(Str dir, bool keep, Arena *arena);

#endif
