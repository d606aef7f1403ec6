// frontend/ast_dump.c -- The tree as indented text, for --emit=ast.
//
// One line a node: kind, position, and what distinguishes it.
//
//     FuncDecl 3:6 main
//       Ident 3:6 main
//       FuncType 3:10
//       Block 3:13
//
// Invariant: each node of the tree gives exactly one line.
#include "frontend/ast_print.h"

typedef struct Dump {
    StrBuf *out;
    const SourceSet *sources;
    int depth;
} Dump;

static void put_branch_detail(StrBuf *out, const Node *n)
{
    strbuf_printf(out, " %s", token_text((Token)n->op));
}

static void put_detail(StrBuf *out, const Node *n)
{
    switch ((NodeKind)n->kind) {
    case NODE_IDENT:
        strbuf_printf(out, " %.*s", STR_ARG(n->ident.name->str));
        break;
    case NODE_BASIC_LIT:
        strbuf_printf(out, " %.*s", STR_ARG(n->basic_lit.text));
        break;
    case NODE_UNARY:
    case NODE_BINARY:
    case NODE_OP_ASSIGN_STMT:
    case NODE_INC_DEC_STMT:
    case NODE_BRANCH_STMT: put_branch_detail(out, n); break;
    case NODE_ASSIGN_STMT:
        strbuf_puts(out, n->assign.define ? " :=" : " =");
        break;
    case NODE_RANGE_STMT:
        if (n->range.lhs.count)
            strbuf_puts(out, n->range.define ? " :=" : " =");
        break;
    case NODE_CALL: strbuf_puts(out, n->call.has_dots ? " ..." : ""); break;
    case NODE_CHAN_TYPE:
        strbuf_puts(out, n->chan_type.dir == AST_CHAN_SEND   ? " send"
                         : n->chan_type.dir == AST_CHAN_RECV ? " receive"
                                                             : "");
        break;
    case NODE_TYPE_DECL:
        strbuf_puts(out, n->type_decl.alias ? " =" : "");
        break;
    case NODE_CONST_DECL:
        strbuf_printf(out, " iota=%d", n->const_decl.iota);
        break;
    case NODE_FUNC_DECL:
        for (int i = 0; n->func_decl.directives &&
                        i < n->func_decl.directives->count; i++)
            strbuf_printf(out, " //%.*s",
                          STR_ARG(n->func_decl.directives->at[i].text));
        break;
    default: break;
    }
}

static bool dump_node(Node *n, void *context)
{
    Dump *d = context;
    PosInfo at = source_locate(d->sources, n->pos);
    strbuf_printf(d->out, "%*s%s %d:%d", d->depth * 2, "",
                  node_kind_name((NodeKind)n->kind), at.line, at.col);
    put_detail(d->out, n);
    strbuf_putc(d->out, '\n');
    d->depth++;
    node_walk_children(n, dump_node, d);
    d->depth--;
    return false;
}

void node_dump(StrBuf *out, const Node *n, const SourceSet *sources)
{
    Dump d = {out, sources, 0};
    // The visitor's signature allows writing; dumping does not.
    dump_node((Node *)(uintptr_t)n, &d);
}
