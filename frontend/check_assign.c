// frontend/check_assign.c -- Assignments of every form, and what is noted
// about variables on the way.
//
// One function, check_assignment, decides whether a value may go to a type;
// its `context` names the place in the error ("argument to f").  Noting which
// variables are assigned, captured or have their address taken later decides
// how closures hold them.
//
// Invariant: after a definition every new variable has a type.
//
//     a, ok := m[k]
#include "frontend/check_internal.h"

// --- Noting what happens to variables -----------------------------------------------

static void add_local(Checker *ck, FuncInfo *f, Object *v)
{
    int n = f->local_count;
    if ((n & (n - 1)) == 0) { // Full at powers of two.
        Object **grown = ARENA_ARRAY(ck->arena, Object *, n == 0 ? 1 : 2 * n);
        if (n > 0)
            memcpy(grown, f->locals, (size_t)n * sizeof *grown);
        f->locals = grown;
    }
    f->locals[f->local_count++] = v;
}

void check_own_var(Checker *ck, FuncInfo *f, Object *v)
{
    v->u.var.func = f;
    v->u.var.loop_depth = ck->env.loop_depth;
    if (f != NULL)
        add_local(ck, f, v);
}

Object *check_new_local(Checker *ck, Pos pos, const char *name, GoType *t)
{
    Object *v = var_new(ck->types, VAR_LOCAL, pos, ck->pkg, name, t);
    v->color = 2;
    check_own_var(ck, ck->env.func, v);
    vec_push_in(&ck->local_vars, ck->arena, v);
    return v;
}

static void add_capture(Checker *ck, FuncInfo *f, Object *v)
{
    for (int i = 0; i < f->capture_count; i++) {
        if (f->captures[i].var == v)
            return;
    }
    int n = f->capture_count;
    if ((n & (n - 1)) == 0) {
        Capture *grown = ARENA_ARRAY(ck->arena, Capture, n == 0 ? 1 : 2 * n);
        if (n > 0)
            memcpy(grown, f->captures, (size_t)n * sizeof *grown);
        f->captures = grown;
    }
    f->captures[f->capture_count++] = (Capture){v, false};
}

// A use in a function literal makes every literal on the way capture v.
void check_note_use(Checker *ck, Object *v, Pos pos)
{
    (void)pos;
    FuncInfo *owner = v->u.var.func;
    if (owner == NULL || owner == ck->env.func)
        return;
    v->u.var.captured = true;
    for (FuncInfo *f = ck->env.func; f != NULL && f != owner; f = f->outer) {
        add_capture(ck, f, v);
        Pos at = f->node->pos;
        if (f->outer == owner && (v->u.var.first_capture == NO_POS ||
                                  at < v->u.var.first_capture))
            v->u.var.first_capture = at;
    }
}

// The variable whose storage e is or is part of, without following pointers.
static Object *base_variable(Node *e)
{
    for (;;) {
        e = node_unparen(e);
        if (e->kind == NODE_IDENT) {
            Object *v = e->ident.object;
            return v != NULL && v->kind == OBJ_VAR ? v : NULL;
        }
        if (e->kind == NODE_SELECTOR) {
            Selection *s = e->selector.selection;
            if (s == NULL)
                return e->selector.sel->ident.object;
            // For methods, too: the path to the receiver.
            if (s->indirect)
                return NULL;
            e = e->selector.x;
        } else if (e->kind == NODE_INDEX && e->index.x->type != NULL &&
                   type_underlying(e->index.x->type)->kind == TYPE_ARRAY) {
            e = e->index.x;
        } else {
            return NULL;
        }
    }
}

void check_note_addr_taken(Checker *ck, Node *x)
{
    (void)ck;
    Object *v = base_variable(x);
    if (v != NULL && v->kind == OBJ_VAR)
        v->u.var.addr_taken = true;
}

static void note_assigned_var(Checker *ck, Object *v)
{
    v->u.var.reassigned = true;
    if (v->u.var.func == NULL)
        return;
    if (v->u.var.func != ck->env.func ||
        ck->env.loop_depth > v->u.var.loop_depth)
        v->u.var.assigned_in_loop = true;
    else if (ck->env.stmt_end > v->u.var.last_assign)
        v->u.var.last_assign = ck->env.stmt_end;
}

