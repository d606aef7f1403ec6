package math

// Coefficients of log((1+s)/(1-s)) = 2s + s*R(s*s), from msun.
const (
	log1 = 6.666666666666735130e-01
	log2 = 3.999999999940941908e-01
	log3 = 2.857142874366239149e-01
	log4 = 2.222219843214978396e-01
	log5 = 1.818357216161805012e-01
	log6 = 1.531383769920937332e-01
	log7 = 1.479819860511658591e-01
)

// Log gives the natural logarithm of x.
//
// The exponent and the mantissa come from the encoding as it stands, as in
// the amd64 code of Go: for subnormal numbers the mantissa is taken as if it
// had its leading one, so that these results are the same as there.
func Log(x float64) float64 {
	b := Float64bits(x)
	switch {
	case x == 0:
		return Inf(-1)
	case b >= signBit:
		return NaN()
	case b >= infBits:
		return x
	}
	k := float64(int(b>>52) - (expBias - 1))
	f := Float64frombits(b&fracMask | (expBias-1)<<52)
	if f <= Sqrt2/2 {
		k--
		f *= 2
	}
	f--
	s := f / (2 + f)
	s2 := s * s
	s4 := s2 * s2
	odd := s2 * (log1 + s4*(log3+s4*(log5+s4*log7)))
	even := s4 * (log2 + s4*(log4+s4*log6))
	half := 0.5 * f * f
	return k*ln2Hi - ((half - (s*(half+(odd+even)) + k*ln2Lo)) - f)
}

// Log10 gives the decimal logarithm of x.
func Log10(x float64) float64 { return Log(x) * (1 / Ln10) }

// Log2 gives the binary logarithm of x; it is exact for powers of two.
func Log2(x float64) float64 {
	frac, exp := Frexp(x)
	if frac == 0.5 {
		return float64(exp - 1)
	}
	return Log(frac)*(1/Ln2) + float64(exp)
}

var log1pR = [...]float64{log1, log2, log3, log4, log5, log6, log7}

// log1pSplit gives k, f, c with 1 + x = 2**k * (1 + f) + rounding error c
// (relative), and whether f has no more than a few bits.
func log1pSplit(x float64) (k int, f, c float64, tiny bool) {
	u := x
	if Abs(x) < 1<<53 {
		u = 1 + x
	}
	b := Float64bits(u)
	k = int(b>>52) - expBias
	if Abs(x) < 1<<53 {
		if k > 0 {
			c = 1 - (u - x)
		} else {
			c = x - (u - 1)
		}
		c /= u
	}
	b &= fracMask
	if b < 0x0006a09e667f3bcd { // sqrt(2)
		return k, Float64frombits(b|expBias<<52) - 1, c, b == 0
	}
	f = Float64frombits(b|(expBias-1)<<52) - 1
	return k + 1, f, c, (1<<52-b)>>2 == 0
}

// Log1p gives log(1+x) without loss for small x.
func Log1p(x float64) float64 {
	const (
		sqrt2M1   = 4.142135623730950488017e-01
		rsqrt2M1  = -2.928932188134524755992e-01
		twoThirds = 0.66666666666666666
	)
	var k int
	var c float64
	var tiny bool
	f := x
	switch a := Abs(x); {
	case x < -1 || x != x:
		return NaN()
	case x == -1:
		return Inf(-1)
	case x > MaxFloat64:
		return x
	case a < 0x1p-54:
		return x
	case a < 0x1p-29:
		return x - x*x*0.5
	case rsqrt2M1 < x && x < sqrt2M1:
	default:
		k, f, c, tiny = log1pSplit(x)
	}
	half := 0.5 * f * f
	n := float64(k)
	if tiny {
		if f == 0 {
			if k == 0 {
				return 0
			}
			return n*ln2Hi + (c + n*ln2Lo)
		}
		r := half * (1 - twoThirds*f)
		if k == 0 {
			return f - r
		}
		return n*ln2Hi - ((r - (n*ln2Lo + c)) - f)
	}
	s := f / (2 + f)
	z := s * s
	r := z * horner(z, log1pR[:])
	if k == 0 {
		return f - (half - s*(half+r))
	}
	return n*ln2Hi - ((half - (s*(half+r) + (n*ln2Lo + c))) - f)
}
