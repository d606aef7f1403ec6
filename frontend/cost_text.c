// frontend/cost_text.c -- An inlinable function as Go's -m=2 prints it.
//
// Go prints its own tree, not the source: constants are folded, embedded
// fields spelled out, methods called as functions of their receiver, several
// results go through temporaries, and loops and switches are only named.
//
// Invariant: the text is one line.
//
//     func(p *Point) int { q := *p; return q.X + 1<<3 }
//     func(*Point) int { q := *p; return q.X + 8 }
#include "frontend/ast.h"
#include "frontend/cost.h"
#include "frontend/type_internal.h"

#include <inttypes.h>
#include <string.h>

typedef struct Text {
    Arena *arena;
    StrBuf *out;
    const CheckedPackage *rel;
    int locals; // Declared so far, which numbers temporaries.
    bool first; // Nothing of the current statement list was printed.
} Text;

static void put_expr(Text *t, Node *e, int prec);
static void put_stmt(Text *t, Node *s);

static void puts_text(Text *t, const char *s)
{
    strbuf_puts(t->out, s);
}

static void put_type(Text *t, GoType *type)
{
    puts_text(t, type_tree_string(type, t->rel));
}

// --- Expressions --------------------------------------------------------------------

enum { PREC_CLOSURE = 0, PREC_UNARY = 7, PREC_PRIMARY = 8 };

static int precedence(Node *e)
{
    e = node_unparen(e);
    if (e->value != NULL || e->mode == MODE_NIL)
        return PREC_PRIMARY;
    switch ((NodeKind)e->kind) {
    case NODE_FUNC_LIT: return PREC_CLOSURE;
    case NODE_STAR: return PREC_UNARY;
    case NODE_UNARY:
        return e->op == TOK_AND &&
            node_unparen(e->unary.x)->kind == NODE_COMPOSITE_LIT ?
            PREC_PRIMARY : PREC_UNARY;
    case NODE_BINARY:
        if (type_is_string(e->type) && e->op == TOK_ADD)
            return PREC_PRIMARY;
        switch (token_precedence((Token)e->op)) {
        case 5: return 6;
        case 4: return 5;
        case 3: return 4;
        case 2: return 2;
        default: return 1;
        }
    default: return PREC_PRIMARY;
    }
}

// Controls, spaces other than ' ', and what is no character.
static bool is_unprintable(uint64_t r)
{
    return (0x80 <= r && r <= 0xA0) || r == 0xAD || r == 0x1680 ||
        (0x2000 <= r && r <= 0x200F) || (0x2028 <= r && r <= 0x202F) ||
        (0x205F <= r && r <= 0x206F) || r == 0x3000 || r == 0xFEFF ||
        (0xD800 <= r && r <= 0xF8FF) || (r & 0xFFFE) == 0xFFFE ||
        r > 0xE0000;
}

static void put_rune(Text *t, uint64_t r)
{
    static const char from[] = "\a\b\f\n\r\t\v\\'", to[] = "abfnrtv\\'";
    const char *at = r != 0 && r < 0x80 ? strchr(from, (int)r) : NULL;
    strbuf_putc(t->out, '\'');
    if (at != NULL)
        strbuf_printf(t->out, "\\%c", to[at - from]);
    else if (r < 0x20 || r == 0x7F)
        strbuf_printf(t->out, "\\x%02x", (unsigned)r);
    else if (is_unprintable(r))
        strbuf_printf(t->out, r > 0xFFFF ? "\\U%08x" : "\\u%04x",
                      (unsigned)r);
    else
        strbuf_put_rune(t->out, (uint32_t)r);
    strbuf_putc(t->out, '\'');
}

