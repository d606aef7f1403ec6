// codegen/cg_data.c -- Constants and globals.
//
// References come first: a function, global or descriptor is declared when
// something names it and goes on a list; the lists are worked off until nothing
// new turns up, so that only what is used is emitted.  Constants in memory are
// packed structs with explicit padding: offsets are the IR's.
//
//     var x = T{1, &y}  ->  @main.x = <{ i64, ptr }> <{ i64 1, ptr @main.y }>
#include "codegen/cg_internal.h"

#include <string.h>

static const char *cstr(Cg *cg, Str s)
{
    return str_to_cstr(cg->arena, s);
}

// --- Functions --------------------------------------------------------------

static void set_fn_flags(Cg *cg, const IrFunc *f, Val fn)
{
    const unsigned at = (unsigned)LLVMAttributeFunctionIndex;
    cg_func_attrs(cg, fn);
    LLVMSetLinkage(fn, LLVMInternalLinkage);
    LLVMSetFunctionCallConv(fn, cg_go_cc(cg));
    LLVMAddAttributeAtIndex(fn, 1, cg->at_nest);
    if (f->flags & (IRFN_NOINLINE | IRFN_HAS_RECOVER))
        LLVMAddAttributeAtIndex(fn, at, cg->at_noinline);
}

// Lengths and capacities are never negative.
static void set_lengths(Cg *cg, const CgSig *sig, Val fn)
{
    unsigned at = sig->out ? 3 : 2;
    for (uint32_t i = 0; i < sig->nparams; i++) {
        const CgPass *p = &sig->params[i];
        for (int k = 0; k < p->n; k++, at++) {
            if (!p->indirect && p->leaf[k].is_length && cg->at_length)
                LLVMAddAttributeAtIndex(fn, at, cg->at_length);
        }
    }
}

Val cg_func_ref(Cg *cg, const IrFunc *f)
{
    CgFunc *cf = &cg->funcs[f->id];
    if (cf->fn)
        return cf->fn;
    CgSig *sig = cg_sig_of_func(cg, f);
    // A C function has its own symbol; its Go thunk is named after Go.  The
    // other way round for what C calls.
    Str name = f->flags & (IRFN_EXTERN | IRFN_EXPORTED) ? f->name
                                                         : f->link_name;
    cf->fn = LLVMAddFunction(cg->mod, cstr(cg, name), sig->type);
    set_fn_flags(cg, f, cf->fn);
    set_lengths(cg, sig, cf->fn);
    LLVMSetSection(cf->fn, ".text"); // Positions count in one section
    if (sig->out)
        LLVMAddAttributeAtIndex(cf->fn, 2, cg->at_noalias);
    vec_push_in(&cg->work, cg->arena, f);
    return cf->fn;
}

Val cg_extern_ref(Cg *cg, const IrFunc *f)
{
    CgFunc *cf = &cg->funcs[f->id];
    if (cf->c_fn)
        return cf->c_fn;
    const char *name = cstr(cg, f->link_name);
    cf->c_fn = LLVMGetNamedFunction(cg->mod, name);
    if (!cf->c_fn) {
        CgSig *sig = cg_sig_of_extern(cg, f);
        cf->c_fn = LLVMAddFunction(cg->mod, name, sig->type);
        LLVMAddAttributeAtIndex(cf->c_fn,
                                (unsigned)LLVMAttributeFunctionIndex,
                                cg->at_nounwind);
    }
    return cf->c_fn;
}

Val cg_private_const(Cg *cg, Val init, uint32_t align, const char *name)
{
    Val g = LLVMAddGlobal(cg->mod, LLVMTypeOf(init), name);
    LLVMSetInitializer(g, init);
    LLVMSetGlobalConstant(g, true);
    LLVMSetLinkage(g, LLVMPrivateLinkage);
    LLVMSetUnnamedAddress(g, LLVMGlobalUnnamedAddr);
    LLVMSetAlignment(g, align);
    return g;
}

