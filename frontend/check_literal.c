// frontend/check_literal.c -- Literals: basic, composite, function.
//
// Spec: Composite literals.  Elements may leave out their type, which then
// is the element type of the enclosing literal (the hint), or what it points
// to.  A function literal's body is checked at the end of its statement, when
// the names around it are settled.
//
// Invariant: no index, map key or field is given twice.
//
//     []*Point{{1, 2}, {X: 3}}
#include "frontend/check_internal.h"

#include "frontend/literal.h"

#include <inttypes.h>

const char *check_lookup_text(Checker *ck, GoType *t, const char *sel,
                              Object *alt, bool literal);

// --- Basic literals -------------------------------------------------------------------

static bool has_prefix(Str s, char lower)
{
    return s.n > 2 && s.p[0] == '0' && (s.p[1] | 0x20) == lower;
}

static void check_old_literal(Checker *ck, Node *e, Str s)
{
    if (s.n <= 2 || check_allow(ck, 13))
        return;
    if (str_index_byte(s, '_') >= 0)
        check_version(ck, e->pos, 13, "underscore in numeric literal");
    else if (has_prefix(s, 'b'))
        check_version(ck, e->pos, 13, "binary literal");
    else if (has_prefix(s, 'o'))
        check_version(ck, e->pos, 13, "0o/0O-style octal literal");
    else if (has_prefix(s, 'x') && e->basic_lit.kind != LIT_INT)
        check_version(ck, e->pos, 13, "hexadecimal floating-point literal");
}

static ConstValue *literal_value(Checker *ck, Node *e, BasicKind *kind)
{
    Str s = e->basic_lit.text;
    switch ((LitKind)e->basic_lit.kind) {
    case LIT_INT:
        *kind = BASIC_UNTYPED_INT;
        return const_parse_int(ck->consts, s.p, s.n);
    case LIT_FLOAT:
        *kind = BASIC_UNTYPED_FLOAT;
        return const_parse_float(ck->consts, s.p, s.n);
    case LIT_IMAG:
        *kind = BASIC_UNTYPED_COMPLEX;
        return const_parse_imaginary(ck->consts, s.p, s.n);
    case LIT_RUNE: {
        uint32_t rune;
        *kind = BASIC_UNTYPED_RUNE;
        return literal_rune(s, &rune) ? const_int64(ck->consts, rune) : NULL;
    }
    case LIT_STRING: {
        Str value;
        *kind = BASIC_UNTYPED_STRING;
        return literal_string(ck->arena, s, &value) ?
            const_string(ck->consts, value.p, value.n) : NULL;
    }
    }
    return NULL;
}

void check_basic_lit(Checker *ck, Operand *x, Node *e)
{
    Str s = e->basic_lit.text;
    x->mode = MODE_INVALID;
    x->type = invalid_type(ck);
    x->expr = e;
    if (e->basic_lit.kind <= LIT_IMAG) {
        check_old_literal(ck, e, s);
        if (s.n > 10000) {
            check_error(ck, e->pos,
                        "excessively long constant: %.10s... (%zu chars)",
                        s.p, s.n);
            return;
        }
    }
    BasicKind kind = BASIC_INVALID;
    ConstValue *v = literal_value(ck, e, &kind);
    if (v == NULL || const_kind(v) == CONST_UNKNOWN) {
        check_error(ck, e->pos, "malformed constant: %.*s", STR_ARG(s));
        return;
    }
    x->mode = MODE_CONSTANT;
    x->type = basic_type(ck, kind);
    x->val = v;
    check_overflow(ck, x, e->pos);
}

// --- Function literals ---------------------------------------------------------------------

static void later_func_lit(Checker *ck, Delayed *d)
{
    Node *e = d->a;
    Env *saved = d->b;
    Env now = ck->env;
    ck->env = *saved;
    ck->env.version = d->version;
    check_func_body(ck, e->func_lit.info, e->func_lit.type->type,
                    e->func_lit.body, saved->iota, saved->decl, d->c);
    ck->env = now;
}

static void add_closure(Checker *ck, FuncInfo *outer, FuncInfo *info)
{
    FuncInfo **grown = ARENA_ARRAY(ck->arena, FuncInfo *,
                                   outer->closure_count + 1);
    if (outer->closure_count > 0)
        memcpy(grown, outer->closures,
               (size_t)outer->closure_count * sizeof *grown);
    grown[outer->closure_count++] = info;
    outer->closures = grown;
}

