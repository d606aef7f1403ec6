// frontend/check_package.c -- Checking a package: collect its names, give
// each a type, check the bodies, then what needs the whole.
//
// The order is Go's, so that errors come in Go's order: names and imports,
// cycles among type names, types, aliases, constants, variables and function
// signatures, then function bodies and everything else that was put off.
//
// Invariant: after check_package every object of the package has a type.
//
//     package p; var x = f(); func f() int { return 1 }
#include "frontend/check_internal.h"

#include "frontend/cost.h"

#include <stdio.h>
#include <stdlib.h>

enum { MAX_NESTING = 4000 };

// --- Reporting ---------------------------------------------------------------------

// Errors that mention what is already in error are only follow-ups.
static bool is_follow_up(Checker *ck, const char *msg)
{
    if (!ck->has_error)
        return false;
    const char *a = strstr(msg, "invalid operand");
    const char *b = strstr(msg, "invalid type");
    return (a != NULL && a != msg) || (b != NULL && b != msg);
}

// Says where the language version comes from.
static const char *explain_version(Checker *ck, Pos pos, const char *msg)
{
    const char *at = strstr(msg, "requires go1.");
    if (at == NULL || strstr(at, " or later") == NULL)
        return msg;
    const SourceFile *source = source_file_of(ck->sources, pos);
    for (int i = 0; i < ck->pkg->file_count; i++) {
        FileNode *f = ck->pkg->files[i]->file;
        if (f->source == source && f->go_minor > 0)
            return str_printf(ck->arena,
                              "%s (file declares //go:build go1.%d)", msg,
                              ck->env.version).p;
    }
    return str_printf(ck->arena,
                      "%s (-lang was set to go1.%d; check go.mod)", msg,
                      ck->env.version).p;
}

static void report(Checker *ck, Pos pos, const char *msg)
{
    if (is_follow_up(ck, msg))
        return;
    msg = explain_version(ck, pos, msg);
    if (ck->env.errpos != NO_POS)
        pos = ck->env.errpos;
    ck->has_error = true;
    diag_error(ck->diags, pos, "%s", msg);
}

void check_error(Checker *ck, Pos pos, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    Str msg = str_vprintf(ck->arena, fmt, args);
    va_end(args);
    report(ck, pos, msg.p);
}

void multi_begin(MultiError *m, Checker *ck, Pos pos, const char *fmt, ...)
{
    *m = (MultiError){.ck = ck, .pos = pos};
    va_list args;
    va_start(args, fmt);
    strbuf_vprintf(&m->text, fmt, args);
    va_end(args);
}

void multi_add(MultiError *m, Pos pos, const char *fmt, ...)
{
    strbuf_puts(&m->text, "\n\t");
    if (pos != NO_POS)
        strbuf_printf(&m->text, "%s: ", pos_text(m->ck, pos));
    va_list args;
    va_start(args, fmt);
    strbuf_vprintf(&m->text, fmt, args);
    va_end(args);
}

void multi_add_decl(MultiError *m, const Object *other)
{
    if (other->pos != NO_POS)
        multi_add(m, other->pos, "other declaration of %s", other->name);
}

void multi_report(MultiError *m)
{
    report(m->ck, m->pos, m->text.p);
    strbuf_free(&m->text);
}

const char *type_text(Checker *ck, GoType *t)
{
    return type_string(t, ck->pkg);
}

const char *expr_text(Checker *ck, const Node *n)
{
    return node_text(ck->arena, n, STYLE_ERROR).p;
}

const char *pos_text(Checker *ck, Pos pos)
{
    return source_pos_str(ck->sources, ck->arena, pos).p;
}

static const char *mode_text(ExprMode mode)
{
    switch (mode) {
    case MODE_INVALID: return "invalid operand";
    case MODE_NOVALUE: return "no value";
    case MODE_BUILTIN: return "built-in";
    case MODE_TYPE: return "type";
    case MODE_CONSTANT: return "constant";
    case MODE_VARIABLE: return "variable";
    case MODE_MAPINDEX: return "map index expression";
    case MODE_VALUE: return "value";
    case MODE_NIL: return "nil";
    case MODE_COMMAOK: return "comma, ok expression";
    case MODE_PACKAGE: return "package";
    }
    return "";
}

