// frontend/parse_decl.c -- Declarations, and the directives in front of them.
//
// A directive such as //go:noinline waits until the next declaration takes it;
// one that meets anything else is misplaced.
//
//     //go:noinline
//     func f() {}       takes the directive
//
// Invariant: l.pending never runs ahead of l.directives.len.
#include "frontend/parser_internal.h"

#include <string.h>

// Directives that mean something to the compiler, and where they may stand.
typedef struct KnownDirective {
    const char *verb;
    bool func;      // In front of a function.
    bool file;      // In front of the package clause or imports.
    bool runtime;   // In the runtime only.
    bool std;       // In the library only.
} KnownDirective;

static const KnownDirective known_directives[] = {
    {"go:build", false, true, false, false},
    {"go:noescape", true, false, false, false},
    {"go:norace", true, false, false, false},
    {"go:nosplit", true, false, false, false},
    {"go:noinline", true, false, false, false},
    {"go:nocheckptr", true, false, false, false},
    {"go:systemstack", true, false, true, false},
    {"go:nowritebarrier", true, false, true, false},
    {"go:nowritebarrierrec", true, false, true, false},
    {"go:yeswritebarrierrec", true, false, true, false},
    {"go:cgo_unsafe_args", true, false, false, false},
    {"go:uintptrkeepalive", true, false, false, true},
    {"go:uintptrescapes", true, false, false, false},
    {"go:registerparams", true, false, false, false},
};

static Str directive_verb(const Directive *d)
{
    Str verb, rest;
    str_cut(d->text, ' ', &verb, &rest);
    return verb;
}

static const KnownDirective *find_known(const Directive *d)
{
    const int n = sizeof known_directives / sizeof *known_directives;
    Str verb = directive_verb(d);
    for (int i = 0; i < n; i++)
        if (str_eq_cstr(verb, known_directives[i].verb))
            return &known_directives[i];
    return NULL;
}

static void misplaced(Parser *p, const Directive *d)
{
    diag_error(p->ctx->diags, d->pos, "misplaced compiler directive");
}

static int count_fields(Str s)
{
    int n = 0;
    for (Str rest = s, word; rest.n;) {
        str_cut(rest, ' ', &word, &rest);
        n += word.n != 0;
    }
    return n;
}

// What can be said about a directive wherever it stands.
static void check_directive(Parser *p, const Directive *d)
{
    Diags *diags = p->ctx->diags;
    Str verb = directive_verb(d);
    const KnownDirective *k = find_known(d);
    if (!str_has_prefix(verb, STR("go:")))
        return;
    if (!d->own_line)
        misplaced(p, d);
    else if (str_has_prefix(verb, STR("go:linkname"))) {
        int n = count_fields(d->text);
        if (d->text.n > verb.n && (n < 2 || n > 3))
            diag_error(diags, d->pos, "usage: //%.*s localname [linkname]",
                       STR_ARG(verb));
    } else if (str_eq_cstr(verb, "go:embed") && count_fields(d->text) < 2)
        diag_error(diags, d->pos, "usage: //go:embed pattern...");
    else if (str_has_prefix(verb, STR("go:cgo_")))
        diag_error(diags, d->pos, "//%.*s only allowed in cgo-generated code",
                   STR_ARG(d->text));
    else if (k && k->runtime)
        diag_error(diags, d->pos, "//%s only allowed in runtime", k->verb);
    else if (k && k->std)
        diag_error(diags, d->pos,
                   "//%s is only allowed in the standard library", k->verb);
}

typedef enum DirectivePlace {
    PLACE_NONE,       // In front of no declaration.
    PLACE_FILE,       // Of the package clause or an import.
    PLACE_OTHER_DECL, // Of a constant or type.
    PLACE_VAR,
    PLACE_FUNC,
} DirectivePlace;

static bool is_allowed(const Directive *d, DirectivePlace place)
{
    const KnownDirective *k = find_known(d);
    if (str_eq_cstr(directive_verb(d), "go:embed"))
        return place == PLACE_VAR;
    if (!k)
        return true; // Not ours to judge.
    return (k->func && place == PLACE_FUNC) || (k->file && place == PLACE_FILE);
}

