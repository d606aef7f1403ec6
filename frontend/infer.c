// frontend/infer.c -- Type inference, the check of type arguments against
// constraints, and instantiation cycles.
//
// Spec: Type inference.  Typed arguments are unified with their parameters,
// then parameters with the core types and methods of their constraints, then
// what is left takes the default type of untyped arguments.
//
// Invariant: the result has an argument for every parameter, none of which
// mentions a parameter being inferred.
//
//     func Map[T, U any](s []T, f func(T) U) []U
//     Map(xs, strconv.Itoa)   // T = int, U = string
#include "frontend/check_internal.h"
#include "frontend/unify.h"

// --- Does a type mention one of these parameters? -----------------------------------

static bool mentions_any(TypeList tparams, GoType *t, Map *seen);

static bool tuple_mentions(TypeList tparams, GoType *t, Map *seen)
{
    for (int i = 0; i < t->u.tuple.count; i++) {
        if (mentions_any(tparams, t->u.tuple.vars[i]->type, seen))
            return true;
    }
    return false;
}

static bool interface_mentions(TypeList tparams, GoType *t, Map *seen)
{
    if (map_has(seen, t))
        return false;
    map_set(seen, t, t);
    TypeSet *s = type_set_of(t);
    for (int i = 0; i < s->method_count; i++) {
        if (s->methods[i]->type != NULL &&
            mentions_any(tparams, s->methods[i]->type, seen))
            return true;
    }
    for (int i = 0; i < s->term_count; i++) {
        if (mentions_any(tparams, s->terms[i].type, seen))
            return true;
    }
    return false;
}

static bool mentions_any(TypeList tparams, GoType *t, Map *seen)
{
    if (t == NULL)
        return false;
    t = type_unalias(t);
    switch (t->kind) {
    case TYPE_BASIC:
    case TYPE_ALIAS:
    case TYPE_UNION:
        return false;
    case TYPE_PARAM:
        for (int i = 0; i < tparams.count; i++) {
            if (tparams.at[i] == t)
                return true;
        }
        return false;
    case TYPE_NAMED:
        for (int i = 0; i < t->u.named.targs.count; i++) {
            if (mentions_any(tparams, t->u.named.targs.at[i], seen))
                return true;
        }
        return false;
    case TYPE_POINTER:
        return mentions_any(tparams, t->u.pointer.elem, seen);
    case TYPE_SLICE:
        return mentions_any(tparams, t->u.slice.elem, seen);
    case TYPE_ARRAY:
        return mentions_any(tparams, t->u.array.elem, seen);
    case TYPE_CHAN:
        return mentions_any(tparams, t->u.chan.elem, seen);
    case TYPE_MAP:
        return mentions_any(tparams, t->u.map.key, seen) ||
            mentions_any(tparams, t->u.map.elem, seen);
    case TYPE_STRUCT:
        for (int i = 0; i < t->u.struc.count; i++) {
            if (mentions_any(tparams, t->u.struc.fields[i]->type, seen))
                return true;
        }
        return false;
    case TYPE_FUNC:
        return tuple_mentions(tparams, t->u.func.params, seen) ||
            tuple_mentions(tparams, t->u.func.results, seen);
    case TYPE_TUPLE:
        return tuple_mentions(tparams, t, seen);
    case TYPE_INTERFACE:
        return interface_mentions(tparams, t, seen);
    }
    return false;
}

static bool is_parameterized(TypeList tparams, GoType *t)
{
    Map seen;
    map_init(&seen, t->ctx->arena);
    return mentions_any(tparams, t, &seen);
}

// --- Renaming ------------------------------------------------------------------------

// Fresh copies of type parameters, so that a recursive call of a generic
// function does not mix its own with the callee's.
TypeList check_rename_tparams(Checker *ck, TypeList list, GoType *t,
                              GoType **renamed)
{
    TypeList fresh = type_list_dup(ck->types, list);
    for (int i = 0; i < list.count; i++) {
        Object *old = list.at[i]->u.param.obj;
        Object *obj = object_new(ck->types, OBJ_TYPE, old->pos, old->pkg,
                                 old->name, NULL);
        obj->u.tname.is_param = true;
        obj->color = 2;
        fresh.at[i] = type_new_param(ck->types, obj,
                                     list.at[i]->u.param.index, NULL);
        obj->type = fresh.at[i];
    }
    for (int i = 0; i < list.count; i++)
        fresh.at[i]->u.param.bound =
            type_subst1(list, fresh, list.at[i]->u.param.bound);
    *renamed = type_subst1(list, fresh, t);
    return fresh;
}

