// frontend/lower_func.c -- One function: its parameters, variables, closures.
//
// A Fn is made for each function instance, function literal and wrapper.
// Every local variable is bound to an IR local; a variable whose address is
// taken, or that a closure captures by reference, is declared with a site.
//
// Invariant: locals come in the order parameters, results, captures, others.
//
//     func(n int) int { return n + *k }     k captured by reference:
//     PARAM n, RESULT ~r0, CAPTURE k (ptr)
#include "base/ice.h"
#include "frontend/cost.h"
#include "frontend/lower_internal.h"

#include <string.h>

void fn_init(Fn *fn, Lower *lw, IrFunc *f, const TypeEnv *env)
{
    *fn = (Fn){0};
    fn->lw = lw;
    fn->f = f;
    fn->env = env;
    fn->root = fn;
    builder_init(&fn->b, lw->m, f);
    map_init(&fn->vars, &lw->scratch);
    map_init(&fn->hoisted, &lw->scratch);
    map_init(&fn->labels, &lw->scratch);
    map_init(&fn->looping, &lw->scratch);
    map_init(&fn->type_cache, &lw->scratch);
    map_init(&fn->func_loops, &lw->scratch);
    fn->by_ref = ARENA_NEW(&lw->scratch, Map);
    map_init(fn->by_ref, &lw->scratch);
    fn->exit_block = BLOCK_NONE;
}

// --- Variables --------------------------------------------------------------

bool fn_in_memory(Fn *fn, Object *obj)
{
    if (fn->hidden != NULL && map_has(fn->hidden, obj))
        return false;
    return obj->u.var.addr_taken || map_has(fn->by_ref, obj);
}

Var *fn_bind(Fn *fn, Object *obj, VarWhere where, LocalId local)
{
    Var *v = ARENA_NEW(&fn->lw->scratch, Var);
    v->where = where;
    v->local = local;
    v->type = lower_type(fn, obj->type);
    map_set(&fn->vars, obj, v);
    return v;
}

IrGlobal *lower_global(Lower *lw, Object *var)
{
    if (var->lowered != NULL)
        return var->lowered;
    Str name = str_printf(lw->arena, "%s.%s", var->pkg->path, var->name);
    IrGlobal *g = ir_global_new(lw->m, name, lower_unique_link(lw, name),
                                ir_type(lw, var->type));
    var->lowered = g;
    g->pos = var->pos;
    g->desc = lower_desc(lw, var->type);
    lower_need_var(lw, var);
    return g;
}

Var *fn_var(Fn *fn, Object *obj)
{
    Var *v = map_get(&fn->vars, obj);
    if (v != NULL)
        return v;
    if (obj->u.var.kind != VAR_GLOBAL)
        ICE(obj->pos, "variable %s is not bound in %.*s", obj->name,
            STR_ARG(fn->f->name));
    v = fn_bind(fn, obj, VAR_GLOBAL_AT, LOCAL_NONE);
    v->global = lower_global(fn->lw, obj);
    return v;
}

static void describe_local(Fn *fn, LocalId id, Object *obj, GoType *t)
{
    IrLocal *l = ir_local(fn->f, id);
    l->pos = obj->pos;
    l->loop_depth = fn->b.loop_depth;
    l->reassigned = obj->u.var.reassigned;
    l->blank = strcmp(obj->name, "_") == 0 || obj->u.var.unnamed;
    if (fn->lw->in->texts)
        l->go_type = lower_type_text(fn->lw, t);
}

AllocSite *fn_site(Fn *fn, SiteKind kind, Pos pos, Str text, GoType *t)
{
    Lower *lw = fn->lw;
    AllocSite *s = ir_site_new(lw->m, fn->f, kind, pos, text);
    s->loop_depth = fn->b.loop_depth;
    if (t == NULL)
        return s;
    const IrType *ir = ir_type(lw, t);
    s->size = (int64_t)ir->size;
    s->align = ir->align;
    s->has_pointers = irtype_has_pointers(ir);
    if (lw->in->texts)
        s->type = lower_type_text(lw, t);
    return s;
}

