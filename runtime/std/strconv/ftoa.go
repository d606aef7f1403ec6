package strconv

import (
	"math/bits"
	"unsafe"
)

func float64bits(f float64) uint64     { return *(*uint64)(unsafe.Pointer(&f)) }
func float32bits(f float32) uint32     { return *(*uint32)(unsafe.Pointer(&f)) }
func float64frombits(b uint64) float64 { return *(*float64)(unsafe.Pointer(&b)) }
func float32frombits(b uint32) float32 { return *(*float32)(unsafe.Pointer(&b)) }

// FormatFloat gives f in one of the forms b (-ddddp±ddd), e, E, f, g, G, x, X.
// prec is the number of digits (after the point for e, E, f, x, X; in all
// for g, G); -1 asks for the fewest that read back as f.
func FormatFloat(f float64, fmt byte, prec, bitSize int) string {
	var buf [32]byte
	return string(AppendFloat(buf[:0], f, fmt, prec, bitSize))
}

// AppendFloat appends what FormatFloat gives.
func AppendFloat(dst []byte, f float64, fmt byte, prec, bitSize int) []byte {
	var b uint64
	var form *format
	switch bitSize {
	case 32:
		b = uint64(float32bits(float32(f)))
		form = &format32
	case 64:
		b = float64bits(f)
		form = &format64
	default:
		panic("strconv: illegal AppendFloat/FormatFloat bitSize")
	}
	negative := b>>(form.mantBits+form.expBits) != 0
	b &= 1<<(form.mantBits+form.expBits) - 1
	if b>>form.mantBits == 1<<form.expBits-1 {
		switch {
		case b&(1<<form.mantBits-1) != 0:
			return append(dst, "NaN"...)
		case negative:
			return append(dst, "-Inf"...)
		}
		return append(dst, "+Inf"...)
	}
	switch fmt {
	case 'b':
		return appendBinary(dst, b, form, negative)
	case 'x', 'X':
		return appendHex(dst, b, form, negative, fmt, prec)
	case 'e', 'E', 'f', 'g', 'G':
		return appendDecimal(dst, b, form, negative, fmt, prec)
	}
	return append(dst, '%', fmt)
}

// number is a short decimal: the usual case, without the large buffer of
// type decimal. Value 0.d1 ... dn * 10^point.
type number struct {
	d     []byte
	point int
}

func appendDecimal(dst []byte, b uint64, form *format, negative bool,
	fmt byte, prec int) []byte {
	var buf [24]byte
	c, q, uneven := form.split(b)
	if prec < 0 {
		num := number{buf[:0], 0}
		if c != 0 {
			num = shortNumber(&buf, c, q, uneven)
		}
		switch fmt {
		case 'e', 'E':
			prec = max(len(num.d)-1, 0)
		case 'f':
			prec = max(len(num.d)-num.point, 0)
		case 'g', 'G':
			prec = len(num.d)
		}
		return layout(dst, num, negative, fmt, prec, true)
	}
	if c == 0 {
		return layout(dst, number{buf[:0], 0}, negative, fmt, prec, false)
	}
	if num, ok := fixedNumber(&buf, c, q, fmt, prec); ok {
		return layout(dst, num, negative, fmt, prec, false)
	}
	return exactNumber(dst, c, q, negative, fmt, prec)
}

func shortNumber(buf *[24]byte, c uint64, q int, uneven bool) number {
	if q <= 0 && q > -53 && c&(1<<uint(-q)-1) == 0 {
		// A small integer: its own digits are the shortest.
		return intNumber(buf, c>>uint(-q), 0)
	}
	d, k := shortest(c, q, uneven)
	return intNumber(buf, d, k)
}

// intNumber is n * 10^k without trailing zeros.
func intNumber(buf *[24]byte, n uint64, k int) number {
	end := 24
	for n%100 == 0 {
		n /= 100
		k += 2
	}
	if n%10 == 0 {
		n /= 10
		k++
	}
	i := end
	for n >= 100 {
		p := n % 100 * 2
		n /= 100
		i -= 2
		buf[i+1] = pairs[p+1]
		buf[i] = pairs[p]
	}
	i--
	buf[i] = pairs[n*2+1]
	if n >= 10 {
		i--
		buf[i] = pairs[n*2]
	}
	return number{buf[i:end], end - i + k}
}

// digitCount is how many decimal digits are asked for, given the decimal
// exponent of the leading one.
func digitCount(fmt byte, prec, point int) int {
	switch fmt {
	case 'e', 'E':
		return prec + 1
	case 'f':
		return point + prec
	}
	if prec == 0 {
		return 1
	}
	return prec
}

// fixedNumber rounds to a given number of digits by 128-bit arithmetic.
func fixedNumber(buf *[24]byte, c uint64, q int, fmt byte,
	prec int) (number, bool) {
	if prec > 400 {
		return number{}, false
	}
	// point or point+1 is the place of the decimal point.
	log2 := q + bits.Len64(c) - 1
	point := log2*78913>>18 + 1
	if fmt == 'f' {
		if point+prec > 17 {
			return number{}, false
		}
		if point+1+prec < 0 {
			return number{buf[:0], 0}, true
		}
		n, ok := scaled(c, q, prec)
		if !ok {
			return number{}, false
		}
		if n == 0 {
			return number{buf[:0], 0}, true
		}
		return intNumber(buf, n, -prec), true
	}
	nd := digitCount(fmt, prec, point)
	if nd > 17 {
		return number{}, false
	}
	n, ok := scaled(c, q, nd-point)
	if !ok {
		return number{}, false
	}
	if n >= limits[nd] {
		point++
		n, ok = scaled(c, q, nd-point)
		if !ok {
			return number{}, false
		}
	}
	if n == 0 {
		return number{}, false
	}
	return intNumber(buf, n, point-nd), true
}

