// run
package main

import "fmt"

type grid [3][3]int

func (g grid) changed() grid { g[1][1] = 5; return g }
func (g *grid) change()      { g[2][2] = 9 }

func modify(a [3]int, s []int) { a[0], s[0] = 100, 100 }

func main() {
	s := make([]int, 3, 10)
	t := append(s, 1)
	u := append(s, 2)
	fmt.Println(len(s), cap(s), t[3], u[3])
	fmt.Println(s[1:2], cap(s[1:2]), cap(s[1:2:4]), len(s[:5]))
	var nilslice []int
	fmt.Println(nilslice == nil, len(nilslice), append(nilslice, nilslice...) == nil)
	for _, v := range append(nilslice, 1, 2, 3) {
		fmt.Print(v, " ")
	}
	fmt.Println()

	a := [3]int{1, 2, 3}
	b := a
	modify(a, b[:])
	fmt.Println(a, b, a == [3]int{1, 2, 3}, a != b)

	var g grid
	h := g.changed()
	h.change()
	fmt.Println(g, h)
	p := &h
	for i, row := range p {
		fmt.Print(i, row[i], " ")
	}
	fmt.Println(len(p), p[1][1])

	x := []int{0, 1, 2, 3, 4, 5}
	copy(x[2:], x)
	fmt.Println(x, copy(x, []int{9}), x[0])
	x = append(x[:1], x[2:]...)
	fmt.Println(x, len(x), cap(x))
	bs := append([]byte("hello "), "world"...)
	n := copy(bs, "HELLO")
	fmt.Println(string(bs), n)

	idx := [...]string{2: "two", 0: "zero", 5: "five"}
	fmt.Println(len(idx), idx)
	ss := []string{3: "x", "y"}
	fmt.Printf("%q\n", ss)
	m := [][]int{{1}, {2, 3}, nil}
	m[2] = append(m[2], m[1]...)
	m[1][0] = 20
	fmt.Println(m)
	pts := []*struct{ x, y int }{{1, 2}, {3, 4}}
	fmt.Println(*pts[1])

	caps := []int{}
	last := -1
	grow := make([]byte, 0, 32)
	for i := 0; i < 5000; i++ {
		grow = append(grow, byte(i))
		if cap(grow) != last {
			last = cap(grow)
			caps = append(caps, last)
		}
	}
	fmt.Println(caps)
	type elem struct{ a, b, c int }
	var es []elem
	es = append(es, make([]elem, 5)...)
	fmt.Println(cap(es), cap(append(es, elem{})))
	arr := [4]int(x[:4])
	ptr := (*[2]int)(x)
	ptr[0] = 77
	fmt.Println(arr, *ptr, x[0])
	clear(x)
	fmt.Println(x)
	zero := make([]struct{}, 1000000)
	fmt.Println(len(zero))
	for i := range 3 {
		fmt.Print(i)
	}
	for i := range x {
		x[i] = i * i
	}
	fmt.Println(x, min(3, 1, 2), max(2.5, 1), min("b", "a"))
}
