// errorcheck -m -l
package main

import "fmt"

//go:noinline
func fill(n int) []int {
	var xs []int
	for i := 0; i < n; i++ {
		xs = append(xs, i*i) // ERROR "append escapes to heap"
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
	fmt.Println(len(xs), xs[999], sum, ys) // ERROR "\.\.\. argument does not escape" "len\(xs\) escapes to heap" "xs\[999\] escapes to heap" "sum escapes to heap" "ys escapes to heap"
}
