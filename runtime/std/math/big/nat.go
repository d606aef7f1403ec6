package big

import (
	"math/bits"
	"math/rand"
)

// A nat is a natural number, lowest digit first, without leading zeros. The
// methods put the result into the receiver, if its array is large enough and
// an operand may be overwritten there, and give it.
type nat []Word

var natOne = nat{1}

func (z nat) norm() nat {
	n := len(z)
	for n > 0 && z[n-1] == 0 {
		n--
	}
	return z[:n]
}

// make gives room for n digits, with any content.
func (z nat) make(n int) nat {
	if n <= cap(z) {
		return z[:n]
	}
	if n == 1 {
		return make(nat, 1)
	}
	return make(nat, n, n+4)
}

func (z nat) set(x nat) nat {
	z = z.make(len(x))
	copy(z, x)
	return z
}

func (z nat) setWord(x Word) nat {
	if x == 0 {
		return z[:0]
	}
	z = z.make(1)
	z[0] = x
	return z
}

func (z nat) setUint64(x uint64) nat { return z.setWord(Word(x)) }

func (x nat) cmp(y nat) int {
	if len(x) != len(y) {
		if len(x) < len(y) {
			return -1
		}
		return 1
	}
	for i := len(x) - 1; i >= 0; i-- {
		if x[i] != y[i] {
			if x[i] < y[i] {
				return -1
			}
			return 1
		}
	}
	return 0
}

func (x nat) bitLen() int {
	if len(x) == 0 {
		return 0
	}
	return (len(x)-1)*wordBits + bits.Len(uint(x[len(x)-1]))
}

func (x nat) trailingZeros() uint {
	for i, w := range x {
		if w != 0 {
			return uint(i*wordBits + bits.TrailingZeros(uint(w)))
		}
	}
	return 0
}

func (x nat) bit(i uint) uint {
	if i/wordBits >= uint(len(x)) {
		return 0
	}
	return uint(x[i/wordBits] >> (i % wordBits) & 1)
}

// sticky is 1 if a bit below i is set.
func (x nat) sticky(i uint) uint {
	j := i / wordBits
	if j >= uint(len(x)) {
		if len(x) == 0 {
			return 0
		}
		return 1
	}
	for _, w := range x[:j] {
		if w != 0 {
			return 1
		}
	}
	if x[j]<<(wordBits-i%wordBits) != 0 && i%wordBits != 0 {
		return 1
	}
	return 0
}

func (z nat) setBit(x nat, i uint, b uint) nat {
	j := int(i / wordBits)
	m := Word(1) << (i % wordBits)
	n := len(x)
	if b == 0 {
		z = z.set(x)
		if j < n {
			z[j] &^= m
		}
		return z.norm()
	}
	old := x
	z = z.make(max(n, j+1))
	copy(z, old)
	clear(z[n:])
	z[j] |= m
	return z
}

func (z nat) add(x, y nat) nat {
	if len(x) < len(y) {
		x, y = y, x
	}
	m, n := len(x), len(y)
	if n == 0 {
		return z.set(x)
	}
	z = z.make(m + 1)
	c := addVV(z[:n], x, y)
	if m > n {
		c = addVW(z[n:m], x[n:], c)
	}
	z[m] = c
	return z.norm()
}

// sub needs x >= y.
func (z nat) sub(x, y nat) nat {
	m, n := len(x), len(y)
	if n == 0 {
		return z.set(x)
	}
	z = z.make(m)
	c := subVV(z[:n], x, y)
	if m > n {
		c = subVW(z[n:], x[n:], c)
	}
	if c != 0 {
		panic("underflow")
	}
	return z.norm()
}

func alias(x, y nat) bool {
	return cap(x) > 0 && cap(y) > 0 && &x[:cap(x)][cap(x)-1] == &y[:cap(y)][cap(y)-1]
}

func (z nat) mulAddWW(x nat, y, r Word) nat {
	n := len(x)
	if n == 0 || y == 0 {
		return z.setWord(r)
	}
	z = z.make(n + 1)
	z[n] = mulAddVWW(z[:n], x, y, r)
	return z.norm()
}

const karatsubaMin = 40

