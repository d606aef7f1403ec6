package big

import (
	"math/rand"
)

// An Int is an integer; the zero Int is 0. Methods of the form z.Op(x, y) put
// the result into z and give z; x and y may be z.
type Int struct {
	neg bool
	abs nat
}

var intOne = &Int{false, natOne}

// NewInt gives an Int of the value x.
func NewInt(x int64) *Int { return new(Int).SetInt64(x) }

// Sign gives -1, 0 or +1.
func (x *Int) Sign() int {
	switch {
	case len(x.abs) == 0:
		return 0
	case x.neg:
		return -1
	}
	return 1
}

// fix makes zero positive.
func (z *Int) fix() *Int {
	if len(z.abs) == 0 {
		z.neg = false
	}
	return z
}

// SetInt64 sets z to x.
func (z *Int) SetInt64(x int64) *Int {
	u := uint64(x)
	if x < 0 {
		u = -u
	}
	z.abs = z.abs.setUint64(u)
	z.neg = x < 0
	return z
}

// SetUint64 sets z to x.
func (z *Int) SetUint64(x uint64) *Int {
	z.abs = z.abs.setUint64(x)
	z.neg = false
	return z
}

// Set sets z to x.
func (z *Int) Set(x *Int) *Int {
	if z != x {
		z.abs = z.abs.set(x.abs)
		z.neg = x.neg
	}
	return z
}

// Bits gives the digits of |x|, shared with x.
func (x *Int) Bits() []Word { return x.abs }

// SetBits sets the digits of z, shared with abs.
func (z *Int) SetBits(abs []Word) *Int {
	z.abs = nat(abs).norm()
	z.neg = false
	return z
}

// Abs sets z to |x|.
func (z *Int) Abs(x *Int) *Int {
	z.Set(x)
	z.neg = false
	return z
}

// Neg sets z to -x.
func (z *Int) Neg(x *Int) *Int {
	z.Set(x)
	z.neg = len(z.abs) > 0 && !z.neg
	return z
}

// sum sets z to x + y, where y has the sign yneg.
func (z *Int) sum(x, y *Int, yneg bool) *Int {
	neg := x.neg
	switch {
	case x.neg == yneg:
		z.abs = z.abs.add(x.abs, y.abs)
	case x.abs.cmp(y.abs) >= 0:
		z.abs = z.abs.sub(x.abs, y.abs)
	default:
		neg = !neg
		z.abs = z.abs.sub(y.abs, x.abs)
	}
	z.neg = neg
	return z.fix()
}

// Add sets z to x + y.
func (z *Int) Add(x, y *Int) *Int { return z.sum(x, y, y.neg) }

// Sub sets z to x - y.
func (z *Int) Sub(x, y *Int) *Int { return z.sum(x, y, !y.neg) }

// Mul sets z to x * y.
func (z *Int) Mul(x, y *Int) *Int {
	neg := x.neg != y.neg
	z.abs = z.abs.mul(x.abs, y.abs)
	z.neg = neg
	return z.fix()
}

// MulRange sets z to the product of all integers in [a, b].
func (z *Int) MulRange(a, b int64) *Int {
	switch {
	case a > b:
		return z.SetInt64(1)
	case a <= 0 && b >= 0:
		return z.SetInt64(0)
	}
	neg := a < 0 && (b-a)&1 == 0
	if a < 0 {
		a, b = -b, -a
	}
	z.abs = z.abs.set(mulRange(uint64(a), uint64(b)))
	z.neg = neg
	return z
}

func mulRange(a, b uint64) nat {
	switch {
	case a == b:
		return nat(nil).setUint64(a)
	case a+1 == b:
		return nat(nil).mul(nat(nil).setUint64(a), nat(nil).setUint64(b))
	}
	m := a + (b-a)/2
	return nat(nil).mul(mulRange(a, m), mulRange(m+1, b))
}

