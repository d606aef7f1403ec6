// run
package main

import "fmt"

func say(s string, v int) int {
	fmt.Print(s, " ")
	return v
}

func pair(a, b int) (int, int) { return say("pair", b), a }

type box struct{ v []int }

func (b *box) at(i int) *box { fmt.Print("at", i, " "); return b }

var order = map[int]int{}

func main() {
	a := []int{0, 0, 0, 0}
	a[say("i", 1)], a[say("j", 2)] = say("x", 10), say("y", 20)
	fmt.Println(a)

	i := 0
	i, a[i] = 1, 99
	fmt.Println(i, a)

	x, y := pair(say("p", 1), say("q", 2))
	fmt.Println(x, y)

	b := &box{[]int{1, 2, 3}}
	b.at(0).v[say("index", 1)] += say("value", 5)
	fmt.Println(b.v)

	order[say("k", 3)] = say("v", 4)
	fmt.Println(order)

	ok := say("left", 0) == 1 && say("never", 1) == 1 || say("right", 1) == 1
	fmt.Println(ok)

	s := []int{1, 2, 3}
	s[0], s[1], s[2] = s[2], s[0], s[1]
	fmt.Println(s)

	var p *int
	func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		*p = say("rhs", 1)
	}()

	arr := [3]int{1, 2, 3}
	for i, v := range arr {
		arr[2] = 10
		fmt.Print(i, v, " ")
	}
	fmt.Println()
	f := func() (int, int) { return 7, 8 }
	m := map[string]int{}
	m["a"], m["b"] = f()
	fmt.Println(m["a"], m["b"])
	y1 := 1
	y1, z1 := y1+1, y1+2
	fmt.Println(y1, z1)
}
