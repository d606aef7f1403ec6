package reflect

import (
	"internal/abi"
	"unsafe"
)

// NumMethod gives the number of exported methods; of all for an interface.
func (v Value) NumMethod() int {
	if v.typ == nil {
		panic(v.wrong("NumMethod"))
	}
	if v.flag&flagMethod != 0 {
		return 0
	}
	return toRType(v.typ).NumMethod()
}

// Method gives method i, bound to v.
func (v Value) Method(i int) Value {
	if v.typ == nil {
		panic(v.wrong("Method"))
	}
	if v.flag&flagMethod != 0 || uint(i) >= uint(toRType(v.typ).NumMethod()) {
		panic("reflect: Method index out of range")
	}
	if v.kind() == Interface && v.IsNil() {
		panic("reflect: Method on nil interface value")
	}
	f := v.flag.ro() | v.flag&flagIndir | flagMethod | flag(i)<<methodShift
	return Value{v.typ, v.ptr, f}
}

// MethodByName gives the method of that name, the zero Value if there is none.
func (v Value) MethodByName(name string) Value {
	if v.typ == nil {
		panic(v.wrong("MethodByName"))
	}
	if v.flag&flagMethod != 0 {
		return Value{}
	}
	t := toRType(v.typ)
	for i, n := 0, t.NumMethod(); i < n; i++ {
		if t.methodName(i) == name {
			return v.Method(i)
		}
	}
	return Value{}
}

func (t *rtype) methodName(i int) string {
	if t.kind() == Interface {
		return imethodsOf(&t.t)[i].Name
	}
	return exportedMethods(methodsOf(&t.t)).Method(i).Name
}

// method gives code, type (without receiver) and receiver of a method value.
func (v Value) method() (code unsafe.Pointer, t *abi.Type, receiver unsafe.Pointer) {
	i := int(v.flag >> methodShift)
	if kindOf(v.typ) == Interface {
		m := imethodsOf(v.typ)[i]
		face := (*abi.Iface)(v.ptr)
		slots := unsafe.Slice((*unsafe.Pointer)(unsafe.Pointer(&face.Tab.Fun)), i+1)
		return slots[i], m.Type, face.Data
	}
	m := exportedMethods(methodsOf(v.typ)).Method(i)
	if m.IFn == nil {
		panic("reflect: method " + v.typ.String + "." + m.Name + " is not in the program")
	}
	if isDirect(v.typ) {
		return m.IFn, m.Type, v.word()
	}
	c := newObject(v.typ)
	memmove(c, v.ptr, v.typ.Size)
	return m.IFn, m.Type, c
}

// Call calls a function.
func (v Value) Call(in []Value) []Value {
	v.must(Func, "Call")
	v.mustExported("Call")
	return v.call("Call", in)
}

// CallSlice calls a variadic function; the last argument is the slice.
func (v Value) CallSlice(in []Value) []Value {
	v.must(Func, "CallSlice")
	v.mustExported("CallSlice")
	return v.call("CallSlice", in)
}

func (v Value) call(op string, in []Value) []Value {
	var f callFrame
	var receiver unsafe.Pointer
	t := v.typ
	bound := v.flag&flagMethod != 0
	if bound {
		f.code, t, receiver = v.method()
	} else if f.context = v.word(); f.context != nil {
		f.code = *(*unsafe.Pointer)(f.context)
	}
	if f.code == nil {
		panic("reflect.Value.Call: call of nil function")
	}
	ft := funcOf(t)
	params, out := inOut(t)[:ft.NIn], inOut(t)[ft.NIn:]
	in = arguments(op, t, in)

	var stack [stackWords]word
	f.stack = &stack[0]
	c := cursor{f: &f}
	offsets, size, inRegs := layout(out)
	var block [resultWords]word
	results := unsafe.Pointer(&block[0])
	if !inRegs {
		if size > 8*resultWords {
			results = newArray(ptrTo(byteType), int(size+7)/8)
		}
		*c.next(false) = uint64(uintptr(results))
	}
	if bound {
		*c.next(false) = uint64(uintptr(receiver))
	}
	for i, x := range in {
		if c.words > stackWords-maxLeaves {
			panic("reflect: " + op + " with too many arguments")
		}
		x.mustExported(op)
		x = x.assignTo("reflect.Value.Call", params[i])
		c.put(params[i], x.address())
	}
	f.nstack = c.words
	callCode(&f)

	ret := make([]Value, len(out))
	places := resultPlaces{f: &f}
	for i, t := range out {
		p := newObject(t)
		if inRegs {
			var l leaves
			l.flatten(t, 0)
			for _, x := range l.list[:l.n] {
				writeLeaf(p, x, *places.next(x.float))
			}
		} else {
			memmove(p, unsafe.Add(results, offsets[i]), t.Size)
		}
		ret[i] = at(t, p, 0)
		if isDirect(t) {
			ret[i] = Value{t, *(*unsafe.Pointer)(p), 0}
		}
	}
	return ret
}

// arguments checks their number and packs those of a variadic parameter.
func arguments(op string, t *abi.Type, in []Value) []Value {
	ft := funcOf(t)
	n := int(ft.NIn)
	for _, x := range in {
		if x.kind() == Invalid {
			panic("reflect: " + op + " using zero Value argument")
		}
	}
	variadic := ft.Variadic != 0
	switch {
	case op == "CallSlice" && !variadic:
		panic("reflect: CallSlice of non-variadic function")
	case op == "CallSlice" && len(in) < n, op == "Call" && !variadic && len(in) < n,
		op == "Call" && variadic && len(in) < n-1:
		panic("reflect: " + op + " with too few input arguments")
	case op == "CallSlice" && len(in) > n, op == "Call" && !variadic && len(in) > n:
		panic("reflect: " + op + " with too many input arguments")
	}
	if op == "CallSlice" || !variadic {
		return in
	}
	st := inOut(t)[n-1]
	rest := MakeSlice(toRType(st), len(in)-(n-1), len(in)-(n-1))
	for i, x := range in[n-1:] {
		if xt := x.Type(); !xt.AssignableTo(toRType(elemOf(st))) {
			panic("reflect: cannot use " + xt.String() + " as type " + elemOf(st).String + " in " + op)
		}
		rest.Index(i).Set(x)
	}
	return append(append([]Value(nil), in[:n-1]...), rest)
}
