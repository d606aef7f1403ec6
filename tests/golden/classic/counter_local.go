// run
package main

import "fmt"

//go:noinline
func count(limit int) int {
	n := 0
	next := func() int {
		n += 2
		return n
	}
	for next() < limit {
	}
	return n
}

func main() { fmt.Println(count(999), count(1)) }
