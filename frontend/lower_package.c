// frontend/lower_package.c -- The program: what is reachable, in what order.
//
// Lowering begins at main.main and the init functions.  A function is declared
// in the module when something first refers to it and goes on a work list; the
// loop below lowers bodies until neither calls, nor interface methods, nor
// package variables bring in anything new.
//
// Invariant: one FuncInst, and so one IrFunc, for a function and its type
// arguments; order depends only on the source.
//
//     main.main -> work: fmt.Println -> work: ... -> methods found by name
#include "base/ice.h"
#include "frontend/lower_internal.h"

#include <string.h>

void lower_error(Lower *lw, Pos pos, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    diag_verror(lw->in->diags, pos, fmt, args);
    va_end(args);
    lw->failed = true;
}

Str lower_unique_link(Lower *lw, Str wanted)
{
    Str name = wanted;
    for (int i = 1; strmap_has(&lw->link_names, name); i++)
        name = str_printf(lw->arena, "%.*s.%d", STR_ARG(wanted), i);
    strmap_set(&lw->link_names, name, lw);
    return name;
}

CheckedPackage *lower_package_by_path(Lower *lw, Str path)
{
    for (int i = 0; i < lw->in->package_count; i++) {
        CheckedPackage *p = lw->in->packages[i];
        if (str_eq_cstr(path, p->path))
            return p;
    }
    return NULL;
}

// --- Instances --------------------------------------------------------------

static int env_arg_count(const TypeEnv *env)
{
    int n = 0;
    for (; env != NULL; env = env->outer)
        n += env->args.count;
    return n;
}

// All arguments, outermost environment first.
static TypeList env_args(Lower *lw, const TypeEnv *env)
{
    TypeList all;
    all.count = env_arg_count(env);
    all.at = ARENA_ARRAY(lw->arena, GoType *, all.count > 0 ? all.count : 1);
    int at = all.count;
    for (; env != NULL; env = env->outer) {
        at -= env->args.count;
        for (int i = 0; i < env->args.count; i++)
            all.at[at + i] = env->args.at[i];
    }
    return all;
}

static void insts_grow(Lower *lw)
{
    uint32_t size = lw->insts_size ? 2 * lw->insts_size : 64;
    FuncInst **table = ARENA_ARRAY(lw->arena, FuncInst *, size);
    for (uint32_t i = 0; i < lw->insts_size; i++) {
        for (FuncInst *fi = lw->insts[i], *next; fi != NULL; fi = next) {
            next = fi->next;
            FuncInst **slot = &table[fi->hash & (size - 1)];
            fi->next = *slot;
            *slot = fi;
        }
    }
    lw->insts = table;
    lw->insts_size = size;
}

static bool same_args(Lower *lw, TypeList a, TypeList b)
{
    if (a.count != b.count)
        return false;
    for (int i = 0; i < a.count; i++) {
        if (type_info(lw, a.at[i]) != type_info(lw, b.at[i]))
            return false;
    }
    return true;
}

static bool package_is_std(Lower *lw, const CheckedPackage *p)
{
    const char *slash = strchr(p->path, '/');
    const char *dot = strchr(p->path, '.');
    return p != lw->in->main && (dot == NULL || (slash != NULL && slash < dot));
}

uint32_t lower_std_flag(Lower *lw, const CheckedPackage *p)
{
    return package_is_std(lw, p) ? IRFN_STD : 0;
}

static uint32_t directive_flags(const Node *decl)
{
    uint32_t flags = 0;
    if (decl == NULL || decl->kind != NODE_FUNC_DECL)
        return 0;
    const DirectiveList *list = decl->func_decl.directives;
    if (list == NULL)
        return 0;
    if (directive_find(list, "go:noinline", NULL))
        flags |= IRFN_NOINLINE;
    if (directive_find(list, "go:noescape", NULL))
        flags |= IRFN_NOESCAPE;
    if (directive_find(list, "go:nosplit", NULL))
        flags |= IRFN_NOSPLIT;
    if (directive_find(list, "go:uintptrescapes", NULL))
        flags |= IRFN_UINTPTR_ESCAPES;
    return flags;
}

