// run
package main

import (
	"fmt"
	"time"
)

func start() {
	data := make([]int, 1000)
	data[0] = 42
	go func() {
		fmt.Println(data[0])
	}()
}

//go:noinline
func clobber(n int) int {
	var junk [4096]int
	for i := range junk {
		junk[i] = n
	}
	return junk[1]
}

func main() {
	start()
	clobber(7)
	time.Sleep(20 * time.Millisecond)
	fmt.Println("done")
}
