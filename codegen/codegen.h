// codegen/codegen.h -- IR module in, object file out.
//
// One call translates a whole module: only what can be reached from its init
// and main functions is emitted.  The result is a relocatable object that
// defines rt_module, and a second, small one that defines rt_pctable (positions
// for tracebacks), both held in memory.
//
// No state outlives a call; calls on different modules may run in parallel.
//
//     CodegenOptions o = codegen_default_options();
//     CodegenResult r = {0};
//     if (codegen_module(m, &o, &r))
//         write_file("main.o", r.object), write_file("pc.o", r.pctable);
#ifndef CODEGEN_CODEGEN_H
#define CODEGEN_CODEGEN_H

#include "ir/ir.h"

typedef enum CodegenEmit {
    CODEGEN_OBJECT,   // object and pctable
    CODEGEN_ASSEMBLY, // text
    CODEGEN_LLVM      // text: LLVM IR after the passes
} CodegenEmit;

typedef struct CodegenOptions {
    CodegenEmit emit;
    int opt_level;     // 0..3
    bool debug;        // -g: variables and types, not only lines
    bool count_sites;  // Fill rt_module's sites and count allocations
    bool verify;       // Run LLVM's verifier before the passes
    bool pic;          // Position-independent; else link with -no-pie
    Str func;          // Only this function in `text` (Go name); empty: all
    Str triple;        // Empty: the host's
    Str cpu;           // Empty: a portable baseline
    Str features;
    Str comp_dir;      // For DWARF
    const void *fast_bc; // Bitcode of the runtime's fast paths, or NULL
    size_t fast_bc_size;
} CodegenOptions;

typedef struct CodegenResult {
    Str object;  // In the module's arena
    Str pctable; // In the module's arena; empty when it could not be made
    Str text;    // For ASSEMBLY and LLVM
    Str error;   // When codegen_module returns false
    double build_seconds, pass_seconds, emit_seconds, pctab_seconds;
    uint32_t nfuncs; // Functions emitted
} CodegenResult;

CodegenOptions codegen_default_options(void);

// False with out->error set when LLVM cannot do it (unknown target, a failed
// verification); bugs end in an ICE.
bool codegen_module(IrModule *m, const CodegenOptions *opts,
                    CodegenResult *out);

#endif
