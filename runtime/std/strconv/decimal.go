package strconv

// The arithmetic under the conversion of floating-point numbers.
//
// 10^k = m * 2^e with a 128-bit m of table pow10 (cut off: the true value is
// in [m, m+1)) and e = log2Pow10(k) - 127. Both directions work with such a
// product first and fall back on exact integers of any size (type big) when
// 128 bits cannot decide.

import "math/bits"

// log2Pow10 is the floor of k*log2(10), for |k| < 1000.
func log2Pow10(k int) int { return k * 1741647 >> 19 }

// exactPow10: m has no bits cut off, since 5^55 < 2^128.
func exactPow10(k int) bool { return 0 <= k && k <= 55 }

// format describes a binary floating-point type.
type format struct {
	mantBits uint // without the hidden bit
	expBits  uint
	bias     int // value = mantissa * 2^(exponent - bias)
}

var (
	format32 = format{23, 8, 127 + 23}
	format64 = format{52, 11, 1023 + 52}
)

// split gives the integer mantissa and exponent with value = c * 2^q of a
// finite number, and whether the distance to the next lower number is only
// half of that to the next higher one.
func (f *format) split(b uint64) (c uint64, q int, uneven bool) {
	c = b & (1<<f.mantBits - 1)
	e := int(b>>f.mantBits) & (1<<f.expBits - 1)
	if e == 0 {
		return c, 1 - f.bias, false
	}
	return c | 1<<f.mantBits, e - f.bias, c == 0 && e > 1
}

// times gives the upper 128 bits of c * (hi:lo), a 192-bit product.
func times(c, hi, lo uint64) (h, l, rest uint64) {
	x1, x0 := bits.Mul64(c, lo)
	y1, y0 := bits.Mul64(c, hi)
	sum, carry := bits.Add64(y0, x1, 0)
	return y1 + carry, sum, x0
}

// shortest gives the shortest decimal d * 10^k that lies within the rounding
// interval of c * 2^q, the nearest to it if there are several (Giulietti's
// "Schubfach": the interval is scaled by a power of ten so that it holds a
// few integers; bits that are lost stick to the last one).
func shortest(c uint64, q int, uneven bool) (d uint64, k int) {
	low := 4*c - 2
	k = q * 1262611
	if uneven {
		low++
		k -= 524031
	}
	k >>= 22
	shift := uint(q + log2Pow10(-k) + 1)
	g := pow10[-k-pow10Min]
	if !exactPow10(-k) {
		if g[1]++; g[1] == 0 {
			g[0]++
		}
	}
	lower := sticky(low<<shift, g[0], g[1])
	value := sticky(4*c<<shift, g[0], g[1])
	upper := sticky((4*c+2)<<shift, g[0], g[1])
	if c&1 != 0 {
		lower++
		upper--
	}
	s := value / 4
	if s >= 10 {
		t := s / 10
		down := lower <= 40*t
		up := 40*t+40 <= upper
		if down != up {
			if up {
				t++
			}
			return t, k + 1
		}
	}
	down := lower <= 4*s
	up := 4*s+4 <= upper
	if down == up {
		middle := 4*s + 2
		up = value > middle || value == middle && s&1 != 0
	}
	if up {
		s++
	}
	return s, k
}

func sticky(c, hi, lo uint64) uint64 {
	h, l, _ := times(c, hi, lo)
	if l > 1 {
		h |= 1
	}
	return h
}

// scaled gives round(c * 2^q * 10^k), half to even, and whether the 128 bits
// were enough to know it. The result must be below 2^63.
func scaled(c uint64, q, k int) (uint64, bool) {
	if k < pow10Min || k > pow10Max {
		return 0, false
	}
	zeros := bits.LeadingZeros64(c)
	c <<= uint(zeros)
	g := pow10[k-pow10Min]
	h, l, rest := times(c, g[0], g[1])
	// The product is h:l:rest * 2^(q - zeros + log2Pow10(k) - 127).
	right := -(q - zeros + log2Pow10(k) - 127 + 128)
	if right <= 0 || right > 64 {
		return 0, false
	}
	var n, fraction uint64
	if right == 64 {
		fraction = h
	} else {
		n = h >> uint(right)
		fraction = h << uint(64-right)
	}
	// fraction.l are the bits below the point; l's lower bits follow.
	var tail uint64
	if right == 64 {
		tail = l
	} else {
		fraction |= l >> uint(right)
		tail = l << uint(64-right)
	}
	const half = 1 << 63
	if exactPow10(k) {
		exact := tail == 0 && rest == 0
		if fraction > half || fraction == half && (!exact || n&1 != 0) {
			n++
		}
		return n, true
	}
	// The true product is larger by less than 2 units of l.
	if fraction == half-1 || fraction == half {
		return 0, false
	}
	if fraction > half {
		n++
	}
	return n, true
}

