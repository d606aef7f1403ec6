// frontend/parse_type.c -- Types, parameter lists, struct and interface bodies.
//
// Names in parameter lists are settled only when the list is complete:
// (a, b int) declares two names, (a, b) mentions two types.
//
// Invariant: fields that come from one name list share their type node.
#include "frontend/parser_internal.h"

static Node *pointer_to(Parser *p, Pos star, Node *elem)
{
    Node *n = p_node(p, NODE_STAR, star);
    n->star.x = elem;
    return p_done(p, n);
}

static Node *field(Parser *p, Pos pos, Node *name, Node *type)
{
    Node *n = p_node(p, NODE_FIELD, pos);
    n->field.name = name;
    n->field.type = type;
    return p_done(p, n);
}

Node *p_type(Parser *p)
{
    Node *n = p_type_or_null(p);
    if (n)
        return n;
    n = p_bad_expr(p);
    p_syntax_error(p, "expected type");
    p_advance(p, SET(COMMA) | SET(COLON) | SET(SEMI) | SET(RPAREN) |
                     SET(RBRACK) | SET(RBRACE));
    return n;
}

static Node *chan_elem(Parser *p)
{
    Node *n = p_type_or_null(p);
    if (!n) {
        n = p_bad_expr(p);
        p_syntax_error(p, "missing channel element type");
    }
    return n;
}

// "<-" "chan" ElementType, or "chan" [ "<-" ] ElementType .
static Node *chan_type(Parser *p)
{
    Node *n = p_node(p, NODE_CHAN_TYPE, p->l.pos);
    if (p_got(p, TOK_ARROW)) {
        p_want(p, TOK_CHAN);
        n->chan_type.dir = AST_CHAN_RECV;
    } else {
        p_next(p);
        n->chan_type.dir = p_got(p, TOK_ARROW) ? AST_CHAN_SEND : AST_CHAN_BOTH;
    }
    n->chan_type.elem = chan_elem(p);
    return p_done(p, n);
}

// MapType = "map" "[" KeyType "]" ElementType .
static Node *map_type(Parser *p)
{
    Node *n = p_node(p, NODE_MAP_TYPE, p->l.pos);
    p_next(p);
    p_want(p, TOK_LBRACK);
    n->map_type.key = p_type(p);
    p_want(p, TOK_RBRACK);
    n->map_type.elem = p_type(p);
    return p_done(p, n);
}

// ArrayType = "[" ( ArrayLength | "..." ) "]" ElementType .  "[" has been
// consumed, and so has the length if it is given.
Node *p_array_type(Parser *p, Pos lbrack, Node *len)
{
    if (!len && !p_got(p, TOK_DOTDOTDOT)) {
        p->expr_nest++;
        len = p_expr(p);
        p->expr_nest--;
    }
    if (p->l.tok == TOK_COMMA) {
        p_syntax_error(p, "unexpected comma; expected ]");
        p_next(p);
    }
    p_want(p, TOK_RBRACK);
    Node *n = p_node(p, NODE_ARRAY_TYPE, lbrack);
    n->array_type.len = len;
    n->array_type.elem = p_type(p);
    return p_done(p, n);
}

Node *p_slice_type(Parser *p, Pos lbrack)
{
    Node *n = p_node(p, NODE_SLICE_TYPE, lbrack);
    n->slice_type.elem = p_type(p);
    return p_done(p, n);
}

// TypeArgs = "[" TypeList [ "," ] "]" .
static Node *type_instance(Parser *p, Node *generic)
{
    Node *n = p_node(p, NODE_INDEX, p->l.pos);
    n->index.x = generic;
    p_want(p, TOK_LBRACK);
    if (p->l.tok == TOK_RBRACK) {
        p_syntax_error(p, "expected type argument list");
        n->index.args = p_list_one(p, p_bad_expr(p));
    } else {
        bool comma;
        n->index.args = p_type_list(p, true, &comma);
    }
    n->index.rbrack = p->l.pos;
    p_want(p, TOK_RBRACK);
    return p_done(p, n);
}

// TypeName = identifier [ "." identifier ] [ TypeArgs ] .
Node *p_qualified_name(Parser *p, Node *name)
{
    Node *x = name;
    if (!x && p->l.tok == TOK_NAME) {
        x = p_name(p);
    } else if (!x) {
        x = p_new_name(p, p->l.pos, "_");
        p_syntax_error(p, "expected name");
        p_advance(p, SET(DOT) | SET(SEMI) | SET(RBRACE));
    }
    if (p->l.tok == TOK_DOT) {
        Node *n = p_node(p, NODE_SELECTOR, p->l.pos);
        p_next(p);
        n->selector.x = x;
        n->selector.sel = p_name(p);
        x = p_done(p, n);
    }
    if (p->l.tok == TOK_LBRACK)
        x = type_instance(p, x);
    return x;
}

