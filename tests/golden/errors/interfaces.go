// errorcheck
package p

type reader interface{ Read([]byte) (int, error) }
type both interface {
	reader
	Close() error
}
type wrong struct{}

func (wrong) Read(p []byte) error { return nil }

type half struct{}

func (*half) Read(p []byte) (int, error) { return 0, nil }

func f(x reader, y both, z any) {
	f(wrong{}, nil, nil) // ERROR `cannot use wrong\{\} \(value of struct type wrong\) as reader value in argument to f: wrong does not implement reader \(wrong type for method Read\)`
	f(half{}, nil, nil) // ERROR `cannot use half\{\} \(value of struct type half\) as reader value in argument to f: half does not implement reader \(method Read has pointer receiver\)`
	f(&half{}, y, nil)
	f(y, x, nil) // ERROR `cannot use x \(variable of interface type reader\) as both value in argument to f: reader does not implement both \(missing method Close\)`
	_ = x.(both)
	_ = x.(wrong) // ERROR `impossible type assertion: x\.\(wrong\)`
	_ = x.(int) // ERROR `impossible type assertion: x\.\(int\)`
	_ = wrong{}.(reader) // ERROR `invalid operation: wrong\{\} \(value of struct type wrong\) is not an interface`
	_, ok := z.(reader)
	var n int = z // ERROR `cannot use z \(variable of interface type any\) as int value in variable declaration: need type assertion`
	x.Write() // ERROR `x\.Write undefined \(type reader has no field or method Write\)`
	_ = ok
	_ = n
	switch x.(type) {
	case wrong: // ERROR `impossible type switch case: wrong`
	case *half:
	}
	var r reader = &y // ERROR `cannot use &y \(value of type \*both\) as reader value in variable declaration: \*both does not implement reader \(type \*both is pointer to interface, not interface\)`
	_ = r
	z.Foo() // ERROR `z\.Foo undefined \(type any has no field or method Foo\)`
	_ = z + z // ERROR `invalid operation: operator \+ not defined on z \(variable of interface type any\)`
}
