// Package bytes does with slices of bytes what package strings does with
// strings; where only reading is asked for, it does so by that package.
package bytes

import (
	"internal/bytealg"
	"strings"
	"unicode"
	"unicode/utf8"
	"unsafe"
)

// MinRead is the least room that Buffer.ReadFrom gives to a Read.
const MinRead = 512

// view is b as a string, good as long as b does not change.
func view(b []byte) string {
	return unsafe.String(unsafe.SliceData(b), len(b))
}

func Equal(a, b []byte) bool             { return view(a) == view(b) }
func Compare(a, b []byte) int            { return bytealg.CompareString(view(a), view(b)) }
func Index(s, sep []byte) int            { return strings.Index(view(s), view(sep)) }
func LastIndex(s, sep []byte) int        { return strings.LastIndex(view(s), view(sep)) }
func IndexByte(b []byte, c byte) int     { return bytealg.IndexByte(b, c) }
func IndexRune(s []byte, r rune) int     { return strings.IndexRune(view(s), r) }
func Count(s, sep []byte) int            { return strings.Count(view(s), view(sep)) }
func EqualFold(s, t []byte) bool         { return strings.EqualFold(view(s), view(t)) }
func Contains(b, sub []byte) bool        { return Index(b, sub) >= 0 }
func ContainsRune(b []byte, r rune) bool { return IndexRune(b, r) >= 0 }

func LastIndexByte(s []byte, c byte) int {
	return strings.LastIndexByte(view(s), c)
}

func IndexAny(s []byte, chars string) int {
	return strings.IndexAny(view(s), chars)
}

func LastIndexAny(s []byte, chars string) int {
	return strings.LastIndexAny(view(s), chars)
}

func ContainsAny(b []byte, chars string) bool { return IndexAny(b, chars) >= 0 }

func ContainsFunc(b []byte, f func(rune) bool) bool {
	return IndexFunc(b, f) >= 0
}

func IndexFunc(s []byte, f func(r rune) bool) int {
	return strings.IndexFunc(view(s), f)
}

func LastIndexFunc(s []byte, f func(r rune) bool) int {
	return strings.LastIndexFunc(view(s), f)
}

func HasPrefix(s, prefix []byte) bool {
	return len(s) >= len(prefix) && view(s[:len(prefix)]) == view(prefix)
}

func HasSuffix(s, suffix []byte) bool {
	return len(s) >= len(suffix) &&
		view(s[len(s)-len(suffix):]) == view(suffix)
}

