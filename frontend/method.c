// frontend/method.c -- Fields and methods: look-up by name, method sets.
//
// Spec: Selectors.  Look-up goes breadth first through embedded fields: the
// shallowest match wins, two at the same depth are ambiguous.  A type that
// occurs twice at one depth makes everything in it ambiguous.
//
// Invariant: `path` lists the embedded fields from the outside in; its last
// entry is the member's own index.
//
//     type A struct{ B }; type B struct{ x int }
//     A.x: path {0, 0}
#include "base/ice.h"
#include "frontend/type_internal.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

// One embedded field on the way down.
typedef struct Step {
    GoType *type;
    int parent;     // Index of the step it is embedded in, or -1.
    int index;      // Field index there.
    bool indirect;  // Some pointer on the way.
    bool multiples; // Its type occurs several times at this depth.
} Step;

typedef struct Search {
    Arena *arena;
    const CheckedPackage *pkg;
    const char *name;
    bool fold_case;
    VEC(Step) steps;
    int level_start; // First step of the depth being searched.
} Search;

static bool same_letters(const char *a, const char *b)
{
    for (; *a != '\0' && *b != '\0'; a++, b++) {
        if (tolower((unsigned char)*a) != tolower((unsigned char)*b))
            return false;
    }
    return *a == *b;
}

static bool is_called(const Search *s, const Object *obj)
{
    if (s->fold_case)
        return same_letters(obj->name, s->name);
    return obj->name == s->name && (obj->is_exported || obj->pkg == s->pkg);
}

static GoType *dereference(GoType *t, bool *is_ptr)
{
    GoType *u = type_unalias(t);
    *is_ptr = u->kind == TYPE_POINTER;
    return *is_ptr ? u->u.pointer.elem : t;
}

// Declared methods of a named type; the index or -1.
static int find_method(const Search *s, GoType *named)
{
    GoType *origin = named->u.named.origin;
    for (int i = 0; i < origin->u.named.method_count; i++) {
        if (is_called(s, origin->u.named.methods[i]))
            return i;
    }
    return -1;
}

static bool seen_before(const Search *s, GoType *t, int upto)
{
    for (int i = 0; i < upto; i++) {
        GoType *other = type_unalias(s->steps.data[i].type);
        if (other == t || (other->kind == TYPE_NAMED &&
                           type_identical(other, t)))
            return true;
    }
    return false;
}

// Adds an embedded type at the next depth, or marks its twin there.
static void add_step(Search *s, Step step, int next_start)
{
    for (int i = next_start; i < s->steps.len; i++) {
        if (type_identical(s->steps.data[i].type, step.type)) {
            s->steps.data[i].multiples = true;
            return;
        }
    }
    vec_push_in(&s->steps, s->arena, step);
}

typedef struct Match {
    Object *obj;
    int step, index;
    int count; // How many at this depth; a twin counts twice.
} Match;

static void note(Match *m, Object *obj, int step, int index, bool multiples)
{
    m->count += multiples ? 2 : 1;
    m->obj = obj;
    m->step = step;
    m->index = index;
}

static void search_struct(Search *s, GoType *u, int at, int next_start,
                          Match *m)
{
    for (int i = 0; i < u->u.struc.count; i++) {
        Object *f = u->u.struc.fields[i];
        Step here = s->steps.data[at];
        if (is_called(s, f)) {
            note(m, f, at, i, here.multiples);
            continue;
        }
        if (f->u.var.embedded && m->count == 0 && f->type != NULL) {
            bool is_ptr;
            GoType *t = dereference(f->type, &is_ptr);
            add_step(s, (Step){t, at, i, here.indirect || is_ptr,
                               here.multiples}, next_start);
        }
    }
}

static void search_interface(Search *s, GoType *u, int at, Match *m)
{
    TypeSet *set = type_set_of(u);
    for (int i = 0; i < set->method_count; i++) {
        if (is_called(s, set->methods[i])) {
            note(m, set->methods[i], at, i, s->steps.data[at].multiples);
            return;
        }
    }
}

