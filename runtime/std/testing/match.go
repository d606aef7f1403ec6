package testing

import "strings"

// matcher decides by -test.run and -test.skip. A pattern has a part for each
// level of subtests, with slashes between; alternatives are split by |.
type matcher struct {
	run, skip [][]string
}

func newMatcher(run, skip string) *matcher {
	return &matcher{patterns(run), patterns(skip)}
}

// patterns splits by | and /, outside of brackets and parentheses.
func patterns(s string) [][]string {
	if s == "" {
		return nil
	}
	var all [][]string
	for _, alternative := range splitTop(s, '|') {
		all = append(all, splitTop(alternative, '/'))
	}
	return all
}

func splitTop(s string, sep byte) []string {
	var parts []string
	depth, from := 0, 0
	class := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			i++
		case class:
			class = c != ']'
		case c == '[':
			class = true
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == sep && depth == 0:
			parts = append(parts, s[from:i])
			from = i + 1
		}
	}
	return append(parts, s[from:])
}

// matches reports whether name fits; all: every part of the pattern is used.
func matches(list [][]string, name string, all bool) bool {
	elems := strings.Split(name, "/")
	for _, p := range list {
		if all && len(p) > len(elems) {
			continue
		}
		ok := true
		for i := 0; i < len(p) && i < len(elems) && ok; i++ {
			ok = matchRegexp(p[i], elems[i])
		}
		if ok {
			return true
		}
	}
	return false
}

func (m *matcher) wants(name string) bool {
	if m.skip != nil && matches(m.skip, name, true) {
		return false
	}
	return m.run == nil || matches(m.run, name, false)
}

// --- A small regular expression matcher, by backtracking ---------------------------------

// matchRegexp reports whether re matches somewhere in s. It knows . [] () | ^ $
// * + ? and \ before a character or one of d w s b.
func matchRegexp(re, s string) bool {
	for i := 0; i <= len(s); i++ {
		if matchAll(re, s, i, func(int) bool { return true }) {
			return true
		}
	}
	return false
}

// matchAll matches one of the alternatives of re at s[i:], then what follows.
func matchAll(re, s string, i int, then func(int) bool) bool {
	for _, alt := range splitTop(re, '|') {
		if matchSeq(alt, s, i, then) {
			return true
		}
	}
	return false
}

// atom gives the length of the first piece of re.
func atom(re string) int {
	switch re[0] {
	case '\\':
		return min(2, len(re))
	case '[':
		for i := 2; i < len(re); i++ {
			if re[i] == '\\' {
				i++
			} else if re[i] == ']' {
				return i + 1
			}
		}
		return len(re)
	case '(':
		depth := 0
		for i := 0; i < len(re); i++ {
			switch re[i] {
			case '\\':
				i++
			case '(':
				depth++
			case ')':
				if depth--; depth == 0 {
					return i + 1
				}
			}
		}
		return len(re)
	}
	n := 1
	for n < len(re) && re[n]&0xC0 == 0x80 {
		n++
	}
	return n
}

func matchSeq(re, s string, i int, then func(int) bool) bool {
	if re == "" {
		return then(i)
	}
	n := atom(re)
	a, rest := re[:n], re[n:]
	lo, hi := 1, 1
	if rest != "" {
		switch rest[0] {
		case '*':
			lo, hi, rest = 0, -1, rest[1:]
		case '+':
			lo, hi, rest = 1, -1, rest[1:]
		case '?':
			lo, hi, rest = 0, 1, rest[1:]
		}
	}
	return repeat(a, rest, s, i, lo, hi, then)
}

// repeat matches a between lo and hi (-1: any) times, as often as possible.
func repeat(a, rest, s string, i, lo, hi int, then func(int) bool) bool {
	if hi != 0 && matchOne(a, s, i, func(j int) bool {
		if j == i && lo <= 0 {
			return false
		}
		return repeat(a, rest, s, j, lo-1, max(hi-1, -1), then)
	}) {
		return true
	}
	return lo <= 0 && matchSeq(rest, s, i, then)
}

func isWord(c byte) bool {
	return 'a' <= c|32 && c|32 <= 'z' || '0' <= c && c <= '9' || c == '_'
}

func inClass(c, kind byte) bool {
	switch kind {
	case 'd':
		return '0' <= c && c <= '9'
	case 'w':
		return isWord(c)
	case 's':
		return c == ' ' || '\t' <= c && c <= '\r'
	case 'D', 'W', 'S':
		return !inClass(c, kind|32)
	}
	return c == kind
}

func matchOne(a, s string, i int, then func(int) bool) bool {
	switch a[0] {
	case '^':
		return i == 0 && then(i)
	case '$':
		return i == len(s) && then(i)
	case '(':
		inner := a[1 : len(a)-1]
		inner = strings.TrimPrefix(inner, "?:")
		return matchAll(inner, s, i, then)
	case '\\':
		if len(a) == 2 && a[1] == 'b' {
			before := i > 0 && isWord(s[i-1])
			after := i < len(s) && isWord(s[i])
			return before != after && then(i)
		}
	}
	if i >= len(s) {
		return false
	}
	switch a[0] {
	case '.':
		return then(i + 1)
	case '[':
		return matchSet(a[1:len(a)-1], s[i]) && then(i+1)
	case '\\':
		return len(a) == 2 && inClass(s[i], a[1]) && then(i+1)
	}
	return strings.HasPrefix(s[i:], a) && then(i+len(a))
}

func matchSet(set string, c byte) bool {
	not := strings.HasPrefix(set, "^")
	if not {
		set = set[1:]
	}
	found := false
	for i := 0; i < len(set); i++ {
		switch {
		case set[i] == '\\' && i+1 < len(set):
			i++
			found = found || inClass(c, set[i])
		case i+2 < len(set) && set[i+1] == '-':
			found = found || set[i] <= c && c <= set[i+2]
			i += 2
		default:
			found = found || set[i] == c
		}
	}
	return found != not
}
