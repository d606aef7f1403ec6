// run
// Small temporary buffers must not be what a kept string or slice points to.
package main

import "fmt"

var keepS []string
var keepB [][]byte
var keepR [][]rune
var keepA []any

//go:noinline
func clobber(n int) int {
	var junk [2048]byte
	for i := range junk {
		junk[i] = byte(n)
	}
	return int(junk[n])
}

//go:noinline
func strings(i int) {
	b := []byte{byte('a' + i), 'x'}
	keepS = append(keepS, string(b))
	keepS = append(keepS, string(b)+"-"+string(rune('0'+i)))
	b[0] = '?'
}

//go:noinline
func bytes(s string) {
	b := []byte(s)
	keepB = append(keepB, b)
	keepR = append(keepR, []rune(s))
}

//go:noinline
func appended(n int) []int {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	return s
}

//go:noinline
func boxed(i int) {
	keepA = append(keepA, i+1000, [2]int{i, i}, fmt.Sprint(i))
}

//go:noinline
func made(n int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = n
	}
	t := s[:1]
	return t
}

func variadic(xs ...int) []int { return xs }

func main() {
	var small [][]int
	for i := 0; i < 3; i++ {
		strings(i)
		bytes(fmt.Sprint("b", i))
		boxed(i)
		small = append(small, appended(i+1), made(i+1), variadic(i, i+1))
		clobber(i)
	}
	fmt.Println(keepS)
	fmt.Printf("%s %q\n", keepB, keepR)
	fmt.Println(keepA, small)
}