// --- Inference ---------------------------------------------------------------------------

typedef struct Infer {
    Checker *ck;
    Pos pos;
    TypeList tparams;
    Unifier u;
    GoType *params;
    OperandList args;
    bool reverse;
    MultiError *err;
} Infer;

static TypeList inferred(Infer *in)
{
    TypeList out = {ARENA_ARRAY(in->ck->arena, GoType *,
                                in->tparams.count + 1), in->tparams.count};
    for (int i = 0; i < out.count; i++)
        out.at[i] = unifier_at(&in->u, i);
    return out;
}

static void complain(Infer *in, Pos pos, const char *text)
{
    in->err->pos = pos;
    strbuf_puts(&in->err->text, text);
}

static const char *tparams_text(Checker *ck, TypeList list)
{
    StrBuf b = {0};
    for (int i = 0; i < list.count; i++) {
        if (i > 0)
            strbuf_puts(&b, list.count == 2 ? " and " :
                        i == list.count - 1 ? ", and " : ", ");
        strbuf_puts(&b, list.at[i]->u.param.obj->name);
    }
    Str s = strbuf_dup(&b, ck->arena);
    strbuf_free(&b);
    return s.p;
}

static void argument_mismatch(Infer *in, GoType *tpar, Operand *arg)
{
    Checker *ck = in->ck;
    const char *at = type_text(ck, arg->type);
    const char *et = expr_text(ck, arg->expr);
    const char *pt = type_text(ck, tpar);
    TypeList targs = inferred(in);
    bool none = true;
    for (int i = 0; i < targs.count; i++)
        none = none && targs.at[i] == NULL;
    GoType *known = type_subst1(in->tparams, targs, tpar);
    const char *text;
    if (none)
        text = str_printf(ck->arena, "type %s of %s does not match %s "
                          "(cannot infer %s)", at, et, pt,
                          tparams_text(ck, in->tparams)).p;
    else if (known == tpar)
        text = str_printf(ck->arena, "type %s of %s does not match %s", at,
                          et, pt).p;
    else if (in->reverse)
        text = str_printf(ck->arena, "inferred type %s for %s does not "
                          "match type %s of %s", type_text(ck, known), pt,
                          at, et).p;
    else
        text = str_printf(ck->arena, "type %s of %s does not match inferred "
                          "type %s for %s", at, et, type_text(ck, known),
                          pt).p;
    complain(in, operand_pos(arg), text);
}

// Typed arguments; those that wait for their default type are listed.
static bool unify_arguments(Infer *in, bool *untyped)
{
    for (int i = 0; i < in->args.count; i++) {
        Operand *arg = &in->args.at[i];
        GoType *par = in->params->u.tuple.vars[i]->type;
        untyped[i] = false;
        if (!is_parameterized(in->tparams, par) &&
            !is_parameterized(in->tparams, arg->type))
            continue;
        if (!type_is_untyped(arg->type)) {
            if (!unify(&in->u, par, arg->type, UNIFY_ASSIGN)) {
                argument_mismatch(in, par, arg);
                return false;
            }
        } else if (par->kind == TYPE_PARAM && arg->mode != MODE_NIL) {
            untyped[i] = true;
        }
    }
    return true;
}

// What the constraint says about the structure of its type arguments.
static GoType *core_term(Checker *ck, GoType *tpar, bool *tilde,
                         bool *single)
{
    TypeSet *s = type_set_of(type_param_interface(tpar));
    *tilde = false;
    *single = false;
    if (s->all_types || s->term_count == 0)
        return NULL;
    for (int i = 0; i < s->term_count; i++)
        *tilde = *tilde || s->terms[i].tilde;
    if (s->term_count == 1) {
        *single = true;
        return s->terms[0].type;
    }
    return check_common_under(ck, tpar, NULL);
}