static Lookup found(Search *s, Match m, bool addressable)
{
    Lookup l = {.obj = m.obj};
    Step *last = &s->steps.data[m.step];
    l.indirect = last->indirect;
    int depth = 1;
    for (int i = m.step; s->steps.data[i].parent >= 0;
         i = s->steps.data[i].parent)
        depth++;
    l.path = ARENA_ARRAY(s->arena, int, depth);
    l.path_len = depth;
    l.path[--depth] = m.index;
    for (int i = m.step; depth > 0; i = s->steps.data[i].parent)
        l.path[--depth] = s->steps.data[i].index;

    if (m.count > 1) {
        l.result = LOOKUP_AMBIGUOUS;
        l.obj = NULL;
    } else if (m.obj->kind == OBJ_FUNC && m.obj->u.func.has_ptr_recv &&
               !l.indirect && !addressable) {
        l.result = LOOKUP_PTR_RECV;
        l.obj = NULL;
    } else {
        l.result = LOOKUP_FOUND;
    }
    return l;
}

static Lookup search(Search *s, GoType *t, bool addressable)
{
    Lookup none = {.result = LOOKUP_NOT_FOUND};
    bool is_ptr;
    GoType *base = dereference(t, &is_ptr);
    if (is_ptr && type_underlying(base)->kind == TYPE_INTERFACE)
        return none; // A pointer to an interface has no methods.
    vec_push_in(&s->steps, s->arena, (Step){base, -1, -1, is_ptr, false});

    while (s->level_start < s->steps.len) {
        int next_start = s->steps.len;
        Match m = {0};
        for (int i = s->level_start; i < next_start; i++) {
            GoType *st = type_unalias(s->steps.data[i].type);
            if (st->kind == TYPE_NAMED) {
                if (seen_before(s, st, s->level_start))
                    continue;
                int k = find_method(s, st);
                if (k >= 0) {
                    GoType *origin = st->u.named.origin;
                    note(&m, st == origin ? origin->u.named.methods[k] :
                         instance_method(st, k), i, k,
                         s->steps.data[i].multiples);
                    continue;
                }
            }
            GoType *u = type_underlying(st);
            if (u->kind == TYPE_STRUCT)
                search_struct(s, u, i, next_start, &m);
            else if (u->kind == TYPE_INTERFACE)
                search_interface(s, u, i, &m);
        }
        if (m.count > 0)
            return found(s, m, addressable);
        s->level_start = next_start;
    }
    return none;
}

Lookup lookup_member(GoType *t, bool addressable, const CheckedPackage *pkg,
                     const char *name, bool fold_case)
{
    Lookup none = {.result = LOOKUP_NOT_FOUND};
    if (name == t->ctx->blank)
        return none;
    Search s = {.arena = t->ctx->arena, .pkg = pkg, .name = name,
                .fold_case = fold_case};
    // A named pointer type has fields, but no methods of its own.
    GoType *n = type_unalias(t);
    if (n->kind == TYPE_NAMED) {
        GoType *u = type_underlying(n);
        if (u->kind == TYPE_POINTER) {
            Lookup l = search(&s, u, false);
            return l.obj != NULL && l.obj->kind == OBJ_FUNC ? none : l;
        }
    }
    return search(&s, t, addressable);
}

// --- For lowering ----------------------------------------------------------------------

static Selection *make_selection(GoType *t, Lookup l)
{
    TypeContext *c = t->ctx;
    Object *obj = l.obj;
    if (obj->type == NULL)
        object_resolve(c, obj);
    Selection *s = ARENA_NEW(c->arena, Selection);
    s->recv = t;
    s->obj = obj;
    s->indirect = l.indirect;
    s->path = l.path;
    s->path_len = l.path_len;
    s->type = obj->type;
    s->kind = SEL_FIELD;
    if (obj->kind != OBJ_FUNC)
        return s;
    s->kind = SEL_METHOD_VALUE;
    s->path_len--;
    s->iface_method = obj->u.func.is_iface_method;

    // Is what holds the method a pointer once the path is walked?
    GoType *at = type_unalias(t);
    for (int i = 0; i < s->path_len; i++) {
        GoType *u = type_underlying(at);
        if (u->kind == TYPE_POINTER)
            u = type_underlying(u->u.pointer.elem);
        at = type_unalias(u->u.struc.fields[l.path[i]]->type);
    }
    bool at_ptr = at->kind == TYPE_POINTER;
    if (!s->iface_method) {
        s->recv_addr = obj->u.func.has_ptr_recv && !at_ptr;
        s->recv_deref = !obj->u.func.has_ptr_recv && at_ptr;
    }
    return s;
}

Selection *lookup_selection(GoType *t, Lookup l)
{
    return make_selection(t, l);
}

