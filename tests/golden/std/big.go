// run

package main

import (
	"fmt"
	"math/big"
)

func pidigits(n int) string {
	s := ""
	num, acc, den := big.NewInt(1), big.NewInt(0), big.NewInt(1)
	var t1, t2 big.Int
	digit := func(nth int64) int64 {
		t1.Mul(big.NewInt(nth), num)
		t2.Add(&t1, acc)
		t1.Div(&t2, den)
		return t1.Int64()
	}
	for i, k := 0, int64(0); i < n; {
		k++
		y2 := k*2 + 1
		t1.Lsh(num, 1)
		acc.Add(acc, &t1)
		acc.Mul(acc, big.NewInt(y2))
		num.Mul(num, big.NewInt(k))
		den.Mul(den, big.NewInt(y2))
		if num.Cmp(acc) > 0 {
			continue
		}
		d := digit(3)
		if d != digit(4) {
			continue
		}
		s += fmt.Sprint(d)
		i++
		t1.Mul(den, big.NewInt(d))
		acc.Sub(acc, &t1)
		acc.Mul(acc, big.NewInt(10))
		num.Mul(num, big.NewInt(10))
	}
	return s
}

func main() {
	f := big.NewInt(1)
	for i := int64(1); i <= 300; i++ {
		f.Mul(f, big.NewInt(i))
	}
	fmt.Println(f)
	a, b := big.NewInt(0), big.NewInt(1)
	for i := 0; i < 20000; i++ {
		a.Add(a, b)
		a, b = b, a
	}
	s := a.String()
	fmt.Println(len(s), s[:40], s[len(s)-40:])
	fmt.Println(new(big.Int).Exp(big.NewInt(3), big.NewInt(1000), nil).BitLen())
	p, _ := new(big.Int).SetString("170141183460469231731687303715884105727", 10)
	fmt.Println(p.ProbablyPrime(20), new(big.Int).ModInverse(big.NewInt(12345), p), new(big.Int).Sqrt(p))
	fmt.Println(pidigits(300))
	r := new(big.Rat)
	for i := int64(1); i < 40; i++ {
		r.Add(r, big.NewRat(1, i))
	}
	fmt.Println(r, r.FloatString(30))
	x := new(big.Float).SetPrec(200).SetInt64(2)
	x.Sqrt(x)
	fmt.Println(x.Text('f', 50), x)
	fmt.Printf("%x %40d %.10f\n", f, p, x)
	var z big.Int
	fmt.Sscan("123456789012345678901234567890", &z)
	fmt.Println(&z, z.Cmp(p))
	q, m := new(big.Int).DivMod(f, p, new(big.Int))
	fmt.Println(q, m)
	defer func() { fmt.Println(recover()) }()
	q.Quo(q, big.NewInt(0))
}
