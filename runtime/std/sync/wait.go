package sync

import (
	"sync/atomic"
	"unsafe"
)

// A WaitGroup waits until a counter comes down to zero.
type WaitGroup struct {
	noCopy noCopy
	state  uint64 // Counter in the upper half, number of waiters in the lower.
	sema   uint32
}

// Add changes the counter.
func (wg *WaitGroup) Add(delta int) {
	s := atomic.AddUint64(&wg.state, uint64(delta)<<32)
	n, waiters := int32(s>>32), uint32(s)
	if n < 0 {
		panic("sync: negative WaitGroup counter")
	}
	if waiters != 0 && delta > 0 && n == int32(delta) {
		panic("sync: WaitGroup misuse: Add called concurrently with Wait")
	}
	if n > 0 || waiters == 0 {
		return
	}
	if atomic.LoadUint64(&wg.state) != s {
		panic("sync: WaitGroup misuse: Add called concurrently with Wait")
	}
	atomic.StoreUint64(&wg.state, 0)
	for ; waiters != 0; waiters-- {
		semRelease(&wg.sema, false)
	}
}

func (wg *WaitGroup) Done() { wg.Add(-1) }

// Go runs f in a goroutine that counts.
func (wg *WaitGroup) Go(f func()) {
	wg.Add(1)
	go wg.run(f)
}

func (wg *WaitGroup) run(f func()) {
	defer func() {
		// A panic ends the program before anybody sees the counter drop.
		if x := recover(); x != nil {
			panic(x)
		}
		wg.Done()
	}()
	f()
}

// Wait returns when the counter is zero.
func (wg *WaitGroup) Wait() {
	for {
		s := atomic.LoadUint64(&wg.state)
		if int32(s>>32) == 0 {
			return
		}
		if !atomic.CompareAndSwapUint64(&wg.state, s, s+1) {
			continue
		}
		semAcquire(&wg.sema, false, waitGroup)
		if atomic.LoadUint64(&wg.state) != 0 {
			panic("sync: WaitGroup is reused before previous Wait has returned")
		}
		return
	}
}

// A Cond is a place where goroutines wait for something to happen.
type Cond struct {
	noCopy noCopy
	L      Locker // Held when the condition is looked at or changed.

	self  unsafe.Pointer // Finds copies.
	lock  Mutex
	first *condWaiter
	last  *condWaiter
}

// condWaiter is one call of Wait, in the order of arrival.
type condWaiter struct {
	next *condWaiter
	sema uint32
}

func NewCond(l Locker) *Cond { return &Cond{L: l} }

func (c *Cond) check() {
	p := atomic.LoadPointer(&c.self)
	if p == nil {
		atomic.CompareAndSwapPointer(&c.self, nil, unsafe.Pointer(c))
		p = atomic.LoadPointer(&c.self)
	}
	if p != unsafe.Pointer(c) {
		panic("sync.Cond is copied")
	}
}

// Wait unlocks c.L, waits for Signal or Broadcast, and locks c.L again.
func (c *Cond) Wait() {
	c.check()
	w := new(condWaiter)
	c.lock.Lock()
	if c.last == nil {
		c.first = w
	} else {
		c.last.next = w
	}
	c.last = w
	c.lock.Unlock()
	c.L.Unlock()
	semAcquire(&w.sema, false, waitCond)
	c.L.Lock()
}

// Signal wakes the one that waits longest, if any.
func (c *Cond) Signal() {
	c.check()
	c.lock.Lock()
	w := c.first
	if w != nil {
		c.first = w.next
		if c.first == nil {
			c.last = nil
		}
	}
	c.lock.Unlock()
	if w != nil {
		semRelease(&w.sema, false)
	}
}

// Broadcast wakes all.
func (c *Cond) Broadcast() {
	c.check()
	c.lock.Lock()
	w := c.first
	c.first = nil
	c.last = nil
	c.lock.Unlock()
	for w != nil {
		next := w.next
		semRelease(&w.sema, false)
		w = next
	}
}
