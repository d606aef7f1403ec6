// Package abi mirrors runtime/abi.h: the layouts that compiled code, the
// runtime and the library share. A change there is a change here.
package abi

import "unsafe"

// Type is RtType; the parts that depend on the kind follow it in memory.
type Type struct {
	Size       int64
	PtrData    int64
	Hash       uint32
	Kind       uint8
	Align      uint8
	FieldAlign uint8
	Flags      uint8
	GCMask     *uint8
	String     string
	PtrTo      *Type
	Uncommon   *Uncommon
}

const (
	FlagDirect = 1 << iota
	FlagNamed
	FlagComparable
	FlagMemEqual
	FlagUncommon
)

type Method struct {
	Name    string
	PkgPath string
	Type    *Type
	IFn     unsafe.Pointer
	TFn     unsafe.Pointer
}

type Uncommon struct {
	Name     string
	PkgPath  string
	NMethods int64
	Methods  *Method
}

type ElemType struct { // pointers and slices
	Type
	Elem *Type
}

type ArrayType struct {
	Type
	Elem  *Type
	Slice *Type
	Len   int64
}

type ChanType struct {
	Type
	Elem *Type
	Dir  int64
}

type MapType struct {
	Type
	Key  *Type
	Elem *Type
}

type FuncType struct {
	Type
	NIn      int32
	NOut     int32
	Variadic int64
	InOut    **Type
}

type StructField struct {
	Name     string
	PkgPath  string
	Type     *Type
	Tag      string
	Offset   int64
	Embedded int64
}

type StructType struct {
	Type
	NFields int64
	Fields  *StructField
	PkgPath string
}

type IMethod struct {
	Name    string
	PkgPath string
	Type    *Type
}

type InterfaceType struct {
	Type
	NMethods int64
	Methods  *IMethod
	PkgPath  string
}

type Itab struct {
	Inter *InterfaceType
	Type  *Type
	Hash  uint64
	Fun   [1]unsafe.Pointer
}

// Eface is an interface without methods, Iface one with methods.
type Eface struct {
	Type *Type
	Data unsafe.Pointer
}

type Iface struct {
	Tab  *Itab
	Data unsafe.Pointer
}

// MapIter is RtMapIter.
type MapIter struct {
	Key    unsafe.Pointer
	Elem   unsafe.Pointer
	opaque [14]unsafe.Pointer
}

// Slice is the header of a slice.
type Slice struct {
	Data unsafe.Pointer
	Len  int
	Cap  int
}
