// run
package main

import "fmt"

//go:noinline
func first() int {
	data := make([]int, 1000)
	data[0] = 42
	show := func() int { return data[0] + len(data) }
	return show()
}

func main() { fmt.Println(first()) }
