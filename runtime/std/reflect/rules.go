package reflect

import (
	"internal/abi"
	rt "internal/rtype"
)

// implements reports whether t has the methods of the interface type u.
func implements(u, t *abi.Type) bool {
	return rt.Type{Desc: t}.Implements(rt.Type{Desc: u})
}

// assignable reports whether a value of type v can be assigned to type t.
func assignable(t, v *abi.Type) bool {
	if t == v {
		return true
	}
	if kindOf(t) == Interface {
		return implements(t, v)
	}
	return directlyAssignable(t, v)
}

func directlyAssignable(t, v *abi.Type) bool {
	if t == v {
		return true
	}
	if isNamed(t) && isNamed(v) || kindOf(t) != kindOf(v) {
		return false
	}
	if kindOf(t) == Chan && dirOf(v) == BothDir && elemOf(t) == elemOf(v) {
		return true
	}
	return sameUnderlying(t, v, true)
}

// sameUnderlying reports whether the types differ at most in their names
// (and tags). What they are made of is compared by identity.
func sameUnderlying(t, v *abi.Type, tags bool) bool {
	if t == v {
		return true
	}
	k := kindOf(t)
	if k != kindOf(v) {
		return false
	}
	if Bool <= k && k <= Complex128 || k == String || k == UnsafePointer {
		return true
	}
	switch k {
	case Array:
		return lenOf(t) == lenOf(v) && same(elemOf(t), elemOf(v), tags)
	case Chan:
		return dirOf(t) == dirOf(v) && same(elemOf(t), elemOf(v), tags)
	case Map:
		return same(keyOf(t), keyOf(v), tags) && same(elemOf(t), elemOf(v), tags)
	case Pointer, Slice:
		return same(elemOf(t), elemOf(v), tags)
	case Func:
		return sameFunc(t, v, tags)
	case Interface:
		return implements(t, v) && implements(v, t)
	case Struct:
		return sameStruct(t, v, tags)
	}
	return false
}

// same is identity, or, without tags, identity but for tags.
func same(t, v *abi.Type, tags bool) bool {
	if t == v || tags {
		return t == v
	}
	if isNamed(t) || isNamed(v) {
		return false
	}
	return sameUnderlying(t, v, false)
}

func sameFunc(t, v *abi.Type, tags bool) bool {
	f, g := funcOf(t), funcOf(v)
	if f.NIn != g.NIn || f.NOut != g.NOut || f.Variadic != g.Variadic {
		return false
	}
	other := inOut(v)
	for i, e := range inOut(t) {
		if !same(e, other[i], tags) {
			return false
		}
	}
	return true
}

func sameStruct(t, v *abi.Type, tags bool) bool {
	fs, gs := fieldsOf(t), fieldsOf(v)
	if len(fs) != len(gs) {
		return false
	}
	for i := range fs {
		f, g := &fs[i], &gs[i]
		if f.Name != g.Name || f.PkgPath != g.PkgPath || f.Embedded != g.Embedded ||
			tags && f.Tag != g.Tag || !same(f.Type, g.Type, tags) {
			return false
		}
	}
	return true
}
