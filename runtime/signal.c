// runtime/signal.c -- Signals: faults become panics, slices end, dumps.
//
// Handlers run on an alternate stack and do nothing but look at where the
// thread was.  To raise a panic or to end a time slice they change the
// interrupted context so that it goes on in rt_sigpanic_entry or
// rt_preempt_entry, on the goroutine's stack, as if it had called them.
// A slice ends only inside of compiled code: the runtime and C functions are
// never interrupted half-way, and hold no lock there.
#include "runtime/signal.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#include "runtime/cache.h"
#include "runtime/panic.h"
#include "runtime/stack.h"
#include "runtime/throw.h"
#include "runtime/trace.h"

enum {
    ALTERNATE_STACK = 64 << 10,
    RED_ZONE = 128,
    NIL_PAGE = 4096,          // Addresses below come from nil pointers.
    PREEMPT_SIGNAL = SIGURG,
    PREEMPT_ROOM = 8192       // Stack that a preempted goroutine needs.
};

uint8_t rt_cpu_has_avx;

const char *rt_signal_name(int number)
{
    switch (number) {
    case SIGSEGV: return "SIGSEGV: segmentation violation";
    case SIGBUS: return "SIGBUS: bus error";
    case SIGFPE: return "SIGFPE: floating-point exception";
    case SIGQUIT: return "SIGQUIT: quit";
    case SIGABRT: return "SIGABRT: abort";
    case SIGILL: return "SIGILL: illegal instruction";
    case SIGTRAP: return "SIGTRAP: trace trap";
    case SIGSYS: return "SIGSYS: bad system call";
    }
    return "unknown signal";
}

// --- The interrupted context -------------------------------------------------------

typedef struct Context {
    greg_t *regs;
} Context;

static uintptr_t context_pc(const Context *c)
{
    return (uintptr_t)c->regs[REG_RIP];
}

static uintptr_t context_sp(const Context *c)
{
    return (uintptr_t)c->regs[REG_RSP];
}

static uintptr_t context_fp(const Context *c)
{
    return (uintptr_t)c->regs[REG_RBP];
}

// As if the instruction at pc had called `entry`, beyond the red zone.
static RT_NO_SANITIZE void inject(Context *c, uintptr_t pc,
                                  void (*entry)(void))
{
    uintptr_t sp = context_sp(c) - RED_ZONE - 8;
    *(uintptr_t *)sp = pc;
    c->regs[REG_RSP] = (greg_t)sp;
    c->regs[REG_RIP] = (greg_t)(uintptr_t)entry;
}

// Where Go code was: the pc itself, or the return address of the C leaf
// function (memmove, say) that faulted on its behalf; 0 if neither.
static RT_NO_SANITIZE uintptr_t go_pc(const Context *c, const RtG *g,
                                      bool *exact)
{
    uintptr_t pc = context_pc(c), sp = context_sp(c);
    *exact = true;
    if (rt_pc_is_go(pc))
        return pc;
    *exact = false;
    if (sp < (uintptr_t)g->stack_lo || sp + 8 > (uintptr_t)g->stack_hi)
        return 0;
    uintptr_t above = *(const uintptr_t *)sp;
    return rt_pc_is_go(above - 1) ? above : 0;
}

// --- Faults --------------------------------------------------------------------------

// Continues rt_sigpanic_entry on the goroutine's stack.
void rt_sigpanic(void);
void rt_sigpanic(void)
{
    const uintptr_t *frame = __builtin_frame_address(0);
    const uintptr_t *entry = (const uintptr_t *)frame[0];
    RtG *g = rt_g();
    int kind = g->sig == SIGFPE ? (g->sig_code == FPE_INTDIV ? 1 : 2) : 0;
    rt_panic_fault(entry[1], entry[0], kind);
}

static RT_COLD void overflow(const Context *c, RtG *g)
{
    rt_dying_begin();
    rt_errorf("runtime: goroutine stack exceeds 1000000000-byte limit\n"
              "runtime: sp=0x%llx stack=[0x%llx, 0x%llx]\n"
              "fatal error: stack overflow\n",
              (unsigned long long)context_sp(c),
              (unsigned long long)(uintptr_t)g->stack_lo,
              (unsigned long long)(uintptr_t)g->stack_hi);
    bool exact;
    uintptr_t pc = go_pc(c, g, &exact);
    rt_die(true, pc ? pc : context_pc(c), context_fp(c), exact);
}

static RT_COLD void unexpected(const Context *c, const siginfo_t *info)
{
    rt_dying_begin();
    uintptr_t pc = context_pc(c);
    if (rt_pc_is_go(pc) && info->si_signo != SIGILL)
        rt_errorf("unexpected fault address 0x%llx\nfatal error: fault\n",
                  (unsigned long long)(uintptr_t)info->si_addr);
    else
        rt_errorf("fatal error: unexpected signal during runtime execution\n");
    rt_errorf("[signal %s code=0x%x addr=0x%llx pc=0x%llx]\n",
              rt_signal_name(info->si_signo), info->si_code,
              (unsigned long long)(uintptr_t)info->si_addr,
              (unsigned long long)pc);
    rt_die(true, pc, context_fp(c), true);
}

static bool becomes_panic(const siginfo_t *info, const RtG *g)
{
    if (info->si_code <= 0)
        return false; // Sent by somebody.
    if (info->si_signo == SIGFPE)
        return true;
    return (uintptr_t)info->si_addr < NIL_PAGE || g->panic_on_fault;
}

