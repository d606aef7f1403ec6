// tests/unit/test_cfg.c -- Order, dominators, loops, unreachable blocks.
#include "ir_text.h"

#include "ir/build.h"
#include "ir/cfg.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

// b0 -> b1; b1 heads a loop of b1 b2 b3, in it b3 loops on itself; b4 ends;
// b5 is never reached.
static const char lines[] =
    "  param c%0 bool\n"
    "b0:\n  jump -> b1\n"
    "b1:\n  if c%0 -> b2, b4\n"
    "b2:\n  jump -> b3\n"
    "b3:\n  if c%0 -> b3, b1\n"
    "b4:\n  ret\n"
    "b5:\n  jump -> b4\n";

typedef struct Fixture {
    Arena arena;
    IrModule *m;
    IrFunc *f;
    Cfg *g;
} Fixture;

static int setup(void **state)
{
    static Fixture f;
    Str error = STR_NONE;
    arena_init(&f.arena);
    f.m = ir_read(&f.arena, ir_one_function(&f.arena, lines), &error);
    assert_non_null(f.m);
    f.f = f.m->funcs.data[0];
    f.g = cfg_new(&f.arena, f.f);
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    Fixture *f = *state;
    arena_free(&f->arena);
    return 0;
}

static BlockId block(uint32_t i)
{
    return (BlockId){i};
}

static void order_starts_at_the_entry_and_leaves_dead_blocks_out(void **state)
{
    Fixture *f = *state;
    assert_int_equal(f->g->nrpo, 5);
    assert_int_equal(f->g->rpo[0].i, 0);
    assert_int_equal(f->g->rpo[1].i, 1);
    assert_false(cfg_reachable(f->g, block(5)));
    assert_true(f->g->order[2] < f->g->order[3]);
}

static void predecessors_are_edges(void **state)
{
    Fixture *f = *state;
    assert_int_equal(f->g->preds[0].n, 0);
    assert_int_equal(f->g->preds[1].n, 2);
    assert_int_equal(f->g->preds[3].n, 2);
    assert_int_equal(f->g->preds[4].n, 1);
}

static void dominators(void **state)
{
    Fixture *f = *state;
    assert_int_equal(f->g->idom[4].i, 1);
    assert_int_equal(f->g->idom[3].i, 2);
    assert_true(cfg_dominates(f->g, block(0), block(3)));
    assert_true(cfg_dominates(f->g, block(3), block(3)));
    assert_false(cfg_dominates(f->g, block(2), block(4)));
}

static void loops_nest(void **state)
{
    Fixture *f = *state;
    static const uint32_t want[] = {0, 1, 1, 2, 0, 0};
    ir_fill_loop_depth(&f->arena, f->f);
    for (uint32_t i = 0; i < 6; i++)
        assert_int_equal(ir_block(f->f, block(i))->loop_depth, want[i]);
}

static void unreachable_blocks_go(void **state)
{
    Fixture *f = *state;
    assert_true(ir_remove_unreachable(f->m, &f->arena, f->f));
    assert_int_equal(f->f->blocks.len, 5);
    assert_false(ir_remove_unreachable(f->m, &f->arena, f->f));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
        T(order_starts_at_the_entry_and_leaves_dead_blocks_out),
        T(predecessors_are_edges),
        T(dominators),
        T(loops_nest),
        T(unreachable_blocks_go),
#undef T
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
