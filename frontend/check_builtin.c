// frontend/check_builtin.c -- Calls of predeclared functions and of package
// unsafe.
//
// Each function has a rule of its own.  Where an argument's type is a type
// parameter, every type of its type set must fit.
//
// Invariant: after success the operand has its result's mode, type and value.
//
//     append(xs, 1, 2)   len("abc")   new(f())   unsafe.Sizeof(x)
#include "frontend/check_internal.h"

#include <inttypes.h>

void check_append_args(Checker *ck, Node *call, GoType *sig,
                       OperandList list);

typedef struct BuiltinInfo {
    const char *name;
    int nargs;
    bool variadic;
    char kind;
} BuiltinInfo;

static const BuiltinInfo infos[] = {
#define BUILTIN(id, name, nargs, variadic, kind)                             \
    {name, nargs, variadic, kind},
#include "frontend/builtin.def"
#undef BUILTIN
};

char builtin_kind(BuiltinId id)
{
    return infos[id].kind;
}

// One call being checked.
typedef struct Builtin {
    Checker *ck;
    Operand *x;      // First argument, then the result.
    Node *call;
    BuiltinId id;
    const char *name;
    OperandList args; // Not for make, new, Offsetof.
    int nargs;
} Builtin;

static Pos fun_pos(const Builtin *b)
{
    return node_start(b->call->call.fun);
}

static bool fail(Builtin *b, const Operand *at, const char *fmt,
                 const char *text)
{
    // fmt has one %s, for text.
    const char *pct = strstr(fmt, "%s");
    int before = (int)(pct - fmt);
    check_error(b->ck, operand_pos(at), "%.*s%s%s", before, fmt, text,
                pct + 2);
    return false;
}

static bool fail_operand(Builtin *b, const Operand *at, const char *fmt)
{
    return fail(b, at, fmt, operand_text(b->ck, at));
}

static bool result(Builtin *b, ExprMode mode, GoType *t)
{
    b->x->mode = mode;
    b->x->type = t;
    b->x->id = b->id;
    if (mode != MODE_CONSTANT)
        b->x->val = NULL;
    return true;
}

static bool constant_result(Builtin *b, int64_t v, BasicKind kind)
{
    b->x->val = const_int64(b->ck->consts, v);
    return result(b, MODE_CONSTANT, basic_type(b->ck, kind));
}

// The types that t stands for: itself, or a type parameter's terms.
typedef struct TypeIter {
    TypeSet *set;
    GoType *single;
    int count;
} TypeIter;

static TypeIter types_of(GoType *t)
{
    GoType *n = type_unalias(t);
    if (n->kind != TYPE_PARAM)
        return (TypeIter){NULL, n, 1};
    TypeSet *s = type_set_of(type_param_interface(n));
    return (TypeIter){s, NULL, s->all_types ? 0 : s->term_count};
}

static GoType *iter_at(TypeIter it, int i)
{
    return it.set != NULL ? it.set->terms[i].type : it.single;
}

static GoType *iter_under(TypeIter it, int i)
{
    return type_underlying(iter_at(it, i));
}

// --- Slices ---------------------------------------------------------------------------

// The element type of a slice operand, or NULL with *why.
static GoType *slice_elem(Builtin *b, Operand *x, const char **why)
{
    Checker *ck = b->ck;
    TypeIter it = types_of(x->type);
    GoType *elem = NULL;
    for (int i = 0; i < (it.count > 0 ? it.count : 1); i++) {
        GoType *u = it.count > 0 ? iter_under(it, i) : NULL;
        if (u == NULL || u->kind != TYPE_SLICE) {
            *why = str_printf(ck->arena,
                              "argument must be a slice; have %s",
                              x->mode == MODE_NIL ? "untyped nil" :
                              operand_text(ck, x)).p;
            return NULL;
        }
        if (elem != NULL && !type_identical(elem, u->u.slice.elem)) {
            *why = str_printf(ck->arena, "mismatched slice element types %s "
                              "and %s in %s", type_text(ck, elem),
                              type_text(ck, u->u.slice.elem),
                              operand_text(ck, x)).p;
            return NULL;
        }
        elem = u->u.slice.elem;
    }
    return elem;
}

