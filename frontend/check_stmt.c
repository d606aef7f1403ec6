// frontend/check_stmt.c -- Statements.
//
// Function literals met in a statement are checked when it ends (their bodies
// may use what the statement declares only afterwards).  Which jumps are
// allowed is check_flow.c's matter.
//
// Invariant: ck->env.scope is the same before and after check_stmt.
//
//     for i, x := range xs { ... }
#include "frontend/check_internal.h"

void check_own_var(Checker *ck, FuncInfo *f, Object *v);
void check_branches(Checker *ck, FuncInfo *info, Node *body);

// --- Function bodies ------------------------------------------------------------------

FuncInfo *func_info_new(Checker *ck, Node *node, Node *body, GoType *sig)
{
    FuncInfo *f = ARENA_NEW(ck->arena, FuncInfo);
    f->node = node;
    f->body = body;
    f->type = sig;
    f->pkg = ck->pkg;
    f->cost = -1;
    vec_push_in(&ck->bodies, ck->arena, f);
    return f;
}

static void own_tuple(Checker *ck, FuncInfo *f, GoType *t)
{
    for (int i = 0; i < t->u.tuple.count; i++)
        check_own_var(ck, f, t->u.tuple.vars[i]);
}

void check_func_body(Checker *ck, FuncInfo *info, GoType *sig, Node *body,
                     ConstValue *iota, DeclInfo *decl, Scope *scope)
{
    Env saved = ck->env;
    int locals = ck->local_vars.len;
    ck->env = (Env){.decl = decl, .scope = scope, .version = saved.version,
                    .iota = iota, .sig = sig, .func = info};
    check_branches(ck, info, body);
    if (sig->u.func.recv != NULL)
        check_own_var(ck, info, sig->u.func.recv);
    own_tuple(ck, info, sig->u.func.params);
    own_tuple(ck, info, sig->u.func.results);
    check_stmts(ck, 0, body->block.stmts);
    if (sig->u.func.results->u.tuple.count > 0 &&
        !check_terminates_list(ck, body->block.stmts))
        check_error(ck, body->block.rbrace, "missing return");
    check_usage(ck, locals);
    ck->env = saved;
}

// --- Simple statements -----------------------------------------------------------------

static void expr_stmt(Checker *ck, Node *s)
{
    Operand x;
    ExprKind kind = check_raw(ck, NULL, &x, s->expr_stmt.x, NULL, false);
    const char *msg = "is not used";
    if (x.mode == MODE_BUILTIN)
        msg = "must be called";
    else if (x.mode == MODE_TYPE)
        msg = "is not an expression";
    else if (kind == EXPR_STATEMENT || x.mode == MODE_INVALID)
        return;
    check_error(ck, operand_pos(&x), "%s %s", operand_text(ck, &x), msg);
}

static void send_stmt(Checker *ck, Node *s)
{
    Operand ch, val;
    check_expr(ck, NULL, &ch, s->send.chan);
    check_generic_expr(ck, &val, s->send.value);
    if (ch.mode == MODE_INVALID || val.mode == MODE_INVALID)
        return;
    GoType *elem = check_send_elem(ck, &ch);
    if (elem != NULL)
        check_assignment(ck, &val, elem, "send");
}

static void inc_dec_stmt(Checker *ck, Node *s)
{
    Node *e = s->inc_dec.x;
    Operand x;
    check_expr(ck, NULL, &x, e);
    if (x.mode == MODE_INVALID)
        return;
    if (!type_all(x.type, type_is_numeric)) {
        const char *op = token_text((Token)s->op);
        check_error(ck, node_start(e),
                    INVALID_OP "%s%s%s (non-numeric type %s)",
                    expr_text(ck, e), op, op, type_text(ck, x.type));
        return;
    }
    check_assign_var(ck, e, NULL, &x, "assignment");
}