// "of struct type T", "of type P constrained by any"
static void put_type(Checker *ck, StrBuf *b, GoType *t)
{
    if (type_is_invalid(t)) {
        strbuf_puts(b, " with invalid type");
        return;
    }
    strbuf_puts(b, type_is_generic(t) ? " of generic " : " of ");
    GoType *p = type_unalias(t);
    if (p->kind != TYPE_PARAM &&
        (t->kind == TYPE_NAMED || t->kind == TYPE_ALIAS)) {
        const char *what = composite_kind(t);
        if (what[0] == '\0') {
            GoType *u = type_underlying(t);
            what = u->kind == TYPE_BASIC ? u->u.basic.name : "";
            // The type's own name, without its package.
            if (strcmp(what, "unsafe.Pointer") == 0)
                what = "Pointer";
        }
        strbuf_printf(b, "%s ", what);
    }
    strbuf_printf(b, "type %s", type_text(ck, t));
    if (p->kind == TYPE_PARAM && p->u.param.bound != NULL) {
        strbuf_printf(b, " constrained by %s",
                      type_text(ck, p->u.param.bound));
        if (type_is_empty_set(type_param_interface(p)))
            strbuf_puts(b, " with empty type set");
    }
}

const char *operand_text(Checker *ck, const Operand *x)
{
    if (x->mode == MODE_NIL) {
        if (x->type == NULL || type_is_invalid(x->type))
            return "nil (with invalid type)";
        if (type_is_nil(x->type))
            return "nil";
        return str_printf(ck->arena, "nil (of type %s)",
                          type_text(ck, x->type)).p;
    }
    StrBuf b = {0};
    const char *expr = x->expr != NULL ? expr_text(ck, x->expr) :
        x->mode == MODE_CONSTANT ? const_text(ck->consts, x->val) :
        x->mode == MODE_TYPE ? type_text(ck, x->type) : "";
    if (expr[0] != '\0')
        strbuf_printf(&b, "%s (", expr);
    bool has_type = false;
    if (x->mode != MODE_INVALID && x->mode != MODE_NOVALUE &&
        x->mode != MODE_BUILTIN && x->mode != MODE_TYPE && x->type != NULL) {
        has_type = !type_is_untyped(x->type);
        if (!has_type)
            strbuf_printf(&b, "%s ", type_unalias(x->type)->u.basic.name);
    }
    strbuf_puts(&b, mode_text(x->mode));
    if (x->mode == MODE_CONSTANT) {
        const char *value = const_text(ck->consts, x->val);
        if (strcmp(value, expr) != 0)
            strbuf_printf(&b, " %s", value);
    }
    if (has_type)
        put_type(ck, &b, x->type);
    if (expr[0] != '\0')
        strbuf_putc(&b, ')');
    Str s = strbuf_dup(&b, ck->arena);
    strbuf_free(&b);
    return s.p;
}

Pos operand_pos(const Operand *x)
{
    return x->expr != NULL ? node_start(x->expr) : NO_POS;
}

bool check_allow(Checker *ck, int minor)
{
    return ck->env.version == 0 || ck->env.version >= minor;
}

bool check_version(Checker *ck, Pos pos, int minor, const char *fmt, ...)
{
    if (check_allow(ck, minor))
        return true;
    va_list args;
    va_start(args, fmt);
    Str msg = str_vprintf(ck->arena, fmt, args);
    va_end(args);
    check_error(ck, pos, "%s requires go1.%d or later", msg.p, minor);
    return false;
}

Cause check_cause(Checker *ck)
{
    return (Cause){ck->pkg, ck->env.version, NULL};
}

GoType *basic_type(Checker *ck, BasicKind kind)
{
    return ck->types->basic[kind];
}

GoType *invalid_type(Checker *ck)
{
    return ck->types->basic[BASIC_INVALID];
}

bool check_enter(Checker *ck, Pos pos)
{
    if (++ck->depth <= MAX_NESTING)
        return true;
    if (ck->depth == MAX_NESTING + 1)
        check_error(ck, pos, "nesting is too deep");
    ck->depth--;
    return false;
}

void check_leave(Checker *ck)
{
    ck->depth--;
}

// --- Putting off --------------------------------------------------------------------

Delayed *check_later(Checker *ck, DelayedFn *fn)
{
    vec_push_in(&ck->delayed, ck->arena,
                (Delayed){.fn = fn, .version = ck->env.version});
    return &vec_last(&ck->delayed);
}

