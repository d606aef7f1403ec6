// frontend/lower_desc.c -- Type descriptors, itabs, and which methods are
// alive.
//
// A descriptor is made for each type that the program needs at run time.  A
// method of a type is lowered only if a value of the type may be in an
// interface (lower_mark_iface) and a method of that name is called through
// some interface (lower_call_method): rapid type analysis by name.  Its entry
// in the descriptor is kept when some interface type of the program has it.
//
// Invariant: lower_methods_step runs until it finds nothing new; descriptors
// get their method lists only then.
//
//     var e error = MyErr{}; e.Error()    MyErr.Error alive, MyErr.Foo not
#include "base/ice.h"
#include "frontend/lower_internal.h"

#include <string.h>

// Numbers and flags of runtime/abi.h, which the front end does not include.
enum {
    KIND_BOOL = 1, KIND_INT, KIND_INT8, KIND_INT16, KIND_INT32, KIND_INT64,
    KIND_UINT, KIND_UINT8, KIND_UINT16, KIND_UINT32, KIND_UINT64,
    KIND_UINTPTR, KIND_FLOAT32, KIND_FLOAT64, KIND_COMPLEX64,
    KIND_COMPLEX128, KIND_ARRAY, KIND_CHAN, KIND_FUNC, KIND_INTERFACE,
    KIND_MAP, KIND_POINTER, KIND_SLICE, KIND_STRING, KIND_STRUCT,
    KIND_UNSAFE_POINTER
};
enum {
    FLAG_DIRECT = 1, FLAG_NAMED = 2, FLAG_COMPARABLE = 4, FLAG_MEMEQUAL = 8,
    FLAG_UNCOMMON = 16
};
enum { DIR_RECV = 1, DIR_SEND = 2, DIR_BOTH = 3 };

// One method of a type whose values get into interfaces.
struct MethodSlot {
    Selection *sel;
    Str id;
    bool listed;
    IrFunc *ifn;
};
typedef struct MethodSlot MethodSlot;

static uint8_t basic_number(BasicKind k)
{
    switch (k) {
    case BASIC_BOOL: return KIND_BOOL;
    case BASIC_INT: return KIND_INT;
    case BASIC_INT8: return KIND_INT8;
    case BASIC_INT16: return KIND_INT16;
    case BASIC_INT32: return KIND_INT32;
    case BASIC_INT64: return KIND_INT64;
    case BASIC_UINT: return KIND_UINT;
    case BASIC_UINT8: return KIND_UINT8;
    case BASIC_UINT16: return KIND_UINT16;
    case BASIC_UINT32: return KIND_UINT32;
    case BASIC_UINT64: return KIND_UINT64;
    case BASIC_UINTPTR: return KIND_UINTPTR;
    case BASIC_FLOAT32: return KIND_FLOAT32;
    case BASIC_FLOAT64: return KIND_FLOAT64;
    case BASIC_COMPLEX64: return KIND_COMPLEX64;
    case BASIC_COMPLEX128: return KIND_COMPLEX128;
    case BASIC_STRING: return KIND_STRING;
    case BASIC_UNSAFE_POINTER: return KIND_UNSAFE_POINTER;
    default: ICE(NO_POS, "descriptor of an untyped kind");
    }
}

static uint8_t kind_number(GoType *u)
{
    switch (u->kind) {
    case TYPE_BASIC: return basic_number(u->u.basic.kind);
    case TYPE_POINTER: return KIND_POINTER;
    case TYPE_SLICE: return KIND_SLICE;
    case TYPE_ARRAY: return KIND_ARRAY;
    case TYPE_MAP: return KIND_MAP;
    case TYPE_CHAN: return KIND_CHAN;
    case TYPE_STRUCT: return KIND_STRUCT;
    case TYPE_FUNC: return KIND_FUNC;
    case TYPE_INTERFACE: return KIND_INTERFACE;
    default: ICE(NO_POS, "descriptor of %s", type_string(u, NULL));
    }
}

static bool struct_memequal(Lower *lw, GoType *u);

static bool memequal(Lower *lw, GoType *t)
{
    GoType *u = type_underlying(t);
    switch (u->kind) {
    case TYPE_POINTER:
    case TYPE_CHAN: return true;
    case TYPE_BASIC:
        return !type_is_float(u) && !type_is_complex(u) && !type_is_string(u);
    case TYPE_ARRAY: return memequal(lw, u->u.array.elem);
    case TYPE_STRUCT: return struct_memequal(lw, u);
    default: return false;
    }
}

