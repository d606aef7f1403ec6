// run
// What a goroutine captured lives after the frame that started it.
package main

import (
	"fmt"
	"sync"
)

type task struct{ id, out int }

//go:noinline
func spawn(wg *sync.WaitGroup, n int) []*task {
	ts := make([]*task, n)
	for i := range ts {
		t := task{id: i}
		ts[i] = &t
		wg.Add(1)
		go func() {
			defer wg.Done()
			var local [64]int
			local[i] = t.id
			t.out = local[i]*10 + deep(50)
		}()
	}
	return ts
}

func deep(n int) int {
	var pad [32]int
	pad[n%32] = n
	if n == 0 {
		return 0
	}
	return deep(n-1) + pad[n%32] - n + 1
}

//go:noinline
func sender(n int) <-chan []int {
	c := make(chan []int)
	go func() {
		for i := 0; i < n; i++ {
			s := []int{i, i * i}
			c <- s
		}
		close(c)
	}()
	return c
}

func main() {
	var wg sync.WaitGroup
	ts := spawn(&wg, 8)
	wg.Wait()
	for _, t := range ts {
		fmt.Print(t.id, ":", t.out, " ")
	}
	fmt.Println()
	var got [][]int
	for s := range sender(5) {
		got = append(got, s)
	}
	fmt.Println(got)
}
