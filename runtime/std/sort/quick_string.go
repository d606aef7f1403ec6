package sort

import "math/bits"

// insertionStrings sorts data[a:b], for few elements.
func insertionStrings(data []string, a, b int) {
	for i := a + 1; i < b; i++ {
		for j := i; j > a && data[j] < data[j-1]; j-- {
			data[j], data[j-1] = data[j-1], data[j]
		}
	}
}

// siftStrings moves the element at root down in the heap data[first+root:first+end].
func siftStrings(data []string, root, end, first int) {
	for {
		child := 2*root + 1
		if child >= end {
			return
		}
		if child+1 < end && data[first+child] < data[first+child+1] {
			child++
		}
		if !(data[first+root] < data[first+child]) {
			return
		}
		data[first+root], data[first+child] = data[first+child], data[first+root]
		root = child
	}
}

func heapStrings(data []string, a, b int) {
	n := b - a
	for i := (n - 1) / 2; i >= 0; i-- {
		siftStrings(data, i, n, a)
	}
	for i := n - 1; i >= 0; i-- {
		data[a], data[a+i] = data[a+i], data[a]
		siftStrings(data, 0, i, a)
	}
}

// quickStrings sorts data[a:b]. After `limit` unbalanced partitions it gives up and
// uses the heap.
func quickStrings(data []string, a, b, limit int) {
	balanced, partitioned := true, true
	for {
		n := b - a
		if n <= few {
			insertionStrings(data, a, b)
			return
		}
		if limit == 0 {
			heapStrings(data, a, b)
			return
		}
		if !balanced {
			shuffleStrings(data, a, b)
			limit--
		}
		pivot, order := pivotStrings(data, a, b)
		if order == falling {
			for i, j := a, b-1; i < j; i, j = i+1, j-1 {
				data[i], data[j] = data[j], data[i]
			}
			pivot = b - 1 - (pivot - a)
			order = rising
		}
		if balanced && partitioned && order == rising && nearlyStrings(data, a, b) {
			return
		}
		if a > 0 && !(data[a-1] < data[pivot]) {
			// Nothing is smaller than the pivot: skip what equals it.
			a = sameStrings(data, a, b, pivot)
			continue
		}
		var mid int
		mid, partitioned = partitionStrings(data, a, b, pivot)
		if mid-a < b-mid {
			balanced = mid-a >= n/8
			quickStrings(data, a, mid, limit)
			a = mid + 1
		} else {
			balanced = b-mid >= n/8
			quickStrings(data, mid+1, b, limit)
			b = mid
		}
	}
}

// partitionStrings puts what is smaller than the pivot before it, the rest behind.
func partitionStrings(data []string, a, b, pivot int) (mid int, already bool) {
	data[a], data[pivot] = data[pivot], data[a]
	i, j := a+1, b-1
	already = true
	for {
		for i <= j && data[i] < data[a] {
			i++
		}
		for i <= j && !(data[j] < data[a]) {
			j--
		}
		if i > j {
			break
		}
		data[i], data[j] = data[j], data[i]
		already = false
		i++
		j--
	}
	data[j], data[a] = data[a], data[j]
	return j, already
}

// sameStrings puts what equals the pivot before what is greater.
func sameStrings(data []string, a, b, pivot int) int {
	data[a], data[pivot] = data[pivot], data[a]
	i, j := a+1, b-1
	for {
		for i <= j && !(data[a] < data[i]) {
			i++
		}
		for i <= j && data[a] < data[j] {
			j--
		}
		if i > j {
			return i
		}
		data[i], data[j] = data[j], data[i]
		i++
		j--
	}
}

// nearlyStrings sorts data that needs few steps, and reports whether it did.
func nearlyStrings(data []string, a, b int) bool {
	i := a + 1
	for step := 0; step < 5; step++ {
		for i < b && !(data[i] < data[i-1]) {
			i++
		}
		if i == b {
			return true
		}
		if b-a < many {
			return false
		}
		data[i], data[i-1] = data[i-1], data[i]
		if i-a >= 2 {
			for j := i - 1; j >= 1 && data[j] < data[j-1]; j-- {
				data[j], data[j-1] = data[j-1], data[j]
			}
		}
		if b-i >= 2 {
			for j := i + 1; j < b && data[j] < data[j-1]; j++ {
				data[j], data[j-1] = data[j-1], data[j]
			}
		}
	}
	return false
}

// shuffleStrings moves three elements from the middle to places by chance.
func shuffleStrings(data []string, a, b int) {
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
		data[at+i], data[a+other] = data[a+other], data[at+i]
	}
}

// pivotStrings chooses a pivot by medians, and tells whether the samples were in
// order, or all in the opposite one.
func pivotStrings(data []string, a, b int) (pivot int, order int) {
	n := b - a
	swaps := 0
	i, j, k := a+n/4, a+n/4*2, a+n/4*3
	if n >= 8 {
		if n >= many {
			i = medianStrings(data, i-1, i, i+1, &swaps)
			j = medianStrings(data, j-1, j, j+1, &swaps)
			k = medianStrings(data, k-1, k, k+1, &swaps)
		}
		j = medianStrings(data, i, j, k, &swaps)
	}
	switch swaps {
	case 0:
		return j, rising
	case 12:
		return j, falling
	}
	return j, mixed
}

func medianStrings(data []string, a, b, c int, swaps *int) int {
	if data[b] < data[a] {
		*swaps++
		a, b = b, a
	}
	if data[c] < data[b] {
		*swaps++
		b = c
	}
	if data[b] < data[a] {
		*swaps++
		b = a
	}
	return b
}
