// frontend/check_call.c -- Calls, conversions and instances of generic
// functions.
//
// f(x) is a conversion if f is a type, a built-in call, or a real one.  For
// a generic f the type arguments come from the index expression, from the
// arguments, or from both; arguments may be generic functions themselves.
//
// Invariant: an instantiated function's identifier, and its index expression
// if there is one, have their `instance`.
//
//     slices.Map[int](xs, f)   // second type argument inferred from f
#include "frontend/check_internal.h"

static void record_as(Node *e, ExprMode mode, GoType *t)
{
    e->mode = (uint8_t)mode;
    e->type = t;
    e->value = NULL;
}

// --- Instances of functions -------------------------------------------------------

static void record_instance(Checker *ck, Node *e, TypeList targs,
                            GoType *type)
{
    Instance *in = ARENA_NEW(ck->arena, Instance);
    in->targs = targs;
    in->type = type;
    e = node_unparen(e);
    if (e->kind == NODE_INDEX) {
        e->index.instance = in;
        e = node_unparen(e->index.x);
    }
    if (e->kind == NODE_SELECTOR)
        e = e->selector.sel;
    if (e->kind == NODE_IDENT) {
        e->ident.instance = in;
        in->func = e->ident.object;
    }
}

typedef struct VerifyInstance {
    TypeList tparams, targs;
    NodeList written; // Explicit type arguments.
    Pos pos;
} VerifyInstance;

static void later_verify(Checker *ck, Delayed *d)
{
    VerifyInstance *v = d->a;
    int bad = 0;
    const char *why = "";
    if (!check_verify(ck, v->tparams, v->targs, &bad, &why))
        check_error(ck, bad < v->written.count ?
                    node_start(v->written.at[bad]) : v->pos, "%s", why);
    else
        check_note_instance(ck, v->pos, v->tparams, v->targs,
                            v->written);
}

static GoType *instantiate(Checker *ck, Pos pos, Node *e, GoType *sig,
                           TypeList targs, NodeList written)
{
    TypeList own = type_list_dup(ck->types, targs);
    GoType *inst = type_instantiate_unchecked(ck->types, sig, own);
    if (inst == sig) { // Its type parameters occur nowhere in it.
        inst = arena_memdup(ck->arena, sig, sizeof *sig);
        inst->u.func.tparams = (TypeList){0};
    }
    record_instance(ck, e, own, inst);
    VerifyInstance *v = ARENA_NEW(ck->arena, VerifyInstance);
    *v = (VerifyInstance){sig->u.func.tparams, own, written, pos};
    check_later(ck, later_verify)->a = v;
    return inst;
}

// Evaluates written type arguments; false if one is invalid.
static bool written_targs(Checker *ck, NodeList list, TypeList *out, int room)
{
    bool ok = true;
    out->at = ARENA_ARRAY(ck->arena, GoType *, list.count + room + 1);
    out->count = 0;
    for (int i = 0; i < list.count; i++) {
        GoType *t = check_var_type(ck, list.at[i]);
        ok = ok && !type_is_invalid(t);
        out->at[out->count++] = t;
    }
    return ok;
}

static Object *param_object(Checker *ck, Pos pos, GoType *t)
{
    Object *v = var_new(ck->types, VAR_PARAM, pos, ck->pkg, "", t);
    v->u.var.unnamed = true;
    return v;
}

static GoType *tuple_of(Checker *ck, Object *v)
{
    Object **vars = ARENA_ARRAY(ck->arena, Object *, 1);
    vars[0] = v;
    return type_new_tuple(ck->types, vars, 1);
}

// Infers what is not written; targs.at[i] == NULL there.
static TypeList infer_func(Checker *ck, Target *t, Pos pos, Operand *x,
                           GoType *sig, TypeList targs)
{
    GoType *params = ck->types->empty_tuple;
    OperandList args = {0};
    Operand arg;
    if (t != NULL) {
        GoType *plain = type_new_func(ck->types, sig->u.func.params,
                                      sig->u.func.results,
                                      sig->u.func.variadic);
        params = tuple_of(ck, param_object(ck, pos, plain));
        arg = (Operand){.mode = MODE_VALUE, .type = t->sig,
                        .expr = dummy_ident(ck, operand_pos(x), t->desc)};
        args = (OperandList){&arg, 1};
    }
    GoType *renamed;
    TypeList tparams = check_rename_tparams(ck, sig->u.func.tparams, params,
                                            &renamed);
    MultiError err;
    multi_begin(&err, ck, NO_POS, "%s", "");
    TypeList out = check_infer(ck, pos, tparams, targs, renamed, args,
                               t != NULL, &err);
    if (out.at == NULL && err.text.n > 0)
        multi_report(&err);
    else
        strbuf_free(&err.text);
    return out;
}

