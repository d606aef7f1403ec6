// ir/irtype.c -- Interned layouts.
//
// A type's identity is spelt as a key: the kind, or for composites the ids of
// the parts with offsets, size and alignment.  The module's string map finds
// the one IrType of each key.
//
// Invariant: type_list[t->id] == t.
//
//     {i64, ptr} is keyed "S16.8;0:5;8:13;"
#include "ir/irtype.h"

#include "base/ice.h"

#include <stdio.h>

static const struct {
    const char *name;
    uint8_t size, align, ptrdata;
} basics[] = {
    [IRT_VOID] = {"void", 0, 1, 0},
    [IRT_BOOL] = {"bool", 1, 1, 0},
    [IRT_I8] = {"i8", 1, 1, 0},
    [IRT_I16] = {"i16", 2, 2, 0},
    [IRT_I32] = {"i32", 4, 4, 0},
    [IRT_I64] = {"i64", 8, 8, 0},
    [IRT_U8] = {"u8", 1, 1, 0},
    [IRT_U16] = {"u16", 2, 2, 0},
    [IRT_U32] = {"u32", 4, 4, 0},
    [IRT_U64] = {"u64", 8, 8, 0},
    [IRT_F32] = {"f32", 4, 4, 0},
    [IRT_F64] = {"f64", 8, 8, 0},
    [IRT_C64] = {"c64", 8, 4, 0},
    [IRT_C128] = {"c128", 16, 8, 0},
    [IRT_PTR] = {"ptr", 8, 8, 8},
    [IRT_STRING] = {"string", 16, 8, 8},
    [IRT_SLICE] = {"slice", 24, 8, 8},
    [IRT_EFACE] = {"eface", 16, 8, 16},
    [IRT_IFACE] = {"iface", 16, 8, 16},
    [IRT_FUNC] = {"func", 8, 8, 8},
    [IRT_MAP] = {"map", 8, 8, 8},
    [IRT_CHAN] = {"chan", 8, 8, 8},
    [IRT_MAPITER] = {"mapiter", 128, 8, 128},
};

static IrType *add_type(IrModule *m, Str key)
{
    IrType *t = ARENA_NEW(m->arena, IrType);
    t->id = (uint32_t)m->type_list.len;
    vec_push_in(&m->type_list, m->arena, t);
    strmap_set(&m->types, str_dup(m->arena, key), t);
    return t;
}

const IrType *irtype_basic(IrModule *m, IrTypeKind kind)
{
    ICE_ASSERT(kind != IRT_STRUCT && kind != IRT_ARRAY, NO_POS);
    Str key = str_from(basics[kind].name);
    IrType *t = strmap_get(&m->types, key);
    if (t)
        return t;

    t = add_type(m, key);
    t->kind = kind;
    t->size = basics[kind].size;
    t->align = basics[kind].align;
    t->ptrdata = basics[kind].ptrdata;
    return t;
}

static uint64_t struct_ptrdata(const IrField *fields, uint32_t n)
{
    uint64_t end = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (fields[i].type->ptrdata)
            end = fields[i].offset + fields[i].type->ptrdata;
    }
    return end;
}

const IrType *irtype_struct(IrModule *m, const IrField *fields, uint32_t n,
                            uint64_t size, uint32_t align)
{
    StrBuf key = {0};
    strbuf_printf(&key, "S%llu.%u;", (unsigned long long)size, align);
    for (uint32_t i = 0; i < n; i++) {
        strbuf_printf(&key, "%llu:%u;", (unsigned long long)fields[i].offset,
                      fields[i].type->id);
    }
    IrType *t = strmap_get(&m->types, strbuf_str(&key));
    if (!t) {
        t = add_type(m, strbuf_str(&key));
        t->kind = IRT_STRUCT;
        t->size = size;
        t->align = align;
        t->nfields = n;
        t->fields = n ? arena_memdup(m->arena, fields, n * sizeof *fields)
                      : NULL;
        t->ptrdata = struct_ptrdata(fields, n);
    }
    strbuf_free(&key);
    return t;
}

const IrType *irtype_array(IrModule *m, const IrType *elem, uint64_t count)
{
    char text[64];
    int n = snprintf(text, sizeof text, "A%llu:%u", (unsigned long long)count,
                     elem->id);
    Str key = {text, (size_t)n};
    IrType *t = strmap_get(&m->types, key);
    if (t)
        return t;

    t = add_type(m, key);
    t->kind = IRT_ARRAY;
    t->size = count * elem->size;
    t->align = elem->align;
    t->elem = elem;
    t->count = count;
    if (count && elem->ptrdata)
        t->ptrdata = (count - 1) * elem->size + elem->ptrdata;
    return t;
}

