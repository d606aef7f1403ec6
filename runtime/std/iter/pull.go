package iter

import (
	"runtime"
	_ "unsafe"
)

//go:linkname semAcquire rt_sem_acquire
func semAcquire(sem *uint32, lifo bool, reason int)

//go:linkname semRelease rt_sem_release
func semRelease(sem *uint32, handoff bool)

// puller runs a sequence in a goroutine of its own. Of it and the caller only
// one runs at any time: each wakes the other and waits.
type puller struct {
	run     func() // Walks over the sequence.
	started bool
	done    bool // The sequence has ended, or was stopped.
	stopped bool
	exited  bool // It ended by runtime.Goexit.
	value   any  // What it panicked with.
	panics  bool
	toSeq   uint32
	toNext  uint32
}

// resume lets the sequence run up to its next value or its end.
func (p *puller) resume() {
	if !p.started {
		p.started = true
		go p.work()
	} else {
		semRelease(&p.toSeq, true)
	}
	semAcquire(&p.toNext, false, 0)
	if p.panics {
		p.panics = false
		panic(p.value)
	}
	if p.exited {
		p.exited = false
		runtime.Goexit()
	}
}

func (p *puller) work() {
	normal := false
	defer func() {
		if !normal {
			if p.value = recover(); p.value != nil {
				p.panics = true
			} else {
				p.exited = true
			}
		}
		p.done = true
		semRelease(&p.toNext, true)
	}()
	p.run()
	normal = true
}

// yield hands a value over, and reports whether more are wanted.
func (p *puller) yield() bool {
	semRelease(&p.toNext, true)
	semAcquire(&p.toSeq, false, 0)
	return !p.stopped
}

func (p *puller) stop() {
	if p.done {
		return
	}
	if !p.started {
		p.done = true
		return
	}
	p.stopped = true
	p.resume()
}

// Pull gives a function that gives the values of seq one after the other, and
// one that ends the walk.
func Pull[V any](seq Seq[V]) (next func() (V, bool), stop func()) {
	var v V
	p := new(puller)
	p.run = func() {
		seq(func(x V) bool {
			if p.stopped || p.done {
				return false
			}
			v = x
			return p.yield()
		})
	}
	next = func() (V, bool) {
		var zero V
		if !p.done {
			p.resume()
		}
		if p.done {
			return zero, false
		}
		x := v
		v = zero
		return x, true
	}
	return next, p.stop
}

// Pull2 is Pull for pairs.
func Pull2[K, V any](seq Seq2[K, V]) (next func() (K, V, bool), stop func()) {
	var k K
	var v V
	p := new(puller)
	p.run = func() {
		seq(func(x K, y V) bool {
			if p.stopped || p.done {
				return false
			}
			k, v = x, y
			return p.yield()
		})
	}
	next = func() (K, V, bool) {
		var noKey K
		var noValue V
		if !p.done {
			p.resume()
		}
		if p.done {
			return noKey, noValue, false
		}
		x, y := k, v
		k, v = noKey, noValue
		return x, y, true
	}
	return next, p.stop
}
