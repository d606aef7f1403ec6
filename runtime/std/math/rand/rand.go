// Package rand has pseudo-random numbers that are good enough for tests and
// simulations, not for secrets.
package rand

import (
	"sync"
	_ "unsafe"
)

// A Source gives uniformly distributed numbers in [0, 1<<63).
type Source interface {
	Int63() int64
	Seed(seed int64)
}

// A Source64 is a Source that gives 64 bits as well.
type Source64 interface {
	Source
	Uint64() uint64
}

// NewSource gives a source with the given seed.
func NewSource(seed int64) Source {
	s := new(fibSource)
	s.Seed(seed)
	return s
}

// A Rand makes numbers of many kinds from those of a source.
type Rand struct {
	src   Source
	src64 Source64 // src, if it is one
	bytes int64    // what Read has left over
	nleft int8
}

// New gives a Rand that draws from src.
func New(src Source) *Rand {
	s64, _ := src.(Source64)
	return &Rand{src: src, src64: s64}
}

// Seed begins the sequence of seed.
func (r *Rand) Seed(seed int64) {
	r.src.Seed(seed)
	r.nleft = 0
}

// Int63 gives a number in [0, 1<<63).
func (r *Rand) Int63() int64 { return r.src.Int63() }

// Uint32 gives 32 random bits.
func (r *Rand) Uint32() uint32 { return uint32(r.src.Int63() >> 31) }

// Uint64 gives 64 random bits.
func (r *Rand) Uint64() uint64 {
	if r.src64 != nil {
		return r.src64.Uint64()
	}
	low := uint64(r.src.Int63()) >> 31
	return low | uint64(r.src.Int63())<<32
}

// Int31 gives a number in [0, 1<<31).
func (r *Rand) Int31() int32 { return int32(r.src.Int63() >> 32) }

// Int gives a number in [0, MaxInt].
func (r *Rand) Int() int { return int(uint(r.src.Int63()) << 1 >> 1) }

// Int63n gives a number in [0, n).
func (r *Rand) Int63n(n int64) int64 {
	if n <= 0 {
		panic("invalid argument to Int63n")
	}
	if n&(n-1) == 0 {
		return r.src.Int63() & (n - 1)
	}
	limit := int64(1<<63 - 1 - 1<<63%uint64(n))
	for {
		if v := r.src.Int63(); v <= limit {
			return v % n
		}
	}
}

// Int31n gives a number in [0, n).
func (r *Rand) Int31n(n int32) int32 {
	if n <= 0 {
		panic("invalid argument to Int31n")
	}
	if n&(n-1) == 0 {
		return r.Int31() & (n - 1)
	}
	limit := int32(1<<31 - 1 - 1<<31%uint32(n))
	for {
		if v := r.Int31(); v <= limit {
			return v % n
		}
	}
}

// scaled gives a number in [0, n) by Lemire's multiplication.
func (r *Rand) scaled(n int32) int32 {
	product := uint64(r.Uint32()) * uint64(n)
	if uint32(product) < uint32(n) {
		least := uint32(-n) % uint32(n)
		for uint32(product) < least {
			product = uint64(r.Uint32()) * uint64(n)
		}
	}
	return int32(product >> 32)
}

// Intn gives a number in [0, n).
func (r *Rand) Intn(n int) int {
	if n <= 0 {
		panic("invalid argument to Intn")
	}
	if n < 1<<31 {
		return int(r.Int31n(int32(n)))
	}
	return int(r.Int63n(int64(n)))
}

// Float64 gives a number in [0, 1).
func (r *Rand) Float64() float64 {
	for {
		if f := float64(r.src.Int63()) / (1 << 63); f != 1 {
			return f
		}
	}
}

// Float32 gives a number in [0, 1).
func (r *Rand) Float32() float32 {
	for {
		if f := float32(r.Float64()); f != 1 {
			return f
		}
	}
}

// Perm gives a permutation of 0, 1, ..., n-1.
func (r *Rand) Perm(n int) []int {
	p := make([]int, n)
	for i := range p {
		j := r.Intn(i + 1)
		p[i] = p[j]
		p[j] = i
	}
	return p
}

// Shuffle shuffles n elements through swap.
func (r *Rand) Shuffle(n int, swap func(i, j int)) {
	if n < 0 {
		panic("invalid argument to Shuffle")
	}
	for i := n - 1; i > 0; i-- {
		if i < 1<<31-1 {
			swap(i, int(r.scaled(int32(i+1))))
		} else {
			swap(i, int(r.Int63n(int64(i+1))))
		}
	}
}

// Read fills p; it never fails.
func (r *Rand) Read(p []byte) (n int, err error) {
	for i := range p {
		if r.nleft == 0 {
			r.bytes = r.src.Int63()
			r.nleft = 7
		}
		p[i] = byte(r.bytes)
		r.bytes >>= 8
		r.nleft--
	}
	return len(p), nil
}

//go:linkname random64 rt_random64
func random64() uint64

// systemSource draws from the generator of the run-time system, which is
// seeded differently in every run.
type systemSource struct{}

func (systemSource) Int63() int64   { return int64(random64() >> 1) }
func (systemSource) Uint64() uint64 { return random64() }
func (systemSource) Seed(int64)     {}

// One Rand per call is enough: systemSource has no state.
func global() Rand { return Rand{src: systemSource{}, src64: systemSource{}} }

var readLock sync.Mutex
var reader = Rand{src: systemSource{}, src64: systemSource{}}

// Seed does nothing: the functions of this package cannot be seeded since Go
// 1.24.
func Seed(seed int64) {}

// The functions below are the methods of a Rand that all goroutines share.

func Int63() int64         { return int64(random64() >> 1) }
func Uint32() uint32       { return uint32(random64() >> 32) }
func Uint64() uint64       { return random64() }
func Int31() int32         { return int32(random64() >> 33) }
func Int() int             { return int(uint(random64()) >> 1) }
func Int63n(n int64) int64 { r := global(); return r.Int63n(n) }
func Int31n(n int32) int32 { r := global(); return r.Int31n(n) }
func Intn(n int) int       { r := global(); return r.Intn(n) }
func Float64() float64     { r := global(); return r.Float64() }
func Float32() float32     { r := global(); return r.Float32() }
func Perm(n int) []int     { r := global(); return r.Perm(n) }
func NormFloat64() float64 { r := global(); return r.NormFloat64() }
func ExpFloat64() float64  { r := global(); return r.ExpFloat64() }

// Shuffle shuffles n elements through swap.
func Shuffle(n int, swap func(i, j int)) {
	r := global()
	r.Shuffle(n, swap)
}

// Read fills p; it never fails.
func Read(p []byte) (n int, err error) {
	readLock.Lock()
	n, err = reader.Read(p)
	readLock.Unlock()
	return n, err
}
