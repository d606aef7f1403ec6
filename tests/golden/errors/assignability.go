// errorcheck
package p

type t struct{ a int }
type i interface{ m() }
type ptr struct{}

func (*ptr) m() {}

func f() (int, string) { return 1, "x" }

func g() {
	var a int = "x" // ERROR `cannot use "x" \(untyped string constant\) as int value in variable declaration`
	var b string = 1 // ERROR `cannot use 1 \(untyped int constant\) as string value in variable declaration`
	var c float64 = 1
	c = a // ERROR `cannot use a \(variable of type int\) as float64 value in assignment`
	var d i = t{} // ERROR `cannot use t\{\} \(value of struct type t\) as i value in variable declaration: t does not implement i \(missing method m\)`
	var e i = ptr{} // ERROR `cannot use ptr\{\} \(value of struct type ptr\) as i value in variable declaration: ptr does not implement i \(method m has pointer receiver\)`
	var h []int = [3]int{} // ERROR `cannot use \[3\]int\{\} \(value of type \[3\]int\) as \[\]int value in variable declaration`
	x, y := f(), 2 // ERROR `multiple-value f\(\) \(value of type \(int, string\)\) in single-value context`
	var u, v int = f() // ERROR `cannot use 2nd function result \(value of type string\) as int value in multiple assignment`
	a, b = b, a // ERROR `cannot use b \(variable of type string\) as int value in multiple assignment` `cannot use a \(variable of type int\) as string value in multiple assignment`
	var w uint8 = 256 // ERROR `cannot use 256 \(untyped int constant\) as uint8 value in variable declaration \(overflows\)`
	const k = 1.5
	var z int = k // ERROR `cannot use k \(untyped float constant 1\.5\) as int value in variable declaration \(truncated\)`
	_, _, _, _, _, _, _, _, _, _ = d, e, h, x, y, u, v, w, z, c
	1 = a // ERROR `cannot assign to 1 \(neither addressable nor a map index expression\)`
	f() = 1, "x" // ERROR `assignment mismatch: 1 variable but 2 values`
	nil := 3
	_ = nil
	var n = nil // ERROR `declared and not used: n`
}