// Result = Parameters | Type .
static NodeList func_result(Parser *p)
{
    if (p_got(p, TOK_LPAREN))
        return p_param_list(p, NULL, NULL,
                            (ParamRules){TOK_RPAREN, false, false});
    Pos pos = p->l.pos;
    Node *type = p_type_or_null(p);
    return type ? p_list_one(p, field(p, pos, NULL, type)) : (NodeList){0};
}

// Signature = [ TypeParams ] Parameters [ Result ] .
Node *p_func_type(Parser *p, const char *context, NodeList *tparams)
{
    Node *n = p_node(p, NODE_FUNC_TYPE, p->l.pos);
    Pos lbrack = p->l.pos;
    if (p_got(p, TOK_LBRACK)) {
        if (context)
            p_syntax_error_at(p, lbrack, "%s must have no type parameters",
                              context);
        if (p->l.tok == TOK_RBRACK) {
            p_syntax_error(p, "empty type parameter list");
            p_next(p);
        } else {
            NodeList list = p_param_list(p, NULL, NULL,
                                         (ParamRules){TOK_RBRACK, true, false});
            if (tparams)
                *tparams = list;
        }
    }
    p_want(p, TOK_LPAREN);
    n->func_type.params = p_param_list(p, NULL, NULL,
                                       (ParamRules){TOK_RPAREN, false, true});
    n->func_type.rparen = p->last_end - 1;
    n->func_type.results = func_result(p);
    return p_done(p, n);
}

// "[" has been consumed: an array type [n]E, or type arguments [A, B], which
// come back as an INDEX without operand.
static Node *array_or_type_args(Parser *p)
{
    Pos pos = p->l.pos;
    p_want(p, TOK_LBRACK);
    if (p_got(p, TOK_RBRACK))
        return p_slice_type(p, pos);

    bool comma;
    NodeList list = p_type_list(p, false, &comma);
    Pos rbrack = p->l.pos;
    p_want(p, TOK_RBRACK);
    Node *elem = comma ? NULL : p_type_or_null(p);
    Node *n = p_node(p, elem ? NODE_ARRAY_TYPE : NODE_INDEX, pos);
    if (elem) {
        n->array_type.len = list.at[0];
        n->array_type.elem = elem;
    } else {
        n->index.args = list;
        n->index.rbrack = rbrack;
    }
    return p_done(p, n);
}

// --- Struct types ------------------------------------------------------------

static void add_field(Parser *p, Pos pos, Node *name, Node *type, Node *tag)
{
    Node *n = field(p, pos, name, type);
    n->field.tag = tag;
    p_list_add(p, n);
}

static void embedded_field(Parser *p, Pos pos, Node *type)
{
    add_field(p, pos, NULL, type, p_literal_or_null(p));
}

// A field declaration that starts with a name.
static void named_field(Parser *p)
{
    Pos pos = p->l.pos;
    Node *name = p_name(p);
    if (p->l.tok == TOK_DOT || p->l.tok == TOK_LITERAL ||
        p->l.tok == TOK_SEMI || p->l.tok == TOK_RBRACE) {
        embedded_field(p, pos, p_qualified_name(p, name));
        return;
    }
    NodeList names = p_name_list(p, name);
    Node *type;
    if (names.count == 1 && p->l.tok == TOK_LBRACK) {
        // T [n]E is a field, T[A, B] an embedded instance.
        type = array_or_type_args(p);
        if (type->kind == NODE_INDEX) {
            type->index.x = name;
            embedded_field(p, pos, type);
            return;
        }
    } else {
        type = p_type(p);
    }
    Node *tag = p_literal_or_null(p);
    for (int i = 0; i < names.count; i++)
        add_field(p, names.at[i]->pos, names.at[i], type, tag);
}

// Embedded types must not be parenthesised; accept (T), (*T) and *(T).
static void parenthesized_field(Parser *p, Pos pos, bool behind_star)
{
    p_syntax_error(p, "cannot parenthesize embedded type");
    p_next(p);
    Node *type;
    Pos star = p->l.pos;
    if (!behind_star && p_got(p, TOK_MUL))
        type = pointer_to(p, star, p_qualified_name(p, NULL));
    else
        type = p_qualified_name(p, NULL);
    p_got(p, TOK_RPAREN);
    if (behind_star)
        type = pointer_to(p, pos, type);
    embedded_field(p, pos, type);
}

