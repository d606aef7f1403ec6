// frontend/check_flow.c -- Control flow: jumps and labels, missing returns,
// unused variables, how closures capture.
//
// Jumps are resolved function by function: break and continue to the
// statement they leave, goto to its label; a goto must not skip a variable
// declaration nor enter a block.
//
// Invariant: a BRANCH without error has its target (fallthrough has none).
//
//     L: for { break L }
#include "frontend/check_internal.h"

// --- Labels and jumps -------------------------------------------------------------

typedef struct Block {
    struct Block *parent;
    Pos start;
    Node *lstmt; // The labelled statement it is the body of.
} Block;

typedef struct LabelInfo {
    Node *stmt; // LABELED_STMT
    Block *block;
    bool used;
} LabelInfo;

typedef struct Labels {
    Checker *ck;
    VEC(LabelInfo) all;
    FuncInfo *info;
} Labels;

// What an unlabelled jump leaves.
typedef struct Leave {
    Node *breaks, *continues;
    int case_index, case_count; // Innermost switch clause; -1: none.
} Leave;

static LabelInfo *find_label(Labels *l, const Name *name)
{
    for (int i = 0; i < l->all.len; i++) {
        if (l->all.data[i].stmt->labeled.label->ident.name == name)
            return &l->all.data[i];
    }
    return NULL;
}

static LabelInfo *declare_label(Labels *l, Block *b, Node *s)
{
    Node *ident = s->labeled.label;
    LabelInfo *alt = find_label(l, ident->ident.name);
    if (alt != NULL) {
        check_error(l->ck, ident->pos, "label %s already defined at %s",
                    ident->ident.name->str.p,
                    pos_text(l->ck, alt->stmt->labeled.label->pos));
        return alt;
    }
    vec_push(&l->all, ((LabelInfo){s, b, false}));
    return &vec_last(&l->all);
}

static Node *goto_target(Labels *l, Block *b, const Name *name)
{
    LabelInfo *info = find_label(l, name);
    if (info == NULL)
        return NULL;
    info->used = true;
    for (; b != NULL; b = b->parent) {
        if (info->block == b)
            return info->stmt;
    }
    return NULL;
}

// The enclosing statement of that label; *known tells whether there is such
// a label at all.
static Node *enclosing(Labels *l, Block *b, const Name *name, bool *known)
{
    LabelInfo *info = find_label(l, name);
    *known = info != NULL;
    if (info == NULL)
        return NULL;
    info->used = true;
    for (; b != NULL; b = b->parent) {
        if (info->stmt == b->lstmt)
            return info->stmt->labeled.stmt;
    }
    return NULL;
}

static bool is_loop(const Node *s)
{
    return s->kind == NODE_FOR_STMT || s->kind == NODE_RANGE_STMT;
}

static bool is_breakable(const Node *s)
{
    return is_loop(s) || s->kind == NODE_SWITCH_STMT ||
        s->kind == NODE_TYPE_SWITCH_STMT || s->kind == NODE_SELECT_STMT;
}

static void plain_jump(Labels *l, Node *s, Leave leave, bool last)
{
    Checker *ck = l->ck;
    switch ((Token)s->op) {
    case TOK_BREAK:
        s->branch.target = leave.breaks;
        if (leave.breaks == NULL)
            check_error(ck, s->pos,
                        "break is not in a loop, switch, or select");
        break;
    case TOK_CONTINUE:
        s->branch.target = leave.continues;
        if (leave.continues == NULL)
            check_error(ck, s->pos, "continue is not in a loop");
        break;
    case TOK_FALLTHROUGH: {
        const char *msg = "fallthrough statement out of place";
        Node *sw = leave.breaks;
        if (sw != NULL && sw->kind == NODE_TYPE_SWITCH_STMT)
            msg = "cannot fallthrough in type switch";
        else if (sw != NULL && sw->kind == NODE_SWITCH_STMT &&
                 leave.case_index >= 0 && last) {
            if (leave.case_index + 1 < leave.case_count)
                return;
            msg = "cannot fallthrough final case in switch";
        }
        check_error(ck, s->pos, "%s", msg);
        break;
    }
    default:
        break;
    }
}

