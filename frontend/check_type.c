// frontend/check_type.c -- From type expressions to types.
//
// Types may mention each other before they are complete, so whatever needs
// the underlying type of another one (map keys, embedded fields, constraints
// in the wrong place) is put off until the declarations are done.
//
// Invariant: the AST slot `type` of every type expression is set.
//
//     map[K]struct{ T; n int }
#include "frontend/check_internal.h"

#include <stdlib.h>

// --- Names -----------------------------------------------------------------------

static const char *var_kind(VarKind kind)
{
    switch (kind) {
    case VAR_GLOBAL: return "package-level variable";
    case VAR_LOCAL: return "local variable";
    case VAR_RECV: return "receiver";
    case VAR_PARAM: return "parameter";
    case VAR_RESULT: return "result variable";
    case VAR_FIELD: return "struct field";
    }
    return "";
}

static const char *object_kind(const Object *obj)
{
    switch (obj->kind) {
    case OBJ_PACKAGE: return "package name";
    case OBJ_CONST: return "constant";
    case OBJ_TYPE: return obj->u.tname.is_alias ? "type alias" :
        obj->u.tname.is_param ? "type parameter" : "defined type";
    case OBJ_VAR: return var_kind(obj->u.var.kind);
    case OBJ_FUNC: return obj->u.func.recv_named != NULL ? "method" :
        "function";
    case OBJ_LABEL: return "label";
    case OBJ_BUILTIN: return "built-in function";
    case OBJ_NIL: return "untyped nil";
    }
    return "";
}

static void add_dependency(Checker *ck, Object *obj)
{
    DeclInfo *d = ck->env.decl;
    if (d == NULL || obj->info == NULL || obj->pkg != ck->pkg)
        return;
    if (!d->has_deps) {
        map_init(&d->deps, ck->arena);
        d->has_deps = true;
    }
    map_set(&d->deps, obj, obj);
}

static void note_dot_import(Checker *ck, Scope *scope, Object *obj)
{
    if (obj->pkg == NULL || obj->pkg == ck->pkg)
        return;
    for (int i = 0; i < ck->dot_imports.len; i++) {
        DotImport *d = &ck->dot_imports.data[i];
        if (d->scope == scope && d->obj == obj)
            d->pkg_name->used = true;
    }
}

static void use_const(Checker *ck, Operand *x, Node *e, Object *obj)
{
    add_dependency(ck, obj);
    if (type_is_invalid(obj->type))
        return;
    x->val = obj->u.constant.value;
    if (obj->pkg == NULL && strcmp(obj->name, "iota") == 0) {
        if (ck->env.iota == NULL) {
            check_error(ck, e->pos,
                        "cannot use iota outside constant declaration");
            return;
        }
        x->val = ck->env.iota;
    }
    if (x->val == NULL)
        x->val = const_unknown(ck->consts);
    x->mode = MODE_CONSTANT;
}

static void use_object(Checker *ck, Operand *x, Node *e, Object *obj)
{
    switch (obj->kind) {
    case OBJ_PACKAGE:
        check_error(ck, e->pos, "use of package %s not in selector",
                    obj->name);
        return;
    case OBJ_CONST:
        use_const(ck, x, e, obj);
        break;
    case OBJ_TYPE:
        x->mode = MODE_TYPE;
        break;
    case OBJ_VAR:
        if (obj->pkg == ck->pkg)
            obj->used = true;
        add_dependency(ck, obj);
        check_note_use(ck, obj, e->pos);
        if (!type_is_invalid(obj->type))
            x->mode = MODE_VARIABLE;
        break;
    case OBJ_FUNC:
        add_dependency(ck, obj);
        x->mode = MODE_VALUE;
        break;
    case OBJ_BUILTIN:
        x->id = obj->u.builtin.id;
        x->mode = MODE_BUILTIN;
        break;
    case OBJ_NIL:
        x->mode = MODE_NIL;
        break;
    case OBJ_LABEL:
        break;
    }
    if (x->mode != MODE_INVALID)
        x->type = obj->type;
}

void check_ident(Checker *ck, Operand *x, Node *e, bool want_type)
{
    x->mode = MODE_INVALID;
    x->type = invalid_type(ck);
    x->expr = e;
    const Name *name = e->ident.name;
    Scope *scope = NULL;
    Object *obj = scope_lookup_at(ck->env.scope, name->str.p, NO_POS, &scope);
    if (obj == NULL) {
        if (name == ck->name_blank)
            check_error(ck, e->pos, "cannot use _ as value or type");
        else
            check_error(ck, e->pos, "undefined: %s", name->str.p);
        return;
    }
    if (obj->pkg == NULL && obj->kind == OBJ_TYPE &&
        (obj->type == ck->types->any_type ||
         obj->type == ck->types->comparable_type) &&
        !check_version(ck, e->pos, 18, "predeclared %s", name->str.p))
        return;
    e->ident.object = obj;
    if (obj->kind != OBJ_TYPE && want_type) {
        check_error(ck, e->pos, "%s (%s) is not a type", obj->name,
                    object_kind(obj));
        if (obj->kind == OBJ_VAR)
            obj->used = true;
        return;
    }
    if (obj->type == NULL ||
        (obj->kind == OBJ_TYPE && want_type && obj->pkg == ck->pkg))
        check_object(ck, obj);
    note_dot_import(ck, scope, obj);
    use_object(ck, x, e, obj);
}