Selection *lookup_field_or_method(GoType *t, bool addressable,
                                  CheckedPackage *pkg, const char *name)
{
    const char *interned = intern_cstr(t->ctx->names, name)->str.p;
    Lookup l = lookup_member(t, addressable, pkg, interned, false);
    return l.result == LOOKUP_FOUND ? make_selection(t, l) : NULL;
}

typedef struct Candidates {
    VEC(Object *) methods;
    Map seen;
} Candidates;

static void add_candidate(Candidates *c, Arena *arena, Object *m)
{
    for (int i = 0; i < c->methods.len; i++) {
        if (object_same_id(c->methods.data[i], m))
            return;
    }
    vec_push_in(&c->methods, arena, m);
}

static void gather(Candidates *c, GoType *t)
{
    Arena *arena = t->ctx->arena;
    bool is_ptr;
    t = type_unalias(dereference(t, &is_ptr));
    if (map_has(&c->seen, t))
        return;
    map_set(&c->seen, t, t);
    if (t->kind == TYPE_NAMED) {
        GoType *origin = t->u.named.origin;
        for (int i = 0; i < origin->u.named.method_count; i++)
            add_candidate(c, arena, origin->u.named.methods[i]);
    }
    GoType *u = type_underlying(t);
    if (u->kind == TYPE_INTERFACE) {
        TypeSet *s = type_set_of(u);
        for (int i = 0; i < s->method_count; i++)
            add_candidate(c, arena, s->methods[i]);
    }
    if (u->kind == TYPE_STRUCT) {
        for (int i = 0; i < u->u.struc.count; i++) {
            if (u->u.struc.fields[i]->u.var.embedded)
                gather(c, u->u.struc.fields[i]->type);
        }
    }
}

static int compare_selections(const void *a, const void *b)
{
    const Selection *x = *(Selection *const *)a;
    const Selection *y = *(Selection *const *)b;
    return object_compare(x->obj, y->obj);
}

MethodSet *method_set(GoType *t)
{
    TypeContext *c = t->ctx;
    Candidates cand = {0};
    map_init(&cand.seen, c->arena);
    gather(&cand, t);
    MethodSet *set = ARENA_NEW(c->arena, MethodSet);
    set->at = ARENA_ARRAY(c->arena, Selection *, cand.methods.len + 1);
    for (int i = 0; i < cand.methods.len; i++) {
        Object *m = cand.methods.data[i];
        Lookup l = lookup_member(t, false, m->pkg, m->name, false);
        if (l.result == LOOKUP_FOUND && l.obj->kind == OBJ_FUNC)
            set->at[set->count++] = make_selection(t, l);
    }
    if (set->count > 1)
        qsort(set->at, (size_t)set->count, sizeof *set->at,
              compare_selections);
    return set;
}

// --- Missing methods ----------------------------------------------------------------------

static bool same_type(SameType same, void *env, GoType *a, GoType *b)
{
    return same != NULL ? same(env, a, b) : type_identical(a, b);
}

static Missing missing_in_interface(GoType *u, TypeSet *want, bool is_static,
                                    SameType same, void *env)
{
    TypeSet *have = type_set_of(u);
    for (int i = 0; i < want->method_count; i++) {
        Object *m = want->methods[i], *f = NULL;
        for (int k = 0; k < have->method_count && f == NULL; k++) {
            if (object_same_id(have->methods[k], m))
                f = have->methods[k];
        }
        if (f == NULL) {
            if (is_static)
                return (Missing){MISSING_NOT_FOUND, m, NULL};
            continue;
        }
        if (!same_type(same, env, f->type, m->type))
            return (Missing){MISSING_WRONG_SIG, m, f};
    }
    return (Missing){MISSING_OK, NULL, NULL};
}

static Missing missing_in_type(GoType *t, Object *m, SameType same, void *env)
{
    Lookup l = lookup_member(t, false, m->pkg, m->name, false);
    if (l.result == LOOKUP_AMBIGUOUS)
        return (Missing){MISSING_AMBIGUOUS, m, NULL};
    if (l.result == LOOKUP_PTR_RECV)
        return (Missing){MISSING_PTR_RECV, m, NULL};
    if (l.result == LOOKUP_NOT_FOUND) {
        l = lookup_member(t, false, m->pkg, m->name, true);
        if (l.obj == NULL || l.obj->kind != OBJ_FUNC)
            return (Missing){MISSING_NOT_FOUND, m, NULL};
        if (l.obj->type == NULL)
            object_resolve(t->ctx, l.obj);
        return (Missing){l.obj->name == m->name ? MISSING_UNEXPORTED :
                         MISSING_WRONG_NAME, m, l.obj};
    }
    if (l.obj->kind != OBJ_FUNC)
        return (Missing){MISSING_FIELD, m, NULL};
    if (l.obj->type == NULL)
        object_resolve(t->ctx, l.obj);
    if (l.obj->type == NULL)
        return (Missing){MISSING_OK, NULL, NULL};
    if (!same_type(same, env, l.obj->type, m->type))
        return (Missing){MISSING_WRONG_SIG, m, l.obj};
    return (Missing){MISSING_OK, NULL, NULL};
}

