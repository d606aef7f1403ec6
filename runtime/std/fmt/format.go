package fmt

import (
	"strconv"
	"unicode/utf8"
)

// flags is what stands between % and the verb. All writing goes to a buffer
// that is passed along and given back: nothing keeps it or an argument, so
// that both can live on the stack of the caller.
type flags struct {
	wid, prec              int
	hasWid, hasPrec        bool
	plus, minus, sharp     bool
	space, zero            bool
	plusV, sharpV          bool // %+v and %#v; plus and sharp are off then
	erroring, panicking    bool // inside of a report about a bad verb, a panic
	wrapAllowed, reordered bool // Errorf; argument indexes were used
	goodIndex              bool
	wrap                   int   // The first operand of %w,
	nwraps                 int   // how many there are,
	wraps                  []int // and the others.
}

// addWrap notes an operand of %w.
func (f *flags) addWrap(arg int) {
	if f.nwraps == 0 {
		f.wrap = arg
	} else {
		f.wraps = append(f.wraps, arg)
	}
	f.nwraps++
}

// clear forgets the flags of the last verb.
func (f *flags) clear() {
	f.wid, f.prec = 0, 0
	f.hasWid, f.hasPrec = false, false
	f.plus, f.minus, f.sharp, f.space, f.zero = false, false, false, false, false
	f.plusV, f.sharpV = false, false
}

const (
	lowerDigits = "0123456789abcdefx"
	upperDigits = "0123456789ABCDEFX"
)

func (f *flags) padding(b []byte, n int) []byte {
	c := byte(' ')
	if f.zero && !f.minus {
		c = '0'
	}
	for ; n > 0; n-- {
		b = append(b, c)
	}
	return b
}

// pad appends s, filled up to the width.
func (f *flags) pad(b []byte, s []byte) []byte {
	if !f.hasWid || f.wid == 0 {
		return append(b, s...)
	}
	n := f.wid - utf8.RuneCount(s)
	if f.minus {
		return f.padding(append(b, s...), n)
	}
	return append(f.padding(b, n), s...)
}

func (f *flags) padString(b []byte, s string) []byte {
	if !f.hasWid || f.wid == 0 {
		return append(b, s...)
	}
	n := f.wid - utf8.RuneCountInString(s)
	if f.minus {
		return f.padding(append(b, s...), n)
	}
	return append(f.padding(b, n), s...)
}

// padSpace is pad without zeros.
func (f *flags) padSpace(b []byte, s []byte) []byte {
	zero := f.zero
	f.zero = false
	b = f.pad(b, s)
	f.zero = zero
	return b
}

func (f *flags) boolean(b []byte, v bool) []byte {
	if v {
		return f.padString(b, "true")
	}
	return f.padString(b, "false")
}

// unicode writes U+0041, with # also the character.
func (f *flags) unicode(b []byte, u uint64) []byte {
	var space [32]byte
	digits := 4
	if f.hasPrec && f.prec > 4 {
		digits = f.prec
	}
	var num [16]byte
	i := len(num)
	for rest := u; ; {
		i--
		num[i] = upperDigits[rest&15]
		if rest >>= 4; rest == 0 {
			break
		}
	}
	s := append(space[:0], "U+"...)
	for n := len(num) - i; n < digits; n++ {
		s = append(s, '0')
	}
	s = append(s, num[i:]...)
	if f.sharp && u <= utf8.MaxRune && strconv.IsPrint(rune(u)) {
		s = append(s, " '"...)
		s = utf8.AppendRune(s, rune(u))
		s = append(s, '\'')
	}
	return f.padSpace(b, s)
}

// integer writes u, as an int64 if signed, in base 2, 8, 10 or 16.
func (f *flags) integer(b []byte, u uint64, base uint64, signed bool,
	verb rune, digits string) []byte {
	negative := signed && int64(u) < 0
	if negative {
		u = -u
	}
	if base == 10 && !f.hasWid && !f.hasPrec && !f.plus && !f.space {
		if negative {
			b = append(b, '-')
		}
		return strconv.AppendUint(b, u, 10)
	}
	var space [80]byte
	least := 0 // digits
	if f.hasPrec {
		least = f.prec
		if least == 0 && u == 0 {
			return f.padSpace(b, nil)
		}
	} else if f.zero && !f.minus && f.hasWid {
		least = f.wid
		if negative || f.plus || f.space {
			least--
		}
	}
	s := space[:]
	if least > len(space)-8 {
		s = make([]byte, least+8)
	}
	i := len(s)
	for {
		i--
		s[i] = digits[u%base]
		if u /= base; u == 0 {
			break
		}
	}
	for len(s)-i < least {
		i--
		s[i] = '0'
	}
	if f.sharp {
		switch base {
		case 2:
			i -= 2
			s[i], s[i+1] = '0', 'b'
		case 8:
			if s[i] != '0' {
				i--
				s[i] = '0'
			}
		case 16:
			i -= 2
			s[i], s[i+1] = '0', digits[16]
		}
	}
	if verb == 'O' {
		i -= 2
		s[i], s[i+1] = '0', 'o'
	}
	switch {
	case negative:
		i--
		s[i] = '-'
	case f.plus:
		i--
		s[i] = '+'
	case f.space:
		i--
		s[i] = ' '
	}
	return f.padSpace(b, s[i:])
}

func (f *flags) hex64(b []byte, u uint64, prefix bool) []byte {
	sharp := f.sharp
	f.sharp = prefix
	b = f.integer(b, u, 16, false, 'v', lowerDigits)
	f.sharp = sharp
	return b
}

// truncate cuts s to the precision, in code points.
func (f *flags) truncate(s string) string {
	if f.hasPrec {
		n := f.prec
		for i := range s {
			if n--; n < 0 {
				return s[:i]
			}
		}
	}
	return s
}

