package cmplx

import (
	"math"
	"math/bits"
)

// oneOverPi holds the bits of 1/Pi after the point, behind a word of zeros.
var oneOverPi = [...]uint64{
	0x0000000000000000, 0x517cc1b727220a94, 0xfe13abe8fa9a6ee0,
	0x6db14acc9e21c820, 0xff28b1d5ef5de2b0, 0xdb92371d2126e970,
	0x0324977504e8c90e, 0x7f0ef58e5894d39f, 0x74411afa975da242,
	0x74ce38135a2fbf20, 0x9cc8eb1cc1a99cfa, 0x4e422fc5defc941d,
	0x8ffc4bffef02cc07, 0xf79788c5ad05368f, 0xb69b3f6793e584db,
	0xa7a31fb34f2ff516, 0xba93dd63f5f2f8bd, 0x9e839cfbc5294975,
	0x35fdafd88fc6ae84, 0x2b0198237e3db5d5,
}

// reducePi gives x less the nearest multiple of Pi.
func reducePi(x float64) float64 {
	const (
		partA = 3.141592502593994
		partB = 1.5099578831723193e-07
		partC = 1.0780605716316238e-14
	)
	if math.Abs(x) < 1<<30 {
		n := float64(int64(x/math.Pi + 0.5))
		return ((x - n*partA) - n*partB) - n*partC
	}
	b := math.Float64bits(x)
	at := uint(int(b>>52&0x7ff) - 1023 - 52 + 64)
	m := b&(1<<52-1) | 1<<52
	var w [3]uint64
	for i := range w {
		d := at/64 + uint(i)
		w[i] = oneOverPi[d]<<(at%64) | oneOverPi[d+1]>>(64-at%64)
	}
	carry, _ := bits.Mul64(w[2], m)
	hi, lo := bits.Mul64(w[1], m)
	lo, c := bits.Add64(lo, carry, 0)
	hi += w[0]*m + c
	shift := uint(bits.LeadingZeros64(hi)) + 1
	hi = hi<<shift | lo>>(64-shift)
	r := math.Float64frombits(hi>>12 | uint64(1023-shift)<<52)
	if r > 0.5 {
		r--
	}
	return math.Pi * r
}
