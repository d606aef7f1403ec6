// frontend/check_const.c -- Untyped values: which type they take, whether a
// constant fits it, conversions.
//
// An untyped expression has its untyped kind in the AST slot `type` until the
// context decides; then the final type is pushed down into the tree, as far
// as operands share it.  A constant keeps one value, rounded to its type.
//
// Invariant: after its statement is checked, no expression that is evaluated
// at run time has an untyped type, except the operands of folded constants.
//
//     var f float32 = 1 << 3   // 1, 3 and the shift are ints; f gets 8
#include "frontend/check_internal.h"

static BasicKind kind_of(GoType *t)
{
    t = type_unalias(t);
    return t->kind == TYPE_BASIC ? t->u.basic.kind : BASIC_INVALID;
}

// --- Representability -----------------------------------------------------------------

static bool int_fits(ConstValue *v, BasicKind kind)
{
    static const struct { int64_t lo; uint64_t hi; } range[] = {
        [BASIC_INT] = {INT64_MIN, INT64_MAX},
        [BASIC_INT8] = {INT8_MIN, INT8_MAX},
        [BASIC_INT16] = {INT16_MIN, INT16_MAX},
        [BASIC_INT32] = {INT32_MIN, INT32_MAX},
        [BASIC_INT64] = {INT64_MIN, INT64_MAX},
        [BASIC_UINT] = {0, UINT64_MAX},
        [BASIC_UINT8] = {0, UINT8_MAX},
        [BASIC_UINT16] = {0, UINT16_MAX},
        [BASIC_UINT32] = {0, UINT32_MAX},
        [BASIC_UINT64] = {0, UINT64_MAX},
        [BASIC_UINTPTR] = {0, UINT64_MAX},
    };
    if (kind == BASIC_UNTYPED_INT || kind == BASIC_UNTYPED_RUNE)
        return true;
    bool ok;
    if (const_sign(v) < 0) {
        int64_t i = const_to_int64(v, &ok);
        return ok && i >= range[kind].lo;
    }
    uint64_t u = const_to_uint64(v, &ok);
    return ok && u <= range[kind].hi;
}

static bool is_unknown(ConstValue *v)
{
    return const_kind(v) == CONST_UNKNOWN;
}

static bool complex_fits(Checker *ck, ConstValue *v, BasicKind kind,
                         ConstValue **rounded)
{
    ConstPool *p = ck->consts;
    v = const_to_complex(p, v);
    if (const_kind(v) != CONST_COMPLEX)
        return false;
    if (kind == BASIC_UNTYPED_COMPLEX)
        return true;
    ConstValue *re = const_real(p, v), *im = const_imag(p, v);
    bool small = kind == BASIC_COMPLEX64;
    re = small ? const_round32(p, re) : const_round64(p, re);
    im = small ? const_round32(p, im) : const_round64(p, im);
    if (is_unknown(re) || is_unknown(im))
        return false;
    if (rounded != NULL)
        *rounded = const_complex(p, re, im);
    return true;
}

static bool float_fits(Checker *ck, ConstValue *v, BasicKind kind,
                       ConstValue **rounded)
{
    ConstPool *p = ck->consts;
    v = const_to_float(p, v);
    if (const_kind(v) != CONST_FLOAT)
        return false;
    if (kind == BASIC_UNTYPED_FLOAT)
        return true;
    v = kind == BASIC_FLOAT32 ? const_round32(p, v) : const_round64(p, v);
    if (is_unknown(v))
        return false;
    if (rounded != NULL)
        *rounded = v;
    return true;
}

// Spec: Representability.
bool const_representable(Checker *ck, ConstValue *v, GoType *basic,
                         ConstValue **rounded)
{
    if (is_unknown(v))
        return true; // Has been reported.
    BasicKind kind = basic->u.basic.kind;
    if (type_is_integer(basic)) {
        ConstValue *i = const_to_int(ck->consts, v);
        if (const_kind(i) != CONST_INT)
            return false;
        if (rounded != NULL)
            *rounded = i;
        return int_fits(i, kind);
    }
    if (type_is_float(basic))
        return float_fits(ck, v, kind, rounded);
    if (type_is_complex(basic))
        return complex_fits(ck, v, kind, rounded);
    if (type_is_string(basic))
        return const_kind(v) == CONST_STRING;
    if (type_is_boolean(basic))
        return const_kind(v) == CONST_BOOL;
    return false;
}

ConvertResult check_representation(Checker *ck, Operand *x, GoType *basic,
                                   ConstValue **v)
{
    *v = x->val;
    if (const_representable(ck, x->val, basic, v))
        return CONVERT_OK;
    if (!type_is_numeric(x->type) || !type_is_numeric(basic))
        return CONVERT_INVALID;
    return !type_is_integer(x->type) && type_is_integer(basic) ?
        CONVERT_TRUNCATED : CONVERT_OVERFLOWS;
}

