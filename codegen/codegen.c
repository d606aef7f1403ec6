// codegen/codegen.c -- The module: context, work lists, and the order of steps.
//
// Starting from init and main, whatever is referenced is declared and queued;
// bodies, globals and descriptors are made until the queues are empty.  Then
// rt_module, the passes, the object, and from it the table of positions.
//
//     codegen_module = begin, main and init, drain, rt_module, passes, emit
#include "codegen/cg_internal.h"

#include <string.h>
#include <time.h>

CodegenOptions codegen_default_options(void)
{
    return (CodegenOptions){.opt_level = 2};
}

// --- Small constants --------------------------------------------------------

Val cg_int(const Cg *cg, uint64_t v)
{
    return LLVMConstInt(cg->i64, v, false);
}

// Of any integer type: the low bits.
Val cg_int_of(Ty t, uint64_t bits)
{
    unsigned width = LLVMGetIntTypeWidth(t);
    if (width < 64)
        bits &= ((uint64_t)1 << width) - 1;
    return LLVMConstInt(t, bits, false);
}

Val cg_int32(const Cg *cg, uint32_t v)
{
    return LLVMConstInt(cg->i32, v, false);
}

Val cg_bool(const Cg *cg, bool v)
{
    return LLVMConstInt(cg->i1, v, false);
}

Val cg_null(const Cg *cg)
{
    return LLVMConstNull(cg->ptr);
}

Val cg_intrinsic(Cg *cg, const char *name, const Ty *over, unsigned nover,
                 Ty *type)
{
    unsigned id = LLVMLookupIntrinsicID(name, strlen(name));
    ICE_ASSERT(id != 0, NO_POS);
    Ty copy[4];
    for (unsigned i = 0; i < nover; i++)
        copy[i] = over[i];
    *type = LLVMIntrinsicGetType(cg->ctx, id, copy, nover);
    return LLVMGetIntrinsicDeclaration(cg->mod, id, copy, nover);
}

// --- Set-up -----------------------------------------------------------------

static LLVMAttributeRef enum_attr(Cg *cg, const char *name, uint64_t value)
{
    unsigned kind = LLVMGetEnumAttributeKindForName(name, strlen(name));
    return kind ? LLVMCreateEnumAttribute(cg->ctx, kind, value) : NULL;
}

static LLVMAttributeRef text_attr(Cg *cg, const char *key, const char *value)
{
    return LLVMCreateStringAttribute(cg->ctx, key, (unsigned)strlen(key),
                                     value, (unsigned)strlen(value));
}

static unsigned attr_kind(const char *name)
{
    return LLVMGetEnumAttributeKindForName(name, strlen(name));
}

// Two bits for each kind of memory, 1 reads, 2 writes: argument, inaccessible,
// other; errno between from LLVM 21 on, the target's two kinds from 22 on.
enum { MEMORY_INACCESSIBLE = 3 << 2 };

static uint64_t memory_read(void)
{
    if (LLVM_VERSION_MAJOR >= 22)
        return 0x555;
    return LLVM_VERSION_MAJOR >= 21 ? 0x55 : 0x15;
}

static LLVMAttributeRef length_attr(Cg *cg)
{
    const uint64_t lo[] = {0}, hi[] = {(uint64_t)1 << 63};
    return LLVMCreateConstantRangeAttribute(cg->ctx, attr_kind("range"), 64,
                                            lo, hi);
}

static void init_attrs(Cg *cg)
{
    cg->at_nounwind = enum_attr(cg, "nounwind", 0);
    cg->at_noreturn = enum_attr(cg, "noreturn", 0);
    cg->at_cold = enum_attr(cg, "cold", 0);
    cg->at_noalias = enum_attr(cg, "noalias", 0);
    cg->at_nonnull = enum_attr(cg, "nonnull", 0);
    cg->at_nest = enum_attr(cg, "nest", 0);
    cg->at_noinline = enum_attr(cg, "noinline", 0);
    cg->at_optnone = enum_attr(cg, "optnone", 0);
    cg->at_zeroext = enum_attr(cg, "zeroext", 0);
    cg->at_signext = enum_attr(cg, "signext", 0);
    cg->at_nomerge = enum_attr(cg, "nomerge", 0);
    cg->at_returns_twice = enum_attr(cg, "returns_twice", 0);
    cg->at_willreturn = enum_attr(cg, "willreturn", 0);
    cg->at_readonly = enum_attr(cg, "memory", memory_read());
    cg->at_inaccessible = enum_attr(cg, "memory", MEMORY_INACCESSIBLE);
    cg->at_frame_pointer = text_attr(cg, "frame-pointer", "all");
    cg->at_no_tail = text_attr(cg, "disable-tail-calls", "true");
    cg->at_probe = text_attr(cg, "probe-stack", "inline-asm");
    cg->at_length = length_attr(cg);
    cg->kind_dereferenceable = attr_kind("dereferenceable");
    cg->kind_align = attr_kind("align");
}