// Whether y is made of strings and byte slices only.
static bool bytes_or_strings(Builtin *b, Operand *y, bool *has_string)
{
    TypeIter it = types_of(y->type);
    for (int i = 0; i < it.count; i++) {
        GoType *u = iter_under(it, i);
        if (type_is_string(u))
            *has_string = true;
        else if (u->kind != TYPE_SLICE ||
                 !type_identical(u->u.slice.elem, b->ck->types->byte_type))
            return false;
    }
    return it.count > 0;
}

static bool is_byte_slice(Builtin *b, Operand *x)
{
    GoType *bytes = type_new_slice(b->ck->types, b->ck->types->byte_type);
    return check_assignable(b->ck, x, bytes, NULL);
}

static Object *param(Checker *ck, GoType *t)
{
    return var_new(ck->types, VAR_PARAM, NO_POS, NULL, "", t);
}

static bool builtin_append(Builtin *b)
{
    Checker *ck = b->ck;
    const char *why = "";
    GoType *elem = slice_elem(b, b->x, &why);
    if (elem == NULL)
        return fail(b, b->x, "invalid append: %s", why);
    GoType *t = b->x->type;
    if (b->nargs == 2 && b->call->call.has_dots && is_byte_slice(b, b->x)) {
        bool has_string = false;
        Operand *y = &b->args.at[1];
        if (bytes_or_strings(b, y, &has_string) && has_string) {
            if (type_is_untyped(y->type))
                check_convert_untyped(ck, y, basic_type(ck, BASIC_STRING));
            return result(b, MODE_VALUE, t);
        }
    }
    Object **vars = ARENA_ARRAY(ck->arena, Object *, 2);
    vars[0] = param(ck, t);
    vars[1] = param(ck, type_new_slice(ck->types, elem));
    GoType *sig = type_new_func(ck->types,
                                type_new_tuple(ck->types, vars, 2), NULL,
                                true);
    check_append_args(ck, b->call, sig, b->args);
    return result(b, MODE_VALUE, t);
}

static bool builtin_copy(Builtin *b)
{
    Checker *ck = b->ck;
    const char *why = "";
    Operand *y = &b->args.at[1];
    GoType *dst = slice_elem(b, b->x, &why);
    if (dst == NULL)
        return fail(b, b->x, "invalid copy: %s", why);
    bool has_string = false;
    bool special = is_byte_slice(b, b->x) &&
        bytes_or_strings(b, y, &has_string);
    if (!special) {
        GoType *src = slice_elem(b, y, &why);
        if (src == NULL && !type_all(y->type, type_is_string))
            return fail(b, y, "invalid copy: %s", why);
        if (src == NULL)
            src = ck->types->byte_type;
        if (!type_identical(dst, src)) {
            check_error(ck, operand_pos(b->x), "invalid copy: arguments %s "
                        "and %s have different element types %s and %s",
                        operand_text(ck, b->x), operand_text(ck, y),
                        type_text(ck, dst), type_text(ck, src));
            return false;
        }
    }
    if (type_is_untyped(y->type))
        check_convert_untyped(ck, y, basic_type(ck, BASIC_STRING));
    return result(b, MODE_VALUE, basic_type(ck, BASIC_INT));
}

// --- Length -------------------------------------------------------------------------------

static GoType *through_array_pointer(GoType *u)
{
    if (u->kind == TYPE_POINTER) {
        GoType *a = type_underlying(u->u.pointer.elem);
        if (a->kind == TYPE_ARRAY)
            return a;
    }
    return u;
}

static bool has_length(GoType *u, bool len)
{
    u = through_array_pointer(u);
    return u->kind == TYPE_ARRAY || u->kind == TYPE_SLICE ||
        u->kind == TYPE_CHAN ||
        (len && (u->kind == TYPE_MAP || type_is_string(u)));
}

