// Package utf8 encodes and decodes UTF-8. Decoding accepts the shortest form
// of every code point up to MaxRune but the surrogates; any other byte counts
// as one RuneError of width 1.
package utf8

const (
	RuneError = '\uFFFD'
	RuneSelf  = 0x80
	MaxRune   = '\U0010FFFF'
	UTFMax    = 4
)

const (
	surrogateFirst = 0xD800
	surrogateLast  = 0xDFFF
)

// shape says what may follow a first byte c: the length of the sequence, 0
// if c cannot begin one, and the range of the second byte.
func shape(c byte) (size int, low, high byte) {
	switch {
	case c < 0x80:
		return 1, 0, 0
	case c < 0xC2:
		return 0, 0, 0
	case c < 0xE0:
		return 2, 0x80, 0xBF
	case c == 0xE0:
		return 3, 0xA0, 0xBF
	case c == 0xED:
		return 3, 0x80, 0x9F
	case c < 0xF0:
		return 3, 0x80, 0xBF
	case c == 0xF0:
		return 4, 0x90, 0xBF
	case c < 0xF4:
		return 4, 0x80, 0xBF
	case c == 0xF4:
		return 4, 0x80, 0x8F
	}
	return 0, 0, 0
}

func isTail(c byte) bool { return c&0xC0 == 0x80 }

// FullRune reports whether p begins with a whole sequence; a wrong sequence
// is whole, since more bytes would not mend it.
func FullRune(p []byte) bool {
	if len(p) == 0 {
		return false
	}
	size, low, high := shape(p[0])
	if len(p) >= size {
		return true
	}
	if len(p) > 1 && (p[1] < low || p[1] > high) {
		return true
	}
	return len(p) > 2 && !isTail(p[2])
}

// FullRuneInString is FullRune for a string.
func FullRuneInString(s string) bool {
	if len(s) == 0 {
		return false
	}
	size, low, high := shape(s[0])
	if len(s) >= size {
		return true
	}
	if len(s) > 1 && (s[1] < low || s[1] > high) {
		return true
	}
	return len(s) > 2 && !isTail(s[2])
}

// DecodeRune gives the first code point of p and its width in bytes:
// (RuneError, 0) if p is empty, (RuneError, 1) if it begins wrongly.
func DecodeRune(p []byte) (rune, int) {
	if len(p) > 0 && p[0] < RuneSelf {
		return rune(p[0]), 1
	}
	return decodeBytes(p)
}

func decodeBytes(p []byte) (rune, int) {
	if len(p) == 0 {
		return RuneError, 0
	}
	c := p[0]
	size, low, high := shape(c)
	if size == 0 || len(p) < size || p[1] < low || p[1] > high {
		return RuneError, 1
	}
	switch size {
	case 2:
		return rune(c&0x1F)<<6 | rune(p[1]&0x3F), 2
	case 3:
		if !isTail(p[2]) {
			return RuneError, 1
		}
		return rune(c&0x0F)<<12 | rune(p[1]&0x3F)<<6 | rune(p[2]&0x3F), 3
	}
	if !isTail(p[2]) || !isTail(p[3]) {
		return RuneError, 1
	}
	return rune(c&0x07)<<18 | rune(p[1]&0x3F)<<12 | rune(p[2]&0x3F)<<6 |
		rune(p[3]&0x3F), 4
}

// DecodeRuneInString is DecodeRune for a string.
func DecodeRuneInString(s string) (rune, int) {
	if len(s) > 0 && s[0] < RuneSelf {
		return rune(s[0]), 1
	}
	return decodeString(s)
}