static AllocSite *var_site(Fn *fn, Object *obj, GoType *t)
{
    return fn_site(fn, SITE_VAR, obj->pos, str_from(obj->name), t);
}

LocalId fn_new_var(Fn *fn, Object *obj)
{
    GoType *t = lower_type(fn, obj->type);
    LocalId id = ir_local_new(fn->lw->m, fn->f, LOCAL_VAR,
                              ir_type(fn->lw, t), str_from(obj->name));
    describe_local(fn, id, obj, t);
    fn_bind(fn, obj, VAR_LOCAL_AT, id);
    return id;
}

void fn_declare(Fn *fn, Object *obj, const IrOperand *init, const char *why,
                Node *stmt)
{
    if (strcmp(obj->name, "_") == 0)
        return;
    LocalId id = fn_new_var(fn, obj);
    note_none(fn);
    if (fn_in_memory(fn, obj)) {
        GoType *t = lower_type(fn, obj->type);
        IrInstr *in = build_decl(&fn->b, id, var_site(fn, obj, t));
        in->desc = lower_desc(fn->lw, t);
        ir_local(fn->f, id)->addr_taken = true;
    } else if (init == NULL) {
        build_decl(&fn->b, id, NULL);
    }
    if (init != NULL) {
        note(fn, why, stmt);
        build_move(&fn->b, id, *init);
        note_none(fn);
    }
}

static IrPlace var_place(Fn *fn, const Var *v)
{
    switch (v->where) {
    case VAR_LOCAL_AT: return place_local(fn->f, v->local);
    case VAR_GLOBAL_AT: return place_global(v->global);
    case VAR_PTR_AT:
        return place_deref(opd_local(fn->f, v->local),
                           ir_type(fn->lw, v->type));
    }
    UNREACHABLE();
}

IrPlace fn_var_place(Fn *fn, Object *obj)
{
    return var_place(fn, fn_var(fn, obj));
}

IrOperand fn_var_load(Fn *fn, Object *obj)
{
    Var *v = fn_var(fn, obj);
    if (v->where == VAR_LOCAL_AT)
        return opd_local(fn->f, v->local);
    return build_load(&fn->b, var_place(fn, v));
}

void fn_var_store(Fn *fn, Object *obj, IrOperand val)
{
    Var *v = fn_var(fn, obj);
    if (v->where == VAR_LOCAL_AT)
        build_move(&fn->b, v->local, val);
    else
        build_store(&fn->b, var_place(fn, v), val);
}

IrOperand fn_temp_copy(Fn *fn, IrOperand v)
{
    if (v.kind != OPD_LOCAL ||
        ir_local(fn->f, v.local)->kind == LOCAL_TEMP)
        return v;
    LocalId t = builder_temp(&fn->b, v.type);
    build_move(&fn->b, t, v);
    return opd_local(fn->f, t);
}

Object *lower_new_object(Lower *lw, const char *name, GoType *t, Pos pos)
{
    Object *o = ARENA_NEW(lw->arena, Object);
    o->kind = OBJ_VAR;
    o->name = name;
    o->type = t;
    o->pos = pos;
    o->u.var.kind = VAR_LOCAL;
    return o;
}

// --- What must be known before the body -------------------------------------

typedef struct Scan {
    Fn *fn;
    Node *loop;      // Collecting captures of this range statement.
    CaptureVec *out;
    Map seen;
    bool returns, exits, defers;
} Scan;

static bool inside(const Node *n, Pos pos)
{
    return pos >= n->pos && pos < n->end;
}

static bool loop_by_ref(Fn *fn, Object *o)
{
    if (o->u.var.reassigned || o->u.var.addr_taken ||
        o->u.var.kind == VAR_RESULT || map_has(fn->by_ref, o))
        return true;
    return ir_type(fn->lw, lower_type(fn, o->type))->size > 128;
}

