package regexp

import (
	"regexp/syntax"
	"strings"
	"unicode/utf8"
)

// A node is an expression.
type node struct {
	op     nodeOp
	subs   []*node
	set    []rune // opClass: ranges, ascending, as pairs
	empty  emptyOp
	min    int
	max    int // -1: no limit
	greedy bool
	cap    int
}

type nodeOp uint8

const (
	opEmpty nodeOp = iota
	opClass
	opAssert
	opCapture
	opRepeat
	opConcat
	opAlternate
)

// What holds between two characters.
type emptyOp uint8

const (
	beginLine emptyOp = 1 << iota
	endLine
	beginText
	endText
	wordBoundary
	noWordBoundary
)

type flags struct {
	fold, dotNL, multi, ungreedy bool
}

const (
	maxDepth  = 1000
	maxRepeat = 1000
	maxRune   = utf8.MaxRune
)

type parser struct {
	whole string
	s     string // what is left
	flags flags
	posix bool
	names []string // of captures, [0] is ""
	depth int
	size  int
}

func (p *parser) fail(code syntax.ErrorCode, expr string) {
	panic(&syntax.Error{Code: code, Expr: expr})
}

func parse(s string, posix bool) (n *node, names []string, err error) {
	defer func() {
		if e := recover(); e != nil {
			se, ok := e.(*syntax.Error)
			if !ok {
				panic(e)
			}
			err = se
		}
	}()
	p := &parser{whole: s, s: s, posix: posix, names: []string{""}}
	p.flags.multi = posix
	for i, r := range s {
		if r == utf8.RuneError {
			if _, w := utf8.DecodeRuneInString(s[i:]); w == 1 {
				p.fail(syntax.ErrInvalidUTF8, s)
			}
		}
	}
	n = p.alternate()
	if p.s != "" {
		p.fail(syntax.ErrUnexpectedParen, s)
	}
	return n, p.names, nil
}

// alternate = concat { "|" concat }
func (p *parser) alternate() *node {
	if p.depth++; p.depth > maxDepth {
		p.fail(syntax.ErrNestingDepth, p.whole)
	}
	subs := []*node{p.concat()}
	for p.s != "" && p.s[0] == '|' {
		p.s = p.s[1:]
		subs = append(subs, p.concat())
	}
	p.depth--
	if len(subs) == 1 {
		return subs[0]
	}
	return &node{op: opAlternate, subs: subs}
}

func (p *parser) concat() *node {
	var subs []*node
	for p.s != "" && p.s[0] != '|' && p.s[0] != ')' {
		if strings.HasPrefix(p.s, `\Q`) && !p.posix {
			lit, rest, _ := strings.Cut(p.s[2:], `\E`)
			p.s = rest
			for i, r := range lit {
				n := p.literal(r)
				if i+utf8.RuneLen(r) == len(lit) {
					n = p.repeats(n)
				}
				subs = append(subs, n)
			}
			continue
		}
		if n := p.atom(); n != nil {
			subs = append(subs, p.repeats(n))
		} else if k := len(subs) - 1; k >= 0 { // operators after a change of flags
			subs[k] = p.repeats(subs[k])
		}
	}
	switch len(subs) {
	case 0:
		return &node{op: opEmpty}
	case 1:
		return subs[0]
	}
	return &node{op: opConcat, subs: subs}
}

// repeats wraps n by the repetition operators that follow.
func (p *parser) repeats(n *node) *node {
	last := ""
	for p.s != "" {
		before := p.s
		lo, hi, ok := p.repeatOp()
		if !ok {
			return n
		}
		greedy := !p.flags.ungreedy
		if !p.posix && p.s != "" && p.s[0] == '?' {
			p.s = p.s[1:]
			greedy = !greedy
		}
		op := before[:len(before)-len(p.s)]
		if last != "" && !p.posix {
			p.fail(syntax.ErrInvalidRepeatOp, last+op)
		}
		if lo > maxRepeat || hi > maxRepeat || hi >= 0 && lo > hi {
			p.fail(syntax.ErrInvalidRepeatSize, op)
		}
		last = op
		n = &node{op: opRepeat, subs: []*node{n}, min: lo, max: hi, greedy: greedy}
		if (lo > 1 || hi > 1) && !fewCopies(n, maxRepeat) {
			p.fail(syntax.ErrInvalidRepeatSize, op)
		}
	}
	return n
}

// fewCopies reports whether nested counts multiply to at most n.
func fewCopies(r *node, n int) bool {
	if r.op == opRepeat {
		m := r.max
		if m < 0 {
			m = r.min
		}
		if m > 1 {
			if m > n {
				return false
			}
			n /= m
		}
	}
	for _, s := range r.subs {
		if !fewCopies(s, n) {
			return false
		}
	}
	return true
}

