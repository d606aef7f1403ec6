package strings

import (
	"unicode"
	"unicode/utf8"
)

func TrimLeftFunc(s string, f func(rune) bool) string {
	i := indexFunc(s, f, false)
	if i < 0 {
		return ""
	}
	return s[i:]
}

func TrimRightFunc(s string, f func(rune) bool) string {
	i := lastIndexFunc(s, f, false)
	if i >= 0 {
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	} else {
		i = 0
	}
	return s[:i]
}

func TrimFunc(s string, f func(rune) bool) string {
	return TrimRightFunc(TrimLeftFunc(s, f), f)
}

// Trim cuts code points of cutset off both ends.
func Trim(s, cutset string) string {
	if s == "" || cutset == "" {
		return s
	}
	return TrimRight(TrimLeft(s, cutset), cutset)
}

func TrimLeft(s, cutset string) string {
	if cutset == "" {
		return s
	}
	var set asciiSet
	if set.fill(cutset) {
		for s != "" && set.has(s[0]) {
			s = s[1:]
		}
		return s
	}
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		if !ContainsRune(cutset, r) {
			break
		}
		s = s[size:]
	}
	return s
}

func TrimRight(s, cutset string) string {
	if cutset == "" {
		return s
	}
	var set asciiSet
	if set.fill(cutset) {
		for s != "" && set.has(s[len(s)-1]) {
			s = s[:len(s)-1]
		}
		return s
	}
	for s != "" {
		r, size := utf8.DecodeLastRuneInString(s)
		if !ContainsRune(cutset, r) {
			break
		}
		s = s[:len(s)-size]
	}
	return s
}

// TrimSpace cuts white space off both ends.
func TrimSpace(s string) string {
	for s != "" {
		c := s[0]
		if c >= utf8.RuneSelf {
			return TrimFunc(s, unicode.IsSpace)
		}
		if !asciiSpace[c] {
			break
		}
		s = s[1:]
	}
	for s != "" {
		c := s[len(s)-1]
		if c >= utf8.RuneSelf {
			return TrimRightFunc(s, unicode.IsSpace)
		}
		if !asciiSpace[c] {
			break
		}
		s = s[:len(s)-1]
	}
	return s
}

func TrimPrefix(s, prefix string) string {
	if HasPrefix(s, prefix) {
		return s[len(prefix):]
	}
	return s
}

func TrimSuffix(s, suffix string) string {
	if HasSuffix(s, suffix) {
		return s[:len(s)-len(suffix)]
	}
	return s
}
