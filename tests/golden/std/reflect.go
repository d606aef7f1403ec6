// run

package main

import (
	"fmt"
	"reflect"
	"strings"
)

type Inner struct {
	A int `json:"a" xml:"q,attr"`
	b string
}
type T struct {
	Inner
	N  int
	S  []string
	M  map[string]int
	P  *T
	F  func(int) int
	I  any
	E  error
	un int
}

func (t T) Hello(n string, k int) (string, error) { return fmt.Sprint("hello ", n, k, t.N), nil }
func (t *T) SetN(n int)                            { t.N = n }
func (t T) Var(x ...int) int                       { return len(x) + t.N }

type Big struct{ a, b, c, d, e int }

func big(b Big, f float32, g float64, s ...string) (Big, string, float32, bool) {
	b.a++
	return b, strings.Join(s, "+"), f * 2, g > 1
}
func many(a, b, c, d, e, f, g, h int, x, y float64, i8 int8, u string) int {
	return a + b*2 + c*3 + d*4 + e*5 + f*6 + g*7 + h*8 + int(x*y) + int(i8) + len(u)
}
func cplx(c complex64, d complex128) (complex128, complex64) { return d * complex128(c), c + 1 }

type MyInt int
type Stringer interface{ String() string }

func (m MyInt) String() string { return "my" + fmt.Sprint(int(m)) }

func try(what string, f func()) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Println(what, "panics:", e)
		}
	}()
	f()
}