// x is a generic function; inst is its index expression or NULL; t is what it
// is assigned to or NULL.  With !infer, a partial instance is left generic
// and its written arguments are returned.
static TypeList func_inst(Checker *ck, Target *t, Pos pos, Operand *x,
                          Node *inst, bool infer)
{
    TypeList targs = {0}, none = {0};
    NodeList written = {0};
    if (inst != NULL) {
        pos = inst->pos;
        x->expr = inst;
        written = inst->index.args;
    }
    check_version(ck, pos, 18, "function instantiation");
    GoType *sig = x->type;
    int want = sig->u.func.tparams.count;
    if (!written_targs(ck, written, &targs, want)) {
        x->mode = MODE_INVALID;
        return none;
    }
    if (targs.count > want) {
        check_error(ck, node_start(written.at[targs.count - 1]),
                    "got %d type arguments but want %d", targs.count, want);
        x->mode = MODE_INVALID;
        return none;
    }
    if (targs.count < want) {
        if (!infer)
            return targs;
        if (t != NULL)
            check_version(ck, pos, 21, inst != NULL ?
                          "partially instantiated function in assignment" :
                          "implicitly instantiated function in assignment");
        targs = infer_func(ck, t, pos, x, sig, targs);
        if (targs.at == NULL) {
            x->mode = MODE_INVALID;
            return none;
        }
    }
    x->type = instantiate(ck, operand_pos(x), x->expr, sig, targs, written);
    x->mode = MODE_VALUE;
    return none;
}

void check_func_inst(Checker *ck, Target *t, Pos pos, Operand *x, Node *inst,
                     bool infer)
{
    func_inst(ck, t, pos, x, inst, infer);
}

// --- Arguments --------------------------------------------------------------------------

typedef struct Args {
    OperandList list;
    TypeList *targs; // For each: written arguments of a partial instance.
} Args;

// One argument, which may be a generic function, even partly instantiated.
static void generic_arg(Checker *ck, Operand *x, Node *e, TypeList *targs,
                        bool infer)
{
    *targs = (TypeList){0};
    if (e->kind != NODE_INDEX) {
        check_generic_expr(ck, x, e);
        return;
    }
    x->mode = MODE_INVALID;
    x->type = invalid_type(ck);
    x->expr = e;
    if (check_index_expr(ck, x, e)) {
        *targs = func_inst(ck, NULL, e->pos, x, e, infer);
        x->expr = e;
        if (targs->count == 0)
            check_record(ck, x);
        return;
    }
    x->expr = e;
    check_record(ck, x);
    if (x->mode == MODE_TYPE) {
        check_error(ck, operand_pos(x), "%s is not an expression",
                    operand_text(ck, x));
        x->mode = MODE_INVALID;
    }
}

static void reject_non_value(Checker *ck, Operand *x)
{
    const char *text = operand_text(ck, x);
    if (x->mode == MODE_NOVALUE)
        check_error(ck, operand_pos(x), "%s used as value", text);
    else if (x->mode == MODE_BUILTIN)
        check_error(ck, operand_pos(x), "%s must be called", text);
    else if (x->mode == MODE_TYPE)
        check_error(ck, operand_pos(x), "%s is not an expression", text);
    else
        return;
    x->mode = MODE_INVALID;
}

// f(g()): the results of g are the arguments.
static Args single_arg(Checker *ck, Node *e)
{
    Operand x;
    check_raw(ck, NULL, &x, e, NULL, true);
    reject_non_value(ck, &x);
    bool several = x.mode != MODE_INVALID && x.type->kind == TYPE_TUPLE;
    int n = several ? x.type->u.tuple.count : 1;
    Args a = {{ARENA_ARRAY(ck->arena, Operand, n + 1), n},
              ARENA_ARRAY(ck->arena, TypeList, n + 1)};
    a.list.at[0] = x;
    for (int i = 0; several && i < n; i++)
        a.list.at[i] = (Operand){.mode = MODE_VALUE, .expr = e,
                                 .type = x.type->u.tuple.vars[i]->type};
    return a;
}

