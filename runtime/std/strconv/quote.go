package strconv

import "unicode/utf8"

const lowerHex = "0123456789abcdef"

// Which code points a quoted text shows as they are.
const (
	showPrint = iota
	showASCII
	showGraphic
)

// IsPrint reports whether r is shown by Quote: letters, marks, numbers,
// punctuation, symbols and the ASCII space.
func IsPrint(r rune) bool {
	if uint32(r) <= 0xFF {
		return 0x20 <= r && r < 0x7F || 0xA1 <= r && r != 0xAD
	}
	if uint32(r) <= 0xFFFF {
		low, high := 0, len(printLow)
		for low < high {
			m := int(uint(low+high) >> 1)
			if uint16(r) > printLow[m][1] {
				low = m + 1
			} else {
				high = m
			}
		}
		return low < len(printLow) && uint16(r) >= printLow[low][0]
	}
	low, high := 0, len(printHigh)
	for low < high {
		m := int(uint(low+high) >> 1)
		if uint32(r) > printHigh[m][1] {
			low = m + 1
		} else {
			high = m
		}
	}
	return low < len(printHigh) && uint32(r) >= printHigh[low][0]
}

// IsGraphic is IsPrint with all the spaces.
func IsGraphic(r rune) bool {
	return IsPrint(r) || isGraphicSpace(r)
}

func isGraphicSpace(r rune) bool {
	for _, s := range graphicSpaces {
		if rune(s) == r {
			return true
		}
	}
	return false
}

func Quote(s string) string { return quoted(s, '"', showPrint) }

func QuoteToASCII(s string) string { return quoted(s, '"', showASCII) }

func QuoteToGraphic(s string) string { return quoted(s, '"', showGraphic) }

func quoted(s string, quote byte, show int) string {
	b := make([]byte, 0, 3*len(s)/2)
	return string(appendQuoted(b, s, quote, show))
}

func AppendQuote(dst []byte, s string) []byte {
	return appendQuoted(dst, s, '"', showPrint)
}

func AppendQuoteToASCII(dst []byte, s string) []byte {
	return appendQuoted(dst, s, '"', showASCII)
}

func AppendQuoteToGraphic(dst []byte, s string) []byte {
	return appendQuoted(dst, s, '"', showGraphic)
}

func appendQuoted(dst []byte, s string, quote byte, show int) []byte {
	dst = append(dst, quote)
	for len(s) > 0 {
		c := s[0]
		if c < utf8.RuneSelf {
			dst = appendEscaped(dst, rune(c), quote, show)
			s = s[1:]
			continue
		}
		r, size := utf8.DecodeRuneInString(s)
		if size == 1 {
			dst = append(dst, '\\', 'x', lowerHex[c>>4], lowerHex[c&15])
		} else {
			dst = appendEscaped(dst, r, quote, show)
		}
		s = s[size:]
	}
	return append(dst, quote)
}

func QuoteRune(r rune) string { return quotedRune(r, showPrint) }

func QuoteRuneToASCII(r rune) string { return quotedRune(r, showASCII) }

func QuoteRuneToGraphic(r rune) string { return quotedRune(r, showGraphic) }

func quotedRune(r rune, show int) string {
	var buf [16]byte
	return string(appendQuotedRune(buf[:0], r, show))
}

func AppendQuoteRune(dst []byte, r rune) []byte {
	return appendQuotedRune(dst, r, showPrint)
}

func AppendQuoteRuneToASCII(dst []byte, r rune) []byte {
	return appendQuotedRune(dst, r, showASCII)
}

func AppendQuoteRuneToGraphic(dst []byte, r rune) []byte {
	return appendQuotedRune(dst, r, showGraphic)
}

func appendQuotedRune(dst []byte, r rune, show int) []byte {
	if !utf8.ValidRune(r) {
		r = utf8.RuneError
	}
	dst = append(dst, '\'')
	dst = appendEscaped(dst, r, '\'', show)
	return append(dst, '\'')
}

func appendEscaped(dst []byte, r rune, quote byte, show int) []byte {
	if r == rune(quote) || r == '\\' {
		return append(dst, '\\', byte(r))
	}
	if show == showASCII {
		if r < utf8.RuneSelf && IsPrint(r) {
			return append(dst, byte(r))
		}
	} else if IsPrint(r) || show == showGraphic && isGraphicSpace(r) {
		return utf8.AppendRune(dst, r)
	}
	switch r {
	case '\a':
		return append(dst, '\\', 'a')
	case '\b':
		return append(dst, '\\', 'b')
	case '\f':
		return append(dst, '\\', 'f')
	case '\n':
		return append(dst, '\\', 'n')
	case '\r':
		return append(dst, '\\', 'r')
	case '\t':
		return append(dst, '\\', 't')
	case '\v':
		return append(dst, '\\', 'v')
	}
	switch {
	case r < ' ' || r == 0x7F:
		return append(dst, '\\', 'x', lowerHex[byte(r)>>4],
			lowerHex[byte(r)&15])
	case !utf8.ValidRune(r):
		r = utf8.RuneError
		fallthrough
	case r < 0x10000:
		dst = append(dst, '\\', 'u')
		return appendHexDigits(dst, r, 4)
	}
	dst = append(dst, '\\', 'U')
	return appendHexDigits(dst, r, 8)
}

func appendHexDigits(dst []byte, r rune, n int) []byte {
	for shift := 4 * (n - 1); shift >= 0; shift -= 4 {
		dst = append(dst, lowerHex[r>>uint(shift)&15])
	}
	return dst
}