static Node *func_body(const Object *obj)
{
    if (obj->decl == NULL || obj->decl->kind != NODE_FUNC_DECL)
        return NULL;
    return obj->decl->func_decl.body;
}

// A function without body that stands for one in Go: //go:linkname f pkg.g.
static Object *linked_object(Lower *lw, const char *symbol)
{
    Str s = str_from(symbol);
    ptrdiff_t dot = str_last_byte(s, '.');
    if (dot <= 0)
        return NULL;
    CheckedPackage *p = lower_package_by_path(lw, str_sub(s, 0, (size_t)dot));
    if (p == NULL)
        return NULL;
    for (int i = 0; i < p->func_count; i++) {
        Object *o = p->funcs[i];
        if (o->u.func.recv_named == NULL &&
            strcmp(o->name, symbol + dot + 1) == 0 && func_body(o) != NULL)
            return o;
    }
    return NULL;
}

// Some function with a body that claims this symbol: //go:linkname f sym.
static Object *pushed_object(Lower *lw, const char *symbol, const Object *not)
{
    for (int i = 0; i < lw->in->package_count; i++) {
        CheckedPackage *p = lw->in->packages[i];
        for (int k = 0; k < p->func_count; k++) {
            Object *o = p->funcs[k];
            if (o != not && o->u.func.linkname != NULL &&
                strcmp(o->u.func.linkname, symbol) == 0 &&
                func_body(o) != NULL)
                return o;
        }
    }
    return NULL;
}

static IrFunc *declare_extern(Lower *lw, FuncInst *fi, Str name)
{
    Object *obj = fi->obj;
    const char *symbol = obj->u.func.linkname;
    Object *go = NULL;
    if (symbol != NULL)
        go = linked_object(lw, symbol);
    if (go == NULL)
        go = pushed_object(lw, symbol != NULL ? symbol :
                           str_to_cstr(lw->arena, name), obj);
    if (go != NULL && go != obj)
        return lower_func_ref(lw, go, (TypeList){0});
    if (symbol == NULL || strchr(symbol, '.') != NULL) {
        // What is not linked may have its bodies elsewhere.
        if (!lw->in->no_link)
            lower_error(lw, obj->pos, "missing function body");
        symbol = str_to_cstr(lw->arena, name);
    }
    IrFunc *f = ir_func_new(lw->m, name, str_from(symbol), obj->pos);
    f->flags = IRFN_EXTERN | directive_flags(obj->decl);
    lower_set_signature(lw, f, type_subst(fi->env, obj->type), NULL);
    return f;
}

// Reflection: what can find methods and pointer types that no code names.
static void note_reflection(Lower *lw, const Object *obj)
{
    const GoType *recv = obj->u.func.recv_named;
    const char *r = recv != NULL ? recv->u.named.obj->name : "";
    const char *name = obj->name;
    if (strcmp(obj->pkg->path, "internal/rtype") == 0)
        lw->reflect_lists |= strcmp(name, "NumMethod") == 0;
    if (strcmp(obj->pkg->path, "reflect") != 0)
        return;
    if (strcmp(name, "ptrTo") == 0)
        lw->reflect_pointers = true;
    if (strcmp(r, "Value") != 0 && strcmp(r, "rtype") != 0)
        return;
    lw->reflect_lists |= strcmp(name, "NumMethod") == 0;
    lw->reflect_methods |= strcmp(name, "Method") == 0 ||
                           strcmp(name, "MethodByName") == 0 ||
                           strcmp(name, "Methods") == 0;
}