static Args collect_args(Checker *ck, NodeList list)
{
    bool infer = !check_allow(ck, 21);
    if (list.count == 1 && list.at[0]->kind != NODE_INDEX)
        return single_arg(ck, list.at[0]);
    Args a = {{ARENA_ARRAY(ck->arena, Operand, list.count + 1), 0},
              ARENA_ARRAY(ck->arena, TypeList, list.count + 1)};
    for (int i = 0; i < list.count; i++) {
        generic_arg(ck, &a.list.at[i], list.at[i], &a.targs[i], infer);
        a.list.count++;
    }
    return a;
}

static GoType **operand_types(Checker *ck, OperandList list)
{
    GoType **out = ARENA_ARRAY(ck->arena, GoType *, list.count + 1);
    for (int i = 0; i < list.count; i++)
        out[i] = list.at[i].type;
    return out;
}

static GoType **tuple_types(Checker *ck, GoType *t)
{
    GoType **out = ARENA_ARRAY(ck->arena, GoType *, t->u.tuple.count + 1);
    for (int i = 0; i < t->u.tuple.count; i++)
        out[i] = t->u.tuple.vars[i]->type;
    return out;
}

static void wrong_count(Checker *ck, Node *call, GoType *sig,
                        OperandList args, int npars)
{
    int nargs = args.count;
    // At the first argument too many, or at the last one.
    Pos at = node_start(call);
    const char *what = "not enough";
    if (nargs > npars) {
        at = operand_pos(&args.at[npars]);
        what = "too many";
    } else if (nargs > 0) {
        at = operand_pos(&args.at[nargs - 1]);
    }
    GoType *params = sig->u.func.params;
    MultiError m;
    multi_begin(&m, ck, at, "%s arguments in call to %s", what,
                expr_text(ck, call->call.fun));
    multi_add(&m, NO_POS, "have %s",
              types_summary(ck, operand_types(ck, args), nargs, false,
                            call->call.has_dots));
    multi_add(&m, NO_POS, "want %s",
              types_summary(ck, tuple_types(ck, params),
                            params->u.tuple.count, sig->u.func.variadic,
                            false));
    multi_report(&m);
}

// f(a, b...) with variadic f: one parameter for each argument.
static GoType *expand_variadic(Checker *ck, GoType *sig, int nargs)
{
    GoType *params = sig->u.func.params;
    int n = params->u.tuple.count;
    Object **vars = ARENA_ARRAY(ck->arena, Object *, nargs + 1);
    Object *last = params->u.tuple.vars[n - 1];
    GoType *elem = last->type->kind == TYPE_SLICE ?
        last->type->u.slice.elem : last->type;
    for (int i = 0; i < nargs; i++) {
        if (i < n - 1) {
            vars[i] = params->u.tuple.vars[i];
            continue;
        }
        vars[i] = var_new(ck->types, VAR_PARAM, last->pos, last->pkg,
                          last->name, elem);
    }
    return type_new_tuple(ck->types, vars, nargs);
}

typedef struct Inference {
    TypeList tparams, targs; // Of the callee, then of generic arguments.
    int own;                 // How many are the callee's.
    GoType *params;          // With renamed type parameters.
    bool generic_args;
} Inference;

static void push(Checker *ck, TypeList *list, GoType *t)
{
    GoType **grown = ARENA_ARRAY(ck->arena, GoType *, list->count + 1);
    if (list->count > 0)
        memcpy(grown, list->at, (size_t)list->count * sizeof *grown);
    grown[list->count++] = t;
    list->at = grown;
}

static void rename_callee(Checker *ck, Node *call, GoType *sig,
                          Inference *in)
{
    if (sig->u.func.tparams.count == 0)
        return;
    Node *fun = call->call.fun;
    check_version(ck, node_start(fun), 18, fun->kind == NODE_INDEX ?
                  "function instantiation" :
                  "implicit function instantiation");
    GoType *renamed;
    in->tparams = check_rename_tparams(ck, sig->u.func.tparams, in->params,
                                       &renamed);
    in->params = renamed;
    in->own = in->tparams.count;
    while (in->targs.count < in->own)
        push(ck, &in->targs, NULL);
}

