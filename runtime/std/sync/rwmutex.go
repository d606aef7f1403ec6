package sync

import "sync/atomic"

const manyReaders = 1 << 30

// An RWMutex has one writer or any number of readers. The zero RWMutex is
// free. A writer that waits keeps new readers out.
type RWMutex struct {
	w          Mutex  // Held by the writer, and by the one that waits.
	writerSem  uint32 // The writer waits for the last reader.
	readerSem  uint32 // Readers wait for the writer.
	readers    int32  // Minus manyReaders when a writer is there.
	departures int32  // Readers that the writer still waits for.
}

func (rw *RWMutex) RLock() {
	if atomic.AddInt32(&rw.readers, 1) < 0 {
		semAcquire(&rw.readerSem, false, waitRead)
	}
}

func (rw *RWMutex) TryRLock() bool {
	for {
		n := atomic.LoadInt32(&rw.readers)
		if n < 0 {
			return false
		}
		if atomic.CompareAndSwapInt32(&rw.readers, n, n+1) {
			return true
		}
	}
}

func (rw *RWMutex) RUnlock() {
	if n := atomic.AddInt32(&rw.readers, -1); n < 0 {
		rw.leave(n)
	}
}

// leave is the departure of a reader while a writer waits.
func (rw *RWMutex) leave(n int32) {
	if n+1 == 0 || n+1 == -manyReaders {
		fatal("sync: RUnlock of unlocked RWMutex")
	}
	if atomic.AddInt32(&rw.departures, -1) == 0 {
		semRelease(&rw.writerSem, false)
	}
}

func (rw *RWMutex) Lock() {
	rw.w.Lock()
	n := atomic.AddInt32(&rw.readers, -manyReaders) + manyReaders
	if n != 0 && atomic.AddInt32(&rw.departures, n) != 0 {
		semAcquire(&rw.writerSem, false, waitWrite)
	}
}

func (rw *RWMutex) TryLock() bool {
	if !rw.w.TryLock() {
		return false
	}
	if !atomic.CompareAndSwapInt32(&rw.readers, 0, -manyReaders) {
		rw.w.Unlock()
		return false
	}
	return true
}

func (rw *RWMutex) Unlock() {
	n := atomic.AddInt32(&rw.readers, manyReaders)
	if n >= manyReaders {
		fatal("sync: Unlock of unlocked RWMutex")
	}
	for ; n > 0; n-- {
		semRelease(&rw.readerSem, false)
	}
	rw.w.Unlock()
}

// RLocker gives the reading side as a Locker.
func (rw *RWMutex) RLocker() Locker { return (*rlocker)(rw) }

type rlocker RWMutex

func (r *rlocker) Lock()   { (*RWMutex)(r).RLock() }
func (r *rlocker) Unlock() { (*RWMutex)(r).RUnlock() }