static bool is_default_type(GoType *t, ConstKind kind)
{
    t = type_unalias(t);
    if (t->kind != TYPE_BASIC)
        return false;
    BasicKind k = t->u.basic.kind;
    switch (kind) {
    case CONST_BOOL: return k == BASIC_BOOL || k == BASIC_UNTYPED_BOOL;
    case CONST_STRING: return k == BASIC_STRING || k == BASIC_UNTYPED_STRING;
    case CONST_INT: return k == BASIC_INT || k == BASIC_UNTYPED_INT;
    case CONST_FLOAT: return k == BASIC_FLOAT64 || k == BASIC_UNTYPED_FLOAT;
    case CONST_COMPLEX:
        return k == BASIC_COMPLEX128 || k == BASIC_UNTYPED_COMPLEX;
    case CONST_UNKNOWN: break;
    }
    return false;
}

// A constant of type `type` is kept in the kind that the type asks for.
static ConstValue *in_kind_of(ConstPool *p, GoType *type, ConstValue *v)
{
    if (type_is_float(type) && const_kind(v) == CONST_INT)
        return const_to_float(p, v);
    if (type_is_complex(type) && const_kind(v) != CONST_COMPLEX)
        return const_to_complex(p, v);
    return v;
}

static void put_constant(Text *t, GoType *type, ConstValue *v)
{
    ConstPool *p = type->ctx->consts;
    GoType *n = type_unalias(type);
    bool rune = n == type->ctx->rune_type ||
        type_is_basic_kind(n, BASIC_UNTYPED_RUNE);
    if (rune && const_kind(v) == CONST_INT && const_sign(v) >= 0) {
        put_rune(t, const_to_uint64(v, NULL));
        return;
    }
    v = in_kind_of(p, type, v);
    bool plain = is_default_type(type, const_kind(v));
    if (!plain) {
        put_type(t, type);
        strbuf_putc(t->out, '(');
    }
    puts_text(t, const_text(p, v));
    if (!plain)
        strbuf_putc(t->out, ')');
}

static void put_list(Text *t, NodeList list)
{
    for (int i = 0; i < list.count; i++) {
        if (i > 0)
            puts_text(t, ", ");
        put_expr(t, list.at[i], 0);
    }
}

// .a.b for the embedded fields on the way; the last step is not printed if
// it is not a field.
static GoType *put_path(Text *t, GoType *at, const int *path, int len)
{
    for (int i = 0; i < len; i++) {
        GoType *u = type_underlying(at);
        if (u->kind == TYPE_POINTER)
            u = type_underlying(u->u.pointer.elem);
        Object *f = u->u.struc.fields[path[i]];
        strbuf_printf(t->out, ".%s", f->name);
        at = f->type;
    }
    return at;
}

static void put_selector(Text *t, Node *e)
{
    Selection *s = e->selector.selection;
    if (s == NULL) {
        Object *obj = e->selector.sel->ident.object;
        if (obj != NULL && obj->pkg != NULL && obj->pkg != t->rel)
            strbuf_printf(t->out, "%s.", obj->pkg->name);
        puts_text(t, e->selector.sel->ident.name->str.p);
        return;
    }
    if (s->kind == SEL_METHOD_EXPR) {
        GoType *recv = type_unalias(s->recv);
        bool ptr = recv->kind == TYPE_POINTER;
        puts_text(t, ptr ? "(" : "");
        put_type(t, s->recv);
        puts_text(t, ptr ? ")" : "");
    } else {
        put_expr(t, e->selector.x, PREC_PRIMARY);
        put_path(t, s->recv, s->path, s->path_len);
    }
    if (s->kind != SEL_FIELD)
        strbuf_printf(t->out, ".%s", s->obj->name);
}

// go.shape.int for int and all types like it; one shape for all pointers.
static void put_shape(Text *t, GoType *targ)
{
    GoType *u = type_underlying(targ);
    if (u->kind == TYPE_POINTER) {
        puts_text(t, "go.shape.*uint8");
        return;
    }
    strbuf_printf(t->out, "go.shape.%s", type_tree_string(u, NULL));
}

