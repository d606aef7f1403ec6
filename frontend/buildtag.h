// frontend/buildtag.h -- Build constraints: which files belong to a build.
//
// A file is chosen by its name (f_linux_amd64.go) and by its //go:build line,
// an expression over tags.  The target is fixed: linux, amd64, the tool chain
// "scapego", and every release tag go1.1 .. go1.27.
//
//     buildtag_eval(arena, STR("linux && !race"), NULL, 0) == true
#ifndef FRONTEND_BUILDTAG_H
#define FRONTEND_BUILDTAG_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>

enum { GO_MINOR_VERSION = 27 }; // We compile Go 1.27.

// Value of a //go:build expression.  A malformed one counts as false.
bool buildtag_eval(Arena *arena, Str expr, const Str *tags, int ntags);
// N such that the expression implies go1.N; 0 if none, -1 if malformed.
int buildtag_go_version(Arena *arena, Str expr);
// Whether the name alone lets the file in: its _GOOS and _GOARCH suffixes.
bool buildtag_name_matches(Str filename, const Str *tags, int ntags);
// Whether the //go:build line (or old // +build lines) of the text lets the
// file in; true if there is none.
bool buildtag_text_matches(Arena *arena, Str text, const Str *tags, int ntags);

#endif
