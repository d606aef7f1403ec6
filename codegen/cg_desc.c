// codegen/cg_desc.c -- Type descriptors and itabs: the structs of
// runtime/abi.h as LLVM constants.
//
// A descriptor's LLVM type follows from its kind, so it can be declared before
// its parts are known.  Allocation needs only size and pointers: for that there
// are small descriptors made from layouts, which name no method.
//
//     *T  ->  RtPtrType{RtType{8, 8, hash, ...}, &T}
#include "codegen/cg_internal.h"

// --- LLVM types -------------------------------------------------------------

static Ty string_type(Cg *cg)
{
    return LLVMStructTypeInContext(cg->ctx, (Ty[]){cg->ptr, cg->i64}, 2,
                                   false);
}

static Ty common_type(Cg *cg)
{
    Ty f[] = {cg->i64, cg->i64, cg->i32, cg->i8,          cg->i8, cg->i8,
              cg->i8,  cg->ptr, string_type(cg), cg->ptr, cg->ptr};
    return LLVMStructTypeInContext(cg->ctx, f, 11, false);
}

static Ty desc_type(Cg *cg, unsigned kind)
{
    Ty f[4] = {common_type(cg)};
    unsigned n = 1;
    switch (kind) {
    case RT_KIND_POINTER: case RT_KIND_SLICE:
        f[n++] = cg->ptr;
        break;
    case RT_KIND_ARRAY:
        f[n++] = cg->ptr;
        f[n++] = cg->ptr;
        f[n++] = cg->i64;
        break;
    case RT_KIND_CHAN:
        f[n++] = cg->ptr;
        f[n++] = cg->i64;
        break;
    case RT_KIND_MAP:
        f[n++] = cg->ptr;
        f[n++] = cg->ptr;
        break;
    case RT_KIND_FUNC:
        f[n++] = LLVMStructTypeInContext(cg->ctx, (Ty[]){cg->i32, cg->i32}, 2,
                                         false);
        f[n++] = cg->i64;
        f[n++] = cg->ptr;
        break;
    case RT_KIND_STRUCT: case RT_KIND_INTERFACE:
        f[n++] = cg->i64;
        f[n++] = cg->ptr;
        f[n++] = string_type(cg);
        break;
    default:
        break;
    }
    return LLVMStructTypeInContext(cg->ctx, f, n, false);
}

static Val i8(Cg *cg, unsigned v)
{
    return LLVMConstInt(cg->i8, v, false);
}

// --- References -------------------------------------------------------------

Val cg_desc_ref(Cg *cg, IrDesc *d)
{
    Val v = cg->descs[d->id];
    if (v)
        return v;
    v = LLVMAddGlobal(cg->mod, desc_type(cg, d->kind),
                      str_to_cstr(cg->arena, d->link_name));
    LLVMSetLinkage(v, LLVMInternalLinkage);
    LLVMSetGlobalConstant(v, true);
    LLVMSetAlignment(v, 8);
    cg->descs[d->id] = v;
    vec_push_in(&cg->desc_list, cg->arena, d);
    return v;
}

static Val desc_or_null(Cg *cg, IrDesc *d)
{
    return d ? cg_desc_ref(cg, d) : cg_null(cg);
}

static Ty itab_type(Cg *cg, uint32_t n)
{
    Ty f[] = {cg->ptr, cg->ptr, cg->i64, LLVMArrayType2(cg->ptr, n)};
    return LLVMStructTypeInContext(cg->ctx, f, 4, false);
}

Val cg_itab_ref(Cg *cg, IrItab *t)
{
    Val v = map_get(&cg->itabs, t);
    if (v)
        return v;
    v = LLVMAddGlobal(cg->mod, itab_type(cg, t->inter->nmethods),
                      str_to_cstr(cg->arena, t->link_name));
    LLVMSetLinkage(v, LLVMInternalLinkage);
    LLVMSetGlobalConstant(v, true);
    LLVMSetAlignment(v, 8);
    map_set(&cg->itabs, t, v);
    vec_push_in(&cg->itab_list, cg->arena, t);
    return v;
}

// --- The common part --------------------------------------------------------

static Val common(Cg *cg, const IrType *t, uint32_t hash, unsigned kind,
                  unsigned flags, Str string, Val ptr_to, Val uncommon)
{
    Val v[] = {cg_int(cg, t->size),
               cg_int(cg, t->ptrdata),
               cg_int32(cg, hash),
               i8(cg, kind),
               i8(cg, t->align),
               i8(cg, t->align),
               i8(cg, flags),
               cg_gcmask(cg, t),
               cg_const_string(cg, string),
               ptr_to,
               uncommon};
    return cg_const_struct(cg, v, 11);
}

static Val func_or_null(Cg *cg, const IrFunc *f)
{
    return f ? cg_func_ref(cg, f) : cg_null(cg);
}

