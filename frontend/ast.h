// frontend/ast.h -- The abstract syntax tree.
//
// One struct, Node: a kind, a position, the slots that the checker fills, and
// a union with one struct per kind.  The parser builds the tree; after that it
// is read-only except for the slots marked "checker".  Names in a list that
// share a type (a, b int) are separate fields with the same type pointer.
//
// `pos` is the token that stands for the node, as Go's compiler has it: the
// operator of a binary expression, assignment or send; "(" of a call; "[" of
// an index or slice; "." of a selector or assertion; "{" of a composite
// literal; ":" of a key-value pair; else the first token.  node_start gives
// the leftmost position as Go's error messages use it.  `end` is one past the
// last byte.
//
//     a[i] + f(x)   BINARY(ADD, INDEX(IDENT a, IDENT i),
//                               CALL(IDENT f, [IDENT x]))
#ifndef FRONTEND_AST_H
#define FRONTEND_AST_H

#include "base/arena.h"
#include "base/intern.h"
#include "base/source.h"
#include "frontend/token.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct Node Node;
// These belong to the checker: frontend/type.h, frontend/const.h.
typedef struct GoType GoType;
typedef struct Object Object;
typedef struct ConstValue ConstValue;
typedef struct Selection Selection;
typedef struct Instance Instance;
typedef struct FuncInfo FuncInfo;

typedef enum NodeKind {
#define NODE(id, name) NODE_##id,
#include "frontend/ast.def"
    NODE_COUNT
} NodeKind;

// What an expression is; set by the checker.
typedef enum ExprMode {
    MODE_INVALID,  // Not checked, or in error.
    MODE_NOVALUE,  // A call without results.
    MODE_BUILTIN,  // The name of a built-in function.
    MODE_TYPE,     // A type.
    MODE_CONSTANT, // `value` is set.
    MODE_VARIABLE, // Addressable.
    MODE_MAPINDEX, // m[k]: assignable, not addressable, allows comma-ok.
    MODE_VALUE,    // Any other value.
    MODE_NIL,      // The predeclared nil.
    MODE_COMMAOK,  // A value that allows comma-ok.
    MODE_PACKAGE,  // The name of an imported package.
} ExprMode;

typedef enum AstChanDir {
    AST_CHAN_BOTH,
    AST_CHAN_SEND, // chan<- T
    AST_CHAN_RECV, // <-chan T
} AstChanDir;

typedef struct NodeList {
    Node **at;
    int count;
} NodeList;

// A comment that the compiler obeys: //go:noinline, //scapego:noescape, ...
typedef struct Directive {
    Pos pos;       // Of the comment's text, behind //.
    Str text;      // "go:linkname a b", without // and trailing \r.
    bool own_line; // Nothing but blanks before it on its line.
} Directive;

typedef struct DirectiveList {
    Directive *at;
    int count;
} DirectiveList;