// FieldDecl = ( IdentifierList Type | [ "*" ] TypeName ) [ Tag ] .
static bool field_decl(Parser *p, void *context)
{
    (void)context;
    Pos pos = p->l.pos;
    switch (p->l.tok) {
    case TOK_NAME: named_field(p); break;
    case TOK_MUL:
        p_next(p);
        if (p->l.tok == TOK_LPAREN)
            parenthesized_field(p, pos, true);
        else
            embedded_field(p, pos,
                           pointer_to(p, pos, p_qualified_name(p, NULL)));
        break;
    case TOK_LPAREN: parenthesized_field(p, pos, false); break;
    default:
        p_syntax_error(p, "expected field name or embedded type");
        p_advance(p, SET(SEMI) | SET(RBRACE));
        break;
    }
    return false;
}

// StructType = "struct" "{" { FieldDecl ";" } "}" .
static Node *struct_type(Parser *p)
{
    Node *n = p_node(p, NODE_STRUCT_TYPE, p->l.pos);
    p_want(p, TOK_STRUCT);
    p_want(p, TOK_LBRACE);
    int begin = p_list_begin(p);
    n->struct_type.rbrace = p_list(p, "struct type", TOK_SEMI, TOK_RBRACE,
                                   field_decl, NULL);
    n->struct_type.fields = p_list_end(p, begin);
    return p_done(p, n);
}

// --- Interface types ---------------------------------------------------------

// EmbeddedTerm = [ "~" ] Type .
static Node *embedded_term(Parser *p)
{
    if (p->l.tok == TOK_TILDE) {
        Node *n = p_node(p, NODE_UNARY, p->l.pos);
        n->op = TOK_TILDE;
        p_next(p);
        n->unary.x = p_type(p);
        return p_done(p, n);
    }
    Node *n = p_type_or_null(p);
    if (!n) {
        n = p_bad_expr(p);
        p_syntax_error(p, "expected ~ term or type");
        p_advance(p, SET_OPERATOR | SET(SEMI) | SET(RPAREN) | SET(RBRACK) |
                         SET(RBRACE));
    }
    return n;
}

// EmbeddedElem = EmbeddedTerm { "|" EmbeddedTerm } .  The first term may be
// given.
static Node *embedded_elem(Parser *p, Node *x)
{
    if (!x)
        x = embedded_term(p);
    for (int n = 0; p->l.tok == TOK_OR && p_chain_ok(p, n); n++) {
        Node *u = p_node(p, NODE_BINARY, p->l.pos);
        u->op = TOK_OR;
        p_next(p);
        u->binary.x = x;
        u->binary.y = embedded_term(p);
        x = p_done(p, u);
    }
    return x;
}

static const char method_context[] = "interface method";

static Node *method_type(Parser *p)
{
    return p_func_type(p, method_context, NULL);
}

// Behind "name [": a (forbidden) generic method or an embedded instance.
static void method_or_instance(Parser *p, Node *f, Node *name)
{
    Pos lbrack = p->l.pos;
    p_next(p);
    if (p->l.tok == TOK_RBRACK) {
        Pos rbrack = p->l.pos;
        p_next(p);
        bool method = p->l.tok == TOK_LPAREN;
        p_error_at(p, rbrack, method ? "empty type parameter list"
                                     : "empty type argument list");
        f->field.name = method ? name : NULL;
        f->field.type = method ? method_type(p) : name;
        return;
    }
    NodeList list = p_param_list(p, NULL, NULL,
                                 (ParamRules){TOK_RBRACK, false, false});
    Pos rbrack = p->last_end - 1;
    if (list.count == 0) {
        bool method = p->l.tok == TOK_LPAREN;
        f->field.name = method ? name : NULL;
        f->field.type = method ? method_type(p) : name;
    } else if (list.at[0]->field.name) {
        f->field.name = name;
        f->field.type = method_type(p);
        p_error_at(p, lbrack, "interface method must have no type parameters");
    } else {
        Node *n = p_node(p, NODE_INDEX, lbrack);
        n->index.x = name;
        n->index.rbrack = rbrack;
        int begin = p_list_begin(p);
        for (int i = 0; i < list.count; i++)
            p_list_add(p, list.at[i]->field.type);
        n->index.args = p_list_end(p, begin);
        f->field.type = p_done(p, n);
    }
}

