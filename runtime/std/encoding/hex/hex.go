// Package hex is hexadecimal encoding.
package hex

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

const digits = "0123456789abcdef"

// ErrLength is the error for an odd number of digits.
var ErrLength = errors.New("encoding/hex: odd length hex string")

// InvalidByteError is the error for a byte that is no digit.
type InvalidByteError byte

func (e InvalidByteError) Error() string {
	return fmt.Sprintf("encoding/hex: invalid byte: %#U", rune(e))
}

// EncodedLen gives the length of the encoding of n bytes.
func EncodedLen(n int) int { return n * 2 }

// DecodedLen gives the length of what x digits encode.
func DecodedLen(x int) int { return x / 2 }

// Encode writes the encoding of src to dst.
func Encode(dst, src []byte) int {
	for i, b := range src {
		dst[2*i] = digits[b>>4]
		dst[2*i+1] = digits[b&15]
	}
	return 2 * len(src)
}

// AppendEncode appends the encoding of src.
func AppendEncode(dst, src []byte) []byte {
	for _, b := range src {
		dst = append(dst, digits[b>>4], digits[b&15])
	}
	return dst
}

// EncodeToString gives the encoding of src.
func EncodeToString(src []byte) string {
	var b strings.Builder
	b.Grow(2 * len(src))
	for _, c := range src {
		b.WriteByte(digits[c>>4])
		b.WriteByte(digits[c&15])
	}
	return b.String()
}

// value gives the value of a digit, > 15 for others.
func value(c byte) byte {
	switch {
	case '0' <= c && c <= '9':
		return c - '0'
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10
	}
	return 255
}

// Decode writes what src encodes to dst and gives how many bytes are good.
func Decode(dst, src []byte) (int, error) {
	n := 0
	for ; 2*n+1 < len(src); n++ {
		hi, lo := value(src[2*n]), value(src[2*n+1])
		if hi > 15 {
			return n, InvalidByteError(src[2*n])
		}
		if lo > 15 {
			return n, InvalidByteError(src[2*n+1])
		}
		dst[n] = hi<<4 | lo
	}
	if len(src)%2 == 1 {
		if value(src[2*n]) > 15 {
			return n, InvalidByteError(src[2*n])
		}
		return n, ErrLength
	}
	return n, nil
}

// AppendDecode appends what src encodes.
func AppendDecode(dst, src []byte) ([]byte, error) {
	out := make([]byte, len(src)/2)
	n, err := Decode(out, src)
	return append(dst, out[:n]...), err
}

// DecodeString gives what s encodes.
func DecodeString(s string) ([]byte, error) {
	b := []byte(s)
	n, err := Decode(b, b)
	return b[:n], err
}

type encoder struct {
	w   io.Writer
	buf [512]byte
}

// NewEncoder gives a writer that writes the encoding to w.
func NewEncoder(w io.Writer) io.Writer { return &encoder{w: w} }

func (e *encoder) Write(p []byte) (n int, err error) {
	for len(p) > 0 && err == nil {
		k := min(len(p), len(e.buf)/2)
		var written int
		written, err = e.w.Write(e.buf[:Encode(e.buf[:], p[:k])])
		n += written / 2
		p = p[k:]
	}
	return n, err
}

type decoder struct {
	r   io.Reader
	err error
	in  []byte // not decoded yet, in arr
	arr [1024]byte
}

// NewDecoder gives a reader of what the digits from r encode.
func NewDecoder(r io.Reader) io.Reader { return &decoder{r: r} }

func (d *decoder) Read(p []byte) (n int, err error) {
	if len(d.in) < 2 && d.err == nil {
		k := copy(d.arr[:], d.in)
		var got int
		got, d.err = d.r.Read(d.arr[k:])
		d.in = d.arr[:k+got]
		if d.err == io.EOF && len(d.in)%2 != 0 {
			if c := d.in[len(d.in)-1]; value(c) > 15 {
				d.err = InvalidByteError(c)
			} else {
				d.err = io.ErrUnexpectedEOF
			}
		}
	}
	k := min(len(p), len(d.in)/2)
	n, err = Decode(p, d.in[:2*k])
	d.in = d.in[2*n:]
	if err != nil {
		d.in, d.err = nil, err
	}
	if len(d.in) < 2 {
		return n, d.err
	}
	return n, nil
}

// Dump gives a listing as `hexdump -C` does.
func Dump(data []byte) string {
	if len(data) == 0 {
		return ""
	}
	var b strings.Builder
	d := Dumper(&b)
	d.Write(data)
	d.Close()
	return b.String()
}

// Dumper gives a writer that writes such a listing to w.
func Dumper(w io.Writer) io.WriteCloser { return &dumper{w: w} }

type dumper struct {
	w      io.Writer
	line   [80]byte
	at     int // bytes in line
	text   [16]byte
	n      uint // bytes seen
	closed bool
}

func (d *dumper) put(s ...byte) { d.at += copy(d.line[d.at:], s) }

func (d *dumper) begin() {
	d.at = 0
	for shift := 28; shift >= 0; shift -= 4 {
		d.put(digits[d.n>>uint(shift)&15])
	}
	d.put(' ', ' ')
}

func (d *dumper) Write(p []byte) (n int, err error) {
	if d.closed {
		return 0, errors.New("encoding/hex: dumper closed")
	}
	for _, c := range p {
		col := d.n % 16
		if col == 0 {
			d.begin()
		}
		d.put(digits[c>>4], digits[c&15], ' ')
		if col == 7 {
			d.put(' ')
		}
		d.text[col] = '.'
		if 32 <= c && c <= 126 {
			d.text[col] = c
		}
		d.n++
		n++
		if col == 15 {
			if err := d.finish(16); err != nil {
				return n, err
			}
		}
	}
	return n, nil
}

func (d *dumper) finish(count uint) error {
	d.put(' ', '|')
	d.put(d.text[:count]...)
	d.put('|', '\n')
	_, err := d.w.Write(d.line[:d.at])
	return err
}

func (d *dumper) Close() error {
	if d.closed {
		return nil
	}
	d.closed = true
	count := d.n % 16
	if count == 0 {
		return nil
	}
	for col := count; col < 16; col++ {
		d.put(' ', ' ', ' ')
		if col == 7 {
			d.put(' ')
		}
	}
	return d.finish(count)
}