void check_delayed(Checker *ck, int from)
{
    int version = ck->env.version;
    for (int i = from; i < ck->delayed.len; i++) {
        Delayed d = ck->delayed.data[i]; // The list may move.
        ck->env.version = d.version;
        d.fn(ck, &d);
    }
    ck->delayed.len = from;
    ck->env.version = version;
}

// --- Collecting names ------------------------------------------------------------------

static DeclInfo *new_info(Checker *ck, Scope *file)
{
    DeclInfo *d = ARENA_NEW(ck->arena, DeclInfo);
    d->file = file;
    d->version = ck->env.version;
    return d;
}

static void add_object(Checker *ck, Object *obj, DeclInfo *d)
{
    obj->info = d;
    obj->order = ++ck->next_order;
    vec_push_in(&ck->objects, ck->arena, obj);
}

static void declare_package_object(Checker *ck, Node *ident, Object *obj,
                                   DeclInfo *d)
{
    const Name *name = ident->ident.name;
    if (name == ck->name_init) {
        check_error(ck, ident->pos, "cannot declare init - must be func");
        return;
    }
    if (name == ck->name_main && strcmp(ck->pkg->name, "main") == 0) {
        check_error(ck, ident->pos, "cannot declare main - must be func");
        return;
    }
    check_declare(ck, ck->pkg->scope, ident, obj, NO_POS);
    add_object(ck, obj, d);
}

static const char *unquote(Checker *ck, Node *lit)
{
    Str s = lit->basic_lit.text;
    if (s.n < 2)
        return "";
    Str inner = str_sub(s, 1, s.n - 1);
    return str_dup(ck->arena, inner).p;
}

static const char *bad_import_path(Checker *ck, const char *path)
{
    if (path[0] == '\0')
        return "empty string";
    const char *bad = strpbrk(path, "!\"#$%&'()*,:;<=>?[\\]^{|}` \t");
    if (bad == NULL)
        return NULL;
    return str_printf(ck->arena, "invalid character U+%04X '%c'",
                      (unsigned)(unsigned char)*bad, *bad).p;
}

static CheckedPackage *import(Checker *ck, const char *path, Pos pos)
{
    if (strcmp(path, "unsafe") == 0)
        return ck->types->unsafe_pkg;
    CheckedPackage *p = ck->importer == NULL ? NULL :
        ck->importer(ck->import_context, path, ck->pkg, pos);
    if (p != NULL)
        return p;
    // Stands in so that one missing package gives one error.
    p = ARENA_NEW(ck->arena, CheckedPackage);
    p->path = path;
    const char *slash = strrchr(path, '/');
    p->name = intern_cstr(ck->names, slash ? slash + 1 : path)->str.p;
    p->scope = scope_new(ck->arena, ck->types->universe);
    p->fake = true;
    return p;
}

static void add_import(Checker *ck, CheckedPackage *p)
{
    CheckedPackage *pkg = ck->pkg;
    for (int i = 0; i < pkg->import_count; i++) {
        if (pkg->imports[i] == p)
            return;
    }
    CheckedPackage **grown =
        ARENA_ARRAY(ck->arena, CheckedPackage *, pkg->import_count + 1);
    if (pkg->import_count > 0)
        memcpy(grown, pkg->imports,
               (size_t)pkg->import_count * sizeof *grown);
    grown[pkg->import_count++] = p;
    pkg->imports = grown;
}

static void import_dot(Checker *ck, Node *s, Scope *file, Object *pkg_name)
{
    Scope *from = pkg_name->u.package.imported->scope;
    for (int i = 0; i < from->count; i++) {
        Object *obj = from->objects[i];
        if (!obj->is_exported)
            continue;
        Object *alt = scope_lookup(file, obj->name);
        if (alt != NULL) {
            MultiError m;
            multi_begin(&m, ck, s->import_decl.name->pos,
                        "%s redeclared in this block", alt->name);
            multi_add_decl(&m, alt);
            multi_report(&m);
            continue;
        }
        scope_insert(file, obj);
        vec_push_in(&ck->dot_imports, ck->arena,
                    (DotImport){file, obj, pkg_name});
    }
}