// --- Where a type may stand --------------------------------------------------------

static void record_type(Node *e, GoType *t)
{
    e->mode = MODE_TYPE;
    e->type = t;
}

static void later_var_type(Checker *ck, Delayed *d)
{
    GoType *t = d->a, *u = type_underlying(t);
    if (u->kind != TYPE_INTERFACE)
        return;
    TypeSet *s = type_set_of(u);
    if (type_set_is_method_set(s))
        return;
    check_error(ck, d->pos, "cannot use type %s outside a type constraint: "
                "interface %s", type_text(ck, t), s->comparable ?
                "is (or embeds) comparable" : "contains type constraints");
}

void check_valid_var_type(Checker *ck, Node *e, GoType *t)
{
    GoType *n = type_unalias(t);
    // Only interfaces and what may turn out to be one need the check.
    if (n->kind != TYPE_NAMED && n->kind != TYPE_INTERFACE)
        return;
    if (n->kind == TYPE_NAMED && n->u.named.underlying != NULL &&
        n->u.named.underlying->kind != TYPE_INTERFACE)
        return;
    Delayed *d = check_later(ck, later_var_type);
    d->a = t;
    d->pos = node_start(e);
}

GoType *check_var_type(Checker *ck, Node *e)
{
    GoType *t = check_declared_type(ck, e, NULL);
    check_valid_var_type(ck, e, t);
    return t;
}

GoType *check_type(Checker *ck, Node *e)
{
    return check_declared_type(ck, e, NULL);
}

// --- Type literals -----------------------------------------------------------------

int64_t check_array_length(Checker *ck, Node *e)
{
    if (e->kind == NODE_IDENT) {
        const char *name = e->ident.name->str.p;
        Object *obj = scope_lookup_parent(ck->env.scope, name);
        if (obj == NULL) {
            check_error(ck, e->pos, "undefined array length %s or missing "
                        "type constraint", name);
            return -1;
        }
        if (obj->kind != OBJ_CONST) {
            check_error(ck, e->pos, "invalid array length %s", name);
            return -1;
        }
    }
    Operand x;
    check_expr(ck, NULL, &x, e);
    if (x.mode != MODE_CONSTANT) {
        if (x.mode != MODE_INVALID)
            check_error(ck, operand_pos(&x),
                        "array length %s must be constant",
                        operand_text(ck, &x));
        return -1;
    }
    if (type_is_untyped(x.type) || type_is_integer(x.type)) {
        ConstValue *v = const_to_int(ck->consts, x.val);
        bool ok = false;
        int64_t n = const_kind(v) == CONST_INT ? const_to_int64(v, &ok) : 0;
        if (ok && n >= 0) {
            check_update_type(ck, e, basic_type(ck, BASIC_INT), true);
            return n;
        }
        if (const_kind(x.val) == CONST_UNKNOWN)
            return -1;
    }
    check_error(ck, operand_pos(&x), type_is_integer(x.type) ?
                "invalid array length %s" :
                "array length %s must be integer", operand_text(ck, &x));
    return -1;
}

static GoType *array_type(Checker *ck, Node *e)
{
    int64_t len = -1;
    if (e->array_type.len != NULL)
        len = check_array_length(ck, e->array_type.len);
    else
        check_error(ck, e->pos, "invalid use of [...] array (outside a "
                    "composite literal)");
    GoType *elem = check_var_type(ck, e->array_type.elem);
    return len >= 0 ? type_new_array(ck->types, elem, len) :
        invalid_type(ck);
}

static void later_map_key(Checker *ck, Delayed *d)
{
    GoType *key = d->a;
    if (type_is_invalid(key) || type_is_comparable(key))
        return;
    check_error(ck, d->pos, "invalid map key type %s%s", type_text(ck, key),
                type_is_type_param(key) ?
                " (missing comparable constraint)" : "");
}

static GoType *map_type(Checker *ck, Node *e)
{
    GoType *t = type_new_map(ck->types, NULL, NULL);
    t->u.map.key = t->u.map.elem = invalid_type(ck);
    t->u.map.key = check_var_type(ck, e->map_type.key);
    t->u.map.elem = check_var_type(ck, e->map_type.elem);
    if (type_unalias(t->u.map.key)->kind != TYPE_BASIC) {
        Delayed *d = check_later(ck, later_map_key);
        d->a = t->u.map.key;
        d->pos = node_start(e->map_type.key);
    }
    return t;
}

static GoType *chan_type(Checker *ck, Node *e)
{
    static const ChanDir dirs[] = {CHAN_BOTH, CHAN_SEND_ONLY,
                                   CHAN_RECV_ONLY};
    GoType *t = type_new_chan(ck->types, invalid_type(ck),
                              dirs[e->chan_type.dir]);
    t->u.chan.elem = check_var_type(ck, e->chan_type.elem);
    return t;
}