void check_func_lit(Checker *ck, Operand *x, Node *e)
{
    GoType *sig = type_new_func(ck->types, NULL, NULL, false);
    Scope *scope = check_open_scope(ck);
    check_signature(ck, sig, NULL, (NodeList){0}, e->func_lit.type, NULL);
    check_close_scope(ck);
    FuncInfo *info = func_info_new(ck, e, e->func_lit.body, sig);
    info->outer = ck->env.func;
    if (info->outer != NULL) {
        info->tparams = info->outer->tparams;
        add_closure(ck, info->outer, info);
    }
    e->func_lit.info = info;
    Delayed *d = check_later(ck, later_func_lit);
    d->a = e;
    d->b = arena_memdup(ck->arena, &ck->env, sizeof ck->env);
    d->c = scope;
    x->mode = MODE_VALUE;
    x->type = sig;
}

// --- Struct literals --------------------------------------------------------------------------

// The fields given so far, as index paths: no path may be given twice, nor
// together with a field that contains it.
typedef struct Given {
    int *path;
    int len;
    Object *field;
} Given;

typedef VEC(Given) GivenVec;

static void note_given(Checker *ck, GivenVec *all, Node *kv, Lookup l)
{
    for (int i = 0; i < all->len; i++) {
        Given *g = &all->data[i];
        int shorter = g->len < l.path_len ? g->len : l.path_len;
        if (memcmp(g->path, l.path, (size_t)shorter * sizeof *l.path) != 0)
            continue;
        const char *name = l.obj->name, *other = g->field->name;
        Pos pos = node_start(kv);
        if (g->field == l.obj)
            check_error(ck, pos, "duplicate field name %s in struct literal",
                        name);
        else if (g->len < l.path_len)
            check_error(ck, pos, "cannot specify promoted field %s and "
                        "enclosing embedded field %s", name, other);
        else
            check_error(ck, pos, "cannot specify embedded field %s and "
                        "enclosed promoted field %s", name, other);
        return;
    }
    vec_push(all, ((Given){l.path, l.path_len, l.obj}));
}

static const char *path_text(Checker *ck, GoType *t, Lookup l)
{
    StrBuf b = {0};
    for (int i = 0; i < l.path_len; i++) {
        GoType *u = type_underlying(t);
        if (u->kind == TYPE_POINTER)
            u = type_underlying(u->u.pointer.elem);
        Object *f = u->u.struc.fields[l.path[i]];
        strbuf_printf(&b, "%s%s", i > 0 ? "." : "", f->name);
        t = f->type;
    }
    Str s = strbuf_dup(&b, ck->arena);
    strbuf_free(&b);
    return s.p;
}

static void keyed_field(Checker *ck, Node *kv, GoType *u, GoType *base,
                        GivenVec *given)
{
    Node *key = kv->key_value.key;
    Operand x;
    check_generic_expr(ck, &x, kv->key_value.value);
    if (key->kind != NODE_IDENT) {
        check_error(ck, node_start(kv),
                    "invalid field name %s in struct literal",
                    expr_text(ck, key));
        return;
    }
    const char *name = key->ident.name->str.p;
    Lookup l = lookup_member(u, false, ck->pkg, name, false);
    if (l.obj == NULL) {
        Lookup alt = lookup_member(u, false, ck->pkg, name, true);
        check_error(ck, key->pos, "%s",
                    check_lookup_text(ck, base, name, alt.obj, true));
        return;
    }
    if (l.obj->kind != OBJ_VAR) {
        check_error(ck, key->pos, "%s is not a field", name);
        return;
    }
    if (l.path_len > 1 &&
        !check_version(ck, key->pos, 27, "use of promoted field %s in "
                       "struct literal of type %s", path_text(ck, u, l),
                       type_text(ck, base)))
        return;
    if (l.indirect) {
        check_error(ck, key->pos,
                    "invalid implicit pointer indirection to reach %s",
                    name);
        return;
    }
    key->ident.object = l.obj;
    kv->key_value.field_index = l.path[0];
    if (l.path_len > 1)
        kv->key_value.promoted = lookup_selection(u, l);
    check_assignment(ck, &x, l.obj->type, "struct literal");
    note_given(ck, given, kv, l);
}

static void keyed_struct(Checker *ck, NodeList elems, GoType *u,
                         GoType *base)
{
    GivenVec given = {0};
    for (int i = 0; i < elems.count; i++) {
        Node *kv = elems.at[i];
        if (kv->kind == NODE_KEY_VALUE)
            keyed_field(ck, kv, u, base, &given);
        else
            check_error(ck, node_start(kv), "mixture of field:value and "
                        "value elements in struct literal");
    }
    vec_free(&given);
}

