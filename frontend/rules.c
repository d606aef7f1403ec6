// frontend/rules.c -- The relations between types: identical, assignable,
// convertible, comparable, implements.
//
// Each rule of the language specification is one function.  Where the checker
// must say why a rule does not hold, a Cause collects Go's words for it.
//
// Invariant: rules never report; only look.
//
//     type_assignable([]int, IntSlice) = true, one of them has no name
#include "base/ice.h"
#include "frontend/type_internal.h"

#include <string.h>

// --- Identity ------------------------------------------------------------------

// Interfaces being compared further up: a cycle back to them is no difference.
typedef struct Pair {
    GoType *x, *y;
    const struct Pair *prev;
} Pair;

static bool identical(GoType *x, GoType *y, bool ignore_tags,
                      const Pair *pairs);

static bool same_tag(const Object *f, const Object *g)
{
    return f->u.var.tag_len == g->u.var.tag_len &&
        (f->u.var.tag_len == 0 ||
         memcmp(f->u.var.tag, g->u.var.tag, f->u.var.tag_len) == 0);
}

static bool identical_structs(GoType *x, GoType *y, bool ignore_tags,
                              const Pair *pairs)
{
    if (x->u.struc.count != y->u.struc.count)
        return false;
    for (int i = 0; i < x->u.struc.count; i++) {
        Object *f = x->u.struc.fields[i], *g = y->u.struc.fields[i];
        if (f->u.var.embedded != g->u.var.embedded ||
            (!ignore_tags && !same_tag(f, g)) || !object_same_id(f, g) ||
            !identical(f->type, g->type, ignore_tags, pairs))
            return false;
    }
    return true;
}

static bool identical_tuples(GoType *x, GoType *y, bool ignore_tags,
                             const Pair *pairs)
{
    if (x->u.tuple.count != y->u.tuple.count)
        return false;
    for (int i = 0; i < x->u.tuple.count; i++) {
        if (!identical(x->u.tuple.vars[i]->type, y->u.tuple.vars[i]->type,
                       ignore_tags, pairs))
            return false;
    }
    return true;
}

// Generic signatures are identical up to renaming of their type parameters.
static bool identical_funcs(GoType *x, GoType *y, bool ignore_tags,
                            const Pair *pairs)
{
    TypeList xp = x->u.func.tparams, yp = y->u.func.tparams;
    if (x->u.func.variadic != y->u.func.variadic || xp.count != yp.count)
        return false;
    GoType *params = y->u.func.params, *results = y->u.func.results;
    if (xp.count > 0) {
        for (int i = 0; i < xp.count; i++) {
            GoType *bound = type_subst1(yp, xp, yp.at[i]->u.param.bound);
            if (!identical(xp.at[i]->u.param.bound, bound, ignore_tags,
                           pairs))
                return false;
        }
        params = type_subst1(yp, xp, params);
        results = type_subst1(yp, xp, results);
    }
    return identical_tuples(x->u.func.params, params, ignore_tags, pairs) &&
        identical_tuples(x->u.func.results, results, ignore_tags, pairs);
}

static bool identical_interfaces(GoType *x, GoType *y, bool ignore_tags,
                                 const Pair *pairs)
{
    TypeSet *a = type_set_of(x), *b = type_set_of(y);
    if (a->comparable != b->comparable || a->all_types != b->all_types ||
        a->method_count != b->method_count || !type_set_subset(a, b) ||
        !type_set_subset(b, a))
        return false;
    for (const Pair *p = pairs; p != NULL; p = p->prev) {
        if ((p->x == x && p->y == y) || (p->x == y && p->y == x))
            return true;
    }
    Pair here = {x, y, pairs};
    for (int i = 0; i < a->method_count; i++) {
        Object *f = a->methods[i], *g = b->methods[i];
        if (!object_same_id(f, g))
            return false;
        if (f->type == NULL)
            object_resolve(x->ctx, f);
        if (g->type == NULL)
            object_resolve(x->ctx, g);
        if (f->type == NULL || g->type == NULL)
            continue;
        if (!identical(f->type, g->type, ignore_tags, &here))
            return false;
    }
    return true;
}

static bool identical_lists(TypeList a, TypeList b)
{
    if (a.count != b.count)
        return false;
    for (int i = 0; i < a.count; i++) {
        if (!type_identical(a.at[i], b.at[i]))
            return false;
    }
    return true;
}