func Cut(s, sep []byte) (before, after []byte, found bool) {
	if i := Index(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, nil, false
}

func CutLast(s, sep []byte) (before, after []byte, found bool) {
	if i := LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, nil, false
}

func CutPrefix(s, prefix []byte) (after []byte, found bool) {
	if !HasPrefix(s, prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

func CutSuffix(s, suffix []byte) (before []byte, found bool) {
	if !HasSuffix(s, suffix) {
		return s, false
	}
	return s[:len(s)-len(suffix)], true
}

// --- Parts --------------------------------------------------------------------

func explode(s []byte, n int) [][]byte {
	if count := utf8.RuneCount(s); n < 0 || n > count {
		n = count
	}
	parts := make([][]byte, n)
	for i := range parts {
		size := len(s)
		if i < n-1 {
			_, size = utf8.DecodeRune(s)
		}
		parts[i] = s[:size:size]
		s = s[size:]
	}
	return parts
}

func split(s, sep []byte, keep, n int) [][]byte {
	if n == 0 {
		return nil
	}
	if len(sep) == 0 {
		return explode(s, n)
	}
	if n < 0 {
		n = Count(s, sep) + 1
	}
	n = min(n, len(s)+1)
	parts := make([][]byte, n)
	i := 0
	for ; i < n-1; i++ {
		at := Index(s, sep)
		if at < 0 {
			break
		}
		parts[i] = s[: at+keep : at+keep]
		s = s[at+len(sep):]
	}
	parts[i] = s
	return parts[:i+1]
}

func Split(s, sep []byte) [][]byte         { return split(s, sep, 0, -1) }
func SplitN(s, sep []byte, n int) [][]byte { return split(s, sep, 0, n) }
func SplitAfter(s, sep []byte) [][]byte    { return split(s, sep, len(sep), -1) }
func SplitAfterN(s, sep []byte, n int) [][]byte {
	return split(s, sep, len(sep), n)
}

func Fields(s []byte) [][]byte { return FieldsFunc(s, unicode.IsSpace) }

func FieldsFunc(s []byte, f func(rune) bool) [][]byte {
	words := make([][]byte, 0, 8)
	start := -1
	for i, r := range view(s) {
		if !f(r) {
			if start < 0 {
				start = i
			}
		} else if start >= 0 {
			words = append(words, s[start:i:i])
			start = -1
		}
	}
	if start >= 0 {
		words = append(words, s[start:len(s):len(s)])
	}
	return words
}

func Join(s [][]byte, sep []byte) []byte {
	if len(s) == 0 {
		return []byte{}
	}
	n := len(sep) * (len(s) - 1)
	for _, p := range s {
		n += len(p)
	}
	b := make([]byte, 0, n)
	for i, p := range s {
		if i > 0 {
			b = append(b, sep...)
		}
		b = append(b, p...)
	}
	return b
}

// --- Trimming -----------------------------------------------------------------

func TrimLeftFunc(s []byte, f func(r rune) bool) []byte {
	for i, r := range view(s) {
		if !f(r) {
			return s[i:]
		}
	}
	return nil
}

func TrimRightFunc(s []byte, f func(r rune) bool) []byte {
	for len(s) > 0 {
		r, size := utf8.DecodeLastRune(s)
		if !f(r) {
			break
		}
		s = s[:len(s)-size]
	}
	return s
}

func TrimFunc(s []byte, f func(r rune) bool) []byte {
	return TrimRightFunc(TrimLeftFunc(s, f), f)
}

func TrimLeft(s []byte, cutset string) []byte {
	if len(s) == 0 {
		return nil
	}
	n := len(strings.TrimLeft(view(s), cutset))
	if n == 0 {
		return nil
	}
	return s[len(s)-n:]
}

func TrimRight(s []byte, cutset string) []byte {
	return s[:len(strings.TrimRight(view(s), cutset))]
}

func Trim(s []byte, cutset string) []byte {
	return TrimRight(TrimLeft(s, cutset), cutset)
}

func TrimSpace(s []byte) []byte { return TrimFunc(s, unicode.IsSpace) }

func TrimPrefix(s, prefix []byte) []byte {
	s, _ = CutPrefix(s, prefix)
	return s
}

func TrimSuffix(s, suffix []byte) []byte {
	s, _ = CutSuffix(s, suffix)
	return s
}

// --- Changed copies -----------------------------------------------------------

func Clone(b []byte) []byte {
	if b == nil {
		return nil
	}
	return append([]byte{}, b...)
}

func Repeat(b []byte, count int) []byte {
	if count < 0 {
		panic("bytes: negative Repeat count")
	}
	if len(b) > 0 && count > int(^uint(0)>>1)/len(b) {
		panic("bytes: Repeat output length overflow")
	}
	n := len(b) * count
	out := make([]byte, n)
	for i := copy(out, b); i > 0 && i < n; i *= 2 {
		copy(out[i:], out[:i])
	}
	return out
}

func Map(mapping func(r rune) rune, s []byte) []byte {
	out := make([]byte, 0, len(s))
	for _, r := range view(s) {
		if m := mapping(r); m >= 0 {
			out = utf8.AppendRune(out, m)
		}
	}
	return out
}

// changed flips the case of ASCII letters from `first` on; ok is false when
// there are other bytes.
func changed(s []byte, first byte) (out []byte, ok bool) {
	out = make([]byte, len(s))
	for i, c := range s {
		if c >= utf8.RuneSelf {
			return nil, false
		}
		if c-first < 26 {
			c ^= 0x20
		}
		out[i] = c
	}
	return out, true
}

func ToUpper(s []byte) []byte {
	if out, ok := changed(s, 'a'); ok {
		return out
	}
	return Map(unicode.ToUpper, s)
}

func ToLower(s []byte) []byte {
	if out, ok := changed(s, 'A'); ok {
		return out
	}
	return Map(unicode.ToLower, s)
}

func ToTitle(s []byte) []byte { return Map(unicode.ToTitle, s) }
func Title(s []byte) []byte   { return []byte(strings.Title(view(s))) }

func ToUpperSpecial(c unicode.SpecialCase, s []byte) []byte {
	return Map(c.ToUpper, s)
}

func ToLowerSpecial(c unicode.SpecialCase, s []byte) []byte {
	return Map(c.ToLower, s)
}

func ToTitleSpecial(c unicode.SpecialCase, s []byte) []byte {
	return Map(c.ToTitle, s)
}

func ToValidUTF8(s, replacement []byte) []byte {
	return []byte(strings.ToValidUTF8(view(s), view(replacement)))
}

func Replace(s, old, new []byte, n int) []byte {
	if m := Count(s, old); n < 0 || m < n {
		n = m
	}
	out := make([]byte, 0, max(0, len(s)+n*(len(new)-len(old))))
	for i := 0; i < n; i++ {
		at := 0
		if len(old) > 0 {
			at = Index(s, old)
		} else if i > 0 {
			_, at = utf8.DecodeRune(s)
		}
		out = append(out, s[:at]...)
		out = append(out, new...)
		s = s[at+len(old):]
	}
	return append(out, s...)
}

func ReplaceAll(s, old, new []byte) []byte { return Replace(s, old, new, -1) }

func Runes(s []byte) []rune { return []rune(view(s)) }
