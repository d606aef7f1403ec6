// Matrix product: slices of slices of float64.
package main

import (
	"fmt"
	"os"
	"strconv"
)

func matrix(n int, f func(i, j int) float64) [][]float64 {
	m := make([][]float64, n)
	for i := range m {
		m[i] = make([]float64, n)
		for j := range m[i] {
			m[i][j] = f(i, j)
		}
	}
	return m
}

func product(a, b [][]float64) [][]float64 {
	n := len(a)
	c := matrix(n, func(i, j int) float64 { return 0 })
	for i, row := range a {
		out := c[i]
		for k, x := range row {
			for j, y := range b[k] {
				out[j] += x * y
			}
		}
	}
	return c
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
	n := size(500)
	a := matrix(n, func(i, j int) float64 { return float64(i-j) / float64(n) })
	b := matrix(n, func(i, j int) float64 { return float64(i+j*j%7) / float64(n) })
	c := product(a, b)
	trace := 0.0
	for i := range c {
		trace += c[i][i]
	}
	fmt.Printf("%.6f\n", trace)
}
