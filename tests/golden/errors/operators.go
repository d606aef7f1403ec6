// errorcheck
package p

type s struct{ f func() }

func g(a int, b int64, c string, d []int, e map[string]int, f func(), x any, y error) {
	_ = a + b // ERROR `invalid operation: a \+ b \(mismatched types int and int64\)`
	_ = a + c // ERROR `invalid operation: a \+ c \(mismatched types int and string\)`
	_ = c - c // ERROR `invalid operation: operator - not defined on c \(variable of type string\)`
	_ = !a // ERROR `invalid operation: operator ! not defined on a \(variable of type int\)`
	_ = -c // ERROR `invalid operation: operator - not defined on c \(variable of type string\)`
	_ = d == d // ERROR `invalid operation: d == d \(slice can only be compared to nil\)`
	_ = f == f // ERROR `invalid operation: f == f \(func can only be compared to nil\)`
	_ = s{} == s{} // ERROR `invalid operation: s\{\} == s\{\} \(struct containing func\(\) cannot be compared\)`
	_ = a == nil // ERROR `invalid operation: a == nil \(mismatched types int and untyped nil\)`
	_ = a && true // ERROR `invalid operation: a && true \(mismatched types int and untyped bool\)`
	_ = a << 1.5 // ERROR `1\.5 \(untyped float constant\) truncated to uint`
	_ = 1 << c // ERROR `invalid operation: shift count c \(variable of type string\) must be integer`
	_ = x < x // ERROR `invalid operation: x < x \(operator < not defined on interface\)`
	_ = x == d // ERROR `invalid operation: x == d \(slice can only be compared to nil\)`
	_ = a / 0 // ERROR `invalid operation: division by zero`
	_ = ^1.5 // ERROR `invalid operation: operator \^ not defined on 1\.5 \(untyped float constant\)`
	_ = &a + 1 // ERROR `invalid operation: &a \+ 1 \(mismatched types \*int and untyped int\)`
	_ = &1 // ERROR `invalid operation: cannot take address of 1 \(untyped int constant\)`
	_ = *a // ERROR `invalid operation: cannot indirect a \(variable of type int\)`
	_ = <-a // ERROR `invalid operation: cannot receive from non-channel int a \(variable of type int\)`
	a++
	c++ // ERROR `invalid operation: c\+\+ \(non-numeric type string\)`
	_ = a == "x" // ERROR `invalid operation: a == "x" \(mismatched types int and untyped string\)`
	_ = y == 1 // ERROR `invalid operation: y == 1 \(mismatched types error and untyped int\)`
	_ = 5 % 2.0 // ERROR `invalid operation: operator % not defined on 5 \(untyped float constant\)`
	_ = 1 + 'x' + "s" // ERROR `invalid operation: 1 \+ 'x' \+ "s" \(mismatched types untyped rune and untyped string\)`
}
