package reflect

import (
	"internal/abi"
	"strconv"
	"sync"
	"unsafe"
)

// Types that are not in the program are made here, once each.
var (
	typeLock sync.Mutex
	made     = map[typeKey]*abi.Type{}
	madeFunc = map[string]*abi.Type{}
)

type typeKey struct {
	kind Kind
	elem *abi.Type
	key  *abi.Type
	n    int
}

// findType gives the type of the program, or nil: runtime/lib_types.c.
//
//go:noescape
//go:linkname findType rt_lib_type_find
func findType(kind int, elem, key *abi.Type, n int) *abi.Type

//go:noescape
//go:linkname findFunc rt_lib_func_type_find
func findFunc(inout unsafe.Pointer, nin, nout int, variadic bool) *abi.Type

var oneWord = [1]byte{1}

// lookup finds or makes the type of a key.
func lookup(k typeKey, build func() *abi.Type) *abi.Type {
	typeLock.Lock()
	defer typeLock.Unlock()
	if t, ok := made[k]; ok {
		return t
	}
	t := findType(int(k.kind), k.elem, k.key, k.n)
	if t == nil {
		t = build()
		t.Kind = uint8(k.kind)
		t.Hash = k.elem.Hash*16777619 ^ uint32(k.kind) + uint32(k.n)*31
		if k.key != nil {
			t.Hash = t.Hash*16777619 ^ k.key.Hash
		}
	}
	made[k] = t
	return t
}

// pointerLike fills in what pointers, maps, channels and functions share.
func pointerLike(t *abi.Type, text string, flags uint8) {
	t.Size, t.PtrData, t.Align, t.FieldAlign = 8, 8, 8, 8
	t.GCMask = &oneWord[0]
	t.Flags = abi.FlagDirect | flags
	t.String = text
}

func ptrTo(t *abi.Type) *abi.Type {
	if t.PtrTo != nil {
		return t.PtrTo
	}
	return lookup(typeKey{Pointer, t, nil, 0}, func() *abi.Type {
		p := &abi.ElemType{Elem: t}
		pointerLike(&p.Type, "*"+t.String, abi.FlagComparable|abi.FlagMemEqual)
		return &p.Type
	})
}

func sliceOf(t *abi.Type) *abi.Type {
	return lookup(typeKey{Slice, t, nil, 0}, func() *abi.Type {
		s := &abi.ElemType{Elem: t}
		pointerLike(&s.Type, "[]"+t.String, 0)
		s.Size, s.Flags = 24, 0
		return &s.Type
	})
}

// PointerTo gives the type *t.
func PointerTo(t Type) Type { return toType(ptrTo(t.desc())) }

// PtrTo is the old name of PointerTo.
func PtrTo(t Type) Type { return PointerTo(t) }

// SliceOf gives the type []t.
func SliceOf(t Type) Type { return toType(sliceOf(t.desc())) }

// MapOf gives the type map[key]elem.
func MapOf(key, elem Type) Type {
	k, e := key.desc(), elem.desc()
	if !isComparable(k) {
		panic("reflect.MapOf: invalid key type " + k.String)
	}
	return toType(lookup(typeKey{Map, e, k, 0}, func() *abi.Type {
		m := &abi.MapType{Key: k, Elem: e}
		pointerLike(&m.Type, "map["+k.String+"]"+e.String, 0)
		return &m.Type
	}))
}

// ChanOf gives the type of channels of t.
func ChanOf(dir ChanDir, t Type) Type {
	e := t.desc()
	return toType(lookup(typeKey{Chan, e, nil, int(dir)}, func() *abi.Type {
		text := e.String
		switch dir {
		case SendDir:
			text = "chan<- " + text
		case RecvDir:
			text = "<-chan " + text
		case BothDir:
			if text[0] == '<' {
				text = "(" + text + ")"
			}
			text = "chan " + text
		default:
			panic("reflect.ChanOf: invalid dir")
		}
		c := &abi.ChanType{Elem: e, Dir: int64(dir)}
		pointerLike(&c.Type, text, abi.FlagComparable|abi.FlagMemEqual)
		return &c.Type
	}))
}

// ArrayOf gives the type [length]t.
func ArrayOf(length int, t Type) Type {
	if length < 0 {
		panic("reflect: negative length passed to ArrayOf")
	}
	e := t.desc()
	if e.Size > 0 && int64(length) > (1<<47)/e.Size {
		panic("reflect.ArrayOf: array size would exceed virtual address space")
	}
	return toType(lookup(typeKey{Array, e, nil, length}, func() *abi.Type {
		a := &abi.ArrayType{Elem: e, Len: int64(length)}
		a.String = "[" + strconv.Itoa(length) + "]" + e.String
		a.Size = e.Size * int64(length)
		a.Align, a.FieldAlign = e.Align, e.FieldAlign
		a.Flags = e.Flags & (abi.FlagComparable | abi.FlagMemEqual)
		if length == 1 {
			a.Flags |= e.Flags & abi.FlagDirect
		}
		if length > 0 && e.PtrData > 0 {
			a.PtrData = int64(length-1)*e.Size + e.PtrData
			a.GCMask = repeatMask(e, length, int(a.PtrData/8))
		}
		return &a.Type
	}))
}