static void positional_struct(Checker *ck, Node *e, GoType *u, GoType *base)
{
    NodeList elems = e->composite_lit.elems;
    int n = u->u.struc.count;
    for (int i = 0; i < elems.count; i++) {
        Node *elem = elems.at[i];
        if (elem->kind == NODE_KEY_VALUE) {
            check_error(ck, node_start(elem), "mixture of field:value and "
                        "value elements in struct literal");
            continue;
        }
        Operand x;
        check_generic_expr(ck, &x, elem);
        if (i >= n) {
            check_error(ck, operand_pos(&x),
                        "too many values in struct literal of type %s",
                        type_text(ck, base));
            break;
        }
        Object *f = u->u.struc.fields[i];
        if (!f->is_exported && f->pkg != ck->pkg) {
            check_error(ck, operand_pos(&x), "implicit assignment to "
                        "unexported field %s in struct literal of type %s",
                        f->name, type_text(ck, base));
            continue;
        }
        check_assignment(ck, &x, f->type, "struct literal");
    }
    if (elems.count >= n)
        return;
    const char *hint = "";
    for (int i = 0; i < n; i++) {
        Object *f = u->u.struc.fields[i];
        if (!f->is_exported && f->pkg != ck->pkg)
            hint = " (type has unexported fields - use key:value pairs)";
    }
    check_error(ck, e->composite_lit.rbrace,
                "too few values in struct literal of type %s%s",
                type_text(ck, base), hint);
}

// --- Arrays, slices, maps ------------------------------------------------------------------------

static int64_t indexed_elements(Checker *ck, NodeList elems, GoType *elem,
                                int64_t length)
{
    int64_t index = 0, most = 0;
    Map seen;
    bool any_keys = false;
    map_init(&seen, ck->arena);
    for (int i = 0; i < elems.count && !any_keys; i++)
        any_keys = elems.at[i]->kind == NODE_KEY_VALUE;
    for (int i = 0; i < elems.count; i++) {
        Node *e = elems.at[i], *value = e;
        bool valid = false;
        if (e->kind == NODE_KEY_VALUE) {
            Operand key;
            int64_t k = check_index(ck, e->key_value.key, length, &key);
            if (!type_is_invalid(key.type)) {
                valid = k >= 0;
                if (valid)
                    index = k;
                else
                    check_error(ck, node_start(e),
                                "index %s must be integer constant",
                                expr_text(ck, e->key_value.key));
            }
            value = e->key_value.value;
        } else if (length >= 0 && index >= length) {
            check_error(ck, node_start(e), "index %" PRId64 " is out of "
                        "bounds (>= %" PRId64 ")", index, length);
        } else {
            valid = true;
        }
        if (valid && any_keys) {
            // Keys are stored with an offset so that 0 is not NULL.
            const void *slot = (const void *)(uintptr_t)(index + 1);
            if (map_has(&seen, slot))
                check_error(ck, node_start(e), "duplicate index %" PRId64
                            " in array or slice literal", index);
            map_set(&seen, slot, e);
        }
        index++;
        most = index > most ? index : most;
        Operand x;
        check_expr_hint(ck, &x, value, elem);
        check_assignment(ck, &x, elem, "array or slice literal");
    }
    return most;
}

// Constant keys seen, chained by hash.
typedef struct SeenKey {
    ConstValue *val;
    GoType *type;
    struct SeenKey *next;
} SeenKey;

// Equal values of different kinds (1, 1.0) are one key: compare as integers
// or floats where possible.
static ConstValue *normal_key(Checker *ck, ConstValue *v)
{
    if (const_kind(v) == CONST_COMPLEX) {
        ConstValue *f = const_to_float(ck->consts, v);
        if (const_kind(f) != CONST_FLOAT)
            return v;
        v = f;
    }
    if (const_kind(v) == CONST_FLOAT) {
        ConstValue *i = const_to_int(ck->consts, v);
        if (const_kind(i) == CONST_INT)
            return i;
    }
    return v;
}

static bool seen_key(Checker *ck, Map *seen, Operand *x, bool by_type)
{
    ConstValue *v = normal_key(ck, x->val);
    if (const_kind(v) == CONST_UNKNOWN)
        return false;
    const void *h = (const void *)(uintptr_t)(const_hash(v) | 1);
    SeenKey **slot = (SeenKey **)map_slot(seen, h);
    for (SeenKey *k = *slot; k != NULL; k = k->next) {
        if (const_kind(k->val) == const_kind(v) &&
            const_compare(ck->consts, k->val, CONST_EQ, v) &&
            (!by_type || type_identical(k->type, x->type)))
            return true;
    }
    SeenKey *k = ARENA_NEW(ck->arena, SeenKey);
    *k = (SeenKey){v, x->type, *slot};
    *slot = k;
    return false;
}

