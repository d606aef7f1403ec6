// frontend/lower_iface.c -- Methods as interfaces and func values see them.
//
// A method entry takes a receiver of exactly the type asked for: the method
// itself, or a wrapper that dereferences or follows embedded fields.  What an
// itab holds takes the data word of the interface: a pointer to the value, or
// the value itself when it is a pointer.
//
//     func (t T) M()      entry for *T: if t == nil { panicwrap }; (*t).M()
#include "base/ice.h"
#include "frontend/lower_internal.h"

#include <string.h>

void fn_start_wrapper(Fn *fn, Lower *lw, IrFunc *f)
{
    fn_init(fn, lw, f, NULL);
    f->flags |= IRFN_WRAPPER;
}

static LocalId add(Lower *lw, IrFunc *f, LocalKind kind, GoType *t, Str name)
{
    LocalId id = ir_local_new(lw->m, f, kind, ir_type(lw, t), name);
    IrLocal *l = ir_local(f, id);
    l->blank = kind == LOCAL_PARAM;
    l->pos = f->pos;
    if (lw->in->texts)
        l->go_type = lower_type_text(lw, t);
    return id;
}

void lower_set_signature(Lower *lw, IrFunc *f, GoType *sig, GoType *recv)
{
    if (recv != NULL) {
        add(lw, f, LOCAL_PARAM, recv, STR(".this"));
        f->has_receiver = true;
    }
    GoType *params = sig->u.func.params, *results = sig->u.func.results;
    for (int i = 0; i < params->u.tuple.count; i++) {
        Object *p = params->u.tuple.vars[i];
        bool named = p->name != NULL && p->name[0] != '\0' &&
                     !p->u.var.unnamed;
        LocalId id = add(lw, f, LOCAL_PARAM, p->type,
                         named ? str_from(p->name) :
                         str_printf(lw->arena, "~p%d", i));
        ir_local(f, id)->blank = !named;
        if (f->flags & IRFN_EXTERN)
            ir_local(f, id)->pos = p->pos; // -m reports on it.
    }
    for (int i = 0; i < results->u.tuple.count; i++)
        add(lw, f, LOCAL_RESULT, results->u.tuple.vars[i]->type,
            str_printf(lw->arena, "~r%d", i));
    f->variadic = sig->u.func.variadic;
}

static IrFunc *new_wrapper(Lower *lw, Str name, Object *method)
{
    Pos pos = method->pos;
    IrFunc *f = ir_func_new(lw->m, name, lower_unique_link(lw, name), pos);
    const char *path = method->pkg != NULL ? method->pkg->path : "runtime";
    f->pkg = str_from(path);
    Str prefix = str_printf(lw->arena, "%s.", path);
    f->short_name = str_has_prefix(name, prefix) ?
        str_sub(name, prefix.n, name.n) : name;
    return f;
}

// Calls the method with receiver r (what the method wants) and all parameters
// of f from number `first` on; returns its results.
static void forward(Fn *fn, GoType *recv, IrOperand r, Object *method,
                    TypeList targs, GoType *sig, uint32_t first)
{
    Lower *lw = fn->lw;
    IrFunc *f = fn->f;
    CallPlan plan = {0};
    plan.pos = f->pos;
    plan.results = sig->u.func.results;
    plan.args = ARENA_ARRAY(&lw->scratch, IrOperand, f->nparams + 1);
    plan.args[plan.nargs++] = r;
    for (uint32_t i = first; i < f->nparams; i++)
        plan.args[plan.nargs++] = opd_local(f, (LocalId){i});
    if (is_interface(recv)) {
        plan.kind = CALL_IFACE;
        plan.desc = lower_desc(lw, recv);
        plan.method = (uint32_t)iface_method_index(recv, method);
        plan.method_name = str_from(method->name);
        lower_call_method(lw, method);
    } else {
        plan.kind = CALL_STATIC;
        plan.callee = lower_func_ref(lw, method, targs);
    }
    int n = tuple_count(plan.results);
    LocalId *dsts = ARENA_ARRAY(lw->arena, LocalId, n + 1);
    for (int i = 0; i < n; i++)
        dsts[i] = (LocalId){f->nparams + (uint32_t)i};
    lower_emit_call(fn, &plan, dsts);
    IrBlock *b = ir_block(f, fn->b.block);
    vec_last(&b->instrs).flags |= IRF_WRAPPER_CALL;
    fn_finish(fn);
}

static Str receiver_text(Lower *lw, GoType *t)
{
    GoType *elem = pointer_elem(t);
    GoType *base = elem != NULL && t->kind == TYPE_POINTER ? elem : t;
    Str s;
    if (base->kind == TYPE_NAMED && base->u.named.obj->pkg != NULL) {
        // Path-qualified: the runtime string has the package's name only.
        Str rt = lower_runtime_text(lw, base);
        ptrdiff_t dot = str_index_byte(rt, '.');
        s = str_printf(lw->arena, "%s.%.*s", base->u.named.obj->pkg->path,
                       STR_ARG(str_sub(rt, (size_t)(dot + 1), rt.n)));
        if (base != t) {
            ptrdiff_t cut = (ptrdiff_t)strlen(base->u.named.obj->pkg->path);
            s = str_printf(lw->arena, "%.*s.(*%.*s)", (int)cut, s.p,
                           STR_ARG(str_sub(s, (size_t)cut + 1, s.n)));
        }
        return s;
    }
    s = lower_runtime_text(lw, base);
    return base == t ? s : str_printf(lw->arena, "(*%.*s)", STR_ARG(s));
}

