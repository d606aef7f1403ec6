// runtime/string.c -- Strings: concatenation, conversions, UTF-8.
//
// A conversion gets `buf`, frame storage of 32 bytes (runes: 32 runes) that it
// may use when the result fits, or NULL.  Invalid UTF-8 decodes to U+FFFD of
// width 1; invalid runes encode as U+FFFD.
//
// Invariant: what a string points to is never written again.
//
//     rt_decode_rune("\xc3\xa9", 0): 0xe9 | 2 << 32
#include "runtime/abi_proto.h"
#include "runtime/heap.h"
#include "runtime/lib.h"
#include "runtime/panic.h"
#include "runtime/sched.h"
#include "runtime/string.h"

#include <string.h>

enum { BUFFER = 32, RUNE_ERROR = 0xfffd };

static const RtString empty = {NULL, 0};

// For the allocation of bytes.
static const RtType byte_type = {.size = 1, .kind = RT_KIND_UINT8, .align = 1};

// --- UTF-8 ------------------------------------------------------------------

static bool continues(uint8_t b)
{
    return (b & 0xc0) == 0x80;
}

static int64_t rune_result(uint32_t rune, int64_t width)
{
    return (int64_t)rune | width << 32;
}

// p points to n > 0 bytes.
static int64_t decode(const uint8_t *p, int64_t n)
{
    const int64_t invalid = rune_result(RUNE_ERROR, 1);
    uint8_t b = p[0];
    if (b < 0x80)
        return rune_result(b, 1);
    if (b < 0xc2 || b > 0xf4 || n < 2 || !continues(p[1]))
        return invalid;
    if (b < 0xe0)
        return rune_result((b & 0x1fu) << 6 | (p[1] & 0x3fu), 2);
    if (n < 3 || !continues(p[2]))
        return invalid;
    if (b < 0xf0) {
        uint32_t r = (b & 0xfu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
        bool bad = r < 0x800 || (r >= 0xd800 && r < 0xe000);
        return bad ? invalid : rune_result(r, 3);
    }
    if (n < 4 || !continues(p[3]))
        return invalid;
    uint32_t r = (b & 7u) << 18 | (p[1] & 0x3fu) << 12 | (p[2] & 0x3fu) << 6 |
                 (p[3] & 0x3fu);
    return r < 0x10000 || r > 0x10ffff ? invalid : rune_result(r, 4);
}

int64_t rt_decode_rune(RtString s, int64_t i)
{
    return decode(s.ptr + i, s.len - i);
}

// At most 4 bytes; gives their number.
static int64_t encode(uint8_t *p, int64_t rune)
{
    if (rune < 0 || rune > 0x10ffff || (rune >= 0xd800 && rune < 0xe000))
        rune = RUNE_ERROR;
    uint32_t r = (uint32_t)rune;
    if (r < 0x80) {
        p[0] = (uint8_t)r;
        return 1;
    }
    if (r < 0x800) {
        p[0] = (uint8_t)(0xc0 | r >> 6);
        p[1] = (uint8_t)(0x80 | (r & 0x3f));
        return 2;
    }
    if (r < 0x10000) {
        p[0] = (uint8_t)(0xe0 | r >> 12);
        p[1] = (uint8_t)(0x80 | (r >> 6 & 0x3f));
        p[2] = (uint8_t)(0x80 | (r & 0x3f));
        return 3;
    }
    p[0] = (uint8_t)(0xf0 | r >> 18);
    p[1] = (uint8_t)(0x80 | (r >> 12 & 0x3f));
    p[2] = (uint8_t)(0x80 | (r >> 6 & 0x3f));
    p[3] = (uint8_t)(0x80 | (r & 0x3f));
    return 4;
}

// --- Concatenation ----------------------------------------------------------

static uint8_t *storage(void *buf, int64_t n)
{
    return buf && n <= BUFFER ? buf : rt_alloc_noscan_raw((size_t)n);
}

// A part may lie in a frame; the result must not, unless there is a buffer.
static bool on_stack(const uint8_t *p)
{
    const RtG *g = rt_g();
    return g && p >= g->stack_lo && p < g->stack_hi;
}

static RtString concat(void *buf, const RtString *parts, int64_t n)
{
    int64_t len = 0;
    int64_t used = 0;
    int64_t last = 0;
    for (int64_t i = 0; i < n; i++) {
        if (parts[i].len == 0)
            continue;
        if (rt_add_overflows(len, parts[i].len, &len))
            rt_throw("string concatenation too long");
        used++;
        last = i;
    }
    if (used == 0)
        return empty;
    if (used == 1 && !on_stack(parts[last].ptr))
        return parts[last];

    uint8_t *p = storage(buf, len);
    uint8_t *at = p;
    for (int64_t i = 0; i < n; i++) {
        if (parts[i].len)
            memcpy(at, parts[i].ptr, (size_t)parts[i].len);
        at += parts[i].len;
    }
    return (RtString){p, len};
}

RtString rt_concat(void *buf, void *parts, int64_t n)
{
    return concat(buf, parts, n);
}

RtString rt_concat2(void *buf, RtString a, RtString b)
{
    RtString parts[2] = {a, b};
    return concat(buf, parts, 2);
}

// --- Conversions ------------------------------------------------------------

// All one-byte strings share this.
static const uint8_t bytes_0_255[256] = {
#define ROW(n) n, n + 1, n + 2, n + 3, n + 4, n + 5, n + 6, n + 7
#define ROWS(n) ROW(n), ROW(n + 8), ROW(n + 16), ROW(n + 24)
    ROWS(0), ROWS(32), ROWS(64), ROWS(96), ROWS(128), ROWS(160), ROWS(192),
    ROWS(224)
#undef ROWS
#undef ROW
};

const uint8_t *rt_byte_constant(uint8_t b)
{
    return &bytes_0_255[b];
}

RtString rt_bytes_to_string(void *buf, void *ptr, int64_t len)
{
    if (len == 0)
        return empty;
    if (len == 1)
        return (RtString){&bytes_0_255[*(const uint8_t *)ptr], 1};

    uint8_t *p = storage(buf, len);
    memcpy(p, ptr, (size_t)len);
    return (RtString){p, len};
}

void rt_string_to_bytes(void *out, void *buf, RtString s)
{
    RtSlice *r = out;
    r->len = s.len;
    if (buf && s.len <= BUFFER) {
        memset(buf, 0, BUFFER);
        r->ptr = buf;
        r->cap = BUFFER;
    } else {
        size_t room = (size_t)s.len;
        r->ptr = rt_alloc_rounded(&byte_type, &room, room);
        r->cap = (int64_t)room;
    }
    if (s.len)
        memcpy(r->ptr, s.ptr, (size_t)s.len);
}

void rt_string_to_runes(void *out, void *buf, RtString s)
{
    int64_t n = 0;
    for (int64_t i = 0; i < s.len; n++)
        i += decode(s.ptr + i, s.len - i) >> 32;

    RtSlice *r = out;
    r->len = n;
    size_t bytes = (size_t)n * 4;
    if (buf && n <= BUFFER) {
        memset(buf, 0, BUFFER * 4);
        r->ptr = buf;
        r->cap = BUFFER;
    } else {
        size_t room = bytes;
        r->ptr = rt_alloc_rounded(&byte_type, &room, bytes);
        r->cap = (int64_t)(room / 4);
    }
    int32_t *runes = r->ptr;
    for (int64_t i = 0, k = 0; i < s.len; k++) {
        int64_t d = decode(s.ptr + i, s.len - i);
        runes[k] = (int32_t)d;
        i += d >> 32;
    }
}

RtString rt_runes_to_string(void *buf, void *ptr, int64_t len)
{
    const int32_t *runes = ptr;
    uint8_t scratch[4];
    int64_t n = 0;
    for (int64_t i = 0; i < len; i++)
        n += encode(scratch, runes[i]);
    if (n == 0)
        return empty;

    uint8_t *p = storage(buf, n);
    for (int64_t i = 0, at = 0; i < len; i++) {
        int64_t width = encode(scratch, runes[i]);
        memcpy(p + at, scratch, (size_t)width);
        at += width;
    }
    return (RtString){p, n};
}

RtString rt_rune_to_string(void *buf, int64_t rune)
{
    uint8_t scratch[4];
    int64_t n = encode(scratch, rune);
    if (n == 1)
        return (RtString){&bytes_0_255[scratch[0]], 1};
    uint8_t *p = buf ? buf : rt_alloc_noscan_raw((size_t)n);
    memcpy(p, scratch, (size_t)n);
    return (RtString){p, n};
}

int64_t rt_string_cmp(RtString a, RtString b)
{
    int64_t n = a.len < b.len ? a.len : b.len;
    int c = n && a.ptr != b.ptr ? memcmp(a.ptr, b.ptr, (size_t)n) : 0;
    if (c)
        return c;
    return (a.len > b.len) - (a.len < b.len);
}
