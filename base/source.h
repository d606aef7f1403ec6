// base/source.h -- Source files and 32-bit positions.
//
// All files of a compilation share one number line: a file of n bytes takes
// the positions base .. base+n (the last one is its end), and 0 means "no
// position".  A Pos is therefore enough to name file, line and column.
// Columns count bytes and start at 1, as in Go.
//
// `//line` directives are recorded per file; source_locate applies them.
//
//     SourceFile *f = source_add(&set, STR("/a/f.go"), STR("./f.go"), text);
//     PosInfo at = source_locate(&set, f->base + 10);
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"

#include <stdbool.h>
#include <stdint.h>

typedef uint32_t Pos;
#define NO_POS ((Pos)0)

// From `offset` on, lines and columns count from (line, col) of `filename`.
typedef struct LineDirective {
    uint32_t offset;
    Str filename; // As shown to the user.
    int line;
    int col; // 0: columns are unknown.
} LineDirective;

typedef struct SourceFile {
    Str path;    // To open it.
    Str display; // As shown in messages: ./f.go, sub/f.go, /abs/f.go.
    Str text;    // text.p[text.n] is readable and 0.
    Pos base;    // Position of the first byte.
    int index;   // In SourceSet.files.
    uint32_t *line_starts; // Offsets; line_starts[0] == 0.
    int nlines;
    VEC(LineDirective) directives; // By offset.
} SourceFile;

typedef struct SourceSet {
    Arena *arena;
    VEC(SourceFile *) files; // By base.
    Pos next;
} SourceSet;

typedef struct PosInfo {
    const SourceFile *file; // NULL for NO_POS.
    Str filename;           // After //line.
    int line, col;          // After //line; col 0 is unknown.
    int raw_line, raw_col;  // In the file itself.
} PosInfo;

void source_init(SourceSet *set, Arena *arena);
// Adds a file with the given contents, which are copied.  NULL when the
// 4 GB number line is full.
SourceFile *source_add(SourceSet *set, Str path, Str display, Str text);
// Reads the file; NULL with *error set (arena text, as Go words it) on failure.
SourceFile *source_open(SourceSet *set, Str path, Str display, Str *error);

const SourceFile *source_file_of(const SourceSet *set, Pos pos);
PosInfo source_locate(const SourceSet *set, Pos pos);
// Line without //line, 0 for NO_POS: cheap enough for "same line?" questions.
int source_raw_line(const SourceSet *set, Pos pos);
// Text of a line (1-based, raw) without its newline.
Str source_line_text(const SourceFile *file, int line);
void source_add_line(SourceSet *set, SourceFile *file, LineDirective d);

// Go's form: file:line:col; the column is left out where Go leaves it out
// (unknown, or 255 and beyond).
Str source_pos_str(const SourceSet *set, Arena *arena, Pos pos);
void source_put_pos(const SourceSet *set, StrBuf *out, Pos pos);

// Whole contents of a file; false with *error (strerror text) on failure.
bool source_read(Arena *arena, Str path, Str *text, Str *error);
// Names in a folder, sorted bytewise, without . and ..; false if unreadable.
bool source_list_dir(Arena *arena, Str path, StrVec *names);
bool source_is_dir(Str path);
bool source_is_file(Str path);
// Absolute, symlink-free path; empty when it does not exist.
Str source_real_path(Arena *arena, Str path);
Str source_cwd(Arena *arena);
// Cleans a path lexically (., .., doubled slashes).
Str source_clean_path(Arena *arena, Str path);
// The way from folder `from` to `to`, both absolute and clean.
Str source_rel_path(Arena *arena, Str from, Str to);

#endif
