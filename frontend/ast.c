// frontend/ast.c -- Making nodes, and small questions about them.
//
// Invariant: node_walk visits every node that the parser hangs into the tree
// exactly once, except that a type shared by several names of one list is
// visited with the first of them only.
#include "frontend/ast.h"

#include "base/vec.h"

static const char *const kind_names[NODE_COUNT] = {
#define NODE(id, name) [NODE_##id] = name,
#include "frontend/ast.def"
};

Node *node_new(Arena *arena, NodeKind kind, Pos pos)
{
    Node *n = ARENA_NEW(arena, Node);
    n->kind = (uint8_t)kind;
    n->pos = n->end = pos;
    return n;
}

const char *node_kind_name(NodeKind kind)
{
    return kind_names[kind];
}

bool node_is_expr(const Node *n)
{
    return n->kind <= NODE_CHAN_TYPE;
}

bool node_is_stmt(const Node *n)
{
    return n->kind >= NODE_EMPTY_STMT && n->kind <= NODE_SELECT_STMT;
}

bool node_is_decl(const Node *n)
{
    return n->kind >= NODE_IMPORT_DECL && n->kind <= NODE_FUNC_DECL;
}

// The child that begins further left than the node's own token, or NULL.
// A slice expression stays at its bracket, as Go's compiler has it.
static const Node *leftmost_child(const Node *n)
{
    switch ((NodeKind)n->kind) {
    case NODE_COMPOSITE_LIT: return n->composite_lit.type;
    case NODE_KEY_VALUE: return n->key_value.key;
    case NODE_SELECTOR: return n->selector.x;
    case NODE_INDEX: return n->index.x;
    case NODE_TYPE_ASSERT: return n->type_assert.x;
    case NODE_TYPE_SWITCH_GUARD:
        return n->type_switch_guard.lhs ? n->type_switch_guard.lhs
                                        : n->type_switch_guard.x;
    case NODE_BINARY: return n->binary.x;
    case NODE_CALL: return n->call.fun;
    case NODE_SEND_STMT: return n->send.chan;
    case NODE_ASSIGN_STMT:
        return n->assign.lhs.count ? n->assign.lhs.at[0] : NULL;
    case NODE_OP_ASSIGN_STMT: return n->op_assign.x;
    case NODE_INC_DEC_STMT: return n->inc_dec.x;
    default: return NULL;
    }
}

Pos node_start(const Node *n)
{
    for (const Node *left; (left = leftmost_child(n));)
        n = left;
    return n->pos;
}

Node *node_unparen(Node *n)
{
    while (n && n->kind == NODE_PAREN)
        n = n->paren.x;
    return n;
}

bool directive_find(const DirectiveList *list, const char *name, Str *args)
{
    Str want = str_from(name);
    for (int i = 0; list && i < list->count; i++) {
        Str head, tail;
        str_cut(list->at[i].text, ' ', &head, &tail);
        if (!str_eq(head, want))
            continue;
        if (args)
            *args = str_trim(tail);
        return true;
    }
    return false;
}

typedef struct Walk {
    NodeVisitor *visit;
    void *context;
} Walk;

static void walk(const Walk *w, Node *n);

static void walk_list(const Walk *w, NodeList list)
{
    for (int i = 0; i < list.count; i++)
        walk(w, list.at[i]);
}

static void walk_field_parts(const Walk *w, Node *f, bool with_type)
{
    walk(w, f->field.name);
    if (with_type)
        walk(w, f->field.type);
    walk(w, f->field.tag);
}

// Fields that share a type visit it once.
static void walk_fields(const Walk *w, NodeList list)
{
    const Node *last_type = NULL;
    for (int i = 0; i < list.count; i++) {
        Node *f = list.at[i];
        if (w->visit(f, w->context))
            walk_field_parts(w, f, f->field.type != last_type);
        last_type = f->field.type;
    }
}

