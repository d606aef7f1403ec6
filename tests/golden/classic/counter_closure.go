// run
package main

import "fmt"

//go:noinline
func counter() func() int {
	n := 0
	return func() int {
		n++
		return n
	}
}

func main() {
	a, b := counter(), counter()
	fmt.Println(a(), a(), b(), a(), b())
}