static void invalid_conversion(Checker *ck, ConvertResult why, Operand *x,
                               GoType *target)
{
    const char *to = type_text(ck, target);
    const char *from = operand_text(ck, x);
    if (why == CONVERT_TRUNCATED)
        check_error(ck, operand_pos(x), "%s truncated to %s", from, to);
    else if (why == CONVERT_OVERFLOWS)
        check_error(ck, operand_pos(x), "%s overflows %s", from, to);
    else
        check_error(ck, operand_pos(x), "cannot convert %s to type %s",
                    from, to);
    x->mode = MODE_INVALID;
}

void check_representable(Checker *ck, Operand *x, GoType *basic)
{
    ConstValue *v;
    ConvertResult why = check_representation(ck, x, basic, &v);
    if (why != CONVERT_OK)
        invalid_conversion(ck, why, x, basic);
    else
        x->val = v;
}

// --- The final type of an untyped expression -----------------------------------------------

static bool is_untyped_node(Node *e)
{
    return e->type != NULL && e->mode != MODE_TYPE &&
        e->mode != MODE_INVALID && type_is_untyped(e->type);
}

static void update_operands(Checker *ck, Node *e, GoType *t, bool final)
{
    switch ((NodeKind)e->kind) {
    case NODE_PAREN:
        check_update_type(ck, e->paren.x, t, final);
        break;
    case NODE_UNARY:
        // The operands of a constant are left alone.
        if (e->value == NULL)
            check_update_type(ck, e->unary.x, t, final);
        break;
    case NODE_BINARY:
        if (e->value != NULL || token_is_comparison((Token)e->op))
            break; // A comparison's operands have another type.
        check_update_type(ck, e->binary.x, t, final);
        if (e->op != TOK_SHL && e->op != TOK_SHR)
            check_update_type(ck, e->binary.y, t, final);
        break;
    default:
        break;
    }
}

void check_update_type(Checker *ck, Node *e, GoType *t, bool final)
{
    if (!is_untyped_node(e))
        return;
    update_operands(ck, e, t, final);
    if (!final && type_is_untyped(t)) {
        e->type = type_underlying(t);
        return;
    }
    bool is_shift = ck->shift_lhs.len > 0 && map_get(&ck->shift_lhs, e);
    if (is_shift) {
        map_set(&ck->shift_lhs, e, NULL);
        if (!type_all(t, type_is_integer)) {
            check_error(ck, node_start(e), INVALID_OP "shifted operand %s "
                        "(type %s) must be integer", expr_text(ck, e),
                        type_text(ck, t));
            e->type = t;
            return;
        }
    }
    if (e->value != NULL) {
        Operand c = {(ExprMode)e->mode, e->type, e->value, e, 0};
        e->type = t; // So that the next call ends here.
        GoType *type;
        ConstValue *v = NULL;
        ConvertResult why = check_implicit_type(ck, &c, t, &type, &v);
        if (why != CONVERT_OK) {
            GoType *shown = type_is_type_param(t) ? t : type_underlying(t);
            invalid_conversion(ck, why, &c, shown);
            return;
        }
        if (v != NULL)
            e->value = v;
    }
    e->type = t;
}

void check_update_value(Node *e, ConstValue *v)
{
    if (is_untyped_node(e))
        e->value = v;
}

// --- Implicit conversion ----------------------------------------------------------------------

// The larger of two untyped numeric kinds; NULL if they do not mix.
GoType *max_untyped(GoType *a, GoType *b)
{
    a = type_unalias(a);
    b = type_unalias(b);
    if (a == b)
        return a;
    if (type_is_untyped(a) && type_is_untyped(b) && type_is_numeric(a) &&
        type_is_numeric(b))
        return a->u.basic.kind > b->u.basic.kind ? a : b;
    return NULL;
}

static bool kind_fits_basic(Operand *x, GoType *target)
{
    switch (kind_of(x->type)) {
    case BASIC_UNTYPED_BOOL: return type_is_boolean(target);
    case BASIC_UNTYPED_INT:
    case BASIC_UNTYPED_RUNE:
    case BASIC_UNTYPED_FLOAT:
    case BASIC_UNTYPED_COMPLEX: return type_is_numeric(target);
    case BASIC_UNTYPED_STRING: return type_is_string(target);
    default: return false;
    }
}

