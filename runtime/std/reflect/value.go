package reflect

import (
	"errors"
	"internal/abi"
	rt "internal/rtype"
	"unsafe"
)

// A Value is a value of any type. The zero Value stands for none.
type Value struct {
	typ *abi.Type
	ptr unsafe.Pointer // to the value if flagIndir, else the value itself
	flag
}

type flag uintptr

const (
	flagSticky   flag = 1 << iota // reached through an unexported field
	flagEmbedded                  // through an unexported embedded one
	flagIndir
	flagAddr // addressable: ptr is its variable
	flagMethod
	methodShift = 8

	flagRO = flagSticky | flagEmbedded
)

func (f flag) ro() flag {
	if f&flagRO != 0 {
		return flagSticky
	}
	return 0
}

// ValueOf gives the content of i; the zero Value for nil.
func ValueOf(i any) Value {
	e := (*abi.Eface)(unsafe.Pointer(&i))
	if e.Type == nil {
		return Value{}
	}
	if isDirect(e.Type) {
		return Value{e.Type, e.Data, 0}
	}
	return Value{e.Type, e.Data, flagIndir}
}

// address gives where the value lies.
func (v *Value) address() unsafe.Pointer {
	if v.flag&flagIndir != 0 {
		return v.ptr
	}
	return unsafe.Pointer(&v.ptr)
}

// word gives a pointer-shaped value.
func (v Value) word() unsafe.Pointer {
	if v.flag&flagIndir != 0 {
		return *(*unsafe.Pointer)(v.ptr)
	}
	return v.ptr
}

// at makes the Value of type t that lies at p.
func at(t *abi.Type, p unsafe.Pointer, f flag) Value { return Value{t, p, f | flagIndir} }

// loaded makes a Value of its own of what lies at p.
func loaded(t *abi.Type, p unsafe.Pointer, f flag) Value {
	if isDirect(t) {
		return Value{t, *(*unsafe.Pointer)(p), f}
	}
	c := newObject(t)
	memmove(c, p, t.Size)
	return Value{t, c, f | flagIndir}
}

func (v Value) kind() Kind {
	if v.typ == nil {
		return Invalid
	}
	if v.flag&flagMethod != 0 {
		return Func
	}
	return Kind(v.typ.Kind)
}

// Kind gives the kind, Invalid for the zero Value.
func (v Value) Kind() Kind { return v.kind() }

// IsValid reports whether v is not the zero Value.
func (v Value) IsValid() bool { return v.typ != nil }

func (v Value) wrong(method string) *ValueError {
	return &ValueError{"reflect.Value." + method, v.kind()}
}

func (v Value) must(k Kind, method string) {
	if v.kind() != k {
		panic(v.wrong(method))
	}
}

func (v Value) mustExported(method string) {
	if v.typ == nil {
		panic(&ValueError{"reflect.Value." + method, Invalid})
	}
	if v.flag&flagRO != 0 {
		panic("reflect: reflect.Value." + method + " using value obtained using unexported field")
	}
}

func (v Value) mustAssignable(method string) {
	v.mustExported(method)
	if v.flag&flagAddr == 0 {
		panic("reflect: reflect.Value." + method + " using unaddressable value")
	}
}

// Type gives the type.
func (v Value) Type() Type {
	if v.typ == nil {
		panic(v.wrong("Type"))
	}
	if v.flag&flagMethod != 0 {
		_, t, _ := v.method()
		return toType(t)
	}
	return toRType(v.typ)
}

func (v Value) CanAddr() bool { return v.flag&flagAddr != 0 }
func (v Value) CanSet() bool  { return v.flag&(flagAddr|flagRO) == flagAddr }

// CanInterface reports whether Interface works.
func (v Value) CanInterface() bool {
	if v.typ == nil {
		panic(v.wrong("CanInterface"))
	}
	return v.flag&flagRO == 0
}

// Interface gives the value as an interface value.
func (v Value) Interface() any {
	if v.typ == nil {
		panic(v.wrong("Interface"))
	}
	if v.flag&flagRO != 0 {
		panic("reflect.Value.Interface: cannot return value obtained from unexported field or method")
	}
	return v.pack()
}

