// Package errors makes error values, wraps them and looks into trees of
// wrapped errors. A tree is walked parents first, children from left to
// right; a node has one child (Unwrap() error) or several (Unwrap() []error).
package errors

import (
	"internal/rtype"
	"unsafe"
)

// ErrUnsupported says that an operation cannot be done here at all.
var ErrUnsupported = New("unsupported operation")

type errorString struct {
	s string
}

func (e *errorString) Error() string { return e.s }

// New gives a distinct error with this text; two calls never give equal ones.
func New(text string) error {
	return &errorString{text}
}

// Unwrap gives the single error that err wraps, or nil.
func Unwrap(err error) error {
	if w, ok := err.(interface{ Unwrap() error }); ok {
		return w.Unwrap()
	}
	return nil
}

// Is reports whether target is somewhere in err's tree: equal to a node, or
// accepted by the node's own Is method.
func Is(err, target error) bool {
	if err == nil || target == nil {
		return err == target
	}
	return find(err, target, rtype.TypeOf(target).Comparable())
}

func find(err, target error, comparable bool) bool {
	for {
		if comparable && err == target {
			return true
		}
		if m, ok := err.(interface{ Is(error) bool }); ok && m.Is(target) {
			return true
		}
		switch w := err.(type) {
		case interface{ Unwrap() error }:
			err = w.Unwrap()
			if err == nil {
				return false
			}
		case interface{ Unwrap() []error }:
			for _, child := range w.Unwrap() {
				if find(child, target, comparable) {
					return true
				}
			}
			return false
		default:
			return false
		}
	}
}

// As looks for the first node of err's tree that can be assigned to *target,
// or whose As method accepts target; it assigns and gives true.
func As(err error, target any) bool {
	if err == nil {
		return false
	}
	if target == nil {
		panic("errors: target cannot be nil")
	}
	t := rtype.TypeOf(target)
	if t.Kind() != rtype.Pointer || rtype.PointerOf(target) == nil {
		panic("errors: target must be a non-nil pointer")
	}
	elem := t.Elem()
	if elem.Kind() != rtype.Interface && !elem.Implements(errorType()) {
		panic("errors: *target must be interface or implement error")
	}
	return assign(err, target, elem, rtype.PointerOf(target))
}

func errorType() rtype.Type {
	return rtype.TypeOf((*error)(nil)).Elem()
}

func assign(err error, target any, elem rtype.Type, to unsafe.Pointer) bool {
	for {
		if rtype.TypeOf(err).AssignableTo(elem) {
			rtype.Store(elem, to, err)
			return true
		}
		if m, ok := err.(interface{ As(any) bool }); ok && m.As(target) {
			return true
		}
		switch w := err.(type) {
		case interface{ Unwrap() error }:
			err = w.Unwrap()
			if err == nil {
				return false
			}
		case interface{ Unwrap() []error }:
			for _, child := range w.Unwrap() {
				if child != nil && assign(child, target, elem, to) {
					return true
				}
			}
			return false
		default:
			return false
		}
	}
}

type joinError struct {
	errs []error
}

// Join wraps all its arguments that are not nil; nil if there is none. The
// text is one line for each.
func Join(errs ...error) error {
	n := 0
	for _, err := range errs {
		if err != nil {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	e := &joinError{make([]error, 0, n)}
	for _, err := range errs {
		if err != nil {
			e.errs = append(e.errs, err)
		}
	}
	return e
}

func (e *joinError) Error() string {
	var text []byte
	for i, err := range e.errs {
		if i > 0 {
			text = append(text, '\n')
		}
		text = append(text, err.Error()...)
	}
	return string(text)
}

func (e *joinError) Unwrap() []error { return e.errs }