bool irtype_has_pointers(const IrType *t)
{
    return t->ptrdata != 0;
}

bool irtype_is_integer(const IrType *t)
{
    return t->kind >= IRT_I8 && t->kind <= IRT_U64;
}

bool irtype_is_signed(const IrType *t)
{
    return t->kind >= IRT_I8 && t->kind <= IRT_I64;
}

bool irtype_is_float(const IrType *t)
{
    return t->kind == IRT_F32 || t->kind == IRT_F64;
}

bool irtype_is_complex(const IrType *t)
{
    return t->kind == IRT_C64 || t->kind == IRT_C128;
}

bool irtype_is_scalar(const IrType *t)
{
    switch (t->kind) {
    case IRT_BOOL:
    case IRT_I8: case IRT_I16: case IRT_I32: case IRT_I64:
    case IRT_U8: case IRT_U16: case IRT_U32: case IRT_U64:
    case IRT_F32: case IRT_F64:
    case IRT_PTR: case IRT_FUNC: case IRT_MAP: case IRT_CHAN:
        return true;
    case IRT_VOID: case IRT_C64: case IRT_C128: case IRT_STRING:
    case IRT_SLICE: case IRT_EFACE: case IRT_IFACE: case IRT_STRUCT:
    case IRT_ARRAY: case IRT_MAPITER:
        return false;
    }
    return false;
}

bool irtype_is_aggregate(const IrType *t)
{
    return t->kind == IRT_STRUCT || t->kind == IRT_ARRAY ||
           t->kind == IRT_MAPITER;
}

static void set_bit(uint64_t *bits, uint64_t word)
{
    bits[word / 64] |= (uint64_t)1 << (word % 64);
}

// Sets the bits of a value of type t that begins at byte `at`.
static void put_pointer_bits(const IrType *t, uint64_t at, uint64_t *bits)
{
    if (!t->ptrdata)
        return;

    switch (t->kind) {
    case IRT_STRUCT:
        for (uint32_t i = 0; i < t->nfields; i++)
            put_pointer_bits(t->fields[i].type, at + t->fields[i].offset,
                             bits);
        break;
    case IRT_ARRAY:
        for (uint64_t i = 0; i < t->count; i++)
            put_pointer_bits(t->elem, at + i * t->elem->size, bits);
        break;
    case IRT_EFACE:
    case IRT_IFACE:
        // The first word is a descriptor or a tab: never in the heap.
        set_bit(bits, at / 8 + 1);
        break;
    case IRT_MAPITER:
        for (uint64_t i = 0; i < t->size / 8; i++)
            set_bit(bits, at / 8 + i);
        break;
    default:
        set_bit(bits, at / 8);
        break;
    }
}

void irtype_pointer_bits(const IrType *t, uint64_t *bits)
{
    put_pointer_bits(t, 0, bits);
}

static uint64_t align_up(uint64_t n, uint64_t align)
{
    return align ? (n + align - 1) / align * align : n;
}

static void put_type(StrBuf *out, const IrType *t);

// "{i64, ptr@16}:32:8": an offset is printed where it is not the next aligned
// one, size and alignment where they are not what the fields ask for.
static void put_struct(StrBuf *out, const IrType *t)
{
    uint64_t at = 0;
    uint32_t align = 1;
    strbuf_putc(out, '{');
    for (uint32_t i = 0; i < t->nfields; i++) {
        const IrField *f = &t->fields[i];
        if (i)
            strbuf_puts(out, ", ");
        put_type(out, f->type);
        at = align_up(at, f->type->align);
        if (f->offset != at)
            strbuf_printf(out, "@%llu", (unsigned long long)f->offset);
        at = f->offset + f->type->size;
        if (f->type->align > align)
            align = f->type->align;
    }
    strbuf_putc(out, '}');
    if (t->size != align_up(at, align) || t->align != align)
        strbuf_printf(out, ":%llu:%u", (unsigned long long)t->size, t->align);
}

static void put_type(StrBuf *out, const IrType *t)
{
    if (t->kind == IRT_STRUCT) {
        put_struct(out, t);
    } else if (t->kind == IRT_ARRAY) {
        strbuf_printf(out, "[%llu]", (unsigned long long)t->count);
        put_type(out, t->elem);
    } else {
        strbuf_puts(out, basics[t->kind].name);
    }
}

Str irtype_text(Arena *arena, const IrType *t)
{
    StrBuf out = {0};
    put_type(&out, t);
    Str text = strbuf_dup(&out, arena);
    strbuf_free(&out);
    return text;
}