// What every function of the program has.
void cg_func_attrs(Cg *cg, Val fn)
{
    const unsigned at = (unsigned)LLVMAttributeFunctionIndex;
    LLVMAddAttributeAtIndex(fn, at, cg->at_nounwind);
    LLVMAddAttributeAtIndex(fn, at, cg->at_frame_pointer);
    LLVMAddAttributeAtIndex(fn, at, cg->at_no_tail);
    LLVMAddAttributeAtIndex(fn, at, cg->at_probe);
}

void cg_no_optimise(Cg *cg, Val fn)
{
    const unsigned at = (unsigned)LLVMAttributeFunctionIndex;
    LLVMAddAttributeAtIndex(fn, at, cg->at_noinline);
    LLVMAddAttributeAtIndex(fn, at, cg->at_optnone);
}

static LLVMMetadataRef md_text(Cg *cg, const char *s)
{
    return LLVMMDStringInContext2(cg->ctx, s, strlen(s));
}

static void init_metadata(Cg *cg)
{
    LLVMMetadataRef likely[] = {md_text(cg, "branch_weights"),
                                LLVMValueAsMetadata(cg_int32(cg, 2000)),
                                LLVMValueAsMetadata(cg_int32(cg, 1))};
    LLVMMetadataRef range[] = {
        LLVMValueAsMetadata(cg_int(cg, 0)),
        LLVMValueAsMetadata(cg_int(cg, (uint64_t)1 << 63))};
    cg->md_likely = LLVMMDNodeInContext2(cg->ctx, likely, 3);
    cg->md_len_range = LLVMMDNodeInContext2(cg->ctx, range, 2);
    cg->md_empty = LLVMMDNodeInContext2(cg->ctx, NULL, 0);
    cg->mdk_invariant =
        LLVMGetMDKindIDInContext(cg->ctx, "invariant.load", 14);
    cg->mdk_prof = LLVMGetMDKindIDInContext(cg->ctx, "prof", 4);
    cg->mdk_range = LLVMGetMDKindIDInContext(cg->ctx, "range", 5);
}

static void init_types(Cg *cg)
{
    cg->i1 = LLVMInt1TypeInContext(cg->ctx);
    cg->i8 = LLVMInt8TypeInContext(cg->ctx);
    cg->i16 = LLVMInt16TypeInContext(cg->ctx);
    cg->i32 = LLVMInt32TypeInContext(cg->ctx);
    cg->i64 = LLVMInt64TypeInContext(cg->ctx);
    cg->f32 = LLVMFloatTypeInContext(cg->ctx);
    cg->f64 = LLVMDoubleTypeInContext(cg->ctx);
    cg->ptr = LLVMPointerTypeInContext(cg->ctx, 0);
    cg->voidt = LLVMVoidTypeInContext(cg->ctx);
}

static void add_flag(Cg *cg, const char *key, uint32_t value)
{
    LLVMAddModuleFlag(cg->mod, LLVMModuleFlagBehaviorWarning, key,
                      strlen(key), LLVMValueAsMetadata(cg_int32(cg, value)));
}

static void init_flags(Cg *cg)
{
    add_flag(cg, "Dwarf Version", 4);
    add_flag(cg, "Debug Info Version", LLVMDebugMetadataVersion());
    if (cg->opts->pic) {
        add_flag(cg, "PIC Level", 2);
        add_flag(cg, "PIE Level", 2);
    }
    add_flag(cg, "frame-pointer", 2);
}

// An empty function at the very start of the code: offsets of positions count
// from here.
static void define_text_start(Cg *cg)
{
    Ty t = LLVMFunctionType(cg->voidt, NULL, 0, false);
    cg->text_start = LLVMAddFunction(cg->mod, "rt_text_start", t);
    cg_func_attrs(cg, cg->text_start);
    LLVMAddAttributeAtIndex(cg->text_start,
                            (unsigned)LLVMAttributeFunctionIndex,
                            cg->at_noinline);
    LLVMPositionBuilderAtEnd(
        cg->b, LLVMAppendBasicBlockInContext(cg->ctx, cg->text_start, ""));
    LLVMBuildRetVoid(cg->b);
}

static void init_tables(Cg *cg)
{
    const IrModule *m = cg->ir;
    cg->funcs = ARENA_ARRAY(cg->arena, CgFunc, m->funcs.len + 1);
    cg->globals = ARENA_ARRAY(cg->arena, Val, m->globals.len + 1);
    cg->descs = ARENA_ARRAY(cg->arena, Val, m->descs.len + 1);
    map_init(&cg->itabs, cg->arena);
    map_init(&cg->layouts, cg->arena);
    map_init(&cg->inouts, cg->arena);
    strmap_init(&cg->strings, cg->arena);
    strmap_init(&cg->masks, cg->arena);
    for (int i = 0; i < m->funcs.len; i++) {
        const IrFunc *f = m->funcs.data[i];
        ICE_ASSERT(f->id == (uint32_t)i, f->pos);
        cg->has_recover |= (f->flags & IRFN_HAS_RECOVER) != 0;
    }
}

