package regexp

import (
	"regexp/syntax"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sets of characters are pairs lo, hi. cleanSet sorts and joins them.
type pairs []rune

func (s pairs) Len() int           { return len(s) / 2 }
func (s pairs) Less(i, j int) bool { return s[2*i] < s[2*j] }
func (s pairs) Swap(i, j int) {
	s[2*i], s[2*j] = s[2*j], s[2*i]
	s[2*i+1], s[2*j+1] = s[2*j+1], s[2*i+1]
}

func cleanSet(s []rune) []rune {
	sort.Sort(pairs(s))
	out := s[:0]
	for i := 0; i < len(s); i += 2 {
		lo, hi := s[i], s[i+1]
		if n := len(out); n > 0 && lo <= out[n-1]+1 {
			out[n-1] = max(out[n-1], hi)
			continue
		}
		out = append(out, lo, hi)
	}
	return out
}

// negate gives what is not in a clean set.
func negate(s []rune) []rune {
	var out []rune
	next := rune(0)
	for i := 0; i < len(s); i += 2 {
		if s[i] > next {
			out = append(out, next, s[i]-1)
		}
		next = s[i+1] + 1
	}
	if next <= maxRune {
		out = append(out, next, maxRune)
	}
	return out
}

// addFold adds a range with all that differs from it in case only.
func addFold(s []rune, lo, hi rune) []rune {
	const first, last = 'A', 0x1e943 // characters with case
	s = append(s, lo, hi)
	for r := max(lo, first); r <= min(hi, last); r++ {
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			if n := len(s); s[n-1]+1 == f && n > 2 {
				s[n-1] = f
			} else if f < lo || f > hi {
				s = append(s, f, f)
			}
		}
	}
	return s
}

var perlClasses = map[byte][]rune{
	'd': {'0', '9'},
	's': {'\t', '\n', '\f', '\r', ' ', ' '},
	'w': {'0', '9', 'A', 'Z', '_', '_', 'a', 'z'},
}

var posixClasses = map[string][]rune{
	"alnum":  {'0', '9', 'A', 'Z', 'a', 'z'},
	"alpha":  {'A', 'Z', 'a', 'z'},
	"ascii":  {0, 0x7f},
	"blank":  {'\t', '\t', ' ', ' '},
	"cntrl":  {0, 0x1f, 0x7f, 0x7f},
	"digit":  {'0', '9'},
	"graph":  {'!', '~'},
	"lower":  {'a', 'z'},
	"print":  {' ', '~'},
	"punct":  {'!', '/', ':', '@', '[', '`', '{', '~'},
	"space":  {'\t', '\r', ' ', ' '},
	"upper":  {'A', 'Z'},
	"word":   {'0', '9', 'A', 'Z', '_', '_', 'a', 'z'},
	"xdigit": {'0', '9', 'A', 'F', 'a', 'f'},
}

func (p *parser) withFold(s []rune) []rune {
	if !p.flags.fold {
		return append([]rune(nil), s...)
	}
	var out []rune
	for i := 0; i < len(s); i += 2 {
		out = addFold(out, s[i], s[i+1])
	}
	return cleanSet(out)
}

// escapedClass reads \d \pL \p{Greek} and their negations.
func (p *parser) escapedClass() (set []rune, ok bool) {
	if len(p.s) < 2 || p.posix {
		return nil, false
	}
	c := p.s[1]
	if s, ok := perlClasses[c|0x20]; ok && strings.IndexByte("dswDSW", c) >= 0 {
		p.s = p.s[2:]
		set = p.withFold(s)
		if c < 'a' {
			set = negate(set)
		}
		return set, true
	}
	if c != 'p' && c != 'P' {
		return nil, false
	}
	return p.unicodeClass(c == 'P'), true
}

