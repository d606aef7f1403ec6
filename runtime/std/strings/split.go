package strings

import (
	"unicode"
	"unicode/utf8"
)

var asciiSpace = [256]bool{'\t': true, '\n': true, '\v': true, '\f': true,
	'\r': true, ' ': true}

// explode splits s into its code points, at most n, the last with the rest.
func explode(s string, n int) []string {
	count := utf8.RuneCountInString(s)
	if n < 0 || n > count {
		n = count
	}
	parts := make([]string, n)
	for i := 0; i < n-1; i++ {
		_, size := utf8.DecodeRuneInString(s)
		parts[i] = s[:size]
		s = s[size:]
	}
	if n > 0 {
		parts[n-1] = s
	}
	return parts
}

func split(s, sep string, keep, n int) []string {
	if n == 0 {
		return nil
	}
	if sep == "" {
		return explode(s, n)
	}
	if n < 0 {
		n = Count(s, sep) + 1
	}
	if n > len(s)+1 {
		n = len(s) + 1
	}
	parts := make([]string, n)
	i := 0
	for i < n-1 {
		at := Index(s, sep)
		if at < 0 {
			break
		}
		parts[i] = s[:at+keep]
		s = s[at+len(sep):]
		i++
	}
	parts[i] = s
	return parts[:i+1]
}

// SplitN splits s at each sep into at most n parts; n < 0: all.
func SplitN(s, sep string, n int) []string { return split(s, sep, 0, n) }

func Split(s, sep string) []string { return split(s, sep, 0, -1) }

// SplitAfterN leaves each sep at the end of its part.
func SplitAfterN(s, sep string, n int) []string {
	return split(s, sep, len(sep), n)
}

func SplitAfter(s, sep string) []string {
	return split(s, sep, len(sep), -1)
}

// Fields gives the words between white space.
func Fields(s string) []string {
	n, inWord, ascii := 0, false, true
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
		space := asciiSpace[s[i]]
		if !space && !inWord {
			n++
		}
		inWord = !space
	}
	if !ascii {
		return FieldsFunc(s, unicode.IsSpace)
	}
	words := make([]string, n)
	i := 0
	for w := range words {
		for asciiSpace[s[i]] {
			i++
		}
		start := i
		for i < len(s) && !asciiSpace[s[i]] {
			i++
		}
		words[w] = s[start:i]
	}
	return words
}

// FieldsFunc gives the words between code points for which f is true.
func FieldsFunc(s string, f func(rune) bool) []string {
	words := make([]string, 0, 8)
	start := -1
	for i, r := range s {
		if f(r) {
			if start >= 0 {
				words = append(words, s[start:i])
				start = -1
			}
		} else if start < 0 {
			start = i
		}
	}
	if start >= 0 {
		words = append(words, s[start:])
	}
	return words
}

// Join puts sep between the parts.
func Join(parts []string, sep string) string {
	switch len(parts) {
	case 0:
		return ""
	case 1:
		return parts[0]
	}
	const limit = int(^uint(0) >> 1)
	n := 0
	if len(sep) > 0 {
		if len(sep) >= limit/(len(parts)-1) {
			panic("strings: Join output length overflow")
		}
		n = len(sep) * (len(parts) - 1)
	}
	for _, p := range parts {
		if len(p) > limit-n {
			panic("strings: Join output length overflow")
		}
		n += len(p)
	}
	var b Builder
	b.Grow(n)
	b.WriteString(parts[0])
	for _, p := range parts[1:] {
		b.WriteString(sep)
		b.WriteString(p)
	}
	return b.String()
}

// Repeat gives s count times.
func Repeat(s string, count int) string {
	switch {
	case count < 0:
		panic("strings: negative Repeat count")
	case count == 0 || s == "":
		return ""
	case count == 1:
		return s
	}
	if len(s) > int(^uint(0)>>1)/count {
		panic("strings: Repeat output length overflow")
	}
	n := len(s) * count
	var b Builder
	b.Grow(n)
	b.WriteString(s)
	for b.Len() < n {
		done := b.String()
		if len(done) > n-len(done) {
			done = done[:n-len(done)]
		}
		b.WriteString(done)
	}
	return b.String()
}

// Clone gives a copy that shares no memory with s.
func Clone(s string) string {
	if s == "" {
		return ""
	}
	var b Builder
	b.Grow(len(s))
	b.WriteString(s)
	return b.String()
}
