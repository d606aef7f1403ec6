// run
package main

import "fmt"

//go:noinline
func sum(n int) int {
	var xs [4]int
	s := xs[:0]
	total := 0
	for i := 0; i < n; i++ {
		if len(s) == cap(s) {
			s = s[:0]
		}
		s = append(s, i)
		total += s[len(s)-1] + xs[0]
	}
	return total
}

func main() { fmt.Println(sum(1000)) }
