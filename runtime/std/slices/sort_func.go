package slices

// The sorts of sort_ordered.go by means of a function, and a merge sort.

// insertionFunc sorts a short slice; it is stable.
func insertionFunc[E any](x []E, cmp func(a, b E) int) {
	for i := 1; i < len(x); i++ {
		v, j := x[i], i
		for ; j > 0 && cmp(v, x[j-1]) < 0; j-- {
			x[j] = x[j-1]
		}
		x[j] = v
	}
}

// siftDownFunc restores the heap below i.
func siftDownFunc[E any](x []E, i int, cmp func(a, b E) int) {
	for {
		c := 2*i + 1
		if c >= len(x) {
			return
		}
		if c+1 < len(x) && cmp(x[c], x[c+1]) < 0 {
			c++
		}
		if cmp(x[i], x[c]) >= 0 {
			return
		}
		x[i], x[c] = x[c], x[i]
		i = c
	}
}

func heapFunc[E any](x []E, cmp func(a, b E) int) {
	for i := len(x)/2 - 1; i >= 0; i-- {
		siftDownFunc(x, i, cmp)
	}
	for n := len(x) - 1; n > 0; n-- {
		x[0], x[n] = x[n], x[0]
		siftDownFunc(x[:n], 0, cmp)
	}
}

// medianFunc gives the index of the middle one of three elements.
func medianFunc[E any](x []E, a, b, c int, cmp func(a, b E) int) int {
	if cmp(x[b], x[a]) < 0 {
		a, b = b, a
	}
	if cmp(x[c], x[b]) < 0 {
		b = c
		if cmp(x[b], x[a]) < 0 {
			b = a
		}
	}
	return b
}

// pivotFunc moves a good pivot to x[0].
func pivotFunc[E any](x []E, cmp func(a, b E) int) {
	n := len(x)
	m := n / 2
	if n < 64 {
		m = medianFunc(x, 0, m, n-1, cmp)
	} else {
		s := n / 8
		a := medianFunc(x, 0, s, 2*s, cmp)
		b := medianFunc(x, m-s, m, m+s, cmp)
		c := medianFunc(x, n-1-2*s, n-1-s, n-1, cmp)
		m = medianFunc(x, a, b, c, cmp)
	}
	x[0], x[m] = x[m], x[0]
}

// orderedFunc reports whether x is sorted; a strictly descending x is turned
// around first.
func orderedFunc[E any](x []E, cmp func(a, b E) int) bool {
	i := 1
	if cmp(x[1], x[0]) < 0 {
		for i < len(x) && cmp(x[i], x[i-1]) < 0 {
			i++
		}
		if i < len(x) {
			return false
		}
		Reverse(x)
		return true
	}
	for i < len(x) && cmp(x[i], x[i-1]) >= 0 {
		i++
	}
	return i == len(x)
}

// splitFunc partitions x by x[0] and gives the final place of that: nothing before
// it is greater, nothing after it is less.  Equal elements are spread over
// both sides.
func splitFunc[E any](x []E, cmp func(a, b E) int) int {
	p := x[0]
	i, j := 1, len(x)-1
	for {
		for i <= j && cmp(x[i], p) < 0 {
			i++
		}
		for i <= j && cmp(p, x[j]) < 0 {
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

func quickFunc[E any](x []E, depth int, cmp func(a, b E) int) {
	for len(x) > insertionMax {
		if depth == 0 {
			heapFunc(x, cmp)
			return
		}
		depth--
		if orderedFunc(x, cmp) {
			return
		}
		pivotFunc(x, cmp)
		m := splitFunc(x, cmp)
		if m < len(x)/2 {
			quickFunc(x[:m], depth, cmp)
			x = x[m+1:]
		} else {
			quickFunc(x[m+1:], depth, cmp)
			x = x[:m]
		}
	}
	insertionFunc(x, cmp)
}

// mergeFunc sorts x stably; tmp has room for half of it.
func mergeFunc[E any](x, tmp []E, cmp func(a, b E) int) {
	if len(x) <= insertionMax {
		insertionFunc(x, cmp)
		return
	}
	m := len(x) / 2
	mergeFunc(x[:m], tmp, cmp)
	mergeFunc(x[m:], tmp, cmp)
	if cmp(x[m], x[m-1]) >= 0 {
		return
	}
	left := tmp[:copy(tmp, x[:m])]
	i, j, k := 0, m, 0
	for i < len(left) && j < len(x) {
		if cmp(x[j], left[i]) < 0 {
			x[k] = x[j]
			j++
		} else {
			x[k] = left[i]
			i++
		}
		k++
	}
	copy(x[k:], left[i:])
}