static void put_shapes(Text *t, TypeList targs)
{
    strbuf_putc(t->out, '[');
    for (int i = 0; i < targs.count; i++) {
        if (i > 0)
            strbuf_putc(t->out, ',');
        put_shape(t, targs.at[i]);
    }
    strbuf_putc(t->out, ']');
}

static void put_dictionary(Text *t, const Object *obj, TypeList targs)
{
    bool other = obj->pkg != NULL && obj->pkg != t->rel;
    strbuf_printf(t->out, "&%s%s.dict.%s[", other ? obj->pkg->name : "",
                  other ? "." : "", obj->name);
    for (int i = 0; i < targs.count; i++) {
        if (i > 0)
            strbuf_putc(t->out, ',');
        puts_text(t, type_tree_string(targs.at[i], NULL));
    }
    strbuf_putc(t->out, ']');
}

static void put_args(Text *t, Node *call, GoType *sig, bool more);

// (*T).m(x, ...) for a method known statically.
static void put_method_call(Text *t, Node *call, Node *fun, GoType *sig)
{
    Selection *s = fun->selector.selection;
    GoType *named = s->obj->u.func.recv_named;
    bool generic = named != NULL && named->kind == TYPE_NAMED &&
        named->u.named.targs.count > 0;
    bool ptr = s->obj->u.func.has_ptr_recv;
    puts_text(t, ptr ? "(*" : "");
    if (generic) {
        Object *o = named->u.named.obj;
        if (o->pkg != t->rel && o->pkg != NULL)
            strbuf_printf(t->out, "%s.", o->pkg->name);
        puts_text(t, o->name);
        put_shapes(t, named->u.named.targs);
    } else if (named != NULL) {
        put_type(t, named);
    }
    strbuf_printf(t->out, "%s.%s(", ptr ? ")" : "", s->obj->name);
    put_expr(t, fun->selector.x, 0);
    put_path(t, s->recv, s->path, s->path_len);
    if (generic) {
        puts_text(t, ", ");
        put_dictionary(t, named->u.named.obj, named->u.named.targs);
    }
    put_args(t, call, sig, true);
}

// The temporaries for the results of one call or comma-ok expression.
static void put_temporaries(Text *t, GoType **types, int count)
{
    int first = t->locals;
    t->locals += count;
    for (int i = 0; i < count; i++) {
        if (i > 0)
            strbuf_printf(t->out, ", .autotmp_%d", first + i);
        else if (type_has_name(types[0]) || types[0]->kind == TYPE_ALIAS) {
            put_type(t, types[0]);
            strbuf_printf(t->out, "(.autotmp_%d)", first);
        } else {
            strbuf_putc(t->out, '(');
            put_type(t, types[0]);
            strbuf_printf(t->out, ")(.autotmp_%d)", first);
        }
    }
}

static void put_tuple_temporaries(Text *t, GoType *tuple)
{
    int n = tuple->u.tuple.count;
    GoType **types = ARENA_ARRAY(t->arena, GoType *, n + 1);
    for (int i = 0; i < n; i++)
        types[i] = tuple->u.tuple.vars[i]->type;
    put_temporaries(t, types, n);
}

// Arguments and the closing parenthesis; `more`: something came before.
static void put_args(Text *t, Node *call, GoType *sig, bool more)
{
    NodeList args = call->call.args;
    bool dots = call->call.has_dots;
    bool variadic = sig != NULL && sig->u.func.variadic && !dots;
    int fixed = variadic ? sig->u.func.params->u.tuple.count - 1 :
        args.count;
    if (args.count == 1 && args.at[0]->type != NULL &&
        args.at[0]->type->kind == TYPE_TUPLE) {
        puts_text(t, more ? ", " : "");
        put_tuple_temporaries(t, args.at[0]->type);
        puts_text(t, ")");
        return;
    }
    for (int i = 0; i < args.count && i < fixed; i++) {
        puts_text(t, i > 0 || more ? ", " : "");
        put_expr(t, args.at[i], 0);
    }
    if (variadic) {
        puts_text(t, fixed > 0 || more ? ", " : "");
        puts_text(t, args.count > fixed ? "... argument..." : "nil...");
    }
    puts_text(t, dots ? "...)" : ")");
}

