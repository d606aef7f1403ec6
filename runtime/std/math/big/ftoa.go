package big

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// decimal is 0.d1d2d3... * 10**exp.
type decimal struct {
	d   []byte
	exp int
}

// toDecimal gives m * 2**exp exactly.
func toDecimal(m nat, exp int64) decimal {
	point := 0
	if exp >= 0 {
		m = nat(nil).shl(m, uint(exp))
	} else {
		s := m.trailingZeros()
		if int64(s) > -exp {
			s = uint(-exp)
		}
		m = nat(nil).shr(m, s)
		exp += int64(s)
		if exp < 0 {
			m = nat(nil).mul(m, nat(nil).exp(nat{5}, nat(nil).setUint64(uint64(-exp)), nil))
			point = int(-exp)
		}
	}
	if len(m) == 0 {
		return decimal{}
	}
	d := m.text(false, 10)
	x := decimal{d, len(d) - point}
	x.trim()
	return x
}

func (x *decimal) trim() {
	n := len(x.d)
	for n > 0 && x.d[n-1] == '0' {
		n--
	}
	x.d = x.d[:n]
	if n == 0 {
		x.exp = 0
	}
}

// round keeps n digits, halves to even.
func (x *decimal) round(n int) {
	if n < 0 || n >= len(x.d) {
		return
	}
	up := x.d[n] > '5'
	if x.d[n] == '5' {
		up = n+1 < len(x.d) || n > 0 && (x.d[n-1]-'0')&1 != 0
	}
	if up {
		x.roundUp(n)
	} else {
		x.d = x.d[:n]
		x.trim()
	}
}

func (x *decimal) roundUp(n int) {
	for n > 0 && x.d[n-1] == '9' {
		n--
	}
	if n == 0 {
		x.d = append(x.d[:0], '1')
		x.exp++
		return
	}
	x.d[n-1]++
	x.d = x.d[:n]
}

// digit gives digit i, counted from the point of x's own scale.
func (x *decimal) at(i int) byte {
	if 0 <= i && i < len(x.d) {
		return x.d[i]
	}
	return '0'
}

// shortest cuts d to as few digits as tell x from its neighbours.
func (x *Float) shortest(d *decimal) {
	if len(d.d) == 0 {
		return
	}
	// Half a unit of the last place around x.
	m := nat(nil).set(x.mant)
	exp := x.exp
	s := int(x.prec) - m.bitLen()
	m = m.shl(m, uint(s+2))
	exp -= int64(s + 2)
	low := nat(nil).sub(m, nat{2})
	lower := toDecimal(low, exp)
	upper := toDecimal(nat(nil).add(m, nat{2}), exp)
	inclusive := s > 0 || x.mant[0]&1 == 0
	// Align the three at upper's point.
	lo, mid := upper.exp-lower.exp, upper.exp-d.exp
	for i := range len(upper.d) + 1 {
		if i-mid >= len(d.d) {
			return
		}
		l, c, u := lower.at(i-lo), d.at(i-mid), upper.at(i)
		down := l != c || inclusive && i-lo+1 == len(lower.d)
		up := c != u && (inclusive || c+1 < u || i+1 < len(upper.d))
		switch {
		case down && up:
			d.roundPrefix(i - mid + 1)
			return
		case down:
			d.d = d.d[:max(i-mid+1, 0)]
			d.trim()
			return
		case up:
			d.roundUp(max(i-mid+1, 0))
			return
		}
	}
}

func (x *decimal) roundPrefix(n int) { x.round(max(n, 0)) }

// Text gives x in a format of strconv.FormatFloat ('e' 'E' 'f' 'g' 'G'), or
// 'b' (mantissa as integer), 'p' and 'x' (hexadecimal mantissa).
func (x *Float) Text(format byte, prec int) string {
	return string(x.Append(nil, format, prec))
}

// String is Text('g', 10).
func (x *Float) String() string { return x.Text('g', 10) }