static void on_fault(int number, siginfo_t *info, void *context)
{
    Context c = {((ucontext_t *)context)->uc_mcontext.gregs};
    RtM *m = rt_m();
    RtG *g = rt_g();
    if (!m || !g) {
        signal(number, SIG_DFL);
        return;
    }
    uintptr_t address = (uintptr_t)info->si_addr;
    if (number == SIGSEGV && g != &m->g0 && rt_stack_in_guard(g, address))
        overflow(&c, g);
    bool exact;
    uintptr_t pc = go_pc(&c, g, &exact);
    bool free = g != &m->g0 && m->locks == 0 && m->on_system == 0 &&
                m->dying == 0;
    if (!free || !pc || !becomes_panic(info, g))
        unexpected(&c, info);

    g->sig = (uint32_t)number;
    g->sig_code = (uint32_t)info->si_code;
    g->sig_addr = address;
    g->sig_pc = pc;
    inject(&c, pc, rt_sigpanic_entry);
}

// --- Time slices -----------------------------------------------------------------------

static void on_preempt(int number, siginfo_t *info, void *context)
{
    (void)number;
    (void)info;
    Context c = {((ucontext_t *)context)->uc_mcontext.gregs};
    RtM *m = rt_m();
    RtG *g = rt_g();
    if (!m || !g || g == &m->g0 || !m->p || m->locks > 0 ||
        m->on_system > 0 || RT_ATOMIC_RELAXED(&rt_cache.busy))
        return;
    uintptr_t sp = context_sp(&c);
    bool asked = RT_ATOMIC_RELAXED(&m->p->preempt) ||
                 RT_ATOMIC_RELAXED(&m->p->publish);
    if (!asked || !rt_pc_is_go(context_pc(&c)) ||
        sp < (uintptr_t)g->stack_lo + PREEMPT_ROOM ||
        sp > (uintptr_t)g->stack_hi)
        return;
    inject(&c, context_pc(&c), rt_preempt_entry);
}

void rt_signal_preempt(RtM *m)
{
    if (m && m->thread)
        pthread_kill((pthread_t)m->thread, PREEMPT_SIGNAL);
}

// --- Dumps -------------------------------------------------------------------------------

static void print_registers(const Context *c)
{
    static const struct {
        const char *name;
        int index;
    } all[] = {
        {"rax", REG_RAX}, {"rbx", REG_RBX}, {"rcx", REG_RCX},
        {"rdx", REG_RDX}, {"rdi", REG_RDI}, {"rsi", REG_RSI},
        {"rbp", REG_RBP}, {"rsp", REG_RSP}, {"r8", REG_R8}, {"r9", REG_R9},
        {"r10", REG_R10}, {"r11", REG_R11}, {"r12", REG_R12},
        {"r13", REG_R13}, {"r14", REG_R14}, {"r15", REG_R15},
        {"rip", REG_RIP}, {"rflags", REG_EFL},
    };
    rt_errorf("\n");
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        rt_errorf("%-6s 0x%llx\n", all[i].name,
                  (unsigned long long)c->regs[all[i].index]);
}

static void on_dump(int number, siginfo_t *info, void *context)
{
    Context c = {((ucontext_t *)context)->uc_mcontext.gregs};
    rt_dying_begin();
    rt_errorf("%s\nPC=0x%llx m=%lld sigcode=%d\n", rt_signal_name(number),
              (unsigned long long)context_pc(&c),
              rt_m() ? (long long)rt_m()->id : -1LL, info->si_code);
    rt_die_listing(true, context_pc(&c), context_fp(&c), true);
    print_registers(&c);
    rt_die_end();
}

// --- Set-up --------------------------------------------------------------------------------

static void handle(int number, void (*handler)(int, siginfo_t *, void *),
                   int flags)
{
    struct sigaction a = {.sa_sigaction = handler,
                          .sa_flags = SA_SIGINFO | SA_ONSTACK | flags};
    sigfillset(&a.sa_mask);
    sigdelset(&a.sa_mask, SIGSEGV);
    sigdelset(&a.sa_mask, SIGBUS);
    sigaction(number, &a, NULL);
}

void rt_signal_init(void)
{
    rt_cpu_has_avx = __builtin_cpu_supports("avx") != 0;
    handle(SIGSEGV, on_fault, SA_NODEFER);
    handle(SIGBUS, on_fault, SA_NODEFER);
    handle(SIGFPE, on_fault, SA_NODEFER);
    handle(SIGILL, on_fault, SA_NODEFER);
    handle(SIGTRAP, on_dump, SA_NODEFER);
    handle(PREEMPT_SIGNAL, on_preempt, SA_RESTART);
    handle(SIGABRT, on_dump, 0);
    handle(SIGQUIT, on_dump, 0);
}

void rt_signal_thread_init(RtM *m)
{
    stack_t s = {.ss_size = ALTERNATE_STACK};
    s.ss_sp = mmap(NULL, ALTERNATE_STACK, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (s.ss_sp == MAP_FAILED)
        rt_throw("runtime: no memory for a signal stack");
    m->signal_stack = s.ss_sp;
    sigaltstack(&s, NULL);
    sigset_t none;
    sigemptyset(&none);
    if (m->id > 0)
        pthread_sigmask(SIG_SETMASK, &none, NULL);
}
