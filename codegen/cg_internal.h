// codegen/cg_internal.h -- Contexts of the module and of one function, and the
// helpers that the cg_*.c files share.
//
// Values.  A CgVal is up to three scalars (a string is pointer and length), or
// for structs and arrays the address of memory that holds it.  LLVM never sees
// a struct type: memory is bytes, reached by offset.
//
// Locals.  One alloca per scalar component, unless the local needs an address:
// then one block of memory in the frame, or a box in the heap.
//
// Invariant: f->b stands at the end of a block without terminator.
#ifndef CODEGEN_CG_INTERNAL_H
#define CODEGEN_CG_INTERNAL_H

#include "base/ice.h"
#include "codegen/cg_runtime.h"
#include "codegen/codegen.h"
#include "ir/build.h"
#include "ir/cfg.h"
#include "ir/irtype.h"
#include "runtime/abi.h"

#include <llvm-c/Core.h>
#include <llvm-c/DebugInfo.h>
#include <llvm-c/TargetMachine.h>
#include <llvm/Config/llvm-config.h>

typedef LLVMValueRef Val;
typedef LLVMTypeRef Ty;
typedef LLVMBasicBlockRef Bb;

typedef struct CgVal {
    bool mem; // v[0] is the address
    int n;
    Val v[3];
} CgVal;

// --- Signatures -------------------------------------------------------------

enum { CG_MAX_LEAVES = 4 };

// A scalar in the flattened form of a type.
typedef struct CgLeaf {
    Ty type;      // As a value (i1 for bool)
    bool is_bool;
    bool is_length; // Never negative
    uint64_t offset;
    uint32_t align;
} CgLeaf;

// How a value of a type travels between functions.
typedef struct CgPass {
    bool indirect; // By address of a copy
    int n;
    CgLeaf leaf[CG_MAX_LEAVES];
} CgPass;

typedef struct CgSig {
    Ty type;
    Ty ret;             // Of the function: void, a scalar or a struct
    bool out;           // Results go to memory behind a hidden first argument
    bool external;      // A C function
    uint32_t nparams, nresults;
    CgPass *params, *results;
    const IrType **param_types, **result_types;
    uint64_t *result_offsets; // In the out block
    uint64_t out_size;
    uint32_t nargs;     // LLVM arguments
} CgSig;

// --- Module -----------------------------------------------------------------

typedef struct CgFunc {
    Val fn;          // Go convention
    Val c_fn;        // IRFN_EXTERN: the C function
    Val closure;     // Static closure object
    CgSig *sig;
    CgSig *c_sig;
    LLVMMetadataRef subprogram, file;
} CgFunc;

typedef struct Cg {
    IrModule *ir;
    const CodegenOptions *opts;
    Arena *arena;
    LLVMContextRef ctx;
    LLVMModuleRef mod;
    LLVMBuilderRef b, ab; // Shared by all functions, one after the other
    LLVMTargetMachineRef tm;
    LLVMTargetDataRef td;
    bool x86;
    Ty i1, i8, i16, i32, i64, f32, f64, ptr, voidt;

    CgFunc *funcs;        // By IrFunc id
    VEC(const IrFunc *) work; // Declared, body not yet made
    int nworked;
    Val *globals;         // By IrGlobal id
    VEC(IrGlobal *) global_list; // Referenced
    int nglobals_done, ndescs_done, nitabs_done; // Defined so far
    Val *descs;           // By IrDesc id
    VEC(IrDesc *) desc_list;
    VEC(IrItab *) itab_list;
    Map itabs;            // IrItab -> Val
    Map layouts;          // IrType -> Val: descriptors made from layouts alone
    StrMap strings;       // Text -> Val
    StrMap masks;         // Pointer bitmap -> Val
    Map inouts;           // IrDesc (func) -> Val
    Val zero_base;
    Val text_start;       // An empty function before all others
    Val counts;           // Site counters, or NULL
    Val rt[CG_RT_COUNT];  // Runtime functions, declared on first use
    Ty rt_types[CG_RT_COUNT];
    bool has_recover;     // Some function calls recover

    // Attributes and metadata kinds, made once.
    LLVMAttributeRef at_nounwind, at_noreturn, at_cold, at_noalias, at_nonnull,
        at_nest, at_noinline, at_optnone, at_zeroext, at_signext, at_nomerge,
        at_returns_twice, at_willreturn, at_readonly, at_inaccessible,
        at_length, at_frame_pointer, at_no_tail, at_probe;
    unsigned kind_dereferenceable, kind_align;
    LLVMMetadataRef md_unlikely, md_likely, md_len_range;
    LLVMMetadataRef md_empty;
    unsigned mdk_prof, mdk_range, mdk_invariant;

    // Debug information
    LLVMDIBuilderRef di;
    LLVMMetadataRef di_unit;
    LLVMMetadataRef di_subroutine;
    StrMap di_file_names;
    StrMap di_scopes;     // (function, other file) -> scope
    StrMap di_go_types;
} Cg;