void check_note_assigned(Checker *ck, Node *lhs)
{
    Object *v = base_variable(lhs);
    if (v != NULL && v->kind == OBJ_VAR)
        note_assigned_var(ck, v);
}

// --- A value to a type -------------------------------------------------------------------

static bool assign_untyped(Checker *ck, Operand *x, GoType *t,
                           const char *context)
{
    GoType *target = t;
    if (x->mode == MODE_NIL) {
        if (t == NULL) {
            check_error(ck, operand_pos(x), "use of untyped nil in %s",
                        context);
            return false;
        }
    } else if (t == NULL || type_is_interface(t)) {
        target = type_default(type_unalias(x->type));
    }
    GoType *type;
    ConstValue *v;
    ConvertResult why = check_implicit_type(ck, x, target, &type, &v);
    if (why != CONVERT_OK) {
        check_error(ck, operand_pos(x), "cannot use %s as %s value in %s%s",
                    operand_text(ck, x), type_text(ck, target), context,
                    why == CONVERT_TRUNCATED ? " (truncated)" :
                    why == CONVERT_OVERFLOWS ? " (overflows)" : "");
        return false;
    }
    if (v != NULL) {
        x->val = v;
        check_update_value(x->expr, v);
    }
    if (type != x->type) {
        x->type = type;
        check_update_type(ck, x->expr, type, false);
    }
    return true;
}

// t == NULL: the value's own (default) type will do.
void check_assignment(Checker *ck, Operand *x, GoType *t,
                      const char *context)
{
    check_single_value(ck, x);
    if (x->mode == MODE_INVALID)
        return;
    if (x->mode == MODE_NOVALUE || x->mode == MODE_BUILTIN ||
        x->mode == MODE_TYPE || x->mode == MODE_PACKAGE) {
        check_error(ck, operand_pos(x), "cannot assign %s to %s in %s",
                    operand_text(ck, x), t != NULL ? type_text(ck, t) :
                    "_", context);
        x->mode = MODE_INVALID;
        return;
    }
    if (type_is_untyped(x->type) && !assign_untyped(ck, x, t, context)) {
        x->mode = MODE_INVALID;
        return;
    }
    Target slot;
    check_non_generic(ck, check_target(ck, t, context, &slot), x);
    if (x->mode == MODE_INVALID || t == NULL)
        return;
    const char *why = NULL;
    if (check_assignable(ck, x, t, &why))
        return;
    bool say = why != NULL && why[0] != '\0';
    check_error(ck, operand_pos(x), "cannot use %s as %s value in %s%s%s",
                operand_text(ck, x), type_text(ck, t), context,
                say ? ": " : "", say ? why : "");
    x->mode = MODE_INVALID;
}

// --- Declarations with a value ----------------------------------------------------------------

void check_init_const(Checker *ck, Object *lhs, Operand *x)
{
    bool bad = x->mode == MODE_INVALID || type_is_invalid(x->type) ||
        (lhs->type != NULL && type_is_invalid(lhs->type));
    if (!bad && x->mode != MODE_CONSTANT) {
        check_error(ck, operand_pos(x), "%s is not constant",
                    operand_text(ck, x));
        bad = true;
    }
    if (bad) {
        if (lhs->type == NULL)
            lhs->type = invalid_type(ck);
        return;
    }
    if (lhs->type == NULL)
        lhs->type = x->type;
    check_assignment(ck, x, lhs->type, "constant declaration");
    if (x->mode != MODE_INVALID)
        lhs->u.constant.value = x->val;
}

void check_init_var(Checker *ck, Object *lhs, Operand *x,
                    const char *context)
{
    if (x->mode == MODE_INVALID || type_is_invalid(x->type) ||
        (lhs->type != NULL && type_is_invalid(lhs->type))) {
        if (lhs->type == NULL)
            lhs->type = invalid_type(ck);
        x->mode = MODE_INVALID;
        return;
    }
    if (lhs->type == NULL) {
        GoType *t = x->type;
        if (type_is_nil(t)) {
            check_error(ck, operand_pos(x), "use of untyped nil in %s",
                        context);
            lhs->type = invalid_type(ck);
            x->mode = MODE_INVALID;
            return;
        }
        lhs->type = type_is_untyped(t) ? type_default(type_unalias(t)) : t;
    }
    check_assignment(ck, x, lhs->type, context);
}

// --- Left-hand sides ---------------------------------------------------------------------------

