/*
 * lib_bytes.c: searches and comparisons of bytes for strings and bytes.
 *
 * Idea: leave the loops to the C library, which has vectorised ones.
 * Invariant: a pointer of an empty string may be NULL and is not looked at.
 *
 *     rt_index_byte("go", 2, 'o') == 1
 */
#include "runtime/lib.h"

#include <string.h>

#include "runtime/platform.h"

int64_t rt_index_byte(const uint8_t *s, int64_t n, uint8_t c)
{
    if (n <= 0)
        return -1;
    const uint8_t *p = memchr(s, c, (size_t)n);
    return p ? p - s : -1;
}

int64_t rt_index_byte_slice(const uint8_t *s, int64_t n, int64_t cap,
                            uint8_t c)
{
    (void)cap;
    return rt_index_byte(s, n, c);
}

int64_t rt_last_index_byte(const uint8_t *s, int64_t n, uint8_t c)
{
    for (int64_t i = n - 1; i >= 0; i--) {
        if (s[i] == c)
            return i;
    }
    return -1;
}

int64_t rt_count_byte(const uint8_t *s, int64_t n, uint8_t c)
{
    int64_t count = 0;
    for (int64_t i = 0; i < n; i++)
        count += s[i] == c;
    return count;
}

// Finds the rarer of first and last byte's positions by memchr.  When too many
// candidates fail, a rolling sum of the window bounds the work.
static int64_t find_rolling(const uint8_t *s, int64_t n, const uint8_t *t,
                            int64_t m)
{
    const uint32_t prime = 16777619;
    uint32_t want = 0, have = 0, top = 1;
    for (int64_t i = 0; i < m; i++) {
        want = want * prime + t[i];
        have = have * prime + s[i];
        top *= prime;
    }
    for (int64_t i = 0;; i++) {
        if (have == want && memcmp(s + i, t, (size_t)m) == 0)
            return i;
        if (i + m >= n)
            return -1;
        have = have * prime + s[i + m] - top * s[i];
    }
}

static int64_t find_long(const uint8_t *s, int64_t n, const uint8_t *t,
                         int64_t m)
{
    int64_t misses = 0;
    for (int64_t i = 0; i <= n - m; i++) {
        const uint8_t *p = memchr(s + i, t[0], (size_t)(n - m + 1 - i));
        if (!p)
            return -1;
        i = p - s;
        if (p[m - 1] == t[m - 1] && memcmp(p, t, (size_t)m) == 0)
            return i;
        if (++misses > 16 + i / 8 && i < n - m) {
            int64_t rest = find_rolling(p + 1, n - i - 1, t, m);
            return rest < 0 ? -1 : i + 1 + rest;
        }
    }
    return -1;
}

int64_t rt_index_string(const uint8_t *s, int64_t n, const uint8_t *t,
                        int64_t m)
{
    if (m == 0)
        return 0;
    if (n < m)
        return -1;
    if (m == 1)
        return rt_index_byte(s, n, t[0]);
    return find_long(s, n, t, m);
}

int64_t rt_compare_bytes(const uint8_t *a, int64_t n, const uint8_t *b,
                         int64_t m)
{
    int64_t least = n < m ? n : m;
    int c = least > 0 ? memcmp(a, b, (size_t)least) : 0;
    if (c == 0)
        return (n > m) - (n < m);
    return c < 0 ? -1 : 1;
}

uint64_t rt_hash_bytes(const uint8_t *s, int64_t n, uint64_t seed)
{
    uint64_t h = seed ^ 0x9e3779b97f4a7c15u;
    uint64_t w = 0;
    for (; n >= 8; n -= 8, s += 8) {
        memcpy(&w, s, 8);
        h = rt_mix64(h ^ w, 0xd6e8feb86659fd93u);
    }
    w = (uint64_t)n << 56;
    for (int64_t i = 0; i < n; i++)
        w |= (uint64_t)s[i] << (8 * i);
    return rt_mix64(rt_mix64(h ^ w, 0xd6e8feb86659fd93u) ^ seed, 0xa0761d6478bd642fu);
}