static void op_assign_stmt(Checker *ck, Node *s)
{
    Operand x;
    check_op_assign(ck, &x, s->op_assign.x, s->op_assign.y, (Token)s->op);
    // The operands have been recorded; the sum has no node of its own.
    check_assign_var(ck, s->op_assign.x, NULL, &x, "assignment");
}

static void assign_stmt(Checker *ck, Node *s)
{
    if (s->assign.define)
        check_short_var_decl(ck, s->pos, s->assign.lhs, s->assign.rhs);
    else
        check_assign_vars(ck, s->assign.lhs, s->assign.rhs);
}

static void go_defer_stmt(Checker *ck, Node *s)
{
    bool is_go = s->kind == NODE_GO_STMT;
    const char *word = is_go ? "go" : "defer";
    Node *call = s->go_defer.call;
    if (ck->env.func != NULL) {
        if (is_go)
            ck->env.func->has_go = true;
        else
            ck->env.func->has_defer = true;
    }
    if (call->kind != NODE_CALL) {
        check_error(ck, node_start(call),
                    "expression in %s must be function call", word);
        check_use(ck, call);
        return;
    }
    Operand x;
    ExprKind kind = check_raw(ck, NULL, &x, call, NULL, false);
    if (kind == EXPR_STATEMENT || x.mode == MODE_INVALID)
        return;
    check_error(ck, operand_pos(&x), "%s %s %s", word,
                kind == EXPR_CONVERSION ?
                "requires function call, not conversion" :
                "discards result of", operand_text(ck, &x));
}

static void return_stmt(Checker *ck, Node *s)
{
    GoType *res = ck->env.sig->u.func.results;
    NodeList values = s->return_.results;
    int n = res->u.tuple.count;
    Object **vars = res->u.tuple.vars;
    if (values.count > 0 || n == 0 || vars[0]->name[0] == '\0') {
        if (n > 0 || values.count > 0)
            check_init_vars(ck, vars, n, values, s);
        // Results are assigned here, which matters to closures that hold
        // them.
        for (int i = 0; i < n && values.count > 0; i++) {
            vars[i]->u.var.reassigned = true;
            vars[i]->u.var.assigned_in_loop = true;
        }
        return;
    }
    for (int i = 0; i < n; i++) {
        Object *alt = scope_lookup_parent(ck->env.scope, vars[i]->name);
        if (alt == NULL || alt == vars[i])
            continue;
        MultiError m;
        multi_begin(&m, ck, s->pos,
                    "result parameter %s not in scope at return",
                    vars[i]->name);
        multi_add(&m, alt->pos, "inner declaration of var %s %s",
                  alt->name, alt->type != NULL ? type_text(ck, alt->type) :
                  "");
        multi_report(&m);
    }
}

// --- if, for --------------------------------------------------------------------------------

static void condition(Checker *ck, Node *cond, const char *what)
{
    Operand x;
    check_expr(ck, NULL, &x, cond);
    if (x.mode == MODE_INVALID)
        return;
    if (!type_all(x.type, type_is_boolean))
        check_error(ck, node_start(cond),
                    "non-boolean condition in %s statement", what);
    else
        check_update_type(ck, cond, type_default(type_unalias(x.type)),
                          true);
}

static void if_stmt(Checker *ck, unsigned inner, Node *s)
{
    check_open_scope(ck);
    if (s->if_.init != NULL)
        check_stmt(ck, 0, s->if_.init);
    if (s->if_.cond != NULL)
        condition(ck, s->if_.cond, "if");
    check_stmt(ck, inner, s->if_.then);
    if (s->if_.els != NULL)
        check_stmt(ck, inner, s->if_.els);
    check_close_scope(ck);
}