// A func value without captures: an object that holds the code alone.
Val cg_static_closure(Cg *cg, const IrFunc *f)
{
    CgFunc *cf = &cg->funcs[f->id];
    if (cf->closure)
        return cf->closure;
    cf->closure = LLVMAddGlobal(cg->mod, cg->ptr, "closure");
    LLVMSetInitializer(cf->closure, cg_func_ref(cg, f));
    LLVMSetGlobalConstant(cf->closure, true);
    LLVMSetLinkage(cf->closure, LLVMPrivateLinkage);
    LLVMSetAlignment(cf->closure, 8);
    return cf->closure;
}

// --- Strings and bytes ------------------------------------------------------

Val cg_string_data(Cg *cg, Str s)
{
    if (s.n == 0)
        return cg_null(cg);
    Val g = strmap_get(&cg->strings, s);
    if (g)
        return g;
    Val init = LLVMConstStringInContext2(cg->ctx, s.p, s.n, true);
    g = cg_private_const(cg, init, 1, "str");
    strmap_set(&cg->strings, s, g);
    return g;
}

Val cg_const_struct(Cg *cg, const Val *v, unsigned n)
{
    Val *copy = arena_memdup(cg->arena, v, n * sizeof *v);
    return LLVMConstStructInContext(cg->ctx, copy, n, false);
}

Val cg_const_string(Cg *cg, Str s)
{
    Val v[] = {cg_string_data(cg, s), cg_int(cg, s.n)};
    return cg_const_struct(cg, v, 2);
}

// A private array; null when it is empty.
Val cg_const_array(Cg *cg, Ty elem, Val *v, unsigned n, const char *name)
{
    if (n == 0)
        return cg_null(cg);
    return cg_private_const(cg, LLVMConstArray2(elem, v, n), 8, name);
}

Val cg_gcmask(Cg *cg, const IrType *t)
{
    uint64_t words = t->ptrdata / 8;
    if (words == 0 || (t->kind == IRT_ARRAY && words > 1024))
        return cg_null(cg);
    uint64_t n = (words + 63) / 64;
    uint64_t *bits = ARENA_ARRAY(cg->arena, uint64_t, n);
    irtype_pointer_bits(t, bits);
    uint8_t *bytes = arena_alloc(cg->arena, n * 8);
    for (uint64_t i = 0; i < words; i++) {
        if (bits[i / 64] >> (i % 64) & 1)
            bytes[i / 8] |= (uint8_t)(1 << (i % 8));
    }
    Str key = {(const char *)bytes, (words + 7) / 8};
    Val g = strmap_get(&cg->masks, key);
    if (g)
        return g;
    g = cg_private_const(cg,
                         LLVMConstStringInContext2(cg->ctx, key.p, key.n,
                                                   true),
                         1, "mask");
    strmap_set(&cg->masks, key, g);
    return g;
}

Val cg_zero_base(Cg *cg)
{
    if (!cg->zero_base) {
        Ty t = LLVMArrayType2(cg->i64, 2);
        cg->zero_base = LLVMAddGlobal(cg->mod, t, "zerobase");
        LLVMSetInitializer(cg->zero_base, LLVMConstNull(t));
        LLVMSetLinkage(cg->zero_base, LLVMInternalLinkage);
        LLVMSetAlignment(cg->zero_base, 16);
    }
    return cg->zero_base;
}

// --- Constants of a type ----------------------------------------------------

static Val zero_bytes(Cg *cg, uint64_t n)
{
    return LLVMConstNull(LLVMArrayType2(cg->i8, n));
}

static Val const_scalar(Cg *cg, const IrType *t, uint64_t bits)
{
    Ty type = cg_comp_type(cg, t, 0);
    if (type == cg->i1)
        return LLVMConstInt(cg->i8, bits & 1, false);
    if (type == cg->ptr)
        return bits ? LLVMConstIntToPtr(cg_int(cg, bits), cg->ptr)
                    : cg_null(cg);
    return cg_int_of(type, bits);
}

