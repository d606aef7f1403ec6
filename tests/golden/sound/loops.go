// run
// Objects made in a loop are distinct when they outlive their iteration.
package main

import "fmt"

type node struct {
	v    int
	next *node
}

//go:noinline
func list(n int) *node {
	var head *node
	for i := 0; i < n; i++ {
		head = &node{i, head}
	}
	return head
}

//go:noinline
func sumLocal(n int) int {
	var head *node
	for i := 0; i < n; i++ {
		head = &node{i, head}
	}
	s := 0
	for p := head; p != nil; p = p.next {
		s += p.v
	}
	return s
}

//go:noinline
func pair(n int) int {
	var last, before *node
	for i := 0; i < n; i++ {
		before = last
		last = &node{v: i}
	}
	return before.v*100 + last.v
}

//go:noinline
func array() int {
	var ps [4]*int
	for i := range ps {
		x := i * i
		ps[i] = &x
	}
	s := 0
	for i, p := range ps {
		*p += i
		s = s*100 + *p
	}
	return s
}

//go:noinline
func closures() int {
	var fs [3]func() int
	for i := 0; i < 3; i++ {
		n := i
		fs[i] = func() int { n += 10; return n }
	}
	return fs[0]() + fs[1]()*100 + fs[2]()*10000 + fs[0]()*1000000
}

//go:noinline
func viaGoto() int {
	var first *int
	i := 0
again:
	x := i
	if first == nil {
		first = &x
	}
	i++
	if i < 3 {
		goto again
	}
	return *first*10 + x
}

//go:noinline
func swap(n int) (int, int) {
	a, b := &node{v: 1}, &node{v: 2}
	for i := 0; i < n; i++ {
		a, b = b, &node{v: a.v + b.v}
	}
	return a.v, b.v
}

func main() {
	s := 0
	for p := list(10); p != nil; p = p.next {
		s = s*3 + p.v
	}
	fmt.Println(s, sumLocal(100), pair(5), array(), closures(), viaGoto())
	fmt.Println(swap(10))
}
