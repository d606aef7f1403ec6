// frontend/ast_print.c -- Expressions, types and statements as source text.
//
// Invariant: whatever the parser can build has a text; an absent node prints
// nothing.
#include "frontend/ast_print.h"

#include "frontend/print_internal.h"

static void put(const Printer *p, const char *s)
{
    strbuf_puts(p->out, s);
}

static void put_list(const Printer *p, NodeList list)
{
    for (int i = 0; i < list.count; i++) {
        if (i)
            put(p, ", ");
        print_node(p, list.at[i]);
    }
}

// (a, b int, c string): names that share a type are listed in front of it.
static void put_params(const Printer *p, NodeList list, char open, char close)
{
    strbuf_putc(p->out, open);
    for (int i = 0; i < list.count; i++) {
        const Node *f = list.at[i];
        if (i)
            put(p, ", ");
        if (f->field.name) {
            print_node(p, f->field.name);
            const Node *next = i + 1 < list.count ? list.at[i + 1] : NULL;
            if (next && next->field.name && next->field.type == f->field.type)
                continue;
            put(p, " ");
        }
        print_node(p, f->field.type);
    }
    strbuf_putc(p->out, close);
}

static void put_signature(const Printer *p, const Node *type)
{
    put_params(p, type->func_type.params, '(', ')');
    NodeList results = type->func_type.results;
    if (results.count == 0)
        return;
    put(p, " ");
    if (results.count == 1 && !results.at[0]->field.name)
        print_node(p, results.at[0]->field.type);
    else
        put_params(p, results, '(', ')');
}

static void put_struct_fields(const Printer *p, NodeList list)
{
    for (int i = 0; i < list.count; i++) {
        const Node *f = list.at[i];
        bool shares = i > 0 && f->field.name && list.at[i - 1]->field.name &&
                      list.at[i - 1]->field.type == f->field.type;
        if (i)
            put(p, shares ? ", " : "; ");
        if (f->field.name)
            print_node(p, f->field.name);
        const Node *next = i + 1 < list.count ? list.at[i + 1] : NULL;
        if (next && f->field.name && next->field.name &&
            next->field.type == f->field.type)
            continue;
        if (f->field.name)
            put(p, " ");
        print_node(p, f->field.type);
        if (f->field.tag) {
            put(p, " ");
            print_node(p, f->field.tag);
        }
    }
}

static void put_methods(const Printer *p, NodeList list)
{
    for (int i = 0; i < list.count; i++) {
        const Node *f = list.at[i];
        if (i)
            put(p, "; ");
        if (f->field.name) {
            print_node(p, f->field.name);
            put_signature(p, f->field.type);
        } else {
            print_node(p, f->field.type);
        }
    }
}

static void put_chan_type(const Printer *p, const Node *n)
{
    const Node *elem = n->chan_type.elem;
    put(p, n->chan_type.dir == AST_CHAN_RECV   ? "<-chan "
           : n->chan_type.dir == AST_CHAN_SEND ? "chan<- "
                                               : "chan ");
    // chan (<-chan T) would read as chan<- chan T.
    bool ambiguous = n->chan_type.dir == AST_CHAN_BOTH &&
                     elem->kind == NODE_CHAN_TYPE &&
                     elem->chan_type.dir == AST_CHAN_RECV;
    put(p, ambiguous ? "(" : "");
    print_node(p, elem);
    put(p, ambiguous ? ")" : "");
}

static void put_type(const Printer *p, const Node *n)
{
    switch ((NodeKind)n->kind) {
    case NODE_ARRAY_TYPE:
        put(p, "[");
        if (n->array_type.len)
            print_node(p, n->array_type.len);
        else
            put(p, "...");
        put(p, "]");
        print_node(p, n->array_type.elem);
        break;
    case NODE_SLICE_TYPE:
        put(p, "[]");
        print_node(p, n->slice_type.elem);
        break;
    case NODE_DOTS_TYPE:
        put(p, "...");
        print_node(p, n->dots_type.elem);
        break;
    case NODE_STRUCT_TYPE:
        put(p, "struct{");
        put_struct_fields(p, n->struct_type.fields);
        put(p, "}");
        break;
    case NODE_FUNC_TYPE:
        put(p, "func");
        put_signature(p, n);
        break;
    case NODE_INTERFACE_TYPE:
        put(p, "interface{");
        put_methods(p, n->interface_type.elems);
        put(p, "}");
        break;
    case NODE_MAP_TYPE:
        put(p, "map[");
        print_node(p, n->map_type.key);
        put(p, "]");
        print_node(p, n->map_type.elem);
        break;
    case NODE_CHAN_TYPE: put_chan_type(p, n); break;
    default: break;
    }
}