// MethodSpec = MethodName Signature | TypeName .
static Node *method_spec(Parser *p)
{
    Node *f = p_node(p, NODE_FIELD, p->l.pos);
    Node *name = p_name(p);
    if (p->l.tok == TOK_LPAREN) {
        f->field.name = name;
        f->field.type = method_type(p);
    } else if (p->l.tok == TOK_LBRACK) {
        method_or_instance(p, f, name);
    } else {
        f->field.type = p_qualified_name(p, name);
    }
    return p_done(p, f);
}

// { MethodSpec | EmbeddedElem }
static bool interface_elem(Parser *p, void *context)
{
    (void)context;
    Node *f = p->l.tok == TOK_NAME ? method_spec(p)
                                   : p_node(p, NODE_FIELD, p->l.pos);
    if (!f->field.name)
        f->field.type = embedded_elem(p, f->field.type);
    p_list_add(p, p_done(p, f));
    return false;
}

// InterfaceType = "interface" "{" { ( MethodSpec | EmbeddedElem ) ";" } "}" .
static Node *interface_type(Parser *p)
{
    Node *n = p_node(p, NODE_INTERFACE_TYPE, p->l.pos);
    p_want(p, TOK_INTERFACE);
    p_want(p, TOK_LBRACE);
    int begin = p_list_begin(p);
    n->interface_type.rbrace = p_list(p, "interface type", TOK_SEMI,
                                      TOK_RBRACE, interface_elem, NULL);
    n->interface_type.elems = p_list_end(p, begin);
    return p_done(p, n);
}

// Type = TypeName | TypeLit | "(" Type ")" .
static Node *type_or_null(Parser *p)
{
    Pos pos = p->l.pos;
    switch (p->l.tok) {
    case TOK_MUL:
        p_next(p);
        return pointer_to(p, pos, p_type(p));
    case TOK_ARROW:
    case TOK_CHAN: return chan_type(p);
    case TOK_FUNC:
        p_next(p);
        return p_func_type(p, "function type", NULL);
    case TOK_LBRACK:
        p_next(p);
        if (p_got(p, TOK_RBRACK))
            return p_slice_type(p, pos);
        return p_array_type(p, pos, NULL);
    case TOK_MAP: return map_type(p);
    case TOK_STRUCT: return struct_type(p);
    case TOK_INTERFACE: return interface_type(p);
    case TOK_NAME: return p_qualified_name(p, NULL);
    case TOK_LPAREN: {
        p_next(p);
        Node *n = p_type(p);
        p_want(p, TOK_RPAREN);
        return n;
    }
    default: return NULL;
    }
}

Node *p_type_or_null(Parser *p)
{
    if (!p_enter(p))
        return p_bad_expr(p);
    Node *n = type_or_null(p);
    p_leave(p);
    return n;
}

// --- Parameter lists ---------------------------------------------------------

// "..." Type, behind an optional name.
static Node *dots_type(Parser *p)
{
    Node *n = p_node(p, NODE_DOTS_TYPE, p->l.pos);
    p_next(p);
    n->dots_type.elem = p_type_or_null(p);
    if (n->dots_type.elem)
        return p_done(p, n);
    n = p_bad_expr(p);
    p_syntax_error(p, "... is missing type");
    return n;
}

// With sets, "|" behind a type continues a union.
static Node *maybe_union(Parser *p, Node *type, bool sets)
{
    return sets && p->l.tok == TOK_OR ? embedded_elem(p, type) : type;
}

// A parameter that starts with a name: sets f->field.name and type, or only
// one of them while it is open what the name is.
static void named_param(Parser *p, Node *f, Node *name, bool sets)
{
    if (p->l.tok == TOK_LBRACK) {
        Node *type = array_or_type_args(p);
        if (type->kind == NODE_INDEX)
            type->index.x = name;
        else
            f->field.name = name;
        f->field.type = type;
        if (sets && p->l.tok == TOK_OR)
            f->field.type = embedded_elem(p, type);
        return;
    }
    if (p->l.tok == TOK_DOT) {
        f->field.type = maybe_union(p, p_qualified_name(p, name), sets);
        return;
    }
    if (sets && p->l.tok == TOK_OR) {
        f->field.type = embedded_elem(p, name);
        return;
    }
    f->field.name = name;
    if (p->l.tok == TOK_DOTDOTDOT)
        f->field.type = dots_type(p);
    else if (sets && p->l.tok == TOK_TILDE)
        f->field.type = embedded_elem(p, NULL);
    else {
        f->field.type = p_type_or_null(p);
        if (f->field.type)
            f->field.type = maybe_union(p, f->field.type, sets);
    }
}

