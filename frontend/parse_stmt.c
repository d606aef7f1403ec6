// frontend/parse_stmt.c -- Statements.
//
// Simple statements start with an expression list; the token behind it tells
// what they are.  The headers of if, for and switch share one function.
//
// Invariant: a function that gives NULL has consumed nothing it did not
// complain about.
#include "frontend/parser_internal.h"

#include "frontend/ast_print.h"

static Node *stmt_or_null(Parser *p);
static NodeList stmt_list(Parser *p);

// Which header a simple statement stands in.
typedef enum Header { HEADER_NONE, HEADER_IF, HEADER_FOR, HEADER_SWITCH }
    Header;

// Block = "{" StatementList "}" .  context: what the brace follows, if it may
// be missing ("if clause").
static Node *block(Parser *p, const char *context)
{
    Node *n = p_node(p, NODE_BLOCK, p->l.pos);
    if (!p_got(p, TOK_LBRACE)) {
        p_syntax_error(p, "expected { after %s", context);
        p_advance(p, SET(NAME) | SET(RBRACE));
        n->block.rbrace = p->l.pos;
        if (p_got(p, TOK_RBRACE))
            return p_done(p, n);
    }
    n->block.stmts = stmt_list(p);
    n->block.rbrace = p->l.pos;
    p_want(p, TOK_RBRACE);
    return p_done(p, n);
}

Node *p_func_body(Parser *p)
{
    p->func_nest++;
    Node *n = block(p, "");
    p->func_nest--;
    return n;
}

static Node *expr_stmt(Parser *p, Node *x)
{
    Node *n = p_node(p, NODE_EXPR_STMT, x->pos);
    n->expr_stmt.x = x;
    return p_done(p, n);
}

// RangeClause = [ ExpressionList ( "=" | ":=" ) ] "range" Expression .
static Node *range_clause(Parser *p, NodeList lhs, bool define)
{
    Node *n = p_node(p, NODE_RANGE_STMT, p->l.pos);
    n->range.range_pos = p->l.pos;
    p_next(p);
    n->range.lhs = lhs;
    n->range.define = define;
    n->range.x = p_expr(p);
    return p_done(p, n);
}

// IncDecStmt, SendStmt, x op= y, or an expression.
static Node *single_expr_stmt(Parser *p, Node *x)
{
    Node *n;
    Pos pos = p->l.pos;
    switch (p->l.tok) {
    case TOK_ASSIGN_OP:
        n = p_node(p, NODE_OP_ASSIGN_STMT, pos);
        n->op = (uint8_t)p->l.op;
        p_next(p);
        n->op_assign.x = x;
        n->op_assign.y = p_expr(p);
        return p_done(p, n);
    case TOK_INC_DEC:
        n = p_node(p, NODE_INC_DEC_STMT, pos);
        n->op = (uint8_t)p->l.op;
        p_next(p);
        n->inc_dec.x = x;
        return p_done(p, n);
    case TOK_ARROW:
        n = p_node(p, NODE_SEND_STMT, pos);
        p_next(p);
        n->send.chan = x;
        n->send.value = p_expr(p);
        return p_done(p, n);
    default: return expr_stmt(p, x);
    }
}

// Assignment = ExpressionList ( "=" | ":=" ) ExpressionList .
static Node *assignment(Parser *p, NodeList lhs, Header header)
{
    Pos pos = p->l.pos;
    bool define = p->l.tok == TOK_DEFINE;
    p_next(p);
    if (header == HEADER_FOR && p->l.tok == TOK_RANGE)
        return range_clause(p, lhs, define);

    NodeList rhs = p_expr_list(p);
    if (rhs.count == 1 && rhs.at[0]->kind == NODE_TYPE_SWITCH_GUARD &&
        header == HEADER_SWITCH && define && lhs.count == 1 &&
        lhs.at[0]->kind == NODE_IDENT) {
        rhs.at[0]->type_switch_guard.lhs = lhs.at[0];
        return expr_stmt(p, rhs.at[0]);
    }
    Node *n = p_node(p, NODE_ASSIGN_STMT, pos);
    n->assign.lhs = lhs;
    n->assign.rhs = rhs;
    n->assign.define = define;
    return p_done(p, n);
}

