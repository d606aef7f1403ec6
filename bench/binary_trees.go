// Binary trees: many small objects, most of them short-lived.
package main

import (
	"fmt"
	"os"
	"strconv"
)

type tree struct{ left, right *tree }

func grow(depth int) *tree {
	if depth == 0 {
		return &tree{}
	}
	return &tree{grow(depth - 1), grow(depth - 1)}
}

func (t *tree) count() int {
	if t.left == nil {
		return 1
	}
	return 1 + t.left.count() + t.right.count()
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
	const least = 4
	deepest := max(size(16), least+2)

	fmt.Println("stretch tree", grow(deepest+1).count())
	kept := grow(deepest)
	for depth := least; depth <= deepest; depth += 2 {
		rounds := 1 << (deepest - depth + least)
		nodes := 0
		for i := 0; i < rounds; i++ {
			nodes += grow(depth).count()
		}
		fmt.Println(rounds, "trees of depth", depth, "nodes", nodes)
	}
	fmt.Println("long-lived tree", kept.count())
}
