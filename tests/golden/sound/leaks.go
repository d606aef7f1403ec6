// run
// Pointers that get away: through globals, parameters, fields, maps, channels,
// interfaces, closures, method values, deferred calls, panics.
package main

import "fmt"

type item struct {
	n    int
	link *item
}

type holder interface{ hold(*item) }
type good struct{ last int }
type bad struct{ kept []*item }

func (g *good) hold(p *item) { g.last = p.n }
func (b *bad) hold(p *item)  { b.kept = append(b.kept, p) }

var global *item
var table = map[string]*item{}
var byKey = map[*item]int{}

//go:noinline
func toGlobal(n int) { p := item{n: n}; global = &p }

//go:noinline
func toParam(dst **item, n int) { v := item{n: n}; *dst = &v }

//go:noinline
func toField(dst *item, n int) { dst.link = &item{n: n} }

//go:noinline
func toMap(k string, n int) { v := item{n: n}; table[k] = &v; byKey[&item{n: -n}] = n }

//go:noinline
func toChan(c chan *item, n int) { v := item{n: n}; c <- &v }

//go:noinline
func toIface(h holder, n int) { v := item{n: n}; h.hold(&v) }

//go:noinline
func toSlice(s []*item, i, n int) { v := item{n: n}; s[i] = &v }

//go:noinline
func chain(p *item) *item { q := p; r := q; return r.link }

//go:noinline
func inner(n int) *int { v := item{n: n}; return &v.n }

//go:noinline
func elem(n int) *int { v := [3]int{n, n + 1, n + 2}; return &v[1] }

//go:noinline
func methodValue(n int) func(*item) { b := bad{}; _ = n; return b.hold }

//go:noinline
func panics(n int) {
	v := item{n: n}
	panic(&v)
}

//go:noinline
func recovered(n int) (p *item) {
	defer func() { p = recover().(*item) }()
	panics(n)
	return nil
}

//go:noinline
func deferred(n int) (p *item) {
	v := item{n: n}
	defer func() { v.n++; p = &v }()
	return nil
}

//go:noinline
func alias(flag bool) (int, int) {
	a, b := item{n: 1}, item{n: 2}
	p := &a
	if flag {
		p = &b
	}
	p.n = 50
	return a.n, b.n
}

//go:noinline
func clobber(depth int) int {
	var junk [512]int
	for i := range junk {
		junk[i] = -depth
	}
	if depth > 0 {
		return clobber(depth-1) + junk[depth]
	}
	return 0
}

func main() {
	toGlobal(1)
	var p *item
	toParam(&p, 2)
	var f item
	toField(&f, 3)
	toMap("a", 4)
	c := make(chan *item, 1)
	toChan(c, 5)
	b := &bad{}
	for _, h := range []holder{&good{}, b} {
		toIface(h, 6)
	}
	s := make([]*item, 2)
	toSlice(s, 1, 7)
	x, y := inner(8), elem(9)
	mv := methodValue(0)
	mv(&item{n: 1})
	r, d := recovered(11), deferred(12)
	ch := chain(&item{n: 0, link: &item{n: 13}})
	clobber(20)
	fmt.Println(global.n, p.n, f.link.n, table["a"].n, (<-c).n, b.kept[0].n, s[1].n, *x, *y, r.n, d.n, ch.n)
	for k, v := range byKey {
		fmt.Println(k.n, v)
	}
	fmt.Println(alias(true))
	fmt.Println(alias(false))
}