// What follows an expression list.
static Node *simple_stmt_rest(Parser *p, NodeList lhs, Header header)
{
    if (p->l.tok == TOK_ASSIGN || p->l.tok == TOK_DEFINE)
        return assignment(p, lhs, header);
    if (lhs.count == 1)
        return single_expr_stmt(p, lhs.at[0]);
    p_syntax_error(p, "expected := or = or comma");
    p_advance(p, SET(SEMI) | SET(RBRACE));
    return expr_stmt(p, lhs.at[0]);
}

// SimpleStmt = ExpressionStmt | SendStmt | IncDecStmt | Assignment |
//              ShortVarDecl .
static Node *simple_stmt(Parser *p, Header header)
{
    if (header == HEADER_FOR && p->l.tok == TOK_RANGE)
        return range_clause(p, (NodeList){0}, false);
    return simple_stmt_rest(p, p_expr_list(p), header);
}

// --- Headers of if, for, switch ----------------------------------------------

typedef struct HeaderParts {
    Node *init;
    Node *cond; // if, for: condition; switch: tag.
    Node *post;
} HeaderParts;

// A binary expression in parentheses, so that the "=" between two stands out.
static void put_emphasized(StrBuf *b, NodeList list)
{
    bool binary = list.count == 1 && list.at[0]->kind == NODE_BINARY;
    if (binary)
        strbuf_putc(b, '(');
    for (int i = 0; i < list.count; i++) {
        if (i)
            strbuf_puts(b, ", ");
        node_print(b, list.at[i], STYLE_ERROR);
    }
    if (binary)
        strbuf_putc(b, ')');
}

// The statement in the place of a condition is none.
static void not_a_condition(Parser *p, const Node *s)
{
    StrBuf b = {0};
    if (s->kind == NODE_ASSIGN_STMT && !s->assign.define) {
        strbuf_puts(&b, "assignment ");
        put_emphasized(&b, s->assign.lhs);
        strbuf_puts(&b, " = ");
        put_emphasized(&b, s->assign.rhs);
    } else {
        node_print(&b, s, STYLE_ERROR);
    }
    p_syntax_error_at(p, s->pos, "cannot use %s as value", b.p);
    strbuf_free(&b);
}

// "if init; {": the message depends on whether the semicolon was written.
static Node *missing_condition(Parser *p, Pos semi, Str semi_lit)
{
    if (str_eq_cstr(semi_lit, "semicolon"))
        p_syntax_error_at(p, semi, "missing condition in if statement");
    else
        p_syntax_error_at(p, semi,
                          "unexpected %.*s, expected { after if clause",
                          STR_ARG(semi_lit));
    return p_node(p, NODE_BAD_EXPR, semi);
}

// Behind the first semicolon of a for clause.  False: no condition statement
// may be looked at.
static bool for_clause_rest(Parser *p, Node **cond, Node **post)
{
    if (p->l.tok != TOK_SEMI) {
        if (p->l.tok == TOK_LBRACE) {
            p_syntax_error(p, "expected for loop condition");
            return false;
        }
        *cond = simple_stmt(p, HEADER_NONE);
    }
    p_want(p, TOK_SEMI);
    if (p->l.tok != TOK_LBRACE) {
        *post = simple_stmt(p, HEADER_NONE);
        if ((*post)->kind == NODE_ASSIGN_STMT && (*post)->assign.define)
            p_syntax_error_at(p, (*post)->pos,
                              "cannot declare in post statement of for loop");
    }
    return true;
}

static const char *header_keyword(Header header)
{
    return header == HEADER_IF ? "if" : header == HEADER_FOR ? "for" : "switch";
}

