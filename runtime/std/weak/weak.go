// Package weak has pointers that do not keep alive what they point to.
package weak

import "unsafe"

//go:linkname weakMake rt_weak_make
func weakMake(p unsafe.Pointer) unsafe.Pointer

//go:noescape
//go:linkname weakGet rt_weak_get
func weakGet(handle unsafe.Pointer) unsafe.Pointer

// A Pointer is a weak pointer. Those made from equal pointers are equal, even
// after what they point to has gone.
type Pointer[T any] struct {
	_      [0]*T
	handle unsafe.Pointer
}

// Make gives a weak pointer to *ptr.
func Make[T any](ptr *T) Pointer[T] {
	if ptr == nil {
		return Pointer[T]{}
	}
	return Pointer[T]{handle: weakMake(unsafe.Pointer(ptr))}
}

// Value gives the pointer, or nil when its object has gone.
func (p Pointer[T]) Value() *T {
	if p.handle == nil {
		return nil
	}
	return (*T)(weakGet(p.handle))
}