static bool struct_memequal(Lower *lw, GoType *u)
{
    const IrType *ir = ir_type(lw, u);
    uint64_t at = 0;
    for (int i = 0; i < u->u.struc.count; i++) {
        Object *f = u->u.struc.fields[i];
        if (strcmp(f->name, "_") == 0 || !memequal(lw, f->type) ||
            ir->fields[i].offset != at)
            return false;
        at += ir->fields[i].type->size;
    }
    return at == ir->size;
}

static uint8_t desc_flags(Lower *lw, GoType *t)
{
    GoType *u = type_underlying(t);
    uint8_t flags = 0;
    if (type_is_direct(t))
        flags |= FLAG_DIRECT;
    if (t->kind == TYPE_NAMED || t->kind == TYPE_BASIC)
        flags |= FLAG_NAMED;
    if (t->kind == TYPE_NAMED)
        flags |= FLAG_UNCOMMON;
    if (type_is_comparable(t))
        flags |= FLAG_COMPARABLE;
    if (type_is_comparable(t) && u->kind != TYPE_INTERFACE && memequal(lw, t))
        flags |= FLAG_MEMEQUAL;
    return flags;
}

// --- Children ---------------------------------------------------------------

static void fill_struct(Lower *lw, IrDesc *d, GoType *u)
{
    d->nfields = (uint32_t)u->u.struc.count;
    d->fields = ARENA_ARRAY(lw->arena, IrDescField, d->nfields + 1);
    for (uint32_t i = 0; i < d->nfields; i++) {
        Object *f = u->u.struc.fields[i];
        IrDescField *to = &d->fields[i];
        to->name = str_from(f->name);
        if (!f->is_exported && f->pkg != NULL)
            to->pkgpath = str_from(f->pkg->path);
        if (f->u.var.tag != NULL)
            to->tag = (Str){f->u.var.tag, f->u.var.tag_len};
        to->type = lower_desc(lw, f->type);
        to->offset = d->layout->fields[i].offset;
        to->embedded = f->u.var.embedded;
    }
}

static void fill_func(Lower *lw, IrDesc *d, GoType *u)
{
    GoType *params = u->u.func.params, *results = u->u.func.results;
    d->nin = (uint32_t)params->u.tuple.count;
    d->nout = (uint32_t)results->u.tuple.count;
    d->variadic = u->u.func.variadic;
    d->inout = ARENA_ARRAY(lw->arena, IrDesc *, d->nin + d->nout + 1);
    for (uint32_t i = 0; i < d->nin; i++)
        d->inout[i] = lower_desc(lw, params->u.tuple.vars[i]->type);
    for (uint32_t i = 0; i < d->nout; i++)
        d->inout[d->nin + i] = lower_desc(lw, results->u.tuple.vars[i]->type);
}

static void fill_interface(Lower *lw, IrDesc *d, GoType *u)
{
    d->nmethods = (uint32_t)interface_method_count(u);
    d->methods = ARENA_ARRAY(lw->arena, IrDescMethod, d->nmethods + 1);
    for (uint32_t i = 0; i < d->nmethods; i++) {
        Object *m = interface_method_at(u, (int)i);
        IrDescMethod *to = &d->methods[i];
        to->name = str_from(m->name);
        if (!m->is_exported && m->pkg != NULL)
            to->pkgpath = str_from(m->pkg->path);
        to->type = lower_desc(lw, m->type);
        strmap_set(&lw->iface_methods, method_id(lw, m), lw);
    }
}

static int chan_dir(ChanDir dir)
{
    return dir == CHAN_BOTH ? DIR_BOTH :
           dir == CHAN_SEND_ONLY ? DIR_SEND : DIR_RECV;
}

static void fill(Lower *lw, IrDesc *d, GoType *u)
{
    switch (u->kind) {
    case TYPE_POINTER:
    case TYPE_SLICE: d->elem = lower_desc(lw, lower_elem(u)); break;
    case TYPE_ARRAY:
        d->elem = lower_desc(lw, u->u.array.elem);
        d->count = (uint64_t)u->u.array.len;
        break;
    case TYPE_CHAN:
        d->elem = lower_desc(lw, u->u.chan.elem);
        d->chan_dir = chan_dir(u->u.chan.dir);
        break;
    case TYPE_MAP:
        d->key = lower_desc(lw, u->u.map.key);
        d->elem = lower_desc(lw, u->u.map.elem);
        break;
    case TYPE_STRUCT: fill_struct(lw, d, u); break;
    case TYPE_FUNC: fill_func(lw, d, u); break;
    case TYPE_INTERFACE: fill_interface(lw, d, u); break;
    default: break;
    }
}

