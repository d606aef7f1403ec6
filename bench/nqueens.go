// N queens, counted by bit masks: recursion and integer arithmetic.
package main

import (
	"fmt"
	"os"
	"strconv"
)

func place(all, columns, left, right uint) int {
	if columns == all {
		return 1
	}
	solutions := 0
	for free := all &^ (columns | left | right); free != 0; {
		queen := free & -free
		free ^= queen
		solutions += place(all, columns|queen, (left|queen)<<1, (right|queen)>>1)
	}
	return solutions
}

func size(fallback int) int {
	if len(os.Args) > 1 {
		if n, err := strconv.Atoi(os.Args[1]); err == nil {
			return n
		}
	}
	return fallback
}

func main() {
	n := size(12)
	fmt.Println(place(1<<n-1, 0, 0, 0))
}
