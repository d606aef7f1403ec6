// panics
package main

import "fmt"

func get(xs []int, i int) int { return xs[i] }

func main() {
	fmt.Println("before")
	fmt.Println(get([]int{1, 2, 3}, 5))
}
