// frontend/lower_type.c -- Go types to layouts.
//
// Every Go type of the program has one TypeInfo, found by hash and identity;
// the GoType remembers it.  Layout follows gc on amd64.  Inside a function,
// lower_type substitutes the type arguments first.
//
// Invariant: type_info never sees a type parameter.
//
//     struct { a bool; p *T }   {bool at 0, ptr at 8}, 16 bytes
#include "base/ice.h"
#include "frontend/lower_internal.h"

#include <string.h>

uint64_t ir_hash(uint64_t h)
{
    h ^= h >> 33;
    h *= 0xff51afd7ed558ccdu;
    h ^= h >> 33;
    return h;
}

GoType *lower_basic(Lower *lw, BasicKind kind)
{
    return type_basic(lw->tc, kind);
}

TypeKind under_kind(GoType *t)
{
    return type_underlying(t)->kind;
}

bool is_interface(GoType *t)
{
    return under_kind(t) == TYPE_INTERFACE;
}

bool iface_is_empty(GoType *t)
{
    return interface_method_count(t) == 0;
}

int struct_field_count(GoType *t)
{
    return type_underlying(t)->u.struc.count;
}

Object *struct_field_at(GoType *t, int i)
{
    return type_underlying(t)->u.struc.fields[i];
}

int tuple_count(GoType *t)
{
    return t == NULL ? 0 : t->kind == TYPE_TUPLE ? t->u.tuple.count : 1;
}

GoType *tuple_at(GoType *t, int i)
{
    return t->kind == TYPE_TUPLE ? t->u.tuple.vars[i]->type : t;
}

GoType *pointer_elem(GoType *t)
{
    GoType *u = type_underlying(t);
    return u->kind == TYPE_POINTER ? u->u.pointer.elem : NULL;
}

GoType *lower_elem(GoType *t)
{
    GoType *u = type_underlying(t);
    if (u->kind == TYPE_POINTER)
        return u->u.pointer.elem;
    if (u->kind == TYPE_SLICE)
        return u->u.slice.elem;
    if (u->kind == TYPE_ARRAY)
        return u->u.array.elem;
    if (u->kind == TYPE_MAP)
        return u->u.map.elem;
    if (u->kind == TYPE_CHAN)
        return u->u.chan.elem;
    ICE(NO_POS, "type %s has no elements", type_string(t, NULL));
}

bool type_mentions_params(GoType *t)
{
    return !type_is_generic_free(t);
}

// --- Layout -----------------------------------------------------------------

static IrTypeKind basic_kind(BasicKind k)
{
    switch (k) {
    case BASIC_BOOL:
    case BASIC_UNTYPED_BOOL: return IRT_BOOL;
    case BASIC_INT:
    case BASIC_INT64:
    case BASIC_UNTYPED_INT: return IRT_I64;
    case BASIC_INT8: return IRT_I8;
    case BASIC_INT16: return IRT_I16;
    case BASIC_INT32:
    case BASIC_UNTYPED_RUNE: return IRT_I32;
    case BASIC_UINT:
    case BASIC_UINT64:
    case BASIC_UINTPTR: return IRT_U64;
    case BASIC_UINT8: return IRT_U8;
    case BASIC_UINT16: return IRT_U16;
    case BASIC_UINT32: return IRT_U32;
    case BASIC_FLOAT32: return IRT_F32;
    case BASIC_FLOAT64:
    case BASIC_UNTYPED_FLOAT: return IRT_F64;
    case BASIC_COMPLEX64: return IRT_C64;
    case BASIC_COMPLEX128:
    case BASIC_UNTYPED_COMPLEX: return IRT_C128;
    case BASIC_STRING:
    case BASIC_UNTYPED_STRING: return IRT_STRING;
    case BASIC_UNSAFE_POINTER:
    case BASIC_UNTYPED_NIL: return IRT_PTR;
    case BASIC_INVALID:
    case BASIC_COUNT: break;
    }
    ICE(NO_POS, "invalid type reaches lowering");
}

static uint64_t align_up(uint64_t n, uint64_t a)
{
    return a > 1 ? (n + a - 1) / a * a : n;
}

static const IrType *struct_layout(Lower *lw, GoType *u)
{
    int n = u->u.struc.count;
    IrField *fields = ARENA_ARRAY(lw->arena, IrField, n > 0 ? n : 1);
    uint64_t at = 0, align = 1;
    for (int i = 0; i < n; i++) {
        Object *f = u->u.struc.fields[i];
        const IrType *ft = ir_type(lw, f->type);
        uint64_t a = ft->align > 0 ? ft->align : 1;
        at = align_up(at, a);
        fields[i] = (IrField){ft, at, str_from(f->name)};
        // A pointer to a last field of size 0 must not point past the end.
        uint64_t size = ft->size == 0 && i == n - 1 && at > 0 ? 1 : ft->size;
        at += size;
        align = a > align ? a : align;
    }
    return irtype_struct(lw->m, fields, (uint32_t)n, align_up(at, align),
                         (uint32_t)align);
}

