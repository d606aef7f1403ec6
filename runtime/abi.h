// runtime/abi.h -- What compiled code, the runtime and the library agree on.
//
// Every layout that more than one of them touches is declared here and nowhere
// else: codegen emits constants of these structs, the C runtime reads them, and
// runtime/std/internal/abi mirrors them in Go.  Functions are in abi.def.
//
// Invariant: a type has exactly one descriptor in a program, so that pointer
// equality of descriptors is identity of types.
#ifndef RUNTIME_ABI_H
#define RUNTIME_ABI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// --- Values -----------------------------------------------------------------

typedef struct RtType RtType;
typedef struct RtItab RtItab;
typedef struct RtMap RtMap;
typedef struct RtChan RtChan;

typedef struct RtString {
    const uint8_t *ptr;
    int64_t len;
} RtString;

typedef struct RtSlice {
    void *ptr;
    int64_t len;
    int64_t cap;
} RtSlice;

// An interface without methods.  A nil interface has type NULL.
// `data` is the value itself when the type is RT_TYPE_DIRECT, else a pointer to
// an immutable copy of it.
typedef struct RtEface {
    const RtType *type;
    void *data;
} RtEface;

// An interface with methods.  A nil interface has tab NULL.
typedef struct RtIface {
    const RtItab *tab;
    void *data;
} RtIface;

// A func value points to one of these; a nil func value is NULL.  The callee
// finds this pointer in the context register (LLVM `nest`; r10 on x86-64).
// Captured values follow the code pointer, each at its natural alignment.
typedef struct RtClosure {
    void *code;
} RtClosure;

_Static_assert(sizeof(RtString) == 16, "string layout");
_Static_assert(sizeof(RtSlice) == 24, "slice layout");
_Static_assert(sizeof(RtEface) == 16, "eface layout");
_Static_assert(sizeof(RtIface) == 16, "iface layout");

// --- Type descriptors -------------------------------------------------------

// The numbers are those of reflect.Kind.
typedef enum RtKind {
    RT_KIND_INVALID, RT_KIND_BOOL,
    RT_KIND_INT, RT_KIND_INT8, RT_KIND_INT16, RT_KIND_INT32, RT_KIND_INT64,
    RT_KIND_UINT, RT_KIND_UINT8, RT_KIND_UINT16, RT_KIND_UINT32,
    RT_KIND_UINT64, RT_KIND_UINTPTR,
    RT_KIND_FLOAT32, RT_KIND_FLOAT64, RT_KIND_COMPLEX64, RT_KIND_COMPLEX128,
    RT_KIND_ARRAY, RT_KIND_CHAN, RT_KIND_FUNC, RT_KIND_INTERFACE,
    RT_KIND_MAP, RT_KIND_POINTER, RT_KIND_SLICE, RT_KIND_STRING,
    RT_KIND_STRUCT, RT_KIND_UNSAFE_POINTER
} RtKind;

enum {
    RT_TYPE_DIRECT = 1,     // Pointer-shaped: interfaces hold it directly.
    RT_TYPE_NAMED = 2,      // Has a name (predeclared types too).
    RT_TYPE_COMPARABLE = 4, // == is defined (interfaces inside may panic).
    RT_TYPE_MEMEQUAL = 8,   // == is equality of bytes, no padding, no floats.
    RT_TYPE_UNCOMMON = 16   // `uncommon` is set.
};

typedef struct RtMethod {
    RtString name;
    RtString pkgpath;      // Only for unexported methods, else empty.
    const RtType *type;    // The func type, without receiver.
    void *ifn;             // Code called through an interface: receiver is the
                           // data word.  NULL when nothing can call it.
    void *tfn;             // Code called on a receiver value; NULL likewise.
} RtMethod;

typedef struct RtUncommon {
    RtString name;         // "T" or "T[int]"
    RtString pkgpath;      // "main", "container/list"
    int64_t nmethods;      // Of the method set, sorted by name (bytewise), an
                           // unexported name after the same exported one by
                           // pkgpath.
    const RtMethod *methods;
} RtUncommon;

