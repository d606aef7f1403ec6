// frontend/parse_expr.c -- Expressions.
//
// Types are parsed as expressions wherever both may stand; it is for the
// checker to tell them apart.  p->expr_nest says whether { may open a composite
// literal behind a name: in the header of if, for and switch only inside
// parentheses or brackets.
//
//     if x == T{1} {}     x == T, then a block
//     if x == (T{1}) {}   a composite literal
//
// Invariant: expr_nest is the same after an expression as before it.
#include "frontend/parser_internal.h"

#include "frontend/ast_print.h"

static Node *unary_expr(Parser *p);

Node *p_expr(Parser *p)
{
    return p_binary_expr(p, NULL, 0);
}

// Expression = UnaryExpr | Expression binary_op Expression .  The leftmost
// operand may be given; operators of precedence prec and below are left.
Node *p_binary_expr(Parser *p, Node *x, int prec)
{
    if (!x)
        x = unary_expr(p);
    for (int n = 0; p->l.prec > prec && p_chain_ok(p, n); n++) {
        Node *b = p_node(p, NODE_BINARY, p->l.pos);
        b->op = (uint8_t)p->l.op;
        int inner = p->l.prec;
        p_next(p);
        b->binary.x = x;
        b->binary.y = p_binary_expr(p, NULL, inner);
        x = p_done(p, b);
    }
    return x;
}

// <- in front of a channel type belongs to the innermost chan without arrow:
// <-(chan<- (chan E)) is written <-chan <-chan E.
static void move_arrow_inwards(Parser *p, Node *x)
{
    AstChanDir dir = AST_CHAN_SEND;
    Node *t = x;
    while (dir == AST_CHAN_SEND && t->kind == NODE_CHAN_TYPE) {
        dir = (AstChanDir)t->chan_type.dir;
        if (dir == AST_CHAN_RECV)
            p_syntax_error(p, "unexpected <-, expected chan");
        t->chan_type.dir = AST_CHAN_RECV;
        t = t->chan_type.elem;
    }
    if (dir == AST_CHAN_SEND)
        p_syntax_error(p, "unexpected %.*s, expected chan",
                       STR_ARG(node_text(p->ctx->arena, t, STYLE_ERROR)));
}

static Node *arrow_expr(Parser *p)
{
    Pos pos = p->l.pos;
    p_next(p);
    Node *x = unary_expr(p);
    if (x->kind == NODE_CHAN_TYPE) {
        move_arrow_inwards(p, x);
        return x;
    }
    Node *n = p_node(p, NODE_UNARY, pos);
    n->op = TOK_ARROW;
    n->unary.x = x;
    return p_done(p, n);
}

static Node *prefix_expr(Parser *p, NodeKind kind)
{
    Node *n = p_node(p, kind, p->l.pos);
    n->op = (uint8_t)p->l.op;
    p_next(p);
    Node *x = unary_expr(p);
    if (kind == NODE_STAR)
        n->star.x = x;
    else
        n->unary.x = n->op == TOK_AND ? node_unparen(x) : x;
    return p_done(p, n);
}

// UnaryExpr = PrimaryExpr | unary_op UnaryExpr .
static Node *unary_expr(Parser *p)
{
    if (!p_enter(p))
        return p_bad_expr(p);
    Node *n;
    switch (p->l.tok) {
    case TOK_MUL: n = prefix_expr(p, NODE_STAR); break;
    case TOK_ADD:
    case TOK_SUB:
    case TOK_NOT:
    case TOK_XOR:
    case TOK_TILDE:
    case TOK_AND: n = prefix_expr(p, NODE_UNARY); break;
    case TOK_ARROW: n = arrow_expr(p); break;
    default: n = p_primary_expr(p, NULL); break;
    }
    p_leave(p);
    return n;
}

static Node *paren_expr(Parser *p)
{
    Node *n = p_node(p, NODE_PAREN, p->l.pos);
    p_next(p);
    p->expr_nest++;
    n->paren.x = p_expr(p);
    p->expr_nest--;
    n->paren.rparen = p->l.pos;
    p_want(p, TOK_RPAREN);
    return p_done(p, n);
}

// FunctionLit = "func" Signature FunctionBody; without body it is a type.
static Node *func_lit_or_type(Parser *p)
{
    Pos pos = p->l.pos;
    p_next(p);
    Node *type = p_func_type(p, "function type", NULL);
    if (p->l.tok != TOK_LBRACE)
        return type;
    Node *n = p_node(p, NODE_FUNC_LIT, pos);
    p->expr_nest++;
    n->func_lit.type = type;
    n->func_lit.body = p_func_body(p);
    p->expr_nest--;
    return p_done(p, n);
}

