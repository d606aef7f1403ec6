// ir/ir.h -- The intermediate representation: every struct, no code.
//
// A module is the whole program.  A function is a graph of blocks over typed,
// named locals (not SSA: LLVM makes SSA).  Types are already layout; an
// allocation is still one instruction that owns one AllocSite, whose `place`
// the escape analysis fills in.  Memory is reached only through an IrPlace: at
// most one dereference, then a path of fields and array elements.
//
// Invariants (ir/verify.c): every block ends in exactly one T-instruction; the
// entry is block 0 and has no predecessors; operands have the types that
// op.def asks for; ids are in range; every A-instruction has a site.
//
//     func main.f(p ptr) (r int)
//     b0:
//       t1 = load (*p).0        ; x := p.f
//       r = bin add t1, 1
//       ret
//
// Variables.  A local whose address is taken (ADDR with base LOCAL, path or
// not) and that is not a parameter begins with DECL, which owns a site.  If
// its place is HEAP, codegen keeps it in a heap object made at the DECL (at
// function entry for parameters and results, whose site is in the IrLocal);
// instructions stay the same.
//
// Closures.  A captured variable is either captured by value (the CLOSURE's
// argument is its value; the capture local in the callee holds it) or by
// reference (the argument is `addr x`; the capture local is a pointer and
// uses are places (*x)).  go and defer take func values without parameters:
// lowering wraps other calls into closures over the evaluated arguments.
#ifndef IR_IR_H
#define IR_IR_H

#include "base/arena.h"
#include "base/map.h"
#include "base/source.h"
#include "base/str.h"
#include "base/vec.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct IrModule IrModule;
typedef struct IrFunc IrFunc;
typedef struct IrGlobal IrGlobal;
typedef struct IrType IrType;
typedef struct IrDesc IrDesc;
typedef struct IrItab IrItab;
typedef struct IrInstr IrInstr;
typedef struct IrInit IrInit;
typedef struct AllocSite AllocSite;

typedef struct { uint32_t i; } LocalId;
typedef struct { uint32_t i; } BlockId;
#define LOCAL_NONE ((LocalId){UINT32_MAX})
#define BLOCK_NONE ((BlockId){UINT32_MAX})

// --- Types: layout only ------------------------------------------------------

typedef enum IrTypeKind {
    IRT_VOID,
    IRT_BOOL,
    IRT_I8, IRT_I16, IRT_I32, IRT_I64,    // signed
    IRT_U8, IRT_U16, IRT_U32, IRT_U64,    // unsigned; uintptr is U64
    IRT_F32, IRT_F64,
    IRT_C64, IRT_C128,
    IRT_PTR,                              // also unsafe.Pointer
    IRT_STRING,
    IRT_SLICE,
    IRT_EFACE,                            // interface without methods
    IRT_IFACE,                            // interface with methods
    IRT_FUNC,                             // pointer to closure object
    IRT_MAP,
    IRT_CHAN,
    IRT_STRUCT,
    IRT_ARRAY,
    IRT_MAPITER                           // RT_MAP_ITER_SIZE opaque bytes; only locals
} IrTypeKind;

typedef struct IrField {
    const IrType *type;
    uint64_t offset;
    Str name;            // For dumps; not part of identity.
} IrField;

// Interned: equal layout means equal pointer (ir/irtype.h).
struct IrType {
    IrTypeKind kind;
    uint32_t id;
    uint64_t size;
    uint32_t align;
    uint32_t nfields;
    const IrField *fields;   // STRUCT
    const IrType *elem;      // ARRAY
    uint64_t count;          // ARRAY
    uint64_t ptrdata;        // Bytes up to and with the last pointer word.
    void *llvm;              // Codegen's cache.
};

// --- Go type descriptors -------------------------------------------------------

typedef struct IrDescField {
    Str name, pkgpath, tag;
    IrDesc *type;
    uint64_t offset;
    bool embedded;
} IrDescField;

typedef struct IrDescMethod {
    Str name, pkgpath;
    IrDesc *type;       // func type without receiver
    IrFunc *ifn;        // NULL: nothing can call it
    IrFunc *tfn;
} IrDescMethod;

// What the program says at run time about a Go type: becomes an RtType
// (runtime/abi.h).  One per Go type; identity is pointer equality.
struct IrDesc {
    uint8_t kind;            // RtKind number
    uint8_t flags;           // RT_TYPE_*
    uint32_t hash;
    uint32_t id;             // Number in module->descs
    Str string;              // As %T prints it
    Str link_name;           // Unique symbol, e.g. "type:map[string]main.T"
    const IrType *layout;
    IrDesc *elem;            // pointer, slice, array, chan, map
    IrDesc *key;             // map
    uint64_t count;          // array length
    int chan_dir;            // RT_CHAN_*
    bool variadic;
    IrDesc **inout;          // func: parameters then results
    uint32_t nin, nout;
    IrDescField *fields;     // struct
    uint32_t nfields;
    IrDescMethod *methods;   // interface: its methods (ifn unused); others:
    uint32_t nmethods;       // method set, sorted as runtime/abi.h says
    Str name, pkgpath;       // named types
    IrDesc *ptr_to;          // or NULL
    bool used;               // Reachable: emitted by codegen
    void *llvm;
};

