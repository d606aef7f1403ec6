#!/usr/bin/env python3
"""Writes std/strconv/pow10.go: the first 128 bits of the powers of ten.

For each k from -348 to 347 the number m with 10^k = m * 2^e, 2^127 <= m <
2^128, cut off towards zero; e follows from k (see strconv/decimal.go).
    python3 pow10.py > ../std/strconv/pow10.go
"""
LOW, HIGH = -348, 347


def mantissa(k):
    if k >= 0:
        n = 10 ** k
        shift = n.bit_length() - 128
        return n >> shift if shift > 0 else n << -shift
    d = 10 ** -k
    m = (1 << (d.bit_length() + 127)) // d
    while m >= 1 << 128:
        m >>= 1
    assert m >= 1 << 127
    return m


print('''// Made by runtime/gen/pow10.py. Do not edit.

package strconv

const (
	pow10Min = %d
	pow10Max = %d
)

// pow10 has the high and the low half of each mantissa.
var pow10 = [...][2]uint64{''' % (LOW, HIGH))
for k in range(LOW, HIGH + 1):
    m = mantissa(k)
    print('\t{0x%016x, 0x%016x},' % (m >> 64, m & (1 << 64) - 1))
print('}')
