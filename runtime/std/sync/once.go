package sync

import "sync/atomic"

// A Once runs one function, once.
type Once struct {
	_    noCopy
	done uint32
	m    Mutex
}

// Do calls f if no call of Do has before. It returns when f has.
func (o *Once) Do(f func()) {
	if atomic.LoadUint32(&o.done) == 0 {
		o.slow(f)
	}
}

func (o *Once) slow(f func()) {
	o.m.Lock()
	defer o.m.Unlock()
	if o.done == 0 {
		defer atomic.StoreUint32(&o.done, 1)
		f()
	}
}

// onceCall is the state behind OnceFunc and the like. When the function
// panicked, so does every later call.
type onceCall struct {
	once  Once
	f     func()
	valid bool
	value any
}

func (c *onceCall) run() {
	c.once.Do(c.first)
	if !c.valid {
		panic(c.value)
	}
}

func (c *onceCall) first() {
	defer func() {
		f := c.f
		c.f = nil
		if f != nil && !c.valid {
			c.value = recover()
			panic(c.value)
		}
	}()
	c.f()
	c.valid = true
}

// OnceFunc gives a function that calls f the first time only.
func OnceFunc(f func()) func() {
	c := &onceCall{f: f}
	return c.run
}

// OnceValue gives a function that gives what f gave the first time.
func OnceValue[T any](f func() T) func() T {
	var result T
	c := &onceCall{}
	c.f = func() { result = f() }
	return func() T {
		c.run()
		return result
	}
}

// OnceValues is OnceValue for two results.
func OnceValues[T1, T2 any](f func() (T1, T2)) func() (T1, T2) {
	var r1 T1
	var r2 T2
	c := &onceCall{}
	c.f = func() { r1, r2 = f() }
	return func() (T1, T2) {
		c.run()
		return r1, r2
	}
}