// What the post statement does to a per-iteration variable happens to the
// next iteration's copy, which no closure holds yet.
static void per_iteration_post(Checker *ck, Node *post, Scope *vars)
{
    int n = vars->count;
    Object *before = ARENA_ARRAY(ck->arena, Object, n + 1);
    for (int i = 0; i < n; i++)
        before[i] = *vars->objects[i];
    check_stmt(ck, 0, post);
    for (int i = 0; i < n; i++) {
        Object *v = vars->objects[i];
        if (v->kind != OBJ_VAR)
            continue;
        v->u.var.assigned_in_loop = before[i].u.var.assigned_in_loop;
        v->u.var.last_assign = before[i].u.var.last_assign;
    }
}

static void for_stmt(Checker *ck, unsigned inner, Node *s)
{
    Scope *scope = check_open_scope(ck);
    bool fresh = check_allow(ck, 22);
    Node *init = s->for_.init, *post = s->for_.post;
    ck->env.loop_depth++;
    if (init != NULL)
        check_stmt(ck, 0, init);
    s->for_.per_iteration = fresh;
    for (int i = 0; i < scope->count; i++) {
        if (scope->objects[i]->kind == OBJ_VAR)
            scope->objects[i]->u.var.per_iteration = fresh;
    }
    if (!fresh)
        ck->env.loop_depth--; // Declared outside of the loop.
    for (int i = 0; i < scope->count && !fresh; i++)
        scope->objects[i]->u.var.loop_depth = ck->env.loop_depth;
    if (!fresh)
        ck->env.loop_depth++;
    if (s->for_.cond != NULL)
        condition(ck, s->for_.cond, "for");
    if (post != NULL) {
        if (fresh)
            per_iteration_post(ck, post, scope);
        else
            check_stmt(ck, 0, post);
        if (post->kind == NODE_ASSIGN_STMT && post->assign.define)
            check_use_list(ck, post->assign.lhs);
    }
    check_stmt(ck, inner, s->for_.body);
    ck->env.loop_depth--;
    check_close_scope(ck);
}

// --- switch -----------------------------------------------------------------------------------

static void report_defaults(Checker *ck, NodeList clauses, bool select)
{
    Node *first = NULL;
    for (int i = 0; i < clauses.count; i++) {
        Node *c = clauses.at[i];
        bool is_default = select ? c->comm_clause.comm == NULL :
            c->case_clause.is_default;
        if (!is_default)
            continue;
        if (first != NULL)
            check_error(ck, c->pos, "multiple defaults (first at %s)",
                        pos_text(ck, first->pos));
        else
            first = c;
    }
}

// Constant case values seen, chained by hash.
typedef struct SeenValue {
    ConstValue *val;
    GoType *type;
    Pos pos;
    struct SeenValue *next;
} SeenValue;

static void note_case(Checker *ck, Operand *v, Map *seen)
{
    ConstKind kind = const_kind(v->val);
    if (kind != CONST_INT && kind != CONST_FLOAT && kind != CONST_STRING)
        return; // true and false may stand twice, as in Go.
    const void *h = (const void *)(uintptr_t)(const_hash(v->val) | 1);
    SeenValue **slot = (SeenValue **)map_slot(seen, h);
    for (SeenValue *k = *slot; k != NULL; k = k->next) {
        if (const_kind(k->val) != kind ||
            !const_compare(ck->consts, k->val, CONST_EQ, v->val) ||
            !type_identical(k->type, v->type))
            continue;
        MultiError m;
        multi_begin(&m, ck, operand_pos(v),
                    "duplicate case %s in expression switch",
                    operand_text(ck, v));
        multi_add(&m, k->pos, "previous case");
        multi_report(&m);
        return;
    }
    SeenValue *k = ARENA_NEW(ck->arena, SeenValue);
    *k = (SeenValue){v->val, v->type, v->expr->pos, *slot};
    *slot = k;
}

static void case_values(Checker *ck, Operand *x, NodeList values, Map *seen)
{
    for (int i = 0; i < values.count; i++) {
        Operand v;
        check_expr(ck, NULL, &v, values.at[i]);
        if (x->mode == MODE_INVALID || v.mode == MODE_INVALID)
            continue;
        check_convert_untyped(ck, &v, x->type);
        if (v.mode == MODE_INVALID)
            continue;
        Operand res = v, tag = *x;
        check_comparison(ck, &res, &tag, TOK_EQL, true);
        if (res.mode != MODE_INVALID && v.mode == MODE_CONSTANT)
            note_case(ck, &v, seen);
    }
}