func main() {
	x := T{N: 3, S: []string{"a"}, M: map[string]int{"k": 1}}
	t := reflect.TypeOf(x)
	fmt.Println(t, t.Name(), t.PkgPath(), t.Kind(), t.NumField(), t.NumMethod(), t.Size(), t.Align())
	for i := 0; i < t.NumField(); i++ {
		f := t.Field(i)
		fmt.Println(f.Name, f.Type, f.Type.Kind(), f.Tag, f.Offset, f.Index, f.Anonymous, f.IsExported(), f.PkgPath)
	}
	f, ok := t.FieldByName("A")
	fmt.Println(f.Tag.Get("json"), f.Tag.Get("xml"), f.Tag.Get("zz"), f.Index, ok)
	for i := 0; i < t.NumMethod(); i++ {
		m := t.Method(i)
		fmt.Println(m.Name, m.Type, m.Index)
	}
	pt := reflect.TypeOf(&x)
	fmt.Println(pt, pt.NumMethod(), pt.Elem() == t, reflect.PointerTo(t) == pt)
	v := reflect.ValueOf(&x).Elem()
	v.Field(1).SetInt(42)
	v.FieldByName("S").Set(reflect.Append(v.FieldByName("S"), reflect.ValueOf("b")))
	v.FieldByName("M").SetMapIndex(reflect.ValueOf("z"), reflect.ValueOf(26))
	v.FieldByName("I").Set(reflect.ValueOf(7))
	v.FieldByName("E").Set(reflect.ValueOf(fmt.Errorf("err")))
	fmt.Println(x.N, x.S, x.M, x.I, x.E)
	r := v.MethodByName("Hello").Call([]reflect.Value{reflect.ValueOf("bob"), reflect.ValueOf(5)})
	fmt.Println(r[0], r[1].IsNil(), r[0].Interface())
	v.Addr().MethodByName("SetN").Call([]reflect.Value{reflect.ValueOf(9)})
	fmt.Println(x.N)
	fmt.Println(v.MethodByName("Var").Call([]reflect.Value{reflect.ValueOf(9), reflect.ValueOf(9)})[0])
	fn := v.MethodByName("Hello").Interface().(func(string, int) (string, error))
	fmt.Println(fn("x", 1))
	m, _ := t.MethodByName("Var")
	fmt.Println(m.Func.Call([]reflect.Value{v, reflect.ValueOf(1)})[0], m.Func.Type())
	out := reflect.ValueOf(big).Call([]reflect.Value{reflect.ValueOf(Big{1, 2, 3, 4, 5}), reflect.ValueOf(float32(1.5)), reflect.ValueOf(2.0), reflect.ValueOf("p"), reflect.ValueOf("q")})
	fmt.Println(out[0].Field(0), out[1], out[2], out[3])
	args := []reflect.Value{}
	for i := 0; i < 8; i++ {
		args = append(args, reflect.ValueOf(i))
	}
	args = append(args, reflect.ValueOf(2.5), reflect.ValueOf(4.0), reflect.ValueOf(int8(-3)), reflect.ValueOf("four"))
	fmt.Println(reflect.ValueOf(many).Call(args)[0], many(0, 1, 2, 3, 4, 5, 6, 7, 2.5, 4, -3, "four"))
	c := reflect.ValueOf(cplx).Call([]reflect.Value{reflect.ValueOf(complex64(1 + 2i)), reflect.ValueOf(3 + 1i)})
	fmt.Println(c[0], c[1])
	swap := reflect.MakeFunc(reflect.TypeOf(func(a string, b float64, z Big) (Big, float64, string) { return z, b, a }), func(a []reflect.Value) []reflect.Value {
		return []reflect.Value{a[2], reflect.ValueOf(a[1].Float() + 1), reflect.ValueOf(a[0].String() + "!")}
	}).Interface().(func(string, float64, Big) (Big, float64, string))
	fmt.Println(swap("s", 1.5, Big{9, 8, 7, 6, 5}))
	var st Stringer = MyInt(4)
	fmt.Println(reflect.ValueOf(&st).Elem().Method(0).Call(nil)[0], reflect.TypeOf(&st).Elem())
	fmt.Println(reflect.TypeOf(MyInt(1)).Implements(reflect.TypeOf(&st).Elem()), reflect.TypeOf(1).Implements(reflect.TypeOf(&st).Elem()))
	fmt.Println(reflect.ValueOf(65).Convert(reflect.TypeOf(MyInt(0))), reflect.ValueOf(65).Convert(reflect.TypeOf("")), reflect.ValueOf(3.9).Convert(reflect.TypeOf(uint8(0))))
	fmt.Println(reflect.ValueOf("héy").Convert(reflect.TypeOf([]rune{})), reflect.ValueOf([]byte("hi")).Convert(reflect.TypeOf("")), reflect.ValueOf([]int{1, 2, 3}).Convert(reflect.TypeOf([2]int{})))
	sl := reflect.MakeSlice(reflect.TypeOf([]int{}), 2, 5)
	sl.Index(1).SetInt(7)
	fmt.Println(sl, sl.Len(), sl.Cap(), sl.Slice(1, 4), sl.Interface())
	mm := reflect.MakeMap(reflect.TypeOf(map[string]MyInt{}))
	mm.SetMapIndex(reflect.ValueOf("q"), reflect.ValueOf(MyInt(3)))
	fmt.Println(mm, mm.MapIndex(reflect.ValueOf("q")), mm.MapIndex(reflect.ValueOf("none")).IsValid())
	mt := reflect.MapOf(reflect.TypeOf(int16(0)), reflect.TypeOf([3]string{}))
	m2 := reflect.MakeMap(mt)
	m2.SetMapIndex(reflect.ValueOf(int16(3)), reflect.ValueOf([3]string{"a", "b", "c"}))
	fmt.Println(mt, m2, m2.Len())
	for it := m2.MapRange(); it.Next(); {
		fmt.Println(it.Key(), it.Value())
	}
	at := reflect.ArrayOf(4, reflect.TypeOf(&x))
	fmt.Println(at, at.Size(), reflect.New(at).Elem().Len(), reflect.ChanOf(reflect.BothDir, reflect.TypeOf(1)), reflect.SliceOf(at), reflect.FuncOf([]reflect.Type{t, at}, nil, false))
	ch := reflect.MakeChan(reflect.TypeOf(make(chan int)), 3)
	ch.Send(reflect.ValueOf(1))
	fmt.Println(ch.TrySend(reflect.ValueOf(2)), ch.Len())
	a, b := ch.Recv()
	fmt.Println(a, b)
	i, rv, rok := reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectRecv, Chan: ch}, {Dir: reflect.SelectDefault}})
	fmt.Println(i, rv, rok)
	fmt.Println(reflect.DeepEqual(map[string][]int{"a": {1}}, map[string][]int{"a": {1}}), reflect.DeepEqual([]int{}, []int(nil)), reflect.DeepEqual(x, x), reflect.DeepEqual(&T{P: &T{N: 1}}, &T{P: &T{N: 1}}))
	type cyc struct{ next *cyc }
	c1, c2 := &cyc{}, &cyc{}
	c1.next, c2.next = c1, c2
	fmt.Println(reflect.DeepEqual(c1, c2))
	ss := []int{1, 2, 3}
	reflect.Swapper(ss)(0, 2)
	fmt.Println(ss, reflect.Zero(t).Field(1), reflect.ValueOf(x).IsZero(), reflect.Zero(t).IsZero())
	try("set", func() { reflect.ValueOf(x).Field(1).SetInt(1) })
	try("unexp", func() { reflect.ValueOf(&x).Elem().FieldByName("un").SetInt(1) })
	try("kind", func() { reflect.ValueOf(x).Int() })
	try("zero", func() { reflect.Value{}.Type() })
	try("iface", func() { reflect.ValueOf(x).FieldByName("un").Interface() })
	try("few", func() { reflect.ValueOf(many).Call(nil) })
	try("idx", func() { reflect.ValueOf(ss).Index(5) })
	try("assign", func() { reflect.ValueOf(&x).Elem().Field(1).Set(reflect.ValueOf("s")) })
	try("elem", func() { reflect.TypeOf(1).Elem() })
	try("field", func() { reflect.TypeOf(1).Field(0) })
	try("conv", func() { reflect.ValueOf("x").Convert(reflect.TypeOf(1)) })
	try("nilmap", func() { reflect.Zero(reflect.TypeOf(x.M)).SetMapIndex(reflect.ValueOf("a"), reflect.ValueOf(1)) })
	fmt.Printf("%v %d %s %T\n", v.Field(1), v.Field(1), v.Field(2), v)
	fmt.Println(reflect.TypeFor[map[string]*T](), reflect.TypeOf(struct {
		X int `q:"r"`
		y *int
	}{}), reflect.TypeOf(func(int, ...string) (a, b int) { return }))
	for k, e := range reflect.ValueOf(ss).Seq2() {
		fmt.Print(k, e, " ")
	}
	for _, f := range reflect.VisibleFields(t) {
		fmt.Print(f.Name, f.Index, " ")
	}
	fmt.Println(reflect.Copy(reflect.ValueOf(ss), reflect.ValueOf([]int{5, 6})), ss, reflect.Indirect(reflect.ValueOf(&ss)).Len())
	fmt.Println(reflect.ValueOf(1).CanSet(), v.CanAddr(), v.Field(0).Field(1), reflect.ValueOf(st).Equal(reflect.ValueOf(MyInt(4))))
	e := reflect.ValueOf(&x.I).Elem()
	fmt.Println(e.Kind(), e.Elem().Kind(), e.NumMethod(), reflect.ValueOf(nil).IsValid(), reflect.ValueOf(&e).Kind())
}
