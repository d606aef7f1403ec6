// runtime/context_x86_64.S -- Switching stacks and calling Go from C.
//
// A suspended context is a stack pointer: below it, upwards, r15 r14 r13 r12
// rbx rbp and the address to go on at.  All frames keep rbp as the frame
// pointer, so that tracebacks can walk through them.
// Compiled code gets the closure in r10 and may use 128 bytes below rsp.

#define G_SP 0                  /* offsets in RtG, checked in sched.c */
#define G_FRAMES 40
#define G_SAVED 56

        .text

#define FUNCTION(name) \
        .globl name; .type name, @function; .p2align 4; name:

// void rt_ctx_switch(void **save, void *load)
FUNCTION(rt_ctx_switch)
        pushq   %rbp
        pushq   %rbx
        pushq   %r12
        pushq   %r13
        pushq   %r14
        pushq   %r15
        movq    %rsp, (%rdi)
        movq    %rsi, %rsp
        popq    %r15
        popq    %r14
        popq    %r13
        popq    %r12
        popq    %rbx
        popq    %rbp
        // A jump, because the return predictor knows the other stack.
        popq    %rcx
        jmp     *%rcx

// void *rt_ctx_prepare(uint8_t *stack_hi, void (*entry)(void))
// The entry finds rsp as after a call, a frame pointer and return address 0.
FUNCTION(rt_ctx_prepare)
        andq    $-16, %rdi
        xorl    %eax, %eax
        movq    %rax, -8(%rdi)
        movq    %rax, -16(%rdi)         // return address of entry: none
        movq    %rax, -24(%rdi)         // keeps the alignment of a call
        movq    %rsi, -32(%rdi)
        movq    %rax, -40(%rdi)         // rbp
        movq    %rax, -48(%rdi)         // rbx
        movq    %rax, -56(%rdi)
        movq    %rax, -64(%rdi)
        movq    %rax, -72(%rdi)
        movq    %rax, -80(%rdi)
        leaq    -80(%rdi), %rax
        ret

// void rt_ctx_call_on(void (*fn)(void *), void *arg, void **save, void *sp)
// Lays the registers out as rt_ctx_switch does.
FUNCTION(rt_ctx_call_on)
        pushq   %rbp
        pushq   %rbx
        pushq   %r12
        pushq   %r13
        pushq   %r14
        pushq   %r15
        movq    %rsp, (%rdx)
        movq    %rsp, %rbx
        leaq    40(%rsp), %rbp          // the frame of this function
        movq    %rcx, %rsp
        andq    $-16, %rsp
        movq    %rdi, %rax
        movq    %rsi, %rdi
        call    *%rax
        movq    %rbx, %rsp
        popq    %r15
        popq    %r14
        popq    %r13
        popq    %r12
        popq    %rbx
        popq    %rbp
        ret

// void rt_call_closure(RtClosure *fn)
FUNCTION(rt_call_closure)
        pushq   %rbp
        movq    %rsp, %rbp
        movq    %rdi, %r10
        call    *(%r10)
        popq    %rbp
        ret

// void rt_call_closure1(RtClosure *fn, void *arg)
FUNCTION(rt_call_closure1)
        pushq   %rbp
        movq    %rsp, %rbp
        movq    %rdi, %r10
        movq    %rsi, %rdi
        call    *(%r10)
        popq    %rbp
        ret

// void rt_call_deferred(RtClosure *fn, void *frame[2])
FUNCTION(rt_call_deferred)
        pushq   %rbp
        movq    %rsp, %rbp
        movq    %rbp, (%rsi)
        movq    %rbp, 8(%rsi)
        movq    %rdi, %r10
        call    *(%r10)
        .globl  rt_call_deferred_return
rt_call_deferred_return:
        popq    %rbp
        ret

// int32_t rt_defer_enter(RtDeferFrame *f)
FUNCTION(rt_defer_enter)
        movq    rt_tls_g@gottpoff(%rip), %rax
        movq    %fs:(%rax), %rax
        movq    G_FRAMES(%rax), %rcx
        movq    %rcx, (%rdi)            // link
        movq    %rdi, G_FRAMES(%rax)
        xorl    %eax, %eax
        movq    %rax, 8(%rdi)           // head
        movq    %rbx, 16(%rdi)
        movq    %rbp, 24(%rdi)
        movq    %r12, 32(%rdi)
        movq    %r13, 40(%rdi)
        movq    %r14, 48(%rdi)
        movq    %r15, 56(%rdi)
        leaq    8(%rsp), %rcx
        movq    %rcx, 64(%rdi)          // rsp after the return
        movq    (%rsp), %rcx
        movq    %rcx, 72(%rdi)          // rip
        movq    %rax, 80(%rdi)          // state
        ret

// void rt_defer_resume(RtDeferFrame *f)
FUNCTION(rt_defer_resume)
        movq    16(%rdi), %rbx
        movq    24(%rdi), %rbp
        movq    32(%rdi), %r12
        movq    40(%rdi), %r13
        movq    48(%rdi), %r14
        movq    56(%rdi), %r15
        movq    64(%rdi), %rsp
        movl    $1, %eax
        jmp     *72(%rdi)