static void switch_tag(Checker *ck, Operand *x, Node *s)
{
    Node *tag = s->switch_.tag;
    if (tag == NULL) {
        NodeList clauses = s->switch_.clauses;
        Pos pos = clauses.count > 0 ? clauses.at[0]->pos :
            s->switch_.rbrace;
        *x = (Operand){.mode = MODE_CONSTANT,
                       .type = basic_type(ck, BASIC_BOOL),
                       .val = const_bool(ck->consts, true),
                       .expr = dummy_ident(ck, pos, "true")};
        return;
    }
    check_expr(ck, NULL, x, tag);
    check_assignment(ck, x, NULL, "switch expression");
    if (x->mode == MODE_INVALID || type_is_comparable(x->type) ||
        type_has_nil(x->type))
        return;
    check_error(ck, operand_pos(x), "cannot switch on %s (%s is not "
                "comparable)", operand_text(ck, x),
                type_text(ck, x->type));
    x->mode = MODE_INVALID;
}

static void switch_stmt(Checker *ck, unsigned inner, Node *s)
{
    NodeList clauses = s->switch_.clauses;
    Operand x;
    check_open_scope(ck);
    if (s->switch_.init != NULL)
        check_stmt(ck, 0, s->switch_.init);
    switch_tag(ck, &x, s);
    report_defaults(ck, clauses, false);
    Map seen;
    map_init(&seen, ck->arena);
    for (int i = 0; i < clauses.count; i++) {
        Node *c = clauses.at[i];
        case_values(ck, &x, c->case_clause.exprs, &seen);
        check_open_scope(ck);
        check_stmts(ck, inner, c->case_clause.body);
        check_close_scope(ck);
    }
    check_close_scope(ck);
}

// --- Type switches ------------------------------------------------------------------------------

typedef struct SeenType {
    GoType *type; // NULL: nil.
    Node *at;
} SeenType;

typedef VEC(SeenType) SeenTypes;

static bool is_nil_name(Checker *ck, Node *e)
{
    e = node_unparen(e);
    if (e->kind != NODE_IDENT)
        return false;
    Object *obj = scope_lookup_parent(ck->env.scope,
                                      e->ident.name->str.p);
    return obj != NULL && obj->kind == OBJ_NIL;
}

static bool seen_type(Checker *ck, SeenTypes *seen, GoType *t, Node *e)
{
    for (int i = 0; i < seen->len; i++) {
        GoType *other = seen->data[i].type;
        if (t == NULL || other == NULL ? t != other :
            !type_identical(t, other))
            continue;
        MultiError m;
        multi_begin(&m, ck, node_start(e),
                    "duplicate case %s in type switch",
                    t != NULL ? type_text(ck, t) : "nil");
        multi_add(&m, node_start(seen->data[i].at), "previous case");
        multi_report(&m);
        return true;
    }
    vec_push(seen, ((SeenType){t, e}));
    return false;
}

static void case_type_possible(Checker *ck, Operand *x, GoType *t, Node *e)
{
    Cause why = check_cause(ck);
    if (!type_assertable(x->type, t, &why))
        check_error(ck, node_start(e), "impossible type switch case: "
                    "%s\n\t%s cannot have dynamic type %s %s",
                    expr_text(ck, e), operand_text(ck, x),
                    type_text(ck, t), why.text);
}