// --- Function ---------------------------------------------------------------

typedef enum CgSlotKind {
    SLOT_UNUSED, // Not yet made
    SLOT_COMPS,  // v[i]: alloca of component i
    SLOT_MEM,    // v[0]: address
    SLOT_BOX,    // v[0]: alloca that holds the box's address
    SLOT_VALUE   // v[i]: component i itself; the local has one definition
} CgSlotKind;

typedef struct CgSlot {
    CgSlotKind kind;
    bool need_mem;
    bool as_value;      // Becomes SLOT_VALUE
    uint32_t reads;     // How often the text reads it
    uint32_t writes;
    uint32_t def_block, def_index; // Of the last write
    Val v[3];
} CgSlot;

typedef struct CgFn {
    Cg *cg;
    const IrFunc *f;
    const Cfg *cfg;
    Val fn;
    CgSig *sig;
    LLVMBuilderRef b;     // Where code goes
    LLVMBuilderRef ab;    // End of the block of allocas
    CgSlot *slots;        // By LocalId
    Bb *blocks;           // By BlockId
    Val context, out;     // Closure object; result block
    Val defer_frame;
    const IrInstr *in;    // Being translated
    Map once_flags;       // AllocSite -> alloca i1
    LLVMMetadataRef subprogram;
    LLVMMetadataRef *inline_locs; // By index into f->inlines
} CgFn;

// --- cg_type.c --------------------------------------------------------------

int cg_ncomps(const IrType *t); // 0 void, -1: in memory
Ty cg_comp_type(const Cg *cg, const IrType *t, int i);
bool cg_is_length(const IrType *t, int i); // Length or capacity
uint64_t cg_comp_offset(const IrType *t, int i);
CgPass cg_pass(const Cg *cg, const IrType *t);
CgSig *cg_sig_of_func(Cg *cg, const IrFunc *f);   // Go convention
CgSig *cg_sig_of_extern(Cg *cg, const IrFunc *f); // C convention
CgSig *cg_sig_new(Cg *cg, const IrType **params, uint32_t nparams,
                  const IrType **results, uint32_t nresults);
unsigned cg_go_cc(const Cg *cg);
void cg_export_functions(Cg *cg);

// --- codegen.c, cg_target.c -------------------------------------------------

Val cg_int(const Cg *cg, uint64_t v);  // i64
Val cg_int32(const Cg *cg, uint32_t v);
Val cg_int_of(Ty t, uint64_t bits);    // The low bits
Val cg_bool(const Cg *cg, bool v);
Val cg_null(const Cg *cg);
Val cg_intrinsic(Cg *cg, const char *name, const Ty *over, unsigned nover,
                 Ty *type);
void cg_func_attrs(Cg *cg, Val fn);
void cg_no_optimise(Cg *cg, Val fn);
bool cg_target_init(Cg *cg, CodegenResult *out);
bool cg_target_passes(Cg *cg, CodegenResult *out);
bool cg_target_link_fast(Cg *cg, CodegenResult *out);
bool cg_target_emit(Cg *cg, CodegenResult *out);
bool cg_target_emit_object(Cg *cg, LLVMModuleRef mod, Str *object, Str *error);

// --- cg_data.c, cg_desc.c, cg_roots.c ---------------------------------------

