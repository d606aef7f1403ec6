// Vectors by pointer: every operation makes a new vector, none of them lives
// on.  All can stay on the stack.
package main

import (
	"fmt"
	"os"
	"strconv"
)

type vec struct{ x, y, z float64 }

func newVec(x, y, z float64) *vec { return &vec{x, y, z} }

func (a *vec) add(b *vec) *vec      { return &vec{a.x + b.x, a.y + b.y, a.z + b.z} }
func (a *vec) scale(k float64) *vec { return &vec{a.x * k, a.y * k, a.z * k} }
func (a *vec) dot(b *vec) float64   { return a.x*b.x + a.y*b.y + a.z*b.z }
func (a *vec) cross(b *vec) *vec {
	return &vec{a.y*b.z - a.z*b.y, a.z*b.x - a.x*b.z, a.x*b.y - a.y*b.x}
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
	n := size(10_000_000)
	sum := 0.0
	for i := 0; i < n; i++ {
		a := newVec(float64(i&7), 1, 2)
		b := newVec(3, float64(i&3), 1)
		c := a.add(b).scale(0.5)
		sum += c.dot(a.cross(b).add(a))
	}
	fmt.Println(int64(sum))
}
