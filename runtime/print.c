// runtime/print.c -- print and println, and the text of panic values.
//
// Everything between rt_print_lock and rt_print_unlock is gathered and written
// by one system call, so that lines of different threads do not mix.
// Invariant: `out` is used only by the holder of the lock; holding a runtime
// lock also keeps the goroutine on its thread.
//
//     println("a", 1, 2.5)  ->  "a 1 2.5\n"
#include "runtime/print.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/abi_proto.h"
#include "runtime/os.h"
#include "runtime/sched.h"

enum { ROOM = 4096, MAX_PLAIN_EXPONENT = 6 };

static struct {
    RtLock lock;
    RtM *owner;
    int depth;
    size_t n;
    char text[ROOM];
} out;

// --- Numbers -------------------------------------------------------------------

// Digits with exponent, "d.ddde+xx", for the least number that reads back.
static int shortest(char *text, double v, bool is32)
{
    int most = is32 ? 8 : 16;
    for (int digits = 0; ; digits++) {
        int n = snprintf(text, RT_FLOAT_TEXT, "%.*e", digits, v);
        bool same = is32 ? strtof(text, NULL) == (float)v
                         : strtod(text, NULL) == v;
        if (same || digits == most)
            return n;
    }
}

int rt_format_float(char text[RT_FLOAT_TEXT], double v, bool is32)
{
    if (isnan(v))
        return sprintf(text, "NaN");
    if (isinf(v))
        return sprintf(text, v < 0 ? "-Inf" : "+Inf");

    char digits[RT_FLOAT_TEXT];
    shortest(digits, v, is32);
    const char *e = strchr(digits, 'e');
    int exponent = atoi(e + 1);
    if (exponent < -4 || exponent >= MAX_PLAIN_EXPONENT)
        return sprintf(text, "%s", digits);

    const char *point = strchr(digits, '.');
    int precision = point ? (int)(e - point) - 1 : 0;
    int after = precision > exponent ? precision - exponent : 0;
    return snprintf(text, RT_FLOAT_TEXT, "%.*f", after, v);
}

int rt_format_complex(char text[RT_COMPLEX_TEXT], double re, double im,
                      bool is32)
{
    char a[RT_FLOAT_TEXT], b[RT_FLOAT_TEXT];
    rt_format_float(a, re, is32);
    rt_format_float(b, im, is32);
    const char *sign = b[0] == '-' || b[0] == '+' ? "" : "+";
    return sprintf(text, "(%s%s%si)", a, sign, b);
}

// --- print -----------------------------------------------------------------------

static void flush(void)
{
    rt_os_write_error(out.text, out.n);
    out.n = 0;
}

static void put(const char *text, size_t n)
{
    if (n > ROOM - out.n)
        flush();
    if (n > ROOM) {
        rt_os_write_error(text, n);
        return;
    }
    memcpy(out.text + out.n, text, n);
    out.n += n;
}

void rt_print_lock(void)
{
    RtM *m = rt_m();
    if (out.depth > 0 && out.owner == m) {
        out.depth++;
        return;
    }
    rt_lock(&out.lock);
    out.owner = m;
    out.depth = 1;
}

void rt_print_unlock(void)
{
    if (--out.depth > 0)
        return;
    flush();
    out.owner = NULL;
    rt_unlock(&out.lock);
}

void rt_print_bool(bool v)
{
    put(v ? "true" : "false", v ? 4 : 5);
}

static void put_uint(uint64_t v, bool negative)
{
    char text[24], *p = text + sizeof text;
    do
        *--p = (char)('0' + v % 10);
    while (v /= 10);
    if (negative)
        *--p = '-';
    put(p, (size_t)(text + sizeof text - p));
}

void rt_print_int(int64_t v)
{
    put_uint(v < 0 ? -(uint64_t)v : (uint64_t)v, v < 0);
}

void rt_print_uint(int64_t v)
{
    put_uint((uint64_t)v, false);
}

static void put_float(double v, bool is32)
{
    char text[RT_FLOAT_TEXT];
    put(text, (size_t)rt_format_float(text, v, is32));
}

static void put_complex(double re, double im, bool is32)
{
    char text[RT_COMPLEX_TEXT];
    put(text, (size_t)rt_format_complex(text, re, im, is32));
}

void rt_print_float(double v)
{
    put_float(v, false);
}

void rt_print_float32(float v)
{
    put_float((double)v, true);
}

void rt_print_complex(double re, double im)
{
    put_complex(re, im, false);
}

void rt_print_complex64(float re, float im)
{
    put_complex((double)re, (double)im, true);
}

