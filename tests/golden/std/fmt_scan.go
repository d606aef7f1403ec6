// run

package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

type hexT int

func (h *hexT) Scan(s fmt.ScanState, v rune) error {
	t, err := s.Token(true, func(r rune) bool { return r != ',' })
	if err != nil {
		return err
	}
	if string(t) == "bad" {
		return errors.New("bad one")
	}
	*h = hexT(len(t))
	return nil
}

type myInt int8
type myStr string
type myF float32
type onlyR struct{ r io.Reader }

func (o onlyR) Read(b []byte) (int, error) { return o.r.Read(b) }

func main() {
	ins := []string{"", "12 abc 3.5 true", "12\nabc\n3.5", "0x1F 0b101 017", "300 x", "(1+2i) 3-4i", "\"q s\" `raw`", "bad,", "12abc"}
	for _, in := range ins {
		for k := 0; k < 4; k += 3 {
			var i, j int
			var s, s2 string
			var f float64
			var b bool
			var i8 int8
			var u uint
			var u8 byte
			var c complex128
			var bs []byte
			var mi myInt
			var ms myStr
			var mf myF
			var h hexT
			var r rune
			scan := func(a ...any) {
				var n int
				var err error
				switch k {
				case 0:
					n, err = fmt.Sscan(in, a...)
				case 1:
					n, err = fmt.Sscanln(in, a...)
				case 2:
					n, err = fmt.Fscan(strings.NewReader(in), a...)
				case 3:
					n, err = fmt.Fscan(onlyR{strings.NewReader(in)}, a...)
				}
				fmt.Printf("%q %d: %d %v;", in, k, n, err)
				fmt.Println(i, j, s, s2, f, b, i8, u, u8, c, bs, mi, ms, mf, h, r)
			}
			scan(&i)
			scan(&i, &s, &f, &b)
			scan(&s, &s2)
			scan(&i, &j)
			scan(&f)
			scan(&f, &mf)
			scan(&b)
			scan(&b, &b, &b)
			scan(&i8)
			scan(&u, &u8)
			scan(&c, &c)
			scan(&bs)
			scan(&mi)
			scan(&ms)
			scan(&h)
			scan(&r)
			scan(i)

			scan(new([]int))
		}
		for _, f := range []string{"%d", "%5d", "%2d%3d", "%s %s", "%v,%v,%v", "%x", "%q", "%c%c", "%d%%", "%t", "%f", "%3s%s", "%d\n%s", " %d", "%d %s %f %t", "%U", "%o", "%b", "%z", "%", "x%d", "%5c", "a b\nc %s", "%e|", "%v", "\n%d\n%d", "%%"} {
			var i, j, k int
			var s, s2 string
			var fl float64
			var b bool
			var r, r2 rune
			sc := func(a ...any) {
				n, err := fmt.Sscanf(in, f, a...)
				fmt.Printf("%q %q: %d %v;", in, f, n, err)
				fmt.Println(i, j, k, s, s2, fl, b, r, r2)
			}
			sc()
			sc(&i)
			sc(&s)
			sc(&i, &j)
			sc(&s, &s2)
			sc(&i, &j, &k)
			sc(&r, &r2)
			sc(&fl)
			sc(&b)
			sc(&i, &s, &fl, &b)
		}
	}
	rd := bufio.NewReader(strings.NewReader("3\n1 2 3\nend of line\nlast"))
	var n int
	fmt.Fscan(rd, &n)
	for i := 0; i < n; i++ {
		var x int
		fmt.Fscan(rd, &x)
		fmt.Print(x, " ")
	}
	l, err := rd.ReadString('\n')
	fmt.Printf("%q %v\n", l, err)
	l, err = rd.ReadString('\n')
	fmt.Printf("%q %v\n", l, err)
	var w string
	fmt.Println(fmt.Fscanln(rd, &w))
	fmt.Println(fmt.Fscan(rd, &w))
	fmt.Println(fmt.Fscan(new(bytes.Buffer), &w))
}