var limits = [...]uint64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10,
	1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17}

// exactNumber rounds the complete expansion of the number.
func exactNumber(dst []byte, c uint64, q int, negative bool, fmt byte,
	prec int) []byte {
	var a decimal
	a.assign(c, q)
	nd := digitCount(fmt, prec, a.point)
	if nd < 0 {
		a.n, a.point = 0, 0
	} else {
		a.round(nd)
	}
	return layout(dst, number{a.d[:a.n], a.point}, negative, fmt, prec, false)
}

// layout writes digits in the form asked for.
func layout(dst []byte, num number, negative bool, fmt byte, prec int,
	short bool) []byte {
	if negative {
		dst = append(dst, '-')
	}
	switch fmt {
	case 'e', 'E':
		return layoutE(dst, num, fmt, prec)
	case 'f':
		return layoutF(dst, num, prec)
	}
	if prec == 0 {
		prec = 1
	}
	limit := prec
	if limit > len(num.d) && len(num.d) >= num.point {
		limit = len(num.d)
	}
	if short {
		limit = 6
	}
	if x := num.point - 1; x < -4 || x >= limit {
		prec = min(prec, len(num.d))
		return layoutE(dst, num, fmt+'e'-'g', prec-1)
	}
	return layoutF(dst, num, max(len(num.d)-num.point, 0))
}

func layoutE(dst []byte, num number, fmt byte, prec int) []byte {
	first := byte('0')
	if len(num.d) > 0 {
		first = num.d[0]
	}
	dst = append(dst, first)
	if prec > 0 {
		dst = append(dst, '.')
		m := min(len(num.d), prec+1)
		if m > 1 {
			dst = append(dst, num.d[1:m]...)
		}
		for i := max(m, 1); i <= prec; i++ {
			dst = append(dst, '0')
		}
	}
	exp := num.point - 1
	if len(num.d) == 0 {
		exp = 0
	}
	dst = append(dst, fmt)
	if exp < 0 {
		dst = append(dst, '-')
		exp = -exp
	} else {
		dst = append(dst, '+')
	}
	if exp < 10 {
		return append(dst, '0', byte(exp)+'0')
	}
	return AppendUint(dst, uint64(exp), 10)
}

func layoutF(dst []byte, num number, prec int) []byte {
	if num.point > 0 {
		m := min(len(num.d), num.point)
		dst = append(dst, num.d[:m]...)
		for ; m < num.point; m++ {
			dst = append(dst, '0')
		}
	} else {
		dst = append(dst, '0')
	}
	if prec > 0 {
		dst = append(dst, '.')
		for i := 0; i < prec; i++ {
			c := byte('0')
			if j := num.point + i; 0 <= j && j < len(num.d) {
				c = num.d[j]
			}
			dst = append(dst, c)
		}
	}
	return dst
}

func appendBinary(dst []byte, b uint64, form *format, negative bool) []byte {
	if negative {
		dst = append(dst, '-')
	}
	c, q, _ := form.split(b)
	dst = AppendUint(dst, c, 10)
	dst = append(dst, 'p')
	if q >= 0 {
		dst = append(dst, '+')
	}
	return AppendInt(dst, int64(q), 10)
}

// appendHex writes ±0x1.hhhhp±dd.
func appendHex(dst []byte, b uint64, form *format, negative bool, fmt byte,
	prec int) []byte {
	c, q, _ := form.split(b)
	exp := 0
	if c != 0 {
		// The leading one goes to bit 60: 15 hexadecimal digits follow.
		top := bits.Len64(c) - 1
		exp = q + top
		c <<= uint(60 - top)
	}
	if prec >= 0 && prec < 15 {
		shift := uint(4 * (15 - prec))
		extra := c & (1<<shift - 1)
		c >>= shift
		if half := uint64(1) << (shift - 1); extra > half ||
			extra == half && c&1 != 0 {
			c++
		}
		c <<= shift
		if c>>61 != 0 {
			c >>= 1
			exp++
		}
	}
	if negative {
		dst = append(dst, '-')
	}
	hex, letterP := "0123456789abcdef", byte('p')
	if fmt == 'X' {
		hex, letterP = "0123456789ABCDEF", 'P'
	}
	dst = append(dst, '0', fmt, '0'+byte(c>>60&1))
	c <<= 4
	if prec > 0 || prec < 0 && c != 0 {
		dst = append(dst, '.')
		for i := 0; i < prec || prec < 0 && c != 0; i++ {
			dst = append(dst, hex[c>>60])
			c <<= 4
		}
	}
	dst = append(dst, letterP)
	if exp < 0 {
		dst = append(dst, '-')
		exp = -exp
	} else {
		dst = append(dst, '+')
	}
	if exp < 10 {
		dst = append(dst, '0')
	}
	return AppendUint(dst, uint64(exp), 10)
}