func (z nat) mul(x, y nat) nat {
	if len(x) < len(y) {
		x, y = y, x
	}
	m, n := len(x), len(y)
	switch {
	case n == 0:
		return z[:0]
	case n == 1:
		return z.mulAddWW(x, y[0], 0)
	}
	if alias(z, x) || alias(z, y) {
		z = nil
	}
	z = z.make(m + n)
	if n < karatsubaMin {
		basicMul(z, x, y)
		return z.norm()
	}
	clear(z)
	// Pieces of x as long as y, each by Karatsuba's method.
	for i := 0; i < m; i += n {
		piece := nat(x[i:min(i+n, m)]).norm()
		if len(piece) == 0 {
			continue
		}
		p := nat(nil)
		if len(piece) == n {
			p = make(nat, 2*n)
			karatsuba(p, piece, y)
			p = p.norm()
		} else {
			p = p.mul(y, piece)
		}
		addAt(z, p, i)
	}
	return z.norm()
}

// basicMul: z = x*y, digit by digit.
func basicMul(z, x, y nat) {
	clear(z)
	for i, d := range y {
		if d != 0 {
			z[len(x)+i] = addMulVVW(z[i:i+len(x)], x, d)
		}
	}
}

// addAt: z += x << (i digits); the sum fits.
func addAt(z, x nat, i int) {
	n := len(x)
	if c := addVV(z[i:i+n], z[i:], x); c != 0 && i+n < len(z) {
		addVW(z[i+n:], z[i+n:], c)
	}
}

// karatsuba: z = x*y for operands of one length; z is twice as long.
func karatsuba(z, x, y nat) {
	n := len(x)
	if n < karatsubaMin {
		basicMul(z, x, y)
		return
	}
	h := (n + 1) / 2
	x0, x1 := nat(x[:h]), nat(x[h:])
	y0, y1 := nat(y[:h]), nat(y[h:])
	karatsuba(z[:2*h], x0, y0)
	karatsuba(z[2*h:], x1, y1)
	// (x0+x1)*(y0+y1) - x0*y0 - x1*y1
	xs := nat(nil).add(x0.norm(), x1.norm())
	ys := nat(nil).add(y0.norm(), y1.norm())
	mid := nat(nil).mul(xs, ys)
	mid = mid.sub(mid, nat(z[:2*h]).norm())
	mid = mid.sub(mid, nat(z[2*h:]).norm())
	addAt(z, mid, h)
}

func (z nat) shl(x nat, s uint) nat {
	if len(x) == 0 {
		return z[:0]
	}
	k, n := int(s/wordBits), len(x)
	z = z.make(n + k + 1)
	z[n+k] = shlVU(z[k:n+k], x, s%wordBits)
	clear(z[:k])
	return z.norm()
}

func (z nat) shr(x nat, s uint) nat {
	n := len(x) - int(s/wordBits)
	if n <= 0 {
		return z[:0]
	}
	z = z.make(n)
	shrVU(z, x[len(x)-n:], s%wordBits)
	return z.norm()
}

func (z nat) and(x, y nat) nat {
	n := min(len(x), len(y))
	z = z.make(n)
	for i := range n {
		z[i] = x[i] & y[i]
	}
	return z.norm()
}

func (z nat) andNot(x, y nat) nat {
	m, n := len(x), min(len(x), len(y))
	z = z.make(m)
	for i := range n {
		z[i] = x[i] &^ y[i]
	}
	copy(z[n:], x[n:])
	return z.norm()
}

func (z nat) or(x, y nat) nat {
	if len(x) < len(y) {
		x, y = y, x
	}
	z = z.make(len(x))
	for i := range y {
		z[i] = x[i] | y[i]
	}
	copy(z[len(y):], x[len(y):])
	return z.norm()
}

func (z nat) xor(x, y nat) nat {
	if len(x) < len(y) {
		x, y = y, x
	}
	z = z.make(len(x))
	for i := range y {
		z[i] = x[i] ^ y[i]
	}
	copy(z[len(y):], x[len(y):])
	return z.norm()
}

func (z nat) divW(x nat, y Word) (q nat, r Word) {
	if y == 0 {
		panic("division by zero")
	}
	z = z.make(len(x))
	r = divVW(z, x, y)
	return z.norm(), r
}

