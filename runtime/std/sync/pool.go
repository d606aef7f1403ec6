package sync

import _ "unsafe"

//go:linkname gcCycles rt_gc_cycles
func gcCycles() int64

// A Pool keeps objects for later use. What was not used over two collections
// is dropped.
type Pool struct {
	noCopy noCopy
	lock   Mutex
	fresh  []any // Put since the last collection that was noticed.
	stale  []any // Put before.
	cycle  int64

	// New makes an object when there is none.
	New func() any
}

// age is called with the lock held.
func (p *Pool) age() {
	now := gcCycles()
	if now == p.cycle {
		return
	}
	if now-p.cycle > 1 {
		p.fresh = nil
	}
	p.stale = p.fresh
	p.fresh = nil
	p.cycle = now
}

func (p *Pool) Put(x any) {
	if x == nil {
		return
	}
	p.lock.Lock()
	p.age()
	p.fresh = append(p.fresh, x)
	p.lock.Unlock()
}

func take(list *[]any) any {
	n := len(*list) - 1
	if n < 0 {
		return nil
	}
	x := (*list)[n]
	(*list)[n] = nil
	*list = (*list)[:n]
	return x
}

func (p *Pool) Get() any {
	p.lock.Lock()
	p.age()
	x := take(&p.fresh)
	if x == nil {
		x = take(&p.stale)
	}
	p.lock.Unlock()
	if x == nil && p.New != nil {
		x = p.New()
	}
	return x
}