static void init_counts(Cg *cg)
{
    if (!cg->opts->count_sites || cg->ir->sites.len == 0)
        return;
    Ty row = LLVMArrayType2(cg->i64, 2);
    Ty t = LLVMArrayType2(row, (uint64_t)cg->ir->sites.len);
    cg->counts = LLVMAddGlobal(cg->mod, t, "rt_counts");
    LLVMSetInitializer(cg->counts, LLVMConstNull(t));
    LLVMSetLinkage(cg->counts, LLVMInternalLinkage);
    LLVMSetAlignment(cg->counts, 16);
}

static bool begin(Cg *cg, IrModule *m, const CodegenOptions *opts,
                  CodegenResult *out)
{
    *cg = (Cg){0};
    cg->ir = m;
    cg->opts = opts;
    cg->arena = m->arena;
    cg->ctx = LLVMContextCreate();
    cg->mod = LLVMModuleCreateWithNameInContext("program", cg->ctx);
    cg->b = LLVMCreateBuilderInContext(cg->ctx);
    cg->ab = LLVMCreateBuilderInContext(cg->ctx);
    init_types(cg);
    init_attrs(cg);
    init_metadata(cg);
    init_flags(cg);
#if LLVM_VERSION_MAJOR == 19
    LLVMSetIsNewDbgInfoFormat(cg->mod, true);
#endif
    init_tables(cg);
    if (!cg_target_init(cg, out))
        return false;
    cg_debug_init(cg);
    define_text_start(cg);
    init_counts(cg);
    return true;
}

static void end(Cg *cg)
{
    if (cg->td)
        LLVMDisposeTargetData(cg->td);
    if (cg->tm)
        LLVMDisposeTargetMachine(cg->tm);
    if (cg->di)
        LLVMDisposeDIBuilder(cg->di);
    LLVMDisposeBuilder(cg->b);
    LLVMDisposeBuilder(cg->ab);
    LLVMDisposeModule(cg->mod);
    LLVMContextDispose(cg->ctx);
}

// --- The work ---------------------------------------------------------------

static void drain(Cg *cg)
{
    while (cg->nworked < cg->work.len ||
           cg->nglobals_done < cg->global_list.len ||
           cg->ndescs_done < cg->desc_list.len ||
           cg->nitabs_done < cg->itab_list.len) {
        while (cg->nworked < cg->work.len) {
            const IrFunc *f = cg->work.data[cg->nworked++];
            if (f->blocks.len)
                cg_function(cg, f);
            else
                cg_thunk(cg, f);
        }
        cg_define_globals(cg);
        cg_define_descs(cg);
    }
}

static void build(Cg *cg)
{
    if (cg->ir->init)
        cg_func_ref(cg, cg->ir->init);
    if (cg->ir->main)
        cg_func_ref(cg, cg->ir->main);
    cg_export_functions(cg);
    drain(cg);
    cg_finish_descs(cg);
    cg_define_module(cg);
    cg_debug_finish(cg);
}

static double seconds(void)
{
    struct timespec t;
    timespec_get(&t, TIME_UTC);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void put_one_function(Cg *cg, Str *text)
{
    StrBuf out = {0};
    for (Val fn = LLVMGetFirstFunction(cg->mod); fn;
         fn = LLVMGetNextFunction(fn)) {
        size_t n;
        const char *name = LLVMGetValueName2(fn, &n);
        if (!str_eq((Str){name, n}, cg->opts->func))
            continue;
        char *s = LLVMPrintValueToString(fn);
        strbuf_puts(&out, s);
        LLVMDisposeMessage(s);
    }
    *text = strbuf_dup(&out, cg->arena);
    strbuf_free(&out);
}

static void emit_llvm(Cg *cg, CodegenResult *out)
{
    if (cg->opts->func.n) {
        put_one_function(cg, &out->text);
        return;
    }
    char *s = LLVMPrintModuleToString(cg->mod);
    out->text = str_dup(cg->arena, str_from(s));
    LLVMDisposeMessage(s);
}

static bool emit(Cg *cg, CodegenResult *out)
{
    double t = seconds();
    if (cg->opts->emit == CODEGEN_LLVM) {
        emit_llvm(cg, out);
        return true;
    }
    if (!cg_target_emit(cg, out))
        return false;
    out->emit_seconds = seconds() - t;
    if (cg->opts->emit != CODEGEN_OBJECT)
        return true;
    t = seconds();
    bool ok = cg_pctab(cg, out->object, &out->pctable, &out->error);
    out->pctab_seconds = seconds() - t;
    return ok;
}

static bool run(Cg *cg, CodegenResult *out)
{
    double t = seconds();
    build(cg);
    out->nfuncs = (uint32_t)cg->work.len;
    out->build_seconds = seconds() - t;
    t = seconds();
    if (!cg_target_passes(cg, out))
        return false;
    out->pass_seconds = seconds() - t;
    return emit(cg, out);
}

bool codegen_module(IrModule *m, const CodegenOptions *opts,
                    CodegenResult *out)
{
    Cg cg;
    ice_set_phase("codegen");
    bool ok = begin(&cg, m, opts, out) && run(&cg, out);
    end(&cg);
    return ok;
}
