// codegen/cg_elf.h -- A reader of relocatable ELF objects, as far as positions
// need it: sections by name with their relocations applied, and functions.
//
// Addresses are offsets in the code section .text.
#ifndef CODEGEN_CG_ELF_H
#define CODEGEN_CG_ELF_H

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct ElfFunc {
    uint64_t start, size;
    Str name;
} ElfFunc;

typedef struct ElfObject {
    Arena *arena;
    Str file;
    uint64_t shoff;
    uint32_t nsections, names; // Count; section with the names
    uint32_t text;             // Section number of .text, 0: none
    uint32_t symtab;
    VEC(ElfFunc) funcs;        // Of .text, by start
} ElfObject;

// False when the file is not a little-endian 64-bit ELF object.
bool elf_open(ElfObject *e, Arena *arena, Str file);
// Contents with relocations applied; empty when there is no such section.
Str elf_section(const ElfObject *e, const char *name);

uint16_t get_u16(const uint8_t *p);
uint32_t get_u32(const uint8_t *p);
uint64_t get_u64(const uint8_t *p);

#endif
