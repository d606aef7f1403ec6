// errorcheck -m -l
package main

import "fmt"

//go:noinline
func count(limit int) int {
	n := 0
	next := func() int { // ERROR "func literal does not escape"
		n += 2
		return n
	}
	for next() < limit {
	}
	return n
}

func main() { fmt.Println(count(999), count(1)) } // ERROR "\.\.\. argument does not escape" "count\(999\) escapes to heap" "count\(1\) escapes to heap"
