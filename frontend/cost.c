// frontend/cost.c -- Go's inline cost, counted on the typed AST; see cost.h.
//
// Each function below answers how many nodes Go's tree has for one construct.
// Where the trees differ (implicit conversions, receivers, definitions that
// are split into declaration and assignment) the count follows Go's tree.
//
// Invariant: a callee outside the component being counted has its cost.
//
//     x := f(y)   OAS, ODCL, x, x, call, f, y: 7, plus the call's own cost
#include "frontend/cost_internal.h"

#include <string.h>

static void count_stmt(Count *c, Node *s);

// --- Statements ----------------------------------------------------------------------------------

static void count_list(Count *c, NodeList list)
{
    for (int i = 0; i < list.count; i++)
        count_stmt(c, list.at[i]);
}

static bool is_blank(const Node *e)
{
    return e->kind == NODE_IDENT && str_eq_cstr(e->ident.name->str, "_");
}

static bool is_new(const Node *lhs)
{
    return lhs->kind == NODE_IDENT && lhs->ident.object != NULL &&
        lhs->ident.object->pos == lhs->pos && !is_blank(lhs);
}

// One assignment node with its sides; new variables are declared, too.
static void count_assign(Count *c, NodeList lhs, NodeList rhs, bool define)
{
    cost_add(c, 1);
    for (int i = 0; i < lhs.count; i++) {
        Node *l = lhs.at[i];
        if (define && is_new(l))
            cost_add(c, 2);
        if (is_blank(l))
            cost_add(c, 1);
        else
            cost_expr(c, l);
    }
    bool each = lhs.count == rhs.count;
    for (int i = 0; i < rhs.count; i++)
        cost_expr_as(c, rhs.at[i], each ? lhs.at[i]->type : NULL);
}

static void count_var_decl(Count *c, Node *d)
{
    NodeList names = d->var_decl.names, values = d->var_decl.values;
    if (values.count > 0) {
        cost_add(c, 1);
        for (int i = 0; i < names.count; i++)
            cost_add(c, is_blank(names.at[i]) ? 1 : 3);
        for (int i = 0; i < values.count; i++) {
            Object *v = names.count == values.count ?
                names.at[i]->ident.object : NULL;
            cost_expr_as(c, values.at[i], v != NULL ? v->type : NULL);
        }
        return;
    }
    cost_add(c, 4 * names.count);
}

static void count_return(Count *c, Node *s)
{
    NodeList values = s->return_.results;
    GoType *results = c->f->type->u.func.results;
    cost_add(c, 1);
    if (values.count == 1 && results->u.tuple.count > 1) {
        cost_spread(c, values.at[0], results->u.tuple.count);
        return;
    }
    for (int i = 0; i < values.count; i++)
        cost_expr_as(c, values.at[i], i < results->u.tuple.count ?
                 results->u.tuple.vars[i]->type : NULL);
}

static void count_if(Count *c, Node *s)
{
    Node *cond = s->if_.cond;
    if (s->if_.init != NULL)
        count_stmt(c, s->if_.init);
    if (cond->value != NULL && const_kind(cond->value) == CONST_BOOL) {
        if (const_to_bool(cond->value))
            count_stmt(c, s->if_.then);
        else if (s->if_.els != NULL)
            count_stmt(c, s->if_.els);
        return;
    }
    cost_add(c, 1);
    cost_expr(c, cond);
    count_stmt(c, s->if_.then);
    if (s->if_.els != NULL)
        count_stmt(c, s->if_.els);
}

static void count_for(Count *c, Node *s)
{
    cost_add(c, 1);
    if (s->for_.init != NULL)
        count_stmt(c, s->for_.init);
    if (s->for_.cond != NULL)
        cost_expr(c, s->for_.cond);
    if (s->for_.post != NULL)
        count_stmt(c, s->for_.post);
    count_stmt(c, s->for_.body);
}

static void count_range(Count *c, Node *s)
{
    GoType *u = s->range.x->type != NULL ? type_core(s->range.x->type) : NULL;
    if (u != NULL && u->kind == TYPE_FUNC) {
        // The body becomes a function literal that the iterator calls; a
        // state variable is set and looked at before and after.
        cost_add(c, 22);
        c->cost += CLOSURE_COST;
        cost_callee(c, s->range.x);
        return;
    }
    cost_add(c, 1);
    cost_expr(c, s->range.x);
    for (int i = 0; i < s->range.lhs.count; i++) {
        Node *l = s->range.lhs.at[i];
        if (s->range.define && !is_blank(l))
            cost_add(c, 2);
        if (is_blank(l))
            cost_add(c, 1);
        else
            cost_expr(c, l);
    }
    count_stmt(c, s->range.body);
}