static void add_loop_capture(Scan *s, Object *o, bool by_ref)
{
    if (map_has(&s->seen, o))
        return;
    map_set(&s->seen, o, o);
    Capture c = {o, by_ref};
    vec_push_in(s->out, &s->fn->lw->scratch, c);
    if (by_ref)
        map_set(s->fn->by_ref, o, o);
}

static bool visit_capture(Node *n, void *context)
{
    Scan *s = context;
    if (n->kind == NODE_IDENT) {
        Object *o = n->ident.object;
        if (o != NULL && o->kind == OBJ_VAR && o->u.var.kind != VAR_GLOBAL &&
            o->u.var.kind != VAR_FIELD && strcmp(o->name, "_") != 0 &&
            !inside(s->loop, o->pos))
            add_loop_capture(s, o, loop_by_ref(s->fn, o));
    }
    return true;
}

static bool visit_exit(Node *n, void *context)
{
    Scan *s = context;
    if (node_is_expr(n))
        return false;
    if (n->kind == NODE_RETURN_STMT)
        s->returns = true;
    if (n->kind == NODE_DEFER_STMT)
        s->defers = true;
    if (n->kind == NODE_BRANCH_STMT && n->branch.target != NULL &&
        (!inside(s->loop, n->branch.target->pos) ||
         n->branch.target == s->loop))
        s->exits = s->exits || n->branch.target != s->loop;
    return true;
}

static void scan_func_loop(Fn *fn, Node *n)
{
    FuncLoop *loop = ARENA_NEW(&fn->lw->scratch, FuncLoop);
    loop->node = n;
    map_set(&fn->func_loops, n, loop);
    Scan s = {0};
    s.fn = fn;
    s.loop = n;
    s.out = &loop->captures;
    map_init(&s.seen, &fn->lw->scratch);
    if (!n->range.define) {
        for (int i = 0; i < n->range.lhs.count; i++)
            node_walk(n->range.lhs.at[i], visit_capture, &s);
    }
    node_walk(n->range.body, visit_capture, &s);
    node_walk(n->range.body, visit_exit, &s);
    if (s.returns) {
        for (int i = 0; i < fn->nresults; i++)
            add_loop_capture(&s, fn->results[i], true);
    }
    loop->has_exits = s.returns || s.exits;
    loop->has_defer = s.defers;
}

static bool visit_stmt(Node *n, void *context)
{
    Fn *fn = context;
    if (node_is_expr(n))
        return false;
    if (n->kind == NODE_RANGE_STMT) {
        GoType *core = range_core(fn, n);
        if (core != NULL && core->kind == TYPE_FUNC)
            scan_func_loop(fn, n);
    }
    if (n->kind == NODE_FOR_STMT || n->kind == NODE_RANGE_STMT)
        fn->f->flags |= IRFN_HOT;
    if (n->kind == NODE_BRANCH_STMT && n->op == TOK_GOTO &&
        n->branch.target != NULL && n->branch.target->pos < n->pos)
        map_set(&fn->looping, n->branch.target, n);
    return true;
}

void fn_scan(Fn *fn, Node *body)
{
    node_walk(body, visit_stmt, fn);
}

void fn_prepare(Fn *fn, FuncInfo *info)
{
    fn->info = info;
    fn->pkg = info->pkg;
    fn->body = info->body;
    for (int i = 0; i < info->closure_count; i++) {
        FuncInfo *c = info->closures[i];
        for (int k = 0; k < c->capture_count; k++) {
            if (c->captures[k].by_ref)
                map_set(fn->by_ref, c->captures[k].var, fn);
        }
    }
    GoType *results = info->type->u.func.results;
    fn->nresults = results->u.tuple.count;
    fn->results = results->u.tuple.vars;
    fn_scan(fn, info->body);
}

// --- Parameters -------------------------------------------------------------

