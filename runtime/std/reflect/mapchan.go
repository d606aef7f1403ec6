package reflect

import (
	rt "internal/rtype"
	"unsafe"
)

// MapIndex gives the value of a key, the zero Value if there is none.
func (v Value) MapIndex(key Value) Value {
	v.must(Map, "MapIndex")
	k := key.assignTo("reflect.Value.MapIndex", keyOf(v.typ))
	m := v.word()
	if m == nil {
		return Value{}
	}
	e := mapGet(v.typ, m, k.address())
	if e == nil {
		return Value{}
	}
	return loaded(elemOf(v.typ), e, v.flag.ro()|key.flag.ro())
}

// MapKeys gives all keys, in no order.
func (v Value) MapKeys() []Value {
	v.must(Map, "MapKeys")
	keys := make([]Value, 0, v.Len())
	for it := v.MapRange(); it.Next(); {
		keys = append(keys, it.Key())
	}
	return keys
}

// SetMapIndex sets the value of a key; the zero Value deletes it.
func (v Value) SetMapIndex(key, elem Value) {
	v.must(Map, "SetMapIndex")
	v.mustExported("SetMapIndex")
	key.mustExported("SetMapIndex")
	k := key.assignTo("reflect.Value.SetMapIndex", keyOf(v.typ))
	m := v.word()
	if elem.typ == nil {
		if m != nil {
			mapDelete(v.typ, m, k.address())
		}
		return
	}
	elem.mustExported("SetMapIndex")
	e := elem.assignTo("reflect.Value.SetMapIndex", elemOf(v.typ))
	e.store(mapSet(v.typ, m, k.address())) // panics on a nil map
}

// A MapIter walks over a map.
type MapIter struct {
	m     Value
	it    *rt.MapIter
	begun bool
}

// MapRange gives an iterator over a map.
func (v Value) MapRange() *MapIter {
	if v.kind() != Map {
		panic(v.wrong("MapRange"))
	}
	return &MapIter{m: v}
}

// Next goes to the next entry and reports whether there is one.
func (iter *MapIter) Next() bool {
	if !iter.m.IsValid() {
		panic("MapIter.Next called on an iterator that does not have an associated map Value")
	}
	if !iter.begun {
		iter.begun = true
		if iter.m.word() == nil {
			return false
		}
		iter.it = new(rt.MapIter)
		iter.it.Start(rt.Type{Desc: iter.m.typ}, iter.m.word())
	} else {
		if iter.it == nil || iter.it.Key == nil {
			panic("MapIter.Next called on exhausted iterator")
		}
		iter.it.Next()
	}
	return iter.it.Key != nil
}

func (iter *MapIter) check(method string) {
	if !iter.begun {
		panic(method + " called before Next")
	}
	if iter.it == nil || iter.it.Key == nil {
		panic(method + " called on exhausted iterator")
	}
}

// Key gives the key of the entry.
func (iter *MapIter) Key() Value {
	iter.check("MapIter.Key")
	return loaded(keyOf(iter.m.typ), iter.it.Key, iter.m.flag.ro())
}

// Value gives the value of the entry.
func (iter *MapIter) Value() Value {
	iter.check("MapIter.Value")
	return loaded(elemOf(iter.m.typ), iter.it.Elem, iter.m.flag.ro())
}

// Reset begins again, with map v.
func (iter *MapIter) Reset(v Value) {
	if v.IsValid() {
		v.must(Map, "MapIter.Reset")
	}
	*iter = MapIter{m: v}
}

// SetIterKey assigns the key of the entry.
func (v Value) SetIterKey(iter *MapIter) { v.Set(iter.Key()) }

// SetIterValue assigns the value of the entry.
func (v Value) SetIterValue(iter *MapIter) { v.Set(iter.Value()) }

func (v Value) channel(method string, dir ChanDir) unsafe.Pointer {
	v.must(Chan, method)
	v.mustExported(method)
	if dirOf(v.typ)&dir == 0 {
		if dir == SendDir {
			panic("reflect: send on recv-only channel")
		}
		panic("reflect: recv on send-only channel")
	}
	return v.word()
}

