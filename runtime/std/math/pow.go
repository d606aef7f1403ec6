package math

// oddInteger reports whether y is an odd integer.
func oddInteger(y float64) bool {
	if Abs(y) >= 1<<53 {
		return false
	}
	i := Trunc(y)
	return i == y && int64(i)&1 == 1
}

// powSpecial handles the arguments that need no arithmetic.
func powSpecial(x, y float64) (r float64, ok bool) {
	switch {
	case y == 0 || x == 1:
		return 1, true
	case y == 1:
		return x, true
	case x != x || y != y:
		return NaN(), true
	case x == 0:
		r = 0
		if y < 0 {
			r = Inf(1)
		}
		if Signbit(x) && oddInteger(y) {
			r = -r
		}
		return r, true
	case !isFinite(y):
		return powLimit(x, y), true
	case x < -MaxFloat64: // as 1/x, a negative zero, to the power of -y
		return powSpecial(1/x, -y)
	case x > MaxFloat64:
		if y < 0 {
			return 0, true
		}
		return Inf(1), true
	case y == 0.5:
		return Sqrt(x), true
	case y == -0.5:
		return 1 / Sqrt(x), true
	}
	return 0, false
}

// powLimit is |x|**y for a y that is so large that it is an even integer.
func powLimit(x, y float64) float64 {
	switch {
	case x == -1:
		return 1
	case (Abs(x) < 1) == (y > 0):
		return 0
	}
	return Inf(1)
}

// Pow gives x**y: repeated squaring for the integer part of y, exponent and
// mantissa apart, and Exp and Log for a fraction of at most one half.
func Pow(x, y float64) float64 {
	if r, ok := powSpecial(x, y); ok {
		return r
	}
	whole, part := Modf(Abs(y))
	if part != 0 && x < 0 {
		return NaN()
	}
	if whole >= 1<<63 {
		return powLimit(x, y)
	}
	r, e := 1.0, 0
	if part != 0 {
		if part > 0.5 {
			part--
			whole++
		}
		r = Exp(part * Log(x))
	}
	m, me := Frexp(x)
	for n := int64(whole); n != 0; n >>= 1 {
		if me < -1<<12 || me > 1<<12 { // overflows, or underflows, whatever follows
			e += me
			break
		}
		if n&1 == 1 {
			r *= m
			e += me
		}
		m *= m
		me <<= 1
		if m < 0.5 {
			m += m
			me--
		}
	}
	if y < 0 {
		r, e = 1/r, -e
	}
	return Ldexp(r, e)
}

var tens = [...]float64{
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13,
	1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22, 1e23, 1e24, 1e25,
	1e26, 1e27, 1e28, 1e29, 1e30, 1e31,
}

var tensUp = [...]float64{
	1e0, 1e32, 1e64, 1e96, 1e128, 1e160, 1e192, 1e224, 1e256, 1e288,
}

var tensDown = [...]float64{
	1e0, 1e-32, 1e-64, 1e-96, 1e-128, 1e-160, 1e-192, 1e-224, 1e-256, 1e-288,
	1e-320,
}

// Pow10 gives 10**n.
func Pow10(n int) float64 {
	switch {
	case n > 308:
		return Inf(1)
	case n >= 0:
		return tensUp[n/32] * tens[n%32]
	case n >= -323:
		return tensDown[-n/32] / tens[-n%32]
	}
	return 0
}

// Cbrt gives the cube root of x: a guess by division of the encoding, one
// rational step, rounding to 23 bits, one Newton step (msun).
func Cbrt(x float64) float64 {
	const (
		guess    = 715094163 << 32
		guessSub = 696219795 << 32
		c        = 5.42857142857142815906e-01
		d        = -7.05306122448979611050e-01
		e        = 1.41428571428571436819e+00
		f        = 1.60714285714285720630e+00
		g        = 3.57142857142857150787e-01
	)
	if x == 0 || !isFinite(x) {
		return x
	}
	a := Abs(x)
	t := Float64frombits(Float64bits(a)/3 + guess)
	if a < 0x1p-1022 {
		t = Float64frombits(Float64bits(a*(1<<54))/3 + guessSub)
	}
	r := t * t / a
	s := c + r*t
	t *= g + f/(s+e+d/s)
	t = Float64frombits(Float64bits(t)&(0xFFFFFFFFC<<28) + 1<<30)
	s = t * t
	r = a / s
	w := t + t
	r = (r - t) / (w + r)
	return Copysign(t+t*r, x)
}

// Hypot gives Sqrt(p*p + q*q) without overflow on the way.
func Hypot(p, q float64) float64 {
	p, q = Abs(p), Abs(q)
	switch {
	case p > MaxFloat64 || q > MaxFloat64:
		return Inf(1)
	case p != p || q != q:
		return NaN()
	case p < q:
		p, q = q, p
	}
	if p == 0 {
		return 0
	}
	q /= p
	return p * Sqrt(1+q*q)
}
