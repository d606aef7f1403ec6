// Package big has integers, fractions and floating-point numbers of any size.
package big

import "math/bits"

// A Word is one digit of a number, base 2**64.
type Word uint

const wordBits = bits.UintSize

// MaxBase is the greatest base of conversions.
const MaxBase = 10 + ('z' - 'a' + 1) + ('Z' - 'A' + 1)

// The kernels below work on vectors of one length and give the carry.

func addVV(z, x, y []Word) (c Word) {
	x, y = x[:len(z)], y[:len(z)]
	for i := range z {
		s, carry := bits.Add(uint(x[i]), uint(y[i]), uint(c))
		z[i], c = Word(s), Word(carry)
	}
	return c
}

func subVV(z, x, y []Word) (c Word) {
	x, y = x[:len(z)], y[:len(z)]
	for i := range z {
		s, borrow := bits.Sub(uint(x[i]), uint(y[i]), uint(c))
		z[i], c = Word(s), Word(borrow)
	}
	return c
}

func addVW(z, x []Word, c Word) Word {
	x = x[:len(z)]
	for i := range z {
		s := x[i] + c
		z[i] = s
		if s >= c {
			copy(z[i+1:], x[i+1:])
			return 0
		}
		c = 1
	}
	return c
}

func subVW(z, x []Word, c Word) Word {
	x = x[:len(z)]
	for i := range z {
		a := x[i]
		z[i] = a - c
		if a >= c {
			copy(z[i+1:], x[i+1:])
			return 0
		}
		c = 1
	}
	return c
}

// mulAddVWW: z = x*y + c
func mulAddVWW(z, x []Word, y, c Word) Word {
	x = x[:len(z)]
	for i := range z {
		hi, lo := bits.Mul(uint(x[i]), uint(y))
		lo, carry := bits.Add(lo, uint(c), 0)
		z[i], c = Word(lo), Word(hi+carry)
	}
	return c
}

// addMulVVW: z += x*y
func addMulVVW(z, x []Word, y Word) (c Word) {
	x = x[:len(z)]
	for i := range z {
		hi, lo := bits.Mul(uint(x[i]), uint(y))
		lo, c1 := bits.Add(lo, uint(z[i]), 0)
		lo, c2 := bits.Add(lo, uint(c), 0)
		z[i], c = Word(lo), Word(hi+c1+c2)
	}
	return c
}

// shlVU: z = x << s, for s < wordBits
func shlVU(z, x []Word, s uint) (c Word) {
	if s == 0 {
		copy(z, x)
		return 0
	}
	x = x[:len(z)]
	for i := len(z) - 1; i >= 0; i-- {
		w := x[i]
		if i == len(z)-1 {
			c = w >> (wordBits - s)
		}
		z[i] = w << s
		if i > 0 {
			z[i] |= x[i-1] >> (wordBits - s)
		}
	}
	return c
}

// shrVU: z = x >> s, for s < wordBits
func shrVU(z, x []Word, s uint) (c Word) {
	if s == 0 {
		copy(z, x)
		return 0
	}
	x = x[:len(z)]
	for i := range z {
		if i == 0 {
			c = x[0] << (wordBits - s)
		}
		w := x[i] >> s
		if i+1 < len(x) {
			w |= x[i+1] << (wordBits - s)
		}
		z[i] = w
	}
	return c
}

// divVW: z = x/y; gives the remainder.
func divVW(z, x []Word, y Word) (r Word) {
	x = x[:len(z)]
	for i := len(z) - 1; i >= 0; i-- {
		q, rest := bits.Div(uint(r), uint(x[i]), uint(y))
		z[i], r = Word(q), Word(rest)
	}
	return r
}
