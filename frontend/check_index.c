// frontend/check_index.c -- x[i] and x[i:j].
//
// Spec: Index expressions, Slice expressions.  x[T] is an instance when x is
// a generic function or type.  For a type parameter every type of its type
// set must allow the operation in the same way.
//
// Invariant: constant indices are in range and in order.
//
//     s[1:n]   m[key]   f[int]
#include "frontend/check_internal.h"

#include <inttypes.h>

bool check_is_valid_index(Checker *ck, Operand *x, const char *what,
                          bool allow_negative)
{
    if (x->mode == MODE_INVALID)
        return false;
    check_convert_untyped(ck, x, basic_type(ck, BASIC_INT));
    if (x->mode == MODE_INVALID)
        return false;
    if (!type_all(x->type, type_is_integer)) {
        check_error(ck, operand_pos(x), INVALID_ARG "%s %s must be integer",
                    what, operand_text(ck, x));
        return false;
    }
    if (x->mode != MODE_CONSTANT || const_kind(x->val) == CONST_UNKNOWN)
        return true;
    if (!allow_negative && const_sign(x->val) < 0) {
        check_error(ck, operand_pos(x),
                    INVALID_ARG "%s %s must not be negative", what,
                    operand_text(ck, x));
        return false;
    }
    if (!const_representable(ck, x->val, basic_type(ck, BASIC_INT),
                             &x->val)) {
        check_error(ck, operand_pos(x), INVALID_ARG "%s %s overflows int",
                    what, operand_text(ck, x));
        return false;
    }
    return true;
}

// Returns the value of a constant index, else -1.  out->type is invalid after
// an error.  max < 0: no upper bound.
int64_t check_index(Checker *ck, Node *e, int64_t max, Operand *out)
{
    Operand x;
    check_expr(ck, NULL, &x, e);
    out->type = invalid_type(ck);
    if (!check_is_valid_index(ck, &x, "index", false))
        return -1;
    if (x.mode != MODE_CONSTANT) {
        out->type = x.type;
        return -1;
    }
    if (const_kind(x.val) == CONST_UNKNOWN)
        return -1;
    int64_t v = const_to_int64(x.val, NULL);
    if (max >= 0 && v >= max) {
        check_error(ck, operand_pos(&x), INVALID_ARG "index %s out of "
                    "bounds [0:%" PRId64 "]", const_text(ck->consts, x.val),
                    max);
        return -1;
    }
    out->type = x.type;
    return v;
}

static Node *single_index(Checker *ck, Node *e)
{
    NodeList args = e->index.args;
    if (args.count == 0) {
        check_error(ck, node_start(e), "missing index for %s",
                    expr_text(ck, e->index.x));
        return NULL;
    }
    if (args.count > 1)
        check_error(ck, node_start(args.at[1]),
                    INVALID_OP "more than one index");
    return args.at[0];
}

// How one type is indexed.
typedef struct Indexing {
    GoType *key, *elem; // key: maps only.
    int64_t length;     // -1: unknown.
    ExprMode mode;
} Indexing;

static bool indexing_of(Checker *ck, GoType *u, Operand *x, Indexing *in)
{
    *in = (Indexing){.length = -1, .mode = MODE_VARIABLE};
    switch (u->kind) {
    case TYPE_BASIC:
        if (!type_is_string(u))
            return false;
        in->elem = ck->types->byte_type;
        in->mode = MODE_VALUE;
        if (x->mode == MODE_CONSTANT &&
            const_kind(x->val) == CONST_STRING) {
            size_t n;
            const_to_string(x->val, &n);
            in->length = (int64_t)n;
        }
        return true;
    case TYPE_ARRAY:
        in->length = u->u.array.len;
        in->elem = u->u.array.elem;
        if (x->mode != MODE_VARIABLE)
            in->mode = MODE_VALUE;
        return true;
    case TYPE_POINTER:
        u = type_underlying(u->u.pointer.elem);
        if (u->kind != TYPE_ARRAY)
            return false;
        in->length = u->u.array.len;
        in->elem = u->u.array.elem;
        return true;
    case TYPE_SLICE:
        in->elem = u->u.slice.elem;
        return true;
    case TYPE_MAP:
        in->key = u->u.map.key;
        in->elem = u->u.map.elem;
        in->mode = MODE_MAPINDEX;
        return true;
    case TYPE_NAMED:
    case TYPE_CHAN:
    case TYPE_STRUCT:
    case TYPE_FUNC:
    case TYPE_INTERFACE:
    case TYPE_TUPLE:
    case TYPE_PARAM:
    case TYPE_ALIAS:
    case TYPE_UNION: break;
    }
    return false;
}