static GoType *pointer_type(Checker *ck, Node *e)
{
    GoType *t = type_new_pointer(ck->types, invalid_type(ck));
    t->u.pointer.elem = check_var_type(ck, e->star.x);
    return type_is_invalid(t->u.pointer.elem) ? invalid_type(ck) : t;
}

// --- Structs ---------------------------------------------------------------------------

static Node *embedded_ident(Node *e)
{
    switch ((NodeKind)e->kind) {
    case NODE_IDENT: return e;
    case NODE_STAR:
        return e->star.x->kind == NODE_STAR ? NULL :
            embedded_ident(e->star.x);
    case NODE_SELECTOR: return e->selector.sel;
    case NODE_INDEX: return embedded_ident(e->index.x);
    case NODE_PAREN: return embedded_ident(e->paren.x);
    default: return NULL;
    }
}

static void later_embedded(Checker *ck, Delayed *d)
{
    GoType *t = d->a;
    GoType *n = type_unalias(t);
    bool is_ptr = n->kind == TYPE_POINTER;
    if (is_ptr)
        t = n->u.pointer.elem;
    GoType *u = type_underlying(t);
    if (u->kind == TYPE_BASIC && u->u.basic.kind == BASIC_UNSAFE_POINTER)
        check_error(ck, d->pos,
                    "embedded field type cannot be unsafe.Pointer");
    else if (u->kind == TYPE_POINTER)
        check_error(ck, d->pos, "embedded field type cannot be a pointer");
    else if (type_is_type_param(t))
        check_error(ck, d->pos, "embedded field type cannot be a (pointer "
                    "to a) type parameter");
    else if (u->kind == TYPE_INTERFACE && is_ptr)
        check_error(ck, d->pos, "embedded field type cannot be a pointer to "
                    "an interface");
}

static void set_tag(Checker *ck, Object *f, Node *tag)
{
    if (tag == NULL || tag->bad)
        return;
    Operand x;
    check_basic_lit(ck, &x, tag);
    if (x.mode == MODE_CONSTANT && const_kind(x.val) == CONST_STRING)
        f->u.var.tag = const_to_string(x.val, &f->u.var.tag_len);
}

typedef struct FieldSet {
    ObjectVec fields;
    Map names; // Exported names and own unexported ones.
} FieldSet;

static void add_field(Checker *ck, FieldSet *set, Node *ident, Node *field,
                      GoType *type, bool embedded)
{
    Object *f = var_new(ck->types, VAR_FIELD, ident->pos, ck->pkg,
                        ident->ident.name->str.p, type);
    f->u.var.embedded = embedded;
    f->decl = field;
    set_tag(ck, f, field->field.tag);
    field->field.object = f;
    if (f->name != ck->types->blank) {
        Object *alt = map_get(&set->names, f->name);
        if (alt != NULL) {
            MultiError m;
            multi_begin(&m, ck, f->pos, "%s redeclared", f->name);
            multi_add_decl(&m, alt);
            multi_report(&m);
            return;
        }
        map_set(&set->names, f->name, f);
    }
    // The identifier of an embedded type stays a use of that type.
    if (!embedded)
        ident->ident.object = f;
    f->u.var.index = set->fields.len;
    vec_push_in(&set->fields, ck->arena, f);
}

static void embedded_field(Checker *ck, FieldSet *set, Node *f, GoType *type)
{
    Node *ident = embedded_ident(f->field.type);
    Pos pos = node_start(f->field.type);
    if (ident == NULL) {
        check_error(ck, pos, "invalid embedded field type %s",
                    expr_text(ck, f->field.type));
        return;
    }
    add_field(ck, set, ident, f, type, true);
    Delayed *d = check_later(ck, later_embedded);
    d->a = type;
    d->pos = pos;
}

GoType *check_struct_type(Checker *ck, Node *e)
{
    NodeList list = e->struct_type.fields;
    FieldSet set = {0};
    map_init(&set.names, ck->arena);
    GoType *type = NULL;
    for (int i = 0; i < list.count; i++) {
        Node *f = list.at[i];
        if (i == 0 || f->field.type != list.at[i - 1]->field.type)
            type = check_var_type(ck, f->field.type);
        if (f->field.name != NULL)
            add_field(ck, &set, f->field.name, f, type, false);
        else
            embedded_field(ck, &set, f, type);
    }
    return type_new_struct(ck->types, set.fields.data, set.fields.len);
}

// --- Interfaces and unions ---------------------------------------------------------------

static void flatten_union(Checker *ck, Node *e, NodeVec *out)
{
    if (e->kind == NODE_BINARY && e->op == TOK_OR) {
        flatten_union(ck, e->binary.x, out);
        e = e->binary.y;
    }
    vec_push_in(out, ck->arena, e);
}

static const char *term_text(Checker *ck, UnionTerm t)
{
    return str_printf(ck->arena, "%s%s", t.tilde ? "~" : "",
                      type_path_string(t.type)).p;
}

static bool terms_overlap(UnionTerm x, UnionTerm y)
{
    GoType *a = x.type, *b = y.type;
    if (y.tilde)
        a = type_underlying(a);
    if (x.tilde)
        b = type_underlying(b);
    return type_identical(a, b);
}