// What is indexed or sliced; the style of -m drops parentheses and must put
// back those that are needed: (*p)[1:].
static void put_base(const Printer *p, const Node *x)
{
    const Node *inner = node_unparen((Node *)x);
    bool needed = p->style == STYLE_ESCAPE &&
                  (inner->kind == NODE_STAR || inner->kind == NODE_UNARY ||
                   inner->kind == NODE_BINARY);
    put(p, needed ? "(" : "");
    print_node(p, x);
    put(p, needed ? ")" : "");
}

static void put_slice(const Printer *p, const Node *n)
{
    put_base(p, n->slice.x);
    put(p, "[");
    print_node(p, n->slice.lo);
    put(p, ":");
    print_node(p, n->slice.hi);
    if (n->slice.max) {
        put(p, ":");
        print_node(p, n->slice.max);
    }
    put(p, "]");
}

static void put_call(const Printer *p, const Node *n)
{
    print_node(p, n->call.fun);
    put(p, "(");
    put_list(p, n->call.args);
    put(p, n->call.has_dots ? "...)" : ")");
}

static void put_guard(const Printer *p, const Node *n)
{
    if (n->type_switch_guard.lhs) {
        print_node(p, n->type_switch_guard.lhs);
        put(p, " := ");
    }
    print_node(p, n->type_switch_guard.x);
    put(p, ".(type)");
}

static void put_func_lit(const Printer *p, const Node *n)
{
    print_node(p, n->func_lit.type);
    put(p, n->func_lit.body->block.stmts.count ? " {…}" : " {}");
}

// A long chain a + b + ... is printed in a loop, not by recursion.
static void put_binary(const Printer *p, const Node *n)
{
    int depth = 0;
    for (const Node *x = n; x->kind == NODE_BINARY; x = x->binary.x)
        depth++;
    VEC(const Node *) chain = {0};
    for (const Node *x = n; depth-- > 0; x = x->binary.x)
        vec_push(&chain, x);
    print_node(p, vec_last(&chain)->binary.x);
    while (chain.len) {
        const Node *x = vec_pop(&chain);
        strbuf_printf(p->out, " %s ", token_text((Token)x->op));
        print_node(p, x->binary.y);
    }
    vec_free(&chain);
}

static void put_expr(const Printer *p, const Node *n)
{
    switch ((NodeKind)n->kind) {
    case NODE_BAD_EXPR: put(p, "<bad expr>"); break;
    case NODE_IDENT: strbuf_put(p->out, n->ident.name->str); break;
    case NODE_BASIC_LIT: strbuf_put(p->out, n->basic_lit.text); break;
    case NODE_COMPOSITE_LIT:
        print_node(p, n->composite_lit.type);
        put(p, n->composite_lit.elems.count ? "{…}" : "{}");
        break;
    case NODE_KEY_VALUE:
        print_node(p, n->key_value.key);
        put(p, ": ");
        print_node(p, n->key_value.value);
        break;
    case NODE_FUNC_LIT: put_func_lit(p, n); break;
    case NODE_PAREN:
        put(p, "(");
        print_node(p, n->paren.x);
        put(p, ")");
        break;
    case NODE_SELECTOR:
        print_node(p, n->selector.x);
        put(p, ".");
        print_node(p, n->selector.sel);
        break;
    case NODE_INDEX:
        put_base(p, n->index.x);
        put(p, "[");
        put_list(p, n->index.args);
        put(p, "]");
        break;
    case NODE_SLICE: put_slice(p, n); break;
    case NODE_TYPE_ASSERT:
        print_node(p, n->type_assert.x);
        put(p, ".(");
        print_node(p, n->type_assert.type);
        put(p, ")");
        break;
    case NODE_TYPE_SWITCH_GUARD: put_guard(p, n); break;
    case NODE_UNARY:
        put(p, token_text((Token)n->op));
        print_node(p, n->unary.x);
        break;
    case NODE_STAR:
        put(p, "*");
        print_node(p, n->star.x);
        break;
    case NODE_BINARY: put_binary(p, n); break;
    case NODE_CALL: put_call(p, n); break;
    default: put_type(p, n); break;
    }
}