static void panic_if_nil(Fn *fn, GoType *elem, Object *method)
{
    Lower *lw = fn->lw;
    BlockId bad = fn_block(fn), good = fn_block(fn);
    IrOperand r = opd_local(fn->f, (LocalId){0});
    build_if(&fn->b, build_cmp(&fn->b, CMP_EQ, r, opd_zero(r.type), NULL),
             bad, good);
    fn_at(fn, bad);
    Str t = lower_runtime_text(lw, elem);
    Str name = t;
    ptrdiff_t dot = str_index_byte(t, '.');
    if (dot >= 0)
        name = str_sub(t, (size_t)dot + 1, t.n);
    Str text = str_printf(lw->arena,
                          "value method %.*s.%s called using nil *%.*s "
                          "pointer", STR_ARG(t), method->name, STR_ARG(name));
    IrOperand arg = opd_string(lw->m, text);
    lower_call_runtime(fn, "rt_panic_wrap", &arg, 1, NULL);
    build_unreachable(&fn->b);
    fn_at(fn, good);
}

// From the receiver parameter (of type t) to what the method wants.
static IrOperand walk_receiver(Fn *fn, GoType *t, Selection *sel,
                               GoType **recv)
{
    Lower *lw = fn->lw;
    IrPlace p = place_local(fn->f, (LocalId){0});
    for (int i = 0; i < sel->path_len; i++) {
        GoType *elem = pointer_elem(t);
        if (elem != NULL) {
            IrOperand ptr = lower_place_load(fn, p);
            lower_nilcheck(fn, ptr);
            p = place_deref(ptr, ir_type(lw, elem));
            t = elem;
        }
        p = place_field(lw->m, p, (uint32_t)sel->path[i]);
        t = struct_field_at(t, sel->path[i])->type;
    }
    GoType *elem = pointer_elem(t);
    *recv = t;
    if (is_interface(t) || sel->obj->u.func.has_ptr_recv == (elem != NULL))
        return lower_place_load(fn, p);
    if (elem == NULL) {
        *recv = type_new_pointer(lw->tc, t);
        return build_addr(&fn->b, p);
    }
    IrOperand ptr = lower_place_load(fn, p);
    lower_nilcheck(fn, ptr);
    *recv = elem;
    return build_load(&fn->b, place_deref(ptr, ir_type(lw, elem)));
}

static IrFunc **wrapper_slot(Lower *lw, const char *kind, GoType *t,
                             const Object *method)
{
    Str key = str_printf(lw->arena, "%s %p %.*s", kind,
                         (void *)type_info(lw, t),
                         STR_ARG(method_id(lw, method)));
    return (IrFunc **)strmap_slot(&lw->wrappers, key);
}

IrFunc *lower_method_entry(Lower *lw, GoType *t, Selection *sel)
{
    Object *m = sel->obj;
    GoType *elem = pointer_elem(t);
    if (sel->path_len == 0 && m->u.func.has_ptr_recv == (elem != NULL))
        return lower_func_ref(lw, m, (TypeList){0});
    IrFunc **slot = wrapper_slot(lw, "entry", t, m);
    if (*slot != NULL)
        return *slot;

    Str name = str_printf(lw->arena, "%.*s.%s",
                          STR_ARG(receiver_text(lw, t)), m->name);
    IrFunc *f = *slot = new_wrapper(lw, name, m);
    GoType *sig = type_core(m->type);
    lower_set_signature(lw, f, sig, t);
    Fn fn;
    fn_start_wrapper(&fn, lw, f);
    if (sel->path_len == 0 && elem != NULL)
        panic_if_nil(&fn, elem, m);
    GoType *recv;
    IrOperand r = walk_receiver(&fn, t, sel, &recv);
    forward(&fn, recv, r, m, (TypeList){0}, sig, 1);
    return f;
}