static void put_conversion(Text *t, Node *e)
{
    GoType *type = e->type;
    bool named = type->kind == TYPE_BASIC || type->kind == TYPE_NAMED ||
        type->kind == TYPE_PARAM ||
        (type->kind == TYPE_ALIAS && type_has_name(type));
    puts_text(t, named ? "" : "(");
    put_type(t, type);
    puts_text(t, named ? "(" : ")(");
    put_expr(t, e->call.args.at[0], 0);
    strbuf_putc(t->out, ')');
}

static const char *builtin_name(BuiltinId id)
{
    static const char *const names[] = {
#define BUILTIN(id, name, nargs, variadic, kind) name,
#include "frontend/builtin.def"
#undef BUILTIN
    };
    return names[id];
}

static Object *called_object(Node *fun)
{
    fun = node_unparen(fun);
    if (fun->kind == NODE_INDEX)
        fun = node_unparen(fun->index.x);
    if (fun->kind == NODE_SELECTOR)
        fun = fun->selector.sel;
    return fun->kind == NODE_IDENT ? fun->ident.object : NULL;
}

static void put_builtin_call(Text *t, Node *e, BuiltinId id)
{
    // Go has no text for these.
    if (id == BUILTIN_UNSAFE_STRING || id == BUILTIN_UNSAFE_STRING_DATA ||
        id == BUILTIN_UNSAFE_SLICE_DATA) {
        strbuf_printf(t->out, "<node unsafe.%s>", builtin_name(id));
        return;
    }
    if (id >= BUILTIN_UNSAFE_ADD)
        puts_text(t, "unsafe.");
    strbuf_printf(t->out, "%s(", builtin_name(id));
    bool typed = id == BUILTIN_NEW || id == BUILTIN_MAKE;
    for (int i = 0; i < e->call.args.count; i++) {
        Node *arg = e->call.args.at[i];
        puts_text(t, i > 0 ? ", " : "");
        if (typed && i == 0 && arg->mode == MODE_TYPE)
            put_type(t, arg->type);
        else
            put_expr(t, arg, 0);
    }
    puts_text(t, e->call.has_dots ? "...)" : ")");
}

static void put_call(Text *t, Node *e)
{
    Node *fun = node_unparen(e->call.fun);
    if (e->call.fun->mode == MODE_TYPE) {
        put_conversion(t, e);
        return;
    }
    Object *obj = called_object(fun);
    if (obj != NULL && obj->kind == OBJ_BUILTIN) {
        put_builtin_call(t, e, obj->u.builtin.id);
        return;
    }
    GoType *sig = fun->type != NULL ? type_core(fun->type) : NULL;
    Node *sel = fun->kind == NODE_INDEX ? node_unparen(fun->index.x) : fun;
    if (sel->kind == NODE_SELECTOR && sel->selector.selection != NULL &&
        sel->selector.selection->kind == SEL_METHOD_VALUE &&
        !sel->selector.selection->iface_method) {
        put_method_call(t, e, sel, sig);
        return;
    }
    Node *ident = sel->kind == NODE_SELECTOR ? sel->selector.sel : sel;
    Instance *in = ident->kind == NODE_IDENT ? ident->ident.instance : NULL;
    if (in != NULL && obj != NULL && obj->kind == OBJ_FUNC) {
        if (obj->pkg != t->rel && obj->pkg != NULL)
            strbuf_printf(t->out, "%s.", obj->pkg->name);
        puts_text(t, obj->name);
        put_shapes(t, in->targs);
        strbuf_putc(t->out, '(');
        put_dictionary(t, obj, in->targs);
        put_args(t, e, sig, true);
        return;
    }
    put_expr(t, fun, PREC_PRIMARY);
    strbuf_putc(t->out, '(');
    put_args(t, e, sig, false);
}