struct Node {
    uint8_t kind;       // NodeKind
    uint8_t op;         // Token: UNARY, BINARY, OP_ASSIGN, INC_DEC, BRANCH
    uint8_t mode;       // ExprMode; checker.
    bool comma_ok : 1;  // Used as v, ok = x; checker.
    bool bad : 1;       // BASIC_LIT: malformed, already reported.
    bool implicit : 1;  // Made by the parser, not written (name "_" etc.).
    Pos pos;
    Pos end;            // One past the last byte.
    GoType *type;       // Of an expression; checker.
    ConstValue *value;  // Of a constant expression; checker.
    union {
        struct {
            const Name *name;   // "_" for a missing name.
            Object *object;     // Used or defined; checker.
            Instance *instance; // Of a generic function; checker.
        } ident;
        struct {
            Str text; // As written, quotes and all.
            uint8_t kind; // LitKind
        } basic_lit;
        struct {
            Node *type;     // NULL when elided.
            NodeList elems; // KEY_VALUE or expressions.
            int nkeys;      // How many are KEY_VALUE.
            Pos rbrace;
        } composite_lit;
        struct {
            Node *key, *value;
            int field_index; // In a struct literal; checker.
            Selection *promoted; // The way to a promoted field, or NULL
                                 // (field_index is then its first step).
        } key_value;
        struct {
            Node *type; // FUNC_TYPE
            Node *body; // BLOCK
            FuncInfo *info; // Checker.
        } func_lit;
        struct {
            Node *x;
            Pos rparen;
        } paren;
        struct {
            Node *x;
            Node *sel;            // IDENT; its object is the selected one.
            Selection *selection; // NULL for a qualified name; checker.
        } selector;
        struct {
            Node *x;
            NodeList args;      // One, or several for x[T1, T2].
            Instance *instance; // Of a generic function; checker.
            Pos rbrack;
        } index;
        struct {
            Node *x;
            Node *lo, *hi, *max; // NULL when absent.
            bool full;           // Two colons.
            Pos rbrack;
        } slice;
        struct {
            Node *x;
            Node *type;
        } type_assert;
        struct {
            Node *lhs; // IDENT of v := x.(type), or NULL.
            Node *x;
        } type_switch_guard; // Only inside TYPE_SWITCH_STMT, or misplaced.
        struct {
            Node *x;
        } unary; // op: ADD SUB NOT XOR AND ARROW TILDE
        struct {
            Node *x;
        } star; // *x: pointer type or dereference.
        struct {
            Node *x, *y;
        } binary; // op; also A | B in constraints.
        struct {
            Node *fun;
            NodeList args;
            bool has_dots; // f(x...)
            Pos rparen;
        } call;
        struct {
            Node *len; // NULL for [...]T.
            Node *elem;
        } array_type;
        struct {
            Node *elem;
        } slice_type;
        struct {
            Node *elem;
        } dots_type; // ...T, last parameter only.
        struct {
            NodeList fields; // FIELD
            Pos rbrace;
        } struct_type;
        struct {
            NodeList params;  // FIELD
            NodeList results; // FIELD
            Pos rparen;       // Of the parameters.
        } func_type;
        struct {
            NodeList elems; // FIELD: with name, a method; without, an
                            // embedded type or union.
            Pos rbrace;
        } interface_type;
        struct {
            Node *key, *elem;
        } map_type;
        struct {
            Node *elem;
            uint8_t dir; // AstChanDir
        } chan_type;

        struct {
            Node *label; // IDENT
            Node *stmt;
            bool used; // Checker.
        } labeled;
        struct {
            NodeList stmts;
            Pos rbrace;
        } block;
        struct {
            Node *x;
        } expr_stmt;
        struct {
            Node *chan, *value;
        } send;
        struct {
            NodeList decls;
        } decl_stmt;
        struct {
            NodeList lhs, rhs;
            bool define; // :=
        } assign;        // Plain = or :=
        struct {
            Node *x, *y;
        } op_assign; // x op= y
        struct {
            Node *x;
        } inc_dec; // op: ADD or SUB
        struct {
            Node *label;  // IDENT or NULL.
            Node *target; // break, continue: the FOR, RANGE, SWITCH,
                          // TYPE_SWITCH or SELECT statement; goto: the
                          // LABELED_STMT; fallthrough: NULL.  Checker.
        } branch;         // op: BREAK CONTINUE GOTO FALLTHROUGH
        struct {
            Node *call; // Any expression; the checker wants a CALL.
        } go_defer;
        struct {
            NodeList results;
        } return_;
        struct {
            Node *init; // Simple statement or NULL.
            Node *cond; // Never NULL in a valid tree.
            Node *then; // BLOCK
            Node *els;  // IF_STMT, BLOCK or NULL.
        } if_;
        struct {
            Node *init, *cond, *post; // Each may be NULL.
            Node *body;
            bool per_iteration; // Variables are fresh each time; checker.
        } for_;
        struct {
            NodeList lhs; // 0 to 2 in a valid tree.
            Node *x;
            Node *body;
            bool define;        // :=
            bool per_iteration; // Checker.
            Pos range_pos;      // The keyword range.
        } range; // pos: the keyword for.
        struct {
            Node *init; // Simple statement or NULL.
            Node *tag;  // Expression or NULL; TYPE_SWITCH: the guard.
            NodeList clauses; // CASE_CLAUSE
            Pos rbrace;
        } switch_; // SWITCH_STMT and TYPE_SWITCH_STMT
        struct {
            NodeList clauses; // COMM_CLAUSE
            Pos rbrace;
        } select;
        struct {
            NodeList exprs; // Empty for default.
            NodeList body;
            Object *implicit; // v of v := x.(type) in here; checker.
            Pos colon;
            bool is_default;
        } case_clause;
        struct {
            Node *comm; // Simple statement; NULL for default.
            NodeList body;
            Pos colon;
        } comm_clause;

