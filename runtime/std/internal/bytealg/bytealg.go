// Package bytealg holds the searches and comparisons that strings and bytes
// share. The loops over memory are in C, where the system's vectorised
// routines do the work; the rest is short Go.
package bytealg

import _ "unsafe"

//go:noescape
//go:linkname IndexByte rt_index_byte_slice
func IndexByte(b []byte, c byte) int

//go:noescape
//go:linkname IndexByteString rt_index_byte
func IndexByteString(s string, c byte) int

//go:noescape
//go:linkname LastIndexByteString rt_last_index_byte
func LastIndexByteString(s string, c byte) int

//go:noescape
//go:linkname CountString rt_count_byte
func CountString(s string, c byte) int

// IndexString gives the offset of the first t in s, or -1; t is not empty.
//
//go:noescape
//go:linkname IndexString rt_index_string
func IndexString(s, t string) int

// CompareString gives -1, 0 or 1.
//
//go:noescape
//go:linkname CompareString rt_compare_bytes
func CompareString(a, b string) int

// LastIndexString gives the offset of the last t in s, or -1.
func LastIndexString(s, t string) int {
	n := len(t)
	if n == 0 {
		return len(s)
	}
	last := t[n-1]
	for end := len(s); end >= n; {
		i := LastIndexByteString(s[n-1:end], last)
		if i < 0 {
			return -1
		}
		if s[i:i+n] == t {
			return i
		}
		end = i + n - 1
	}
	return -1
}