static void put_assign(const Printer *p, const Node *n)
{
    put_list(p, n->assign.lhs);
    put(p, n->assign.define ? " := " : " = ");
    put_list(p, n->assign.rhs);
}

static void put_range(const Printer *p, const Node *n)
{
    put(p, "for ");
    if (n->range.lhs.count) {
        put_list(p, n->range.lhs);
        put(p, n->range.define ? " := " : " = ");
    }
    put(p, "range ");
    print_node(p, n->range.x);
    put(p, " {…}");
}

static void put_branch(const Printer *p, const Node *n)
{
    put(p, token_text((Token)n->op));
    if (n->branch.label) {
        put(p, " ");
        print_node(p, n->branch.label);
    }
}

static void put_op_assign(const Printer *p, const Node *n)
{
    print_node(p, n->op_assign.x);
    strbuf_printf(p->out, " %s= ", token_text((Token)n->op));
    print_node(p, n->op_assign.y);
}

static void put_inc_dec(const Printer *p, const Node *n)
{
    print_node(p, n->inc_dec.x);
    put(p, token_text((Token)n->op));
    put(p, token_text((Token)n->op));
}

// Statements with bodies never appear inside messages: a word must do.
static void put_stmt(const Printer *p, const Node *n)
{
    switch ((NodeKind)n->kind) {
    case NODE_LABELED_STMT:
        print_node(p, n->labeled.label);
        put(p, ": ");
        print_node(p, n->labeled.stmt);
        break;
    case NODE_EXPR_STMT: print_node(p, n->expr_stmt.x); break;
    case NODE_SEND_STMT:
        print_node(p, n->send.chan);
        put(p, " <- ");
        print_node(p, n->send.value);
        break;
    case NODE_ASSIGN_STMT: put_assign(p, n); break;
    case NODE_OP_ASSIGN_STMT: put_op_assign(p, n); break;
    case NODE_INC_DEC_STMT: put_inc_dec(p, n); break;
    case NODE_BRANCH_STMT: put_branch(p, n); break;
    case NODE_GO_STMT:
    case NODE_DEFER_STMT:
        put(p, n->kind == NODE_GO_STMT ? "go " : "defer ");
        print_node(p, n->go_defer.call);
        break;
    case NODE_RETURN_STMT:
        put(p, n->return_.results.count ? "return " : "return");
        put_list(p, n->return_.results);
        break;
    case NODE_RANGE_STMT: put_range(p, n); break;
    case NODE_BLOCK: put(p, n->block.stmts.count ? "{…}" : "{}"); break;
    case NODE_IF_STMT: put(p, "if statement"); break;
    case NODE_FOR_STMT: put(p, "for loop"); break;
    case NODE_SWITCH_STMT:
    case NODE_TYPE_SWITCH_STMT: put(p, "switch statement"); break;
    case NODE_SELECT_STMT: put(p, "select statement"); break;
    default: break;
    }
}

static void put_field(const Printer *p, const Node *n)
{
    if (n->field.name) {
        print_node(p, n->field.name);
        put(p, " ");
    }
    print_node(p, n->field.type);
}

void print_node(const Printer *p, const Node *n)
{
    if (!n)
        return;
    if (node_is_expr(n) && p->style == STYLE_ESCAPE)
        print_escape_expr(p, n, 0);
    else if (node_is_expr(n))
        put_expr(p, n);
    else if (n->kind == NODE_FIELD)
        put_field(p, n);
    else
        put_stmt(p, n);
}

// --- The style of -m ---------------------------------------------------------

enum { PREC_UNARY = 7, PREC_PRIMARY = 8 };

static int escape_precedence(const Node *n)
{
    switch ((NodeKind)n->kind) {
    case NODE_BINARY: {
        int prec = token_precedence((Token)n->op);
        return prec >= 3 ? prec + 1 : prec; // 3 is a send there.
    }
    case NODE_UNARY: return PREC_UNARY;
    case NODE_STAR: return PREC_UNARY;
    default: return PREC_PRIMARY;
    }
}

static bool is_type_literal(const Node *n)
{
    return n->kind >= NODE_ARRAY_TYPE || n->kind == NODE_STAR;
}