static LocalId add_local(Fn *fn, LocalKind kind, Object *obj, Str name)
{
    GoType *t = lower_type(fn, obj->type);
    LocalId id = ir_local_new(fn->lw->m, fn->f, kind, ir_type(fn->lw, t),
                              name);
    describe_local(fn, id, obj, t);
    fn_bind(fn, obj, VAR_LOCAL_AT, id);
    if (fn_in_memory(fn, obj)) {
        IrLocal *l = ir_local(fn->f, id);
        l->addr_taken = true;
        l->site = var_site(fn, obj, t);
        l->site->text = name;
    }
    return id;
}

static Str param_name(const Object *o)
{
    return o->u.var.unnamed || o->name == NULL ? STR("_") : str_from(o->name);
}

void fn_add_params(Fn *fn, GoType *sig)
{
    IrFunc *f = fn->f;
    Object *recv = sig->u.func.recv;
    if (recv != NULL) {
        f->has_receiver = true;
        add_local(fn, LOCAL_PARAM, recv, param_name(recv));
    }
    GoType *params = sig->u.func.params, *results = sig->u.func.results;
    for (int i = 0; i < params->u.tuple.count; i++) {
        Object *p = params->u.tuple.vars[i];
        add_local(fn, LOCAL_PARAM, p, param_name(p));
    }
    f->variadic = sig->u.func.variadic;
    for (int i = 0; i < results->u.tuple.count; i++) {
        Object *r = results->u.tuple.vars[i];
        Str name = r->u.var.unnamed || r->name == NULL || r->name[0] == '\0' ?
            str_printf(fn->lw->arena, "~r%d", i) : str_from(r->name);
        LocalId id = add_local(fn, LOCAL_RESULT, r, name);
        ir_local(f, id)->blank = false;
    }
}

void fn_finish(Fn *fn)
{
    if (!builder_is_dead(&fn->b)) {
        fn->b.pos = fn->f->end;
        note_none(fn);
        build_ret(&fn->b);
    }
    IrFunc *f = fn->f;
    for (int i = 0; i < f->blocks.len; i++) {
        IrBlock *b = &f->blocks.data[i];
        IrOp last = b->instrs.len > 0 ? vec_last(&b->instrs).op : OP_COUNT;
        if (last == OP_JUMP || last == OP_IF || last == OP_SWITCH ||
            last == OP_RET || last == OP_UNREACHABLE)
            continue;
        builder_at(&fn->b, (BlockId){(uint32_t)i});
        build_unreachable(&fn->b);
    }
}

void fn_set_inline(Fn *fn, FuncInfo *info)
{
    fn->f->inline_cost = info->cost;
    fn->f->inline_reason = info->cost_reason;
    if (info->cost >= 0)
        fn->f->inline_text =
            str_from(cost_inline_text(fn->lw->arena, info));
    if (info->has_recover)
        fn->f->flags |= IRFN_HAS_RECOVER;
}

static void lower_body(Fn *fn, Node *body)
{
    lower_stmts(fn, body->block.stmts);
    fn_finish(fn);
}

void lower_func_body(Lower *lw, FuncInst *inst)
{
    FuncInfo *info = inst->obj->u.func.info;
    if (info == NULL)
        info = inst->obj->decl->func_decl.info;
    ICE_ASSERT(info != NULL, inst->obj->pos);
    Fn fn;
    fn_init(&fn, lw, inst->ir, inst->env);
    fn_prepare(&fn, info);
    fn_set_inline(&fn, info);
    fn_add_params(&fn, info->type);
    lower_body(&fn, info->body);
}

// --- Closures ---------------------------------------------------------------

IrFunc *fn_child_func(Fn *fn, Str name, Pos pos, Pos end)
{
    Lower *lw = fn->lw;
    IrFunc *f = ir_func_new(lw->m, name, lower_unique_link(lw, name), pos);
    size_t prefix = fn->f->pkg.n + 1;
    f->short_name = str_has_prefix(name, fn->f->pkg) && name.n > prefix ?
        str_sub(name, prefix, name.n) : name;
    f->pkg = fn->f->pkg;
    f->end = end;
    f->parent = fn->f;
    f->flags = IRFN_CLOSURE | (fn->f->flags & IRFN_STD);
    return f;
}