static bool builtin_len(Builtin *b)
{
    Checker *ck = b->ck;
    Operand *x = b->x;
    bool len = b->id == BUILTIN_LEN;
    TypeIter it = types_of(x->type);
    bool ok = it.count > 0;
    for (int i = 0; i < it.count; i++)
        ok = ok && has_length(iter_under(it, i), len);
    if (!ok) {
        if (!type_is_invalid(type_underlying(x->type))) {
            check_error(ck, operand_pos(x), INVALID_ARG "%s for built-in "
                        "%s", operand_text(ck, x), b->name);
        }
        return false;
    }
    if (it.set == NULL) {
        GoType *u = through_array_pointer(type_underlying(x->type));
        if (x->mode == MODE_CONSTANT && const_kind(x->val) == CONST_STRING) {
            size_t n;
            const_to_string(x->val, &n);
            return constant_result(b, (int64_t)n, BASIC_INT);
        }
        // An array's length is constant unless evaluating the operand does
        // something.
        if (u->kind == TYPE_ARRAY && !ck->env.has_call_or_recv) {
            constant_result(b, u->u.array.len, BASIC_INT);
            if (u->u.array.len < 0)
                x->val = const_unknown(ck->consts);
            return true;
        }
    }
    return result(b, MODE_VALUE, basic_type(ck, BASIC_INT));
}

// --- Maps and channels ----------------------------------------------------------------------

static bool builtin_clear(Builtin *b)
{
    check_version(b->ck, fun_pos(b), 21, "clear");
    TypeIter it = types_of(b->x->type);
    bool ok = it.count > 0;
    for (int i = 0; i < it.count; i++) {
        GoType *u = iter_under(it, i);
        ok = ok && (u->kind == TYPE_MAP || u->kind == TYPE_SLICE);
    }
    if (!ok)
        return fail_operand(b, b->x, INVALID_ARG "cannot clear %s: argument "
                            "must be (or constrained by) map or slice");
    return result(b, MODE_NOVALUE, b->ck->types->empty_tuple);
}

static bool builtin_close(Builtin *b)
{
    TypeIter it = types_of(b->x->type);
    if (it.count == 0)
        return fail_operand(b, b->x,
                            INVALID_OP "cannot close non-channel %s");
    for (int i = 0; i < it.count; i++) {
        GoType *u = iter_under(it, i);
        if (u->kind != TYPE_CHAN)
            return fail_operand(b, b->x,
                                INVALID_OP "cannot close non-channel %s");
        if (u->u.chan.dir == CHAN_RECV_ONLY)
            return fail_operand(b, b->x, INVALID_OP
                                "cannot close receive-only channel %s");
    }
    return result(b, MODE_NOVALUE, b->ck->types->empty_tuple);
}

static bool builtin_delete(Builtin *b)
{
    TypeIter it = types_of(b->x->type);
    GoType *key = NULL;
    if (it.count == 0)
        return fail_operand(b, b->x, INVALID_ARG "%s is not a map");
    for (int i = 0; i < it.count; i++) {
        GoType *u = iter_under(it, i);
        if (u->kind != TYPE_MAP)
            return fail_operand(b, b->x, INVALID_ARG "%s is not a map");
        if (key != NULL && !type_identical(key, u->u.map.key))
            return fail_operand(b, b->x, INVALID_ARG "maps of %s must have "
                                "identical key types");
        key = u->u.map.key;
    }
    *b->x = b->args.at[1];
    check_assignment(b->ck, b->x, key, "argument to delete");
    if (b->x->mode == MODE_INVALID)
        return false;
    return result(b, MODE_NOVALUE, b->ck->types->empty_tuple);
}

// --- Complex numbers -------------------------------------------------------------------------

static GoType *complex_of(Checker *ck, GoType *t)
{
    GoType *u = type_underlying(t);
    if (u->kind != TYPE_BASIC)
        return NULL;
    switch (u->u.basic.kind) {
    case BASIC_FLOAT32: return basic_type(ck, BASIC_COMPLEX64);
    case BASIC_FLOAT64: return basic_type(ck, BASIC_COMPLEX128);
    case BASIC_UNTYPED_FLOAT: return basic_type(ck, BASIC_UNTYPED_COMPLEX);
    default: return NULL;
    }
}