static void report_misplaced(Parser *p, const Directive *d)
{
    if (str_eq_cstr(directive_verb(d), "go:embed"))
        diag_error(p->ctx->diags, d->pos, "misplaced go:embed directive");
    else
        misplaced(p, d);
}

void p_check_directives(Parser *p)
{
    for (; p->directives_checked < p->l.directives.len; p->directives_checked++)
        if (!p->options->std)
            check_directive(p, &p->l.directives.data[p->directives_checked]);
}

// In front of a declaration of the wrong kind.
void p_report_misplaced(Parser *p)
{
    if (p->nerrors || p->l.nerrors)
        return;
    for (int i = 0; i < p->misplaced.len; i++)
        report_misplaced(p, &p->misplaced.data[i]);
}

// The pending directives, or NULL.  Those that may not stand at the place are
// remembered, or reported at once if no declaration follows.
static DirectiveList *take(Parser *p, DirectivePlace place)
{
    int from = p->l.pending, n = p->l.directives.len - from;
    p->l.pending = p->l.directives.len;
    if (n == 0)
        return NULL;
    const Directive *first = p->l.directives.data + from;
    for (int i = 0; i < n && !p->options->std; i++) {
        if (is_allowed(&first[i], place) || !first[i].own_line)
            continue;
        if (place == PLACE_NONE)
            report_misplaced(p, &first[i]);
        else
            vec_push(&p->misplaced, first[i]);
    }
    DirectiveList *list = ARENA_NEW(p->ctx->arena, DirectiveList);
    list->count = n;
    list->at = arena_memdup(p->ctx->arena, first, (size_t)n * sizeof *first);
    return list;
}

void p_clear_directives(Parser *p)
{
    if (p->l.pending < p->l.directives.len)
        take(p, PLACE_NONE);
}

DirectiveList *p_take_directives(Parser *p, DeclKeyword keyword)
{
    return take(p, keyword == DECL_VAR      ? PLACE_VAR
                   : keyword == DECL_IMPORT ? PLACE_FILE
                                            : PLACE_OTHER_DECL);
}

DirectiveList *p_take_func_directives(Parser *p)
{
    return take(p, PLACE_FUNC);
}

// ImportSpec = [ "." | PackageName ] ImportPath .
static Node *import_spec(Parser *p)
{
    Node *n = p_node(p, NODE_IMPORT_DECL, p->l.pos);
    p_take_directives(p, DECL_IMPORT);
    if (p->l.tok == TOK_NAME) {
        n->import_decl.name = p_name(p);
    } else if (p->l.tok == TOK_DOT) {
        n->import_decl.name = p_new_name(p, p->l.pos, ".");
        p_next(p);
    }
    Node *path = n->import_decl.path = p_literal_or_null(p);
    if (!path) {
        p_syntax_error(p, "missing import path");
        p_advance(p, SET(SEMI) | SET(RPAREN));
    } else if (!path->bad && path->basic_lit.kind != LIT_STRING) {
        p_syntax_error_at(p, path->pos, "import path must be a string");
        path->bad = true;
    }
    return p_done(p, n);
}

// The state of a ( ... ) group of constants: what an empty spec repeats.
typedef struct DeclGroup {
    DeclKeyword keyword;
    Node *first;        // NULL outside a group.
    const Node *source; // The last spec with type or values.
    int count;
    bool grouped;
} DeclGroup;

// ConstSpec = IdentifierList [ [ Type ] "=" ExpressionList ] .
static Node *const_spec(Parser *p, DeclGroup *group)
{
    Node *n = p_node(p, NODE_CONST_DECL, p->l.pos);
    p_take_directives(p, DECL_CONST);
    n->const_decl.names = p_name_list(p, p_name(p));
    if (p->l.tok != TOK_EOF && p->l.tok != TOK_SEMI &&
        p->l.tok != TOK_RPAREN) {
        n->const_decl.type = p_type_or_null(p);
        if (p_got_assign(p))
            n->const_decl.values = p_expr_list(p);
    }
    if (group->grouped && !group->first)
        group->first = n;
    if (n->const_decl.type || n->const_decl.values.count)
        group->source = n;
    n->const_decl.from = group->source;
    n->const_decl.group = group->first;
    n->const_decl.iota = group->count++;
    return p_done(p, n);
}