// Binomial sets z to n over k.
func (z *Int) Binomial(n, k int64) *Int {
	if k > n {
		return z.SetInt64(0)
	}
	if k > n-k {
		k = n - k
	}
	var a, b Int
	z.SetInt64(1)
	for i := int64(0); i < k; {
		a.SetInt64(n - i)
		z.Mul(z, &a)
		i++
		b.SetInt64(i)
		z.Quo(z, &b)
	}
	return z
}

// Quo sets z to x / y, truncated, as Go's operator.
func (z *Int) Quo(x, y *Int) *Int {
	neg := x.neg != y.neg
	z.abs, _ = z.abs.div(nil, x.abs, y.abs)
	z.neg = neg
	return z.fix()
}

// Rem sets z to x % y, as Go's operator.
func (z *Int) Rem(x, y *Int) *Int {
	neg := x.neg
	_, z.abs = nat(nil).div(z.abs, x.abs, y.abs)
	z.neg = neg
	return z.fix()
}

// QuoRem sets z to x / y and r to x % y.
func (z *Int) QuoRem(x, y, r *Int) (*Int, *Int) {
	neg, rneg := x.neg != y.neg, x.neg
	z.abs, r.abs = z.abs.div(r.abs, x.abs, y.abs)
	z.neg, r.neg = neg, rneg
	return z.fix(), r.fix()
}

// Div sets z to the Euclidean quotient: the remainder is never negative.
func (z *Int) Div(x, y *Int) *Int {
	yneg := y.neg
	var r Int
	z.QuoRem(x, y, &r)
	if r.neg {
		if yneg {
			z.Add(z, intOne)
		} else {
			z.Sub(z, intOne)
		}
	}
	return z
}

// Mod sets z to the Euclidean remainder.
func (z *Int) Mod(x, y *Int) *Int {
	d := y
	if z == y {
		d = new(Int).Set(y)
	}
	var q Int
	q.QuoRem(x, y, z)
	if z.neg {
		if d.neg {
			z.Sub(z, d)
		} else {
			z.Add(z, d)
		}
	}
	return z
}

// DivMod sets z and m to the Euclidean quotient and remainder.
func (z *Int) DivMod(x, y, m *Int) (*Int, *Int) {
	d := y
	if z == y || m == y {
		d = new(Int).Set(y)
	}
	z.QuoRem(x, y, m)
	if m.neg {
		if d.neg {
			z.Add(z, intOne)
			m.Sub(m, d)
		} else {
			z.Sub(z, intOne)
			m.Add(m, d)
		}
	}
	return z, m
}

// Cmp compares: -1, 0 or +1.
func (x *Int) Cmp(y *Int) (r int) {
	switch {
	case x == y:
		return 0
	case x.neg == y.neg:
		r = x.abs.cmp(y.abs)
		if x.neg {
			r = -r
		}
		return r
	case x.neg:
		return -1
	}
	return 1
}

// CmpAbs compares |x| and |y|.
func (x *Int) CmpAbs(y *Int) int { return x.abs.cmp(y.abs) }

func (x *Int) low() uint64 {
	if len(x.abs) == 0 {
		return 0
	}
	return uint64(x.abs[0])
}

// Int64 gives the low 64 bits.
func (x *Int) Int64() int64 {
	v := int64(x.low())
	if x.neg {
		v = -v
	}
	return v
}

// Uint64 gives the low 64 bits of |x|.
func (x *Int) Uint64() uint64 { return x.low() }

// IsInt64 reports whether x fits.
func (x *Int) IsInt64() bool {
	if len(x.abs) <= 1 {
		w := int64(x.low())
		return w >= 0 || x.neg && w == -w
	}
	return false
}

// IsUint64 reports whether x fits.
func (x *Int) IsUint64() bool { return !x.neg && len(x.abs) <= 1 }

// Float64 gives the nearest float64 and how it differs.
func (x *Int) Float64() (float64, Accuracy) {
	n := x.abs.bitLen()
	if n == 0 {
		return 0, Exact
	}
	if n <= 53 || n < 64 && n-int(x.abs.trailingZeros()) <= 53 {
		f := float64(x.low())
		if x.neg {
			f = -f
		}
		return f, Exact
	}
	return new(Float).SetInt(x).Float64()
}

