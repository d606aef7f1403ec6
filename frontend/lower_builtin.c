// frontend/lower_builtin.c -- Built-in functions.
//
// Those that may stand in go and defer are split as calls are: operands first,
// then the instruction.  The rest are expressions.
//
//     append(s, x)     append s, x with its own allocation site
//     len(p)           of a pointer to array: a constant, p is not followed
#include "base/ice.h"
#include "frontend/lower_internal.h"

static Node *arg_at(Node *n, int i)
{
    return i < n->call.args.count ? n->call.args.at[i] : NULL;
}

static GoType *arg_type(Fn *fn, Node *n, int i)
{
    return lower_default(fn->lw, lower_node_type(fn, arg_at(n, i)));
}

static IrOperand arg_value(Fn *fn, Node *n, int i)
{
    return lower_expr_to(fn, arg_at(n, i), arg_type(fn, n, i), NULL);
}

// f(g()) with several results of g: a call of f whose arguments are done.
static Node *spread_call(Fn *fn, Node *n)
{
    if (n->call.args.count != 1)
        return n;
    Node *a = node_unparen(n->call.args.at[0]);
    if (a->kind != NODE_CALL || a->type == NULL ||
        a->type->kind != TYPE_TUPLE || a->type->u.tuple.count < 2)
        return n;
    Arena *arena = &fn->lw->scratch;
    int count = a->type->u.tuple.count;
    IrOperand *vals = ARENA_ARRAY(arena, IrOperand, count);
    GoType **types = ARENA_ARRAY(arena, GoType *, count);
    lower_call_multi(fn, a, vals, types, count);
    Node *copy = arena_memdup(arena, n, sizeof *n);
    copy->call.args.at = ARENA_ARRAY(arena, Node *, count);
    copy->call.args.count = count;
    for (int i = 0; i < count; i++) {
        Node *v = node_new(arena, NODE_BAD_EXPR, a->pos);
        v->mode = MODE_VALUE;
        v->type = types[i];
        copy->call.args.at[i] = v;
        fn_set_hoisted(fn, v, vals[i]);
    }
    return copy;
}

// --- Statements: operands, then emission ------------------------------------

static GoType *operand_type(Fn *fn, Node *n, BuiltinId id, int i)
{
    GoType *t = arg_type(fn, n, i);
    if (id == BUILTIN_PANIC)
        return type_any(fn->lw->tc);
    if (id == BUILTIN_DELETE && i == 1)
        return type_underlying(arg_type(fn, n, 0))->u.map.key;
    if (id == BUILTIN_PRINT || id == BUILTIN_PRINTLN) {
        if (type_is_nil(t))
            return lower_basic(fn->lw, BASIC_UNSAFE_POINTER);
    }
    return t;
}

void lower_builtin_operands(Fn *fn, Node *n, BuiltinId id, CallPlan *plan)
{
    n = spread_call(fn, n);
    NodeList args = n->call.args;
    plan->kind = CALL_BUILTIN;
    plan->builtin = id;
    plan->nargs = args.count;
    plan->args = ARENA_ARRAY(&fn->lw->scratch, IrOperand, args.count + 1);
    plan->arg_types = ARENA_ARRAY(&fn->lw->scratch, GoType *, args.count + 1);
    lower_order(fn, args.at, args.count);
    for (int i = 0; i < args.count; i++) {
        if (node_is_type(args.at[i]))
            continue;
        GoType *t = operand_type(fn, n, id, i);
        plan->arg_types[i] = t;
        plan->args[i] = lower_expr_to(fn, args.at[i], t, "call parameter");
    }
    fn->b.pos = n->pos;
}

static IrInstr *emit(Fn *fn, IrOp op, const IrType *result,
                     const CallPlan *plan, int nargs)
{
    return build_op(&fn->b, op, result, plan->args, (uint32_t)nargs, NULL);
}

static IrOperand emit_copy(Fn *fn, const CallPlan *plan)
{
    IrInstr *in = emit(fn, OP_COPY, fn->lw->basic[IRT_I64], plan, 2);
    IrOperand r = instr_result(fn->f, in);
    GoType *elem = lower_elem(plan->arg_types[0]);
    in->elem = ir_type(fn->lw, elem);
    in->desc = lower_desc(fn->lw, elem);
    return r;
}