static GoType *part_of(Checker *ck, GoType *t)
{
    GoType *u = type_underlying(t);
    if (u->kind != TYPE_BASIC)
        return NULL;
    switch (u->u.basic.kind) {
    case BASIC_COMPLEX64: return basic_type(ck, BASIC_FLOAT32);
    case BASIC_COMPLEX128: return basic_type(ck, BASIC_FLOAT64);
    case BASIC_UNTYPED_COMPLEX: return basic_type(ck, BASIC_UNTYPED_FLOAT);
    default: return NULL;
    }
}

// Type parameters are refused, as Go does: the result would need a type that
// cannot be written.
static bool param_refused(Builtin *b,
                          GoType *(*map)(Checker *, GoType *))
{
    TypeIter it = types_of(b->x->type);
    if (it.set == NULL || it.count == 0)
        return false;
    for (int i = 0; i < it.count; i++) {
        if (map(b->ck, iter_at(it, i)) == NULL)
            return false;
    }
    check_error(b->ck, operand_pos(b->x), "%s not supported as argument to "
                "built-in %s for go1.18 (see go.dev/issue/50937)",
                operand_text(b->ck, b->x), b->name);
    return true;
}

static void to_float(Operand *x, Checker *ck)
{
    if (type_is_numeric(x->type) &&
        const_sign(const_imag(ck->consts, x->val)) == 0)
        x->type = basic_type(ck, BASIC_UNTYPED_FLOAT);
}

static void match_parts(Checker *ck, Operand *x, Operand *y)
{
    bool xu = type_is_untyped(x->type), yu = type_is_untyped(y->type);
    if (xu && yu) {
        if (x->mode == MODE_CONSTANT && y->mode == MODE_CONSTANT) {
            to_float(x, ck);
            to_float(y, ck);
        } else {
            check_convert_untyped(ck, x, basic_type(ck, BASIC_FLOAT64));
            check_convert_untyped(ck, y, basic_type(ck, BASIC_FLOAT64));
        }
    } else if (xu) {
        check_convert_untyped(ck, x, y->type);
    } else if (yu) {
        check_convert_untyped(ck, y, x->type);
    }
}

static bool builtin_complex(Builtin *b)
{
    Checker *ck = b->ck;
    Operand *x = b->x, *y = &b->args.at[1];
    match_parts(ck, x, y);
    if (x->mode == MODE_INVALID || y->mode == MODE_INVALID)
        return false;
    if (!type_identical(x->type, y->type)) {
        check_error(ck, operand_pos(x),
                    INVALID_OP "%s (mismatched types %s and %s)",
                    expr_text(ck, b->call), type_text(ck, x->type),
                    type_text(ck, y->type));
        return false;
    }
    if (param_refused(b, complex_of))
        return false;
    GoType *t = complex_of(ck, x->type);
    if (t == NULL) {
        check_error(ck, operand_pos(x), INVALID_ARG "arguments have type "
                    "%s, expected floating-point", type_text(ck, x->type));
        return false;
    }
    if (x->mode != MODE_CONSTANT || y->mode != MODE_CONSTANT)
        return result(b, MODE_VALUE, t);
    x->val = const_complex(ck->consts, const_to_float(ck->consts, x->val),
                           const_to_float(ck->consts, y->val));
    return result(b, MODE_CONSTANT, t);
}

static bool builtin_part(Builtin *b)
{
    Checker *ck = b->ck;
    Operand *x = b->x;
    if (type_is_untyped(x->type)) {
        if (x->mode != MODE_CONSTANT)
            check_convert_untyped(ck, x, basic_type(ck, BASIC_COMPLEX128));
        else if (type_is_numeric(x->type))
            x->type = basic_type(ck, BASIC_UNTYPED_COMPLEX);
        if (x->mode == MODE_INVALID)
            return false;
    }
    if (param_refused(b, part_of))
        return false;
    GoType *t = part_of(ck, x->type);
    if (t == NULL) {
        check_error(ck, operand_pos(x), INVALID_ARG "argument has type %s, "
                    "expected complex type", type_text(ck, x->type));
        return false;
    }
    if (x->mode != MODE_CONSTANT)
        return result(b, MODE_VALUE, t);
    x->val = b->id == BUILTIN_REAL ? const_real(ck->consts, x->val) :
        const_imag(ck->consts, x->val);
    return result(b, MODE_CONSTANT, t);
}