static void declare(Lower *lw, FuncInst *fi)
{
    Object *obj = fi->obj;
    note_reflection(lw, obj);
    Str name = lower_func_name(lw, obj, fi->args, false);
    Node *body = func_body(obj);
    if (body == NULL) {
        fi->ir = declare_extern(lw, fi, name);
        fi->ir->pkg = str_from(obj->pkg->path);
        return;
    }
    const char *symbol = obj->u.func.linkname;
    bool own = symbol != NULL && strchr(symbol, '.') == NULL;
    Str link = lower_unique_link(lw, own ? str_from(symbol) : name);
    IrFunc *f = ir_func_new(lw->m, name, link, obj->pos);
    f->short_name = lower_func_name(lw, obj, fi->args, true);
    f->pkg = str_from(obj->pkg->path);
    f->end = body->block.rbrace;
    f->flags = directive_flags(obj->decl);
    if (own)
        f->flags |= IRFN_EXPORTED;
    if (package_is_std(lw, obj->pkg))
        f->flags |= IRFN_STD;
    fi->ir = f;
    vec_push_in(&lw->work, lw->arena, fi);
}

static FuncInst *inst_new(Lower *lw, Object *obj, const TypeEnv *env)
{
    FuncInst *fi = ARENA_NEW(lw->arena, FuncInst);
    fi->obj = obj;
    fi->env = env;
    return fi;
}

FuncInst *lower_inst(Lower *lw, Object *func, TypeList targs)
{
    Object *obj;
    const TypeEnv *env = instance_env(func, targs, &obj);
    if (env == NULL) {
        if (obj->lowered == NULL) {
            FuncInst *fi = inst_new(lw, obj, NULL);
            obj->lowered = fi;
            declare(lw, fi);
        }
        return obj->lowered;
    }

    if (lw->insts_count >= lw->insts_size)
        insts_grow(lw);
    TypeList args = env_args(lw, env);
    uint64_t h = ir_hash((uint64_t)(uintptr_t)obj->pos + obj->order);
    for (int i = 0; i < args.count; i++)
        h = ir_hash(h * 31 + type_info(lw, args.at[i])->hash);
    FuncInst **slot = &lw->insts[h & (lw->insts_size - 1)];
    for (FuncInst *fi = *slot; fi != NULL; fi = fi->next) {
        if (fi->hash == h && fi->obj == obj && same_args(lw, fi->args, args))
            return fi;
    }
    FuncInst *fi = inst_new(lw, obj, env);
    fi->args = args;
    fi->hash = h;
    fi->next = *slot;
    *slot = fi;
    lw->insts_count++;
    declare(lw, fi);
    return fi;
}

IrFunc *lower_func_ref(Lower *lw, Object *func, TypeList targs)
{
    FuncInst *fi = lower_inst(lw, func, targs);
    return fi->ir;
}

IrFunc *lower_extern(Lower *lw, const char *symbol,
                     const IrType *const *params, int nparams,
                     const IrType *result)
{
    Str name = str_from(symbol);
    IrFunc *f = strmap_get(&lw->externs, name);
    if (f != NULL)
        return f;
    f = ir_func_new(lw->m, name, name, NO_POS);
    f->flags = IRFN_EXTERN | IRFN_NOESCAPE;
    f->pkg = STR("runtime");
    for (int i = 0; i < nparams; i++)
        ir_local_new(lw->m, f, LOCAL_PARAM, params[i], STR("_"));
    if (result != NULL)
        ir_local_new(lw->m, f, LOCAL_RESULT, result, STR("~r0"));
    strmap_set(&lw->externs, name, f);
    return f;
}

// --- The program ------------------------------------------------------------

