package reflect

import (
	"internal/abi"
	"unsafe"
)

// Len gives the length of an array, channel, map, slice, string or pointer to
// an array.
func (v Value) Len() int {
	switch v.kind() {
	case Slice:
		return (*abi.Slice)(v.ptr).Len
	case String:
		return len(*(*string)(v.ptr))
	case Array:
		return lenOf(v.typ)
	case Map:
		if m := v.word(); m != nil {
			return *(*int)(m)
		}
		return 0
	case Chan:
		return chanLen(v.word())
	case Pointer:
		if t := elemOf(v.typ); kindOf(t) == Array {
			return lenOf(t)
		}
		panic("reflect: call of reflect.Value.Len on ptr to non-array Value")
	}
	panic(v.wrong("Len"))
}

// Cap gives the capacity of an array, channel, slice or pointer to an array.
func (v Value) Cap() int {
	switch v.kind() {
	case Slice:
		return (*abi.Slice)(v.ptr).Cap
	case Array:
		return lenOf(v.typ)
	case Chan:
		return chanCap(v.word())
	case Pointer:
		if t := elemOf(v.typ); kindOf(t) == Array {
			return lenOf(t)
		}
		panic("reflect: call of reflect.Value.Cap on ptr to non-array Value")
	}
	panic(v.wrong("Cap"))
}

// Index gives element i of an array, slice or string.
func (v Value) Index(i int) Value {
	switch v.kind() {
	case Slice:
		s := (*abi.Slice)(v.ptr)
		if uint(i) >= uint(s.Len) {
			panic("reflect: slice index out of range")
		}
		t := elemOf(v.typ)
		return at(t, unsafe.Add(s.Data, i*int(t.Size)), flagAddr|v.flag.ro())
	case String:
		s := *(*string)(v.ptr)
		if uint(i) >= uint(len(s)) {
			panic("reflect: string index out of range")
		}
		c := s[i]
		return loaded(byteType, unsafe.Pointer(&c), v.flag.ro())
	case Array:
		if uint(i) >= uint(lenOf(v.typ)) {
			panic("reflect: array index out of range")
		}
		t := elemOf(v.typ)
		f := v.flag&(flagIndir|flagAddr) | v.flag.ro()
		if f&flagIndir == 0 {
			return Value{t, v.ptr, f}
		}
		return Value{t, unsafe.Add(v.ptr, i*int(t.Size)), f}
	}
	panic(v.wrong("Index"))
}

var byteType = (*abi.Eface)(unsafe.Pointer(&sampleByte)).Type
var sampleByte any = byte(0)

// sliceBase gives what Slice and Slice3 cut: data, capacity, slice type.
func (v Value) sliceBase(method string) (p unsafe.Pointer, n, c int, t *abi.Type) {
	switch v.kind() {
	case Array:
		if v.flag&flagAddr == 0 {
			panic("reflect.Value." + method + ": slice of unaddressable array")
		}
		return v.ptr, lenOf(v.typ), lenOf(v.typ), sliceOf(elemOf(v.typ))
	case Slice:
		s := (*abi.Slice)(v.ptr)
		return s.Data, s.Len, s.Cap, v.typ
	}
	panic(v.wrong(method))
}

func cut(p unsafe.Pointer, i, j, k int, t *abi.Type, f flag) Value {
	s := &abi.Slice{Data: p, Len: j - i, Cap: k - i}
	if k > i {
		s.Data = unsafe.Add(p, i*int(elemOf(t).Size))
	}
	return at(t, unsafe.Pointer(s), f)
}

// Slice gives v[i:j].
func (v Value) Slice(i, j int) Value {
	if v.kind() == String {
		s := *(*string)(v.ptr)
		if i < 0 || j < i || j > len(s) {
			panic("reflect.Value.Slice: string slice index out of bounds")
		}
		s = s[i:j]
		return loaded(v.typ, unsafe.Pointer(&s), v.flag.ro())
	}
	p, _, c, t := v.sliceBase("Slice")
	if i < 0 || j < i || j > c {
		panic("reflect.Value.Slice: slice index out of bounds")
	}
	return cut(p, i, j, c, t, v.flag.ro())
}

// Slice3 gives v[i:j:k].
func (v Value) Slice3(i, j, k int) Value {
	p, _, c, t := v.sliceBase("Slice3")
	if i < 0 || j < i || k < j || k > c {
		panic("reflect.Value.Slice3: slice index out of bounds")
	}
	return cut(p, i, j, k, t, v.flag.ro())
}