// --- make, new ----------------------------------------------------------------------------------

static GoType *made_type(Builtin *b, GoType *t, Node *arg)
{
    TypeIter it = types_of(t);
    const char *why = it.count == 0 ? "no specific type" : NULL;
    for (int i = 0; i < it.count && why == NULL; i++) {
        GoType *u = iter_under(it, i);
        if (u->kind != TYPE_SLICE && u->kind != TYPE_MAP &&
            u->kind != TYPE_CHAN)
            why = "type must be slice, map, or channel";
    }
    GoType *u = NULL;
    if (why == NULL)
        u = check_common_under(b->ck, t, &why);
    if (u == NULL)
        check_error(b->ck, node_start(arg), INVALID_ARG "cannot make %s: %s",
                    expr_text(b->ck, arg), why);
    return u;
}

static bool builtin_make(Builtin *b)
{
    Checker *ck = b->ck;
    NodeList args = b->call->call.args;
    GoType *t = check_var_type(ck, args.at[0]);
    if (type_is_invalid(t))
        return false;
    GoType *u = made_type(b, t, args.at[0]);
    if (u == NULL)
        return false;
    int least = u->kind == TYPE_SLICE ? 2 : 1;
    if (b->nargs < least || b->nargs > least + 1) {
        check_error(ck, node_start(b->call), INVALID_OP "%s expects %d or "
                    "%d arguments; found %d", expr_text(ck, b->call), least,
                    least + 1, b->nargs);
        return false;
    }
    int64_t sizes[2];
    int known = 0;
    for (int i = 1; i < args.count; i++) {
        Operand unused;
        int64_t size = check_index(ck, args.at[i], -1, &unused);
        if (size >= 0)
            sizes[known++] = size;
    }
    if (known == 2 && sizes[0] > sizes[1])
        check_error(ck, node_start(args.at[1]),
                    INVALID_ARG "length and capacity swapped");
    return result(b, MODE_VALUE, t);
}

static bool builtin_new(Builtin *b)
{
    Checker *ck = b->ck;
    Operand *x = b->x;
    Node *arg = b->call->call.args.at[0];
    check_expr_or_type(ck, x, arg, false);
    if (x->mode == MODE_INVALID)
        return false;
    if (x->mode == MODE_BUILTIN)
        return fail_operand(b, x, "%s must be called");
    if (x->mode == MODE_TYPE) {
        check_valid_var_type(ck, arg, x->type);
    } else {
        if (type_is_untyped(x->type)) {
            check_assignment(ck, x, NULL, "argument to new");
            if (x->mode == MODE_INVALID)
                return false;
        }
        check_version(ck, fun_pos(b), 26, "new(%s)", expr_text(ck, arg));
    }
    return result(b, MODE_VALUE, type_new_pointer(ck->types, x->type));
}

// --- min, max ------------------------------------------------------------------------------------

static bool min_max_step(Builtin *b, Operand *a)
{
    Checker *ck = b->ck;
    Operand *x = b->x;
    check_match_types(ck, x, a);
    if (x->mode == MODE_INVALID)
        return false;
    if (!type_identical(x->type, a->type)) {
        check_error(ck, operand_pos(a), INVALID_ARG "mismatched types %s "
                    "(previous argument) and %s (type of %s)",
                    type_text(ck, x->type), type_text(ck, a->type),
                    expr_text(ck, a->expr));
        return false;
    }
    if (x->mode == MODE_CONSTANT && a->mode == MODE_CONSTANT) {
        ConstOp op = b->id == BUILTIN_MAX ? CONST_GT : CONST_LT;
        if (const_compare(ck->consts, a->val, op, x->val))
            *x = *a;
    } else {
        x->mode = MODE_VALUE;
    }
    return true;
}