static void lower_init_state(Lower *lw, const LowerInput *in)
{
    *lw = (Lower){0};
    lw->in = in;
    lw->arena = in->arena;
    lw->tc = in->types;
    arena_init(&lw->scratch);
    lw->m = ir_module_new(in->arena, in->sources);
    lw->m->texts = in->texts;
    for (IrTypeKind k = IRT_VOID; k <= IRT_MAPITER; k++) {
        if (k != IRT_STRUCT && k != IRT_ARRAY)
            lw->basic[k] = irtype_basic(lw->m, k);
    }
    strmap_init(&lw->link_names, in->arena);
    strmap_init(&lw->called_methods, in->arena);
    strmap_init(&lw->iface_methods, in->arena);
    // The runtime calls these to print the value of a panic.
    const Str of_panics[] = {STR("Error"), STR("String")};
    for (int i = 0; i < 2; i++) {
        strmap_set(&lw->called_methods, of_panics[i], lw);
        strmap_set(&lw->iface_methods, of_panics[i], lw);
    }
    strmap_init(&lw->wrappers, in->arena);
    strmap_init(&lw->itabs, in->arena);
    strmap_init(&lw->strings, in->arena);
    strmap_init(&lw->externs, in->arena);
    map_init(&lw->init_of, in->arena);
    map_init(&lw->package_of, in->arena);
}

static void drain(Lower *lw)
{
    while (lw->work_next < lw->work.len) {
        FuncInst *fi = lw->work.data[lw->work_next++];
        ice_set_function(fi->ir->name);
        ArenaMark mark = arena_mark(&lw->scratch);
        lower_func_body(lw, fi);
        arena_reset(&lw->scratch, mark);
        if (lw->in->diags->full)
            return;
    }
    ice_set_function(STR_NONE);
}

// Generic functions exist only as instances.
static void lower_everything(Lower *lw, CheckedPackage *p)
{
    for (int i = 0; i < p->func_count; i++) {
        Object *o = p->funcs[i];
        bool body = func_body(o) != NULL && o->u.func.info != NULL;
        bool plain = o->u.func.recv_named == NULL &&
                     o->type->u.func.tparams.count == 0;
        if (body ? o->u.func.info->tparams.count == 0 :
            plain && lw->in->no_link && func_body(o) == NULL)
            lower_func_ref(lw, o, (TypeList){0});
    }
}

static void call_by_name(Lower *lw, const char *name)
{
    strmap_set(&lw->called_methods, str_from(name), lw);
    strmap_set(&lw->iface_methods, str_from(name), lw);
}

static void lower_roots(Lower *lw)
{
    // The runtime prints what an uncaught panic carries by these.
    call_by_name(lw, "Error");
    call_by_name(lw, "String");
    CheckedPackage *p = lw->in->main;
    for (int i = 0; i < p->func_count; i++) {
        Object *o = p->funcs[i];
        if (o->u.func.recv_named == NULL && strcmp(o->name, "main") == 0)
            lw->m->main = lower_func_ref(lw, o, (TypeList){0});
    }
    if (lw->in->all)
        lower_everything(lw, p);
    else if (lw->m->main == NULL)
        lower_error(lw, NO_POS, "runtime.main_main\u00b7f: function main is "
                                "undeclared in the main package");
    lower_collect_inits(lw);
}

// Methods of the runtime's error values are called by C code through their
// descriptors; package runtime keeps a variable or function for them, which
// the runtime names by linkname.  Those with a C symbol are roots.
static void lower_exports(Lower *lw)
{
    for (int i = 0; i < lw->in->package_count; i++) {
        CheckedPackage *p = lw->in->packages[i];
        for (int k = 0; k < p->func_count; k++) {
            Object *o = p->funcs[k];
            const char *symbol = o->u.func.linkname;
            if (symbol != NULL && strchr(symbol, '.') == NULL &&
                func_body(o) != NULL)
                lower_func_ref(lw, o, (TypeList){0});
        }
    }
}

IrModule *lower_program(const LowerInput *in)
{
    Lower lw;
    ice_set_phase("lower");
    lower_init_state(&lw, in);
    lower_exports(&lw);
    lower_roots(&lw);
    bool more = true;
    while (more && !in->diags->full) {
        drain(&lw);
        more = lower_methods_step(&lw);
        more = lower_inits_step(&lw) || more;
        more = more || lw.work_next < lw.work.len;
    }
    bool ok = !lw.failed && in->diags->nerrors == 0;
    if (ok) {
        lower_finish_descs(&lw);
        lower_finish_init(&lw);
    }
    arena_free(&lw.scratch);
    return ok ? lw.m : NULL;
}
