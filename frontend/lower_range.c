// frontend/lower_range.c -- range over integers, arrays, slices, strings, maps
// and channels.
//
// Spec: For statements with range clause.  The range expression is evaluated
// once; variables of := are declared anew in each iteration (before go1.22:
// once, and assigned).  Index and length live in temporaries.
//
//     for i, v := range s    n = len s; t = 0; head: t < n? i = t; v = s[t]
#include "base/ice.h"
#include "frontend/lower_internal.h"

#include <string.h>

// One range loop while it is being built.
typedef struct Loop {
    Node *n;
    Node *key, *value; // NULL when absent or blank.
    bool fresh;        // Declares in each iteration.
    BlockId head, body, cont, done;
} Loop;

GoType *range_core(Fn *fn, Node *n)
{
    Node *x = n->range.x;
    if (x->type == NULL)
        return NULL;
    GoType *t = lower_default(fn->lw, lower_node_type(fn, x));
    return type_core(t);
}

static bool is_blank_or_absent(Node *n)
{
    if (n == NULL)
        return true;
    n = node_unparen(n);
    return n->kind == NODE_IDENT && strcmp(n->ident.name->str.p, "_") == 0;
}

static void loop_init(Fn *fn, Loop *l, Node *n)
{
    NodeList lhs = n->range.lhs;
    Node *key = lhs.count > 0 ? lhs.at[0] : NULL;
    Node *value = lhs.count > 1 ? lhs.at[1] : NULL;
    l->n = n;
    l->key = is_blank_or_absent(key) ? NULL : key;
    l->value = is_blank_or_absent(value) ? NULL : value;
    l->fresh = n->range.define && n->range.per_iteration;
    l->head = fn_block(fn);
    l->body = fn_block(fn);
    l->cont = fn_block(fn);
    l->done = fn_block(fn);
    fn->f->flags |= IRFN_HOT;
}

// Variables of the whole loop (before go1.22).
static void declare_shared(Fn *fn, Loop *l)
{
    if (!l->n->range.define || l->fresh)
        return;
    if (l->key != NULL)
        fn_declare(fn, l->key->ident.object, NULL, NULL, l->n);
    if (l->value != NULL)
        fn_declare(fn, l->value->ident.object, NULL, NULL, l->n);
}

static void range_note(Fn *fn, Loop *l)
{
    note_text(fn, "range", lower_text(fn, l->n->range.x), l->n->pos);
}

static void set_one(Fn *fn, Loop *l, Node *lhs, IrOperand v, GoType *t)
{
    fn->b.pos = l->n->pos;
    if (l->fresh) {
        Object *o = lhs->ident.object;
        IrOperand c = lower_convert(fn, v, t, lower_type(fn, o->type), lhs,
                                    "range");
        fn_declare(fn, o, &c, "range", l->n->range.x);
    } else if (l->n->range.define) {
        range_note(fn, l);
        fn_var_store(fn, lhs->ident.object, v);
        note_none(fn);
    } else {
        range_note(fn, l);
        lower_assign_to(fn, lhs, v, t, "range");
    }
}

// Gives key and value of this iteration to the variables.
static void set_vars(Fn *fn, Loop *l, IrOperand k, GoType *kt, IrOperand v,
                     GoType *vt)
{
    bool assigns = !l->n->range.define;
    if (assigns && l->key != NULL && l->value != NULL) {
        lower_hoist(fn, l->key);
        lower_hoist(fn, l->value);
        lower_freeze(fn, l->key);
        lower_freeze(fn, l->value);
    }
    if (l->key != NULL)
        set_one(fn, l, l->key, k, kt);
    if (l->value != NULL)
        set_one(fn, l, l->value, v, vt);
}

static void run_body(Fn *fn, Loop *l)
{
    Target t;
    fn_push_target(fn, &t, l->n, l->done, l->cont);
    lower_block(fn, l->n->range.body);
    fn_pop_target(fn);
    fn_jump(fn, l->cont);
    fn_at(fn, l->cont);
    fn->b.pos = l->n->pos;
}