static Val const_float(Cg *cg, const IrType *t, double v)
{
    return LLVMConstReal(cg_comp_type(cg, t, 0), v);
}

static Val const_complex(Cg *cg, const IrType *t, double re, double im)
{
    Val v[] = {const_float(cg, t, re), const_float(cg, t, im)};
    return cg_const_struct(cg, v, 2);
}

// The operand as it lies in memory, or NULL when it is not a constant.
Val cg_const_value(Cg *cg, IrOperand o)
{
    switch (o.kind) {
    case OPD_INT: return const_scalar(cg, o.type, o.bits);
    case OPD_FLOAT: return const_float(cg, o.type, o.f);
    case OPD_COMPLEX: return const_complex(cg, o.type, o.f, o.im);
    case OPD_STRING: return cg_const_string(cg, o.str);
    case OPD_ZERO: return zero_bytes(cg, o.type->size);
    case OPD_FUNC: return cg_static_closure(cg, o.func);
    case OPD_GLOBAL: return cg_global_ref(cg, o.global);
    case OPD_DESC: return cg_desc_ref(cg, o.desc);
    case OPD_LOCAL: case OPD_NONE: break;
    }
    return NULL;
}

static Val const_init(Cg *cg, const IrInit *v);

typedef VEC(Val) ValVec;

static void put_gap(Cg *cg, ValVec *parts, uint64_t n)
{
    if (n)
        vec_push_in(parts, cg->arena, zero_bytes(cg, n));
}

static Val const_struct_init(Cg *cg, const IrInit *v)
{
    ValVec parts = {0};
    uint64_t at = 0;
    for (uint32_t i = 0; i < v->nkids; i++) {
        const IrField *f = &v->type->fields[i];
        put_gap(cg, &parts, f->offset - at);
        vec_push_in(&parts, cg->arena, const_init(cg, v->kids[i]));
        at = f->offset + f->type->size;
    }
    put_gap(cg, &parts, v->type->size - at);
    return LLVMConstStructInContext(cg->ctx, parts.data, (unsigned)parts.len,
                                    true);
}

// One LLVM array when all elements have one type, as in tables of numbers.
static Val const_array_init(Cg *cg, const IrInit *v)
{
    ValVec parts = {0};
    bool same = true;
    for (uint32_t i = 0; i < v->nkids; i++) {
        Val kid = const_init(cg, v->kids[i]);
        vec_push_in(&parts, cg->arena, kid);
        same = same && LLVMTypeOf(kid) == LLVMTypeOf(parts.data[0]);
    }
    uint64_t rest = v->type->size - v->nkids * v->type->elem->size;
    if (!same || v->nkids == 0) {
        put_gap(cg, &parts, rest);
        return LLVMConstStructInContext(cg->ctx, parts.data,
                                        (unsigned)parts.len, true);
    }
    Val all = LLVMConstArray2(LLVMTypeOf(parts.data[0]), parts.data,
                              v->nkids);
    if (rest == 0)
        return all;
    Val both[] = {all, zero_bytes(cg, rest)};
    return LLVMConstStructInContext(cg->ctx, both, 2, true);
}

static Val const_addr(Cg *cg, const IrInit *v)
{
    Val base = cg_global_ref(cg, v->global);
    if (!v->offset)
        return base;
    Val off = cg_int(cg, v->offset);
    return LLVMConstInBoundsGEP2(cg->i8, base, &off, 1);
}

// The data word of a constant interface.
static Val const_data_word(Cg *cg, const IrInit *v)
{
    if (v->global)
        return const_addr(cg, v);
    if (v->nkids == 0)
        return cg_null(cg);
    const IrInit *kid = v->kids[0];
    while (kid->kind == INIT_AGG && kid->nkids == 1)
        kid = kid->kids[0];
    if (kid->kind == INIT_ZERO || kid->kind == INIT_AGG)
        return cg_null(cg);
    return const_init(cg, kid);
}