static bool is_map_field(Checker *ck, Node *e)
{
    if (e->kind != NODE_SELECTOR)
        return false;
    Operand x;
    check_expr(ck, NULL, &x, e->selector.x);
    return x.mode == MODE_MAPINDEX;
}

// The type of an assignable expression; NULL for _, invalid after an error.
// Assigning is no use of the variable.
GoType *check_lhs_var(Checker *ck, Node *lhs)
{
    Node *ident = node_unparen(lhs);
    if (ident->kind != NODE_IDENT)
        ident = NULL;
    if (ident != NULL && ident->ident.name == ck->name_blank) {
        ident->ident.object = NULL;
        return NULL;
    }
    Object *v = NULL;
    bool was_used = false;
    if (ident != NULL) {
        v = scope_lookup_parent(ck->env.scope, ident->ident.name->str.p);
        if (v != NULL && (v->kind != OBJ_VAR || v->pkg != ck->pkg))
            v = NULL;
        was_used = v != NULL && v->used;
    }
    Operand x;
    check_expr(ck, NULL, &x, lhs);
    if (v != NULL)
        v->used = was_used;
    if (x.mode == MODE_INVALID || type_is_invalid(x.type))
        return invalid_type(ck);
    if (x.mode == MODE_VARIABLE || x.mode == MODE_MAPINDEX) {
        check_note_assigned(ck, lhs);
        return x.type;
    }
    if (is_map_field(ck, x.expr))
        check_error(ck, operand_pos(&x),
                    "cannot assign to struct field %s in map",
                    expr_text(ck, x.expr));
    else
        check_error(ck, operand_pos(&x), "cannot assign to %s (neither "
                    "addressable nor a map index expression)",
                    expr_text(ck, x.expr));
    return invalid_type(ck);
}

// Either rhs or its operand x is given.
void check_assign_var(Checker *ck, Node *lhs, Node *rhs, Operand *x,
                      const char *context)
{
    GoType *t = check_lhs_var(ck, lhs);
    if (t != NULL && type_is_invalid(t)) {
        if (x != NULL)
            x->mode = MODE_INVALID;
        else
            check_use(ck, rhs);
        return;
    }
    Operand own;
    if (x == NULL) {
        Target slot, *target = NULL;
        x = &own;
        if (t != NULL && type_underlying(t)->kind == TYPE_FUNC)
            target = check_target(ck, t, expr_text(ck, lhs), &slot);
        check_expr(ck, target, x, rhs);
    }
    if (t == NULL && strcmp(context, "assignment") == 0)
        context = "assignment to _ identifier";
    check_assignment(ck, x, t, context);
}

// --- Lists ------------------------------------------------------------------------------------------

const char *types_summary(Checker *ck, GoType **list, int count,
                          bool variadic, bool has_dots)
{
    StrBuf b = {0};
    strbuf_putc(&b, '(');
    for (int i = 0; i < count; i++) {
        GoType *t = list[i];
        bool last = i == count - 1;
        if (i > 0)
            strbuf_puts(&b, ", ");
        if (last && variadic) {
            strbuf_puts(&b, "...");
            if (t != NULL && t->kind == TYPE_SLICE)
                t = t->u.slice.elem;
        }
        if (t == NULL || type_is_invalid(t))
            strbuf_puts(&b, "unknown type");
        else if (!type_is_untyped(t))
            strbuf_puts(&b, type_text(ck, t));
        else if (type_is_numeric(t))
            strbuf_puts(&b, "number");
        else // "untyped string" and the like.
            strbuf_puts(&b, type_unalias(t)->u.basic.name +
                        strlen("untyped "));
        if (last && has_dots)
            strbuf_puts(&b, "...");
    }
    strbuf_putc(&b, ')');
    Str s = strbuf_dup(&b, ck->arena);
    strbuf_free(&b);
    return s.p;
}

static const char *plural(int n)
{
    return n == 1 ? "" : "s";
}

static void assign_mismatch(Checker *ck, NodeList rhs, int l, int r)
{
    Node *first = node_unparen(rhs.at[0]);
    Pos pos = node_start(rhs.at[0]);
    if (rhs.count == 1 && first->kind == NODE_CALL)
        check_error(ck, pos, "assignment mismatch: %d variable%s but %s "
                    "returns %d value%s", l, plural(l),
                    expr_text(ck, first->call.fun), r, plural(r));
    else
        check_error(ck, pos, "assignment mismatch: %d variable%s but %d "
                    "value%s", l, plural(l), r, plural(r));
}

