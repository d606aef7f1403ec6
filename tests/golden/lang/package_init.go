// run
package main

import "fmt"

var (
	a      = b + 1
	b      = f("b", c)
	c      = f("c", 10)
	d, e   = pair()
	table  = [4]string{"n", "e", "s", "w"}
	lookup = map[string]int{"x": 1, "y": a}
	ptr    = &node{value: 3, next: &node{value: 4}}
	fn     = func() int { return a * 2 }
	_      = f("blank", 0)
)

type node struct {
	value int
	next  *node
}

func f(name string, v int) int { fmt.Println("init", name, v); return v + 1 }

func pair() (int, string) { fmt.Println("pair"); return len(table), table[1] }

func init() { fmt.Println("first init", a, b, c) }

func init() { fmt.Println("second init", d, e, lookup["y"], ptr.next.value, fn()) }

func main() {
	ptr.next.value++
	fmt.Println("main", ptr.next.value, table)
}
