// run
package main

import "fmt"

//go:noinline
func fill(n int) []int {
	var xs []int
	for i := 0; i < n; i++ {
		xs = append(xs, i*i)
	}
	return xs
}

func main() {
	xs := fill(1000)
	ys := fill(10)
	sum := 0
	for _, x := range xs {
		sum += x
	}
	fmt.Println(len(xs), xs[999], sum, ys)
}