static void check_term(Checker *ck, GoType *u, int i, Node *e)
{
    UnionTerm t = u->u.union_.terms[i];
    Pos pos = node_start(e);
    if (type_is_invalid(t.type))
        return;
    GoType *under = type_underlying(t.type);
    bool iface = under->kind == TYPE_INTERFACE;
    if (t.tilde && iface) {
        check_error(ck, pos, "invalid use of ~ (%s is an interface)",
                    type_text(ck, t.type));
        return;
    }
    if (t.tilde && !type_identical(under, t.type)) {
        check_error(ck, pos, "invalid use of ~ (underlying type of %s is "
                    "%s)", type_text(ck, t.type), type_text(ck, under));
        return;
    }
    if (iface) {
        TypeSet *s = type_set_of(under);
        const char *text = term_text(ck, t);
        if (s->method_count != 0)
            check_error(ck, pos,
                        "cannot use %s in union (%s contains methods)",
                        text, text);
        else if (t.type == ck->types->comparable_type)
            check_error(ck, pos, "cannot use comparable in union");
        else if (s->comparable)
            check_error(ck, pos,
                        "cannot use %s in union (%s embeds comparable)",
                        text, text);
        return;
    }
    for (int k = 0; k < i; k++) {
        UnionTerm other = u->u.union_.terms[k];
        if (type_underlying(other.type)->kind == TYPE_INTERFACE ||
            type_is_invalid(other.type))
            continue;
        if (terms_overlap(other, t)) {
            check_error(ck, pos, "overlapping terms %s and %s",
                        term_text(ck, t), term_text(ck, other));
            return;
        }
    }
}

static void later_union(Checker *ck, Delayed *d)
{
    GoType *u = d->a;
    NodeVec *list = d->b;
    for (int i = 0; i < u->u.union_.count; i++)
        check_term(ck, u, i, list->data[i]);
}

static UnionTerm parse_term(Checker *ck, Node *e)
{
    UnionTerm t = {0};
    Node *x = e;
    if (x->kind == NODE_UNARY && x->op == TOK_TILDE) {
        t.tilde = true;
        x = x->unary.x;
    }
    t.type = check_type(ck, x);
    if (type_is_type_param(t.type)) {
        if (t.tilde)
            check_error(ck, node_start(x), "type in term %s cannot be a "
                        "type parameter", expr_text(ck, e));
        else
            check_error(ck, node_start(x),
                        "term cannot be a type parameter");
        t.type = invalid_type(ck);
    }
    return t;
}

GoType *check_union(Checker *ck, Node *e)
{
    NodeVec *list = ARENA_NEW(ck->arena, NodeVec);
    flatten_union(ck, e, list);
    // A plain type is just that.
    Node *only = list->data[0];
    bool tilde = only->kind == NODE_UNARY && only->op == TOK_TILDE;
    if (list->len == 1 && !tilde) {
        GoType *t = check_type(ck, only);
        if (type_is_type_param(t)) {
            check_error(ck, node_start(only),
                        "term cannot be a type parameter");
            t = invalid_type(ck);
        }
        return t;
    }
    GoType *u = type_new(ck->types, TYPE_UNION);
    u->u.union_.terms = ARENA_ARRAY(ck->arena, UnionTerm, list->len);
    for (int i = 0; i < list->len; i++) {
        if (i == 100) {
            check_error(ck, node_start(list->data[i]), "cannot handle more "
                        "than 100 union terms (implementation limitation)");
            return invalid_type(ck);
        }
        u->u.union_.terms[i] = parse_term(ck, list->data[i]);
        u->u.union_.count = i + 1;
    }
    record_type(e, u);
    Delayed *d = check_later(ck, later_union);
    d->a = u;
    d->b = list;
    return u;
}

// A constraint ~T or A|B stands for an interface with that one element.
GoType *check_constraint(Checker *ck, Node *e)
{
    bool literal = (e->kind == NODE_UNARY && e->op == TOK_TILDE) ||
        (e->kind == NODE_BINARY && e->op == TOK_OR);
    if (!literal)
        return check_type(ck, e);
    GoType *t = type_new_interface(ck->types);
    t->u.iface.embeds = ARENA_ARRAY(ck->arena, GoType *, 1);
    t->u.iface.embeds[0] = check_union(ck, e);
    t->u.iface.embed_pos = ARENA_ARRAY(ck->arena, Pos, 1);
    t->u.iface.embed_pos[0] = node_start(e);
    t->u.iface.embed_count = 1;
    t->u.iface.implicit = true;
    t->u.iface.complete = true;
    return t;
}

static void duplicate_method(Checker *ck, Pos pos, Object *m, Pos other)
{
    MultiError e;
    multi_begin(&e, ck, pos, "duplicate method %s", m->name);
    if (other != NO_POS)
        multi_add(&e, other, "other declaration of method %s", m->name);
    multi_report(&e);
}

typedef struct MethodPos {
    Object *m;
    Pos pos;
} MethodPos;

typedef VEC(MethodPos) MethodPosVec;

