package strconv

import (
	"math/bits"
)

// scan is what the text of a number says: digits * base^exp.
type scan struct {
	mant      uint64 // the first 19 digits (16 if hexadecimal)
	exp       int
	negative  bool
	hex       bool
	truncated bool // digits were left out of mant that are not zero
	end       int  // where the number ends in the text
}

// special reads inf, infinity, nan in any case, with a sign before inf.
func special(s string) (f float64, n int, ok bool) {
	sign, i := 1, 0
	if s == "" {
		return 0, 0, false
	}
	switch s[0] {
	case '+':
		i = 1
	case '-':
		i, sign = 1, -1
	case 'n', 'N':
		if samePrefix(s, "nan") == 3 {
			return float64frombits(0x7FF8000000000001), 3, true
		}
		return 0, 0, false
	}
	n = samePrefix(s[i:], "infinity")
	if 3 < n && n < 8 {
		n = 3
	}
	if n != 3 && n != 8 {
		return 0, 0, false
	}
	b := uint64(0x7FF) << 52
	if sign < 0 {
		b |= 1 << 63
	}
	return float64frombits(b), n + i, true
}

func samePrefix(s, lower string) int {
	n := min(len(s), len(lower))
	for i := 0; i < n; i++ {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		if c != lower[i] {
			return i
		}
	}
	return n
}

// scanNumber reads as much of s as is a number.
func scanNumber(s string) (n scan, ok bool) {
	i, base := 0, uint64(10)
	if s == "" {
		return
	}
	if s[0] == '+' || s[0] == '-' {
		n.negative = s[0] == '-'
		i++
	}
	limit, expChar := 19, byte('e')
	if i+2 < len(s) && s[i] == '0' && s[i+1]|0x20 == 'x' {
		base, limit, expChar = 16, 16, 'p'
		n.hex = true
		i += 2
	}
	marks, point, any := false, false, false
	count, kept, place := 0, 0, 0
loop:
	for ; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '_':
			marks = true
			continue
		case c == '.':
			if point {
				break loop
			}
			point = true
			place = count
			continue
		case '0' <= c && c <= '9', n.hex && 'a' <= c|0x20 && c|0x20 <= 'f':
			any = true
			if c == '0' && count == 0 {
				place--
				continue
			}
			count++
			if kept < limit {
				n.mant = n.mant*base + uint64(digitOf(c))
				kept++
			} else if c != '0' {
				n.truncated = true
			}
			continue
		}
		break
	}
	if !any {
		return
	}
	if !point {
		place = count
	}
	if n.hex {
		place *= 4
		kept *= 4
	}
	if i < len(s) && s[i]|0x20 == expChar {
		e, end, m, good := scanExponent(s, i+1)
		if !good {
			return
		}
		place += e
		marks = marks || m
		i = end
	} else if n.hex {
		return
	}
	if n.mant != 0 {
		n.exp = place - kept
	}
	if marks && !(n.hex && underscoresOK(s[:i])) {
		return
	}
	n.end = i
	return n, true
}

func scanExponent(s string, i int) (e, end int, marks, ok bool) {
	sign := 1
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		if s[i] == '-' {
			sign = -1
		}
		i++
	}
	if i >= len(s) || s[i] < '0' || s[i] > '9' {
		return
	}
	for ; i < len(s) && ('0' <= s[i] && s[i] <= '9' || s[i] == '_'); i++ {
		if s[i] == '_' {
			marks = true
		} else if e < 10000 {
			e = e*10 + int(s[i]-'0')
		}
	}
	return e * sign, i, marks, true
}

// ParseFloat reads a decimal or hexadecimal floating-point number, inf,
// infinity or nan, and rounds it to the nearest of the size, half to even.
func ParseFloat(s string, bitSize int) (float64, error) {
	f, n, err := parseFloatPrefix(s, bitSize)
	if n != len(s) && (err == nil || err.(*NumError).Err != ErrSyntax) {
		return 0, syntaxError("ParseFloat", s)
	}
	return f, err
}

func parseFloatPrefix(s string, bitSize int) (float64, int, error) {
	form := &format64
	if bitSize == 32 {
		form = &format32
	}
	if f, n, ok := special(s); ok {
		return f, n, nil
	}
	num, ok := scanNumber(s)
	if !ok {
		return 0, 0, syntaxError("ParseFloat", s)
	}
	var b uint64
	var over bool
	switch {
	case num.mant == 0:
	case num.hex:
		b, over = roundHex(num, form)
	default:
		if f, ok := exactFloat(num, form); ok {
			return f, num.end, nil
		}
		b, over = roundDecimal(s, num, form)
	}
	f := toFloat(b, form)
	if num.negative {
		f = -f
	}
	if over {
		return f, num.end, rangeError("ParseFloat", s)
	}
	return f, num.end, nil
}

func toFloat(b uint64, form *format) float64 {
	if form == &format32 {
		return float64(float32frombits(uint32(b)))
	}
	return float64frombits(b)
}

var floatPow10 = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9,
	1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21,
	1e22}

// exactFloat does numbers whose digits and power of ten are both exact: one
// rounding remains (Clinger).
func exactFloat(num scan, form *format) (float64, bool) {
	if num.truncated || num.mant>>53 != 0 || form == &format32 {
		return 0, false
	}
	f := float64(num.mant)
	if num.negative {
		f = -f
	}
	switch e := num.exp; {
	case e == 0:
		return f, true
	case 0 < e && e <= 22:
		return f * floatPow10[e], true
	case -22 <= e && e < 0:
		return f / floatPow10[-e], true
	}
	return 0, false
}

