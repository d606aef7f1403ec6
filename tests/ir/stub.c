// tests/ir/stub.c -- The few runtime functions that the programs of tests/ir
// need: no collector, no scheduler, so that code generation is tested alone.
#include "runtime/abi_proto.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern void rt_text_start(void);

static void *zeroed(size_t n)
{
    void *p = calloc(1, n ? n : 1);
    if (!p)
        abort();
    return p;
}

void *rt_new(const RtType *t) { return zeroed((size_t)t->size); }
void *rt_new_noscan(int64_t n) { return zeroed((size_t)n); }
void *rt_new_array(const RtType *t, int64_t n)
{
    return zeroed((size_t)(t->size * n));
}

void rt_makeslice(void *out, const RtType *t, int64_t len, int64_t cap)
{
    RtSlice *s = out;
    *s = (RtSlice){zeroed((size_t)(t->size * cap)), len, cap};
}

void rt_growslice(void *out, const RtType *t, void *p, int64_t cap,
                  int64_t newlen, int64_t oldlen)
{
    RtSlice *s = out;
    int64_t newcap = cap * 2 > newlen ? cap * 2 : newlen;
    void *q = zeroed((size_t)(t->size * newcap));
    if (oldlen)
        memcpy(q, p, (size_t)(t->size * oldlen));
    *s = (RtSlice){q, newlen, newcap};
}

void *rt_box(const RtType *t, void *p, bool unused)
{
    (void)unused;
    return memcpy(zeroed((size_t)t->size), p, (size_t)t->size);
}

RtString rt_concat2(void *buf, RtString a, RtString b)
{
    (void)buf;
    uint8_t *p = zeroed((size_t)(a.len + b.len));
    memcpy(p, a.ptr, (size_t)a.len);
    memcpy(p + a.len, b.ptr, (size_t)b.len);
    return (RtString){p, a.len + b.len};
}

int64_t rt_decode_rune(RtString s, int64_t i)
{
    int64_t rune = (s.ptr[i] & 31) << 6 | (s.ptr[i + 1] & 63);
    return rune | (int64_t)2 << 32;
}

void rt_complex_div(void *out, double a, double b, double c, double d)
{
    double *q = out, n = c * c + d * d;
    q[0] = (a * c + b * d) / n;
    q[1] = (b * c - a * d) / n;
}

void rt_print_lock(void) {}
void rt_print_unlock(void) {}
void rt_print_bool(bool v) { printf(v ? "true" : "false"); }
void rt_print_int(int64_t v) { printf("%lld", (long long)v); }
void rt_print_uint(int64_t v) { printf("%llu", (unsigned long long)v); }
void rt_print_float(double v) { printf("%g", v); }
void rt_print_complex(double re, double im) { printf("(%g%+gi)", re, im); }
void rt_print_string(RtString s) { printf("%.*s", (int)s.len, s.ptr); }
void rt_print_space(void) { printf(" "); }
void rt_print_newline(void) { printf("\n"); }

static void stop(void)
{
    fflush(stdout);
    exit(0);
}

void rt_panic_index(int64_t i, int64_t n)
{
    printf("index out of range %lld %lld\n", (long long)i, (long long)n);
    stop();
}

void rt_panic_index_u(int64_t i, int64_t n) { rt_panic_index(i, n); }
void rt_panic_slice(int32_t rule, int64_t x, int64_t y)
{
    printf("slice bounds %d %lld %lld\n", rule, (long long)x, (long long)y);
    stop();
}

void rt_panic_mem(void) { printf("nil\n"); stop(); }
void rt_panic_divide(void) { printf("divide\n"); stop(); }
void rt_panic_dottype(const RtType *have, const RtType *want,
                      const RtType *in)
{
    (void)have, (void)want, (void)in;
    printf("dottype\n");
    stop();
}

// Every position that the table gives must lie in a function.
static int check_table(void)
{
    const RtPcTable *t = &rt_pctable;
    if (t->base != (const uint8_t *)rt_text_start || t->nrows == 0)
        return 1;
    for (int64_t i = 0; i < t->nrows; i++) {
        if (i && t->rows[i].offset <= t->rows[i - 1].offset)
            return 2;
        if (t->rows[i].frame != UINT32_MAX && t->rows[i].frame >= t->nframes)
            return 3;
    }
    return 0;
}

int main(void)
{
    int bad = check_table();
    if (bad)
        return bad;
    if (rt_module.init)
        ((void (*)(void))rt_module.init)();
    ((void (*)(void))rt_module.main)();
    stop();
}
