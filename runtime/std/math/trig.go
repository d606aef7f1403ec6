package math

import "math/bits"

var sinPoly = [...]float64{
	-1.66666666666666307295e-1,
	8.33333333332211858878e-3,
	-1.98412698295895385996e-4,
	2.75573136213857245213e-6,
	-2.50507477628578072866e-8,
	1.58962301576546568060e-10,
}

var cosPoly = [...]float64{
	4.16666666666665929218e-2,
	-1.38888888888730564116e-3,
	2.48015872888517045348e-5,
	-2.75573141792967388112e-7,
	2.08757008419747316778e-9,
	-1.13585365213876817300e-11,
}

var tanNum = [...]float64{
	-1.79565251976484877988e7,
	1.15351664838587416140e6,
	-1.30936939181383777646e4,
}

var tanDen = [...]float64{
	-5.38695755929454629881e7,
	2.50083801823357915839e7,
	-1.32089234440210967447e6,
	1.36812963470692954678e4,
	1,
}

// fourOverPi holds the bits of 4/Pi, the integer part in the first word.
var fourOverPi = [...]uint64{
	0x0000000000000001, 0x45f306dc9c882a53, 0xf84eafa3ea69bb81,
	0xb6c52b3278872083, 0xfca2c757bd778ac3, 0x6e48dc74849ba5c0,
	0x0c925dd413a32439, 0xfc3bd63962534e7d, 0xd1046bea5d768909,
	0xd338e04d68befc82, 0x7323ac7306a673e9, 0x3908bf177bf25076,
	0x3ff12fffbc0b301f, 0xde5e2316b414da3e, 0xda6cfd9e4f96136e,
	0x9e8c7ecd3cbfd45a, 0xea4f758fd7cbe2f6, 0x7a0e73ef14a525d4,
	0xd7f6bf623f1aba10, 0xac06608df8f6d757,
}

// octant gives z in [-Pi/4, Pi/4] and an even j modulo 8 with x = j*Pi/4 + z,
// for finite x >= 0.
func octant(x float64) (j uint64, z float64) {
	// Pi/4 in three parts, for Cody and Waite's reduction.
	const (
		partA = 7.85398125648498535156e-1
		partB = 3.77489470793079817668e-8
		partC = 2.69515142907905952645e-15
	)
	if x >= 1<<29 {
		return octantHuge(x)
	}
	j = uint64(x * (4 / Pi))
	j += j & 1
	y := float64(j)
	return j & 7, ((x - y*partA) - y*partB) - y*partC
}

// octantHuge multiplies the mantissa by those 192 bits of 4/Pi that decide
// the product modulo 8 (Payne and Hanek).
func octantHuge(x float64) (j uint64, z float64) {
	b := Float64bits(x)
	at := uint(exponentOf(b) - expBias - 52 + 61)
	m := b&fracMask | 1<<52
	var w [3]uint64
	for i := range w {
		d := at/64 + uint(i)
		w[i] = fourOverPi[d]<<(at%64) | fourOverPi[d+1]>>(64-at%64)
	}
	carry, _ := bits.Mul64(w[2], m)
	hi, lo := bits.Mul64(w[1], m)
	lo, c := bits.Add64(lo, carry, 0)
	hi += w[0]*m + c
	j = hi >> 61
	frac := hi<<3 | lo>>61
	shift := uint(bits.LeadingZeros64(frac)) + 1
	frac = frac<<shift | lo>>(64-shift)
	z = Float64frombits(frac>>12 | uint64(expBias-shift)<<52)
	if j&1 == 1 {
		j = (j + 1) & 7
		z--
	}
	return j, z * (Pi / 4)
}

func sinKernel(z float64) float64 {
	zz := z * z
	return z + z*zz*horner(zz, sinPoly[:])
}

func cosKernel(z float64) float64 {
	zz := z * z
	return 1 - 0.5*zz + zz*zz*horner(zz, cosPoly[:])
}

// Cos gives the cosine of x radians.
func Cos(x float64) float64 {
	if !isFinite(x) {
		return NaN()
	}
	j, z := octant(Abs(x))
	switch j {
	case 0:
		return cosKernel(z)
	case 2:
		return -sinKernel(z)
	case 4:
		return -cosKernel(z)
	}
	return sinKernel(z)
}

// Sin gives the sine of x radians.
func Sin(x float64) float64 {
	switch {
	case x == 0 || x != x:
		return x
	case !isFinite(x):
		return NaN()
	}
	j, z := octant(Abs(x))
	var y float64
	if j&2 == 0 {
		y = sinKernel(z)
	} else {
		y = cosKernel(z)
	}
	return signed(y, (x < 0) != (j > 3))
}

// Sincos gives Sin(x) and Cos(x).
func Sincos(x float64) (sin, cos float64) {
	switch {
	case x == 0:
		return x, 1
	case !isFinite(x):
		return NaN(), NaN()
	}
	j, z := octant(Abs(x))
	sin, cos = sinKernel(z), cosKernel(z)
	if j&2 != 0 {
		sin, cos = cos, sin
	}
	return signed(sin, (x < 0) != (j > 3)), signed(cos, j == 2 || j == 4)
}

// Tan gives the tangent of x radians.
func Tan(x float64) float64 {
	switch {
	case x == 0 || x != x:
		return x
	case !isFinite(x):
		return NaN()
	}
	j, z := octant(Abs(x))
	y := z
	if zz := z * z; zz > 1e-14 {
		y = z + z*(zz*horner(zz, tanNum[:])/horner(zz, tanDen[:]))
	}
	if j&2 != 0 {
		y = -1 / y
	}
	return signed(y, x < 0)
}
