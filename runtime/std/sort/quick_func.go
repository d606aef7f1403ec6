package sort

import "math/bits"

// insertionFunc sorts data[a:b], for few elements.
func insertionFunc(data funcs, a, b int) {
	for i := a + 1; i < b; i++ {
		for j := i; j > a && data.less(j, j-1); j-- {
			data.swap(j, j-1)
		}
	}
}

// siftFunc moves the element at root down in the heap data[first+root:first+end].
func siftFunc(data funcs, root, end, first int) {
	for {
		child := 2*root + 1
		if child >= end {
			return
		}
		if child+1 < end && data.less(first+child, first+child+1) {
			child++
		}
		if !data.less(first+root, first+child) {
			return
		}
		data.swap(first+root, first+child)
		root = child
	}
}

func heapFunc(data funcs, a, b int) {
	n := b - a
	for i := (n - 1) / 2; i >= 0; i-- {
		siftFunc(data, i, n, a)
	}
	for i := n - 1; i >= 0; i-- {
		data.swap(a, a+i)
		siftFunc(data, 0, i, a)
	}
}

// quickFunc sorts data[a:b]. After `limit` unbalanced partitions it gives up and
// uses the heap.
func quickFunc(data funcs, a, b, limit int) {
	balanced, partitioned := true, true
	for {
		n := b - a
		if n <= few {
			insertionFunc(data, a, b)
			return
		}
		if limit == 0 {
			heapFunc(data, a, b)
			return
		}
		if !balanced {
			shuffleFunc(data, a, b)
			limit--
		}
		pivot, order := pivotFunc(data, a, b)
		if order == falling {
			for i, j := a, b-1; i < j; i, j = i+1, j-1 {
				data.swap(i, j)
			}
			pivot = b - 1 - (pivot - a)
			order = rising
		}
		if balanced && partitioned && order == rising && nearlyFunc(data, a, b) {
			return
		}
		if a > 0 && !data.less(a-1, pivot) {
			// Nothing is smaller than the pivot: skip what equals it.
			a = sameFunc(data, a, b, pivot)
			continue
		}
		var mid int
		mid, partitioned = partitionFunc(data, a, b, pivot)
		if mid-a < b-mid {
			balanced = mid-a >= n/8
			quickFunc(data, a, mid, limit)
			a = mid + 1
		} else {
			balanced = b-mid >= n/8
			quickFunc(data, mid+1, b, limit)
			b = mid
		}
	}
}

// partitionFunc puts what is smaller than the pivot before it, the rest behind.
func partitionFunc(data funcs, a, b, pivot int) (mid int, already bool) {
	data.swap(a, pivot)
	i, j := a+1, b-1
	already = true
	for {
		for i <= j && data.less(i, a) {
			i++
		}
		for i <= j && !data.less(j, a) {
			j--
		}
		if i > j {
			break
		}
		data.swap(i, j)
		already = false
		i++
		j--
	}
	data.swap(j, a)
	return j, already
}

// sameFunc puts what equals the pivot before what is greater.
func sameFunc(data funcs, a, b, pivot int) int {
	data.swap(a, pivot)
	i, j := a+1, b-1
	for {
		for i <= j && !data.less(a, i) {
			i++
		}
		for i <= j && data.less(a, j) {
			j--
		}
		if i > j {
			return i
		}
		data.swap(i, j)
		i++
		j--
	}
}

// nearlyFunc sorts data that needs few steps, and reports whether it did.
func nearlyFunc(data funcs, a, b int) bool {
	i := a + 1
	for step := 0; step < 5; step++ {
		for i < b && !data.less(i, i-1) {
			i++
		}
		if i == b {
			return true
		}
		if b-a < many {
			return false
		}
		data.swap(i, i-1)
		if i-a >= 2 {
			for j := i - 1; j >= 1 && data.less(j, j-1); j-- {
				data.swap(j, j-1)
			}
		}
		if b-i >= 2 {
			for j := i + 1; j < b && data.less(j, j-1); j++ {
				data.swap(j, j-1)
			}
		}
	}
	return false
}

// shuffleFunc moves three elements from the middle to places by chance.
func shuffleFunc(data funcs, a, b int) {
	n := b - a
	if n < 8 {
		return
	}
	r := uint64(n)
	mask := uint(1)<<bits.Len(uint(n)) - 1
	at := a + n/4*2
	for i := -1; i < 2; i++ {
		r ^= r << 13
		r ^= r >> 7
		r ^= r << 17
		other := int(uint(r) & mask)
		if other >= n {
			other -= n
		}
		data.swap(at+i, a+other)
	}
}

// pivotFunc chooses a pivot by medians, and tells whether the samples were in
// order, or all in the opposite one.
func pivotFunc(data funcs, a, b int) (pivot int, order int) {
	n := b - a
	swaps := 0
	i, j, k := a+n/4, a+n/4*2, a+n/4*3
	if n >= 8 {
		if n >= many {
			i = medianFunc(data, i-1, i, i+1, &swaps)
			j = medianFunc(data, j-1, j, j+1, &swaps)
			k = medianFunc(data, k-1, k, k+1, &swaps)
		}
		j = medianFunc(data, i, j, k, &swaps)
	}
	switch swaps {
	case 0:
		return j, rising
	case 12:
		return j, falling
	}
	return j, mixed
}

func medianFunc(data funcs, a, b, c int, swaps *int) int {
	if data.less(b, a) {
		*swaps++
		a, b = b, a
	}
	if data.less(c, b) {
		*swaps++
		b = c
	}
	if data.less(b, a) {
		*swaps++
		b = a
	}
	return b
}
