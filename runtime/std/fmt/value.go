package fmt

import (
	"internal/rtype"
	"unsafe"
)

// Whether methods of a value may be called: not those of unexported fields.
// A value in an exported field of an unexported embedded struct is seen.
type sight uint8

const (
	seen sight = iota
	embedded
	hidden
)

func (s sight) inner() sight {
	if s == seen {
		return seen
	}
	return hidden
}

func (s sight) field(t rtype.Type, i int) sight {
	switch {
	case s == hidden:
		return hidden
	case t.FieldExported(i):
		return seen
	case t.FieldEmbedded(i):
		return embedded
	}
	return hidden
}

func signed(k rtype.Kind, p unsafe.Pointer) int64 {
	switch k {
	case rtype.Int8:
		return int64(*(*int8)(p))
	case rtype.Int16:
		return int64(*(*int16)(p))
	case rtype.Int32:
		return int64(*(*int32)(p))
	}
	return *(*int64)(p)
}

func unsigned(k rtype.Kind, p unsafe.Pointer) uint64 {
	switch k {
	case rtype.Uint8:
		return uint64(*(*uint8)(p))
	case rtype.Uint16:
		return uint64(*(*uint16)(p))
	case rtype.Uint32:
		return uint64(*(*uint32)(p))
	}
	return *(*uint64)(p)
}

// printValue prints the value of type t at p. At depth 0 the methods of the
// value were tried already.
func (f *flags) printValue(b []byte, t rtype.Type, p unsafe.Pointer,
	verb rune, depth int, right sight) []byte {
	k := t.Kind()
	if depth > 0 && right == seen {
		var v any
		if k == rtype.Interface {
			v = rtype.Load(t, p)
		} else {
			v = rtype.Box(t, p)
		}
		var done bool
		if t.IsReflectValue() && !f.erroring {
			return f.printReflected(b, p, verb)
		}
		if v != nil {
			if b, done = f.methods(b, v, verb); done {
				return b
			}
		}
	}
	switch k {
	case rtype.Bool:
		if verb == 't' || verb == 'v' {
			return f.boolean(b, *(*bool)(p))
		}
		return f.badVerb(b, t, p, verb)
	case rtype.Int, rtype.Int8, rtype.Int16, rtype.Int32, rtype.Int64:
		return f.printInt(b, uint64(signed(k, p)), true, verb, t, p)
	case rtype.Uint, rtype.Uint8, rtype.Uint16, rtype.Uint32, rtype.Uint64,
		rtype.Uintptr:
		return f.printInt(b, unsigned(k, p), false, verb, t, p)
	case rtype.Float32:
		return f.printFloat(b, float64(*(*float32)(p)), 32, verb, t, p)
	case rtype.Float64:
		return f.printFloat(b, *(*float64)(p), 64, verb, t, p)
	case rtype.Complex64:
		return f.printComplex(b, complex128(*(*complex64)(p)), 32, verb, t, p)
	case rtype.Complex128:
		return f.printComplex(b, *(*complex128)(p), 64, verb, t, p)
	case rtype.String:
		return f.printString(b, *(*string)(p), verb, t, p)
	case rtype.Map:
		return f.printMap(b, t, p, verb, depth, right)
	case rtype.Struct:
		return f.printStruct(b, t, p, verb, depth, right)
	case rtype.Interface:
		return f.printInterface(b, t, p, verb, depth, right)
	case rtype.Array, rtype.Slice:
		return f.printList(b, t, p, verb, depth, right)
	case rtype.Pointer:
		to := *(*unsafe.Pointer)(p)
		if depth == 0 && to != nil {
			switch t.Elem().Kind() {
			case rtype.Array, rtype.Slice, rtype.Struct, rtype.Map:
				b = append(b, '&')
				return f.printValue(b, t.Elem(), to, verb, depth+1,
					right.inner())
			}
		}
		return f.pointer(b, t, p, verb)
	case rtype.Chan, rtype.Func, rtype.UnsafePointer:
		return f.pointer(b, t, p, verb)
	}
	return append(b, '?')
}