static bool is_generic_operand(const Operand *x)
{
    return x->mode != MODE_INVALID && x->type->kind == TYPE_FUNC &&
        x->type->u.func.tparams.count > 0;
}

// Generic function arguments bring their own type parameters along.
static void rename_args(Checker *ck, Args *args, Inference *in)
{
    for (int i = 0; i < args->list.count; i++) {
        Operand *x = &args->list.at[i];
        if (!is_generic_operand(x))
            continue;
        if (!in->generic_args)
            check_version(ck, operand_pos(x), 21,
                          "implicitly instantiated function as argument");
        in->generic_args = true;
        GoType *old = x->type;
        GoType *plain = arena_memdup(ck->arena, old, sizeof *old);
        plain->u.func.tparams = (TypeList){0};
        GoType *sig;
        TypeList fresh = check_rename_tparams(ck, old->u.func.tparams, plain,
                                              &sig);
        if (sig == plain)
            sig = arena_memdup(ck->arena, plain, sizeof *plain);
        sig->u.func.tparams = fresh;
        x->type = sig;
        for (int k = 0; k < fresh.count; k++) {
            push(ck, &in->tparams, fresh.at[k]);
            TypeList given = args->targs[i];
            push(ck, &in->targs, k < given.count ? given.at[k] : NULL);
        }
    }
}

static TypeList sublist(TypeList list, int from, int count)
{
    return (TypeList){list.at + from, count};
}

static void instantiate_args(Checker *ck, Args *args, Inference *in)
{
    int at = in->own;
    for (int i = 0; i < args->list.count; i++) {
        Operand *x = &args->list.at[i];
        if (!is_generic_operand(x))
            continue;
        int n = x->type->u.func.tparams.count;
        NodeList none = {0};
        x->type = instantiate(ck, operand_pos(x), x->expr, x->type,
                              sublist(in->targs, at, n), none);
        check_record(ck, x);
        at += n;
    }
}

// Infers and instantiates; false after an error.
static bool infer_call(Checker *ck, Node *call, GoType **sig, Args *args,
                       NodeList written, bool adjusted, Inference *in)
{
    MultiError err;
    multi_begin(&err, ck, NO_POS, "%s", "");
    TypeList targs = check_infer(ck, call->pos, in->tparams, in->targs,
                                 in->params, args->list, false, &err);
    if (targs.at == NULL) {
        if (err.text.n > 0)
            check_error(ck, err.pos, "in call to %s, %s",
                        expr_text(ck, call->call.fun), err.text.p);
        strbuf_free(&err.text);
        return false;
    }
    strbuf_free(&err.text);
    in->targs = targs;
    if (in->own > 0) {
        TypeList mine = sublist(targs, 0, in->own);
        *sig = instantiate(ck, call->pos, call->call.fun, *sig, mine,
                           written);
        in->params = adjusted ?
            type_subst1(sublist(in->tparams, 0, in->own), mine, in->params) :
            (*sig)->u.func.params;
    }
    instantiate_args(ck, args, in);
    return true;
}

// How many arguments the signature takes in this call; -1 after an error.
static int fit_variadic(Checker *ck, Node *call, GoType *sig, int nargs,
                        Inference *in, bool *adjusted)
{
    int npars = sig->u.func.params->u.tuple.count;
    bool dots = call->call.has_dots;
    if (!sig->u.func.variadic) {
        if (!dots)
            return npars;
        check_error(ck, node_start(call),
                    "cannot use ... in call to non-variadic %s",
                    expr_text(ck, call->call.fun));
        return -1;
    }
    if (dots) {
        if (call->call.args.count != 1 || nargs <= 1)
            return npars;
        check_error(ck, node_start(call),
                    "cannot use ... with %d-valued %s", nargs,
                    expr_text(ck, call->call.args.at[0]));
        return -1;
    }
    if (nargs < npars - 1)
        return npars - 1;
    in->params = expand_variadic(ck, sig, nargs);
    *adjusted = true;
    return nargs;
}

