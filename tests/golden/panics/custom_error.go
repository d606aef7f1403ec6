// panics
package main

import "fmt"

type failure struct{ code int }

func (f failure) Error() string { return fmt.Sprint("failure ", f.code) }

func run(depth int) {
	if depth == 0 {
		panic(failure{3})
	}
	run(depth - 1)
}

func main() {
	defer fmt.Println("deferred")
	run(2)
}
