// frontend/parse_file.c -- The parser's state, error recovery, lists, files.
//
// Invariant: p->stack is as long after a production as before it.
#include "frontend/parser_internal.h"

#include "frontend/buildtag.h"

#include <string.h>

void p_next(Parser *p)
{
    p->last_end = p->l.token_end;
    lexer_next(&p->l);
    if (p->directives_checked < p->l.directives.len)
        p_check_directives(p);
}

bool p_got(Parser *p, Token tok)
{
    if (p->l.tok != tok)
        return false;
    p_next(p);
    return true;
}

void p_want(Parser *p, Token tok)
{
    if (p_got(p, tok))
        return;
    p_syntax_error(p, "expected %s", p_token_string(tok));
    p_advance(p, 0);
}

bool p_got_assign(Parser *p)
{
    if (p->l.tok == TOK_DEFINE)
        p_syntax_error(p, "expected =");
    else if (p->l.tok != TOK_ASSIGN)
        return false;
    p_next(p);
    return true;
}

bool p_at_op(const Parser *p, Token op)
{
    return p->l.tok == op;
}

static void report(Parser *p, Pos pos, const char *msg)
{
    p->nerrors++;
    diag_error(p->ctx->diags, pos, "%s", msg);
}

void p_error_at(Parser *p, Pos pos, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    p->nerrors++;
    diag_verror(p->ctx->diags, pos, fmt, args);
    va_end(args);
}

const char *p_token_string(Token tok)
{
    static const char *const keywords[] = {
#define TOKEN(id, text)
#define OPERATOR(id, text, prec)
#define KEYWORD(id, text) [TOK_##id - TOK_BREAK] = "keyword " text,
#include "frontend/token.def"
    };
    if (token_is_keyword(tok))
        return keywords[tok - TOK_BREAK];
    return token_text(tok);
}

// Appends the current token as messages name it.
static void put_token(Parser *p, StrBuf *b)
{
    const Lexer *l = &p->l;
    switch (l->tok) {
    case TOK_NAME: strbuf_printf(b, "name %.*s", STR_ARG(l->lit)); break;
    case TOK_SEMI: strbuf_put(b, l->lit); break;
    case TOK_LITERAL: strbuf_printf(b, "literal %.*s", STR_ARG(l->lit)); break;
    case TOK_ASSIGN_OP: strbuf_printf(b, "%s=", token_text(l->op)); break;
    case TOK_INC_DEC:
        strbuf_printf(b, "%s%s", token_text(l->op), token_text(l->op));
        break;
    default: strbuf_puts(b, p_token_string(l->tok)); break;
    }
}

