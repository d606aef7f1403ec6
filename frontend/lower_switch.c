// frontend/lower_switch.c -- switch and type switch.
//
// Cases are tested from top to bottom.  A switch over an integer whose cases
// are constants is one SWITCH instruction; everything else is a chain of
// comparisons.  A type switch compares descriptors and asks for interfaces.
//
//     switch x.(type) { case int: }   t = itype x; t == type:int? idata x
#include "base/ice.h"
#include "frontend/lower_internal.h"

enum { DENSE_MIN = 4, STRINGS_MIN = 8 }; // Cases from which a SWITCH pays.

typedef struct Clauses {
    NodeList list;
    BlockId *bodies;
    BlockId done, otherwise;
} Clauses;

static void clauses_init(Fn *fn, Clauses *c, NodeList list)
{
    c->list = list;
    c->bodies = ARENA_ARRAY(&fn->lw->scratch, BlockId, list.count + 1);
    c->done = fn_block(fn);
    c->otherwise = c->done;
    for (int i = 0; i < list.count; i++) {
        c->bodies[i] = fn_block(fn);
        if (list.at[i]->case_clause.is_default)
            c->otherwise = c->bodies[i];
    }
}

static void lower_bodies(Fn *fn, Node *n, Clauses *c)
{
    Target t;
    BlockId saved = fn->fall;
    fn_push_target(fn, &t, n, c->done, BLOCK_NONE);
    for (int i = 0; i < c->list.count; i++) {
        fn->fall = i + 1 < c->list.count ? c->bodies[i + 1] : c->done;
        fn_at(fn, c->bodies[i]);
        lower_stmts(fn, c->list.at[i]->case_clause.body);
        fn_jump(fn, c->done);
    }
    fn_pop_target(fn);
    fn->fall = saved;
    fn_at(fn, c->done);
}

// --- Switch over constants --------------------------------------------------

static int count_constants(Fn *fn, Node *n, GoType *t)
{
    if (!irtype_is_integer(ir_type(fn->lw, t)))
        return -1;
    int count = 0;
    for (int i = 0; i < n->switch_.clauses.count; i++) {
        NodeList exprs = n->switch_.clauses.at[i]->case_clause.exprs;
        for (int k = 0; k < exprs.count; k++, count++) {
            if (!node_is_const(exprs.at[k]) ||
                (exprs.at[k]->type != NULL && is_interface(
                    lower_node_type(fn, exprs.at[k]))))
                return -1;
        }
    }
    return count;
}

static void switch_table(Fn *fn, Node *n, Clauses *c, IrOperand tag,
                         GoType *t, int count)
{
    uint64_t *values = ARENA_ARRAY(&fn->lw->scratch, uint64_t, count);
    BlockId *targets = ARENA_ARRAY(&fn->lw->scratch, BlockId, count);
    Map seen; // Duplicates cannot be, but in instances of generic code.
    map_init(&seen, &fn->lw->scratch);
    uint32_t at = 0;
    for (int i = 0; i < c->list.count; i++) {
        NodeList exprs = c->list.at[i]->case_clause.exprs;
        for (int k = 0; k < exprs.count; k++) {
            IrOperand v = lower_const_ir(fn->lw, exprs.at[k]->value, t);
            const void *key = (const void *)(uintptr_t)(v.bits + 1);
            if (map_has(&seen, key))
                continue;
            map_set(&seen, key, fn);
            values[at] = v.bits;
            targets[at++] = c->bodies[i];
        }
    }
    fn->b.pos = n->pos;
    build_switch(&fn->b, tag, c->otherwise, values, targets, at);
}

// --- Switch in general ------------------------------------------------------

static void test_case(Fn *fn, Node *e, IrOperand tag, GoType *t, Node *n,
                      BlockId yes, BlockId no)
{
    if (n->switch_.tag == NULL) {
        GoType *et = lower_default(fn->lw, lower_node_type(fn, e));
        if (!is_interface(et)) {
            lower_cond(fn, e, yes, no);
            return;
        }
        t = lower_basic(fn->lw, BASIC_BOOL);
        tag = opd_bool(fn->lw, true);
    }
    IrOperand is;
    if (node_is_nil(e)) {
        fn->b.pos = e->pos;
        is = lower_is_nil(fn, tag, true);
    } else {
        GoType *et = lower_default(fn->lw, lower_node_type(fn, e));
        if (node_is_const(e) && !is_interface(t))
            et = t;
        IrOperand v = lower_expr_to(fn, e, et, NULL);
        fn->b.pos = e->pos;
        is = lower_compare(fn, TOK_EQL, tag, t, v, et);
    }
    if (is.kind == OPD_INT)
        fn_jump(fn, is.bits ? yes : no);
    else
        build_if(&fn->b, is, yes, no);
}

