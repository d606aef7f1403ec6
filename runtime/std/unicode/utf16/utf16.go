// Package utf16 converts between code points and UTF-16.
package utf16

const (
	replacement = '\uFFFD'
	high        = 0xd800 // first of a pair
	low         = 0xdc00 // second of a pair
	end         = 0xe000
	plane1      = 0x10000
	last        = 0x10ffff
)

// IsSurrogate reports whether r is one half of a pair.
func IsSurrogate(r rune) bool { return high <= r && r < end }

// DecodeRune gives the code point of a pair, or U+FFFD.
func DecodeRune(r1, r2 rune) rune {
	if high <= r1 && r1 < low && low <= r2 && r2 < end {
		return (r1-high)<<10 | (r2 - low) + plane1
	}
	return replacement
}

// EncodeRune gives the pair for r, or U+FFFD twice if there is none.
func EncodeRune(r rune) (r1, r2 rune) {
	if r < plane1 || r > last {
		return replacement, replacement
	}
	r -= plane1
	return high + r>>10, low + r&0x3ff
}

// RuneLen gives the number of 16-bit words of r, -1 if it is not valid.
func RuneLen(r rune) int {
	switch {
	case 0 <= r && r < high, end <= r && r < plane1:
		return 1
	case plane1 <= r && r <= last:
		return 2
	}
	return -1
}

// AppendRune appends the encoding of r.
func AppendRune(a []uint16, r rune) []uint16 {
	switch RuneLen(r) {
	case 1:
		return append(a, uint16(r))
	case 2:
		r1, r2 := EncodeRune(r)
		return append(a, uint16(r1), uint16(r2))
	}
	return append(a, replacement)
}

// Encode gives the encoding of s.
func Encode(s []rune) []uint16 {
	n := len(s)
	for _, r := range s {
		if r >= plane1 {
			n++
		}
	}
	a := make([]uint16, 0, n)
	for _, r := range s {
		a = AppendRune(a, r)
	}
	return a
}

// Decode gives the code points of s.
func Decode(s []uint16) []rune {
	out := make([]rune, 0, len(s))
	for i := 0; i < len(s); i++ {
		r := rune(s[i])
		if IsSurrogate(r) {
			pair := rune(replacement)
			if i+1 < len(s) {
				pair = DecodeRune(r, rune(s[i+1]))
			}
			if r = pair; r != replacement {
				i++
			}
		}
		out = append(out, r)
	}
	return out
}