static void collect_import(Checker *ck, Node *s, Scope *file)
{
    Node *lit = s->import_decl.path;
    if (lit == NULL || lit->bad)
        return;
    const char *path = unquote(ck, lit);
    const char *bad = bad_import_path(ck, path);
    if (bad != NULL) {
        check_error(ck, lit->pos, "invalid import path (%s)", bad);
        return;
    }
    CheckedPackage *imp = import(ck, path, lit->pos);
    Node *local = s->import_decl.name;
    const char *name = local != NULL ? local->ident.name->str.p : imp->name;
    if (name == ck->name_init->str.p) {
        check_error(ck, s->pos, "cannot import package as init - init must "
                    "be a func");
        return;
    }
    add_import(ck, imp);
    Object *obj = object_new(ck->types, OBJ_PACKAGE,
                             local != NULL ? local->pos : s->pos, ck->pkg,
                             name, invalid_type(ck));
    obj->u.package.imported = imp;
    obj->used = imp->fake;
    obj->decl = s;
    s->import_decl.object = obj;
    vec_push_in(&ck->imports, ck->arena, obj);
    if (strcmp(name, ".") == 0) {
        obj->u.package.dot = true;
        import_dot(ck, s, file, obj);
    } else {
        check_declare(ck, file, NULL, obj, NO_POS);
    }
}

static void collect_const(Checker *ck, Node *s, Scope *file)
{
    const Node *from = s->const_decl.from;
    NodeList none = {0};
    NodeList values = from != NULL ? from->const_decl.values : none;
    bool inherited = from != NULL && from != s;
    for (int i = 0; i < s->const_decl.names.count; i++) {
        Node *ident = s->const_decl.names.at[i];
        Object *obj = object_new(ck->types, OBJ_CONST, ident->pos, ck->pkg,
                                 ident->ident.name->str.p, NULL);
        obj->decl = s;
        DeclInfo *d = new_info(ck, file);
        d->type = from != NULL ? from->const_decl.type : NULL;
        d->init = i < values.count ? values.at[i] : NULL;
        d->inherited = inherited;
        d->iota = s->const_decl.iota;
        declare_package_object(ck, ident, obj, d);
    }
    check_arity(ck, s->pos, s->const_decl.names, values, true, inherited);
}

static void collect_var(Checker *ck, Node *s, Scope *file)
{
    NodeList names = s->var_decl.names, values = s->var_decl.values;
    Object **lhs = ARENA_ARRAY(ck->arena, Object *, names.count);
    DeclInfo *shared = NULL;
    if (values.count <= 1) {
        shared = new_info(ck, file);
        shared->lhs = lhs;
        shared->lhs_count = names.count;
        shared->type = s->var_decl.type;
        shared->init = values.count == 1 ? values.at[0] : NULL;
    }
    for (int i = 0; i < names.count; i++) {
        Node *ident = names.at[i];
        Object *obj = var_new(ck->types, VAR_GLOBAL, ident->pos, ck->pkg,
                              ident->ident.name->str.p, NULL);
        obj->decl = s;
        lhs[i] = obj;
        DeclInfo *d = shared;
        if (d == NULL) {
            d = new_info(ck, file);
            d->type = s->var_decl.type;
            d->init = i < values.count ? values.at[i] : NULL;
        }
        declare_package_object(ck, ident, obj, d);
        vec_push_in(&ck->vars, ck->arena, obj);
    }
    if (s->var_decl.type == NULL || values.count > 0)
        check_arity(ck, s->pos, names, values, false, false);
}

static void collect_type(Checker *ck, Node *s, Scope *file)
{
    Node *ident = s->type_decl.name;
    Object *obj = object_new(ck->types, OBJ_TYPE, ident->pos, ck->pkg,
                             ident->ident.name->str.p, NULL);
    obj->decl = s;
    obj->u.tname.is_alias = s->type_decl.alias;
    DeclInfo *d = new_info(ck, file);
    d->tdecl = s;
    declare_package_object(ck, ident, obj, d);
}

static void collect_plain_func(Checker *ck, Node *s, Object *obj)
{
    const Name *name = s->func_decl.name->ident.name;
    NodeList tparams = s->func_decl.tparams;
    bool init = name == ck->name_init;
    bool special = init ||
        (name == ck->name_main && strcmp(ck->pkg->name, "main") == 0);
    if (special) {
        Node *ft = s->func_decl.type;
        if (tparams.count > 0)
            check_error(ck, node_start(tparams.at[0]),
                        "func %s must have no type parameters",
                        name->str.p);
        if (ft->func_type.params.count > 0 ||
            ft->func_type.results.count > 0)
            check_error(ck, s->func_decl.name->pos, "func %s must have no "
                        "arguments and no return values", name->str.p);
    } else if (tparams.count > 0) {
        check_version(ck, tparams.at[0]->pos, 18, "type parameter");
    }
    if (!init) {
        check_declare(ck, ck->pkg->scope, s->func_decl.name, obj, NO_POS);
        return;
    }
    obj->parent = ck->pkg->scope;
    s->func_decl.name->ident.object = obj;
    vec_push_in(&ck->init_funcs, ck->arena, obj);
    if (s->func_decl.body == NULL)
        check_error(ck, obj->pos, "func init must have a body");
}

