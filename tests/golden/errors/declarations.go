// errorcheck
package p

import (
	"fmt" // ERROR `"fmt" imported and not used`
	"os" // ERROR `"os" imported and not used`
	str "strings" // ERROR `"strings" imported as str and not used`
)

type a struct { // ERROR `invalid recursive type a`
	x, x int // ERROR `x redeclared`
	b
}
type b struct{ a }
type c = d // ERROR `undefined: d`
type e interface {
	m()
	m() // ERROR `duplicate method m`
}
type f []f
type g [2]g // ERROR `invalid recursive type: g refers to itself`
type h map[[]int]int // ERROR `invalid map key type \[\]int`

func (a) m() {}
func (a) m() {} // ERROR `method a\.m already declared at .*declarations\.go:24:10`
func (x int) n() {} // ERROR `cannot define new methods on non-local type int`
func (undefinedType) n() {} // ERROR `undefined: undefinedType`

func dup(a, a int) (b, a int) { return } // ERROR `a redeclared in this block` `result parameter a not in scope at return`
func dup()                      {} // ERROR `dup redeclared in this block`

var v = w // ERROR `initialization cycle for v`
var w = v
var x int = y // ERROR `cannot use y \(variable of type string\) as int value in variable declaration`
var y = "s"

const k int = "s" // ERROR `cannot use "s" \(untyped string constant\) as int value in constant declaration`
const l = v
const m = 10 / 0 // ERROR `invalid operation: division by zero`
const n uint8 = 300 // ERROR `cannot use 300 \(untyped int constant\) as uint8 value in constant declaration \(overflows\)`
const o = len("abc") + unknown // ERROR `undefined: unknown`

func init() int   { return 1 } // ERROR `func init must have no arguments and no return values`
func main(x int)  {}

var init = 1 // ERROR `cannot declare init - must be func`