// ParameterDecl = [ identifier ] [ "..." ] Type .  NULL after an error.
static Node *param_decl_or_null(Parser *p, Node *name, Token close)
{
    bool sets = close == TOK_RBRACK; // ~T and A|B may appear.
    Node *f = p_node(p, NODE_FIELD, name ? name->pos : p->l.pos);
    if (name || p->l.tok == TOK_NAME) {
        named_param(p, f, name ? name : p_name(p), sets);
        return p_done(p, f);
    }
    if (sets && p->l.tok == TOK_TILDE)
        f->field.type = embedded_elem(p, NULL);
    else if (p->l.tok == TOK_DOTDOTDOT)
        f->field.type = dots_type(p);
    else if ((f->field.type = p_type_or_null(p)))
        f->field.type = maybe_union(p, f->field.type, sets);
    if (f->field.type)
        return p_done(p, f);

    p_syntax_error(p, "expected %s", p_token_string(close));
    p_advance(p, SET(COMMA) | (TokenSet)1 << close);
    return NULL;
}

typedef struct ParamState {
    Node *name, *type; // The given first parameter, until it is used.
    Token close;
    int named; // With name and type.
    int typed; // With a type.
} ParamState;

static bool add_param(Parser *p, void *context)
{
    ParamState *s = context;
    Node *f;
    if (s->type)
        f = field(p, s->name->pos, s->name, s->type);
    else
        f = param_decl_or_null(p, s->name, s->close);
    s->name = s->type = NULL;
    if (f) {
        s->named += f->field.name && f->field.type;
        s->typed += f->field.type != NULL;
        p_list_add(p, f);
    }
    return false;
}

static const char *missing_part(const ParamState *s, ParamRules rules,
                                int count)
{
    if (s->named == s->typed) // Names without types, at the end of the list.
        return rules.require_names ? "missing type constraint"
                                   : "missing parameter type";
    if (!rules.require_names)
        return "missing parameter name";
    return count == 1
               ? "missing type parameter name or invalid array length"
               : "missing type parameter name";
}

// All must be named: hands types leftwards, (a, b int), and complains about
// what remains without name or type.
static void distribute_types(Parser *p, NodeList list, const ParamState *s,
                             ParamRules rules, Pos close)
{
    Pos error = NO_POS;
    Node *type = NULL;
    for (int i = list.count - 1; i >= 0; i--) {
        Node *f = list.at[i];
        if (f->field.type) {
            type = f->field.type;
            if (!f->field.name) {
                error = node_start(type);
                f->field.name = p_new_name(p, error, "_");
            }
        } else if (type) {
            f->field.type = type;
        } else {
            error = f->field.name->pos;
            f->field.type = p_node(p, NODE_BAD_EXPR, error);
        }
    }
    if (error != NO_POS)
        p_syntax_error_at(p, s->named == s->typed ? close : error, "%s",
                          missing_part(s, rules, list.count));
}

// "..." only in front of the last parameter's type, and not everywhere.
static void check_dots(Parser *p, NodeList list, bool ok)
{
    bool reported = false;
    for (int i = 0; i < list.count; i++) {
        Node *type = list.at[i]->field.type;
        if (type->kind != NODE_DOTS_TYPE || (ok && i + 1 == list.count))
            continue;
        if (!reported)
            p_error_at(p, type->pos,
                       ok ? "can only use ... with final parameter"
                          : "invalid use of ...");
        reported = true;
        list.at[i]->field.type = type->dots_type.elem;
    }
}

// Parameters = "(" [ ParameterDecl { "," ParameterDecl } [ "," ] ] ")" .
NodeList p_param_list(Parser *p, Node *name, Node *type, ParamRules rules)
{
    if (name && type && p->l.tok == rules.close) {
        p_next(p);
        return p_list_one(p, field(p, name->pos, name, type));
    }
    ParamState s = {.name = name, .type = type, .close = rules.close};
    int begin = p_list_begin(p);
    Pos close = p_list(p, "parameter list", TOK_COMMA, rules.close, add_param,
                       &s);
    NodeList list = p_list_end(p, begin);
    if (s.named == 0 && !rules.require_names) {
        for (int i = 0; i < list.count; i++) {
            Node *f = list.at[i];
            if (f->field.name) {
                f->field.type = f->field.name;
                f->field.name = NULL;
            }
        }
    } else if (s.named != list.count) {
        distribute_types(p, list, &s, rules, close);
    }
    check_dots(p, list, rules.dots_ok);
    return list;
}