static void count_switch(Count *c, Node *s)
{
    bool types = s->kind == NODE_TYPE_SWITCH_STMT;
    Node *tag = s->switch_.tag;
    cost_add(c, 1);
    if (s->switch_.init != NULL)
        count_stmt(c, s->switch_.init);
    if (types) {
        cost_add(c, 1 + (tag->type_switch_guard.lhs != NULL));
        cost_expr(c, tag->type_switch_guard.x);
    } else if (tag != NULL) {
        cost_expr(c, tag);
    }
    for (int i = 0; i < s->switch_.clauses.count; i++) {
        Node *k = s->switch_.clauses.at[i];
        cost_add(c, 1 + (k->case_clause.implicit != NULL));
        NodeList exprs = k->case_clause.exprs;
        for (int n = 0; n < exprs.count; n++)
            cost_expr_as(c, exprs.at[n], tag != NULL && !types ? tag->type :
                     NULL);
        count_list(c, k->case_clause.body);
    }
}

// Go turns every receive into one with two left-hand sides.
static void count_comm(Count *c, Node *comm)
{
    if (comm->kind == NODE_EXPR_STMT)
        cost_add(c, 3);
    else if (comm->kind == NODE_ASSIGN_STMT)
        cost_add(c, comm->assign.lhs.count == 1 ? 1 : 9);
    count_stmt(c, comm);
}

static void count_select(Count *c, Node *s)
{
    cost_add(c, 1);
    for (int i = 0; i < s->select.clauses.count; i++) {
        Node *k = s->select.clauses.at[i];
        cost_add(c, 1);
        if (k->comm_clause.comm != NULL)
            count_comm(c, k->comm_clause.comm);
        count_list(c, k->comm_clause.body);
    }
}

static void count_send(Count *c, Node *s)
{
    GoType *u = type_core(s->send.chan->type);
    cost_add(c, 1);
    cost_expr(c, s->send.chan);
    cost_expr_as(c, s->send.value, u != NULL && u->kind == TYPE_CHAN ?
             u->u.chan.elem : NULL);
}

static void count_decls(Count *c, NodeList decls)
{
    for (int i = 0; i < decls.count; i++) {
        if (decls.at[i]->kind == NODE_VAR_DECL)
            count_var_decl(c, decls.at[i]);
    }
}

static void count_stmt(Count *c, Node *s)
{
    switch ((NodeKind)s->kind) {
    case NODE_DECL_STMT: count_decls(c, s->decl_stmt.decls); break;
    case NODE_LABELED_STMT:
        cost_add(c, 1);
        count_stmt(c, s->labeled.stmt);
        break;
    case NODE_EXPR_STMT: cost_expr(c, s->expr_stmt.x); break;
    case NODE_SEND_STMT: count_send(c, s); break;
    case NODE_INC_DEC_STMT:
        cost_add(c, 2);
        cost_expr(c, s->inc_dec.x);
        break;
    case NODE_OP_ASSIGN_STMT:
        cost_add(c, 1);
        cost_expr(c, s->op_assign.x);
        cost_expr(c, s->op_assign.y);
        break;
    case NODE_ASSIGN_STMT:
        count_assign(c, s->assign.lhs, s->assign.rhs, s->assign.define);
        break;
    case NODE_GO_STMT: cost_refuse(c, "unhandled op GO"); break;
    case NODE_DEFER_STMT: cost_refuse(c, "unhandled op DEFER"); break;
    case NODE_RETURN_STMT: count_return(c, s); break;
    case NODE_BRANCH_STMT:
        if (s->op != TOK_FALLTHROUGH)
            cost_add(c, 1);
        break;
    case NODE_BLOCK: count_list(c, s->block.stmts); break;
    case NODE_IF_STMT: count_if(c, s); break;
    case NODE_FOR_STMT: count_for(c, s); break;
    case NODE_RANGE_STMT: count_range(c, s); break;
    case NODE_SWITCH_STMT:
    case NODE_TYPE_SWITCH_STMT: count_switch(c, s); break;
    case NODE_SELECT_STMT: count_select(c, s); break;
    default: break;
    }
}

