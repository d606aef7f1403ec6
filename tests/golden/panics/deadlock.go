// panics
package main

func wait(c chan int) int { return <-c }

func main() {
	c := make(chan int)
	println(wait(c))
}
