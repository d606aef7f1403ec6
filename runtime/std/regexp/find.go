package regexp

import (
	"io"
	"unicode"
)

func isNameRune(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

// Find gives the first match in b.
func (re *Regexp) Find(b []byte) []byte {
	var buf [2]int
	m := re.find(view(b), 0, 2, buf[:0])
	if m == nil {
		return nil
	}
	return b[m[0]:m[1]:m[1]]
}

// FindIndex gives where the first match is.
func (re *Regexp) FindIndex(b []byte) (loc []int) { return re.find(view(b), 0, 2, nil) }

// FindString gives the first match in s.
func (re *Regexp) FindString(s string) string {
	var buf [2]int
	m := re.find(s, 0, 2, buf[:0])
	if m == nil {
		return ""
	}
	return s[m[0]:m[1]]
}

// FindStringIndex gives where the first match is.
func (re *Regexp) FindStringIndex(s string) (loc []int) { return re.find(s, 0, 2, nil) }

// FindReaderIndex gives where the first match is in what r gives.
func (re *Regexp) FindReaderIndex(r io.RuneReader) (loc []int) {
	return re.find(readAll(r), 0, 2, nil)
}

// FindSubmatchIndex gives where the first match and its groups are.
func (re *Regexp) FindSubmatchIndex(b []byte) []int {
	return re.find(view(b), 0, re.prog.ncap, nil)
}

// FindStringSubmatchIndex gives where the first match and its groups are.
func (re *Regexp) FindStringSubmatchIndex(s string) []int {
	return re.find(s, 0, re.prog.ncap, nil)
}

// FindReaderSubmatchIndex gives where the first match and its groups are.
func (re *Regexp) FindReaderSubmatchIndex(r io.RuneReader) []int {
	return re.find(readAll(r), 0, re.prog.ncap, nil)
}

func groups(b []byte, m []int) [][]byte {
	if m == nil {
		return nil
	}
	out := make([][]byte, len(m)/2)
	for i := range out {
		if m[2*i] >= 0 {
			out[i] = b[m[2*i]:m[2*i+1]:m[2*i+1]]
		}
	}
	return out
}

func stringGroups(s string, m []int) []string {
	if m == nil {
		return nil
	}
	out := make([]string, len(m)/2)
	for i := range out {
		if m[2*i] >= 0 {
			out[i] = s[m[2*i]:m[2*i+1]]
		}
	}
	return out
}

// FindSubmatch gives the first match and its groups.
func (re *Regexp) FindSubmatch(b []byte) [][]byte {
	return groups(b, re.find(view(b), 0, re.prog.ncap, nil))
}

// FindStringSubmatch gives the first match and its groups.
func (re *Regexp) FindStringSubmatch(s string) []string {
	return stringGroups(s, re.find(s, 0, re.prog.ncap, nil))
}

// The functions with All give all matches that do not overlap, at most n.

func (re *Regexp) FindAll(b []byte, n int) (all [][]byte) {
	re.each(view(b), n, 2, func(m []int) { all = append(all, b[m[0]:m[1]:m[1]]) })
	return all
}

func (re *Regexp) FindAllIndex(b []byte, n int) [][]int {
	return re.FindAllStringIndex(view(b), n)
}

func (re *Regexp) FindAllString(s string, n int) (all []string) {
	re.each(s, n, 2, func(m []int) { all = append(all, s[m[0]:m[1]]) })
	return all
}

func (re *Regexp) FindAllStringIndex(s string, n int) (all [][]int) {
	re.each(s, n, 2, func(m []int) { all = append(all, []int{m[0], m[1]}) })
	return all
}

func (re *Regexp) FindAllSubmatch(b []byte, n int) (all [][][]byte) {
	re.each(view(b), n, re.prog.ncap, func(m []int) { all = append(all, groups(b, m)) })
	return all
}

func (re *Regexp) FindAllSubmatchIndex(b []byte, n int) [][]int {
	return re.FindAllStringSubmatchIndex(view(b), n)
}

func (re *Regexp) FindAllStringSubmatch(s string, n int) (all [][]string) {
	re.each(s, n, re.prog.ncap, func(m []int) { all = append(all, stringGroups(s, m)) })
	return all
}

func (re *Regexp) FindAllStringSubmatchIndex(s string, n int) (all [][]int) {
	re.each(s, n, re.prog.ncap, func(m []int) { all = append(all, append([]int(nil), m...)) })
	return all
}

// replace puts what repl appends in the place of each match; nil if there is
// no match.
func (re *Regexp) replace(s string, ncap int, repl func(dst []byte, m []int) []byte) []byte {
	var buf [8]int
	var out []byte
	last, pos := 0, 0
	for pos <= len(s) {
		m := re.find(s, pos, ncap, buf[:0])
		if m == nil {
			break
		}
		out = append(out, s[last:m[0]]...)
		if m[1] > last || m[0] == 0 { // no empty match after a match
			out = repl(out, m)
		}
		last = m[1]
		_, w := runeAt(s, pos)
		pos = max(pos+max(w, 1), m[1])
		if out == nil {
			out = []byte{}
		}
	}
	if out == nil {
		return nil
	}
	return append(out, s[last:]...)
}

// ReplaceAllString replaces matches by repl, in which $1 stands for a group.
func (re *Regexp) ReplaceAllString(src, repl string) string {
	return re.replaceString(src, re.prog.ncap, func(dst []byte, m []int) []byte {
		return re.expand(dst, repl, src, m)
	})
}

// ReplaceAllLiteralString replaces matches by repl as it is.
func (re *Regexp) ReplaceAllLiteralString(src, repl string) string {
	return re.replaceString(src, 2, func(dst []byte, m []int) []byte { return append(dst, repl...) })
}

// ReplaceAllStringFunc replaces matches by what repl gives for them.
func (re *Regexp) ReplaceAllStringFunc(src string, repl func(string) string) string {
	return re.replaceString(src, 2, func(dst []byte, m []int) []byte {
		return append(dst, repl(src[m[0]:m[1]])...)
	})
}

func (re *Regexp) replaceString(src string, ncap int, repl func(dst []byte, m []int) []byte) string {
	b := re.replace(src, ncap, repl)
	if b == nil {
		return src
	}
	return string(b)
}

// ReplaceAll is ReplaceAllString for bytes.
func (re *Regexp) ReplaceAll(src, repl []byte) []byte {
	template := string(repl)
	return re.replaceBytes(src, re.prog.ncap, func(dst []byte, m []int) []byte {
		return re.expand(dst, template, view(src), m)
	})
}

// ReplaceAllLiteral is ReplaceAllLiteralString for bytes.
func (re *Regexp) ReplaceAllLiteral(src, repl []byte) []byte {
	return re.replaceBytes(src, 2, func(dst []byte, m []int) []byte { return append(dst, repl...) })
}

// ReplaceAllFunc is ReplaceAllStringFunc for bytes.
func (re *Regexp) ReplaceAllFunc(src []byte, repl func([]byte) []byte) []byte {
	return re.replaceBytes(src, 2, func(dst []byte, m []int) []byte {
		return append(dst, repl(src[m[0]:m[1]])...)
	})
}

func (re *Regexp) replaceBytes(src []byte, ncap int, repl func(dst []byte, m []int) []byte) []byte {
	b := re.replace(view(src), ncap, repl)
	if b == nil {
		return append([]byte(nil), src...)
	}
	return b
}

// Split gives what is between the matches, at most n pieces.
func (re *Regexp) Split(s string, n int) []string {
	if n == 0 {
		return nil
	}
	if len(re.expr) > 0 && s == "" {
		return []string{""}
	}
	var out []string
	begin, end := 0, 0
	for _, m := range re.FindAllStringIndex(s, n) {
		if n > 0 && len(out) == n-1 {
			break
		}
		end = m[0]
		if m[1] != 0 {
			out = append(out, s[begin:end])
		}
		begin = m[1]
	}
	if end != len(s) {
		out = append(out, s[begin:])
	}
	return out
}
