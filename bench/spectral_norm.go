// Spectral norm of an infinite matrix, cut to n by n.
package main

import (
	"fmt"
	"math"
	"os"
	"strconv"
)

func at(i, j int) float64 { return 1 / float64((i+j)*(i+j+1)/2+i+1) }

func times(out, v []float64) {
	for i := range out {
		sum := 0.0
		for j := range v {
			sum += at(i, j) * v[j]
		}
		out[i] = sum
	}
}

func timesTransposed(out, v []float64) {
	for i := range out {
		sum := 0.0
		for j := range v {
			sum += at(j, i) * v[j]
		}
		out[i] = sum
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
	n := size(1000)
	u, v, tmp := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range u {
		u[i] = 1
	}
	for i := 0; i < 10; i++ {
		times(tmp, u)
		timesTransposed(v, tmp)
		times(tmp, v)
		timesTransposed(u, tmp)
	}
	var uv, vv float64
	for i := range u {
		uv += u[i] * v[i]
		vv += v[i] * v[i]
	}
	fmt.Printf("%.9f\n", math.Sqrt(uv/vv))
}