// void rt_syscall_enter(void): publishes the caller's registers and stack, then
// goes on in C.
FUNCTION(rt_syscall_enter)
        movq    rt_tls_g@gottpoff(%rip), %rax
        movq    %fs:(%rax), %rax
        movq    %rbx, G_SAVED(%rax)
        movq    %rbp, G_SAVED+8(%rax)
        movq    %r12, G_SAVED+16(%rax)
        movq    %r13, G_SAVED+24(%rax)
        movq    %r14, G_SAVED+32(%rax)
        movq    %r15, G_SAVED+40(%rax)
        movq    (%rsp), %rcx
        movq    %rcx, G_SAVED+48(%rax)
        leaq    8(%rsp), %rcx
        movq    %rcx, G_SP(%rax)
        jmp     rt_syscall_begin

// Signal handlers send a goroutine to the following two, with the interrupted
// pc as return address above 128 bytes of red zone.
        .globl  rt_injected_begin
rt_injected_begin:

// The instruction faulted: raise a Go panic there.
FUNCTION(rt_sigpanic_entry)
        pushq   %rbp
        movq    %rsp, %rbp
        andq    $-16, %rsp
        cld
        call    rt_sigpanic
        ud2

// The time slice is over: let others run, then go on as if nothing happened.
FUNCTION(rt_preempt_entry)
        pushq   %rbp
        movq    %rsp, %rbp
        pushfq
        cld
        pushq   %rax
        pushq   %rcx
        pushq   %rdx
        pushq   %rbx
        pushq   %rsi
        pushq   %rdi
        pushq   %r8
        pushq   %r9
        pushq   %r10
        pushq   %r11
        pushq   %r12
        pushq   %r13
        pushq   %r14
        pushq   %r15
        movq    %rsp, %rbx
        subq    $528, %rsp
        andq    $-32, %rsp
        cmpb    $0, rt_cpu_has_avx(%rip)
        je      1f
        vmovdqu %ymm0, 0(%rsp)
        vmovdqu %ymm1, 32(%rsp)
        vmovdqu %ymm2, 64(%rsp)
        vmovdqu %ymm3, 96(%rsp)
        vmovdqu %ymm4, 128(%rsp)
        vmovdqu %ymm5, 160(%rsp)
        vmovdqu %ymm6, 192(%rsp)
        vmovdqu %ymm7, 224(%rsp)
        vmovdqu %ymm8, 256(%rsp)
        vmovdqu %ymm9, 288(%rsp)
        vmovdqu %ymm10, 320(%rsp)
        vmovdqu %ymm11, 352(%rsp)
        vmovdqu %ymm12, 384(%rsp)
        vmovdqu %ymm13, 416(%rsp)
        vmovdqu %ymm14, 448(%rsp)
        vmovdqu %ymm15, 480(%rsp)
        vzeroupper
        call    rt_preempted
        vmovdqu 0(%rsp), %ymm0
        vmovdqu 32(%rsp), %ymm1
        vmovdqu 64(%rsp), %ymm2
        vmovdqu 96(%rsp), %ymm3
        vmovdqu 128(%rsp), %ymm4
        vmovdqu 160(%rsp), %ymm5
        vmovdqu 192(%rsp), %ymm6
        vmovdqu 224(%rsp), %ymm7
        vmovdqu 256(%rsp), %ymm8
        vmovdqu 288(%rsp), %ymm9
        vmovdqu 320(%rsp), %ymm10
        vmovdqu 352(%rsp), %ymm11
        vmovdqu 384(%rsp), %ymm12
        vmovdqu 416(%rsp), %ymm13
        vmovdqu 448(%rsp), %ymm14
        vmovdqu 480(%rsp), %ymm15
        jmp     2f
1:      movups  %xmm0, 0(%rsp)
        movups  %xmm1, 16(%rsp)
        movups  %xmm2, 32(%rsp)
        movups  %xmm3, 48(%rsp)
        movups  %xmm4, 64(%rsp)
        movups  %xmm5, 80(%rsp)
        movups  %xmm6, 96(%rsp)
        movups  %xmm7, 112(%rsp)
        movups  %xmm8, 128(%rsp)
        movups  %xmm9, 144(%rsp)
        movups  %xmm10, 160(%rsp)
        movups  %xmm11, 176(%rsp)
        movups  %xmm12, 192(%rsp)
        movups  %xmm13, 208(%rsp)
        movups  %xmm14, 224(%rsp)
        movups  %xmm15, 240(%rsp)
        call    rt_preempted
        movups  0(%rsp), %xmm0
        movups  16(%rsp), %xmm1
        movups  32(%rsp), %xmm2
        movups  48(%rsp), %xmm3
        movups  64(%rsp), %xmm4
        movups  80(%rsp), %xmm5
        movups  96(%rsp), %xmm6
        movups  112(%rsp), %xmm7
        movups  128(%rsp), %xmm8
        movups  144(%rsp), %xmm9
        movups  160(%rsp), %xmm10
        movups  176(%rsp), %xmm11
        movups  192(%rsp), %xmm12
        movups  208(%rsp), %xmm13
        movups  224(%rsp), %xmm14
        movups  240(%rsp), %xmm15
2:      movq    %rbx, %rsp
        popq    %r15
        popq    %r14
        popq    %r13
        popq    %r12
        popq    %r11
        popq    %r10
        popq    %r9
        popq    %r8
        popq    %rdi
        popq    %rsi
        popq    %rbx
        popq    %rdx
        popq    %rcx
        popq    %rax
        popfq
        popq    %rbp
        ret     $128

        .globl  rt_injected_end
rt_injected_end:

        .section .note.GNU-stack,"",@progbits