struct RtType {
    int64_t size;
    int64_t ptrdata;       // Bytes of the prefix that can hold pointers.
    uint32_t hash;         // Of the type's identity; equal types, equal hash.
    uint8_t kind;          // RtKind
    uint8_t align;
    uint8_t field_align;
    uint8_t flags;
    const uint8_t *gcmask; // Bit i: word i holds a pointer; ptrdata/8 bits, in
                           // bytes, low bit first.  For an array of more than
                           // 1,024 words NULL: take the element's, repeated.
    RtString string;       // As %T prints it: "main.T", "[]*main.T"
    const RtType *ptr_to;  // *T, if the program has its descriptor, else NULL.
    const RtUncommon *uncommon;
};

// What follows the common part, by kind.

typedef struct RtPtrType { RtType t; const RtType *elem; } RtPtrType;
typedef struct RtSliceType { RtType t; const RtType *elem; } RtSliceType;

typedef struct RtArrayType {
    RtType t;
    const RtType *elem;
    const RtType *slice;   // []elem, or NULL.
    int64_t len;
} RtArrayType;

enum { RT_CHAN_RECV = 1, RT_CHAN_SEND = 2, RT_CHAN_BOTH = 3 };

typedef struct RtChanType {
    RtType t;
    const RtType *elem;
    int64_t dir;
} RtChanType;

typedef struct RtMapType {
    RtType t;
    const RtType *key;
    const RtType *elem;
} RtMapType;

typedef struct RtFuncType {
    RtType t;
    int32_t nin;
    int32_t nout;
    int64_t variadic;          // 0 or 1
    const RtType *const *inout; // nin parameters, then nout results.
} RtFuncType;

typedef struct RtStructField {
    RtString name;
    RtString pkgpath;          // Only for unexported fields, else empty.
    const RtType *type;
    RtString tag;
    int64_t offset;
    int64_t embedded;          // 0 or 1
} RtStructField;

typedef struct RtStructType {
    RtType t;
    int64_t nfields;
    const RtStructField *fields;
    RtString pkgpath;          // Of its unexported fields, else empty.
} RtStructType;

typedef struct RtIMethod {
    RtString name;
    RtString pkgpath;          // Only for unexported methods, else empty.
    const RtType *type;        // The func type.
} RtIMethod;

typedef struct RtInterfaceType {
    RtType t;
    int64_t nmethods;          // Sorted as in RtUncommon.
    const RtIMethod *methods;
    RtString pkgpath;
} RtInterfaceType;

// One (interface type, concrete type) pair.  Those known to the compiler are
// constants of the program; rt_getitab makes and caches the rest, so two tabs
// may stand for one pair: compare `type`, never the tab.
struct RtItab {
    const RtInterfaceType *inter;
    const RtType *type;
    uint64_t hash;             // type->hash
    void *fun[];               // inter->nmethods entry points; receiver is the
                               // data word.
};

_Static_assert(sizeof(RtType) == 64, "type descriptor layout");
_Static_assert(offsetof(RtItab, fun) == 24, "itab layout");

// --- Maps, iteration, select ------------------------------------------------

// Opaque storage that compiled code reserves in frames.  The first word of a
// map is its number of entries: len(m) reads it inline.
enum {
    RT_MAP_HEADER_SIZE = 48,   // A map that lives in a frame: header, ...
    RT_MAP_ITER_SIZE = 128     // State of one `range` over a map.
};

// Keys and elements above RT_MAP_MAX_INLINE bytes are kept behind pointers.
// Eight slots (key, element) and eight control bytes form a group; the first
// group of a map in a frame can be there, too: RT_MAP_SLOTS * size + 8 bytes.
enum { RT_MAP_SLOTS = 8, RT_MAP_MAX_INLINE = 128 };

typedef struct RtMapSlot {
    uint32_t elem_offset;
    uint32_t size;
} RtMapSlot;