// CanBackquote reports whether s can be written between back quotes as one
// line without control characters but tab.
func CanBackquote(s string) bool {
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		s = s[size:]
		if size > 1 {
			if r == 0xFEFF {
				return false
			}
			continue
		}
		if r == utf8.RuneError || r < ' ' && r != '\t' || r == '`' ||
			r == 0x7F {
			return false
		}
	}
	return true
}

func fromHex(c byte) (rune, bool) {
	switch {
	case '0' <= c && c <= '9':
		return rune(c - '0'), true
	case 'a' <= c && c <= 'f':
		return rune(c-'a') + 10, true
	case 'A' <= c && c <= 'F':
		return rune(c-'A') + 10, true
	}
	return 0, false
}

// UnquoteChar reads one character or escape from s, which stands between
// such quotes (0: both kinds are plain). multibyte: value is to be encoded
// as UTF-8, not as a byte.
func UnquoteChar(s string, quote byte) (value rune, multibyte bool,
	tail string, err error) {
	if s == "" {
		err = ErrSyntax
		return
	}
	switch c := s[0]; {
	case c == quote && (quote == '\'' || quote == '"'):
		err = ErrSyntax
		return
	case c >= utf8.RuneSelf:
		r, size := utf8.DecodeRuneInString(s)
		return r, true, s[size:], nil
	case c != '\\':
		return rune(c), false, s[1:], nil
	}
	if len(s) < 2 {
		err = ErrSyntax
		return
	}
	c := s[1]
	s = s[2:]
	digits := 0
	switch c {
	case 'a':
		value = '\a'
	case 'b':
		value = '\b'
	case 'f':
		value = '\f'
	case 'n':
		value = '\n'
	case 'r':
		value = '\r'
	case 't':
		value = '\t'
	case 'v':
		value = '\v'
	case '\\':
		value = '\\'
	case '\'', '"':
		if c != quote {
			err = ErrSyntax
			return
		}
		value = rune(c)
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	case '0', '1', '2', '3', '4', '5', '6', '7':
		value = rune(c - '0')
		if len(s) < 2 {
			err = ErrSyntax
			return
		}
		for i := 0; i < 2; i++ {
			d := s[i] - '0'
			if d > 7 {
				err = ErrSyntax
				return
			}
			value = value<<3 | rune(d)
		}
		s = s[2:]
		if value > 255 {
			err = ErrSyntax
			return
		}
	default:
		err = ErrSyntax
		return
	}
	if digits == 0 {
		return value, false, s, nil
	}
	if len(s) < digits {
		err = ErrSyntax
		return
	}
	for i := 0; i < digits; i++ {
		d, ok := fromHex(s[i])
		if !ok {
			err = ErrSyntax
			return
		}
		value = value<<4 | d
	}
	s = s[digits:]
	if digits == 2 {
		return value, false, s, nil
	}
	if !utf8.ValidRune(value) {
		err = ErrSyntax
		return
	}
	return value, true, s, nil
}

// QuotedPrefix gives the quoted text that s begins with, quotes included.
func QuotedPrefix(s string) (string, error) {
	n, _, ok := unquote(s, false)
	if !ok {
		return "", ErrSyntax
	}
	return s[:n], nil
}

// Unquote gives what a Go literal in ", ` or ' means; between ' there must
// be one character.
func Unquote(s string) (string, error) {
	n, text, ok := unquote(s, true)
	if !ok || n != len(s) {
		return "", ErrSyntax
	}
	return text, nil
}

// unquote reads the literal at the start of s: its length and its meaning.
func unquote(s string, want bool) (n int, text string, ok bool) {
	if len(s) < 2 {
		return
	}
	quote := s[0]
	switch quote {
	case '`':
		return unquoteRaw(s, want)
	case '"', '\'':
	default:
		return
	}
	if n, simple := plainLiteral(s, quote); simple {
		return n, s[1 : n-1], true
	}
	var buf []byte
	rest := s[1:]
	for len(rest) == 0 || rest[0] != quote {
		if rest == "" || rest[0] == '\n' {
			return
		}
		r, multibyte, tail, err := UnquoteChar(rest, quote)
		if err != nil {
			return
		}
		if want {
			if r < utf8.RuneSelf || !multibyte {
				buf = append(buf, byte(r))
			} else {
				buf = utf8.AppendRune(buf, r)
			}
		}
		rest = tail
		if quote == '\'' {
			if rest == "" || rest[0] != quote {
				return
			}
		}
	}
	if quote == '\'' && len(s)-len(rest) == 1 {
		return
	}
	return len(s) - len(rest) + 1, string(buf), true
}

// plainLiteral finds a literal that has neither escapes nor new lines and is
// all right UTF-8.
func plainLiteral(s string, quote byte) (n int, ok bool) {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\', '\n':
			return 0, false
		case quote:
			inner := s[1:i]
			if quote == '"' {
				return i + 1, utf8.ValidString(inner)
			}
			r, size := utf8.DecodeRuneInString(inner)
			return i + 1, size == len(inner) && size > 0 &&
				(r != utf8.RuneError || size != 1)
		}
	}
	return 0, false
}

func unquoteRaw(s string, want bool) (n int, text string, ok bool) {
	returns := false
	for i := 1; i < len(s); i++ {
		if s[i] == '\r' {
			returns = true
		}
		if s[i] != '`' {
			continue
		}
		text = s[1:i]
		if want && returns {
			var buf []byte
			for j := 0; j < len(text); j++ {
				if text[j] != '\r' {
					buf = append(buf, text[j])
				}
			}
			text = string(buf)
		}
		return i + 1, text, true
	}
	return 0, "", false
}
