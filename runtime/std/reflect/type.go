package reflect

import (
	"internal/abi"
	"iter"
	"unsafe"
)

// A Type describes a type; equal types are equal as interface values.
type Type interface {
	Align() int
	FieldAlign() int
	Method(int) Method
	Methods() iter.Seq[Method]
	MethodByName(string) (Method, bool)
	NumMethod() int
	Name() string
	PkgPath() string
	Size() uintptr
	String() string
	Kind() Kind
	Implements(u Type) bool
	AssignableTo(u Type) bool
	ConvertibleTo(u Type) bool
	Comparable() bool
	Bits() int
	ChanDir() ChanDir
	IsVariadic() bool
	Elem() Type
	Field(i int) StructField
	Fields() iter.Seq[StructField]
	FieldByIndex(index []int) StructField
	FieldByName(name string) (StructField, bool)
	FieldByNameFunc(match func(string) bool) (StructField, bool)
	In(i int) Type
	Ins() iter.Seq[Type]
	Key() Type
	Len() int
	NumField() int
	NumIn() int
	NumOut() int
	Out(i int) Type
	Outs() iter.Seq[Type]
	OverflowComplex(x complex128) bool
	OverflowFloat(x float64) bool
	OverflowInt(x int64) bool
	OverflowUint(x uint64) bool
	CanSeq() bool
	CanSeq2() bool

	desc() *abi.Type
}

// rtype is a descriptor with methods.
type rtype struct {
	t abi.Type
}

func toRType(t *abi.Type) *rtype { return (*rtype)(unsafe.Pointer(t)) }

func toType(t *abi.Type) Type {
	if t == nil {
		return nil
	}
	return toRType(t)
}

// TypeOf gives the dynamic type of i, nil for nil.
func TypeOf(i any) Type { return toType((*abi.Eface)(unsafe.Pointer(&i)).Type) }

// TypeFor gives the type T.
func TypeFor[T any]() Type {
	var p *T
	return TypeOf(p).Elem()
}

func kindOf(t *abi.Type) Kind { return Kind(t.Kind) }

func elemOf(t *abi.Type) *abi.Type {
	switch kindOf(t) {
	case Array:
		return (*abi.ArrayType)(unsafe.Pointer(t)).Elem
	case Map:
		return (*abi.MapType)(unsafe.Pointer(t)).Elem
	}
	return (*abi.ElemType)(unsafe.Pointer(t)).Elem
}

func keyOf(t *abi.Type) *abi.Type      { return (*abi.MapType)(unsafe.Pointer(t)).Key }
func lenOf(t *abi.Type) int            { return int((*abi.ArrayType)(unsafe.Pointer(t)).Len) }
func dirOf(t *abi.Type) ChanDir        { return ChanDir((*abi.ChanType)(unsafe.Pointer(t)).Dir) }
func funcOf(t *abi.Type) *abi.FuncType { return (*abi.FuncType)(unsafe.Pointer(t)) }
func isDirect(t *abi.Type) bool        { return t.Flags&abi.FlagDirect != 0 }
func isComparable(t *abi.Type) bool    { return t.Flags&abi.FlagComparable != 0 }
func isNamed(t *abi.Type) bool         { return t.Flags&abi.FlagNamed != 0 }

func inOut(t *abi.Type) []*abi.Type {
	f := funcOf(t)
	return unsafe.Slice(f.InOut, int(f.NIn+f.NOut))
}

func fieldsOf(t *abi.Type) []abi.StructField {
	s := (*abi.StructType)(unsafe.Pointer(t))
	return unsafe.Slice(s.Fields, int(s.NFields))
}

func imethodsOf(t *abi.Type) []abi.IMethod {
	i := (*abi.InterfaceType)(unsafe.Pointer(t))
	return unsafe.Slice(i.Methods, int(i.NMethods))
}

func methodsOf(t *abi.Type) []abi.Method {
	if t.Flags&abi.FlagUncommon == 0 || t.Uncommon == nil {
		return nil
	}
	return unsafe.Slice(t.Uncommon.Methods, int(t.Uncommon.NMethods))
}

// The compiler keeps all exported methods in a program that has a function
// of this package called Method: therefore all that counts them calls one.
type exportedMethods []abi.Method