static void switch_chain(Fn *fn, Node *n, Clauses *c, IrOperand tag,
                         GoType *t)
{
    for (int i = 0; i < c->list.count; i++) {
        NodeList exprs = c->list.at[i]->case_clause.exprs;
        for (int k = 0; k < exprs.count; k++) {
            BlockId next = fn_block(fn);
            test_case(fn, exprs.at[k], tag, t, n, c->bodies[i], next);
            fn_at(fn, next);
        }
    }
    fn_jump(fn, c->otherwise);
}

// --- Switch over constant strings: by length, then by content ---------------

typedef struct StrCase {
    Str text;
    BlockId body;
} StrCase;
typedef VEC(StrCase) StrCaseVec;

// All cases, or false when some is no constant.
static bool string_cases(Fn *fn, Node *n, Clauses *c, GoType *t,
                         StrCaseVec *out)
{
    for (int i = 0; i < n->switch_.clauses.count; i++) {
        NodeList exprs = n->switch_.clauses.at[i]->case_clause.exprs;
        for (int k = 0; k < exprs.count; k++) {
            Node *e = exprs.at[k];
            if (!node_is_const(e) || const_kind(e->value) != CONST_STRING)
                return false;
            IrOperand v = lower_const_ir(fn->lw, e->value, t);
            StrCase sc = {v.str, c->bodies[i]};
            vec_push_in(out, &fn->lw->scratch, sc);
        }
    }
    return out->len >= STRINGS_MIN;
}

static void string_chain(Fn *fn, const StrCaseVec *cases, size_t len,
                         IrOperand tag, BlockId otherwise)
{
    for (int i = 0; i < cases->len; i++) {
        StrCase *sc = &cases->data[i];
        if (sc->text.n != len)
            continue;
        BlockId next = fn_block(fn);
        IrOperand s = opd_string(fn->lw->m, sc->text);
        build_if(&fn->b, build_cmp(&fn->b, CMP_EQ, tag, s, NULL), sc->body,
                 next);
        fn_at(fn, next);
    }
    fn_jump(fn, otherwise);
}

static void switch_strings(Fn *fn, Node *n, Clauses *c, IrOperand tag,
                           const StrCaseVec *cases)
{
    Arena *arena = &fn->lw->scratch;
    uint64_t *values = ARENA_ARRAY(arena, uint64_t, cases->len);
    BlockId *targets = ARENA_ARRAY(arena, BlockId, cases->len);
    Map seen;
    map_init(&seen, arena);
    uint32_t count = 0;
    for (int i = 0; i < cases->len; i++) {
        size_t len = cases->data[i].text.n;
        const void *key = (const void *)(uintptr_t)(len + 1);
        if (map_has(&seen, key))
            continue;
        map_set(&seen, key, fn);
        values[count] = len;
        targets[count++] = fn_block(fn);
    }
    fn->b.pos = n->pos;
    IrOperand len = build_unary(&fn->b, OP_LEN, fn->lw->basic[IRT_I64], tag);
    build_switch(&fn->b, len, c->otherwise, values, targets, count);
    for (uint32_t i = 0; i < count; i++) {
        fn_at(fn, targets[i]);
        string_chain(fn, cases, values[i], tag, c->otherwise);
    }
}

void lower_switch(Fn *fn, Node *n)
{
    if (n->switch_.init != NULL)
        lower_stmt(fn, n->switch_.init);
    IrOperand tag = opd_none();
    GoType *t = NULL;
    if (n->switch_.tag != NULL) {
        t = lower_default(fn->lw, lower_node_type(fn, n->switch_.tag));
        tag = fn_temp_copy(fn, lower_expr_to(fn, n->switch_.tag, t, NULL));
    }
    Clauses c;
    clauses_init(fn, &c, n->switch_.clauses);
    int count = t != NULL ? count_constants(fn, n, t) : -1;
    StrCaseVec strings = {0};
    if (tag.type != NULL && tag.type->kind == IRT_STRING &&
        string_cases(fn, n, &c, t, &strings))
        switch_strings(fn, n, &c, tag, &strings);
    else if (count >= DENSE_MIN)
        switch_table(fn, n, &c, tag, t, count);
    else
        switch_chain(fn, n, &c, tag, t);
    lower_bodies(fn, n, &c);
}

// --- Type switch ------------------------------------------------------------

typedef struct TypeSwitch {
    IrOperand v, type; // The interface, its dynamic type.
    GoType *iface;
    Node *n;
} TypeSwitch;