static void note_method(Checker *ck, MethodPosVec *all, Object *m, Pos pos,
                        bool declared)
{
    for (int i = 0; i < all->len; i++) {
        Object *other = all->data[i].m;
        if (!object_same_id(other, m))
            continue;
        if (m->type == NULL || other->type == NULL)
            return;
        if (declared || !check_allow(ck, 14) ||
            !type_identical(m->type, other->type))
            duplicate_method(ck, pos, m, all->data[i].pos);
        return;
    }
    vec_push(all, ((MethodPos){m, pos}));
}

// Reports what type_set_of passes over silently.
static void later_interface(Checker *ck, Delayed *d)
{
    GoType *t = d->a;
    MethodPosVec all = {0};
    for (int i = 0; i < t->u.iface.method_count; i++) {
        Object *m = t->u.iface.methods[i];
        note_method(ck, &all, m, m->pos, true);
    }
    for (int i = 0; i < t->u.iface.embed_count; i++) {
        GoType *elem = t->u.iface.embeds[i];
        Pos pos = t->u.iface.embed_pos[i];
        GoType *u = type_underlying(elem);
        if (u->kind == TYPE_INTERFACE) {
            TypeSet *s = type_set_of(u);
            for (int k = 0; k < s->method_count; k++)
                note_method(ck, &all, s->methods[k], pos, false);
        } else if (!type_is_invalid(u) &&
                   !check_version(ck, pos, 18, u->kind == TYPE_UNION ?
                                  "embedding interface element %s" :
                                  "embedding non-interface type %s",
                                  type_text(ck, elem))) {
            t->u.iface.embeds[i] = ck->types->empty_interface;
            t->u.iface.set = NULL; // As if it were not there.
        }
    }
    vec_free(&all);
}

static void interface_method(Checker *ck, Node *f, GoType *recv,
                             ObjectVec *methods)
{
    Node *ident = f->field.name;
    if (ident->ident.name == ck->name_blank) {
        check_error(ck, ident->pos,
                    "methods must have a unique non-blank name");
        return;
    }
    GoType *sig = check_type(ck, f->field.type);
    if (sig->kind != TYPE_FUNC)
        return;
    sig->u.func.recv = var_new(ck->types, VAR_RECV, ident->pos, ck->pkg, "",
                               recv);
    Object *m = object_new(ck->types, OBJ_FUNC, ident->pos, ck->pkg,
                           ident->ident.name->str.p, sig);
    m->u.func.is_iface_method = true;
    m->u.func.recv_named = recv->kind == TYPE_NAMED ? recv : NULL;
    m->decl = f;
    m->color = 2;
    ident->ident.object = m;
    f->field.object = m;
    vec_push_in(methods, ck->arena, m);
}

static int compare_methods(const void *a, const void *b)
{
    const Object *x = *(Object *const *)a, *y = *(Object *const *)b;
    int order = object_compare(x, y);
    return order != 0 ? order : (x->pos > y->pos) - (x->pos < y->pos);
}

GoType *check_interface_type(Checker *ck, Node *e, Object *def)
{
    GoType *t = type_new_interface(ck->types);
    NodeList list = e->interface_type.elems;
    ObjectVec methods = {0};
    TypeVec embeds = {0};
    VEC(Pos) positions = {0};
    GoType *recv = t;
    if (def != NULL && def->type != NULL && def->type->kind == TYPE_NAMED)
        recv = def->type;
    for (int i = 0; i < list.count; i++) {
        Node *f = list.at[i];
        if (f->field.name != NULL) {
            interface_method(ck, f, recv, &methods);
            continue;
        }
        vec_push_in(&embeds, ck->arena, check_union(ck, f->field.type));
        vec_push_in(&positions, ck->arena, node_start(f->field.type));
    }
    if (methods.len > 1)
        qsort(methods.data, (size_t)methods.len, sizeof *methods.data,
              compare_methods);
    t->u.iface.methods = methods.data;
    t->u.iface.method_count = methods.len;
    t->u.iface.embeds = embeds.data;
    t->u.iface.embed_pos = positions.data;
    t->u.iface.embed_count = embeds.len;
    t->u.iface.complete = true;
    if (methods.len > 0 || embeds.len > 0)
        check_later(ck, later_interface)->a = t;
    return t;
}

// --- Signatures ------------------------------------------------------------------------------

// Where the parameters' scope ends up: declared after all are evaluated.
typedef struct Params {
    ObjectVec vars;
    NodeVec idents; // NULL where there is no name.
    bool variadic;
} Params;

static void collect_params(Checker *ck, NodeList list, VarKind kind,
                           Params *out)
{
    GoType *type = NULL;
    for (int i = 0; i < list.count; i++) {
        Node *f = list.at[i], *ft = f->field.type;
        if (i == 0 || ft != list.at[i - 1]->field.type) {
            if (ft->kind == NODE_DOTS_TYPE) {
                if (kind == VAR_PARAM && i == list.count - 1)
                    out->variadic = true;
                else
                    check_error(ck, ft->pos, "can only use ... with final "
                                "parameter in list");
                type = check_var_type(ck, ft->dots_type.elem);
                if (out->variadic) {
                    type = type_new_slice(ck->types, type);
                    record_type(ft, type);
                }
            } else {
                type = check_var_type(ck, ft);
            }
        }
        Node *ident = f->field.name;
        Object *v = var_new(ck->types, kind, ident != NULL ? ident->pos :
                            node_start(f), ck->pkg, ident != NULL ?
                            ident->ident.name->str.p : "", type);
        v->u.var.unnamed = ident == NULL;
        v->u.var.index = i;
        v->used = true; // Parameters need not be used.
        v->decl = f;
        v->color = 2;
        f->field.object = v;
        vec_push_in(&out->vars, ck->arena, v);
        vec_push_in(&out->idents, ck->arena, ident);
    }
}