func (list exportedMethods) Method(i int) *abi.Method {
	for k := range list {
		if list[k].PkgPath != "" {
			continue
		}
		if i == 0 {
			return &list[k]
		}
		i--
	}
	return nil
}

func (list exportedMethods) count() int {
	n := 0
	for list.Method(n) != nil {
		n++
	}
	return n
}

func (t *rtype) desc() *abi.Type  { return &t.t }
func (t *rtype) kind() Kind       { return Kind(t.t.Kind) }
func (t *rtype) Align() int       { return int(t.t.Align) }
func (t *rtype) FieldAlign() int  { return int(t.t.FieldAlign) }
func (t *rtype) Size() uintptr    { return uintptr(t.t.Size) }
func (t *rtype) String() string   { return t.t.String }
func (t *rtype) Kind() Kind       { return Kind(t.t.Kind) }
func (t *rtype) Comparable() bool { return isComparable(&t.t) }

func (t *rtype) need(k Kind, method string) {
	if t.kind() != k {
		panic("reflect: " + method + " of non-" + k.String() + " type " + t.String())
	}
}

// Name is the name of a type that has one, else "".
func (t *rtype) Name() string {
	if !isNamed(&t.t) {
		return ""
	}
	if u := t.t.Uncommon; u != nil && u.Name != "" {
		return u.Name
	}
	s := t.t.String
	depth := 0
	for i := len(s) - 1; i >= 0; i-- {
		switch s[i] {
		case ']':
			depth++
		case '[':
			depth--
		case '.':
			if depth == 0 {
				return s[i+1:]
			}
		}
	}
	return s
}

// PkgPath is the import path of a type that has a name, else "".
func (t *rtype) PkgPath() string {
	if !isNamed(&t.t) || t.t.Uncommon == nil {
		return ""
	}
	return t.t.Uncommon.PkgPath
}

func (t *rtype) Bits() int {
	if k := t.kind(); k < Int || k > Complex128 {
		panic("reflect: Bits of non-arithmetic Type " + t.String())
	}
	return int(t.t.Size) * 8
}

func (t *rtype) ChanDir() ChanDir {
	t.need(Chan, "ChanDir")
	return dirOf(&t.t)
}

func (t *rtype) Elem() Type {
	switch t.kind() {
	case Array, Chan, Map, Pointer, Slice:
		return toType(elemOf(&t.t))
	}
	panic("reflect: Elem of invalid type " + t.String())
}

func (t *rtype) Key() Type {
	t.need(Map, "Key")
	return toType(keyOf(&t.t))
}

func (t *rtype) Len() int {
	t.need(Array, "Len")
	return lenOf(&t.t)
}

func (t *rtype) IsVariadic() bool {
	t.need(Func, "IsVariadic")
	return funcOf(&t.t).Variadic != 0
}

func (t *rtype) NumIn() int {
	t.need(Func, "NumIn")
	return int(funcOf(&t.t).NIn)
}

func (t *rtype) NumOut() int {
	t.need(Func, "NumOut")
	return int(funcOf(&t.t).NOut)
}

func (t *rtype) In(i int) Type {
	t.need(Func, "In")
	return toType(inOut(&t.t)[:funcOf(&t.t).NIn][i])
}

func (t *rtype) Out(i int) Type {
	t.need(Func, "Out")
	return toType(inOut(&t.t)[funcOf(&t.t).NIn:][i])
}

func (t *rtype) OverflowComplex(x complex128) bool {
	if !t.kind().isComplex() {
		panic("reflect: OverflowComplex of non-complex type " + t.String())
	}
	return t.kind() == Complex64 && (overflowFloat32(real(x)) || overflowFloat32(imag(x)))
}

func (t *rtype) OverflowFloat(x float64) bool {
	if !t.kind().isFloat() {
		panic("reflect: OverflowFloat of non-float type " + t.String())
	}
	return t.kind() == Float32 && overflowFloat32(x)
}

func overflowFloat32(x float64) bool {
	if x < 0 {
		x = -x
	}
	return 0x1p127*(1+(1-0x1p-23)) < x && x <= 0x1p1023*(1+(1-0x1p-52))
}

func (t *rtype) OverflowInt(x int64) bool {
	if !t.kind().isInt() {
		panic("reflect: OverflowInt of non-int type " + t.String())
	}
	s := 64 - uint(t.t.Size)*8
	return x != x<<s>>s
}

