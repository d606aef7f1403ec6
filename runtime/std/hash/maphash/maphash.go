// Package maphash has fast hashes that differ from run to run.
package maphash

import (
	"hash"
	"internal/abi"
	"unsafe"
)

// A Seed selects one hash function.
type Seed struct {
	s uint64
}

// MakeSeed gives a random seed.
func MakeSeed() Seed {
	for {
		if s := random64(); s != 0 {
			return Seed{s}
		}
	}
}

//go:linkname random64 rt_random64
func random64() uint64

//go:noescape
//go:linkname hashString rt_hash_bytes
func hashString(s string, seed uint64) uint64

//go:noescape
//go:linkname hashValue rt_lib_hash
func hashValue(t *abi.Type, p unsafe.Pointer, seed uintptr) uintptr

func (s Seed) check() uint64 {
	if s.s == 0 {
		panic("maphash: use of uninitialized Seed")
	}
	return s.s
}

// Bytes gives the hash of b.
func Bytes(seed Seed, b []byte) uint64 {
	return String(seed, unsafe.String(unsafe.SliceData(b), len(b)))
}

// String gives the hash of s, the same as that of its bytes.
func String(seed Seed, s string) uint64 {
	state := seed.check()
	for len(s) > chunk {
		state = hashString(s[:chunk], state)
		s = s[chunk:]
	}
	return hashString(s, state)
}

const chunk = 128

// A Hash hashes what is written to it. It hashes chunk by chunk, so that it
// does not matter how the bytes arrive. The zero Hash has a random seed.
type Hash struct {
	_     [0]func() // not comparable
	seed  Seed
	state uint64
	buf   [chunk]byte
	n     int
}

func (h *Hash) init() {
	if h.seed.s == 0 {
		h.seed = MakeSeed()
		h.state = h.seed.s
	}
}

// Write adds b.
func (h *Hash) Write(b []byte) (int, error) {
	return h.WriteString(unsafe.String(unsafe.SliceData(b), len(b)))
}

// WriteString adds s.
func (h *Hash) WriteString(s string) (int, error) {
	h.init()
	total := len(s)
	for len(s) > 0 {
		if h.n == chunk {
			h.state = hashString(unsafe.String(&h.buf[0], chunk), h.state)
			h.n = 0
		}
		k := copy(h.buf[h.n:], s)
		h.n += k
		s = s[k:]
	}
	return total, nil
}

// WriteByte adds one byte.
func (h *Hash) WriteByte(b byte) error {
	h.init()
	if h.n == chunk {
		h.state = hashString(unsafe.String(&h.buf[0], chunk), h.state)
		h.n = 0
	}
	h.buf[h.n] = b
	h.n++
	return nil
}

// Seed gives the seed.
func (h *Hash) Seed() Seed {
	h.init()
	return h.seed
}

// SetSeed begins with another seed.
func (h *Hash) SetSeed(seed Seed) {
	seed.check()
	h.seed = seed
	h.Reset()
}

// Reset forgets what was written.
func (h *Hash) Reset() {
	h.init()
	h.state = h.seed.s
	h.n = 0
}

// Sum64 gives the hash of what was written.
func (h *Hash) Sum64() uint64 {
	h.init()
	return hashString(unsafe.String(&h.buf[0], h.n), h.state)
}

// Sum appends the hash.
func (h *Hash) Sum(b []byte) []byte {
	x := h.Sum64()
	for s := 56; s >= 0; s -= 8 {
		b = append(b, byte(x>>uint(s)))
	}
	return b
}

func (h *Hash) Size() int      { return 8 }
func (h *Hash) BlockSize() int { return chunk }

// Clone gives a hash with the same state.
func (h *Hash) Clone() (hash.Cloner, error) {
	h.init()
	c := *h
	return &c, nil
}

// Comparable gives a hash of v that is the same for equal values.
func Comparable[T comparable](seed Seed, v T) uint64 {
	var a any = v
	return hashAny(&a, seed.check())
}

func hashAny(a *any, seed uint64) uint64 {
	if *a == nil {
		return hashString("", seed)
	}
	e := (*abi.Eface)(unsafe.Pointer(a))
	p := e.Data
	if e.Type.Flags&abi.FlagDirect != 0 {
		p = unsafe.Pointer(&e.Data)
	}
	return uint64(hashValue(e.Type, p, uintptr(seed)))
}

// WriteComparable adds v.
func WriteComparable[T comparable](h *Hash, x T) {
	h.init()
	v := Comparable(h.seed, x)
	for s := 0; s < 64; s += 8 {
		h.WriteByte(byte(v >> uint(s)))
	}
}

// A Hasher says what is equal and hashes accordingly.
type Hasher[T any] interface {
	Hash(*Hash, T)
	Equal(x, y T) bool
}

// A ComparableHasher is the Hasher of ==.
type ComparableHasher[T comparable] struct{}

func (ComparableHasher[T]) Hash(h *Hash, v T) { WriteComparable(h, v) }
func (ComparableHasher[T]) Equal(x, y T) bool { return x == y }
