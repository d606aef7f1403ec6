// run
package main

import (
	"errors"
	"fmt"
)

func named() (n int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("caught: %v", r)
			n *= 2
		}
	}()
	n = 21
	panic("boom")
}

func order() {
	for i := 0; i < 4; i++ {
		defer fmt.Print(i, " ")
	}
}

func args() {
	x := 1
	defer fmt.Println("deferred with", x)
	x = 2
	fmt.Println("x is", x)
}

func nested() (s string) {
	defer func() { s += fmt.Sprint("outer:", recover()) }()
	defer func() {
		defer func() { s += fmt.Sprint("inner:", recover(), " ") }()
		panic("second")
	}()
	panic("first")
}

func notDirect() (r any) {
	defer func() { r = recover() }()
	defer func() {
		func() { fmt.Println("not direct:", recover()) }()
	}()
	panic(1)
}

type resource struct{ name string }

func (r *resource) Close()    { fmt.Println("close", r.name) }
func (r resource) show(n int) { fmt.Println("show", r.name, n) }

func methods() {
	r := &resource{"a"}
	defer r.Close()
	defer r.show(1)
	r = &resource{"b"}
	defer r.Close()
	r.name = "c"
}

func loop() (sum int) {
	for i := 0; i < 3; i++ {
		func() {
			defer func() { recover(); sum += i }()
			if i == 1 {
				panic(i)
			}
			sum += 10
		}()
	}
	return
}

func repanic() {
	defer func() { fmt.Println("finally", recover()) }()
	defer func() {
		r := recover()
		panic(fmt.Sprint("again ", r))
	}()
	panic("once")
}

var errSentinel = errors.New("sentinel")

func wraps() (err error) {
	defer func() {
		if e, ok := recover().(error); ok {
			err = fmt.Errorf("wrapped: %w", e)
		}
	}()
	panic(errSentinel)
}

func result() (i int) {
	defer func() { i++ }()
	return 41
}

func main() {
	fmt.Println(named())
	order()
	fmt.Println()
	args()
	fmt.Println(nested())
	fmt.Println(notDirect())
	methods()
	fmt.Println(loop())
	repanic()
	err := wraps()
	fmt.Println(err, errors.Is(err, errSentinel))
	fmt.Println(result(), recover())
	func() {
		defer func() {
			e := recover().(error)
			fmt.Println(e)
		}()
		var m map[string]int
		m["x"] = 1
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var a []int
		k := 5
		_ = a[k]
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		a, b := 1, 0
		fmt.Println(a / b)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var e any = "str"
		_ = e.(int)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		var p *resource
		p.show(1)
	}()
}