func (f *flags) printInt(b []byte, u uint64, sign bool, verb rune,
	t rtype.Type, p unsafe.Pointer) []byte {
	switch verb {
	case 'v':
		if f.sharpV && !sign {
			return f.hex64(b, u, true)
		}
		return f.integer(b, u, 10, sign, verb, lowerDigits)
	case 'd':
		return f.integer(b, u, 10, sign, verb, lowerDigits)
	case 'b':
		return f.integer(b, u, 2, sign, verb, lowerDigits)
	case 'o', 'O':
		return f.integer(b, u, 8, sign, verb, lowerDigits)
	case 'x':
		return f.integer(b, u, 16, sign, verb, lowerDigits)
	case 'X':
		return f.integer(b, u, 16, sign, verb, upperDigits)
	case 'c':
		return f.character(b, u)
	case 'q':
		return f.quotedCharacter(b, u)
	case 'U':
		return f.unicode(b, u)
	}
	return f.badVerb(b, t, p, verb)
}

func (f *flags) printFloat(b []byte, v float64, size int, verb rune,
	t rtype.Type, p unsafe.Pointer) []byte {
	switch verb {
	case 'v':
		return f.float(b, v, size, 'g', -1)
	case 'b', 'g', 'G', 'x', 'X':
		return f.float(b, v, size, byte(verb), -1)
	case 'f', 'e', 'E':
		return f.float(b, v, size, byte(verb), 6)
	case 'F':
		return f.float(b, v, size, 'f', 6)
	}
	return f.badVerb(b, t, p, verb)
}

// printComplex prints (a+bi); size is that of each part.
func (f *flags) printComplex(b []byte, v complex128, size int, verb rune,
	t rtype.Type, p unsafe.Pointer) []byte {
	switch verb {
	case 'v', 'b', 'g', 'G', 'x', 'X', 'f', 'F', 'e', 'E':
		plus := f.plus
		b = append(b, '(')
		b = f.printFloat(b, real(v), size, verb, t, p)
		f.plus = true
		b = f.printFloat(b, imag(v), size, verb, t, p)
		f.plus = plus
		return append(b, "i)"...)
	}
	return f.badVerb(b, t, p, verb)
}

func (f *flags) printString(b []byte, s string, verb rune, t rtype.Type,
	p unsafe.Pointer) []byte {
	switch verb {
	case 'v':
		if f.sharpV {
			return f.quoted(b, s)
		}
		return f.text(b, s)
	case 's':
		return f.text(b, s)
	case 'x':
		return f.hexText(b, s, lowerDigits)
	case 'X':
		return f.hexText(b, s, upperDigits)
	case 'q':
		return f.quoted(b, s)
	}
	return f.badVerb(b, t, p, verb)
}

func (f *flags) printBytes(b []byte, s []byte, verb rune, t rtype.Type,
	p unsafe.Pointer) []byte {
	switch verb {
	case 'v', 'd':
		if !f.sharpV {
			b = append(b, '[')
			for i, c := range s {
				if i > 0 {
					b = append(b, ' ')
				}
				b = f.integer(b, uint64(c), 10, false, verb, lowerDigits)
			}
			return append(b, ']')
		}
		b = append(b, "[]byte"...)
		if s == nil {
			return append(b, "(nil)"...)
		}
		b = append(b, '{')
		for i, c := range s {
			if i > 0 {
				b = append(b, ", "...)
			}
			b = f.hex64(b, uint64(c), true)
		}
		return append(b, '}')
	case 's':
		return f.textBytes(b, s)
	case 'x':
		return f.hexBytes(b, s, lowerDigits)
	case 'X':
		return f.hexBytes(b, s, upperDigits)
	case 'q':
		return f.quoted(b, string(s))
	}
	return f.printValue(b, t, p, verb, 0, seen)
}

// pointer prints the address in a value of a pointer-like kind.
func (f *flags) pointer(b []byte, t rtype.Type, p unsafe.Pointer,
	verb rune) []byte {
	switch t.Kind() {
	case rtype.Chan, rtype.Func, rtype.Map, rtype.Pointer, rtype.Slice,
		rtype.UnsafePointer:
	default:
		return f.badVerb(b, t, p, verb)
	}
	u := uint64(*(*uintptr)(p))
	if t.Kind() == rtype.Func && u != 0 {
		u = uint64(**(**uintptr)(p))
	}
	switch verb {
	case 'v':
		if f.sharpV {
			b = append(b, '(')
			b = append(b, t.String()...)
			b = append(b, ")("...)
			if u == 0 {
				b = append(b, "nil"...)
			} else {
				b = f.hex64(b, u, true)
			}
			return append(b, ')')
		}
		if u == 0 {
			return f.padString(b, "<nil>")
		}
		return f.hex64(b, u, !f.sharp)
	case 'p':
		return f.hex64(b, u, !f.sharp)
	case 'b', 'o', 'd', 'x', 'X':
		return f.printInt(b, u, false, verb, t, p)
	}
	return f.badVerb(b, t, p, verb)
}