static bool builtin_min_max(Builtin *b)
{
    Checker *ck = b->ck;
    Operand *x = b->x;
    check_version(ck, fun_pos(b), 21, "built-in %s", b->name);
    for (int i = 0; i < b->args.count; i++) {
        Operand *a = &b->args.at[i];
        if (!type_all(a->type, type_is_ordered))
            return fail_operand(b, a, INVALID_ARG "%s cannot be ordered");
        if (i > 0 && !min_max_step(b, a))
            return false;
    }
    if (x->mode != MODE_CONSTANT) {
        x->mode = MODE_VALUE;
        check_assignment(ck, x, ck->types->empty_interface,
                         str_printf(ck->arena, "argument to built-in %s",
                                    b->name).p);
        if (x->mode == MODE_INVALID)
            return false;
    }
    for (int i = 0; i < b->args.count; i++)
        check_update_type(ck, b->args.at[i].expr, x->type, true);
    return true;
}

// --- panic, print, recover --------------------------------------------------------------------------

static bool builtin_panic(Builtin *b)
{
    check_assignment(b->ck, b->x, b->ck->types->empty_interface,
                     "argument to panic");
    if (b->x->mode == MODE_INVALID)
        return false;
    return result(b, MODE_NOVALUE, b->ck->types->empty_tuple);
}

static bool builtin_print(Builtin *b)
{
    const char *context = str_printf(b->ck->arena,
                                     "argument to built-in %s", b->name).p;
    for (int i = 0; i < b->args.count; i++) {
        check_assignment(b->ck, &b->args.at[i], NULL, context);
        if (b->args.at[i].mode == MODE_INVALID)
            return false;
    }
    return result(b, MODE_NOVALUE, b->ck->types->empty_tuple);
}

static bool builtin_recover(Builtin *b)
{
    if (b->ck->env.func != NULL)
        b->ck->env.func->has_recover = true;
    return result(b, MODE_VALUE, b->ck->types->empty_interface);
}

// --- unsafe ------------------------------------------------------------------------------------------

// The size depends on a type parameter.
static bool has_var_size(GoType *t, int depth)
{
    t = type_unalias(t);
    if (t->kind == TYPE_PARAM)
        return true;
    if (depth > 50)
        return false;
    GoType *u = type_underlying(t);
    if (u->kind == TYPE_ARRAY)
        return has_var_size(u->u.array.elem, depth + 1);
    for (int i = 0; u->kind == TYPE_STRUCT && i < u->u.struc.count; i++) {
        if (has_var_size(u->u.struc.fields[i]->type, depth + 1))
            return true;
    }
    return false;
}

static bool assigned(Builtin *b, GoType *t, const char *what)
{
    check_assignment(b->ck, b->x, t, str_printf(b->ck->arena,
                                                "argument to unsafe.%s",
                                                what).p);
    return b->x->mode != MODE_INVALID;
}

// A type in the middle of its declaration has no size yet.
static bool size_known(Checker *ck, GoType *t, int depth)
{
    if (!check_is_complete(ck, t))
        return false;
    GoType *u = type_underlying(t);
    if (depth > 50)
        return true;
    if (u->kind == TYPE_ARRAY)
        return size_known(ck, u->u.array.elem, depth + 1);
    for (int i = 0; u->kind == TYPE_STRUCT && i < u->u.struc.count; i++) {
        if (!size_known(ck, u->u.struc.fields[i]->type, depth + 1))
            return false;
    }
    return true;
}

static bool builtin_sizeof(Builtin *b)
{
    Checker *ck = b->ck;
    bool align = b->id == BUILTIN_UNSAFE_ALIGNOF;
    if (!assigned(b, NULL, b->name) || !size_known(ck, b->x->type, 0))
        return false;
    GoType *t = b->x->type;
    if (has_var_size(t, 0))
        return result(b, MODE_VALUE, basic_type(ck, BASIC_UINTPTR));
    int64_t n = align ? type_align(t) : type_size(t);
    if (n < 0)
        return fail_operand(b, b->x, "%s is too large");
    return constant_result(b, n, BASIC_UINTPTR);
}

static int64_t offset_of(GoType *t, Lookup l)
{
    int64_t at = 0;
    for (int i = 0; i < l.path_len; i++) {
        GoType *u = type_underlying(t);
        at += type_field_offset(u, l.path[i]);
        t = u->u.struc.fields[l.path[i]]->type;
    }
    return at;
}