// True if x can only be a type or part of a constraint.
static bool is_type_elem(const Node *x)
{
    switch ((NodeKind)x->kind) {
    case NODE_ARRAY_TYPE:
    case NODE_SLICE_TYPE:
    case NODE_STRUCT_TYPE:
    case NODE_FUNC_TYPE:
    case NODE_INTERFACE_TYPE:
    case NODE_MAP_TYPE:
    case NODE_CHAN_TYPE: return true;
    case NODE_BINARY:
        return is_type_elem(x->binary.x) || is_type_elem(x->binary.y);
    case NODE_UNARY: return x->op == TOK_TILDE || is_type_elem(x->unary.x);
    case NODE_STAR: return is_type_elem(x->star.x);
    case NODE_PAREN: return is_type_elem(x->paren.x);
    default: return false;
    }
}

// Reads the expression x as "name constraint", if it can be: P *E is a
// product, P (E) a call, until something shows that E is a type.  With force
// nothing needs to show.  Gives the name and sets *type (NULL for a lone
// name), or gives NULL.
//
//     P *[]int   P, *[]int        P *E|~F   P, *E|~F       P *E   NULL
static Node *split_param(Parser *p, Node *x, bool force, Node **type)
{
    *type = NULL;
    if (x->kind == NODE_IDENT)
        return x;
    if (x->kind == NODE_BINARY && x->op == TOK_MUL) {
        if (x->binary.x->kind != NODE_IDENT ||
            !(force || is_type_elem(x->binary.y)))
            return NULL;
        *type = p_node(p, NODE_STAR, x->pos);
        (*type)->star.x = x->binary.y;
        (*type)->end = x->end;
        return x->binary.x;
    }
    if (x->kind == NODE_BINARY && x->op == TOK_OR) {
        Node *left;
        Node *name = split_param(p, x->binary.x,
                                 force || is_type_elem(x->binary.y), &left);
        if (!name || !left)
            return NULL;
        *type = p_node(p, NODE_BINARY, x->pos);
        **type = *x;
        (*type)->binary.x = left;
        return name;
    }
    if (x->kind == NODE_CALL && x->call.fun->kind == NODE_IDENT &&
        x->call.args.count == 1 && !x->call.has_dots &&
        (force || is_type_elem(x->call.args.at[0]))) {
        *type = node_unparen(x->call.args.at[0]);
        return x->call.fun;
    }
    return NULL;
}

static void finish_type_spec(Parser *p, Node *n)
{
    n->type_decl.alias = p_got_assign(p);
    n->type_decl.type = p_type_or_null(p);
}

// Behind "T [ name": an array length or the first type parameter.
static void type_spec_bracket_name(Parser *p, Node *n, Pos lbrack)
{
    Node *x = p_name(p);
    // A [ behind the name starts a constraint: P []E; no length does that.
    if (p->l.tok != TOK_LBRACK) {
        p->expr_nest++;
        x = p_binary_expr(p, p_primary_expr(p, x), 0);
        p->expr_nest--;
    }
    Node *type;
    Node *name = split_param(p, x, p->l.tok == TOK_COMMA, &type);
    if (name && (type || p->l.tok != TOK_RBRACK)) {
        n->type_decl.tparams = p_param_list(
            p, name, type, (ParamRules){TOK_RBRACK, true, false});
        finish_type_spec(p, n);
    } else {
        n->type_decl.type = p_array_type(p, lbrack, x);
    }
}

