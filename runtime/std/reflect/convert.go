package reflect

import (
	"internal/abi"
	"strconv"
	"unsafe"
)

// CanConvert reports whether Convert works.
func (v Value) CanConvert(t Type) bool {
	if v.typ == nil || conversion(t.desc(), v.Type().desc()) == nil {
		return false
	}
	if v.kind() == Slice {
		d := t.desc()
		if kindOf(d) == Pointer && kindOf(elemOf(d)) == Array {
			d = elemOf(d)
		}
		if kindOf(d) == Array && lenOf(d) > v.Len() {
			return false
		}
	}
	return true
}

// Convert gives T(v).
func (v Value) Convert(t Type) Value {
	if v.flag&flagMethod != 0 {
		v = v.methodClosure()
	}
	if v.typ == nil {
		panic(v.wrong("Convert"))
	}
	op := conversion(t.desc(), v.typ)
	if op == nil {
		panic("reflect.Value.Convert: value of type " + v.typ.String +
			" cannot be converted to type " + t.String())
	}
	return op(v, t.desc())
}

// conversion gives what converts v to t, nil if nothing does.
func conversion(t, v *abi.Type) func(Value, *abi.Type) Value {
	to, from := kindOf(t), kindOf(v)
	numeric := from.isInt() || from.isUint() || from.isFloat()
	switch {
	case (to.isInt() || to.isUint()) && numeric:
		return convertToInteger
	case to.isFloat() && numeric:
		return convertToFloat
	case to.isComplex() && from.isComplex():
		return convertToComplex
	case to == String && (from.isInt() || from.isUint()):
		return convertIntToString
	case to == String && from == Slice && textElem(v):
		return convertSliceToString
	case to == Slice && from == String && textElem(t):
		return convertStringToSlice
	case from == Slice && to == Pointer && kindOf(elemOf(t)) == Array &&
		elemOf(v) == elemOf(elemOf(t)):
		return convertSliceToArrayPointer
	case from == Slice && to == Array && elemOf(v) == elemOf(t):
		return convertSliceToArray
	case to == Chan && from == Chan && dirOf(v) == BothDir &&
		elemOf(t) == elemOf(v) && !(isNamed(t) && isNamed(v)):
		return convertSame
	case sameUnderlying(t, v, false):
		return convertSame
	case to == Pointer && !isNamed(t) && from == Pointer && !isNamed(v) &&
		sameUnderlying(elemOf(t), elemOf(v), false):
		return convertSame
	case to == Interface && implements(t, v):
		return convertToInterface
	}
	return nil
}

// textElem: bytes or runes of a slice type.
func textElem(t *abi.Type) bool {
	k := kindOf(elemOf(t))
	u := elemOf(t).Uncommon
	return (k == Uint8 || k == Int32) && (u == nil || u.PkgPath == "")
}

func convertToInterface(v Value, t *abi.Type) Value {
	return v.assignTo("reflect.Value.Convert", t)
}

func convertSame(v Value, t *abi.Type) Value {
	if v.flag&flagAddr != 0 {
		return loaded(t, v.ptr, v.flag.ro())
	}
	return Value{t, v.ptr, v.flag&flagIndir | v.flag.ro()}
}

func convertToInteger(v Value, t *abi.Type) Value {
	var bits uint64
	switch k := v.kind(); {
	case k.isInt():
		bits = uint64(v.Int())
	case k.isUint():
		bits = v.Uint()
	case kindOf(t).isUint():
		bits = uint64(v.Float())
	default:
		bits = uint64(int64(v.Float()))
	}
	r := at(t, newObject(t), flagAddr)
	if kindOf(t).isInt() {
		r.SetInt(int64(bits))
	} else {
		r.SetUint(bits)
	}
	return at(t, r.ptr, v.flag.ro())
}

func convertToFloat(v Value, t *abi.Type) Value {
	var f float64
	switch k := v.kind(); {
	case k.isInt():
		f = float64(v.Int())
	case k.isUint():
		f = float64(v.Uint())
	default:
		f = v.Float()
	}
	r := at(t, newObject(t), flagAddr)
	r.SetFloat(f)
	return at(t, r.ptr, v.flag.ro())
}

func convertToComplex(v Value, t *abi.Type) Value {
	r := at(t, newObject(t), flagAddr)
	r.SetComplex(v.Complex())
	return at(t, r.ptr, v.flag.ro())
}

func convertIntToString(v Value, t *abi.Type) Value {
	s := "\uFFFD"
	if v.kind().isInt() {
		if x := v.Int(); int64(rune(x)) == x {
			s = string(rune(x))
		}
	} else if x := v.Uint(); uint64(rune(x)) == x {
		s = string(rune(x))
	}
	return loaded(t, unsafe.Pointer(&s), v.flag.ro())
}

func convertSliceToString(v Value, t *abi.Type) Value {
	var s string
	if elemOf(v.typ).Size == 1 {
		s = string(*(*[]byte)(v.ptr))
	} else {
		s = string(*(*[]rune)(v.ptr))
	}
	return loaded(t, unsafe.Pointer(&s), v.flag.ro())
}

func convertStringToSlice(v Value, t *abi.Type) Value {
	s := *(*string)(v.ptr)
	if elemOf(t).Size == 1 {
		b := []byte(s)
		return loaded(t, unsafe.Pointer(&b), v.flag.ro())
	}
	r := []rune(s)
	return loaded(t, unsafe.Pointer(&r), v.flag.ro())
}

func tooShort(v Value, n int, what string) {
	if n > v.Len() {
		panic("reflect: cannot convert slice with length " + strconv.Itoa(v.Len()) +
			" to " + what + " with length " + strconv.Itoa(n))
	}
}

func convertSliceToArrayPointer(v Value, t *abi.Type) Value {
	tooShort(v, lenOf(elemOf(t)), "pointer to array")
	return Value{t, (*abi.Slice)(v.ptr).Data, v.flag.ro()}
}

func convertSliceToArray(v Value, t *abi.Type) Value {
	tooShort(v, lenOf(t), "array")
	return loaded(t, (*abi.Slice)(v.ptr).Data, v.flag.ro())
}
