package context

import (
	"sync"
	"sync/atomic"
	"time"
)

// A CancelFunc cancels a context; further calls do nothing.
type CancelFunc func()

// A CancelCauseFunc is a CancelFunc that says why; nil stands for Canceled.
type CancelCauseFunc func(cause error)

// A cancelCtx ends once. It is in the list of the nearest cancelCtx above it,
// if that can be found; else something else watches its parent.
//
// Locks are taken from parent to child. The links of a child are guarded by
// the lock of the parent.
type cancelCtx struct {
	Context
	ended atomic.Bool // set last: err and cause are final then

	mu     sync.Mutex
	done   chan struct{} // made when asked for
	err    error
	cause  error
	first  *cancelCtx  // children
	timer  *time.Timer // of a deadline
	atEnd  func()      // started in a goroutine when the context ends
	detach func() bool // stops a foreign parent from watching

	next, prev *cancelCtx
	owner      *cancelCtx // whose list this is in
}

func (c *cancelCtx) Done() <-chan struct{} {
	c.mu.Lock()
	if c.done == nil {
		c.done = make(chan struct{})
		if c.err != nil {
			close(c.done)
		}
	}
	d := c.done
	c.mu.Unlock()
	return d
}

func (c *cancelCtx) Err() error {
	if !c.ended.Load() {
		return nil
	}
	return c.err
}

func (c *cancelCtx) Value(key any) any { return find(c, key) }
func (c *cancelCtx) String() string    { return nameOf(c.Context) + ".WithCancel" }

// end ends c and all below it, unless it has ended.
func (c *cancelCtx) end(err, cause error) {
	if cause == nil {
		cause = err
	}
	c.mu.Lock()
	if c.err != nil {
		c.mu.Unlock()
		return
	}
	c.err, c.cause = err, cause
	c.ended.Store(true)
	if c.done != nil {
		close(c.done)
	}
	for k := c.first; k != nil; {
		next := k.next
		k.next, k.prev, k.owner = nil, nil, nil
		k.end(err, cause)
		k = next
	}
	c.first = nil
	if c.timer != nil {
		c.timer.Stop()
		c.timer = nil
	}
	f := c.atEnd
	c.mu.Unlock()
	if f != nil {
		go f()
	}
}

// leave takes c out of the care of its parent.
func (c *cancelCtx) leave() {
	if c.detach != nil {
		c.detach()
		return
	}
	p := parentOf(c.Context)
	if p == nil {
		return
	}
	p.mu.Lock()
	if c.owner == p {
		if c.prev != nil {
			c.prev.next = c.next
		} else {
			p.first = c.next
		}
		if c.next != nil {
			c.next.prev = c.prev
		}
		c.next, c.prev, c.owner = nil, nil, nil
	}
	p.mu.Unlock()
}

// parentOf gives the cancelCtx that ends when parent does, or nil. A context
// of someone else may have a cancelCtx within and a Done of its own.
func parentOf(parent Context) *cancelCtx {
	done := parent.Done()
	if done == nil {
		return nil
	}
	p, ok := parent.Value(&cancelKey).(*cancelCtx)
	if !ok || p.Done() != done {
		return nil
	}
	return p
}

func (p *cancelCtx) adopt(c *cancelCtx) {
	p.mu.Lock()
	if p.err != nil {
		err, cause := p.err, p.cause
		p.mu.Unlock()
		c.end(err, cause)
		return
	}
	c.owner, c.next = p, p.first
	if p.first != nil {
		p.first.prev = c
	}
	p.first = c
	p.mu.Unlock()
}

type afterFuncer interface {
	AfterFunc(func()) func() bool
}

// follow makes c end when parent does.
func (c *cancelCtx) follow(parent Context) {
	needParent(parent)
	c.Context = parent
	done := parent.Done()
	if done == nil {
		return
	}
	select {
	case <-done:
		c.end(parent.Err(), Cause(parent))
		return
	default:
	}
	if p := parentOf(parent); p != nil {
		p.adopt(c)
		return
	}
	if a, ok := parent.(afterFuncer); ok {
		c.detach = a.AfterFunc(func() { c.end(parent.Err(), Cause(parent)) })
		return
	}
	go func() {
		select {
		case <-done:
			c.end(parent.Err(), Cause(parent))
		case <-c.Done():
		}
	}()
}

// WithCancel gives a context that ends when cancel is called or parent ends.
func WithCancel(parent Context) (ctx Context, cancel CancelFunc) {
	c := new(cancelCtx)
	c.follow(parent)
	return c, func() {
		c.end(Canceled, nil)
		c.leave()
	}
}

// WithCancelCause is WithCancel with a reason that Cause gives.
func WithCancelCause(parent Context) (ctx Context, cancel CancelCauseFunc) {
	c := new(cancelCtx)
	c.follow(parent)
	return c, func(cause error) {
		c.end(Canceled, cause)
		c.leave()
	}
}

// Cause tells why c has ended, more precisely than Err.
func Cause(c Context) error {
	err := c.Err()
	if err == nil {
		return nil
	}
	if p, ok := c.Value(&cancelKey).(*cancelCtx); ok && p.ended.Load() {
		return p.cause
	}
	return err
}

// AfterFunc calls f in a goroutine of its own when ctx ends. Stop prevents
// that and reports whether it did.
func AfterFunc(ctx Context, f func()) (stop func() bool) {
	c := new(cancelCtx)
	c.atEnd = f
	c.follow(ctx)
	return func() bool {
		c.mu.Lock()
		stopped := c.err == nil
		if stopped {
			c.atEnd = nil
		}
		c.mu.Unlock()
		if stopped {
			c.end(Canceled, nil)
			c.leave()
		}
		return stopped
	}
}

type timerCtx struct {
	cancelCtx
	deadline time.Time
}

func (c *timerCtx) Deadline() (deadline time.Time, ok bool) { return c.deadline, true }

func (c *timerCtx) String() string {
	return nameOf(c.Context) + ".WithDeadline(" + c.deadline.String() + " [" +
		time.Until(c.deadline).String() + "])"
}

// WithDeadline gives a context that ends at d, or before.
func WithDeadline(parent Context, d time.Time) (Context, CancelFunc) {
	return WithDeadlineCause(parent, d, nil)
}

// WithDeadlineCause is WithDeadline with a reason for the end at d.
func WithDeadlineCause(parent Context, d time.Time, cause error) (Context, CancelFunc) {
	needParent(parent)
	if have, ok := parent.Deadline(); ok && have.Before(d) {
		return WithCancel(parent)
	}
	c := &timerCtx{deadline: d}
	c.follow(parent)
	left := time.Until(d)
	if left <= 0 {
		c.end(DeadlineExceeded, cause)
		c.leave()
		return c, func() {}
	}
	c.mu.Lock()
	if c.err == nil {
		c.timer = time.AfterFunc(left, func() {
			c.end(DeadlineExceeded, cause)
			c.leave()
		})
	}
	c.mu.Unlock()
	return c, func() {
		c.end(Canceled, nil)
		c.leave()
	}
}

// WithTimeout is WithDeadline for now + timeout.
func WithTimeout(parent Context, timeout time.Duration) (Context, CancelFunc) {
	return WithDeadlineCause(parent, time.Now().Add(timeout), nil)
}

// WithTimeoutCause is WithTimeout with a reason for the end.
func WithTimeoutCause(parent Context, timeout time.Duration, cause error) (Context, CancelFunc) {
	return WithDeadlineCause(parent, time.Now().Add(timeout), cause)
}