func (f *flags) truncateBytes(s []byte) []byte {
	if f.hasPrec {
		n := f.prec
		for i := 0; i < len(s); {
			if n--; n < 0 {
				return s[:i]
			}
			_, size := utf8.DecodeRune(s[i:])
			i += size
		}
	}
	return s
}

func (f *flags) text(b []byte, s string) []byte {
	return f.padString(b, f.truncate(s))
}

func (f *flags) textBytes(b []byte, s []byte) []byte {
	return f.pad(b, f.truncateBytes(s))
}

// hexLayout gives how many bytes to show and the width of the result.
func (f *flags) hexLayout(n int) (count, width int) {
	if f.hasPrec && f.prec < n {
		n = f.prec
	}
	width = 2 * n
	switch {
	case n == 0:
	case f.space && f.sharp:
		width = 4*n + n - 1
	case f.space:
		width += n - 1
	case f.sharp:
		width += 2
	}
	return n, width
}

func (f *flags) hexByte(b []byte, i int, c byte, digits string) []byte {
	if f.space && i > 0 {
		b = append(b, ' ')
	}
	if f.sharp && (f.space || i == 0) {
		b = append(b, '0', digits[16])
	}
	return append(b, digits[c>>4], digits[c&15])
}

// hexText writes the bytes of s in hexadecimal.
func (f *flags) hexText(b []byte, s string, digits string) []byte {
	n, width := f.hexLayout(len(s))
	if f.hasWid && !f.minus {
		b = f.padding(b, f.wid-width)
	}
	for i := 0; i < n; i++ {
		b = f.hexByte(b, i, s[i], digits)
	}
	if f.hasWid && f.minus {
		b = f.padding(b, f.wid-width)
	}
	return b
}

func (f *flags) hexBytes(b []byte, s []byte, digits string) []byte {
	n, width := f.hexLayout(len(s))
	if f.hasWid && !f.minus {
		b = f.padding(b, f.wid-width)
	}
	for i := 0; i < n; i++ {
		b = f.hexByte(b, i, s[i], digits)
	}
	if f.hasWid && f.minus {
		b = f.padding(b, f.wid-width)
	}
	return b
}

// quoted writes a Go literal of s: with # in back quotes if possible, with +
// in ASCII only.
func (f *flags) quoted(b []byte, s string) []byte {
	s = f.truncate(s)
	if f.sharp && strconv.CanBackquote(s) {
		var space [64]byte
		q := append(space[:0], '`')
		q = append(q, s...)
		return f.pad(b, append(q, '`'))
	}
	var space [64]byte
	if f.plus {
		return f.pad(b, strconv.AppendQuoteToASCII(space[:0], s))
	}
	return f.pad(b, strconv.AppendQuote(space[:0], s))
}

func toRune(u uint64) rune {
	if u > utf8.MaxRune {
		return utf8.RuneError
	}
	return rune(u)
}

func (f *flags) character(b []byte, u uint64) []byte {
	var space [utf8.UTFMax]byte
	return f.pad(b, utf8.AppendRune(space[:0], toRune(u)))
}

func (f *flags) quotedCharacter(b []byte, u uint64) []byte {
	var space [16]byte
	if f.plus {
		return f.pad(b, strconv.AppendQuoteRuneToASCII(space[:0], toRune(u)))
	}
	return f.pad(b, strconv.AppendQuoteRune(space[:0], toRune(u)))
}

// float writes v in the form of strconv's verb; prec is used if the format
// has none.
func (f *flags) float(b []byte, v float64, size int, verb byte,
	prec int) []byte {
	var space [64]byte
	if f.hasPrec {
		prec = f.prec
	}
	// The sign always takes the first byte.
	num := append(space[:0], '+')
	num = strconv.AppendFloat(num, v, verb, prec, size)
	if num[1] == '-' || num[1] == '+' {
		num = num[1:]
	}
	if f.space && num[0] == '+' && !f.plus {
		num[0] = ' '
	}
	if num[1] == 'I' || num[1] == 'N' {
		if num[1] == 'N' && !f.space && !f.plus {
			num = num[1:]
		}
		return f.padSpace(b, num)
	}
	if f.sharp && verb != 'b' {
		num = withPoint(num, verb, prec)
	}
	if !f.plus && num[0] == '+' {
		return f.pad(b, num[1:])
	}
	if f.zero && !f.minus && f.hasWid && f.wid > len(num) {
		b = append(b, num[0])
		b = f.padding(b, f.wid-len(num))
		return append(b, num[1:]...)
	}
	return f.pad(b, num)
}

// withPoint is the # flag: there is a decimal point, and trailing zeros stay
// for g (and x).
func withPoint(num []byte, verb byte, prec int) []byte {
	missing := 0
	switch verb {
	case 'g', 'G', 'x', 'X':
		missing = prec
		if prec < 0 {
			missing = 6
		}
		if verb == 'X' {
			missing = 0
		}
	}
	hex := verb == 'x' || verb == 'X'
	end, point, significant := len(num), false, false
	for i := 1; i < end; i++ {
		switch c := num[i]; {
		case c == '.':
			point = true
		case c|0x20 == 'p', c|0x20 == 'e' && !hex:
			end = i
		default:
			significant = significant || c != '0'
			if significant {
				missing--
			}
		}
	}
	var space [8]byte
	tail := append(space[:0], num[end:]...)
	num = num[:end]
	if !point {
		if len(num) == 2 && num[1] == '0' {
			missing--
		}
		num = append(num, '.')
	}
	for ; missing > 0; missing-- {
		num = append(num, '0')
	}
	return append(num, tail...)
}