static Str plain_name(Lower *lw, GoType *t)
{
    // The runtime string of a named type without its package.
    Str s = lower_runtime_text(lw, t);
    size_t skip = strlen(t->u.named.obj->name);
    for (size_t i = 0; i + skip <= s.n && s.p[i] != '['; i++) {
        if (s.p[i] == '.')
            return str_sub(s, i + 1, s.n);
    }
    return s;
}

IrDesc *lower_desc(Lower *lw, GoType *t)
{
    TypeInfo *ti = type_info(lw, t);
    if (ti->desc != NULL)
        return ti->desc;

    t = ti->type;
    GoType *u = type_underlying(t);
    IrDesc *d = ti->desc = ARENA_NEW(lw->arena, IrDesc);
    d->id = (uint32_t)lw->m->descs.len;
    vec_push_in(&lw->m->descs, lw->arena, d);
    d->kind = kind_number(u);
    d->flags = desc_flags(lw, t);
    d->hash = (uint32_t)(ti->hash ^ (ti->hash >> 32));
    d->string = lower_runtime_text(lw, t);
    d->link_name = lower_unique_link(
        lw, str_printf(lw->arena, "type:%.*s", STR_ARG(d->string)));
    d->layout = ir_type(lw, t);
    d->used = true;
    if (t->kind == TYPE_NAMED) {
        d->name = plain_name(lw, t);
        if (t->u.named.obj->pkg != NULL)
            d->pkgpath = str_from(t->u.named.obj->pkg->path);
    } else if (t->kind == TYPE_BASIC) {
        d->name = d->string;
    }
    fill(lw, d, u);
    return d;
}

IrDesc *lower_desc_used(Lower *lw, GoType *t)
{
    return lower_desc(lw, t);
}

// --- What gets into interfaces ----------------------------------------------

static void mark_children(Lower *lw, GoType *u)
{
    switch (u->kind) {
    case TYPE_POINTER:
    case TYPE_SLICE:
    case TYPE_ARRAY:
    case TYPE_CHAN: lower_mark_iface(lw, lower_elem(u)); break;
    case TYPE_MAP:
        lower_mark_iface(lw, u->u.map.key);
        lower_mark_iface(lw, u->u.map.elem);
        break;
    case TYPE_STRUCT:
        for (int i = 0; i < u->u.struc.count; i++)
            lower_mark_iface(lw, u->u.struc.fields[i]->type);
        break;
    default: break;
    }
}

void lower_mark_iface(Lower *lw, GoType *t)
{
    TypeInfo *ti = type_info(lw, t);
    if (ti->in_iface)
        return;
    ti->in_iface = true;
    lower_desc(lw, ti->type);
    if (is_interface(ti->type))
        return;
    vec_push_in(&lw->iface_types, lw->arena, ti);
    mark_children(lw, type_underlying(ti->type));
}

void lower_call_method(Lower *lw, const Object *method)
{
    Str id = method_id(lw, method);
    strmap_set(&lw->called_methods, id, lw);
    strmap_set(&lw->iface_methods, id, lw);
}

static bool can_have_methods(GoType *t)
{
    GoType *e = t->kind == TYPE_POINTER ? type_unalias(t->u.pointer.elem) : t;
    return e->kind == TYPE_NAMED || e->kind == TYPE_STRUCT;
}

static void find_slots(Lower *lw, TypeInfo *ti)
{
    ti->methods_done = true;
    if (!can_have_methods(ti->type))
        return;
    MethodSet *set = method_set(ti->type);
    ti->nslots = set->count;
    ti->slots = ARENA_ARRAY(lw->arena, MethodSlot, set->count + 1);
    for (int i = 0; i < set->count; i++) {
        ti->slots[i].sel = set->at[i];
        ti->slots[i].id = method_id(lw, set->at[i]->obj);
    }
}

static GoType *slot_type(const MethodSlot *s)
{
    return s->sel->obj->type;
}