// The statements between the keyword and "{"; for range, init is the clause.
static HeaderParts header_clauses(Parser *p, Header header)
{
    HeaderParts h = {0};
    if (p->l.tok != TOK_SEMI) {
        if (p_got(p, TOK_VAR))
            p_syntax_error(p, "var declaration not allowed in %s initializer",
                           header_keyword(header));
        h.init = simple_stmt(p, header);
        if (h.init->kind == NODE_RANGE_STMT)
            return h;
    }
    Node *cond = NULL;
    Pos semi = NO_POS;
    Str semi_lit = STR_NONE;
    if (p->l.tok == TOK_LBRACE) {
        cond = h.init;
        h.init = NULL;
    } else {
        if (p->l.tok == TOK_SEMI) {
            semi = p->l.pos;
            semi_lit = p->l.lit;
            p_next(p);
        } else {
            // Asking for { rather than ; makes the better message.
            p_want(p, TOK_LBRACE);
            if (p->l.tok != TOK_LBRACE)
                p_advance(p, SET(LBRACE) | SET(RBRACE));
        }
        if (header == HEADER_FOR)
            for_clause_rest(p, &cond, &h.post);
        else if (p->l.tok != TOK_LBRACE)
            cond = simple_stmt(p, header);
    }
    if (cond && cond->kind == NODE_EXPR_STMT)
        h.cond = cond->expr_stmt.x;
    else if (cond)
        not_a_condition(p, cond);
    else if (header == HEADER_IF && semi != NO_POS)
        h.cond = missing_condition(p, semi, semi_lit);
    return h;
}

static HeaderParts header(Parser *p, Header kind)
{
    HeaderParts h = {0};
    p_next(p);
    if (p->l.tok == TOK_LBRACE) {
        if (kind == HEADER_IF) {
            p_syntax_error(p, "missing condition in if statement");
            h.cond = p_bad_expr(p);
        }
        return h;
    }
    int outer = p->expr_nest;
    p->expr_nest = -1;
    h = header_clauses(p, kind);
    p->expr_nest = outer;
    return h;
}

static Node *if_head(Parser *p)
{
    Node *n = p_node(p, NODE_IF_STMT, p->l.pos);
    HeaderParts h = header(p, HEADER_IF);
    n->if_.init = h.init;
    n->if_.cond = h.cond ? h.cond : p_bad_expr(p);
    n->if_.then = block(p, "if clause");
    return p_done(p, n);
}

// IfStmt = "if" [ SimpleStmt ";" ] Expression Block
//          [ "else" ( IfStmt | Block ) ] .
static Node *if_stmt(Parser *p)
{
    Node *first = if_head(p), *last = first;
    for (int n = 0; p_got(p, TOK_ELSE) && p_chain_ok(p, n); n++) {
        if (p->l.tok == TOK_IF) {
            last = last->if_.els = if_head(p);
            continue;
        }
        if (p->l.tok == TOK_LBRACE) {
            last->if_.els = block(p, "");
        } else {
            p_syntax_error(p,
                           "else must be followed by if or statement block");
            p_advance(p, SET(NAME) | SET(RBRACE));
        }
        break;
    }
    for (Node *n = first; n; n = n->if_.els) {
        p_done(p, n);
        if (n->kind != NODE_IF_STMT || n == last)
            break;
    }
    return first;
}

// ForStmt = "for" [ Condition | ForClause | RangeClause ] Block .
static Node *for_stmt(Parser *p)
{
    Pos pos = p->l.pos;
    HeaderParts h = header(p, HEADER_FOR);
    if (h.init && h.init->kind == NODE_RANGE_STMT) {
        Node *n = h.init;
        n->pos = pos;
        n->range.body = block(p, "for clause");
        return p_done(p, n);
    }
    Node *n = p_node(p, NODE_FOR_STMT, pos);
    n->for_.init = h.init;
    n->for_.cond = h.cond;
    n->for_.post = h.post;
    n->for_.body = block(p, "for clause");
    return p_done(p, n);
}

// "case" list or "default", up to and including the colon.
static Pos clause_head(Parser *p, bool *is_case)
{
    *is_case = p->l.tok == TOK_CASE;
    if (!*is_case && p->l.tok != TOK_DEFAULT) {
        p_syntax_error(p, "expected case or default or }");
        p_advance(p, SET(COLON) | SET(CASE) | SET(DEFAULT) | SET(RBRACE));
        return NO_POS;
    }
    p_next(p);
    return p->l.pos;
}