// Exp sets z to x**y modulo |m|; without modulus if m is nil or 0.
func (z *Int) Exp(x, y, m *Int) *Int {
	base := x.abs
	var mod nat
	if m != nil {
		mod = m.abs
	}
	if y.neg {
		if len(mod) == 0 {
			return z.SetInt64(1)
		}
		inverse := new(Int).ModInverse(x, m)
		if inverse == nil {
			return nil
		}
		base = inverse.abs
	}
	neg := x.neg && len(y.abs) > 0 && y.abs[0]&1 == 1
	modCopy := mod
	if z == m {
		modCopy = nat(nil).set(mod)
	}
	z.abs = z.abs.exp(base, y.abs, mod)
	z.neg = neg && len(z.abs) > 0
	if z.neg && len(modCopy) > 0 {
		z.abs = nat(nil).sub(modCopy, z.abs)
		z.neg = false
	}
	return z
}

// GCD sets z to the greatest common divisor of a and b, and x and y, if not
// nil, to such numbers that z = a*x + b*y.
func (z *Int) GCD(x, y, a, b *Int) *Int {
	if len(a.abs) == 0 || len(b.abs) == 0 {
		return z.gcdZero(x, y, a, b)
	}
	A, B := new(Int).Abs(a), new(Int).Abs(b)
	ua, ub := NewInt(1), NewInt(0)
	var q, r, t Int
	for len(B.abs) > 0 {
		q.QuoRem(A, B, &r)
		*A, *B, r = *B, r, *A
		if x != nil || y != nil {
			t.Mul(&q, ub)
			t.Sub(ua, &t)
			*ua, *ub, t = *ub, t, *ua
		}
	}
	if x != nil || y != nil {
		x0 := ua
		if a.neg {
			x0 = new(Int).Neg(ua)
		}
		if y != nil { // (g - a*x) / b
			var n Int
			n.Mul(a, x0)
			n.Sub(A, &n)
			n.Quo(&n, b)
			y.Set(&n)
		}
		if x != nil {
			x.Set(x0)
		}
	}
	return z.Set(A)
}

func (z *Int) gcdZero(x, y, a, b *Int) *Int {
	na, nb := len(a.abs), len(b.abs)
	aneg, bneg := a.neg, b.neg
	if na == 0 {
		z.Set(b)
	} else {
		z.Set(a)
	}
	z.neg = false
	set := func(v *Int, n int, neg bool) {
		if v == nil {
			return
		}
		v.SetInt64(0)
		if n != 0 {
			v.SetInt64(1)
			v.neg = neg
		}
	}
	set(x, na, aneg)
	set(y, nb, bneg)
	return z
}

// Rand sets z to a random number in [0, n).
func (z *Int) Rand(rnd *rand.Rand, n *Int) *Int {
	z.neg = false
	if n.neg || len(n.abs) == 0 {
		z.abs = nil
		return z
	}
	z.abs = z.abs.random(rnd, n.abs, n.abs.bitLen())
	return z
}

// ModInverse sets z to the inverse of g modulo n; nil if there is none.
func (z *Int) ModInverse(g, n *Int) *Int {
	if n.neg {
		n = new(Int).Neg(n)
	}
	if g.neg {
		g = new(Int).Mod(g, n)
	}
	var d, x Int
	d.GCD(&x, nil, g, n)
	if d.Cmp(intOne) != 0 {
		return nil
	}
	if x.neg {
		return z.Add(&x, n)
	}
	return z.Set(&x)
}

