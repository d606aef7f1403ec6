// codegen/cg_debug.c -- DWARF: files, functions, lines; with -g variables.
//
// Every instruction carries its position; inlined instructions carry the chain
// of calls that brought them in, so that tracebacks and debuggers see the
// functions of the source.  Columns are kept with -g only: without them the
// line table, and the runtime's table made from it, are half the size.
//
//     in.inl = 2  ->  line 7 of callee, inlined at line 12 of f
#include "codegen/cg_internal.h"

#include <string.h>

static LLVMMetadataRef file_of_name(Cg *cg, Str name)
{
    void **slot = strmap_slot(&cg->di_file_names, name);
    if (!*slot)
        *slot = LLVMDIBuilderCreateFile(cg->di, name.p, name.n,
                                        cg->opts->comp_dir.p
                                            ? cg->opts->comp_dir.p
                                            : "",
                                        cg->opts->comp_dir.n);
    return *slot;
}

// The path that a debugger can open; after //line the name given there.
static Str path_of(const PosInfo *at)
{
    if (!at->file)
        return STR("?");
    if (at->filename.n == 0)
        return STR("??"); // As Go shows a nameless //line
    if (at->line != at->raw_line || !str_eq(at->filename, at->file->display))
        return at->filename;
    return at->file->path;
}

static PosInfo locate(const Cg *cg, Pos pos)
{
    if (!cg->ir->sources || !pos)
        return (PosInfo){0};
    return source_locate(cg->ir->sources, pos);
}

void cg_debug_init(Cg *cg)
{
    static const char producer[] = "scapego";
    strmap_init(&cg->di_file_names, cg->arena);
    strmap_init(&cg->di_scopes, cg->arena);
    strmap_init(&cg->di_go_types, cg->arena);
    cg->di = LLVMCreateDIBuilder(cg->mod);
    PosInfo at = locate(cg, cg->ir->main ? cg->ir->main->pos : NO_POS);
    cg->di_unit = LLVMDIBuilderCreateCompileUnit(
        cg->di, LLVMDWARFSourceLanguageGo, file_of_name(cg, path_of(&at)),
        producer, sizeof producer - 1, cg->opts->opt_level > 0, "", 0, 0, "",
        0,
        cg->opts->debug ? LLVMDWARFEmissionFull
                        : LLVMDWARFEmissionLineTablesOnly,
        0, false, false, "", 0, "", 0);
    cg->di_subroutine = LLVMDIBuilderCreateSubroutineType(
        cg->di, file_of_name(cg, path_of(&at)), NULL, 0, LLVMDIFlagZero);
}

void cg_debug_finish(Cg *cg)
{
    LLVMDIBuilderFinalize(cg->di);
}

LLVMMetadataRef cg_debug_subprogram(Cg *cg, const IrFunc *f)
{
    CgFunc *cf = &cg->funcs[f->id];
    if (cf->subprogram)
        return cf->subprogram;
    PosInfo at = locate(cg, f->pos);
    LLVMMetadataRef file = file_of_name(cg, path_of(&at));
    unsigned line = (unsigned)at.line;
    cf->file = file;
    cf->subprogram = LLVMDIBuilderCreateFunction(
        cg->di, file, f->name.p, f->name.n, "", 0, file, line,
        cg->di_subroutine, true, true, line, LLVMDIFlagZero,
        cg->opts->opt_level > 0);
    return cf->subprogram;
}

static unsigned column(const Cg *cg, const PosInfo *at)
{
    return cg->opts->debug ? (unsigned)at->col : 0;
}

// The function, as seen from a position in it: after a //line directive its
// code may lie in another file.
static LLVMMetadataRef scope_at(Cg *cg, const IrFunc *f, const PosInfo *at)
{
    LLVMMetadataRef fn = cg_debug_subprogram(cg, f);
    if (!at->file)
        return fn;
    LLVMMetadataRef file = file_of_name(cg, path_of(at));
    if (file == cg->funcs[f->id].file)
        return fn;
    LLVMMetadataRef pair[] = {fn, file};
    Str key = {(const char *)pair, sizeof pair};
    LLVMMetadataRef scope = strmap_get(&cg->di_scopes, key);
    if (scope)
        return scope;
    scope = LLVMDIBuilderCreateLexicalBlockFile(cg->di, fn, file, 0);
    key.p = arena_memdup(cg->arena, pair, sizeof pair);
    strmap_set(&cg->di_scopes, key, scope);
    return scope;
}

