// Package rtype reads type descriptors and the values they describe: what
// fmt, errors and reflect have in common. A value is named by its type and
// the address of the memory that holds it; nothing here keeps an address.
package rtype

import (
	"internal/abi"
	"unsafe"
)

// Kind numbers are those of package reflect.
type Kind = uint8

const (
	Invalid Kind = iota
	Bool
	Int
	Int8
	Int16
	Int32
	Int64
	Uint
	Uint8
	Uint16
	Uint32
	Uint64
	Uintptr
	Float32
	Float64
	Complex64
	Complex128
	Array
	Chan
	Func
	Interface
	Map
	Pointer
	Slice
	String
	Struct
	UnsafePointer
)

// Type is a type of the program, or none (the zero Type).
type Type struct {
	Desc *abi.Type
}

// TypeOf gives the dynamic type of v.
func TypeOf(v any) Type {
	return Type{(*abi.Eface)(unsafe.Pointer(&v)).Type}
}

func (t Type) IsNil() bool { return t.Desc == nil }

func (t Type) Kind() Kind {
	if t.Desc == nil {
		return Invalid
	}
	return t.Desc.Kind
}

// String gives the type as %T prints it.
func (t Type) String() string { return t.Desc.String }

func (t Type) Size() uintptr { return uintptr(t.Desc.Size) }

// Name is the name in its package, empty for a type literal.
func (t Type) Name() string {
	if t.Desc.Flags&abi.FlagNamed == 0 {
		return ""
	}
	if t.Desc.Uncommon != nil {
		return t.Desc.Uncommon.Name
	}
	return t.Desc.String
}

// Elem is the element type of a pointer, slice, array, channel or map.
func (t Type) Elem() Type {
	switch t.Desc.Kind {
	case Array:
		return Type{(*abi.ArrayType)(unsafe.Pointer(t.Desc)).Elem}
	case Map:
		return Type{(*abi.MapType)(unsafe.Pointer(t.Desc)).Elem}
	case Chan:
		return Type{(*abi.ChanType)(unsafe.Pointer(t.Desc)).Elem}
	}
	return Type{(*abi.ElemType)(unsafe.Pointer(t.Desc)).Elem}
}

func (t Type) Key() Type {
	return Type{(*abi.MapType)(unsafe.Pointer(t.Desc)).Key}
}

// Len is the length of an array.
func (t Type) Len() int {
	return int((*abi.ArrayType)(unsafe.Pointer(t.Desc)).Len)
}

func (t Type) structType() *abi.StructType {
	return (*abi.StructType)(unsafe.Pointer(t.Desc))
}

// Field gives the descriptor of a field of a struct.
func (t Type) Field(i int) *abi.StructField {
	s := t.structType()
	return (*abi.StructField)(unsafe.Add(unsafe.Pointer(s.Fields),
		uintptr(i)*unsafe.Sizeof(abi.StructField{})))
}

func (t Type) NumField() int             { return int(t.structType().NFields) }
func (t Type) FieldName(i int) string    { return t.Field(i).Name }
func (t Type) FieldType(i int) Type      { return Type{t.Field(i).Type} }
func (t Type) FieldOffset(i int) uintptr { return uintptr(t.Field(i).Offset) }

// FieldExported reports whether other packages can see the field.
func (t Type) FieldExported(i int) bool { return t.Field(i).PkgPath == "" }

// NumMethod is the number of methods of an interface type.
func (t Type) NumMethod() int {
	return int((*abi.InterfaceType)(unsafe.Pointer(t.Desc)).NMethods)
}

func (t Type) Comparable() bool {
	return t.Desc.Flags&abi.FlagComparable != 0
}

func (t Type) direct() bool { return t.Desc.Flags&abi.FlagDirect != 0 }

// Implements reports whether t has the methods of the interface type u.
func (t Type) Implements(u Type) bool {
	if u.NumMethod() == 0 {
		return true
	}
	if t.Kind() == Interface {
		return interfaceHas(t, u)
	}
	return getitab(u.Desc, t.Desc) != nil
}

// interfaceHas compares the method lists of two interface types; both are
// sorted.
func interfaceHas(t, u Type) bool {
	have := (*abi.InterfaceType)(unsafe.Pointer(t.Desc))
	want := (*abi.InterfaceType)(unsafe.Pointer(u.Desc))
	hs := unsafe.Slice(have.Methods, int(have.NMethods))
	i := 0
	for _, w := range unsafe.Slice(want.Methods, int(want.NMethods)) {
		for i < len(hs) && (hs[i].Name != w.Name ||
			hs[i].PkgPath != w.PkgPath) {
			i++
		}
		if i == len(hs) || hs[i].Type != w.Type {
			return false
		}
		i++
	}
	return true
}

// AssignableTo reports whether a value of type t can be assigned to u, where
// u is an interface type or t itself.
func (t Type) AssignableTo(u Type) bool {
	return t.Desc == u.Desc || u.Kind() == Interface && t.Implements(u)
}

// PointerOf gives the pointer held by v, whose type is a pointer.
func PointerOf(v any) unsafe.Pointer {
	return (*abi.Eface)(unsafe.Pointer(&v)).Data
}

// Data gives the address of the value in *v.
func Data(v *any) unsafe.Pointer {
	e := (*abi.Eface)(unsafe.Pointer(v))
	if e.Type.Flags&abi.FlagDirect != 0 {
		return unsafe.Pointer(&e.Data)
	}
	return e.Data
}

