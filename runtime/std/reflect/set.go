package reflect

import (
	"internal/abi"
	rt "internal/rtype"
	"unsafe"
)

// assignTo gives v as a value of type t.
func (v Value) assignTo(context string, t *abi.Type) Value {
	if v.flag&flagMethod != 0 {
		v = v.methodClosure()
	}
	switch {
	case v.typ == nil:
		panic(context + ": value of type nil is not assignable to type " + t.String)
	case directlyAssignable(t, v.typ):
		return Value{t, v.ptr, v.flag&(flagAddr|flagIndir) | v.flag.ro()}
	case kindOf(t) == Interface && implements(t, v.typ):
		p := newObject(t)
		if !(v.kind() == Interface && v.IsNil()) {
			rt.Store(rt.Type{Desc: t}, p, v.pack())
		}
		return at(t, p, v.flag.ro())
	}
	panic(context + ": value of type " + v.typ.String + " is not assignable to type " + t.String)
}

// store writes v, which has the type of what lies at p, to p.
func (v Value) store(p unsafe.Pointer) {
	if v.flag&flagIndir != 0 {
		memmove(p, v.ptr, v.typ.Size)
	} else {
		*(*unsafe.Pointer)(p) = v.ptr
	}
}

// Set assigns x to v.
func (v Value) Set(x Value) {
	v.mustAssignable("Set")
	x.mustExported("Set")
	x.assignTo("reflect.Set", v.typ).store(v.ptr)
}

// SetZero assigns the zero value.
func (v Value) SetZero() {
	v.mustAssignable("SetZero")
	Zero(toRType(v.typ)).store(v.ptr)
}

// SetBool assigns a boolean.
func (v Value) SetBool(x bool) {
	v.mustAssignable("SetBool")
	v.must(Bool, "SetBool")
	*(*bool)(v.ptr) = x
}

// SetInt assigns a signed integer, cut to size.
func (v Value) SetInt(x int64) {
	v.mustAssignable("SetInt")
	switch v.kind() {
	case Int:
		*(*int)(v.ptr) = int(x)
	case Int8:
		*(*int8)(v.ptr) = int8(x)
	case Int16:
		*(*int16)(v.ptr) = int16(x)
	case Int32:
		*(*int32)(v.ptr) = int32(x)
	case Int64:
		*(*int64)(v.ptr) = x
	default:
		panic(v.wrong("SetInt"))
	}
}

// SetUint assigns an unsigned integer, cut to size.
func (v Value) SetUint(x uint64) {
	v.mustAssignable("SetUint")
	switch v.kind() {
	case Uint:
		*(*uint)(v.ptr) = uint(x)
	case Uint8:
		*(*uint8)(v.ptr) = uint8(x)
	case Uint16:
		*(*uint16)(v.ptr) = uint16(x)
	case Uint32:
		*(*uint32)(v.ptr) = uint32(x)
	case Uint64:
		*(*uint64)(v.ptr) = x
	case Uintptr:
		*(*uintptr)(v.ptr) = uintptr(x)
	default:
		panic(v.wrong("SetUint"))
	}
}

// SetFloat assigns a floating-point number.
func (v Value) SetFloat(x float64) {
	v.mustAssignable("SetFloat")
	switch v.kind() {
	case Float32:
		*(*float32)(v.ptr) = float32(x)
	case Float64:
		*(*float64)(v.ptr) = x
	default:
		panic(v.wrong("SetFloat"))
	}
}

// SetComplex assigns a complex number.
func (v Value) SetComplex(x complex128) {
	v.mustAssignable("SetComplex")
	switch v.kind() {
	case Complex64:
		*(*complex64)(v.ptr) = complex64(x)
	case Complex128:
		*(*complex128)(v.ptr) = x
	default:
		panic(v.wrong("SetComplex"))
	}
}

// SetString assigns a string.
func (v Value) SetString(x string) {
	v.mustAssignable("SetString")
	v.must(String, "SetString")
	*(*string)(v.ptr) = x
}

// SetBytes assigns a slice of bytes.
func (v Value) SetBytes(x []byte) {
	v.mustAssignable("SetBytes")
	v.must(Slice, "SetBytes")
	if kindOf(elemOf(v.typ)) != Uint8 {
		panic("reflect.Value.SetBytes of non-byte slice")
	}
	*(*[]byte)(v.ptr) = x
}

// SetPointer assigns an unsafe.Pointer.
func (v Value) SetPointer(x unsafe.Pointer) {
	v.mustAssignable("SetPointer")
	v.must(UnsafePointer, "SetPointer")
	*(*unsafe.Pointer)(v.ptr) = x
}

// SetLen sets the length of a slice.
func (v Value) SetLen(n int) {
	v.mustAssignable("SetLen")
	v.must(Slice, "SetLen")
	s := (*abi.Slice)(v.ptr)
	if uint(n) > uint(s.Cap) {
		panic("reflect: slice length out of range in SetLen")
	}
	s.Len = n
}

// SetCap sets the capacity of a slice.
func (v Value) SetCap(n int) {
	v.mustAssignable("SetCap")
	v.must(Slice, "SetCap")
	s := (*abi.Slice)(v.ptr)
	if n < s.Len || n > s.Cap {
		panic("reflect: slice capacity out of range in SetCap")
	}
	s.Cap = n
}