static void emit_clear(Fn *fn, const CallPlan *plan)
{
    GoType *t = plan->arg_types[0];
    if (under_kind(t) == TYPE_MAP) {
        emit(fn, OP_MAPCLEAR, NULL, plan, 1)->desc = lower_desc(fn->lw, t);
        return;
    }
    IrInstr *in = emit(fn, OP_CLEAR, NULL, plan, 1);
    in->elem = ir_type(fn->lw, lower_elem(t));
    in->desc = lower_desc(fn->lw, lower_elem(t));
}

static void emit_print(Fn *fn, const CallPlan *plan)
{
    Lower *lw = fn->lw;
    IrOperand *args = ARENA_ARRAY(&lw->scratch, IrOperand, plan->nargs + 1);
    for (int i = 0; i < plan->nargs; i++) {
        args[i] = plan->args[i];
        if (args[i].type->kind == IRT_IFACE) {
            IrInstr *in = build_op(&fn->b, OP_ICONV, lw->basic[IRT_EFACE],
                                   &args[i], 1, NULL);
            in->desc = lower_desc(lw, type_any(lw->tc));
            args[i] = instr_result(fn->f, in);
        }
    }
    IrInstr *in = build_op(&fn->b, OP_PRINT, NULL, args,
                           (uint32_t)plan->nargs, NULL);
    if (plan->builtin == BUILTIN_PRINTLN)
        in->flags |= IRF_NEWLINE;
}

IrOperand lower_builtin_emit(Fn *fn, const CallPlan *plan)
{
    Lower *lw = fn->lw;
    fn->b.pos = plan->pos;
    switch (plan->builtin) {
    case BUILTIN_PANIC:
        emit(fn, OP_PANIC, NULL, plan, 1);
        build_unreachable(&fn->b);
        return opd_none();
    case BUILTIN_PRINT:
    case BUILTIN_PRINTLN: emit_print(fn, plan); return opd_none();
    case BUILTIN_RECOVER:
        fn->f->flags |= IRFN_HAS_RECOVER | IRFN_NOINLINE;
        return instr_result(fn->f, emit(fn, OP_RECOVER, lw->basic[IRT_EFACE],
                                        plan, 0));
    case BUILTIN_CLOSE:
        emit(fn, OP_CLOSE, NULL, plan, 1)->desc =
            lower_desc(lw, plan->arg_types[0]);
        return opd_none();
    case BUILTIN_DELETE:
        emit(fn, OP_MAPDELETE, NULL, plan, 2)->desc =
            lower_desc(lw, plan->arg_types[0]);
        return opd_none();
    case BUILTIN_COPY: return emit_copy(fn, plan);
    case BUILTIN_CLEAR: emit_clear(fn, plan); return opd_none();
    default: break;
    }
    ICE(plan->pos, "built-in in statement context");
}

// --- Lengths ----------------------------------------------------------------

static IrOperand length(Fn *fn, Node *n, bool is_cap)
{
    Lower *lw = fn->lw;
    GoType *t = arg_type(fn, n, 0);
    GoType *elem = pointer_elem(t);
    GoType *u = type_underlying(elem != NULL ? elem : t);
    if (u->kind == TYPE_ARRAY) {
        if (lower_has_call(fn, arg_at(n, 0)))
            arg_value(fn, n, 0);
        return opd_i64(lw, u->u.array.len);
    }
    IrOperand v = arg_value(fn, n, 0);
    fn->b.pos = n->pos;
    IrOp op = is_cap ? OP_CAP : OP_LEN;
    if (u->kind == TYPE_CHAN)
        op = is_cap ? OP_CHANCAP : OP_CHANLEN;
    if (v.kind == OPD_STRING)
        return opd_i64(lw, (int64_t)v.str.n);
    return build_unary(&fn->b, op, lw->basic[IRT_I64], v);
}

// --- Allocation -------------------------------------------------------------