static bool slot_step(Lower *lw, TypeInfo *ti, MethodSlot *s)
{
    bool found = false;
    bool reflected = lw->reflect_methods && s->sel->obj->is_exported;
    bool counted = lw->reflect_lists && s->sel->obj->is_exported;
    if (!s->listed && (reflected || counted ||
                       strmap_has(&lw->iface_methods, s->id))) {
        s->listed = true;
        lower_desc(lw, slot_type(s));
        found = true;
    }
    if (s->ifn == NULL && (reflected || strmap_has(&lw->called_methods,
                                                   s->id))) {
        s->ifn = lower_method_ifn(lw, ti->type, s->sel);
        found = true;
    }
    return found;
}

bool lower_methods_step(Lower *lw)
{
    bool found = false;
    for (int i = 0; i < lw->iface_types.len; i++) {
        TypeInfo *ti = lw->iface_types.data[i];
        if (!ti->methods_done)
            find_slots(lw, ti);
        for (int k = 0; k < ti->nslots; k++)
            found = slot_step(lw, ti, &ti->slots[k]) || found;
        if (lw->reflect_pointers && ti->type->kind == TYPE_NAMED)
            lower_mark_iface(lw, type_new_pointer(lw->tc, ti->type));
    }
    return found;
}

// --- Itabs ------------------------------------------------------------------

IrItab *lower_itab(Lower *lw, GoType *iface, GoType *t)
{
    IrDesc *inter = lower_desc(lw, iface);
    IrDesc *d = lower_desc(lw, t);
    Str link = str_printf(lw->arena, "itab:%.*s,%.*s", STR_ARG(d->link_name),
                          STR_ARG(inter->link_name));
    IrItab *it = strmap_get(&lw->itabs, link);
    if (it != NULL)
        return it;
    it = ARENA_NEW(lw->arena, IrItab);
    it->inter = inter;
    it->type = d;
    it->link_name = link;
    it->funcs = ARENA_ARRAY(lw->arena, IrFunc *, inter->nmethods + 1);
    vec_push_in(&lw->m->itabs, lw->arena, it);
    strmap_set(&lw->itabs, link, it);
    return it;
}

int iface_method_index(GoType *iface, const Object *m)
{
    int n = interface_method_count(iface);
    for (int i = 0; i < n; i++) {
        Object *o = interface_method_at(iface, i);
        if (o == m || (strcmp(o->name, m->name) == 0 &&
                       (o->is_exported || o->pkg == m->pkg)))
            return i;
    }
    ICE(NO_POS, "method %s is not in interface %s", m->name,
        type_string(iface, NULL));
}

// --- The end ----------------------------------------------------------------

static void fill_methods(Lower *lw, TypeInfo *ti)
{
    IrDesc *d = ti->desc;
    int n = 0;
    for (int i = 0; i < ti->nslots; i++)
        n += ti->slots[i].listed ? 1 : 0;
    if (n == 0)
        return;
    d->flags |= FLAG_UNCOMMON;
    d->methods = ARENA_ARRAY(lw->arena, IrDescMethod, n);
    for (int i = 0; i < ti->nslots; i++) {
        MethodSlot *s = &ti->slots[i];
        if (!s->listed)
            continue;
        IrDescMethod *to = &d->methods[d->nmethods++];
        Object *m = s->sel->obj;
        to->name = str_from(m->name);
        if (!m->is_exported && m->pkg != NULL)
            to->pkgpath = str_from(m->pkg->path);
        to->type = lower_desc(lw, slot_type(s));
        to->ifn = s->ifn;
    }
}

static IrFunc *find_ifn(const IrDesc *d, const IrDescMethod *m)
{
    for (uint32_t i = 0; i < d->nmethods; i++) {
        const IrDescMethod *c = &d->methods[i];
        if (str_eq(c->name, m->name) && str_eq(c->pkgpath, m->pkgpath))
            return c->ifn;
    }
    return NULL;
}

void lower_finish_descs(Lower *lw)
{
    for (int i = 0; i < lw->iface_types.len; i++)
        fill_methods(lw, lw->iface_types.data[i]);
    for (int i = 0; i < lw->m->itabs.len; i++) {
        IrItab *it = lw->m->itabs.data[i];
        for (uint32_t k = 0; k < it->inter->nmethods; k++)
            it->funcs[k] = find_ifn(it->type, &it->inter->methods[k]);
    }
    for (int i = 0; i < lw->m->descs.len; i++) {
        IrDesc *d = lw->m->descs.data[i];
        if (d->kind == KIND_POINTER && (d->flags & FLAG_NAMED) == 0)
            d->elem->ptr_to = d;
    }
}
