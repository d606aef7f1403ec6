// Package runtime is the Go side of the run-time system: the values it panics
// with, and calls to ask and steer it. Scheduler, collector and traceback are
// in C; the functions without a body here are bound to them by name.
package runtime

import "unsafe"

// Error is implemented by the values that the run-time system panics with.
type Error interface {
	error
	RuntimeError()
}

type errorString string

func (e errorString) RuntimeError() {}
func (e errorString) Error() string { return "runtime error: " + string(e) }

// plainError is an errorString without the prefix.
type plainError string

func (e plainError) RuntimeError() {}
func (e plainError) Error() string { return string(e) }

// boundsError is the failure of an index or slice expression.
type boundsError struct {
	text string
}

func (e boundsError) RuntimeError() {}
func (e boundsError) Error() string { return "runtime error: " + e.text }

// TypeAssertionError is the failure of a type assertion.
type TypeAssertionError struct {
	text string
}

func (*TypeAssertionError) RuntimeError()   {}
func (e *TypeAssertionError) Error() string { return e.text }

// PanicNilError is what panic(nil) panics with.
type PanicNilError struct {
	_ [0]*PanicNilError
}

func (*PanicNilError) RuntimeError() {}
func (*PanicNilError) Error() string {
	return "runtime error: panic called with nil argument"
}

// makeError gives C the value for a panic; kind as in runtime/panic.c.
//
//go:linkname makeError rt_go_make_error
func makeError(kind int, text string) any {
	switch kind {
	case 1:
		return plainError(text)
	case 2:
		return boundsError{text}
	case 3:
		return &TypeAssertionError{text}
	case 4:
		return &PanicNilError{}
	}
	return errorString(text)
}

//go:noescape
//go:linkname fatal rt_fatal
func fatal(text string)

var _ unsafe.Pointer