static void finish(Fn *fn, Loop *l)
{
    fn_jump(fn, l->head);
    fn->b.loop_depth--;
    fn_at(fn, l->done);
}

static void start_head(Fn *fn, Loop *l)
{
    fn_jump(fn, l->head);
    fn_at(fn, l->head);
    fn->b.loop_depth++;
    fn->b.pos = l->n->pos;
}

static LocalId counter(Fn *fn, const IrType *t)
{
    LocalId i = builder_temp(&fn->b, t);
    build_move(&fn->b, i, opd_int(t, 0));
    return i;
}

static void step(Fn *fn, LocalId i, IrOperand by)
{
    IrOperand next = build_bin(&fn->b, BIN_ADD, opd_local(fn->f, i), by);
    build_move(&fn->b, i, next);
}

// i < n, with its own counter.  Leaves the cursor in the body.
static IrOperand count_to(Fn *fn, Loop *l, IrOperand n, LocalId *i)
{
    *i = counter(fn, n.type);
    start_head(fn, l);
    IrOperand iv = opd_local(fn->f, *i);
    build_if(&fn->b, build_cmp(&fn->b, CMP_LT, iv, n, NULL), l->body,
             l->done);
    fn_at(fn, l->body);
    return iv;
}

static void end_count(Fn *fn, Loop *l, LocalId i)
{
    run_body(fn, l);
    step(fn, i, opd_int(ir_local(fn->f, i)->type, 1));
    finish(fn, l);
}

static IrOperand fixed(Fn *fn, IrOperand v)
{
    return v.kind == OPD_LOCAL ? fn_temp_copy(fn, v) : v;
}

// --- By kind ----------------------------------------------------------------

static void range_int(Fn *fn, Loop *l)
{
    Node *x = l->n->range.x;
    GoType *t = lower_default(fn->lw, lower_node_type(fn, x));
    if (node_is_const(x) && l->key != NULL)
        t = l->n->range.define ?
            lower_type(fn, l->key->ident.object->type) :
            lower_node_type(fn, l->key);
    IrOperand n = fixed(fn, lower_expr_to(fn, x, t, NULL));
    declare_shared(fn, l);
    LocalId i;
    IrOperand iv = count_to(fn, l, n, &i);
    if (l->key != NULL)
        set_one(fn, l, l->key, fn_temp_copy(fn, iv), t);
    end_count(fn, l, i);
}

static void range_slice(Fn *fn, Loop *l, GoType *core)
{
    Lower *lw = fn->lw;
    GoType *elem = core->u.slice.elem;
    IrOperand s = lower_expr(fn, l->n->range.x);
    fn->b.pos = l->n->pos;
    s = fixed(fn, s);
    IrOperand n = build_unary(&fn->b, OP_LEN, lw->basic[IRT_I64], s);
    declare_shared(fn, l);
    LocalId i;
    IrOperand iv = count_to(fn, l, n, &i);
    IrOperand v = opd_none();
    if (l->value != NULL) {
        note_text(fn, "range-deref", lower_text(fn, l->n->range.x),
                  l->n->pos);
        v = build_load(&fn->b, place_elem(s, iv, ir_type(lw, elem)));
        note_none(fn);
    }
    set_vars(fn, l, iv, lower_basic(lw, BASIC_INT), v, elem);
    end_count(fn, l, i);
}