static void declare_params(Checker *ck, Params *p)
{
    for (int i = 0; i < p->vars.len; i++) {
        if (p->idents.data[i] != NULL) {
            p->idents.data[i]->ident.object = p->vars.data[i];
            check_declare(ck, ck->env.scope, p->idents.data[i],
                          p->vars.data[i], NO_POS);
        }
    }
}

static void later_receiver(Checker *ck, Delayed *d)
{
    Object *recv = d->a;
    GoType *n = type_unalias(recv->type);
    GoType *base = n->kind == TYPE_POINTER ? n->u.pointer.elem : recv->type;
    GoType *t = type_unalias(base);
    if (type_is_invalid(t))
        return;
    if (t->kind == TYPE_BASIC ||
        (t->kind == TYPE_NAMED && t->u.named.obj->pkg != ck->pkg)) {
        check_error(ck, d->pos,
                    "cannot define new methods on non-local type %s",
                    type_text(ck, base));
        return;
    }
    if (t->kind != TYPE_NAMED) {
        check_error(ck, d->pos, "invalid receiver type %s",
                    type_text(ck, recv->type));
        return;
    }
    GoType *u = type_underlying(t);
    const char *cause = NULL;
    if (u->kind == TYPE_BASIC && u->u.basic.kind == BASIC_UNSAFE_POINTER)
        cause = "unsafe.Pointer";
    else if (u->kind == TYPE_POINTER || u->kind == TYPE_INTERFACE)
        cause = "pointer or interface type";
    if (cause != NULL)
        check_error(ck, d->pos, "invalid receiver type %s (%s)",
                    type_text(ck, base), cause);
}

static const char *measure(Checker *ck, int n, const char *unit)
{
    return str_printf(ck->arena, "%d %s%s", n, unit, n == 1 ? "" : "s").p;
}

static TypeList receiver_tparams(Checker *ck, NodeList args)
{
    TypeList list = {0};
    list.at = ARENA_ARRAY(ck->arena, GoType *, args.count);
    for (int i = 0; i < args.count; i++) {
        Node *arg = args.at[i];
        const char *name = ck->types->blank;
        if (arg->kind == NODE_IDENT)
            name = arg->ident.name->str.p;
        else if (arg->kind != NODE_BAD_EXPR)
            check_error(ck, node_start(arg), "receiver type parameter %s "
                        "must be an identifier", expr_text(ck, arg));
        Object *obj = object_new(ck->types, OBJ_TYPE, arg->pos, ck->pkg,
                                 name, NULL);
        obj->u.tname.is_param = true;
        obj->color = 2;
        obj->type = type_new_param(ck->types, obj, i, invalid_type(ck));
        check_declare(ck, ck->env.scope,
                      arg->kind == NODE_IDENT ? arg : NULL, obj, NO_POS);
        if (arg->kind == NODE_IDENT)
            arg->ident.object = obj;
        record_type(arg, obj->type);
        list.at[list.count++] = obj->type;
    }
    return list;
}

// func (r *List[E]) ...: E names List's parameter here.
static GoType *generic_receiver(Checker *ck, Node *rtype, GoType *sig)
{
    Node *base = node_unparen(rtype);
    bool is_ptr = base->kind == NODE_STAR;
    if (is_ptr)
        base = node_unparen(base->star.x);
    Node *name = base->index.x;
    const char *cause = "";
    GoType *t = check_generic_type(ck, name, &cause);
    GoType *generic = NULL;
    if (!type_is_invalid(t) && t->kind == TYPE_NAMED)
        generic = t;
    else if (!type_is_invalid(t))
        check_error(ck, node_start(name), "cannot define new methods on "
                    "generic alias type %s", type_text(ck, t));
    else if (cause[0] != '\0')
        check_error(ck, node_start(name), "%s", cause);

    TypeList own = receiver_tparams(ck, base->index.args);
    sig->u.func.recv_tparams = own;
    if (generic == NULL)
        return invalid_type(ck);
    TypeList theirs = generic->u.named.tparams;
    if (own.count == theirs.count) {
        for (int i = 0; i < own.count; i++) {
            own.at[i]->u.param.canon = theirs.at[i];
            own.at[i]->u.param.bound =
                type_subst1(theirs, own, theirs.at[i]->u.param.bound);
        }
    } else {
        check_error(ck, node_start(name),
                    "receiver declares %s, but receiver base type declares "
                    "%d", measure(ck, own.count, "type parameter"),
                    theirs.count);
        return invalid_type(ck);
    }
    GoType *recv = type_instantiate_unchecked(ck->types, generic, own);
    record_type(base, recv);
    if (is_ptr)
        recv = type_new_pointer(ck->types, recv);
    record_type(rtype, recv);
    return recv;
}

