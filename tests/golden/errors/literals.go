// errorcheck
package p

type point struct{ x, y int }
type pair struct {
	point
	name string
}

var (
	a = point{1} // ERROR `too few values in struct literal of type point`
	b = point{1, 2, 3} // ERROR `too many values in struct literal of type point`
	c = point{x: 1, 2} // ERROR `mixture of field:value and value elements in struct literal`
	d = point{z: 1} // ERROR `unknown field z in struct literal of type point`
	e = point{x: 1, x: 2} // ERROR `duplicate field name x in struct literal`
	f = []int{0: 1, 0: 2} // ERROR `duplicate index 0 in array or slice literal`
	g = [2]int{1, 2, 3} // ERROR `index 2 is out of bounds \(>= 2\)`
	h = [...]int{5: 1, "x"} // ERROR `cannot use "x" \(untyped string constant\) as int value in array or slice literal`
	i = map[string]int{"a": 1, "a": 2} // ERROR `duplicate key "a" in map literal`
	j = map[string]int{1: 1} // ERROR `cannot use 1 \(untyped int constant\) as string value in map literal`
	k = pair{name: 1} // ERROR `cannot use 1 \(untyped int constant\) as string value in struct literal`
	l = int{1} // ERROR `invalid composite literal type int`
	m = &point{"x", 2} // ERROR `cannot use "x" \(untyped string constant\) as int value in struct literal`
	n = []point{{1, 2}, {"x"}} // ERROR `cannot use "x" \(untyped string constant\) as int value in struct literal` `too few values in struct literal of type point`
	o = struct{ x int }{y: 1} // ERROR `unknown field y in struct literal of type struct\{x int\}`
	q = []int{-1: 2} // ERROR `invalid argument: index -1 \(constant of type int\) must not be negative`
	r = [-1]int{} // ERROR `invalid array length -1 \(untyped int constant\)`
	s = 'ab' // ERROR `more than one character in rune literal`
	t = 08 // ERROR `invalid digit '8' in octal literal`
	u = 1_ // ERROR `'_' must separate successive digits`
	v = "\q" // ERROR `unknown escape`
)
