// codegen/cg_target.c -- Target machine, passes, emission.
//
// The host's triple and a portable baseline of its processors unless told
// otherwise.  Floating point is never fused.  The pipelines are LLVM's own, but
// for level 1.
//
//     -O2  ->  LLVMRunPasses("default<O2>"), object in memory
#include "codegen/cg_internal.h"

#include <llvm-c/Analysis.h>
#include <llvm-c/BitReader.h>
#include <llvm-c/Linker.h>
#include <llvm-c/Target.h>
#include <llvm-c/Transforms/PassBuilder.h>

#include <stdio.h>
#include <string.h>

static bool fail(Cg *cg, CodegenResult *out, const char *what, char *message)
{
    out->error = str_printf(cg->arena, "%s: %s", what,
                            message ? message : "unknown reason");
    if (message)
        LLVMDisposeMessage(message);
    return false;
}

static LLVMCodeGenOptLevel codegen_level(int level)
{
    switch (level) {
    case 0: return LLVMCodeGenLevelNone;
    case 1: return LLVMCodeGenLevelLess;
    case 2: return LLVMCodeGenLevelDefault;
    default: return LLVMCodeGenLevelAggressive;
    }
}

static const char *baseline(const char *triple)
{
    return strncmp(triple, "x86_64", 6) == 0 ? "x86-64-v2" : "generic";
}

bool cg_target_init(Cg *cg, CodegenResult *out)
{
    const CodegenOptions *o = cg->opts;
    char *error = NULL;
    LLVMTargetRef target;
    LLVMInitializeNativeTarget();
    LLVMInitializeNativeAsmPrinter();
    LLVMInitializeNativeAsmParser();
    char *host = LLVMGetDefaultTargetTriple();
    const char *triple = o->triple.n ? str_to_cstr(cg->arena, o->triple)
                                     : arena_strndup(cg->arena, host,
                                                     strlen(host));
    LLVMDisposeMessage(host);
    if (LLVMGetTargetFromTriple(triple, &target, &error))
        return fail(cg, out, triple, error);
    cg->x86 = strncmp(triple, "x86_64", 6) == 0;
    const char *cpu = o->cpu.n ? str_to_cstr(cg->arena, o->cpu)
                               : baseline(triple);
    cg->tm = LLVMCreateTargetMachine(
        target, triple, cpu, str_to_cstr(cg->arena, o->features),
        codegen_level(o->opt_level), o->pic ? LLVMRelocPIC : LLVMRelocStatic,
        LLVMCodeModelDefault);
    cg->td = LLVMCreateTargetDataLayout(cg->tm);
    LLVMSetTarget(cg->mod, triple);
    LLVMSetModuleDataLayout(cg->mod, cg->td);
    return true;
}

// --- Fast paths of the runtime, as bitcode ----------------------------------

static bool is_defined_in(LLVMModuleRef mod, const char *name)
{
    Val fn = LLVMGetNamedFunction(mod, name);
    return fn && !LLVMIsDeclaration(fn);
}

// What came from the runtime's bitcode is for inlining here; the runtime
// library has the definition.
static void keep_for_inlining(Cg *cg, const StrMap *names)
{
    for (int i = 0; i < names->len; i++) {
        const char *name = names->entries[i].value;
        if (is_defined_in(cg->mod, name))
            LLVMSetLinkage(LLVMGetNamedFunction(cg->mod, name),
                           LLVMAvailableExternallyLinkage);
    }
}

static StrMap defined_names(Cg *cg, LLVMModuleRef mod)
{
    StrMap names;
    strmap_init(&names, cg->arena);
    for (Val f = LLVMGetFirstFunction(mod); f; f = LLVMGetNextFunction(f)) {
        size_t n;
        const char *name = LLVMGetValueName2(f, &n);
        if (LLVMIsDeclaration(f) || LLVMGetLinkage(f) != LLVMExternalLinkage)
            continue;
        char *copy = arena_strndup(cg->arena, name, n);
        strmap_set(&names, (Str){copy, n}, copy);
    }
    return names;
}