static IrOperand append_value(Fn *fn, Node *n)
{
    Lower *lw = fn->lw;
    NodeList args = n->call.args;
    GoType *t = lower_node_type(fn, n);
    GoType *core = type_core(t);
    GoType *elem = core->u.slice.elem;
    lower_order(fn, args.at, args.count);
    IrOperand *ops = ARENA_ARRAY(&lw->scratch, IrOperand, args.count);
    ops[0] = lower_expr_to(fn, args.at[0], t, "appendee slice");
    if (args.count == 1)
        return ops[0];
    for (int i = 1; i < args.count; i++) {
        bool spread = n->call.has_dots;
        GoType *to = spread ? arg_type(fn, n, i) : elem;
        if (spread && type_is_nil(to))
            to = t;
        ops[i] = lower_expr_to(fn, args.at[i], to, "call parameter");
    }
    AllocSite *site = fn_site(fn, SITE_APPEND, n->pos, STR("append"), elem);
    site->size = -1;
    if (lw->in->texts)
        site->type = lower_type_text(lw, t);
    fn->b.pos = n->pos;
    note(fn, "appendee slice", n);
    IrInstr *in = build_op(&fn->b, OP_APPEND, lw->basic[IRT_SLICE], ops,
                           (uint32_t)args.count, site);
    note_none(fn);
    IrOperand r = instr_result(fn->f, in);
    in->elem = ir_type(lw, elem);
    in->desc = lower_desc(lw, elem);
    if (n->call.has_dots)
        in->flags |= IRF_SPREAD;
    return r;
}

static IrOperand size_arg(Fn *fn, Node *n, int i)
{
    return lower_int_conv(fn, lower_index_operand(fn, arg_at(n, i)),
                          fn->lw->basic[IRT_I64]);
}

static IrOperand make_slice(Fn *fn, Node *n, GoType *t, GoType *core)
{
    Lower *lw = fn->lw;
    GoType *elem = core->u.slice.elem;
    IrOperand len = size_arg(fn, n, 1);
    IrOperand cap = n->call.args.count > 2 ? size_arg(fn, n, 2) : len;
    AllocSite *site = fn_site(fn, SITE_MAKE_SLICE, n->pos, lower_text(fn, n),
                              elem);
    bool fixed = cap.kind == OPD_INT && (int64_t)cap.bits >= 0 &&
                 (site->size == 0 ||
                  (int64_t)cap.bits <= INT64_MAX / site->size);
    site->size = fixed ? site->size * (int64_t)cap.bits : -1;
    if (lw->in->texts)
        site->type = lower_type_text(lw, t);
    fn->b.pos = n->pos;
    IrInstr *in = build_op(&fn->b, OP_MAKESLICE, lw->basic[IRT_SLICE],
                           (IrOperand[]){len, cap}, 2, site);
    in->elem = ir_type(lw, elem);
    in->desc = lower_desc(lw, elem);
    return instr_result(fn->f, in);
}

static IrOperand make_value(Fn *fn, Node *n)
{
    Lower *lw = fn->lw;
    GoType *t = lower_type(fn, arg_at(n, 0)->type);
    GoType *core = type_core(t);
    lower_order(fn, n->call.args.at + 1, n->call.args.count - 1);
    if (core->kind == TYPE_SLICE)
        return make_slice(fn, n, t, core);
    bool is_map = core->kind == TYPE_MAP;
    IrOperand size = n->call.args.count > 1 ? size_arg(fn, n, 1) :
        opd_i64(lw, 0);
    AllocSite *site = fn_site(fn, is_map ? SITE_MAKE_MAP : SITE_MAKE_CHAN,
                              n->pos, lower_text(fn, n), t);
    site->size = -1;
    site->has_pointers = true;
    fn->b.pos = n->pos;
    IrInstr *in = build_op(&fn->b, is_map ? OP_MAKEMAP : OP_MAKECHAN,
                           lw->basic[is_map ? IRT_MAP : IRT_CHAN], &size, 1,
                           site);
    IrOperand r = instr_result(fn->f, in);
    in->desc = lower_desc(lw, t);
    return r;
}

static IrOperand new_value(Fn *fn, Node *n)
{
    Lower *lw = fn->lw;
    Node *a = arg_at(n, 0);
    GoType *t = lower_elem(lower_node_type(fn, n));
    IrOperand v = opd_none();
    if (!node_is_type(a))
        v = lower_expr_to(fn, a, t, "assign");
    AllocSite *site = fn_site(fn, SITE_NEW, n->pos, lower_text(fn, n), t);
    fn->b.pos = n->pos;
    IrInstr *in = build_op(&fn->b, OP_NEW, lw->basic[IRT_PTR], NULL, 0, site);
    IrOperand p = instr_result(fn->f, in);
    in->elem = ir_type(lw, t);
    in->desc = lower_desc(lw, t);
    if (v.kind != OPD_NONE) {
        note(fn, "assign", n);
        build_store(&fn->b, place_deref(p, ir_type(lw, t)), v)->flags |=
            IRF_INIT;
        note_none(fn);
    }
    return p;
}

// --- Numbers ----------------------------------------------------------------