void fn_add_capture(Fn *fn, const Capture *c)
{
    GoType *t = lower_type(fn, c->var->type);
    const IrType *ir = c->by_ref ? fn->lw->basic[IRT_PTR] :
        ir_type(fn->lw, t);
    LocalId id = ir_local_new(fn->lw->m, fn->f, LOCAL_CAPTURE, ir,
                              str_from(c->var->name));
    describe_local(fn, id, c->var, t);
    ir_local(fn->f, id)->by_ref = c->by_ref;
    ir_local(fn->f, id)->blank = false;
    fn_bind(fn, c->var, c->by_ref ? VAR_PTR_AT : VAR_LOCAL_AT, id);
}

// The value that a closure made in fn gets for c.
IrOperand fn_capture_arg(Fn *fn, const Capture *c)
{
    if (!c->by_ref)
        return fn_var_load(fn, c->var);
    Var *v = fn_var(fn, c->var);
    if (v->where == VAR_PTR_AT)
        return opd_local(fn->f, v->local);
    note_text(fn, "reference", str_from(c->var->name), fn->b.pos);
    IrOperand p = build_addr(&fn->b, var_place(fn, v));
    note_none(fn);
    return p;
}

IrOperand fn_make_closure(Fn *fn, IrFunc *callee, const IrOperand *args,
                          int n, AllocSite *site, Pos pos)
{
    uint64_t size = 8;
    for (int i = 0; i < n; i++) {
        uint64_t a = args[i].type->align > 0 ? args[i].type->align : 1;
        size = (size + a - 1) / a * a + args[i].type->size;
        if (irtype_has_pointers(args[i].type))
            site->has_pointers = true;
    }
    callee->closure_size = (size + 7) / 8 * 8;
    site->size = (int64_t)callee->closure_size;
    site->align = 8;
    fn->b.pos = pos;
    IrInstr *in = build_op(&fn->b, OP_CLOSURE, fn->lw->basic[IRT_FUNC], args,
                           (uint32_t)n, site);
    in->callee = callee;
    return instr_result(fn->f, in);
}

static Str literal_name(Fn *fn)
{
    bool nested = (fn->f->flags & IRFN_CLOSURE) != 0;
    return str_printf(fn->lw->arena, "%.*s.%s%d", STR_ARG(fn->f->name),
                      nested ? "" : "func", ++fn->lits);
}

IrFunc *lower_literal_func(Fn *fn, Node *n, FuncInfo *info)
{
    IrFunc *f = fn_child_func(fn, literal_name(fn), n->pos,
                              info->body->block.rbrace);
    Fn inner;
    fn_init(&inner, fn->lw, f, fn->env);
    fn_prepare(&inner, info);
    fn_set_inline(&inner, info);
    fn_add_params(&inner, info->type);
    for (int i = 0; i < info->capture_count; i++)
        fn_add_capture(&inner, &info->captures[i]);
    lower_body(&inner, info->body);
    return f;
}

IrOperand lower_func_lit(Fn *fn, Node *n)
{
    FuncInfo *info = n->func_lit.info;
    ICE_ASSERT(info != NULL, n->pos);
    IrFunc *f = lower_literal_func(fn, n, info);
    int count = info->capture_count;
    IrOperand *args = ARENA_ARRAY(&fn->lw->scratch, IrOperand,
                                  count > 0 ? count : 1);
    fn->b.pos = n->pos;
    for (int i = 0; i < count; i++)
        args[i] = fn_capture_arg(fn, &info->captures[i]);
    AllocSite *site = fn_site(fn, SITE_CLOSURE, n->pos, STR("func literal"),
                              NULL);
    if (fn->lw->in->texts)
        site->type = lower_type_text(fn->lw, lower_node_type(fn, n));
    note_text(fn, "captured by a closure", STR("func literal"), n->pos);
    IrOperand v = fn_make_closure(fn, f, args, count, site, n->pos);
    note_none(fn);
    return v;
}
