package binary

import (
	"errors"
	"io"
	"reflect"
)

func ReadUvarint(r io.ByteReader) (uint64, error) {
	var x uint64
	for i := 0; i < MaxVarintLen64; i++ {
		b, err := r.ReadByte()
		if err != nil {
			if i > 0 && err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return x, err
		}
		if b < 0x80 {
			if i == MaxVarintLen64-1 && b > 1 {
				break
			}
			return x | uint64(b)<<(7*i), nil
		}
		x |= uint64(b&0x7f) << (7 * i)
	}
	return x, errOverflow
}

func ReadVarint(r io.ByteReader) (int64, error) {
	u, err := ReadUvarint(r)
	return unzigzag(u), err
}

// Size gives how many bytes Write writes for v, -1 if it cannot.
func Size(v any) int { return sizeOf(reflect.Indirect(reflect.ValueOf(v))) }

func sizeOf(v reflect.Value) int {
	if v.Kind() == reflect.Slice {
		s := typeSize(v.Type().Elem())
		if s < 0 {
			return -1
		}
		return s * v.Len()
	}
	if !v.IsValid() {
		return -1
	}
	return typeSize(v.Type())
}

// typeSize is the size without gaps, -1 if it is not fixed.
func typeSize(t reflect.Type) int {
	switch t.Kind() {
	case reflect.Array:
		if s := typeSize(t.Elem()); s >= 0 {
			return s * t.Len()
		}
	case reflect.Struct:
		sum := 0
		for i := 0; i < t.NumField(); i++ {
			s := typeSize(t.Field(i).Type)
			if s < 0 {
				return -1
			}
			sum += s
		}
		return sum
	case reflect.Bool, reflect.Int8, reflect.Int16, reflect.Int32,
		reflect.Int64, reflect.Uint8, reflect.Uint16, reflect.Uint32,
		reflect.Uint64, reflect.Float32, reflect.Float64,
		reflect.Complex64, reflect.Complex128:
		return int(t.Size())
	}
	return -1
}

// coder walks over a value and reads or writes its bytes.
type coder struct {
	order ByteOrder
	buf   []byte
	write bool
}

// word reads or writes an unsigned integer of n bytes.
func (c *coder) word(n int, x uint64) uint64 {
	b := c.buf[:n]
	c.buf = c.buf[n:]
	switch {
	case n == 1 && c.write:
		b[0] = byte(x)
	case n == 1:
		return uint64(b[0])
	case n == 2 && c.write:
		c.order.PutUint16(b, uint16(x))
	case n == 2:
		return uint64(c.order.Uint16(b))
	case n == 4 && c.write:
		c.order.PutUint32(b, uint32(x))
	case n == 4:
		return uint64(c.order.Uint32(b))
	case c.write:
		c.order.PutUint64(b, x)
	default:
		return c.order.Uint64(b)
	}
	return x
}

func (c *coder) value(v reflect.Value) {
	n := int(v.Type().Size())
	switch v.Kind() {
	case reflect.Array, reflect.Slice:
		for i := 0; i < v.Len(); i++ {
			c.value(v.Index(i))
		}
	case reflect.Struct:
		t := v.Type()
		for i := 0; i < v.NumField(); i++ {
			// Fields named _ are only skipped, or written as zeros.
			if f := v.Field(i); t.Field(i).Name != "_" && (c.write || f.CanSet()) {
				c.value(f)
			} else {
				c.skip(typeSize(f.Type()))
			}
		}
	case reflect.Bool:
		x := uint64(0)
		if c.write && v.Bool() {
			x = 1
		}
		if x = c.word(1, x); !c.write {
			v.SetBool(x != 0)
		}
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		if c.write {
			c.word(n, uint64(v.Int()))
			return
		}
		shift := uint(64 - 8*n)
		v.SetInt(int64(c.word(n, 0)<<shift) >> shift)
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		if c.write {
			c.word(n, v.Uint())
			return
		}
		v.SetUint(c.word(n, 0))
	case reflect.Float32, reflect.Float64:
		if c.write {
			c.word(n, floatBits(n, v.Float()))
			return
		}
		v.SetFloat(floatOf(n, c.word(n, 0)))
	case reflect.Complex64, reflect.Complex128:
		n /= 2
		if c.write {
			c.word(n, floatBits(n, real(v.Complex())))
			c.word(n, floatBits(n, imag(v.Complex())))
			return
		}
		re := floatOf(n, c.word(n, 0))
		v.SetComplex(complex(re, floatOf(n, c.word(n, 0))))
	}
}

func (c *coder) skip(n int) {
	if c.write {
		clear(c.buf[:n])
	}
	c.buf = c.buf[n:]
}

func readable(data any) (reflect.Value, int) {
	v := reflect.ValueOf(data)
	switch v.Kind() {
	case reflect.Pointer:
		v = v.Elem()
		return v, sizeOf(v)
	case reflect.Slice:
		return v, sizeOf(v)
	}
	return v, -1
}

func typeError(what string, data any) error {
	return errors.New("binary." + what + ": invalid type " +
		reflect.TypeOf(data).String())
}

// Read reads what data points to: a value of fixed size, or a slice of such.
func Read(r io.Reader, order ByteOrder, data any) error {
	v, size := readable(data)
	if size < 0 {
		return typeError("Read", data)
	}
	buf := make([]byte, size)
	if _, err := io.ReadFull(r, buf); err != nil {
		return err
	}
	c := coder{order: order, buf: buf}
	c.value(v)
	return nil
}

var errBuffer = errors.New("buffer too small")

// Decode is Read from buf.
func Decode(buf []byte, order ByteOrder, data any) (int, error) {
	v, size := readable(data)
	if size < 0 {
		return 0, typeError("Decode", data)
	}
	if len(buf) < size {
		return 0, errBuffer
	}
	c := coder{order: order, buf: buf[:size]}
	c.value(v)
	return size, nil
}

// Write writes data: a value of fixed size, a pointer to one, or a slice.
func Write(w io.Writer, order ByteOrder, data any) error {
	v := reflect.Indirect(reflect.ValueOf(data))
	size := sizeOf(v)
	if size < 0 {
		return errors.New("binary.Write: some values are not fixed-sized in type " +
			reflect.TypeOf(data).String())
	}
	buf := make([]byte, size)
	c := coder{order, buf, true}
	c.value(v)
	_, err := w.Write(buf)
	return err
}

// Encode is Write to buf.
func Encode(buf []byte, order ByteOrder, data any) (int, error) {
	v := reflect.Indirect(reflect.ValueOf(data))
	size := sizeOf(v)
	if size < 0 {
		return 0, errors.New("binary.Encode: some values are not fixed-sized in type " +
			reflect.TypeOf(data).String())
	}
	if len(buf) < size {
		return 0, errBuffer
	}
	c := coder{order, buf[:size], true}
	c.value(v)
	return size, nil
}

// Append is Write to the end of buf.
func Append(buf []byte, order ByteOrder, data any) ([]byte, error) {
	n := max(Size(data), 0)
	buf = append(buf, make([]byte, n)...)
	_, err := Encode(buf[len(buf)-n:], order, data)
	return buf, err
}