// TypeAssert is v.Interface().(T) without the way through any.
func TypeAssert[T any](v Value) (T, bool) {
	x, ok := v.Interface().(T)
	return x, ok
}

// pack is Interface without the check.
func (v Value) pack() any {
	if v.flag&flagMethod != 0 {
		v = v.methodClosure()
	}
	if v.kind() == Interface {
		return rt.Load(rt.Type{Desc: v.typ}, v.ptr)
	}
	var i any
	e := (*abi.Eface)(unsafe.Pointer(&i))
	switch {
	case isDirect(v.typ):
		e.Data = v.word()
	case v.flag&flagAddr != 0: // what changes must not be shared
		e.Data = newObject(v.typ)
		memmove(e.Data, v.ptr, v.typ.Size)
	default:
		e.Data = v.ptr
	}
	e.Type = v.typ
	return i
}

// InterfaceData gives the two words of an interface value.
func (v Value) InterfaceData() [2]uintptr {
	v.must(Interface, "InterfaceData")
	return *(*[2]uintptr)(v.ptr)
}

// Addr gives a pointer to the variable that v is.
func (v Value) Addr() Value {
	if v.flag&flagAddr == 0 {
		panic("reflect.Value.Addr of unaddressable value")
	}
	return Value{ptrTo(v.typ), v.ptr, v.flag.ro()}
}

// UnsafeAddr gives the address of the variable that v is.
func (v Value) UnsafeAddr() uintptr {
	if v.typ == nil {
		panic(v.wrong("UnsafeAddr"))
	}
	if v.flag&flagAddr == 0 {
		panic("reflect.Value.UnsafeAddr of unaddressable value")
	}
	return uintptr(v.ptr)
}

// Elem gives what an interface value holds or a pointer points to.
func (v Value) Elem() Value {
	switch v.kind() {
	case Interface:
		x := ValueOf(rt.Load(rt.Type{Desc: v.typ}, v.ptr))
		if x.typ != nil {
			x.flag |= v.flag.ro()
		}
		return x
	case Pointer:
		p := v.word()
		if p == nil {
			return Value{}
		}
		return at(elemOf(v.typ), p, v.flag.ro()|flagAddr)
	}
	panic(v.wrong("Elem"))
}

// Indirect follows a pointer and gives any other value back.
func Indirect(v Value) Value {
	if v.kind() != Pointer {
		return v
	}
	return v.Elem()
}

// NumField gives the number of fields of a struct.
func (v Value) NumField() int {
	v.must(Struct, "NumField")
	return len(fieldsOf(v.typ))
}

// Field gives field i of a struct.
func (v Value) Field(i int) Value {
	if v.kind() != Struct {
		panic(v.wrong("Field"))
	}
	list := fieldsOf(v.typ)
	if uint(i) >= uint(len(list)) {
		panic("reflect: Field index out of range")
	}
	f := &list[i]
	fl := v.flag & (flagIndir | flagAddr | flagSticky)
	if f.PkgPath != "" {
		if f.Embedded != 0 {
			fl |= flagEmbedded
		} else {
			fl |= flagSticky
		}
	}
	if fl&flagIndir == 0 { // the only word of a struct that is that word
		if f.Type.Size == 0 {
			return Value{f.Type, newObject(f.Type), fl | flagIndir}
		}
		return Value{f.Type, v.ptr, fl}
	}
	return Value{f.Type, unsafe.Add(v.ptr, f.Offset), fl}
}

// FieldByIndex follows a path of fields.
func (v Value) FieldByIndex(index []int) Value {
	f, err := v.FieldByIndexErr(index)
	if err != nil {
		panic("reflect: indirection through nil pointer to embedded struct")
	}
	return f
}

// FieldByIndexErr is FieldByIndex with an error for a nil pointer on the way.
func (v Value) FieldByIndexErr(index []int) (Value, error) {
	if len(index) == 1 {
		return v.Field(index[0]), nil
	}
	v.must(Struct, "FieldByIndex")
	for i, x := range index {
		if i > 0 && v.kind() == Pointer && kindOf(elemOf(v.typ)) == Struct {
			if v.IsNil() {
				return Value{}, errors.New("reflect: indirection through nil pointer to embedded struct field " +
					toRType(elemOf(v.typ)).Name())
			}
			v = v.Elem()
		}
		v = v.Field(x)
	}
	return v, nil
}