static bool same_by_unify(void *env, GoType *a, GoType *b)
{
    return unify(env, a, b, UNIFY_EXACT);
}

static bool unify_methods(Infer *in, GoType *tpar, GoType *t)
{
    Checker *ck = in->ck;
    GoType *iface = type_param_interface(tpar);
    Missing m = type_missing_method(t, iface, true, same_by_unify, &in->u);
    if (m.state == MISSING_OK || type_is_invalid(t))
        return true;
    complain(in, in->pos,
             str_printf(ck->arena, "%s (type %s) does not satisfy %s %s",
                        type_text(ck, tpar), type_text(ck, t),
                        type_text(ck, tpar->u.param.bound),
                        missing_method_text(t, iface, m, ck->pkg)).p);
    return false;
}

static bool unify_constraint(Infer *in, int i)
{
    Checker *ck = in->ck;
    GoType *tpar = in->tparams.at[i];
    GoType *t = unifier_at(&in->u, i);
    bool tilde, single;
    GoType *core = core_term(ck, tpar, &tilde, &single);
    if (core != NULL && t != NULL) {
        if (!unify(&in->u, t, core, 0)) {
            complain(in, in->pos,
                     str_printf(ck->arena,
                                "%s (type %s) does not satisfy %s",
                                type_text(ck, tpar), type_text(ck, t),
                                type_text(ck, tpar->u.param.bound)).p);
            return false;
        }
    } else if (core != NULL && single && !tilde) {
        unifier_set(&in->u, i, core);
    }
    if (t != NULL && !is_parameterized(in->tparams, t))
        return unify_methods(in, tpar, t);
    return true;
}

static bool unify_constraints(Infer *in)
{
    for (;;) {
        int before = unifier_unknowns(&in->u);
        for (int i = 0; i < in->tparams.count; i++) {
            if (!unify_constraint(in, i))
                return false;
        }
        if (unifier_unknowns(&in->u) == before)
            return true;
    }
}

// Each remaining parameter takes the largest of its untyped arguments' kinds.
static bool default_untyped(Infer *in, const bool *untyped)
{
    Checker *ck = in->ck;
    GoType **most = ARENA_ARRAY(ck->arena, GoType *, in->tparams.count + 1);
    for (int i = 0; i < in->args.count; i++) {
        if (!untyped[i])
            continue;
        GoType *par = in->params->u.tuple.vars[i]->type;
        int p = unifier_index(&in->u, par);
        if (p < 0 || unifier_at(&in->u, p) != NULL)
            continue;
        GoType *t = in->args.at[i].type;
        GoType *max = most[p] == NULL ? t : max_untyped(most[p], t);
        if (max == NULL) {
            complain(in, operand_pos(&in->args.at[i]),
                     str_printf(ck->arena, "mismatched types %s and %s "
                                "(cannot infer %s)", type_text(ck, most[p]),
                                type_text(ck, t), type_text(ck, par)).p);
            return false;
        }
        most[p] = max;
    }
    for (int p = 0; p < in->tparams.count; p++) {
        if (most[p] != NULL)
            unifier_set(&in->u, p, type_default(type_unalias(most[p])));
    }
    return true;
}

// --- Cycles among inferred types: P = []P ---------------------------------------------

typedef struct CycleFinder {
    TypeList tparams, types;
    GoType *path[128];
    int depth;
} CycleFinder;

static void find_cycles(CycleFinder *f, GoType *t);

static void find_in_tuple(CycleFinder *f, GoType *t)
{
    for (int i = 0; i < t->u.tuple.count; i++)
        find_cycles(f, t->u.tuple.vars[i]->type);
}