// The value is a struct or array of one pointer: the data word is its bits.
static IrFunc *direct_entry(Lower *lw, GoType *t, Selection *sel)
{
    Object *m = sel->obj;
    IrFunc **slot = wrapper_slot(lw, "direct", t, m);
    if (*slot != NULL)
        return *slot;
    Str name = str_printf(lw->arena, "%.*s.%s",
                          STR_ARG(receiver_text(lw, t)), m->name);
    IrFunc *f = *slot = new_wrapper(lw, name, m);
    GoType *sig = type_core(m->type);
    lower_set_signature(lw, f, sig, lower_basic(lw, BASIC_UNSAFE_POINTER));
    Fn fn;
    fn_start_wrapper(&fn, lw, f);
    Object *var = lower_new_object(lw, ".this", t, m->pos);
    var->u.var.addr_taken = true;
    fn_declare(&fn, var, NULL, NULL, NULL);
    ir_local(f, fn_var(&fn, var)->local)->site->no_report = true;
    IrPlace at = fn_var_place(&fn, var);
    IrOperand p = build_addr(&fn.b, at);
    build_store(&fn.b, place_deref(p, lw->basic[IRT_PTR]),
                opd_local(f, (LocalId){0}));
    IrOperand v = build_load(&fn.b, at);
    IrFunc *entry = lower_method_entry(lw, t, sel);
    CallPlan plan = {0};
    plan.kind = CALL_STATIC;
    plan.callee = entry;
    plan.pos = f->pos;
    plan.results = sig->u.func.results;
    plan.args = ARENA_ARRAY(&lw->scratch, IrOperand, f->nparams + 1);
    plan.args[plan.nargs++] = v;
    for (uint32_t i = 1; i < f->nparams; i++)
        plan.args[plan.nargs++] = opd_local(f, (LocalId){i});
    int n = tuple_count(plan.results);
    LocalId *dsts = ARENA_ARRAY(lw->arena, LocalId, n + 1);
    for (int i = 0; i < n; i++)
        dsts[i] = (LocalId){f->nparams + (uint32_t)i};
    lower_emit_call(&fn, &plan, dsts);
    vec_last(&ir_block(f, fn.b.block)->instrs).flags |= IRF_WRAPPER_CALL;
    fn_finish(&fn);
    return f;
}

IrFunc *lower_method_ifn(Lower *lw, GoType *t, Selection *sel)
{
    if (type_is_direct(t)) {
        TypeKind k = under_kind(t);
        if (k == TYPE_STRUCT || k == TYPE_ARRAY)
            return direct_entry(lw, t, sel);
        return lower_method_entry(lw, t, sel);
    }
    GoType *p = type_new_pointer(lw->tc, t);
    Selection *ps = lookup_field_or_method(p, true, sel->obj->pkg,
                                           sel->obj->name);
    ICE_ASSERT(ps != NULL, sel->obj->pos);
    return lower_method_entry(lw, p, ps);
}

IrFunc *lower_iface_method_expr(Lower *lw, GoType *iface, Object *method)
{
    IrFunc **slot = wrapper_slot(lw, "expr", iface, method);
    if (*slot != NULL)
        return *slot;
    Str name = str_printf(lw->arena, "%.*s.%s",
                          STR_ARG(receiver_text(lw, iface)), method->name);
    IrFunc *f = *slot = new_wrapper(lw, name, method);
    int i = iface_method_index(iface, method);
    Object *m = interface_method_at(iface, i);
    GoType *sig = type_core(m->type);
    lower_set_signature(lw, f, sig, iface);
    Fn fn;
    fn_start_wrapper(&fn, lw, f);
    forward(&fn, iface, opd_local(f, (LocalId){0}), m, (TypeList){0}, sig, 1);
    return f;
}

// x.m as a func value: a closure over the receiver.
static IrFunc *method_value_func(Lower *lw, GoType *recv, Object *method,
                                 GoType *sig, TypeList targs, IrFunc *f)
{
    lower_set_signature(lw, f, sig, NULL);
    LocalId c = ir_local_new(lw->m, f, LOCAL_CAPTURE, ir_type(lw, recv),
                             STR(".this"));
    f->flags |= IRFN_CLOSURE;
    Fn fn;
    fn_start_wrapper(&fn, lw, f);
    forward(&fn, recv, opd_local(f, c), method, targs, sig, 0);
    return f;
}

IrFunc *lower_method_value_func(Lower *lw, GoType *recv, Selection *sel,
                                Object *method, TypeList targs)
{
    (void)sel;
    GoType *sig = type_core(method->type);
    if (targs.count > 0) {
        // One wrapper for each instance: find it by the instance.
        FuncInst *fi = lower_inst(lw, method, targs);
        Str key = str_printf(lw->arena, "value-inst %p", (void *)fi);
        IrFunc **slot = (IrFunc **)strmap_slot(&lw->wrappers, key);
        if (*slot != NULL)
            return *slot;
        Str name = str_printf(lw->arena, "%.*s-fm", STR_ARG(fi->ir->name));
        *slot = new_wrapper(lw, name, method);
        IrFunc *f = *slot;
        sig = type_subst(fi->env, fi->obj->type);
        return method_value_func(lw, recv, method, sig, targs, f);
    }
    IrFunc **slot = wrapper_slot(lw, "value", recv, method);
    if (*slot != NULL)
        return *slot;
    Str name = str_printf(lw->arena, "%.*s.%s-fm",
                          STR_ARG(receiver_text(lw, recv)), method->name);
    IrFunc *f = *slot = new_wrapper(lw, name, method);
    if (is_interface(recv)) {
        method = interface_method_at(recv, iface_method_index(recv, method));
        sig = type_core(method->type);
    }
    return method_value_func(lw, recv, method, sig, targs, f);
}
