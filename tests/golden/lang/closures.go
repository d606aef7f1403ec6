// run
package main

import "fmt"

type op func(int) int

func adder(n int) op { return func(x int) int { return x + n } }

func (o op) twice(x int) int { return o(o(x)) }

func fib() func() int {
	a, b := 0, 1
	return func() int {
		a, b = b, a+b
		return a
	}
}

func main() {
	fmt.Println(adder(3)(4), adder(5).twice(1))
	f := fib()
	for i := 0; i < 10; i++ {
		fmt.Print(f(), " ")
	}
	fmt.Println()

	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { i += 10; return i })
	}
	for _, g := range fs {
		fmt.Print(g(), g(), " ")
	}
	fmt.Println()

	x := 1
	set := func(v int) { x = v }
	get := func() int { return x }
	set(42)
	fmt.Println(get(), x)

	var rec func(n int) int
	rec = func(n int) int {
		if n == 0 {
			return 0
		}
		return n + rec(n-1)
	}
	fmt.Println(rec(100))

	big := [100]int{99: 7}
	h := func() int { return big[99] }
	big[99] = 8
	fmt.Println(h())

	type node struct {
		name string
		next *node
	}
	list := &node{"a", &node{"b", nil}}
	walk := func(visit func(*node)) {
		for n := list; n != nil; n = n.next {
			visit(n)
		}
	}
	names := ""
	walk(func(n *node) { names += n.name })
	fmt.Println(names)
	nested := func() func() func() int {
		k := x
		return func() func() int { k++; return func() int { k++; return k } }
	}
	g := nested()
	fmt.Println(g()(), g()(), g()())
	var nilf func()
	fmt.Println(nilf == nil, f != nil)
}