static bool same_or_null(GoType *a, GoType *b)
{
    return a == NULL || b == NULL ? a == b : type_identical(a, b);
}

static bool indexing_of_param(Checker *ck, GoType *p, Operand *x,
                              Indexing *in)
{
    TypeSet *s = type_set_of(type_param_interface(p));
    if (s->all_types || s->term_count == 0)
        return false;
    for (int i = 0; i < s->term_count; i++) {
        Indexing one;
        if (!indexing_of(ck, type_underlying(s->terms[i].type), x, &one))
            return false;
        if (i == 0) {
            *in = one;
            continue;
        }
        if (!same_or_null(in->key, one.key) ||
            !type_identical(in->elem, one.elem))
            return false;
        if (one.length >= 0 && (in->length < 0 || one.length < in->length))
            in->length = one.length;
        if (one.mode == MODE_VALUE)
            in->mode = MODE_VALUE;
    }
    return true;
}

static bool elements_complete(Checker *ck, GoType *t)
{
    if (!check_is_complete(ck, t))
        return false;
    GoType *u = type_underlying(t);
    if (u->kind == TYPE_POINTER)
        return check_is_complete(ck, u->u.pointer.elem);
    if (u->kind == TYPE_MAP)
        return check_is_complete(ck, u->u.map.elem);
    return true;
}

static void index_value(Checker *ck, Operand *x, Node *e)
{
    if (!elements_complete(ck, x->type)) {
        x->mode = MODE_INVALID;
        return;
    }
    GoType *n = type_unalias(x->type);
    Indexing in;
    bool ok = n->kind == TYPE_PARAM ? indexing_of_param(ck, n, x, &in) :
        indexing_of(ck, type_underlying(n), x, &in);
    if (!ok) {
        check_error(ck, e->pos, "cannot index %s", operand_text(ck, x));
        check_use_list(ck, e->index.args);
        x->mode = MODE_INVALID;
        return;
    }
    Node *index = single_index(ck, e);
    if (index == NULL) {
        x->mode = MODE_INVALID;
        return;
    }
    if (in.key != NULL) {
        Operand key;
        check_generic_expr(ck, &key, index);
        check_assignment(ck, &key, in.key, "map index");
    } else {
        Operand unused;
        check_index(ck, index, in.length, &unused);
    }
    x->mode = in.mode;
    x->type = in.elem;
    x->val = NULL;
}

// True: x is a generic function and e an instantiation of it, to be completed
// by the caller.
bool check_index_expr(Checker *ck, Operand *x, Node *e)
{
    check_expr_or_type(ck, x, e->index.x, true);
    switch (x->mode) {
    case MODE_INVALID:
        check_use_list(ck, e->index.args);
        return false;
    case MODE_TYPE:
        x->mode = MODE_INVALID;
        x->type = check_var_type(ck, e);
        if (!type_is_invalid(x->type))
            x->mode = MODE_TYPE;
        return false;
    case MODE_VALUE:
        if (type_underlying(x->type)->kind == TYPE_FUNC &&
            type_underlying(x->type)->u.func.tparams.count > 0)
            return true;
        break;
    default:
        break;
    }
    check_non_generic(ck, NULL, x);
    if (x->mode != MODE_INVALID)
        index_value(ck, x, e);
    return false;
}

// --- Slices --------------------------------------------------------------------------------

