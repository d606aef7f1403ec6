// run

package main

import (
	"fmt"
	"math"
	"math/cmplx"
)

var one = []struct {
	name string
	f    func(float64) float64
}{
	{"Abs", math.Abs}, {"Acos", math.Acos}, {"Acosh", math.Acosh}, {"Asin", math.Asin}, {"Asinh", math.Asinh},
	{"Atan", math.Atan}, {"Atanh", math.Atanh}, {"Cbrt", math.Cbrt}, {"Ceil", math.Ceil}, {"Cos", math.Cos},
	{"Cosh", math.Cosh}, {"Erf", math.Erf}, {"Erfc", math.Erfc}, {"Erfcinv", math.Erfcinv}, {"Erfinv", math.Erfinv},
	{"Exp", math.Exp}, {"Exp2", math.Exp2}, {"Expm1", math.Expm1}, {"Floor", math.Floor}, {"Gamma", math.Gamma},
	{"J0", math.J0}, {"J1", math.J1}, {"Log", math.Log}, {"Log10", math.Log10}, {"Log1p", math.Log1p},
	{"Log2", math.Log2}, {"Logb", math.Logb}, {"Round", math.Round}, {"RoundToEven", math.RoundToEven},
	{"Sin", math.Sin}, {"Sinh", math.Sinh}, {"Sqrt", math.Sqrt}, {"Tan", math.Tan}, {"Tanh", math.Tanh},
	{"Trunc", math.Trunc}, {"Y0", math.Y0}, {"Y1", math.Y1},
}

var two = []struct {
	name string
	f    func(x, y float64) float64
}{
	{"Atan2", math.Atan2}, {"Copysign", math.Copysign}, {"Dim", math.Dim}, {"Hypot", math.Hypot}, {"Max", math.Max},
	{"Min", math.Min}, {"Mod", math.Mod}, {"Nextafter", math.Nextafter}, {"Pow", math.Pow}, {"Remainder", math.Remainder},
}

func bits(x float64) uint64 {
	if x != x {
		return 0x7ff8000000000001
	}
	return math.Float64bits(x)
}

func main() {
	xs := []float64{0, math.Copysign(0, -1), 1, -1, 0.3, -0.7, 2.5, -3.5, 10, 33.5, -20.25, 171, 709.5, -745, 1e-9, 1e10, -1e22, 5e-324, 1e308, math.Inf(1), math.Inf(-1), math.NaN()}
	for _, t := range one {
		h := uint64(14695981039346656037)
		for _, x := range xs {
			h = (h ^ bits(t.f(x))) * 1099511628211
		}
		fmt.Printf("%-12s %016x %v\n", t.name, h, t.f(0.3))
	}
	for _, t := range two {
		h := uint64(14695981039346656037)
		for _, x := range xs {
			for _, y := range xs {
				h = (h ^ bits(t.f(x, y))) * 1099511628211
			}
		}
		fmt.Printf("%-12s %016x %v\n", t.name, h, t.f(7, 2.5))
	}
	fmt.Println(math.Frexp(10))
	fmt.Println(math.Ldexp(0.625, 4))
	fmt.Println(math.Modf(-3.25))
	fmt.Println(math.Lgamma(-1.5))
	fmt.Println(math.Sincos(1))
	fmt.Println(math.Jn(3, 2), math.Yn(3, 2), math.FMA(2, 3, 4), math.Sqrt(2), math.Floor(-1.5))
	fmt.Println(math.MaxInt64, math.Pi, float32(math.E), math.MaxUint32, math.SmallestNonzeroFloat64)
	z := complex(1.5, -0.5)
	fmt.Println(cmplx.Abs(z), cmplx.Sqrt(z), cmplx.Exp(z), cmplx.Log(z), cmplx.Pow(z, 2i), cmplx.Sin(z), cmplx.Tan(z), cmplx.Atan(z))
}