static bool identical(GoType *x, GoType *y, bool ignore_tags,
                      const Pair *pairs)
{
    x = type_unalias(x);
    y = type_unalias(y);
    if (x == y)
        return true;
    if (x->kind != y->kind)
        return false;
    switch (x->kind) {
    case TYPE_BASIC:
        return x->u.basic.kind == y->u.basic.kind;
    case TYPE_NAMED:
        return x->u.named.origin == y->u.named.origin &&
            identical_lists(x->u.named.targs, y->u.named.targs) &&
            identical_lists(x->u.named.outer_args, y->u.named.outer_args);
    case TYPE_POINTER:
        return identical(x->u.pointer.elem, y->u.pointer.elem, ignore_tags,
                         pairs);
    case TYPE_SLICE:
        return identical(x->u.slice.elem, y->u.slice.elem, ignore_tags,
                         pairs);
    case TYPE_ARRAY:
        // An invalid length has been reported; do not add to it.
        return (x->u.array.len < 0 || y->u.array.len < 0 ||
                x->u.array.len == y->u.array.len) &&
            identical(x->u.array.elem, y->u.array.elem, ignore_tags, pairs);
    case TYPE_MAP:
        return identical(x->u.map.key, y->u.map.key, ignore_tags, pairs) &&
            identical(x->u.map.elem, y->u.map.elem, ignore_tags, pairs);
    case TYPE_CHAN:
        return x->u.chan.dir == y->u.chan.dir &&
            identical(x->u.chan.elem, y->u.chan.elem, ignore_tags, pairs);
    case TYPE_STRUCT:
        return identical_structs(x, y, ignore_tags, pairs);
    case TYPE_FUNC:
        return identical_funcs(x, y, ignore_tags, pairs);
    case TYPE_INTERFACE:
        return identical_interfaces(x, y, ignore_tags, pairs);
    case TYPE_TUPLE:
        return identical_tuples(x, y, ignore_tags, pairs);
    case TYPE_UNION:
        if (x->u.union_.count != y->u.union_.count)
            return false;
        for (int i = 0; i < x->u.union_.count; i++) {
            UnionTerm a = x->u.union_.terms[i], b = y->u.union_.terms[i];
            if (a.tilde != b.tilde || !type_identical(a.type, b.type))
                return false;
        }
        return true;
    case TYPE_PARAM:
    case TYPE_ALIAS: break;
    }
    return false;
}

// Spec: Type identity.
bool type_identical(GoType *a, GoType *b)
{
    return a == b || identical(a, b, false, NULL);
}

bool type_identical_ignore_tags(GoType *a, GoType *b)
{
    return a == b || identical(a, b, true, NULL);
}

static uint64_t mix(uint64_t h, uint64_t v)
{
    h = (h ^ v) * 0x9E3779B97F4A7C15u;
    return h ^ (h >> 29);
}

// Interfaces hash alike: their methods may not be known yet.
uint64_t type_hash(GoType *t)
{
    t = type_unalias(t);
    uint64_t h = mix(17, (uint64_t)t->kind);
    switch (t->kind) {
    case TYPE_BASIC:
        return mix(h, (uint64_t)t->u.basic.kind);
    case TYPE_NAMED:
        h = mix(h, t->u.named.origin->id);
        for (int i = 0; i < t->u.named.targs.count; i++)
            h = mix(h, type_hash(t->u.named.targs.at[i]));
        for (int i = 0; i < t->u.named.outer_args.count; i++)
            h = mix(h, type_hash(t->u.named.outer_args.at[i]));
        return h;
    case TYPE_POINTER:
        return mix(h, type_hash(t->u.pointer.elem));
    case TYPE_SLICE:
        return mix(h, type_hash(t->u.slice.elem));
    case TYPE_ARRAY:
        return mix(mix(h, (uint64_t)t->u.array.len),
                   type_hash(t->u.array.elem));
    case TYPE_MAP:
        return mix(mix(h, type_hash(t->u.map.key)),
                   type_hash(t->u.map.elem));
    case TYPE_CHAN:
        return mix(mix(h, (uint64_t)t->u.chan.dir),
                   type_hash(t->u.chan.elem));
    case TYPE_STRUCT:
        for (int i = 0; i < t->u.struc.count; i++) {
            Object *f = t->u.struc.fields[i];
            h = mix(h, str_hash(str_from(f->name)));
            h = mix(h, type_hash(f->type));
        }
        return h;
    case TYPE_FUNC:
        if (t->u.func.tparams.count > 0)
            return mix(h, (uint64_t)t->u.func.tparams.count);
        return mix(mix(mix(h, t->u.func.variadic),
                       type_hash(t->u.func.params)),
                   type_hash(t->u.func.results));
    case TYPE_TUPLE:
        for (int i = 0; i < t->u.tuple.count; i++)
            h = mix(h, type_hash(t->u.tuple.vars[i]->type));
        return h;
    case TYPE_PARAM:
        return mix(h, t->id);
    case TYPE_INTERFACE:
    case TYPE_ALIAS:
    case TYPE_UNION: break;
    }
    return h;
}