static void labelled_jump(Labels *l, Node *s, Block *b, NodeVec *forward)
{
    Checker *ck = l->ck;
    Node *label = s->branch.label;
    const Name *name = label->ident.name;
    if (s->op == TOK_GOTO) {
        Node *t = goto_target(l, b, name);
        s->branch.target = t;
        if (t == NULL)
            vec_push(forward, s);
        l->info->has_labels = true; // A loop may hide behind it.
        return;
    }
    bool known, is_break = s->op == TOK_BREAK;
    const char *word = is_break ? "break" : "continue";
    Node *t = enclosing(l, b, name, &known);
    if (!known)
        check_error(ck, label->pos, "%s label not defined: %s", word,
                    name->str.p);
    else if (t == NULL || !(is_break ? is_breakable(t) : is_loop(t)))
        check_error(ck, label->pos, "invalid %s label %s", word,
                    name->str.p);
    else
        s->branch.target = t;
}

// One block being walked.
typedef struct BlockWalk {
    Block block;
    NodeVec forward;  // Gotos whose label is still to come.
    NodeVec jumpers;  // Those of them from before the last declaration.
    Pos var_pos;
    Node *var_name;
} BlockWalk;

static void block_branches(Labels *l, Block *parent, Leave leave,
                           Node *lstmt, Pos start, NodeList body,
                           NodeVec *out);

static void record_var(BlockWalk *w, Pos pos, Node *name)
{
    w->var_pos = pos;
    w->var_name = name;
    vec_clear(&w->jumpers);
    for (int i = 0; i < w->forward.len; i++)
        vec_push(&w->jumpers, w->forward.data[i]);
}

static bool jumps_over(BlockWalk *w, Node *jump)
{
    for (int i = 0; w->var_pos != NO_POS && i < w->jumpers.len; i++) {
        if (w->jumpers.data[i] == jump)
            return true;
    }
    return false;
}

static void resolve_forward(Labels *l, BlockWalk *w, Node *s)
{
    const Name *name = s->labeled.label->ident.name;
    LabelInfo *info = declare_label(l, &w->block, s);
    int n = 0;
    for (int i = 0; i < w->forward.len; i++) {
        Node *jump = w->forward.data[i];
        if (jump->branch.label->ident.name != name) {
            w->forward.data[n++] = jump;
            continue;
        }
        jump->branch.target = s;
        info->used = true;
        if (jumps_over(w, jump))
            check_error(l->ck, jump->branch.label->pos,
                        "goto %s jumps over declaration of %s at %s",
                        name->str.p, expr_text(l->ck, w->var_name),
                        pos_text(l->ck, w->var_pos));
    }
    w->forward.len = n;
}

static void clause_branches(Labels *l, BlockWalk *w, Node *s, Leave leave,
                            Node *lstmt)
{
    bool select = s->kind == NODE_SELECT_STMT;
    NodeList clauses = select ? s->select.clauses : s->switch_.clauses;
    Leave inner = {s, leave.continues, -1, clauses.count};
    for (int i = 0; i < clauses.count; i++) {
        Node *c = clauses.at[i];
        inner.case_index = select ? -1 : i;
        block_branches(l, &w->block, inner, lstmt, c->pos, select ?
                       c->comm_clause.body : c->case_clause.body,
                       &w->forward);
    }
}

static void record_decl(BlockWalk *w, Node *s)
{
    for (int i = 0; i < s->decl_stmt.decls.count; i++) {
        Node *d = s->decl_stmt.decls.at[i];
        if (d->kind == NODE_VAR_DECL && d->var_decl.names.count > 0) {
            record_var(w, d->pos, d->var_decl.names.at[0]);
            return;
        }
    }
}

static void stmt_branches(Labels *l, BlockWalk *w, Node *s, Leave leave,
                          Node *lstmt, bool last)
{
    Leave inner = {leave.breaks, leave.continues, -1, 0};
    switch ((NodeKind)s->kind) {
    case NODE_DECL_STMT:
        record_decl(w, s);
        break;
    case NODE_LABELED_STMT:
        if (s->labeled.label->ident.name != l->ck->name_blank) {
            resolve_forward(l, w, s);
            lstmt = s;
        }
        stmt_branches(l, w, s->labeled.stmt, leave, lstmt, last);
        break;
    case NODE_BRANCH_STMT:
        if (s->branch.label == NULL)
            plain_jump(l, s, leave, last);
        else
            labelled_jump(l, s, &w->block, &w->forward);
        break;
    case NODE_ASSIGN_STMT:
        if (s->assign.define)
            record_var(w, s->pos, s->assign.lhs.at[0]);
        break;
    case NODE_BLOCK:
        block_branches(l, &w->block, inner, lstmt, s->pos, s->block.stmts,
                       &w->forward);
        break;
    case NODE_IF_STMT: {
        Node *then = s->if_.then, *els = s->if_.els;
        block_branches(l, &w->block, inner, lstmt, then->pos,
                       then->block.stmts, &w->forward);
        NodeList one = {&els, 1};
        if (els != NULL)
            block_branches(l, &w->block, inner, lstmt, els->pos, one,
                           &w->forward);
        break;
    }
    case NODE_FOR_STMT:
    case NODE_RANGE_STMT: {
        Node *body = s->kind == NODE_FOR_STMT ? s->for_.body :
            s->range.body;
        Leave loop = {s, s, -1, 0};
        block_branches(l, &w->block, loop, lstmt, body->pos,
                       body->block.stmts, &w->forward);
        break;
    }
    case NODE_SWITCH_STMT:
    case NODE_TYPE_SWITCH_STMT:
    case NODE_SELECT_STMT:
        clause_branches(l, w, s, leave, lstmt);
        break;
    default:
        break;
    }
}