Val cg_func_ref(Cg *cg, const IrFunc *f);     // Go convention, queued
Val cg_extern_ref(Cg *cg, const IrFunc *f);   // C convention
Val cg_static_closure(Cg *cg, const IrFunc *f);
Val cg_global_ref(Cg *cg, IrGlobal *g);
Val cg_desc_ref(Cg *cg, IrDesc *d);
Val cg_itab_ref(Cg *cg, IrItab *t);
Val cg_layout_desc(Cg *cg, const IrType *t);  // RtType for allocation
Val cg_string_data(Cg *cg, Str s);            // Address of the bytes
Val cg_const_string(Cg *cg, Str s);           // Constant {ptr, i64}
Val cg_const_struct(Cg *cg, const Val *v, unsigned n);
Val cg_const_value(Cg *cg, IrOperand o);      // In memory form, or NULL
Val cg_private_const(Cg *cg, Val init, uint32_t align, const char *name);
Val cg_gcmask(Cg *cg, const IrType *t);
Val cg_zero_base(Cg *cg);
void cg_define_descs(Cg *cg); // What was referenced since the last time
void cg_finish_descs(Cg *cg); // Links to pointer types, at the end
void cg_define_globals(Cg *cg);
void cg_define_module(Cg *cg);
Val cg_const_array(Cg *cg, Ty elem, Val *v, unsigned n, const char *name);

// --- cg_scan.c --------------------------------------------------------------

void cg_scan(CgFn *f); // Fills the slots with what the text does to each local

// --- cg_func.c --------------------------------------------------------------

void cg_function(Cg *cg, const IrFunc *f);
void cg_thunk(Cg *cg, const IrFunc *f); // Around C or an intrinsic
CgVal cg_read_local(CgFn *f, LocalId id);
void cg_write_local(CgFn *f, LocalId id, CgVal v);
Val cg_local_addr(CgFn *f, LocalId id);       // Gives it memory
void cg_decl(CgFn *f, const IrInstr *in);
void cg_return(CgFn *f);
Bb cg_block(CgFn *f, const char *name);
void cg_at(CgFn *f, Bb bb);
bool cg_has_local(LocalId id);
Val cg_phi2(CgFn *f, Ty t, Val a, Bb from_a, Val b, Bb from_b);

// --- cg_memory.c ------------------------------------------------------------

Val cg_alloca(CgFn *f, uint64_t size, uint32_t align, const char *name);
Val cg_alloca_type(CgFn *f, Ty type, const char *name);
Val cg_offset(CgFn *f, Val p, uint64_t off);
Val cg_index(CgFn *f, Val p, Val index, uint64_t size);
Val cg_load(CgFn *f, Ty type, Val p, uint32_t align);
void cg_store(CgFn *f, Val v, Val p, uint32_t align);
Val cg_load_invariant(CgFn *f, Ty type, Val p); // From descriptors, tabs
CgVal cg_load_value(CgFn *f, Val p, const IrType *t);
void cg_store_value(CgFn *f, Val p, const IrType *t, CgVal v);
void cg_zero_memory(CgFn *f, Val p, uint64_t size, uint32_t align);
void cg_copy_memory(CgFn *f, Val dst, Val src, uint64_t size, uint32_t align);
CgVal cg_zero_value(CgFn *f, const IrType *t);
CgVal cg_operand(CgFn *f, IrOperand o);
Val cg_scalar(CgFn *f, IrOperand o);          // Operand with one component
Val cg_operand_addr(CgFn *f, IrOperand o);    // Of memory with its value
Val cg_place_addr(CgFn *f, const IrPlace *p);
CgVal cg_val1(Val a);
CgVal cg_val2(Val a, Val b);
CgVal cg_val3(Val a, Val b, Val c);
CgVal cg_val_mem(Val p);
Val cg_widen(CgFn *f, IrOperand o);           // Integer operand as i64
void cg_op_move(CgFn *f, const IrInstr *in);
void cg_op_load(CgFn *f, const IrInstr *in);
void cg_op_store(CgFn *f, const IrInstr *in);
void cg_op_addr(CgFn *f, const IrInstr *in);
void cg_op_zero(CgFn *f, const IrInstr *in);

// --- cg_check.c -------------------------------------------------------------