// Returns the type of the clause's variable.
static GoType *case_types(Checker *ck, Operand *x, NodeList list,
                          SeenTypes *seen)
{
    GoType *t = NULL;
    for (int i = 0; i < list.count; i++) {
        Node *e = list.at[i];
        t = NULL;
        if (is_nil_name(ck, e)) {
            Operand unused;
            check_expr(ck, NULL, &unused, e);
        } else {
            t = check_var_type(ck, e);
            if (type_is_invalid(t))
                continue;
        }
        if (seen_type(ck, seen, t, e))
            continue;
        if (x != NULL && t != NULL)
            case_type_possible(ck, x, t, e);
    }
    if (list.count == 1 && t != NULL)
        return t;
    return x != NULL ? x->type : invalid_type(ck);
}

// The interface operand; false after an error.
static bool guard_operand(Checker *ck, Operand *x, Node *guard)
{
    check_expr(ck, NULL, x, guard->type_switch_guard.x);
    if (x->mode == MODE_INVALID)
        return false;
    if (type_is_type_param(x->type)) {
        check_error(ck, operand_pos(x), "cannot use type switch on type "
                    "parameter value %s", operand_text(ck, x));
        return false;
    }
    if (type_underlying(x->type)->kind == TYPE_INTERFACE)
        return true;
    check_error(ck, operand_pos(x), "%s is not an interface",
                operand_text(ck, x));
    return false;
}

static Object *clause_var(Checker *ck, Node *lhs, Node *clause, GoType *t)
{
    Object *v = var_new(ck->types, VAR_LOCAL, lhs->pos, ck->pkg,
                        lhs->ident.name->str.p, t);
    v->color = 2;
    v->decl = clause;
    check_own_var(ck, ck->env.func, v);
    check_declare(ck, ck->env.scope, NULL, v, clause->case_clause.colon);
    clause->case_clause.implicit = v;
    return v;
}

static void type_switch_stmt(Checker *ck, unsigned inner, Node *s)
{
    Node *guard = s->switch_.tag, *lhs = guard->type_switch_guard.lhs;
    NodeList clauses = s->switch_.clauses;
    check_open_scope(ck);
    if (s->switch_.init != NULL)
        check_stmt(ck, 0, s->switch_.init);
    if (lhs != NULL && lhs->ident.name == ck->name_blank) {
        check_error(ck, lhs->pos, "no new variable on left side of :=");
        lhs = NULL;
    }
    Operand x;
    bool ok = guard_operand(ck, &x, guard);
    report_defaults(ck, clauses, false);
    SeenTypes seen = {0};
    bool used = false;
    for (int i = 0; i < clauses.count; i++) {
        Node *c = clauses.at[i];
        GoType *t = case_types(ck, ok ? &x : NULL, c->case_clause.exprs,
                               &seen);
        check_open_scope(ck);
        Object *v = lhs != NULL ? clause_var(ck, lhs, c, t) : NULL;
        check_stmts(ck, inner, c->case_clause.body);
        check_close_scope(ck);
        used = used || (v != NULL && v->used);
    }
    vec_free(&seen);
    if (lhs != NULL && !used)
        check_error(ck, lhs->pos, "%s declared and not used",
                    lhs->ident.name->str.p);
    check_close_scope(ck);
}

// --- select ----------------------------------------------------------------------------------------

static bool is_receive(Node *e)
{
    e = node_unparen(e);
    return e->kind == NODE_UNARY && e->op == TOK_ARROW;
}

static bool valid_comm(Node *comm)
{
    if (comm == NULL || comm->kind == NODE_SEND_STMT)
        return true;
    if (comm->kind == NODE_ASSIGN_STMT)
        return comm->assign.rhs.count == 1 &&
            is_receive(comm->assign.rhs.at[0]);
    return comm->kind == NODE_EXPR_STMT && is_receive(comm->expr_stmt.x);
}

static void select_stmt(Checker *ck, unsigned inner, Node *s)
{
    NodeList clauses = s->select.clauses;
    if (ck->env.func != NULL)
        ck->env.func->has_select = true;
    report_defaults(ck, clauses, true);
    for (int i = 0; i < clauses.count; i++) {
        Node *c = clauses.at[i], *comm = c->comm_clause.comm;
        if (!valid_comm(comm)) {
            check_error(ck, node_start(comm), "select case must be send or "
                        "receive (possibly with assignment)");
            continue;
        }
        check_open_scope(ck);
        if (comm != NULL)
            check_stmt(ck, inner, comm);
        check_stmts(ck, inner, c->comm_clause.body);
        check_close_scope(ck);
    }
}

