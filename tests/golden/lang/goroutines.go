// run
package main

import (
	"fmt"
	"sync"
	"time"
)

func producer(n int, out chan<- int) {
	for i := 0; i < n; i++ {
		out <- i
	}
	close(out)
}

func worker(in <-chan int, out chan<- int, wg *sync.WaitGroup) {
	defer wg.Done()
	for v := range in {
		out <- v * v
	}
}

func main() {
	c := make(chan int)
	go producer(5, c)
	for v := range c {
		fmt.Print(v, " ")
	}
	v, ok := <-c
	fmt.Println(v, ok)

	in, out := make(chan int, 3), make(chan int, 3)
	var wg sync.WaitGroup
	for i := 0; i < 4; i++ {
		wg.Add(1)
		go worker(in, out, &wg)
	}
	go producer(100, in)
	go func() { wg.Wait(); close(out) }()
	sum := 0
	for v := range out {
		sum += v
	}
	fmt.Println(sum)

	var mu sync.Mutex
	total := 0
	var wg2 sync.WaitGroup
	for i := range 50 {
		wg2.Add(1)
		go func() {
			defer wg2.Done()
			mu.Lock()
			defer mu.Unlock()
			total += i
		}()
	}
	wg2.Wait()
	fmt.Println(total)

	a, b, quit := make(chan string), make(chan int), make(chan bool)
	go func() {
		a <- "hello"
		b <- 42
		close(quit)
	}()
	for done := false; !done; {
		select {
		case s := <-a:
			fmt.Println("a", s)
		case n, ok := <-b:
			fmt.Println("b", n, ok)
		case <-quit:
			done = true
		}
	}
	select {
	case x := <-a:
		fmt.Println("unexpected", x)
	default:
		fmt.Println("nothing ready")
	}
	buf := make(chan int, 2)
	buf <- 1
	buf <- 2
	select {
	case buf <- 3:
		fmt.Println("full")
	default:
		fmt.Println(len(buf), cap(buf))
	}
	timeout := time.After(5 * time.Millisecond)
	select {
	case <-timeout:
		fmt.Println("timeout")
	case <-a:
	}
	var once sync.Once
	for range 3 {
		once.Do(func() { fmt.Println("once") })
	}
	var nilchan chan int
	select {
	case <-nilchan:
	default:
		fmt.Println("nil channel blocks")
	}
	func() {
		defer func() { fmt.Println(recover()) }()
		close(quit)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		ch := make(chan int, 1)
		close(ch)
		ch <- 1
	}()
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { fmt.Println("in goroutine:", recover()) }()
		panic("oops")
	}()
	<-done
	results := make([]int, 10)
	var wg3 sync.WaitGroup
	for i := range results {
		wg3.Go(func() { results[i] = i * i })
	}
	wg3.Wait()
	fmt.Println(results)
}