void cg_branch(CgFn *f, Val cond, Bb yes, Bb no);
void cg_branch_likely(CgFn *f, Val cond, Bb likely, Bb unlikely);
// Continues where `ok`; else calls a runtime function that does not return.
void cg_require(CgFn *f, Val ok, CgRt panic, const Val *args, unsigned n);
void cg_require_nonnil(CgFn *f, Val p);
void cg_op_check(CgFn *f, const IrInstr *in);
void cg_op_slice(CgFn *f, const IrInstr *in);
void cg_op_slice2arr(CgFn *f, const IrInstr *in);

// --- cg_call.c --------------------------------------------------------------

Val cg_call_rt(CgFn *f, CgRt rt, const Val *args, unsigned n);
Val cg_call_raw(CgFn *f, Ty type, Val fn, Val *args, unsigned n);
void cg_fresh_attrs(CgFn *f, Val call, uint64_t size, uint32_t align);
void cg_op_call(CgFn *f, const IrInstr *in);
void cg_op_callfunc(CgFn *f, const IrInstr *in);
void cg_op_calliface(CgFn *f, const IrInstr *in);
void cg_emit_call(CgFn *f, CgSig *sig, Val fn, Val context,
                  const CgVal *args, CgVal *results);
void cg_op_go(CgFn *f, const IrInstr *in);
void cg_op_defer(CgFn *f, const IrInstr *in);
void cg_op_recover(CgFn *f, const IrInstr *in);
void cg_op_panic(CgFn *f, const IrInstr *in);
void cg_op_print(CgFn *f, const IrInstr *in);

// --- cg_intrinsic.c ---------------------------------------------------------

bool cg_is_intrinsic(const IrFunc *f);
bool cg_intrinsic_call(CgFn *f, const IrFunc *callee, const CgVal *args,
                       CgVal *result);

// --- cg_arith.c, cg_compare.c -----------------------------------------------

void cg_op_bin(CgFn *f, const IrInstr *in);
void cg_op_un(CgFn *f, const IrInstr *in);
void cg_op_conv(CgFn *f, const IrInstr *in);
void cg_op_complex(CgFn *f, const IrInstr *in);
void cg_op_cmp(CgFn *f, const IrInstr *in);
Val cg_string_equal(CgFn *f, CgVal a, CgVal b);

// --- cg_alloc.c, cg_string.c ------------------------------------------------

bool cg_on_heap(const AllocSite *s);
Val cg_heap_object(CgFn *f, const IrType *t);
Val cg_site_storage(CgFn *f, const AllocSite *site, const IrType *t);
void cg_count_site(CgFn *f, const AllocSite *site, Val bytes);
void cg_op_new(CgFn *f, const IrInstr *in);
void cg_op_makeslice(CgFn *f, const IrInstr *in);
void cg_op_newarray(CgFn *f, const IrInstr *in);
void cg_op_append(CgFn *f, const IrInstr *in);
void cg_op_closure(CgFn *f, const IrInstr *in);
void cg_op_toiface(CgFn *f, const IrInstr *in);
const IrType *cg_closure_type(Cg *cg, const IrFunc *callee);
void cg_op_string(CgFn *f, const IrInstr *in);

// --- cg_iface.c -------------------------------------------------------------

Val cg_dynamic_type(CgFn *f, CgVal iface, const IrType *t);
void cg_op_iface(CgFn *f, const IrInstr *in);

// --- cg_map.c, cg_chan.c ----------------------------------------------------

void cg_op_map(CgFn *f, const IrInstr *in);
void cg_op_chan(CgFn *f, const IrInstr *in);

// --- cg_inst.c --------------------------------------------------------------

void cg_instr(CgFn *f, const IrInstr *in);

// --- cg_debug.c -------------------------------------------------------------

void cg_debug_init(Cg *cg);
void cg_debug_finish(Cg *cg);
LLVMMetadataRef cg_debug_subprogram(Cg *cg, const IrFunc *f);
void cg_debug_location(CgFn *f, Pos pos, uint32_t inl);
void cg_debug_local(CgFn *f, LocalId id);

// --- cg_pctab.c -------------------------------------------------------------

// Makes the second object from the first; empty when there are no lines.
bool cg_pctab(Cg *cg, Str object, Str *out, Str *error);

#endif