// What x[i:j] is taken from; NULL after an error.
static GoType *sliced_type(Checker *ck, Operand *x)
{
    GoType *n = type_unalias(x->type);
    if (n->kind != TYPE_PARAM)
        return type_underlying(n);
    TypeSet *s = type_set_of(type_param_interface(n));
    if (s->all_types || s->term_count == 0) {
        check_error(ck, operand_pos(x),
                    "cannot slice %s: no specific type in %s",
                    operand_text(ck, x), type_text(ck, x->type));
        return NULL;
    }
    GoType *common = NULL, *first = NULL;
    bool has_string = false;
    for (int i = 0; i < s->term_count; i++) {
        GoType *u = type_underlying(s->terms[i].type);
        if (type_is_string(u)) {
            u = type_new_slice(ck->types, ck->types->byte_type);
            has_string = true;
        }
        if (common == NULL) {
            common = u;
            first = s->terms[i].type;
        } else if (!type_identical(common, u)) {
            check_error(ck, operand_pos(x), "cannot slice %s: %s and %s "
                        "have different underlying types",
                        operand_text(ck, x), type_text(ck, first),
                        type_text(ck, s->terms[i].type));
            return NULL;
        }
    }
    return has_string ? basic_type(ck, BASIC_STRING) : common;
}

static bool slice_string(Checker *ck, Operand *x, Node *e, int64_t *length)
{
    if (e->slice.full) {
        Node *at = e->slice.max != NULL ? e->slice.max : e;
        check_error(ck, node_start(at),
                    INVALID_OP "3-index slice of string");
        return false;
    }
    if (x->mode == MODE_CONSTANT && const_kind(x->val) == CONST_STRING) {
        size_t n;
        const_to_string(x->val, &n);
        *length = (int64_t)n;
    }
    if (type_is_untyped(x->type)) {
        x->type = basic_type(ck, BASIC_STRING);
        check_update_type(ck, x->expr, x->type, true);
    }
    return true;
}

static bool slice_array(Checker *ck, Operand *x, GoType *u, int64_t *length)
{
    if (x->mode != MODE_VARIABLE) {
        check_error(ck, operand_pos(x),
                    "cannot slice unaddressable value %s",
                    operand_text(ck, x));
        return false;
    }
    check_note_addr_taken(ck, x->expr);
    *length = u->u.array.len;
    x->type = type_new_slice(ck->types, u->u.array.elem);
    return true;
}

static bool slice_operand(Checker *ck, Operand *x, Node *e, int64_t *length)
{
    GoType *u = sliced_type(ck, x);
    if (u == NULL)
        return false;
    if (u->kind == TYPE_BASIC && type_is_string(u))
        return slice_string(ck, x, e, length);
    if (u->kind == TYPE_ARRAY)
        return slice_array(ck, x, u, length);
    if (u->kind == TYPE_SLICE)
        return true;
    if (u->kind == TYPE_POINTER) {
        if (!check_is_complete(ck, u->u.pointer.elem))
            return false;
        GoType *a = type_underlying(u->u.pointer.elem);
        if (a->kind == TYPE_ARRAY) {
            *length = a->u.array.len;
            x->type = type_new_slice(ck->types, a->u.array.elem);
            return true;
        }
    }
    check_error(ck, operand_pos(x), "cannot slice %s", operand_text(ck, x));
    return false;
}

void check_slice_expr(Checker *ck, Operand *x, Node *e)
{
    Node *parts[] = {e->slice.lo, e->slice.hi, e->slice.max};
    check_expr(ck, NULL, x, e->slice.x);
    int64_t length = -1;
    if (x->mode == MODE_INVALID || !slice_operand(ck, x, e, &length)) {
        if (x->mode == MODE_INVALID) {
            for (int i = 0; i < 3; i++)
                check_use(ck, parts[i]);
        }
        x->mode = MODE_INVALID;
        return;
    }
    x->mode = MODE_VALUE;
    x->val = NULL;
    if (e->slice.full && (parts[1] == NULL || parts[2] == NULL)) {
        x->mode = MODE_INVALID;
        return; // The parser has reported it.
    }
    int64_t index[3] = {-1, -1, -1};
    for (int i = 0; i < 3; i++) {
        Operand unused;
        if (parts[i] != NULL)
            index[i] = check_index(ck, parts[i],
                                   length >= 0 ? length + 1 : -1, &unused);
        else if (i == 0)
            index[i] = 0;
        else if (length >= 0)
            index[i] = length;
    }
    for (int i = 0; i < 2; i++) {
        for (int k = i + 1; index[i] > 0 && k < 3; k++) {
            if (index[k] < 0 || index[k] >= index[i])
                continue;
            if (parts[k] == NULL)
                continue;
            check_error(ck, node_start(parts[k]), "invalid slice indices: "
                        "%" PRId64 " < %" PRId64, index[k], index[i]);
            return;
        }
    }
}
