// run

// Package sort: order of equal elements included.
package main

import (
	"fmt"
	"sort"
)

type P struct {
	N string
	A int
}

func main() {
	r := uint32(7)
	next := func() int { r = r*1664525 + 1013904223; return int(r >> 8) }
	for _, n := range []int{5, 12, 13, 50, 51, 100, 777, 5000} {
		for _, m := range []int{2, 10, 1000000} {
			ps := make([]P, n)
			is := make([]int, n)
			ss := make([]string, n)
			fs := make([]float64, n)
			for i := range ps {
				ps[i] = P{fmt.Sprint("p", i), next() % m}
				is[i] = next() % m
				ss[i] = fmt.Sprint(next() % m)
				fs[i] = float64(next()%m) / 3
			}
			qs := append([]P(nil), ps...)
			sort.Slice(ps, func(i, j int) bool { return ps[i].A < ps[j].A })
			h := 0
			for i, p := range ps {
				h = h*31 + i*p.A + len(p.N)
				for _, c := range p.N {
					h = h*17 + int(c)
				}
			}
			sort.SliceStable(qs, func(i, j int) bool { return qs[i].A < qs[j].A })
			for i, p := range qs {
				h = h*31 + i*p.A
				for _, c := range p.N {
					h = h*17 + int(c)
				}
			}
			sort.Ints(is)
			sort.Strings(ss)
			sort.Sort(sort.Reverse(sort.Float64Slice(fs)))
			fmt.Println(n, m, h, sort.IntsAreSorted(is), sort.StringsAreSorted(ss), fs[0] >= fs[n-1], sort.SearchInts(is, is[n/2]))
			sort.Sort(sort.Reverse(sort.IntSlice(is)))
			fmt.Println(is[:3])
		}
	}
	i, found := sort.Find(10, func(i int) int { return 7 - i })
	fmt.Println(i, found)
}
