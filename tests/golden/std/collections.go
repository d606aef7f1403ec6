// run

package main

import (
	"cmp"
	"container/heap"
	"container/list"
	"container/ring"
	"fmt"
	"maps"
	"slices"
	"strings"
)

type ints []int

func (h ints) Len() int           { return len(h) }
func (h ints) Less(i, j int) bool { return h[i] < h[j] }
func (h ints) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *ints) Push(x any)        { *h = append(*h, x.(int)) }
func (h *ints) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}

type person struct {
	name string
	age  int
}

func main() {
	s := []int{5, 2, 8, 1, 9, 3, 7, 7, 0, 4, 6, 2, 11, 15, 12, 10}
	t := slices.Clone(s)
	slices.Sort(t)
	fmt.Println(t, slices.IsSorted(t), slices.IsSorted(s))
	fmt.Println(slices.BinarySearch(t, 7))
	fmt.Println(slices.Index(s, 9), slices.Contains(s, 42), slices.Max(s), slices.Min(s))
	fmt.Println(slices.Insert(slices.Clone(s[:4]), 2, 100, 101), slices.Delete(slices.Clone(s[:6]), 1, 3), slices.Replace(slices.Clone(s[:5]), 1, 3, 9, 9, 9))
	fmt.Println(slices.Compact(slices.Clone(t)), slices.Equal(s, t), slices.Compare(s, t))
	slices.Reverse(t)
	fmt.Println(t, slices.Repeat([]string{"x", "y"}, 2), slices.Concat(s[:2], s[3:5]))
	people := []person{{"A", 30}, {"B", 25}, {"C", 30}, {"D", 25}, {"E", 20}}
	slices.SortStableFunc(people, func(a, b person) int { return cmp.Compare(a.age, b.age) })
	fmt.Println(people)
	slices.SortFunc(people, func(a, b person) int { return cmp.Or(-cmp.Compare(a.age, b.age), strings.Compare(a.name, b.name)) })
	fmt.Println(people)
	big := make([]int, 500)
	for i := range big {
		big[i] = i * 7919 % 503
	}
	slices.Sort(big)
	fmt.Println(slices.IsSorted(big), big[0], big[499])
	slices.SortFunc(big, func(a, b int) int { return b - a })
	fmt.Println(big[0], big[499])
	for c := range slices.Chunk(s, 5) {
		fmt.Print(c, " ")
	}
	for i, v := range slices.Backward(s[:3]) {
		fmt.Print(i, v, " ")
	}
	fmt.Println()
	m := map[string]int{"a": 1, "b": 2, "c": 3}
	fmt.Println(slices.Sorted(maps.Keys(m)), slices.Sorted(maps.Values(m)), maps.Equal(m, maps.Clone(m)))
	maps.DeleteFunc(m, func(k string, v int) bool { return v == 2 })
	n := maps.Collect(slices.All([]string{"x", "y"}))
	maps.Insert(n, maps.All(map[int]string{7: "z"}))
	fmt.Println(m, n, cmp.Compare("a", "b"), cmp.Less(2, 1))
	h := &ints{5, 2, 8}
	heap.Init(h)
	heap.Push(h, 3)
	(*h)[0] = 9
	heap.Fix(h, 0)
	for h.Len() > 0 {
		fmt.Print(heap.Pop(h), " ")
	}
	l := list.New()
	e4 := l.PushBack(4)
	e1 := l.PushFront(1)
	l.InsertBefore(3, e4)
	l.InsertAfter(2, e1)
	l.MoveToBack(e1)
	for e := l.Front(); e != nil; e = e.Next() {
		fmt.Print(e.Value, " ")
	}
	r := ring.New(4)
	for i := range r.Len() {
		r.Value = i
		r = r.Next()
	}
	r.Unlink(1)
	r.Do(func(p any) { fmt.Print(p, " ") })
	fmt.Println()
	defer func() { fmt.Println(recover()) }()
	slices.Insert(s, 20, 1)
}