// Operand = Literal | OperandName | "(" Expression ")" .
static Node *operand(Parser *p)
{
    switch (p->l.tok) {
    case TOK_NAME: return p_name(p);
    case TOK_LITERAL: return p_literal_or_null(p);
    case TOK_LPAREN: return paren_expr(p);
    case TOK_FUNC: return func_lit_or_type(p);
    case TOK_LBRACK:
    case TOK_CHAN:
    case TOK_MAP:
    case TOK_STRUCT:
    case TOK_INTERFACE: return p_type(p);
    default: {
        Node *n = p_bad_expr(p);
        p_syntax_error(p, "expected expression");
        p_advance(p, SET(RPAREN) | SET(RBRACK) | SET(RBRACE));
        return n;
    }
    }
}

// Selector = "." identifier; TypeAssertion = "." "(" Type ")" .
static Node *selector_or_assertion(Parser *p, Node *x)
{
    Pos dot = p->l.pos;
    p_next(p);
    if (p->l.tok == TOK_NAME) {
        Node *n = p_node(p, NODE_SELECTOR, dot);
        n->selector.x = x;
        n->selector.sel = p_name(p);
        return p_done(p, n);
    }
    if (!p_got(p, TOK_LPAREN)) {
        p_syntax_error(p, "expected name or (");
        p_advance(p, SET(SEMI) | SET(RPAREN));
        return x;
    }
    Node *n;
    if (p_got(p, TOK_TYPE)) {
        n = p_node(p, NODE_TYPE_SWITCH_GUARD, dot);
        n->type_switch_guard.x = x;
    } else {
        n = p_node(p, NODE_TYPE_ASSERT, dot);
        n->type_assert.x = x;
        n->type_assert.type = p_type(p);
    }
    p_want(p, TOK_RPAREN);
    return p_done(p, n);
}

// Behind "[" and the first index, at ":" .
static Node *slice_expr(Parser *p, Node *x, Pos lbrack, Node *lo)
{
    if (!p_got(p, TOK_COLON)) {
        p_syntax_error(p, "expected comma, : or ]");
        p_advance(p, SET(COMMA) | SET(COLON) | SET(RBRACK));
    }
    Node *n = p_node(p, NODE_SLICE, lbrack);
    n->slice.x = x;
    n->slice.lo = lo;
    p->expr_nest++;
    if (p->l.tok != TOK_COLON && p->l.tok != TOK_RBRACK)
        n->slice.hi = p_expr(p);
    if (p->l.tok == TOK_COLON) {
        n->slice.full = true;
        if (!n->slice.hi) {
            p_error_at(p, p->l.pos, "middle index required in 3-index slice");
            n->slice.hi = p_bad_expr(p);
        }
        p_next(p);
        if (p->l.tok != TOK_RBRACK) {
            n->slice.max = p_expr(p);
        } else {
            p_error_at(p, p->l.pos, "final index required in 3-index slice");
            n->slice.max = p_bad_expr(p);
        }
    }
    p->expr_nest--;
    n->slice.rbrack = p->l.pos;
    p_want(p, TOK_RBRACK);
    return p_done(p, n);
}

// Index = "[" Expression [ "," ] "]"; Slice; TypeArgs.
static Node *index_or_slice(Parser *p, Node *x)
{
    Pos lbrack = p->l.pos;
    p_next(p);
    NodeList args = {0};
    bool comma = false;
    if (p->l.tok == TOK_RBRACK) {
        p_syntax_error(p, "expected operand");
        args = p_list_one(p, p_bad_expr(p));
    } else if (p->l.tok != TOK_COLON) {
        args = p_type_list(p, false, &comma);
    }
    if (p->l.tok == TOK_COLON || !(comma || p->l.tok == TOK_RBRACK))
        if (!comma)
            return slice_expr(p, x, lbrack, args.count ? args.at[0] : NULL);

    Node *n = p_node(p, NODE_INDEX, lbrack);
    n->index.x = x;
    n->index.args = args;
    n->index.rbrack = p->l.pos;
    p_want(p, TOK_RBRACK);
    return p_done(p, n);
}

static bool add_argument(Parser *p, void *context)
{
    bool *has_dots = context;
    p_list_add(p, p_expr(p));
    *has_dots = p_got(p, TOK_DOTDOTDOT);
    return *has_dots;
}

// Arguments = "(" [ ExpressionList [ "..." ] [ "," ] ] ")" .
static Node *call_expr(Parser *p, Node *fun)
{
    Node *n = p_node(p, NODE_CALL, p->l.pos);
    n->call.fun = fun;
    p_next(p);
    p->expr_nest++;
    int begin = p_list_begin(p);
    bool has_dots = false;
    n->call.rparen = p_list(p, "argument list", TOK_COMMA, TOK_RPAREN,
                            add_argument, &has_dots);
    n->call.args = p_list_end(p, begin);
    n->call.has_dots = has_dots;
    p->expr_nest--;
    return p_done(p, n);
}