Missing type_missing_method(GoType *t, GoType *iface, bool is_static,
                            SameType same, void *env)
{
    TypeSet *want = type_set_of(type_underlying(iface));
    GoType *u = type_underlying(t);
    for (int i = 0; i < want->method_count; i++) {
        if (want->methods[i]->type == NULL)
            object_resolve(t->ctx, want->methods[i]);
    }
    if (want->method_count == 0)
        return (Missing){MISSING_OK, NULL, NULL};
    if (u->kind == TYPE_INTERFACE)
        return missing_in_interface(u, want, is_static, same, env);
    for (int i = 0; i < want->method_count; i++) {
        Missing m = missing_in_type(t, want->methods[i], same, env);
        if (m.state != MISSING_OK)
            return m;
    }
    return (Missing){MISSING_OK, NULL, NULL};
}

static const char *func_text(Object *f, const CheckedPackage *rel, bool pkg)
{
    StrBuf b = {0};
    strbuf_puts(&b, f->name);
    if (f->type != NULL && f->type->kind == TYPE_FUNC)
        type_write_signature(&b, f->type, rel, pkg);
    Str s = strbuf_dup(&b, f->type->ctx->arena);
    strbuf_free(&b);
    return s.p;
}

static const char *have_want(Missing m, const char *what,
                             const CheckedPackage *rel)
{
    Arena *arena = m.want->type->ctx->arena;
    const char *have = func_text(m.have, rel, false);
    const char *want = func_text(m.want, rel, false);
    if (m.state == MISSING_WRONG_SIG && strcmp(have, want) == 0) {
        have = func_text(m.have, NULL, true);
        want = func_text(m.want, NULL, true);
        if (strcmp(have, want) == 0)
            return str_printf(arena, "(%s %s)", what, m.want->name).p;
    }
    return str_printf(arena, "(%s %s)\n\t\thave %s\n\t\twant %s", what,
                      m.want->name, have, want).p;
}

static const char *interface_ptr_text(GoType *t, const CheckedPackage *rel)
{
    GoType *elem = type_underlying(t)->u.pointer.elem;
    const char *what = type_is_type_param(elem) ? "type parameter" :
        "interface";
    return str_printf(t->ctx->arena, "type %s is pointer to %s, not %s",
                      type_string(t, rel), what, what).p;
}

const char *type_interface_ptr_text(GoType *t, const CheckedPackage *rel)
{
    return interface_ptr_text(t, rel);
}

const char *missing_method_text(GoType *v, GoType *t, Missing m,
                                const CheckedPackage *rel)
{
    Arena *arena = v->ctx->arena;
    const char *name = m.want->name;
    switch (m.state) {
    case MISSING_OK:
        break;
    case MISSING_NOT_FOUND:
        if (type_is_interface_ptr(v))
            return str_printf(arena, "(%s)", interface_ptr_text(v, rel)).p;
        if (type_is_interface_ptr(t))
            return str_printf(arena, "(%s)", interface_ptr_text(t, rel)).p;
        return str_printf(arena, "(missing method %s)", name).p;
    case MISSING_WRONG_NAME:
        return have_want(m, "missing method", rel);
    case MISSING_UNEXPORTED:
        return str_printf(arena, "(unexported method %s)", name).p;
    case MISSING_WRONG_SIG:
        return have_want(m, "wrong type for method", rel);
    case MISSING_AMBIGUOUS:
        return str_printf(arena, "(ambiguous selector %s.%s)",
                          type_string(v, rel), name).p;
    case MISSING_PTR_RECV:
        return str_printf(arena, "(method %s has pointer receiver)", name).p;
    case MISSING_FIELD:
        return str_printf(arena, "(%s.%s is a field, not a method)",
                          type_string(v, rel), name).p;
    }
    return "";
}