static IrOperand assert_to(Fn *fn, TypeSwitch *ts, GoType *t, LocalId *ok)
{
    Lower *lw = fn->lw;
    *ok = builder_temp(&fn->b, lw->basic[IRT_BOOL]);
    IrInstr *in = build_op(&fn->b, OP_ASSERT, ir_type(lw, t), &ts->v, 1,
                           NULL);
    IrOperand r = instr_result(fn->f, in);
    in->dst2 = *ok;
    in->desc = lower_desc(lw, t);
    in->desc2 = lower_desc(lw, ts->iface);
    return r;
}

static void bind(Fn *fn, Object *var, IrOperand v, GoType *from, Node *at)
{
    if (var == NULL)
        return;
    v = lower_convert(fn, v, from, lower_type(fn, var->type), NULL, NULL);
    fn_declare(fn, var, &v, "switch case", at);
    Var *bound = map_get(&fn->vars, var);
    if (bound != NULL && bound->where == VAR_LOCAL_AT)
        ir_local(fn->f, bound->local)->pos = at->pos; // As -m has it.
}

static IrOperand type_data(Fn *fn, TypeSwitch *ts, GoType *t)
{
    note_text(fn, "dot", lower_text(fn, ts->n->switch_.tag), fn->b.pos);
    IrInstr *in = build_op(&fn->b, OP_IDATA, ir_type(fn->lw, t), &ts->v, 1,
                           NULL);
    note_none(fn);
    in->desc = lower_desc(fn->lw, t);
    return instr_result(fn->f, in);
}

// One type of a clause.  When it is the only one, `var` is bound to the value
// of that type before the body is entered.
static void test_type(Fn *fn, TypeSwitch *ts, Node *e, Object *var,
                      BlockId body, BlockId next)
{
    Lower *lw = fn->lw;
    fn->b.pos = e->pos;
    BlockId yes = fn_block(fn);
    if (node_is_nil(e)) {
        IrOperand is = build_cmp(&fn->b, CMP_EQ, ts->type,
                                 opd_zero(ts->type.type), NULL);
        build_if(&fn->b, is, yes, next);
        fn_at(fn, yes);
        bind(fn, var, ts->v, ts->iface, e);
        fn_jump(fn, body);
        return;
    }
    GoType *t = lower_node_type(fn, e);
    if (is_interface(t)) {
        LocalId ok;
        IrOperand v = assert_to(fn, ts, t, &ok);
        build_if(&fn->b, opd_local(fn->f, ok), yes, next);
        fn_at(fn, yes);
        bind(fn, var, v, t, e);
        fn_jump(fn, body);
        return;
    }
    IrOperand want = opd_desc(lw->m, lower_desc(lw, t));
    build_if(&fn->b, build_cmp(&fn->b, CMP_EQ, ts->type, want, NULL), yes,
             next);
    fn_at(fn, yes);
    if (var != NULL)
        bind(fn, var, type_data(fn, ts, t), t, e);
    fn_jump(fn, body);
}

static void type_clauses(Fn *fn, TypeSwitch *ts, Clauses *c)
{
    for (int i = 0; i < c->list.count; i++) {
        Node *cl = c->list.at[i];
        NodeList exprs = cl->case_clause.exprs;
        Object *var = cl->case_clause.implicit;
        for (int k = 0; k < exprs.count; k++) {
            BlockId next = fn_block(fn);
            test_type(fn, ts, exprs.at[k], exprs.count == 1 ? var : NULL,
                      c->bodies[i], next);
            fn_at(fn, next);
        }
    }
    fn_jump(fn, c->otherwise);
}

// Clauses with several types or none see the interface itself.
static void bind_shared(Fn *fn, TypeSwitch *ts, Clauses *c)
{
    for (int i = 0; i < c->list.count; i++) {
        Node *cl = c->list.at[i];
        if (cl->case_clause.implicit == NULL ||
            cl->case_clause.exprs.count == 1)
            continue;
        BlockId body = fn_block(fn);
        fn_at(fn, c->bodies[i]);
        fn->b.pos = cl->pos;
        bind(fn, cl->case_clause.implicit, ts->v, ts->iface, cl);
        fn_jump(fn, body);
        c->bodies[i] = body;
    }
}

void lower_type_switch(Fn *fn, Node *n)
{
    if (n->switch_.init != NULL)
        lower_stmt(fn, n->switch_.init);
    Node *x = n->switch_.tag->type_switch_guard.x;
    TypeSwitch ts;
    ts.n = n;
    ts.iface = lower_node_type(fn, x);
    ts.v = fn_temp_copy(fn, lower_expr(fn, x));
    fn->b.pos = n->pos;
    ts.type = build_unary(&fn->b, OP_ITYPE, fn->lw->basic[IRT_PTR], ts.v);
    Clauses c;
    clauses_init(fn, &c, n->switch_.clauses);
    type_clauses(fn, &ts, &c);
    bind_shared(fn, &ts, &c);
    lower_bodies(fn, n, &c);
}