static void range_array(Fn *fn, Loop *l, GoType *core, bool by_pointer)
{
    Lower *lw = fn->lw;
    GoType *array = by_pointer ? type_underlying(core->u.pointer.elem) : core;
    GoType *elem = array->u.array.elem;
    IrPlace base = {0};
    if (l->value != NULL) {
        IrOperand x = lower_expr(fn, l->n->range.x);
        fn->b.pos = l->n->pos;
        if (by_pointer) {
            x = fixed(fn, x);
            base = place_deref(x, ir_type(lw, array));
        } else {
            LocalId copy = builder_temp(&fn->b, ir_type(lw, array));
            build_move(&fn->b, copy, x);
            base = place_local(fn->f, copy);
        }
    } else if (lower_has_call(fn, l->n->range.x)) {
        lower_expr(fn, l->n->range.x);
    }
    declare_shared(fn, l);
    LocalId i;
    IrOperand iv = count_to(fn, l, opd_i64(lw, array->u.array.len), &i);
    IrOperand v = opd_none();
    if (l->value != NULL) {
        if (by_pointer)
            lower_nilcheck(fn, base.ptr);
        note_text(fn, by_pointer ? "range-deref" : "range",
                  lower_text(fn, l->n->range.x), l->n->pos);
        v = build_load(&fn->b, place_index(lw->m, base, iv));
        note_none(fn);
    }
    set_vars(fn, l, iv, lower_basic(lw, BASIC_INT), v, elem);
    end_count(fn, l, i);
}

static void range_string(Fn *fn, Loop *l)
{
    Lower *lw = fn->lw;
    GoType *st = lower_default(lw, lower_node_type(fn, l->n->range.x));
    IrOperand s = fixed(fn, lower_expr_to(fn, l->n->range.x, st, NULL));
    fn->b.pos = l->n->pos;
    IrOperand n = build_unary(&fn->b, OP_LEN, lw->basic[IRT_I64], s);
    declare_shared(fn, l);
    LocalId i;
    IrOperand iv = count_to(fn, l, n, &i);
    IrInstr *in = build_op(&fn->b, OP_DECODE, lw->basic[IRT_I32],
                           (IrOperand[]){s, iv}, 2, NULL);
    IrOperand rune = instr_result(fn->f, in);
    LocalId width = builder_temp(&fn->b, lw->basic[IRT_I64]);
    in->dst2 = width;
    set_vars(fn, l, iv, lower_basic(lw, BASIC_INT), rune,
             lower_basic(lw, BASIC_INT32));
    run_body(fn, l);
    step(fn, i, opd_local(fn->f, width));
    finish(fn, l);
}

// for k := range m { delete(m, k) } with variables k and m, and keys that are
// equal to themselves.
static bool clears_map(Fn *fn, Node *n, GoType *core)
{
    NodeList body = n->range.body->block.stmts, lhs = n->range.lhs;
    Node *m = node_unparen(n->range.x);
    if (!n->range.define || lhs.count != 1 || body.count != 1 ||
        m->kind != NODE_IDENT || body.at[0]->kind != NODE_EXPR_STMT)
        return false;
    Node *call = node_unparen(body.at[0]->expr_stmt.x);
    BuiltinId id;
    if (call->kind != NODE_CALL || !call_is_builtin(call, &id) ||
        id != BUILTIN_DELETE || call->call.args.count != 2)
        return false;
    Node *x = node_unparen(call->call.args.at[0]);
    Node *k = node_unparen(call->call.args.at[1]);
    const IrType *key = ir_type(fn->lw, core->u.map.key);
    bool reflexive = irtype_is_integer(key) || key->kind == IRT_STRING ||
                     key->kind == IRT_PTR || key->kind == IRT_BOOL ||
                     key->kind == IRT_CHAN;
    return reflexive && x->kind == NODE_IDENT && k->kind == NODE_IDENT &&
           x->ident.object == m->ident.object &&
           k->ident.object == lhs.at[0]->ident.object;
}

static void clear_map(Fn *fn, Loop *l)
{
    GoType *mt = lower_node_type(fn, l->n->range.x);
    IrOperand m = lower_expr(fn, l->n->range.x);
    fn->b.pos = l->n->pos;
    build_op(&fn->b, OP_MAPCLEAR, NULL, &m, 1, NULL)->desc =
        lower_desc(fn->lw, mt);
    fn_jump(fn, l->done);
    fn_at(fn, l->head);
    build_unreachable(&fn->b);
    fn_at(fn, l->done);
}

