package sort

import "math/bits"

// What the samples for the pivot told about the order.
const (
	mixed = iota
	rising
	falling

	few  = 12 // Sorted by insertion.
	many = 50 // Worth a better pivot.
)

// insertion sorts data[a:b], for few elements.
func insertion(data Interface, a, b int) {
	for i := a + 1; i < b; i++ {
		for j := i; j > a && data.Less(j, j-1); j-- {
			data.Swap(j, j-1)
		}
	}
}

// sift moves the element at root down in the heap data[first+root:first+end].
func sift(data Interface, root, end, first int) {
	for {
		child := 2*root + 1
		if child >= end {
			return
		}
		if child+1 < end && data.Less(first+child, first+child+1) {
			child++
		}
		if !data.Less(first+root, first+child) {
			return
		}
		data.Swap(first+root, first+child)
		root = child
	}
}

func heap(data Interface, a, b int) {
	n := b - a
	for i := (n - 1) / 2; i >= 0; i-- {
		sift(data, i, n, a)
	}
	for i := n - 1; i >= 0; i-- {
		data.Swap(a, a+i)
		sift(data, 0, i, a)
	}
}

// quick sorts data[a:b]. After `limit` unbalanced partitions it gives up and
// uses the heap.
func quick(data Interface, a, b, limit int) {
	balanced, partitioned := true, true
	for {
		n := b - a
		if n <= few {
			insertion(data, a, b)
			return
		}
		if limit == 0 {
			heap(data, a, b)
			return
		}
		if !balanced {
			shuffle(data, a, b)
			limit--
		}
		pivot, order := pivot(data, a, b)
		if order == falling {
			for i, j := a, b-1; i < j; i, j = i+1, j-1 {
				data.Swap(i, j)
			}
			pivot = b - 1 - (pivot - a)
			order = rising
		}
		if balanced && partitioned && order == rising && nearly(data, a, b) {
			return
		}
		if a > 0 && !data.Less(a-1, pivot) {
			// Nothing is smaller than the pivot: skip what equals it.
			a = same(data, a, b, pivot)
			continue
		}
		var mid int
		mid, partitioned = partition(data, a, b, pivot)
		if mid-a < b-mid {
			balanced = mid-a >= n/8
			quick(data, a, mid, limit)
			a = mid + 1
		} else {
			balanced = b-mid >= n/8
			quick(data, mid+1, b, limit)
			b = mid
		}
	}
}

// partition puts what is smaller than the pivot before it, the rest behind.
func partition(data Interface, a, b, pivot int) (mid int, already bool) {
	data.Swap(a, pivot)
	i, j := a+1, b-1
	already = true
	for {
		for i <= j && data.Less(i, a) {
			i++
		}
		for i <= j && !data.Less(j, a) {
			j--
		}
		if i > j {
			break
		}
		data.Swap(i, j)
		already = false
		i++
		j--
	}
	data.Swap(j, a)
	return j, already
}

// same puts what equals the pivot before what is greater.
func same(data Interface, a, b, pivot int) int {
	data.Swap(a, pivot)
	i, j := a+1, b-1
	for {
		for i <= j && !data.Less(a, i) {
			i++
		}
		for i <= j && data.Less(a, j) {
			j--
		}
		if i > j {
			return i
		}
		data.Swap(i, j)
		i++
		j--
	}
}

// nearly sorts data that needs few steps, and reports whether it did.
func nearly(data Interface, a, b int) bool {
	i := a + 1
	for step := 0; step < 5; step++ {
		for i < b && !data.Less(i, i-1) {
			i++
		}
		if i == b {
			return true
		}
		if b-a < many {
			return false
		}
		data.Swap(i, i-1)
		if i-a >= 2 {
			for j := i - 1; j >= 1 && data.Less(j, j-1); j-- {
				data.Swap(j, j-1)
			}
		}
		if b-i >= 2 {
			for j := i + 1; j < b && data.Less(j, j-1); j++ {
				data.Swap(j, j-1)
			}
		}
	}
	return false
}

// shuffle moves three elements from the middle to places by chance.
func shuffle(data Interface, a, b int) {
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
		data.Swap(at+i, a+other)
	}
}

// pivot chooses a pivot by medians, and tells whether the samples were in
// order, or all in the opposite one.
func pivot(data Interface, a, b int) (pivot int, order int) {
	n := b - a
	swaps := 0
	i, j, k := a+n/4, a+n/4*2, a+n/4*3
	if n >= 8 {
		if n >= many {
			i = median(data, i-1, i, i+1, &swaps)
			j = median(data, j-1, j, j+1, &swaps)
			k = median(data, k-1, k, k+1, &swaps)
		}
		j = median(data, i, j, k, &swaps)
	}
	switch swaps {
	case 0:
		return j, rising
	case 12:
		return j, falling
	}
	return j, mixed
}

func median(data Interface, a, b, c int, swaps *int) int {
	if data.Less(b, a) {
		*swaps++
		a, b = b, a
	}
	if data.Less(c, b) {
		*swaps++
		b = c
	}
	if data.Less(b, a) {
		*swaps++
		b = a
	}
	return b
}