static void find_below(CycleFinder *f, GoType *t)
{
    switch (t->kind) {
    case TYPE_POINTER: find_cycles(f, t->u.pointer.elem); break;
    case TYPE_SLICE: find_cycles(f, t->u.slice.elem); break;
    case TYPE_ARRAY: find_cycles(f, t->u.array.elem); break;
    case TYPE_CHAN: find_cycles(f, t->u.chan.elem); break;
    case TYPE_MAP:
        find_cycles(f, t->u.map.key);
        find_cycles(f, t->u.map.elem);
        break;
    case TYPE_STRUCT:
        for (int i = 0; i < t->u.struc.count; i++)
            find_cycles(f, t->u.struc.fields[i]->type);
        break;
    case TYPE_FUNC:
        find_in_tuple(f, t->u.func.params);
        find_in_tuple(f, t->u.func.results);
        break;
    case TYPE_NAMED:
        for (int i = 0; i < t->u.named.targs.count; i++)
            find_cycles(f, t->u.named.targs.at[i]);
        break;
    case TYPE_PARAM:
        for (int i = 0; i < f->tparams.count; i++) {
            if (f->tparams.at[i] == t && f->types.at[i] != NULL)
                find_cycles(f, f->types.at[i]);
        }
        break;
    case TYPE_BASIC:
    case TYPE_INTERFACE:
    case TYPE_TUPLE:
    case TYPE_ALIAS:
    case TYPE_UNION: break;
    }
}

static void find_cycles(CycleFinder *f, GoType *t)
{
    if (t == NULL || f->depth >= 128)
        return;
    t = type_unalias(t);
    for (int i = 0; i < f->depth; i++) {
        if (f->path[i] != t)
            continue;
        for (int k = 0; t->kind == TYPE_PARAM && k < f->tparams.count; k++) {
            if (f->tparams.at[k] == t)
                f->types.at[k] = NULL;
        }
        return;
    }
    f->path[f->depth++] = t;
    find_below(f, t);
    f->depth--;
}

// Replaces parameters inside inferred types until none is left.
static void simplify(Infer *in, TypeList types)
{
    for (int round = 0; round < 100; round++) {
        bool changed = false;
        for (int i = 0; i < types.count; i++) {
            GoType *t = types.at[i];
            if (t == NULL)
                continue;
            types.at[i] = type_subst1(in->tparams, types, t);
            changed = changed || types.at[i] != t;
            GoType *f = types.at[i];
            // A generic function argument that is fully known now.
            if (f != t && f->kind == TYPE_FUNC &&
                f->u.func.tparams.count > 0 &&
                !is_parameterized(in->tparams, f))
                f->u.func.tparams = (TypeList){0};
        }
        if (!changed)
            return;
    }
}

static TypeList finish(Infer *in)
{
    Checker *ck = in->ck;
    TypeList types = inferred(in);
    CycleFinder f = {.tparams = in->tparams, .types = types};
    for (int i = 0; i < in->tparams.count; i++)
        find_cycles(&f, in->tparams.at[i]);
    simplify(in, types);
    for (int i = 0; i < types.count; i++) {
        GoType *t = types.at[i];
        if (t != NULL && !is_parameterized(in->tparams, t))
            continue;
        Object *obj = in->tparams.at[i]->u.param.obj;
        complain(in, in->pos,
                 str_printf(ck->arena, "cannot infer %s (declared at %s)",
                            obj->name, pos_text(ck, obj->pos)).p);
        return (TypeList){0};
    }
    return types;
}

// Returns all type arguments, or a list with at == NULL and the reason in
// err (no reason: an argument was in error).
TypeList check_infer(Checker *ck, Pos pos, TypeList tparams, TypeList targs,
                     GoType *params, OperandList args, bool reverse,
                     MultiError *err)
{
    TypeList none = {0};
    bool complete = targs.count == tparams.count;
    for (int i = 0; i < targs.count; i++)
        complete = complete && targs.at[i] != NULL;
    if (complete)
        return targs;
    for (int i = 0; i < args.count; i++) {
        if (args.at[i].mode == MODE_INVALID)
            return none;
    }
    Infer in = {.ck = ck, .pos = pos, .tparams = tparams, .args = args,
                .reverse = reverse, .err = err};
    in.params = type_subst1(tparams, targs, params);
    unifier_init(&in.u, ck->types, tparams, targs, check_allow(ck, 21));
    bool *untyped = ARENA_ARRAY(ck->arena, bool, args.count + 1);
    if (!unify_arguments(&in, untyped) || !unify_constraints(&in) ||
        !default_untyped(&in, untyped))
        return none;
    return finish(&in);
}

// --- Constraints ------------------------------------------------------------------------