// --- Words about types -----------------------------------------------------------

const char *composite_kind(GoType *t)
{
    switch (type_underlying(t)->kind) {
    case TYPE_ARRAY: return "array";
    case TYPE_SLICE: return "slice";
    case TYPE_STRUCT: return "struct";
    case TYPE_POINTER: return "pointer";
    case TYPE_FUNC: return "func";
    case TYPE_INTERFACE: return "interface";
    case TYPE_MAP: return "map";
    case TYPE_CHAN: return "chan";
    case TYPE_TUPLE: return "tuple";
    case TYPE_UNION: return "union";
    case TYPE_BASIC:
    case TYPE_NAMED:
    case TYPE_PARAM:
    case TYPE_ALIAS: break;
    }
    return "";
}

const char *type_incomparable_cause(GoType *t, const CheckedPackage *rel)
{
    Arena *arena = t->ctx->arena;
    GoType *u = type_underlying(t);
    switch (u->kind) {
    case TYPE_SLICE:
    case TYPE_FUNC:
    case TYPE_MAP:
        return str_printf(arena, "%s can only be compared to nil",
                          composite_kind(t)).p;
    case TYPE_STRUCT:
        for (int i = 0; i < u->u.struc.count; i++) {
            GoType *f = u->u.struc.fields[i]->type;
            if (!type_comparable(f, true, NULL))
                return str_printf(arena,
                                  "struct containing %s cannot be compared",
                                  type_string(f, rel)).p;
        }
        break;
    case TYPE_ARRAY:
        return str_printf(arena, "%s cannot be compared",
                          type_string(t, rel)).p;
    case TYPE_INTERFACE:
        return type_is_empty_set(u) ? "empty type set" :
            "incomparable types in type set";
    default:
        break;
    }
    return "";
}

bool type_is_interface_ptr(GoType *t)
{
    GoType *u = type_underlying(t);
    return u->kind == TYPE_POINTER &&
        type_underlying(u->u.pointer.elem)->kind == TYPE_INTERFACE;
}

bool type_is_empty_set(GoType *t)
{
    GoType *u = type_underlying(t);
    if (u->kind != TYPE_INTERFACE)
        return false;
    TypeSet *s = type_set_of(u);
    return !s->all_types && s->term_count == 0;
}

// --- Implements ------------------------------------------------------------------

