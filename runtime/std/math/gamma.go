package math

// stirling gives two factors of Gamma(x), whose product may overflow.
func stirling(x float64) (float64, float64) {
	const (
		sqrt2Pi = 2.506628274631000502417
		highest = 143.01608 // Pow(x, x) overflows beyond
	)
	if x > 200 {
		return Inf(1), 1
	}
	w := horner(1/x, gammaS[:])
	e := Exp(x)
	if x > highest {
		p := Pow(x, 0.5*x-0.25)
		return p, sqrt2Pi * w * (p / e)
	}
	return Pow(x, x-0.5) / e, sqrt2Pi * w
}

// gammaLarge is Gamma(x) for |x| > 33: Stirling's formula, reflected for x < 0.
func gammaLarge(x float64) float64 {
	q := Abs(x)
	a, b := stirling(q)
	if x >= 0 {
		return a * b
	}
	p := Floor(q)
	sign := 1
	if int64(p)&1 == 0 {
		sign = -1
	}
	z := q - p
	if z > 0.5 {
		z = q - (p + 1)
	}
	z = q * Sin(Pi*z)
	if z == 0 {
		return Inf(sign)
	}
	z = Abs(z)
	d := z * a * b
	if IsInf(d, 0) {
		z = Pi / z / a / b
	} else {
		z = Pi / d
	}
	return float64(sign) * z
}

// Gamma gives the Gamma function of x.
func Gamma(x float64) float64 {
	const euler = 0.57721566490153286060651209008240243104215933593992
	switch {
	case x == 0:
		return Copysign(Inf(1), x)
	case x != x || x < 0 && x == Trunc(x):
		return NaN()
	case x > MaxFloat64:
		return x
	case Abs(x) > 33:
		return gammaLarge(x)
	}
	z := 1.0
	for x >= 3 {
		x--
		z *= x
	}
	for x < 2 {
		if -1e-9 < x && x < 1e-9 {
			if x == 0 {
				return Inf(1)
			}
			return z / ((1 + euler*x) * x)
		}
		z /= x
		x++
	}
	if x == 2 {
		return z
	}
	x -= 2
	return z * horner(x, gammaP[:]) / horner(x, gammaQ[:])
}

// sinPiNegated gives -sin(Pi*x) for x >= 0.
func sinPiNegated(x float64) float64 {
	if x < 0.25 {
		return -Sin(Pi * x)
	}
	if x == Floor(x) { // an exact zero, of some sign
		odd := 0.0
		if x < 1<<53 {
			odd = Mod(x, 2)
		}
		return -Sin(Pi * signed(odd-odd, false))
	}
	x = Mod(x, 2)
	switch int(x * 4) {
	case 0:
		return -Sin(Pi * x)
	case 1, 2:
		return -Cos(Pi * (0.5 - x))
	case 3, 4:
		return -Sin(Pi * (1 - x))
	case 5, 6:
		return Cos(Pi * (x - 1.5))
	}
	return -Sin(Pi * (x - 2))
}

// lgammaBelow2 is log(Gamma(x)) for x in (0, 2).
func lgammaBelow2(x float64) float64 {
	const (
		minimum = 1.461632144968362245 // where Gamma is least
		center  = 1.46163214496836224576e+00
		value   = -1.21486290535849611461e-01
		rest    = -3.63867699703950536541e-18
	)
	r, at := 0.0, 1.0
	if x <= 0.9 {
		r, at = -Log(x), 0
	}
	var y float64
	switch low := minimum - 1 + at; {
	case x >= low+0.27 && at == 0:
		y = 1 - x
	case x >= minimum+0.27:
		y = 2 - x
	case at == 0 && x >= minimum-1-0.27 || at == 1 && x >= minimum-0.27:
		if at == 0 {
			y = x - (center - 1)
		} else {
			y = x - center
		}
		z := y * y
		w := z * y
		p := z*horner(w, lgammaT0[:]) - (rest - w*(horner(w, lgammaT1[:])+y*horner(w, lgammaT2[:])))
		return r + (value + p)
	default:
		y = x - at
		return r + (-0.5*y + y*horner(y, lgammaU[:])/horner(y, lgammaV[:]))
	}
	z := y * y
	p := y*horner(z, lgammaA0[:]) + z*horner(z, lgammaA1[:])
	return r + (p - 0.5*y)
}

// lgammaPositive is log(Gamma(x)) for finite x > 0 that is not tiny.
func lgammaPositive(x float64) float64 {
	switch {
	case x == 1 || x == 2:
		return 0
	case x < 2:
		return lgammaBelow2(x)
	case x < 8:
		n := int(x)
		y := x - float64(n)
		r := 0.5*y + y*horner(y, lgammaS[:])/horner(y, lgammaR[:])
		z := 1.0
		for k := n - 1; k >= 2; k-- {
			z *= y + float64(k)
		}
		if n > 2 {
			r += Log(z)
		}
		return r
	case x < 1<<58:
		t := Log(x)
		z := 1 / x
		w := lgammaW[0] + z*horner(z*z, lgammaW[1:])
		return (x-0.5)*(t-1) + w
	}
	return x * (Log(x) - 1)
}

// Lgamma gives the logarithm of |Gamma(x)| and the sign of Gamma(x).
func Lgamma(x float64) (lgamma float64, sign int) {
	a := Abs(x)
	switch {
	case !isFinite(x):
		return x, 1
	case x == 0:
		return Inf(1), 1
	case a < 0x1p-70:
		if x < 0 {
			return -Log(a), -1
		}
		return -Log(a), 1
	case x > 0:
		return lgammaPositive(x), 1
	case a >= 1<<52:
		return Inf(1), 1
	}
	s := sinPiNegated(a)
	if s == 0 {
		return Inf(1), 1
	}
	sign = 1
	if s < 0 {
		sign = -1
	}
	reflect := Log(Pi / Abs(s*a))
	return reflect - lgammaPositive(a), sign
}