// --- range -------------------------------------------------------------------------------------------

// What ranging over a type yields; ok is false with an optional cause.
typedef struct Ranging {
    GoType *key, *value;
    const char *cause;
    bool ok;
} Ranging;

static Ranging bad_range(const char *cause)
{
    return (Ranging){NULL, NULL, cause, false};
}

#define YIELD "func must be func(yield func(...) bool): "

static Ranging range_func(Checker *ck, GoType *f)
{
    GoType *params = f->u.func.params;
    if (!check_allow(ck, 23))
        return bad_range("requires go1.23 or later");
    if (params->u.tuple.count != 1)
        return bad_range(YIELD "wrong argument count");
    if (f->u.func.results->u.tuple.count != 0)
        return bad_range(YIELD "unexpected results");
    const char *why = NULL;
    GoType *cb = check_common_under(ck, params->u.tuple.vars[0]->type, &why);
    if (cb == NULL && why != NULL)
        return bad_range(str_printf(ck->arena, YIELD "in yield type, %s",
                                    why).p);
    if (cb == NULL || cb->kind != TYPE_FUNC)
        return bad_range(YIELD "argument is not func");
    GoType *ps = cb->u.func.params, *rs = cb->u.func.results;
    if (ps->u.tuple.count > 2)
        return bad_range(YIELD "yield func has too many parameters");
    GoType *r = rs->u.tuple.count == 1 ? rs->u.tuple.vars[0]->type : NULL;
    if (r == NULL || !type_is_basic_kind(r, BASIC_BOOL))
        return bad_range(r != NULL && type_is_boolean(r) ?
                         YIELD "yield func returns user-defined boolean, "
                         "not bool" : YIELD "yield func does not return "
                         "bool");
    if (cb->u.func.variadic)
        return bad_range(str_printf(ck->arena, "yield func of type %s "
                                    "cannot be variadic",
                                    type_text(ck, cb)).p);
    Ranging out = {.ok = true};
    if (ps->u.tuple.count >= 1)
        out.key = ps->u.tuple.vars[0]->type;
    if (ps->u.tuple.count >= 2)
        out.value = ps->u.tuple.vars[1]->type;
    return out;
}

static const char *send_only(Checker *ck, GoType *t)
{
    GoType *n = type_unalias(t);
    TypeSet *s = n->kind == TYPE_PARAM ?
        type_set_of(type_param_interface(n)) : NULL;
    for (int i = 0; i < (s != NULL ? s->term_count : 1); i++) {
        GoType *one = s != NULL ? s->terms[i].type : t;
        GoType *u = type_underlying(one);
        if (u->kind == TYPE_CHAN && u->u.chan.dir == CHAN_SEND_ONLY)
            return str_printf(ck->arena, "receive from send-only channel %s",
                              type_text(ck, one)).p;
    }
    return NULL;
}