func (f *flags) printStruct(b []byte, t rtype.Type, p unsafe.Pointer,
	verb rune, depth int, right sight) []byte {
	if f.sharpV {
		b = append(b, t.String()...)
	}
	b = append(b, '{')
	for i := 0; i < t.NumField(); i++ {
		if i > 0 {
			if f.sharpV {
				b = append(b, ", "...)
			} else {
				b = append(b, ' ')
			}
		}
		if f.plusV || f.sharpV {
			if name := t.FieldName(i); name != "" {
				b = append(b, name...)
				b = append(b, ':')
			}
		}
		ft := t.FieldType(i)
		fp := unsafe.Add(p, t.FieldOffset(i))
		fr := right.field(t, i)
		if ft.Kind() == rtype.Interface {
			if v := rtype.Load(ft, fp); v != nil {
				b = f.printInner(b, v, verb, depth, fr)
				continue
			}
		}
		b = f.printValue(b, ft, fp, verb, depth+1, fr)
	}
	return append(b, '}')
}

// printInner prints the dynamic value of an interface one level down.
func (f *flags) printInner(b []byte, v any, verb rune, depth int,
	right sight) []byte {
	return f.printValue(b, rtype.TypeOf(v), rtype.Word(v), verb, depth+1,
		right.inner())
}

func (f *flags) printInterface(b []byte, t rtype.Type, p unsafe.Pointer,
	verb rune, depth int, right sight) []byte {
	v := rtype.Load(t, p)
	if v != nil {
		return f.printInner(b, v, verb, depth, right)
	}
	if f.sharpV {
		b = append(b, t.String()...)
		return append(b, "(nil)"...)
	}
	return append(b, "<nil>"...)
}

// elements gives the first element of an array or slice and how many.
func elements(t rtype.Type, p unsafe.Pointer) (unsafe.Pointer, int) {
	if t.Kind() == rtype.Array {
		return p, t.Len()
	}
	s := (*[]struct{})(p)
	return unsafe.Pointer(unsafe.SliceData(*s)), len(*s)
}

func (f *flags) printList(b []byte, t rtype.Type, p unsafe.Pointer,
	verb rune, depth int, right sight) []byte {
	first, n := elements(t, p)
	elem := t.Elem()
	switch verb {
	case 's', 'q', 'x', 'X':
		if elem.Kind() == rtype.Uint8 {
			var bytes []byte
			if first != nil {
				bytes = unsafe.Slice((*byte)(first), n)
			}
			return f.printBytes(b, bytes, verb, t, p)
		}
	}
	between, end := " ", byte(']')
	if f.sharpV {
		b = append(b, t.String()...)
		if t.Kind() == rtype.Slice && first == nil {
			return append(b, "(nil)"...)
		}
		b = append(b, '{')
		between, end = ", ", '}'
	} else {
		b = append(b, '[')
	}
	size := elem.Size()
	for i := 0; i < n; i++ {
		if i > 0 {
			b = append(b, between...)
		}
		b = f.printValue(b, elem, unsafe.Add(first, uintptr(i)*size), verb,
			depth+1, right.inner())
	}
	return append(b, end)
}

func (f *flags) printMap(b []byte, t rtype.Type, p unsafe.Pointer, verb rune,
	depth int, right sight) []byte {
	m := *(*unsafe.Pointer)(p)
	between, end := " ", byte(']')
	if f.sharpV {
		b = append(b, t.String()...)
		if m == nil {
			return append(b, "(nil)"...)
		}
		b = append(b, '{')
		between, end = ", ", '}'
	} else {
		b = append(b, "map["...)
	}
	for i, e := range sortedEntries(t, m, p) {
		if i > 0 {
			b = append(b, between...)
		}
		b = f.printValue(b, t.Key(), e.key, verb, depth+1, right.inner())
		b = append(b, ':')
		b = f.printValue(b, t.Elem(), e.elem, verb, depth+1, right.inner())
	}
	return append(b, end)
}
