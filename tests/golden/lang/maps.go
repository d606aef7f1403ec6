// run
package main

import (
	"fmt"
	"math"
	"sort"
)

type key struct {
	a int
	b string
}

func main() {
	m := map[string]int{"one": 1, "two": 2}
	m["three"] = 3
	v, ok := m["two"]
	fmt.Println(len(m), v, ok)
	v, ok = m["none"]
	fmt.Println(v, ok)
	delete(m, "one")
	delete(m, "absent")
	m["two"]++
	m["new"] += 7
	fmt.Println(m)

	big := map[int]int{}
	for i := 0; i < 10000; i++ {
		big[i*7] = i
	}
	sum := 0
	for k, v := range big {
		if k != v*7 {
			fmt.Println("wrong", k, v)
		}
		sum += v
	}
	for i := 0; i < 10000; i += 2 {
		delete(big, i*7)
	}
	fmt.Println(len(big), sum)

	ks := map[key][]int{}
	for i := 0; i < 10; i++ {
		k := key{i % 3, fmt.Sprint(i % 2)}
		ks[k] = append(ks[k], i)
	}
	fmt.Println(ks[key{0, "0"}], ks[key{1, "1"}], len(ks))

	nan := map[float64]int{math.NaN(): 1, math.NaN(): 2, 0: 3}
	nan[math.Copysign(0, -1)] = 4
	fmt.Println(len(nan), nan[0])
	clear(nan)
	fmt.Println(len(nan))

	ifaces := map[any]string{1: "int", "1": "string", 1.0: "float", key{1, "x"}: "struct", [2]int{1, 2}: "array", nil: "nil"}
	fmt.Println(ifaces[1], ifaces["1"], ifaces[1.0], ifaces[key{1, "x"}], ifaces[[2]int{1, 2}], ifaces[nil])
	func() {
		defer func() { fmt.Println(recover()) }()
		ifaces[[]int{1}] = "no"
	}()

	seen := map[int]bool{}
	grow := map[int]int{1: 1, 2: 2, 3: 3}
	for k := range grow {
		if seen[k] {
			fmt.Println("twice", k)
		}
		seen[k] = true
		if k < 100 {
			grow[k+100] = k
		}
		delete(grow, k)
	}
	var keys []int
	for k := range seen {
		if k <= 3 {
			keys = append(keys, k)
		}
	}
	sort.Ints(keys)
	fmt.Println(keys)

	var nilmap map[string]int
	fmt.Println(nilmap["x"], len(nilmap), nilmap == nil)
	for range nilmap {
		fmt.Println("never")
	}
	delete(nilmap, "x")

	type wide struct{ a [40]int }
	w := map[wide]wide{}
	w[wide{[40]int{1: 2}}] = wide{[40]int{3: 4}}
	fmt.Println(w[wide{[40]int{1: 2}}].a[3])
	nested := map[string]map[string]int{"a": {"b": 1}}
	nested["a"]["c"] = 2
	fmt.Println(nested, map[bool]string{true: "t", false: "f"}[len(nested) == 1])
	fs := map[string]func(int) int{"inc": func(x int) int { return x + 1 }}
	fmt.Println(fs["inc"](4))
}
