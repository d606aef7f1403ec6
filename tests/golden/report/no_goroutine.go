// errorcheck -m -l
package main

import "fmt"

//go:noinline
func first() int {
	data := make([]int, 1000) // ERROR "make\(\[\]int, 1000\) does not escape"
	data[0] = 42
	show := func() int { return data[0] + len(data) } // ERROR "func literal does not escape"
	return show()
}

func main() { fmt.Println(first()) } // ERROR "\.\.\. argument does not escape" "first\(\) escapes to heap"