bool cg_target_link_fast(Cg *cg, CodegenResult *out)
{
    if (!cg->opts->fast_bc || cg->opts->opt_level == 0)
        return true;
    LLVMMemoryBufferRef buf = LLVMCreateMemoryBufferWithMemoryRange(
        cg->opts->fast_bc, cg->opts->fast_bc_size, "fast.bc", false);
    LLVMModuleRef fast = NULL;
    bool bad = LLVMParseBitcodeInContext2(cg->ctx, buf, &fast);
    LLVMDisposeMemoryBuffer(buf);
    if (bad)
        return fail(cg, out, "fast.bc", NULL);
    LLVMSetTarget(fast, LLVMGetTarget(cg->mod));
    LLVMSetModuleDataLayout(fast, cg->td);
    StrMap names = defined_names(cg, fast);
    if (LLVMLinkModules2(cg->mod, fast))
        return fail(cg, out, "fast.bc", NULL);
    keep_for_inlining(cg, &names);
    return true;
}

// LLVM's own level 1 takes nearly as long as level 2.  Ours is for quick
// builds: inlining and the scalar passes that pay most, each once.
static const char quick_pipeline[] =
    "globalopt,"
    "function<eager-inv>(sroa<modify-cfg>,early-cse,simplifycfg),"
    "cgscc(inline,function<eager-inv>(sroa<modify-cfg>,early-cse,"
    "simplifycfg)),globaldce,"
    "function<eager-inv>(instcombine<no-verify-fixpoint>,simplifycfg,"
    "loop-mssa(loop-rotate,licm),gvn,simplifycfg),globaldce";

// --- Passes and emission ----------------------------------------------------

bool cg_target_passes(Cg *cg, CodegenResult *out)
{
    char *message = NULL;
    if (cg->opts->verify &&
        LLVMVerifyModule(cg->mod, LLVMReturnStatusAction, &message))
        return fail(cg, out, "invalid LLVM IR", message);
    if (message)
        LLVMDisposeMessage(message);
    if (!cg_target_link_fast(cg, out))
        return false;

    char standard[32];
    snprintf(standard, sizeof standard, "default<O%d>", cg->opts->opt_level);
    const char *pipeline = cg->opts->opt_level == 1 ? quick_pipeline
                                                    : standard;
    LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
    LLVMErrorRef e = LLVMRunPasses(cg->mod, pipeline, cg->tm, options);
    LLVMDisposePassBuilderOptions(options);
    if (e) {
        char *text = LLVMGetErrorMessage(e);
        out->error = str_dup(cg->arena, str_from(text));
        LLVMDisposeErrorMessage(text);
        return false;
    }
    return true;
}

static bool emit_to(Cg *cg, LLVMModuleRef mod, LLVMCodeGenFileType type,
                    Str *text, Str *error)
{
    char *message = NULL;
    LLVMMemoryBufferRef buf;
    if (LLVMTargetMachineEmitToMemoryBuffer(cg->tm, mod, type, &message,
                                            &buf)) {
        *error = str_dup(cg->arena, str_from(message));
        LLVMDisposeMessage(message);
        return false;
    }
    *text = str_dup(cg->arena, (Str){LLVMGetBufferStart(buf),
                                     LLVMGetBufferSize(buf)});
    LLVMDisposeMemoryBuffer(buf);
    return true;
}

bool cg_target_emit_object(Cg *cg, LLVMModuleRef mod, Str *object, Str *error)
{
    return emit_to(cg, mod, LLVMObjectFile, object, error);
}

bool cg_target_emit(Cg *cg, CodegenResult *out)
{
    if (cg->opts->emit == CODEGEN_ASSEMBLY)
        return emit_to(cg, cg->mod, LLVMAssemblyFile, &out->text,
                       &out->error);
    return emit_to(cg, cg->mod, LLVMObjectFile, &out->object, &out->error);
}
