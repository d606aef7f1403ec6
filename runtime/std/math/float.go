package math

import "unsafe"

const (
	signBit  = 1 << 63
	infBits  = 0x7ff << 52
	nanBits  = infBits | 1<<51 | 1
	fracMask = 1<<52 - 1
	expBias  = 1023
)

// Float32bits gives the IEEE 754 encoding of f.
func Float32bits(f float32) uint32 { return *(*uint32)(unsafe.Pointer(&f)) }

// Float32frombits is the inverse of Float32bits.
func Float32frombits(b uint32) float32 { return *(*float32)(unsafe.Pointer(&b)) }

// Float64bits gives the IEEE 754 encoding of f.
func Float64bits(f float64) uint64 { return *(*uint64)(unsafe.Pointer(&f)) }

// Float64frombits is the inverse of Float64bits.
func Float64frombits(b uint64) float64 { return *(*float64)(unsafe.Pointer(&b)) }

// Inf gives +Inf for sign >= 0, else -Inf.
func Inf(sign int) float64 {
	if sign < 0 {
		return Float64frombits(signBit | infBits)
	}
	return Float64frombits(infBits)
}

// NaN gives a quiet not-a-number.
func NaN() float64 { return Float64frombits(nanBits) }

// IsNaN reports whether f is not a number.
func IsNaN(f float64) (is bool) { return f != f }

// IsInf reports whether f is an infinity: the positive one for sign > 0, the
// negative one for sign < 0, any for 0.
func IsInf(f float64, sign int) bool {
	return sign >= 0 && f > MaxFloat64 || sign <= 0 && f < -MaxFloat64
}

func isFinite(f float64) bool { return f-f == 0 }

// Signbit reports whether x is negative or negative zero.
func Signbit(x float64) bool { return Float64bits(x)&signBit != 0 }

// Copysign gives f with the sign of sign.
func Copysign(f, sign float64) float64 {
	return Float64frombits(Float64bits(f)&^signBit | Float64bits(sign)&signBit)
}

// Abs gives |x|.
func Abs(x float64) float64 { return Float64frombits(Float64bits(x) &^ signBit) }

func exponentOf(bits uint64) int { return int(bits>>52) & 0x7ff }

// normal gives y and e with x = y * 2**e, y not subnormal.
func normal(x float64) (y float64, e int) {
	if Abs(x) < 0x1p-1022 {
		return x * 0x1p52, -52
	}
	return x, 0
}

// Frexp splits f into a fraction in [0.5, 1) and a power of two.
func Frexp(f float64) (frac float64, exp int) {
	if f == 0 || !isFinite(f) {
		return f, 0
	}
	f, exp = normal(f)
	b := Float64bits(f)
	exp += exponentOf(b) - (expBias - 1)
	return Float64frombits(b&^infBits | (expBias-1)<<52), exp
}

// Ldexp is the inverse of Frexp: frac * 2**exp.
func Ldexp(frac float64, exp int) float64 {
	if frac == 0 || !isFinite(frac) {
		return frac
	}
	frac, e := normal(frac)
	b := Float64bits(frac)
	exp += e + exponentOf(b) - expBias
	b &^= infBits
	switch {
	case exp < -1075:
		return Copysign(0, frac)
	case exp > expBias:
		return Copysign(Inf(1), frac)
	case exp < 1-expBias: // rounded once, by the multiplication
		return 0x1p-53 * Float64frombits(b|uint64(exp+53+expBias)<<52)
	}
	return Float64frombits(b | uint64(exp+expBias)<<52)
}

// Modf splits f into its integer and its fractional part.
func Modf(f float64) (integer float64, fractional float64) {
	integer = Trunc(f)
	return integer, Copysign(f-integer, f)
}

// Logb gives the binary exponent of x.
func Logb(x float64) float64 {
	switch {
	case x == 0:
		return Inf(-1)
	case x != x:
		return x
	case !isFinite(x):
		return Inf(1)
	}
	return float64(Ilogb(x))
}

// Ilogb gives the binary exponent of x as an integer.
func Ilogb(x float64) int {
	switch {
	case x == 0:
		return MinInt32
	case !isFinite(x):
		return MaxInt32
	}
	x, e := normal(x)
	return exponentOf(Float64bits(x)) - expBias + e
}

// Nextafter gives the next number after x in the direction of y.
func Nextafter(x, y float64) (r float64) {
	switch {
	case x != x || y != y:
		return NaN()
	case x == y:
		return x
	case x == 0:
		return Copysign(SmallestNonzeroFloat64, y)
	case (y > x) == (x > 0):
		return Float64frombits(Float64bits(x) + 1)
	}
	return Float64frombits(Float64bits(x) - 1)
}

// Nextafter32 gives the next float32 after x in the direction of y.
func Nextafter32(x, y float32) (r float32) {
	switch {
	case x != x || y != y:
		return float32(NaN())
	case x == y:
		return x
	case x == 0:
		return float32(Copysign(SmallestNonzeroFloat32, float64(y)))
	case (y > x) == (x > 0):
		return Float32frombits(Float32bits(x) + 1)
	}
	return Float32frombits(Float32bits(x) - 1)
}

// Dim gives x-y, or 0 if that is negative.
func Dim(x, y float64) float64 {
	d := x - y
	if d <= 0 {
		return 0
	}
	return d
}

// Max gives the larger number; an infinity beats NaN, +0 beats -0.
func Max(x, y float64) float64 {
	switch {
	case x > MaxFloat64 || y > MaxFloat64:
		return Inf(1)
	case x != x || y != y:
		return NaN()
	case x > y:
		return x
	case x == y && Signbit(y):
		return x
	}
	return y
}

// Min gives the smaller number; an infinity beats NaN, -0 beats +0.
func Min(x, y float64) float64 {
	switch {
	case x < -MaxFloat64 || y < -MaxFloat64:
		return Inf(-1)
	case x != x || y != y:
		return NaN()
	case x < y:
		return x
	case x == y && Signbit(x):
		return x
	}
	return y
}
