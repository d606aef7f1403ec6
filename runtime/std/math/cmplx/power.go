package cmplx

import "math"

// Exp gives e**x.
func Exp(x complex128) complex128 {
	re, im := real(x), imag(x)
	wild := im-im != 0 // infinite or NaN
	switch {
	case math.IsInf(re, 1) && im == 0:
		return x
	case math.IsInf(re, 1) && wild:
		return complex(re, math.NaN())
	case math.IsInf(re, -1) && wild:
		return complex(0, math.Copysign(0, im))
	case re != re && im == 0:
		return complex(math.NaN(), im)
	}
	r := math.Exp(re)
	s, c := math.Sincos(im)
	return complex(r*c, r*s)
}

// Log gives the natural logarithm.
func Log(x complex128) complex128 { return complex(math.Log(Abs(x)), Phase(x)) }

// Log10 gives the decimal logarithm.
func Log10(x complex128) complex128 {
	z := Log(x)
	return complex(math.Log10E*real(z), math.Log10E*imag(z))
}

// Pow gives x**y; Pow(0, ±0) is 1.
func Pow(x, y complex128) complex128 {
	r, i := real(y), imag(y)
	modulus := Abs(x)
	switch {
	case x == 0 && IsNaN(y):
		return NaN()
	case x == 0 && r == 0:
		return 1
	case x == 0 && r < 0 && i == 0:
		return complex(math.Inf(1), 0)
	case x == 0 && r < 0:
		return Inf()
	case modulus == 0:
		return 0
	}
	m := math.Pow(modulus, r)
	arg := Phase(x)
	θ := r * arg
	if i != 0 {
		m *= math.Exp(-i * arg)
		θ += i * math.Log(modulus)
	}
	s, c := math.Sincos(θ)
	return complex(m*c, m*s)
}

// Sqrt gives the square root with a real part >= 0.
func Sqrt(x complex128) complex128 {
	a, b := real(x), imag(x)
	switch {
	case b == 0 && a == 0:
		return complex(0, b)
	case b == 0 && a < 0:
		return complex(0, math.Copysign(math.Sqrt(-a), b))
	case b == 0:
		return complex(math.Sqrt(a), b)
	case math.IsInf(b, 0):
		return complex(math.Inf(1), b)
	case a == 0:
		r := math.Sqrt(0.5 * math.Abs(b))
		return complex(r, math.Copysign(r, b))
	}
	// Scaled by a power of four, so that nothing overflows on the way.
	by, back := 0x1p54, 0x1p-27
	if math.Abs(a) > 4 || math.Abs(b) > 4 {
		by, back = 0.25, 2
	}
	a *= by
	b *= by
	h := math.Hypot(a, b)
	var re, im float64
	if a > 0 {
		t := math.Sqrt(0.5*h + 0.5*a)
		re, im = t*back, back*math.Abs((0.5*b)/t)
	} else {
		t := math.Sqrt(0.5*h - 0.5*a)
		re, im = back*math.Abs((0.5*b)/t), t*back
	}
	if b < 0 {
		im = -im
	}
	return complex(re, im)
}