// Jacobi gives the Jacobi symbol (x/y); y must be odd.
func Jacobi(x, y *Int) int {
	if len(y.abs) == 0 || y.abs[0]&1 == 0 {
		panic("big: invalid 2nd argument to Int.Jacobi: need odd integer but got " + y.String())
	}
	a, b := new(Int).Set(x), new(Int).Set(y)
	j := 1
	if b.neg {
		if a.neg {
			j = -1
		}
		b.neg = false
	}
	for {
		if b.Cmp(intOne) == 0 {
			return j
		}
		if len(a.abs) == 0 {
			return 0
		}
		a.Mod(a, b)
		if len(a.abs) == 0 {
			return 0
		}
		s := a.abs.trailingZeros()
		if m := b.abs[0] & 7; s&1 != 0 && (m == 3 || m == 5) {
			j = -j
		}
		c := new(Int).Rsh(a, s)
		if b.abs[0]&3 == 3 && c.abs[0]&3 == 3 {
			j = -j
		}
		a, b = b, c
	}
}

// ModSqrt sets z to a root of x modulo the odd prime p; nil if there is none.
func (z *Int) ModSqrt(x, p *Int) *Int {
	switch Jacobi(x, p) {
	case -1:
		return nil
	case 0:
		return z.SetInt64(0)
	}
	if x.neg || x.Cmp(p) >= 0 {
		x = new(Int).Mod(x, p)
	}
	switch {
	case p.abs[0]&3 == 3:
		e := new(Int).Add(p, intOne)
		return z.Exp(x, e.Rsh(e, 2), p)
	case p.abs[0]&7 == 5:
		return z.atkin(x, p)
	}
	return z.tonelliShanks(x, p)
}

func (z *Int) atkin(x, p *Int) *Int {
	e := new(Int).Rsh(p, 3)
	tx := new(Int).Lsh(x, 1)
	alpha := new(Int).Exp(tx, e, p)
	beta := new(Int).Mul(alpha, alpha)
	beta.Mod(beta, p)
	beta.Mul(beta, tx)
	beta.Mod(beta, p)
	beta.Sub(beta, intOne)
	beta.Mul(beta, x)
	beta.Mod(beta, p)
	beta.Mul(beta, alpha)
	return z.Mod(beta, p)
}

func (z *Int) tonelliShanks(x, p *Int) *Int {
	s := new(Int).Sub(p, intOne)
	e := s.abs.trailingZeros()
	s.Rsh(s, e)
	n := NewInt(2)
	for Jacobi(n, p) != -1 {
		n.Add(n, intOne)
	}
	y := new(Int).Add(s, intOne)
	y.Rsh(y, 1)
	y.Exp(x, y, p)
	b := new(Int).Exp(x, s, p)
	g := new(Int).Exp(n, s, p)
	r := e
	for {
		var m uint
		t := new(Int).Set(b)
		for t.Cmp(intOne) != 0 {
			t.Mul(t, t)
			t.Mod(t, p)
			m++
		}
		if m == 0 {
			return z.Set(y)
		}
		t.SetInt64(0).SetBit(t, int(r-m-1), 1)
		t.Exp(g, t, p)
		g.Mul(t, t)
		g.Mod(g, p)
		y.Mul(y, t)
		y.Mod(y, p)
		b.Mul(b, g)
		b.Mod(b, p)
		r = m
	}
}

// Sqrt sets z to the integer part of the root of x.
func (z *Int) Sqrt(x *Int) *Int {
	if x.neg {
		panic("square root of negative number")
	}
	z.neg = false
	z.abs = z.abs.sqrt(x.abs)
	return z
}

// Lsh sets z to x << n.
func (z *Int) Lsh(x *Int, n uint) *Int {
	z.abs = z.abs.shl(x.abs, n)
	z.neg = x.neg
	return z
}

// Rsh sets z to x >> n; it rounds down.
func (z *Int) Rsh(x *Int, n uint) *Int {
	if x.neg {
		t := z.abs.sub(x.abs, natOne)
		t = t.shr(t, n)
		z.abs = t.add(t, natOne)
		z.neg = true
		return z
	}
	z.abs = z.abs.shr(x.abs, n)
	z.neg = false
	return z
}

// BitLen gives the number of bits of |x|.
func (x *Int) BitLen() int { return x.abs.bitLen() }

// TrailingZeroBits gives the number of zero bits below the lowest one of |x|.
func (x *Int) TrailingZeroBits() uint { return x.abs.trailingZeros() }

