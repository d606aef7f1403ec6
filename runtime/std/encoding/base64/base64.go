// Package base64 is base64 encoding by RFC 4648.
package base64

import (
	"io"
	"strconv"
)

const (
	StdPadding rune = '='
	NoPadding  rune = -1
)

// An Encoding is an alphabet of 64 characters with a padding character.
type Encoding struct {
	encode  [64]byte
	decode  [256]uint8 // 255: not in the alphabet
	padding rune
	strict  bool
}

// NewEncoding gives a padded encoding with the alphabet.
func NewEncoding(encoder string) *Encoding {
	if len(encoder) != 64 {
		panic("encoding alphabet is not 64-bytes long")
	}
	e := &Encoding{padding: StdPadding}
	for i := range e.decode {
		e.decode[i] = 255
	}
	for i := range len(encoder) {
		c := encoder[i]
		switch {
		case c == '\n' || c == '\r':
			panic("encoding alphabet contains newline character")
		case e.decode[c] != 255:
			panic("encoding alphabet includes duplicate symbols")
		}
		e.encode[i] = c
		e.decode[c] = uint8(i)
	}
	return e
}

// WithPadding gives the encoding with another padding, or NoPadding.
func (enc Encoding) WithPadding(padding rune) *Encoding {
	switch {
	case padding < NoPadding || padding == '\r' || padding == '\n' || padding > 255:
		panic("invalid padding")
	case padding != NoPadding && enc.decode[byte(padding)] != 255:
		panic("padding contained in alphabet")
	}
	enc.padding = padding
	return &enc
}

// Strict gives the encoding that refuses bits that are lost.
func (enc Encoding) Strict() *Encoding {
	enc.strict = true
	return &enc
}