static bool needs_no_check(const Operand *x, const GoType *want)
{
    return x->type == want && x->mode != MODE_INVALID &&
        x->mode != MODE_NOVALUE && x->mode != MODE_NIL &&
        (want->kind == TYPE_NAMED || want->kind == TYPE_POINTER ||
         want->kind == TYPE_SLICE);
}

// Checks arguments against parameters; returns the (instantiated) signature.
static GoType *check_arguments(Checker *ck, Node *call, GoType *sig,
                               TypeList targs, NodeList written, Args args)
{
    int nargs = args.list.count;
    bool adjusted = false;
    Inference in = {.targs = targs, .params = sig->u.func.params};
    int npars = fit_variadic(ck, call, sig, nargs, &in, &adjusted);
    if (npars < 0)
        return sig;
    if (nargs != npars) {
        wrong_count(ck, call, sig, args.list, npars);
        return sig;
    }
    rename_callee(ck, call, sig, &in);
    rename_args(ck, &args, &in);
    if (in.tparams.count > 0 &&
        !infer_call(ck, call, &sig, &args, written, adjusted, &in))
        return sig;
    const char *context = NULL;
    for (int i = 0; i < nargs; i++) {
        Operand *x = &args.list.at[i];
        GoType *want = in.params->u.tuple.vars[i]->type;
        if (needs_no_check(x, want))
            continue;
        if (context == NULL)
            context = str_printf(ck->arena, "argument to %s",
                                 expr_text(ck, call->call.fun)).p;
        check_assignment(ck, x, want, context);
    }
    return sig;
}

// For append, whose signature depends on its first argument.
void check_append_args(Checker *ck, Node *call, GoType *sig,
                       OperandList list)
{
    Args args = {list, ARENA_ARRAY(ck->arena, TypeList, list.count + 1)};
    check_arguments(ck, call, sig, (TypeList){0}, (NodeList){0}, args);
}

// --- Calls ------------------------------------------------------------------------------------

static void convert_argument(Checker *ck, Operand *x, Node *call, GoType *t)
{
    Node *arg = call->call.args.at[0];
    Target slot;
    check_expr(ck, check_target(ck, t, "conversion", &slot), x, arg);
    if (x->mode == MODE_INVALID)
        return;
    GoType *u = type_underlying(t);
    const char *tt = type_text(ck, t);
    if (u->kind == TYPE_INTERFACE && !type_is_type_param(t) &&
        !type_set_is_method_set(type_set_of(u)))
        check_error(ck, node_start(call), "cannot use interface %s in "
                    "conversion (contains specific type constraints or is "
                    "comparable)", tt);
    else if (call->call.has_dots)
        check_error(ck, node_start(arg),
                    "invalid use of ... in conversion to %s", tt);
    else {
        check_conversion(ck, x, t);
        return;
    }
    x->mode = MODE_INVALID;
}

static void call_conversion(Checker *ck, Operand *x, Node *call)
{
    NodeList args = call->call.args;
    GoType *t = x->type;
    x->mode = MODE_INVALID;
    if (!check_is_complete(ck, t))
        return;
    if (args.count == 1) {
        convert_argument(ck, x, call, t);
    } else if (args.count == 0) {
        check_error(ck, node_start(call),
                    "missing argument in conversion to %s",
                    type_text(ck, t));
    } else {
        check_use_list(ck, args);
        check_error(ck, node_start(args.at[args.count - 1]),
                    "too many arguments in conversion to %s",
                    type_text(ck, t));
    }
}

static GoType *callee_signature(Checker *ck, Operand *x)
{
    const char *why = "";
    GoType *n = type_unalias(x->type);
    GoType *bad = NULL;
    if (n->kind == TYPE_PARAM) {
        TypeSet *s = type_set_of(type_param_interface(n));
        for (int i = 0; i < s->term_count && bad == NULL; i++) {
            if (type_underlying(s->terms[i].type)->kind != TYPE_FUNC)
                bad = s->terms[i].type;
        }
    } else if (type_underlying(n)->kind != TYPE_FUNC) {
        bad = x->type;
    }
    GoType *u = NULL;
    if (bad != NULL)
        why = str_printf(ck->arena, "%s is not a function",
                         type_text(ck, bad)).p;
    else
        u = check_common_under(ck, x->type, &why);
    if (u != NULL)
        return u;
    check_error(ck, operand_pos(x), INVALID_OP "cannot call %s: %s",
                operand_text(ck, x), why);
    return NULL;
}

