// Package sort orders collections that are named by indices.
//
// The method is quicksort with a pivot by medians, which notices sorted,
// reversed and many equal elements, and falls back to a heap. The same text
// stands here for each kind of data, so that comparisons of integers and
// strings are not calls.
package sort

import (
	"internal/rtype"
	"math/bits"
)

// An Interface can be sorted.
type Interface interface {
	Len() int
	Less(i, j int) bool
	Swap(i, j int)
}

// Sort orders data; equal elements may change places.
func Sort(data Interface) {
	n := data.Len()
	if n > 1 {
		quick(data, 0, n, bits.Len(uint(n)))
	}
}

// funcs is an Interface made of functions.
type funcs struct {
	less func(i, j int) bool
	swap func(i, j int)
}

// Slice sorts the slice x by less, which compares elements by index.
func Slice(x any, less func(i, j int) bool) {
	s := rtype.SliceOf(x)
	n := s.Len()
	if n > 1 {
		quickFunc(funcs{less, s.Swap}, 0, n, bits.Len(uint(n)))
	}
}

// SliceStable is Slice that keeps equal elements in their order.
func SliceStable(x any, less func(i, j int) bool) {
	s := rtype.SliceOf(x)
	stable(&adapter{s.Len(), funcs{less, s.Swap}})
}

func SliceIsSorted(x any, less func(i, j int) bool) bool {
	for i := rtype.SliceOf(x).Len() - 1; i > 0; i-- {
		if less(i, i-1) {
			return false
		}
	}
	return true
}

type adapter struct {
	n int
	funcs
}

func (a *adapter) Len() int           { return a.n }
func (a *adapter) Less(i, j int) bool { return a.less(i, j) }
func (a *adapter) Swap(i, j int)      { a.swap(i, j) }

func IsSorted(data Interface) bool {
	for i := data.Len() - 1; i > 0; i-- {
		if data.Less(i, i-1) {
			return false
		}
	}
	return true
}

type reverse struct {
	Interface
}

func (r reverse) Less(i, j int) bool { return r.Interface.Less(j, i) }

// Reverse gives data in the opposite order.
func Reverse(data Interface) Interface { return &reverse{data} }

// --- Stable -------------------------------------------------------------------

// Stable orders data and keeps equal elements in their order.
func Stable(data Interface) { stable(data) }

func stable(data Interface) {
	const block = 20
	n := data.Len()
	for a := 0; a < n; a += block {
		insertion(data, a, min(a+block, n))
	}
	for size := block; size < n; size *= 2 {
		for a := 0; a+size < n; a += 2 * size {
			merge(data, a, a+size, min(a+2*size, n))
		}
	}
}

// merge merges data[a:m] and data[m:b] in place: it finds a split of both so
// that exchanging the two inner parts leaves two smaller merges.
func merge(data Interface, a, m, b int) {
	if a == m || m == b {
		return
	}
	if m-a == 1 {
		mergeFirst(data, a, b)
		return
	}
	if b-m == 1 {
		mergeLast(data, a, m)
		return
	}
	mid := int(uint(a+b) >> 1)
	n := mid + m
	var lo, hi int
	if m > mid {
		lo, hi = n-b, mid
	} else {
		lo, hi = a, m
	}
	for p := n - 1; lo < hi; {
		c := int(uint(lo+hi) >> 1)
		if !data.Less(p-c, c) {
			lo = c + 1
		} else {
			hi = c
		}
	}
	end := n - lo
	if lo < m && m < end {
		rotate(data, lo, m, end)
	}
	merge(data, a, lo, mid)
	merge(data, mid, end, b)
}

// mergeFirst moves data[a] to its place in data[a+1:b].
func mergeFirst(data Interface, a, b int) {
	lo, hi := a+1, b
	for lo < hi {
		c := int(uint(lo+hi) >> 1)
		if data.Less(c, a) {
			lo = c + 1
		} else {
			hi = c
		}
	}
	for i := a; i < lo-1; i++ {
		data.Swap(i, i+1)
	}
}

