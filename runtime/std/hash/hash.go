// Package hash names what hash functions have in common.
package hash

import "io"

// A Hash hashes what is written to it. Write never fails.
type Hash interface {
	io.Writer
	// Sum appends the hash to b; the state stays.
	Sum(b []byte) []byte
	Reset()
	Size() int      // of the hash in bytes
	BlockSize() int // that Write likes
}

// A Hash32 has a hash of 32 bits.
type Hash32 interface {
	Hash
	Sum32() uint32
}

// A Hash64 has a hash of 64 bits.
type Hash64 interface {
	Hash
	Sum64() uint64
}

// A Cloner gives a hash with the same state.
type Cloner interface {
	Hash
	Clone() (Cloner, error)
}

// An XOF is a hash of any length: it is read after the last write.
type XOF interface {
	io.Writer
	io.Reader
	Reset()
	BlockSize() int
}