// FieldByName gives the field of that name, the zero Value if there is none.
func (v Value) FieldByName(name string) Value {
	v.must(Struct, "FieldByName")
	if f, ok := toRType(v.typ).FieldByName(name); ok {
		return v.FieldByIndex(f.Index)
	}
	return Value{}
}

// FieldByNameFunc gives the field whose name matches.
func (v Value) FieldByNameFunc(match func(string) bool) Value {
	v.must(Struct, "FieldByNameFunc")
	if f, ok := toRType(v.typ).FieldByNameFunc(match); ok {
		return v.FieldByIndex(f.Index)
	}
	return Value{}
}

// Bool gives a boolean.
func (v Value) Bool() bool {
	v.must(Bool, "Bool")
	return *(*bool)(v.ptr)
}

func (v Value) CanInt() bool     { return v.kind().isInt() }
func (v Value) CanUint() bool    { return v.kind().isUint() }
func (v Value) CanFloat() bool   { return v.kind().isFloat() }
func (v Value) CanComplex() bool { return v.kind().isComplex() }

// Int gives a signed integer.
func (v Value) Int() int64 {
	switch v.kind() {
	case Int:
		return int64(*(*int)(v.ptr))
	case Int8:
		return int64(*(*int8)(v.ptr))
	case Int16:
		return int64(*(*int16)(v.ptr))
	case Int32:
		return int64(*(*int32)(v.ptr))
	case Int64:
		return *(*int64)(v.ptr)
	}
	panic(v.wrong("Int"))
}

// Uint gives an unsigned integer.
func (v Value) Uint() uint64 {
	switch v.kind() {
	case Uint:
		return uint64(*(*uint)(v.ptr))
	case Uint8:
		return uint64(*(*uint8)(v.ptr))
	case Uint16:
		return uint64(*(*uint16)(v.ptr))
	case Uint32:
		return uint64(*(*uint32)(v.ptr))
	case Uint64:
		return *(*uint64)(v.ptr)
	case Uintptr:
		return uint64(*(*uintptr)(v.ptr))
	}
	panic(v.wrong("Uint"))
}

// Float gives a floating-point number.
func (v Value) Float() float64 {
	switch v.kind() {
	case Float32:
		return float64(*(*float32)(v.ptr))
	case Float64:
		return *(*float64)(v.ptr)
	}
	panic(v.wrong("Float"))
}

// Complex gives a complex number.
func (v Value) Complex() complex128 {
	switch v.kind() {
	case Complex64:
		return complex128(*(*complex64)(v.ptr))
	case Complex128:
		return *(*complex128)(v.ptr)
	}
	panic(v.wrong("Complex"))
}

// String gives a string; for other kinds "<T Value>".
func (v Value) String() string {
	switch v.kind() {
	case String:
		return *(*string)(v.ptr)
	case Invalid:
		return "<invalid Value>"
	}
	return "<" + v.Type().String() + " Value>"
}

// Bytes gives a slice of bytes, or an addressable array of bytes as one.
func (v Value) Bytes() []byte {
	switch v.kind() {
	case Slice:
		if kindOf(elemOf(v.typ)) != Uint8 {
			panic("reflect.Value.Bytes of non-byte slice")
		}
		return *(*[]byte)(v.ptr)
	case Array:
		if kindOf(elemOf(v.typ)) != Uint8 {
			panic("reflect.Value.Bytes of non-byte array")
		}
		if !v.CanAddr() {
			panic("reflect.Value.Bytes of unaddressable byte array")
		}
		return unsafe.Slice((*byte)(v.ptr), lenOf(v.typ))
	}
	panic(v.wrong("Bytes"))
}

// IsNil reports whether a pointer-like value, interface or slice is nil.
func (v Value) IsNil() bool {
	switch v.kind() {
	case Chan, Func, Map, Pointer, UnsafePointer:
		if v.flag&flagMethod != 0 {
			return false
		}
		return v.word() == nil
	case Interface, Slice:
		return *(*unsafe.Pointer)(v.ptr) == nil
	}
	panic(v.wrong("IsNil"))
}