// Send sends x.
func (v Value) Send(x Value) {
	c := v.channel("Send", SendDir)
	x.mustExported("Send")
	x = x.assignTo("reflect.Value.Send", elemOf(v.typ))
	chanSend(c, x.address())
}

// TrySend sends x if that does not block.
func (v Value) TrySend(x Value) bool {
	c := v.channel("TrySend", SendDir)
	x.mustExported("TrySend")
	x = x.assignTo("reflect.Value.Send", elemOf(v.typ))
	return chanTrySend(c, x.address())
}

// Recv receives a value; ok is false for the zero value of a closed channel.
func (v Value) Recv() (x Value, ok bool) {
	c := v.channel("Recv", RecvDir)
	p := newObject(elemOf(v.typ))
	ok = chanRecv(c, p)
	return loaded(elemOf(v.typ), p, 0), ok
}

// TryRecv receives a value if that does not block, else gives the zero Value.
func (v Value) TryRecv() (x Value, ok bool) {
	c := v.channel("TryRecv", RecvDir)
	p := newObject(elemOf(v.typ))
	switch chanTryRecv(c, p) {
	case 0:
		return Value{}, false
	case 1:
		return Zero(toRType(elemOf(v.typ))), false
	}
	return loaded(elemOf(v.typ), p, 0), true
}

// Close closes a channel.
func (v Value) Close() {
	v.must(Chan, "Close")
	v.mustExported("Close")
	if dirOf(v.typ)&SendDir == 0 {
		panic("reflect: close of receive-only channel")
	}
	chanClose(v.word())
}

// A SelectDir is the kind of a SelectCase.
type SelectDir int

const (
	_ SelectDir = iota
	SelectSend
	SelectRecv
	SelectDefault
)

// A SelectCase is one case of Select.
type SelectCase struct {
	Dir  SelectDir
	Chan Value
	Send Value
}

// rtCase is RtSelectCase.
type rtCase struct {
	c    unsafe.Pointer
	elem unsafe.Pointer
	send int64
}

// low makes the case for the run-time system.
func (c *SelectCase) low() rtCase {
	switch c.Dir {
	case SelectSend:
		if !c.Chan.IsValid() {
			return rtCase{send: 1}
		}
		k := rtCase{c: c.Chan.channel("Select", SendDir), send: 1}
		x := c.Send.assignTo("reflect.Select", elemOf(c.Chan.typ))
		k.elem = newObject(x.typ)
		x.store(k.elem)
		return k
	case SelectRecv:
		if c.Send.IsValid() {
			panic("reflect.Select: RecvDir case has Send value")
		}
		if !c.Chan.IsValid() {
			return rtCase{}
		}
		return rtCase{c: c.Chan.channel("Select", RecvDir), elem: newObject(elemOf(c.Chan.typ))}
	}
	panic("reflect.Select: invalid Dir")
}

// Select does what a select statement with these cases does.
func Select(cases []SelectCase) (chosen int, recv Value, recvOK bool) {
	if len(cases) > 65536 {
		panic("reflect.Select: too many cases (max 65536)")
	}
	var list []rtCase
	var index []int
	other := -1
	for i := range cases {
		c := &cases[i]
		if c.Dir != SelectDefault {
			list = append(list, c.low())
			index = append(index, i)
			continue
		}
		switch {
		case other >= 0:
			panic("reflect.Select: multiple default cases")
		case c.Chan.IsValid():
			panic("reflect.Select: default case has Chan value")
		case c.Send.IsValid():
			panic("reflect.Select: default case has Send value")
		}
		other = i
	}
	r := selectCase(unsafe.Pointer(unsafe.SliceData(list)), len(list), other >= 0)
	n := r & 0xffffffff
	if n == len(list) {
		return other, Value{}, false
	}
	chosen = index[n]
	if cases[chosen].Dir == SelectRecv {
		recv = loaded(elemOf(cases[chosen].Chan.typ), list[n].elem, 0)
		recvOK = r>>32&1 != 0
	}
	return chosen, recv, recvOK
}