static ConvertResult implicit_param(Checker *ck, Operand *x, GoType *target)
{
    TypeSet *s = type_set_of(type_param_interface(type_unalias(target)));
    if (s->all_types || s->term_count == 0)
        return CONVERT_INVALID;
    for (int i = 0; i < s->term_count; i++) {
        GoType *t;
        ConstValue *v = NULL;
        if (check_implicit_type(ck, x, type_underlying(s->terms[i].type),
                                &t, &v) != CONVERT_OK)
            return CONVERT_INVALID;
    }
    return CONVERT_OK;
}

// The type (and rounded value) that an untyped x takes for target.
ConvertResult check_implicit_type(Checker *ck, Operand *x, GoType *target,
                                  GoType **type, ConstValue **val)
{
    *type = x->type;
    *val = NULL;
    if (x->mode == MODE_INVALID || !type_is_untyped(x->type) ||
        type_is_invalid(target))
        return CONVERT_OK;
    if (type_is_untyped(target)) {
        *type = max_untyped(x->type, target);
        return *type != NULL ? CONVERT_OK : CONVERT_INVALID;
    }
    *type = target;
    if (x->mode == MODE_NIL)
        return type_has_nil(target) ? CONVERT_OK : CONVERT_INVALID;
    if (type_is_type_param(target))
        return implicit_param(ck, x, target);
    GoType *u = type_underlying(target);
    if (u->kind == TYPE_BASIC) {
        if (x->mode == MODE_CONSTANT)
            return check_representation(ck, x, u, val);
        return kind_fits_basic(x, target) ? CONVERT_OK : CONVERT_INVALID;
    }
    if (u->kind == TYPE_INTERFACE) {
        if (!type_set_is_all(type_set_of(u)))
            return CONVERT_INVALID;
        *type = type_default(type_unalias(x->type));
        return CONVERT_OK;
    }
    return CONVERT_INVALID;
}

void check_convert_untyped(Checker *ck, Operand *x, GoType *target)
{
    GoType *type;
    ConstValue *v;
    ConvertResult why = check_implicit_type(ck, x, target, &type, &v);
    if (why != CONVERT_OK) {
        GoType *t = type_is_type_param(target) ? target :
            type_underlying(target);
        invalid_conversion(ck, why, x, t);
        return;
    }
    if (v != NULL) {
        x->val = v;
        check_update_value(x->expr, v);
    }
    if (type != x->type) {
        x->type = type;
        check_update_type(ck, x->expr, type, false);
    }
}

// --- Assignability of operands ----------------------------------------------------------------

bool check_assignable(Checker *ck, Operand *x, GoType *t, const char **why)
{
    if (x->mode == MODE_INVALID || type_is_invalid(x->type) ||
        type_is_invalid(t) || type_identical(x->type, t))
        return true;
    if (type_is_untyped(x->type)) {
        GoType *type;
        ConstValue *v;
        return check_implicit_type(ck, x, t, &type, &v) == CONVERT_OK;
    }
    Cause cause = check_cause(ck);
    bool ok = type_assignable_why(x->type, t, why != NULL ? &cause : NULL);
    if (why != NULL)
        *why = cause.text;
    return ok;
}

// --- Common underlying types ----------------------------------------------------------------------

static const char *channel_conflict(Checker *ck, GoType **under, GoType **ct,
                                    GoType *t, GoType *u)
{
    if (!type_identical((*under)->u.chan.elem, u->u.chan.elem))
        return str_printf(ck->arena, "channels %s and %s have different "
                          "element types", type_text(ck, *ct),
                          type_text(ck, t)).p;
    if ((*under)->u.chan.dir == u->u.chan.dir)
        return NULL;
    if ((*under)->u.chan.dir == CHAN_BOTH) {
        *under = u;
        *ct = t;
    } else if (u->u.chan.dir != CHAN_BOTH) {
        return str_printf(ck->arena, "channels %s and %s have conflicting "
                          "directions", type_text(ck, *ct),
                          type_text(ck, t)).p;
    }
    return NULL;
}

GoType *check_common_under(Checker *ck, GoType *t, const char **why)
{
    const char *unused;
    why = why != NULL ? why : &unused;
    *why = NULL;
    GoType *n = type_unalias(t);
    if (n->kind != TYPE_PARAM)
        return type_underlying(n);
    TypeSet *s = type_set_of(type_param_interface(n));
    *why = "no specific type";
    if (s->all_types || s->term_count == 0)
        return NULL;
    GoType *ct = NULL, *under = NULL;
    for (int i = 0; i < s->term_count; i++) {
        GoType *et = s->terms[i].type, *eu = type_underlying(et);
        if (under == NULL) {
            ct = et;
            under = eu;
        } else if (under->kind == TYPE_CHAN && eu->kind == TYPE_CHAN) {
            *why = channel_conflict(ck, &under, &ct, et, eu);
            if (*why != NULL)
                return NULL;
        } else if (!type_identical(under, eu)) {
            *why = str_printf(ck->arena, "%s and %s have different "
                              "underlying types", type_text(ck, ct),
                              type_text(ck, et)).p;
            return NULL;
        }
    }
    *why = NULL;
    return under;
}