// IsZero reports whether v is the zero value of its type.
func (v Value) IsZero() bool {
	switch v.kind() {
	case Invalid:
		panic(v.wrong("IsZero"))
	case Float32, Float64:
		return positiveZero(v.Float())
	case Complex64, Complex128:
		c := v.Complex()
		return positiveZero(real(c)) && positiveZero(imag(c))
	case Array:
		for i := range v.Len() {
			if !v.Index(i).IsZero() {
				return false
			}
		}
		return true
	case Chan, Func, Interface, Map, Pointer, Slice, UnsafePointer:
		return v.IsNil()
	case String:
		return v.Len() == 0
	case Struct:
		for i := range v.NumField() {
			if fieldsOf(v.typ)[i].Name != "_" && !v.Field(i).IsZero() {
				return false
			}
		}
		return true
	}
	for i := range v.typ.Size {
		if *(*byte)(unsafe.Add(v.ptr, i)) != 0 {
			return false
		}
	}
	return true
}

func positiveZero(f float64) bool { return *(*uint64)(unsafe.Pointer(&f)) == 0 }

// Pointer gives the address that a pointer-like value holds.
func (v Value) Pointer() uintptr { return uintptr(v.pointer("Pointer")) }

// UnsafePointer is Pointer as an unsafe.Pointer.
func (v Value) UnsafePointer() unsafe.Pointer { return v.pointer("UnsafePointer") }

func (v Value) pointer(method string) unsafe.Pointer {
	switch v.kind() {
	case Chan, Map, Pointer, UnsafePointer:
		return v.word()
	case Func:
		if v.flag&flagMethod != 0 {
			code, _, _ := v.method()
			return code
		}
		p := v.word()
		if p != nil {
			p = *(*unsafe.Pointer)(p)
		}
		return p
	case Slice, String:
		return *(*unsafe.Pointer)(v.ptr)
	}
	panic(v.wrong(method))
}

// OverflowInt reports whether the type of v cannot hold x; likewise the others.
func (v Value) OverflowInt(x int64) bool {
	if !v.CanInt() {
		panic(v.wrong("OverflowInt"))
	}
	return toRType(v.typ).OverflowInt(x)
}

func (v Value) OverflowUint(x uint64) bool {
	if !v.CanUint() {
		panic(v.wrong("OverflowUint"))
	}
	return toRType(v.typ).OverflowUint(x)
}

func (v Value) OverflowFloat(x float64) bool {
	if !v.CanFloat() {
		panic(v.wrong("OverflowFloat"))
	}
	return toRType(v.typ).OverflowFloat(x)
}

func (v Value) OverflowComplex(x complex128) bool {
	if !v.CanComplex() {
		panic(v.wrong("OverflowComplex"))
	}
	return toRType(v.typ).OverflowComplex(x)
}

// Comparable reports whether v == v would not panic.
func (v Value) Comparable() bool {
	switch v.kind() {
	case Invalid:
		return true
	case Interface:
		return v.IsNil() || v.Elem().Comparable()
	case Array:
		for i := range v.Len() {
			if !v.Index(i).Comparable() {
				return false
			}
		}
		return isComparable(v.typ)
	case Struct:
		for i := range v.NumField() {
			if !v.Field(i).Comparable() {
				return false
			}
		}
		return true
	}
	return isComparable(v.typ)
}

// Equal reports whether v == u as interface values; it panics if they are of
// one type that has no ==.
func (v Value) Equal(u Value) bool {
	if v.kind() == Interface {
		v = v.Elem()
	}
	if u.kind() == Interface {
		u = u.Elem()
	}
	if v.typ == nil || u.typ == nil {
		return v.typ == u.typ
	}
	if v.kind() != u.kind() || v.typ != u.typ {
		return false
	}
	if !isComparable(v.typ) {
		panic("reflect.Value.Equal: values of type " + v.Type().String() + " are not comparable")
	}
	return valueEq(v.typ, v.address(), u.address())
}