func (p *parser) repeatOp() (lo, hi int, ok bool) {
	switch p.s[0] {
	case '*':
		lo, hi = 0, -1
	case '+':
		lo, hi = 1, -1
	case '?':
		lo, hi = 0, 1
	case '{':
		return p.counts()
	default:
		return 0, 0, false
	}
	p.s = p.s[1:]
	return lo, hi, true
}

// counts reads {n} {n,} {n,m}; anything else is plain text.
func (p *parser) counts() (lo, hi int, ok bool) {
	s := p.s[1:]
	lo, s, ok = number(s)
	if !ok || s == "" {
		return 0, 0, false
	}
	hi = lo
	if s[0] == ',' {
		s = s[1:]
		if s == "" {
			return 0, 0, false
		}
		if s[0] == '}' {
			hi = -1
		} else if hi, s, ok = number(s); !ok {
			return 0, 0, false
		} else if hi < 0 {
			lo = maxRepeat + 1
		}
	}
	if s == "" || s[0] != '}' {
		return 0, 0, false
	}
	p.s = s[1:]
	if lo < 0 {
		lo = maxRepeat + 1
	}
	return lo, hi, true
}

func number(s string) (n int, rest string, ok bool) {
	i := 0
	for i < len(s) && '0' <= s[i] && s[i] <= '9' {
		if n < 1e8 {
			n = n*10 + int(s[i]-'0')
		}
		i++
	}
	if i == 0 || i > 1 && s[0] == '0' {
		return 0, s, false
	}
	if n >= 1e8 {
		n = -1
	}
	return n, s[i:], true
}

func (p *parser) assert(e emptyOp) *node { return &node{op: opAssert, empty: e} }

func (p *parser) literal(r rune) *node {
	if p.flags.fold {
		return &node{op: opClass, set: cleanSet(addFold(nil, r, r))}
	}
	return &node{op: opClass, set: []rune{r, r}}
}

// atom reads one item; nil for a change of flags.
func (p *parser) atom() *node {
	switch c := p.s[0]; c {
	case '(':
		return p.group()
	case '[':
		return p.class()
	case '.':
		p.s = p.s[1:]
		if p.flags.dotNL {
			return &node{op: opClass, set: []rune{0, maxRune}}
		}
		return &node{op: opClass, set: []rune{0, '\n' - 1, '\n' + 1, maxRune}}
	case '^':
		p.s = p.s[1:]
		if p.flags.multi {
			return p.assert(beginLine)
		}
		return p.assert(beginText)
	case '$':
		p.s = p.s[1:]
		if p.flags.multi {
			return p.assert(endLine)
		}
		return p.assert(endText)
	case '*', '+', '?', '{':
		before := p.s
		if _, _, ok := p.repeatOp(); ok {
			if !p.posix && p.s != "" && p.s[0] == '?' {
				p.s = p.s[1:]
			}
			p.fail(syntax.ErrMissingRepeatArgument, before[:len(before)-len(p.s)])
		}
	case '\\':
		return p.escape()
	}
	r, w := utf8.DecodeRuneInString(p.s)
	p.s = p.s[w:]
	return p.literal(r)
}

func (p *parser) group() *node {
	saved := p.flags
	if !p.posix && strings.HasPrefix(p.s, "(?") {
		if name, ok := p.groupName(); ok {
			return p.capture(name, saved)
		}
		if !p.groupFlags() {
			return nil
		}
		n := p.alternate()
		p.closeGroup()
		p.flags = saved
		return n
	}
	p.s = p.s[1:]
	return p.capture("", saved)
}

func (p *parser) closeGroup() {
	if p.s == "" {
		p.fail(syntax.ErrMissingParen, p.whole)
	}
	p.s = p.s[1:]
}

func (p *parser) capture(name string, saved flags) *node {
	n := &node{op: opCapture, cap: len(p.names)}
	p.names = append(p.names, name)
	n.subs = []*node{p.alternate()}
	p.closeGroup()
	p.flags = saved
	return n
}

// groupName reads "(?P<name>" or "(?<name>".
func (p *parser) groupName() (string, bool) {
	s, ok := strings.CutPrefix(p.s, "(?P<")
	if !ok {
		if s, ok = strings.CutPrefix(p.s, "(?<"); !ok {
			return "", false
		}
	}
	name, rest, ok := strings.Cut(s, ">")
	if !ok {
		p.fail(syntax.ErrInvalidNamedCapture, p.s)
	}
	whole := p.s[:len(p.s)-len(rest)]
	if name == "" {
		p.fail(syntax.ErrInvalidNamedCapture, whole)
	}
	for _, r := range name {
		if !syntax.IsWordChar(r) {
			p.fail(syntax.ErrInvalidNamedCapture, whole)
		}
	}
	p.s = rest
	return name, true
}