// mergeLast moves data[m] to its place in data[a:m].
func mergeLast(data Interface, a, m int) {
	lo, hi := a, m
	for lo < hi {
		c := int(uint(lo+hi) >> 1)
		if !data.Less(m, c) {
			lo = c + 1
		} else {
			hi = c
		}
	}
	for i := m; i > lo; i-- {
		data.Swap(i, i-1)
	}
}

// rotate exchanges data[a:m] and data[m:b].
func rotate(data Interface, a, m, b int) {
	i, j := m-a, b-m
	for i != j {
		if i > j {
			swapRange(data, m-i, m, j)
			i -= j
		} else {
			swapRange(data, m-i, m+j-i, i)
			j -= i
		}
	}
	swapRange(data, m-i, m, i)
}

func swapRange(data Interface, a, b, n int) {
	for i := 0; i < n; i++ {
		data.Swap(a+i, b+i)
	}
}

// --- Slices of basic types ------------------------------------------------------

type IntSlice []int

func (x IntSlice) Len() int           { return len(x) }
func (x IntSlice) Less(i, j int) bool { return x[i] < x[j] }
func (x IntSlice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }
func (x IntSlice) Sort()              { Sort(x) }
func (p IntSlice) Search(x int) int   { return SearchInts(p, x) }

// Float64Slice orders NaN before other values.
type Float64Slice []float64

func (x Float64Slice) Len() int { return len(x) }
func (x Float64Slice) Less(i, j int) bool {
	return x[i] < x[j] || x[i] != x[i] && x[j] == x[j]
}
func (x Float64Slice) Swap(i, j int)        { x[i], x[j] = x[j], x[i] }
func (x Float64Slice) Sort()                { Sort(x) }
func (p Float64Slice) Search(x float64) int { return SearchFloat64s(p, x) }

type StringSlice []string

func (x StringSlice) Len() int            { return len(x) }
func (x StringSlice) Less(i, j int) bool  { return x[i] < x[j] }
func (x StringSlice) Swap(i, j int)       { x[i], x[j] = x[j], x[i] }
func (x StringSlice) Sort()               { Sort(x) }
func (p StringSlice) Search(x string) int { return SearchStrings(p, x) }

func Ints(x []int) {
	if n := len(x); n > 1 {
		quickInts(x, 0, n, bits.Len(uint(n)))
	}
}

func Strings(x []string) {
	if n := len(x); n > 1 {
		quickStrings(x, 0, n, bits.Len(uint(n)))
	}
}

func Float64s(x []float64) { Sort(Float64Slice(x)) }

func IntsAreSorted(x []int) bool         { return IsSorted(IntSlice(x)) }
func Float64sAreSorted(x []float64) bool { return IsSorted(Float64Slice(x)) }
func StringsAreSorted(x []string) bool   { return IsSorted(StringSlice(x)) }

// --- Search -----------------------------------------------------------------------

// Search gives the least i in [0, n) for which f(i) holds, or n; where it
// holds for one, it must hold for all behind.
func Search(n int, f func(int) bool) int {
	lo, hi := 0, n
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if f(mid) {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}

// Find gives the least i for which cmp(i) <= 0, and whether it is 0 there.
func Find(n int, cmp func(int) int) (i int, found bool) {
	lo, hi := 0, n
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if cmp(mid) > 0 {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, lo < n && cmp(lo) == 0
}

func SearchInts(a []int, x int) int {
	return Search(len(a), func(i int) bool { return a[i] >= x })
}

func SearchFloat64s(a []float64, x float64) int {
	return Search(len(a), func(i int) bool { return a[i] >= x })
}

func SearchStrings(a []string, x string) int {
	return Search(len(a), func(i int) bool { return a[i] >= x })
}
