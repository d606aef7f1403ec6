// run
package main

import "fmt"

type point struct{ x, y int }

//go:noinline
func at(x int) *point {
	p := point{x, x + 1}
	return &p
}

func main() {
	p, q := at(1), at(10)
	p.x += 100
	fmt.Println(*p, *q)
}