// Constant (interface, concrete type) pair.
struct IrItab {
    IrDesc *inter;
    IrDesc *type;
    IrFunc **funcs;          // inter->nmethods; receiver is the data word
    Str link_name;
    void *llvm;
};

// --- Operands and places ---------------------------------------------------------

typedef enum IrOperandKind {
    OPD_NONE,
    OPD_LOCAL,
    OPD_INT,        // Integers and bools: low bits of `bits`.
    OPD_FLOAT,      // F32, F64: `f`
    OPD_COMPLEX,    // `f`, `im`
    OPD_STRING,     // `str`
    OPD_ZERO,       // Zero value of any type: nil, "", struct{}{} ...
    OPD_FUNC,       // Func value of a function without captures: static closure
    OPD_GLOBAL,     // Address of `global`
    OPD_DESC        // Address of a type descriptor
} IrOperandKind;

typedef struct IrOperand {
    IrOperandKind kind;
    const IrType *type;
    union {
        LocalId local;
        uint64_t bits;
        struct { double f, im; };
        Str str;
        IrFunc *func;
        IrGlobal *global;
        IrDesc *desc;
    };
} IrOperand;

typedef enum IrBase {
    BASE_LOCAL,     // local
    BASE_GLOBAL,    // global
    BASE_DEREF,     // *ptr
    BASE_ELEM       // ptr[index]: ptr is a slice or string operand; index is in range
} IrBase;

typedef struct IrStep {
    bool is_index;      // Array element; else struct field
    uint32_t field;
    IrOperand index;    // In range (BOUNDS came before).
} IrStep;

typedef struct IrPlace {
    IrBase base;
    LocalId local;          // BASE_LOCAL
    IrGlobal *global;       // BASE_GLOBAL
    IrOperand ptr;          // BASE_DEREF, BASE_ELEM
    IrOperand index;        // BASE_ELEM
    const IrType *base_type; // Type before the path: of the local, the pointee, the element
    uint32_t nsteps;
    IrStep *steps;
    const IrType *type;     // Type of the place
} IrPlace;

// --- Allocation sites ----------------------------------------------------------

typedef enum SiteKind {
    SITE_VAR,           // named variable: DECL, parameter, result
    SITE_NEW,           // new(T), new(expr)
    SITE_COMPOSITE,     // &T{...}
    SITE_SLICE_LIT,     // []T{...}
    SITE_VARIADIC,      // ... argument
    SITE_MAKE_SLICE,
    SITE_MAKE_MAP,
    SITE_MAP_LIT,       // map[K]V{...}
    SITE_MAKE_CHAN,
    SITE_APPEND,
    SITE_CONCAT,
    SITE_STRING_CONV,   // string <-> bytes, runes
    SITE_CLOSURE,       // func literal
    SITE_METHOD_VALUE,  // x.m
    SITE_BOX,           // conversion to interface
    SITE_DEFER,         // record of a defer statement
    SITE_GO,            // closure made for a go statement
    SITE_WRAP           // other closures that lowering made (deferred call's arguments)
} SiteKind;

typedef enum Place {
    PLACE_UNDECIDED,    // Codegen treats it as HEAP.
    PLACE_STACK,
    PLACE_STACK_UPTO,   // On the stack when it needs at most stack_bytes, else heap
    PLACE_CALLER,       // Storage comes from the caller
    PLACE_SCOPE,        // In the heap, freed explicitly at end of scope
    PLACE_HEAP,
    PLACE_NONE          // Nothing is allocated: constant, zero size, zero-copy
} Place;

struct AllocSite {
    uint32_t id;            // Number in module->sites
    SiteKind kind;
    Pos pos;                // Where Go's -m reports it
    uint32_t inl;           // Inline stack (IrFunc.inlines index + 1), 0: none
    Str text;               // "&T{...}", "make([]int, n)", variable name ...
    Str type;               // Go type of what is allocated, as printed
    IrFunc *func;           // Function whose code has it (after inlining)
    int loop_depth;         // As Go counts: 1 in a body, +1 per loop
    int64_t size;           // Bytes when constant, else -1 (make, append, concat)
    uint32_t align;
    bool has_pointers;
    bool no_report;         // Compiler-made: no -m line
    Place place;
    int64_t stack_bytes;    // STACK_UPTO
    Str reason;             // Why it is where it is, in plain words (filled by escape)
    void *escape;           // Escape analysis' own.
};

