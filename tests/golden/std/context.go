// run

package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

type key struct{}

func main() {
	ctx := context.WithValue(context.Background(), key{}, "v")
	fmt.Println(ctx, ctx.Value(key{}), ctx.Value("no"), ctx.Err())
	c, cancel := context.WithCancel(ctx)
	d, _ := context.WithTimeout(c, time.Hour)
	_, has := d.Deadline()
	fmt.Println(has, d.Value(key{}), c)
	done := make(chan bool)
	context.AfterFunc(d, func() { done <- true })
	stop := context.AfterFunc(d, func() { fmt.Println("never") })
	fmt.Println(stop(), stop())
	var wg sync.WaitGroup
	for range 10 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			x, cancel := context.WithCancel(c)
			defer cancel()
			<-x.Done()
		}()
	}
	cancel()
	wg.Wait()
	<-done
	fmt.Println(c.Err(), d.Err(), context.Cause(d), errors.Is(d.Err(), context.Canceled))
	t, cancelT := context.WithTimeout(context.Background(), 5*time.Millisecond)
	defer cancelT()
	select {
	case <-t.Done():
		fmt.Println(t.Err(), t.Err() == context.DeadlineExceeded)
	case <-time.After(10 * time.Second):
		fmt.Println("late")
	}
	e, fail := context.WithCancelCause(context.WithoutCancel(c))
	fail(errors.New("reason"))
	fmt.Println(e.Err(), context.Cause(e))
	p, cp := context.WithDeadlineCause(context.Background(), time.Now().Add(-time.Second), errors.New("past"))
	cp()
	fmt.Println(p.Err(), context.Cause(p))
}