static void walk_expr(const Walk *w, Node *n)
{
    switch ((NodeKind)n->kind) {
    case NODE_COMPOSITE_LIT:
        walk(w, n->composite_lit.type);
        walk_list(w, n->composite_lit.elems);
        break;
    case NODE_KEY_VALUE:
        walk(w, n->key_value.key);
        walk(w, n->key_value.value);
        break;
    case NODE_FUNC_LIT:
        walk(w, n->func_lit.type);
        walk(w, n->func_lit.body);
        break;
    case NODE_PAREN: walk(w, n->paren.x); break;
    case NODE_SELECTOR:
        walk(w, n->selector.x);
        walk(w, n->selector.sel);
        break;
    case NODE_INDEX:
        walk(w, n->index.x);
        walk_list(w, n->index.args);
        break;
    case NODE_SLICE:
        walk(w, n->slice.x);
        walk(w, n->slice.lo);
        walk(w, n->slice.hi);
        walk(w, n->slice.max);
        break;
    case NODE_TYPE_ASSERT:
        walk(w, n->type_assert.x);
        walk(w, n->type_assert.type);
        break;
    case NODE_TYPE_SWITCH_GUARD:
        walk(w, n->type_switch_guard.lhs);
        walk(w, n->type_switch_guard.x);
        break;
    case NODE_UNARY: walk(w, n->unary.x); break;
    case NODE_STAR: walk(w, n->star.x); break;
    case NODE_BINARY:
        walk(w, n->binary.x);
        walk(w, n->binary.y);
        break;
    case NODE_CALL:
        walk(w, n->call.fun);
        walk_list(w, n->call.args);
        break;
    default: break;
    }
}

static void walk_type(const Walk *w, Node *n)
{
    switch ((NodeKind)n->kind) {
    case NODE_ARRAY_TYPE:
        walk(w, n->array_type.len);
        walk(w, n->array_type.elem);
        break;
    case NODE_SLICE_TYPE: walk(w, n->slice_type.elem); break;
    case NODE_DOTS_TYPE: walk(w, n->dots_type.elem); break;
    case NODE_STRUCT_TYPE: walk_fields(w, n->struct_type.fields); break;
    case NODE_FUNC_TYPE:
        walk_fields(w, n->func_type.params);
        walk_fields(w, n->func_type.results);
        break;
    case NODE_INTERFACE_TYPE: walk_fields(w, n->interface_type.elems); break;
    case NODE_MAP_TYPE:
        walk(w, n->map_type.key);
        walk(w, n->map_type.elem);
        break;
    case NODE_CHAN_TYPE: walk(w, n->chan_type.elem); break;
    default: break;
    }
}

static void walk_simple_stmt(const Walk *w, Node *n)
{
    switch ((NodeKind)n->kind) {
    case NODE_EXPR_STMT: walk(w, n->expr_stmt.x); break;
    case NODE_SEND_STMT:
        walk(w, n->send.chan);
        walk(w, n->send.value);
        break;
    case NODE_DECL_STMT: walk_list(w, n->decl_stmt.decls); break;
    case NODE_ASSIGN_STMT:
        walk_list(w, n->assign.lhs);
        walk_list(w, n->assign.rhs);
        break;
    case NODE_OP_ASSIGN_STMT:
        walk(w, n->op_assign.x);
        walk(w, n->op_assign.y);
        break;
    case NODE_INC_DEC_STMT: walk(w, n->inc_dec.x); break;
    case NODE_BRANCH_STMT: walk(w, n->branch.label); break;
    case NODE_GO_STMT:
    case NODE_DEFER_STMT: walk(w, n->go_defer.call); break;
    case NODE_RETURN_STMT: walk_list(w, n->return_.results); break;
    default: break;
    }
}