static bool builtin_offsetof(Builtin *b)
{
    Checker *ck = b->ck;
    Node *arg = b->call->call.args.at[0];
    Node *sel = node_unparen(arg);
    if (sel->kind != NODE_SELECTOR) {
        check_error(ck, node_start(arg), INVALID_ARG "%s is not a selector "
                    "expression", expr_text(ck, arg));
        check_use(ck, arg);
        return false;
    }
    check_expr(ck, NULL, b->x, sel->selector.x);
    if (b->x->mode == MODE_INVALID)
        return false;
    GoType *base = b->x->type, *u = type_underlying(base);
    if (u->kind == TYPE_POINTER &&
        type_underlying(u->u.pointer.elem)->kind == TYPE_STRUCT)
        base = u->u.pointer.elem;
    const char *name = sel->selector.sel->ident.name->str.p;
    Lookup l = lookup_member(base, false, ck->pkg, name, false);
    if (l.obj == NULL && l.result != LOOKUP_PTR_RECV) {
        check_error(ck, operand_pos(b->x), INVALID_ARG "%s has no single "
                    "field %s", type_text(ck, base), name);
        return false;
    }
    if (l.obj == NULL || l.obj->kind == OBJ_FUNC) {
        check_error(ck, node_start(arg), INVALID_ARG "%s is a method value",
                    expr_text(ck, arg));
        return false;
    }
    if (l.indirect) {
        check_error(ck, operand_pos(b->x), INVALID_ARG "field %s is "
                    "embedded via a pointer in %s", name,
                    type_text(ck, base));
        return false;
    }
    sel->selector.selection = lookup_selection(base, l);
    sel->selector.sel->ident.object = l.obj;
    sel->mode = MODE_VALUE;
    sel->type = l.obj->type;
    if (has_var_size(base, 0))
        return result(b, MODE_VALUE, basic_type(ck, BASIC_UINTPTR));
    return constant_result(b, offset_of(base, l), BASIC_UINTPTR);
}

static bool builtin_add(Builtin *b)
{
    Checker *ck = b->ck;
    GoType *p = basic_type(ck, BASIC_UNSAFE_POINTER);
    check_version(ck, fun_pos(b), 17, "unsafe.Add");
    if (!assigned(b, p, "Add") ||
        !check_is_valid_index(ck, &b->args.at[1], "length", true))
        return false;
    return result(b, MODE_VALUE, p);
}

static bool builtin_slice(Builtin *b)
{
    Checker *ck = b->ck;
    check_version(ck, fun_pos(b), 17, "unsafe.Slice");
    GoType *u = check_common_under(ck, b->x->type, NULL);
    if (u == NULL || u->kind != TYPE_POINTER)
        return fail_operand(b, b->x, INVALID_ARG "%s is not a pointer");
    if (!check_is_valid_index(ck, &b->args.at[1], "length", false))
        return false;
    return result(b, MODE_VALUE,
                  type_new_slice(ck->types, u->u.pointer.elem));
}

static bool builtin_slice_data(Builtin *b)
{
    Checker *ck = b->ck;
    check_version(ck, fun_pos(b), 20, "unsafe.SliceData");
    GoType *u = check_common_under(ck, b->x->type, NULL);
    if (u == NULL || u->kind != TYPE_SLICE)
        return fail_operand(b, b->x, INVALID_ARG "%s is not a slice");
    return result(b, MODE_VALUE,
                  type_new_pointer(ck->types, u->u.slice.elem));
}

static bool builtin_string(Builtin *b)
{
    Checker *ck = b->ck;
    check_version(ck, fun_pos(b), 20, "unsafe.String");
    GoType *p = type_new_pointer(ck->types, ck->types->byte_type);
    if (!assigned(b, p, "String") ||
        !check_is_valid_index(ck, &b->args.at[1], "length", false))
        return false;
    return result(b, MODE_VALUE, basic_type(ck, BASIC_STRING));
}

