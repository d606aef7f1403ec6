package strconv

const digits = "0123456789abcdefghijklmnopqrstuvwxyz"

// pairs has the numbers 00 to 99, two bytes each.
const pairs = "0001020304050607080910111213141516171819" +
	"2021222324252627282930313233343536373839" +
	"4041424344454647484950515253545556575859" +
	"6061626364656667686970717273747576777879" +
	"8081828384858687888990919293949596979899"

// digitOf gives the value of a digit or letter in base 36, 255 for others.
func digitOf(c byte) byte {
	switch {
	case '0' <= c && c <= '9':
		return c - '0'
	case 'a' <= c|0x20 && c|0x20 <= 'z':
		return c|0x20 - 'a' + 10
	}
	return 255
}

// ParseUint reads an unsigned number. Base 0 takes the base from a prefix
// (0b, 0o, 0, 0x) and allows underscores between digits.
func ParseUint(s string, base int, bitSize int) (uint64, error) {
	n, err := parseUint("ParseUint", s, base, bitSize)
	if err != nil {
		return n, err
	}
	return n, nil
}

func parseUint(fn, s string, base int, bitSize int) (uint64, *NumError) {
	if s == "" {
		return 0, syntaxError(fn, s)
	}
	n, overflow, failure := scanUint(s, base, bitSize)
	switch failure {
	case badSyntax:
		return 0, syntaxError(fn, s)
	case badBase:
		return 0, baseError(fn, s, base)
	case badSize:
		return 0, bitSizeError(fn, s, bitSize)
	}
	if overflow {
		return n, rangeError(fn, s)
	}
	return n, nil
}

const (
	badSyntax = iota + 1
	badBase
	badSize
)

func scanUint(text string, base, size int) (n uint64, over bool, failure int) {
	s, auto := text, base == 0
	switch {
	case auto:
		base = 10
		if s[0] == '0' {
			base, s = prefixBase(s)
		}
	case base < 2 || base > 36:
		return 0, false, badBase
	}
	if size == 0 {
		size = IntSize
	} else if size < 0 || size > 64 {
		return 0, false, badSize
	}
	max := uint64(1)<<uint(size) - 1
	limit := ^uint64(0)/uint64(base) + 1
	marks := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '_' && auto {
			marks = true
			continue
		}
		d := digitOf(c)
		if int(d) >= base {
			return 0, false, badSyntax
		}
		if n >= limit {
			return max, true, 0
		}
		n *= uint64(base)
		sum := n + uint64(d)
		if sum < n || sum > max {
			return max, true, 0
		}
		n = sum
	}
	if s == "" || marks && !underscoresOK(text) {
		return 0, false, badSyntax
	}
	return n, false, 0
}

// prefixBase splits a text that begins with 0 into base and digits.
func prefixBase(s string) (int, string) {
	if len(s) >= 3 {
		switch s[1] | 0x20 {
		case 'b':
			return 2, s[2:]
		case 'o':
			return 8, s[2:]
		case 'x':
			return 16, s[2:]
		}
	}
	if len(s) == 1 {
		return 8, s
	}
	return 8, s[1:]
}

// underscoresOK reports whether each underscore stands between two digits,
// or between a prefix and a digit.
func underscoresOK(s string) bool {
	if s != "" && (s[0] == '-' || s[0] == '+') {
		s = s[1:]
	}
	hex, digit := false, false
	if len(s) >= 2 && s[0] == '0' {
		switch s[1] | 0x20 {
		case 'b', 'o', 'x':
			hex = s[1]|0x20 == 'x'
			digit = true
			s = s[2:]
		}
	}
	mark := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		isDigit := '0' <= c && c <= '9' ||
			hex && 'a' <= c|0x20 && c|0x20 <= 'f'
		switch {
		case c == '_':
			if !digit {
				return false
			}
			mark, digit = true, false
		case isDigit:
			mark, digit = false, true
		default:
			if mark {
				return false
			}
			digit = false
		}
	}
	return !mark
}

// ParseInt is ParseUint for numbers with an optional sign.
func ParseInt(s string, base int, bitSize int) (int64, error) {
	n, err := parseInt("ParseInt", s, base, bitSize)
	if err != nil {
		return n, err
	}
	return n, nil
}

