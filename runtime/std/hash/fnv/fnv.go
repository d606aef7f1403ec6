// Package fnv has the hashes of Fowler, Noll and Vo: FNV-1 multiplies before
// the exclusive or, FNV-1a after it.
package fnv

import (
	"errors"
	"hash"
	"math/bits"
)

type sum32 uint32
type sum32a uint32
type sum64 uint64
type sum64a uint64
type sum128 [2]uint64
type sum128a [2]uint64

const (
	offset32  = 0x811c9dc5
	offset64  = 0xcbf29ce484222325
	offset128 = 0x6c62272e07bb0142 // high half
	lower128  = 0x62b821756295c58d // low half
	prime32   = 0x1000193
	prime64   = 0x100000001b3
	prime128  = 0x13b // low half; the high half is 1<<24
	shift128  = 24
)

// New32 gives a 32-bit FNV-1 hash.
func New32() hash.Hash32 { s := sum32(offset32); return &s }

// New32a gives a 32-bit FNV-1a hash.
func New32a() hash.Hash32 { s := sum32a(offset32); return &s }

// New64 gives a 64-bit FNV-1 hash.
func New64() hash.Hash64 { s := sum64(offset64); return &s }

// New64a gives a 64-bit FNV-1a hash.
func New64a() hash.Hash64 { s := sum64a(offset64); return &s }

// New128 gives a 128-bit FNV-1 hash.
func New128() hash.Hash { return &sum128{offset128, lower128} }

// New128a gives a 128-bit FNV-1a hash.
func New128a() hash.Hash { return &sum128a{offset128, lower128} }

func (s *sum32) Reset()   { *s = offset32 }
func (s *sum32a) Reset()  { *s = offset32 }
func (s *sum64) Reset()   { *s = offset64 }
func (s *sum64a) Reset()  { *s = offset64 }
func (s *sum128) Reset()  { *s = sum128{offset128, lower128} }
func (s *sum128a) Reset() { *s = sum128a{offset128, lower128} }

func (s *sum32) Sum32() uint32  { return uint32(*s) }
func (s *sum32a) Sum32() uint32 { return uint32(*s) }
func (s *sum64) Sum64() uint64  { return uint64(*s) }
func (s *sum64a) Sum64() uint64 { return uint64(*s) }

func (s *sum32) Write(data []byte) (int, error) {
	h := *s
	for _, c := range data {
		h = h*prime32 ^ sum32(c)
	}
	*s = h
	return len(data), nil
}

func (s *sum32a) Write(data []byte) (int, error) {
	h := *s
	for _, c := range data {
		h = (h ^ sum32a(c)) * prime32
	}
	*s = h
	return len(data), nil
}

func (s *sum64) Write(data []byte) (int, error) {
	h := *s
	for _, c := range data {
		h = h*prime64 ^ sum64(c)
	}
	*s = h
	return len(data), nil
}

func (s *sum64a) Write(data []byte) (int, error) {
	h := *s
	for _, c := range data {
		h = (h ^ sum64a(c)) * prime64
	}
	*s = h
	return len(data), nil
}

func times128(hi, lo uint64) (uint64, uint64) {
	h, l := bits.Mul64(prime128, lo)
	return h + lo<<shift128 + prime128*hi, l
}

func (s *sum128) Write(data []byte) (int, error) {
	for _, c := range data {
		s[0], s[1] = times128(s[0], s[1])
		s[1] ^= uint64(c)
	}
	return len(data), nil
}

func (s *sum128a) Write(data []byte) (int, error) {
	for _, c := range data {
		s[0], s[1] = times128(s[0], s[1]^uint64(c))
	}
	return len(data), nil
}

func (s *sum32) Size() int   { return 4 }
func (s *sum32a) Size() int  { return 4 }
func (s *sum64) Size() int   { return 8 }
func (s *sum64a) Size() int  { return 8 }
func (s *sum128) Size() int  { return 16 }
func (s *sum128a) Size() int { return 16 }

func (s *sum32) BlockSize() int   { return 1 }
func (s *sum32a) BlockSize() int  { return 1 }
func (s *sum64) BlockSize() int   { return 1 }
func (s *sum64a) BlockSize() int  { return 1 }
func (s *sum128) BlockSize() int  { return 1 }
func (s *sum128a) BlockSize() int { return 1 }

func put32(b []byte, v uint32) []byte {
	return append(b, byte(v>>24), byte(v>>16), byte(v>>8), byte(v))
}

func put64(b []byte, v uint64) []byte {
	return put32(put32(b, uint32(v>>32)), uint32(v))
}

