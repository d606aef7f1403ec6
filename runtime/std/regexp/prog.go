package regexp

// An inst is one step of the automaton. Steps that take no character are
// followed at once, alternatives in the order of preference.
type inst struct {
	op    instOp
	empty emptyOp
	out   int32
	arg   int32 // instAlt: the second choice; instCap: the slot
	one   rune  // the only member of set, or -1
	set   []rune
	ascii [4]uint32 // members of set below 128
}

type instOp uint8

const (
	instFail instOp = iota
	instMatch
	instAlt
	instCap
	instEmpty
	instRune
)

type program struct {
	insts []inst
	start int32
	ncap  int
}

// A frag is a piece of program with loose ends: outs lists them as 2*inst, or
// 2*inst + 1 for arg.
type frag struct {
	start    int32
	outs     []int32
	nullable bool
}

func (p *program) add(i inst) int32 {
	p.insts = append(p.insts, i)
	return int32(len(p.insts) - 1)
}

func (p *program) patch(outs []int32, to int32) {
	for _, o := range outs {
		if o&1 == 0 {
			p.insts[o>>1].out = to
		} else {
			p.insts[o>>1].arg = to
		}
	}
}

func compileNode(n *node, ncap int) *program {
	p := &program{ncap: ncap}
	p.add(inst{op: instFail})
	f := p.node(n)
	p.patch(f.outs, p.add(inst{op: instMatch}))
	p.start = f.start
	return p
}

func (p *program) step(i inst, nullable bool) frag {
	at := p.add(i)
	return frag{at, []int32{at << 1}, nullable}
}

func (p *program) node(n *node) frag {
	switch n.op {
	case opEmpty:
		return p.step(inst{op: instEmpty}, true)
	case opAssert:
		return p.step(inst{op: instEmpty, empty: n.empty}, true)
	case opClass:
		return p.class(n.set)
	case opCapture:
		open := p.step(inst{op: instCap, arg: int32(2 * n.cap)}, true)
		body := p.node(n.subs[0])
		end := p.step(inst{op: instCap, arg: int32(2*n.cap + 1)}, true)
		return p.cat(p.cat(open, body), end)
	case opConcat:
		f := p.node(n.subs[0])
		for _, s := range n.subs[1:] {
			f = p.cat(f, p.node(s))
		}
		return f
	case opAlternate:
		f := p.node(n.subs[len(n.subs)-1])
		// From the left, so that instructions are in order.
		return p.alternate(n.subs[:len(n.subs)-1], f)
	}
	return p.repeat(n)
}

func (p *program) alternate(subs []*node, last frag) frag {
	for i := len(subs) - 1; i >= 0; i-- {
		f := p.node(subs[i])
		alt := p.add(inst{op: instAlt, out: f.start, arg: last.start})
		last = frag{alt, append(f.outs, last.outs...), f.nullable || last.nullable}
	}
	return last
}

func (p *program) class(set []rune) frag {
	if len(set) == 0 {
		return frag{start: p.add(inst{op: instFail})}
	}
	i := inst{op: instRune, set: set, one: -1}
	if len(set) == 2 && set[0] == set[1] {
		i.one = set[0]
	}
	for k := 0; k < len(set); k += 2 {
		for r := set[k]; r <= set[k+1] && r < 128; r++ {
			i.ascii[r/32] |= 1 << uint(r%32)
		}
	}
	return p.step(i, false)
}

func (p *program) cat(a, b frag) frag {
	p.patch(a.outs, b.start)
	return frag{a.start, b.outs, a.nullable && b.nullable}
}

// fork gives an alternative with one choice set; the other one is loose.
func (p *program) fork(to int32, greedy bool) (at int32, loose int32) {
	at = p.add(inst{op: instAlt})
	if greedy {
		p.insts[at].out = to
		return at, at<<1 | 1
	}
	p.insts[at].arg = to
	return at, at << 1
}

func (p *program) quest(f frag, greedy bool) frag {
	at, loose := p.fork(f.start, greedy)
	return frag{at, append([]int32{loose}, f.outs...), true}
}

func (p *program) plus(f frag, greedy bool) frag {
	at, loose := p.fork(f.start, greedy)
	p.patch(f.outs, at)
	return frag{f.start, []int32{loose}, f.nullable}
}

func (p *program) star(f frag, greedy bool) frag {
	if f.nullable { // the body first: an empty turn must not end the loop early
		return p.quest(p.plus(f, greedy), greedy)
	}
	at, loose := p.fork(f.start, greedy)
	p.patch(f.outs, at)
	return frag{at, []int32{loose}, true}
}

func (p *program) repeat(n *node) frag {
	sub := n.subs[0]
	lo, hi := n.min, n.max
	if hi == 0 {
		return p.step(inst{op: instEmpty}, true)
	}
	if hi < 0 && lo <= 1 {
		if lo == 0 {
			return p.star(p.node(sub), n.greedy)
		}
		return p.plus(p.node(sub), n.greedy)
	}
	var f frag
	have := false
	join := func(g frag) {
		if have {
			g = p.cat(f, g)
		}
		f, have = g, true
	}
	if hi < 0 {
		for range lo - 1 {
			join(p.node(sub))
		}
		join(p.plus(p.node(sub), n.greedy))
		return f
	}
	for range lo {
		join(p.node(sub))
	}
	if hi > lo { // (x(x(x)?)?)?
		opt := p.quest(p.node(sub), n.greedy)
		for range hi - lo - 1 {
			opt = p.quest(p.cat(p.node(sub), opt), n.greedy)
		}
		join(opt)
	}
	return f
}

func (i *inst) matches(r rune) bool {
	if i.one >= 0 {
		return r == i.one
	}
	if uint32(r) < 128 {
		return i.ascii[r/32]>>uint(r%32)&1 != 0
	}
	lo, hi := 0, len(i.set)/2
	for lo < hi {
		m := (lo + hi) / 2
		switch {
		case r < i.set[2*m]:
			hi = m
		case r > i.set[2*m+1]:
			lo = m + 1
		default:
			return true
		}
	}
	return false
}

// prefix gives the text that every match begins with, and whether it is all.
func (p *program) prefix() (s string, complete bool) {
	i := &p.insts[p.start]
	skip := func() {
		for i.op == instEmpty && i.empty == 0 || i.op == instCap && i.arg < 0 {
			i = &p.insts[i.out]
		}
	}
	skip()
	var b []rune
	for i.op == instRune && i.one >= 0 && i.one != 0xfffd {
		b = append(b, i.one)
		i = &p.insts[i.out]
		skip()
	}
	return string(b), i.op == instMatch
}

// anchored reports whether a match can begin at the beginning only.
func (p *program) anchored() bool {
	i := &p.insts[p.start]
	for i.op == instCap || i.op == instEmpty && i.empty == 0 {
		i = &p.insts[i.out]
	}
	return i.op == instEmpty && i.empty&beginText != 0
}