// Append appends Text.
func (x *Float) Append(buf []byte, format byte, prec int) []byte {
	if x.neg {
		buf = append(buf, '-')
	}
	if x.form == inf {
		if !x.neg {
			buf = append(buf, '+')
		}
		return append(buf, "Inf"...)
	}
	switch format {
	case 'b':
		return x.appendBinary(buf)
	case 'p':
		return x.appendHexPower(buf)
	case 'x':
		return x.appendHex(buf, prec)
	}
	var d decimal
	if x.form == finite {
		d = toDecimal(x.mant, x.exp)
	}
	short := prec < 0
	if short {
		if x.form == finite {
			x.shortest(&d)
		}
		switch format {
		case 'e', 'E':
			prec = len(d.d) - 1
		case 'f':
			prec = max(len(d.d)-d.exp, 0)
		case 'g', 'G':
			prec = len(d.d)
		}
	} else {
		switch format {
		case 'e', 'E':
			d.round(1 + prec)
		case 'f':
			if n := d.exp + prec; n >= 0 {
				d.round(n)
			} else {
				d = decimal{}
			}
		case 'g', 'G':
			if prec == 0 {
				prec = 1
			}
			d.round(prec)
		}
	}
	switch format {
	case 'e', 'E':
		return appendE(buf, format, prec, d)
	case 'f':
		return appendF(buf, prec, d)
	case 'g', 'G':
		eprec := prec
		if eprec > len(d.d) && len(d.d) >= d.exp {
			eprec = len(d.d)
		}
		if short {
			eprec = 6
		}
		if exp := d.exp - 1; exp < -4 || exp >= eprec {
			return appendE(buf, format+'e'-'g', min(prec, len(d.d))-1, d)
		}
		return appendF(buf, max(min(prec, len(d.d))-d.exp, 0), d)
	}
	if x.neg {
		buf = buf[:len(buf)-1]
	}
	return append(buf, '%', format)
}

func appendE(buf []byte, format byte, prec int, d decimal) []byte {
	buf = append(buf, d.at(0))
	if prec > 0 {
		buf = append(buf, '.')
		for i := 1; i <= prec; i++ {
			buf = append(buf, d.at(i))
		}
	}
	exp := 0
	if len(d.d) > 0 {
		exp = d.exp - 1
	}
	buf = append(buf, format)
	if exp < 0 {
		buf = append(buf, '-')
		exp = -exp
	} else {
		buf = append(buf, '+')
	}
	if exp < 10 {
		buf = append(buf, '0')
	}
	return strconv.AppendInt(buf, int64(exp), 10)
}

func appendF(buf []byte, prec int, d decimal) []byte {
	if d.exp <= 0 {
		buf = append(buf, '0')
	}
	for i := range max(d.exp, 0) {
		buf = append(buf, d.at(i))
	}
	if prec > 0 {
		buf = append(buf, '.')
		for i := range prec {
			buf = append(buf, d.at(d.exp+i))
		}
	}
	return buf
}

// full gives the mantissa with all bits of the precision.
func (x *Float) full() (nat, int64) {
	s := int(x.prec) - x.mant.bitLen()
	return nat(nil).shl(x.mant, uint(s)), x.exp - int64(s)
}

func (x *Float) appendBinary(buf []byte) []byte {
	if x.form == zero {
		return append(buf, '0')
	}
	m, e := x.full()
	buf = append(append(buf, m.text(false, 10)...), 'p')
	if e >= 0 {
		buf = append(buf, '+')
	}
	return strconv.AppendInt(buf, e, 10)
}

func (x *Float) appendHexPower(buf []byte) []byte {
	if x.form == zero {
		return append(buf, '0')
	}
	n := x.mant.bitLen()
	m := nat(nil).shl(x.mant, uint(-n&3))
	text := strings.TrimRight(string(m.text(false, 16)), "0")
	buf = append(append(buf, "0x."...), text...)
	buf = append(buf, 'p')
	e := x.exp + int64(n)
	if e >= 0 {
		buf = append(buf, '+')
	}
	return strconv.AppendInt(buf, e, 10)
}

func (x *Float) appendHex(buf []byte, prec int) []byte {
	if x.form == zero {
		buf = append(buf, "0x0"...)
		if prec > 0 {
			buf = append(append(buf, '.'), strings.Repeat("0", prec)...)
		}
		return append(buf, "p+00"...)
	}
	n := prec*4 + 1
	if prec < 0 {
		n = 1 + (x.mant.bitLen()-1+3)/4*4
	}
	var r Float
	r.prec, r.mode = uint32(n), x.mode
	r.Set(x)
	m, e := r.full()
	text := m.text(false, 16)
	buf = append(append(buf, "0x"...), text[0])
	if len(text) > 1 {
		buf = append(append(buf, '.'), text[1:]...)
	}
	buf = append(buf, 'p')
	e += int64(n - 1)
	if e < 0 {
		buf = append(buf, '-')
		e = -e
	} else {
		buf = append(buf, '+')
	}
	if e < 10 {
		buf = append(buf, '0')
	}
	return strconv.AppendInt(buf, e, 10)
}

