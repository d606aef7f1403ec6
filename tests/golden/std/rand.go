// run

package main

import (
	"fmt"
	"math/rand"
	v2 "math/rand/v2"
)

func main() {
	r := rand.New(rand.NewSource(42))
	for range 5 {
		fmt.Println(r.Int63(), r.Intn(100), r.Int31n(7), r.Float64(), r.Float32(), r.NormFloat64(), r.ExpFloat64(), r.Uint64())
	}
	fmt.Println(r.Perm(12))
	s := []string{"a", "b", "c", "d", "e"}
	r.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
	b := make([]byte, 9)
	r.Read(b)
	fmt.Println(s, b)
	z := rand.NewZipf(r, 1.3, 2, 50)
	fmt.Println(z.Uint64(), z.Uint64(), z.Uint64())
	p := v2.New(v2.NewPCG(1, 2))
	c := v2.NewChaCha8([32]byte([]byte("0123456789abcdef0123456789abcdef")))
	q := v2.New(c)
	for range 40 {
		fmt.Println(p.IntN(1000), p.Float64(), p.NormFloat64(), q.Uint64(), q.Int32N(10), q.N(int8(50)))
	}
	fmt.Println(p.Perm(8), q.Perm(8))
	m, _ := c.MarshalBinary()
	fmt.Printf("%x\n", m)
	n := 0
	for range 1000 {
		n += rand.Intn(10) + v2.IntN(10)
		if f := rand.Float64(); f < 0 || f >= 1 {
			fmt.Println("bad", f)
		}
	}
	fmt.Println(n > 7000 && n < 11000)
}