// --- Functions -------------------------------------------------------------------

typedef enum LocalKind {
    LOCAL_PARAM,    // receiver first
    LOCAL_RESULT,   // named or not (~r0)
    LOCAL_CAPTURE,  // of a closure
    LOCAL_VAR,      // the program's
    LOCAL_TEMP      // lowering's: assigned before use; never has its address taken
} LocalKind;

typedef struct IrLocal {
    LocalKind kind;
    const IrType *type;
    Str name;           // "~r0" for unnamed results, "" for temporaries
    Str go_type;        // As printed; VAR, PARAM, RESULT, CAPTURE
    Pos pos;
    int loop_depth;
    bool has_pointers;
    bool addr_taken;    // ADDR exists, or captured by reference
    bool by_ref;        // CAPTURE: holds the variable's address
    bool reassigned;    // Assigned after its declaration
    bool blank;         // "_" or unnamed parameter
    AllocSite *site;    // PARAM, RESULT with address taken; VAR: same as its DECL's
    Str debug;          // Free text for dumps
} IrLocal;

// Where inlined code came from: callee's body at a call.
typedef struct IrInline {
    IrFunc *callee;
    Pos call_pos;
    uint32_t parent;    // Index + 1 of the enclosing inlined call, 0: none
} IrInline;

typedef struct IrSelectCase {
    IrOperand chan;
    bool send;
    IrOperand value;    // Send
    LocalId dst, ok;    // Receive: where to, or LOCAL_NONE
    IrDesc *desc;       // chan type
    Pos pos;
    Str text;
} IrSelectCase;

typedef enum IrOp {
#define OP(e, text, flags) OP_##e,
#include "ir/op.def"
#undef OP
    OP_COUNT
} IrOp;

typedef enum IrBin {
    BIN_ADD, BIN_SUB, BIN_MUL, BIN_DIV, BIN_REM,
    BIN_AND, BIN_OR, BIN_XOR, BIN_ANDNOT, BIN_SHL, BIN_SHR,
    BIN_MIN, BIN_MAX   // Go's min and max: NaN wins, -0 < +0; strings too
} IrBin;
typedef enum IrCmp { CMP_EQ, CMP_NE, CMP_LT, CMP_LE, CMP_GT, CMP_GE } IrCmp;
typedef enum IrUn { UN_NEG, UN_NOT, UN_COM } IrUn;

enum {
    IRF_INIT = 1,      // STORE: initialises a fresh object (literal)
    IRF_SPREAD = 2,    // APPEND: last argument is a slice or string
    IRF_TMP = 4,       // BYTES2STR: see op.def
    IRF_NOBLOCK = 8,   // SELECT with default
    IRF_NEWLINE = 16,  // PRINT: println
    IRF_IN_LOOP = 32,  // DEFER: may run more than once
    IRF_WRAPPER_CALL = 64, // The call that a wrapper is for
    IRF_SELF_ASSIGN = 128, // STORE that Go ignores ("ignoring self-assignment")
    IRF_BOUNDED = 256, // BIN shift: the count is known to be less than the width
    IRF_IMPLICIT = 512 // Implicit conversion, address-of for a method call...
};

// Why a value flows, in the words of Go's -m=2 ("assign", "call parameter",
// "struct literal element", ...), and the source text it happened in.  Only
// filled when the module is lowered with texts.
typedef struct IrNote {
    const char *why;
    Str text;
    Pos pos;
} IrNote;

struct IrInstr {
    IrOp op;
    uint8_t sub;            // IrBin, IrCmp, IrUn
    uint16_t flags;         // IRF_*
    Pos pos;
    uint32_t inl;           // Index + 1 into IrFunc.inlines; 0: not inlined
    int loop_depth;         // As Go counts (AllocSite.loop_depth); 0: unknown
    LocalId dst;            // First result, or LOCAL_NONE
    LocalId dst2;           // Comma-ok, DECODE's width
    uint32_t nargs;
    IrOperand *args;
    IrPlace *place;         // LOAD, STORE, ADDR, ZERO
    const IrType *elem;     // NEW, MAKESLICE, NEWARRAY, APPEND, COPY, CLEAR, SLICE ...
    uint64_t count;         // NEWARRAY
    IrDesc *desc;           // Go type concerned
    IrDesc *desc2;
    IrItab *itab;           // TOIFACE to an interface with methods
    IrFunc *callee;         // CALL, CLOSURE
    uint32_t method;        // CALLIFACE
    Str method_name;        // CALLIFACE, for reports
    uint32_t ndsts;         // CALL*: results
    LocalId *dsts;          // LOCAL_NONE: dropped
    IrSelectCase *cases;    // SELECT
    uint32_t ncases;
    uint32_t ntargets;      // T-instructions
    BlockId *targets;
    uint64_t *values;       // SWITCH: ntargets - 1
    AllocSite *site;        // A-instructions
    IrNote note;
};