static void put_slice(Text *t, Node *e)
{
    put_expr(t, e->slice.x, PREC_PRIMARY);
    strbuf_putc(t->out, '[');
    if (e->slice.lo != NULL)
        put_expr(t, e->slice.lo, 0);
    strbuf_putc(t->out, ':');
    if (e->slice.hi != NULL)
        put_expr(t, e->slice.hi, 0);
    if (e->slice.max != NULL) {
        strbuf_putc(t->out, ':');
        put_expr(t, e->slice.max, 0);
    }
    strbuf_putc(t->out, ']');
}

static void put_composite(Text *t, Node *e)
{
    GoType *type = e->type;
    GoType *n = type_unalias(type);
    if (e->composite_lit.type == NULL && n->kind == TYPE_POINTER) {
        strbuf_putc(t->out, '&');
        type = n->u.pointer.elem;
    }
    put_type(t, type);
    puts_text(t, e->composite_lit.elems.count > 0 ? "{...}" : "{}");
}

static void put_unary(Text *t, Node *e)
{
    Node *x = node_unparen(e->unary.x);
    puts_text(t, token_text((Token)e->op));
    if (x->kind == NODE_UNARY && x->op == e->op && x->value == NULL)
        strbuf_putc(t->out, ' ');
    put_expr(t, x, x->kind == NODE_COMPOSITE_LIT ? 0 : PREC_PRIMARY);
}

static void put_ident(Text *t, Node *e)
{
    Object *obj = e->ident.object;
    if (obj != NULL && obj->pkg != NULL && obj->pkg != t->rel &&
        (obj->kind == OBJ_FUNC || obj->kind == OBJ_VAR) &&
        (obj->kind == OBJ_FUNC || obj->u.var.kind == VAR_GLOBAL))
        strbuf_printf(t->out, "%s.", obj->pkg->name);
    puts_text(t, e->ident.name->str.p);
}

static void put_index(Text *t, Node *e)
{
    put_expr(t, e->index.x, PREC_PRIMARY);
    if (e->index.instance != NULL) {
        put_shapes(t, e->index.instance->targs);
        return;
    }
    strbuf_putc(t->out, '[');
    put_list(t, e->index.args);
    strbuf_putc(t->out, ']');
}

static void put_plain(Text *t, Node *e, int own)
{
    switch ((NodeKind)e->kind) {
    case NODE_IDENT: put_ident(t, e); break;
    case NODE_COMPOSITE_LIT: put_composite(t, e); break;
    case NODE_FUNC_LIT: puts_text(t, "func literal"); break;
    case NODE_SELECTOR: put_selector(t, e); break;
    case NODE_INDEX: put_index(t, e); break;
    case NODE_SLICE: put_slice(t, e); break;
    case NODE_TYPE_ASSERT:
        put_expr(t, e->type_assert.x, PREC_PRIMARY);
        puts_text(t, ".(");
        put_type(t, e->type);
        strbuf_putc(t->out, ')');
        break;
    case NODE_UNARY: put_unary(t, e); break;
    case NODE_STAR:
        strbuf_putc(t->out, '*');
        put_expr(t, e->star.x, PREC_PRIMARY);
        break;
    case NODE_BINARY: {
        bool sum = own == PREC_PRIMARY; // Strings.
        put_expr(t, e->binary.x, own);
        strbuf_printf(t->out, " %s ", token_text((Token)e->op));
        put_expr(t, e->binary.y, sum ? own : own + 1);
        break;
    }
    case NODE_CALL: put_call(t, e); break;
    default: break;
    }
}

static void put_expr(Text *t, Node *e, int prec)
{
    e = node_unparen(e);
    if (e->mode == MODE_NIL) {
        puts_text(t, "nil");
        return;
    }
    if (e->value != NULL) {
        put_constant(t, e->type, e->value);
        return;
    }
    int own = precedence(e);
    puts_text(t, prec > own ? "(" : "");
    put_plain(t, e, own);
    puts_text(t, prec > own ? ")" : "");
}