// big is a natural number in base 2^32, lowest digit first. Large enough for
// the digits of any text (800 are kept) against any float64 (see compare).
type big struct {
	n int
	w [280]uint32
}

func (b *big) set(v uint64) {
	b.w[0], b.w[1] = uint32(v), uint32(v>>32)
	b.n = 2
	b.trim()
}

func (b *big) trim() {
	for b.n > 0 && b.w[b.n-1] == 0 {
		b.n--
	}
}

func (b *big) mulAdd(m, carry uint32) {
	c := uint64(carry)
	for i := 0; i < b.n; i++ {
		c += uint64(b.w[i]) * uint64(m)
		b.w[i] = uint32(c)
		c >>= 32
	}
	if c != 0 {
		b.w[b.n] = uint32(c)
		b.n++
	}
}

func (b *big) mulPow5(k int) {
	for ; k >= 13; k -= 13 {
		b.mulAdd(1220703125, 0)
	}
	for ; k > 0; k-- {
		b.mulAdd(5, 0)
	}
}

func (b *big) shiftLeft(s int) {
	if b.n == 0 {
		return
	}
	words, rest := s/32, uint(s%32)
	for i := b.n - 1; i >= 0; i-- {
		b.w[i+words] = b.w[i]
	}
	for i := 0; i < words; i++ {
		b.w[i] = 0
	}
	b.n += words
	if rest != 0 {
		b.mulAdd(1<<rest, 0)
	}
}

// divSmall divides by d and gives the remainder.
func (b *big) divSmall(d uint32) uint32 {
	r := uint64(0)
	for i := b.n - 1; i >= 0; i-- {
		r = r<<32 | uint64(b.w[i])
		b.w[i] = uint32(r / uint64(d))
		r %= uint64(d)
	}
	b.trim()
	return uint32(r)
}

func (b *big) compare(o *big) int {
	if b.n != o.n {
		if b.n < o.n {
			return -1
		}
		return 1
	}
	for i := b.n - 1; i >= 0; i-- {
		if b.w[i] != o.w[i] {
			if b.w[i] < o.w[i] {
				return -1
			}
			return 1
		}
	}
	return 0
}

// decimal is 0.d1 d2 ... dn * 10^point.
type decimal struct {
	d     [800]byte
	n     int
	point int
}

// assign makes a the exact value c * 2^q: at most 767 digits.
func (a *decimal) assign(c uint64, q int) {
	var b big
	b.set(c)
	scale := 0
	if q >= 0 {
		b.shiftLeft(q)
	} else {
		// c * 2^q = c * 5^-q / 10^-q
		zeros := bits.TrailingZeros64(c)
		if zeros > -q {
			zeros = -q
		}
		if c != 0 {
			b.set(c >> uint(zeros))
			q += zeros
		}
		b.mulPow5(-q)
		scale = -q
	}
	var buf [820]byte
	i := len(buf)
	for b.n > 0 {
		r := b.divSmall(1000000000)
		for j := 0; j < 9; j++ {
			i--
			buf[i] = byte(r%10) + '0'
			r /= 10
		}
	}
	for i < len(buf) && buf[i] == '0' {
		i++
	}
	a.n = copy(a.d[:], buf[i:])
	a.point = a.n - scale
	a.trim()
}

func (a *decimal) trim() {
	for a.n > 0 && a.d[a.n-1] == '0' {
		a.n--
	}
	if a.n == 0 {
		a.point = 0
	}
}

// setInt makes a the value n * 10^k.
func (a *decimal) setInt(n uint64, k int) {
	var buf [65]byte
	i := writeDecimal(&buf, n)
	a.n = copy(a.d[:], buf[i:])
	a.point = a.n + k
	if n == 0 {
		a.n = 0
	}
	a.trim()
}

// round keeps nd digits; half goes to even.
func (a *decimal) round(nd int) {
	if nd < 0 || nd >= a.n {
		return
	}
	up := a.d[nd] > '5'
	if a.d[nd] == '5' {
		up = nd+1 < a.n || nd > 0 && (a.d[nd-1]-'0')&1 != 0
	}
	a.n = nd
	if !up {
		a.trim()
		return
	}
	for i := nd - 1; i >= 0; i-- {
		if a.d[i] < '9' {
			a.d[i]++
			a.n = i + 1
			return
		}
	}
	a.d[0] = '1'
	a.n = 1
	a.point++
}