static void block_branches(Labels *l, Block *parent, Leave leave,
                           Node *lstmt, Pos start, NodeList body,
                           NodeVec *out)
{
    // Labels keep a pointer to their block.
    BlockWalk *w = ARENA_NEW(l->ck->arena, BlockWalk);
    w->block = (Block){parent, start, lstmt};
    int n = body.count; // Empty statements at the end do not count.
    while (n > 0 && body.at[n - 1]->kind == NODE_EMPTY_STMT)
        n--;
    for (int i = 0; i < n; i++)
        stmt_branches(l, w, body.at[i], leave, NULL, i == n - 1);
    for (int i = 0; i < w->forward.len; i++)
        vec_push(out, w->forward.data[i]);
    vec_free(&w->forward);
    vec_free(&w->jumpers);
}

void check_branches(Checker *ck, FuncInfo *info, Node *body)
{
    Labels l = {.ck = ck, .info = info};
    NodeVec forward = {0};
    Leave leave = {NULL, NULL, -1, 0};
    block_branches(&l, NULL, leave, NULL, body->pos, body->block.stmts,
                   &forward);
    for (int i = 0; i < forward.len; i++) {
        Node *label = forward.data[i]->branch.label;
        LabelInfo *info_of = find_label(&l, label->ident.name);
        const char *name = label->ident.name->str.p;
        if (info_of == NULL) {
            check_error(ck, label->pos, "label %s not defined", name);
            continue;
        }
        info_of->used = true;
        check_error(ck, label->pos,
                    "goto %s jumps into block starting at %s", name,
                    pos_text(ck, info_of->block->start));
    }
    for (int i = 0; i < l.all.len; i++) {
        LabelInfo *label = &l.all.data[i];
        label->stmt->labeled.used = label->used;
        Node *ident = label->stmt->labeled.label;
        if (!label->used)
            check_error(ck, ident->pos, "label %s defined and not used",
                        ident->ident.name->str.p);
    }
    vec_free(&forward);
    vec_free(&l.all);
}

// --- Terminating statements ---------------------------------------------------------

static bool has_break(Node *s, const Name *label, bool implicit);

static bool has_break_list(NodeList list, const Name *label, bool implicit)
{
    for (int i = 0; i < list.count; i++) {
        if (has_break(list.at[i], label, implicit))
            return true;
    }
    return false;
}

// Does s hold a break that leaves the statement labelled `label` (or, if
// implicit, an unlabelled one that leaves the statement around s)?
static bool has_break(Node *s, const Name *label, bool implicit)
{
    switch ((NodeKind)s->kind) {
    case NODE_LABELED_STMT:
        return has_break(s->labeled.stmt, label, implicit);
    case NODE_BRANCH_STMT:
        if (s->op != TOK_BREAK)
            return false;
        return s->branch.label == NULL ? implicit :
            s->branch.label->ident.name == label;
    case NODE_BLOCK:
        return has_break_list(s->block.stmts, label, implicit);
    case NODE_IF_STMT:
        return has_break(s->if_.then, label, implicit) ||
            (s->if_.els != NULL && has_break(s->if_.els, label, implicit));
    case NODE_SWITCH_STMT:
    case NODE_TYPE_SWITCH_STMT:
        for (int i = 0; label && i < s->switch_.clauses.count; i++) {
            Node *c = s->switch_.clauses.at[i];
            if (has_break_list(c->case_clause.body, label, false))
                return true;
        }
        return false;
    case NODE_SELECT_STMT:
        for (int i = 0; label && i < s->select.clauses.count; i++) {
            Node *c = s->select.clauses.at[i];
            if (has_break_list(c->comm_clause.body, label, false))
                return true;
        }
        return false;
    case NODE_FOR_STMT:
        return label != NULL && has_break(s->for_.body, label, false);
    case NODE_RANGE_STMT:
        return label != NULL && has_break(s->range.body, label, false);
    default:
        return false;
    }
}