// grow makes room for n more elements in the slice variable at p.
func grow(t *abi.Type, s *abi.Slice, n int) {
	if s.Len+n < 0 {
		panic("reflect.Value.Grow: slice overflow")
	}
	if s.Len+n <= s.Cap {
		return
	}
	var out abi.Slice
	growSlice(unsafe.Pointer(&out), elemOf(t), s.Data, s.Cap, s.Len+n, s.Len)
	s.Data, s.Cap = out.Data, out.Cap
}

// Grow makes room for n more elements in a slice.
func (v Value) Grow(n int) {
	v.mustAssignable("Grow")
	v.must(Slice, "Grow")
	if n < 0 {
		panic("reflect.Value.Grow: negative len")
	}
	grow(v.typ, (*abi.Slice)(v.ptr), n)
}

// Append appends the values to a slice.
func Append(s Value, x ...Value) Value {
	s.mustExported("Append")
	s.must(Slice, "Append")
	h := *(*abi.Slice)(s.ptr)
	n := h.Len
	grow(s.typ, &h, len(x))
	h.Len += len(x)
	r := at(s.typ, unsafe.Pointer(&h), 0)
	for i, e := range x {
		r.Index(n + i).Set(e)
	}
	return r
}

// AppendSlice appends the elements of t to s.
func AppendSlice(s, t Value) Value {
	s.must(Slice, "AppendSlice")
	t.must(Slice, "AppendSlice")
	if s.typ != t.typ {
		panic("reflect.AppendSlice: " + s.typ.String + " != " + t.typ.String)
	}
	h := *(*abi.Slice)(s.ptr)
	n := h.Len
	grow(s.typ, &h, t.Len())
	h.Len += t.Len()
	r := at(s.typ, unsafe.Pointer(&h), 0)
	Copy(r.Slice(n, h.Len), t)
	return r
}

// Copy copies elements of src, or bytes of a string, to dst until one is used
// up.
func Copy(dst, src Value) int {
	if k := dst.kind(); k != Array && k != Slice {
		panic(dst.wrong("Copy")) // as Go names it, without reflect.Value
	}
	if dst.kind() == Array {
		dst.mustAssignable("Copy")
	}
	dst.mustExported("Copy")
	src.mustExported("Copy")
	elem := elemOf(dst.typ)
	n := min(dst.Len(), src.Len())
	var from unsafe.Pointer
	switch src.kind() {
	case String:
		if kindOf(elem) != Uint8 {
			panic(src.wrong("Copy"))
		}
		from = *(*unsafe.Pointer)(src.ptr)
	case Slice:
		from = (*abi.Slice)(src.ptr).Data
	case Array:
		from = src.address()
	default:
		panic(src.wrong("Copy"))
	}
	if src.kind() != String && elemOf(src.typ) != elem {
		panic("reflect.Copy: " + elemOf(src.typ).String + " != " + elem.String)
	}
	to := dst.ptr
	if dst.kind() == Slice {
		to = (*abi.Slice)(dst.ptr).Data
	}
	if n > 0 {
		memmove(to, from, int64(n)*elem.Size)
	}
	return n
}

// Clear empties a map or zeroes a slice.
func (v Value) Clear() {
	switch v.kind() {
	case Slice:
		zero := Zero(toRType(elemOf(v.typ)))
		for i := range v.Len() {
			zero.store(v.Index(i).ptr)
		}
	case Map:
		if m := v.word(); m != nil {
			mapClear(v.typ, m)
		}
	default:
		panic(v.wrong("Clear"))
	}
}

// Swapper gives a function that swaps two elements of a slice.
func Swapper(slice any) func(i, j int) {
	v := ValueOf(slice)
	if v.kind() != Slice {
		panic(&ValueError{"Swapper", v.kind()})
	}
	s := *(*abi.Slice)(v.ptr)
	t := elemOf(v.typ)
	tmp := newObject(t)
	return func(i, j int) {
		if uint(i) >= uint(s.Len) || uint(j) >= uint(s.Len) {
			panic("reflect: slice index out of range")
		}
		a, b := unsafe.Add(s.Data, i*int(t.Size)), unsafe.Add(s.Data, j*int(t.Size))
		memmove(tmp, a, t.Size)
		memmove(a, b, t.Size)
		memmove(b, tmp, t.Size)
	}
}