// Format implements fmt.Formatter for the verbs of floating-point numbers.
func (x *Float) Format(s fmt.State, format rune) {
	prec, ok := s.Precision()
	if !ok {
		prec = 6
	}
	switch format {
	case 'e', 'E', 'f', 'b', 'p', 'x':
	case 'F':
		format = 'f'
	case 'v', 'g', 'G':
		if format == 'v' {
			format = 'g'
		}
		if !ok {
			prec = -1
		}
	default:
		fmt.Fprintf(s, "%%!%c(*big.Float=%s)", format, x.String())
		return
	}
	buf := string(x.Append(nil, byte(format), prec))
	sign := ""
	if buf[0] == '-' || buf[0] == '+' {
		sign, buf = buf[:1], buf[1:]
	}
	switch {
	case sign == "-":
	case s.Flag('+'):
		sign = "+"
	case s.Flag(' '):
		sign = " "
	case buf != "Inf":
		sign = ""
	}
	pad := ""
	if width, ok := s.Width(); ok && width > len(sign)+len(buf) {
		pad = strings.Repeat(" ", width-len(sign)-len(buf))
	}
	switch {
	case s.Flag('0') && x.form != inf:
		io.WriteString(s, sign+strings.Repeat("0", len(pad))+buf)
	case s.Flag('-'):
		io.WriteString(s, sign+buf+pad)
	default:
		io.WriteString(s, pad+sign+buf)
	}
}

// SetString sets z to what s says.
func (z *Float) SetString(s string) (*Float, bool) {
	if _, _, err := z.Parse(s, 0); err != nil {
		return nil, false
	}
	return z, true
}

// ParseFloat gives a Float of the precision and mode.
func ParseFloat(s string, base int, prec uint, mode RoundingMode) (f *Float, b int, err error) {
	return new(Float).SetPrec(prec).SetMode(mode).Parse(s, base)
}

// Parse sets z to all of s: a number with optional point and exponent, or Inf.
func (z *Float) Parse(s string, base int) (f *Float, b int, err error) {
	if s == "Inf" || s == "inf" || s == "+Inf" || s == "+inf" {
		return z.SetInf(false), base, nil
	}
	if s == "-Inf" || s == "-inf" {
		return z.SetInf(true), base, nil
	}
	z.needPrec(64)
	r := strings.NewReader(s)
	neg, err := scanSign(r)
	if err != nil {
		return nil, 0, err
	}
	m, b, count, err := nat(nil).scan(r, base, true)
	if err != nil {
		return nil, b, err
	}
	rest := s[len(s)-r.Len():]
	e, ebase, ok := scanExponent(rest, b)
	if !ok {
		return nil, b, fmt.Errorf("expected end of string, found %q", rest[0])
	}
	if len(m) == 0 {
		return z.setZero(neg), b, nil
	}
	twos, fives := 0, 0
	if count < 0 {
		switch b {
		case 10:
			twos, fives = count, count
		case 2:
			twos = count
		case 8:
			twos = 3 * count
		case 16:
			twos = 4 * count
		default:
			return nil, b, errors.New("unexpected base")
		}
	}
	if ebase == 10 {
		fives += e
	}
	twos += e
	power := func(n int) nat { return nat(nil).exp(nat{5}, nat(nil).setUint64(uint64(n)), nil) }
	switch {
	case fives > 0:
		return z.setBits(neg, nat(nil).mul(m, power(fives)), int64(twos), 0), b, nil
	case fives < 0:
		d := power(-fives)
		sh := max(int(z.prec)+2-m.bitLen()+d.bitLen(), 0)
		q, rem := nat(nil).div(nil, nat(nil).shl(m, uint(sh)), d)
		return z.setBits(neg, q, int64(twos-sh), uint(len(rem))), b, nil
	}
	return z.setBits(neg, m, int64(twos), 0), b, nil
}

// AppendText appends the shortest text that gives x again.
func (x *Float) AppendText(b []byte) ([]byte, error) {
	if x == nil {
		return append(b, "<nil>"...), nil
	}
	return x.Append(b, 'g', -1), nil
}

// MarshalText gives the shortest text that gives x again.
func (x *Float) MarshalText() (text []byte, err error) { return x.AppendText(nil) }

// UnmarshalText sets z to what text says.
func (z *Float) UnmarshalText(text []byte) error {
	_, _, err := z.Parse(string(text), 0)
	if err != nil {
		err = fmt.Errorf("math/big: cannot unmarshal %q into a *big.Float (%v)", text, err)
	}
	return err
}
