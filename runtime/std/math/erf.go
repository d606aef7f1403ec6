package math

const (
	erfOne  = 8.45062911510467529297e-01 // erf(1) in 24 bits
	erfSlop = 1.28379167095512586316e-01 // 2/sqrt(Pi) - 1
)

// erfMiddle is (erf(x) - erfOne) for x in [0.84375, 1.25).
func erfMiddle(x float64) float64 {
	s := x - 1
	return horner(s, erfPA[:]) / horner(s, erfQA[:])
}

// erfNear is (erf(x) - x) / x for x in [0, 0.84375).
func erfNear(x float64) float64 {
	z := x * x
	return horner(z, erfP[:]) / horner(z, erfQ[:])
}

// erfTail is 1 - erf(x) for x >= 1.25.
func erfTail(x float64) float64 {
	s := 1 / (x * x)
	var r float64
	if x < 1/0.35 {
		r = horner(s, erfRA[:]) / horner(s, erfSA[:])
	} else {
		r = horner(s, erfRB[:]) / horner(s, erfSB[:])
	}
	z := Float64frombits(Float64bits(x) &^ 0xffffffff)
	return Exp(-z*z-0.5625) * Exp((z-x)*(z+x)+r) / x
}

// Erf gives the error function of x.
func Erf(x float64) float64 {
	const slop8 = 1.02703333676410069053e+00
	neg := x < 0
	a := signed(x, neg)
	var y float64
	switch {
	case x != x:
		return NaN()
	case a < 2.848094538889218e-306: // x * slop would lose bits
		y = 0.125 * (8*a + slop8*a)
	case a < 0x1p-28:
		y = a + erfSlop*a
	case a < 0.84375:
		y = a + a*erfNear(a)
	case a < 1.25:
		y = erfOne + erfMiddle(a)
	case a >= 6:
		y = 1
	default:
		y = 1 - erfTail(a)
	}
	return signed(y, neg)
}

// Erfc gives 1 - Erf(x) without loss for large x.
func Erfc(x float64) float64 {
	neg := x < 0
	a := signed(x, neg)
	switch {
	case x != x:
		return NaN()
	case a < 0.84375:
		t := a
		if a >= 0.25 {
			t = 0.5 + (a*erfNear(a) + (a - 0.5))
		} else if a >= 0x1p-56 {
			t = a + a*erfNear(a)
		}
		return 1 - signed(t, neg)
	case a < 1.25 && neg:
		return 1 + erfOne + erfMiddle(a)
	case a < 1.25:
		return 1 - erfOne - erfMiddle(a)
	case neg && a > 6:
		return 2
	case neg:
		return 2 - erfTail(a)
	case a < 28:
		return erfTail(a)
	}
	return 0
}

// Erfinv gives the inverse of Erf.
func Erfinv(x float64) float64 {
	a := signed(x, x < 0)
	switch {
	case a == 1:
		return Copysign(Inf(1), x)
	case !(a < 1):
		return NaN()
	}
	var y float64
	if a <= 0.85 {
		r := 0.180625 - 0.25*a*a
		y = a * horner(r, erfinvA[:]) / horner(r, erfinvB[:])
	} else if r := Sqrt(Ln2 - Log(1-a)); r <= 5 {
		y = horner(r-1.6, erfinvC[:]) / horner(r-1.6, erfinvD[:])
	} else {
		y = horner(r-5, erfinvE[:]) / horner(r-5, erfinvF[:])
	}
	return signed(y, x < 0)
}

// Erfcinv gives the inverse of Erfc.
func Erfcinv(x float64) float64 { return Erfinv(1 - x) }
