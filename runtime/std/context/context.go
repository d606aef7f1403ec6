// Package context carries deadlines, cancellation and request-scoped values
// from a caller to what it calls.
package context

import (
	"errors"
	"internal/rtype"
	"time"
)

// A Context tells when work should stop and holds values. Its methods may be
// called by many goroutines.
type Context interface {
	// Deadline gives the time when the work should be cancelled, if any.
	Deadline() (deadline time.Time, ok bool)
	// Done gives a channel that is closed when the work should stop; nil
	// if that never happens.
	Done() <-chan struct{}
	// Err tells why Done is closed: Canceled or DeadlineExceeded.
	Err() error
	// Value gives what belongs to key, or nil.
	Value(key any) any
}

// Canceled is the error of a context that was cancelled.
var Canceled = errors.New("context canceled")

// DeadlineExceeded is the error of a context whose deadline has passed.
var DeadlineExceeded error = deadlineExceededError{}

type deadlineExceededError struct{}

func (deadlineExceededError) Error() string   { return "context deadline exceeded" }
func (deadlineExceededError) Timeout() bool   { return true }
func (deadlineExceededError) Temporary() bool { return true }

type emptyCtx struct{}

func (emptyCtx) Deadline() (deadline time.Time, ok bool) { return }
func (emptyCtx) Done() <-chan struct{}                   { return nil }
func (emptyCtx) Err() error                              { return nil }
func (emptyCtx) Value(key any) any                       { return nil }

type backgroundCtx struct{ emptyCtx }

func (backgroundCtx) String() string { return "context.Background" }

type todoCtx struct{ emptyCtx }

func (todoCtx) String() string { return "context.TODO" }

// Background gives the root of all contexts: never cancelled, no values.
func Background() Context { return backgroundCtx{} }

// TODO is Background for code that does not have its context yet.
func TODO() Context { return todoCtx{} }

func needParent(parent Context) {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
}

// WithValue gives a context in which key has the value val.
func WithValue(parent Context, key, val any) Context {
	needParent(parent)
	if key == nil {
		panic("nil key")
	}
	if !rtype.TypeOf(key).Comparable() {
		panic("key is not comparable")
	}
	return &valueCtx{parent, key, val}
}

type valueCtx struct {
	Context
	key, val any
}

func (c *valueCtx) Value(key any) any { return find(c, key) }

func (c *valueCtx) String() string {
	return nameOf(c.Context) + ".WithValue(" + textOf(c.key) + ", " + textOf(c.val) + ")"
}

// WithoutCancel gives a context with the values of parent that is not
// cancelled with it.
func WithoutCancel(parent Context) Context {
	needParent(parent)
	return withoutCancelCtx{parent}
}

type withoutCancelCtx struct{ c Context }

func (withoutCancelCtx) Deadline() (deadline time.Time, ok bool) { return }
func (withoutCancelCtx) Done() <-chan struct{}                   { return nil }
func (withoutCancelCtx) Err() error                              { return nil }
func (c withoutCancelCtx) Value(key any) any                     { return find(c, key) }
func (c withoutCancelCtx) String() string                        { return nameOf(c.c) + ".WithoutCancel" }

// cancelKey asks Value for the nearest *cancelCtx.
var cancelKey int

// find walks up through the contexts of this package without recursion.
func find(c Context, key any) any {
	for {
		switch x := c.(type) {
		case *valueCtx:
			if x.key == key {
				return x.val
			}
			c = x.Context
		case *cancelCtx:
			if key == &cancelKey {
				return x
			}
			c = x.Context
		case *timerCtx:
			if key == &cancelKey {
				return &x.cancelCtx
			}
			c = x.Context
		case withoutCancelCtx:
			if key == &cancelKey {
				return nil
			}
			c = x.c
		case backgroundCtx, todoCtx:
			return nil
		default:
			return c.Value(key)
		}
	}
}

type stringer interface{ String() string }

func nameOf(c Context) string {
	if s, ok := c.(stringer); ok {
		return s.String()
	}
	return rtype.TypeOf(c).String()
}

func textOf(v any) string {
	switch s := v.(type) {
	case stringer:
		return s.String()
	case string:
		return s
	case nil:
		return "<nil>"
	}
	return rtype.TypeOf(v).String()
}