// True if x can only be a value, so that { behind it opens no literal.
static bool is_value(const Node *x)
{
    switch ((NodeKind)x->kind) {
    case NODE_BASIC_LIT:
    case NODE_COMPOSITE_LIT:
    case NODE_FUNC_LIT:
    case NODE_SLICE:
    case NODE_TYPE_ASSERT:
    case NODE_TYPE_SWITCH_GUARD:
    case NODE_CALL:
    case NODE_UNARY:
    case NODE_BINARY: return true;
    case NODE_PAREN: return is_value(x->paren.x);
    case NODE_INDEX:
        return is_value(x->index.x) ||
               (x->index.args.count == 1 && is_value(x->index.args.at[0]));
    default: return false;
    }
}

static bool may_be_literal_type(const Parser *p, const Node *x)
{
    switch ((NodeKind)x->kind) {
    case NODE_IDENT:
    case NODE_SELECTOR: return p->expr_nest >= 0;
    case NODE_INDEX: return p->expr_nest >= 0 && !is_value(x);
    case NODE_ARRAY_TYPE:
    case NODE_SLICE_TYPE:
    case NODE_STRUCT_TYPE:
    case NODE_MAP_TYPE: return true;
    default: return false;
    }
}

static Node *literal_value(Parser *p);

// Element = Expression | LiteralValue .
static Node *element(Parser *p)
{
    return p->l.tok == TOK_LBRACE ? literal_value(p) : p_expr(p);
}

// KeyedElement = [ Key ":" ] Element .
static bool keyed_element(Parser *p, void *context)
{
    Node *literal = context;
    Node *x = element(p);
    if (p->l.tok == TOK_COLON) {
        Node *n = p_node(p, NODE_KEY_VALUE, p->l.pos);
        p_next(p);
        n->key_value.key = x;
        n->key_value.value = element(p);
        n->key_value.field_index = -1;
        x = p_done(p, n);
        literal->composite_lit.nkeys++;
    }
    p_list_add(p, x);
    return false;
}

// LiteralValue = "{" [ KeyedElement { "," KeyedElement } [ "," ] ] "}" .
static Node *literal_value(Parser *p)
{
    if (!p_enter(p))
        return p_bad_expr(p);
    Node *n = p_node(p, NODE_COMPOSITE_LIT, p->l.pos);
    p->expr_nest++;
    p_want(p, TOK_LBRACE);
    int begin = p_list_begin(p);
    n->composite_lit.rbrace = p_list(p, "composite literal", TOK_COMMA,
                                     TOK_RBRACE, keyed_element, n);
    n->composite_lit.elems = p_list_end(p, begin);
    p->expr_nest--;
    p_leave(p);
    return p_done(p, n);
}

// x behind which "{" stands.  NULL if the brace is not ours.
static Node *composite_lit_or_null(Parser *p, Node *x)
{
    Node *type = node_unparen(x);
    if (!may_be_literal_type(p, type))
        return NULL;
    if (type != x)
        p_syntax_error(p, "cannot parenthesize type in composite literal");
    Node *n = literal_value(p);
    if (n->kind == NODE_COMPOSITE_LIT)
        n->composite_lit.type = x;
    return n;
}

// PrimaryExpr = Operand { Selector | Index | Slice | TypeAssertion |
//                         Arguments | LiteralValue } .
Node *p_primary_expr(Parser *p, Node *x)
{
    if (!x)
        x = operand(p);
    for (int n = 0; p_chain_ok(p, n); n++) {
        Node *next = NULL;
        switch (p->l.tok) {
        case TOK_DOT: next = selector_or_assertion(p, x); break;
        case TOK_LBRACK: next = index_or_slice(p, x); break;
        case TOK_LPAREN: next = call_expr(p, x); break;
        case TOK_LBRACE: next = composite_lit_or_null(p, x); break;
        default: break;
        }
        if (!next)
            break;
        x = next;
    }
    return x;
}

// ExpressionList = Expression { "," Expression } .
NodeList p_expr_list(Parser *p)
{
    int begin = p_list_begin(p);
    do {
        p_list_add(p, p_expr(p));
    } while (p_got(p, TOK_COMMA));
    return p_list_end(p, begin);
}

NodeList p_type_list(Parser *p, bool strict, bool *comma)
{
    int begin = p_list_begin(p);
    p->expr_nest++;
    *comma = false;
    p_list_add(p, strict ? p_type(p) : p_expr(p));
    while (p_got(p, TOK_COMMA)) {
        *comma = true;
        Node *type = p_type_or_null(p);
        if (!type)
            break;
        p_list_add(p, type);
    }
    p->expr_nest--;
    return p_list_end(p, begin);
}