// Word is Data for a v that is not a variable to point into: a value that the
// interface holds itself is copied to memory of its own.
func Word(v any) unsafe.Pointer {
	e := (*abi.Eface)(unsafe.Pointer(&v))
	if e.Type.Flags&abi.FlagDirect == 0 {
		return e.Data
	}
	w := new(unsafe.Pointer)
	*w = e.Data
	return unsafe.Pointer(w)
}

// Box makes an interface of the value of type t at p without copying it: the
// result is good for as long as the memory is.
func Box(t Type, p unsafe.Pointer) any {
	var v any
	e := (*abi.Eface)(unsafe.Pointer(&v))
	if t.direct() {
		p = *(*unsafe.Pointer)(p)
	}
	e.Data = p
	e.Type = t.Desc
	return v
}

// Load gives the interface value of type t at p as an any.
func Load(t Type, p unsafe.Pointer) any {
	if t.NumMethod() == 0 {
		return *(*any)(p)
	}
	i := (*abi.Iface)(p)
	if i.Tab == nil {
		return nil
	}
	var v any
	e := (*abi.Eface)(unsafe.Pointer(&v))
	e.Type = i.Tab.Type
	e.Data = i.Data
	return v
}

// Store assigns v to the variable of type t at p.
func Store(t Type, p unsafe.Pointer, v any) {
	e := (*abi.Eface)(unsafe.Pointer(&v))
	if t.Kind() != Interface {
		Move(t, p, Data(&v))
		return
	}
	if t.NumMethod() == 0 {
		*(*any)(p) = v
		return
	}
	i := (*abi.Iface)(p)
	i.Tab = nil
	if e.Type != nil {
		i.Tab = getitab(t.Desc, e.Type)
	}
	i.Data = e.Data
}

// Move copies a value of type t.
func Move(t Type, to, from unsafe.Pointer) {
	memmove(to, from, t.Desc.Size)
}

// MapLen gives the number of entries of the map variable at p.
func MapLen(p unsafe.Pointer) int {
	m := *(*unsafe.Pointer)(p)
	if m == nil {
		return 0
	}
	return int(*(*int64)(m))
}

// MapIter walks over a map: Start positions on the first entry; Key is nil
// after the last one.
type MapIter struct {
	abi.MapIter
}

// Start begins with map m (the map, not the address of a variable).
func (it *MapIter) Start(t Type, m unsafe.Pointer) {
	mapIterInit(t.Desc, m, &it.MapIter)
}

func (it *MapIter) Next() { mapIterNext(&it.MapIter) }

//go:noescape
//go:linkname getitab rt_getitab
func getitab(inter, t *abi.Type) *abi.Itab

//go:linkname memmove rt_memmove
func memmove(to, from unsafe.Pointer, n int64)

//go:noescape
//go:linkname mapIterInit rt_map_iter_init
func mapIterInit(t *abi.Type, m unsafe.Pointer, it *abi.MapIter)

//go:noescape
//go:linkname mapIterNext rt_map_iter_next
func mapIterNext(it *abi.MapIter)

// FieldEmbedded reports whether the field has no name of its own.
func (t Type) FieldEmbedded(i int) bool { return t.Field(i).Embedded != 0 }

// ReflectValue is set by package reflect, if it is in the program, to the
// descriptor of its type Value, and Reflect to what looks into one.
var (
	ReflectValue *abi.Type
	Reflect      func(v unsafe.Pointer) (Type, unsafe.Pointer, bool)
)

// IsReflectValue reports whether t is reflect.Value.
func (t Type) IsReflectValue() bool {
	return ReflectValue != nil && t.Desc == ReflectValue
}

// Reflected gives what the reflect.Value at p holds: type, address, and
// whether it was reached through exported fields only.
func Reflected(p unsafe.Pointer) (Type, unsafe.Pointer, bool) {
	return Reflect(p)
}

// SliceValue is a slice of any type, for package sort.
type SliceValue struct {
	data unsafe.Pointer
	n    int
	size uintptr
	temp unsafe.Pointer
}

// SliceOf takes the slice in v.
func SliceOf(v any) *SliceValue {
	e := (*abi.Eface)(unsafe.Pointer(&v))
	if e.Type == nil || e.Type.Kind != Slice {
		name := "nil"
		if e.Type != nil {
			name = e.Type.String
		}
		panic("reflect: call of Swapper on " + name + " Value")
	}
	h := (*abi.Slice)(e.Data)
	elem := (*abi.ElemType)(unsafe.Pointer(e.Type)).Elem
	s := &SliceValue{data: h.Data, n: h.Len, size: uintptr(elem.Size)}
	if s.size > 24 || s.size%8 != 0 {
		s.temp = newObject(elem)
	}
	return s
}

func (s *SliceValue) Len() int { return s.n }

func (s *SliceValue) Swap(i, j int) {
	if uint(i) >= uint(s.n) || uint(j) >= uint(s.n) {
		panic("reflect: slice index out of range")
	}
	p := unsafe.Add(s.data, uintptr(i)*s.size)
	q := unsafe.Add(s.data, uintptr(j)*s.size)
	switch {
	case s.temp != nil:
		n := int64(s.size)
		memmove(s.temp, p, n)
		memmove(p, q, n)
		memmove(q, s.temp, n)
	case s.size == 8:
		a, b := (*unsafe.Pointer)(p), (*unsafe.Pointer)(q)
		*a, *b = *b, *a
	case s.size == 16:
		a, b := (*[2]unsafe.Pointer)(p), (*[2]unsafe.Pointer)(q)
		*a, *b = *b, *a
	case s.size == 24:
		a, b := (*[3]unsafe.Pointer)(p), (*[3]unsafe.Pointer)(q)
		*a, *b = *b, *a
	}
}

//go:linkname newObject rt_new
func newObject(t *abi.Type) unsafe.Pointer