static bool starts_with(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

static void syntax_error(Parser *p, Pos pos, const char *fmt, va_list args)
{
    if (p->l.tok == TOK_EOF && (p->nerrors || p->l.nerrors))
        return; // What follows a first error at the end means nothing.

    StrBuf msg = {0}, b = {0};
    strbuf_vprintf(&msg, fmt, args);
    strbuf_puts(&b, "syntax error: ");
    bool expected = starts_with(msg.p, "expected ");
    if (expected || starts_with(msg.p, "in ") || starts_with(msg.p, "at ") ||
        starts_with(msg.p, "after ")) {
        strbuf_puts(&b, "unexpected ");
        put_token(p, &b);
        strbuf_puts(&b, expected ? ", " : " ");
    }
    strbuf_puts(&b, msg.p);
    report(p, pos, b.p);
    strbuf_free(&msg);
    strbuf_free(&b);
}

void p_syntax_error_at(Parser *p, Pos pos, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    syntax_error(p, pos, fmt, args);
    va_end(args);
}

void p_syntax_error(Parser *p, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    syntax_error(p, p->l.pos, fmt, args);
    va_end(args);
}

static bool in_set(TokenSet set, Token tok)
{
    int bit = tok > TOK_MUL ? OPERATOR_BIT : (int)tok;
    return set >> bit & 1;
}

void p_advance(Parser *p, TokenSet follow)
{
    const TokenSet statement_starts =
        SET(BREAK) | SET(CONST) | SET(CONTINUE) | SET(DEFER) |
        SET(FALLTHROUGH) | SET(FOR) | SET(GO) | SET(GOTO) | SET(IF) |
        SET(RETURN) | SET(SELECT) | SET(SWITCH) | SET(TYPE) | SET(VAR);
    TokenSet stop = SET(EOF) | follow;
    if (follow && p->func_nest > 0)
        stop |= statement_starts;
    while (!in_set(stop, p->l.tok)) {
        p_next(p);
        if (!follow)
            break;
    }
}

static const char too_deep[] = "syntax error: exceeded max nesting depth";

// Skips the rest of the file: every production then ends at once.
static void give_up(Parser *p)
{
    if (p->gave_up)
        return;
    p->gave_up = true;
    report(p, p->l.pos, too_deep);
    p->l.p = p->l.end;
    p->l.newline_ends = false;
    p_next(p);
}

bool p_enter(Parser *p)
{
    if (++p->depth <= MAX_NESTING)
        return true;
    give_up(p);
    p->depth--;
    return false;
}

void p_leave(Parser *p)
{
    p->depth--;
}

bool p_chain_ok(Parser *p, int length)
{
    p->has_long_chain |= length > LONG_CHAIN;
    if (length > MAX_CHAIN)
        give_up(p);
    return length <= MAX_CHAIN;
}

Node *p_node(Parser *p, NodeKind kind, Pos pos)
{
    return node_new(p->ctx->arena, kind, pos);
}

Node *p_done(Parser *p, Node *n)
{
    n->end = p->last_end;
    return n;
}

Node *p_bad_expr(Parser *p)
{
    return p_node(p, NODE_BAD_EXPR, p->l.pos);
}

int p_list_begin(Parser *p)
{
    return p->stack.len;
}

void p_list_add(Parser *p, Node *n)
{
    vec_push(&p->stack, n);
}

NodeList p_list_end(Parser *p, int begin)
{
    NodeList list = {NULL, p->stack.len - begin};
    if (list.count)
        list.at = arena_memdup(p->ctx->arena, p->stack.data + begin,
                               (size_t)list.count * sizeof(Node *));
    p->stack.len = begin;
    return list;
}

NodeList p_list_one(Parser *p, Node *n)
{
    int begin = p_list_begin(p);
    p_list_add(p, n);
    return p_list_end(p, begin);
}

Pos p_list(Parser *p, const char *context, Token sep, Token close,
           ListElement *element, void *arg)
{
    bool done = false;
    while (p->l.tok != TOK_EOF && p->l.tok != close && !done) {
        done = element(p, arg);
        // The separator is optional before the closing token.
        if (p_got(p, sep) || p->l.tok == close)
            continue;
        p_syntax_error(p, "in %s; possibly missing %s or %s", context,
                       p_token_string(sep), p_token_string(close));
        p_advance(p, SET(RPAREN) | SET(RBRACK) | SET(RBRACE));
        if (p->l.tok != close)
            return p->l.pos;
    }
    Pos pos = p->l.pos;
    p_want(p, close);
    return pos;
}

Node *p_new_name(Parser *p, Pos pos, const char *text)
{
    Node *n = p_node(p, NODE_IDENT, pos);
    n->ident.name = intern_cstr(p->ctx->names, text);
    n->implicit = true;
    return n;
}

Node *p_name(Parser *p)
{
    if (p->l.tok != TOK_NAME) {
        Node *n = p_new_name(p, p->l.pos, "_");
        p_syntax_error(p, "expected name");
        p_advance(p, 0);
        return n;
    }
    Node *n = p_node(p, NODE_IDENT, p->l.pos);
    n->ident.name = p->l.name;
    n->end = p->l.token_end;
    p_next(p);
    return n;
}

// IdentifierList = identifier { "," identifier } .  The first is given.
NodeList p_name_list(Parser *p, Node *first)
{
    int begin = p_list_begin(p);
    p_list_add(p, first);
    while (p_got(p, TOK_COMMA))
        p_list_add(p, p_name(p));
    return p_list_end(p, begin);
}

Node *p_literal_or_null(Parser *p)
{
    if (p->l.tok != TOK_LITERAL)
        return NULL;
    Node *n = p_node(p, NODE_BASIC_LIT, p->l.pos);
    n->basic_lit.text = p->l.lit;
    n->basic_lit.kind = (uint8_t)p->l.kind;
    n->bad = p->l.bad;
    n->end = p->l.token_end;
    p_next(p);
    return n;
}

// --- Files -------------------------------------------------------------------

#define TOP_LEVEL_STARTS                                                       \
    (SET(IMPORT) | SET(CONST) | SET(TYPE) | SET(VAR) | SET(FUNC))

// The { of a function body on a line of its own.
static bool is_stray_body(const Parser *p)
{
    if (p->l.tok != TOK_LBRACE || p->stack.len == 0)
        return false;
    const Node *last = vec_last(&p->stack);
    return last->kind == NODE_FUNC_DECL && !last->func_decl.body;
}

// Adds the declarations to the open list.  False after an error.
static bool top_level_decl(Parser *p)
{
    switch (p->l.tok) {
    case TOK_IMPORT:
        p_next(p);
        p_decl_group(p, DECL_IMPORT);
        return true;
    case TOK_CONST:
        p_next(p);
        p_decl_group(p, DECL_CONST);
        return true;
    case TOK_TYPE:
        p_next(p);
        p_decl_group(p, DECL_TYPE);
        return true;
    case TOK_VAR:
        p_next(p);
        p_decl_group(p, DECL_VAR);
        return true;
    case TOK_FUNC:
        p_next(p);
        p_list_add(p, p_func_decl(p));
        return true;
    default:
        p_syntax_error(p, is_stray_body(p)
                              ? "unexpected semicolon or newline before {"
                              : "non-declaration statement outside "
                                "function body");
        p_advance(p, TOP_LEVEL_STARTS);
        return false;
    }
}

// { ( ImportDecl | TopLevelDecl ) ";" } .
static void top_level_decls(Parser *p)
{
    Token prev = TOK_IMPORT;
    while (p->l.tok != TOK_EOF) {
        if (p->options->imports_only && p->l.tok != TOK_IMPORT)
            return;
        if (p->l.tok == TOK_IMPORT && prev != TOK_IMPORT)
            p_syntax_error(p, "imports must appear before other declarations");
        prev = p->l.tok;
        if (!top_level_decl(p))
            continue;
        // Before the ";" is consumed: what comes behind it belongs to the
        // next declaration.
        p_clear_directives(p);
        if (p->l.tok != TOK_EOF && !p_got(p, TOK_SEMI)) {
            p_syntax_error(p, "after top level declaration");
            p_advance(p, TOP_LEVEL_STARTS);
        }
    }
}

// The language version that a //go:build line before the package clause asks
// for.
static int build_line_version(const Parser *p)
{
    int minor = 0;
    for (int i = 0; i < p->l.directives.len; i++) {
        const Directive *d = &p->l.directives.data[i];
        Str rest;
        if (!str_has_prefix(d->text, STR("go:build")))
            continue;
        rest = str_sub(d->text, 8, d->text.n);
        int n = buildtag_go_version(p->ctx->arena, rest);
        minor = n > 0 ? n : minor;
    }
    return minor;
}

static void collect_imports(Parser *p)
{
    int begin = p_list_begin(p);
    for (int i = 0; i < p->file->decls.count; i++)
        if (p->file->decls.at[i]->kind == NODE_IMPORT_DECL)
            p_list_add(p, p->file->decls.at[i]);
    p->file->imports = p_list_end(p, begin);
}

static bool imports(const FileNode *file, const char *path)
{
    for (int i = 0; i < file->imports.count; i++) {
        const Node *lit = file->imports.at[i]->import_decl.path;
        if (!lit || lit->bad || lit->basic_lit.kind != LIT_STRING)
            continue;
        Str text = lit->basic_lit.text;
        if (str_eq_cstr(str_sub(text, 1, text.n - 1), path))
            return true;
    }
    return false;
}

// Spec: a linkname may break type safety, so it needs the import of unsafe.
static void check_linknames(Parser *p)
{
    if (p->options->std || p->options->imports_only || p->nerrors ||
        p->l.nerrors || imports(p->file, "unsafe"))
        return;
    for (int i = 0; i < p->file->directives.count; i++) {
        const Directive *d = &p->file->directives.at[i];
        if (d->own_line && str_has_prefix(d->text, STR("go:linkname ")))
            diag_error(p->ctx->diags, d->pos,
                       "//go:linkname only allowed in Go files that import "
                       "\"unsafe\"");
    }
}

static void check_depth(Parser *p)
{
    for (int i = 0; p->has_long_chain && i < p->file->decls.count; i++) {
        Node *d = p->file->decls.at[i];
        if (node_depth(d) > MAX_DEPTH)
            report(p, d->pos, too_deep);
    }
}

static void no_package_clause(Parser *p)
{
    if (!p->options->list_texts) {
        p_syntax_error(p, "package statement must be first");
        return;
    }
    bool plain = p->l.tok == TOK_NAME || p->l.tok == TOK_LITERAL;
    Str tok = plain ? p->l.lit : str_from(token_text(p->l.tok));
    const char *quote = plain ? "" : "'";
    diag_load_error(p->ctx->diags, p->l.pos,
                    "expected 'package', found %s%.*s%s", quote, STR_ARG(tok),
                    quote);
}

// SourceFile = PackageClause ";" { ImportDecl ";" } { TopLevelDecl ";" } .
static Node *source_file(Parser *p)
{
    Node *n = p_node(p, NODE_FILE, p->l.pos);
    n->file = p->file = ARENA_NEW(p->ctx->arena, FileNode);
    p->file->source = p->l.file;
    p->file->go_minor = build_line_version(p);
    if (!p_got(p, TOK_PACKAGE)) {
        no_package_clause(p);
        return NULL;
    }
    p_take_directives(p, DECL_IMPORT);
    p->file->package_name = p_name(p);
    p_want(p, TOK_SEMI);
    if (p->nerrors || p->l.nerrors)
        return NULL;

    int begin = p_list_begin(p);
    top_level_decls(p);
    p->file->decls = p_list_end(p, begin);
    if (p->l.tok == TOK_EOF)
        p_clear_directives(p);
    p->file->eof = p->l.pos;
    n->end = p->l.pos;
    p->file->directives.at = vec_dup(&p->l.directives, p->ctx->arena);
    p->file->directives.count = p->l.directives.len;
    collect_imports(p);
    p->file->has_cgo = imports(p->file, "C");
    check_linknames(p);
    p_report_misplaced(p);
    check_depth(p);
    return n;
}

static void init(Parser *p, ParseContext *ctx, SourceFile *source,
                 const ParseOptions *options)
{
    *p = (Parser){.ctx = ctx, .options = options};
    lexer_init(&p->l, ctx->sources, source, ctx->names, ctx->diags,
               ctx->arena);
    p_next(p);
}

Node *parse_file(ParseContext *ctx, SourceFile *source,
                 const ParseOptions *options)
{
    Parser p;
    init(&p, ctx, source, options);
    Node *n = source_file(&p);
    vec_free(&p.stack);
    vec_free(&p.misplaced);
    return n;
}

Node *parse_expression(ParseContext *ctx, SourceFile *source)
{
    static const ParseOptions plain;
    Parser p;
    init(&p, ctx, source, &plain);
    Node *n = p_expr(&p);
    p_got(&p, TOK_SEMI);
    if (p.l.tok != TOK_EOF)
        p_syntax_error(&p, "after top level declaration");
    vec_free(&p.stack);
    return p.nerrors || p.l.nerrors ? NULL : n;
}