// Spec: For statements with range clause.
static Ranging ranging_over(Checker *ck, GoType *t)
{
    const char *why = send_only(ck, t);
    GoType *u = why == NULL ? check_common_under(ck, t, &why) : NULL;
    if (u == NULL)
        return bad_range(why);
    if (u->kind == TYPE_POINTER) {
        GoType *a = type_underlying(u->u.pointer.elem);
        if (a->kind == TYPE_ARRAY)
            u = a;
    }
    GoType *int_type = basic_type(ck, BASIC_INT);
    switch (u->kind) {
    case TYPE_BASIC:
        if (type_is_string(u))
            return (Ranging){int_type, ck->types->rune_type, NULL, true};
        if (!type_is_integer(u))
            break;
        if (!check_allow(ck, 22))
            return bad_range("requires go1.22 or later");
        return (Ranging){t, NULL, NULL, true};
    case TYPE_ARRAY:
        return (Ranging){int_type, u->u.array.elem, NULL, true};
    case TYPE_SLICE:
        return (Ranging){int_type, u->u.slice.elem, NULL, true};
    case TYPE_MAP:
        return (Ranging){u->u.map.key, u->u.map.elem, NULL, true};
    case TYPE_CHAN:
        return (Ranging){u->u.chan.elem, NULL, NULL, true};
    case TYPE_FUNC:
        return range_func(ck, u);
    case TYPE_NAMED:
    case TYPE_POINTER:
    case TYPE_STRUCT:
    case TYPE_INTERFACE:
    case TYPE_TUPLE:
    case TYPE_PARAM:
    case TYPE_ALIAS:
    case TYPE_UNION: break;
    }
    return bad_range(NULL);
}

static Ranging range_operand(Checker *ck, Operand *x, Node *s)
{
    NodeList lhs = s->range.lhs;
    Ranging r = ranging_over(ck, x->type);
    const char *text = operand_text(ck, x);
    if (!r.ok && r.cause != NULL && r.cause[0] != '\0')
        check_error(ck, operand_pos(x), "cannot range over %s: %s", text,
                    r.cause);
    else if (!r.ok)
        check_error(ck, operand_pos(x), "cannot range over %s", text);
    else if (r.key == NULL && lhs.count > 0)
        check_error(ck, node_start(lhs.at[0]),
                    "range over %s permits no iteration variables", text);
    else if (r.value == NULL && lhs.count > 1)
        check_error(ck, node_start(lhs.at[1]), "range over %s permits only "
                    "one iteration variable", text);
    else if (lhs.count > 2)
        check_error(ck, node_start(lhs.at[2]), "range clause permits at "
                    "most two iteration variables");
    return r;
}

static void range_define(Checker *ck, Node *s, Operand *x, GoType **types,
                         bool over_int)
{
    NodeList lhs = s->range.lhs;
    ObjectVec fresh = {0};
    for (int i = 0; i < lhs.count && i < 2; i++) {
        Node *e = lhs.at[i];
        bool named = e->kind == NODE_IDENT;
        if (!named)
            check_error(ck, node_start(e), "non-name %s on left side of :=",
                        expr_text(ck, e));
        const char *name = named ? e->ident.name->str.p : ck->types->blank;
        Object *v = check_new_local(ck, e->pos, name, NULL);
        v->u.var.per_iteration = s->range.per_iteration;
        // One variable for all iterations is assigned in each of them.
        v->u.var.reassigned = !s->range.per_iteration;
        v->u.var.assigned_in_loop = !s->range.per_iteration;
        if (named) {
            e->ident.object = v;
            if (name != ck->types->blank)
                vec_push_in(&fresh, ck->arena, v);
        }
        if (types[i] == NULL || type_is_invalid(types[i])) {
            v->type = invalid_type(ck);
            v->used = true;
        } else if (over_int) {
            check_init_var(ck, v, x, "range clause");
        } else {
            Operand y = {.mode = MODE_VALUE, .type = types[i], .expr = e};
            check_init_var(ck, v, &y, "assignment");
        }
        if (named) {
            e->mode = MODE_VARIABLE;
            e->type = v->type;
        }
    }
    if (fresh.len == 0)
        check_error(ck, s->pos, "no new variables on left side of :=");
    for (int i = 0; i < fresh.len; i++)
        check_declare(ck, ck->env.scope, NULL, fresh.data[i],
                      s->range.body->pos);
}

