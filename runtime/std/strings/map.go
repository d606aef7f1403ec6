package strings

import (
	"unicode"
	"unicode/utf8"
)

// Map applies f to each code point; negative results are left out.
func Map(f func(rune) rune, s string) string {
	// As long as f changes nothing there is nothing to build.
	for i, r := range s {
		m := f(r)
		if m == r && r != utf8.RuneError {
			continue
		}
		size := 1
		if r == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(s[i:])
			if m == r && size != 1 {
				continue
			}
		} else {
			size = utf8.RuneLen(r)
		}
		var b Builder
		b.Grow(len(s) + utf8.UTFMax)
		b.WriteString(s[:i])
		if m >= 0 {
			b.WriteRune(m)
		}
		for _, r := range s[i+size:] {
			if m := f(r); m >= 0 {
				b.WriteRune(m)
			}
		}
		return b.String()
	}
	return s
}

// asciiCase reports whether s is plain ASCII and has a letter in the range
// of 26 that begins with first.
func asciiCase(s string, first byte) (ascii, found bool) {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			return false, false
		}
		found = found || c-first < 26
	}
	return true, found
}

func flipASCII(s string, first byte) string {
	var b Builder
	b.Grow(len(s))
	b.check()
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c-first < 26 {
			c ^= 0x20
		}
		b.buf = append(b.buf, c)
	}
	return b.String()
}

func ToUpper(s string) string {
	if ascii, found := asciiCase(s, 'a'); ascii {
		if !found {
			return s
		}
		return flipASCII(s, 'a')
	}
	return Map(unicode.ToUpper, s)
}

func ToLower(s string) string {
	if ascii, found := asciiCase(s, 'A'); ascii {
		if !found {
			return s
		}
		return flipASCII(s, 'A')
	}
	return Map(unicode.ToLower, s)
}

func ToTitle(s string) string { return Map(unicode.ToTitle, s) }

func ToUpperSpecial(c unicode.SpecialCase, s string) string {
	return Map(c.ToUpper, s)
}

func ToLowerSpecial(c unicode.SpecialCase, s string) string {
	return Map(c.ToLower, s)
}

func ToTitleSpecial(c unicode.SpecialCase, s string) string {
	return Map(c.ToTitle, s)
}

// ToValidUTF8 replaces each run of wrong bytes.
func ToValidUTF8(s, replacement string) string {
	if utf8.ValidString(s) {
		return s
	}
	var b Builder
	b.Grow(len(s) + len(replacement))
	wrong := false
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			if !wrong {
				b.WriteString(replacement)
			}
			wrong = true
		} else {
			b.WriteString(s[i : i+size])
			wrong = false
		}
		i += size
	}
	return b.String()
}

// Title maps the first letter of each word to title case.
func Title(s string) string {
	prev := ' '
	return Map(func(r rune) rune {
		start := separates(prev)
		prev = r
		if start {
			return unicode.ToTitle(r)
		}
		return r
	}, s)
}

func separates(r rune) bool {
	if r <= 0x7F {
		return !('0' <= r && r <= '9' || 'a' <= r|0x20 && r|0x20 <= 'z' ||
			r == '_')
	}
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return false
	}
	return unicode.IsSpace(r)
}

// Replace replaces the first n of old, all if n < 0. An empty old is found
// before each code point and at the end.
func Replace(s, old, new string, n int) string {
	if old == new || n == 0 {
		return s
	}
	if m := Count(s, old); m == 0 {
		return s
	} else if n < 0 || m < n {
		n = m
	}
	var b Builder
	b.Grow(len(s) + n*(len(new)-len(old)))
	start := 0
	for i := 0; i < n; i++ {
		at := start
		if old != "" {
			at += Index(s[start:], old)
		} else if i > 0 {
			_, size := utf8.DecodeRuneInString(s[start:])
			at += size
		}
		b.WriteString(s[start:at])
		b.WriteString(new)
		start = at + len(old)
	}
	b.WriteString(s[start:])
	return b.String()
}

func ReplaceAll(s, old, new string) string { return Replace(s, old, new, -1) }
