package math

// Mod gives the remainder of x/y with the sign of x; it is exact.
func Mod(x, y float64) float64 {
	if y == 0 || !isFinite(x) || y != y {
		return NaN()
	}
	y = Abs(y)
	yfr, yexp := Frexp(y)
	r := x
	if x < 0 {
		r = -x
	}
	for r >= y {
		rfr, rexp := Frexp(r)
		if rfr < yfr {
			rexp--
		}
		r -= Ldexp(y, rexp-yexp)
	}
	return signed(r, x < 0)
}

// Remainder gives x less the nearest multiple of y, the even one of two.
func Remainder(x, y float64) float64 {
	switch {
	case x != x || y != y || !isFinite(x) || y == 0:
		return NaN()
	case !isFinite(y):
		return x
	}
	a, b := x, Abs(y)
	if x < 0 {
		a = -x
	}
	if a == b {
		return signed(0, x < 0)
	}
	if b <= MaxFloat64/2 {
		a = Mod(a, b+b)
	}
	if b < 0x1p-1021 { // half of b may not be exact
		if a+a > b {
			a -= b
			if a+a >= b {
				a -= b
			}
		}
	} else if half := 0.5 * b; a > half {
		a -= b
		if a >= half {
			a -= b
		}
	}
	return signed(a, x < 0)
}
