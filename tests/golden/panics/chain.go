// panics
package main

import "fmt"

func main() {
	defer func() {
		panic(fmt.Sprint("third"))
	}()
	defer func() {
		defer func() { panic("second") }()
		fmt.Println(recover())
		panic("again")
	}()
	panic("first")
}
