package reflect

import (
	"internal/abi"
	"unsafe"
)

// How functions take arguments and give results, as codegen/cg_type.c has it:
// what consists of at most four scalars goes scalar by scalar, in registers
// while there are some; what has more goes by the address of a copy. Results
// come back in four integer and four floating-point registers, or, when they
// do not fit, in memory whose address is a first, hidden argument.

const (
	maxLeaves   = 4
	intRegs     = 6
	floatRegs   = 8
	resultRegs  = 4
	stackWords  = 48
	resultWords = 64
)

// A word of an argument or result may be a pointer: the collector must look
// into the storage of words wherever the frame lives.
type word = unsafe.Pointer

// A callFrame is what runtime/frame_call_x86_64.S loads registers from and stores
// them to.
type callFrame struct {
	code    unsafe.Pointer
	context unsafe.Pointer
	ints    [intRegs]word
	floats  [floatRegs]uint64
	stack   *word
	nstack  int
	rints   [resultRegs]word
	rfloats [resultRegs]uint64
}

// A leaf is a scalar in a value.
type leaf struct {
	offset int64
	size   int64
	float  bool
}

type leaves struct {
	list [maxLeaves]leaf
	n    int
}

func (l *leaves) add(offset, size int64, float bool) bool {
	if l.n == maxLeaves {
		return false
	}
	l.list[l.n] = leaf{offset, size, float}
	l.n++
	return true
}

// flatten adds the scalars of a t at an offset; false if they are too many.
func (l *leaves) flatten(t *abi.Type, at int64) bool {
	switch k := kindOf(t); k {
	case Float32, Float64:
		return l.add(at, t.Size, true)
	case Complex64, Complex128:
		return l.add(at, t.Size/2, true) && l.add(at+t.Size/2, t.Size/2, true)
	case String, Interface:
		return l.add(at, 8, false) && l.add(at+8, 8, false)
	case Slice:
		return l.add(at, 8, false) && l.add(at+8, 8, false) && l.add(at+16, 8, false)
	case Array:
		n := lenOf(t)
		return n == 0 || n == 1 && l.flatten(elemOf(t), at)
	case Struct:
		list := fieldsOf(t)
		for i := range list {
			if !l.flatten(list[i].Type, at+list[i].Offset) {
				return false
			}
		}
		return true
	}
	return l.add(at, t.Size, false)
}

func readLeaf(p unsafe.Pointer, f leaf) uint64 {
	p = unsafe.Add(p, f.offset)
	switch f.size {
	case 1:
		return uint64(*(*uint8)(p))
	case 2:
		return uint64(*(*uint16)(p))
	case 4:
		return uint64(*(*uint32)(p))
	}
	return *(*uint64)(p)
}

func writeLeaf(p unsafe.Pointer, f leaf, x uint64) {
	p = unsafe.Add(p, f.offset)
	switch f.size {
	case 1:
		*(*uint8)(p) = uint8(x)
	case 2:
		*(*uint16)(p) = uint16(x)
	case 4:
		*(*uint32)(p) = uint32(x)
	default:
		*(*uint64)(p) = x
	}
}

// A cursor hands out the places of arguments, in order.
type cursor struct {
	f            *callFrame
	ints, floats int
	words        int
}

func (c *cursor) next(float bool) *uint64 {
	if float && c.floats < floatRegs {
		c.floats++
		return &c.f.floats[c.floats-1]
	}
	if !float && c.ints < intRegs {
		c.ints++
		return (*uint64)(unsafe.Pointer(&c.f.ints[c.ints-1]))
	}
	c.words++
	return (*uint64)(unsafe.Add(unsafe.Pointer(c.f.stack), 8*(c.words-1)))
}

// put passes the value of type t at p.
func (c *cursor) put(t *abi.Type, p unsafe.Pointer) {
	var l leaves
	if !l.flatten(t, 0) {
		copied := newObject(t)
		memmove(copied, p, t.Size)
		*c.next(false) = uint64(uintptr(copied))
		return
	}
	for _, f := range l.list[:l.n] {
		*c.next(f.float) = readLeaf(p, f)
	}
}

// get takes an argument of type t to p.
func (c *cursor) get(t *abi.Type, p unsafe.Pointer) {
	var l leaves
	if !l.flatten(t, 0) {
		memmove(p, *(*unsafe.Pointer)(unsafe.Pointer(c.next(false))), t.Size)
		return
	}
	for _, f := range l.list[:l.n] {
		writeLeaf(p, f, *c.next(f.float))
	}
}

// layout says how results come: offsets in memory, or all in registers.
func layout(out []*abi.Type) (offsets []int64, size int64, inRegs bool) {
	ints, floats := 0, 0
	inRegs = true
	for _, t := range out {
		a := int64(t.Align)
		size = (size + a - 1) / a * a
		offsets = append(offsets, size)
		size += t.Size
		var l leaves
		if !l.flatten(t, 0) {
			inRegs = false
			continue
		}
		for _, f := range l.list[:l.n] {
			if f.float {
				floats++
			} else {
				ints++
			}
		}
	}
	return offsets, size, inRegs && ints <= resultRegs && floats <= resultRegs
}

// resultPlaces walks over the registers of results.
type resultPlaces struct {
	f            *callFrame
	ints, floats int
}

func (r *resultPlaces) next(float bool) *uint64 {
	if float {
		r.floats++
		return &r.f.rfloats[r.floats-1]
	}
	r.ints++
	return (*uint64)(unsafe.Pointer(&r.f.rints[r.ints-1]))
}

//go:noescape
//go:linkname callCode rt_frame_call
func callCode(f *callFrame)

//go:linkname stubCode rt_frame_stub_code
func stubCode() unsafe.Pointer
