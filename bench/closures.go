// Closures: counters, pipelines of functions, callbacks that capture.
package main

import (
	"fmt"
	"os"
	"strconv"
)

func counter(step int) func() int {
	n := 0
	return func() int {
		n += step
		return n
	}
}

func compose(f, g func(int) int) func(int) int {
	return func(x int) int { return g(f(x)) }
}

func each(xs []int, visit func(int)) {
	for _, x := range xs {
		visit(x)
	}
}

func size(fallback int) int {
	if len(os.Args) > 1 {
		if n, err := strconv.Atoi(os.Args[1]); err == nil {
			return n
		}
	}
	return fallback
}

func main() {
	n := size(2_000_000)
	xs := []int{1, 2, 3, 4, 5, 6, 7, 8}
	total := 0
	for i := 0; i < n; i++ {
		next := counter(i & 3)
		next()
		f := compose(func(x int) int { return x + i }, func(x int) int { return x ^ next() })
		sum := 0
		each(xs, func(x int) { sum += x })
		total += f(sum) & 1023
	}
	fmt.Println(total)
}