var StdEncoding = NewEncoding("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
var URLEncoding = NewEncoding("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
var RawStdEncoding = StdEncoding.WithPadding(NoPadding)
var RawURLEncoding = URLEncoding.WithPadding(NoPadding)

// EncodedLen gives the length of the encoding of n bytes.
func (enc *Encoding) EncodedLen(n int) int {
	if enc.padding == NoPadding {
		return n/3*4 + (n%3*8+5)/6
	}
	return (n + 2) / 3 * 4
}

// DecodedLen gives the greatest length of what n characters encode.
func (enc *Encoding) DecodedLen(n int) int {
	if enc.padding == NoPadding {
		return n/4*3 + n%4*6/8
	}
	return n / 4 * 3
}

// Encode writes the encoding of src to dst.
func (enc *Encoding) Encode(dst, src []byte) {
	for len(src) >= 3 {
		v := uint(src[0])<<16 | uint(src[1])<<8 | uint(src[2])
		d := dst[:4]
		d[0] = enc.encode[v>>18&63]
		d[1] = enc.encode[v>>12&63]
		d[2] = enc.encode[v>>6&63]
		d[3] = enc.encode[v&63]
		src, dst = src[3:], dst[4:]
	}
	if len(src) == 0 {
		return
	}
	v := uint(src[0]) << 16
	if len(src) == 2 {
		v |= uint(src[1]) << 8
	}
	dst[0] = enc.encode[v>>18&63]
	dst[1] = enc.encode[v>>12&63]
	n := 2
	if len(src) == 2 {
		dst[2] = enc.encode[v>>6&63]
		n = 3
	}
	if enc.padding != NoPadding {
		for ; n < 4; n++ {
			dst[n] = byte(enc.padding)
		}
	}
}

// AppendEncode appends the encoding of src.
func (enc *Encoding) AppendEncode(dst, src []byte) []byte {
	n := len(dst)
	dst = append(dst, make([]byte, enc.EncodedLen(len(src)))...)
	enc.Encode(dst[n:], src)
	return dst
}

// EncodeToString gives the encoding of src.
func (enc *Encoding) EncodeToString(src []byte) string {
	b := make([]byte, enc.EncodedLen(len(src)))
	enc.Encode(b, src)
	return string(b)
}

// CorruptInputError is the offset of what cannot be decoded.
type CorruptInputError int64

func (e CorruptInputError) Error() string {
	return "illegal base64 data at input byte " + strconv.FormatInt(int64(e), 10)
}

// group decodes the next four characters of src from i on, without newlines.
// It gives the bytes as 24 bits, how many of them count, and where to go on.
func (enc *Encoding) group(src []byte, i int) (v uint, n, next int, err error) {
	count := 0
	for count < 4 {
		if i == len(src) {
			switch {
			case count == 0:
				return 0, 0, i, nil
			case count == 1 || enc.padding != NoPadding:
				return 0, 0, i, CorruptInputError(i - count)
			}
			break
		}
		c := src[i]
		i++
		if d := enc.decode[c]; d != 255 {
			v = v<<6 | uint(d)
			count++
			continue
		}
		if c == '\n' || c == '\r' {
			continue
		}
		if rune(c) != enc.padding || count < 2 {
			return 0, 0, i, CorruptInputError(i - 1)
		}
		i, err = enc.afterPadding(src, i, count)
		if e, ok := err.(CorruptInputError); ok && int(e) != i {
			return 0, 0, i, err
		}
		break
	}
	n = count - 1
	v <<= 6 * uint(4-count)
	if enc.strict && v&(1<<(8*uint(3-n))-1) != 0 {
		return 0, 0, i, CorruptInputError(i - (3 - n))
	}
	return v, n, i, err
}

// afterPadding checks what may follow the first padding character. An error
// at the returned index is about what follows a group that is good itself.
func (enc *Encoding) afterPadding(src []byte, i, count int) (int, error) {
	skip := func() {
		for i < len(src) && (src[i] == '\n' || src[i] == '\r') {
			i++
		}
	}
	if count == 2 {
		skip()
		if i == len(src) {
			return -1, CorruptInputError(len(src))
		}
		if rune(src[i]) != enc.padding {
			return i, CorruptInputError(i - 1)
		}
		i++
	}
	skip()
	if i < len(src) {
		return i, CorruptInputError(i)
	}
	return i, nil
}

// Decode writes what src encodes to dst; newlines are skipped.
func (enc *Encoding) Decode(dst, src []byte) (n int, err error) {
	for i := 0; i < len(src); {
		v, k, next, err := enc.group(src, i)
		for j := 0; j < k && n < len(dst); j++ {
			dst[n] = byte(v >> (16 - 8*uint(j)))
			n++
		}
		if err != nil {
			return n, err
		}
		i = next
	}
	return n, nil
}

// AppendDecode appends what src encodes.
func (enc *Encoding) AppendDecode(dst, src []byte) ([]byte, error) {
	out := make([]byte, enc.DecodedLen(len(src)))
	n, err := enc.Decode(out, src)
	return append(dst, out[:n]...), err
}

// DecodeString gives what s encodes.
func (enc *Encoding) DecodeString(s string) ([]byte, error) {
	b := make([]byte, enc.DecodedLen(len(s)))
	n, err := enc.Decode(b, []byte(s))
	return b[:n], err
}

type encoder struct {
	enc  *Encoding
	w    io.Writer
	err  error
	rest [3]byte
	n    int // bytes in rest
	out  [1024]byte
}

// NewEncoder gives a writer that writes the encoding to w; Close writes what
// is left.
func NewEncoder(enc *Encoding, w io.Writer) io.WriteCloser {
	return &encoder{enc: enc, w: w}
}

func (e *encoder) Write(p []byte) (n int, err error) {
	if e.err != nil {
		return 0, e.err
	}
	total := len(p)
	if e.n > 0 {
		k := copy(e.rest[e.n:], p)
		e.n += k
		p = p[k:]
		if e.n < 3 {
			return total, nil
		}
		e.enc.Encode(e.out[:], e.rest[:])
		if _, e.err = e.w.Write(e.out[:4]); e.err != nil {
			return total - len(p), e.err
		}
		e.n = 0
	}
	for len(p) >= 3 {
		k := min(len(p)/3*3, len(e.out)/4*3)
		e.enc.Encode(e.out[:], p[:k])
		if _, e.err = e.w.Write(e.out[:k/3*4]); e.err != nil {
			return total - len(p), e.err
		}
		p = p[k:]
	}
	e.n = copy(e.rest[:], p)
	return total, nil
}

func (e *encoder) Close() error {
	if e.err == nil && e.n > 0 {
		e.enc.Encode(e.out[:], e.rest[:e.n])
		_, e.err = e.w.Write(e.out[:e.enc.EncodedLen(e.n)])
		e.n = 0
	}
	return e.err
}

type decoder struct {
	enc  *Encoding
	r    io.Reader
	err  error // of r
	fail error // of the data
	in   [1024]byte
	nin  int
	out  []byte
	arr  [1024 / 4 * 3]byte
}

// NewDecoder gives a reader of what the characters from r encode.
func NewDecoder(enc *Encoding, r io.Reader) io.Reader {
	return &decoder{enc: enc, r: r}
}

func (d *decoder) Read(p []byte) (n int, err error) {
	if len(p) == 0 {
		return 0, nil
	}
	for len(d.out) == 0 {
		if d.fail != nil {
			return 0, d.fail
		}
		for d.nin < 4 && d.err == nil {
			var got int
			got, d.err = d.r.Read(d.in[d.nin:])
			kept := d.nin
			for _, c := range d.in[d.nin : d.nin+got] {
				if c != '\n' && c != '\r' {
					d.in[kept] = c
					kept++
				}
			}
			d.nin = kept
		}
		take := d.nin / 4 * 4
		if d.nin < 4 {
			if d.nin == 0 || d.err != io.EOF || d.enc.padding != NoPadding {
				if d.nin > 0 && d.err == io.EOF {
					return 0, io.ErrUnexpectedEOF
				}
				return 0, d.err
			}
			take = d.nin
		}
		var k int
		k, d.fail = d.enc.Decode(d.arr[:], d.in[:take])
		d.out = d.arr[:k]
		d.nin = copy(d.in[:], d.in[take:d.nin])
	}
	n = copy(p, d.out)
	d.out = d.out[n:]
	return n, nil
}