static IrOperand min_max(Fn *fn, Node *n, IrBin op)
{
    NodeList args = n->call.args;
    GoType *t = lower_default(fn->lw, lower_node_type(fn, n));
    lower_order(fn, args.at, args.count);
    IrOperand r = lower_expr_to(fn, args.at[0], t, NULL);
    for (int i = 1; i < args.count; i++) {
        IrOperand v = lower_expr_to(fn, args.at[i], t, NULL);
        fn->b.pos = n->pos;
        r = build_bin(&fn->b, op, r, v);
    }
    return r;
}

static IrOperand complex_value(Fn *fn, Node *n)
{
    Lower *lw = fn->lw;
    GoType *t = lower_default(lw, lower_node_type(fn, n));
    const IrType *ir = ir_type(lw, t);
    GoType *part = lower_basic(lw, ir->kind == IRT_C64 ? BASIC_FLOAT32 :
                               BASIC_FLOAT64);
    lower_order(fn, n->call.args.at, 2);
    IrOperand re = lower_expr_to(fn, arg_at(n, 0), part, NULL);
    IrOperand im = lower_expr_to(fn, arg_at(n, 1), part, NULL);
    fn->b.pos = n->pos;
    return build_binary(&fn->b, OP_COMPLEX, ir, re, im);
}

static IrOperand part_value(Fn *fn, Node *n, IrOp op)
{
    IrOperand v = arg_value(fn, n, 0);
    fn->b.pos = n->pos;
    const IrType *part = fn->lw->basic[v.type->kind == IRT_C64 ? IRT_F32 :
                                       IRT_F64];
    return build_unary(&fn->b, op, part, v);
}

// --- unsafe -----------------------------------------------------------------

static IrOperand unsafe_add(Fn *fn, Node *n)
{
    Lower *lw = fn->lw;
    lower_order(fn, n->call.args.at, 2);
    IrOperand p = arg_value(fn, n, 0);
    IrOperand d = size_arg(fn, n, 1);
    fn->b.pos = n->pos;
    IrOperand w = build_conv(&fn->b, lw->basic[IRT_U64], p);
    IrOperand u = lower_int_conv(fn, d, lw->basic[IRT_U64]);
    IrOperand sum = build_bin(&fn->b, BIN_ADD, w, u);
    return build_conv(&fn->b, lw->basic[IRT_PTR], sum);
}

static void unsafe_fail_if(Fn *fn, IrOperand cond, int what)
{
    BlockId bad = fn_block(fn), good = fn_block(fn);
    build_if(&fn->b, cond, bad, good);
    fn_at(fn, bad);
    IrOperand arg = opd_int(fn->lw->basic[IRT_I32], (uint64_t)what);
    lower_call_runtime(fn, "rt_panic_unsafe", &arg, 1, NULL);
    build_unreachable(&fn->b);
    fn_at(fn, good);
}

// Whether len elements from p on go past the end of the address space.
static IrOperand wraps_around(Fn *fn, IrOperand p, IrOperand len,
                              int64_t size)
{
    const IrType *word = fn->lw->basic[IRT_U64];
    IrOperand at = build_conv(&fn->b, word, p);
    IrOperand room = build_bin(&fn->b, BIN_SUB, opd_int(word, 0), at);
    IrOperand bytes = build_bin(&fn->b, BIN_MUL,
                                lower_int_conv(fn, len, word),
                                opd_int(word, (uint64_t)size));
    return build_cmp(&fn->b, CMP_GT, bytes, room, NULL);
}