        struct {
            Node *name; // IDENT, "." included; NULL when absent.
            Node *path; // BASIC_LIT; NULL when missing.
            Object *object; // The package name; checker.
        } import_decl;
        struct {
            NodeList names;
            Node *type;       // May be NULL.
            NodeList values;  // May be empty.
            const Node *from; // The spec whose type and values apply: itself,
                              // an earlier one of the group, or NULL.
            int iota;
            Node *group;      // First spec of ( ... ); NULL if alone.
        } const_decl;
        struct {
            Node *name;       // IDENT
            NodeList tparams; // FIELD
            Node *type;
            bool alias; // type T = X
            DirectiveList *directives;
        } type_decl;
        struct {
            NodeList names;
            Node *type; // May be NULL.
            NodeList values;
            DirectiveList *directives;
        } var_decl;
        struct {
            Node *name;       // IDENT
            Node *recv;       // FIELD or NULL.
            NodeList tparams; // FIELD
            Node *type;       // FUNC_TYPE
            Node *body;       // BLOCK or NULL.
            DirectiveList *directives; // NULL when there are none.
            FuncInfo *info;   // Checker.
        } func_decl;

        struct {
            Node *name; // IDENT; NULL: unnamed or embedded.
            Node *type;
            Node *tag;      // BASIC_LIT or NULL; structs only.
            Object *object; // Checker.
        } field;
        struct FileNode *file;
    };
};

// A source file; hangs off a NODE_FILE.
typedef struct FileNode {
    const SourceFile *source;
    Node *package_name; // IDENT
    NodeList decls;     // All, in source order; grouped ones flattened.
    NodeList imports;   // IMPORT_DECL only.
    DirectiveList directives; // All of the file, in source order.
    int go_minor; // N of //go:build go1.N, or 0.
    Pos eof;
    bool has_cgo; // import "C"
} FileNode;

Node *node_new(Arena *arena, NodeKind kind, Pos pos);
const char *node_kind_name(NodeKind kind);
bool node_is_expr(const Node *n);
bool node_is_stmt(const Node *n);
bool node_is_decl(const Node *n);
// Where error messages point: leftmost token, with Go's exceptions.
Pos node_start(const Node *n);
// The parenthesised expression inside any number of parentheses.
Node *node_unparen(Node *n);
// True if a directive of that name ("go:noinline") is there; *args, which may
// be NULL, gets what follows the name.
bool directive_find(const DirectiveList *list, const char *name, Str *args);

// Calls visit for n and everything below, parents first, in source order;
// visit returns false to skip the children.  Nested functions are included.
typedef bool NodeVisitor(Node *n, void *context);
void node_walk(Node *n, NodeVisitor *visit, void *context);
// The same for what is below n only; n itself is not visited.
void node_walk_children(Node *n, NodeVisitor *visit, void *context);
// The number of nodes on the longest way down; found without recursion.
int node_depth(Node *n);

#endif