static Node *receiver_base(Node *type, bool *is_ptr)
{
    Node *base = node_unparen(type);
    *is_ptr = base != NULL && base->kind == NODE_STAR;
    if (*is_ptr)
        base = node_unparen(base->star.x);
    if (base != NULL && base->kind == NODE_INDEX)
        base = base->index.x;
    return base;
}

typedef struct MethodNote {
    Object *obj;
    bool is_ptr;
    Node *recv; // IDENT
} MethodNote;

typedef VEC(MethodNote) MethodNotes;

static void collect_func(Checker *ck, Node *s, Scope *file,
                         MethodNotes *methods)
{
    Node *ident = s->func_decl.name;
    Object *obj = object_new(ck->types, OBJ_FUNC, ident->pos, ck->pkg,
                             ident->ident.name->str.p, NULL);
    obj->decl = s;
    Str args;
    if (directive_find(s->func_decl.directives, "go:linkname", &args)) {
        Str head, tail;
        str_cut(args, ' ', &head, &tail);
        obj->u.func.linkname = str_dup(ck->arena, str_trim(tail)).p;
    }
    if (s->func_decl.recv == NULL) {
        collect_plain_func(ck, s, obj);
    } else {
        bool is_ptr;
        Node *base = receiver_base(s->func_decl.recv->field.type, &is_ptr);
        if (base != NULL && base->kind == NODE_IDENT &&
            ident->ident.name != ck->name_blank)
            vec_push_in(methods, ck->arena,
                        (MethodNote){obj, is_ptr, base});
        if (s->func_decl.tparams.count > 0)
            check_version(ck, s->func_decl.tparams.at[0]->pos, 27,
                          "generic method");
        ident->ident.object = obj;
    }
    DeclInfo *d = new_info(ck, file);
    d->fdecl = s;
    add_object(ck, obj, d);
    vec_push_in(&ck->funcs, ck->arena, obj);
}

static void collect_file(Checker *ck, Node *file, Scope *scope,
                         MethodNotes *methods)
{
    NodeList decls = file->file->decls;
    for (int i = 0; i < decls.count; i++) {
        Node *s = decls.at[i];
        switch ((NodeKind)s->kind) {
        case NODE_IMPORT_DECL: collect_import(ck, s, scope); break;
        case NODE_CONST_DECL: collect_const(ck, s, scope); break;
        case NODE_VAR_DECL: collect_var(ck, s, scope); break;
        case NODE_TYPE_DECL: collect_type(ck, s, scope); break;
        case NODE_FUNC_DECL: collect_func(ck, s, scope, methods); break;
        default: break;
        }
    }
}

// Finds the type declaration that a receiver's base name leads to, through
// aliases, without evaluating types.
static Object *resolve_base(Checker *ck, Node *name, bool *is_ptr)
{
    for (int i = 0; name != NULL && i < 100; i++) {
        Object *obj = scope_lookup(ck->pkg->scope, name->ident.name->str.p);
        if (obj == NULL || obj->kind != OBJ_TYPE || obj->info == NULL)
            return NULL;
        Node *tdecl = obj->info->tdecl;
        if (!tdecl->type_decl.alias)
            return obj;
        if (tdecl->type_decl.tparams.count > 0)
            return NULL;
        Node *t = node_unparen(tdecl->type_decl.type);
        if (t->kind == NODE_STAR) {
            if (*is_ptr)
                return NULL;
            *is_ptr = true;
            t = node_unparen(t->star.x);
        }
        name = t->kind == NODE_IDENT ? t : NULL;
    }
    return NULL;
}

