// frontend/lower_init.c -- Package variables and the order of initialisation.
//
// The checker gives each package's variables in initialisation order.  A
// variable that nothing reachable mentions and whose initial value cannot be
// noticed is left out; one whose value is data needs no code; each other one
// is a piece: a function named like the package's init.  The program's init
// calls the pieces and init functions, package by package.
//
//     var a = f(); var t = [2]int{1, 2}     piece: a = f(); t is data
#include "base/ice.h"
#include "frontend/lower_internal.h"

#include <string.h>

void lower_collect_inits(Lower *lw)
{
    for (int i = 0; i < lw->in->package_count; i++) {
        CheckedPackage *p = lw->in->packages[i];
        for (int k = 0; k < p->init_count; k++) {
            InitItem item = {0};
            item.pkg = p;
            item.assign = &p->inits[k];
            item.pos = item.assign->rhs->pos;
            vec_push_in(&lw->inits, lw->arena, item);
            for (int j = 0; j < item.assign->lhs_count; j++)
                map_set(&lw->init_of, item.assign->lhs[j],
                        (void *)(uintptr_t)lw->inits.len);
        }
        for (int k = 0; k < p->init_func_count; k++)
            lower_func_ref(lw, p->init_funcs[k], (TypeList){0});
    }
}

void lower_need_var(Lower *lw, Object *var)
{
    uintptr_t i = (uintptr_t)map_get(&lw->init_of, var);
    if (i > 0)
        lw->inits.data[i - 1].needed = true;
}

// --- What nobody would miss -------------------------------------------------

static bool pure(Node *n);

static bool pure_list(NodeList list)
{
    for (int i = 0; i < list.count; i++) {
        if (!pure(list.at[i]))
            return false;
    }
    return true;
}

// Functions that only make a value.
static bool callee_is_pure(Node *fun)
{
    Object *o = node_object(fun);
    return o != NULL && o->kind == OBJ_FUNC && o->pkg != NULL &&
           o->u.func.recv_named == NULL &&
           strcmp(o->pkg->path, "errors") == 0 && strcmp(o->name, "New") == 0;
}

static bool pure_call(Node *n)
{
    BuiltinId id;
    if (call_is_conversion(n))
        return pure_list(n->call.args) && n->type != NULL &&
               under_kind(n->type) != TYPE_ARRAY &&
               under_kind(n->type) != TYPE_POINTER;
    if (call_is_builtin(n, &id))
        return (id == BUILTIN_NEW || id == BUILTIN_LEN || id == BUILTIN_CAP ||
                id == BUILTIN_MAKE) && pure_list(n->call.args) &&
               (id != BUILTIN_MAKE || n->call.args.count == 1 ||
                node_is_const(n->call.args.at[1]));
    return callee_is_pure(n->call.fun) && pure_list(n->call.args);
}

static bool pure(Node *n)
{
    if (node_is_const(n) || node_is_nil(n) || node_is_type(n))
        return true;
    switch ((NodeKind)n->kind) {
    case NODE_PAREN: return pure(n->paren.x);
    case NODE_IDENT:
    case NODE_FUNC_LIT: return true;
    case NODE_SELECTOR:
        return n->selector.selection == NULL ||
               n->selector.selection->kind == SEL_QUALIFIED ||
               n->selector.selection->kind == SEL_METHOD_EXPR;
    case NODE_COMPOSITE_LIT: return pure_list(n->composite_lit.elems);
    case NODE_KEY_VALUE:
        // A struct's key is a field name, which is pure too.
        return pure(n->key_value.key) && pure(n->key_value.value);
    case NODE_UNARY: return n->op != TOK_ARROW && pure(n->unary.x);
    case NODE_BINARY:
        return n->op != TOK_QUO && n->op != TOK_REM && n->op != TOK_SHL &&
               n->op != TOK_SHR && !token_is_comparison((Token)n->op) &&
               pure(n->binary.x) && pure(n->binary.y);
    case NODE_CALL: return pure_call(n);
    default: return false;
    }
}

// --- Pieces -----------------------------------------------------------------

static int *literal_counter(Lower *lw, CheckedPackage *p)
{
    int *n = map_get(&lw->package_of, p);
    if (n == NULL) {
        n = ARENA_NEW(lw->arena, int);
        map_set(&lw->package_of, p, n);
    }
    return n;
}

// A function context at package level.  f NULL: only to name literals.
void fn_start_package(Fn *fn, Lower *lw, CheckedPackage *p, Pos pos,
                      IrFunc *f)
{
    if (f == NULL) {
        f = ARENA_NEW(lw->arena, IrFunc);
        f->name = str_printf(lw->arena, "%s.init", p->path);
        f->pos = f->end = pos;
    }
    f->pkg = str_from(p->path);
    if (p != lw->in->main)
        f->flags |= lower_std_flag(lw, p);
    fn_init(fn, lw, f, NULL);
    fn->pkg = p;
    fn->once = true;
    fn->lits = *literal_counter(lw, p);
}