// --- Statements --------------------------------------------------------------------------

static void begin(Text *t)
{
    if (!t->first)
        puts_text(t, "; ");
    t->first = false;
}

static void put_stmts(Text *t, NodeList list)
{
    for (int i = 0; i < list.count; i++)
        put_stmt(t, list.at[i]);
}

static void put_block(Text *t, NodeList list)
{
    bool saved = t->first;
    puts_text(t, "{ ");
    t->first = true;
    put_stmts(t, list);
    puts_text(t, " }");
    t->first = saved;
}

static bool is_new_var(const Node *e)
{
    return e->kind == NODE_IDENT && e->ident.object != NULL &&
        e->ident.object->pos == e->pos && strcmp(e->ident.name->str.p, "_");
}

static void put_assign(Text *t, Node *s)
{
    NodeList lhs = s->assign.lhs, rhs = s->assign.rhs;
    bool fresh = false;
    for (int i = 0; i < lhs.count && s->assign.define; i++) {
        if (is_new_var(lhs.at[i])) {
            t->locals++;
            fresh = true;
        }
    }
    begin(t);
    put_list(t, lhs);
    puts_text(t, fresh ? " := " : " = ");
    if (lhs.count == rhs.count) {
        put_list(t, rhs);
        return;
    }
    Node *e = node_unparen(rhs.at[0]);
    if (e->type->kind == TYPE_TUPLE) {
        put_tuple_temporaries(t, e->type);
        return;
    }
    GoType *types[] = {e->type, e->type};
    put_temporaries(t, types, 2);
}

static void put_var_decl(Text *t, Node *d)
{
    NodeList names = d->var_decl.names, values = d->var_decl.values;
    t->locals += names.count;
    if (values.count == 0) {
        for (int i = 0; i < names.count; i++) {
            begin(t);
            strbuf_printf(t->out, "%s = <nil>",
                          names.at[i]->ident.name->str.p);
        }
        return;
    }
    bool fresh = false;
    begin(t);
    for (int i = 0; i < names.count; i++) {
        fresh = fresh || is_new_var(names.at[i]);
        strbuf_printf(t->out, "%s%s", i > 0 ? ", " : "",
                      names.at[i]->ident.name->str.p);
    }
    puts_text(t, fresh ? " := " : " = ");
    if (names.count == values.count) {
        put_list(t, values);
    } else if (values.at[0]->type->kind == TYPE_TUPLE) {
        put_tuple_temporaries(t, values.at[0]->type);
    } else {
        GoType *types[] = {values.at[0]->type, values.at[0]->type};
        put_temporaries(t, types, 2);
    }
}

static void put_return(Text *t, Node *s)
{
    NodeList values = s->return_.results;
    begin(t);
    puts_text(t, "return ");
    if (values.count == 1 && values.at[0]->type != NULL &&
        values.at[0]->type->kind == TYPE_TUPLE)
        put_tuple_temporaries(t, values.at[0]->type);
    else
        put_list(t, values);
}

static void count_locals(Text *t, Node *s)
{
    if (s->kind != NODE_ASSIGN_STMT || !s->assign.define)
        return;
    for (int i = 0; i < s->assign.lhs.count; i++)
        t->locals += is_new_var(s->assign.lhs.at[i]);
}

