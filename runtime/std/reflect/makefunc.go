package reflect

import (
	"internal/abi"
	"unsafe"
)

// A closure whose code is the stub: the stub stores the registers into a frame
// and calls handler with it.
type stubClosure struct {
	code    unsafe.Pointer
	handler func(f *callFrame)
}

// MakeFunc gives a function that calls fn with its arguments.
func MakeFunc(typ Type, fn func(args []Value) (results []Value)) Value {
	if typ.Kind() != Func {
		panic("reflect: call of MakeFunc with non-Func type")
	}
	return makeFunc(typ.desc(), fn, "reflect: function created by MakeFunc using closure")
}

func makeFunc(t *abi.Type, fn func(args []Value) []Value, what string) Value {
	ft := funcOf(t)
	params, out := inOut(t)[:ft.NIn], inOut(t)[ft.NIn:]
	offsets, _, inRegs := layout(out)
	c := &stubClosure{code: stubCode()}
	c.handler = func(f *callFrame) {
		c := cursor{f: f}
		var results unsafe.Pointer
		if !inRegs {
			results = *(*unsafe.Pointer)(unsafe.Pointer(c.next(false)))
		}
		args := make([]Value, len(params))
		for i, t := range params {
			p := newObject(t)
			c.get(t, p)
			args[i] = at(t, p, 0)
		}
		ret := fn(args)
		if len(ret) != len(out) {
			panic("reflect: wrong return count from function created by MakeFunc")
		}
		places := resultPlaces{f: f}
		for i, t := range out {
			if ret[i].typ == nil {
				panic(what + " returned zero Value")
			}
			if ret[i].flag&flagRO != 0 {
				panic(what + " returned value obtained from unexported field")
			}
			x := ret[i].assignTo("reflect.MakeFunc", t)
			if !inRegs {
				memmove(unsafe.Add(results, offsets[i]), x.address(), t.Size)
				continue
			}
			var l leaves
			l.flatten(t, 0)
			for _, f := range l.list[:l.n] {
				*places.next(f.float) = readLeaf(x.address(), f)
			}
		}
	}
	return Value{t, unsafe.Pointer(c), 0}
}

// methodClosure makes a func value of a method value.
func (v Value) methodClosure() Value {
	_, t, _ := v.method()
	bound := v
	if v.flag&flagIndir != 0 {
		bound.ptr = newObject(v.typ)
		memmove(bound.ptr, v.ptr, v.typ.Size)
	}
	bound.flag &^= flagRO
	f := makeFunc(t, func(args []Value) []Value { return bound.forward(t, args) }, "reflect: method")
	f.flag |= v.flag.ro()
	return f
}

func (v Value) forward(t *abi.Type, args []Value) []Value {
	if funcOf(t).Variadic != 0 {
		return v.CallSlice(args)
	}
	return v.Call(args)
}

// methodFunc makes the function of method i of a type, with the receiver first.
func methodFunc(ft *abi.Type, i int) Value {
	return makeFunc(ft, func(args []Value) []Value {
		return args[0].Method(i).forward(ft, args[1:])
	}, "reflect: method")
}
