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

void check_record_type(Node *e, GoType *t)
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
    check_record_type(e, t);
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
    check_record_type(e, t);
    return t;
}
