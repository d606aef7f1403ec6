package math

// reach gives the row of the tables that serves x >= 2.
func reach(x float64) int {
	switch {
	case x >= 8:
		return 0
	case x >= 4.5454:
		return 1
	case x >= 2.8571:
		return 2
	}
	return 3
}

func (b *bessel) p(x float64) float64 {
	i, z := reach(x), 1/(x*x)
	return 1 + horner(z, b.pNum[i][:])/horner(z, b.pDen[i][:])
}

func (b *bessel) q(x, first float64) float64 {
	i, z := reach(x), 1/(x*x)
	return (first + horner(z, b.qNum[i][:])/horner(z, b.qDen[i][:])) / x
}

// waves gives sin(x - a) and cos(x - a), times sqrt(2), where a is Pi/4 for
// order 0 and 3*Pi/4 for order 1; the one that cancels is computed from
// the other one through cos(2x).
func waves(x float64, order int) (ss, cc float64) {
	s, c := Sincos(x)
	double := 0.0
	if order == 0 {
		ss, cc, double = s-c, s+c, -1
	} else {
		ss, cc, double = -s-c, s-c, 1
	}
	if x < MaxFloat64/2 {
		z := double * Cos(x+x)
		if same := s*c > 0; order == 1 && same || order == 0 && s*c < 0 {
			cc = z / ss
		} else {
			ss = z / cc
		}
	}
	return ss, cc
}

// besselFar gives J (or, if second, Y) of order 0 or 1 for finite x >= 2.
func besselFar(x float64, order int, second bool) float64 {
	ss, cc := waves(x, order)
	if second {
		ss, cc = -cc, ss
	}
	z := cc
	if x <= 1<<129 {
		b, first := &bessel0, -0.125
		if order == 1 {
			b, first = &bessel1, 0.375
		}
		z = b.p(x)*cc - b.q(x, first)*ss
	}
	return (1 / SqrtPi) * z / Sqrt(x)
}

// J0 gives the Bessel function of the first kind, order 0.
func J0(x float64) float64 {
	switch {
	case x != x:
		return x
	case !isFinite(x):
		return 0
	}
	x = Abs(x)
	switch {
	case x >= 2:
		return besselFar(x, 0, false)
	case x < 0x1p-27:
		return 1
	case x < 0x1p-13:
		return 1 - 0.25*x*x
	}
	z := x * x
	r := z * horner(z, j0Num[:])
	s := horner(z, j0Den[:])
	if x < 1 {
		return 1 + z*(-0.25+(r/s))
	}
	u := 0.5 * x
	return (1+u)*(1-u) + z*(r/s)
}

// Y0 gives the Bessel function of the second kind, order 0.
func Y0(x float64) float64 {
	switch {
	case x < 0 || x != x:
		return NaN()
	case x > MaxFloat64:
		return 0
	case x == 0:
		return Inf(-1)
	case x >= 2:
		return besselFar(x, 0, true)
	case x <= 0x1p-27:
		return y0Num[0] + (2/Pi)*Log(x)
	}
	z := x * x
	return horner(z, y0Num[:])/horner(z, y0Den[:]) + (2/Pi)*J0(x)*Log(x)
}

// J1 gives the Bessel function of the first kind, order 1.
func J1(x float64) float64 {
	switch {
	case x != x:
		return x
	case !isFinite(x) || x == 0:
		return 0
	}
	a := Abs(x)
	switch {
	case a >= 2:
		return signed(besselFar(a, 1, false), x < 0)
	case a < 0x1p-27:
		return 0.5 * a
	}
	z := a * a
	r := z * horner(z, j1Num[:])
	s := horner(z, j1Den[:])
	r *= a
	return signed(0.5*a+r/s, x < 0)
}

// Y1 gives the Bessel function of the second kind, order 1.
func Y1(x float64) float64 {
	switch {
	case x < 0 || x != x:
		return NaN()
	case x > MaxFloat64:
		return 0
	case x == 0:
		return Inf(-1)
	case x >= 2:
		return besselFar(x, 1, true)
	case x <= 0x1p-54:
		return -(2 / Pi) / x
	}
	z := x * x
	return x*(horner(z, y1Num[:])/horner(z, y1Den[:])) + (2/Pi)*(J1(x)*Log(x)-1/x)
}

// besselLimit is J (Y if second) of order n for x so large that one term is
// enough.
func besselLimit(n int, x float64, second bool) float64 {
	s, c := Sincos(x)
	if second {
		s, c = -c, s
	}
	var t float64
	switch n & 3 {
	case 0:
		t = c + s
	case 1:
		t = -c + s
	case 2:
		t = -c - s
	case 3:
		t = c - s
	}
	return (1 / SqrtPi) * t / Sqrt(x)
}

// jnTiny is the first term of the power series, for x < 2**-29.
func jnTiny(n int, x float64) float64 {
	if n > 33 {
		return 0
	}
	half := x * 0.5
	b, a := half, 1.0
	for i := 2; i <= n; i++ {
		a *= float64(i)
		b *= half
	}
	return b / a
}

// jnBackward runs the recurrence downwards from a continued fraction, for
// n > x.
func jnBackward(n int, x float64) float64 {
	w := float64(n+n) / x
	h := 2 / x
	z := w + h
	q0, q1 := w, w*z-1
	k := 1
	for q1 < 1e9 {
		k++
		z += h
		q0, q1 = q1, z*q1-q0
	}
	t := 0.0
	for i := 2 * (n + k); i >= n+n; i -= 2 {
		t = 1 / (float64(i)/x - t)
	}
	a, b := t, 1.0
	e := float64(n)
	e *= Log(Abs(h * e))
	scale := !(e < expOverflow)
	for i := n - 1; i > 0; i-- {
		a, b = b, b*float64(i+i)/x-a
		if scale && b > 1e100 {
			a /= b
			t /= b
			b = 1
		}
	}
	return t * J0(x) / b
}

// Jn gives the Bessel function of the first kind, order n.
func Jn(n int, x float64) float64 {
	switch {
	case x != x:
		return x
	case !isFinite(x):
		return 0
	case n == 0:
		return J0(x)
	case x == 0:
		return 0
	}
	if n < 0 {
		n, x = -n, -x
	}
	if n == 1 {
		return J1(x)
	}
	neg := x < 0 && n&1 == 1
	x = Abs(x)
	var r float64
	switch {
	case float64(n) <= x && x >= 1<<302:
		r = besselLimit(n, x, false)
	case float64(n) <= x:
		a, b := J0(x), J1(x)
		for i := 1; i < n; i++ {
			a, b = b, b*(float64(i+i)/x)-a
		}
		r = b
	case x < 0x1p-29:
		r = jnTiny(n, x)
	default:
		r = jnBackward(n, x)
	}
	return signed(r, neg)
}

// Yn gives the Bessel function of the second kind, order n.
func Yn(n int, x float64) float64 {
	switch {
	case x < 0 || x != x:
		return NaN()
	case x > MaxFloat64:
		return 0
	case n == 0:
		return Y0(x)
	case x == 0 && n < 0 && n&1 == 1:
		return Inf(1)
	case x == 0:
		return Inf(-1)
	}
	neg := n < 0 && n&1 == 1
	if n < 0 {
		n = -n
	}
	if n == 1 {
		return signed(Y1(x), neg)
	}
	if x >= 1<<302 {
		return signed(besselLimit(n, x, true), neg)
	}
	a, b := Y0(x), Y1(x)
	for i := 1; i < n && b >= -MaxFloat64; i++ {
		a, b = b, (float64(i+i)/x)*b-a
	}
	return signed(b, neg)
}
