// errorcheck -m -l
package main

import "fmt"

//go:noinline
func counter() func() int {
	n := 0 // ERROR "moved to heap: n"
	return func() int { // ERROR "func literal escapes to heap"
		n++
		return n
	}
}

func main() {
	a, b := counter(), counter()
	fmt.Println(a(), a(), b(), a(), b()) // ERROR "\.\.\. argument does not escape" "a\(\) escapes to heap" "a\(\) escapes to heap" "b\(\) escapes to heap" "a\(\) escapes to heap" "b\(\) escapes to heap"
}