func decodeString(s string) (rune, int) {
	if len(s) == 0 {
		return RuneError, 0
	}
	c := s[0]
	size, low, high := shape(c)
	if size == 0 || len(s) < size || s[1] < low || s[1] > high {
		return RuneError, 1
	}
	switch size {
	case 2:
		return rune(c&0x1F)<<6 | rune(s[1]&0x3F), 2
	case 3:
		if !isTail(s[2]) {
			return RuneError, 1
		}
		return rune(c&0x0F)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	if !isTail(s[2]) || !isTail(s[3]) {
		return RuneError, 1
	}
	return rune(c&0x07)<<18 | rune(s[1]&0x3F)<<12 | rune(s[2]&0x3F)<<6 |
		rune(s[3]&0x3F), 4
}

// DecodeLastRune gives the last code point of p and its width.
func DecodeLastRune(p []byte) (rune, int) {
	end := len(p)
	if end == 0 {
		return RuneError, 0
	}
	if p[end-1] < RuneSelf {
		return rune(p[end-1]), 1
	}
	for start := end - 1; start >= 0 && start >= end-UTFMax; start-- {
		if RuneStart(p[start]) {
			if r, size := DecodeRune(p[start:]); start+size == end {
				return r, size
			}
			break
		}
	}
	return RuneError, 1
}

// DecodeLastRuneInString is DecodeLastRune for a string.
func DecodeLastRuneInString(s string) (rune, int) {
	end := len(s)
	if end == 0 {
		return RuneError, 0
	}
	if s[end-1] < RuneSelf {
		return rune(s[end-1]), 1
	}
	for start := end - 1; start >= 0 && start >= end-UTFMax; start-- {
		if RuneStart(s[start]) {
			if r, size := DecodeRuneInString(s[start:]); start+size == end {
				return r, size
			}
			break
		}
	}
	return RuneError, 1
}

// RuneLen gives the number of bytes of r's encoding, -1 if it has none.
func RuneLen(r rune) int {
	switch {
	case r < 0:
		return -1
	case r < 0x80:
		return 1
	case r < 0x800:
		return 2
	case surrogateFirst <= r && r <= surrogateLast:
		return -1
	case r < 0x10000:
		return 3
	case r <= MaxRune:
		return 4
	}
	return -1
}

// EncodeRune writes r to p, which must be long enough, and gives the number
// of bytes; what cannot be encoded is written as RuneError.
func EncodeRune(p []byte, r rune) int {
	if uint32(r) < 0x80 {
		p[0] = byte(r)
		return 1
	}
	return encodeLong(p, r)
}

func encodeLong(p []byte, r rune) int {
	switch RuneLen(r) {
	case 2:
		_ = p[1]
		p[0] = 0xC0 | byte(r>>6)
		p[1] = 0x80 | byte(r)&0x3F
		return 2
	case -1:
		r = RuneError
		fallthrough
	case 3:
		_ = p[2]
		p[0] = 0xE0 | byte(r>>12)
		p[1] = 0x80 | byte(r>>6)&0x3F
		p[2] = 0x80 | byte(r)&0x3F
		return 3
	}
	_ = p[3]
	p[0] = 0xF0 | byte(r>>18)
	p[1] = 0x80 | byte(r>>12)&0x3F
	p[2] = 0x80 | byte(r>>6)&0x3F
	p[3] = 0x80 | byte(r)&0x3F
	return 4
}

// AppendRune appends the encoding of r.
func AppendRune(p []byte, r rune) []byte {
	if uint32(r) < 0x80 {
		return append(p, byte(r))
	}
	return appendLong(p, r)
}

func appendLong(p []byte, r rune) []byte {
	switch RuneLen(r) {
	case 2:
		return append(p, 0xC0|byte(r>>6), 0x80|byte(r)&0x3F)
	case -1:
		r = RuneError
		fallthrough
	case 3:
		return append(p, 0xE0|byte(r>>12), 0x80|byte(r>>6)&0x3F,
			0x80|byte(r)&0x3F)
	}
	return append(p, 0xF0|byte(r>>18), 0x80|byte(r>>12)&0x3F,
		0x80|byte(r>>6)&0x3F, 0x80|byte(r)&0x3F)
}

// RuneCount gives the number of code points; each wrong byte counts one.
func RuneCount(p []byte) int {
	n := 0
	for i := 0; i < len(p); n++ {
		if p[i] < RuneSelf {
			i++
			continue
		}
		_, size := decodeBytes(p[i:])
		i += size
	}
	return n
}

// RuneCountInString is RuneCount for a string.
func RuneCountInString(s string) int {
	n := 0
	for range s {
		n++
	}
	return n
}

// RuneStart reports whether b is not a second or later byte of a sequence.
func RuneStart(b byte) bool { return !isTail(b) }

// Valid reports whether p is all right UTF-8.
func Valid(p []byte) bool {
	for i := 0; i < len(p); {
		if p[i] < RuneSelf {
			i++
			continue
		}
		_, size := decodeBytes(p[i:])
		if size == 1 {
			return false
		}
		i += size
	}
	return true
}

// ValidString is Valid for a string.
func ValidString(s string) bool {
	for i := 0; i < len(s); {
		if s[i] < RuneSelf {
			i++
			continue
		}
		_, size := decodeString(s[i:])
		if size == 1 {
			return false
		}
		i += size
	}
	return true
}

// ValidRune reports whether r can be encoded.
func ValidRune(r rune) bool {
	return 0 <= r && r < surrogateFirst ||
		surrogateLast < r && r <= MaxRune
}
