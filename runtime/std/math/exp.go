package math

import _ "unsafe"

const (
	ln2Hi = 6.93147180369123816490e-01 // ln 2 in 32 bits, and the rest
	ln2Lo = 1.90821492927058770002e-10

	expOverflow = 7.09782712893383973096e+02
)

//go:linkname machineExp rt_math_exp
func machineExp(x float64) float64

// Exp gives e**x, by Shibata's method: see runtime/lib_exp.c.
func Exp(x float64) float64 {
	switch {
	case x != x || x > MaxFloat64:
		return x
	case x > expOverflow:
		return Inf(1)
	case x < -800:
		return 0
	}
	return machineExp(x)
}

var expRemez = [...]float64{
	0,
	1.66666666666666657415e-01,
	-2.77777777770155933842e-03,
	6.61375632143793436117e-05,
	-1.65339022054652515390e-06,
	4.13813679705723846039e-08,
}

// Exp2 gives 2**x, by the rational approximation of msun's exp.
func Exp2(x float64) float64 {
	switch {
	case x != x:
		return x
	case x > 1.0239999999999999e+03:
		return Inf(1)
	case x < -1074:
		return 0
	}
	k := 0
	if x > 0 {
		k = int(x + 0.5)
	} else if x < 0 {
		k = int(x - 0.5)
	}
	t := x - float64(k)
	hi, lo := t*ln2Hi, -t*ln2Lo
	r := hi - lo
	c := r - horner(r*r, expRemez[:])
	y := 1 - ((lo - (r*c)/(2-c)) - hi)
	return Ldexp(y, k)
}

var expm1Q = [...]float64{
	1,
	-3.33333333333331316428e-02,
	1.58730158725481460165e-03,
	-7.93650757867887942473e-05,
	4.00821782732936239552e-06,
	-2.01099218183624371326e-07,
}

// reduceLn2 gives r + c = x - k*ln 2, with r small.
func reduceLn2(x float64) (r, c float64, k int) {
	const threeHalves = 1.03972077083991796413e+00 // 1.5 ln 2
	half := Copysign(0.5, x)
	if Abs(x) < threeHalves {
		k = int(half * 2)
	} else {
		k = int(Log2E*x + half)
	}
	t := float64(k)
	hi, lo := x-t*ln2Hi, t*ln2Lo
	r = hi - lo
	return r, (hi - r) - lo, k
}

// Expm1 gives e**x - 1 without loss for small x.
func Expm1(x float64) float64 {
	const (
		lowest  = 3.88162421113569373274e+01 // 56 ln 2
		halfLn2 = 3.46573590279972654709e-01
	)
	var c float64
	var k int
	switch a := Abs(x); {
	case x != x || x > MaxFloat64:
		return x
	case x <= -lowest:
		return -1
	case x >= expOverflow:
		return Inf(1)
	case a > halfLn2:
		x, c, k = reduceLn2(x)
	case a < 0x1p-54:
		return x
	}
	hx := 0.5 * x
	hxx := x * hx
	r1 := horner(hxx, expm1Q[:])
	t := 3 - r1*hx
	e := hxx * ((r1 - t) / (6 - x*t))
	if k == 0 {
		return x - (x*e - hxx)
	}
	e = x*(e-c) - c
	e -= hxx
	return expm1Scale(x, e, k)
}

// expm1Scale gives 2**k * (1 + x - e) - 1.
func expm1Scale(x, e float64, k int) float64 {
	switch {
	case k == -1:
		return 0.5*(x-e) - 0.5
	case k == 1 && x < -0.25:
		return -2 * (e - (x + 0.5))
	case k == 1:
		return 1 + 2*(x-e)
	case k <= -2 || k > 56:
		return addExponent(1-(e-x), k) - 1
	case k < 20:
		return addExponent(1-Float64frombits(uint64(expBias-k)<<52)-(e-x), k)
	}
	y := x - (e + Float64frombits(uint64(expBias-k)<<52))
	return addExponent(y+1, k)
}

func addExponent(y float64, k int) float64 {
	return Float64frombits(Float64bits(y) + uint64(k)<<52)
}