void rt_print_string(RtString s)
{
    put((const char *)s.ptr, (size_t)s.len);
}

static void put_hex(uintptr_t v)
{
    char text[24];
    put(text, (size_t)sprintf(text, "0x%llx", (unsigned long long)v));
}

void rt_print_pointer(void *p)
{
    put_hex((uintptr_t)p);
}

void rt_print_slice(void *p, int64_t len, int64_t cap)
{
    put("[", 1);
    rt_print_int(len);
    put("/", 1);
    rt_print_int(cap);
    put("]", 1);
    put_hex((uintptr_t)p);
}

void rt_print_eface(RtEface e)
{
    put("(", 1);
    put_hex((uintptr_t)e.type);
    put(",", 1);
    put_hex((uintptr_t)e.data);
    put(")", 1);
}

void rt_print_space(void)
{
    put(" ", 1);
}

void rt_print_newline(void)
{
    put("\n", 1);
}

// --- Panic values ------------------------------------------------------------------

static int64_t signed_value(int kind, const void *p)
{
    switch (kind) {
    case RT_KIND_INT8: return *(const int8_t *)p;
    case RT_KIND_INT16: return *(const int16_t *)p;
    case RT_KIND_INT32: return *(const int32_t *)p;
    default: return *(const int64_t *)p;
    }
}

static uint64_t unsigned_value(int kind, const void *p)
{
    switch (kind) {
    case RT_KIND_UINT8: return *(const uint8_t *)p;
    case RT_KIND_UINT16: return *(const uint16_t *)p;
    case RT_KIND_UINT32: return *(const uint32_t *)p;
    default: return *(const uint64_t *)p;
    }
}

// Text of a basic value, or -1 for other kinds.
static int basic_text(char text[RT_COMPLEX_TEXT], int kind, const void *p)
{
    if (kind >= RT_KIND_INT && kind <= RT_KIND_INT64)
        return sprintf(text, "%lld", (long long)signed_value(kind, p));
    if (kind >= RT_KIND_UINT && kind <= RT_KIND_UINTPTR)
        return sprintf(text, "%llu",
                       (unsigned long long)unsigned_value(kind, p));
    if (kind == RT_KIND_BOOL)
        return sprintf(text, *(const bool *)p ? "true" : "false");
    if (kind == RT_KIND_FLOAT32)
        return rt_format_float(text, (double)*(const float *)p, true);
    if (kind == RT_KIND_FLOAT64)
        return rt_format_float(text, *(const double *)p, false);
    if (kind == RT_KIND_COMPLEX64) {
        const float *c = p;
        return rt_format_complex(text, (double)c[0], (double)c[1], true);
    }
    if (kind == RT_KIND_COMPLEX128) {
        const double *c = p;
        return rt_format_complex(text, c[0], c[1], false);
    }
    return -1;
}

// A line break in the text would look like the end of the message.
static int64_t put_indented(char *to, int64_t room, RtString s)
{
    int64_t n = 0;
    for (int64_t i = 0; i < s.len && n + 2 < room; i++) {
        to[n++] = (char)s.ptr[i];
        if (s.ptr[i] == '\n')
            to[n++] = '\t';
    }
    return n;
}

static bool predeclared(const RtType *t)
{
    return t->string.len == 0 ||
           !memchr(t->string.ptr, '.', (size_t)t->string.len);
}

int64_t rt_format_panic_value(char *to, int64_t room, RtEface v)
{
    const RtType *t = v.type;
    bool plain = predeclared(t);
    char text[RT_COMPLEX_TEXT];
    if (t->kind == RT_KIND_STRING) {
        RtString s = *(const RtString *)v.data;
        if (plain)
            return put_indented(to, room, s);
        int64_t n = snprintf(to, (size_t)room, "%.*s(\"", (int)t->string.len,
                             (const char *)t->string.ptr);
        n += put_indented(to + n, room - n - 3, s);
        return n + sprintf(to + n, "\")");
    }
    const void *data = t->flags & RT_TYPE_DIRECT ? (void *)&v.data : v.data;
    int n = basic_text(text, t->kind, data);
    if (n < 0)
        return snprintf(to, (size_t)room, "(%.*s) 0x%llx", (int)t->string.len,
                        (const char *)t->string.ptr,
                        (unsigned long long)(uintptr_t)v.data);
    if (plain)
        return snprintf(to, (size_t)room, "%s", text);
    return snprintf(to, (size_t)room, "%.*s(%s)", (int)t->string.len,
                    (const char *)t->string.ptr, text);
}
