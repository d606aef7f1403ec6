// panics
package main

import "fmt"

type t struct{}

func main() {
	var x any = t{}
	s, ok := x.(fmt.Stringer)
	fmt.Println(s, ok)
	fmt.Println(x.(fmt.Stringer))
}
