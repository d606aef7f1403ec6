// run
package main

import "fmt"

type point struct{ x, y int }

func (p *point) move(d int) { p.x += d }

//go:noinline
func walk(n int) point {
	p := point{0, 7}
	q := &p
	for i := 0; i < n; i++ {
		q.move(i)
	}
	return p
}

func main() { fmt.Println(walk(100)) }