// infinity in the given form.
func (f *format) infinity() uint64 {
	return (1<<f.expBits - 1) << f.mantBits
}

// assemble rounds c * 2^q, c with its top bit at 63 and its lowest bit
// sticky, to the nearest; half to even.
func assemble(c uint64, q int, form *format) (uint64, bool) {
	// Keep mantBits+1 bits, fewer below the smallest exponent.
	drop := int(63 - form.mantBits)
	if q+drop < 1-form.bias {
		drop = 1 - form.bias - q
	}
	if drop > 64 {
		return 0, false
	}
	var m, rest uint64
	if drop == 64 {
		m, rest = 0, c
	} else {
		m = c >> uint(drop)
		rest = c << uint(64-drop)
	}
	if rest > 1<<63 || rest == 1<<63 && m&1 != 0 {
		m++
	}
	// A carry out of the mantissa raises the exponent by itself.
	e := q + drop + form.bias
	var b uint64
	if m < 1<<form.mantBits {
		b = m
	} else {
		b = uint64(e-1)<<form.mantBits + m
	}
	if b >= form.infinity() {
		return form.infinity(), true
	}
	return b, false
}

func roundHex(num scan, form *format) (uint64, bool) {
	zeros := bits.LeadingZeros64(num.mant)
	c, q := num.mant, num.exp
	if num.truncated {
		// 16 digits, perhaps with a zero bit in front: no bit is lost
		// when the sticky one goes to the end.
		c |= 1
	}
	return assemble(c<<uint(zeros), q-zeros, form)
}

func roundDecimal(s string, num scan, form *format) (uint64, bool) {
	switch {
	case num.exp > 330:
		return form.infinity(), true
	case num.exp < -400:
		return 0, false
	}
	low, ok := estimate(num.mant, num.exp, form)
	if ok && num.truncated {
		high, ok2 := estimate(num.mant+1, num.exp, form)
		ok = ok2 && low == high
	}
	if !ok {
		low = nearest(s[:num.end], low, form)
	}
	return low, low == form.infinity()
}

// estimate rounds mant * 10^k by the 128-bit table (Lemire's way); ok: that
// is certainly right. Otherwise it is next to right.
func estimate(mant uint64, k int, form *format) (b uint64, ok bool) {
	if mant == 0 {
		return 0, true
	}
	if k < pow10Min {
		return 0, false
	}
	if k > pow10Max {
		return form.infinity(), true
	}
	zeros := bits.LeadingZeros64(mant)
	g := pow10[k-pow10Min]
	h, l, rest := times(mant<<uint(zeros), g[0], g[1])
	q := log2Pow10(k) - 127 - zeros + 128
	if h>>63 == 0 {
		h = h<<1 | l>>63
		l = l<<1 | rest>>63
		rest <<= 1
		q--
	}
	if exactPow10(k) {
		if l|rest != 0 {
			h |= 1
		}
		b, _ = assemble(h, q, form)
		return b, true
	}
	// The true value is h.l plus less than 4 units of l.
	if l >= ^uint64(0)-3 {
		b, _ = assemble(h, q, form)
		return b, false
	}
	b, _ = assemble(h|1, q, form)
	// h|1 is right for any l but when h itself is a boundary: bit 0 set
	// says "more than h", which is so, since l or what follows is not 0.
	return b, true
}

// nearest moves the guess to the float that is nearest to the text, by exact
// comparison with the middle between neighbours.
func nearest(s string, guess uint64, form *format) uint64 {
	var d big
	k := readDigits(s, &d)
	for {
		if guess < form.infinity() {
			c := compareMiddle(&d, k, guess, form)
			if c > 0 || c == 0 && guess&1 != 0 {
				guess++
				continue
			}
		}
		if guess > 0 {
			c := compareMiddle(&d, k, guess-1, form)
			if c < 0 || c == 0 && guess&1 != 0 {
				guess--
				continue
			}
		}
		return guess
	}
}

// readDigits puts up to 800 digits into d and gives the power of ten; a
// last digit 1 stands for all that are left out.
func readDigits(s string, d *big) (k int) {
	d.n = 0
	point, sticky := false, false
	count := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '.':
			point = true
		case '0' <= c && c <= '9':
			if count == 0 && c == '0' {
				if point {
					k--
				}
				continue
			}
			if count < 800 {
				d.mulAdd(10, uint32(c-'0'))
				if point {
					k--
				}
			} else {
				sticky = sticky || c != '0'
				if !point {
					k++
				}
			}
			count++
		case c|0x20 == 'e':
			e, _, _, _ := scanExponent(s, i+1)
			k += e
			i = len(s)
		}
	}
	if sticky {
		d.mulAdd(10, 1)
		k--
	}
	return k
}

// compareMiddle compares d * 10^k with the middle between the floats b and
// its successor.
func compareMiddle(d *big, k int, b uint64, form *format) int {
	c, q, _ := form.split(b)
	var x, y big
	x = *d
	y.set(2*c + 1)
	q--
	// x * 10^k against y * 2^q
	if k >= 0 {
		x.mulPow5(k)
	} else {
		y.mulPow5(-k)
	}
	if k -= q; k >= 0 {
		x.shiftLeft(k)
	} else {
		y.shiftLeft(-k)
	}
	return x.compare(&y)
}