// --- One function -------------------------------------------------------------------------------

static const char *pragma_reason(const FuncInfo *f)
{
    if (f->obj == NULL || f->node->kind != NODE_FUNC_DECL)
        return NULL;
    const DirectiveList *d = f->node->func_decl.directives;
    static const struct { const char *name, *reason; } pragmas[] = {
        {"go:noinline", "marked go:noinline"},
        {"go:uintptrkeepalive",
         "marked as having a keep-alive uintptr argument"},
        {"go:uintptrescapes",
         "marked as having an escaping uintptr argument"},
        {"go:yeswritebarrierrec", "marked go:yeswritebarrierrec"},
    };
    for (size_t i = 0; i < sizeof pragmas / sizeof *pragmas; i++) {
        if (directive_find(d, pragmas[i].name, NULL))
            return pragmas[i].reason;
    }
    return NULL;
}

static void count_function(Arena *arena, FuncInfo *f)
{
    f->cost_known = true;
    f->cost = -1;
    const char *reason = pragma_reason(f);
    if (reason != NULL) {
        f->cost_reason = str_from(reason);
        return;
    }
    Count c = {.f = f};
    count_list(&c, f->body->block.stmts);
    f->is_big = c.nodes >= INLINE_BIG_NODES;
    if (f->is_big) { // Once more: calls in it count more.
        c = (Count){.f = f};
        count_list(&c, f->body->block.stmts);
    }
    int budget = f->obj == NULL ? CLOSURE_BUDGET : INLINE_BUDGET;
    if (c.reason != NULL)
        f->cost_reason = str_from(c.reason);
    else if (c.cost > budget)
        f->cost_reason =
            str_printf(arena, "function too complex: cost %d exceeds budget "
                       "%d", c.cost, budget);
    else
        f->cost = c.cost;
}

// --- Callees first -----------------------------------------------------------------------------

// Tarjan's components; a literal belongs after the functions it uses and
// before the one it stands in, as it is a callee of that one.
typedef struct Order {
    Arena *arena;
    int next;
    VEC(FuncInfo *) stack;
} Order;

static int visit(Order *o, FuncInfo *f);

typedef struct Walk {
    Order *o;
    FuncInfo *f;
    int least;
} Walk;

static void use(Walk *w, FuncInfo *callee)
{
    if (callee == NULL || callee->pkg != w->f->pkg)
        return;
    int low = visit(w->o, callee);
    if (low < w->least)
        w->least = low;
}

static bool visit_node(Node *n, void *context)
{
    Walk *w = context;
    if (n->kind == NODE_FUNC_LIT) {
        if (n->func_lit.info != w->f)
            use(w, n->func_lit.info);
        return n->func_lit.info == w->f;
    }
    if (n->kind == NODE_IDENT && n->ident.object != NULL &&
        n->ident.object->kind == OBJ_FUNC)
        use(w, cost_origin(n->ident.object)->u.func.info);
    return true;
}

static void close_component(Order *o, FuncInfo *f)
{
    int first = o->stack.len;
    do {
        first--;
        o->stack.data[first]->scc_low = INT32_MAX;
    } while (o->stack.data[first] != f);
    for (int i = first; i < o->stack.len; i++)
        count_function(o->arena, o->stack.data[i]);
    o->stack.len = first;
}

// Returns the least number that f leads to within its component.
static int visit(Order *o, FuncInfo *f)
{
    if (f->scc != 0)
        return f->scc_low;
    f->scc = f->scc_low = ++o->next;
    vec_push(&o->stack, f);
    Walk w = {o, f, f->scc};
    node_walk(f->body, visit_node, &w);
    f->scc_low = w.least;
    if (w.least == f->scc)
        close_component(o, f);
    return w.least == f->scc ? INT32_MAX : w.least;
}

void cost_functions(Arena *arena, FuncInfo **funcs, int count)
{
    Order o = {.arena = arena};
    for (int i = 0; i < count; i++) {
        if (funcs[i]->obj != NULL && funcs[i]->body != NULL)
            visit(&o, funcs[i]);
    }
    for (int i = 0; i < count; i++) { // Literals of package variables.
        if (funcs[i]->body != NULL)
            visit(&o, funcs[i]);
    }
    vec_free(&o.stack);
}

void cost_function(Arena *arena, FuncInfo *f)
{
    if (!f->cost_known && f->body != NULL)
        cost_functions(arena, &f, 1);
}
