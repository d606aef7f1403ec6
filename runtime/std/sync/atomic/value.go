package atomic

import (
	"internal/abi"
	"unsafe"
)

// A Value holds an interface value whose type never changes after the first
// Store. The type word is written last and once, so that a reader that sees a
// type finds data that fits it.
type Value struct {
	v any
}

// busy stands in the type word while the first Store is under way.
var busy abi.Type

func words(p *any) (typ, data *unsafe.Pointer) {
	e := (*abi.Eface)(unsafe.Pointer(p))
	return (*unsafe.Pointer)(unsafe.Pointer(&e.Type)), &e.Data
}

// Load gives what was stored last, or nil.
func (v *Value) Load() (val any) {
	typ, data := words(&v.v)
	t := LoadPointer(typ)
	if t == nil || t == unsafe.Pointer(&busy) {
		return nil
	}
	outT, outD := words(&val)
	*outT = t
	*outD = LoadPointer(data)
	return val
}

// first stores val if v has no type yet. Otherwise it waits for the type.
func (v *Value) first(val any) (t unsafe.Pointer, done bool) {
	typ, data := words(&v.v)
	valT, valD := words(&val)
	for {
		t := LoadPointer(typ)
		switch {
		case t == unsafe.Pointer(&busy):
			yield()
		case t != nil:
			return t, false
		case CompareAndSwapPointer(typ, nil, unsafe.Pointer(&busy)):
			StorePointer(data, *valD)
			StorePointer(typ, *valT)
			return *valT, true
		}
	}
}

//go:linkname yield rt_gosched
func yield()

func (v *Value) Store(val any) {
	if val == nil {
		panic("sync/atomic: store of nil value into Value")
	}
	t, done := v.first(val)
	if done {
		return
	}
	valT, valD := words(&val)
	if *valT != t {
		panic("sync/atomic: store of inconsistently typed value into Value")
	}
	_, data := words(&v.v)
	StorePointer(data, *valD)
}

func (v *Value) Swap(new any) (old any) {
	if new == nil {
		panic("sync/atomic: swap of nil value into Value")
	}
	t, done := v.first(new)
	if done {
		return nil
	}
	newT, newD := words(&new)
	if *newT != t {
		panic("sync/atomic: swap of inconsistently typed value into Value")
	}
	_, data := words(&v.v)
	oldT, oldD := words(&old)
	*oldT = t
	*oldD = SwapPointer(data, *newD)
	return old
}

func (v *Value) CompareAndSwap(old, new any) (swapped bool) {
	if new == nil {
		panic("sync/atomic: compare and swap of nil value into Value")
	}
	newT, newD := words(&new)
	oldT, _ := words(&old)
	if old != nil && *oldT != *newT {
		panic("sync/atomic: compare and swap of inconsistently typed values")
	}
	if old == nil {
		if typ, _ := words(&v.v); LoadPointer(typ) == nil {
			_, done := v.first(new)
			return done
		}
		return false
	}
	typ, data := words(&v.v)
	t := LoadPointer(typ)
	if t == nil || t == unsafe.Pointer(&busy) {
		return false
	}
	if t != *newT {
		panic("sync/atomic: compare and swap of inconsistently typed value into Value")
	}
	d := LoadPointer(data)
	var now any
	nowT, nowD := words(&now)
	*nowT = t
	*nowD = d
	return now == old && CompareAndSwapPointer(data, d, *newD)
}