// Bit gives bit i of x in two's complement.
func (x *Int) Bit(i int) uint {
	if i < 0 {
		panic("negative bit index")
	}
	if x.neg {
		return nat(nil).sub(x.abs, natOne).bit(uint(i)) ^ 1
	}
	return x.abs.bit(uint(i))
}

// SetBit sets z to x with bit i set to b.
func (z *Int) SetBit(x *Int, i int, b uint) *Int {
	if i < 0 {
		panic("negative bit index")
	}
	if b > 1 {
		panic("set bit is not 0 or 1")
	}
	if x.neg {
		t := nat(nil).sub(x.abs, natOne)
		t = t.setBit(t, uint(i), b^1)
		z.abs = t.add(t, natOne)
		z.neg = len(z.abs) > 0
		return z
	}
	z.abs = z.abs.setBit(x.abs, uint(i), b)
	z.neg = false
	return z
}

// Bit operations of negative numbers by -x == ^(x-1).

// ones gives |x| - 1 for x < 0, else |x|.
func (x *Int) ones() nat {
	if x.neg {
		return nat(nil).sub(x.abs, natOne)
	}
	return x.abs
}

func (z *Int) fromOnes(t nat, neg bool) *Int {
	if neg {
		t = nat(nil).add(t, natOne)
	}
	z.abs, z.neg = z.abs.set(t), neg
	return z.fix()
}

// And sets z to x & y.
func (z *Int) And(x, y *Int) *Int {
	a, b := x.ones(), y.ones()
	switch {
	case x.neg && y.neg:
		return z.fromOnes(nat(nil).or(a, b), true)
	case x.neg:
		return z.fromOnes(nat(nil).andNot(b, a), false)
	case y.neg:
		return z.fromOnes(nat(nil).andNot(a, b), false)
	}
	return z.fromOnes(nat(nil).and(a, b), false)
}

// AndNot sets z to x &^ y.
func (z *Int) AndNot(x, y *Int) *Int {
	a, b := x.ones(), y.ones()
	switch {
	case x.neg && y.neg:
		return z.fromOnes(nat(nil).andNot(b, a), false)
	case x.neg:
		return z.fromOnes(nat(nil).or(a, b), true)
	case y.neg:
		return z.fromOnes(nat(nil).and(a, b), false)
	}
	return z.fromOnes(nat(nil).andNot(a, b), false)
}

// Or sets z to x | y.
func (z *Int) Or(x, y *Int) *Int {
	a, b := x.ones(), y.ones()
	switch {
	case x.neg && y.neg:
		return z.fromOnes(nat(nil).and(a, b), true)
	case x.neg:
		return z.fromOnes(nat(nil).andNot(a, b), true)
	case y.neg:
		return z.fromOnes(nat(nil).andNot(b, a), true)
	}
	return z.fromOnes(nat(nil).or(a, b), false)
}

// Xor sets z to x ^ y.
func (z *Int) Xor(x, y *Int) *Int {
	return z.fromOnes(nat(nil).xor(x.ones(), y.ones()), x.neg != y.neg)
}

// Not sets z to ^x.
func (z *Int) Not(x *Int) *Int {
	neg := !x.neg
	return z.fromOnes(x.ones(), neg)
}

// SetBytes sets z to a number whose bytes, highest first, are buf.
func (z *Int) SetBytes(buf []byte) *Int {
	const size = wordBits / 8
	z.abs = z.abs.make((len(buf) + size - 1) / size)
	clear(z.abs)
	for i := range buf {
		at := len(buf) - 1 - i
		z.abs[at/size] |= Word(buf[i]) << (at % size * 8)
	}
	z.abs = z.abs.norm()
	z.neg = false
	return z
}

// Bytes gives the bytes of |x|, highest first.
func (x *Int) Bytes() []byte {
	return x.FillBytes(make([]byte, (x.BitLen()+7)/8))
}

