// Goroutines: a ball over unbuffered channels, then many short-lived workers.
package main

import (
	"fmt"
	"os"
	"strconv"
)

func player(in <-chan int, out chan<- int) {
	for ball := range in {
		out <- ball + 1
	}
	close(out)
}

func size(fallback int) int {
	if len(os.Args) > 1 {
		if n, err := strconv.Atoi(os.Args[1]); err == nil {
			return n
		}
	}
	return fallback
}

func main() {
	n := size(1_000_000)
	ping, pong := make(chan int), make(chan int)
	go player(ping, pong)
	ball := 0
	for i := 0; i < n; i++ {
		ping <- ball
		ball = <-pong
	}
	close(ping)

	results := make(chan int, 16)
	sum := 0
	for i := 0; i < n/10; i++ {
		go func() { results <- i & 15 }()
		if i >= 15 {
			sum += <-results
		}
	}
	for i := 0; i < min(15, n/10); i++ {
		sum += <-results
	}
	fmt.Println(ball, sum)
}
