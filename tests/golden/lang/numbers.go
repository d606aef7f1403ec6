// run
package main

import (
	"fmt"
	"math"
)

type weekday int

const (
	sunday weekday = iota
	monday
	_
	wednesday
)

const (
	kb = 1 << (10 * (iota + 1))
	mb
)

const huge = 1 << 100

func shift(x int32, n uint) (int32, int32, uint32) { return x << n, x >> n, uint32(x) >> n }

func main() {
	var i8 int8 = 127
	i8++
	var u8 uint8
	u8--
	fmt.Println(i8, u8, monday, wednesday, kb, mb, huge>>98)
	fmt.Println(shift(-5, 1))
	fmt.Println(shift(-5, 31))
	fmt.Println(shift(-5, 40))
	a, b := -7, 2
	fmt.Println(a/b, a%b, -a/b, a%-b, a&b, a|b, a^b, a&^b, ^a)
	minInt := math.MinInt64
	m1 := -1
	fmt.Println(minInt/m1, minInt%m1, -minInt)
	var u uint32 = 1 << 31
	fmt.Println(u<<1, u>>31, int32(u), uint16(u>>8), int64(int32(u)))
	f := 1e10
	fmt.Println(int64(f), int32(int64(f)), uint8(int(300)&0xff), float32(0.1), float64(float32(0.1)))
	var f32 float32 = 16777216
	fmt.Println(f32+1, float64(f32)+1, 1/3.0, float32(1)/3)
	zero := 0.0
	fmt.Println(1/zero, -1/zero, zero/zero == zero/zero, math.IsNaN(zero/zero), -zero)
	c := complex(3, 4)
	d := 2i
	fmt.Println(c*d, c/d, real(c), imag(c), c == complex(3, 4), -c)
	var c64 complex64 = complex64(c)
	fmt.Println(c64*c64, c64)
	x := 10
	x += 5
	x -= 3
	x *= 4
	x /= 5
	x %= 7
	x <<= 3
	x |= 1
	x &^= 8
	x ^= 0xff
	fmt.Println(x)
	var h uint64 = 14695981039346656037
	for _, ch := range []byte("hash me") {
		h ^= uint64(ch)
		h *= 1099511628211
	}
	fmt.Println(h, h>>33, uint32(h), int8(h))
	fmt.Printf("%d %x %o %b %e %g %.3f %08.3f %+d %c %U\n", 42, 255, 8, 5, 12345.678, 1e21, math.Pi, -math.E, 7, 0x4E16, 0x4E16)
	var n uint = 65
	fmt.Println(1<<n == 0, uint64(1)<<n, int64(-1)>>n)
	func() {
		defer func() { fmt.Println(recover()) }()
		s := -1
		fmt.Println(1 << s)
	}()
	fmt.Println(0b1010, 0o17, 0x_ff, 1_000_000, 0x1p-2, 'a', '\u00e9', '\'')
	fmt.Println(math.MaxUint64>>1 == uint64(math.MaxInt64), uint64(math.MaxUint64), math.MaxFloat32)
	const big = 1 << 62
	fmt.Println(big*2-1+big*0, len([big >> 60]int{}))
	fmt.Println(7.0/2, 7/2, 7/2.0, float64(7)/2, 1<<3.0)
}
