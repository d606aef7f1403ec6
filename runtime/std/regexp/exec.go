package regexp

import (
	"regexp/syntax"
	"strings"
	"sync"
	"unicode/utf8"
)

// Thompson's and Pike's simulation: all threads of the automaton go through
// the text side by side, the preferred ones first, so that the time is at most
// len(text) * len(program).

// A queue is a sparse set of instructions in the order of preference, with
// the captures of each that takes a character.
type queue struct {
	sparse []uint32
	dense  []int32
	caps   []int // ncap for each member of dense
}

func (q *queue) init(n, ncap int) {
	q.sparse = make([]uint32, n)
	q.dense = make([]int32, 0, n)
	q.caps = make([]int, n*ncap)
}

func (q *queue) has(i int32) bool {
	j := q.sparse[i]
	return j < uint32(len(q.dense)) && q.dense[j] == i
}

type machine struct {
	p        *program
	now      queue
	next     queue
	ncap     int // slots that are wanted
	cap      []int
	matchcap []int
	stack    []frame
}

// A frame is work for later: an instruction, or, with slot >= 0, a capture to
// put back.
type frame struct {
	pc   int32
	slot int32
	old  int
}

var machines sync.Pool

func newMachine(p *program, ncap int) *machine {
	m, _ := machines.Get().(*machine)
	if m == nil || m.p != p || m.ncap != ncap {
		m = &machine{p: p, ncap: ncap}
		m.now.init(len(p.insts), ncap)
		m.next.init(len(p.insts), ncap)
		m.cap = make([]int, max(ncap, 2))
		m.matchcap = make([]int, ncap)
	}
	return m
}

func isWord(r rune) bool { return r >= 0 && syntax.IsWordChar(r) }

// between gives what holds between two characters, -1 for none.
func between(a, b rune) emptyOp {
	var e emptyOp
	if a < 0 {
		e |= beginText | beginLine
	} else if a == '\n' {
		e |= beginLine
	}
	if b < 0 {
		e |= endText | endLine
	} else if b == '\n' {
		e |= endLine
	}
	if isWord(a) != isWord(b) {
		return e | wordBoundary
	}
	return e | noWordBoundary
}

func runeAt(s string, i int) (rune, int) {
	if i >= len(s) {
		return -1, 0
	}
	if c := s[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s[i:])
}

// add puts pc and all that follows it without a character into q.
func (m *machine) add(q *queue, pc int32, pos int, cond emptyOp) {
	stack := append(m.stack[:0], frame{pc, -1, 0})
	for len(stack) > 0 {
		f := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if f.slot >= 0 {
			m.cap[f.slot] = f.old
			continue
		}
		for pc := f.pc; !q.has(pc); {
			n := len(q.dense)
			q.sparse[pc] = uint32(n)
			q.dense = append(q.dense, pc)
			i := &m.p.insts[pc]
			switch i.op {
			case instAlt:
				stack = append(stack, frame{i.arg, -1, 0})
				pc = i.out
				continue
			case instEmpty:
				if i.empty&^cond == 0 {
					pc = i.out
					continue
				}
			case instCap:
				if int(i.arg) < m.ncap {
					stack = append(stack, frame{0, i.arg, m.cap[i.arg]})
					m.cap[i.arg] = pos
				}
				pc = i.out
				continue
			case instRune, instMatch:
				copy(q.caps[n*m.ncap:(n+1)*m.ncap], m.cap)
			}
			break
		}
	}
	m.stack = stack
}

// run looks for a match from pos on.
func (m *machine) run(re *Regexp, s string, pos int) bool {
	p := m.p
	matched := false
	now, next := &m.now, &m.next
	now.dense, next.dense = now.dense[:0], next.dense[:0]
	before := rune(-1)
	if pos > 0 {
		before, _ = utf8.DecodeLastRuneInString(s[:pos])
	}
	for {
		if len(now.dense) == 0 {
			if matched || re.anchored && pos > 0 {
				break
			}
			if re.prefix != "" && pos < len(s) {
				k := strings.Index(s[pos:], re.prefix)
				if k < 0 {
					break
				}
				if k > 0 {
					pos += k
					before, _ = utf8.DecodeLastRuneInString(s[:pos])
				}
			}
		}
		r, w := runeAt(s, pos)
		cond := between(before, r)
		if !matched && !(re.anchored && pos > 0) {
			if m.ncap > 0 {
				for i := range m.cap {
					m.cap[i] = -1
				}
				m.cap[0] = pos
			}
			m.add(now, p.start, pos, cond)
		}
		after, _ := runeAt(s, pos+w)
		cond = between(r, after)
		for k := 0; k < len(now.dense); k++ {
			i := &p.insts[now.dense[k]]
			caps := now.caps[k*m.ncap : (k+1)*m.ncap]
			if i.op == instMatch {
				if m.ncap == 0 {
					return true
				}
				if re.longest && matched && (caps[0] > m.matchcap[0] ||
					caps[0] == m.matchcap[0] && pos <= m.matchcap[1]) {
					continue
				}
				copy(m.matchcap, caps)
				m.matchcap[1] = pos
				matched = true
				if !re.longest {
					break // what is less preferred does not count any more
				}
				continue
			}
			if i.op != instRune || r < 0 || !i.matches(r) {
				continue
			}
			if re.longest && matched && caps[0] > m.matchcap[0] {
				continue
			}
			copy(m.cap, caps)
			m.add(next, i.out, pos+w, cond)
		}
		now.dense = now.dense[:0]
		now, next = next, now
		if w == 0 {
			break
		}
		pos += w
		before = r
	}
	return matched
}

// find gives the captures of the first match from pos on, appended to dst; nil
// if there is none. ncap 0: only whether there is one.
func (re *Regexp) find(s string, pos, ncap int, dst []int) []int {
	if re.complete && !re.longest && ncap <= 2 { // a plain text
		i := strings.Index(s[pos:], re.prefix)
		if i < 0 {
			return nil
		}
		if ncap == 0 {
			return noCaptures
		}
		return append(dst, pos+i, pos+i+len(re.prefix))
	}
	m := newMachine(re.prog, ncap)
	ok := m.run(re, s, pos)
	if ok && ncap > 0 {
		dst = append(dst, m.matchcap...)
	}
	machines.Put(m)
	switch {
	case !ok:
		return nil
	case dst == nil:
		return noCaptures
	}
	return dst
}

var noCaptures = []int{}
