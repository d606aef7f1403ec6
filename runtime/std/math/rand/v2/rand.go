// Package rand has pseudo-random numbers that are good enough for tests and
// simulations.
package rand

import (
	"math/bits"
	_ "unsafe"
)

// A Source gives uniformly distributed 64-bit numbers.
type Source interface {
	Uint64() uint64
}

// A Rand makes numbers of many kinds from those of a source.
type Rand struct {
	src Source
}

// New gives a Rand that draws from src.
func New(src Source) *Rand { return &Rand{src: src} }

// Int64 gives a number in [0, 1<<63).
func (r *Rand) Int64() int64 { return int64(r.src.Uint64() << 1 >> 1) }

// Uint32 gives 32 random bits.
func (r *Rand) Uint32() uint32 { return uint32(r.src.Uint64() >> 32) }

// Uint64 gives 64 random bits.
func (r *Rand) Uint64() uint64 { return r.src.Uint64() }

// Int32 gives a number in [0, 1<<31).
func (r *Rand) Int32() int32 { return int32(r.src.Uint64() >> 33) }

// Int gives a number in [0, MaxInt].
func (r *Rand) Int() int { return int(uint(r.src.Uint64()) << 1 >> 1) }

// Uint gives a random uint.
func (r *Rand) Uint() uint { return uint(r.src.Uint64()) }

// below gives a number in [0, n) by Lemire's multiplication.
func (r *Rand) below(n uint64) uint64 {
	if n&(n-1) == 0 {
		return r.src.Uint64() & (n - 1)
	}
	hi, lo := bits.Mul64(r.src.Uint64(), n)
	if lo < n {
		least := -n % n
		for lo < least {
			hi, lo = bits.Mul64(r.src.Uint64(), n)
		}
	}
	return hi
}

// Int64N gives a number in [0, n).
func (r *Rand) Int64N(n int64) int64 {
	if n <= 0 {
		panic("invalid argument to Int64N")
	}
	return int64(r.below(uint64(n)))
}

// Uint64N gives a number in [0, n).
func (r *Rand) Uint64N(n uint64) uint64 {
	if n == 0 {
		panic("invalid argument to Uint64N")
	}
	return r.below(n)
}

// Int32N gives a number in [0, n).
func (r *Rand) Int32N(n int32) int32 {
	if n <= 0 {
		panic("invalid argument to Int32N")
	}
	return int32(r.below(uint64(n)))
}

// Uint32N gives a number in [0, n).
func (r *Rand) Uint32N(n uint32) uint32 {
	if n == 0 {
		panic("invalid argument to Uint32N")
	}
	return uint32(r.below(uint64(n)))
}

// IntN gives a number in [0, n).
func (r *Rand) IntN(n int) int {
	if n <= 0 {
		panic("invalid argument to IntN")
	}
	return int(r.below(uint64(n)))
}

// UintN gives a number in [0, n).
func (r *Rand) UintN(n uint) uint {
	if n == 0 {
		panic("invalid argument to UintN")
	}
	return uint(r.below(uint64(n)))
}

// N gives a number in [0, n) of any integer type.
func (r *Rand) N[Int integer](n Int) Int {
	if n <= 0 {
		panic("invalid argument to N")
	}
	return Int(r.below(uint64(n)))
}

// Float64 gives a number in [0, 1).
func (r *Rand) Float64() float64 {
	return float64(r.src.Uint64()<<11>>11) / (1 << 53)
}

// Float32 gives a number in [0, 1).
func (r *Rand) Float32() float32 {
	return float32(r.Uint32()<<8>>8) / (1 << 24)
}

// Perm gives a permutation of 0, 1, ..., n-1.
func (r *Rand) Perm(n int) []int {
	p := make([]int, n)
	for i := range p {
		p[i] = i
	}
	for i := n - 1; i > 0; i-- {
		j := r.below(uint64(i + 1))
		p[i], p[j] = p[j], p[i]
	}
	return p
}

// Shuffle shuffles n elements through swap.
func (r *Rand) Shuffle(n int, swap func(i, j int)) {
	if n < 0 {
		panic("invalid argument to Shuffle")
	}
	for i := n - 1; i > 0; i-- {
		swap(i, int(r.below(uint64(i+1))))
	}
}

//go:linkname random64 rt_random64
func random64() uint64

// systemSource draws from the generator of the run-time system, which is
// seeded differently in every run and needs no lock.
type systemSource struct{}

func (systemSource) Uint64() uint64 { return random64() }

// The functions below are the methods of a Rand that all goroutines share.

func shared() Rand { return Rand{src: systemSource{}} }

func Int64() int64            { return int64(random64() >> 1) }
func Uint32() uint32          { return uint32(random64() >> 32) }
func Uint64() uint64          { return random64() }
func Int32() int32            { return int32(random64() >> 33) }
func Int() int                { return int(uint(random64()) >> 1) }
func Uint() uint              { return uint(random64()) }
func Int64N(n int64) int64    { r := shared(); return r.Int64N(n) }
func Uint64N(n uint64) uint64 { r := shared(); return r.Uint64N(n) }
func Int32N(n int32) int32    { r := shared(); return r.Int32N(n) }
func Uint32N(n uint32) uint32 { r := shared(); return r.Uint32N(n) }
func IntN(n int) int          { r := shared(); return r.IntN(n) }
func UintN(n uint) uint       { r := shared(); return r.UintN(n) }
func Float64() float64        { r := shared(); return r.Float64() }
func Float32() float32        { r := shared(); return r.Float32() }
func Perm(n int) []int        { r := shared(); return r.Perm(n) }
func NormFloat64() float64    { r := shared(); return r.NormFloat64() }
func ExpFloat64() float64     { r := shared(); return r.ExpFloat64() }

// Shuffle shuffles n elements through swap.
func Shuffle(n int, swap func(i, j int)) {
	r := shared()
	r.Shuffle(n, swap)
}

type integer interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 |
		~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr
}

// N gives a number in [0, n) of any integer type.
func N[Int integer](n Int) Int {
	if n <= 0 {
		panic("invalid argument to N")
	}
	r := shared()
	return Int(r.below(uint64(n)))
}
