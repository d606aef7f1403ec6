package reflect

import (
	"internal/abi"
	"unsafe"
)

// DeepEqual reports whether x and y are equal, following pointers and looking
// into maps and slices.
func DeepEqual(x, y any) bool {
	if x == nil || y == nil {
		return x == y
	}
	v, w := ValueOf(x), ValueOf(y)
	if v.typ != w.typ {
		return false
	}
	return deepEqual(v, w, map[visit]bool{})
}

// A visit is a comparison that is under way: meeting it again, nothing new
// can be found.
type visit struct {
	a, b unsafe.Pointer
	t    *abi.Type
}

func deepEqual(v, w Value, seen map[visit]bool) bool {
	if !v.IsValid() || !w.IsValid() {
		return v.IsValid() == w.IsValid()
	}
	if v.typ != w.typ {
		return false
	}
	k := v.kind()
	if k == Pointer || k == Map || k == Slice {
		a, b := reference(v), reference(w)
		if a != nil && b != nil {
			if uintptr(a) > uintptr(b) {
				a, b = b, a
			}
			at := visit{a, b, v.typ}
			if k != Slice || v.Len() == w.Len() {
				if seen[at] {
					return true
				}
				seen[at] = true
			}
		}
	}
	switch k {
	case Array:
		return deepElements(v, w, seen)
	case Slice:
		if v.IsNil() != w.IsNil() || v.Len() != w.Len() {
			return false
		}
		if reference(v) == reference(w) {
			return true
		}
		return deepElements(v, w, seen)
	case Interface:
		if v.IsNil() || w.IsNil() {
			return v.IsNil() == w.IsNil()
		}
		return deepEqual(v.Elem(), w.Elem(), seen)
	case Pointer:
		return v.word() == w.word() || deepEqual(v.Elem(), w.Elem(), seen)
	case Struct:
		for i := range v.NumField() {
			if !deepEqual(v.Field(i), w.Field(i), seen) {
				return false
			}
		}
		return true
	case Map:
		return deepMaps(v, w, seen)
	case Func:
		return v.IsNil() && w.IsNil()
	}
	return valueEq(v.typ, v.address(), w.address())
}

func reference(v Value) unsafe.Pointer {
	if v.kind() == Slice {
		return (*abi.Slice)(v.ptr).Data
	}
	return v.word()
}

func deepElements(v, w Value, seen map[visit]bool) bool {
	for i := range v.Len() {
		if !deepEqual(v.Index(i), w.Index(i), seen) {
			return false
		}
	}
	return true
}

func deepMaps(v, w Value, seen map[visit]bool) bool {
	if v.IsNil() != w.IsNil() || v.Len() != w.Len() {
		return false
	}
	if v.word() == w.word() {
		return true
	}
	for it := v.MapRange(); it.Next(); {
		k := it.Key()
		k.flag &^= flagRO
		other := w.MapIndex(k)
		if !other.IsValid() || !deepEqual(it.Value(), other, seen) {
			return false
		}
	}
	return true
}
