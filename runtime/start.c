// runtime/start.c -- From C's main to Go's.
//
// The thread's own stack becomes the first g0; initialisation of packages and
// main.main run as goroutine 1.  When main returns the process ends, whatever
// other goroutines do.
#include "runtime/start.h"

#include "runtime/abi_proto.h"
#include "runtime/gc.h"
#include "runtime/heap.h"
#include "runtime/lib.h"
#include "runtime/sched.h"
#include "runtime/signal.h"
#include "runtime/throw.h"

int rt_argc;
char **rt_argv;

// The module names functions by their code; calls go through a closure.
static void call(void *code)
{
    RtClosure closure = {code};
    if (code)
        rt_call_closure(&closure);
}

static void main_goroutine(void)
{
    call(rt_module.init);
    call(rt_module.main);
    rt_exit(0);
}

static RtClosure main_closure = {(void *)(uintptr_t)main_goroutine};

RT_WEAK int main(int argc, char **argv)
{
    rt_argc = argc;
    rt_argv = argv;
    rt_traceback_init();
    rt_signal_init();
    rt_sched_init(&main_closure);
    rt_heap_init();
    rt_sched_loop();
}