static bool is_conversion(const Node *n)
{
    const Node *fun = node_unparen(n->call.fun);
    return n->call.args.count == 1 &&
           (fun->mode == MODE_TYPE ||
            (fun->mode == MODE_INVALID && fun->kind >= NODE_ARRAY_TYPE));
}

static void put_checked_type(const Printer *p, const Node *n)
{
    if (!p->hooks || !p->hooks->put_type ||
        !p->hooks->put_type(p->out, n, p->hooks->context))
        put_expr(p, n);
}

static void put_escape_call(const Printer *p, const Node *n)
{
    if (!is_conversion(n)) {
        print_escape_expr(p, n->call.fun, PREC_PRIMARY);
        put(p, "(");
        put_list(p, n->call.args);
        put(p, n->call.has_dots ? "...)" : ")");
        return;
    }
    const Node *type = node_unparen(n->call.fun);
    put(p, is_type_literal(type) ? "(" : "");
    put_checked_type(p, type);
    put(p, is_type_literal(type) ? ")(" : "(");
    print_node(p, n->call.args.at[0]);
    put(p, ")");
}

static void put_escape_unary(const Printer *p, const Node *n)
{
    const Node *x = node_unparen(n->unary.x);
    put(p, token_text((Token)n->op));
    if (n->op == TOK_AND && x->kind == NODE_COMPOSITE_LIT) {
        print_escape_expr(p, x, 0);
        return;
    }
    if (x->kind == NODE_UNARY && x->op == n->op)
        put(p, " ");
    print_escape_expr(p, x, PREC_UNARY + 1);
}

static void put_escape_literal(const Printer *p, const Node *n)
{
    if (!p->hooks || !p->hooks->put_type ||
        !p->hooks->put_type(p->out, n, p->hooks->context))
        print_node(p, n->composite_lit.type);
    put(p, n->composite_lit.elems.count ? "{...}" : "{}");
}

static void put_escape_binary(const Printer *p, const Node *n, int prec)
{
    print_escape_expr(p, n->binary.x, prec);
    strbuf_printf(p->out, " %s ", token_text((Token)n->op));
    print_escape_expr(p, n->binary.y, prec + 1);
}

static bool put_constant(const Printer *p, const Node *n)
{
    return n->mode == MODE_CONSTANT && p->hooks && p->hooks->put_constant &&
           p->hooks->put_constant(p->out, n, p->hooks->context);
}

static void put_escape_unparenthesized(const Printer *p, const Node *n,
                                       int prec)
{
    switch ((NodeKind)n->kind) {
    case NODE_FUNC_LIT: put(p, "func literal"); break;
    case NODE_COMPOSITE_LIT: put_escape_literal(p, n); break;
    case NODE_CALL: put_escape_call(p, n); break;
    case NODE_UNARY: put_escape_unary(p, n); break;
    case NODE_BINARY: put_escape_binary(p, n, prec); break;
    case NODE_STAR:
        put(p, "*");
        print_escape_expr(p, n->star.x, PREC_UNARY + 1);
        break;
    case NODE_SELECTOR:
        print_escape_expr(p, n->selector.x, PREC_PRIMARY);
        put(p, ".");
        print_node(p, n->selector.sel);
        break;
    case NODE_KEY_VALUE:
        print_node(p, n->key_value.key);
        put(p, ":");
        print_node(p, n->key_value.value);
        break;
    default:
        if (n->mode == MODE_TYPE || n->kind >= NODE_ARRAY_TYPE)
            put_checked_type(p, n);
        else
            put_expr(p, n);
        break;
    }
}

void print_escape_expr(const Printer *p, const Node *n, int prec)
{
    while (n->kind == NODE_PAREN)
        n = n->paren.x;
    if (put_constant(p, n))
        return;
    int own = escape_precedence(n);
    put(p, prec > own ? "(" : "");
    put_escape_unparenthesized(p, n, own);
    put(p, prec > own ? ")" : "");
}

void node_print(StrBuf *out, const Node *n, PrintStyle style)
{
    Printer p = {out, style, NULL};
    print_node(&p, n);
}

void node_print_escape(StrBuf *out, const Node *n, const PrintHooks *hooks)
{
    Printer p = {out, STYLE_ESCAPE, hooks};
    print_node(&p, n);
}

Str node_text(Arena *arena, const Node *n, PrintStyle style)
{
    StrBuf b = {0};
    node_print(&b, n, style);
    Str s = strbuf_dup(&b, arena);
    strbuf_free(&b);
    return s;
}