static void call_results(Checker *ck, Operand *x, GoType *sig)
{
    GoType *results = sig->u.func.results;
    x->val = NULL;
    x->type = results;
    if (results->u.tuple.count == 0) {
        x->mode = MODE_NOVALUE;
    } else if (results->u.tuple.count == 1) {
        x->type = results->u.tuple.vars[0]->type;
        x->mode = check_is_complete(ck, x->type) ? MODE_VALUE :
            MODE_INVALID;
    } else {
        x->mode = MODE_VALUE;
    }
}

// Written type arguments of a call; false after an error.
static bool call_targs(Checker *ck, Node *inst, GoType **sig,
                       TypeList *targs, NodeList *written)
{
    *written = inst->index.args;
    int want = (*sig)->u.func.tparams.count;
    if (!written_targs(ck, *written, targs, want))
        return false;
    if (targs->count > want) {
        check_error(ck, node_start(written->at[want]),
                    "got %d type arguments but want %d", targs->count,
                    want);
        return false;
    }
    if (targs->count == want && want > 0) {
        check_version(ck, node_start(inst), 18, "function instantiation");
        *sig = instantiate(ck, inst->pos, inst, *sig, *targs, *written);
        *targs = (TypeList){0};
        *written = (NodeList){0};
    }
    return true;
}

static ExprKind call_function(Checker *ck, Operand *x, Node *call,
                              Node *inst)
{
    GoType *sig = callee_signature(ck, x);
    TypeList targs = {0};
    NodeList written = {0};
    bool was_generic = sig != NULL && sig->u.func.tparams.count > 0;
    if (sig == NULL || (inst != NULL && !call_targs(ck, inst, &sig, &targs,
                                                    &written))) {
        check_use_list(ck, call->call.args);
        x->mode = MODE_INVALID;
        return EXPR_STATEMENT;
    }
    Args args = collect_args(ck, call->call.args);
    sig = check_arguments(ck, call, sig, targs, written, args);
    if (was_generic && sig->u.func.tparams.count == 0)
        record_as(call->call.fun, MODE_VALUE, sig);
    call_results(ck, x, sig);
    ck->env.has_call_or_recv = true;
    // Inference failed: the result's type means nothing here.
    if (x->mode == MODE_VALUE && sig->u.func.tparams.count > 0 &&
        type_contains_param(x->type))
        x->mode = MODE_INVALID;
    return EXPR_STATEMENT;
}

static ExprKind call_builtin(Checker *ck, Operand *x, Node *call)
{
    BuiltinId id = x->id;
    if (!check_builtin(ck, x, call, id))
        x->mode = MODE_INVALID;
    if (x->mode != MODE_INVALID && x->mode != MODE_CONSTANT)
        ck->env.has_call_or_recv = true;
    return builtin_kind(id) == 'S' ? EXPR_STATEMENT : EXPR_EXPRESSION;
}

ExprKind check_call(Checker *ck, Operand *x, Node *call)
{
    Node *inst = NULL, *fun = call->call.fun;
    if (fun->kind == NODE_INDEX) {
        x->mode = MODE_INVALID;
        x->type = invalid_type(ck);
        if (check_index_expr(ck, x, fun))
            inst = fun;
        x->expr = fun;
        check_record(ck, x);
    } else {
        check_expr_or_type(ck, x, fun, true);
    }
    ExprKind kind = EXPR_STATEMENT;
    if (x->mode == MODE_INVALID) {
        check_use_list(ck, call->call.args);
    } else if (x->mode == MODE_TYPE) {
        kind = EXPR_CONVERSION;
        check_non_generic(ck, NULL, x);
        if (x->mode != MODE_INVALID)
            call_conversion(ck, x, call);
    } else if (x->mode == MODE_BUILTIN) {
        kind = call_builtin(ck, x, call);
    } else {
        kind = call_function(ck, x, call, inst);
    }
    x->expr = call;
    return kind;
}