static bool is_panic(Node *e)
{
    e = node_unparen(e);
    if (e->kind != NODE_CALL)
        return false;
    Node *fun = node_unparen(e->call.fun);
    return fun->kind == NODE_IDENT && fun->ident.object != NULL &&
        fun->ident.object->kind == OBJ_BUILTIN &&
        fun->ident.object->u.builtin.id == BUILTIN_PANIC;
}

static bool terminates(Node *s, const Name *label);

static bool terminates_list(NodeList list)
{
    for (int i = list.count - 1; i >= 0; i--) {
        if (list.at[i]->kind != NODE_EMPTY_STMT)
            return terminates(list.at[i], NULL);
    }
    return false;
}

static bool switch_terminates(NodeList clauses, const Name *label)
{
    bool has_default = false;
    for (int i = 0; i < clauses.count; i++) {
        Node *c = clauses.at[i];
        has_default = has_default || c->case_clause.is_default;
        if (!terminates_list(c->case_clause.body) ||
            has_break_list(c->case_clause.body, label, true))
            return false;
    }
    return has_default;
}

static bool select_terminates(NodeList clauses, const Name *label)
{
    for (int i = 0; i < clauses.count; i++) {
        Node *c = clauses.at[i];
        if (!terminates_list(c->comm_clause.body) ||
            has_break_list(c->comm_clause.body, label, true))
            return false;
    }
    return true;
}

// Spec: Terminating statements.
static bool terminates(Node *s, const Name *label)
{
    switch ((NodeKind)s->kind) {
    case NODE_LABELED_STMT:
        return terminates(s->labeled.stmt, s->labeled.label->ident.name);
    case NODE_EXPR_STMT:
        return is_panic(s->expr_stmt.x);
    case NODE_RETURN_STMT:
        return true;
    case NODE_BRANCH_STMT:
        return s->op == TOK_GOTO || s->op == TOK_FALLTHROUGH;
    case NODE_BLOCK:
        return terminates_list(s->block.stmts);
    case NODE_IF_STMT:
        return s->if_.els != NULL && terminates(s->if_.then, NULL) &&
            terminates(s->if_.els, NULL);
    case NODE_SWITCH_STMT:
    case NODE_TYPE_SWITCH_STMT:
        return switch_terminates(s->switch_.clauses, label);
    case NODE_SELECT_STMT:
        return select_terminates(s->select.clauses, label);
    case NODE_FOR_STMT:
        return s->for_.cond == NULL &&
            !has_break(s->for_.body, label, true);
    default:
        return false;
    }
}

bool check_terminates(Checker *ck, Node *s)
{
    (void)ck;
    return terminates(s, NULL);
}

bool check_terminates_list(Checker *ck, NodeList list)
{
    (void)ck;
    return terminates_list(list);
}

// --- Unused variables --------------------------------------------------------------------

// Reports those declared since `from`, and forgets them.
void check_usage(Checker *ck, int from)
{
    for (int i = from; i < ck->local_vars.len; i++) {
        Object *v = ck->local_vars.data[i];
        if (!v->used && v->parent != NULL && v->name != ck->types->blank)
            check_error(ck, v->pos, "declared and not used: %s", v->name);
    }
    ck->local_vars.len = from;
}

// --- Captures --------------------------------------------------------------------------------

enum { MAX_CAPTURE_BY_VALUE = 128 };

static bool holds_by_reference(Object *v)
{
    FuncInfo *owner = v->u.var.func;
    bool jumps = owner != NULL && owner->has_labels;
    v->u.var.reassigned_after_capture = v->u.var.reassigned &&
        (v->u.var.assigned_in_loop || jumps ||
         v->u.var.last_assign > v->u.var.first_capture);
    if (v->u.var.addr_taken || v->u.var.reassigned_after_capture)
        return true;
    return type_is_generic_free(v->type) && !type_is_invalid(v->type) &&
        type_size(v->type) > MAX_CAPTURE_BY_VALUE;
}

void check_finish_captures(Checker *ck)
{
    if (ck->has_error)
        return;
    for (int i = 0; i < ck->bodies.len; i++) {
        FuncInfo *f = ck->bodies.data[i];
        for (int k = 0; k < f->capture_count; k++)
            f->captures[k].by_ref = holds_by_reference(f->captures[k].var);
    }
}
