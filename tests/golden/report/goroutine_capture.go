// errorcheck -m -l
package main

import (
	"fmt"
	"time"
)

func start() {
	data := make([]int, 1000) // ERROR "make\(\[\]int, 1000\) escapes to heap"
	data[0] = 42
	go func() { // ERROR "func literal escapes to heap"
		fmt.Println(data[0]) // ERROR "\.\.\. argument does not escape" "data\[0\] escapes to heap"
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
	fmt.Println("done") // ERROR "\.\.\. argument does not escape" ".done. escapes to heap"
}
