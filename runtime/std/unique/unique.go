// Package unique gives equal values one identity, so that comparing them
// compares pointers.
package unique

import "sync"

// A Handle stands for a value; handles are equal when their values are.
type Handle[T comparable] struct {
	value *T
}

// Value gives the value.
func (h Handle[T]) Value() T { return *h.value }

var (
	lock  sync.Mutex
	table = map[any]any{} // T -> *T
)

// Make gives the handle of value.
func Make[T comparable](value T) Handle[T] {
	lock.Lock()
	defer lock.Unlock()
	if p, ok := table[value]; ok {
		return Handle[T]{p.(*T)}
	}
	p := new(T)
	*p = value
	table[value] = p
	return Handle[T]{p}
}