// TypeSpec = identifier [ TypeParams ] [ "=" ] Type .
static Node *type_spec(Parser *p)
{
    Node *n = p_node(p, NODE_TYPE_DECL, p->l.pos);
    n->type_decl.directives = p_take_directives(p, DECL_TYPE);
    n->type_decl.name = p_name(p);
    Pos lbrack = p->l.pos;
    if (!p_got(p, TOK_LBRACK))
        finish_type_spec(p, n);
    else if (p->l.tok == TOK_NAME)
        type_spec_bracket_name(p, n, lbrack);
    else if (p_got(p, TOK_RBRACK))
        n->type_decl.type = p_slice_type(p, lbrack);
    else
        n->type_decl.type = p_array_type(p, lbrack, NULL);

    if (!n->type_decl.type) {
        n->type_decl.type = p_bad_expr(p);
        p_syntax_error(p, "in type declaration");
        p_advance(p, SET(SEMI) | SET(RPAREN));
    }
    return p_done(p, n);
}

// VarSpec = IdentifierList ( Type [ "=" ExpressionList ] |
//                            "=" ExpressionList ) .
static Node *var_spec(Parser *p)
{
    Node *n = p_node(p, NODE_VAR_DECL, p->l.pos);
    n->var_decl.directives = p_take_directives(p, DECL_VAR);
    n->var_decl.names = p_name_list(p, p_name(p));
    if (p_got_assign(p)) {
        n->var_decl.values = p_expr_list(p);
    } else {
        n->var_decl.type = p_type(p);
        if (p_got_assign(p))
            n->var_decl.values = p_expr_list(p);
    }
    return p_done(p, n);
}

static bool add_spec(Parser *p, void *context)
{
    DeclGroup *group = context;
    switch (group->keyword) {
    case DECL_IMPORT: p_list_add(p, import_spec(p)); break;
    case DECL_CONST: p_list_add(p, const_spec(p, group)); break;
    case DECL_TYPE: p_list_add(p, type_spec(p)); break;
    case DECL_VAR: p_list_add(p, var_spec(p)); break;
    }
    return false;
}

// Decl = keyword ( Spec | "(" { Spec ";" } ")" ) .
void p_decl_group(Parser *p, DeclKeyword keyword)
{
    DeclGroup group = {.keyword = keyword};
    if (p->l.tok != TOK_LPAREN) {
        add_spec(p, &group);
        return;
    }
    group.grouped = true;
    p_clear_directives(p); // Before "(": those behind it are for the spec.
    p_next(p);
    p_list(p, "grouped declaration", TOK_SEMI, TOK_RPAREN, add_spec, &group);
}

// Receiver = Parameters, exactly one.
static Node *receiver(Parser *p)
{
    NodeList list = p_param_list(p, NULL, NULL,
                                 (ParamRules){TOK_RPAREN, false, false});
    if (list.count == 0)
        p_error_at(p, p->l.pos, "method has no receiver");
    else if (list.count > 1)
        p_error_at(p, p->l.pos, "method has multiple receivers");
    return list.count ? list.at[0] : NULL;
}

// FunctionDecl = "func" [ Receiver ] FunctionName [ TypeParams ] Signature
//                [ FunctionBody ] .
Node *p_func_decl(Parser *p)
{
    Node *n = p_node(p, NODE_FUNC_DECL, p->l.pos);
    n->func_decl.directives = p_take_func_directives(p);
    bool method = p_got(p, TOK_LPAREN);
    if (method)
        n->func_decl.recv = receiver(p);

    if (p->l.tok == TOK_NAME) {
        n->func_decl.name = p_name(p);
        n->func_decl.type = p_func_type(p, NULL, &n->func_decl.tparams);
    } else {
        n->func_decl.name = p_new_name(p, p->l.pos, "_");
        n->func_decl.type = p_node(p, NODE_FUNC_TYPE, p->l.pos);
        p_syntax_error(p, method ? "expected name" : "expected name or (");
        p_advance(p, SET(LBRACE) | SET(SEMI));
    }
    if (p->l.tok == TOK_LBRACE)
        n->func_decl.body = p_func_body(p);
    return p_done(p, n);
}