static void range_assign(Checker *ck, Node *s, Operand *x, GoType **types,
                         bool over_int)
{
    NodeList lhs = s->range.lhs;
    for (int i = 0; i < lhs.count && i < 2; i++) {
        Node *e = lhs.at[i];
        if (types[i] == NULL || type_is_invalid(types[i]))
            continue;
        if (over_int) {
            check_assign_var(ck, e, NULL, x, "range clause");
            if (x->mode != MODE_INVALID && !type_is_integer(x->type))
                check_error(ck, node_start(e), "cannot use iteration "
                            "variable of type %s", type_text(ck, x->type));
        } else {
            Operand y = {.mode = MODE_VALUE, .type = types[i],
                         .expr = e};
            check_assign_var(ck, e, NULL, &y, "assignment");
        }
    }
}

void check_range(Checker *ck, unsigned inner, Node *s)
{
    Operand x;
    ck->env.has_call_or_recv = false;
    check_expr(ck, NULL, &x, s->range.x);
    Ranging r = {.ok = false};
    if (x.mode != MODE_INVALID)
        r = range_operand(ck, &x, s);
    check_open_scope(ck);
    ck->env.loop_depth++;
    s->range.per_iteration = s->range.define && check_allow(ck, 22);
    GoType *types[] = {r.key, r.value};
    bool over_int = x.mode != MODE_INVALID && type_all(x.type,
                                                       type_is_integer);
    if (s->range.define)
        range_define(ck, s, &x, types, over_int);
    else if (s->range.lhs.count > 0)
        range_assign(ck, s, &x, types, over_int);
    else if (over_int)
        check_assignment(ck, &x, NULL, "range clause");
    check_stmt(ck, inner, s->range.body);
    ck->env.loop_depth--;
    check_close_scope(ck);
}

// --- Dispatch ----------------------------------------------------------------------------------------

static void statement(Checker *ck, unsigned context, Node *s)
{
    unsigned inner = context;
    switch ((NodeKind)s->kind) {
    case NODE_EMPTY_STMT: break;
    case NODE_DECL_STMT: check_decl_stmt(ck, s->decl_stmt.decls); break;
    case NODE_LABELED_STMT:
        ck->env.has_label = true;
        check_stmt(ck, context, s->labeled.stmt);
        break;
    case NODE_EXPR_STMT: expr_stmt(ck, s); break;
    case NODE_SEND_STMT: send_stmt(ck, s); break;
    case NODE_INC_DEC_STMT: inc_dec_stmt(ck, s); break;
    case NODE_OP_ASSIGN_STMT: op_assign_stmt(ck, s); break;
    case NODE_ASSIGN_STMT: assign_stmt(ck, s); break;
    case NODE_GO_STMT:
    case NODE_DEFER_STMT: go_defer_stmt(ck, s); break;
    case NODE_RETURN_STMT: return_stmt(ck, s); break;
    case NODE_BRANCH_STMT: break; // check_branches
    case NODE_BLOCK:
        check_open_scope(ck);
        check_stmts(ck, inner, s->block.stmts);
        check_close_scope(ck);
        break;
    case NODE_IF_STMT: if_stmt(ck, inner, s); break;
    case NODE_SWITCH_STMT: switch_stmt(ck, inner, s); break;
    case NODE_TYPE_SWITCH_STMT: type_switch_stmt(ck, inner, s); break;
    case NODE_SELECT_STMT: select_stmt(ck, inner, s); break;
    case NODE_FOR_STMT: for_stmt(ck, inner, s); break;
    case NODE_RANGE_STMT: check_range(ck, inner, s); break;
    default: break; // A bad statement; the parser has reported it.
    }
}

void check_stmt(Checker *ck, unsigned context, Node *s)
{
    if (!check_enter(ck, s->pos))
        return;
    int top = ck->delayed.len;
    Pos saved = ck->env.stmt_end;
    ck->env.stmt_end = s->end;
    statement(ck, context, s);
    check_delayed(ck, top);
    ck->env.stmt_end = saved;
    check_leave(ck);
}

void check_stmts(Checker *ck, unsigned context, NodeList list)
{
    for (int i = 0; i < list.count; i++)
        check_stmt(ck, context, list.at[i]);
}