static void put_if(Text *t, Node *s)
{
    Node *cond = s->if_.cond, *init = s->if_.init, *els = s->if_.els;
    if (cond->value != NULL) { // Only the live branch is there.
        if (init != NULL)
            put_stmt(t, init);
        if (const_to_bool(cond->value))
            put_stmts(t, s->if_.then->block.stmts);
        else if (els != NULL)
            put_stmt(t, els);
        return;
    }
    begin(t);
    puts_text(t, "if ");
    // A definition before the condition does not fit on Go's line.
    if (init != NULL && init->kind == NODE_ASSIGN_STMT &&
        init->assign.define) {
        count_locals(t, init);
    } else if (init != NULL) {
        bool saved = t->first;
        t->first = true;
        put_stmt(t, init);
        t->first = saved;
        puts_text(t, "; ");
    }
    put_expr(t, cond, 0);
    strbuf_putc(t->out, ' ');
    put_block(t, s->if_.then->block.stmts);
    if (els == NULL)
        return;
    puts_text(t, " else ");
    NodeList one = {&els, 1};
    put_block(t, els->kind == NODE_BLOCK ? els->block.stmts : one);
}

static void put_branch(Text *t, Node *s)
{
    begin(t);
    puts_text(t, token_text((Token)s->op));
    if (s->branch.label != NULL)
        strbuf_printf(t->out, " %s", s->branch.label->ident.name->str.p);
}

static void put_named(Text *t, const char *text)
{
    begin(t);
    puts_text(t, text);
}

static void put_stmt(Text *t, Node *s)
{
    switch ((NodeKind)s->kind) {
    case NODE_DECL_STMT:
        for (int i = 0; i < s->decl_stmt.decls.count; i++) {
            if (s->decl_stmt.decls.at[i]->kind == NODE_VAR_DECL)
                put_var_decl(t, s->decl_stmt.decls.at[i]);
        }
        break;
    case NODE_LABELED_STMT:
        begin(t);
        strbuf_printf(t->out, "%s: ", s->labeled.label->ident.name->str.p);
        put_stmt(t, s->labeled.stmt);
        break;
    case NODE_EXPR_STMT:
        begin(t);
        put_expr(t, s->expr_stmt.x, 0);
        break;
    case NODE_SEND_STMT:
        begin(t);
        put_expr(t, s->send.chan, 0);
        puts_text(t, " <- ");
        put_expr(t, s->send.value, 0);
        break;
    case NODE_INC_DEC_STMT:
        begin(t);
        put_expr(t, s->inc_dec.x, 0);
        puts_text(t, s->op == TOK_ADD ? "++" : "--");
        break;
    case NODE_OP_ASSIGN_STMT:
        begin(t);
        put_expr(t, s->op_assign.x, 0);
        strbuf_printf(t->out, " %s= ", token_text((Token)s->op));
        put_expr(t, s->op_assign.y, 0);
        break;
    case NODE_ASSIGN_STMT: put_assign(t, s); break;
    case NODE_RETURN_STMT: put_return(t, s); break;
    case NODE_BRANCH_STMT: put_branch(t, s); break;
    case NODE_BLOCK: put_stmts(t, s->block.stmts); break;
    case NODE_IF_STMT: put_if(t, s); break;
    case NODE_FOR_STMT:
    case NODE_RANGE_STMT: put_named(t, "for loop"); break;
    case NODE_SWITCH_STMT:
    case NODE_TYPE_SWITCH_STMT: put_named(t, "switch statement"); break;
    case NODE_SELECT_STMT: put_named(t, "select statement"); break;
    default: break;
    }
}

const char *cost_inline_text(Arena *arena, const FuncInfo *f)
{
    StrBuf b = {0};
    Text t = {.arena = arena, .out = &b, .rel = f->pkg, .first = true};
    GoType *sig = f->type;
    Object *recv = sig->u.func.recv;
    if (recv != NULL)
        strbuf_printf(&b, "method(%s) ",
                      type_tree_string(recv->type, f->pkg));
    puts_text(&t, type_tree_string(sig, f->pkg));
    puts_text(&t, " { ");
    t.locals = (recv != NULL) + sig->u.func.params->u.tuple.count +
        sig->u.func.results->u.tuple.count;
    if (f->body != NULL)
        put_stmts(&t, f->body->block.stmts);
    puts_text(&t, " }");
    Str s = strbuf_dup(&b, arena);
    strbuf_free(&b);
    return s.p;
}