func (p *parser) unicodeClass(not bool) []rune {
	before := p.s
	s := p.s[2:]
	if s == "" {
		p.fail(syntax.ErrInvalidCharRange, before)
	}
	var name string
	if s[0] == '{' {
		var ok bool
		if name, s, ok = strings.Cut(s[1:], "}"); !ok {
			p.fail(syntax.ErrInvalidCharRange, before)
		}
	} else {
		_, w := utf8.DecodeRuneInString(s)
		name, s = s[:w], s[w:]
	}
	if strings.HasPrefix(name, "^") {
		not = !not
		name = name[1:]
	}
	set, ok := tableOf(name)
	if !ok {
		p.fail(syntax.ErrInvalidCharRange, before[:len(before)-len(s)])
	}
	p.s = s
	if p.flags.fold {
		set = p.withFold(set)
	}
	if not {
		set = negate(cleanSet(set))
	}
	return set
}

func tableOf(name string) ([]rune, bool) {
	switch name {
	case "Any":
		return []rune{0, maxRune}, true
	case "ASCII":
		return []rune{0, 0x7f}, true
	case "Assigned":
		var set []rune
		for _, t := range unicode.Categories {
			set = append(set, tableSet(t)...)
		}
		return cleanSet(set), true
	}
	if t := unicode.Categories[name]; t != nil {
		return tableSet(t), true
	}
	if t := unicode.Scripts[name]; t != nil {
		return tableSet(t), true
	}
	return nil, false
}

func tableSet(t *unicode.RangeTable) []rune {
	var s []rune
	add := func(lo, hi, stride rune) {
		if stride == 1 {
			s = append(s, lo, hi)
			return
		}
		for r := lo; r <= hi; r += stride {
			s = append(s, r, r)
		}
	}
	for _, r := range t.R16 {
		add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
	}
	for _, r := range t.R32 {
		add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
	}
	return cleanSet(s)
}

// class reads [...].
func (p *parser) class() *node {
	before := p.s
	p.s = p.s[1:]
	not := false
	var set []rune
	if p.s != "" && p.s[0] == '^' {
		not = true
		p.s = p.s[1:]
		if p.posix {
			set = append(set, '\n', '\n')
		}
	}
	for first := true; p.s == "" || p.s[0] != ']' || first; first = false {
		if p.s == "" {
			p.fail(syntax.ErrMissingBracket, before)
		}
		if p.s[0] == '-' && p.posix && !first && (len(p.s) == 1 || p.s[1] != ']') {
			_, w := utf8.DecodeRuneInString(p.s[1:])
			p.fail(syntax.ErrInvalidCharRange, p.s[:1+w])
		}
		if strings.HasPrefix(p.s, "[:") {
			if s, ok := p.namedClass(); ok {
				set = append(set, s...)
				continue
			}
		}
		if p.s[0] == '\\' {
			if s, ok := p.escapedClass(); ok {
				set = append(set, s...)
				continue
			}
		}
		from := p.s
		lo := p.classRune(before)
		hi := lo
		if len(p.s) >= 2 && p.s[0] == '-' && p.s[1] != ']' {
			p.s = p.s[1:]
			if hi = p.classRune(before); hi < lo {
				p.fail(syntax.ErrInvalidCharRange, from[:len(from)-len(p.s)])
			}
		}
		if p.flags.fold {
			set = addFold(set, lo, hi)
		} else {
			set = append(set, lo, hi)
		}
	}
	p.s = p.s[1:]
	set = cleanSet(set)
	if not {
		set = negate(set)
	}
	return &node{op: opClass, set: set}
}

func (p *parser) classRune(whole string) rune {
	if p.s == "" {
		p.fail(syntax.ErrMissingBracket, whole)
	}
	if p.s[0] == '\\' {
		return p.escapedRune()
	}
	r, w := utf8.DecodeRuneInString(p.s)
	p.s = p.s[w:]
	return r
}

// namedClass reads [:alpha:] or [:^alpha:].
func (p *parser) namedClass() ([]rune, bool) {
	i := strings.Index(p.s[2:], ":]")
	if i < 0 {
		return nil, false
	}
	whole := p.s[:i+4]
	name, not := strings.CutPrefix(p.s[2:i+2], "^")
	set, ok := posixClasses[name]
	if !ok {
		p.fail(syntax.ErrInvalidCharRange, whole)
	}
	p.s = p.s[len(whole):]
	set = p.withFold(set)
	if not {
		set = negate(set)
	}
	return set, true
}