func (t *rtype) OverflowUint(x uint64) bool {
	if !t.kind().isUint() {
		panic("reflect: OverflowUint of non-uint type " + t.String())
	}
	s := 64 - uint(t.t.Size)*8
	return x != x<<s>>s
}

// CanSeq reports whether a value of the type can be ranged over with one
// variable.
func (t *rtype) CanSeq() bool {
	switch k := t.kind(); k {
	case Array, Slice, Chan, String, Map:
		return true
	case Func:
		return isIterator(&t.t, 1)
	case Pointer:
		return kindOf(elemOf(&t.t)) == Array
	default:
		return k.isInt() || k.isUint()
	}
}

// CanSeq2 is CanSeq for two variables.
func (t *rtype) CanSeq2() bool {
	switch t.kind() {
	case Array, Slice, String, Map:
		return true
	case Func:
		return isIterator(&t.t, 2)
	case Pointer:
		return kindOf(elemOf(&t.t)) == Array
	}
	return false
}

// isIterator: func(yield func(n values) bool)
func isIterator(t *abi.Type, n int32) bool {
	f := funcOf(t)
	if f.NIn != 1 || f.NOut != 0 || kindOf(inOut(t)[0]) != Func {
		return false
	}
	yield := inOut(t)[0]
	y := funcOf(yield)
	return y.NIn == n && y.NOut == 1 && kindOf(inOut(yield)[n]) == Bool
}

// A Method describes one method.
type Method struct {
	Name    string
	PkgPath string
	Type    Type  // with the receiver first, but for interface types
	Func    Value // likewise; zero for interface types
	Index   int
}

// IsExported reports whether the name begins with a capital.
func (m Method) IsExported() bool { return m.PkgPath == "" }

func (t *rtype) NumMethod() int {
	if t.kind() == Interface {
		return len(imethodsOf(&t.t))
	}
	return exportedMethods(methodsOf(&t.t)).count()
}

func (t *rtype) Method(i int) Method {
	if t.kind() == Interface {
		list := imethodsOf(&t.t)
		if i < 0 || i >= len(list) {
			panic("reflect: Method index out of range")
		}
		m := &list[i]
		return Method{Name: m.Name, PkgPath: m.PkgPath, Type: toType(m.Type), Index: i}
	}
	var m *abi.Method
	if i >= 0 {
		m = exportedMethods(methodsOf(&t.t)).Method(i)
	}
	if m == nil {
		panic("reflect: Method index out of range")
	}
	f := funcOf(m.Type)
	in := append([]*abi.Type{&t.t}, inOut(m.Type)[:f.NIn]...)
	ft := makeFuncType(in, inOut(m.Type)[f.NIn:], f.Variadic != 0)
	return Method{Name: m.Name, Type: toType(ft), Index: i, Func: methodFunc(ft, i)}
}

func (t *rtype) MethodByName(name string) (Method, bool) {
	for i, n := 0, t.NumMethod(); i < n; i++ {
		if t.methodName(i) == name {
			return t.Method(i), true
		}
	}
	return Method{}, false
}

func (t *rtype) Methods() iter.Seq[Method] {
	return func(yield func(Method) bool) {
		for i := range t.NumMethod() {
			if !yield(t.Method(i)) {
				return
			}
		}
	}
}

func (t *rtype) Ins() iter.Seq[Type] {
	return func(yield func(Type) bool) {
		for i := range t.NumIn() {
			if !yield(t.In(i)) {
				return
			}
		}
	}
}

func (t *rtype) Outs() iter.Seq[Type] {
	return func(yield func(Type) bool) {
		for i := range t.NumOut() {
			if !yield(t.Out(i)) {
				return
			}
		}
	}
}

func (t *rtype) Implements(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.Implements")
	}
	if u.Kind() != Interface {
		panic("reflect: non-interface type passed to Type.Implements")
	}
	return implements(u.desc(), &t.t)
}

func (t *rtype) AssignableTo(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.AssignableTo")
	}
	return assignable(u.desc(), &t.t)
}

func (t *rtype) ConvertibleTo(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.ConvertibleTo")
	}
	return conversion(u.desc(), &t.t) != nil
}
