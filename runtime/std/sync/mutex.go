// Package sync has what goroutines need to agree with each other: locks,
// conditions, and structures that many of them may use at once. Waiting is
// done by semaphores of the scheduler.
package sync

import (
	"sync/atomic"
	_ "unsafe"
)

// Why a goroutine waits, for tracebacks (runtime/lib.h).
const (
	waitSemacquire = iota
	waitMutex
	waitRead
	waitWrite
	waitCond
	waitGroup
)

//go:linkname semAcquire rt_sem_acquire
func semAcquire(sem *uint32, lifo bool, reason int)

//go:linkname semRelease rt_sem_release
func semRelease(sem *uint32, handoff bool)

//go:noescape
//go:linkname fatal rt_fatal
func fatal(text string)

//go:linkname nanotime rt_nanotime
func nanotime() int64

//go:linkname canSpin rt_can_spin
func canSpin(iteration int) bool

//go:linkname doSpin rt_do_spin
func doSpin()

// noCopy makes vet complain about copies of what contains it.
type noCopy struct{}

func (*noCopy) Lock()   {}
func (*noCopy) Unlock() {}

// Locker is what can be locked.
type Locker interface {
	Lock()
	Unlock()
}

// The state of a Mutex: three flags, and above them the number of waiters.
const (
	locked  = 1 << iota // Somebody holds it.
	awake               // A waiter is up and tries: nobody else is woken.
	starved             // It is handed over to the waiter that is woken.
	waiter              // One waiter.

	patience = 1000000 // A waiter that waits longer (ns) makes it starved.
)

// A Mutex has one holder at a time. The zero Mutex is free.
//
// A released mutex can be taken by whoever comes first, which is fast. When a
// waiter has lost to others for a millisecond, it makes the mutex starved:
// then the holder hands it to the first waiter, and newcomers queue up.
type Mutex struct {
	state int32
	sema  uint32
}

func (m *Mutex) Lock() {
	if !atomic.CompareAndSwapInt32(&m.state, 0, locked) {
		m.lockSlow()
	}
}

// TryLock takes the mutex if it is free, and reports whether it did.
func (m *Mutex) TryLock() bool {
	old := atomic.LoadInt32(&m.state)
	return old&(locked|starved) == 0 &&
		atomic.CompareAndSwapInt32(&m.state, old, old|locked)
}

// spin waits a little for a holder that is about to finish. It tells whether
// this goroutine has set the flag awake, so that nobody else is woken for it.
func (m *Mutex) spin(up bool) bool {
	for i := 0; canSpin(i); i++ {
		old := atomic.LoadInt32(&m.state)
		if old&(locked|starved) != locked {
			break
		}
		if !up && old&awake == 0 && old >= waiter {
			up = atomic.CompareAndSwapInt32(&m.state, old, old|awake)
		}
		doSpin()
	}
	return up
}

func (m *Mutex) lockSlow() {
	var since int64
	hungry := false
	up := false
	for {
		up = m.spin(up)
		old := atomic.LoadInt32(&m.state)
		taken := old&(locked|starved) != 0
		next := old
		if old&starved == 0 {
			next |= locked
		}
		if taken {
			next += waiter
		}
		if hungry && old&locked != 0 {
			next |= starved
		}
		if up {
			next &^= awake
		}
		if !atomic.CompareAndSwapInt32(&m.state, old, next) {
			continue
		}
		if !taken {
			return
		}
		again := since != 0
		if !again {
			since = nanotime()
		}
		semAcquire(&m.sema, again, waitMutex)
		hungry = hungry || nanotime()-since > patience
		old = atomic.LoadInt32(&m.state)
		if old&starved != 0 {
			m.receive(old, hungry)
			return
		}
		up = true
	}
}

// receive takes a mutex that was handed over: it is not marked as locked,
// and this goroutine still counts as a waiter.
func (m *Mutex) receive(old int32, hungry bool) {
	delta := int32(locked - waiter)
	if !hungry || old < 2*waiter {
		delta -= starved
	}
	atomic.AddInt32(&m.state, delta)
}

// Unlock releases a mutex; not only its holder may do that.
func (m *Mutex) Unlock() {
	if next := atomic.AddInt32(&m.state, -locked); next != 0 {
		m.unlockSlow(next)
	}
}

func (m *Mutex) unlockSlow(now int32) {
	if (now+locked)&locked == 0 {
		fatal("sync: unlock of unlocked mutex")
	}
	if now&starved != 0 {
		semRelease(&m.sema, true)
		return
	}
	for now >= waiter && now&(locked|awake|starved) == 0 {
		if atomic.CompareAndSwapInt32(&m.state, now, (now-waiter)|awake) {
			semRelease(&m.sema, false)
			return
		}
		now = atomic.LoadInt32(&m.state)
	}
}