static void because(Cause *why, TypeContext *c, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

static void because(Cause *why, TypeContext *c, const char *fmt, ...)
{
    if (why == NULL)
        return;
    va_list args;
    va_start(args, fmt);
    why->text = str_vprintf(c->arena, fmt, args).p;
    va_end(args);
}

static const char *name_of(Cause *why, GoType *t)
{
    return type_string(t, why != NULL ? why->rel : NULL);
}

// A struct that embeds something invalid has had its error.
static bool has_invalid_embedded(GoType *t, int depth)
{
    GoType *u = type_underlying(t);
    if (u->kind == TYPE_POINTER)
        u = type_underlying(u->u.pointer.elem);
    if (u->kind != TYPE_STRUCT || depth > 20)
        return false;
    for (int i = 0; i < u->u.struc.count; i++) {
        Object *f = u->u.struc.fields[i];
        if (f->u.var.embedded && (type_is_invalid(f->type) ||
                                  has_invalid_embedded(f->type, depth + 1)))
            return true;
    }
    return false;
}

static bool has_all_methods(GoType *v, GoType *t, bool is_static,
                            const char **why, Cause *cause)
{
    if (type_is_invalid(v))
        return true;
    Missing m = type_missing_method(v, t, is_static, NULL, NULL);
    if (m.state == MISSING_OK || has_invalid_embedded(v, 0))
        return true;
    if (cause != NULL)
        *why = missing_method_text(v, t, m, cause->rel);
    return false;
}

static bool check_comparable(GoType *v, TypeSet *ts, bool constraint,
                             const char *verb, Cause *why)
{
    if (!type_set_is_comparable(ts, NULL))
        return true;
    if (type_comparable(v, false, NULL))
        return true;
    if (constraint && type_comparable(v, true, NULL)) {
        if (why == NULL || why->go_minor == 0 || why->go_minor >= 20)
            return true;
        because(why, v->ctx,
                "%s to %s comparable requires go1.20 or later",
                name_of(why, v), verb);
        return false;
    }
    because(why, v->ctx, "%s does not %s comparable", name_of(why, v), verb);
    return false;
}

static bool mentions(GoType *t, GoType *what)
{
    if (t->kind == TYPE_INTERFACE) {
        for (int i = 0; i < t->u.iface.embed_count; i++) {
            if (mentions(t->u.iface.embeds[i], what))
                return true;
        }
        return false;
    }
    if (t->kind == TYPE_UNION) {
        for (int i = 0; i < t->u.union_.count; i++) {
            if (mentions(t->u.union_.terms[i].type, what))
                return true;
        }
        return false;
    }
    return type_identical(t, what);
}

static const char *terms_text(TypeSet *s, Cause *why, TypeContext *c)
{
    StrBuf b = {0};
    for (int i = 0; i < s->term_count; i++) {
        if (i > 0)
            strbuf_puts(&b, " | ");
        if (s->terms[i].tilde)
            strbuf_putc(&b, '~');
        type_write(&b, s->terms[i].type, why->rel);
    }
    Str text = strbuf_dup(&b, c->arena);
    strbuf_free(&b);
    return text.p;
}

// A term T that would admit v if it were ~T.
static GoType *missing_tilde(TypeSet *s, GoType *v)
{
    for (int i = 0; i < s->term_count; i++) {
        UnionTerm t = s->terms[i];
        if (!t.tilde && type_identical(t.type, type_underlying(t.type)) &&
            type_identical(t.type, type_underlying(v)))
            return t.type;
    }
    return NULL;
}

static void because_not_in_terms(Cause *why, GoType *v, GoType *t, GoType *ti,
                                 const char *verb)
{
    if (why == NULL)
        return;
    TypeContext *c = v->ctx;
    TypeSet *s = type_set_of(ti);
    const char *vn = name_of(why, v), *tn = name_of(why, t);
    GoType *alt = missing_tilde(s, v);
    const char *detail;
    if (alt != NULL)
        detail = str_printf(c->arena, "possibly missing ~ for %s in %s",
                            name_of(why, alt), tn).p;
    else if (mentions(ti, v))
        detail = str_printf(c->arena,
                            "%s mentions %s, but %s is not in the type set "
                            "of %s", tn, vn, vn, tn).p;
    else
        detail = str_printf(c->arena, "%s missing in %s", vn,
                            terms_text(s, why, c)).p;
    because(why, c, "%s does not %s %s (%s)", vn, verb, tn, detail);
}

static bool in_terms(TypeSet *vs, GoType *v, TypeSet *ts)
{
    return vs != NULL ? type_set_subset(vs, ts) : terms_include(ts, v);
}

// Spec: Implementing an interface, Satisfying a type constraint.
bool type_implements_why(GoType *v, GoType *t, bool constraint, Cause *why)
{
    TypeContext *c = v->ctx;
    GoType *vu = type_underlying(v), *tu = type_underlying(t);
    const char *verb = constraint ? "satisfy" : "implement";
    if (type_is_invalid(vu) || type_is_invalid(tu))
        return true;
    if (vu->kind == TYPE_POINTER &&
        type_is_invalid(type_underlying(vu->u.pointer.elem)))
        return true;
    if (tu->kind != TYPE_INTERFACE) {
        const char *detail = why == NULL ? "" : type_is_interface_ptr(tu) ?
            type_interface_ptr_text(t, why->rel) :
            str_printf(c->arena, "%s is not an interface",
                       name_of(why, t)).p;
        because(why, c, "%s does not %s %s (%s)", name_of(why, v), verb,
                name_of(why, t), detail);
        return false;
    }
    TypeSet *ts = type_set_of(tu);
    if (type_set_is_all(ts))
        return true;
    TypeSet *vs = vu->kind == TYPE_INTERFACE ? type_set_of(vu) : NULL;
    if (vs != NULL && !vs->all_types && vs->term_count == 0)
        return true; // Nothing is in it.
    if (!ts->all_types && ts->term_count == 0) {
        because(why, c, "cannot %s %s (empty type set)", verb,
                name_of(why, t));
        return false;
    }
    const char *detail = "";
    if (!has_all_methods(v, t, true, &detail, why)) {
        because(why, c, "%s does not %s %s %s", name_of(why, v), verb,
                name_of(why, t), detail);
        return false;
    }
    if (!type_set_has_terms(ts))
        return check_comparable(v, ts, constraint, verb, why);
    if (!in_terms(vs, v, ts)) {
        if (vs != NULL)
            because(why, c, "%s does not %s %s", name_of(why, v), verb,
                    name_of(why, t));
        else
            because_not_in_terms(why, v, t, tu, verb);
        return false;
    }
    return check_comparable(v, ts, constraint, verb, why);
}

bool type_implements(GoType *t, GoType *iface)
{
    return type_implements_why(t, iface, false, NULL);
}

bool type_assertable(GoType *v, GoType *t, Cause *why)
{
    if (type_underlying(t)->kind == TYPE_INTERFACE)
        return true; // It may hold anything.
    const char *detail = "";
    bool ok = has_all_methods(t, v, false, &detail, why);
    if (!ok && why != NULL)
        why->text = detail;
    return ok;
}

// --- Assignable, convertible (typed values) ---------------------------------------

// Adds a line above the cause found further in.
static void wrap(Cause *why, TypeContext *c, const char *text)
{
    if (why == NULL)
        return;
    if (why->text != NULL && why->text[0] != '\0')
        why->text = str_printf(c->arena, "%s\n\t%s", text, why->text).p;
    else
        why->text = text;
}

static TypeSet *param_terms(GoType *t)
{
    TypeSet *s = type_set_of(type_param_interface(t));
    return s->all_types || s->term_count == 0 ? NULL : s;
}

static bool assignable_params(GoType *v, GoType *t, GoType *orig_t,
                              Cause *why)
{
    TypeContext *c = v->ctx;
    if (!type_has_name(v) && t->kind == TYPE_PARAM) {
        TypeSet *s = param_terms(t);
        for (int i = 0; s != NULL && i < s->term_count; i++) {
            if (type_assignable_why(v, s->terms[i].type, why))
                continue;
            wrap(why, c, str_printf(c->arena, "cannot assign %s to %s (in %s)",
                                    name_of(why, v),
                                    name_of(why, s->terms[i].type),
                                    name_of(why, t)).p);
            return false;
        }
        return s != NULL;
    }
    if (v->kind == TYPE_PARAM && !type_has_name(t)) {
        TypeSet *s = param_terms(v);
        for (int i = 0; s != NULL && i < s->term_count; i++) {
            if (type_assignable_why(s->terms[i].type, t, why))
                continue;
            wrap(why, c, str_printf(c->arena, "cannot assign %s (in %s) to %s",
                                    name_of(why, s->terms[i].type),
                                    name_of(why, v),
                                    name_of(why, orig_t)).p);
            return false;
        }
        return s != NULL;
    }
    return false;
}

// Spec: Assignability, for a value of a typed type.
bool type_assignable_why(GoType *from, GoType *to, Cause *why)
{
    GoType *v = type_unalias(from), *t = type_unalias(to);
    if (type_is_invalid(v) || type_is_invalid(t) || type_identical(v, t))
        return true;
    GoType *vu = type_underlying(v), *tu = type_underlying(t);
    bool vp = v->kind == TYPE_PARAM, tp = t->kind == TYPE_PARAM;
    if (!vp && !tp && type_identical(vu, tu) &&
        (!type_has_name(v) || !type_has_name(t)))
        return true;

    if ((tu->kind == TYPE_INTERFACE && !tp) || type_is_interface_ptr(tu)) {
        if (type_implements_why(v, to, false, why))
            return true;
        if (!vp)
            return false;
        if (why != NULL)
            why->text = NULL;
    }
    if (vu->kind == TYPE_INTERFACE && !vp &&
        type_implements_why(t, v, false, NULL)) {
        because(why, v->ctx, "need type assertion");
        return false;
    }
    if (vu->kind == TYPE_CHAN && vu->u.chan.dir == CHAN_BOTH &&
        tu->kind == TYPE_CHAN &&
        type_identical(vu->u.chan.elem, tu->u.chan.elem))
        return !type_has_name(v) || !type_has_name(t);
    return (vp || tp) && assignable_params(v, t, to, why);
}

bool type_assignable(GoType *from, GoType *to)
{
    if (type_is_untyped(from)) {
        if (type_is_nil(from))
            return type_has_nil(to);
        return type_assignable(type_default(from), to);
    }
    return type_assignable_why(from, to, NULL);
}

static bool is_kind(GoType *u, BasicKind kind)
{
    return u->kind == TYPE_BASIC && u->u.basic.kind == kind;
}

static bool is_real(GoType *t)
{
    return type_is_integer(t) || type_is_float(t);
}

// Slices to arrays and array pointers.  -1: not such a conversion.
static int slice_to_array(GoType *vu, GoType *tu, Cause *why)
{
    if (vu->kind != TYPE_SLICE)
        return -1;
    GoType *array = tu;
    bool pointer = tu->kind == TYPE_POINTER;
    if (pointer)
        array = type_underlying(tu->u.pointer.elem);
    if (array->kind != TYPE_ARRAY ||
        !type_identical(vu->u.slice.elem, array->u.array.elem))
        return -1;
    int need = pointer ? 17 : 20;
    if (why == NULL || why->go_minor == 0 || why->go_minor >= need)
        return 1;
    because(why, vu->ctx, "conversion of slice to array%s requires go1.%d or "
            "later", pointer ? " pointer" : "", need);
    return 0;
}

static bool convertible_basics(GoType *v, GoType *t)
{
    GoType *vu = type_underlying(v), *tu = type_underlying(t);
    if (v->kind == TYPE_POINTER && t->kind == TYPE_POINTER) {
        GoType *a = v->u.pointer.elem, *b = t->u.pointer.elem;
        if (!type_is_type_param(a) && !type_is_type_param(b) &&
            type_identical_ignore_tags(type_underlying(a),
                                       type_underlying(b)))
            return true;
    }
    if ((is_real(vu) && is_real(tu)) ||
        (type_is_complex(vu) && type_is_complex(tu)))
        return true;
    if ((type_is_integer(vu) || type_is_bytes_or_runes(vu)) &&
        type_is_string(tu))
        return true;
    if (type_is_string(vu) && type_is_bytes_or_runes(tu))
        return true;
    bool v_unsafe = is_kind(vu, BASIC_UNSAFE_POINTER);
    bool t_unsafe = is_kind(tu, BASIC_UNSAFE_POINTER);
    return (t_unsafe && (vu->kind == TYPE_POINTER ||
                         is_kind(vu, BASIC_UINTPTR))) ||
        (v_unsafe && (tu->kind == TYPE_POINTER ||
                      is_kind(tu, BASIC_UINTPTR)));
}

static bool convertible_params(GoType *v, GoType *t, GoType *orig_t,
                               Cause *why)
{
    TypeContext *c = v->ctx;
    bool vp = v->kind == TYPE_PARAM, tp = t->kind == TYPE_PARAM;
    TypeSet *vs = vp ? param_terms(v) : NULL;
    TypeSet *ts = tp ? param_terms(t) : NULL;
    if ((vp && vs == NULL) || (tp && ts == NULL))
        return false; // No specific types.
    for (int i = 0; i < (vs != NULL ? vs->term_count : 1); i++) {
        GoType *a = vs != NULL ? vs->terms[i].type : v;
        for (int k = 0; k < (ts != NULL ? ts->term_count : 1); k++) {
            GoType *b = ts != NULL ? ts->terms[k].type : orig_t;
            if (type_convertible_why(a, b, why))
                continue;
            StrBuf s = {0};
            strbuf_printf(&s, "cannot convert %s", name_of(why, a));
            if (vs != NULL)
                strbuf_printf(&s, " (in %s)", name_of(why, v));
            strbuf_printf(&s, " to type %s", name_of(why, b));
            if (ts != NULL)
                strbuf_printf(&s, " (in %s)", name_of(why, t));
            wrap(why, c, strbuf_dup(&s, c->arena).p);
            strbuf_free(&s);
            return false;
        }
    }
    return true;
}

// Spec: Conversions, of non-constant typed values.
bool type_convertible_why(GoType *from, GoType *to, Cause *why)
{
    if (type_assignable_why(from, to, why))
        return true;
    GoType *v = type_unalias(from), *t = type_unalias(to);
    GoType *vu = type_underlying(v), *tu = type_underlying(t);
    bool vp = v->kind == TYPE_PARAM, tp = t->kind == TYPE_PARAM;
    if (!vp && !tp && type_identical_ignore_tags(vu, tu))
        return true;
    if (convertible_basics(v, t))
        return true;
    int slice = slice_to_array(vu, tu, why);
    if (slice >= 0)
        return slice;
    return (vp || tp) && convertible_params(v, t, to, why);
}

bool type_convertible(GoType *from, GoType *to)
{
    return type_convertible_why(from, to, NULL);
}
