package rand

// The additive lagged Fibonacci generator x[n] = x[n-607] + x[n-273], as
// proposed by Mitchell and Reeds, seeded by Lehmer's generator.
const (
	length  = 607
	lag     = 273
	lehmerM = 1<<31 - 1
	lehmerA = 48271
)

type fibSource struct {
	tap, feed int // both walk downwards
	state     [length]uint64
}

func lehmer(x uint32) uint32 { return uint32(uint64(x) * lehmerA % lehmerM) }

func (s *fibSource) Seed(seed int64) {
	s.tap, s.feed = 0, length-lag
	seed %= lehmerM
	if seed < 0 {
		seed += lehmerM
	}
	x := uint32(seed)
	if x == 0 {
		x = 89482311
	}
	for i := 0; i < 20; i++ {
		x = lehmer(x)
	}
	for i := range s.state {
		a := lehmer(x)
		b := lehmer(a)
		x = lehmer(b)
		s.state[i] = uint64(a)<<40 ^ uint64(b)<<20 ^ uint64(x) ^ cooked[i]
	}
}

func (s *fibSource) Uint64() uint64 {
	s.tap--
	if s.tap < 0 {
		s.tap += length
	}
	s.feed--
	if s.feed < 0 {
		s.feed += length
	}
	x := s.state[s.feed] + s.state[s.tap]
	s.state[s.feed] = x
	return x
}

func (s *fibSource) Int63() int64 { return int64(s.Uint64() << 1 >> 1) }