void fn_end_package(Fn *fn)
{
    *literal_counter(fn->lw, fn->pkg) = fn->lits;
}

static void store_global(Fn *fn, Object *var, IrOperand v, GoType *from,
                         Node *rhs)
{
    if (strcmp(var->name, "_") == 0)
        return;
    v = lower_convert(fn, v, from, var->type, rhs, "assign");
    fn->b.pos = rhs->pos;
    note_text(fn, "assign", lower_text(fn, rhs), rhs->pos);
    fn_var_store(fn, var, v);
    note_none(fn);
}

static void piece_body(Fn *fn, InitItem *item)
{
    Lower *lw = fn->lw;
    Node *rhs = item->assign->rhs;
    Object **lhs = item->assign->lhs;
    int n = item->assign->lhs_count;
    fn->b.pos = rhs->pos;
    if (n == 1) {
        GoType *t = strcmp(lhs[0]->name, "_") != 0 ? lhs[0]->type :
            lower_default(lw, lower_node_type(fn, rhs));
        store_global(fn, lhs[0], lower_expr_to(fn, rhs, t, "assign"), t, rhs);
        return;
    }
    IrOperand *vals = ARENA_ARRAY(&lw->scratch, IrOperand, n);
    GoType **types = ARENA_ARRAY(&lw->scratch, GoType *, n);
    if (node_unparen(rhs)->kind == NODE_CALL) {
        lower_call_multi(fn, rhs, vals, types, n);
    } else {
        LocalId ok;
        vals[0] = lower_comma_ok(fn, rhs, &ok);
        vals[1] = opd_local(fn->f, ok);
        types[0] = lower_node_type(fn, node_unparen(rhs));
        types[1] = lower_basic(lw, BASIC_BOOL);
    }
    for (int i = 0; i < n; i++)
        store_global(fn, lhs[i], vals[i], types[i], rhs);
}

static void lower_piece(Lower *lw, InitItem *item)
{
    Str name = str_printf(lw->arena, "%s.init", item->pkg->path);
    IrFunc *f = ir_func_new(lw->m, name, lower_unique_link(lw, name),
                            item->pos);
    f->short_name = STR("init");
    f->flags |= IRFN_NOINLINE;
    f->end = item->assign->rhs->end;
    ArenaMark mark = arena_mark(&lw->scratch);
    Fn fn;
    ice_set_function(name);
    fn_start_package(&fn, lw, item->pkg, item->pos, f);
    piece_body(&fn, item);
    fn_finish(&fn);
    fn_end_package(&fn);
    arena_reset(&lw->scratch, mark);
    item->func = f;
}

static void lower_item(Lower *lw, int i)
{
    InitItem *item = &lw->inits.data[i];
    InitAssign *a = item->assign;
    item->done = true;
    bool blank = a->lhs_count == 1 && strcmp(a->lhs[0]->name, "_") == 0;
    if (a->lhs_count == 1 && !blank &&
        static_is_data_for(lw, a->rhs, a->lhs[0]->type)) {
        // The value may refer to the variable itself: it exists first.
        IrGlobal *g = lower_global(lw, a->lhs[0]);
        g->init = static_value(lw, a->rhs, a->lhs[0]->type);
        return;
    }
    InitItem copy = *item; // The vector may not move, but be safe.
    lower_piece(lw, &copy);
    lw->inits.data[i].func = copy.func;
}

bool lower_inits_step(Lower *lw)
{
    bool found = false;
    for (int i = 0; i < lw->inits.len; i++) {
        InitItem *item = &lw->inits.data[i];
        if (item->done || (!item->needed && pure(item->assign->rhs)))
            continue;
        lower_item(lw, i);
        found = true;
    }
    return found;
}

static void emit_call(Fn *fn, IrFunc *callee)
{
    fn->b.pos = callee->pos;
    build_op(&fn->b, OP_CALL, NULL, NULL, 0, NULL)->callee = callee;
}

void lower_finish_init(Lower *lw)
{
    Str name = STR("go:init");
    IrFunc *f = ir_func_new(lw->m, name, name, NO_POS);
    f->flags |= IRFN_NOINLINE;
    f->pkg = STR("runtime");
    Fn fn;
    fn_start_wrapper(&fn, lw, f);
    int at = 0;
    for (int i = 0; i < lw->in->package_count; i++) {
        CheckedPackage *p = lw->in->packages[i];
        for (; at < lw->inits.len && lw->inits.data[at].pkg == p; at++) {
            if (lw->inits.data[at].func != NULL)
                emit_call(&fn, lw->inits.data[at].func);
        }
        for (int k = 0; k < p->init_func_count; k++) {
            FuncInst *fi = p->init_funcs[k]->lowered;
            emit_call(&fn, fi->ir);
        }
    }
    fn_finish(&fn);
    lw->m->init = f;
}