static Val methods(Cg *cg, const IrDesc *d)
{
    Val *rows = ARENA_ARRAY(cg->arena, Val, d->nmethods + 1);
    for (uint32_t i = 0; i < d->nmethods; i++) {
        const IrDescMethod *m = &d->methods[i];
        Val v[] = {cg_const_string(cg, m->name),
                   cg_const_string(cg, m->pkgpath),
                   desc_or_null(cg, m->type), func_or_null(cg, m->ifn),
                   func_or_null(cg, m->tfn)};
        rows[i] = cg_const_struct(cg, v, 5);
    }
    return d->nmethods ? cg_const_array(cg, LLVMTypeOf(rows[0]), rows,
                                        d->nmethods, "methods")
                       : cg_null(cg);
}

static Val uncommon(Cg *cg, const IrDesc *d)
{
    bool has = d->name.n || (d->nmethods && d->kind != RT_KIND_INTERFACE);
    if (!has)
        return cg_null(cg);
    bool own = d->kind != RT_KIND_INTERFACE;
    Val v[] = {cg_const_string(cg, d->name), cg_const_string(cg, d->pkgpath),
               cg_int(cg, own ? d->nmethods : 0),
               own ? methods(cg, d) : cg_null(cg)};
    return cg_private_const(cg, cg_const_struct(cg, v, 4), 8, "uncommon");
}

// --- What follows, by kind --------------------------------------------------

static Val inout(Cg *cg, const IrDesc *d)
{
    uint32_t n = d->nin + d->nout;
    Val *v = ARENA_ARRAY(cg->arena, Val, n + 1);
    for (uint32_t i = 0; i < n; i++)
        v[i] = cg_desc_ref(cg, d->inout[i]);
    return cg_const_array(cg, cg->ptr, v, n, "inout");
}

// Unexported names carry their package; the type has that of the first.
static Str first_pkgpath(const IrDesc *d)
{
    for (uint32_t i = 0; i < d->nfields; i++) {
        if (d->fields[i].pkgpath.n)
            return d->fields[i].pkgpath;
    }
    for (uint32_t i = 0; d->kind == RT_KIND_INTERFACE && i < d->nmethods; i++) {
        if (d->methods[i].pkgpath.n)
            return d->methods[i].pkgpath;
    }
    return STR("");
}

static Val struct_fields(Cg *cg, const IrDesc *d)
{
    Val *rows = ARENA_ARRAY(cg->arena, Val, d->nfields + 1);
    for (uint32_t i = 0; i < d->nfields; i++) {
        const IrDescField *f = &d->fields[i];
        Val v[] = {cg_const_string(cg, f->name),
                   cg_const_string(cg, f->pkgpath),
                   cg_desc_ref(cg, f->type),
                   cg_const_string(cg, f->tag),
                   cg_int(cg, f->offset),
                   cg_int(cg, f->embedded)};
        rows[i] = cg_const_struct(cg, v, 6);
    }
    return d->nfields ? cg_const_array(cg, LLVMTypeOf(rows[0]), rows,
                                       d->nfields, "fields")
                      : cg_null(cg);
}

static Val imethods(Cg *cg, const IrDesc *d)
{
    Val *rows = ARENA_ARRAY(cg->arena, Val, d->nmethods + 1);
    for (uint32_t i = 0; i < d->nmethods; i++) {
        const IrDescMethod *m = &d->methods[i];
        Val v[] = {cg_const_string(cg, m->name),
                   cg_const_string(cg, m->pkgpath),
                   desc_or_null(cg, m->type)};
        rows[i] = cg_const_struct(cg, v, 3);
    }
    return d->nmethods ? cg_const_array(cg, LLVMTypeOf(rows[0]), rows,
                                        d->nmethods, "imethods")
                       : cg_null(cg);
}

static unsigned put_func(Cg *cg, const IrDesc *d, Val *v)
{
    Val counts[] = {cg_int32(cg, d->nin), cg_int32(cg, d->nout)};
    v[0] = cg_const_struct(cg, counts, 2);
    v[1] = cg_int(cg, d->variadic);
    v[2] = inout(cg, d);
    return 3;
}