static void return_mismatch(Checker *ck, Node *at, Object **lhs, int l,
                            OperandList rhs)
{
    int r = rhs.count;
    Pos pos = node_start(at);
    if (r > l)
        pos = operand_pos(&rhs.at[l]);
    else if (r > 0)
        pos = operand_pos(&rhs.at[r - 1]);
    GoType **have = ARENA_ARRAY(ck->arena, GoType *, r + 1);
    GoType **want = ARENA_ARRAY(ck->arena, GoType *, l + 1);
    for (int i = 0; i < r; i++)
        have[i] = rhs.at[i].type;
    for (int i = 0; i < l; i++)
        want[i] = lhs[i]->type;
    MultiError m;
    multi_begin(&m, ck, pos, "%s return values",
                r > l ? "too many" : "not enough");
    multi_add(&m, NO_POS, "have %s", types_summary(ck, have, r, false,
                                                   false));
    multi_add(&m, NO_POS, "want %s", types_summary(ck, want, l, false,
                                                   false));
    multi_report(&m);
}

static void invalidate_vars(Checker *ck, Object **vars, int count)
{
    for (int i = 0; i < count; i++) {
        if (vars[i]->type == NULL)
            vars[i]->type = invalid_type(ck);
    }
}

static bool is_call(NodeList rhs)
{
    return rhs.count == 1 && node_unparen(rhs.at[0])->kind == NODE_CALL;
}

static void init_each(Checker *ck, Object **lhs, int count, NodeList rhs,
                      bool is_return, const char *context)
{
    for (int i = 0; i < count; i++) {
        const char *desc = lhs[i]->name;
        if (is_return && desc[0] == '\0')
            desc = "result variable";
        Operand x;
        Target slot;
        check_expr(ck, check_target(ck, lhs[i]->type, desc, &slot), &x,
                   rhs.at[i]);
        check_init_var(ck, lhs[i], &x, context);
    }
}

static void init_mismatch(Checker *ck, Object **lhs, int l, NodeList rhs,
                          Node *return_stmt)
{
    if (check_use_list(ck, rhs)) {
        if (return_stmt != NULL)
            return_mismatch(ck, return_stmt, lhs, l,
                            rhs.count == 0 ? (OperandList){0} :
                            check_expr_list(ck, rhs));
        else
            assign_mismatch(ck, rhs, l, rhs.count);
    }
    invalidate_vars(ck, lhs, l);
}

// Initialises variables, or results when return_stmt is given.
void check_init_vars(Checker *ck, Object **lhs, int count, NodeList rhs,
                     Node *return_stmt)
{
    const char *context = return_stmt != NULL ? "return statement" :
        count > 1 ? "multiple assignment" : "assignment";
    if (count == rhs.count && !is_call(rhs)) {
        init_each(ck, lhs, count, rhs, return_stmt != NULL, context);
        return;
    }
    if (rhs.count != 1) {
        init_mismatch(ck, lhs, count, rhs, return_stmt);
        return;
    }
    bool comma_ok;
    OperandList list = check_multi(ck, rhs.at[0], count == 2 &&
                                   return_stmt == NULL, &comma_ok);
    if (list.count == count) {
        for (int i = 0; i < count; i++)
            check_init_var(ck, lhs[i], &list.at[i], context);
        if (comma_ok && list.at[0].mode != MODE_INVALID)
            check_record_comma_ok(ck, rhs.at[0]);
        return;
    }
    if (list.at[0].mode != MODE_INVALID) {
        if (return_stmt != NULL)
            return_mismatch(ck, return_stmt, lhs, count, list);
        else
            assign_mismatch(ck, rhs, count, list.count);
    }
    invalidate_vars(ck, lhs, count);
}