// repeatMask gives the pointer mask of n elements; nil, which means that of
// the element repeated, for a long one.
func repeatMask(e *abi.Type, n, words int) *uint8 {
	if words > 1024 || e.GCMask == nil {
		return nil
	}
	mask := make([]byte, (words+7)/8)
	for i := range n {
		for w := range int(e.PtrData / 8) {
			if *(*byte)(unsafe.Add(unsafe.Pointer(e.GCMask), w/8))>>(w%8)&1 != 0 {
				at := i*int(e.Size/8) + w
				mask[at/8] |= 1 << (at % 8)
			}
		}
	}
	return &mask[0]
}

// FuncOf gives a function type.
func FuncOf(in, out []Type, variadic bool) Type {
	if variadic && (len(in) == 0 || in[len(in)-1].Kind() != Slice) {
		panic("reflect.FuncOf: last arg of variadic func must be slice")
	}
	var i, o []*abi.Type
	for _, t := range in {
		i = append(i, t.desc())
	}
	for _, t := range out {
		o = append(o, t.desc())
	}
	return toType(makeFuncType(i, o, variadic))
}

func makeFuncType(in, out []*abi.Type, variadic bool) *abi.Type {
	all := make([]*abi.Type, 0, len(in)+len(out))
	all = append(append(all, in...), out...)
	if t := findFunc(unsafe.Pointer(unsafe.SliceData(all)), len(in), len(out), variadic); t != nil {
		return t
	}
	key := make([]byte, 0, 64)
	for _, t := range all {
		key = strconv.AppendUint(append(key, ' '), uint64(uintptr(unsafe.Pointer(t))), 16)
	}
	key = strconv.AppendInt(append(key, '/'), int64(len(in)), 10)
	key = strconv.AppendBool(key, variadic)
	typeLock.Lock()
	defer typeLock.Unlock()
	if t, ok := madeFunc[string(key)]; ok {
		return t
	}
	f := &abi.FuncType{NIn: int32(len(in)), NOut: int32(len(out)), InOut: unsafe.SliceData(all)}
	if variadic {
		f.Variadic = 1
	}
	pointerLike(&f.Type, funcText(in, out, variadic), 0)
	f.Kind = uint8(Func)
	f.Hash = uint32(len(key))*31 + 7
	madeFunc[string(key)] = &f.Type
	return &f.Type
}

func funcText(in, out []*abi.Type, variadic bool) string {
	s := "func("
	for i, t := range in {
		if i > 0 {
			s += ", "
		}
		if variadic && i == len(in)-1 {
			s += "..." + elemOf(t).String
		} else {
			s += t.String
		}
	}
	s += ")"
	if len(out) == 1 {
		return s + " " + out[0].String
	}
	for i, t := range out {
		if i == 0 {
			s += " ("
		} else {
			s += ", "
		}
		s += t.String
	}
	if len(out) > 0 {
		s += ")"
	}
	return s
}

// StructOf is not supported.
func StructOf(fields []StructField) Type {
	panic("reflect.StructOf: not supported")
}

// New gives a pointer to a new zero value.
func New(typ Type) Value {
	if typ == nil {
		panic("reflect: New(nil)")
	}
	t := typ.desc()
	return Value{ptrTo(t), newObject(t), 0}
}

// NewAt gives a pointer of type *typ with the address p.
func NewAt(typ Type, p unsafe.Pointer) Value {
	return Value{ptrTo(typ.desc()), p, 0}
}

// Zero gives the zero value.
func Zero(typ Type) Value {
	if typ == nil {
		panic("reflect: Zero(nil)")
	}
	t := typ.desc()
	if isDirect(t) {
		return Value{t, nil, 0}
	}
	return Value{t, newObject(t), flagIndir}
}

// MakeSlice gives a new slice.
func MakeSlice(typ Type, len, cap int) Value {
	if typ.Kind() != Slice {
		panic("reflect.MakeSlice of non-slice type")
	}
	if len < 0 {
		panic("reflect.MakeSlice: negative len")
	}
	if cap < 0 {
		panic("reflect.MakeSlice: negative cap")
	}
	if len > cap {
		panic("reflect.MakeSlice: len > cap")
	}
	t := typ.desc()
	s := &abi.Slice{Data: newArray(elemOf(t), cap), Len: len, Cap: cap}
	return at(t, unsafe.Pointer(s), 0)
}

// SliceAt gives a slice of n elements at p.
func SliceAt(typ Type, p unsafe.Pointer, n int) Value {
	s := &abi.Slice{Data: p, Len: n, Cap: n}
	return at(sliceOf(typ.desc()), unsafe.Pointer(s), 0)
}

// MakeMap gives a new map.
func MakeMap(typ Type) Value { return MakeMapWithSize(typ, 0) }

// MakeMapWithSize gives a new map with room for n entries.
func MakeMapWithSize(typ Type, n int) Value {
	if typ.Kind() != Map {
		panic("reflect.MakeMapWithSize of non-map type")
	}
	t := typ.desc()
	return Value{t, makeMap(t, n), 0}
}

// MakeChan gives a new channel.
func MakeChan(typ Type, buffer int) Value {
	if typ.Kind() != Chan {
		panic("reflect.MakeChan of non-chan type")
	}
	if buffer < 0 {
		panic("reflect.MakeChan: negative buffer size")
	}
	if typ.ChanDir() != BothDir {
		panic("reflect.MakeChan: unidirectional channel type")
	}
	t := typ.desc()
	return Value{t, makeChan(t, buffer), 0}
}
