package cmplx

import "math"

// sinhcosh gives math.Sinh(x) and math.Cosh(x).
func sinhcosh(x float64) (sh, ch float64) {
	if math.Abs(x) <= 0.5 {
		return math.Sinh(x), math.Cosh(x)
	}
	e := math.Exp(x)
	inv := 0.5 / e
	e *= 0.5
	return e - inv, e + inv
}

func isInf(x float64) bool  { return math.IsInf(x, 0) }
func isWild(x float64) bool { return x-x != 0 }

// Sin gives the sine.
func Sin(x complex128) complex128 {
	re, im := real(x), imag(x)
	switch {
	case im == 0 && isWild(re):
		return complex(math.NaN(), im)
	case re == 0 && isWild(im):
		return x
	case isInf(im) && isWild(re):
		return complex(math.NaN(), im)
	}
	s, c := math.Sincos(re)
	sh, ch := sinhcosh(im)
	return complex(s*ch, c*sh)
}

// Sinh gives the hyperbolic sine.
func Sinh(x complex128) complex128 {
	re, im := real(x), imag(x)
	switch {
	case re == 0 && isWild(im):
		return complex(re, math.NaN())
	case im == 0 && isWild(re):
		if re != re {
			return complex(math.NaN(), im)
		}
		return x
	case isInf(re) && isWild(im):
		return complex(re, math.NaN())
	}
	s, c := math.Sincos(im)
	sh, ch := sinhcosh(re)
	return complex(c*sh, s*ch)
}

// Cos gives the cosine.
func Cos(x complex128) complex128 {
	re, im := real(x), imag(x)
	switch {
	case im == 0 && isWild(re):
		return complex(math.NaN(), -im*math.Copysign(0, re))
	case re == 0 && isInf(im):
		return complex(math.Inf(1), -re*math.Copysign(0, im))
	case isInf(im) && isWild(re):
		return complex(math.Inf(1), math.NaN())
	case re == 0 && im != im:
		return complex(math.NaN(), 0)
	}
	s, c := math.Sincos(re)
	sh, ch := sinhcosh(im)
	return complex(c*ch, -s*sh)
}

// Cosh gives the hyperbolic cosine.
func Cosh(x complex128) complex128 {
	re, im := real(x), imag(x)
	switch {
	case re == 0 && isWild(im):
		return complex(math.NaN(), re*math.Copysign(0, im))
	case isInf(re) && im == 0:
		return complex(math.Inf(1), im*math.Copysign(0, re))
	case isInf(re) && isWild(im):
		return complex(math.Inf(1), math.NaN())
	case im == 0 && re != re:
		return complex(math.NaN(), im)
	}
	s, c := math.Sincos(im)
	sh, ch := sinhcosh(re)
	return complex(c*ch, s*sh)
}

// Tan gives the tangent.
func Tan(x complex128) complex128 {
	re, im := real(x), imag(x)
	switch {
	case isInf(im) && isWild(re):
		return complex(math.Copysign(0, re), math.Copysign(1, im))
	case isInf(im):
		return complex(math.Copysign(0, math.Sin(2*re)), math.Copysign(1, im))
	case re == 0 && im != im:
		return x
	}
	d := math.Cos(2*re) + math.Cosh(2*im)
	if math.Abs(d) < 0.25 {
		d = tanSeries(x)
	}
	if d == 0 {
		return Inf()
	}
	return complex(math.Sin(2*re)/d, math.Sinh(2*im)/d)
}

// Tanh gives the hyperbolic tangent.
func Tanh(x complex128) complex128 {
	re, im := real(x), imag(x)
	switch {
	case isInf(re) && isWild(im):
		return complex(math.Copysign(1, re), math.Copysign(0, im))
	case isInf(re):
		return complex(math.Copysign(1, re), math.Copysign(0, math.Sin(2*im)))
	case im == 0 && re != re:
		return x
	}
	d := math.Cosh(2*re) + math.Cos(2*im)
	if d == 0 {
		return Inf()
	}
	return complex(math.Sinh(2*re)/d, math.Sin(2*im)/d)
}

// Cot gives the cotangent.
func Cot(x complex128) complex128 {
	re, im := real(x), imag(x)
	d := math.Cosh(2*im) - math.Cos(2*re)
	if math.Abs(d) < 0.25 {
		d = tanSeries(x)
	}
	if d == 0 {
		return Inf()
	}
	return complex(math.Sin(2*re)/d, -math.Sinh(2*im)/d)
}

// tanSeries is cosh(2y) - cos(2x) by its series (Cephes), where the difference
// would cancel.
func tanSeries(z complex128) float64 {
	x := reducePi(math.Abs(2 * real(z)))
	y := math.Abs(2 * imag(z))
	x *= x
	y *= y
	xn, yn, factorial, n, d := 1.0, 1.0, 1.0, 0.0, 0.0
	step := func() {
		n++
		factorial *= n
		n++
		factorial *= n
		xn *= x
		yn *= y
	}
	for {
		step()
		t := yn + xn
		t /= factorial
		d += t
		step()
		t = yn - xn
		t /= factorial
		d += t
		if !(math.Abs(t/d) > 0x1p-53) {
			return d
		}
	}
}