void check_assign_vars(Checker *ck, NodeList lhs, NodeList rhs)
{
    const char *context = lhs.count > 1 ? "multiple assignment" :
        "assignment";
    if (lhs.count == rhs.count && !is_call(rhs)) {
        for (int i = 0; i < lhs.count; i++)
            check_assign_var(ck, lhs.at[i], rhs.at[i], NULL, context);
        return;
    }
    if (rhs.count != 1) {
        bool ok = check_use_lhs(ck, lhs);
        if (check_use_list(ck, rhs) && ok)
            assign_mismatch(ck, rhs, lhs.count, rhs.count);
        return;
    }
    bool comma_ok;
    OperandList list = check_multi(ck, rhs.at[0], lhs.count == 2, &comma_ok);
    if (list.count == lhs.count) {
        for (int i = 0; i < lhs.count; i++)
            check_assign_var(ck, lhs.at[i], NULL, &list.at[i], context);
        if (comma_ok && list.at[0].mode != MODE_INVALID)
            check_record_comma_ok(ck, rhs.at[0]);
        return;
    }
    if (list.at[0].mode != MODE_INVALID)
        assign_mismatch(ck, rhs, lhs.count, list.count);
    check_use_lhs(ck, lhs);
}

// --- a, b := ... ------------------------------------------------------------------------------------

typedef struct ShortDecl {
    Object **vars;  // One for each left-hand side.
    ObjectVec fresh;
    bool failed;
} ShortDecl;

static bool repeated(Checker *ck, NodeList lhs, int i)
{
    const Name *name = lhs.at[i]->ident.name;
    for (int k = 0; k < i && name != ck->name_blank; k++) {
        if (lhs.at[k]->kind == NODE_IDENT && lhs.at[k]->ident.name == name)
            return true;
    }
    return false;
}

static void define(Checker *ck, ShortDecl *d, NodeList lhs, int i)
{
    Node *e = lhs.at[i];
    if (e->kind != NODE_IDENT) {
        NodeList one = {&e, 1};
        check_use_lhs(ck, one);
        check_error(ck, node_start(e), "non-name %s on left side of :=",
                    expr_text(ck, e));
        d->failed = true;
        return;
    }
    const char *name = e->ident.name->str.p;
    if (repeated(ck, lhs, i)) {
        check_error(ck, e->pos, "%s repeated on left side of :=", name);
        d->failed = true;
        return;
    }
    Object *alt = scope_lookup(ck->env.scope, name);
    if (alt != NULL) {
        e->ident.object = alt;
        if (alt->kind == OBJ_VAR) {
            d->vars[i] = alt;
            note_assigned_var(ck, alt);
            e->mode = MODE_VARIABLE;
            e->type = alt->type;
        } else {
            check_error(ck, e->pos, "cannot assign to %s",
                        expr_text(ck, e));
            d->failed = true;
        }
        return;
    }
    Object *v = check_new_local(ck, e->pos, name, NULL);
    d->vars[i] = v;
    e->ident.object = v;
    if (name != ck->types->blank)
        vec_push_in(&d->fresh, ck->arena, v);
}

// Spec: Short variable declarations.
void check_short_var_decl(Checker *ck, Pos pos, NodeList lhs, NodeList rhs)
{
    int top = ck->delayed.len;
    ShortDecl d = {0};
    d.vars = ARENA_ARRAY(ck->arena, Object *, lhs.count);
    for (int i = 0; i < lhs.count; i++)
        define(ck, &d, lhs, i);
    for (int i = 0; i < lhs.count; i++) {
        if (d.vars[i] == NULL)
            d.vars[i] = var_new(ck->types, VAR_LOCAL, lhs.at[i]->pos,
                                ck->pkg, ck->types->blank, NULL);
    }
    check_init_vars(ck, d.vars, lhs.count, rhs, NULL);
    for (int i = 0; i < lhs.count; i++) {
        // A literal that a variable holds from the start is worth knowing.
        if (lhs.count == rhs.count && d.vars[i]->decl == NULL &&
            node_unparen(rhs.at[i])->kind == NODE_FUNC_LIT)
            d.vars[i]->decl = node_unparen(rhs.at[i]);
        if (lhs.at[i]->kind == NODE_IDENT) {
            lhs.at[i]->mode = MODE_VARIABLE;
            lhs.at[i]->type = d.vars[i]->type;
        }
    }
    check_delayed(ck, top);
    if (d.fresh.len == 0 && !d.failed) {
        check_error(ck, pos, "no new variables on left side of :=");
        return;
    }
    Pos start = rhs.at[rhs.count - 1]->end;
    for (int i = 0; i < d.fresh.len; i++)
        check_declare(ck, ck->env.scope, NULL, d.fresh.data[i], start);
}