static void bind_methods(Checker *ck, MethodNotes *methods)
{
    for (int i = 0; i < methods->len; i++) {
        MethodNote *m = &methods->data[i];
        bool is_ptr = m->is_ptr;
        Object *base = resolve_base(ck, m->recv, &is_ptr);
        if (base == NULL)
            continue;
        m->obj->u.func.has_ptr_recv = is_ptr;
        ObjectVec **slot = (ObjectVec **)map_slot(&ck->methods, base);
        if (*slot == NULL)
            *slot = ARENA_NEW(ck->arena, ObjectVec);
        vec_push_in(*slot, ck->arena, m->obj);
    }
}

// A file's imports must not have the names of package-level objects.
static void check_file_scope(Checker *ck, Scope *file)
{
    for (int i = 0; i < file->count; i++) {
        Object *obj = file->objects[i];
        Object *alt = scope_lookup(ck->pkg->scope, obj->name);
        if (alt == NULL)
            continue;
        MultiError m;
        if (obj->kind == OBJ_PACKAGE)
            multi_begin(&m, ck, alt->pos,
                        "%s already declared through import of package %s "
                        "(\"%s\")", alt->name, obj->u.package.imported->name,
                        obj->u.package.imported->path);
        else
            multi_begin(&m, ck, alt->pos,
                        "%s already declared through dot-import of package "
                        "%s (\"%s\")", alt->name, obj->pkg->name,
                        obj->pkg->path);
        multi_add_decl(&m, obj);
        multi_report(&m);
    }
}

static int file_version(Checker *ck, const CheckInput *in, Node *file)
{
    int version = in->go_minor;
    int tagged = file->file->go_minor;
    if (tagged > 0)
        version = tagged > 21 ? tagged : 21; // Go's rule since 1.21.
    if (tagged > GO_MINOR_NEWEST)
        check_error(ck, file->file->package_name->pos,
                    "file requires newer Go version go1.%d (application "
                    "built with go1.%d)", tagged, GO_MINOR_NEWEST);
    return version;
}

static void collect_objects(Checker *ck, const CheckInput *in)
{
    MethodNotes methods = {0};
    Scope **scopes = ARENA_ARRAY(ck->arena, Scope *, in->file_count + 1);
    for (int i = 0; i < in->file_count; i++) {
        Node *file = in->files[i];
        const char *name = file->file->package_name->ident.name->str.p;
        if (ck->pkg->name == NULL) {
            ck->pkg->name = name;
            if (strcmp(name, "_") == 0)
                check_error(ck, file->file->package_name->pos,
                            "invalid package name _");
        } else if (ck->pkg->name != name) {
            check_error(ck, file->file->package_name->pos,
                        "package %s; expected package %s", name,
                        ck->pkg->name);
            continue;
        }
        ck->env.version = file_version(ck, in, file);
        scopes[i] = scope_new(ck->arena, ck->pkg->scope);
        collect_file(ck, file, scopes[i], &methods);
    }
    for (int i = 0; i < in->file_count; i++) {
        if (scopes[i] != NULL)
            check_file_scope(ck, scopes[i]);
    }
    bind_methods(ck, &methods);
}

// --- The phases ------------------------------------------------------------------------

static void resolve_objects(Checker *ck)
{
    for (int pass = 0; pass < 3; pass++) {
        for (int i = 0; i < ck->objects.len; i++) {
            Object *obj = ck->objects.data[i];
            int turn = obj->kind != OBJ_TYPE ? 2 : obj->u.tname.is_alias;
            if (turn == pass)
                check_object(ck, obj);
        }
    }
}

static void report_unused_imports(Checker *ck)
{
    for (int i = 0; i < ck->imports.len; i++) {
        Object *obj = ck->imports.data[i];
        if (obj->used || strcmp(obj->name, "_") == 0)
            continue;
        const char *path = obj->u.package.imported->path;
        const char *slash = strrchr(path, '/');
        const char *last = slash != NULL ? slash + 1 : path;
        if (obj->u.package.dot || strcmp(obj->name, last) == 0)
            check_error(ck, obj->pos, "\"%s\" imported and not used", path);
        else
            check_error(ck, obj->pos,
                        "\"%s\" imported as %s and not used", path,
                        obj->name);
    }
}

static void note_name(Checker *ck, CheckedPackage *p)
{
    if (p->name == NULL)
        return;
    CheckedPackage *other = strmap_get(&ck->package_names,
                                       str_from(p->name));
    if (other != NULL && strcmp(p->name, "main") != 0) {
        other->ambiguous_name = true;
        p->ambiguous_name = true;
    } else {
        strmap_set(&ck->package_names, str_from(p->name), p);
    }
}

