// runtime/stack.h -- Goroutine stacks: reserved large, committed on touch.
//
// Stacks never move.  The first ones are hundreds of megabytes of addresses,
// so that recursion may go as deep as Go allows; programs with very many
// goroutines get smaller ones for the rest.  Each has a guard below.
#ifndef RUNTIME_STACK_H
#define RUNTIME_STACK_H

#include "runtime/sched.h"

void rt_stack_init(void);
// A dead G on a stack of its own, stack_lo and stack_hi set; never NULL.
RtG *rt_stack_new(void);
RtG *rt_stack_new_main(void);
// Up to n dead ones from the pool, linked; *count is how many.
RtG *rt_stack_take_list(uint32_t n, uint32_t *count);
// A list back to the pool; the top pages stay warm.
void rt_stack_free_list(RtG *list);
// True when the address lies in the guard of g's stack.
bool rt_stack_in_guard(const RtG *g, uintptr_t address);
// Gives back the pages of dead stacks.  The collector calls it once a cycle.
void rt_stacks_trim(void);

// For the collector: every range of words that may hold heap pointers.  The
// goroutine that collects must be inside of rt_on_system_stack.
void rt_stacks_each(void (*scan)(const void *lo, const void *hi, void *ctx),
                    void *ctx);
// Runs fn(arg) on the thread's system stack, with the caller's callee-saved
// registers spilled where rt_stacks_each finds them.  May nest.
void rt_on_system_stack(void (*fn)(void *), void *arg);

#endif
