// Package regexp matches regular expressions in linear time.
package regexp

import (
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
	"unsafe"
)

// A Regexp is a compiled expression; goroutines may share it.
type Regexp struct {
	expr     string
	prog     *program
	names    []string
	prefix   string
	complete bool // prefix is all
	anchored bool
	longest  bool
}

// Compile parses an expression. Matches are leftmost; of those the one that a
// backtracking search would find first.
func Compile(expr string) (*Regexp, error) { return compile(expr, false) }

// CompilePOSIX parses an expression of POSIX's egrep. Matches are
// leftmost-longest.
func CompilePOSIX(expr string) (*Regexp, error) { return compile(expr, true) }

func compile(expr string, posix bool) (*Regexp, error) {
	n, names, err := parse(expr, posix)
	if err != nil {
		return nil, err
	}
	re := &Regexp{expr: expr, names: names, longest: posix}
	re.prog = compileNode(n, 2*len(names))
	re.prefix, re.complete = re.prog.prefix()
	re.anchored = re.prog.anchored()
	return re, nil
}

// MustCompile is Compile that panics.
func MustCompile(str string) *Regexp {
	re, err := Compile(str)
	if err != nil {
		panic(`regexp: Compile(` + quote(str) + `): ` + err.Error())
	}
	return re
}

// MustCompilePOSIX is CompilePOSIX that panics.
func MustCompilePOSIX(str string) *Regexp {
	re, err := CompilePOSIX(str)
	if err != nil {
		panic(`regexp: CompilePOSIX(` + quote(str) + `): ` + err.Error())
	}
	return re
}

func quote(s string) string {
	if strconv.CanBackquote(s) {
		return "`" + s + "`"
	}
	return strconv.Quote(s)
}

// String gives the source.
func (re *Regexp) String() string { return re.expr }

// Copy gives a copy, of which there is no need.
func (re *Regexp) Copy() *Regexp {
	c := *re
	return &c
}

// Longest makes later searches leftmost-longest.
func (re *Regexp) Longest() { re.longest = true }

// NumSubexp gives the number of groups.
func (re *Regexp) NumSubexp() int { return len(re.names) - 1 }

// SubexpNames gives the names of the groups, "" for those without.
func (re *Regexp) SubexpNames() []string { return re.names }

// SubexpIndex gives the number of the group of that name, or -1.
func (re *Regexp) SubexpIndex(name string) int {
	if name != "" {
		for i, s := range re.names {
			if s == name {
				return i
			}
		}
	}
	return -1
}

// LiteralPrefix gives a text that every match begins with, and whether it is
// all of the expression.
func (re *Regexp) LiteralPrefix() (prefix string, complete bool) {
	return re.prefix, re.complete
}

func (re *Regexp) AppendText(b []byte) ([]byte, error) { return append(b, re.expr...), nil }
func (re *Regexp) MarshalText() ([]byte, error)        { return re.AppendText(nil) }

func (re *Regexp) UnmarshalText(text []byte) error {
	n, err := Compile(string(text))
	if err == nil {
		*re = *n
	}
	return err
}

func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

func readAll(r io.RuneReader) string {
	var b strings.Builder
	for {
		c, _, err := r.ReadRune()
		if err != nil {
			return b.String()
		}
		b.WriteRune(c)
	}
}

// MatchString reports whether s has a match.
func (re *Regexp) MatchString(s string) bool { return re.find(s, 0, 0, nil) != nil }

// Match reports whether b has a match.
func (re *Regexp) Match(b []byte) bool { return re.find(view(b), 0, 0, nil) != nil }

// MatchReader reports whether what r gives has a match.
func (re *Regexp) MatchReader(r io.RuneReader) bool { return re.MatchString(readAll(r)) }

// MatchString reports whether s has a match of pattern.
func MatchString(pattern string, s string) (matched bool, err error) {
	re, err := Compile(pattern)
	if err != nil {
		return false, err
	}
	return re.MatchString(s), nil
}

