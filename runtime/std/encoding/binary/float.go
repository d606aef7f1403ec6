package binary

import "math"

func floatBits(n int, f float64) uint64 {
	if n == 4 {
		return uint64(math.Float32bits(float32(f)))
	}
	return math.Float64bits(f)
}

func floatOf(n int, b uint64) float64 {
	if n == 4 {
		return float64(math.Float32frombits(uint32(b)))
	}
	return math.Float64frombits(b)
}
