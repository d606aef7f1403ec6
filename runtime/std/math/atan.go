package math

var atanNum = [...]float64{
	-6.485021904942025371773e+01,
	-1.228866684490136173410e+02,
	-7.500855792314704667340e+01,
	-1.615753718733365076637e+01,
	-8.750608600031904122785e-01,
}

var atanDen = [...]float64{
	1.945506571482613964425e+02,
	4.853903996359136964868e+02,
	4.328810604912902668951e+02,
	1.650270098316988542046e+02,
	2.485846490142306297962e+01,
	1,
}

// atanSmall is the arctangent of x in [0, 0.66].
func atanSmall(x float64) float64 {
	z := x * x
	z = z * horner(z, atanNum[:]) / horner(z, atanDen[:])
	return x*z + x
}

// atanPositive is the arctangent of x >= 0.
func atanPositive(x float64) float64 {
	const (
		piRest   = 6.123233995736765886130e-17 // Pi/2 less its float64
		tan3Pi8  = 2.41421356237309504880
		halfRest = 0.5 * piRest
	)
	switch {
	case x <= 0.66:
		return atanSmall(x)
	case x > tan3Pi8:
		return Pi/2 - atanSmall(1/x) + piRest
	}
	return Pi/4 + atanSmall((x-1)/(x+1)) + halfRest
}

// Atan gives the arctangent of x in radians.
func Atan(x float64) float64 {
	if x == 0 {
		return x
	}
	if x > 0 {
		return atanPositive(x)
	}
	return -atanPositive(-x)
}

// Asin gives the arcsine of x in radians.
func Asin(x float64) float64 {
	a := x
	if x < 0 {
		a = -x
	}
	if a == 0 {
		return x
	}
	if a > 1 {
		return NaN()
	}
	r := Sqrt(1 - a*a)
	if a > 0.7 {
		r = Pi/2 - atanPositive(r/a)
	} else {
		r = atanPositive(a / r)
	}
	return signed(r, x < 0)
}

// Acos gives the arccosine of x in radians.
func Acos(x float64) float64 { return Pi/2 - Asin(x) }

// Atan2 gives the angle of the point (x, y).
func Atan2(y, x float64) float64 {
	switch {
	case x != x || y != y:
		return NaN()
	case y == 0 && !Signbit(x):
		return Copysign(0, y)
	case y == 0:
		return Copysign(Pi, y)
	case x == 0:
		return Copysign(Pi/2, y)
	case isFinite(x) && !isFinite(y):
		return Copysign(Pi/2, y)
	case x > MaxFloat64 && isFinite(y):
		return Copysign(0, y)
	case x > MaxFloat64:
		return Copysign(Pi/4, y)
	case x < -MaxFloat64 && isFinite(y):
		return Copysign(Pi, y)
	case x < -MaxFloat64:
		return Copysign(3*Pi/4, y)
	}
	q := Atan(y / x)
	switch {
	case x >= 0:
		return q
	case q <= 0:
		return q + Pi
	}
	return q - Pi
}