static IrOperand unsafe_make(Fn *fn, Node *n, bool is_string)
{
    Lower *lw = fn->lw;
    lower_order(fn, n->call.args.at, 2);
    IrOperand p = arg_value(fn, n, 0);
    IrOperand len = size_arg(fn, n, 1);
    int what = is_string ? 2 : 0;
    int64_t size = is_string ? 1 :
        (int64_t)ir_type(lw, lower_elem(arg_type(fn, n, 0)))->size;
    fn->b.pos = n->pos;
    IrOperand zero = opd_i64(lw, 0);
    int64_t most = size > 1 ? ((int64_t)1 << 47) / size : INT64_MAX;
    if (!(len.kind == OPD_INT && (int64_t)len.bits >= 0 &&
          (int64_t)len.bits <= most)) {
        unsafe_fail_if(fn, build_cmp(&fn->b, CMP_LT, len, zero, NULL), what);
        unsafe_fail_if(fn, build_cmp(&fn->b, CMP_GT, len,
                                     opd_i64(lw, most), NULL), what);
    }
    BlockId nil = fn_block(fn), some = fn_block(fn), done = fn_block(fn);
    IrOperand is_nil = build_cmp(&fn->b, CMP_EQ, p, opd_zero(p.type), NULL);
    build_if(&fn->b, is_nil, nil, some);
    fn_at(fn, nil);
    unsafe_fail_if(fn, build_cmp(&fn->b, CMP_GT, len, zero, NULL), what + 1);
    fn_jump(fn, done);
    fn_at(fn, some);
    unsafe_fail_if(fn, wraps_around(fn, p, len, size), what);
    fn_jump(fn, done);
    fn_at(fn, done);
    if (is_string)
        return build_binary(&fn->b, OP_MKSTRING, lw->basic[IRT_STRING], p,
                            len);
    IrInstr *in = build_op(&fn->b, OP_MKSLICE, lw->basic[IRT_SLICE],
                           (IrOperand[]){p, len, len}, 3, NULL);
    return instr_result(fn->f, in);
}

// Only where type parameters keep it from being a constant.
static IrOperand unsafe_number(Fn *fn, Node *n, BuiltinId id)
{
    Lower *lw = fn->lw;
    const IrType *word = lw->basic[IRT_U64];
    Node *a = node_unparen(arg_at(n, 0));
    if (id == BUILTIN_UNSAFE_OFFSETOF) {
        Selection *s = lower_selection(fn, a);
        GoType *t = lower_node_type(fn, a->selector.x);
        uint64_t at = 0;
        for (int i = 0; i < s->path_len; i++) {
            GoType *e = pointer_elem(t);
            const IrType *ir = ir_type(lw, e != NULL ? e : t);
            at += ir->fields[s->path[i]].offset;
            t = struct_field_at(e != NULL ? e : t, s->path[i])->type;
        }
        return opd_int(word, at);
    }
    const IrType *ir = ir_type(lw, lower_node_type(fn, a));
    return opd_int(word, id == BUILTIN_UNSAFE_SIZEOF ? ir->size : ir->align);
}

static IrOperand data_value(Fn *fn, Node *n)
{
    IrOperand v = arg_value(fn, n, 0);
    fn->b.pos = n->pos;
    return build_unary(&fn->b, OP_DATA, fn->lw->basic[IRT_PTR], v);
}

IrOperand lower_builtin(Fn *fn, Node *n, BuiltinId id)
{
    n = spread_call(fn, n);
    switch (id) {
    case BUILTIN_APPEND: return append_value(fn, n);
    case BUILTIN_CAP: return length(fn, n, true);
    case BUILTIN_LEN: return length(fn, n, false);
    case BUILTIN_MAKE: return make_value(fn, n);
    case BUILTIN_NEW: return new_value(fn, n);
    case BUILTIN_MAX: return min_max(fn, n, BIN_MAX);
    case BUILTIN_MIN: return min_max(fn, n, BIN_MIN);
    case BUILTIN_COMPLEX: return complex_value(fn, n);
    case BUILTIN_REAL: return part_value(fn, n, OP_REAL);
    case BUILTIN_IMAG: return part_value(fn, n, OP_IMAG);
    case BUILTIN_UNSAFE_ADD: return unsafe_add(fn, n);
    case BUILTIN_UNSAFE_SLICE: return unsafe_make(fn, n, false);
    case BUILTIN_UNSAFE_STRING: return unsafe_make(fn, n, true);
    case BUILTIN_UNSAFE_SLICE_DATA:
    case BUILTIN_UNSAFE_STRING_DATA: return data_value(fn, n);
    case BUILTIN_UNSAFE_ALIGNOF:
    case BUILTIN_UNSAFE_OFFSETOF:
    case BUILTIN_UNSAFE_SIZEOF: return unsafe_number(fn, n, id);
    case BUILTIN_CLEAR:
    case BUILTIN_CLOSE:
    case BUILTIN_COPY:
    case BUILTIN_DELETE:
    case BUILTIN_PANIC:
    case BUILTIN_PRINT:
    case BUILTIN_PRINTLN:
    case BUILTIN_RECOVER: {
        CallPlan plan = {0};
        plan.call = n;
        plan.pos = n->pos;
        lower_builtin_operands(fn, n, id, &plan);
        return lower_builtin_emit(fn, &plan);
    }
    case BUILTIN_COUNT: break;
    }
    ICE(n->pos, "unknown built-in");
}
