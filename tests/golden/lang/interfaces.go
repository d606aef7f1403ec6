// run
package main

import (
	"fmt"
	"io"
)

type shape interface {
	area() float64
	name() string
}

type named struct{ n string }

func (n named) name() string { return n.n }

type square struct {
	named
	side float64
}

func (s square) area() float64 { return s.side * s.side }

type circle struct {
	*named
	r float64
}

func (c *circle) area() float64 { return 3 * c.r * c.r }

type celsius float64

func (c celsius) String() string { return fmt.Sprintf("%.1f°C", float64(c)) }

type reader struct{ data string }

func (r *reader) Read(p []byte) (int, error) {
	if r.data == "" {
		return 0, io.EOF
	}
	n := copy(p, r.data)
	r.data = r.data[n:]
	return n, nil
}

type myErr struct{ code int }

func (e *myErr) Error() string { return fmt.Sprint("code ", e.code) }

func fail(really bool) error {
	var e *myErr
	if really {
		e = &myErr{7}
		return e
	}
	return nil
}

func typed() error {
	var e *myErr
	return e
}

func kind(x any) string {
	switch v := x.(type) {
	case nil:
		return "nil"
	case int, int64:
		return fmt.Sprintf("integer %v", v)
	case string:
		return "string of " + fmt.Sprint(len(v))
	case []int:
		return fmt.Sprint("slice ", len(v))
	case shape:
		return "shape " + v.name()
	case fmt.Stringer:
		return "stringer " + v.String()
	case error:
		return "error " + v.Error()
	case func() int:
		return fmt.Sprint("func ", v())
	default:
		return fmt.Sprintf("other %T", v)
	}
}

type embedded interface {
	shape
	fmt.Stringer
}

type all struct{ square }

func (all) String() string { return "all" }

func main() {
	shapes := []shape{square{named{"sq"}, 2}, &circle{&named{"ci"}, 1}, &square{named{"ptr"}, 3}}
	for _, s := range shapes {
		fmt.Println(s.name(), s.area())
	}
	for _, x := range []any{nil, 1, int64(2), "abc", []int{1}, shapes[0], celsius(36.6), &myErr{1}, func() int { return 5 }, 1.5, struct{ X int }{3}, map[string]int{}} {
		fmt.Println(kind(x))
	}
	fmt.Println(fail(true), fail(false) == nil, typed() == nil, typed() != nil)
	data, err := io.ReadAll(&reader{"hello, reader"})
	fmt.Println(string(data), err)

	var e embedded = all{square{named{"emb"}, 4}}
	var s shape = e
	fmt.Println(e, s.area(), s.name())
	_, isStringer := s.(fmt.Stringer)
	_, isError := s.(error)
	fmt.Println(isStringer, isError)

	var x, y any = 1, 1
	fmt.Println(x == y, x == any(int64(1)), any(square{named{"a"}, 1}) == any(square{named{"a"}, 1}))
	func() {
		defer func() { fmt.Println(recover()) }()
		fmt.Println(any([]int{}) == any([]int{}))
	}()
	f := shapes[0].area
	g := (*circle).area
	h := square.name
	fmt.Println(f(), g(&circle{r: 2}), h(square{named: named{"expr"}}))
	var st fmt.Stringer = celsius(1)
	c, ok := st.(celsius)
	fmt.Println(c, ok)
	big := any([5]int{1, 2, 3, 4, 5})
	arr := big.([5]int)
	arr[0] = 9
	fmt.Println(big, arr)
}
