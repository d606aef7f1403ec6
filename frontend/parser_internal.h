// frontend/parser_internal.h -- The parser's state, and its productions.
//
// parse_file.c   state, errors and recovery, lists, the file
// parse_decl.c   import, const, type, var, func; compiler directives
// parse_type.c   types, parameter lists, struct and interface bodies
// parse_expr.c   expressions
// parse_stmt.c   statements
//
// Functions named ..._or_null give NULL when their production is absent; all
// others give a node even after an error.
#ifndef FRONTEND_PARSER_INTERNAL_H
#define FRONTEND_PARSER_INTERNAL_H

#include "frontend/lexer.h"
#include "frontend/parser.h"

typedef struct Parser {
    Lexer l; // l.tok is the current token.
    ParseContext *ctx;
    const ParseOptions *options;
    FileNode *file;
    Pos last_end;  // End of the token before the current one.
    int nerrors;   // Syntax errors, without lexical ones.
    int func_nest; // > 0 inside a function body.
    int expr_nest; // < 0 where { opens a block, not a composite literal.
    int depth;     // Nesting of productions.
    bool has_long_chain;
    bool gave_up;  // Too deep: the rest of the file is skipped.
    int directives_checked;    // So many of l.directives.
    VEC(Directive) misplaced;  // Reported only if the file is else correct.
    VEC(Node *) stack; // Elements of unfinished lists.
} Parser;

// How deep trees may get, because every phase recurses over them: nested
// productions, and links of a chain such as a + b + c or a.b.c, which the
// parser builds in a loop.  Chains may sit in chains: if any is long, the depth
// of the whole tree is looked at in the end.
enum { MAX_NESTING = 1000, MAX_CHAIN = 20000, LONG_CHAIN = 50,
       MAX_DEPTH = 25000 };

// --- parse_file.c ------------------------------------------------------------
void p_next(Parser *p);
bool p_got(Parser *p, Token tok);   // Consumes tok if it is next.
void p_want(Parser *p, Token tok);  // The same, with an error if it is not.
bool p_got_assign(Parser *p);       // "=", or ":=" with an error.
bool p_at_op(const Parser *p, Token op);

// Spec: messages that start with "in ", "at ", "after " or "expected " are
// put behind "unexpected TOKEN"; others stand alone.
void p_syntax_error(Parser *p, const char *fmt, ...) PRINTF_LIKE(2, 3);
void p_syntax_error_at(Parser *p, Pos pos, const char *fmt, ...)
    PRINTF_LIKE(3, 4);
void p_error_at(Parser *p, Pos pos, const char *fmt, ...) PRINTF_LIKE(3, 4);
const char *p_token_string(Token tok);

// Sets of tokens to skip to.  All operators but * share one bit.
typedef uint64_t TokenSet;
#define SET(tok) ((TokenSet)1 << (TOK_##tok))
enum { OPERATOR_BIT = TOK_MUL + 1 };
#define SET_OPERATOR ((TokenSet)1 << OPERATOR_BIT)
// Skips to a token of the set (inside functions also to one that starts a
// statement); an empty set skips exactly one token.
void p_advance(Parser *p, TokenSet follow);

// Guards recursion: if (!p_enter(p)) return p_bad_expr(p); ... p_leave(p);
bool p_enter(Parser *p);
void p_leave(Parser *p);
bool p_chain_ok(Parser *p, int length);

Node *p_node(Parser *p, NodeKind kind, Pos pos);
Node *p_done(Parser *p, Node *n); // Sets n->end to the last token's end.
Node *p_bad_expr(Parser *p);
int p_list_begin(Parser *p);
void p_list_add(Parser *p, Node *n);
NodeList p_list_end(Parser *p, int begin);
NodeList p_list_one(Parser *p, Node *n);

// list = [ element { sep element } [ sep ] ] close .  An element returns true
// when nothing may follow it.  Gives the position of the closing token.
typedef bool ListElement(Parser *p, void *context);
Pos p_list(Parser *p, const char *context, Token sep, Token close,
           ListElement *element, void *arg);

Node *p_name(Parser *p);
Node *p_new_name(Parser *p, Pos pos, const char *text);
NodeList p_name_list(Parser *p, Node *first);
Node *p_literal_or_null(Parser *p);

// --- parse_decl.c ------------------------------------------------------------
typedef enum DeclKeyword {
    DECL_IMPORT,
    DECL_CONST,
    DECL_TYPE,
    DECL_VAR,
} DeclKeyword;
// The keyword has been consumed; adds the declarations to the open list.
void p_decl_group(Parser *p, DeclKeyword keyword);
Node *p_func_decl(Parser *p);
void p_clear_directives(Parser *p); // Complains about the pending ones.
void p_check_directives(Parser *p); // Looks at those seen since last time.
void p_report_misplaced(Parser *p);
DirectiveList *p_take_directives(Parser *p, DeclKeyword keyword);
DirectiveList *p_take_func_directives(Parser *p);

// --- parse_type.c ------------------------------------------------------------
Node *p_type(Parser *p);
Node *p_type_or_null(Parser *p);
Node *p_qualified_name(Parser *p, Node *name);
Node *p_array_type(Parser *p, Pos lbrack, Node *len);
Node *p_slice_type(Parser *p, Pos lbrack);
// From "(" or "[" on, behind "func" or the name.  With a context ("function
// type"), type parameters are an error.
Node *p_func_type(Parser *p, const char *context, NodeList *tparams);
// The opening token has been consumed; name and type, if not NULL, are the
// already parsed first parameter.
typedef struct ParamRules {
    Token close;        // RPAREN, or RBRACK for type parameters.
    bool require_names;
    bool dots_ok;
} ParamRules;
NodeList p_param_list(Parser *p, Node *name, Node *type, ParamRules rules);

// --- parse_expr.c ------------------------------------------------------------
Node *p_expr(Parser *p);
Node *p_binary_expr(Parser *p, Node *x, int prec);
Node *p_primary_expr(Parser *p, Node *x);
NodeList p_expr_list(Parser *p);
// typeList = arg { "," arg } [ "," ] .  Unless strict, the first may be any
// expression.  *comma: there was one.
NodeList p_type_list(Parser *p, bool strict, bool *comma);

// --- parse_stmt.c ------------------------------------------------------------
Node *p_func_body(Parser *p);

#endif
