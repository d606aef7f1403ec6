// run

package main

import (
	"errors"
	"fmt"
	"os"
)

type S struct {
	A int
	B string
	c float64
	D *int
	E []byte
	F map[string]int
	G any
	H error
	I [2]bool
}
type In struct{ X, Y int }
type Out struct {
	In
	P *In
	Q []In
	R []*In
	M map[In]string
}
type St string

func (s St) String() string { return "St<" + string(s) + ">" }

type Fm int

func (f Fm) Format(s fmt.State, v rune) {
	w, wok := s.Width()
	p, pok := s.Precision()
	fmt.Fprintf(s, "[%c %d %v %d %v %v%v%v%v%v %s]", v, w, wok, p, pok, s.Flag('+'), s.Flag('-'), s.Flag('#'), s.Flag(' '), s.Flag('0'), fmt.FormatString(s, v))
}

type Gs struct{ a int }

func (Gs) GoString() string { return "GS!" }

type Pn struct{}

func (Pn) String() string { panic("boom") }

type Pe struct{ x int }

func (p *Pe) Error() string { return fmt.Sprint("pe", p.x) }

type unexp struct {
	s St
	e error
	p *Pe
}
type By byte
type Bs []By
type Fl float32
type Cp complex64
type Bo bool
type Fn func(int) int
type Rec struct {
	Next *Rec
	V    int
}
type I1 interface{ M() }
type hasI struct {
	X I1
	Y fmt.Stringer
	z fmt.Stringer
}