// Spec: Satisfying a type constraint.  On failure *bad is the argument.
bool check_verify(Checker *ck, TypeList tparams, TypeList targs, int *bad,
                  const char **why)
{
    for (int i = 0; i < tparams.count && i < targs.count; i++) {
        GoType *bound = tparams.at[i]->u.param.bound;
        if (bound == NULL || type_is_invalid(bound))
            continue;
        // A bound that is no interface stands for one.
        GoType *iface = type_underlying(bound)->kind == TYPE_INTERFACE ?
            bound : type_param_interface(tparams.at[i]);
        iface = type_subst1(tparams, targs, iface);
        Cause cause = check_cause(ck);
        if (!type_implements_why(targs.at[i], iface, true, &cause)) {
            *bad = i;
            *why = cause.text;
            return false;
        }
    }
    return true;
}

// --- Instantiation cycles -----------------------------------------------------------------

// A graph of type parameters: an edge from P to Q when Q is instantiated with
// a type that mentions P, of weight 1 when that type is larger than P alone.
// A cycle with positive weight never ends.
typedef struct MonoEdge {
    int dst, src, weight;
    Pos pos;
    GoType *type;
} MonoEdge;

typedef struct MonoVertex {
    Object *obj;
    int weight, pre, len;
} MonoVertex;

typedef struct InstanceNote {
    VEC(MonoVertex) vertices;
    VEC(MonoEdge) edges;
    Map index; // Object -> vertex number + 1.
} InstanceNote;

static InstanceNote *mono_graph(Checker *ck)
{
    if (ck->instance_notes == NULL) {
        ck->instance_notes = ARENA_NEW(ck->arena, InstanceNote);
        map_init(&ck->instance_notes->index, ck->arena);
    }
    return ck->instance_notes;
}

static int new_vertex(Checker *ck, Object *obj)
{
    InstanceNote *g = mono_graph(ck);
    vec_push_in(&g->vertices, ck->arena, ((MonoVertex){.obj = obj}));
    map_set(&g->index, obj, (void *)(uintptr_t)g->vertices.len);
    return g->vertices.len - 1;
}

static int vertex_of(Checker *ck, Object *obj)
{
    InstanceNote *g = mono_graph(ck);
    uintptr_t at = (uintptr_t)map_get(&g->index, obj);
    return at != 0 ? (int)at - 1 : new_vertex(ck, obj);
}

// A method's receiver parameters stand for its type's own.
static Object *canonical(GoType *tparam)
{
    GoType *canon = tparam->u.param.canon;
    return (canon != NULL ? canon : tparam)->u.param.obj;
}

static void add_edge(Checker *ck, int dst, int src, int weight, Pos pos,
                     GoType *t)
{
    InstanceNote *g = mono_graph(ck);
    vec_push_in(&g->edges, ck->arena,
                ((MonoEdge){dst, src, weight, pos, t}));
}

// A type declared in a generic function depends on its parameters; -1 for
// all others.
static int local_vertex(Checker *ck, GoType *named)
{
    GoType *origin = named->u.named.origin;
    TypeList outer = origin->u.named.outer;
    Object *obj = origin->u.named.obj;
    if (obj->pkg != ck->pkg || outer.count == 0)
        return -1;
    InstanceNote *g = mono_graph(ck);
    if (map_has(&g->index, obj))
        return vertex_of(ck, obj);
    int v = new_vertex(ck, obj);
    for (int i = 0; i < outer.count; i++)
        add_edge(ck, v, vertex_of(ck, canonical(outer.at[i])), 1, obj->pos,
                 outer.at[i]);
    return v;
}

typedef struct Flow {
    Checker *ck;
    int dst;
    Pos pos;
    GoType *targ;
    int depth;
} Flow;

static void flow_type(Flow *f, GoType *t);

static void flow_edge(Flow *f, int src, GoType *t)
{
    add_edge(f->ck, f->dst, src, t == f->targ ? 0 : 1, f->pos, f->targ);
}

static void flow_tuple(Flow *f, GoType *t)
{
    for (int i = 0; i < t->u.tuple.count; i++)
        flow_type(f, t->u.tuple.vars[i]->type);
}

