package rand

import "math"

// A Zipf makes numbers whose frequencies fall as those of words do.
type Zipf struct {
	r        *Rand
	last     float64
	v, q     float64
	p, inv   float64 // 1-q and its inverse
	hlast    float64
	hrange   float64
	shortcut float64
}

// NewZipf gives a generator of k in [0, imax] with P(k) proportional to
// (v + k) ** -s, for s > 1 and v >= 1, by rejection and inversion (Hörmann
// and Derflinger).
func NewZipf(r *Rand, s float64, v float64, imax uint64) *Zipf {
	if s <= 1 || v < 1 {
		return nil
	}
	z := &Zipf{r: r, last: float64(imax), v: v, q: s, p: 1 - s}
	z.inv = 1 / z.p
	z.hlast = z.h(z.last + 0.5)
	z.hrange = z.h(0.5) - math.Exp(math.Log(v)*(-s)) - z.hlast
	z.shortcut = 1 - z.hInverse(z.h(1.5)-math.Exp(-s*math.Log(v+1)))
	return z
}

func (z *Zipf) h(x float64) float64 {
	return math.Exp(z.p*math.Log(z.v+x)) * z.inv
}

func (z *Zipf) hInverse(x float64) float64 {
	return math.Exp(z.inv*math.Log(z.p*x)) - z.v
}

// Uint64 gives the next number.
func (z *Zipf) Uint64() uint64 {
	if z == nil {
		panic("rand: nil Zipf")
	}
	for {
		u := z.hlast + z.r.Float64()*z.hrange
		x := z.hInverse(u)
		k := math.Floor(x + 0.5)
		if k-x <= z.shortcut || u >= z.h(k+0.5)-math.Exp(-math.Log(k+z.v)*z.q) {
			return uint64(k)
		}
	}
}
