// tests/unit/test_solve.c -- The solver on graphs made by hand.
#include "ir_fixture.h"

#include "escape/solve.h"

typedef struct Graph {
    Fix x;
    Flow w;
    CallGraph calls;
    EscapeOptions opts;
    IrFunc *f;
    FlowFunc ff;
    FlowFunc *funcs[1];
    ClosureSite closures[1];
} Graph;

static void graph_init(Graph *g)
{
    memset(g, 0, sizeof *g);
    fix_init(&g->x);
    g->f = fix_func(&g->x, "f");
    g->opts.level = ESCAPE_GO;
    g->calls.closures = g->closures;
    flow_init(&g->w, g->x.m, &g->opts, &g->calls, NULL, &g->x.arena,
              &g->x.arena);
    FuncBatch none = {0};
    flow_begin(&g->w, &none, &g->x.arena);
    g->ff.fn = g->f;
    g->ff.summary = summary_new(&g->x.arena, 1, 1);
    g->funcs[0] = &g->ff;
    g->w.funcs = g->funcs;
}

static Loc *var(Graph *g, int depth)
{
    Loc *l = flow_new_loc(&g->w, LOC_VAR, g->f);
    l->local = fix_local(&g->x, g->f, LOCAL_VAR, g->x.ptr, "v");
    l->loop_depth = depth;
    return l;
}

static void edge(Graph *g, Loc *dst, Loc *src, int derefs)
{
    flow_add(&g->w, dst, (FlowVal){src, derefs, NULL});
}

static bool escapes(const Loc *l)
{
    return l->attrs & ATTR_ESCAPES;
}

static void an_address_that_reaches_the_heap_escapes(void **state)
{
    (void)state;
    Graph g;
    graph_init(&g);
    Loc *x = var(&g, 1), *p = var(&g, 1), *y = var(&g, 1);
    edge(&g, p, x, -1);         // p = &x
    edge(&g, &g.w.heap, p, 0);  // global = p
    edge(&g, &g.w.heap, y, 0);  // global = y: y's value only
    solve(&g.w);
    assert_true(escapes(x));
    assert_false(escapes(p));
    assert_false(escapes(y));
    fix_free(&g.x);
}

static void a_load_undoes_an_address(void **state)
{
    (void)state;
    Graph g;
    graph_init(&g);
    Loc *x = var(&g, 1), *y = var(&g, 1), *p = var(&g, 1);
    edge(&g, p, x, -1);        // p = &x
    edge(&g, x, y, -1);        // x = &y
    edge(&g, &g.w.heap, p, 1); // global = *p
    solve(&g.w);
    assert_false(escapes(x));
    assert_true(escapes(y));
    fix_free(&g.x);
}

static void addresses_do_not_add_up(void **state)
{
    (void)state;
    Graph g;
    graph_init(&g);
    Loc *x = var(&g, 1), *y = var(&g, 1), *p = var(&g, 1);
    edge(&g, p, x, -1);       // p = &x
    edge(&g, x, y, 0);        // x = y: y's address goes nowhere
    edge(&g, &g.w.heap, p, 0);
    solve(&g.w);
    assert_true(escapes(x));
    assert_false(escapes(y));
    fix_free(&g.x);
}

static void what_outlives_its_iteration_escapes(void **state)
{
    (void)state;
    Graph g;
    graph_init(&g);
    Loc *outer = var(&g, 1), *inner = var(&g, 2), *same = var(&g, 2);
    Loc *last = var(&g, 2);
    edge(&g, outer, inner, -1);
    edge(&g, last, same, -1);
    solve(&g.w);
    assert_true(escapes(inner));
    assert_false(escapes(same));
    fix_free(&g.x);
}

static void a_temporary_has_no_lifetime(void **state)
{
    (void)state;
    Graph g;
    graph_init(&g);
    Loc *x = var(&g, 2), *q = var(&g, 2);
    Loc *t = flow_new_loc(&g.w, LOC_TEMP, g.f);
    t->loop_depth = 0;
    edge(&g, t, x, -1);
    edge(&g, q, t, 0);
    solve(&g.w);
    assert_false(escapes(x));
    fix_free(&g.x);
}

static void a_parameter_leaks_at_its_least_depth(void **state)
{
    (void)state;
    Graph g;
    graph_init(&g);
    Loc *p = var(&g, 1), *r = var(&g, 1);
    p->param = 0;
    r->result = 0;
    edge(&g, r, p, 0);          // return p
    edge(&g, &g.w.heap, p, 2);  // global = **p
    edge(&g, &g.w.heap, p, 1);  // global = *p
    edge(&g, &g.w.mutator, p, 0);
    solve(&g.w);
    assert_int_equal(summary_result_depth(g.ff.summary, 0, 0), 0);
    assert_int_equal(summary_depth(g.ff.summary, 0, LEAK_HEAP), 1);
    assert_int_equal(summary_depth(g.ff.summary, 0, LEAK_MUTATOR), 0);
    fix_free(&g.x);
}

static void cycles_end(void **state)
{
    (void)state;
    Graph g;
    graph_init(&g);
    Loc *a = var(&g, 1), *b = var(&g, 1);
    edge(&g, a, b, -1);
    edge(&g, b, a, -1);
    edge(&g, a, a, -1);
    edge(&g, &g.w.heap, b, 1);
    solve(&g.w);
    assert_true(escapes(a) || escapes(b));
    fix_free(&g.x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_that_reaches_the_heap_escapes),
        cmocka_unit_test(a_load_undoes_an_address),
        cmocka_unit_test(addresses_do_not_add_up),
        cmocka_unit_test(what_outlives_its_iteration_escapes),
        cmocka_unit_test(a_temporary_has_no_lifetime),
        cmocka_unit_test(a_parameter_leaks_at_its_least_depth),
        cmocka_unit_test(cycles_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