func parseInt(fn, s string, base int, bitSize int) (int64, *NumError) {
	if s == "" {
		return 0, syntaxError(fn, s)
	}
	text, negative := s, false
	if s[0] == '+' || s[0] == '-' {
		negative = s[0] == '-'
		text = s[1:]
	}
	n, err := parseUint(fn, text, base, bitSize)
	if err != nil {
		if err.Err != ErrRange {
			err.Num = clone(s)
			return 0, err
		}
	}
	if bitSize == 0 {
		bitSize = IntSize
	}
	cutoff := uint64(1) << uint(bitSize-1)
	if !negative && n >= cutoff {
		return int64(cutoff - 1), rangeError(fn, s)
	}
	if negative && n > cutoff {
		return -int64(cutoff), rangeError(fn, s)
	}
	if negative {
		return -int64(n), nil
	}
	return int64(n), nil
}

// Atoi is ParseInt(s, 10, 0) as an int.
func Atoi(s string) (int, error) {
	if 0 < len(s) && len(s) < 19 {
		if n, ok := shortInt(s); ok {
			return n, nil
		}
		return 0, syntaxError("Atoi", s)
	}
	n, err := parseInt("Atoi", s, 10, 0)
	if err != nil {
		return int(n), err
	}
	return int(n), nil
}

// shortInt reads a number that cannot overflow.
func shortInt(s string) (int, bool) {
	i := 0
	if s[0] == '-' || s[0] == '+' {
		i = 1
	}
	if i == len(s) {
		return 0, false
	}
	n := 0
	for ; i < len(s); i++ {
		d := s[i] - '0'
		if d > 9 {
			return 0, false
		}
		n = n*10 + int(d)
	}
	if s[0] == '-' {
		n = -n
	}
	return n, true
}

// FormatUint gives n in a base from 2 to 36.
func FormatUint(n uint64, base int) string {
	if n < 100 && base == 10 {
		return small(int(n))
	}
	var buf [65]byte
	return string(buf[writeUint(&buf, n, base, false):])
}

func FormatInt(n int64, base int) string {
	if 0 <= n && n < 100 && base == 10 {
		return small(int(n))
	}
	var buf [65]byte
	return string(buf[writeUint(&buf, magnitude(n), base, n < 0):])
}

// Itoa is FormatInt(int64(n), 10).
func Itoa(n int) string { return FormatInt(int64(n), 10) }

func AppendUint(dst []byte, n uint64, base int) []byte {
	if n < 100 && base == 10 {
		return append(dst, small(int(n))...)
	}
	var buf [65]byte
	return append(dst, buf[writeUint(&buf, n, base, false):]...)
}

func AppendInt(dst []byte, n int64, base int) []byte {
	if 0 <= n && n < 100 && base == 10 {
		return append(dst, small(int(n))...)
	}
	var buf [65]byte
	return append(dst, buf[writeUint(&buf, magnitude(n), base, n < 0):]...)
}

// small shares the text of the numbers 0 to 99.
func small(n int) string {
	if n < 10 {
		return digits[n : n+1]
	}
	return pairs[n*2 : n*2+2]
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// writeUint writes n to the end of buf and gives where it begins.
func writeUint(buf *[65]byte, n uint64, base int, negative bool) int {
	if base < 2 || base > len(digits) {
		panic("strconv: illegal AppendInt/FormatInt base")
	}
	i := len(buf)
	switch {
	case base == 10:
		i = writeDecimal(buf, n)
	case base&(base-1) == 0:
		shift := uint(1)
		for 1<<shift < base {
			shift++
		}
		for {
			i--
			buf[i] = digits[n&uint64(base-1)]
			n >>= shift
			if n == 0 {
				break
			}
		}
	default:
		for {
			i--
			buf[i] = digits[n%uint64(base)]
			n /= uint64(base)
			if n == 0 {
				break
			}
		}
	}
	if negative {
		i--
		buf[i] = '-'
	}
	return i
}

func writeDecimal(buf *[65]byte, n uint64) int {
	i := len(buf)
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
	return i
}