// An alias of an instance has no methods to add to.
static GoType *plain_receiver(Checker *ck, Node *rtype, Node *base)
{
    GoType *t = check_var_type(ck, rtype);
    GoType *a = t;
    while (a->kind == TYPE_POINTER)
        a = a->u.pointer.elem;
    if (a->kind == TYPE_ALIAS) {
        GoType *n = type_unalias(a);
        while (n->kind == TYPE_POINTER)
            n = type_unalias(n->u.pointer.elem);
        if (n->kind == TYPE_NAMED && n->u.named.targs.count > 0) {
            check_error(ck, node_start(base), "cannot define new methods on "
                        "instantiated type %s", type_text(ck, n));
            return invalid_type(ck);
        }
    }
    return t;
}

static Object *collect_receiver(Checker *ck, Node *recv, GoType *sig)
{
    Node *rtype = recv->field.type;
    Node *base = node_unparen(rtype);
    if (base->kind == NODE_STAR)
        base = node_unparen(base->star.x);
    GoType *t;
    if (base->kind == NODE_INDEX) {
        t = generic_receiver(ck, rtype, sig);
        base = base->index.x;
    } else {
        t = plain_receiver(ck, rtype, base);
    }
    Node *ident = recv->field.name;
    Object *v = var_new(ck->types, VAR_RECV, ident != NULL ? ident->pos :
                        node_start(recv), ck->pkg, ident != NULL ?
                        ident->ident.name->str.p : "", t);
    v->u.var.unnamed = ident == NULL;
    v->used = true;
    v->decl = recv;
    v->color = 2;
    recv->field.object = v;
    Delayed *d = check_later(ck, later_receiver);
    d->a = v;
    d->pos = node_start(base);
    return v;
}

void check_signature(Checker *ck, GoType *sig, Node *recv, NodeList tparams,
                     Node *ftype, Object *method)
{
    Object *r = NULL;
    if (recv != NULL)
        r = collect_receiver(ck, recv, sig);
    if (tparams.count > 0) {
        sig->u.func.tparams = check_type_params(ck, tparams);
        check_bind_bounds(ck, sig->u.func.tparams, tparams);
    }
    Params params = {0}, results = {0};
    collect_params(ck, ftype->func_type.params, VAR_PARAM, &params);
    collect_params(ck, ftype->func_type.results, VAR_RESULT, &results);
    if (r != NULL && recv->field.name != NULL) {
        recv->field.name->ident.object = r;
        check_declare(ck, ck->env.scope, recv->field.name, r, NO_POS);
    }
    declare_params(ck, &params);
    declare_params(ck, &results);
    sig->u.func.recv = r;
    sig->u.func.params = type_new_tuple(ck->types, params.vars.data,
                                        params.vars.len);
    sig->u.func.results = type_new_tuple(ck->types, results.vars.data,
                                         results.vars.len);
    sig->u.func.variadic = params.variadic;
    if (method != NULL && r != NULL && method->u.func.recv_named == NULL) {
        GoType *n = type_unalias(r->type);
        if (n->kind == TYPE_POINTER)
            n = type_unalias(n->u.pointer.elem);
        if (n->kind == TYPE_NAMED)
            method->u.func.recv_named = n->u.named.origin;
    }
    record_type(ftype, sig);
}

GoType *check_func_type(Checker *ck, Node *e)
{
    GoType *sig = type_new_func(ck->types, NULL, NULL, false);
    check_open_scope(ck);
    check_signature(ck, sig, NULL, (NodeList){0}, e, NULL);
    check_close_scope(ck);
    return sig;
}

// --- Instances -------------------------------------------------------------------------------

typedef struct InstanceCheck {
    Node *x;
    NodeList args;
    GoType *generic;
    TypeList targs;
} InstanceCheck;

static void later_instance(Checker *ck, Delayed *d)
{
    InstanceCheck *in = d->a;
    GoType *g = in->generic;
    bool alias = g->kind == TYPE_ALIAS;
    TypeList tparams = alias ? g->u.alias.tparams : g->u.named.tparams;
    const char *why = "";
    int bad = 0;
    if (!check_verify(ck, tparams, in->targs, &bad, &why))
        check_error(ck, bad < in->args.count ?
                    node_start(in->args.at[bad]) : in->x->pos, "%s", why);
    else
        check_note_instance(ck, in->x->pos, tparams, in->targs, in->args);
}

static TypeList type_list(Checker *ck, NodeList list, bool *ok)
{
    TypeList out = {0};
    out.at = ARENA_ARRAY(ck->arena, GoType *, list.count + 1);
    *ok = true;
    for (int i = 0; i < list.count; i++) {
        GoType *t = check_var_type(ck, list.at[i]);
        if (type_is_invalid(t))
            *ok = false;
        out.at[out.count++] = t;
    }
    return out;
}