static const IrFunc *function_at(const CgFn *f, uint32_t inl)
{
    return inl ? f->f->inlines.data[inl - 1].callee : f->f;
}

// The location of inlined call number i (index + 1), in its caller.
static LLVMMetadataRef inlined_at(CgFn *f, uint32_t i)
{
    Cg *cg = f->cg;
    if (i == 0)
        return NULL;
    if (!f->inline_locs)
        f->inline_locs = ARENA_ARRAY(cg->arena, LLVMMetadataRef,
                                     f->f->inlines.len + 1);
    if (f->inline_locs[i])
        return f->inline_locs[i];
    const IrInline *in = &f->f->inlines.data[i - 1];
    PosInfo at = locate(cg, in->call_pos);
    LLVMMetadataRef scope = scope_at(cg, function_at(f, in->parent), &at);
    f->inline_locs[i] = LLVMDIBuilderCreateDebugLocation(
        cg->ctx, (unsigned)at.line, column(cg, &at), scope,
        inlined_at(f, in->parent));
    return f->inline_locs[i];
}

// Without a position of its own, an instruction has its predecessor's; the
// prologue of a function without one has line 0.
void cg_debug_location(CgFn *f, Pos pos, uint32_t inl)
{
    Cg *cg = f->cg;
    if (!pos && f->in)
        return;
    PosInfo at = locate(cg, pos);
    LLVMMetadataRef scope = scope_at(cg, function_at(f, inl), &at);
    LLVMSetCurrentDebugLocation2(
        f->b, LLVMDIBuilderCreateDebugLocation(cg->ctx, (unsigned)at.line,
                                               column(cg, &at), scope,
                                               inlined_at(f, inl)));
}

// --- Variables (-g) ---------------------------------------------------------

static LLVMMetadataRef basic_type(Cg *cg, const IrType *t, Str name)
{
    LLVMDWARFTypeEncoding code = 7; // DW_ATE_unsigned
    if (t->kind == IRT_BOOL)
        code = 2;
    else if (irtype_is_signed(t))
        code = 5;
    else if (irtype_is_float(t))
        code = 4;
    else if (irtype_is_complex(t))
        code = 3;
    return LLVMDIBuilderCreateBasicType(cg->di, name.p, name.n, t->size * 8,
                                        code, LLVMDIFlagZero);
}

static LLVMMetadataRef type_of(Cg *cg, const IrType *t, Str name);

static LLVMMetadataRef member(Cg *cg, LLVMMetadataRef file, Str name,
                              const IrType *t, uint64_t offset)
{
    return LLVMDIBuilderCreateMemberType(
        cg->di, file, name.p, name.n, file, 0, t->size * 8, t->align * 8,
        offset * 8, LLVMDIFlagZero, type_of(cg, t, STR_NONE));
}

static LLVMMetadataRef record(Cg *cg, const IrType *t, Str name,
                              const IrField *fields, uint32_t n)
{
    LLVMMetadataRef file = file_of_name(cg, STR("?"));
    LLVMMetadataRef *parts = ARENA_ARRAY(cg->arena, LLVMMetadataRef, n + 1);
    for (uint32_t i = 0; i < n; i++)
        parts[i] = member(cg, file, fields[i].name, fields[i].type,
                          fields[i].offset);
    return LLVMDIBuilderCreateStructType(cg->di, file, name.p, name.n, file, 0,
                                         t->size * 8, t->align * 8,
                                         LLVMDIFlagZero, NULL, parts, n, 0,
                                         NULL, "", 0);
}

// Strings, slices and interfaces show their words.
static LLVMMetadataRef words(Cg *cg, const IrType *t, Str name)
{
    const IrType *p = irtype_basic(cg->ir, IRT_PTR);
    const IrType *n = irtype_basic(cg->ir, IRT_I64);
    bool iface = t->kind == IRT_EFACE || t->kind == IRT_IFACE;
    IrField f[] = {{p, 0, iface ? STR("type") : STR("ptr")},
                   {iface ? p : n, 8, iface ? STR("data") : STR("len")},
                   {n, 16, STR("cap")}};
    return record(cg, t, name, f, t->kind == IRT_SLICE ? 3 : 2);
}

