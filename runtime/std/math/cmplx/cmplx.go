// Package cmplx has functions of complex numbers.
package cmplx

import "math"

// Abs gives the absolute value.
func Abs(x complex128) float64 { return math.Hypot(real(x), imag(x)) }

// Phase gives the angle in [-Pi, Pi].
func Phase(x complex128) float64 { return math.Atan2(imag(x), real(x)) }

// Polar gives absolute value and angle.
func Polar(x complex128) (r, θ float64) { return Abs(x), Phase(x) }

// Rect is the inverse of Polar.
func Rect(r, θ float64) complex128 {
	s, c := math.Sincos(θ)
	return complex(r*c, r*s)
}

// Conj gives the conjugate.
func Conj(x complex128) complex128 { return complex(real(x), -imag(x)) }

// Inf gives an infinity.
func Inf() complex128 { return complex(math.Inf(1), math.Inf(1)) }

// NaN gives a not-a-number.
func NaN() complex128 { return complex(math.NaN(), math.NaN()) }

// IsInf reports whether a part is infinite.
func IsInf(x complex128) bool {
	return math.IsInf(real(x), 0) || math.IsInf(imag(x), 0)
}

// IsNaN reports whether a part is NaN and none is infinite.
func IsNaN(x complex128) bool {
	return !IsInf(x) && (math.IsNaN(real(x)) || math.IsNaN(imag(x)))
}
