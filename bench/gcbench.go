// GC-bench in the manner of Ellis, Kovac and Boehm: trees built top-down and
// bottom-up while a long-lived tree and a large array stay alive.
package main

import (
	"fmt"
	"os"
	"strconv"
)

type node struct {
	left, right *node
	i, j        int32
}

func treeSize(depth int) int { return 1<<(depth+1) - 1 }

func populate(depth int, n *node) {
	if depth <= 0 {
		return
	}
	n.left, n.right = &node{}, &node{}
	populate(depth-1, n.left)
	populate(depth-1, n.right)
}

func bottomUp(depth int) *node {
	if depth <= 0 {
		return &node{}
	}
	return &node{left: bottomUp(depth - 1), right: bottomUp(depth - 1)}
}

func (n *node) check() int {
	if n == nil {
		return 0
	}
	return 1 + n.left.check() + n.right.check()
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
	deepest := size(16)
	long := &node{}
	populate(deepest, long)
	array := make([]float64, 1<<deepest)
	for i := range array {
		array[i] = 1 / float64(i+1)
	}

	total := 0
	for depth := 4; depth <= deepest; depth += 2 {
		rounds := 2 * treeSize(deepest) / treeSize(depth)
		for i := 0; i < rounds; i++ {
			root := &node{}
			populate(depth, root)
			total += root.check()
		}
		for i := 0; i < rounds; i++ {
			total += bottomUp(depth).check()
		}
	}
	fmt.Println(total, long.check(), int(array[1000%len(array)]*1e6))
}
