package slices

import "cmp"

// Introspective quicksort: insertion sort for what is short, median of three
// or nine as the pivot, heap sort where the recursion gets too deep.
const insertionMax = 12

// depthLimit is how deep quicksort may go for n elements.
func depthLimit(n int) int {
	d := 0
	for ; n > 0; n >>= 1 {
		d += 2
	}
	return d
}

// insertionOrdered sorts a short slice; it is stable.
func insertionOrdered[E cmp.Ordered](x []E) {
	for i := 1; i < len(x); i++ {
		v, j := x[i], i
		for ; j > 0 && cmp.Less(v, x[j-1]); j-- {
			x[j] = x[j-1]
		}
		x[j] = v
	}
}

// siftDownOrdered restores the heap below i.
func siftDownOrdered[E cmp.Ordered](x []E, i int) {
	for {
		c := 2*i + 1
		if c >= len(x) {
			return
		}
		if c+1 < len(x) && cmp.Less(x[c], x[c+1]) {
			c++
		}
		if !cmp.Less(x[i], x[c]) {
			return
		}
		x[i], x[c] = x[c], x[i]
		i = c
	}
}

func heapOrdered[E cmp.Ordered](x []E) {
	for i := len(x)/2 - 1; i >= 0; i-- {
		siftDownOrdered(x, i)
	}
	for n := len(x) - 1; n > 0; n-- {
		x[0], x[n] = x[n], x[0]
		siftDownOrdered(x[:n], 0)
	}
}

// medianOrdered gives the index of the middle one of three elements.
func medianOrdered[E cmp.Ordered](x []E, a, b, c int) int {
	if cmp.Less(x[b], x[a]) {
		a, b = b, a
	}
	if cmp.Less(x[c], x[b]) {
		b = c
		if cmp.Less(x[b], x[a]) {
			b = a
		}
	}
	return b
}

// pivotOrdered moves a good pivot to x[0].
func pivotOrdered[E cmp.Ordered](x []E) {
	n := len(x)
	m := n / 2
	if n < 64 {
		m = medianOrdered(x, 0, m, n-1)
	} else {
		s := n / 8
		a := medianOrdered(x, 0, s, 2*s)
		b := medianOrdered(x, m-s, m, m+s)
		c := medianOrdered(x, n-1-2*s, n-1-s, n-1)
		m = medianOrdered(x, a, b, c)
	}
	x[0], x[m] = x[m], x[0]
}

// orderedOrdered reports whether x is sorted; a strictly descending x is turned
// around first.
func orderedOrdered[E cmp.Ordered](x []E) bool {
	i := 1
	if cmp.Less(x[1], x[0]) {
		for i < len(x) && cmp.Less(x[i], x[i-1]) {
			i++
		}
		if i < len(x) {
			return false
		}
		Reverse(x)
		return true
	}
	for i < len(x) && !cmp.Less(x[i], x[i-1]) {
		i++
	}
	return i == len(x)
}

// splitOrdered partitions x by x[0] and gives the final place of that: nothing before
// it is greater, nothing after it is less.  Equal elements are spread over
// both sides.
func splitOrdered[E cmp.Ordered](x []E) int {
	p := x[0]
	i, j := 1, len(x)-1
	for {
		for i <= j && cmp.Less(x[i], p) {
			i++
		}
		for i <= j && cmp.Less(p, x[j]) {
			j--
		}
		if i >= j {
			break
		}
		x[i], x[j] = x[j], x[i]
		i++
		j--
	}
	x[0], x[j] = x[j], x[0]
	return j
}

func quickOrdered[E cmp.Ordered](x []E, depth int) {
	for len(x) > insertionMax {
		if depth == 0 {
			heapOrdered(x)
			return
		}
		depth--
		if orderedOrdered(x) {
			return
		}
		pivotOrdered(x)
		m := splitOrdered(x)
		if m < len(x)/2 {
			quickOrdered(x[:m], depth)
			x = x[m+1:]
		} else {
			quickOrdered(x[m+1:], depth)
			x = x[:m]
		}
	}
	insertionOrdered(x)
}