static inline RtMapSlot rt_map_slot(uint64_t key_size, uint64_t key_align,
                                    uint64_t elem_size, uint64_t elem_align)
{
    if (key_size > RT_MAP_MAX_INLINE)
        key_size = key_align = 8;
    if (elem_size > RT_MAP_MAX_INLINE)
        elem_size = elem_align = 8;
    if (key_align == 0)
        key_align = 1;
    if (elem_align == 0)
        elem_align = 1;
    uint64_t align = key_align > elem_align ? key_align : elem_align;
    uint64_t elem = (key_size + elem_align - 1) & ~(elem_align - 1);
    uint64_t size = (elem + elem_size + align - 1) & ~(align - 1);
    return (RtMapSlot){(uint32_t)elem, (uint32_t)(size ? size : 1)};
}

// The public head of an iterator.  key is NULL at the end.
typedef struct RtMapIter {
    void *key;
    void *elem;
    uint64_t opaque[RT_MAP_ITER_SIZE / 8 - 2];
} RtMapIter;

typedef struct RtSelectCase {
    RtChan *chan;              // NULL: never ready.
    void *elem;                // Send: the value's address.  Receive: where to
                               // put it, or NULL.
    int64_t send;              // 0 or 1
} RtSelectCase;

// --- Defer ------------------------------------------------------------------

// One deferred call.  In the frame, or in the heap when the defer statement is
// in a loop.
typedef struct RtDefer {
    struct RtDefer *link;
    RtClosure *fn;             // Takes no argument, gives no result.
} RtDefer;

// One per activation of a function that has a defer statement, in its frame.
// rt_defer_enter fills it; a recovered panic resumes after that call a second
// time (returning 1), as setjmp does.
typedef struct RtDeferFrame {
    struct RtDeferFrame *link; // The next older one of this goroutine.
    RtDefer *head;             // Newest first.
    uint64_t regs[8];          // rbx rbp r12 r13 r14 r15 rsp rip
    uint64_t state;            // Runtime's own.
} RtDeferFrame;

_Static_assert(sizeof(RtDeferFrame) == 88, "defer frame layout");

// --- The program ------------------------------------------------------------

typedef struct RtRoot {
    void *addr;                // A global variable with pointers in it.
    const RtType *type;
} RtRoot;

// One allocation site, in the order of its number.  `place` is as in ir.h.
typedef struct RtSite {
    RtString pos;              // "dir/file.go:12:9"
    RtString text;
    RtString type;
    RtString why;
    int64_t place;
} RtSite;

typedef struct RtModule {
    int64_t nroots;
    const RtRoot *roots;
    int64_t ntypes;
    const RtType *const *types;
    int64_t nitabs;
    const RtItab *const *itabs;
    int64_t nsites;
    const RtSite *sites;       // NULL unless built for counting.
    uint64_t (*counts)[2];     // By site: objects, bytes; NULL likewise.
    void *init;                // void (*)(void): package initialisation.
    void *main;                // void (*)(void): main.main
} RtModule;

// Defined by the compiled program.
extern const RtModule rt_module;

// Positions for tracebacks.  Defined by the compiled program in a second
// object; weak in the runtime, so that C tests link without one.
// Every return address of compiled code has a row: offsets are from `base`,
// ascending; `frame` indexes `frames`; a frame that was inlined names its
// caller by `parent` (index + 1; 0: none).
typedef struct RtPcRow {
    uint32_t offset;           // First pc - base for which `frame` holds.
    uint32_t frame;            // UINT32_MAX: no Go code.
} RtPcRow;

typedef struct RtPcFrame {
    uint32_t func;             // Offset in `strings`: "main.(*T).f"
    uint32_t file;             // Offset in `strings`
    uint32_t line;
    uint32_t parent;
    uint32_t entry;            // Function's entry - base (for +0x..).
    uint32_t flags;            // 1: compiler-made wrapper (not shown).
                               // 2: takes nothing: printed as f().
} RtPcFrame;

typedef struct RtPcTable {
    const uint8_t *base;
    int64_t nrows;
    const RtPcRow *rows;
    int64_t nframes;
    const RtPcFrame *frames;
    const char *strings;       // NUL-terminated, at byte offsets.
} RtPcTable;

extern const RtPcTable rt_pctable;

#endif
