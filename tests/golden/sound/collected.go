// run
// Everything that is reachable only through inner pointers, closures, maps,
// interfaces and channels survives collections.
package main

import (
	"fmt"
	"runtime"
)

type tree struct {
	l, r *tree
	data [3]string
}

func grow(d int) *tree {
	if d == 0 {
		return nil
	}
	t := &tree{l: grow(d - 1), r: grow(d - 1)}
	t.data[1] = fmt.Sprint("d", d)
	return t
}

func (t *tree) sum() int {
	if t == nil {
		return 0
	}
	return len(t.data[1]) + t.l.sum() + t.r.sum()
}

func main() {
	t := grow(10)
	inner := &grow(3).data[1]
	window := make([]int, 1000)[990:995]
	window[0] = 9
	m := map[string][]*tree{}
	for i := range 50 {
		m[fmt.Sprint("key", i%7)] = append(m[fmt.Sprint("key", i%7)], grow(2))
	}
	c := make(chan any, 10)
	for i := range 10 {
		c <- fmt.Sprint("queued", i)
	}
	s := fmt.Sprint("prefix", 12345)[3:8]
	f := func() func() string {
		x := fmt.Sprint("captured")
		return func() string { return x }
	}()
	for range 5 {
		runtime.GC()
		grow(8)
	}
	n := 0
	for _, ts := range m {
		for _, t := range ts {
			n += t.sum()
		}
	}
	fmt.Println(t.sum(), *inner, window[0], len(m), n, s, f())
	for range 10 {
		fmt.Print(<-c, " ")
	}
	fmt.Println()
}