#define HAND_OVER(to, count, from)                                           \
    ((to) = vec_dup(&(from), ck->arena), (count) = (from).len)

static void finish(Checker *ck)
{
    CheckedPackage *p = ck->pkg;
    HAND_OVER(p->funcs, p->func_count, ck->funcs);
    HAND_OVER(p->types, p->type_count, ck->types_declared);
    HAND_OVER(p->vars, p->var_count, ck->vars);
    HAND_OVER(p->init_funcs, p->init_func_count, ck->init_funcs);
    HAND_OVER(p->bodies, p->body_count, ck->bodies);
    p->has_errors = ck->has_error;
}

static void start(Checker *ck, const CheckInput *in)
{
    CheckedPackage *p = ARENA_NEW(ck->arena, CheckedPackage);
    p->path = in->path;
    p->scope = scope_new(ck->arena, ck->types->universe);
    p->files = in->files;
    p->file_count = in->file_count;
    p->go_minor = in->go_minor != 0 ? in->go_minor : GO_MINOR_NEWEST;
    p->number = ck->package_count++;
    ck->pkg = p;
    ck->env = (Env){0};
    ck->has_error = false;
    ck->ignore_unused_imports = in->ignore_unused_imports;
    ck->objects.len = ck->objects.cap = 0;
    memset(&ck->objects, 0, sizeof ck->objects);
    memset(&ck->path, 0, sizeof ck->path);
    memset(&ck->delayed, 0, sizeof ck->delayed);
    memset(&ck->imports, 0, sizeof ck->imports);
    memset(&ck->dot_imports, 0, sizeof ck->dot_imports);
    memset(&ck->funcs, 0, sizeof ck->funcs);
    memset(&ck->types_declared, 0, sizeof ck->types_declared);
    memset(&ck->vars, 0, sizeof ck->vars);
    memset(&ck->init_funcs, 0, sizeof ck->init_funcs);
    memset(&ck->bodies, 0, sizeof ck->bodies);
    memset(&ck->local_vars, 0, sizeof ck->local_vars);
    map_init(&ck->shift_lhs, ck->arena);
    map_init(&ck->methods, ck->arena);
    ck->instance_notes = NULL;
    ck->next_order = 0;
    ck->types->checker = ck;
}

CheckedPackage *check_package(Checker *ck, const CheckInput *input)
{
    start(ck, input);
    collect_objects(ck, input);
    note_name(ck, ck->pkg);
    check_direct_cycles(ck);
    resolve_objects(ck);
    check_delayed(ck, 0);
    check_init_order(ck);
    if (!ck->ignore_unused_imports)
        report_unused_imports(ck);
    if (!ck->has_error)
        check_mono(ck);
    if (!ck->has_error)
        check_sizes(ck);
    check_finish_captures(ck);
    if (!ck->has_error)
        cost_functions(ck->arena, ck->bodies.data, ck->bodies.len);
    finish(ck);
    return ck->pkg;
}

// --- The checker itself ------------------------------------------------------------------

static void resolve(void *checker, Object *obj)
{
    Checker *ck = checker;
    if (obj->type == NULL && obj->info != NULL && obj->pkg == ck->pkg)
        check_object(ck, obj);
}

Checker *checker_new(Arena *arena, Interner *names, Diags *diags,
                     const SourceSet *sources)
{
    Checker *ck = ARENA_NEW(arena, Checker);
    ck->arena = arena;
    ck->names = names;
    ck->diags = diags;
    ck->sources = sources;
    ck->consts = const_pool_new(arena);
    ck->types = type_context_new(arena, names, ck->consts);
    ck->types->resolve = resolve;
    universe_init(ck->types);
    ck->name_init = intern_cstr(names, "init");
    ck->name_main = intern_cstr(names, "main");
    ck->name_blank = intern_cstr(names, "_");
    strmap_init(&ck->package_names, arena);
    return ck;
}

void checker_free(Checker *ck)
{
    const_pool_free(ck->consts);
}

void checker_set_importer(Checker *ck, CheckImporter *importer,
                          void *context)
{
    ck->importer = importer;
    ck->import_context = context;
}

TypeContext *checker_types(Checker *ck)
{
    return ck->types;
}

ConstPool *checker_consts(Checker *ck)
{
    return ck->consts;
}

CheckedPackage *checker_unsafe(Checker *ck)
{
    return ck->types->unsafe_pkg;
}