static unsigned put_tail(Cg *cg, const IrDesc *d, Val *v)
{
    switch (d->kind) {
    case RT_KIND_POINTER: case RT_KIND_SLICE:
        v[0] = desc_or_null(cg, d->elem);
        return 1;
    case RT_KIND_ARRAY:
        v[0] = desc_or_null(cg, d->elem);
        v[1] = cg_null(cg);
        v[2] = cg_int(cg, d->count);
        return 3;
    case RT_KIND_CHAN:
        v[0] = desc_or_null(cg, d->elem);
        v[1] = cg_int(cg, (uint64_t)d->chan_dir);
        return 2;
    case RT_KIND_MAP:
        v[0] = desc_or_null(cg, d->key);
        v[1] = desc_or_null(cg, d->elem);
        return 2;
    case RT_KIND_FUNC:
        return put_func(cg, d, v);
    case RT_KIND_STRUCT:
        v[0] = cg_int(cg, d->nfields);
        v[1] = struct_fields(cg, d);
        v[2] = cg_const_string(cg, first_pkgpath(d));
        return 3;
    case RT_KIND_INTERFACE:
        v[0] = cg_int(cg, d->nmethods);
        v[1] = imethods(cg, d);
        v[2] = cg_const_string(cg, first_pkgpath(d));
        return 3;
    default:
        return 0;
    }
}

static void define_desc(Cg *cg, IrDesc *d)
{
    Val un = uncommon(cg, d);
    unsigned flags = d->flags & ~(unsigned)RT_TYPE_UNCOMMON;
    if (!LLVMIsNull(un))
        flags |= RT_TYPE_UNCOMMON;
    // Reflection makes *T of T: one with methods cannot be made at run time.
    if (d->ptr_to && d->ptr_to->nmethods)
        cg_desc_ref(cg, d->ptr_to);
    Val ptr_to = d->ptr_to && cg->descs[d->ptr_to->id]
                     ? cg->descs[d->ptr_to->id]
                     : cg_null(cg);
    Val v[4] = {common(cg, d->layout, d->hash, d->kind, flags, d->string,
                       ptr_to, un)};
    unsigned n = 1 + put_tail(cg, d, v + 1);
    LLVMSetInitializer(cg->descs[d->id], cg_const_struct(cg, v, n));
}

static void define_itab(Cg *cg, IrItab *t)
{
    uint32_t n = t->inter->nmethods;
    Val *fns = ARENA_ARRAY(cg->arena, Val, n + 1);
    for (uint32_t i = 0; i < n; i++)
        fns[i] = func_or_null(cg, t->funcs[i]);
    Val v[] = {cg_desc_ref(cg, t->inter), cg_desc_ref(cg, t->type),
               cg_int(cg, t->type->hash), LLVMConstArray2(cg->ptr, fns, n)};
    LLVMSetInitializer(map_get(&cg->itabs, t), cg_const_struct(cg, v, 4));
}

void cg_define_descs(Cg *cg)
{
    while (cg->ndescs_done < cg->desc_list.len)
        define_desc(cg, cg->desc_list.data[cg->ndescs_done++]);
    while (cg->nitabs_done < cg->itab_list.len)
        define_itab(cg, cg->itab_list.data[cg->nitabs_done++]);
}

// A type's pointer type is linked when the program has it anyway: known only
// at the end.
void cg_finish_descs(Cg *cg)
{
    for (int i = 0; i < cg->desc_list.len; i++) {
        IrDesc *d = cg->desc_list.data[i];
        if (d->ptr_to && cg->descs[d->ptr_to->id]) {
            Val link = cg->descs[d->ptr_to->id];
            Val init = LLVMGetInitializer(cg->descs[d->id]);
            unsigned n = (unsigned)LLVMGetNumOperands(init);
            Val v[4], head[11];
            for (unsigned k = 0; k < n; k++)
                v[k] = LLVMGetOperand(init, k);
            for (unsigned k = 0; k < 11; k++)
                head[k] = LLVMGetAggregateElement(v[0], k);
            head[9] = link;
            v[0] = cg_const_struct(cg, head, 11);
            LLVMSetInitializer(cg->descs[d->id], cg_const_struct(cg, v, n));
        }
    }
}

// --- Descriptors made from layouts ------------------------------------------

static Val layout_array(Cg *cg, const IrType *t, Val *v)
{
    v[1] = cg_layout_desc(cg, t->elem);
    v[2] = cg_null(cg);
    v[3] = cg_int(cg, t->count);
    return cg_const_struct(cg, v, 4);
}

static Val layout_other(Cg *cg, Val *v)
{
    v[1] = cg_int(cg, 0);
    v[2] = cg_null(cg);
    v[3] = cg_const_string(cg, STR(""));
    return cg_const_struct(cg, v, 4);
}

Val cg_layout_desc(Cg *cg, const IrType *t)
{
    Val g = map_get(&cg->layouts, t);
    if (g)
        return g;
    unsigned kind = t->kind == IRT_ARRAY ? RT_KIND_ARRAY : RT_KIND_STRUCT;
    Val v[4] = {common(cg, t, t->id, kind, 0, irtype_text(cg->arena, t),
                       cg_null(cg), cg_null(cg))};
    Val init = t->kind == IRT_ARRAY ? layout_array(cg, t, v)
                                    : layout_other(cg, v);
    g = cg_private_const(cg, init, 8, "layout");
    map_set(&cg->layouts, t, g);
    return g;
}