// groupFlags reads "(?flags:" (true) or "(?flags)" (false).
func (p *parser) groupFlags() bool {
	before := p.s
	s := p.s[2:]
	f := p.flags
	on, any := true, false
	for s != "" {
		r, w := utf8.DecodeRuneInString(s)
		s = s[w:]
		switch r {
		case 'i':
			f.fold = on
		case 'm':
			f.multi = on
		case 's':
			f.dotNL = on
		case 'U':
			f.ungreedy = on
		case '-':
			if !on {
				p.fail(syntax.ErrInvalidPerlOp, before[:len(before)-len(s)])
			}
			on, any = false, false
			continue
		case ':', ')':
			if !on && !any {
				p.fail(syntax.ErrInvalidPerlOp, before[:len(before)-len(s)])
			}
			p.s = s
			p.flags = f
			return r == ':'
		default:
			p.fail(syntax.ErrInvalidPerlOp, before[:len(before)-len(s)])
		}
		any = true
	}
	p.fail(syntax.ErrInvalidPerlOp, before)
	return false
}

// escape reads what begins with a backslash outside of a class.
func (p *parser) escape() *node {
	if len(p.s) >= 2 && !p.posix {
		c := p.s[1]
		var e emptyOp
		switch c {
		case 'A':
			e = beginText
		case 'z':
			e = endText
		case 'b':
			e = wordBoundary
		case 'B':
			e = noWordBoundary
		case 'C':
			p.fail(syntax.ErrInvalidEscape, p.s[:2])
		}
		if e != 0 {
			p.s = p.s[2:]
			return p.assert(e)
		}
	}
	if set, ok := p.escapedClass(); ok {
		return &node{op: opClass, set: cleanSet(set)}
	}
	return p.literal(p.escapedRune())
}

// escapedRune reads a backslash and the character that it stands for.
func (p *parser) escapedRune() rune {
	before := p.s
	s := p.s[1:]
	if s == "" {
		p.fail(syntax.ErrTrailingBackslash, "")
	}
	r, w := utf8.DecodeRuneInString(s)
	s = s[w:]
	bad := func() { p.fail(syntax.ErrInvalidEscape, before[:len(before)-len(s)]) }
	switch r {
	case '1', '2', '3', '4', '5', '6', '7':
		if s == "" || s[0] < '0' || s[0] > '7' {
			bad()
		}
		fallthrough
	case '0':
		r -= '0'
		for i := 1; i < 3 && s != "" && '0' <= s[0] && s[0] <= '7'; i++ {
			r = r*8 + rune(s[0]-'0')
			s = s[1:]
		}
	case 'x':
		r, s = p.hex(before, s)
	case 'a':
		r = '\a'
	case 'f':
		r = '\f'
	case 'n':
		r = '\n'
	case 'r':
		r = '\r'
	case 't':
		r = '\t'
	case 'v':
		r = '\v'
	default:
		if r >= utf8.RuneSelf || syntax.IsWordChar(r) {
			bad()
		}
	}
	p.s = s
	return r
}

func hexDigit(c byte) rune {
	switch {
	case '0' <= c && c <= '9':
		return rune(c - '0')
	case 'a' <= c|32 && c|32 <= 'f':
		return rune(c|32-'a') + 10
	}
	return -1
}

// hex reads the digits after \x: two, or any number in braces.
func (p *parser) hex(before, s string) (rune, string) {
	bad := func(s string) { p.fail(syntax.ErrInvalidEscape, before[:len(before)-len(s)]) }
	if s == "" {
		bad(s)
	}
	if s[0] != '{' {
		if hexDigit(s[0]) < 0 {
			bad(s[1:])
		}
		if len(s) < 2 || hexDigit(s[1]) < 0 {
			bad(s[min(len(s), 2):])
		}
		return hexDigit(s[0])<<4 | hexDigit(s[1]), s[2:]
	}
	r := rune(0)
	for i := 1; i < len(s); i++ {
		if s[i] == '}' && i > 1 {
			return r, s[i+1:]
		}
		d := hexDigit(s[i])
		if d < 0 {
			bad(s[i+1:])
		}
		if r = r<<4 | d; r > maxRune {
			bad(s[i+1:])
		}
	}
	bad("")
	return 0, ""
}