static void range_map(Fn *fn, Loop *l, GoType *core)
{
    if (clears_map(fn, l->n, core)) {
        clear_map(fn, l);
        return;
    }
    Lower *lw = fn->lw;
    GoType *mt = lower_node_type(fn, l->n->range.x);
    const IrType *ptr = lw->basic[IRT_PTR];
    IrOperand m = lower_expr(fn, l->n->range.x);
    fn->b.pos = l->n->pos;
    declare_shared(fn, l);
    IrInstr *in = build_op(&fn->b, OP_MAPITER, lw->basic[IRT_MAPITER], &m, 1,
                           NULL);
    IrOperand it = instr_result(fn->f, in);
    in->desc = lower_desc(lw, mt);
    start_head(fn, l);
    IrOperand kp = build_unary(&fn->b, OP_MAPKEY, ptr, it);
    build_if(&fn->b, build_cmp(&fn->b, CMP_NE, kp, opd_zero(ptr), NULL),
             l->body, l->done);
    fn_at(fn, l->body);
    IrOperand k = opd_none(), v = opd_none();
    GoType *kt = core->u.map.key, *vt = core->u.map.elem;
    note_text(fn, "range-deref", lower_text(fn, l->n->range.x), l->n->pos);
    if (l->key != NULL)
        k = build_load(&fn->b, place_deref(kp, ir_type(lw, kt)));
    if (l->value != NULL) {
        IrOperand vp = build_unary(&fn->b, OP_MAPELEM, ptr, it);
        v = build_load(&fn->b, place_deref(vp, ir_type(lw, vt)));
    }
    note_none(fn);
    set_vars(fn, l, k, kt, v, vt);
    run_body(fn, l);
    build_op(&fn->b, OP_MAPNEXT, NULL, &it, 1, NULL);
    finish(fn, l);
}

static void range_chan(Fn *fn, Loop *l, GoType *core)
{
    Lower *lw = fn->lw;
    GoType *ct = lower_node_type(fn, l->n->range.x);
    IrOperand c = fixed(fn, lower_expr(fn, l->n->range.x));
    declare_shared(fn, l);
    start_head(fn, l);
    GoType *elem = core->u.chan.elem;
    IrInstr *in = build_op(&fn->b, OP_RECV, ir_type(lw, elem), &c, 1, NULL);
    IrOperand v = instr_result(fn->f, in);
    LocalId ok = builder_temp(&fn->b, lw->basic[IRT_BOOL]);
    in->dst2 = ok;
    in->desc = lower_desc(lw, ct);
    build_if(&fn->b, opd_local(fn->f, ok), l->body, l->done);
    fn_at(fn, l->body);
    if (l->key != NULL)
        set_one(fn, l, l->key, v, elem);
    run_body(fn, l);
    finish(fn, l);
}

void lower_range(Fn *fn, Node *n)
{
    GoType *core = range_core(fn, n);
    if (core == NULL)
        ICE(n->pos, "range over what has no core type");
    if (core->kind == TYPE_FUNC) {
        lower_range_func(fn, n);
        return;
    }
    Loop l;
    loop_init(fn, &l, n);
    fn->b.pos = n->pos;
    switch (core->kind) {
    case TYPE_SLICE: range_slice(fn, &l, core); break;
    case TYPE_ARRAY: range_array(fn, &l, core, false); break;
    case TYPE_POINTER: range_array(fn, &l, core, true); break;
    case TYPE_MAP: range_map(fn, &l, core); break;
    case TYPE_CHAN: range_chan(fn, &l, core); break;
    case TYPE_BASIC:
        if (type_is_string(core))
            range_string(fn, &l);
        else
            range_int(fn, &l);
        break;
    default: ICE(n->pos, "range over %s", type_string(core, NULL));
    }
}
