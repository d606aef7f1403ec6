// Package signal tells a program of signals that it gets.
package signal

import (
	"context"
	"internal/stdio"
	"os"
	"sync"
	"syscall"
	_ "unsafe"
)

const (
	actionDefault = iota
	actionIgnore
	actionNotify

	signals = 65
)

//go:linkname signalPipe rt_signal_pipe
func signalPipe() int

//go:linkname signalSet rt_signal_set
func signalSet(number, action int)

// A watcher is a channel and the signals it wants.
type watcher struct {
	c    chan<- os.Signal
	want [signals]bool
}

var state struct {
	lock     sync.Mutex
	watchers []*watcher
	count    [signals]int // How many want the signal.
	ignored  [signals]bool
	running  bool
}

// catchable reports whether all signals stand for this one as well. The
// run-time system has its own use for some.
func catchable(n int) bool {
	switch syscall.Signal(n) {
	case syscall.SIGKILL, syscall.SIGSTOP, syscall.SIGURG, syscall.SIGSEGV,
		syscall.SIGBUS, syscall.SIGFPE, syscall.SIGILL, syscall.SIGTRAP,
		syscall.SIGPROF:
		return false
	}
	return n > 0 && n < 32
}

// numbers gives those of the signals, all if there are none.
func numbers(list []os.Signal) []int {
	var ns []int
	if len(list) == 0 {
		for n := 1; n < 32; n++ {
			if catchable(n) {
				ns = append(ns, n)
			}
		}
	}
	for _, s := range list {
		if n, ok := s.(syscall.Signal); ok && catchable(int(n)) {
			ns = append(ns, int(n))
		}
	}
	return ns
}

// loop reads numbers from the pipe and hands them out.
func loop() {
	f := stdio.File{FD: signalPipe()}
	var b [1]byte
	for {
		n, code := f.Read(b[:])
		if code != 0 || n == 0 {
			return
		}
		deliver(int(b[0]))
	}
}

func deliver(n int) {
	state.lock.Lock()
	defer state.lock.Unlock()
	for _, w := range state.watchers {
		if n < signals && w.want[n] {
			select {
			case w.c <- syscall.Signal(n):
			default:
			}
		}
	}
}

// Notify sends the signals, all if none is named, to c. Sending never waits.
func Notify(c chan<- os.Signal, sig ...os.Signal) {
	if c == nil {
		panic("os/signal: Notify using nil channel")
	}
	state.lock.Lock()
	defer state.lock.Unlock()
	var w *watcher
	for _, x := range state.watchers {
		if x.c == c {
			w = x
		}
	}
	if w == nil {
		w = &watcher{c: c}
		state.watchers = append(state.watchers, w)
	}
	if !state.running {
		state.running = true
		signalPipe()
		go loop()
	}
	for _, n := range numbers(sig) {
		if w.want[n] {
			continue
		}
		w.want[n] = true
		state.ignored[n] = false
		if state.count[n]++; state.count[n] == 1 {
			signalSet(n, actionNotify)
		}
	}
}

// drop makes a watcher not want a signal. Called with the lock held.
func drop(w *watcher, n int) {
	if !w.want[n] {
		return
	}
	w.want[n] = false
	if state.count[n]--; state.count[n] == 0 {
		signalSet(n, actionDefault)
	}
}

// Stop sends no more signals to c.
func Stop(c chan<- os.Signal) {
	state.lock.Lock()
	defer state.lock.Unlock()
	for i, w := range state.watchers {
		if w.c != c {
			continue
		}
		for n := range w.want {
			drop(w, n)
		}
		state.watchers = append(state.watchers[:i:i], state.watchers[i+1:]...)
		return
	}
}

func cancel(sig []os.Signal, action int) {
	state.lock.Lock()
	defer state.lock.Unlock()
	for _, n := range numbers(sig) {
		for _, w := range state.watchers {
			drop(w, n)
		}
		state.ignored[n] = action == actionIgnore
		signalSet(n, action)
	}
}

// Ignore makes the signals, all if none is named, do nothing.
func Ignore(sig ...os.Signal) { cancel(sig, actionIgnore) }

// Reset undoes Notify and Ignore.
func Reset(sig ...os.Signal) { cancel(sig, actionDefault) }

func Ignored(sig os.Signal) bool {
	n, ok := sig.(syscall.Signal)
	state.lock.Lock()
	defer state.lock.Unlock()
	return ok && 0 <= n && n < signals && state.ignored[n]
}

// NotifyContext gives a context that is cancelled by the first of the signals.
func NotifyContext(parent context.Context, signals ...os.Signal) (ctx context.Context, stop context.CancelFunc) {
	ctx, done := context.WithCancelCause(parent)
	c := make(chan os.Signal, 1)
	Notify(c, signals...)
	if ctx.Err() == nil {
		go func() {
			select {
			case s := <-c:
				done(signalError(s.String() + " signal received"))
			case <-ctx.Done():
			}
		}()
	}
	return ctx, func() {
		done(nil)
		Stop(c)
	}
}

type signalError string

func (e signalError) Error() string { return string(e) }