static void flow_named(Flow *f, GoType *t)
{
    int src = local_vertex(f->ck, t);
    if (src >= 0)
        flow_edge(f, src, t);
    for (int i = 0; i < t->u.named.targs.count; i++)
        flow_type(f, t->u.named.targs.at[i]);
}

static void flow_type(Flow *f, GoType *t)
{
    if (t == NULL || ++f->depth > 60)
        return;
    t = type_unalias(t);
    switch (t->kind) {
    case TYPE_PARAM:
        flow_edge(f, vertex_of(f->ck, canonical(t)), t);
        break;
    case TYPE_NAMED: flow_named(f, t); break;
    case TYPE_POINTER: flow_type(f, t->u.pointer.elem); break;
    case TYPE_SLICE: flow_type(f, t->u.slice.elem); break;
    case TYPE_ARRAY: flow_type(f, t->u.array.elem); break;
    case TYPE_CHAN: flow_type(f, t->u.chan.elem); break;
    case TYPE_MAP:
        flow_type(f, t->u.map.key);
        flow_type(f, t->u.map.elem);
        break;
    case TYPE_STRUCT:
        for (int i = 0; i < t->u.struc.count; i++)
            flow_type(f, t->u.struc.fields[i]->type);
        break;
    case TYPE_FUNC:
        flow_tuple(f, t->u.func.params);
        flow_tuple(f, t->u.func.results);
        break;
    case TYPE_INTERFACE: {
        TypeSet *s = type_set_of(t);
        for (int i = 0; i < s->method_count; i++)
            flow_type(f, s->methods[i]->type);
        break;
    }
    case TYPE_BASIC:
    case TYPE_TUPLE:
    case TYPE_ALIAS:
    case TYPE_UNION: break;
    }
    f->depth--;
}

void check_note_instance(Checker *ck, Pos pos, TypeList tparams,
                         TypeList targs, NodeList written)
{
    for (int i = 0; i < tparams.count && i < targs.count; i++) {
        GoType *p = tparams.at[i];
        if (p->u.param.obj->pkg != ck->pkg ||
            !type_contains_param(targs.at[i]))
            continue;
        Pos at = i < written.count ? node_start(written.at[i]) : pos;
        Flow f = {ck, vertex_of(ck, canonical(p)), at, targs.at[i], 0};
        flow_type(&f, targs.at[i]);
    }
}

static void report_loop(Checker *ck, InstanceNote *g, int v)
{
    VEC(int) stack = {0};
    bool *seen = ARENA_ARRAY(ck->arena, bool, g->vertices.len);
    while (!seen[v]) {
        vec_push(&stack, v);
        seen[v] = true;
        v = g->edges.data[g->vertices.data[v].pre].src;
    }
    int first = 0;
    while (stack.data[first] != v)
        first++;
    MultiError m;
    multi_begin(&m, ck, g->vertices.data[v].obj->pos,
                "instantiation cycle:");
    for (int i = first; i < stack.len; i++) {
        MonoEdge *e = &g->edges.data[g->vertices.data[stack.data[i]].pre];
        Object *obj = g->vertices.data[e->dst].obj;
        multi_add(&m, e->pos, obj->u.tname.is_param ?
                  "%s instantiated as %s" :
                  "%s implicitly parameterized by %s", obj->name,
                  type_text(ck, e->type));
    }
    multi_report(&m);
    vec_free(&stack);
}

// Looks for a heaviest path that never ends, as Bellman and Ford do.
void check_mono(Checker *ck)
{
    InstanceNote *g = ck->instance_notes;
    bool again = g != NULL;
    while (again) {
        again = false;
        for (int i = 0; i < g->edges.len; i++) {
            MonoEdge *e = &g->edges.data[i];
            MonoVertex *src = &g->vertices.data[e->src];
            MonoVertex *dst = &g->vertices.data[e->dst];
            int w = src->weight + e->weight;
            if (w <= dst->weight)
                continue;
            dst->pre = i;
            dst->len = src->len + 1;
            if (dst->len == g->vertices.len) {
                report_loop(ck, g, e->dst);
                return;
            }
            dst->weight = w;
            again = true;
        }
    }
}
