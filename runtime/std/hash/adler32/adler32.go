// Package adler32 has the checksum of zlib: the sum of the bytes and the sum of
// those sums, modulo 65521.
package adler32

import "hash"

// Size of a checksum in bytes.
const Size = 4

const (
	modulus = 65521
	most    = 5552 // bytes that cannot overflow 32 bits
)

type digest uint32

// New gives an Adler-32 hash.
func New() hash.Hash32 { d := digest(1); return &d }

func update(d digest, p []byte) digest {
	a, b := uint32(d&0xffff), uint32(d>>16)
	for len(p) > 0 {
		n := min(len(p), most)
		for _, c := range p[:n] {
			a += uint32(c)
			b += a
		}
		a %= modulus
		b %= modulus
		p = p[n:]
	}
	return digest(b<<16 | a)
}

// Checksum gives the checksum of data.
func Checksum(data []byte) uint32 { return uint32(update(1, data)) }

func (d *digest) Size() int      { return Size }
func (d *digest) BlockSize() int { return 4 }
func (d *digest) Reset()         { *d = 1 }
func (d *digest) Sum32() uint32  { return uint32(*d) }

func (d *digest) Write(p []byte) (n int, err error) {
	*d = update(*d, p)
	return len(p), nil
}

func (d *digest) Sum(in []byte) []byte {
	s := uint32(*d)
	return append(in, byte(s>>24), byte(s>>16), byte(s>>8), byte(s))
}

func (d *digest) Clone() (hash.Cloner, error) {
	c := *d
	return &c, nil
}