static bool builtin_string_data(Builtin *b)
{
    Checker *ck = b->ck;
    check_version(ck, fun_pos(b), 20, "unsafe.StringData");
    if (!assigned(b, basic_type(ck, BASIC_STRING), "StringData"))
        return false;
    return result(b, MODE_VALUE,
                  type_new_pointer(ck->types, ck->types->byte_type));
}

// --- Dispatch -----------------------------------------------------------------------------------------

static bool dispatch(Builtin *b)
{
    switch (b->id) {
    case BUILTIN_APPEND: return builtin_append(b);
    case BUILTIN_CAP:
    case BUILTIN_LEN: return builtin_len(b);
    case BUILTIN_CLEAR: return builtin_clear(b);
    case BUILTIN_CLOSE: return builtin_close(b);
    case BUILTIN_COMPLEX: return builtin_complex(b);
    case BUILTIN_COPY: return builtin_copy(b);
    case BUILTIN_DELETE: return builtin_delete(b);
    case BUILTIN_IMAG:
    case BUILTIN_REAL: return builtin_part(b);
    case BUILTIN_MAKE: return builtin_make(b);
    case BUILTIN_MAX:
    case BUILTIN_MIN: return builtin_min_max(b);
    case BUILTIN_NEW: return builtin_new(b);
    case BUILTIN_PANIC: return builtin_panic(b);
    case BUILTIN_PRINT:
    case BUILTIN_PRINTLN: return builtin_print(b);
    case BUILTIN_RECOVER: return builtin_recover(b);
    case BUILTIN_UNSAFE_ADD: return builtin_add(b);
    case BUILTIN_UNSAFE_ALIGNOF:
    case BUILTIN_UNSAFE_SIZEOF: return builtin_sizeof(b);
    case BUILTIN_UNSAFE_OFFSETOF: return builtin_offsetof(b);
    case BUILTIN_UNSAFE_SLICE: return builtin_slice(b);
    case BUILTIN_UNSAFE_SLICE_DATA: return builtin_slice_data(b);
    case BUILTIN_UNSAFE_STRING: return builtin_string(b);
    case BUILTIN_UNSAFE_STRING_DATA: return builtin_string_data(b);
    case BUILTIN_COUNT: break;
    }
    return false;
}

static bool evaluate_args(Builtin *b)
{
    b->nargs = b->call->call.args.count;
    if (b->id == BUILTIN_MAKE || b->id == BUILTIN_NEW ||
        b->id == BUILTIN_UNSAFE_OFFSETOF)
        return true;
    b->args = check_expr_list(b->ck, b->call->call.args);
    if (b->call->call.args.count == 0)
        b->args.count = 0;
    b->nargs = b->args.count;
    for (int i = 0; i < b->nargs; i++) {
        if (b->args.at[i].mode == MODE_INVALID)
            return false;
    }
    if (b->nargs > 0)
        *b->x = b->args.at[0];
    return true;
}

static bool count_ok(Builtin *b)
{
    const BuiltinInfo *info = &infos[b->id];
    const char *what = b->nargs < info->nargs ? "not enough" :
        !info->variadic && b->nargs > info->nargs ? "too many" : NULL;
    if (what == NULL)
        return true;
    check_error(b->ck, node_start(b->call), INVALID_OP "%s arguments for %s "
                "(expected %d, found %d)", what,
                expr_text(b->ck, b->call), info->nargs, b->nargs);
    return false;
}

bool check_builtin(Checker *ck, Operand *x, Node *call, BuiltinId id)
{
    Builtin b = {.ck = ck, .x = x, .call = call, .id = id,
                 .name = infos[id].name};
    if (call->call.has_dots && id != BUILTIN_APPEND) {
        check_error(ck, node_start(call), INVALID_OP "invalid use of ... "
                    "with built-in %s", b.name);
        check_use_list(ck, call->call.args);
        return false;
    }
    // len and cap look whether their own operand calls anything.
    bool saved = ck->env.has_call_or_recv;
    bool length = id == BUILTIN_LEN || id == BUILTIN_CAP;
    if (length)
        ck->env.has_call_or_recv = false;
    bool ok = evaluate_args(&b) && count_ok(&b) && dispatch(&b);
    if (length)
        ck->env.has_call_or_recv = saved;
    return ok;
}
