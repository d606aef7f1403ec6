/*
 * frame_call_x86_64.S: calls whose signature is known at run time only.
 *
 * Idea: package reflect lays out the registers in a frame (type callFrame in
 * runtime/std/reflect/abi.go); these two load them from it, or store them.
 * Invariant: the frame pointer chain stays whole, so that tracebacks work.
 *
 *     rt_frame_call(f): registers = *f; call f->code; *f = results
 */
#define CODE 0
#define CONTEXT 8
#define INTS 16
#define FLOATS 64
#define STACK 128
#define NSTACK 136
#define RINTS 144
#define RFLOATS 176
#define FRAME_SIZE 208

    .text
    .globl rt_frame_call
    .type rt_frame_call, @function
rt_frame_call:
    pushq %rbp
    movq %rsp, %rbp
    pushq %rbx
    subq $8, %rsp
    movq %rdi, %rbx
    movq NSTACK(%rbx), %rcx
    leaq 15(, %rcx, 8), %rax
    andq $-16, %rax
    subq %rax, %rsp
    movq STACK(%rbx), %rsi
    movq %rsp, %rdi
    cld
    rep movsq
    movsd FLOATS+0(%rbx), %xmm0
    movsd FLOATS+8(%rbx), %xmm1
    movsd FLOATS+16(%rbx), %xmm2
    movsd FLOATS+24(%rbx), %xmm3
    movsd FLOATS+32(%rbx), %xmm4
    movsd FLOATS+40(%rbx), %xmm5
    movsd FLOATS+48(%rbx), %xmm6
    movsd FLOATS+56(%rbx), %xmm7
    movq INTS+0(%rbx), %rdi
    movq INTS+8(%rbx), %rsi
    movq INTS+16(%rbx), %rdx
    movq INTS+24(%rbx), %rcx
    movq INTS+32(%rbx), %r8
    movq INTS+40(%rbx), %r9
    movq CONTEXT(%rbx), %r10
    call *CODE(%rbx)
    movq %rax, RINTS+0(%rbx)
    movq %rdx, RINTS+8(%rbx)
    movq %rcx, RINTS+16(%rbx)
    movq %r8, RINTS+24(%rbx)
    movsd %xmm0, RFLOATS+0(%rbx)
    movsd %xmm1, RFLOATS+8(%rbx)
    movsd %xmm2, RFLOATS+16(%rbx)
    movsd %xmm3, RFLOATS+24(%rbx)
    leaq -8(%rbp), %rsp
    popq %rbx
    popq %rbp
    ret
    .size rt_frame_call, .-rt_frame_call

/*
 * The code of a closure {rt_frame_stub, handler}: stores the registers in a
 * frame, calls the Go function value handler with its address, and loads the
 * results from it.
 */
    .globl rt_frame_stub
    .type rt_frame_stub, @function
rt_frame_stub:
    pushq %rbp
    movq %rsp, %rbp
    subq $FRAME_SIZE, %rsp
    movq %rdi, INTS+0(%rsp)
    movq %rsi, INTS+8(%rsp)
    movq %rdx, INTS+16(%rsp)
    movq %rcx, INTS+24(%rsp)
    movq %r8, INTS+32(%rsp)
    movq %r9, INTS+40(%rsp)
    movsd %xmm0, FLOATS+0(%rsp)
    movsd %xmm1, FLOATS+8(%rsp)
    movsd %xmm2, FLOATS+16(%rsp)
    movsd %xmm3, FLOATS+24(%rsp)
    movsd %xmm4, FLOATS+32(%rsp)
    movsd %xmm5, FLOATS+40(%rsp)
    movsd %xmm6, FLOATS+48(%rsp)
    movsd %xmm7, FLOATS+56(%rsp)
    leaq 16(%rbp), %rax
    movq %rax, STACK(%rsp)
    movq %r10, CONTEXT(%rsp)
    movq %rsp, %rdi
    movq 8(%r10), %r10
    call *(%r10)
    movq RINTS+0(%rsp), %rax
    movq RINTS+8(%rsp), %rdx
    movq RINTS+16(%rsp), %rcx
    movq RINTS+24(%rsp), %r8
    movsd RFLOATS+0(%rsp), %xmm0
    movsd RFLOATS+8(%rsp), %xmm1
    movsd RFLOATS+16(%rsp), %xmm2
    movsd RFLOATS+24(%rsp), %xmm3
    leave
    ret
    .size rt_frame_stub, .-rt_frame_stub

    .section .note.GNU-stack, "", @progbits
