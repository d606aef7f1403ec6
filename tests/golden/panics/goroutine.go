// panics
package main

import "time"

type job struct{ n int }

func (j *job) run() {
	if j.n > 2 {
		panic(j.n)
	}
	j.n++
	j.run()
}

func main() {
	go (&job{}).run()
	time.Sleep(time.Second)
}