static LLVMMetadataRef array_type(Cg *cg, const IrType *t)
{
    LLVMMetadataRef range =
        LLVMDIBuilderGetOrCreateSubrange(cg->di, 0, (int64_t)t->count);
    return LLVMDIBuilderCreateArrayType(cg->di, t->size * 8, t->align * 8,
                                        type_of(cg, t->elem, STR_NONE),
                                        &range, 1);
}

static LLVMMetadataRef make_type(Cg *cg, const IrType *t, Str name)
{
    switch (t->kind) {
    case IRT_STRING: case IRT_SLICE: case IRT_EFACE: case IRT_IFACE:
        return words(cg, t, name);
    case IRT_STRUCT:
        return record(cg, t, name, t->fields, t->nfields);
    case IRT_ARRAY:
        return array_type(cg, t);
    case IRT_PTR: case IRT_FUNC: case IRT_MAP: case IRT_CHAN:
        return LLVMDIBuilderCreatePointerType(cg->di, NULL, 64, 64, 0, name.p,
                                              name.n);
    default:
        return basic_type(cg, t, name);
    }
}

// One debug type for each Go name and layout.
static LLVMMetadataRef type_of(Cg *cg, const IrType *t, Str name)
{
    if (!name.n)
        name = irtype_text(cg->arena, t);
    Str key = str_printf(cg->arena, "%u:%.*s", t->id, STR_ARG(name));
    LLVMMetadataRef known = strmap_get(&cg->di_go_types, key);
    if (known)
        return known;
    known = make_type(cg, t, name);
    strmap_set(&cg->di_go_types, key, known);
    return known;
}

static LLVMMetadataRef variable(CgFn *f, LocalId id)
{
    Cg *cg = f->cg;
    const IrLocal *l = ir_local(f->f, id);
    PosInfo at = locate(cg, l->pos ? l->pos : f->f->pos);
    LLVMMetadataRef file = file_of_name(cg, path_of(&at));
    LLVMMetadataRef type = type_of(cg, l->type, l->go_type);
    if (l->kind == LOCAL_PARAM)
        return LLVMDIBuilderCreateParameterVariable(
            cg->di, f->subprogram, l->name.p, l->name.n, id.i + 1, file,
            (unsigned)at.line, type, true, LLVMDIFlagZero);
    return LLVMDIBuilderCreateAutoVariable(
        cg->di, f->subprogram, l->name.p, l->name.n, file, (unsigned)at.line,
        type, true, LLVMDIFlagZero, 0);
}

static void declare(CgFn *f, Val slot, LLVMMetadataRef var, uint64_t *ops,
                    size_t nops)
{
    Cg *cg = f->cg;
    LLVMMetadataRef expr = LLVMDIBuilderCreateExpression(cg->di, ops, nops);
    LLVMMetadataRef loc = LLVMDIBuilderCreateDebugLocation(
        cg->ctx, LLVMDISubprogramGetLine(f->subprogram), 0, f->subprogram,
        NULL);
    LLVMDIBuilderInsertDeclareRecordAtEnd(cg->di, slot, var, expr, loc,
                                          LLVMGetInsertBlock(f->ab));
}

// Says where a named local lives: in memory, behind its box, or in pieces.
void cg_debug_local(CgFn *f, LocalId id)
{
    enum { DW_OP_deref = 6, DW_OP_LLVM_fragment = 0x1000 };
    const IrLocal *l = ir_local(f->f, id);
    const CgSlot *s = &f->slots[id.i];
    if (l->kind == LOCAL_TEMP || !l->name.n || l->blank || !l->type->size)
        return;
    LLVMMetadataRef var = variable(f, id);
    int n = cg_ncomps(l->type);
    if (s->kind == SLOT_MEM) {
        declare(f, s->v[0], var, NULL, 0);
    } else if (s->kind == SLOT_BOX) {
        declare(f, s->v[0], var, (uint64_t[]){DW_OP_deref}, 1);
    } else if (n == 1) {
        declare(f, s->v[0], var, NULL, 0);
    } else {
        uint64_t bits = l->type->size * 8 / (uint64_t)n;
        for (int i = 0; i < n; i++)
            declare(f, s->v[i], var,
                    (uint64_t[]){DW_OP_LLVM_fragment, bits * (uint64_t)i,
                                 bits}, 3);
    }
}