func (s *sum32) Sum(in []byte) []byte   { return put32(in, uint32(*s)) }
func (s *sum32a) Sum(in []byte) []byte  { return put32(in, uint32(*s)) }
func (s *sum64) Sum(in []byte) []byte   { return put64(in, uint64(*s)) }
func (s *sum64a) Sum(in []byte) []byte  { return put64(in, uint64(*s)) }
func (s *sum128) Sum(in []byte) []byte  { return put64(put64(in, s[0]), s[1]) }
func (s *sum128a) Sum(in []byte) []byte { return put64(put64(in, s[0]), s[1]) }

func (s *sum32) Clone() (hash.Cloner, error)   { c := *s; return &c, nil }
func (s *sum32a) Clone() (hash.Cloner, error)  { c := *s; return &c, nil }
func (s *sum64) Clone() (hash.Cloner, error)   { c := *s; return &c, nil }
func (s *sum64a) Clone() (hash.Cloner, error)  { c := *s; return &c, nil }
func (s *sum128) Clone() (hash.Cloner, error)  { c := *s; return &c, nil }
func (s *sum128a) Clone() (hash.Cloner, error) { c := *s; return &c, nil }

func (s *sum32) AppendBinary(b []byte) ([]byte, error) {
	return put32(append(b, "fnv\x01"...), uint32(*s)), nil
}
func (s *sum32a) AppendBinary(b []byte) ([]byte, error) {
	return put32(append(b, "fnv\x02"...), uint32(*s)), nil
}
func (s *sum64) AppendBinary(b []byte) ([]byte, error) {
	return put64(append(b, "fnv\x03"...), uint64(*s)), nil
}
func (s *sum64a) AppendBinary(b []byte) ([]byte, error) {
	return put64(append(b, "fnv\x04"...), uint64(*s)), nil
}
func (s *sum128) AppendBinary(b []byte) ([]byte, error) {
	return put64(put64(append(b, "fnv\x05"...), s[0]), s[1]), nil
}
func (s *sum128a) AppendBinary(b []byte) ([]byte, error) {
	return put64(put64(append(b, "fnv\x06"...), s[0]), s[1]), nil
}

func (s *sum32) MarshalBinary() ([]byte, error)   { return s.AppendBinary(nil) }
func (s *sum32a) MarshalBinary() ([]byte, error)  { return s.AppendBinary(nil) }
func (s *sum64) MarshalBinary() ([]byte, error)   { return s.AppendBinary(nil) }
func (s *sum64a) MarshalBinary() ([]byte, error)  { return s.AppendBinary(nil) }
func (s *sum128) MarshalBinary() ([]byte, error)  { return s.AppendBinary(nil) }
func (s *sum128a) MarshalBinary() ([]byte, error) { return s.AppendBinary(nil) }

// state reads what AppendBinary wrote: n bytes after the mark.
func state(b []byte, mark byte, n int) (hi, lo uint64, err error) {
	if len(b) < 4 || string(b[:3]) != "fnv" || b[3] != mark {
		return 0, 0, errors.New("hash/fnv: invalid hash state identifier")
	}
	if len(b) != 4+n {
		return 0, 0, errors.New("hash/fnv: invalid hash state size")
	}
	for _, c := range b[4:] {
		hi, lo = hi<<8|lo>>56, lo<<8|uint64(c)
	}
	return hi, lo, nil
}

func (s *sum32) UnmarshalBinary(b []byte) error {
	_, lo, err := state(b, 1, 4)
	if err == nil {
		*s = sum32(lo)
	}
	return err
}
func (s *sum32a) UnmarshalBinary(b []byte) error {
	_, lo, err := state(b, 2, 4)
	if err == nil {
		*s = sum32a(lo)
	}
	return err
}
func (s *sum64) UnmarshalBinary(b []byte) error {
	_, lo, err := state(b, 3, 8)
	if err == nil {
		*s = sum64(lo)
	}
	return err
}
func (s *sum64a) UnmarshalBinary(b []byte) error {
	_, lo, err := state(b, 4, 8)
	if err == nil {
		*s = sum64a(lo)
	}
	return err
}
func (s *sum128) UnmarshalBinary(b []byte) error {
	hi, lo, err := state(b, 5, 16)
	if err == nil {
		*s = sum128{hi, lo}
	}
	return err
}
func (s *sum128a) UnmarshalBinary(b []byte) error {
	hi, lo, err := state(b, 6, 16)
	if err == nil {
		*s = sum128a{hi, lo}
	}
	return err
}
