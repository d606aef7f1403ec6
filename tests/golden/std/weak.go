// run

package main

import (
	"fmt"
	"runtime"
	"weak"
)

type node struct {
	n    int
	next *node
}

var kept []*node

// makeWeak runs in a goroutine of its own, so that no old frame keeps nodes
// alive; one or two may be found on some stack by chance.
func makeWeak(n int) []weak.Pointer[node] {
	out := make(chan []weak.Pointer[node])
	go func() {
		var all []weak.Pointer[node]
		for i := range n {
			p := &node{n: i}
			if i%2 == 0 {
				kept = append(kept, p)
			}
			all = append(all, weak.Make(p))
		}
		out <- all
	}()
	return <-out
}

func main() {
	all := makeWeak(200)
	fmt.Println(all[0].Value() == kept[0], all[0] == weak.Make(kept[0]), all[2].Value().n)
	for range 3 {
		runtime.GC()
	}
	alive, dead := 0, 0
	for i, w := range all {
		switch {
		case i%2 == 0 && w.Value() == kept[i/2]:
			alive++
		case i%2 == 1 && w.Value() == nil:
			dead++
		}
	}
	fmt.Println(alive, dead > 90)
	var z weak.Pointer[int]
	fmt.Println(z.Value() == nil, z == weak.Make[int](nil))
}