static const IrType *layout(Lower *lw, GoType *t)
{
    GoType *u = type_underlying(t);
    switch (u->kind) {
    case TYPE_BASIC: return lw->basic[basic_kind(u->u.basic.kind)];
    case TYPE_POINTER: return lw->basic[IRT_PTR];
    case TYPE_SLICE: return lw->basic[IRT_SLICE];
    case TYPE_MAP: return lw->basic[IRT_MAP];
    case TYPE_CHAN: return lw->basic[IRT_CHAN];
    case TYPE_FUNC: return lw->basic[IRT_FUNC];
    case TYPE_INTERFACE:
        return lw->basic[iface_is_empty(u) ? IRT_EFACE : IRT_IFACE];
    case TYPE_ARRAY:
        return irtype_array(lw->m, ir_type(lw, u->u.array.elem),
                            (uint64_t)u->u.array.len);
    case TYPE_STRUCT: return struct_layout(lw, u);
    case TYPE_NAMED:
    case TYPE_TUPLE:
    case TYPE_PARAM:
    case TYPE_ALIAS:
    case TYPE_UNION: break;
    }
    ICE(NO_POS, "no layout for type %s", type_string(t, NULL));
}

// --- One TypeInfo for each type ---------------------------------------------

static void types_grow(Lower *lw)
{
    uint32_t size = lw->types_size ? 2 * lw->types_size : 256;
    TypeInfo **table = ARENA_ARRAY(lw->arena, TypeInfo *, size);
    for (uint32_t i = 0; i < lw->types_size; i++) {
        for (TypeInfo *ti = lw->types[i], *next; ti != NULL; ti = next) {
            next = ti->next;
            TypeInfo **slot = &table[ir_hash(ti->hash) & (size - 1)];
            ti->next = *slot;
            *slot = ti;
        }
    }
    lw->types = table;
    lw->types_size = size;
}

TypeInfo *type_info(Lower *lw, GoType *t)
{
    if (t->lowered != NULL)
        return t->lowered;

    GoType *plain = type_unalias(t);
    if (plain->lowered != NULL)
        return t->lowered = plain->lowered;

    if (lw->types_count >= lw->types_size)
        types_grow(lw);
    uint64_t h = type_hash(plain);
    TypeInfo **slot = &lw->types[ir_hash(h) & (lw->types_size - 1)];
    for (TypeInfo *ti = *slot; ti != NULL; ti = ti->next) {
        if (ti->hash == h && type_identical(ti->type, plain)) {
            plain->lowered = ti;
            return t->lowered = ti;
        }
    }
    TypeInfo *ti = ARENA_NEW(lw->arena, TypeInfo);
    ti->type = plain;
    ti->hash = h;
    ti->next = *slot;
    *slot = ti;
    lw->types_count++;
    plain->lowered = ti;
    t->lowered = ti;
    return ti;
}

const IrType *ir_type(Lower *lw, GoType *t)
{
    TypeInfo *ti = type_info(lw, t);
    if (ti->ir == NULL)
        ti->ir = layout(lw, ti->type);
    return ti->ir;
}

GoType *lower_type(Fn *fn, GoType *t)
{
    if (fn->env == NULL || t == NULL || t->lowered != NULL)
        return t;
    GoType *s = map_get(&fn->type_cache, t);
    if (s != NULL)
        return s;
    s = type_subst(fn->env, t);
    map_set(&fn->type_cache, t, s);
    return s;
}

GoType *lower_node_type(Fn *fn, const Node *n)
{
    if (n->type == NULL)
        ICE(n->pos, "%s without a type", node_kind_name((NodeKind)n->kind));
    GoType *t = n->type;
    // A comma-ok form may carry the pair, a call its result list.
    if (t->kind == TYPE_TUPLE && t->u.tuple.count > 0 &&
        (n->kind != NODE_CALL || t->u.tuple.count == 1))
        t = t->u.tuple.vars[0]->type;
    return lower_type(fn, t);
}

const IrType *lower_ir(Fn *fn, GoType *t)
{
    return ir_type(fn->lw, t);
}

GoType *lower_default(Lower *lw, GoType *t)
{
    GoType *u = type_unalias(t);
    if (u->kind != TYPE_BASIC)
        return t;
    switch (u->u.basic.kind) {
    case BASIC_UNTYPED_BOOL: return lower_basic(lw, BASIC_BOOL);
    case BASIC_UNTYPED_INT: return lower_basic(lw, BASIC_INT);
    case BASIC_UNTYPED_RUNE: return lower_basic(lw, BASIC_INT32);
    case BASIC_UNTYPED_FLOAT: return lower_basic(lw, BASIC_FLOAT64);
    case BASIC_UNTYPED_COMPLEX: return lower_basic(lw, BASIC_COMPLEX128);
    case BASIC_UNTYPED_STRING: return lower_basic(lw, BASIC_STRING);
    default: return t;
    }
}

bool type_is_direct(GoType *t)
{
    GoType *u = type_underlying(t);
    switch (u->kind) {
    case TYPE_POINTER:
    case TYPE_MAP:
    case TYPE_CHAN:
    case TYPE_FUNC: return true;
    case TYPE_BASIC: return u->u.basic.kind == BASIC_UNSAFE_POINTER;
    case TYPE_ARRAY:
        return u->u.array.len == 1 && type_is_direct(u->u.array.elem);
    case TYPE_STRUCT:
        return u->u.struc.count == 1 &&
               type_is_direct(u->u.struc.fields[0]->type);
    default: return false;
    }
}
