// codegen/cg_elf.c -- Reading the object that was just emitted.
//
// Debug sections refer to code and strings by relocations whose targets are
// known here: a symbol's offset in its section plus the addend.  Addresses
// outside .text become ELF_ELSEWHERE, which no range contains.
//
//     .rela.debug_line: offset 0x40, symbol .text, addend 0x20 -> u64 0x20
#include "codegen/cg_elf.h"

#include <stdlib.h>
#include <string.h>

enum {
    EHDR_SIZE = 64, SHDR_SIZE = 64, SYM_SIZE = 24, RELA_SIZE = 24,
    SHT_SYMTAB = 2, SHT_RELA = 4, STT_FUNC = 2,
    SH_NAME = 0, SH_TYPE = 4, SH_OFFSET = 24, SH_BYTES = 32, SH_LINK = 40,
    SH_INFO = 44
};

#define ELF_ELSEWHERE ((uint64_t)1 << 62)

uint16_t get_u16(const uint8_t *p)
{
    return (uint16_t)(p[0] | p[1] << 8);
}

uint32_t get_u32(const uint8_t *p)
{
    return (uint32_t)get_u16(p) | (uint32_t)get_u16(p + 2) << 16;
}

uint64_t get_u64(const uint8_t *p)
{
    return (uint64_t)get_u32(p) | (uint64_t)get_u32(p + 4) << 32;
}

static void put_bytes(uint8_t *p, uint64_t v, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        p[i] = (uint8_t)(v >> (8 * i));
}

static const uint8_t *bytes(const ElfObject *e)
{
    return (const uint8_t *)e->file.p;
}

static const uint8_t *section(const ElfObject *e, uint32_t i)
{
    return bytes(e) + e->shoff + (uint64_t)i * SHDR_SIZE;
}

static Str contents(const ElfObject *e, uint32_t i)
{
    const uint8_t *s = section(e, i);
    uint64_t at = get_u64(s + SH_OFFSET), n = get_u64(s + SH_BYTES);
    if (at > e->file.n || n > e->file.n - at)
        return STR_NONE;
    return (Str){e->file.p + at, n};
}

static Str text_at(Str table, uint32_t at)
{
    return at < table.n ? str_from(table.p + at) : STR("");
}

static uint32_t find_section(const ElfObject *e, const char *name)
{
    Str names = contents(e, e->names);
    for (uint32_t i = 1; i < e->nsections; i++) {
        if (str_eq_cstr(text_at(names, get_u32(section(e, i) + SH_NAME)),
                        name))
            return i;
    }
    return 0;
}

static uint32_t find_type(const ElfObject *e, uint32_t type, uint32_t info)
{
    for (uint32_t i = 1; i < e->nsections; i++) {
        const uint8_t *s = section(e, i);
        if (get_u32(s + SH_TYPE) == type &&
            (info == 0 || get_u32(s + SH_INFO) == info))
            return i;
    }
    return 0;
}

static int by_start(const void *a, const void *b)
{
    const ElfFunc *x = a, *y = b;
    return x->start < y->start ? -1 : x->start > y->start;
}

static void collect_funcs(ElfObject *e)
{
    Str syms = contents(e, e->symtab);
    Str names = contents(e, get_u32(section(e, e->symtab) + SH_LINK));
    for (uint64_t at = 0; at + SYM_SIZE <= syms.n; at += SYM_SIZE) {
        const uint8_t *s = (const uint8_t *)syms.p + at;
        if ((s[4] & 15) != STT_FUNC || get_u16(s + 6) != e->text)
            continue;
        ElfFunc f = {get_u64(s + 8), get_u64(s + 16),
                     text_at(names, get_u32(s))};
        vec_push_in(&e->funcs, e->arena, f);
    }
    if (e->funcs.len)
        qsort(e->funcs.data, (size_t)e->funcs.len, sizeof(ElfFunc), by_start);
}

bool elf_open(ElfObject *e, Arena *arena, Str file)
{
    *e = (ElfObject){0};
    e->arena = arena;
    e->file = file;
    if (file.n < EHDR_SIZE || memcmp(file.p, "\177ELF\2\1", 6) != 0)
        return false;
    e->shoff = get_u64(bytes(e) + 40);
    e->nsections = get_u16(bytes(e) + 60);
    e->names = get_u16(bytes(e) + 62);
    if (e->shoff > file.n ||
        (file.n - e->shoff) / SHDR_SIZE < e->nsections ||
        e->names >= e->nsections)
        return false;
    e->text = find_section(e, ".text");
    e->symtab = find_type(e, SHT_SYMTAB, 0);
    if (e->symtab)
        collect_funcs(e);
    return e->text && e->symtab;
}

// Bytes that a relocation fills: absolute ones only occur in debug sections.
static unsigned reloc_width(uint32_t type)
{
    enum {
        R_X86_64_64 = 1, R_X86_64_32 = 10,
        R_AARCH64_ABS64 = 257, R_AARCH64_ABS32 = 258
    };
    switch (type) {
    case R_X86_64_64: case R_AARCH64_ABS64: return 8;
    case R_X86_64_32: case R_AARCH64_ABS32: return 4;
    default: return 0;
    }
}

static uint64_t target(const ElfObject *e, Str syms, uint32_t sym,
                       uint64_t addend, unsigned width)
{
    const uint8_t *s = (const uint8_t *)syms.p + (uint64_t)sym * SYM_SIZE;
    if (width == 8 && get_u16(s + 6) != e->text)
        return ELF_ELSEWHERE;
    return get_u64(s + 8) + addend;
}

static void relocate(const ElfObject *e, uint32_t rela, uint8_t *data,
                     uint64_t n)
{
    Str rows = contents(e, rela), syms = contents(e, e->symtab);
    for (uint64_t at = 0; at + RELA_SIZE <= rows.n; at += RELA_SIZE) {
        const uint8_t *r = (const uint8_t *)rows.p + at;
        uint64_t where = get_u64(r);
        uint32_t type = get_u32(r + 8), sym = get_u32(r + 12);
        unsigned width = reloc_width(type);
        if (width && where + width <= n && sym < syms.n / SYM_SIZE)
            put_bytes(data + where,
                      target(e, syms, sym, get_u64(r + 16), width), width);
    }
}

Str elf_section(const ElfObject *e, const char *name)
{
    uint32_t i = find_section(e, name);
    if (!i)
        return STR_NONE;
    Str s = contents(e, i);
    uint32_t rela = find_type(e, SHT_RELA, i);
    if (!rela || !s.n)
        return s;
    uint8_t *copy = arena_memdup(e->arena, s.p, s.n);
    relocate(e, rela, copy, s.n);
    return (Str){(const char *)copy, s.n};
}
