package fmt

import (
	"internal/rtype"
	"unsafe"
)

// entry is one key of a map and its element, where they lie in the map.
type entry struct {
	key, elem unsafe.Pointer
}

// sortedEntries gives the entries of map m, variable at p, by key.
func sortedEntries(t rtype.Type, m, p unsafe.Pointer) []entry {
	if m == nil {
		return nil
	}
	list := make([]entry, 0, rtype.MapLen(p))
	var it rtype.MapIter
	for it.Start(t, m); it.Key != nil; it.Next() {
		list = append(list, entry{it.Key, it.Elem})
	}
	sortEntries(list, make([]entry, len(list)), t.Key())
	return list
}

// sortEntries is a merge sort: keys may be equal (NaN), and stay in order.
func sortEntries(list, space []entry, key rtype.Type) {
	if len(list) < 2 {
		return
	}
	half := len(list) / 2
	sortEntries(list[:half], space, key)
	sortEntries(list[half:], space, key)
	copy(space, list[:half])
	i, j, k := 0, half, 0
	for i < half && j < len(list) {
		if compare(key, list[j].key, space[i].key) < 0 {
			list[k] = list[j]
			j++
		} else {
			list[k] = space[i]
			i++
		}
		k++
	}
	copy(list[k:], space[i:half])
}

func order(less, more bool) int {
	switch {
	case less:
		return -1
	case more:
		return 1
	}
	return 0
}

func compareFloats(a, b float64) int {
	switch {
	case a < b || a != a && b == b:
		return -1
	case a > b || b != b && a == a:
		return 1
	}
	return 0
}

// compare orders two values of type t: numbers by size, NaN first, false
// before true, composites by their parts, interfaces nil first, then by
// type, then by value, the rest by address.
func compare(t rtype.Type, a, b unsafe.Pointer) int {
	switch k := t.Kind(); k {
	case rtype.Bool:
		x, y := *(*bool)(a), *(*bool)(b)
		return order(!x && y, x && !y)
	case rtype.Int, rtype.Int8, rtype.Int16, rtype.Int32, rtype.Int64:
		x, y := signed(k, a), signed(k, b)
		return order(x < y, x > y)
	case rtype.Uint, rtype.Uint8, rtype.Uint16, rtype.Uint32, rtype.Uint64,
		rtype.Uintptr:
		x, y := unsigned(k, a), unsigned(k, b)
		return order(x < y, x > y)
	case rtype.Float32:
		return compareFloats(float64(*(*float32)(a)), float64(*(*float32)(b)))
	case rtype.Float64:
		return compareFloats(*(*float64)(a), *(*float64)(b))
	case rtype.Complex64:
		return compareComplex(complex128(*(*complex64)(a)),
			complex128(*(*complex64)(b)))
	case rtype.Complex128:
		return compareComplex(*(*complex128)(a), *(*complex128)(b))
	case rtype.String:
		x, y := *(*string)(a), *(*string)(b)
		return order(x < y, x > y)
	case rtype.Struct:
		for i := 0; i < t.NumField(); i++ {
			o := t.FieldOffset(i)
			c := compare(t.FieldType(i), unsafe.Add(a, o), unsafe.Add(b, o))
			if c != 0 {
				return c
			}
		}
		return 0
	case rtype.Array:
		size := t.Elem().Size()
		for i := 0; i < t.Len(); i++ {
			o := uintptr(i) * size
			c := compare(t.Elem(), unsafe.Add(a, o), unsafe.Add(b, o))
			if c != 0 {
				return c
			}
		}
		return 0
	case rtype.Interface:
		return compareInterfaces(rtype.Load(t, a), rtype.Load(t, b))
	}
	x, y := *(*uintptr)(a), *(*uintptr)(b)
	return order(x < y, x > y)
}

func compareComplex(a, b complex128) int {
	if c := compareFloats(real(a), real(b)); c != 0 {
		return c
	}
	return compareFloats(imag(a), imag(b))
}

func compareInterfaces(a, b any) int {
	if a == nil || b == nil {
		return order(a == nil && b != nil, a != nil && b == nil)
	}
	t, u := rtype.TypeOf(a), rtype.TypeOf(b)
	if t == u {
		return compare(t, rtype.Word(a), rtype.Word(b))
	}
	if t.Kind() != u.Kind() {
		return order(t.Kind() < u.Kind(), true)
	}
	return order(t.String() < u.String(), true)
}