// FillBytes sets buf to the bytes of |x|, highest first.
func (x *Int) FillBytes(buf []byte) []byte {
	const size = wordBits / 8
	clear(buf)
	for i := range (x.BitLen() + 7) / 8 {
		if i >= len(buf) {
			panic("math/big: buffer too small to fit value")
		}
		buf[len(buf)-1-i] = byte(x.abs[i/size] >> (i % size * 8))
	}
	return buf
}

// ProbablyPrime reports whether x is prime: by n rounds of Miller and Rabin's
// test with random bases, one with base 2, and Lucas's test. It is exact below
// 2**64.
func (x *Int) ProbablyPrime(n int) bool {
	if n < 0 {
		panic("negative n for ProbablyPrime")
	}
	if x.neg || len(x.abs) == 0 {
		return false
	}
	if len(x.abs) == 1 && x.abs[0] < 64 {
		return 0x28208a20a08a28ac>>x.abs[0]&1 != 0
	}
	if x.abs[0]&1 == 0 {
		return false
	}
	for _, p := range [...]Word{3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53} {
		if _, r := nat(nil).divW(x.abs, p); r == 0 {
			return false
		}
	}
	return millerRabin(x, n+1) && lucas(x)
}

func millerRabin(n *Int, reps int) bool {
	nm1 := new(Int).Sub(n, intOne)
	k := nm1.abs.trailingZeros()
	q := new(Int).Rsh(nm1, k)
	nm3 := new(Int).Sub(n, NewInt(3))
	rnd := rand.New(rand.NewSource(int64(n.abs[0])))
next:
	for i := range reps {
		base := NewInt(2)
		if i < reps-1 {
			base.Rand(rnd, nm3)
			base.Add(base, NewInt(2))
		}
		y := new(Int).Exp(base, q, n)
		if y.Cmp(intOne) == 0 || y.Cmp(nm1) == 0 {
			continue
		}
		for j := uint(1); j < k; j++ {
			y.Mul(y, y)
			y.Mod(y, n)
			if y.Cmp(nm1) == 0 {
				continue next
			}
			if y.Cmp(intOne) == 0 {
				return false
			}
		}
		return false
	}
	return true
}

// lucas is the strong Lucas test with Q = 1 and the least P >= 3 for which
// P*P - 4 is no square modulo n ("method C" of Baillie).
func lucas(n *Int) bool {
	p := int64(3)
	for ; ; p++ {
		if p > 10000 {
			panic("math/big: internal error: cannot find (D/n) = -1 for " + n.String())
		}
		j := Jacobi(NewInt(p*p-4), n)
		if j == -1 {
			break
		}
		if j == 0 {
			return n.Cmp(NewInt(p+2)) == 0
		}
		if p == 40 {
			if s := new(Int).Sqrt(n); s.Mul(s, s).Cmp(n) == 0 {
				return false
			}
		}
	}
	s := new(Int).Add(n, intOne)
	r := s.abs.trailingZeros()
	s.Rsh(s, r)
	nm2 := new(Int).Sub(n, NewInt(2))
	P := NewInt(p)
	vk, vk1 := NewInt(2), NewInt(p)
	step := func(z, x, y, c *Int) { // x*y - c modulo n
		t := new(Int).Mul(x, y)
		t.Sub(t, c)
		z.Mod(t, n)
	}
	two := NewInt(2)
	for i := s.BitLen() - 1; i >= 0; i-- {
		if s.Bit(i) != 0 {
			step(vk, vk, vk1, P)
			step(vk1, vk1, vk1, two)
		} else {
			step(vk1, vk, vk1, P)
			step(vk, vk, vk, two)
		}
	}
	if vk.Cmp(two) == 0 || vk.Cmp(nm2) == 0 {
		// U(s) == 0 as well?  2*V(s+1) == P*V(s)
		a := new(Int).Mul(vk, P)
		b := new(Int).Lsh(vk1, 1)
		a.Sub(a, b)
		if a.Mod(a, n).Sign() == 0 {
			return true
		}
	}
	for t := uint(0); t+1 < r; t++ {
		if vk.Sign() == 0 {
			return true
		}
		if vk.Cmp(two) == 0 {
			return false
		}
		step(vk, vk, vk, two)
	}
	return false
}