func main() {
	n := 7
	_ = n
	var nilp *S
	var nile error
	var nilm map[string]int
	var nils []int
	var nilf func()
	var nili I1
	var nilpe *Pe
	vals := []any{
		0, 1, -1, 42, int8(-5), int16(300), int32('x'), int64(1) << 62, uint(7), uint8(200), uint16(65535), uint32(1 << 31), uint64(1<<64 - 1), uintptr(4096),
		0.0, 1.0, -1.5, 3.14159265358979, 1e21, 1e-7, 1e20, 123456789.0, float32(0.1), float32(3e38),
		complex(1, -2), complex64(complex(0.5, 2)), "", "hello", "a\tb\"c\\", "日本語", "\xff\xfe", `back` + "`" + `tick`, true, false,
		[]byte(nil), []byte{}, []byte("bytes"), []int{1, 2, 3}, nils, []string{"a", "b"}, [3]int{1, 2, 3}, [0]int{}, [3]byte{1, 2, 3},
		[]any{1, "x", nil, 2.5}, map[string]int{"z": 1, "a": 2}, nilm, map[int]string{3: "c", 1: "a"}, map[any]int{1: 1, 2: 2},
		S{A: 1, B: "b", E: []byte("e"), F: map[string]int{"k": 1}, G: 5}, &S{}, nilp,
		In{1, 2}, &In{1, 2}, Out{In{1, 2}, nil, []In{{3, 4}}, nil, map[In]string{{1, 2}: "x"}}, struct{}{}, struct{ A, b any }{1, nil},
		St("st"), []St{"a", "b"}, map[St]St{"k": "v"}, Fm(3), []Fm{1}, Gs{1}, &Gs{2}, []Gs{{1}}, &Pe{3}, []error{nil}, unexp{"s", nil, nil}, nilpe,
		By(7), Bs{1, 2}, []By("hi"), Fl(2.5), Cp(1 + 2i), Bo(true), nile, nilf, nili, Rec{nil, 3}, hasI{}, hasI{Y: St("q"), z: St("z")},
		errors.New("plain"), 'x', '⌘', []rune("héllo"), [2][]int{{1}, {2, 3}}, []float64{1.5, 2}, []bool{true, false},
		[]*int{nil}, struct{ P *int }{}, &[]int{1, 2}, &map[string]int{"a": 1}, &[2]int{1, 2}, [][]string{{"a"}, nil},
		any(nil), Pn{}, []any{Pn{}, In{1, 2}}, map[string]any{"x": []int{1}, "y": nil}, [4]any{}, chan int(nil),
	}
	verbs := []string{"%v", "%+v", "%#v", "%T", "%d", "%s", "%q", "%x", "%t", "%.2f", "%g", "%c", "%U", "%08b", "%#o", "%5d", "%-5d|", "%+d", "% x", "%#X", "%10s", "%-10q|", "%.2s", "%06d", "%w", "%z"}
	for i, v := range vals {
		for _, f := range verbs {
			if f == "%p" || f == "%#p" {
				continue
			}
			switch v.(type) {
			case *S:
			}
			fmt.Printf("%d %q: ", i, f)
			fmt.Printf(f+"\n", v)
		}
		fmt.Println(v, v)
		fmt.Print(v, v, "x", 1, 2, "y", v, "\n")
	}
	fmt.Printf("%d %d\n", 1)
	fmt.Printf("%d\n", 1, 2, "x")
	fmt.Printf("%[2]d %[1]d\n", 1, 2)
	fmt.Printf("%[3]d %d\n", 1, 2)
	fmt.Printf("%[1]*d|%[2]*[1]d|\n", 3, 5)
	fmt.Printf("%*d|%-*d|%.*f|\n", 5, 42, 5, 42, 2, 3.14159)
	fmt.Printf("%*d|%.*d\n", "x", 1, -1, 5)
	fmt.Printf("%[x]d %[]d %[0]d %[5]d %[1\n", 1)
	fmt.Printf("%")
	fmt.Printf("%%|%5%|%-5%|%c|%5\n", 65)
	fmt.Printf("%!\n")
	fmt.Printf("%-+5d|%+-5d|%0-5d|%-05d\n", 1, 2, 3, 4)
	fmt.Printf("%s %v\n", fmt.Errorf("a %w b %w", errors.New("1"), errors.New("2")), errors.Unwrap(fmt.Errorf("x %w", os.ErrExist)))
	fmt.Println(fmt.Errorf("x %w", "notanerror"), fmt.Errorf("%w", nil), fmt.Errorf("%d", "x"))
	fmt.Printf("%6.2f|%6.2f|%v|%v\n", []float64{1, 2.555}, map[string]float64{"a": 1.234}, struct{ X float64 }{1.5}, &struct{ Y []string }{[]string{"q"}})
	fmt.Printf("%v %v\n", [2]any{1, "a"}, []error{nil, errors.New("z")})
	fmt.Printf("%+v\n", struct {
		A *In
		B []*In
		C any
	}{nil, nil, &In{1, 2}}.A)
	fmt.Printf("%s\n", []any{"a", 1, nil})
	fmt.Printf("%d\n", []any{"a", 1, nil, 2.5})
	fmt.Printf("%x %X %x\n", "hello", []byte("hello"), []string{"ab", "c"})
	fmt.Printf("%t %t\n", true, 1)
	fmt.Printf("%08b|%o|%#o|%O\n", 5, 64, 64, 64)
	fmt.Printf("%.3v|%.10v|%5.1v\n", "abcdef", "abc", "xyz")
	fmt.Printf("%6d|%-6d|%+d|%x|%X|%#x\n", []int{1, 2}, []int{3}, []int{-1}, []int{255}, [2]int{10, 11}, []int{16})
	fmt.Fprintln(os.Stderr, "to stderr", 1)
	fmt.Fprint(os.Stdout, "a", 1, 2, "b", "c", 3.0, '\n', "\n")
	fmt.Println(fmt.Sprint(), fmt.Sprint("a", "b"), fmt.Sprint(1, 2), fmt.Sprint("a", 1, "b"), fmt.Sprintln("x", 1))
	fmt.Println(string(fmt.Append(nil, "q", 1)), string(fmt.Appendf([]byte("z"), "%d", 4)), string(fmt.Appendln(nil, 1, 2)))
	nerr := fmt.Errorf("%w: %w", os.ErrNotExist, &Pe{1})
	var pe *Pe
	fmt.Println(errors.Is(nerr, os.ErrNotExist), errors.As(nerr, &pe), pe)
	fmt.Printf("%v %d %s\n", 3*1e9, 'a', 'a')
	fmt.Printf("%08v|%+08v|%-8v|%x\n", -12, 12, -12, -255)
	fmt.Printf("%010.3f|%-10.3f|%+010.2f|% 010.2f\n", -3.14159, 3.14159, 2.5, 2.5)
	fmt.Printf("%5t|%-7t|%q|%#q|%+q\n", true, false, 'x', '\n', 'é')
	fmt.Printf("%x|%X|%#x|% x|%# x|%x\n", []byte{1, 171}, "\x0f", "hi", "hi", "hi", 3.5)
}
