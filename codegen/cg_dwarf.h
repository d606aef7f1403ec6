// codegen/cg_dwarf.h -- What DWARF 4 says of lines and inlined calls.
//
//     rows:   address -> file, line          (.debug_line)
//     inlines, ranges: which inlined call covers which addresses, and where it
//     was called from                        (.debug_info)
#ifndef CODEGEN_CG_DWARF_H
#define CODEGEN_CG_DWARF_H

#include "codegen/cg_elf.h"

typedef struct DwRow {
    uint64_t address;
    uint32_t file; // Index into files
    uint32_t line;
    bool end;      // Past the last instruction of a sequence
} DwRow;

// An inlined call.
typedef struct DwInline {
    uint64_t origin;    // Offset of the callee's entry
    Str name;           // The callee
    uint32_t call_file; // Index into files
    uint32_t call_line;
    uint32_t parent;    // Index + 1 of the enclosing inlined call
    uint32_t depth;
} DwInline;

typedef struct DwRange {
    uint64_t lo, hi;
    uint32_t inl; // Index into inlines
} DwRange;

typedef struct DwInfo {
    VEC(Str) files; // Paths, absolute where the unit's folder is known
    VEC(DwRow) rows; // As the line program makes them
    VEC(DwInline) inlines;
    VEC(DwRange) ranges;
} DwInfo;

// False when a section is missing or not understood.
bool dwarf_read(const ElfObject *e, DwInfo *out);

#endif
