// Package strings searches, splits, joins and maps strings.
package strings

import (
	"internal/bytealg"
	"unicode"
	"unicode/utf8"
)

// Index gives the offset of the first t in s, or -1.
func Index(s, t string) int {
	switch {
	case len(t) == 0:
		return 0
	case len(t) == 1:
		return bytealg.IndexByteString(s, t[0])
	case len(t) > len(s):
		return -1
	}
	return bytealg.IndexString(s, t)
}

// LastIndex gives the offset of the last t in s, or -1.
func LastIndex(s, t string) int { return bytealg.LastIndexString(s, t) }

func IndexByte(s string, c byte) int { return bytealg.IndexByteString(s, c) }

func LastIndexByte(s string, c byte) int {
	return bytealg.LastIndexByteString(s, c)
}

// IndexRune gives the offset of the first r; RuneError also stands for any
// wrong byte.
func IndexRune(s string, r rune) int {
	switch {
	case 0 <= r && r < utf8.RuneSelf:
		return IndexByte(s, byte(r))
	case r == utf8.RuneError:
		for i, c := range s {
			if c == utf8.RuneError {
				return i
			}
		}
		return -1
	case !utf8.ValidRune(r):
		return -1
	}
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	return Index(s, string(buf[:n]))
}

// IndexAny gives the offset of the first code point that is in chars, or -1.
func IndexAny(s, chars string) int {
	if chars == "" {
		return -1
	}
	var set asciiSet
	if set.fill(chars) {
		for i := 0; i < len(s); i++ {
			if set.has(s[i]) {
				return i
			}
		}
		return -1
	}
	for i, c := range s {
		if IndexRune(chars, c) >= 0 {
			return i
		}
	}
	return -1
}

// LastIndexAny gives the offset of the last code point in chars, or -1.
func LastIndexAny(s, chars string) int {
	if chars == "" {
		return -1
	}
	for i := len(s); i > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
		if IndexRune(chars, r) >= 0 {
			return i
		}
	}
	return -1
}

func IndexFunc(s string, f func(rune) bool) int {
	return indexFunc(s, f, true)
}

func LastIndexFunc(s string, f func(rune) bool) int {
	return lastIndexFunc(s, f, true)
}

func indexFunc(s string, f func(rune) bool, want bool) int {
	for i, r := range s {
		if f(r) == want {
			return i
		}
	}
	return -1
}

func lastIndexFunc(s string, f func(rune) bool, want bool) int {
	for i := len(s); i > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
		if f(r) == want {
			return i
		}
	}
	return -1
}

func Contains(s, t string) bool { return Index(s, t) >= 0 }

func ContainsAny(s, chars string) bool { return IndexAny(s, chars) >= 0 }

func ContainsRune(s string, r rune) bool { return IndexRune(s, r) >= 0 }

func ContainsFunc(s string, f func(rune) bool) bool {
	return IndexFunc(s, f) >= 0
}

// Count gives how many t are in s without overlap; for an empty t one more
// than there are code points.
func Count(s, t string) int {
	if len(t) == 0 {
		return utf8.RuneCountInString(s) + 1
	}
	if len(t) == 1 {
		return bytealg.CountString(s, t[0])
	}
	n := 0
	for {
		i := Index(s, t)
		if i < 0 {
			return n
		}
		n++
		s = s[i+len(t):]
	}
}

func HasPrefix(s, prefix string) bool {
	return len(s) >= len(prefix) && s[:len(prefix)] == prefix
}

func HasSuffix(s, suffix string) bool {
	return len(s) >= len(suffix) && s[len(s)-len(suffix):] == suffix
}

// Compare gives -1, 0 or 1.
func Compare(a, b string) int { return bytealg.CompareString(a, b) }

// Cut splits s around the first sep.
func Cut(s, sep string) (before, after string, found bool) {
	if i := Index(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

func CutPrefix(s, prefix string) (after string, found bool) {
	if !HasPrefix(s, prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

func CutSuffix(s, suffix string) (before string, found bool) {
	if !HasSuffix(s, suffix) {
		return s, false
	}
	return s[:len(s)-len(suffix)], true
}

// CutLast splits s around the last sep.
func CutLast(s, sep string) (before, after string, found bool) {
	if i := LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// EqualFold reports equality without regard to case, by simple folding.
func EqualFold(s, t string) bool {
	i := 0
	for ; i < len(s) && i < len(t); i++ {
		a, b := s[i], t[i]
		if a|b >= utf8.RuneSelf {
			return equalFoldRunes(s[i:], t[i:])
		}
		if a == b {
			continue
		}
		if a|0x20 != b|0x20 || a|0x20 < 'a' || a|0x20 > 'z' {
			return false
		}
	}
	return len(s) == len(t)
}

func equalFoldRunes(s, t string) bool {
	for _, a := range s {
		if t == "" {
			return false
		}
		b, size := utf8.DecodeRuneInString(t)
		t = t[size:]
		if a == b {
			continue
		}
		r := unicode.SimpleFold(a)
		for r != a && r != b {
			r = unicode.SimpleFold(r)
		}
		if r != b {
			return false
		}
	}
	return t == ""
}

// asciiSet is a set of bytes below 0x80.
type asciiSet [4]uint32

// fill gives false if chars has another byte.
func (set *asciiSet) fill(chars string) bool {
	for i := 0; i < len(chars); i++ {
		c := chars[i]
		if c >= utf8.RuneSelf {
			return false
		}
		set[c/32] |= 1 << (c % 32)
	}
	return true
}

func (set *asciiSet) has(c byte) bool {
	return c < utf8.RuneSelf && set[c/32]>>(c%32)&1 != 0
}
