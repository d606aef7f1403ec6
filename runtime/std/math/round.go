package math

import _ "unsafe"

// Calls of the functions below that the compiler recognises by name become
// an instruction or two; what follows serves calls through func values.

//go:linkname machineSqrt rt_math_sqrt
func machineSqrt(x float64) float64

//go:linkname machineFloor rt_math_floor
func machineFloor(x float64) float64

//go:linkname machineCeil rt_math_ceil
func machineCeil(x float64) float64

//go:linkname machineTrunc rt_math_trunc
func machineTrunc(x float64) float64

//go:linkname machineRoundEven rt_math_round_even
func machineRoundEven(x float64) float64

//go:linkname machineFMA rt_math_fma
func machineFMA(x, y, z float64) float64

// Sqrt gives the square root of x.
func Sqrt(x float64) float64 { return machineSqrt(x) }

// Floor gives the greatest integer <= x.
func Floor(x float64) float64 { return machineFloor(x) }

// Ceil gives the least integer >= x.
func Ceil(x float64) float64 { return machineCeil(x) }

// Trunc gives the integer part of x.
func Trunc(x float64) float64 { return machineTrunc(x) }

// RoundToEven gives the nearest integer, the even one of two.
func RoundToEven(x float64) float64 { return machineRoundEven(x) }

// FMA gives x*y + z, rounded once.
func FMA(x, y, z float64) float64 { return machineFMA(x, y, z) }

// Round gives the nearest integer; halves go away from zero.
func Round(x float64) float64 {
	t := Trunc(x)
	if Abs(x-t) >= 0.5 {
		return t + Copysign(1, x)
	}
	return t
}
