// errorcheck
package p

import "fmt"

type t struct{ x int }

func (t) m(int) {}
func (p *t) pm() {}

func one(a int, b string) int  { return 0 }
func variadic(a int, r ...int) {}
func none()                    {}

func g(f func(int) bool) {
	one(1) // ERROR `not enough arguments in call to one`
	one(1, "x", 2) // ERROR `too many arguments in call to one`
	one("x", 1) // ERROR `cannot use "x" \(untyped string constant\) as int value in argument to one` `cannot use 1 \(untyped int constant\) as string value in argument to one`
	variadic() // ERROR `not enough arguments in call to variadic`
	variadic(1, 2, "x") // ERROR `cannot use "x" \(untyped string constant\) as int value in argument to variadic`
	variadic(1, []int{}...)
	variadic(1, 2, []int{}...) // ERROR `too many arguments in call to variadic`
	_ = none() // ERROR `none\(\) \(no value\) used as value`
	x := none() // ERROR `declared and not used: x` `none\(\) \(no value\) used as value`
	f("x") // ERROR `cannot use "x" \(untyped string constant\) as int value in argument to f`
	f(1, 2) // ERROR `too many arguments in call to f`
	t{}.m() // ERROR `not enough arguments in call to t\{\}\.m`
	t{}.pm() // ERROR `cannot call pointer method pm on t`
	t{}.nothing() // ERROR `t\{\}\.nothing undefined \(type t has no field or method nothing\)`
	fmt.Printn("x") // ERROR `undefined: fmt\.Printn`
	fmt.println("x") // ERROR `undefined: fmt\.println \(but have Println\)`
	3(4) // ERROR `invalid operation: cannot call 3 \(untyped int constant\): untyped int is not a function`
	len() // ERROR `invalid operation: not enough arguments for len\(\) \(expected 1, found 0\)`
	len(1, 2) // ERROR `invalid operation: too many arguments for len\(1, 2\) \(expected 1, found 2\)`
	len(5) // ERROR `invalid argument: 5 \(untyped int constant\) for built-in len`
	cap(map[int]int{}) // ERROR `invalid argument: map\[int\]int\{\} \(value of type map\[int\]int\) for built-in cap`
	make(int) // ERROR `invalid argument: cannot make int: type must be slice, map, or channel`
	make([]int) // ERROR `invalid operation: make\(\[\]int\) expects 2 or 3 arguments; found 1`
	make([]int, -1) // ERROR `make\(\[\]int, -1\) \(value of type \[\]int\) is not used` `invalid argument: index -1 \(constant of type int\) must not be negative`
	make([]int, 3, 2) // ERROR `make\(\[\]int, 3, 2\) \(value of type \[\]int\) is not used` `invalid argument: length and capacity swapped`
	new(5, 6) // ERROR `invalid operation: too many arguments for new\(5, 6\) \(expected 1, found 2\)`
	append() // ERROR `invalid operation: not enough arguments for append\(\) \(expected 1, found 0\)`
	append(1, 2) // ERROR `invalid append: argument must be a slice; have 1 \(untyped int constant\)`
	copy([]int{}, []string{}) // ERROR `invalid copy: arguments \[\]int\{\} \(value of type \[\]int\) and \[\]string\{\} \(value of type \[\]string\) have different element types int and string`
	delete([]int{}, 1) // ERROR `invalid argument: \[\]int\{\} \(value of type \[\]int\) is not a map`
	close(1) // ERROR `invalid operation: cannot close non-channel 1 \(untyped int constant\)`
	complex(1, "x") // ERROR `invalid operation: complex\(1, "x"\) \(mismatched types untyped float and untyped string\)`
	panic() // ERROR `invalid operation: not enough arguments for panic\(\) \(expected 1, found 0\)`
	print(none()) // ERROR `none\(\) \(no value\) used as value`
	int("x") // ERROR `cannot convert "x" \(untyped string constant\) to type int`
	string(1.5) // ERROR `cannot convert 1\.5 \(untyped float constant\) to type string`
	[]byte(5) // ERROR `cannot convert 5 \(untyped int constant\) to type \[\]byte`
	undefinedName(1) // ERROR `undefined: undefinedName`
	_ = one
	one(one(1, "x"), one(2, "y")) // ERROR `cannot use one\(2, "y"\) \(value of type int\) as string value in argument to one`
}