static const char *expr_list_text(Checker *ck, NodeList list)
{
    StrBuf b = {0};
    strbuf_putc(&b, '[');
    for (int i = 0; i < list.count; i++) {
        if (i > 0)
            strbuf_puts(&b, ", ");
        node_print(&b, list.at[i], STYLE_ERROR);
    }
    strbuf_putc(&b, ']');
    Str s = strbuf_dup(&b, ck->arena);
    strbuf_free(&b);
    return s.p;
}

GoType *check_instantiated(Checker *ck, Node *e)
{
    Node *x = e->index.x;
    NodeList args = e->index.args;
    const char *cause = "";
    GoType *generic = check_generic_type(ck, x, &cause);
    if (cause[0] != '\0')
        check_error(ck, node_start(x), INVALID_OP "%s%s (%s)",
                    expr_text(ck, x), expr_list_text(ck, args), cause);
    if (type_is_invalid(generic))
        return invalid_type(ck);
    bool ok;
    TypeList targs = type_list(ck, args, &ok);
    if (!ok)
        return invalid_type(ck);
    bool alias = generic->kind == TYPE_ALIAS;
    if (!alias)
        generic = type_unalias(generic);
    int want = alias ? generic->u.alias.tparams.count :
        generic->u.named.tparams.count;
    if (targs.count != want) {
        const char *name = alias ? generic->u.alias.obj->name :
            generic->u.named.obj->name;
        check_error(ck, x->pos, "%s type arguments for type %s: have %d, "
                    "want %d", targs.count < want ? "not enough" :
                    "too many", name, targs.count, want);
        // Its underlying type is invalid, but it has a name to show.
        return alias ? invalid_type(ck) :
            type_instantiate_unchecked(ck->types, generic, targs);
    }
    GoType *inst = type_instantiate_unchecked(ck->types, generic, targs);
    InstanceCheck *in = ARENA_NEW(ck->arena, InstanceCheck);
    *in = (InstanceCheck){x, args, generic, targs};
    check_later(ck, later_instance)->a = in;
    return inst;
}

// --- Any type expression ------------------------------------------------------------------------

static GoType *named_type(Checker *ck, Node *e)
{
    Operand x;
    if (e->kind == NODE_IDENT)
        check_ident(ck, &x, e, true);
    else
        check_selector(ck, &x, e, true);
    switch (x.mode) {
    case MODE_TYPE:
        return x.type;
    case MODE_INVALID:
        break;
    case MODE_NOVALUE:
        check_error(ck, operand_pos(&x), "%s used as type",
                    operand_text(ck, &x));
        break;
    default:
        check_error(ck, operand_pos(&x), "%s is not a type",
                    operand_text(ck, &x));
        break;
    }
    return invalid_type(ck);
}

static GoType *type_expr(Checker *ck, Node *e, Object *def)
{
    switch ((NodeKind)e->kind) {
    case NODE_BAD_EXPR:
        return invalid_type(ck);
    case NODE_IDENT:
    case NODE_SELECTOR:
        return named_type(ck, e);
    case NODE_INDEX:
        check_version(ck, node_start(e), 18, "type instantiation");
        return check_instantiated(ck, e);
    case NODE_PAREN:
        return check_declared_type(ck, e->paren.x, def);
    case NODE_ARRAY_TYPE:
        return array_type(ck, e);
    case NODE_SLICE_TYPE: {
        GoType *t = type_new_slice(ck->types, invalid_type(ck));
        t->u.slice.elem = check_var_type(ck, e->slice_type.elem);
        return t;
    }
    case NODE_DOTS_TYPE:
        check_error(ck, e->pos, "invalid use of ...");
        check_use(ck, e->dots_type.elem);
        return invalid_type(ck);
    case NODE_STRUCT_TYPE:
        return check_struct_type(ck, e);
    case NODE_STAR:
        return pointer_type(ck, e);
    case NODE_FUNC_TYPE:
        return check_func_type(ck, e);
    case NODE_INTERFACE_TYPE:
        return check_interface_type(ck, e, def);
    case NODE_MAP_TYPE:
        return map_type(ck, e);
    case NODE_CHAN_TYPE:
        return chan_type(ck, e);
    default:
        check_error(ck, node_start(e), "%s is not a type",
                    expr_text(ck, e));
        check_use(ck, e);
        return invalid_type(ck);
    }
}

static GoType *guarded(Checker *ck, Node *e, Object *def)
{
    if (!check_enter(ck, e->pos))
        return invalid_type(ck);
    GoType *t = type_expr(ck, e, def);
    check_leave(ck);
    return t;
}

GoType *check_declared_type(Checker *ck, Node *e, Object *def)
{
    GoType *t = guarded(ck, e, def);
    if (type_is_generic(t)) {
        check_error(ck, node_start(e),
                    "cannot use generic type %s without instantiation",
                    type_text(ck, t));
        t = invalid_type(ck);
    }
    record_type(e, t);
    return t;
}

GoType *check_generic_type(Checker *ck, Node *e, const char **cause)
{
    GoType *t = guarded(ck, e, NULL);
    if (!type_is_invalid(t) && !type_is_generic(t)) {
        *cause = str_printf(ck->arena, "%s is not a generic type",
                            type_text(ck, t)).p;
        t = invalid_type(ck);
    }
    record_type(e, t);
    return t;
}
