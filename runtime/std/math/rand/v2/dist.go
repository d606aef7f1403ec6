package rand

import "math"

// The bottom layer of the ziggurats ends here.
const (
	normalEnd      = 3.442619855899
	exponentialEnd = 7.69711747013104972
)

// NormFloat64 gives a number of the standard normal distribution.
func (r *Rand) NormFloat64() float64 {
	for {
		u := r.Uint64()
		j := int32(u)
		i := u >> 32 & 127
		x := float64(j) * float64(normalW[i])
		if abs(j) < normalK[i] {
			return x
		}
		if i == 0 {
			return r.normalTail(j > 0)
		}
		if y := normalF[i] + float32(r.Float64())*(normalF[i-1]-normalF[i]); y < float32(math.Exp(-.5*x*x)) {
			return x
		}
	}
}

func (r *Rand) normalTail(positive bool) float64 {
	for {
		x := -math.Log(r.Float64()) * (1 / normalEnd)
		y := -math.Log(r.Float64())
		if y+y < x*x {
			continue
		}
		if positive {
			return normalEnd + x
		}
		return -normalEnd - x
	}
}

func abs(j int32) uint32 {
	if j < 0 {
		return uint32(-j)
	}
	return uint32(j)
}

// ExpFloat64 gives a number of the exponential distribution with rate 1.
func (r *Rand) ExpFloat64() float64 {
	for {
		u := r.Uint64()
		j := uint32(u)
		i := u >> 32 & 255
		x := float64(j) * float64(exponentialW[i])
		if j < exponentialK[i] {
			return x
		}
		if i == 0 {
			return exponentialEnd - math.Log(r.Float64())
		}
		if y := exponentialF[i] + float32(r.Float64())*(exponentialF[i-1]-exponentialF[i]); y < float32(math.Exp(-x)) {
			return x
		}
	}
}