static void walk_stmt(const Walk *w, Node *n)
{
    switch ((NodeKind)n->kind) {
    case NODE_LABELED_STMT:
        walk(w, n->labeled.label);
        walk(w, n->labeled.stmt);
        break;
    case NODE_BLOCK: walk_list(w, n->block.stmts); break;
    case NODE_IF_STMT:
        walk(w, n->if_.init);
        walk(w, n->if_.cond);
        walk(w, n->if_.then);
        walk(w, n->if_.els);
        break;
    case NODE_FOR_STMT:
        walk(w, n->for_.init);
        walk(w, n->for_.cond);
        walk(w, n->for_.post);
        walk(w, n->for_.body);
        break;
    case NODE_RANGE_STMT:
        walk_list(w, n->range.lhs);
        walk(w, n->range.x);
        walk(w, n->range.body);
        break;
    case NODE_SWITCH_STMT:
    case NODE_TYPE_SWITCH_STMT:
        walk(w, n->switch_.init);
        walk(w, n->switch_.tag);
        walk_list(w, n->switch_.clauses);
        break;
    case NODE_SELECT_STMT: walk_list(w, n->select.clauses); break;
    default: walk_simple_stmt(w, n); break;
    }
}

static void walk_decl(const Walk *w, Node *n)
{
    switch ((NodeKind)n->kind) {
    case NODE_IMPORT_DECL:
        walk(w, n->import_decl.name);
        walk(w, n->import_decl.path);
        break;
    case NODE_CONST_DECL:
        walk_list(w, n->const_decl.names);
        walk(w, n->const_decl.type);
        walk_list(w, n->const_decl.values);
        break;
    case NODE_TYPE_DECL:
        walk(w, n->type_decl.name);
        walk_fields(w, n->type_decl.tparams);
        walk(w, n->type_decl.type);
        break;
    case NODE_VAR_DECL:
        walk_list(w, n->var_decl.names);
        walk(w, n->var_decl.type);
        walk_list(w, n->var_decl.values);
        break;
    case NODE_FUNC_DECL:
        if (n->func_decl.recv)
            walk_fields(w, (NodeList){&n->func_decl.recv, 1});
        walk(w, n->func_decl.name);
        walk_fields(w, n->func_decl.tparams);
        walk(w, n->func_decl.type);
        walk(w, n->func_decl.body);
        break;
    default: break;
    }
}

static void walk_part(const Walk *w, Node *n)
{
    switch ((NodeKind)n->kind) {
    case NODE_CASE_CLAUSE:
        walk_list(w, n->case_clause.exprs);
        walk_list(w, n->case_clause.body);
        break;
    case NODE_COMM_CLAUSE:
        walk(w, n->comm_clause.comm);
        walk_list(w, n->comm_clause.body);
        break;
    case NODE_FILE:
        walk(w, n->file->package_name);
        walk_list(w, n->file->decls);
        break;
    case NODE_FIELD: walk_field_parts(w, n, true); break;
    default: break;
    }
}

static void walk_children(const Walk *w, Node *n)
{
    if (n->kind < NODE_ARRAY_TYPE)
        walk_expr(w, n);
    else if (node_is_expr(n))
        walk_type(w, n);
    else if (node_is_stmt(n))
        walk_stmt(w, n);
    else if (node_is_decl(n))
        walk_decl(w, n);
    else
        walk_part(w, n);
}

static void walk(const Walk *w, Node *n)
{
    if (n && w->visit(n, w->context))
        walk_children(w, n);
}

void node_walk(Node *n, NodeVisitor *visit, void *context)
{
    Walk w = {visit, context};
    walk(&w, n);
}

void node_walk_children(Node *n, NodeVisitor *visit, void *context)
{
    Walk w = {visit, context};
    walk_children(&w, n);
}

typedef struct DepthItem {
    Node *node;
    int depth;
} DepthItem;

typedef struct DepthState {
    VEC(DepthItem) todo;
    int depth; // Of the children that are being collected.
} DepthState;

static bool collect_child(Node *n, void *context)
{
    DepthState *s = context;
    vec_push(&s->todo, (DepthItem){n, s->depth});
    return false;
}

int node_depth(Node *n)
{
    DepthState s = {0};
    int deepest = 0;
    vec_push(&s.todo, (DepthItem){n, 1});
    while (s.todo.len) {
        DepthItem item = vec_pop(&s.todo);
        if (item.depth > deepest)
            deepest = item.depth;
        s.depth = item.depth + 1;
        node_walk_children(item.node, collect_child, &s);
    }
    vec_free(&s.todo);
    return deepest;
}
