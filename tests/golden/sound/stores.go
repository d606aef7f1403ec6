// run
package main

import "fmt"

// Objects that are stored in other objects, by all the ways there are, and
// read after the frames that could have held them are gone.

type node struct {
	v    int
	next *node
	kids []*node
	get  func() int
}

type keeper interface{ keep(*node) }

func (n *node) keep(m *node) { n.next = m }

type list struct{ head *node }

func (l list) keep(m *node) { l.head.next = m }

var kept *node

//go:noinline
func clobber(d int) int {
	var x [64]int
	for i := range x {
		x[i] = d*7 + i
	}
	if d > 0 {
		return x[d&63] + clobber(d-1)
	}
	return x[3]
}

//go:noinline
func set(p **node, n *node) { *p = n }

//go:noinline
func through(k keeper, v int) { k.keep(&node{v: v}) }

//go:noinline
func push(n *node, v int) { n.kids = append(n.kids, &node{v: v}) }

//go:noinline
func call(f func(*node), n *node) { f(n) }

//go:noinline
func inMap(n *node) *node {
	m := map[int]*node{1: n, 2: {v: 22}}
	m[3] = &node{v: 33}
	return m[2+n.v%2]
}

//go:noinline
func inChan() *node {
	c := make(chan *node, 1)
	c <- &node{v: 44}
	return <-c
}

//go:noinline
func inner(n *node) *node {
	p := &n
	set(p, &node{v: 55})
	return *p
}

//go:noinline
func captured(n *node) {
	k := n.v
	n.get = func() int { k++; return k }
}

//go:noinline
func loop() *node {
	var last *node
	for i := 0; i < 4; i++ {
		last = &node{v: i, next: last}
	}
	return last
}

func main() {
	root := &node{v: 1}
	set(&root.next, &node{v: 2})
	through(root.next, 3)
	through(list{root.next.next}, 4)
	push(root, 5)
	push(root, 6)
	call(func(n *node) { root.kids[0].next = n }, &node{v: 7})
	call(func(n *node) { kept = n }, &node{v: 8})
	captured(root)
	a, b, c, l := inMap(root), inChan(), inner(root), loop()
	clobber(40)
	for n := root; n != nil; n = n.next {
		fmt.Print(n.v, " ")
	}
	fmt.Println(root.kids[0].v, root.kids[1].v, root.kids[0].next.v, kept.v)
	fmt.Println(root.get(), root.get(), a.v, b.v, c.v)
	for n := l; n != nil; n = n.next {
		fmt.Print(n.v, " ")
	}
	fmt.Println()
}
