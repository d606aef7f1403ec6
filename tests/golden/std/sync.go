// run

// Package sync: locks, groups, conditions, timers.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

func main() {
	var mu sync.Mutex
	var wg sync.WaitGroup
	var cnt atomic.Int64
	tot := 0
	for i := 0; i < 50; i++ {
		wg.Go(func() {
			for j := 0; j < 200; j++ {
				mu.Lock()
				tot++
				mu.Unlock()
				cnt.Add(1)
			}
		})
	}
	wg.Wait()
	fmt.Println(tot, cnt.Load())
	var rw sync.RWMutex
	cond := sync.NewCond(&mu)
	ready := 0
	for i := 0; i < 5; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			rw.RLock()
			rw.RUnlock()
			mu.Lock()
			for ready == 0 {
				cond.Wait()
			}
			ready++
			mu.Unlock()
		}()
	}
	rw.Lock()
	rw.Unlock()
	time.Sleep(time.Millisecond)
	mu.Lock()
	ready = 1
	cond.Broadcast()
	mu.Unlock()
	wg.Wait()
	fmt.Println(ready)
	var once sync.Once
	for i := 0; i < 3; i++ {
		once.Do(func() { fmt.Println("once") })
	}
	ov := sync.OnceValue(func() int { fmt.Println("ov"); return 5 })
	fmt.Println(ov(), ov())
	var m sync.Map
	for i := 0; i < 100; i++ {
		m.Store(i%10, i)
	}
	v, ok := m.Load(3)
	_, l1 := m.LoadOrStore("q", 1)
	m.Delete(4)
	nn := 0
	m.Range(func(k, v any) bool { nn++; return true })
	fmt.Println(v, ok, l1, nn, m.CompareAndSwap("q", 1, 2), m.CompareAndDelete("q", 1))
	pool := sync.Pool{New: func() any { return "new" }}
	fmt.Println(pool.Get())
	pool.Put("old")
	fmt.Println(pool.Get())
	tm := time.NewTimer(time.Hour)
	fmt.Println(tm.Stop(), tm.Stop(), tm.Reset(time.Millisecond))
	<-tm.C
	tk := time.NewTicker(time.Millisecond)
	<-tk.C
	<-tk.C
	tk.Stop()
	ch := make(chan int)
	time.AfterFunc(time.Millisecond, func() { ch <- 1 })
	select {
	case <-ch:
		fmt.Println("afterfunc")
	case <-time.After(5 * time.Second):
		fmt.Println("timeout")
	}
	st := time.Now()
	time.Sleep(10 * time.Millisecond)
	el := time.Since(st)
	fmt.Println(el >= 10*time.Millisecond, el < 5*time.Second)
}