static Val const_pair(Cg *cg, Val a, Val b)
{
    return cg_const_struct(cg, (Val[]){a, b}, 2);
}

static Val const_init(Cg *cg, const IrInit *v)
{
    switch (v->kind) {
    case INIT_ZERO:
        return cg_ncomps(v->type) == 1
                   ? const_scalar(cg, v->type, 0)
                   : zero_bytes(cg, v->type->size);
    case INIT_INT:
        return const_scalar(cg, v->type, v->bits);
    case INIT_FLOAT:
        return const_float(cg, v->type, v->f);
    case INIT_COMPLEX:
        return const_complex(cg, v->type, v->f, v->im);
    case INIT_STRING:
        return cg_const_string(cg, v->str);
    case INIT_FUNC:
        return cg_static_closure(cg, v->func);
    case INIT_ADDR:
        return const_addr(cg, v);
    case INIT_SLICE: {
        Val n = cg_int(cg, v->count);
        Val p = v->global ? const_addr(cg, v) : cg_zero_base(cg);
        return cg_const_struct(cg, (Val[]){p, n, n}, 3);
    }
    case INIT_EFACE:
        return const_pair(cg, cg_desc_ref(cg, v->desc),
                          const_data_word(cg, v));
    case INIT_IFACE:
        return const_pair(cg, cg_itab_ref(cg, v->itab),
                          const_data_word(cg, v));
    case INIT_AGG:
        return v->type->kind == IRT_ARRAY ? const_array_init(cg, v)
                                          : const_struct_init(cg, v);
    }
    return NULL;
}

// --- Globals ----------------------------------------------------------------

Val cg_global_ref(Cg *cg, IrGlobal *g)
{
    Val v = cg->globals[g->id];
    if (v)
        return v;
    Ty t = LLVMArrayType2(cg->i8, g->type->size ? g->type->size : 1);
    v = LLVMAddGlobal(cg->mod, t, cstr(cg, g->link_name));
    LLVMSetInitializer(v, LLVMConstNull(t));
    LLVMSetLinkage(v, LLVMInternalLinkage);
    LLVMSetAlignment(v, g->type->size >= 8 && g->type->align < 8
                            ? 8
                            : g->type->align);
    LLVMSetGlobalConstant(v, g->readonly);
    cg->globals[g->id] = v;
    vec_push_in(&cg->global_list, cg->arena, g);
    return v;
}

// Puts the initial value in place; its LLVM type may differ from the bytes
// that stood for it, in which case a new variable takes over.
static void define_global(Cg *cg, IrGlobal *g)
{
    if (!g->init || g->init->kind == INIT_ZERO || g->type->size == 0)
        return;
    Val init = const_init(cg, g->init);
    Val old = cg->globals[g->id];
    if (LLVMTypeOf(init) == LLVMGlobalGetValueType(old)) {
        LLVMSetInitializer(old, init);
        return;
    }
    Val v = LLVMAddGlobal(cg->mod, LLVMTypeOf(init), "");
    LLVMSetLinkage(v, LLVMInternalLinkage);
    LLVMSetAlignment(v, LLVMGetAlignment(old));
    LLVMSetGlobalConstant(v, g->readonly);
    cg->globals[g->id] = v;
    LLVMReplaceAllUsesWith(old, v);
    // The value may name the variable itself: build it again.
    LLVMSetInitializer(v, const_init(cg, g->init));
    LLVMDeleteGlobal(old);
    const char *name = cstr(cg, g->link_name);
    LLVMSetValueName2(v, name, strlen(name));
}

void cg_define_globals(Cg *cg)
{
    while (cg->nglobals_done < cg->global_list.len)
        define_global(cg, cg->global_list.data[cg->nglobals_done++]);
}
