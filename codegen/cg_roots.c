// codegen/cg_roots.c -- rt_module: what the runtime knows of the program.
//
// Roots are the variables that may hold pointers into the heap: those that are
// written to and whose layout has pointer words.
//
//     rt_module = {nroots, roots, ntypes, types, ...}   (runtime/abi.h)
#include "codegen/cg_internal.h"

typedef VEC(Val) ValVec;

static Val array_of(Cg *cg, Ty elem, const ValVec *v, const char *name)
{
    return cg_const_array(cg, elem, v->data, (unsigned)v->len, name);
}

static void collect_roots(Cg *cg, ValVec *out)
{
    for (int i = 0; i < cg->global_list.len; i++) {
        const IrGlobal *g = cg->global_list.data[i];
        if (g->readonly || !irtype_has_pointers(g->type))
            continue;
        Val row[] = {cg->globals[g->id], cg_layout_desc(cg, g->type)};
        vec_push_in(out, cg->arena, cg_const_struct(cg, row, 2));
    }
}

static Val site_row(Cg *cg, const AllocSite *s)
{
    StrBuf pos = {0};
    if (cg->ir->sources && s->pos)
        source_put_pos(cg->ir->sources, &pos, s->pos);
    Val v[] = {cg_const_string(cg, strbuf_dup(&pos, cg->arena)),
               cg_const_string(cg, s->text), cg_const_string(cg, s->type),
               cg_const_string(cg, s->reason), cg_int(cg, s->place)};
    strbuf_free(&pos);
    return cg_const_struct(cg, v, 5);
}

static void collect_sites(Cg *cg, ValVec *out)
{
    for (int i = 0; cg->counts && i < cg->ir->sites.len; i++)
        vec_push_in(out, cg->arena, site_row(cg, cg->ir->sites.data[i]));
}

static Val entry(Cg *cg, const IrFunc *f)
{
    return f ? cg_func_ref(cg, f) : cg_null(cg);
}

void cg_define_module(Cg *cg)
{
    ValVec roots = {0}, types = {0}, itabs = {0}, sites = {0};
    Ty pair = LLVMStructTypeInContext(cg->ctx, (Ty[]){cg->ptr, cg->ptr}, 2,
                                      false);
    collect_roots(cg, &roots);
    collect_sites(cg, &sites);
    for (int i = 0; i < cg->desc_list.len; i++)
        vec_push_in(&types, cg->arena,
                    cg->descs[cg->desc_list.data[i]->id]);
    for (int i = 0; i < cg->itab_list.len; i++)
        vec_push_in(&itabs, cg->arena,
                    map_get(&cg->itabs, cg->itab_list.data[i]));
    Ty site_type = sites.len ? LLVMTypeOf(sites.data[0]) : cg->ptr;
    Val v[] = {cg_int(cg, (uint64_t)roots.len),
               array_of(cg, pair, &roots, "roots"),
               cg_int(cg, (uint64_t)types.len),
               array_of(cg, cg->ptr, &types, "types"),
               cg_int(cg, (uint64_t)itabs.len),
               array_of(cg, cg->ptr, &itabs, "itabs"),
               cg_int(cg, (uint64_t)sites.len),
               array_of(cg, site_type, &sites, "sites"),
               cg->counts ? cg->counts : cg_null(cg),
               entry(cg, cg->ir->init),
               entry(cg, cg->ir->main)};
    Val init = cg_const_struct(cg, v, 11);
    Val g = LLVMAddGlobal(cg->mod, LLVMTypeOf(init), "rt_module");
    LLVMSetInitializer(g, init);
    LLVMSetGlobalConstant(g, true);
    LLVMSetAlignment(g, 8);
}