// Match reports whether b has a match of pattern.
func Match(pattern string, b []byte) (matched bool, err error) {
	return MatchString(pattern, view(b))
}

// MatchReader reports whether what r gives has a match of pattern.
func MatchReader(pattern string, r io.RuneReader) (matched bool, err error) {
	return MatchString(pattern, readAll(r))
}

// QuoteMeta gives an expression that matches s literally.
func QuoteMeta(s string) string {
	n := 0
	for i := range len(s) {
		if isMeta(s[i]) {
			n++
		}
	}
	if n == 0 {
		return s
	}
	b := make([]byte, 0, len(s)+n)
	for i := range len(s) {
		if isMeta(s[i]) {
			b = append(b, '\\')
		}
		b = append(b, s[i])
	}
	return string(b)
}

func isMeta(c byte) bool { return strings.IndexByte(`\.+*?()|[]{}^$`, c) >= 0 }

// each calls deliver for the matches that do not overlap, at most n (n < 0:
// all). An empty match right after another match does not count.
func (re *Regexp) each(s string, n, ncap int, deliver func(m []int)) {
	if n < 0 {
		n = len(s) + 1
	}
	var buf [8]int
	last := -1
	for pos, i := 0, 0; i < n && pos <= len(s); {
		m := re.find(s, pos, ncap, buf[:0])
		if m == nil {
			return
		}
		accept := true
		if m[1] == pos {
			accept = m[0] != last
			if _, w := runeAt(s, pos); w > 0 {
				pos += w
			} else {
				pos = len(s) + 1
			}
		} else {
			pos = m[1]
		}
		last = m[1]
		if accept {
			deliver(m)
			i++
		}
	}
}

// Expand appends template to dst; $1, $name and ${name} stand for groups.
func (re *Regexp) Expand(dst []byte, template []byte, src []byte, match []int) []byte {
	return re.expand(dst, string(template), view(src), match)
}

// ExpandString is Expand for strings.
func (re *Regexp) ExpandString(dst []byte, template string, src string, match []int) []byte {
	return re.expand(dst, template, src, match)
}

func (re *Regexp) expand(dst []byte, template, src string, match []int) []byte {
	for template != "" {
		before, rest, ok := strings.Cut(template, "$")
		dst = append(dst, before...)
		if !ok {
			return dst
		}
		if rest != "" && rest[0] == '$' {
			dst = append(dst, '$')
			template = rest[1:]
			continue
		}
		name, num, rest2, ok := groupRef(rest)
		if !ok {
			dst = append(dst, '$')
			template = rest
			continue
		}
		template = rest2
		if num < 0 {
			for i, s := range re.names {
				if s == name && 2*i+1 < len(match) && match[2*i] >= 0 {
					num = i
					break
				}
			}
		}
		if num >= 0 && 2*num+1 < len(match) && match[2*num] >= 0 {
			dst = append(dst, src[match[2*num]:match[2*num+1]]...)
		}
	}
	return dst
}

// groupRef reads name or {name}; num is -1 unless the name is a number.
func groupRef(s string) (name string, num int, rest string, ok bool) {
	brace := s != "" && s[0] == '{'
	if brace {
		s = s[1:]
	}
	i := 0
	for i < len(s) {
		r, w := utf8.DecodeRuneInString(s[i:])
		if !isNameRune(r) {
			break
		}
		i += w
	}
	if i == 0 {
		return "", 0, "", false
	}
	name, rest = s[:i], s[i:]
	if brace {
		if rest == "" || rest[0] != '}' {
			return "", 0, "", false
		}
		rest = rest[1:]
	}
	for k := range len(name) {
		if name[k] < '0' || name[k] > '9' || num >= 1e8 {
			return name, -1, rest, true
		}
		num = num*10 + int(name[k]-'0')
	}
	if name[0] == '0' && len(name) > 1 {
		num = -1
	}
	return name, num, rest, true
}