typedef VEC(IrInstr) IrInstrVec;

typedef struct IrBlock {
    IrInstrVec instrs;
    uint32_t loop_depth;    // 0 outside loops (natural loops; ir/cfg fills it)
    bool cold;              // Ends in panic
} IrBlock;

typedef VEC(IrLocal) IrLocalVec;
typedef VEC(IrBlock) IrBlockVec;
typedef VEC(IrInline) IrInlineVec;

enum {
    IRFN_NOINLINE = 1,   // //go:noinline, or calls recover
    IRFN_EXTERN = 2,     // No body: C function `link_name`, see below
    IRFN_NOESCAPE = 4,   // //go:noescape on a body-less function
    IRFN_HAS_DEFER = 8,
    IRFN_HAS_RECOVER = 16,
    IRFN_WRAPPER = 32,   // Compiler-made method wrapper, deferred-call wrapper: hidden in tracebacks
    IRFN_CLOSURE = 64,   // Has a parent function; takes its captures from the context
    IRFN_DEAD = 128,     // Removed after inlining
    IRFN_NOSPLIT = 256,
    IRFN_STD = 512,      // From runtime/std
    IRFN_HOT = 1024,     // Has loops
    IRFN_UINTPTR_ESCAPES = 2048,
    IRFN_EXPORTED = 4096 // C calls it by link_name: a root
};

// IRFN_EXTERN functions are C functions: strings as two, slices as three
// scalars; the one result is a scalar or a two-word string.
struct IrFunc {
    uint32_t id;
    Str name;            // Go's symbol: "main.(*T).m", "main.f.func1"
    Str short_name;      // As -m prints it: "(*T).m", "f.func1"
    Str link_name;       // Symbol in the object
    Str pkg;             // Import path
    Pos pos;             // Of the name (literals: of `func`)
    Pos end;             // Closing brace
    uint32_t flags;
    IrLocalVec locals;
    uint32_t nparams;    // Locals [0, nparams): parameters, receiver first
    uint32_t nresults;   // then results
    uint32_t ncaptures;  // then captures
    bool has_receiver;
    bool variadic;
    IrBlockVec blocks;
    IrInlineVec inlines;
    IrFunc *parent;      // Of a closure
    uint64_t closure_size; // Bytes of the closure object (codegen layout: 8 + captures)
    // What the inliner needs, computed on the source (frontend/cost.h).
    int inline_cost;     // -1: not inlinable; reason says why
    Str inline_reason;   // "function too complex: cost 563 exceeds budget 80"
    Str inline_text;     // Body as -m=2 prints it: "func(*T) int { return p.x }"
    bool inline_closure_once; // Closure called exactly once, directly
    void *summary;       // Escape analysis' own.
    void *llvm;
};

// Initial value of a global: static data.
typedef enum InitKind {
    INIT_ZERO, INIT_INT, INIT_FLOAT, INIT_COMPLEX, INIT_STRING,
    INIT_FUNC,          // static closure
    INIT_ADDR,          // &global + offset
    INIT_SLICE,         // {&global, count, count}
    INIT_EFACE,         // {desc, data: &global or direct value child}
    INIT_IFACE,         // {itab, data}
    INIT_AGG            // struct or array: children in order
} InitKind;

struct IrInit {
    InitKind kind;
    const IrType *type;
    uint64_t bits;
    double f, im;
    Str str;
    IrFunc *func;
    IrGlobal *global;
    uint64_t offset, count;
    IrDesc *desc;
    IrItab *itab;
    IrInit **kids;      // AGG; array: missing tail is zero
    uint32_t nkids;
};

struct IrGlobal {
    uint32_t id;
    Str name;            // "main.x"; compiler-made ones ".stmp_1"
    Str link_name;
    const IrType *type;
    IrDesc *desc;        // Go type, or NULL when layout alone matters
    IrInit *init;        // NULL: zero
    bool readonly;       // Never written: may go into read-only data
    Pos pos;
    void *llvm;
};

struct IrModule {
    Arena *arena;
    const SourceSet *sources;      // For printing positions
    VEC(IrFunc *) funcs;
    VEC(IrGlobal *) globals;
    VEC(IrDesc *) descs;
    VEC(IrItab *) itabs;
    VEC(AllocSite *) sites;
    StrMap types;                  // ir/irtype.c's table
    VEC(IrType *) type_list;
    IrFunc *init;                  // Runs all package initialisation
    IrFunc *main;
    bool texts;                    // Notes and site texts are filled
};

#endif