static void map_elements(Checker *ck, NodeList elems, GoType *u)
{
    Map seen;
    map_init(&seen, ck->arena);
    bool by_type = type_is_interface(u->u.map.key);
    for (int i = 0; i < elems.count; i++) {
        Node *kv = elems.at[i];
        if (kv->kind != NODE_KEY_VALUE) {
            check_error(ck, node_start(kv), "missing key in map literal");
            continue;
        }
        Operand x;
        check_expr_hint(ck, &x, kv->key_value.key, u->u.map.key);
        check_assignment(ck, &x, u->u.map.key, "map literal");
        if (x.mode == MODE_INVALID)
            continue;
        if (x.mode == MODE_CONSTANT && seen_key(ck, &seen, &x, by_type)) {
            check_error(ck, operand_pos(&x),
                        "duplicate key %s in map literal",
                        const_text(ck->consts, x.val));
            continue;
        }
        check_expr_hint(ck, &x, kv->key_value.value, u->u.map.elem);
        check_assignment(ck, &x, u->u.map.elem, "map literal");
    }
}

// --- Any composite literal --------------------------------------------------------------------------

static void use_elements(Checker *ck, NodeList elems)
{
    for (int i = 0; i < elems.count; i++) {
        Node *e = elems.at[i];
        check_use(ck, e->kind == NODE_KEY_VALUE ? e->key_value.value : e);
    }
}

// The literal's type; *base is what its elements belong to.
static GoType *literal_type(Checker *ck, Node *e, GoType *hint,
                            GoType **base)
{
    Node *te = e->composite_lit.type;
    GoType *t;
    if (te != NULL) {
        if (te->kind == NODE_ARRAY_TYPE && te->array_type.len == NULL)
            t = type_new_array(ck->types,
                               check_var_type(ck, te->array_type.elem), -1);
        else
            t = check_type(ck, te);
        *base = t;
    } else if (hint != NULL) {
        t = *base = hint;
        GoType *u = check_common_under(ck, hint, NULL);
        if (u != NULL && u->kind == TYPE_POINTER)
            *base = u->u.pointer.elem;
    } else {
        check_error(ck, e->pos, "missing type in composite literal");
        t = *base = invalid_type(ck);
    }
    return t;
}

static bool literal_elements(Checker *ck, Node *e, GoType *t, GoType *base,
                             bool is_elem)
{
    NodeList elems = e->composite_lit.elems;
    GoType *u = check_common_under(ck, base, NULL);
    switch (u != NULL ? u->kind : TYPE_TUPLE) {
    case TYPE_STRUCT:
        if (elems.count == 0)
            return true;
        if (elems.at[0]->kind == NODE_KEY_VALUE)
            keyed_struct(ck, elems, u, base);
        else
            positional_struct(ck, e, u, base);
        return true;
    case TYPE_ARRAY: {
        int64_t n = indexed_elements(ck, elems, u->u.array.elem,
                                     u->u.array.len);
        if (u->u.array.len < 0) {
            u->u.array.len = n;
            if (e->composite_lit.type != NULL) {
                e->composite_lit.type->mode = MODE_TYPE;
                e->composite_lit.type->type = u;
            }
        }
        return true;
    }
    case TYPE_SLICE:
        indexed_elements(ck, elems, u->u.slice.elem, -1);
        return true;
    case TYPE_MAP:
        map_elements(ck, elems, u);
        return true;
    default:
        break;
    }
    use_elements(ck, elems);
    if (u != NULL && type_is_invalid(u))
        return true;
    check_error(ck, node_start(e), "invalid composite literal%s type %s%s",
                is_elem ? " element" : "", type_text(ck, t),
                u == NULL ? " (no common underlying type)" : "");
    return false;
}

void check_composite_lit(Checker *ck, Operand *x, Node *e, GoType *hint)
{
    GoType *base;
    GoType *t = literal_type(ck, e, hint, &base);
    x->mode = MODE_INVALID;
    if (!check_is_complete(ck, base))
        return;
    bool is_elem = e->composite_lit.type == NULL;
    if (!literal_elements(ck, e, t, base, is_elem))
        return;
    x->mode = MODE_VALUE;
    x->type = t;
    x->val = NULL;
}