// div gives quotient and remainder: Knuth's algorithm D. z and z2 may be used
// for them.
func (z nat) div(z2, u, v nat) (q, r nat) {
	switch {
	case len(v) == 0:
		panic("division by zero")
	case u.cmp(v) < 0:
		return z[:0], z2.set(u)
	case len(v) == 1:
		q, w := z.divW(u, v[0])
		return q, z2.setWord(w)
	}
	n := len(v)
	s := uint(bits.LeadingZeros(uint(v[n-1])))
	d := make(nat, n)
	shlVU(d, v, s)
	if alias(z2, u) || alias(z2, v) {
		z2 = nil
	}
	rest := z2.make(len(u) + 1)
	rest[len(u)] = shlVU(rest[:len(u)], u, s)
	if alias(z, u) || alias(z, v) || alias(z, rest) {
		z = nil
	}
	q = z.make(len(u) - n + 1)
	divide(q, rest, d)
	shrVU(rest, rest, s)
	return q.norm(), rest.norm()
}

// divide: q = u/v, u becomes the remainder; the highest bit of v is set.
func divide(q, u, v nat) {
	n := len(v)
	top, second := v[n-1], v[n-2]
	for j := len(u) - n - 1; j >= 0; j-- {
		guess := ^Word(0)
		if high := u[j+n]; high < top {
			g, r := bits.Div(uint(high), uint(u[j+n-1]), uint(top))
			for {
				hi, lo := bits.Mul(g, uint(second))
				if hi < r || hi == r && lo <= uint(u[j+n-2]) {
					break
				}
				g--
				old := r
				r += uint(top)
				if r < old {
					break
				}
			}
			guess = Word(g)
		}
		c := subMulVVW(u[j:j+n], v, guess)
		if u[j+n] < c {
			u[j+n] -= c
			for { // at most twice
				guess--
				u[j+n] += addVV(u[j:j+n], u[j:], v)
				if u[j+n] == 0 {
					break
				}
			}
		} else {
			u[j+n] -= c
		}
		q[j] = guess
	}
}

// subMulVVW: z -= x*y
func subMulVVW(z, x []Word, y Word) (c Word) {
	x = x[:len(z)]
	for i := range z {
		hi, lo := bits.Mul(uint(x[i]), uint(y))
		lo, c1 := bits.Add(lo, uint(c), 0)
		d, b := bits.Sub(uint(z[i]), lo, 0)
		z[i], c = Word(d), Word(hi+c1+b)
	}
	return c
}

// sqrt gives the integer part of the root, by Newton's method from above.
func (z nat) sqrt(x nat) nat {
	if len(x) == 0 {
		return z[:0]
	}
	a := nat(nil).shl(natOne, uint(x.bitLen()+1)/2)
	for {
		b, _ := nat(nil).div(nil, x, a)
		b = b.add(b, a)
		b = b.shr(b, 1)
		if b.cmp(a) >= 0 {
			return z.set(a)
		}
		a = b
	}
}

// exp gives x**y, modulo m if that is not empty.
func (z nat) exp(x, y, m nat) nat {
	if len(m) == 1 && m[0] == 1 {
		return z[:0]
	}
	r := nat{1}
	b := nat(nil).set(x)
	if len(m) > 0 {
		_, b = nat(nil).div(nil, b, m)
	}
	var p, q nat
	for i := y.bitLen() - 1; i >= 0; i-- {
		p = p.mul(r, r)
		r, p = p, r
		if len(m) > 0 {
			q, r = q.div(r, r, m)
		}
		if y.bit(uint(i)) != 0 {
			p = p.mul(r, b)
			r, p = p, r
			if len(m) > 0 {
				q, r = q.div(r, r, m)
			}
		}
	}
	return z.set(r)
}

// random gives a number below limit.
func (z nat) random(r *rand.Rand, limit nat, n int) nat {
	z = z.make(len(limit))
	bitsOfTop := uint(n % wordBits)
	if bitsOfTop == 0 {
		bitsOfTop = wordBits
	}
	mask := Word(1)<<bitsOfTop - 1
	for {
		for i := range z {
			z[i] = Word(r.Uint32()) | Word(r.Uint32())<<32
		}
		z[len(limit)-1] &= mask
		if z.norm().cmp(limit) < 0 {
			return z.norm()
		}
		z = z[:len(limit)]
	}
}