// ExprCaseClause = ( "case" ExpressionList | "default" ) ":" StatementList .
static Node *case_clause(Parser *p)
{
    Node *n = p_node(p, NODE_CASE_CLAUSE, p->l.pos);
    bool is_case;
    clause_head(p, &is_case);
    n->case_clause.is_default = !is_case;
    if (is_case)
        n->case_clause.exprs = p_expr_list(p);
    n->case_clause.colon = p->l.pos;
    p_want(p, TOK_COLON);
    n->case_clause.body = stmt_list(p);
    return p_done(p, n);
}

// CommClause = ( "case" ( SendStmt | RecvStmt ) | "default" ) ":"
//              StatementList .
static Node *comm_clause(Parser *p)
{
    Node *n = p_node(p, NODE_COMM_CLAUSE, p->l.pos);
    bool is_case;
    clause_head(p, &is_case);
    if (is_case)
        n->comm_clause.comm = simple_stmt(p, HEADER_NONE);
    n->comm_clause.colon = p->l.pos;
    p_want(p, TOK_COLON);
    n->comm_clause.body = stmt_list(p);
    return p_done(p, n);
}

// "{" { Clause } "}" of a switch or select.
static NodeList clauses(Parser *p, const char *what,
                        Node *(*clause)(Parser *p), Pos *rbrace)
{
    if (!p_got(p, TOK_LBRACE)) {
        p_syntax_error(p, "missing { after %s clause", what);
        p_advance(p, SET(CASE) | SET(DEFAULT) | SET(RBRACE));
    }
    int begin = p_list_begin(p);
    while (p->l.tok != TOK_EOF && p->l.tok != TOK_RBRACE)
        p_list_add(p, clause(p));
    NodeList list = p_list_end(p, begin);
    *rbrace = p->l.pos;
    p_want(p, TOK_RBRACE);
    return list;
}

// SwitchStmt = ExprSwitchStmt | TypeSwitchStmt .
static Node *switch_stmt(Parser *p)
{
    Node *n = p_node(p, NODE_SWITCH_STMT, p->l.pos);
    HeaderParts h = header(p, HEADER_SWITCH);
    if (h.cond && h.cond->kind == NODE_TYPE_SWITCH_GUARD)
        n->kind = NODE_TYPE_SWITCH_STMT;
    n->switch_.init = h.init;
    n->switch_.tag = h.cond;
    n->switch_.clauses = clauses(p, "switch", case_clause,
                                 &n->switch_.rbrace);
    return p_done(p, n);
}

// SelectStmt = "select" "{" { CommClause } "}" .
static Node *select_stmt(Parser *p)
{
    Node *n = p_node(p, NODE_SELECT_STMT, p->l.pos);
    p_next(p);
    n->select.clauses = clauses(p, "select", comm_clause, &n->select.rbrace);
    return p_done(p, n);
}

// GoStmt = "go" Expression .  DeferStmt = "defer" Expression .
static Node *go_or_defer_stmt(Parser *p)
{
    bool is_go = p->l.tok == TOK_GO;
    Node *n = p_node(p, is_go ? NODE_GO_STMT : NODE_DEFER_STMT, p->l.pos);
    p_next(p);
    Node *x = p_primary_expr(p, NULL);
    if (x->kind == NODE_PAREN) {
        p_error_at(p, x->pos, "expression in %s must not be parenthesized",
                   is_go ? "go" : "defer");
        x = node_unparen(x);
    }
    n->go_defer.call = x;
    return p_done(p, n);
}

// break, continue, goto and fallthrough, with their labels.
static Node *branch_stmt(Parser *p)
{
    Node *n = p_node(p, NODE_BRANCH_STMT, p->l.pos);
    n->op = (uint8_t)p->l.tok;
    p_next(p);
    if (n->op == TOK_GOTO ||
        (n->op != TOK_FALLTHROUGH && p->l.tok == TOK_NAME))
        n->branch.label = p_name(p);
    return p_done(p, n);
}

// ReturnStmt = "return" [ ExpressionList ] .
static Node *return_stmt(Parser *p)
{
    Node *n = p_node(p, NODE_RETURN_STMT, p->l.pos);
    p_next(p);
    if (p->l.tok != TOK_SEMI && p->l.tok != TOK_RBRACE)
        n->return_.results = p_expr_list(p);
    return p_done(p, n);
}