// --- Conversions T(x) ---------------------------------------------------------------------------------

static bool const_convertible(Checker *ck, Operand *x, GoType *t,
                              ConstValue **val)
{
    GoType *u = type_underlying(t);
    if (u->kind != TYPE_BASIC)
        return false;
    if (const_representable(ck, x->val, u, val))
        return true;
    if (!type_is_integer(x->type) || !type_is_string(u))
        return false;
    bool ok;
    uint64_t rune = const_to_uint64(x->val, &ok);
    if (!ok || rune > 0x10FFFF || (0xD800 <= rune && rune < 0xE000))
        rune = 0xFFFD;
    char bytes[4];
    int n = utf8_encode((uint32_t)rune, bytes);
    if (val != NULL)
        *val = const_string(ck->consts, bytes, (size_t)n);
    return true;
}

static bool const_to_param(Checker *ck, Operand *x, GoType *t,
                           const char **cause)
{
    TypeSet *s = type_set_of(type_param_interface(type_unalias(t)));
    if (s->all_types || s->term_count == 0) {
        *cause = str_printf(ck->arena, "%s does not contain specific types",
                            type_text(ck, t)).p;
        return false;
    }
    for (int i = 0; i < s->term_count; i++) {
        GoType *u = type_underlying(s->terms[i].type);
        if (type_is_string(x->type) && type_is_bytes_or_runes(u))
            continue;
        if (const_convertible(ck, x, u, NULL))
            continue;
        if (type_is_integer(x->type) && type_is_integer(u))
            *cause = str_printf(ck->arena, "constant %s overflows %s (in "
                                "%s)", const_text(ck->consts, x->val),
                                type_text(ck, u), type_text(ck, t)).p;
        else
            *cause = str_printf(ck->arena, "cannot convert %s to type %s "
                                "(in %s)", operand_text(ck, x),
                                type_text(ck, u), type_text(ck, t)).p;
        return false;
    }
    return true;
}

static bool convertible(Checker *ck, Operand *x, GoType *t,
                        const char **cause)
{
    if (type_is_untyped(x->type)) {
        if (check_assignable(ck, x, t, cause))
            return true;
        // A constant of a kind that no rule below is about, or a shift.
        if (x->mode == MODE_NIL)
            return false;
        GoType *d = x->type;
        Cause why = check_cause(ck);
        bool ok = type_convertible_why(d, t, &why);
        *cause = why.text;
        return ok;
    }
    Cause why = check_cause(ck);
    bool ok = type_convertible_why(x->type, t, &why);
    *cause = why.text;
    return ok;
}

// The type that an untyped operand is recorded with.
static GoType *final_type(Operand *x, GoType *t, bool constant)
{
    if (type_is_nil(x->type))
        return t;
    bool iface = type_is_interface(t);
    if (iface || (constant && !type_is_const_type(t)))
        return type_default(type_unalias(x->type));
    if (x->mode == MODE_CONSTANT && type_is_integer(x->type) &&
        type_all(t, type_is_string))
        return x->type; // string(65): 65 stays an untyped integer.
    return t;
}

// Spec: Conversions.
void check_conversion(Checker *ck, Operand *x, GoType *t)
{
    bool constant = x->mode == MODE_CONSTANT;
    bool ok = false;
    const char *cause = NULL;
    if (constant && type_is_const_type(t)) {
        ok = const_convertible(ck, x, t, &x->val);
        if (!ok && type_is_integer(x->type) && type_is_integer(t)) {
            check_error(ck, operand_pos(x), "constant %s overflows %s",
                        const_text(ck->consts, x->val), type_text(ck, t));
            x->mode = MODE_INVALID;
            return;
        }
    } else if (constant && type_is_type_param(t)) {
        ok = const_to_param(ck, x, t, &cause);
        x->mode = MODE_VALUE; // A type parameter has no constants.
    } else if (convertible(ck, x, t, &cause)) {
        ok = true;
        x->mode = MODE_VALUE;
    }
    if (!ok) {
        const char *sep = cause != NULL && cause[0] != '\0' ? ": " : "";
        check_error(ck, operand_pos(x), "cannot convert %s to type %s%s%s",
                    operand_text(ck, x), type_text(ck, t), sep,
                    sep[0] != '\0' ? cause : "");
        x->mode = MODE_INVALID;
        return;
    }
    if (type_is_untyped(x->type))
        check_update_type(ck, x->expr, final_type(x, t, constant), true);
    x->type = t;
}