static Node *decl_stmt(Parser *p, DeclKeyword keyword)
{
    Node *n = p_node(p, NODE_DECL_STMT, p->l.pos);
    p_next(p);
    int begin = p_list_begin(p);
    p_decl_group(p, keyword);
    n->decl_stmt.decls = p_list_end(p, begin);
    return p_done(p, n);
}

// LabeledStmt = Label ":" Statement .
static Node *labeled_stmt_or_null(Parser *p, Node *label)
{
    Node *n = p_node(p, NODE_LABELED_STMT, p->l.pos);
    n->labeled.label = label;
    p_want(p, TOK_COLON);
    if (p->l.tok == TOK_RBRACE)
        n->labeled.stmt = p_node(p, NODE_EMPTY_STMT, p->l.pos);
    else
        n->labeled.stmt = stmt_or_null(p);
    if (n->labeled.stmt)
        return p_done(p, n);
    p_syntax_error_at(p, n->pos, "missing statement after label");
    return NULL;
}

static Node *stmt_with_name(Parser *p)
{
    p_clear_directives(p);
    NodeList lhs = p_expr_list(p);
    if (lhs.count == 1 && lhs.at[0]->kind == NODE_IDENT &&
        p->l.tok == TOK_COLON)
        return labeled_stmt_or_null(p, lhs.at[0]);
    return simple_stmt_rest(p, lhs, HEADER_NONE);
}

static Node *statement(Parser *p)
{
    switch (p->l.tok) {
    case TOK_NAME: return stmt_with_name(p);
    case TOK_VAR: return decl_stmt(p, DECL_VAR);
    case TOK_CONST: return decl_stmt(p, DECL_CONST);
    case TOK_TYPE: return decl_stmt(p, DECL_TYPE);
    default: break;
    }
    p_clear_directives(p);
    switch (p->l.tok) {
    case TOK_LBRACE: return block(p, "");
    case TOK_ADD:
    case TOK_SUB:
    case TOK_MUL:
    case TOK_AND:
    case TOK_XOR:
    case TOK_NOT:
    case TOK_LITERAL:
    case TOK_FUNC:
    case TOK_LPAREN:
    case TOK_LBRACK:
    case TOK_STRUCT:
    case TOK_MAP:
    case TOK_CHAN:
    case TOK_INTERFACE:
    case TOK_ARROW: return simple_stmt(p, HEADER_NONE);
    case TOK_FOR: return for_stmt(p);
    case TOK_SWITCH: return switch_stmt(p);
    case TOK_SELECT: return select_stmt(p);
    case TOK_IF: return if_stmt(p);
    case TOK_FALLTHROUGH:
    case TOK_BREAK:
    case TOK_CONTINUE:
    case TOK_GOTO: return branch_stmt(p);
    case TOK_GO:
    case TOK_DEFER: return go_or_defer_stmt(p);
    case TOK_RETURN: return return_stmt(p);
    case TOK_SEMI: return p_node(p, NODE_EMPTY_STMT, p->l.pos);
    default: return NULL;
    }
}

static Node *stmt_or_null(Parser *p)
{
    if (!p_enter(p))
        return NULL;
    Node *n = statement(p);
    p_leave(p);
    return n;
}

// StatementList = { Statement ";" } .
static NodeList stmt_list(Parser *p)
{
    int begin = p_list_begin(p);
    while (p->l.tok != TOK_EOF && p->l.tok != TOK_RBRACE &&
           p->l.tok != TOK_CASE && p->l.tok != TOK_DEFAULT) {
        Node *n = stmt_or_null(p);
        p_clear_directives(p);
        if (!n)
            break;
        p_list_add(p, n);
        // ";" is optional before "}".
        if (!p_got(p, TOK_SEMI) && p->l.tok != TOK_RBRACE) {
            p_syntax_error(p, "at end of statement");
            p_advance(p, SET(SEMI) | SET(RBRACE) | SET(CASE) | SET(DEFAULT));
            p_got(p, TOK_SEMI); // No spurious empty statement.
        }
    }
    return p_list_end(p, begin);
}
